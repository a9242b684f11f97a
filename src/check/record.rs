//! Writing the tables.

use crate::index::{ExprId, ObjId, TypeId};
use crate::syntax::ast::ExprKind;

use super::Checker;
use super::constant::Value;
use super::info::TypeAndValue;
use super::object::{ObjectKind, Var};
use super::operand::{Mode, Operand};

impl Checker<'_> {
    /// Records what an expression was found to be. If its type is untyped, that is provisional:
    /// `update_expr_type` gives it its final one.
    pub(super) fn record(&mut self, x: &Operand) {
        let Some(expr) = x.expr.expand() else {
            return;
        };
        match x.mode {
            Mode::Invalid => {}
            Mode::NoValue => self.record_type(expr, x.mode, TypeId::EMPTY_TUPLE, None),
            Mode::Constant => self.record_type(expr, x.mode, x.ty, Some(&x.val)),
            mode => self.record_type(expr, mode, x.ty, None),
        }
    }

    /// Records the type, and the value of a constant.
    pub(super) fn record_type(
        &mut self,
        expr: ExprId,
        mode: Mode,
        ty: TypeId,
        value: Option<&Value>,
    ) {
        if mode == Mode::Invalid {
            return;
        }
        let value = value.map(|value| self.info.values.push(value.clone()));
        self.info.types[expr] = TypeAndValue {
            mode,
            shift_lhs: false,
            ty: Some(ty).into(),
            value: value.into(),
        };
    }

    /// Records that `v, ok` are taken from an expression, and that of what is in its parentheses.
    pub fn record_comma_ok(&mut self, mut expr: ExprId, first: TypeId, second: TypeId) {
        let tuple = self.types.tuple_of(&[first, second]);
        loop {
            self.info.types[expr].ty = Some(tuple).into();
            match self.ast.exprs[expr].kind {
                ExprKind::Paren(inner) => expr = inner,
                _ => return,
            }
        }
    }

    /// Records what a name node declares.
    pub fn record_def(&mut self, name: ExprId, obj: ObjId) {
        self.info.objects[name] = Some(obj).into();
    }

    /// Records what a name node denotes.
    pub fn record_use(&mut self, name: ExprId, obj: ObjId) {
        self.info.objects[name] = Some(obj).into();
    }

    /// The variable, if the object is one.
    pub fn var_mut(&mut self, obj: ObjId) -> Option<&mut Var> {
        match &mut self.objects[obj].kind {
            ObjectKind::Var(var) => Some(var),
            _ => None,
        }
    }

    /// The local variable that an addressable expression is, or is a part of: `x`, `x.f`, `x[i]` with an array `x`.
    pub(super) fn root_var(&self, mut expr: ExprId) -> Option<ObjId> {
        loop {
            match self.ast.exprs[expr].kind {
                ExprKind::Paren(inner) => expr = inner,
                ExprKind::Name(_) => {
                    return self
                        .info
                        .object_of(expr)
                        .filter(|&obj| self.objects[obj].as_var().is_some());
                }
                ExprKind::Selector { x, sel } => match self.info.selections.get(&expr) {
                    // A package-level variable of another package.
                    None => expr = sel,
                    Some(selection) if selection.indirect => return None,
                    Some(_) => expr = x,
                },
                ExprKind::Index { x, .. } => match self.types.under(self.info.type_of(x)) {
                    super::types::Type::Array { .. } => expr = x,
                    _ => return None,
                },
                _ => return None,
            }
        }
    }

    /// Notes that the address of (a part of) a variable is taken.
    pub fn mark_addressed(&mut self, expr: ExprId) {
        if let Some(obj) = self.root_var(expr)
            && let Some(var) = self.var_mut(obj)
        {
            var.facts.addressed = true;
        }
    }

    /// Notes that something assigns to (a part of) a variable that is already declared.
    pub fn mark_reassigned(&mut self, expr: ExprId) {
        if let Some(obj) = self.root_var(expr)
            && let Some(var) = self.var_mut(obj)
        {
            var.facts.reassigned = true;
        }
    }
}
