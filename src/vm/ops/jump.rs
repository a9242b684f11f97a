//! Jumps.

use crate::bytecode::op::Reg;
use crate::vm::dispatch::{Machine, Ret};
use crate::vm::operand::{Source, Target, Variable};

#[inline(always)]
pub(crate) fn Jump(m: Machine, to: impl Target) -> Ret {
    to.take(m, 0)
}

jump_ops! {
    JumpIf(m, cond: impl Source) cond.word(&m) != 0;
    JumpIfNot(m, cond: impl Source) cond.word(&m) == 0;
    JEq(m, a: impl Source, b: impl Source) a.word(&m) == b.word(&m);
    JNe(m, a: impl Source, b: impl Source) a.word(&m) != b.word(&m);
    JLt(m, a: impl Source, b: impl Source) a.int(&m) < b.int(&m);
    JLe(m, a: impl Source, b: impl Source) a.int(&m) <= b.int(&m);
    JLtU(m, a: impl Source, b: impl Source) a.word(&m) < b.word(&m);
    JLeU(m, a: impl Source, b: impl Source) a.word(&m) <= b.word(&m);
    JEqImm(m, a: impl Source, imm: i16) a.int(&m) == i64::from(imm);
    JNeImm(m, a: impl Source, imm: i16) a.int(&m) != i64::from(imm);
    JLtImm(m, a: impl Source, imm: i16) a.int(&m) < i64::from(imm);
    JLeImm(m, a: impl Source, imm: i16) a.int(&m) <= i64::from(imm);
    JGtImm(m, a: impl Source, imm: i16) a.int(&m) > i64::from(imm);
    JGeImm(m, a: impl Source, imm: i16) a.int(&m) >= i64::from(imm);
    JLtF64(m, a: impl Source, b: impl Source) a.float(&m) < b.float(&m);
    JLeF64(m, a: impl Source, b: impl Source) a.float(&m) <= b.float(&m);
    JNotLtF64(m, a: impl Source, b: impl Source) !less(a.float(&m), b.float(&m));
    JNotLeF64(m, a: impl Source, b: impl Source) !less_or_equal(a.float(&m), b.float(&m));
    JEqF64(m, a: impl Source, b: impl Source) a.float(&m) == b.float(&m);
    JNeF64(m, a: impl Source, b: impl Source) a.float(&m) != b.float(&m);
}

/// `a < b`, false for NaN.
#[inline(always)]
fn less(a: f64, b: f64) -> bool {
    a < b
}

/// `a <= b`, false for NaN.
#[inline(always)]
fn less_or_equal(a: f64, b: f64) -> bool {
    a <= b
}

/// The ends of loops: step, compare, jump back.
macro_rules! loop_ops {
    ($($name:ident($m:ident, $i:ident $(, $arg:ident : $ty:ty)*) $step:expr, $value:ident => $condition:expr, $exts:literal;)*) => {$(
        #[inline(always)]
        pub(crate) fn $name(mut $m: Machine, $i: impl Variable $(, $arg: $ty)*, to: impl Target) -> Ret {
            let $value = $i.int(&$m).wrapping_add($step);
            $m.set($i.slot(), $value as u64);
            if $condition {
                return to.take($m, $value as u64);
            }
            $m.next_after($exts)
        }
    )*};
}

loop_ops! {
    IncJLt(m, i, n: Reg) 1, value => value < m.int(n), 0;
    IncJLtImm(m, i, imm: i16) 1, value => value < i64::from(imm), 0;
    IncJLe(m, i, n: Reg) 1, value => value <= m.int(n), 0;
    DecJGeImm(m, i, imm: i16) -1, value => value >= i64::from(imm), 0;
    AddJLe(m, i, step: Reg) m.int(step), value => value <= m.int(m.ext(0).a()), 1;
    AddJLt(m, i, step: Reg) m.int(step), value => value < m.int(m.ext(0).a()), 1;
}

#[inline(always)]
pub(crate) fn JumpTable(mut m: Machine, a: Reg, n: u16) -> Ret {
    let at = m.get(a).min(u64::from(n)) as usize;
    // SAFETY: the verifier proved that `n` jumps and another instruction follow.
    m.ip = unsafe { m.ip.add(1 + at) };
    m.dispatch()
}
