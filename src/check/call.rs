//! Calls and conversions. Spec: Calls, Passing arguments to ... parameters.

use crate::index::{ExprId, TypeId};
use crate::syntax::ast::{ExprKind, Exprs};

use super::Checker;
use super::object::ObjectKind;
use super::operand::{Mode, Operand};
use super::types::{Param, Type};
use super::universe::ExprClass;

/// A call as written.
#[derive(Clone, Copy)]
pub struct Call<'a> {
    /// The whole expression.
    pub expr: ExprId,
    /// What is called.
    pub fun: ExprId,
    /// The arguments.
    pub args: &'a [ExprId],
    /// The last one is followed by `...`.
    pub spread: bool,
}

impl<'a> Checker<'a> {
    /// A call of a function, a conversion, or a call of a predeclared function.
    pub fn call_expr(&mut self, x: &mut Operand, e: ExprId) -> ExprClass {
        let ExprKind::Call { fun, args, spread } = self.ast.exprs[e].kind else {
            return ExprClass::Statement;
        };
        let call = Call {
            expr: e,
            fun,
            args: self.ast.list(args),
            spread,
        };
        let mut instance: Option<(ExprId, Exprs)> = None;
        if let ExprKind::Index { args, .. } = self.ast.exprs[fun].kind {
            if self.index_expr(x, fun) {
                instance = Some((fun, args));
            }
            x.expr = Some(fun).into();
            self.record(x);
        } else {
            self.expr_or_type(x, fun, true);
        }
        let class = match x.mode {
            Mode::Invalid => {
                self.use_exprs(call.args);
                ExprClass::Statement
            }
            Mode::TypExpr => self.conversion_call(x, call),
            Mode::Builtin => {
                let id = x.id;
                if !self.builtin(x, call, id) {
                    x.invalidate();
                }
                if x.is_valid() && x.mode != Mode::Constant {
                    self.env.has_call_or_recv = true;
                }
                id.shape().2
            }
            _ => {
                self.function_call(x, call, instance);
                ExprClass::Statement
            }
        };
        x.expr = Some(e).into();
        class
    }

    fn conversion_call(&mut self, x: &mut Operand, call: Call<'a>) -> ExprClass {
        self.non_generic(None, x);
        if !x.is_valid() {
            return ExprClass::Conversion;
        }
        let ty = x.ty;
        x.invalidate();
        if !self.is_complete(ty) {
            return ExprClass::Conversion;
        }
        match *call.args {
            [] => {
                let text = self.type_string(ty);
                self.error(
                    call.expr,
                    format!("missing argument in conversion to {text}"),
                );
            }
            [arg] => self.convert_argument(x, call, ty, arg),
            [.., last] => {
                self.use_exprs(call.args);
                let text = self.type_string(ty);
                self.error(last, format!("too many arguments in conversion to {text}"));
            }
        }
        ExprClass::Conversion
    }

    fn convert_argument(&mut self, x: &mut Operand, call: Call<'a>, ty: TypeId, arg: ExprId) {
        let target = self.new_target(ty, |_| "conversion".into());
        self.expr(target.as_ref(), x, arg);
        if !x.is_valid() {
            return;
        }
        if self.types.is_non_type_param_interface(ty) && !self.types.type_set(ty).is_method_set() {
            let text = self.type_string(ty);
            self.error(
                call.expr,
                format!(
                    "cannot use interface {text} in conversion (contains specific type constraints or is comparable)"
                ),
            );
            x.invalidate();
            return;
        }
        if call.spread {
            let text = self.type_string(ty);
            self.error(arg, format!("invalid use of ... in conversion to {text}"));
            x.invalidate();
            return;
        }
        self.conversion(x, ty);
    }

    fn function_call(
        &mut self,
        x: &mut Operand,
        call: Call<'a>,
        instance: Option<(ExprId, Exprs)>,
    ) {
        let found = self.common_under(x.ty, |c, ty, under| {
            match under.map(|under| c.types.get(under)) {
                None | Some(Type::Signature(_)) => Ok(()),
                Some(_) => Err(format!("{} is not a function", c.type_string(ty))),
            }
        });
        let mut sig = match found {
            Ok(sig) => sig,
            Err(cause) => {
                let text = self.operand_string(x);
                self.error(
                    &*x,
                    format!("invalid operation: cannot call {text}: {cause}"),
                );
                // gc does not look at the arguments.
                x.invalidate();
                return;
            }
        };
        let generic = self.is_generic_signature(sig);
        let mut targs = Vec::new();
        if let Some((index, list)) = instance {
            match self.explicit_targs(index, list, sig, call) {
                Some((instantiated, rest)) => {
                    sig = instantiated;
                    targs = rest;
                }
                None => {
                    x.invalidate();
                    return;
                }
            }
        }
        let (mut args, atargs) = self.generic_expr_list(call.args);
        sig = self.arguments(call, sig, targs, &mut args, atargs);
        if generic && !self.is_generic_signature(sig) {
            self.record_type(call.fun, Mode::Value, sig, None);
        }
        let results = match self.types.as_signature(sig) {
            Some(sig) => sig.results,
            None => TypeId::EMPTY_TUPLE,
        };
        match *self.types.tuple_elems(results) {
            [] => x.mode = Mode::NoValue,
            [ref result] => {
                let ty = result.ty;
                if !self.is_complete(ty) {
                    x.invalidate();
                    return;
                }
                x.mode = Mode::Value;
                x.ty = ty;
                if !self.types.is_valid(ty) {
                    x.invalidate();
                }
            }
            _ => {
                x.mode = Mode::Value;
                x.ty = results;
            }
        }
        self.env.has_call_or_recv = true;
        if x.mode == Mode::Value && self.is_generic_signature(sig) {
            // Type arguments could not be inferred.
            x.invalidate();
        }
    }

    /// The signature has type parameters.
    pub(super) fn is_generic_signature(&self, sig: TypeId) -> bool {
        matches!(self.types.get(sig), Type::Signature(sig) if !sig.tparams.is_empty())
    }

    /// Checks a list of values, or one call with several results.
    pub fn expr_list(&mut self, list: &[ExprId]) -> Vec<Operand> {
        match *list {
            [e] => self.multi_expr(e, false).0,
            _ => list
                .iter()
                .map(|&e| {
                    let mut x = Operand::default();
                    self.expr(None, &mut x, e);
                    x
                })
                .collect(),
        }
    }

    /// Checks the arguments of a call against the parameters, inferring type arguments if necessary. Returns the signature
    /// with its type arguments.
    pub(super) fn arguments(
        &mut self,
        call: Call<'a>,
        sig: TypeId,
        targs: Vec<TypeId>,
        args: &mut [Operand],
        atargs: Vec<Vec<TypeId>>,
    ) -> TypeId {
        let Some(params) = self.adjusted_params(call, sig, args) else {
            return sig;
        };
        let (sig, params) = match self.infer_call(call, sig, targs, params, args, atargs) {
            Some(found) => found,
            None => return sig,
        };
        let mut context = None;
        for (arg, &param) in args.iter_mut().zip(&params) {
            if self.passes(arg, param) {
                continue;
            }
            let context = context
                .get_or_insert_with(|| format!("argument to {}", self.expr_string(call.fun)));
            self.assignment(arg, Some(param), context);
        }
        sig
    }

    /// The usual cases of [`Checker::assignment`], without a text for messages: a value of exactly the parameter's type or for a
    /// parameter that takes everything, and an untyped value that fits.
    pub(super) fn passes(&mut self, arg: &mut Operand, param: TypeId) -> bool {
        if !matches!(
            arg.mode,
            Mode::Constant | Mode::Variable | Mode::MapIndex | Mode::Value | Mode::CommaOk
        ) || self.types.is_type_param(param)
        {
            return false;
        }
        let any = match self.types.under(param) {
            Type::Interface(interface) => {
                if !self.types.interface_set(interface).is_all() {
                    return false;
                }
                true
            }
            _ => false,
        };
        if self.types.is_typed(arg.ty) {
            return (any || arg.ty == param)
                && self.types.is_valid(arg.ty)
                && !matches!(self.types.get(arg.ty), Type::Tuple(_))
                && !self.is_generic_signature(arg.ty);
        }
        let target = match any {
            true => self.types.default_type(arg.ty),
            false => param,
        };
        let Ok((ty, value)) = self.implicit_type(arg, target) else {
            return false;
        };
        self.make_implicit(arg, ty, value);
        true
    }

    /// The type of the parameter for each argument; nothing after an error.
    fn adjusted_params(
        &mut self,
        call: Call<'a>,
        sig_id: TypeId,
        args: &[Operand],
    ) -> Option<Vec<TypeId>> {
        let sig = self.types.as_signature(sig_id)?;
        let variadic = sig.variadic;
        let params: &[Param] = self.types.params(sig);
        let mut types: Vec<TypeId> = params.iter().map(|param| param.ty).collect();
        let (nargs, mut npars) = (args.len(), types.len());
        if variadic && call.spread {
            if call.args.len() == 1 && nargs > 1 {
                let text = self.expr_string(call.args[0]);
                self.error(
                    call.expr,
                    format!("cannot use ... with {nargs}-valued {text}"),
                );
                return None;
            }
        } else if variadic {
            if nargs + 1 >= npars {
                let last = types.pop()?;
                let elem = self.types.elem(last)?;
                types.resize(nargs, elem);
                npars = nargs;
            } else {
                npars -= 1;
            }
        } else if call.spread {
            let text = self.expr_string(call.fun);
            self.error(
                call.expr,
                format!("cannot use ... in call to non-variadic {text}"),
            );
            return None;
        }
        if nargs != npars {
            self.argument_count(call, sig_id, args, npars);
            return None;
        }
        Some(types)
    }

    fn argument_count(&mut self, call: Call<'a>, sig: TypeId, args: &[Operand], npars: usize) {
        let place = |x: &Operand| x.expr.expand().or(x.part.map(|(expr, _)| expr));
        let (at, qualifier) = match args {
            _ if args.len() > npars => (place(&args[npars]), "too many"),
            [.., last] => (place(last), "not enough"),
            [] => (None, "not enough"),
        };
        let (params, variadic) = match self.types.as_signature(sig) {
            Some(sig) => (self.types.params(sig), sig.variadic),
            None => (&[][..], false),
        };
        let params: Vec<TypeId> = params.iter().map(|param| param.ty).collect();
        let args: Vec<TypeId> = args.iter().map(|arg| arg.ty).collect();
        let have = self.types_summary(&args, false, call.spread);
        let want = self.types_summary(&params, variadic, false);
        let fun = self.expr_string(call.fun);
        let message =
            format!("{qualifier} arguments in call to {fun}\n\thave {have}\n\twant {want}");
        self.error(at.unwrap_or(call.expr), message);
    }

    /// Checks expressions only so that what they mention counts as used. True if all are valid.
    pub fn use_exprs(&mut self, list: &[ExprId]) -> bool {
        let mut ok = true;
        for &e in list {
            ok &= self.use_one(e, false);
        }
        ok
    }

    /// As [`Checker::use_exprs`] for the left side of an assignment: a variable on its own is not read.
    pub fn use_lhs(&mut self, list: &[ExprId]) -> bool {
        let mut ok = true;
        for &e in list {
            ok &= self.use_one(e, true);
        }
        ok
    }

    fn use_one(&mut self, e: ExprId, lhs: bool) -> bool {
        let mut x = Operand {
            mode: Mode::Value,
            ..Operand::default()
        };
        let inner = self.unparen(e);
        match self.ast.exprs[inner].kind {
            ExprKind::Name(name) if name == self.universe.blank => {}
            ExprKind::Name(name) => {
                let var = self.lookup(name).filter(|_| lhs);
                let var = var.and_then(|obj| match &self.objects[obj].kind {
                    ObjectKind::Var(var) => Some((obj, var.used)),
                    _ => None,
                });
                self.expr_or_type(&mut x, inner, true);
                if let Some((obj, was_used)) = var
                    && let Some(var) = self.var_mut(obj)
                {
                    var.used = was_used;
                }
            }
            ExprKind::KeyValue { value, .. } => {
                self.raw_expr(None, &mut x, value, None, true);
            }
            _ => {
                self.raw_expr(None, &mut x, e, None, true);
            }
        }
        x.is_valid()
    }
}
