//! Instances of generic functions and types: type parameters replaced by type arguments.
//!
//! A generic function is compiled once per list of canonical type arguments. Every look-up of a type goes through
//! [`Compiler::substitute`], so that the code below sees concrete types only.

use std::cell::RefCell;
use std::rc::Rc;

use cranelift_entity::packed_option::PackedOption;
use hashbrown::HashMap;

use crate::check::types::{
    Embedded, Field, Instance, Interface, Method, Named, Param, Signature, Type,
};
use crate::index::{ObjId, TypeId};

use super::Compiler;

type Map<K, V> = HashMap<K, V, foldhash::fast::FixedState>;

/// Type arguments for type parameters.
#[derive(Default, Debug)]
pub(super) struct Inst {
    /// Parameters and arguments.
    map: Vec<(TypeId, TypeId)>,
    /// What substitution gave before.
    known: RefCell<Map<TypeId, TypeId>>,
}

impl Inst {
    /// An instance.
    pub(super) fn new(params: &[TypeId], args: &[TypeId]) -> Rc<Inst> {
        Rc::new(Inst {
            map: params.iter().copied().zip(args.iter().copied()).collect(),
            known: RefCell::default(),
        })
    }

    /// The code is not generic.
    pub(super) fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    /// The arguments in order.
    pub(super) fn args(&self) -> Vec<TypeId> {
        self.map.iter().map(|&(_, arg)| arg).collect()
    }
}

impl Compiler<'_> {
    /// One id for all identical types.
    pub(super) fn canon(&mut self, ty: TypeId) -> TypeId {
        if let Some(canon) = self.canonical[ty].expand() {
            return canon;
        }
        let canon = self.types.canon(ty);
        self.canonical[ty] = canon.into();
        self.complete_instance(canon);
        canon
    }

    /// The canonical types of a list.
    pub(super) fn canon_list(&mut self, list: &[TypeId]) -> Rc<[TypeId]> {
        list.iter().map(|&ty| self.canon(ty)).collect()
    }

    /// Gives an instance that was never looked into its underlying type.
    fn complete_instance(&mut self, ty: TypeId) {
        let Type::Named(named) = self.types.get(ty) else {
            return;
        };
        if let (Some(inst), None) = (&named.inst, named.underlying.expand()) {
            let (origin, targs) = (inst.origin, inst.targs.clone());
            let targs: Vec<TypeId> = targs.iter().map(|&ty| self.canon(ty)).collect();
            self.complete_from(ty, origin, &targs);
        }
    }

    fn complete_from(&mut self, ty: TypeId, origin: TypeId, targs: &[TypeId]) {
        let Some(named) = self.types.as_named(origin) else {
            return;
        };
        let params = named.tparams.clone();
        let under = named.underlying.expand().or(named.from_rhs.expand());
        let params: Vec<TypeId> = params.iter().map(|&ty| self.types.unalias(ty)).collect();
        let inst = Inst::new(&params, targs);
        // Found again while its own fields are substituted: then nothing looks at what it is made of.
        self.types.complete(ty, TypeId::EMPTY_INTERFACE);
        let under = self.substitute(under.unwrap_or(TypeId::INVALID), &inst);
        let under = self.types.underlying(under);
        self.types.complete(ty, under);
    }

    /// The instance that a method's body is compiled for.
    pub(super) fn method_instance(&mut self, obj: ObjId, targs: &Rc<[TypeId]>) -> Rc<Inst> {
        if targs.is_empty() {
            return self.no_inst.clone();
        }
        if let Some(inst) = self.instances.get(&(obj, targs.clone())) {
            return inst.clone();
        }
        let ty = self.objects[obj].ty();
        let params: Vec<TypeId> = match self.types.as_signature(ty) {
            Some(sig) if !sig.rparams.is_empty() => sig.rparams.to_vec(),
            Some(sig) => sig.tparams.to_vec(),
            None => Vec::new(),
        };
        let params: Vec<TypeId> = params
            .into_iter()
            .map(|ty| self.types.unalias(ty))
            .collect();
        let inst = Inst::new(&params, targs);
        self.instances.insert((obj, targs.clone()), inst.clone());
        inst
    }

    /// The canonical type with the instance's arguments in place of type parameters.
    pub(super) fn substitute(&mut self, ty: TypeId, inst: &Rc<Inst>) -> TypeId {
        if inst.is_empty() {
            return self.canon(ty);
        }
        let known = inst.known.borrow().get(&ty).copied();
        if let Some(known) = known {
            return known;
        }
        let new = self.substitute_new(ty, inst);
        let new = self.canon(new);
        inst.known.borrow_mut().insert(ty, new);
        new
    }

    fn substitute_list(&mut self, list: &[TypeId], inst: &Rc<Inst>) -> Vec<TypeId> {
        list.iter().map(|&ty| self.substitute(ty, inst)).collect()
    }

    fn substitute_new(&mut self, ty: TypeId, inst: &Rc<Inst>) -> TypeId {
        let ty = self.types.unalias(ty);
        match self.types.get(ty) {
            Type::TypeParam(_) => {
                let found = inst.map.iter().find(|(param, _)| *param == ty);
                found.map_or(ty, |&(_, arg)| arg)
            }
            &Type::Pointer(elem) => {
                let elem = self.substitute(elem, inst);
                self.types.pointer(elem)
            }
            &Type::Slice(elem) => {
                let elem = self.substitute(elem, inst);
                self.types.slice(elem)
            }
            &Type::Array { len, elem } => {
                let elem = self.substitute(elem, inst);
                self.types.array(len, elem)
            }
            &Type::Map { key, elem } => {
                let (key, elem) = (self.substitute(key, inst), self.substitute(elem, inst));
                self.types.map(key, elem)
            }
            &Type::Chan { dir, elem } => {
                let elem = self.substitute(elem, inst);
                self.types.chan(dir, elem)
            }
            Type::Struct(fields) => {
                let mut fields: Vec<Field> = fields.to_vec();
                for field in &mut fields {
                    field.ty = self.substitute(field.ty, inst);
                }
                self.types.add(Type::Struct(fields.into()))
            }
            Type::Tuple(params) => {
                let params = params.to_vec();
                let params = self.substitute_params(params, inst);
                self.types.tuple(params)
            }
            Type::Signature(sig) => {
                let sig = (**sig).clone();
                let sig = Signature {
                    recv: None,
                    rparams: Box::default(),
                    tparams: Box::default(),
                    params: self.substitute(sig.params, inst),
                    results: self.substitute(sig.results, inst),
                    variadic: sig.variadic,
                };
                self.types.add(Type::Signature(Box::new(sig)))
            }
            Type::Interface(_) => self.substitute_interface(ty, inst),
            Type::Named(_) => self.substitute_named(ty, inst),
            Type::Basic(_) | Type::Alias(_) | Type::Union(_) => ty,
        }
    }

    fn substitute_params(&mut self, mut params: Vec<Param>, inst: &Rc<Inst>) -> Vec<Param> {
        for param in &mut params {
            param.ty = self.substitute(param.ty, inst);
        }
        params
    }

    fn substitute_interface(&mut self, ty: TypeId, inst: &Rc<Inst>) -> TypeId {
        let methods = self.types.type_set(ty).methods.iter();
        let mut methods: Vec<Method> = methods.map(|method| Method::clone(method)).collect();
        if methods.is_empty() {
            return ty;
        }
        for method in &mut methods {
            method.sig = self.substitute(method.sig, inst);
        }
        let interface = Interface::new(methods, Vec::<Embedded>::new());
        self.types.add(Type::Interface(Box::new(interface)))
    }

    fn substitute_named(&mut self, ty: TypeId, inst: &Rc<Inst>) -> TypeId {
        let Some(named) = self.types.as_named(ty) else {
            return ty;
        };
        match named.inst.clone() {
            Some(of) => {
                let targs = self.substitute_list(&of.targs, inst);
                self.instantiate(of.origin, &targs)
            }
            None if self.local_generic(ty) => self.local_instance(ty, inst),
            None => ty,
        }
    }

    /// A type declared inside a function: it may mention the function's type parameters.
    fn local_generic(&mut self, ty: TypeId) -> bool {
        let Some(named) = self.types.as_named(ty) else {
            return false;
        };
        let parent = self.objects[named.obj].parent.expand();
        let Some(parent) = parent else { return false };
        let package = named.pkg.expand();
        package.is_some_and(|pkg| self.packages[pkg].scope != parent)
    }

    /// A local type's version for an instance of its function.
    fn local_instance(&mut self, ty: TypeId, inst: &Rc<Inst>) -> TypeId {
        let key = (ty, inst.args());
        if let Some(&known) = self.local_types.get(&key) {
            return known;
        }
        let Some(named) = self.types.as_named(ty) else {
            return ty;
        };
        let under = named.underlying.expand().or(named.from_rhs.expand());
        let copy = copy_named(named, None);
        let new = self.types.add(Type::Named(Box::new(copy)));
        self.local_types.insert(key, new);
        let under = under.unwrap_or(TypeId::INVALID);
        let under = self.substitute(under, inst);
        let under = self.types.underlying(under);
        self.types.complete(new, under);
        new
    }

    /// The instance of a generic type for these canonical arguments.
    pub(super) fn instantiate(&mut self, origin: TypeId, targs: &[TypeId]) -> TypeId {
        let Some(named) = self.types.as_named(origin) else {
            return origin;
        };
        let of = Instance {
            origin,
            targs: targs.into(),
        };
        let new = copy_named(named, Some(of));
        let new = self.types.add(Type::Named(Box::new(new)));
        self.canon(new)
    }
}

/// A named type without underlying type.
fn copy_named(named: &Named, inst: Option<Instance>) -> Named {
    Named {
        obj: named.obj,
        name: named.name,
        pkg: named.pkg,
        from_rhs: PackedOption::default(),
        underlying: PackedOption::default(),
        methods: named.methods.clone(),
        tparams: Box::default(),
        inst,
    }
}
