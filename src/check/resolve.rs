//! Files to package-level objects: imports, declarations, methods and the types they belong to.
//!
//! Nothing is checked here but names; [`super::decl`] checks an object when somebody first asks for it.

use hashbrown::HashSet;

use crate::diag::{Code, Diagnostic};
use crate::index::{DeclId, ExprId, FieldId, ObjId, PkgId, ScopeId, Symbol};
use crate::source::Span;
use crate::syntax::ast::{DeclKind, ExprKind, Exprs, Fields, File, Lit, OptExpr, OptStmt};

use super::Checker;
use super::constant::Value;
use super::env::{DeclInfo, DeclInfoId};
use super::flow;
use super::object::{Func, Object, ObjectKind, Package, Var, VarKind};

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

/// Imports.
impl Checker<'_> {
    fn import(&mut self, scope: ScopeId, decl: DeclId, name: OptExpr, path_expr: ExprId) {
        let ast = self.ast;
        let ExprKind::Literal {
            kind: Lit::String,
            text,
            bad: false,
        } = ast.exprs[path_expr].kind
        else {
            return;
        };
        let path = Value::from_literal(Lit::String, ast.text(text)).string_val();
        let path = String::from_utf8_lossy(&path).into_owned();
        if let Some(problem) = invalid_import_path(&path) {
            return self.error(path_expr, format!("invalid import path ({problem})"));
        }
        let imported = self.import_package(path_expr, &path);
        let symbol = match name.expand().and_then(|name| ast.name(name)) {
            Some(symbol) => Some(symbol),
            None => ast.names.lookup(&self.packages[imported].name),
        };
        // A name that no text mentions cannot be used: the import will be reported.
        let symbol = symbol.unwrap_or(text);
        if symbol == self.universe.init {
            let message = "cannot import package as init - init must be a func";
            return self.error(ast.decls[decl].span, message);
        }
        let package = &mut self.packages[self.pkg];
        if !package.imports.contains(&imported) {
            package.imports.push(imported);
        }
        let used = self.packages[imported].fake;
        let kind = ObjectKind::PkgName { imported, used };
        let span = ast.decls[decl].span;
        let object = Object::new(kind, symbol, Some(self.pkg), None, Some(span));
        let obj = self.objects.push(object);
        if let Some(name) = name.expand() {
            self.record_def(name, obj);
        }
        self.imports.push(obj);
        if self.text(symbol) == "." {
            self.dot_import(scope, imported, obj);
        } else {
            self.declare(scope, None, obj);
        }
    }

    /// The package with this path; a fake one if there is none.
    fn import_package(&mut self, at: ExprId, path: &str) -> PkgId {
        let this = self.pkg;
        let found = self
            .packages
            .iter()
            .find(|(id, package)| *id != this && package.path == path && !package.fake);
        if let Some((id, _)) = found {
            return id;
        }
        let message = format!("package {path} is not in std ($GOROOT/src/{path})");
        let span = self.ast.exprs[at].span;
        self.report(Diagnostic::error(Code::Import, span, message));
        let name = path.trim_end_matches('/');
        let name = name.rsplit('/').next().unwrap_or(name).to_owned();
        let scope = self.scopes.open(Some(ScopeId::from_u32(0)));
        self.packages.push(Package {
            path: path.to_owned(),
            name,
            scope,
            imports: Vec::new(),
            files: Vec::new(),
            std: false,
            fake: true,
            funcs: Vec::new(),
        })
    }

    fn dot_import(&mut self, scope: ScopeId, imported: PkgId, pkg_name: ObjId) {
        let from = self.packages[imported].scope;
        let names: Vec<(Symbol, ObjId)> = self.scopes.arena[from].names().to_vec();
        for (symbol, obj) in names {
            if !self.is_exported(symbol) {
                continue;
            }
            match self.scopes.arena[scope].insert(symbol, obj) {
                None => {
                    self.dot_imports.insert((scope, obj), pkg_name);
                }
                Some(other) => {
                    let message = format!("{} redeclared in this block", self.text(symbol));
                    let error = self.new_error(pkg_name, message);
                    let error = self.other_declaration(error, other);
                    self.report(error);
                }
            }
        }
    }

    /// Nothing may be both imported into a file and declared in the package.
    fn check_file_scope(&mut self, scope: ScopeId) {
        let package_scope = self.packages[self.pkg].scope;
        let names: Vec<(Symbol, ObjId)> = self.scopes.arena[scope].names().to_vec();
        for (symbol, obj) in names {
            let Some(other) = self.scopes.arena[package_scope].lookup(symbol) else {
                continue;
            };
            let text = self.text(symbol).to_owned();
            let message = match self.objects[obj].kind {
                ObjectKind::PkgName { imported, .. } => {
                    let package = self.package_string(imported);
                    format!("{text} already declared through import of {package}")
                }
                _ => {
                    let package = self.objects[obj].pkg.expand();
                    let package = package.map(|pkg| self.package_string(pkg));
                    let package = package.unwrap_or_default();
                    format!("{text} already declared through dot-import of {package}")
                }
            };
            let error = self.new_error(other, message);
            let error = self.other_declaration(error, obj);
            self.report(error);
        }
    }

    /// `package fmt ("fmt")`
    fn package_string(&self, pkg: PkgId) -> String {
        let package = &self.packages[pkg];
        format!("package {} ({:?})", package.name, package.path)
    }

    /// Reports the imports that nothing used.
    pub(super) fn unused_imports(&mut self) {
        for obj in std::mem::take(&mut self.imports) {
            let ObjectKind::PkgName { imported, used } = self.objects[obj].kind else {
                continue;
            };
            let name = self.objects[obj].name;
            if used || name == self.universe.blank {
                continue;
            }
            let path = self.packages[imported].path.clone();
            let elem = path.rsplit('/').next().unwrap_or(&path);
            let name = self.text(name);
            let message = match name == "." || name == elem || name.starts_with(['"', '`']) {
                true => format!("{path:?} imported and not used"),
                false => format!("{path:?} imported as {name} and not used"),
            };
            self.soft_error(obj, message);
        }
    }
}

/// What is wrong with an import path.
fn invalid_import_path(path: &str) -> Option<String> {
    if path.is_empty() {
        return Some("empty string".to_owned());
    }
    let illegal = |c: char| {
        c.is_control() || c.is_whitespace() || "!\"#$%&'()*,:;<=>?[\\]^{|}`\u{FFFD}".contains(c)
    };
    let c = path.chars().find(|&c| illegal(c))?;
    let shown = if c.is_control() {
        String::new()
    } else {
        format!(" '{c}'")
    };
    Some(format!("invalid character U+{:04X}{shown}", u32::from(c)))
}
