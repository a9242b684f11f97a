//! Unification: finds type arguments that make two types equal, or equal but for names where `Inexact`.
//!
//! Type parameters that were unified with each other share a slot for their type.

use hashbrown::HashMap;

use crate::index::TypeId;
use crate::syntax::ast::ChanDir;

use super::Checker;
use super::lookup::Found;
use super::types::{Field, Type};

/// Deeper types are taken not to unify.
const MAX_DEPTH: u32 = 100;
/// Types with more parts, those they share counted each time, are taken not to unify.
const MAX_STEPS: u32 = 100_000;

/// How closely types must match.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Mode {
    /// Types of an assignment: they may match inexactly at the top, but their elements must match exactly.
    pub assign: bool,
    /// Types must become identical. Otherwise a defined type matches a type literal that is its underlying type, channel
    /// directions do not matter, and an interface matches what implements it.
    pub exact: bool,
}

/// Names may differ.
pub(super) const INEXACT: Mode = Mode {
    assign: false,
    exact: false,
};
/// Types of an assignment.
pub(super) const ASSIGN: Mode = Mode {
    assign: true,
    exact: false,
};
/// Types must become identical.
pub(super) const EXACT: Mode = Mode {
    assign: false,
    exact: true,
};

/// Type parameters and what is known of their type arguments.
pub(super) struct Unifier {
    tparams: Vec<TypeId>,
    /// The slot of each type parameter.
    slots: Vec<usize>,
    types: Vec<Option<TypeId>>,
    depth: u32,
    steps: u32,
    /// Interfaces that are being compared.
    pairs: Vec<(TypeId, TypeId)>,
}

impl Unifier {
    /// Nothing is known but the type arguments given.
    pub(super) fn new(tparams: &[TypeId], targs: &[Option<TypeId>]) -> Unifier {
        Unifier {
            tparams: tparams.to_vec(),
            slots: (0..tparams.len()).collect(),
            types: targs.to_vec(),
            depth: 0,
            steps: 0,
            pairs: Vec::new(),
        }
    }

    /// What is known of each type parameter's argument.
    pub(super) fn inferred(&self) -> Vec<Option<TypeId>> {
        self.slots.iter().map(|&slot| self.types[slot]).collect()
    }

    /// How many type parameters nothing is known of.
    pub(super) fn unknowns(&self) -> usize {
        self.slots
            .iter()
            .filter(|&&slot| self.types[slot].is_none())
            .count()
    }

    /// The type argument of the type parameter with this index.
    pub(super) fn at(&self, index: usize) -> Option<TypeId> {
        self.types[self.slots[index]]
    }

    /// Sets it.
    pub(super) fn set(&mut self, index: usize, ty: TypeId) {
        let slot = self.slots[index];
        self.types[slot] = Some(ty);
    }

    fn bound(&self, checker: &Checker<'_>, ty: TypeId) -> Option<usize> {
        let ty = checker.types.unalias(ty);
        self.tparams.iter().position(|&tparam| tparam == ty)
    }

    /// Lets two type parameters have the same type; false if both have one already.
    fn join(&mut self, x: usize, y: usize) -> bool {
        let (sx, sy) = (self.slots[x], self.slots[y]);
        if sx == sy {
            return true;
        }
        let (from, to) = match (self.types[sx], self.types[sy]) {
            (Some(_), Some(_)) => return false,
            (Some(_), None) => (sy, sx),
            (None, _) => (sx, sy),
        };
        for slot in &mut self.slots {
            if *slot == from {
                *slot = to;
            }
        }
        true
    }

    /// Makes two types match, if possible.
    pub(super) fn unify(
        &mut self,
        checker: &mut Checker<'_>,
        x: TypeId,
        y: TypeId,
        mode: Mode,
    ) -> bool {
        if x == y || checker.types.unalias(x) == checker.types.unalias(y) {
            return true;
        }
        self.steps += 1;
        if self.depth >= MAX_DEPTH || self.steps > MAX_STEPS {
            return false;
        }
        self.depth += 1;
        let unified = self.unify_different(checker, x, y, mode);
        self.depth -= 1;
        unified
    }

    fn unify_different(
        &mut self,
        checker: &mut Checker<'_>,
        mut x: TypeId,
        mut y: TypeId,
        mode: Mode,
    ) -> bool {
        // A defined type is in y, a type parameter to be inferred in x.
        if checker.types.as_named(x).is_some() || self.bound(checker, y).is_some() {
            std::mem::swap(&mut x, &mut y);
        }
        let types = &checker.types;
        if !mode.exact
            && types.as_named(y).is_some()
            && types.is_type_lit(x)
            && !types.is_interface(x)
        {
            y = types.underlying(y);
            if types.unalias(x) == types.unalias(y) {
                return true;
            }
        }
        match (self.bound(checker, x), self.bound(checker, y)) {
            (Some(px), Some(py)) => {
                if self.join(px, py) {
                    return true;
                }
                match (self.at(px), self.at(py)) {
                    (Some(x), Some(y)) => self.unify(checker, x, y, mode),
                    _ => false,
                }
            }
            (Some(px), None) => match self.at(px) {
                Some(known) => self.unify_known(checker, px, known, y, mode),
                None => {
                    self.set(px, y);
                    true
                }
            },
            _ => {
                if !mode.exact
                    && checker.allows(21)
                    && let Some(unified) = self.unify_interfaces(checker, x, y)
                {
                    return unified;
                }
                self.unify_structure(checker, x, y, mode)
            }
        }
    }

    /// A type parameter with a known type and another type.
    fn unify_known(
        &mut self,
        checker: &mut Checker<'_>,
        param: usize,
        x: TypeId,
        y: TypeId,
        mode: Mode,
    ) -> bool {
        if !self.unify(checker, x, y, mode) {
            return false;
        }
        let types = &checker.types;
        let named = |ty| types.as_named(ty).is_some();
        let (xi, yi) = (
            types.is_non_type_param_interface(x),
            types.is_non_type_param_interface(y),
        );
        match (xi, yi) {
            (true, true) if named(x) && named(y) => return types.identical(x, y),
            (true, true) => {
                let methods = |ty| types.type_set(types.underlying(ty)).methods.len();
                if methods(x) != methods(y) {
                    return false;
                }
            }
            // Which of them it is would depend on the order of arguments.
            (true, false) | (false, true) => return false,
            (false, false) => {}
        }
        if mode.exact || named(x) {
            return true;
        }
        // A defined type is preferred, else a channel with a direction.
        let directed = matches!(types.under(y), Type::Chan { dir, .. } if *dir != ChanDir::Both);
        if named(y) || directed {
            self.set(param, y);
        }
        true
    }

    /// Inexactly, where at least one is an interface: its methods must be among those of the other.
    fn unify_interfaces(
        &mut self,
        checker: &mut Checker<'_>,
        x: TypeId,
        y: TypeId,
    ) -> Option<bool> {
        let is_interface = |ty| checker.types.is_non_type_param_interface(ty);
        match (is_interface(x), is_interface(y)) {
            (true, true) => Some(self.unify_method_sets(checker, x, y)),
            (true, false) => Some(self.unify_methods(checker, x, y)),
            (false, true) => Some(self.unify_methods(checker, y, x)),
            (false, false) => None,
        }
    }

    fn unify_method_sets(&mut self, checker: &mut Checker<'_>, x: TypeId, y: TypeId) -> bool {
        let types = &checker.types;
        let (x, y) = (types.underlying(x), types.underlying(y));
        let (xset, yset) = (types.type_set(x), types.type_set(y));
        if xset.comparable != yset.comparable
            || !types.terms_equal(xset.terms.as_deref(), yset.terms.as_deref())
        {
            return false;
        }
        if self.pairs.contains(&(x, y)) || self.pairs.contains(&(y, x)) {
            return true;
        }
        let (small, large) = match xset.methods.len() > yset.methods.len() {
            true => (yset, xset),
            false => (xset, yset),
        };
        let by_name: HashMap<_, _> = large
            .methods
            .iter()
            .map(|method| ((method.name, unexported_in(method)), method.sig))
            .collect();
        let mut pairs = Vec::with_capacity(small.methods.len());
        for method in &small.methods {
            match by_name.get(&(method.name, unexported_in(method))) {
                Some(&sig) => pairs.push((method.sig, sig)),
                None => return false,
            }
        }
        self.pairs.push((x, y));
        let unified = pairs
            .into_iter()
            .all(|(x, y)| self.unify(checker, x, y, EXACT));
        self.pairs.pop();
        unified
    }

    /// The methods of an interface and those of a type that is none.
    fn unify_methods(&mut self, checker: &mut Checker<'_>, interface: TypeId, ty: TypeId) -> bool {
        let interface = checker.types.underlying(interface);
        let methods: Vec<_> = checker
            .types
            .type_set(interface)
            .methods
            .iter()
            .map(|method| (method.pkg.expand(), method.name, method.sig))
            .collect();
        methods.into_iter().all(|(pkg, name, sig)| {
            let Ok(lookup) = checker.lookup_field_or_method(ty, false, pkg, name) else {
                return false;
            };
            if matches!(lookup.found, Found::Field(_)) {
                return false;
            }
            let own = checker.lookup_type(&lookup);
            !checker.is_generic_signature(own) && self.unify(checker, sig, own, EXACT)
        })
    }

    /// Types without type parameters to be inferred at the top.
    fn unify_structure(
        &mut self,
        checker: &mut Checker<'_>,
        mut x: TypeId,
        mut y: TypeId,
        mode: Mode,
    ) -> bool {
        if checker.types.is_type_param(y) {
            std::mem::swap(&mut x, &mut y);
        }
        let elem_mode = Mode {
            exact: mode.exact || mode.assign,
            ..mode
        };
        let types = &checker.types;
        let original = y;
        let (x, y) = (types.unalias(x), types.unalias(y));
        match (types.get(x), types.get(y)) {
            (Type::Basic(x), Type::Basic(y)) => x == y,
            (&Type::Array { len: m, elem: x }, &Type::Array { len: n, elem: y }) => {
                (m < 0 || n < 0 || m == n) && self.unify(checker, x, y, elem_mode)
            }
            (&Type::Slice(x), &Type::Slice(y)) | (&Type::Pointer(x), &Type::Pointer(y)) => {
                self.unify(checker, x, y, elem_mode)
            }
            (&Type::Map { key: k, elem: x }, &Type::Map { key: l, elem: y }) => {
                self.unify(checker, k, l, elem_mode) && self.unify(checker, x, y, elem_mode)
            }
            (&Type::Chan { dir: d, elem: x }, &Type::Chan { dir: e, elem: y }) => {
                (!mode.exact || d == e) && self.unify(checker, x, y, elem_mode)
            }
            (Type::Struct(f), Type::Struct(g)) => {
                if f.len() != g.len() || !f.iter().zip(g.iter()).all(|(f, g)| same_field(f, g)) {
                    return false;
                }
                let pairs: Vec<_> = f.iter().zip(g.iter()).map(|(f, g)| (f.ty, g.ty)).collect();
                self.unify_all(checker, pairs, elem_mode)
            }
            (Type::Tuple(f), Type::Tuple(g)) => {
                let same = f.len() == g.len();
                let pairs: Vec<_> = f.iter().zip(g.iter()).map(|(f, g)| (f.ty, g.ty)).collect();
                same && self.unify_all(checker, pairs, mode)
            }
            (Type::Signature(f), Type::Signature(g)) => {
                let pairs = vec![(f.params, g.params), (f.results, g.results)];
                f.variadic == g.variadic && self.unify_all(checker, pairs, elem_mode)
            }
            (Type::Interface(_), Type::Interface(_)) => {
                let methods = |ty| types.type_set(ty).methods.len();
                methods(x) == methods(y) && self.unify_method_sets(checker, x, y)
            }
            (Type::Named(f), Type::Named(g)) => match (&f.inst, &g.inst) {
                (Some(f), Some(g)) => {
                    let same = f.origin == g.origin;
                    let count = f.targs.len() == g.targs.len();
                    let pairs: Vec<_> = f.targs.iter().copied().zip(g.targs.to_vec()).collect();
                    count && self.unify_all(checker, pairs, mode) && same
                }
                _ => false,
            },
            (Type::TypeParam(_), _) => match checker.common_under(x, |_, _, _| Ok(())) {
                Ok(core) => self.unify(checker, core, original, ASSIGN),
                Err(_) => false,
            },
            _ => false,
        }
    }

    fn unify_all(
        &mut self,
        checker: &mut Checker<'_>,
        pairs: Vec<(TypeId, TypeId)>,
        mode: Mode,
    ) -> bool {
        pairs
            .into_iter()
            .all(|(x, y)| self.unify(checker, x, y, mode))
    }
}

/// The package that matters for a method's name.
fn unexported_in(method: &super::types::Method) -> Option<crate::index::PkgId> {
    method.pkg.expand().filter(|_| !method.exported)
}

fn same_field(f: &Field, g: &Field) -> bool {
    f.embedded == g.embedded && f.tag == g.tag && f.name == g.name && (f.exported || f.pkg == g.pkg)
}
