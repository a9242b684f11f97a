//! Objects: what a name stands for.

use cranelift_entity::packed_option::PackedOption;

use crate::index::{DeclId, ObjId, PkgId, ScopeId, Symbol, TypeId};
use crate::source::Span;
use crate::syntax::ast;

use super::constant::Value;
use super::universe::Builtin;

/// A declared thing.
#[derive(Debug)]
pub struct Object {
    /// What it is.
    pub kind: ObjectKind,
    /// Its name.
    pub name: Symbol,
    /// The package that declares it; none for predeclared things and labels.
    pub pkg: PackedOption<PkgId>,
    /// The scope that declares it; none for fields and methods.
    pub parent: PackedOption<ScopeId>,
    /// Its type, once known; use [`Object::ty`].
    pub typ: PackedOption<TypeId>,
    /// The name in its declaration; none for predeclared things.
    pub span: Option<Span>,
    /// Position among the objects of its package: 1, 2, …; 0 for others.
    pub order: u32,
    /// A declaration of its package mentions it: for constants, variables and functions of a package.
    pub mentioned: bool,
}

impl Object {
    /// An object without parent and order.
    pub fn new(
        kind: ObjectKind,
        name: Symbol,
        pkg: Option<PkgId>,
        typ: Option<TypeId>,
        span: Option<Span>,
    ) -> Object {
        Object {
            kind,
            name,
            pkg: pkg.into(),
            parent: None.into(),
            typ: typ.into(),
            span,
            order: 0,
            mentioned: false,
        }
    }

    /// Its type; invalid while unknown.
    pub fn ty(&self) -> TypeId {
        self.typ.expand().unwrap_or(TypeId::INVALID)
    }

    /// The variable or field, if it is one.
    pub fn as_var(&self) -> Option<&Var> {
        match &self.kind {
            ObjectKind::Var(var) => Some(var),
            _ => None,
        }
    }

    /// The function or method, if it is one.
    pub fn as_func(&self) -> Option<&Func> {
        match &self.kind {
            ObjectKind::Func(func) => Some(func),
            _ => None,
        }
    }
}

/// The kinds of objects.
#[derive(Debug)]
pub enum ObjectKind {
    /// The name of an import in a file.
    PkgName {
        /// What it names.
        imported: PkgId,
        /// Something uses it.
        used: bool,
    },
    /// A constant.
    Const {
        /// Its value; unknown until its declaration has been checked, and after errors.
        value: Value,
    },
    /// A defined type, an alias or a type parameter: see its type.
    TypeName,
    /// A variable, parameter, result or field.
    Var(Var),
    /// A function or method.
    Func(Func),
    /// A label.
    Label {
        /// Something jumps to it.
        used: bool,
    },
    /// A predeclared function.
    Builtin(Builtin),
    /// `nil`
    Nil,
}

/// What sort of variable it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum VarKind {
    /// Declared at package level.
    Package,
    /// Declared in a function.
    Local,
    /// A receiver.
    Recv,
    /// A parameter.
    Param,
    /// A result.
    Result,
    /// A struct field.
    Field,
}

/// A variable.
#[derive(Clone, Copy, Debug)]
pub struct Var {
    /// What sort.
    pub kind: VarKind,
    /// A field declared without a name.
    pub embedded: bool,
    /// Something reads it.
    pub used: bool,
    /// The function, declared or literal, whose frame it belongs to: a number from 1; 0 at package level.
    pub owner: u32,
    /// What uses do with it.
    pub facts: VarFacts,
}

impl Var {
    /// A variable that nothing uses yet.
    pub fn new(kind: VarKind) -> Var {
        Var {
            kind,
            embedded: false,
            used: false,
            owner: 0,
            facts: VarFacts::default(),
        }
    }
}

/// What decides whether a local variable may live in a register.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct VarFacts {
    /// A function literal inside its function mentions it.
    pub captured: bool,
    /// Something other than its declaration assigns to it (to it or to a part of it).
    pub reassigned: bool,
    /// `&x`, `&x.f`, `x.m()` with a pointer receiver, or slicing an array that is (part of) it.
    pub addressed: bool,
}

/// A function or method.
#[derive(Clone, Copy, Debug)]
pub struct Func {
    /// Its declaration; none for interface methods.
    pub decl: PackedOption<DeclId>,
    /// It has a body; without one it is a native.
    pub has_body: bool,
    /// It is a method declared with a receiver `*T`.
    pub ptr_recv: bool,
    /// It is a method, of a defined type or of an interface.
    pub method: bool,
}

/// A package.
#[derive(Debug)]
pub struct Package {
    /// Its import path; `main` for the program.
    pub path: String,
    /// Its name, empty until its first file was read.
    pub name: String,
    /// Its top level.
    pub scope: ScopeId,
    /// What its files import, each once.
    pub imports: Vec<PkgId>,
    /// Its files.
    pub files: Vec<ast::File>,
    /// It belongs to the standard library: functions without body are natives.
    pub std: bool,
    /// It stands for an import that failed: mistakes about its members are not reported.
    pub fake: bool,
    /// Its functions and methods with their declarations, in source order.
    pub funcs: Vec<(DeclId, ObjId)>,
}
