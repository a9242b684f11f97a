//! Literals: what gc finds wrong with one, and what a good one means.
//!
//! The `check_` functions report as gc's scanner does, at the offset within the literal where it does. The `_value`
//! functions decode; they return `None` for a literal that its check would have reported.

use super::token::Tok;

/// The exact value of an integer, floating-point or imaginary literal: `digits` in base `radix`, times `base` to the
/// power of `exponent`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Number {
    /// 2, 8, 10 or 16.
    pub radix: u32,
    /// At least one digit, without separators and without point.
    pub digits: String,
    /// 10 for decimal and 2 for hexadecimal mantissas.
    pub base: u32,
    /// Zero for integers; far too large ones are cut off at `i64`'s range.
    pub exponent: i64,
}

/// The value of a number as written; an imaginary literal's is that of its imaginary part.
pub fn number_value(text: &str) -> Option<Number> {
    let (kind, error) = check_number(text);
    if error.is_some() {
        return None;
    }
    let mut text: String = text.chars().filter(|&c| c != '_').collect();
    if kind == Tok::Imag {
        text.pop();
    }
    let bytes = text.as_bytes();
    let prefix = match (bytes.first(), bytes.get(1)) {
        (Some(b'0'), Some(second)) => second.to_ascii_lowercase(),
        _ => 0,
    };
    let (radix, rest) = match prefix {
        b'x' => (16, &text[2..]),
        b'o' => (8, &text[2..]),
        b'b' => (2, &text[2..]),
        // A leading zero means octal, but not in floating-point and imaginary literals. Spec: Imaginary literals.
        b'0'..=b'9' if kind == Tok::Int => (8, &text[1..]),
        _ => (10, &text[..]),
    };
    let exponent_letters = if radix == 16 { ['p', 'P'] } else { ['e', 'E'] };
    let (mantissa, exponent) = match rest.split_once(exponent_letters) {
        Some((mantissa, exponent)) => (mantissa, clamped(exponent)),
        None => (rest, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digit_weight = if radix == 16 { 4 } else { 1 };
    Some(Number {
        radix,
        digits: format!("{whole}{fraction}"),
        base: if radix == 10 { 10 } else { 2 },
        exponent: exponent.saturating_sub(fraction.len() as i64 * digit_weight),
    })
}

fn clamped(exponent: &str) -> i64 {
    exponent.parse().unwrap_or(if exponent.starts_with('-') {
        i64::MIN / 2
    } else {
        i64::MAX / 2
    })
}

/// The bytes of an interpreted or raw string literal.
pub fn string_value(text: &str) -> Option<Vec<u8>> {
    if let Some(raw) = text.strip_prefix('`') {
        let raw = raw.strip_suffix('`')?;
        return Some(raw.bytes().filter(|&byte| byte != b'\r').collect());
    }
    let mut rest = text.strip_prefix('"')?.strip_suffix('"')?;
    let mut bytes = Vec::with_capacity(rest.len());
    while let Some(at) = rest.find('\\') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        let (value, len) = escape(&rest[at..], '"').ok()?;
        match value {
            Escape::Byte(byte) => bytes.push(byte),
            Escape::Char(c) => bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
        rest = &rest[at + len..];
    }
    bytes.extend_from_slice(rest.as_bytes());
    Some(bytes)
}

/// The code point of a rune literal.
pub fn rune_value(text: &str) -> Option<u32> {
    let inner = text.strip_prefix('\'')?.strip_suffix('\'')?;
    if !inner.starts_with('\\') {
        let mut chars = inner.chars();
        let c = chars.next()?;
        return chars.next().is_none().then_some(u32::from(c));
    }
    let (value, len) = escape(inner, '\'').ok()?;
    (len == inner.len()).then_some(match value {
        Escape::Byte(byte) => u32::from(byte),
        Escape::Char(c) => u32::from(c),
    })
}

/// A character as Go's `%#U` shows it.
pub(super) fn show_char(c: char) -> String {
    let code = u32::from(c);
    // Go's `unicode.IsPrint`, without the characters that are not assigned.
    let is_format = matches!(
        code,
        0xAD | 0x600..=0x605
            | 0x61C
            | 0x180E
            | 0x200B..=0x200F
            | 0x202A..=0x202E
            | 0x2060..=0x206F
            | 0xE000..=0xF8FF
            | 0xFEFF
            | 0xFFF9..=0xFFFB
            | 0xF0000..
    );
    if c.is_control() || c.is_whitespace() && c != ' ' || is_format {
        format!("U+{code:04X}")
    } else {
        format!("U+{code:04X} '{c}'")
    }
}

/// An offset in the literal and a message.
pub(super) type LiteralError = (usize, String);

enum Escape {
    Byte(u8),
    Char(char),
}

/// Decodes the escape that `text` begins with; the second result is its length.
fn escape(text: &str, quote: char) -> Result<(Escape, usize), Option<LiteralError>> {
    let mut chars = text.char_indices().skip(1);
    // The caller complains about a literal that ends here.
    let Some((_, kind)) = chars.next() else {
        return Err(None);
    };
    let simple = |byte| Ok((Escape::Byte(byte), 2));
    let (start, count, radix, max) = match kind {
        'a' => return simple(7),
        'b' => return simple(8),
        'f' => return simple(12),
        'n' => return simple(b'\n'),
        'r' => return simple(b'\r'),
        't' => return simple(b'\t'),
        'v' => return simple(11),
        '\\' => return simple(b'\\'),
        c if c == quote => return simple(c as u8),
        '0'..='7' => (1, 3, 8, 255),
        'x' => (2, 2, 16, 255),
        'u' => (2, 4, 16, 0x10_FFFF),
        'U' => (2, 8, 16, 0x10_FFFF),
        _ => return Err(Some((1, "unknown escape".into()))),
    };
    let mut value: u32 = 0;
    let mut end = start;
    for c in text[start..].chars().take(count) {
        let Some(digit) = c.to_digit(radix) else {
            let name = radix_name(radix);
            let message = format!("invalid character {} in {name} escape", quote_char(c));
            return Err(Some((end, message)));
        };
        value = value.wrapping_mul(radix).wrapping_add(digit);
        end += 1;
    }
    if end < start + count {
        return Err(None);
    }
    if value > max && radix == 8 {
        return Err(Some((end, format!("octal escape value {value} > 255"))));
    }
    if max == 255 {
        return Ok((Escape::Byte(value as u8), end));
    }
    match char::from_u32(value) {
        Some(c) => Ok((Escape::Char(c), end)),
        None => Err(Some((
            end,
            format!("escape is invalid Unicode code point U+{value:04X}"),
        ))),
    }
}

fn quote_char(c: char) -> String {
    match c {
        '\'' => "'\\''".into(),
        '\\' => "'\\\\'".into(),
        '\n' => "'\\n'".into(),
        '\t' => "'\\t'".into(),
        '\r' => "'\\r'".into(),
        '\x07' => "'\\a'".into(),
        '\x08' => "'\\b'".into(),
        '\x0B' => "'\\v'".into(),
        '\x0C' => "'\\f'".into(),
        c if c.is_ascii_control() => format!("'\\x{:02x}'", u32::from(c)),
        c => format!("'{c}'"),
    }
}

/// Checks an interpreted string literal; `closed` says whether it has its last quote, `at_end` that the file ends with it.
pub(super) fn check_string(text: &str, closed: bool, at_end: bool) -> Vec<LiteralError> {
    let mut errors = check_escapes(text, '"', closed, at_end).1;
    if !closed {
        errors.push(if at_end {
            (0, "string not terminated".into())
        } else {
            (text.len(), "newline in string".into())
        });
    }
    errors
}

/// Checks a rune literal.
pub(super) fn check_rune(text: &str, closed: bool, at_end: bool) -> Vec<LiteralError> {
    let (count, mut errors) = check_escapes(text, '\'', closed, at_end);
    if errors.is_empty() {
        let error = match (closed, at_end, count) {
            (true, _, 1) => return errors,
            (true, _, 0) => (1, "empty rune literal or unescaped '"),
            (true, _, _) => (0, "more than one character in rune literal"),
            (false, true, _) => (0, "rune literal not terminated"),
            (false, false, _) => (text.len(), "newline in rune literal"),
        };
        errors.push((error.0, error.1.into()));
    }
    errors
}

/// Counts the characters between the quotes and checks the escapes among them.
fn check_escapes(
    text: &str,
    quote: char,
    closed: bool,
    at_end: bool,
) -> (usize, Vec<LiteralError>) {
    let end = text.len() - usize::from(closed);
    let mut errors = Vec::new();
    let mut count = 0;
    let mut at = 1;
    while let Some(c) = text[at..end].chars().next() {
        count += 1;
        if c != '\\' {
            at += c.len_utf8();
            continue;
        }
        // The closing quote belongs to the text here: gc says `invalid character '"' in hexadecimal escape`.
        match escape(&text[at..], quote) {
            Ok((_, len)) => at += len,
            Err(Some((offset, message))) => {
                errors.push((at + offset, message));
                at += offset;
            }
            Err(None) => {
                if !closed && !at_end {
                    errors.push((end, escape_at_line_end(&text[at..])));
                }
                break;
            }
        }
    }
    (count, errors)
}

/// What gc says about an escape that its line ends in.
fn escape_at_line_end(escape: &str) -> String {
    match escape.as_bytes() {
        [_] => "unknown escape".into(),
        [_, b'0'..=b'7', ..] => "invalid character '\\n' in octal escape".into(),
        _ => "invalid character '\\n' in hexadecimal escape".into(),
    }
}

fn radix_name(radix: u32) -> &'static str {
    match radix {
        2 => "binary",
        8 => "octal",
        16 => "hexadecimal",
        _ => "decimal",
    }
}

/// The kind of a number and the first thing that is wrong with it.
pub(super) fn check_number(text: &str) -> (Tok, Option<LiteralError>) {
    let scan = NumberScan::new(text);
    let kind = scan.kind;
    let error = scan.error.clone();
    (kind, error.or_else(|| late_errors(text, &scan)))
}

/// What gc checks once it has the whole literal.
fn late_errors(text: &str, scan: &NumberScan) -> Option<LiteralError> {
    if let (Tok::Int, Some(at)) = (scan.kind, scan.invalid) {
        let digit = char::from(text.as_bytes()[at]);
        let name = radix_name(scan.radix);
        return Some((at, format!("invalid digit '{digit}' in {name} literal")));
    }
    let at = misplaced_separator(text).filter(|_| scan.separators)?;
    Some((at, "'_' must separate successive digits".into()))
}

/// One pass over a number, in the order gc reads it.
struct NumberScan<'a> {
    bytes: &'a [u8],
    at: usize,
    radix: u32,
    /// `x`, `o`, `b`, `0` for a leading zero, or 0.
    prefix: u8,
    kind: Tok,
    digits: bool,
    separators: bool,
    /// Where the first digit too large for the radix is.
    invalid: Option<usize>,
    error: Option<LiteralError>,
}

impl<'a> NumberScan<'a> {
    fn new(text: &'a str) -> NumberScan<'a> {
        let mut scan = NumberScan {
            bytes: text.as_bytes(),
            at: 0,
            radix: 10,
            prefix: 0,
            kind: Tok::Int,
            digits: false,
            separators: false,
            invalid: None,
            error: None,
        };
        scan.mantissa();
        scan.exponent();
        if scan.peek() == b'i' {
            scan.kind = Tok::Imag;
        }
        scan
    }

    fn peek(&self) -> u8 {
        let byte = self.bytes.get(self.at).copied().unwrap_or(0);
        byte.to_ascii_lowercase()
    }

    fn fail(&mut self, message: String) {
        if self.error.is_none() {
            self.error = Some((self.at, message));
        }
    }

    fn mantissa(&mut self) {
        if self.peek() == b'0' {
            self.at = 1;
            (self.radix, self.prefix) = match self.peek() {
                b'x' => (16, b'x'),
                b'o' => (8, b'o'),
                b'b' => (2, b'b'),
                _ => (8, b'0'),
            };
            if self.prefix == b'0' {
                self.digits = true;
            } else {
                self.at = 2;
            }
        }
        self.digit_run(self.radix);
        if self.peek() == b'.' {
            let name = radix_name(self.radix);
            if matches!(self.prefix, b'o' | b'b') {
                self.fail(format!("invalid radix point in {name} literal"));
            }
            self.kind = Tok::Float;
            self.at += 1;
            self.digit_run(self.radix);
        }
        if !self.digits {
            let name = radix_name(self.radix);
            self.fail(format!("{name} literal has no digits"));
        }
    }

    fn exponent(&mut self) {
        let letter = self.peek();
        if !matches!(letter, b'e' | b'p') {
            if self.prefix == b'x' && self.kind == Tok::Float {
                self.fail("hexadecimal mantissa requires a 'p' exponent".into());
            }
            return;
        }
        let shown = char::from(self.bytes[self.at]);
        if letter == b'e' && !matches!(self.prefix, 0 | b'0') {
            self.fail(format!("'{shown}' exponent requires decimal mantissa"));
        } else if letter == b'p' && self.prefix != b'x' {
            self.fail(format!("'{shown}' exponent requires hexadecimal mantissa"));
        }
        self.at += 1;
        self.kind = Tok::Float;
        if matches!(self.peek(), b'+' | b'-') {
            self.at += 1;
        }
        self.digits = false;
        let invalid = self.invalid;
        self.digit_run(10);
        self.invalid = invalid;
        if !self.digits {
            self.fail("exponent has no digits".into());
        }
    }

    fn digit_run(&mut self, radix: u32) {
        loop {
            let byte = self.peek();
            match byte {
                b'_' => self.separators = true,
                b'0'..=b'9' => {
                    self.digits = true;
                    if u32::from(byte - b'0') >= radix && self.invalid.is_none() {
                        self.invalid = Some(self.at);
                    }
                }
                b'a'..=b'f' if radix == 16 => self.digits = true,
                _ => return,
            }
            self.at += 1;
        }
    }
}

/// The first `_` that is not between two digits; a radix prefix counts as a digit.
fn misplaced_separator(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let prefix = match bytes {
        [b'0', second, ..] => second.to_ascii_lowercase(),
        _ => 0,
    };
    let has_prefix = matches!(prefix, b'x' | b'o' | b'b');
    let start = if has_prefix { 2 } else { 0 };
    let is_digit = |byte: u8| byte.is_ascii_digit() || prefix == b'x' && byte.is_ascii_hexdigit();
    let mut after_digit = has_prefix;
    for at in start..bytes.len() {
        if bytes[at] != b'_' {
            after_digit = is_digit(bytes[at]);
            continue;
        }
        if !after_digit {
            return Some(at);
        }
        if !bytes.get(at + 1).is_some_and(|&next| is_digit(next)) {
            // gc names the first of several separators in a row by the second.
            return Some(if bytes.get(at + 1) == Some(&b'_') {
                at + 1
            } else {
                at
            });
        }
        after_digit = false;
    }
    None
}
