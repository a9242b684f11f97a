//! Uses of generic types and functions: type arguments as written, or inferred. Spec: Instantiations, Type inference.

use crate::index::{ExprId, TypeId};
use crate::source::Span;
use crate::syntax::ast::{ExprKind, Exprs};

use super::Checker;
use super::call::Call;
use super::expr::Target;
use super::infer::{Arg, Problem};
use super::operand::{Mode, Operand};
use super::resolve::Receiver;
use super::subst::replace;
use super::types::{Param, Signature, Type};

impl<'a> Checker<'a> {
    /// Instantiates the generic function `x`, with the type arguments of the index expression and those that follow from the
    /// target. Type arguments that are still missing are returned if `infer` is not set.
    pub(super) fn func_inst(
        &mut self,
        target: Option<&Target>,
        x: &mut Operand,
        index: Option<ExprId>,
        infer: bool,
    ) -> Option<Vec<TypeId>> {
        let mut written: &[ExprId] = &[];
        if let Some(index) = index {
            x.expr = Some(index).into();
            if let ExprKind::Index { args, .. } = self.ast.exprs[index].kind {
                written = self.ast.list(args);
            }
        }
        let at = match x.expr.expand() {
            Some(expr) => self.pos(expr),
            None => super::errors::At::span(&&*x, self),
        };
        let new_enough = self.requires(at, 18, "function instantiation");
        let Some(targs) = self.type_list(written) else {
            x.invalidate();
            return None;
        };
        let sig = x.ty;
        let tparams = self.sig_tparams(sig);
        if targs.len() > tparams.len() {
            let (got, want) = (targs.len(), tparams.len());
            let message = format!("got {got} type arguments but want {want}");
            self.error(written[got - 1], message);
            x.invalidate();
            return None;
        }
        let mut all = targs;
        if all.len() < tparams.len() {
            if !infer {
                return Some(all);
            }
            if new_enough && target.is_some() {
                let how = if index.is_some() {
                    "partially"
                } else {
                    "implicitly"
                };
                let what = format!("{how} instantiated function in assignment");
                self.requires(at, 21, &what);
            }
            match self.infer_from_target(at, target, sig, &tparams, &all, x) {
                Some(inferred) => all = inferred,
                None => {
                    x.invalidate();
                    return None;
                }
            }
        }
        x.ty = self.instantiate_signature(at, x.expr.expand(), sig, &all, written);
        x.mode = Mode::Value;
        None
    }

    fn sig_tparams(&self, sig: TypeId) -> Vec<TypeId> {
        match self.types.get(sig) {
            Type::Signature(sig) => sig.tparams.to_vec(),
            _ => Vec::new(),
        }
    }

    /// The type arguments of a function that is assigned to something of the target type.
    fn infer_from_target(
        &mut self,
        at: Span,
        target: Option<&Target>,
        sig: TypeId,
        tparams: &[TypeId],
        targs: &[TypeId],
        x: &Operand,
    ) -> Option<Vec<TypeId>> {
        let (fresh, renamed) = self.fresh_type_params(tparams, &[]);
        let mut params = Vec::new();
        let mut args = Vec::new();
        if let Some(target) = target
            && let Type::Signature(generic) = self.types.get(sig)
        {
            let mut plain = Signature::clone(generic);
            plain.tparams = Box::default();
            let plain = self.types.add(Type::Signature(Box::new(plain)));
            params.push(self.subst(plain, &renamed));
            let span = match x.expr.expand() {
                Some(expr) => self.pos(expr),
                None => at,
            };
            args.push(Arg::Target(target.sig, &target.desc, span));
        }
        let problem = Problem {
            at,
            tparams: &fresh,
            targs: padded(targs, tparams.len()),
            params,
            args,
        };
        match self.infer(problem) {
            Ok(targs) => Some(targs),
            Err(failure) => {
                if let Some((span, message)) = failure {
                    self.error(span, message);
                }
                None
            }
        }
    }

    /// `x[args]` as a type.
    pub(super) fn instantiated_type(&mut self, x: ExprId, args: &'a [ExprId]) -> TypeId {
        let mut cause = String::new();
        let generic = self.generic_type(x, &mut cause);
        if !cause.is_empty() {
            let list: Vec<String> = args.iter().map(|&arg| self.expr_string(arg)).collect();
            let text = self.expr_string(x);
            let message = format!("invalid operation: {text}[{}] ({cause})", list.join(", "));
            self.error(x, message);
        }
        if !self.types.is_valid(generic) {
            return TypeId::INVALID;
        }
        let Some(targs) = self.type_list(args) else {
            return TypeId::INVALID;
        };
        let origin = match self.types.get(generic) {
            Type::Alias(alias) if !alias.tparams.is_empty() => generic,
            _ => self.types.unalias(generic),
        };
        let at = self.pos(x);
        let inst = self.instance_at(at, origin, &targs);
        self.later(move |checker| {
            let (obj, tparams) = match checker.types.get(origin) {
                Type::Named(named) => (named.obj, named.tparams.clone()),
                Type::Alias(alias) => (alias.obj, alias.tparams.clone()),
                _ => return,
            };
            if checker.valid_targ_count(at, obj, tparams.len(), targs.len()) {
                checker.verify_instance(at, &tparams, &targs, args);
            }
        });
        inst
    }

    /// The receiver's type and the type parameters it declares, if its base type is generic.
    pub(super) fn generic_recv(
        &mut self,
        node: ExprId,
        parts: Receiver,
    ) -> (TypeId, Box<[TypeId]>) {
        let mut cause = String::new();
        let base = self.generic_type(parts.base, &mut cause);
        let mut origin = None;
        if !cause.is_empty() {
            self.error(parts.base, cause);
        } else if self.types.is_valid(base) {
            match self.types.get(base) {
                Type::Named(_) => origin = Some(base),
                _ => {
                    let text = self.type_string(base);
                    let message = format!("cannot define new methods on generic alias type {text}");
                    self.error(parts.base, message);
                }
            }
        }
        let mut rparams = Vec::with_capacity(parts.tparams.len());
        for &name in &parts.tparams {
            if self.ast.name(name).is_none() {
                let text = self.expr_string(name);
                let message = format!("receiver type parameter {text} must be an identifier");
                self.error(name, message);
            }
            let param = self.declare_type_param(name, rparams.len());
            self.record_type(name, Mode::TypExpr, param, None);
            rparams.push(param);
        }
        let Some(origin) = origin else {
            return (TypeId::INVALID, rparams.into());
        };
        let tparams = match self.types.get(origin) {
            Type::Named(named) => named.tparams.clone(),
            _ => Box::default(),
        };
        if tparams.len() == rparams.len() {
            let map = replace(&tparams, &rparams);
            for (&own, &generic) in rparams.iter().zip(&tparams) {
                self.mono_canon(own, generic);
                let bound = self.types.as_type_param(generic).map(|param| param.bound);
                let bound = self.subst(bound.unwrap_or(TypeId::INVALID), &map);
                self.set_bound(own, bound);
            }
        } else {
            let got = super::assign::measure(rparams.len(), "type parameter");
            let want = tparams.len();
            let message =
                format!("receiver declares {got}, but receiver base type declares {want}");
            self.error(parts.base, message);
        }
        let at = self.pos(node);
        let mut recv = self.instance_at(at, origin, &rparams);
        if parts.ptr && self.types.is_valid(recv) {
            recv = self.types.pointer(recv);
        }
        self.record_recv_types(node, recv);
        (recv, rparams.into())
    }

    /// The signature with the type arguments of an index expression that is called, and the arguments if some are missing.
    pub(super) fn explicit_targs(
        &mut self,
        index: ExprId,
        list: Exprs,
        sig: TypeId,
        call: Call<'a>,
    ) -> Option<(TypeId, Vec<TypeId>)> {
        let written = self.ast.list(list);
        let Some(targs) = self.type_list(written) else {
            self.use_exprs(call.args);
            return None;
        };
        let (got, want) = (targs.len(), self.sig_tparams(sig).len());
        if got > want {
            let message = format!("got {got} type arguments but want {want}");
            self.error(written[want], message);
            self.use_exprs(call.args);
            return None;
        }
        if got == want {
            let at = self.pos(index);
            let sig = self.instantiate_signature(at, Some(index), sig, &targs, written);
            return Some((sig, Vec::new()));
        }
        Some((sig, targs))
    }

    /// Checks the arguments of a call; generic functions among them may lack type arguments, and the explicit ones are
    /// returned.
    pub(super) fn generic_expr_list(
        &mut self,
        list: &[ExprId],
    ) -> (Vec<Operand>, Vec<Vec<TypeId>>) {
        let mut args = Vec::with_capacity(list.len());
        let mut targs = Vec::with_capacity(list.len());
        for &e in list {
            let mut x = Operand::default();
            let mut partial = Vec::new();
            if let ExprKind::Index { .. } = self.ast.exprs[e].kind {
                partial = self.indexed_arg(&mut x, e);
            } else if list.len() > 1 {
                self.generic_expr(&mut x, e, None);
            } else {
                self.raw_expr(None, &mut x, e, None, true);
                self.exclude(&mut x, &[Mode::NoValue, Mode::Builtin, Mode::TypExpr]);
                if x.is_valid()
                    && let Type::Tuple(results) = self.types.get(x.ty)
                {
                    // gc reports all results of a call at the call.
                    let results: &[Param] = results;
                    let results = results.iter().map(|result| Operand {
                        expr: Some(e).into(),
                        ..Operand::value_of(result.ty)
                    });
                    return (results.collect(), Vec::new());
                }
            }
            args.push(x);
            targs.push(partial);
        }
        (args, targs)
    }

    /// An argument `f[T]`, whose type arguments are returned if some are missing, or `a[i]`.
    fn indexed_arg(&mut self, x: &mut Operand, e: ExprId) -> Vec<TypeId> {
        if self.index_expr(x, e)
            && let Some(targs) = self.func_inst(None, x, Some(e), false)
        {
            x.expr = Some(e).into();
            return targs;
        }
        x.expr = Some(e).into();
        self.record(x);
        self.exclude(x, &[Mode::NoValue, Mode::Builtin, Mode::TypExpr]);
        self.single_value(x);
        Vec::new()
    }

    /// Infers the type arguments of a call. Returns the signature and parameter types without type parameters; nothing after
    /// an error.
    pub(super) fn infer_call(
        &mut self,
        call: Call<'a>,
        sig: TypeId,
        targs: Vec<TypeId>,
        mut params: Vec<TypeId>,
        args: &mut [Operand],
        atargs: Vec<Vec<TypeId>>,
    ) -> Option<(TypeId, Vec<TypeId>)> {
        let generic = self.sig_tparams(sig);
        let own = generic.len();
        let mut tparams = Vec::new();
        let mut known = Vec::new();
        if own > 0 {
            let (fresh, renamed) = self.fresh_type_params(&generic, &[]);
            params = self.subst_list(&params, &renamed);
            tparams = fresh;
            known = padded(&targs, own);
        }
        let mut generic_args = Vec::new();
        for (i, arg) in args.iter_mut().enumerate() {
            let arg_params = self.sig_tparams(arg.ty);
            if arg_params.is_empty() {
                continue;
            }
            arg.ty = self.renamed_signature(arg.ty, &arg_params);
            let fresh = self.sig_tparams(arg.ty);
            tparams.extend_from_slice(&fresh);
            let partial = atargs.get(i).map_or(&[][..], Vec::as_slice);
            known.extend(padded(partial, fresh.len()));
            generic_args.push((i, fresh.len()));
        }
        if tparams.is_empty() {
            return Some((sig, params));
        }
        let at = self.pos(call.expr);
        let problem = Problem {
            at,
            tparams: &tparams,
            targs: known,
            params: params.clone(),
            args: args.iter().map(Arg::Operand).collect(),
        };
        let targs = match self.infer(problem) {
            Ok(targs) => targs,
            Err(failure) => {
                if let Some((span, message)) = failure {
                    let fun = self.expr_string(call.fun);
                    self.error(span, format!("in call to {fun}, {message}"));
                }
                return None;
            }
        };
        let mut instance = sig;
        if own > 0 {
            let written = match self.ast.exprs[call.fun].kind {
                ExprKind::Index { args, .. } => self.ast.list(args),
                _ => &[],
            };
            instance = self.instantiate_signature(at, Some(call.fun), sig, &targs[..own], written);
            params = self.subst_list(&params, &replace(&tparams[..own], &targs[..own]));
        }
        let mut next = own;
        for (i, count) in generic_args {
            let arg = &mut args[i];
            let targs = &targs[next..next + count];
            arg.ty = self.instantiate_signature(at, arg.expr.expand(), arg.ty, targs, &[]);
            self.record(arg);
            next += count;
        }
        Some((instance, params))
    }

    /// A generic signature with new type parameters.
    fn renamed_signature(&mut self, sig: TypeId, tparams: &[TypeId]) -> TypeId {
        let (fresh, renamed) = self.fresh_type_params(tparams, &[]);
        let new = self.subst(sig, &renamed);
        let Type::Signature(new) = self.types.get(new) else {
            return sig;
        };
        let mut new = Signature::clone(new);
        new.tparams = fresh.into();
        self.types.add(Type::Signature(Box::new(new)))
    }
}

/// Known type arguments, and room for the others.
fn padded(targs: &[TypeId], len: usize) -> Vec<Option<TypeId>> {
    let known = targs.iter().copied().map(Some);
    known.chain(std::iter::repeat(None)).take(len).collect()
}
