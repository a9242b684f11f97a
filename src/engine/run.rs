//! The last stage: a compiled program to what it did.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use crate::bytecode::program as bytecode;
use crate::engine::{Config, Error, Outcome};
use crate::sched::clock::{Clock, RealClock, VirtualClock};
use crate::sched::{self, Ending, Settings};
use crate::std as library;
use crate::vm::heap::HeapConfig;
use crate::vm::native::NativeFn;
use crate::vm::stdio::{Output, Stdio, Surroundings};
use crate::vm::{Limits, LoadError, Vm};

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
    pub(super) fn run(&self, program: &Program) -> Result<Outcome, Error> {
        let seed = self.seed.unwrap_or_else(draw_seed);
        let limits = Limits {
            hash_seed: seed,
            heap: HeapConfig {
                limit: self.memory_limit,
                collect_every: self.collect_every,
            },
            ..Limits::default()
        };
        let vm = Vm::new(
            program.code.clone(),
            natives(&program.code)?,
            limits,
            self.surroundings(program),
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
        outcome(sched::run(&vm, settings))
    }

    fn surroundings(&self, program: &Program) -> Surroundings {
        let name = program.name.to_string();
        Surroundings {
            stdio: Stdio {
                stdin: self.stdin.clone(),
                stdout: Output::new(self.stdout.clone()),
                stderr: Output::new(self.stderr.clone()),
                sigpipe: self.sigpipe,
            },
            args: std::iter::once(name)
                .chain(self.args.iter().cloned())
                .collect(),
            workers: self.workers,
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

fn outcome(ending: Ending) -> Result<Outcome, Error> {
    match ending {
        Ending::Exit(exit_code) => Ok(Outcome { exit_code }),
        Ending::Fatal(text) if text.starts_with("panic: ") => Err(Error::Panic(text)),
        Ending::Fatal(text) => Err(Error::Fatal(text)),
        Ending::Deadlock(text) => Err(Error::Deadlock(text)),
        Ending::Internal(text) => Err(Error::Internal(text)),
    }
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
