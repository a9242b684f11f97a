//! Properties of types, in the words of the spec.

use smallvec::SmallVec;

use hashbrown::HashSet;

use crate::index::TypeId;

use super::types::*;

/// Why values of a type cannot be compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Incomparable {
    /// The kind of type says it all: slices, maps, functions.
    Plain,
    /// A struct with a field of this type.
    StructContaining(TypeId),
    /// An array type: this one.
    Array(TypeId),
    /// A type parameter whose constraint no type satisfies.
    EmptyTypeSet,
    /// A type parameter whose constraint allows incomparable types.
    TypesInSet,
}

impl Types {
    /// It could be determined.
    pub fn is_valid(&self, ty: TypeId) -> bool {
        self.unalias(ty) != TypeId::INVALID
    }

    /// The basic type that the underlying type is.
    pub fn basic(&self, ty: TypeId) -> Option<Basic> {
        match self.get(ty) {
            Type::Basic(basic) => Some(*basic),
            Type::Named(_) | Type::Alias(_) => match self.under(ty) {
                Type::Basic(basic) => Some(*basic),
                _ => None,
            },
            _ => None,
        }
    }

    /// The underlying type is basic and has one of the `IS_…` properties. Never true of type parameters.
    pub fn is_basic(&self, ty: TypeId, info: u16) -> bool {
        self.basic(ty).is_some_and(|basic| basic.info() & info != 0)
    }

    /// Booleans.
    pub fn is_boolean(&self, ty: TypeId) -> bool {
        self.is_basic(ty, IS_BOOLEAN)
    }

    /// Integers, signed and unsigned.
    pub fn is_integer(&self, ty: TypeId) -> bool {
        self.is_basic(ty, IS_INTEGER)
    }

    /// Unsigned integers.
    pub fn is_unsigned(&self, ty: TypeId) -> bool {
        self.is_basic(ty, IS_UNSIGNED)
    }

    /// Floating-point numbers.
    pub fn is_float(&self, ty: TypeId) -> bool {
        self.is_basic(ty, IS_FLOAT)
    }

    /// Complex numbers.
    pub fn is_complex(&self, ty: TypeId) -> bool {
        self.is_basic(ty, IS_COMPLEX)
    }

    /// Numbers.
    pub fn is_numeric(&self, ty: TypeId) -> bool {
        self.is_basic(ty, IS_NUMERIC)
    }

    /// Strings.
    pub fn is_string(&self, ty: TypeId) -> bool {
        self.is_basic(ty, IS_STRING)
    }

    /// Types that constants can have.
    pub fn is_const_type(&self, ty: TypeId) -> bool {
        self.is_basic(ty, IS_CONST_TYPE)
    }

    /// As [`Types::is_basic`], and for a type parameter true if it holds for all types of its constraint.
    pub fn all_basic(&self, ty: TypeId, info: u16) -> bool {
        match self.as_type_param(ty) {
            Some(_) => match self.param_terms(ty) {
                None => false,
                Some(terms) => terms.iter().all(|term| self.is_basic(term.ty, info)),
            },
            None => self.is_basic(ty, info),
        }
    }

    /// Booleans.
    pub fn all_boolean(&self, ty: TypeId) -> bool {
        self.all_basic(ty, IS_BOOLEAN)
    }

    /// Integers.
    pub fn all_integer(&self, ty: TypeId) -> bool {
        self.all_basic(ty, IS_INTEGER)
    }

    /// Unsigned integers.
    pub fn all_unsigned(&self, ty: TypeId) -> bool {
        self.all_basic(ty, IS_UNSIGNED)
    }

    /// Numbers.
    pub fn all_numeric(&self, ty: TypeId) -> bool {
        self.all_basic(ty, IS_NUMERIC)
    }

    /// Strings.
    pub fn all_string(&self, ty: TypeId) -> bool {
        self.all_basic(ty, IS_STRING)
    }

    /// Integers, floating-point numbers and strings.
    pub fn all_ordered(&self, ty: TypeId) -> bool {
        self.all_basic(ty, IS_ORDERED)
    }

    /// Numbers and strings.
    pub fn all_numeric_or_string(&self, ty: TypeId) -> bool {
        self.all_basic(ty, IS_NUMERIC | IS_STRING)
    }

    /// Predeclared, defined, or a type parameter.
    pub fn has_name(&self, ty: TypeId) -> bool {
        matches!(
            self.get(self.unalias(ty)),
            Type::Basic(_) | Type::Named(_) | Type::TypeParam(_)
        )
    }

    /// A defined type or an alias.
    pub fn is_named_or_alias(&self, ty: TypeId) -> bool {
        matches!(self.get(ty), Type::Named(_) | Type::Alias(_))
    }

    /// Neither a defined type nor a type parameter.
    pub fn is_type_lit(&self, ty: TypeId) -> bool {
        !matches!(
            self.get(self.unalias(ty)),
            Type::Named(_) | Type::TypeParam(_)
        )
    }

    /// The type of an untyped constant, or of `nil`.
    pub fn is_untyped(&self, ty: TypeId) -> bool {
        (TypeId::UNTYPED_BOOL..=TypeId::UNTYPED_NIL).contains(&ty)
    }

    /// Any other type.
    pub fn is_typed(&self, ty: TypeId) -> bool {
        !self.is_untyped(ty)
    }

    /// The type of an untyped number.
    pub fn is_untyped_numeric(&self, ty: TypeId) -> bool {
        (TypeId::UNTYPED_INT..=TypeId::UNTYPED_COMPLEX).contains(&ty)
    }

    /// Interfaces and type parameters.
    pub fn is_interface(&self, ty: TypeId) -> bool {
        matches!(self.under(ty), Type::Interface(_))
    }

    /// Interfaces whose values hold a dynamic type.
    pub fn is_non_type_param_interface(&self, ty: TypeId) -> bool {
        !self.is_type_param(ty) && self.is_interface(ty)
    }

    /// Type parameters.
    pub fn is_type_param(&self, ty: TypeId) -> bool {
        self.as_type_param(ty).is_some()
    }

    /// A pointer to an interface.
    pub fn is_interface_pointer(&self, ty: TypeId) -> bool {
        match self.under(ty) {
            Type::Pointer(elem) => self.is_interface(*elem),
            _ => false,
        }
    }

    /// A generic type without type arguments.
    pub fn is_generic(&self, ty: TypeId) -> bool {
        match self.get(ty) {
            Type::Alias(alias) if !alias.tparams.is_empty() && alias.inst.is_none() => true,
            _ => self
                .as_named(ty)
                .is_some_and(|named| named.inst.is_none() && !named.tparams.is_empty()),
        }
    }

    /// `==` works on it; on an interface it may panic.
    pub fn comparable(&self, ty: TypeId) -> bool {
        self.incomparable(ty, true).is_none()
    }

    /// `==` works on it and cannot panic.
    pub fn strictly_comparable(&self, ty: TypeId) -> bool {
        self.incomparable(ty, false).is_none()
    }

    /// Why `==` does not work on it. With `dynamic` all interfaces are comparable.
    pub(super) fn incomparable(&self, ty: TypeId, dynamic: bool) -> Option<Incomparable> {
        self.incomparable_in(ty, dynamic, &mut HashSet::default())
    }

    fn incomparable_in(
        &self,
        ty: TypeId,
        dynamic: bool,
        seen: &mut HashSet<TypeId, foldhash::fast::FixedState>,
    ) -> Option<Incomparable> {
        match self.under(ty) {
            Type::Basic(Basic::UntypedNil) => Some(Incomparable::Plain),
            Type::Basic(_) | Type::Pointer(_) | Type::Chan { .. } => None,
            _ if seen.contains(&ty) => None,
            Type::Struct(fields) => {
                seen.insert(ty);
                fields
                    .iter()
                    .find(|field| self.incomparable_in(field.ty, dynamic, seen).is_some())
                    .map(|field| Incomparable::StructContaining(field.ty))
            }
            Type::Array { elem, .. } => {
                seen.insert(ty);
                self.incomparable_in(*elem, dynamic, seen)
                    .map(|_| Incomparable::Array(ty))
            }
            Type::Interface(interface) => {
                if dynamic && !self.is_type_param(ty) {
                    return None;
                }
                seen.insert(ty);
                let set = self.interface_set(interface);
                let comparable = match &set.terms {
                    None => set.comparable,
                    Some(terms) => {
                        !terms.is_empty()
                            && terms
                                .iter()
                                .all(|term| self.incomparable_in(term.ty, false, seen).is_none())
                    }
                };
                match comparable {
                    true => None,
                    false if set.is_empty() => Some(Incomparable::EmptyTypeSet),
                    false => Some(Incomparable::TypesInSet),
                }
            }
            _ => Some(Incomparable::Plain),
        }
    }

    /// `nil` is one of its values.
    pub fn has_nil(&self, ty: TypeId) -> bool {
        match self.under(ty) {
            Type::Basic(basic) => *basic == Basic::UnsafePointer,
            Type::Slice(_)
            | Type::Pointer(_)
            | Type::Signature(_)
            | Type::Map { .. }
            | Type::Chan { .. } => true,
            Type::Interface(_) => {
                !self.is_type_param(ty)
                    || self
                        .param_terms(ty)
                        .is_some_and(|terms| terms.iter().all(|term| self.has_nil(term.ty)))
            }
            _ => false,
        }
    }

    /// The type that an untyped constant gets where nothing else says so.
    pub fn default_type(&self, ty: TypeId) -> TypeId {
        match ty {
            TypeId::UNTYPED_BOOL => TypeId::BOOL,
            TypeId::UNTYPED_INT => TypeId::INT,
            TypeId::UNTYPED_RUNE => TypeId::RUNE,
            TypeId::UNTYPED_FLOAT => TypeId::FLOAT64,
            TypeId::UNTYPED_COMPLEX => TypeId::COMPLEX128,
            TypeId::UNTYPED_STRING => TypeId::STRING,
            _ => ty,
        }
    }

    /// The later of two untyped numeric types in the order integer, rune, floating-point, complex.
    pub fn max_type(&self, a: TypeId, b: TypeId) -> Option<TypeId> {
        match a == b {
            true => Some(a),
            false if self.is_untyped_numeric(a) && self.is_untyped_numeric(b) => Some(a.max(b)),
            false => None,
        }
    }

    /// `array`, `slice`, … or nothing for basic types.
    pub fn composite_kind(&self, ty: TypeId) -> &'static str {
        match self.under(ty) {
            Type::Array { .. } => "array",
            Type::Slice(_) => "slice",
            Type::Struct(_) => "struct",
            Type::Pointer(_) => "pointer",
            Type::Signature(_) => "func",
            Type::Interface(_) => "interface",
            Type::Map { .. } => "map",
            Type::Chan { .. } => "chan",
            Type::Tuple(_) => "tuple",
            Type::Union(_) => "union",
            Type::Basic(_) | Type::Named(_) | Type::Alias(_) | Type::TypeParam(_) => "",
        }
    }

    /// `[]byte`, `[]rune` and types like them.
    pub fn is_bytes_or_runes(&self, ty: TypeId) -> bool {
        match self.get(ty) {
            Type::Slice(elem) => matches!(self.basic(*elem), Some(Basic::Uint8 | Basic::Int32)),
            _ => false,
        }
    }

    /// The (type, underlying type) pairs of a type parameter's constraint, or of the type itself; nothing if the
    /// constraint names no types.
    pub fn type_pairs(&self, ty: TypeId) -> Option<SmallVec<[(TypeId, TypeId); 1]>> {
        match self.as_type_param(ty) {
            None => Some(SmallVec::from_elem((ty, self.underlying(ty)), 1)),
            Some(_) => self.param_terms(ty).map(|terms| {
                terms
                    .iter()
                    .map(|term| match term.tilde {
                        true => (term.ty, self.unalias(term.ty)),
                        false => (term.ty, self.underlying(term.ty)),
                    })
                    .collect()
            }),
        }
    }

    /// `f` holds for the underlying type, for a type parameter for those of all types of its constraint; `None` is
    /// passed if that names no types.
    pub fn under_is(&self, ty: TypeId, mut f: impl FnMut(Option<TypeId>) -> bool) -> bool {
        match self.type_pairs(ty) {
            None => f(None),
            Some(pairs) => pairs.into_iter().all(|(_, under)| f(Some(under))),
        }
    }
}
