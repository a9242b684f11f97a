//! Literal texts to constant values. The texts are well-formed; what is not gives [`Value::Unknown`].

use std::sync::Arc;

use dashu::integer::{IBig, UBig};
use dashu::rational::RBig;

use super::{BigFloat, Value};
use crate::syntax::ast::Lit;

/// Bits kept while a decimal exponent is multiplied out.
const WORK_PREC: usize = 640;

pub(super) fn value(kind: Lit, text: &str) -> Value {
    let value = match kind {
        Lit::Int => integer(text),
        Lit::Float => float(text),
        Lit::Imag => text.strip_suffix('i').and_then(float).map(Value::make_imag),
        Lit::Rune => rune(text),
        Lit::String => string(text).map(|bytes| Value::from_bytes(&bytes)),
    };
    value.unwrap_or(Value::Unknown)
}

fn integer(text: &str) -> Option<Value> {
    let clean: String = text.chars().filter(|&c| c != '_').collect();
    let (radix, digits) = match split_prefix(&clean) {
        (10, digits) if digits.len() > 1 && digits.starts_with('0') => (8, &digits[1..]),
        other => other,
    };
    if let Ok(small) = i64::from_str_radix(digits, radix) {
        return Some(Value::Int(small));
    }
    let big = UBig::from_str_radix(digits, radix).ok()?;
    Some(Value::from(IBig::from(big)))
}

/// The radix a prefix names, and the rest.
fn split_prefix(text: &str) -> (u32, &str) {
    let radix = match text.as_bytes() {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => return (10, text),
    };
    (radix, &text[2..])
}

/// A number of a float or imaginary literal: `mantissa × radix^-fraction × base^exponent`.
fn float(text: &str) -> Option<Value> {
    let clean: String = text.chars().filter(|&c| c != '_').collect();
    let (radix, digits) = split_prefix(&clean);
    let marks: &[char] = if radix == 16 {
        &['p', 'P']
    } else {
        &['e', 'E', 'p', 'P']
    };
    let (digits, exponent, binary) = match digits.find(marks) {
        None => (digits, 0, radix != 10),
        Some(at) => {
            let binary = matches!(digits.as_bytes()[at], b'p' | b'P');
            (
                &digits[..at],
                exponent(&digits[at + 1..])?,
                binary || radix != 10,
            )
        }
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mantissa = UBig::from_str_radix(&format!("0{whole}{fraction}"), radix).ok()?;
    let per_digit = if binary { i64::from(radix.ilog2()) } else { 1 };
    let exponent = exponent - per_digit * fraction.len() as i64;
    let rounded = match binary {
        true => BigFloat::new(false, mantissa.clone(), exponent),
        false => decimal(&mantissa, exponent),
    }?;
    if !rounded.is_small() {
        return Some(Value::Float(Arc::new(rounded)));
    }
    if rounded.sign() == 0 {
        return Some(Value::Rat(Arc::new(RBig::ZERO)));
    }
    let base = UBig::from(if binary { 2u8 } else { 10 });
    let power = base.pow(exponent.unsigned_abs() as usize);
    let exact = match exponent >= 0 {
        true => RBig::from(IBig::from(mantissa * power)),
        false => RBig::from_parts(IBig::from(mantissa), power),
    };
    Some(Value::Rat(Arc::new(exact)))
}

/// A signed decimal exponent; absurd ones are cut to what still overflows.
fn exponent(text: &str) -> Option<i64> {
    const ABSURD: i64 = 1 << 40;
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let size = digits.parse::<i64>().unwrap_or(ABSURD).min(ABSURD);
    Some(if negative { -size } else { size })
}

/// `mantissa × 10^exponent`, rounded; `None` if too large.
fn decimal(mantissa: &UBig, exponent: i64) -> Option<BigFloat> {
    let work = |mag: UBig| BigFloat::with_precision(false, mag, 0, WORK_PREC);
    let mut result = work(mantissa.clone())?;
    if result.sign() == 0 {
        return Some(BigFloat::ZERO);
    }
    // 10^(2^30) is beyond the range of exponents, and squaring stops there.
    let mut remaining = exponent.unsigned_abs().min(1 << 31);
    let mut scale = work(UBig::ONE)?;
    let mut square = work(UBig::from(10u8))?;
    let mut overflow = false;
    while remaining > 0 && !overflow {
        if remaining & 1 == 1 {
            match scale.mul_with(&square, WORK_PREC) {
                Some(product) => scale = product,
                None => overflow = true,
            }
        }
        remaining >>= 1;
        if remaining > 0 {
            match square.mul_with(&square, WORK_PREC) {
                Some(product) => square = product,
                None => overflow = true,
            }
        }
    }
    match (overflow, exponent >= 0) {
        (true, true) => return None,
        (true, false) => return Some(BigFloat::ZERO),
        (false, true) => result = result.mul_with(&scale, WORK_PREC)?,
        (false, false) => return result.quo(&scale),
    }
    result.mul(&BigFloat::new(false, UBig::ONE, 0)?)
}

fn rune(text: &str) -> Option<Value> {
    let inner = text.strip_prefix('\'')?.strip_suffix('\'')?;
    let (code, rest) = unescape(inner, b'\'')?;
    let code = match code {
        Unescaped::Byte(byte) => i64::from(byte),
        Unescaped::Char(c) => i64::from(u32::from(c)),
    };
    rest.is_empty().then_some(Value::Int(code))
}

fn string(text: &str) -> Option<Vec<u8>> {
    if let Some(raw) = text.strip_prefix('`') {
        let raw = raw.strip_suffix('`')?;
        return Some(raw.bytes().filter(|&byte| byte != b'\r').collect());
    }
    let mut rest = text.strip_prefix('"')?.strip_suffix('"')?;
    let mut bytes = Vec::with_capacity(rest.len());
    while !rest.is_empty() {
        let plain = rest.find('\\').unwrap_or(rest.len());
        bytes.extend_from_slice(&rest.as_bytes()[..plain]);
        rest = &rest[plain..];
        if rest.is_empty() {
            break;
        }
        let (code, after) = unescape(rest, b'"')?;
        match code {
            Unescaped::Byte(byte) => bytes.push(byte),
            Unescaped::Char(c) => bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
        rest = after;
    }
    Some(bytes)
}

enum Unescaped {
    Byte(u8),
    Char(char),
}

/// The first character or escape of a literal's inside, and the rest.
fn unescape(text: &str, quote: u8) -> Option<(Unescaped, &str)> {
    let first = text.chars().next()?;
    if first != '\\' {
        return Some((Unescaped::Char(first), &text[first.len_utf8()..]));
    }
    let escape = *text.as_bytes().get(1)?;
    let digits = |from: usize, count: usize, radix: u32| {
        let digits = text.get(from..from + count)?;
        let code = u32::from_str_radix(digits, radix).ok()?;
        Some((code, &text[from + count..]))
    };
    let byte = |code: u8| Some((Unescaped::Byte(code), &text[2..]));
    match escape {
        b'a' => byte(7),
        b'b' => byte(8),
        b'f' => byte(12),
        b'n' => byte(b'\n'),
        b'r' => byte(b'\r'),
        b't' => byte(b'\t'),
        b'v' => byte(11),
        b'\\' => byte(b'\\'),
        _ if escape == quote => byte(quote),
        b'0'..=b'7' => {
            let (code, rest) = digits(1, 3, 8)?;
            Some((Unescaped::Byte(u8::try_from(code).ok()?), rest))
        }
        b'x' => {
            let (code, rest) = digits(2, 2, 16)?;
            Some((Unescaped::Byte(u8::try_from(code).ok()?), rest))
        }
        b'u' | b'U' => {
            let (code, rest) = digits(2, if escape == b'u' { 4 } else { 8 }, 16)?;
            Some((Unescaped::Char(char::from_u32(code)?), rest))
        }
        _ => None,
    }
}
