//! Go's own tests of its type checker, `internal/types/testdata` and what lies beside it, read from a Go source tree:
//! `MINIGO_GO_ROOT` names it (the folder with `src` in it); without it nothing is tested, and that is said aloud.
//!
//! The rules are those of types2's `check_test.go`. A comment `/* ERROR "text" */` or `/* ERRORx "pattern" */` demands an
//! error at the token before it, on the same line and within the folder's number of columns. Each error satisfies one
//! comment, the nearest that matches; one that matches none is false. The files of a folder are one package. A first
//! line such as `// -lang=go1.17` sets the version of the language.
//!
//! `MINIGO_TYPES2_SHOW=part/of/a/path` prints what does not match in the files of that name, `:` in all.
#![allow(clippy::print_stdout, reason = "a test says what it measured")]

#[path = "../../../benches/common/program.rs"]
mod program;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use logos::Logos;
use minigo::check::{Options, PackageInput, check_program_with};
use minigo::diag::{Code, Diagnostic};
use minigo::source::{FileId, SourceFile, SourceMap};
use minigo::syntax::ast::File;
use minigo::syntax::literal;
use minigo::syntax::token::Tok;
use program::Program;
use regex::Regex;

/// The folders, and how many columns an error may be off: what types2 allows itself.
const FOLDERS: [(&str, u32); 5] = [
    ("internal/types/testdata/check", 50),
    ("internal/types/testdata/spec", 20),
    ("internal/types/testdata/examples", 125),
    ("internal/types/testdata/fixedbugs", 100),
    ("cmd/compile/internal/types2/testdata/local", 0),
];

/// How many of the comments must be satisfied, and how many packages be free of false errors, in percent.
const FLOOR: (usize, usize) = (85, 95);

/// A comment that demands an error.
struct Wanted {
    line: u32,
    column: u32,
    pattern: Regex,
}

#[derive(Default)]
struct Score {
    wanted: usize,
    found: usize,
    packages: usize,
    clean: usize,
    misses: Vec<String>,
}

#[test]
fn errors_where_the_type_checkers_own_tests_want_them() {
    let Some(root) = std::env::var_os("MINIGO_GO_ROOT") else {
        println!("MINIGO_GO_ROOT is not set: the tests of Go's type checker are skipped");
        return;
    };
    let tree = Path::new(&root).join("src");
    let show = std::env::var("MINIGO_TYPES2_SHOW").ok();
    let mut total = Score::default();
    for (folder, columns) in FOLDERS {
        let mut score = Score::default();
        for package in packages(&tree.join(folder)) {
            on_big_stack(|| judge(&tree, &package, columns, &mut score));
        }
        report(folder, &score, show.as_deref());
        total.wanted += score.wanted;
        total.found += score.found;
        total.packages += score.packages;
        total.clean += score.clean;
    }
    report("all", &total, None);
    assert!(total.packages > 300, "this is not a Go source tree");
    assert!(total.found * 100 >= total.wanted * FLOOR.0);
    assert!(total.clean * 100 >= total.packages * FLOOR.1);
}

fn report(name: &str, score: &Score, show: Option<&str>) {
    let share = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
    println!(
        "{name}: {} of {} errors ({:.1} %), {} of {} packages without a false one ({:.1} %)",
        score.found,
        score.wanted,
        share(score.found, score.wanted),
        score.clean,
        score.packages,
        share(score.clean, score.packages),
    );
    for miss in &score.misses {
        if show.is_some_and(|part| miss.contains(part)) {
            println!("{miss}");
        }
    }
}

/// The packages of a folder: its files, and the files of each folder in it.
fn packages(folder: &Path) -> Vec<Vec<PathBuf>> {
    let mut found: Vec<Vec<PathBuf>> = Vec::new();
    for path in entries(folder) {
        if path.is_dir() {
            found.push(entries(&path));
        } else {
            found.push(vec![path]);
        }
    }
    found
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Checks a package and compares the errors with the comments.
fn judge(tree: &Path, paths: &[PathBuf], columns: u32, score: &mut Score) {
    let mut package = Judged::default();
    let mut wanted: HashMap<String, Vec<Wanted>> = HashMap::new();
    for path in paths {
        let text = std::fs::read_to_string(path).unwrap();
        let name = path.to_string_lossy().into_owned();
        let file = package.add(&name, &text, tree);
        let comments = comments(package.program.sources.file(file));
        score.wanted += comments.len();
        wanted.insert(name, comments);
    }
    score.packages += 1;
    let mut clean = true;
    let (sources, errors) = package.check();
    for error in errors {
        if beyond_types2(&error) {
            continue;
        }
        let (line, column) = sources.line_col(error.span);
        let name = &sources.file(error.span.file).name;
        // What packages of the Go tree are made of is not always known.
        if !wanted.contains_key(name) {
            continue;
        }
        let message = message(&sources, &error);
        let left = wanted.entry(name.clone()).or_default();
        let nearest = (0..left.len())
            .filter(|&at| left[at].line == line && left[at].pattern.is_match(&message))
            .min_by_key(|&at| left[at].column.abs_diff(column));
        let problem = match nearest {
            Some(at) => match left.remove(at).column.abs_diff(column) <= columns {
                true => {
                    score.found += 1;
                    continue;
                }
                false => "far from its comment",
            },
            None => "no error expected",
        };
        clean = false;
        score
            .misses
            .push(format!("{name}:{line}:{column}: {problem}: {message}"));
    }
    score.clean += usize::from(clean);
    for (name, left) in wanted {
        for Wanted {
            line,
            column,
            pattern,
        } in left
        {
            score
                .misses
                .push(format!("{name}:{line}:{column}: missing: {pattern:?}"));
        }
    }
}

/// What gc says of labels, which it looks at before types2 does, and what types2 says of them.
const LABELS: [(&str, &str); 5] = [
    (
        r"^label (\S+) defined and not used$",
        "label $1 declared and not used",
    ),
    (r"^label (\S+) not defined$", "label $1 not declared"),
    (
        r"^label (\S+) already defined at .*$",
        "label $1 already declared",
    ),
    (
        r"^(break|continue) label not defined: (\S+)$",
        "invalid $1 label $2",
    ),
    (
        r"^goto (\S+) jumps over declaration of \S+ at .*:(\d+):\d+$",
        "goto $1 jumps over variable declaration at line $2",
    ),
];

/// gc's compiler, not its type checker, finds these.
fn beyond_types2(error: &Diagnostic) -> bool {
    error.code == Code::MissingBody || error.message.contains("https://go.dev/issue/56103")
}

/// The text that types2 gives: further places are further lines.
fn message(sources: &SourceMap, error: &Diagnostic) -> String {
    let mut text = error.message.clone();
    if error.code == Code::Import {
        let path = text.split(' ').nth(1).unwrap_or_default();
        text = format!("could not import {path} ({text})");
    }
    for (gc, types2) in LABELS {
        text = Regex::new(gc).unwrap().replace(&text, types2).into_owned();
    }
    for label in &error.labels {
        text += &format!("\n\t{}: {}", sources.place(label.span), label.message);
    }
    text
}

/// The comments that demand an error, each at the place of the token before it.
fn comments(source: &SourceFile) -> Vec<Wanted> {
    let text = &*source.text;
    let mut found = Vec::new();
    let (mut previous, mut end) = (0, 0);
    let mut tokens = Tok::lexer(text);
    while let Some(tok) = tokens.next() {
        let span = tokens.span();
        // The lexer skips comments up to the end of a line: they lie between tokens.
        let between = text[end..span.start].split_once("//");
        found.extend(between.and_then(|(_, comment)| demand(source, comment, previous)));
        end = span.end;
        match tok {
            Ok(Tok::Comment) => {
                let comment = &text[span.start + 2..span.end - 2];
                found.extend(demand(source, comment, previous));
            }
            Ok(Tok::Newline) => {}
            _ => previous = span.start as u32,
        }
    }
    let rest = text[end..].split_once("//");
    found.extend(rest.and_then(|(_, comment)| demand(source, comment, previous)));
    found
}

fn demand(source: &SourceFile, comment: &str, at: u32) -> Option<Wanted> {
    let (line, column) = source.line_col(at);
    let exact = comment.strip_prefix(" ERROR ");
    let quoted = exact.or_else(|| comment.strip_prefix(" ERRORx "))?;
    let unquoted = literal::string_value(quoted.trim())
        .unwrap_or_else(|| panic!("{}:{line}: cannot unquote {quoted}", source.name));
    let text = String::from_utf8(unquoted).unwrap();
    let pattern = match exact {
        Some(_) => regex::escape(&text),
        None => text,
    };
    // Go takes braces that hold no count for themselves.
    let braces = |_| Regex::new(&pattern.replace('{', r"\{").replace('}', r"\}"));
    Some(Wanted {
        line,
        column,
        pattern: Regex::new(&pattern).or_else(braces).unwrap(),
    })
}

/// A package to be judged, and what it imports.
#[derive(Default)]
struct Judged {
    program: Program,
    files: Vec<File>,
    errors: Vec<Diagnostic>,
    lang: Option<u32>,
}

impl Judged {
    /// Adds a file of the package. What it imports comes from minigo's library, or from the Go source tree.
    fn add(&mut self, name: &str, text: &str, tree: &Path) -> FileId {
        let (id, file, errors) = self.program.parse(name, text);
        self.errors.extend(errors);
        if self.files.is_empty() {
            self.lang = lang(text);
        }
        self.program
            .import(&file, &|path| go_files(&tree.join(path)));
        self.files.push(file);
        id
    }

    /// All errors, those of the syntax first: types2 checks also what does not parse.
    fn check(mut self) -> (SourceMap, Vec<Diagnostic>) {
        let mut program = self.program;
        program.packages.push(PackageInput {
            path: "p".to_owned(),
            files: self.files,
            ..PackageInput::default()
        });
        let options = Options {
            lang: self.lang,
            test_functions: true,
        };
        let (_, found) = check_program_with(
            &mut program.ast,
            &program.sources,
            program.packages,
            options,
        );
        self.errors.extend(found);
        (program.sources, self.errors)
    }
}

/// The files of a package of the Go tree for Linux on amd64, with their texts.
fn go_files(folder: &Path) -> Vec<(String, String)> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files = Vec::new();
    for path in entries.map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Some(stem) = name.strip_suffix(".go") else {
            continue;
        };
        let text = std::fs::read_to_string(&path).unwrap();
        let conditional = text.lines().any(|line| line.starts_with("//go:build"));
        let last = stem.rsplit_once('_').map_or("", |(_, last)| last);
        // Whatever suffix a file has, it may be for another system; what is missing then is not in the tests.
        let other = [
            "test", "linux", "windows", "darwin", "amd64", "arm64", "386", "arm", "wasm",
        ];
        if !conditional && !other.contains(&last) {
            files.push((path.to_string_lossy().into_owned(), text));
        }
    }
    files.sort();
    files
}

/// The minor version after `-lang=go1.` in the first line.
fn lang(text: &str) -> Option<u32> {
    let flags = text.lines().next()?.strip_prefix("//")?.trim_start();
    flags.strip_prefix("-lang=go1.")?.trim().parse().ok()
}

fn on_big_stack(work: impl FnOnce() + Send) {
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().stack_size(512 << 20);
        let thread = builder.spawn_scoped(scope, work).unwrap();
        if let Err(panic) = thread.join() {
            std::panic::resume_unwind(panic);
        }
    });
}
