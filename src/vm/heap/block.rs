//! The block table: what each 32 KiB block of the reserved range holds, its marks, and which blocks are free.
//!
//! A block is free, small (cells of one class), or part of a large object (a head and its tails). Its entry changes only
//! under the pool's lock; markers read entries while the world is stopped. Marks are indexed by cell.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU8, AtomicU32, AtomicU64, Ordering::Relaxed};

use super::class::{CLASSES, SIZES, cells, magic};
use super::os::Range;
use super::{Addr, MARKING_SHARE, OutOfMemory, mem};

/// Bytes of a block.
pub(super) const BLOCK: usize = 1 << SHIFT;
const SHIFT: u32 = 15;
/// Words of marks per block: one bit for each 16 bytes.
const MARK_WORDS: usize = BLOCK / 16 / 64;
/// So many blocks at the beginning have pages of the usual size: small programs shall stay small.
const SMALL_PAGES: u32 = 128;
/// So many free blocks in a row are always worth a call to the operating system; of shorter runs, only some per collection.
const LONG_RUN: u32 = 32;
const MOST_SHORT_RUNS: u32 = 500;

/// What a block holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(super) enum State {
    Free = 0,
    Small = 1,
    Large = 2,
    Tail = 3,
}

/// The entry of a block.
#[repr(C)]
pub(super) struct Block {
    state: AtomicU8,
    class: AtomicU8,
    /// Whether it may hold something else than zeros.
    dirty: AtomicU8,
    /// Whether a marked object in it may not have been scanned; see [`super::mark`].
    overflowed: AtomicU8,
    /// Small: see [`magic`].
    magic: AtomicU32,
    /// Small: number of cells. Large: blocks of the object. Tail: index of its head.
    count: AtomicU32,
}

impl Block {
    pub(super) fn state(&self) -> State {
        match self.state.load(Relaxed) {
            1 => State::Small,
            2 => State::Large,
            3 => State::Tail,
            _ => State::Free,
        }
    }

    pub(super) fn class(&self) -> usize {
        self.class.load(Relaxed) as usize
    }

    pub(super) fn count(&self) -> u32 {
        self.count.load(Relaxed)
    }

    fn set(&self, state: State, count: u32) {
        self.state.store(state as u8, Relaxed);
        self.count.store(count, Relaxed);
    }

    pub(super) fn set_overflowed(&self) {
        self.overflowed.store(1, Relaxed);
    }

    pub(super) fn take_overflowed(&self) -> bool {
        self.overflowed.load(Relaxed) != 0 && self.overflowed.swap(0, Relaxed) != 0
    }

    fn is_dirty(&self) -> bool {
        self.dirty.load(Relaxed) != 0
    }

    fn take_dirty(&self) -> bool {
        let dirty = self.is_dirty();
        self.dirty.store(1, Relaxed);
        dirty
    }
}

/// The reserved range and its tables: the blocks, then their marks, then their entries.
pub(super) struct Blocks {
    range: Range,
    base: u64,
    marks: u64,
    entries: u64,
    count: u32,
    /// Blocks from here on were never used.
    top: AtomicU32,
    /// Blocks in use.
    used: AtomicU32,
    /// Bytes outside the heap that count as if they were in it.
    pub(super) external: AtomicU64,
}

/// A cell found from an address inside it.
#[derive(Clone, Copy)]
pub(super) struct Cell {
    /// Address of its header.
    pub(super) at: u64,
    /// Its size class; [`CLASSES`] if it is a large object.
    pub(super) class: usize,
    pub(super) block: u32,
    pub(super) index: u32,
}

impl Blocks {
    /// Reserves `count` blocks, or as many as the host allows.
    pub(super) fn reserve(mut count: u32) -> Result<Blocks, OutOfMemory> {
        let per_block = BLOCK + MARK_WORDS * 8 + size_of::<Block>();
        loop {
            match Range::reserve((count as usize + 1) * per_block) {
                Ok(range) => {
                    let base = range.base().next_multiple_of(BLOCK as u64);
                    let marks = base + u64::from(count) * BLOCK as u64;
                    let entries = marks + u64::from(count) * MARK_WORDS as u64 * 8;
                    if let large @ 1.. = count.saturating_sub(SMALL_PAGES) {
                        let at = base + u64::from(SMALL_PAGES) * BLOCK as u64;
                        range.prefer_large_pages(at, large as usize * BLOCK);
                    }
                    return Ok(Blocks {
                        range,
                        base,
                        marks,
                        entries,
                        count,
                        top: AtomicU32::new(0),
                        used: AtomicU32::new(0),
                        external: AtomicU64::new(0),
                    });
                }
                Err(error) if count <= 64 => return Err(error),
                Err(_) => count /= 2,
            }
        }
    }

    pub(super) fn limit(&self) -> u64 {
        u64::from(self.count) * BLOCK as u64
    }

    /// How many bytes more than those counted are allowed. The stacks of the collector have their share.
    pub(super) fn room(&self) -> u64 {
        let taken = (self.used_bytes()).saturating_add(self.external.load(Relaxed));
        (self.limit() - self.limit() / MARKING_SHARE).saturating_sub(taken)
    }

    /// Bytes of the blocks in use.
    pub(super) fn used_bytes(&self) -> u64 {
        u64::from(self.used.load(Relaxed)) << SHIFT
    }

    /// How many blocks were ever used.
    pub(super) fn top(&self) -> u32 {
        self.top.load(Relaxed)
    }

    /// Bytes of marks and entries for the blocks that were ever used.
    pub(super) fn table_bytes(&self) -> u64 {
        u64::from(self.top()) * (MARK_WORDS * 8 + size_of::<Block>()) as u64
    }

    pub(super) fn address(&self, block: u32) -> u64 {
        self.base + (u64::from(block) << SHIFT)
    }

    #[inline(always)]
    pub(super) fn entry(&self, block: u32) -> &Block {
        debug_assert!(block < self.count);
        let at = self.entries + u64::from(block) * size_of::<Block>() as u64;
        // SAFETY: `reserve` made room for `count` entries there, zero is a valid entry, and entries are only atomics.
        unsafe { &*std::ptr::with_exposed_provenance(at as usize) }
    }

    /// The marks of a block.
    #[inline(always)]
    pub(super) fn marks(&self, block: u32) -> &[AtomicU64; MARK_WORDS] {
        debug_assert!(block < self.count);
        let at = self.marks + u64::from(block) * MARK_WORDS as u64 * 8;
        // SAFETY: `reserve` made room for the marks of `count` blocks there, and they are only used as atomics.
        unsafe { &*std::ptr::with_exposed_provenance(at as usize) }
    }

    /// The cell around an address, if it points into a block in use; the cell may be free.
    #[inline(always)]
    pub(super) fn find(&self, addr: Addr) -> Option<Cell> {
        let offset = addr.wrapping_sub(self.base);
        if offset >= u64::from(self.top()) << SHIFT {
            return None;
        }
        let block = (offset >> SHIFT) as u32;
        let entry = self.entry(block);
        if entry.state() != State::Small {
            return self.find_large(block);
        }
        let inner = offset & (BLOCK as u64 - 1);
        let index = ((inner * u64::from(entry.magic.load(Relaxed))) >> 32) as u32;
        let class = entry.class() % CLASSES;
        let at = self.address(block) + u64::from(index) * u64::from(SIZES[class]);
        (index < entry.count()).then_some(Cell {
            at,
            class,
            block,
            index,
        })
    }

    fn find_large(&self, block: u32) -> Option<Cell> {
        let head = match self.entry(block).state() {
            State::Large => block,
            State::Tail => self.entry(block).count(),
            State::Free | State::Small => return None,
        };
        Some(Cell {
            at: self.address(head),
            class: CLASSES,
            block: head,
            index: 0,
        })
    }

    /// Bytes of the large object at an address.
    pub(super) fn large_bytes(&self, at: Addr) -> u64 {
        let head = ((at - self.base) >> SHIFT) as u32;
        u64::from(self.entry(head).count()) * BLOCK as u64
    }

    /// Forgets all marks.
    pub(super) fn clear_marks(&self) {
        for block in 0..self.top() {
            for word in self.marks(block) {
                word.store(0, Relaxed);
            }
        }
    }
}

/// The free blocks, and the small blocks that wait to be swept. Under the heap's lock.
pub(super) struct Pool {
    /// Runs of free blocks below the top, by first block.
    free: BTreeMap<u32, u32>,
    /// Small blocks with free cells, by class.
    pub(super) unswept: [Vec<u32>; CLASSES],
    /// Blocks in use.
    pub(super) used: u32,
}

impl Pool {
    /// The pool of a range that has never been used.
    pub(super) fn new() -> Pool {
        Pool {
            free: BTreeMap::new(),
            unswept: std::array::from_fn(|_| Vec::new()),
            used: 0,
        }
    }

    /// Takes a block for cells of a class. The caller zeroes it with [`Blocks::zero`].
    pub(super) fn take_small(&mut self, blocks: &Blocks, class: usize) -> Result<u32, OutOfMemory> {
        let block = self.take(blocks, 1)?;
        let entry = blocks.entry(block);
        entry.class.store(class as u8, Relaxed);
        entry.magic.store(magic(class), Relaxed);
        entry.set(State::Small, cells(class));
        Ok(block)
    }

    /// Takes blocks for one large object. The caller zeroes them with [`Blocks::zero`].
    pub(super) fn take_large(&mut self, blocks: &Blocks, count: u32) -> Result<u32, OutOfMemory> {
        let head = self.take(blocks, count)?;
        blocks.entry(head).set(State::Large, count);
        for tail in head + 1..head + count {
            blocks.entry(tail).set(State::Tail, head);
        }
        Ok(head)
    }

    fn take(&mut self, blocks: &Blocks, count: u32) -> Result<u32, OutOfMemory> {
        if u64::from(count) << SHIFT > blocks.room() {
            return Err(OutOfMemory);
        }
        let run = self.free.iter().find(|(_, len)| **len >= count);
        let block = match run.map(|(first, len)| (*first, *len)) {
            Some((first, len)) => {
                self.free.remove(&first);
                if len > count {
                    self.free.insert(first + count, len - count);
                }
                first
            }
            None => self.extend(blocks, count)?,
        };
        self.used += count;
        blocks.used.store(self.used, Relaxed);
        for word in blocks.marks(block) {
            word.store(0, Relaxed);
        }
        Ok(block)
    }

    /// Takes blocks at the top, and a free run that ends there.
    fn extend(&mut self, blocks: &Blocks, count: u32) -> Result<u32, OutOfMemory> {
        let top = blocks.top();
        let last = self
            .free
            .last_key_value()
            .map(|(first, len)| (*first, *len));
        let first = last
            .filter(|(first, len)| first + len == top)
            .map_or(top, |(first, _)| first);
        let end = first
            .checked_add(count)
            .filter(|end| *end <= blocks.count)
            .ok_or(OutOfMemory)?;
        self.free.remove(&first);
        blocks.top.store(end, Relaxed);
        Ok(first)
    }

    /// Gives back a run of blocks.
    pub(super) fn give_back(&mut self, blocks: &Blocks, first: u32, count: u32) {
        for block in first..first + count {
            blocks.entry(block).set(State::Free, 0);
        }
        self.used -= count;
        blocks.used.store(self.used, Relaxed);
        let (mut start, mut end) = (first, first + count);
        if let Some((before, len)) = self.free.range(..first).next_back()
            && before + len == first
        {
            start = *before;
        }
        if let Some(len) = self.free.remove(&end) {
            end += len;
        }
        self.free.insert(start, end - start);
    }

    /// Gives the memory of free runs back to the operating system: all of it or, with `keep`, without so
    /// many free blocks, and not in so many pieces that the pause becomes long.
    pub(super) fn discard(&mut self, blocks: &Blocks, keep: Option<u32>) {
        let (mut keep, some) = (keep.unwrap_or(0), keep.is_some());
        let mut short_runs = 0;
        for (&first, &len) in &self.free {
            if len <= keep {
                keep -= len;
                continue;
            }
            if !(first..first + len).any(|block| blocks.entry(block).is_dirty()) {
                continue;
            }
            if len < LONG_RUN {
                short_runs += 1;
                if short_runs > MOST_SHORT_RUNS && some {
                    continue;
                }
            }
            let bytes = len as usize * BLOCK;
            if blocks.range.discard(blocks.address(first), bytes) {
                (first..first + len).for_each(|b| blocks.entry(b).dirty.store(0, Relaxed));
            }
        }
    }

    /// Bytes of free blocks without memory behind them.
    pub(super) fn released(&self, blocks: &Blocks) -> u64 {
        let runs = self.free.iter().map(|(first, len)| *first..first + len);
        let clean = runs
            .flatten()
            .filter(|block| !blocks.entry(*block).is_dirty());
        clean.count() as u64 * BLOCK as u64
    }
}

impl Blocks {
    /// Zeroes blocks that were just taken; those that were never used are zero already.
    pub(super) fn zero(&self, head: u32, count: u32) {
        for block in head..head + count {
            if self.entry(block).take_dirty() {
                mem::zero_fresh(self.address(block), BLOCK);
            }
        }
    }
}
