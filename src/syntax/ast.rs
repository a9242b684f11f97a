//! The syntax tree: one arena for all files of a compilation, nodes named by dense ids.
//!
//! Invariants: nodes are never changed after parsing; facts about them live in side tables keyed by their ids. Types and
//! expressions are one kind of node, since `*T`, `a.b`, `a[i]` and `(T)` cannot be told apart before checking. Every
//! name, declared or used, is an [`ExprKind::Name`] node, so that one table maps names to objects.

use cranelift_entity::packed_option::PackedOption;
use cranelift_entity::{EntityList, ListPool, PrimaryMap};

use crate::index::{ClauseId, DeclId, ExprId, FieldId, Names, StmtId, Symbol};
use crate::source::{FileId, Span};

/// A short list of expressions in [`Ast::expr_lists`].
pub type Exprs = EntityList<ExprId>;
/// A list of statements in [`Ast::stmt_lists`].
pub type Stmts = EntityList<StmtId>;
/// A list of fields in [`Ast::field_lists`].
pub type Fields = EntityList<FieldId>;
/// An optional expression in four bytes.
pub type OptExpr = PackedOption<ExprId>;
/// An optional statement in four bytes.
pub type OptStmt = PackedOption<StmtId>;

/// All nodes of all files.
#[derive(Default)]
pub struct Ast {
    /// The texts of names and literals.
    pub names: Names,
    /// Expressions and types.
    pub exprs: PrimaryMap<ExprId, Expr>,
    /// Statements.
    pub stmts: PrimaryMap<StmtId, Stmt>,
    /// Switch and select cases.
    pub clauses: PrimaryMap<ClauseId, Clause>,
    /// Declarations.
    pub decls: PrimaryMap<DeclId, Decl>,
    /// Parameters, results, struct fields, interface elements, type parameters.
    pub fields: PrimaryMap<FieldId, Field>,
    /// Storage of [`Exprs`].
    pub expr_lists: ListPool<ExprId>,
    /// Storage of [`Stmts`].
    pub stmt_lists: ListPool<StmtId>,
    /// Storage of clause lists.
    pub clause_lists: ListPool<ClauseId>,
    /// Storage of [`Fields`].
    pub field_lists: ListPool<FieldId>,
    /// Storage of declaration lists.
    pub decl_lists: ListPool<DeclId>,
}

impl Ast {
    /// The elements of an expression list.
    pub fn list(&self, list: Exprs) -> &[ExprId] {
        list.as_slice(&self.expr_lists)
    }

    /// The statements of a block.
    pub fn block(&self, list: Stmts) -> &[StmtId] {
        list.as_slice(&self.stmt_lists)
    }

    /// The elements of a field list.
    pub fn fields(&self, list: Fields) -> &[FieldId] {
        list.as_slice(&self.field_lists)
    }

    /// The cases of a switch or select.
    pub fn clauses(&self, list: EntityList<ClauseId>) -> &[ClauseId] {
        list.as_slice(&self.clause_lists)
    }

    /// The declarations of a list.
    pub fn decls(&self, list: EntityList<DeclId>) -> &[DeclId] {
        list.as_slice(&self.decl_lists)
    }

    /// The symbol, if this is a name.
    pub fn name(&self, expr: ExprId) -> Option<Symbol> {
        match self.exprs[expr].kind {
            ExprKind::Name(symbol) => Some(symbol),
            _ => None,
        }
    }

    /// The text of a symbol.
    pub fn text(&self, symbol: Symbol) -> &str {
        self.names.text(symbol)
    }
}

/// One source file. Its declarations are in [`Ast::decls`], in source order, imports included.
#[derive(Clone, Copy, Debug)]
pub struct File {
    /// Which text.
    pub file: FileId,
    /// The name in the package clause; `None` if there is none (an error was reported).
    pub package: OptExpr,
    /// Everything at top level.
    pub decls: EntityList<DeclId>,
}

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

/// Unary operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnOp {
    /// `+`
    Plus,
    /// `-`
    Neg,
    /// `!`
    Not,
    /// `^`
    Compl,
    /// `&`
    Addr,
    /// `<-`
    Recv,
    /// `~`
    Tilde,
}

/// Binary operators, in no particular order; see [`BinOp::precedence`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BinOp {
    /// `||`
    OrOr,
    /// `&&`
    AndAnd,
    /// `==`
    Eq,
    /// `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `|`
    Or,
    /// `^`
    Xor,
    /// `*`
    Mul,
    /// `/`
    Div,
    /// `%`
    Rem,
    /// `&`
    And,
    /// `&^`
    AndNot,
    /// `<<`
    Shl,
    /// `>>`
    Shr,
}

impl BinOp {
    /// 1 (`||`) to 5 (`*`). Spec: Operator precedence.
    pub fn precedence(self) -> u8 {
        use BinOp::*;
        match self {
            OrOr => 1,
            AndAnd => 2,
            Eq | Ne | Lt | Le | Gt | Ge => 3,
            Add | Sub | Or | Xor => 4,
            Mul | Div | Rem | And | AndNot | Shl | Shr => 5,
        }
    }

    /// As written.
    pub fn text(self) -> &'static str {
        use BinOp::*;
        match self {
            OrOr => "||",
            AndAnd => "&&",
            Eq => "==",
            Ne => "!=",
            Lt => "<",
            Le => "<=",
            Gt => ">",
            Ge => ">=",
            Add => "+",
            Sub => "-",
            Or => "|",
            Xor => "^",
            Mul => "*",
            Div => "/",
            Rem => "%",
            And => "&",
            AndNot => "&^",
            Shl => "<<",
            Shr => ">>",
        }
    }

    /// `==`, `!=`, `<`, `<=`, `>` or `>=`.
    pub fn is_comparison(self) -> bool {
        self.precedence() == 3
    }
}

impl UnOp {
    /// As written.
    pub fn text(self) -> &'static str {
        match self {
            UnOp::Plus => "+",
            UnOp::Neg => "-",
            UnOp::Not => "!",
            UnOp::Compl => "^",
            UnOp::Addr => "&",
            UnOp::Recv => "<-",
            UnOp::Tilde => "~",
        }
    }
}

/// Channel directions.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ChanDir {
    /// `chan T`
    Both,
    /// `chan<- T`
    Send,
    /// `<-chan T`
    Recv,
}

/// A parameter, result, type parameter, struct field or interface element.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// A name node; absent for unnamed parameters, embedded fields and embedded interface elements.
    pub name: OptExpr,
    /// Its type: fields declared together (`a, b int`) share one node. For interface methods a func type, for embedded
    /// elements a type or a union of [`BinOp::Or`] and [`UnOp::Tilde`] nodes.
    pub ty: ExprId,
    /// A struct field's tag literal.
    pub tag: OptExpr,
    /// Name and type.
    pub span: Span,
}

/// A statement with its place.
#[derive(Clone, Copy, Debug)]
pub struct Stmt {
    /// What it is.
    pub kind: StmtKind,
    /// From its first to after its last byte.
    pub span: Span,
    /// Where gc says it is: the operator of an assignment, a send or `++`; otherwise `span.lo`.
    pub pos: u32,
}

/// The forms of statements. Spec: Statements.
#[derive(Clone, Copy, Debug)]
pub enum StmtKind {
    /// Nothing, or a repaired place.
    Empty,
    /// An expression on its own.
    Expr(ExprId),
    /// `chan <- value`
    Send {
        /// The channel.
        chan: ExprId,
        /// The value.
        value: ExprId,
    },
    /// `x++` or `x--`
    IncDec {
        /// The operand.
        x: ExprId,
        /// `++`
        inc: bool,
    },
    /// `a, b = x, y`, or `a op= x` with one operand on each side.
    Assign {
        /// The operator of `op=`.
        op: Option<BinOp>,
        /// Left side.
        lhs: Exprs,
        /// Right side.
        rhs: Exprs,
    },
    /// `a, b := x, y`
    Define {
        /// Left side: names, if correct.
        lhs: Exprs,
        /// Right side.
        rhs: Exprs,
    },
    /// `go call`
    Go(ExprId),
    /// `defer call`
    Defer(ExprId),
    /// `return results`
    Return(Exprs),
    /// `break`, `continue`, `goto`, `fallthrough`
    Branch {
        /// Which.
        kind: Branch,
        /// A name node.
        label: OptExpr,
    },
    /// `{ … }`
    Block(Stmts),
    /// `if init; cond then else otherwise`
    If {
        /// The simple statement before the condition.
        init: OptStmt,
        /// The condition; [`ExprKind::Bad`] if missing.
        cond: ExprId,
        /// A block.
        then: StmtId,
        /// A block or another if. Long chains lean here: loop along them.
        otherwise: OptStmt,
    },
    /// `switch init; tag { … }`
    Switch {
        /// The simple statement before the tag.
        init: OptStmt,
        /// The tag; absent means `true`.
        tag: OptExpr,
        /// The cases.
        clauses: EntityList<ClauseId>,
    },
    /// `switch init; bind := x.(type) { … }`
    TypeSwitch {
        /// The simple statement before the guard.
        init: OptStmt,
        /// A name node.
        bind: OptExpr,
        /// The operand before `.(type)`.
        x: ExprId,
        /// The cases.
        clauses: EntityList<ClauseId>,
    },
    /// `select { … }`
    Select(EntityList<ClauseId>),
    /// `for init; cond; post { … }`
    For {
        /// Before the loop.
        init: OptStmt,
        /// Absent means true.
        cond: OptExpr,
        /// After each iteration.
        post: OptStmt,
        /// A block.
        body: StmtId,
    },
    /// `for key, value := range x { … }`
    Range {
        /// First iteration variable or operand.
        key: OptExpr,
        /// Second iteration variable or operand.
        value: OptExpr,
        /// A third one, for the checker to reject.
        extra: OptExpr,
        /// `:=` rather than `=`.
        define: bool,
        /// What is ranged over.
        x: ExprId,
        /// A block.
        body: StmtId,
    },
    /// `label: stmt`
    Labeled {
        /// A name node.
        label: ExprId,
        /// The statement; may be empty.
        stmt: StmtId,
    },
    /// A const, var or type declaration inside a function.
    Decl(EntityList<DeclId>),
}

/// Branch statements.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Branch {
    /// `break`
    Break,
    /// `continue`
    Continue,
    /// `goto`
    Goto,
    /// `fallthrough`
    Fallthrough,
}

/// A case of a switch, type switch or select.
#[derive(Clone, Copy, Debug)]
pub struct Clause {
    /// The values or types of a switch case; empty in a select and in `default`.
    pub exprs: Exprs,
    /// The send, receive expression, receive assignment or receive definition of a select case.
    pub comm: OptStmt,
    /// It is `default`.
    pub default: bool,
    /// The body.
    pub body: Stmts,
    /// The whole case.
    pub span: Span,
    /// Offset of its `:`.
    pub colon: u32,
}

/// A declaration with its place.
#[derive(Clone, Copy, Debug)]
pub struct Decl {
    /// What it is.
    pub kind: DeclKind,
    /// The spec, without the keyword of a group.
    pub span: Span,
}

/// The forms of declarations; a group `var ( … )` is one declaration per line.
#[derive(Clone, Copy, Debug)]
pub enum DeclKind {
    /// `import name "path"`
    Import {
        /// A name node, `.` and `_` included.
        name: OptExpr,
        /// A string literal node.
        path: ExprId,
    },
    /// `const names ty = values`
    Const {
        /// Name nodes.
        names: Exprs,
        /// The type.
        ty: OptExpr,
        /// The values; empty (without type) means those of the previous line of the group.
        values: Exprs,
        /// Its index in the group.
        iota: u32,
    },
    /// `var names ty = values`
    Var {
        /// Name nodes.
        names: Exprs,
        /// The type.
        ty: OptExpr,
        /// The values.
        values: Exprs,
    },
    /// `type name[tparams] = ty`
    Type {
        /// A name node.
        name: ExprId,
        /// Type parameters.
        tparams: Fields,
        /// It has a `=`.
        alias: bool,
        /// The type.
        ty: ExprId,
    },
    /// `func (recv) name[tparams](…) … body`
    Func {
        /// The receiver; more than one is reported by the parser.
        recv: Fields,
        /// A name node.
        name: ExprId,
        /// Type parameters.
        tparams: Fields,
        /// An [`ExprKind::FuncType`].
        ty: ExprId,
        /// The body's block; absent in a native's declaration.
        body: OptStmt,
    },
}
