//! Strings: immutable objects `[data, length, own bytes…]`.
//!
//! `data` points at the object's own bytes or into another string's. The empty string is the word 0; a string object may
//! have length 0 too.

use std::cmp::Ordering;
use std::ops::Range;

use crate::vm::fault::{Bounds, Fault};
use crate::vm::heap::{Addr, Allocator, Header, OutOfMemory, PIECE, mem};
use crate::vm::interrupt::{Limit, Patience};
use crate::vm::slice;
use crate::vm::value::Word;

/// Words before a string's own bytes.
const HEAD: u64 = 16;
/// What stands for bytes that are not UTF-8.
pub const REPLACEMENT: i32 = 0xFFFD;

/// Length in bytes.
#[inline]
pub fn len(s: Word) -> u64 {
    if s == 0 { 0 } else { mem::load(s + 8) }
}

/// Address of the bytes.
#[inline]
pub fn data(s: Word) -> Addr {
    if s == 0 { 0 } else { mem::load(s) }
}

/// The bytes. Valid until the next safepoint; longer, if the string stays reachable.
#[inline]
pub fn bytes<'a>(s: Word) -> &'a [u8] {
    mem::frozen_bytes(data(s), len(s))
}

/// The text, with U+FFFD for what is not UTF-8.
pub fn lossy(s: Word) -> String {
    String::from_utf8_lossy(bytes(s)).into_owned()
}

/// A string with these bytes.
pub fn new(alloc: &mut Allocator, bytes: &[u8]) -> Result<Word, Fault> {
    build(alloc, bytes.len() as u64, |mut to, patience| {
        put(&mut to, bytes, patience)
    })
}

/// A string of `n` bytes that `fill` writes; if that takes long, it asks now and then whether to go on.
#[inline]
pub fn build(
    alloc: &mut Allocator,
    n: u64,
    fill: impl FnOnce(&mut [u8], &Patience) -> Result<(), Limit>,
) -> Result<Word, Fault> {
    if n == 0 {
        return Ok(0);
    }
    let size = n
        .checked_add(HEAD)
        .and_then(|size| usize::try_from(size).ok());
    let s = alloc.alloc(Header::STRING, size.ok_or(OutOfMemory)?)?;
    mem::store(s, s + HEAD);
    mem::store(s + 8, n);
    fill(mem::fresh_bytes(s + HEAD, n), alloc.patience())?;
    Ok(s)
}

/// Writes bytes to the beginning of `to`, in pieces, and goes on behind them.
#[inline]
pub fn put(to: &mut &mut [u8], bytes: &[u8], patience: &Patience) -> Result<(), Limit> {
    let (head, rest) = std::mem::take(to).split_at_mut(bytes.len());
    *to = rest;
    if bytes.len() <= PIECE {
        head.copy_from_slice(bytes);
        return Ok(());
    }
    for (to, from) in head.chunks_mut(PIECE).zip(bytes.chunks(PIECE)) {
        to.copy_from_slice(from);
        patience.check(0)?;
    }
    Ok(())
}

/// `a + b + …`
pub fn concat(alloc: &mut Allocator, parts: &[Word]) -> Result<Word, Fault> {
    let mut total = 0u64;
    let mut last = 0;
    let mut filled = 0;
    for part in parts {
        let n = len(*part);
        if n > 0 {
            total = total.checked_add(n).ok_or(OutOfMemory)?;
            last = *part;
            filled += 1;
        }
    }
    if filled <= 1 {
        return Ok(last);
    }
    build(alloc, total, |mut to, patience| {
        (parts.iter()).try_for_each(|part| put(&mut to, bytes(*part), patience))
    })
}

/// `s[lo:hi]`; absent bounds are 0 and the length.
pub fn slice(
    alloc: &mut Allocator,
    s: Word,
    lo: Option<i64>,
    hi: Option<i64>,
) -> Result<Word, Fault> {
    let n = len(s) as i64;
    let hi = hi.unwrap_or(n);
    let lo = lo.unwrap_or(0);
    if hi as u64 > n as u64 {
        return Err(Fault::Bounds(Bounds::SliceToLen(hi, n)));
    }
    if lo as u64 > hi as u64 {
        return Err(Fault::Bounds(Bounds::SliceFrom(lo, hi)));
    }
    if hi - lo == n {
        return Ok(s);
    }
    if hi == lo {
        return Ok(0);
    }
    Ok(over(alloc, mem::load(s) + lo as u64, (hi - lo) as u64)?)
}

/// A string of bytes that are in an object already and do not change any more.
pub fn over(alloc: &mut Allocator, data: Addr, len: u64) -> Result<Word, OutOfMemory> {
    if len == 0 {
        return Ok(0);
    }
    let part = alloc.alloc(Header::STRING, HEAD as usize)?;
    mem::store(part, data);
    mem::store(part + 8, len);
    Ok(part)
}

/// `s[i]`
#[inline]
pub fn index(s: Word, i: i64) -> Result<u8, Fault> {
    let n = len(s);
    if i as u64 >= n {
        return Err(Fault::Bounds(Bounds::Index(i, n as i64)));
    }
    Ok(mem::load8(mem::load(s) + i as u64))
}

/// `a == b`
#[inline]
pub fn eq(a: Word, b: Word) -> bool {
    a == b || (len(a) == len(b) && bytes(a) == bytes(b))
}

/// `a <=> b`
#[inline]
pub fn compare(a: Word, b: Word) -> Ordering {
    bytes(a).cmp(bytes(b))
}

/// The rune that starts at the beginning of `bytes`, and how many bytes it has. Invalid UTF-8 is U+FFFD of one byte; no
/// bytes are U+FFFD of none.
#[inline]
pub fn decode_rune(bytes: &[u8]) -> (i32, usize) {
    match bytes {
        [] => (REPLACEMENT, 0),
        [first, ..] if *first < 0x80 => (i32::from(*first), 1),
        _ => decode_long(bytes),
    }
}

fn decode_long(bytes: &[u8]) -> (i32, usize) {
    let tail = |i: usize, lo: u8, hi: u8| {
        (bytes.get(i).filter(|b| (lo..=hi).contains(*b))).map(|b| i32::from(*b & 0x3F))
    };
    let next = |i| tail(i, 0x80, 0xBF);
    let first = i32::from(bytes[0]);
    let rune = match bytes[0] {
        0xC2..=0xDF => next(1).map(|a| ((first & 0x1F) << 6 | a, 2)),
        0xE0..=0xEF => {
            let (lo, hi) = match bytes[0] {
                0xE0 => (0xA0, 0xBF),
                0xED => (0x80, 0x9F),
                _ => (0x80, 0xBF),
            };
            let parts = tail(1, lo, hi).zip(next(2));
            parts.map(|(a, b)| ((first & 0x0F) << 12 | a << 6 | b, 3))
        }
        0xF0..=0xF4 => {
            let (lo, hi) = match bytes[0] {
                0xF0 => (0x90, 0xBF),
                0xF4 => (0x80, 0x8F),
                _ => (0x80, 0xBF),
            };
            let parts = tail(1, lo, hi).zip(next(2)).zip(next(3));
            parts.map(|((a, b), c)| ((first & 0x07) << 18 | a << 12 | b << 6 | c, 4))
        }
        _ => None,
    };
    rune.unwrap_or((REPLACEMENT, 1))
}

/// The UTF-8 of a rune; of U+FFFD if it is none.
pub fn encode_rune(rune: i64, buffer: &mut [u8; 4]) -> &[u8] {
    let rune = u32::try_from(rune).ok().and_then(char::from_u32);
    let rune = rune.unwrap_or(char::REPLACEMENT_CHARACTER);
    rune.encode_utf8(buffer).as_bytes()
}

/// `string(rune)`
pub fn from_rune(alloc: &mut Allocator, rune: i64) -> Result<Word, Fault> {
    let mut buffer = [0; 4];
    new(alloc, encode_rune(rune, &mut buffer))
}

/// `string([]byte)`
pub fn from_bytes(alloc: &mut Allocator, s: Word) -> Result<Word, Fault> {
    let n = slice::len(s);
    if n == 0 {
        return Ok(0);
    }
    let string = build(alloc, n, |_, _| Ok(()))?;
    alloc.copy_bytes(string + HEAD, slice::data(s), n)?;
    Ok(string)
}

/// `string([]rune)`
pub fn from_runes(alloc: &mut Allocator, s: Word) -> Result<Word, Fault> {
    let (data, n) = (slice::data(s), slice::len(s));
    let rune = |i| i64::from(mem::load32(data + 4 * i) as i32);
    let mut total = 0;
    for part in parts(n) {
        total += part.map(|i| rune_len(rune(i))).sum::<u64>();
        alloc.patience().check(0)?;
    }
    build(alloc, total, |mut to, patience| {
        for part in parts(n) {
            for i in part {
                // Another goroutine may have changed the runes meanwhile.
                let Some(rest) = put_rune(to, rune(i)) else {
                    return Ok(());
                };
                to = rest;
            }
            patience.check(0)?;
        }
        Ok(())
    })
}

/// So many runes are converted without looking whether the VM shall stop.
fn parts(n: u64) -> impl Iterator<Item = Range<u64>> {
    const LEN: u64 = PIECE as u64 / 4;
    (0..n.div_ceil(LEN)).map(move |i| i * LEN..n.min((i + 1) * LEN))
}

/// Bytes of a rune's UTF-8, or of U+FFFD if it is none.
#[inline]
fn rune_len(rune: i64) -> u64 {
    match rune {
        0..0x80 => 1,
        rune => encode_rune(rune, &mut [0; 4]).len() as u64,
    }
}

/// Writes a rune to the beginning of `to`, and returns what is behind it; `None` if there is no room.
#[inline]
fn put_rune(to: &mut [u8], rune: i64) -> Option<&mut [u8]> {
    let mut buffer = [rune as u8, 0, 0, 0];
    let text = match rune {
        0..0x80 => &buffer[..1],
        rune => encode_rune(rune, &mut buffer),
    };
    let (head, rest) = to.split_at_mut_checked(text.len())?;
    head.copy_from_slice(text);
    Some(rest)
}

/// `[]byte(string)`
pub fn to_bytes(alloc: &mut Allocator, s: Word) -> Result<Word, Fault> {
    slice::from_bytes(alloc, bytes(s))
}

/// `[]rune(string)`
pub fn to_runes(alloc: &mut Allocator, s: Word) -> Result<Word, Fault> {
    let text = bytes(s);
    let count = rune_count(text, alloc.patience())?;
    let cap = slice::round_up(count * 4, true) / 4;
    let (header, data) = slice::alloc_raw(alloc, 4, count, cap)?;
    let mut rest = text;
    for part in parts(count) {
        for i in part {
            let (rune, n) = decode_rune(rest);
            mem::store32(data + 4 * i, rune as u32);
            rest = &rest[n..];
        }
        alloc.patience().check(0)?;
    }
    Ok(header)
}

/// A text in pieces that begin with a rune.
pub fn pieces(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    const LEN: usize = 1 << 16;
    let mut rest = text;
    std::iter::from_fn(move || {
        // A rune that goes over a border begins at most three bytes before it.
        let begins = |at: &usize| rest[*at] & 0xC0 != 0x80;
        let end = match rest.len() > LEN {
            true => (LEN - 3..=LEN).rev().find(begins).unwrap_or(LEN),
            false => rest.len(),
        };
        let piece;
        (piece, rest) = rest.split_at(end);
        (!piece.is_empty()).then_some(piece)
    })
}

/// The number of runes; invalid UTF-8 counts by the byte.
pub fn rune_count(text: &[u8], patience: &Patience) -> Result<u64, Limit> {
    let mut count = 0;
    for piece in pieces(text) {
        count += match piece.is_ascii() {
            true => piece.len() as u64,
            false => count_runes(piece),
        };
        patience.check(0)?;
    }
    Ok(count)
}

fn count_runes(text: &[u8]) -> u64 {
    let mut rest = text;
    let mut count = 0;
    while !rest.is_empty() {
        rest = &rest[decode_rune(rest).1..];
        count += 1;
    }
    count
}
