use super::*;
use crate::bytecode::rtype;
use crate::vm::interrupt::{Interrupt, Limit};

fn heap(limit: u64) -> Arc<Heap> {
    heap_with(limit, Patience::default())
}

fn heap_with(limit: u64, patience: Patience) -> Arc<Heap> {
    let config = HeapConfig {
        limit,
        ..HeapConfig::default()
    };
    Heap::new(config, &rtype::new_table(), patience).unwrap()
}

pub(in crate::vm) fn collect(heap: &Heap, roots: &[u64]) -> Collection {
    // SAFETY: the test's thread is the only user.
    let still = unsafe { Standstill::of(heap) };
    heap.collect(still, None, &mut |marker| marker.mark_words(roots))
}

#[test]
fn reachable_objects_stay() {
    let heap = heap(4 << 20);
    let mut alloc = Allocator::new(&heap);
    let mut list = 0;
    for i in 0..100 {
        let node = alloc.alloc(Header::bits(1), 16).unwrap();
        mem::store(node, list);
        mem::store(node + 8, i);
        list = node;
        alloc.alloc(Header::RAW, 24).unwrap();
    }
    for _ in 0..3 {
        assert_eq!(collect(&heap, &[list + 8]).objects, 100);
    }
    let mut at = list;
    for i in (0..100).rev() {
        assert_eq!(mem::load(at + 8), i);
        at = mem::load(at);
    }
    assert_eq!(at, 0);
    assert_eq!(collect(&heap, &[]).objects, 0);
    assert_eq!(heap.stats().used, 0);
}

#[test]
fn freed_cells_come_back_zeroed() {
    let heap = heap(1 << 20);
    let mut alloc = Allocator::new(&heap);
    let mut kept = Vec::new();
    for round in 0..20 {
        for i in 0..1000 {
            let object = alloc.alloc(Header::WORDS, 40).unwrap();
            for word in 0..5 {
                assert_eq!(mem::load(object + 8 * word), 0);
                mem::store(object + 8 * word, !0);
            }
            if i % 100 == round {
                kept.push(object);
            }
        }
        let found = collect(&heap, &kept);
        assert_eq!(found.objects, kept.len() as u64);
    }
}

#[test]
fn large_objects_and_the_limit() {
    let heap = heap(1 << 20);
    let mut alloc = Allocator::new(&heap);
    assert_eq!(alloc.alloc(Header::RAW, usize::MAX), Err(OutOfMemory));
    assert_eq!(alloc.alloc(Header::RAW, 2 << 20), Err(OutOfMemory));
    for _ in 0..10 {
        let object = alloc.alloc(Header::WORDS, 600 << 10).unwrap();
        let inner = alloc.alloc(Header::RAW, 10).unwrap();
        assert_eq!(mem::load(object + (500 << 10)), 0);
        mem::store(object + (500 << 10), inner | 7 << 48);
        assert_eq!(alloc.alloc(Header::RAW, 600 << 10), Err(OutOfMemory));
        assert!(heap.collection_may_help());
        assert_eq!(collect(&heap, &[object + 1000]).objects, 2);
        assert_eq!(collect(&heap, &[object + (600 << 10) - 1]).objects, 2);
        collect(&heap, &[]);
    }
}

#[test]
fn wild_words_are_harmless() {
    let heap = heap(1 << 20);
    let mut alloc = Allocator::new(&heap);
    let object = alloc.alloc(Header::WORDS, 4000).unwrap();
    let large = alloc.alloc(Header::WORDS, 100_000).unwrap();
    let mut words = vec![0, 1, u64::MAX, 4096, object - 8, object + 5000];
    for delta in 0..500 {
        words.push(object.wrapping_add(delta * 977));
        words.push(object.wrapping_sub(delta * 977));
        words.push(large.wrapping_add(delta * 977));
    }
    mem::write_words(object, &words[..500]);
    collect(&heap, &words);
}

#[test]
fn finalizers_run_once() {
    let heap = heap(1 << 20);
    let mut alloc = Allocator::new(&heap);
    let boxed = Box::into_raw(Box::new(5u64)).expose_provenance() as u64;
    let object = alloc.alloc(Header::RAW, 8).unwrap();
    mem::store(object, boxed);
    heap.finalize(object, |object| {
        let raw: *mut u64 = std::ptr::with_exposed_provenance_mut(mem::load(object) as usize);
        // SAFETY: it came from `into_raw` and is taken back once.
        drop(unsafe { Box::from_raw(raw) });
        mem::store(object, 0);
    });
    collect(&heap, &[object]);
    assert_eq!(mem::load(object), boxed);
    collect(&heap, &[]);
    collect(&heap, &[]);
}

#[test]
fn byte_copies() {
    let heap = heap(1 << 20);
    let mut alloc = Allocator::new(&heap);
    let area = alloc.alloc(Header::RAW, 64).unwrap();
    let step = if cfg!(miri) { 7 } else { 1 };
    let numbers = |n: u64| (0..n).step_by(step);
    for (to, from, n) in
        numbers(20).flat_map(|a| numbers(20).flat_map(move |b| numbers(40).map(move |n| (a, b, n))))
    {
        let mut model: Vec<u8> = (0..64).map(|i| i * 3 + 1).collect();
        mem::write_bytes(area, &model);
        mem::copy_bytes(area + to, area + from, n);
        model.copy_within(from as usize..(from + n) as usize, to as usize);
        let mut bytes = Vec::new();
        mem::read_bytes(&mut bytes, area, 64);
        assert_eq!(bytes, model, "{to} {from} {n}");
        let mut part = Vec::new();
        mem::read_bytes(&mut part, area + from, n);
        assert_eq!(part, &model[from as usize..(from + n) as usize]);
    }
}

/// Several threads build lists, stop at a barrier, one collects, all check.
#[test]
fn threads_share_a_heap() {
    use std::sync::Barrier;
    const THREADS: usize = 4;
    let (rounds, nodes) = if cfg!(miri) { (3, 50) } else { (30, 20_000) };
    let heap = heap(64 << 20);
    let barrier = Barrier::new(THREADS);
    let roots: Vec<AtomicU64> = (0..THREADS).map(|_| AtomicU64::new(0)).collect();
    std::thread::scope(|scope| {
        for id in 0..THREADS {
            let (heap, barrier, roots) = (&heap, &barrier, &roots);
            scope.spawn(move || {
                let mut alloc = Allocator::new(heap);
                for round in 0..rounds {
                    let mut list = 0;
                    for i in 0..nodes {
                        let size = 16 + (i * 7 + round) % 90 * 8;
                        let node = alloc.alloc(Header::bits(1), size).unwrap();
                        assert_eq!(mem::load(node + size as u64 - 8), 0);
                        mem::store(node, list);
                        mem::store(node + size as u64 - 8, (id * 1_000_000 + i) as u64);
                        if i % 3 == 0 {
                            list = node;
                        }
                    }
                    roots[id].store(list, Relaxed);
                    barrier.wait();
                    if id == round % THREADS {
                        let roots: Vec<u64> = roots.iter().map(|root| root.load(Relaxed)).collect();
                        let found = collect(heap, &roots);
                        assert_eq!(found.objects, (THREADS * nodes.div_ceil(3)) as u64);
                    }
                    barrier.wait();
                    let mut count = 0;
                    while list != 0 {
                        list = mem::load(list);
                        count += 1;
                    }
                    assert_eq!(count, nodes.div_ceil(3));
                }
            });
        }
    });
}

/// A list whose marking needs a stack as long as the list: the contents of each node are found before the next node.
fn list_with_contents(alloc: &mut Allocator, nodes: u64) -> Addr {
    let mut list = 0;
    for i in 0..nodes {
        let content = alloc.alloc(Header::bits(1), 8).unwrap();
        let node = alloc.alloc(Header::bits(3), 24).unwrap();
        mem::store(node, content);
        mem::store(node + 8, list);
        mem::store(node + 16, i);
        list = node;
    }
    list
}

#[test]
fn a_stack_that_has_no_room_loses_nothing() {
    let nodes = if cfg!(miri) { 9_000 } else { 15_000 };
    let heap = heap(1 << 20);
    let mut alloc = Allocator::new(&heap);
    let list = list_with_contents(&mut alloc, nodes);
    let large = alloc.alloc(Header::WORDS, 40_000).unwrap();
    mem::store(large + 39_000, list);
    for _ in 0..2 {
        assert_eq!(collect(&heap, &[large]).objects, 2 * nodes + 1);
    }
    assert_eq!(collect(&heap, &[]).objects, 0);
}

fn tree(alloc: &mut Allocator, depth: u32) -> Addr {
    if depth == 0 {
        return 0;
    }
    let (left, right) = (tree(alloc, depth - 1), tree(alloc, depth - 1));
    let node = alloc.alloc(Header::bits(3), 16).unwrap();
    mem::write_words(node, &[left, right]);
    node
}

/// Whoever is called comes to help, more than once and too late, too.
#[test]
fn several_markers_find_what_one_finds() {
    use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
    let (depth, elements, rounds) = if cfg!(miri) {
        (7, 100, 2)
    } else {
        (14, 40_000, 20)
    };
    let heap = heap(64 << 20);
    let mut alloc = Allocator::new(&heap);
    let table = alloc.alloc(Header::WORDS, 8 * elements).unwrap();
    for i in 0..elements as u64 {
        let leaf = alloc.alloc(Header::bits(1), 8).unwrap();
        mem::store(table + 8 * i, leaf);
    }
    let roots = [
        tree(&mut alloc, depth),
        table,
        list_with_contents(&mut alloc, 50),
    ];
    let alone = collect(&heap, &roots);
    assert_eq!(alone.objects, (1 << depth) - 1 + 1 + elements as u64 + 100);
    let (calls, over) = (AtomicU64::new(0), AtomicBool::new(false));
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                let mut answered = 0;
                while !over.load(SeqCst) {
                    let calls = calls.load(SeqCst);
                    if calls > answered {
                        answered = calls;
                        // SAFETY: this thread does nothing else with the heap.
                        unsafe { heap.help_mark() };
                    }
                    std::thread::yield_now();
                }
            });
        }
        for _ in 0..rounds {
            let call = || {
                calls.fetch_add(1, SeqCst);
            };
            // SAFETY: the other threads only help.
            let still = unsafe { Standstill::of(&heap) };
            let together =
                heap.collect(still, Some(&call), &mut |marker| marker.mark_words(&roots));
            assert_eq!(
                (together.objects, together.live),
                (alone.objects, alone.live)
            );
        }
        over.store(true, SeqCst);
    });
    assert!(calls.into_inner() >= rounds);
}

#[test]
fn a_collection_is_given_up_when_the_vm_shall_stop() {
    let interrupt = Arc::new(Interrupt::default());
    let heap = heap_with(4 << 20, Patience::new(Arc::clone(&interrupt), None));
    let mut alloc = Allocator::new(&heap);
    let mut list = 0;
    let mut add = |n| {
        for i in 0..n {
            let node = alloc.alloc(Header::bits(1), 16).unwrap();
            mem::store(node, list);
            mem::store(node + 8, i);
            list = node;
            alloc.alloc(Header::RAW, 16).unwrap();
        }
        list
    };
    let list = add(500);
    // Some blocks wait to be swept.
    assert_eq!(collect(&heap, &[list]).objects, 500);
    interrupt.request(Limit::Interrupted);
    // SAFETY: the test's thread is the only user.
    let still = unsafe { Standstill::of(&heap) };
    let given_up =
        heap.collect_unless_stopped(still, None, &mut |marker| marker.mark_words(&[list]));
    assert_eq!(given_up, None);
    let mut at = add(500);
    for i in (0..500).rev().chain((0..500).rev()) {
        assert_eq!(mem::load(at + 8), i);
        at = mem::load(at);
    }
    assert_eq!(at, 0);
    let list = add(1);
    assert_eq!(collect(&heap, &[list]).objects, 1001);
}
