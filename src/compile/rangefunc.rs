//! `range` over a function: the body becomes a function that the ranged function calls.
//!
//! It shares variables as a function literal does. When it is left by anything but its end, `continue` or `break`, it notes in
//! a shared cell which way, and the loop goes on there after the call.

use crate::bytecode::op::{Op, Reg};
use crate::index::{ExprId, StmtId, Symbol, TypeId};
use crate::syntax::ast::{Branch, StmtKind};

use super::call::{Callee, Ready};
use super::closure::Capture;
use super::code::Label;
use super::func::{Fb, Home, ResultVar};
use super::place::Place;
use super::range::IterVar;
use super::walk::{Node, Walk};

/// The state of a loop is in its shared cell: ready for an iteration, one of these, or the number of a way out.
const BROKEN: i64 = -1;
/// The call of the ranged function has returned.
const EXHAUSTED: i64 = -2;
/// The body is running, or has panicked.
const RUNNING: i64 = -3;

/// How a body made from a loop leaves.
#[derive(Debug)]
pub(super) struct Exits {
    /// The box that says which way.
    state: Reg,
    /// The ways, numbered from 1.
    ways: Vec<Way>,
    /// Where the body returns false.
    stop: Label,
    /// The labels inside the body.
    labels: Vec<Symbol>,
    /// The frame that deferred calls belong to.
    frame: Reg,
}

/// A way out of a loop body.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Way {
    /// `return`; the results have been assigned.
    Return,
    /// A branch to something outside.
    Branch(Branch, Option<Symbol>),
}

impl Fb<'_, '_> {
    /// See the module.
    pub(super) fn range_func(
        &mut self,
        stmt: StmtId,
        x: ExprId,
        ty: TypeId,
        vars: [IterVar; 2],
        body: StmtId,
        exit: Label,
    ) {
        let label = self.pending_label.take();
        let state = self.alloc(2);
        let frame = Self::plus(state, 1);
        self.new_zero(state, TypeId::INT);
        match &self.exits {
            Some(exits) => {
                let src = exits.frame;
                self.move_words(frame, src, 1);
            }
            None => self.emit(Op::FrameId { dst: frame }),
        }
        let f = self.expr(x);
        let captures = self.body_captures(vars, body);
        let results: Vec<ResultVar> = match self.shared.results {
            true => self.results.clone(),
            false => Vec::new(),
        };
        let sig = self.cx.signature(ty);
        let Some(&yield_ty) = sig.params.first() else {
            return;
        };
        self.loops += 1;
        let name = format!("{}-range{}", self.name, self.loops);
        let (func, ways) =
            self.loop_function(name, yield_ty, vars, body, label, &captures, &results);
        // The closure: what is captured, the state, the frame, the boxes of the results.
        let captured: u32 = captures.iter().map(|capture| capture.words).sum();
        let words = captured + 2 + results.len() as u32;
        let src = self.alloc(words);
        let mut at = src;
        for capture in &captures {
            if let Some(&(Home::Slots(reg) | Home::Boxed(reg))) = self.vars.get(&capture.obj) {
                self.move_words(at, reg, capture.words);
            }
            at = Self::plus(at, capture.words);
        }
        self.move_words(at, state, 2);
        at = Self::plus(at, 2);
        for result in &results {
            if let Home::Boxed(reg) = result.home {
                self.move_words(at, reg, 1);
            }
            at = Self::plus(at, 1);
        }
        let w = self.window(&sig, 1);
        self.make_closure(w, func, src, words);
        let span = self.stmt_span(stmt);
        self.mark_span(span);
        let ready = Ready {
            callee: Callee::Closure(f),
            w,
            sig,
        };
        self.emit_ready(ready.callee, ready.w, &ready.sig);
        self.take_ways(state, &ways, exit);
    }

    fn body_captures(&mut self, vars: [IterVar; 2], body: StmtId) -> Vec<Capture> {
        let mut captures = self.capture_list(Node::Stmt(body));
        for var in vars {
            if let IterVar::Assigned(expr) = var {
                for capture in self.capture_list(Node::Expr(expr)) {
                    if captures.iter().all(|other| other.obj != capture.obj) {
                        captures.push(capture);
                    }
                }
            }
        }
        captures
    }

    #[allow(clippy::too_many_arguments, reason = "the parts of one loop")]
    fn loop_function(
        &mut self,
        name: String,
        yield_ty: TypeId,
        vars: [IterVar; 2],
        body: StmtId,
        label: Option<Symbol>,
        captures: &[Capture],
        results: &[ResultVar],
    ) -> (crate::index::FuncId, Vec<Way>) {
        let func = self.cx.reserve_function();
        let span = self.cx.ast.stmts[body].span;
        let sig = self.cx.signature(yield_ty);
        let (inst, shared) = (self.inst.clone(), self.shared.clone());
        let mut fb = Fb::new(&mut *self.cx, name, sig.clone(), span);
        fb.inst = inst;
        fb.shared = shared;
        fb.is_literal = true;
        let params: Vec<Reg> = sig.params.iter().map(|&ty| fb.alloc_ty(ty)).collect();
        fb.captures(captures);
        let captured: u32 = captures.iter().map(|capture| capture.words).sum();
        let closure = Reg(sig.param_words as u16);
        let state = fb.alloc(1);
        let frame = fb.alloc(1);
        for (dst, off) in [(state, captured + 1), (frame, captured + 2)] {
            fb.emit(Op::Load {
                dst,
                p: closure,
                off: off as u16,
            });
        }
        for (at, result) in results.iter().enumerate() {
            let reg = fb.alloc(1);
            fb.emit(Op::Load {
                dst: reg,
                p: closure,
                off: (captured + 3) as u16 + at as u16,
            });
            fb.results.push(ResultVar {
                home: Home::Boxed(reg),
                ty: result.ty,
            });
        }
        let (next, stop) = (fb.code.label(), fb.code.label());
        fb.exits = Some(Exits {
            state,
            ways: Vec::new(),
            stop,
            labels: fb.labels_in(body),
            frame,
        });
        for ((var, &param), &ty) in vars.into_iter().zip(&params).zip(&sig.params) {
            fb.bind_parameter(var, param, ty);
        }
        let (broken, misuse) = (fb.code.label(), fb.code.label());
        fb.pending_label = label;
        fb.enter(broken, Some(next));
        fb.begin_iteration(state, misuse);
        fb.block_stmt(body);
        fb.leave();
        fb.code.bind(next);
        fb.set_state(state, 0);
        fb.emit(Op::ReturnImm { imm: 1 });
        fb.code.bind(broken);
        fb.set_state(state, BROKEN);
        fb.code.bind(stop);
        fb.emit(Op::ReturnImm { imm: 0 });
        fb.code.bind(misuse);
        fb.report_misuse(state);
        let ways = fb.exits.take().map(|exits| exits.ways).unwrap_or_default();
        let function = fb.finish();
        self.cx.funcs[func] = function;
        (func, ways)
    }

    fn labels_in(&self, body: StmtId) -> Vec<Symbol> {
        let ast = self.cx.ast;
        Walk::outside_literals(ast, Node::Stmt(body))
            .filter_map(|node| match node {
                Node::Stmt(stmt) => match ast.stmts[stmt].kind {
                    StmtKind::Labeled { label, .. } => ast.name(label),
                    _ => None,
                },
                _ => None,
            })
            .collect()
    }

    /// The frame that deferred calls belong to, if it is not this function's own.
    pub(super) fn defer_frame(&self) -> Option<Reg> {
        self.exits.as_ref().map(|exits| exits.frame)
    }

    fn bind_parameter(&mut self, var: IterVar, param: Reg, ty: TypeId) {
        match var {
            IterVar::None => {}
            IterVar::New(obj) if self.is_boxed(obj) => self.declare_with(obj, param),
            IterVar::New(obj) => {
                self.vars.insert(obj, Home::Slots(param));
            }
            IterVar::Assigned(expr) => {
                let mark = self.next;
                let place = self.place(expr);
                self.store_converted(place, expr, param, ty);
                self.next = mark;
            }
        }
    }

    fn state_value(&mut self, state: Reg) -> Reg {
        let place = Place::Mem {
            p: state,
            off: 0,
            safe: true,
        };
        self.load(place, TypeId::INT, None)
    }

    fn set_state(&mut self, p: Reg, value: i64) {
        let mark = self.next;
        let src = self.int_temp(value);
        self.emit(Op::Store { p, off: 0, src });
        self.next = mark;
    }

    fn begin_iteration(&mut self, state: Reg, misuse: Label) {
        let mark = self.next;
        let now = self.state_value(state);
        self.equal_imm_jump(now, 0, misuse, false);
        self.next = mark;
        self.set_state(state, RUNNING);
    }

    /// The body was called when it should not have been.
    fn report_misuse(&mut self, state: Reg) {
        let now = self.state_value(state);
        let texts = [
            (
                EXHAUSTED,
                "range function continued iteration after whole loop exit",
            ),
            (
                RUNNING,
                "range function continued iteration after loop body panic",
            ),
        ];
        for (value, text) in texts {
            let other = self.code.label();
            self.equal_imm_jump(now, value as i16, other, false);
            self.runtime_panic("errorString", text);
            self.code.bind(other);
        }
        self.runtime_panic(
            "errorString",
            "range function continued iteration after function for loop body returned false",
        );
    }

    /// Panics with this text as a type of the package runtime.
    pub(super) fn runtime_panic(&mut self, ty: &str, text: &str) {
        let mark = self.next;
        let a = self.alloc(1);
        self.load_string(a, text.as_bytes());
        let ty = self.cx.runtime_error_type(ty);
        self.make_interface(a, a, ty);
        self.emit(Op::Panic { a });
        self.next = mark;
    }

    /// After the call: goes where the body wanted to go.
    fn take_ways(&mut self, state: Reg, ways: &[Way], exit: Label) {
        let mark = self.next;
        let way = self.state_value(state);
        self.set_state(state, EXHAUSTED);
        let fine = self.code.label();
        self.equal_imm_jump(way, RUNNING as i16, fine, false);
        self.runtime_panic(
            "errorString",
            "range function recovered a loop body panic and did not resume panicking",
        );
        self.code.bind(fine);
        if ways.is_empty() {
            self.next = mark;
            return;
        }
        self.code.jump(
            Op::JLeImm {
                a: way,
                imm: 0,
                to: 0,
            },
            exit,
        );
        for (at, &to) in ways.iter().enumerate() {
            let next = self.code.label();
            self.equal_imm_jump(way, at as i16 + 1, next, false);
            match to {
                Way::Return if self.exits.is_some() => self.take_way(Way::Return),
                Way::Return if self.has_defer => self.run_defers_and_return(),
                Way::Return => self.return_results(),
                Way::Branch(kind, name) => self.branch_to(kind, name),
            }
            self.code.bind(next);
        }
        self.next = mark;
    }

    /// Leaves a loop body: notes which way, and stops the iteration.
    fn take_way(&mut self, way: Way) {
        let Some(exits) = &mut self.exits else { return };
        let (state, stop) = (exits.state, exits.stop);
        let number = match exits.ways.iter().position(|&other| other == way) {
            Some(at) => at,
            None => {
                exits.ways.push(way);
                exits.ways.len() - 1
            }
        };
        self.set_state(state, number as i64 + 1);
        self.jump(stop);
    }

    /// `return` inside a loop body.
    pub(super) fn return_from_loop_body(&mut self, exprs: &[ExprId]) {
        if !exprs.is_empty() {
            self.assign_results(exprs);
        }
        self.take_way(Way::Return);
    }

    /// A branch whose target is outside of the loop body, if it is one.
    pub(super) fn leave_loop_body(&mut self, kind: Branch, name: Option<Symbol>) -> bool {
        let inside = |exits: &Exits| {
            kind == Branch::Goto && name.is_some_and(|name| exits.labels.contains(&name))
        };
        if self.exits.as_ref().is_none_or(inside) {
            return false;
        }
        self.take_way(Way::Branch(kind, name));
        true
    }
}
