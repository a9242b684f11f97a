//! Allocation: bump through a zeroed run of free cells; when it ends, sweep on to the next one.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::Relaxed};

use super::block::BLOCK;
use super::class::{CLASSES, MAX_CELL, SIZES, class_of};
use super::stats::{Amount, Counter};
use super::{Addr, Header, Heap, OutOfMemory, mem};

/// A worker's way to allocate. Used by one thread at a time; only while the world runs.
pub struct Allocator {
    heap: Arc<Heap>,
    local: Arc<Local>,
    id: u64,
    /// What work on many bytes counts for, in jumps.
    pub(super) work: i64,
}

/// What an allocator owns. Atomics, because the collector resets them while the world is stopped.
pub(super) struct Local {
    runs: [Run; CLASSES],
    /// Bytes of runs that the heap does not know of yet.
    uncounted: AtomicU64,
    /// All objects that its runs had room for, and large objects.
    handed: Counter,
}

/// Free cells of one class, all zero, and where the sweep of their block goes on.
struct Run {
    next: AtomicU64,
    end: AtomicU64,
    block: AtomicU32,
    /// First cell that has not been swept; 0 if there is no block.
    cursor: AtomicU32,
}

impl Local {
    fn new() -> Local {
        let run = |_| Run {
            next: AtomicU64::new(0),
            end: AtomicU64::new(0),
            block: AtomicU32::new(0),
            cursor: AtomicU32::new(u32::MAX),
        };
        Local {
            runs: std::array::from_fn(run),
            uncounted: AtomicU64::new(0),
            handed: Counter::default(),
        }
    }

    /// All that was allocated through it.
    pub(super) fn allocated(&self) -> Amount {
        let unused = self.runs.iter().zip(SIZES).map(|(run, size)| {
            let bytes = (run.end.load(Relaxed)).saturating_sub(run.next.load(Relaxed));
            let objects = bytes / u64::from(size);
            Amount { objects, bytes }
        });
        unused.fold(self.handed.get(), Amount::minus)
    }

    /// Forgets the runs: the next sweep finds their cells again. Returns the bytes that were not counted yet.
    pub(super) fn reset(&self) -> u64 {
        self.handed.set(self.allocated());
        for run in &self.runs {
            run.next.store(0, Relaxed);
            run.end.store(0, Relaxed);
            run.cursor.store(u32::MAX, Relaxed);
        }
        self.uncounted.swap(0, Relaxed)
    }
}

impl Allocator {
    /// Another allocator of a heap.
    pub fn new(heap: &Arc<Heap>) -> Allocator {
        let local = Arc::new(Local::new());
        heap.allocators.lock().push(Arc::clone(&local));
        let id = heap.last_allocator.fetch_add(1, Relaxed) + 1;
        Allocator {
            heap: Arc::clone(heap),
            local,
            id,
            work: 0,
        }
    }

    /// The heap behind it.
    #[inline]
    pub fn heap(&self) -> &Arc<Heap> {
        &self.heap
    }

    /// A number that no other allocator of the heap has; not 0.
    #[inline]
    pub fn id(&self) -> u64 {
        self.id
    }

    /// A new zeroed object with a payload of at least `bytes`.
    #[inline(always)]
    pub fn alloc(&mut self, header: Header, bytes: usize) -> Result<Addr, OutOfMemory> {
        if bytes > MAX_CELL - 8 {
            return self.alloc_large(header, bytes);
        }
        let class = class_of(bytes.max(8) + 8);
        let run = &self.local.runs[class];
        let at = run.next.load(Relaxed);
        let next = at + u64::from(SIZES[class]);
        if next > run.end.load(Relaxed) {
            return self.alloc_slow(header, class);
        }
        run.next.store(next, Relaxed);
        mem::store(at, header.0);
        Ok(at + 8)
    }

    /// A new zero value of a type.
    #[inline]
    pub fn alloc_value(&mut self, ty: u32) -> Result<Addr, OutOfMemory> {
        let layout = self.heap.layout(ty);
        self.alloc(
            layout.object,
            usize::try_from(layout.bytes).map_err(|_| OutOfMemory)?,
        )
    }

    /// A new array of `count` zero values of a type, packed.
    #[inline]
    pub fn alloc_array(&mut self, ty: u32, count: u64) -> Result<Addr, OutOfMemory> {
        let layout = self.heap.layout(ty);
        let bytes = count
            .checked_mul(u64::from(layout.stride))
            .ok_or(OutOfMemory)?;
        self.alloc(
            layout.array,
            usize::try_from(bytes).map_err(|_| OutOfMemory)?,
        )
    }

    #[cold]
    #[inline(never)]
    fn alloc_slow(&mut self, header: Header, class: usize) -> Result<Addr, OutOfMemory> {
        self.refill(class)?;
        let run = &self.local.runs[class];
        let at = run.next.load(Relaxed);
        run.next.store(at + u64::from(SIZES[class]), Relaxed);
        mem::store(at, header.0);
        Ok(at + 8)
    }

    /// Finds the next run of free cells.
    fn refill(&mut self, class: usize) -> Result<(), OutOfMemory> {
        loop {
            let run = &self.local.runs[class];
            let cursor = run.cursor.load(Relaxed);
            if cursor != u32::MAX && self.sweep(class, run.block.load(Relaxed), cursor) {
                return Ok(());
            }
            self.heap
                .note_allocation(self.local.uncounted.swap(0, Relaxed));
            let mut pool = self.heap.pool.lock();
            if let Some(block) = pool.unswept[class].pop() {
                run.block.store(block, Relaxed);
                run.cursor.store(0, Relaxed);
                continue;
            }
            let blocks = &self.heap.blocks;
            let block = pool.take_small(blocks, class)?;
            drop(pool);
            blocks.zero(block, 1);
            let count = blocks.entry(block).count();
            let end = count.min(self.longest_run(class));
            if end < count {
                run.block.store(block, Relaxed);
                run.cursor.store(end, Relaxed);
            }
            self.set_run(class, block, 0, end);
            return Ok(());
        }
    }

    /// The most cells of a run: when the collector is tested, no more than what a collection is due after.
    fn longest_run(&self, class: usize) -> u32 {
        match self.heap.config.collect_every {
            Some(bytes) => (bytes / u64::from(SIZES[class])).clamp(1, u32::MAX.into()) as u32,
            None => u32::MAX,
        }
    }

    /// Makes cells `first..end` of a block the run of their class.
    fn set_run(&self, class: usize, block: u32, first: u32, end: u32) {
        let size = u64::from(SIZES[class]);
        let at = self.heap.blocks.address(block);
        let run = &self.local.runs[class];
        run.next.store(at + u64::from(first) * size, Relaxed);
        run.end.store(at + u64::from(end) * size, Relaxed);
        let amount = Amount {
            objects: u64::from(end - first),
            bytes: u64::from(end - first) * size,
        };
        self.local.handed.add(amount);
        let fresh = self.local.uncounted.load(Relaxed) + amount.bytes;
        self.local.uncounted.store(fresh, Relaxed);
        if self.heap.config.collect_every.is_some() {
            self.heap
                .note_allocation(self.local.uncounted.swap(0, Relaxed));
        }
    }

    /// Makes the next run of unmarked cells from `cursor` on the current one; tells whether there is one.
    fn sweep(&self, class: usize, block: u32, cursor: u32) -> bool {
        let blocks = &self.heap.blocks;
        let count = blocks.entry(block).count();
        let first = next_cell(blocks.marks(block), cursor, count, false);
        let run = &self.local.runs[class];
        if first >= count {
            run.cursor.store(u32::MAX, Relaxed);
            return false;
        }
        let end = next_cell(blocks.marks(block), first, count, true);
        let end = end.min(first.saturating_add(self.longest_run(class)));
        let size = u64::from(SIZES[class]);
        let at = blocks.address(block) + u64::from(first) * size;
        mem::zero_fresh(at, (u64::from(end - first) * size) as usize);
        self.set_run(class, block, first, end);
        run.cursor
            .store(if end < count { end } else { u32::MAX }, Relaxed);
        true
    }

    #[cold]
    #[inline(never)]
    fn alloc_large(&mut self, header: Header, bytes: usize) -> Result<Addr, OutOfMemory> {
        self.count_work(bytes as u64);
        let heap = &self.heap;
        let count = bytes.checked_add(8).ok_or(OutOfMemory)?.div_ceil(BLOCK);
        let count = u32::try_from(count).map_err(|_| OutOfMemory)?;
        let head = heap.pool.lock().take_large(&heap.blocks, count)?;
        let amount = Amount {
            objects: 1,
            bytes: u64::from(count) * BLOCK as u64,
        };
        self.local.handed.add(amount);
        heap.note_allocation(amount.bytes);
        heap.blocks.zero(head, count);
        let at = heap.blocks.address(head);
        mem::store(at, header.0);
        Ok(at + 8)
    }
}

impl Drop for Allocator {
    fn drop(&mut self) {
        // The rest of its runs comes back at the next collection.
        let mut all = self.heap.allocators.lock();
        self.heap.counts.by_others.add(self.local.allocated());
        all.retain(|local| !Arc::ptr_eq(local, &self.local));
    }
}

impl std::fmt::Debug for Allocator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Allocator of {:?}", self.heap)
    }
}

/// The first cell from `from` on whose mark is `marked`, or `count`.
fn next_cell(marks: &[AtomicU64], from: u32, count: u32, marked: bool) -> u32 {
    let mut at = from;
    while at < count {
        let word = marks[(at / 64) as usize].load(Relaxed);
        let word = if marked { word } else { !word };
        let rest = word >> (at % 64);
        if rest != 0 {
            return (at + rest.trailing_zeros()).min(count);
        }
        at = (at / 64 + 1) * 64;
    }
    count
}
