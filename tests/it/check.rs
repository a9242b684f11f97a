//! The front end alone: what it says about the samples with compile errors, and that it says nothing about the others.

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
            std: false,
        };
        let (_, found) = check_program(&mut ast, &sources, vec![package]);
        diagnostics.extend(found);
    }
    let renderer = Renderer {
        format: Format::Go,
        color: false,
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
