//! Loom's types under the names and with the ways of the real ones.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::time::Duration;

pub(super) use loom::sync::atomic::{AtomicBool, AtomicUsize, Ordering, fence};

const POISON: &str = "a model that panics is over";

/// As `parking_lot::Mutex`.
#[derive(Default)]
pub(super) struct Mutex<T>(loom::sync::Mutex<T>);

/// As `parking_lot::MutexGuard`; empty only inside [`Condvar::wait`] and [`MutexGuard::unlocked`].
pub(super) struct MutexGuard<'a, T>(
    Option<loom::sync::MutexGuard<'a, T>>,
    &'a loom::sync::Mutex<T>,
);

impl<T> Mutex<T> {
    pub(super) fn new(value: T) -> Mutex<T> {
        Mutex(loom::sync::Mutex::new(value))
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, T> {
        MutexGuard(Some(self.0.lock().expect(POISON)), &self.0)
    }
}

impl<T> MutexGuard<'_, T> {
    pub(super) fn unlocked<R>(guard: &mut Self, run: impl FnOnce() -> R) -> R {
        guard.0 = None;
        let result = run();
        guard.0 = Some(guard.1.lock().expect(POISON));
        result
    }
}

impl<T> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_ref().expect("the guard is not waiting")
    }
}

impl<T> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.as_mut().expect("the guard is not waiting")
    }
}

/// As `parking_lot::Condvar`.
pub(super) struct Condvar(loom::sync::Condvar);

impl Condvar {
    pub(super) fn new() -> Condvar {
        Condvar(loom::sync::Condvar::new())
    }

    pub(super) fn wait<T>(&self, guard: &mut MutexGuard<'_, T>) {
        let waiting = guard.0.take().expect("the guard is not waiting");
        guard.0 = Some(self.0.wait(waiting).expect(POISON));
    }

    pub(super) fn notify_one(&self) {
        self.0.notify_one();
    }

    pub(super) fn notify_all(&self) {
        self.0.notify_all();
    }
}

/// As crossbeam's: a token that is there or not.
pub(super) struct Parker(Unparker);

/// The other side of a [`Parker`].
#[derive(Clone)]
pub(super) struct Unparker(Arc<(Mutex<bool>, Condvar)>);

impl Parker {
    pub(super) fn new() -> Parker {
        Parker(Unparker(Arc::new((Mutex::new(false), Condvar::new()))))
    }

    pub(super) fn unparker(&self) -> &Unparker {
        &self.0
    }

    pub(super) fn park(&self) {
        let (token, changed) = &*self.0.0;
        let mut token = token.lock();
        while !*token {
            changed.wait(&mut token);
        }
        *token = false;
    }

    /// Models have no time: it is over at once.
    pub(super) fn park_timeout(&self, _timeout: Duration) {
        loom::thread::yield_now();
    }
}

impl Unparker {
    pub(super) fn unpark(&self) {
        let (token, changed) = &*self.0;
        *token.lock() = true;
        changed.notify_one();
    }
}
