//! Runs goroutines: a VM that has not run anything goes in, how the program ended comes out.
//!
//! Each worker is one OS thread (the first is the caller's) with a queue of its own and one *run-next* slot. Whoever
//! becomes ready goes into the slot of the worker that made it ready, because the two have just exchanged something and the
//! other side is about to wait; what was in the slot moves to the queue, where others may steal it. There is also one queue
//! for all, for what comes from outside and, now and then, for goroutines that were preempted.
//!
//! A worker takes, in this order: every 61st time, due timers and the queue for all; its slot, but not too often in a row;
//! its queue; the queue for all; half of another's queue. Then it sleeps ([`idle`]).
//!
//! A goroutine comes back to its worker with a [`Step`](crate::vm::Step): it waits somewhere, it is finished, or its slice
//! is used up. Slices are counted in jumps and calls, not in time, so that one worker with one seed always makes the same
//! schedule. They are also what lets the world stop ([`world`]) and the run end: no flag is read between instructions.
//!
//! **Ending.** The first worker with a reason to end (main returned, `os.Exit`, a panic, a deadlock, a limit, a request from
//! outside) records it; the others leave at the end of their slices, and [`run`] returns when all have left. Threads that are inside a blocking call of the host
//! cannot be waited for; they own nothing of the VM ([`host`]).

pub mod clock;
mod fuel;
mod host;
mod idle;
#[cfg(test)]
mod idle_tests;
mod leak;
#[cfg(test)]
#[allow(
    clippy::duplicate_mod,
    reason = "the models compile the protocols' files over other types"
)]
mod models;
mod pace;
mod report;
mod sync;
#[cfg(test)]
mod tests;
mod watch;
mod worker;
mod world;
#[cfg(test)]
mod world_tests;

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Instant;

use crossbeam_deque::{Injector, Stealer};
use crossbeam_utils::CachePadded;
use crossbeam_utils::sync::Parker;
use parking_lot::Mutex;

use crate::sched::clock::Clock;
use crate::sched::fuel::Fuel;
use crate::sched::host::HostCalls;
use crate::sched::idle::{Idle, Outside};
use crate::sched::watch::Watch;
use crate::sched::worker::Worker;
use crate::sched::world::World;
use crate::vm::goroutine::G;
use crate::vm::interrupt::Limit;
use crate::vm::stdio::SIGPIPE_EXIT;
use crate::vm::wait_graph::Stuck;
use crate::vm::{Death, Vm};

/// How to run.
pub struct Settings {
    /// On how many threads.
    pub workers: usize,
    /// Where everything random comes from.
    pub seed: u64,
    /// The time.
    pub clock: Box<dyn Clock>,
    /// Look for leaked goroutines when main has returned.
    pub leaks: bool,
    /// Called, on a worker, with goroutines that hold and wait for locks in a cycle, when it has formed and others can go on.
    pub on_lock_cycle: Option<OnLockCycle>,
}

/// See [`Settings::on_lock_cycle`].
pub type OnLockCycle = Box<dyn Fn(Stuck) + Send + Sync>;

/// How a program ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ending {
    /// Main returned (0), or `os.Exit`.
    Exit(i32),
    /// Main returned, and leaked goroutines were looked for.
    Returned(Box<Stuck>),
    /// A panic or a fatal error; the text is what Go prints.
    Fatal(Death, String),
    /// All goroutines are asleep; the text is what Go prints.
    Deadlock(String, Box<Stuck>),
    /// A limit was reached, or somebody stopped the run.
    Limit(Limit),
    /// A bug of the VM.
    Internal(String),
}

/// What the workers share.
struct Shared<'vm> {
    vm: &'vm Vm,
    clock: Box<dyn Clock>,
    injector: Injector<G>,
    peers: Box<[CachePadded<Peer>]>,
    idle: Idle,
    /// Workers that have stepped back.
    resting: AtomicUsize,
    world: World,
    host_calls: HostCalls,
    fuel: Fuel,
    leaks: bool,
    on_lock_cycle: Option<OnLockCycle>,
    /// Main called `runtime.Goexit`.
    main_is_gone: AtomicBool,
    /// Nobody takes another goroutine.
    over: AtomicBool,
    ending: Mutex<Option<Ending>>,
}

/// What a worker shows to the others.
struct Peer {
    stealer: Stealer<G>,
    /// Whether others may steal out of its queue. Only the worker itself changes that.
    offered: AtomicBool,
}

impl Peer {
    fn new(queue: &crossbeam_deque::Worker<G>) -> Peer {
        Peer {
            stealer: queue.stealer(),
            offered: AtomicBool::new(false),
        }
    }

    fn is_offered(&self) -> bool {
        self.offered.load(Ordering::Relaxed)
    }

    fn offer(&self, offered: bool) {
        self.offered.store(offered, Ordering::Relaxed);
    }
}

/// Runs the program of a fresh VM to its end.
pub fn run(vm: &Vm, settings: Settings) -> Ending {
    let parkers: Vec<Parker> = (0..settings.workers.max(1))
        .map(|_| Parker::new())
        .collect();
    let unparkers = parkers.iter().map(|parker| parker.unparker().clone());
    let queues: Vec<_> = parkers
        .iter()
        .map(|_| crossbeam_deque::Worker::new_fifo())
        .collect();
    let shared = Shared {
        vm,
        clock: settings.clock,
        injector: Injector::new(),
        peers: queues
            .iter()
            .map(|queue| CachePadded::new(Peer::new(queue)))
            .collect(),
        idle: Idle::new(unparkers.clone().collect()),
        resting: AtomicUsize::new(0),
        world: World::new(vm.heap.clone(), unparkers.clone().collect()),
        host_calls: HostCalls::new(unparkers.clone().collect()),
        fuel: Fuel::new(vm.limits.instructions),
        leaks: settings.leaks,
        on_lock_cycle: settings.on_lock_cycle,
        main_is_gone: AtomicBool::new(false),
        over: AtomicBool::new(false),
        ending: Mutex::new(None),
    };
    let unparkers: Vec<_> = unparkers.collect();
    let wake = move || unparkers.iter().for_each(|unparker| unparker.unpark());
    vm.interrupt.waker.set(Some(Box::new(wake.clone())));
    vm.inspection.waker.set(Some(Box::new(wake)));
    let workers = parkers.into_iter().zip(queues).enumerate();
    let mut workers =
        workers.map(|(id, (parker, queue))| Worker::new(id, settings.seed, &shared, queue, parker));
    let first = workers.next();
    let (start, watch) = (Instant::now(), Watch::default());
    std::thread::scope(|scope| {
        if let Some(limit) = vm.limits.time {
            let thread = std::thread::Builder::new().name("minigo time limit".into());
            let watch = &watch;
            let watch = move || watch.wait(start, limit, &vm.interrupt);
            if thread.spawn_scoped(scope, watch).is_err() {
                shared.end(Ending::Internal("the host gives no more threads".into()));
            }
        }
        for worker in workers {
            let name = format!("minigo worker {}", worker.id());
            let thread = std::thread::Builder::new().name(name);
            // With fewer threads the program runs all the same, as long as the first worker does.
            if thread.spawn_scoped(scope, move || worker.run()).is_err() {
                shared.end(Ending::Internal("the host gives no more threads".into()));
            }
        }
        if let Some(first) = first {
            first.run_main();
        }
        watch.end();
    });
    vm.interrupt.waker.set(None);
    vm.inspection.waker.set(None);
    shared.host_calls.close();
    finish(vm, shared.ending.into_inner())
}

/// Writes what is left to write.
fn finish(vm: &Vm, ending: Option<Ending>) -> Ending {
    let ending = ending.unwrap_or(Ending::Internal("the workers left for no reason".into()));
    let flushed = vm.stdio.stdout.flush();
    let broken = flushed.is_err_and(|error| vm.stdio.is_fatal(&error));
    match &ending {
        Ending::Fatal(_, text) | Ending::Deadlock(text, _) => {
            // There is nobody left to tell that standard error is broken.
            let _ = vm.stdio.write_last_words(text);
        }
        Ending::Limit(limit) => {
            let _ = vm.stdio.write_last_words(&vm.limits.text(*limit));
        }
        Ending::Exit(_) | Ending::Returned(_) if broken => {
            return Ending::Exit(SIGPIPE_EXIT);
        }
        Ending::Exit(_) | Ending::Returned(_) | Ending::Internal(_) => {}
    }
    ending
}

impl Shared<'_> {
    /// Ends the run; the first reason counts, but a request to stop comes before all.
    fn end(&self, ending: Ending) {
        let ending = self.vm.interrupt.requested().map_or(ending, Ending::Limit);
        self.ending.lock().get_or_insert(ending);
        self.over.store(true, Ordering::SeqCst);
        self.idle.end();
    }

    /// How many workers neither sleep nor rest.
    fn working(&self) -> u64 {
        let idle = self.idle.sleeping() + self.resting.load(Ordering::Relaxed);
        self.peers.len().saturating_sub(idle) as u64
    }

    fn is_over(&self) -> bool {
        if let Some(limit) = self.vm.interrupt.requested() {
            self.end(Ending::Limit(limit));
        }
        self.over.load(Ordering::Relaxed)
    }
}

impl Outside for Shared<'_> {
    fn has_work(&self) -> bool {
        !self.injector.is_empty()
            || self.host_calls.has_results()
            || (self.peers.iter()).any(|peer| peer.is_offered() && !peer.stealer.is_empty())
    }

    fn has_host_calls(&self) -> bool {
        self.host_calls.in_flight()
    }

    fn next_timer(&self) -> Option<i64> {
        self.vm.timers.next()
    }

    fn clock(&self) -> &dyn Clock {
        &*self.clock
    }
}
