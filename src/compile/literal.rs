//! Composite literals and slice expressions.

use smallvec::SmallVec;

use crate::bytecode::op::{Op, Reg};
use crate::index::{ExprId, TypeId};
use crate::syntax::ast::{ExprKind, Exprs, SliceIndices};

use super::expr::constant_word;
use super::func::Fb;
use super::layout::Class;
use super::place::Place;

/// An element of a literal: its place in the array, or the field it sets.
#[derive(Clone, Copy, Debug)]
struct Elem {
    index: u32,
    value: ExprId,
}

/// Literals of at most this many words are put together in slots.
const MAX_SLOT_WORDS: u32 = 64;

impl Fb<'_, '_> {
    /// `T{…}`
    pub(super) fn composite(
        &mut self,
        expr: ExprId,
        elems: Exprs,
        ty: TypeId,
        dst: Option<Reg>,
    ) -> Reg {
        match self.cx.class(ty) {
            Class::Ptr => {
                let inner = self.cx.pointee(ty).0;
                self.composite_address(expr, elems, inner, dst)
            }
            Class::Slice => self.slice_literal(expr, elems, ty, dst),
            Class::Map => self.map_literal(expr, elems, ty, dst),
            Class::Array => {
                let words = self.cx.words(ty);
                let dst = self.dst(dst, words);
                self.array_literal(elems, ty, dst);
                dst
            }
            _ => {
                let words = self.cx.words(ty);
                let dst = self.dst(dst, words);
                self.struct_literal(elems, ty, dst);
                dst
            }
        }
    }

    /// The fields that a struct literal sets.
    fn struct_elems(&mut self, elems: Exprs, ty: TypeId) -> SmallVec<[Elem; 8]> {
        let fields = self.cx.types.fields(ty).unwrap_or_default();
        let ast = self.cx.ast;
        let field_of = |key: ExprId| {
            let name = ast.name(key)?;
            fields.iter().position(|field| field.name == name)
        };
        let list = ast.list(elems).iter().enumerate();
        list.filter_map(|(at, &elem)| match ast.exprs[elem].kind {
            ExprKind::KeyValue { key, value } => Some(Elem {
                index: field_of(key)? as u32,
                value,
            }),
            _ => Some(Elem {
                index: at as u32,
                value: elem,
            }),
        })
        .collect()
    }

    /// The elements of an array or slice literal, and its length.
    fn array_elems(&mut self, elems: Exprs) -> (Vec<Elem>, u32) {
        let mut next = 0u32;
        let mut len = 0u32;
        let mut list = Vec::with_capacity(elems.len(&self.cx.ast.expr_lists));
        for &elem in self.cx.ast.list(elems) {
            let value = match self.cx.ast.exprs[elem].kind {
                ExprKind::KeyValue { key, value } => {
                    let at = self.cx.info.value_of(key).map(|value| value.to_int());
                    let at = at.and_then(|at| at.int64()).unwrap_or(0);
                    next = u32::try_from(at).unwrap_or(u32::MAX - 1);
                    value
                }
                _ => elem,
            };
            list.push(Elem { index: next, value });
            next = next.saturating_add(1);
            len = len.max(next);
        }
        (list, len)
    }

    fn struct_literal(&mut self, elems: Exprs, ty: TypeId, dst: Reg) {
        let list = self.struct_elems(elems, ty);
        let slots = self.cx.slots(ty);
        if list.len() < slots.len() {
            let words = self.cx.words(ty);
            self.zero(dst, words);
        }
        let exprs: SmallVec<[ExprId; 8]> = list.iter().map(|elem| elem.value).collect();
        let types: SmallVec<[TypeId; 8]> = list
            .iter()
            .map(|elem| slots[elem.index as usize].ty)
            .collect();
        let regs: SmallVec<[Reg; 8]> = list
            .iter()
            .map(|elem| Self::plus(dst, slots[elem.index as usize].offset))
            .collect();
        let mark = self.next;
        self.fill(&exprs, &types, &regs);
        self.next = mark;
    }

    fn array_literal(&mut self, elems: Exprs, ty: TypeId, dst: Reg) {
        let (list, _) = self.array_elems(elems);
        let elem = self.cx.elem(ty);
        let len = self.cx.array_len(ty);
        let words = self.cx.words(ty);
        let stride = self.cx.stride(elem);
        if (1..8).contains(&stride) {
            return self.packed_literal(&list, elem, len, words, dst);
        }
        if list.len() < len as usize {
            self.zero(dst, words);
        }
        let exprs: Vec<ExprId> = list.iter().map(|elem| elem.value).collect();
        let types: Vec<TypeId> = list.iter().map(|_| elem).collect();
        let regs: Vec<Reg> = list
            .iter()
            .map(|elem| Self::plus(dst, elem.index * (stride / 8)))
            .collect();
        let mark = self.next;
        self.fill(&exprs, &types, &regs);
        self.next = mark;
    }

    /// An array of small scalars in slots: constants become whole words.
    fn packed_literal(&mut self, list: &[Elem], elem: TypeId, len: u32, words: u32, dst: Reg) {
        let class = self.cx.class(elem);
        let stride = self.cx.stride(elem);
        let per_word = 8 / stride;
        let mut values = vec![0u64; words as usize];
        for elem in list {
            if let Some(value) = self.cx.info.value_of(elem.value) {
                let word = constant_word(value, class) & (u64::MAX >> (64 - 8 * stride));
                let shift = 8 * stride * (elem.index % per_word);
                if let Some(slot) = values.get_mut((elem.index / per_word) as usize) {
                    *slot |= word << shift;
                }
            }
        }
        if values.iter().all(|&word| word == 0) {
            self.zero(dst, words);
        } else {
            for (at, &word) in values.iter().enumerate() {
                self.load_word(Self::plus(dst, at as u32), word);
            }
        }
        let mark = self.next;
        for elem_at in list {
            if self.cx.info.value_of(elem_at.value).is_none() {
                let src = self.expr_as(elem_at.value, elem);
                let i = self.int_temp(i64::from(elem_at.index));
                let place = Place::SlotElem { base: dst, i, len };
                self.store(place, elem, src);
                self.next = mark;
            }
        }
    }

    /// `&T{…}`
    pub(super) fn composite_address(
        &mut self,
        expr: ExprId,
        elems: Exprs,
        ty: TypeId,
        dst: Option<Reg>,
    ) -> Reg {
        let layout = self.cx.layout(ty);
        let mark = self.next;
        if matches!(layout.class, Class::Struct | Class::Array) {
            let count = elems.len(&self.cx.ast.expr_lists) as u32;
            if layout.words > MAX_SLOT_WORDS || count.saturating_mul(2) < layout.words || count == 0
            {
                let p = self.alloc(1);
                self.mark(expr);
                self.new_zero(p, ty);
                self.literal_memory(elems, ty, p, 0);
                self.next = mark;
                return match dst {
                    Some(_) => self.place_in(p, dst, 1),
                    None => self.alloc(1),
                };
            }
        }
        let src = self.composite(expr, elems, ty, None);
        self.next = mark;
        let dst = self.dst(dst, 1);
        self.mark(expr);
        self.new_box(dst, src, ty);
        dst
    }

    /// Fills zeroed memory with what a struct or array literal says.
    pub(super) fn literal_memory(&mut self, elems: Exprs, ty: TypeId, p: Reg, off: u32) {
        if self.cx.class(ty) == Class::Struct {
            let slots = self.cx.slots(ty);
            for elem in self.struct_elems(elems, ty) {
                let slot = slots[elem.index as usize];
                self.value_memory(elem.value, slot.ty, p, off.saturating_add(slot.offset));
            }
            return;
        }
        let (list, _) = self.array_elems(elems);
        let elem_ty = self.cx.elem(ty);
        let stride = self.cx.stride(elem_ty);
        if !(1..8).contains(&stride) {
            for elem in list {
                let at = elem.index.saturating_mul(stride / 8).saturating_add(off);
                self.value_memory(elem.value, elem_ty, p, at);
            }
            return;
        }
        let mark = self.next;
        let base = match off {
            0 => p,
            _ => {
                let at = self.alloc(1);
                self.field_address(at, p, off);
                at
            }
        };
        let len = self.cx.array_len(ty);
        for elem in list {
            let inner = self.next;
            let src = self.expr_as(elem.value, elem_ty);
            let i = self.int_temp(i64::from(elem.index));
            let place = Place::ArrayElem { p: base, i, len };
            self.store(place, elem_ty, src);
            self.next = inner;
        }
        self.next = mark;
    }

    fn value_memory(&mut self, value: ExprId, ty: TypeId, p: Reg, off: u32) {
        let layout = self.cx.layout(ty);
        let inner = self.unparen(value);
        if let ExprKind::Composite { elems, .. } = self.cx.ast.exprs[inner].kind
            && matches!(layout.class, Class::Struct | Class::Array)
            && self.ty(inner) == ty
        {
            return self.literal_memory(elems, ty, p, off);
        }
        let mark = self.next;
        let src = self.expr_as(value, ty);
        self.store_memory(p, off, src, layout.class, layout.words);
        self.next = mark;
    }

    fn slice_literal(&mut self, expr: ExprId, elems: Exprs, ty: TypeId, dst: Option<Reg>) -> Reg {
        let (list, len) = self.array_elems(elems);
        let elem = self.cx.elem(ty);
        let words = self.cx.words(elem);
        let mark = self.next;
        let dense = list.len() == len as usize
            && list.iter().enumerate().all(|(at, e)| e.index == at as u32);
        if !dense || len.saturating_mul(words) > MAX_SLOT_WORDS {
            return self.large_slice(expr, elems, ty, len, dst);
        }
        let exprs: Vec<ExprId> = list.iter().map(|elem| elem.value).collect();
        self.next = mark;
        let src = self.elements(&exprs, elem);
        self.next = mark;
        let dst = self.dst(dst, 1);
        self.mark(expr);
        self.emit(Op::SliceOf {
            dst,
            src,
            n: len as u16,
        });
        self.ext_type(ty);
        dst
    }

    /// Values one after the other in temporaries.
    fn elements(&mut self, exprs: &[ExprId], elem: TypeId) -> Reg {
        let types: Vec<TypeId> = exprs.iter().map(|_| elem).collect();
        let slots: Vec<Reg> = exprs.iter().map(|_| self.alloc_ty(elem)).collect();
        self.fill(exprs, &types, &slots);
        match slots.first() {
            Some(&first) => first,
            None => self.alloc(0),
        }
    }

    /// A slice literal made in memory.
    fn large_slice(
        &mut self,
        expr: ExprId,
        elems: Exprs,
        ty: TypeId,
        len: u32,
        dst: Option<Reg>,
    ) -> Reg {
        let elem = self.cx.elem(ty);
        let array = self.cx.types.array(i64::from(len), elem);
        let array = self.cx.canon(array);
        let mark = self.next;
        let p = self.alloc(1);
        self.mark(expr);
        self.new_zero(p, array);
        self.literal_memory(elems, array, p, 0);
        self.next = mark;
        let dst = self.dst(dst, 1);
        self.slice_array(dst, p, [Reg::NONE; 3], ty, len);
        dst
    }

    /// A slice of many values, for a variadic call.
    pub(super) fn slice_of(&mut self, exprs: &[ExprId], ty: TypeId, dst: Reg) {
        let elem = self.cx.elem(ty);
        let layout = self.cx.layout(elem);
        let len = exprs.len() as u32;
        let array = self.cx.types.array(i64::from(len), elem);
        let array = self.cx.canon(array);
        let mark = self.next;
        let p = self.alloc(1);
        self.new_zero(p, array);
        for (at, &value) in exprs.iter().enumerate() {
            let inner = self.next;
            let src = self.expr_as(value, elem);
            let i = self.int_temp(at as i64);
            let place = Place::ArrayElem { p, i, len };
            match layout.class.aggregate() && layout.words == 0 {
                true => {}
                false => self.store(place, elem, src),
            }
            self.next = inner;
        }
        self.slice_array(dst, p, [Reg::NONE; 3], ty, len);
        self.next = mark;
    }

    fn map_literal(&mut self, expr: ExprId, elems: Exprs, ty: TypeId, dst: Option<Reg>) -> Reg {
        let key_ty = self.cx.map_key(ty);
        let elem_ty = self.cx.elem(ty);
        let count = elems.len(&self.cx.ast.expr_lists);
        let mark = self.next;
        let m = self.alloc(1);
        let hint = match count {
            0..=8 => Reg::NONE,
            _ => self.int_temp(count as i64),
        };
        self.mark(expr);
        self.emit(Op::MakeMap { dst: m, hint });
        self.ext_type(ty);
        self.next = mark + 1;
        let inner = self.next;
        for &elem in self.cx.ast.list(elems) {
            if let ExprKind::KeyValue { key, value } = self.cx.ast.exprs[elem].kind {
                self.order(&[key, value]);
                let key = self.expr_as(key, key_ty);
                let src = self.expr_as(value, elem_ty);
                self.emit_at(Op::MapSet { m, key, src }, elem);
                self.ext_type(ty);
                self.next = inner;
            }
        }
        if let Some(dst) = dst {
            self.next = mark;
            self.move_words(dst, m, 1);
            return dst;
        }
        m
    }

    /// `x[lo:hi:max]`
    pub(super) fn slice_expr(
        &mut self,
        expr: ExprId,
        x: ExprId,
        indices: SliceIndices,
        dst: Option<Reg>,
    ) -> Reg {
        let ty = self.ty(x);
        let class = self.cx.class(ty);
        let mark = self.next;
        let base = match class {
            Class::Array => {
                let place = self.place(x);
                self.mark(expr);
                self.address(place, ty)
            }
            _ => self.expr(x),
        };
        let mut bound = |index: crate::syntax::ast::OptExpr| match index.expand() {
            Some(index) => self.index(index),
            None => Reg::NONE,
        };
        let (lo, hi, max) = (bound(indices.lo), bound(indices.hi), bound(indices.max));
        self.next = mark;
        let dst = self.dst(dst, 1);
        self.mark(expr);
        match class {
            Class::Str => {
                self.emit(Op::SliceStr { dst, x: base, lo });
                self.emit(Op::Ext { a: hi, b: 0, c: 0 });
            }
            Class::Slice => {
                self.emit(Op::SliceSlice { dst, x: base, lo });
                self.emit(Op::Ext {
                    a: hi,
                    b: max.0,
                    c: 0,
                });
                self.ext_type(ty);
            }
            _ => {
                let array = self.cx.pointee(ty).0;
                let len = self.cx.array_len(array);
                let slice = self.ty(expr);
                self.slice_array(dst, base, [lo, hi, max], slice, len);
            }
        }
        dst
    }

    fn slice_array(&mut self, dst: Reg, x: Reg, [lo, hi, max]: [Reg; 3], ty: TypeId, len: u32) {
        self.emit(Op::SliceArray { dst, x, lo });
        self.emit(Op::Ext {
            a: hi,
            b: max.0,
            c: 0,
        });
        self.ext_type(ty);
        self.ext(len);
    }
}
