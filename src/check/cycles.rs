//! Declarations that refer to themselves: which of these cycles are valid, and gc's words for those that are not.

use hashbrown::{HashMap, HashSet};

use crate::index::{ObjId, TypeId};
use crate::source::Span;
use crate::syntax::ast::DeclKind;

use super::Checker;
use super::info::InitStep;
use super::initorder::{self, Node, NodeKind};
use super::object::ObjectKind;
use super::types::Type;

/// How many steps the search for infinite types may take. Generic types that double at every level would need more.
const MAX_STEPS: usize = 100_000;

impl Checker<'_> {
    /// Finds type declarations that only rename one another in a circle.
    pub(super) fn direct_cycles(&mut self) {
        let mut done = HashSet::new();
        for obj in self.obj_list.clone() {
            if matches!(self.objects[obj].kind, ObjectKind::TypeName) {
                self.direct_cycle(obj, &mut done);
            }
        }
    }

    fn direct_cycle(&mut self, obj: ObjId, done: &mut HashSet<ObjId>) {
        let mut path = Vec::new();
        let mut index = HashMap::new();
        let mut next = Some(obj);
        while let Some(obj) = next {
            if done.contains(&obj) {
                break;
            }
            if let Some(&start) = index.get(&obj) {
                self.objects[obj].typ = Some(TypeId::INVALID).into();
                let cycle = path[start..].to_vec();
                let first = self.first_in_src(&cycle);
                self.cycle_error(&cycle, first);
                break;
            }
            index.insert(obj, path.len());
            path.push(obj);
            next = self.renamed_type(obj);
        }
        done.extend(path);
    }

    /// The package-level type name that is all of another's declaration.
    fn renamed_type(&self, obj: ObjId) -> Option<ObjId> {
        let info = self.obj_map[obj].expand()?;
        let DeclKind::Type { ty, .. } = self.ast.decls[self.decls[info].decl].kind else {
            return None;
        };
        let name = self.ast.name(ty)?;
        let scope = self.packages[self.pkg].scope;
        let other = self.scopes.arena[scope].lookup(name)?;
        matches!(self.objects[other].kind, ObjectKind::TypeName).then_some(other)
    }

    /// Says whether the cycle from `start` to the end of the path of objects is one that gc allows, and reports it if not.
    pub(super) fn valid_cycle(&mut self, start: usize) -> bool {
        let cycle = self.obj_path[start..].to_vec();
        let (mut values, mut definitions) = (0, 0);
        for &obj in &cycle {
            match self.objects[obj].kind {
                ObjectKind::Const { .. } | ObjectKind::Var(_) => values += 1,
                ObjectKind::TypeName => {
                    let ty = self.objects[obj].typ.expand();
                    if self.env.in_tparam_list && ty.is_some_and(|ty| self.types.is_generic(ty)) {
                        return true;
                    }
                    let alias = ty.is_some_and(|ty| matches!(self.types.get(ty), Type::Alias(_)));
                    definitions += usize::from(!alias);
                }
                _ => {}
            }
        }
        // Cycles of values alone are found when the order of initialization is determined.
        if values == cycle.len() || (values == 0 && definitions > 0) {
            return true;
        }
        let first = self.first_in_src(&cycle);
        self.cycle_error(&cycle, first);
        false
    }

    /// Which object of a cycle is declared first in the text.
    pub(super) fn first_in_src(&self, cycle: &[ObjId]) -> usize {
        let place = |at: &usize| {
            self.objects[cycle[*at]]
                .span
                .map(|span| (span.file, span.lo))
        };
        (0..cycle.len()).min_by_key(place).unwrap_or(0)
    }

    /// Reports a cycle, beginning at `start`.
    pub(super) fn cycle_error(&mut self, cycle: &[ObjId], start: usize) {
        let obj = cycle[start];
        let is_type = matches!(self.objects[obj].kind, ObjectKind::TypeName);
        if is_type
            && let Some(ty) = self.objects[obj].typ.expand()
            && let Type::Alias(alias) = self.types.get_mut(ty)
        {
            alias.actual = Some(TypeId::INVALID).into();
        }
        let nodes: Vec<(String, Option<Span>)> = (0..cycle.len())
            .map(|at| cycle[(start + at) % cycle.len()])
            .map(|obj| (self.cycle_name(obj), self.objects[obj].span))
            .collect();
        self.report_cycle(&nodes, is_type);
    }

    /// Reports a cycle of what has these names and places.
    fn report_cycle(&mut self, nodes: &[(String, Option<Span>)], is_type: bool) {
        let [(name, Some(span)), ..] = nodes else {
            return;
        };
        if nodes.len() == 1 {
            let what = match is_type {
                true => "invalid recursive type:",
                false => "invalid cycle in declaration:",
            };
            return self.error(*span, format!("{what} {name} refers to itself"));
        }
        let what = match is_type {
            true => "invalid recursive type",
            false => "invalid cycle in declaration of",
        };
        let mut error = self.new_error(*span, format!("{what} {name}"));
        for (at, (name, span)) in nodes.iter().enumerate() {
            let next = &nodes[(at + 1) % nodes.len()].0;
            if let Some(span) = span {
                error = error.label(*span, format!("{name} refers to {next}"));
            }
        }
        self.report(error);
    }

    fn cycle_name(&self, obj: ObjId) -> String {
        let object = &self.objects[obj];
        let prefix = object.pkg.expand().map(|pkg| self.qualifier(pkg));
        match prefix {
            Some(prefix) if !prefix.is_empty() => format!("{prefix}.{}", self.text(object.name)),
            _ => self.text(object.name).to_owned(),
        }
    }

    /// Reports a defined type that contains itself.
    pub(super) fn valid_type(&mut self, ty: TypeId) {
        if self.too_complex {
            return;
        }
        let mut search = Search::default();
        if self.is_finite(ty, &mut search) && search.steps > MAX_STEPS {
            self.too_complex = true;
            if let Some(obj) = self.types.as_named(ty).map(|named| named.obj) {
                let name = self.obj_name(obj);
                self.error(obj, format!("type {name} is too complex"));
            }
        }
    }

    fn is_finite(&mut self, ty: TypeId, search: &mut Search) -> bool {
        let ty = self.types.unalias(ty);
        search.steps += 1;
        if search.steps > MAX_STEPS {
            return true;
        }
        let parts: Vec<TypeId> = match self.types.get(ty) {
            Type::Array { elem, .. } => vec![*elem],
            Type::Struct(fields) => fields.iter().map(|field| field.ty).collect(),
            Type::Union(terms) => terms.iter().map(|term| term.ty).collect(),
            Type::Interface(interface) => interface.embeddeds.iter().map(|e| e.ty).collect(),
            Type::Named(_) => return self.is_finite_named(ty, search),
            Type::TypeParam(_) => return self.is_finite_argument(ty, search),
            _ => return true,
        };
        parts.into_iter().all(|part| self.is_finite(part, search))
    }

    fn is_finite_named(&mut self, ty: TypeId, search: &mut Search) -> bool {
        let context = search.nest.last().map_or(0, |&(_, context)| context);
        if self.seen_valid.contains(&ty) || search.known.contains(&(ty, context)) {
            return true;
        }
        let origin = self.origin(ty);
        let around = match origin == ty {
            true => search.plain.contains(&ty),
            false => search
                .nest
                .iter()
                .any(|&(other, _)| self.types.identical(other, ty)),
        };
        if around {
            self.infinite_type(ty, origin, search);
            return false;
        }
        let Some(named) = self.types.as_named(origin) else {
            return true;
        };
        let generic = !named.tparams.is_empty();
        let Some(rhs) = named.from_rhs.expand() else {
            return true;
        };
        search.enter(ty);
        search.path.push(ty);
        search.plain.insert(ty);
        let finite = self.is_finite(rhs, search);
        search.nest.pop();
        search.path.pop();
        search.plain.remove(&ty);
        if finite {
            search.known.insert((ty, context));
        }
        if finite && !generic && search.steps <= MAX_STEPS {
            self.seen_valid.insert(ty);
        }
        finite
    }

    fn infinite_type(&mut self, ty: TypeId, origin: TypeId, search: &Search) {
        let same = |other: &TypeId| self.types.identical(*other, ty);
        let start = search.path.iter().position(same).unwrap_or(0);
        let nodes: Vec<(String, Option<Span>)> = search.path[start..]
            .iter()
            .filter_map(|&ty| {
                let named = self.types.as_named(ty)?;
                Some(match named.inst {
                    Some(_) => (self.type_string(ty), self.instance_place(ty)),
                    None => (self.cycle_name(named.obj), self.objects[named.obj].span),
                })
            })
            .collect();
        if let Some(named) = self.types.named_mut(origin) {
            named.from_rhs = Some(TypeId::INVALID).into();
            named.underlying = None.into();
        }
        self.report_cycle(&nodes, true);
    }

    /// A type parameter stands for the type argument of the instance it is found in.
    fn is_finite_argument(&mut self, param: TypeId, search: &mut Search) -> bool {
        let Some(&(inst, context)) = search.nest.last() else {
            return true;
        };
        let origin = self.origin(inst);
        let index = self
            .types
            .as_named(origin)
            .and_then(|named| named.tparams.iter().position(|&other| other == param));
        let argument = index.and_then(|index| {
            let inst = self.types.as_named(inst)?.inst.as_ref()?;
            inst.targs.get(index).copied()
        });
        let Some(argument) = argument else {
            return true;
        };
        search.nest.pop();
        let finite = self.is_finite(argument, search);
        search.nest.push((inst, context));
        finite
    }

    fn origin(&self, ty: TypeId) -> TypeId {
        match self
            .types
            .as_named(ty)
            .and_then(|named| named.inst.as_ref())
        {
            Some(inst) => inst.origin,
            None => self.types.unalias(ty),
        }
    }

    /// Determines in which order the package's variables are initialized, and reports cycles.
    pub(super) fn init_order(&mut self) {
        let objects = self.obj_list.clone();
        let index: HashMap<ObjId, usize> = objects
            .iter()
            .enumerate()
            .map(|(at, &obj)| (obj, at))
            .collect();
        let mut nodes = Vec::with_capacity(objects.len());
        for &obj in &objects {
            let kind = match self.objects[obj].kind {
                ObjectKind::Const { .. } => Some(NodeKind::Const),
                ObjectKind::Var(_) => Some(NodeKind::Var),
                ObjectKind::Func(_) => Some(NodeKind::Func),
                _ => None,
            };
            let info = self.obj_map[obj].expand();
            let mut deps: Vec<usize> = match (kind, info) {
                (Some(_), Some(info)) => {
                    let deps = self.decls[info].deps.iter();
                    deps.filter_map(|dep| index.get(dep).copied()).collect()
                }
                _ => Vec::new(),
            };
            deps.sort_unstable();
            nodes.push(Node {
                // Types depend on nothing, and nothing depends on them.
                kind: kind.unwrap_or(NodeKind::Func),
                deps,
            });
        }
        let order = initorder::order(&nodes);
        for cycle in order.cycles {
            let cycle: Vec<ObjId> = cycle.into_iter().map(|at| objects[at]).collect();
            self.init_cycle_error(&cycle);
        }
        let mut emitted = HashSet::new();
        for at in order.objects {
            let obj = objects[at];
            let (ObjectKind::Var(_), Some(info)) =
                (&self.objects[obj].kind, self.obj_map[obj].expand())
            else {
                continue;
            };
            let Some(rhs) = self.decls[info].init.expand() else {
                continue;
            };
            if emitted.insert(info) {
                let lhs = match self.decls[info].lhs.is_empty() {
                    true => vec![obj],
                    false => self.decls[info].lhs.clone(),
                };
                self.info.init_order[self.pkg].push(InitStep { lhs, rhs });
            }
        }
    }

    fn init_cycle_error(&mut self, cycle: &[ObjId]) {
        let name = |checker: &Self, obj: ObjId| checker.obj_name(obj).to_owned();
        let first = name(self, cycle[0]);
        if cycle.len() == 1 {
            let message = format!("initialization cycle: {first} refers to itself");
            return self.error(cycle[0], message);
        }
        let mut error = self.new_error(cycle[0], format!("initialization cycle for {first}"));
        for (at, &obj) in cycle.iter().enumerate() {
            let next = cycle[(at + 1) % cycle.len()];
            let text = format!("{} refers to {}", name(self, obj), name(self, next));
            if let Some(span) = self.objects[obj].span {
                error = error.label(span, text);
            }
        }
        self.report(error);
    }
}

/// The search for a type that contains itself.
#[derive(Default)]
struct Search {
    /// The defined types around, without those whose type arguments are being looked at; each with a number for it and
    /// all those around it.
    nest: Vec<(TypeId, u32)>,
    /// The defined types passed.
    path: Vec<TypeId>,
    /// The same, to look up.
    plain: HashSet<TypeId>,
    /// The number of a type inside the type with a number.
    contexts: HashMap<(u32, TypeId), u32>,
    /// Types found to be finite inside the type with this number.
    known: HashSet<(TypeId, u32)>,
    steps: usize,
}

impl Search {
    fn enter(&mut self, ty: TypeId) {
        let outer = self.nest.last().map_or(0, |&(_, context)| context);
        let next = self.contexts.len() as u32 + 1;
        let context = *self.contexts.entry((outer, ty)).or_insert(next);
        self.nest.push((ty, context));
    }
}
