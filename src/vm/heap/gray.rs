//! What is marked but not scanned: each marker's stack, and what markers give each other.
//!
//! **Rounds.** The collecting thread opens a round, others join it, and all are *members*. A member without work waits for
//! some; when all members wait, and so nobody can make any, the round is over. The collecting thread leaves it last: when
//! [`Marking::close`] returns, nobody else looks at the heap. All of that is under one lock; members take it only when
//! they have no work, or when [`Marking::wants_work`], which reads one atomic, says that somebody else has none.

use std::sync::atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering::Relaxed};

use parking_lot::{Condvar, Mutex};

use super::Addr;

/// Objects of a chunk.
const CHUNK: usize = 512;
/// A stack of fewer objects is not divided.
const MIN_SPLIT: usize = 8;
/// While roots are fed, a stack of so many full chunks is worked off first.
const DEEP: usize = 8;

/// A marked object: the address of its header, and its class above it.
#[derive(Clone, Copy)]
pub(super) struct Gray(u64);

const CLASS_SHIFT: u32 = 48;

impl Gray {
    /// Addresses have 48 bits: what is found from a word does.
    #[inline(always)]
    pub(super) fn new(at: Addr, class: usize) -> Gray {
        Gray(at | (class as u64) << CLASS_SHIFT)
    }

    #[inline(always)]
    pub(super) fn at(self) -> Addr {
        self.0 & ((1 << CLASS_SHIFT) - 1)
    }

    /// [`super::class::CLASSES`] if it is a large object.
    #[inline(always)]
    pub(super) fn class(self) -> usize {
        (self.0 >> CLASS_SHIFT) as usize
    }
}

/// Values of one type from an address on: what is left of a large object.
pub(super) struct Piece {
    pub(super) at: Addr,
    pub(super) count: u64,
    /// Words of one.
    pub(super) words: u64,
    /// Their type, or [`Piece::WORDS`].
    pub(super) ty: u32,
}

impl Piece {
    /// Each is a word that may be a pointer.
    pub(super) const WORDS: u32 = u32::MAX;

    /// Takes values of about `words` off its beginning.
    pub(super) fn take(&mut self, words: u64) -> Piece {
        let count = self.count.min((words / self.words).max(1));
        self.take_values(count)
    }

    /// Takes the first half of it, if that is worth it.
    pub(super) fn split(&mut self, least: u64) -> Option<Piece> {
        let half = self.count / 2;
        (half * self.words >= least).then(|| self.take_values(half))
    }

    fn take_values(&mut self, count: u64) -> Piece {
        let first = Piece { count, ..*self };
        self.at += 8 * count * self.words;
        self.count -= count;
        first
    }
}

/// Some marked objects.
pub(super) struct Chunk {
    len: usize,
    items: Box<[Gray; CHUNK]>,
}

impl Chunk {
    fn new() -> Chunk {
        Chunk {
            len: 0,
            items: Box::new([Gray(0); CHUNK]),
        }
    }
}

/// Marked objects, the last one first. The top chunk is its own; the others are counted.
pub(super) struct Stack {
    top: Chunk,
    full: Vec<Chunk>,
    /// An empty one, so that going to and fro over a boundary costs nothing.
    spare: Option<Chunk>,
}

impl Default for Stack {
    fn default() -> Stack {
        Stack {
            top: Chunk::new(),
            full: Vec::new(),
            spare: None,
        }
    }
}

impl Stack {
    /// False if there is no room.
    #[inline(always)]
    pub(super) fn push(&mut self, gray: Gray, marking: &Marking) -> bool {
        if self.top.len >= CHUNK && !self.grow(marking) {
            return false;
        }
        self.top.items[self.top.len] = gray;
        self.top.len += 1;
        true
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self, marking: &Marking) -> bool {
        if !marking.more_room() {
            return false;
        }
        let empty = self.spare.take().unwrap_or_else(Chunk::new);
        self.full.push(std::mem::replace(&mut self.top, empty));
        true
    }

    #[inline(always)]
    pub(super) fn pop(&mut self, marking: &Marking) -> Option<Gray> {
        if self.top.len == 0 {
            self.shrink(marking)?;
        }
        self.top.len -= 1;
        Some(self.top.items[self.top.len])
    }

    #[cold]
    #[inline(never)]
    fn shrink(&mut self, marking: &Marking) -> Option<()> {
        let full = self.full.pop()?;
        marking.less_room();
        self.spare = Some(std::mem::replace(&mut self.top, full));
        Some(())
    }

    pub(super) fn is_deep(&self) -> bool {
        self.full.len() >= DEEP
    }

    /// The oldest of its objects, if there are enough.
    pub(super) fn split(&mut self, marking: &Marking) -> Option<Chunk> {
        if !self.full.is_empty() {
            return Some(self.full.remove(0));
        }
        let len = self.top.len;
        if len < MIN_SPLIT || !marking.more_room() {
            return None;
        }
        let half = len / 2;
        let mut older = Chunk::new();
        older.items[..half].copy_from_slice(&self.top.items[..half]);
        older.len = half;
        self.top.items.copy_within(half..len, 0);
        self.top.len = len - half;
        Some(older)
    }

    /// Drops all.
    pub(super) fn clear(&mut self, marking: &Marking) {
        self.top.len = 0;
        self.full.drain(..).for_each(|_| marking.less_room());
    }

    /// Makes a chunk that was counted the top of an empty stack.
    pub(super) fn refill(&mut self, chunk: Chunk, marking: &Marking) {
        self.top = chunk;
        marking.less_room();
    }
}

/// What a marker gives away.
pub(super) enum Work {
    /// Objects.
    Chunk(Chunk),
    /// Part of a large one.
    Piece(Piece),
}

/// What markers share.
pub(super) struct Marking {
    round: Mutex<Round>,
    changed: Condvar,
    /// How many members wait for work that nobody has given yet.
    wanted: AtomicUsize,
    /// Chunks in use, and how many may be.
    chunks: AtomicUsize,
    most_chunks: usize,
    overflowed: AtomicBool,
    /// A [`Persistence`].
    persistence: AtomicU8,
}

/// Whether markers go on when the VM shall stop.
#[derive(Clone, Copy)]
#[repr(u8)]
enum Persistence {
    /// Yes: somebody wants to know what is alive.
    GoesOn,
    /// No.
    MayGiveUp,
    /// One has seen that it shall, and given up; so must the others.
    GaveUp,
}

#[derive(Default)]
struct Round {
    open: bool,
    members: usize,
    waiting: usize,
    work: Vec<Work>,
    /// Objects marked by members that have left.
    objects: u64,
}

impl Marking {
    /// Stacks of at most about `bytes` in all.
    pub(super) fn new(bytes: u64) -> Marking {
        let most = bytes / size_of::<[Gray; CHUNK]>() as u64;
        Marking {
            round: Mutex::default(),
            changed: Condvar::new(),
            wanted: AtomicUsize::new(0),
            chunks: AtomicUsize::new(0),
            most_chunks: usize::try_from(most).unwrap_or(usize::MAX).max(2 * DEEP),
            overflowed: AtomicBool::new(false),
            persistence: AtomicU8::new(Persistence::GoesOn as u8),
        }
    }

    /// Marking begins.
    pub(super) fn begin(&self, may_give_up: bool) {
        let persistence = match may_give_up {
            true => Persistence::MayGiveUp,
            false => Persistence::GoesOn,
        };
        self.persistence.store(persistence as u8, Relaxed);
    }

    /// Whether the caller should give up, if the VM shall stop when `stopping` says so.
    #[inline]
    pub(super) fn gives_up(&self, stopping: impl FnOnce() -> bool) -> bool {
        let persistence = self.persistence.load(Relaxed);
        if persistence == Persistence::MayGiveUp as u8 && stopping() {
            self.persistence.store(Persistence::GaveUp as u8, Relaxed);
            return true;
        }
        persistence == Persistence::GaveUp as u8
    }

    /// Whether a marker gave up.
    pub(super) fn gave_up(&self) -> bool {
        self.gives_up(|| false)
    }

    /// Counts one more chunk, if there may be one.
    fn more_room(&self) -> bool {
        if self.chunks.fetch_add(1, Relaxed) < self.most_chunks {
            return true;
        }
        self.less_room();
        false
    }

    fn less_room(&self) {
        self.chunks.fetch_sub(1, Relaxed);
    }

    pub(super) fn note_overflow(&self) {
        self.overflowed.store(true, Relaxed);
    }

    /// Whether an object was marked but found no room on a stack since the last call.
    pub(super) fn overflowed(&self) -> bool {
        self.overflowed.swap(false, Relaxed)
    }

    /// Begins a round with the caller as its member.
    pub(super) fn open(&self) {
        let mut round = self.round.lock();
        round.open = true;
        round.members = 1;
        round.objects = 0;
    }

    /// Becomes a member, if a round is open.
    pub(super) fn join(&self) -> bool {
        let mut round = self.round.lock();
        round.members += usize::from(round.open);
        round.open
    }

    /// Whether the caller should give something away.
    #[inline(always)]
    pub(super) fn wants_work(&self) -> bool {
        self.wanted.load(Relaxed) > 0
    }

    /// Work for whoever waits for some.
    pub(super) fn give(&self, work: Work) {
        let mut round = self.round.lock();
        round.work.push(work);
        self.update(&round);
        self.changed.notify_one();
    }

    /// The next work for a member that has none; `None` when the round is over.
    pub(super) fn next(&self) -> Option<Work> {
        let mut round = self.round.lock();
        round.waiting += 1;
        loop {
            if let Some(work) = round.work.pop() {
                round.waiting -= 1;
                self.update(&round);
                return Some(work);
            }
            if round.waiting == round.members {
                round.open = false;
            }
            if !round.open {
                // It still counts as waiting, so that all see the end.
                self.wanted.store(0, Relaxed);
                self.changed.notify_all();
                return None;
            }
            self.update(&round);
            self.changed.wait(&mut round);
        }
    }

    /// A member that has seen the end says how much it marked.
    pub(super) fn leave(&self, objects: u64) {
        let mut round = self.round.lock();
        round.objects += objects;
        round.members -= 1;
        round.waiting -= 1;
        self.changed.notify_all();
    }

    /// Ends the round that is over for its last member, when the others have left; gives how much they marked.
    pub(super) fn close(&self) -> u64 {
        let mut round = self.round.lock();
        while round.members > 1 {
            self.changed.wait(&mut round);
        }
        (round.members, round.waiting) = (0, 0);
        round.objects
    }

    fn update(&self, round: &Round) {
        let wanted = round.waiting.saturating_sub(round.work.len());
        self.wanted.store(wanted, Relaxed);
    }
}
