//! What a running goroutine may use of its worker: the queue, and a source of random numbers.

use std::cell::{Cell, RefCell};

use crossbeam_deque::Worker as Queue;

use crate::sched::pace::Pace;
use crate::sched::{Peer, Shared};
use crate::vm::Host;
use crate::vm::goroutine::{G, WaitReason};
use crate::vm::timer::Now;

/// What a running goroutine may use of its worker.
pub(super) struct Hands<'s, 'vm> {
    pub(super) id: usize,
    pub(super) shared: &'s Shared<'vm>,
    pub(super) next: RefCell<Option<G>>,
    pub(super) queue: Queue<G>,
    pub(super) pace: Pace,
    random: Cell<u64>,
}

impl<'s, 'vm> Hands<'s, 'vm> {
    /// Those of a worker that has nothing to do.
    pub(super) fn new(id: usize, seed: u64, shared: &'s Shared<'vm>, queue: Queue<G>) -> Self {
        let random = seed.wrapping_add((id as u64).wrapping_mul(0xa076_1d64_78bd_642f));
        Hands {
            id,
            shared,
            next: RefCell::new(None),
            queue,
            pace: Pace::new(),
            random: Cell::new(random),
        }
    }
}

impl Host for Hands<'_, '_> {
    fn ready(&self, mut g: G) {
        g.wait = WaitReason::Runnable;
        let before = self.next.replace(Some(g));
        if let Some(before) = before {
            self.enqueue(before);
        }
    }

    fn spawn(&self, g: G) {
        self.ready(g);
    }

    fn now(&self) -> Now {
        Now {
            monotonic: self.shared.clock.monotonic(),
            wall: self.shared.clock.wall(),
        }
    }

    /// splitmix64.
    fn random(&self) -> u64 {
        let state = self.random.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.random.set(state);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

impl Hands<'_, '_> {
    /// Puts a goroutine into the worker's queue, and offers that to others if it is worth it.
    pub(super) fn enqueue(&self, g: G) {
        self.queue.push(g);
        self.offer();
    }

    /// Offers the queue to others if it is worth it, or has been: it has just got longer.
    pub(super) fn offer(&self) {
        if self.has_peers() && (self.peer().is_offered() || self.pace.is_worth(self.queue.len())) {
            self.peer().offer(true);
            self.shared.idle.submitted();
        }
    }

    /// Takes the next goroutine out of the worker's queue.
    pub(super) fn dequeue(&self) -> Option<G> {
        let g = self.queue.pop();
        if self.peer().is_offered() && !self.pace.is_worth(self.queue.len()) {
            self.peer().offer(false);
        }
        g
    }

    pub(super) fn peer(&self) -> &Peer {
        &self.shared.peers[self.id]
    }

    pub(super) fn has_peers(&self) -> bool {
        self.shared.peers.len() > 1
    }

    pub(super) fn has_others(&self) -> bool {
        self.next.borrow().is_some() || !self.queue.is_empty() || !self.shared.injector.is_empty()
    }
}
