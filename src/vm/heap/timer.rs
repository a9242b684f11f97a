//! Timers as objects: `type runtimeTimer struct` of package time, word for word.

use std::ptr::NonNull;
use std::sync::atomic::{AtomicI64, AtomicU64};

use super::Addr;

/// What package time and [`crate::vm::timer`] share. Used under the lock of the timers.
#[repr(C)]
pub(crate) struct RuntimeTimer {
    /// When it is due, on the monotonic clock.
    pub(crate) when: AtomicI64,
    /// Nanoseconds between ticks, 0 for one shot.
    pub(crate) period: AtomicI64,
    /// Its number in the queue, 0 if it is not queued.
    pub(crate) queued: AtomicU64,
    /// 1 if it has yet to fire.
    pub(crate) active: AtomicU64,
    /// `chan Time`, with a buffer of one: send the time on it, or nil.
    pub(crate) chan: AtomicU64,
    /// `func()`: start a goroutine for it, or nil.
    pub(crate) func: AtomicU64,
    /// The `*Location` of the times that it sends.
    pub(crate) location: AtomicU64,
}

/// The address of a runtime timer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct TimerRef(NonNull<RuntimeTimer>);

// SAFETY: the fields are atomics.
unsafe impl Send for TimerRef {}

impl TimerRef {
    /// `None` for nil.
    pub(crate) fn from_word(word: u64) -> Option<TimerRef> {
        NonNull::new(word as *mut RuntimeTimer).map(TimerRef)
    }

    /// Its address.
    pub(crate) fn address(self) -> Addr {
        self.0.as_ptr() as u64
    }

    /// Its fields.
    pub(crate) fn get(&self) -> &RuntimeTimer {
        // SAFETY: words of type `*runtimeTimer` hold nothing but addresses of such objects, alive as long as the word, and
        // those in the queue are roots.
        unsafe { self.0.as_ref() }
    }
}
