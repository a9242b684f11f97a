//! What the checker found out: tables beside the syntax tree, for the compiler.

use cranelift_entity::packed_option::PackedOption;
use cranelift_entity::{PrimaryMap, SecondaryMap, entity_impl};
use hashbrown::HashMap;

use crate::index::{ClauseId, ExprId, ObjId, PkgId, TypeId};

use super::constant::Value;
use super::operand::Mode;

/// A constant's value in [`Info::values`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConstId(u32);
entity_impl!(ConstId, "const");

/// What is known about an expression.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TypeAndValue {
    /// What it denotes; [`Mode::Invalid`] if it was not checked.
    pub mode: Mode,
    /// The left operand of a shift whose type is not yet known.
    pub(super) shift_lhs: bool,
    /// Its type; none if it was not checked. A comma-ok expression whose `ok` is used has a tuple of two, a call with several
    /// results a tuple, a call without an empty tuple. Untyped constants have the type that they are converted to.
    pub ty: PackedOption<TypeId>,
    /// Its value, if it is constant.
    pub value: PackedOption<ConstId>,
}

/// What a selector `x.f` selects; package members are not selections.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SelectionKind {
    /// A field.
    FieldVal,
    /// A method, called or as a value.
    MethodVal,
    /// `T.m`: a function with the receiver as first parameter.
    MethodExpr,
}

/// What a selector means.
#[derive(Clone, Debug)]
pub struct Selection {
    /// Field, method or method expression.
    pub kind: SelectionKind,
    /// The type of `x`.
    pub recv: TypeId,
    /// The field or method. The type of the selector itself is in [`Info::types`].
    pub obj: ObjId,
    /// The fields to go through, then the field's index in its struct, or the method's in the methods of its defined type
    /// or in the sorted methods of its interface.
    pub path: Box<[u32]>,
    /// There is a pointer somewhere on the path.
    pub indirect: bool,
}

/// A use of a generic function, or of a method of its own type parameters.
#[derive(Clone, Debug)]
pub struct Instantiation {
    /// The type arguments, inferred ones included.
    pub targs: Box<[TypeId]>,
    /// The type of the instance.
    pub ty: TypeId,
}

/// One step of the initialisation of a package: `lhs = rhs`.
#[derive(Clone, Debug)]
pub struct InitStep {
    /// The variables; several for `var a, b = f()`, none for `var _ = x`.
    pub lhs: Vec<ObjId>,
    /// The value.
    pub rhs: ExprId,
}

/// The tables, for all packages of a program.
#[derive(Default)]
pub struct Info {
    /// Every expression and type expression.
    pub types: SecondaryMap<ExprId, TypeAndValue>,
    /// Constant values.
    pub values: PrimaryMap<ConstId, Value>,
    /// What each name node declares or denotes, selected names included. In `x := …` of a type switch the name has none: see
    /// [`Info::implicits`].
    pub objects: SecondaryMap<ExprId, PackedOption<ObjId>>,
    /// By selector expression.
    pub selections: HashMap<ExprId, Selection, foldhash::fast::FixedState>,
    /// By the name node of a key in a struct literal that names a promoted field: the path to it.
    pub promoted_keys: HashMap<ExprId, Box<[u32]>, foldhash::fast::FixedState>,
    /// The variable that a type switch declares in a clause.
    pub implicits: SecondaryMap<ClauseId, PackedOption<ObjId>>,
    /// By the name node of the generic function (the selected name of `pkg.F`).
    pub instances: HashMap<ExprId, Instantiation, foldhash::fast::FixedState>,
    /// How to initialise each package, in order.
    pub init_order: SecondaryMap<PkgId, Vec<InitStep>>,
    /// Calls that never return because they call `panic`.
    pub panics: hashbrown::HashSet<ExprId, foldhash::fast::FixedState>,
}

impl Info {
    /// The type of an expression; invalid if it was not checked.
    pub fn type_of(&self, expr: ExprId) -> TypeId {
        self.types[expr].ty.expand().unwrap_or(TypeId::INVALID)
    }

    /// The value of a constant expression.
    pub fn value_of(&self, expr: ExprId) -> Option<&Value> {
        self.types[expr]
            .value
            .expand()
            .map(|value| &self.values[value])
    }

    /// What a name node stands for.
    pub fn object_of(&self, name: ExprId) -> Option<ObjId> {
        self.objects[name].expand()
    }
}
