//! Who last sent on a channel, or received from it, for reports: 31 bits of the goroutine's number, 28 of the place. The highest
//! bit is set, so that the collector takes the word for no address.
//!
//! A place is the address of the threaded instruction after the operation, without the four bits that are zero and those
//! above: two places whose code is gigabytes apart may look the same, so whoever reads one must find it in exactly one
//! function. A number that does not fit is 0, nobody's.

use crate::vm::goroutine::Goroutine;

/// See the module. 0 is no use at all.
#[derive(Clone, Copy, Default)]
pub(crate) struct LastUse(u64);

const SET: u64 = 1 << 63;
const NUMBER: u32 = 32;
const PLACE: u32 = 4;
const PLACE_MASK: u64 = (1 << (NUMBER - PLACE)) - 1;

impl LastUse {
    /// By a goroutine that runs, or is parked in, the instruction before its `ip`.
    #[inline(always)]
    pub(crate) fn by(g: &Goroutine) -> LastUse {
        let number = if g.id >> (63 - NUMBER) == 0 { g.id } else { 0 };
        LastUse(SET | number << NUMBER | LastUse::place_of(g.ip) << PLACE)
    }

    /// The goroutine's number; none if nobody is known.
    pub(crate) fn goroutine(self) -> Option<u64> {
        Some((self.0 & !SET) >> NUMBER).filter(|&number| number != 0)
    }

    /// The place, to be compared with those of instructions.
    pub(crate) fn place(self) -> u64 {
        (self.0 >> PLACE) & PLACE_MASK
    }

    /// An instruction's address as a place.
    pub(crate) fn place_of(ip: u64) -> u64 {
        (ip >> 4) & PLACE_MASK
    }
}
