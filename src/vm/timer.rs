//! Timers: one queue per VM of what happens when.
//!
//! Queued are goroutines that sleep and *runtime timers*, the objects below `time.Timer`, `time.Ticker` and
//! `time.AfterFunc`. A runtime timer either starts a goroutine for a func value or sends the time on a channel. As in
//! Go since 1.23:
//!  - a timer that sends on a channel is queued only while a goroutine waits on that channel. Otherwise whoever looks at
//!    the channel next finds out what would have been sent by now ([`TimersGuard::look`]). So a timer that nobody can
//!    observe costs nothing, can be collected, and does not keep a deadlock from being reported;
//!  - its channel holds one value but looks unbuffered, and stopping or resetting the timer takes back a value that nobody
//!    has received: after `Stop` and `Reset` there are no stale values.
//!
//! The queue is a heap with leftovers, [`crate::vm::timer_queue`]; what its entries mean, and when a timer is in it, is decided here.
//! Every operation that may put something into the queue makes room first, so that running out of memory leaves all as it was.
//!
//! Lock order: the queue's lock before any channel's.

use std::sync::atomic::{AtomicI64, Ordering};

use parking_lot::{Mutex, MutexGuard};

use crate::vm::Ctx;
use crate::vm::chan::{ChanRef, send_timer, wake};
use crate::vm::goroutine::G;
use crate::vm::heap::chan::Wakes;
use crate::vm::heap::timer::TimerRef;
use crate::vm::heap::{Heap, OutOfMemory};
use crate::vm::timer_queue::{Due, Queue};

impl TimerRef {
    fn chan(&self) -> Option<ChanRef> {
        ChanRef::from_word(self.get().chan.load(Ordering::Relaxed))
    }

    fn when(&self) -> i64 {
        self.get().when.load(Ordering::Relaxed)
    }

    fn is_active(&self) -> bool {
        self.get().active.load(Ordering::Relaxed) != 0
    }

    /// Its number in the queue, 0 if it is not queued.
    pub(super) fn number(&self) -> u64 {
        self.get().queued.load(Ordering::Relaxed)
    }
}

/// A reading of both clocks.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// Nanoseconds of the VM's monotonic clock.
    pub monotonic: i64,
    /// Nanoseconds since the Unix epoch.
    pub wall: i64,
}

impl Now {
    /// The words of package time's `Time`: seconds since year 1, nanoseconds, monotonic reading, location.
    pub fn time_words(self, location: u64) -> [u64; 4] {
        /// Seconds from year 1 to 1970.
        const EPOCH: i64 = 62_135_596_800;
        let seconds = self.wall.div_euclid(1_000_000_000) + EPOCH;
        let nanos = self.wall.rem_euclid(1_000_000_000);
        // Zero would mean that there is no reading.
        let monotonic = self.monotonic.max(1);
        [seconds as u64, nanos as u64, monotonic as u64, location]
    }

    fn at(self, monotonic: i64) -> Now {
        Now {
            monotonic,
            wall: self.wall - (self.monotonic - monotonic),
        }
    }
}

/// For package time: arms a `*runtimeTimer`, whose `chan`, `func` and `location` are set, to fire at `when` (monotonic) and, if
/// `period` is not 0, every `period` nanoseconds after. Says whether it was armed before.
pub(crate) fn reset_timer(
    ctx: &Ctx<'_>,
    timer: u64,
    when: i64,
    period: i64,
) -> Result<bool, OutOfMemory> {
    let mut wakes = Wakes::new();
    let now = ctx.host.now();
    let mut timers = ctx.vm.timers();
    timers.reserve(1)?;
    let pending = timers.reset(timer, when, period, &mut wakes, now);
    drop(timers);
    wake(ctx, wakes);
    Ok(pending)
}

/// For package time: disarms a `*runtimeTimer`. Says whether that kept it from firing.
pub(crate) fn stop_timer(ctx: &Ctx<'_>, timer: u64) -> bool {
    ctx.vm.timers().stop(timer)
}

/// What is to be done for timers that were due.
#[derive(Default)]
pub struct Expired {
    /// Goroutines that may run again.
    pub ready: Wakes,
    /// Func values of which each gets a new goroutine.
    pub calls: Vec<u64>,
}

/// How many timers fire before somebody else has a turn.
const BATCH: usize = 256;

/// The queue.
pub struct Timers {
    queue: Mutex<Queue>,
    /// When the earliest is due; `i64::MAX` if there is none. Written under the lock.
    next: AtomicI64,
}

impl Default for Timers {
    fn default() -> Timers {
        Timers {
            queue: Mutex::default(),
            next: AtomicI64::new(i64::MAX),
        }
    }
}

impl Timers {
    /// When the earliest is due.
    pub fn next(&self) -> Option<i64> {
        Some(self.next.load(Ordering::SeqCst)).filter(|&when| when < i64::MAX)
    }

    /// Whether something is due.
    pub fn is_due(&self, now: i64) -> bool {
        self.next.load(Ordering::Relaxed) <= now
    }

    /// Locks the queue; its memory is the heap's.
    pub fn lock<'a>(&'a self, heap: &'a Heap) -> TimersGuard<'a> {
        TimersGuard {
            queue: self.queue.lock(),
            next: &self.next,
            heap,
        }
    }
}

/// The locked queue.
pub struct TimersGuard<'a> {
    queue: MutexGuard<'a, Queue>,
    next: &'a AtomicI64,
    heap: &'a Heap,
}

impl Drop for TimersGuard<'_> {
    fn drop(&mut self) {
        self.queue.tidy(self.heap);
        let next = self.queue.first().unwrap_or(i64::MAX);
        if self.next.load(Ordering::Relaxed) != next {
            self.next.store(next, Ordering::SeqCst);
        }
    }
}

impl TimersGuard<'_> {
    /// Makes room for `more` timers or sleepers, before any of them changes.
    pub fn reserve(&mut self, more: usize) -> Result<(), OutOfMemory> {
        self.queue.reserve(more, self.heap)
    }

    /// Makes the goroutine ready at `when`; there is room.
    pub fn sleep(&mut self, g: G, when: i64) {
        self.insert(when, Due::Wake(g));
    }

    /// Arms a runtime timer, armed before or not. Says whether it was.
    fn reset(&mut self, timer: u64, when: i64, period: i64, wakes: &mut Wakes, now: Now) -> bool {
        let Some(timer) = TimerRef::from_word(timer) else {
            return false;
        };
        let pending = self.disarm(timer);
        let fields = timer.get();
        fields.when.store(when.min(i64::MAX - 1), Ordering::Relaxed);
        fields.period.store(period.max(0), Ordering::Relaxed);
        fields.active.store(1, Ordering::Relaxed);
        match timer.chan() {
            None => self.enqueue(timer),
            Some(chan) => {
                chan.set_timer(timer.address());
                let waited_for = !chan.lock().chan().receivers.is_empty();
                if when <= now.monotonic {
                    self.fire(timer, now, &mut Expired::default(), wakes);
                } else if waited_for {
                    self.enqueue(timer);
                }
            }
        }
        pending
    }

    /// Disarms a runtime timer. Says whether that kept it from firing.
    fn stop(&mut self, timer: u64) -> bool {
        TimerRef::from_word(timer).is_some_and(|timer| self.disarm(timer))
    }

    /// Before somebody receives from a timer's channel: fires the timer if it is due.
    pub(crate) fn look(&mut self, chan: ChanRef, now: Now, wakes: &mut Wakes) {
        if let Some(timer) = timer_of(chan)
            && timer.is_active()
            && timer.when() <= now.monotonic
        {
            self.dequeue(timer);
            self.fire(timer, now, &mut Expired::default(), wakes);
        }
    }

    /// After a goroutine has begun to wait on a timer's channel, or has stopped to: queues the timer accordingly. The
    /// channel's lock is free.
    pub(crate) fn waiters_changed(&mut self, chan: ChanRef) {
        let Some(timer) = timer_of(chan) else {
            return;
        };
        let waited_for = !chan.lock().chan().receivers.is_empty();
        if !waited_for {
            self.dequeue(timer);
        } else if timer.is_active() {
            self.enqueue(timer);
        }
    }

    /// What is due by now, but not more than [`BATCH`] at a time: each may need a goroutine, and those that have run are used
    /// again for the next batch.
    pub fn expire(&mut self, now: Now) -> Expired {
        let mut expired = Expired::default();
        for _ in 0..BATCH {
            match self.queue.pop_due(now.monotonic) {
                None => break,
                Some(Due::Wake(g)) => expired.ready.push(g),
                Some(Due::Timer(timer)) => {
                    timer.get().queued.store(0, Ordering::Relaxed);
                    let mut wakes = Wakes::new();
                    self.fire(timer, now, &mut expired, &mut wakes);
                    expired.ready.extend(wakes);
                }
            }
        }
        expired
    }

    /// The objects that the collector must not free: timers in the queue.
    pub fn for_each_root(&self, mut visit: impl FnMut(u64)) {
        for timer in self.queue.timers() {
            visit(timer.address());
        }
    }

    /// An active timer that is not queued and is due: sends or calls, and arms a ticker again.
    fn fire(&mut self, timer: TimerRef, now: Now, expired: &mut Expired, wakes: &mut Wakes) {
        let fields = timer.get();
        let due = now.at(timer.when().min(now.monotonic));
        let period = fields.period.load(Ordering::Relaxed);
        if period > 0 {
            let late = now.monotonic.saturating_sub(timer.when()).max(0);
            let ticks = late / period + 1;
            let next = timer.when().saturating_add(period.saturating_mul(ticks));
            fields.when.store(next.min(i64::MAX - 1), Ordering::Relaxed);
        } else {
            fields.active.store(0, Ordering::Relaxed);
        }
        let func = fields.func.load(Ordering::Relaxed);
        if func != 0 {
            expired.calls.push(func);
        }
        match timer.chan() {
            None if period > 0 => self.enqueue(timer),
            None => {}
            Some(chan) => {
                let value = due.time_words(fields.location.load(Ordering::Relaxed));
                send_timer(chan, &value, wakes);
                if period > 0 {
                    self.waiters_changed(chan);
                }
            }
        }
    }

    fn disarm(&mut self, timer: TimerRef) -> bool {
        self.dequeue(timer);
        let pending = timer.get().active.swap(0, Ordering::Relaxed) != 0;
        let taken_back = timer.chan().is_some_and(|chan| chan.lock().drain());
        pending || taken_back
    }

    fn enqueue(&mut self, timer: TimerRef) {
        if timer.get().queued.load(Ordering::Relaxed) == 0 {
            let number = self.insert(timer.when(), Due::Timer(timer));
            timer.get().queued.store(number, Ordering::Relaxed);
        }
    }

    fn dequeue(&mut self, timer: TimerRef) {
        if timer.get().queued.swap(0, Ordering::Relaxed) != 0 {
            self.queue.left_over();
        }
    }

    fn insert(&mut self, when: i64, due: Due) -> u64 {
        // `i64::MAX` means "never" in `Timers::next`.
        self.queue.insert(when.min(i64::MAX - 1), due)
    }
}

fn timer_of(chan: ChanRef) -> Option<TimerRef> {
    TimerRef::from_word(chan.timer())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_words_are_those_of_package_time() {
        // 2009-11-10 23:00:00.000000005 UTC.
        let now = Now {
            monotonic: 7,
            wall: 1_257_894_000_000_000_005,
        };
        assert_eq!(now.time_words(9), [62_135_596_800 + 1_257_894_000, 5, 7, 9]);
    }
}
