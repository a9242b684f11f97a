//! Who sleeps, who is woken, and the one place that may say "all goroutines are asleep".
//!
//! A worker is *busy*, *searching* (out of local work, looking into other queues) or *sleeping* (parked on its OS
//! thread). At most half of the workers search at once: on two cores a second searcher would only take the core that the
//! first one's find should run on.
//!
//! An item is *submitted* when others may take it: it is in the queue for all, or in a worker's queue that the worker
//! offers ([`super::pace`] says when). All other items are their worker's own affair: that worker is busy, and it does not
//! sleep before its queue and its run-next slot are empty.
//!
//! **Submitting** (a queue that others may take from has just got an item, or has just been offered):
//!  1. push the item, offer the queue;
//!  2. full fence; if somebody searches already, or nobody sleeps, stop here;
//!  3. under the lock: take one sleeper off the list and count it as searching; then unpark it.
//!
//! **Going to sleep** (own queue empty):
//!  1. stop searching (`searching -= 1`);
//!  2. under the lock: put oneself on the list of sleepers;
//!  3. full fence; look at every queue again; if there is an item, leave the list and *search* again;
//!  4. if all workers are on the list, no host call is in flight and no timer is queued: nothing can ever happen again,
//!     and this worker says so ([`Woken::Quiet`], once per run);
//!  5. if a timer is queued that no sleeper waits for, become the *keeper* and park until it is due, else just park.
//!
//! **Finding** (a searcher has taken an item): stop searching; whoever was the last searcher looks at every queue after a
//! full fence and, if there is more, submits on behalf of the rest ([`Idle::found`]).
//!
//! **No wake-up is lost**: while an item is submitted and somebody sleeps, somebody searches, or will when it is unparked.
//! Take an item pushed in step 1 of a submitter. If the submitter saw a sleeper and no searcher, it makes the sleeper a
//! searcher. If it saw a searcher, that searcher's later fence, in *finding* or in *going to sleep*, comes after the
//! submitter's in the total order of the fences, so it sees the item there, if nobody has taken it: in the first case it
//! wakes somebody, in the second it goes on searching. If it saw no sleeper, every worker that goes to sleep later passes
//! its own step 3 after the push. A searcher that sees no item ends the chain rightly.
//!
//! **Deadlock is never said too early.** A worker that was woken is off the list before it is unparked, so the list holds
//! all workers only if none of them can run anything. Outside threads count their work in `host_calls` before they begin
//! and push the outcome before they count down; step 4 reads the count *before* it looks into the queues.
//!
//! `models` tries out every interleaving of both claims. It found that a worker which saw an item in step 3 must count as a
//! searcher: else it takes one item, runs it for long, and the next one, submitted while it was the only searcher,
//! lies there with everybody else asleep.
//!
//! Rejected: waking a worker for every ready goroutine, as Go does (a futex call per hand-off when the pair could stay
//! on one core); spinning until work comes (the other worker needs the core's power and, here, often the core itself).

use std::time::Duration;

use crossbeam_utils::CachePadded;

use super::clock::Clock;
use super::sync::{AtomicUsize, Mutex, MutexGuard, Ordering, Parker, Unparker, fence};

/// What the sleepers must know of the rest of the scheduler.
pub(super) trait Outside {
    /// Is there an item in any queue that a searcher looks into?
    fn has_work(&self) -> bool;
    /// Is somebody outside the workers going to make a goroutine ready?
    fn has_host_calls(&self) -> bool;
    /// When the earliest timer is due.
    fn next_timer(&self) -> Option<i64>;
    /// The run's clock.
    fn clock(&self) -> &dyn Clock;
}

/// Why [`Idle::sleep`] came back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Woken {
    /// Work was submitted, and this worker is counted as searching.
    ToSearch,
    /// There may be work or a timer may be due; this worker is not searching.
    ToLook,
    /// Every worker sleeps and nothing is to come: the caller ends the run.
    Quiet,
    /// The run is over.
    Ended,
}

/// The sleepers and searchers of one scheduler.
pub(super) struct Idle {
    searching: CachePadded<AtomicUsize>,
    /// The length of `State::sleepers`, readable without the lock.
    sleeping: CachePadded<AtomicUsize>,
    state: Mutex<State>,
    unparkers: Box<[Unparker]>,
}

#[derive(Default)]
struct State {
    sleepers: Vec<usize>,
    /// The sleeper that will see to the timers, and until when it sleeps.
    keeper: Option<(usize, i64)>,
    ended: bool,
}

impl Idle {
    /// All workers begin busy. Worker `i` parks on the parker that `unparkers[i]` belongs to.
    pub(super) fn new(unparkers: Box<[Unparker]>) -> Idle {
        Idle {
            searching: CachePadded::new(AtomicUsize::new(0)),
            sleeping: CachePadded::new(AtomicUsize::new(0)),
            state: Mutex::new(State::default()),
            unparkers,
        }
    }

    /// Steps 2 and 3 of submitting: an item was pushed where a searcher can find it.
    pub(super) fn submitted(&self) {
        fence(Ordering::SeqCst);
        if self.sleeping.load(Ordering::SeqCst) == 0 || self.searching.load(Ordering::SeqCst) > 0 {
            return;
        }
        let mut state = self.state.lock();
        if self.searching.load(Ordering::SeqCst) > 0 {
            return;
        }
        let Some(worker) = state.sleepers.pop() else {
            return;
        };
        self.searching.fetch_add(1, Ordering::SeqCst);
        self.sleeping.store(state.sleepers.len(), Ordering::SeqCst);
        drop(state);
        self.unparkers[worker].unpark();
    }

    /// How many workers sleep.
    pub(super) fn sleeping(&self) -> usize {
        self.sleeping.load(Ordering::Relaxed)
    }

    /// Asks to search; without leave the worker goes to sleep at once.
    pub(super) fn may_search(&self) -> bool {
        if 2 * self.searching.load(Ordering::Relaxed) >= self.unparkers.len() {
            return false;
        }
        self.searching.fetch_add(1, Ordering::SeqCst);
        true
    }

    /// The searcher found an item. The last one to do so passes the search on, if there is more.
    pub(super) fn found(&self, outside: &impl Outside) {
        if self.searching.fetch_sub(1, Ordering::SeqCst) == 1 {
            fence(Ordering::SeqCst);
            if outside.has_work() {
                self.submitted();
            }
        }
    }

    /// The searcher gives up; [`Idle::sleep`] follows.
    pub(super) fn gave_up(&self) {
        self.searching.fetch_sub(1, Ordering::SeqCst);
    }

    /// Steps 2 to 5 of going to sleep. `parker` belongs to this worker, which is not searching.
    pub(super) fn sleep(&self, worker: usize, parker: &Parker, outside: &impl Outside) -> Woken {
        let mut state = self.state.lock();
        if state.ended {
            return Woken::Ended;
        }
        state.sleepers.push(worker);
        self.sleeping.store(state.sleepers.len(), Ordering::SeqCst);
        fence(Ordering::SeqCst);
        let host_calls = outside.has_host_calls();
        if outside.has_work() {
            self.withdraw(&mut state, worker);
            // It goes on as a searcher: there may be more than it takes, and submitters may have relied on it.
            self.searching.fetch_add(1, Ordering::SeqCst);
            return Woken::ToSearch;
        }
        let timer = outside.next_timer();
        if !host_calls && self.all_asleep(&state) {
            let Some(when) = timer else {
                state.ended = true;
                return Woken::Quiet;
            };
            if outside.clock().jump(when) {
                self.withdraw(&mut state, worker);
                return Woken::ToLook;
            }
        }
        let alarm = timer.filter(|&when| state.keeper.is_none_or(|(_, until)| when < until));
        if let Some(when) = alarm {
            state.keeper = Some((worker, when));
        }
        drop(state);
        match alarm {
            Some(when) => park_until(when, parker, outside.clock()),
            None => parker.park(),
        }
        self.wake_up(self.state.lock(), worker)
    }

    fn wake_up(&self, mut state: MutexGuard<'_, State>, worker: usize) -> Woken {
        if state.keeper.is_some_and(|(keeper, _)| keeper == worker) {
            state.keeper = None;
        }
        let chosen = !self.withdraw(&mut state, worker);
        if state.ended {
            Woken::Ended
        } else if chosen {
            Woken::ToSearch
        } else {
            Woken::ToLook
        }
    }

    /// Whether nobody is left to make anybody ready: the condition behind Go's words.
    fn all_asleep(&self, state: &State) -> bool {
        state.sleepers.len() == self.unparkers.len()
    }

    /// Leaves the list; false if a submitter took this worker off it.
    fn withdraw(&self, state: &mut State, worker: usize) -> bool {
        let Some(at) = state.sleepers.iter().position(|&sleeper| sleeper == worker) else {
            return false;
        };
        state.sleepers.remove(at);
        self.sleeping.store(state.sleepers.len(), Ordering::SeqCst);
        true
    }

    /// Ends the run: every sleeper comes back with [`Woken::Ended`], and so does whoever tries to sleep.
    pub(super) fn end(&self) {
        self.state.lock().ended = true;
        for unparker in &self.unparkers {
            unparker.unpark();
        }
    }
}

fn park_until(when: i64, parker: &Parker, clock: &dyn Clock) {
    let wait = when.saturating_sub(clock.monotonic());
    if let Ok(nanos @ 1..) = u64::try_from(wait) {
        parker.park_timeout(Duration::from_nanos(nanos));
    }
}
