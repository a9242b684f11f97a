//! Expressions to operands. Spec: Expressions.

use crate::index::{ExprId, TypeId};
use crate::syntax::ast::ExprKind;

use super::Checker;
use super::operand::{Mode, Operand, Part};
use super::types::Type;
use super::universe::ExprClass;

/// The function type that a value is assigned to: type arguments of a generic function are inferred from it.
#[derive(Clone, Debug)]
pub struct Target {
    /// A signature.
    pub sig: TypeId,
    /// What it is, for messages.
    pub desc: String,
}

/// Modes that an expression may not have in some place.
const NOT_VALUES: &[Mode] = &[Mode::NoValue, Mode::Builtin, Mode::TypExpr];

impl<'a> Checker<'a> {
    /// The target for values assigned to a type, if that is a function type.
    pub fn new_target(&self, ty: TypeId, desc: impl FnOnce(&Self) -> String) -> Option<Target> {
        let under = self.common_under(ty, |_, _, _| Ok(())).ok()?;
        match self.types.get(under) {
            Type::Signature(_) => Some(Target {
                sig: under,
                desc: desc(self),
            }),
            _ => None,
        }
    }

    /// Checks an expression that must be one value.
    pub fn expr(&mut self, target: Option<&Target>, x: &mut Operand, e: ExprId) {
        self.raw_expr(target, x, e, None, false);
        self.exclude(x, NOT_VALUES);
        self.single_value(x);
    }

    /// Checks an expression that must be one value, or a generic function. The hint is the type of composite literals
    /// that lack one.
    pub fn generic_expr(&mut self, x: &mut Operand, e: ExprId, hint: Option<TypeId>) {
        self.raw_expr(None, x, e, hint, true);
        self.exclude(x, NOT_VALUES);
        self.single_value(x);
    }

    /// Checks an expression that may have several values: the results of a call, or with `allow_comma_ok` a value and
    /// whether there is one. The flag says that it is the latter.
    pub fn multi_expr(&mut self, e: ExprId, allow_comma_ok: bool) -> (Vec<Operand>, bool) {
        let mut x = Operand::default();
        self.raw_expr(None, &mut x, e, None, false);
        self.exclude(&mut x, NOT_VALUES);
        if x.is_valid()
            && let Type::Tuple(results) = self.types.get(x.ty)
        {
            let results = results.iter().zip(1..);
            let list = results.map(|(result, n)| Operand {
                part: Some((e, Part::Result(n))),
                ..Operand::value_of(result.ty)
            });
            return (list.collect(), false);
        }
        if allow_comma_ok && matches!(x.mode, Mode::MapIndex | Mode::CommaOk) {
            let ok = Operand {
                part: Some((e, Part::Ok)),
                ..Operand::value_of(TypeId::UNTYPED_BOOL)
            };
            return (vec![x, ok], true);
        }
        (vec![x], false)
    }

    /// Checks an expression or a type.
    pub fn expr_or_type(&mut self, x: &mut Operand, e: ExprId, allow_generic: bool) {
        self.raw_expr(None, x, e, None, allow_generic);
        self.exclude(x, &[Mode::NoValue]);
        self.single_value(x);
    }

    /// Reports an operand that has one of these modes.
    pub fn exclude(&mut self, x: &mut Operand, modes: &[Mode]) {
        if !modes.contains(&x.mode) {
            return;
        }
        let tail = match x.mode {
            Mode::NoValue if modes.contains(&Mode::TypExpr) => "used as value",
            Mode::NoValue => "used as value or type",
            Mode::Builtin => "must be called",
            _ => "is not an expression",
        };
        let text = self.operand_string(x);
        self.error(&*x, format!("{text} {tail}"));
        x.invalidate();
    }

    /// Reports a call with several results.
    pub fn single_value(&mut self, x: &mut Operand) {
        if x.mode == Mode::Value && matches!(self.types.get(x.ty), Type::Tuple(_)) {
            let text = self.operand_string(x);
            self.error(
                &*x,
                format!("multiple-value {text} in single-value context"),
            );
            x.invalidate();
        }
    }

    /// Checks an expression or type of any sort, records it, and says how it may stand on its own.
    pub fn raw_expr(
        &mut self,
        target: Option<&Target>,
        x: &mut Operand,
        e: ExprId,
        hint: Option<TypeId>,
        allow_generic: bool,
    ) -> ExprClass {
        x.mode = Mode::Invalid;
        x.ty = TypeId::INVALID;
        x.part = None;
        let class = match self.expr_internal(target, x, e, hint) {
            Some(class) if x.is_valid() => class,
            _ => {
                x.invalidate();
                // Nothing more is to be said about it.
                ExprClass::Statement
            }
        };
        x.expr = Some(e).into();
        if !allow_generic {
            self.non_generic(target, x);
        }
        self.record(x);
        class
    }

    /// Reports a generic type or function without type arguments, unless they follow from the target.
    pub(super) fn non_generic(&mut self, target: Option<&Target>, x: &mut Operand) {
        if !x.is_valid() || x.mode == Mode::NoValue {
            return;
        }
        let what = match self.types.get(x.ty) {
            Type::Alias(_) | Type::Named(_) if self.types.is_generic(x.ty) => "type",
            Type::Signature(sig) if !sig.tparams.is_empty() => match target {
                Some(target) => {
                    self.func_inst(Some(target), x, None, true);
                    return;
                }
                None => "function",
            },
            _ => return,
        };
        let text = self.operand_expr(x);
        self.error(
            &*x,
            format!("cannot use generic {what} {text} without instantiation"),
        );
        x.invalidate();
        x.ty = TypeId::INVALID;
    }

    /// Nothing means that an error was reported.
    fn expr_internal(
        &mut self,
        target: Option<&Target>,
        x: &mut Operand,
        e: ExprId,
        hint: Option<TypeId>,
    ) -> Option<ExprClass> {
        match self.ast.exprs[e].kind {
            ExprKind::Bad => return None,
            ExprKind::Name(name) => self.ident(x, e, name, false),
            ExprKind::Literal { kind, text, bad } => {
                if bad {
                    return None;
                }
                self.basic_lit(x, e, kind, text);
            }
            ExprKind::FuncLit { ty, body } => self.func_lit(x, ty, body),
            ExprKind::Composite { ty, elems, rbrace } => {
                self.composite_lit(x, e, ty.expand(), elems, rbrace, hint);
            }
            ExprKind::Paren(inner) => {
                return Some(self.raw_expr(None, x, inner, None, false));
            }
            ExprKind::Selector { x: operand, sel } => self.selector(x, e, operand, sel, false),
            ExprKind::Index { .. } => {
                if self.index_expr(x, e) {
                    self.func_inst(target, x, Some(e), true);
                }
            }
            ExprKind::Slice {
                x: operand,
                indices,
            } => self.slice_expr(x, e, operand, indices),
            ExprKind::TypeAssert { x: operand, ty } => {
                let Some(ty) = ty.expand() else {
                    self.error(e, "invalid syntax tree: use of .(type) outside type switch");
                    self.use_exprs(&[operand]);
                    return None;
                };
                self.type_assert(x, e, operand, ty);
            }
            ExprKind::Call { .. } => return Some(self.call_expr(x, e)),
            ExprKind::Star(operand) => self.indirection(x, operand),
            ExprKind::Unary { op, x: operand } => {
                self.unary(x, e, op, operand);
                return Some(Self::unary_class(op));
            }
            ExprKind::Binary { .. } => self.binary_chain(x, e),
            ExprKind::KeyValue { .. } => {
                self.error(e, "invalid syntax tree: no key:value expected");
                return None;
            }
            ExprKind::Ellipsis(_) => {
                self.error(e, "invalid syntax tree: invalid use of ...");
                return None;
            }
            ExprKind::ArrayType { .. }
            | ExprKind::SliceType(_)
            | ExprKind::StructType(_)
            | ExprKind::FuncType { .. }
            | ExprKind::InterfaceType(_)
            | ExprKind::MapType { .. }
            | ExprKind::ChanType { .. } => {
                x.mode = Mode::TypExpr;
                x.ty = self.typ(e);
            }
        }
        Some(ExprClass::Expression)
    }

    /// `*x`: a pointer type or what a pointer points to.
    fn indirection(&mut self, x: &mut Operand, operand: ExprId) {
        self.expr_or_type(x, operand, false);
        match x.mode {
            Mode::Invalid => return,
            Mode::TypExpr => {
                self.valid_var_type(operand, x.ty);
                x.ty = self.types.pointer(x.ty);
                return;
            }
            _ => {}
        }
        let pairs = self.types.type_pairs(x.ty).unwrap_or_default();
        let mut base: Option<TypeId> = None;
        for &(_, under) in &pairs {
            let Type::Pointer(elem) = *self.types.get(under) else {
                base = None;
                break;
            };
            if base.is_some_and(|base| !self.types.identical(base, elem)) {
                let text = self.operand_string(x);
                self.error(
                    &*x,
                    format!("invalid operation: pointers of {text} must have identical base types"),
                );
                x.invalidate();
                return;
            }
            base = Some(elem);
        }
        match base {
            Some(base) if self.is_complete(base) => {
                x.mode = Mode::Variable;
                x.ty = base;
            }
            Some(_) => x.invalidate(),
            None => {
                let text = self.operand_string(x);
                self.error(&*x, format!("invalid operation: cannot indirect {text}"));
                x.invalidate();
            }
        }
    }

    fn type_assert(&mut self, x: &mut Operand, e: ExprId, operand: ExprId, ty: ExprId) {
        self.expr(None, x, operand);
        if !x.is_valid() {
            return;
        }
        let wrong = if self.types.is_type_param(x.ty) {
            let text = self.operand_string(x);
            Some(format!(
                "cannot use type assertion on type parameter value {text}"
            ))
        } else if !self.types.is_interface(x.ty) {
            Some(format!("{} is not an interface", self.operand_string(x)))
        } else {
            None
        };
        if let Some(wrong) = wrong {
            self.error(&*x, format!("invalid operation: {wrong}"));
            x.invalidate();
            return;
        }
        let ty = self.var_type(ty);
        if !self.types.is_valid(ty) || !self.is_complete(ty) {
            x.invalidate();
            return;
        }
        self.type_assertion(e, x, ty, false);
        x.mode = Mode::CommaOk;
        x.ty = ty;
    }

    /// Reports a type assertion or a case of a type switch that can never hold.
    pub fn type_assertion(&mut self, e: ExprId, x: &Operand, ty: TypeId, type_switch: bool) {
        if self.types.is_interface(ty) {
            return;
        }
        let mut cause = String::new();
        if self.has_all_methods(ty, x.ty, false, Some(&mut cause)) {
            return;
        }
        let (text, ty) = (self.expr_string(e), self.type_string(ty));
        let message = match type_switch {
            true => {
                let x = self.operand_string(x);
                format!(
                    "impossible type switch case: {text}\n\t{x} cannot have dynamic type {ty} {cause}"
                )
            }
            false => {
                let interface = self.type_string(x.ty);
                format!(
                    "impossible type assertion: {text}\n\t{ty} does not implement {interface} {cause}"
                )
            }
        };
        self.error(e, message);
    }
}
