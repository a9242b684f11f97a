//! `select`.
//!
//! 1. All cases are looked at without a lock. Of those that seem able to proceed one is chosen, all with the same
//!    probability; only its channel is locked, and if it still can proceed, that is all.
//! 2. Otherwise all channels are locked, in the order of their addresses, and the cases are looked at again. If none can
//!    proceed and there is a `default`, that is taken; so it is only if at one moment no case could proceed. (With one
//!    channel, step 1 has seen such a moment already.)
//! 3. Without a `default` the goroutine is put into the queue of every case, still under the locks. The first partner that
//!    claims it delivers, writes the index of the case into the result slot and makes it ready.
//! 4. When the goroutine runs again it takes its places in the other queues out ([`resume`]).
//!
//! If the channel of a timer is among them, step 1 is left out and the others happen under the timers' lock.
//!
//! Rejected: Go's way, which locks all channels every time and visits them in a shuffled order. A select in a loop nearly
//! always finds something, so that one lock instead of one per case is most of its time.

use smallvec::SmallVec;

use crate::vm::chan::{ChanRef, Outcome, Use, destination, park_forever, ready, used, wake};
use crate::vm::goroutine::{G, Slot, WaitReason};
use crate::vm::heap::chan::{Locked, Locks, SEND_ON_CLOSED, Tried, Wakes};
use crate::vm::heap::waiter::{SelectWait, WaitCase};
use crate::vm::{Ctx, Vm};

/// One `case`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Case {
    /// The channel, or 0 for nil.
    pub(crate) chan: u64,
    /// Whether it sends.
    pub(crate) send: bool,
    /// Where the value comes from or goes to; a receiver may have none.
    pub(crate) value: Slot,
    /// Where a receiver's `ok` goes, or none.
    pub(crate) ok: Slot,
}

/// The index of a `default` in the result slot.
const DEFAULT: u64 = -1i64 as u64;

impl Case {
    fn channel(&self) -> Option<ChanRef> {
        ChanRef::from_word(self.chan)
    }

    /// Whether it could probably proceed; exact under the channel's lock.
    fn is_ready(&self) -> bool {
        self.channel().is_some_and(|chan| match self.send {
            true => chan.may_send(),
            false => chan.may_recv(),
        })
    }

    /// Proceeds if it can.
    fn proceed(&self, ctx: &mut Ctx<'_>, chan: &mut Locked) -> Tried {
        let n = chan.words();
        let g = ctx.g();
        let (tried, what) = if self.send {
            (chan.try_send(g.slots(self.value, n)), Use::Sent)
        } else {
            let tried = chan.try_recv(destination(g, self.value, n));
            if self.ok != Slot::NONE && !matches!(tried, Tried::Wait) {
                g.slots_mut(self.ok, 1)[0] = u64::from(matches!(tried, Tried::Done(_)));
            }
            (tried, Use::Received)
        };
        if let Tried::Done(partner) = &tried {
            used(ctx, chan, what, partner.as_ref());
        }
        tried
    }
}

/// Runs a select statement of the running goroutine; the index of the case, or -1, goes to `result`.
pub(crate) fn select(ctx: &mut Ctx<'_>, cases: &[Case], result: Slot, default: bool) -> Outcome {
    let mut open = cases.iter().filter_map(Case::channel);
    let (first, second) = (open.next(), open.next());
    if first.is_none() && !default {
        return park_forever(ctx, reason(cases));
    }
    if timer_channels(cases).next().is_some() {
        return select_with_timers(ctx, cases, result, default);
    }
    let (outcome, partner) = match look(ctx, cases, result) {
        Some(done) => done,
        // That one channel could not proceed at the moment when it was looked at.
        None if default && second.is_none() => (done(ctx, result, DEFAULT), None),
        None => look_and_park(ctx, cases, result, default),
    };
    ready(ctx, partner);
    outcome
}

/// Before a goroutine runs: if it was woken out of a select, takes its other cases out of their queues.
#[inline]
pub(crate) fn resume(vm: &Vm, g: &mut G) {
    if let Some(wait) = &mut g.select
        && wait.is_active()
    {
        leave_queues(vm, wait);
    }
}

/// How a select ended, and the partner to be made ready when no lock is held.
type Ended = (Outcome, Option<G>);

/// Takes a case that can proceed, if one is seen without a lock and still can when its channel is locked.
fn look(ctx: &mut Ctx<'_>, cases: &[Case], result: Slot) -> Option<Ended> {
    let mut ready = Ready::of(cases);
    while let Some(index) = ready.choose(ctx) {
        let mut guard = cases[index].channel()?.lock();
        let tried = cases[index].proceed(ctx, &mut guard);
        drop(guard);
        if let Some(ended) = ended(ctx, tried, result, index, cases[index].send) {
            return Some(ended);
        }
    }
    None
}

/// With all channels locked: takes a case that can proceed, or the default, or parks.
fn look_and_park(ctx: &mut Ctx<'_>, cases: &[Case], result: Slot, default: bool) -> Ended {
    let mut locks = Locks::of(cases.iter().filter_map(Case::channel));
    let mut ready = Ready::of(cases);
    while let Some(index) = ready.choose(ctx) {
        let Some(chan) = cases[index].channel() else {
            continue;
        };
        let tried = cases[index].proceed(ctx, locks.get(chan));
        if let Some(ended) = ended(ctx, tried, result, index, cases[index].send) {
            return ended;
        }
    }
    if default {
        return (done(ctx, result, DEFAULT), None);
    }
    let heap = &ctx.vm.heap;
    if let Err(error) = SelectWait::reserve(ctx.g(), cases.len(), heap) {
        return (Outcome::Fault(error.into()), None);
    }
    park(ctx, cases, result, &mut locks);
    (Outcome::Parked, None)
}

/// As [`look_and_park`], under the lock of the timers.
#[cold]
fn select_with_timers(ctx: &mut Ctx<'_>, cases: &[Case], result: Slot, default: bool) -> Outcome {
    let vm = ctx.vm;
    let mut wakes = Wakes::new();
    let mut timers = vm.timers();
    if let Err(error) = timers.reserve(cases.len()) {
        return Outcome::Fault(error.into());
    }
    for chan in timer_channels(cases) {
        timers.look(chan, ctx.host.now(), &mut wakes);
    }
    let (outcome, partner) = look_and_park(ctx, cases, result, default);
    if let Outcome::Parked = outcome {
        for chan in timer_channels(cases) {
            timers.waiters_changed(chan);
        }
    }
    drop(timers);
    wake(ctx, wakes);
    ready(ctx, partner);
    outcome
}

/// The cases that seem able to proceed.
struct Ready(SmallVec<[u16; 16]>);

impl Ready {
    fn of(cases: &[Case]) -> Ready {
        let ready = cases.iter().enumerate().filter(|(_, case)| case.is_ready());
        Ready(ready.map(|(index, _)| index as u16).collect())
    }

    /// Takes out any one of them, each with the same probability.
    fn choose(&mut self, ctx: &Ctx<'_>) -> Option<usize> {
        let at = match self.0.len() {
            0 => return None,
            1 => 0,
            n => (((ctx.host.random() >> 32) * n as u64) >> 32) as usize,
        };
        Some(usize::from(self.0.swap_remove(at)))
    }
}

/// `None` if the case could not proceed after all.
fn ended(ctx: &mut Ctx<'_>, tried: Tried, result: Slot, index: usize, send: bool) -> Option<Ended> {
    let partner = match tried {
        Tried::Wait => return None,
        Tried::Done(partner) => partner,
        Tried::Closed if send => return Some((Outcome::Fault(SEND_ON_CLOSED), None)),
        Tried::Closed => None,
    };
    Some((done(ctx, result, index as u64), partner))
}

fn done(ctx: &mut Ctx<'_>, result: Slot, index: u64) -> Outcome {
    ctx.g().slots_mut(result, 1)[0] = index;
    Outcome::Done
}

fn reason(cases: &[Case]) -> WaitReason {
    if cases.is_empty() {
        WaitReason::SelectNoCases
    } else {
        WaitReason::Select
    }
}

fn timer_channels(cases: &[Case]) -> impl Iterator<Item = ChanRef> {
    let open = cases.iter().filter_map(Case::channel);
    open.filter(|chan| chan.is_timer())
}

fn park(ctx: &mut Ctx<'_>, cases: &[Case], result: Slot, locks: &mut Locks) {
    let mut g = ctx.take_goroutine();
    g.wait = WaitReason::Select;
    g.wait_object = 0;
    let open = cases.iter().enumerate();
    let waits = open.filter_map(|(index, case)| {
        let chan = locks.get(case.channel()?).chan();
        Some(WaitCase {
            object: case.chan,
            queue: match case.send {
                true => &raw const chan.senders,
                false => &raw const chan.receivers,
            },
            case: index as u32,
            value: case.value,
            ok: case.ok,
        })
    });
    SelectWait::park(g, result, waits);
}

#[cold]
fn leave_queues(vm: &Vm, wait: &mut SelectWait) {
    wait.leave_queues(|object| ChanRef::from_word(object).map(ChanRef::lock));
    let timers = wait.objects().filter_map(ChanRef::from_word);
    let timers: SmallVec<[ChanRef; 4]> = timers.filter(|chan| chan.is_timer()).collect();
    if !timers.is_empty() {
        let mut queue = vm.timers();
        for chan in timers {
            queue.waiters_changed(chan);
        }
    }
}
