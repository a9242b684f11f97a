//! Interfaces, allocation and closures.

use crate::bytecode::op::Reg;
use crate::vm::Ctx;
use crate::vm::code::Inst;
use crate::vm::dispatch::{Machine, Ret};
use crate::vm::eq;
use crate::vm::fault::Fault;
use crate::vm::heap::{Header, mem};
use crate::vm::iface;
use crate::vm::operand::{Dest, Source};
use crate::vm::unwind::{At, Go};

fallible_ops! {
    EqIface(m, a: Reg, b: Reg; 0) {
        let (a, b, types) = (m.get(a), m.get(b), m.rtypes());
        eq::eq_ifaces(&mut m.ctx().alloc, types, a, b).map(u64::from)
    };
    EqType(m, a: Reg, b: Reg; 1) {
        let (a, b, ty, types) = (m.address(a), m.address(b), m.ext_type(0), m.rtypes());
        eq::eq(&mut m.ctx().alloc, types, ty, a, b).map(u64::from)
    };
    NewInit(m, src: Reg; 1) {
        let (src, ty, types) = (m.address(src), m.ext_type(0), m.rtypes());
        m.ctx().alloc.alloc_value(ty.as_u32()).map_err(Fault::from).inspect(|&object| {
            mem::copy_words(object, src, u64::from(types[ty].words));
        })
    };
    MakeClosure(m, src: Reg, n: u16; 1) {
        let (src, func) = (m.address(src), m.ext(0).wide());
        m.ctx().alloc.alloc(Header::WORDS, 8 + 8 * n as usize).map_err(Fault::from).inspect(|&object| {
            mem::store(object, u64::from(func));
            mem::copy_words(object + 8, src, u64::from(n));
        })
    };
    MakeIface(m, src: Reg; 1) {
        let (src, ty, types) = (m.address(src), m.ext_type(0), m.rtypes());
        iface::pack(&mut m.ctx().alloc, types, ty, src).map_err(Fault::from)
    };
    AssertIface(m, a: Reg; 1) {
        let (word, ty, types) = (m.get(a), m.ext_type(0), m.rtypes());
        m.ctx().vm.implements.check(types, word, ty).map(|()| word)
    };
}

#[inline(always)]
pub(crate) fn New(mut m: Machine, dst: Reg, ty: u32) -> Ret {
    let Ok(object) = m.ctx().alloc.alloc_value(ty) else {
        return m.cold(out_of_memory);
    };
    m.put(dst, object);
    m.after_allocation();
    m.next()
}

cold_handlers! {
    out_of_memory(m) {
        m.raise(Fault::OutOfMemory)
    }
}

value_ops! {
    MakeIfacePtr(m, src: impl Source, ty: u16) u64::from(ty) << 48 | src.word(&m);
    IfaceType(m, a: impl Source) iface::type_of(a.word(&m)).map_or(0, |ty| u64::from(ty.as_u32()));
}

#[inline(always)]
pub(crate) fn Implements(mut m: Machine, dst: Reg, a: Reg) -> Ret {
    let yes = implements(&mut m, a);
    m.put(dst, yes);
    m.next_after(1)
}

/// Whether the dynamic type of `R[a]` implements the interface type in the Ext.
#[inline(always)]
fn implements(m: &mut Machine, a: Reg) -> bool {
    let (word, wanted, types) = (m.get(a), m.ext_type(0), m.rtypes());
    let ctx = m.ctx();
    iface::type_of(word).is_some_and(|ty| ctx.vm.implements.get(types, ty, wanted))
}

#[inline(always)]
pub(crate) fn IfaceValue(mut m: Machine, dst: Reg, a: Reg) -> Ret {
    let (word, ty) = (m.get(a), m.ext_type(0));
    unpack(&mut m, dst, word, ty);
    m.next_after(1)
}

/// Writes the words of the value in an interface whose dynamic type is known.
#[inline(always)]
fn unpack(m: &mut Machine, dst: Reg, word: u64, ty: crate::index::RTypeId) {
    let (to, types) = (m.address(dst), m.rtypes());
    iface::unpack(types, ty, word, to);
}

#[inline(always)]
pub(crate) fn Assert(mut m: Machine, dst: Reg, a: Reg) -> Ret {
    let (word, ty) = (m.get(a), m.ext_type(0));
    if iface::type_of(word) != Some(ty) {
        m.acc = word;
        return m.cold(assertion_failed);
    }
    unpack(&mut m, dst, word, ty);
    m.next_after(2)
}

cold_handlers! {
    /// The interface in `acc` has not the type in the first Ext.
    assertion_failed(m) {
        match iface::assert_concrete(m.acc, m.ext_type(0), m.ext_type(1)) {
            Err(fault) => m.raise(fault),
            Ok(()) => {
                let ip = m.return_ip(2) as u64;
                Go::Run(At { ip, ..m.at() })
            }
        }
    }
}

#[inline(always)]
pub(crate) fn AssertOk(mut m: Machine, dst: Reg, a: Reg, ok: Reg) -> Ret {
    let (word, ty) = (m.get(a), m.ext_type(0));
    let same = iface::type_of(word) == Some(ty);
    if same {
        unpack(&mut m, dst, word, ty);
    } else {
        let words = m.rtypes()[ty].words as usize;
        m.slots(dst, words).fill(0);
    }
    m.set(ok, u64::from(same));
    m.next_after(1)
}

#[inline(always)]
pub(crate) fn AssertIfaceOk(mut m: Machine, dst: Reg, a: Reg, ok: Reg) -> Ret {
    let word = m.get(a);
    let yes = implements(&mut m, a);
    m.set(dst, if yes { word } else { 0 });
    m.set(ok, u64::from(yes));
    m.next_after(1)
}
