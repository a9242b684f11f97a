//! The parser: its trees, gc's words for what is wrong, and that no text can hurt it.

use minigo::source::SourceMap;
use minigo::syntax::ast::{Ast, File};
use minigo::syntax::dump::{dump_ast, dump_tokens};
use minigo::syntax::literal::{number_value, rune_value, string_value};
use minigo::syntax::{parse_file, source_text};
use proptest::prelude::*;

/// One of nearly every form of declaration, statement and expression.
const FORMS: &str = include_str!("syntax/forms.go");

struct Parsed {
    sources: SourceMap,
    ast: Ast,
    file: File,
    errors: Vec<String>,
}

fn parse(text: &str) -> Parsed {
    let mut sources = SourceMap::default();
    let id = sources.add("test.go", text);
    let mut ast = Ast::default();
    let (file, diagnostics) = parse_file(&mut ast, id, text);
    let errors = diagnostics.iter().map(|diagnostic| {
        let (line, col) = sources.line_col(diagnostic.span);
        format!("{line}:{col}: {}", diagnostic.message)
    });
    let errors = errors.collect();
    Parsed {
        sources,
        ast,
        file,
        errors,
    }
}

#[test]
fn tree_of_every_form() {
    let parsed = parse(FORMS);
    assert_eq!(parsed.errors, [] as [&str; 0]);
    let source = parsed.sources.file(parsed.file.file);
    insta::assert_snapshot!(dump_ast(&parsed.ast, &parsed.file, source));
}

#[test]
fn tokens_with_automatic_semicolons() {
    let text = "#!/usr/bin/env minigo\npackage p /* one\ntwo */ type T[P any] struct{} // end\nvar x = `a\nb`";
    let parsed = parse(text);
    let source = parsed.sources.file(parsed.file.file);
    insta::assert_snapshot!(dump_tokens(source));
}

/// The text after `package p` and a line end, and what gc says about it.
const ERRORS: &[(&str, &[&str])] = &[
    (
        "func main() {\n\tx := 1 2\n}",
        &["3:9: syntax error: unexpected literal 2 at end of statement"],
    ),
    (
        "func main()\n{\n}",
        &["3:1: syntax error: unexpected semicolon or newline before {"],
    ),
    (
        "func main() {\n\tif true\n\t{\n\t}\n}",
        &["3:9: syntax error: unexpected newline, expected { after if clause"],
    ),
    (
        "func main() {\n\tif true {\n\t}\n\telse {\n\t}\n}",
        &["5:2: syntax error: unexpected keyword else, expected }"],
    ),
    (
        "func main() {\n\tif x = 2 {\n\t}\n}",
        &["3:7: syntax error: cannot use assignment x = 2 as value"],
    ),
    (
        "func main() {\n\tfor var i = 0; i < 3; i++ {\n\t}\n}",
        &["3:10: syntax error: var declaration not allowed in for initializer"],
    ),
    (
        "func main() {\n\tprintln(\"abc)\n}",
        &[
            "3:15: newline in string",
            "3:15: syntax error: unexpected newline in argument list; possibly missing comma or )",
        ],
    ),
    (
        "func main() {\n\tprintln(`abc)\n}",
        &[
            "3:10: string not terminated",
            "4:2: syntax error: unexpected EOF in argument list; possibly missing comma or )",
        ],
    ),
    (
        "func main() {\n\tx := true ? 1 : 2\n}",
        &[
            "3:12: invalid character U+003F '?'",
            "3:14: syntax error: unexpected literal 1 at end of statement",
        ],
    ),
    (
        "func main() {\n\twhile true {\n\t}\n}",
        &[
            "3:8: syntax error: unexpected name true at end of statement",
            "5:1: syntax error: non-declaration statement outside function body",
        ],
    ),
    (
        "var a = 08 + 0b12 + 1_ + 0x1.0 + '' + 'ab' + \"\\q\\x1\"",
        &[
            "2:10: invalid digit '8' in octal literal",
            "2:17: invalid digit '2' in binary literal",
            "2:22: '_' must separate successive digits",
            "2:31: hexadecimal mantissa requires a 'p' exponent",
            "2:35: empty rune literal or unescaped '",
            "2:39: more than one character in rune literal",
            "2:48: unknown escape",
            "2:52: invalid character '\"' in hexadecimal escape",
        ],
    ),
    (
        "func (a, b T) f(c int = 1) {}\nimport \"fmt\"",
        &[
            "2:15: method has multiple receivers",
            "2:23: syntax error: unexpected = in parameter list; possibly missing comma or )",
            "3:1: syntax error: imports must appear before other declarations",
        ],
    ),
    (
        "type T struct {\n\ta int, b int\n}\ntype U interface { m[T any]() }\nfunc f(a int, string) {}",
        &[
            "3:7: syntax error: unexpected comma in struct type; possibly missing semicolon or newline or }",
            "5:21: interface method must have no type parameters",
            "6:21: syntax error: missing parameter type",
        ],
    ),
    (
        "func f() {\n\tswitch x {\n\tfoo:\n\t}\n\tgo (f())\n\t_ = a[1::]\n\tfor i := 0; i < 10 {\n\t}\n}",
        &[
            "4:2: syntax error: unexpected name foo, expected case or default or }",
            "6:5: expression in go must not be parenthesized",
            "7:10: middle index required in 3-index slice",
            "7:11: final index required in 3-index slice",
            "8:21: syntax error: unexpected {, expected semicolon or newline",
            "9:2: syntax error: unexpected }, expected expression",
        ],
    ),
];

#[test]
fn errors_in_gcs_words() {
    for &(text, expected) in ERRORS {
        let parsed = parse(&format!("package p\n{text}"));
        assert_eq!(parsed.errors, expected, "{text}");
    }
}

#[test]
fn package_clauses_in_the_go_commands_words() {
    let cases = [
        ("func main() {}", "1:1: expected 'package', found 'func'"),
        ("\n  x := 1", "2:3: expected 'package', found x"),
        ("", "1:1: expected 'package', found 'EOF'"),
        ("package 5", "1:9: expected 'IDENT', found 5"),
    ];
    for (text, expected) in cases {
        let parsed = parse(text);
        assert_eq!(parsed.errors, [expected]);
        assert!(parsed.file.package.is_none());
    }
}

#[test]
fn the_parser_gives_up_after_thirty_errors() {
    let text = format!("package p\nfunc f() {{\n{}}}", "x y\n".repeat(50));
    assert_eq!(parse(&text).errors.len(), 30);
}

#[test]
fn bytes_that_are_no_text() {
    let (text, bad) = source_text(b"package p\xFF // \xC3\x28 \xE2\x82".to_vec());
    assert_eq!(text, "package p  //  (   ");
    assert_eq!(bad, [9, 14, 17, 18]);
    let errors = parse("package p\u{FEFF}\0").errors;
    let expected = [
        "1:10: invalid BOM in the middle of the file",
        "1:13: invalid NUL character",
    ];
    assert_eq!(errors, expected);
}

#[test]
fn values_of_literals() {
    let string =
        |text| string_value(text).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    assert_eq!(
        string(r#""a\tb\x41\101\u00e9\"""#).as_deref(),
        Some("a\tbAA\u{e9}\"")
    );
    assert_eq!(string("`a\\n\r\nb`").as_deref(), Some("a\\n\nb"));
    assert_eq!(string_value(r#""\xff""#), Some(vec![255]));
    assert_eq!(string(r#""\q""#), None);
    assert_eq!(rune_value(r"'\''"), Some(39));
    assert_eq!(rune_value("'\u{4e16}'"), Some(0x4e16));
    let number = |text| number_value(text).map(|n| (n.radix, n.digits, n.base, n.exponent));
    let decimal = |digits: &str, exponent| Some((10, digits.to_string(), 10, exponent));
    assert_eq!(number("1_250"), decimal("1250", 0));
    assert_eq!(number("1.25e3"), decimal("125", 1));
    assert_eq!(number("0123i"), decimal("0123", 0));
    assert_eq!(number("0123"), Some((8, "123".into(), 2, 0)));
    assert_eq!(number("0x1.8p-3"), Some((16, "18".into(), 2, -7)));
    assert_eq!(number("0b12"), None);
}

/// How each kind of nesting looks 100,000 levels deep; none of them may overflow the stack.
/// A lexer that calls itself from character to character overflows the stack of this thread.
#[test]
fn long_tokens() {
    const LENGTH: usize = 1_000_000;
    let tokens = [
        format!("\"{}\"", "\\n".repeat(LENGTH)),
        format!("\"{}\"", "a\u{e9}".repeat(LENGTH)),
        format!("`{}`", "a\n".repeat(LENGTH)),
        "a_1".repeat(LENGTH),
        "1_0".repeat(LENGTH),
        format!("/*{}*/ 1", "*\n/".repeat(LENGTH)),
        format!("1 //{}", "/".repeat(LENGTH)),
    ];
    for token in tokens {
        let parsed = parse(&format!("package p; var x = {token}\n"));
        assert_eq!(parsed.errors, [] as [&str; 0]);
    }
}

#[test]
fn deep_nesting() {
    let repeat = |before: &str, middle: &str, after: &str| {
        const DEPTH: usize = 100_000;
        format!("{}{middle}{}", before.repeat(DEPTH), after.repeat(DEPTH))
    };
    let unlimited = [
        format!("var x = {}", repeat("1 + ", "1", "")),
        format!("func f() {{ {} }}", repeat("if x {} else ", "{}", "")),
    ];
    let limited = [
        format!("var x = {}", repeat("(", "1", ")")),
        format!("var x = {}", repeat("- ", "1", "")),
        format!("var x = {}", repeat("f(", "1", ")")),
        format!("var x = {}", repeat("", "f", "()")),
        format!("var x = {}", repeat("T{", "1", "}")),
        format!("var x = {}", repeat("func() { ", "", " }")),
        format!("var x {}", repeat("[]", "int", "")),
        format!("var x {}", repeat("func(", "int", ")")),
        format!("func f() {{ {} }}", repeat("{", "x", "}")),
        format!("func f() {{ {} }}", repeat("L: ", "x", "")),
        format!("func f() {{ {} }}", repeat("for { ", "x", " }")),
    ];
    for text in unlimited {
        let parsed = parse(&format!("package p; {text}"));
        assert_eq!(parsed.errors, [] as [&str; 0]);
    }
    for text in limited {
        let parsed = parse(&format!("package p; {text}"));
        assert_eq!(parsed.errors.len(), 1);
        assert!(
            parsed.errors[0].ends_with("nesting depth exceeds limit"),
            "{} {:?}",
            &text[..40],
            parsed.errors
        );
    }
    for open in ["f(", "{", "a[", "if x {", "switch {", "<-chan "] {
        let text = format!("package p; func f() {{ {}", open.repeat(100_000));
        assert!(!parse(&text).errors.is_empty());
    }
}

/// Whatever is edited, there is a result.
fn survives(text: &str) {
    let parsed = parse(text);
    let source = parsed.sources.file(parsed.file.file);
    dump_ast(&parsed.ast, &parsed.file, source);
    assert!(parsed.errors.len() <= 30);
}

/// The text cut into names, numbers and single characters.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let len = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let (piece, tail) = rest.split_at(len.max(first.len_utf8()));
        pieces.push(piece);
        rest = tail;
    }
    pieces
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edited_programs(edits in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..3u8), 1..6)) {
        let mut pieces = pieces(FORMS);
        let words = pieces.clone();
        for (place, word, kind) in edits {
            let place = place.index(pieces.len());
            let word = words[word.index(words.len())];
            match kind {
                0 => { pieces.remove(place); }
                1 => pieces[place] = word,
                _ => pieces.insert(place, word),
            }
        }
        survives(&pieces.concat());
    }

    #[test]
    fn any_text(text in "\\PC{0,200}") {
        survives(&text);
        survives(&format!("package p\n{text}"));
        survives(&format!("package p\nfunc f() {{\n{text}"));
    }
}

/// Go's own source tree, if `MINIGO_GOROOT` says where it is.
#[test]
#[allow(
    clippy::print_stderr,
    reason = "whoever runs the test should see whether it was skipped"
)]
fn gos_own_source_tree() {
    let Some(root) = std::env::var_os("MINIGO_GOROOT") else {
        eprintln!("skipped: MINIGO_GOROOT is not set");
        return;
    };
    let mut pending = vec![std::path::Path::new(&root).join("src")];
    let mut count = 0;
    while let Some(folder) = pending.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() && entry.file_name() != "testdata" {
                pending.push(path);
            } else if path.extension().is_some_and(|ext| ext == "go") && path.is_file() {
                let (text, bad) = source_text(std::fs::read(&path).unwrap());
                assert_eq!(bad, []);
                assert_eq!(parse(&text).errors, [] as [&str; 0], "{}", path.display());
                count += 1;
            }
        }
    }
    assert!(count > 0, "no Go files below src");
    eprintln!("{count} files parsed");
}
