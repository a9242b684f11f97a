//! Guest values as natives see them.

use std::cell::Cell;
use std::cmp::Ordering;

use super::merge;

use crate::bytecode::rtype::{Kind, RTypes, Shape};
use crate::index::RTypeId;
use crate::vm::heap::{Addr, mem};
use crate::vm::iface::{self, Dynamic};
use crate::vm::map::Maps;
use crate::vm::{slice, string, value};

pub(super) use crate::vm::string::bytes as str_bytes;

/// A value of a known type: a scalar, or anything in memory.
#[derive(Clone, Copy)]
pub(super) struct Val {
    pub(super) ty: RTypeId,
    place: Place,
}

#[derive(Clone, Copy)]
enum Place {
    /// The canonical word itself.
    Word(u64),
    /// Its address.
    At(Addr),
}

impl Val {
    /// A scalar.
    pub(super) fn of(ty: RTypeId, word: u64) -> Val {
        let place = Place::Word(word);
        Val { ty, place }
    }

    /// A value in memory.
    pub(super) fn at(ty: RTypeId, addr: Addr) -> Val {
        let place = Place::At(addr);
        Val { ty, place }
    }

    /// The canonical word of a scalar.
    pub(super) fn scalar(self, types: &RTypes) -> u64 {
        match self.place {
            Place::Word(word) => word,
            Place::At(addr) => value::load_scalar(addr, types[self.ty].width()),
        }
    }

    /// Where an aggregate is.
    pub(super) fn addr(self) -> Addr {
        match self.place {
            Place::At(addr) => addr,
            Place::Word(_) => 0,
        }
    }

    /// Word `i` of an aggregate.
    pub(super) fn word(self, i: u32) -> u64 {
        match self.place {
            Place::Word(word) => word,
            Place::At(addr) => mem::load(addr + 8 * u64::from(i)),
        }
    }

    /// A field of a struct.
    pub(super) fn part(self, ty: RTypeId, offset: u32) -> Val {
        Val::at(ty, self.addr() + 8 * u64::from(offset))
    }

    /// Writes the value to memory, as its type is stored there.
    pub(super) fn store(self, types: &RTypes, to: Addr) {
        let words = self.words(types);
        let scalar = !types[self.ty].aggregate();
        let bytes = if scalar {
            types[self.ty].kind().packed_bytes()
        } else {
            8
        };
        if bytes < 8 {
            value::store_elem(to, bytes, mem::addr_of(&words));
        } else {
            mem::write_words(to, &words);
        }
    }

    /// The words of the value.
    pub(super) fn words(self, types: &RTypes) -> Vec<u64> {
        if types[self.ty].aggregate() {
            (0..types[self.ty].words).map(|i| self.word(i)).collect()
        } else {
            vec![self.scalar(types)]
        }
    }
}

/// A float of 32 or 64 bits.
pub(super) fn float(word: u64, bits: u32) -> f64 {
    if bits == 32 {
        f64::from(value::to_f32(word))
    } else {
        value::to_f64(word)
    }
}

/// Data address, length and capacity of a slice.
pub(super) fn slice_parts(slice: u64) -> (Addr, u64, u64) {
    (slice::data(slice), slice::len(slice), slice::cap(slice))
}

/// The elements of a slice of one-word elements.
pub(super) fn words(slice: u64) -> impl ExactSizeIterator<Item = u64> {
    let (data, len, _) = slice_parts(slice);
    (0..len as usize).map(move |i| mem::load(data + 8 * i as u64))
}

/// What an interface holds; `None` for nil.
pub(super) fn iface_value(types: &RTypes, iface: u64) -> Option<Val> {
    let (ty, value) = iface::open(types, iface)?;
    Some(match value {
        Dynamic::Scalar(word) => Val::of(ty, word),
        Dynamic::Boxed(addr) => Val::at(ty, addr),
    })
}

/// Bytes that [`sorted_entries`] needs for each entry.
pub(super) const BYTES_PER_ENTRY: u64 =
    (size_of::<crate::vm::map::Entry>() + 2 * size_of::<(Val, Val)>()) as u64;

/// Keys and values of a map, sorted as fmt prints them; calls `look` now and then, and gives up if it fails.
pub(super) fn sorted_entries<E>(
    types: &RTypes,
    maps: &Maps,
    map: Val,
    look: impl Fn() -> Result<(), E>,
) -> Result<Vec<(Val, Val)>, E> {
    let Shape::Map { key, elem } = types[map.ty].shape else {
        return Ok(Vec::new());
    };
    let entries = maps.entries(map.ty, map.scalar(types)).into_iter();
    let mut entries: Vec<(Val, Val)> = entries
        .map(|entry| (Val::at(key, entry.key), Val::at(elem, entry.value)))
        .collect();
    merge::sort(
        &mut entries,
        |(a, _), (b, _)| KeyOrder::of(types, *a, *b),
        64,
        look,
    )?;
    Ok(entries)
}

/// The order in which fmt prints keys: by value, NaN and nil first, interfaces by type first.
struct KeyOrder<'t> {
    types: &'t RTypes,
    /// How many values may still be looked at: keys that are equal so far are so for this purpose.
    left: Cell<usize>,
}

/// Values nested deeper than this are not looked at, so that the host's stack suffices.
const MAX_DEPTH: u32 = 500;
/// Nor more than so many of one key: values that share parts can have more of them than anybody could count.
const MAX_VALUES: usize = 1 << 16;

impl KeyOrder<'_> {
    fn of(types: &RTypes, a: Val, b: Val) -> Ordering {
        let left = Cell::new(MAX_VALUES);
        KeyOrder { types, left }.compare(a, b, 0)
    }

    fn compare(&self, a: Val, b: Val, depth: u32) -> Ordering {
        use Kind::*;
        let types = self.types;
        let ty = &types[a.ty];
        if depth > MAX_DEPTH || self.left.get() == 0 || ty.words == 0 {
            return Ordering::Equal;
        }
        self.left.set(self.left.get() - 1);
        let floats = |bits: u32, i: u32| {
            compare_floats(
                float(a.word_or_scalar(types, i), bits),
                float(b.word_or_scalar(types, i), bits),
            )
        };
        match ty.kind() {
            Int | Int8 | Int16 | Int32 | Int64 => {
                (a.scalar(types) as i64).cmp(&(b.scalar(types) as i64))
            }
            Float32 => floats(32, 0),
            Float64 => floats(64, 0),
            Complex64 => floats(32, 0).then_with(|| floats(32, 1)),
            Complex128 => floats(64, 0).then_with(|| floats(64, 1)),
            String => string::compare(a.scalar(types), b.scalar(types)),
            Struct => {
                let fields = ty.fields().iter();
                let parts = fields.map(|f| (a.part(f.ty, f.offset), b.part(f.ty, f.offset)));
                self.first_difference(parts, depth)
            }
            Array => {
                let Shape::Array { elem, len } = ty.shape else {
                    return Ordering::Equal;
                };
                let stride = u64::from(types[elem].stride);
                let item = |v: Val, i: u64| Val::at(elem, v.addr() + i * stride);
                self.first_difference((0..len).map(|i| (item(a, i), item(b, i))), depth)
            }
            Interface => {
                let value = |v: Val| iface_value(types, v.scalar(types));
                match (value(a), value(b)) {
                    (None, None) => Ordering::Equal,
                    (None, Some(_)) => Ordering::Less,
                    (Some(_), None) => Ordering::Greater,
                    (Some(a), Some(b)) => {
                        (a.ty.cmp(&b.ty)).then_with(|| self.compare(a, b, depth + 1))
                    }
                }
            }
            _ => a.scalar(types).cmp(&b.scalar(types)),
        }
    }

    fn first_difference(
        &self,
        mut parts: impl Iterator<Item = (Val, Val)>,
        depth: u32,
    ) -> Ordering {
        let different = parts.find_map(|(a, b)| {
            let order = self.compare(a, b, depth + 1);
            (order.is_ne() || self.left.get() == 0).then_some(order)
        });
        different.unwrap_or(Ordering::Equal)
    }
}

impl Val {
    fn word_or_scalar(self, types: &RTypes, i: u32) -> u64 {
        if types[self.ty].aggregate() {
            self.word(i)
        } else {
            self.scalar(types)
        }
    }
}

fn compare_floats(a: f64, b: f64) -> Ordering {
    a.partial_cmp(&b)
        .unwrap_or_else(|| b.is_nan().cmp(&a.is_nan()))
}
