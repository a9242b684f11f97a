//! Statements.

use cranelift_entity::EntityList;

use super::{BinOp, Exprs, OptExpr, OptStmt, Stmts};
use crate::index::{ClauseId, DeclId, ExprId, StmtId};
use crate::source::Span;

/// A statement with its place.
#[derive(Clone, Copy, Debug)]
pub struct Stmt {
    /// What it is.
    pub kind: StmtKind,
    /// From its first to after its last byte.
    pub span: Span,
    /// Where gc says it is: the operator of an assignment, a send or `++`; otherwise `span.lo`.
    pub pos: u32,
}

/// The forms of statements. Spec: Statements.
#[derive(Clone, Copy, Debug)]
pub enum StmtKind {
    /// Nothing, or a repaired place.
    Empty,
    /// An expression on its own.
    Expr(ExprId),
    /// `chan <- value`
    Send {
        /// The channel.
        chan: ExprId,
        /// The value.
        value: ExprId,
    },
    /// `x++` or `x--`
    IncDec {
        /// The operand.
        x: ExprId,
        /// `++`
        inc: bool,
    },
    /// `a, b = x, y`, or `a op= x` with one operand on each side.
    Assign {
        /// The operator of `op=`.
        op: Option<BinOp>,
        /// Left side.
        lhs: Exprs,
        /// Right side.
        rhs: Exprs,
    },
    /// `a, b := x, y`
    Define {
        /// Left side: names, if correct.
        lhs: Exprs,
        /// Right side.
        rhs: Exprs,
    },
    /// `go call`
    Go(ExprId),
    /// `defer call`
    Defer(ExprId),
    /// `return results`
    Return(Exprs),
    /// `break`, `continue`, `goto`, `fallthrough`
    Branch {
        /// Which.
        kind: Branch,
        /// A name node.
        label: OptExpr,
    },
    /// `{ … }`
    Block(Stmts),
    /// `if init; cond then else otherwise`
    If {
        /// The simple statement before the condition.
        init: OptStmt,
        /// The condition; [`ExprKind::Bad`](super::ExprKind::Bad) if missing.
        cond: ExprId,
        /// A block.
        then: StmtId,
        /// A block or another if. Long chains lean here: loop along them.
        otherwise: OptStmt,
    },
    /// `switch init; tag { … }`
    Switch {
        /// The simple statement before the tag.
        init: OptStmt,
        /// The tag; absent means `true`.
        tag: OptExpr,
        /// The cases.
        clauses: EntityList<ClauseId>,
    },
    /// `switch init; bind := x.(type) { … }`
    TypeSwitch {
        /// The simple statement before the guard.
        init: OptStmt,
        /// A name node.
        bind: OptExpr,
        /// The operand before `.(type)`.
        x: ExprId,
        /// The cases.
        clauses: EntityList<ClauseId>,
    },
    /// `select { … }`
    Select(EntityList<ClauseId>),
    /// `for init; cond; post { … }`
    For {
        /// Before the loop.
        init: OptStmt,
        /// Absent means true.
        cond: OptExpr,
        /// After each iteration.
        post: OptStmt,
        /// A block.
        body: StmtId,
    },
    /// `for key, value := range x { … }`
    Range {
        /// First iteration variable or operand.
        key: OptExpr,
        /// Second iteration variable or operand.
        value: OptExpr,
        /// A third one, for the checker to reject.
        extra: OptExpr,
        /// `:=` rather than `=`.
        define: bool,
        /// What is ranged over.
        x: ExprId,
        /// A block.
        body: StmtId,
    },
    /// `label: stmt`
    Labeled {
        /// A name node.
        label: ExprId,
        /// The statement; may be empty.
        stmt: StmtId,
    },
    /// A const, var or type declaration inside a function.
    Decl(EntityList<DeclId>),
}

/// Branch statements.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Branch {
    /// `break`
    Break,
    /// `continue`
    Continue,
    /// `goto`
    Goto,
    /// `fallthrough`
    Fallthrough,
}

/// A case of a switch, type switch or select.
#[derive(Clone, Copy, Debug)]
pub struct Clause {
    /// The values or types of a switch case; empty in a select and in `default`.
    pub exprs: Exprs,
    /// The send, receive expression, receive assignment or receive definition of a select case.
    pub comm: OptStmt,
    /// It is `default`.
    pub default: bool,
    /// The body.
    pub body: Stmts,
    /// The whole case.
    pub span: Span,
    /// Offset of its `:`.
    pub colon: u32,
}
