//! What the bodies of opcodes read and write, apart from where that is: in the slots of the frame, or, inside a chain of
//! fused instructions, in registers ([`chain`](crate::vm::chain)).

use crate::bytecode::op::Reg;
use crate::vm::dispatch::{Machine, Ret, To};

/// A result, as it is written to its slot.
pub(crate) trait Value: Copy {
    /// Its word.
    fn word(self) -> u64;

    /// Leaves it in the register for results of its kind.
    #[inline(always)]
    fn forward(self, m: &mut Machine) {
        m.acc = self.word();
    }
}

impl Value for u64 {
    #[inline(always)]
    fn word(self) -> u64 {
        self
    }
}

impl Value for i64 {
    #[inline(always)]
    fn word(self) -> u64 {
        self as u64
    }
}

impl Value for bool {
    #[inline(always)]
    fn word(self) -> u64 {
        u64::from(self)
    }
}

impl Value for f64 {
    #[inline(always)]
    fn word(self) -> u64 {
        self.to_bits()
    }

    #[inline(always)]
    fn forward(self, m: &mut Machine) {
        m.facc = self;
    }
}

impl Value for f32 {
    #[inline(always)]
    fn word(self) -> u64 {
        u64::from(self.to_bits())
    }
}

/// Where a result goes, and what comes next.
pub(crate) trait Dest {
    /// The word that it has before.
    fn old(&self, m: &Machine) -> u64;
    /// Writes the result and goes on after `exts` Exts.
    fn finish(self, m: Machine, value: impl Value, exts: usize) -> Ret;
}

impl Dest for Reg {
    #[inline(always)]
    fn old(&self, m: &Machine) -> u64 {
        m.get(*self)
    }

    #[inline(always)]
    fn finish(self, mut m: Machine, value: impl Value, exts: usize) -> Ret {
        m.put(self, value);
        m.next_after(exts)
    }
}

/// A slot that is read and written.
pub(crate) trait Variable: Source {
    /// The slot.
    fn slot(self) -> Reg;
}

impl Variable for Reg {
    #[inline(always)]
    fn slot(self) -> Reg {
        self
    }
}

/// Where an operand comes from: its slot, or the register that an instruction before has left it in.
pub(crate) trait Source: Copy {
    /// The word.
    fn word(self, m: &Machine) -> u64;
    /// The word as a float64.
    fn float(self, m: &Machine) -> f64;
    /// The word as a signed number.
    #[inline(always)]
    fn int(self, m: &Machine) -> i64
    where
        Self: Sized,
    {
        self.word(m) as i64
    }
    /// The word as a float32.
    #[inline(always)]
    fn float32(self, m: &Machine) -> f32
    where
        Self: Sized,
    {
        f32::from_bits(self.word(m) as u32)
    }
}

impl Source for Reg {
    #[inline(always)]
    fn word(self, m: &Machine) -> u64 {
        m.get(self)
    }

    #[inline(always)]
    fn float(self, m: &Machine) -> f64 {
        m.float(self)
    }
}

/// What taking a jump does.
pub(crate) trait Target {
    /// Takes it; `left` is the word that the jump's instruction has written, if it has.
    fn take(self, m: Machine, left: u64) -> Ret;
}

impl Target for To {
    #[inline(always)]
    fn take(self, m: Machine, _: u64) -> Ret {
        m.jump(self)
    }
}
