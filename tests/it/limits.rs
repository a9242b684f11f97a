//! Limits as a host sees them: how a run ends, and that nothing of it is left.

use std::io::{self, Read, Write};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use minigo::{Buffer, Builder, Engine, Error, Program};

fn compile(text: &str) -> Program {
    let engine = Engine::builder().build();
    engine.compile("prog.go", text).expect("it compiles")
}

/// Runs a program that fails; gives the error and its error output.
fn fail(builder: Builder, program: &Program) -> (Error, String) {
    let stderr = Buffer::default();
    let engine = builder.stderr(stderr.clone()).build();
    let error = engine.run(program).expect_err("a limit ends it");
    (error, stderr.text())
}

const SPIN: &str = "package main\nfunc main() { for {} }\n";

#[test]
fn each_limit_has_its_error() {
    let spin = compile(SPIN);
    let (error, text) = fail(Engine::builder().instruction_limit(100_000), &spin);
    assert!(matches!(error, Error::InstructionLimit(_)), "{error:?}");
    assert_eq!(text, error.to_string());
    assert_eq!(error.exit_code(), 2);
    let time = Duration::from_millis(50);
    let (error, _) = fail(Engine::builder().time_limit(time), &spin);
    assert!(matches!(error, Error::TimeLimit(_)), "{error:?}");
    assert_eq!(error.exit_code(), 124);
    let grow = compile("package main\nvar s []int\nfunc main() { for { s = append(s, 1) } }\n");
    let (error, text) = fail(Engine::builder().memory_limit(8 << 20), &grow);
    assert!(matches!(error, Error::MemoryLimit(_)), "{error:?}");
    assert!(
        text.ends_with("minigo: memory limit of 8 MiB reached\n"),
        "{text}"
    );
    let deep = compile("package main\nfunc f() { f(); f() }\nfunc main() { f() }\n");
    let (error, _) = fail(Engine::builder().stack_limit(64 << 10), &deep);
    assert!(matches!(error, Error::StackOverflow(_)), "{error:?}");
    let many = compile("package main\nfunc main() { for { go func() { select {} }() } }\n");
    let (error, _) = fail(Engine::builder().goroutine_limit(10), &many);
    assert!(matches!(error, Error::GoroutineLimit(_)), "{error:?}");
    let talk = compile("package main\nfunc main() { for { println(1) } }\n");
    let (error, text) = fail(Engine::builder().output_limit(6), &talk);
    assert!(matches!(error, Error::OutputLimit(_)), "{error:?}");
    assert_eq!(text, "1\n1\n1\nminigo: output limit of 6 bytes reached\n");
}

#[test]
fn instructions_are_counted_exactly() {
    // The loop jumps once per iteration; what else the program does is the same each time.
    let program = |n: u32| {
        compile(&format!(
            "package main\nvar x int\nfunc main() {{ for i := 0; i < {n}; i++ {{ x += i }} }}\n"
        ))
    };
    let ends = |n, limit| {
        let engine = Engine::builder()
            .workers(1)
            .instruction_limit(limit)
            .build();
        engine.run(&program(n)).is_ok()
    };
    let needed = |n: u32| {
        let (mut low, mut high) = (u64::from(n), u64::from(n) + 5_000);
        while low < high {
            let middle = (low + high) / 2;
            if ends(n, middle) {
                high = middle
            } else {
                low = middle + 1
            }
        }
        low
    };
    let difference = needed(50_000) - needed(20_000);
    assert!((29_990..30_010).contains(&difference), "{difference}");
}

/// A reader that says when it is asked and never answers.
struct Silence(mpsc::Sender<()>);

impl Read for Silence {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        let _ = self.0.send(());
        loop {
            std::thread::park();
        }
    }
}

/// A Go function that makes a value of few bytes which takes 2^60 steps to compare or hash: its parts are shared.
const DOUBLED: &str = "func doubled() (x any) { for range 60 { x = [2]any{x, x} }; return x }\n";

#[test]
fn one_instruction_ends_with_the_instruction_limit() {
    for body in [
        "println(doubled() == doubled())",
        "println(map[any]int{}[doubled()])",
    ] {
        let source = format!("package main\n{DOUBLED}func main() {{ {body} }}\n");
        let engine = Engine::builder().instruction_limit(100_000).build();
        let result = engine.run(&compile(&source));
        assert!(
            matches!(result, Err(Error::InstructionLimit(_))),
            "{result:?}"
        );
    }
}

#[test]
fn an_interrupt_stops_whatever_goes_on() {
    let bodies = [
        "for {}",
        "for { go func() {}() }",
        "time.Sleep(time.Hour)",
        "go func() { for {} }(); select {}",
        "x := make([]int, 1<<20); for { for i := range x { x[i] = -i }; sort.Ints(x) }",
        "for { s := strings.Repeat(\"ab\", 1<<20); _ = s == strings.Clone(s) }",
        "time.AfterFunc(time.Hour, func() {}); select {}",
        // One instruction that takes longer than anybody has.
        "x, y := doubled(), doubled(); println(x == y)",
        "m := map[any]int{}; m[doubled()]++",
    ];
    for body in bodies {
        for workers in [1, 3] {
            let program = compile(&format!(
                "package main\nimport (\"sort\"; \"strings\"; \"time\")\nvar _ = sort.Ints\nvar _ = strings.Repeat\nvar _ = time.Sleep\n{DOUBLED}func main() {{ {body} }}\n"
            ));
            let run = Engine::builder().workers(workers).build().prepare(&program);
            let handle = run.interrupt_handle();
            let thread = std::thread::spawn(move || run.run());
            std::thread::sleep(Duration::from_millis(20));
            let asked = Instant::now();
            handle.clone().interrupt();
            let result = thread.join().expect("no panic");
            assert!(
                matches!(result, Err(Error::Interrupted(_))),
                "{body}: {result:?}"
            );
            assert!(asked.elapsed() < Duration::from_secs(5), "{body}");
        }
    }
}

#[test]
fn an_interrupt_abandons_a_read() {
    let program =
        compile("package main\nimport \"os\"\nfunc main() { os.Stdin.Read(make([]byte, 1)) }\n");
    let (sender, asked) = mpsc::channel();
    let run = Engine::builder()
        .stdin(Silence(sender))
        .build()
        .prepare(&program);
    let handle = run.interrupt_handle();
    let thread = std::thread::spawn(move || run.run());
    asked.recv().expect("it reads");
    handle.interrupt();
    let result = thread.join().expect("no panic");
    assert!(matches!(result, Err(Error::Interrupted(_))), "{result:?}");
}

/// A writer that says when it is given something and never returns.
struct Wall(mpsc::Sender<()>);

impl Write for Wall {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        let _ = self.0.send(());
        loop {
            std::thread::park();
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn an_interrupt_abandons_a_write() {
    let bodies = [
        "print(1)",
        "fmt.Print(1); time.Sleep(time.Hour)",
        "for { go fmt.Println(1) }",
        "go func() { for { runtime.GC() } }(); for { print(1) }",
        // It has ended already when it is told to; only the words are not read.
        "fmt.Print(1); panic(2)",
    ];
    for body in bodies {
        for workers in [1, 3] {
            let program = compile(&format!(
                "package main\nimport (\"fmt\"; \"time\"; \"runtime\")\nvar _, _, _ = fmt.Print, time.Hour, runtime.GC\nfunc main() {{ {body} }}\n"
            ));
            let (sender, asked) = mpsc::channel();
            let run = Engine::builder()
                .workers(workers)
                .stdout(Wall(sender.clone()))
                .stderr(Wall(sender))
                .build()
                .prepare(&program);
            let handle = run.interrupt_handle();
            let thread = std::thread::spawn(move || run.run());
            asked.recv().expect("it writes");
            handle.interrupt();
            let result = thread.join().expect("no panic");
            let expected = match result {
                Err(Error::Panic(_)) => body.contains("panic"),
                ref other => matches!(other, Err(Error::Interrupted(_))),
            };
            assert!(expected, "{body}: {result:?}");
        }
    }
}

#[test]
fn a_writer_that_panics_is_an_error() {
    struct Broken;
    impl Write for Broken {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            panic!("on purpose");
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let program = compile("package main\nfunc main() { println(1) }\n");
    let run = Engine::builder().stderr(Broken).build().prepare(&program);
    let _handle = run.interrupt_handle();
    assert!(matches!(run.run(), Ok(outcome) if outcome.exit_code == 0));
}

#[test]
fn an_interrupt_before_the_run_counts() {
    let run = Engine::builder().build().prepare(&compile(SPIN));
    run.interrupt_handle().interrupt();
    assert!(matches!(run.run(), Err(Error::Interrupted(_))));
}

/// Resident bytes of this process.
#[cfg(target_os = "linux")]
fn resident() -> u64 {
    let text = std::fs::read_to_string("/proc/self/statm").expect("Linux has it");
    let pages = text
        .split(' ')
        .nth(1)
        .and_then(|pages| pages.parse::<u64>().ok());
    pages.expect("a number") * 4096
}

#[cfg(target_os = "linux")]
const SMALL: &str = r#"
package main

import "strings"

type node struct {
	next *node
	text string
}

func main() {
	var list *node
	c := make(chan int)
	for i := range 20 {
		go func() { c <- i }()
		go func() { select {} }()
		list = &node{list, strings.Repeat("x", 10000)}
		<-c
	}
	m := map[int]*node{}
	for i := range 100 {
		m[i] = list
	}
	panic("the end")
}
"#;

/// In a process of its own, because other tests need memory meanwhile.
#[test]
#[cfg(target_os = "linux")]
fn a_thousand_runs_leave_nothing() {
    const ALONE: &str = "MINIGO_TEST_ALONE";
    if std::env::var_os(ALONE).is_some() {
        return run_a_thousand();
    }
    let this = std::env::current_exe().expect("a test is a program");
    let output = std::process::Command::new(this)
        .args(["--exact", "limits::a_thousand_runs_leave_nothing"])
        .env(ALONE, "1")
        .output();
    let output = output.expect("it starts");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}");
}

#[cfg(target_os = "linux")]
fn run_a_thousand() {
    let program = compile(SMALL);
    let run = || {
        let engine = Engine::builder().workers(2).memory_limit(64 << 20).build();
        assert!(matches!(engine.run(&program), Err(Error::Panic(_))));
    };
    let at_once = || {
        std::thread::scope(|scope| {
            for _ in 0..50 {
                scope.spawn(run);
            }
        });
    };
    (0..100).for_each(|_| run());
    at_once();
    let before = resident();
    (0..1_000).for_each(|_| run());
    at_once();
    let grown = resident().saturating_sub(before);
    assert!(grown < 16 << 20, "{} KiB more", grown >> 10);
    assert!(threads_fall_below(10));
}

/// A joined thread of the test's own may be listed for a moment after it.
#[cfg(target_os = "linux")]
fn threads_fall_below(most: usize) -> bool {
    (0..1_000).any(|_| {
        std::thread::sleep(Duration::from_millis(10));
        let threads = std::fs::read_dir("/proc/self/task").expect("Linux has it");
        threads.count() < most
    })
}
