//! Function literals: what they capture, and their closures.

use std::rc::Rc;

use crate::bytecode::op::{Op, Reg};
use crate::bytecode::program::{Context, Function};
use crate::index::{ExprId, FuncId, ObjId, StmtId, TypeId};
use crate::syntax::ast::{ExprKind, Fields};

use super::Compiler;
use super::escape::Shared;
use super::func::{Fb, Home};
use super::generics::Inst;
use super::walk::Node;

/// A variable that a function literal shares with its surroundings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Capture {
    /// The variable.
    pub obj: ObjId,
    /// The closure holds its box, not its value.
    pub boxed: bool,
    /// Words in the closure.
    pub words: u32,
}

/// A function literal to be compiled.
#[derive(Debug)]
pub(super) struct LiteralJob {
    /// Its function type as written.
    pub ty: ExprId,
    /// Its function type.
    pub sig: TypeId,
    /// Its body.
    pub body: StmtId,
    /// What it shares.
    pub captures: Vec<Capture>,
    /// The instance of the generic function around it.
    pub inst: Rc<Inst>,
    /// What loops over functions around it share.
    pub shared: Rc<Shared>,
    /// Its name.
    pub name: String,
}

impl Compiler<'_> {
    /// Compiles a function literal.
    pub(super) fn compile_literal(&mut self, job: LiteralJob) -> Function {
        let span = self.ast.stmts[job.body].span;
        let sig = self.signature(job.sig);
        let mut fb = Fb::new(self, job.name, sig, span);
        fb.inst = job.inst;
        fb.is_literal = true;
        fb.shared = job.shared;
        fb.survey(job.body);
        fb.parameters(job.ty);
        fb.captures(&job.captures);
        fb.boxes_for_parameters(job.ty, Fields::default());
        fb.body(job.ty, job.body);
        fb.finish()
    }
}

impl Fb<'_, '_> {
    /// Loads what the closure holds into slots.
    pub(super) fn captures(&mut self, captures: &[Capture]) {
        self.context = Context::Closure;
        let closure = self.alloc(1);
        let mut off = 1u32;
        for capture in captures {
            let dst = self.alloc(capture.words);
            match capture.words {
                0 => {}
                1 => self.emit(Op::Load {
                    dst,
                    p: closure,
                    off: off as u16,
                }),
                n => {
                    let mark = self.next;
                    let p = self.words_at(closure, off);
                    self.emit(Op::LoadN {
                        dst,
                        p,
                        n: n as u16,
                    });
                    self.next = mark;
                }
            }
            off += capture.words;
            let home = match capture.boxed {
                true => Home::Boxed(dst),
                false => Home::Slots(dst),
            };
            self.vars.insert(capture.obj, home);
        }
    }

    /// `func(…) … { … }`
    pub(super) fn function_literal(&mut self, expr: ExprId, body: StmtId, dst: Option<Reg>) -> Reg {
        let ExprKind::FuncLit { ty, .. } = self.cx.ast.exprs[expr].kind else {
            return self.dst(dst, 1);
        };
        let sig = self.ty(expr);
        let captures = self.capture_list(Node::Stmt(body));
        let job = LiteralJob {
            ty,
            sig,
            body,
            captures: captures.clone(),
            inst: self.inst.clone(),
            shared: self.shared.clone(),
            name: self.literal_name(),
        };
        let func = self.cx.literal(job);
        self.closure_of(func, &captures, dst)
    }

    /// The variables around a body that it mentions.
    pub(super) fn capture_list(&mut self, body: Node) -> Vec<Capture> {
        let mentioned = self.cx.mentioned(body, |obj| self.vars.contains_key(&obj));
        mentioned
            .into_iter()
            .filter_map(|obj| {
                let home = *self.vars.get(&obj)?;
                let ty = self.obj_ty(obj);
                let boxed = matches!(home, Home::Boxed(_));
                Some(Capture {
                    obj,
                    boxed,
                    words: if boxed { 1 } else { self.cx.words(ty) },
                })
            })
            .collect()
    }

    /// A closure over variables.
    pub(super) fn closure_of(
        &mut self,
        func: FuncId,
        captures: &[Capture],
        dst: Option<Reg>,
    ) -> Reg {
        if captures.is_empty() {
            let dst = self.dst(dst, 1);
            let konst = self.cx.constants.closure(func);
            self.emit(Op::LoadConst { dst, konst });
            return dst;
        }
        let mark = self.next;
        let words: u32 = captures.iter().map(|capture| capture.words).sum();
        let src = self.capture_words(captures, words);
        self.next = mark;
        let dst = self.dst(dst, 1);
        self.make_closure(dst, func, src, words);
        dst
    }

    fn capture_words(&mut self, captures: &[Capture], words: u32) -> Reg {
        let home_reg = |fb: &Self, capture: &Capture| match fb.vars.get(&capture.obj) {
            Some(&(Home::Slots(reg) | Home::Boxed(reg))) => reg,
            None => Reg(0),
        };
        if let [capture] = captures {
            return home_reg(self, capture);
        }
        let src = self.alloc(words);
        let mut at = src;
        for capture in captures {
            let reg = home_reg(self, capture);
            self.move_words(at, reg, capture.words);
            at = Self::plus(at, capture.words);
        }
        src
    }

    /// The name of the next function literal.
    pub(super) fn literal_name(&mut self) -> String {
        self.literals += 1;
        match self.is_literal {
            true => format!("{}.{}", self.name, self.literals),
            false => format!("{}.func{}", self.name, self.literals),
        }
    }
}
