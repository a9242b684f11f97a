//! The stages before compilation: a program's texts, its parsed packages, its checked packages.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cranelift_entity::EntityRef;
use hashbrown::HashMap;

use crate::check::{self, Checked, PackageInput};
use crate::compile;
use crate::diag::{Code, Diagnostic, Severity};
use crate::engine::{CompileError, Program};
use crate::source::{FileId, SourceFile, SourceMap, Span};
use crate::syntax;
use crate::syntax::ast::Ast;

use super::constraint::{is_go_file, is_test, name_matches, text_matches};
use super::module::{Module, Place};
use super::packages::Loader;
use super::sources::{Root, Sources};
use super::tree::Tree;

/// What a program is loaded for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Goal {
    /// It must be a whole program.
    Run,
    /// Any package will do. Functions without body, and main, may be in files that are not here.
    Check,
}

/// What `go` calls the package of files that are named.
const NAMED_FILES: &str = "command-line-arguments";

/// The files of the package that is the program.
pub(super) struct Loaded {
    pub(super) tree: Tree,
    /// What the program finds in `os.Args[0]`.
    name: String,
    /// Its import path.
    pub(super) path: String,
    /// Its directory; a single text has none.
    pub(super) dir: Option<PathBuf>,
    pub(super) module: Option<Module>,
    pub(super) sources: SourceMap,
    pub(super) files: Vec<FileId>,
    diagnostics: Vec<Diagnostic>,
}

/// A file's name and text.
pub(super) type NamedFile = (String, Vec<u8>);

impl Loaded {
    /// Reads the files.
    pub(super) fn new(from: &Sources) -> Result<Loaded, CompileError> {
        let mut loaded = Loaded {
            tree: from.tree.clone(),
            name: String::new(),
            path: NAMED_FILES.to_owned(),
            dir: None,
            module: None,
            sources: SourceMap::default(),
            files: Vec::new(),
            diagnostics: Vec::new(),
        };
        let files = match &from.root {
            Root::Text { name, bytes } => {
                loaded.name.clone_from(name);
                vec![(name.clone(), bytes.clone())]
            }
            Root::Files(paths) => loaded.read_named(paths)?,
            Root::Dir(path) => loaded.read_dir(path)?,
        };
        for (name, bytes) in files {
            let unit = loaded.path.clone();
            let found = &mut loaded.diagnostics;
            let file = add_text(&mut loaded.sources, &unit, name, bytes, found);
            loaded.files.push(file);
        }
        Ok(loaded)
    }

    fn read_named(&mut self, paths: &[PathBuf]) -> Result<Vec<NamedFile>, CompileError> {
        let Some(first) = paths.first() else {
            return Err(complaint("go: no go files listed"));
        };
        self.name = first.to_string_lossy().into_owned();
        let folder = |path: &Path| match path.parent() {
            Some(parent) if parent.as_os_str().is_empty() => PathBuf::from("."),
            parent => super::tree::clean(parent.unwrap_or(path)),
        };
        let name = |path: &Path| {
            path.file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned()
        };
        let mut files = Vec::new();
        for path in paths {
            if is_test(&name(path)) {
                let path = path.display();
                let message = format!("go: cannot run *_test.go files ({path})");
                return Err(complaint(message));
            }
        }
        for path in paths {
            let bytes = read(&self.tree, path)?;
            if folder(path) != folder(first) {
                let (one, other) = (folder(first), folder(path));
                let (one, other) = (shown(&one), shown(&other));
                return Err(complaint(format!(
                    "named files must all be in one directory; have {one} and {other}"
                )));
            }
            files.push((path.to_string_lossy().into_owned(), bytes));
        }
        let mut seen = HashMap::new();
        for path in paths {
            let name = name(path);
            if let Some(other) = seen.insert(name.to_lowercase(), name.clone()) {
                return Err(complaint(format!(
                    "package {NAMED_FILES}: case-insensitive file name collision: {other:?} and {name:?}"
                )));
            }
        }
        self.enter(&self.tree.absolute(&folder(first)))?;
        Ok(files)
    }

    fn read_dir(&mut self, path: &Path) -> Result<Vec<NamedFile>, CompileError> {
        self.name = path.to_string_lossy().into_owned();
        let mut dir = self.tree.absolute(path);
        if let Err(error) = self.tree.list(&dir) {
            dir = self.find_by_import_path(path, error)?;
        }
        self.enter(&dir)?;
        if let Some(module) = &self.module
            && let Some(path) = module.import_path(&dir)
        {
            self.path = path;
        }
        let files = package_files(&self.tree, &dir)?;
        files.map_err(|problem| complaint(problem.at_root(&self.path, &dir)))
    }

    /// The directory of a package that is named by its import path.
    fn find_by_import_path(&self, path: &Path, error: io::Error) -> Result<PathBuf, CompileError> {
        let here = self.tree.absolute(Path::new(""));
        let module = Module::of(&self.tree, &here).map_err(complaint)?;
        match module.map(|module| module.find(&self.tree, &path.to_string_lossy())) {
            Some(Place::Dir(dir)) => Ok(dir),
            _ => Err(CompileError::Unreadable {
                path: path.to_owned(),
                error,
            }),
        }
    }

    fn enter(&mut self, dir: &Path) -> Result<(), CompileError> {
        self.module = Module::of(&self.tree, dir).map_err(complaint)?;
        self.dir = Some(dir.to_owned());
        Ok(())
    }

    /// The files themselves.
    pub(super) fn files(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.iter().map(|&file| self.sources.file(file))
    }

    /// Appends the syntax trees, also of texts with mistakes.
    pub(super) fn dump_ast(self, out: &mut String) -> Result<(), CompileError> {
        let mut ast = Ast::default();
        let mut diagnostics = self.diagnostics;
        for file in self.files {
            let source = self.sources.file(file);
            let (parsed, found) = syntax::parse_file(&mut ast, file, &source.text);
            diagnostics.extend(found);
            out.push_str(&syntax::dump::dump_ast(&ast, &parsed, source));
        }
        match diagnostics.is_empty() {
            true => Ok(()),
            false => Err(CompileError::Invalid {
                diagnostics,
                sources: Arc::new(self.sources),
            }),
        }
    }

    /// Parses the program and the packages that it needs.
    pub(super) fn parse(mut self, goal: Goal) -> Result<Parsed, CompileError> {
        let diagnostics = std::mem::take(&mut self.diagnostics);
        let name = std::mem::take(&mut self.name);
        let mut loader = Loader::new(&mut self, diagnostics);
        loader.load_program(goal);
        let (ast, packages) = match loader.finish() {
            Ok(program) => program,
            Err(diagnostics) => {
                return Err(CompileError::Invalid {
                    diagnostics,
                    sources: Arc::new(self.sources),
                });
            }
        };
        Ok(Parsed {
            ast,
            sources: self.sources,
            packages,
            name,
        })
    }
}

/// What is wrong with the files of a directory.
pub(super) enum DirProblem {
    NoFiles,
    OnlyTests,
    Excluded,
    Constraint(String, String),
}

impl DirProblem {
    /// In the words of `go` about the package that it was asked for.
    fn at_root(&self, path: &str, dir: &Path) -> String {
        let dir = dir.display();
        match self {
            DirProblem::NoFiles => format!("no Go files in {dir}"),
            DirProblem::OnlyTests => format!("package {path} is not a main package"),
            DirProblem::Excluded => {
                format!("package {path}: build constraints exclude all Go files in {dir}")
            }
            DirProblem::Constraint(file, problem) => format!("{file}: {problem}"),
        }
    }
}

/// The files of the package in a directory.
pub(super) fn package_files(
    tree: &Tree,
    dir: &Path,
) -> Result<Result<Vec<NamedFile>, DirProblem>, CompileError> {
    let unreadable = |error| CompileError::Unreadable {
        path: dir.to_owned(),
        error,
    };
    let mut names = tree.list(dir).map_err(unreadable)?;
    names.retain(|name| is_go_file(name));
    if names.is_empty() {
        return Ok(Err(DirProblem::NoFiles));
    }
    names.retain(|name| !is_test(name));
    if names.is_empty() {
        return Ok(Err(DirProblem::OnlyTests));
    }
    let mut files = Vec::new();
    for name in names.iter().filter(|name| name_matches(name)) {
        let path = dir.join(name);
        let bytes = read(tree, &path)?;
        match text_matches(&String::from_utf8_lossy(&bytes)) {
            Ok(true) => files.push((tree.display(&path), bytes)),
            Ok(false) => {}
            Err(problem) => return Ok(Err(DirProblem::Constraint(name.clone(), problem))),
        }
    }
    match files.is_empty() {
        true => Ok(Err(DirProblem::Excluded)),
        false => Ok(Ok(files)),
    }
}

fn read(tree: &Tree, path: &Path) -> Result<Vec<u8>, CompileError> {
    tree.read(path).map_err(|error| CompileError::Unreadable {
        path: path.to_owned(),
        error,
    })
}

/// Adds a text of a package, and says which of its bytes are not UTF-8.
pub(super) fn add_text(
    sources: &mut SourceMap,
    unit: &str,
    name: String,
    bytes: Vec<u8>,
    diagnostics: &mut Vec<Diagnostic>,
) -> FileId {
    let (text, bad_bytes) = syntax::source_text(bytes);
    let file = sources.add_to(unit, name, text);
    diagnostics.extend(bad_bytes.into_iter().map(|at| {
        let span = Span::point(file, at);
        Diagnostic::error(Code::Lexical, span, "invalid UTF-8 encoding")
    }));
    file
}

/// What `go` says about what it was asked to do, and not about a place in a text.
fn complaint(message: impl Into<String>) -> CompileError {
    let mut sources = SourceMap::default();
    let nowhere = Span::point(sources.add("", ""), 0);
    CompileError::Invalid {
        diagnostics: vec![Diagnostic::error(Code::Command, nowhere, message)],
        sources: Arc::new(sources),
    }
}

/// A directory as `go` writes it.
fn shown(dir: &Path) -> String {
    match dir.as_os_str().is_empty() {
        true => ".".to_owned(),
        false => dir.display().to_string(),
    }
}

/// A program's packages as syntax trees, in the order in which they are initialised; the program is the last.
pub(super) struct Parsed {
    ast: Ast,
    sources: SourceMap,
    packages: Vec<PackageInput>,
    name: String,
}

impl Parsed {
    /// Checks all packages.
    pub(super) fn check(mut self, goal: Goal) -> Result<CheckedProgram, CompileError> {
        let packages = self.packages.iter().map(Outline::of).collect();
        let (checked, mut diagnostics) =
            check::check_program(&mut self.ast, &self.sources, self.packages);
        if goal == Goal::Check {
            diagnostics.retain(|diag| diag.code != Code::MissingBody);
        }
        let is_error = |diag: &Diagnostic| diag.severity == Severity::Error;
        if goal == Goal::Run
            && !diagnostics.iter().any(is_error)
            && !declares_main(&self.ast, &checked)
        {
            let message = "runtime.main_main·f: function main is undeclared in the main package";
            let span = Span::point(FileId::new(0), 0);
            diagnostics.push(Diagnostic::error(Code::Link, span, message));
        }
        if diagnostics.iter().any(is_error) {
            return Err(CompileError::Invalid {
                diagnostics,
                sources: Arc::new(self.sources),
            });
        }
        Ok(CheckedProgram {
            ast: self.ast,
            sources: Arc::new(self.sources),
            checked,
            packages,
            name: self.name,
        })
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

/// A package of a program, as far as its texts do not say it.
#[derive(Debug)]
pub(super) struct Outline {
    path: String,
    files: Vec<FileId>,
    std: bool,
    imports: Vec<String>,
}

impl Outline {
    fn of(package: &PackageInput) -> Outline {
        Outline {
            path: package.path.clone(),
            files: package.files.iter().map(|file| file.file).collect(),
            std: package.std,
            imports: package.imports.clone(),
        }
    }
}

/// Parses and checks a program once more, from the texts that it was compiled from.
pub(super) fn read_again(program: &Program) -> (Ast, Checked) {
    let sources = &program.code.sources;
    let mut ast = Ast::default();
    let mut parse = |&file: &FileId| {
        let text = &sources.file(file).text;
        // It was without mistakes before, so it is now.
        syntax::parse_file(&mut ast, file, text).0
    };
    let packages = program.packages.iter().map(|package| PackageInput {
        path: package.path.clone(),
        files: package.files.iter().map(&mut parse).collect(),
        std: package.std,
        imports: package.imports.clone(),
        diagnostics: Vec::new(),
    });
    let packages = packages.collect();
    let (checked, _) = check::check_program(&mut ast, sources, packages);
    (ast, checked)
}

/// A program without mistakes.
pub(super) struct CheckedProgram {
    ast: Ast,
    sources: Arc<SourceMap>,
    checked: Checked,
    packages: Vec<Outline>,
    name: String,
}

impl CheckedProgram {
    /// Compiles all that the program can reach.
    pub(super) fn compile(mut self) -> Result<Program, CompileError> {
        let compiled = compile::compile(&self.ast, &mut self.checked, self.sources.clone());
        match compiled {
            Ok(code) => Ok(Program {
                code: Arc::new(code),
                name: self.name.into(),
                packages: self.packages.into(),
            }),
            Err(diagnostics) => Err(CompileError::Invalid {
                diagnostics,
                sources: self.sources,
            }),
        }
    }
}
