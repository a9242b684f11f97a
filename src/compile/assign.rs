//! Assignments, in Go's order: operands of indices and pointers on the left, then the right side, then the
//! assignments from left to right.

use smallvec::SmallVec;

use crate::bytecode::op::{Op, Reg};
use crate::index::{ExprId, StmtId, TypeId};
use crate::syntax::ast::{BinOp, ExprKind, Exprs, UnOp};

use super::arith::Rhs;
use super::code::ext32;
use super::func::{Fb, Home};
use super::layout::Class;
use super::place::Place;

impl Fb<'_, '_> {
    /// `x++`, `x--`
    pub(super) fn inc_dec(&mut self, stmt: StmtId, x: ExprId, inc: bool) {
        let op = if inc { BinOp::Add } else { BinOp::Sub };
        let ty = self.ty(x);
        let by = self.one(ty);
        let mark = self.next;
        self.update(stmt, x, op, |_, _| by);
        self.next = mark;
    }

    /// What `x++` adds.
    pub(super) fn one(&mut self, ty: TypeId) -> Rhs {
        if self.cx.class(ty).is_int() {
            return Rhs::Imm(1);
        }
        let one = crate::check::constant::Value::Int(1);
        Rhs::Slots(self.constant_of(&one, ty, None))
    }

    /// `x op= …`: the place is found once.
    fn update(
        &mut self,
        stmt: StmtId,
        x: ExprId,
        op: BinOp,
        rhs: impl FnOnce(&mut Self, Class) -> Rhs,
    ) {
        self.update_shifted(stmt, x, op, rhs, None);
    }

    fn update_shifted(
        &mut self,
        stmt: StmtId,
        x: ExprId,
        op: BinOp,
        rhs: impl FnOnce(&mut Self, Class) -> Rhs,
        count: Option<ExprId>,
    ) {
        let ty = self.value_type(x);
        let class = self.cx.class(ty);
        let place = self.place(x);
        let span = self.stmt_span(stmt);
        if let Place::Slots { reg, part: false } = place {
            let b = rhs(self, class);
            self.mark_span(span);
            return self.operate(op, class, reg, reg, b, count);
        }
        let place = match place {
            Place::ElemPart { .. } => Place::Mem {
                p: self.address(place, ty),
                off: 0,
                safe: true,
            },
            other => other,
        };
        let b = rhs(self, class);
        self.mark_span(span);
        if let Some(op) = self.memory_add(place, class, op, b) {
            return self.emit(op);
        }
        let old = match place {
            Place::MapElem { m, key, ty: map } => {
                let dst = self.alloc_ty(ty);
                self.emit(Op::MapGetForSet { dst, m, key });
                self.ext_type(map);
                dst
            }
            _ => self.load(place, ty, None),
        };
        let words = self.cx.words(ty);
        let dst = self.alloc(words);
        self.operate(op, class, dst, old, b, count);
        self.store(place, ty, dst);
    }

    /// `p.f += x` of 64-bit integers is one instruction.
    fn memory_add(&mut self, place: Place, class: Class, op: BinOp, b: Rhs) -> Option<Op> {
        let Place::Mem { p, off, .. } = place else {
            return None;
        };
        let off = u16::try_from(off).ok()?;
        if !matches!(class, Class::Int { bits: 64, .. }) {
            return None;
        }
        match (op, b) {
            (BinOp::Add, Rhs::Slots(src)) => Some(Op::AddField { p, off, src }),
            (BinOp::Add, Rhs::Imm(imm)) => Some(Op::AddFieldImm { p, off, imm }),
            (BinOp::Sub, Rhs::Imm(imm)) if imm != i16::MIN => {
                Some(Op::AddFieldImm { p, off, imm: -imm })
            }
            _ => None,
        }
    }

    /// `a, b = x, y` and `a op= x`
    pub(super) fn assign(&mut self, stmt: StmtId, op: Option<BinOp>, lhs: Exprs, rhs: Exprs) {
        let lhs: SmallVec<[ExprId; 4]> = self.cx.ast.list(lhs).iter().copied().collect();
        let rhs: SmallVec<[ExprId; 4]> = self.cx.ast.list(rhs).iter().copied().collect();
        let mark = self.next;
        match (op, &lhs[..], &rhs[..]) {
            (Some(op), &[x], &[y]) => self.op_assign(stmt, op, x, y),
            (None, &[x], &[y]) => self.assign_one(stmt, x, y),
            (None, &[x, ok], &[y]) if self.is_comma_ok(y) => self.assign_comma_ok(stmt, x, ok, y),
            (None, xs, &[y]) => self.assign_results_of(stmt, xs, y),
            (None, xs, ys) => self.assign_parallel(stmt, xs, ys),
            _ => {}
        }
        self.next = mark;
    }

    fn op_assign(&mut self, stmt: StmtId, op: BinOp, x: ExprId, y: ExprId) {
        let class = self.class(x);
        if self.cx.has_call(y) && (self.reads_late(x) || self.place_reads_late(x)) {
            self.hoist(x);
            self.hoist(y);
        }
        let count = matches!(op, BinOp::Shl | BinOp::Shr).then_some(y);
        if class == Class::Str {
            return self.update(stmt, x, op, |fb, _| Rhs::Slots(fb.expr(y)));
        }
        self.update_shifted(stmt, x, op, |fb, class| fb.rhs(op, y, class), count);
    }

    /// `x = y`
    fn assign_one(&mut self, stmt: StmtId, x: ExprId, y: ExprId) {
        if self.cx.is_blank(self.unparen(x)) {
            let ty = self.ty(y);
            self.expr_as(y, ty);
            return;
        }
        let ty = self.value_type(x);
        if let Some(dst) = self.register_target(x) {
            let direct = self.may_build_in_place(x, y, ty);
            if direct {
                self.expr_as_to(y, ty, dst);
            } else {
                let src = self.expr_as(y, ty);
                let words = self.cx.words(ty);
                self.move_words(dst, src, words);
            }
            return;
        }
        if self.cx.has_call(y) && self.place_reads_late(x) {
            self.hoist(x);
            self.hoist(y);
        }
        let place = self.place(x);
        if self.cx.layout(ty).boxed && self.assign_large(stmt, place, ty, y) {
            return;
        }
        let src = self.expr_as(y, ty);
        let span = self.stmt_span(stmt);
        self.mark_span(span);
        self.store(place, ty, src);
    }

    /// The slots of an expression that is a variable in slots, or a field of one.
    fn register_target(&mut self, x: ExprId) -> Option<Reg> {
        let inner = self.unparen(x);
        match self.cx.ast.exprs[inner].kind {
            ExprKind::Name(_) => {
                let obj = self.cx.info.object_of(inner)?;
                match self.vars.get(&obj) {
                    Some(&Home::Slots(reg)) => Some(reg),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The value may be made in the variable's own slots, although the expression may mention the variable.
    fn may_build_in_place(&mut self, x: ExprId, y: ExprId, ty: TypeId) -> bool {
        let inner = self.unparen(y);
        let composite = matches!(self.cx.ast.exprs[inner].kind, ExprKind::Composite { .. });
        if self.cx.words(ty) == 1 && !composite {
            return true;
        }
        let target = self.unparen(x);
        match self.cx.info.object_of(target) {
            Some(obj) => !(self.cx.mentions(y, obj) || self.has_defer && self.cx.has_call(y)),
            None => false,
        }
    }

    /// Assigns a large array or struct from memory to memory.
    fn assign_large(&mut self, stmt: StmtId, to: Place, ty: TypeId, y: ExprId) -> bool {
        let words = self.cx.words(ty);
        if words <= 16 {
            return false;
        }
        let inner = self.unparen(y);
        if !matches!(
            self.cx.ast.exprs[inner].kind,
            ExprKind::Name(_)
                | ExprKind::Selector { .. }
                | ExprKind::Index { .. }
                | ExprKind::Star(_)
        ) || self.ty(inner) != ty
        {
            return false;
        }
        let from = self.place(inner);
        if matches!(
            from,
            Place::Slots { .. } | Place::SlotElem { .. } | Place::MapElem { .. }
        ) || matches!(
            to,
            Place::Slots { .. } | Place::SlotElem { .. } | Place::MapElem { .. }
        ) {
            return false;
        }
        let q = self.address(from, ty);
        let span = self.stmt_span(stmt);
        self.mark_span(span);
        let p = self.address(to, ty);
        self.emit(Op::CopyMem { p, q });
        self.code.push(ext32(Reg(0), words));
        true
    }

    /// The expression is one that gives a value and whether there was one.
    pub(super) fn is_comma_ok(&mut self, y: ExprId) -> bool {
        let inner = self.unparen(y);
        match self.cx.ast.exprs[inner].kind {
            ExprKind::Index { .. } | ExprKind::TypeAssert { .. } => true,
            ExprKind::Unary { op, .. } => op == UnOp::Recv,
            _ => false,
        }
    }

    /// A value and a flag, in temporaries.
    pub(super) fn comma_ok(&mut self, y: ExprId) -> (Reg, TypeId, Reg) {
        let inner = self.unparen(y);
        let ty = self.value_type(inner);
        let value = self.alloc_ty(ty);
        let ok = self.alloc(1);
        let mark = self.next;
        self.comma_ok_into(inner, value, ok);
        self.next = mark;
        (value, ty, ok)
    }

    pub(super) fn comma_ok_into(&mut self, y: ExprId, dst: Reg, ok: Reg) {
        match self.cx.ast.exprs[y].kind {
            ExprKind::TypeAssert { x, .. } => self.type_assert_ok(y, x, dst, ok),
            ExprKind::Unary { x, .. } => {
                self.receive(y, x, Some(dst), Some(ok));
            }
            _ => {
                if let Place::MapElem { m, key, ty } = self.place(y) {
                    self.emit(Op::MapGetOk { dst, m, key });
                    self.ext_type(ty);
                    self.emit(Op::Ext { a: ok, b: 0, c: 0 });
                }
            }
        }
    }

    fn assign_comma_ok(&mut self, stmt: StmtId, x: ExprId, ok: ExprId, y: ExprId) {
        let places = self.places(&[x, ok]);
        let (value, from, flag) = self.comma_ok(y);
        let span = self.stmt_span(stmt);
        self.mark_span(span);
        self.store_converted(places[0], x, value, from);
        self.store_converted(places[1], ok, flag, TypeId::BOOL);
    }

    fn assign_results_of(&mut self, stmt: StmtId, xs: &[ExprId], y: ExprId) {
        // gc finds the places after the call.
        let late = xs.iter().any(|&x| self.place_reads_late(x));
        let mut places = None;
        match late {
            true => xs.iter().for_each(|&x| self.hoist(x)),
            false => places = Some(self.places(xs)),
        }
        let (mut src, types) = self.call_results(y);
        let places = match places {
            Some(places) => places,
            None => self.places(xs),
        };
        let span = self.stmt_span(stmt);
        self.mark_span(span);
        for ((&x, &place), &from) in xs.iter().zip(&places).zip(&types) {
            self.store_converted(place, x, src, from);
            src = Self::plus(src, self.cx.words(from));
        }
    }

    /// Writes a value of one type to a place of the type of `x`.
    pub(super) fn store_converted(&mut self, place: Place, x: ExprId, src: Reg, from: TypeId) {
        if place == Place::Blank {
            return;
        }
        let to = self.value_type(x);
        let mark = self.next;
        let src = match self.cx.class(to) == Class::Iface && self.cx.class(from) != Class::Iface {
            true => {
                let dst = self.alloc(1);
                self.make_interface(dst, src, from);
                dst
            }
            false => src,
        };
        self.store(place, to, src);
        self.next = mark;
    }

    /// The places of several left sides. Operands that are variables which the same statement assigns are copied.
    pub(super) fn places(&mut self, xs: &[ExprId]) -> SmallVec<[Place; 4]> {
        let assigned: SmallVec<[Reg; 4]> =
            xs.iter().filter_map(|&x| self.register_target(x)).collect();
        xs.iter()
            .map(|&x| {
                let place = self.place(x);
                self.pin(place, &assigned)
            })
            .collect()
    }

    fn pin(&mut self, place: Place, assigned: &[Reg]) -> Place {
        let mut copy = |reg: Reg| match assigned.contains(&reg) {
            true => {
                let dst = self.alloc(1);
                self.move_words(dst, reg, 1);
                dst
            }
            false => reg,
        };
        match place {
            Place::Mem { p, off, safe } => Place::Mem {
                p: copy(p),
                off,
                safe,
            },
            Place::Elem { s, i } => Place::Elem {
                s: copy(s),
                i: copy(i),
            },
            Place::ElemPart { s, i, off, words } => Place::ElemPart {
                s: copy(s),
                i: copy(i),
                off,
                words,
            },
            Place::ArrayElem { p, i, len } => Place::ArrayElem {
                p: copy(p),
                i: copy(i),
                len,
            },
            Place::SlotElem { base, i, len } => Place::SlotElem {
                base,
                i: copy(i),
                len,
            },
            Place::MapElem { m, key, ty } => {
                let words = {
                    let key_ty = self.cx.map_key(ty);
                    self.cx.words(key_ty)
                };
                let overlaps = assigned.iter().any(|reg| {
                    (u32::from(key.0)..u32::from(key.0) + words).contains(&u32::from(reg.0))
                });
                let key = match overlaps {
                    true => {
                        let dst = self.alloc(words);
                        self.move_words(dst, key, words);
                        dst
                    }
                    false => key,
                };
                let m = match assigned.contains(&m) {
                    true => {
                        let dst = self.alloc(1);
                        self.move_words(dst, m, 1);
                        dst
                    }
                    false => m,
                };
                Place::MapElem { m, key, ty }
            }
            other => other,
        }
    }

    fn assign_parallel(&mut self, stmt: StmtId, xs: &[ExprId], ys: &[ExprId]) {
        self.order_assignment(xs, ys);
        let places = self.places(xs);
        let types: SmallVec<[TypeId; 4]> = xs
            .iter()
            .zip(ys)
            .map(|(&x, &y)| match self.cx.is_blank(self.unparen(x)) {
                true => self.ty(y),
                false => self.value_type(x),
            })
            .collect();
        let mut values: SmallVec<[Reg; 4]> = SmallVec::new();
        for (at, &y) in ys.iter().enumerate() {
            let reg = self.expr_as(y, types[at]);
            values.push(self.keep(reg, types[at], &places[..at]));
        }
        let span = self.stmt_span(stmt);
        self.mark_span(span);
        for ((&place, &ty), &src) in places.iter().zip(&types).zip(&values) {
            self.store(place, ty, src);
        }
    }

    /// Computes ahead what gc computes before it finds places and reads values.
    fn order_assignment(&mut self, xs: &[ExprId], ys: &[ExprId]) {
        let Some(last) = ys.iter().rposition(|&y| self.cx.has_call(y)) else {
            return;
        };
        if xs.iter().any(|&x| self.place_reads_late(x))
            || ys[..last].iter().any(|&y| self.reads_late(y))
        {
            xs.iter().chain(ys).for_each(|&expr| self.hoist(expr));
        }
    }

    /// A copy of a value in slots that an earlier assignment of the same statement overwrites.
    fn keep(&mut self, reg: Reg, ty: TypeId, earlier: &[Place]) -> Reg {
        let words = self.cx.words(ty);
        let range = u32::from(reg.0)..u32::from(reg.0) + words;
        let overwritten = earlier.iter().any(|place| match place {
            Place::Slots { reg, .. } => {
                // The earlier target may be wider; being in the same variable is enough.
                range.contains(&u32::from(reg.0))
                    || u32::from(reg.0) <= range.start && u32::from(reg.0) + 128 > range.start
            }
            Place::SlotElem { .. } => true,
            _ => false,
        });
        if !overwritten {
            return reg;
        }
        let dst = self.alloc(words);
        self.move_words(dst, reg, words);
        dst
    }
}
