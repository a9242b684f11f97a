//! The words of Go when nothing can happen any more.

use crate::sched::world::Stopped;
use crate::vm::{Vm, traceback};

/// What Go prints when all goroutines are asleep: every goroutine of the program, main first, in order of creation.
pub(super) fn deadlock(vm: &Vm, main_is_gone: bool, stopped: &Stopped) -> String {
    let mut goroutines = Vec::new();
    stopped.for_each_goroutine(vm, |g| {
        goroutines.push((g.id, traceback::parked(vm, g, g.wait.text())));
    });
    if goroutines.is_empty() && main_is_gone {
        return "fatal error: no goroutines (main called runtime.Goexit) - deadlock!\n".to_owned();
    }
    goroutines.sort_by_key(|(id, _)| *id);
    let mut text = "fatal error: all goroutines are asleep - deadlock!\n".to_owned();
    for (_, paragraph) in goroutines {
        text.push('\n');
        text.push_str(&paragraph);
    }
    text
}
