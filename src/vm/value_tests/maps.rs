//! Maps against simple models.

use super::*;

/// Random inserts, updates, deletes and iterations, compared with the standard map.
fn map_against_model(keys: u64, steps: u64, with_strings: bool) {
    let mut types = rtype::new_table();
    let int = basic(&mut types, Kind::Int, 8);
    let text = basic(&mut types, Kind::String, 16);
    let key_type = if with_strings { text } else { int };
    let ty = map_type(&mut types, key_type, int);
    let mut w = world(types);
    let maps = Maps::new(&w.types, 42);
    let m = maps.make(&mut w.alloc, ty, 0).unwrap();
    let mut model = HashMap::new();
    let mut random = Lcg(keys);
    for step in 0..steps {
        let k = random.next() % keys;
        let key = if with_strings {
            string::new(&mut w.alloc, k.to_string().as_bytes()).unwrap()
        } else {
            k
        };
        let key = [key];
        let key = mem::addr_of(&key);
        match random.next() % 8 {
            0..4 => {
                maps.set(&mut w.alloc, &w.types, ty, m, key, mem::addr_of(&[step]))
                    .unwrap();
                model.insert(k, step);
            }
            4..7 => {
                maps.delete(&mut w.alloc, &w.types, ty, m, key).unwrap();
                model.remove(&k);
            }
            _ => {}
        }
        let found = maps.get(&mut w.alloc, &w.types, ty, m, key).unwrap();
        assert_eq!(found.map(|e| mem::load(e.value)), model.get(&k).copied());
        assert_eq!(crate::vm::map::len(m), model.len() as u64);
        if step % 1000 == 0 {
            collect(&w.heap, &[m]);
            let it = maps.iter(&mut w.alloc, m, random.next() << 33).unwrap();
            let mut seen = HashMap::new();
            while let Some(e) = maps.next(&mut w.alloc, &w.types, ty, it).unwrap() {
                let k = mem::load(e.key);
                let k = if with_strings {
                    string::lossy(k).parse().unwrap()
                } else {
                    k
                };
                assert_eq!(seen.insert(k, mem::load(e.value)), None);
            }
            assert_eq!(seen, model);
        }
    }
    maps.clear(&mut w.alloc, ty, m).unwrap();
    assert!(maps.entries(ty, m).is_empty() && crate::vm::map::len(m) == 0);
}

#[test]
fn maps_agree_with_a_model() {
    let scale = if cfg!(miri) { 50 } else { 1 };
    map_against_model(6, 3000 / scale, false);
    map_against_model(100, 20_000 / scale, false);
    map_against_model(5000, 100_000 / scale, false);
    map_against_model(300, 20_000 / scale, true);
}

#[test]
fn maps_change_while_iterated() {
    let mut types = rtype::new_table();
    let int = basic(&mut types, Kind::Int, 8);
    let ty = map_type(&mut types, int, int);
    let mut w = world(types);
    let maps = Maps::new(&w.types, 1);
    for n in [1, 5, 8, 100, 1000] {
        for random in [0, 1 << 63, u64::MAX] {
            let m = maps.make(&mut w.alloc, ty, 0).unwrap();
            let mut set = |k: u64| {
                maps.set(
                    &mut w.alloc,
                    &w.types,
                    ty,
                    m,
                    mem::addr_of(&[k]),
                    mem::addr_of(&[k]),
                )
                .unwrap()
            };
            (0..n).for_each(&mut set);
            let it = maps.iter(&mut w.alloc, m, random).unwrap();
            let mut seen = std::collections::HashSet::new();
            let mut deleted = std::collections::HashSet::new();
            let mut step = 0;
            while let Some(e) = maps.next(&mut w.alloc, &w.types, ty, it).unwrap() {
                let k = mem::load(e.key);
                assert!(seen.insert(k), "{k} twice");
                assert!(!deleted.contains(&k), "{k} was deleted");
                // Deletes an old key and adds a new one, so that the table is replaced on the way.
                let old = (k + 7) % n;
                if step % 3 == 0 && !seen.contains(&old) {
                    maps.delete(&mut w.alloc, &w.types, ty, m, mem::addr_of(&[old]))
                        .unwrap();
                    deleted.insert(old);
                }
                if step < 3 * n {
                    let k = n + step;
                    maps.set(
                        &mut w.alloc,
                        &w.types,
                        ty,
                        m,
                        mem::addr_of(&[k]),
                        mem::addr_of(&[k]),
                    )
                    .unwrap();
                }
                step += 1;
            }
            for k in (0..n).filter(|k| !deleted.contains(k)) {
                assert!(seen.contains(&k), "{k} of {n} missed");
            }
        }
    }
}

#[test]
fn odd_keys() {
    let mut types = rtype::new_table();
    let int = basic(&mut types, Kind::Int, 8);
    let float = basic(&mut types, Kind::Float64, 8);
    let any = any_type(&mut types);
    let list = slice_type(&mut types, int);
    let floats = map_type(&mut types, float, int);
    let anys = map_type(&mut types, any, int);
    let mut w = world(types);
    let maps = Maps::new(&w.types, 9);
    let m = maps.make(&mut w.alloc, floats, 0).unwrap();
    for i in 0..100 {
        let nan = [f64::NAN.to_bits()];
        maps.set(
            &mut w.alloc,
            &w.types,
            floats,
            m,
            mem::addr_of(&nan),
            mem::addr_of(&[i]),
        )
        .unwrap();
        assert!(
            maps.get(&mut w.alloc, &w.types, floats, m, mem::addr_of(&nan))
                .unwrap()
                .is_none()
        );
    }
    for zero in [0.0f64, -0.0] {
        maps.set(
            &mut w.alloc,
            &w.types,
            floats,
            m,
            mem::addr_of(&[zero.to_bits()]),
            mem::addr_of(&[1]),
        )
        .unwrap();
    }
    assert_eq!(crate::vm::map::len(m), 101);
    let it = maps.iter(&mut w.alloc, m, 1 << 62).unwrap();
    let mut count = 0;
    while maps
        .next(&mut w.alloc, &w.types, floats, it)
        .unwrap()
        .is_some()
    {
        count += 1;
        for k in 0..10 {
            let key = [f64::from(count * 10 + k).to_bits()];
            maps.set(
                &mut w.alloc,
                &w.types,
                floats,
                m,
                mem::addr_of(&key),
                mem::addr_of(&[0]),
            )
            .unwrap();
        }
        if count > 5000 {
            break;
        }
    }
    assert!(count >= 101);
    let m = maps.make(&mut w.alloc, anys, 0).unwrap();
    let bad = [iface::pack_word(&mut w.alloc, &w.types, list, 0).unwrap()];
    let key = mem::addr_of(&bad);
    let error = maps.set(&mut w.alloc, &w.types, anys, m, key, mem::addr_of(&[1]));
    assert_eq!(error, Err(Fault::Unhashable(list)));
    assert_eq!(
        maps.get(&mut w.alloc, &w.types, anys, 0, key).unwrap_err(),
        Fault::Unhashable(list)
    );
    assert_eq!(
        maps.delete(&mut w.alloc, &w.types, anys, m, key),
        Err(Fault::Unhashable(list))
    );
    let nil = maps.set(
        &mut w.alloc,
        &w.types,
        anys,
        0,
        mem::addr_of(&[0]),
        mem::addr_of(&[1]),
    );
    assert_eq!(nil, Err(Fault::Plain("assignment to entry in nil map")));
    maps.set(
        &mut w.alloc,
        &w.types,
        anys,
        m,
        mem::addr_of(&[0]),
        mem::addr_of(&[1]),
    )
    .unwrap();
}

/// Two threads write one map without any order: errors are fine, broken memory is not.
#[test]
fn races_do_not_break_the_host() {
    let mut types = rtype::new_table();
    let text = basic(&mut types, Kind::String, 16);
    let ty = map_type(&mut types, text, text);
    let mut w = world(types);
    let maps = Maps::new(&w.types, 5);
    let steps = if cfg!(miri) { 60 } else { 200_000 };
    let m = maps.make(&mut w.alloc, ty, 0).unwrap();
    std::thread::scope(|scope| {
        for id in 0..3u64 {
            let (heap, maps, types) = (&w.heap, &maps, &w.types);
            scope.spawn(move || {
                let mut alloc = Allocator::new(heap);
                let mut random = Lcg(id);
                let keys: Vec<u64> = (0..200)
                    .map(|i: u64| string::new(&mut alloc, format!("key {i}").as_bytes()).unwrap())
                    .collect();
                for _ in 0..steps {
                    let key = [keys[(random.next() % 200) as usize]];
                    let at = mem::addr_of(&key);
                    let _ = match random.next() % 4 {
                        0 => maps.set(&mut alloc, types, ty, m, at, at),
                        1 => maps.delete(&mut alloc, types, ty, m, at),
                        2 => maps.get(&mut alloc, types, ty, m, at).map(|found| {
                            if let Some(e) = found {
                                assert!(string::len(mem::load(e.value)) < 10);
                            }
                        }),
                        _ => maps
                            .iter(&mut alloc, m, random.next() << 33)
                            .and_then(|it| {
                                for _ in 0..20 {
                                    let Some(e) = maps.next(&mut alloc, types, ty, it)? else {
                                        break;
                                    };
                                    assert!(string::bytes(mem::load(e.key)).len() < 10);
                                }
                                Ok(())
                            }),
                    };
                }
            });
        }
    });
}
