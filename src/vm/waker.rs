//! What makes sleeping workers look at what was asked from outside.

use parking_lot::Mutex;

/// Wakes the workers of a VM while it runs, and nobody before and afterwards: they look for themselves when they begin.
#[derive(Default)]
pub struct Waker(Mutex<Option<Wake>>);

/// Wakes all sleeping workers.
pub type Wake = Box<dyn Fn() + Send + Sync>;

impl Waker {
    /// Sets what wakes them; it must not ask for anything itself.
    pub fn set(&self, wake: Option<Wake>) {
        *self.0.lock() = wake;
    }

    /// Wakes them. What they shall see has been written before.
    pub(super) fn wake(&self) {
        if let Some(wake) = &*self.0.lock() {
            wake();
        }
    }
}
