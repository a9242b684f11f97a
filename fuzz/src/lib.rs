//! What the fuzz targets share: mutations of tokens, and the printing of what the compiler has found.

use libfuzzer_sys::fuzzer_mutate;
use minigo::CompileError;
use minigo::diag::{Format, Renderer};

/// Prints mistakes in both forms: their places are part of what must hold.
pub fn render(error: &CompileError) {
    let CompileError::Invalid {
        diagnostics,
        sources,
    } = error
    else {
        return;
    };
    for format in [Format::Go, Format::Human] {
        let renderer = Renderer {
            format,
            color: false,
            all: true,
        };
        let rendered = renderer.render(sources, diagnostics, &mut Vec::new());
        rendered.expect("a vector takes everything");
    }
}

/// Changes a text: as the fuzzer does, or by whole tokens, which more often gives a text that parses.
pub fn mutate(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let mut random = Random(u64::from(seed) | 1 << 40);
    let Some(text) = std::str::from_utf8(&data[..size]).ok() else {
        return fuzzer_mutate(data, size, max_size);
    };
    if random.below(4) == 0 {
        return fuzzer_mutate(data, size, max_size);
    }
    let mut tokens = tokens(text);
    if tokens.is_empty() {
        return fuzzer_mutate(data, size, max_size);
    }
    for _ in 0..=random.below(3) {
        change(&mut tokens, &mut random);
    }
    let text = tokens.concat();
    if text.is_empty() || text.len() > max_size {
        return fuzzer_mutate(data, size, max_size);
    }
    data[..text.len()].copy_from_slice(text.as_bytes());
    text.len()
}

/// What a token may be replaced by, beside the tokens of the text itself.
const WORDS: &[&str] = &[
    "int", "string", "float64", "uint8", "any", "error", "nil", "true", "0", "1", "-1", "1e9", "\"\"", "'a'", "[]", "*", "&",
    "<-", "~", "...", "(", ")", "{", "}", "[", "]", ";", ",", ":", ":=", "=", "==", "+", "<<", "|", "&^", ".", "T", "x", "_",
    "chan ", "map[string]int", "func() {}", "struct{}", "interface{}", "go ", "defer ", "range ", "return ", "break", "goto ",
    "select {}", "switch ", "case ", "default:", "for ", "if ", "else ", "var ", "const ", "type ", "func ", "make(", "new(",
    "append(", "len(", "cap(", "copy(", "delete(", "clear(", "close(", "min(", "max(", "panic(", "recover()", "complex(", "iota",
    "comparable", "uintptr", "1<<62", "9223372036854775807", "1i", ".(type)", "[T any]", "[int]", "fallthrough", "continue",
];

fn change(tokens: &mut Vec<&str>, random: &mut Random) {
    if tokens.is_empty() {
        return;
    }
    let at = random.below(tokens.len());
    let len = 1 + random.below((tokens.len() - at).min(12));
    match random.below(6) {
        0 => drop(tokens.drain(at..at + len)),
        1 => tokens[at] = tokens[random.below(tokens.len())],
        2 => tokens[at] = WORDS[random.below(WORDS.len())],
        3 => tokens.insert(at, WORDS[random.below(WORDS.len())]),
        4 => {
            let part = tokens[at..at + len].to_vec();
            let to = random.below(tokens.len());
            tokens.splice(to..to, part);
        }
        _ => {
            let other = random.below(tokens.len());
            tokens.swap(at, other);
        }
    }
}

/// A text in pieces: words, spaces, strings of one line, and everything else character by character.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let len = match first {
            '"' => rest[1..].find(['"', '\n']).map_or(1, |end| end + 2),
            _ if first.is_alphanumeric() || first == '_' => rest
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len()),
            _ if first.is_whitespace() => rest
                .find(|c: char| !c.is_whitespace())
                .unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let (token, after) = rest.split_at(len);
        tokens.push(token);
        rest = after;
    }
    tokens
}

/// A generator of numbers that need not be good.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}
