//! What is wrong with a source text, as plain data until it is printed.

mod render;
#[cfg(test)]
mod tests;

use crate::source::Span;

pub use render::{Format, Renderer};

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Severity {
    /// The program cannot run.
    Error,
    /// The program runs.
    Warning,
}

/// Which stage found it: a file with syntax errors is not type-checked, as in gc.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Code {
    /// The text does not follow the grammar; gc puts `syntax error: ` before most of these.
    Syntax,
    /// A malformed token that leaves the file parseable (a bad escape, a bad digit): type checking goes on.
    Lexical,
    /// An import that does not exist. `go build` finds it before it starts gc, so gc's header is missing.
    Import,
    /// A type error.
    Type,
    /// A variable, import or label that nothing uses.
    Unused,
    /// A function without body: fine if another file of the package, which is not here, has it.
    MissingBody,
    /// What Go's linker finds: a package main without a function main. It has no place.
    Link,
    /// What the `go` command says about packages and modules as such. It has no place and no header.
    Command,
}

/// A second place that the message speaks of, such as the earlier declaration.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// gc's words for it, such as `other declaration of x`.
    pub message: String,
}

/// One thing that is wrong, in gc's words and at gc's place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// The stage.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// `span.lo` is where gc reports it; the rest is what an excerpt underlines.
    pub span: Span,
    /// gc's text. Further lines (`\n\thave (…)`) are printed as they are.
    pub message: String,
    /// Places in gc's order; printed as `\t./file.go:L:C: message` lines.
    pub labels: Vec<Label>,
    /// What minigo adds to gc's words; shown only with an excerpt.
    pub notes: Vec<String>,
}

/// Something that was found out about a run, and the places that it is about.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Finding {
    /// One sentence.
    pub message: String,
    /// The places, the most important one first.
    pub labels: Vec<Label>,
    /// What else is to be said.
    pub notes: Vec<String>,
}

impl Diagnostic {
    /// An error without labels and notes.
    pub fn error(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: Severity::Error,
            span,
            message: message.into(),
            labels: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Adds a second place.
    #[must_use]
    pub fn label(mut self, span: Span, message: impl Into<String>) -> Diagnostic {
        self.labels.push(Label {
            span,
            message: message.into(),
        });
        self
    }

    /// Adds an explanation that gc does not give.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Diagnostic {
        self.notes.push(note.into());
        self
    }
}
