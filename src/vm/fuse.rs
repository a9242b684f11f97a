//! Superinstructions: the handler that runs an instruction and the ones after it without a dispatch between them.
//!
//! Threaded code keeps one instruction per op, so a fused handler stands in the first instruction only and reads the
//! operands of the others where they are; a jump to one of those finds its own handler. What may be taken from a register
//! instead of a slot is said in `chain`. So fusing changes nothing but time.
#![allow(
    unsafe_code,
    reason = "handlers run on raw registers; the verifier makes that sound"
)]

use std::cell::Cell;

use smallvec::SmallVec;

use crate::bytecode::anatomy::exts;
use crate::bytecode::op::Op;
use crate::vm::Ctx;
use crate::vm::chain::{Again, CHAIN, Left, Over, Then};
use crate::vm::code::Inst;
use crate::vm::dispatch::{Handler, Machine, Operands, Ret, handler};
use crate::vm::ops;

/// Reads an operand: `r` a register, `f` a register whose value the instruction before has left, `f2` to `f7` those further
/// back, `i` and `h` 16 bits signed and not, `u` and `w` 32 bits unsigned and signed, `t` a jump, `again` the jump at the end
/// of a loop.
macro_rules! take {
    ($from:ident, $again:expr, r) => {
        $from.reg()
    };
    ($from:ident, $again:expr, i) => {
        $from.i16()
    };
    ($from:ident, $again:expr, h) => {
        $from.u16()
    };
    ($from:ident, $again:expr, u) => {
        $from.u32()
    };
    ($from:ident, $again:expr, w) => {
        $from.i32()
    };
    ($from:ident, $again:expr, t) => {
        $from.to()
    };
    ($from:ident, $again:expr, again) => {
        $again
    };
    ($from:ident, $again:expr, $left:ident) => {
        Left::<{ back(stringify!($left)).expect("it is `f`, with a digit or without") }>(
            $from.reg(),
        )
    };
}

/// How many instructions back an operand was left, if it was.
const fn back(operand: &str) -> Option<usize> {
    match operand.as_bytes() {
        [b'f'] => Some(1),
        [b'f', digit @ b'2'..=b'7'] => Some((*digit - b'0') as usize),
        _ => None,
    }
}

/// Runs a chain of ops. Those before the last write a result, which they give to the next ones; in front of a semicolon, how
/// they read what their destination has before. Those in brackets write no slot. `$again` is what the last jump of a loop does.
macro_rules! run {
    ($m:ident, $again:expr, $op:ident($($operand:ident)*)) => {{
        // SAFETY: `ip` is an instruction of the running function.
        #[allow(unused_mut, unused_variables, reason = "the jump of a loop needs no operands")]
        let mut from = unsafe { Operands::of($m.ip) };
        ops::$op($m, $(take!(from, $again, $operand)),*)
    }};
    ($m:ident, $again:expr, $op:ident($($operand:ident)*) $($rest:tt)+) => {{
        // SAFETY: `ip` is an instruction of the running function.
        let mut from = unsafe { Operands::of($m.ip) };
        let then = Then(from.reg(), |m: Machine| run!(m, $again, $($rest)+));
        ops::$op($m, then, $(take!(from, $again, $operand)),*)
    }};
    ($m:ident, $again:expr, $op:ident[$($operand:ident)*] $($rest:tt)+) => {{
        // SAFETY: `ip` is an instruction of the running function.
        let mut from = unsafe { Operands::of($m.ip) };
        let then = |m: Machine| {
            let m = m.follow_on();
            run!(m, $again, $($rest)+)
        };
        ops::then::$op($m, then, $(take!(from, $again, $operand)),*)
    }};
    ($m:ident, $again:expr, $op:ident($old:ident; $($operand:ident)*) $($rest:tt)+) => {{
        // SAFETY: `ip` is an instruction of the running function.
        let mut from = unsafe { Operands::of($m.ip) };
        let then = Then(from.reg(), |m: Machine| run!(m, $again, $($rest)+));
        // SAFETY: as above.
        let mut old = unsafe { Operands::of($m.ip) };
        let then = Over(then, take!(old, $again, $old));
        ops::$op($m, then, $(take!(from, $again, $operand)),*)
    }};
}

/// The handler of a chain; that of a loop begins anew as long as its last jump leaves registers for another turn.
macro_rules! fused {
    (straight $($op:ident $operands:tt)+) => {
        handler! { fused(m) { run!(m, (), $($op $operands)+) } }
    };
    (loops $($op:ident $operands:tt)+) => {
        handler! {
            fused(m) {
                let (first, registers) = (m.ip, Cell::new(None));
                let again = || Again { first, registers: &registers };
                let mut end = run!(m, again(), $($op $operands)+);
                while let Some(left) = registers.take() {
                    let m = left.turn(first);
                    end = run!(m, again(), $($op $operands)+);
                }
                end
            }
        }
    };
}

/// How an op of a chain reads what its destination has before, if it has one, and its operands. The last op is written
/// as if it had a destination.
macro_rules! shape {
    (($($operand:ident)*)) => {
        (Some("-"), &[$(stringify!($operand)),*])
    };
    ([$($operand:ident)*]) => {
        (None, &[$(stringify!($operand)),*])
    };
    (($old:ident; $($operand:ident)*)) => {
        (Some(stringify!($old)), &[$(stringify!($operand)),*])
    };
}

macro_rules! wanted {
    ($op:ident $operands:tt) => {
        (|op| matches!(op, Op::$op { .. }), shape!($operands))
    };
}

macro_rules! chains {
    ($($kind:ident { $($first:ident $shape:tt $($op:ident $operands:tt)*;)* })*) => {
        /// The handler for the longest known chain that begins with `ops[0]`. `ops` are an instruction and those that follow it
        /// without their Exts, `insts` the same in threaded form.
        pub(crate) fn handler(found: &[Op], insts: &[&Inst]) -> Option<Handler> {
            $($(
                // Most ops are not the first of this chain.
                if matches!(found[0], Op::$first { .. })
                    && matches(found, insts, &[
                        wanted!($first $shape),
                        $(wanted!($op $operands)),*
                    ])
                {
                    fused! { $kind $first $shape $($op $operands)* }
                    return Some(fused);
                }
            )*)*
            None
        }
    };
}

/// An op of a chain: which it is, and its shape.
type Wanted = (fn(Op) -> bool, Shape);
type Shape = (Option<&'static str>, &'static [&'static str]);

fn matches(found: &[Op], insts: &[&Inst], wanted: &[Wanted]) -> bool {
    let len = wanted.len();
    if found.len() < len || !wanted.iter().zip(found).all(|(wanted, &op)| wanted.0(op)) {
        return false;
    }
    let insts = &insts[..len];
    let writes: SmallVec<[bool; CHAIN]> = (0..len)
        .map(|at| match at + 1 == len {
            true => is_step(found[at]),
            false => wanted[at].1.0.is_some(),
        })
        .collect();
    (0..len).all(|at| {
        let (old, operands) = wanted[at].1;
        let old = old.filter(|_| at + 1 != len);
        let reads = old.iter().chain(operands);
        reads.enumerate().all(|(operand, how)| {
            if *how == "again" {
                return leads_to(insts[at], insts[0]);
            }
            back(how)
                .is_none_or(|back| is_left(insts, &writes, (at, back), insts[at].half(operand)))
        })
    })
}

/// Whether a jump leads to the first instruction of its chain.
fn leads_to(jump: &Inst, first: &Inst) -> bool {
    let [jump_at, first_at] = [jump, first].map(|inst| std::ptr::from_ref(inst).addr());
    jump_at.wrapping_add_signed(jump.wide() as isize) == first_at
}

/// Whether a register has what the instruction so many back has written, and nobody has written it since. Going back from
/// the first instruction of a loop leads to its last.
fn is_left(insts: &[&Inst], writes: &[bool], (at, back): (usize, usize), reg: u16) -> bool {
    let before = |n: usize| (at + insts.len() - n) % insts.len();
    let writes = |at: usize| writes[at] && insts[at].half(0) == reg;
    writes(before(back)) && !(1..back).any(|n| writes(before(n)))
}

/// Whether an op that ends a loop writes its first operand, too.
fn is_step(op: Op) -> bool {
    use Op::*;
    matches!(
        op,
        IncJLt { .. } | IncJLe { .. } | IncJLtImm { .. } | AddJLt { .. } | AddJLe { .. }
    )
}

/// The instruction at `pc` and those that follow, as many as the longest chain has it.
pub(crate) fn window(code: &[Op], pc: usize) -> SmallVec<[usize; CHAIN]> {
    let mut at = pc;
    let mut window = SmallVec::new();
    while window.len() < CHAIN && at < code.len() {
        window.push(at);
        at += 1 + exts(code[at]);
    }
    window
}

chains! {
    // Loops that stay in their handler.
    loops {
        // Sums, products, counts.
        Index(r f) Index(r f2) MulF64(f2 f) AddF64(f5 f) IncJLt(f5 r again);
        Index(r f) Index(r f2) MulInt(f2 f) AddInt(f5 f) IncJLt(f5 r again);
        Index2(r r) Index2(r f2) MulF64(f2 f) AddF64(f5 f) IncJLt(f5 r again);
        Index2(r r) AddF64(f3 f) IncJLt(f3 r again);
        Index2(r r) AddF64(f3 f) IncJLtImm(f3 i again);
        Index(r f) AddF64(f3 f) IncJLt(f3 r again);
        Index(r f) AddInt(f3 f) IncJLt(f3 r again);
        StrIndex(r f) XorInt(f3 f) LoadImm(w) MulU32(f2 f) IncJLt(f5 r again);
        AddInt(f2 f) IncJLt(f2 r again);
        AddInt(f2 f) IncJLe(f2 r again);
        AddInt(f2 f) IncJLtImm(f2 i again);
        AndImm(f3 i) MulImm(f4 i) AddImm(f i) Half(f6) MoveIf(f; f2 f4) AddImm(f7 i) JNeImm(f2 i again);
        // Filling, copying, reversing.
        LoadImm(w) SetIndex8[r f2 f] AddJLe(f3 r again);
        LoadImm(w) SetIndex8[r f2 f] IncJLt(f3 r again);
        LoadImm(w) SetIndex[r f2 f] IncJLt(f3 r again);
        LoadConst(u) SetIndex[r f2 f] IncJLt(f3 r again);
        MulU32(f4 r) AddU32(f r) ShrUImm(f i) SetIndex[r f4 f] IncJLt(f5 r again);
        AddImm(f i) Index(r f) SetIndex[r f3 f] IncJLt(f4 r again);
        Index(r f) SetIndex[r f2 f] IncJLt(f3 r again);
        SetIndex[r f f] IncJLt(f2 r again);
        Index(r f3) Index(r f3) SetIndex[r f5 f] SetIndex[r f5 f3] AddImm(f7 i) AddImm(f7 i) JLt(f2 f again);
        // Searching.
        AddImm(f3 i) Index(r f) JLt(f r again);
        AddImm(f3 i) Index(r f) JLt(r f again);
        // Nothing.
        IncJLt(f r again);
        IncJLtImm(f i again);
    }
    straight {
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
}
