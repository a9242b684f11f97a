//! How many jumps and calls all goroutines together may still make. Workers take it in portions of at most a slice and
//! give back what a slice did not use, so between two slices nobody counts. With several workers, one may find nothing
//! left while others hold portions: the run then ends early by at most a slice per worker.

use std::sync::atomic::{AtomicI64, Ordering};

/// What is left.
pub(super) struct Fuel(Option<AtomicI64>);

impl Fuel {
    /// As much as `limit`, or no end of it.
    pub(super) fn new(limit: Option<u64>) -> Fuel {
        let limit = limit.map(|limit| i64::try_from(limit).unwrap_or(i64::MAX));
        Fuel(limit.map(AtomicI64::new))
    }

    /// A portion of at most `slice`; `None` when all is used up.
    pub(super) fn take(&self, slice: i64) -> Option<i64> {
        let Some(left) = &self.0 else {
            return Some(slice);
        };
        let before = left.try_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
            (left > 0).then(|| left - left.min(slice))
        });
        before.ok().map(|before| before.min(slice))
    }

    /// Puts back what a slice did not use, or takes what it used beyond its portion.
    pub(super) fn settle(&self, unused: i64) {
        if let Some(left) = &self.0 {
            let add = |left: i64| left.saturating_add(unused);
            left.update(Ordering::Relaxed, Ordering::Relaxed, add);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn portions_add_up_to_the_limit() {
        let fuel = Fuel::new(Some(25));
        assert_eq!(fuel.take(10), Some(10));
        assert_eq!(fuel.take(10), Some(10));
        fuel.settle(4);
        assert_eq!(fuel.take(10), Some(9));
        assert_eq!(fuel.take(10), None);
        fuel.settle(-100);
        assert_eq!(fuel.take(10), None);
    }

    #[test]
    fn without_a_limit_there_is_always_a_slice() {
        let fuel = Fuel::new(None);
        fuel.settle(-1_000_000);
        assert_eq!(fuel.take(10), Some(10));
    }
}
