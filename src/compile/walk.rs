//! A walk over the nodes below an expression or statement, without recursion, so that no nesting is too deep.

use crate::index::{ClauseId, DeclId, ExprId, StmtId};
use crate::syntax::ast::{Ast, DeclKind, ExprKind, StmtKind};

/// A node met on the walk.
#[derive(Clone, Copy, Debug)]
pub(super) enum Node {
    /// An expression.
    Expr(ExprId),
    /// A statement.
    Stmt(StmtId),
    /// A case.
    Clause(ClauseId),
    /// A local declaration.
    Decl(DeclId),
}

/// Yields a node, then what is below it, in source order. Types are not entered.
pub(super) struct Walk<'a> {
    ast: &'a Ast,
    stack: Vec<Node>,
    /// The bodies of function literals are walked too.
    pub into_literals: bool,
}

impl<'a> Walk<'a> {
    /// A walk that begins with this node.
    pub(super) fn new(ast: &'a Ast, from: Node) -> Walk<'a> {
        Walk {
            ast,
            stack: vec![from],
            into_literals: true,
        }
    }

    /// The same, but function literals are not entered.
    pub(super) fn outside_literals(ast: &'a Ast, from: Node) -> Walk<'a> {
        Walk {
            into_literals: false,
            ..Walk::new(ast, from)
        }
    }

    fn expr(&mut self, expr: impl Into<Option<ExprId>>) {
        if let Some(expr) = expr.into() {
            self.stack.push(Node::Expr(expr));
        }
    }

    fn exprs(&mut self, exprs: &[ExprId]) {
        self.stack
            .extend(exprs.iter().rev().map(|&expr| Node::Expr(expr)));
    }

    fn stmt(&mut self, stmt: impl Into<Option<StmtId>>) {
        if let Some(stmt) = stmt.into() {
            self.stack.push(Node::Stmt(stmt));
        }
    }

    fn clauses(&mut self, clauses: &[ClauseId]) {
        self.stack
            .extend(clauses.iter().rev().map(|&clause| Node::Clause(clause)));
    }

    // Children are pushed last first.
    fn below_expr(&mut self, expr: ExprId) {
        let ast = self.ast;
        match ast.exprs[expr].kind {
            ExprKind::FuncLit { body, .. } if self.into_literals => self.stmt(body),
            ExprKind::FuncLit { .. } => {}
            ExprKind::Composite { elems, .. } => self.exprs(ast.list(elems)),
            ExprKind::KeyValue { key, value } => {
                self.expr(value);
                self.expr(key);
            }
            ExprKind::Paren(x) | ExprKind::Star(x) | ExprKind::Unary { x, .. } => self.expr(x),
            ExprKind::Selector { x, .. } | ExprKind::TypeAssert { x, .. } => self.expr(x),
            ExprKind::Index { x, args } => {
                self.exprs(ast.list(args));
                self.expr(x);
            }
            ExprKind::Slice { x, indices } => {
                self.expr(indices.max.expand());
                self.expr(indices.hi.expand());
                self.expr(indices.lo.expand());
                self.expr(x);
            }
            ExprKind::Call { fun, args, .. } => {
                self.exprs(ast.list(args));
                self.expr(fun);
            }
            ExprKind::Binary { x, y, .. } => {
                self.expr(y);
                self.expr(x);
            }
            _ => {}
        }
    }

    fn below_stmt(&mut self, stmt: StmtId) {
        let ast = self.ast;
        match ast.stmts[stmt].kind {
            StmtKind::Empty | StmtKind::Branch { .. } => {}
            StmtKind::Expr(x)
            | StmtKind::IncDec { x, .. }
            | StmtKind::Go(x)
            | StmtKind::Defer(x) => {
                self.expr(x);
            }
            StmtKind::Send { chan, value } => {
                self.expr(value);
                self.expr(chan);
            }
            StmtKind::Assign { lhs, rhs, .. } | StmtKind::Define { lhs, rhs } => {
                self.exprs(ast.list(rhs));
                self.exprs(ast.list(lhs));
            }
            StmtKind::Return(results) => self.exprs(ast.list(results)),
            StmtKind::Block(stmts) => {
                let stmts = ast.block(stmts);
                self.stack
                    .extend(stmts.iter().rev().map(|&stmt| Node::Stmt(stmt)));
            }
            StmtKind::If {
                init,
                cond,
                then,
                otherwise,
            } => {
                self.stmt(otherwise.expand());
                self.stmt(then);
                self.expr(cond);
                self.stmt(init.expand());
            }
            StmtKind::Switch { init, tag, clauses } => {
                self.clauses(ast.clauses(clauses));
                self.expr(tag.expand());
                self.stmt(init.expand());
            }
            StmtKind::TypeSwitch {
                init, x, clauses, ..
            } => {
                self.clauses(ast.clauses(clauses));
                self.expr(x);
                self.stmt(init.expand());
            }
            StmtKind::Select(clauses) => self.clauses(ast.clauses(clauses)),
            StmtKind::For {
                init,
                cond,
                post,
                body,
            } => {
                self.stmt(body);
                self.stmt(post.expand());
                self.expr(cond.expand());
                self.stmt(init.expand());
            }
            StmtKind::Range {
                key,
                value,
                x,
                body,
                ..
            } => {
                self.stmt(body);
                self.expr(x);
                self.expr(value.expand());
                self.expr(key.expand());
            }
            StmtKind::Labeled { stmt, .. } => self.stmt(stmt),
            StmtKind::Decl(decls) => {
                let decls = ast.decls(decls);
                self.stack
                    .extend(decls.iter().rev().map(|&decl| Node::Decl(decl)));
            }
        }
    }
}

impl Iterator for Walk<'_> {
    type Item = Node;

    fn next(&mut self) -> Option<Node> {
        let node = self.stack.pop()?;
        let ast = self.ast;
        match node {
            Node::Expr(expr) => self.below_expr(expr),
            Node::Stmt(stmt) => self.below_stmt(stmt),
            Node::Clause(clause) => {
                let clause = &ast.clauses[clause];
                let body = ast.block(clause.body);
                self.stack
                    .extend(body.iter().rev().map(|&stmt| Node::Stmt(stmt)));
                self.stmt(clause.comm.expand());
                self.exprs(ast.list(clause.exprs));
            }
            Node::Decl(decl) => {
                if let DeclKind::Var { values, names, .. } = ast.decls[decl].kind {
                    self.exprs(ast.list(values));
                    self.exprs(ast.list(names));
                }
            }
        }
        Some(node)
    }
}
