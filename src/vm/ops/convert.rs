//! Conversions between numbers.

use crate::vm::dispatch::{Machine, Ret};
use crate::vm::operand::{Dest, Source};

value_ops! {
    IntToF64(m, a: impl Source) a.int(&m) as f64;
    UintToF64(m, a: impl Source) a.word(&m) as f64;
    F64ToInt(m, a: impl Source) to_int(a.float(&m));
    F64ToI32(m, a: impl Source) to_i32(a.float(&m));
    F64ToUint(m, a: impl Source) to_uint(a.float(&m));
    F64ToF32(m, a: impl Source) a.float(&m) as f32;
    F32ToF64(m, a: impl Source) f64::from(a.float32(&m));
    IntToF32(m, a: impl Source) a.int(&m) as f32;
    UintToF32(m, a: impl Source) a.word(&m) as f32;
}

/// What `cvttsd2sq` gives: the minimum for everything out of range.
#[inline(always)]
fn to_int(x: f64) -> i64 {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if (-LIMIT..LIMIT).contains(&x) {
        x as i64
    } else {
        i64::MIN
    }
}

/// What `cvttsd2sl` gives: the minimum for everything out of range.
#[inline(always)]
fn to_i32(x: f64) -> i64 {
    if x > -2_147_483_649.0 && x < 2_147_483_648.0 {
        x as i64
    } else {
        i64::from(i32::MIN)
    }
}

/// What gc's code gives: below 2⁶³ as a signed number, else the signed conversion of what is above 2⁶³, with the highest
/// bit set.
#[inline(always)]
fn to_uint(x: f64) -> u64 {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if x < LIMIT {
        to_int(x) as u64
    } else {
        to_int(x - LIMIT) as u64 | 1 << 63
    }
}
