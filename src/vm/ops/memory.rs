//! Moves between slots, constants, globals and memory behind pointers.

use crate::bytecode::op::Reg;
use crate::vm::Ctx;
use crate::vm::code::Inst;
use crate::vm::dispatch::{Machine, Ret};
use crate::vm::fault::Fault;
use crate::vm::heap::mem;
use crate::vm::operand::{Dest, Source};
use crate::vm::ops;

#[inline(always)]
pub(crate) fn Ext(m: Machine, _a: Reg, _b: u16, _c: u16) -> Ret {
    m.next()
}

#[inline(always)]
pub(crate) fn Nop(m: Machine) -> Ret {
    m.next()
}

value_ops! {
    Move(m, src: impl Source) src.word(&m);
    LoadImm(m, imm: i32) i64::from(imm);
}

#[inline(always)]
pub(crate) fn MoveIf(m: Machine, dst: impl Dest, src: impl Source, cond: impl Source) -> Ret {
    let (new, old) = (src.word(&m), dst.old(&m));
    let value = std::hint::select_unpredictable(cond.word(&m) != 0, new, old);
    dst.finish(m, value, 0)
}

#[inline(always)]
pub(crate) fn MoveN(m: Machine, dst: Reg, src: Reg, n: u16) -> Ret {
    let (from, to) = (m.slot(src), m.slot(dst));
    // SAFETY: the verifier proved that both ranges are in the frame.
    unsafe { std::ptr::copy(from, to, n as usize) };
    m.next()
}

#[inline(always)]
pub(crate) fn LoadConst(mut m: Machine, dst: impl Dest, konst: u32) -> Ret {
    // SAFETY: the verifier proved that the program has this constant.
    let word = unsafe { *m.ctx().constants.add(konst as usize) };
    dst.finish(m, word, 0)
}

#[inline(always)]
pub(crate) fn Zero(mut m: Machine, dst: Reg, n: u16) -> Ret {
    m.slots(dst, n as usize).fill(0);
    m.next()
}

#[inline(always)]
fn global(m: &mut Machine, global: u32) -> u64 {
    m.ctx().globals + 8 * u64::from(global)
}

#[inline(always)]
pub(crate) fn LoadGlobal(mut m: Machine, dst: impl Dest, index: u32) -> Ret {
    let word = mem::load(global(&mut m, index));
    dst.finish(m, word, 0)
}

#[inline(always)]
pub(crate) fn StoreGlobal(mut m: Machine, src: Reg, index: u32) -> Ret {
    mem::store(global(&mut m, index), m.get(src));
    m.next()
}

#[inline(always)]
pub(crate) fn GlobalAddr(mut m: Machine, dst: Reg, index: u32) -> Ret {
    let address = global(&mut m, index);
    m.put(dst, address);
    m.next()
}

/// The address of a field, or 0 for a nil pointer.
#[inline(always)]
fn field(p: u64, off: u16) -> u64 {
    p + 8 * u64::from(off)
}

/// Loads through a pointer.
macro_rules! load_ops {
    ($($name:ident($address:ident) $value:expr;)*) => {$(
        #[inline(always)]
        pub(crate) fn $name(m: Machine, dst: impl Dest, p: impl Source, off: u16) -> Ret {
            let p = p.word(&m);
            if p == 0 {
                return m.cold(nil_dereference);
            }
            let $address = field(p, off);
            let word = $value as u64;
            dst.finish(m, word, 0)
        }
    )*};
}

load_ops! {
    Load(at) mem::load(at);
    LoadI8(at) i64::from(mem::load8(at) as i8);
    LoadU8(at) mem::load8(at);
    LoadI16(at) i64::from(mem::load16(at) as i16);
    LoadU16(at) mem::load16(at);
    LoadI32(at) i64::from(mem::load32(at) as i32);
    LoadU32(at) mem::load32(at);
}

/// Stores through a pointer.
macro_rules! store_ops {
    ($($name:ident($address:ident, $word:ident) $store:expr;)*) => {$(
        #[inline(always)]
        pub(crate) fn $name(m: Machine, p: Reg, off: u16, src: impl Source) -> Ret {
            let ($address, $word) = (m.get(p), src.word(&m));
            if $address == 0 {
                return m.cold(nil_dereference);
            }
            let $address = field($address, off);
            $store;
            m.next()
        }
    )*};
}

store_ops! {
    Store(at, word) mem::store(at, word);
    Store8(at, word) mem::store8(at, word as u8);
    Store16(at, word) mem::store16(at, word as u16);
    Store32(at, word) mem::store32(at, word as u32);
}

#[inline(always)]
pub(crate) fn LoadN(mut m: Machine, dst: Reg, p: Reg, n: u16) -> Ret {
    let p = m.get(p);
    if p == 0 {
        return m.cold(nil_dereference);
    }
    mem::read_words(m.slots(dst, n as usize), p);
    m.next()
}

#[inline(always)]
pub(crate) fn StoreN(mut m: Machine, p: Reg, src: Reg, n: u16) -> Ret {
    let p = m.get(p);
    if p == 0 {
        return m.cold(nil_dereference);
    }
    mem::write_words(p, m.slots(src, n as usize));
    m.next()
}

#[inline(always)]
pub(crate) fn FieldAddr(m: Machine, dst: impl Dest, p: impl Source, off: u16) -> Ret {
    let p = p.word(&m);
    if p == 0 {
        return m.cold(nil_dereference);
    }
    dst.finish(m, field(p, off), 0)
}

#[inline(always)]
pub(crate) fn NilCheck(m: Machine, p: Reg) -> Ret {
    if m.get(p) == 0 {
        return m.cold(nil_dereference);
    }
    m.next()
}

#[inline(always)]
pub(crate) fn CopyMem(m: Machine, p: Reg, q: Reg) -> Ret {
    let (to, from) = (m.get(p), m.get(q));
    if to == 0 || from == 0 {
        return m.cold(nil_dereference);
    }
    let words = m.ext(0).wide();
    if words > SHORT {
        return finish_long(m, to, Some(from));
    }
    mem::copy_words(to, from, u64::from(words));
    m.next_after(1)
}

#[inline(always)]
pub(crate) fn ZeroMem(m: Machine, p: Reg) -> Ret {
    let at = m.get(p);
    if at == 0 {
        return m.cold(nil_dereference);
    }
    let words = m.ext(0).wide();
    if words > SHORT {
        return finish_long(m, at, None);
    }
    mem::zero_words(at, u64::from(words));
    m.next_after(1)
}

/// Values of so many words are copied and zeroed at no cost.
const SHORT: u32 = 1 << 10;

/// Ends a copy of a large value from an address, or zeroing, if there is none.
#[inline(always)]
fn finish_long(mut m: Machine, to: u64, from: Option<u64>) -> Ret {
    if !copy_long(m.ctx, m.ip, m.fp, to, from) {
        return m.cold(ops::raise);
    }
    m.after_allocation();
    m.next_after(1)
}

#[inline(never)]
fn copy_long(
    ctx: *mut Ctx<'static>,
    ip: *const Inst,
    fp: *mut u64,
    to: u64,
    from: Option<u64>,
) -> bool {
    let mut m = Machine::operands(ctx, ip, fp);
    let words = u64::from(m.ext(0).wide());
    let ctx = m.ctx();
    ctx.alloc.count_work(8 * words);
    let done = match from {
        Some(from) => ctx.alloc.copy_words(to, from, words),
        None => ctx.alloc.zero_bytes(to, 8 * words),
    };
    done.map_err(|limit| ctx.set_fault(limit.into())).is_ok()
}

#[inline(always)]
pub(crate) fn AddField(m: Machine, p: Reg, off: u16, src: impl Source) -> Ret {
    let (p, addend) = (m.get(p), src.word(&m));
    if p == 0 {
        return m.cold(nil_dereference);
    }
    let at = field(p, off);
    mem::store(at, mem::load(at).wrapping_add(addend));
    m.next()
}

#[inline(always)]
pub(crate) fn AddFieldImm(m: Machine, p: Reg, off: u16, imm: i16) -> Ret {
    let p = m.get(p);
    if p == 0 {
        return m.cold(nil_dereference);
    }
    let at = field(p, off);
    mem::store(at, mem::load(at).wrapping_add(i64::from(imm) as u64));
    m.next()
}

/// Arithmetic with a float field.
macro_rules! float_field_ops {
    ($($name:ident $op:tt;)*) => {$(
        #[inline(always)]
        pub(crate) fn $name(m: Machine, dst: impl Dest, a: impl Source, p: Reg) -> Ret {
            let (p, a) = (m.get(p), a.float(&m));
            if p == 0 {
                return m.cold(nil_dereference);
            }
            let value = a $op f64::from_bits(mem::load(field(p, m.ext(0).b())));
            dst.finish(m, value, 1)
        }
    )*};
}

float_field_ops! {
    AddF64Field +;
    MulF64Field *;
}

cold_handlers! {
    nil_dereference(m) {
        m.raise(Fault::NilDeref)
    }
}
