//! A goroutine as channels see one, with what the models need.

use std::sync::Arc;

use super::sync::{Guarded, Home};
use super::waiter::{SelectWait, Waiter};
use crate::vm::fault::Fault;
use crate::vm::heap::Own;

pub(crate) use crate::vm::goroutine::Slot;

/// The right to one.
pub(crate) type G = Own<Goroutine>;

/// Three slots, and what threads its queues need.
pub(crate) struct Goroutine {
    words: [u64; 3],
    /// Read with the slots and written with them: loom complains if nothing orders two such uses.
    used: Guarded<u64>,
    pub(crate) waiter: Waiter,
    pub(crate) select: Option<Box<SelectWait>>,
    pub(super) failed: bool,
    /// Where its thread waits for it.
    pub(super) home: Arc<Home<G>>,
}

impl Goroutine {
    pub(super) fn new() -> G {
        let goroutine = Goroutine {
            words: [0; 3],
            used: Guarded::new(0),
            waiter: Waiter::new(),
            select: None,
            failed: false,
            home: Arc::new(Home::new()),
        };
        // SAFETY: the box is nobody else's; `Ended` frees it.
        unsafe { Own::from_raw(Box::into_raw(Box::new(goroutine))) }
    }

    /// It may go on.
    pub(super) fn ready(g: G) {
        let home = g.home.clone();
        home.come(g);
    }

    pub(crate) fn slots(&self, first: Slot, n: usize) -> &[u64] {
        self.used.get();
        &self.words[first.0 as usize..][..n]
    }

    pub(crate) fn slots_mut(&mut self, first: Slot, n: usize) -> &mut [u64] {
        self.used.set(0);
        &mut self.words[first.0 as usize..][..n]
    }

    pub(crate) fn fail(&mut self, _fault: Fault) {
        self.used.set(0);
        self.failed = true;
    }
}
