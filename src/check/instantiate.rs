//! Instances of generic types and functions.
//!
//! An instance of a defined type gets its underlying type at once, or, if the declaration of the generic type is still
//! being checked, as soon as that is done ([`Checker::release_instances`]); instances that its own parts mention follow.
//! That would not end for a type that needs ever new instances of itself, which is an error found later (see [`super::mono`]):
//! instances that are too far from the source text stay without underlying type.

use hashbrown::HashMap;

use crate::index::{ExprId, ObjId, TypeId};
use crate::source::Span;
use crate::syntax::ast::ExprKind;

use super::Checker;
use super::info::Instantiation;
use super::subst::replace;
use super::types::{Alias, Instance, Named, Signature, Type};

/// How many instances one instance of the text may lead to, one after another.
const MAX_DEPTH: u32 = 100;
/// How many instances may be made that are not in the text.
const MAX_IMPLIED: u32 = 20_000;

/// The instances made so far.
#[derive(Default)]
pub(super) struct Instances {
    by_targs: HashMap<(TypeId, Box<[TypeId]>), TypeId, foldhash::fast::FixedState>,
    methods: HashMap<(TypeId, ObjId), TypeId, foldhash::fast::FixedState>,
    places: HashMap<TypeId, Span, foldhash::fast::FixedState>,
    /// Where the instance that is being made is written; those that it leads to are said to be there too.
    place: Option<Span>,
    /// To be completed, each with its distance from the text.
    queue: Vec<(TypeId, u32)>,
    /// Those whose generic type is not complete itself.
    waiting: HashMap<TypeId, Vec<(TypeId, u32)>, foldhash::fast::FixedState>,
    /// The distance of the instance that is being completed.
    depth: Option<u32>,
    implied: u32,
    /// The first that was too far from the text.
    given_up: Option<TypeId>,
}

impl<'a> Checker<'a> {
    /// Where an instance was written first.
    pub(super) fn instance_place(&self, ty: TypeId) -> Option<Span> {
        self.instances.places.get(&ty).copied()
    }

    /// The instance of a generic type, written at some place.
    pub(super) fn instance_at(&mut self, at: Span, origin: TypeId, targs: &[TypeId]) -> TypeId {
        self.instances.place = Some(at);
        let ty = self.instance(origin, targs);
        self.instances.place = None;
        ty
    }

    /// The instance of a generic type.
    pub(super) fn instance(&mut self, origin: TypeId, targs: &[TypeId]) -> TypeId {
        let key: Box<[TypeId]> = targs.iter().map(|&ty| self.instance_key(ty)).collect();
        let key = (origin, key);
        if let Some(&known) = self.instances.by_targs.get(&key) {
            return known;
        }
        let inst = Some(Instance {
            origin,
            targs: targs.into(),
        });
        let new = match self.types.get(origin) {
            Type::Named(generic) => Type::Named(Box::new(Named {
                obj: generic.obj,
                name: generic.name,
                pkg: generic.pkg,
                from_rhs: None.into(),
                underlying: None.into(),
                methods: Vec::new(),
                tparams: Box::default(),
                inst,
            })),
            Type::Alias(generic) => Type::Alias(Box::new(Alias {
                obj: generic.obj,
                name: generic.name,
                pkg: generic.pkg,
                actual: None.into(),
                tparams: Box::default(),
                inst,
            })),
            _ => return TypeId::INVALID,
        };
        let ty = self.types.add(new);
        self.instances.by_targs.insert(key, ty);
        if let Some(place) = self.instances.place {
            self.instances.places.insert(ty, place);
        }
        let depth = self.instances.depth.map_or(0, |depth| depth + 1);
        self.instances.implied += u32::from(depth > 0);
        if depth <= MAX_DEPTH && self.instances.implied <= MAX_IMPLIED {
            self.instances.queue.push((ty, depth));
        } else if self.instances.given_up.is_none() {
            self.instances.given_up = Some(ty);
        }
        if self.instances.depth.is_none() {
            self.complete_instances();
        }
        ty
    }

    /// Reports that instances lead to too many others, if that is not because there is no end to them.
    pub(super) fn too_many_instances(&mut self) {
        let Some(ty) = self.instances.given_up.take() else {
            return;
        };
        let obj = self.types.as_named(ty).map(|named| named.obj);
        if let Some(obj) = obj {
            let name = self.obj_name(obj);
            self.error(obj, format!("too many instances of generic type {name}"));
        }
    }

    /// `byte` and `uint8` make the same instance.
    fn instance_key(&self, ty: TypeId) -> TypeId {
        let ty = self.types.unalias(ty);
        match self.types.get(ty) {
            Type::Basic(basic) => basic.id(),
            _ => ty,
        }
    }

    /// Completes the instances that waited for a generic type.
    pub(super) fn release_instances(&mut self, origin: TypeId) {
        let Some(waiting) = self.instances.waiting.remove(&origin) else {
            return;
        };
        self.instances.queue.extend(waiting);
        if self.instances.depth.is_none() {
            self.complete_instances();
        }
    }

    fn complete_instances(&mut self) {
        let mut next = 0;
        while let Some(&(ty, depth)) = self.instances.queue.get(next) {
            next += 1;
            self.instances.depth = Some(depth);
            self.complete_instance(ty, depth);
        }
        self.instances.queue.clear();
        self.instances.depth = None;
    }

    fn complete_instance(&mut self, ty: TypeId, depth: u32) {
        let inst = match self.types.get(ty) {
            Type::Named(named) => named.inst.clone(),
            Type::Alias(alias) => alias.inst.clone(),
            _ => None,
        };
        let Some(Instance { origin, targs }) = inst else {
            return;
        };
        let (tparams, rhs) = match self.types.get(origin) {
            Type::Named(named) => (named.tparams.clone(), named.from_rhs),
            Type::Alias(alias) => (alias.tparams.clone(), alias.actual),
            _ => return,
        };
        let Some(rhs) = rhs.expand() else {
            let waiting = self.instances.waiting.entry(origin).or_default();
            return waiting.push((ty, depth));
        };
        let rhs = match tparams.len() == targs.len() {
            true => self.subst(rhs, &replace(&tparams, &targs)),
            // An error is reported where the instance is written.
            false => TypeId::INVALID,
        };
        let actual = self.types.unalias(rhs);
        match self.types.get_mut(ty) {
            Type::Named(named) => {
                named.from_rhs = Some(rhs).into();
                self.shorten_underlying(ty, rhs);
            }
            Type::Alias(alias) => alias.actual = Some(actual).into(),
            _ => {}
        }
    }

    /// The signature of a method of a defined type, which may be an instance.
    pub(super) fn instance_method_type(&mut self, named: TypeId, method: ObjId) -> TypeId {
        let generic = self.objects[method].ty();
        let Some(inst) = self
            .types
            .as_named(named)
            .and_then(|named| named.inst.as_ref())
        else {
            return generic;
        };
        let targs = inst.targs.clone();
        let named = self.types.unalias(named);
        if let Some(&known) = self.instances.methods.get(&(named, method)) {
            return known;
        }
        let Type::Signature(sig) = self.types.get(generic) else {
            return generic;
        };
        let (rparams, recv) = (sig.rparams.clone(), sig.recv.clone());
        if rparams.len() != targs.len() {
            return generic;
        }
        let map = replace(&rparams, &targs);
        let new = self.subst(generic, &map);
        let Type::Signature(sig) = self.types.get(new) else {
            return generic;
        };
        let mut sig = Signature::clone(sig);
        sig.recv = recv;
        if let Some(recv) = &mut sig.recv {
            recv.ty = self.subst(recv.ty, &map);
        }
        let new = self.types.add(Type::Signature(Box::new(sig)));
        self.instances.methods.insert((named, method), new);
        new
    }

    /// The signature with type arguments. That they satisfy their constraints is checked later; errors are reported at
    /// `at` or at the type arguments that are written.
    pub(super) fn instantiate_signature(
        &mut self,
        at: Span,
        expr: Option<ExprId>,
        sig: TypeId,
        targs: &[TypeId],
        written: &[ExprId],
    ) -> TypeId {
        let tparams: Box<[TypeId]> = match self.types.get(sig) {
            Type::Signature(sig) => sig.tparams.clone(),
            _ => return sig,
        };
        let new = self.subst(sig, &replace(&tparams, targs));
        let Type::Signature(instance) = self.types.get(new) else {
            return sig;
        };
        let mut instance = Signature::clone(instance);
        instance.tparams = Box::default();
        let ty = self.types.add(Type::Signature(Box::new(instance)));
        if let Some(name) = expr.and_then(|expr| self.instantiated_name(expr)) {
            let instantiation = Instantiation {
                targs: targs.into(),
                ty,
            };
            self.info.instances.insert(name, instantiation);
        }
        let (targs, written) = (targs.to_vec(), written.to_vec());
        self.later(move |checker| checker.verify_instance(at, &tparams, &targs, &written));
        ty
    }

    /// The name of the function in an expression that denotes a generic function.
    fn instantiated_name(&self, expr: ExprId) -> Option<ExprId> {
        let mut expr = self.unparen(expr);
        if let ExprKind::Index { x, .. } = self.ast.exprs[expr].kind {
            expr = self.unparen(x);
        }
        match self.ast.exprs[expr].kind {
            ExprKind::Name(_) => Some(expr),
            ExprKind::Selector { sel, .. } => Some(sel),
            _ => None,
        }
    }

    /// Reports a wrong number of type arguments.
    pub(super) fn valid_targ_count(
        &mut self,
        at: Span,
        name: ObjId,
        want: usize,
        got: usize,
    ) -> bool {
        let problem = match got {
            _ if got < want => "not enough",
            _ if got > want => "too many",
            _ => return true,
        };
        let name = self.obj_name(name);
        let message = format!("{problem} type arguments for type {name}: have {got}, want {want}");
        self.error(at, message);
        false
    }

    /// Reports a type argument that does not satisfy its constraint.
    pub(super) fn verify_instance(
        &mut self,
        at: Span,
        tparams: &[TypeId],
        targs: &[TypeId],
        written: &[ExprId],
    ) {
        match self.verify(tparams, targs) {
            Ok(()) => self.mono_instance(at, tparams, targs, written),
            Err((index, cause)) => {
                let at = match written.get(index) {
                    Some(&expr) => self.start(expr),
                    None => at,
                };
                self.error(at, cause);
            }
        }
    }

    /// The first type argument that does not satisfy its constraint, and why.
    fn verify(&mut self, tparams: &[TypeId], targs: &[TypeId]) -> Result<(), (usize, String)> {
        let map = replace(tparams, targs);
        for (index, (&tparam, &targ)) in tparams.iter().zip(targs).enumerate() {
            let bound = self.types.as_type_param(tparam).map(|param| param.bound);
            let mut bound = self.subst(bound.unwrap_or(TypeId::INVALID), &map);
            if self.types.is_valid(bound) && !self.types.is_interface(bound) {
                bound = self.embedding(bound);
            }
            let mut cause = String::new();
            if !self.implements(targ, bound, true, Some(&mut cause)) {
                return Err((index, cause));
            }
        }
        Ok(())
    }
}
