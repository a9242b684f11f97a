//! Fields and methods of a type, and whether a type has the methods of an interface. Spec: Selectors, Method sets.

use smallvec::{SmallVec, smallvec};

use crate::index::{ObjId, PkgId, Symbol, TypeId};

use super::Checker;
use super::object::ObjectKind;
use super::types::{Named, Type};

/// A path of indices: embedded fields, then the field or method.
pub type Path = SmallVec<[u32; 4]>;

/// What sort of thing a name selects.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Found {
    /// A field of this type.
    Field(TypeId),
    /// A method declared for this defined type.
    Method(TypeId),
    /// A method of an interface, with this signature.
    Abstract(TypeId),
}

/// A field or method.
#[derive(Clone, Debug)]
pub struct Lookup {
    /// Its object.
    pub obj: ObjId,
    /// What it is.
    pub found: Found,
    /// How to get there.
    pub path: Path,
    /// There is a pointer on the way.
    pub indirect: bool,
}

/// Why there is no field or method.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Missing {
    /// None has this name.
    NotFound,
    /// Several have.
    Ambiguous,
    /// The method needs a pointer receiver, and the value has no address.
    PointerReceiver,
}

/// A name as seen from a package.
#[derive(Clone, Copy)]
struct Wanted<'a> {
    pkg: Option<PkgId>,
    name: Symbol,
    exported: bool,
    /// Upper and lower case do not matter, nor does the package.
    fold: Option<&'a str>,
}

/// A type to be searched.
struct Candidate {
    ty: TypeId,
    path: Path,
    indirect: bool,
    /// It was embedded several times at its depth.
    multiples: bool,
}

impl<'a> Checker<'a> {
    /// The field or method `name` of a type, as a selector in package `pkg` finds it.
    pub fn lookup_field_or_method(
        &self,
        ty: TypeId,
        addressable: bool,
        pkg: Option<PkgId>,
        name: Symbol,
    ) -> Result<Lookup, Missing> {
        self.search(ty, addressable, self.wanted(pkg, name))
    }

    /// As [`Checker::lookup_field_or_method`], upper and lower case being the same.
    pub(super) fn lookup_ignoring_case(&self, ty: TypeId, name: Symbol) -> Option<Lookup> {
        let folded = self.text(name).to_lowercase();
        let wanted = Wanted {
            fold: Some(&folded),
            ..self.wanted(Some(self.pkg), name)
        };
        self.search(ty, true, wanted).ok()
    }

    fn wanted(&self, pkg: Option<PkgId>, name: Symbol) -> Wanted<'static> {
        Wanted {
            pkg,
            name,
            exported: self.is_exported(name),
            fold: None,
        }
    }

    fn search(&self, ty: TypeId, addressable: bool, wanted: Wanted<'_>) -> Result<Lookup, Missing> {
        // Methods cannot be associated with a named pointer type; its fields can be selected.
        if let Some(named) = self.types.as_named(ty)
            && let Some(under) = named.underlying.expand().or(named.from_rhs.expand())
        {
            let under = self.types.underlying(under);
            if matches!(self.types.get(under), Type::Pointer(_)) {
                let found = self.search_type(under, false, wanted)?;
                return match found.found {
                    Found::Field(_) => Ok(found),
                    _ => Err(Missing::NotFound),
                };
            }
        }
        self.search_type(ty, addressable, wanted)
    }

    fn search_type(
        &self,
        ty: TypeId,
        addressable: bool,
        wanted: Wanted<'_>,
    ) -> Result<Lookup, Missing> {
        if wanted.name == self.universe.blank {
            return Err(Missing::NotFound);
        }
        let (base, is_pointer) = self.types.deref(ty);
        if is_pointer && self.types.is_interface(base) {
            return Err(Missing::NotFound);
        }
        let mut current: SmallVec<[Candidate; 1]> = smallvec![Candidate {
            ty: base,
            path: Path::new(),
            indirect: is_pointer,
            multiples: false,
        }];
        let mut seen: SmallVec<[TypeId; 4]> = SmallVec::new();
        while !current.is_empty() {
            let mut next: SmallVec<[Candidate; 1]> = SmallVec::new();
            let mut result: Option<Lookup> = None;
            for candidate in &current {
                let found = self.search_candidate(candidate, wanted, &mut seen, &mut next);
                if let Some((obj, found, index)) = found {
                    if result.is_some() || candidate.multiples {
                        return Err(Missing::Ambiguous);
                    }
                    let mut path = candidate.path.clone();
                    path.push(index);
                    result = Some(Lookup {
                        obj,
                        found,
                        path,
                        indirect: candidate.indirect,
                    });
                }
            }
            if let Some(result) = result {
                let ptr_recv = matches!(result.found, Found::Method(_))
                    && matches!(&self.objects[result.obj].kind, ObjectKind::Func(func) if func.ptr_recv);
                return match ptr_recv && !result.indirect && !addressable {
                    true => Err(Missing::PointerReceiver),
                    false => Ok(result),
                };
            }
            current = self.consolidate(next);
        }
        Err(Missing::NotFound)
    }

    fn search_candidate(
        &self,
        candidate: &Candidate,
        wanted: Wanted<'_>,
        seen: &mut SmallVec<[TypeId; 4]>,
        next: &mut SmallVec<[Candidate; 1]>,
    ) -> Option<(ObjId, Found, u32)> {
        if let Some(named) = self.types.as_named(candidate.ty) {
            let ty = self.types.unalias(candidate.ty);
            if seen.contains(&ty) {
                return None;
            }
            seen.push(ty);
            if let Some((index, method)) = self.named_method(named, wanted) {
                return Some((method, Found::Method(ty), index));
            }
        }
        let mut result = None;
        match self.types.under(candidate.ty) {
            Type::Struct(fields) => {
                for (i, field) in fields.iter().enumerate() {
                    if self.same_id(wanted, field.name, field.pkg.expand()) {
                        result = Some((field.obj, Found::Field(field.ty), i as u32));
                    } else if result.is_none() && field.embedded {
                        let (ty, is_pointer) = self.types.deref(field.ty);
                        let mut path = candidate.path.clone();
                        path.push(i as u32);
                        next.push(Candidate {
                            ty,
                            path,
                            indirect: candidate.indirect || is_pointer,
                            multiples: candidate.multiples,
                        });
                    }
                }
            }
            Type::Interface(interface) => {
                let methods = &self.types.interface_set(interface).methods;
                let found = methods
                    .iter()
                    .position(|method| self.same_id(wanted, method.name, method.pkg.expand()));
                if let Some(index) = found {
                    let method = &methods[index];
                    result = Some((method.obj, Found::Abstract(method.sig), index as u32));
                }
            }
            _ => {}
        }
        result
    }

    fn named_method(&self, named: &Named, wanted: Wanted<'_>) -> Option<(u32, ObjId)> {
        let methods = match &named.inst {
            Some(inst) => match self.types.get(inst.origin) {
                Type::Named(origin) => &origin.methods,
                _ => &named.methods,
            },
            None => &named.methods,
        };
        let index = methods.iter().position(|&method| {
            let method = &self.objects[method];
            self.same_id(wanted, method.name, method.pkg.expand())
        })?;
        Some((index as u32, methods[index]))
    }

    fn same_id(&self, wanted: Wanted<'_>, name: Symbol, pkg: Option<PkgId>) -> bool {
        if let Some(fold) = wanted.fold {
            return name == wanted.name || self.text(name).to_lowercase() == fold;
        }
        name == wanted.name && (wanted.exported || pkg == wanted.pkg)
    }

    /// One candidate per type; those embedded several times are marked.
    fn consolidate(&self, list: SmallVec<[Candidate; 1]>) -> SmallVec<[Candidate; 1]> {
        let mut result: SmallVec<[Candidate; 1]> = SmallVec::new();
        for candidate in list {
            let same = result
                .iter_mut()
                .find(|other| self.types.identical(other.ty, candidate.ty));
            match same {
                Some(other) => other.multiples = true,
                None => result.push(candidate),
            }
        }
        result
    }

    /// The type of what was found; checks the declaration of a method first.
    pub fn lookup_type(&mut self, lookup: &Lookup) -> TypeId {
        match lookup.found {
            Found::Field(ty) | Found::Abstract(ty) => ty,
            Found::Method(named) => self.method_type(named, lookup.obj),
        }
    }

    /// The signature of a method of a defined type.
    pub fn method_type(&mut self, named: TypeId, method: ObjId) -> TypeId {
        self.obj_decl(method);
        self.instance_method_type(named, method)
    }

    /// Why `x.sel` is not defined, or with `struct_lit` why `sel` cannot be a key.
    pub(super) fn lookup_error(
        &self,
        ty: TypeId,
        sel: Symbol,
        found: Option<ObjId>,
        struct_lit: bool,
    ) -> String {
        let (ty, sel_text) = (self.type_string(ty), self.text(sel));
        let Some(obj) = found else {
            return match struct_lit {
                true => format!("unknown field {sel_text} in struct literal of type {ty}"),
                false => format!("type {ty} has no field or method {sel_text}"),
            };
        };
        let alt = self.obj_name(obj);
        let what = match self.objects[obj].kind {
            ObjectKind::Var(_) => "field",
            ObjectKind::Func(_) => "method",
            _ => "object",
        };
        let (sel_exported, alt_exported) = (
            self.is_exported(sel),
            self.is_exported(self.objects[obj].name),
        );
        let same_tail = tail(sel_text) == tail(alt);
        let local = self.objects[obj].pkg == Some(self.pkg).into();
        let has = if local || alt_exported && (sel_exported || same_tail) {
            ""
        } else if sel_exported && same_tail {
            "unexported "
        } else if !sel_exported && !alt_exported && sel_text == alt {
            return match struct_lit {
                true => {
                    format!("cannot refer to unexported field {alt} in struct literal of type {ty}")
                }
                false => format!("cannot refer to unexported {what} {alt}"),
            };
        } else {
            return self.lookup_error_missing(&ty, sel_text, struct_lit);
        };
        match struct_lit {
            true => format!(
                "unknown field {sel_text} in struct literal of type {ty}, but does have {has}{alt}"
            ),
            false => format!(
                "type {ty} has no field or method {sel_text}, but does have {has}{what} {alt}"
            ),
        }
    }

    fn lookup_error_missing(&self, ty: &str, sel: &str, struct_lit: bool) -> String {
        match struct_lit {
            true => format!("unknown field {sel} in struct literal of type {ty}"),
            false => format!("type {ty} has no field or method {sel}"),
        }
    }

    /// Why a pointer to an interface has no methods.
    pub(super) fn interface_pointer_error(&self, ty: TypeId) -> String {
        let param = self
            .types
            .elem(ty)
            .is_some_and(|elem| self.types.is_type_param(elem));
        let ty = self.type_string(ty);
        match param {
            true => format!("type {ty} is pointer to type parameter, not type parameter"),
            false => format!("type {ty} is pointer to interface, not interface"),
        }
    }
}

/// What follows the first letter. As in gc, of a name of one letter that is the name.
fn tail(text: &str) -> &str {
    let second = text.char_indices().nth(1);
    second.map_or(text, |(at, _)| &text[at..])
}
