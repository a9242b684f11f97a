//! Map types, prepared: how large keys and values are, and how keys are compared.

use crate::bytecode::rtype::{Kind, RType, RTypes, Shape};
use crate::index::RTypeId;
use crate::vm::heap::GROUP;

/// How the keys of a map are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeyKind {
    /// One word, equal if the words are: integers, bools, pointers, channels.
    Word,
    /// Strings.
    String,
    /// Anything else, by type descriptor.
    Other,
}

/// What map operations need to know about a map type.
#[derive(Clone, Copy, Debug)]
pub struct MapType {
    /// The map type.
    pub ty: RTypeId,
    /// The key type.
    pub key: RTypeId,
    /// How keys are compared.
    pub kind: KeyKind,
    /// Words of a key.
    pub key_words: u32,
    /// Words of a value.
    pub elem_words: u32,
    /// Whether tables hold no pointers.
    pub(super) raw: bool,
}

impl MapType {
    pub(super) fn new(types: &RTypes, ty: RTypeId, rtype: &RType) -> MapType {
        let Shape::Map { key, elem } = &rtype.shape else {
            let (kind, key) = (KeyKind::Word, ty);
            return MapType {
                ty,
                key,
                kind,
                key_words: 1,
                elem_words: 1,
                raw: false,
            };
        };
        let (key_type, elem_type) = (&types[*key], &types[*elem]);
        let kind = match key_type.kind() {
            Kind::String => KeyKind::String,
            Kind::Pointer | Kind::Chan | Kind::UnsafePointer | Kind::Bool => KeyKind::Word,
            kind if kind.signed() || kind.unsigned() => KeyKind::Word,
            _ => KeyKind::Other,
        };
        MapType {
            ty,
            key: *key,
            kind,
            key_words: key_type.words,
            elem_words: elem_type.words,
            raw: key_type.pointers.is_none() && elem_type.pointers.is_none(),
        }
    }

    #[inline(always)]
    pub(super) fn entry_words(&self) -> u64 {
        u64::from(self.key_words) + u64::from(self.elem_words)
    }

    #[inline(always)]
    pub(super) fn group_words(&self) -> u64 {
        1 + GROUP * self.entry_words()
    }
}
