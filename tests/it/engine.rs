//! The library from outside: programs as values, failures as values, nothing left behind.

use std::io::{self, Write};
use std::time::Duration;

use minigo::{Buffer, Builder, CompileError, Engine, Error, Program, Sources};

fn compile(text: &str) -> Program {
    let engine = Engine::builder().build();
    engine.compile("prog.go", text).expect("it compiles")
}

/// Runs a program; gives how it ended, its output and its error output.
fn run(builder: Builder, program: &Program) -> (Result<i32, Error>, String, String) {
    let (stdout, stderr) = (Buffer::default(), Buffer::default());
    let builder = builder.stdout(stdout.clone()).stderr(stderr.clone());
    let result = builder.build().run(program);
    let code = result.map(|outcome| outcome.exit_code);
    (code, stdout.text(), stderr.text())
}

const RACE: &str = r#"
package main

import "os"

func main() {
	c, done := make(chan byte, 4), make(chan bool)
	for i := byte(0); i < 8; i++ {
		go func() {
			for j := 0; j < 200; j++ {
				select {
				case c <- 'a' + i:
				case c <- 'A' + i:
				}
			}
			done <- true
		}()
	}
	var order []byte
	for left := 8; left > 0; {
		select {
		case b := <-c:
			order = append(order, b)
		case <-done:
			left--
		}
	}
	os.Stdout.Write(order)
}
"#;

#[test]
fn one_worker_and_a_seed_make_a_schedule() {
    let program = compile(RACE);
    let output = |seed| run(Engine::builder().workers(1).seed(seed), &program).1;
    let first = output(7);
    assert_eq!(first, output(7));
    assert_ne!(first, output(8));
    assert!(first.len() > 1000);
}

#[test]
fn a_program_runs_many_times_at_once() {
    let program = compile(RACE);
    std::thread::scope(|scope| {
        for workers in [1, 1, 2, 3] {
            let program = program.clone();
            scope.spawn(move || {
                for _ in 0..5 {
                    let (code, output, _) = run(Engine::builder().workers(workers), &program);
                    assert!(matches!(code, Ok(0)), "{code:?}");
                    assert!(output.len() > 1000);
                }
            });
        }
    });
}

#[test]
fn failures_are_values_and_are_printed() {
    let cases = [
        (
            "panic(\"boom\")",
            "panic: boom\n\ngoroutine 1 [running]:\nmain.main(...)\n",
        ),
        (
            "var c chan int; <-c",
            "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [",
        ),
        (
            "var m map[string]int; m[\"a\"] = 1",
            "panic: assignment to entry in nil map\n",
        ),
    ];
    for (body, expected) in cases {
        let program = compile(&format!("package main\nfunc main() {{ {body} }}\n"));
        let (code, _, stderr) = run(Engine::builder(), &program);
        let error = code.expect_err("it fails");
        assert_eq!(error.exit_code(), 2);
        assert_eq!(error.to_string(), stderr);
        assert!(stderr.starts_with(expected), "{stderr}");
    }
    let program = compile("package main\nfunc main() { var c chan int; <-c }\n");
    assert!(matches!(
        run(Engine::builder(), &program).0,
        Err(Error::Deadlock(_))
    ));
}

#[test]
fn mistakes_are_values() {
    let engine = Engine::builder().build();
    let error = engine.compile("prog.go", "package main\nfunc main() { x := 1 }\n");
    let Err(CompileError::Invalid { diagnostics, .. }) = error else {
        panic!("it does not compile");
    };
    assert_eq!(diagnostics[0].message, "declared and not used: x");
}

#[test]
fn exit_codes_are_those_of_a_process() {
    let program =
        compile("package main\nimport \"os\"\nfunc main() { go os.Exit(-1); select {} }\n");
    assert!(matches!(run(Engine::builder(), &program).0, Ok(255)));
}

struct Broken;

impl Write for Broken {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

const ENDLESS_OUTPUT: &str = r#"
package main

import "os"

func main() {
	for {
		if _, err := os.Stdout.WriteString("hello\n"); err != nil {
			os.Exit(3)
		}
	}
}
"#;

#[test]
fn a_closed_pipe_is_an_error_or_ends_the_program() {
    let program = compile(ENDLESS_OUTPUT);
    let code = |sigpipe| {
        let engine = Engine::builder().sigpipe(sigpipe).stdout(Broken).build();
        engine.run(&program).map(|outcome| outcome.exit_code)
    };
    assert!(matches!(code(false), Ok(3)));
    assert!(matches!(code(true), Ok(141)));
}

#[test]
fn virtual_time_passes_when_all_sleep() {
    let program = compile(
        r#"
package main

import (
	"fmt"
	"time"
)

func main() {
	start := time.Now()
	go func() {
		time.Sleep(time.Hour)
		fmt.Println("an hour")
	}()
	select {
	case <-time.After(24 * time.Hour):
	}
	fmt.Println(time.Since(start))
}
"#,
    );
    let started = std::time::Instant::now();
    for workers in [1, 4] {
        let (code, output, _) = run(
            Engine::builder().workers(workers).virtual_time(true),
            &program,
        );
        assert!(matches!(code, Ok(0)));
        assert_eq!(output, "an hour\n24h0m0s\n");
    }
    assert!(started.elapsed() < Duration::from_secs(60));
}

/// Threads of this process that read for a program; no other test has any.
#[cfg(target_os = "linux")]
fn reading_threads() -> usize {
    let tasks = std::fs::read_dir("/proc/self/task").expect("Linux has it");
    let names =
        tasks.filter_map(|task| std::fs::read_to_string(task.ok()?.path().join("comm")).ok());
    names.filter(|name| name.starts_with("minigo host")).count()
}

#[test]
#[cfg(target_os = "linux")]
fn input_is_read_while_others_run_and_no_thread_is_left() {
    let program = compile(
        r#"
package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	lines := make(chan string)
	go func() {
		defer close(lines)
		scanner := bufio.NewScanner(os.Stdin)
		for scanner.Scan() {
			lines <- scanner.Text()
		}
	}()
	for line := range lines {
		fmt.Println("got", line)
	}
}
"#,
    );
    for _ in 0..20 {
        let input = io::Cursor::new("one\ntwo\nthree");
        let (code, output, _) = run(Engine::builder().workers(2).stdin(input), &program);
        assert!(matches!(code, Ok(0)), "{code:?}");
        assert_eq!(output, "got one\ngot two\ngot three\n");
    }
    for _ in 0..500 {
        if reading_threads() == 0 {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("{} threads are left", reading_threads());
}

#[test]
fn packages_in_memory() {
    let sources = Sources::memory()
        .file("go.mod", "module example.com/x")
        .file("lib/a.go", "package lib\nfunc F() string { return g() }")
        .file("lib/b.go", "package lib\nfunc g() string { return \"g\" }")
        .file("lib/c_windows.go", "nonsense")
        .file(
            "cmd/tool/main.go",
            "package main\nimport \"example.com/x/lib\"\nfunc main() { println(lib.F()) }",
        );
    let engine = Engine::builder().build();
    let program = sources.clone().package("cmd/tool");
    let program = engine.compile_sources(&program).expect("it compiles");
    assert_eq!(run(Engine::builder(), &program).2, "g\n");
    assert!(
        engine
            .check_sources(&sources.clone().package("lib"))
            .is_ok()
    );
    assert!(
        engine
            .compile_sources(&sources.clone().package("lib"))
            .is_err()
    );
    assert!(engine.compile_sources(&sources).is_err());
}

#[test]
fn a_text_looks_at_no_files() {
    let engine = Engine::builder().build();
    // Its name is one of a file beside which there would be a module with this package.
    let name = "samples/packages/two_packages_of_one_name/main.go";
    let text = "package main\nimport \"example.com/x/a/util\"\nfunc main() { util.Name() }";
    let Err(CompileError::Invalid { diagnostics, .. }) = engine.compile(name, text) else {
        panic!("it finds a package on disk");
    };
    assert!(
        diagnostics[0]
            .message
            .starts_with("no required module provides package")
    );
    let sources = Sources::dir("samples/packages/two_packages_of_one_name");
    assert!(engine.compile_sources(&sources).is_ok());
}
