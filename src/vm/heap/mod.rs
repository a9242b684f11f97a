//! The garbage-collected heap of one VM: zeroed objects at fixed addresses, found again from any address inside them.
//!
//! A [`Heap`] reserves one address range and hands out 32 KiB blocks; a small block holds cells of one size class, an
//! object of more than half a block has blocks of its own. Each worker allocates through its own [`Allocator`], which
//! bumps through the free runs of blocks that it alone owns, so the fast path takes no lock. [`Heap::collect`] runs with
//! the world stopped: it marks from the roots, frees blocks without marks, and leaves the rest to be swept when an
//! allocator takes them. Marks are all there is: a cell that is not marked is free at the next sweep.
//!
//! An object is an 8-byte [`Header`], which says where its pointers are, and a payload; addresses of objects are those of
//! payloads. All memory of the guest is read and written through [`mem`], as relaxed atomics. **Trust**: the functions
//! of this folder that take an address are safe to call because addresses come from this heap, from immortal constants,
//! globals and frames, and the bytecode that moves them is typed and verified; every other module of the VM keeps that
//! rule, and only this folder and the dispatch may turn a word into a pointer.
#![allow(
    unsafe_code,
    reason = "objects are raw memory; this folder is the boundary that keeps it in"
)]

mod alloc;
mod block;
pub(crate) mod chan;
mod class;
mod collect;
mod gray;
mod header;
mod mark;
pub mod mem;
#[cfg(test)]
#[allow(
    clippy::duplicate_mod,
    reason = "the models compile the files of channels over other types"
)]
mod models;
mod os;
mod slab;
mod spin;
mod stack;
mod standstill;
mod stats;
mod sync;
#[cfg(test)]
pub(super) mod tests;
pub(crate) mod timer;
pub(crate) mod waiter;
mod work;

pub use alloc::Allocator;
pub use collect::Collection;
pub use header::{GROUP, Header, Layout, TABLE_HEAD};
pub use mark::Marker;
#[cfg(test)]
pub(crate) use models::explore;
pub use slab::Own;
pub(crate) use slab::{CHUNK, Slab};
pub(crate) use stack::Stack;
pub use standstill::Standstill;
pub use stats::{HeapStats, Pauses};
pub use work::{BYTES_PER_JUMP, PIECE};

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

use parking_lot::Mutex;

use crate::bytecode::rtype::RTypes;
use crate::vm::goroutine;
use crate::vm::interrupt::Patience;
use block::{BLOCK, Blocks, Pool};
use gray::Marking;
use header::{Trace, layouts, traces};
use stats::{Counts, Knobs};

/// The heap's memory limit does not allow the object. A collection may help: see [`Heap::collection_may_help`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OutOfMemory;

/// The stacks of the collector take at most this part of the limit.
const MARKING_SHARE: u64 = 64;

/// Address of an object's payload, or of a word inside.
pub type Addr = u64;

/// How large a heap may get.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HeapConfig {
    /// The most bytes of blocks it may use.
    pub limit: u64,
    /// Collect after so many allocated bytes; otherwise when as much has been allocated as was live, at least 4 MiB.
    pub collect_every: Option<u64>,
}

impl Default for HeapConfig {
    fn default() -> Self {
        HeapConfig {
            limit: 4 << 30,
            collect_every: None,
        }
    }
}

/// The memory of one VM, shared by its workers.
pub struct Heap {
    config: HeapConfig,
    blocks: Blocks,
    pool: Mutex<Pool>,
    /// By type id; see [`Layout`].
    layouts: Box<[Layout]>,
    traces: Box<[Trace]>,
    /// Bytes handed to allocators since the last collection.
    fresh_bytes: AtomicU64,
    /// When `fresh_bytes` passes this, a collection is due.
    trigger: AtomicU64,
    counts: Counts,
    knobs: Knobs,
    collection_due: AtomicBool,
    /// The runs of every allocator, so that a collection can take them back.
    allocators: Mutex<Vec<Arc<alloc::Local>>>,
    finalizers: Mutex<Vec<collect::Finalizer>>,
    marking: Marking,
    last_allocator: AtomicU64,
    /// Tells long work whether to go on.
    patience: Patience,
}

impl Heap {
    /// A heap for programs with these types. If the host does not allow the whole range, the limit becomes smaller.
    /// Long work on it asks `patience` now and then.
    pub fn new(
        config: HeapConfig,
        types: &RTypes,
        patience: Patience,
    ) -> Result<Arc<Heap>, OutOfMemory> {
        let count = (config.limit / BLOCK as u64).clamp(8, u64::from(u32::MAX >> 1));
        let blocks = Blocks::reserve(count as u32)?;
        let config = HeapConfig {
            limit: blocks.limit(),
            ..config
        };
        let heap = Heap {
            config,
            pool: Mutex::new(Pool::new()),
            layouts: layouts(types),
            traces: traces(types),
            fresh_bytes: AtomicU64::new(0),
            trigger: AtomicU64::new(0),
            counts: Counts::default(),
            knobs: Knobs::default(),
            collection_due: AtomicBool::new(false),
            allocators: Mutex::default(),
            finalizers: Mutex::default(),
            marking: Marking::new(blocks.limit() / MARKING_SHARE),
            blocks,
            last_allocator: AtomicU64::new(0),
            patience,
        };
        heap.set_trigger(0);
        Ok(Arc::new(heap))
    }

    /// How objects of a type are allocated; types that the program does not have get an empty layout.
    #[inline]
    pub fn layout(&self, ty: u32) -> Layout {
        (self.layouts.get(ty as usize))
            .copied()
            .unwrap_or(Layout::EMPTY)
    }

    /// Whether enough was allocated for a collection; stays true until there was one.
    #[inline]
    pub fn collection_due(&self) -> bool {
        self.collection_due.load(Relaxed)
    }

    /// After [`OutOfMemory`]: whether enough was allocated since the last collection for another one to be worth it.
    pub fn collection_may_help(&self) -> bool {
        self.fresh_bytes.load(Relaxed) >= self.config.min_gain()
    }

    /// Whether the program allocates so fast that it should not go on before the collection that is due.
    pub fn collection_overdue(&self) -> bool {
        self.fresh_bytes.load(Relaxed) > 2 * self.trigger.load(Relaxed)
    }

    /// Counts memory outside the heap that belongs to the program, such as stacks, as if it were in it.
    pub fn charge(&self, bytes: u64) -> Result<(), OutOfMemory> {
        if bytes > self.blocks.room() {
            return Err(OutOfMemory);
        }
        self.blocks.external.fetch_add(bytes, Relaxed);
        Ok(())
    }

    /// Lets memory that was charged bring the next collection nearer, as if it had been allocated: a collection can free it.
    pub fn note_charged(&self, bytes: u64) {
        self.note_allocation(bytes);
    }

    /// Takes back what [`Heap::charge`] has counted.
    pub fn discharge(&self, bytes: u64) {
        self.blocks.external.fetch_sub(bytes, Relaxed);
    }

    /// What tells long work whether to go on.
    #[inline]
    pub fn patience(&self) -> &Patience {
        &self.patience
    }

    /// How many bytes more it allows without a collection.
    pub fn available(&self) -> u64 {
        self.blocks.room()
    }

    /// The most bytes it may use.
    pub fn limit(&self) -> u64 {
        self.blocks.limit()
    }

    /// Counts bytes handed to an allocator.
    fn note_allocation(&self, bytes: u64) {
        let fresh = self.fresh_bytes.fetch_add(bytes, Relaxed) + bytes;
        if fresh > self.trigger.load(Relaxed) {
            self.collection_due.store(true, Relaxed);
        }
    }
}

impl std::fmt::Debug for Heap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Heap({:?})", self.stats())
    }
}
