//! Stopping the world on real threads; `models` has it on all interleavings.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::bytecode::rtype::new_table;
use crate::sched::world::World;
use crate::vm::heap::{Heap, HeapConfig};
use crate::vm::interrupt::Patience;

fn world() -> World {
    let heap = Heap::new(HeapConfig::default(), &new_table(), Patience::default());
    World::new(heap.expect("memory enough"), Box::default())
}

/// Workers count up in two steps while inside; whoever stops the world must never see half a step.
#[test]
fn nobody_moves_while_the_world_is_stopped() {
    let world = Arc::new(world());
    let (first, second) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let stops = Arc::new(AtomicUsize::new(0));
    let workers: Vec<_> = (0..3)
        .map(|me| {
            let (world, first, second) = (world.clone(), first.clone(), second.clone());
            let stops = stops.clone();
            std::thread::spawn(move || {
                world.enter();
                for round in 0..3_000 {
                    first.fetch_add(1, Ordering::Relaxed);
                    second.fetch_add(1, Ordering::Relaxed);
                    if world.wants_pause() {
                        world.pause();
                    }
                    if round % 100 == me {
                        let seen = world.stop(|_| {
                            let seen = first.load(Ordering::Relaxed);
                            (seen, second.load(Ordering::Relaxed))
                        });
                        if let Some((first, second)) = seen {
                            assert_eq!(first, second);
                            stops.fetch_add(1, Ordering::Relaxed);
                        }
                    }
                    if round % 500 == 0 {
                        world.leave();
                        world.enter();
                    }
                }
                world.leave();
            })
        })
        .collect();
    for worker in workers {
        worker.join().expect("no panic");
    }
    assert!(stops.load(Ordering::Relaxed) > 0);
    assert_eq!(first.load(Ordering::Relaxed), 9_000);
}
