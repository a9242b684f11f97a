//! Runs a [`Program`], one goroutine slice at a time.
//!
//! The VM knows neither the source language's syntax nor who schedules it: the scheduler hands a goroutine to
//! [`Ctx::run_slice`] on some thread and gets a [`Step`] back; what happens to other goroutines on the way (a receiver
//! becomes ready, a new one starts) goes through [`Host`]. A goroutine has exactly one owner, the holder of its [`G`].
//! Allocation never collects: it only asks for a collection, and the running goroutine comes back to its worker at its
//! next taken jump or call, so between two instructions nothing moves and nothing is freed.

pub(crate) mod chan;
pub mod eq;
pub mod fault;
pub mod goroutine;
pub mod heap;
pub mod iface;
pub mod map;
pub mod native;
pub(crate) mod select;
pub(crate) mod sema;
pub mod slice;
pub mod stdio;
pub mod string;
pub mod timer;
pub mod unwind;
pub mod value;
#[cfg(test)]
mod value_tests;
pub(crate) mod waiter;

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use crate::bytecode::program::Program;
use crate::vm::goroutine::{G, Goroutines, WaitReason};
use crate::vm::native::{HostJob, NativeFn};
use crate::vm::sema::Semas;
use crate::vm::timer::{Now, Timers};

/// What the workers of one VM share.
pub struct Vm {
    /// What it runs.
    pub program: Arc<Program>,
    /// Its limits.
    pub limits: Limits,
    /// The package-level variables: roots of the collector.
    pub globals: Box<[AtomicU64]>,
    /// All its goroutines: their stacks are roots.
    pub goroutines: Goroutines,
    /// Who sleeps until when, and other timers: some of them are roots.
    pub timers: Timers,
    /// Who waits for a lock.
    pub(crate) semas: Semas,
    natives: Box<[NativeFn]>,
}

/// What a guest may use.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Words of one goroutine's stack; more is Go's `stack overflow`.
    pub stack_slots: u32,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            stack_slots: 32 << 20,
        }
    }
}

impl Vm {
    /// A VM that has not run anything. `natives` are the functions of [`Program::natives`], in that order.
    pub fn new(program: Arc<Program>, natives: Box<[NativeFn]>, limits: Limits) -> Vm {
        let globals = (0..program.global_words).map(|_| AtomicU64::new(0));
        Vm {
            limits,
            globals: globals.collect(),
            goroutines: Goroutines::default(),
            timers: Timers::default(),
            semas: Semas::default(),
            natives,
            program,
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
    Fatal(String),
}

/// A [`HostJob`] that can be shown.
pub struct Job(pub HostJob);

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Job")
    }
}

/// One worker's access to a VM: what instructions and natives work on.
pub struct Ctx<'a> {
    /// The VM.
    pub vm: &'a Vm,
    /// The scheduler.
    pub host: &'a dyn Host,
    g: Option<G>,
}

impl<'a> Ctx<'a> {
    /// A worker's context.
    pub fn new(vm: &'a Vm, host: &'a dyn Host) -> Ctx<'a> {
        Ctx { vm, host, g: None }
    }

    /// The running goroutine. While an instruction runs that can park, its `ip` is the instruction after it.
    pub fn g(&mut self) -> &mut G {
        self.g.as_mut().expect("instructions run in a goroutine")
    }

    /// Gives the running goroutine away, to be parked; the instruction must then end with `Parked`.
    pub fn take_goroutine(&mut self) -> G {
        self.g.take().expect("instructions run in a goroutine")
    }

    /// The goroutine that runs `program.entry`.
    pub fn main_goroutine(&mut self) -> G {
        let entry = &self.vm.program.funcs[self.vm.program.entry];
        self.vm.goroutines.take(u32::from(entry.nslots) + 1)
    }
}
