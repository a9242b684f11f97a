//! The time limit of a run: a thread that sleeps until the run ends or its time is up.

use std::time::{Duration, Instant};

use parking_lot::{Condvar, Mutex};

use crate::vm::interrupt::{Interrupt, Limit};

/// Whether the run that is watched is over.
#[derive(Default)]
pub(super) struct Watch {
    over: Mutex<bool>,
    changed: Condvar,
}

impl Watch {
    /// Waits until the run is over, and stops it if that takes longer than `limit` since `start`.
    pub(super) fn wait(&self, start: Instant, limit: Duration, interrupt: &Interrupt) {
        // A time so far away that it cannot be said does not come.
        let end = start.checked_add(limit);
        let mut over = self.over.lock();
        while !*over {
            let Some(end) = end else {
                self.changed.wait(&mut over);
                continue;
            };
            if Instant::now() >= end {
                return interrupt.request(Limit::Time);
            }
            self.changed.wait_until(&mut over, end);
        }
    }

    /// The run is over.
    pub(super) fn end(&self) {
        *self.over.lock() = true;
        self.changed.notify_all();
    }
}
