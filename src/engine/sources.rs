//! Which texts make a program.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::tree::Tree;

/// The texts of a program: one text, named files, a directory of a module, or files in memory.
///
/// Only [`Sources::files`] and [`Sources::dir`] look at the file system, at what they name and at the packages of the
/// same module that these import.
///
/// ```
/// use minigo::{Buffer, Engine, Sources};
///
/// let sources = Sources::memory()
///     .file("go.mod", "module example.com/greeter")
///     .file("words/words.go", "package words\n\nconst Hello = \"hello\"\n")
///     .file("cmd/greet/main.go", r#"
///         package main
///
///         import "example.com/greeter/words"
///
///         func main() { println(words.Hello) }
///     "#)
///     .package("cmd/greet");
/// let errors = Buffer::default();
/// let engine = Engine::builder().stderr(errors.clone()).build();
/// let program = engine.compile_sources(&sources)?;
/// engine.run(&program)?;
/// assert_eq!(errors.text(), "hello\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Sources {
    pub(super) tree: Tree,
    pub(super) root: Root,
}

/// The package that is the program.
#[derive(Clone, Debug)]
pub(super) enum Root {
    /// One file, without a place where other packages could be.
    Text { name: String, bytes: Vec<u8> },
    /// These files.
    Files(Vec<PathBuf>),
    /// The files of a directory that are for this system.
    Dir(PathBuf),
}

impl Sources {
    /// One file; `name` is what messages call it. It can import the library only.
    pub fn text(name: impl Into<String>, text: impl AsRef<[u8]>) -> Sources {
        Sources {
            tree: Tree::Memory(BTreeMap::new()),
            root: Root::Text {
                name: name.into(),
                bytes: text.as_ref().to_vec(),
            },
        }
    }

    /// Files of one package and directory on disk.
    pub fn files(paths: impl IntoIterator<Item = impl AsRef<Path>>) -> Sources {
        let paths = paths.into_iter().map(|path| path.as_ref().to_owned());
        Sources {
            tree: Tree::Disk,
            root: Root::Files(paths.collect()),
        }
    }

    /// The package in a directory on disk; or, if there is no such directory, the one with this import path in the module
    /// of the current directory.
    pub fn dir(path: impl AsRef<Path>) -> Sources {
        Sources {
            tree: Tree::Disk,
            root: Root::Dir(path.as_ref().to_owned()),
        }
    }

    /// Files in memory, none so far. The program is the package in the directory above all of them, unless
    /// [`Sources::package`] says otherwise.
    pub fn memory() -> Sources {
        Sources {
            tree: Tree::Memory(BTreeMap::new()),
            root: Root::Dir(PathBuf::new()),
        }
    }

    /// Adds a file to those in memory, or replaces it. A `go.mod` gives the packages below it their import paths.
    ///
    /// # Panics
    ///
    /// If the sources are on disk.
    #[must_use]
    pub fn file(mut self, path: impl AsRef<Path>, text: impl AsRef<[u8]>) -> Sources {
        let path = self.tree.absolute(path.as_ref());
        match &mut self.tree {
            Tree::Memory(files) => files.insert(path, text.as_ref().to_vec()),
            Tree::Disk => panic!("files on disk are not added to"),
        };
        self
    }

    /// Makes the package in this directory the program.
    #[must_use]
    pub fn package(mut self, dir: impl AsRef<Path>) -> Sources {
        self.root = Root::Dir(dir.as_ref().to_owned());
        self
    }
}
