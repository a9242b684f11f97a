//! What the grammar's actions do: build nodes in the arena, and complain about what gc's parser accepts with a complaint.
//!
//! Invariants: actions never fail. No node is deeper than [`depth::MAX_DEPTH`], counted without left spines of binary operators
//! and else-if chains, since later passes loop along those; deeper ones are replaced and reported once per file.

mod decl;
mod depth;
mod expr;
mod stmt;
mod types;

use cranelift_entity::packed_option::ReservedValue;
use cranelift_entity::{EntityList, EntityRef, ListPool};

use super::ast::{self, Ast, Expr, ExprKind, Exprs, OptExpr, OptStmt, Stmt, StmtKind};
use super::token::Token;
use crate::index::{ClauseId, DeclId, ExprId, FieldId, StmtId};
use crate::source::{FileId, Span};

/// What the parser makes of a file.
pub(crate) struct Source {
    /// A name node.
    pub(super) package: ExprId,
    /// Everything at top level.
    pub(super) decls: EntityList<DeclId>,
}

/// `(a, b...)`
#[derive(Clone, Copy)]
pub(crate) struct Args {
    pub(super) list: Exprs,
    pub(super) pos: u32,
    pub(super) spread: bool,
}

/// `{a, b: c}`
#[derive(Clone, Copy)]
pub(crate) struct Braced {
    pub(super) lo: u32,
    pub(super) elems: Exprs,
    pub(super) rbrace: u32,
}

/// `lo:hi:max`
#[derive(Clone, Copy)]
pub(crate) struct Bounds {
    lo: OptExpr,
    hi: OptExpr,
    max: OptExpr,
    full: bool,
}

/// What stands between `if` or `switch` and `{`.
#[derive(Clone, Copy)]
pub(crate) struct Header {
    init: OptStmt,
    last: OptStmt,
    /// Of the `;`, or else of the `{` if there is no statement.
    at: u32,
    has_semi: bool,
}

impl Header {
    pub(super) fn new(
        init: Option<StmtId>,
        last: Option<StmtId>,
        at: u32,
        has_semi: bool,
    ) -> Header {
        Header {
            init: init.into(),
            last: last.into(),
            at,
            has_semi,
        }
    }
}

/// What stands between `for` and `{`.
#[derive(Clone, Copy)]
pub(crate) enum ForHeader {
    /// `init; cond; post`
    Clause {
        /// May be absent.
        init: OptStmt,
        /// May be absent.
        cond: OptExpr,
        /// May be absent.
        post: OptStmt,
    },
    /// `lhs := range x`
    Range {
        /// May be empty.
        lhs: Exprs,
        /// `:=`
        define: bool,
        /// The operand.
        x: ExprId,
    },
}

impl Default for ForHeader {
    fn default() -> ForHeader {
        ForHeader::Clause {
            init: None.into(),
            cond: None.into(),
            post: None.into(),
        }
    }
}

/// The parser moves them on each push and pop.
const _: () = {
    assert!(size_of::<Source>() <= 16);
    assert!(size_of::<Args>() <= 16);
    assert!(size_of::<Braced>() <= 16);
    assert!(size_of::<Bounds>() <= 16);
    assert!(size_of::<Header>() <= 16);
    assert!(size_of::<ForHeader>() <= 16);
};

/// Builds the nodes of one file.
pub(crate) struct Actions<'a> {
    ast: &'a mut Ast,
    file: FileId,
    text: &'a str,
    tokens: &'a [Token],
    bad_literals: &'a [u32],
    errors: Vec<(u32, String)>,
    /// Operators and right operands of unfinished binary expressions.
    pending: Vec<(ast::BinOp, u32, ExprId)>,
    depths: depth::Depths,
    /// The last top-level declaration was no import.
    past_imports: bool,
}

/// A node that lists of the arena hold.
pub(super) trait Listed: EntityRef + ReservedValue {
    fn pool(ast: &mut Ast) -> &mut ListPool<Self>;
}

macro_rules! listed {
    ($($id:ident $pool:ident;)*) => {$(
        impl Listed for $id {
            fn pool(ast: &mut Ast) -> &mut ListPool<Self> {
                &mut ast.$pool
            }
        }
    )*};
}

listed! {
    ExprId expr_lists;
    StmtId stmt_lists;
    ClauseId clause_lists;
    FieldId field_lists;
    DeclId decl_lists;
}

impl<'a> Actions<'a> {
    pub(super) fn new(
        ast: &'a mut Ast,
        file: FileId,
        text: &'a str,
        tokens: &'a [Token],
        bad_literals: &'a [u32],
    ) -> Actions<'a> {
        let depths = depth::Depths::new(ast);
        Actions {
            ast,
            file,
            text,
            tokens,
            bad_literals,
            errors: Vec::new(),
            pending: Vec::new(),
            depths,
            past_imports: false,
        }
    }

    /// Complaints, in no order.
    pub(super) fn into_errors(self) -> Vec<(u32, String)> {
        self.errors
    }

    pub(super) fn one<T: Listed>(&mut self, item: T) -> EntityList<T> {
        EntityList::from_slice(&[item], T::pool(self.ast))
    }

    pub(super) fn push<T: Listed>(&mut self, mut list: EntityList<T>, item: T) -> EntityList<T> {
        list.push(item, T::pool(self.ast));
        list
    }

    pub(super) fn append<T: Listed>(
        &mut self,
        mut list: EntityList<T>,
        more: EntityList<T>,
    ) -> EntityList<T> {
        let pool = T::pool(self.ast);
        for index in 0..more.len(pool) {
            if let Some(item) = more.get(index, pool) {
                list.push(item, pool);
            }
        }
        list
    }

    pub(super) fn prepend<T: Listed>(&mut self, first: T, rest: EntityList<T>) -> EntityList<T> {
        let list = self.one(first);
        self.append(list, rest)
    }

    fn span(&self, lo: u32, hi: u32) -> Span {
        let file = self.file;
        Span { file, lo, hi }
    }

    fn lo(&self, expr: ExprId) -> u32 {
        self.ast.exprs[expr].span.lo
    }

    fn hi(&self, expr: ExprId) -> u32 {
        self.ast.exprs[expr].span.hi
    }

    fn kind(&self, expr: ExprId) -> ExprKind {
        self.ast.exprs[expr].kind
    }

    fn expr(&mut self, lo: u32, hi: u32, pos: u32, kind: ExprKind) -> ExprId {
        let span = self.span(lo, hi);
        let depth = self.depths.of_expr(self.ast, &kind);
        let kind = if self.depths.too_deep(depth) {
            self.report_depth(pos);
            ExprKind::Bad
        } else {
            kind
        };
        self.ast.exprs.push(Expr { kind, span, pos })
    }

    fn stmt(&mut self, lo: u32, hi: u32, pos: u32, kind: StmtKind) -> StmtId {
        let span = self.span(lo, hi);
        let depth = self.depths.of_stmt(self.ast, &kind);
        let kind = if self.depths.too_deep_stmt(depth) {
            self.report_depth(pos);
            StmtKind::Empty
        } else {
            kind
        };
        self.ast.stmts.push(Stmt { kind, span, pos })
    }

    fn report_depth(&mut self, at: u32) {
        if self.depths.first_report() {
            self.syntax_error(at, "nesting depth exceeds limit");
        }
    }

    /// Reports what gc reports without `syntax error: `.
    fn error(&mut self, at: u32, message: impl Into<String>) {
        self.errors.push((at, message.into()));
    }

    fn syntax_error(&mut self, at: u32, message: &str) {
        self.errors.push((at, format!("syntax error: {message}")));
    }

    /// Reports the token at an offset as unexpected.
    fn unexpected(&mut self, at: u32, rest: &str) {
        let index = self.tokens.partition_point(|token| token.lo < at);
        let found = match self.tokens.get(index) {
            Some(token) => super::error::describe(self.text, *token),
            None => "EOF".into(),
        };
        self.syntax_error(at, &format!("unexpected {found}{rest}"));
    }

    /// Where the token after this offset begins.
    fn next_token(&self, after: u32) -> u32 {
        let index = self.tokens.partition_point(|token| token.lo < after);
        let end = self.text.len() as u32;
        self.tokens.get(index).map_or(end, |token| token.lo)
    }

    /// Whether the token at an offset is one that the error driver inserted.
    fn is_inserted(&self, at: u32) -> bool {
        let index = self.tokens.partition_point(|token| token.lo < at);
        let token = self.tokens.get(index);
        token.is_some_and(|token| token.lo == token.hi)
    }

    /// Whether the `;` at an offset is in the text.
    fn is_written_semicolon(&self, at: u32) -> bool {
        self.text.as_bytes().get(at as usize) == Some(&b';')
    }
}
