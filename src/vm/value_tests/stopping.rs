//! What works on much memory, or for long on little, stops in the middle if the VM shall stop.

use super::*;
use crate::vm::eq::HashSeed;
use crate::vm::interrupt::{Interrupt, Limit};

/// Bytes of several pieces.
const LONG: u64 = 4 << 20;

/// A world whose VM can be told to stop.
fn stoppable(types: RTypes) -> (World, Arc<Interrupt>) {
    let interrupt = Arc::new(Interrupt::default());
    let patience = Patience::new(interrupt.clone(), None);
    (impatient_world(types, patience), interrupt)
}

const STOPPED: Fault = Fault::Limit(Limit::Time);

#[test]
fn long_work_on_strings_and_slices_stops() {
    let mut types = rtype::new_table();
    let bytes = basic(&mut types, Kind::Uint8, 1);
    let words = basic(&mut types, Kind::Int, 8);
    let (mut w, interrupt) = stoppable(types);
    let (t, a) = (&w.types, &mut w.alloc);
    let text = string::new(a, &vec![b'x'; LONG as usize]).unwrap();
    let other = string::new(a, b"y").unwrap();
    let list = slice::make(a, t, bytes, LONG as i64, None).unwrap();
    let part = slice::reslice(a, list, range(1, LONG as i64 - 1), 1).unwrap();
    let ints = slice::make(a, t, words, LONG as i64 / 8, None).unwrap();
    let (runes, _) = slice::alloc_raw(a, 4, LONG / 4, LONG / 4).unwrap();

    interrupt.request(Limit::Time);
    assert_eq!(string::concat(a, &[text, other]), Err(STOPPED));
    assert_eq!(string::from_bytes(a, list), Err(STOPPED));
    assert_eq!(string::to_bytes(a, text), Err(STOPPED));
    assert_eq!(string::from_runes(a, runes), Err(STOPPED));
    assert_eq!(string::to_runes(a, text), Err(STOPPED));
    assert_eq!(slice::append_slice(a, t, bytes, 0, list), Err(STOPPED));
    assert_eq!(slice::append_str(a, t, bytes, 0, text), Err(STOPPED));
    let value = mem::addr_of(&[1]);
    assert_eq!(slice::append(a, t, words, ints, value), Err(STOPPED));
    for (to, from) in [(list, part), (part, list)] {
        assert_eq!(slice::copy(a, t, bytes, to, from), Err(Limit::Time));
    }
    assert_eq!(slice::copy_str(a, list, text), Err(Limit::Time));
    assert_eq!(slice::clear(a, t, words, ints), Err(Limit::Time));
    // Little is done all the same: whoever runs the instructions will soon look.
    assert_eq!(
        string::concat(a, &[other, other]).map(string::lossy),
        Ok("yy".into())
    );
}

fn range(lo: i64, hi: i64) -> slice::Range {
    slice::Range {
        lo: Some(lo),
        hi: Some(hi),
        max: None,
    }
}

/// In pieces, everything is copied to where it belongs, whichever way the areas overlap.
#[test]
fn long_copies_are_whole() {
    let mut types = rtype::new_table();
    let bytes = basic(&mut types, Kind::Uint8, 1);
    let mut w = world(types);
    let (t, a) = (&w.types, &mut w.alloc);
    let len = LONG as i64 + 5;
    let text: Vec<u8> = (0..len).map(|i| (i % 251) as u8).collect();
    for shift in [1, 8, 1 << 20] {
        let moved = (len - shift) as usize;
        let list = slice::from_bytes(a, &text).unwrap();
        let upper = slice::reslice(a, list, range(shift, len), 1).unwrap();
        assert_eq!(slice::copy(a, t, bytes, upper, list), Ok(moved as u64));
        assert!(slice::to_vec(upper) == text[..moved], "up by {shift}");
        assert_eq!(slice::copy(a, t, bytes, list, upper), Ok(moved as u64));
        assert!(
            slice::to_vec(list)[..moved] == text[..moved],
            "down by {shift}"
        );
        assert_eq!(slice::clear(a, t, bytes, upper), Ok(()));
        assert!(slice::to_vec(upper).iter().all(|byte| *byte == 0));
        assert_eq!(slice::to_vec(list)[0], text[0]);
    }
}

/// Interfaces that hold a pair of twice the same interface, and so on: to compare two takes 2^depth steps.
fn doubled(w: &mut World, pair: RTypeId, depth: u32) -> u64 {
    let mut word = 0;
    for _ in 0..depth {
        word = iface::pack(&mut w.alloc, &w.types, pair, mem::addr_of(&[word, word])).unwrap();
    }
    word
}

#[test]
fn values_that_share_their_parts_are_given_up() {
    let mut types = rtype::new_table();
    let any = any_type(&mut types);
    let shape = Shape::Array { elem: any, len: 2 };
    let pair = types.push(rtype("[2]any", shape, 2, 32, PointerMap::Bits(3)));
    let shape = Shape::Map {
        key: any,
        elem: any,
    };
    let map = types.push(rtype("map", shape, 1, 8, PointerMap::Bits(1)));
    let mut w = impatient_world(types, Patience::new(Arc::default(), Some(1 << 20)));
    let (x, y) = (doubled(&mut w, pair, 50), doubled(&mut w, pair, 50));
    let (t, a, ran_out) = (&w.types, &mut w.alloc, Fault::Limit(Limit::Instructions));
    assert_eq!(eq::eq_ifaces(a, t, x, y), Err(ran_out.clone()));
    a.take_work();
    let key = mem::addr_of(&[x]);
    let hash = HashSeed::new(1).value(a, t, any, key, 0);
    assert_eq!(hash, Err(ran_out.clone()));
    a.take_work();
    let maps = Maps::new(t, 1);
    let m = maps.make(a, map, 0).unwrap();
    assert_eq!(maps.get(a, t, map, m, key).err(), Some(ran_out));
}

#[test]
fn long_work_on_maps_stops() {
    let mut types = rtype::new_table();
    let int = basic(&mut types, Kind::Int, 8);
    let ty = map_type(&mut types, int, int);
    let (mut w, interrupt) = stoppable(types);
    let (t, a, maps) = (&w.types, &mut w.alloc, Maps::new(&w.types, 1));
    let m = maps.make(a, ty, 1 << 17).unwrap();
    let set = |a: &mut Allocator, key: u64| {
        maps.set(a, t, ty, m, mem::addr_of(&[key]), mem::addr_of(&[key]))
    };
    set(a, 1).unwrap();
    let it = maps.iter(a, m, 0).unwrap();
    interrupt.request(Limit::Time);
    let mut step = || maps.next(a, t, ty, it).map(|entry| entry.is_some());
    // The only entry may come before or behind the first look.
    assert!([step(), step()].contains(&Err(STOPPED)));
    let full = (2..1 << 20).find_map(|key| set(a, key).err());
    assert_eq!(full, Some(STOPPED));
    assert_eq!(maps.clear(a, ty, m), Err(STOPPED));
}
