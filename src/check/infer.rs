//! Type inference: the type arguments of a generic function, from ordinary arguments and from constraints.

use hashbrown::HashSet;

use crate::index::TypeId;
use crate::source::Span;

use super::Checker;
use super::operand::Operand;
use super::subst::{Replaced, replace};
use super::types::{Signature, Term, Type};
use super::unify::{ASSIGN, EXACT, INEXACT, Unifier};

/// Why type arguments could not be inferred; nothing if an error was reported already.
pub(super) type Failure = Option<(Span, String)>;

/// An argument, or the function type that a generic function is assigned to.
#[derive(Clone, Copy)]
pub(super) enum Arg<'o> {
    /// An argument of a call.
    Operand(&'o Operand),
    /// What is assigned to: its type, its description and where to report errors.
    Target(TypeId, &'o str, Span),
}

impl Arg<'_> {
    fn ty(&self) -> TypeId {
        match self {
            Arg::Operand(x) => x.ty,
            Arg::Target(ty, ..) => *ty,
        }
    }

    fn span(&self, checker: &Checker<'_>) -> Span {
        match self {
            Arg::Operand(x) => super::errors::At::span(x, checker),
            Arg::Target(_, _, span) => *span,
        }
    }

    fn text(&self, checker: &Checker<'_>) -> String {
        match self {
            Arg::Operand(x) => checker.operand_expr(x),
            Arg::Target(_, text, _) => (*text).to_owned(),
        }
    }
}

/// What is to be inferred.
pub(super) struct Problem<'p> {
    /// Where to report what is not about an argument.
    pub at: Span,
    /// The type parameters, with new identities.
    pub tparams: &'p [TypeId],
    /// The type arguments that are known.
    pub targs: Vec<Option<TypeId>>,
    /// The types of the parameters, one per argument.
    pub params: Vec<TypeId>,
    /// The arguments.
    pub args: Vec<Arg<'p>>,
}

impl<'a> Checker<'a> {
    /// All type arguments.
    pub(super) fn infer(&mut self, problem: Problem<'_>) -> Result<Vec<TypeId>, Failure> {
        if let Some(all) = problem.targs.iter().copied().collect() {
            return Ok(all);
        }
        let invalid = |arg: &Arg<'_>| matches!(arg, Arg::Operand(x) if !x.is_valid());
        if problem.args.iter().any(invalid) {
            return Err(None);
        }
        let known = known_args(problem.tparams, &problem.targs);
        let params = self.subst_list(&problem.params, &known);
        let mut unifier = Unifier::new(problem.tparams, &problem.targs);
        let untyped = self.infer_from_args(&problem, &params, &mut unifier)?;
        self.infer_from_constraints(&problem, &mut unifier)?;
        self.infer_from_untyped(&problem, &params, &untyped, &mut unifier)?;
        self.simplify(&problem, unifier.inferred())
    }

    /// Unifies the parameters with typed arguments, and returns the indices of the untyped ones.
    fn infer_from_args(
        &mut self,
        problem: &Problem<'_>,
        params: &[TypeId],
        unifier: &mut Unifier,
    ) -> Result<Vec<usize>, Failure> {
        let mut untyped = Vec::new();
        for (index, (arg, &param)) in problem.args.iter().zip(params).enumerate() {
            let ty = arg.ty();
            if !self.is_parameterized(problem.tparams, param)
                && !self.is_parameterized(problem.tparams, ty)
            {
                continue;
            }
            if self.types.is_typed(ty) {
                if !unifier.unify(self, param, ty, ASSIGN) {
                    return Err(Some(self.mismatch(problem, unifier, param, arg)));
                }
            } else if matches!(self.types.get(param), Type::TypeParam(_))
                && ty != TypeId::UNTYPED_NIL
            {
                untyped.push(index);
            }
        }
        Ok(untyped)
    }

    fn mismatch(
        &mut self,
        problem: &Problem<'_>,
        unifier: &Unifier,
        param: TypeId,
        arg: &Arg<'_>,
    ) -> (Span, String) {
        let inferred = unifier.inferred();
        let (ty, text) = (self.type_string(arg.ty()), arg.text(self));
        let param_text = self.type_string(param);
        let span = arg.span(self);
        if inferred.iter().all(Option::is_none) {
            let names = self.param_names(problem.tparams);
            let message =
                format!("type {ty} of {text} does not match {param_text} (cannot infer {names})");
            return (span, message);
        }
        let known = known_args(problem.tparams, &inferred);
        let so_far = self.subst(param, &known);
        let message = match (so_far != param, arg) {
            (true, Arg::Target(..)) => {
                let so_far = self.type_string(so_far);
                format!(
                    "inferred type {so_far} for {param_text} does not match type {ty} of {text}"
                )
            }
            (true, Arg::Operand(_)) => {
                let so_far = self.type_string(so_far);
                format!(
                    "type {ty} of {text} does not match inferred type {so_far} for {param_text}"
                )
            }
            (false, _) => format!("type {ty} of {text} does not match {param_text}"),
        };
        (span, message)
    }

    /// `P`, `P and Q`, `P, Q, and R`
    fn param_names(&self, tparams: &[TypeId]) -> String {
        let names: Vec<String> = tparams.iter().map(|&ty| self.type_string(ty)).collect();
        match &names[..] {
            [] => String::new(),
            [one] => one.clone(),
            [one, two] => format!("{one} and {two}"),
            [first @ .., last] => format!("{}, and {last}", first.join(", ")),
        }
    }

    /// Unifies type parameters with what their constraints say, as long as that helps.
    fn infer_from_constraints(
        &mut self,
        problem: &Problem<'_>,
        unifier: &mut Unifier,
    ) -> Result<(), Failure> {
        loop {
            let unknowns = unifier.unknowns();
            for (index, &tparam) in problem.tparams.iter().enumerate() {
                let known = unifier.at(index);
                if let Some((core, single)) = self.core_term(tparam) {
                    match known {
                        Some(known) if !unifier.unify(self, known, core.ty, INEXACT) => {
                            let text = self.unsatisfied(tparam, known);
                            return Err(Some((problem.at, text)));
                        }
                        Some(_) => {}
                        None if single && !core.tilde => unifier.set(index, core.ty),
                        None => {}
                    }
                }
                if let Some(known) = known
                    && !self.is_parameterized(problem.tparams, known)
                {
                    self.infer_from_methods(problem, unifier, tparam, known)?;
                }
            }
            if unifier.unknowns() == unknowns {
                return Ok(());
            }
        }
    }

    fn infer_from_methods(
        &mut self,
        problem: &Problem<'_>,
        unifier: &mut Unifier,
        tparam: TypeId,
        known: TypeId,
    ) -> Result<(), Failure> {
        let constraint = self.types.constraint(tparam);
        let mut cause = String::new();
        let missing = self.missing_method(
            known,
            constraint,
            true,
            &mut |checker, x, y| unifier.unify(checker, x, y, EXACT),
            Some(&mut cause),
        );
        if missing.is_none() || !self.types.is_valid(known) {
            return Ok(());
        }
        let text = self.unsatisfied(tparam, known);
        Err(Some((problem.at, format!("{text} {cause}"))))
    }

    fn unsatisfied(&self, tparam: TypeId, known: TypeId) -> String {
        let bound = self.types.as_type_param(tparam).map(|param| param.bound);
        let bound = self.type_string(bound.unwrap_or(TypeId::INVALID));
        let (tparam, known) = (self.type_string(tparam), self.type_string(known));
        format!("{tparam} (type {known}) does not satisfy {bound}")
    }

    /// The only type of a constraint, or the underlying type that all its types share; and which of both it is.
    fn core_term(&mut self, tparam: TypeId) -> Option<(Term, bool)> {
        let terms = self.types.param_terms(tparam)?;
        if let &[single] = terms {
            return Some((single, true));
        }
        let tilde = terms.iter().any(|term| term.tilde);
        let ty = self.common_under(tparam, |_, _, _| Ok(())).ok()?;
        Some((Term { tilde, ty }, false))
    }

    /// Gives type parameters of untyped arguments only the default type of the largest kind.
    fn infer_from_untyped(
        &mut self,
        problem: &Problem<'_>,
        params: &[TypeId],
        untyped: &[usize],
        unifier: &mut Unifier,
    ) -> Result<(), Failure> {
        let mut largest: Vec<Option<TypeId>> = vec![None; problem.tparams.len()];
        for &arg in untyped {
            let tparam = params[arg];
            let Some(index) = problem.tparams.iter().position(|&other| other == tparam) else {
                continue;
            };
            if unifier.at(index).is_some() {
                continue;
            }
            let arg = &problem.args[arg];
            let ty = arg.ty();
            largest[index] = match largest[index] {
                None => Some(ty),
                Some(max) => match self.types.max_type(max, ty) {
                    Some(max) => Some(max),
                    None => {
                        let (max, ty) = (self.type_string(max), self.type_string(ty));
                        let tparam = self.type_string(tparam);
                        let message =
                            format!("mismatched types {max} and {ty} (cannot infer {tparam})");
                        return Err(Some((arg.span(self), message)));
                    }
                },
            };
        }
        for (index, largest) in largest.into_iter().enumerate() {
            if let Some(ty) = largest {
                unifier.set(index, self.types.default_type(ty));
            }
        }
        Ok(())
    }

    /// Replaces type parameters in inferred types until none is left.
    fn simplify(
        &mut self,
        problem: &Problem<'_>,
        mut inferred: Vec<Option<TypeId>>,
    ) -> Result<Vec<TypeId>, Failure> {
        let tparams = problem.tparams;
        let mut walk = Walk::default();
        for &tparam in tparams {
            self.kill_cycles(tparams, &mut inferred, tparam, &mut walk);
        }
        let mut dirty: Vec<usize> = (0..tparams.len())
            .filter(|&index| inferred[index].is_some() && problem.targs[index].is_none())
            .collect();
        while !dirty.is_empty() {
            let map = known_args(tparams, &inferred);
            dirty.retain(|&index| {
                let Some(old) = inferred[index] else {
                    return false;
                };
                let new = self.subst(old, &map);
                if new == old {
                    return false;
                }
                inferred[index] = Some(self.without_params(tparams, new));
                true
            });
        }
        let mut result = Vec::with_capacity(tparams.len());
        for (&tparam, ty) in tparams.iter().zip(inferred) {
            match ty.filter(|&ty| !self.is_parameterized(tparams, ty)) {
                Some(ty) => result.push(ty),
                None => return Err(Some((problem.at, self.cannot_infer(tparam)))),
            }
        }
        Ok(result)
    }

    /// A generic function whose type parameters have all been replaced is generic no more.
    fn without_params(&mut self, tparams: &[TypeId], ty: TypeId) -> TypeId {
        match self.types.get(ty) {
            Type::Signature(sig) if !sig.tparams.is_empty() => {
                let mut sig = Signature::clone(sig);
                if self.is_parameterized(tparams, ty) {
                    return ty;
                }
                sig.tparams = Box::default();
                self.types.add(Type::Signature(Box::new(sig)))
            }
            _ => ty,
        }
    }

    fn cannot_infer(&self, tparam: TypeId) -> String {
        let name = self.type_string(tparam);
        let place = self
            .types
            .as_type_param(tparam)
            .and_then(|param| self.objects[param.obj].span)
            .map(|span| self.position(span));
        let place = place.unwrap_or_default();
        format!("cannot infer {name} (declared at {place})")
    }

    /// Forgets inferred types that contain their own type parameter: replacing it would not end.
    fn kill_cycles(
        &self,
        tparams: &[TypeId],
        inferred: &mut [Option<TypeId>],
        ty: TypeId,
        walk: &mut Walk,
    ) {
        let ty = self.types.unalias(ty);
        if let Some(start) = walk.path.iter().position(|&other| other == ty) {
            for other in &walk.path[start..] {
                if let Some(index) = tparams.iter().position(|tparam| tparam == other) {
                    inferred[index] = None;
                }
            }
            return;
        }
        if !walk.seen.insert(ty) {
            return;
        }
        walk.path.push(ty);
        let parts: Vec<TypeId> = match self.types.get(ty) {
            Type::Basic(_) | Type::Alias(_) => Vec::new(),
            Type::Pointer(elem)
            | Type::Slice(elem)
            | Type::Array { elem, .. }
            | Type::Chan { elem, .. } => vec![*elem],
            Type::Map { key, elem } => vec![*key, *elem],
            Type::Struct(fields) => fields.iter().map(|field| field.ty).collect(),
            Type::Tuple(params) => params.iter().map(|param| param.ty).collect(),
            Type::Signature(sig) => vec![sig.params, sig.results],
            Type::Union(terms) => terms.iter().map(|term| term.ty).collect(),
            Type::Interface(interface) => {
                let methods = interface.methods.iter().map(|method| method.sig);
                let embeddeds = interface.embeddeds.iter().map(|embedded| embedded.ty);
                methods.chain(embeddeds).collect()
            }
            Type::Named(named) => match &named.inst {
                Some(inst) => inst.targs.to_vec(),
                None => Vec::new(),
            },
            Type::TypeParam(_) => {
                let index = tparams.iter().position(|&tparam| tparam == ty);
                index
                    .and_then(|index| inferred[index])
                    .into_iter()
                    .collect()
            }
        };
        for part in parts {
            self.kill_cycles(tparams, inferred, part, walk);
        }
        walk.path.pop();
    }
}

/// A walk through inferred types.
#[derive(Default)]
struct Walk {
    path: Vec<TypeId>,
    seen: HashSet<TypeId>,
}

/// The type parameters whose arguments are known, with these.
fn known_args(tparams: &[TypeId], targs: &[Option<TypeId>]) -> Replaced {
    let known = tparams.iter().zip(targs);
    let (params, args): (Vec<TypeId>, Vec<TypeId>) = known
        .filter_map(|(&tparam, targ)| Some((tparam, (*targ)?)))
        .unzip();
    replace(&params, &args)
}
