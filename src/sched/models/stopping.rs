//! Stopping the world: nobody is inside while the one who stopped it works, and all go on afterwards.

use std::sync::Arc;

use loom::thread;

use super::explore;
use super::sync::{AtomicUsize, Ordering};
use super::world::World;
use crate::bytecode::rtype::new_table;
use crate::vm::heap::{Heap, HeapConfig};
use crate::vm::interrupt::Patience;

struct Model {
    world: World,
    /// One per worker, which counts both up, one after the other, while it is inside. Without any order of their own, so
    /// that whoever looks at them with the world stopped sees half a step if the stop does not keep it out.
    memory: [(AtomicUsize, AtomicUsize); 2],
    stops: AtomicUsize,
}

fn model(heap: &Arc<Heap>) -> Arc<Model> {
    let zero = || (AtomicUsize::new(0), AtomicUsize::new(0));
    Arc::new(Model {
        world: World::new(heap.clone(), Box::default()),
        memory: [zero(), zero()],
        stops: AtomicUsize::new(0),
    })
}

/// No memory is used in it: helping the collector is not part of the model.
fn heap() -> Arc<Heap> {
    Heap::new(HeapConfig::default(), &new_table(), Patience::default()).expect("memory enough")
}

impl Model {
    fn write(&self, worker: usize) {
        let (first, second) = &self.memory[worker];
        first.fetch_add(1, Ordering::Relaxed);
        second.fetch_add(1, Ordering::Relaxed);
    }

    fn collect(&self) {
        let stopped = self.world.stop(|_| {
            for (first, second) in &self.memory {
                assert_eq!(
                    first.load(Ordering::Relaxed),
                    second.load(Ordering::Relaxed)
                );
            }
        });
        if stopped.is_some() {
            self.stops.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// Each worker writes, pauses if asked, sleeps once in between, and both want a collection at the same time.
#[test]
fn whoever_stops_the_world_is_alone() {
    let heap = heap();
    explore(3, move || {
        let model = model(&heap);
        let workers: Vec<_> = (0..2)
            .map(|worker| {
                let model = model.clone();
                thread::spawn(move || {
                    model.world.enter();
                    model.write(worker);
                    if model.world.wants_pause() {
                        model.world.pause();
                    }
                    model.write(worker);
                    model.collect();
                    model.write(worker);
                    model.world.leave();
                })
            })
            .collect();
        for worker in workers {
            worker.join().expect("no panic");
        }
        let stops = model.stops.load(Ordering::Relaxed);
        assert!(stops == 1 || stops == 2, "a stop is made or shared");
    });
}

/// A worker that sleeps does not hold the collection up, and does not come inside before it is over.
#[test]
fn sleepers_stay_outside() {
    let heap = heap();
    explore(3, move || {
        let model = model(&heap);
        let sleeper = thread::spawn({
            let model = model.clone();
            move || {
                model.world.enter();
                model.write(0);
                model.world.leave();
                model.world.enter();
                model.write(0);
                model.world.leave();
            }
        });
        model.world.enter();
        model.collect();
        model.write(1);
        model.world.leave();
        sleeper.join().expect("no panic");
        assert_eq!(model.stops.load(Ordering::Relaxed), 1);
    });
}
