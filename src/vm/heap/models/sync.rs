//! Loom's types under the names and with the ways of the real ones.

use loom::cell::UnsafeCell;
use loom::sync::{Condvar, Mutex};

pub(super) use loom::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicU64, Ordering};

/// As a `Cell`; loom complains if nothing orders two uses of which one writes.
pub(super) struct Guarded<T>(UnsafeCell<T>);

impl<T: Copy> Guarded<T> {
    pub(super) fn new(value: T) -> Guarded<T> {
        Guarded(UnsafeCell::new(value))
    }

    pub(super) fn get(&self) -> T {
        // SAFETY: loom has checked that nobody writes it.
        self.0.with(|value| unsafe { *value })
    }

    pub(super) fn set(&self, value: T) {
        self.replace(value);
    }

    pub(super) fn replace(&self, value: T) -> T {
        // SAFETY: loom has checked that nobody else uses it.
        self.0
            .with_mut(|at| unsafe { std::mem::replace(&mut *at, value) })
    }
}

/// Waiting for a lock lets another thread run.
pub(super) struct Backoff;

impl Backoff {
    pub(super) fn new() -> Backoff {
        Backoff
    }

    pub(super) fn snooze(&self) {
        loom::thread::yield_now();
    }
}

/// A lock that others wait for asleep: each turn of a spinning thread would be another interleaving to try.
pub(super) struct SpinLock(Mutex<bool>, Condvar);

impl SpinLock {
    pub(super) fn new() -> SpinLock {
        SpinLock(Mutex::new(false), Condvar::new())
    }

    pub(super) fn lock(&self) {
        let mut held = self.0.lock().expect(POISON);
        while *held {
            held = self.1.wait(held).expect(POISON);
        }
        *held = true;
    }

    pub(super) fn unlock(&self) {
        *self.0.lock().expect(POISON) = false;
        self.1.notify_one();
    }
}

const POISON: &str = "a model that panics is over";

/// Where somebody waits for a value that another thread brings.
pub(super) struct Home<T>(Mutex<Option<T>>, Condvar);

impl<T> Home<T> {
    pub(super) fn new() -> Home<T> {
        Home(Mutex::new(None), Condvar::new())
    }

    pub(super) fn come(&self, value: T) {
        *self.0.lock().expect(POISON) = Some(value);
        self.1.notify_one();
    }

    pub(super) fn wait(&self) -> T {
        let mut value = self.0.lock().expect(POISON);
        loop {
            match value.take() {
                Some(value) => return value,
                None => value = self.1.wait(value).expect(POISON),
            }
        }
    }
}
