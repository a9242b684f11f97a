//! Modules: what a `go.mod` says, and in which directory the package of an import path is.

use std::path::{Path, PathBuf};

use super::constraint::is_go_file;
use super::tree::{Tree, clean};

/// The module that a program belongs to.
#[derive(Debug)]
pub(super) struct Module {
    path: String,
    root: PathBuf,
    required: Vec<Required>,
    replaced: Vec<Replaced>,
}

/// A module that `go.mod` requires.
#[derive(Debug, PartialEq, Eq)]
struct Required {
    path: String,
    version: String,
}

/// A module that `go.mod` replaces by a directory.
#[derive(Debug, PartialEq, Eq)]
struct Replaced {
    path: String,
    dir: PathBuf,
}

/// Where the package of an import path is.
#[derive(Debug)]
pub(super) enum Place {
    /// In this directory.
    Dir(PathBuf),
    /// In this module and version, which would have to be downloaded.
    Elsewhere(String),
    /// In this module, which `go.mod` replaces but does not require.
    NotRequired(String),
    /// Nobody knows.
    Nowhere,
}

impl Module {
    /// The module that a directory belongs to, if it does; an error in the words of `go`.
    pub(super) fn of(tree: &Tree, dir: &Path) -> Result<Option<Module>, String> {
        let found = dir
            .ancestors()
            .find_map(|root| Some((root, tree.read(&root.join("go.mod")).ok()?)));
        let Some((root, bytes)) = found else {
            return Ok(None);
        };
        Module::parse(root, &String::from_utf8_lossy(&bytes)).map(Some)
    }

    fn parse(root: &Path, text: &str) -> Result<Module, String> {
        let mut module = Module {
            path: String::new(),
            root: root.to_owned(),
            required: Vec::new(),
            replaced: Vec::new(),
        };
        let mut block: Option<String> = None;
        for (number, line) in text.lines().enumerate() {
            let words = words(line);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let done = match (&block, &words[..]) {
                (_, []) => Ok(()),
                (Some(_), [")"]) => {
                    block = None;
                    Ok(())
                }
                (Some(verb), args) => module.line(verb, args),
                (None, [verb, "("]) => {
                    block = Some((*verb).to_owned());
                    Ok(())
                }
                (None, [verb, args @ ..]) => module.line(verb, args),
            };
            if let Err(problem) = done {
                let line = number + 1;
                return Err(format!(
                    "go: errors parsing go.mod:\ngo.mod:{line}: {problem}"
                ));
            }
        }
        match module.path.is_empty() {
            true => Err("go: error reading go.mod: missing module declaration. To specify the module path:\n\tgo mod edit -module=example.com/mod".to_owned()),
            false => Ok(module),
        }
    }

    fn line(&mut self, verb: &str, args: &[&str]) -> Result<(), String> {
        match (verb, args) {
            ("module", [path]) => self.path = (*path).to_owned(),
            ("module", _) => return Err("usage: module module/path".to_owned()),
            ("require", [path, version]) => self.required.push(Required {
                path: (*path).to_owned(),
                version: (*version).to_owned(),
            }),
            ("require", _) => return Err("usage: require module/path v1.2.3".to_owned()),
            ("replace", [path, "=>", dir] | [path, _, "=>", dir]) if is_directory(dir) => {
                self.replaced.push(Replaced {
                    path: (*path).to_owned(),
                    dir: clean(&self.root.join(dir)),
                });
            }
            // The language is always the newest, and nothing is chosen among versions.
            (
                "go" | "toolchain" | "exclude" | "replace" | "retract" | "godebug" | "tool"
                | "ignore",
                _,
            ) => {}
            _ => return Err(format!("unknown directive: {verb}")),
        }
        Ok(())
    }

    /// The import path of the package in a directory of the module.
    pub(super) fn import_path(&self, dir: &Path) -> Option<String> {
        let rest = dir.strip_prefix(&self.root).ok()?;
        let elements = rest.iter().map(|element| element.to_string_lossy());
        let path = elements.fold(self.path.clone(), |path, element| path + "/" + &element);
        Some(path)
    }

    /// Where the package of an import path is that is not one of the library.
    pub(super) fn find(&self, tree: &Tree, path: &str) -> Place {
        let own = (self.path.as_str(), &self.root);
        let replaced = self.replaced.iter().map(|it| (it.path.as_str(), &it.dir));
        let mut roots: Vec<(&str, &PathBuf)> = std::iter::once(own).chain(replaced).collect();
        // The longest path that fits is the one meant.
        roots.sort_by_key(|(prefix, _)| std::cmp::Reverse(prefix.len()));
        for (module, root) in roots {
            let Some(rest) = below(path, module) else {
                continue;
            };
            let dir = clean(&root.join(rest));
            if !has_package(tree, root, &dir) {
                continue;
            }
            return match module == self.path || self.requires(module) {
                true => Place::Dir(dir),
                false => Place::NotRequired(module.to_owned()),
            };
        }
        let provides = |it: &&Required| below(path, &it.path).is_some();
        let required = self.required.iter().filter(provides);
        match required.max_by_key(|it| it.path.len()) {
            Some(Required { path, version }) => Place::Elsewhere(format!("{path}@{version}")),
            None => Place::Nowhere,
        }
    }

    fn requires(&self, module: &str) -> bool {
        self.required.iter().any(|it| it.path == module)
    }
}

/// What follows a module's path in the path of one of its packages.
fn below<'a>(path: &'a str, module: &str) -> Option<&'a str> {
    match path.strip_prefix(module)? {
        "" => Some(""),
        rest => rest.strip_prefix('/'),
    }
}

/// Whether a directory has Go files and does not belong to a module within the module.
fn has_package(tree: &Tree, root: &Path, dir: &Path) -> bool {
    let has_go_mod = |dir: &Path| tree.read(&dir.join("go.mod")).is_ok();
    let mut inner = dir.ancestors().take_while(|&at| at != root);
    let names = || tree.list(dir).unwrap_or_default();
    !inner.any(has_go_mod) && names().iter().any(|name| is_go_file(name))
}

/// Whether a replacement is a directory, and not a module to be downloaded.
fn is_directory(path: &str) -> bool {
    path.starts_with("./")
        || path.starts_with("../")
        || matches!(path, "." | "..")
        || path.starts_with('/')
}

/// The words of a line of `go.mod`: comments end it, quotes may enclose a word, parentheses are words.
fn words(line: &str) -> Vec<String> {
    let line = line.split("//").next().unwrap_or(line);
    let spaced = line.replace('(', " ( ").replace(')', " ) ");
    spaced
        .split_whitespace()
        .map(|word| word.trim_matches(['"', '`']).to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Module, String> {
        Module::parse(Path::new("/m"), text)
    }

    #[test]
    fn a_file() {
        let text = "// text\nmodule \"example.com/x\" // name\n\ngo 1.27\n\nrequire (\n\ta.b/c v1.0.0 // indirect\n\td.e/f v0.1.0\n)\nreplace a.b/c => ../c\nreplace d.e/f v0.1.0 => g.h/i v1.0.0\n";
        let module = parse(text).unwrap();
        assert_eq!(module.path, "example.com/x");
        assert_eq!(module.required.len(), 2);
        assert_eq!(
            module.replaced,
            [Replaced {
                path: "a.b/c".to_owned(),
                dir: "/c".into()
            }]
        );
        let path = |dir| module.import_path(Path::new(dir));
        assert_eq!(path("/m").unwrap(), "example.com/x");
        assert_eq!(path("/m/a/b").unwrap(), "example.com/x/a/b");
        assert_eq!(path("/n"), None);
    }

    #[test]
    fn mistakes() {
        let problem = |text| parse(text).unwrap_err();
        assert!(problem("\nmodul x").ends_with("go.mod:2: unknown directive: modul"));
        assert!(problem("go 1.27").contains("missing module declaration"));
        assert!(problem("module x y z").ends_with("go.mod:1: usage: module module/path"));
    }

    #[test]
    fn places() {
        let file = |path: &str| (PathBuf::from(path), Vec::new());
        let tree = Tree::Memory(
            [
                file("/m/a/a.go"),
                file("/m/inner/go.mod"),
                file("/m/inner/b/b.go"),
                file("/c/d/d.go"),
                file("/e/e.go"),
            ]
            .into(),
        );
        let module = parse("module x.y/m\nrequire a.b/c v1.0.0\nrequire q.r/s v1.2.3\nreplace a.b/c => ../c\nreplace a.b/e => /e").unwrap();
        let find = |path| format!("{:?}", module.find(&tree, path));
        assert_eq!(find("x.y/m/a"), "Dir(\"/m/a\")");
        assert_eq!(find("x.y/m/inner/b"), "Nowhere");
        assert_eq!(find("x.y/mm"), "Nowhere");
        assert_eq!(find("a.b/c/d"), "Dir(\"/c/d\")");
        assert_eq!(find("a.b/e"), "NotRequired(\"a.b/e\")");
        assert_eq!(find("q.r/s/t"), "Elsewhere(\"q.r/s@v1.2.3\")");
    }
}
