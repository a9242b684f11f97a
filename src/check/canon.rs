//! One id per type: what run-time type descriptors are keyed by.

use std::sync::Arc;

use hashbrown::HashMap;

use crate::index::{PkgId, Symbol, TypeId};

use super::types::{Field, Interface, Method, Param, Signature, Term, Type, Types};

type FieldKey = (Symbol, Option<PkgId>, TypeId, bool, Option<Arc<str>>);

/// What makes a canonical type equal to another.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Struct(Vec<FieldKey>),
    Tuple(Vec<TypeId>),
    Signature(TypeId, TypeId, bool),
    Interface(
        Vec<(Symbol, Option<PkgId>, TypeId)>,
        Option<Vec<(bool, TypeId)>>,
        bool,
    ),
    Instance(TypeId, Vec<TypeId>),
}

/// Canonical types found so far.
#[derive(Default)]
pub(super) struct CanonTable {
    known: HashMap<TypeId, TypeId, foldhash::fast::FixedState>,
    keys: HashMap<Key, TypeId, foldhash::fast::FixedState>,
}

impl Types {
    /// The same id for all identical types. It is free of aliases, of `byte` and `rune`, of receivers and of parameter
    /// names; its components are canonical too; an interface has all its methods written out in order.
    pub fn canon(&mut self, ty: TypeId) -> TypeId {
        if let Some(&known) = self.canon.known.get(&ty) {
            return known;
        }
        // An interface that contains itself without a name in between is met again while it is looked at.
        self.canon.known.insert(ty, ty);
        let canon = self.canon_new(ty);
        self.canon.known.insert(ty, canon);
        self.canon.known.insert(canon, canon);
        canon
    }

    fn canon_new(&mut self, ty: TypeId) -> TypeId {
        match self.get(ty) {
            Type::Basic(basic) => basic.id(),
            Type::Alias(_) => {
                let actual = self.unalias(ty);
                self.canon(actual)
            }
            &Type::Pointer(elem) => {
                let elem = self.canon(elem);
                self.pointer(elem)
            }
            &Type::Slice(elem) => {
                let elem = self.canon(elem);
                self.slice(elem)
            }
            &Type::Array { len, elem } => {
                let elem = self.canon(elem);
                self.array(len, elem)
            }
            &Type::Map { key, elem } => {
                let (key, elem) = (self.canon(key), self.canon(elem));
                self.map(key, elem)
            }
            &Type::Chan { dir, elem } => {
                let elem = self.canon(elem);
                self.chan(dir, elem)
            }
            Type::Named(named) => match &named.inst {
                None => ty,
                Some(inst) => {
                    let (origin, targs) = (inst.origin, inst.targs.to_vec());
                    let targs = targs.into_iter().map(|ty| self.canon(ty)).collect();
                    self.keyed(Key::Instance(origin, targs), |_| None, ty)
                }
            },
            Type::Struct(fields) => {
                let fields = fields.to_vec();
                self.canon_struct(ty, fields)
            }
            Type::Tuple(params) => {
                let types: Vec<TypeId> = params.iter().map(|param| param.ty).collect();
                let types: Vec<TypeId> = types.into_iter().map(|ty| self.canon(ty)).collect();
                let tuple = Type::Tuple(types.iter().map(|&ty| Param::unnamed(ty)).collect());
                self.keyed(Key::Tuple(types), |_| Some(tuple), ty)
            }
            Type::Signature(sig) if sig.tparams.is_empty() => {
                let (params, results, variadic) = (sig.params, sig.results, sig.variadic);
                self.canon_signature(ty, params, results, variadic)
            }
            Type::Interface(_) => self.canon_interface(ty),
            Type::Signature(_) | Type::Union(_) | Type::TypeParam(_) => ty,
        }
    }

    fn canon_struct(&mut self, ty: TypeId, mut fields: Vec<Field>) -> TypeId {
        for field in &mut fields {
            field.ty = self.canon(field.ty);
        }
        let key = fields
            .iter()
            .map(|field| {
                let pkg = field.pkg.expand().filter(|_| !field.exported);
                (field.name, pkg, field.ty, field.embedded, field.tag.clone())
            })
            .collect();
        self.keyed(Key::Struct(key), |_| Some(Type::Struct(fields.into())), ty)
    }

    fn canon_signature(
        &mut self,
        ty: TypeId,
        params: TypeId,
        results: TypeId,
        variadic: bool,
    ) -> TypeId {
        let (params, results) = (self.canon(params), self.canon(results));
        let sig = Signature {
            recv: None,
            rparams: Box::default(),
            tparams: Box::default(),
            params,
            results,
            variadic,
        };
        let key = Key::Signature(params, results, variadic);
        self.keyed(key, |_| Some(Type::Signature(Box::new(sig))), ty)
    }

    fn canon_interface(&mut self, ty: TypeId) -> TypeId {
        let set = self.type_set(ty);
        let own = |method: &Arc<Method>| Method::clone(method);
        let mut methods: Vec<Method> = set.methods.iter().map(own).collect();
        let comparable = set.comparable;
        let terms: Option<Vec<Term>> = set.terms.clone();
        if methods.is_empty() && terms.is_none() && !comparable {
            return TypeId::EMPTY_INTERFACE;
        }
        for method in &mut methods {
            method.sig = self.canon(method.sig);
        }
        let key_methods = methods
            .iter()
            .map(|method| {
                let pkg = method.pkg.expand().filter(|_| !method.exported);
                (method.name, pkg, method.sig)
            })
            .collect();
        let constraint = terms.is_some() || comparable;
        let terms = terms.map(|terms| {
            let mut terms: Vec<(bool, TypeId)> = terms
                .into_iter()
                .map(|term| (term.tilde, self.canon(term.ty)))
                .collect();
            terms.sort();
            terms
        });
        let key = Key::Interface(key_methods, terms, comparable);
        let flat =
            (!constraint).then(|| Type::Interface(Box::new(Interface::new(methods, Vec::new()))));
        self.keyed(key, |_| flat, ty)
    }

    /// The type with this key; if there is none yet, the one `make` gives or else `ty` becomes it.
    fn keyed(
        &mut self,
        key: Key,
        make: impl FnOnce(&mut Types) -> Option<Type>,
        ty: TypeId,
    ) -> TypeId {
        if let Some(&canon) = self.canon.keys.get(&key) {
            return canon;
        }
        let canon = match make(self) {
            Some(made) => self.add(made),
            None => ty,
        };
        self.canon.keys.insert(key, canon);
        canon
    }
}
