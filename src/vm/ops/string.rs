//! Strings.

use crate::bytecode::op::Reg;
use crate::vm::Ctx;
use crate::vm::code::Inst;
use crate::vm::dispatch::{Machine, Ret};
use crate::vm::fault::Fault;
use crate::vm::heap::{BYTES_PER_JUMP, mem};
use crate::vm::operand::{Dest, Source, Target};
use crate::vm::string;

value_ops! {
    StrLen(m, s: impl Source) string::len(s.word(&m));
    EqStr(m, a: impl Source, b: impl Source) { let compared = equal(a.word(&m), b.word(&m)); m.pay(compared) };
    NeStr(m, a: impl Source, b: impl Source) { let compared = equal(a.word(&m), b.word(&m)); !m.pay(compared) };
    LtStr(m, a: impl Source, b: impl Source) { let compared = less(a.word(&m), b.word(&m)); m.pay(compared) };
    LeStr(m, a: impl Source, b: impl Source) { let compared = less(b.word(&m), a.word(&m)); !m.pay(compared) };
}

jump_ops! {
    JEqStr(m, a: impl Source, b: impl Source) { let compared = equal(a.word(&m), b.word(&m)); m.pay(compared) };
    JNeStr(m, a: impl Source, b: impl Source) { let compared = equal(a.word(&m), b.word(&m)); !m.pay(compared) };
}

/// The answer of a comparison in bit 0, and above it the jumps that it counts for: long strings must not make a slice long.
#[derive(Clone, Copy)]
struct Compared(u64);

impl Compared {
    fn new(answer: bool, bytes: u64) -> Compared {
        Compared(u64::from(answer) | (bytes / BYTES_PER_JUMP as u64) << 1)
    }
}

impl Machine {
    /// Takes the answer and counts the work.
    #[inline(always)]
    fn pay(&mut self, compared: Compared) -> bool {
        self.budget -= (compared.0 >> 1) as i64;
        compared.0 & 1 != 0
    }
}

#[inline(never)]
fn equal(a: u64, b: u64) -> Compared {
    let len = string::len(a);
    let compared = if len == string::len(b) { len } else { 0 };
    Compared::new(string::eq(a, b), compared)
}

#[inline(never)]
fn less(a: u64, b: u64) -> Compared {
    let compared = string::len(a).min(string::len(b));
    Compared::new(string::compare(a, b).is_lt(), compared)
}

#[inline(always)]
pub(crate) fn StrIndex(m: Machine, dst: impl Dest, s: impl Source, i: impl Source) -> Ret {
    let (s, i) = (s.word(&m), i.word(&m));
    let len = string::len(s);
    if i >= len {
        return m.out_of_range(i, len);
    }
    let byte = mem::load8(mem::load(s) + i);
    dst.finish(m, u64::from(byte), 0)
}

#[inline(always)]
pub(crate) fn StrDecode(mut m: Machine, dst: Reg, s: Reg, i: Reg) -> Ret {
    let (word, i) = (m.get(s), m.get(i));
    let (rune, next) = decode(word, i);
    m.put(dst, i64::from(rune));
    m.set(Reg(dst.0 + 1), next);
    m.next()
}

#[inline(always)]
fn decode(s: u64, i: u64) -> (i32, u64) {
    if i < string::len(s) {
        let byte = mem::load8(mem::load(s) + i);
        if byte < 0x80 {
            return (i32::from(byte), i + 1);
        }
    }
    decode_long(s, i)
}

#[inline(never)]
fn decode_long(s: u64, i: u64) -> (i32, u64) {
    let rest = string::bytes(s).get(i as usize..).unwrap_or(&[]);
    let (rune, n) = string::decode_rune(rest);
    (rune, i + n as u64)
}

fallible_ops! {
    Concat(m, a: Reg, b: Reg; 0) {
        let parts = [m.get(a), m.get(b)];
        string::concat(&mut m.ctx().alloc, &parts)
    };
    ConcatN(m, src: Reg, n: u16; 0) {
        // SAFETY: the verifier proved that the slots are in the frame, and concatenation does not touch it.
        let parts = unsafe { std::slice::from_raw_parts(m.slot(src), n as usize) };
        string::concat(&mut m.ctx().alloc, parts)
    };
    StrFromBytes(m, a: Reg; 0) {
        let word = m.get(a);
        string::from_bytes(&mut m.ctx().alloc, word)
    };
    BytesFromStr(m, a: Reg; 1) {
        let word = m.get(a);
        string::to_bytes(&mut m.ctx().alloc, word)
    };
    StrFromRunes(m, a: Reg; 0) {
        let word = m.get(a);
        string::from_runes(&mut m.ctx().alloc, word)
    };
    RunesFromStr(m, a: Reg; 1) {
        let word = m.get(a);
        string::to_runes(&mut m.ctx().alloc, word)
    };
    StrFromRune(m, a: Reg; 0) {
        let rune = m.int(a);
        string::from_rune(&mut m.ctx().alloc, rune)
    };
}
