//! Constants as gc's messages show them.

use std::fmt;

use super::{BigFloat, Value};

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Unknown => f.write_str("unknown"),
            Value::Bool(value) => write!(f, "{value}"),
            Value::String(value) => f.write_str(&short_quote(&value.prefix(512))),
            Value::Int(value) => write!(f, "{value}"),
            Value::BigInt(value) => write!(f, "{value}"),
            Value::Rat(value) => {
                match BigFloat::from_ratio(value.numerator(), value.denominator()) {
                    Some(value) => f.write_str(&float(&value)),
                    None => f.write_str("+Inf"),
                }
            }
            Value::Float(value) => f.write_str(&float(value)),
            Value::Complex(parts) => write!(f, "({} + {}i)", parts.0, parts.1),
        }
    }
}

/// A quoted string, cut after 72 characters.
fn short_quote(bytes: &[u8]) -> String {
    const MAX: usize = 72;
    let quoted = quote(bytes);
    if quoted.chars().count() <= MAX {
        return quoted;
    }
    quoted.chars().take(MAX - 3).chain("...".chars()).collect()
}

/// `strconv.Quote`
pub fn quote(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() + 2);
    text.push('"');
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            push_escaped(&mut text, c);
        }
        for byte in chunk.invalid() {
            text.push_str(&format!("\\x{byte:02x}"));
        }
    }
    text.push('"');
    text
}

fn push_escaped(text: &mut String, c: char) {
    match c {
        '"' => text.push_str("\\\""),
        '\\' => text.push_str("\\\\"),
        '\u{7}' => text.push_str("\\a"),
        '\u{8}' => text.push_str("\\b"),
        '\u{c}' => text.push_str("\\f"),
        '\n' => text.push_str("\\n"),
        '\r' => text.push_str("\\r"),
        '\t' => text.push_str("\\t"),
        '\u{b}' => text.push_str("\\v"),
        ' '..='~' => text.push(c),
        '\0'..='\u{1f}' | '\u{7f}' => text.push_str(&format!("\\x{:02x}", u32::from(c))),
        // Combining characters are printable in Go; Rust escapes them only at the start of a string.
        _ if format!("a{c}").escape_debug().count() == 2 => text.push(c),
        '\u{80}'..='\u{ffff}' => text.push_str(&format!("\\u{:04x}", u32::from(c))),
        _ => text.push_str(&format!("\\U{:08x}", u32::from(c))),
    }
}

fn float(value: &BigFloat) -> String {
    let (nearest, _) = value.to_f64();
    if (value.sign() == 0) == (nearest == 0.0) && nearest.is_finite() {
        let text = general(nearest, Some(6));
        if !value.is_int() && !text.contains('.') {
            return general(nearest, None);
        }
        return text;
    }
    // Beyond float64: a mantissa and a decimal exponent, approximately.
    let decimal = value.exponent() as f64 * (std::f64::consts::LN_2 / std::f64::consts::LN_10);
    let mut exponent = decimal as i64;
    let mut mantissa = value.mantissa() * 10f64.powf(decimal - exponent as f64);
    if mantissa.abs() < 1.0 - 0.5e-6 {
        mantissa *= 10.0;
        exponent -= 1;
    } else if mantissa.abs() >= 10.0 {
        mantissa /= 10.0;
        exponent += 1;
    }
    format!("{}e{exponent:+}", general(mantissa, Some(6)))
}

/// `%.<precision>g`, or `%g` with the shortest digits that round-trip.
fn general(value: f64, precision: Option<usize>) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let scientific = match precision {
        Some(precision) => format!("{:.*e}", precision - 1, value),
        None => format!("{value:e}"),
    };
    let (mantissa, exponent) = scientific
        .split_once('e')
        .unwrap_or((scientific.as_str(), "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let digits: String = mantissa.chars().filter(|&c| c != '.').collect();
    let digits = digits.trim_end_matches('0');
    let limit = match precision {
        Some(precision) if precision > digits.len() && digits.len() as i32 > exponent => {
            digits.len()
        }
        Some(precision) => precision,
        None => 6,
    };
    if exponent < -4 || exponent >= limit as i32 {
        let (first, rest) = digits.split_at(1);
        let point = if rest.is_empty() { "" } else { "." };
        let mark = if exponent < 0 { '-' } else { '+' };
        return format!("{sign}{first}{point}{rest}e{mark}{:02}", exponent.abs());
    }
    if exponent < 0 {
        let zeros = "0".repeat((-exponent - 1) as usize);
        return format!("{sign}0.{zeros}{digits}");
    }
    let whole = exponent as usize + 1;
    if digits.len() <= whole {
        return format!("{sign}{digits}{}", "0".repeat(whole - digits.len()));
    }
    format!("{sign}{}.{}", &digits[..whole], &digits[whole..])
}
