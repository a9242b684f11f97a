//! One operand as text: flags, padding, and the verbs of the basic kinds.

use crate::std::number::{append_float, append_uint};
use crate::std::quote::{append_body, append_quoted, can_backquote, decode_rune, is_print};
use crate::vm::heap::PIECE;
use crate::vm::interrupt::Patience;
use crate::vm::string::{pieces, rune_count};

/// The flags, width and precision of a directive.
#[derive(Clone, Copy, Default)]
pub(super) struct Flags {
    pub(super) wid: Option<usize>,
    pub(super) prec: Option<usize>,
    pub(super) plus: bool,
    pub(super) minus: bool,
    pub(super) sharp: bool,
    pub(super) space: bool,
    pub(super) zero: bool,
    /// `%+v`
    pub(super) plus_v: bool,
    /// `%#v`
    pub(super) sharp_v: bool,
}

/// Widths and precisions beyond this are not taken from a format, as in Go.
pub(super) const TOO_LARGE: usize = 1_000_000;

/// The text so far, and how the next operand is printed.
pub(super) struct Text<'v> {
    pub(super) out: Vec<u8>,
    pub(super) flags: Flags,
    /// The most bytes that may be printed.
    pub(super) limit: usize,
    /// Tells whether to go on.
    patience: &'v Patience,
}

/// So many bytes are printed without looking whether to stop.
const CARELESS: usize = 1 << 16;

impl<'v> Text<'v> {
    /// No text yet.
    pub(super) fn new(limit: usize, patience: &'v Patience) -> Text<'v> {
        Text {
            out: Vec::new(),
            flags: Flags::default(),
            limit,
            patience,
        }
    }

    /// Whether it is no use to print an operand any longer that already has so many bytes.
    fn enough(&self, bytes: usize) -> bool {
        bytes > self.limit || self.patience.check(0).is_err()
    }

    pub(super) fn str(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    fn padding(&mut self, n: usize) {
        let byte = if self.flags.zero && !self.flags.minus {
            b'0'
        } else {
            b' '
        };
        self.out.resize(self.out.len() + n, byte);
    }

    /// Writes a text as it is.
    fn put(&mut self, text: &[u8]) {
        for piece in text.chunks(PIECE) {
            self.out.extend_from_slice(piece);
            if piece.len() < text.len() && self.enough(self.out.len()) {
                return;
            }
        }
    }

    /// Writes a text in the width of the directive, counted in runes.
    pub(super) fn pad(&mut self, text: &[u8]) {
        let Some(wid) = self.flags.wid.filter(|&wid| wid > 0) else {
            return self.put(text);
        };
        let Ok(runes) = rune_count(text, self.patience) else {
            return;
        };
        let n = wid.saturating_sub(runes as usize);
        if !self.flags.minus {
            self.padding(n);
        }
        self.put(text);
        if self.flags.minus {
            self.padding(n);
        }
    }

    pub(super) fn boolean(&mut self, value: bool) {
        self.pad(if value { b"true" } else { b"false" });
    }

    /// An integer in a base; `verb` `O` puts `0o` before it.
    pub(super) fn integer(&mut self, bits: u64, base: u32, signed: bool, verb: char) {
        let negative = signed && (bits as i64) < 0;
        let n = if negative { bits.wrapping_neg() } else { bits };
        let f = self.flags;
        let mut least = 0;
        if let Some(prec) = f.prec {
            if prec == 0 && n == 0 {
                self.flags.zero = false;
                self.padding(f.wid.unwrap_or(0));
                self.flags.zero = f.zero;
                return;
            }
            least = prec;
        } else if let (true, false, Some(wid)) = (f.zero, f.minus, f.wid) {
            least = wid.saturating_sub(usize::from(negative || f.plus || f.space));
        }
        let mut digits = Vec::new();
        append_uint(&mut digits, n, base);
        if verb == 'X' {
            digits.make_ascii_uppercase();
        }
        let mut text = Vec::with_capacity(digits.len().max(least) + 3);
        if negative {
            text.push(b'-');
        } else if f.plus {
            text.push(b'+');
        } else if f.space {
            text.push(b' ');
        }
        let zeros = least.saturating_sub(digits.len());
        if f.sharp {
            match base {
                2 => text.extend_from_slice(b"0b"),
                8 if zeros == 0 && digits[0] != b'0' => text.push(b'0'),
                16 => text.extend_from_slice(if verb == 'X' { b"0X" } else { b"0x" }),
                _ => {}
            }
        }
        if verb == 'O' {
            text.extend_from_slice(b"0o");
        }
        text.resize(text.len() + zeros, b'0');
        text.extend_from_slice(&digits);
        self.flags.zero = false;
        self.pad(&text);
        self.flags.zero = f.zero;
    }

    /// A number as `0x…`, or without prefix.
    pub(super) fn hex(&mut self, n: u64, prefix: bool) {
        let sharp = std::mem::replace(&mut self.flags.sharp, prefix);
        self.integer(n, 16, false, 'v');
        self.flags.sharp = sharp;
    }

    /// `%U`
    pub(super) fn unicode(&mut self, n: u64) {
        let f = self.flags;
        let digits = format!("{n:X}");
        let zeros = f.prec.unwrap_or(4).max(4).saturating_sub(digits.len());
        let mut text = format!("U+{}{digits}", "0".repeat(zeros)).into_bytes();
        if f.sharp
            && let Some(c) = u32::try_from(n).ok().and_then(char::from_u32)
            && is_print(c)
        {
            text.extend_from_slice(format!(" '{c}'").as_bytes());
        }
        self.flags.zero = false;
        self.pad(&text);
        self.flags.zero = f.zero;
    }

    /// `%c`
    pub(super) fn character(&mut self, n: u64) {
        let c = rune(n);
        self.pad(c.encode_utf8(&mut [0; 4]).as_bytes());
    }

    /// `%q` of an integer
    pub(super) fn quoted_character(&mut self, n: u64) {
        let mut text = Vec::new();
        let mut utf8 = [0; 4];
        let utf8 = rune(n).encode_utf8(&mut utf8).as_bytes();
        append_quoted(&mut text, utf8, b'\'', self.flags.plus, false);
        self.pad(&text);
    }

    fn truncated<'t>(&self, text: &'t [u8]) -> &'t [u8] {
        let Some(prec) = self.flags.prec else {
            return text;
        };
        let mut at = 0;
        for _ in 0..prec {
            if at == text.len() {
                break;
            }
            at += decode_rune(&text[at..]).1;
        }
        &text[..at]
    }

    /// `%s`
    pub(super) fn string(&mut self, text: &[u8]) {
        self.pad(self.truncated(text));
    }

    /// `%q`
    pub(super) fn quoted(&mut self, text: &[u8]) {
        let text = self.truncated(text);
        let mut literal = Vec::with_capacity(text.len() + 2);
        if self.flags.sharp && can_backquote(text) {
            literal.push(b'`');
            literal.extend_from_slice(text);
            literal.push(b'`');
        } else {
            literal.push(b'"');
            for piece in pieces(text) {
                append_body(&mut literal, piece, b'"', self.flags.plus, false);
                if self.enough(literal.len()) {
                    break;
                }
            }
            literal.push(b'"');
        }
        self.pad(&literal);
    }

    /// `%x` and `%X` of bytes
    pub(super) fn hex_bytes(&mut self, bytes: &[u8], upper: bool) {
        let f = self.flags;
        let bytes = &bytes[..bytes.len().min(f.prec.unwrap_or(usize::MAX))];
        let each = if f.space { 3 } else { 2 };
        let mut text = Vec::with_capacity((each * bytes.len()).min(self.limit));
        for (i, byte) in bytes.iter().enumerate() {
            if i % CARELESS == 0 && self.enough(text.len()) {
                break;
            }
            if f.space && i > 0 {
                text.push(b' ');
            }
            if f.sharp && (f.space || i == 0) {
                text.extend_from_slice(if upper { b"0X" } else { b"0x" });
            }
            let digits = if upper {
                b"0123456789ABCDEF"
            } else {
                b"0123456789abcdef"
            };
            text.push(digits[usize::from(byte >> 4)]);
            text.push(digits[usize::from(byte & 15)]);
        }
        self.pad(&text);
    }

    /// A float of 32 or 64 bits; `verb` is one of strconv's formats.
    pub(super) fn float(&mut self, value: f64, bits: u32, verb: char, prec: i32) {
        let f = self.flags;
        let prec = f.prec.map_or(prec, |prec| prec as i32);
        let mut num = Vec::new();
        append_float(&mut num, value, verb as u8, prec, bits);
        if num[0] != b'-' && num[0] != b'+' {
            num.insert(0, b'+');
        }
        if f.space && num[0] == b'+' && !f.plus {
            num[0] = b' ';
        }
        if num[1] == b'I' || num[1] == b'N' {
            if num[1] == b'N' && !f.space && !f.plus {
                num.remove(0);
            }
            self.flags.zero = false;
            self.pad(&num);
            self.flags.zero = f.zero;
            return;
        }
        if f.sharp && verb != 'b' {
            keep_zeros(&mut num, verb, prec);
        }
        if f.plus || num[0] != b'+' {
            if let (true, false, Some(wid)) = (f.zero, f.minus, f.wid)
                && wid > num.len()
            {
                self.out.push(num[0]);
                self.padding(wid - num.len());
                return self.out.extend_from_slice(&num[1..]);
            }
            return self.pad(&num);
        }
        self.pad(&num[1..]);
    }

    /// A complex number whose parts have 32 or 64 bits.
    pub(super) fn complex(&mut self, re: f64, im: f64, bits: u32, verb: char, prec: i32) {
        let plus = self.flags.plus;
        self.out.push(b'(');
        self.float(re, bits, verb, prec);
        self.flags.plus = true;
        self.float(im, bits, verb, prec);
        self.str("i)");
        self.flags.plus = plus;
    }
}

fn rune(n: u64) -> char {
    let rune = u32::try_from(n).ok().and_then(char::from_u32);
    rune.unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The `#` flag keeps the decimal point and trailing zeros of a float; `num` begins with its sign.
fn keep_zeros(num: &mut Vec<u8>, verb: char, prec: i32) {
    let mut digits = match verb {
        'v' | 'g' | 'G' | 'x' => {
            if prec == -1 {
                6
            } else {
                prec
            }
        }
        _ => 0,
    };
    let hex = matches!(verb, 'x' | 'X');
    let end = (num.iter().skip(1))
        .position(|&c| matches!(c, b'p' | b'P') || !hex && matches!(c, b'e' | b'E'))
        .map_or(num.len(), |at| at + 1);
    let tail = num.split_off(end);
    let point = num.contains(&b'.');
    let mut seen = false;
    for &c in num[1..].iter().filter(|&&c| c != b'.') {
        seen |= c != b'0';
        digits -= i32::from(seen);
    }
    if !point {
        if num.len() == 2 && num[1] == b'0' {
            digits -= 1;
        }
        num.push(b'.');
    }
    num.resize(num.len() + digits.max(0) as usize, b'0');
    num.extend_from_slice(&tail);
}
