//! Declarations: objects get their types and values, in whatever order they are asked for; cycles are found on the way.

use crate::index::{DeclId, ExprId, ObjId, TypeId};
use crate::syntax::ast::{BinOp, DeclKind, ExprKind, Fields, OptExpr, UnOp};

use super::Checker;
use super::constant::Value;
use super::env::{DeclInfoId, Env};
use super::object::{ObjectKind, Var, VarKind};
use super::operand::Operand;
use super::resolve::ConstLine;
use super::types::{Alias, Named, Type, TypeParam};

/// How deep declarations may ask for one another before the checker gives up on the innermost.
const MAX_DECL_DEPTH: usize = 10_000;

impl Checker<'_> {
    /// Checks all package-level objects: types first, then aliases, then everything else.
    pub(super) fn package_objects(&mut self) {
        let objects = self.obj_list.clone();
        let mut aliases = Vec::new();
        let mut others = Vec::new();
        for obj in objects {
            match self.type_decl_of(obj) {
                Some((_, true)) => aliases.push(obj),
                Some((_, false)) => self.obj_decl(obj),
                None => others.push(obj),
            }
        }
        for obj in aliases.into_iter().chain(others) {
            self.obj_decl(obj);
        }
        self.methods.clear();
    }

    /// The type declaration of a package-level type name, and whether it is an alias declaration.
    fn type_decl_of(&self, obj: ObjId) -> Option<(DeclId, bool)> {
        let info = self.obj_map[obj].expand()?;
        let decl = self.decls[info].decl;
        match self.ast.decls[decl].kind {
            DeclKind::Type { alias, .. } => Some((decl, alias)),
            _ => None,
        }
    }

    /// Checks the declaration of a package-level object or method, if that has not been done.
    pub(super) fn obj_decl(&mut self, obj: ObjId) {
        let done = self.objects[obj].typ.is_some();
        if let Some(start) = self.on_path(obj) {
            let valid = self.valid_cycle(start);
            let known = self.objects[obj].typ.is_some();
            let poisoned = match self.objects[obj].kind {
                ObjectKind::Const { .. } | ObjectKind::Var(_) => !valid || !known,
                ObjectKind::Func(_) => !known,
                _ => !valid,
            };
            if poisoned {
                self.objects[obj].typ = Some(TypeId::INVALID).into();
            }
            return;
        }
        if done {
            return;
        }
        let Some(info) = self.obj_map[obj].expand() else {
            return;
        };
        if self.obj_path.len() >= MAX_DECL_DEPTH {
            self.error(obj, "declarations refer to one another too deeply");
            self.objects[obj].typ = Some(TypeId::INVALID).into();
            return;
        }
        self.push_path(obj);
        let env = Env {
            scope: Some(self.decls[info].file_scope),
            lang: self.lang_of_decl(info),
            ..Env::default()
        };
        let outer = std::mem::replace(&mut self.env, env);
        self.check_object(obj, info);
        self.env = outer;
        self.pop_path();
    }

    fn lang_of_decl(&self, info: DeclInfoId) -> Option<u32> {
        let span = self.ast.decls[self.decls[info].decl].span;
        self.lang_of(span.file)
    }

    pub(super) fn push_path(&mut self, obj: ObjId) {
        self.obj_path.push(obj);
        self.path_index[obj] = self.obj_path.len() as u32;
    }

    pub(super) fn pop_path(&mut self) {
        if let Some(obj) = self.obj_path.pop() {
            self.path_index[obj] = 0;
        }
    }

    /// The place of an object on the path of objects that are being checked.
    pub(super) fn on_path(&self, obj: ObjId) -> Option<usize> {
        (self.path_index[obj] as usize).checked_sub(1)
    }

    fn check_object(&mut self, obj: ObjId, info: DeclInfoId) {
        let decl = &self.decls[info];
        let (typ, init, inherited, iota) = (decl.typ, decl.init, decl.inherited, decl.iota);
        match self.objects[obj].kind {
            ObjectKind::Const { .. } => {
                self.env.decl = Some(info);
                self.const_decl(obj, iota, typ, init, inherited);
            }
            ObjectKind::Var(_) => {
                let lhs = decl.lhs.clone();
                self.env.decl = Some(info);
                self.var_decl(obj, &lhs, typ, init);
            }
            ObjectKind::TypeName => {
                self.type_decl(obj, self.decls[info].decl);
                self.collect_methods(obj);
            }
            ObjectKind::Func(_) => self.func_decl(obj, info),
            ObjectKind::PkgName { .. }
            | ObjectKind::Label { .. }
            | ObjectKind::Builtin(_)
            | ObjectKind::Nil => {}
        }
    }

    fn const_decl(&mut self, obj: ObjId, iota: u32, typ: OptExpr, init: OptExpr, inherited: bool) {
        let outer = (self.env.iota.take(), self.env.errpos.take());
        self.env.iota = Some(Value::Int(i64::from(iota)));
        if let ObjectKind::Const { value } = &mut self.objects[obj].kind {
            *value = Value::Unknown;
        }
        let mut valid = true;
        if let Some(typ) = typ.expand() {
            let mut ty = self.typ(typ);
            if !self.types.is_const_type(ty) {
                if self.types.is_valid(self.types.underlying(ty)) {
                    let text = self.type_string(ty);
                    self.error(typ, format!("invalid constant type {text}"));
                }
                ty = TypeId::INVALID;
                valid = false;
            }
            self.objects[obj].typ = Some(ty).into();
        }
        if valid {
            let mut x = Operand::default();
            if let Some(init) = init.expand() {
                if inherited {
                    self.env.errpos = self.objects[obj].span;
                }
                self.expr(None, &mut x, init);
            }
            self.init_const(obj, &mut x);
        }
        (self.env.iota, self.env.errpos) = outer;
    }

    /// Checks a variable; `lhs` are all variables of a declaration with one value for several.
    fn var_decl(&mut self, obj: ObjId, lhs: &[ObjId], typ: OptExpr, init: OptExpr) {
        if let Some(typ) = typ.expand() {
            let ty = self.var_type(typ);
            self.objects[obj].typ = Some(ty).into();
        }
        let Some(init) = init.expand() else {
            if typ.is_none() {
                self.objects[obj].typ = Some(TypeId::INVALID).into();
            }
            return;
        };
        if lhs.len() <= 1 {
            let mut x = Operand::default();
            let name = self.obj_name(obj).to_owned();
            let target = self.target(self.objects[obj].typ.expand(), &name);
            self.expr(target.as_ref(), &mut x, init);
            return self.init_var(obj, &mut x, "variable declaration");
        }
        if typ.is_some() {
            for &other in lhs {
                self.objects[other].typ = self.objects[obj].typ;
            }
        }
        self.init_vars(lhs, &[init], None);
    }

    /// Checks a type declaration, at package level or in a function.
    fn type_decl(&mut self, obj: ObjId, decl: DeclId) {
        let DeclKind::Type {
            tparams, alias, ty, ..
        } = self.ast.decls[decl].kind
        else {
            return;
        };
        self.later(move |checker| {
            if let Some(ty) = checker.objects[obj].typ.expand()
                && checker.types.as_named(ty).is_some()
            {
                checker.valid_type(ty);
            }
        });
        self.requires_declaration(tparams, alias, decl);
        let generic = !self.ast.fields(tparams).is_empty();
        let object = &self.objects[obj];
        let (name, pkg) = (object.name, object.pkg);
        let made = self.types.add(match alias {
            true => Type::Alias(Box::new(Alias {
                obj,
                name,
                pkg,
                actual: None.into(),
                tparams: Box::default(),
                inst: None,
            })),
            false => Type::Named(Box::new(Named {
                obj,
                name,
                pkg,
                from_rhs: None.into(),
                underlying: None.into(),
                methods: Vec::new(),
                tparams: Box::default(),
                inst: None,
            })),
        });
        self.objects[obj].typ = Some(made).into();
        if generic {
            self.open_scope();
            self.collect_type_params(tparams, |checker, params| {
                match checker.types.get_mut(made) {
                    Type::Alias(alias) => alias.tparams = params.into(),
                    Type::Named(named) => named.tparams = params.into(),
                    _ => {}
                }
            });
        }
        let mut rhs = self.declared_type(ty, Some(obj));
        if self.types.is_type_param(rhs) {
            let own = |param: &TypeId| *param == self.types.unalias(rhs);
            let misplaced = match self.types.get(made) {
                Type::Alias(alias) => alias.tparams.iter().any(own),
                _ => true,
            };
            if misplaced {
                self.error(
                    ty,
                    match alias {
                        true => "cannot use type parameter declared in alias declaration as RHS",
                        false => "cannot use a type parameter as RHS in type declaration",
                    },
                );
                rhs = TypeId::INVALID;
            }
        }
        let actual = self.types.unalias(rhs);
        match self.types.get_mut(made) {
            // A cycle that was reported has made it invalid already.
            Type::Alias(alias) if alias.actual.is_none() => alias.actual = Some(actual).into(),
            Type::Named(named) if named.from_rhs.is_none() => {
                named.from_rhs = Some(rhs).into();
                self.shorten_underlying(made, rhs);
            }
            _ => {}
        }
        if generic {
            self.release_instances(made);
            self.close_scope();
        }
    }

    /// Reports aliases and type parameters in packages that are too old for them.
    fn requires_declaration(&mut self, tparams: Fields, alias: bool, decl: DeclId) {
        let first = self.ast.fields(tparams).first();
        match (first.map(|&field| self.field_span(field)), alias) {
            (Some(span), true) => self.requires(span, 23, "generic type alias"),
            (None, true) => {
                let span = self.ast.decls[decl].span;
                self.requires(span, 9, "type alias")
            }
            (Some(span), false) => self.requires(span, 18, "type parameter"),
            (None, false) => true,
        };
    }

    /// Notes the underlying type, if it is known already, so that long chains of types need not be followed.
    pub(super) fn shorten_underlying(&mut self, ty: TypeId, rhs: TypeId) {
        let underlying = match self.types.get(self.types.unalias(rhs)) {
            Type::Named(named) => named.underlying.expand(),
            Type::TypeParam(_) | Type::Alias(_) => None,
            _ => Some(self.types.unalias(rhs)),
        };
        if let (Some(underlying), Some(named)) = (underlying, self.types.named_mut(ty)) {
            named.underlying = Some(underlying).into();
        }
    }

    /// Declares type parameters and checks their constraints. `bind` is called in between: the constraints may mention the
    /// generic type that the parameters belong to.
    pub(super) fn collect_type_params(
        &mut self,
        list: Fields,
        bind: impl FnOnce(&mut Self, &[TypeId]),
    ) {
        let ast = self.ast;
        let mut fields: Vec<(ExprId, TypeId)> = Vec::new();
        for &field in ast.fields(list) {
            let field = ast.fields[field];
            if let Some(name) = field.name.expand() {
                fields.push((field.ty, self.declare_type_param(name, fields.len())));
            }
        }
        let params: Vec<TypeId> = fields.iter().map(|&(_, param)| param).collect();
        bind(self, &params);
        let outer = std::mem::replace(&mut self.env.in_tparam_list, true);
        let mut bound = TypeId::INVALID;
        let mut previous = None;
        for (ty, param) in fields {
            if previous != Some(ty) {
                previous = Some(ty);
                bound = self.bound(ty);
                if self.types.is_type_param(bound) {
                    self.error(ty, "cannot use a type parameter as constraint");
                    bound = TypeId::INVALID;
                }
            }
            self.set_bound(param, bound);
        }
        self.env.in_tparam_list = outer;
    }

    /// A constraint; `~T` and `A | B` stand for an interface that embeds them.
    fn bound(&mut self, ty: ExprId) -> TypeId {
        match self.ast.exprs[ty].kind {
            ExprKind::Unary {
                op: UnOp::Tilde, ..
            }
            | ExprKind::Binary { op: BinOp::Or, .. } => self.implicit_interface(ty),
            _ => self.typ(ty),
        }
    }

    /// Declares one type parameter in the current scope; its constraint is not known yet.
    pub(super) fn declare_type_param(&mut self, name: ExprId, index: usize) -> TypeId {
        let obj = self.new_object(ObjectKind::TypeName, name);
        let param = self.types.add(Type::TypeParam(Box::new(TypeParam {
            obj,
            name: self.objects[obj].name,
            index: index as u32,
            bound: TypeId::INVALID,
            iface: None.into(),
        })));
        self.objects[obj].typ = Some(param).into();
        if let Some(scope) = self.env.scope {
            self.declare(scope, Some(name), obj);
        }
        param
    }

    /// Gives a type name's type the methods that were declared for it.
    fn collect_methods(&mut self, obj: ObjId) {
        let Some(methods) = self.methods.remove(&obj) else {
            return;
        };
        let base = self.objects[obj].typ.expand();
        let base = base.filter(|&ty| self.types.as_named(ty).is_some());
        if let Some(base) = base {
            self.later(move |checker| checker.check_field_uniqueness(base));
        }
        let mut seen = hashbrown::HashMap::new();
        for method in methods {
            let name = self.objects[method].name;
            if let Some(&other) = seen.get(&name) {
                let other: ObjId = other;
                let owner = self.obj_name(obj);
                let place = match self.objects[other].span {
                    Some(span) => format!(" at {}", self.position(span)),
                    None => String::new(),
                };
                let message = format!("method {owner}.{} already declared{place}", self.text(name));
                self.error(method, message);
                continue;
            }
            seen.insert(name, method);
            if let Some(named) = base.and_then(|base| self.types.named_mut(base)) {
                named.methods.push(method);
            }
        }
    }

    fn check_field_uniqueness(&mut self, base: TypeId) {
        let Some(fields) = self.types.fields(base) else {
            return;
        };
        let fields: Vec<_> = fields.iter().map(|field| (field.name, field.obj)).collect();
        let methods = self.types.as_named(base).map(|named| named.methods.clone());
        let methods: hashbrown::HashMap<_, _> = methods
            .unwrap_or_default()
            .into_iter()
            .map(|method| (self.objects[method].name, method))
            .collect();
        for (name, field) in fields {
            if let Some(&method) = methods.get(&name)
                && name != self.universe.blank
            {
                let text = self.text(name);
                let message = format!("field and method with the same name {text}");
                let error = self.new_error(method, message);
                let error = self.other_declaration(error, field);
                self.report(error);
            }
        }
    }

    fn func_decl(&mut self, obj: ObjId, info: DeclInfoId) {
        let decl = self.decls[info].decl;
        let DeclKind::Func {
            recv,
            tparams,
            ty,
            body,
            ..
        } = self.ast.decls[decl].kind
        else {
            return;
        };
        let recv = self.ast.fields(recv).first().copied();
        // The function may be mentioned in its own signature.
        let sig = self.new_signature();
        self.objects[obj].typ = Some(sig).into();
        let scope = self.func_type_of(sig, recv, tparams, ty);
        match body.expand() {
            Some(body) => self.later(move |checker| {
                checker.func_body(Some(info), sig, scope, body, None);
            }),
            None if !self.packages[self.pkg].std && !self.ast.fields(tparams).is_empty() => {
                let span = self.ast.decls[decl].span;
                self.error(span, "generic function is missing function body");
            }
            None => {}
        }
    }

    /// Checks declarations inside a function.
    pub(super) fn decl_stmt(&mut self, decls: &[DeclId]) {
        let Some(scope) = self.env.scope else {
            return;
        };
        let ast = self.ast;
        let mut line = ConstLine::default();
        for &decl in decls {
            match ast.decls[decl].kind {
                DeclKind::Const {
                    names,
                    ty,
                    values,
                    iota,
                } => {
                    let top = self.delayed.len();
                    let inherited = line.next(ty, values, iota);
                    let (names, values) = (ast.list(names), ast.list(line.values));
                    let mut objects = Vec::with_capacity(names.len());
                    for (i, &name) in names.iter().enumerate() {
                        let value = Value::Int(i64::from(iota));
                        let obj = self.new_object(ObjectKind::Const { value }, name);
                        objects.push(obj);
                        let init = values.get(i).copied().into();
                        self.const_decl(obj, iota, line.ty, init, inherited);
                    }
                    self.arity(ast.decls[decl].span, names, values, true, inherited);
                    self.process_delayed(top);
                    for (&name, &obj) in names.iter().zip(&objects) {
                        self.declare(scope, Some(name), obj);
                    }
                }
                DeclKind::Var { names, ty, values } => {
                    self.local_vars(decl, ast.list(names), ty, ast.list(values));
                }
                DeclKind::Type { name, .. } => {
                    let obj = self.new_object(ObjectKind::TypeName, name);
                    self.declare(scope, Some(name), obj);
                    self.push_path(obj);
                    self.type_decl(obj, decl);
                    self.pop_path();
                }
                DeclKind::Import { .. } | DeclKind::Func { .. } => {}
            }
        }
    }

    fn local_vars(&mut self, decl: DeclId, names: &[ExprId], ty: OptExpr, values: &[ExprId]) {
        let top = self.delayed.len();
        let objects: Vec<ObjId> = names
            .iter()
            .map(|&name| self.new_var(VarKind::Local, name))
            .collect();
        for (i, &obj) in objects.iter().enumerate() {
            if values.len() == 1 && names.len() > 1 {
                self.var_decl(obj, &objects, ty, Some(values[0]).into());
                break;
            }
            self.var_decl(obj, &[], ty, values.get(i).copied().into());
        }
        if ty.is_none() || !values.is_empty() {
            self.arity(self.ast.decls[decl].span, names, values, false, false);
        }
        self.process_delayed(top);
        if let Some(scope) = self.env.scope {
            for (&name, &obj) in names.iter().zip(&objects) {
                self.declare(scope, Some(name), obj);
            }
        }
    }

    /// A variable of the function that is being checked.
    pub(super) fn new_var(&mut self, kind: VarKind, name: ExprId) -> ObjId {
        let mut var = Var::new(kind);
        var.owner = self.env.func;
        self.new_object(ObjectKind::Var(var), name)
    }
}
