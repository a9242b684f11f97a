//! Wait queues: goroutines that wait for the same thing, first come first served.
//!
//! A queue is a doubly linked list threaded through the waiting goroutines, so waiting allocates nothing: a goroutine that waits for one
//! thing uses the node inside itself; one that waits for several (`select`) uses a block of nodes, one per case, that
//! it keeps for its next select.
//!
//! Invariants:
//!  - a list and the links of its nodes are touched only under the lock of the list's owner (a channel, a shard of the
//!    semaphore table);
//!  - a goroutine with a node in a list is parked: its [`G`] has been given up, and whoever takes it out gets the `G`;
//!  - for a select, *winning* ([`SelectWait::winner`]) gives the `G`, taking out a node does not: several wakers may take
//!    out nodes of the same goroutine at once, each under its own lock. The losers' nodes that are left in queues are taken
//!    out by the goroutine itself before it goes on ([`SelectWait::leave_queues`]), so nodes outlive their time in a list.

use std::ptr::{self, NonNull};

use super::goroutine::{G, Goroutine, Slot};
use super::sync::{AtomicPtr, AtomicU32, Guarded, Ordering};
use crate::vm::heap::{Heap, OutOfMemory};

/// One goroutine's place in one queue.
pub(crate) struct Waiter {
    next: *mut Waiter,
    prev: *mut Waiter,
    /// The queue it is in, or null.
    list: *const WaitList,
    goroutine: *mut Goroutine,
    /// The select that this is a case of; null if the goroutine waits for this alone.
    select: *const SelectWait,
    /// Which case it is.
    case: u32,
    /// Where the value comes from or goes to.
    value: Slot,
    /// Where a receiver wants to know whether it got a value.
    ok: Slot,
    /// The object whose queue it is, for `select` to lock.
    object: u64,
}

// SAFETY: a node in a list is touched only under the lock of the list's owner; out of one, only by its goroutine's owner.
unsafe impl Send for Waiter {}

impl Waiter {
    /// A node in no queue.
    pub(crate) const fn new() -> Waiter {
        Waiter {
            next: ptr::null_mut(),
            prev: ptr::null_mut(),
            list: ptr::null(),
            goroutine: ptr::null_mut(),
            select: ptr::null(),
            case: 0,
            value: Slot::NONE,
            ok: Slot::NONE,
            object: 0,
        }
    }
}

/// A goroutine that was taken out of a queue, and what it waited for.
pub(crate) struct Taken {
    /// The right to it.
    pub(crate) g: G,
    /// Where the value comes from or goes to.
    pub(crate) value: Slot,
    /// Where a receiver wants to know whether it got a value.
    pub(crate) ok: Slot,
}

/// A queue.
#[repr(C)]
pub(crate) struct WaitList {
    /// Looked at without the lock by [`WaitList::is_empty`].
    first: AtomicPtr<Waiter>,
    last: Guarded<*mut Waiter>,
}

// SAFETY: the nodes are touched only under the lock of the list's owner.
unsafe impl Send for WaitList {}

impl WaitList {
    /// The empty queue.
    pub(crate) fn new() -> WaitList {
        WaitList {
            first: AtomicPtr::new(ptr::null_mut()),
            last: Guarded::new(ptr::null_mut()),
        }
    }

    /// Does nobody wait? Exact under the owner's lock.
    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.first().is_null()
    }

    #[inline]
    fn first(&self) -> *mut Waiter {
        self.first.load(Ordering::Relaxed)
    }

    /// Puts a goroutine that waits for nothing else at the end.
    pub(crate) fn park(&self, g: G, value: Slot, ok: Slot) {
        let node = own_node(g, value, ok);
        // SAFETY: the node is in no list because its goroutine was running, and it stays allocated until its VM ends.
        unsafe { self.link(node) };
    }

    /// Puts a goroutine that waits for nothing else at the front.
    pub(crate) fn park_first(&self, g: G) {
        let node = own_node(g, Slot::NONE, Slot::NONE);
        // SAFETY: as in `park`; `first` is in the list, so it is alive.
        unsafe {
            match NonNull::new(self.first()) {
                None => self.link(node),
                Some(first) => {
                    (*node).list = ptr::from_ref(self);
                    (*node).prev = ptr::null_mut();
                    (*node).next = first.as_ptr();
                    (*first.as_ptr()).prev = node;
                    self.first.store(node, Ordering::Relaxed);
                }
            }
        }
    }

    /// Takes out the first goroutine that nobody else has made ready.
    #[inline]
    pub(crate) fn pop(&self) -> Option<Taken> {
        while let Some(node) = NonNull::new(self.first()) {
            // SAFETY: nodes in a list are alive, and the caller holds the owner's lock.
            let (g, value, ok) = unsafe {
                self.unlink(node.as_ptr());
                let node = node.as_ref();
                if !node.wins() {
                    continue;
                }
                (G::from_raw(node.goroutine), node.value, node.ok)
            };
            return Some(Taken { g, value, ok });
        }
        None
    }

    /// Takes out the goroutine that was parked with this value slot. No select waits in this queue.
    pub(crate) fn pop_where(&self, value: Slot) -> Option<Taken> {
        let mut at = self.first();
        while let Some(node) = NonNull::new(at) {
            // SAFETY: nodes in a list are alive, and the caller holds the owner's lock.
            unsafe {
                if (*at).value == value {
                    self.unlink(at);
                    let g = G::from_raw((*at).goroutine);
                    let ok = (*at).ok;
                    return Some(Taken { g, value, ok });
                }
                at = node.as_ref().next;
            }
        }
        None
    }

    /// # Safety
    /// The node is alive, in no list, and stays alive until it is taken out; the caller holds the owner's lock.
    unsafe fn link(&self, node: *mut Waiter) {
        // SAFETY: the node is alive, and so is `last`, as it is in the list.
        unsafe {
            (*node).list = ptr::from_ref(self);
            (*node).next = ptr::null_mut();
            (*node).prev = self.last.get();
            match NonNull::new(self.last.get()) {
                Some(last) => (*last.as_ptr()).next = node,
                None => self.first.store(node, Ordering::Relaxed),
            }
        }
        self.last.set(node);
    }

    /// # Safety
    /// The node is in this list, whose owner's lock the caller holds.
    #[inline]
    unsafe fn unlink(&self, node: *mut Waiter) {
        // SAFETY: the node and its neighbours are in the list, so they are alive.
        unsafe {
            let (prev, next) = ((*node).prev, (*node).next);
            match NonNull::new(prev) {
                Some(prev) => (*prev.as_ptr()).next = next,
                None => self.first.store(next, Ordering::Relaxed),
            }
            match NonNull::new(next) {
                Some(next) => (*next.as_ptr()).prev = prev,
                None => self.last.set(prev),
            }
            (*node).list = ptr::null();
        }
    }
}

/// The node inside a goroutine that waits for one thing.
fn own_node(g: G, value: Slot, ok: Slot) -> *mut Waiter {
    let goroutine = g.into_raw();
    // SAFETY: the `G` gave us the goroutine, and it stays allocated until its VM ends.
    unsafe {
        let node = &raw mut (*goroutine).waiter;
        (*node).goroutine = goroutine;
        (*node).select = ptr::null();
        (*node).value = value;
        (*node).ok = ok;
        node
    }
}

impl Waiter {
    /// Claims the goroutine for the caller, who took this node out of its list under the list's lock.
    fn wins(&self) -> bool {
        let Some(select) = NonNull::new(self.select.cast_mut()) else {
            return true;
        };
        // SAFETY: the block of a select outlives its nodes' time in lists; only the atomic is touched.
        let select = unsafe { select.as_ref() };
        let (undecided, won) = (UNDECIDED, self.case);
        let claim =
            (select.winner).compare_exchange(undecided, won, Ordering::AcqRel, Ordering::Relaxed);
        if claim.is_err() {
            return false;
        }
        // SAFETY: winning makes the caller the owner of the parked goroutine.
        let goroutine = unsafe { &mut *self.goroutine };
        goroutine.slots_mut(select.result, 1)[0] = u64::from(self.case);
        true
    }
}

/// A case of a select that waits.
pub(crate) struct WaitCase {
    /// The channel.
    pub(crate) object: u64,
    /// Its queue.
    pub(crate) queue: *const WaitList,
    /// Its index among all cases.
    pub(crate) case: u32,
    /// Where the value comes from or goes to.
    pub(crate) value: Slot,
    /// Where a receiver wants to know whether it got a value.
    pub(crate) ok: Slot,
}

/// No case has won yet.
const UNDECIDED: u32 = u32::MAX;

/// The nodes of a goroutine that waits in a select.
pub(crate) struct SelectWait {
    /// The case of the first waker, [`UNDECIDED`] before.
    winner: AtomicU32,
    /// Whether the goroutine waits in this select, or has been woken from it and not yet left the other queues.
    active: bool,
    /// Where the index of the winning case goes.
    result: Slot,
    nodes: Vec<Waiter>,
}

impl SelectWait {
    /// A block for later use.
    pub(crate) fn new() -> SelectWait {
        SelectWait {
            winner: AtomicU32::new(UNDECIDED),
            active: false,
            result: Slot::NONE,
            nodes: Vec::new(),
        }
    }

    /// Makes room in a goroutine for the cases of a select, and pays for it; a goroutine keeps that until it ends.
    pub(crate) fn reserve(g: &mut G, cases: usize, heap: &Heap) -> Result<(), OutOfMemory> {
        let block = g.select.get_or_insert_with(|| Box::new(SelectWait::new()));
        let before = block.nodes.capacity();
        if cases > before {
            heap.charge(((cases - before) * size_of::<Waiter>()) as u64)?;
            block.nodes.clear();
            block.nodes.reserve_exact(cases);
        }
        Ok(())
    }

    /// What [`SelectWait::reserve`] has charged.
    pub(crate) fn charged(&self) -> u64 {
        (self.nodes.capacity() * size_of::<Waiter>()) as u64
    }

    /// Whether [`SelectWait::leave_queues`] is due.
    pub(crate) fn is_active(&self) -> bool {
        self.active
    }

    /// Gives up the goroutine and puts it into the queue of every case. The caller holds the locks of all channels and has
    /// [reserved](SelectWait::reserve) room, and the nodes were taken out after the previous use.
    pub(crate) fn park(mut g: G, result: Slot, cases: impl Iterator<Item = WaitCase>) {
        let mut block = g
            .select
            .take()
            .unwrap_or_else(|| Box::new(SelectWait::new()));
        block.winner.store(UNDECIDED, Ordering::Relaxed);
        block.active = true;
        block.result = result;
        block.nodes.clear();
        let select = ptr::from_ref(&*block);
        block.nodes.extend(cases.map(|case| Waiter {
            select,
            case: case.case,
            value: case.value,
            ok: case.ok,
            object: case.object,
            list: case.queue,
            ..Waiter::new()
        }));
        let (first, n) = (block.nodes.as_mut_ptr(), block.nodes.len());
        g.select = Some(block);
        let goroutine = g.into_raw();
        for at in 0..n {
            // SAFETY: the block is in the goroutine, stays where it is, and `nodes` is not changed until every node has left its
            // list; the queues are those of channels whose locks the caller holds.
            unsafe {
                let node = first.add(at);
                (*node).goroutine = goroutine;
                (*(*node).list).link(node);
            }
        }
    }

    /// Takes the nodes of lost cases out of their queues; `lock` locks the object that owns the queue of a node. The lock is
    /// needed even for a node that is out already: a waker that lost may still be looking at it.
    pub(crate) fn leave_queues<L>(&mut self, mut lock: impl FnMut(u64) -> L) {
        let (first, n) = (self.nodes.as_mut_ptr(), self.nodes.len());
        let winner = self.winner.load(Ordering::Relaxed);
        for at in 0..n {
            let node = first.wrapping_add(at);
            // SAFETY: the node lives in `self.nodes`, and neither `case` nor `object` is written while it may be in a list.
            let (case, object) = unsafe { ((*node).case, (*node).object) };
            if case == winner {
                // The winner took it out, and was done with it before it made the goroutine ready.
                continue;
            }
            let lock = lock(object);
            // SAFETY: the lock of the list's owner is held until `lock` is dropped.
            unsafe {
                if let Some(list) = (*node).list.as_ref() {
                    list.unlink(node);
                }
            }
            drop(lock);
        }
        self.active = false;
    }

    /// The objects and indices of its cases, and the queues in which the goroutine waits for them.
    pub(crate) fn queues(&self) -> impl Iterator<Item = (u64, u32, *const WaitList)> {
        self.nodes
            .iter()
            .map(|node| (node.object, node.case, node.list))
    }

    /// The objects of its cases.
    pub(crate) fn objects(&self) -> impl Iterator<Item = u64> {
        self.nodes.iter().map(|node| node.object)
    }
}
