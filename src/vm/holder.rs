//! Who holds a lock, in the upper bits of its word: 32 bits of the goroutine's number and 28 of the place where it was locked. The four low
//! bits belong to the lock.
//!
//! A place is the address of a threaded instruction, without the four bits that are zero and those above: two places whose
//! code is gigabytes apart may look the same, so whoever reads one must find it in exactly one function. A number that does
//! not fit is 0, nobody's.

use crate::vm::goroutine::Goroutine;

/// Where the place begins.
const PLACE: u32 = 4;
/// Where the number begins.
const NUMBER: u32 = 32;
const PLACE_MASK: u64 = (1 << (NUMBER - PLACE)) - 1;

/// The holder's bits for a goroutine that runs a function of package sync: the place is that function's caller.
#[inline]
pub(crate) fn of(g: &Goroutine) -> u64 {
    let caller = g.link(g.fp).map_or(0, |link| link.ip);
    (number(g.id) << NUMBER) | (place(caller) << PLACE)
}

/// The goroutine's number, or 0.
pub(crate) fn goroutine(word: u64) -> u64 {
    word >> NUMBER
}

/// Whether the holder is this goroutine.
#[inline]
pub(crate) fn is(word: u64, id: u64) -> bool {
    goroutine(word) == number(id) && id != 0
}

/// The place, to be compared with those of instructions.
pub(crate) fn place_of(word: u64) -> u64 {
    (word >> PLACE) & PLACE_MASK
}

/// An instruction's address as a place.
pub(crate) fn place(ip: u64) -> u64 {
    (ip >> 4) & PLACE_MASK
}

fn number(id: u64) -> u64 {
    match u32::try_from(id) {
        Ok(id) => u64::from(id),
        Err(_) => 0,
    }
}
