//! A goroutine: its stack of words, where it stands, and what it waits for.
//!
//! Goroutines live in a [`Slab`] that stays until their VM ends, so that the collector and the deadlock report can look at all
//! of them; a [`G`] is the right to use one. Whoever holds the `G` is the owner; the table ([`Goroutines`]) reads
//! goroutines only while the world is stopped.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use crossbeam_utils::CachePadded;
use parking_lot::Mutex;

use crate::vm::fault::Fault;
use crate::vm::heap::waiter::{SelectWait, Waiter};
use crate::vm::heap::{CHUNK, Heap, OutOfMemory, Own, Slab, Stack, Standstill};
use crate::vm::native::Resume;
use crate::vm::read_locks::ReadLocks;
use crate::vm::unwind::Unwind;

macro_rules! wait_reasons {
    ($($(#[$doc:meta])* $name:ident $text:literal;)*) => {
        /// Why a goroutine does not run.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
        pub enum WaitReason {
            $($(#[$doc])* $name,)*
        }

        impl WaitReason {
            /// The words that Go prints in brackets.
            pub fn text(self) -> &'static str {
                match self {
                    $(WaitReason::$name => $text,)*
                }
            }
        }
    };
}

wait_reasons! {
    /// It runs, or may run.
    #[default]
    None "running";
    /// It may run but no worker has it.
    Runnable "runnable";
    /// `<-c`
    ChanReceive "chan receive";
    /// `c <- v`
    ChanSend "chan send";
    /// `<-c`, c nil
    ChanReceiveNil "chan receive (nil chan)";
    /// `c <- v`, c nil
    ChanSendNil "chan send (nil chan)";
    /// `select` with cases
    Select "select";
    /// `select {}`
    SelectNoCases "select (no cases)";
    /// `mu.Lock()`
    MutexLock "sync.Mutex.Lock";
    /// `rw.Lock()`
    RwMutexLock "sync.RWMutex.Lock";
    /// `rw.RLock()`
    RwMutexRLock "sync.RWMutex.RLock";
    /// `wg.Wait()`
    WaitGroupWait "sync.WaitGroup.Wait";
    /// `c.Wait()`
    CondWait "sync.Cond.Wait";
    /// A semaphore of another kind.
    Semacquire "semacquire";
    /// `time.Sleep`
    Sleep "sleep";
    /// Input or output of the host.
    IoWait "IO wait";
}

/// An absolute slot of a goroutine's stack; stays valid when the stack moves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Slot(pub u32);

impl Slot {
    /// No slot: nobody wants the value.
    pub const NONE: Slot = Slot(u32::MAX);
}

/// The word below a frame, taken apart.
#[derive(Clone, Copy)]
pub(crate) struct Link {
    /// Where the call returns to: the address of a threaded instruction.
    pub(crate) ip: u64,
    /// How many slots above its caller's frame this one begins.
    pub(crate) window: u32,
}

impl Link {
    #[inline(always)]
    pub(crate) fn of(word: u64) -> Link {
        Link {
            ip: word >> 16,
            window: (word & 0xffff) as u32,
        }
    }
}

/// A goroutine. Small while parked: 176 bytes and the stack.
pub struct Goroutine {
    /// 1 is the main goroutine; 0 means that this entry of the table is free.
    pub id: u64,
    /// The goroutine whose `go` statement made it; 0 for the main goroutine.
    pub parent: u64,
    /// Who started it, as [`crate::vm::maker`] has it; 0 for the main goroutine.
    pub creator: u64,
    pub(crate) stack: Stack,
    /// Where it continues: the address of a threaded instruction.
    pub(crate) ip: u64,
    /// Slot 0 of its top frame.
    pub(crate) fp: Slot,
    /// How many mutexes it has locked and not itself unlocked.
    pub(crate) locks: u32,
    /// Whether [`crate::vm::lock_cycle`] knows that it waits.
    pub(crate) entered: bool,
    /// Why it waits.
    pub wait: WaitReason,
    /// The address of the channel or lock it waits for, for reports and for the collector (it is a root).
    pub wait_object: u64,
    /// Its place in the queue it waits in.
    pub(crate) waiter: Waiter,
    /// Its places in the queues of a select, once it has waited in one.
    pub(crate) select: Option<Box<SelectWait>>,
    /// Set by whoever makes it ready, run before its next instruction.
    pub resume: Option<Box<Resume>>,
    pub(crate) unwind: Option<Box<Unwind>>,
    /// What it has locked for reading; none if nothing.
    pub(crate) read_locks: Option<Box<ReadLocks>>,
}

impl Goroutine {
    /// Words of its stack.
    pub fn slots(&self, first: Slot, n: usize) -> &[u64] {
        &self.stack.words()[first.0 as usize..][..n]
    }

    /// Words of its stack, to be written by the owner: how a sender delivers to a parked receiver.
    pub fn slots_mut(&mut self, first: Slot, n: usize) -> &mut [u64] {
        &mut self.stack.words_mut()[first.0 as usize..][..n]
    }

    /// The link below a frame of its stack.
    #[inline]
    pub(crate) fn link(&self, frame: Slot) -> Option<Link> {
        let below = frame.0.checked_sub(1)?;
        self.stack
            .words()
            .get(below as usize)
            .copied()
            .map(Link::of)
    }

    /// Makes the instruction it is parked in panic when it runs again.
    pub fn fail(&mut self, fault: Fault) {
        self.resume = Some(Box::new(Resume::Fault(fault)));
    }
}

/// The right to run, change and hand over one goroutine.
pub type G = Own<Goroutine>;

impl fmt::Debug for G {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "goroutine {} [{}]", self.id, self.wait.text())
    }
}

/// A finished goroutine keeps a stack up to this size for the next one.
const POOLED_STACK: u32 = 256;
/// And its places in the queues of a select up to so many bytes.
const POOLED_SELECT: u64 = 1024;

/// All goroutines of a VM.
#[derive(Default)]
pub struct Goroutines {
    table: Mutex<Table>,
    started: CachePadded<AtomicU64>,
    finished: CachePadded<AtomicU64>,
}

#[derive(Default)]
struct Table {
    all: Slab<Goroutine>,
    free: Vec<G>,
}

/// Free goroutines that one worker keeps for itself, so that it seldom needs the table's lock.
#[derive(Default)]
pub(crate) struct Spare {
    free: Vec<G>,
}

/// How many goroutines go from the table to a worker, or back, at a time.
const BATCH: usize = 32;

impl Goroutines {
    /// Takes a free goroutine, with a new id and a stack of at least `slots` words.
    pub(crate) fn take(
        &self,
        spare: &mut Spare,
        slots: u32,
        heap: &Heap,
    ) -> Result<G, OutOfMemory> {
        if spare.free.is_empty() {
            self.table.lock().lend(spare, heap)?;
        }
        let mut g = spare.free.pop().ok_or(OutOfMemory)?;
        let before = g.stack.len();
        if before < slots {
            let len = slots.next_power_of_two().max(16);
            if let Err(error) = heap.charge(8 * u64::from(len - before)) {
                spare.free.push(g);
                return Err(error);
            }
            g.stack.resize(len, 0);
        }
        g.id = self.started.fetch_add(1, Ordering::Relaxed) + 1;
        Ok(g)
    }

    /// Takes back a finished goroutine.
    pub(crate) fn give_back(&self, spare: &mut Spare, mut g: G, heap: &Heap) {
        g.wait = WaitReason::None;
        g.wait_object = 0;
        g.locks = 0;
        g.resume = None;
        if let Some(unwind) = g.unwind.take() {
            heap.discharge(unwind.charged());
        }
        if let Some(select) = g.select.take_if(|select| select.charged() > POOLED_SELECT) {
            heap.discharge(select.charged());
        }
        if g.stack.len() > POOLED_STACK {
            heap.discharge(8 * u64::from(g.stack.len()));
            g.stack = Stack::new(0);
        }
        g.id = 0;
        self.finished.fetch_add(1, Ordering::Relaxed);
        spare.free.push(g);
        if spare.free.len() >= 2 * BATCH {
            let kept = spare.free.len() - BATCH;
            self.table.lock().free.extend(spare.free.drain(kept..));
        }
    }

    /// The number of the newest goroutine.
    pub(crate) fn newest(&self) -> u64 {
        self.started.load(Ordering::Relaxed)
    }

    /// How many goroutines exist.
    pub fn count(&self) -> usize {
        let finished = self.finished.load(Ordering::Relaxed);
        (self.started.load(Ordering::Relaxed) - finished) as usize
    }

    /// Visits every living goroutine with its place in the table.
    pub(crate) fn for_each(
        &self,
        still: Standstill<'_>,
        mut visit: impl FnMut(usize, &mut Goroutine),
    ) {
        let mut place = 0;
        self.table.lock().all.for_each(still, |g| {
            if g.id != 0 {
                visit(place, g);
            }
            place += 1;
        });
    }

    /// Visits the goroutine at a place in the table, if there is one.
    pub(crate) fn visit(
        &self,
        still: Standstill<'_>,
        place: usize,
        visit: impl FnOnce(&mut Goroutine),
    ) {
        self.table.lock().all.visit(still, place, visit);
    }
}

impl Table {
    fn lend(&mut self, spare: &mut Spare, heap: &Heap) -> Result<(), OutOfMemory> {
        if self.free.is_empty() {
            heap.charge(size_of::<[Goroutine; CHUNK]>() as u64)?;
            self.grow();
        }
        let kept = self.free.len().saturating_sub(BATCH);
        spare.free.extend(self.free.drain(kept..));
        Ok(())
    }

    fn grow(&mut self) {
        let goroutines = self.all.grow(|| Goroutine {
            id: 0,
            parent: 0,
            creator: 0,
            stack: Stack::new(0),
            ip: 0,
            fp: Slot(0),
            locks: 0,
            entered: false,
            wait: WaitReason::None,
            wait_object: 0,
            waiter: Waiter::new(),
            select: None,
            resume: None,
            unwind: None,
            read_locks: None,
        });
        self.free.extend(goroutines);
    }
}

const _: () = assert!(size_of::<Goroutine>() <= 176);
