//! The types of a program: one arena, named by [`TypeId`].
//!
//! Invariants: predeclared types have fixed ids ([`TypeId::INT`], …). Pointers, slices, arrays, maps and channels exist once
//! per combination of component ids; other types may have several ids, as may types that differ only in the alias they were
//! written with: ask [`Types::identical`], or compare what [`Types::canon`] returns. Named types get their underlying
//! type after they are made, everything else is complete once the declaration that mentions it has been checked.

use std::cell::{Cell, OnceCell};
use std::sync::Arc;

use cranelift_entity::PrimaryMap;
use cranelift_entity::packed_option::PackedOption;
use hashbrown::HashMap;

use crate::index::{ObjId, PkgId, Symbol, TypeId};
use crate::syntax::ast::ChanDir;

use super::typeset::TypeSet;

pub use super::basic::*;

/// A type.
#[derive(Debug)]
pub enum Type {
    /// A predeclared type; [`Basic::Invalid`] stands for what could not be determined.
    Basic(Basic),
    /// A defined type, or an instance of one.
    Named(Box<Named>),
    /// Another name for a type.
    Alias(Box<Alias>),
    /// `*T`
    Pointer(TypeId),
    /// `[]T`
    Slice(TypeId),
    /// `[N]T`; a negative length was in error.
    Array {
        /// `N`
        len: i64,
        /// `T`
        elem: TypeId,
    },
    /// `map[K]V`
    Map {
        /// `K`
        key: TypeId,
        /// `V`
        elem: TypeId,
    },
    /// `chan T`, `<-chan T`, `chan<- T`
    Chan {
        /// Direction.
        dir: ChanDir,
        /// `T`
        elem: TypeId,
    },
    /// `struct { … }`
    Struct(Box<[Field]>),
    /// A function type.
    Signature(Box<Signature>),
    /// Parameters, results, or the type of a call with several results or of a comma-ok expression.
    Tuple(Box<[Param]>),
    /// `interface { … }`
    Interface(Box<Interface>),
    /// `~A | B`, only embedded in interfaces.
    Union(Box<[Term]>),
    /// A type parameter.
    TypeParam(Box<TypeParam>),
}

/// A defined type.
#[derive(Debug)]
pub struct Named {
    /// Its type name; an instance has that of its generic type.
    pub obj: ObjId,
    /// The name.
    pub name: Symbol,
    /// The package that declares it; none for `error` and `comparable`.
    pub pkg: PackedOption<PkgId>,
    /// The type on the right side of its declaration, once known.
    pub from_rhs: PackedOption<TypeId>,
    /// Neither named nor alias; use [`Types::underlying`].
    pub underlying: PackedOption<TypeId>,
    /// Its declared methods in source order; those of an instance are the generic ones.
    pub methods: Vec<ObjId>,
    /// Its type parameters, if it is generic and not an instance.
    pub tparams: Box<[TypeId]>,
    /// What it is an instance of.
    pub inst: Option<Instance>,
}

/// A generic type or function with type arguments.
#[derive(Clone, Debug)]
pub struct Instance {
    /// The generic type.
    pub origin: TypeId,
    /// The type arguments.
    pub targs: Box<[TypeId]>,
}

/// An alias.
#[derive(Debug)]
pub struct Alias {
    /// Its type name.
    pub obj: ObjId,
    /// The name.
    pub name: Symbol,
    /// The package that declares it; none for `any`.
    pub pkg: PackedOption<PkgId>,
    /// The type on the right side, possibly another alias; none while it is being determined.
    pub actual: PackedOption<TypeId>,
    /// Its type parameters, if it is generic and not an instance.
    pub tparams: Box<[TypeId]>,
    /// What it is an instance of.
    pub inst: Option<Instance>,
}

/// A struct field.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name; for an embedded field that of its type.
    pub name: Symbol,
    /// The package that declares it: a name that is not exported differs from the same name elsewhere.
    pub pkg: PackedOption<PkgId>,
    /// The name begins with an upper-case letter.
    pub exported: bool,
    /// It was declared without a name.
    pub embedded: bool,
    /// Its type.
    pub ty: TypeId,
    /// The decoded tag.
    pub tag: Option<Arc<str>>,
    /// Its object; instances share those of the generic type.
    pub obj: ObjId,
}

/// A parameter or result.
#[derive(Clone, Debug)]
pub struct Param {
    /// Its name, if it has one, `_` included.
    pub name: PackedOption<Symbol>,
    /// Its type; for the last parameter of a variadic function the slice.
    pub ty: TypeId,
    /// Its object, if it was declared.
    pub obj: PackedOption<ObjId>,
}

impl Param {
    /// A nameless parameter.
    pub fn unnamed(ty: TypeId) -> Param {
        Param {
            name: None.into(),
            ty,
            obj: None.into(),
        }
    }
}

/// A function type.
#[derive(Clone, Debug)]
pub struct Signature {
    /// The receiver of a method; not part of the type's identity.
    pub recv: Option<Param>,
    /// The type parameters of the receiver, `func (T[P]) m()`.
    pub rparams: Box<[TypeId]>,
    /// Its own type parameters.
    pub tparams: Box<[TypeId]>,
    /// A tuple.
    pub params: TypeId,
    /// A tuple.
    pub results: TypeId,
    /// The last parameter is `...T`.
    pub variadic: bool,
}

/// An interface type.
#[derive(Debug)]
pub struct Interface {
    /// The methods written in it, in source order.
    pub methods: Vec<Method>,
    /// The embedded types and unions, with the places to report them at.
    pub embeddeds: Vec<Embedded>,
    /// It stands for a constraint that was written without `interface`.
    pub implicit: bool,
    /// Methods and embedded types are all known.
    pub complete: bool,
    /// It is the interface of `comparable`.
    pub is_comparable: bool,
    pub(super) tset: OnceCell<Box<TypeSet>>,
    pub(super) computing: Cell<bool>,
}

/// A type embedded in an interface.
#[derive(Clone, Debug)]
pub struct Embedded {
    /// The type.
    pub ty: TypeId,
    /// Where it is written.
    pub span: Option<crate::source::Span>,
}

/// A method of an interface.
#[derive(Clone, Debug)]
pub struct Method {
    /// Its name.
    pub name: Symbol,
    /// The text of its name: methods are sorted by it.
    pub text: Arc<str>,
    /// The package that declares it.
    pub pkg: PackedOption<PkgId>,
    /// The name begins with an upper-case letter.
    pub exported: bool,
    /// Its function type.
    pub sig: TypeId,
    /// Its object.
    pub obj: ObjId,
    /// The name in its declaration.
    pub span: Option<crate::source::Span>,
}

/// A term of a union.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Term {
    /// `~T`
    pub tilde: bool,
    /// `T`
    pub ty: TypeId,
}

/// A type parameter.
#[derive(Debug)]
pub struct TypeParam {
    /// Its type name.
    pub obj: ObjId,
    /// The name.
    pub name: Symbol,
    /// Its place in the list that declares it.
    pub index: u32,
    /// Its constraint as written: any type; use [`Types::constraint`].
    pub bound: TypeId,
    /// The interface of its constraint, once determined.
    pub iface: PackedOption<TypeId>,
}

/// Types that exist once per combination of components.
#[derive(PartialEq, Eq, Hash)]
enum Shape {
    Pointer(TypeId),
    Slice(TypeId),
    Array(i64, TypeId),
    Map(TypeId, TypeId),
    Chan(ChanDir, TypeId),
}

/// All types of a program.
pub struct Types {
    arena: PrimaryMap<TypeId, Type>,
    shapes: HashMap<Shape, TypeId, foldhash::fast::FixedState>,
    pub(super) canon: super::canon::CanonTable,
    pub(super) top: TypeSet,
}

impl Types {
    /// The basic types, the empty tuple and the empty interface; `universe` adds the named ones right after.
    pub(super) fn new() -> Types {
        let mut types = Types {
            arena: PrimaryMap::new(),
            shapes: HashMap::default(),
            canon: Default::default(),
            top: TypeSet::default(),
        };
        for &basic in BASICS {
            types.add(Type::Basic(basic));
        }
        types.add(Type::Basic(Basic::Uint8));
        types.add(Type::Basic(Basic::Int32));
        types.add(Type::Tuple(Box::default()));
        types.add(Type::Interface(Box::new(Interface::new(
            Vec::new(),
            Vec::new(),
        ))));
        types
    }

    /// The type.
    pub fn get(&self, ty: TypeId) -> &Type {
        &self.arena[ty]
    }

    /// The type, to complete it.
    pub(super) fn get_mut(&mut self, ty: TypeId) -> &mut Type {
        &mut self.arena[ty]
    }

    /// Adds a type without looking for an equal one.
    pub fn add(&mut self, ty: Type) -> TypeId {
        self.arena.push(ty)
    }

    /// Gives a named type its underlying type.
    pub fn complete(&mut self, ty: TypeId, underlying: TypeId) {
        if let Type::Named(named) = &mut self.arena[ty] {
            named.underlying = underlying.into();
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.arena.len()
    }

    /// There are always some.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// `*elem`
    pub fn pointer(&mut self, elem: TypeId) -> TypeId {
        self.shape(Shape::Pointer(elem), || Type::Pointer(elem))
    }

    /// `[]elem`
    pub fn slice(&mut self, elem: TypeId) -> TypeId {
        self.shape(Shape::Slice(elem), || Type::Slice(elem))
    }

    /// `[len]elem`
    pub fn array(&mut self, len: i64, elem: TypeId) -> TypeId {
        self.shape(Shape::Array(len, elem), || Type::Array { len, elem })
    }

    /// `map[key]elem`
    pub fn map(&mut self, key: TypeId, elem: TypeId) -> TypeId {
        self.shape(Shape::Map(key, elem), || Type::Map { key, elem })
    }

    /// A channel type.
    pub fn chan(&mut self, dir: ChanDir, elem: TypeId) -> TypeId {
        self.shape(Shape::Chan(dir, elem), || Type::Chan { dir, elem })
    }

    /// A tuple.
    pub fn tuple(&mut self, params: Vec<Param>) -> TypeId {
        if params.is_empty() {
            return TypeId::EMPTY_TUPLE;
        }
        self.add(Type::Tuple(params.into()))
    }

    /// A tuple of nameless elements.
    pub fn tuple_of(&mut self, types: &[TypeId]) -> TypeId {
        self.tuple(types.iter().map(|&ty| Param::unnamed(ty)).collect())
    }

    fn shape(&mut self, shape: Shape, ty: impl FnOnce() -> Type) -> TypeId {
        let arena = &mut self.arena;
        *self.shapes.entry(shape).or_insert_with(|| arena.push(ty()))
    }

    /// The type behind aliases.
    pub fn unalias(&self, mut ty: TypeId) -> TypeId {
        while let Type::Alias(alias) = &self.arena[ty] {
            ty = alias.actual.expand().unwrap_or(TypeId::INVALID);
        }
        ty
    }

    /// The underlying type: neither named nor alias. That of a type parameter is the interface of its constraint.
    pub fn underlying(&self, ty: TypeId) -> TypeId {
        let mut ty = ty;
        // A cycle of declarations (`type A B; type B A`) is reported elsewhere; here it must only end.
        for _ in 0..1000 {
            ty = match &self.arena[ty] {
                Type::Named(named) => match named.underlying.expand().or(named.from_rhs.expand()) {
                    Some(next) => next,
                    None => return TypeId::INVALID,
                },
                Type::Alias(_) => self.unalias(ty),
                Type::TypeParam(param) => {
                    return param.iface.expand().unwrap_or(TypeId::EMPTY_INTERFACE);
                }
                _ => return ty,
            };
        }
        TypeId::INVALID
    }

    /// The underlying type itself.
    pub fn under(&self, ty: TypeId) -> &Type {
        &self.arena[self.underlying(ty)]
    }

    /// The defined type, if it is one.
    pub fn as_named(&self, ty: TypeId) -> Option<&Named> {
        match &self.arena[self.unalias(ty)] {
            Type::Named(named) => Some(named),
            _ => None,
        }
    }

    pub(super) fn named_mut(&mut self, ty: TypeId) -> Option<&mut Named> {
        let ty = self.unalias(ty);
        match &mut self.arena[ty] {
            Type::Named(named) => Some(named),
            _ => None,
        }
    }

    /// The type parameter, if it is one.
    pub fn as_type_param(&self, ty: TypeId) -> Option<&TypeParam> {
        match &self.arena[self.unalias(ty)] {
            Type::TypeParam(param) => Some(param),
            _ => None,
        }
    }

    /// The signature that a function, method or function type has; looks at the underlying type.
    pub fn as_signature(&self, ty: TypeId) -> Option<&Signature> {
        match self.under(ty) {
            Type::Signature(sig) => Some(sig),
            _ => None,
        }
    }

    /// The elements of a tuple; nothing for other types.
    pub fn tuple_elems(&self, ty: TypeId) -> &[Param] {
        match &self.arena[ty] {
            Type::Tuple(params) => params,
            _ => &[],
        }
    }

    /// The parameters of a signature.
    pub fn params(&self, sig: &Signature) -> &[Param] {
        self.tuple_elems(sig.params)
    }

    /// The results of a signature.
    pub fn results(&self, sig: &Signature) -> &[Param] {
        self.tuple_elems(sig.results)
    }

    /// The fields, if the underlying type is a struct.
    pub fn fields(&self, ty: TypeId) -> Option<&[Field]> {
        match self.under(ty) {
            Type::Struct(fields) => Some(fields),
            _ => None,
        }
    }

    /// The target and `true` for a pointer type literal, else the type itself and `false`.
    pub fn deref(&self, ty: TypeId) -> (TypeId, bool) {
        match self.arena[self.unalias(ty)] {
            Type::Pointer(elem) => (elem, true),
            _ => (ty, false),
        }
    }

    /// What all the `*` of a pointer type literal lead to.
    pub(super) fn literal_deref(&self, mut ty: TypeId) -> TypeId {
        while let Type::Pointer(elem) = self.arena[ty] {
            ty = elem;
        }
        ty
    }

    /// The elements of an array, slice, pointer, map or channel; looks at the underlying type.
    pub fn elem(&self, ty: TypeId) -> Option<TypeId> {
        match *self.under(ty) {
            Type::Pointer(elem)
            | Type::Slice(elem)
            | Type::Array { elem, .. }
            | Type::Map { elem, .. }
            | Type::Chan { elem, .. } => Some(elem),
            _ => None,
        }
    }
}

impl Interface {
    /// A complete interface.
    pub fn new(methods: Vec<Method>, embeddeds: Vec<Embedded>) -> Interface {
        Interface {
            methods,
            embeddeds,
            implicit: false,
            complete: true,
            is_comparable: false,
            tset: OnceCell::new(),
            computing: Cell::new(false),
        }
    }
}
