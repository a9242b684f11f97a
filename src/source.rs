//! Source texts and positions in them.

use std::borrow::Cow;
use std::sync::Arc;

use cranelift_entity::{PrimaryMap, entity_impl};

mod directive;

use directive::Directive;

/// A file of a [`SourceMap`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);
entity_impl!(FileId, "file");

/// A range of bytes in one file: `lo` is its first byte, `hi` the byte after its last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span {
    /// The file both ends lie in.
    pub file: FileId,
    /// Offset of the first byte.
    pub lo: u32,
    /// Offset after the last byte.
    pub hi: u32,
}

impl Span {
    /// The empty span at byte `at` of `file`.
    pub fn point(file: FileId, at: u32) -> Span {
        Span {
            file,
            lo: at,
            hi: at,
        }
    }

    /// The smallest span that covers both; they must lie in one file.
    pub fn to(self, end: Span) -> Span {
        debug_assert_eq!(self.file, end.file);
        Span {
            file: self.file,
            lo: self.lo.min(end.lo),
            hi: self.hi.max(end.hi),
        }
    }
}

/// One source text and where its lines begin.
#[derive(Debug)]
pub struct SourceFile {
    /// The path as the user gave it; for `-` it is `<stdin>`.
    pub name: String,
    /// The package that it belongs to, as `go build` names it above its mistakes.
    pub unit: Arc<str>,
    /// The text, exactly as read except that invalid UTF-8 was replaced byte by byte (see `syntax::lexer`).
    pub text: Arc<str>,
    line_starts: Vec<u32>,
    directives: Vec<Directive>,
}

/// Where a piece of text comes from, line directives considered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Position<'a> {
    /// The file; empty if a directive does not say.
    pub file: Cow<'a, str>,
    /// The line, from 1.
    pub line: u32,
    /// The column in bytes, from 1, unless a directive does not say.
    pub column: Option<u32>,
}

impl Position<'_> {
    fn place(&self) -> String {
        let Position { file, line, column } = self;
        let here = !file.is_empty() && !file.contains('/') && !file.starts_with(['<', '$']);
        let prefix = if here { "./" } else { "" };
        match column {
            Some(column) => format!("{prefix}{file}:{line}:{column}"),
            None => format!("{prefix}{file}:{line}"),
        }
    }
}

impl SourceFile {
    /// Line and column of a byte offset, both from 1; the column counts bytes, as Go's compiler does.
    pub fn line_col(&self, offset: u32) -> (u32, u32) {
        let line = self.line_starts.partition_point(|&start| start <= offset);
        (line as u32, offset - self.line_starts[line - 1] + 1)
    }

    /// Where the text at a byte offset comes from.
    pub fn position(&self, offset: u32) -> Position<'_> {
        let (line, column) = self.line_col(offset);
        let count = self.directives.partition_point(|it| it.at <= offset);
        let before = &self.directives[..count];
        let Some(directive) = before.last() else {
            return Position {
                file: Cow::Borrowed(&self.name),
                line,
                column: Some(column),
            };
        };
        let first = self.line_col(directive.at.min(self.text.len() as u32)).0;
        let name = before.iter().rev().find_map(|it| it.file.as_deref());
        Position {
            file: name.map_or(Cow::Borrowed(&*self.name), |name| self.beside(name)),
            line: directive.line.saturating_add(line - first),
            column: directive.column.map(|start| match line == first {
                true => start.saturating_add(offset - directive.at),
                false => column,
            }),
        }
    }

    /// The path of a file that is named relative to this one.
    fn beside<'a>(&self, name: &'a str) -> Cow<'a, str> {
        match self.name.rsplit_once('/') {
            _ if name.is_empty() || name.starts_with('/') => Cow::Borrowed(name),
            Some((folder, _)) => Cow::Owned(format!("{folder}/{name}")),
            None if name.contains('/') => Cow::Owned(format!("./{name}")),
            None => Cow::Borrowed(name),
        }
    }
}

/// All texts of one compilation.
#[derive(Debug, Default)]
pub struct SourceMap {
    files: PrimaryMap<FileId, SourceFile>,
}

impl SourceMap {
    /// Adds a text that belongs to no package in particular, and returns its id.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        self.add_to("command-line-arguments", name, text)
    }

    /// Adds a text of a package and returns its id.
    pub fn add_to(
        &mut self,
        unit: &str,
        name: impl Into<String>,
        text: impl Into<Arc<str>>,
    ) -> FileId {
        let text = text.into();
        let unit = match self.files.values().next_back() {
            Some(last) if *last.unit == *unit => last.unit.clone(),
            _ => unit.into(),
        };
        let newlines = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1);
        let line_starts = std::iter::once(0).chain(newlines).collect();
        self.files.push(SourceFile {
            name: name.into(),
            unit,
            line_starts,
            directives: directive::directives(&text),
            text,
        })
    }

    /// The packages that the texts belong to; one may come several times.
    pub fn units(&self) -> impl Iterator<Item = &str> {
        self.files.values().map(|file| &*file.unit)
    }

    /// The file with this id.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id]
    }

    /// Line and column where the span begins, both from 1, the column in bytes.
    pub fn line_col(&self, span: Span) -> (u32, u32) {
        self.files[span.file].line_col(span.lo)
    }

    /// File, line and column where the span begins, as gc writes them: `./prog.go:3:7`, or `dir/prog.go:3:7`.
    pub fn place(&self, span: Span) -> String {
        self.position(span).place()
    }

    /// The place one byte behind the beginning of the span, even if another line begins there.
    pub fn place_behind(&self, span: Span) -> String {
        let mut position = self.position(span);
        position.column = position.column.map(|column| column.saturating_add(1));
        position.place()
    }

    /// Where the beginning of the span comes from, line directives considered.
    pub fn position(&self, span: Span) -> Position<'_> {
        self.files[span.file].position(span.lo)
    }

    /// The text a span covers.
    pub fn text(&self, span: Span) -> &str {
        self.files[span.file]
            .text
            .get(span.lo as usize..span.hi as usize)
            .unwrap_or("")
    }
}
