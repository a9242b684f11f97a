//! Struct, interface and union types. Spec: Struct types, Interface types, General interfaces.

use std::sync::Arc;

use hashbrown::HashMap;

use crate::index::{ExprId, FieldId, ObjId, Symbol, TypeId};
use crate::source::Span;
use crate::syntax::ast::{BinOp, ExprKind, Fields, Lit, UnOp};

use super::Checker;
use super::constant::Value;
use super::object::{Func, Object, ObjectKind, Var, VarKind};
use super::operand::Mode;
use super::types::{Basic, Embedded, Field, Interface, Method, Param, Term, Type};
use super::typeset::MAX_TERMS;

/// The fields of a struct that is being collected.
#[derive(Default)]
struct FieldSet {
    fields: Vec<Field>,
    /// Filled when there are too many to search one by one.
    index: HashMap<Symbol, ObjId, foldhash::fast::FixedState>,
}

impl FieldSet {
    fn find(&self, name: Symbol) -> Option<ObjId> {
        match self.index.is_empty() {
            true => self
                .fields
                .iter()
                .find(|field| field.name == name)
                .map(|field| field.obj),
            false => self.index.get(&name).copied(),
        }
    }

    fn push(&mut self, field: Field) {
        if !self.index.is_empty() {
            self.index.insert(field.name, field.obj);
        }
        self.fields.push(field);
        if self.index.is_empty() && self.fields.len() > 16 {
            self.index = self.fields.iter().map(|f| (f.name, f.obj)).collect();
        }
    }
}

impl<'a> Checker<'a> {
    /// `struct { … }`
    pub(super) fn struct_type(&mut self, fields: Fields) -> TypeId {
        let ast = self.ast;
        let mut set = FieldSet::default();
        let mut previous: Option<ExprId> = None;
        let mut ty = TypeId::INVALID;
        for &id in ast.fields(fields) {
            let field = ast.fields[id];
            if previous != Some(field.ty) {
                ty = self.var_type(field.ty);
                previous = Some(field.ty);
            }
            let tag = field.tag.expand().and_then(|tag| self.tag(tag));
            match field.name.expand() {
                Some(name) => self.add_field(&mut set, name, ty, tag, false),
                None => self.add_embedded(&mut set, field.ty, ty, tag),
            }
        }
        self.types.add(Type::Struct(set.fields.into()))
    }

    fn add_field(
        &mut self,
        set: &mut FieldSet,
        name_node: ExprId,
        ty: TypeId,
        tag: Option<Arc<str>>,
        embedded: bool,
    ) {
        let Some(name) = self.ast.name(name_node) else {
            return;
        };
        let span = self.ast.exprs[name_node].span;
        if name != self.universe.blank
            && let Some(other) = set.find(name)
        {
            let error = self.new_error(span, format!("{} redeclared", self.text(name)));
            let error = self.other_declaration(error, other);
            self.report(error);
            return;
        }
        let mut var = Var::new(VarKind::Field);
        var.embedded = embedded;
        let object = Object::new(
            ObjectKind::Var(var),
            name,
            Some(self.pkg),
            Some(ty),
            Some(span),
        );
        let obj = self.objects.push(object);
        // The name of an embedded field stays the use of a type.
        if !embedded {
            self.record_def(name_node, obj);
        }
        set.push(Field {
            name,
            pkg: Some(self.pkg).into(),
            exported: self.is_exported(name),
            embedded,
            ty,
            tag,
            obj,
        });
    }

    fn add_embedded(
        &mut self,
        set: &mut FieldSet,
        ty_node: ExprId,
        ty: TypeId,
        tag: Option<Arc<str>>,
    ) {
        let Some(name) = self.embedded_field_name(ty_node) else {
            let text = self.expr_string(ty_node);
            self.error(
                ty_node,
                format!("invalid syntax tree: invalid embedded field type {text}"),
            );
            return;
        };
        self.add_field(set, name, ty, tag, true);
        self.later(move |c| {
            let (base, is_pointer) = c.types.deref(ty);
            let what = match c.types.under(base) {
                Type::Basic(Basic::UnsafePointer) => "unsafe.Pointer",
                Type::Pointer(_) => "a pointer",
                Type::Interface(_) if c.types.is_type_param(base) => {
                    "a (pointer to a) type parameter"
                }
                Type::Interface(_) if is_pointer => "a pointer to an interface",
                _ => return,
            };
            c.error(ty_node, format!("embedded field type cannot be {what}"));
        });
    }

    /// The name node that gives an embedded field its name.
    fn embedded_field_name(&self, e: ExprId) -> Option<ExprId> {
        match self.ast.exprs[e].kind {
            ExprKind::Name(_) => Some(e),
            ExprKind::Star(base) => match self.ast.exprs[base].kind {
                ExprKind::Star(_) => None,
                _ => self.embedded_field_name(base),
            },
            ExprKind::Selector { sel, .. } => Some(sel),
            ExprKind::Index { x, .. } => self.embedded_field_name(x),
            _ => None,
        }
    }

    fn tag(&mut self, tag: ExprId) -> Option<Arc<str>> {
        let ExprKind::Literal { kind, text, bad } = self.ast.exprs[tag].kind else {
            return None;
        };
        if bad || kind != Lit::String {
            return None;
        }
        match Value::from_literal(kind, self.text(text)) {
            Value::String(bytes) if !bytes.is_empty() => {
                Some(String::from_utf8_lossy(&bytes.to_vec()).into())
            }
            _ => None,
        }
    }

    /// Completes an interface type; `def` is the type name whose declaration has it as its right side.
    pub(super) fn interface_type(&mut self, ty: TypeId, fields: Fields, def: Option<ObjId>) {
        let ast = self.ast;
        let mut interface = Interface::new(Vec::new(), Vec::new());
        let named = def
            .map(|def| self.objects[def].ty())
            .filter(|&ty| self.types.as_named(ty).is_some());
        for &id in ast.fields(fields) {
            let field = ast.fields[id];
            match field.name.expand() {
                None => {
                    let embedded = self.parse_union(field.ty);
                    interface.embeddeds.push(Embedded {
                        ty: embedded,
                        span: Some(ast.exprs[field.ty].span),
                    });
                }
                Some(name) => {
                    let recv = named.unwrap_or(ty);
                    if let Some(method) = self.interface_method(id, name, recv) {
                        interface.methods.push(method);
                    }
                }
            }
        }
        interface.methods.sort_by(super::typeset::compare_methods);
        *self.types.get_mut(ty) = Type::Interface(Box::new(interface));
        self.later(move |c| c.report_type_set(ty));
    }

    fn interface_method(&mut self, id: FieldId, node: ExprId, recv: TypeId) -> Option<Method> {
        let field = self.ast.fields[id];
        let name = self.ast.name(node)?;
        if name == self.universe.blank {
            self.error(node, "methods must have a unique non-blank name");
            return None;
        }
        let sig = self.typ(field.ty);
        let Type::Signature(signature) = self.types.get_mut(sig) else {
            return None;
        };
        signature.recv = Some(Param::unnamed(recv));
        let span = self.ast.exprs[node].span;
        let func = Func {
            decl: None.into(),
            has_body: false,
            ptr_recv: false,
            method: true,
        };
        let object = Object::new(
            ObjectKind::Func(func),
            name,
            Some(self.pkg),
            Some(sig),
            Some(span),
        );
        let obj = self.objects.push(object);
        self.record_def(node, obj);
        Some(Method {
            name,
            text: self.text(name).into(),
            pkg: Some(self.pkg).into(),
            exported: self.is_exported(name),
            sig,
            obj,
            span: Some(span),
        })
    }

    /// Reports what is wrong with the methods and terms of an interface.
    fn report_type_set(&mut self, ty: TypeId) {
        let overlaps = self.allows(14);
        let set = self.types.type_set(ty);
        let duplicates: Vec<(Span, Option<Span>, Arc<str>)> = set
            .duplicates
            .iter()
            .filter(|d| d.explicit || !overlaps || !self.types.identical(d.method.sig, d.other))
            .filter_map(|d| Some((d.at?, d.first, d.method.text.clone())))
            .collect();
        self.requires_elements(ty);
        let set = self.types.type_set(ty);
        if let Some(span) = set.too_many_terms {
            self.error(span, too_many_terms());
        }
        for (at, first, name) in duplicates {
            let mut error = self.new_error(at, format!("duplicate method {name}"));
            if let Some(first) = first {
                error = error.label(first, format!("other declaration of method {name}"));
            }
            self.report(error);
        }
    }

    /// Reports elements other than interfaces in packages that are too old for them.
    fn requires_elements(&mut self, ty: TypeId) {
        let Type::Interface(interface) = self.types.get(ty) else {
            return;
        };
        if self.allows(18) || interface.implicit {
            return;
        }
        for embedded in interface.embeddeds.clone() {
            let kind = match self.types.under(embedded.ty) {
                Type::Interface(_) | Type::Basic(Basic::Invalid) => continue,
                Type::Union(_) => "interface element",
                _ => "non-interface type",
            };
            if let Some(span) = embedded.span {
                let text = self.type_string(embedded.ty);
                self.requires(span, 18, &format!("embedding {kind} {text}"));
            }
        }
    }

    /// An embedded element: a type, or a union of terms.
    pub(super) fn parse_union(&mut self, e: ExprId) -> TypeId {
        let mut nodes = Vec::new();
        let mut unions = Vec::new();
        let mut left = e;
        while let ExprKind::Binary {
            op: BinOp::Or,
            x,
            y,
        } = self.ast.exprs[left].kind
        {
            nodes.push(y);
            unions.push(left);
            left = x;
        }
        nodes.push(left);
        nodes.reverse();
        unions.reverse();
        let mut terms: Vec<Term> = Vec::new();
        let mut too_many = false;
        for (i, &node) in nodes.iter().enumerate() {
            let term = self.parse_tilde(node);
            if nodes.len() == 1 && !term.tilde {
                return term.ty;
            }
            if terms.len() < MAX_TERMS {
                terms.push(term);
            } else if !too_many {
                too_many = true;
                self.error(nodes[i], too_many_terms());
            }
        }
        let union = match too_many {
            true => TypeId::INVALID,
            false => self.types.add(Type::Union(terms.clone().into())),
        };
        for node in unions {
            self.record_type(node, Mode::TypExpr, union, None);
        }
        if !too_many {
            self.later(move |c| c.check_terms(&terms, &nodes));
        }
        union
    }

    /// The constraint that `~T` or `A | B` stands for without `interface`.
    pub(super) fn implicit_interface(&mut self, e: ExprId) -> TypeId {
        let ty = self.parse_union(e);
        let embedded = Embedded {
            ty,
            span: Some(self.ast.exprs[e].span),
        };
        let mut interface = Interface::new(Vec::new(), vec![embedded]);
        interface.implicit = true;
        let ty = self.types.add(Type::Interface(Box::new(interface)));
        self.record_type(e, Mode::TypExpr, ty, None);
        self.later(move |c| c.report_type_set(ty));
        ty
    }

    /// Gives a type parameter its constraint. If that is not an interface, or not yet, one that embeds it stands for it.
    pub(super) fn set_bound(&mut self, param: TypeId, bound: TypeId) {
        let under = self.types.underlying(bound);
        let iface = match self.types.get(under) {
            Type::Interface(_) => under,
            _ if !self.types.is_valid(bound) => TypeId::EMPTY_INTERFACE,
            _ => self.embedding(bound),
        };
        if let Type::TypeParam(param) = self.types.get_mut(param) {
            param.bound = bound;
            param.iface = Some(iface).into();
        }
    }

    /// The interface that embeds a type and nothing else.
    pub(super) fn embedding(&mut self, ty: TypeId) -> TypeId {
        let mut interface = Interface::new(Vec::new(), vec![Embedded::new(ty)]);
        interface.implicit = true;
        self.types.add(Type::Interface(Box::new(interface)))
    }

    fn check_terms(&mut self, terms: &[Term], nodes: &[ExprId]) {
        for (i, &term) in terms.iter().enumerate() {
            if !self.types.is_valid(term.ty) {
                continue;
            }
            let under = self.types.underlying(term.ty);
            let is_interface = matches!(self.types.get(under), Type::Interface(_));
            let ty = self.type_string(term.ty);
            // gc writes terms without leaving out the package that is being checked.
            let full = self.full_type_string(term.ty);
            if term.tilde && is_interface {
                self.error(nodes[i], format!("invalid use of ~ ({ty} is an interface)"));
                continue;
            }
            if term.tilde && !self.types.identical(under, term.ty) {
                let under = self.type_string(under);
                self.error(
                    nodes[i],
                    format!("invalid use of ~ (underlying type of {ty} is {under})"),
                );
                continue;
            }
            if is_interface {
                let set = self.types.type_set(under);
                let message = if !set.methods.is_empty() {
                    format!("cannot use {full} in union ({full} contains methods)")
                } else if term.ty == TypeId::COMPARABLE {
                    "cannot use comparable in union".into()
                } else if set.comparable {
                    format!("cannot use {full} in union ({full} embeds comparable)")
                } else {
                    continue;
                };
                self.error(nodes[i], message);
                continue;
            }
            let overlap = terms[..i].iter().find(|&&other| {
                !self.types.is_interface(other.ty) && !self.types.disjoint(other, term)
            });
            if let Some(&other) = overlap {
                let show = |term: Term| {
                    let tilde = if term.tilde { "~" } else { "" };
                    format!("{tilde}{}", self.full_type_string(term.ty))
                };
                let message = format!("overlapping terms {} and {}", show(term), show(other));
                self.error(nodes[i], message);
            }
        }
    }

    fn parse_tilde(&mut self, e: ExprId) -> Term {
        let (tilde, node) = match self.ast.exprs[e].kind {
            ExprKind::Unary { op: UnOp::Tilde, x } => (true, x),
            _ => (false, e),
        };
        let mut ty = self.typ(node);
        if self.types.is_type_param(ty) {
            let message = match tilde {
                true => format!(
                    "type in term {} cannot be a type parameter",
                    self.expr_string(e)
                ),
                false => "term cannot be a type parameter".into(),
            };
            self.error(node, message);
            ty = TypeId::INVALID;
        }
        Term { tilde, ty }
    }
}

fn too_many_terms() -> String {
    format!("cannot handle more than {MAX_TERMS} union terms (implementation limitation)")
}
