//! Inside a chain of fused instructions: results go to their slots, and stay in registers for those that follow.
//!
//! A chain whose last jump leads back to its first instruction is a loop that stays in its handler. Its first turn finds
//! variables in their slots, every later one in the registers where the turn before has left them. Slots are written all
//! the same, so the frame is always what it would be without chains.
//!
//! All of this is inlined into the handler, where nothing of [`Earlier`] is left but the words that somebody reads.

use std::cell::Cell;

use crate::bytecode::op::Reg;
use crate::vm::code::Inst;
use crate::vm::dispatch::{Machine, Ret};
use crate::vm::operand::{Dest, Source, Target, Value, Variable};
use crate::vm::ops;

/// The most instructions in a chain.
pub(crate) const CHAIN: usize = 7;

/// What the instructions of a chain have left.
#[derive(Clone, Copy)]
pub(crate) struct Earlier {
    /// How many instructions have run; a whole chain for those of the turn before.
    count: usize,
    /// The words that those before the last one left, the latest first. One that writes no slot counts, too.
    words: [u64; CHAIN - 1],
}

impl Earlier {
    /// Nothing has run.
    pub(crate) const NONE: Earlier = Earlier {
        count: 0,
        words: [0; CHAIN - 1],
    };
}

impl Machine {
    /// An instruction of the chain is over and has left this word.
    #[inline(always)]
    fn record(&mut self, word: u64) {
        let [a, b, c, d, e, _] = self.earlier.words;
        self.earlier.words = [self.acc, a, b, c, d, e];
        self.earlier.count += 1;
        self.acc = word;
        self.facc = f64::from_bits(word);
    }

    /// Goes on in the chain after an instruction without Exts that has written no slot.
    #[inline(always)]
    pub(crate) fn follow_on(mut self) -> Machine {
        self.record(0);
        self.ip = self.return_ip(0);
        self
    }

    /// Begins another turn of a loop at its first instruction.
    #[inline(always)]
    pub(crate) fn turn(mut self, first: *const Inst) -> Machine {
        self.earlier.count = CHAIN;
        self.ip = first;
        self
    }
}

/// A slot that an instruction of this chain has written, so many instructions back: 1 is the one before. In a loop that may
/// have been in the turn before, so that the first turn reads the slot.
#[derive(Clone, Copy)]
pub(crate) struct Left<const BACK: usize>(pub(crate) Reg);

impl<const BACK: usize> Source for Left<BACK> {
    #[inline(always)]
    fn word(self, m: &Machine) -> u64 {
        if m.earlier.count < BACK {
            return m.get(self.0);
        }
        match BACK {
            1 => m.acc,
            _ => m.earlier.words[BACK - 2],
        }
    }

    #[inline(always)]
    fn float(self, m: &Machine) -> f64 {
        match BACK {
            1 if m.earlier.count > 0 => m.facc,
            _ => f64::from_bits(self.word(m)),
        }
    }
}

impl<const BACK: usize> Variable for Left<BACK> {
    #[inline(always)]
    fn slot(self) -> Reg {
        self.0
    }
}

/// The slot of a result whose instruction is fused with the next one: runs that without a dispatch.
pub(crate) struct Then<F>(pub(crate) Reg, pub(crate) F);

impl<F: FnOnce(Machine) -> Ret> Dest for Then<F> {
    #[inline(always)]
    fn old(&self, m: &Machine) -> u64 {
        m.get(self.0)
    }

    #[inline(always)]
    fn finish(self, mut m: Machine, value: impl Value, exts: usize) -> Ret {
        m.set(self.0, value.word());
        m.record(value.word());
        m.ip = m.return_ip(exts);
        (self.1)(m)
    }
}

/// A destination whose word before is known from elsewhere.
pub(crate) struct Over<D, S>(pub(crate) D, pub(crate) S);

impl<D: Dest, S: Source> Dest for Over<D, S> {
    #[inline(always)]
    fn old(&self, m: &Machine) -> u64 {
        self.1.word(m)
    }

    #[inline(always)]
    fn finish(self, m: Machine, value: impl Value, exts: usize) -> Ret {
        self.0.finish(m, value, exts)
    }
}

/// The jump at the end of a loop: leaves the registers for the next turn.
pub(crate) struct Again<'a> {
    /// The loop's first instruction.
    pub(crate) first: *const Inst,
    pub(crate) registers: &'a Cell<Option<Machine>>,
}

impl Target for Again<'_> {
    #[inline(always)]
    fn take(self, mut m: Machine, left: u64) -> Ret {
        m.record(left);
        m.ip = self.first;
        m.budget -= 1;
        if m.budget <= 0 {
            return m.cold(ops::yield_here);
        }
        self.registers.set(Some(m));
        // The handler looks at the registers first.
        #[cfg(trampoline)]
        return m;
    }
}
