//! One worker: takes a goroutine, runs a slice of it, does what the step asks for.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering;
use std::time::Duration;

use crossbeam_deque::{Steal, Worker as Queue};
use crossbeam_utils::sync::Parker;

use crate::sched::idle::Woken;
use crate::sched::pace::Pace;
use crate::sched::world::Stopped;
use crate::sched::{Ending, Peer, Shared, leak, report};
use crate::vm::fault::Fault;
use crate::vm::goroutine::{G, WaitReason};
use crate::vm::interrupt::Limit;
use crate::vm::lock_cycle::LockCycle;
use crate::vm::stdio::SIGPIPE_EXIT;
use crate::vm::timer::Now;
use crate::vm::{Ctx, Host, Step};

/// Jumps and calls in a slice: some tens of microseconds.
const SLICE: i64 = 10_000;
/// How often the common queue and the timers come before everything else.
const COMMON_EVERY: u32 = 61;
/// How many goroutines in a row may come out of the run-next slot while others wait.
const MAX_STREAK: u32 = 32;
/// Every so many preemptions a goroutine goes to the queue for all, so that other workers' get their turn here.
const SHARE_EVERY: u32 = 64;
/// How often a searcher goes through all queues.
const SEARCH_ROUNDS: u32 = 4;
/// Standard output is not held back for longer than this, in nanoseconds, as long as somebody runs.
const FLUSH_EVERY: i64 = 5_000_000;

/// A worker before it runs.
pub(super) struct Worker<'s, 'vm> {
    hands: Hands<'s, 'vm>,
    parker: Parker,
}

/// What a running goroutine may use of its worker.
struct Hands<'s, 'vm> {
    id: usize,
    shared: &'s Shared<'vm>,
    next: RefCell<Option<G>>,
    queue: Queue<G>,
    pace: Pace,
    random: Cell<u64>,
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
        let random = seed.wrapping_add((id as u64).wrapping_mul(0xa076_1d64_78bd_642f));
        Worker {
            hands: Hands {
                id,
                shared,
                next: RefCell::new(None),
                queue,
                pace: Pace::new(),
                random: Cell::new(random),
            },
            parker,
        }
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

impl Host for Hands<'_, '_> {
    fn ready(&self, mut g: G) {
        g.wait = WaitReason::Runnable;
        let before = self.next.replace(Some(g));
        if let Some(before) = before {
            self.enqueue(before);
        }
    }

    fn spawn(&self, g: G) {
        self.ready(g);
    }

    fn now(&self) -> Now {
        Now {
            monotonic: self.shared.clock.monotonic(),
            wall: self.shared.clock.wall(),
        }
    }

    /// splitmix64.
    fn random(&self) -> u64 {
        let state = self.random.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.random.set(state);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

impl Hands<'_, '_> {
    /// Puts a goroutine into the worker's queue, and offers that to others if it is worth it.
    fn enqueue(&self, g: G) {
        self.queue.push(g);
        self.offer();
    }

    /// Offers the queue to others if it is worth it, or has been: it has just got longer.
    fn offer(&self) {
        if self.has_peers() && (self.peer().is_offered() || self.pace.is_worth(self.queue.len())) {
            self.peer().offer(true);
            self.shared.idle.submitted();
        }
    }

    /// Takes the next goroutine out of the worker's queue.
    fn dequeue(&self) -> Option<G> {
        let g = self.queue.pop();
        if self.peer().is_offered() && !self.pace.is_worth(self.queue.len()) {
            self.peer().offer(false);
        }
        g
    }

    fn peer(&self) -> &Peer {
        &self.shared.peers[self.id]
    }

    fn has_peers(&self) -> bool {
        self.shared.peers.len() > 1
    }

    fn has_others(&self) -> bool {
        self.next.borrow().is_some() || !self.queue.is_empty() || !self.shared.injector.is_empty()
    }
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

/// Taking the next goroutine.
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

    fn find(&mut self) -> Option<G> {
        self.picks = self.picks.wrapping_add(1);
        if self.picks.is_multiple_of(COMMON_EVERY) {
            self.look_outside();
            if let Some(g) = self.common() {
                return Some(g);
            }
        }
        self.take_next()
            .or_else(|| self.hands.dequeue())
            .or_else(|| {
                self.look_outside();
                self.hands.dequeue()
            })
            .or_else(|| self.common())
            .or_else(|| self.search())
    }

    fn take_next(&mut self) -> Option<G> {
        let g = self.hands.next.take();
        if g.is_none() {
            self.streak = 0;
            return None;
        }
        self.streak += 1;
        if self.streak <= MAX_STREAK || self.hands.queue.is_empty() {
            return g;
        }
        self.streak = 0;
        if let Some(g) = g {
            self.hands.enqueue(g);
        }
        None
    }

    fn common(&self) -> Option<G> {
        loop {
            match self.shared.injector.steal_batch_and_pop(&self.hands.queue) {
                Steal::Success(g) => {
                    self.hands.offer();
                    return Some(g);
                }
                Steal::Empty => return None,
                Steal::Retry => {}
            }
        }
    }

    /// Looks into the queues that others offer, if not too many do so already.
    fn search(&mut self) -> Option<G> {
        if !self.hands.has_peers() || !(self.searching || self.shared.idle.may_search()) {
            return None;
        }
        self.searching = true;
        for round in 0..SEARCH_ROUNDS {
            if let Some(g) = self.steal() {
                return Some(g);
            }
            for _ in 0..1 << (4 + round) {
                std::hint::spin_loop();
            }
        }
        None
    }

    fn steal(&mut self) -> Option<G> {
        let peers = &self.shared.peers;
        let start = self.hands.random() as usize % peers.len();
        let victims = (0..peers.len()).map(|at| (start + at) % peers.len());
        for victim in victims.filter(|&victim| victim != self.hands.id) {
            while peers[victim].is_offered() {
                match peers[victim].stealer.steal_batch_and_pop(&self.hands.queue) {
                    Steal::Success(g) => {
                        self.hands.offer();
                        return Some(g);
                    }
                    Steal::Empty => break,
                    Steal::Retry => std::hint::spin_loop(),
                }
            }
        }
        self.common()
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

    fn say_deadlock(&self) {
        let shared = self.shared;
        let main_is_gone = shared.main_is_gone.load(Ordering::SeqCst);
        let (text, stuck) = shared.world.stop_for(|stopped| {
            let text = report::deadlock(shared.vm, main_is_gone, stopped);
            (text, report::all(shared.vm, stopped))
        });
        shared.end(Ending::Deadlock(text, Box::new(stuck)));
    }

    /// Tells the host which goroutines are leaked.
    #[cold]
    fn answer(&self) {
        let shared = self.shared;
        let leaked = |stopped: &Stopped<'_>| leak::find(shared.vm, stopped);
        let questions = shared.vm.inspection.take();
        if questions.is_empty() {
            return;
        }
        let leaked = shared.world.stop_for(leaked);
        for question in questions {
            // Whoever asked may have gone.
            let _ = question.send(leaked.clone());
        }
    }

    /// Tells the host of a cycle of lock holders.
    #[cold]
    fn tell_of_cycle(&self, cycle: &LockCycle) {
        let shared = self.shared;
        let Some(tell) = &shared.on_lock_cycle else {
            return;
        };
        let cycle = |stopped: &Stopped<'_>| report::cycle(shared.vm, cycle, stopped);
        if let Some(stuck) = shared.world.stop_for(cycle) {
            tell(stuck);
        }
    }

    /// Takes in what happened outside: timers that are due and host calls that came back.
    fn look_outside(&mut self) {
        let returned = self.shared.host_calls.take_results();
        let count = returned.len();
        for g in returned {
            self.hands.enqueue(g);
        }
        self.shared.host_calls.taken(count);
        if self.shared.vm.timers.next().is_none() {
            return;
        }
        if !self.shared.vm.timers.is_due(self.shared.clock.monotonic()) {
            return;
        }
        let expired = self.shared.vm.timers().expire(self.hands.now());
        for mut g in expired.ready {
            g.wait = WaitReason::Runnable;
            self.hands.enqueue(g);
        }
        for closure in expired.calls {
            match self.ctx.closure_goroutine(closure) {
                Ok(Some(g)) => self.hands.enqueue(g),
                Ok(None) => {}
                Err(fault) => self.shared.end(no_goroutine(&fault)),
            }
        }
    }
}

/// Running a goroutine.
impl Running<'_, '_, '_> {
    /// Runs slices of a goroutine until it has to make way.
    fn run_goroutine(&mut self, mut g: G) {
        loop {
            let Some(budget) = self.shared.fuel.take(SLICE) else {
                return self.shared.end(Ending::Limit(Limit::Instructions));
            };
            g.wait = WaitReason::None;
            let step = self.ctx.run_slice(g, budget);
            self.shared.fuel.settle(self.ctx.unused());
            // Before anybody else can run the goroutine: `runtime.GC` returns after the collection.
            if self.shared.vm.heap.collection_due() {
                let shared = self.shared;
                shared.world.collect(shared.vm, &*shared.clock);
            }
            let back = self.follow(step);
            if let Some(cycle) = self.ctx.take_lock_cycle() {
                self.tell_of_cycle(&cycle);
            }
            match back {
                Some(same) => g = same,
                None => return,
            }
        }
    }

    /// Does what a step asks for; gives the goroutine back if it may go on at once.
    fn follow(&mut self, step: Step) -> Option<G> {
        match step {
            Step::Parked => {}
            Step::Yield(g) => return self.make_way(g),
            Step::Sleep(g, until) => return self.put_to_sleep(g, until),
            Step::HostWait(g, reason, job) => self.call_host(g, reason, job),
            Step::Exited { g, goexit } => self.exited(g, goexit),
            Step::Exit(code) => self.shared.end(Ending::Exit(code & 0xff)),
            Step::Fatal(death, text) => self.shared.end(Ending::Fatal(death, text)),
            Step::Limit(limit) => self.shared.end(Ending::Limit(limit)),
        }
        None
    }

    /// The end of a slice: others first, if there are any.
    fn make_way(&mut self, mut g: G) -> Option<G> {
        if self.ctx.unused() <= 0 {
            self.hands.pace.long_slice();
        }
        self.look_outside();
        self.flush_old_output();
        let shared = self.shared;
        let stop = shared.is_over() || shared.world.wants_pause() || shared.vm.inspection.asked();
        if !stop && !self.hands.has_others() {
            return Some(g);
        }
        g.wait = WaitReason::Runnable;
        self.preemptions = self.preemptions.wrapping_add(1);
        if self.hands.has_peers() && self.preemptions.is_multiple_of(SHARE_EVERY) {
            self.shared.injector.push(g);
            self.shared.idle.submitted();
        } else {
            self.hands.enqueue(g);
        }
        None
    }

    fn put_to_sleep(&mut self, mut g: G, until: i64) -> Option<G> {
        if until <= self.shared.clock.monotonic() {
            return self.make_way(g);
        }
        g.wait = WaitReason::Sleep;
        let mut timers = self.shared.vm.timers();
        if timers.reserve(1).is_err() {
            self.shared.end(Ending::Limit(Limit::Memory));
        }
        timers.sleep(g, until);
        None
    }

    fn call_host(&mut self, mut g: G, reason: WaitReason, job: crate::vm::Job) {
        self.flush_output();
        g.wait = reason;
        if self.shared.host_calls.start(g, job).is_err() {
            let text = "the host gives no thread for a blocking call";
            self.shared.end(Ending::Internal(text.into()));
        }
    }

    fn exited(&mut self, g: G, goexit: bool) {
        let main = g.id == 1;
        self.ctx.give_back(g);
        if main && goexit {
            self.shared.main_is_gone.store(true, Ordering::SeqCst);
        } else if main {
            self.shared.end(self.main_returned());
        }
    }

    fn main_returned(&self) -> Ending {
        let shared = self.shared;
        if !shared.leaks {
            return Ending::Exit(0);
        }
        let leaked = |stopped: &Stopped<'_>| leak::find(shared.vm, stopped);
        Ending::Returned(Box::new(shared.world.stop_for(leaked)))
    }

    fn flush_old_output(&mut self) {
        if self.shared.vm.stdio.stdout.is_dirty() {
            let now = self.shared.clock.monotonic();
            if now - self.last_flush > FLUSH_EVERY {
                self.last_flush = now;
                self.flush_output();
            }
        }
    }

    fn flush_output(&mut self) {
        let stdio = &self.shared.vm.stdio;
        if let Err(error) = stdio.stdout.flush()
            && stdio.is_fatal(&error)
        {
            self.shared.end(Ending::Exit(SIGPIPE_EXIT));
        }
    }
}
