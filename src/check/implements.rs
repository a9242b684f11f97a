//! Whether a type implements an interface or satisfies a constraint, and why not. Spec: Implementing an interface,
//! Satisfying a type constraint.

use crate::index::{ObjId, Symbol, TypeId};

use super::Checker;
use super::lookup::{Found, Missing};
use super::object::ObjectKind;
use super::types::{Term, Type};
use super::typestring::{Style, TypeWriter};

/// Why a method is missing.
enum State {
    NotFound,
    WrongName(ObjId, TypeId),
    Unexported,
    WrongType(TypeId),
    Ambiguous,
    PointerReceiver,
    Field,
}

/// A method of an interface.
#[derive(Clone, Copy)]
struct Wanted {
    name: Symbol,
    pkg: Option<crate::index::PkgId>,
    sig: TypeId,
    obj: ObjId,
}

/// Whether two method signatures count as the same.
pub(super) type Equivalent<'e, 'a> = &'e mut dyn FnMut(&mut Checker<'a>, TypeId, TypeId) -> bool;

impl<'a> Checker<'a> {
    /// A method of the interface `t` that `v` lacks, and whether it has it with another type or a pointer receiver. If `v`
    /// is an interface, methods may be absent unless `is_static`.
    pub(super) fn missing_method(
        &mut self,
        v: TypeId,
        t: TypeId,
        is_static: bool,
        equivalent: Equivalent<'_, 'a>,
        cause: Option<&mut String>,
    ) -> Option<(ObjId, bool)> {
        let count = self.types.type_set(t).methods.len();
        let v_interface = self.types.is_interface(v);
        for index in 0..count {
            let method = &self.types.type_set(t).methods[index];
            let wanted = Wanted {
                name: method.name,
                pkg: method.pkg.expand(),
                sig: method.sig,
                obj: method.obj,
            };
            let state = match v_interface {
                true => self.interface_lacks(v, wanted, is_static, equivalent),
                false => self.type_lacks(v, wanted, equivalent),
            };
            if let Some(state) = state {
                let wrong = matches!(state, State::WrongType(_) | State::PointerReceiver);
                if let Some(cause) = cause {
                    *cause = self.missing_cause(v, t, wanted, &state);
                }
                return Some((wanted.obj, wrong));
            }
        }
        None
    }

    fn interface_lacks(
        &mut self,
        v: TypeId,
        wanted: Wanted,
        is_static: bool,
        equivalent: Equivalent<'_, 'a>,
    ) -> Option<State> {
        let exported = self.is_exported(wanted.name);
        let found = self
            .types
            .type_set(v)
            .methods
            .iter()
            .find(|m| m.name == wanted.name && (exported || m.pkg.expand() == wanted.pkg));
        match found.map(|method| method.sig) {
            None if is_static => Some(State::NotFound),
            None => None,
            Some(sig) if equivalent(self, sig, wanted.sig) => None,
            Some(sig) => Some(State::WrongType(sig)),
        }
    }

    fn type_lacks(
        &mut self,
        v: TypeId,
        wanted: Wanted,
        equivalent: Equivalent<'_, 'a>,
    ) -> Option<State> {
        match self.lookup_field_or_method(v, false, wanted.pkg, wanted.name) {
            Err(Missing::Ambiguous) => Some(State::Ambiguous),
            Err(Missing::PointerReceiver) => Some(State::PointerReceiver),
            Err(Missing::NotFound) => {
                let Some(other) = self.lookup_ignoring_case(v, wanted.name) else {
                    return Some(State::NotFound);
                };
                if !matches!(self.objects[other.obj].kind, ObjectKind::Func(_)) {
                    return Some(State::NotFound);
                }
                match self.objects[other.obj].name == wanted.name {
                    true => Some(State::Unexported),
                    false => {
                        let sig = self.lookup_type(&other);
                        Some(State::WrongName(other.obj, sig))
                    }
                }
            }
            Ok(lookup) if matches!(lookup.found, Found::Field(_)) => Some(State::Field),
            Ok(lookup) => {
                let sig = self.lookup_type(&lookup);
                match equivalent(self, sig, wanted.sig) {
                    true => None,
                    false => Some(State::WrongType(sig)),
                }
            }
        }
    }

    fn missing_cause(&mut self, v: TypeId, t: TypeId, wanted: Wanted, state: &State) -> String {
        let name = self.text(wanted.name);
        match *state {
            State::NotFound if self.types.is_interface_pointer(v) => {
                format!("({})", self.interface_pointer_error(v))
            }
            State::NotFound if self.types.is_interface_pointer(t) => {
                format!("({})", self.interface_pointer_error(t))
            }
            State::NotFound => format!("(missing method {name})"),
            State::WrongName(obj, sig) => {
                let have = self.func_string(self.objects[obj].name, sig, false);
                let want = self.func_string(wanted.name, wanted.sig, false);
                format!("(missing method {name})\n\t\thave {have}\n\t\twant {want}")
            }
            State::Unexported => format!("(unexported method {name})"),
            State::WrongType(sig) => {
                let strings = [false, true].map(|paths| {
                    let have = self.func_string(wanted.name, sig, paths);
                    (have, self.func_string(wanted.name, wanted.sig, paths))
                });
                match strings.into_iter().find(|(have, want)| have != want) {
                    Some((have, want)) => {
                        format!("(wrong type for method {name})\n\t\thave {have}\n\t\twant {want}")
                    }
                    None => format!("(wrong type for method {name})"),
                }
            }
            State::Ambiguous => format!("(ambiguous selector {}.{name})", self.type_string(v)),
            State::PointerReceiver => format!("(method {name} has pointer receiver)"),
            State::Field => format!("({}.{name} is a field, not a method)", self.type_string(v)),
        }
    }

    /// A method with its signature, parameter names left out.
    fn func_string(&self, name: Symbol, sig: TypeId, paths: bool) -> String {
        let qualifier = |pkg| match paths {
            true => self.packages[pkg].path.clone(),
            false => self.qualifier(pkg),
        };
        let mut writer = TypeWriter::new(&self.types, &self.ast.names, &qualifier, Style::Check);
        writer.param_names = false;
        writer.out.push_str(self.text(name));
        if let Some(sig) = self.types.as_signature(sig) {
            writer.signature(sig);
        }
        writer.out
    }

    /// The type has all methods of the interface, or it is in error.
    pub fn has_all_methods(
        &mut self,
        v: TypeId,
        t: TypeId,
        is_static: bool,
        cause: Option<&mut String>,
    ) -> bool {
        if !self.types.is_valid(v) {
            return true;
        }
        let identical: Equivalent<'_, 'a> = &mut |c, a, b| c.types.identical(a, b);
        self.missing_method(v, t, is_static, identical, cause)
            .is_none()
            || self.has_invalid_embedded(v, &mut Vec::new())
    }

    /// A type whose embedded fields are in error may have any method.
    fn has_invalid_embedded(&self, ty: TypeId, seen: &mut Vec<TypeId>) -> bool {
        let base = match self.types.under(ty) {
            Type::Pointer(elem) => *elem,
            _ => ty,
        };
        let Some(fields) = self.types.fields(base) else {
            return false;
        };
        let under = self.types.underlying(base);
        if seen.contains(&under) {
            return false;
        }
        seen.push(under);
        fields.iter().any(|field| {
            field.embedded
                && (!self.types.is_valid(field.ty) || self.has_invalid_embedded(field.ty, seen))
        })
    }

    /// `v` implements the interface `t`, or with `constraint` satisfies it; if not, the cause says why.
    pub fn implements(
        &mut self,
        v: TypeId,
        t: TypeId,
        constraint: bool,
        cause: Option<&mut String>,
    ) -> bool {
        match self.why_not_implements(v, t, constraint, cause.is_some()) {
            None => true,
            Some(why) => {
                if let Some(cause) = cause {
                    *cause = why;
                }
                false
            }
        }
    }

    /// Nothing if it implements it; otherwise the cause, empty unless it is wanted.
    fn why_not_implements(
        &mut self,
        v: TypeId,
        t: TypeId,
        constraint: bool,
        want_cause: bool,
    ) -> Option<String> {
        let (vu, tu) = (self.types.underlying(v), self.types.underlying(t));
        if vu == TypeId::INVALID || tu == TypeId::INVALID {
            return None;
        }
        if let Type::Pointer(base) = *self.types.get(vu)
            && self.types.underlying(base) == TypeId::INVALID
        {
            return None;
        }
        let verb = if constraint { "satisfy" } else { "implement" };
        if !matches!(self.types.get(tu), Type::Interface(_)) {
            let detail = match self.types.is_interface_pointer(tu) {
                true => self.interface_pointer_error(t),
                false => format!("{} is not an interface", self.type_string(t)),
            };
            let (v, t) = (self.type_string(v), self.type_string(t));
            return Some(format!("{v} does not {verb} {t} ({detail})"));
        }
        let set = self.types.type_set(tu);
        if set.is_all() {
            return None;
        }
        let v_interface = matches!(self.types.get(vu), Type::Interface(_));
        if v_interface && self.types.type_set(vu).is_empty() {
            return None;
        }
        if set.is_empty() {
            return Some(format!(
                "cannot {verb} {} (empty type set)",
                self.type_string(t)
            ));
        }
        let mut cause = String::new();
        if !self.has_all_methods(v, t, true, want_cause.then_some(&mut cause)) {
            if !want_cause {
                return Some(cause);
            }
            let (v, t) = (self.type_string(v), self.type_string(t));
            return Some(format!("{v} does not {verb} {t} {cause}"));
        }
        let terms: Option<Vec<Term>> = self
            .types
            .type_set(tu)
            .specific_terms()
            .map(<[Term]>::to_vec);
        if let Some(terms) = terms {
            let why = match v_interface {
                true => self.not_subset(v, vu, t, &terms, verb),
                false => self.not_in_terms(v, t, tu, &terms, verb),
            };
            if why.is_some() {
                return why;
            }
        }
        self.not_comparable_enough(v, tu, constraint, verb)
    }

    fn not_subset(
        &self,
        v: TypeId,
        vu: TypeId,
        t: TypeId,
        terms: &[Term],
        verb: &str,
    ) -> Option<String> {
        let own = self.types.type_set(vu).terms.as_deref();
        if self.types.terms_subset(own, Some(terms)) {
            return None;
        }
        let (v, t) = (self.type_string(v), self.type_string(t));
        Some(format!("{v} does not {verb} {t}"))
    }

    fn not_in_terms(
        &self,
        v: TypeId,
        t: TypeId,
        tu: TypeId,
        terms: &[Term],
        verb: &str,
    ) -> Option<String> {
        let types = &self.types;
        if terms.iter().any(|&term| types.term_includes(term, v)) {
            return None;
        }
        let almost = terms.iter().find(|term| {
            let tilde = Term {
                tilde: true,
                ..**term
            };
            !term.tilde
                && types.identical(term.ty, types.underlying(term.ty))
                && types.term_includes(tilde, v)
        });
        let (v_text, t_text) = (self.type_string(v), self.type_string(t));
        let detail = match almost {
            Some(term) => {
                let ty = self.type_string(term.ty);
                format!("possibly missing ~ for {ty} in {t_text}")
            }
            None if self.mentions(tu, v) => format!(
                "{t_text} mentions {v_text}, but {v_text} is not in the type set of {t_text}"
            ),
            None => {
                let list: Vec<String> = terms
                    .iter()
                    .map(|term| {
                        let tilde = if term.tilde { "~" } else { "" };
                        format!("{tilde}{}", self.full_type_string(term.ty))
                    })
                    .collect();
                format!("{v_text} missing in {}", list.join(" | "))
            }
        };
        Some(format!("{v_text} does not {verb} {t_text} ({detail})"))
    }

    /// The type is written somewhere in an interface or union.
    fn mentions(&self, t: TypeId, ty: TypeId) -> bool {
        match self.types.get(t) {
            Type::Interface(interface) => interface
                .embeddeds
                .iter()
                .any(|embedded| self.mentions(embedded.ty, ty)),
            Type::Union(terms) => terms.iter().any(|term| self.mentions(term.ty, ty)),
            _ => self.types.identical(t, ty),
        }
    }

    fn not_comparable_enough(
        &self,
        v: TypeId,
        tu: TypeId,
        constraint: bool,
        verb: &str,
    ) -> Option<String> {
        let set = self.types.type_set(tu);
        let wants = match &set.terms {
            None => set.comparable,
            Some(terms) => {
                !terms.is_empty()
                    && terms
                        .iter()
                        .all(|term| self.types.strictly_comparable(term.ty))
            }
        };
        if !wants || self.types.strictly_comparable(v) {
            return None;
        }
        if constraint && self.types.comparable(v) {
            let text = self.type_string(v);
            let message = format!("{text} to {verb} comparable requires go1.20 or later");
            return (!self.allows(20)).then_some(message);
        }
        Some(format!(
            "{} does not {verb} comparable",
            self.type_string(v)
        ))
    }
}
