//! The last stage: a compiled program to what it did.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use crate::bytecode::program as bytecode;
use crate::engine::{Config, Engine, Error, InterruptHandle, Outcome};
use crate::sched::clock::{Clock, RealClock, VirtualClock};
use crate::sched::{self, Ending, Settings};
use crate::std as library;
use crate::vm::interrupt::{Interrupt, Limit};
use crate::vm::native::NativeFn;
use crate::vm::stdio::{Meter, Output, Stdio, Surroundings};
use crate::vm::{Limits, LoadError, Vm};

/// A run that has not begun.
pub struct Run {
    engine: Engine,
    program: Program,
    interrupt: Arc<Interrupt>,
}

impl Run {
    pub(super) fn new(engine: Engine, program: Program) -> Run {
        let interrupt = Arc::default();
        Run {
            engine,
            program,
            interrupt,
        }
    }

    /// What stops it, now or later, from any thread.
    pub fn interrupt_handle(&self) -> InterruptHandle {
        InterruptHandle(Arc::clone(&self.interrupt))
    }

    /// As [`Engine::run`].
    pub fn run(self) -> Result<Outcome, Error> {
        self.engine.config.run(&self.program, self.interrupt)
    }
}

/// A compiled program. Cheap to clone; can run any number of times, also at once.
#[derive(Clone, Debug)]
pub struct Program {
    /// What runs.
    pub(crate) code: Arc<bytecode::Program>,
    /// `os.Args[0]`.
    pub(super) name: Arc<str>,
}

impl Program {
    /// Its bytecode, for tools.
    pub fn bytecode(&self) -> &bytecode::Program {
        &self.code
    }
}

impl Config {
    /// Runs a program from its beginning to its end.
    fn run(&self, program: &Program, interrupt: Arc<Interrupt>) -> Result<Outcome, Error> {
        let seed = self.seed.unwrap_or_else(draw_seed);
        let limits = Limits {
            hash_seed: seed,
            ..self.limits
        };
        let vm = Vm::new(
            program.code.clone(),
            natives(&program.code)?,
            limits,
            self.surroundings(program, interrupt),
        )?;
        let clock: Box<dyn Clock> = match self.virtual_time {
            true => Box::new(VirtualClock::default()),
            false => Box::new(RealClock::new()),
        };
        let settings = Settings {
            workers: self.workers,
            seed,
            clock,
        };
        outcome(&self.limits, sched::run(&vm, settings))
    }

    fn surroundings(&self, program: &Program, interrupt: Arc<Interrupt>) -> Surroundings {
        let name = program.name.to_string();
        let meter = (self.limits.output).map(|limit| Meter::new(limit, Arc::clone(&interrupt)));
        Surroundings {
            stdio: Stdio {
                stdin: self.stdin.clone(),
                stdout: Output::new(self.stdout.clone()).with_meter(meter.clone()),
                stderr: Output::new(self.stderr.clone()).with_meter(meter),
                sigpipe: self.sigpipe,
            },
            args: std::iter::once(name)
                .chain(self.args.iter().cloned())
                .collect(),
            workers: self.workers,
            interrupt,
        }
    }
}

/// The functions that the program's natives stand for.
fn natives(program: &bytecode::Program) -> Result<Box<[NativeFn]>, Error> {
    let find = |decl: &bytecode::NativeDecl| {
        let missing = || Error::Internal(format!("the library lacks the native {}", decl.name));
        library::find_native(&decl.name).ok_or_else(missing)
    };
    program.natives.iter().map(find).collect()
}

fn outcome(limits: &Limits, ending: Ending) -> Result<Outcome, Error> {
    let error = match ending {
        Ending::Exit(exit_code) => return Ok(Outcome { exit_code }),
        Ending::Fatal(text) if text.starts_with("panic: ") => Error::Panic(text),
        Ending::Fatal(text) if text.starts_with("runtime: goroutine stack exceeds") => {
            Error::StackOverflow(text)
        }
        Ending::Fatal(text) => Error::Fatal(text),
        Ending::Deadlock(text) => Error::Deadlock(text),
        Ending::Internal(text) => Error::Internal(text),
        Ending::Limit(limit) => {
            let text = limits.text(limit);
            match limit {
                Limit::Memory => Error::MemoryLimit(text),
                Limit::Instructions => Error::InstructionLimit(text),
                Limit::Time => Error::TimeLimit(text),
                Limit::Goroutines => Error::GoroutineLimit(text),
                Limit::Output => Error::OutputLimit(text),
                Limit::Interrupted => Error::Interrupted(text),
            }
        }
    };
    Err(error)
}

impl From<LoadError> for Error {
    fn from(error: LoadError) -> Error {
        Error::Internal(error.to_string())
    }
}

/// A seed that differs from run to run: the keys of the standard library's hash tables do.
fn draw_seed() -> u64 {
    RandomState::new().hash_one(0u64)
}
