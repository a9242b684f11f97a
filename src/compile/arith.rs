//! Arithmetic, shifts and string concatenation.

use smallvec::SmallVec;

use crate::bytecode::op::{Op, Reg};
use crate::index::ExprId;
use crate::syntax::ast::{BinOp, ExprKind};

use super::func::Fb;
use super::layout::Class;
use super::place::Place;

/// The right operand of an operation.
#[derive(Clone, Copy, Debug)]
pub(super) enum Rhs {
    /// In slots.
    Slots(Reg),
    /// A small constant.
    Imm(i16),
    /// A float behind a pointer, at this offset.
    Field(Reg, u16),
}

/// 2, 4, 8 and so on.
pub(super) fn is_power(imm: i16) -> bool {
    imm > 1 && imm.cast_unsigned().is_power_of_two()
}

impl Fb<'_, '_> {
    /// `x op y`, neither a comparison nor logical. Chains are followed to the left without recursion.
    pub(super) fn binary(&mut self, expr: ExprId, dst: Option<Reg>) -> Reg {
        let class = self.class(expr);
        if class == Class::Str {
            return self.concat(expr, dst);
        }
        let mut spine: SmallVec<[ExprId; 8]> = SmallVec::new();
        let mut left = expr;
        while let ExprKind::Binary { op, x, .. } = self.cx.ast.exprs[left].kind {
            if !arithmetic(op) || self.cx.info.value_of(left).is_some() {
                break;
            }
            spine.push(left);
            left = self.unparen(x);
        }
        if self.cx.has_call(expr) {
            self.order_chain(&spine, left);
        }
        let mark = self.next;
        let words = if class.is_complex() { 2 } else { 1 };
        let mut acc: Option<Reg> = None;
        while let Some(node) = spine.pop() {
            let ExprKind::Binary { op, x, y } = self.cx.ast.exprs[node].kind else {
                continue;
            };
            let last = spine.is_empty();
            let (a, b) = match acc {
                Some(a) => (a, self.rhs(op, y, class)),
                None => self.first_pair(op, x, y, class),
            };
            self.next = mark;
            let target = match dst {
                Some(dst) if last => dst,
                _ => self.alloc(words),
            };
            if !last && u32::from(target.0) != mark {
                self.next = mark + words;
            }
            self.mark(node);
            let shift_by = matches!(op, BinOp::Shl | BinOp::Shr).then_some(y);
            self.operate(op, class, target, a, b, shift_by);
            acc = Some(target);
        }
        acc.unwrap_or_else(|| self.dst(dst, words))
    }

    fn first_pair(&mut self, op: BinOp, x: ExprId, y: ExprId, class: Class) -> (Reg, Rhs) {
        let commutes = matches!(
            op,
            BinOp::Add | BinOp::Mul | BinOp::And | BinOp::Or | BinOp::Xor
        );
        if commutes && class.is_int() && self.const_imm(x).is_some() && self.const_imm(y).is_none()
        {
            let a = self.expr(y);
            return (a, self.rhs(op, x, class));
        }
        let a = self.expr(x);
        (a, self.rhs(op, y, class))
    }

    /// The right operand, as an immediate where the operation has such a form.
    pub(super) fn rhs(&mut self, op: BinOp, y: ExprId, class: Class) -> Rhs {
        if let Some(imm) = self.const_shift_or_imm(op, y, class) {
            return Rhs::Imm(imm);
        }
        if class == Class::F64
            && matches!(op, BinOp::Add | BinOp::Mul)
            && matches!(self.cx.ast.exprs[y].kind, ExprKind::Selector { .. })
            && self.cx.info.selections.contains_key(&y)
            && self.cx.info.value_of(y).is_none()
        {
            return self.float_field(y);
        }
        Rhs::Slots(self.expr(y))
    }

    /// A float operand that may be read by the operation itself.
    fn float_field(&mut self, y: ExprId) -> Rhs {
        let mark = self.next;
        let ty = self.ty(y);
        match self.place(y) {
            Place::Mem { p, off, .. } if off <= u32::from(u16::MAX) => Rhs::Field(p, off as u16),
            Place::Slots { reg, .. } => Rhs::Slots(reg),
            place => {
                self.next = mark;
                Rhs::Slots(self.load(place, ty, None))
            }
        }
    }

    fn const_shift_or_imm(&mut self, op: BinOp, y: ExprId, class: Class) -> Option<i16> {
        let Class::Int { bits, signed } = class else {
            return None;
        };
        if matches!(op, BinOp::Shl | BinOp::Shr) {
            let value = self.cx.info.value_of(y)?.to_int();
            let count = value.uint64().unwrap_or(u64::MAX);
            return Some(count.min(64) as i16);
        }
        let value = self.const_int(y)?;
        let imm = i16::try_from(value).ok();
        match op {
            BinOp::Add | BinOp::Mul | BinOp::Or | BinOp::Xor => imm,
            // The immediate is sign-extended; as an unsigned operand it must not be negative, which it is not.
            BinOp::And => imm,
            BinOp::AndNot => i16::try_from(!value).ok(),
            BinOp::Sub => imm.filter(|&imm| imm != i16::MIN),
            BinOp::Div | BinOp::Rem if signed => imm.filter(|&imm| imm != 0 && imm != -1),
            BinOp::Div if (value as u64).is_power_of_two() && bits <= 64 => imm,
            BinOp::Rem if (value as u64).is_power_of_two() => imm,
            _ => None,
        }
    }

    /// `R[dst] := R[a] op b`, in the range of the type.
    pub(super) fn operate(
        &mut self,
        op: BinOp,
        class: Class,
        dst: Reg,
        a: Reg,
        b: Rhs,
        shift_by: Option<ExprId>,
    ) {
        match class {
            Class::F64 | Class::F32 => self.float_op(op, class, dst, a, b),
            Class::C64 | Class::C128 => self.complex_op(op, class, dst, a, b),
            Class::Str => {
                if let Rhs::Slots(b) = b {
                    self.emit(Op::Concat { dst, a, b });
                }
            }
            _ => match (b, op) {
                (_, BinOp::Shl | BinOp::Shr) => self.shift(op, class, dst, a, b, shift_by),
                (Rhs::Imm(imm), _) => self.immediate_op(op, class, dst, a, imm),
                (Rhs::Slots(b), _) => self.int_op(op, class, dst, a, b),
                (Rhs::Field(..), _) => {}
            },
        }
    }

    fn int_op(&mut self, op: BinOp, class: Class, dst: Reg, a: Reg, b: Reg) {
        let Class::Int { bits, signed } = class else {
            return;
        };
        let narrow = match (op, bits, signed) {
            (BinOp::Add, 32, true) => Some(Op::AddI32 { dst, a, b }),
            (BinOp::Sub, 32, true) => Some(Op::SubI32 { dst, a, b }),
            (BinOp::Mul, 32, true) => Some(Op::MulI32 { dst, a, b }),
            (BinOp::Add, 32, false) => Some(Op::AddU32 { dst, a, b }),
            (BinOp::Sub, 32, false) => Some(Op::SubU32 { dst, a, b }),
            (BinOp::Mul, 32, false) => Some(Op::MulU32 { dst, a, b }),
            _ => None,
        };
        if let Some(narrow) = narrow {
            return self.emit(narrow);
        }
        let wide = match (op, signed) {
            (BinOp::Add, _) => Op::AddInt { dst, a, b },
            (BinOp::Sub, _) => Op::SubInt { dst, a, b },
            (BinOp::Mul, _) => Op::MulInt { dst, a, b },
            (BinOp::Div, true) => Op::DivInt { dst, a, b },
            (BinOp::Div, false) => Op::DivUint { dst, a, b },
            (BinOp::Rem, true) => Op::RemInt { dst, a, b },
            (BinOp::Rem, false) => Op::RemUint { dst, a, b },
            (BinOp::And, _) => Op::AndInt { dst, a, b },
            (BinOp::Or, _) => Op::OrInt { dst, a, b },
            (BinOp::Xor, _) => Op::XorInt { dst, a, b },
            _ => Op::AndNotInt { dst, a, b },
        };
        self.emit(wide);
        // The smallest number divided by -1 leaves the range, too.
        let leaves =
            matches!(op, BinOp::Add | BinOp::Sub | BinOp::Mul) || op == BinOp::Div && signed;
        if leaves {
            self.wrap(dst, class);
        }
    }

    fn immediate_op(&mut self, op: BinOp, class: Class, dst: Reg, a: Reg, imm: i16) {
        let Class::Int { signed, .. } = class else {
            return;
        };
        let emitted = match op {
            BinOp::Add => Op::AddImm { dst, a, imm },
            BinOp::Sub => Op::AddImm { dst, a, imm: -imm },
            BinOp::Mul => Op::MulImm { dst, a, imm },
            BinOp::And | BinOp::AndNot => Op::AndImm { dst, a, imm },
            BinOp::Or => Op::OrImm { dst, a, imm },
            BinOp::Xor => Op::XorImm { dst, a, imm },
            BinOp::Div if signed && imm == 2 => Op::Half { dst, a },
            BinOp::Div if signed && is_power(imm) => Op::DivPow {
                dst,
                a,
                imm: imm.trailing_zeros() as i16,
            },
            BinOp::Div if signed => Op::DivImm { dst, a, imm },
            BinOp::Rem if signed => Op::RemImm { dst, a, imm },
            BinOp::Div => Op::ShrUImm {
                dst,
                a,
                imm: imm.trailing_zeros() as i16,
            },
            _ => Op::AndImm {
                dst,
                a,
                imm: imm - 1,
            },
        };
        self.emit(emitted);
        if matches!(op, BinOp::Add | BinOp::Sub | BinOp::Mul) {
            self.wrap(dst, class);
        }
    }

    fn shift(&mut self, op: BinOp, class: Class, dst: Reg, a: Reg, b: Rhs, count: Option<ExprId>) {
        let Class::Int { bits, signed } = class else {
            return;
        };
        let b = match b {
            Rhs::Imm(imm) => return self.shift_by(op, class, dst, a, imm),
            Rhs::Slots(b) => b,
            Rhs::Field(..) => return,
        };
        let checked =
            count.is_none_or(|count| matches!(self.class(count), Class::Int { signed: false, .. }));
        if !checked {
            self.emit(Op::CheckShift { a: b });
        }
        match (op, signed) {
            (BinOp::Shl, false) if bits == 32 => self.emit(Op::ShlU32 { dst, a, b }),
            (BinOp::Shl, _) => {
                self.emit(Op::ShlInt { dst, a, b });
                self.wrap(dst, class);
            }
            (_, true) => self.emit(Op::ShrInt { dst, a, b }),
            (_, false) => self.emit(Op::ShrUint { dst, a, b }),
        }
    }

    fn shift_by(&mut self, op: BinOp, class: Class, dst: Reg, a: Reg, imm: i16) {
        let Class::Int { bits, signed } = class else {
            return;
        };
        match (op, signed) {
            (BinOp::Shl, _) if imm >= i16::from(bits) => self.load_int(dst, 0),
            (BinOp::Shl, false) if bits == 32 => self.emit(Op::ShlU32Imm { dst, a, imm }),
            (BinOp::Shl, _) => {
                self.emit(Op::ShlImm { dst, a, imm });
                self.wrap(dst, class);
            }
            (_, true) => self.emit(Op::ShrImm {
                dst,
                a,
                imm: imm.min(63),
            }),
            (_, false) if imm > 63 => self.load_int(dst, 0),
            (_, false) => self.emit(Op::ShrUImm { dst, a, imm }),
        }
    }

    fn float_op(&mut self, op: BinOp, class: Class, dst: Reg, a: Reg, b: Rhs) {
        let b = match b {
            Rhs::Slots(b) => b,
            Rhs::Imm(_) => return,
            Rhs::Field(p, off) => {
                self.emit(match op {
                    BinOp::Add => Op::AddF64Field { dst, a, p },
                    _ => Op::MulF64Field { dst, a, p },
                });
                self.emit(Op::Ext {
                    a: Reg(0),
                    b: off,
                    c: 0,
                });
                return;
            }
        };
        let single = class == Class::F32;
        self.emit(match (op, single) {
            (BinOp::Add, false) => Op::AddF64 { dst, a, b },
            (BinOp::Sub, false) => Op::SubF64 { dst, a, b },
            (BinOp::Mul, false) => Op::MulF64 { dst, a, b },
            (_, false) => Op::DivF64 { dst, a, b },
            (BinOp::Add, true) => Op::AddF32 { dst, a, b },
            (BinOp::Sub, true) => Op::SubF32 { dst, a, b },
            (BinOp::Mul, true) => Op::MulF32 { dst, a, b },
            (_, true) => Op::DivF32 { dst, a, b },
        });
    }

    fn complex_op(&mut self, op: BinOp, class: Class, dst: Reg, a: Reg, b: Rhs) {
        let Rhs::Slots(b) = b else { return };
        if matches!(op, BinOp::Add | BinOp::Sub) {
            let part = [Class::F64, Class::F32][usize::from(class == Class::C64)];
            for word in 0..2 {
                let at = |reg| Self::plus(reg, word);
                self.float_op(op, part, at(dst), at(a), Rhs::Slots(at(b)));
            }
            return;
        }
        // Products and quotients of complex64 are computed in float64, as gc does.
        let mark = self.next;
        let (mut x, mut y) = (a, b);
        if class == Class::C64 {
            self.next = self.next.max(u32::from(a.0.max(b.0).max(dst.0)) + 2);
            x = self.alloc(2);
            y = self.alloc(2);
            for word in 0..2 {
                let at = |reg| Self::plus(reg, word);
                self.emit(Op::F32ToF64 {
                    dst: at(x),
                    a: at(a),
                });
                self.emit(Op::F32ToF64 {
                    dst: at(y),
                    a: at(b),
                });
            }
        }
        let into = if class == Class::C64 { x } else { dst };
        self.emit(match op {
            BinOp::Mul => Op::MulC128 {
                dst: into,
                a: x,
                b: y,
            },
            _ => Op::DivC128 {
                dst: into,
                a: x,
                b: y,
            },
        });
        if class == Class::C64 {
            for word in 0..2 {
                let at = |reg| Self::plus(reg, word);
                self.emit(Op::F64ToF32 {
                    dst: at(dst),
                    a: at(into),
                });
            }
        }
        self.next = mark;
    }

    /// `a + b + …` of strings.
    fn concat(&mut self, expr: ExprId, dst: Option<Reg>) -> Reg {
        let mut parts: SmallVec<[ExprId; 8]> = SmallVec::new();
        let mut left = expr;
        while let ExprKind::Binary { x, y, .. } = self.cx.ast.exprs[left].kind {
            if self.cx.info.value_of(left).is_some() {
                break;
            }
            parts.push(y);
            left = self.unparen(x);
        }
        parts.push(left);
        parts.reverse();
        let mark = self.next;
        if let [x, y] = parts[..] {
            let [a, b] = self.pair(x, y);
            self.next = mark;
            let dst = self.dst(dst, 1);
            self.emit_at(Op::Concat { dst, a, b }, expr);
            return dst;
        }
        // Long chains in pieces, so that they take few slots.
        let mut acc: Option<Reg> = None;
        let mut rest = &parts[..];
        while !rest.is_empty() {
            self.next = mark;
            let base = self.alloc(u32::from(acc.is_some()));
            let (piece, after) = rest.split_at(rest.len().min(64));
            rest = after;
            let types: SmallVec<[_; 8]> = piece.iter().map(|&part| self.ty(part)).collect();
            let slots: SmallVec<[_; 8]> = piece.iter().map(|_| self.alloc(1)).collect();
            self.fill(piece, &types, &slots);
            let n = piece.len() as u16 + u16::from(acc.is_some());
            let src = if acc.is_some() { base } else { slots[0] };
            self.next = mark;
            let target = match dst {
                Some(dst) if rest.is_empty() => dst,
                _ => self.alloc(1),
            };
            self.emit_at(
                Op::ConcatN {
                    dst: target,
                    src,
                    n,
                },
                expr,
            );
            acc = Some(target);
        }
        acc.unwrap_or(Reg(0))
    }
}

fn arithmetic(op: BinOp) -> bool {
    !op.is_comparison() && !matches!(op, BinOp::AndAnd | BinOp::OrOr)
}
