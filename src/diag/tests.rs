use super::*;
use crate::source::SourceMap;

fn rendered(format: Format, color: bool, text: &str, diags: &[Diagnostic]) -> String {
    let mut sources = SourceMap::default();
    sources.add("p.go", text);
    let mut out = Vec::new();
    let all = false;
    let renderer = Renderer { format, color, all };
    renderer.render(&sources, diags, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn file() -> crate::source::FileId {
    SourceMap::default().add("p.go", "")
}

fn span(lo: u32, hi: u32) -> Span {
    Span {
        file: file(),
        lo,
        hi,
    }
}

fn error(lo: u32, hi: u32, message: &str) -> Diagnostic {
    Diagnostic::error(Code::Type, span(lo, hi), message)
}

#[test]
fn lines_are_sorted_and_columns_count_bytes() {
    let diags = [
        error(8, 9, "second").label(span(0, 1), "first place"),
        error(0, 1, "first\n\thave ()\n\twant (int)"),
    ];
    let expected = "# command-line-arguments\n\
        ./p.go:1:1: first\n\thave ()\n\twant (int)\n\
        ./p.go:2:3: second\n\t./p.go:1:1: first place\n";
    assert_eq!(rendered(Format::Go, false, "é = \nüxyz", &diags), expected);
}

#[test]
fn the_tenth_error_is_the_last_found_not_the_last_in_the_text() {
    let mut diags: Vec<_> = (0..12)
        .map(|i| error(i * 2 + 2, i * 2 + 3, &format!("e{i}")))
        .collect();
    diags.insert(9, error(0, 1, "found tenth"));
    let text = "a\n".repeat(20);
    let out = rendered(Format::Go, false, &text, &diags);
    assert_eq!(out.lines().count(), 12);
    assert!(out.contains("\n./p.go:1:1: found tenth\n./p.go:2:1: e0\n"));
    assert!(out.ends_with("./p.go:10:1: e8\n./p.go:1:1: too many errors\n"));
}

#[test]
fn one_syntax_error_and_one_equal_message_per_line() {
    let diags = [
        error(0, 1, "syntax error: a"),
        error(1, 2, "syntax error: b"),
        error(2, 3, "undefined: x"),
        error(3, 4, "undefined: x"),
        error(3, 4, "undefined: y"),
    ];
    let out = rendered(Format::Go, false, "abcdef", &diags);
    let messages: Vec<_> = out
        .lines()
        .map(|line| line.rsplit(": ").next().unwrap())
        .collect();
    assert_eq!(messages, ["# command-line-arguments", "a", "x", "y"]);
}

#[test]
fn what_the_go_command_finds_has_no_header() {
    let import = Diagnostic::error(Code::Import, span(0, 1), "package x is not in std");
    assert_eq!(
        rendered(Format::Go, false, "a", &[import]),
        "p.go:1:1: package x is not in std\n"
    );
    let link = Diagnostic::error(Code::Link, span(0, 0), "no main");
    assert_eq!(
        rendered(Format::Go, false, "a", &[link]),
        "# command-line-arguments\nno main\n"
    );
}

#[test]
fn an_excerpt_underlines_multi_byte_text() {
    let text = "package main\n\nvar s = \"é€😀\" + größe\n";
    let lo = text.find("größe").unwrap() as u32;
    let diags = [error(lo, lo + 7, "undefined: größe").note("a note")];
    let out = rendered(Format::Human, false, text, &diags);
    assert!(out.contains("Error: undefined: größe"), "{out}");
    assert!(out.contains("p.go:3:17"), "{out}");
    assert!(out.contains("var s = \"é€😀\" + größe"), "{out}");
    assert!(out.contains("a note") && out.contains("──┬──"), "{out}");
    assert!(!out.contains('\x1b'), "{out}");
    assert!(rendered(Format::Human, true, text, &diags).contains('\x1b'));
}

#[test]
fn no_span_is_too_odd_for_an_excerpt() {
    for text in [
        "",
        "a",
        "\n",
        "é",
        "a\r\nb\x0cc\u{2028}d\u{85}é\n",
        "ab\ncd",
    ] {
        for lo in 0..12 {
            for hi in lo..12 {
                let diags = [error(lo, hi, "m\n\tmore").label(span(hi, hi + 1), "l")];
                let out = rendered(Format::Human, false, text, &diags);
                assert!(out.contains('m'));
            }
        }
    }
}
