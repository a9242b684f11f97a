//! Text to the tokens that the parser reads: comments and line ends become `;` or nothing, literals are judged, and the
//! `[` of type parameter lists is told from that of array types.
//!
//! Invariants: offsets are those of the text; no token but an automatic `;` at the end of the file is empty; whatever is
//! wrong with a token is reported here, and the token is there as if nothing was wrong.

use logos::Logos;

use super::literal;
use super::token::{Tok, Token};

/// What the lexer makes of a text.
pub(super) struct Lexed {
    /// The tokens, automatic semicolons included.
    pub(super) tokens: Vec<Token>,
    /// What is wrong, by position.
    pub(super) errors: Vec<(u32, String)>,
    /// Offsets of literals without a value, ascending.
    pub(super) bad: Vec<u32>,
}

/// Makes a text of the bytes of a file: each byte that is not UTF-8 becomes a blank, so that offsets stay as they are. The
/// second result are the offsets of those bytes; gc says `invalid UTF-8 encoding` about each.
pub fn source_text(bytes: Vec<u8>) -> (String, Vec<u32>) {
    let mut bytes = bytes;
    if bytes.starts_with(b"#!") {
        // The first line of an executable script is a comment of the same length.
        bytes[..2].copy_from_slice(b"//");
    }
    let mut bad = Vec::new();
    let mut at = 0;
    while let Err(error) = std::str::from_utf8(&bytes[at..]) {
        at += error.valid_up_to();
        let len = error.error_len().unwrap_or(bytes.len() - at);
        for byte in &mut bytes[at..at + len] {
            *byte = b' ';
            bad.push(at as u32);
            at += 1;
        }
    }
    (String::from_utf8_lossy(&bytes).into_owned(), bad)
}

/// The tokens of a text.
pub(super) fn lex(text: &str) -> Lexed {
    let mut lexer = Lexer {
        text,
        out: Lexed {
            tokens: Vec::with_capacity(text.len() / 5),
            errors: Vec::new(),
            bad: Vec::new(),
        },
        ends: false,
    };
    lexer.run();
    lexer.forbidden_characters();
    lexer.out.errors.sort_by_key(|error| error.0);
    mark_type_parameters(&mut lexer.out.tokens);
    lexer.out
}

struct Lexer<'a> {
    text: &'a str,
    out: Lexed,
    /// The last token ends a statement if the line ends here.
    ends: bool,
}

impl Lexer<'_> {
    fn run(&mut self) {
        let mut tokens = Tok::lexer(self.text);
        if self.text.starts_with("#!") {
            let first_line = memchr::memchr(b'\n', self.text.as_bytes());
            tokens.bump(first_line.unwrap_or(self.text.len()));
        }
        while let Some(found) = tokens.next() {
            let span = tokens.span();
            let (lo, hi) = (span.start as u32, span.end as u32);
            match found {
                Ok(tok) if tok <= Tok::Colon => {
                    self.ends = tok.ends_statement();
                    self.out.tokens.push(Token { lo, hi, tok });
                }
                Ok(Tok::Newline) => self.line_end(lo, lo + 1),
                Ok(tok @ Tok::Name) => self.operand(lo, hi, tok),
                Ok(tok) => self.other(lo, hi, tok),
                Err(()) => self.invalid_characters(lo, hi),
            }
        }
        let end = self.text.len() as u32;
        self.line_end(end, end);
    }

    fn line_end(&mut self, lo: u32, hi: u32) {
        if self.ends {
            self.ends = false;
            let tok = Tok::Semi;
            self.out.tokens.push(Token { lo, hi, tok });
        }
    }

    fn operand(&mut self, lo: u32, hi: u32, tok: Tok) {
        self.ends = true;
        self.out.tokens.push(Token { lo, hi, tok });
    }

    fn other(&mut self, lo: u32, hi: u32, tok: Tok) {
        let slice = &self.text[lo as usize..hi as usize];
        match tok {
            Tok::Int if slice.len() == 1 || !slice.starts_with('0') => self.operand(lo, hi, tok),
            Tok::Int | Tok::Float => {
                let (kind, error) = literal::check_number(slice);
                self.literal(lo, hi, kind, error.into_iter().collect());
            }
            Tok::String if !slice.contains('\\') => self.operand(lo, hi, tok),
            Tok::String | Tok::BadString => {
                let at_end = hi as usize == self.text.len();
                let errors = literal::check_string(slice, tok == Tok::String, at_end);
                self.literal(lo, hi, Tok::String, errors);
            }
            Tok::Rune | Tok::BadRune => {
                let at_end = hi as usize == self.text.len();
                let errors = literal::check_rune(slice, tok == Tok::Rune, at_end);
                self.literal(lo, hi, Tok::Rune, errors);
            }
            Tok::BadRawString => {
                let error = (0, "string not terminated".into());
                self.literal(lo, hi, Tok::String, vec![error]);
            }
            Tok::BadName => {
                self.bad_name(lo, hi);
                self.operand(lo, hi, Tok::Name);
            }
            Tok::Comment | Tok::BadComment => {
                if tok == Tok::BadComment {
                    self.error(lo, "comment not terminated");
                }
                if slice.contains('\n') {
                    self.line_end(lo, hi);
                }
            }
            _ => self.operand(lo, hi, Tok::String),
        }
    }

    fn literal(&mut self, lo: u32, hi: u32, tok: Tok, errors: Vec<(usize, String)>) {
        if !errors.is_empty() {
            self.out.bad.push(lo);
        }
        for (at, message) in errors {
            self.error(lo + at as u32, message);
        }
        self.operand(lo, hi, tok);
    }

    fn error(&mut self, at: u32, message: impl Into<String>) {
        self.out.errors.push((at, message.into()));
    }

    fn bad_name(&mut self, lo: u32, hi: u32) {
        let slice = &self.text[lo as usize..hi as usize];
        let mut at = lo;
        for c in slice.chars() {
            let class = CharClass::lexer(c.encode_utf8(&mut [0; 4])).next();
            let shown = literal::show_char(c);
            match class {
                Some(Ok(CharClass::Letter)) => {}
                Some(Ok(CharClass::Digit)) if at > lo => {}
                Some(Ok(CharClass::Digit)) => {
                    self.error(at, format!("identifier cannot begin with digit {shown}"))
                }
                _ => self.error(at, format!("invalid character {shown} in identifier")),
            }
            at += c.len_utf8() as u32;
        }
    }

    fn invalid_characters(&mut self, lo: u32, hi: u32) {
        let mut at = lo;
        for c in self.text[lo as usize..hi as usize].chars() {
            self.error(at, format!("invalid character {}", literal::show_char(c)));
            at += c.len_utf8() as u32;
        }
    }

    /// NUL and byte order marks are wrong everywhere, even in strings and comments.
    fn forbidden_characters(&mut self) {
        let bytes = self.text.as_bytes();
        for at in memchr::memchr_iter(0, bytes) {
            self.error(at as u32, "invalid NUL character");
        }
        for at in memchr::memmem::find_iter(bytes, "\u{FEFF}") {
            if at > 0 {
                self.error(at as u32, "invalid BOM in the middle of the file");
            }
        }
    }
}

/// The characters of names, as Go's `unicode` package has them.
#[derive(Logos)]
enum CharClass {
    #[regex(r"[\p{L}_]")]
    Letter,
    #[regex(r"\p{Nd}")]
    Digit,
}

/// Turns the `[` of `type name [` into [`Tok::TypeParamBrack`] where a type parameter list begins, by gc's rule.
fn mark_type_parameters(tokens: &mut [Token]) {
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at].tok == Tok::Type {
            at = mark_declaration(tokens, at + 1);
        } else {
            at += 1;
        }
    }
}

/// Marks the spec or group after a `type` and returns where to go on. Within a group only its own specs are looked at
/// here: those of `type` declarations in function literals are nested and have their own keyword.
fn mark_declaration(tokens: &mut [Token], start: usize) -> usize {
    if tokens.get(start).map(|token| token.tok) != Some(Tok::LParen) {
        mark_spec(tokens, start);
        return start;
    }
    let mut depth = 0;
    let mut at = start;
    let mut first = true;
    while at < tokens.len() {
        match tokens[at].tok {
            Tok::LParen | Tok::LBrack | Tok::LBrace | Tok::TypeParamBrack => depth += 1,
            Tok::RParen | Tok::RBrack | Tok::RBrace => depth -= 1,
            Tok::Type => mark_spec(tokens, at + 1),
            _ => {}
        }
        if depth <= 0 {
            return at + 1;
        }
        if depth == 1 && (first || tokens[at].tok == Tok::Semi) {
            mark_spec(tokens, at + 1);
        }
        first = false;
        at += 1;
    }
    at
}

fn mark_spec(tokens: &mut [Token], at: usize) {
    let kind = |at: usize| tokens.get(at).map(|token| token.tok);
    if kind(at) == Some(Tok::Name)
        && kind(at + 1) == Some(Tok::LBrack)
        && begins_type_parameters(&tokens[at + 2..])
    {
        tokens[at + 1].tok = Tok::TypeParamBrack;
    }
}

/// Whether what follows `type name [` is a type parameter rather than an array length.
fn begins_type_parameters(rest: &[Token]) -> bool {
    let kind = |at: usize| rest.get(at).map(|token| token.tok);
    if kind(0) != Some(Tok::Name) {
        return false;
    }
    match kind(1) {
        Some(
            Tok::Name
            | Tok::LBrack
            | Tok::Func
            | Tok::Chan
            | Tok::Map
            | Tok::Struct
            | Tok::Interface
            | Tok::Tilde
            | Tok::Arrow
            | Tok::Comma
            | Tok::Ellipsis,
        ) => true,
        Some(Tok::Star | Tok::LParen) => has_type_element(&rest[1..]),
        _ => false,
    }
}

/// Whether the tokens up to the matching `]` have a comma outside brackets or can only be a type: gc's `isTypeElem`.
fn has_type_element(rest: &[Token]) -> bool {
    let mut depth = 0;
    let mut operand_before = false;
    for token in rest {
        match token.tok {
            Tok::RBrack if depth == 0 => return false,
            Tok::Comma if depth == 0 => return true,
            Tok::Tilde | Tok::Func | Tok::Chan | Tok::Map | Tok::Struct | Tok::Interface => {
                return true;
            }
            Tok::LBrack if !operand_before => return true,
            Tok::LParen | Tok::LBrack | Tok::LBrace => depth += 1,
            Tok::RParen | Tok::RBrack | Tok::RBrace => depth -= 1,
            Tok::Semi if depth == 0 => return false,
            _ => {}
        }
        let tok = token.tok;
        operand_before = tok == Tok::Name
            || tok.is_literal()
            || matches!(tok, Tok::RParen | Tok::RBrack | Tok::RBrace);
    }
    false
}
