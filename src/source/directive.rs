//! Line directives: comments `//line file:line:col` and `/*line file:line:col*/` that say where the text behind them comes from.

use memchr::memmem;

/// A line directive.
#[derive(Clone, Debug)]
pub(super) struct Directive {
    /// Where the text begins that it speaks of.
    pub(super) at: u32,
    /// The file of that text; empty if unknown, absent if it is the one of the text before.
    pub(super) file: Option<String>,
    /// Its line.
    pub(super) line: u32,
    /// Its column, if columns are known.
    pub(super) column: Option<u32>,
}

/// All line directives of a text, in order.
pub(super) fn directives(text: &str) -> Vec<Directive> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    // Nearly all texts have none.
    if memmem::find(bytes, b"//line ").is_none() && memmem::find(bytes, b"/*line ").is_none() {
        return found;
    }
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text[at..];
        let len = token_len(rest);
        let end = at + len;
        let starts_line = at == 0 || bytes[at - 1] == b'\n';
        let directive = match rest[..len].strip_prefix("//line ") {
            Some(words) if starts_line => parse(words.trim_end_matches('\r'), end + 1),
            Some(_) => None,
            None => rest[..len]
                .strip_prefix("/*line ")
                .and_then(|words| parse(words.strip_suffix("*/")?, end)),
        };
        found.extend(directive);
        at = end;
    }
    found
}

/// The length of the comment, string or rune at the beginning of a text, or of its first character.
fn token_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let until = |end: &str, from: usize| {
        let found = memmem::find(&bytes[from..], end.as_bytes());
        found.map_or(bytes.len(), |at| from + at + end.len())
    };
    match bytes {
        [b'/', b'/', ..] => memchr::memchr(b'\n', bytes).unwrap_or(bytes.len()),
        [b'/', b'*', ..] => until("*/", 2),
        [b'`', ..] => until("`", 1),
        [quote @ (b'"' | b'\''), rest @ ..] => {
            let mut escaped = false;
            let end = rest.iter().position(|&byte| {
                let ends = byte == b'\n' || byte == *quote && !escaped;
                escaped = byte == b'\\' && !escaped;
                ends
            });
            end.map_or(bytes.len(), |at| at + 2)
        }
        _ => text.chars().next().map_or(1, char::len_utf8),
    }
}

/// `file:line` or `file:line:col`; anything else is an ordinary comment.
fn parse(words: &str, at: usize) -> Option<Directive> {
    let (before, last) = trailing_number(words)?;
    let (file, line, column) = match trailing_number(before) {
        Some((file, line)) => (file, line, Some(last)),
        None => (before, last, None),
    };
    Some(Directive {
        at: u32::try_from(at).ok()?,
        file: (!file.is_empty() || column.is_none()).then(|| file.to_owned()),
        line,
        column,
    })
}

fn trailing_number(words: &str) -> Option<(&str, u32)> {
    let (before, digits) = words.rsplit_once(':')?;
    let number = digits.parse().ok().filter(|&number| number > 0)?;
    Some((before, number))
}
