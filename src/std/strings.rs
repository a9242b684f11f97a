//! Natives of package strings.

use memchr::memmem;

use super::quote::decode_rune;
use super::word;
use super::{Care, Natives, charge_bytes, finish, limit, new_word_slice, stopped};
use crate::vm::fault::Fault;
use crate::vm::heap::{OutOfMemory, PIECE};
use crate::vm::native::{Flow, NativeCtx};
use crate::vm::{slice, string};

pub(super) const NATIVES: Natives = &[
    ("Index", index),
    ("LastIndex", last_index),
    ("IndexByte", index_byte),
    ("LastIndexByte", last_index_byte),
    ("Count", count),
    ("repeat", repeat),
    ("Replace", replace),
    ("ToUpper", to_upper),
    ("ToLower", to_lower),
    ("TrimSpace", trim_space),
    ("EqualFold", equal_fold),
    ("Join", join),
    ("genSplit", gen_split),
    ("Fields", fields),
    ("stringOf", string_of),
    ("replaceMany", replace_many),
];

/// Returns where something was found in argument 0, whose bytes up to there, or from there if `backwards`, were looked at.
fn found(cx: &mut NativeCtx<'_>, at: Option<usize>, backwards: bool) -> Flow {
    let len = cx.arg_str(0).len();
    let seen = at.map_or(len, |at| if backwards { len - at } else { at });
    charge_bytes(cx, seen as u64);
    cx.ret_int(0, at.map_or(-1, |at| at as i64));
    Flow::Return
}

/// Counts a walk over argument 0.
pub(super) fn charge_text(cx: &mut NativeCtx<'_>) {
    let len = cx.arg_str(0).len() as u64;
    charge_bytes(cx, len);
}

fn index(cx: &mut NativeCtx<'_>) -> Flow {
    let (text, part) = (cx.arg_str(0), cx.arg_str(1));
    let at = search(cx, windows(text, part), |window| memmem::find(window, part));
    at.map_or_else(Flow::from, |at| found(cx, at, false))
}

fn last_index(cx: &mut NativeCtx<'_>) -> Flow {
    let (text, part) = (cx.arg_str(0), cx.arg_str(1));
    let at = search(cx, windows(text, part).rev(), |window| {
        memmem::rfind(window, part)
    });
    at.map_or_else(Flow::from, |at| found(cx, at, true))
}

/// Parts of a text in which to look for a part, and where they begin: they overlap as far as it is long.
fn windows<'t>(
    text: &'t [u8],
    part: &[u8],
) -> impl DoubleEndedIterator<Item = (usize, &'t [u8])> + use<'t> {
    let (step, len) = (PIECE.max(part.len()), part.len());
    (0..=text.len() / step).map(move |i| {
        let at = i * step;
        (at, &text[at..text.len().min(at + step + len)])
    })
}

/// What is found first in windows of a text.
fn search<'t>(
    cx: &NativeCtx<'_>,
    windows: impl Iterator<Item = (usize, &'t [u8])>,
    find: impl Fn(&[u8]) -> Option<usize>,
) -> Result<Option<usize>, Fault> {
    for (at, window) in windows {
        if let Some(place) = find(window) {
            return Ok(Some(at + place));
        }
        cx.vm().heap.patience().check(0)?;
    }
    Ok(None)
}

fn index_byte(cx: &mut NativeCtx<'_>) -> Flow {
    let at = memchr::memchr(cx.arg(1) as u8, cx.arg_str(0));
    found(cx, at, false)
}

fn last_index_byte(cx: &mut NativeCtx<'_>) -> Flow {
    let at = memchr::memrchr(cx.arg(1) as u8, cx.arg_str(0));
    found(cx, at, true)
}

fn count(cx: &mut NativeCtx<'_>) -> Flow {
    charge_text(cx);
    let mut care = Care::new(cx);
    let (text, part) = (cx.arg_str(0), cx.arg_str(1));
    let mut n = 0;
    if part.is_empty() {
        match string::rune_count(text, cx.vm().heap.patience()) {
            Ok(runes) => n = runes + 1,
            Err(limit) => return Fault::Limit(limit).into(),
        }
    } else {
        for at in memmem::find_iter(text, part) {
            n += 1;
            if let Err(fault) = care.check(at, 0) {
                return fault.into();
            }
        }
    }
    cx.ret_int(0, n as i64);
    Flow::Return
}

fn repeat(cx: &mut NativeCtx<'_>) -> Flow {
    let text = word::str_bytes(cx.arg(0));
    let len = (cx.arg_int(1) as u64).checked_mul(text.len() as u64);
    let repeated = len.ok_or(Fault::OutOfMemory).and_then(|len| {
        string::build(cx.alloc(), len, |to, patience| {
            string::put(&mut &mut *to, text, patience)?;
            let mut done = text.len();
            // The largest piece of whole texts, or one.
            let most = (PIECE / text.len().max(1)).max(1) * text.len();
            while done < to.len() {
                let more = done.min(to.len() - done).min(most);
                to.copy_within(..more, done);
                done += more;
                patience.check(0)?;
            }
            Ok(())
        })
    });
    finish(repeated.map(|word| cx.set_ret(0, word)))
}

/// What `Replace` gives.
fn replaced(
    text: &[u8],
    old: &[u8],
    new: &[u8],
    n: usize,
    mut care: Care<'_>,
) -> Result<Vec<u8>, Fault> {
    let finder = memmem::Finder::new(old);
    let mut out = Vec::new();
    let mut from = 0;
    let mut done = 0;
    let mut at = 0;
    while done < n {
        if old.is_empty() {
            if done > 0 {
                if at >= text.len() {
                    break;
                }
                at += decode_rune(&text[at..]).1;
            }
        } else {
            match finder.find(&text[from..]) {
                Some(found) => at = from + found,
                None => break,
            }
        }
        out.extend_from_slice(&text[from..at]);
        out.extend_from_slice(new);
        from = at + old.len();
        done += 1;
        care.check(at + out.len(), out.len())?;
    }
    out.extend_from_slice(&text[from..]);
    Ok(out)
}

fn replace(cx: &mut NativeCtx<'_>) -> Flow {
    let care = Care::new(cx);
    let (text, old, new) = (cx.arg_str(0), cx.arg_str(1), cx.arg_str(2));
    let n = usize::try_from(cx.arg_int(3)).unwrap_or(usize::MAX);
    if old == new || n == 0 || !old.is_empty() && memmem::find(text, old).is_none() {
        let same = cx.arg(0);
        cx.set_ret(0, same);
        return Flow::Return;
    }
    match replaced(text, old, new, n, care) {
        Ok(out) => {
            charge_text(cx);
            finish(cx.ret_str(0, &out))
        }
        Err(fault) => fault.into(),
    }
}

fn map_case(cx: &mut NativeCtx<'_>, ascii: fn(&mut [u8]), rune: fn(char) -> char) -> Flow {
    charge_text(cx);
    let mut care = Care::new(cx);
    let text = cx.arg_str(0);
    if text.len() as u64 > limit(cx) {
        return Flow::from(OutOfMemory);
    }
    let mut out = Vec::with_capacity(text.len());
    if text.is_ascii() {
        out.extend_from_slice(text);
        ascii(&mut out);
    } else {
        let mut rest = text;
        while !rest.is_empty() {
            let (c, width) = decode_rune(rest);
            let c = rune(c.unwrap_or(char::REPLACEMENT_CHARACTER));
            out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            rest = &rest[width..];
            if let Err(fault) = care.check(out.len(), out.len()) {
                return fault.into();
            }
        }
    }
    if out == text {
        let same = cx.arg(0);
        cx.set_ret(0, same);
        return Flow::Return;
    }
    finish(cx.ret_str(0, &out))
}

fn to_upper(cx: &mut NativeCtx<'_>) -> Flow {
    map_case(cx, <[u8]>::make_ascii_uppercase, super::unicode::upper)
}

fn to_lower(cx: &mut NativeCtx<'_>) -> Flow {
    map_case(cx, <[u8]>::make_ascii_lowercase, super::unicode::lower)
}

fn is_space(c: Option<char>) -> bool {
    c.is_some_and(char::is_whitespace)
}

/// The range of a text without white space at its ends.
fn trimmed(text: &[u8], care: &mut Care<'_>) -> Result<(usize, usize), Fault> {
    let mut start = 0;
    while start < text.len() {
        care.check(start, 0)?;
        let (c, width) = decode_rune(&text[start..]);
        if !is_space(c) {
            break;
        }
        start += width;
    }
    let mut end = text.len();
    while end > start {
        care.check(text.len() - end + start, 0)?;
        let mut first = end - 1;
        while first > start && end - first < 4 && text[first] & 0xC0 == 0x80 {
            first -= 1;
        }
        let (c, width) = decode_rune(&text[first..end]);
        if first + width != end || !is_space(c) {
            break;
        }
        end = first;
    }
    Ok((start, end))
}

fn trim_space(cx: &mut NativeCtx<'_>) -> Flow {
    let mut care = Care::new(cx);
    let len = cx.arg_str(0).len();
    let (start, end) = match trimmed(cx.arg_str(0), &mut care) {
        Ok(range) => range,
        Err(fault) => return fault.into(),
    };
    charge_bytes(cx, (start + len - end) as u64);
    let text = cx.arg(0);
    finish(substring(cx, text, start, end).map(|word| cx.set_ret(0, word)))
}

fn equal_fold(cx: &mut NativeCtx<'_>) -> Flow {
    charge_text(cx);
    let mut care = Care::new(cx);
    let (mut a, mut b) = (cx.arg_str(0), cx.arg_str(1));
    let len = a.len();
    let mut equal = true;
    while equal && !a.is_empty() && !b.is_empty() {
        let ((x, n), (y, m)) = (decode_rune(a), decode_rune(b));
        let fold =
            |c: Option<char>| super::unicode::folded(c.unwrap_or(char::REPLACEMENT_CHARACTER));
        equal = fold(x) == fold(y);
        (a, b) = (&a[n..], &b[m..]);
        if let Err(fault) = care.check(len - a.len(), 0) {
            return fault.into();
        }
    }
    let equal = equal && a.is_empty() && b.is_empty();
    cx.ret_bool(0, equal);
    Flow::Return
}

fn join(cx: &mut NativeCtx<'_>) -> Flow {
    // Another goroutine may change the slice meanwhile.
    let parts = word::words(cx.arg(0));
    if parts.len() as u64 > limit(cx) / 8 {
        return Flow::from(OutOfMemory);
    }
    let parts: Vec<u64> = parts.collect();
    let separator = word::str_bytes(cx.arg(1));
    let separators = (parts.len() as u64).saturating_sub(1);
    let texts = parts.iter().map(|&part| string::len(part));
    let total = texts.fold(
        separators.checked_mul(separator.len() as u64),
        |total, len| total?.checked_add(len),
    );
    cx.charge(parts.len() as u64);
    let joined = total.ok_or(Fault::OutOfMemory).and_then(|total| {
        string::build(cx.alloc(), total, |mut to, patience| {
            let mut parts = parts.iter().enumerate();
            parts.try_for_each(|(i, &part)| {
                if i > 0 {
                    string::put(&mut to, separator, patience)?;
                }
                string::put(&mut to, word::str_bytes(part), patience)?;
                patience.check(0)
            })
        })
    });
    finish(joined.map(|word| cx.set_ret(0, word)))
}

/// Bytes on the host and in the heap for one part of a text.
const PART: u64 = 64;

fn gen_split(cx: &mut NativeCtx<'_>) -> Flow {
    charge_text(cx);
    let mut care = Care::new(cx);
    let most = (limit(cx) / PART) as usize;
    let (text, separator) = (cx.arg_str(0), cx.arg_str(1));
    let save = cx.arg_int(2) as usize;
    let n = match cx.arg_int(3) {
        0 => {
            cx.set_ret(0, 0);
            return Flow::Return;
        }
        n => usize::try_from(n).unwrap_or(usize::MAX),
    };
    let mut parts = Vec::new();
    let mut from = 0;
    if separator.is_empty() {
        while from < text.len() && parts.len() + 1 < n {
            let width = decode_rune(&text[from..]).1;
            parts.push((from, from + width));
            from += width;
            if parts.len() > most {
                return Flow::from(OutOfMemory);
            }
            if let Err(fault) = care.check(from, 0) {
                return fault.into();
            }
        }
        if from < text.len() {
            parts.push((from, text.len()));
        }
    } else {
        let finder = memmem::Finder::new(separator);
        while parts.len() + 1 < n {
            let Some(at) = finder.find(&text[from..]) else {
                break;
            };
            parts.push((from, from + at + save));
            from += at + separator.len();
            if parts.len() > most {
                return Flow::from(OutOfMemory);
            }
            if let Err(fault) = care.check(from, 0) {
                return fault.into();
            }
        }
        parts.push((from, text.len()));
    }
    return_parts(cx, &parts)
}

fn fields(cx: &mut NativeCtx<'_>) -> Flow {
    charge_text(cx);
    let mut care = Care::new(cx);
    let most = (limit(cx) / PART) as usize;
    let text = cx.arg_str(0);
    let mut parts = Vec::new();
    let mut start = None;
    let mut at = 0;
    while at < text.len() {
        let (c, width) = decode_rune(&text[at..]);
        match (is_space(c), start) {
            (true, Some(from)) => {
                parts.push((from, at));
                start = None;
                if parts.len() > most {
                    return Flow::from(OutOfMemory);
                }
            }
            (false, None) => start = Some(at),
            _ => {}
        }
        at += width;
        if let Err(fault) = care.check(at, 0) {
            return fault.into();
        }
    }
    parts.extend(start.map(|from| (from, text.len())));
    return_parts(cx, &parts)
}

/// Returns parts of argument 0 as a `[]string`.
fn return_parts(cx: &mut NativeCtx<'_>, parts: &[(usize, usize)]) -> Flow {
    let text = cx.arg(0);
    let mut care = Care::new(cx);
    let mut words = Vec::with_capacity(parts.len());
    for &(from, to) in parts {
        let part = substring(cx, text, from, to);
        let checked = care.check(words.len() * PART as usize, 0);
        match checked.and_then(|()| Ok(part?)) {
            Ok(part) => words.push(part),
            Err(fault) => return fault.into(),
        }
    }
    let slice = new_word_slice(cx, &words);
    finish(slice.map(|slice| cx.set_ret(0, slice)))
}

fn string_of(cx: &mut NativeCtx<'_>) -> Flow {
    let (data, len, _) = word::slice_parts(cx.arg(0));
    finish(string::over(cx.alloc(), data, len).map(|word| cx.set_ret(0, word)))
}

/// A part of a string, which it shares.
fn substring(
    cx: &mut NativeCtx<'_>,
    text: u64,
    from: usize,
    to: usize,
) -> Result<u64, OutOfMemory> {
    if from == to {
        return Ok(0);
    }
    string::over(
        cx.alloc(),
        string::data(text) + from as u64,
        (to - from) as u64,
    )
}

/// After so many bytes a replacement looks whether the VM shall stop.
const LOOK_EVERY: usize = 1 << 10;

/// The comparisons of a replacement, in jumps.
fn pairs_work(words: &[u64], text: usize) -> u64 {
    (words.len() as u64 / 2).saturating_mul(text as u64) / 16
}

fn replace_many(cx: &mut NativeCtx<'_>) -> Flow {
    let text = word::str_bytes(cx.arg(0));
    let most = limit(cx);
    if text.len() as u64 > most || slice::len(cx.arg(1)) > most / 64 {
        return Flow::from(OutOfMemory);
    }
    let words: Vec<u64> = word::words(cx.arg(1)).collect();
    cx.charge((pairs_work(&words, text.len())).max(1));
    let pairs: Vec<(&[u8], &[u8])> = words
        .as_chunks::<2>()
        .0
        .iter()
        .map(|&[old, new]| (word::str_bytes(old), word::str_bytes(new)))
        .collect();
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while at <= text.len() {
        let rest = &text[at..];
        let found = (pairs.iter()).find(|(old, _)| rest.starts_with(old));
        match found {
            Some((old, new)) if !old.is_empty() => {
                out.extend_from_slice(new);
                at += old.len();
                if out.len() as u64 > most {
                    return Flow::from(OutOfMemory);
                }
                continue;
            }
            Some((_, new)) => out.extend_from_slice(new),
            None => {}
        }
        if at == text.len() {
            break;
        }
        out.push(text[at]);
        at += 1;
        if at % LOOK_EVERY == 0
            && let Some(flow) = stopped(cx)
        {
            return flow;
        }
        if out.len() as u64 > most {
            return Flow::from(OutOfMemory);
        }
    }
    finish(cx.ret_str(0, &out))
}
