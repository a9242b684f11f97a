//! The packages of a program: from the imports of its files to all packages, parsed and in order of initialisation.
//!
//! What is wrong with imports is found here, in the words and the order of the `go` command: at most one complaint per
//! package, those about imported packages before those about the packages that import them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use hashbrown::{HashMap, HashSet};

use crate::check::PackageInput;
use crate::diag::{Code, Diagnostic};
use crate::source::{FileId, Span};
use crate::std::{self as library, PackageSource};
use crate::syntax;
use crate::syntax::ast::{self, Ast};

use super::CompileError;
use super::load::{DirProblem, Goal, Loaded, NamedFile, add_text, package_files};
use super::module::Place;

/// Collects packages.
pub(super) struct Loader<'a> {
    loaded: &'a mut Loaded,
    ast: Ast,
    packages: Vec<Package>,
    by_path: HashMap<String, usize>,
    /// The packages that are being loaded, each because the one before it imports it.
    stack: Vec<Importing>,
}

/// A package.
#[derive(Default)]
struct Package {
    /// Its import path.
    path: String,
    /// Empty if no file says.
    name: String,
    dir: Option<PathBuf>,
    files: Vec<ast::File>,
    imports: Vec<usize>,
    /// What the parser has found.
    diagnostics: Vec<Diagnostic>,
    /// What the `go` command has found.
    error: Option<Diagnostic>,
    /// It has no files but tests, which is its error.
    only_tests: bool,
    loading: bool,
    std: bool,
}

struct Importing {
    path: String,
    /// The file that imports it.
    from: Option<String>,
}

/// Where a package is imported.
#[derive(Clone, Copy)]
struct Import<'a> {
    importer: usize,
    path: &'a str,
    at: Span,
}

/// The program is the first package.
const PROGRAM: usize = 0;

impl<'a> Loader<'a> {
    /// Knows the program's files and nothing else; the diagnostics are those of reading them.
    pub(super) fn new(loaded: &'a mut Loaded, diagnostics: Vec<Diagnostic>) -> Loader<'a> {
        let program = Package {
            path: loaded.path.clone(),
            dir: loaded.dir.clone(),
            diagnostics,
            ..Package::default()
        };
        Loader {
            loaded,
            ast: Ast::default(),
            packages: vec![program],
            by_path: HashMap::new(),
            stack: Vec::new(),
        }
    }

    /// Loads the program, all that it imports, and what every program has.
    pub(super) fn load_program(&mut self, goal: Goal) {
        let path = self.packages[PROGRAM].path.clone();
        // The library's packages have their paths for themselves.
        if !is_known(&path) {
            self.by_path.insert(path.clone(), PROGRAM);
        }
        let files = self.loaded.files.clone();
        self.stack.push(Importing { path, from: None });
        self.load_files(PROGRAM, files, None);
        self.stack.pop();
        let program = &mut self.packages[PROGRAM];
        if goal == Goal::Run && program.error.is_none() && !matches!(&*program.name, "main" | "") {
            let message = format!("package {} is not a main package", program.path);
            program.error = Some(command(message));
        }
        for path in library::ALWAYS {
            self.load_library(path);
        }
    }

    /// The packages in order of initialisation; or what is wrong.
    pub(super) fn finish(mut self) -> Result<(Ast, Vec<PackageInput>), Vec<Diagnostic>> {
        let headers = self.packages[PROGRAM].diagnostics.iter();
        if let Some(diag) = headers.clone().find(|diag| diag.is_go_parsers()) {
            let not_main = self.packages[PROGRAM].error.clone();
            return Err(vec![not_main.unwrap_or_else(|| diag.clone())]);
        }
        let mut errors = Vec::new();
        let mut late = Vec::new();
        for at in self.imported_first() {
            let package = &mut self.packages[at];
            let found = if package.only_tests {
                &mut late
            } else {
                &mut errors
            };
            found.extend(package.error.take());
        }
        // `go` does not find out that a package is nothing but tests until it builds it.
        if errors.is_empty() {
            errors = late;
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let order = self.initialisation_order();
        let paths: Vec<String> = self.packages.iter().map(|it| it.path.clone()).collect();
        let input = |at: usize| {
            let package = std::mem::take(&mut self.packages[at]);
            let is_main = at == PROGRAM && matches!(&*package.name, "main" | "");
            PackageInput {
                path: if is_main {
                    "main".to_owned()
                } else {
                    package.path
                },
                files: package.files,
                std: package.std,
                imports: package
                    .imports
                    .iter()
                    .map(|&at| paths[at].clone())
                    .collect(),
                diagnostics: package.diagnostics,
            }
        };
        let packages = order.into_iter().map(input).collect();
        Ok((self.ast, packages))
    }

    /// All packages, each after those that it imports, as `go` lists them.
    fn imported_first(&self) -> Vec<usize> {
        let mut order = Vec::new();
        let mut seen: HashSet<usize> = [PROGRAM].into_iter().collect();
        let mut path = vec![(PROGRAM, 0)];
        while let Some((at, next)) = path.last_mut() {
            let Some(&import) = self.packages[*at].imports.get(*next) else {
                order.push(*at);
                path.pop();
                continue;
            };
            *next += 1;
            if seen.insert(import) {
                path.push((import, 0));
            }
        }
        order
    }

    /// Of the packages whose imports have all been initialised, always the one whose path comes first.
    fn initialisation_order(&self) -> Vec<usize> {
        let mut importers = vec![Vec::new(); self.packages.len()];
        let mut waiting: Vec<usize> = Vec::new();
        for (at, package) in self.packages.iter().enumerate() {
            waiting.push(package.imports.len());
            for &import in &package.imports {
                importers[import].push(at);
            }
        }
        let key = |at: usize| {
            let path = &self.packages[at].path;
            let always = library::ALWAYS.contains(&path.as_str());
            (at == PROGRAM, !always, path, at)
        };
        let ready = (0..self.packages.len()).filter(|&at| waiting[at] == 0);
        let mut ready: BTreeSet<_> = ready.map(key).collect();
        let mut order = Vec::new();
        while let Some((.., at)) = ready.pop_first() {
            order.push(at);
            for &importer in &importers[at] {
                waiting[importer] -= 1;
                if waiting[importer] == 0 {
                    ready.insert(key(importer));
                }
            }
        }
        order
    }

    /// Parses the files of a package and loads what they import. `from` is where a directory's package is imported.
    fn load_files(&mut self, at: usize, files: Vec<FileId>, from: Option<Span>) {
        self.packages[at].loading = true;
        let mut names: Vec<(String, FileId)> = Vec::new();
        let mut imports: BTreeMap<String, Span> = BTreeMap::new();
        for file in files {
            let text = self.loaded.sources.file(file).text.clone();
            let (parsed, diagnostics) = syntax::parse_file(&mut self.ast, file, &text);
            if let Some(name) = self.package_name(&parsed) {
                names.push((name.to_owned(), file));
            }
            for (path, span) in self.ast.imports(&parsed) {
                imports.entry(path).or_insert(span);
            }
            let package = &mut self.packages[at];
            package.diagnostics.extend(diagnostics);
            package.files.push(parsed);
        }
        let (name, error) = self.name_of(at, &names, from);
        self.packages[at].name = name;
        self.packages[at].error = error;
        for (path, span) in imports {
            let import = Import {
                importer: at,
                path: &path,
                at: span,
            };
            if let Some(imported) = self.import(import) {
                self.packages[at].imports.push(imported);
            }
        }
        self.packages[at].loading = false;
    }

    /// The name of a package whose files say these names.
    fn name_of(
        &self,
        at: usize,
        names: &[(String, FileId)],
        from: Option<Span>,
    ) -> (String, Option<Diagnostic>) {
        let Some((first, in_file)) = names.first() else {
            return (String::new(), None);
        };
        let other = names.iter().find(|(name, _)| name != first);
        let error = other.zip(self.packages[at].dir.as_ref());
        let error = error.map(|((other, in_other), dir)| {
            let (file, other_file) = (self.base_name(*in_file), self.base_name(*in_other));
            let dir = dir.display();
            let message =
                format!("found packages {first} ({file}) and {other} ({other_file}) in {dir}");
            match from {
                Some(span) => Diagnostic::error(Code::Import, span, message),
                None => command(message),
            }
        });
        (first.clone(), error)
    }

    /// Loads an imported package, unless that has happened, and looks whether it may be imported.
    fn import(&mut self, import: Import<'_>) -> Option<usize> {
        // The checker has gc's words for paths that are no paths.
        if !import.path.is_empty() && !import.path.contains(char::is_whitespace) {
            let imported = self.load(import)?;
            let error = self.not_allowed(import, imported);
            let importer = &mut self.packages[import.importer].error;
            *importer = importer.take().or(error);
            return Some(imported);
        }
        None
    }

    fn load(&mut self, import: Import<'_>) -> Option<usize> {
        if self.packages[import.importer].std || is_known(import.path) {
            return self.load_library(import.path);
        }
        if let Some(&at) = self.by_path.get(import.path) {
            if self.packages[at].loading && self.packages[at].error.is_none() {
                self.packages[at].error = Some(self.cycle(import));
            }
            return Some(at);
        }
        let at = self.add(import.path);
        match self.find(import) {
            Ok(dir) => {
                self.packages[at].dir = Some(dir.clone());
                self.stack.push(Importing {
                    path: import.path.to_owned(),
                    from: Some(self.base_name(import.at.file)),
                });
                self.load_dir(at, import, &dir);
                self.stack.pop();
            }
            Err(error) => self.packages[at].error = Some(error),
        }
        Some(at)
    }

    fn add(&mut self, path: &str) -> usize {
        let at = self.packages.len();
        self.packages.push(Package {
            path: path.to_owned(),
            ..Package::default()
        });
        self.by_path.insert(path.to_owned(), at);
        at
    }

    fn load_dir(&mut self, at: usize, import: Import<'_>, dir: &Path) {
        let files: Vec<NamedFile> = match package_files(&self.loaded.tree, dir) {
            Ok(Ok(files)) => files,
            Ok(Err(problem)) => {
                self.packages[at].only_tests = matches!(problem, DirProblem::OnlyTests);
                self.packages[at].error = Some(self.dir_problem(&problem, import, dir));
                return;
            }
            Err(CompileError::Unreadable { path, error }) => {
                let message = format!("{}: {error}", path.display());
                let error = Diagnostic::error(Code::Import, import.at, message);
                self.packages[at].error = Some(error);
                return;
            }
            Err(CompileError::Invalid { diagnostics, .. }) => {
                self.packages[at].error = diagnostics.into_iter().next();
                return;
            }
        };
        let sources = &mut self.loaded.sources;
        let diagnostics = &mut self.packages[at].diagnostics;
        let add = |(name, bytes)| add_text(sources, import.path, name, bytes, diagnostics);
        let files = files.into_iter().map(add).collect();
        self.load_files(at, files, Some(import.at));
    }

    fn dir_problem(&self, problem: &DirProblem, import: Import<'_>, dir: &Path) -> Diagnostic {
        let (path, dir) = (import.path, dir.display());
        match problem {
            DirProblem::NoFiles => command(format!("{path}: no Go files in {dir}")),
            DirProblem::OnlyTests => command(format!("{path}: no non-test Go files in {dir}")),
            DirProblem::Excluded => command(format!(
                "package {}: build constraints exclude all Go files in {dir}",
                self.stack_text(false)
            )),
            DirProblem::Constraint(file, problem) => {
                let message = format!("{file}: {problem}");
                Diagnostic::error(Code::Import, import.at, message)
            }
        }
    }

    /// Loads a package of the library.
    fn load_library(&mut self, path: &str) -> Option<usize> {
        let package: &PackageSource = library::find(path)?;
        if let Some(&at) = self.by_path.get(path) {
            return Some(at);
        }
        let at = self.add(path);
        self.packages[at].std = true;
        let sources = &mut self.loaded.sources;
        let files = package
            .files
            .iter()
            .map(|(name, text)| sources.add(format!("$GOROOT/src/{path}/{name}"), *text));
        let files = files.collect();
        self.load_files(at, files, None);
        Some(at)
    }

    /// The package names and paths of the packages that are being loaded, as `go` writes them.
    fn stack_text(&self, places: bool) -> String {
        let packages = self.stack.iter().map(|it| match &it.from {
            Some(from) if places => format!("{} from {from}", it.path),
            _ => it.path.clone(),
        });
        packages.collect::<Vec<_>>().join("\n\timports ")
    }

    fn cycle(&self, import: Import<'_>) -> Diagnostic {
        let stack = self.stack_text(true);
        let (path, file) = (import.path, self.base_name(import.at.file));
        command(format!(
            "package {stack}\n\timports {path} from {file}: import cycle not allowed"
        ))
    }

    /// Why a package must not be imported here.
    fn not_allowed(&self, import: Import<'_>, imported: usize) -> Option<Diagnostic> {
        let (importer, package) = (&self.packages[import.importer], &self.packages[imported]);
        let path = import.path;
        if package.error.is_none() && !importer.std && !self.may_use_internal(importer, path) {
            let place = self.place(import.at);
            let stack = self.stack_text(false);
            return Some(command(format!(
                "package {stack}\n\t{place}: use of internal package {path} not allowed"
            )));
        }
        if package.name == "main" && package.dir != importer.dir {
            let message = format!("import {path:?} is a program, not an importable package");
            return Some(Diagnostic::error(Code::Import, import.at, message));
        }
        None
    }

    /// What is in a directory `internal` is for the packages in the directory above it.
    fn may_use_internal(&self, importer: &Package, path: &str) -> bool {
        let elements: Vec<&str> = path.split('/').collect();
        let Some(at) = elements.iter().rposition(|&element| element == "internal") else {
            return true;
        };
        let parent = elements[..at].join("/");
        let module = self.loaded.module.as_ref();
        let in_module = importer
            .dir
            .as_ref()
            .and_then(|dir| module?.import_path(dir));
        let importer = in_module.as_ref().unwrap_or(&importer.path);
        let rest = importer.strip_prefix(&parent);
        !parent.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The directory of a package; or why there is none.
    fn find(&self, import: Import<'_>) -> Result<PathBuf, Diagnostic> {
        let path = import.path;
        let wrong = |message: String| Err(Diagnostic::error(Code::Import, import.at, message));
        if let Some(problem) = malformed(path) {
            return wrong(problem);
        }
        let has_dot = path.split('/').next().is_some_and(|it| it.contains('.'));
        let place = match &self.loaded.module {
            Some(module) => module.find(&self.loaded.tree, path),
            None => Place::Nowhere,
        };
        match place {
            // It is what the program is called.
            Place::Dir(_) if path == "main" => wrong("cannot import \"main\"".to_owned()),
            Place::Dir(dir) => Ok(dir),
            Place::Elsewhere(module) => wrong(format!(
                "package {path} belongs to module {module}, and minigo does not download modules"
            )),
            Place::NotRequired(module) => wrong(format!(
                "module {module} provides package {path} and is replaced but not required; to add it:\n\tgo get {module}"
            )),
            Place::Nowhere if path == "C" => wrong("minigo has no cgo".to_owned()),
            Place::Nowhere if !has_dot => {
                let known: Vec<&str> = library::PACKAGES.iter().map(|it| it.path).collect();
                let known = known.join(", ");
                wrong(format!("package {path} is not in std (minigo has {known})"))
            }
            Place::Nowhere => {
                let hint = match &self.loaded.module {
                    Some(_) => format!("; to add it:\n\tgo get {path}"),
                    None => ": go.mod file not found in current directory or any parent directory; see 'go help modules'".to_owned(),
                };
                let message = format!("no required module provides package {path}{hint}");
                let note =
                    "minigo does not download modules; go.mod may replace one by a directory";
                Err(Diagnostic::error(Code::Import, import.at, message).note(note))
            }
        }
    }

    fn package_name(&self, file: &ast::File) -> Option<&str> {
        let name = self.ast.name(file.package.expand()?)?;
        Some(self.ast.text(name))
    }

    fn place(&self, span: Span) -> String {
        let place = self.loaded.sources.place(span);
        place.strip_prefix("./").unwrap_or(&place).to_owned()
    }

    fn base_name(&self, file: FileId) -> String {
        let name = &self.loaded.sources.file(file).name;
        name.rsplit('/').next().unwrap_or(name).to_owned()
    }
}

/// What the `go` command says that has no place in a text.
fn command(message: String) -> Diagnostic {
    let nowhere = Span::point(FileId::from_u32(0), 0);
    Diagnostic::error(Code::Command, nowhere, message)
}

/// What is wrong with the text of an import path.
fn malformed(path: &str) -> Option<String> {
    let mut elements = path.split('/');
    if matches!(elements.clone().next(), Some("." | "..")) {
        return Some(format!(
            "{path:?} is relative, but relative import paths are not supported in module mode"
        ));
    }
    if path.starts_with('/') {
        return Some(format!(
            "{path:?} is not a package path; see 'go help packages'"
        ));
    }
    let problem = if path.contains("//") {
        "double slash".to_owned()
    } else if path.ends_with('/') {
        "trailing slash".to_owned()
    } else if path.starts_with('-') {
        "leading dash".to_owned()
    } else {
        let bad =
            |element: &&str| element.bytes().all(|byte| byte == b'.') || element.ends_with('.');
        format!("invalid path element {:?}", elements.find(bad)?)
    };
    Some(format!("malformed import path {path:?}: {problem}"))
}

/// The path is that of a package of the library, or of package unsafe, which the checker has without files.
fn is_known(path: &str) -> bool {
    path == "unsafe" || library::find(path).is_some()
}
