//! Slices and arrays: indexing, slicing, append, copy.

use crate::bytecode::op::Reg;
use crate::bytecode::rtype::{RTypes, Width};
use crate::index::RTypeId;
use crate::vm::Ctx;
use crate::vm::code::Inst;
use crate::vm::dispatch::{Ext, Machine, Ret};
use crate::vm::fault::{Bounds, Fault};
use crate::vm::heap::mem;
use crate::vm::operand::{Dest, Source};
use crate::vm::ops;
use crate::vm::slice::{self, Range};
use crate::vm::string;

/// Where an element is.
#[derive(Clone, Copy)]
enum Place {
    /// At this address.
    At(u64),
    /// Nowhere: the index and the length.
    Out(u64, u64),
}

/// The address of element `i` of a slice with elements of `stride` bytes.
#[inline(always)]
fn element(s: u64, i: u64, stride: u64) -> Place {
    if s == 0 {
        return Place::Out(i, 0);
    }
    let len = mem::load(s + 8);
    if i >= len {
        return Place::Out(i, len);
    }
    Place::At(mem::load(s).wrapping_add(i.wrapping_mul(stride)))
}

impl Machine {
    /// Panics with an index out of range.
    #[inline(always)]
    pub(crate) fn out_of_range(mut self, index: u64, len: u64) -> Ret {
        self.acc = index;
        self.facc = f64::from_bits(len);
        self.cold(index_out_of_range)
    }
}

cold_handlers! {
    /// `acc` is the index, the bits of `facc` are the length.
    index_out_of_range(m) {
        let (index, len) = (m.acc as i64, m.facc.to_bits() as i64);
        m.raise(Fault::Bounds(Bounds::Index(index, len)))
    }
}

/// The length or capacity in a slice header.
#[inline(always)]
fn header_word(s: u64, at: u64) -> u64 {
    if s == 0 { 0 } else { mem::load(s + at) }
}

value_ops! {
    SliceLen(m, s: impl Source) header_word(s.word(&m), 8);
    SliceCap(m, s: impl Source) header_word(s.word(&m), 16);
}

/// Element loads.
macro_rules! index_ops {
    ($($name:ident($at:ident, $stride:literal) $value:expr;)*) => {$(
        #[inline(always)]
        pub(crate) fn $name(m: Machine, dst: impl Dest, s: impl Source, i: impl Source) -> Ret {
            match element(s.word(&m), i.word(&m), $stride) {
                Place::At($at) => {
                    let word = $value as u64;
                    dst.finish(m, word, 0)
                }
                Place::Out(index, len) => m.out_of_range(index, len),
            }
        }
    )*};
}

index_ops! {
    Index(at, 8) mem::load(at);
    IndexI8(at, 1) i64::from(mem::load8(at) as i8);
    IndexU8(at, 1) mem::load8(at);
    IndexI16(at, 2) i64::from(mem::load16(at) as i16);
    IndexU16(at, 2) mem::load16(at);
    IndexI32(at, 4) i64::from(mem::load32(at) as i32);
    IndexU32(at, 4) mem::load32(at);
}

/// Element stores.
macro_rules! set_index_ops {
    ($($name:ident($at:ident, $word:ident, $stride:literal) $store:expr;)*) => {
        $(
            #[inline(always)]
            pub(crate) fn $name(m: Machine, s: Reg, i: impl Source, src: impl Source) -> Ret {
                then::$name(m, Machine::next, s, i, src)
            }
        )*

        /// Element stores with what follows them in a chain.
        pub(crate) mod then {
            use super::*;
            $(
                #[inline(always)]
                pub(crate) fn $name(m: Machine, next: impl FnOnce(Machine) -> Ret, s: Reg, i: impl Source, src: impl Source) -> Ret {
                    let $word = src.word(&m);
                    match element(m.get(s), i.word(&m), $stride) {
                        Place::At($at) => {
                            $store;
                            next(m)
                        }
                        Place::Out(index, len) => m.out_of_range(index, len),
                    }
                }
            )*
        }
    };
}

set_index_ops! {
    SetIndex(at, word, 8) mem::store(at, word);
    SetIndex8(at, word, 1) mem::store8(at, word as u8);
    SetIndex16(at, word, 2) mem::store16(at, word as u16);
    SetIndex32(at, word, 4) mem::store32(at, word as u32);
}

#[inline(always)]
pub(crate) fn IndexN(mut m: Machine, dst: Reg, s: Reg, i: Reg) -> Ret {
    let n = m.ext(0).b();
    match element(m.get(s), m.get(i), 8 * u64::from(n)) {
        Place::At(at) => {
            mem::read_words(m.slots(dst, n as usize), at);
            m.next_after(1)
        }
        Place::Out(index, len) => m.out_of_range(index, len),
    }
}

#[inline(always)]
pub(crate) fn SetIndexN(mut m: Machine, s: Reg, i: Reg, src: Reg) -> Ret {
    let n = m.ext(0).b();
    match element(m.get(s), m.get(i), 8 * u64::from(n)) {
        Place::At(at) => {
            mem::write_words(at, m.slots(src, n as usize));
            m.next_after(1)
        }
        Place::Out(index, len) => m.out_of_range(index, len),
    }
}

/// The address of a word of element `i` of a slice of structs; which word, and the size of the struct, are in the Ext.
#[inline(always)]
fn element_word(m: &Machine, s: u64, i: u64) -> Place {
    let ext = m.ext(0);
    match element(s, i, 8 * u64::from(ext.c())) {
        Place::At(at) => Place::At(at + 8 * u64::from(ext.b())),
        out => out,
    }
}

#[inline(always)]
pub(crate) fn IndexField(mut m: Machine, dst: Reg, s: Reg, i: Reg) -> Ret {
    match element_word(&m, m.get(s), m.get(i)) {
        Place::At(at) => {
            let word = mem::load(at);
            m.put(dst, word);
            m.facc = f64::from_bits(word);
            m.next_after(1)
        }
        Place::Out(index, len) => m.out_of_range(index, len),
    }
}

#[inline(always)]
pub(crate) fn SetIndexField(m: Machine, s: Reg, i: Reg, src: Reg) -> Ret {
    match element_word(&m, m.get(s), m.get(i)) {
        Place::At(at) => {
            mem::store(at, m.get(src));
            m.next_after(1)
        }
        Place::Out(index, len) => m.out_of_range(index, len),
    }
}

#[inline(always)]
pub(crate) fn IndexAddr(m: Machine, dst: impl Dest, s: Reg, i: Reg) -> Ret {
    match element(m.get(s), m.get(i), u64::from(m.ext(0).wide())) {
        Place::At(at) => dst.finish(m, at, 1),
        Place::Out(index, len) => m.out_of_range(index, len),
    }
}

#[inline(always)]
pub(crate) fn Index2(m: Machine, dst: impl Dest, s: impl Source, i: impl Source) -> Ret {
    let row = match element(s.word(&m), i.word(&m), 8) {
        Place::At(at) => mem::load(at),
        Place::Out(index, len) => return m.out_of_range(index, len),
    };
    match element(row, m.get(m.ext(0).a()), 8) {
        Place::At(at) => {
            let word = mem::load(at);
            dst.finish(m, word, 1)
        }
        Place::Out(index, len) => m.out_of_range(index, len),
    }
}

#[inline(always)]
pub(crate) fn ArrayAddr(m: Machine, dst: impl Dest, p: Reg, i: Reg) -> Ret {
    let (base, index) = (m.get(p), m.get(i));
    let (len, stride) = (u64::from(m.ext(0).wide()), u64::from(m.ext(1).wide()));
    if base == 0 {
        return m.cold(ops::nil_dereference);
    }
    if index >= len {
        return m.out_of_range(index, len);
    }
    dst.finish(m, base + index * stride, 2)
}

/// Bytes of an element.
#[inline(always)]
fn stride(width: u16) -> u64 {
    const BYTES: [u64; 8] = [1, 1, 2, 2, 4, 4, 8, 8];
    BYTES[width as usize & 7]
}

#[inline(always)]
fn load_width(width: u16, at: u64) -> u64 {
    const I8: u16 = Width::I8 as u16;
    const U8: u16 = Width::U8 as u16;
    const I16: u16 = Width::I16 as u16;
    const U16: u16 = Width::U16 as u16;
    const I32: u16 = Width::I32 as u16;
    const U32: u16 = Width::U32 as u16;
    match width {
        I8 => mem::load8(at) as i8 as i64 as u64,
        U8 => u64::from(mem::load8(at)),
        I16 => mem::load16(at) as i16 as i64 as u64,
        U16 => u64::from(mem::load16(at)),
        I32 => mem::load32(at) as i32 as i64 as u64,
        U32 => u64::from(mem::load32(at)),
        _ => mem::load(at),
    }
}

#[inline(always)]
fn store_width(width: u16, at: u64, word: u64) {
    match stride(width) {
        1 => mem::store8(at, word as u8),
        2 => mem::store16(at, word as u16),
        4 => mem::store32(at, word as u32),
        _ => mem::store(at, word),
    }
}

#[inline(always)]
pub(crate) fn ArrayLoad(m: Machine, dst: impl Dest, p: Reg, i: Reg) -> Ret {
    let (base, index) = (m.get(p), m.get(i));
    let (width, len) = (m.ext(0).b(), u64::from(m.ext(1).wide()));
    if base == 0 {
        return m.cold(ops::nil_dereference);
    }
    if index >= len {
        return m.out_of_range(index, len);
    }
    let word = load_width(width, base + index * stride(width));
    dst.finish(m, word, 2)
}

#[inline(always)]
pub(crate) fn ArrayStore(m: Machine, p: Reg, i: Reg, src: Reg) -> Ret {
    let (base, index) = (m.get(p), m.get(i));
    let (width, len) = (m.ext(0).b(), u64::from(m.ext(1).wide()));
    if base == 0 {
        return m.cold(ops::nil_dereference);
    }
    if index >= len {
        return m.out_of_range(index, len);
    }
    store_width(width, base + index * stride(width), m.get(src));
    m.next_after(2)
}

/// The address of element `i` of an array in the frame, which starts at `base`.
#[inline(always)]
fn slot_element(m: &Machine, ext: Ext, base: Reg, i: u64) -> Option<u64> {
    let bytes = match ext.a().0 {
        0 => stride(ext.b()),
        words => 8 * u64::from(words),
    };
    (i < u64::from(ext.c())).then(|| m.slot(base) as u64 + i * bytes)
}

#[inline(always)]
pub(crate) fn RegIndex(mut m: Machine, dst: Reg, base: Reg, i: Reg) -> Ret {
    let (ext, index) = (m.ext(0), m.get(i));
    let Some(at) = slot_element(&m, ext, base, index) else {
        return m.out_of_range(index, u64::from(ext.c()));
    };
    match ext.a().0 {
        0 => {
            let word = load_width(ext.b(), at);
            m.put(dst, word);
        }
        // SAFETY: the verifier proved that both ranges are in the frame.
        words => unsafe { std::ptr::copy(at as *const u64, m.slot(dst), words as usize) },
    }
    m.next_after(1)
}

#[inline(always)]
pub(crate) fn RegSetIndex(m: Machine, base: Reg, i: Reg, src: Reg) -> Ret {
    let (ext, index) = (m.ext(0), m.get(i));
    let Some(at) = slot_element(&m, ext, base, index) else {
        return m.out_of_range(index, u64::from(ext.c()));
    };
    match ext.a().0 {
        0 => store_width(ext.b(), at, m.get(src)),
        // SAFETY: the verifier proved that both ranges are in the frame.
        words => unsafe { std::ptr::copy(m.slot(src), at as *mut u64, words as usize) },
    }
    m.next_after(1)
}

#[inline(always)]
pub(crate) fn CheckIndex(m: Machine, i: Reg, n: Reg) -> Ret {
    let (index, len) = (m.get(i), m.get(n));
    if index >= len {
        return m.out_of_range(index, len);
    }
    m.next()
}

impl Machine {
    /// An operand that may be absent.
    fn optional(&self, reg: Reg) -> Option<i64> {
        (reg != Reg::NONE).then(|| self.int(reg))
    }

    /// The bounds of a slice expression: `lo`, and `hi` and `max` in the Ext.
    fn range(&self, lo: Reg) -> Range {
        let ext = self.ext(0);
        Range {
            lo: self.optional(lo),
            hi: self.optional(ext.a()),
            max: self.optional(Reg(ext.b())),
        }
    }

    /// The type in an Ext.
    pub(crate) fn ext_type(&self, n: usize) -> RTypeId {
        RTypeId::from_u32(self.ext(n).wide())
    }

    /// The element type of the slice type in an Ext.
    fn ext_elem(&mut self, n: usize) -> RTypeId {
        let ty = self.ext_type(n);
        let elem = self.rtypes()[ty].elem();
        elem.expect("the verifier proved that this is a slice type")
    }

    /// Bytes from one element to the next of the slice type in an Ext.
    fn ext_stride(&mut self, n: usize) -> u64 {
        let elem = self.ext_elem(n);
        u64::from(self.rtypes()[elem].stride)
    }

    /// The program's types.
    pub(crate) fn rtypes(&mut self) -> &'static RTypes {
        &self.ctx().vm.program.rtypes
    }

    /// The address of a slot, for helpers that copy words.
    pub(crate) fn address(&self, reg: Reg) -> u64 {
        self.slot(reg).expose_provenance() as u64
    }
}

fallible_ops! {
    SliceSlice(m, x: Reg, lo: Reg; 2) {
        let (word, range, stride) = (m.get(x), m.range(lo), m.ext_stride(1));
        slice::reslice(&mut m.ctx().alloc, word, range, stride)
    };
    SliceStr(m, x: Reg, lo: Reg; 1) {
        let (word, lo, hi) = (m.get(x), m.optional(lo), m.optional(m.ext(0).a()));
        string::slice(&mut m.ctx().alloc, word, lo, hi)
    };
    SliceArray(m, x: Reg, lo: Reg; 3) {
        let (array, range, stride, len) = (m.get(x), m.range(lo), m.ext_stride(1), u64::from(m.ext(2).wide()));
        if array == 0 {
            Err(Fault::NilDeref)
        } else {
            slice::of_array(&mut m.ctx().alloc, array, len, range, stride)
        }
    };
    MakeSlice(m, len: Reg, cap: Reg; 1) {
        let (len, cap, elem, types) = (m.int(len), m.optional(cap), m.ext_elem(0), m.rtypes());
        slice::make(&mut m.ctx().alloc, types, elem, len, cap)
    };
    SliceOf(m, src: Reg, n: u16; 1) {
        let (src, elem, types) = (m.address(src), m.ext_elem(0), m.rtypes());
        slice::of(&mut m.ctx().alloc, types, elem, src, u64::from(n))
    };
    Append(m, s: Reg, src: Reg; 1) {
        let (word, src, elem, types) = (m.get(s), m.address(src), m.ext_elem(0), m.rtypes());
        slice::append(&mut m.ctx().alloc, types, elem, word, src)
    };
    AppendSlice(m, s: Reg, src: Reg; 1) {
        let (word, other, elem, types) = (m.get(s), m.get(src), m.ext_elem(0), m.rtypes());
        slice::append_slice(&mut m.ctx().alloc, types, elem, word, other)
    };
    AppendStr(m, s: Reg, src: Reg; 1) {
        let (word, other, elem, types) = (m.get(s), m.get(src), m.ext_elem(0), m.rtypes());
        slice::append_str(&mut m.ctx().alloc, types, elem, word, other)
    };
    CopySlice(m, to: Reg, from: Reg; 1) {
        let (to, from, elem, types) = (m.get(to), m.get(from), m.ext_elem(0), m.rtypes());
        slice::copy(&mut m.ctx().alloc, types, elem, to, from).map_err(Fault::from)
    };
    CopyStr(m, to: Reg, from: Reg; 0) {
        let (to, from) = (m.get(to), m.get(from));
        slice::copy_str(&mut m.ctx().alloc, to, from).map_err(Fault::from)
    };
    SliceToArray(m, s: Reg; 1) slice::to_array(m.get(s), u64::from(m.ext(0).wide()));
}

effect_ops! {
    ClearSlice(m, s: Reg; 1) {
        let (word, elem, types) = (m.get(s), m.ext_elem(0), m.rtypes());
        slice::clear(&mut m.ctx().alloc, types, elem, word).map_err(Fault::from)
    };
}
