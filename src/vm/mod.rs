//! Runs a [`Program`], one goroutine slice at a time.
//!
//! The VM knows neither the source language's syntax nor who schedules it: the scheduler hands a goroutine to
//! [`Ctx::run_slice`] on some thread and gets a [`Step`] back; what happens to other goroutines on the way (a receiver
//! becomes ready, a new one starts) goes through [`Host`]. A goroutine has exactly one owner, the holder of its [`G`].
//! Allocation never collects: it only asks for a collection, and the running goroutine comes back to its worker at its
//! next taken jump or call, so between two instructions nothing moves and nothing is freed.

mod chain;
pub(crate) mod chan;
pub(crate) mod code;
mod ctx;
#[allow(
    unsafe_code,
    reason = "handlers run on raw registers; the verifier makes that sound"
)]
pub(crate) mod dispatch;
pub mod eq;
pub mod fault;
mod fuse;
pub mod goroutine;
pub mod heap;
pub(crate) mod holder;
pub mod iface;
pub mod inspection;
pub mod interrupt;
mod itab;
mod last_use;
mod limits;
pub mod lock_cycle;
pub(crate) mod maker;
pub mod map;
pub mod native;
mod operand;
#[allow(
    unsafe_code,
    reason = "handlers run on raw registers; the verifier makes that sound"
)]
pub(crate) mod ops;
mod panic_value;
pub(crate) mod read_locks;
pub(crate) mod rw_mutex;
mod scribe;
pub(crate) mod select;
pub(crate) mod sema;
pub mod slice;
pub mod stdio;
pub mod string;
pub mod timer;
mod timer_queue;
pub mod traceback;
pub mod unwind;
pub mod value;
#[cfg(test)]
mod value_tests;
pub mod wait_graph;
pub mod waker;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::bytecode::program::Program;
use crate::bytecode::verify::verify;
use crate::vm::code::Code;
pub use crate::vm::ctx::Ctx;
use crate::vm::goroutine::{G, Goroutine, Goroutines, Slot, WaitReason};
use crate::vm::heap::{Heap, Standstill};
use crate::vm::iface::Implements;
use crate::vm::inspection::Inspection;
use crate::vm::interrupt::{Interrupt, Limit, Patience};
use crate::vm::itab::Itab;
pub use crate::vm::limits::Limits;
use crate::vm::map::Maps;
use crate::vm::native::{HostJob, NativeFn};
use crate::vm::sema::Semas;
use crate::vm::stdio::{Stdio, Surroundings};
use crate::vm::timer::{Now, Timers, TimersGuard};

/// What the workers of one VM share.
pub struct Vm {
    /// What it runs.
    pub program: Arc<Program>,
    /// Its limits.
    pub limits: Limits,
    /// The request to stop it.
    pub interrupt: Arc<Interrupt>,
    /// What the host wants to know.
    pub inspection: Arc<Inspection>,
    /// Its standard streams.
    pub stdio: Stdio,
    /// `os.Args`.
    pub args: Vec<String>,
    /// What `runtime.NumCPU` says.
    pub workers: usize,
    /// The package-level variables: roots of the collector.
    pub globals: Box<[AtomicU64]>,
    /// All its goroutines: their stacks are roots.
    pub goroutines: Goroutines,
    /// Who sleeps until when, and other timers: some of them are roots.
    pub timers: Timers,
    /// Who waits for a lock.
    pub(crate) semas: Semas,
    /// Its memory.
    pub heap: Arc<Heap>,
    pub(crate) maps: Maps,
    pub(crate) implements: Implements,
    natives: Box<[NativeFn]>,
    code: Code,
    itab: Itab,
}

/// Why a program cannot run.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// It is not well formed: a bug of the compiler.
    #[error("the program is malformed: {0}")]
    Malformed(String),
    /// The host has not enough memory.
    #[error("cannot reserve memory for the heap")]
    Memory,
}

impl Vm {
    /// A VM that has not run anything. `natives` are the functions of [`Program::natives`], in that order.
    pub fn new(
        program: Arc<Program>,
        natives: Box<[NativeFn]>,
        limits: Limits,
        surroundings: Surroundings,
    ) -> Result<Vm, LoadError> {
        verify(&program).map_err(LoadError::Malformed)?;
        if natives.len() != program.natives.len() {
            return Err(LoadError::Malformed("a native is missing".into()));
        }
        let patience = Patience::new(surroundings.interrupt.clone(), limits.instructions);
        let heap = Heap::new(limits.heap, &program.rtypes, patience);
        let globals = (0..program.global_words).map(|_| AtomicU64::new(0));
        Ok(Vm {
            limits,
            interrupt: surroundings.interrupt,
            inspection: surroundings.inspection,
            stdio: surroundings.stdio,
            args: surroundings.args,
            workers: surroundings.workers,
            globals: globals.collect(),
            goroutines: Goroutines::default(),
            timers: Timers::default(),
            semas: Semas::default(),
            heap: heap.map_err(|_| LoadError::Memory)?,
            maps: Maps::new(&program.rtypes, limits.hash_seed),
            implements: Implements::new(&program.rtypes),
            natives,
            code: Code::new(&program, limits.fuse),
            itab: Itab::new(&program),
            program,
        })
    }

    /// Locks the timers.
    pub fn timers(&self) -> TimersGuard<'_> {
        self.timers.lock(&self.heap)
    }

    /// Feeds every word through which the program may reach an object to `visit`, except those of channels, timers and locks,
    /// which the goroutines and the heap lead to or their owners visit.
    pub fn visit_roots(&self, still: Standstill<'_>, visit: &mut dyn FnMut(u64)) {
        for global in &self.globals {
            visit(global.load(Ordering::Relaxed));
        }
        let goroutines = &self.goroutines;
        goroutines.for_each(still, |_, g| self.visit_goroutine(g, visit));
    }

    /// Feeds every word through which a goroutine may reach an object to `visit`.
    pub(crate) fn visit_goroutine(&self, g: &mut Goroutine, visit: &mut dyn FnMut(u64)) {
        let nslots =
            (self.code.locate(g.ip)).map_or(0, |(func, _)| self.program.funcs[func].nslots);
        let top = (g.fp.0 as usize + nslots as usize).min(g.stack.len() as usize);
        g.stack.words()[..top].iter().for_each(|&word| visit(word));
        if g.stack.is_sparse(top as u32)
            && let Some(extent) = self.extent(g)
        {
            let freed = g.stack.shrink(extent);
            self.heap.discharge(8 * u64::from(freed));
        }
        visit(g.wait_object);
        if let Some(unwind) = &g.unwind {
            unwind.visit_roots(visit);
        }
    }

    /// How much of its stack the frames of a goroutine may use without asking again: a frame that has called another one
    /// may reach above it. None if it panics.
    fn extent(&self, g: &Goroutine) -> Option<u32> {
        let base = self.code.exits.goroutine() as u64;
        let (mut ip, mut fp, mut extent) = (g.ip, g.fp.0, 0);
        loop {
            let (func, _) = self.code.locate(ip)?;
            extent = extent.max(fp + u32::from(self.program.funcs[func].nslots));
            let link = g.link(Slot(fp))?;
            if link.ip == base {
                return Some(extent);
            }
            ip = link.ip;
            fp = fp.checked_sub(link.window).filter(|_| link.window > 0)?;
        }
    }
}

/// What the running goroutine may ask of the scheduler. One per worker.
pub trait Host {
    /// The goroutine may run again.
    fn ready(&self, g: G);
    /// A new goroutine may run.
    fn spawn(&self, g: G);
    /// What the VM's clock shows.
    fn now(&self) -> Now;
    /// A number from the VM's seeded source.
    fn random(&self) -> u64;
}

/// How a slice of a goroutine ended.
#[derive(Debug)]
pub enum Step {
    /// It may go on; its budget is used up, somebody asked for a stop, or it called `runtime.Gosched`.
    Yield(G),
    /// It waits in some queue, which owns it.
    Parked,
    /// It sleeps until this time of the monotonic clock.
    Sleep(G, i64),
    /// The job must run on a helper thread; see [`crate::vm::native::Resume::Host`] for what to do with its result.
    HostWait(G, WaitReason, Job),
    /// Its function returned, or `runtime.Goexit` ran its last deferred call (`goexit`): to be given back to [`Vm::goroutines`].
    Exited {
        /// The finished goroutine.
        g: G,
        /// Whether it ended by `runtime.Goexit`.
        goexit: bool,
    },
    /// `os.Exit`.
    Exit(i32),
    /// The program ends with exit code 2. The text is all that goes to stderr, down to the traceback of this goroutine.
    Fatal(Death, String),
    /// It has reached a limit of the VM.
    Limit(Limit),
}

/// What a program dies of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Death {
    /// A panic that nobody recovered.
    Panic,
    /// A stack has reached its limit.
    StackOverflow,
    /// Any other `fatal error`.
    FatalError,
}

/// A [`HostJob`] that can be shown.
pub struct Job(pub HostJob);

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Job")
    }
}

#[cfg(test)]
mod tests;
