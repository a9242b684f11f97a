//! Method sets: which methods a type has, through which embedded fields, and what they run.

use std::rc::Rc;

use hashbrown::HashMap;

use crate::check::types::Type;
use crate::index::{MethodId, ObjId, PkgId, Symbol, TypeId};

use super::Compiler;

/// A method of a type.
#[derive(Clone, Debug)]
pub(super) struct MethodEntry {
    /// Its name.
    pub name: Symbol,
    /// The package, if the name is not exported.
    pub pkg: Option<PkgId>,
    /// Its number.
    pub id: MethodId,
    /// The embedded fields to go through.
    pub path: Rc<[u32]>,
    /// What it runs.
    pub target: Target,
    /// Its function type, without receiver.
    pub sig: TypeId,
}

/// What a method call runs, once the embedded fields have been gone through.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) enum Target {
    /// A declared method.
    Method {
        /// The method.
        obj: ObjId,
        /// The type arguments of its receiver.
        targs: Rc<[TypeId]>,
        /// Its receiver is a pointer.
        ptr: bool,
    },
    /// A method of an interface.
    Iface(MethodId),
}

/// A place to look for methods.
struct Embedded {
    ty: TypeId,
    path: Vec<u32>,
    /// There was a pointer on the way.
    indirect: bool,
}

type Found = HashMap<(Symbol, Option<PkgId>), Option<MethodEntry>, foldhash::fast::FixedState>;

impl Compiler<'_> {
    /// The method set of a canonical type; empty for interfaces.
    pub(super) fn method_set(&mut self, ty: TypeId) -> Rc<[MethodEntry]> {
        if let Some(set) = self.method_sets.get(&ty) {
            return set.clone();
        }
        let set: Rc<[MethodEntry]> = match self.types.is_interface(ty) {
            true => Rc::new([]),
            false => self.new_method_set(ty).into(),
        };
        self.method_sets.insert(ty, set.clone());
        set
    }

    /// The method of this name that a value of the type has.
    pub(super) fn find_method(
        &mut self,
        ty: TypeId,
        name: Symbol,
        pkg: Option<PkgId>,
    ) -> Option<MethodEntry> {
        let set = self.method_set(ty);
        set.iter()
            .find(|entry| entry.name == name && (entry.pkg.is_none() || entry.pkg == pkg))
            .cloned()
    }

    fn new_method_set(&mut self, ty: TypeId) -> Vec<MethodEntry> {
        let (base, indirect) = match *self.types.get(ty) {
            Type::Pointer(elem) => (self.canon(elem), true),
            _ => (ty, false),
        };
        if indirect
            && matches!(
                self.types.under(base),
                Type::Interface(_) | Type::Pointer(_)
            )
        {
            return Vec::new();
        }
        let mut found = Found::default();
        let mut order: Vec<(Symbol, Option<PkgId>)> = Vec::new();
        let mut seen: Vec<TypeId> = Vec::new();
        let mut level = vec![Embedded {
            ty: base,
            path: Vec::new(),
            indirect,
        }];
        while !level.is_empty() {
            let mut here = Found::default();
            let mut next = Vec::new();
            for at in &level {
                if self.types.as_named(at.ty).is_some() {
                    if seen.contains(&at.ty) {
                        continue;
                    }
                    seen.push(at.ty);
                }
                self.methods_at(at, &mut here, &mut order, &mut next);
            }
            for (key, entry) in here {
                found.entry(key).or_insert(entry);
            }
            level = next;
        }
        let mut entries = Vec::new();
        for key in order {
            if let Some(Some(entry)) = found.remove(&key) {
                entries.push(entry);
            }
        }
        entries
    }

    /// Adds the methods and fields of one type, and the places that its embedded fields lead to.
    fn methods_at(
        &mut self,
        at: &Embedded,
        here: &mut Found,
        order: &mut Vec<(Symbol, Option<PkgId>)>,
        next: &mut Vec<Embedded>,
    ) {
        let mut add = |key: (Symbol, Option<PkgId>), entry: Option<MethodEntry>| {
            order.push(key);
            // A second entry of the same depth makes both ambiguous.
            here.entry(key)
                .and_modify(|entry| *entry = None)
                .or_insert(entry);
        };
        if let Some(named) = self.types.as_named(at.ty) {
            let methods = match &named.inst {
                Some(inst) => self
                    .types
                    .as_named(inst.origin)
                    .map(|origin| origin.methods.clone()),
                None => Some(named.methods.clone()),
            };
            let targs = named.inst.as_ref().map(|inst| inst.targs.clone());
            let targs = self.canon_list(&targs.unwrap_or_default());
            for obj in methods.unwrap_or_default() {
                let object = &self.objects[obj];
                let name = object.name;
                let pkg = object.pkg.expand().filter(|_| !self.exported(name));
                let ptr = object.as_func().is_some_and(|func| func.ptr_recv);
                let sig = self.method_signature(obj, &targs);
                let entry = (!ptr || at.indirect).then(|| MethodEntry {
                    name,
                    pkg,
                    id: self.method_id(name, pkg, sig),
                    path: at.path.as_slice().into(),
                    target: Target::Method {
                        obj,
                        targs: targs.clone(),
                        ptr,
                    },
                    sig,
                });
                add((name, pkg), entry);
            }
        }
        if self.types.is_interface(at.ty) {
            for method in self.types.type_set(at.ty).methods.clone() {
                let pkg = method.pkg.expand().filter(|_| !method.exported);
                let sig = self.canon(method.sig);
                let id = self.method_id(method.name, pkg, sig);
                let entry = MethodEntry {
                    name: method.name,
                    pkg,
                    id,
                    path: at.path.as_slice().into(),
                    target: Target::Iface(id),
                    sig,
                };
                add((method.name, pkg), Some(entry));
            }
            return;
        }
        let Some(fields) = self.types.fields(at.ty) else {
            return;
        };
        let fields = fields.to_vec();
        for (index, field) in fields.iter().enumerate() {
            let pkg = field.pkg.expand().filter(|_| !field.exported);
            add((field.name, pkg), None);
            if field.embedded {
                let ty = self.canon(field.ty);
                let (ty, pointer) = match *self.types.get(ty) {
                    Type::Pointer(elem) => (self.canon(elem), true),
                    _ => (ty, false),
                };
                let mut path = at.path.clone();
                path.push(index as u32);
                next.push(Embedded {
                    ty,
                    path,
                    indirect: at.indirect || pointer,
                });
            }
        }
    }

    /// The function type of a declared method, for these type arguments of its receiver.
    pub(super) fn method_signature(&mut self, obj: ObjId, targs: &Rc<[TypeId]>) -> TypeId {
        let ty = self.objects[obj].ty();
        if targs.is_empty() {
            return self.canon(ty);
        }
        let inst = self.method_instance(obj, targs);
        self.substitute(ty, &inst)
    }

    /// The name begins with an upper-case letter.
    pub(super) fn exported(&self, name: Symbol) -> bool {
        let first = self.ast.text(name).chars().next();
        first.is_some_and(char::is_uppercase)
    }
}
