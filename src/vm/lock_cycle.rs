//! Goroutines that wait for a lock while they hold another, and the moment when that closes a cycle.
//!
//! Only such goroutines can be in a cycle, so only they are entered here: `goroutine → word of the lock`, from before one
//! parks until after it was taken out of the lock's queue. The holder is in the word itself ([`crate::vm::holder`]).
//! Whoever enters follows *waits for* and *is held by* in turn. The last one of a cycle to enter finds itself, because the
//! others are entered and hold what they hold for as long as they wait.
//!
//! Nobody enters or leaves during a walk, and who is entered neither locks nor unlocks, so all links that a walk has seen
//! hold at one time. The one exception, a mutex that is unlocked by somebody who does not hold it, is why a cycle is walked
//! twice, and why reports say "unless another goroutine unlocks one of them". It is also why a goroutine that waits for a
//! lock which it holds itself is none: programs use a mutex so to wait for another goroutine.

use hashbrown::HashMap;
use parking_lot::Mutex;

use crate::vm::goroutine::Goroutine;
use crate::vm::heap::mem;
use crate::vm::holder;

/// Two or more goroutines each of which waits for a lock that the next one holds, the last one for a lock of the first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LockCycle {
    /// Their numbers, beginning with the one that closed the cycle.
    pub goroutines: Vec<u64>,
}

/// Longer cycles are found only when everything stands still: a walk must not take long.
const LONGEST: usize = 1 << 14;

/// Who waits for a lock while holding another.
#[derive(Default)]
pub(crate) struct Nested {
    waits: Mutex<HashMap<u64, u64, foldhash::fast::FixedState>>,
}

impl Nested {
    /// The goroutine, which holds some lock, is about to wait for the one whose word is at `address`.
    #[cold]
    pub(crate) fn begin_wait(&self, g: &Goroutine, address: u64) -> Option<LockCycle> {
        let mut waits = self.waits.lock();
        waits.insert(g.id, address);
        // A walk may run into a cycle that was there before.
        let most = waits.len().min(LONGEST);
        let follow = || cycle_from(g.id, most, |id| waits.get(&id).copied());
        let found = follow()?;
        (follow().as_ref() == Some(&found)).then_some(LockCycle { goroutines: found })
    }

    /// The goroutine was taken out of a queue.
    #[inline]
    pub(crate) fn end_wait(&self, g: &Goroutine) {
        if g.locks > 0 {
            self.waits.lock().remove(&g.id);
        }
    }
}

fn cycle_from(start: u64, most: usize, waits: impl Fn(u64) -> Option<u64>) -> Option<Vec<u64>> {
    let mut cycle = vec![start];
    let mut at = start;
    loop {
        at = holder::goroutine(mem::load(waits(at)?));
        if at == start {
            return (cycle.len() > 1).then_some(cycle);
        }
        if at == 0 || cycle.len() == most {
            return None;
        }
        cycle.push(at);
    }
}
