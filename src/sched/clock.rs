//! Where time comes from. A run reads no other clock, so that a virtual one can take the real one's place.
//!
//! Two readings: *monotonic* nanoseconds since the run began, which timers are queued by, and *wall* time since the Unix
//! epoch, which `time.Now` shows. A virtual clock stands still while anything runs and jumps to the next timer when
//! every worker sleeps; [`super::idle`] is the only caller of [`Clock::jump`].

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// A source of time for one run.
pub trait Clock: Send + Sync {
    /// Nanoseconds since the run began, and one: 0 is not a reading, as in Go. Never goes back.
    fn monotonic(&self) -> i64;

    /// Nanoseconds since the Unix epoch.
    fn wall(&self) -> i64;

    /// Moves a virtual clock on to `when` and says so; a real clock refuses, and the caller has to wait.
    fn jump(&self, when: i64) -> bool;
}

/// The machine's clock.
#[derive(Debug)]
pub struct RealClock {
    start: Instant,
}

impl RealClock {
    /// Starts counting now.
    pub fn new() -> RealClock {
        RealClock {
            start: Instant::now(),
        }
    }
}

impl Default for RealClock {
    fn default() -> RealClock {
        RealClock::new()
    }
}

impl Clock for RealClock {
    fn monotonic(&self) -> i64 {
        nanos(self.start.elapsed()).saturating_add(1)
    }

    fn wall(&self) -> i64 {
        match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(since) => nanos(since),
            Err(before) => -nanos(before.duration()),
        }
    }

    fn jump(&self, _when: i64) -> bool {
        false
    }
}

fn nanos(duration: Duration) -> i64 {
    i64::try_from(duration.as_nanos()).unwrap_or(i64::MAX)
}

/// Time that passes only while everybody waits for it. It begins, as in Go's playground, on 2009-11-10 23:00 UTC.
#[derive(Debug)]
pub struct VirtualClock {
    now: AtomicI64,
}

impl Default for VirtualClock {
    fn default() -> VirtualClock {
        VirtualClock {
            now: AtomicI64::new(1),
        }
    }
}

/// 2009-11-10 23:00:00 UTC in nanoseconds since the Unix epoch.
const VIRTUAL_EPOCH: i64 = 1_257_894_000_000_000_000;

impl Clock for VirtualClock {
    fn monotonic(&self) -> i64 {
        self.now.load(Ordering::Relaxed)
    }

    fn wall(&self) -> i64 {
        VIRTUAL_EPOCH.saturating_add(self.monotonic() - 1)
    }

    fn jump(&self, when: i64) -> bool {
        self.now.fetch_max(when, Ordering::Relaxed);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_virtual_clock_moves_only_by_jumps() {
        let clock = VirtualClock::default();
        let wall = clock.wall();
        assert!(clock.jump(5_000));
        assert!(clock.jump(3_000));
        assert_eq!(clock.monotonic(), 5_000);
        assert_eq!(clock.wall(), wall + 4_999);
    }

    #[test]
    fn a_real_clock_refuses_to_jump() {
        let clock = RealClock::new();
        let before = clock.monotonic();
        assert!(!clock.jump(i64::MAX));
        assert!(clock.monotonic() >= before);
    }
}
