//! `select`, in three passes as in Go's runtime.
//!
//! All channels are locked, in the order of their addresses. Pass 1 looks at the cases in random order and takes the first
//! that can proceed. Pass 2, if there is none and no `default`, puts the goroutine into the queue of every case; the
//! first partner that claims it delivers, writes the index of the case into the result slot and makes it ready. Pass 3
//! runs when the goroutine does ([`resume`]): it takes its places in the other queues out again.

use smallvec::SmallVec;

use crate::vm::chan::{ChanGuard, ChanRef, Outcome, Wakes, park_forever, wake};
use crate::vm::fault::Fault;
use crate::vm::goroutine::{G, Slot, WaitReason};
use crate::vm::timer::TimersGuard;
use crate::vm::waiter::{SelectWait, WaitCase};
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

/// A case whose channel is not nil, with its index in the statement.
struct Open<'a> {
    index: usize,
    case: &'a Case,
    chan: ChanRef,
}

type Opens<'a> = SmallVec<[Open<'a>; 8]>;

/// Runs a select statement of the running goroutine; the index of the case, or -1, goes to `result`.
pub(crate) fn select(ctx: &mut Ctx<'_>, cases: &[Case], result: Slot, default: bool) -> Outcome {
    let vm = ctx.vm;
    let mut open = open_cases(cases);
    if open.is_empty() && !default {
        return park_forever(ctx, reason(cases));
    }
    shuffle(&mut open, ctx);
    let mut wakes = Wakes::new();
    let mut timers = lock_timers(vm, &open);
    if let Some(timers) = &mut timers {
        for chan in timer_channels(&open) {
            timers.look(chan, ctx.host.now(), &mut wakes);
        }
    }
    let mut locks = lock_all(&open);
    let outcome = match pass1(ctx, &open, &mut locks, &mut wakes) {
        Err(fault) => Outcome::Fault(fault),
        Ok(Some(index)) => done(ctx, result, index as u64),
        Ok(None) if default => done(ctx, result, DEFAULT),
        Ok(None) => {
            pass2(ctx, &open, &mut locks, result);
            Outcome::Parked
        }
    };
    drop(locks);
    if let (Outcome::Parked, Some(timers)) = (&outcome, &mut timers) {
        for chan in timer_channels(&open) {
            timers.waiters_changed(chan);
        }
    }
    drop(timers);
    wake(ctx, wakes);
    outcome
}

/// Before a goroutine runs: if it was woken out of a select, takes its other cases out of their queues.
#[inline]
pub(crate) fn resume(vm: &Vm, g: &mut G) {
    if let Some(wait) = &mut g.select
        && wait.is_active()
    {
        pass3(vm, wait);
    }
}

fn open_cases(cases: &[Case]) -> Opens<'_> {
    let with_chan =
        |(index, case): (usize, &'_ Case)| ChanRef::from_word(case.chan).map(|chan| (index, chan));
    let open = cases.iter().enumerate().filter_map(with_chan);
    open.map(|(index, chan)| Open {
        index,
        case: &cases[index],
        chan,
    })
    .collect()
}

fn reason(cases: &[Case]) -> WaitReason {
    if cases.is_empty() {
        WaitReason::SelectNoCases
    } else {
        WaitReason::Select
    }
}

/// Fisher and Yates.
fn shuffle(open: &mut Opens<'_>, ctx: &Ctx<'_>) {
    for at in (1..open.len()).rev() {
        let other = ctx.host.random() % (at as u64 + 1);
        open.swap(at, other as usize);
    }
}

fn timer_channels(open: &Opens<'_>) -> impl Iterator<Item = ChanRef> {
    open.iter()
        .map(|open| open.chan)
        .filter(|chan| chan.is_timer())
}

fn lock_timers<'vm>(vm: &'vm Vm, open: &Opens<'_>) -> Option<TimersGuard<'vm>> {
    timer_channels(open).next().map(|_| vm.timers.lock())
}

/// The locked channels, by address, each once.
struct Locks(SmallVec<[(u64, ChanGuard); 8]>);

impl Locks {
    fn of(&mut self, chan: ChanRef) -> &mut ChanGuard {
        let at = self
            .0
            .binary_search_by_key(&chan.address(), |(address, _)| *address);
        &mut self.0[at.expect("every case's channel is locked")].1
    }
}

fn lock_all(open: &Opens<'_>) -> Locks {
    let mut order: SmallVec<[ChanRef; 8]> = open.iter().map(|open| open.chan).collect();
    order.sort_unstable_by_key(|chan| chan.address());
    order.dedup_by_key(|chan| chan.address());
    let locked = order.into_iter().map(|chan| (chan.address(), chan.lock()));
    Locks(locked.collect())
}

fn pass1(
    ctx: &mut Ctx<'_>,
    open: &Opens<'_>,
    locks: &mut Locks,
    wakes: &mut Wakes,
) -> Result<Option<usize>, Fault> {
    for Open { index, case, chan } in open {
        let guard = locks.of(*chan);
        let n = guard.words();
        let g = ctx.g();
        if case.send {
            if guard.try_send(g.slots(case.value, n), wakes)? {
                return Ok(Some(*index));
            }
        } else {
            let dst = if case.value == Slot::NONE {
                &mut []
            } else {
                g.slots_mut(case.value, n)
            };
            if let Some(received) = guard.try_recv(dst, wakes) {
                if case.ok != Slot::NONE {
                    g.slots_mut(case.ok, 1)[0] = u64::from(received);
                }
                return Ok(Some(*index));
            }
        }
    }
    Ok(None)
}

fn pass2(ctx: &mut Ctx<'_>, open: &Opens<'_>, locks: &mut Locks, result: Slot) {
    let mut g = ctx.take_goroutine();
    g.wait = WaitReason::Select;
    g.wait_object = 0;
    let cases = open.iter().map(|open| {
        let queue = if open.case.send {
            &raw mut locks.of(open.chan).chan().senders
        } else {
            &raw mut locks.of(open.chan).chan().receivers
        };
        let case = WaitCase {
            object: open.chan.address(),
            case: open.index as u32,
            value: open.case.value,
            ok: open.case.ok,
        };
        (case, queue)
    });
    SelectWait::park(g, result, cases);
}

#[cold]
fn pass3(vm: &Vm, wait: &mut SelectWait) {
    wait.leave_queues(|object| ChanRef::from_word(object).map(ChanRef::lock));
    let timers = wait.objects().filter_map(ChanRef::from_word);
    let timers: SmallVec<[ChanRef; 4]> = timers.filter(|chan| chan.is_timer()).collect();
    if !timers.is_empty() {
        let mut queue = vm.timers.lock();
        for chan in timers {
            queue.waiters_changed(chan);
        }
    }
}

fn done(ctx: &mut Ctx<'_>, result: Slot, index: u64) -> Outcome {
    ctx.g().slots_mut(result, 1)[0] = index;
    Outcome::Done
}
