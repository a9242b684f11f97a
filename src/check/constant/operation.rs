//! Operations on constants. They must be defined for the operands' kinds; otherwise, and if an operand is unknown, the result is
//! unknown.

use std::sync::Arc;

use dashu::integer::{IBig, UBig};
use dashu::rational::RBig;

use crate::syntax::ast::{BinOp, UnOp};

use super::{BigFloat, Value};

impl Value {
    /// `op y`; for `^` of an unsigned type `bits` is the size of the result, otherwise 0.
    pub fn unary(op: UnOp, y: &Value, bits: usize) -> Value {
        match (op, y) {
            (UnOp::Plus, _) => y.clone(),
            (UnOp::Neg, Value::Int(value)) => Value::from(-IBig::from(*value)),
            (UnOp::Neg, Value::BigInt(value)) => Value::from(-&**value),
            (UnOp::Neg, Value::Rat(value)) => Value::from(-&**value),
            (UnOp::Neg, Value::Float(value)) => Value::Float(Arc::new(value.neg())),
            (UnOp::Neg, Value::Complex(parts)) => {
                Value::complex(Value::unary(op, &parts.0, 0), Value::unary(op, &parts.1, 0))
            }
            (UnOp::Compl, Value::Int(_) | Value::BigInt(_)) => {
                let value = !to_big(y);
                if bits == 0 {
                    return Value::from(value);
                }
                Value::from(value & IBig::from(UBig::ones(bits)))
            }
            (UnOp::Not, Value::Bool(value)) => Value::Bool(!value),
            _ => Value::Unknown,
        }
    }

    /// `x op y`, neither shift nor comparison; `integer` says that a division is one of integers.
    pub fn binary(x: &Value, op: BinOp, y: &Value, integer: bool) -> Value {
        if let (Value::Int(a), Value::Int(b)) = (x, y)
            && let Some(value) = small_binary(*a, op, *b, integer)
        {
            return Value::Int(value);
        }
        match (x, y) {
            (Value::Bool(a), Value::Bool(b)) => match op {
                BinOp::AndAnd => Value::Bool(*a && *b),
                BinOp::OrOr => Value::Bool(*a || *b),
                _ => Value::Unknown,
            },
            (Value::String(a), Value::String(b)) if op == BinOp::Add => Value::String(a.concat(b)),
            _ => match x.rank().max(y.rank()) {
                _ if x.rank() == 0 || y.rank() == 0 => Value::Unknown,
                1 => int_binary(&to_big(x), op, &to_big(y), integer),
                2 => rat_binary(&to_rat(x), op, &to_rat(y)),
                3 => match (to_big_float(x), to_big_float(y)) {
                    (Some(a), Some(b)) => float_binary(&a, op, &b),
                    _ => Value::Unknown,
                },
                _ => complex_binary(x, op, y),
            },
        }
    }

    /// `x << count` or `x >> count` of an integer.
    pub fn shift(x: &Value, op: BinOp, count: u64) -> Value {
        let count = count.min(1 << 20) as usize;
        match (op, x) {
            (_, Value::Int(_) | Value::BigInt(_)) if count == 0 => x.clone(),
            (BinOp::Shl, Value::Int(_) | Value::BigInt(_)) => Value::from(to_big(x) << count),
            (BinOp::Shr, Value::Int(value)) => Value::Int(value >> count.min(63)),
            (BinOp::Shr, Value::BigInt(value)) => Value::from(&**value >> count),
            _ => Value::Unknown,
        }
    }

    /// `x op y`, a comparison; false if an operand is unknown.
    pub fn compare(x: &Value, op: BinOp, y: &Value) -> bool {
        if let (Value::Complex(_), _) | (_, Value::Complex(_)) = (x, y) {
            let equal = Value::compare(&x.real(), BinOp::Eq, &y.real())
                && Value::compare(&x.imag(), BinOp::Eq, &y.imag());
            let known = !x.is_unknown() && !y.is_unknown();
            return known && (equal == (op == BinOp::Eq));
        }
        let ordering = match (x, y) {
            (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
            (Value::String(a), Value::String(b)) => a.cmp(b),
            (Value::Int(a), Value::Int(b)) => a.cmp(b),
            _ => match x.rank().max(y.rank()) {
                _ if x.rank() == 0 || y.rank() == 0 => return false,
                1 => to_big(x).cmp(&to_big(y)),
                2 => to_rat(x).cmp(&to_rat(y)),
                _ => match (to_big_float(x), to_big_float(y)) {
                    (Some(a), Some(b)) => a.cmp(&b),
                    _ => return false,
                },
            },
        };
        match op {
            BinOp::Eq => ordering.is_eq(),
            BinOp::Ne => ordering.is_ne(),
            BinOp::Lt => ordering.is_lt(),
            BinOp::Le => ordering.is_le(),
            BinOp::Gt => ordering.is_gt(),
            BinOp::Ge => ordering.is_ge(),
            _ => false,
        }
    }

    /// The representation two numbers must share to be combined, from small to large; 0 if not a number.
    fn rank(&self) -> u8 {
        match self {
            Value::Unknown | Value::Bool(_) | Value::String(_) => 0,
            Value::Int(_) | Value::BigInt(_) => 1,
            Value::Rat(_) => 2,
            Value::Float(_) => 3,
            Value::Complex(_) => 4,
        }
    }
}

fn to_big(x: &Value) -> IBig {
    match x {
        Value::Int(value) => IBig::from(*value),
        Value::BigInt(value) => IBig::clone(value),
        _ => IBig::ZERO,
    }
}

fn to_rat(x: &Value) -> RBig {
    match x {
        Value::Rat(value) => RBig::clone(value),
        other => RBig::from(to_big(other)),
    }
}

fn to_big_float(x: &Value) -> Option<BigFloat> {
    match x {
        Value::Float(value) => Some(BigFloat::clone(value)),
        Value::Rat(value) => BigFloat::from_ratio(value.numerator(), value.denominator()),
        other => BigFloat::from_ratio(&to_big(other), &UBig::ONE),
    }
}

/// Integer operations that stay within 64 bits.
fn small_binary(a: i64, op: BinOp, b: i64, integer: bool) -> Option<i64> {
    match op {
        BinOp::Add => a.checked_add(b),
        BinOp::Sub => a.checked_sub(b),
        BinOp::Mul => a.checked_mul(b),
        BinOp::Div if integer => a.checked_div(b),
        BinOp::Rem => a.checked_rem(b),
        BinOp::And => Some(a & b),
        BinOp::Or => Some(a | b),
        BinOp::Xor => Some(a ^ b),
        BinOp::AndNot => Some(a & !b),
        _ => None,
    }
}

fn int_binary(a: &IBig, op: BinOp, b: &IBig, integer: bool) -> Value {
    let divides = matches!(op, BinOp::Div | BinOp::Rem);
    if divides && b.is_zero() {
        return Value::Unknown;
    }
    Value::from(match op {
        BinOp::Add => a + b,
        BinOp::Sub => a - b,
        BinOp::Mul => a * b,
        BinOp::Div if integer => a / b,
        BinOp::Div => return Value::from(RBig::from_parts_signed(a.clone(), b.clone())),
        BinOp::Rem => a % b,
        BinOp::And => a & b,
        BinOp::Or => a | b,
        BinOp::Xor => a ^ b,
        BinOp::AndNot => a & !b.clone(),
        _ => return Value::Unknown,
    })
}

fn rat_binary(a: &RBig, op: BinOp, b: &RBig) -> Value {
    Value::from(match op {
        BinOp::Add => a + b,
        BinOp::Sub => a - b,
        BinOp::Mul => a * b,
        BinOp::Div if !b.is_zero() => a / b,
        _ => return Value::Unknown,
    })
}

fn float_binary(a: &BigFloat, op: BinOp, b: &BigFloat) -> Value {
    Value::from(match op {
        BinOp::Add => a.add(b),
        BinOp::Sub => a.add(&b.neg()),
        BinOp::Mul => a.mul(b),
        BinOp::Div => a.quo(b),
        _ => None,
    })
}

fn complex_binary(x: &Value, op: BinOp, y: &Value) -> Value {
    let on = |x: &Value, op, y: &Value| Value::binary(x, op, y, false);
    let (a, b) = (x.real(), x.imag());
    let (c, d) = (y.real(), y.imag());
    let products = || {
        let of = |x, y| on(x, BinOp::Mul, y);
        (of(&a, &c), of(&b, &d), of(&b, &c), of(&a, &d))
    };
    match op {
        BinOp::Add | BinOp::Sub => Value::complex(on(&a, op, &c), on(&b, op, &d)),
        BinOp::Mul => {
            let (ac, bd, bc, ad) = products();
            Value::complex(on(&ac, BinOp::Sub, &bd), on(&bc, BinOp::Add, &ad))
        }
        BinOp::Div => {
            let (ac, bd, bc, ad) = products();
            let square = |x| on(x, BinOp::Mul, x);
            let s = on(&square(&c), BinOp::Add, &square(&d));
            let re = on(&on(&ac, BinOp::Add, &bd), BinOp::Div, &s);
            let im = on(&on(&bc, BinOp::Sub, &ad), BinOp::Div, &s);
            Value::complex(re, im)
        }
        _ => Value::Unknown,
    }
}
