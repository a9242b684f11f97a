//! Strings, slices, interfaces and maps against simple models.

use std::collections::HashMap;
use std::sync::Arc;

use crate::bytecode::rtype::{self, Field, Kind, PointerMap, RTypes, Shape};
use crate::bytecode::test_types::{self, basic, rtype};
use crate::index::RTypeId;
use crate::vm::eq;
use crate::vm::fault::{Bounds, Fault};
use crate::vm::heap::tests::collect;
use crate::vm::heap::{Allocator, Heap, HeapConfig, mem};
use crate::vm::iface::{self, Dynamic};
use crate::vm::interrupt::Patience;
use crate::vm::map::Maps;
use crate::vm::{slice, string};

mod maps;
mod stopping;

struct World {
    types: RTypes,
    heap: Arc<Heap>,
    alloc: Allocator,
}

fn map_type(types: &mut RTypes, key: RTypeId, elem: RTypeId) -> RTypeId {
    test_types::word(types, "map", Shape::Map { key, elem }, 8)
}

fn any_type(types: &mut RTypes) -> RTypeId {
    let shape = Shape::Interface(Box::new([]));
    test_types::word(types, "interface {}", shape, 16)
}

fn slice_type(types: &mut RTypes, elem: RTypeId) -> RTypeId {
    test_types::word(types, "slice", Shape::Slice(elem), 24)
}

fn world(types: RTypes) -> World {
    impatient_world(types, Patience::default())
}

fn impatient_world(types: RTypes, patience: Patience) -> World {
    let heap = Heap::new(
        HeapConfig {
            limit: 64 << 20,
            ..HeapConfig::default()
        },
        &types,
        patience,
    )
    .unwrap();
    let alloc = Allocator::new(&heap);
    World { types, heap, alloc }
}

/// A small generator, so that tests repeat.
struct Lcg(u64);

impl Lcg {
    fn next(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        self.0 >> 33
    }
}

#[test]
fn strings() {
    let mut w = world(rtype::new_table());
    let hello = string::new(&mut w.alloc, "héllo".as_bytes()).unwrap();
    let world = string::new(&mut w.alloc, b", world").unwrap();
    let both = string::concat(&mut w.alloc, &[hello, 0, world]).unwrap();
    assert_eq!(string::lossy(both), "héllo, world");
    assert_eq!(string::concat(&mut w.alloc, &[0, hello]).unwrap(), hello);
    let part = string::slice(&mut w.alloc, both, Some(8), None).unwrap();
    assert_eq!(string::bytes(part), b"world");
    assert!(string::eq(
        part,
        string::new(&mut w.alloc, b"world").unwrap()
    ));
    assert_eq!(string::slice(&mut w.alloc, part, Some(2), Some(2)), Ok(0));
    let error = string::slice(&mut w.alloc, part, None, Some(9));
    assert_eq!(error, Err(Fault::Bounds(Bounds::SliceToLen(9, 5))));
    let error = string::slice(&mut w.alloc, part, Some(3), Some(1));
    assert_eq!(error, Err(Fault::Bounds(Bounds::SliceFrom(3, 1))));
    assert_eq!(string::index(part, 4), Ok(b'd'));
    assert!(string::index(part, 5).is_err() && string::index(0, -1).is_err());
    let runes = string::to_runes(&mut w.alloc, both).unwrap();
    assert_eq!(slice::len(runes), 12);
    assert!(string::eq(
        string::from_runes(&mut w.alloc, runes).unwrap(),
        both
    ));
    let bytes = string::to_bytes(&mut w.alloc, both).unwrap();
    assert_eq!(slice::to_vec(bytes), "héllo, world".as_bytes());
    assert!(string::eq(
        string::from_bytes(&mut w.alloc, bytes).unwrap(),
        both
    ));
    for (rune, text) in [
        (0x41, "A"),
        (0x20AC, "€"),
        (0x1F600, "😀"),
        (0xD800, "\u{FFFD}"),
        (-1, "\u{FFFD}"),
    ] {
        assert_eq!(
            string::lossy(string::from_rune(&mut w.alloc, rune).unwrap()),
            text
        );
    }
}

#[test]
fn runes_decode_as_in_rust_where_valid() {
    for c in (0..0x11_0000u32)
        .step_by(if cfg!(miri) { 5003 } else { 7 })
        .filter_map(char::from_u32)
    {
        let mut buffer = [0; 4];
        let text = c.encode_utf8(&mut buffer).as_bytes();
        assert_eq!(string::decode_rune(text), (c as i32, text.len()));
        for cut in 1..text.len() {
            assert_eq!(string::decode_rune(&text[..cut]), (0xFFFD, 1));
        }
    }
    for bad in [
        &b"\x80"[..],
        b"\xC0\x80",
        b"\xE0\x80\x80",
        b"\xED\xA0\x80",
        b"\xF4\x90\x80\x80",
        b"\xF5\x80\x80\x80",
    ] {
        assert_eq!(string::decode_rune(bad), (0xFFFD, 1));
    }
}

#[test]
fn append_grows_as_go_does() {
    let mut types = rtype::new_table();
    let int = basic(&mut types, Kind::Int, 8);
    let byte = basic(&mut types, Kind::Uint8, 1);
    let text = basic(&mut types, Kind::String, 16);
    let mut w = world(types);
    // Capacities that gc 1.27 prints when appending one element at a time.
    let ints = [
        1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 848, 1280, 1792, 2560, 3408, 5120, 7168, 9216,
    ];
    let bytes = [
        8, 16, 32, 64, 128, 256, 512, 896, 1408, 2048, 3072, 4096, 5376, 6912, 9472, 12288,
    ];
    let texts = [
        1, 2, 4, 8, 16, 32, 71, 143, 303, 591, 1023, 1535, 2560, 3584, 5120, 6656, 8704, 11264,
    ];
    for (elem, caps) in [(int, &ints[..]), (byte, &bytes), (text, &texts)] {
        let (mut s, mut seen) = (0, Vec::new());
        for i in 0..*caps.last().unwrap() {
            let word = if elem == text { 0 } else { i };
            s = slice::append(&mut w.alloc, &w.types, elem, s, mem::addr_of(&[word])).unwrap();
            if seen.last() != Some(&slice::cap(s)) {
                seen.push(slice::cap(s));
            }
        }
        assert_eq!(seen, caps);
        for i in (0..slice::len(s)).step_by(97).filter(|_| elem != text) {
            let at = slice::index(s, i as i64, u64::from(w.types[elem].stride)).unwrap();
            let got = if elem == int {
                mem::load(at)
            } else {
                u64::from(mem::load8(at))
            };
            assert_eq!(got, if elem == int { i } else { i & 0xFF });
        }
    }
}

#[test]
fn slices() {
    let mut types = rtype::new_table();
    let int = basic(&mut types, Kind::Int, 8);
    let short = basic(&mut types, Kind::Int16, 2);
    let mut w = world(types);
    let t = &w.types;
    assert_eq!(
        slice::make(&mut w.alloc, t, int, -1, None),
        Err(Fault::MakeSliceLen)
    );
    assert_eq!(
        slice::make(&mut w.alloc, t, int, 1 << 62, None),
        Err(Fault::MakeSliceLen)
    );
    assert_eq!(
        slice::make(&mut w.alloc, t, int, 2, Some(1)),
        Err(Fault::MakeSliceCap)
    );
    assert_eq!(
        slice::make(&mut w.alloc, t, int, 1 << 40, None),
        Err(Fault::OutOfMemory)
    );
    let s = slice::of(
        &mut w.alloc,
        t,
        short,
        mem::addr_of(&[1, 2, 3, u64::MAX, 5]),
        5,
    )
    .unwrap();
    let range = |lo, hi, max| slice::Range { lo, hi, max };
    let mut cut = |s, r| slice::reslice(&mut w.alloc, s, r, 2);
    let part = cut(s, range(Some(1), Some(3), Some(4))).unwrap();
    assert_eq!((slice::len(part), slice::cap(part)), (2, 3));
    assert_eq!(mem::load16(slice::index(part, 1, 2).unwrap()), 3);
    let err = |bounds| Err(Fault::Bounds(bounds));
    assert_eq!(
        cut(s, range(None, Some(9), None)),
        err(Bounds::SliceToCap(9, 5))
    );
    assert_eq!(
        cut(s, range(Some(3), Some(1), None)),
        err(Bounds::SliceFrom(3, 1))
    );
    assert_eq!(
        cut(s, range(Some(-2), None, None)),
        err(Bounds::SliceFrom(-2, 5))
    );
    assert_eq!(
        cut(s, range(Some(0), Some(1), Some(9))),
        err(Bounds::Slice3MaxCap(9, 5))
    );
    assert_eq!(
        cut(s, range(Some(0), Some(3), Some(2))),
        err(Bounds::Slice3To(3, 2))
    );
    assert_eq!(
        cut(s, range(Some(3), Some(2), Some(4))),
        err(Bounds::Slice3From(3, 2))
    );
    assert_eq!(cut(0, range(None, Some(0), None)), Ok(0));
    let end = cut(s, range(Some(5), None, None)).unwrap();
    assert_eq!((slice::len(end), slice::cap(end)), (0, 0));
    assert_ne!(slice::to_array(end, 0), Ok(0));
    assert_eq!(slice::to_array(s, 6), err(Bounds::Convert(5, 6)));
    let shifted = cut(s, range(Some(1), None, None)).unwrap();
    assert_eq!(slice::copy(&mut w.alloc, t, short, shifted, s), Ok(4));
    let words: Vec<u16> = (0..5)
        .map(|i| mem::load16(slice::data(s) + 2 * i))
        .collect();
    assert_eq!(words, [1, 1, 2, 3, 0xFFFF]);
    assert_eq!(slice::clear(&mut w.alloc, t, short, shifted), Ok(()));
    assert_eq!(
        (mem::load16(slice::data(s)), mem::load16(slice::data(s) + 8)),
        (1, 0)
    );
    let grown = slice::append_slice(&mut w.alloc, t, short, part, s).unwrap();
    assert_eq!((slice::len(grown), slice::cap(grown)), (7, 8));
}

#[test]
fn interfaces() {
    let mut types = rtype::new_table();
    let int = basic(&mut types, Kind::Int, 8);
    let float = basic(&mut types, Kind::Float64, 8);
    let complex = basic(&mut types, Kind::Complex128, 16);
    let any = any_type(&mut types);
    let list = slice_type(&mut types, int);
    let field = |ty, offset| Field {
        name: "f".into(),
        pkg_path: "".into(),
        ty,
        offset,
        embedded: false,
        tag: "".into(),
    };
    let fields = Box::new([field(int, 0), field(any, 1)]);
    let pair = types.push(rtype(
        "main.P",
        Shape::Struct(fields),
        2,
        24,
        PointerMap::Bits(2),
    ));
    let mut w = world(types);
    let t = &w.types;
    for value in [
        0,
        1,
        -1,
        i64::MAX,
        i64::MIN,
        1 << 47,
        (1 << 47) - 1,
        -(1 << 47),
        -(1 << 47) - 1,
    ] {
        let x = iface::pack_word(&mut w.alloc, t, int, value as u64).unwrap();
        let y = iface::pack_word(&mut w.alloc, t, int, value as u64).unwrap();
        assert_eq!(
            iface::open(t, x),
            Some((int, Dynamic::Scalar(value as u64)))
        );
        assert_eq!(eq::eq_ifaces(&mut w.alloc, t, x, y), Ok(true));
        let z = iface::pack_word(&mut w.alloc, t, int, value as u64 ^ 4).unwrap();
        assert_eq!(eq::eq_ifaces(&mut w.alloc, t, x, z), Ok(false));
        assert_eq!(eq::eq_ifaces(&mut w.alloc, t, x, 0), Ok(false));
    }
    let mut float_word =
        |value: f64| iface::pack_word(&mut w.alloc, t, float, value.to_bits()).unwrap();
    let (zero, minus, nan, third) = (
        float_word(0.0),
        float_word(-0.0),
        float_word(f64::NAN),
        float_word(1.0 / 3.0),
    );
    assert_eq!(eq::eq_ifaces(&mut w.alloc, t, zero, minus), Ok(true));
    assert_eq!(eq::eq_ifaces(&mut w.alloc, t, nan, nan), Ok(false));
    assert_eq!(eq::eq_ifaces(&mut w.alloc, t, third, third), Ok(true));
    let seed = eq::HashSeed::new(3);
    let mut hasher = Allocator::new(&w.heap);
    let mut hash = |word: u64| seed.value(&mut hasher, t, any, mem::addr_of(&[word]), 0);
    assert_eq!(hash(zero), hash(minus));
    let c = iface::pack(&mut w.alloc, t, complex, mem::addr_of(&[1, 2])).unwrap();
    assert!(matches!(iface::open(t, c), Some((ty, Dynamic::Boxed(_))) if ty == complex));
    let s = iface::pack_word(&mut w.alloc, t, list, 0).unwrap();
    assert_eq!(
        eq::eq_ifaces(&mut w.alloc, t, s, s),
        Err(Fault::Uncomparable(list))
    );
    assert_eq!(hash(s), Err(Fault::Unhashable(list)));
    let holder = iface::pack(&mut w.alloc, t, pair, mem::addr_of(&[1, s])).unwrap();
    assert_eq!(
        eq::eq_ifaces(&mut w.alloc, t, holder, holder),
        Err(Fault::Uncomparable(list))
    );
    // Nested far deeper than the host's stack allows.
    let mut chains = [0, 0];
    for chain in &mut chains {
        for i in 0..if cfg!(miri) { 200 } else { 200_000 } {
            *chain = iface::pack(&mut w.alloc, t, pair, mem::addr_of(&[i, *chain])).unwrap();
        }
    }
    assert_eq!(
        eq::eq_ifaces(&mut w.alloc, t, chains[0], chains[1]),
        Ok(true)
    );
    assert_eq!(hash(chains[0]), hash(chains[1]));
}
