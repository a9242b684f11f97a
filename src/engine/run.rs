//! The last stage: a compiled program to what it did.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use crate::bytecode::program as bytecode;
use crate::engine::load::Outline;
use crate::engine::report::{Deadlock, Kind, Leaks, Report};
use crate::engine::{Config, Engine, Error, Inspector, InterruptHandle, Outcome};
use crate::sched::clock::{Clock, RealClock, VirtualClock};
use crate::sched::{self, Ending, OnLockCycle, Settings};
use crate::std as library;
use crate::vm::inspection::Inspection;
use crate::vm::interrupt::{Interrupt, Limit};
use crate::vm::native::NativeFn;
use crate::vm::stdio::{Meter, Output, Stdio, Surroundings};
use crate::vm::{Death, Limits, LoadError, Vm};

/// A run that has not begun.
pub struct Run {
    engine: Engine,
    program: Program,
    interrupt: Arc<Interrupt>,
    inspection: Arc<Inspection>,
}

impl Drop for Run {
    fn drop(&mut self) {
        self.inspection.close();
    }
}

impl Run {
    pub(super) fn new(engine: Engine, program: Program) -> Run {
        Run {
            engine,
            program,
            interrupt: Arc::default(),
            inspection: Arc::default(),
        }
    }

    /// What stops it, now or later, from any thread.
    pub fn interrupt_handle(&self) -> InterruptHandle {
        InterruptHandle(Arc::clone(&self.interrupt))
    }

    /// What looks into it, now or later, from any thread.
    pub fn inspector(&self) -> Inspector {
        Inspector {
            inspection: Arc::clone(&self.inspection),
            program: self.program.clone(),
        }
    }

    /// As [`Engine::run`].
    pub fn run(self) -> Result<Outcome, Error> {
        self.engine.config.run(&self)
    }
}

/// A compiled program. Cheap to clone; can run any number of times, also at once.
#[derive(Clone, Debug)]
pub struct Program {
    /// What runs.
    pub(crate) code: Arc<bytecode::Program>,
    /// `os.Args[0]`.
    pub(super) name: Arc<str>,
    /// Its packages.
    pub(super) packages: Arc<[Outline]>,
}

impl Program {
    /// Its bytecode, for tools.
    pub fn bytecode(&self) -> &bytecode::Program {
        &self.code
    }
}

impl Config {
    /// Runs a program from its beginning to its end.
    fn run(&self, run: &Run) -> Result<Outcome, Error> {
        let program = &run.program;
        let seed = self.seed.unwrap_or_else(draw_seed);
        let limits = Limits {
            hash_seed: seed,
            ..self.limits
        };
        let vm = Vm::new(
            program.code.clone(),
            natives(&program.code)?,
            limits,
            self.surroundings(run),
        )?;
        let clock: Box<dyn Clock> = match self.virtual_time {
            true => Box::new(VirtualClock::default()),
            false => Box::new(RealClock::new()),
        };
        let settings = Settings {
            workers: self.workers,
            seed,
            clock,
            leaks: self.leaks,
            on_lock_cycle: self.on_lock_cycle(program),
        };
        outcome(&self.limits, program, sched::run(&vm, settings))
    }

    fn on_lock_cycle(&self, program: &Program) -> Option<OnLockCycle> {
        let (tell, program) = (self.on_lock_cycle.clone()?, program.clone());
        Some(Box::new(move |stuck| {
            let report = Report::new(Kind::Cycle, &stuck, &program);
            // Somebody else may have unlocked a lock in the meantime.
            if !report.cycles.is_empty() {
                tell(&report);
            }
        }))
    }

    fn surroundings(&self, run: &Run) -> Surroundings {
        let name = run.program.name.to_string();
        // The run has one reference; a handle is another.
        let stoppable = self.limits.time.is_some() || Arc::strong_count(&run.interrupt) > 1;
        let interrupt = Arc::clone(&run.interrupt);
        let stopper = stoppable.then(|| Arc::clone(&interrupt));
        let meter = (self.limits.output).map(|limit| Meter::new(limit, Arc::clone(&interrupt)));
        Surroundings {
            stdio: Stdio {
                stdin: self.stdin.clone(),
                stdout: Output::new(self.stdout.clone())
                    .with_meter(meter.clone())
                    .with_interrupt(stopper.clone()),
                stderr: Output::new(self.stderr.clone())
                    .with_meter(meter)
                    .with_interrupt(stopper),
                sigpipe: self.sigpipe,
            },
            args: std::iter::once(name)
                .chain(self.args.iter().cloned())
                .collect(),
            workers: self.workers,
            interrupt,
            inspection: Arc::clone(&run.inspection),
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

fn outcome(limits: &Limits, program: &Program, ending: Ending) -> Result<Outcome, Error> {
    let error = match ending {
        Ending::Exit(exit_code) => {
            let leaks = None;
            return Ok(Outcome { exit_code, leaks });
        }
        Ending::Returned(stuck) => {
            let leaks = Some(Leaks {
                stuck: stuck.into(),
                program: program.clone(),
            });
            let exit_code = 0;
            return Ok(Outcome { exit_code, leaks });
        }
        Ending::Fatal(Death::Panic, text) => Error::Panic(text),
        Ending::Fatal(Death::StackOverflow, text) => Error::StackOverflow(text),
        Ending::Fatal(Death::FatalError, text) => Error::Fatal(text),
        Ending::Deadlock(text, stuck) => Error::Deadlock(Box::new(Deadlock {
            text,
            stuck: stuck.into(),
            program: program.clone(),
        })),
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
