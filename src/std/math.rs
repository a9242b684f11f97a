//! Natives of packages math, math/bits and math/rand.

use super::Natives;
use crate::vm::native::{Flow, NativeCtx};

macro_rules! floats {
    ($($name:literal $function:expr;)*) => {
        &[$(($name, |cx| {
            let function: fn(f64) -> f64 = $function;
            let result = function(cx.arg_float(0));
            cx.ret_float(0, result);
            Flow::Return
        })),*]
    };
}

macro_rules! pairs {
    ($($name:literal $function:expr;)*) => {
        &[$(($name, |cx| {
            let function: fn(f64, f64) -> f64 = $function;
            let result = function(cx.arg_float(0), cx.arg_float(1));
            cx.ret_float(0, result);
            Flow::Return
        })),*]
    };
}

const UNARY: Natives = floats! {
    "Abs" f64::abs;
    "Sqrt" f64::sqrt;
    "Floor" f64::floor;
    "Ceil" f64::ceil;
    "Trunc" f64::trunc;
    "Round" f64::round;
    "RoundToEven" f64::round_ties_even;
    "Exp" f64::exp;
    "Exp2" f64::exp2;
    "Expm1" libm::expm1;
    "Log" libm::log;
    "Log2" log2;
    "Log10" log10;
    "Log1p" libm::log1p;
    "Sin" f64::sin;
    "Cos" f64::cos;
    "Tan" f64::tan;
    "Asin" f64::asin;
    "Acos" f64::acos;
    "Atan" f64::atan;
    "Sinh" f64::sinh;
    "Cosh" f64::cosh;
    "Tanh" f64::tanh;
    "Asinh" f64::asinh;
    "Acosh" f64::acosh;
    "Atanh" f64::atanh;
    "Cbrt" libm::cbrt;
    "Gamma" libm::tgamma;
    "Erf" libm::erf;
};

const BINARY: Natives = pairs! {
    "Pow" pow;
    "Atan2" f64::atan2;
    "Hypot" f64::hypot;
    "Mod" |x, y| x % y;
    "Remainder" libm::remainder;
};

const OTHERS: Natives = &[
    ("Float64bits", same),
    ("Float64frombits", same),
    ("Float32bits", same),
    ("Float32frombits", same),
    ("FMA", fma),
    ("pow10", pow10),
];

pub(super) const NATIVES: &[Natives] = &[UNARY, BINARY, OTHERS];

pub(super) const BITS_NATIVES: Natives = &[
    ("LeadingZeros64", |cx| {
        int(cx, |x| i64::from(x.leading_zeros()))
    }),
    ("TrailingZeros64", |cx| {
        int(cx, |x| i64::from(x.trailing_zeros()))
    }),
    ("OnesCount64", |cx| int(cx, |x| i64::from(x.count_ones()))),
    ("Reverse64", |cx| int(cx, |x| x.reverse_bits() as i64)),
    ("ReverseBytes64", |cx| int(cx, |x| x.swap_bytes() as i64)),
    ("Mul64", mul64),
    ("div64", div64),
];

pub(super) const RAND_NATIVES: Natives = &[
    ("next", |cx| {
        let n = cx.random();
        cx.set_ret(0, n);
        Flow::Return
    }),
    ("ln", |cx| {
        let x = cx.arg_float(0).ln();
        cx.ret_float(0, x);
        Flow::Return
    }),
    ("sqrt", |cx| {
        let x = cx.arg_float(0).sqrt();
        cx.ret_float(0, x);
        Flow::Return
    }),
];

/// Go's definition: exact for powers of two.
fn log2(x: f64) -> f64 {
    let (fraction, exponent) = libm::frexp(x);
    if fraction == 0.5 {
        return f64::from(exponent - 1);
    }
    libm::log(fraction) * std::f64::consts::LOG2_E + f64::from(exponent)
}

/// Go's definition, by way of the binary logarithm.
fn log10(x: f64) -> f64 {
    log2(x) * std::f64::consts::LOG10_2
}

/// Go's special cases: those of C but for `Pow(-1, ±Inf)`, which is 1 in both.
fn pow(x: f64, y: f64) -> f64 {
    x.powf(y)
}

fn same(_: &mut NativeCtx<'_>) -> Flow {
    Flow::Return
}

fn fma(cx: &mut NativeCtx<'_>) -> Flow {
    let result = cx.arg_float(0).mul_add(cx.arg_float(1), cx.arg_float(2));
    cx.ret_float(0, result);
    Flow::Return
}

fn pow10(cx: &mut NativeCtx<'_>) -> Flow {
    let n = cx.arg_int(0);
    let result = format!("1e{n}").parse().unwrap_or(f64::NAN);
    cx.ret_float(0, result);
    Flow::Return
}

fn int(cx: &mut NativeCtx<'_>, function: fn(u64) -> i64) -> Flow {
    let result = function(cx.arg(0));
    cx.ret_int(0, result);
    Flow::Return
}

fn mul64(cx: &mut NativeCtx<'_>) -> Flow {
    let product = u128::from(cx.arg(0)) * u128::from(cx.arg(1));
    cx.set_ret(0, (product >> 64) as u64);
    cx.set_ret(1, product as u64);
    Flow::Return
}

/// The Go half has checked that the quotient fits and the divisor is not zero.
fn div64(cx: &mut NativeCtx<'_>) -> Flow {
    let dividend = u128::from(cx.arg(0)) << 64 | u128::from(cx.arg(1));
    let divisor = u128::from(cx.arg(2).max(1));
    cx.set_ret(0, (dividend / divisor) as u64);
    cx.set_ret(1, (dividend % divisor) as u64);
    Flow::Return
}
