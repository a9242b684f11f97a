//! The command line: flags, exit codes, streams.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn minigo(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_minigo"));
    command.args(args).env_remove("NO_COLOR");
    command
}

/// Exit code, stdout, stderr.
fn outcome(output: Output) -> (Option<i32>, String, String) {
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

fn run(args: &[&str]) -> (Option<i32>, String, String) {
    outcome(minigo(args).output().expect("the binary starts"))
}

fn run_with_input(args: &[&str], input: &str) -> (Option<i32>, String, String) {
    let mut child = minigo(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    stdin.write_all(input.as_bytes()).expect("minigo reads it");
    drop(stdin);
    outcome(child.wait_with_output().expect("the binary ends"))
}

/// A file in a folder of its own for this test.
fn file(test: &str, name: &str, text: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
    std::fs::create_dir_all(&folder).expect("the target folder is writable");
    let path = folder.join(name);
    std::fs::write(&path, text).expect("the target folder is writable");
    path
}

const ARGS: &str = "#!/usr/bin/env -S minigo run
package main

import (
\t\"fmt\"
\t\"os\"
)

func main() {
\tfmt.Println(len(os.Args), os.Args[1:])
\tos.Exit(300)
}
";

#[test]
fn what_follows_the_file_is_the_programs() {
    let path = file("args", "script", ARGS);
    let path = path.to_str().expect("it is UTF-8");
    let (code, stdout, stderr) = run(&[
        "run",
        "--workers",
        "2",
        path,
        "--workers",
        "-h",
        "--",
        "-",
        "x",
    ]);
    assert_eq!(stdout, "6 [--workers -h -- - x]\n", "{stderr}");
    assert_eq!(code, Some(300 & 255));
}

#[test]
fn programs_come_from_standard_input() {
    let (code, stdout, _) = run_with_input(&["run", "-", "a"], ARGS);
    assert_eq!((code, &*stdout), (Some(44), "2 [a]\n"));
    let (code, _, stderr) = run_with_input(&["check", "-"], "package main\nfunc main() { x }\n");
    assert_eq!(code, Some(1));
    assert_eq!(
        stderr,
        "# command-line-arguments\n<stdin>:2:15: undefined: x\n"
    );
}

#[test]
fn what_cannot_be_read_is_a_compile_error() {
    let (code, _, stderr) = run(&["run", "no/such/file.go"]);
    assert_eq!(code, Some(1));
    assert_eq!(stderr, "stat no/such/file.go: no such file or directory\n");
}

#[test]
fn wrong_command_lines_end_with_2() {
    for args in [
        &["run"][..],
        &["frobnicate"],
        &["run", "--workers", "0", "x.go"],
        &["run", "--wrokers", "3", "x.go"],
        &["dump", "tea", "x.go"],
    ] {
        let (code, _, stderr) = run(args);
        assert_eq!(code, Some(2), "{args:?}");
        assert!(stderr.contains("error: "), "{stderr}");
    }
}

#[test]
fn panics_and_deadlocks_end_with_2() {
    let text = "package main\nfunc main() { panic(1) }\n";
    let (code, _, stderr) = run_with_input(&["run", "-"], text);
    assert_eq!(code, Some(2));
    assert!(
        stderr.starts_with("panic: 1\n\ngoroutine 1 [running]:\n"),
        "{stderr}"
    );
    let text = "package main\nfunc main() { select {} }\n";
    let (code, _, stderr) = run_with_input(&["run", "-"], text);
    assert_eq!(code, Some(2));
    assert!(
        stderr.starts_with("fatal error: all goroutines are asleep"),
        "{stderr}"
    );
}

#[test]
fn a_closed_pipe_ends_the_program_as_sigpipe_does() {
    let text =
        "package main\nimport \"os\"\nfunc main() { for { os.Stdout.WriteString(\"line\\n\") } }\n";
    let path = file("pipe", "endless.go", text);
    let mut child = minigo(&["run", path.to_str().expect("it is UTF-8")])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary starts");
    let mut line = String::new();
    let mut stdout = BufReader::new(child.stdout.take().expect("it is piped"));
    stdout.read_line(&mut line).expect("it prints");
    drop(stdout);
    assert_eq!(line, "line\n");
    assert_eq!(child.wait().expect("it ends").code(), Some(141));
}

#[test]
fn excerpts_are_coloured_on_demand_only() {
    let path = file("colors", "x.go", "package main\nfunc main() { x }\n");
    let path = path.to_str().expect("it is UTF-8");
    let (_, _, go) = run(&["check", path]);
    assert!(go.ends_with("x.go:2:15: undefined: x\n"), "{go}");
    let (_, _, plain) = run(&["check", "--format", "human", path]);
    assert!(
        plain.contains("func main() { x }") && !plain.contains('\x1b'),
        "{plain}"
    );
    let (_, _, colored) = run(&["check", "--format", "human", "--color", "always", path]);
    assert!(colored.contains('\x1b'), "{colored}");
    let forced = minigo(&["check", "--format", "human", path])
        .env("FORCE_COLOR", "1")
        .env("NO_COLOR", "1")
        .output()
        .expect("the binary starts");
    assert!(!outcome(forced).2.contains('\x1b'));
}

#[test]
fn every_form_can_be_dumped() {
    let text = "package main\nfunc main() { println(1) }\n";
    for (form, part) in [
        ("tokens", "1:1 Package package\n"),
        ("ast", "Func main"),
        ("bytecode", "func main.main: "),
    ] {
        let (code, stdout, stderr) = run_with_input(&["dump", form, "-"], text);
        assert_eq!(code, Some(0), "{stderr}");
        assert!(stdout.contains(part), "{stdout}");
    }
    let (code, stdout, stderr) =
        run_with_input(&["dump", "tokens", "-"], "package main\nvar x =\n");
    assert_eq!(code, Some(1));
    assert!(stdout.contains("Var var"), "{stdout}");
    assert!(stderr.contains("syntax error"), "{stderr}");
}

#[test]
fn packages_are_checked_and_dumped_like_programs() {
    let folder = "samples/packages/two_packages_of_one_name";
    let (code, _, stderr) = run(&["check", folder, &format!("{folder}/a/util")]);
    assert_eq!(code, Some(0), "{stderr}");
    let (code, stdout, stderr) = run(&["dump", "bytecode", folder]);
    assert_eq!(code, Some(0), "{stderr}");
    for name in ["func main.main:", "func example.com/x/a/util.Name:"] {
        assert!(stdout.contains(name), "{stdout}");
    }
    assert!(!stdout.contains("func fmt."), "{stdout}");
    let (code, _, stderr) = run(&["run", "samples/packages/no/such/folder"]);
    assert_eq!(code, Some(1));
    assert_eq!(
        stderr,
        "stat samples/packages/no/such/folder: no such file or directory\n"
    );
}
