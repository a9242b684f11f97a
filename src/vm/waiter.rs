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
//!  - for a select, *winning* ([`SelectWait::decided`]) gives the `G`, taking out a node does not: several wakers may take
//!    out nodes of the same goroutine at once, each under its own lock. The losers' nodes that are left in queues are taken
//!    out by the goroutine itself before it goes on ([`SelectWait::leave_queues`]), so nodes outlive their time in a list.
#![allow(
    unsafe_code,
    reason = "lists are linked through the goroutines that wait in them"
)]

use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::vm::goroutine::{G, Goroutine, Slot};

/// One goroutine's place in one queue.
pub(crate) struct Waiter {
    next: *mut Waiter,
    prev: *mut Waiter,
    /// The queue it is in, or null.
    list: *mut WaitList,
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
            list: ptr::null_mut(),
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

/// A queue. All zero bytes are the empty queue.
#[repr(C)]
pub(crate) struct WaitList {
    first: *mut Waiter,
    last: *mut Waiter,
}

// SAFETY: the nodes are touched only under the lock of the list's owner.
unsafe impl Send for WaitList {}

impl WaitList {
    /// The empty queue.
    pub(crate) const fn new() -> WaitList {
        WaitList {
            first: ptr::null_mut(),
            last: ptr::null_mut(),
        }
    }

    /// Does nobody wait?
    pub(crate) fn is_empty(&self) -> bool {
        self.first.is_null()
    }

    /// Puts a goroutine that waits for nothing else at the end.
    pub(crate) fn park(&mut self, g: G, value: Slot, ok: Slot) {
        let node = own_node(g, value, ok);
        // SAFETY: the node is in no list because its goroutine was running, and it stays allocated until its VM ends.
        unsafe { self.link(node) };
    }

    /// Puts a goroutine that waits for nothing else at the front.
    pub(crate) fn park_first(&mut self, g: G) {
        let node = own_node(g, Slot::NONE, Slot::NONE);
        // SAFETY: as in `park`; `first` is in the list, so it is alive.
        unsafe {
            match NonNull::new(self.first) {
                None => self.link(node),
                Some(first) => {
                    (*node).list = self;
                    (*node).prev = ptr::null_mut();
                    (*node).next = first.as_ptr();
                    (*first.as_ptr()).prev = node;
                    self.first = node;
                }
            }
        }
    }

    /// Takes out the first goroutine that nobody else has made ready.
    pub(crate) fn pop(&mut self) -> Option<Taken> {
        while let Some(node) = NonNull::new(self.first) {
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
    pub(crate) fn pop_where(&mut self, value: Slot) -> Option<Taken> {
        let mut at = self.first;
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
    unsafe fn link(&mut self, node: *mut Waiter) {
        // SAFETY: the node is alive, and so is `last`, as it is in the list.
        unsafe {
            (*node).list = self;
            (*node).next = ptr::null_mut();
            (*node).prev = self.last;
            match NonNull::new(self.last) {
                Some(last) => (*last.as_ptr()).next = node,
                None => self.first = node,
            }
        }
        self.last = node;
    }

    /// # Safety
    /// The node is in this list, whose owner's lock the caller holds.
    unsafe fn unlink(&mut self, node: *mut Waiter) {
        // SAFETY: the node and its neighbours are in the list, so they are alive.
        unsafe {
            let (prev, next) = ((*node).prev, (*node).next);
            match NonNull::new(prev) {
                Some(prev) => (*prev.as_ptr()).next = next,
                None => self.first = next,
            }
            match NonNull::new(next) {
                Some(next) => (*next.as_ptr()).prev = prev,
                None => self.last = prev,
            }
            (*node).list = ptr::null_mut();
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
        // SAFETY: the block of a select outlives its nodes' time in lists; only the atomic and, by the winner, the result slot are touched.
        let select = unsafe { select.as_ref() };
        if select.decided.swap(true, Ordering::AcqRel) {
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
    /// Its index among all cases.
    pub(crate) case: u32,
    /// Where the value comes from or goes to.
    pub(crate) value: Slot,
    /// Where a receiver wants to know whether it got a value.
    pub(crate) ok: Slot,
}

/// The nodes of a goroutine that waits in a select.
pub(crate) struct SelectWait {
    /// Set by the first waker.
    decided: AtomicBool,
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
            decided: AtomicBool::new(false),
            active: false,
            result: Slot::NONE,
            nodes: Vec::new(),
        }
    }

    /// Whether [`SelectWait::leave_queues`] is due.
    pub(crate) fn is_active(&self) -> bool {
        self.active
    }

    /// Gives up the goroutine and puts it into the queue of every case. The caller holds the locks of all channels, and
    /// the nodes were taken out after the previous use.
    pub(crate) fn park(
        mut g: G,
        result: Slot,
        cases: impl Iterator<Item = (WaitCase, *mut WaitList)>,
    ) {
        let mut block = g
            .select
            .take()
            .unwrap_or_else(|| Box::new(SelectWait::new()));
        block.decided.store(false, Ordering::Relaxed);
        block.active = true;
        block.result = result;
        block.nodes.clear();
        let mut queues = smallvec::SmallVec::<[*mut WaitList; 8]>::new();
        for (case, queue) in cases {
            queues.push(queue);
            block.nodes.push(Waiter {
                case: case.case,
                value: case.value,
                ok: case.ok,
                object: case.object,
                ..Waiter::new()
            });
        }
        g.select = Some(block);
        let goroutine = g.into_raw();
        // SAFETY: the goroutine stays allocated, and nobody else touches it while the caller holds the locks.
        let block: *mut SelectWait = unsafe {
            (*goroutine)
                .select
                .as_deref_mut()
                .map_or(ptr::null_mut(), ptr::from_mut)
        };
        for (at, list) in queues.into_iter().enumerate() {
            // SAFETY: the block was just stored in the goroutine and does not move; `nodes` is not changed until every
            // node has left its list; the caller holds the lists' locks.
            unsafe {
                let node = (&raw mut (*block).nodes)
                    .as_mut()
                    .map_or(ptr::null_mut(), |nodes| nodes.as_mut_ptr().add(at));
                (*node).goroutine = goroutine;
                (*node).select = block;
                (*list).link(node);
            }
        }
    }

    /// Takes the nodes of lost cases out of their queues; `lock` locks the object that owns the queue of a node.
    pub(crate) fn leave_queues<L>(&mut self, mut lock: impl FnMut(u64) -> L) {
        for at in 0..self.nodes.len() {
            let node: *mut Waiter = &mut self.nodes[at];
            // SAFETY: the node lives in `self.nodes`, and `object` is not written while it may be in a list.
            let lock = lock(unsafe { (*node).object });
            // SAFETY: the lock of the list's owner is held until `lock` is dropped.
            unsafe {
                if let Some(list) = (*node).list.as_mut() {
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
            .map(|node| (node.object, node.case, node.list.cast_const()))
    }

    /// The objects of its cases.
    pub(crate) fn objects(&self) -> impl Iterator<Item = u64> {
        self.nodes.iter().map(|node| node.object)
    }
}
