//! Blocking calls of the host, on threads of their own, while the goroutine waits.
//!
//! Such a thread may be stuck for ever (a read from a terminal), so it owns nothing of the VM: it gets the job and a
//! number, and leaves the result under that number in a mailbox. The goroutine stays with the scheduler.
//!
//! A call is *in flight* from before its thread knows of it until a worker has taken its result, so that a run with a call in
//! flight is never said to be deadlocked.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use crossbeam_utils::sync::Unparker;
use hashbrown::HashMap;
use parking_lot::{Condvar, Mutex};

use crate::vm::Job;
use crate::vm::goroutine::G;
use crate::vm::native::{HostDone, Resume};

/// The calls of one run.
pub(super) struct HostCalls {
    in_flight: AtomicUsize,
    waiting: Mutex<Waiting>,
    pool: Arc<Pool>,
}

#[derive(Default)]
struct Waiting {
    last_number: u64,
    goroutines: HashMap<u64, G>,
}

/// All that a helper thread knows.
struct Pool {
    state: Mutex<State>,
    work: Condvar,
    has_results: AtomicBool,
    unparkers: Box<[Unparker]>,
}

#[derive(Default)]
struct State {
    jobs: VecDeque<(u64, Job)>,
    /// Threads that wait for a job.
    idle: usize,
    results: Vec<(u64, HostDone)>,
    closed: bool,
}

/// How long a helper thread waits for another job.
const KEEP: Duration = Duration::from_secs(2);

impl HostCalls {
    /// The workers that `unparkers` belong to are woken by every result.
    pub(super) fn new(unparkers: Box<[Unparker]>) -> HostCalls {
        HostCalls {
            in_flight: AtomicUsize::new(0),
            waiting: Mutex::default(),
            pool: Arc::new(Pool {
                state: Mutex::default(),
                work: Condvar::new(),
                has_results: AtomicBool::new(false),
                unparkers,
            }),
        }
    }

    /// Whether a result is still to come or to be taken.
    pub(super) fn in_flight(&self) -> bool {
        self.in_flight.load(Ordering::SeqCst) > 0
    }

    /// Whether [`HostCalls::take_results`] has something.
    pub(super) fn has_results(&self) -> bool {
        self.pool.has_results.load(Ordering::SeqCst)
    }

    /// Runs the job for the goroutine; gives it back if there is no thread to be had.
    pub(super) fn start(&self, g: G, job: Job) -> Result<(), G> {
        self.in_flight.fetch_add(1, Ordering::SeqCst);
        let number = {
            let mut waiting = self.waiting.lock();
            waiting.last_number += 1;
            let number = waiting.last_number;
            waiting.goroutines.insert(number, g);
            number
        };
        if self.pool.submit(number, job) {
            return Ok(());
        }
        self.in_flight.fetch_sub(1, Ordering::SeqCst);
        match self.waiting.lock().goroutines.remove(&number) {
            Some(g) => Err(g),
            None => Ok(()),
        }
    }

    /// The goroutines whose calls have come back, ready to run; the caller queues them *before* it calls
    /// [`HostCalls::taken`].
    pub(super) fn take_results(&self) -> Vec<G> {
        if !self.has_results() {
            return Vec::new();
        }
        let results = {
            let mut state = self.pool.state.lock();
            self.pool.has_results.store(false, Ordering::SeqCst);
            std::mem::take(&mut state.results)
        };
        let mut waiting = self.waiting.lock();
        let ready = results.into_iter().filter_map(|(number, done)| {
            let mut g = waiting.goroutines.remove(&number)?;
            g.resume = Some(Box::new(Resume::Host(done)));
            Some(g)
        });
        ready.collect()
    }

    /// `count` goroutines of [`HostCalls::take_results`] are in a queue.
    pub(super) fn taken(&self, count: usize) {
        self.in_flight.fetch_sub(count, Ordering::SeqCst);
    }

    /// Lets the helper threads go. Those inside a call leave when it returns.
    pub(super) fn close(&self) {
        let mut state = self.pool.state.lock();
        state.closed = true;
        state.jobs.clear();
        state.results.clear();
        drop(state);
        self.pool.work.notify_all();
    }
}

impl Pool {
    fn submit(self: &Arc<Pool>, number: u64, job: Job) -> bool {
        let mut state = self.state.lock();
        state.jobs.push_back((number, job));
        if state.idle >= state.jobs.len() {
            self.work.notify_one();
            return true;
        }
        drop(state);
        let pool = Arc::clone(self);
        let thread = std::thread::Builder::new().name("minigo host call".into());
        if thread.spawn(move || pool.serve()).is_ok() {
            return true;
        }
        let mut state = self.state.lock();
        let queued = state.jobs.iter().position(|(other, _)| *other == number);
        // If another thread took the job meanwhile, all is well.
        queued.and_then(|at| state.jobs.remove(at)).is_none()
    }

    fn serve(&self) {
        while let Some((number, job)) = self.next_job() {
            let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(job.0));
            let done =
                done.unwrap_or_else(|panic| Box::new(move |_| std::panic::resume_unwind(panic)));
            let mut state = self.state.lock();
            if state.closed {
                return;
            }
            state.results.push((number, done));
            self.has_results.store(true, Ordering::SeqCst);
            drop(state);
            for unparker in &self.unparkers {
                unparker.unpark();
            }
        }
    }

    fn next_job(&self) -> Option<(u64, Job)> {
        let mut state = self.state.lock();
        loop {
            if state.closed {
                return None;
            }
            if let Some(job) = state.jobs.pop_front() {
                return Some(job);
            }
            state.idle += 1;
            let timeout = self.work.wait_for(&mut state, KEEP);
            state.idle -= 1;
            if timeout.timed_out() && state.jobs.is_empty() {
                return None;
            }
        }
    }
}
