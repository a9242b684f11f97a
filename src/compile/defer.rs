//! `defer` and `go`.

use std::rc::Rc;

use crate::bytecode::op::{Op, Reg};
use crate::bytecode::program::{Context, Function};
use crate::check::operand::Mode;
use crate::check::universe::Builtin;
use crate::index::{ExprId, FuncId, MethodId, StmtId, TypeId};
use crate::source::{FileId, Span};
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
    /// The types of the values in the closure.
    pub types: Vec<TypeId>,
    /// The instance of the generic function around it.
    pub inst: Rc<Inst>,
}

/// What is called later. A native is called through its function.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Held {
    /// A function.
    Func(FuncId),
    /// A function value.
    Closure,
    /// A method of an interface.
    Iface(MethodId),
}

/// A call that is made later; its arguments are in the window.
struct Postponed {
    callee: Held,
    /// Where the function value or interface is, if it is called.
    value: Option<Reg>,
    w: Reg,
    sig: Sig,
}

/// When.
#[derive(Clone, Copy)]
enum Later {
    Defer,
    Go,
}

impl Fb<'_, '_> {
    /// `defer call`
    pub(super) fn defer_stmt(&mut self, stmt: StmtId, call: ExprId) {
        self.later_stmt(stmt, call, |fb, call| match fb.defer_frame() {
            Some(frame) => fb.defer_for(frame, call),
            None => fb.emit_later(Later::Defer, call),
        });
    }

    /// `go call`
    pub(super) fn go_stmt(&mut self, stmt: StmtId, call: ExprId) {
        self.later_stmt(stmt, call, |fb, call| fb.emit_later(Later::Go, call));
    }

    /// Evaluates a call's operands, and has `emit` put it off.
    fn later_stmt(&mut self, stmt: StmtId, call: ExprId, emit: impl FnOnce(&mut Self, &Postponed)) {
        let mark = self.next;
        if let Some(postponed) = self.postponed(call) {
            let span = self.stmt_span(stmt);
            self.mark_span(span);
            emit(self, &postponed);
        }
        self.next = mark;
    }

    fn emit_later(&mut self, later: Later, call: &Postponed) {
        let (w, n) = (call.w, call.sig.param_words as u16);
        let value = call.value.unwrap_or(Reg::NONE);
        let op = match call.callee {
            Held::Func(func) => {
                let func = func.as_u32();
                match later {
                    Later::Defer => Op::DeferCall { w, func },
                    Later::Go => Op::GoCall { w, func },
                }
            }
            Held::Closure => match later {
                Later::Defer => Op::DeferClosure { w, f: value, n },
                Later::Go => Op::GoClosure { w, f: value, n },
            },
            Held::Iface(_) => match later {
                Later::Defer => Op::DeferIface { w, x: value, n },
                Later::Go => Op::GoIface { w, x: value, n },
            },
        };
        self.emit(op);
        if let Held::Iface(method) = call.callee {
            self.cx.called.insert(method);
            self.ext(method.as_u32());
        }
    }

    /// Defers a call until another frame ends: as a closure that holds everything.
    fn defer_for(&mut self, frame: Reg, call: &Postponed) {
        let args = match call.callee {
            Held::Func(func) => self.cx.argument_words(func),
            Held::Closure | Held::Iface(_) => call.sig.param_words,
        };
        if let (Held::Iface(_), Some(p)) = (call.callee, call.value) {
            self.emit(Op::NilCheck { p });
        }
        let with = args + u32::from(call.value.is_some());
        let src = self.alloc(with);
        self.move_words(src, call.w, args);
        if let Some(value) = call.value {
            self.move_words(Self::plus(src, args), value, 1);
        }
        let func = self.cx.func(FuncKey::Held {
            callee: call.callee,
            args,
            params: call.sig.param_words,
            results: call.sig.result_words,
        });
        let f = self.alloc(1);
        self.make_closure(f, func, src, with);
        let w = self.window(&Sig::default(), 1);
        self.emit(Op::DeferClosure { w, f, n: 0 });
        self.emit(Op::DeferMove { frame });
    }

    /// Evaluates a call that is to be made later.
    fn postponed(&mut self, call: ExprId) -> Option<Postponed> {
        let call = self.unparen(call);
        let ExprKind::Call { fun, args, .. } = self.cx.ast.exprs[call].kind else {
            return None;
        };
        if self.cx.info.types[fun].mode != Mode::Builtin {
            let Ready { callee, w, sig } = self.prepare_call(call);
            let (callee, value) = match callee {
                Callee::Func(func) => (Held::Func(func), None),
                Callee::Native(native) => {
                    let func = self.cx.func(FuncKey::Native(native));
                    (Held::Func(func), None)
                }
                Callee::Closure(f) => (Held::Closure, Some(f)),
                Callee::Iface(x, method) => (Held::Iface(method), Some(x)),
            };
            return Some(Postponed {
                callee,
                value,
                w,
                sig,
            });
        }
        let builtin = self.builtin_of(fun)?;
        let args: Vec<ExprId> = self.cx.ast.list(args).to_vec();
        let (types, slots) = match args[..] {
            [arg] if self.tuple_len(arg) >= 2 => self.operands_of_results(builtin, arg),
            _ => {
                let types = self.builtin_arg_types(builtin, &args);
                let slots: Vec<Reg> = types.iter().map(|&ty| self.alloc_ty(ty)).collect();
                self.fill(&args, &types, &slots);
                (types, slots)
            }
        };
        let words = self.cx.words_of(&types);
        let job = BuiltinJob {
            builtin,
            call,
            types,
            inst: self.inst.clone(),
        };
        let func = self.cx.postponed_builtin(job);
        let f = self.alloc(1);
        let src = slots.first().copied().unwrap_or(f);
        self.make_closure(f, func, src, words);
        let sig = Sig::default();
        let w = self.window(&sig, 1);
        Some(Postponed {
            callee: Held::Closure,
            value: Some(f),
            w,
            sig,
        })
    }
}

impl Compiler<'_> {
    /// The words of a function's arguments and receiver; it may not have been compiled yet.
    pub(super) fn argument_words(&mut self, func: FuncId) -> u32 {
        let key = self
            .func_ids
            .iter()
            .find(|&(_, &id)| id == func)
            .map(|(key, _)| key.clone());
        match key {
            Some(FuncKey::Declared(obj, targs)) => self.declared_argument_words(obj, &targs),
            Some(FuncKey::Native(native)) => u32::from(self.natives[native as usize].param_words),
            _ => u32::from(self.funcs[func].argument_words()),
        }
    }

    /// Compiles the function of a closure that holds all of a call's operands.
    pub(super) fn compile_held(
        &mut self,
        callee: Held,
        args: u32,
        params: u32,
        results: u32,
    ) -> Function {
        let span = Span::point(FileId::from_u32(0), 0);
        let mut fb = Fb::new(self, "deferwrap".to_owned(), Sig::default(), span);
        fb.wrapper = true;
        fb.context = Context::Closure;
        let closure = fb.alloc(1);
        let held = fb.alloc(1);
        let sig = Sig {
            param_words: params,
            result_words: results,
            ..Sig::default()
        };
        let w = fb.window(&sig, (args - params).max(1));
        fb.load_captured(w, closure, args);
        if matches!(callee, Held::Closure | Held::Iface(_)) {
            fb.emit(Op::Load {
                dst: held,
                p: closure,
                off: args as u16 + 1,
            });
        }
        let callee = match callee {
            Held::Func(func) => Callee::Func(func),
            Held::Closure => Callee::Closure(held),
            Held::Iface(method) => Callee::Iface(held, method),
        };
        fb.emit_ready(callee, w, &sig);
        fb.emit(Op::Return0 {});
        fb.finish()
    }

    /// Compiles the closure's function of a postponed predeclared function.
    pub(super) fn compile_builtin(&mut self, job: BuiltinJob) -> Function {
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
        // A deferred recover is not called by a deferred function, and so does nothing.
        if job.builtin != Builtin::Recover {
            fb.builtin_effect(job.builtin, job.call, &job.types, &slots);
        }
        fb.emit(Op::Return0 {});
        fb.finish()
    }
}
