//! Files to package-level objects: declarations, methods and the types they belong to.
//!
//! Nothing is checked here but names; [`super::decl`] checks an object when somebody first asks for it.

use hashbrown::HashSet;

use crate::index::{DeclId, ExprId, FieldId, ObjId, ScopeId, Symbol};
use crate::source::Span;
use crate::syntax::ast::{DeclKind, ExprKind, Exprs, Fields, File, OptExpr, OptStmt};

use super::Checker;
use super::constant::Value;
use super::env::{DeclInfo, DeclInfoId};
use super::flow;
use super::object::{Func, Object, ObjectKind, Var, VarKind};

/// The parts of a receiver's type `(*T[P, Q])`.
pub(super) struct Receiver {
    /// It is `*T`.
    pub ptr: bool,
    /// `T`
    pub base: ExprId,
    /// `P`, `Q`
    pub tparams: Vec<ExprId>,
}

/// The line of a constant group that later lines without values repeat.
#[derive(Clone, Copy, Default)]
pub(super) struct ConstLine {
    /// Its type.
    pub ty: OptExpr,
    /// Its values.
    pub values: Exprs,
}

/// A method with a receiver that names a type.
struct Method {
    obj: ObjId,
    ptr: bool,
    recv: Symbol,
}

impl Checker<'_> {
    /// Checks the labels and jumps of all functions of the package's files, as gc's parser does while it reads them.
    pub(super) fn check_branches(&mut self) {
        let files: Vec<File> = self.packages[self.pkg].files.clone();
        let mut bodies = Vec::new();
        for file in &files {
            for &decl in self.ast.decls(file.decls) {
                if let DeclKind::Func { body, .. } = self.ast.decls[decl].kind {
                    bodies.extend(body.expand());
                }
            }
        }
        let ids: HashSet<_> = files.iter().map(|file| file.file).collect();
        for expr in self.ast.exprs.values() {
            if let ExprKind::FuncLit { body, .. } = expr.kind
                && ids.contains(&expr.span.file)
            {
                bodies.push(body);
            }
        }
        bodies.sort_by_key(|&body| {
            let span = self.ast.stmts[body].span;
            (span.file, span.hi)
        });
        for body in bodies {
            flow::check_branches(self.ast, self.sources, body, &mut self.diagnostics);
        }
    }

    /// Collects the objects of all files.
    pub(super) fn collect_objects(&mut self) {
        let files: Vec<File> = self.packages[self.pkg].files.clone();
        let package_scope = self.packages[self.pkg].scope;
        let mut methods = Vec::new();
        let mut scopes = Vec::new();
        for file in files {
            let scope = self.scopes.open(Some(package_scope));
            scopes.push(scope);
            let mut line = ConstLine::default();
            for &decl in self.ast.decls(file.decls) {
                self.collect_decl(scope, decl, &mut line, &mut methods);
            }
        }
        for scope in scopes {
            self.check_file_scope(scope);
        }
        for method in methods {
            if let Some((ptr, base)) = self.resolve_base_type_name(method.ptr, method.recv) {
                if let ObjectKind::Func(func) = &mut self.objects[method.obj].kind {
                    func.ptr_recv = ptr;
                }
                self.methods.entry(base).or_default().push(method.obj);
            }
        }
    }

    fn collect_decl(
        &mut self,
        scope: ScopeId,
        decl: DeclId,
        line: &mut ConstLine,
        methods: &mut Vec<Method>,
    ) {
        let ast = self.ast;
        match ast.decls[decl].kind {
            DeclKind::Import { name, path } => self.import(scope, decl, name, path),
            DeclKind::Const {
                names,
                ty,
                values,
                iota,
            } => {
                let inherited = line.next(ty, values, iota);
                let values = ast.list(line.values);
                for (i, &name) in ast.list(names).iter().enumerate() {
                    let value = Value::Int(i64::from(iota));
                    let obj = self.new_object(ObjectKind::Const { value }, name);
                    let info = self.decls.push(DeclInfo {
                        typ: line.ty,
                        init: values.get(i).copied().into(),
                        inherited,
                        iota,
                        ..DeclInfo::new(scope, decl)
                    });
                    self.declare_pkg_obj(name, obj, info);
                }
                let span = ast.decls[decl].span;
                self.arity(span, ast.list(names), values, true, inherited);
            }
            DeclKind::Var { names, ty, values } => {
                self.collect_vars(scope, decl, ast.list(names), ty, ast.list(values));
            }
            DeclKind::Type { name, .. } => {
                let obj = self.new_object(ObjectKind::TypeName, name);
                let info = self.decls.push(DeclInfo::new(scope, decl));
                self.declare_pkg_obj(name, obj, info);
            }
            DeclKind::Func {
                recv, name, body, ..
            } => self.collect_func(scope, decl, recv, name, body, methods),
        }
    }

    fn collect_vars(
        &mut self,
        scope: ScopeId,
        decl: DeclId,
        names: &[ExprId],
        ty: OptExpr,
        values: &[ExprId],
    ) {
        let objects: Vec<ObjId> = names
            .iter()
            .map(|&name| self.new_object(ObjectKind::Var(Var::new(VarKind::Package)), name))
            .collect();
        let shared = (values.len() == 1 && names.len() > 1).then(|| {
            self.decls.push(DeclInfo {
                lhs: objects.clone(),
                typ: ty,
                init: Some(values[0]).into(),
                ..DeclInfo::new(scope, decl)
            })
        });
        for (i, (&name, &obj)) in names.iter().zip(&objects).enumerate() {
            let info = shared.unwrap_or_else(|| {
                self.decls.push(DeclInfo {
                    typ: ty,
                    init: values.get(i).copied().into(),
                    ..DeclInfo::new(scope, decl)
                })
            });
            self.declare_pkg_obj(name, obj, info);
        }
        if ty.is_none() || !values.is_empty() {
            self.arity(self.ast.decls[decl].span, names, values, false, false);
        }
    }

    fn collect_func(
        &mut self,
        scope: ScopeId,
        decl: DeclId,
        recv: Fields,
        name: ExprId,
        body: OptStmt,
        methods: &mut Vec<Method>,
    ) {
        let ast = self.ast;
        let recv = ast.fields(recv).first().copied();
        let func = Func {
            decl: Some(decl).into(),
            has_body: body.is_some(),
            ptr_recv: false,
            method: recv.is_some(),
        };
        if let DeclKind::Func { tparams, .. } = ast.decls[decl].kind
            && let Some(&first) = ast.fields(tparams).first()
        {
            let (minor, what) = match recv {
                Some(_) => (27, "generic method"),
                None => (18, "type parameter"),
            };
            let span = self.field_span(first);
            // An error about init is enough.
            if ast.name(name) != Some(self.universe.init) {
                self.requires(span, minor, what);
            }
        }
        let obj = self.new_object(ObjectKind::Func(func), name);
        self.record_def(name, obj);
        match recv {
            None => self.declare_func(decl, obj, name, body),
            Some(recv) => {
                let receiver = self.unpack_recv(ast.fields[recv].ty);
                if let Some(base) = ast.name(receiver.base)
                    && self.objects[obj].name != self.universe.blank
                {
                    methods.push(Method {
                        obj,
                        ptr: receiver.ptr,
                        recv: base,
                    });
                }
            }
        }
        let info = self.decls.push(DeclInfo::new(scope, decl));
        self.add_pkg_obj(obj, info);
        self.packages[self.pkg].funcs.push((decl, obj));
    }

    /// Declares a function without receiver; `init` cannot be referred to, and it and `main` have no parameters.
    fn declare_func(&mut self, decl: DeclId, obj: ObjId, name: ExprId, body: OptStmt) {
        let ast = self.ast;
        let package_scope = self.packages[self.pkg].scope;
        let symbol = self.objects[obj].name;
        let is_init = symbol == self.universe.init;
        let is_main = symbol == self.universe.main && self.packages[self.pkg].name == "main";
        if is_init || is_main {
            let text = if is_init { "init" } else { "main" };
            if let DeclKind::Func { tparams, ty, .. } = ast.decls[decl].kind {
                if let Some(&tparam) = ast.fields(tparams).first() {
                    let message = format!("func {text} must have no type parameters");
                    self.error(self.field_span(tparam), message);
                }
                if let ExprKind::FuncType { params, results } = ast.exprs[ty].kind
                    && !(ast.fields(params).is_empty() && ast.fields(results).is_empty())
                {
                    let message =
                        format!("func {text} must have no arguments and no return values");
                    self.error(name, message);
                }
            }
        }
        if is_init {
            self.objects[obj].parent = Some(package_scope).into();
            if body.is_none() {
                self.error(obj, "func init must have a body");
            }
        } else {
            self.declare(package_scope, Some(name), obj);
        }
    }

    /// Where a field begins.
    pub(super) fn field_span(&self, field: FieldId) -> Span {
        self.ast.fields[field].span
    }

    /// An object of the package that is being checked, at its name.
    pub(super) fn new_object(&mut self, kind: ObjectKind, name: ExprId) -> ObjId {
        let symbol = self.ast.name(name).unwrap_or(self.universe.blank);
        let span = self.ast.exprs[name].span;
        let object = Object::new(kind, symbol, Some(self.pkg), None, Some(span));
        self.objects.push(object)
    }

    fn declare_pkg_obj(&mut self, name: ExprId, obj: ObjId, info: DeclInfoId) {
        let symbol = self.objects[obj].name;
        if symbol == self.universe.init {
            return self.error(name, "cannot declare init - must be func");
        }
        if symbol == self.universe.main && self.packages[self.pkg].name == "main" {
            return self.error(name, "cannot declare main - must be func");
        }
        self.declare(self.packages[self.pkg].scope, Some(name), obj);
        self.add_pkg_obj(obj, info);
    }

    fn add_pkg_obj(&mut self, obj: ObjId, info: DeclInfoId) {
        self.obj_map[obj] = Some(info).into();
        self.obj_list.push(obj);
        self.objects[obj].order = self.obj_list.len() as u32;
    }

    /// Declares an object in a scope, unless it is `_`, and records its name node.
    pub(super) fn declare(&mut self, scope: ScopeId, name: Option<ExprId>, obj: ObjId) {
        let symbol = self.objects[obj].name;
        if symbol != self.universe.blank {
            if let Some(other) = self.scopes.arena[scope].insert(symbol, obj) {
                let message = format!("{} redeclared in this block", self.text(symbol));
                let error = self.new_error(obj, message);
                let error = self.other_declaration(error, other);
                return self.report(error);
            }
            self.objects[obj].parent = Some(scope).into();
            if let Some(var) = self.objects[obj].as_var()
                && var.kind == VarKind::Local
            {
                self.env.locals.push((scope, obj));
            }
        }
        if let Some(name) = name {
            self.record_def(name, obj);
        }
    }

    /// Reports names without values and values without names.
    pub(super) fn arity(
        &mut self,
        at: Span,
        names: &[ExprId],
        values: &[ExprId],
        constant: bool,
        inherited: bool,
    ) {
        if let Some(&extra) = values.get(names.len()) {
            if inherited {
                let place = self.position(self.pos(extra));
                self.error(at, format!("extra init expr at {place}"));
            } else {
                let text = self.expr_string(extra);
                self.error(extra, format!("extra init expr {text}"));
            }
        } else if let Some(&name) = names.get(values.len())
            && (constant || values.len() != 1)
        {
            let text = self.expr_string(name);
            self.error(name, format!("missing init expr for {text}"));
        }
    }

    /// The parts of a receiver's type.
    pub(super) fn unpack_recv(&self, ty: ExprId) -> Receiver {
        let ast = self.ast;
        let mut base = self.unparen(ty);
        let mut ptr = false;
        if let ExprKind::Star(inner) = ast.exprs[base].kind {
            ptr = true;
            base = self.unparen(inner);
        }
        let mut tparams = Vec::new();
        if let ExprKind::Index { x, args } = ast.exprs[base].kind {
            base = x;
            tparams = ast.list(args).to_vec();
        }
        Receiver { ptr, base, tparams }
    }

    /// Follows aliases from a receiver's type name to the defined type, and says whether a pointer was on the way.
    fn resolve_base_type_name(&self, mut ptr: bool, mut name: Symbol) -> Option<(bool, ObjId)> {
        let scope = self.packages[self.pkg].scope;
        let mut seen = HashSet::new();
        loop {
            let obj = self.scopes.arena[scope].lookup(name)?;
            let ObjectKind::TypeName = self.objects[obj].kind else {
                return None;
            };
            if !seen.insert(obj) {
                return None;
            }
            let info = self.obj_map[obj].expand()?;
            let DeclKind::Type {
                alias, tparams, ty, ..
            } = self.ast.decls[self.decls[info].decl].kind
            else {
                return None;
            };
            if !alias {
                return Some((ptr, obj));
            }
            if !self.ast.fields(tparams).is_empty() {
                return None;
            }
            let mut ty = self.unparen(ty);
            if let ExprKind::Star(inner) = self.ast.exprs[ty].kind {
                if ptr {
                    return None;
                }
                ptr = true;
                ty = self.unparen(inner);
            }
            name = self.ast.name(ty)?;
        }
    }
}

impl ConstLine {
    /// Goes on to the next line of a group and says whether it repeats an earlier one.
    pub(super) fn next(&mut self, ty: OptExpr, values: Exprs, iota: u32) -> bool {
        if iota == 0 {
            *self = ConstLine::default();
        }
        if ty.is_some() || !values.is_empty() {
            *self = ConstLine { ty, values };
            return false;
        }
        self.ty.is_some() || !self.values.is_empty()
    }
}

impl DeclInfo {
    /// A declaration without type and value.
    pub(super) fn new(file_scope: ScopeId, decl: DeclId) -> DeclInfo {
        DeclInfo {
            file_scope,
            decl,
            lhs: Vec::new(),
            typ: None.into(),
            init: None.into(),
            inherited: false,
            iota: 0,
            deps: HashSet::default(),
        }
    }
}
