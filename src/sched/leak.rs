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

use hashbrown::HashMap;
use smallvec::SmallVec;

use crate::sched::report;
use crate::sched::world::Stopped;
use crate::vm::Vm;
use crate::vm::heap::Marker;
use crate::vm::wait_graph::{self, Stuck};

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
            let objects: SmallVec<[u64; 2]> = wait_graph::objects(g).collect();
            blocked.push((g.id, at, objects));
        } else {
            vm.visit_goroutine(g, &mut |word| marker.mark_word(word));
        }
    });
    marker.drain();
    let mut waiting = Waiting::default();
    let mut leaked: Vec<Option<(u64, usize)>> = Vec::with_capacity(blocked.len());
    for (index, (id, at, objects)) in blocked.into_iter().enumerate() {
        waiting.add(index, &objects, marker);
        leaked.push(Some((id, at)));
    }
    while let Some(index) = waiting.next(marker) {
        if let Some((_, at)) = leaked[index].take() {
            mark_from(vm, stopped, marker, at);
            marker.drain();
        }
    }
    leaked.into_iter().flatten().collect()
}

/// Which blocked goroutines wait for what; they are called by their indices.
#[derive(Default)]
struct Waiting {
    by_object: HashMap<u64, SmallVec<[usize; 1]>>,
    /// Those that somebody can wake.
    live: Vec<usize>,
}

impl Waiting {
    fn add(&mut self, index: usize, objects: &[u64], marker: &mut Marker<'_>) {
        for &object in objects {
            match marker.watch(object) {
                Some(object) => self.by_object.entry(object).or_default().push(index),
                None => self.live.push(index),
            }
        }
    }

    /// Another one that somebody can wake; maybe one that has been given before.
    fn next(&mut self, marker: &mut Marker<'_>) -> Option<usize> {
        for object in marker.take_marked() {
            self.live
                .extend(self.by_object.remove(&object).into_iter().flatten());
        }
        self.live.pop()
    }
}

fn mark_from(vm: &Vm, stopped: &Stopped, marker: &mut Marker<'_>, at: usize) {
    stopped.visit_goroutine_at(vm, at, |g| {
        vm.visit_goroutine(g, &mut |word| marker.mark_word(word));
    });
}
