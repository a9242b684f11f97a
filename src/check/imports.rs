//! Imports: what a file's scope gets from other packages, and whether the file uses it.

use crate::diag::{Code, Diagnostic};
use crate::index::{DeclId, ExprId, ObjId, PkgId, ScopeId, Symbol};
use crate::syntax::ast::{ExprKind, Lit, OptExpr};

use super::Checker;
use super::constant::Value;
use super::object::{Object, ObjectKind, Package};

impl Checker<'_> {
    pub(super) fn import(
        &mut self,
        scope: ScopeId,
        decl: DeclId,
        name: OptExpr,
        path_expr: ExprId,
    ) {
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
    pub(super) fn check_file_scope(&mut self, scope: ScopeId) {
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
