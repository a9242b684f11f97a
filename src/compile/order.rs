//! The order of evaluation within an expression, as gc has it. Spec: Order of evaluation.
//!
//! The specification orders calls and receive operations, and leaves open when variables are read. gc first computes, in
//! order and each into a temporary, what calls something or is made by its run time ([`Early`]: calls, receive operations,
//! slice expressions, type assertions, `len`, `&&`, …), and then reads variables, fields and elements where they are needed.
//! Here that is done only where it can make a difference: where something is read before a later operand calls.

use smallvec::SmallVec;

use crate::bytecode::op::Reg;
use crate::check::info::SelectionKind;
use crate::check::object::ObjectKind;
use crate::check::operand::Mode;
use crate::index::{ExprId, TypeId};
use crate::syntax::ast::{BinOp, ExprKind, UnOp};

use super::func::{Fb, Home};
use super::layout::Class;

/// When an expression is computed, and what it is made of otherwise.
enum Time {
    /// Before variables are read.
    Early,
    /// With its operands.
    Late(SmallVec<[ExprId; 4]>),
}

impl Fb<'_, '_> {
    /// Computes ahead what gc computes ahead of reading what operands mention, if one of them reads before a later one calls.
    pub(super) fn order(&mut self, operands: &[ExprId]) {
        self.order_if(operands, false);
    }

    /// The same for the operands of `a op b op …`, which is the first of these expressions.
    pub(super) fn order_chain(&mut self, spine: &[ExprId], left: ExprId) {
        let mut operands: SmallVec<[ExprId; 8]> = SmallVec::new();
        operands.push(left);
        for &node in spine.iter().rev() {
            if let ExprKind::Binary { y, .. } = self.cx.ast.exprs[node].kind {
                operands.push(y);
            }
        }
        let divides = spine.get(1).is_some_and(|&inner| self.divides(inner));
        self.order_if(&operands, divides);
    }

    fn order_if(&mut self, operands: &[ExprId], late: bool) {
        let Some(last) = operands.iter().rposition(|&x| self.cx.has_call(x)) else {
            return;
        };
        if last > 0 && late || operands[..last].iter().any(|&x| self.reads_late(x)) {
            for &operand in &operands[..=last] {
                self.hoist(operand);
            }
        }
    }

    /// Evaluates expressions into slots of their own.
    pub(super) fn fill(&mut self, exprs: &[ExprId], types: &[TypeId], slots: &[Reg]) {
        let last = exprs.iter().rposition(|&expr| self.cx.has_call(expr));
        let mark = self.next;
        let mut late: SmallVec<[usize; 8]> = SmallVec::new();
        for (at, &expr) in exprs.iter().enumerate() {
            if last.is_some_and(|last| at < last) && self.reads_late(expr) {
                self.empty_window = None;
                self.hoist(expr);
                late.push(at);
            } else {
                self.expr_as_to(expr, types[at], slots[at]);
            }
        }
        for at in late {
            self.expr_as_to(exprs[at], types[at], slots[at]);
        }
        self.next = mark;
    }

    /// Computes what is computed early in an expression into temporaries, which stay reserved.
    pub(super) fn hoist(&mut self, expr: ExprId) {
        match self.time(expr) {
            Time::Late(operands) => operands.into_iter().for_each(|operand| self.hoist(operand)),
            Time::Early if self.hoisted.contains_key(&expr) => {}
            Time::Early => {
                let ty = self.value_type(expr);
                let dst = self.alloc_ty(ty);
                self.expr_to(expr, dst);
                self.hoisted.insert(expr, dst);
            }
        }
    }

    /// The expression reads something when it is put together that a call could change.
    pub(super) fn reads_late(&mut self, expr: ExprId) -> bool {
        match self.time(expr) {
            Time::Early => false,
            Time::Late(operands) => {
                self.reads_itself(expr) || operands.into_iter().any(|x| self.reads_late(x))
            }
        }
    }

    /// As [`Fb::reads_late`] for what is assigned to, which is not read itself.
    pub(super) fn place_reads_late(&mut self, expr: ExprId) -> bool {
        match self.cx.ast.exprs[expr].kind {
            ExprKind::Paren(x) => self.place_reads_late(x),
            ExprKind::Name(_) => false,
            ExprKind::Star(x) => self.reads_late(x),
            ExprKind::Selector { x, .. } if self.class(x) == Class::Struct => {
                self.place_reads_late(x)
            }
            ExprKind::Selector { x, .. } => self.reads_late(x),
            ExprKind::Index { x, args } => {
                let array = self.class(x) == Class::Array;
                let base = match array {
                    true => self.place_reads_late(x),
                    false => self.reads_late(x),
                };
                let index = self.cx.ast.list(args).first().copied();
                base || index.is_some_and(|index| self.reads_late(index))
            }
            _ => true,
        }
    }

    /// The last step of computing a late expression reads a variable or memory, or can fail.
    fn reads_itself(&mut self, expr: ExprId) -> bool {
        match self.cx.ast.exprs[expr].kind {
            ExprKind::Name(_) => match self.cx.info.object_of(expr) {
                Some(obj) if matches!(self.cx.objects[obj].kind, ObjectKind::Var(_)) => {
                    !matches!(self.vars.get(&obj), Some(Home::Slots(_)))
                }
                _ => false,
            },
            ExprKind::Star(_) => true,
            ExprKind::Selector { x, sel } => match self.cx.info.selections.get(&expr) {
                None => self.reads_itself(sel),
                Some(selection) => selection.indirect || self.class(x) == Class::Ptr,
            },
            // What can panic does so after the calls.
            ExprKind::Index { .. } => true,
            ExprKind::Binary { .. } => self.divides(expr),
            _ => false,
        }
    }

    /// A chain of operations has an integer division that can fail.
    fn divides(&mut self, expr: ExprId) -> bool {
        let mut left = expr;
        while let ExprKind::Binary { op, x, y } = self.cx.ast.exprs[left].kind {
            let division = matches!(op, BinOp::Div | BinOp::Rem) && self.class(left).is_int();
            if division && self.cx.info.value_of(y).is_none() {
                return true;
            }
            left = x;
        }
        false
    }

    fn time(&mut self, expr: ExprId) -> Time {
        let late = |operands: &[ExprId]| Time::Late(operands.iter().copied().collect());
        if self.cx.info.value_of(expr).is_some() {
            return late(&[]);
        }
        match self.cx.ast.exprs[expr].kind {
            ExprKind::Paren(x) | ExprKind::Star(x) => late(&[x]),
            ExprKind::Unary { op: UnOp::Recv, .. } => Time::Early,
            ExprKind::Unary { x, .. } => late(&[x]),
            ExprKind::Binary {
                op: BinOp::AndAnd | BinOp::OrOr,
                ..
            } => Time::Early,
            ExprKind::Binary { .. } => self.chain(expr),
            ExprKind::Selector { x, .. } => match self.cx.info.selections.get(&expr) {
                Some(selection) if selection.kind != SelectionKind::MethodExpr => late(&[x]),
                _ => late(&[]),
            },
            ExprKind::Index { x, args } => match self.cx.ast.list(args) {
                &[index] if self.class(x) != Class::Func => late(&[x, index]),
                _ => late(&[]),
            },
            ExprKind::Slice { .. } | ExprKind::TypeAssert { .. } => Time::Early,
            ExprKind::Call { fun, args, .. } => {
                let conversion = self.cx.info.types[fun].mode == Mode::TypExpr;
                match self.cx.ast.list(args) {
                    &[arg] if conversion && !self.makes_slice(expr, arg) => late(&[arg]),
                    _ => Time::Early,
                }
            }
            ExprKind::Composite { .. } if self.class(expr) == Class::Map => Time::Early,
            ExprKind::Composite { elems, .. } => {
                let elems = self.cx.ast.list(elems).iter();
                let value = |&elem| match self.cx.ast.exprs[elem].kind {
                    ExprKind::KeyValue { value, .. } => value,
                    _ => elem,
                };
                Time::Late(elems.map(value).collect())
            }
            _ => late(&[]),
        }
    }

    /// The operands of `a + b + …`, however long.
    fn chain(&mut self, expr: ExprId) -> Time {
        let mut operands: SmallVec<[ExprId; 4]> = SmallVec::new();
        let mut left = expr;
        while let ExprKind::Binary { op, x, y } = self.cx.ast.exprs[left].kind {
            if matches!(op, BinOp::AndAnd | BinOp::OrOr) || self.cx.info.value_of(left).is_some() {
                break;
            }
            operands.push(y);
            left = x;
        }
        operands.push(left);
        operands.reverse();
        Time::Late(operands)
    }

    /// The conversion makes a slice of a string.
    fn makes_slice(&mut self, expr: ExprId, arg: ExprId) -> bool {
        self.class(expr) == Class::Slice && self.class(arg) == Class::Str
    }
}
