//! Goroutines that wait for a lock while they hold another, and the moment when that closes a cycle.
//!
//! Only such goroutines can be in a cycle, so only they are entered here, from before one parks until after it was taken
//! out of the lock's queue. Who holds a mutex, or waits to write behind its readers, is in its word ([`crate::vm::holder`]); what
//! a goroutine reads is in its own list ([`crate::vm::read_locks`]) and, while it is entered, found here by the lock.
//! A writer waits for every reader, so any of them may be the next in a cycle. Whoever enters follows *waits for* and *is
//! held by* in turn. The last one of a cycle to enter finds itself, because the others are entered and hold what they hold
//! for as long as they wait.
//!
//! Nobody enters or leaves during a walk, and who is entered neither locks nor unlocks, so all links that a walk has seen
//! hold at one time. The one exception, a lock that is unlocked by somebody who does not hold it, is why a cycle is walked
//! twice, and why reports say "unless another goroutine unlocks one of them"; for a reader it shows in the lock's mark,
//! and of an RWMutex to which that has ever happened no reader is believed here, only when everything stands still. It is
//! also why a goroutine that waits for a lock which it holds itself is none: programs use a mutex so to wait for another
//! goroutine.

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};
use indexmap::IndexMap;
use parking_lot::Mutex;

use crate::vm::goroutine::Goroutine;
use crate::vm::heap::mem;
use crate::vm::holder;
use crate::vm::read_locks::{self, ReadLock};
use crate::vm::rw_mutex::MARK;

/// Two or more goroutines each of which waits for a lock that the next one holds, the last one for a lock of the first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LockCycle {
    /// Their numbers, beginning with the one that closed the cycle.
    pub goroutines: Vec<u64>,
}

/// So many cycles are found in a run. A program that runs into one may run into it again and again, and each is told with the
/// world stopped.
const MOST_FOUND: usize = 16;

/// A walk must not take long: a cycle that needs more steps is found only when everything stands still.
const MOST_STEPS: usize = 1 << 14;
/// Nor must all walks together: each goroutine that enters earns so many steps, and at most those of one long walk are saved.
const STEPS_EARNED: usize = 64;

/// Whom a goroutine waits for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Wait {
    /// The holder of the mutex whose word is at this address.
    Holder(u64),
    /// All who have locked the RWMutex at this address for reading.
    Readers(u64),
}

/// Who waits for a lock while holding another.
#[derive(Default)]
pub(crate) struct Nested {
    entered: Mutex<Entered>,
}

struct Entered {
    /// How many cycles were found.
    found: usize,
    /// How many steps the next walk may take.
    steps: usize,
    waits: HashMap<u64, Wait, FixedState>,
    /// By what they have locked for reading.
    readers: HashMap<u64, Readers, FixedState>,
}

/// Goroutines that have locked an RWMutex for reading, by their numbers and the places in their lists.
type Readers = IndexMap<(u64, usize), ReadLock, FixedState>;

impl Default for Entered {
    fn default() -> Entered {
        Entered {
            found: 0,
            steps: MOST_STEPS,
            waits: HashMap::default(),
            readers: HashMap::default(),
        }
    }
}

impl Nested {
    /// The goroutine, which holds some lock, is about to wait for another.
    #[cold]
    pub(crate) fn begin_wait(&self, g: &mut Goroutine, wait: Wait) -> Option<LockCycle> {
        let mut entered = self.entered.lock();
        if entered.found == MOST_FOUND {
            return None;
        }
        entered.enter(g, wait);
        let mut steps = (entered.steps + STEPS_EARNED).min(MOST_STEPS);
        let found = entered.cycle_from(g.id, &mut steps);
        entered.steps = steps;
        let goroutines = found?;
        let again = entered.cycle_from(g.id, &mut { MOST_STEPS });
        if again.as_ref() != Some(&goroutines) {
            return None;
        }
        entered.found += 1;
        Some(LockCycle { goroutines })
    }

    /// The goroutine was taken out of a queue.
    #[inline]
    pub(crate) fn end_wait(&self, g: &mut Goroutine) {
        if g.entered {
            self.entered.lock().leave(g);
        }
    }
}

impl Entered {
    fn enter(&mut self, g: &mut Goroutine, wait: Wait) {
        g.entered = true;
        self.waits.insert(g.id, wait);
        for (place, &lock) in read_locks::held(g).iter().enumerate() {
            let readers = self.readers.entry(lock.address).or_default();
            readers.insert((g.id, place), lock);
        }
    }

    #[cold]
    fn leave(&mut self, g: &mut Goroutine) {
        g.entered = false;
        self.waits.remove(&g.id);
        for (place, lock) in read_locks::held(g).iter().enumerate() {
            let Some(readers) = self.readers.get_mut(&lock.address) else {
                continue;
            };
            readers.swap_remove(&(g.id, place));
            if readers.is_empty() {
                self.readers.remove(&lock.address);
            }
        }
    }

    /// Goroutines that wait for one another from this one around to itself, if that takes no more `steps`.
    fn cycle_from(&self, start: u64, steps: &mut usize) -> Option<Vec<u64>> {
        // Most wait for somebody who does not wait.
        match *self.waits.get(&start)? {
            Wait::Holder(_) => _ = self.waits.get(&self.next(start, 0)?)?,
            Wait::Readers(address) => _ = self.readers.get(&address)?,
        }
        let mut seen: HashSet<u64> = HashSet::from_iter([start]);
        let mut path = vec![(start, 0)];
        while *steps > 0 {
            *steps -= 1;
            let (at, tried) = path.last_mut()?;
            let (from, number) = (*at, *tried);
            *tried += 1;
            match self.next(from, number) {
                None => {
                    path.pop();
                }
                Some(to) if to == start && path.len() > 1 => {
                    return Some(path.into_iter().map(|(id, _)| id).collect());
                }
                Some(to) if self.waits.contains_key(&to) && seen.insert(to) => path.push((to, 0)),
                Some(_) => {}
            }
        }
        None
    }

    /// The goroutine with this number among those for which another one waits.
    fn next(&self, from: u64, number: usize) -> Option<u64> {
        match *self.waits.get(&from)? {
            Wait::Holder(address) if number == 0 => {
                Some(holder::goroutine(mem::load(address), address))
            }
            Wait::Holder(_) => None,
            Wait::Readers(address) => {
                let readers = self.readers.get(&address)?;
                let (&(reader, _), &lock) = readers.get_index(number)?;
                let word = mem::load(address + MARK);
                let held = read_locks::is_held(lock, word);
                // Zero stands for whom it is not certain that they keep others waiting.
                let certain = held && !read_locks::is_handed_over(word);
                Some(if certain { reader } else { 0 })
            }
        }
    }
}
