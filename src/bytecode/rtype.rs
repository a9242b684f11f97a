//! Run-time type descriptors: what the VM needs to know about a type to lay it out, compare, hash, print, assert and trace it.
//!
//! Invariants: two identical types have the same [`RTypeId`] within a program; index 0 is never a type. Sizes and offsets
//! count 8-byte words: a scalar is one word, a complex number two, a struct the sum of its fields, an array the packed
//! size of its elements rounded up to words (see [`RType::stride`]). The zero value of every type is all zero words.

use cranelift_entity::{EntityRef, PrimaryMap};

use crate::index::{FuncId, MethodId, RTypeId};

/// The types of a program.
pub type RTypes = PrimaryMap<RTypeId, RType>;

/// A type at run time.
#[derive(Clone, Debug)]
pub struct RType {
    /// As `%T` prints it: `int`, `[]int`, `map[string]main.T`, `*main.T`, `interface {}`.
    pub name: Box<str>,
    /// Import path of the package that declares it; empty for predeclared and unnamed types.
    pub pkg_path: Box<str>,
    /// Whether it is a defined type (predeclared ones are too).
    pub named: bool,
    /// What it is made of.
    pub shape: Shape,
    /// Size in words.
    pub words: u32,
    /// Bytes from one element to the next in an array or slice of it: 1, 2 or 4 for small scalars, else `8 * words`.
    pub stride: u32,
    /// Size in bytes of gc's layout on amd64, as `unsafe.Sizeof` tells: it decides the capacities that append chooses.
    pub go_size: u64,
    /// Which words may hold a pointer.
    pub pointers: PointerMap,
    /// Whether `==` is allowed on it; if it holds interfaces, it may still panic.
    pub comparable: bool,
    /// Its method set (of the type itself, promoted ones included), by ascending [`MethodId`]; empty for interfaces.
    pub methods: Box<[Method]>,
}

/// The kinds of types, in reflect's order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
#[allow(missing_docs, reason = "the variants are reflect's names")]
pub enum Kind {
    Bool = 1,
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
    Array,
    Chan,
    Func,
    Interface,
    Map,
    Pointer,
    Slice,
    String,
    Struct,
    UnsafePointer,
}

/// A type's kind and components.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A boolean, number, string or unsafe.Pointer.
    Basic(Kind),
    /// `*elem`
    Pointer(RTypeId),
    /// `[]elem`
    Slice(RTypeId),
    /// `[len]elem`
    Array {
        /// Type of the elements.
        elem: RTypeId,
        /// Number of elements.
        len: u64,
    },
    /// `map[key]elem`
    Map {
        /// Type of the keys.
        key: RTypeId,
        /// Type of the values.
        elem: RTypeId,
    },
    /// `chan elem`
    Chan {
        /// Which operations it allows.
        dir: ChanDir,
        /// Type of the elements.
        elem: RTypeId,
    },
    /// A function type.
    Func {
        /// Parameter types; the last one is a slice if variadic.
        params: Box<[RTypeId]>,
        /// Result types.
        results: Box<[RTypeId]>,
        /// Whether the last parameter is `...T`.
        variadic: bool,
    },
    /// A struct type.
    Struct(Box<[Field]>),
    /// An interface type: its methods by ascending [`MethodId`].
    Interface(Box<[IfaceMethod]>),
}

/// Which operations a channel type allows.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs, reason = "the variants say it")]
pub enum ChanDir {
    Both,
    Send,
    Recv,
}

/// A field of a struct.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name; for an embedded field that of its type.
    pub name: Box<str>,
    /// Import path of the package if the name is not exported, else empty.
    pub pkg_path: Box<str>,
    /// Its type.
    pub ty: RTypeId,
    /// Offset in words.
    pub offset: u32,
    /// Whether it is embedded.
    pub embedded: bool,
    /// Its tag.
    pub tag: Box<str>,
}

impl Field {
    /// Whether other packages may name it.
    pub fn exported(&self) -> bool {
        self.pkg_path.is_empty()
    }
}

/// A method of a concrete type.
#[derive(Clone, Debug)]
pub struct Method {
    /// Its name.
    pub name: Box<str>,
    /// The interned selector (with the package, if not exported).
    pub id: MethodId,
    /// What to call; the receiver words come after the parameters.
    pub func: FuncId,
    /// Its function type without the receiver.
    pub ty: RTypeId,
}

/// A method of an interface type.
#[derive(Clone, Debug)]
pub struct IfaceMethod {
    /// Its name.
    pub name: Box<str>,
    /// The interned selector.
    pub id: MethodId,
    /// Its function type.
    pub ty: RTypeId,
}

/// How a scalar is read from memory.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs, reason = "the variants say it")]
pub enum Width {
    I8,
    U8,
    I16,
    U16,
    I32,
    U32,
    Word,
}

/// Which words of a value may hold a pointer (or an interface word, whose low 48 bits may be one).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PointerMap {
    /// No word.
    None,
    /// Bit `i` stands for word `i`; later words hold none.
    Bits(u64),
    /// As `Bits`, 64 words per element.
    Long(Box<[u64]>),
    /// An array too large for a bitmap: this type's map repeated `count` times, `words` apart.
    Repeat {
        /// Map of one element.
        elem: Box<PointerMap>,
        /// Words from one element to the next.
        words: u32,
        /// Number of elements.
        count: u64,
    },
}

/// Bitmaps are made for types of up to this many words; larger arrays repeat, larger structs are scanned conservatively.
const LONG_MAP_WORDS: u64 = 4096;

impl RType {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        match &self.shape {
            Shape::Basic(kind) => *kind,
            Shape::Pointer(_) => Kind::Pointer,
            Shape::Slice(_) => Kind::Slice,
            Shape::Array { .. } => Kind::Array,
            Shape::Map { .. } => Kind::Map,
            Shape::Chan { .. } => Kind::Chan,
            Shape::Func { .. } => Kind::Func,
            Shape::Struct(_) => Kind::Struct,
            Shape::Interface(_) => Kind::Interface,
        }
    }

    /// Whether an interface holds the value itself in its low 48 bits because it is one pointer.
    pub fn pointer_shaped(&self) -> bool {
        use Kind::*;
        matches!(
            self.kind(),
            Pointer | String | Slice | Map | Chan | Func | UnsafePointer
        )
    }

    /// Whether a value is more or fewer than one scalar word: a struct, array or complex number.
    pub fn aggregate(&self) -> bool {
        use Kind::*;
        matches!(self.kind(), Struct | Array | Complex64 | Complex128)
    }

    /// The type of the elements of a pointer, slice, array, map or channel.
    pub fn elem(&self) -> Option<RTypeId> {
        match &self.shape {
            Shape::Pointer(elem) | Shape::Slice(elem) => Some(*elem),
            Shape::Array { elem, .. } | Shape::Map { elem, .. } | Shape::Chan { elem, .. } => {
                Some(*elem)
            }
            Shape::Basic(_) | Shape::Func { .. } | Shape::Struct(_) | Shape::Interface(_) => None,
        }
    }

    /// The fields of a struct; none for other types.
    pub fn fields(&self) -> &[Field] {
        match &self.shape {
            Shape::Struct(fields) => fields,
            _ => &[],
        }
    }

    /// The method with this selector.
    pub fn method(&self, id: MethodId) -> Option<&Method> {
        let at = self.methods.binary_search_by_key(&id, |m| m.id).ok()?;
        self.methods.get(at)
    }

    /// How a scalar of this type is read from memory.
    pub fn width(&self) -> Width {
        self.kind().width()
    }
}

impl Kind {
    /// How a scalar of this kind is read from memory.
    pub fn width(self) -> Width {
        use Kind::*;
        match self {
            Int8 => Width::I8,
            Bool | Uint8 => Width::U8,
            Int16 => Width::I16,
            Uint16 => Width::U16,
            Int32 => Width::I32,
            Uint32 | Float32 => Width::U32,
            _ => Width::Word,
        }
    }

    /// Bytes of a scalar of this kind in a packed array.
    pub fn packed_bytes(self) -> u32 {
        self.width().bytes()
    }

    /// Whether a scalar of this kind is a pointer or an interface word.
    pub fn has_pointer(self) -> bool {
        use Kind::*;
        matches!(
            self,
            Chan | Func | Interface | Map | Pointer | Slice | String | UnsafePointer
        )
    }

    /// Whether it is a signed integer.
    pub fn signed(self) -> bool {
        (Kind::Int..=Kind::Int64).contains(&self)
    }

    /// Whether it is an unsigned integer.
    pub fn unsigned(self) -> bool {
        (Kind::Uint..=Kind::Uintptr).contains(&self)
    }
}

impl Width {
    /// Bytes of a scalar in a packed array.
    pub fn bytes(self) -> u32 {
        match self {
            Width::I8 | Width::U8 => 1,
            Width::I16 | Width::U16 => 2,
            Width::I32 | Width::U32 => 4,
            Width::Word => 8,
        }
    }
}

/// Words and stride of an array of `len` elements of this stride; `None` if it is too large for any heap.
pub fn array_words(stride: u32, len: u64) -> Option<u32> {
    let bytes = u64::from(stride).checked_mul(len)?;
    u32::try_from(bytes.div_ceil(8)).ok()
}

impl PointerMap {
    /// The map of one scalar.
    pub fn scalar(kind: Kind) -> PointerMap {
        if kind.has_pointer() {
            PointerMap::Bits(1)
        } else {
            PointerMap::None
        }
    }

    /// The map of an array: `count` values of `words` words each.
    pub fn array(elem: &PointerMap, words: u32, count: u64) -> PointerMap {
        if elem.is_none() || words == 0 || count == 0 {
            return PointerMap::None;
        }
        if u64::from(words).saturating_mul(count) > LONG_MAP_WORDS {
            return PointerMap::Repeat {
                elem: Box::new(elem.clone()),
                words,
                count,
            };
        }
        let mut bits = BitVec::default();
        for i in 0..count {
            bits.add(elem, i as u32 * words, words);
        }
        bits.finish()
    }

    /// The map of a struct: each field's map, offset and size.
    pub fn fields<'a>(fields: impl IntoIterator<Item = (&'a PointerMap, u32, u32)>) -> PointerMap {
        let mut bits = BitVec::default();
        let mut end = 0;
        let mut large = false;
        for (map, offset, words) in fields {
            end = end.max(u64::from(offset) + u64::from(words));
            if !map.is_none() && end > LONG_MAP_WORDS {
                large = true;
            } else {
                bits.add(map, offset, words);
            }
        }
        if large {
            return PointerMap::Repeat {
                elem: Box::new(PointerMap::Bits(1)),
                words: 1,
                count: end,
            };
        }
        bits.finish()
    }

    /// Whether there are no pointers.
    pub fn is_none(&self) -> bool {
        matches!(self, PointerMap::None)
    }

    /// Whether word `i` may hold a pointer.
    pub fn get(&self, i: u64) -> bool {
        match self {
            PointerMap::None => false,
            PointerMap::Bits(bits) => i < 64 && bits >> i & 1 != 0,
            PointerMap::Long(list) => {
                (list.get((i / 64) as usize)).is_some_and(|bits| bits >> (i % 64) & 1 != 0)
            }
            PointerMap::Repeat { elem, words, count } => {
                i / u64::from(*words) < *count && elem.get(i % u64::from(*words))
            }
        }
    }
}

/// Collects a bitmap.
#[derive(Default)]
struct BitVec(Vec<u64>);

impl BitVec {
    fn add(&mut self, map: &PointerMap, offset: u32, words: u32) {
        if map.is_none() {
            return;
        }
        for i in 0..words {
            if map.get(u64::from(i)) {
                let at = (offset + i) as usize;
                if self.0.len() <= at / 64 {
                    self.0.resize(at / 64 + 1, 0);
                }
                self.0[at / 64] |= 1 << (at % 64);
            }
        }
    }

    fn finish(self) -> PointerMap {
        match self.0[..] {
            [] => PointerMap::None,
            [bits] => PointerMap::Bits(bits),
            _ => PointerMap::Long(self.0.into()),
        }
    }
}

/// A table with only the reserved entry 0, which is no type.
pub fn new_table() -> RTypes {
    let mut table = RTypes::new();
    let reserved = table.push(RType {
        name: "".into(),
        pkg_path: "".into(),
        named: false,
        shape: Shape::Interface(Box::new([])),
        words: 1,
        stride: 8,
        go_size: 16,
        pointers: PointerMap::Bits(1),
        comparable: false,
        methods: Box::new([]),
    });
    debug_assert_eq!(reserved.index(), 0);
    table
}
