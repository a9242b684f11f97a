//! Integer and float arithmetic.

use crate::bytecode::op::Reg;
use crate::vm::Ctx;
use crate::vm::code::Inst;
use crate::vm::dispatch::{Machine, Ret};
use crate::vm::fault::Fault;
use crate::vm::operand::{Dest, Source};

value_ops! {
    AddInt(m, a: impl Source, b: impl Source) a.int(&m).wrapping_add(b.int(&m));
    SubInt(m, a: impl Source, b: impl Source) a.int(&m).wrapping_sub(b.int(&m));
    MulInt(m, a: impl Source, b: impl Source) a.int(&m).wrapping_mul(b.int(&m));
    AndInt(m, a: impl Source, b: impl Source) a.word(&m) & b.word(&m);
    OrInt(m, a: impl Source, b: impl Source) a.word(&m) | b.word(&m);
    XorInt(m, a: impl Source, b: impl Source) a.word(&m) ^ b.word(&m);
    AndNotInt(m, a: impl Source, b: impl Source) a.word(&m) & !b.word(&m);
    ShlInt(m, a: impl Source, b: impl Source) shl(a.word(&m), b.word(&m));
    ShrInt(m, a: impl Source, b: impl Source) a.int(&m) >> b.word(&m).min(63);
    ShrUint(m, a: impl Source, b: impl Source) shr(a.word(&m), b.word(&m));

    AddImm(m, a: impl Source, imm: i16) a.int(&m).wrapping_add(i64::from(imm));
    MulImm(m, a: impl Source, imm: i16) a.int(&m).wrapping_mul(i64::from(imm));
    AndImm(m, a: impl Source, imm: i16) a.int(&m) & i64::from(imm);
    OrImm(m, a: impl Source, imm: i16) a.int(&m) | i64::from(imm);
    XorImm(m, a: impl Source, imm: i16) a.int(&m) ^ i64::from(imm);
    ShlImm(m, a: impl Source, imm: i16) a.word(&m) << (imm & 63);
    Half(m, a: impl Source) a.int(&m).wrapping_add((a.word(&m) >> 63) as i64) >> 1;
    DivPow(m, a: impl Source, imm: i16) div_pow(a.int(&m), imm);
    ShrImm(m, a: impl Source, imm: i16) a.int(&m) >> (imm & 63);
    ShrUImm(m, a: impl Source, imm: i16) a.word(&m) >> (imm & 63);

    NegInt(m, a: impl Source) a.int(&m).wrapping_neg();
    NotInt(m, a: impl Source) !a.word(&m);
    NotBool(m, a: impl Source) a.word(&m) ^ 1;

    AddI32(m, a: impl Source, b: impl Source) i64::from((a.int(&m) as i32).wrapping_add(b.int(&m) as i32));
    SubI32(m, a: impl Source, b: impl Source) i64::from((a.int(&m) as i32).wrapping_sub(b.int(&m) as i32));
    MulI32(m, a: impl Source, b: impl Source) i64::from((a.int(&m) as i32).wrapping_mul(b.int(&m) as i32));
    AddU32(m, a: impl Source, b: impl Source) u64::from((a.word(&m) as u32).wrapping_add(b.word(&m) as u32));
    SubU32(m, a: impl Source, b: impl Source) u64::from((a.word(&m) as u32).wrapping_sub(b.word(&m) as u32));
    MulU32(m, a: impl Source, b: impl Source) u64::from((a.word(&m) as u32).wrapping_mul(b.word(&m) as u32));
    ShlU32(m, a: impl Source, b: impl Source) u64::from(shl(a.word(&m), b.word(&m)) as u32);
    ShlU32Imm(m, a: impl Source, imm: i16) u64::from((a.word(&m) << (imm & 63)) as u32);
    RotlU32Imm(m, a: impl Source, imm: i16) u64::from((a.word(&m) as u32).rotate_left(imm as u32 & 31));

    Sext8(m, a: impl Source) i64::from(a.word(&m) as i8);
    Sext16(m, a: impl Source) i64::from(a.word(&m) as i16);
    Sext32(m, a: impl Source) i64::from(a.word(&m) as i32);
    Zext8(m, a: impl Source) u64::from(a.word(&m) as u8);
    Zext16(m, a: impl Source) u64::from(a.word(&m) as u16);
    Zext32(m, a: impl Source) u64::from(a.word(&m) as u32);

    AddF64(m, a: impl Source, b: impl Source) a.float(&m) + b.float(&m);
    SubF64(m, a: impl Source, b: impl Source) a.float(&m) - b.float(&m);
    MulF64(m, a: impl Source, b: impl Source) a.float(&m) * b.float(&m);
    DivF64(m, a: impl Source, b: impl Source) a.float(&m) / b.float(&m);
    NegF64(m, a: impl Source) -a.float(&m);
    SqrtF64(m, a: impl Source) a.float(&m).sqrt();
    MinF64(m, a: impl Source, b: impl Source) min(a.float(&m), b.float(&m));
    MaxF64(m, a: impl Source, b: impl Source) -min(-a.float(&m), -b.float(&m));
    AddF32(m, a: impl Source, b: impl Source) a.float32(&m) + b.float32(&m);
    SubF32(m, a: impl Source, b: impl Source) a.float32(&m) - b.float32(&m);
    MulF32(m, a: impl Source, b: impl Source) a.float32(&m) * b.float32(&m);
    DivF32(m, a: impl Source, b: impl Source) a.float32(&m) / b.float32(&m);
    NegF32(m, a: impl Source) -a.float32(&m);
}

/// The smaller one: NaN if one is NaN, and the negative of two zeros.
#[inline(always)]
fn min(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() {
        return f64::NAN;
    }
    if a < b || a == b && a.is_sign_negative() {
        a
    } else {
        b
    }
}

/// `a << b`: 64 and more give 0.
#[inline(always)]
fn shl(a: u64, b: u64) -> u64 {
    if b < 64 { a << b } else { 0 }
}

/// `a >> b`: 64 and more give 0.
#[inline(always)]
fn shr(a: u64, b: u64) -> u64 {
    if b < 64 { a >> b } else { 0 }
}

/// Divisions by a register panic on zero.
macro_rules! division_ops {
    ($($name:ident($a:ident, $b:ident : $ty:ident) $body:expr;)*) => {$(
        #[inline(always)]
        pub(crate) fn $name(m: Machine, dst: impl Dest, a: impl Source, b: impl Source) -> Ret {
            let ($a, $b) = (a.word(&m) as $ty, b.word(&m) as $ty);
            if $b == 0 {
                return m.cold(divide_by_zero);
            }
            dst.finish(m, $body, 0)
        }
    )*};
}

division_ops! {
    DivInt(a, b: i64) div(a, b);
    RemInt(a, b: i64) rem(a, b);
    DivUint(a, b: u64) a / b;
    RemUint(a, b: u64) a % b;
}

/// Division of operands that fit 32 bits takes less than half the time.
#[inline(always)]
fn div(a: i64, b: i64) -> i64 {
    if (a | b) as u64 >> 31 == 0 {
        return i64::from(a as u32 / b as u32);
    }
    a.wrapping_div(b)
}

#[inline(always)]
fn rem(a: i64, b: i64) -> i64 {
    if (a | b) as u64 >> 31 == 0 {
        return i64::from(a as u32 % b as u32);
    }
    a.wrapping_rem(b)
}

/// `a / 2^n`: a shift rounds towards zero if one less than the power is added to what is negative.
#[inline(always)]
fn div_pow(a: i64, n: i16) -> i64 {
    let bias = (a >> 63) as u64 >> ((64 - n) & 63);
    a.wrapping_add(bias as i64) >> (n & 63)
}

/// As [`rem`]; powers of two are common and need no division.
#[inline(always)]
fn rem_imm(a: i64, b: i64) -> i64 {
    if b > 0 && b & (b - 1) == 0 {
        let bias = (a >> 63) & (b - 1);
        return (a.wrapping_add(bias) & (b - 1)).wrapping_sub(bias);
    }
    rem(a, b)
}

/// Divisors that the verifier proved not to be 0.
macro_rules! immediate_division_ops {
    ($($name:ident $op:ident;)*) => {$(
        #[inline(always)]
        pub(crate) fn $name(m: Machine, dst: impl Dest, a: impl Source, imm: i16) -> Ret {
            let (a, b) = (a.int(&m), i64::from(imm));
            if b == 0 {
                return m.cold(divide_by_zero);
            }
            dst.finish(m, $op(a, b), 0)
        }
    )*};
}

immediate_division_ops! {
    DivImm div;
    RemImm rem_imm;
}

#[inline(always)]
pub(crate) fn CheckShift(m: Machine, a: Reg) -> Ret {
    if m.int(a) < 0 {
        return m.cold(negative_shift);
    }
    m.next()
}

cold_handlers! {
    divide_by_zero(m) {
        m.raise(Fault::DivideByZero)
    }

    negative_shift(m) {
        m.raise(Fault::NegativeShift)
    }
}

#[inline(always)]
pub(crate) fn MulC128(mut m: Machine, dst: Reg, a: Reg, b: Reg) -> Ret {
    let ((ar, ai), (br, bi)) = (complex(&m, a), complex(&m, b));
    m.set(dst, (ar * br - ai * bi).to_bits());
    m.set(Reg(dst.0 + 1), (ar * bi + ai * br).to_bits());
    m.next()
}

#[inline(always)]
pub(crate) fn DivC128(mut m: Machine, dst: Reg, a: Reg, b: Reg) -> Ret {
    let (re, im) = complex_div(complex(&m, a), complex(&m, b));
    m.set(dst, re.to_bits());
    m.set(Reg(dst.0 + 1), im.to_bits());
    m.next()
}

#[inline(always)]
fn complex(m: &Machine, a: Reg) -> (f64, f64) {
    (m.float(a), m.float(Reg(a.0 + 1)))
}

/// Quotient with the special cases of Go: NaN operands, infinities and zero divisors.
#[inline(never)]
fn complex_div((nr, ni): (f64, f64), (mr, mi): (f64, f64)) -> (f64, f64) {
    let (e, f) = if mr.abs() >= mi.abs() {
        let ratio = mi / mr;
        let denom = mr + ratio * mi;
        ((nr + ni * ratio) / denom, (ni - nr * ratio) / denom)
    } else {
        let ratio = mr / mi;
        let denom = mi + ratio * mr;
        ((nr * ratio + ni) / denom, (ni * ratio - nr) / denom)
    };
    if !(e.is_nan() && f.is_nan()) {
        return (e, f);
    }
    let unit = |x: f64| {
        if x.is_infinite() {
            1f64.copysign(x)
        } else {
            0f64.copysign(x)
        }
    };
    let infinite = |(re, im): (f64, f64)| re.is_infinite() || im.is_infinite();
    let finite = |(re, im): (f64, f64)| re.is_finite() && im.is_finite();
    if mr == 0.0 && mi == 0.0 && (!nr.is_nan() || !ni.is_nan()) {
        let inf = f64::INFINITY.copysign(mr);
        (inf * nr, inf * ni)
    } else if infinite((nr, ni)) && finite((mr, mi)) {
        let (a, b) = (unit(nr), unit(ni));
        (
            f64::INFINITY * (a * mr + b * mi),
            f64::INFINITY * (b * mr - a * mi),
        )
    } else if infinite((mr, mi)) && finite((nr, ni)) {
        let (c, d) = (unit(mr), unit(mi));
        (0.0 * (nr * c + ni * d), 0.0 * (ni * c - nr * d))
    } else {
        (e, f)
    }
}
