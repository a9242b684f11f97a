//! Channels as objects: the header [`Chan`] and, behind it, the words of its buffer. Invariants, as in Go's runtime:
//!  - at least one of the two wait queues is empty, except for a select that waits to send and to receive on one channel;
//!  - if the buffer has elements, nobody waits to receive; if it has room, nobody waits to send;
//!  - a closed channel has no waiters.
//!
//! All of it changes under the channel's lock only. [`Locked`] has what an operation does then: a value goes straight from
//! one goroutine's frame to the other's, whose stack does not move while it is parked, and whoever must wait is put into a
//! queue before the lock is released, so that no wake-up can come before it. [`crate::vm::chan`] makes operations of that.
//!
//! `models` tries out every interleaving of a few senders, receivers and selects.

use std::ops::{Deref, DerefMut};
use std::ptr::NonNull;

use smallvec::SmallVec;

use super::goroutine::{G, Slot};
use super::spin::SpinLock;
use super::sync::{AtomicBool, AtomicU64, Guarded, Ordering};
use super::waiter::{Taken, WaitList};
use crate::vm::fault::Fault;
use crate::vm::heap::Addr;
use crate::vm::last_use::LastUse;

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
    worker: Guarded<u16>,
    cap: u64,
    len: AtomicU64,
    /// The index of the oldest element in the buffer.
    head: Guarded<u64>,
    last_sent: Guarded<LastUse>,
    last_received: Guarded<LastUse>,
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

    /// Makes a fresh object of zeros a channel.
    ///
    /// # Safety
    /// The object has [`HEADER_WORDS`] words and then `cap * elem_words` words, and nobody else knows it yet.
    pub(crate) unsafe fn init(
        object: NonNull<u64>,
        elem_words: u16,
        cap: u64,
        made: u64,
    ) -> ChanRef {
        let chan: NonNull<Chan> = object.cast();
        let header = Chan {
            lock: SpinLock::new(),
            closed: AtomicBool::new(false),
            elem_words,
            timed: AtomicBool::new(false),
            worker: Guarded::new(0),
            cap,
            len: AtomicU64::new(0),
            head: Guarded::new(0),
            last_sent: Guarded::new(LastUse::default()),
            last_received: Guarded::new(LastUse::default()),
            receivers: WaitList::new(),
            senders: WaitList::new(),
            timer: AtomicU64::new(0),
            made: AtomicU64::new(made),
        };
        // SAFETY: the object is large enough, and only the caller has it.
        unsafe { chan.write(header) };
        ChanRef(chan)
    }

    /// Makes the object at an address, which the caller has just allocated with [`HEADER_WORDS`] words and then
    /// `cap * elem_words` words, a channel. Safe by the trust of this folder.
    pub(crate) fn make(object: Addr, elem_words: u16, cap: u64, made: u64) {
        if let Some(object) = NonNull::new(object as *mut u64) {
            // SAFETY: as this function's own comment says.
            unsafe { ChanRef::init(object, elem_words, cap, made) };
        }
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

    /// Who has sent last. The world is stopped.
    pub(crate) fn last_sent(self) -> LastUse {
        self.get().last_sent.get()
    }

    /// Who has received last. The world is stopped.
    pub(crate) fn last_received(self) -> LastUse {
        self.get().last_received.get()
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

    /// Somebody has sent.
    #[inline]
    pub(crate) fn sent(&self, by: LastUse) {
        self.chan().last_sent.set(by);
    }

    /// Somebody has received.
    #[inline]
    pub(crate) fn received(&self, by: LastUse) {
        self.chan().last_received.set(by);
    }

    /// It is used on this worker. Says whether another one had used it last.
    #[inline]
    pub(crate) fn passes_to(&self, worker: u16) -> bool {
        self.chan().worker.replace(worker) != worker
    }

    /// Puts a goroutine that has to wait with its value into the queue of senders.
    #[inline]
    pub(crate) fn park_sender(&self, g: G, value: Slot) {
        self.chan().senders.park(g, value, Slot::NONE);
    }

    /// Puts a goroutine that has to wait into the queue of receivers; either slot may be [`Slot::NONE`].
    #[inline]
    pub(crate) fn park_receiver(&self, g: G, value: Slot, ok: Slot) {
        self.chan().receivers.park(g, value, ok);
    }

    /// Closes it, and takes everybody out who waits; false if it is closed already.
    pub(crate) fn close(&self, wakes: &mut Wakes) -> bool {
        let (chan, n) = (self.chan(), self.words());
        if chan.closed.swap(true, Ordering::Relaxed) {
            return false;
        }
        while let Some(mut receiver) = chan.receivers.pop() {
            receiver.deliver_closed(n);
            wakes.push(receiver.g);
        }
        while let Some(mut sender) = chan.senders.pop() {
            sender.g.fail(SEND_ON_CLOSED);
            wakes.push(sender.g);
        }
        true
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
