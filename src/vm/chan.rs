//! Channels.
//!
//! A channel is one heap object: the header [`Chan`] and, behind it, the words of its buffer. Invariants, as in Go's
//! runtime:
//!  - at least one of the two wait queues is empty, except for a select that waits to send and to receive on one channel;
//!  - if the buffer has elements, nobody waits to receive; if it has room, nobody waits to send;
//!  - a closed channel has no waiters.
//!
//! Each operation is one ladder under the channel's lock: closed? a partner waits? buffer? else park. A value goes straight from
//! one goroutine's frame to the other's, whose stack does not move while it is parked, and parking gives up the running
//! goroutine *under the lock*, so that no wake-up can come before it. Partners are made ready after the lock is released.
//!
//! Channels of timers ([`crate::vm::timer`]) are looked at under the timers' lock, which comes before any channel's: their
//! timer is brought up to date first, and it is queued only while somebody waits.
#![allow(unsafe_code, reason = "a channel is an object of the guest's heap")]

use std::cell::Cell;
use std::ops::{Deref, DerefMut};
use std::ptr::NonNull;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use smallvec::SmallVec;

use crate::index::RTypeId;
use crate::vm::Ctx;
use crate::vm::fault::Fault;
use crate::vm::goroutine::{G, Slot, WaitReason};
use crate::vm::heap::Header;
use crate::vm::last_use::{LastUse, Use};
use crate::vm::spin::SpinLock;
use crate::vm::waiter::{Taken, WaitList};

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

/// What a send on, or a send waiting on, a closed channel panics with.
pub(crate) const SEND_ON_CLOSED: Fault = Fault::Plain("send on closed channel");

/// The header of a channel object. `elem_words` and `cap` never change; the other fields change under the lock only, and
/// those that are atomic are also looked at without it ([`ChanRef::may_send`] and the like, `len(c)`). All zero bytes are
/// an unbuffered channel of empty elements.
#[repr(C)]
pub(crate) struct Chan {
    lock: SpinLock,
    closed: AtomicBool,
    elem_words: u16,
    /// Whether `timer` is set; here because it is looked at before every receive.
    timed: AtomicBool,
    /// The worker of the last user.
    worker: Cell<u16>,
    cap: u64,
    len: AtomicU64,
    /// The index of the oldest element in the buffer.
    head: Cell<u64>,
    last_use: Cell<LastUse>,
    pub(crate) receivers: WaitList,
    pub(crate) senders: WaitList,
    /// The timer that sends on it: a `runtimeTimer` object, 0 for other channels.
    timer: AtomicU64,
    /// Who made it, for reports: [`crate::vm::maker`].
    made: AtomicU64,
}

/// Words of the header.
pub(crate) const HEADER_WORDS: usize = size_of::<Chan>() / 8;

/// A channel that is not nil.
#[derive(Clone, Copy)]
pub(crate) struct ChanRef(NonNull<Chan>);

impl ChanRef {
    /// The channel behind a word of a channel type; `None` for nil.
    pub(crate) fn from_word(word: u64) -> Option<ChanRef> {
        NonNull::new(word as *mut Chan).map(ChanRef)
    }

    /// Fills in a fresh object of zeros.
    ///
    /// # Safety
    /// The object has [`HEADER_WORDS`] words and then `cap * elem_words` words, and nobody else knows it yet.
    pub(crate) unsafe fn init(object: NonNull<u64>, elem_words: u16, cap: u64, made: u64) {
        let mut chan: NonNull<Chan> = object.cast();
        // SAFETY: the object is large enough, and all zero bytes are a valid `Chan`.
        let chan = unsafe { chan.as_mut() };
        chan.elem_words = elem_words;
        chan.cap = cap;
        chan.made = AtomicU64::new(made);
    }

    fn get(&self) -> &Chan {
        // SAFETY: channel words hold nothing but addresses of channel objects, which live as long as a word does.
        unsafe { self.0.as_ref() }
    }

    /// The address, which is also the order in which locks are taken.
    pub(crate) fn address(self) -> u64 {
        self.0.as_ptr() as u64
    }

    /// Locks it.
    pub(crate) fn lock(self) -> ChanGuard {
        self.get().lock.lock();
        ChanGuard(Locked(self.0))
    }

    /// `len(c)`.
    pub(crate) fn len(self) -> u64 {
        self.get().len.load(Ordering::Relaxed)
    }

    /// `cap(c)`.
    pub(crate) fn cap(self) -> u64 {
        self.get().cap
    }

    /// Who made it, as [`crate::vm::maker`] has it.
    pub(crate) fn made(self) -> u64 {
        self.get().made.load(Ordering::Relaxed)
    }

    /// Says who made it.
    pub(crate) fn set_made(self, made: u64) {
        self.get().made.store(made, Ordering::Relaxed);
    }

    /// Who last used it. The caller holds the lock, or the world is stopped.
    pub(crate) fn last_use(self) -> LastUse {
        self.get().last_use.get()
    }

    /// Whether this is its queue of senders.
    pub(crate) fn has_senders(self, queue: *const WaitList) -> bool {
        std::ptr::eq(&raw const self.get().senders, queue)
    }

    /// The runtime timer that sends on it, or 0. Set before anybody else knows the channel.
    pub(crate) fn timer(self) -> u64 {
        self.get().timer.load(Ordering::Relaxed)
    }

    /// Makes a runtime timer its sender.
    pub(crate) fn set_timer(self, timer: u64) {
        self.get().timer.store(timer, Ordering::Relaxed);
        self.get().timed.store(true, Ordering::Relaxed);
    }

    /// Whether a timer sends on it.
    pub(crate) fn is_timer(self) -> bool {
        self.get().timed.load(Ordering::Relaxed)
    }

    /// Whether a send would probably not wait; exact under the lock.
    pub(crate) fn may_send(self) -> bool {
        let chan = self.get();
        !chan.receivers.is_empty()
            || chan.len.load(Ordering::Relaxed) < chan.cap
            || chan.closed.load(Ordering::Relaxed)
    }

    /// Whether a receive would probably not wait; exact under the lock.
    pub(crate) fn may_recv(self) -> bool {
        let chan = self.get();
        chan.len.load(Ordering::Relaxed) > 0
            || !chan.senders.is_empty()
            || chan.closed.load(Ordering::Relaxed)
    }
}

/// A channel whose lock is held by whoever has this.
pub(crate) struct Locked(NonNull<Chan>);

/// Holds the lock of one channel.
pub(crate) struct ChanGuard(Locked);

impl Deref for ChanGuard {
    type Target = Locked;

    fn deref(&self) -> &Locked {
        &self.0
    }
}

impl DerefMut for ChanGuard {
    fn deref_mut(&mut self) -> &mut Locked {
        &mut self.0
    }
}

impl Drop for ChanGuard {
    fn drop(&mut self) {
        // SAFETY: the guard holds the lock.
        unsafe { self.0.0.as_ref().lock.unlock() }
    }
}

/// Holds the locks of several channels, each taken once, in the order of their addresses.
pub(crate) struct Locks(SmallVec<[Locked; 8]>);

impl Locks {
    /// Locks all of them; they may be in any order and more than once.
    pub(crate) fn of(chans: impl Iterator<Item = ChanRef>) -> Locks {
        let mut locks: SmallVec<[Locked; 8]> = chans.map(|chan| Locked(chan.0)).collect();
        // There are few, and selects in a loop give them in the same order each time.
        locks.sort_unstable_by_key(|locked| locked.0);
        locks.dedup_by_key(|locked| locked.0);
        for locked in &locks {
            // SAFETY: as in `ChanRef::get`.
            unsafe { locked.0.as_ref() }.lock.lock();
        }
        Locks(locks)
    }

    /// One of the channels.
    pub(crate) fn get(&mut self, chan: ChanRef) -> &mut Locked {
        let mut locks = self.0.iter_mut();
        let found = locks.find(|locked| locked.0 == chan.0);
        found.expect("every case's channel is locked")
    }
}

impl Drop for Locks {
    fn drop(&mut self) {
        for locked in &self.0 {
            // SAFETY: `of` has locked it.
            unsafe { locked.0.as_ref().lock.unlock() }
        }
    }
}

/// Goroutines to be made ready once the locks are released.
pub(crate) type Wakes = SmallVec<[G; 2]>;

/// What an operation that does not wait came to.
pub(crate) enum Tried {
    /// It would have to wait.
    Wait,
    /// It is done; the partner, if there was one, is to be made ready once the lock is released.
    Done(Option<G>),
    /// The channel is closed, and for a receiver empty, too.
    Closed,
}

/// Copies the words of an element, which are nearly always one or two.
#[inline(always)]
fn copy(dst: &mut [u64], src: &[u64]) {
    match (dst, src) {
        ([dst], [src]) => *dst = *src,
        ([first, second], [a, b]) => (*first, *second) = (*a, *b),
        (dst, src) => dst.copy_from_slice(src),
    }
}

impl Locked {
    /// The header.
    pub(crate) fn chan(&self) -> &Chan {
        // SAFETY: the object is alive as long as the word it came from.
        unsafe { self.0.as_ref() }
    }

    /// Words of an element.
    pub(crate) fn words(&self) -> usize {
        usize::from(self.chan().elem_words)
    }

    /// The words of element `index` of the buffer.
    fn element(&mut self, index: u64) -> &mut [u64] {
        let n = self.words();
        debug_assert!(index < self.chan().cap, "an element is inside the buffer");
        // SAFETY: `init` was promised a buffer of `cap * elem_words` words behind the header, and `index < cap`.
        unsafe {
            let buffer = self.0.as_ptr().add(1).cast::<u64>();
            std::slice::from_raw_parts_mut(buffer.add(index as usize * n), n)
        }
    }

    #[inline]
    fn push(&mut self, value: &[u64]) {
        let chan = self.chan();
        let len = chan.len.load(Ordering::Relaxed);
        let mut at = chan.head.get() + len;
        if at >= chan.cap {
            at -= chan.cap;
        }
        chan.len.store(len + 1, Ordering::Relaxed);
        copy(self.element(at), value);
    }

    /// Takes the oldest element; `dst` is empty if nobody wants it.
    #[inline]
    fn shift(&mut self, dst: &mut [u64]) {
        let head = self.chan().head.get();
        let element = self.element(head);
        if !dst.is_empty() {
            copy(dst, element);
        }
        match element {
            [word] => *word = 0,
            words => words.fill(0),
        }
        let chan = self.chan();
        let next = head + 1;
        chan.head.set(if next == chan.cap { 0 } else { next });
        let len = chan.len.load(Ordering::Relaxed);
        chan.len.store(len - 1, Ordering::Relaxed);
    }

    /// The running goroutine has used it.
    #[inline]
    pub(crate) fn used(&self, ctx: &mut Ctx<'_>, what: Use) {
        let chan = self.chan();
        chan.last_use.set(LastUse::by(ctx.g(), what));
        if chan.worker.replace(ctx.worker) != ctx.worker {
            ctx.handovers += 1;
        }
    }

    /// Throws the elements in the buffer away; says whether there were any.
    pub(crate) fn drain(&mut self) -> bool {
        let mut any = false;
        while self.chan().len.load(Ordering::Relaxed) > 0 {
            self.shift(&mut []);
            any = true;
        }
        any
    }

    /// Sends without waiting.
    #[inline]
    pub(crate) fn try_send(&mut self, value: &[u64]) -> Tried {
        let chan = self.chan();
        if chan.closed.load(Ordering::Relaxed) {
            return Tried::Closed;
        }
        if let Some(mut receiver) = chan.receivers.pop() {
            receiver.deliver(value);
            return Tried::Done(Some(receiver.g));
        }
        if chan.len.load(Ordering::Relaxed) == chan.cap {
            return Tried::Wait;
        }
        self.push(value);
        Tried::Done(None)
    }

    /// Receives without waiting. `dst` has the words of an element, or none; a closed channel gives zeros.
    #[inline]
    pub(crate) fn try_recv(&mut self, dst: &mut [u64]) -> Tried {
        let chan = self.chan();
        let buffered = chan.len.load(Ordering::Relaxed) > 0;
        let sender = chan.senders.pop();
        if buffered {
            self.shift(dst);
        }
        let Some(sender) = sender else {
            if buffered {
                return Tried::Done(None);
            }
            if self.chan().closed.load(Ordering::Relaxed) {
                dst.fill(0);
                return Tried::Closed;
            }
            return Tried::Wait;
        };
        let n = self.words();
        let value = sender.g.slots(sender.value, n);
        if buffered {
            self.push(value);
        } else if !dst.is_empty() {
            copy(dst, value);
        }
        Tried::Done(Some(sender.g))
    }
}

impl Taken {
    /// Gives a parked receiver its value.
    #[inline]
    fn deliver(&mut self, value: &[u64]) {
        if self.value != Slot::NONE {
            copy(self.g.slots_mut(self.value, value.len()), value);
        }
        if self.ok != Slot::NONE {
            self.g.slots_mut(self.ok, 1)[0] = 1;
        }
    }

    /// Tells a parked receiver that the channel is closed.
    fn deliver_closed(&mut self, n: usize) {
        if self.value != Slot::NONE {
            self.g.slots_mut(self.value, n).fill(0);
        }
        if self.ok != Slot::NONE {
            self.g.slots_mut(self.ok, 1)[0] = 0;
        }
    }
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
    let object = NonNull::new(address as *mut u64).ok_or(OUT_OF_RANGE)?;
    // SAFETY: the object was just allocated with this size.
    unsafe { ChanRef::init(object, elem.words as u16, cap, made) };
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
            guard.used(ctx, Use::Sent);
            drop(guard);
            ready(ctx, partner);
            Outcome::Done
        }
        Tried::Wait => {
            let g = give_up(ctx, WaitReason::ChanSend, chan);
            guard.chan().senders.park(g, value, Slot::NONE);
            Outcome::Parked
        }
        Tried::Closed => Outcome::Fault(SEND_ON_CLOSED),
    }
}

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
            guard.chan().receivers.park(g, value, ok);
            return None;
        }
    };
    if ok != Slot::NONE {
        g.slots_mut(ok, 1)[0] = u64::from(received);
    }
    if received {
        guard.used(ctx, Use::Received);
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
    let n = guard.words();
    if guard.chan().closed.swap(true, Ordering::Relaxed) {
        return Err(Fault::Plain("close of closed channel"));
    }
    guard.used(ctx, Use::Closed);
    while let Some(mut receiver) = guard.chan().receivers.pop() {
        receiver.deliver_closed(n);
        wakes.push(receiver.g);
    }
    while let Some(mut sender) = guard.chan().senders.pop() {
        sender.g.fail(SEND_ON_CLOSED);
        wakes.push(sender.g);
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
