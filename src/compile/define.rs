//! Definitions: new variables, in slots or boxes, and their first values. Spec: Variable declarations, Short variable
//! declarations.

use smallvec::SmallVec;

use crate::bytecode::op::{Op, Reg};
use crate::index::{ExprId, ObjId, TypeId};
use crate::syntax::ast::{ExprKind, Exprs};

use super::code::ext32;
use super::func::{Fb, Home};
use super::layout::Class;
use super::place::Place;

impl Fb<'_, '_> {
    /// `a, b := x, y`
    pub(super) fn define(&mut self, lhs: Exprs, rhs: Exprs) {
        let names: SmallVec<[ExprId; 4]> = self.cx.ast.list(lhs).iter().copied().collect();
        let values: SmallVec<[ExprId; 4]> = self.cx.ast.list(rhs).iter().copied().collect();
        self.define_all(&names, &values);
    }

    /// Declares or assigns names; those that exist are assigned.
    pub(super) fn define_all(&mut self, names: &[ExprId], values: &[ExprId]) {
        match (names, values) {
            (&[name], &[value]) => self.define_one(name, value),
            (&[a, ok], &[value]) if self.is_comma_ok(value) => {
                let mark = self.next;
                // The variables' slots come first, so that the temporaries above them can go.
                let homes = [self.new_variable(a), self.new_variable(ok)];
                let inner = self.next;
                let direct = self.direct_comma_ok(value, homes);
                if !direct {
                    let (src, ty, flag) = self.comma_ok(value);
                    self.initialise(a, homes[0], src, ty);
                    self.initialise(ok, homes[1], flag, TypeId::BOOL);
                }
                self.next = inner.max(mark);
                self.publish(&homes);
            }
            (names, &[value]) => {
                let homes: SmallVec<[_; 4]> =
                    names.iter().map(|&name| self.new_variable(name)).collect();
                let inner = self.next;
                let (mut src, types) = self.call_results(value);
                for ((&name, &home), &ty) in names.iter().zip(&homes).zip(&types) {
                    self.initialise(name, home, src, ty);
                    src = Self::plus(src, self.cx.words(ty));
                }
                self.next = inner;
                self.publish(&homes);
            }
            (names, values) => self.define_parallel(names, values),
        }
    }

    /// Evaluates straight into new variables in slots, where the types fit.
    fn direct_comma_ok(&mut self, value: ExprId, homes: [NewVar; 2]) -> bool {
        let inner = self.unparen(value);
        let ty = self.value_type(inner);
        let target = |fb: &mut Self, home: NewVar, ty: TypeId| match home {
            NewVar::New(obj, Home::Slots(reg)) => (fb.obj_ty(obj) == ty).then_some(reg),
            NewVar::Blank => Some(fb.alloc_ty(ty)),
            _ => None,
        };
        let mark = self.next;
        let Some(dst) = target(self, homes[0], ty) else {
            self.next = mark;
            return false;
        };
        let Some(ok) = target(self, homes[1], TypeId::BOOL) else {
            self.next = mark;
            return false;
        };
        self.comma_ok_into(inner, dst, ok);
        self.next = mark;
        true
    }

    fn define_one(&mut self, name: ExprId, value: ExprId) {
        let home = self.new_variable(name);
        let mark = self.next;
        match home {
            NewVar::Blank => {
                let ty = self.ty(value);
                self.expr_as(value, ty);
            }
            NewVar::New(obj, Home::Slots(dst)) => {
                let ty = self.obj_ty(obj);
                self.expr_as_to(value, ty, dst);
            }
            NewVar::New(obj, Home::Boxed(dst)) => {
                let ty = self.obj_ty(obj);
                self.box_of(value, ty, dst);
            }
            NewVar::Old => {
                let place = self.place(name);
                let ty = self.value_type(name);
                let src = self.expr_as(value, ty);
                self.store(place, ty, src);
            }
        }
        self.next = mark;
        self.publish(&[home]);
    }

    /// `R[dst] := a box with the value`; large values are made in it.
    pub(super) fn box_of(&mut self, value: ExprId, ty: TypeId, dst: Reg) {
        let inner = self.unparen(value);
        let words = self.cx.words(ty);
        let same = self.ty(inner) == ty;
        let aggregate = matches!(self.cx.class(ty), Class::Struct | Class::Array);
        if let ExprKind::Composite { elems, .. } = self.cx.ast.exprs[inner].kind
            && aggregate
            && same
        {
            let mark = self.next;
            let p = self.composite_address(inner, elems, ty, None);
            self.move_words(dst, p, 1);
            self.next = mark;
            return;
        }
        let addressable = matches!(
            self.cx.ast.exprs[inner].kind,
            ExprKind::Name(_)
                | ExprKind::Selector { .. }
                | ExprKind::Index { .. }
                | ExprKind::Star(_)
        );
        if words > 16 && addressable && same {
            let mark = self.next;
            let from = self.place(inner);
            if matches!(
                from,
                Place::Mem { .. } | Place::Global(_) | Place::Elem { .. } | Place::ArrayElem { .. }
            ) {
                let q = self.address(from, ty);
                self.new_zero(dst, ty);
                self.emit(Op::CopyMem { p: dst, q });
                self.code.push(ext32(Reg(0), words));
                self.next = mark;
                return;
            }
            self.next = mark;
        }
        let src = self.expr_as(value, ty);
        self.new_box(dst, src, ty);
    }

    fn define_parallel(&mut self, names: &[ExprId], values: &[ExprId]) {
        let homes: SmallVec<[NewVar; 4]> =
            names.iter().map(|&name| self.new_variable(name)).collect();
        let mark = self.next;
        self.order(values);
        let all_new = homes.iter().all(|home| !matches!(home, NewVar::Old));
        let mut held: SmallVec<[(Reg, TypeId); 4]> = SmallVec::new();
        for ((&name, &home), &value) in names.iter().zip(&homes).zip(values) {
            match home {
                // New variables are not yet visible: their slots can be filled at once.
                NewVar::New(obj, Home::Slots(dst)) if all_new => {
                    let ty = self.obj_ty(obj);
                    self.expr_as_to(value, ty, dst);
                    held.push((dst, ty));
                }
                NewVar::Blank => {
                    let ty = self.ty(value);
                    let src = self.expr_as(value, ty);
                    held.push((src, ty));
                }
                _ => {
                    let ty = self.value_type(name);
                    let dst = self.push(value, ty);
                    held.push((dst, ty));
                }
            }
        }
        for ((&name, &home), &(src, ty)) in names.iter().zip(&homes).zip(&held) {
            self.initialise(name, home, src, ty);
        }
        self.next = mark;
        self.publish(&homes);
    }

    /// Makes a home for a name that a definition declares. The variable cannot be found under it before
    /// [`Fb::publish`]: the values are outside of its scope.
    pub(super) fn new_variable(&mut self, name: ExprId) -> NewVar {
        if self.cx.is_blank(name) {
            return NewVar::Blank;
        }
        let Some(obj) = self.cx.info.object_of(name) else {
            return NewVar::Blank;
        };
        let declares = self.cx.declares(name, obj);
        if !declares {
            return NewVar::Old;
        }
        let ty = self.obj_ty(obj);
        let home = match self.is_boxed(obj) {
            true => Home::Boxed(self.alloc(1)),
            false => Home::Slots(self.alloc_ty(ty)),
        };
        NewVar::New(obj, home)
    }

    /// Gives a defined name its value.
    pub(super) fn initialise(&mut self, name: ExprId, home: NewVar, src: Reg, from: TypeId) {
        let mark = self.next;
        match home {
            NewVar::Blank => {}
            NewVar::Old => {
                let place = self.place(name);
                self.store_converted(place, name, src, from);
            }
            NewVar::New(obj, home) => {
                let to = self.obj_ty(obj);
                match home {
                    Home::Slots(dst) => self.convert_value(src, from, to, dst),
                    Home::Boxed(dst) => {
                        let slot = self.alloc_ty(to);
                        self.convert_value(src, from, to, slot);
                        self.new_box(dst, slot, to);
                    }
                }
            }
        }
        self.next = mark;
    }

    /// From here on the names can be found.
    pub(super) fn publish(&mut self, homes: &[NewVar]) {
        for &home in homes {
            if let NewVar::New(obj, home) = home {
                self.vars.insert(obj, home);
            }
        }
    }
}

/// A name on the left of a definition.
#[derive(Clone, Copy, Debug)]
pub(super) enum NewVar {
    /// `_`
    Blank,
    /// It was declared before.
    Old,
    /// It is declared here.
    New(ObjId, Home),
}
