//! Deferred calls, panics, recover and Goexit: how a goroutine leaves its frames.

/// The part of a goroutine that only defer and panic need.
#[derive(Default)]
pub(crate) struct Unwind {
    /// Argument words of deferred calls, newest last.
    pub(crate) words: Vec<u64>,
}
