//! Instantiation without end: a generic function or type whose instances need ever new instances of itself.
//!
//! Every instantiation adds edges from the type parameters (and local types) that its type arguments mention to the type
//! parameters they are for: of weight 0 if the argument is just that parameter, otherwise 1. A cycle of positive weight
//! never comes to an end.

use hashbrown::HashMap;

use crate::index::{ExprId, ObjId, TypeId};
use crate::source::Span;

use super::Checker;
use super::object::ObjectKind;
use super::types::Type;

/// Which type parameters flow into which.
#[derive(Default)]
pub(super) struct MonoGraph {
    vertices: Vec<Vertex>,
    edges: Vec<Edge>,
    /// Type parameters of methods' receivers to those of the receivers' types.
    canon: HashMap<TypeId, TypeId, foldhash::fast::FixedState>,
    index: HashMap<ObjId, Option<usize>, foldhash::fast::FixedState>,
}

struct Vertex {
    obj: ObjId,
    /// Of the heaviest known path that ends here.
    weight: u32,
    /// The last edge and the length of that path.
    last: usize,
    len: usize,
}

struct Edge {
    to: usize,
    from: usize,
    weight: u32,
    span: Span,
    ty: TypeId,
}

impl Checker<'_> {
    /// Notes that a method calls a type parameter of its receiver's type by another name.
    pub(super) fn mono_canon(&mut self, own: TypeId, generic: TypeId) {
        self.mono.canon.insert(own, generic);
    }

    /// Notes an instantiation; `written` are the type arguments in the text, the others were inferred.
    pub(super) fn mono_instance(
        &mut self,
        at: Span,
        tparams: &[TypeId],
        targs: &[TypeId],
        written: &[ExprId],
    ) {
        for (i, (&tparam, &targ)) in tparams.iter().zip(targs).enumerate() {
            let span = match written.get(i) {
                Some(&expr) => self.start(expr),
                None => at,
            };
            self.mono_assign(span, tparam, targ);
        }
    }

    fn mono_assign(&mut self, span: Span, tparam: TypeId, targ: TypeId) {
        let own = self
            .types
            .as_type_param(tparam)
            .is_some_and(|param| self.objects[param.obj].pkg.expand() == Some(self.pkg));
        if !own {
            return;
        }
        let mut pending = vec![targ];
        let mut seen = Vec::new();
        while let Some(ty) = pending.pop() {
            let ty = self.types.unalias(ty);
            if seen.contains(&ty) {
                continue;
            }
            seen.push(ty);
            let from = match self.types.get(ty) {
                Type::TypeParam(_) => Some(self.mono_param(ty)),
                Type::Named(named) => {
                    pending.extend(
                        named
                            .inst
                            .iter()
                            .flat_map(|inst| inst.targs.iter().copied()),
                    );
                    let obj = named.obj;
                    self.mono_local_type(obj)
                }
                Type::Pointer(elem)
                | Type::Slice(elem)
                | Type::Array { elem, .. }
                | Type::Chan { elem, .. } => {
                    pending.push(*elem);
                    None
                }
                Type::Map { key, elem } => {
                    pending.extend([*elem, *key]);
                    None
                }
                Type::Interface(_) => {
                    let methods = &self.types.type_set(ty).methods;
                    pending.extend(methods.iter().map(|method| method.sig));
                    None
                }
                Type::Signature(sig) => {
                    pending.extend([sig.results, sig.params]);
                    None
                }
                Type::Tuple(params) => {
                    pending.extend(params.iter().map(|param| param.ty));
                    None
                }
                Type::Struct(fields) => {
                    pending.extend(fields.iter().map(|field| field.ty));
                    None
                }
                Type::Basic(_) | Type::Alias(_) | Type::Union(_) => None,
            };
            if let Some(from) = from {
                let to = self.mono_param(tparam);
                let weight = u32::from(ty != self.types.unalias(targ));
                self.mono_edge(to, from, weight, span, targ);
            }
        }
    }

    fn mono_edge(&mut self, to: usize, from: usize, weight: u32, span: Span, ty: TypeId) {
        self.mono.edges.push(Edge {
            to,
            from,
            weight,
            span,
            ty,
        });
    }

    fn mono_vertex(&mut self, obj: ObjId) -> usize {
        self.mono.vertices.push(Vertex {
            obj,
            weight: 0,
            last: 0,
            len: 0,
        });
        self.mono.vertices.len() - 1
    }

    fn mono_param(&mut self, param: TypeId) -> usize {
        let param = self.mono.canon.get(&param).copied().unwrap_or(param);
        let Some(obj) = self.types.as_type_param(param).map(|param| param.obj) else {
            return 0;
        };
        if let Some(&Some(at)) = self.mono.index.get(&obj) {
            return at;
        }
        let at = self.mono_vertex(obj);
        self.mono.index.insert(obj, Some(at));
        at
    }

    /// The vertex of a type declared in a generic function; none for other types.
    fn mono_local_type(&mut self, obj: ObjId) -> Option<usize> {
        let root = self.packages[self.pkg].scope;
        if self.objects[obj].pkg.expand() != Some(self.pkg) {
            return None;
        }
        if let Some(&at) = self.mono.index.get(&obj) {
            return at;
        }
        let mut around = Vec::new();
        let place = self.objects[obj].span;
        let mut scope = self.objects[obj].parent.expand();
        while let Some(at) = scope.filter(|&at| at != root) {
            for &(_, other) in self.scopes.arena[at].names() {
                let object = &self.objects[other];
                let earlier = object.span.map(|span| span.lo) < place.map(|span| span.lo);
                if let (ObjectKind::TypeName, Some(ty)) = (&object.kind, object.typ.expand())
                    && earlier
                    && matches!(self.types.get(ty), Type::TypeParam(_))
                {
                    around.push(ty);
                }
            }
            scope = self.scopes.arena[at].parent.expand();
        }
        let vertex = match around.is_empty() {
            true => None,
            false => Some(self.mono_vertex(obj)),
        };
        self.mono.index.insert(obj, vertex);
        if let (Some(vertex), Some(span)) = (vertex, place) {
            for param in around {
                let from = self.mono_param(param);
                self.mono_edge(vertex, from, 1, span, param);
            }
        }
        vertex
    }

    /// Reports instantiation without end, if there is.
    pub(super) fn monomorph(&mut self) {
        let graph = &mut self.mono;
        let mut again = true;
        while std::mem::take(&mut again) {
            for at in 0..graph.edges.len() {
                let edge = &graph.edges[at];
                let from = &graph.vertices[edge.from];
                let (weight, len) = (from.weight + edge.weight, from.len + 1);
                let count = graph.vertices.len();
                let to = &mut graph.vertices[edge.to];
                if weight <= to.weight {
                    continue;
                }
                (to.last, to.len) = (at, len);
                if len >= count {
                    let vertex = edge.to;
                    return self.instance_loop(vertex);
                }
                to.weight = weight;
                again = true;
            }
        }
    }

    fn instance_loop(&mut self, mut vertex: usize) {
        let graph = &self.mono;
        let mut path = Vec::new();
        while !path.contains(&vertex) {
            path.push(vertex);
            vertex = graph.edges[graph.vertices[vertex].last].from;
        }
        let start = path.iter().position(|&other| other == vertex);
        let obj = graph.vertices[vertex].obj;
        let mut error = self.new_error(obj, "instantiation cycle:");
        for &vertex in &path[start.unwrap_or(0)..] {
            let edge = &graph.edges[graph.vertices[vertex].last];
            let obj = graph.vertices[edge.to].obj;
            let is_param = self.types.is_type_param(self.objects[obj].ty());
            let verb = match is_param {
                true => "instantiated as",
                false => "implicitly parameterized by",
            };
            let text = format!(
                "{} {verb} {}",
                self.obj_name(obj),
                self.type_string(edge.ty)
            );
            error = error.label(edge.span, text);
        }
        self.report(error);
    }
}
