//! The syntax tree: one arena for all files of a compilation, nodes named by dense ids.
//!
//! Invariants: nodes are never changed after parsing; facts about them live in side tables keyed by their ids. Types and
//! expressions are one kind of node, since `*T`, `a.b`, `a[i]` and `(T)` cannot be told apart before checking. Every
//! name, declared or used, is an [`ExprKind::Name`] node, so that one table maps names to objects.

mod expr;
mod operator;
mod stmt;

use cranelift_entity::packed_option::PackedOption;
use cranelift_entity::{EntityList, ListPool, PrimaryMap};

use crate::index::{ClauseId, DeclId, ExprId, FieldId, Names, StmtId, Symbol};
use crate::source::{FileId, Span};
use crate::syntax::literal;

pub use expr::{Expr, ExprKind, Lit, SliceIndices};
pub use operator::{BinOp, UnOp};
pub use stmt::{Branch, Clause, Stmt, StmtKind};

/// A short list of expressions in [`Ast::expr_lists`].
pub type Exprs = EntityList<ExprId>;
/// A list of statements in [`Ast::stmt_lists`].
pub type Stmts = EntityList<StmtId>;
/// A list of fields in [`Ast::field_lists`].
pub type Fields = EntityList<FieldId>;
/// An optional expression in four bytes.
pub type OptExpr = PackedOption<ExprId>;
/// An optional statement in four bytes.
pub type OptStmt = PackedOption<StmtId>;

/// All nodes of all files.
#[derive(Default)]
pub struct Ast {
    /// The texts of names and literals.
    pub names: Names,
    /// Expressions and types.
    pub exprs: PrimaryMap<ExprId, Expr>,
    /// Statements.
    pub stmts: PrimaryMap<StmtId, Stmt>,
    /// Switch and select cases.
    pub clauses: PrimaryMap<ClauseId, Clause>,
    /// Declarations.
    pub decls: PrimaryMap<DeclId, Decl>,
    /// Parameters, results, struct fields, interface elements, type parameters.
    pub fields: PrimaryMap<FieldId, Field>,
    /// Storage of [`Exprs`].
    pub expr_lists: ListPool<ExprId>,
    /// Storage of [`Stmts`].
    pub stmt_lists: ListPool<StmtId>,
    /// Storage of clause lists.
    pub clause_lists: ListPool<ClauseId>,
    /// Storage of [`Fields`].
    pub field_lists: ListPool<FieldId>,
    /// Storage of declaration lists.
    pub decl_lists: ListPool<DeclId>,
}

impl Ast {
    /// The elements of an expression list.
    pub fn list(&self, list: Exprs) -> &[ExprId] {
        list.as_slice(&self.expr_lists)
    }

    /// The statements of a block.
    pub fn block(&self, list: Stmts) -> &[StmtId] {
        list.as_slice(&self.stmt_lists)
    }

    /// The elements of a field list.
    pub fn fields(&self, list: Fields) -> &[FieldId] {
        list.as_slice(&self.field_lists)
    }

    /// The cases of a switch or select.
    pub fn clauses(&self, list: EntityList<ClauseId>) -> &[ClauseId] {
        list.as_slice(&self.clause_lists)
    }

    /// The declarations of a list.
    pub fn decls(&self, list: EntityList<DeclId>) -> &[DeclId] {
        list.as_slice(&self.decl_lists)
    }

    /// The paths that a file imports, and where; nothing of what is no string.
    pub fn imports(&self, file: &File) -> Vec<(String, Span)> {
        let path = |&decl: &DeclId| match self.decls[decl].kind {
            DeclKind::Import { path, .. } => Some(path),
            _ => None,
        };
        let text = |path: ExprId| match self.exprs[path].kind {
            ExprKind::Literal { text, .. } => {
                let bytes = literal::string_value(self.text(text))?;
                Some((String::from_utf8(bytes).ok()?, self.exprs[path].span))
            }
            _ => None,
        };
        let decls = self.decls(file.decls).iter();
        decls.filter_map(path).filter_map(text).collect()
    }

    /// The symbol, if this is a name.
    pub fn name(&self, expr: ExprId) -> Option<Symbol> {
        match self.exprs[expr].kind {
            ExprKind::Name(symbol) => Some(symbol),
            _ => None,
        }
    }

    /// The text of a symbol.
    pub fn text(&self, symbol: Symbol) -> &str {
        self.names.text(symbol)
    }
}

/// One source file. Its declarations are in [`Ast::decls`], in source order, imports included.
#[derive(Clone, Copy, Debug)]
pub struct File {
    /// Which text.
    pub file: FileId,
    /// The name in the package clause; `None` if there is none (an error was reported).
    pub package: OptExpr,
    /// Everything at top level.
    pub decls: EntityList<DeclId>,
}

/// Channel directions.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ChanDir {
    /// `chan T`
    Both,
    /// `chan<- T`
    Send,
    /// `<-chan T`
    Recv,
}

/// A parameter, result, type parameter, struct field or interface element.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// A name node; absent for unnamed parameters, embedded fields and embedded interface elements.
    pub name: OptExpr,
    /// Its type: fields declared together (`a, b int`) share one node. For interface methods a func type, for embedded
    /// elements a type or a union of [`BinOp::Or`] and [`UnOp::Tilde`] nodes.
    pub ty: ExprId,
    /// A struct field's tag literal.
    pub tag: OptExpr,
    /// Name and type.
    pub span: Span,
}

/// A declaration with its place.
#[derive(Clone, Copy, Debug)]
pub struct Decl {
    /// What it is.
    pub kind: DeclKind,
    /// The spec, without the keyword of a group.
    pub span: Span,
}

/// The forms of declarations; a group `var ( … )` is one declaration per line.
#[derive(Clone, Copy, Debug)]
pub enum DeclKind {
    /// `import name "path"`
    Import {
        /// A name node, `.` and `_` included.
        name: OptExpr,
        /// A string literal node.
        path: ExprId,
    },
    /// `const names ty = values`
    Const {
        /// Name nodes.
        names: Exprs,
        /// The type.
        ty: OptExpr,
        /// The values; empty (without type) means those of the previous line of the group.
        values: Exprs,
        /// Its index in the group.
        iota: u32,
    },
    /// `var names ty = values`
    Var {
        /// Name nodes.
        names: Exprs,
        /// The type.
        ty: OptExpr,
        /// The values.
        values: Exprs,
    },
    /// `type name[tparams] = ty`
    Type {
        /// A name node.
        name: ExprId,
        /// Type parameters.
        tparams: Fields,
        /// It has a `=`.
        alias: bool,
        /// The type.
        ty: ExprId,
    },
    /// `func (recv) name[tparams](…) … body`
    Func {
        /// The receiver; more than one is reported by the parser.
        recv: Fields,
        /// A name node.
        name: ExprId,
        /// Type parameters.
        tparams: Fields,
        /// An [`ExprKind::FuncType`].
        ty: ExprId,
        /// The body's block; absent in a native's declaration.
        body: OptStmt,
    },
}
