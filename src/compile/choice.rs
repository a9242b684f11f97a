//! `if c { x = a } else { x = b }` without jumps, where both values are cheap and cannot panic: `b` is assigned, and then `a`, if
//! the condition holds. Which of two cheap values a loop takes is often up to chance, and a wrongly predicted jump costs
//! more than several instructions.
//!
//! An `if` without `else` stays a jump: it is mostly one way, as in a search for the largest, and then nearly free.

use crate::bytecode::op::{Op, Reg};
use crate::index::{ExprId, StmtId};
use crate::syntax::ast::{BinOp, ExprKind, StmtKind, UnOp};

use super::arith::is_power;
use super::func::Fb;
use super::layout::Class;

/// Operations that both values together may take.
const MOST: u32 = 4;

/// What an arm assigns to the variable.
#[derive(Clone, Copy)]
enum Arm {
    /// `x = value`
    Value(ExprId),
    /// `x op= operand`
    Update(BinOp, ExprId),
    /// `x++` or `x--`
    Step(BinOp),
}

impl Fb<'_, '_> {
    /// Compiles such a statement; false if it is none.
    pub(super) fn choice(&mut self, cond: ExprId, then: StmtId, otherwise: StmtId) -> bool {
        let (Some((x, reg, arm)), Some((_, same, other))) = (self.arm(then), self.arm(otherwise))
        else {
            return false;
        };
        let class = self.class(x);
        if reg != same
            || !matches!(class, Class::Int { .. } | Class::F64)
            || !self.is_cheap_condition(cond)
        {
            return false;
        }
        let costs = self.arm_cost(arm).zip(self.arm_cost(other));
        if costs.is_none_or(|(arm, other)| arm + other > MOST) {
            return false;
        }
        let mark = self.next;
        let (chosen, holds) = self.tested(cond);
        let (first, then) = if holds {
            (arm, otherwise)
        } else {
            (other, then)
        };
        let src = self.alloc(1);
        self.arm_value(first, x, reg, src);
        self.block_stmt(then);
        self.emit(Op::MoveIf {
            dst: reg,
            src,
            cond: chosen,
        });
        self.next = mark;
        true
    }

    /// The only statement of a block, if it assigns to a variable in a slot: the variable, its slot, and what it gets.
    fn arm(&mut self, block: StmtId) -> Option<(ExprId, Reg, Arm)> {
        let ast = self.cx.ast;
        let StmtKind::Block(stmts) = ast.stmts[block].kind else {
            return None;
        };
        let &[stmt] = ast.block(stmts) else {
            return None;
        };
        let (x, arm) = match ast.stmts[stmt].kind {
            StmtKind::IncDec { x, inc } => {
                (x, Arm::Step(if inc { BinOp::Add } else { BinOp::Sub }))
            }
            StmtKind::Assign { op, lhs, rhs } => {
                let (&[x], &[y]) = (ast.list(lhs), ast.list(rhs)) else {
                    return None;
                };
                (x, op.map_or(Arm::Value(y), |op| Arm::Update(op, y)))
            }
            _ => return None,
        };
        let (_, reg) = self.slot_variable(x)?;
        Some((x, reg, arm))
    }

    /// How many operations an arm takes; `None` if it is not cheap, or could panic.
    fn arm_cost(&mut self, arm: Arm) -> Option<u32> {
        match arm {
            Arm::Value(value) => self.cost(value),
            Arm::Update(op, operand) => self.operation_cost(op, operand),
            Arm::Step(_) => Some(1),
        }
    }

    /// As [`Fb::arm_cost`], of an expression: of variables in slots, constants, and operations on them.
    fn cost(&mut self, expr: ExprId) -> Option<u32> {
        let scalar = matches!(self.class(expr), Class::Int { .. } | Class::F64);
        if self.cx.info.value_of(expr).is_some() {
            return scalar.then_some(0);
        }
        match self.cx.ast.exprs[expr].kind {
            ExprKind::Paren(x) => self.cost(x),
            ExprKind::Name(_) if scalar => self.slot_variable(expr).map(|_| 0),
            ExprKind::Unary { op: UnOp::Neg, x } => Some(1 + self.cost(x)?),
            ExprKind::Binary { op, x, y } if scalar => {
                let operation = self.operation_cost(op, y)?;
                Some(operation + self.cost(x)?)
            }
            _ => None,
        }
    }

    /// The cost of an operation and its right operand.
    fn operation_cost(&mut self, op: BinOp, y: ExprId) -> Option<u32> {
        let cheap = match op {
            BinOp::Add | BinOp::Sub | BinOp::Mul => true,
            BinOp::And | BinOp::Or | BinOp::Xor | BinOp::AndNot => true,
            BinOp::Div | BinOp::Rem => self.const_imm(y).is_some_and(is_power),
            BinOp::Shl | BinOp::Shr => self.cx.info.value_of(y).is_some(),
            _ => false,
        };
        let float_division = op == BinOp::Div && self.class(y) == Class::F64;
        (cheap && !float_division).then_some(())?;
        Some(1 + self.cost(y)?)
    }

    /// A comparison of cheap numbers.
    fn is_cheap_condition(&mut self, cond: ExprId) -> bool {
        let cond = self.unparen(cond);
        let ExprKind::Binary { op, x, y } = self.cx.ast.exprs[cond].kind else {
            return false;
        };
        let costs = self.cost(x).zip(self.cost(y));
        let cheap = costs.is_some_and(|(x, y)| x + y <= 1);
        op.is_comparison() && cheap && self.cx.info.value_of(cond).is_none()
    }

    /// A slot that is not 0 if the condition holds; or, if this says false, if it does not.
    fn tested(&mut self, cond: ExprId) -> (Reg, bool) {
        let cond = self.unparen(cond);
        if let ExprKind::Binary { op, x, y } = self.cx.ast.exprs[cond].kind
            && matches!(op, BinOp::Eq | BinOp::Ne)
            && self.const_int(y) == Some(0)
        {
            return (self.zero_tested(x), op == BinOp::Ne);
        }
        (self.comparison_value(cond, None), true)
    }

    fn arm_value(&mut self, arm: Arm, x: ExprId, reg: Reg, dst: Reg) {
        let (ty, class) = (self.ty(x), self.class(x));
        match arm {
            Arm::Value(value) => self.expr_as_to(value, ty, dst),
            Arm::Update(op, operand) => {
                let count = matches!(op, BinOp::Shl | BinOp::Shr).then_some(operand);
                let rhs = self.rhs(op, operand, class);
                self.operate(op, class, dst, reg, rhs, count);
            }
            Arm::Step(op) => {
                let one = self.one(ty);
                self.operate(op, class, dst, reg, one, None);
            }
        }
    }
}
