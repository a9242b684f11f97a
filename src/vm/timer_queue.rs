//! What happens when: a heap of deadlines, the earliest first, those of the same time in the order in which they came.
//!
//! Taking an entry out of the middle would need its place, and writing every entry's place into its timer at each step of
//! a sift costs a cache miss each. So a timer that is stopped only says so (its number is no longer the entry's), and its
//! entry stays behind as a *leftover*. Invariants:
//!  - the first entry is never a leftover ([`Queue::tidy`]), so that nobody waits for a time at which nothing happens;
//!  - at most half of the entries are leftovers, so that memory follows the number of timers;
//!  - every entry, leftover or not, keeps its timer alive (a root of the collector), so that it can be asked.
//!
//! The memory is charged to the heap's limit: whoever is going to insert [reserves](Queue::reserve) room first, while
//! nothing has changed yet.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use crate::vm::goroutine::G;
use crate::vm::heap::timer::TimerRef;
use crate::vm::heap::{Heap, OutOfMemory};

/// What is to be done.
pub(super) enum Due {
    /// Make a sleeping goroutine ready.
    Wake(G),
    /// Fire a runtime timer.
    Timer(TimerRef),
}

struct Entry {
    when: i64,
    number: u64,
    due: Due,
}

impl Entry {
    fn is_leftover(&self) -> bool {
        match &self.due {
            Due::Wake(_) => false,
            Due::Timer(timer) => timer.number() != self.number,
        }
    }
}

/// The earlier, the greater: [`BinaryHeap`] has the greatest first.
impl Ord for Entry {
    fn cmp(&self, other: &Entry) -> Ordering {
        (other.when, other.number).cmp(&(self.when, self.number))
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Entry) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Entry) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Entry {}

/// The smallest capacity.
const MIN: usize = 64;

/// The heap of deadlines.
#[derive(Default)]
pub(super) struct Queue {
    entries: BinaryHeap<Entry>,
    leftovers: usize,
    last_number: u64,
}

impl Queue {
    /// Makes room for `more` entries, and pays for it.
    pub(super) fn reserve(&mut self, more: usize, heap: &Heap) -> Result<(), OutOfMemory> {
        let (need, before) = (self.entries.len() + more, self.entries.capacity());
        if need <= before {
            return Ok(());
        }
        let wanted = need.max(2 * before).max(MIN);
        heap.charge(bytes(wanted - before))?;
        self.entries.reserve_exact(wanted - self.entries.len());
        Ok(())
    }

    /// Puts something in, for which room was reserved; its number.
    pub(super) fn insert(&mut self, when: i64, due: Due) -> u64 {
        self.last_number += 1;
        let number = self.last_number;
        self.entries.push(Entry { when, number, due });
        number
    }

    /// A timer that was queued has got another number.
    pub(super) fn left_over(&mut self) {
        self.leftovers += 1;
    }

    /// When the first is due; [`Queue::tidy`] was called after the last change.
    pub(super) fn first(&self) -> Option<i64> {
        self.entries.peek().map(|entry| entry.when)
    }

    /// Takes out the first if it is due.
    pub(super) fn pop_due(&mut self, now: i64) -> Option<Due> {
        while let Some(entry) = self.entries.peek_mut() {
            let leftover = entry.is_leftover();
            if !leftover && entry.when > now {
                return None;
            }
            let entry = std::collections::binary_heap::PeekMut::pop(entry);
            if !leftover {
                return Some(entry.due);
            }
            self.leftovers -= 1;
        }
        None
    }

    /// Restores the invariants and gives back what is much too large.
    pub(super) fn tidy(&mut self, heap: &Heap) {
        while let Some(entry) = self.entries.peek()
            && entry.is_leftover()
        {
            self.entries.pop();
            self.leftovers -= 1;
        }
        if self.leftovers > self.entries.len() / 2 {
            self.entries.retain(|entry| !entry.is_leftover());
            self.leftovers = 0;
        }
        let (len, before) = (self.entries.len(), self.entries.capacity());
        if before > 16 * MIN && 8 * len < before {
            self.entries.shrink_to(before / 4);
            heap.discharge(bytes(before - self.entries.capacity()));
        }
    }

    /// The timers in it.
    pub(super) fn timers(&self) -> impl Iterator<Item = TimerRef> {
        self.entries.iter().filter_map(|entry| match entry.due {
            Due::Wake(_) => None,
            Due::Timer(timer) => Some(timer),
        })
    }
}

fn bytes(entries: usize) -> u64 {
    (entries * size_of::<Entry>()) as u64
}
