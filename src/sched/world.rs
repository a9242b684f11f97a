//! Stopping the world: all workers stand still while one of them works on memory that everybody shares.
//!
//! A worker is *inside* while it may run guest code or touch the heap, and *outside* while it sleeps. The collector needs
//! every other worker outside or paused:
//!  1. the requester sets `stopping` (under the lock) and raises the flag that the dispatch's budget check and the worker
//!     loop read;
//!  2. a running goroutine comes back to its worker at its next budget check, and the worker calls [`World::pause`];
//!     a worker that wants to wake up waits in [`World::enter`];
//!  3. when the requester is the only one inside, it does its work, lowers the flag and lets the others go on.
//!
//! A collector that has much to mark calls for help: workers that stand still go to [`Heap::help_mark`], and sleeping ones
//! are woken for it, but no more than there are cores for. They are still outside; the collector waits for them itself.
//!
//! If two workers ask at once, the second pauses for the first and is told that it was not the one, so that two requests for
//! a collection give one collection.
#![allow(
    unsafe_code,
    reason = "only who has stopped the world may look at the goroutines and collect"
)]

use std::sync::Arc;

use super::clock::Clock;
use super::sync::{AtomicBool, Condvar, Mutex, MutexGuard, Ordering, Unparker};
use crate::vm::Vm;
use crate::vm::goroutine::Goroutine;
use crate::vm::heap::{Heap, Marker, Standstill};

/// Who is inside.
pub(super) struct World {
    /// Raised while somebody wants the world to stop; read often, so apart from the lock.
    flag: AtomicBool,
    state: Mutex<State>,
    alone: Condvar,
    resumed: Condvar,
    heap: Arc<Heap>,
    /// Wakes each worker if it sleeps.
    unparkers: Box<[Unparker]>,
    /// How many workers may help the collector.
    most_helpers: usize,
}

struct State {
    inside: usize,
    stopping: bool,
    /// Calls for help so far, and the workers that follow one.
    calls: u64,
    helpers: usize,
}

impl World {
    /// A world with nobody inside, in which workers with these unparkers will share the heap.
    pub(super) fn new(heap: Arc<Heap>, unparkers: Box<[Unparker]>) -> World {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        World {
            flag: AtomicBool::new(false),
            state: Mutex::new(State {
                inside: 0,
                stopping: false,
                calls: 0,
                helpers: 0,
            }),
            alone: Condvar::new(),
            resumed: Condvar::new(),
            heap,
            most_helpers: cores.min(unparkers.len()).saturating_sub(1),
            unparkers,
        }
    }

    /// Whether the caller, who is inside, should [`World::pause`] soon.
    pub(super) fn wants_pause(&self) -> bool {
        self.flag.load(Ordering::Relaxed)
    }

    /// Comes inside, once the world is not stopped.
    pub(super) fn enter(&self) {
        let mut state = self.state.lock();
        self.wait_for_resume(&mut state);
        state.inside += 1;
    }

    /// Goes outside: from here on the caller touches nothing that a collector looks at.
    pub(super) fn leave(&self) {
        self.state.lock().inside -= 1;
        self.alone.notify_all();
    }

    /// Stands still, if somebody wants that, until the world goes on.
    pub(super) fn pause(&self) {
        let mut state = self.state.lock();
        self.stand_still(&mut state);
    }

    /// Stops the world, does `work` while the caller is alone inside, and lets the world go on. `None` if another stop came
    /// first; it is over by then.
    pub(super) fn stop<T>(&self, work: impl FnOnce(&Stopped) -> T) -> Option<T> {
        let mut state = self.state.lock();
        if state.stopping {
            self.stand_still(&mut state);
            return None;
        }
        state.stopping = true;
        self.flag.store(true, Ordering::SeqCst);
        while state.inside > 1 {
            self.alone.wait(&mut state);
        }
        drop(state);
        let resume = Resume(self);
        let result = work(&Stopped(self));
        drop(resume);
        Some(result)
    }

    /// As [`World::stop`], but waits until no other stop comes first.
    pub(super) fn stop_for<T>(&self, mut work: impl FnMut(&Stopped) -> T) -> T {
        loop {
            if let Some(result) = self.stop(&mut work) {
                return result;
            }
        }
    }

    /// Frees what the program cannot reach any more, unless somebody else does.
    pub(super) fn collect(&self, vm: &Vm, clock: &dyn Clock) {
        let begin = clock.monotonic();
        let work = |stopped: &Stopped<'_>| {
            if vm.heap.collection_due() {
                stopped.collect(vm);
                let nanos = clock.monotonic().saturating_sub(begin);
                vm.heap.note_pause(nanos as u64, clock.wall() as u64);
            }
        };
        // A stop that comes first may be for something else.
        while vm.heap.collection_due() && self.stop(work).is_none() {}
    }

    fn stand_still(&self, state: &mut MutexGuard<'_, State>) {
        if !state.stopping {
            return;
        }
        state.inside -= 1;
        self.alone.notify_all();
        self.wait_for_resume(state);
        state.inside += 1;
    }

    fn wait_for_resume(&self, state: &mut MutexGuard<'_, State>) {
        let mut answered = 0;
        while state.stopping {
            if state.calls == answered || state.helpers >= self.most_helpers {
                self.resumed.wait(state);
                continue;
            }
            answered = state.calls;
            state.helpers += 1;
            // SAFETY: the caller stands outside, and the world stays stopped until the collector has seen it leave.
            MutexGuard::unlocked(state, || unsafe { self.heap.help_mark() });
            state.helpers -= 1;
        }
    }

    /// Has workers that stand still come to [`Heap::help_mark`].
    fn call_for_help(&self) {
        self.state.lock().calls += 1;
        self.resumed.notify_all();
        let enough = self.unparkers.iter().take(self.most_helpers + 1);
        enough.for_each(Unparker::unpark);
    }
}

/// Nobody else is inside.
pub(super) struct Stopped<'w>(&'w World);

impl Stopped<'_> {
    fn still(&self) -> Standstill<'_> {
        // SAFETY: nobody else is inside; others come back in only when this is gone; the lock of `World` orders what they did.
        unsafe { Standstill::of(self) }
    }

    /// Visits every goroutine.
    pub(super) fn for_each_goroutine(&self, vm: &Vm, mut visit: impl FnMut(&mut Goroutine)) {
        vm.goroutines.for_each(self.still(), |_, g| visit(g));
    }

    /// Visits every goroutine with its place in the table.
    pub(super) fn for_each_goroutine_at(&self, vm: &Vm, visit: impl FnMut(usize, &mut Goroutine)) {
        vm.goroutines.for_each(self.still(), visit);
    }

    /// Visits the goroutine at a place in the table.
    pub(super) fn visit_goroutine_at(
        &self,
        vm: &Vm,
        at: usize,
        visit: impl FnOnce(&mut Goroutine),
    ) {
        vm.goroutines.visit(self.still(), at, visit);
    }

    /// Collects garbage; `mark` marks from every word through which the program may still reach an object.
    /// Nobody helps, so that the marker can watch objects.
    pub(super) fn collect_with(&self, vm: &Vm, mark: &mut dyn FnMut(&mut Marker<'_>)) {
        vm.heap.collect(self.still(), None, mark);
    }

    fn collect(&self, vm: &Vm) {
        let call = || self.0.call_for_help();
        let mark = &mut |marker: &mut Marker<'_>| {
            vm.visit_roots(self.still(), &mut |word| marker.mark_word(word));
            vm.timers().for_each_root(|word| marker.mark_word(word));
        };
        let call: Option<&dyn Fn()> = (self.0.most_helpers > 0).then_some(&call);
        vm.heap.collect_unless_stopped(self.still(), call, mark);
    }
}

/// Lets the world go on, even if the work panicked.
struct Resume<'a>(&'a World);

impl Drop for Resume<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state.lock();
        state.stopping = false;
        self.0.flag.store(false, Ordering::SeqCst);
        self.0.resumed.notify_all();
    }
}
