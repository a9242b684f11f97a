//! `complex`, `real` and `imag`. Spec: Manipulating complex numbers.

use crate::check::Checker;
use crate::check::constant::Value;
use crate::check::operand::{Mode, Operand};
use crate::check::types::Basic;
use crate::check::universe::Builtin;
use crate::index::{ExprId, TypeId};

impl Checker<'_> {
    pub(super) fn complex(&mut self, x: &mut Operand, y: &mut Operand, call: ExprId) -> bool {
        match (self.types.is_untyped(x.ty), self.types.is_untyped(y.ty)) {
            (false, false) => {}
            (true, false) => self.convert_untyped(x, y.ty),
            (false, true) => self.convert_untyped(y, x.ty),
            (true, true) if x.mode == Mode::Constant && y.mode == Mode::Constant => {
                for operand in [&mut *x, &mut *y] {
                    if self.types.is_numeric(operand.ty) && operand.val.imag().sign() == 0 {
                        operand.ty = TypeId::UNTYPED_FLOAT;
                    }
                }
            }
            (true, true) => {
                self.convert_untyped(x, TypeId::FLOAT64);
                self.convert_untyped(y, TypeId::FLOAT64);
            }
        }
        if !x.is_valid() || !y.is_valid() {
            return false;
        }
        if !self.types.identical(x.ty, y.ty) {
            let (text, left, right) = (
                self.expr_string(call),
                self.type_string(x.ty),
                self.type_string(y.ty),
            );
            self.error(
                &*x,
                format!("invalid operation: {text} (mismatched types {left} and {right})"),
            );
            return false;
        }
        let result = match self.types.basic(x.ty) {
            Some(Basic::Float32) => Some(TypeId::COMPLEX64),
            Some(Basic::Float64) => Some(TypeId::COMPLEX128),
            Some(Basic::UntypedFloat) => Some(TypeId::UNTYPED_COMPLEX),
            _ => None,
        };
        let Some(result) = result else {
            return self.bad_complex(x, Builtin::Complex, "arguments have", "floating-point");
        };
        if x.mode == Mode::Constant && y.mode == Mode::Constant {
            x.val = Value::complex(x.val.to_float(), y.val.to_float());
        } else {
            x.mode = Mode::Value;
        }
        x.ty = result;
        true
    }

    pub(super) fn complex_part(&mut self, x: &mut Operand, id: Builtin) -> bool {
        if self.types.is_untyped(x.ty) {
            if x.mode == Mode::Constant {
                if self.types.is_numeric(x.ty) {
                    x.ty = TypeId::UNTYPED_COMPLEX;
                }
            } else {
                self.convert_untyped(x, TypeId::COMPLEX128);
                if !x.is_valid() {
                    return false;
                }
            }
        }
        let result = match self.types.basic(x.ty) {
            Some(Basic::Complex64) => Some(TypeId::FLOAT32),
            Some(Basic::Complex128) => Some(TypeId::FLOAT64),
            Some(Basic::UntypedComplex) => Some(TypeId::UNTYPED_FLOAT),
            _ => None,
        };
        let Some(result) = result else {
            return self.bad_complex(x, id, "argument has", "complex type");
        };
        if x.mode == Mode::Constant {
            x.val = match id {
                Builtin::Real => x.val.real(),
                _ => x.val.imag(),
            };
        } else {
            x.mode = Mode::Value;
        }
        x.ty = result;
        true
    }

    /// Reports an operand of `complex`, `real` or `imag` of the wrong type.
    fn bad_complex(&mut self, x: &Operand, id: Builtin, what: &str, wanted: &str) -> bool {
        let fits = |basic: Option<Basic>| match id {
            Builtin::Complex => matches!(basic, Some(Basic::Float32 | Basic::Float64)),
            _ => matches!(basic, Some(Basic::Complex64 | Basic::Complex128)),
        };
        let unders = self.underlying_types(x.ty);
        let by_constraint = self.types.is_type_param(x.ty)
            && unders
                .iter()
                .all(|under| fits(under.and_then(|under| self.types.basic(under))));
        let message = match by_constraint {
            true => format!(
                "{} not supported as argument to built-in {} for go1.18 (see go.dev/issue/50937)",
                self.operand_string(x),
                id.name()
            ),
            false => format!(
                "invalid argument: {what} type {}, expected {wanted}",
                self.type_string(x.ty)
            ),
        };
        self.error(x, message);
        false
    }
}
