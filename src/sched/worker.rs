//! One worker: takes a goroutine, runs a slice of it, does what the step asks for.

mod find;
mod hands;
mod reports;
mod steps;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering;
use std::time::Duration;

use crossbeam_deque::Worker as Queue;
use crossbeam_utils::sync::Parker;

use crate::sched::idle::Woken;
use crate::sched::worker::hands::Hands;
use crate::sched::{Ending, Shared};
use crate::vm::Ctx;
use crate::vm::fault::Fault;
use crate::vm::goroutine::G;
use crate::vm::interrupt::Limit;

/// A worker before it runs.
pub(super) struct Worker<'s, 'vm> {
    hands: Hands<'s, 'vm>,
    parker: Parker,
}

impl<'s, 'vm> Worker<'s, 'vm> {
    /// A worker that has nothing to do.
    pub(super) fn new(
        id: usize,
        seed: u64,
        shared: &'s Shared<'vm>,
        queue: Queue<G>,
        parker: Parker,
    ) -> Self {
        let hands = Hands::new(id, seed, shared, queue);
        Worker { hands, parker }
    }

    /// Its index.
    pub(super) fn id(&self) -> usize {
        self.hands.id
    }

    /// Works until the run ends.
    pub(super) fn run(self) {
        self.work(false);
    }

    /// Works until the run ends, beginning with the main goroutine.
    pub(super) fn run_main(self) {
        self.work(true);
    }

    fn work(self, main: bool) {
        let shared = self.hands.shared;
        shared.world.enter();
        let worked = catch_unwind(AssertUnwindSafe(|| {
            let mut running = Running::new(&self.hands, &self.parker);
            if main {
                match running.ctx.main_goroutine() {
                    Ok(g) => drop(self.hands.next.replace(Some(g))),
                    Err(fault) => shared.end(no_goroutine(&fault)),
                }
            }
            while let Some(g) = running.pick() {
                running.run_goroutine(g);
            }
        }));
        if let Err(panic) = worked {
            shared.end(Ending::Internal(panic_text(&*panic)));
        }
        shared.world.leave();
    }
}

/// How the run ends if a goroutine cannot begin.
fn no_goroutine(fault: &Fault) -> Ending {
    match fault {
        Fault::Limit(limit) => Ending::Limit(*limit),
        _ => Ending::Limit(Limit::Memory),
    }
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("a panic without a message").to_owned()
}

/// A worker at work.
struct Running<'a, 's, 'vm> {
    hands: &'a Hands<'s, 'vm>,
    shared: &'s Shared<'vm>,
    parker: &'a Parker,
    ctx: Ctx<'a>,
    /// Goroutines taken so far.
    picks: u32,
    /// How many of the last ones came out of the run-next slot.
    streak: u32,
    preemptions: u32,
    searching: bool,
    last_flush: i64,
}

impl<'a, 's, 'vm> Running<'a, 's, 'vm>
where
    'vm: 'a,
{
    fn new(hands: &'a Hands<'s, 'vm>, parker: &'a Parker) -> Self {
        Running {
            hands,
            shared: hands.shared,
            parker,
            ctx: Ctx::new(hands.shared.vm, hands),
            picks: 0,
            streak: 0,
            preemptions: 0,
            searching: false,
            last_flush: 0,
        }
    }

    /// The next goroutine; `None` when the run is over.
    fn pick(&mut self) -> Option<G> {
        loop {
            if self.shared.is_over() {
                return None;
            }
            if self.shared.world.wants_pause() {
                self.shared.world.pause();
            }
            if self.shared.vm.inspection.asked() {
                self.answer();
            }
            if let Some(g) = self.find() {
                if std::mem::take(&mut self.searching) {
                    self.shared.idle.found(self.shared);
                }
                match self.should_step_back() {
                    Some(rest) => self.step_back(g, rest),
                    None => return Some(g),
                }
                continue;
            }
            if !self.rest() {
                return None;
            }
        }
    }

    /// Sleeps; false when the run is over.
    fn rest(&mut self) -> bool {
        if std::mem::take(&mut self.searching) {
            self.shared.idle.gave_up();
        }
        self.flush_output();
        self.shared.world.leave();
        let woken = self
            .shared
            .idle
            .sleep(self.hands.id, self.parker, self.shared);
        self.shared.world.enter();
        self.hands.pace.rested(self.ctx.handovers);
        match woken {
            Woken::ToSearch => self.searching = true,
            Woken::ToLook => {}
            Woken::Ended => return false,
            Woken::Quiet => {
                self.say_deadlock();
                return false;
            }
        }
        true
    }

    /// Whether the workers do little more together than one alone would, and how long this one rests then ([`pace`]).
    ///
    /// [`pace`]: super::pace
    fn should_step_back(&mut self) -> Option<Duration> {
        if !self.hands.has_peers() {
            return None;
        }
        let lost = self.hands.pace.took(self.ctx.handovers)?;
        self.hands.pace.step_back(self.shared.working(), lost)
    }

    /// Leaves all goroutines to the other workers and rests, if another one works. For [`idle`](super::idle) it is busy.
    fn step_back(&mut self, g: G, rest: Duration) {
        let shared = self.shared;
        let resting = shared.resting.fetch_add(1, Ordering::SeqCst) + 1;
        if resting + shared.idle.sleeping() >= shared.peers.len() {
            shared.resting.fetch_sub(1, Ordering::SeqCst);
            self.hands.enqueue(g);
            return;
        }
        shared.injector.push(g);
        while let Some(g) = self.hands.next.take().or_else(|| self.hands.queue.pop()) {
            shared.injector.push(g);
        }
        self.hands.peer().offer(false);
        shared.idle.submitted();
        self.flush_output();
        shared.world.leave();
        self.parker.park_timeout(rest);
        shared.world.enter();
        shared.resting.fetch_sub(1, Ordering::SeqCst);
        self.hands.pace.rested(self.ctx.handovers);
    }
}
