//! The front end alone: what it says about the samples with compile errors, and that it says nothing about the others.

mod types2;

use std::path::{Path, PathBuf};

use minigo::check::{PackageInput, check_program};
use minigo::diag::{Code, Diagnostic, Format, Renderer};
use minigo::source::SourceMap;
use minigo::syntax::ast::Ast;
use minigo::syntax::parse_file;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All Go files in a folder and below, sorted.
fn samples(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut pending = vec![root().join(folder)];
    while let Some(folder) = pending.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
            } else if path.extension().is_some_and(|extension| extension == "go") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// What gc prints about a program that imports nothing that exists.
fn complaints(name: &str, text: &str) -> (String, Vec<Diagnostic>) {
    let mut sources = SourceMap::default();
    let file = sources.add(name, text);
    let mut ast = Ast::default();
    let (parsed, mut diagnostics) = parse_file(&mut ast, file, text);
    if !diagnostics.iter().any(|diag| diag.code == Code::Syntax) {
        let package = PackageInput {
            path: "main".to_owned(),
            files: vec![parsed],
            ..PackageInput::default()
        };
        let (_, found) = check_program(&mut ast, &sources, vec![package]);
        diagnostics.extend(found);
    }
    let renderer = Renderer {
        format: Format::Go,
        color: false,
        all: false,
    };
    let mut out = Vec::new();
    renderer.render(&sources, &diagnostics, &mut out).unwrap();
    (String::from_utf8(out).unwrap(), diagnostics)
}

#[test]
fn errors_in_the_words_of_gc() {
    let mut failures = Vec::new();
    let mut count = 0;
    for path in samples("samples/errors/types") {
        let name = path.strip_prefix(root()).unwrap().to_str().unwrap();
        let snapshot = root()
            .join("tests/snapshots")
            .join(name.strip_prefix("samples/").unwrap())
            .with_extension("snap");
        // What is missing in a whole program is not for the checker to find.
        if name.contains("no_main") || name.contains("not_package_main") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let Ok(snapshot) = std::fs::read_to_string(snapshot) else {
            continue;
        };
        let expected = snapshot
            .split_once("--- stderr\n")
            .map_or("", |parts| parts.1);
        let (actual, diagnostics) = complaints(name, &text);
        // Whether a package exists is for the standard library's own samples to show.
        if diagnostics.iter().any(|diag| diag.code == Code::Import) && text.contains("import") {
            continue;
        }
        count += 1;
        if actual.trim_end() != expected.trim_end() {
            failures.push(format!(
                "{name}\n--- expected\n{expected}\n--- actual\n{actual}"
            ));
        }
    }
    let report = failures.join("\n");
    assert!(
        failures.is_empty(),
        "{} of {count}\n{report}",
        failures.len()
    );
}

/// The checked program behind a text without mistakes.
fn checked(text: &str) -> (Ast, minigo::check::Checked) {
    let mut sources = SourceMap::default();
    let file = sources.add("prog.go", text);
    let mut ast = Ast::default();
    let (parsed, errors) = parse_file(&mut ast, file, text);
    assert_eq!(errors, []);
    let package = PackageInput {
        path: "main".to_owned(),
        files: vec![parsed],
        ..PackageInput::default()
    };
    let (checked, errors) = check_program(&mut ast, &sources, vec![package]);
    assert_eq!(errors, []);
    (ast, checked)
}

#[test]
fn what_is_done_with_variables() {
    let (ast, checked) = checked(
        "package main
type T struct{ f int; a [3]int }
func (t *T) m() {}
func (t T) v() {}
func main() {
	plain := 1
	again := 1
	again++
	caught := 1
	written := 1
	func() { println(caught); written = 2 }()
	pointed := 1
	_ = &pointed
	var field T
	_ = &field.f
	var sliced T
	_ = sliced.a[:]
	var method T
	method.m()
	var value T
	value.v()
	through := &T{}
	through.m()
	_ = &through.f
	part := T{}
	part.a[0] = 1
	println(plain, again, written)
}
func named() (result int) {
	defer func() { result++ }()
	return 1
}
",
    );
    let facts = |name: &str| {
        let mut found = checked.objects.values().filter_map(|object| {
            let var = object.as_var()?;
            (ast.text(object.name) == name).then_some(var.facts)
        });
        let facts = found.next().unwrap();
        let flags = [
            (facts.captured, "captured"),
            (facts.reassigned, "reassigned"),
            (facts.addressed, "addressed"),
        ];
        let flags = flags.into_iter().filter(|flag| flag.0);
        flags.map(|flag| flag.1).collect::<Vec<_>>().join(" ")
    };
    let expected = [
        ("plain", ""),
        ("again", "reassigned"),
        ("caught", "captured"),
        ("written", "captured reassigned"),
        ("pointed", "addressed"),
        ("field", "addressed"),
        ("sliced", "addressed"),
        ("method", "addressed"),
        ("value", ""),
        ("through", ""),
        ("part", "reassigned"),
        ("result", "captured reassigned"),
    ];
    for (name, flags) in expected {
        assert_eq!(facts(name), flags, "{name}");
    }
}

#[test]
fn identical_types_have_one_canonical_id() {
    let (ast, mut checked) = checked(
        "package main
type A = int
type I interface{ m(x A) (y []A) }
var a1, b1 = []A(nil), []int(nil)
var a2, b2 struct { x A; y []byte }
var c2 struct { x int; y []uint8 }
var a3 func(x A, rest ...rune) (err error)
var b3 func(int, ...int32) error
var a4 interface{ I; any; n() }
var b4 interface{ n(); m(int) []int }
var a5 any
var b5 interface{}
func main() {}
",
    );
    let ty = |name: &str| {
        let name = ast.names.lookup(name).unwrap();
        let mut found = checked.objects.values();
        found.find(|object| object.name == name).unwrap().ty()
    };
    let pairs = [(1, "a", "b"), (2, "a", "b"), (2, "a", "c"), (3, "a", "b")];
    let more = [(4, "a", "b"), (5, "a", "b")];
    let pairs: Vec<_> = pairs
        .into_iter()
        .chain(more)
        .map(|(n, a, b)| (ty(&format!("{a}{n}")), ty(&format!("{b}{n}"))))
        .collect();
    let texts = [
        "[]int",
        "struct { x int; y []uint8 }",
        "struct { x int; y []uint8 }",
        "func(int, ...int32) error",
        "interface { main.m(int) []int; main.n() }",
        "interface {}",
    ];
    let main = |_| "main".to_owned();
    for ((a, b), text) in pairs.into_iter().zip(texts) {
        assert!(checked.types.identical(a, b), "{text}");
        let canon = checked.types.canon(a);
        assert_eq!(canon, checked.types.canon(b), "{text}");
        let style = minigo::check::typestring::Style::Runtime;
        let actual = checked.types.type_string(canon, &ast.names, &main, style);
        assert_eq!(actual, text);
    }
}
