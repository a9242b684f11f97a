//! `select`.

use cranelift_entity::EntityList;

use crate::bytecode::op::{Op, Reg};
use crate::index::{ClauseId, ExprId, StmtId, Symbol, TypeId};
use crate::source::Span;
use crate::syntax::ast::{ExprKind, StmtKind};

use super::code::Label;
use super::define::NewVar;
use super::func::{Fb, Home};

/// A case with its operands in slots.
#[derive(Clone, Copy, Debug)]
enum Case {
    Default,
    Send {
        c: Reg,
        src: Reg,
    },
    Recv {
        c: Reg,
        value: Reg,
        elem: TypeId,
        /// Something takes the value.
        wanted: bool,
        ok: Option<Reg>,
    },
}

impl Fb<'_, '_> {
    /// `select { … }`
    pub(super) fn select(&mut self, stmt: StmtId, clauses: EntityList<ClauseId>) {
        let mark = self.next;
        let label = self.pending_label.take();
        let ast = self.cx.ast;
        let clauses = ast.clauses(clauses);
        let cases: Vec<Case> = clauses
            .iter()
            .map(|&clause| self.select_case(clause))
            .collect();
        if let (&[clause], &[case]) = (clauses, &cases[..])
            && !matches!(case, Case::Default)
        {
            self.only_case(clause, case, label);
            self.next = mark;
            return;
        }
        let chosen = self.alloc(1);
        let default = cases.iter().any(|case| matches!(case, Case::Default));
        let count = cases.len() - usize::from(default);
        let span = self.select_span(stmt, clauses, count);
        self.mark_span(span);
        self.emit(Op::Select {
            dst: chosen,
            n: count as u16,
            default: u16::from(default),
        });
        for case in &cases {
            self.emit_case(*case);
        }
        let end = self.code.label();
        let labels: Vec<Label> = clauses.iter().map(|_| self.code.label()).collect();
        let mut comm_labels = Vec::with_capacity(count);
        for (case, &label) in cases.iter().zip(&labels) {
            match case {
                Case::Default => {
                    let a = chosen;
                    self.code.jump(Op::JLtImm { a, imm: 0, to: 0 }, label);
                }
                _ => comm_labels.push(label),
            }
        }
        self.dispatch(chosen, &comm_labels);
        self.pending_label = label;
        self.clause_bodies(clauses, &labels, end, |fb, at| {
            fb.take_received(clauses[at], cases[at]);
        });
        self.next = mark;
    }

    /// Where gc says the operation is: that of the only case, or the whole statement.
    fn select_span(&self, stmt: StmtId, clauses: &[ClauseId], count: usize) -> Span {
        let ast = self.cx.ast;
        let comm = clauses
            .iter()
            .find_map(|&clause| ast.clauses[clause].comm.expand());
        match comm {
            Some(comm) if count == 1 => self.stmt_span(comm),
            _ => self.stmt_span(stmt),
        }
    }

    /// A select with one case and no default is that operation, in tracebacks too.
    fn only_case(&mut self, clause: ClauseId, case: Case, label: Option<Symbol>) {
        let ast = self.cx.ast;
        if let Some(comm) = ast.clauses[clause].comm.expand() {
            let span = self.stmt_span(comm);
            self.mark_span(span);
        }
        match case {
            Case::Default => {}
            Case::Send { c, src } => self.emit(Op::Send { c, src }),
            Case::Recv {
                c, value, elem, ok, ..
            } => {
                let dst = self.received_into(value, elem);
                let ok = ok.unwrap_or(Reg::NONE);
                self.emit(Op::Recv { dst, c, ok });
            }
        }
        let end = self.code.label();
        self.pending_label = label;
        self.enter(end, None);
        self.take_received(clause, case);
        self.block(ast.clauses[clause].body);
        self.leave();
        self.code.bind(end);
    }

    /// Values of no words go nowhere.
    fn received_into(&mut self, value: Reg, elem: TypeId) -> Reg {
        match self.cx.words(elem) {
            0 => Reg::NONE,
            _ => value,
        }
    }

    /// Evaluates the operands of a case.
    fn select_case(&mut self, clause: ClauseId) -> Case {
        let ast = self.cx.ast;
        let Some(comm) = ast.clauses[clause].comm.expand() else {
            return Case::Default;
        };
        match ast.stmts[comm].kind {
            StmtKind::Send { chan, value } => {
                let ty = self.ty(chan);
                let elem = self.cx.elem(ty);
                let c = self.expr(chan);
                let src = self.expr_as(value, elem);
                Case::Send { c, src }
            }
            StmtKind::Expr(expr) => self.receive_case(expr, false, false),
            StmtKind::Assign { lhs, rhs, .. } | StmtKind::Define { lhs, rhs } => {
                let lhs = ast.list(lhs);
                let wanted = lhs
                    .first()
                    .is_some_and(|&x| !self.cx.is_blank(self.unparen(x)));
                match ast.list(rhs).first() {
                    Some(&expr) => self.receive_case(expr, wanted, lhs.len() == 2),
                    None => Case::Default,
                }
            }
            _ => Case::Default,
        }
    }

    fn receive_case(&mut self, expr: ExprId, wanted: bool, ok: bool) -> Case {
        let inner = self.unparen(expr);
        let ExprKind::Unary { x, .. } = self.cx.ast.exprs[inner].kind else {
            return Case::Default;
        };
        let ty = self.ty(x);
        let elem = self.cx.elem(ty);
        let c = self.expr(x);
        let value = match wanted {
            true => self.alloc_ty(elem),
            false => Reg::NONE,
        };
        let ok = ok.then(|| self.alloc(1));
        Case::Recv {
            c,
            value,
            elem,
            wanted,
            ok,
        }
    }

    fn emit_case(&mut self, case: Case) {
        match case {
            Case::Default => {}
            Case::Send { c, src } => self.emit(Op::SelectSend { c, src }),
            Case::Recv {
                c, value, elem, ok, ..
            } => {
                let dst = self.received_into(value, elem);
                let ok = ok.unwrap_or(Reg::NONE);
                self.emit(Op::SelectRecv { dst, c, ok });
            }
        }
    }

    /// Assigns what a case received.
    fn take_received(&mut self, clause: ClauseId, case: Case) {
        let Case::Recv {
            value,
            elem,
            wanted,
            ok,
            ..
        } = case
        else {
            return;
        };
        let ast = self.cx.ast;
        let Some(comm) = ast.clauses[clause].comm.expand() else {
            return;
        };
        let (lhs, define) = match ast.stmts[comm].kind {
            StmtKind::Assign { lhs, .. } => (ast.list(lhs), false),
            StmtKind::Define { lhs, .. } => (ast.list(lhs), true),
            _ => return,
        };
        let values = [
            wanted.then_some((value, elem)),
            ok.map(|ok| (ok, TypeId::BOOL)),
        ];
        if !define {
            let mark = self.next;
            let places = self.places(lhs);
            for ((&x, &place), value) in lhs.iter().zip(&places).zip(values) {
                if let Some((src, ty)) = value {
                    self.store_converted(place, x, src, ty);
                }
            }
            self.next = mark;
            return;
        }
        for (&name, value) in lhs.iter().zip(values) {
            let Some((src, ty)) = value else { continue };
            if self.cx.is_blank(name) {
                continue;
            }
            let Some(obj) = self.cx.info.object_of(name) else {
                continue;
            };
            // The slot that was received into becomes the variable.
            if !self.is_boxed(obj) && self.obj_ty(obj) == ty {
                self.vars.insert(obj, Home::Slots(src));
                continue;
            }
            let home = self.new_variable(name);
            self.initialise(name, home, src, ty);
            if let NewVar::New(obj, home) = home {
                self.vars.insert(obj, home);
            }
        }
    }
}
