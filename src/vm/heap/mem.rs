//! Reading and writing guest memory: relaxed atomics, so that a race in the guest gives some value but never breaks the host.
//!
//! Addresses are trusted, see [`super`]. Pointers are published with [`store`] (release), so that whoever loads one sees the
//! object's contents. Copies move whole aligned words wherever both sides hold pointers.

use std::sync::atomic::{
    AtomicU8, AtomicU16, AtomicU32, AtomicU64,
    Ordering::{Relaxed, Release},
};

use super::Addr;

macro_rules! accessors {
    ($($(#[$doc:meta])* $load:ident $store:ident $int:ident $atomic:ident;)*) => {$(
        $(#[$doc])*
        #[inline(always)]
        pub fn $load(addr: Addr) -> $int {
            // SAFETY: addresses are trusted (module comment) and aligned, and all accesses are atomic.
            unsafe { $atomic::from_ptr(std::ptr::with_exposed_provenance_mut(addr as usize)) }.load(Relaxed)
        }

        /// Writes it.
        #[inline(always)]
        pub fn $store(addr: Addr, value: $int) {
            // SAFETY: addresses are trusted (module comment) and aligned, and all accesses are atomic.
            unsafe { $atomic::from_ptr(std::ptr::with_exposed_provenance_mut(addr as usize)) }.store(value, Release);
        }
    )*};
}

accessors! {
    /// Reads a word.
    load store u64 AtomicU64;
    /// Reads 32 bits.
    load32 store32 u32 AtomicU32;
    /// Reads 16 bits.
    load16 store16 u16 AtomicU16;
    /// Reads a byte.
    load8 store8 u8 AtomicU8;
}

/// A word, for atomic operations.
#[inline(always)]
pub fn word<'a>(addr: Addr) -> &'a AtomicU64 {
    // SAFETY: addresses are trusted (module comment) and aligned, and all accesses are atomic.
    unsafe { AtomicU64::from_ptr(std::ptr::with_exposed_provenance_mut(addr as usize)) }
}

/// The low half of a word, for atomic operations.
#[inline(always)]
pub fn half_word<'a>(addr: Addr) -> &'a AtomicU32 {
    // SAFETY: as in `word`.
    unsafe { AtomicU32::from_ptr(std::ptr::with_exposed_provenance_mut(addr as usize)) }
}

/// The address of words outside the heap, such as a frame's. Valid as long as they do not move.
#[inline(always)]
pub fn addr_of(words: &[u64]) -> Addr {
    words.as_ptr().expose_provenance() as Addr
}

/// Has the processor fetch the memory at an address, whatever is there, if it can be told to.
#[inline(always)]
pub fn prefetch(addr: Addr) {
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: a prefetch has no effect that a program can see, for any address.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(std::ptr::with_exposed_provenance(addr as usize)) };
    }
    #[cfg(not(all(target_arch = "x86_64", not(miri))))]
    let _ = addr;
}

/// Copies `n` words; the areas may overlap.
#[inline]
pub fn copy_words(to: Addr, from: Addr, n: u64) {
    if to <= from || to >= from + 8 * n {
        for i in 0..n {
            store(to + 8 * i, load(from + 8 * i));
        }
    } else {
        for i in (0..n).rev() {
            store(to + 8 * i, load(from + 8 * i));
        }
    }
}

/// Writes words to memory.
#[inline]
pub fn write_words(to: Addr, words: &[u64]) {
    for (i, word) in words.iter().enumerate() {
        store(to + 8 * i as u64, *word);
    }
}

/// Reads words from memory.
#[inline]
pub fn read_words(words: &mut [u64], from: Addr) {
    for (i, word) in words.iter_mut().enumerate() {
        *word = load(from + 8 * i as u64);
    }
}

/// Sets `n` words to zero.
#[inline]
pub fn zero_words(at: Addr, n: u64) {
    for i in 0..n {
        store(at + 8 * i, 0);
    }
}

/// Sets `n` bytes to zero.
pub fn zero_bytes(mut at: Addr, n: u64) {
    let end = at + n;
    while at < end && !at.is_multiple_of(8) {
        store8(at, 0);
        at += 1;
    }
    let words = (end - at) / 8;
    zero_words(at, words);
    for byte in at + 8 * words..end {
        store8(byte, 0);
    }
}

/// Copies bytes that hold no pointers; the areas may overlap.
pub fn copy_bytes(to: Addr, from: Addr, n: u64) {
    if n == 0 || to == from {
        return;
    }
    if to < from || to >= from + n {
        copy_forward(to, from, n);
    } else {
        copy_backward(to, from, n);
    }
}

fn copy_forward(mut to: Addr, mut from: Addr, mut n: u64) {
    while n > 0 && (!to.is_multiple_of(8) || n < 8) {
        store8(to, load8(from));
        (to, from, n) = (to + 1, from + 1, n - 1);
    }
    let words = n / 8;
    let shift = from % 8 * 8;
    if shift == 0 {
        for i in 0..words {
            store(to + 8 * i, load(from + 8 * i));
        }
    } else if words > 0 {
        // The words around `from` are in the same objects as the bytes: objects start and end at multiples of 8.
        let aligned = from - from % 8;
        let mut low = load(aligned).to_le();
        for i in 0..words {
            let high = load(aligned + 8 * (i + 1)).to_le();
            store(
                to + 8 * i,
                u64::from_le(low >> shift | high << (64 - shift)),
            );
            low = high;
        }
    }
    for i in words * 8..n {
        store8(to + i, load8(from + i));
    }
}

fn copy_backward(to: Addr, from: Addr, mut n: u64) {
    while n > 0 && (!(to + n).is_multiple_of(8) || n < 8) {
        n -= 1;
        store8(to + n, load8(from + n));
    }
    let same = to % 8 == from % 8;
    while n >= 8 && same {
        n -= 8;
        store(to + n, load(from + n));
    }
    while n > 0 {
        n -= 1;
        store8(to + n, load8(from + n));
    }
}

/// Writes bytes to memory.
pub fn write_bytes(to: Addr, bytes: &[u8]) {
    let mut at = to;
    let mut rest = bytes;
    while !rest.is_empty() && (!at.is_multiple_of(8) || rest.len() < 8) {
        store8(at, rest[0]);
        (at, rest) = (at + 1, &rest[1..]);
    }
    let (words, tail) = rest.as_chunks::<8>();
    for word in words {
        store(at, u64::from_ne_bytes(*word));
        at += 8;
    }
    for byte in tail {
        store8(at, *byte);
        at += 1;
    }
}

/// Appends `n` bytes of memory to a vector.
pub fn read_bytes(out: &mut Vec<u8>, from: Addr, n: u64) {
    out.reserve(n as usize);
    let mut at = from;
    let end = from + n;
    while at < end && !at.is_multiple_of(8) {
        out.push(load8(at));
        at += 1;
    }
    while at + 8 <= end {
        out.extend_from_slice(&load(at).to_ne_bytes());
        at += 8;
    }
    while at < end {
        out.push(load8(at));
        at += 1;
    }
}

/// Bytes that nobody writes any more: a string's. Valid until the next safepoint; longer, if the string stays reachable.
#[inline]
pub fn frozen_bytes<'a>(at: Addr, n: u64) -> &'a [u8] {
    if n == 0 {
        return &[];
    }
    // SAFETY: `at` is the data pointer of a string and `n` its length (trusted, module comment); strings never change.
    unsafe {
        std::slice::from_raw_parts(std::ptr::with_exposed_provenance(at as usize), n as usize)
    }
}

/// Bytes of a new object that no other goroutine has seen yet, to be filled in.
#[inline]
pub fn fresh_bytes<'a>(at: Addr, n: u64) -> &'a mut [u8] {
    if n == 0 {
        return &mut [];
    }
    // SAFETY: the caller just allocated them (trusted, module comment) and has not published them.
    unsafe {
        std::slice::from_raw_parts_mut(
            std::ptr::with_exposed_provenance_mut(at as usize),
            n as usize,
        )
    }
}

/// Zeroes memory that is not an object, or not published yet.
#[inline]
pub(super) fn zero_fresh(at: Addr, n: usize) {
    // SAFETY: the caller owns this part of the reserved range: a swept run or a block taken from the pool.
    unsafe { std::ptr::with_exposed_provenance_mut::<u8>(at as usize).write_bytes(0, n) };
}
