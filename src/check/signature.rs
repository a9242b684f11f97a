//! Function types, parameters and receivers. Spec: Function types, Method declarations.

use crate::index::{ExprId, FieldId, ObjId, ScopeId, TypeId};
use crate::syntax::ast::{ExprKind, Fields};

use super::Checker;
use super::object::{Object, ObjectKind, Var, VarKind};
use super::operand::Mode;
use super::types::{Basic, Param, Signature, Type};

/// A list of parameters or results.
struct Params {
    names: Vec<Option<ExprId>>,
    params: Vec<Param>,
    variadic: bool,
}

impl<'a> Checker<'a> {
    /// The signature that a function type denotes, with a receiver and type parameters if it is that of a declaration. The
    /// scope declares them all; it becomes that of the body.
    pub fn func_type(
        &mut self,
        recv: Option<FieldId>,
        tparams: Fields,
        ftyp: ExprId,
    ) -> (TypeId, ScopeId) {
        let sig = self.new_signature();
        (sig, self.func_type_of(sig, recv, tparams, ftyp))
    }

    /// As [`Checker::func_type`], into a signature that exists already.
    pub(super) fn func_type_of(
        &mut self,
        sig: TypeId,
        recv: Option<FieldId>,
        tparams: Fields,
        ftyp: ExprId,
    ) -> ScopeId {
        self.open_scope();
        let scope = self.env.scope.unwrap_or(ScopeId::from_u32(0));
        self.scopes.arena[scope].is_func = true;
        if let ExprKind::FuncType { params, results } = self.ast.exprs[ftyp].kind {
            self.complete_signature(sig, recv, tparams, params, results);
        }
        self.close_scope();
        scope
    }

    fn complete_signature(
        &mut self,
        sig: TypeId,
        recv: Option<FieldId>,
        tparams: Fields,
        params: Fields,
        results: Fields,
    ) {
        let recv = recv.map(|field| (field, self.collect_recv(field)));
        if !tparams.is_empty() {
            self.collect_type_params(tparams, |checker, tparams| {
                if let Type::Signature(signature) = checker.types.get_mut(sig) {
                    signature.tparams = tparams.into();
                }
            });
        }
        let params = self.collect_params(VarKind::Param, params);
        let results = self.collect_params(VarKind::Result, results);
        if let Some((field, (recv, _))) = &recv
            && let Some(name) = self.ast.fields[*field].name.expand()
            && let Some(obj) = recv.obj.expand()
        {
            self.declare_here(Some(name), obj);
        }
        self.declare_params(&params);
        self.declare_params(&results);
        let variadic = params.variadic;
        let params = self.types.tuple(params.params);
        let results = self.types.tuple(results.params);
        if let Type::Signature(signature) = self.types.get_mut(sig) {
            if let Some((_, (recv, rparams))) = recv {
                signature.recv = Some(recv);
                signature.rparams = rparams;
            }
            signature.params = params;
            signature.results = results;
            signature.variadic = variadic;
        }
    }

    /// A signature to be completed.
    pub(super) fn new_signature(&mut self) -> TypeId {
        self.types.add(Type::Signature(Box::new(Signature {
            recv: None,
            rparams: Box::default(),
            tparams: Box::default(),
            params: TypeId::EMPTY_TUPLE,
            results: TypeId::EMPTY_TUPLE,
            variadic: false,
        })))
    }

    fn declare_here(&mut self, name: Option<ExprId>, obj: ObjId) {
        if let Some(scope) = self.env.scope {
            self.declare(scope, name, obj);
        }
    }

    fn declare_params(&mut self, params: &Params) {
        for (name, param) in params.names.iter().zip(&params.params) {
            if let (Some(name), Some(obj)) = (name, param.obj.expand()) {
                self.declare_here(Some(*name), obj);
            }
        }
    }

    fn new_param(
        &mut self,
        kind: VarKind,
        name: Option<ExprId>,
        field: FieldId,
        ty: TypeId,
    ) -> Param {
        let symbol = name.and_then(|name| self.ast.name(name));
        let span = match name {
            Some(name) => self.ast.exprs[name].span,
            None => self.ast.fields[field].span,
        };
        let object = Object::new(
            ObjectKind::Var(Var::new(kind)),
            symbol.unwrap_or(self.universe.blank),
            Some(self.pkg),
            Some(ty),
            Some(span),
        );
        let obj = self.objects.push(object);
        if let Some(name) = name {
            self.record_def(name, obj);
        }
        Param {
            name: symbol.into(),
            ty,
            obj: Some(obj).into(),
        }
    }

    fn collect_params(&mut self, kind: VarKind, list: Fields) -> Params {
        let ast = self.ast;
        let list = ast.fields(list);
        let mut collected = Params {
            names: Vec::with_capacity(list.len()),
            params: Vec::with_capacity(list.len()),
            variadic: false,
        };
        let mut previous: Option<ExprId> = None;
        let mut ty = TypeId::INVALID;
        for (i, &id) in list.iter().enumerate() {
            let field = ast.fields[id];
            if previous != Some(field.ty) {
                previous = Some(field.ty);
                let mut node = field.ty;
                if let ExprKind::Ellipsis(elem) = ast.exprs[node].kind {
                    if kind == VarKind::Param && i + 1 == list.len() {
                        collected.variadic = true;
                    } else {
                        self.error(node, "invalid syntax tree: invalid use of ...");
                    }
                    node = match elem.expand() {
                        Some(elem) => elem,
                        None => continue,
                    };
                }
                ty = self.var_type(node);
            }
            let name = field.name.expand();
            let mut param_type = ty;
            if collected.variadic && i + 1 == list.len() {
                param_type = self.types.slice(ty);
                self.record_type(field.ty, Mode::TypExpr, param_type, None);
            }
            let param = self.new_param(kind, name, id, param_type);
            collected.names.push(name);
            collected.params.push(param);
        }
        collected
    }

    /// The receiver, and the type parameters that it declares.
    fn collect_recv(&mut self, field: FieldId) -> (Param, Box<[TypeId]>) {
        let node = self.ast.fields[field].ty;
        let parts = self.unpack_recv(node);
        let base = parts.base;
        let (ty, rparams) = match parts.tparams.is_empty() {
            true => (self.plain_recv(node, base), Box::default()),
            false => self.generic_recv(node, parts),
        };
        let name = self.ast.fields[field].name.expand();
        let param = self.new_param(VarKind::Recv, name, field, ty);
        self.later(move |c| c.valid_recv(base, ty));
        (param, rparams)
    }

    /// The type of a receiver without type parameters. An alias must not lead to an instance of a generic type.
    fn plain_recv(&mut self, node: ExprId, base: ExprId) -> TypeId {
        let ty = self.var_type(node);
        let mut alias = self.types.literal_deref(ty);
        while let Type::Alias(_) = self.types.get(alias) {
            let actual = self.types.literal_deref(self.types.unalias(alias));
            if let Some(named) = self.types.as_named(actual)
                && named.inst.is_some()
                && !matches!(self.types.get(actual), Type::Alias(_))
            {
                let text = self.type_string(actual);
                self.error(
                    base,
                    format!("cannot define new methods on instantiated type {text}"),
                );
                return TypeId::INVALID;
            }
            alias = actual;
        }
        ty
    }

    /// Records the type of a receiver's type expression and of what is inside its parentheses and `*`.
    pub(super) fn record_recv_types(&mut self, mut e: ExprId, mut ty: TypeId) {
        loop {
            self.record_type(e, Mode::TypExpr, ty, None);
            match self.ast.exprs[e].kind {
                ExprKind::Paren(inner) => e = inner,
                ExprKind::Star(inner) => match self.types.get(ty) {
                    Type::Pointer(base) => {
                        ty = *base;
                        e = inner;
                    }
                    _ => return,
                },
                _ => return,
            }
        }
    }

    fn valid_recv(&mut self, at: ExprId, recv: TypeId) {
        let (base, _) = self.types.deref(recv);
        let actual = self.types.unalias(base);
        let message = match self.types.get(actual) {
            Type::Basic(Basic::Invalid) => return,
            Type::Named(named) if named.pkg != Some(self.pkg).into() => format!(
                "cannot define new methods on non-local type {}",
                self.type_string(base)
            ),
            Type::Named(_) => {
                let cause = match self.types.under(actual) {
                    Type::Basic(Basic::UnsafePointer) => "unsafe.Pointer",
                    Type::Pointer(_) | Type::Interface(_) => "pointer or interface type",
                    _ => return,
                };
                format!("invalid receiver type {} ({cause})", self.type_string(base))
            }
            Type::Basic(_) => format!(
                "cannot define new methods on non-local type {}",
                self.type_string(base)
            ),
            _ => format!("invalid receiver type {}", self.type_string(recv)),
        };
        self.error(at, message);
    }
}
