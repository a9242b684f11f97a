//! What a guest may use, and the words for having used it up.

use std::time::Duration;

use crate::vm::heap::HeapConfig;
use crate::vm::interrupt::Limit;

/// What a guest may use.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Words of one goroutine's stack; more is Go's `stack overflow`.
    pub stack_slots: u32,
    /// Its memory: the heap, stacks, and what they need outside the heap.
    pub heap: HeapConfig,
    /// Taken jumps and calls of all goroutines together; natives count for more if they do much.
    pub instructions: Option<u64>,
    /// Time on the host's clock from the beginning of the run.
    pub time: Option<Duration>,
    /// Goroutines that exist at once.
    pub goroutines: Option<u64>,
    /// Bytes written to standard output and standard error together.
    pub output: Option<u64>,
    /// Where the hash function of maps starts from.
    pub hash_seed: u64,
    /// Run common sequences of instructions as one; off is slower and otherwise the same.
    pub fuse: bool,
    /// Show frames of library functions in tracebacks too.
    pub trace_library: bool,
}

/// The stack limit unless the host sets one. Frames are smaller than Go's: recursion goes as deep as in Go's 1,000,000,000 bytes.
const STACK_SLOTS: u32 = 32 << 20;

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            stack_slots: STACK_SLOTS,
            heap: HeapConfig::default(),
            instructions: None,
            time: None,
            goroutines: None,
            output: None,
            hash_seed: 0,
            fuse: true,
            trace_library: false,
        }
    }
}

impl Limits {
    /// The last words of a program that a limit ended.
    pub fn text(&self, limit: Limit) -> String {
        let number = |n: Option<u64>| n.unwrap_or(0);
        match limit {
            Limit::Memory => format!(
                "fatal error: runtime: out of memory\n\nminigo: memory limit of {} reached\n",
                size(self.heap.limit)
            ),
            Limit::Instructions => format!(
                "minigo: instruction limit of {} reached\n",
                number(self.instructions)
            ),
            Limit::Time => format!(
                "minigo: time limit of {:?} reached\n",
                self.time.unwrap_or_default()
            ),
            Limit::Goroutines => format!(
                "minigo: limit of {} goroutines reached\n",
                number(self.goroutines)
            ),
            Limit::Output => format!(
                "minigo: output limit of {} reached\n",
                size(number(self.output))
            ),
            Limit::Interrupted => "minigo: interrupted\n".to_owned(),
        }
    }

    /// The number in Go's message about a stack that is too deep.
    pub(crate) fn stack_bytes(&self) -> u64 {
        match self.stack_slots {
            STACK_SLOTS => 1_000_000_000,
            slots => 8 * u64::from(slots),
        }
    }
}

/// `64 MiB`, or `1000 bytes`.
fn size(bytes: u64) -> String {
    let units = [(30, "GiB"), (20, "MiB"), (10, "KiB")];
    let unit = units
        .iter()
        .find(|(shift, _)| bytes > 0 && bytes.trailing_zeros() >= *shift);
    match unit {
        Some((shift, name)) => format!("{} {name}", bytes >> shift),
        None => format!("{bytes} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_shown_in_the_largest_unit_that_is_exact() {
        assert_eq!(size(64 << 20), "64 MiB");
        assert_eq!(size(3 << 30), "3 GiB");
        assert_eq!(size(1536 << 10), "1536 KiB");
        assert_eq!(size(1000), "1000 bytes");
        assert_eq!(size(0), "0 bytes");
    }
}
