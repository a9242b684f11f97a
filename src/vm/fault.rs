//! What can go wrong inside an instruction or a native, as data: it becomes a Go panic, or the end of the program.

use crate::index::RTypeId;
use crate::vm::heap::OutOfMemory;
use crate::vm::interrupt::Limit;

/// Raised by an instruction or a native. All but [`Fault::Fatal`] and [`Fault::Limit`] can be recovered by the guest.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// A nil pointer, map iterator, function or interface was used.
    NilDeref,
    /// `x / 0`.
    DivideByZero,
    /// `x << -1`.
    NegativeShift,
    /// An index, slice bound or length is out of range.
    Bounds(Bounds),
    /// `make([]T, n)` with n negative or huge.
    MakeSliceLen,
    /// `make([]T, n, c)` with c < n or huge.
    MakeSliceCap,
    /// `==` on two interfaces whose dynamic type cannot be compared.
    Uncomparable(RTypeId),
    /// Such a type as a map key.
    Unhashable(RTypeId),
    /// `x.(T)` failed.
    Assertion(Assertion),
    /// `panic(nil)`.
    PanicNil,
    /// A `runtime.plainError`: the whole text, such as `assignment to entry in nil map`.
    Plain(&'static str),
    /// A `runtime.errorString`: the text without `runtime error: `.
    Runtime(String),
    /// `panic("…")` by a native, with a plain string.
    Text(String),
    /// `panic(v)` with this interface word.
    Value(u64),
    /// The memory limit does not allow an allocation. Nothing has changed yet: after a collection the instruction may be
    /// tried again if [`collection_may_help`](crate::vm::heap::Heap::collection_may_help), else `fatal error: out of memory`.
    OutOfMemory,
    /// `fatal error: …`: neither deferred calls nor recover.
    Fatal(String),
    /// A limit of the VM is reached: it ends.
    Limit(Limit),
}

impl From<OutOfMemory> for Fault {
    fn from(_: OutOfMemory) -> Fault {
        Fault::OutOfMemory
    }
}

impl From<Limit> for Fault {
    fn from(limit: Limit) -> Fault {
        Fault::Limit(limit)
    }
}

/// Which bound was wrong, and how. Values are those that Go prints.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bounds {
    /// `[x]` with length y.
    Index(i64, i64),
    /// `[:x]` with length y.
    SliceToLen(i64, i64),
    /// `[:x]` with capacity y.
    SliceToCap(i64, i64),
    /// `[x:y]`.
    SliceFrom(i64, i64),
    /// `[::x]` with length y (of an array).
    Slice3MaxLen(i64, i64),
    /// `[::x]` with capacity y.
    Slice3MaxCap(i64, i64),
    /// `[:x:y]`.
    Slice3To(i64, i64),
    /// `[x:y:]`.
    Slice3From(i64, i64),
    /// A slice of length x converted to an array of length y.
    Convert(i64, i64),
}

impl Bounds {
    /// Go's text, without `runtime error: `. The bounds of an unsigned type are never negative.
    pub fn text(self, unsigned: bool) -> String {
        use Bounds::*;
        let negative = |x: i64| x < 0 && !unsigned;
        let n = |x: i64| match unsigned {
            true => (x as u64).to_string(),
            false => x.to_string(),
        };
        let slice = "slice bounds out of range";
        match self {
            Index(x, _) if negative(x) => format!("index out of range [{x}]"),
            Index(x, y) => format!("index out of range [{}] with length {y}", n(x)),
            SliceToLen(x, _) | SliceToCap(x, _) if negative(x) => format!("{slice} [:{x}]"),
            SliceToLen(x, y) => format!("{slice} [:{}] with length {y}", n(x)),
            SliceToCap(x, y) => format!("{slice} [:{}] with capacity {y}", n(x)),
            SliceFrom(x, _) if negative(x) => format!("{slice} [{x}:]"),
            SliceFrom(x, y) => format!("{slice} [{}:{}]", n(x), n(y)),
            Slice3MaxLen(x, _) | Slice3MaxCap(x, _) if negative(x) => format!("{slice} [::{x}]"),
            Slice3MaxLen(x, y) => format!("{slice} [::{}] with length {y}", n(x)),
            Slice3MaxCap(x, y) => format!("{slice} [::{}] with capacity {y}", n(x)),
            Slice3To(x, _) if negative(x) => format!("{slice} [:{x}:]"),
            Slice3To(x, y) => format!("{slice} [:{}:{}]", n(x), n(y)),
            Slice3From(x, _) if negative(x) => format!("{slice} [{x}::]"),
            Slice3From(x, y) => format!("{slice} [{}:{}:]", n(x), n(y)),
            Convert(x, y) => format!(
                "cannot convert slice with length {x} to array or pointer to array with length {y}"
            ),
        }
    }
}

/// A failed type assertion.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Assertion {
    /// The static type of the operand; absent where Go prints just `interface`.
    pub operand: Option<RTypeId>,
    /// The dynamic type, absent for nil.
    pub dynamic: Option<RTypeId>,
    /// The asserted type.
    pub wanted: RTypeId,
    /// The first method that the dynamic type lacks.
    pub missing: Option<Box<str>>,
}
