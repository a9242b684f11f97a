//! `switch`, on values and on types: all tests first, then the bodies.

use cranelift_entity::EntityList;
use smallvec::SmallVec;

use crate::bytecode::op::{Op, Reg};
use crate::index::{ClauseId, ExprId, TypeId};
use crate::syntax::ast::{BinOp, OptExpr, OptStmt};

use super::code::Label;
use super::cond::Compared;
use super::func::{Fb, Home};
use super::layout::Class;

/// From this many constant cases on, close together, a jump table is worth it.
const MIN_TABLE: usize = 5;

impl Fb<'_, '_> {
    /// `switch init; tag { … }`
    pub(super) fn switch(&mut self, init: OptStmt, tag: OptExpr, clauses: EntityList<ClauseId>) {
        let mark = self.next;
        let label = self.pending_label.take();
        if let Some(init) = init.expand() {
            self.stmt(init);
        }
        let ast = self.cx.ast;
        let clauses = ast.clauses(clauses);
        let end = self.code.label();
        let (labels, otherwise) = self.clause_labels(clauses, end);
        let tag_value = tag.expand().map(|tag| {
            let ty = self.ty(tag);
            (self.expr(tag), ty)
        });
        let tests: Vec<(ExprId, Label)> = clauses
            .iter()
            .zip(&labels)
            .flat_map(|(&clause, &label)| {
                let exprs = ast.list(ast.clauses[clause].exprs);
                exprs.iter().map(move |&expr| (expr, label))
            })
            .collect();
        let test_mark = self.next;
        match tag_value {
            Some((tag, ty)) if self.jump_table(tag, ty, &tests, otherwise) => {}
            Some((tag, ty)) => {
                for &(case, label) in &tests {
                    self.case_jump(tag, ty, case, label);
                    self.next = test_mark;
                }
                self.jump(otherwise);
            }
            None => {
                for &(case, label) in &tests {
                    self.cond_jump(case, label, true);
                }
                self.jump(otherwise);
            }
        }
        self.pending_label = label;
        let outer = self.fallthrough;
        self.clause_bodies(clauses, &labels, end, |fb, at| {
            fb.fallthrough = labels.get(at + 1).copied();
        });
        self.fallthrough = outer;
        self.next = mark;
    }

    /// A label for each clause, and the one of the default, which is `end` if there is none.
    fn clause_labels(&mut self, clauses: &[ClauseId], end: Label) -> (Vec<Label>, Label) {
        let ast = self.cx.ast;
        let labels: Vec<Label> = clauses.iter().map(|_| self.code.label()).collect();
        let is_default = |&clause: &ClauseId| ast.clauses[clause].default;
        let default = clauses.iter().position(is_default);
        let otherwise = default.map_or(end, |at| labels[at]);
        (labels, otherwise)
    }

    /// The bodies of the clauses of a switch or select, each after what `begin` emits for it, and the end behind them.
    pub(super) fn clause_bodies(
        &mut self,
        clauses: &[ClauseId],
        labels: &[Label],
        end: Label,
        mut begin: impl FnMut(&mut Self, usize),
    ) {
        let ast = self.cx.ast;
        self.enter(end, None);
        for (at, &clause) in clauses.iter().enumerate() {
            self.code.bind(labels[at]);
            let inner = self.next;
            begin(self, at);
            self.block(ast.clauses[clause].body);
            self.next = inner;
            if at + 1 < clauses.len() && !self.ends_in_jump() {
                self.jump(end);
            }
        }
        self.leave();
        self.code.bind(end);
    }

    /// Jumps if the tag equals the case.
    fn case_jump(&mut self, tag: Reg, tag_ty: TypeId, case: ExprId, to: Label) {
        if self.is_nil(case) {
            return self.equal_imm_jump(tag, 0, to, true);
        }
        if self.cx.class(tag_ty).is_int()
            && let Some(imm) = self.const_imm(case)
        {
            return self.equal_imm_jump(tag, imm, to, true);
        }
        let case_ty = self.ty(case);
        let (tag_class, case_class) = (self.cx.class(tag_ty), self.cx.class(case_ty));
        let (a, ty) = match (tag_class, case_class) {
            (Class::Iface, _) => (tag, tag_ty),
            (_, Class::Iface) => {
                let a = self.alloc(1);
                self.make_interface(a, tag, tag_ty);
                (a, case_ty)
            }
            _ => (tag, tag_ty),
        };
        let b = self.expr_as(case, ty);
        self.mark(case);
        let op = BinOp::Eq;
        self.compared_jump(Compared { op, ty, a, b }, to, true);
    }

    /// Dispatches on constant integers that lie close together.
    fn jump_table(
        &mut self,
        tag: Reg,
        ty: TypeId,
        tests: &[(ExprId, Label)],
        otherwise: Label,
    ) -> bool {
        if tests.len() < MIN_TABLE || !self.cx.class(ty).is_int() {
            return false;
        }
        let mut cases: Vec<(i64, Label)> = Vec::with_capacity(tests.len());
        for &(case, label) in tests {
            match self.const_int(case) {
                Some(value) => cases.push((value, label)),
                None => return false,
            }
        }
        let values = || cases.iter().map(|&(value, _)| value);
        let (Some(min), Some(max)) = (values().min(), values().max()) else {
            return false;
        };
        let span = i128::from(max) - i128::from(min) + 1;
        if span > 4 * cases.len() as i128 + 8 || span > 4000 {
            return false;
        }
        let mark = self.next;
        let a = match min {
            0 => tag,
            _ => {
                let dst = self.alloc(1);
                match i16::try_from(min.wrapping_neg()) {
                    Ok(imm) => self.emit(Op::AddImm { dst, a: tag, imm }),
                    Err(_) => {
                        let b = self.int_temp(min);
                        self.emit(Op::SubInt { dst, a: tag, b });
                    }
                }
                dst
            }
        };
        self.emit(Op::JumpTable { a, n: span as u16 });
        let mut table = vec![otherwise; span as usize];
        for &(value, label) in cases.iter().rev() {
            table[(value - min) as usize] = label;
        }
        for label in table {
            self.jump(label);
        }
        self.jump(otherwise);
        self.next = mark;
        true
    }

    /// `switch init; x := y.(type) { … }`
    pub(super) fn type_switch(&mut self, init: OptStmt, x: ExprId, clauses: EntityList<ClauseId>) {
        let mark = self.next;
        let label = self.pending_label.take();
        if let Some(init) = init.expand() {
            self.stmt(init);
        }
        let ast = self.cx.ast;
        let clauses = ast.clauses(clauses);
        let a = self.expr(x);
        let from = self.ty(x);
        let dynamic = self.alloc(1);
        self.emit(Op::IfaceType { dst: dynamic, a });
        let end = self.code.label();
        let (labels, otherwise) = self.clause_labels(clauses, end);
        for (&clause, &label) in clauses.iter().zip(&labels) {
            for &case in ast.list(ast.clauses[clause].exprs) {
                self.type_case(a, dynamic, case, label);
            }
        }
        self.jump(otherwise);
        self.pending_label = label;
        self.clause_bodies(clauses, &labels, end, |fb, at| {
            fb.bind_implicit(clauses[at], a, from);
        });
        self.next = mark;
    }

    fn type_case(&mut self, a: Reg, dynamic: Reg, case: ExprId, to: Label) {
        if self.is_nil(case) {
            return self.equal_imm_jump(a, 0, to, true);
        }
        let ty = self.ty(case);
        let mark = self.next;
        if self.cx.class(ty) == Class::Iface {
            let dst = self.alloc(1);
            self.emit(Op::Implements { dst, a });
            self.ext_type(ty);
            self.bool_jump(dst, to, true);
        } else {
            let id = self.cx.rtype(ty).as_u32();
            match i16::try_from(id) {
                Ok(imm) => self.equal_imm_jump(dynamic, imm, to, true),
                Err(_) => {
                    let b = self.int_temp(i64::from(id));
                    self.code.jump(
                        Op::JEq {
                            a: dynamic,
                            b,
                            to: 0,
                        },
                        to,
                    );
                }
            }
        }
        self.next = mark;
    }

    /// The variable of a clause of a type switch.
    fn bind_implicit(&mut self, clause: ClauseId, a: Reg, from: TypeId) {
        let Some(obj) = self.cx.info.implicits[clause].expand() else {
            return;
        };
        let ty = self.obj_ty(obj);
        if self.cx.class(ty) == Class::Iface && (ty == from || self.cx.class(from) == Class::Iface)
        {
            return self.declare_with(obj, a);
        }
        match self.declare(obj) {
            Home::Slots(dst) => {
                self.emit(Op::IfaceValue { dst, a });
                self.ext_type(ty);
            }
            Home::Boxed(dst) => {
                let mark = self.next;
                let value = self.alloc_ty(ty);
                self.emit(Op::IfaceValue { dst: value, a });
                self.ext_type(ty);
                self.new_box(dst, value, ty);
                self.next = mark;
            }
        }
    }

    /// Jumps to one of several labels by a number in a slot.
    pub(super) fn dispatch(&mut self, a: Reg, labels: &[Label]) {
        let labels: SmallVec<[Label; 8]> = labels.iter().copied().collect();
        let Some((&last, rest)) = labels.split_last() else {
            return;
        };
        if labels.len() >= MIN_TABLE {
            self.emit(Op::JumpTable {
                a,
                n: labels.len() as u16,
            });
            for label in labels {
                self.jump(label);
            }
            self.emit(Op::Unreachable {});
            return;
        }
        for (at, &label) in rest.iter().enumerate() {
            self.equal_imm_jump(a, at as i16, label, true);
        }
        self.jump(last);
    }
}
