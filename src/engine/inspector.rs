//! Looking into a run from another thread.

use std::sync::Arc;

use crate::engine::Program;
use crate::engine::report::Leaks;
use crate::vm::inspection::Inspection;

/// Looks into a run from any thread; clones look into the same one.
#[derive(Clone, Debug)]
pub struct Inspector {
    pub(super) inspection: Arc<Inspection>,
    pub(super) program: Program,
}

impl Inspector {
    /// The goroutines that are leaked just now: each is blocked on things that no goroutine can reach that runs, can run, sleeps
    /// or waits for the host, and no timer and no package-level variable. A collection of garbage finds them, so no report is false.
    /// Waits until all goroutines have come to a safe point; if the run has not begun, until then. `None` if the run is over.
    pub fn leaks(&self) -> Option<Leaks> {
        let stuck = Arc::new(self.inspection.leaks()?);
        let program = self.program.clone();
        Some(Leaks { stuck, program })
    }
}
