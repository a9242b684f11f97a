//! Types with type arguments in place of type parameters.

use hashbrown::HashMap;

use crate::index::TypeId;

use super::Checker;
use super::types::{Interface, Param, Signature, Type, TypeParam};

/// Type parameters and what replaces them.
pub(super) type Replaced = Vec<(TypeId, TypeId)>;

/// One substitution, with what it gave before.
struct Subst<'s> {
    map: &'s [(TypeId, TypeId)],
    known: HashMap<TypeId, TypeId, foldhash::fast::FixedState>,
}

/// Pairs each type parameter with its argument.
pub(super) fn replace(tparams: &[TypeId], targs: &[TypeId]) -> Replaced {
    tparams.iter().copied().zip(targs.iter().copied()).collect()
}

impl<'a> Checker<'a> {
    /// The type with the replaced type parameters; the same id if it mentions none of them.
    pub(super) fn subst(&mut self, ty: TypeId, map: &[(TypeId, TypeId)]) -> TypeId {
        if map.is_empty() {
            return ty;
        }
        let known = HashMap::default();
        self.subst_type(ty, &mut Subst { map, known })
    }

    /// All of the types.
    pub(super) fn subst_list(&mut self, list: &[TypeId], map: &[(TypeId, TypeId)]) -> Vec<TypeId> {
        list.iter().map(|&ty| self.subst(ty, map)).collect()
    }

    fn subst_type(&mut self, ty: TypeId, subst: &mut Subst<'_>) -> TypeId {
        if let Some(&known) = subst.known.get(&ty) {
            return known;
        }
        let new = self.subst_new(ty, subst);
        subst.known.insert(ty, new);
        new
    }

    fn subst_new(&mut self, ty: TypeId, subst: &mut Subst<'_>) -> TypeId {
        match self.types.get(ty) {
            Type::Basic(_) => ty,
            Type::TypeParam(_) => {
                let replaced = subst.map.iter().find(|(from, _)| *from == ty);
                replaced.map_or(ty, |&(_, to)| to)
            }
            &Type::Pointer(elem) => {
                let elem = self.subst_type(elem, subst);
                self.types.pointer(elem)
            }
            &Type::Slice(elem) => {
                let elem = self.subst_type(elem, subst);
                self.types.slice(elem)
            }
            &Type::Array { len, elem } => {
                let elem = self.subst_type(elem, subst);
                self.types.array(len, elem)
            }
            &Type::Map { key, elem } => {
                let key = self.subst_type(key, subst);
                let elem = self.subst_type(elem, subst);
                self.types.map(key, elem)
            }
            &Type::Chan { dir, elem } => {
                let elem = self.subst_type(elem, subst);
                self.types.chan(dir, elem)
            }
            Type::Struct(fields) => {
                let mut fields = fields.clone();
                let mut changed = false;
                for field in &mut fields {
                    let new = self.subst_type(field.ty, subst);
                    changed |= new != field.ty;
                    field.ty = new;
                }
                match changed {
                    true => self.types.add(Type::Struct(fields)),
                    false => ty,
                }
            }
            Type::Tuple(params) => {
                let params = params.to_vec();
                match self.subst_params(params, subst) {
                    Some(params) => self.types.tuple(params),
                    None => ty,
                }
            }
            Type::Signature(sig) => {
                let sig = Signature::clone(sig);
                self.subst_signature(ty, sig, subst)
            }
            Type::Union(terms) => {
                let mut terms = terms.clone();
                let mut changed = false;
                for term in &mut terms {
                    let new = self.subst_type(term.ty, subst);
                    changed |= new != term.ty;
                    term.ty = new;
                }
                match changed {
                    true => self.types.add(Type::Union(terms)),
                    false => ty,
                }
            }
            Type::Interface(_) => self.subst_interface(ty, subst),
            Type::Named(named) => match &named.inst {
                Some(inst) => {
                    let (origin, targs) = (inst.origin, inst.targs.clone());
                    self.subst_instance(ty, origin, &targs, subst)
                }
                None => ty,
            },
            Type::Alias(alias) => match &alias.inst {
                Some(inst) => {
                    let (origin, targs) = (inst.origin, inst.targs.clone());
                    self.subst_instance(ty, origin, &targs, subst)
                }
                None => ty,
            },
        }
    }

    fn subst_instance(
        &mut self,
        ty: TypeId,
        origin: TypeId,
        targs: &[TypeId],
        subst: &mut Subst<'_>,
    ) -> TypeId {
        let count = match self.types.get(origin) {
            Type::Named(named) => named.tparams.len(),
            Type::Alias(alias) => alias.tparams.len(),
            _ => 0,
        };
        if count == 0 {
            return ty;
        }
        if count != targs.len() {
            // An error is reported where the instance is written.
            return TypeId::INVALID;
        }
        let new: Vec<TypeId> = targs
            .iter()
            .map(|&targ| self.subst_type(targ, subst))
            .collect();
        match new == targs {
            true => ty,
            false => self.instance(origin, &new),
        }
    }

    /// Nothing if no parameter changes.
    fn subst_params(
        &mut self,
        mut params: Vec<Param>,
        subst: &mut Subst<'_>,
    ) -> Option<Vec<Param>> {
        let mut changed = false;
        for param in &mut params {
            let new = self.subst_type(param.ty, subst);
            changed |= new != param.ty;
            param.ty = new;
        }
        changed.then_some(params)
    }

    fn subst_signature(&mut self, ty: TypeId, mut sig: Signature, subst: &mut Subst<'_>) -> TypeId {
        let instantiating = sig
            .tparams
            .iter()
            .any(|tparam| subst.map.iter().any(|(from, _)| from == tparam));
        if !sig.tparams.is_empty() && !instantiating {
            return self.subst_generic_signature(sig, subst.map);
        }
        let (params, results) = (sig.params, sig.results);
        sig.params = self.subst_type(params, subst);
        sig.results = self.subst_type(results, subst);
        match sig.params == params && sig.results == results {
            true => ty,
            false => self.types.add(Type::Signature(Box::new(sig))),
        }
    }

    /// A signature with type parameters of its own gets new ones, since their constraints may change.
    fn subst_generic_signature(&mut self, mut sig: Signature, map: &[(TypeId, TypeId)]) -> TypeId {
        let (fresh, mut all) = self.fresh_type_params(&sig.tparams, map);
        for (&own, &generic) in fresh.iter().zip(&sig.tparams) {
            self.mono_canon(own, generic);
        }
        all.extend_from_slice(map);
        sig.params = self.subst(sig.params, &all);
        sig.results = self.subst(sig.results, &all);
        sig.tparams = fresh.into();
        self.types.add(Type::Signature(Box::new(sig)))
    }

    /// New type parameters in place of others, whose constraints mention them and what `map` says; and what replaces what.
    pub(super) fn fresh_type_params(
        &mut self,
        tparams: &[TypeId],
        map: &[(TypeId, TypeId)],
    ) -> (Vec<TypeId>, Replaced) {
        let mut fresh = Vec::with_capacity(tparams.len());
        for &tparam in tparams {
            let Some(param) = self.types.as_type_param(tparam) else {
                fresh.push(tparam);
                continue;
            };
            let param = TypeParam {
                obj: param.obj,
                name: param.name,
                index: param.index,
                bound: TypeId::INVALID,
                iface: None.into(),
            };
            fresh.push(self.types.add(Type::TypeParam(Box::new(param))));
        }
        let renamed = replace(tparams, &fresh);
        let all: Replaced = renamed.iter().chain(map).copied().collect();
        for (&old, &new) in tparams.iter().zip(&fresh) {
            let bound = self.types.as_type_param(old).map(|param| param.bound);
            let bound = self.subst(bound.unwrap_or(TypeId::INVALID), &all);
            self.set_bound(new, bound);
        }
        (fresh, renamed)
    }

    fn subst_interface(&mut self, ty: TypeId, subst: &mut Subst<'_>) -> TypeId {
        let Type::Interface(interface) = self.types.get(ty) else {
            return ty;
        };
        if !interface.complete {
            return ty;
        }
        let (implicit, is_comparable) = (interface.implicit, interface.is_comparable);
        let mut methods = interface.methods.clone();
        let mut embeddeds = interface.embeddeds.clone();
        let mut changed = false;
        for method in &mut methods {
            let new = self.subst_type(method.sig, subst);
            changed |= new != method.sig;
            method.sig = new;
        }
        for embedded in &mut embeddeds {
            let new = self.subst_type(embedded.ty, subst);
            changed |= new != embedded.ty;
            embedded.ty = new;
        }
        if !changed {
            return ty;
        }
        let mut interface = Interface::new(methods, embeddeds);
        interface.implicit = implicit;
        interface.is_comparable = is_comparable;
        self.types.add(Type::Interface(Box::new(interface)))
    }

    /// The type mentions one of the type parameters, those that it declares itself aside.
    pub(super) fn is_parameterized(&self, tparams: &[TypeId], ty: TypeId) -> bool {
        self.mentions_param(tparams, ty, &mut HashMap::default())
    }

    fn mentions_param(
        &self,
        tparams: &[TypeId],
        ty: TypeId,
        seen: &mut HashMap<TypeId, bool, foldhash::fast::FixedState>,
    ) -> bool {
        let ty = self.types.unalias(ty);
        if let Some(&found) = seen.get(&ty) {
            return found;
        }
        seen.insert(ty, false);
        let mut any = |ty| self.mentions_param(tparams, ty, seen);
        let found = match self.types.get(ty) {
            Type::Basic(_) | Type::Alias(_) => false,
            Type::TypeParam(_) => tparams.contains(&ty),
            Type::Pointer(elem)
            | Type::Slice(elem)
            | Type::Array { elem, .. }
            | Type::Chan { elem, .. } => any(*elem),
            Type::Map { key, elem } => any(*key) || any(*elem),
            Type::Struct(fields) => fields.iter().any(|field| any(field.ty)),
            Type::Tuple(params) => params.iter().any(|param| any(param.ty)),
            Type::Signature(sig) => any(sig.params) || any(sig.results),
            Type::Union(terms) => terms.iter().any(|term| any(term.ty)),
            Type::Named(named) => match &named.inst {
                Some(inst) => inst.targs.iter().any(|&targ| any(targ)),
                None => false,
            },
            Type::Interface(_) => {
                let set = self.types.type_set(ty);
                set.methods.iter().any(|method| any(method.sig))
                    || set
                        .specific_terms()
                        .is_some_and(|terms| terms.iter().all(|term| any(term.ty)))
            }
        };
        seen.insert(ty, found);
        found
    }
}
