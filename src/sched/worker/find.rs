//! Where a worker finds its next goroutine.

use crossbeam_deque::Steal;

use crate::sched::worker::{Running, no_goroutine};
use crate::vm::Host;
use crate::vm::goroutine::{G, WaitReason};

/// How often the common queue and the timers come before everything else.
const COMMON_EVERY: u32 = 61;
/// How many goroutines in a row may come out of the run-next slot while others wait.
const MAX_STREAK: u32 = 32;
/// How often a searcher goes through all queues.
const SEARCH_ROUNDS: u32 = 4;

impl Running<'_, '_, '_> {
    pub(super) fn find(&mut self) -> Option<G> {
        self.picks = self.picks.wrapping_add(1);
        if self.picks.is_multiple_of(COMMON_EVERY) {
            self.look_outside();
            if let Some(g) = self.common() {
                return Some(g);
            }
        }
        self.take_next()
            .or_else(|| self.hands.dequeue())
            .or_else(|| {
                self.look_outside();
                self.hands.dequeue()
            })
            .or_else(|| self.common())
            .or_else(|| self.search())
    }

    fn take_next(&mut self) -> Option<G> {
        let g = self.hands.next.take();
        if g.is_none() {
            self.streak = 0;
            return None;
        }
        self.streak += 1;
        if self.streak <= MAX_STREAK || self.hands.queue.is_empty() {
            return g;
        }
        self.streak = 0;
        if let Some(g) = g {
            self.hands.enqueue(g);
        }
        None
    }

    fn common(&self) -> Option<G> {
        loop {
            match self.shared.injector.steal_batch_and_pop(&self.hands.queue) {
                Steal::Success(g) => {
                    self.hands.offer();
                    return Some(g);
                }
                Steal::Empty => return None,
                Steal::Retry => {}
            }
        }
    }

    /// Looks into the queues that others offer, if not too many do so already.
    fn search(&mut self) -> Option<G> {
        if !self.hands.has_peers() || !(self.searching || self.shared.idle.may_search()) {
            return None;
        }
        self.searching = true;
        for round in 0..SEARCH_ROUNDS {
            if let Some(g) = self.steal() {
                return Some(g);
            }
            for _ in 0..1 << (4 + round) {
                std::hint::spin_loop();
            }
        }
        None
    }

    fn steal(&mut self) -> Option<G> {
        let peers = &self.shared.peers;
        let start = self.hands.random() as usize % peers.len();
        let victims = (0..peers.len()).map(|at| (start + at) % peers.len());
        for victim in victims.filter(|&victim| victim != self.hands.id) {
            while peers[victim].is_offered() {
                match peers[victim].stealer.steal_batch_and_pop(&self.hands.queue) {
                    Steal::Success(g) => {
                        self.hands.offer();
                        return Some(g);
                    }
                    Steal::Empty => break,
                    Steal::Retry => std::hint::spin_loop(),
                }
            }
        }
        self.common()
    }

    /// Takes in what happened outside: timers that are due and host calls that came back.
    pub(super) fn look_outside(&mut self) {
        let returned = self.shared.host_calls.take_results();
        let count = returned.len();
        for g in returned {
            self.hands.enqueue(g);
        }
        self.shared.host_calls.taken(count);
        if self.shared.vm.timers.next().is_none() {
            return;
        }
        if !self.shared.vm.timers.is_due(self.shared.clock.monotonic()) {
            return;
        }
        let expired = self.shared.vm.timers().expire(self.hands.now());
        for mut g in expired.ready {
            g.wait = WaitReason::Runnable;
            self.hands.enqueue(g);
        }
        for closure in expired.calls {
            match self.ctx.closure_goroutine(closure) {
                Ok(Some(g)) => self.hands.enqueue(g),
                Ok(None) => {}
                Err(fault) => self.shared.end(no_goroutine(&fault)),
            }
        }
    }
}
