//! Text of numbers: what strconv and fmt share.

/// The decimal digits of a finite number: `0.d1d2d3… * 10^point`.
struct Decimal {
    digits: Vec<u8>,
    point: i32,
}

/// The shortest digits that read back as the same number.
fn shortest(f: f64, bits: u32) -> Decimal {
    let mut buffer = zmij::Buffer::new();
    let text = if bits == 32 {
        buffer.format_finite(f as f32)
    } else {
        buffer.format_finite(f)
    };
    decimal_of(text)
}

/// Reads digits and exponent back from `123.45e-6`.
fn decimal_of(text: &str) -> Decimal {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
    let mut point = whole.len() as i32 + exponent.parse::<i32>().unwrap_or(0);
    let zeros = digits.iter().take_while(|&&d| d == b'0').count();
    digits.drain(..zeros);
    point -= zeros as i32;
    while digits.last() == Some(&b'0') {
        digits.pop();
    }
    if digits.is_empty() {
        point = 0;
    }
    Decimal { digits, point }
}

/// More digits than any float64 has: beyond it all are zero.
const MAX_DIGITS: usize = 1100;

/// The number rounded to `n` significant digits.
fn significant(f: f64, n: usize) -> Decimal {
    if f == 0.0 {
        return Decimal {
            digits: Vec::new(),
            point: 0,
        };
    }
    decimal_of(&format!("{:.*e}", n.clamp(1, MAX_DIGITS) - 1, f))
}

/// Appends `f` as strconv.FormatFloat does: `format` is one of `b e E f g G x X`, a negative `prec` asks for the shortest
/// text that reads back as the same number of `bits` (32 or 64) bits.
pub fn append_float(out: &mut Vec<u8>, f: f64, format: u8, prec: i32, bits: u32) {
    if f.is_nan() {
        return out.extend_from_slice(b"NaN");
    }
    if f.is_infinite() {
        return out.extend_from_slice(if f < 0.0 { b"-Inf" } else { b"+Inf" });
    }
    if f.is_sign_negative() {
        out.push(b'-');
    }
    let f = f.abs();
    match format {
        b'b' => append_binary(out, f, bits),
        b'x' | b'X' => append_hex(out, f, format, prec, bits),
        b'e' | b'E' if prec < 0 => {
            let d = shortest(f, bits);
            let n = d.digits.len().max(1) - 1;
            append_e(out, &d, n, format);
        }
        b'e' | b'E' => {
            let d = significant(f, (prec as usize).saturating_add(1));
            append_e(out, &d, prec as usize, format);
        }
        b'f' | b'F' if prec < 0 => {
            let d = shortest(f, bits);
            let n = (d.digits.len() as i32 - d.point).max(0);
            append_f(out, &d, n as usize);
        }
        b'f' | b'F' => append_fixed(out, f, prec as usize),
        b'g' | b'G' => append_g(out, f, format, prec, bits),
        other => out.extend_from_slice(&[b'%', other]),
    }
}

fn append_g(out: &mut Vec<u8>, f: f64, format: u8, prec: i32, bits: u32) {
    let (d, eprec) = if prec < 0 {
        // The shortest form uses an exponent only below -4 and from 6.
        (shortest(f, bits), 6)
    } else {
        let prec = if prec == 0 { 1 } else { prec };
        let d = significant(f, prec as usize);
        let mut eprec = prec;
        if eprec > d.digits.len() as i32 && d.digits.len() as i32 >= d.point {
            eprec = d.digits.len() as i32;
        }
        (d, eprec)
    };
    let exponent = d.point - 1;
    if !d.digits.is_empty() && (exponent < -4 || exponent >= eprec) {
        let n = d.digits.len() - 1;
        append_e(out, &d, n, format + b'e' - b'g');
    } else {
        let n = (d.digits.len() as i32 - d.point).max(0);
        append_f(out, &d, n as usize);
    }
}

fn append_e(out: &mut Vec<u8>, d: &Decimal, prec: usize, e: u8) {
    out.push(d.digits.first().copied().unwrap_or(b'0'));
    if prec > 0 {
        out.push(b'.');
        let have = d.digits.get(1..).unwrap_or(&[]);
        let have = &have[..have.len().min(prec)];
        out.extend_from_slice(have);
        out.resize(out.len() + prec - have.len(), b'0');
    }
    let exponent = if d.digits.is_empty() { 0 } else { d.point - 1 };
    out.push(e);
    out.push(if exponent < 0 { b'-' } else { b'+' });
    out.extend_from_slice(format!("{:02}", exponent.abs()).as_bytes());
}

fn append_f(out: &mut Vec<u8>, d: &Decimal, prec: usize) {
    let digit = |at: i32| {
        let at = usize::try_from(at).ok();
        at.and_then(|at| d.digits.get(at)).copied().unwrap_or(b'0')
    };
    if d.point > 0 {
        out.extend((0..d.point).map(digit));
    } else {
        out.push(b'0');
    }
    if prec > 0 {
        out.push(b'.');
        out.extend((0..prec as i32).map(|i| digit(d.point.saturating_add(i))));
    }
}

fn append_fixed(out: &mut Vec<u8>, f: f64, prec: usize) {
    let shown = prec.min(MAX_DIGITS);
    out.extend_from_slice(format!("{f:.shown$}").as_bytes());
    out.resize(out.len() + prec - shown, b'0');
}

/// Mantissa with its implicit bit, and the power of two it is multiplied with.
fn split(f: f64, bits: u32) -> (u64, i32) {
    let (raw, mantissa_bits, bias) = if bits == 32 {
        (u64::from((f as f32).to_bits()), 23, 127)
    } else {
        (f.to_bits(), 52, 1023)
    };
    let exponent = (raw >> mantissa_bits) as i32 & (2 * bias + 1);
    let mantissa = raw & ((1 << mantissa_bits) - 1);
    if exponent == 0 {
        (mantissa, 1 - bias - mantissa_bits)
    } else {
        (
            mantissa | 1 << mantissa_bits,
            exponent - bias - mantissa_bits,
        )
    }
}

fn append_binary(out: &mut Vec<u8>, f: f64, bits: u32) {
    let (mantissa, exponent) = split(f, bits);
    out.extend_from_slice(format!("{mantissa}p{exponent:+}").as_bytes());
}

fn append_hex(out: &mut Vec<u8>, f: f64, format: u8, prec: i32, bits: u32) {
    let (mut mantissa, mut exponent) = split(f, bits);
    if mantissa == 0 {
        exponent = 0;
    } else {
        // Bring the leading one to bit 60, so that 15 hexadecimal digits follow it.
        let shift = mantissa.leading_zeros() as i32 - 3;
        mantissa <<= shift;
        exponent += 60 - shift;
    }
    if (0..15).contains(&prec) {
        let drop = 60 - 4 * prec as u32;
        let rest = mantissa & ((1 << drop) - 1);
        mantissa >>= drop;
        let half = 1 << (drop - 1);
        if rest > half || rest == half && mantissa & 1 == 1 {
            mantissa += 1;
        }
        mantissa <<= drop;
        if mantissa >> 61 != 0 {
            mantissa >>= 1;
            exponent += 1;
        }
    }
    let upper = format == b'X';
    out.extend_from_slice(if upper { b"0X" } else { b"0x" });
    out.push(b'0' + (mantissa >> 60) as u8);
    let mut digits = format!("{:015x}", mantissa & ((1 << 60) - 1));
    if prec < 0 {
        digits.truncate(digits.trim_end_matches('0').len());
    } else {
        let zeros = (prec as usize).saturating_sub(digits.len());
        digits.push_str(&"0".repeat(zeros));
        digits.truncate(prec as usize);
    }
    if !digits.is_empty() {
        out.push(b'.');
        let digits = if upper { digits.to_uppercase() } else { digits };
        out.extend_from_slice(digits.as_bytes());
    }
    out.push(if upper { b'P' } else { b'p' });
    out.push(if exponent < 0 { b'-' } else { b'+' });
    out.extend_from_slice(format!("{:02}", exponent.abs()).as_bytes());
}

/// Appends `n` in a base from 2 to 36, with lower case letters.
pub fn append_uint(out: &mut Vec<u8>, mut n: u64, base: u32) {
    let mut digits = [0u8; 64];
    let mut at = digits.len();
    loop {
        at -= 1;
        let digit = (n % u64::from(base)) as u32;
        digits[at] = char::from_digit(digit, 36).unwrap_or('0') as u8;
        n /= u64::from(base);
        if n == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

/// Appends a signed `n` in a base from 2 to 36.
pub fn append_int(out: &mut Vec<u8>, n: i64, base: u32) {
    if n < 0 {
        out.push(b'-');
    }
    append_uint(out, n.unsigned_abs(), base);
}

/// Why a text is not a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NumberError {
    /// It has the wrong form.
    Syntax,
    /// It does not fit: the nearest value is given instead.
    Range,
}

/// Reads an unsigned integer as strconv.ParseUint does; base 0 means by prefix, with underscores.
///
/// What follows the digits that are too many does not matter, as in Go.
pub fn parse_uint(text: &[u8], base: u32, bits: u32) -> (u64, Option<NumberError>) {
    let bits = if bits == 0 { 64 } else { bits };
    let mut digits = text;
    let mut radix = base;
    if base == 0 {
        radix = 10;
        if let [b'0', rest @ ..] = text {
            (radix, digits) = match rest {
                [b'b' | b'B', d @ ..] if !d.is_empty() => (2, d),
                [b'o' | b'O', d @ ..] if !d.is_empty() => (8, d),
                [b'x' | b'X', d @ ..] if !d.is_empty() => (16, d),
                _ => (8, rest),
            };
            if rest.is_empty() {
                digits = text;
            }
        }
    }
    if text.is_empty() || digits.is_empty() {
        return (0, Some(NumberError::Syntax));
    }
    let max = if bits >= 64 {
        u64::MAX
    } else {
        (1 << bits) - 1
    };
    // There may be gigabytes of leading zeros.
    const MANY: usize = 1 << 10;
    let zeros = |part: &&[u8]| part.iter().fold(0, |all, c| all | (c ^ b'0')) == 0;
    let passed = MANY * digits.chunks_exact(MANY).take_while(zeros).count();
    let mut n: u64 = 0;
    let mut underscores = false;
    for &c in &digits[passed..] {
        if c == b'_' && base == 0 {
            underscores = true;
            continue;
        }
        let Some(digit) = (c as char).to_digit(36).filter(|&d| d < radix) else {
            return (0, Some(NumberError::Syntax));
        };
        match n
            .checked_mul(radix.into())
            .and_then(|n| n.checked_add(digit.into()))
        {
            Some(next) if next <= max => n = next,
            _ => return (max, Some(NumberError::Range)),
        }
    }
    if underscores && !underscores_ok(text) {
        return (0, Some(NumberError::Syntax));
    }
    (n, None)
}

/// Reads a signed integer as strconv.ParseInt does.
pub fn parse_int(text: &[u8], base: u32, bits: u32) -> (i64, Option<NumberError>) {
    let bits = if bits == 0 { 64 } else { bits };
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let (n, error) = parse_uint(digits, base, bits);
    if error == Some(NumberError::Syntax) {
        return (0, error);
    }
    let limit = 1u64 << (bits - 1);
    if !negative && n >= limit {
        return ((limit - 1) as i64, Some(NumberError::Range));
    }
    if negative && n > limit {
        return ((limit as i64).wrapping_neg(), Some(NumberError::Range));
    }
    let n = n as i64;
    (if negative { n.wrapping_neg() } else { n }, None)
}

/// Whether underscores stand only between digits, or after a base prefix.
fn underscores_ok(text: &[u8]) -> bool {
    let text = match text {
        [b'-' | b'+', rest @ ..] => rest,
        _ => text,
    };
    let (prefixed, hex, digits) = match text {
        [b'0', b'b' | b'B' | b'o' | b'O', rest @ ..] => (true, false, rest),
        [b'0', b'x' | b'X', rest @ ..] => (true, true, rest),
        _ => (false, false, text),
    };
    // What stood before: a digit (or prefix), an underscore, or something else.
    let mut before = if prefixed { b'0' } else { b'^' };
    for &c in digits {
        if c.is_ascii_digit() || hex && c.is_ascii_hexdigit() {
            before = b'0';
        } else if c == b'_' {
            if before != b'0' {
                return false;
            }
            before = b'_';
        } else {
            if before == b'_' {
                return false;
            }
            before = b'!';
        }
    }
    before != b'_'
}

/// Reads a float as strconv.ParseFloat does.
pub fn parse_float(text: &[u8], bits: u32) -> (f64, Option<NumberError>) {
    let bad = (0.0, Some(NumberError::Syntax));
    let Ok(text) = std::str::from_utf8(text) else {
        return bad;
    };
    if text.contains('_') && !underscores_ok(text.as_bytes()) {
        return bad;
    }
    let (sign, digits) = match text.as_bytes() {
        [b'-', ..] => (-1.0, &text[1..]),
        [b'+', ..] => (1.0, &text[1..]),
        _ => (1.0, text),
    };
    let lower = digits.to_ascii_lowercase();
    match lower.as_str() {
        "inf" | "infinity" => return (sign * f64::INFINITY, None),
        "nan" => return (f64::NAN, None),
        _ => {}
    }
    let (value, error) = match lower.strip_prefix("0x") {
        Some(hex) => parse_hex_float(&hex.replace('_', ""), bits),
        None => parse_decimal_float(&lower.replace('_', ""), bits),
    };
    (sign * value, error)
}

fn parse_decimal_float(text: &str, bits: u32) -> (f64, Option<NumberError>) {
    let plain = text
        .bytes()
        .all(|c| c.is_ascii_digit() || b".e+-".contains(&c));
    if !plain || !text.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return (0.0, Some(NumberError::Syntax));
    }
    let value = if bits == 32 {
        text.parse::<f32>().map(f64::from)
    } else {
        text.parse::<f64>()
    };
    match value {
        Ok(value) if value.is_infinite() => (value, Some(NumberError::Range)),
        Ok(value) => (value, None),
        Err(_) => (0.0, Some(NumberError::Syntax)),
    }
}

/// `h.hhp±d`, without its prefix and underscores; the exponent is required.
fn parse_hex_float(text: &str, bits: u32) -> (f64, Option<NumberError>) {
    let bad = (0.0, Some(NumberError::Syntax));
    let Some((mantissa, exponent)) = text.split_once('p') else {
        return bad;
    };
    let digits_only = exponent.trim_start_matches(['+', '-']);
    if digits_only.is_empty()
        || exponent.len() - digits_only.len() > 1
        || !digits_only.bytes().all(|c| c.is_ascii_digit())
    {
        return bad;
    }
    let exponent: i64 = exponent.parse().unwrap_or(if exponent.starts_with('-') {
        -1_000_000
    } else {
        1_000_000
    });
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && fraction.is_empty() {
        return bad;
    }
    let mut value: u128 = 0;
    let mut power = exponent.clamp(-1_000_000, 1_000_000) - 4 * fraction.len() as i64;
    for c in whole.chars().chain(fraction.chars()) {
        let Some(digit) = c.to_digit(16) else {
            return bad;
        };
        if value >> 120 == 0 {
            value = value << 4 | u128::from(digit);
        } else {
            // Further digits only tell that the value is not exact.
            value |= u128::from(digit != 0);
            power += 4;
        }
    }
    let rounded = round_binary(
        value,
        power,
        if bits == 32 {
            (24, -149, 127)
        } else {
            (53, -1074, 1023)
        },
    );
    match rounded {
        Some(value) => (value, None),
        None => (f64::INFINITY, Some(NumberError::Range)),
    }
}

/// `value * 2^power` rounded to nearest even with so many bits, lowest and highest exponent; `None` if too large.
fn round_binary(
    value: u128,
    power: i64,
    (precision, lowest, highest): (i64, i64, i64),
) -> Option<f64> {
    if value == 0 {
        return Some(0.0);
    }
    let length = 128 - i64::from(value.leading_zeros());
    let drop = (length - precision).max(lowest - power).max(0);
    let (mut mantissa, power) = if drop > 127 {
        (0, power + drop)
    } else {
        let rest = value & ((1u128 << drop) - 1);
        let kept = value >> drop;
        let half = if drop == 0 { 0 } else { 1u128 << (drop - 1) };
        let up = drop > 0 && (rest > half || rest == half && kept & 1 == 1);
        (kept + u128::from(up), power + drop)
    };
    let mut power = power;
    if mantissa >> precision != 0 {
        mantissa >>= 1;
        power += 1;
    }
    if mantissa != 0 && power + (128 - i64::from(mantissa.leading_zeros())) - 1 > highest {
        return None;
    }
    let mut result = mantissa as f64;
    // Two exact steps, since 2^power alone may be subnormal.
    for step in [power / 2, power - power / 2] {
        result *= f64::from_bits(((step + 1023).clamp(0, 2046) as u64) << 52);
    }
    Some(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn float(f: f64, format: u8, prec: i32) -> String {
        let mut out = Vec::new();
        append_float(&mut out, f, format, prec, 64);
        String::from_utf8(out).expect("ASCII")
    }

    #[test]
    fn floats_print_as_in_go() {
        for (f, format, prec, text) in [
            (1.0, b'g', -1, "1"),
            (1e21, b'g', -1, "1e+21"),
            (1e20, b'g', -1, "1e+20"),
            (123456.0, b'g', -1, "123456"),
            (1234567.0, b'g', -1, "1.234567e+06"),
            (0.0001, b'g', -1, "0.0001"),
            (0.00001, b'g', -1, "1e-05"),
            (3.14259, b'f', 2, "3.14"),
            (2.5, b'f', 0, "2"),
            (1234567.0, b'e', 3, "1.235e+06"),
            (0.0, b'e', -1, "0e+00"),
            (100000.0, b'g', 3, "1e+05"),
            (1.0, b'x', -1, "0x1p+00"),
            (1.5, b'x', 0, "0x1p+01"),
            (1.5, b'x', 3, "0x1.800p+00"),
            (-0.0, b'g', -1, "-0"),
            (1.0, b'b', -1, "4503599627370496p-52"),
            (5e-324, b'x', -1, "0x1p-1074"),
        ] {
            assert_eq!(float(f, format, prec), text);
        }
    }

    #[test]
    fn numbers_read_as_in_go() {
        assert_eq!(parse_int(b"-0x1F", 0, 64), (-31, None));
        assert_eq!(parse_int(b"0_1", 0, 64), (1, None));
        assert_eq!(parse_int(b"0", 0, 64), (0, None));
        assert_eq!(parse_int(b"1__0", 0, 64).1, Some(NumberError::Syntax));
        assert_eq!(parse_int(b"300", 10, 8), (127, Some(NumberError::Range)));
        assert_eq!(parse_uint(b"", 10, 64).1, Some(NumberError::Syntax));
        assert_eq!(parse_float(b"0x1.8p1", 64), (3.0, None));
        assert_eq!(parse_float(b"0x1p-1074", 64), (5e-324, None));
        assert_eq!(
            parse_float(b"1e400", 64),
            (f64::INFINITY, Some(NumberError::Range))
        );
        assert_eq!(parse_float(b".", 64).1, Some(NumberError::Syntax));
    }
}
