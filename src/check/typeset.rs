//! Type sets of interfaces: all methods, and the types that constraints name.
//!
//! Computed on first use, without reporting anything: what is wrong is kept in the set, and the declaration that
//! mentions the interface reports it once.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::index::TypeId;
use crate::source::Span;

use super::types::{Embedded, Interface, Method, Term, Type, Types};

/// The types that implement an interface.
#[derive(Debug, Default)]
pub struct TypeSet {
    /// All methods, embedded ones included, sorted by name. They are shared with the sets of the interfaces that they come
    /// from: a chain of interfaces, each with one method more, has as many methods as its length squared.
    pub methods: Vec<Arc<Method>>,
    /// The types of the constraint; `None` means all types.
    pub terms: Option<Vec<Term>>,
    /// Only comparable types; then `terms` is `None`.
    pub comparable: bool,
    /// Methods that were found twice.
    pub(super) duplicates: Vec<Duplicate>,
    /// A union with more terms than gc handles.
    pub(super) too_many_terms: Option<Span>,
}

/// A method found twice in an interface.
#[derive(Debug)]
pub(super) struct Duplicate {
    /// Where it was found again, and where it was found first.
    pub(super) at: Option<Span>,
    pub(super) first: Option<Span>,
    /// The later and the earlier one; they must be identical unless `explicit`.
    pub(super) method: Arc<Method>,
    pub(super) other: TypeId,
    pub(super) explicit: bool,
}

/// gc's limit for the terms of a union.
pub(super) const MAX_TERMS: usize = 100;

impl TypeSet {
    /// No type is in it.
    pub fn is_empty(&self) -> bool {
        self.terms.as_ref().is_some_and(Vec::is_empty)
    }

    /// Every type is in it.
    pub fn is_all(&self) -> bool {
        self.is_method_set() && self.methods.is_empty()
    }

    /// Only methods decide what is in it.
    pub fn is_method_set(&self) -> bool {
        !self.comparable && self.terms.is_none()
    }

    /// The types it names; `None` if it names none.
    pub fn specific_terms(&self) -> Option<&[Term]> {
        match self.terms.as_deref() {
            None | Some([]) => None,
            terms => terms,
        }
    }
}

/// gc's order of methods: exported before other names, then by name.
pub(super) fn compare_methods(a: &Method, b: &Method) -> Ordering {
    b.exported
        .cmp(&a.exported)
        .then_with(|| a.text.cmp(&b.text))
        .then_with(|| match a.exported {
            true => Ordering::Equal,
            false => a.pkg.expand().cmp(&b.pkg.expand()),
        })
}

/// The names are the same, seen from their packages.
pub(super) fn same_method(a: &Method, b: &Method) -> bool {
    a.name == b.name && (a.exported || a.pkg == b.pkg)
}

impl Types {
    /// The type set of an interface type; that of all types for others.
    pub fn type_set(&self, interface: TypeId) -> &TypeSet {
        match self.under(interface) {
            Type::Interface(interface) => self.interface_set(interface),
            _ => &self.top,
        }
    }

    /// The type set of an interface. While it is incomplete, or part of itself, it is that of all types.
    pub fn interface_set<'a>(&'a self, interface: &'a Interface) -> &'a TypeSet {
        if let Some(set) = interface.tset.get() {
            return set;
        }
        if !interface.complete || interface.computing.replace(true) {
            return &self.top;
        }
        let set = self.compute_set(interface);
        interface.computing.set(false);
        interface.tset.get_or_init(|| Box::new(set))
    }

    fn compute_set(&self, interface: &Interface) -> TypeSet {
        let mut set = TypeSet {
            comparable: interface.is_comparable,
            ..TypeSet::default()
        };
        let mut places = Places::default();
        for method in &interface.methods {
            places.insert(&mut set, method);
        }
        for embedded in &interface.embeddeds {
            let (terms, comparable) = match self.under(embedded.ty) {
                Type::Interface(inner) => {
                    let inner = self.interface_set(inner);
                    places.merge(&mut set, &inner.methods, embedded.span);
                    (inner.terms.clone(), inner.comparable)
                }
                Type::Union(terms) => match self.union_terms(terms) {
                    Ok(terms) => (terms, false),
                    Err(()) => {
                        set.too_many_terms = set.too_many_terms.or(embedded.span);
                        continue;
                    }
                },
                _ if self.underlying(embedded.ty) == TypeId::INVALID => continue,
                _ => (
                    Some(vec![Term {
                        tilde: false,
                        ty: embedded.ty,
                    }]),
                    false,
                ),
            };
            self.intersect_into(&mut set, terms, comparable);
        }
        set
    }

    fn intersect_into(&self, set: &mut TypeSet, terms: Option<Vec<Term>>, comparable: bool) {
        let terms = self.intersect_terms(set.terms.take(), terms);
        let comparable = set.comparable || comparable;
        set.comparable = comparable && terms.is_none();
        set.terms = terms.map(|mut terms| {
            if comparable {
                terms.retain(|term| self.incomparable(term.ty, false).is_none());
            }
            terms
        });
    }

    /// The union of the type sets of the terms; an error if it has too many.
    pub(super) fn union_terms(&self, union: &[Term]) -> Result<Option<Vec<Term>>, ()> {
        let mut all: Vec<Term> = Vec::new();
        for &term in union {
            let under = self.underlying(term.ty);
            match self.get(under) {
                Type::Interface(inner) => match &self.interface_set(inner).terms {
                    None => return Ok(None),
                    Some(terms) => all.extend(terms.iter().copied()),
                },
                _ if under == TypeId::INVALID => continue,
                // No type has this type as its underlying one.
                _ if term.tilde && !self.identical(term.ty, under) => {}
                _ => all.push(term),
            }
            self.normalize_terms(&mut all);
            if all.len() > MAX_TERMS {
                return Err(());
            }
        }
        Ok(Some(all))
    }

    fn normalize_terms(&self, terms: &mut Vec<Term>) {
        let mut result: Vec<Term> = Vec::with_capacity(terms.len());
        for &term in terms.iter() {
            match result
                .iter_mut()
                .find(|other| !self.disjoint(term, **other))
            {
                Some(other) => other.tilde |= term.tilde,
                None => result.push(term),
            }
        }
        // A tilde term may swallow terms that were disjoint before.
        if result.len() < terms.len() {
            *terms = result;
            self.normalize_terms(terms);
        }
    }

    fn intersect_terms(&self, a: Option<Vec<Term>>, b: Option<Vec<Term>>) -> Option<Vec<Term>> {
        let (a, b) = match (a, b) {
            (None, other) | (other, None) => return other,
            (Some(a), Some(b)) => (a, b),
        };
        let mut result = Vec::new();
        for &x in &a {
            for &y in &b {
                if !self.disjoint(x, y) {
                    result.push(if x.tilde { y } else { x });
                }
            }
        }
        self.normalize_terms(&mut result);
        Some(result)
    }

    /// No type belongs to both terms.
    pub(super) fn disjoint(&self, a: Term, b: Term) -> bool {
        let x = if b.tilde { self.underlying(a.ty) } else { a.ty };
        let y = if a.tilde { self.underlying(b.ty) } else { b.ty };
        !self.identical(x, y)
    }

    /// The type belongs to the term.
    pub(super) fn term_includes(&self, term: Term, ty: TypeId) -> bool {
        let ty = if term.tilde { self.underlying(ty) } else { ty };
        self.identical(term.ty, ty)
    }

    /// Every type of the term belongs to one of the terms.
    pub(super) fn term_subset(&self, term: Term, of: &[Term]) -> bool {
        of.iter()
            .any(|&other| !self.disjoint(term, other) && (!term.tilde || other.tilde))
    }

    /// Every type of `a` belongs to `b`; `None` stands for all types.
    pub(super) fn terms_subset(&self, a: Option<&[Term]>, b: Option<&[Term]>) -> bool {
        match (a, b) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(a), Some(b)) => a.iter().all(|&term| self.term_subset(term, b)),
        }
    }

    pub(super) fn terms_equal(&self, a: Option<&[Term]>, b: Option<&[Term]>) -> bool {
        self.terms_subset(a, b) && self.terms_subset(b, a)
    }

    /// The terms of a type parameter's constraint, if it names types.
    pub fn param_terms(&self, param: TypeId) -> Option<&[Term]> {
        self.type_set(self.constraint(param)).specific_terms()
    }

    /// The interface of a type parameter's constraint.
    pub fn constraint(&self, param: TypeId) -> TypeId {
        match self.as_type_param(param) {
            Some(param) => param.iface.expand().unwrap_or(TypeId::EMPTY_INTERFACE),
            None => TypeId::EMPTY_INTERFACE,
        }
    }
}

/// Where the methods of a type set come from, in their order.
#[derive(Default)]
struct Places {
    spans: Vec<Option<Span>>,
}

impl Places {
    /// Adds a method of the interface itself.
    fn insert(&mut self, set: &mut TypeSet, method: &Method) {
        let found = set
            .methods
            .binary_search_by(|other| compare_methods(other, method));
        match found {
            Err(at) => {
                set.methods.insert(at, Arc::new(method.clone()));
                self.spans.insert(at, method.span);
            }
            Ok(at) => set.duplicates.push(Duplicate {
                at: method.span,
                first: self.spans[at],
                method: Arc::new(method.clone()),
                other: set.methods[at].sig,
                explicit: true,
            }),
        }
    }

    /// Adds the methods of an embedded interface, which are in order.
    fn merge(&mut self, set: &mut TypeSet, added: &[Arc<Method>], at: Option<Span>) {
        let before = std::mem::take(&mut set.methods);
        let spans = std::mem::take(&mut self.spans);
        set.methods.reserve(before.len() + added.len());
        let less = |a: &Arc<Method>, b: &Method| compare_methods(a, b) == Ordering::Less;
        let (mut old, mut new) = (0, 0);
        while let Some(next) = added.get(new) {
            let run = old + before[old..].partition_point(|method| less(method, next));
            set.methods.extend_from_slice(&before[old..run]);
            self.spans.extend_from_slice(&spans[old..run]);
            old = run;
            let run = match before.get(old) {
                Some(known) if compare_methods(known, next) == Ordering::Equal => {
                    set.duplicates.push(Duplicate {
                        at,
                        first: spans[old],
                        method: Arc::clone(next),
                        other: known.sig,
                        explicit: false,
                    });
                    new += 1;
                    continue;
                }
                Some(known) => new + added[new..].partition_point(|method| less(method, known)),
                None => added.len(),
            };
            set.methods.extend_from_slice(&added[new..run]);
            self.spans.resize(set.methods.len(), at);
            new = run;
        }
        set.methods.extend_from_slice(&before[old..]);
        self.spans.extend_from_slice(&spans[old..]);
    }
}

impl Embedded {
    /// A type embedded by the checker itself.
    pub fn new(ty: TypeId) -> Embedded {
        Embedded { ty, span: None }
    }
}
