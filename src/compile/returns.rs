//! How functions return: results, deferred calls, and the ends of bodies.

use crate::bytecode::op::{Op, Reg};
use crate::index::{ExprId, StmtId, TypeId};
use crate::source::Span;
use crate::syntax::ast::Exprs;

use super::func::{Fb, Home, ResultVar};
use super::place::home_place;

impl Fb<'_, '_> {
    /// What follows the last statement.
    pub(super) fn end(&mut self, body: StmtId) {
        let span = self.cx.ast.stmts[body].span;
        let closing = Span {
            lo: span.hi.saturating_sub(1),
            ..span
        };
        if self.sig.results.is_empty() && !self.has_defer {
            self.emit(Op::Return0 {});
            return;
        }
        if !self.has_defer {
            self.emit(Op::Unreachable {});
            return;
        }
        // Also where a function goes on after a deferred call of it has recovered.
        let label = self.code.label_here();
        self.epilogue = Some(label);
        self.mark_span(closing);
        self.run_defers_and_return();
    }

    /// Runs deferred calls and returns the values of the result variables.
    pub(super) fn run_defers_and_return(&mut self) {
        // Deferred calls return to RunDefers: in tracebacks that is the position of the instruction before it.
        self.emit(Op::Nop {});
        self.emit(Op::RunDefers {
            w: Reg(self.next as u16 + 1),
        });
        self.reach(self.next + 2);
        self.return_results();
    }

    /// Returns the values of the result variables.
    pub(super) fn return_results(&mut self) {
        let results = self.results.clone();
        let mark = self.next;
        let src = match results.first() {
            None => Reg(0),
            Some(&ResultVar {
                home: Home::Slots(first),
                ..
            }) if results
                .iter()
                .all(|result| matches!(result.home, Home::Slots(_))) =>
            {
                first
            }
            Some(_) => {
                let slots: Vec<Reg> = results
                    .iter()
                    .map(|result| self.alloc_ty(result.ty))
                    .collect();
                for (result, &slot) in results.iter().zip(&slots) {
                    self.load(home_place(result.home), result.ty, Some(slot));
                }
                slots[0]
            }
        };
        let words = self.sig.result_words;
        self.emit_return(src, words);
        self.next = mark;
    }

    /// Returns `R[src..+words]`.
    pub(super) fn emit_return(&mut self, src: Reg, words: u32) {
        self.emit(match words {
            0 => Op::Return0 {},
            1 => Op::Return1 { src },
            _ => Op::Return {
                src,
                n: words as u16,
            },
        });
    }

    /// `return …`
    pub(super) fn return_stmt(&mut self, exprs: Exprs, span: Span) {
        let exprs: Vec<ExprId> = self.cx.ast.list(exprs).to_vec();
        self.mark_span(span);
        if self.exits.is_some() {
            return self.return_from_loop_body(&exprs);
        }
        if self.results.is_empty() || exprs.is_empty() && !self.has_defer {
            if exprs.is_empty() {
                match self.has_defer {
                    true => self.run_defers_and_return(),
                    false => self.return_results(),
                }
                return;
            }
            return self.return_values(&exprs);
        }
        if !self.has_defer {
            // Nothing can look at the result variables any more, unless the values are computed with calls that share them.
            let shared = self
                .results
                .iter()
                .any(|result| matches!(result.home, Home::Boxed(_)));
            if !shared {
                return self.return_values(&exprs);
            }
        }
        if !exprs.is_empty() {
            self.assign_results(&exprs);
        }
        match self.has_defer {
            true => self.run_defers_and_return(),
            false => self.return_results(),
        }
    }

    /// Returns values straight from temporaries.
    fn return_values(&mut self, exprs: &[ExprId]) {
        let mark = self.next;
        let types = self.sig.results.clone();
        let words = self.sig.result_words;
        match *exprs {
            [expr] if types.len() == 1 => {
                if let Some(imm) = self.const_imm(expr)
                    && self.cx.class(types[0]).is_int()
                {
                    self.emit(Op::ReturnImm { imm });
                    return;
                }
                let src = self.expr_as(expr, types[0]);
                self.emit_return(src, words);
            }
            [expr] => {
                let src = self.tuple_as(expr, &types);
                self.emit_return(src, words);
            }
            _ => {
                let slots: Vec<Reg> = types.iter().map(|&ty| self.alloc_ty(ty)).collect();
                self.fill(exprs, &types, &slots);
                self.emit_return(slots.first().copied().unwrap_or(Reg(0)), words);
            }
        }
        self.next = mark;
    }

    /// The results of a call, converted to these types, one after the other in temporaries.
    pub(super) fn tuple_as(&mut self, call: ExprId, types: &[TypeId]) -> Reg {
        let (from, have) = self.call_results(call);
        if have == types {
            return from;
        }
        let slots: Vec<Reg> = types.iter().map(|&ty| self.alloc_ty(ty)).collect();
        let mut src = from;
        for ((&have, &want), &dst) in have.iter().zip(types).zip(&slots) {
            self.convert_value(src, have, want, dst);
            src = Self::plus(src, self.cx.words(have));
        }
        slots.first().copied().unwrap_or(from)
    }

    /// Assigns to the result variables what a `return` lists.
    pub(super) fn assign_results(&mut self, exprs: &[ExprId]) {
        let results = self.results.clone();
        let types: Vec<TypeId> = results.iter().map(|result| result.ty).collect();
        let mark = self.next;
        if let (&[expr], &[result]) = (exprs, &results[..]) {
            let src = self.expr_as(expr, result.ty);
            self.store(home_place(result.home), result.ty, src);
            self.next = mark;
            return;
        }
        let src = match *exprs {
            [expr] => self.tuple_as(expr, &types),
            _ => {
                let slots: Vec<Reg> = types.iter().map(|&ty| self.alloc_ty(ty)).collect();
                self.fill(exprs, &types, &slots);
                slots.first().copied().unwrap_or(Reg(0))
            }
        };
        let mut at = src;
        for result in results {
            self.store(home_place(result.home), result.ty, at);
            at = Self::plus(at, self.cx.words(result.ty));
        }
        self.next = mark;
    }
}
