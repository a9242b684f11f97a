//! Lexing and parsing speed over Go's own source tree: `MINIGO_GOROOT=… cargo bench --bench parse`, in MB/s of CPU time.
//! With arguments, parses those files instead and prints what is wrong with them, or their trees after `--dump`.
#![allow(
    clippy::print_stdout,
    missing_docs,
    reason = "this is a command-line tool"
)]

mod common;

use std::path::{Path, PathBuf};

use common::cpu_seconds;
use minigo::source::SourceMap;
use minigo::syntax::ast::Ast;
use minigo::syntax::dump::dump_ast;
use minigo::syntax::{parse_file, source_text};

fn main() {
    let files: Vec<PathBuf> = std::env::args_os()
        .skip(1)
        .filter(|arg| arg != "--bench")
        .map(PathBuf::from)
        .collect();
    if files.first().is_some_and(|arg| arg.as_os_str() == "--dump") {
        files[1..].iter().for_each(|file| dump(file));
        return;
    }
    if !files.is_empty() {
        files.iter().for_each(|file| report(file));
        return;
    }
    let Some(root) = std::env::var_os("MINIGO_GOROOT") else {
        println!("MINIGO_GOROOT is not set: nothing to parse");
        return;
    };
    let mut sources = Vec::new();
    collect(&Path::new(&root).join("src"), &mut sources);
    let bytes: usize = sources.iter().map(String::len).sum();
    let mut best = f64::MAX;
    for _ in 0..5 {
        let start = cpu_seconds();
        for source in &sources {
            let mut ast = Ast::default();
            let mut map = SourceMap::default();
            let file = map.add("bench.go", "");
            parse_file(&mut ast, file, source);
        }
        best = best.min(cpu_seconds() - start);
    }
    let megabytes = bytes as f64 / 1e6;
    println!(
        "{} files, {megabytes:.1} MB, {:.1} MB/s",
        sources.len(),
        megabytes / best
    );
}

fn report(path: &Path) {
    let Ok(bytes) = std::fs::read(path) else {
        return;
    };
    let (text, _) = source_text(bytes);
    let mut map = SourceMap::default();
    let file = map.add(path.display().to_string(), text.as_str());
    for diagnostic in parse_file(&mut Ast::default(), file, &text).1 {
        let (line, col) = map.line_col(diagnostic.span);
        println!("{}:{line}:{col}: {}", path.display(), diagnostic.message);
    }
}

fn dump(path: &Path) {
    let Ok(bytes) = std::fs::read(path) else {
        return;
    };
    let (text, _) = source_text(bytes);
    let mut map = SourceMap::default();
    let file = map.add(path.display().to_string(), text.as_str());
    let mut ast = Ast::default();
    let tree = parse_file(&mut ast, file, &text).0;
    print!("{}", dump_ast(&ast, &tree, map.file(file)));
}

fn collect(dir: &Path, sources: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(dir) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            if entry.file_name() != "testdata" {
                collect(&path, sources);
            }
        } else if path.extension().is_some_and(|ext| ext == "go")
            && let Ok(source) = std::fs::read_to_string(&path)
        {
            sources.push(source);
        }
    }
}
