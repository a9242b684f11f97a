//! The format string: directives, operand numbers, and what is wrong with them. Spec: the documentation of Go's fmt.

use super::text::{Flags, TOO_LARGE};
use super::value::Printer;
use crate::std::quote::decode_rune;
use crate::std::word::Val;

/// Which operand comes next.
struct Operands<'v> {
    args: &'v [Option<Val>],
    next: usize,
    /// An explicit index was used.
    reordered: bool,
    /// The index of the running directive was fine.
    good: bool,
}

impl Printer<'_> {
    /// Prints the operands by the format.
    pub(super) fn printf(&mut self, format: &[u8], args: &[Option<Val>]) {
        let mut operands = Operands {
            args,
            next: 0,
            reordered: false,
            good: true,
        };
        let mut rest = format;
        while let Some(at) = memchr::memchr(b'%', rest) {
            self.text.out.extend_from_slice(&rest[..at]);
            rest = self.directive(&rest[at + 1..], &mut operands);
            if self.stopped() {
                return;
            }
        }
        self.text.out.extend_from_slice(rest);
        if !operands.reordered && operands.next < args.len() {
            self.extra(&args[operands.next..]);
        }
    }

    /// Prints one directive, whose `%` was read, and returns what follows it.
    fn directive<'f>(&mut self, format: &'f [u8], operands: &mut Operands<'_>) -> &'f [u8] {
        operands.good = true;
        let (flags, mut rest) = flags(format);
        self.text.flags = flags;
        let mut indexed = operands.index(&mut rest);
        if let [b'*', after @ ..] = rest {
            rest = after;
            self.star_width(operands);
            indexed = false;
        } else {
            self.text.flags.wid = number(&mut rest);
            if indexed && self.text.flags.wid.is_some() {
                operands.good = false;
            }
        }
        if let [b'.', after @ ..] = rest
            && !after.is_empty()
        {
            rest = after;
            if indexed {
                operands.good = false;
            }
            indexed = operands.index(&mut rest);
            if let [b'*', after @ ..] = rest {
                rest = after;
                self.star_precision(operands);
                indexed = false;
            } else {
                self.text.flags.prec = Some(number(&mut rest).unwrap_or(0));
            }
        }
        if !indexed {
            operands.index(&mut rest);
        }
        if rest.is_empty() {
            self.text.str("%!(NOVERB)");
            return rest;
        }
        let (verb, width) = decode_rune(rest);
        self.verb(verb.unwrap_or(char::REPLACEMENT_CHARACTER), operands);
        &rest[width..]
    }

    fn verb(&mut self, verb: char, operands: &mut Operands<'_>) {
        if verb == '%' {
            return self.text.str("%");
        }
        if !operands.good {
            return self.text.str(&format!("%!{verb}(BADINDEX)"));
        }
        let Some(&arg) = operands.args.get(operands.next) else {
            return self.text.str(&format!("%!{verb}(MISSING)"));
        };
        if matches!(verb, 'v' | 'w') {
            let f = &mut self.text.flags;
            f.sharp_v = std::mem::take(&mut f.sharp);
            f.plus_v = std::mem::take(&mut f.plus);
        }
        if verb == 'w' {
            self.wrapped.push(operands.next);
        }
        self.arg(arg, verb);
        operands.next += 1;
    }

    fn star_width(&mut self, operands: &mut Operands<'_>) {
        match operands.int(self) {
            Some(wid) => {
                let f = &mut self.text.flags;
                f.wid = Some(wid.unsigned_abs() as usize);
                if wid < 0 {
                    f.minus = true;
                    f.zero = false;
                }
            }
            None => self.text.str("%!(BADWIDTH)"),
        }
    }

    fn star_precision(&mut self, operands: &mut Operands<'_>) {
        let prec = operands
            .int(self)
            .and_then(|prec| usize::try_from(prec).ok());
        self.text.flags.prec = prec;
        if prec.is_none() {
            self.text.str("%!(BADPREC)");
        }
    }

    fn extra(&mut self, args: &[Option<Val>]) {
        self.text.flags = Flags::default();
        self.text.str("%!(EXTRA ");
        for (i, &arg) in args.iter().enumerate() {
            if i > 0 {
                self.text.str(", ");
            }
            match arg {
                None => self.text.str("<nil>"),
                Some(value) => {
                    self.text.str(self.type_name(value));
                    self.text.str("=");
                    self.arg(arg, 'v');
                }
            }
        }
        self.text.str(")");
    }
}

fn flags(format: &[u8]) -> (Flags, &[u8]) {
    let mut flags = Flags::default();
    let mut rest = format;
    while let [c, after @ ..] = rest {
        match c {
            b'#' => flags.sharp = true,
            b'0' => flags.zero = true,
            b'+' => flags.plus = true,
            b'-' => flags.minus = true,
            b' ' => flags.space = true,
            _ => break,
        }
        rest = after;
    }
    (flags, rest)
}

/// Reads a decimal number; one that is too large is read and ignored.
fn number(rest: &mut &[u8]) -> Option<usize> {
    let digits = rest.iter().take_while(|c| c.is_ascii_digit()).count();
    if digits == 0 {
        return None;
    }
    let mut n = 0;
    for &c in &rest[..digits] {
        if n > TOO_LARGE {
            // Go gives up on the whole format here.
            *rest = &[];
            return None;
        }
        n = n * 10 + usize::from(c - b'0');
    }
    *rest = &rest[digits..];
    Some(n)
}

impl Operands<'_> {
    /// Reads `[n]` if there is one, and says whether it was fine.
    fn index(&mut self, rest: &mut &[u8]) -> bool {
        let [b'[', after @ ..] = *rest else {
            return false;
        };
        self.reordered = true;
        let Some(close) = memchr::memchr(b']', after) else {
            self.good = false;
            *rest = after;
            return false;
        };
        let mut digits = &after[..close];
        let n = number(&mut digits).filter(|_| digits.is_empty());
        *rest = &after[close + 1..];
        match n {
            Some(n @ 1..) if n <= self.args.len() => {
                self.next = n - 1;
                true
            }
            out_of_range => {
                self.good = false;
                out_of_range.is_some()
            }
        }
    }

    /// Takes an operand for `*`.
    fn int(&mut self, printer: &Printer<'_>) -> Option<i64> {
        let arg = *self.args.get(self.next)?;
        self.next += 1;
        let n = printer.as_int(arg?)?;
        (n.unsigned_abs() <= TOO_LARGE as u64).then_some(n)
    }
}
