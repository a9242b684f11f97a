//! Stopping a VM before its program ends: by a limit that something has reached, or from outside.
//!
//! A request is one number that workers read at the end of every slice and long natives read now and then; the first one
//! counts. Whoever makes it wakes the workers that sleep.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use crate::vm::waker::Waker;

/// What ended a VM that did not end by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Limit {
    /// The heap, the stacks and all that goes with them need more memory than allowed.
    Memory,
    /// As many jumps and calls as allowed were made.
    Instructions,
    /// The time is up.
    Time,
    /// One more goroutine than allowed.
    Goroutines,
    /// More was written to the standard streams than allowed.
    Output,
    /// Somebody asked for it.
    Interrupted,
}

const ALL: [Limit; 6] = [
    Limit::Memory,
    Limit::Instructions,
    Limit::Time,
    Limit::Goroutines,
    Limit::Output,
    Limit::Interrupted,
];

/// The request to stop one VM.
#[derive(Default)]
pub struct Interrupt {
    /// 0, or 1 and the index in `ALL`.
    request: AtomicU8,
    /// What a request calls.
    pub waker: Waker,
}

impl Interrupt {
    /// Asks the VM to stop; an earlier request stays.
    pub fn request(&self, limit: Limit) {
        let number = ALL.iter().position(|&other| other == limit);
        let number = number.map_or(0, |at| at as u8 + 1);
        let (before, after) = (Ordering::SeqCst, Ordering::SeqCst);
        // It is no matter who was first.
        let _ = (self.request).compare_exchange(0, number, before, after);
        self.waker.wake();
    }

    /// Why the VM shall stop, if it shall.
    #[inline]
    pub fn requested(&self) -> Option<Limit> {
        match self.request.load(Ordering::Relaxed) {
            0 => None,
            number => ALL.get(usize::from(number) - 1).copied(),
        }
    }
}

/// What one instruction or native that may take long asks now and then.
#[derive(Clone, Default, Debug)]
pub struct Patience {
    interrupt: Arc<Interrupt>,
    /// As many jumps as the whole program may make.
    jumps: Option<u64>,
}

impl Patience {
    /// Of a VM that this can stop, and whose program may make so many jumps.
    pub fn new(interrupt: Arc<Interrupt>, jumps: Option<u64>) -> Patience {
        Patience { interrupt, jumps }
    }

    /// Whether to go on, after work that counts for so many jumps.
    #[inline]
    pub fn check(&self, jumps: u64) -> Result<(), Limit> {
        if let Some(limit) = self.interrupt.requested() {
            return Err(limit);
        }
        match self.jumps {
            Some(most) if jumps > most => Err(Limit::Instructions),
            _ => Ok(()),
        }
    }
}

impl std::fmt::Debug for Interrupt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Interrupt({:?})", self.requested())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_request_counts() {
        for limit in ALL {
            let interrupt = Interrupt::default();
            assert_eq!(interrupt.requested(), None);
            interrupt.request(limit);
            interrupt.request(Limit::Interrupted);
            assert_eq!(interrupt.requested(), Some(limit));
        }
    }

    #[test]
    fn patience_ends_with_a_request_or_with_the_work() {
        let interrupt = Arc::new(Interrupt::default());
        let patience = Patience::new(Arc::clone(&interrupt), Some(10));
        assert_eq!(patience.check(10), Ok(()));
        assert_eq!(patience.check(11), Err(Limit::Instructions));
        interrupt.request(Limit::Time);
        assert_eq!(patience.check(0), Err(Limit::Time));
    }
}
