//! What an object's header says, and the headers that go with types.

use crate::bytecode::rtype::{PointerMap, RType, RTypes, Shape};
use crate::index::RTypeId;

/// The word before an object: where its pointers are. Zero means that there is no object in the cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Header(pub(super) u64);

/// How the collector finds the pointers of an object.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Scan {
    /// None.
    Raw,
    /// Any word may be one.
    Words,
    /// Bit `i` stands for word `i`, later words have none.
    Bits(u64),
    /// Values of a type, one after the other, through the whole payload.
    Array(u32),
    /// The table of a map of a type; see `vm/map.rs`.
    Table(u32),
}

const KIND_BITS: u32 = 8;
const RAW: u64 = 1;
const WORDS: u64 = 2;
const BITS: u64 = 3;
const ARRAY: u64 = 4;
const TABLE: u64 = 5;

impl Header {
    /// An object without pointers.
    pub const RAW: Header = Header(RAW);
    /// An object in which any word may be a pointer: closures, boxes of interfaces.
    pub const WORDS: Header = Header(WORDS);
    /// A string: its data pointer, length, bytes.
    pub const STRING: Header = Header::bits(1);
    /// A slice header: its data pointer, length, capacity.
    pub const SLICE: Header = Header::bits(1);

    /// An object whose first words may be pointers where a bit is set; at most 56 bits.
    pub const fn bits(bits: u64) -> Header {
        assert!(bits >> (64 - KIND_BITS) == 0);
        Header(bits << KIND_BITS | BITS)
    }

    /// An object that is an array of values of type `ty`.
    pub(super) const fn array(ty: u32) -> Header {
        Header((ty as u64) << 32 | ARRAY)
    }

    /// The table of a map of type `ty`.
    pub const fn table(ty: u32) -> Header {
        Header((ty as u64) << 32 | TABLE)
    }

    pub(super) fn scan(self) -> Option<Scan> {
        let ty = (self.0 >> 32) as u32;
        match self.0 & ((1 << KIND_BITS) - 1) {
            RAW => Some(Scan::Raw),
            WORDS => Some(Scan::Words),
            BITS => Some(Scan::Bits(self.0 >> KIND_BITS)),
            ARRAY => Some(Scan::Array(ty)),
            TABLE => Some(Scan::Table(ty)),
            _ => None,
        }
    }
}

/// Words of a map's table before its groups; the first is the number of groups.
pub const TABLE_HEAD: u64 = 2;
/// Entries of a group of a map's table; it is one control word and the entries.
pub const GROUP: u64 = 8;

/// How values of a type are allocated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Layout {
    /// Size of one value in bytes.
    pub bytes: u64,
    /// Bytes from one element of an array to the next.
    pub stride: u32,
    /// Header of an object that is one value.
    pub object: Header,
    /// Header of an object that is an array of values.
    pub array: Header,
}

/// How values of a type are traced; for a map type, how the groups of its tables are.
#[derive(Debug)]
pub(super) struct Trace {
    pub(super) words: u32,
    pub(super) pointers: PointerMap,
}

impl Layout {
    /// The layout of nothing.
    pub const EMPTY: Layout = Layout {
        bytes: 0,
        stride: 0,
        object: Header::RAW,
        array: Header::RAW,
    };

    fn of(id: RTypeId, ty: &RType) -> Layout {
        let array = match ty.pointers {
            PointerMap::None => Header::RAW,
            PointerMap::Bits(1) if ty.words == 1 => Header::WORDS,
            _ => Header::array(id.as_u32()),
        };
        let object = match ty.pointers {
            PointerMap::Bits(bits) if bits >> (64 - KIND_BITS) == 0 => Header::bits(bits),
            _ => array,
        };
        let bytes = u64::from(ty.words) * 8;
        Layout {
            bytes,
            stride: ty.stride,
            object,
            array,
        }
    }
}

/// The layouts of a program's types, by type id.
pub(super) fn layouts(types: &RTypes) -> Box<[Layout]> {
    types.iter().map(|(id, ty)| Layout::of(id, ty)).collect()
}

/// The pointer maps of a program's types, by type id.
pub(super) fn traces(types: &RTypes) -> Box<[Trace]> {
    let trace = |ty: &RType| {
        let Shape::Map { key, elem } = &ty.shape else {
            return Trace {
                words: ty.words,
                pointers: ty.pointers.clone(),
            };
        };
        let (key, elem) = (&types[*key], &types[*elem]);
        let words = key.words.saturating_add(elem.words);
        let parts = [
            (&key.pointers, 0, key.words),
            (&elem.pointers, key.words, elem.words),
        ];
        let entries = PointerMap::array(&PointerMap::fields(parts), words, GROUP);
        let all = words.saturating_mul(GROUP as u32);
        let pointers = PointerMap::fields([(&entries, 1, all)]);
        Trace {
            words: all.saturating_add(1),
            pointers,
        }
    };
    types.values().map(trace).collect()
}
