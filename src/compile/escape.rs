//! Which variables live in heap objects.
//!
//! A variable lives in a box if its address is taken, if a function literal shares it and somebody assigns to it, or if it is
//! too large for a frame. What is shared but never assigned to is copied into the closure.

use std::rc::Rc;

use hashbrown::HashSet;

use crate::check::object::{ObjectKind, VarKind};
use crate::check::operand::Mode;
use crate::index::{ExprId, ObjId, StmtId};
use crate::syntax::ast::{ExprKind, StmtKind, UnOp};

use super::Compiler;
use super::func::Fb;
use super::layout::Class;
use super::walk::{Node, Walk};

/// Variables that the bodies of loops over functions share with what is around them: the checker, which sees no function
/// literal there, does not count them as captured.
#[derive(Default, Debug)]
pub(super) struct Shared {
    vars: HashSet<ObjId, foldhash::fast::FixedState>,
    /// A `return` leaves such a body: the results are shared.
    pub results: bool,
}

impl Fb<'_, '_> {
    /// The variable lives in a box.
    pub(super) fn is_boxed(&mut self, obj: ObjId) -> bool {
        let Some(var) = self.cx.objects[obj].as_var().copied() else {
            return false;
        };
        let facts = var.facts;
        if facts.addressed {
            return true;
        }
        let shared = self.shared.vars.contains(&obj);
        let result = var.kind == VarKind::Result;
        if (facts.captured || shared) && (facts.reassigned || result) {
            return true;
        }
        if result && self.shared.results {
            return true;
        }
        let ty = self.obj_ty(obj);
        self.cx.layout(ty).boxed
    }

    /// Looks through a body, before it is compiled, for what decides how it is compiled.
    pub(super) fn survey(&mut self, body: StmtId) {
        let ast = self.cx.ast;
        let mut loops = Vec::new();
        for node in Walk::outside_literals(ast, Node::Stmt(body)) {
            let Node::Stmt(stmt) = node else { continue };
            match ast.stmts[stmt].kind {
                StmtKind::Defer(_) => self.has_defer = true,
                StmtKind::Range { x, body, .. } if self.class(x) == Class::Func => {
                    loops.push((stmt, body))
                }
                _ => {}
            }
        }
        let mut shared = Shared {
            vars: self.shared.vars.clone(),
            results: false,
        };
        for (stmt, body) in loops {
            let inside = ast.stmts[body].span;
            for node in Walk::new(ast, Node::Stmt(stmt)) {
                match node {
                    Node::Expr(expr) => {
                        if let ExprKind::Name(_) = ast.exprs[expr].kind
                            && let Some(obj) = self.cx.info.object_of(expr)
                            && matches!(self.cx.objects[obj].kind, ObjectKind::Var(_))
                            && !self.cx.objects[obj].span.is_some_and(|span| {
                                span.file == inside.file
                                    && inside.lo <= span.lo
                                    && span.lo < inside.hi
                            })
                        {
                            shared.vars.insert(obj);
                        }
                    }
                    Node::Stmt(inner) => {
                        if let StmtKind::Return(_) = ast.stmts[inner].kind {
                            shared.results = true;
                        }
                    }
                    Node::Clause(_) | Node::Decl(_) => {}
                }
            }
        }
        self.shared = Rc::new(shared);
    }
}

impl Compiler<'_> {
    /// The variables of `known` that an expression or statement mentions, in order.
    pub(super) fn mentioned(&self, from: Node, known: impl Fn(ObjId) -> bool) -> Vec<ObjId> {
        let mut seen = HashSet::<ObjId, foldhash::fast::FixedState>::default();
        let mut list = Vec::new();
        for node in Walk::new(self.ast, from) {
            if let Node::Expr(expr) = node
                && let ExprKind::Name(_) = self.ast.exprs[expr].kind
                && let Some(obj) = self.info.object_of(expr)
                && known(obj)
                && seen.insert(obj)
            {
                list.push(obj);
            }
        }
        list
    }

    /// The expression mentions the variable.
    pub(super) fn mentions(&self, expr: ExprId, obj: ObjId) -> bool {
        Walk::new(self.ast, Node::Expr(expr)).any(|node| match node {
            Node::Expr(expr) => {
                matches!(self.ast.exprs[expr].kind, ExprKind::Name(_))
                    && self.info.object_of(expr) == Some(obj)
            }
            _ => false,
        })
    }

    /// Evaluating the expression calls a function or receives from a channel.
    pub(super) fn has_call(&mut self, expr: ExprId) -> bool {
        match self.ast.exprs[expr].kind {
            ExprKind::Name(_) | ExprKind::Literal { .. } | ExprKind::FuncLit { .. } => {
                return false;
            }
            _ => {}
        }
        if let Some(known) = self.calls[expr] {
            return known;
        }
        let calls = Walk::outside_literals(self.ast, Node::Expr(expr)).any(|node| {
            let Node::Expr(at) = node else { return false };
            match self.ast.exprs[at].kind {
                ExprKind::Call { fun, .. } => {
                    !matches!(self.info.types[fun].mode, Mode::TypExpr | Mode::Builtin)
                }
                ExprKind::Unary { op: UnOp::Recv, .. } => true,
                _ => false,
            }
        });
        self.calls[expr] = Some(calls);
        calls
    }
}
