//! Programs for the checker alone, without the engine: parsed packages, and those of the library that they import.

use std::collections::HashSet;

use minigo::check::PackageInput;
use minigo::diag::Diagnostic;
use minigo::source::{FileId, SourceMap};
use minigo::syntax::ast::{Ast, File};
use minigo::syntax::parse_file;

/// A name and a text for each file of a package.
pub type Texts = Vec<(String, String)>;

/// What the checker needs; imported packages stand before those that import them.
#[derive(Default)]
pub struct Program {
    pub ast: Ast,
    pub sources: SourceMap,
    pub packages: Vec<PackageInput>,
    seen: HashSet<String>,
}

impl Program {
    /// Parses a file.
    pub fn parse(&mut self, name: &str, text: &str) -> (FileId, File, Vec<Diagnostic>) {
        let id = self.sources.add(name, text);
        let (file, errors) = parse_file(&mut self.ast, id, text);
        (id, file, errors)
    }

    /// Adds the packages that a file imports: of the library, or what `others` has under the path.
    pub fn import(&mut self, file: &File, others: &dyn Fn(&str) -> Texts) {
        for (path, _) in self.ast.imports(file) {
            if self.seen.contains(&path) {
                continue;
            }
            let texts = library(&path).unwrap_or_else(|| others(&path));
            if texts.is_empty() {
                continue;
            }
            self.seen.insert(path.clone());
            let files: Vec<File> = texts
                .iter()
                .map(|(name, text)| self.parse(name, text).1)
                .collect();
            for file in &files {
                self.import(file, &|_| Texts::new());
            }
            self.packages.push(PackageInput {
                path,
                files,
                std: true,
                ..PackageInput::default()
            });
        }
    }
}

/// The files of a package of the library.
fn library(path: &str) -> Option<Texts> {
    let files = minigo::std::find(path)?.files.iter();
    let named = files.map(|(name, text)| (format!("{path}/{name}"), (*text).to_owned()));
    Some(named.collect())
}
