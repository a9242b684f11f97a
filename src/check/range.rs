//! Range clauses: what can be ranged over, and the types of the iteration variables.

use crate::index::{ExprId, StmtId, TypeId};
use crate::syntax::ast::{ChanDir, OptExpr};

use super::Checker;
use super::object::VarKind;
use super::operand::{Mode, Operand};
use super::types::{Signature, Type};

/// The types of the iteration variables that there may be.
type KeyValue = (Option<TypeId>, Option<TypeId>);

impl Checker<'_> {
    /// Checks a range clause and opens the scope of its variables.
    pub(super) fn range_stmt(
        &mut self,
        stmt: StmtId,
        lhs: [OptExpr; 3],
        define: bool,
        range: ExprId,
    ) {
        let [key, value, extra] = lhs.map(OptExpr::expand);
        let lhs = [key, value];
        let mut x = Operand::default();
        self.env.has_call_or_recv = false;
        self.expr(None, &mut x, range);
        if x.is_valid() && lhs[1].is_none() && !self.env.has_call_or_recv {
            self.record_constant_length(&x, range);
        }
        let rhs = match x.is_valid() {
            true => self.range_types(&x, lhs, extra),
            false => [None, None],
        };
        self.open_scope();
        let over_int = self.types.is_integer(x.ty);
        if define {
            self.define_range(stmt, lhs, rhs, over_int, &mut x);
        } else if lhs[0].is_some() {
            for (lhs, ty) in lhs.into_iter().zip(rhs) {
                let (Some(lhs), Some(ty)) = (lhs, ty) else {
                    continue;
                };
                if ty == TypeId::INVALID {
                    continue;
                }
                if over_int {
                    self.assign_var(lhs, None, Some(&mut x), "range clause");
                    if x.is_valid() && !self.types.is_integer(x.ty) {
                        let text = self.type_string(x.ty);
                        let message = format!("cannot use iteration variable of type {text}");
                        self.error(lhs, message);
                    }
                } else {
                    let mut y = element(lhs, ty);
                    self.assign_var(lhs, None, Some(&mut y), "assignment");
                }
            }
        } else if over_int {
            // Without a variable an untyped number of iterations still gets its default type.
            self.assignment(&mut x, None, "range clause");
        }
    }

    /// An array that is only ranged over for its length is not evaluated: it counts as a constant.
    fn record_constant_length(&mut self, x: &Operand, range: ExprId) {
        let ty = self.types.underlying(x.ty);
        let ty = match *self.types.get(ty) {
            Type::Pointer(elem) => self.types.underlying(elem),
            _ => ty,
        };
        if let Type::Array { len, .. } = *self.types.get(ty) {
            let expr = self.unparen(range);
            let value = super::constant::Value::Int(len);
            self.record_type(expr, Mode::Constant, TypeId::INT, Some(&value));
        }
    }

    fn range_types(
        &mut self,
        x: &Operand,
        lhs: [Option<ExprId>; 2],
        extra: Option<ExprId>,
    ) -> [Option<TypeId>; 2] {
        let text = self.operand_string(x);
        match self.range_key_val(x.ty) {
            Err(cause) => {
                let message = match cause.is_empty() {
                    true => format!("cannot range over {text}"),
                    false => format!("cannot range over {text}: {cause}"),
                };
                self.error(x, message);
                [Some(TypeId::INVALID); 2]
            }
            Ok((key, value)) => {
                match (key, value, lhs) {
                    (None, _, [Some(first), _]) => {
                        let message = format!("range over {text} permits no iteration variables");
                        self.error(first, message);
                    }
                    (_, None, [_, Some(second)]) => {
                        let message =
                            format!("range over {text} permits only one iteration variable");
                        self.error(second, message);
                    }
                    _ => {
                        if let Some(extra) = extra {
                            let message = "range clause permits at most two iteration variables";
                            self.error(extra, message);
                        }
                    }
                }
                [key, value]
            }
        }
    }

    fn define_range(
        &mut self,
        stmt: StmtId,
        lhs: [Option<ExprId>; 2],
        rhs: [Option<TypeId>; 2],
        over_int: bool,
        x: &mut Operand,
    ) {
        let Some(scope) = self.env.scope else {
            return;
        };
        let mut vars = Vec::new();
        for (lhs, ty) in lhs.into_iter().zip(rhs) {
            let Some(lhs) = lhs else { continue };
            let obj = self.new_var(VarKind::Local, lhs);
            match self.ast.name(lhs) {
                None => {
                    let text = self.expr_string(lhs);
                    self.error(lhs, format!("cannot declare {text}"));
                }
                Some(name) => {
                    self.record_def(lhs, obj);
                    if name != self.universe.blank {
                        vars.push(obj);
                    }
                }
            }
            match ty {
                None | Some(TypeId::INVALID) => {
                    self.objects[obj].typ = Some(TypeId::INVALID).into();
                    if let Some(var) = self.var_mut(obj) {
                        var.used = true;
                    }
                }
                Some(_) if over_int => self.init_var(obj, x, "range clause"),
                Some(ty) => self.init_var(obj, &mut element(lhs, ty), "assignment"),
            }
        }
        if vars.is_empty() {
            return self.error(stmt, "no new variables on left side of :=");
        }
        for obj in vars {
            self.declare(scope, None, obj);
        }
    }

    /// The types of the iteration variables; the error is the reason, if there is more to say than that it is impossible.
    pub(super) fn range_key_val(&mut self, ty: TypeId) -> Result<KeyValue, String> {
        let mut under = self.common_under(ty, |checker, ty, under| {
            match under.map(|under| checker.types.get(under)) {
                Some(Type::Chan {
                    dir: ChanDir::Send, ..
                }) => {
                    let text = checker.type_string(ty);
                    Err(format!("receive from send-only channel {text}"))
                }
                _ => Ok(()),
            }
        })?;
        if let Type::Pointer(elem) = *self.types.get(under) {
            let elem = self.types.underlying(elem);
            if matches!(self.types.get(elem), Type::Array { .. }) {
                under = elem;
            }
        }
        match *self.types.get(under) {
            Type::Basic(_) if self.types.is_string(under) => {
                Ok((Some(TypeId::INT), Some(TypeId::RUNE)))
            }
            Type::Basic(_) if self.types.is_integer(under) && !self.allows(22) => {
                Err("requires go1.22 or later".to_owned())
            }
            Type::Basic(_) if self.types.is_integer(under) => Ok((Some(ty), None)),
            Type::Array { elem, .. } | Type::Slice(elem) => Ok((Some(TypeId::INT), Some(elem))),
            Type::Map { key, elem } => Ok((Some(key), Some(elem))),
            Type::Chan { elem, .. } => Ok((Some(elem), None)),
            Type::Signature(_) if !self.allows(23) => Err("requires go1.23 or later".to_owned()),
            Type::Signature(ref sig) => {
                let sig = sig.clone();
                self.range_func(&sig)
            }
            _ => Err(String::new()),
        }
    }

    /// An iterator function `func(yield func(K, V) bool)`.
    fn range_func(&mut self, sig: &Signature) -> Result<KeyValue, String> {
        let bad = |what: &str| Err(format!("func must be func(yield func(...) bool): {what}"));
        let [param] = self.types.params(sig) else {
            return bad("wrong argument count");
        };
        let yield_type = param.ty;
        if !self.types.results(sig).is_empty() {
            return bad("unexpected results");
        }
        let under = match self.common_under(yield_type, |_, _, _| Ok(())) {
            Ok(under) => under,
            Err(cause) => return bad(&format!("in yield type, {cause}")),
        };
        let Type::Signature(callback) = self.types.get(under) else {
            return bad("argument is not func");
        };
        let params: Vec<TypeId> = self.types.params(callback).iter().map(|p| p.ty).collect();
        let results: Vec<TypeId> = self.types.results(callback).iter().map(|p| p.ty).collect();
        if params.len() > 2 {
            return bad("yield func has too many parameters");
        }
        match results[..] {
            [result] if self.types.identical(result, TypeId::BOOL) => {}
            [result] if self.types.is_boolean(result) => {
                return bad("yield func returns user-defined boolean, not bool");
            }
            _ => return bad("yield func does not return bool"),
        }
        if callback.variadic {
            let text = self.type_string(under);
            return Err(format!("yield func of type {text} cannot be variadic"));
        }
        Ok((params.first().copied(), params.get(1).copied()))
    }
}

/// What a variable of a range clause gets; errors are reported at the variable.
fn element(lhs: ExprId, ty: TypeId) -> Operand {
    let mut x = Operand::value_of(ty);
    x.expr = Some(lhs).into();
    x
}
