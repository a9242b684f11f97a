//! minigo runs Go: a compiler and a virtual machine with real goroutines, for the command line and inside other programs.
//!
//! ```
//! use minigo::{Buffer, Engine};
//!
//! let output = Buffer::default();
//! let engine = Engine::builder().stdout(output.clone()).build();
//! let program = engine.compile(
//!     "hello.go",
//!     r#"
//!         package main
//!
//!         import "fmt"
//!
//!         func main() {
//!             c := make(chan string)
//!             go func() { c <- "hello" }()
//!             fmt.Println(<-c)
//!         }
//!     "#,
//! )?;
//! let outcome = engine.run(&program)?;
//! assert_eq!(outcome.exit_code, 0);
//! assert_eq!(output.text(), "hello\n");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The folders are the stages, and each opens with what it turns into what:
//!
//! ```text
//! text ─logos→ tokens ─filter→ tokens with ';' and body braces ─LALRPOP→ ast ─check→ Checked ─compile→ Program ─sched+vm→ Outcome
//!         └────────────────────── Diagnostic ─────────────────────────┴──────────┘→ diag (ariadne, or gc's plain text)
//! ```
//!
//! - [`engine`] is the pipeline and the API of this crate.
//! - [`syntax`], [`check`] and [`compile`] turn a text into the [`bytecode`] of a program; [`diag`] prints their complaints.
//! - [`vm`] runs goroutines, a slice at a time: instructions, memory, channels, panics. It knows nothing of threads.
//! - [`sched`] has the threads: it decides who runs, keeps the time, and says so when all goroutines are asleep.
//! - [`std`](mod@std) is the standard library: Go sources, and Rust behind the functions without body.
//!
//! Invariants: imports go one way, `source/index/diag ← syntax ← check ← compile → bytecode ← vm ← sched`, `std` imports only
//! `vm`, and only `engine` imports everything. There is no global mutable state: any number of engines and runs live side
//! by side. Nothing a Go program does can end or hang the host process, except that a run lasts as long as its program.

pub mod bytecode;
pub mod check;
pub mod compile;
pub mod diag;
pub mod engine;
pub mod index;
pub mod sched;
pub mod source;
pub mod std;
pub mod syntax;
pub mod vm;

pub use engine::{
    Buffer, Builder, CompileError, Engine, Error, Inspector, InterruptHandle, Outcome, Program,
    Run, Sources,
};
