//! When the goroutines in a worker's queue are worth another worker's while.
//!
//! Waking a worker costs a few microseconds on both sides, and two workers that share goroutines which talk to each other
//! all the time are slower than one: every hand-off then moves cache lines, and often wakes somebody. So a worker keeps its
//! queue to itself until running through it would take it longer than [`WORTH`]. That is estimated from how long its
//! goroutines have run lately before they made way, which needs a look at the clock only every [`EVERY`] goroutines.
//!
//! This is the machine's clock, not the run's: it decides which thread runs what and nothing else, and it is not read if
//! there is but one worker, whose schedule depends on the seed alone.

use std::cell::Cell;
use std::time::Instant;

/// A queue that takes longer than this, in nanoseconds, is offered to others.
const WORTH: u64 = 10_000;
/// How many goroutines are taken between two looks at the clock.
const EVERY: u32 = 16;
/// What a goroutine that has used up its slice counts as having run, at least.
const LONG: u64 = 2 * WORTH;

/// The pace of one worker.
pub(super) struct Pace {
    /// Nanoseconds that a goroutine runs before it makes way.
    mean: Cell<u64>,
    taken: Cell<u32>,
    since: Cell<Option<Instant>>,
}

impl Pace {
    /// Before anything is known, whatever is queued is worth it.
    pub(super) fn new() -> Pace {
        Pace {
            mean: Cell::new(WORTH),
            taken: Cell::new(0),
            since: Cell::new(None),
        }
    }

    /// A goroutine was taken to be run.
    pub(super) fn took(&self) {
        self.taken.set(self.taken.get() + 1);
        if self.taken.get() < EVERY {
            return;
        }
        let now = Instant::now();
        if let Some(since) = self.since.replace(Some(now)) {
            let mean = now.duration_since(since).as_nanos() as u64 / u64::from(EVERY);
            self.mean.set((self.mean.get() + mean) / 2);
        }
        self.taken.set(0);
    }

    /// The worker has slept; that time does not count.
    pub(super) fn rested(&self) {
        self.taken.set(0);
        self.since.set(None);
    }

    /// A goroutine has used up its slice.
    pub(super) fn long_slice(&self) {
        self.mean.set(self.mean.get().max(LONG));
    }

    /// Whether so many queued goroutines are work enough for two.
    pub(super) fn is_worth(&self, queued: usize) -> bool {
        self.mean.get().saturating_mul(queued as u64) >= WORTH
    }
}
