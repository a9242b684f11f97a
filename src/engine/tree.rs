//! Where the texts of a program are: on disk, or in memory. Paths are absolute and without `.` and `..` once a program is
//! being loaded, so that both kinds are asked the same questions.

use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path, PathBuf};

/// Files by their paths.
#[derive(Clone, Debug)]
pub(super) enum Tree {
    /// Those of the operating system.
    Disk,
    /// These.
    Memory(BTreeMap<PathBuf, Vec<u8>>),
}

impl Tree {
    /// The absolute path of a path that may be relative.
    pub(super) fn absolute(&self, path: &Path) -> PathBuf {
        clean(&self.current().join(path))
    }

    /// The directory that relative paths are relative to.
    fn current(&self) -> PathBuf {
        match self {
            Tree::Disk => std::env::current_dir().unwrap_or_else(|_| PathBuf::from("/")),
            Tree::Memory(_) => PathBuf::from("/"),
        }
    }

    /// What messages call a file: its path from here if that is shorter.
    pub(super) fn display(&self, path: &Path) -> String {
        let relative = relative(&self.current(), path);
        let (relative, path) = (relative.to_string_lossy(), path.to_string_lossy());
        match relative.len() < path.len() {
            true => relative.into_owned(),
            false => path.into_owned(),
        }
    }

    /// The bytes of a file.
    pub(super) fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self {
            Tree::Disk => std::fs::read(path),
            Tree::Memory(files) => {
                let bytes = files.get(path).cloned();
                bytes.ok_or_else(|| io::ErrorKind::NotFound.into())
            }
        }
    }

    /// The names of the files in a directory, sorted; an error if it is none.
    pub(super) fn list(&self, dir: &Path) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        match self {
            Tree::Disk => {
                for entry in std::fs::read_dir(dir)? {
                    let entry = entry?;
                    // A name that is not UTF-8 is not one of a Go file.
                    if let Ok(name) = entry.file_name().into_string()
                        && !entry.path().is_dir()
                    {
                        names.push(name);
                    }
                }
            }
            Tree::Memory(files) => {
                let mut is_dir = false;
                for path in files.keys().filter(|path| path.starts_with(dir)) {
                    is_dir = true;
                    if path.parent() == Some(dir)
                        && let Some(name) = path.file_name()
                    {
                        names.push(name.to_string_lossy().into_owned());
                    }
                }
                if !is_dir {
                    return Err(io::ErrorKind::NotFound.into());
                }
            }
        }
        names.sort_unstable();
        Ok(names)
    }
}

/// A path without `.` and `..`, as far as its text goes.
pub(super) fn clean(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if clean.file_name().is_some() => {
                clean.pop();
            }
            Component::ParentDir if clean.has_root() => {}
            other => clean.push(other),
        }
    }
    clean
}

/// How to get from one absolute directory to another path.
fn relative(from: &Path, to: &Path) -> PathBuf {
    let shared = from
        .components()
        .zip(to.components())
        .take_while(|(a, b)| a == b)
        .count();
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(to.components().skip(shared)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        for (path, expected) in [
            ("/a/./b/../c", "/a/c"),
            ("/../a", "/a"),
            ("a/../../b", "../b"),
            ("./x.go", "x.go"),
        ] {
            assert_eq!(clean(Path::new(path)), Path::new(expected));
        }
        let relative = |to| relative(Path::new("/a/b/c"), Path::new(to));
        assert_eq!(relative("/a/b/c/d.go"), Path::new("d.go"));
        assert_eq!(relative("/a/x/d.go"), Path::new("../../x/d.go"));
    }

    #[test]
    fn a_directory_in_memory() {
        let file = |path: &str| (PathBuf::from(path), Vec::new());
        let tree = Tree::Memory([file("/b.go"), file("/a.go"), file("/d/c.go")].into());
        assert_eq!(tree.list(Path::new("/")).unwrap(), ["a.go", "b.go"]);
        assert_eq!(tree.list(Path::new("/d")).unwrap(), ["c.go"]);
        assert!(tree.list(Path::new("/e")).is_err());
    }
}
