//! The basic types, and the ids of predeclared types.

use crate::index::TypeId;

/// The predeclared basic types and the types of untyped constants. `byte` and `rune` are `Uint8` and `Int32` with ids of
/// their own, so that messages can say what was written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
#[allow(missing_docs, reason = "the variants are Go's own names")]
pub enum Basic {
    Invalid,
    Bool,
    Int,
    Int8,
    Int16,
    Int32,
    Int64,
    Uint,
    Uint8,
    Uint16,
    Uint32,
    Uint64,
    Uintptr,
    Float32,
    Float64,
    Complex64,
    Complex128,
    String,
    UnsafePointer,
    UntypedBool,
    UntypedInt,
    UntypedRune,
    UntypedFloat,
    UntypedComplex,
    UntypedString,
    UntypedNil,
}

/// Every basic type, in the order of their type ids.
pub const BASICS: [Basic; 26] = {
    use Basic::*;
    [
        Invalid,
        Bool,
        Int,
        Int8,
        Int16,
        Int32,
        Int64,
        Uint,
        Uint8,
        Uint16,
        Uint32,
        Uint64,
        Uintptr,
        Float32,
        Float64,
        Complex64,
        Complex128,
        String,
        UnsafePointer,
        UntypedBool,
        UntypedInt,
        UntypedRune,
        UntypedFloat,
        UntypedComplex,
        UntypedString,
        UntypedNil,
    ]
};

impl Basic {
    /// The id of the predeclared type of this kind.
    pub const fn id(self) -> TypeId {
        TypeId::from_raw(self as u32)
    }

    /// As it is printed in messages.
    pub fn name(self) -> &'static str {
        use Basic::*;
        match self {
            Invalid => "invalid type",
            Bool => "bool",
            Int => "int",
            Int8 => "int8",
            Int16 => "int16",
            Int32 => "int32",
            Int64 => "int64",
            Uint => "uint",
            Uint8 => "uint8",
            Uint16 => "uint16",
            Uint32 => "uint32",
            Uint64 => "uint64",
            Uintptr => "uintptr",
            Float32 => "float32",
            Float64 => "float64",
            Complex64 => "complex64",
            Complex128 => "complex128",
            String => "string",
            UnsafePointer => "unsafe.Pointer",
            UntypedBool => "untyped bool",
            UntypedInt => "untyped int",
            UntypedRune => "untyped rune",
            UntypedFloat => "untyped float",
            UntypedComplex => "untyped complex",
            UntypedString => "untyped string",
            UntypedNil => "untyped nil",
        }
    }

    /// Its properties: a combination of the `IS_…` bits.
    pub fn info(self) -> u16 {
        use Basic::*;
        match self {
            Invalid | UnsafePointer => 0,
            Bool => IS_BOOLEAN,
            Int | Int8 | Int16 | Int32 | Int64 => IS_INTEGER,
            Uint | Uint8 | Uint16 | Uint32 | Uint64 | Uintptr => IS_INTEGER | IS_UNSIGNED,
            Float32 | Float64 => IS_FLOAT,
            Complex64 | Complex128 => IS_COMPLEX,
            String => IS_STRING,
            UntypedBool => IS_BOOLEAN | IS_UNTYPED,
            UntypedInt | UntypedRune => IS_INTEGER | IS_UNTYPED,
            UntypedFloat => IS_FLOAT | IS_UNTYPED,
            UntypedComplex => IS_COMPLEX | IS_UNTYPED,
            UntypedString => IS_STRING | IS_UNTYPED,
            UntypedNil => IS_UNTYPED,
        }
    }
}

/// See [`Basic::info`].
pub const IS_BOOLEAN: u16 = 1;
/// See [`Basic::info`].
pub const IS_INTEGER: u16 = 2;
/// See [`Basic::info`].
pub const IS_UNSIGNED: u16 = 4;
/// See [`Basic::info`].
pub const IS_FLOAT: u16 = 8;
/// See [`Basic::info`].
pub const IS_COMPLEX: u16 = 16;
/// See [`Basic::info`].
pub const IS_STRING: u16 = 32;
/// See [`Basic::info`].
pub const IS_UNTYPED: u16 = 64;
/// See [`Basic::info`].
pub const IS_ORDERED: u16 = IS_INTEGER | IS_FLOAT | IS_STRING;
/// See [`Basic::info`].
pub const IS_NUMERIC: u16 = IS_INTEGER | IS_FLOAT | IS_COMPLEX;
/// See [`Basic::info`].
pub const IS_CONST_TYPE: u16 = IS_BOOLEAN | IS_NUMERIC | IS_STRING;

macro_rules! predeclared {
    ($($id:ident = $basic:ident;)*) => {
        #[allow(missing_docs, reason = "the names are Go's own")]
        impl TypeId { $(pub const $id: TypeId = Basic::$basic.id();)* }
    };
}

predeclared! {
    INVALID = Invalid;
    BOOL = Bool;
    INT = Int;
    INT8 = Int8;
    INT16 = Int16;
    INT32 = Int32;
    INT64 = Int64;
    UINT = Uint;
    UINT8 = Uint8;
    UINT16 = Uint16;
    UINT32 = Uint32;
    UINT64 = Uint64;
    UINTPTR = Uintptr;
    FLOAT32 = Float32;
    FLOAT64 = Float64;
    COMPLEX64 = Complex64;
    COMPLEX128 = Complex128;
    STRING = String;
    UNSAFE_POINTER = UnsafePointer;
    UNTYPED_BOOL = UntypedBool;
    UNTYPED_INT = UntypedInt;
    UNTYPED_RUNE = UntypedRune;
    UNTYPED_FLOAT = UntypedFloat;
    UNTYPED_COMPLEX = UntypedComplex;
    UNTYPED_STRING = UntypedString;
    UNTYPED_NIL = UntypedNil;
}

impl TypeId {
    /// `byte`: identical to [`TypeId::UINT8`], printed `byte`.
    pub const BYTE: TypeId = TypeId::from_raw(26);
    /// `rune`: identical to [`TypeId::INT32`], printed `rune`.
    pub const RUNE: TypeId = TypeId::from_raw(27);
    /// The tuple without elements.
    pub const EMPTY_TUPLE: TypeId = TypeId::from_raw(28);
    /// `interface{}`.
    pub const EMPTY_INTERFACE: TypeId = TypeId::from_raw(29);
    /// The named type `error`.
    pub const ERROR: TypeId = TypeId::from_raw(30);
    /// The alias `any`.
    pub const ANY: TypeId = TypeId::from_raw(31);
    /// The named type `comparable`.
    pub const COMPARABLE: TypeId = TypeId::from_raw(32);
    /// `[]byte`.
    pub const BYTES: TypeId = TypeId::from_raw(33);
}
