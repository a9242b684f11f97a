//! Who last used a channel, for reports: 31 bits of the goroutine's number, 28 of the place, 4 of what it did. The highest bit is
//! set, so that the collector takes the word for no address.
//!
//! A place is the address of the threaded instruction after the operation, without the four bits that are zero and those
//! above: two places whose code is gigabytes apart may look the same, so whoever reads one must find it in exactly one
//! function. A number that does not fit is 0, nobody's.

use crate::vm::goroutine::Goroutine;

/// What was done with a channel.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Use {
    /// A value was sent.
    Sent,
    /// A value was received.
    Received,
    /// It was closed.
    Closed,
}

/// See the module. 0 is no use at all.
#[derive(Clone, Copy, Default)]
pub(crate) struct LastUse(u64);

const PLACE_MASK: u64 = (1 << 28) - 1;

impl LastUse {
    /// By a goroutine that runs the instruction before its `ip`.
    #[inline(always)]
    pub(crate) fn by(g: &Goroutine, what: Use) -> LastUse {
        let number = if g.id >> 31 == 0 { g.id } else { 0 };
        let what = 1 + what as u64;
        LastUse(1 << 63 | number << 32 | LastUse::place_of(g.ip) << 4 | what)
    }

    /// The goroutine's number; 0 if it is not known.
    pub(crate) fn goroutine(self) -> u64 {
        (self.0 & !(1 << 63)) >> 32
    }

    /// What it did; `None` if nobody has used the channel.
    pub(crate) fn what(self) -> Option<Use> {
        match self.0 & 15 {
            1 => Some(Use::Sent),
            2 => Some(Use::Received),
            3 => Some(Use::Closed),
            _ => None,
        }
    }

    /// The place, to be compared with those of instructions.
    pub(crate) fn place(self) -> u64 {
        (self.0 >> 4) & PLACE_MASK
    }

    /// An instruction's address as a place.
    pub(crate) fn place_of(ip: u64) -> u64 {
        (ip >> 4) & PLACE_MASK
    }
}
