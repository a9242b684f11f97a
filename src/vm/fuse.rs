//! Superinstructions: the handler that runs an instruction and the ones after it without a dispatch between them.
//!
//! Threaded code keeps one instruction per op, so a fused handler stands in the first instruction only and reads the
//! operands of the others where they are; a jump to one of those finds its own handler. Results are written to their
//! slots as always; an operand that is the result of the instruction just before may be taken from the register it is
//! still in. So fusing changes nothing but time.
#![allow(
    unsafe_code,
    reason = "handlers run on raw registers; the verifier makes that sound"
)]

use crate::bytecode::op::Op;
use crate::bytecode::verify::exts;
use crate::vm::Ctx;
use crate::vm::code::Inst;
use crate::vm::dispatch::{
    Earlier, Forwarded, Handler, Machine, Operands, Over, Ret, Then, handler,
};
use crate::vm::ops;

/// The most ops in a chain.
pub(crate) const CHAIN: usize = 7;

/// Reads an operand: `r` a register, `f` a register whose value the instruction before has left, `f2` to `f4` those further
/// back, `i` and `h` 16 bits signed and not, `u` and `w` 32 bits unsigned and signed, `t` a jump.
macro_rules! take {
    ($from:ident, r) => {
        $from.reg()
    };
    ($from:ident, f) => {{
        $from.reg();
        Forwarded
    }};
    ($from:ident, f2) => {{
        $from.reg();
        Earlier::<2>
    }};
    ($from:ident, f4) => {{
        $from.reg();
        Earlier::<4>
    }};
    ($from:ident, i) => {
        $from.i16()
    };
    ($from:ident, h) => {
        $from.u16()
    };
    ($from:ident, u) => {
        $from.u32()
    };
    ($from:ident, w) => {
        $from.i32()
    };
    ($from:ident, t) => {
        $from.to()
    };
}

/// Runs a chain of ops. Those before the last write a result, which they give to the next ones; in front of a semicolon, how they
/// read what their destination has before. Jumps among them stand in braces: without a condition, or not taken.
macro_rules! run {
    ($m:ident, $op:ident($($operand:ident)*)) => {{
        // SAFETY: `ip` is an instruction of the running function.
        let mut from = unsafe { Operands::of($m.ip) };
        ops::$op($m, $(take!(from, $operand)),*)
    }};
    ($m:ident, $op:ident($($operand:ident)*) $($rest:tt)+) => {{
        // SAFETY: `ip` is an instruction of the running function.
        let mut from = unsafe { Operands::of($m.ip) };
        let then = Then(from.reg(), |m: Machine| run!(m, $($rest)+));
        ops::$op($m, then, $(take!(from, $operand)),*)
    }};
    ($m:ident, $op:ident($old:ident; $($operand:ident)*) $($rest:tt)+) => {{
        // SAFETY: `ip` is an instruction of the running function.
        let mut from = unsafe { Operands::of($m.ip) };
        let then = Then(from.reg(), |m: Machine| run!(m, $($rest)+));
        // SAFETY: as above.
        let mut again = unsafe { Operands::of($m.ip) };
        let then = Over(then, take!(again, $old));
        ops::$op($m, then, $(take!(from, $operand)),*)
    }};
}

/// How an op of a chain reads its operands; `-` for a result that is only written. The last op is written without that.
macro_rules! shape {
    (($($operand:ident)*)) => {
        &["-", $(stringify!($operand)),*]
    };
    (($old:ident; $($operand:ident)*)) => {
        &[stringify!($old), $(stringify!($operand)),*]
    };
}

macro_rules! chains {
    ($($($op:ident $operands:tt)+;)*) => {
        /// The handler for the longest known chain that begins with `ops[0]`. `ops` are an instruction and those that follow it
        /// without their Exts, `insts` the same in threaded form.
        pub(crate) fn handler(found: &[Op], insts: &[&Inst]) -> Option<Handler> {
            $(
                if matches(found, insts, &[$((|op| matches!(op, Op::$op { .. }), shape!($operands))),+]) {
                    handler! { fused(m) { run!(m, $($op $operands)+) } }
                    return Some(fused);
                }
            )*
            None
        }
    };
}

/// An op of a chain: which it is, and how its operands are read.
type Wanted = (fn(Op) -> bool, &'static [&'static str]);

fn matches(found: &[Op], insts: &[&Inst], wanted: &[Wanted]) -> bool {
    if found.len() < wanted.len() || !wanted.iter().zip(found).all(|(wanted, &op)| wanted.0(op)) {
        return false;
    }
    (1..wanted.len()).all(|at| {
        let last = at + 1 == wanted.len();
        let operands = wanted[at].1;
        let operands = operands
            .strip_prefix(&["-"])
            .filter(|_| last)
            .unwrap_or(operands);
        operands.iter().enumerate().all(|(operand, how)| {
            let back = match *how {
                "f" => 1,
                "f2" => 2,
                "f4" => 4,
                _ => return true,
            };
            is_result(insts, at, back, insts[at].half(operand))
        })
    })
}

/// Whether a register has the result that is so many instructions back, and nobody has written it since.
fn is_result(insts: &[&Inst], at: usize, back: usize, reg: u16) -> bool {
    let since = &insts[at + 1 - back..at];
    insts[at - back].half(0) == reg && since.iter().all(|inst| inst.half(0) != reg)
}

/// The instruction at `pc` and those that follow, as many as the longest chain has it.
pub(crate) fn window(code: &[Op], pc: usize) -> smallvec::SmallVec<[usize; CHAIN]> {
    let mut at = pc;
    let mut window = smallvec::SmallVec::new();
    while window.len() < CHAIN && at < code.len() {
        window.push(at);
        at += 1 + exts(code[at]);
    }
    window
}

chains! {
    // Loops over vectors and matrices.
    Index(r r) Index(f r) MulF64(r f) AddF64(r f) IncJLt(r r t);
    Index(r r) Index(r r) MulF64(r f) AddF64(r f) IncJLt(r r t);
    Index(r r) Index(r r) MulF64(r f) AddF64(r f) IncJLtImm(r i t);
    Index(r r) MulF64(r f) AddF64(r f) IncJLt(r r t);
    Index(r r) MulF64(r f) AddF64(r r f);
    Index(r r) Index(f r) AddF64(r f) IncJLtImm(r i t);
    MulF64(r r) AddF64(r f) IncJLt(r r t);
    // Fields of structs.
    MulF64(r r) Load(r h) SubF64(f r) Store(r h f);
    MulF64(r r) Load(r h) AddF64(f r) Store(r h f);
    Load(r h) MulF64(r f) Load(r h) AddF64(f r) Store(r h f);
    Load(r h) Load(r h) SubF64(r r f);
    Load(r h) Load(r h) MulF64(r r f);
    Load(r h) Load(r h) MulInt(r f) Return1(f);
    Load(r h) MulInt(f r) RemImm(f i) AddImm(f i) Store(r h f);
    Load(r h) MulF64(r f r);
    Load(r h) MulF64(r r f);
    Load(r h) AddInt(r r f);
    Load(r h) AddImm(f i) Store(r h f);
    Load(r h) Load(r f h);
    Load(r h) Call(r u);
    Load(r h) Return1(f);
    Load(r h) JNeImm(f i t);
    Load(r h) JEqImm(f i t);
    IndexAddr(r r) Load(r f h);
    // Floats.
    LoadConst(u) MulF64(f r) MulF64(f r) AddF64(r f r);
    AddF64(r r) LoadConst(u) JLeF64(r f t);
    LoadConst(u) JLeF64(r f t);
    LoadConst(u) JLtF64(r f t);
    MulF64(r r) MulF64(r r) AddImm(r i) JGeImm(f i t);
    MulF64(r r) MulF64(r r) AddF64(r r f);
    MulF64(r r) AddF64(r r f);
    MulF64(r r) AddF64(r f r);
    MulF64(r r) SubF64(r r f);
    MulF64(r r) MulF64(r f r);
    MulF64(r r) DivF64(r r f);
    SubF64(r r) AddF64(r f r);
    SubF64(r r) MulF64(r f r);
    AddF64(r r) SqrtF64(r f);
    AddF64(r r) AddF64(r f r);
    Half(r) AddInt(f r) AddImm(f i) IntToF64(f) DivF64(r r f);
    IntToF64(r) MulF64(r r f);
    IntToF64(r) DivF64(r r f);
    DivF64(r r) Return1(f);
    AddF64(r r) Return1(f);
    MulF64(r r) Return1(f);
    // Elements.
    AddImm(r i) IndexU8(r f) ShlU32Imm(f i) OrInt(r r f);
    AddImm(r i) IndexU8(r f) OrInt(r r f);
    IndexU8(r r) ShlU32Imm(r f i);
    AddImm(r i) Index(r f) JLt(f r t);
    AddImm(r i) Index(r f) JLt(r f t);
    AddImm(r i) Index(r f) SetIndex(r r f);
    AddImm(r i) Index(r r f);
    AddImm(r i) IndexU8(r r f);
    AddImm(r i) IndexU32(r r f);
    Index(r r) Index(r r) SetIndex(r r f);
    Index(r r) Index(r r) JLe(r f t);
    Index(r r) Index(r r) JLt(r f t);
    Index(r r) Index(r r) AddInt(r r f);
    Index(r r) Index(r f r);
    Index(r r) JEqImm(f i t);
    Index(r r) JNeImm(f i t);
    Index(r r) JLe(r f t);
    Index(r r) JLe(f r t);
    Index(r r) JLt(r f t);
    Index(r r) JLt(f r t);
    Index(r r) AddImm(f i) SetIndex(r r f);
    Index(r r) AddInt(r f) SetIndex(r r f);
    Index(r r) SetIndex(r r f);
    Index(r r) AddInt(r f) IncJLt(r r t);
    Index(r r) AddInt(r r f);
    Index(r r) AddF64(r r f);
    Index(r r) MulF64(r r f);
    IndexU8(r r) JumpIfNot(f t);
    IndexU8(r r) JumpIf(f t);
    IndexU8(r r) JEqImm(f i t);
    IndexU8(r r) JNeImm(f i t);
    IndexU32(r r) AddU32(r r f);
    StrIndex(r r) JEqImm(f i t);
    StrIndex(r r) JNeImm(f i t);
    StrIndex(r r) XorInt(r r f);
    LoadImm(w) SetIndex8(r r f);
    LoadImm(w) SetIndex(r r f);
    LoadImm(w) IndexU32(r r f);
    LoadImm(w) Index(r r f);
    MulImm(r i) Zext8(f) SetIndex8(r r f);
    // Calls.
    Move(r) Move(r) Call(r u);
    Move(r) AddImm(r i) Call(r u);
    Move(r) LoadImm(w) Call(r u);
    Move(r) Call(r u);
    Move(r) Move(r r);
    AddImm(r i) Call(r u);
    LoadImm(w) Call(r u);
    LoadConst(u) Call(r u);
    AddInt(r r) Return1(f);
    AddImm(r i) Return1(f);
    SubInt(r r) Return1(f);
    MulInt(r r) Return1(f);
    OrInt(r r) Return1(f);
    Move(r) Return1(f);
    LoadImm(w) Return1(f);
    // Integers.
    LoadImm(w) MulU32(r f) LoadImm(w) AddU32(r r f);
    LoadImm(w) RemInt(r r f);
    SliceLen(r) RemInt(r r f);
    SliceLen(r) JLe(f r t);
    SliceLen(r) JLt(r f t);
    AddImm(r i) AddImm(r i) JLt(r f t);
    AddImm(r i) JLt(f r t);
    AddImm(r i) JLtImm(f i t);
    AddImm(r i) JGeImm(f i t);
    AddImm(r i) JNeImm(f i t);
    AddImm(r i) AddImm(r r i);
    AddImm(r i) Jump(t);
    AddInt(r r) IncJLt(r r t);
    AddInt(r r) IncJLtImm(r i t);
    AddInt(r r) IncJLe(r r t);
    AddInt(r r) AddImm(f i) MulInt(r r f);
    AddInt(r r) AddImm(r f i);
    AddInt(r r) AddInt(r f r);
    AddInt(r r) Jump(t);
    MulInt(r r) AddInt(r f r);
    MulInt(r r) AddInt(r r f);
    MulImm(r i) AddInt(r f r);
    MulInt(r r) RemInt(r f r);
    SubInt(r r) JLeImm(f i t);
    XorInt(r r) XorInt(r f r);
    XorInt(r r) ShrUImm(r i) XorInt(r r f);
    ShrUImm(r i) XorInt(r r f);
    NotInt(r) Zext32(f) AndInt(f r) XorInt(r r f);
    AndInt(r r) AndInt(r r) XorInt(r r f);
    AndInt(r r) XorInt(r r f);
    AddU32(r r) AddU32(r f r);
    AndImm(r i) MulImm(r i) AddImm(f i) Half(r) MoveIf(f; f2 f4) AddImm(r i) JNeImm(f2 i t);
    AndImm(r i) JNeImm(f i t);
    AndImm(r i) JEqImm(f i t);
    RemImm(r i) JNeImm(f i t);
    Half(r) Jump(t);
    MulImm(r i) AddImm(f i) AddImm(r i) JNeImm(r i t);
    AddImm(r i) JNeImm(r i t);
    RemImm(r i) JEqImm(f i t);
    RemInt(r r) JEqImm(f i t);
    RemInt(r r) JNeImm(f i t);
    ShrUint(r r) LoadImm(w) SubInt(f r) ShlU32(r f) OrInt(r f) Return1(f);
    ShrUint(r r) LoadImm(w) SubInt(f r) ShlU32(r f) OrInt(r r f);
    AddInt(r r) AddInt(r r) AddImm(f i) MulInt(r f) Half(f) AddInt(r f r);
    Half(r) AddInt(f r) AddImm(f i) IntToF64(f) DivF64(r f) Return1(f);
}
