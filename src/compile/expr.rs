//! Expressions to instructions, driven by the destination.
//!
//! [`Fb::generate`] puts a value where the caller wants it, or, asked for nothing, where it already is: a variable's own
//! slot, or new temporaries at [`Fb::next`]. A given destination is written by the last instruction only, after all operands were
//! read, except by composite literals and operations on several words: for these the caller sees to it that the expression
//! does not mention the destination.

use crate::bytecode::op::{Op, Reg};
use crate::bytecode::rtype::Width;
use crate::check::constant::Value;
use crate::check::info::SelectionKind;
use crate::check::object::ObjectKind;
use crate::check::operand::Mode;
use crate::index::{ExprId, RTypeId, TypeId};
use crate::syntax::ast::{BinOp, ExprKind, UnOp};

use super::func::Fb;
use super::layout::Class;
use super::place::Place;

/// A few lines of source can say gigabytes of constant strings; a program may have so many bytes of them.
const MAX_STRING_BYTES: u64 = 1 << 26;
/// Shorter ones are not to blame.
const LONG: u64 = 1 << 10;

impl Fb<'_, '_> {
    /// The value of an expression, where it is or in new temporaries.
    pub(super) fn expr(&mut self, expr: ExprId) -> Reg {
        self.generate(expr, None)
    }

    /// The value of an expression into `R[dst..]`.
    pub(super) fn expr_to(&mut self, expr: ExprId, dst: Reg) {
        let mark = self.next;
        self.generate(expr, Some(dst));
        self.next = mark;
    }

    /// The value converted to a type that it is assignable to.
    pub(super) fn expr_as(&mut self, expr: ExprId, ty: TypeId) -> Reg {
        self.generate_as(expr, ty, None)
    }

    /// The value converted to a type that it is assignable to, into `R[dst..]`.
    pub(super) fn expr_as_to(&mut self, expr: ExprId, ty: TypeId, dst: Reg) {
        let mark = self.next;
        self.generate_as(expr, ty, Some(dst));
        self.next = mark;
    }

    /// The value in fresh temporaries at [`Fb::next`].
    pub(super) fn push(&mut self, expr: ExprId, ty: TypeId) -> Reg {
        let dst = self.alloc_ty(ty);
        self.expr_as_to(expr, ty, dst);
        dst
    }

    /// See [`Fb::expr_as`].
    pub(super) fn generate_as(&mut self, expr: ExprId, ty: TypeId, dst: Option<Reg>) -> Reg {
        let from = self.cx.info.types[expr];
        if from.mode == Mode::Nil {
            let dst = self.dst(dst, 1);
            self.load_int(dst, 0);
            return dst;
        }
        if self.cx.class(ty) != Class::Iface {
            return self.generate(expr, dst);
        }
        let from = self.ty(expr);
        if self.cx.class(from) == Class::Iface {
            return self.generate(expr, dst);
        }
        if let Some(word) = self.interface_constant(expr, from) {
            let dst = self.dst(dst, 1);
            self.load_word(dst, word);
            return dst;
        }
        let mark = self.next;
        let src = self.generate(expr, None);
        self.next = mark;
        let dst = self.dst(dst, 1);
        self.make_interface(dst, src, from);
        dst
    }

    /// `R[dst] := interface holding R[src..]`
    pub(super) fn make_interface(&mut self, dst: Reg, src: Reg, ty: TypeId) {
        let pointer = self.cx.class(ty).pointer_shaped();
        let id = self.cx.rtype(ty).as_u32();
        match u16::try_from(id) {
            Ok(ty) if pointer => self.emit(Op::MakeIfacePtr { dst, src, ty }),
            _ => {
                self.emit(Op::MakeIface { dst, src });
                self.ext(id);
            }
        }
    }

    /// The interface word of a constant that fits into it.
    fn interface_constant(&mut self, expr: ExprId, ty: TypeId) -> Option<u64> {
        let value = self.cx.info.value_of(expr)?.clone();
        let class = self.cx.class(ty);
        let word = match class {
            Class::Bool | Class::Int { .. } | Class::F32 | Class::F64 => {
                constant_word(&value, class)
            }
            _ => return None,
        };
        let payload = match class {
            Class::Int { signed: true, .. } => {
                let value = word as i64;
                ((value << 16) >> 16 == value).then_some(word & 0xffff_ffff_ffff)?
            }
            Class::F64 => (word & 0xffff == 0).then_some(word >> 16)?,
            _ => (word >> 48 == 0).then_some(word)?,
        };
        let id: RTypeId = self.cx.rtype(ty);
        Some(u64::from(id.as_u32()) << 48 | payload)
    }

    /// The value of an integer constant as it is in a slot.
    pub(super) fn const_int(&mut self, expr: ExprId) -> Option<i64> {
        let value = self.cx.info.value_of(expr)?;
        let value = match value {
            Value::Bool(_) | Value::String(_) => return None,
            _ => value.clone(),
        };
        let class = self.class(expr);
        match class {
            Class::Int { .. } => Some(constant_word(&value, class) as i64),
            _ => None,
        }
    }

    /// The value of an integer constant that an instruction can hold.
    pub(super) fn const_imm(&mut self, expr: ExprId) -> Option<i16> {
        self.const_int(expr)
            .and_then(|value| i16::try_from(value).ok())
    }

    /// See [`Fb::expr`] and the module.
    pub(super) fn generate(&mut self, expr: ExprId, dst: Option<Reg>) -> Reg {
        if let Some(value) = self.cx.info.value_of(expr).cloned() {
            return self.constant(&value, expr, dst);
        }
        if !self.hoisted.is_empty()
            && let Some(src) = self.hoisted.remove(&expr)
        {
            return self.computed(expr, src, dst);
        }
        let node = self.cx.ast.exprs[expr];
        match node.kind {
            ExprKind::Paren(x) => self.generate(x, dst),
            ExprKind::Name(_) => self.name(expr, dst),
            ExprKind::FuncLit { body, .. } => self.function_literal(expr, body, dst),
            ExprKind::Composite { elems, .. } => {
                let ty = self.ty(expr);
                self.composite(expr, elems, ty, dst)
            }
            ExprKind::Selector { sel, .. } => self.selector(expr, sel, dst),
            ExprKind::Index { x, args } => self.index_expr(expr, x, args, dst),
            ExprKind::Slice { x, indices } => self.slice_expr(expr, x, indices, dst),
            ExprKind::TypeAssert { x, .. } => self.type_assert(expr, x, dst),
            ExprKind::Call { .. } => self.call_value(expr, dst),
            ExprKind::Star(_) => self.place_value(expr, dst),
            ExprKind::Unary { op, x } => self.unary(expr, op, x, dst),
            ExprKind::Binary { op, .. } => match op {
                BinOp::OrOr | BinOp::AndAnd => self.condition_value(expr, dst),
                _ if op.is_comparison() => self.comparison_value(expr, dst),
                _ => self.binary(expr, dst),
            },
            _ => {
                let dst = self.dst(dst, 1);
                self.emit(Op::Unreachable {});
                dst
            }
        }
    }

    /// A value that has been computed ahead.
    fn computed(&mut self, expr: ExprId, src: Reg, dst: Option<Reg>) -> Reg {
        let Some(dst) = dst else {
            return src;
        };
        let ty = self.value_type(expr);
        let words = self.cx.words(ty);
        self.move_words(dst, src, words);
        dst
    }

    /// A constant.
    fn constant(&mut self, value: &Value, expr: ExprId, dst: Option<Reg>) -> Reg {
        let ty = self.ty(expr);
        self.constant_of(value, ty, dst)
    }

    /// A constant of a type.
    pub(super) fn constant_of(&mut self, value: &Value, ty: TypeId, dst: Option<Reg>) -> Reg {
        let class = self.cx.class(ty);
        match class {
            Class::Str => {
                let dst = self.dst(dst, 1);
                let len = value.string_len();
                let all = self.cx.constants.string_bytes() + len;
                if len > LONG && all > MAX_STRING_BYTES {
                    let span = self.span;
                    (self.cx).limit_at(span, "constant strings are too large, all together");
                } else {
                    self.load_string(dst, &value.string_val());
                }
                dst
            }
            Class::C64 | Class::C128 => {
                let part = [Class::F64, Class::F32][usize::from(class == Class::C64)];
                let dst = self.dst(dst, 2);
                self.load_word(dst, constant_word(&value.real(), part));
                self.load_word(Self::plus(dst, 1), constant_word(&value.imag(), part));
                dst
            }
            _ => {
                let word = constant_word(value, class);
                if let (None, Some(&kept)) = (dst, self.kept.get(&word)) {
                    return kept;
                }
                let dst = self.dst(dst, 1);
                self.load_word(dst, word);
                dst
            }
        }
    }

    /// `R[dst] := the string`
    pub(super) fn load_string(&mut self, dst: Reg, bytes: &[u8]) {
        if bytes.is_empty() {
            return self.load_int(dst, 0);
        }
        let konst = self.cx.constants.string(bytes);
        self.emit(Op::LoadConst { dst, konst });
    }

    fn name(&mut self, expr: ExprId, dst: Option<Reg>) -> Reg {
        let obj = self.cx.info.object_of(expr);
        match obj.map(|obj| &self.cx.objects[obj].kind) {
            Some(ObjectKind::Func(_)) => self.function_value(expr, dst),
            Some(ObjectKind::Nil) => {
                let dst = self.dst(dst, 1);
                self.load_int(dst, 0);
                dst
            }
            _ => self.place_value(expr, dst),
        }
    }

    /// The value at the place that an expression denotes.
    pub(super) fn place_value(&mut self, expr: ExprId, dst: Option<Reg>) -> Reg {
        let ty = self.value_type(expr);
        let words = self.cx.words(ty);
        let mark = self.next;
        let place = self.place(expr);
        if let (None, Place::Slots { reg, part }) = (dst, place) {
            let class = self.cx.class(ty);
            if !(part && !class.aggregate() && Self::is_stale(class)) {
                // A temporary stays reserved, a variable does not need to.
                self.next = match u32::from(reg.0) >= mark {
                    true => u32::from(reg.0) + words,
                    false => mark,
                };
                return reg;
            }
        }
        self.next = mark;
        self.mark(expr);
        self.load(place, ty, dst)
    }

    /// The type of the value, of the first component where `, ok` is wanted too.
    pub(super) fn value_type(&mut self, expr: ExprId) -> TypeId {
        let ty = self.ty(expr);
        match self.cx.types.tuple_elems(ty) {
            [first, _] => {
                let first = first.ty;
                self.cx.canon(first)
            }
            _ => ty,
        }
    }

    fn selector(&mut self, expr: ExprId, sel: ExprId, dst: Option<Reg>) -> Reg {
        let Some(selection) = self.cx.info.selections.get(&expr) else {
            // A member of a package: only the selector has a type.
            let member = self.cx.info.object_of(sel);
            return match member.map(|obj| &self.cx.objects[obj].kind) {
                Some(ObjectKind::Var(_)) => self.place_value(expr, dst),
                _ => self.name(sel, dst),
            };
        };
        match selection.kind {
            SelectionKind::FieldVal => self.place_value(expr, dst),
            SelectionKind::MethodVal => self.method_value(expr, dst),
            SelectionKind::MethodExpr => self.method_expression(expr, dst),
        }
    }

    fn index_expr(
        &mut self,
        expr: ExprId,
        x: ExprId,
        args: crate::syntax::ast::Exprs,
        dst: Option<Reg>,
    ) -> Reg {
        let class = self.class(x);
        if class == Class::Func {
            return self.generate(x, dst);
        }
        if class == Class::Slice
            && let Some(dst) = self.two_level_index(expr, x, args, dst)
        {
            return dst;
        }
        if class != Class::Str {
            return self.place_value(expr, dst);
        }
        let Some(&index) = self.cx.ast.list(args).first() else {
            return self.dst(dst, 1);
        };
        let mark = self.next;
        let [s, i] = self.pair(x, index);
        self.next = mark;
        let dst = self.dst(dst, 1);
        self.emit_at(Op::StrIndex { dst, s, i }, expr);
        dst
    }

    /// `x[i][j]` for slices of slices of words.
    fn two_level_index(
        &mut self,
        expr: ExprId,
        row: ExprId,
        args: crate::syntax::ast::Exprs,
        dst: Option<Reg>,
    ) -> Option<Reg> {
        let row = self.unparen(row);
        let ExprKind::Index { x, args: outer } = self.cx.ast.exprs[row].kind else {
            return None;
        };
        let (&i, &j) = (
            self.cx.ast.list(outer).first()?,
            self.cx.ast.list(args).first()?,
        );
        let ty = self.value_type(expr);
        let class = self.cx.class(ty);
        let words = !class.aggregate() && class.width() == Width::Word;
        if !words || self.class(x) != Class::Slice || self.cx.has_call(j) {
            return None;
        }
        let mark = self.next;
        let [s, i] = self.pair(x, i);
        let j = self.expr(j);
        self.next = mark;
        let dst = self.dst(dst, 1);
        self.emit_at(Op::Index2 { dst, s, i }, expr);
        self.emit(Op::Ext { a: j, b: 0, c: 0 });
        Some(dst)
    }

    /// Two operands.
    pub(super) fn pair(&mut self, x: ExprId, y: ExprId) -> [Reg; 2] {
        self.order(&[x, y]);
        let x = self.expr(x);
        let y = self.expr(y);
        [x, y]
    }

    fn unary(&mut self, expr: ExprId, op: UnOp, x: ExprId, dst: Option<Reg>) -> Reg {
        match op {
            UnOp::Addr => return self.address_of(expr, x, dst),
            UnOp::Recv => return self.receive(expr, x, dst, None),
            UnOp::Plus | UnOp::Tilde => return self.generate(x, dst),
            UnOp::Neg | UnOp::Not | UnOp::Compl => {}
        }
        let class = self.class(expr);
        let mark = self.next;
        let a = self.expr(x);
        self.next = mark;
        if class.is_complex() {
            return self.negate_complex(class, a, dst);
        }
        let dst = self.dst(dst, 1);
        match (op, class) {
            (UnOp::Not, _) => self.emit(Op::NotBool { dst, a }),
            (UnOp::Neg, Class::F64) => self.emit(Op::NegF64 { dst, a }),
            (UnOp::Neg, Class::F32) => self.emit(Op::NegF32 { dst, a }),
            (UnOp::Neg, _) => {
                self.emit(Op::NegInt { dst, a });
                self.wrap(dst, class);
            }
            _ => {
                self.emit(Op::NotInt { dst, a });
                if !matches!(class, Class::Int { signed: true, .. }) {
                    self.wrap(dst, class);
                }
            }
        }
        dst
    }

    fn negate_complex(&mut self, class: Class, a: Reg, dst: Option<Reg>) -> Reg {
        let dst = self.dst(dst, 2);
        for word in 0..2 {
            let (dst, a) = (Self::plus(dst, word), Self::plus(a, word));
            self.emit(match class {
                Class::C64 => Op::NegF32 { dst, a },
                _ => Op::NegF64 { dst, a },
            });
        }
        dst
    }

    fn address_of(&mut self, expr: ExprId, x: ExprId, dst: Option<Reg>) -> Reg {
        let inner = self.unparen(x);
        let ty = self.ty(inner);
        if let ExprKind::Composite { elems, .. } = self.cx.ast.exprs[inner].kind {
            return self.composite_address(inner, elems, ty, dst);
        }
        let mark = self.next;
        let place = self.place(inner);
        self.mark(expr);
        let at = self.address(place, ty);
        if let Some(dst) = dst {
            self.next = mark;
            self.move_words(dst, at, 1);
            return dst;
        }
        if u32::from(at.0) < mark {
            // The box of a variable.
            self.next = mark;
            return at;
        }
        self.next = mark;
        let dst = self.alloc(1);
        self.move_words(dst, at, 1);
        dst
    }

    /// `<-x`; the flag goes to `ok`.
    pub(super) fn receive(
        &mut self,
        expr: ExprId,
        x: ExprId,
        dst: Option<Reg>,
        ok: Option<Reg>,
    ) -> Reg {
        let chan = self.ty(x);
        let elem = self.cx.elem(chan);
        let words = self.cx.words(elem);
        let mark = self.next;
        let c = self.expr(x);
        self.next = mark;
        let dst = self.dst(dst, words);
        let target = if words == 0 { Reg::NONE } else { dst };
        let ok = ok.unwrap_or(Reg::NONE);
        self.emit_at(Op::Recv { dst: target, c, ok }, expr);
        dst
    }

    /// `x.(T)` that must succeed.
    fn type_assert(&mut self, expr: ExprId, x: ExprId, dst: Option<Reg>) -> Reg {
        let ty = self.value_type(expr);
        let from = self.ty(x);
        let words = self.cx.words(ty);
        let mark = self.next;
        let a = self.expr(x);
        self.next = mark;
        let dst = self.dst(dst, words);
        self.mark(expr);
        match self.cx.class(ty) {
            Class::Iface => {
                self.emit(Op::AssertIface { dst, a });
                self.ext_type(ty);
            }
            _ => {
                self.emit(Op::Assert { dst, a });
                self.ext_type(ty);
                self.ext_type(from);
            }
        }
        dst
    }

    /// `v, ok = x.(T)`
    pub(super) fn type_assert_ok(&mut self, expr: ExprId, x: ExprId, dst: Reg, ok: Reg) {
        let ty = self.value_type(expr);
        let mark = self.next;
        let a = self.expr(x);
        self.next = mark;
        self.mark(expr);
        match self.cx.class(ty) {
            Class::Iface => self.emit(Op::AssertIfaceOk { dst, a, ok }),
            _ => self.emit(Op::AssertOk { dst, a, ok }),
        }
        self.ext_type(ty);
    }

    /// Evaluates an expression for what it does.
    pub(super) fn discard(&mut self, expr: ExprId) {
        let mark = self.next;
        let inner = self.unparen(expr);
        match self.cx.ast.exprs[inner].kind {
            ExprKind::Call { .. } => self.call_statement(inner),
            _ => {
                self.expr(inner);
            }
        }
        self.next = mark;
    }
}

/// A scalar constant as it is in a slot.
pub(super) fn constant_word(value: &Value, class: Class) -> u64 {
    match class {
        Class::Bool => u64::from(value.bool_val()),
        Class::F64 => value.float64().0.to_bits(),
        Class::F32 => u64::from(value.float32().0.to_bits()),
        Class::Int { bits, signed } => {
            let word = value.to_int().low_bits();
            let shift = 64 - u32::from(bits);
            match signed {
                true => (((word << shift) as i64) >> shift) as u64,
                false => (word << shift) >> shift,
            }
        }
        _ => 0,
    }
}
