//! Reporting: at gc's places, one error per mistake.

use crate::diag::{Code, Diagnostic};
use crate::index::{ExprId, ObjId, PkgId, StmtId};
use crate::source::{FileId, Span};
use crate::syntax::ast::{ExprKind, StmtKind};

use super::Checker;
use super::operand::Operand;

/// Where an error is reported: an expression at its first byte, an object at its name.
pub trait At {
    /// The place.
    fn span(&self, checker: &Checker<'_>) -> Span;
}

impl At for Span {
    fn span(&self, _: &Checker<'_>) -> Span {
        *self
    }
}

impl At for ExprId {
    fn span(&self, checker: &Checker<'_>) -> Span {
        checker.start(*self)
    }
}

impl At for StmtId {
    fn span(&self, checker: &Checker<'_>) -> Span {
        let stmt = &checker.ast.stmts[*self];
        match stmt.kind {
            StmtKind::Expr(expr) => checker.pos(expr),
            StmtKind::Send { chan, .. } => checker.start(chan),
            _ => stmt.span,
        }
    }
}

impl At for ObjId {
    fn span(&self, checker: &Checker<'_>) -> Span {
        let nowhere = Span::point(FileId::from_u32(0), 0);
        checker.objects[*self].span.unwrap_or(nowhere)
    }
}

impl At for &Operand {
    fn span(&self, checker: &Checker<'_>) -> Span {
        match self.expr.expand().or(self.part.map(|(expr, _)| expr)) {
            Some(expr) => expr.span(checker),
            None => Span::point(FileId::from_u32(0), 0),
        }
    }
}

impl At for &mut Operand {
    fn span(&self, checker: &Checker<'_>) -> Span {
        (&**self).span(checker)
    }
}

impl Checker<'_> {
    /// Reports a type error.
    pub fn error(&mut self, at: impl At, message: impl Into<String>) {
        let span = at.span(self);
        self.report(Diagnostic::error(Code::Type, span, message));
    }

    /// Reports something unused: gc's checker goes on as if nothing were wrong.
    pub fn soft_error(&mut self, at: impl At, message: impl Into<String>) {
        let span = at.span(self);
        self.report(Diagnostic::error(Code::Unused, span, message));
    }

    /// Reports an error. One that only follows from an earlier one is dropped.
    pub fn report(&mut self, mut diagnostic: Diagnostic) {
        if self.first_error {
            let follows = |words| diagnostic.message.find(words).is_some_and(|at| at > 0);
            if follows("invalid operand") || follows("invalid type") {
                return;
            }
        }
        self.first_error = true;
        if let Some(span) = self.env.errpos {
            diagnostic.span = span;
        }
        self.diagnostics.push(diagnostic);
    }

    /// A diagnostic to be completed with labels and passed to [`Checker::report`].
    pub fn new_error(&self, at: impl At, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(Code::Type, at.span(self), message)
    }

    /// Adds where else an object is declared, if that is in a file.
    pub fn other_declaration(&self, diagnostic: Diagnostic, obj: ObjId) -> Diagnostic {
        match self.objects[obj].span {
            Some(span) => {
                let name = self.ast.text(self.objects[obj].name);
                diagnostic.label(span, format!("other declaration of {name}"))
            }
            None => diagnostic,
        }
    }

    /// Where gc says an expression begins. Of a slice expression that is its `[`, of a function type its `(`.
    pub fn start(&self, expr: ExprId) -> Span {
        let ast = self.ast;
        let mut first = expr;
        let lo = loop {
            let node = &ast.exprs[first];
            first = match node.kind {
                ExprKind::Composite { ty, .. } => match ty.expand() {
                    Some(ty) => ty,
                    None => break node.pos,
                },
                ExprKind::KeyValue { key, .. } => key,
                ExprKind::Selector { x, .. }
                | ExprKind::Index { x, .. }
                | ExprKind::TypeAssert { x, .. }
                | ExprKind::Binary { x, .. } => x,
                ExprKind::Call { fun, .. } => fun,
                ExprKind::Slice { .. } => break node.pos,
                ExprKind::FuncType { .. } => {
                    let text = self.sources.text(node.span);
                    break node.span.lo + text.find('(').unwrap_or(0) as u32;
                }
                _ => break node.span.lo,
            };
        };
        Span {
            lo,
            ..ast.exprs[expr].span
        }
    }

    /// The place gc calls the position of an expression: the operator of a binary expression, and so on.
    pub fn pos(&self, expr: ExprId) -> Span {
        let expr = &self.ast.exprs[expr];
        Span {
            lo: expr.pos,
            ..expr.span
        }
    }

    /// The empty place behind the last byte.
    pub fn end_pos(&self, expr: ExprId) -> Span {
        let span = self.ast.exprs[expr].span;
        Span::point(span.file, span.hi)
    }

    /// A position as it appears within a message: `./file.go:L:C`.
    pub fn position(&self, span: Span) -> String {
        self.sources.place(span)
    }

    /// What stands before the names of a package in messages.
    pub fn qualifier(&self, pkg: PkgId) -> String {
        if pkg == self.pkg {
            return String::new();
        }
        let package = &self.packages[pkg];
        let mut seen = Vec::new();
        let mut work = vec![self.pkg];
        while let Some(next) = work.pop() {
            if !seen.contains(&next) {
                seen.push(next);
                work.extend(self.packages[next].imports.iter().copied());
            }
        }
        let ambiguous = seen
            .iter()
            .any(|&other| other != pkg && self.packages[other].name == package.name);
        match ambiguous {
            true => format!("{:?}", package.path),
            false => package.name.clone(),
        }
    }

    /// The text of a name node or symbol.
    pub fn text(&self, symbol: crate::index::Symbol) -> &str {
        self.ast.text(symbol)
    }

    /// The name begins with an upper-case letter.
    pub fn is_exported(&self, symbol: crate::index::Symbol) -> bool {
        self.text(symbol)
            .chars()
            .next()
            .is_some_and(char::is_uppercase)
    }

    /// The name of an object.
    pub fn obj_name(&self, obj: ObjId) -> &str {
        self.text(self.objects[obj].name)
    }
}
