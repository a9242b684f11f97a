//! Interfaces: one word that holds the dynamic type and the value, or points to a box `[type id, value words…]`.
//!
//! Inline: type id in bits 48..64, payload below. What can be inline is inline, so equal integers and pointers are equal words.

use std::sync::atomic::{AtomicU8, Ordering::Relaxed};

use cranelift_entity::EntityRef;

use crate::bytecode::rtype::{IfaceMethod, Kind, PointerMap, RType, RTypes, Shape};
use crate::index::RTypeId;
use crate::vm::fault::{Assertion, Fault};
use crate::vm::heap::{Addr, Allocator, Header, OutOfMemory, mem};
use crate::vm::value::Word;

const SHIFT: u32 = 48;
const PAYLOAD: u64 = (1 << SHIFT) - 1;
/// Types with larger ids are always boxed.
const MAX_INLINE_TYPE: u32 = 0xFFFF;

/// The value of an interface.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dynamic {
    /// A scalar, as its canonical word.
    Scalar(Word),
    /// The address of the value's words.
    Boxed(Addr),
}

/// The interface of dynamic type `ty` whose value's words are at `src`.
#[inline]
pub fn pack(
    alloc: &mut Allocator,
    types: &RTypes,
    ty: RTypeId,
    src: Addr,
) -> Result<Word, OutOfMemory> {
    let rtype = &types[ty];
    if rtype.words == 1
        && let Some(payload) = inline_payload(rtype.kind(), mem::load(src))
        && ty.as_u32() <= MAX_INLINE_TYPE
    {
        return Ok(u64::from(ty.as_u32()) << SHIFT | payload);
    }
    pack_box(alloc, rtype, ty, src)
}

/// As [`pack`], of a scalar.
#[inline]
pub fn pack_word(
    alloc: &mut Allocator,
    types: &RTypes,
    ty: RTypeId,
    word: Word,
) -> Result<Word, OutOfMemory> {
    pack(alloc, types, ty, mem::addr_of(&[word]))
}

#[inline]
fn inline_payload(kind: Kind, word: Word) -> Option<u64> {
    use Kind::*;
    match kind {
        Pointer | String | Slice | Map | Chan | Func | UnsafePointer => Some(word),
        Bool | Uint8 | Uint16 | Uint32 | Float32 => Some(word),
        Int | Int8 | Int16 | Int32 | Int64 => {
            ((word << 16) as i64 >> 16 == word as i64).then_some(word & PAYLOAD)
        }
        Uint | Uint64 | Uintptr => (word >> SHIFT == 0).then_some(word),
        Float64 => (word & 0xFFFF == 0).then_some(word >> 16),
        Complex64 | Complex128 | Array | Struct | Interface => None,
    }
}

#[cold]
#[inline(never)]
fn pack_box(
    alloc: &mut Allocator,
    rtype: &RType,
    ty: RTypeId,
    src: Addr,
) -> Result<Word, OutOfMemory> {
    let header = match rtype.pointers {
        PointerMap::None => Header::RAW,
        PointerMap::Bits(bits) if bits >> 55 == 0 => Header::bits(bits << 1),
        _ => Header::WORDS,
    };
    let object = alloc.alloc(header, 8 + 8 * rtype.words as usize)?;
    mem::store(object, u64::from(ty.as_u32()));
    mem::copy_words(object + 8, src, u64::from(rtype.words));
    Ok(object)
}

/// The dynamic type; none for nil.
#[inline]
pub fn type_of(iface: Word) -> Option<RTypeId> {
    let id = match iface >> SHIFT {
        0 if iface == 0 => return None,
        0 => mem::load(iface) as u32,
        id => id as u32,
    };
    Some(RTypeId::from_u32(id))
}

/// The dynamic type and the value; none for nil.
#[inline]
pub fn open(types: &RTypes, iface: Word) -> Option<(RTypeId, Dynamic)> {
    let ty = type_of(iface)?;
    if iface >> SHIFT != 0 {
        return Some((ty, Dynamic::Scalar(payload(&types[ty], iface))));
    }
    let rtype = &types[ty];
    let value = if rtype.aggregate() {
        Dynamic::Boxed(iface + 8)
    } else {
        Dynamic::Scalar(mem::load(iface + 8))
    };
    Some((ty, value))
}

/// The canonical word of an inline interface.
#[inline]
fn payload(rtype: &RType, iface: Word) -> Word {
    let kind = rtype.kind();
    if kind.signed() {
        ((iface << 16) as i64 >> 16) as u64
    } else if kind == Kind::Float64 {
        iface << 16
    } else {
        iface & PAYLOAD
    }
}

/// Writes the value's words to `to`; `ty` is its dynamic type.
#[inline]
pub fn unpack(types: &RTypes, ty: RTypeId, iface: Word, to: Addr) {
    let rtype = &types[ty];
    if iface >> SHIFT != 0 {
        mem::store(to, payload(rtype, iface));
    } else {
        mem::copy_words(to, iface + 8, u64::from(rtype.words));
    }
}

/// `x.(T)` for a concrete T: checks that `ty` is the dynamic type. `operand` is the static type of `x`.
pub fn assert_concrete(iface: Word, ty: RTypeId, operand: RTypeId) -> Result<(), Fault> {
    let dynamic = type_of(iface);
    if dynamic == Some(ty) {
        return Ok(());
    }
    Err(Fault::Assertion(Assertion {
        operand: Some(operand),
        dynamic,
        wanted: ty,
        missing: None,
    }))
}

/// The methods of an interface type.
fn interface_methods(rtype: &RType) -> &[IfaceMethod] {
    match &rtype.shape {
        Shape::Interface(methods) => methods,
        _ => &[],
    }
}

/// The first method (by name) of interface `iface` that type `ty` lacks.
pub fn missing_method(types: &RTypes, ty: RTypeId, iface: RTypeId) -> Option<&str> {
    let have = &types[ty].methods;
    let lacks = |wanted: &&IfaceMethod| {
        let found = have.binary_search_by_key(&wanted.id, |method| method.id);
        found.is_err()
    };
    let missing = interface_methods(&types[iface]).iter().filter(lacks);
    missing.map(|method| &*method.name).min()
}

/// Which types implement which interfaces, as far as somebody asked.
#[derive(Debug)]
pub struct Implements {
    /// Row of each interface type; `u32::MAX` for other types.
    rows: Box<[u32]>,
    /// Per row and type: 0 unknown, 1 no, 2 yes. Empty if that would be too large.
    known: Box<[AtomicU8]>,
}

impl Implements {
    /// Nothing is known yet.
    pub fn new(types: &RTypes) -> Implements {
        const MAX_KNOWN: usize = 16 << 20;
        let mut count = 0;
        let row = |rtype: &RType| {
            let row = if matches!(rtype.shape, Shape::Interface(_)) {
                count
            } else {
                u32::MAX
            };
            count += u32::from(row != u32::MAX);
            row
        };
        let rows = types.values().map(row).collect();
        let cells = types.len() * count as usize;
        let cells = if cells <= MAX_KNOWN { cells } else { 0 };
        Implements {
            rows,
            known: (0..cells).map(|_| AtomicU8::new(0)).collect(),
        }
    }

    /// Whether `ty` has all methods of interface `iface`.
    pub fn get(&self, types: &RTypes, ty: RTypeId, iface: RTypeId) -> bool {
        let at = self.rows[iface.index()] as usize * types.len() + ty.index();
        let Some(known) = self.known.get(at) else {
            return missing_method(types, ty, iface).is_none();
        };
        match known.load(Relaxed) {
            0 => {
                let yes = missing_method(types, ty, iface).is_none();
                known.store(1 + u8::from(yes), Relaxed);
                yes
            }
            answer => answer == 2,
        }
    }

    /// `x.(I)` for an interface type: checks that `x` is not nil and implements it.
    pub fn check(&self, types: &RTypes, x: Word, iface: RTypeId) -> Result<(), Fault> {
        let dynamic = type_of(x);
        if dynamic.is_some_and(|ty| self.get(types, ty, iface)) {
            return Ok(());
        }
        let missing = dynamic.and_then(|ty| missing_method(types, ty, iface));
        Err(Fault::Assertion(Assertion {
            operand: None,
            dynamic,
            wanted: iface,
            missing: missing.map(Into::into),
        }))
    }
}
