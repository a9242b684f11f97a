//! Checking one package, from its files to its tables.

use crate::diag::Code;
use crate::index::ScopeId;
use crate::syntax::ast::ExprKind;

use super::object::Package;
use super::{Checker, PackageInput};

impl Checker<'_> {
    /// Checks a package whose imports have been checked; says whether nothing is wrong with it.
    pub(super) fn check_package(&mut self, input: PackageInput) -> bool {
        let before = self.diagnostics.len();
        self.diagnostics.extend(input.diagnostics);
        let mut known = self.diagnostics[before..].iter();
        if known.any(|diag| diag.code == Code::Syntax) {
            return false;
        }
        let universe = ScopeId::from_u32(0);
        let scope = self.scopes.open(Some(universe));
        self.pkg = self.packages.push(Package {
            path: input.path,
            name: String::new(),
            scope,
            imports: Vec::new(),
            files: Vec::new(),
            std: input.std,
            fake: false,
            funcs: Vec::new(),
        });
        self.obj_map.clear();
        self.obj_list.clear();
        self.imports.clear();
        self.dot_imports.clear();
        self.methods.clear();
        self.first_error = false;
        self.env = Default::default();
        self.init_files(input.files);
        if !input.std {
            self.check_branches();
        }
        self.collect_objects();
        self.direct_cycles();
        self.package_objects();
        self.process_delayed(0);
        self.init_order();
        self.unused_imports();
        self.late_checks();
        self.diagnostics.len() == before
    }

    /// Finds the package's name, and the files that belong to it.
    fn init_files(&mut self, files: Vec<crate::syntax::ast::File>) {
        for file in files {
            let Some(name) = file.package.expand() else {
                self.packages[self.pkg].files.push(file);
                continue;
            };
            let ExprKind::Name(symbol) = self.ast.exprs[name].kind else {
                continue;
            };
            let text = self.text(symbol).to_owned();
            if self.packages[self.pkg].name.is_empty() {
                if text == "_" {
                    self.error(name, "invalid package name _");
                } else {
                    self.packages[self.pkg].name = text.clone();
                }
            }
            let expected = self.packages[self.pkg].name.clone();
            if expected != text && text != "_" {
                self.error(name, format!("package {text}; expected package {expected}"));
                continue;
            }
            self.packages[self.pkg].files.push(file);
        }
    }
}
