//! Who holds a lock, in the upper bits of its word: 32 bits of the goroutine's number and 28 of the place where it was locked. The four low
//! bits belong to the lock.
//!
//! A place is the address of a threaded instruction, without the four bits that are zero and those above: two places whose
//! code is gigabytes apart may look the same, so whoever reads one must find it in exactly one function. A number that does
//! not fit is 0, nobody's.
//!
//! All of it is mixed with the word's address. A struct that is copied while its mutex is locked takes the word along, but
//! nobody has locked that copy: at its own address the word names a goroutine that has never been started, so a report can
//! say what has happened. Should it look like one that exists, its place is that of no instruction.

use crate::vm::goroutine::Goroutine;

/// Where the place begins.
const PLACE: u32 = 4;
/// Where the number begins.
const NUMBER: u32 = 32;
const PLACE_MASK: u64 = (1 << (NUMBER - PLACE)) - 1;
/// The bits of the lock.
const FLAGS: u64 = (1 << PLACE) - 1;

/// The holder's bits, in the word at `address`, for a goroutine that runs a function of package sync: the place is that
/// function's caller.
#[inline]
pub(crate) fn of(g: &Goroutine, address: u64) -> u64 {
    ((number(g.id) << NUMBER) | (caller(g) << PLACE)) ^ mixed(address)
}

/// The place that has called the function of the library that the goroutine runs.
#[inline]
pub(crate) fn caller(g: &Goroutine) -> u64 {
    place(g.link(g.fp).map_or(0, |link| link.ip))
}

/// The goroutine's number according to the word at `address`, or 0.
#[inline]
pub(crate) fn goroutine(word: u64, address: u64) -> u64 {
    match word & !FLAGS {
        0 => 0,
        holder => (holder ^ mixed(address)) >> NUMBER,
    }
}

/// Whether the holder is this goroutine. Of a word without a holder it says so once in four thousand million times.
#[inline]
pub(crate) fn is(word: u64, address: u64, id: u64) -> bool {
    (word ^ mixed(address)) >> NUMBER == number(id) && id != 0
}

/// The place in the word at `address`, to be compared with those of instructions.
pub(crate) fn place_of(word: u64, address: u64) -> u64 {
    ((word ^ mixed(address)) >> PLACE) & PLACE_MASK
}

/// An instruction's address as a place.
#[inline]
pub(crate) fn place(ip: u64) -> u64 {
    (ip >> 4) & PLACE_MASK
}

/// What the word at an address is mixed with: no two addresses have the same.
#[inline]
fn mixed(address: u64) -> u64 {
    address.wrapping_mul(0x9e37_79b9_7f4a_7c15) & !FLAGS
}

#[inline]
fn number(id: u64) -> u64 {
    match u32::try_from(id) {
        Ok(id) => u64::from(id),
        Err(_) => 0,
    }
}
