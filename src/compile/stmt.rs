//! Statements.

use crate::bytecode::op::Op;
use crate::index::{DeclId, ExprId, StmtId};
use crate::source::Span;
use crate::syntax::ast::{Branch, DeclKind, OptExpr, StmtKind, Stmts};

use super::code::Label;
use super::func::{Fb, Target};

impl Fb<'_, '_> {
    /// A block: its variables' slots are free again after it.
    pub(super) fn block(&mut self, stmts: Stmts) {
        let mark = self.next;
        let ast = self.cx.ast;
        for &stmt in ast.block(stmts) {
            self.stmt(stmt);
        }
        self.next = mark;
    }

    /// A statement that is a block.
    pub(super) fn block_stmt(&mut self, stmt: StmtId) {
        let mark = self.next;
        self.stmt(stmt);
        self.next = mark;
    }

    /// The place of a statement, from gc's position on.
    pub(super) fn stmt_span(&self, stmt: StmtId) -> Span {
        let node = &self.cx.ast.stmts[stmt];
        Span {
            lo: node.pos,
            hi: node.span.hi.max(node.pos),
            file: node.span.file,
        }
    }

    /// Compiles a statement. Variables that it declares stay; temporaries do not.
    pub(super) fn stmt(&mut self, stmt: StmtId) {
        let node = self.cx.ast.stmts[stmt];
        match node.kind {
            StmtKind::Empty => {}
            StmtKind::Expr(expr) => self.discard(expr),
            StmtKind::Send { chan, value } => self.send(stmt, chan, value),
            StmtKind::IncDec { x, inc } => self.inc_dec(stmt, x, inc),
            StmtKind::Assign { op, lhs, rhs } => self.assign(stmt, op, lhs, rhs),
            StmtKind::Define { lhs, rhs } => self.define(lhs, rhs),
            StmtKind::Go(call) => self.go_stmt(stmt, call),
            StmtKind::Defer(call) => self.defer_stmt(stmt, call),
            StmtKind::Return(exprs) => self.return_stmt(exprs, node.span),
            StmtKind::Branch { kind, label } => self.branch(kind, label),
            StmtKind::Block(stmts) => self.block(stmts),
            StmtKind::If { .. } => self.if_stmt(stmt),
            StmtKind::Switch { init, tag, clauses } => self.switch(init, tag, clauses),
            StmtKind::TypeSwitch {
                init, x, clauses, ..
            } => self.type_switch(init, x, clauses),
            StmtKind::Select(clauses) => self.select(stmt, clauses),
            StmtKind::For {
                init,
                cond,
                post,
                body,
            } => self.for_stmt(init, cond, post, body),
            StmtKind::Range {
                key,
                value,
                define,
                x,
                body,
                ..
            } => self.range(stmt, [key, value], define, x, body),
            StmtKind::Labeled { label, stmt } => self.labeled(label, stmt),
            StmtKind::Decl(decls) => {
                let ast = self.cx.ast;
                for &decl in ast.decls(decls) {
                    self.local_decl(decl);
                }
            }
        }
    }

    fn labeled(&mut self, label: ExprId, stmt: StmtId) {
        if let Some(name) = self.cx.ast.name(label) {
            let at = self.goto_label(name);
            self.code.bind(at);
            self.pending_label = Some(name);
        }
        self.stmt(stmt);
        self.pending_label = None;
    }

    /// The place of a label.
    pub(super) fn goto_label(&mut self, name: crate::index::Symbol) -> Label {
        if let Some(&label) = self.labels.get(&name) {
            return label;
        }
        let label = self.code.label();
        self.labels.insert(name, label);
        label
    }

    fn local_decl(&mut self, decl: DeclId) {
        let DeclKind::Var { names, values, .. } = self.cx.ast.decls[decl].kind else {
            return;
        };
        let names: Vec<ExprId> = self.cx.ast.list(names).to_vec();
        let values: Vec<ExprId> = self.cx.ast.list(values).to_vec();
        if !values.is_empty() {
            return self.define_all(&names, &values);
        }
        for name in names {
            if !self.cx.is_blank(name)
                && let Some(obj) = self.cx.info.object_of(name)
            {
                self.declare_zero(obj);
            }
        }
    }

    fn send(&mut self, stmt: StmtId, chan: ExprId, value: ExprId) {
        let ty = self.ty(chan);
        let elem = self.cx.elem(ty);
        let mark = self.next;
        let c = self.expr(chan);
        let src = self.expr_as(value, elem);
        let span = self.stmt_span(stmt);
        self.mark_span(span);
        self.emit(Op::Send { c, src });
        self.next = mark;
    }

    fn if_stmt(&mut self, stmt: StmtId) {
        let mark = self.next;
        let end = self.code.label();
        let mut at = stmt;
        // Variables of an init statement live until the end of the whole chain.
        while let StmtKind::If {
            init,
            cond,
            then,
            otherwise,
        } = self.cx.ast.stmts[at].kind
        {
            if let Some(init) = init.expand() {
                self.stmt(init);
            }
            let Some(other) = otherwise.expand() else {
                self.cond_jump(cond, end, false);
                self.block_stmt(then);
                break;
            };
            if self.choice(cond, then, other) {
                break;
            }
            let no = self.code.label();
            self.cond_jump(cond, no, false);
            self.block_stmt(then);
            if !self.ends_in_jump() {
                self.jump(end);
            }
            self.code.bind(no);
            at = other;
            if !matches!(self.cx.ast.stmts[at].kind, StmtKind::If { .. }) {
                self.block_stmt(at);
                break;
            }
        }
        self.code.bind(end);
        self.next = mark;
    }

    /// Control does not go on behind the last instruction.
    pub(super) fn ends_in_jump(&self) -> bool {
        matches!(
            self.code.last(),
            Some(
                Op::Jump { .. }
                    | Op::Return0 {}
                    | Op::Return1 { .. }
                    | Op::Return { .. }
                    | Op::ReturnImm { .. }
                    | Op::Panic { .. }
            )
        )
    }

    fn branch(&mut self, kind: Branch, label: OptExpr) {
        let name = label.expand().and_then(|label| self.cx.ast.name(label));
        self.branch_to(kind, name);
    }

    /// `break`, `continue`, `goto` or `fallthrough`.
    pub(super) fn branch_to(&mut self, kind: Branch, name: Option<crate::index::Symbol>) {
        match kind {
            Branch::Goto => {
                if let Some(name) = name {
                    if self.leave_loop_body(kind, Some(name)) {
                        return;
                    }
                    let label = self.goto_label(name);
                    self.jump(label);
                }
            }
            Branch::Fallthrough => {
                if let Some(label) = self.fallthrough {
                    self.jump(label);
                }
            }
            Branch::Break | Branch::Continue => {
                let target = self.targets.iter().rev().find(|target| match name {
                    Some(_) => target.name == name,
                    None => kind == Branch::Break || target.on_continue.is_some(),
                });
                let label = target.and_then(|target| match kind {
                    Branch::Break => Some(target.on_break),
                    _ => target.on_continue,
                });
                match label {
                    Some(label) => self.jump(label),
                    None => {
                        self.leave_loop_body(kind, name);
                    }
                }
            }
        }
    }

    /// Enters a statement that `break` leaves.
    pub(super) fn enter(&mut self, on_break: Label, on_continue: Option<Label>) {
        let name = self.pending_label.take();
        self.targets.push(Target {
            name,
            on_break,
            on_continue,
        });
    }

    /// Leaves it.
    pub(super) fn leave(&mut self) {
        self.targets.pop();
    }
}
