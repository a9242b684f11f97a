//! What a worker has found out about blocked goroutines, for the host. The world stands still for it.

use std::sync::atomic::Ordering;

use crate::sched::worker::Running;
use crate::sched::world::Stopped;
use crate::sched::{Ending, leak, report};
use crate::vm::lock_cycle::LockCycle;

impl Running<'_, '_, '_> {
    pub(super) fn say_deadlock(&self) {
        let shared = self.shared;
        let main_is_gone = shared.main_is_gone.load(Ordering::SeqCst);
        let (text, stuck) = shared.world.stop_for(|stopped| {
            let text = report::deadlock(shared.vm, main_is_gone, stopped);
            (text, report::all(shared.vm, stopped))
        });
        shared.end(Ending::Deadlock(text, Box::new(stuck)));
    }

    /// Tells the host which goroutines are leaked.
    #[cold]
    pub(super) fn answer(&self) {
        let shared = self.shared;
        let leaked = |stopped: &Stopped<'_>| leak::find(shared.vm, stopped);
        let questions = shared.vm.inspection.take();
        if questions.is_empty() {
            return;
        }
        let leaked = shared.world.stop_for(leaked);
        for question in questions {
            // Whoever asked may have gone.
            let _ = question.send(leaked.clone());
        }
    }

    /// Tells the host of a cycle of lock holders.
    #[cold]
    pub(super) fn tell_of_cycle(&self, cycle: &LockCycle) {
        let shared = self.shared;
        let Some(tell) = &shared.on_lock_cycle else {
            return;
        };
        let cycle = |stopped: &Stopped<'_>| report::cycle(shared.vm, cycle, stopped);
        if let Some(stuck) = shared.world.stop_for(cycle) {
            tell(stuck);
        }
    }

    pub(super) fn main_returned(&self) -> Ending {
        let shared = self.shared;
        if !shared.leaks {
            return Ending::Exit(0);
        }
        let leaked = |stopped: &Stopped<'_>| leak::find(shared.vm, stopped);
        Ending::Returned(Box::new(shared.world.stop_for(leaked)))
    }
}
