//! The pipeline, from the text of a program to what it did: load → parse → check → compile → run, each stage a struct
//! whose method gives the next, and the API that a host application uses.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parking_lot::Mutex;

use crate::diag::Diagnostic;
use crate::source::SourceMap;
use crate::vm::stdio::{Sink, Source};

mod buffer;
mod dump;
mod load;
mod run;

pub use buffer::Buffer;
pub use dump::Stage;
pub use run::Program;

use load::{Goal, Loaded};

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
    memory_limit: u64,
    collect_every: Option<u64>,
    virtual_time: bool,
    sigpipe: bool,
    stdin: Source,
    stdout: Sink,
    stderr: Sink,
}

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
                memory_limit: 4 << 30,
                collect_every: None,
                virtual_time: false,
                sigpipe: false,
                stdin: Arc::new(Mutex::new(io::empty())),
                stdout: Arc::new(Mutex::new(io::sink())),
                stderr: Arc::new(Mutex::new(io::sink())),
            },
        }
    }

    /// Compiles a program of one file; `name` is what messages call it. Bytes that are not UTF-8 are mistakes.
    pub fn compile(&self, name: &str, text: impl AsRef<[u8]>) -> Result<Program, CompileError> {
        let loaded = Loaded::new(name, text);
        on_big_stack(|| loaded.parse(Goal::Run)?.check(Goal::Run)?.compile(name))
    }

    /// As [`Engine::compile`], for a file.
    pub fn compile_file(&self, path: &Path) -> Result<Program, CompileError> {
        let loaded = Loaded::from_file(path)?;
        on_big_stack(|| {
            loaded
                .parse(Goal::Run)?
                .check(Goal::Run)?
                .compile(&path.to_string_lossy())
        })
    }

    /// Runs a program from its beginning to its end. What Go prints about a failure is on the program's standard error before
    /// this returns, and no thread and no memory of the run is left, except a thread inside a read that does not return.
    pub fn run(&self, program: &Program) -> Result<Outcome, Error> {
        self.config.run(program)
    }

    /// Checks a package of one file; `name` is what messages call it. It need not be a whole program: see [`Engine::compile`].
    pub fn check(&self, name: &str, text: impl AsRef<[u8]>) -> Result<(), CompileError> {
        let loaded = Loaded::new(name, text);
        on_big_stack(|| loaded.parse(Goal::Check)?.check(Goal::Check).map(|_| ()))
    }

    /// As [`Engine::check`], for a file.
    pub fn check_file(&self, path: &Path) -> Result<(), CompileError> {
        let loaded = Loaded::from_file(path)?;
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

    /// How many bytes the heap of a run may grow to.
    pub fn memory_limit(mut self, bytes: u64) -> Builder {
        self.config.memory_limit = bytes;
        self
    }

    /// Collects garbage whenever so many bytes have been allocated, instead of when it pays: to look for mistakes in the VM.
    pub fn collect_every(mut self, bytes: u64) -> Builder {
        self.config.collect_every = Some(bytes);
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
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// 0 if main returned, or what `os.Exit` was given, as the operating system sees it: 0 to 255.
    pub exit_code: i32,
}

/// How a program ended that Go ends with exit code 2. The text is what was written to its standard error.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A panic that nobody recovered.
    #[error("{0}")]
    Panic(String),
    /// `fatal error: …`: concurrent map writes, stack overflow, out of memory, …
    #[error("{0}")]
    Fatal(String),
    /// Nothing could ever happen again.
    #[error("{0}")]
    Deadlock(String),
    /// A mistake in minigo itself.
    #[error("internal error: {0}")]
    Internal(String),
}

impl Error {
    /// What a Go process would end with.
    pub fn exit_code(&self) -> i32 {
        2
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
