//! Channel operations of the running goroutine.
//!
//! Each is one ladder under the channel's lock: closed? a partner waits? buffer? else park. Parking gives up the running
//! goroutine *under the lock*. Partners are made ready after it is released. What happens under the lock is in
//! [`crate::vm::heap::chan`].
//!
//! Channels of timers ([`crate::vm::timer`]) are looked at under the timers' lock, which comes before any channel's: their
//! timer is brought up to date first, and it is queued only while somebody waits.

use crate::index::RTypeId;
use crate::vm::Ctx;
use crate::vm::fault::Fault;
use crate::vm::goroutine::{G, Slot, WaitReason};
use crate::vm::heap::Header;
use crate::vm::heap::chan::{HEADER_WORDS, Locked, SEND_ON_CLOSED, Tried, Wakes};
use crate::vm::last_use::LastUse;

pub(crate) use crate::vm::heap::chan::ChanRef;

/// How an operation that may wait ended.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// The goroutine goes on.
    Done,
    /// The goroutine was given up.
    Parked,
    /// It panics.
    Fault(Fault),
}

/// `make(ty, cap)` by the instruction at `made`.
pub(crate) fn make(ctx: &mut Ctx<'_>, ty: RTypeId, cap: i64, made: u64) -> Result<u64, Fault> {
    const LIMIT: u64 = 1 << 48;
    const OUT_OF_RANGE: Fault = Fault::Plain("makechan: size out of range");
    let types = &ctx.vm.program.rtypes;
    let Some(elem) = types.get(ty).and_then(|ty| types.get(ty.elem()?)) else {
        return Err(OUT_OF_RANGE);
    };
    let cap = u64::try_from(cap).map_err(|_| OUT_OF_RANGE)?;
    let go_bytes = cap.checked_mul(elem.go_size).filter(|&bytes| bytes < LIMIT);
    let words = go_bytes
        .and_then(|_| cap.checked_mul(u64::from(elem.words)))
        .ok_or(OUT_OF_RANGE)?;
    let bytes = words
        .checked_add(HEADER_WORDS as u64)
        .and_then(|words| usize::try_from(words * 8).ok());
    let address = ctx.alloc.alloc(Header::WORDS, bytes.ok_or(OUT_OF_RANGE)?)?;
    ChanRef::make(address, elem.words as u16, cap, made);
    Ok(address)
}

/// `c <- v`, where the words of v begin at `value` of the running goroutine.
#[inline]
pub(crate) fn send(ctx: &mut Ctx<'_>, chan: u64, value: Slot) -> Outcome {
    let Some(chan) = ChanRef::from_word(chan) else {
        return park_forever(ctx, WaitReason::ChanSendNil);
    };
    let mut guard = chan.lock();
    let n = guard.words();
    match guard.try_send(ctx.g().slots(value, n)) {
        Tried::Done(partner) => {
            used(ctx, &guard, Use::Sent, partner.as_ref());
            drop(guard);
            ready(ctx, partner);
            Outcome::Done
        }
        Tried::Wait => {
            let g = give_up(ctx, WaitReason::ChanSend, chan);
            guard.park_sender(g, value);
            Outcome::Parked
        }
        Tried::Closed => Outcome::Fault(SEND_ON_CLOSED),
    }
}

/// Copying an element of more words counts for more than one jump.
const MUCH: usize = 64;

/// `v, ok = <-c` into the running goroutine; either slot may be [`Slot::NONE`].
#[inline]
pub(crate) fn recv(ctx: &mut Ctx<'_>, chan: u64, value: Slot, ok: Slot) -> Outcome {
    let Some(chan) = ChanRef::from_word(chan) else {
        return park_forever(ctx, WaitReason::ChanReceiveNil);
    };
    if chan.is_timer() {
        return recv_timer(ctx, chan, value, ok);
    }
    let mut guard = chan.lock();
    match recv_locked(ctx, &mut guard, chan, value, ok) {
        Some(partner) => {
            drop(guard);
            ready(ctx, partner);
            Outcome::Done
        }
        None => Outcome::Parked,
    }
}

#[cold]
fn recv_timer(ctx: &mut Ctx<'_>, chan: ChanRef, value: Slot, ok: Slot) -> Outcome {
    let vm = ctx.vm;
    let mut early = Wakes::new();
    let mut timers = vm.timers();
    if let Err(error) = timers.reserve(1) {
        return Outcome::Fault(error.into());
    }
    timers.look(chan, ctx.host.now(), &mut early);
    let mut guard = chan.lock();
    let result = recv_locked(ctx, &mut guard, chan, value, ok);
    drop(guard);
    if result.is_none() {
        timers.waiters_changed(chan);
    }
    drop(timers);
    wake(ctx, early);
    match result {
        Some(partner) => {
            ready(ctx, partner);
            Outcome::Done
        }
        None => Outcome::Parked,
    }
}

/// `None` if the goroutine was parked, else the partner to be made ready.
#[inline]
fn recv_locked(
    ctx: &mut Ctx<'_>,
    guard: &mut Locked,
    chan: ChanRef,
    value: Slot,
    ok: Slot,
) -> Option<Option<G>> {
    let n = guard.words();
    let g = ctx.g();
    let tried = guard.try_recv(destination(g, value, n));
    let (received, partner) = match tried {
        Tried::Done(partner) => (true, partner),
        Tried::Closed => (false, None),
        Tried::Wait => {
            let g = give_up(ctx, WaitReason::ChanReceive, chan);
            guard.park_receiver(g, value, ok);
            return None;
        }
    };
    if ok != Slot::NONE {
        g.slots_mut(ok, 1)[0] = u64::from(received);
    }
    if received {
        used(ctx, guard, Use::Received, partner.as_ref());
    }
    Some(partner)
}

/// Where a received value of `n` words goes: nowhere if nobody wants it.
#[inline]
pub(crate) fn destination(g: &mut G, value: Slot, n: usize) -> &mut [u64] {
    if value == Slot::NONE {
        return &mut [];
    }
    g.slots_mut(value, n)
}

/// `close(c)`.
pub(crate) fn close(ctx: &mut Ctx<'_>, chan: u64) -> Result<(), Fault> {
    let Some(chan) = ChanRef::from_word(chan) else {
        return Err(Fault::Plain("close of nil channel"));
    };
    let mut wakes = Wakes::new();
    let guard = chan.lock();
    if !guard.close(&mut wakes) {
        return Err(Fault::Plain("close of closed channel"));
    }
    drop(guard);
    wake(ctx, wakes);
    Ok(())
}

/// `len(c)`. A timer's channel looks unbuffered.
pub(crate) fn len(chan: u64) -> u64 {
    shown(chan).map_or(0, ChanRef::len)
}

/// `cap(c)`.
pub(crate) fn cap(chan: u64) -> u64 {
    shown(chan).map_or(0, ChanRef::cap)
}

fn shown(chan: u64) -> Option<ChanRef> {
    ChanRef::from_word(chan).filter(|chan| !chan.is_timer())
}

/// Parks the running goroutine where nobody can find it.
pub(crate) fn park_forever(ctx: &mut Ctx<'_>, reason: WaitReason) -> Outcome {
    let mut g = ctx.take_goroutine();
    g.wait = reason;
    g.wait_object = 0;
    // With `g` the right to run it is gone; the goroutine table still shows it.
    Outcome::Parked
}

fn give_up(ctx: &mut Ctx<'_>, reason: WaitReason, chan: ChanRef) -> G {
    let mut g = ctx.take_goroutine();
    g.wait = reason;
    g.wait_object = chan.address();
    g
}

/// What a goroutine has done with a channel.
#[derive(Clone, Copy)]
pub(crate) enum Use {
    /// It has sent a value.
    Sent,
    /// It has received one.
    Received,
}

/// Notes that the running goroutine has used a channel, and with it the partner that it was waited for by.
#[inline]
pub(crate) fn used(ctx: &mut Ctx<'_>, chan: &Locked, what: Use, partner: Option<&G>) {
    let words = chan.words();
    if words > MUCH {
        ctx.alloc.count_work(8 * words as u64);
    }
    let own = LastUse::by(ctx.g());
    match what {
        Use::Sent => chan.sent(own),
        Use::Received => chan.received(own),
    }
    if let Some(partner) = partner {
        let other = LastUse::by(partner);
        match what {
            Use::Sent => chan.received(other),
            Use::Received => chan.sent(other),
        }
    }
    if chan.passes_to(ctx.worker) {
        ctx.handovers += 1;
    }
}

/// Makes a partner ready; no lock is held.
#[inline]
pub(crate) fn ready(ctx: &Ctx<'_>, partner: Option<G>) {
    if let Some(g) = partner {
        ctx.host.ready(g);
    }
}

/// Makes the goroutines ready; no lock is held.
pub(crate) fn wake(ctx: &Ctx<'_>, wakes: Wakes) {
    for g in wakes {
        ctx.host.ready(g);
    }
}

/// For a timer: sends if that is possible without waiting.
pub(crate) fn send_timer(chan: ChanRef, value: &[u64], wakes: &mut Wakes) {
    let mut guard = chan.lock();
    if guard.words() == value.len() {
        // A full buffer means that an earlier tick was not taken: this one is dropped, as in Go.
        if let Tried::Done(Some(receiver)) = guard.try_send(value) {
            wakes.push(receiver);
        }
    }
}
