//! Imports go one way. The table is the architecture: a folder may name only what stands beside it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each module and what it may import.
const TABLE: &[(&str, &[&str])] = &[
    ("index", &[]),
    ("source", &[]),
    ("diag", &["source"]),
    ("syntax", &["index", "source", "diag"]),
    ("check", &["index", "source", "diag", "syntax"]),
    ("bytecode", &["index", "source"]),
    (
        "compile",
        &["index", "source", "diag", "syntax", "check", "bytecode"],
    ),
    ("vm", &["index", "source", "bytecode"]),
    ("sched", &["index", "source", "bytecode", "vm"]),
    ("std", &["index", "bytecode", "vm"]),
];

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the entry can be read").path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push(path);
        }
    }
}

fn sources() -> Vec<(PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("the file can be read");
        let inside = path
            .strip_prefix(&src)
            .expect("the file is in src")
            .to_owned();
        (inside, text)
    };
    files.into_iter().map(read).collect()
}

fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
}

/// The top-level modules of this crate that a text names.
fn imports(text: &str) -> BTreeSet<&str> {
    let named = code(text).flat_map(|line| line.split("crate::").skip(1));
    let name = |rest: &'_ str| {
        rest.find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len())
    };
    named.map(|rest| &rest[..name(rest)]).collect()
}

#[test]
fn modules_import_only_what_the_architecture_allows() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (path, text) in sources() {
        let first = path.components().next().expect("the path is not empty");
        let module = Path::new(first.as_os_str())
            .file_stem()
            .expect("it has a name");
        let Some((name, allowed)) = TABLE.iter().find(|row| module == row.0) else {
            continue;
        };
        seen += 1;
        for import in imports(&text) {
            let known = import == "engine" || TABLE.iter().any(|row| row.0 == import);
            if known && import != *name && !allowed.contains(&import) {
                wrong.push(format!("{} imports {import}", path.display()));
            }
        }
    }
    assert!(seen > 50, "the table names the modules of src");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Where `unsafe` may stand: in the heap, in the dispatch and what it needs (threaded code, the context, superinstructions),
/// and where the world is stopped, as only the scheduler knows that.
const UNSAFE: &[&str] = &[
    "vm/heap",
    "vm/dispatch.rs",
    "vm/ops",
    "vm/code.rs",
    "vm/ctx.rs",
    "vm/ctx",
    "vm/fuse.rs",
    "sched/world.rs",
];

#[test]
fn only_the_heap_and_the_dispatch_are_unsafe() {
    for (path, text) in sources() {
        let fenced = UNSAFE.iter().any(|place| path.starts_with(place));
        let found = code(&text).find(|line| {
            ["unsafe {", "unsafe fn", "unsafe impl"]
                .iter()
                .any(|form| line.contains(form))
        });
        assert!(
            fenced || found.is_none(),
            "{} has {found:?}",
            path.display()
        );
    }
}
