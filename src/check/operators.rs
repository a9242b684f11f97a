//! Unary and binary operations. Spec: Operators.

use smallvec::SmallVec;

use crate::index::{ExprId, TypeId};
use crate::syntax::ast::{BinOp, ExprKind, UnOp};

use super::Checker;
use super::constant::{Kind, MAX_SHIFT, Value};
use super::operand::{Mode, Operand};
use super::predicates::Incomparable;
use super::types::{Basic, Type};
use super::universe::ExprClass;

impl Checker<'_> {
    /// `op e`
    pub(super) fn unary(&mut self, x: &mut Operand, e: ExprId, op: UnOp, operand: ExprId) {
        self.expr(None, x, operand);
        if !x.is_valid() {
            return;
        }
        let mut op = op;
        match op {
            UnOp::Addr => return self.address(x, operand),
            UnOp::Recv => {
                match self.chan_elem(x, true) {
                    Some(elem) if self.is_complete(elem) => {
                        x.mode = Mode::CommaOk;
                        x.ty = elem;
                        self.env.has_call_or_recv = true;
                    }
                    _ => x.invalidate(),
                }
                return;
            }
            UnOp::Tilde => {
                let message = "cannot use ~ outside of interface or type constraint";
                if !self.types.all_integer(x.ty) {
                    self.error(e, message);
                    x.invalidate();
                    return;
                }
                self.error(e, format!("{message} (use ^ for bitwise complement)"));
                op = UnOp::Compl;
            }
            UnOp::Plus | UnOp::Neg | UnOp::Not | UnOp::Compl => {}
        }
        let defined = match op {
            UnOp::Not => self.types.all_boolean(x.ty),
            UnOp::Compl => self.types.all_integer(x.ty),
            _ => self.types.all_numeric(x.ty),
        };
        if !defined {
            self.op_not_defined(x, op.text());
            return;
        }
        if x.mode != Mode::Constant {
            x.mode = Mode::Value;
            return;
        }
        if x.val.is_unknown() {
            return;
        }
        let bits = match self.types.is_unsigned(x.ty) {
            true => (self.types.basic(x.ty)).and_then(Basic::integer_bits),
            false => None,
        };
        let bits = bits.unwrap_or(0) as usize;
        x.val = Value::unary(op, &x.val, bits);
        x.expr = Some(e).into();
        let at = self.op_pos(e);
        self.overflow(x, at);
    }

    fn address(&mut self, x: &mut Operand, operand: ExprId) {
        let inner = self.unparen(operand);
        let composite = matches!(self.ast.exprs[inner].kind, ExprKind::Composite { .. });
        if !composite && x.mode != Mode::Variable {
            let text = self.operand_string(x);
            self.error(
                &*x,
                format!("invalid operation: cannot take address of {text}"),
            );
            x.invalidate();
            return;
        }
        if !composite {
            self.mark_addressed(operand);
        }
        x.mode = Mode::Value;
        x.ty = self.types.pointer(x.ty);
    }

    fn op_not_defined(&mut self, x: &mut Operand, op: &str) {
        let text = self.operand_string(x);
        self.error(
            &*x,
            format!("invalid operation: operator {op} not defined on {text}"),
        );
        x.invalidate();
    }

    /// `x op y`. Chains lean left: they are walked down first, then checked from the innermost operation outwards.
    pub(super) fn binary_chain(&mut self, x: &mut Operand, e: ExprId) {
        let mut spine: SmallVec<[(ExprId, BinOp, ExprId); 4]> = SmallVec::new();
        let mut left = e;
        while let ExprKind::Binary { op, x: inner, y } = self.ast.exprs[left].kind {
            spine.push((left, op, y));
            left = inner;
        }
        self.expr(None, x, left);
        while let Some((expr, op, right)) = spine.pop() {
            let mut y = Operand::default();
            self.expr(None, &mut y, right);
            if x.is_valid() && !y.is_valid() {
                x.invalidate();
            }
            if x.is_valid() {
                self.binary(x, y, Some(expr), op, None);
            }
            x.expr = Some(expr).into();
            if !spine.is_empty() {
                // What `expr` does for an operand.
                self.record(x);
            }
        }
    }

    /// `x op y` of valid operands; `e` is the expression, absent in `x op= y`, where `sides` are the two sides as written.
    pub fn binary(
        &mut self,
        x: &mut Operand,
        mut y: Operand,
        e: Option<ExprId>,
        op: BinOp,
        sides: Option<(ExprId, ExprId)>,
    ) {
        if matches!(op, BinOp::Shl | BinOp::Shr) {
            return self.shift(x, &mut y, e, op);
        }
        self.match_types(x, &mut y);
        if !x.is_valid() {
            return;
        }
        if op.is_comparison() {
            return self.comparison(x, &mut y, op, false);
        }
        if !self.types.identical(x.ty, y.ty) {
            self.mismatched(x, &y, e, op, sides);
            return;
        }
        let defined = match op {
            BinOp::Add => self.types.all_numeric_or_string(x.ty),
            BinOp::Sub | BinOp::Mul | BinOp::Div => self.types.all_numeric(x.ty),
            BinOp::AndAnd | BinOp::OrOr => self.types.all_boolean(x.ty),
            _ => self.types.all_integer(x.ty),
        };
        if !defined {
            return self.op_not_defined(x, op.text());
        }
        let constants = x.mode == Mode::Constant && y.mode == Mode::Constant;
        if matches!(op, BinOp::Div | BinOp::Rem)
            && y.mode == Mode::Constant
            && (x.mode == Mode::Constant || self.types.all_integer(x.ty))
            && (y.val.sign() == 0 || constants && self.types.is_complex(x.ty) && underflows(&y.val))
        {
            self.error(&y, "invalid operation: division by zero");
            x.invalidate();
            return;
        }
        if !constants {
            x.mode = Mode::Value;
            return;
        }
        if x.val.is_unknown() || y.val.is_unknown() {
            x.val = Value::Unknown;
            return;
        }
        let integer = op == BinOp::Div && self.types.is_integer(x.ty);
        x.val = Value::binary(&x.val, op, &y.val, integer);
        if e.is_some() {
            x.expr = e.into();
        }
        let at = match (e, x.expr.expand()) {
            (Some(expr), _) | (None, Some(expr)) => self.op_pos(expr),
            (None, None) => return,
        };
        self.overflow(x, at);
    }

    fn mismatched(
        &mut self,
        x: &mut Operand,
        y: &Operand,
        e: Option<ExprId>,
        op: BinOp,
        sides: Option<(ExprId, ExprId)>,
    ) {
        if self.types.is_valid(x.ty) && self.types.is_valid(y.ty) {
            let (a, b) = (self.type_string(x.ty), self.type_string(y.ty));
            let what = match (e, sides) {
                (Some(e), _) => self.expr_string(e),
                (None, Some((lhs, rhs))) => {
                    let (lhs, rhs) = (self.expr_string(lhs), self.expr_string(rhs));
                    format!("{lhs} {}= {rhs}", op.text())
                }
                (None, None) => self.operand_expr(x),
            };
            let message = format!("invalid operation: {what} (mismatched types {a} and {b})");
            self.error(&*x, message);
        }
        x.invalidate();
    }

    /// Gives an untyped operand of a binary operation the type of the other one, if that can make sense.
    pub(super) fn match_types(&mut self, x: &mut Operand, y: &mut Operand) {
        if self.may_convert(x, y) {
            self.convert_untyped(x, y.ty);
            if !x.is_valid() {
                return;
            }
            self.convert_untyped(y, x.ty);
            if !y.is_valid() {
                x.invalidate();
            }
        }
    }

    fn may_convert(&self, x: &Operand, y: &Operand) -> bool {
        let types = &self.types;
        if types.is_typed(x.ty) && types.is_typed(y.ty) {
            return false;
        }
        if types.all_numeric(x.ty) != types.all_numeric(y.ty) {
            return false;
        }
        if types.is_non_type_param_interface(x.ty) || types.is_non_type_param_interface(y.ty) {
            return true;
        }
        if types.all_boolean(x.ty) != types.all_boolean(y.ty)
            || types.all_string(x.ty) != types.all_string(y.ty)
        {
            return false;
        }
        if x.is_nil() {
            return types.has_nil(y.ty);
        }
        if y.is_nil() {
            return types.has_nil(x.ty);
        }
        let pointer = |ty| matches!(types.under(ty), Type::Pointer(_));
        !pointer(x.ty) && !pointer(y.ty)
    }

    /// `x op y` with a comparison operator; in a switch, `y` is the tag and `x` the case. Spec: Comparison operators.
    pub fn comparison(&mut self, x: &mut Operand, y: &mut Operand, op: BinOp, switch_case: bool) {
        if !self.types.is_valid(x.ty) || !self.types.is_valid(y.ty) {
            x.invalidate();
            return;
        }
        let op = if switch_case { BinOp::Eq } else { op };
        if let Err((at_y, cause)) = self.check_comparison(x, y, op) {
            self.comparison_error(x, y, op, switch_case, at_y, cause);
            x.invalidate();
            return;
        }
        if x.mode == Mode::Constant && y.mode == Mode::Constant {
            x.val = Value::Bool(Value::compare(&x.val, op, &y.val));
        } else {
            x.mode = Mode::Value;
            for operand in [&*x, &*y] {
                if let Some(expr) = operand.expr.expand() {
                    let ty = self.types.default_type(operand.ty);
                    self.update_expr_type(expr, ty, true);
                }
            }
        }
        x.ty = TypeId::UNTYPED_BOOL;
    }

    /// Whether the error is about `y`, and its cause, if there is more to say than that the operator is not defined.
    fn check_comparison(
        &mut self,
        x: &Operand,
        y: &Operand,
        op: BinOp,
    ) -> Result<(), (bool, Option<String>)> {
        if !self.assignable_to(x, y.ty, None) && !self.assignable_to(y, x.ty, None) {
            let (a, b) = (self.type_string(x.ty), self.type_string(y.ty));
            return Err((true, Some(format!("mismatched types {a} and {b}"))));
        }
        if !matches!(op, BinOp::Eq | BinOp::Ne) {
            if !self.types.all_ordered(x.ty) {
                return Err((false, None));
            }
            if !self.types.all_ordered(y.ty) {
                return Err((true, None));
            }
            return Ok(());
        }
        if x.is_nil() || y.is_nil() {
            let ty = if x.is_nil() { y.ty } else { x.ty };
            return match self.types.has_nil(ty) {
                true => Ok(()),
                false => Err((true, None)),
            };
        }
        for (at_y, ty) in [(false, x.ty), (true, y.ty)] {
            if let Some(why) = self.types.incomparable(ty, true) {
                let cause = self.incomparable_cause(ty, why);
                return Err((at_y, Some(cause).filter(|cause| !cause.is_empty())));
            }
        }
        Ok(())
    }

    fn comparison_error(
        &mut self,
        x: &Operand,
        y: &Operand,
        op: BinOp,
        switch_case: bool,
        at_y: bool,
        cause: Option<String>,
    ) {
        let mut at = if at_y { y } else { x };
        let cause = cause.unwrap_or_else(|| {
            if self.types.is_type_param(x.ty) || self.types.is_type_param(y.ty) {
                if !self.types.is_type_param(x.ty) {
                    at = y;
                }
                let ty = self.type_string(at.ty);
                return format!("type parameter {ty} cannot use operator {}", op.text());
            }
            let what = match self.types.composite_kind(at.ty) {
                "" => self.type_string(at.ty),
                kind => kind.to_owned(),
            };
            format!("operator {} not defined on {what}", op.text())
        });
        let (a, b) = (self.operand_expr(x), self.operand_expr(y));
        match switch_case {
            true => self.error(x, format!("invalid case {a} in switch on {b} ({cause})")),
            false => self.error(
                at,
                format!("invalid operation: {a} {} {b} ({cause})", op.text()),
            ),
        }
    }

    /// Why values of the type cannot be compared, in gc's words.
    pub(super) fn incomparable_cause(&self, ty: TypeId, why: Incomparable) -> String {
        match why {
            Incomparable::Plain => match self.types.under(ty) {
                Type::Slice(_) | Type::Signature(_) | Type::Map { .. } => {
                    let kind = self.types.composite_kind(ty);
                    format!("{kind} can only be compared to nil")
                }
                _ => String::new(),
            },
            Incomparable::StructContaining(field) => {
                let field = self.type_string(field);
                format!("struct containing {field} cannot be compared")
            }
            Incomparable::Array(array) => {
                format!("{} cannot be compared", self.type_string(array))
            }
            Incomparable::EmptyTypeSet => "empty type set".into(),
            Incomparable::TypesInSet => "incomparable types in type set".into(),
        }
    }

    /// `x << y` and `x >> y`. Spec: Operators, shifts.
    fn shift(&mut self, x: &mut Operand, y: &mut Operand, e: Option<ExprId>, op: BinOp) {
        let xval = match x.mode {
            Mode::Constant => x.val.to_int(),
            _ => Value::Unknown,
        };
        let integer =
            self.types.all_integer(x.ty) || self.types.is_untyped(x.ty) && xval.kind() == Kind::Int;
        if !integer {
            return self.shifted_must_be_integer(x);
        }
        if !self.shift_count(y) {
            x.invalidate();
            return;
        }
        if x.mode == Mode::Constant {
            if y.mode == Mode::Constant {
                return self.constant_shift(x, xval, y, e, op);
            }
            if self.types.is_untyped(x.ty) {
                // The type of a non-constant shift of an untyped constant is decided by its context.
                if let Some(expr) = x.expr.expand() {
                    let old = &mut self.info.types[expr];
                    if old.ty.expand().is_some_and(|ty| self.types.is_untyped(ty)) {
                        old.shift_lhs = true;
                    }
                }
                x.mode = Mode::Value;
                return;
            }
        }
        if !self.types.all_integer(x.ty) {
            return self.shifted_must_be_integer(x);
        }
        x.mode = Mode::Value;
    }

    fn shifted_must_be_integer(&mut self, x: &mut Operand) {
        let text = self.operand_string(x);
        self.error(
            &*x,
            format!("invalid operation: shifted operand {text} must be integer"),
        );
        x.invalidate();
    }

    fn shift_count(&mut self, y: &mut Operand) -> bool {
        if y.mode == Mode::Constant {
            let count = y.val.to_int();
            if count.kind() == Kind::Int && count.sign() < 0 {
                let text = self.operand_string(y);
                self.error(
                    &*y,
                    format!("invalid operation: negative shift count {text}"),
                );
                return false;
            }
            if self.types.is_untyped(y.ty) {
                self.representable(y, TypeId::UINT);
                return y.is_valid();
            }
            return true;
        }
        if self.types.all_integer(y.ty) {
            if !self.allows(13) && !self.types.all_unsigned(y.ty) {
                let text = self.operand_string(y);
                let what = format!("invalid operation: signed shift count {text}");
                return self.requires(&*y, 13, &what);
            }
            return true;
        }
        if self.types.is_untyped(y.ty) {
            self.convert_untyped(y, TypeId::UINT);
            return y.is_valid();
        }
        let text = self.operand_string(y);
        self.error(
            &*y,
            format!("invalid operation: shift count {text} must be integer"),
        );
        false
    }

    fn constant_shift(
        &mut self,
        x: &mut Operand,
        xval: Value,
        y: &Operand,
        e: Option<ExprId>,
        op: BinOp,
    ) {
        let integer = self.types.is_integer(x.ty);
        if x.val.is_unknown() || y.val.is_unknown() {
            x.val = Value::Unknown;
        } else {
            let count = y.val.to_int().uint64();
            let Some(count) = count.filter(|&count| count <= MAX_SHIFT) else {
                let text = self.operand_string(y);
                self.error(y, format!("invalid operation: invalid shift count {text}"));
                x.invalidate();
                return;
            };
            x.val = Value::shift(&xval, op, count);
        }
        if !integer {
            x.ty = TypeId::UNTYPED_INT;
        }
        if x.val.is_unknown() {
            return;
        }
        if e.is_some() {
            x.expr = e.into();
        }
        if let Some(expr) = x.expr.expand() {
            let at = self.op_pos(expr);
            self.overflow(x, at);
        }
    }

    /// The class of a receive operation differs from that of other unary operations.
    pub(super) fn unary_class(op: UnOp) -> ExprClass {
        match op {
            UnOp::Recv => ExprClass::Statement,
            _ => ExprClass::Expression,
        }
    }
}

/// The squares of both parts are too small to divide by.
fn underflows(value: &Value) -> bool {
    let square_is_zero = |part: Value| Value::binary(&part, BinOp::Mul, &part, false).sign() == 0;
    square_is_zero(value.real()) && square_is_zero(value.imag())
}
