//! Assignability and conversions. Spec: Assignability, Conversions.

use crate::index::TypeId;
use crate::syntax::ast::ChanDir;

use super::Checker;
use super::constant::Value;
use super::operand::{Mode, Operand};
use super::types::{Basic, IS_FLOAT, IS_INTEGER, Type};
use super::untyped::representable_const;

impl<'a> Checker<'a> {
    /// The operand may be assigned to a variable of the type; if not, the cause may say more.
    pub fn assignable_to(
        &mut self,
        x: &Operand,
        target: TypeId,
        mut cause: Option<&mut String>,
    ) -> bool {
        if x.ty == target || !x.is_valid() || !self.types.is_valid(target) {
            return true;
        }
        let (v, t) = (self.types.unalias(x.ty), self.types.unalias(target));
        if self.types.identical(v, t) {
            return true;
        }
        let (vu, tu) = (self.types.underlying(v), self.types.underlying(t));
        let (vp, tp) = (self.types.is_type_param(v), self.types.is_type_param(t));
        if self.types.is_untyped(vu) {
            // For a type parameter, it must be representable in each type of the constraint.
            return match tp {
                true => self.types.param_terms(t).is_some_and(|terms| {
                    terms
                        .iter()
                        .all(|term| self.implicit_type(x, term.ty).is_ok())
                }),
                false => self.implicit_type(x, t).is_ok(),
            };
        }
        let unnamed = !self.types.has_name(v) || !self.types.has_name(t);
        if !vp && !tp && unnamed && self.types.identical(vu, tu) {
            return true;
        }
        let t_interface = matches!(self.types.get(tu), Type::Interface(_)) && !tp;
        if t_interface || self.types.is_interface_pointer(tu) {
            if self.implements(v, t, false, cause.as_deref_mut()) {
                return true;
            }
            if !vp {
                return false;
            }
            if let Some(cause) = cause.as_deref_mut() {
                cause.clear();
            }
        }
        if !vp
            && matches!(self.types.get(vu), Type::Interface(_))
            && self.implements(t, v, false, None)
        {
            if let Some(cause) = cause {
                *cause = "need type assertion".into();
            }
            return false;
        }
        if let (
            Type::Chan {
                dir: ChanDir::Both,
                elem: ve,
            },
            Type::Chan { elem: te, .. },
        ) = (self.types.get(vu), self.types.get(tu))
            && self.types.identical(*ve, *te)
        {
            return unnamed;
        }
        if !self.types.has_name(v) && tp {
            return self.assignable_to_terms(x, t, cause);
        }
        if vp && !self.types.has_name(t) {
            return self.terms_assignable(x, v, target, cause);
        }
        false
    }

    fn assignable_to_terms(
        &mut self,
        x: &Operand,
        param: TypeId,
        mut cause: Option<&mut String>,
    ) -> bool {
        let Some(terms) = self.types.param_terms(param).map(<[_]>::to_vec) else {
            return false;
        };
        for term in terms {
            if !self.assignable_to(x, term.ty, cause.as_deref_mut()) {
                let message = format!(
                    "cannot assign {} to {} (in {})",
                    self.type_string(x.ty),
                    self.type_string(term.ty),
                    self.type_string(param)
                );
                prepend(cause, message);
                return false;
            }
        }
        true
    }

    fn terms_assignable(
        &mut self,
        x: &Operand,
        param: TypeId,
        target: TypeId,
        mut cause: Option<&mut String>,
    ) -> bool {
        let Some(terms) = self.types.param_terms(param).map(<[_]>::to_vec) else {
            return false;
        };
        let mut x = x.clone();
        for term in terms {
            x.ty = term.ty;
            if !self.assignable_to(&x, target, cause.as_deref_mut()) {
                let message = format!(
                    "cannot assign {} (in {}) to {}",
                    self.type_string(term.ty),
                    self.type_string(param),
                    self.type_string(target)
                );
                prepend(cause, message);
                return false;
            }
        }
        true
    }

    /// `T(x)`
    pub fn conversion(&mut self, x: &mut Operand, target: TypeId) {
        let const_arg = x.mode == Mode::Constant;
        let mut cause = String::new();
        let ok = if const_arg && self.types.is_const_type(target) {
            let value = self.const_convertible(x, target);
            if value.is_none() && self.types.is_integer(x.ty) && self.types.is_integer(target) {
                let message = format!("constant {} overflows {}", x.val, self.type_string(target));
                self.error(&*x, message);
                x.invalidate();
                return;
            }
            match value {
                Some(value) => {
                    x.val = value;
                    true
                }
                None => {
                    // gc's message shows an integer where the value is one.
                    let value = x.val.to_int();
                    if self.types.is_integer(target) && !value.is_unknown() {
                        x.val = value;
                    }
                    false
                }
            }
        } else if const_arg && self.types.is_type_param(target) {
            let ok = self.const_convertible_to_param(x, target, &mut cause);
            x.mode = Mode::Value;
            ok
        } else {
            let ok = self.convertible_to(x, target, &mut cause);
            if ok {
                x.mode = Mode::Value;
            }
            ok
        };
        if !ok {
            let mut message = format!(
                "cannot convert {} to type {}",
                self.operand_string(x),
                self.type_string(target)
            );
            if !cause.is_empty() {
                message.push_str(": ");
                message.push_str(&cause);
            }
            self.error(&*x, message);
            x.invalidate();
            return;
        }
        if self.types.is_untyped(x.ty) {
            self.finish_converted(x, target, const_arg);
        }
        x.ty = target;
    }

    /// Gives the untyped operand of a conversion its type.
    fn finish_converted(&mut self, x: &Operand, target: TypeId, const_arg: bool) {
        let types = &self.types;
        let last = if x.ty == TypeId::UNTYPED_NIL {
            target
        } else if types.is_non_type_param_interface(target)
            || const_arg && !types.is_const_type(target)
        {
            types.default_type(x.ty)
        } else if x.mode == Mode::Constant && types.is_integer(x.ty) && types.all_string(target) {
            x.ty
        } else {
            target
        };
        if let Some(expr) = x.expr.expand() {
            self.update_expr_type(expr, last, true);
        }
    }

    /// The constant converted to a type that constants can have.
    fn const_convertible(&self, x: &Operand, target: TypeId) -> Option<Value> {
        let basic = self.types.basic(target)?;
        if let Some(value) = representable_const(&x.val, basic) {
            return Some(value);
        }
        if self.types.is_integer(x.ty) && basic == Basic::String {
            let code = x.val.uint64().and_then(|code| u32::try_from(code).ok());
            let code = code.and_then(char::from_u32).unwrap_or('\u{fffd}');
            let mut buffer = [0; 4];
            return Some(Value::from_bytes(code.encode_utf8(&mut buffer).as_bytes()));
        }
        None
    }

    fn const_convertible_to_param(
        &mut self,
        x: &Operand,
        target: TypeId,
        cause: &mut String,
    ) -> bool {
        let Some(pairs) = self.types.type_pairs(target) else {
            *cause = format!(
                "{} does not contain specific types",
                self.type_string(target)
            );
            return false;
        };
        for (_, under) in pairs {
            if self.types.is_string(x.ty) && self.types.is_bytes_or_runes(under)
                || self.const_convertible(x, under).is_some()
            {
                continue;
            }
            let (u, t) = (self.type_string(under), self.type_string(target));
            *cause = match self.types.is_integer(x.ty) && self.types.is_integer(under) {
                true => format!("constant {} overflows {u} (in {t})", x.val),
                false => {
                    let x = self.operand_string(x);
                    format!("cannot convert {x} to type {u} (in {t})")
                }
            };
            return false;
        }
        true
    }

    /// A value that is not a constant may be converted to the type; if not, the cause may say more.
    pub(super) fn convertible_to(
        &mut self,
        x: &Operand,
        target: TypeId,
        cause: &mut String,
    ) -> bool {
        if self.assignable_to(x, target, Some(cause)) {
            return true;
        }
        let (v, t) = (self.types.unalias(x.ty), self.types.unalias(target));
        let (vp, tp) = (self.types.is_type_param(v), self.types.is_type_param(t));
        let (vu, tu) = (self.types.underlying(v), self.types.underlying(t));
        if !vp && !tp && self.types.identical_ignoring_tags(vu, tu) {
            return true;
        }
        if self.pointers_convertible(v, t) || self.basics_convertible(vu, tu) {
            return true;
        }
        if let Type::Slice(elem) = *self.types.get(vu) {
            let array = match *self.types.get(tu) {
                Type::Pointer(base) => self.types.under(base),
                Type::Array { .. } => self.types.get(tu),
                _ => self.types.get(TypeId::INVALID),
            };
            if let Type::Array { elem: other, .. } = array
                && self.types.identical(elem, *other)
            {
                return true;
            }
        }
        match (vp, tp) {
            (false, false) => false,
            (true, _) => self.terms_convertible(x, v, target, tp, cause),
            (false, true) => self.convertible_to_terms(x, t, None, cause),
        }
    }

    fn pointers_convertible(&self, v: TypeId, t: TypeId) -> bool {
        let (Type::Pointer(v), Type::Pointer(t)) = (self.types.get(v), self.types.get(t)) else {
            return false;
        };
        let (vu, tu) = (self.types.underlying(*v), self.types.underlying(*t));
        self.types.identical_ignoring_tags(vu, tu)
            && !self.types.is_type_param(*v)
            && !self.types.is_type_param(*t)
    }

    fn basics_convertible(&self, vu: TypeId, tu: TypeId) -> bool {
        let types = &self.types;
        let real = |ty| types.is_basic(ty, IS_INTEGER | IS_FLOAT);
        let pointer = |ty| {
            matches!(types.get(ty), Type::Pointer(_)) || types.basic(ty) == Some(Basic::Uintptr)
        };
        let unsafe_pointer = |ty| types.basic(ty) == Some(Basic::UnsafePointer);
        real(vu) && real(tu)
            || types.is_complex(vu) && types.is_complex(tu)
            || (types.is_integer(vu) || types.is_bytes_or_runes(vu)) && types.is_string(tu)
            || types.is_string(vu) && types.is_bytes_or_runes(tu)
            || pointer(vu) && unsafe_pointer(tu)
            || unsafe_pointer(vu) && pointer(tu)
    }

    /// Every type of the constraint of `param`, the operand's type, converts to the target.
    fn terms_convertible(
        &mut self,
        x: &Operand,
        param: TypeId,
        target: TypeId,
        target_is_param: bool,
        cause: &mut String,
    ) -> bool {
        let Some(terms) = self.types.param_terms(param).map(<[_]>::to_vec) else {
            return false;
        };
        let mut x = x.clone();
        for term in terms {
            x.ty = term.ty;
            if target_is_param {
                let target = self.types.unalias(target);
                if !self.convertible_to_terms(&x, target, Some(param), cause) {
                    return false;
                }
            } else if !self.convertible_to(&x, target, cause) {
                let message = format!(
                    "cannot convert {} (in {}) to type {}",
                    self.type_string(term.ty),
                    self.type_string(param),
                    self.type_string(target)
                );
                prepend(Some(cause), message);
                return false;
            }
        }
        true
    }

    /// The operand converts to every type of the constraint of `param`.
    fn convertible_to_terms(
        &mut self,
        x: &Operand,
        param: TypeId,
        from: Option<TypeId>,
        cause: &mut String,
    ) -> bool {
        let Some(terms) = self.types.param_terms(param).map(<[_]>::to_vec) else {
            return false;
        };
        for term in terms {
            if !self.convertible_to(x, term.ty, cause) {
                let from = match from {
                    Some(from) => format!(" (in {})", self.type_string(from)),
                    None => String::new(),
                };
                let message = format!(
                    "cannot convert {}{from} to type {} (in {})",
                    self.type_string(x.ty),
                    self.type_string(term.ty),
                    self.type_string(param)
                );
                prepend(Some(cause), message);
                return false;
            }
        }
        true
    }
}

/// Puts a message before the cause that led to it.
fn prepend(cause: Option<&mut String>, mut message: String) {
    if let Some(cause) = cause {
        if !cause.is_empty() {
            message.push_str("\n\t");
            message.push_str(cause);
        }
        *cause = message;
    }
}
