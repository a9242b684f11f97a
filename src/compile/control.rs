//! `for` with a condition: loops test at the bottom, counting ones in one instruction.

use smallvec::SmallVec;

use crate::bytecode::op::{Op, Reg};
use crate::check::operand::Mode;
use crate::index::{ExprId, ObjId, StmtId};
use crate::syntax::ast::{BinOp, ExprKind, OptExpr, OptStmt, StmtKind};

use super::code::Label;
use super::expr::constant_word;
use super::func::{Fb, Home};
use super::layout::Class;
use super::walk::{Node, Walk};

/// How many constants a loop keeps in slots.
const MAX_KEPT: usize = 24;

/// A loop that counts a variable in a slot up or down.
#[derive(Clone, Copy, Debug)]
struct Counting {
    i: Reg,
    /// `<`, `<=`, `>` or `>=`, the counter on the left.
    op: BinOp,
    bound: Bound,
    step: Step,
}

#[derive(Clone, Copy, Debug)]
enum Bound {
    Imm(i16),
    Slot(Reg),
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Inc,
    Dec,
    Add(Reg),
}

impl Fb<'_, '_> {
    /// `for init; cond; post { … }`
    pub(super) fn for_stmt(&mut self, init: OptStmt, cond: OptExpr, post: OptStmt, body: StmtId) {
        let mark = self.next;
        let label = self.pending_label.take();
        if let Some(init) = init.expand() {
            self.stmt(init);
        }
        self.pending_label = label;
        let outermost = self.keep_constants(
            [
                cond.expand().map(Node::Expr),
                post.expand().map(Node::Stmt),
                Some(Node::Stmt(body)),
            ]
            .into_iter()
            .flatten(),
        );
        let copied = self.per_iteration(init);
        let again = self.code.label();
        let next = self.code.label();
        let exit = self.code.label();
        let counting = match (cond.expand(), post.expand()) {
            (Some(cond), Some(post)) if copied.is_empty() => self.counting(cond, post, body),
            _ => None,
        };
        let test = self.code.label();
        match (counting, cond.expand()) {
            (Some(counting), _) => self.enter_counting(counting, exit),
            (None, Some(cond)) if self.is_small_condition(cond) => {
                self.cond_jump(cond, exit, false)
            }
            (None, Some(_)) => self.jump(test),
            (None, None) => {}
        }
        self.code.bind(again);
        self.enter(exit, Some(next));
        self.block_stmt(body);
        self.leave();
        self.code.bind(next);
        for &(reg, obj) in &copied {
            self.copy_box(reg, obj);
        }
        if let Some(counting) = counting {
            self.repeat_counting(counting, again);
        } else {
            if let Some(post) = post.expand() {
                self.stmt(post);
            }
            self.code.bind(test);
            match cond.expand() {
                Some(cond) => self.cond_jump(cond, again, true),
                None => self.jump(again),
            }
        }
        self.code.bind(exit);
        if outermost {
            self.kept.clear();
        }
        self.next = mark;
    }

    /// Before an outermost loop: loads the constants that its operations need in slots, once. True if this is one.
    pub(super) fn keep_constants(&mut self, parts: impl Iterator<Item = Node>) -> bool {
        if !self.kept.is_empty() {
            return false;
        }
        let ast = self.cx.ast;
        for part in parts {
            for node in Walk::outside_literals(ast, part) {
                let Node::Expr(expr) = node else { continue };
                let ExprKind::Binary { op, x, y } = ast.exprs[expr].kind else {
                    continue;
                };
                for (operand, left) in [(x, true), (y, false)] {
                    if self.kept.len() < MAX_KEPT {
                        self.keep_operand(op, operand, left);
                    }
                }
            }
        }
        !self.kept.is_empty()
    }

    fn keep_operand(&mut self, op: BinOp, operand: ExprId, left: bool) {
        let Some(value) = self.cx.info.value_of(operand).cloned() else {
            return;
        };
        let class = self.class(operand);
        let word = match class {
            Class::F64 | Class::F32 => constant_word(&value, class),
            Class::Int { .. } if matches!(op, BinOp::Shl | BinOp::Shr) && !left => return,
            Class::Int { .. } => {
                let word = constant_word(&value, class);
                // Small ones are part of the instruction, where there is such a form.
                let reversed = left
                    && matches!(
                        op,
                        BinOp::Sub | BinOp::Div | BinOp::Rem | BinOp::Shl | BinOp::Shr
                    );
                if i16::try_from(word as i64).is_ok() && !reversed {
                    return;
                }
                word
            }
            _ => return,
        };
        if !self.kept.contains_key(&word) {
            let dst = self.alloc(1);
            self.load_word(dst, word);
            self.kept.insert(word, dst);
        }
    }

    /// The loop's own variables that live in boxes: each iteration has new ones.
    fn per_iteration(&mut self, init: OptStmt) -> SmallVec<[(Reg, ObjId); 2]> {
        let Some(init) = init.expand() else {
            return SmallVec::new();
        };
        let StmtKind::Define { lhs, .. } = self.cx.ast.stmts[init].kind else {
            return SmallVec::new();
        };
        let names = self.cx.ast.list(lhs).iter();
        names
            .filter_map(|&name| {
                let obj = self.cx.info.object_of(name)?;
                match self.vars.get(&obj) {
                    Some(&Home::Boxed(reg)) => Some((reg, obj)),
                    _ => None,
                }
            })
            .collect()
    }

    /// The next iteration's box of a loop variable.
    fn copy_box(&mut self, reg: Reg, obj: ObjId) {
        let ty = self.obj_ty(obj);
        let mark = self.next;
        let place = super::place::Place::Mem {
            p: reg,
            off: 0,
            safe: true,
        };
        let value = self.load(place, ty, None);
        self.new_box(reg, value, ty);
        self.next = mark;
    }

    /// The condition is short and calls nothing: it may be compiled twice.
    fn is_small_condition(&mut self, cond: ExprId) -> bool {
        let mut nodes = 0;
        for node in Walk::new(self.cx.ast, Node::Expr(cond)) {
            let Node::Expr(expr) = node else { return false };
            nodes += 1;
            let small = match self.cx.ast.exprs[expr].kind {
                ExprKind::FuncLit { .. } | ExprKind::Composite { .. } => false,
                ExprKind::Call { fun, .. } => self.cx.info.types[fun].mode == Mode::Builtin,
                _ => true,
            };
            if !small || nodes > 8 {
                return false;
            }
        }
        true
    }

    /// The variable in a slot that a name denotes.
    pub(super) fn slot_variable(&self, expr: ExprId) -> Option<(ObjId, Reg)> {
        let inner = self.unparen(expr);
        if !matches!(self.cx.ast.exprs[inner].kind, ExprKind::Name(_)) {
            return None;
        }
        let obj = self.cx.info.object_of(inner)?;
        match self.vars.get(&obj) {
            Some(&Home::Slots(reg)) => Some((obj, reg)),
            _ => None,
        }
    }

    /// Recognises a counting loop, and puts what its end needs into slots.
    fn counting(&mut self, cond: ExprId, post: StmtId, body: StmtId) -> Option<Counting> {
        let cond = self.unparen(cond);
        let ExprKind::Binary { op, x, y } = self.cx.ast.exprs[cond].kind else {
            return None;
        };
        let (obj, i) = self.slot_variable(x)?;
        if self.class(x) != Class::INT {
            return None;
        }
        let (target, step) = match self.cx.ast.stmts[post].kind {
            StmtKind::IncDec { x, inc: true } if matches!(op, BinOp::Lt | BinOp::Le) => (x, None),
            StmtKind::IncDec { x, inc: false } if matches!(op, BinOp::Gt | BinOp::Ge) => (x, None),
            StmtKind::Assign {
                op: Some(BinOp::Add),
                lhs,
                rhs,
            } if matches!(op, BinOp::Lt | BinOp::Le) => {
                let (&lhs, &rhs) = (
                    self.cx.ast.list(lhs).first()?,
                    self.cx.ast.list(rhs).first()?,
                );
                (lhs, Some(rhs))
            }
            _ => return None,
        };
        if self.slot_variable(target)?.0 != obj {
            return None;
        }
        let bound = self.bound(y, obj, body)?;
        let (bound, step) = match (step, op) {
            (None, BinOp::Lt | BinOp::Le) => (bound, Step::Inc),
            (None, _) => (bound, Step::Dec),
            (Some(step), _) => {
                let step = self.step(step, obj)?;
                let bound = match bound {
                    Bound::Imm(imm) => Bound::Slot(self.int_temp(i64::from(imm))),
                    slot => slot,
                };
                (bound, Step::Add(step))
            }
        };
        match (step, op, bound) {
            // There is only a form for `>=` a constant.
            (Step::Dec, BinOp::Ge, Bound::Imm(_)) => {}
            (Step::Dec, BinOp::Gt, Bound::Imm(imm)) if imm < i16::MAX => {}
            (Step::Dec, ..) => return None,
            (Step::Inc, BinOp::Le, Bound::Imm(imm)) if imm == i16::MAX => return None,
            _ => {}
        }
        Some(Counting { i, op, bound, step })
    }

    /// The bound of a counting loop, if it stays the same or is a variable in a slot.
    fn bound(&mut self, y: ExprId, counter: ObjId, body: StmtId) -> Option<Bound> {
        if let Some(imm) = self.const_imm(y) {
            return Some(Bound::Imm(imm));
        }
        if let Some(value) = self.const_int(y) {
            return Some(Bound::Slot(self.int_temp(value)));
        }
        if let Some((obj, reg)) = self.slot_variable(y) {
            return (obj != counter).then_some(Bound::Slot(reg));
        }
        let inner = self.unparen(y);
        let ExprKind::Call { fun, args, .. } = self.cx.ast.exprs[inner].kind else {
            return None;
        };
        if self.builtin_of(fun) != Some(crate::check::universe::Builtin::Len) {
            return None;
        }
        let &[x] = self.cx.ast.list(args) else {
            return None;
        };
        let (obj, _) = self.slot_variable(x)?;
        let constant =
            matches!(self.class(x), Class::Slice | Class::Str) && !self.is_assigned(obj, body);
        if !constant {
            return None;
        }
        let reg = self.alloc(1);
        self.expr_to(inner, reg);
        Some(Bound::Slot(reg))
    }

    fn step(&mut self, step: ExprId, counter: ObjId) -> Option<Reg> {
        if let Some(value) = self.const_int(step) {
            return Some(self.int_temp(value));
        }
        let (obj, reg) = self.slot_variable(step)?;
        (obj != counter).then_some(reg)
    }

    /// Something in the statement assigns to the variable, which lives in a slot.
    pub(super) fn is_assigned(&self, obj: ObjId, within: StmtId) -> bool {
        let ast = self.cx.ast;
        let facts = self.cx.objects[obj].as_var().map(|var| var.facts);
        if facts.is_some_and(|facts| !facts.reassigned) {
            return false;
        }
        let is = |expr: ExprId| {
            let inner = self.unparen(expr);
            matches!(ast.exprs[inner].kind, ExprKind::Name(_))
                && self.cx.info.object_of(inner) == Some(obj)
        };
        Walk::new(ast, Node::Stmt(within)).any(|node| {
            let Node::Stmt(stmt) = node else { return false };
            match ast.stmts[stmt].kind {
                StmtKind::Assign { lhs, .. } | StmtKind::Define { lhs, .. } => {
                    ast.list(lhs).iter().any(|&x| is(x))
                }
                StmtKind::IncDec { x, .. } => is(x),
                StmtKind::Range { key, value, .. } => {
                    [key.expand(), value.expand()].into_iter().flatten().any(is)
                }
                _ => false,
            }
        })
    }

    /// Skips a counting loop that runs not even once.
    fn enter_counting(&mut self, counting: Counting, exit: Label) {
        let Counting { i, op, bound, .. } = counting;
        let jump = match (op, bound) {
            (BinOp::Lt, Bound::Imm(imm)) => Op::JGeImm { a: i, imm, to: 0 },
            (BinOp::Le, Bound::Imm(imm)) => Op::JGtImm { a: i, imm, to: 0 },
            (BinOp::Gt, Bound::Imm(imm)) => Op::JLeImm { a: i, imm, to: 0 },
            (_, Bound::Imm(imm)) => Op::JLtImm { a: i, imm, to: 0 },
            (BinOp::Lt, Bound::Slot(n)) => Op::JLe { a: n, b: i, to: 0 },
            (_, Bound::Slot(n)) => Op::JLt { a: n, b: i, to: 0 },
        };
        self.code.jump(jump, exit);
    }

    fn repeat_counting(&mut self, counting: Counting, again: Label) {
        let Counting { i, op, bound, step } = counting;
        let le = op == BinOp::Le;
        let jump = match (step, bound) {
            (Step::Inc, Bound::Imm(imm)) => Op::IncJLtImm {
                i,
                imm: imm + i16::from(le),
                to: 0,
            },
            (Step::Inc, Bound::Slot(n)) if le => Op::IncJLe { i, n, to: 0 },
            (Step::Inc, Bound::Slot(n)) => Op::IncJLt { i, n, to: 0 },
            (Step::Dec, Bound::Imm(imm)) => Op::DecJGeImm {
                i,
                imm: imm + i16::from(op == BinOp::Gt),
                to: 0,
            },
            (Step::Add(step), _) if le => Op::AddJLe { i, step, to: 0 },
            (Step::Add(step), _) => Op::AddJLt { i, step, to: 0 },
            (Step::Dec, Bound::Slot(_)) => return,
        };
        self.code.jump(jump, again);
        if let (Step::Add(_), Bound::Slot(n)) = (step, bound) {
            self.emit(Op::Ext { a: n, b: 0, c: 0 });
        }
    }
}
