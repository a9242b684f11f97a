//! Expressions and types.

use super::{BinOp, ChanDir, Exprs, Fields, OptExpr, UnOp};
use crate::index::{ExprId, StmtId, Symbol};
use crate::source::Span;

/// An expression or type with its place.
#[derive(Clone, Copy, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// From its first to after its last byte.
    pub span: Span,
    /// Where gc says it is when that is not its first byte: the operator of a binary expression, the `.` of a
    /// selector, the `[` of an index or slice, the `(` of a call, the `{` of a composite literal, the `:` of a
    /// key–value pair. Otherwise `span.lo`.
    pub pos: u32,
}

/// The forms of expressions and types. Spec: Expressions, Types.
#[derive(Clone, Copy, Debug)]
pub enum ExprKind {
    /// A place the parser had to repair; an error was reported.
    Bad,
    /// An identifier, `_` included.
    Name(Symbol),
    /// A literal; the symbol is its text as written.
    Literal {
        /// Its kind.
        kind: Lit,
        /// Its text.
        text: Symbol,
        /// A lexical error was reported for it: its value is unknown.
        bad: bool,
    },
    /// `func(…) … { … }`
    FuncLit {
        /// An [`ExprKind::FuncType`].
        ty: ExprId,
        /// The body's block statement.
        body: StmtId,
    },
    /// `T{…}`; without type inside another composite literal.
    Composite {
        /// `T`
        ty: OptExpr,
        /// Elements, key–value pairs among them.
        elems: Exprs,
        /// Offset of the `}`.
        rbrace: u32,
    },
    /// `key: value` inside a composite literal.
    KeyValue {
        /// The key.
        key: ExprId,
        /// The value.
        value: ExprId,
    },
    /// `(x)`
    Paren(ExprId),
    /// `x.sel`
    Selector {
        /// The operand, or a package name.
        x: ExprId,
        /// A name node.
        sel: ExprId,
    },
    /// `x[i]`, or `x[T1, T2]`.
    Index {
        /// The operand.
        x: ExprId,
        /// One or more indices or type arguments.
        args: Exprs,
    },
    /// `x[lo:hi]` or `x[lo:hi:max]`.
    Slice {
        /// The operand.
        x: ExprId,
        /// Its bounds, absent ones included.
        indices: SliceIndices,
    },
    /// `x.(T)`; without type it is the `x.(type)` of a type switch.
    TypeAssert {
        /// The operand.
        x: ExprId,
        /// `T`
        ty: OptExpr,
    },
    /// `f(a, b...)`, also a conversion.
    Call {
        /// What is called.
        fun: ExprId,
        /// Arguments; the first may be a type.
        args: Exprs,
        /// The last argument is followed by `...`.
        spread: bool,
    },
    /// `*x`, a pointer type or an indirection.
    Star(ExprId),
    /// `op x`
    Unary {
        /// One of `+ - ! ^ & <-`, and `~` in constraints.
        op: UnOp,
        /// The operand.
        x: ExprId,
    },
    /// `x op y`
    Binary {
        /// The operator.
        op: BinOp,
        /// Left operand. Long chains lean left: loop along them.
        x: ExprId,
        /// Right operand.
        y: ExprId,
    },
    /// `[N]T`; without length `[...]T`.
    ArrayType {
        /// `N`
        len: OptExpr,
        /// `T`
        elem: ExprId,
    },
    /// `[]T`
    SliceType(ExprId),
    /// `struct { … }`: a field per name, or one without name for an embedded field.
    StructType(Fields),
    /// `func(params) results`
    FuncType {
        /// A field per parameter; the type of a variadic one is [`ExprKind::Ellipsis`].
        params: Fields,
        /// A field per result.
        results: Fields,
    },
    /// `interface { … }`: methods have a name and a func type; embedded elements have no name.
    InterfaceType(Fields),
    /// `map[K]V`
    MapType {
        /// `K`
        key: ExprId,
        /// `V`
        value: ExprId,
    },
    /// `chan T`, `<-chan T`, `chan<- T`
    ChanType {
        /// Direction.
        dir: ChanDir,
        /// `T`
        elem: ExprId,
    },
    /// `...T`, only as the type of a last parameter.
    Ellipsis(OptExpr),
}

/// The indices of a slice expression.
#[derive(Clone, Copy, Debug)]
pub struct SliceIndices {
    /// `x[lo:]`
    pub lo: OptExpr,
    /// `x[:hi]`
    pub hi: OptExpr,
    /// `x[::max]`
    pub max: OptExpr,
    /// There are two colons.
    pub full: bool,
}

/// Literal kinds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lit {
    /// `42`, `0x2A`, …
    Int,
    /// `4.2`, `0x1p-2`, …
    Float,
    /// `4i`
    Imag,
    /// `'x'`
    Rune,
    /// `"x"` or a raw string.
    String,
}
