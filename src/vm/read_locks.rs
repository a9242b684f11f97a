//! Which RWMutexes a goroutine has locked for reading and where, for reports.
//!
//! An RWMutex only counts its readers, so each goroutine knows its own: a short list, there only while it holds one. The
//! worker keeps an empty list at hand, so that locking and unlocking allocates nothing, and shares nothing but the counter.
//!
//! Go lets another goroutine unlock than has locked. So that no report names a reader that has been unlocked, every
//! RWMutex has a *mark*, which no other has, and every entry the mark that was there before its reader was counted. Whoever unlocks
//! without an entry gives the RWMutex a fresh mark after that, and all earlier entries are void. The same goes for an
//! object that is freed with its readers: what is made at that address later has another mark. An entry that got lost is
//! thereby no harm: the unlocking that it was for makes others void, and something true is not said.
//!
//! A goroutine notes its entry before it is counted; while it waits in RLock, its last entry is the one that it waits for.
//!
//! The word of the mark also shows a hash of its address. That of a copy does not match; if it was copied with readers, its
//! counter has readers that nobody will ever unlock there, and a flag keeps that in mind.

use std::collections::VecDeque;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicU32, AtomicU64};

use parking_lot::Mutex;
use smallvec::SmallVec;

use crate::vm::goroutine::{Goroutine, WaitReason};
use crate::vm::heap::Heap;

/// A goroutine remembers so many; of more, the newest.
const MOST: usize = 16;
/// So many entries of goroutines that have ended are kept.
const MOST_ENDED: usize = 256;

/// An RWMutex that is locked for reading.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct ReadLock {
    /// Where its mutex is.
    pub(crate) address: u64,
    /// The mark above, the place below.
    stamp: u64,
}

impl ReadLock {
    /// The mark that the RWMutex had.
    pub(crate) fn mark(self) -> u64 {
        self.stamp >> PLACE_BITS
    }

    /// Where it was locked, as [`crate::vm::holder`] has it.
    pub(crate) fn place(self) -> u64 {
        self.stamp & ((1 << PLACE_BITS) - 1)
    }
}

const PLACE_BITS: u32 = 28;
/// What the counter of readers is less while there is a writer.
const WRITER: i32 = 1 << 30;

/// Those of one goroutine, the newest last.
#[derive(Debug, Default)]
pub(crate) struct ReadLocks {
    all: SmallVec<[ReadLock; 3]>,
}

impl ReadLocks {
    /// An empty list that the heap's limit counts; none if there is no memory.
    #[cold]
    fn new(heap: &Heap) -> Option<Box<ReadLocks>> {
        let locks = Box::new(ReadLocks::default());
        heap.charge(locks.charged()).ok().map(|()| locks)
    }

    fn charged(&self) -> u64 {
        let spilled = if self.all.spilled() {
            self.all.capacity()
        } else {
            0
        };
        (size_of::<ReadLocks>() + spilled * size_of::<ReadLock>()) as u64
    }

    #[inline]
    fn push(&mut self, lock: ReadLock, heap: &Heap) {
        if self.all.len() == self.all.capacity() {
            self.grow(heap);
        }
        if self.all.len() < self.all.capacity() {
            self.all.push(lock);
        }
    }

    #[cold]
    fn grow(&mut self, heap: &Heap) {
        if self.all.len() >= MOST {
            self.all.remove(0);
        } else if heap.charge((MOST * size_of::<ReadLock>()) as u64).is_ok() {
            self.all.reserve_exact(MOST - self.all.len());
        }
    }

    /// Takes out the newest of the RWMutex at `address`, and says whether there was one with this mark.
    #[inline]
    fn take(&mut self, address: u64, mark: u64) -> bool {
        if self.all.last().is_some_and(|it| it.address == address) {
            return self.all.pop().is_some_and(|it| it.mark() == mark);
        }
        self.take_older(address, mark)
    }

    #[cold]
    fn take_older(&mut self, address: u64, mark: u64) -> bool {
        let newest = self.all.iter().rposition(|it| it.address == address);
        newest.is_some_and(|at| self.all.remove(at).mark() == mark)
    }
}

/// A worker's empty list, for the next goroutine that needs one.
#[derive(Default)]
pub(crate) struct SpareList(Option<Box<ReadLocks>>);

impl SpareList {
    /// Notes that the goroutine locks, or begins to wait for, the RWMutex at `address`, whose mark is `mark`.
    #[inline]
    pub(crate) fn note(&mut self, g: &mut Goroutine, heap: &Heap, lock: (u64, u64), place: u64) {
        let (address, mark) = lock;
        let stamp = (mark << PLACE_BITS) | place;
        if g.read_locks.is_none() {
            g.read_locks = self.0.take().or_else(|| ReadLocks::new(heap));
        }
        if let Some(locks) = &mut g.read_locks {
            locks.push(ReadLock { address, stamp }, heap);
        }
    }

    /// Notes that the goroutine unlocks it, and says whether it had an entry for it.
    #[inline]
    pub(crate) fn forget(&mut self, g: &mut Goroutine, heap: &Heap, lock: (u64, u64)) -> bool {
        let (address, mark) = lock;
        let Some(locks) = &mut g.read_locks else {
            return false;
        };
        let had = locks.take(address, mark);
        if locks.all.is_empty() {
            self.keep(g, heap);
        }
        had
    }

    /// Takes the goroutine's empty list.
    #[inline]
    fn keep(&mut self, g: &mut Goroutine, heap: &Heap) {
        let before = std::mem::replace(&mut self.0, g.read_locks.take());
        if let Some(before) = before {
            heap.discharge(before.charged());
        }
    }
}

/// What a goroutine that does not run has locked for reading, without what it waits for.
pub(crate) fn held(g: &Goroutine) -> &[ReadLock] {
    let all = g.read_locks.as_ref().map_or(&[][..], |locks| &locks.all);
    match all {
        [held @ .., _] if g.wait == WaitReason::RwMutexRLock => held,
        all => all,
    }
}

// ---- the word of the mark: 26 bits of a hash, two flags, 36 bits of the mark; 0 before the first reader ----

const MARK_BITS: u32 = 36;
/// The last mark, which all have that came too late for one of their own. It names no readers.
const NO_MARK: u64 = (1 << MARK_BITS) - 1;
/// It is a copy of one that had readers.
const COPIED: u64 = 1 << MARK_BITS;
/// Somebody has unlocked it without an entry.
const HANDED_OVER: u64 = 2 << MARK_BITS;
const HASH: u64 = !(COPIED | HANDED_OVER | NO_MARK);

#[inline]
fn hash(address: u64) -> u64 {
    // The lowest bit of these is one, so that a word of zeros does not match.
    (address.wrapping_mul(0x9e37_79b9_7f4a_7c15) & HASH) | (4 << MARK_BITS)
}

/// The mark in a word that is, with its mutex, at `address`; none if it belongs elsewhere.
#[inline]
pub(crate) fn mark_in(word: u64, address: u64) -> Option<u64> {
    (word & HASH == hash(address)).then_some(word & NO_MARK)
}

/// Whether the RWMutex at `address` with this word and this number of readers is a copy of one that had readers then.
pub(crate) fn is_copy(word: u64, address: u64, readers: u32) -> bool {
    match mark_in(word, address) {
        Some(_) => word & COPIED != 0 && readers > 0,
        None => word != 0 && readers > 0,
    }
}

/// Marks, and what goroutines had locked for reading when they ended.
#[derive(Default)]
pub(crate) struct Marks {
    last: AtomicU64,
    ended: Mutex<VecDeque<Ended>>,
}

/// An entry of a goroutine that has ended.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ended {
    /// The goroutine.
    pub(crate) goroutine: u64,
    /// What it had locked.
    pub(crate) lock: ReadLock,
}

impl Marks {
    /// The mark of the RWMutex at `address`, which may get one now; `readers` is its counter.
    #[inline]
    pub(crate) fn of(&self, word: &AtomicU64, address: u64, readers: &AtomicU32) -> u64 {
        match mark_in(word.load(Relaxed), address) {
            Some(mark) => mark,
            None => self.first(word, address, readers.load(Relaxed) as i32),
        }
    }

    #[cold]
    fn first(&self, word: &AtomicU64, address: u64, readers: i32) -> u64 {
        let before = word.load(Relaxed);
        // Nobody has read this one yet: whoever is counted came with the copy.
        let copied = before != 0 && readers & (WRITER - 1) > 0;
        let copied = if copied { COPIED } else { 0 };
        let mark = self.next();
        let marked = hash(address) | copied | mark;
        match word.compare_exchange(before, marked, Relaxed, Relaxed) {
            Ok(_) => mark,
            // Somebody else has given it one.
            Err(now) => now & NO_MARK,
        }
    }

    /// Makes all entries for the RWMutex at `address` void; `readers` is its counter.
    #[cold]
    pub(crate) fn renew(&self, word: &AtomicU64, address: u64, readers: i32) {
        let copied = match is_copy(word.load(Relaxed), address, readers.max(0) as u32) {
            true => COPIED,
            false => 0,
        };
        word.store(hash(address) | copied | HANDED_OVER | self.next(), Relaxed);
    }

    fn next(&self) -> u64 {
        (self.last.fetch_add(1, Relaxed) + 1).min(NO_MARK)
    }

    /// Keeps in mind what a goroutine that ends has not unlocked.
    #[cold]
    pub(crate) fn ended(&self, g: &mut Goroutine, heap: &Heap) {
        let Some(locks) = g.read_locks.take() else {
            return;
        };
        heap.discharge(locks.charged());
        let mut ended = self.ended.lock();
        let goroutine = g.id;
        ended.extend(locks.all.iter().map(|&lock| Ended { goroutine, lock }));
        let more = ended.len().saturating_sub(MOST_ENDED);
        ended.drain(..more);
    }

    /// Visits what goroutines that have ended have not unlocked.
    pub(crate) fn for_each_ended(&self, mut visit: impl FnMut(Ended)) {
        self.ended.lock().iter().copied().for_each(&mut visit);
    }
}

/// Whether an entry is still true, according to the word of the RWMutex at its address.
pub(crate) fn is_held(lock: ReadLock, word: u64) -> bool {
    mark_in(word, lock.address) == Some(lock.mark()) && lock.mark() != NO_MARK
}

/// Whether goroutines unlock it that have not locked it.
pub(crate) fn is_handed_over(word: u64) -> bool {
    word & HANDED_OVER != 0
}
