//! Conditions: comparisons and logical operators as jumps, or as values where a value is wanted.

use smallvec::SmallVec;

use crate::bytecode::op::{Op, Reg};
use crate::check::operand::Mode;
use crate::index::{ExprId, TypeId};
use crate::syntax::ast::{BinOp, ExprKind, UnOp};

use super::arith::is_power;
use super::code::Label;
use super::func::Fb;
use super::layout::Class;

/// A comparison whose operands are in slots.
#[derive(Clone, Copy, Debug)]
pub(super) struct Compared {
    /// The operator.
    pub op: BinOp,
    /// The type of both operands.
    pub ty: TypeId,
    /// The left operand.
    pub a: Reg,
    /// The right operand.
    pub b: Reg,
}

impl Fb<'_, '_> {
    /// Jumps to `to` if the condition is `when`, else goes on.
    pub(super) fn cond_jump(&mut self, expr: ExprId, to: Label, when: bool) {
        let mark = self.next;
        self.cond_jump_inner(expr, to, when);
        self.next = mark;
    }

    fn cond_jump_inner(&mut self, expr: ExprId, to: Label, when: bool) {
        if let Some(value) = self.cx.info.value_of(expr) {
            if value.bool_val() == when {
                self.jump(to);
            }
            return;
        }
        match self.cx.ast.exprs[expr].kind {
            ExprKind::Paren(x) => self.cond_jump_inner(x, to, when),
            ExprKind::Unary { op: UnOp::Not, x } => self.cond_jump_inner(x, to, !when),
            ExprKind::Binary {
                op: op @ (BinOp::AndAnd | BinOp::OrOr),
                ..
            } => self.logical_jump(expr, op, to, when),
            ExprKind::Binary { op, x, y } if op.is_comparison() => {
                self.compare_jump(expr, op, x, y, to, when);
            }
            _ => {
                let cond = self.expr(expr);
                self.bool_jump(cond, to, when);
            }
        }
    }

    /// Jumps depending on a bool in a slot.
    pub(super) fn bool_jump(&mut self, cond: Reg, to: Label, when: bool) {
        let op = match when {
            true => Op::JumpIf { cond, to: 0 },
            false => Op::JumpIfNot { cond, to: 0 },
        };
        self.code.jump(op, to);
    }

    /// `x && y && …` or `x || y || …`, followed to the left without recursion.
    fn logical_jump(&mut self, expr: ExprId, chain: BinOp, to: Label, when: bool) {
        let mut operands: SmallVec<[ExprId; 8]> = SmallVec::new();
        let mut left = expr;
        loop {
            match self.cx.ast.exprs[left].kind {
                ExprKind::Binary { op, x, y } if op == chain => {
                    operands.push(y);
                    left = self.unparen(x);
                }
                _ => break,
            }
        }
        operands.push(left);
        operands.reverse();
        // The chain is decided early by a false operand of `&&`, a true one of `||`.
        let early = chain == BinOp::OrOr;
        if early == when {
            for operand in operands {
                self.cond_jump(operand, to, when);
            }
            return;
        }
        let skip = self.code.label();
        let last = operands.pop();
        for operand in operands {
            self.cond_jump(operand, skip, early);
        }
        if let Some(last) = last {
            self.cond_jump(last, to, when);
        }
        self.code.bind(skip);
    }

    /// A logical expression as a value.
    pub(super) fn condition_value(&mut self, expr: ExprId, dst: Option<Reg>) -> Reg {
        let dst = self.dst(dst, 1);
        let no = self.code.label();
        let end = self.code.label();
        self.cond_jump(expr, no, false);
        self.emit(Op::LoadImm { dst, imm: 1 });
        self.jump(end);
        self.code.bind(no);
        self.emit(Op::LoadImm { dst, imm: 0 });
        self.code.bind(end);
        dst
    }

    /// The type in which two operands are compared: that of an interface operand, if the other is none.
    fn comparison_type(&mut self, x: ExprId, y: ExprId) -> TypeId {
        let (tx, ty) = (self.ty(x), self.ty(y));
        if self.is_nil(x) || self.cx.class(ty) == Class::Iface && !self.is_nil(y) {
            return ty;
        }
        tx
    }

    /// The expression is `nil`.
    pub(super) fn is_nil(&self, expr: ExprId) -> bool {
        self.cx.info.types[expr].mode == Mode::Nil
    }

    fn compare_jump(
        &mut self,
        expr: ExprId,
        op: BinOp,
        x: ExprId,
        y: ExprId,
        to: Label,
        when: bool,
    ) {
        let ty = self.comparison_type(x, y);
        let class = self.cx.class(ty);
        if self.is_nil(x) || self.is_nil(y) {
            let operand = if self.is_nil(x) { y } else { x };
            if self.is_nil(operand) {
                let equal = op == BinOp::Eq;
                if equal == when {
                    self.jump(to);
                }
                return;
            }
            let a = self.expr(operand);
            let equal = (op == BinOp::Eq) == when;
            return self.equal_imm_jump(a, 0, to, equal);
        }
        if self.immediate_jump(op, class, x, y, to, when) {
            return;
        }
        if class == Class::Str && self.empty_string_jump(op, x, y, to, when) {
            return;
        }
        let (a, b) = self.compared_operands(x, y, ty);
        self.mark(expr);
        self.compared_jump(Compared { op, ty, a, b }, to, when);
    }

    fn compared_operands(&mut self, x: ExprId, y: ExprId, ty: TypeId) -> (Reg, Reg) {
        self.order(&[x, y]);
        let a = self.expr_as(x, ty);
        let b = self.expr_as(y, ty);
        (a, b)
    }

    /// Jumps if `R[a] == imm` is `when`.
    pub(super) fn equal_imm_jump(&mut self, a: Reg, imm: i16, to: Label, when: bool) {
        let op = match when {
            true => Op::JEqImm { a, imm, to: 0 },
            false => Op::JNeImm { a, imm, to: 0 },
        };
        self.code.jump(op, to);
    }

    /// A comparison of an integer with a small constant.
    fn immediate_jump(
        &mut self,
        op: BinOp,
        class: Class,
        x: ExprId,
        y: ExprId,
        to: Label,
        when: bool,
    ) -> bool {
        let Class::Int { bits, signed } = class else {
            return false;
        };
        let (operand, imm, mut op) = match (self.const_imm(x), self.const_imm(y)) {
            (_, Some(imm)) => (x, imm, op),
            (Some(imm), None) => (y, imm, swapped(op)),
            _ => return false,
        };
        // Narrow unsigned numbers order like signed ones; 64-bit ones do not.
        let ordered = signed || bits < 64;
        if !ordered && !matches!(op, BinOp::Eq | BinOp::Ne) {
            return false;
        }
        if !when {
            op = negated(op);
        }
        let a = match (op, imm) {
            (BinOp::Eq | BinOp::Ne, 0) => self.zero_tested(operand),
            _ => self.expr(operand),
        };
        let to_op = 0;
        let jump = match op {
            BinOp::Eq => Op::JEqImm { a, imm, to: to_op },
            BinOp::Ne => Op::JNeImm { a, imm, to: to_op },
            BinOp::Lt => Op::JLtImm { a, imm, to: to_op },
            BinOp::Le => Op::JLeImm { a, imm, to: to_op },
            BinOp::Gt => Op::JGtImm { a, imm, to: to_op },
            _ => Op::JGeImm { a, imm, to: to_op },
        };
        self.code.jump(jump, to);
        true
    }

    /// What is 0 if and only if the operand is: of `x % 2^n` the low bits of `x` say as much.
    pub(super) fn zero_tested(&mut self, operand: ExprId) -> Reg {
        let Some((x, low_bits)) = self.remainder_by_power(operand) else {
            return self.expr(operand);
        };
        let mark = self.next;
        let a = self.expr(x);
        self.next = mark;
        let dst = self.alloc(1);
        self.emit(Op::AndImm {
            dst,
            a,
            imm: low_bits,
        });
        dst
    }

    fn remainder_by_power(&mut self, expr: ExprId) -> Option<(ExprId, i16)> {
        let expr = self.unparen(expr);
        let ExprKind::Binary {
            op: BinOp::Rem,
            x,
            y,
        } = self.cx.ast.exprs[expr].kind
        else {
            return None;
        };
        if self.cx.info.value_of(expr).is_some() {
            return None;
        }
        let divisor = i16::try_from(self.const_int(y)?).ok()?;
        is_power(divisor).then_some((x, divisor - 1))
    }

    /// `s == ""`: only the length matters.
    fn empty_string_jump(
        &mut self,
        op: BinOp,
        x: ExprId,
        y: ExprId,
        to: Label,
        when: bool,
    ) -> bool {
        if !matches!(op, BinOp::Eq | BinOp::Ne) {
            return false;
        }
        let empty = |fb: &Self, expr: ExprId| {
            let value = fb.cx.info.value_of(expr);
            value.is_some_and(|value| value.string_len() == 0)
        };
        let operand = match (empty(self, x), empty(self, y)) {
            (false, true) => x,
            (true, false) => y,
            _ => return false,
        };
        let s = self.expr(operand);
        let dst = self.alloc(1);
        self.emit(Op::StrLen { dst, s });
        self.equal_imm_jump(dst, 0, to, (op == BinOp::Eq) == when);
        true
    }

    /// Jumps if a comparison of values in slots is `when`.
    pub(super) fn compared_jump(&mut self, compared: Compared, to: Label, when: bool) {
        let Compared { op, ty, a, b } = compared;
        let class = self.cx.class(ty);
        let jump = match class {
            Class::F64 => float_jump(op, a, b, when),
            Class::Int { bits, signed } => Some(int_jump(op, a, b, when, signed || bits < 64)),
            Class::Bool | Class::Ptr | Class::Chan | Class::Map | Class::Func | Class::Slice => {
                Some(int_jump(op, a, b, when, true))
            }
            Class::Str => match (op, when) {
                (BinOp::Eq, true) | (BinOp::Ne, false) => Some(Op::JEqStr { a, b, to: 0 }),
                (BinOp::Ne, true) | (BinOp::Eq, false) => Some(Op::JNeStr { a, b, to: 0 }),
                _ => None,
            },
            _ => None,
        };
        if let Some(jump) = jump {
            self.code.jump(jump, to);
            return;
        }
        if class == Class::F32 {
            let (a, b) = (self.widened(a), self.widened(b));
            let ty = TypeId::FLOAT64;
            return self.compared_jump(Compared { op, ty, a, b }, to, when);
        }
        let cond = self.alloc(1);
        let negate = self.compare_into(cond, compared);
        self.bool_jump(cond, to, when != negate);
    }

    fn widened(&mut self, a: Reg) -> Reg {
        let dst = self.alloc(1);
        self.emit(Op::F32ToF64 { dst, a });
        dst
    }

    /// A comparison as a value.
    pub(super) fn comparison_value(&mut self, expr: ExprId, dst: Option<Reg>) -> Reg {
        let ExprKind::Binary { op, x, y } = self.cx.ast.exprs[expr].kind else {
            return self.dst(dst, 1);
        };
        let ty = self.comparison_type(x, y);
        let mark = self.next;
        let (a, b) = match (self.is_nil(x), self.is_nil(y)) {
            (false, false) => self.compared_operands(x, y, ty),
            (true, true) => {
                let dst = self.dst(dst, 1);
                self.load_int(dst, i64::from(op == BinOp::Eq));
                return dst;
            }
            (nil_left, _) => {
                let a = self.expr(if nil_left { y } else { x });
                (a, self.int_temp(0))
            }
        };
        let ty = match self.is_nil(x) || self.is_nil(y) {
            true => TypeId::INT,
            false => ty,
        };
        self.mark(expr);
        // Some comparisons take temporaries above their operands.
        let above = self.next;
        self.next = mark;
        let dst = self.dst(dst, 1);
        let after = self.next;
        self.next = above.max(after);
        let compared = Compared { op, ty, a, b };
        if self.compare_into(dst, compared) {
            self.emit(Op::NotBool { dst, a: dst });
        }
        self.next = after;
        dst
    }

    /// `R[dst] := the comparison`, or its opposite if this returns true.
    fn compare_into(&mut self, dst: Reg, compared: Compared) -> bool {
        let Compared { op, ty, a, b } = compared;
        let class = self.cx.class(ty);
        // `>` and `>=` are `<` and `<=` of exchanged operands.
        let (op, a, b) = match op {
            BinOp::Gt => (BinOp::Lt, b, a),
            BinOp::Ge => (BinOp::Le, b, a),
            _ => (op, a, b),
        };
        let unsigned = matches!(
            class,
            Class::Int {
                bits: 64,
                signed: false
            }
        );
        let value = match (class, op) {
            (Class::F64, BinOp::Eq) => Op::EqF64 { dst, a, b },
            (Class::F64, BinOp::Ne) => Op::NeF64 { dst, a, b },
            (Class::F64, BinOp::Lt) => Op::LtF64 { dst, a, b },
            (Class::F64, _) => Op::LeF64 { dst, a, b },
            (Class::F32, _) => {
                let (a, b) = (self.widened(a), self.widened(b));
                let ty = TypeId::FLOAT64;
                return self.compare_into(dst, Compared { op, ty, a, b });
            }
            (Class::Str, BinOp::Eq) => Op::EqStr { dst, a, b },
            (Class::Str, BinOp::Ne) => Op::NeStr { dst, a, b },
            (Class::Str, BinOp::Lt) => Op::LtStr { dst, a, b },
            (Class::Str, _) => Op::LeStr { dst, a, b },
            (Class::Iface, _) => {
                self.emit(Op::EqIface { dst, a, b });
                return op == BinOp::Ne;
            }
            (Class::C64 | Class::C128 | Class::Struct | Class::Array, _) => {
                self.emit(Op::EqType { dst, a, b });
                self.ext_type(ty);
                return op == BinOp::Ne;
            }
            (_, BinOp::Eq) => Op::EqInt { dst, a, b },
            (_, BinOp::Ne) => Op::NeInt { dst, a, b },
            (_, BinOp::Lt) if unsigned => Op::LtUint { dst, a, b },
            (_, BinOp::Lt) => Op::LtInt { dst, a, b },
            _ if unsigned => Op::LeUint { dst, a, b },
            _ => Op::LeInt { dst, a, b },
        };
        self.emit(value);
        false
    }
}

/// The operator with its operands exchanged.
fn swapped(op: BinOp) -> BinOp {
    match op {
        BinOp::Lt => BinOp::Gt,
        BinOp::Le => BinOp::Ge,
        BinOp::Gt => BinOp::Lt,
        BinOp::Ge => BinOp::Le,
        other => other,
    }
}

/// The operator that holds when this one does not; not for floats.
fn negated(op: BinOp) -> BinOp {
    match op {
        BinOp::Eq => BinOp::Ne,
        BinOp::Ne => BinOp::Eq,
        BinOp::Lt => BinOp::Ge,
        BinOp::Le => BinOp::Gt,
        BinOp::Gt => BinOp::Le,
        _ => BinOp::Lt,
    }
}

fn int_jump(op: BinOp, a: Reg, b: Reg, when: bool, signed: bool) -> Op {
    let op = if when { op } else { negated(op) };
    let (op, a, b) = match op {
        BinOp::Gt => (BinOp::Lt, b, a),
        BinOp::Ge => (BinOp::Le, b, a),
        _ => (op, a, b),
    };
    match (op, signed) {
        (BinOp::Eq, _) => Op::JEq { a, b, to: 0 },
        (BinOp::Ne, _) => Op::JNe { a, b, to: 0 },
        (BinOp::Lt, true) => Op::JLt { a, b, to: 0 },
        (BinOp::Lt, false) => Op::JLtU { a, b, to: 0 },
        (_, true) => Op::JLe { a, b, to: 0 },
        (_, false) => Op::JLeU { a, b, to: 0 },
    }
}

fn float_jump(op: BinOp, a: Reg, b: Reg, when: bool) -> Option<Op> {
    let (op, a, b) = match op {
        BinOp::Gt => (BinOp::Lt, b, a),
        BinOp::Ge => (BinOp::Le, b, a),
        _ => (op, a, b),
    };
    Some(match (op, when) {
        (BinOp::Eq, true) | (BinOp::Ne, false) => Op::JEqF64 { a, b, to: 0 },
        (BinOp::Ne, true) | (BinOp::Eq, false) => Op::JNeF64 { a, b, to: 0 },
        (BinOp::Lt, true) => Op::JLtF64 { a, b, to: 0 },
        (BinOp::Lt, false) => Op::JNotLtF64 { a, b, to: 0 },
        (_, true) => Op::JLeF64 { a, b, to: 0 },
        (_, false) => Op::JNotLeF64 { a, b, to: 0 },
    })
}
