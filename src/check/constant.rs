//! Exact constants: literal texts and constant expressions to values, as Go's package go/constant computes them.
//!
//! Invariants: an integer that fits 64 bits is always [`Value::Int`]; a fraction keeps both components below
//! [`float::MAX_EXP`] bits and becomes a [`BigFloat`] beyond; a float never becomes a fraction again. No operation takes
//! more than time and memory proportional to those limits: callers bound integers (`overflow`) and shift counts.

mod bytes;
mod float;
mod literal;
mod operation;
mod text;

use std::cmp::Ordering;
use std::sync::Arc;

use dashu::base::{BitTest, UnsignedAbs};
use dashu::integer::{IBig, UBig};
use dashu::rational::RBig;

use crate::syntax::ast::Lit;

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

#[cfg(test)]
mod tests;
