//! Reports about goroutines that cannot go on, through the library: values with names and places, at once or on demand.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use minigo::engine::report::{Kind, Report, ResourceKind};
use minigo::{Buffer, Builder, Engine, Error, Program};
use parking_lot::Mutex;

fn compile(text: &str) -> Program {
    let engine = Engine::builder().build();
    engine.compile("prog.go", text).expect("it compiles")
}

fn deadlock(text: &str) -> Report {
    let engine = Engine::builder().build();
    match engine.run(&compile(text)) {
        Err(Error::Deadlock(deadlock)) => deadlock.report(),
        other => panic!("no deadlock: {other:?}"),
    }
}

/// Standard input that is at its end once the test says so.
struct Held(Receiver<()>);

impl Read for Held {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        // The sender may be gone, which means the same.
        let _ = self.0.recv();
        Ok(0)
    }
}

fn held() -> (Sender<()>, Builder) {
    let (end, held) = channel();
    (end, Engine::builder().stdin(Held(held)))
}

#[test]
fn a_deadlock_is_a_value() {
    let report = deadlock(
        r#"package main

func main() {
	c := make(chan int, 1)
	c <- 1
	c <- 2
}
"#,
    );
    assert_eq!(report.kind, Kind::Deadlock);
    assert_eq!((report.total, report.cycles.len()), (1, 0));
    let main = &report.goroutines[0];
    assert_eq!((main.id, main.state), (1, "chan send"));
    assert_eq!(main.at.as_ref().map(|at| at.line), Some(6));
    let channel = &main.waits_for[0];
    let (send, capacity) = (true, 1);
    assert_eq!(channel.kind, ResourceKind::Channel { send, capacity });
    assert_eq!(channel.name.as_deref(), Some("c"));
    let made = channel.made_at.as_ref().expect("the program made it");
    assert_eq!((made.file.as_str(), made.line), ("prog.go", 4));
    assert_eq!(made.function, "main.main");
}

#[test]
fn locks_have_holders() {
    let report = deadlock(
        r#"package main

import "sync"

var mu sync.Mutex

func main() {
	locked := make(chan bool)
	go func() {
		mu.Lock()
		locked <- true
		select {}
	}()
	<-locked
	mu.Lock()
}
"#,
    );
    let main = &report.goroutines[0];
    let lock = &main.waits_for[0];
    assert_eq!((lock.kind, lock.held_by), (ResourceKind::Mutex, Some(2)));
    assert_eq!(lock.made_at.as_ref().map(|at| at.line), Some(5));
    assert_eq!(lock.locked_at.as_ref().map(|at| at.line), Some(10));
}

/// Main reads until the end of its input, which comes when the cycle has been told.
const LOCK_CYCLE: &str = r#"package main

import (
	"os"
	"sync"
)

func main() {
	var mu, nu sync.Mutex
	ready, both := make(chan bool), make(chan bool)
	turn := func(first, second *sync.Mutex) {
		first.Lock()
		ready <- true
		<-both
		second.Lock()
	}
	go turn(&mu, &nu)
	<-ready
	go turn(&nu, &mu)
	<-ready
	close(both)
	os.Stdin.Read(make([]byte, 1))
	println("goes on")
}
"#;

#[test]
fn a_cycle_of_locks_is_told_when_it_forms() {
    for workers in [1, 4] {
        let (end, builder) = held();
        let told = Buffer::default();
        let output = Buffer::default();
        let (out, end) = (told.clone(), Mutex::new(Some(end)));
        let engine = builder
            .workers(workers)
            .stderr(output.clone())
            .on_lock_cycle(move |report| {
                let text = report.to_string();
                io::Write::write_all(&mut out.clone(), text.as_bytes()).expect("a buffer");
                drop(end.lock().take());
            })
            .build();
        let outcome = engine.run(&compile(LOCK_CYCLE)).expect("main returns");
        assert_eq!(
            (outcome.exit_code, output.text().as_str()),
            (0, "goes on\n")
        );
        let told = told.text();
        let first = told.lines().next().unwrap_or_default();
        assert_eq!(
            first,
            "lock cycle: goroutine 2 holds first (prog.go:12) and waits for second, held by goroutine 3 as first, \
             which waits for second, held by goroutine 2 as first"
        );
        assert!(
            told.contains("unless another goroutine unlocks one of them"),
            "{told}"
        );
    }
}

/// A mutex may be unlocked by another goroutine: who locks it twice does not wait for ever.
#[test]
fn a_lock_that_is_handed_over_is_no_cycle() {
    let program = compile(
        r#"package main

import "sync"

func main() {
	for range 100 {
		var mu sync.Mutex
		mu.Lock()
		go mu.Unlock()
		mu.Lock()
	}
}
"#,
    );
    let engine = Engine::builder().on_lock_cycle(|report| panic!("{report}"));
    let outcome = engine.build().run(&program).expect("main returns");
    assert_eq!(outcome.exit_code, 0);
}

#[test]
fn a_channel_knows_who_sent_last() {
    let report = deadlock(
        r#"package main

func main() {
	c, done := make(chan int, 2), make(chan bool)
	go func() {
		c <- 1
		c <- 2
		done <- true
	}()
	<-done
	<-c
	<-c
	go func() { <-c }()
	<-done
}
"#,
    );
    let waits_for = |at: usize| &report.goroutines[at].waits_for[0];
    let line = |at| waits_for(at).last_used_at.as_ref().map(|at| at.line);
    assert_eq!((waits_for(0).last_used_by, line(0)), (Some(2), Some(8)));
    assert_eq!((waits_for(1).last_used_by, line(1)), (Some(2), Some(7)));
    let mut findings = report.findings.iter();
    let told = findings.any(|finding| {
        let mut labels = finding.labels.iter();
        labels.any(|it| {
            it.message == "c was last used here: goroutine 2 sent on it and has ended since"
        })
    });
    assert!(told, "{report}");
}

/// A reader that another goroutine has unlocked keeps nobody waiting, whatever the one that has locked does.
#[test]
fn a_read_lock_that_is_handed_over_is_no_cycle() {
    let program = compile(
        r#"package main

import "sync"

func main() {
	for range 100 {
		var rw sync.RWMutex
		var mu sync.Mutex
		rw.RLock()
		handed := make(chan bool)
		go func() {
			rw.RLock()
			rw.RUnlock()
			rw.RUnlock()
			rw.RLock()
			mu.Lock()
			handed <- true
			rw.RUnlock()
			rw.Lock()
			mu.Unlock()
		}()
		<-handed
		mu.Lock()
	}
}
"#,
    );
    for workers in [1, 4] {
        let engine = Engine::builder().workers(workers);
        let engine = engine.on_lock_cycle(|report| panic!("{report}"));
        let outcome = engine.build().run(&program).expect("main returns");
        assert_eq!(outcome.exit_code, 0);
    }
}

/// A cycle through the first of several readers.
const READER_CYCLE: &str = r#"package main

import (
	"os"
	"sync"
)

func main() {
	var rw sync.RWMutex
	var mu sync.Mutex
	ready, both := make(chan bool), make(chan bool)
	go func() {
		rw.RLock()
		ready <- true
		<-both
		mu.Lock()
	}()
	<-ready
	for range 3 {
		go func() {
			rw.RLock()
			ready <- true
			select {}
		}()
		<-ready
	}
	go func() {
		mu.Lock()
		ready <- true
		<-both
		rw.Lock()
	}()
	<-ready
	close(both)
	os.Stdin.Read(make([]byte, 1))
}
"#;

#[test]
fn a_cycle_through_a_reader_is_told_when_it_forms() {
    for workers in [1, 4] {
        let (end, builder) = held();
        let told = Buffer::default();
        let (out, end) = (told.clone(), Mutex::new(Some(end)));
        let engine = builder
            .workers(workers)
            .on_lock_cycle(move |report| {
                assert_eq!(report.cycles, [[2, 6]]);
                let writer = &report.goroutines[1].waits_for[0];
                assert_eq!(writer.kind, ResourceKind::RwMutex { readers: 4 });
                assert_eq!(writer.read_by, [2, 3, 4, 5]);
                assert_eq!(writer.held_by, None, "it is the writer itself");
                let text = report.findings[0].message.clone();
                io::Write::write_all(&mut out.clone(), text.as_bytes()).expect("a buffer");
                drop(end.lock().take());
            })
            .build();
        let outcome = engine.run(&compile(READER_CYCLE)).expect("main returns");
        assert_eq!(outcome.exit_code, 0);
        assert_eq!(
            told.text(),
            "goroutine 2 holds rw for reading (prog.go:13) and waits for mu, held by goroutine 6, which waits to lock rw for writing"
        );
    }
}

#[test]
fn a_copy_of_a_locked_mutex_has_no_holder() {
    let report = deadlock(
        r#"package main

import "sync"

func main() {
	var mu sync.Mutex
	mu.Lock()
	twin := mu
	twin.Lock()
}
"#,
    );
    let lock = &report.goroutines[0].waits_for[0];
    assert_eq!((lock.held_by, lock.copied), (None, true));
    assert_eq!(lock.made_at.as_ref().map(|at| at.line), Some(8));
}

#[test]
fn a_context_is_made_where_the_program_says_so() {
    let report = deadlock(
        r#"package main

import (
	"context"
	"time"
)

func main() {
	parent, _ := context.WithCancel(context.Background())
	go wait(parent)
	ctx, cancel := context.WithTimeout(parent, time.Hour)
	cancel()
	<-ctx.Done()
	select {}
}

func wait(ctx context.Context) { <-ctx.Done() }
"#,
    );
    let channel = &report.goroutines[1].waits_for[0];
    assert_eq!(channel.made_by.as_deref(), Some("context.WithCancel"));
    let made = channel.made_at.as_ref().expect("the program made it");
    assert_eq!((made.function.as_str(), made.line), ("main.main", 9));
}

const LEAKS_ONE: &str = r#"package main

import "os"

func main() {
	go func() { make(chan int) <- 1 }()
	kept := make(chan int)
	go func() { <-kept }()
	for range 2 {
		os.Stdin.Read(make([]byte, 1))
	}
	kept <- 1
}
"#;

#[test]
fn leaks_are_found_on_demand() {
    for workers in [1, 4] {
        let (end, builder) = held();
        let engine = builder.workers(workers).build();
        let run = engine.prepare(&compile(LEAKS_ONE));
        let inspector = run.inspector();
        let running = thread::spawn(move || run.run());
        // Both goroutines need a moment until they wait.
        let leaks = loop {
            let leaks = inspector.leaks().expect("it runs until its input ends");
            assert!(leaks.count() <= 1, "{}", leaks.report());
            if leaks.count() == 1 {
                break leaks.report();
            }
        };
        assert_eq!(leaks.goroutines[0].state, "chan send");
        assert_eq!(
            leaks.goroutines[0].started_at.as_ref().map(|at| at.line),
            Some(6)
        );
        drop(end);
        let outcome = running.join().expect("no panic").expect("main returns");
        assert!(outcome.leaks.is_none(), "nobody asked");
        assert!(inspector.leaks().is_none(), "it is over");
    }
}

#[test]
fn a_run_that_never_begins_has_no_leaks() {
    let engine = Engine::builder().build();
    let run = engine.prepare(&compile(LEAKS_ONE));
    let inspector = run.inspector();
    drop(run);
    assert!(inspector.leaks().is_none());
}

#[test]
fn leaks_are_counted_when_main_returns() {
    let program = compile(
        r#"package main

import "runtime"

func main() {
	for range 20000 {
		c := make(chan int)
		go func() { <-c }()
	}
	for range 10 {
		runtime.Gosched()
	}
}
"#,
    );
    let engine = Engine::builder().workers(1).leaks(true).build();
    let outcome = engine.run(&program).expect("main returns");
    let leaks = outcome.leaks.expect("they were asked for");
    assert_eq!(leaks.count(), 20_000);
    let report = leaks.report();
    assert_eq!(
        (report.goroutines.len(), report.findings.len()),
        (10_000, 1)
    );
    assert!(
        report
            .to_string()
            .ends_with("leak: 10000 more goroutines\n"),
        "{report}"
    );
}

/// A program that runs into cycles again and again neither floods the host with reports nor takes long over each lock.
#[test]
fn of_many_cycles_only_some_are_told() {
    let program = compile(
        r#"package main

import (
	"sync"
	"time"
)

func main() {
	var rw sync.RWMutex
	var all sync.WaitGroup
	all.Add(200)
	for range 200 {
		go func() {
			rw.RLock()
			all.Done()
			all.Wait()
			rw.Lock()
		}()
	}
	all.Wait()
	for rw.TryRLock() {
		rw.RUnlock()
	}
	time.Sleep(100 * time.Millisecond)
}
"#,
    );
    let told = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&told);
    let engine = Engine::builder().on_lock_cycle(move |_| _ = count.fetch_add(1, Relaxed));
    let outcome = engine.build().run(&program).expect("main returns");
    assert_eq!(outcome.exit_code, 0);
    let told = told.load(Relaxed);
    assert!((1..=16).contains(&told), "{told}");
}
