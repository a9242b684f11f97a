//! Types to words: how many slots a value takes, and how it is read from memory.
//!
//! Everything here takes canonical, concrete types (see [`Compiler::canon`]).

use std::rc::Rc;

use crate::bytecode::rtype::{Kind, Width, array_words};
use crate::check::types::{Basic, Type};
use crate::index::TypeId;

use super::Compiler;

/// What matters of a type when code is chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    /// Booleans.
    Bool,
    /// Integers.
    Int {
        /// 8, 16, 32 or 64.
        bits: u8,
        /// Two's complement.
        signed: bool,
    },
    /// `float32`
    F32,
    /// `float64`
    F64,
    /// `complex64`
    C64,
    /// `complex128`
    C128,
    /// Strings.
    Str,
    /// Pointers and `unsafe.Pointer`.
    Ptr,
    /// Slices.
    Slice,
    /// Maps.
    Map,
    /// Channels.
    Chan,
    /// Functions.
    Func,
    /// Interfaces.
    Iface,
    /// Structs.
    Struct,
    /// Arrays.
    Array,
    /// Several results.
    Tuple,
}

/// A type's class and size.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Layout {
    /// The class.
    pub class: Class,
    /// Slots.
    pub words: u32,
    /// A variable of it lives in a heap object: it is large, or holds arrays whose elements have no op to index them in a frame.
    pub boxed: bool,
}

/// A field of a struct, or an element of a tuple.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    /// Offset in words.
    pub offset: u32,
    /// Its type.
    pub ty: TypeId,
}

/// Variables of arrays with more words than this live in heap objects.
const MAX_ARRAY_WORDS: u32 = 64;
/// Variables of structs with more words than this live in heap objects.
const MAX_STRUCT_WORDS: u32 = 128;

impl Class {
    /// The class of 64-bit signed integers.
    pub(super) const INT: Class = Class::Int {
        bits: 64,
        signed: true,
    };

    /// Integers.
    pub(super) fn is_int(self) -> bool {
        matches!(self, Class::Int { .. })
    }

    /// Floats and complex numbers.
    pub(super) fn is_complex(self) -> bool {
        matches!(self, Class::C64 | Class::C128)
    }

    /// An interface holds a value of it in its low 48 bits as a pointer.
    pub(super) fn pointer_shaped(self) -> bool {
        matches!(
            self,
            Class::Str | Class::Ptr | Class::Slice | Class::Map | Class::Chan | Class::Func
        )
    }

    /// More or fewer than one scalar word.
    pub(super) fn aggregate(self) -> bool {
        matches!(
            self,
            Class::Struct | Class::Array | Class::C64 | Class::C128 | Class::Tuple
        )
    }

    /// How a scalar of it is read from memory.
    pub(super) fn width(self) -> Width {
        match self {
            Class::Bool => Width::U8,
            Class::F32 => Width::U32,
            Class::Int { bits: 8, signed } => [Width::U8, Width::I8][usize::from(signed)],
            Class::Int { bits: 16, signed } => [Width::U16, Width::I16][usize::from(signed)],
            Class::Int { bits: 32, signed } => [Width::U32, Width::I32][usize::from(signed)],
            _ => Width::Word,
        }
    }
}

/// The kind that values of a basic type have at run time; constants without type have that of their default type.
pub(super) fn basic_kind(basic: Basic) -> Kind {
    use Basic::*;
    match basic {
        Bool | UntypedBool => Kind::Bool,
        Int | UntypedInt | Invalid => Kind::Int,
        Int8 => Kind::Int8,
        Int16 => Kind::Int16,
        Int32 | UntypedRune => Kind::Int32,
        Int64 => Kind::Int64,
        Uint => Kind::Uint,
        Uint8 => Kind::Uint8,
        Uint16 => Kind::Uint16,
        Uint32 => Kind::Uint32,
        Uint64 => Kind::Uint64,
        Uintptr => Kind::Uintptr,
        Float32 => Kind::Float32,
        Float64 | UntypedFloat => Kind::Float64,
        Complex64 => Kind::Complex64,
        Complex128 | UntypedComplex => Kind::Complex128,
        String | UntypedString => Kind::String,
        UnsafePointer | UntypedNil => Kind::UnsafePointer,
    }
}

/// The class of a basic type.
fn basic_class(basic: Basic) -> Class {
    match basic_kind(basic) {
        Kind::Bool => Class::Bool,
        Kind::Float32 => Class::F32,
        Kind::Float64 => Class::F64,
        Kind::Complex64 => Class::C64,
        Kind::Complex128 => Class::C128,
        Kind::String => Class::Str,
        Kind::UnsafePointer => Class::Ptr,
        kind => Class::Int {
            bits: 8 * kind.packed_bytes() as u8,
            signed: kind.signed(),
        },
    }
}

impl Compiler<'_> {
    /// Class and size of a type.
    pub(super) fn layout(&mut self, ty: TypeId) -> Layout {
        if let Some(layout) = self.layouts[ty] {
            return layout;
        }
        let layout = self.new_layout(ty);
        self.layouts[ty] = Some(layout);
        layout
    }

    /// The class of a type.
    pub(super) fn class(&mut self, ty: TypeId) -> Class {
        self.layout(ty).class
    }

    /// How many slots a value of the type takes.
    pub(super) fn words(&mut self, ty: TypeId) -> u32 {
        self.layout(ty).words
    }

    fn new_layout(&mut self, ty: TypeId) -> Layout {
        let scalar = |class| Layout {
            class,
            words: 1,
            boxed: false,
        };
        match self.types.under(ty) {
            Type::Basic(basic) => {
                let class = basic_class(*basic);
                Layout {
                    class,
                    words: if class.is_complex() { 2 } else { 1 },
                    boxed: false,
                }
            }
            Type::Pointer(_) => scalar(Class::Ptr),
            Type::Slice(_) => scalar(Class::Slice),
            Type::Map { .. } => scalar(Class::Map),
            Type::Chan { .. } => scalar(Class::Chan),
            Type::Signature(_) => scalar(Class::Func),
            Type::Interface(_) | Type::TypeParam(_) | Type::Union(_) => scalar(Class::Iface),
            Type::Named(_) | Type::Alias(_) => scalar(Class::INT),
            &Type::Array { len, elem } => self.array_layout(len, elem),
            Type::Struct(_) | Type::Tuple(_) => self.struct_layout(ty),
        }
    }

    fn array_layout(&mut self, len: i64, elem: TypeId) -> Layout {
        let elem_layout = self.layout(elem);
        let stride = self.stride(elem);
        let words = array_words(stride, len.max(0) as u64).unwrap_or(u32::MAX);
        Layout {
            class: Class::Array,
            words,
            boxed: words > MAX_ARRAY_WORDS || elem_layout.class.aggregate(),
        }
    }

    fn struct_layout(&mut self, ty: TypeId) -> Layout {
        let slots = self.slots(ty);
        let mut words = 0u32;
        let mut boxed = false;
        for slot in slots.iter() {
            let field = self.layout(slot.ty);
            words = words.saturating_add(field.words);
            boxed |= field.boxed;
        }
        let class = match self.types.under(ty) {
            Type::Tuple(_) => Class::Tuple,
            _ => Class::Struct,
        };
        Layout {
            class,
            words,
            boxed: boxed || words > MAX_STRUCT_WORDS,
        }
    }

    /// Bytes from one element to the next in arrays and slices of this type.
    pub(super) fn stride(&mut self, elem: TypeId) -> u32 {
        let layout = self.layout(elem);
        match layout.class.aggregate() {
            true => layout.words.saturating_mul(8),
            false => layout.class.width().bytes(),
        }
    }

    /// The fields of a struct or the elements of a tuple, with their offsets.
    pub(super) fn slots(&mut self, ty: TypeId) -> Rc<[Slot]> {
        if let Some(slots) = self.struct_slots.get(&ty) {
            return slots.clone();
        }
        let types: Vec<TypeId> = match self.types.under(ty) {
            Type::Struct(fields) => fields.iter().map(|field| field.ty).collect(),
            Type::Tuple(params) => params.iter().map(|param| param.ty).collect(),
            _ => Vec::new(),
        };
        let mut offset = 0u32;
        let slots: Rc<[Slot]> = types
            .into_iter()
            .map(|ty| {
                let ty = self.canon(ty);
                let slot = Slot { offset, ty };
                offset = offset.saturating_add(self.words(ty));
                slot
            })
            .collect();
        self.struct_slots.insert(ty, slots.clone());
        slots
    }

    /// Sum of the sizes of several values.
    pub(super) fn words_of(&mut self, types: &[TypeId]) -> u32 {
        types
            .iter()
            .fold(0, |sum: u32, &ty| sum.saturating_add(self.words(ty)))
    }

    /// The element type of an array, slice, pointer, map or channel type.
    pub(super) fn elem(&mut self, ty: TypeId) -> TypeId {
        let elem = self.types.elem(ty).unwrap_or(TypeId::INVALID);
        self.canon(elem)
    }

    /// The length of an array type.
    pub(super) fn array_len(&self, ty: TypeId) -> u32 {
        match self.types.under(ty) {
            Type::Array { len, .. } => u32::try_from(*len).unwrap_or(u32::MAX),
            _ => 0,
        }
    }

    /// The key type of a map type.
    pub(super) fn map_key(&mut self, ty: TypeId) -> TypeId {
        let key = match self.types.under(ty) {
            Type::Map { key, .. } => *key,
            _ => TypeId::INVALID,
        };
        self.canon(key)
    }

    /// The target of a pointer type, and whether it is one (by its underlying type).
    pub(super) fn pointee(&mut self, ty: TypeId) -> (TypeId, bool) {
        match *self.types.under(ty) {
            Type::Pointer(elem) => (self.canon(elem), true),
            _ => (ty, false),
        }
    }

    /// The types of parameters and results of a function type.
    pub(super) fn signature(&mut self, ty: TypeId) -> Sig {
        let Some(sig) = self.types.as_signature(ty) else {
            return Sig::default();
        };
        let variadic = sig.variadic;
        let params: Vec<TypeId> = self
            .types
            .params(sig)
            .iter()
            .map(|param| param.ty)
            .collect();
        let results: Vec<TypeId> = self
            .types
            .results(sig)
            .iter()
            .map(|param| param.ty)
            .collect();
        let params: Vec<TypeId> = params.into_iter().map(|ty| self.canon(ty)).collect();
        let results: Vec<TypeId> = results.into_iter().map(|ty| self.canon(ty)).collect();
        let param_words = self.words_of(&params);
        let result_words = self.words_of(&results);
        Sig {
            params,
            results,
            variadic,
            param_words,
            result_words,
        }
    }
}

/// A function type taken apart.
#[derive(Clone, Default, Debug)]
pub(super) struct Sig {
    /// Parameter types.
    pub params: Vec<TypeId>,
    /// Result types.
    pub results: Vec<TypeId>,
    /// The last parameter takes any number of arguments.
    pub variadic: bool,
    /// Words of the parameters.
    pub param_words: u32,
    /// Words of the results.
    pub result_words: u32,
}
