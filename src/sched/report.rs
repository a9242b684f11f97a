//! The words of Go when nothing can happen any more, and who waits for what, for minigo's own.

use crate::sched::world::Stopped;
use crate::vm::lock_cycle::LockCycle;
use crate::vm::wait_graph::{self, Stuck};
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

/// What all goroutines wait for.
pub(super) fn all(vm: &Vm, stopped: &Stopped) -> Stuck {
    let mut places = Vec::new();
    stopped.for_each_goroutine_at(vm, |at, g| places.push((g.id, at)));
    stuck(vm, stopped, places)
}

/// What the goroutines of a cycle wait for; `None` if nobody else can run, as the deadlock is reported then.
pub(super) fn cycle(vm: &Vm, cycle: &LockCycle, stopped: &Stopped) -> Option<Stuck> {
    let mut places = Vec::new();
    let mut more = vm.timers.next().is_some();
    stopped.for_each_goroutine_at(vm, |at, g| {
        more |= !wait_graph::is_blocked(g.wait);
        if wait_graph::is_blocked(g.wait) && cycle.goroutines.contains(&g.id) {
            places.push((g.id, at));
        }
    });
    let whole = places.len() == cycle.goroutines.len();
    (more && whole).then(|| stuck(vm, stopped, places))
}

/// What some goroutines, given by number and place in the table, wait for.
pub(super) fn stuck(vm: &Vm, stopped: &Stopped, mut places: Vec<(u64, usize)>) -> Stuck {
    places.sort_unstable();
    let total = places.len();
    places.truncate(Stuck::MOST);
    let mut goroutines = Vec::with_capacity(places.len());
    for (_, at) in places {
        stopped.visit_goroutine_at(vm, at, |g| goroutines.push(wait_graph::waiting(vm, g)));
    }
    wait_graph::find_readers(vm, &mut goroutines, |visit| {
        stopped.for_each_goroutine(vm, |g| visit(g));
    });
    wait_graph::follow_holders(vm, &mut goroutines, |visit| {
        stopped.for_each_goroutine(vm, |g| visit(g));
    });
    Stuck { goroutines, total }
}
