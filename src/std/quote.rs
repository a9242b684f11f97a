//! Go's quoted literals: what strconv.Quote and %q print, and strconv.Unquote reads.

use unicode_general_category::{GeneralCategory, get_general_category};

use crate::vm::string;

/// The first rune of a text and its width; an invalid byte is `None` with width 1.
pub fn decode_rune(text: &[u8]) -> (Option<char>, usize) {
    let (rune, width) = string::decode_rune(text);
    // U+FFFD itself has three bytes; a shorter one stands for what is no rune.
    let valid = rune != string::REPLACEMENT || width == 3;
    let rune = char::from_u32(rune as u32).filter(|_| valid);
    (rune, width)
}

/// Whether Go prints a rune as it is: letters, marks, numbers, punctuation, symbols and the ASCII space.
pub fn is_print(c: char) -> bool {
    use GeneralCategory::*;
    if c.is_ascii() {
        return (' '..='~').contains(&c);
    }
    !matches!(
        get_general_category(c),
        Control
            | Format
            | LineSeparator
            | ParagraphSeparator
            | PrivateUse
            | SpaceSeparator
            | Surrogate
            | Unassigned
    )
}

/// Whether Go calls a rune graphic: printable or a space.
pub fn is_graphic(c: char) -> bool {
    is_print(c) || get_general_category(c) == GeneralCategory::SpaceSeparator
}

/// Appends a text as a Go literal between `quote` characters.
pub fn append_quoted(out: &mut Vec<u8>, text: &[u8], quote: u8, ascii: bool, graphic: bool) {
    out.push(quote);
    append_body(out, text, quote, ascii, graphic);
    out.push(quote);
}

/// Appends what stands between the quotes.
pub fn append_body(out: &mut Vec<u8>, text: &[u8], quote: u8, ascii: bool, graphic: bool) {
    let plain = |c: &u8| matches!(c, b' '..=b'~') && *c != quote && *c != b'\\';
    let mut rest = text;
    while !rest.is_empty() {
        let shown = rest.iter().take_while(|c| plain(c)).count();
        out.extend_from_slice(&rest[..shown]);
        rest = &rest[shown..];
        let (rune, width) = decode_rune(rest);
        match rune {
            Some(c) => append_escaped(out, c, quote, ascii, graphic),
            None if rest.is_empty() => {}
            None => out.extend_from_slice(format!("\\x{:02x}", rest[0]).as_bytes()),
        }
        rest = &rest[width..];
    }
}

fn append_escaped(out: &mut Vec<u8>, c: char, quote: u8, ascii: bool, graphic: bool) {
    if c == quote as char || c == '\\' {
        return out.extend_from_slice(&[b'\\', c as u8]);
    }
    let shown = if graphic { is_graphic(c) } else { is_print(c) };
    if shown && (c.is_ascii() || !ascii) {
        return out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    }
    let escape = match c {
        '\x07' => r"\a".to_owned(),
        '\x08' => r"\b".to_owned(),
        '\x0c' => r"\f".to_owned(),
        '\n' => r"\n".to_owned(),
        '\r' => r"\r".to_owned(),
        '\t' => r"\t".to_owned(),
        '\x0b' => r"\v".to_owned(),
        c if c < ' ' || c == '\x7f' => format!("\\x{:02x}", c as u32),
        c if (c as u32) < 0x10000 => format!("\\u{:04x}", c as u32),
        c => format!("\\U{:08x}", c as u32),
    };
    out.extend_from_slice(escape.as_bytes());
}

/// Whether a text can be a raw string literal of one line.
pub fn can_backquote(text: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(text) else {
        return false;
    };
    !text
        .chars()
        .any(|c| c == '\u{FEFF}' || c < ' ' && c != '\t' || c == '`' || c == '\x7f')
}

/// Reads a Go string or rune literal; `None` if it is not one.
pub fn unquote(literal: &[u8]) -> Option<Vec<u8>> {
    let (&quote, rest) = literal.split_first()?;
    let (&last, body) = rest.split_last()?;
    if quote != last {
        return None;
    }
    match quote {
        b'`' => {
            let plain = !body.contains(&b'`');
            plain.then(|| body.iter().copied().filter(|&c| c != b'\r').collect())
        }
        b'"' | b'\'' => unquote_escaped(body, quote),
        _ => None,
    }
}

fn unquote_escaped(body: &[u8], quote: u8) -> Option<Vec<u8>> {
    if body.contains(&b'\n') {
        return None;
    }
    let mut out = Vec::new();
    let mut rest = body;
    let mut count = 0;
    while let Some(&c) = rest.first() {
        if c == quote {
            return None;
        }
        if c == b'\\' {
            rest = unescape(&rest[1..], quote, &mut out)?;
        } else {
            let (_, width) = decode_rune(rest);
            out.extend_from_slice(&rest[..width]);
            rest = &rest[width..];
        }
        count += 1;
    }
    (quote == b'"' || count == 1).then_some(out)
}

/// Reads what follows a backslash and returns what is left.
fn unescape<'a>(rest: &'a [u8], quote: u8, out: &mut Vec<u8>) -> Option<&'a [u8]> {
    let (&c, rest) = rest.split_first()?;
    let simple = match c {
        b'a' => 7,
        b'b' => 8,
        b'f' => 12,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' => 11,
        b'\\' => b'\\',
        b'\'' | b'"' if c == quote => c,
        b'x' | b'u' | b'U' => {
            let n = match c {
                b'x' => 2,
                b'u' => 4,
                _ => 8,
            };
            let digits = std::str::from_utf8(rest.get(..n)?).ok()?;
            if !digits.bytes().all(|d| d.is_ascii_hexdigit()) {
                return None;
            }
            let value = u32::from_str_radix(digits, 16).ok()?;
            if c == b'x' {
                out.push(value as u8);
            } else {
                let rune = char::from_u32(value)?;
                out.extend_from_slice(rune.encode_utf8(&mut [0; 4]).as_bytes());
            }
            return Some(&rest[n..]);
        }
        b'0'..=b'7' => {
            let digits = rest.get(..2)?;
            let mut value = u32::from(c - b'0');
            for &d in digits {
                if !(b'0'..=b'7').contains(&d) {
                    return None;
                }
                value = value * 8 + u32::from(d - b'0');
            }
            out.push(u8::try_from(value).ok()?);
            return Some(&rest[2..]);
        }
        _ => return None,
    };
    out.push(simple);
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &[u8], ascii: bool) -> String {
        let mut out = Vec::new();
        append_quoted(&mut out, text, b'"', ascii, false);
        String::from_utf8(out).expect("literals are UTF-8")
    }

    #[test]
    fn quotes_as_go_does() {
        assert_eq!(
            quoted("a\"\\\n\x07é☺\u{200b}".as_bytes(), false),
            r#""a\"\\\n\aé☺\u200b""#
        );
        assert_eq!(quoted("é😀".as_bytes(), true), r#""\u00e9\U0001f600""#);
        assert_eq!(quoted(b"\xff\x00", false), r#""\xff\x00""#);
    }

    #[test]
    fn unquotes_what_it_quotes() {
        let text = "a\"\\\n\x07é☺\u{200b}".as_bytes();
        assert_eq!(
            unquote(quoted(text, true).as_bytes()).as_deref(),
            Some(text)
        );
        assert_eq!(unquote(br"'\x41'"), Some(b"A".to_vec()));
        assert_eq!(unquote(b"'ab'"), None);
        assert_eq!(unquote(b"`a\rb`"), Some(b"ab".to_vec()));
        assert_eq!(unquote(br#""\400""#), None);
    }
}
