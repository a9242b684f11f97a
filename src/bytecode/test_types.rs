//! Types for tests that assemble values and programs by hand.

use super::rtype::{ChanDir, Kind, PointerMap, RType, RTypes, Shape, new_table};
use crate::index::RTypeId;

/// A type without a name of its own and without methods.
pub(crate) fn rtype(
    name: &str,
    shape: Shape,
    words: u32,
    go_size: u64,
    pointers: PointerMap,
) -> RType {
    let comparable = !matches!(
        shape,
        Shape::Slice(_) | Shape::Map { .. } | Shape::Func { .. }
    );
    RType {
        name: name.into(),
        pkg_path: "".into(),
        named: false,
        stride: match &shape {
            Shape::Basic(kind) if words == 1 => kind.packed_bytes(),
            _ => 8 * words,
        },
        shape,
        words,
        go_size,
        pointers,
        comparable,
        methods: Box::new([]),
    }
}

/// Adds a type whose values are one word.
pub(crate) fn word(types: &mut RTypes, name: &str, shape: Shape, go_size: u64) -> RTypeId {
    let mut ty = rtype(name, shape, 1, go_size, PointerMap::None);
    ty.pointers = PointerMap::scalar(ty.kind());
    types.push(ty)
}

/// Adds a basic type.
pub(crate) fn basic(types: &mut RTypes, kind: Kind, go_size: u64) -> RTypeId {
    let words = match kind {
        Kind::Complex64 | Kind::Complex128 => 2,
        _ => 1,
    };
    let name = format!("{kind:?}").to_lowercase();
    let pointers = PointerMap::scalar(kind);
    types.push(rtype(&name, Shape::Basic(kind), words, go_size, pointers))
}

/// A table of `int` and `chan int`, and the id of the latter.
pub(crate) fn int_and_chan() -> (RTypes, RTypeId) {
    let mut types = new_table();
    let elem = basic(&mut types, Kind::Int, 8);
    let dir = ChanDir::Both;
    let chan = word(&mut types, "chan int", Shape::Chan { dir, elem }, 8);
    (types, chan)
}
