//! A collection: mark from the roots, run finalizers of what died, free empty blocks, queue the others for sweeping.

use std::sync::atomic::Ordering::Relaxed;

use super::block::{BLOCK, Pool, State};
use super::class::SIZES;
use super::stats::Amount;
use super::{Addr, Heap, Marker, Standstill, mem};

/// What to do when an object dies: its payload can still be read, but must not be stored anywhere.
pub(super) struct Finalizer {
    object: Addr,
    run: fn(Addr),
}

/// What a collection did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Collection {
    /// Objects alive.
    pub objects: u64,
    /// Their bytes.
    pub live: u64,
    /// Bytes allocated since the collection before.
    pub allocated: u64,
}

impl Heap {
    /// Frees every object that the roots do not reach. `call`, if others may help, has stopped workers come to
    /// [`Heap::help_mark`]. `roots` feeds every word through which the program may still reach an object.
    pub fn collect(
        &self,
        _: Standstill<'_>,
        call: Option<&dyn Fn()>,
        roots: &mut dyn FnMut(&mut Marker<'_>),
    ) -> Collection {
        self.marking.begin(false);
        let marker = self.mark(call, roots);
        self.free_unmarked(&marker)
    }

    /// As [`Heap::collect`]; but gives up, and frees nothing, if the VM shall stop meanwhile.
    pub fn collect_unless_stopped(
        &self,
        _: Standstill<'_>,
        call: Option<&dyn Fn()>,
        roots: &mut dyn FnMut(&mut Marker<'_>),
    ) -> Option<Collection> {
        self.marking.begin(true);
        let marker = self.mark(call, roots);
        if self.marking.gave_up() {
            self.keep_all();
            return None;
        }
        Some(self.free_unmarked(&marker))
    }

    fn mark<'h>(
        &'h self,
        call: Option<&'h dyn Fn()>,
        roots: &mut dyn FnMut(&mut Marker<'_>),
    ) -> Marker<'h> {
        for local in self.allocators.lock().iter() {
            self.note_allocation(local.reset());
        }
        self.blocks.clear_marks();
        let mut marker = Marker::new(self, call);
        roots(&mut marker);
        marker.drain();
        marker
    }

    /// Nothing more is swept: the marks say nothing.
    fn keep_all(&self) {
        let mut pool = self.pool.lock();
        pool.unswept.iter_mut().for_each(Vec::clear);
        self.collection_due.store(false, Relaxed);
    }

    fn free_unmarked(&self, marker: &Marker<'_>) -> Collection {
        self.run_finalizers(marker);
        let live = self.free_blocks();
        let allocated = self.fresh_bytes.swap(0, Relaxed);
        let objects = marker.objects;
        self.note_collection(Amount {
            objects,
            bytes: live,
        });
        self.collection_due.store(false, Relaxed);
        Collection {
            objects,
            live,
            allocated,
        }
    }

    /// Has a function called when the object is found dead; for what an object owns outside the heap.
    pub fn finalize(&self, object: Addr, run: fn(Addr)) {
        self.finalizers.lock().push(Finalizer { object, run });
    }

    fn run_finalizers(&self, marker: &Marker<'_>) {
        self.finalizers.lock().retain(|finalizer| {
            let alive = marker.is_marked(finalizer.object);
            if !alive {
                (finalizer.run)(finalizer.object);
            }
            alive
        });
    }

    /// Sorts the blocks by what their marks say; returns the live bytes and sets the next trigger.
    fn free_blocks(&self) -> u64 {
        let mut pool = self.pool.lock();
        pool.unswept.iter_mut().for_each(Vec::clear);
        let mut live = 0;
        for block in (0..self.blocks.top()).rev() {
            live += self.free_block(&mut pool, block);
        }
        let trigger = self.set_trigger(live);
        let keep = match self.take_release() {
            true => None,
            false => Some(u32::try_from(trigger / BLOCK as u64).unwrap_or(u32::MAX)),
        };
        pool.discard(&self.blocks, keep);
        live
    }

    fn free_block(&self, pool: &mut Pool, block: u32) -> u64 {
        let entry = self.blocks.entry(block);
        let marks = self.blocks.marks(block);
        if self.config.collect_every.is_some() {
            self.poison(block);
        }
        match entry.state() {
            State::Small => {
                let words = &marks[..(entry.count() as usize).div_ceil(64)];
                let marked = words
                    .iter()
                    .map(|word| word.load(Relaxed).count_ones())
                    .sum();
                match marked {
                    0 => pool.give_back(&self.blocks, block, 1),
                    n if n < entry.count() => pool.unswept[entry.class()].push(block),
                    _ => {}
                }
                u64::from(marked) * u64::from(SIZES[entry.class()])
            }
            State::Large if marks[0].load(Relaxed) & 1 == 0 => {
                pool.give_back(&self.blocks, block, entry.count());
                0
            }
            State::Large => u64::from(entry.count()) * BLOCK as u64,
            State::Free | State::Tail => 0,
        }
    }
}

/// What dead objects become when the collector is tested: no address, no length.
const POISON: u64 = 0x5a5a_5a5a_5a5a_5a5a;

impl Heap {
    /// Overwrites the dead objects of a block, so that whoever still uses one fails.
    fn poison(&self, block: u32) {
        let entry = self.blocks.entry(block);
        let (cells, bytes) = match entry.state() {
            State::Small => (entry.count(), u64::from(SIZES[entry.class()])),
            State::Large => (1, u64::from(entry.count()) * BLOCK as u64),
            State::Free | State::Tail => return,
        };
        let marks = self.blocks.marks(block);
        for cell in 0..cells {
            let at = self.blocks.address(block) + u64::from(cell) * bytes;
            let marked = marks[(cell / 64) as usize].load(Relaxed) >> (cell % 64) & 1 != 0;
            if !marked && mem::load(at) != 0 {
                mem::store(at, 0);
                (1..bytes / 8).for_each(|word| mem::store(at + 8 * word, POISON));
            }
        }
    }
}

impl Drop for Heap {
    fn drop(&mut self) {
        for finalizer in self.finalizers.get_mut().drain(..) {
            (finalizer.run)(finalizer.object);
        }
    }
}
