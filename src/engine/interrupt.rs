//! Stopping a run from another thread.

use std::sync::Arc;

use crate::vm::interrupt::{Interrupt, Limit};

/// Stops a run from any thread; clones stop the same one.
#[derive(Clone, Debug)]
pub struct InterruptHandle(pub(super) Arc<Interrupt>);

impl InterruptHandle {
    /// Ends the run soon, whatever its goroutines do: they may compute, wait, sleep or read. The run then gives
    /// [`Error::Interrupted`](super::Error::Interrupted). Without effect on a run that is over. Only a writer of the host's
    /// that does not return cannot be interrupted.
    pub fn interrupt(&self) {
        self.0.request(Limit::Interrupted);
    }
}
