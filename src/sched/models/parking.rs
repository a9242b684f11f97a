//! Parking: no wake-up is lost, and deadlock is said exactly when nothing can run any more.

use std::sync::Arc;

use loom::thread;

use super::explore;
use super::idle::{Idle, Outside, Woken};
use super::sync::{AtomicBool, AtomicUsize, Ordering, Parker, Unparker};
use crate::sched::clock::{Clock, RealClock};

/// A scheduler whose queues are one count of items.
struct Fake {
    /// As a queue is: written and read without any order of its own.
    items: AtomicUsize,
    taken: AtomicUsize,
    host_calls: AtomicBool,
    clock: RealClock,
}

impl Outside for Fake {
    fn has_work(&self) -> bool {
        self.items.load(Ordering::Relaxed) > 0
    }
    fn has_host_calls(&self) -> bool {
        self.host_calls.load(Ordering::SeqCst)
    }
    fn next_timer(&self) -> Option<i64> {
        None
    }
    fn clock(&self) -> &dyn Clock {
        &self.clock
    }
}

impl Fake {
    fn take(&self) -> bool {
        let mut items = self.items.load(Ordering::Relaxed);
        while items > 0 {
            let taken =
                self.items
                    .compare_exchange(items, items - 1, Ordering::AcqRel, Ordering::Relaxed);
            match taken {
                Ok(_) => {
                    self.taken.fetch_add(1, Ordering::Relaxed);
                    return true;
                }
                Err(now) => items = now,
            }
        }
        false
    }
}

struct Model {
    fake: Fake,
    idle: Idle,
    unparkers: Vec<Unparker>,
}

fn model(workers: usize, host_calls: bool) -> (Arc<Model>, Vec<Parker>) {
    let parkers: Vec<Parker> = (0..workers).map(|_| Parker::new()).collect();
    let unparkers: Vec<Unparker> = parkers
        .iter()
        .map(|parker| parker.unparker().clone())
        .collect();
    let fake = Fake {
        items: AtomicUsize::new(0),
        taken: AtomicUsize::new(0),
        host_calls: AtomicBool::new(host_calls),
        clock: RealClock::new(),
    };
    let model = Model {
        fake,
        idle: Idle::new(unparkers.clone().into()),
        unparkers,
    };
    (Arc::new(model), parkers)
}

fn spawn<T: 'static>(
    model: &Arc<Model>,
    parkers: Vec<Parker>,
    run: impl Fn(&Model, usize, Parker) -> T + Copy + 'static,
) -> Vec<thread::JoinHandle<T>> {
    let workers = parkers.into_iter().enumerate();
    let spawned = workers.map(|(worker, parker)| {
        let model = model.clone();
        thread::spawn(move || run(&model, worker, parker))
    });
    spawned.collect()
}

impl Model {
    fn submit(&self) {
        self.fake.items.fetch_add(1, Ordering::Relaxed);
        self.idle.submitted();
    }

    /// Takes one item, as a worker does: searching, and sleeping when there is none; or what woke it, if the run has ended.
    fn take_item(&self, worker: usize, parker: &Parker) -> Result<(), Woken> {
        let mut searching = false;
        while !self.fake.take() {
            if std::mem::take(&mut searching) {
                self.idle.gave_up();
            } else if self.idle.may_search() {
                searching = true;
                continue;
            }
            match self.idle.sleep(worker, parker, &self.fake) {
                Woken::ToSearch => searching = true,
                Woken::ToLook => {}
                woken => return Err(woken),
            }
        }
        if searching {
            self.idle.found(&self.fake);
        }
        Ok(())
    }

    /// A worker that takes one item and is busy with it from then on.
    fn take_one(&self, worker: usize, parker: &Parker) {
        if let Err(woken) = self.take_item(worker, parker) {
            panic!("{woken:?} while a worker is busy");
        }
    }

    /// A worker that takes items until the run ends; whether it was the one to say that nothing can run.
    fn work(&self, worker: usize, parker: &Parker) -> bool {
        loop {
            match self.take_item(worker, parker) {
                Ok(()) => {}
                Err(Woken::Quiet) => {
                    self.idle.end();
                    return true;
                }
                Err(_) => return false,
            }
        }
    }
}

/// A host call comes back while all workers fall asleep: what it brings is run, and only then is it quiet.
fn quiet_comes_once_and_last(workers: usize, preemptions: usize) {
    explore(preemptions, move || {
        let (model, parkers) = model(workers, true);
        let workers = spawn(&model, parkers, |model, worker, parker| {
            let quiet = model.work(worker, &parker);
            if quiet {
                assert_eq!(model.fake.taken.load(Ordering::Relaxed), 1);
                assert!(!model.fake.host_calls.load(Ordering::Relaxed));
            }
            quiet
        });
        model.submit();
        model.fake.host_calls.store(false, Ordering::SeqCst);
        // As a host call that comes back does.
        model.unparkers.iter().for_each(Unparker::unpark);
        let verdicts = workers.into_iter().map(|worker| worker.join());
        let quiet = verdicts.filter(|verdict| matches!(verdict, Ok(true)));
        assert_eq!(quiet.count(), 1);
    });
}

#[test]
fn one_worker_says_that_all_are_asleep() {
    quiet_comes_once_and_last(1, 3);
}

#[test]
fn one_of_two_workers_says_that_all_are_asleep() {
    quiet_comes_once_and_last(2, 1);
}

/// Workers of which one is busy all the time take `items` between them, each one and then is busy, too: nobody stays asleep
/// while something is left. Loom reports a deadlock if one does.
fn what_is_offered_is_taken(sleepers: usize, items: usize, preemptions: usize) {
    explore(preemptions, move || {
        let (model, mut parkers) = model(sleepers + 1, false);
        parkers.truncate(sleepers);
        let workers = spawn(&model, parkers, |model, worker, parker| {
            model.take_one(worker, &parker);
        });
        for _ in 0..items {
            model.submit();
        }
        for worker in workers {
            worker.join().expect("no panic");
        }
        assert_eq!(model.fake.taken.load(Ordering::Relaxed), items);
    });
}

#[test]
fn a_sleeper_is_woken() {
    what_is_offered_is_taken(1, 1, 3);
}

#[test]
fn the_search_is_passed_on() {
    what_is_offered_is_taken(2, 2, 2);
}
