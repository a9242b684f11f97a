//! The pipeline, from the text of a program to what it did: load → parse → check → compile → run, each stage a struct
//! whose method gives the next, and the API that a host application uses.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;

use crate::diag::Diagnostic;
use crate::source::SourceMap;
use crate::vm::Limits;
use crate::vm::stdio::{Sink, Source};

mod buffer;
mod constraint;
mod dump;
mod inspector;
mod interrupt;
mod load;
mod module;
mod packages;
pub mod report;
mod run;
mod sources;
mod tree;

pub use buffer::Buffer;
pub use dump::Stage;
pub use inspector::Inspector;
pub use interrupt::InterruptHandle;
pub use run::{Program, Run};
pub use sources::Sources;

use load::{Goal, Loaded};
use report::{Deadlock, Leaks, Report};

/// Compiles and runs programs. Cheap to make; engines do not know of each other.
#[derive(Clone)]
pub struct Engine {
    config: Arc<Config>,
}

/// How programs run; see [`Builder`].
struct Config {
    args: Vec<String>,
    workers: usize,
    seed: Option<u64>,
    limits: Limits,
    virtual_time: bool,
    sigpipe: bool,
    leaks: bool,
    on_lock_cycle: Option<OnLockCycle>,
    stdin: Source,
    stdout: Sink,
    stderr: Sink,
}

type OnLockCycle = Arc<dyn Fn(&Report) + Send + Sync>;

/// Sets up an [`Engine`]. Unless told otherwise, programs get no input and no arguments, their output is thrown away, and they run
/// on all cores.
pub struct Builder {
    config: Config,
}

impl Engine {
    /// Begins to set up an engine.
    pub fn builder() -> Builder {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Builder {
            config: Config {
                args: Vec::new(),
                workers: cores,
                seed: None,
                limits: Limits::default(),
                virtual_time: false,
                sigpipe: false,
                leaks: false,
                on_lock_cycle: None,
                stdin: Arc::new(Mutex::new(io::empty())),
                stdout: Arc::new(Mutex::new(io::sink())),
                stderr: Arc::new(Mutex::new(io::sink())),
            },
        }
    }

    /// Compiles a program of one file; `name` is what messages call it. Bytes that are not UTF-8 are mistakes.
    pub fn compile(&self, name: &str, text: impl AsRef<[u8]>) -> Result<Program, CompileError> {
        self.compile_sources(&Sources::text(name, text))
    }

    /// Compiles a program of one file on disk and the packages of its module that it imports.
    pub fn compile_file(&self, path: &Path) -> Result<Program, CompileError> {
        self.compile_sources(&Sources::files([path]))
    }

    /// Compiles a program of any number of files and packages.
    pub fn compile_sources(&self, sources: &Sources) -> Result<Program, CompileError> {
        let loaded = Loaded::new(sources)?;
        on_big_stack(|| loaded.parse(Goal::Run)?.check(Goal::Run)?.compile())
    }

    /// Runs a program from its beginning to its end. What Go prints about a failure is on the program's standard error before
    /// this returns, and no thread and no memory of the run is left, except a thread inside a read that does not return.
    pub fn run(&self, program: &Program) -> Result<Outcome, Error> {
        self.prepare(program).run()
    }

    /// Prepares a run that other threads can stop; see [`Run::interrupt_handle`].
    pub fn prepare(&self, program: &Program) -> Run {
        Run::new(self.clone(), program.clone())
    }

    /// Checks a package of one file; `name` is what messages call it. It need not be a whole program: see [`Engine::compile`].
    pub fn check(&self, name: &str, text: impl AsRef<[u8]>) -> Result<(), CompileError> {
        self.check_sources(&Sources::text(name, text))
    }

    /// As [`Engine::check`], for a file on disk.
    pub fn check_file(&self, path: &Path) -> Result<(), CompileError> {
        self.check_sources(&Sources::files([path]))
    }

    /// As [`Engine::check`], for a package of any number of files and those that it imports.
    pub fn check_sources(&self, sources: &Sources) -> Result<(), CompileError> {
        let loaded = Loaded::new(sources)?;
        on_big_stack(|| loaded.parse(Goal::Check)?.check(Goal::Check).map(|_| ()))
    }
}

impl Builder {
    /// What `os.Args[1:]` holds.
    pub fn args(mut self, args: impl IntoIterator<Item = impl Into<String>>) -> Builder {
        self.config.args = args.into_iter().map(Into::into).collect();
        self
    }

    /// On how many threads goroutines run; at least one. With one, the seed decides the whole schedule.
    pub fn workers(mut self, workers: usize) -> Builder {
        self.config.workers = workers.clamp(1, 256);
        self
    }

    /// Where everything random comes from: select, map order, math/rand. Otherwise each run draws a seed.
    pub fn seed(mut self, seed: u64) -> Builder {
        self.config.seed = Some(seed);
        self
    }

    /// How many bytes the heap of a run and its goroutines' stacks may grow to, 4 GiB unless set; at least 256 KiB. The end
    /// of a run that needs more is [`Error::MemoryLimit`].
    pub fn memory_limit(mut self, bytes: u64) -> Builder {
        self.config.limits.heap.limit = bytes.max(256 << 10);
        self
    }

    /// How many jumps and calls all goroutines may make together, then [`Error::InstructionLimit`]. Exact with one worker;
    /// with several, goroutines that run at the same time may be stopped some ten thousand early.
    pub fn instruction_limit(mut self, jumps_and_calls: u64) -> Builder {
        self.config.limits.instructions = Some(jumps_and_calls);
        self
    }

    /// How long a run may take on the host's clock, then [`Error::TimeLimit`].
    pub fn time_limit(mut self, time: Duration) -> Builder {
        self.config.limits.time = Some(time);
        self
    }

    /// How many goroutines may exist at once, at least one, then [`Error::GoroutineLimit`].
    pub fn goroutine_limit(mut self, goroutines: u64) -> Builder {
        self.config.limits.goroutines = Some(goroutines.max(1));
        self
    }

    /// How large the stack of a goroutine may grow, then [`Error::StackOverflow`]; at least 1 KiB, at most 16 GiB.
    pub fn stack_limit(mut self, bytes: u64) -> Builder {
        let slots = (bytes / 8).clamp(128, u64::from(u32::MAX >> 1));
        self.config.limits.stack_slots = slots as u32;
        self
    }

    /// How many bytes the program may write to standard output and standard error together, then [`Error::OutputLimit`].
    pub fn output_limit(mut self, bytes: u64) -> Builder {
        self.config.limits.output = Some(bytes);
        self
    }

    /// Collects garbage whenever so many bytes have been allocated, instead of when it pays: to look for mistakes in the VM.
    pub fn collect_every(mut self, bytes: u64) -> Builder {
        self.config.limits.heap.collect_every = Some(bytes);
        self
    }

    /// Lets time stand still while anything runs, and jump to the next timer when nothing does.
    pub fn virtual_time(mut self, on: bool) -> Builder {
        self.config.virtual_time = on;
        self
    }

    /// Ends a program that writes into a closed pipe, with exit code 141, instead of giving it the error.
    pub fn sigpipe(mut self, on: bool) -> Builder {
        self.config.sigpipe = on;
        self
    }

    /// Looks for leaked goroutines when main has returned: see [`Outcome::leaks`] and, at other times, [`Inspector::leaks`].
    pub fn leaks(mut self, on: bool) -> Builder {
        self.config.leaks = on;
        self
    }

    /// Has a function called when goroutines have come to wait for each other's locks in a cycle, at once, while others can go on
    /// (when none can, the run ends with [`Error::Deadlock`], whose report has the cycle). It is called on a thread that runs
    /// goroutines, which wait until it returns, and for the first 16 cycles of a run only.
    pub fn on_lock_cycle(mut self, tell: impl Fn(&Report) + Send + Sync + 'static) -> Builder {
        self.config.on_lock_cycle = Some(Arc::new(tell));
        self
    }

    /// What the program reads.
    pub fn stdin(mut self, stdin: impl Read + Send + 'static) -> Builder {
        self.config.stdin = Arc::new(Mutex::new(stdin));
        self
    }

    /// Where its output goes.
    pub fn stdout(mut self, stdout: impl Write + Send + 'static) -> Builder {
        self.config.stdout = Arc::new(Mutex::new(stdout));
        self
    }

    /// Where its error output goes, with what Go itself prints: panics, fatal errors, `println`.
    pub fn stderr(mut self, stderr: impl Write + Send + 'static) -> Builder {
        self.config.stderr = Arc::new(Mutex::new(stderr));
        self
    }

    /// The engine.
    pub fn build(self) -> Engine {
        Engine {
            config: Arc::new(self.config),
        }
    }
}

/// Why a text is not a program.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CompileError {
    /// The file cannot be read.
    #[error("{}: {error}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The compiler has found mistakes.
    #[error("{} mistakes", diagnostics.len())]
    Invalid {
        /// What is wrong, in the order in which gc finds it; [`crate::diag::Renderer`] prints it.
        diagnostics: Vec<Diagnostic>,
        /// What the diagnostics point into.
        sources: Arc<SourceMap>,
    },
}

/// How a program ended that ended by itself.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Outcome {
    /// 0 if main returned, or what `os.Exit` was given, as the operating system sees it: 0 to 255.
    pub exit_code: i32,
    /// The goroutines that were leaked when main returned, if [`Builder::leaks`] asked for them.
    pub leaks: Option<Leaks>,
}

/// How a program ended that Go ends with exit code 2, or that the host stopped. The text is what was written to its standard error.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A panic that nobody recovered.
    #[error("{0}")]
    Panic(String),
    /// `fatal error: …`: concurrent map writes, …
    #[error("{0}")]
    Fatal(String),
    /// Nothing could ever happen again; the value tells who waits for what.
    #[error("{0}")]
    Deadlock(Box<Deadlock>),
    /// A stack has reached its limit.
    #[error("{0}")]
    StackOverflow(String),
    /// See [`Builder::memory_limit`].
    #[error("{0}")]
    MemoryLimit(String),
    /// See [`Builder::instruction_limit`].
    #[error("{0}")]
    InstructionLimit(String),
    /// See [`Builder::time_limit`].
    #[error("{0}")]
    TimeLimit(String),
    /// See [`Builder::goroutine_limit`].
    #[error("{0}")]
    GoroutineLimit(String),
    /// See [`Builder::output_limit`].
    #[error("{0}")]
    OutputLimit(String),
    /// See [`InterruptHandle`].
    #[error("{0}")]
    Interrupted(String),
    /// A mistake in minigo itself.
    #[error("internal error: {0}")]
    Internal(String),
}

impl Error {
    /// What a process ends with: 2 as in Go, but 124 as with timeout(1) if its time was up.
    pub fn exit_code(&self) -> i32 {
        match self {
            Error::TimeLimit(_) => 124,
            _ => 2,
        }
    }
}

/// Runs a pass of the front end where deep nesting cannot overflow the stack.
fn on_big_stack<T: Send>(pass: impl FnOnce() -> T + Send) -> T {
    /// Reserved, not committed: only what is touched counts.
    const STACK: usize = 512 << 20;
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        match thread.spawn_scoped(scope, pass) {
            Ok(thread) => match thread.join() {
                Ok(result) => result,
                Err(panic) => std::panic::resume_unwind(panic),
            },
            Err(error) => panic!("no thread for the compiler: {error}"),
        }
    })
}
