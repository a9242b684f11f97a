//! Who last sent on a channel, or received from it, for reports: 31 bits of the goroutine's number, 28 of the place. The highest
//! bit is set, so that the collector takes the word for no address.
//!
//! A place is, as in [`crate::vm::holder`], that of the instruction after the operation. A number that does not fit is 0,
//! nobody's.

use crate::vm::goroutine::Goroutine;
use crate::vm::holder;

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
        LastUse(SET | number << NUMBER | holder::place(g.ip) << PLACE)
    }

    /// The goroutine's number; none if nobody is known.
    pub(crate) fn goroutine(self) -> Option<u64> {
        Some((self.0 & !SET) >> NUMBER).filter(|&number| number != 0)
    }

    /// The place, to be compared with those of instructions.
    pub(crate) fn place(self) -> u64 {
        (self.0 >> PLACE) & PLACE_MASK
    }
}
