//! `defer` and `go`.

use std::rc::Rc;

use crate::bytecode::op::{Op, Reg};
use crate::bytecode::program::{Context, Function};
use crate::check::operand::Mode;
use crate::check::universe::Builtin;
use crate::index::{ExprId, StmtId, TypeId};
use crate::syntax::ast::ExprKind;

use super::Compiler;
use super::FuncKey;
use super::call::{Callee, Ready};
use super::func::Fb;
use super::generics::Inst;
use super::layout::Sig;

/// A predeclared function that is deferred or started as a goroutine: a closure over its arguments.
#[derive(Debug)]
pub(super) struct BuiltinJob {
    /// Which.
    pub builtin: Builtin,
    /// The call.
    pub call: ExprId,
    /// Its arguments.
    pub args: Vec<ExprId>,
    /// The types of the values in the closure.
    pub types: Vec<TypeId>,
    /// The instance of the generic function around it.
    pub inst: Rc<Inst>,
}

impl Fb<'_, '_> {
    /// `defer call`
    pub fn defer_stmt(&mut self, stmt: StmtId, call: ExprId) {
        if self.exits.is_some() {
            let span = self.stmt_span(stmt);
            self.cx.limit_at(
                span,
                "defer inside the body of a range over a function is not supported",
            );
            return;
        }
        let mark = self.next;
        let Some(ready) = self.postponed(call) else {
            self.next = mark;
            return;
        };
        let span = self.stmt_span(stmt);
        self.mark_span(span);
        let w = ready.w;
        let n = ready.sig.param_words as u16;
        match ready.callee {
            Callee::Func(func) => self.emit(Op::DeferCall {
                w,
                func: func.as_u32(),
            }),
            Callee::Native(native) => {
                let func = self.cx.func(FuncKey::Native(native));
                self.emit(Op::DeferCall {
                    w,
                    func: func.as_u32(),
                });
            }
            Callee::Closure(f) => self.emit(Op::DeferClosure { w, f, n }),
            Callee::Iface(x, method) => {
                self.cx.called.insert(method);
                self.emit(Op::DeferIface { w, x, n });
                self.ext(method.as_u32());
            }
        }
        self.next = mark;
    }

    /// `go call`
    pub fn go_stmt(&mut self, stmt: StmtId, call: ExprId) {
        let mark = self.next;
        let Some(ready) = self.postponed(call) else {
            self.next = mark;
            return;
        };
        let span = self.stmt_span(stmt);
        self.mark_span(span);
        let w = ready.w;
        let n = ready.sig.param_words as u16;
        match ready.callee {
            Callee::Func(func) => self.emit(Op::GoCall {
                w,
                func: func.as_u32(),
            }),
            Callee::Native(native) => {
                let func = self.cx.func(FuncKey::Native(native));
                self.emit(Op::GoCall {
                    w,
                    func: func.as_u32(),
                });
            }
            Callee::Closure(f) => self.emit(Op::GoClosure { w, f, n }),
            Callee::Iface(x, method) => {
                self.cx.called.insert(method);
                self.emit(Op::GoIface { w, x, n });
                self.ext(method.as_u32());
            }
        }
        self.next = mark;
    }

    /// Evaluates a call that is to be made later.
    fn postponed(&mut self, call: ExprId) -> Option<Ready> {
        let call = self.unparen(call);
        let ExprKind::Call { fun, args, .. } = self.cx.ast.exprs[call].kind else {
            return None;
        };
        if self.cx.info.types[fun].mode != Mode::Builtin {
            return Some(self.prepare_call(call));
        }
        let builtin = self.builtin_of(fun)?;
        let args: Vec<ExprId> = self.cx.ast.list(args).to_vec();
        let types = self.builtin_arg_types(builtin, &args);
        let slots: Vec<Reg> = types.iter().map(|&ty| self.alloc_ty(ty)).collect();
        self.fill(&args, &types, &slots);
        let words = self.cx.words_of(&types);
        let job = BuiltinJob {
            builtin,
            call,
            args,
            types,
            inst: self.inst.clone(),
        };
        let func = self.cx.postponed_builtin(job);
        let f = self.alloc(1);
        let src = slots.first().copied().unwrap_or(f);
        self.make_closure(f, func, src, words);
        let sig = Sig::default();
        let w = self.window(&sig, 1);
        Some(Ready {
            callee: Callee::Closure(f),
            w,
            sig,
        })
    }
}

impl Compiler<'_> {
    /// Compiles the closure's function of a postponed predeclared function.
    pub fn compile_builtin(&mut self, job: BuiltinJob) -> Function {
        let span = self.ast.exprs[job.call].span;
        let name = format!("runtime.{}", job.builtin.name());
        let mut fb = Fb::new(self, name, Sig::default(), span);
        fb.inst = job.inst;
        fb.wrapper = true;
        fb.context = Context::Closure;
        let closure = fb.alloc(1);
        let words = fb.cx.words_of(&job.types);
        let first = fb.alloc(words);
        fb.load_captured(first, closure, words);
        let mut slots = Vec::with_capacity(job.types.len());
        let mut at = first;
        for &ty in &job.types {
            slots.push(at);
            at = Fb::plus(at, fb.cx.words(ty));
        }
        fb.builtin_effect(job.builtin, job.call, &job.args, &slots);
        fb.emit(Op::Return0 {});
        fb.finish()
    }
}
