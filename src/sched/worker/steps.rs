//! Running a goroutine, and doing what its steps ask for.

use std::sync::atomic::Ordering;

use crate::sched::Ending;
use crate::sched::worker::Running;
use crate::vm::Step;
use crate::vm::goroutine::{G, WaitReason};
use crate::vm::interrupt::Limit;
use crate::vm::stdio::SIGPIPE_EXIT;

/// Jumps and calls in a slice: some tens of microseconds.
const SLICE: i64 = 10_000;
/// Every so many preemptions a goroutine goes to the queue for all, so that other workers' get their turn here.
const SHARE_EVERY: u32 = 64;
/// Standard output is not held back for longer than this, in nanoseconds, as long as somebody runs.
const FLUSH_EVERY: i64 = 5_000_000;

impl Running<'_, '_, '_> {
    /// Runs slices of a goroutine until it has to make way.
    pub(super) fn run_goroutine(&mut self, mut g: G) {
        loop {
            let Some(budget) = self.shared.fuel.take(SLICE) else {
                return self.shared.end(Ending::Limit(Limit::Instructions));
            };
            g.wait = WaitReason::None;
            let step = self.ctx.run_slice(g, budget);
            self.shared.fuel.settle(self.ctx.unused());
            // Before anybody else can run the goroutine: `runtime.GC` returns after the collection.
            if self.shared.vm.heap.collection_due() {
                let shared = self.shared;
                shared.world.collect(shared.vm, &*shared.clock);
            }
            let back = self.follow(step);
            if let Some(cycle) = self.ctx.take_lock_cycle() {
                self.tell_of_cycle(&cycle);
            }
            match back {
                Some(same) => g = same,
                None => return,
            }
        }
    }

    /// Does what a step asks for; gives the goroutine back if it may go on at once.
    fn follow(&mut self, step: Step) -> Option<G> {
        match step {
            Step::Parked => {}
            Step::Yield(g) => return self.make_way(g),
            Step::Sleep(g, until) => return self.put_to_sleep(g, until),
            Step::HostWait(g, reason, job) => self.call_host(g, reason, job),
            Step::Exited { g, goexit } => self.exited(g, goexit),
            Step::Exit(code) => self.shared.end(Ending::Exit(code & 0xff)),
            Step::Fatal(death, text) => self.shared.end(Ending::Fatal(death, text)),
            Step::Limit(limit) => self.shared.end(Ending::Limit(limit)),
        }
        None
    }

    /// The end of a slice: others first, if there are any.
    fn make_way(&mut self, mut g: G) -> Option<G> {
        if self.ctx.unused() <= 0 {
            self.hands.pace.long_slice();
        }
        self.look_outside();
        self.flush_old_output();
        let shared = self.shared;
        let stop = shared.is_over() || shared.world.wants_pause() || shared.vm.inspection.asked();
        if !stop && !self.hands.has_others() {
            return Some(g);
        }
        g.wait = WaitReason::Runnable;
        self.preemptions = self.preemptions.wrapping_add(1);
        if self.hands.has_peers() && self.preemptions.is_multiple_of(SHARE_EVERY) {
            self.shared.injector.push(g);
            self.shared.idle.submitted();
        } else {
            self.hands.enqueue(g);
        }
        None
    }

    fn put_to_sleep(&mut self, mut g: G, until: i64) -> Option<G> {
        if until <= self.shared.clock.monotonic() {
            return self.make_way(g);
        }
        g.wait = WaitReason::Sleep;
        let mut timers = self.shared.vm.timers();
        if timers.reserve(1).is_err() {
            self.shared.end(Ending::Limit(Limit::Memory));
        }
        timers.sleep(g, until);
        None
    }

    fn call_host(&mut self, mut g: G, reason: WaitReason, job: crate::vm::Job) {
        self.flush_output();
        g.wait = reason;
        if self.shared.host_calls.start(g, job).is_err() {
            let text = "the host gives no thread for a blocking call";
            self.shared.end(Ending::Internal(text.into()));
        }
    }

    fn exited(&mut self, g: G, goexit: bool) {
        let main = g.id == 1;
        self.ctx.give_back(g);
        if main && goexit {
            self.shared.main_is_gone.store(true, Ordering::SeqCst);
        } else if main {
            self.shared.end(self.main_returned());
        }
    }

    fn flush_old_output(&mut self) {
        if self.shared.vm.stdio.stdout.is_dirty() {
            let now = self.shared.clock.monotonic();
            if now - self.last_flush > FLUSH_EVERY {
                self.last_flush = now;
                self.flush_output();
            }
        }
    }

    pub(super) fn flush_output(&mut self) {
        let stdio = &self.shared.vm.stdio;
        if let Err(error) = stdio.stdout.flush()
            && stdio.is_fatal(&error)
        {
            self.shared.end(Ending::Exit(SIGPIPE_EXIT));
        }
    }
}
