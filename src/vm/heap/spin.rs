//! The lock of a channel: one byte, held for some tens of nanoseconds, and nobody waits for anything while holding it.
//!
//! Releasing it is a plain store, so that whoever held it goes on at once, while the value it wrote into the channel is still
//! on its way to the memory of the others. A lock whose waiters sleep must be released by an atomic exchange, to find out
//! whether somebody does; that waits for the write, which takes as long as a whole operation on the channel. It was a quarter
//! of the time of goroutines that share channels between two cores.

use super::sync::{AtomicBool, Backoff, Ordering};

/// The lock.
pub(super) struct SpinLock(AtomicBool);

impl SpinLock {
    /// A free lock.
    pub(super) fn new() -> SpinLock {
        SpinLock(AtomicBool::new(false))
    }

    /// Takes it.
    #[inline(always)]
    pub(super) fn lock(&self) {
        if !self.try_lock() {
            self.wait();
        }
    }

    #[inline(always)]
    fn try_lock(&self) -> bool {
        let taken = (self.0).compare_exchange(false, true, Ordering::Acquire, Ordering::Relaxed);
        taken.is_ok()
    }

    /// The holder may have lost its core to somebody, even to this thread; then it gets it back.
    #[cold]
    fn wait(&self) {
        let backoff = Backoff::new();
        while self.0.load(Ordering::Relaxed) || !self.try_lock() {
            backoff.snooze();
        }
    }

    /// Gives it back; only the holder calls this.
    #[inline(always)]
    pub(super) fn unlock(&self) {
        self.0.store(false, Ordering::Release);
    }
}
