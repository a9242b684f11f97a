//! Leaks: goroutines that nothing can ever wake, found by a collection that marks in two steps.
//!
//! First what can be reached without them is marked: from the package-level variables, from timers, and from every
//! goroutine that runs, can run, sleeps or waits for the host. A blocked goroutine joins these as soon as something that
//! it waits for is marked, because whoever reaches that could wake it; so on until nobody joins. Who is left is leaked.
//! Then the leaked ones are marked from too, as they still exist, and the collection ends like any other.
//!
//! No report is false. A word that only looks like a pointer can hide a leak but not make one. Whoever could wake a
//! goroutine needs what it waits for, hence a chain of words that begins in one of the roots above. Package-level
//! variables are roots even when nobody is left to use them: main has just returned, and a goroutine that serves the
//! whole program until it ends is not a mistake. Main's own variables are gone by then.

use smallvec::SmallVec;

use crate::sched::report;
use crate::sched::world::Stopped;
use crate::vm::Vm;
use crate::vm::heap::Marker;
use crate::vm::wait_graph::{self, Stuck};

/// Looking at blocked goroutines more often than this takes too long; those that are left count as not leaked.
const MOST_LOOKS: usize = 100_000_000;

/// A goroutine that nobody has been found to be able to wake.
struct Blocked {
    id: u64,
    at: usize,
    objects: SmallVec<[u64; 2]>,
}

/// Collects garbage and says which goroutines are leaked.
pub(super) fn find(vm: &Vm, stopped: &Stopped) -> Stuck {
    let mut leaked = Vec::new();
    stopped.collect_with(vm, &mut |marker| {
        leaked = mark_without_leaked(vm, stopped, marker);
        for &(_, at) in &leaked {
            mark_from(vm, stopped, marker, at);
        }
    });
    report::stuck(vm, stopped, leaked)
}

/// The leaked goroutines' numbers and places; all that others reach is marked.
fn mark_without_leaked(vm: &Vm, stopped: &Stopped, marker: &mut Marker<'_>) -> Vec<(u64, usize)> {
    for global in &vm.globals {
        marker.mark_word(global.load(std::sync::atomic::Ordering::Relaxed));
    }
    vm.timers().for_each_root(|word| marker.mark_word(word));
    let mut blocked = Vec::new();
    stopped.for_each_goroutine_at(vm, |at, g| {
        if wait_graph::is_blocked(g.wait) {
            let objects = wait_graph::objects(g).collect();
            blocked.push(Blocked {
                id: g.id,
                at,
                objects,
            });
        } else {
            vm.visit_goroutine(g, &mut |word| marker.mark_word(word));
        }
    });
    marker.drain();
    if !settle(vm, stopped, marker, &mut blocked) {
        for left in blocked.extract_if(.., |it| !it.objects.is_empty()) {
            mark_from(vm, stopped, marker, left.at);
        }
    }
    blocked.iter().map(|it| (it.id, it.at)).collect()
}

/// Takes out whoever can be woken, again and again; false if that took too long.
fn settle(vm: &Vm, stopped: &Stopped, marker: &mut Marker<'_>, blocked: &mut Vec<Blocked>) -> bool {
    let mut looks = 0;
    loop {
        let before = blocked.len();
        looks += before;
        if looks > MOST_LOOKS {
            return false;
        }
        // Whoever is woken may be what the one before in the list, or the one after it, waits for.
        blocked.reverse();
        blocked.retain(|it| {
            let live = it.objects.iter().any(|&object| marker.is_marked(object));
            if live {
                mark_from(vm, stopped, marker, it.at);
                marker.drain();
            }
            !live
        });
        if blocked.len() == before {
            return true;
        }
    }
}

fn mark_from(vm: &Vm, stopped: &Stopped, marker: &mut Marker<'_>, at: usize) {
    stopped.visit_goroutine_at(vm, at, |g| {
        vm.visit_goroutine(g, &mut |word| marker.mark_word(word));
    });
}
