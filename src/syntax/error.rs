//! Syntax errors in gc's words.

use super::token::{Tok, Token};

/// The token as gc names it after `unexpected`.
pub(super) fn describe(text: &str, token: Token) -> String {
    let slice = text.get(token.lo as usize..token.hi as usize).unwrap_or("");
    match token.tok {
        Tok::Name => format!("name {slice}"),
        Tok::Semi => match slice {
            ";" => "semicolon".into(),
            "" => "EOF".into(),
            _ => "newline".into(),
        },
        Tok::Comma => "comma".into(),
        tok if tok.is_literal() => format!("literal {slice}"),
        tok if tok.is_keyword() => format!("keyword {}", tok.text()),
        tok => tok.text().into(),
    }
}
