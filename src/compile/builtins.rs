//! Calls of predeclared functions, and of library functions that are one instruction.

use smallvec::SmallVec;

use crate::bytecode::op::{Op, Reg};
use crate::check::object::ObjectKind;
use crate::check::operand::Mode;
use crate::check::universe::Builtin;
use crate::index::{ExprId, TypeId};
use crate::syntax::ast::{BinOp, ExprKind, Exprs};

use super::cond::Compared;
use super::func::Fb;
use super::layout::Class;

type Args = SmallVec<[ExprId; 4]>;

impl Fb<'_, '_> {
    /// Which predeclared function an expression names.
    pub(super) fn builtin_of(&self, fun: ExprId) -> Option<Builtin> {
        let name = self.unparen(fun);
        let name = match self.cx.ast.exprs[name].kind {
            ExprKind::Selector { sel, .. } => sel,
            _ => name,
        };
        match self.cx.objects[self.cx.info.object_of(name)?].kind {
            ObjectKind::Builtin(builtin) => Some(builtin),
            _ => None,
        }
    }

    /// A call of a predeclared function.
    pub(super) fn builtin(
        &mut self,
        expr: ExprId,
        fun: ExprId,
        args: Exprs,
        dst: Option<Reg>,
    ) -> Reg {
        let args: Args = self.cx.ast.list(args).iter().copied().collect();
        let Some(builtin) = self.builtin_of(fun) else {
            return self.dst(dst, 1);
        };
        if let &[arg] = &args[..]
            && self.tuple_len(arg) >= 2
        {
            return self.builtin_of_results(builtin, expr, arg, dst);
        }
        match (builtin, &args[..]) {
            (Builtin::Len | Builtin::Cap, &[x]) => self.length(builtin, expr, x, dst),
            (Builtin::Append, &[s, ..]) => self.append(expr, s, &args[1..], dst),
            (Builtin::Copy, &[to, from]) => self.copy(expr, to, from, dst),
            (Builtin::Make, &[_, ..]) => self.make(expr, &args[1..], dst),
            (Builtin::New, &[x]) => self.new_builtin(expr, x, dst),
            (Builtin::Min | Builtin::Max, _) => self.min_max(builtin, expr, &args, dst),
            (Builtin::Complex, &[re, im]) => self.complex(expr, re, im, dst),
            (Builtin::Real | Builtin::Imag, &[x]) => self.complex_part(builtin, expr, x, dst),
            (Builtin::Recover, _) => {
                let dst = self.dst(dst, 1);
                self.emit_at(Op::Recover { dst }, expr);
                dst
            }
            (_, &[arg, ..]) if builtin.is_unsafe() => self.unsafe_call(builtin, expr, arg, dst),
            _ => {
                let mark = self.next;
                let types = self.builtin_arg_types(builtin, &args);
                let slots = self.builtin_args(&args, &types);
                self.builtin_effect(builtin, expr, &types, &slots);
                self.next = mark;
                self.dst(dst, 0)
            }
        }
    }

    /// A predeclared function of the results of a call.
    fn builtin_of_results(
        &mut self,
        builtin: Builtin,
        expr: ExprId,
        call: ExprId,
        dst: Option<Reg>,
    ) -> Reg {
        let mark = self.next;
        let words = match builtin {
            Builtin::Complex => 2,
            Builtin::Append | Builtin::Copy | Builtin::Min | Builtin::Max => 1,
            _ => 0,
        };
        let dst = self.dst(dst, words);
        let inner = self.next;
        let (types, slots) = self.operands_of_results(builtin, call);
        self.mark(expr);
        match builtin {
            Builtin::Complex => self.move_words(dst, slots[0], 2),
            Builtin::Copy => self.copy_op(dst, slots[0], slots[1], &types),
            Builtin::Min | Builtin::Max => {
                let class = self.cx.class(types[0]);
                let acc = self.alloc(1);
                let mut at = slots[0];
                for &b in &slots[1..] {
                    self.min_max_step(builtin, class, types[0], acc, at, b);
                    at = acc;
                }
                self.move_words(dst, at, 1);
            }
            Builtin::Append => {
                let many = self.alloc(1);
                self.emit(Op::SliceOf {
                    dst: many,
                    src: slots[1],
                    n: slots.len() as u16 - 1,
                });
                self.ext_type(types[0]);
                self.emit(Op::AppendSlice {
                    dst,
                    s: slots[0],
                    src: many,
                });
                self.ext_type(types[0]);
            }
            _ => self.builtin_effect(builtin, expr, &types, &slots),
        }
        self.next = inner.max(mark);
        dst
    }

    /// The results of a call as arguments of a predeclared function: their types, and consecutive slots.
    pub fn operands_of_results(
        &mut self,
        builtin: Builtin,
        call: ExprId,
    ) -> (Vec<TypeId>, Vec<Reg>) {
        let (mut src, given) = self.call_results(call);
        let mut types = given.clone();
        match (builtin, &mut types[..]) {
            (Builtin::Delete, [map, key]) => *key = self.cx.map_key(*map),
            (Builtin::Append, [slice, values @ ..]) => values.fill(self.cx.elem(*slice)),
            _ => {}
        }
        let slots: Vec<Reg> = types.iter().map(|&ty| self.alloc_ty(ty)).collect();
        for ((&from, &to), &slot) in given.iter().zip(&types).zip(&slots) {
            self.convert_value(src, from, to, slot);
            src = Self::plus(src, self.cx.words(from));
        }
        (types, slots)
    }

    /// Evaluates the arguments of a predeclared function that has an effect and no result.
    fn builtin_args(&mut self, args: &[ExprId], types: &[TypeId]) -> Vec<Reg> {
        let args = args.iter().zip(types);
        args.map(|(&arg, &ty)| self.expr_as(arg, ty)).collect()
    }

    /// The types of the values that [`Fb::builtin_args`] leaves.
    pub(super) fn builtin_arg_types(&mut self, builtin: Builtin, args: &[ExprId]) -> Vec<TypeId> {
        let types = args
            .iter()
            .enumerate()
            .map(|(at, &arg)| match (builtin, at) {
                (Builtin::Panic, _) => TypeId::EMPTY_INTERFACE,
                (Builtin::Delete, 1) => {
                    let map = self.ty(args[0]);
                    self.cx.map_key(map)
                }
                _ => self.ty(arg),
            });
        types.collect()
    }

    /// Runs a predeclared function that has an effect and no result, on arguments in slots.
    pub(super) fn builtin_effect(
        &mut self,
        builtin: Builtin,
        expr: ExprId,
        types: &[TypeId],
        slots: &[Reg],
    ) {
        self.mark(expr);
        match (builtin, slots) {
            (Builtin::Panic, &[a]) => self.emit(Op::Panic { a }),
            (Builtin::Close, &[c]) => self.emit(Op::Close { c }),
            (Builtin::Delete, &[m, key]) => {
                let ty = types[0];
                self.emit(Op::MapDelete { m, key });
                self.ext_type(ty);
            }
            (Builtin::Clear, &[x]) => {
                let ty = types[0];
                match self.cx.class(ty) {
                    Class::Map => self.emit(Op::MapClear { m: x }),
                    _ => self.emit(Op::ClearSlice { s: x }),
                }
                self.ext_type(ty);
            }
            (Builtin::Copy, &[to, from]) => {
                let dst = self.alloc(1);
                self.copy_op(dst, to, from, types);
            }
            (Builtin::Print | Builtin::Println, _) => {
                self.print(builtin == Builtin::Println, types, slots);
            }
            _ => {}
        }
    }

    fn copy_op(&mut self, dst: Reg, to: Reg, from: Reg, types: &[TypeId]) {
        match self.cx.class(types[1]) {
            Class::Str => self.emit(Op::CopyStr { dst, to, from }),
            _ => {
                self.emit(Op::CopySlice { dst, to, from });
                self.ext_type(types[0]);
            }
        }
    }

    /// `print` and `println`: the library gets the values in a `[]any`.
    fn print(&mut self, line: bool, types: &[TypeId], slots: &[Reg]) {
        let mark = self.next;
        let count = slots.len() as u32;
        let src = self.alloc(count);
        for (at, (&ty, &slot)) in types.iter().zip(slots).enumerate() {
            let dst = Self::plus(src, at as u32);
            match self.cx.class(ty) {
                Class::Iface => self.print_interface(slot, dst),
                _ => self.convert_value(slot, ty, TypeId::EMPTY_INTERFACE, dst),
            }
        }
        self.alloc(1);
        let w = self.alloc(2);
        self.load_int(w, i64::from(line));
        let any = self.cx.types.slice(TypeId::EMPTY_INTERFACE);
        self.emit(Op::SliceOf {
            dst: Self::plus(w, 1),
            src,
            n: count as u16,
        });
        self.ext_type(any);
        let native = self.cx.native_named("runtime.printArgs", 2, 0);
        self.emit(Op::CallNative { w, native });
        self.next = mark;
    }

    /// What gc prints for an interface: two addresses, of which nothing is said but whether they are nil.
    fn print_interface(&mut self, src: Reg, dst: Reg) {
        let (nil, end) = (self.code.label(), self.code.label());
        self.equal_imm_jump(src, 0, nil, true);
        self.load_string(dst, b"(0x49a2a0,0xc000012345)");
        self.jump(end);
        self.code.bind(nil);
        self.load_string(dst, b"(0x0,0x0)");
        self.code.bind(end);
        self.make_interface(dst, dst, TypeId::STRING);
    }

    fn length(&mut self, builtin: Builtin, expr: ExprId, x: ExprId, dst: Option<Reg>) -> Reg {
        let ty = self.ty(x);
        let class = self.cx.class(ty);
        let mark = self.next;
        if matches!(class, Class::Array | Class::Ptr) {
            let array = self.cx.pointee(ty).0;
            let len = self.cx.array_len(array);
            if self.cx.has_call(x) {
                self.expr(x);
                self.next = mark;
            }
            let dst = self.dst(dst, 1);
            self.load_int(dst, i64::from(len));
            return dst;
        }
        let s = self.expr(x);
        self.next = mark;
        let dst = self.dst(dst, 1);
        self.mark(expr);
        match (class, builtin) {
            (Class::Str, _) => self.emit(Op::StrLen { dst, s }),
            (Class::Map, _) => self.emit(Op::MapLen { dst, m: s }),
            (Class::Chan, Builtin::Len) => self.emit(Op::ChanLen { dst, c: s }),
            (Class::Chan, _) => self.emit(Op::ChanCap { dst, c: s }),
            (_, Builtin::Len) => self.emit(Op::SliceLen { dst, s }),
            _ => self.emit(Op::SliceCap { dst, s }),
        }
        dst
    }

    fn append(&mut self, expr: ExprId, s: ExprId, values: &[ExprId], dst: Option<Reg>) -> Reg {
        let ty = self.ty(expr);
        let elem = self.cx.elem(ty);
        let spread = matches!(
            self.cx.ast.exprs[expr].kind,
            ExprKind::Call { spread: true, .. }
        );
        if values.is_empty() {
            return self.generate_as(s, ty, dst);
        }
        let mark = self.next;
        if self.reads_late(s) && values.iter().any(|&value| self.cx.has_call(value)) {
            self.hoist(s);
            values.iter().for_each(|&value| self.hoist(value));
        }
        let s = self.expr_as(s, ty);
        let string = spread && self.class(values[0]) == Class::Str;
        let src = match *values {
            [value] if spread => {
                let value_ty = self.ty(value);
                self.expr_as(value, value_ty)
            }
            [value] => self.expr_as(value, elem),
            _ => {
                let many = self.alloc(1);
                self.values_slice(values, elem, ty, many);
                many
            }
        };
        self.next = mark;
        let dst = self.dst(dst, 1);
        self.mark(expr);
        self.emit(match (string, spread || values.len() > 1) {
            (true, _) => Op::AppendStr { dst, s, src },
            (_, true) => Op::AppendSlice { dst, s, src },
            _ => Op::Append { dst, s, src },
        });
        self.ext_type(ty);
        dst
    }

    /// A slice of several values.
    fn values_slice(&mut self, values: &[ExprId], elem: TypeId, ty: TypeId, dst: Reg) {
        if values.len() > 200 {
            return self.slice_of(values, ty, dst);
        }
        let mark = self.next;
        let types: Vec<TypeId> = values.iter().map(|_| elem).collect();
        let slots: Vec<Reg> = values.iter().map(|_| self.alloc_ty(elem)).collect();
        self.fill(values, &types, &slots);
        self.next = mark;
        self.emit(Op::SliceOf {
            dst,
            src: slots[0],
            n: values.len() as u16,
        });
        self.ext_type(ty);
    }

    fn copy(&mut self, expr: ExprId, to: ExprId, from: ExprId, dst: Option<Reg>) -> Reg {
        let mark = self.next;
        let [a, b] = self.pair(to, from);
        self.next = mark;
        let dst = self.dst(dst, 1);
        self.mark(expr);
        let types = [self.ty(to), self.ty(from)];
        self.copy_op(dst, a, b, &types);
        dst
    }

    fn make(&mut self, expr: ExprId, sizes: &[ExprId], dst: Option<Reg>) -> Reg {
        let ty = self.ty(expr);
        let class = self.cx.class(ty);
        let mark = self.next;
        let mut slots: SmallVec<[Reg; 2]> = SmallVec::new();
        for &size in sizes {
            slots.push(self.expr(size));
        }
        self.next = mark;
        let dst = self.dst(dst, 1);
        let first = slots.first().copied().unwrap_or(Reg::NONE);
        self.mark(expr);
        self.emit(match class {
            Class::Map => Op::MakeMap { dst, hint: first },
            Class::Chan => Op::MakeChan { dst, size: first },
            _ => Op::MakeSlice {
                dst,
                len: first,
                cap: slots.get(1).copied().unwrap_or(first),
            },
        });
        self.ext_type(ty);
        dst
    }

    fn new_builtin(&mut self, expr: ExprId, x: ExprId, dst: Option<Reg>) -> Reg {
        let pointer = self.ty(expr);
        let ty = self.cx.pointee(pointer).0;
        let mark = self.next;
        let src = match self.cx.info.types[x].mode {
            Mode::TypExpr => None,
            _ => Some(self.expr_as(x, ty)),
        };
        self.next = mark;
        let dst = self.dst(dst, 1);
        self.mark(expr);
        match src {
            Some(src) => self.new_box(dst, src, ty),
            None => self.new_zero(dst, ty),
        }
        dst
    }

    fn min_max(
        &mut self,
        builtin: Builtin,
        expr: ExprId,
        args: &[ExprId],
        dst: Option<Reg>,
    ) -> Reg {
        let ty = self.ty(expr);
        let class = self.cx.class(ty);
        let mark = self.next;
        let acc = self.alloc(1);
        let mut slots: SmallVec<[Reg; 4]> = SmallVec::new();
        for &arg in args {
            slots.push(self.expr_as(arg, ty));
        }
        let Some((&first, rest)) = slots.split_first() else {
            return acc;
        };
        let mut at = first;
        for &b in rest {
            self.min_max_step(builtin, class, ty, acc, at, b);
            at = acc;
        }
        self.next = mark;
        match dst {
            Some(dst) => {
                self.move_words(dst, at, 1);
                dst
            }
            None => {
                let dst = self.alloc(1);
                self.move_words(dst, at, 1);
                dst
            }
        }
    }

    fn min_max_step(
        &mut self,
        builtin: Builtin,
        class: Class,
        ty: TypeId,
        dst: Reg,
        a: Reg,
        b: Reg,
    ) {
        let min = builtin == Builtin::Min;
        match class {
            Class::F64 => self.emit(match min {
                true => Op::MinF64 { dst, a, b },
                false => Op::MaxF64 { dst, a, b },
            }),
            Class::F32 => {
                let mark = self.next;
                let (x, y) = (self.alloc(1), self.alloc(1));
                self.emit(Op::F32ToF64 { dst: x, a });
                self.emit(Op::F32ToF64 { dst: y, a: b });
                self.min_max_step(builtin, Class::F64, TypeId::FLOAT64, dst, x, y);
                self.emit(Op::F64ToF32 { dst, a: dst });
                self.next = mark;
            }
            _ => {
                let done = self.code.label();
                // `acc` may be `a` already; only a smaller (larger) `b` replaces it.
                let take = self.code.label();
                let op = if min { BinOp::Lt } else { BinOp::Gt };
                let mark = self.next;
                let compared = Compared { op, ty, a: b, b: a };
                self.compared_jump(compared, take, true);
                self.next = mark;
                self.move_words(dst, a, 1);
                self.jump(done);
                self.code.bind(take);
                self.move_words(dst, b, 1);
                self.code.bind(done);
            }
        }
    }

    fn complex(&mut self, expr: ExprId, re: ExprId, im: ExprId, dst: Option<Reg>) -> Reg {
        let ty = self.ty(expr);
        let part = match self.cx.class(ty) {
            Class::C64 => TypeId::FLOAT32,
            _ => TypeId::FLOAT64,
        };
        let mark = self.next;
        let at = self.alloc(2);
        self.fill(&[re, im], &[part, part], &[at, Self::plus(at, 1)]);
        if let Some(dst) = dst {
            self.next = mark;
            self.move_words(dst, at, 2);
            return dst;
        }
        at
    }

    fn complex_part(&mut self, builtin: Builtin, expr: ExprId, x: ExprId, dst: Option<Reg>) -> Reg {
        let _ = expr;
        let mark = self.next;
        let at = self.expr(x);
        let part = Self::plus(at, u32::from(builtin == Builtin::Imag));
        if let Some(dst) = dst {
            self.next = mark;
            self.move_words(dst, part, 1);
            return dst;
        }
        part
    }

    /// Library functions that are one instruction.
    pub(super) fn intrinsic(
        &mut self,
        expr: ExprId,
        fun: ExprId,
        args: Exprs,
        dst: Option<Reg>,
    ) -> Option<Reg> {
        let inner = self.unparen(fun);
        let ExprKind::Selector { sel, .. } = self.cx.ast.exprs[inner].kind else {
            return None;
        };
        let obj = self.cx.info.object_of(sel)?;
        if !self.cx.is_library(obj, "math", "Sqrt") {
            return None;
        }
        let &[x] = self.cx.ast.list(args) else {
            return None;
        };
        let mark = self.next;
        let a = self.expr(x);
        self.next = mark;
        let dst = self.dst(dst, 1);
        self.emit_at(Op::SqrtF64 { dst, a }, expr);
        Some(dst)
    }
}
