//! Channels and their queues on every interleaving of a few goroutines, each on a thread of its own.
//!
//! What is explored is the code itself: its files are compiled a second time, into this module, where `super::sync` gives
//! them loom's types and `super::goroutine` a goroutine that notices if two threads use its frame at once.

mod goroutine;
mod sync;

#[path = "../chan.rs"]
#[allow(dead_code, reason = "the models use a part of it")]
mod chan;

/// The lock of channels here is one that loom need not spin for; `real_spin` has the real one.
mod spin {
    pub(super) use super::sync::SpinLock;
}

#[path = "../spin.rs"]
mod real_spin;

#[path = "../waiter.rs"]
#[allow(dead_code, reason = "the models use a part of it")]
mod waiter;

use std::rc::Rc;
use std::time::Duration;

use loom::thread;

use chan::{ChanRef, HEADER_WORDS, Locks, Tried, Wakes};
use goroutine::{G, Goroutine, Slot};
use sync::Guarded;
use waiter::{SelectWait, WaitCase};

/// Where a goroutine of the models has its value, its `ok` and the index of its case.
const VALUE: Slot = Slot(0);
const OK: Slot = Slot(1);
const CASE: Slot = Slot(2);

/// Explores a model with up to so many preemptions; more find nothing new in threads this short. A slow machine explores what
/// it can in the time: less is tried there, but nothing fails for it.
pub(crate) fn explore(preemptions: usize, model: impl Fn() + Send + Sync + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(preemptions);
    builder.max_duration = Some(Duration::from_secs(5));
    builder.check(model);
}

/// Channels of one-word elements that are there until the model ends. They lie in one block, the first one first, because selects
/// lock by address, and a model has to do the same each time.
struct Made<const N: usize> {
    channels: [Chan; N],
    #[allow(dead_code, reason = "it keeps the memory")]
    words: Box<[u64]>,
}

impl<const N: usize> Made<N> {
    fn new(cap: u64) -> Made<N> {
        let size = HEADER_WORDS + cap as usize;
        let mut words = vec![0; N * size].into_boxed_slice();
        let first = std::ptr::NonNull::from(&mut words[0]);
        let channels = std::array::from_fn(|at| {
            // SAFETY: there are `size` words for each of `N` channels, and nobody else has them.
            let chan = unsafe { ChanRef::init(first.add(at * size), 1, cap, 0) };
            Chan(chan.address())
        });
        Made { channels, words }
    }
}

/// A channel's address, for other threads.
#[derive(Clone, Copy)]
struct Chan(u64);

impl Chan {
    fn get(self) -> ChanRef {
        ChanRef::from_word(self.0).expect("it is an address")
    }
}

fn ready(wakes: impl IntoIterator<Item = G>) {
    wakes.into_iter().for_each(Goroutine::ready);
}

/// `c <- word`; the goroutine comes back when it may go on.
fn send(mut g: G, c: Chan, word: u64) -> G {
    g.slots_mut(VALUE, 1)[0] = word;
    let mut guard = c.get().lock();
    match guard.try_send(g.slots(VALUE, 1)) {
        Tried::Done(partner) => {
            drop(guard);
            ready(partner);
            g
        }
        Tried::Wait => {
            let home = g.home.clone();
            guard.park_sender(g, VALUE);
            drop(guard);
            home.wait()
        }
        Tried::Closed => {
            g.fail(chan::SEND_ON_CLOSED);
            g
        }
    }
}

/// `value, ok = <-c`.
fn recv(mut g: G, c: Chan) -> G {
    let mut guard = c.get().lock();
    let tried = guard.try_recv(g.slots_mut(VALUE, 1));
    match tried {
        Tried::Done(partner) => {
            drop(guard);
            g.slots_mut(OK, 1)[0] = 1;
            ready(partner);
            g
        }
        Tried::Closed => {
            g.slots_mut(OK, 1)[0] = 0;
            g
        }
        Tried::Wait => {
            let home = g.home.clone();
            guard.park_receiver(g, VALUE, OK);
            drop(guard);
            home.wait()
        }
    }
}

fn close(c: Chan) {
    let mut wakes = Wakes::new();
    let guard = c.get().lock();
    assert!(guard.close(&mut wakes));
    drop(guard);
    ready(wakes);
}

/// A select whose cases send the goroutine's value (`true`) or receive into it.
fn select(mut g: G, cases: [(Chan, bool); 2]) -> G {
    let mut locks = Locks::of(cases.iter().map(|(c, _)| c.get()));
    for (case, (c, sends)) in cases.into_iter().enumerate() {
        let chan = locks.get(c.get());
        let tried = match sends {
            true => chan.try_send(g.slots(VALUE, 1)),
            false => chan.try_recv(g.slots_mut(VALUE, 1)),
        };
        if let Tried::Done(partner) = tried {
            drop(locks);
            g.slots_mut(CASE, 1)[0] = case as u64;
            ready(partner);
            return g;
        }
    }
    let waits = cases.into_iter().enumerate().map(|(case, (c, sends))| {
        let chan = locks.get(c.get()).chan();
        WaitCase {
            object: c.0,
            queue: if sends {
                &raw const chan.senders
            } else {
                &raw const chan.receivers
            },
            case: case as u32,
            value: VALUE,
            ok: Slot::NONE,
        }
    });
    let waits: Vec<WaitCase> = waits.collect();
    let home = g.home.clone();
    SelectWait::park(g, CASE, waits.into_iter());
    drop(locks);
    let mut g = home.wait();
    let mut select = g.select.take().expect("it has waited in a select");
    select.leave_queues(|object| Chan(object).get().lock());
    g.select = Some(select);
    g
}

/// What a goroutine has in its frame, and the end of it.
fn end(g: G) -> Ended {
    Ended {
        value: g.slots(VALUE, 1)[0],
        ok: g.slots(OK, 1)[0] == 1,
        case: g.slots(CASE, 1)[0],
        failed: g.failed,
        memory: g.into_raw(),
    }
}

struct Ended {
    value: u64,
    ok: bool,
    case: u64,
    failed: bool,
    /// Freed with this: wakers that lost may look at a goroutine for longer than it runs.
    memory: *mut Goroutine,
}

// SAFETY: whoever has it is the goroutine's last owner.
unsafe impl Send for Ended {}

impl Drop for Ended {
    fn drop(&mut self) {
        // SAFETY: `Goroutine::new` made it a box, and the threads that knew it are joined.
        drop(unsafe { Box::from_raw(self.memory) });
    }
}

/// Runs a goroutine on a thread of its own.
fn go(run: impl FnOnce(G) -> G + 'static) -> thread::JoinHandle<Ended> {
    thread::spawn(move || end(run(Goroutine::new())))
}

fn join(thread: thread::JoinHandle<Ended>) -> Ended {
    thread.join().expect("no panic")
}

/// Whoever holds the lock is the only one to use what it guards, and sees what the last holder has written.
#[test]
fn the_lock_excludes() {
    explore(3, || {
        let shared = Rc::new((real_spin::SpinLock::new(), Guarded::new(0)));
        let count = |shared: &(real_spin::SpinLock, Guarded<u64>)| {
            shared.0.lock();
            shared.1.set(shared.1.get() + 1);
            shared.0.unlock();
        };
        let other = Rc::clone(&shared);
        let other = thread::spawn(move || count(&other));
        count(&shared);
        other.join().expect("no panic");
        shared.0.lock();
        assert_eq!(shared.1.get(), 2);
    });
}

/// Two senders and one that receives twice: every value arrives once, whoever parks.
fn values_arrive_once(cap: u64) {
    explore(3, move || {
        let made = Made::new(cap);
        let [c] = made.channels;
        let one = go(move |g| send(g, c, 1));
        let two = go(move |g| send(g, c, 2));
        let first = recv(Goroutine::new(), c);
        let value = first.slots(VALUE, 1)[0];
        let last = end(recv(first, c));
        assert_eq!((value.min(last.value), value.max(last.value)), (1, 2));
        assert!(last.ok);
        join(one);
        join(two);
    });
}

#[test]
fn unbuffered_values_arrive_once() {
    values_arrive_once(0);
}

#[test]
fn buffered_values_arrive_once() {
    values_arrive_once(1);
}

#[test]
fn a_buffer_keeps_the_order() {
    explore(3, || {
        let made = Made::new(1);
        let [c] = made.channels;
        let sender = go(move |g| send(send(send(g, c, 1), c, 2), c, 3));
        let mut g = Goroutine::new();
        for expected in 1..=3 {
            g = recv(g, c);
            assert_eq!(g.slots(VALUE, 1)[0], expected);
        }
        let _ended = end(g);
        join(sender);
    });
}

/// A select waits for two senders; one wins, and the other's value is still there for the next receive.
#[test]
fn one_case_of_a_select_wins() {
    explore(3, || {
        let made = Made::new(0);
        let [c, d] = made.channels;
        let on_c = go(move |g| send(g, c, 1));
        let on_d = go(move |g| send(g, d, 2));
        let g = select(Goroutine::new(), [(c, false), (d, false)]);
        let (value, case) = (g.slots(VALUE, 1)[0], g.slots(CASE, 1)[0]);
        assert_eq!(value, case + 1);
        let rest = end(recv(g, if case == 0 { d } else { c }));
        assert_eq!(rest.value, 3 - value);
        join(on_c);
        join(on_d);
    });
}

/// Two selects, each of which could send to the other or receive from it: they agree on one channel.
#[test]
fn two_selects_agree() {
    explore(3, || {
        let made = Made::new(0);
        let [c, d] = made.channels;
        let with = |value| {
            move |mut g: G| {
                g.slots_mut(VALUE, 1)[0] = value;
                g
            }
        };
        let other = go(move |g| select(with(1)(g), [(d, true), (c, false)]));
        let here = end(select(with(2)(Goroutine::new()), [(c, true), (d, false)]));
        let other = join(other);
        // Either 2 went over c, or 1 over d; whoever sends keeps what it had.
        let expected = if here.case == 0 { (2, 2, 1) } else { (1, 1, 0) };
        assert_eq!((here.value, other.value, other.case), expected);
    });
}

/// A sender and a receiver while somebody closes the channel: the value is received, or sending it fails.
#[test]
fn closing_wakes_everybody() {
    explore(3, || {
        let made = Made::new(0);
        let [c] = made.channels;
        let sender = go(move |g| send(g, c, 7));
        let receiver = go(move |g| recv(g, c));
        close(c);
        let (sender, receiver) = (join(sender), join(receiver));
        assert_eq!(receiver.ok, !sender.failed);
        assert_eq!(receiver.value, if receiver.ok { 7 } else { 0 });
    });
}
