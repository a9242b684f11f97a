//! Speed of the front end over one large file: `MINIGO_BENCH_FILE=large.go cargo bench --bench front`, in lines per second of
//! CPU time: the lexer and the parser, the checker, and both together. The file must be a program without mistakes; the
//! packages of the library that it imports are parsed and checked beforehand in a run without it, whose time is taken off.
#![allow(
    clippy::print_stdout,
    missing_docs,
    reason = "this is a command-line tool"
)]

mod common;
#[path = "common/program.rs"]
mod program;

use common::cpu_seconds;
use minigo::check::{PackageInput, check_program};
use program::Program;

/// How often everything is measured; the best time counts.
const RUNS: usize = 10;

fn main() {
    let Some(path) = std::env::var_os("MINIGO_BENCH_FILE") else {
        println!("MINIGO_BENCH_FILE is not set: nothing to check");
        return;
    };
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("{} cannot be read", path.display());
        return;
    };
    // A text with the same imports and nothing else.
    let head = text.find("\nfunc ").map_or(&*text, |at| &text[..at]);
    let mut library = (f64::MAX, f64::MAX);
    let mut all = (f64::MAX, f64::MAX);
    for _ in 0..RUNS {
        library = best(library, measure(head));
        all = best(all, measure(&text));
    }
    let lines = text.lines().count() as f64;
    let (parse, check) = (all.0, all.1 - library.1);
    println!("{lines} lines");
    println!("lex and parse  {:>9.0} lines/s", lines / parse);
    println!("check          {:>9.0} lines/s", lines / check);
    println!("together       {:>9.0} lines/s", lines / (parse + check));
}

fn best(a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
    (a.0.min(b.0), a.1.min(b.1))
}

/// Seconds for parsing the text, and for checking it with the library.
fn measure(text: &str) -> (f64, f64) {
    let mut program = Program::default();
    let start = cpu_seconds();
    let (_, file, _) = program.parse("large.go", text);
    let parsed = cpu_seconds() - start;
    program.import(&file, &|_| Vec::new());
    program.packages.push(PackageInput {
        path: "main".to_owned(),
        files: vec![file],
        ..PackageInput::default()
    });
    let start = cpu_seconds();
    let (_, errors) = check_program(&mut program.ast, &program.sources, program.packages);
    let checked = cpu_seconds() - start;
    // The part of the text that only imports does not use what it imports.
    let serious = errors.iter().find(|it| !it.message.contains("not used"));
    if let Some(error) = serious {
        println!("{}", error.message);
    }
    (parsed, checked)
}
