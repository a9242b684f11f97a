//! Typed indices: every table of the pipeline has its own, so that one cannot be used for another.

use cranelift_entity::entity_impl;

macro_rules! indices {
    ($($(#[$doc:meta])* $name:ident $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);
        entity_impl!($name, $prefix);
    )*};
}

indices! {
    /// An expression or a type as written: [`crate::syntax::ast::Expr`].
    ExprId "expr";
    /// A statement: [`crate::syntax::ast::Stmt`].
    StmtId "stmt";
    /// A case of a switch or a select: [`crate::syntax::ast::Clause`].
    ClauseId "clause";
    /// A declaration: [`crate::syntax::ast::Decl`].
    DeclId "decl";
    /// A parameter, result, field or interface element as written: [`crate::syntax::ast::Field`].
    FieldId "field";
    /// A type: [`crate::check::types::Type`].
    TypeId "type";
    /// A declared thing: [`crate::check::object::Object`].
    ObjId "obj";
    /// A scope: [`crate::check::scope::Scope`].
    ScopeId "scope";
    /// A package: [`crate::check::object::Package`].
    PkgId "pkg";
    /// A function of the compiled program: [`crate::bytecode::program::Function`].
    FuncId "func";
    /// A run-time type descriptor: [`crate::bytecode::rtype::RType`].
    RTypeId "rtype";
    /// A selector that interface calls use: a method's name, with its package if it is not exported.
    MethodId "method";
}

impl TypeId {
    /// The id with this number, for the predeclared types.
    pub const fn from_raw(index: u32) -> TypeId {
        TypeId(index)
    }
}

/// An interned name or literal text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(u32);
entity_impl!(Symbol, "sym");

/// The table behind [`Symbol`]: equal texts get equal symbols.
#[derive(Debug, Default)]
pub struct Names {
    table: string_interner::StringInterner<
        string_interner::backend::StringBackend<string_interner::symbol::SymbolU32>,
    >,
}

impl Names {
    /// The symbol of a text.
    pub fn intern(&mut self, text: &str) -> Symbol {
        use string_interner::Symbol as _;
        Symbol(self.table.get_or_intern(text).to_usize() as u32)
    }

    /// The symbol of a text that was interned before.
    pub fn lookup(&self, text: &str) -> Option<Symbol> {
        use string_interner::Symbol as _;
        self.table
            .get(text)
            .map(|symbol| Symbol(symbol.to_usize() as u32))
    }

    /// The text of a symbol of this table.
    pub fn text(&self, symbol: Symbol) -> &str {
        use string_interner::Symbol as _;
        let symbol = string_interner::symbol::SymbolU32::try_from_usize(symbol.0 as usize);
        symbol
            .and_then(|symbol| self.table.resolve(symbol))
            .expect("the symbol comes from this table")
    }
}
