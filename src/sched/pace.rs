//! When the goroutines in a worker's queue are worth another worker's while.
//!
//! Waking a worker costs a few microseconds on both sides, and two workers that share goroutines which talk to each other
//! all the time are slower than one: every hand-off then moves cache lines, and often wakes somebody. So a worker keeps its
//! queue to itself until running through it would take it longer than [`WORTH`]. That is estimated from how long its
//! goroutines have run lately before they made way, which needs a look at the clock only every [`EVERY`] goroutines.
//!
//! That they are worth it does not mean that it pays: if they do little but use the same channels, the workers wait for each
//! other's cache lines. A channel tells who used it last, so each worker knows how often it had to get one from another,
//! and about how much of its time that took. When all of them together do little more than one would alone, a worker *steps
//! back*: it leaves its goroutines to the others and rests for some milliseconds. Then it tries again, because the program
//! may be doing something else by now; it rests longer each time that it finds the same. No rest is longer than [`LONGEST`],
//! as nobody wakes a worker that rests.
//!
//! This is the machine's clock, not the run's: it decides which thread runs what and nothing else, and it is not read if
//! there is but one worker, whose schedule depends on the seed alone.

use std::cell::Cell;
use std::time::{Duration, Instant};

/// A queue that takes longer than this, in nanoseconds, is offered to others.
const WORTH: u64 = 10_000;
/// How many goroutines are taken between two looks at the clock.
const EVERY: u32 = 16;
/// What a goroutine that has used up its slice counts as having run, at least.
const LONG: u64 = 2 * WORTH;

/// What getting a channel from another worker takes, in nanoseconds: two or three cache lines, and waiting for its lock.
const HANDOVER: u64 = 200;
/// For so many nanoseconds a worker's handovers are counted before they are judged.
const WINDOW: u64 = 200_000;
/// So many windows in a row must be bad.
const BAD_WINDOWS: u32 = 2;
/// All workers together must do this much more than one alone, in hundredths.
const GAIN: u64 = 125;
/// How long the first rest is.
const SHORTEST: Duration = Duration::from_millis(2);
/// How long a rest may become.
const LONGEST: Duration = Duration::from_millis(16);

/// The pace of one worker.
pub(super) struct Pace {
    /// Nanoseconds that a goroutine runs before it makes way.
    mean: Cell<u64>,
    taken: Cell<u32>,
    since: Cell<Option<Instant>>,
    window: Cell<Window>,
    bad_windows: Cell<u32>,
    rest: Cell<Duration>,
}

/// A time of work.
#[derive(Clone, Copy, Default)]
struct Window {
    nanos: u64,
    /// Handovers before it.
    before: u64,
}

impl Pace {
    /// Before anything is known, whatever is queued is worth it.
    pub(super) fn new() -> Pace {
        Pace {
            mean: Cell::new(WORTH),
            taken: Cell::new(0),
            since: Cell::new(None),
            window: Cell::default(),
            bad_windows: Cell::new(0),
            rest: Cell::new(SHORTEST),
        }
    }

    /// A goroutine was taken to be run, after so many handovers. If it is time to judge these, says how much of the last time
    /// they took, in hundredths.
    pub(super) fn took(&self, handovers: u64) -> Option<u64> {
        self.taken.set(self.taken.get() + 1);
        if self.taken.get() < EVERY {
            return None;
        }
        self.taken.set(0);
        let now = Instant::now();
        let since = self.since.replace(Some(now))?;
        let nanos = now.duration_since(since).as_nanos() as u64;
        self.mean
            .set((self.mean.get() + nanos / u64::from(EVERY)) / 2);
        let mut window = self.window.get();
        window.nanos += nanos;
        self.window.set(window);
        if window.nanos < WINDOW {
            return None;
        }
        let waited = handovers.saturating_sub(window.before) * HANDOVER;
        self.begin_window(handovers);
        Some((100 * waited / window.nanos).min(100))
    }

    fn begin_window(&self, before: u64) {
        self.window.set(Window { nanos: 0, before });
    }

    /// Whether to step back, and for how long, when each of so many workers loses so much of its time, in hundredths.
    pub(super) fn step_back(&self, workers: u64, lost: u64) -> Option<Duration> {
        if workers < 2 || workers * (100 - lost) >= GAIN {
            self.bad_windows.set(0);
            self.rest.set(SHORTEST);
            return None;
        }
        self.bad_windows.set(self.bad_windows.get() + 1);
        if self.bad_windows.get() < BAD_WINDOWS {
            return None;
        }
        self.bad_windows.set(0);
        let rest = self.rest.get();
        self.rest.set((2 * rest).min(LONGEST));
        Some(rest)
    }

    /// The worker has slept; that time does not count.
    pub(super) fn rested(&self, handovers: u64) {
        self.taken.set(0);
        self.since.set(None);
        self.begin_window(handovers);
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
