//! What is declared before every program: types, constants, `nil` and the predeclared functions.

use std::sync::Arc;

use crate::index::{Names, ObjId, PkgId, ScopeId, Symbol, TypeId};

use super::constant::Value;
use super::object::{Func, Object, ObjectKind, Package};
use super::scope::{Scope, Scopes};
use super::types::{Alias, BASICS, Basic, Interface, Method, Named, Param, Signature, Type, Types};

/// How an expression may stand on its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ExprClass {
    /// A conversion: its value must be used.
    Conversion,
    /// Its value must be used.
    Expression,
    /// It may be a statement.
    Statement,
}

macro_rules! builtins {
    ($($variant:ident $name:literal $nargs:literal $variadic:literal $class:ident;)*) => {
        /// The predeclared functions.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[allow(missing_docs, reason = "the variants are Go's own names")]
        pub enum Builtin { $($variant,)* }

        impl Builtin {
            /// All of them.
            pub const ALL: &[Builtin] = &[$(Builtin::$variant,)*];

            /// Its name.
            pub fn name(self) -> &'static str {
                match self { $(Builtin::$variant => $name,)* }
            }

            /// The least number of arguments, whether there may be more, and whether a call may be a statement.
            pub fn shape(self) -> (usize, bool, ExprClass) {
                match self { $(Builtin::$variant => ($nargs, $variadic, ExprClass::$class),)* }
            }
        }
    };
}

builtins! {
    Append "append" 1 true Expression;
    Cap "cap" 1 false Expression;
    Clear "clear" 1 false Statement;
    Close "close" 1 false Statement;
    Complex "complex" 2 false Expression;
    Copy "copy" 2 false Statement;
    Delete "delete" 2 false Statement;
    Imag "imag" 1 false Expression;
    Len "len" 1 false Expression;
    Make "make" 1 true Expression;
    Max "max" 1 true Expression;
    Min "min" 1 true Expression;
    New "new" 1 false Expression;
    Panic "panic" 1 false Statement;
    Print "print" 0 true Statement;
    Println "println" 0 true Statement;
    Real "real" 1 false Expression;
    Recover "recover" 0 false Statement;
    Add "Add" 2 false Expression;
    Alignof "Alignof" 1 false Expression;
    Offsetof "Offsetof" 1 false Expression;
    Sizeof "Sizeof" 1 false Expression;
    Slice "Slice" 2 false Expression;
    SliceData "SliceData" 1 false Expression;
    String "String" 2 false Expression;
    StringData "StringData" 1 false Expression;
    Assert "assert" 1 false Statement;
    Trace "trace" 0 true Expression;
}

impl Builtin {
    /// It belongs to package unsafe.
    pub fn is_unsafe(self) -> bool {
        (Builtin::Add..=Builtin::StringData).contains(&self)
    }

    /// It exists only for Go's own tests of the type checker: see [`super::Options::test_functions`].
    pub fn is_for_tests(self) -> bool {
        self >= Builtin::Assert
    }
}

/// Predeclared objects that the checker asks for.
pub struct Universe {
    /// `iota`
    pub iota: ObjId,
    /// `any`
    pub any: ObjId,
    /// `comparable`
    pub comparable: ObjId,
    /// The name `_`.
    pub blank: Symbol,
    /// The name `init`.
    pub init: Symbol,
    /// The name `main`.
    pub main: Symbol,
}

/// Declares what is predeclared in the first scope, and makes the types with fixed ids.
pub(super) fn declare(
    names: &mut Names,
    types: &mut Types,
    objects: &mut cranelift_entity::PrimaryMap<ObjId, Object>,
    scopes: &mut Scopes,
    test_functions: bool,
) -> Universe {
    let scope = scopes.arena.push(Scope::default());
    let mut define = |name: &str, kind: ObjectKind, ty: TypeId| -> ObjId {
        let name = names.intern(name);
        let mut object = Object::new(kind, name, None, Some(ty), None);
        object.parent = Some(scope).into();
        let obj = objects.push(object);
        scopes.arena[scope].insert(name, obj);
        obj
    };
    for &basic in BASICS {
        if basic != Basic::Invalid && basic < Basic::UnsafePointer {
            define(basic.name(), ObjectKind::TypeName, basic.id());
        }
    }
    define("byte", ObjectKind::TypeName, TypeId::BYTE);
    define("rune", ObjectKind::TypeName, TypeId::RUNE);
    let error = define("error", ObjectKind::TypeName, TypeId::ERROR);
    let any = define("any", ObjectKind::TypeName, TypeId::ANY);
    let comparable = define("comparable", ObjectKind::TypeName, TypeId::COMPARABLE);
    for (name, value) in [("true", true), ("false", false)] {
        let value = Value::Bool(value);
        define(name, ObjectKind::Const { value }, TypeId::UNTYPED_BOOL);
    }
    let zero = ObjectKind::Const {
        value: Value::Int(0),
    };
    let iota = define("iota", zero, TypeId::UNTYPED_INT);
    define("nil", ObjectKind::Nil, TypeId::UNTYPED_NIL);
    for &builtin in Builtin::ALL {
        if !builtin.is_unsafe() && (test_functions || !builtin.is_for_tests()) {
            let kind = ObjectKind::Builtin(builtin);
            define(builtin.name(), kind, TypeId::INVALID);
        }
    }
    named_types(names, types, objects, [error, any, comparable]);
    Universe {
        iota,
        any,
        comparable,
        blank: names.intern("_"),
        init: names.intern("init"),
        main: names.intern("main"),
    }
}

/// Package unsafe, which no file declares.
pub(super) fn unsafe_package(
    names: &mut Names,
    objects: &mut cranelift_entity::PrimaryMap<ObjId, Object>,
    scopes: &mut Scopes,
    id: PkgId,
) -> Package {
    let scope = scopes.open(Some(ScopeId::from_u32(0)));
    let mut define = |name: &str, kind: ObjectKind, ty: TypeId| {
        let name = names.intern(name);
        let mut object = Object::new(kind, name, Some(id), Some(ty), None);
        object.parent = Some(scope).into();
        scopes.arena[scope].insert(name, objects.push(object));
    };
    define("Pointer", ObjectKind::TypeName, TypeId::UNSAFE_POINTER);
    for &builtin in Builtin::ALL.iter().filter(|builtin| builtin.is_unsafe()) {
        let kind = ObjectKind::Builtin(builtin);
        define(builtin.name(), kind, TypeId::INVALID);
    }
    Package {
        path: "unsafe".to_owned(),
        name: "unsafe".to_owned(),
        scope,
        imports: Vec::new(),
        files: Vec::new(),
        std: true,
        fake: false,
        funcs: Vec::new(),
    }
}

fn named_types(
    names: &mut Names,
    types: &mut Types,
    objects: &mut cranelift_entity::PrimaryMap<ObjId, Object>,
    [error, any, comparable]: [ObjId; 3],
) {
    let named = |obj: ObjId, name: Symbol| Named {
        obj,
        name,
        pkg: None.into(),
        from_rhs: None.into(),
        underlying: None.into(),
        methods: Vec::new(),
        tparams: Box::default(),
        inst: None,
    };
    let id = types.add(Type::Named(Box::new(named(error, objects[error].name))));
    debug_assert_eq!(id, TypeId::ERROR);
    let id = types.add(Type::Alias(Box::new(Alias {
        obj: any,
        name: objects[any].name,
        pkg: None.into(),
        actual: Some(TypeId::EMPTY_INTERFACE).into(),
        tparams: Box::default(),
        inst: None,
    })));
    debug_assert_eq!(id, TypeId::ANY);
    let id = types.add(Type::Named(Box::new(named(
        comparable,
        objects[comparable].name,
    ))));
    debug_assert_eq!(id, TypeId::COMPARABLE);
    let id = types.slice(TypeId::BYTE);
    debug_assert_eq!(id, TypeId::BYTES);

    let mut interface = Interface::new(Vec::new(), Vec::new());
    interface.is_comparable = true;
    let interface = types.add(Type::Interface(Box::new(interface)));
    set_underlying(types, TypeId::COMPARABLE, interface);

    let results = types.tuple(vec![Param::unnamed(TypeId::STRING)]);
    let sig = types.add(Type::Signature(Box::new(Signature {
        recv: Some(Param::unnamed(TypeId::ERROR)),
        rparams: Box::default(),
        tparams: Box::default(),
        params: TypeId::EMPTY_TUPLE,
        results,
        variadic: false,
    })));
    let func = Func {
        decl: None.into(),
        has_body: false,
        ptr_recv: false,
        method: true,
    };
    let name = names.intern("Error");
    let obj = objects.push(Object::new(
        ObjectKind::Func(func),
        name,
        None,
        Some(sig),
        None,
    ));
    let method = Method {
        name,
        text: Arc::from("Error"),
        pkg: None.into(),
        exported: true,
        sig,
        obj,
        span: None,
    };
    let interface = Interface::new(vec![method], Vec::new());
    let interface = types.add(Type::Interface(Box::new(interface)));
    set_underlying(types, TypeId::ERROR, interface);
}

fn set_underlying(types: &mut Types, named: TypeId, underlying: TypeId) {
    if let Some(named) = types.named_mut(named) {
        named.from_rhs = Some(underlying).into();
        named.underlying = Some(underlying).into();
    }
}
