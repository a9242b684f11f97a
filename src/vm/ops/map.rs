//! Maps.

use crate::bytecode::op::Reg;
use crate::vm::Ctx;
use crate::vm::code::Inst;
use crate::vm::dispatch::{Machine, Ret, To};
use crate::vm::fault::Fault;
use crate::vm::heap::mem;
use crate::vm::map;
use crate::vm::operand::{Dest, Source};
use crate::vm::ops;

fallible_ops! {
    MakeMap(m, hint: Reg; 1) {
        let (hint, ty) = (if hint == Reg::NONE { 0 } else { m.int(hint) }, m.ext_type(0));
        let ctx = m.ctx();
        ctx.vm.maps.make(&mut ctx.alloc, ty, hint).map_err(Fault::from)
    };
    MapIter(m, map: Reg; 1) {
        let word = m.get(map);
        let ctx = m.ctx();
        let random = ctx.random();
        ctx.vm.maps.iter(&mut ctx.alloc, word, random)
    };
}

value_ops! {
    MapLen(m, map: impl Source) map::len(map.word(&m));
}

/// `R[dst..] := R[map][R[key..]]`, zero if absent; whether there is an entry, or `None` with the fault set.
#[inline(never)]
fn get(
    ctx: *mut Ctx<'static>,
    ip: *const Inst,
    fp: *mut u64,
    dst: Reg,
    map: Reg,
    key: Reg,
) -> Option<bool> {
    let mut m = Machine::operands(ctx, ip, fp);
    let (ty, types, word, key) = (m.ext_type(0), m.rtypes(), m.get(map), m.address(key));
    let ctx = m.ctx();
    let maps = &ctx.vm.maps;
    maps.count_key(&mut ctx.alloc, ty, key);
    match maps.get(&mut ctx.alloc, types, ty, word, key) {
        Ok(found) => {
            let to = m.slots(dst, maps.map_type(ty).elem_words as usize);
            match found {
                Some(entry) => mem::read_words(to, entry.value),
                None => to.fill(0),
            }
            Some(found.is_some())
        }
        Err(fault) => {
            m.ctx().set_fault(fault);
            None
        }
    }
}

#[inline(always)]
pub(crate) fn MapGet(m: Machine, dst: Reg, map: Reg, key: Reg) -> Ret {
    if get(m.ctx, m.ip, m.fp, dst, map, key).is_none() {
        return m.cold(ops::raise);
    }
    m.next_after(1)
}

#[inline(always)]
pub(crate) fn MapGetOk(mut m: Machine, dst: Reg, map: Reg, key: Reg) -> Ret {
    let Some(found) = get(m.ctx, m.ip, m.fp, dst, map, key) else {
        return m.cold(ops::raise);
    };
    let ok = m.ext(1).a();
    m.set(ok, u64::from(found));
    m.next_after(2)
}

#[inline(always)]
pub(crate) fn MapGetForSet(mut m: Machine, dst: Reg, map: Reg, key: Reg) -> Ret {
    if m.get(map) == 0 {
        m.acc = 0;
        return m.cold(nil_map);
    }
    MapGet(m, dst, map, key)
}

cold_handlers! {
    nil_map(m) {
        m.raise(Fault::Plain("assignment to entry in nil map"))
    }
}

effect_ops! {
    MapSet(m, map: Reg, key: Reg, src: Reg; 1) {
        let (word, key, src, ty, types) = (m.get(map), m.address(key), m.address(src), m.ext_type(0), m.rtypes());
        let ctx = m.ctx();
        ctx.vm.maps.count_key(&mut ctx.alloc, ty, key);
        ctx.vm.maps.set(&mut ctx.alloc, types, ty, word, key, src)
    };
    MapDelete(m, map: Reg, key: Reg; 1) {
        let (word, key, ty, types) = (m.get(map), m.address(key), m.ext_type(0), m.rtypes());
        let ctx = m.ctx();
        ctx.vm.maps.count_key(&mut ctx.alloc, ty, key);
        ctx.vm.maps.delete(&mut ctx.alloc, types, ty, word, key)
    };
    MapClear(m, map: Reg; 1) {
        let (word, ty) = (m.get(map), m.ext_type(0));
        let ctx = m.ctx();
        ctx.vm.maps.clear(&mut ctx.alloc, ty, word)
    };
}

/// The next entry of an iterator: whether there is one, or `None` with the fault set.
#[inline(never)]
fn next(
    ctx: *mut Ctx<'static>,
    ip: *const Inst,
    fp: *mut u64,
    it: Reg,
    key: Reg,
    value: Reg,
) -> Option<bool> {
    let mut m = Machine::operands(ctx, ip, fp);
    let (ty, types, word) = (m.ext_type(0), m.rtypes(), m.get(it));
    let ctx = m.ctx();
    let maps = &ctx.vm.maps;
    let entry = match maps.next(&mut ctx.alloc, types, ty, word) {
        Ok(Some(entry)) => entry,
        Ok(None) => return Some(false),
        Err(fault) => {
            m.ctx().set_fault(fault);
            return None;
        }
    };
    let map_type = maps.map_type(ty);
    if key != Reg::NONE {
        mem::read_words(m.slots(key, map_type.key_words as usize), entry.key);
    }
    if value != Reg::NONE {
        mem::read_words(m.slots(value, map_type.elem_words as usize), entry.value);
    }
    Some(true)
}

#[inline(always)]
pub(crate) fn MapNext(m: Machine, it: Reg, key: Reg, value: Reg) -> Ret {
    match next(m.ctx, m.ip, m.fp, it, key, value) {
        Some(true) => m.next_after(2),
        Some(false) => {
            let to = m.ext(1).wide() as i32;
            m.jump(To(to.wrapping_mul(size_of::<Inst>() as i32)))
        }
        None => m.cold(ops::raise),
    }
}
