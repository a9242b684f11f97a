//! What the heap has counted, and when it collects: the numbers of `runtime.MemStats` and the knobs of `runtime/debug`.
//!
//! Allocators count what they hand out in runs; what is left of the runs they have is subtracted, so that the numbers
//! are exact when the world is stopped, and when one worker asks.

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering::Relaxed};

use parking_lot::Mutex;

use super::block::BLOCK;
use super::{Heap, HeapConfig};

/// Numbers for `runtime.MemStats` and reports. Bytes unless said otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct HeapStats {
    /// In blocks that hold objects.
    pub used: u64,
    /// Of the range, up to the last block that was ever used.
    pub reached: u64,
    /// Of free blocks, those without memory behind them.
    pub released: u64,
    /// Outside the heap, but counted: stacks, mostly.
    pub outside: u64,
    /// Of the tables beside the blocks, as far as they are used.
    pub tables: u64,
    /// Of the objects that the last collection found alive, plus what was allocated since.
    pub live: u64,
    /// Such objects.
    pub objects: u64,
    /// Ever allocated.
    pub total: u64,
    /// Objects ever allocated.
    pub total_objects: u64,
    /// Live bytes at which the next collection begins.
    pub next: u64,
    /// Collections so far.
    pub collections: u64,
    /// Those that the program asked for.
    pub forced: u64,
}

/// Objects and their bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Amount {
    pub(super) objects: u64,
    pub(super) bytes: u64,
}

/// Such an amount, as counters that one thread adds to.
#[derive(Default)]
pub(super) struct Counter {
    objects: AtomicU64,
    bytes: AtomicU64,
}

impl Counter {
    pub(super) fn get(&self) -> Amount {
        Amount {
            objects: self.objects.load(Relaxed),
            bytes: self.bytes.load(Relaxed),
        }
    }

    pub(super) fn set(&self, amount: Amount) {
        self.objects.store(amount.objects, Relaxed);
        self.bytes.store(amount.bytes, Relaxed);
    }

    pub(super) fn add(&self, amount: Amount) {
        self.set(self.get().plus(amount));
    }
}

impl Amount {
    pub(super) fn plus(self, other: Amount) -> Amount {
        Amount {
            objects: self.objects.wrapping_add(other.objects),
            bytes: self.bytes.wrapping_add(other.bytes),
        }
    }

    pub(super) fn minus(self, other: Amount) -> Amount {
        Amount {
            objects: self.objects.saturating_sub(other.objects),
            bytes: self.bytes.saturating_sub(other.bytes),
        }
    }
}

/// What is counted.
#[derive(Default)]
pub(super) struct Counts {
    /// What allocators that are gone have handed out.
    pub(super) by_others: Counter,
    /// All that had been allocated when the last collection ended, and what of it was alive.
    allocated: Counter,
    live: Counter,
    collections: AtomicU64,
    forced: AtomicU64,
    pauses: Mutex<Pauses>,
}

/// The last pauses: how long, and when they ended.
#[derive(Clone, Debug, Default)]
pub struct Pauses {
    /// Nanoseconds of all pauses.
    pub total: u64,
    /// Nanoseconds of a pause, and when it ended in nanoseconds since the Unix epoch; the oldest first.
    pub last: std::collections::VecDeque<(u64, u64)>,
}

/// How many pauses are remembered.
const PAUSES: usize = 256;

/// When to collect.
pub(super) struct Knobs {
    /// How much may be allocated, in percent of what is alive; below zero: no end of it.
    percent: AtomicI64,
    /// Bytes that the program wants to stay below.
    soft_limit: AtomicU64,
    /// The program asked for the next collection.
    forced: AtomicBool,
    /// The next collection gives back all memory that it can.
    release: AtomicBool,
}

impl Default for Knobs {
    fn default() -> Knobs {
        Knobs {
            percent: AtomicI64::new(100),
            soft_limit: AtomicU64::new(u64::MAX),
            forced: AtomicBool::new(false),
            release: AtomicBool::new(false),
        }
    }
}

impl HeapConfig {
    /// A collection that frees less than this is not worth it: the program had better end.
    pub(super) fn min_gain(&self) -> u64 {
        self.limit / 64
    }
}

impl Heap {
    /// Asks for a collection, as `runtime.GC` does.
    pub fn request_collection(&self) {
        self.knobs.forced.store(true, Relaxed);
        self.collection_due.store(true, Relaxed);
    }

    /// Asks for a collection after which free memory goes back to the operating system.
    pub fn request_release(&self) {
        self.knobs.release.store(true, Relaxed);
        self.request_collection();
    }

    /// Whether the collection should give back all memory that it can.
    pub(super) fn take_release(&self) -> bool {
        self.knobs.release.swap(false, Relaxed)
    }

    /// Lets so many percent of what is alive be allocated before the next collection, any amount if it is below zero;
    /// returns what it was.
    pub fn set_percent(&self, percent: i64) -> i64 {
        let before = self.knobs.percent.swap(percent.max(-1), Relaxed);
        self.set_trigger(self.counts.live.get().bytes);
        before
    }

    /// Collects more often when the program needs more than so many bytes; returns what it was.
    pub fn set_soft_limit(&self, bytes: u64) -> u64 {
        let before = self.knobs.soft_limit.swap(bytes, Relaxed);
        self.set_trigger(self.counts.live.get().bytes);
        before
    }

    /// The soft limit.
    pub fn soft_limit(&self) -> u64 {
        self.knobs.soft_limit.load(Relaxed)
    }

    /// Decides after how many allocated bytes to collect, if so many are alive.
    pub(super) fn set_trigger(&self, live: u64) -> u64 {
        let trigger = self.trigger_for(live);
        self.trigger.store(trigger, Relaxed);
        trigger
    }

    fn trigger_for(&self, live: u64) -> u64 {
        /// A smaller heap is not worth collecting.
        const MIN: u64 = 4 << 20;
        /// However often the collector shall run to be tested, this part of all memory is allocated in between.
        const PATIENCE: u64 = 4096;
        let taken = live.saturating_add(self.blocks.external.load(Relaxed));
        if let Some(bytes) = self.config.collect_every {
            return bytes.max(taken / PATIENCE);
        }
        let limit = self.limit().min(self.soft_limit());
        let room = (limit.saturating_sub(taken) / 2).max(self.config.min_gain());
        match u64::try_from(self.knobs.percent.load(Relaxed)) {
            Ok(percent) => (live.max(MIN) / 100).saturating_mul(percent).min(room),
            Err(_) => room,
        }
    }

    /// Notes what a collection found.
    pub(super) fn note_collection(&self, live: Amount) {
        self.counts.allocated.set(self.allocated());
        self.counts.live.set(live);
        self.counts.collections.fetch_add(1, Relaxed);
        if self.knobs.forced.swap(false, Relaxed) {
            self.counts.forced.fetch_add(1, Relaxed);
        }
    }

    /// Notes how long the program stood still for a collection, and when it ended, in nanoseconds since the Unix epoch.
    pub fn note_pause(&self, nanos: u64, end: u64) {
        let mut pauses = self.counts.pauses.lock();
        pauses.total = pauses.total.saturating_add(nanos);
        if pauses.last.len() == PAUSES {
            pauses.last.pop_front();
        }
        pauses.last.push_back((nanos, end));
    }

    /// The last pauses.
    pub fn pauses(&self) -> Pauses {
        self.counts.pauses.lock().clone()
    }

    /// All that was ever allocated.
    fn allocated(&self) -> Amount {
        let all = self.allocators.lock();
        let others = self.counts.by_others.get();
        (all.iter()).fold(others, |sum, local| sum.plus(local.allocated()))
    }

    /// Numbers about it.
    pub fn stats(&self) -> HeapStats {
        let allocated = self.allocated();
        let counts = &self.counts;
        let fresh = allocated.minus(counts.allocated.get());
        let live = counts.live.get().plus(fresh);
        let blocks = &self.blocks;
        HeapStats {
            used: blocks.used_bytes(),
            reached: u64::from(blocks.top()) * BLOCK as u64,
            released: self.pool.lock().released(blocks),
            outside: blocks.external.load(Relaxed),
            tables: blocks.table_bytes(),
            live: live.bytes,
            objects: live.objects,
            total: allocated.bytes,
            total_objects: allocated.objects,
            next: (counts.live.get().bytes).saturating_add(self.trigger.load(Relaxed)),
            collections: counts.collections.load(Relaxed),
            forced: counts.forced.load(Relaxed),
        }
    }
}
