//! Exact constants: literal texts and constant expressions to values, as Go's package go/constant computes them.
//!
//! Invariants: an integer that fits 64 bits is always [`Value::Int`]; a fraction keeps both components below
//! [`float::MAX_EXP`] bits and becomes a [`BigFloat`] beyond; a float never becomes a fraction again. No operation takes
//! more than time and memory proportional to those limits: callers bound integers (`overflow`) and shift counts.

mod bytes;
mod float;
mod literal;
mod text;

use std::cmp::Ordering;
use std::sync::Arc;

use dashu::base::{BitTest, UnsignedAbs};
use dashu::integer::{IBig, UBig};
use dashu::rational::RBig;

use crate::syntax::ast::{BinOp, Lit, UnOp};

pub use bytes::Bytes;
pub use float::BigFloat;
pub use text::quote;

/// The most bits an untyped integer constant may have.
pub const MAX_INT_BITS: usize = 512;
/// The longest constant string, in bytes.
pub const MAX_STRING_LEN: u64 = 1 << 28;
/// The largest count of a constant shift.
pub const MAX_SHIFT: u64 = 1023 - 1 + 52;

/// A constant's value.
#[derive(Clone, Debug)]
pub enum Value {
    /// An error was reported for it, or it cannot be represented.
    Unknown,
    /// `true` or `false`.
    Bool(bool),
    /// Any bytes.
    String(Bytes),
    /// An integer of 64 bits.
    Int(i64),
    /// An integer that needs more.
    BigInt(Arc<IBig>),
    /// A float that is a fraction.
    Rat(Arc<RBig>),
    /// A float whose fraction would be too long.
    Float(Arc<BigFloat>),
    /// Real and imaginary part; each an integer or float.
    Complex(Arc<(Value, Value)>),
}

/// What a [`Value`] is, however it is represented.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// [`Value::Unknown`]
    Unknown,
    /// [`Value::Bool`]
    Bool,
    /// [`Value::String`]
    String,
    /// [`Value::Int`], [`Value::BigInt`]
    Int,
    /// [`Value::Rat`], [`Value::Float`]
    Float,
    /// [`Value::Complex`]
    Complex,
}

/// A constant as gc looks for duplicates in switch cases and map keys: only integers, floats and strings count.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Duplicate {
    /// An integer.
    Int(i128),
    /// The bits of a float that a float64 holds exactly.
    Float(u64),
    /// The bits of the parts of a complex number.
    Complex(u64, u64),
    /// A string.
    String(Vec<u8>),
}

impl From<bool> for Value {
    fn from(value: bool) -> Value {
        Value::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Value {
        Value::Int(value)
    }
}

impl From<IBig> for Value {
    fn from(value: IBig) -> Value {
        match i64::try_from(&value) {
            Ok(small) => Value::Int(small),
            Err(_) => Value::BigInt(Arc::new(value)),
        }
    }
}

impl From<RBig> for Value {
    fn from(value: RBig) -> Value {
        let small = |magnitude: &UBig| magnitude.bit_len() < float::MAX_EXP as usize;
        if small(&value.numerator().unsigned_abs()) && small(value.denominator()) {
            Value::Rat(Arc::new(value))
        } else {
            Value::from(BigFloat::from_ratio(value.numerator(), value.denominator()))
        }
    }
}

impl From<Option<BigFloat>> for Value {
    fn from(value: Option<BigFloat>) -> Value {
        value.map_or(Value::Unknown, |value| Value::Float(Arc::new(value)))
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Value {
        Value::String(Bytes::from(value.as_bytes()))
    }
}

/// Construction and access.
impl Value {
    /// The value of a literal's text; [`Value::Unknown`] if the text is malformed or too large.
    pub fn from_literal(kind: Lit, text: &str) -> Value {
        literal::value(kind, text)
    }

    /// An unsigned integer.
    pub fn from_u64(value: u64) -> Value {
        Value::from(IBig::from(value))
    }

    /// A float; unknown unless finite. Negative zero becomes zero.
    pub fn from_f64(value: f64) -> Value {
        match BigFloat::from_f64(value) {
            None => Value::Unknown,
            Some(value) if value.is_small() => Value::Rat(Arc::new(value.to_rational())),
            value => Value::from(value),
        }
    }

    /// A string.
    pub fn from_bytes(value: &[u8]) -> Value {
        Value::String(Bytes::from(value))
    }

    /// A complex number; unknown if either part is.
    pub fn complex(re: Value, im: Value) -> Value {
        if re.is_unknown() || im.is_unknown() {
            return Value::Unknown;
        }
        Value::Complex(Arc::new((re, im)))
    }

    /// What it is.
    pub fn kind(&self) -> Kind {
        match self {
            Value::Unknown => Kind::Unknown,
            Value::Bool(_) => Kind::Bool,
            Value::String(_) => Kind::String,
            Value::Int(_) | Value::BigInt(_) => Kind::Int,
            Value::Rat(_) | Value::Float(_) => Kind::Float,
            Value::Complex(_) => Kind::Complex,
        }
    }

    /// It is [`Value::Unknown`].
    pub fn is_unknown(&self) -> bool {
        matches!(self, Value::Unknown)
    }

    /// The truth value; false for anything but a true bool.
    pub fn bool_val(&self) -> bool {
        matches!(self, Value::Bool(true))
    }

    /// The bytes of a string; nothing for anything else.
    pub fn string_val(&self) -> Vec<u8> {
        match self {
            Value::String(bytes) => bytes.to_vec(),
            _ => Vec::new(),
        }
    }

    /// The length of a string in bytes.
    pub fn string_len(&self) -> u64 {
        match self {
            Value::String(bytes) => bytes.len(),
            _ => 0,
        }
    }

    /// The integer, if it is one of 64 bits.
    pub fn int64(&self) -> Option<i64> {
        match self {
            Value::Int(value) => Some(*value),
            _ => None,
        }
    }

    /// The integer, if it is one of 64 bits without sign.
    pub fn uint64(&self) -> Option<u64> {
        match self {
            Value::Int(value) => u64::try_from(*value).ok(),
            Value::BigInt(value) => u64::try_from(&**value).ok(),
            _ => None,
        }
    }

    /// The low 64 bits of an integer, two's complement.
    pub fn low_bits(&self) -> u64 {
        match self {
            Value::Int(value) => *value as u64,
            Value::BigInt(value) => {
                let mask = IBig::from(u64::MAX);
                u64::try_from(&**value & mask).unwrap_or(0)
            }
            _ => 0,
        }
    }

    /// The nearest float64 of a real number, infinite if too large; and whether it is exact.
    pub fn float64(&self) -> (f64, bool) {
        match self {
            Value::Int(value) => (*value as f64, *value as f64 as i128 == i128::from(*value)),
            Value::BigInt(value) => float::ratio_to_f64(value, &UBig::ONE),
            Value::Rat(value) => float::ratio_to_f64(value.numerator(), value.denominator()),
            Value::Float(value) => value.to_f64(),
            Value::Complex(parts) => parts.0.float64(),
            Value::Unknown | Value::Bool(_) | Value::String(_) => (0.0, false),
        }
    }

    /// The nearest float32 of a real number, infinite if too large; and whether it is exact.
    pub fn float32(&self) -> (f32, bool) {
        match self {
            Value::Int(value) => (*value as f32, *value as f32 as i128 == i128::from(*value)),
            Value::BigInt(value) => float::ratio_to_f32(value, &UBig::ONE),
            Value::Rat(value) => float::ratio_to_f32(value.numerator(), value.denominator()),
            Value::Float(value) => value.to_f32(),
            Value::Complex(parts) => parts.0.float32(),
            Value::Unknown | Value::Bool(_) | Value::String(_) => (0.0, false),
        }
    }

    /// The bits of an integer's magnitude.
    pub fn bit_len(&self) -> usize {
        match self {
            Value::Int(value) => 64 - value.unsigned_abs().leading_zeros() as usize,
            Value::BigInt(value) => UnsignedAbs::unsigned_abs(&**value).bit_len(),
            _ => 0,
        }
    }

    /// -1, 0 or 1; for complex numbers 0 only if zero; 1 if unknown, so that no division by zero is reported.
    pub fn sign(&self) -> i32 {
        let of = |ordering: Ordering| ordering as i32;
        match self {
            Value::Int(value) => value.signum() as i32,
            Value::BigInt(value) => of(value.cmp(&Arc::new(IBig::ZERO))),
            Value::Rat(value) => of(value.numerator().cmp(&IBig::ZERO)),
            Value::Float(value) => value.sign(),
            Value::Complex(parts) => parts.0.sign() | parts.1.sign(),
            Value::Unknown | Value::Bool(_) | Value::String(_) => 1,
        }
    }

    /// The real part of a number.
    pub fn real(&self) -> Value {
        match self {
            Value::Complex(parts) => parts.0.clone(),
            other => other.clone(),
        }
    }

    /// The imaginary part of a number.
    pub fn imag(&self) -> Value {
        match self {
            Value::Complex(parts) => parts.1.clone(),
            Value::Unknown => Value::Unknown,
            _ => Value::Int(0),
        }
    }

    /// The number times i.
    pub fn make_imag(self) -> Value {
        Value::complex(Value::Int(0), self)
    }

    /// What to compare it by when looking for duplicates.
    pub fn duplicate_key(&self) -> Option<Duplicate> {
        match self.kind() {
            Kind::Int => match self.int64() {
                Some(value) => Some(Duplicate::Int(i128::from(value))),
                None => self.uint64().map(|value| Duplicate::Int(i128::from(value))),
            },
            Kind::Float if !self.to_int().is_unknown() => self.to_int().duplicate_key(),
            Kind::Float => match self.float64() {
                (value, true) => Some(Duplicate::Float(value.to_bits())),
                _ => None,
            },
            Kind::Complex => match self.to_float() {
                Value::Unknown => {
                    let bits = |part: Value| part.float64().0.to_bits();
                    Some(Duplicate::Complex(bits(self.real()), bits(self.imag())))
                }
                real => real.duplicate_key(),
            },
            Kind::String => Some(Duplicate::String(self.string_val())),
            Kind::Unknown | Kind::Bool => None,
        }
    }
}

/// Conversions between kinds.
impl Value {
    /// The same number as an integer, if it is one (or is but for rounding errors).
    pub fn to_int(&self) -> Value {
        match self {
            Value::Int(_) | Value::BigInt(_) => self.clone(),
            Value::Rat(value) if value.denominator().is_one() => {
                Value::from(value.numerator().clone())
            }
            Value::Float(value) => value.to_int().map_or(Value::Unknown, Value::from),
            Value::Complex(_) => match self.to_float() {
                Value::Unknown => Value::Unknown,
                real => real.to_int(),
            },
            Value::Rat(_) | Value::Unknown | Value::Bool(_) | Value::String(_) => Value::Unknown,
        }
    }

    /// The same number as a float, if it is real.
    pub fn to_float(&self) -> Value {
        match self {
            Value::Int(value) => Value::Rat(Arc::new(RBig::from(IBig::from(*value)))),
            Value::BigInt(value) => Value::from(RBig::from(IBig::clone(value))),
            Value::Rat(_) | Value::Float(_) => self.clone(),
            Value::Complex(parts) if parts.1.sign() == 0 => parts.0.to_float(),
            Value::Complex(_) | Value::Unknown | Value::Bool(_) | Value::String(_) => {
                Value::Unknown
            }
        }
    }

    /// The same number as a complex number.
    pub fn to_complex(&self) -> Value {
        match self.kind() {
            Kind::Int | Kind::Float => Value::complex(self.clone(), Value::Int(0)),
            Kind::Complex => self.clone(),
            Kind::Unknown | Kind::Bool | Kind::String => Value::Unknown,
        }
    }

    /// The float rounded to a float32; unknown if too large.
    pub fn round_float32(&self) -> Value {
        Value::from_f64(f64::from(self.float32().0))
    }

    /// The float rounded to a float64; unknown if too large.
    pub fn round_float64(&self) -> Value {
        Value::from_f64(self.float64().0)
    }
}

/// Operations. They must be defined for the operands' kinds; otherwise, and if an operand is unknown, the result is
/// unknown.
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

#[cfg(test)]
mod tests;
