//! What package sync stands on: semaphores, mutexes and notification lists, all words of guest memory that are waited for by
//! their address.
//!
//! Waiters are in a table of queues keyed by address, in shards with a lock each. The uncontended paths touch the word only; the
//! table is entered by whoever has to wait, and by whoever sees in the word (mutex) or in the shard's count (semaphore) that
//! somebody may.
//!
//! The mutex lets a running goroutine overtake a waiter that has been woken but does not run yet: handing over at every
//! unlock would cost a goroutine switch each. A waiter that was overtaken asks, by [`STARVING`], that the next unlock
//! hand over to it; so nobody is overtaken more than once after being woken.
//!
//! A locked mutex names its holder ([`crate::vm::holder`]) in the bits above the flags, for reports; it costs no store of its own.
//! Who waits for a lock while holding another is known to [`crate::vm::lock_cycle`], which sees a cycle when it forms.

use std::sync::atomic::{AtomicU32, AtomicU64, AtomicUsize, Ordering};

use crossbeam_utils::CachePadded;
use hashbrown::HashMap;
use parking_lot::Mutex;

use crate::vm::Ctx;
use crate::vm::chan::Outcome;
use crate::vm::fault::Fault;
use crate::vm::goroutine::{G, Slot, WaitReason};
use crate::vm::heap::waiter::WaitList;
use crate::vm::heap::{Heap, mem};
use crate::vm::holder;
use crate::vm::lock_cycle::{Nested, Wait};
use crate::vm::native::{Flow, Resume};
use crate::vm::read_locks::Marks;
use crate::vm::rw_mutex::{READERS_SEMAPHORE, WRITER_SEMAPHORE};

const SHARDS: usize = 64;

/// All queues of one VM.
#[derive(Default)]
pub(crate) struct Semas {
    shards: Shards,
    pub(crate) nested: Nested,
    pub(crate) marks: Marks,
}

struct Shards([CachePadded<Shard>; SHARDS]);

impl Default for Shards {
    fn default() -> Shards {
        Shards(std::array::from_fn(|_| CachePadded::default()))
    }
}

#[derive(Default)]
struct Shard {
    /// How many goroutines wait, or are about to, for semaphores of this shard.
    waiting: AtomicUsize,
    queues: Mutex<Queues>,
}

#[derive(Default)]
struct Queues {
    by_address: HashMap<u64, WaitList, foldhash::fast::FixedState>,
    /// How many bytes of it the heap's limit counts.
    charged: u64,
}

impl Semas {
    fn shard(&self, address: u64) -> &Shard {
        let mixed = (address >> 3).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        &self.shards.0[(mixed >> 58) as usize]
    }
}

impl Queues {
    /// Makes room for one more queue, and pays for it, before anything changes.
    fn reserve(&mut self, heap: &Heap) -> Result<(), Fault> {
        if self.by_address.len() < self.by_address.capacity() {
            return Ok(());
        }
        // The table doubles at most; the charge is put right once its size is known.
        let wanted = 2 * self.by_address.allocation_size() as u64 + 1024;
        heap.charge(wanted - self.charged)?;
        self.by_address.reserve(1);
        self.charged = wanted;
        self.settle(heap);
        Ok(())
    }

    /// Gives back what is much too large, after a queue has gone.
    fn tidy(&mut self, heap: &Heap) {
        let len = self.by_address.len();
        if self.by_address.capacity() > (16 * len).max(256) {
            self.by_address.shrink_to(4 * len);
            self.settle(heap);
        }
    }

    fn settle(&mut self, heap: &Heap) {
        let size = self.by_address.allocation_size() as u64;
        if size < self.charged {
            heap.discharge(self.charged - size);
            self.charged = size;
        }
    }

    fn park(&mut self, address: u64, g: G, ticket: Slot) {
        let queue = self.by_address.entry(address).or_insert(WaitList::new());
        queue.park(g, ticket, Slot::NONE);
    }

    fn park_first(&mut self, address: u64, g: G) {
        let queue = self.by_address.entry(address).or_insert(WaitList::new());
        queue.park_first(g);
    }

    /// Takes the first waiter out, and says whether others are left.
    fn pop(&mut self, address: u64, heap: &Heap) -> Option<(G, bool)> {
        let queue = self.by_address.get_mut(&address)?;
        let taken = queue.pop()?;
        let more = !queue.is_empty();
        if !more {
            self.by_address.remove(&address);
            self.tidy(heap);
        }
        Some((taken.g, more))
    }

    fn pop_ticket(&mut self, address: u64, ticket: Slot, heap: &Heap) -> Option<G> {
        let queue = self.by_address.get_mut(&address)?;
        let taken = queue.pop_where(ticket);
        if queue.is_empty() {
            self.by_address.remove(&address);
            self.tidy(heap);
        }
        taken.map(|taken| taken.g)
    }
}

/// The word at an address that guest code gave.
fn word<'a>(address: u64) -> Result<&'a AtomicU64, Fault> {
    if address < 4096 {
        return Err(Fault::NilDeref);
    }
    Ok(mem::word(address))
}

/// As [`word`], for a `uint32` or `int32`.
pub(super) fn half<'a>(address: u64) -> Result<&'a AtomicU32, Fault> {
    if address < 4096 {
        return Err(Fault::NilDeref);
    }
    Ok(mem::half_word(address))
}

fn give_up(ctx: &mut Ctx<'_>, address: u64, reason: WaitReason) -> G {
    let mut g = ctx.take_goroutine();
    g.wait = reason;
    g.wait_object = address;
    g
}

// ---- semaphores ----

/// Takes one from the `uint32` at `address`, waiting until there is one.
pub(crate) fn acquire(ctx: &mut Ctx<'_>, address: u64, reason: WaitReason) -> Outcome {
    let count = match half(address) {
        Ok(count) => count,
        Err(fault) => return Outcome::Fault(fault),
    };
    if take_one(count) {
        return Outcome::Done;
    }
    let shard = ctx.vm.semas.shard(address);
    let mut queues = shard.queues.lock();
    if let Err(fault) = queues.reserve(&ctx.vm.heap) {
        return Outcome::Fault(fault);
    }
    // Announced before the second look, so that a release either is seen here or sees this (both sequentially consistent).
    shard.waiting.fetch_add(1, Ordering::SeqCst);
    if take_one(count) {
        shard.waiting.fetch_sub(1, Ordering::SeqCst);
        return Outcome::Done;
    }
    ctx.g().wait = reason;
    match reason {
        WaitReason::RwMutexRLock => {
            ctx.begin_nested_wait(Wait::Holder(address.wrapping_sub(READERS_SEMAPHORE)));
        }
        WaitReason::RwMutexLock => {
            ctx.begin_nested_wait(Wait::Readers(address.wrapping_sub(WRITER_SEMAPHORE)));
        }
        _ => {}
    }
    let g = give_up(ctx, address, reason);
    queues.park(address, g, Slot::NONE);
    Outcome::Parked
}

/// Gives one to the `uint32` at `address`, and to the first waiter, if there is one.
pub(crate) fn release(ctx: &mut Ctx<'_>, address: u64) -> Result<(), Fault> {
    let count = half(address)?;
    count.fetch_add(1, Ordering::SeqCst);
    let shard = ctx.vm.semas.shard(address);
    if shard.waiting.load(Ordering::SeqCst) == 0 {
        return Ok(());
    }
    let mut queues = shard.queues.lock();
    // If somebody else took it meanwhile, that one's release will see to the waiter.
    let woken = match queues.by_address.contains_key(&address) && take_one(count) {
        true => queues.pop(address, &ctx.vm.heap),
        false => None,
    };
    if let Some((mut g, _)) = woken {
        shard.waiting.fetch_sub(1, Ordering::SeqCst);
        ctx.vm.semas.nested.end_wait(&mut g);
        drop(queues);
        ctx.host.ready(g);
    }
    Ok(())
}

fn take_one(count: &AtomicU32) -> bool {
    count
        .try_update(Ordering::SeqCst, Ordering::SeqCst, |count| {
            count.checked_sub(1)
        })
        .is_ok()
}

// ---- mutexes: one word, its flags 0 when free, the holder above them while locked ----

const LOCKED: u64 = 1;
/// The queue may hold waiters.
const WAITERS: u64 = 2;
/// A waiter was woken and has not tried again yet: unlocking need not wake another.
const WOKEN: u64 = 4;
/// A waiter was overtaken: the next unlock hands the lock over to it.
const STARVING: u64 = 8;
const FLAGS: u64 = 15;

/// `mu.Lock()` for a mutex whose state is the word at `address`.
#[inline]
pub(crate) fn lock(ctx: &mut Ctx<'_>, address: u64, reason: WaitReason) -> Outcome {
    match word(address) {
        Err(fault) => Outcome::Fault(fault),
        Ok(state) if grab(ctx, address, state, 0) => Outcome::Done,
        Ok(state) => wait_for_lock(ctx, address, state, reason, 0),
    }
}

/// `mu.TryLock()`.
pub(crate) fn try_lock(ctx: &mut Ctx<'_>, address: u64) -> Result<bool, Fault> {
    Ok(grab(ctx, address, word(address)?, 0))
}

/// `mu.Unlock()`; `text` is what a fatal error says if it is not locked.
#[inline]
pub(crate) fn unlock(ctx: &mut Ctx<'_>, address: u64, text: &str) -> Result<(), Fault> {
    let state = word(address)?;
    let before = state.fetch_and(FLAGS & !LOCKED, Ordering::SeqCst);
    let g = ctx.g();
    if holder::is(before, address, g.id) {
        g.locks = g.locks.saturating_sub(1);
    }
    if before & FLAGS == LOCKED {
        return Ok(());
    }
    if before & LOCKED == 0 {
        return Err(Fault::Fatal(text.to_owned()));
    }
    if before & WAITERS != 0 && before & WOKEN == 0 {
        wake_waiter(ctx, address, state);
    }
    Ok(())
}

/// Locks for the running goroutine if it is free, clearing `clear` in the same step.
#[inline]
fn grab(ctx: &mut Ctx<'_>, address: u64, state: &AtomicU64, clear: u64) -> bool {
    let mut now = state.load(Ordering::Relaxed);
    let holder = holder::of(ctx.g(), address);
    while now & (LOCKED | STARVING) == 0 {
        let locked = (now & FLAGS | LOCKED) & !clear | holder;
        match state.compare_exchange_weak(now, locked, Ordering::SeqCst, Ordering::Relaxed) {
            Ok(_) => {
                ctx.g().locks += 1;
                return true;
            }
            Err(other) => now = other,
        }
    }
    false
}

#[cold]
fn wait_for_lock(
    ctx: &mut Ctx<'_>,
    address: u64,
    state: &AtomicU64,
    reason: WaitReason,
    woken: u64,
) -> Outcome {
    let shard = ctx.vm.semas.shard(address);
    let mut queues = shard.queues.lock();
    // Whoever was woken must not fail now: others rely on it. It has had its place before.
    if woken == 0
        && let Err(fault) = queues.reserve(&ctx.vm.heap)
    {
        return Outcome::Fault(fault);
    }
    let mut now = state.load(Ordering::SeqCst);
    let holder = holder::of(ctx.g(), address);
    loop {
        // Whoever was woken and overtaken comes back to the front, and must not be overtaken again.
        let (mark, take) = match now & (LOCKED | STARVING) {
            0 => ((now & FLAGS | LOCKED) & !woken | holder, true),
            _ if woken != 0 => ((now | WAITERS | STARVING) & !woken, false),
            _ => (now | WAITERS, false),
        };
        match state.compare_exchange(now, mark, Ordering::SeqCst, Ordering::SeqCst) {
            Ok(_) if take => {
                ctx.g().locks += 1;
                return Outcome::Done;
            }
            Ok(_) => break,
            Err(other) => now = other,
        }
    }
    ctx.begin_nested_wait(Wait::Holder(address));
    let g = give_up(ctx, address, reason);
    if woken != 0 {
        queues.park_first(address, g);
    } else {
        queues.park(address, g, Slot::NONE);
    }
    Outcome::Parked
}

#[cold]
fn wake_waiter(ctx: &mut Ctx<'_>, address: u64, state: &AtomicU64) {
    let shard = ctx.vm.semas.shard(address);
    let mut queues = shard.queues.lock();
    let now = state.load(Ordering::SeqCst);
    if now & LOCKED != 0 || now & WOKEN != 0 || now & WAITERS == 0 {
        // Whoever has the lock now wakes somebody when it unlocks.
        return;
    }
    let hand_over = now & STARVING != 0;
    // Bits other than LOCKED change only under the shard's lock, and with STARVING set nobody sets that one either.
    let claim = if hand_over { LOCKED } else { WOKEN };
    state.fetch_or(claim, Ordering::SeqCst);
    let Some((mut g, more)) = queues.pop(address, &ctx.vm.heap) else {
        state.fetch_and(!(claim | WAITERS | STARVING), Ordering::SeqCst);
        return;
    };
    let gone = if more { STARVING } else { STARVING | WAITERS };
    state.fetch_and(!gone, Ordering::SeqCst);
    ctx.vm.semas.nested.end_wait(&mut g);
    if hand_over {
        state.fetch_or(holder::of(&g, address), Ordering::SeqCst);
        g.locks += 1;
    } else {
        let reason = g.wait;
        g.resume = Some(Box::new(Resume::Lock(address, reason)));
    }
    drop(queues);
    ctx.host.ready(g);
}

/// A goroutine that was woken with [`Resume::Lock`] tries again, before its next instruction.
pub(crate) fn lock_again(ctx: &mut Ctx<'_>, address: u64, reason: WaitReason) -> Outcome {
    match word(address) {
        Err(fault) => Outcome::Fault(fault),
        Ok(state) if grab(ctx, address, state, WOKEN) => Outcome::Done,
        Ok(state) => wait_for_lock(ctx, address, state, reason, WOKEN),
    }
}

impl From<Outcome> for Flow {
    fn from(outcome: Outcome) -> Flow {
        match outcome {
            Outcome::Done => Flow::Return,
            Outcome::Parked => Flow::Parked,
            Outcome::Fault(fault) => Flow::Panic(fault),
        }
    }
}

// ---- notification lists, for sync.Cond: two words, the next ticket and the next to be notified ----

/// Draws a ticket, before the caller gives up the lock that goes with the condition.
pub(crate) fn notify_add(address: u64) -> Result<u64, Fault> {
    Ok(word(address)?.fetch_add(1, Ordering::SeqCst))
}

/// Waits until the ticket is notified.
pub(crate) fn notify_wait(ctx: &mut Ctx<'_>, address: u64, ticket: u64) -> Outcome {
    let notified = match word(address).and_then(|_| word(address + 8)) {
        Ok(notified) => notified,
        Err(fault) => return Outcome::Fault(fault),
    };
    let mut queues = ctx.vm.semas.shard(address).queues.lock();
    if ticket < notified.load(Ordering::SeqCst) {
        return Outcome::Done;
    }
    if let Err(fault) = queues.reserve(&ctx.vm.heap) {
        return Outcome::Fault(fault);
    }
    let g = give_up(ctx, address, WaitReason::CondWait);
    queues.park(address, g, Slot(ticket as u32));
    Outcome::Parked
}

/// `c.Signal()`: notifies the oldest ticket.
pub(crate) fn notify_one(ctx: &mut Ctx<'_>, address: u64) -> Result<(), Fault> {
    let (next, notified) = (word(address)?, word(address + 8)?);
    let mut queues = ctx.vm.semas.shard(address).queues.lock();
    let ticket = notified.load(Ordering::SeqCst);
    if ticket == next.load(Ordering::SeqCst) {
        return Ok(());
    }
    notified.store(ticket + 1, Ordering::SeqCst);
    // If its holder is not in the queue yet, it will see that it was notified.
    let woken = queues.pop_ticket(address, Slot(ticket as u32), &ctx.vm.heap);
    drop(queues);
    if let Some(g) = woken {
        ctx.host.ready(g);
    }
    Ok(())
}

/// `c.Broadcast()`: notifies all tickets.
pub(crate) fn notify_all(ctx: &mut Ctx<'_>, address: u64) -> Result<(), Fault> {
    let (next, notified) = (word(address)?, word(address + 8)?);
    let mut queues = ctx.vm.semas.shard(address).queues.lock();
    notified.store(next.load(Ordering::SeqCst), Ordering::SeqCst);
    let queue = queues.by_address.remove(&address);
    queues.tidy(&ctx.vm.heap);
    drop(queues);
    if let Some(queue) = queue {
        while let Some(taken) = queue.pop() {
            ctx.host.ready(taken.g);
        }
    }
    Ok(())
}
