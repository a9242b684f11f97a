//! Conversions `T(x)`.

use crate::bytecode::op::{Op, Reg};
use crate::index::{ExprId, TypeId};

use super::func::Fb;
use super::layout::Class;
use super::place::Place;

impl Fb<'_, '_> {
    /// `T(x)`
    pub(super) fn conversion(
        &mut self,
        expr: ExprId,
        arg: ExprId,
        to: TypeId,
        dst: Option<Reg>,
    ) -> Reg {
        if self.is_nil(arg) {
            let dst = self.dst(dst, 1);
            self.load_int(dst, 0);
            return dst;
        }
        let from = self.ty(arg);
        let (source, target) = (self.cx.class(from), self.cx.class(to));
        if target != Class::Iface && (source == Class::Ptr || target == Class::Ptr) {
            self.refuse_pointer_conversion(expr, from, to);
        }
        if numeric(source)
            && numeric(target)
            && let Some(value) = self.cx.info.value_of(arg).cloned()
        {
            return self.constant_of(&value, to, dst);
        }
        match (source, target) {
            (_, Class::Iface) => self.generate_as(arg, to, dst),
            (Class::Slice, Class::Array) => self.slice_to_array(expr, arg, to, dst),
            (Class::Slice, Class::Ptr) => self.slice_to_pointer(expr, arg, to, dst),
            (Class::C64 | Class::C128, _) => self.complex_conversion(arg, source, target, dst),
            _ if source == target && source != Class::Str => self.generate(arg, dst),
            (Class::Str, Class::Str) => self.generate(arg, dst),
            _ => {
                let mark = self.next;
                let a = self.expr(arg);
                self.next = mark;
                let dst = self.dst(dst, 1);
                self.mark(expr);
                self.convert_scalar(dst, a, (from, source), (to, target));
                dst
            }
        }
    }

    fn convert_scalar(
        &mut self,
        dst: Reg,
        a: Reg,
        (from, source): (TypeId, Class),
        (to, target): (TypeId, Class),
    ) {
        match (source, target) {
            (Class::Int { .. }, Class::Int { .. }) => match int_fits(source, target) {
                true => self.move_words(dst, a, 1),
                false => self.wrap_to(dst, a, target),
            },
            (
                Class::Int {
                    bits: 64,
                    signed: false,
                },
                Class::F64,
            ) => self.emit(Op::UintToF64 { dst, a }),
            (
                Class::Int {
                    bits: 64,
                    signed: false,
                },
                Class::F32,
            ) => self.emit(Op::UintToF32 { dst, a }),
            (Class::Int { .. }, Class::F64) => self.emit(Op::IntToF64 { dst, a }),
            (Class::Int { .. }, Class::F32) => self.emit(Op::IntToF32 { dst, a }),
            (Class::F64, Class::F32) => self.emit(Op::F64ToF32 { dst, a }),
            (Class::F32, Class::F64) => self.emit(Op::F32ToF64 { dst, a }),
            (Class::F64 | Class::F32, Class::Int { bits, signed }) => {
                let mut a = a;
                if source == Class::F32 {
                    self.emit(Op::F32ToF64 { dst, a });
                    a = dst;
                }
                // gc goes by way of the signed type that is wide enough.
                self.emit(match (bits, signed) {
                    (64, false) => Op::F64ToUint { dst, a },
                    (64, true) | (32, false) => Op::F64ToInt { dst, a },
                    _ => Op::F64ToI32 { dst, a },
                });
                if bits < 64 {
                    self.wrap(dst, target);
                }
            }
            (Class::Int { .. }, Class::Str) => self.emit(Op::StrFromRune { dst, a }),
            (Class::Slice, Class::Str) => match self.elem_bits(from) {
                8 => self.emit(Op::StrFromBytes { dst, a }),
                _ => self.emit(Op::StrFromRunes { dst, a }),
            },
            (Class::Str, Class::Slice) => {
                match self.elem_bits(to) {
                    8 => self.emit(Op::BytesFromStr { dst, a }),
                    _ => self.emit(Op::RunesFromStr { dst, a }),
                }
                self.ext_type(to);
            }
            _ => self.move_words(dst, a, 1),
        }
    }

    fn elem_bits(&mut self, slice: TypeId) -> u8 {
        let elem = self.cx.elem(slice);
        match self.cx.class(elem) {
            Class::Int { bits, .. } => bits,
            _ => 0,
        }
    }

    fn complex_conversion(
        &mut self,
        arg: ExprId,
        source: Class,
        target: Class,
        dst: Option<Reg>,
    ) -> Reg {
        if source == target {
            return self.generate(arg, dst);
        }
        let mark = self.next;
        let a = self.expr(arg);
        self.next = mark;
        let dst = self.dst(dst, 2);
        for word in 0..2 {
            let (dst, a) = (Self::plus(dst, word), Self::plus(a, word));
            self.emit(match target {
                Class::C64 => Op::F64ToF32 { dst, a },
                _ => Op::F32ToF64 { dst, a },
            });
        }
        dst
    }

    fn slice_to_pointer(&mut self, expr: ExprId, arg: ExprId, to: TypeId, dst: Option<Reg>) -> Reg {
        let array = self.cx.pointee(to).0;
        let len = self.cx.array_len(array);
        let mark = self.next;
        let s = self.expr(arg);
        self.next = mark;
        let dst = self.dst(dst, 1);
        self.emit_at(Op::SliceToArray { dst, s }, expr);
        self.ext(len);
        dst
    }

    fn slice_to_array(&mut self, expr: ExprId, arg: ExprId, to: TypeId, dst: Option<Reg>) -> Reg {
        let len = self.cx.array_len(to);
        let words = self.cx.words(to);
        let dst = self.dst(dst, words);
        let mark = self.next;
        let s = self.expr(arg);
        let p = self.alloc(1);
        self.emit_at(Op::SliceToArray { dst: p, s }, expr);
        self.ext(len);
        if words > 0 {
            let place = Place::Mem {
                p,
                off: 0,
                safe: true,
            };
            self.load(place, to, Some(dst));
        }
        self.next = mark;
        dst
    }
}

fn numeric(class: Class) -> bool {
    matches!(
        class,
        Class::Int { .. } | Class::F32 | Class::F64 | Class::C64 | Class::C128
    )
}

/// A value of one integer type is, as it is in a slot, a value of the other.
fn int_fits(from: Class, to: Class) -> bool {
    match (from, to) {
        (
            Class::Int {
                bits: from,
                signed: from_signed,
            },
            Class::Int { bits: to, signed },
        ) => to == 64 || from_signed == signed && from <= to || !from_signed && from < to,
        _ => false,
    }
}
