//! The parking protocol on real threads; `models` has it on all interleavings.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};

use crossbeam_utils::sync::{Parker, Unparker};

use crate::sched::clock::{Clock, RealClock, VirtualClock};
use crate::sched::idle::{Idle, Outside, Woken};

/// A scheduler in which an item is a number and there is one shared queue.
struct Fake {
    items: AtomicU64,
    host_calls: AtomicBool,
    /// How often a worker on its way to sleep has asked for host calls.
    asked: AtomicU64,
    timer: AtomicI64,
    clock: Box<dyn Clock>,
}

impl Fake {
    fn new(clock: impl Clock + 'static) -> Fake {
        Fake {
            items: AtomicU64::new(0),
            host_calls: AtomicBool::new(false),
            asked: AtomicU64::new(0),
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
        self.asked.fetch_add(1, Ordering::SeqCst);
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
    (Idle::new(unparkers(&parkers).into()), parkers)
}

fn unparkers(parkers: &[Parker]) -> Vec<Unparker> {
    let unparkers = parkers.iter().map(|parker| parker.unparker().clone());
    unparkers.collect()
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
    while fake.asked.load(Ordering::SeqCst) == 0 {
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
    let unparkers = unparkers(&parkers);
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
    unparkers.iter().for_each(Unparker::unpark);
    let verdicts = workers
        .into_iter()
        .map(|worker| worker.join().expect("no panic"));
    assert_eq!(verdicts.filter(|&quiet| quiet).count(), 1);
    assert_eq!(taken.load(Ordering::SeqCst), ITEMS);
}
