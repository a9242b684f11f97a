//! The basic types, and the ids of predeclared types.

use crate::index::TypeId;

/// All that is known of a basic type: its id, name, properties, and gc's size and alignment on amd64.
macro_rules! basics {
    ($($basic:ident $id:ident $name:literal $info:expr, $size:expr;)*) => {
        /// The predeclared basic types and the types of untyped constants. `byte` and `rune` are `Uint8` and `Int32` with
        /// ids of their own, so that messages can say what was written.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[repr(u8)]
        #[allow(missing_docs, reason = "the variants are Go's own names")]
        pub enum Basic {
            $($basic,)*
        }

        /// Every basic type, in the order of their type ids.
        pub const BASICS: &[Basic] = &[$(Basic::$basic),*];

        #[allow(missing_docs, reason = "the names are Go's own")]
        impl TypeId {
            $(pub const $id: TypeId = Basic::$basic.id();)*
        }

        impl Basic {
            /// The id of the predeclared type of this kind.
            pub const fn id(self) -> TypeId {
                TypeId::from_raw(self as u32)
            }

            /// As it is printed in messages.
            pub fn name(self) -> &'static str {
                match self { $(Basic::$basic => $name,)* }
            }

            /// Its properties: a combination of the `IS_…` bits.
            pub fn info(self) -> u16 {
                match self { $(Basic::$basic => $info,)* }
            }

            /// Bytes of a value, and its alignment; of a type that variables can have.
            pub fn size(self) -> Option<(u64, u64)> {
                match self { $(Basic::$basic => $size,)* }
            }
        }
    };
}

const UNSIGNED: u16 = IS_INTEGER | IS_UNSIGNED;

/// The size of a scalar, which is its alignment.
const fn scalar(bytes: u64) -> Option<(u64, u64)> {
    Some((bytes, bytes))
}

basics! {
    Invalid INVALID "invalid type" 0, None;
    Bool BOOL "bool" IS_BOOLEAN, scalar(1);
    Int INT "int" IS_INTEGER, scalar(8);
    Int8 INT8 "int8" IS_INTEGER, scalar(1);
    Int16 INT16 "int16" IS_INTEGER, scalar(2);
    Int32 INT32 "int32" IS_INTEGER, scalar(4);
    Int64 INT64 "int64" IS_INTEGER, scalar(8);
    Uint UINT "uint" UNSIGNED, scalar(8);
    Uint8 UINT8 "uint8" UNSIGNED, scalar(1);
    Uint16 UINT16 "uint16" UNSIGNED, scalar(2);
    Uint32 UINT32 "uint32" UNSIGNED, scalar(4);
    Uint64 UINT64 "uint64" UNSIGNED, scalar(8);
    Uintptr UINTPTR "uintptr" UNSIGNED, scalar(8);
    Float32 FLOAT32 "float32" IS_FLOAT, scalar(4);
    Float64 FLOAT64 "float64" IS_FLOAT, scalar(8);
    Complex64 COMPLEX64 "complex64" IS_COMPLEX, Some((8, 4));
    Complex128 COMPLEX128 "complex128" IS_COMPLEX, Some((16, 8));
    String STRING "string" IS_STRING, Some((16, 8));
    UnsafePointer UNSAFE_POINTER "unsafe.Pointer" 0, scalar(8);
    UntypedBool UNTYPED_BOOL "untyped bool" IS_BOOLEAN | IS_UNTYPED, None;
    UntypedInt UNTYPED_INT "untyped int" IS_INTEGER | IS_UNTYPED, None;
    UntypedRune UNTYPED_RUNE "untyped rune" IS_INTEGER | IS_UNTYPED, None;
    UntypedFloat UNTYPED_FLOAT "untyped float" IS_FLOAT | IS_UNTYPED, None;
    UntypedComplex UNTYPED_COMPLEX "untyped complex" IS_COMPLEX | IS_UNTYPED, None;
    UntypedString UNTYPED_STRING "untyped string" IS_STRING | IS_UNTYPED, None;
    UntypedNil UNTYPED_NIL "untyped nil" IS_UNTYPED, None;
}

impl Basic {
    /// Bits of an integer type; untyped integers have no end, and none here.
    pub fn integer_bits(self) -> Option<u32> {
        let (bytes, _) = self.size().filter(|_| self.info() & IS_INTEGER != 0)?;
        Some(8 * bytes as u32)
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
