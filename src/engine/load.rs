//! The stages before compilation: a program's text, its parsed packages, its checked packages.

use std::path::Path;
use std::sync::Arc;

use cranelift_entity::EntityRef;
use hashbrown::HashSet;

use crate::check::{self, Checked, PackageInput};
use crate::compile;
use crate::diag::{Code, Diagnostic, Severity};
use crate::engine::{CompileError, Program};
use crate::source::{FileId, SourceFile, SourceMap, Span};
use crate::std::{self as library, PackageSource};
use crate::syntax::ast::{self, Ast, DeclKind, ExprKind};
use crate::syntax::{self, literal};

/// What a text is loaded for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Goal {
    /// It must be a whole program.
    Run,
    /// Any package will do. Functions without body, and main, may be in files that are not here.
    Check,
}

/// A text.
pub(super) struct Loaded {
    sources: SourceMap,
    file: FileId,
    text: Arc<str>,
    diagnostics: Vec<Diagnostic>,
}

impl Loaded {
    /// The text itself.
    pub(super) fn new(name: &str, text: impl AsRef<[u8]>) -> Loaded {
        Loaded::from_bytes(name, text.as_ref().to_vec())
    }

    fn from_bytes(name: &str, bytes: Vec<u8>) -> Loaded {
        let (text, bad_bytes) = syntax::source_text(bytes);
        let mut sources = SourceMap::default();
        let text: Arc<str> = text.into();
        let file = sources.add(name, text.clone());
        let bad_byte = |at| {
            let span = Span::point(file, at);
            Diagnostic::error(Code::Lexical, span, "invalid UTF-8 encoding")
        };
        Loaded {
            diagnostics: bad_bytes.into_iter().map(bad_byte).collect(),
            sources,
            file,
            text,
        }
    }

    /// The text of a file.
    pub(super) fn from_file(path: &Path) -> Result<Loaded, CompileError> {
        let bytes = std::fs::read(path).map_err(|error| CompileError::Unreadable {
            path: path.to_owned(),
            error,
        })?;
        Ok(Loaded::from_bytes(&path.to_string_lossy(), bytes))
    }

    pub(super) fn source(&self) -> &SourceFile {
        self.sources.file(self.file)
    }

    /// Appends the syntax tree, also of a text with mistakes.
    pub(super) fn dump_ast(self, out: &mut String) -> Result<(), CompileError> {
        let mut parsed = Parsed {
            ast: Ast::default(),
            sources: self.sources,
            packages: Vec::new(),
            diagnostics: self.diagnostics,
        };
        let file = parsed.parse_file(self.file, &self.text);
        let source = parsed.sources.file(self.file);
        out.push_str(&syntax::dump::dump_ast(&parsed.ast, &file, source));
        match parsed.diagnostics.is_empty() {
            true => Ok(()),
            false => Err(parsed.into_error()),
        }
    }

    /// Parses the text and the packages of the library that it needs.
    pub(super) fn parse(self, goal: Goal) -> Result<Parsed, CompileError> {
        let mut parsed = Parsed {
            ast: Ast::default(),
            sources: self.sources,
            packages: Vec::new(),
            diagnostics: self.diagnostics,
        };
        let main = parsed.parse_file(self.file, &self.text);
        let name = parsed.package_name(&main).unwrap_or("main").to_owned();
        let is_main = name == "main";
        if goal == Goal::Run && !is_main {
            let span = Span::point(self.file, 0);
            let message = "package command-line-arguments is not a main package";
            parsed.diagnostics = vec![Diagnostic::error(Code::NotMain, span, message)];
            return Err(parsed.into_error());
        }
        if parsed.has_syntax_errors() {
            return Err(parsed.into_error());
        }
        let mut seen = HashSet::new();
        for path in library::ALWAYS {
            parsed.load_package(path, &mut seen);
        }
        for path in parsed.imports(&main) {
            parsed.load_package(&path, &mut seen);
        }
        // Only the library's packages have the paths of the library's packages.
        let path = match library::find(&name) {
            Some(_) => "command-line-arguments".to_owned(),
            None => name,
        };
        parsed.packages.push(PackageInput {
            path,
            files: vec![main],
            std: false,
        });
        Ok(parsed)
    }
}

/// A program's packages as syntax trees, those that are imported before those that import them.
pub(super) struct Parsed {
    ast: Ast,
    sources: SourceMap,
    packages: Vec<PackageInput>,
    diagnostics: Vec<Diagnostic>,
}

impl Parsed {
    /// Checks all packages.
    pub(super) fn check(mut self, goal: Goal) -> Result<CheckedProgram, CompileError> {
        let packages = std::mem::take(&mut self.packages);
        let (checked, mut diagnostics) =
            check::check_program(&mut self.ast, &self.sources, packages);
        if goal == Goal::Check {
            diagnostics.retain(|diag| diag.code != Code::MissingBody);
        }
        self.diagnostics.extend(diagnostics);
        let is_error = |diag: &Diagnostic| diag.severity == Severity::Error;
        if goal == Goal::Run
            && !self.diagnostics.iter().any(is_error)
            && !declares_main(&self.ast, &checked)
        {
            let message = "runtime.main_main·f: function main is undeclared in the main package";
            let span = Span::point(FileId::new(0), 0);
            self.diagnostics
                .push(Diagnostic::error(Code::Link, span, message));
        }
        if self.diagnostics.iter().any(is_error) {
            return Err(self.into_error());
        }
        Ok(CheckedProgram {
            ast: self.ast,
            sources: Arc::new(self.sources),
            checked,
        })
    }

    fn parse_file(&mut self, file: FileId, text: &str) -> ast::File {
        let (parsed, diagnostics) = syntax::parse_file(&mut self.ast, file, text);
        self.diagnostics.extend(diagnostics);
        parsed
    }

    /// Parses a package of the library after those that it imports. The checker speaks of paths that do not exist.
    fn load_package(&mut self, path: &str, seen: &mut HashSet<String>) {
        let Some(package) = library::find(path) else {
            return;
        };
        if !seen.insert(path.to_owned()) {
            return;
        }
        let files: Vec<ast::File> = self.parse_sources(package);
        for file in &files {
            for import in self.imports(file) {
                self.load_package(&import, seen);
            }
        }
        self.packages.push(PackageInput {
            path: path.to_owned(),
            files,
            std: true,
        });
    }

    fn parse_sources(&mut self, package: &PackageSource) -> Vec<ast::File> {
        let files = package.files.iter();
        files
            .map(|(name, text)| {
                let file = self
                    .sources
                    .add(format!("$GOROOT/src/{}/{name}", package.path), *text);
                self.parse_file(file, text)
            })
            .collect()
    }

    /// The paths that a file imports.
    fn imports(&self, file: &ast::File) -> Vec<String> {
        let decls = self.ast.decls(file.decls).iter();
        let paths = decls.filter_map(|&decl| match self.ast.decls[decl].kind {
            DeclKind::Import { path, .. } => Some(path),
            _ => None,
        });
        let text = |path| match self.ast.exprs[path].kind {
            ExprKind::Literal { text, .. } => literal::string_value(self.ast.text(text)),
            _ => None,
        };
        let bytes = paths.filter_map(text);
        bytes
            .filter_map(|bytes| String::from_utf8(bytes).ok())
            .collect()
    }

    fn package_name(&self, file: &ast::File) -> Option<&str> {
        let name = self.ast.name(file.package.expand()?)?;
        Some(self.ast.text(name))
    }

    fn has_syntax_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|diag| diag.code == Code::Syntax)
    }

    fn into_error(self) -> CompileError {
        CompileError::Invalid {
            diagnostics: self.diagnostics,
            sources: Arc::new(self.sources),
        }
    }
}

fn declares_main(ast: &Ast, checked: &Checked) -> bool {
    let main = ast.names.lookup("main");
    let package = checked
        .packages
        .values()
        .rev()
        .find(|package| !package.fake);
    let scope = package.map(|package| &checked.scopes.arena[package.scope]);
    // The checker lets nothing but a function have this name.
    main.zip(scope)
        .is_some_and(|(main, scope)| scope.lookup(main).is_some())
}

/// A program without mistakes.
pub(super) struct CheckedProgram {
    pub(super) ast: Ast,
    pub(super) sources: Arc<SourceMap>,
    pub(super) checked: Checked,
}

impl CheckedProgram {
    /// Compiles all that the program can reach; `name` is its `os.Args[0]`.
    pub(super) fn compile(mut self, name: &str) -> Result<Program, CompileError> {
        let compiled = compile::compile(&self.ast, &mut self.checked, self.sources.clone());
        match compiled {
            Ok(code) => Ok(Program {
                code: Arc::new(code),
                name: name.into(),
            }),
            Err(diagnostics) => Err(CompileError::Invalid {
                diagnostics,
                sources: self.sources,
            }),
        }
    }
}
