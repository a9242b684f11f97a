//! Type identity. Spec: Type identity.

use hashbrown::HashSet;

use crate::index::TypeId;

use super::types::{Field, Signature, Type, Types};
use super::typeset::same_method;

/// How two types are compared.
struct Comparer<'a> {
    types: &'a Types,
    ignore_tags: bool,
    ignore_invalid: bool,
    /// Interfaces that are being compared: only they can contain themselves without a name in between.
    pairs: Vec<(TypeId, TypeId)>,
    /// Type parameters of generic signatures that stand for each other.
    params: Vec<(TypeId, TypeId)>,
    steps: u32,
    /// Pairs found to be identical, once there have been many steps: types that share parts can be very large.
    known: HashSet<(TypeId, TypeId), foldhash::fast::FixedState>,
}

/// Steps after which pairs are remembered.
const MANY_STEPS: u32 = 200;

impl Types {
    /// The types are the same, whatever aliases and parameter names they were written with.
    pub fn identical(&self, a: TypeId, b: TypeId) -> bool {
        a == b || self.compare(a, b, false, false)
    }

    /// As [`Types::identical`], struct tags aside.
    pub fn identical_ignoring_tags(&self, a: TypeId, b: TypeId) -> bool {
        a == b || self.compare(a, b, true, false)
    }

    /// As [`Types::identical`], where an invalid type is identical to all others.
    pub fn identical_or_invalid(&self, a: TypeId, b: TypeId) -> bool {
        a == b || self.compare(a, b, false, true)
    }

    fn compare(&self, a: TypeId, b: TypeId, ignore_tags: bool, ignore_invalid: bool) -> bool {
        Comparer {
            types: self,
            ignore_tags,
            ignore_invalid,
            pairs: Vec::new(),
            params: Vec::new(),
            steps: 0,
            known: HashSet::default(),
        }
        .identical(a, b)
    }
}

impl Comparer<'_> {
    fn identical(&mut self, a: TypeId, b: TypeId) -> bool {
        let types = self.types;
        let (a, b) = (types.unalias(a), types.unalias(b));
        if a == b || self.ignore_invalid && (a == TypeId::INVALID || b == TypeId::INVALID) {
            return true;
        }
        self.steps += 1;
        if self.steps <= MANY_STEPS || !self.params.is_empty() {
            return self.same_structure(a, b);
        }
        if self.known.contains(&(a, b)) {
            return true;
        }
        let same = self.same_structure(a, b);
        if same {
            self.known.insert((a, b));
        }
        same
    }

    fn same_structure(&mut self, a: TypeId, b: TypeId) -> bool {
        let types = self.types;
        match (types.get(a), types.get(b)) {
            (Type::Basic(x), Type::Basic(y)) => x == y,
            (Type::Pointer(x), Type::Pointer(y)) | (Type::Slice(x), Type::Slice(y)) => {
                self.identical(*x, *y)
            }
            (Type::Array { len: m, elem: x }, Type::Array { len: n, elem: y }) => {
                (m == n || *m < 0 || *n < 0) && self.identical(*x, *y)
            }
            (Type::Map { key: k, elem: x }, Type::Map { key: l, elem: y }) => {
                self.identical(*k, *l) && self.identical(*x, *y)
            }
            (Type::Chan { dir: d, elem: x }, Type::Chan { dir: e, elem: y }) => {
                d == e && self.identical(*x, *y)
            }
            (Type::Struct(x), Type::Struct(y)) => {
                x.len() == y.len() && x.iter().zip(y.iter()).all(|(f, g)| self.same_field(f, g))
            }
            (Type::Tuple(x), Type::Tuple(y)) => {
                x.len() == y.len()
                    && x.iter()
                        .zip(y.iter())
                        .all(|(p, q)| self.identical(p.ty, q.ty))
            }
            (Type::Signature(x), Type::Signature(y)) => self.same_signature(x, y),
            (Type::Union(x), Type::Union(y)) => {
                match (types.union_terms(x), types.union_terms(y)) {
                    (Ok(x), Ok(y)) => types.terms_equal(x.as_deref(), y.as_deref()),
                    _ => false,
                }
            }
            (Type::Interface(_), Type::Interface(_)) => self.same_interface(a, b),
            (Type::Named(x), Type::Named(y)) => match (&x.inst, &y.inst) {
                (Some(x), Some(y)) => {
                    x.origin == y.origin
                        && x.targs.len() == y.targs.len()
                        && x.targs
                            .iter()
                            .zip(y.targs.iter())
                            .all(|(&s, &t)| self.identical(s, t))
                }
                _ => false,
            },
            (Type::TypeParam(_), Type::TypeParam(_)) => self.params.contains(&(a, b)),
            _ => false,
        }
    }

    fn same_field(&mut self, f: &Field, g: &Field) -> bool {
        f.embedded == g.embedded
            && (self.ignore_tags || f.tag == g.tag)
            && f.name == g.name
            && (f.exported || f.pkg == g.pkg)
            && self.identical(f.ty, g.ty)
    }

    fn same_signature(&mut self, x: &Signature, y: &Signature) -> bool {
        if x.variadic != y.variadic || x.tparams.len() != y.tparams.len() {
            return false;
        }
        let outer = self.params.len();
        self.params
            .extend(x.tparams.iter().copied().zip(y.tparams.iter().copied()));
        let types = self.types;
        let bounds = x.tparams.iter().zip(y.tparams.iter()).all(|(&p, &q)| {
            match (types.as_type_param(p), types.as_type_param(q)) {
                (Some(p), Some(q)) => self.identical(p.bound, q.bound),
                _ => false,
            }
        });
        let same =
            bounds && self.identical(x.params, y.params) && self.identical(x.results, y.results);
        self.params.truncate(outer);
        same
    }

    fn same_interface(&mut self, a: TypeId, b: TypeId) -> bool {
        let (x, y) = (self.types.type_set(a), self.types.type_set(b));
        if x.comparable != y.comparable
            || x.methods.len() != y.methods.len()
            || !self
                .types
                .terms_equal(x.terms.as_deref(), y.terms.as_deref())
        {
            return false;
        }
        if self.pairs.contains(&(a, b)) || self.pairs.contains(&(b, a)) {
            return true;
        }
        self.pairs.push((a, b));
        let same = x
            .methods
            .iter()
            .zip(&y.methods)
            .all(|(m, n)| same_method(m, n) && self.identical(m.sig, n.sig));
        self.pairs.pop();
        same
    }
}
