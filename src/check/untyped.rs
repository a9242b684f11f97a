//! Untyped constants and values: what type they take, and telling their expressions so.
//!
//! An untyped expression is recorded with its untyped type; when its context is known, [`Checker::update_expr_type`] walks
//! down and records the final type. Spec: Constants, Representability.

use smallvec::SmallVec;

use crate::index::{ExprId, TypeId};
use crate::source::Span;
use crate::syntax::ast::{BinOp, ExprKind, UnOp};

use super::Checker;
use super::constant::{Kind, MAX_INT_BITS, MAX_STRING_LEN, Value};
use super::operand::{Mode, Operand};
use super::types::{Basic, IS_UNSIGNED, Type};

/// Why an untyped value cannot have a type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Misfit {
    /// The kinds differ.
    Kind,
    /// A fraction would be lost.
    Truncated,
    /// It is too large.
    Overflow,
    /// A constant of a kind that the type cannot represent.
    Constant,
}

/// The value as the basic type represents it, if it can.
pub fn representable_const(value: &Value, basic: Basic) -> Option<Value> {
    use Basic::*;
    if value.is_unknown() {
        return Some(Value::Unknown);
    }
    let known = |value: Value| (!value.is_unknown()).then_some(value);
    match basic {
        Bool | UntypedBool => (value.kind() == Kind::Bool).then(|| value.clone()),
        String | UntypedString => (value.kind() == Kind::String).then(|| value.clone()),
        Float32 => known(known(value.to_float())?.round_float32()),
        Float64 => known(known(value.to_float())?.round_float64()),
        UntypedFloat => known(value.to_float()),
        Complex64 | Complex128 => {
            let value = known(value.to_complex())?;
            let round = |part: Value| match basic {
                Complex64 => part.to_float().round_float32(),
                _ => part.to_float().round_float64(),
            };
            known(Value::complex(round(value.real()), round(value.imag())))
        }
        UntypedComplex => known(value.to_complex()),
        Invalid | UnsafePointer | UntypedNil => None,
        _ => {
            let value = known(value.to_int())?;
            let fits = match basic.integer_bits() {
                None => true,
                Some(bits) if basic.info() & IS_UNSIGNED != 0 => {
                    value.uint64().is_some_and(|n| n >> (bits - 1) <= 1)
                }
                Some(bits) => value
                    .int64()
                    .is_some_and(|n| matches!(n >> (bits - 1), -1 | 0)),
            };
            fits.then_some(value)
        }
    }
}

impl Checker<'_> {
    /// Checks a constant that an operation computed, and rounds it to its type.
    pub(super) fn overflow(&mut self, x: &mut Operand, at: Span) {
        if x.val.is_unknown() {
            self.error(at, "constant result is not representable");
            return;
        }
        if self.types.is_typed(x.ty) {
            return self.representable(x, self.types.underlying(x.ty));
        }
        match x.val.kind() {
            Kind::Int if x.val.bit_len() > MAX_INT_BITS => {
                let op = x.expr.expand().map_or("", |expr| self.op_name(expr));
                self.error(at, format!("constant {op}overflow"));
                x.val = Value::Unknown;
            }
            Kind::String if x.val.string_len() > MAX_STRING_LEN => {
                let len = x.val.string_len();
                let message =
                    format!("constant string too long ({len} bytes > {MAX_STRING_LEN} bytes)");
                self.error(at, message);
                x.val = Value::Unknown;
            }
            _ => {}
        }
    }

    /// Where an operation is reported.
    pub(super) fn op_pos(&self, expr: ExprId) -> Span {
        match self.ast.exprs[expr].kind {
            ExprKind::Unary { .. } | ExprKind::Binary { .. } | ExprKind::Star(_) => self.pos(expr),
            _ => self.ast.exprs[expr].span,
        }
    }

    fn op_name(&self, expr: ExprId) -> &'static str {
        match self.ast.exprs[expr].kind {
            ExprKind::Unary {
                op: UnOp::Compl, ..
            } => "bitwise complement ",
            ExprKind::Binary { op, .. } => match op {
                BinOp::Add => "addition ",
                BinOp::Sub => "subtraction ",
                BinOp::Xor => "bitwise XOR ",
                BinOp::Mul => "multiplication ",
                BinOp::Shl => "shift ",
                _ => "",
            },
            _ => "",
        }
    }

    /// Rounds a constant to a basic type, or reports that it cannot be.
    pub(super) fn representable(&mut self, x: &mut Operand, ty: TypeId) {
        let Type::Basic(basic) = *self.types.get(ty) else {
            return;
        };
        match self.representation(x, basic) {
            Ok(value) => x.val = value,
            Err(misfit) => {
                self.invalid_conversion(misfit, x, ty);
                x.invalidate();
            }
        }
    }

    /// The constant as a basic type represents it.
    pub fn representation(&self, x: &Operand, basic: Basic) -> Result<Value, Misfit> {
        representable_const(&x.val, basic).ok_or_else(|| {
            if !self.types.is_numeric(x.ty) || !self.types.is_numeric(basic.id()) {
                Misfit::Constant
            } else if !self.types.is_integer(x.ty) && self.types.is_integer(basic.id()) {
                Misfit::Truncated
            } else {
                Misfit::Overflow
            }
        })
    }

    /// Gives an operand what [`implicit_type`](Self::implicit_type) says.
    pub(super) fn make_implicit(&mut self, x: &mut Operand, ty: TypeId, value: Option<Value>) {
        if let Some(value) = value {
            x.val = value;
            self.update_expr_val(x);
        }
        if ty != x.ty {
            x.ty = ty;
            if let Some(expr) = x.expr.expand() {
                self.update_expr_type(expr, ty, false);
            }
        }
    }

    pub(super) fn invalid_conversion(&mut self, misfit: Misfit, x: &Operand, target: TypeId) {
        let (x_text, target) = (self.operand_string(x), self.type_string(target));
        let message = match misfit {
            Misfit::Truncated => format!("{x_text} truncated to {target}"),
            Misfit::Overflow => format!("{x_text} overflows {target}"),
            Misfit::Kind | Misfit::Constant => {
                format!("cannot convert {x_text} to type {target}")
            }
        };
        self.error(x, message);
    }

    /// Gives an untyped operand the target type, or reports that it cannot have it.
    pub(super) fn convert_untyped(&mut self, x: &mut Operand, target: TypeId) {
        match self.implicit_type(x, target) {
            Err(misfit) => {
                let shown = match self.types.is_type_param(target) {
                    true => target,
                    false => self.types.underlying(target),
                };
                self.invalid_conversion(misfit, x, shown);
                x.invalidate();
            }
            Ok((ty, value)) => self.make_implicit(x, ty, value),
        }
    }

    /// The type (and rounded value) that an untyped operand takes where a value of the target type is expected.
    pub fn implicit_type(
        &self,
        x: &Operand,
        target: TypeId,
    ) -> Result<(TypeId, Option<Value>), Misfit> {
        let types = &self.types;
        if !x.is_valid() || types.is_typed(x.ty) || !types.is_valid(target) {
            return Ok((x.ty, None));
        }
        if types.is_untyped(target) {
            return match types.max_type(x.ty, target) {
                Some(ty) => Ok((ty, None)),
                None => Err(Misfit::Kind),
            };
        }
        if x.is_nil() {
            return match types.has_nil(target) {
                true => Ok((target, None)),
                false => Err(Misfit::Kind),
            };
        }
        match types.under(target) {
            Type::Basic(basic) if x.mode == Mode::Constant => {
                Ok((target, Some(self.representation(x, *basic)?)))
            }
            Type::Basic(_) => {
                let fits = match x.ty {
                    TypeId::UNTYPED_BOOL => types.is_boolean(target),
                    TypeId::UNTYPED_STRING => types.is_string(target),
                    ty if types.is_untyped_numeric(ty) => types.is_numeric(target),
                    _ => false,
                };
                if fits {
                    Ok((target, None))
                } else {
                    Err(Misfit::Kind)
                }
            }
            Type::Interface(_) if types.is_type_param(target) => {
                let fits = types.under_is(target, |under| {
                    under.is_some_and(|under| self.implicit_type(x, under).is_ok())
                });
                if fits {
                    Ok((target, None))
                } else {
                    Err(Misfit::Kind)
                }
            }
            Type::Interface(interface) if types.interface_set(interface).is_all() => {
                Ok((types.default_type(x.ty), None))
            }
            _ => Err(Misfit::Kind),
        }
    }

    pub(super) fn update_expr_val(&mut self, x: &Operand) {
        if let Some(expr) = x.expr.expand()
            && let Some(ty) = self.info.types[expr].ty.expand()
            && self.types.is_untyped(ty)
        {
            self.info.types[expr].value = Some(self.info.values.push(x.val.clone())).into();
        }
    }

    /// Records the type that an untyped expression gets from its context, and that of the operands it is made of. Unless
    /// final, an untyped type may be replaced again.
    pub fn update_expr_type(&mut self, expr: ExprId, ty: TypeId, is_final: bool) {
        // Chains of operators lean left: walk down, then record from the bottom up.
        let mut chain: SmallVec<[(ExprId, Option<ExprId>); 4]> = SmallVec::new();
        let mut next = Some(expr);
        while let Some(expr) = next.take() {
            let old = self.info.types[expr];
            if !old.ty.expand().is_some_and(|ty| self.types.is_untyped(ty)) {
                break;
            }
            let mut right = None;
            match self.ast.exprs[expr].kind {
                ExprKind::Call { .. }
                | ExprKind::Name(_)
                | ExprKind::Literal { .. }
                | ExprKind::Selector { .. } => {}
                ExprKind::Paren(x) => next = Some(x),
                ExprKind::Unary { x, .. } if old.value.is_none() => next = Some(x),
                ExprKind::Binary { op, x, y } if old.value.is_none() && !op.is_comparison() => {
                    next = Some(x);
                    if !matches!(op, BinOp::Shl | BinOp::Shr) {
                        right = Some(y);
                    }
                }
                ExprKind::Unary { .. } | ExprKind::Binary { .. } => {}
                _ => break,
            }
            chain.push((expr, right));
        }
        for (expr, right) in chain.into_iter().rev() {
            if let Some(right) = right {
                self.update_expr_type(right, ty, is_final);
            }
            self.finish_expr_type(expr, ty, is_final);
        }
    }

    fn finish_expr_type(&mut self, expr: ExprId, ty: TypeId, is_final: bool) {
        if !is_final && self.types.is_untyped(ty) {
            self.info.types[expr].ty = Some(ty).into();
            return;
        }
        let old = self.info.types[expr];
        if old.shift_lhs && !self.types.all_integer(ty) {
            let (text, ty_text) = (self.expr_string(expr), self.type_string(ty));
            let message = format!(
                "invalid operation: shifted operand {text} (type {ty_text}) must be integer"
            );
            self.info.types[expr] = Default::default();
            self.error(expr, message);
            return;
        }
        if let Some(value) = old.value.expand() {
            let mut x = Operand {
                mode: old.mode,
                ty: old.ty.expand().unwrap_or(TypeId::INVALID),
                expr: Some(expr).into(),
                val: self.info.values[value].clone(),
                ..Operand::default()
            };
            // As in gc, the expression counts as typed from here on.
            self.info.types[expr].ty = Some(ty).into();
            self.convert_untyped(&mut x, ty);
            if !x.is_valid() {
                return;
            }
            if let Some(basic) = self.types.basic(ty)
                && let Some(rounded) = representable_const(&x.val, basic)
            {
                self.info.values[value] = rounded;
            }
        }
        self.info.types[expr].ty = Some(ty).into();
        self.info.types[expr].shift_lhs = false;
    }
}
