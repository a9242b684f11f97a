//! Who sleeps, who is woken, and the one place that may say "all goroutines are asleep".
//!
//! A worker is *busy*, *searching* (out of local work, looking into other queues) or *sleeping* (parked on its OS
//! thread). At most half of the workers search at once: on two cores a second searcher would only take the core that the
//! first one's find should run on.
//!
//! **Submitting** (a queue that others may steal from has just got an item):
//!  1. push the item;
//!  2. full fence; if somebody searches already, or nobody sleeps, stop here;
//!  3. under the lock: take one sleeper off the list and count it as searching; then unpark it.
//!
//! What goes into a worker's run-next slot is not submitted: a pair of goroutines that hand a value to and fro stays on one
//! worker and wakes nobody.
//!
//! **Going to sleep** (own queue empty):
//!  1. stop searching (`searching -= 1`);
//!  2. under the lock: put oneself on the list of sleepers;
//!  3. full fence; look at every queue again; if there is an item, leave the list and go on;
//!  4. if all workers are on the list, no host call is in flight and no timer is queued: nothing can ever happen again,
//!     and this worker says so ([`Woken::Quiet`], once per run);
//!  5. if a timer is queued that no sleeper waits for, become the *keeper* and park until it is due, else just park.
//!
//! **No wake-up is lost.** Take an item pushed in step S1 of a submitter. If the submitter saw a sleeper and no searcher,
//! it wakes one, who then searches. If it saw a searcher, that searcher's later step 1 comes after the push in the total
//! order of the fences, so its step 3 finds the item, or it finds another item first, and then, being the last searcher,
//! submits on behalf of the rest ([`Idle::found`]). If it saw no sleeper, every worker that goes to sleep later passes its
//! own step 3 after the push. And an item in a busy worker's queue is run by that worker in any case.
//!
//! **Deadlock is never said too early.** A worker that was woken is off the list before it is unparked, so the list holds
//! all workers only if none of them can run anything. Outside threads count their work in `host_calls` before they begin
//! and push the outcome before they count down; step 4 reads the count *before* it looks into the queues.
//!
//! Rejected: waking a worker for every ready goroutine, as Go does (a futex call per hand-off when the pair could stay
//! on one core); spinning until work comes (the other worker needs the core's power and, here, often the core itself).

use std::sync::atomic::{AtomicUsize, Ordering, fence};
use std::time::Duration;

use crossbeam_utils::CachePadded;
use crossbeam_utils::sync::{Parker, Unparker};
use parking_lot::{Mutex, MutexGuard};

use super::clock::Clock;

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
    /// Somebody submitted work and counted this worker as searching.
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
            return Woken::ToLook;
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64};

    use super::*;
    use crate::sched::clock::{RealClock, VirtualClock};

    /// A scheduler in which an item is a number and there is one shared queue.
    struct Fake {
        items: AtomicU64,
        host_calls: AtomicBool,
        timer: AtomicI64,
        clock: Box<dyn Clock>,
    }

    impl Fake {
        fn new(clock: impl Clock + 'static) -> Fake {
            Fake {
                items: AtomicU64::new(0),
                host_calls: AtomicBool::new(false),
                timer: AtomicI64::new(i64::MAX),
                clock: Box::new(clock),
            }
        }

        fn take(&self) -> bool {
            self.items
                .try_update(Ordering::SeqCst, Ordering::SeqCst, |items| {
                    items.checked_sub(1)
                })
                .is_ok()
        }
    }

    impl Outside for Fake {
        fn has_work(&self) -> bool {
            self.items.load(Ordering::SeqCst) > 0
        }
        fn has_host_calls(&self) -> bool {
            self.host_calls.load(Ordering::SeqCst)
        }
        fn next_timer(&self) -> Option<i64> {
            Some(self.timer.load(Ordering::SeqCst)).filter(|&when| when < i64::MAX)
        }
        fn clock(&self) -> &dyn Clock {
            &*self.clock
        }
    }

    fn idle(workers: usize) -> (Idle, Vec<Parker>) {
        let parkers: Vec<Parker> = (0..workers).map(|_| Parker::new()).collect();
        let unparkers = parkers
            .iter()
            .map(|parker| parker.unparker().clone())
            .collect();
        (Idle::new(unparkers), parkers)
    }

    #[test]
    fn a_lone_worker_without_work_is_quiet() {
        let (idle, parkers) = idle(1);
        let fake = Fake::new(RealClock::new());
        assert_eq!(idle.sleep(0, &parkers[0], &fake), Woken::Quiet);
        assert_eq!(idle.sleep(0, &parkers[0], &fake), Woken::Ended);
    }

    #[test]
    fn a_timer_is_waited_for() {
        let (idle, parkers) = idle(1);
        let fake = Fake::new(RealClock::new());
        fake.timer.store(2_000_000, Ordering::SeqCst);
        assert_eq!(idle.sleep(0, &parkers[0], &fake), Woken::ToLook);
        assert!(fake.clock.monotonic() >= 2_000_000);
    }

    #[test]
    fn a_virtual_clock_jumps_to_the_timer() {
        let (idle, parkers) = idle(1);
        let fake = Fake::new(VirtualClock::default());
        fake.timer.store(3_600_000_000_000, Ordering::SeqCst);
        assert_eq!(idle.sleep(0, &parkers[0], &fake), Woken::ToLook);
        assert_eq!(fake.clock.monotonic(), 3_600_000_000_000);
    }

    #[test]
    fn a_host_call_holds_the_verdict() {
        let (idle, mut parkers) = idle(1);
        let fake = Arc::new(Fake::new(RealClock::new()));
        let idle = Arc::new(idle);
        fake.host_calls.store(true, Ordering::SeqCst);
        let parker = parkers.remove(0);
        let worker = std::thread::spawn({
            let (fake, idle) = (fake.clone(), idle.clone());
            move || idle.sleep(0, &parker, &*fake)
        });
        while idle.sleeping.load(Ordering::SeqCst) == 0 {
            std::thread::yield_now();
        }
        fake.items.fetch_add(1, Ordering::SeqCst);
        idle.submitted();
        fake.host_calls.store(false, Ordering::SeqCst);
        assert_eq!(worker.join().expect("the worker ends"), Woken::ToSearch);
    }

    /// Outside threads push items in bursts; workers take them. Every item is taken, and quiet is said exactly once, after
    /// the last one.
    #[test]
    fn nothing_is_lost_and_quiet_comes_last() {
        const ITEMS: u64 = 20_000;
        let (idle, parkers) = idle(3);
        let (idle, fake) = (Arc::new(idle), Arc::new(Fake::new(RealClock::new())));
        let taken = Arc::new(AtomicU64::new(0));
        fake.host_calls.store(true, Ordering::SeqCst);
        let workers: Vec<_> = parkers
            .into_iter()
            .enumerate()
            .map(|(me, parker)| {
                let (idle, fake, taken) = (idle.clone(), fake.clone(), taken.clone());
                std::thread::spawn(move || {
                    let mut searching = false;
                    loop {
                        if fake.take() {
                            taken.fetch_add(1, Ordering::SeqCst);
                            if std::mem::take(&mut searching) {
                                idle.found(&*fake);
                            }
                            continue;
                        }
                        if std::mem::take(&mut searching) {
                            idle.gave_up();
                        } else if idle.may_search() {
                            searching = true;
                            continue;
                        }
                        match idle.sleep(me, &parker, &*fake) {
                            Woken::ToSearch => searching = true,
                            Woken::ToLook => {}
                            Woken::Quiet => {
                                idle.end();
                                return true;
                            }
                            Woken::Ended => return false,
                        }
                    }
                })
            })
            .collect();
        for item in 0..ITEMS {
            fake.items.fetch_add(1, Ordering::SeqCst);
            idle.submitted();
            if item % 7 == 0 {
                std::thread::yield_now();
            }
        }
        fake.host_calls.store(false, Ordering::SeqCst);
        // As a host call that comes back does.
        idle.unparkers.iter().for_each(Unparker::unpark);
        let verdicts = workers
            .into_iter()
            .map(|worker| worker.join().expect("no panic"));
        assert_eq!(verdicts.filter(|&quiet| quiet).count(), 1);
        assert_eq!(taken.load(Ordering::SeqCst), ITEMS);
    }
}
