//! What the things are called that goroutines wait for, in the words of the program: its texts are parsed and checked once
//! more, when somebody wants a report, and the tree is asked what stands where a goroutine waits.
//!
//! A name is given only where the text says it plainly: `mu`, `s.mu`, `forks[i]`. Where it was declared is given only if
//! the thing itself is there, not a pointer to it.

use hashbrown::HashMap;

use crate::check::Checked;
use crate::check::object::ObjectKind;
use crate::check::types::Type;
use crate::engine::Program;
use crate::engine::load;
use crate::index::{ClauseId, ExprId};
use crate::source::{FileId, SourceMap, Span};
use crate::syntax::ast::{Ast, DeclKind, ExprKind, StmtKind, UnOp};

/// The names of a program.
pub(super) struct Names<'a> {
    ast: Ast,
    checked: Checked,
    sources: &'a SourceMap,
    /// Operations by the range that the bytecode gives them.
    operations: Operations,
}

/// The operations, each with all its text.
type Operations = HashMap<(FileId, u32, u32), Vec<(Span, Operation)>>;

#[derive(Clone)]
enum Operation {
    Send(ExprId),
    Receive(ExprId),
    Range(ExprId),
    /// A method call: the receiver, and the selector.
    Call(ExprId, ExprId),
    /// The channels of the cases.
    Select(Vec<Option<ExprId>>),
    /// Another call.
    Other,
}

/// What the text says about the thing that is used somewhere.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Site {
    /// Its name.
    pub(super) name: Option<String>,
    /// Where it was declared, and the name there.
    pub(super) declared: Option<(String, Span)>,
    /// The variable that it is a part of, not behind a pointer, and where that is declared.
    pub(super) part_of: Option<(String, Span)>,
    /// If it is the channel that a call of a method Done gives: the receiver.
    pub(super) context: Option<String>,
    /// It is a channel that is ranged over.
    pub(super) range: bool,
}

impl<'a> Names<'a> {
    /// Reads a program again.
    pub(super) fn read(program: &'a Program) -> Names<'a> {
        let (ast, checked) = load::read_again(program);
        let sources = &*program.code.sources;
        Names {
            operations: operations(&ast, sources),
            ast,
            checked,
            sources,
        }
    }

    /// All of an operation that is there, as long as it begins in the same line.
    pub(super) fn whole(&self, span: Span) -> Span {
        let line = |span: Span| self.sources.line_col(span).0;
        let whole = self.at(span).iter().map(|(whole, _)| *whole);
        let mut whole = whole.filter(|&whole| line(whole) == line(span));
        whole.next().unwrap_or(span)
    }

    fn at(&self, span: Span) -> &[(Span, Operation)] {
        let found = self.operations.get(&(span.file, span.lo, span.hi));
        found.map_or(&[], |operations| operations)
    }

    /// The channel of a send, a receive or a range.
    pub(super) fn channel(&self, span: Span, send: bool) -> Site {
        let found = self
            .at(span)
            .iter()
            .find_map(|(_, operation)| match operation {
                Operation::Send(channel) if send => Some((*channel, false)),
                Operation::Receive(channel) if !send => Some((*channel, false)),
                Operation::Range(channel) if !send => Some((*channel, true)),
                _ => None,
            });
        let Some((channel, range)) = found else {
            return Site::default();
        };
        Site {
            range,
            ..self.site(channel)
        }
    }

    /// The channel of a case of a select.
    pub(super) fn case(&self, span: Span, case: u32) -> Site {
        let mut found = self
            .at(span)
            .iter()
            .filter_map(|(_, operation)| match operation {
                Operation::Select(cases) => cases.get(case as usize).copied().flatten(),
                _ => None,
            });
        found.next().map_or_else(Site::default, |it| self.site(it))
    }

    /// The receiver of a method call; `field` is the type's name, by which an embedded one is called.
    pub(super) fn receiver(&self, span: Span, field: &str) -> Site {
        let mut found = self
            .at(span)
            .iter()
            .filter_map(|(_, operation)| match operation {
                Operation::Call(receiver, selector) => Some((*receiver, *selector)),
                _ => None,
            });
        let Some((receiver, selector)) = found.next() else {
            return Site::default();
        };
        let mut site = self.site(receiver);
        let info = &self.checked.info;
        let promoted = (info.selections.get(&selector)).is_some_and(|it| it.path.len() > 1);
        if promoted {
            site.name = site.name.map(|name| format!("{name}.{field}"));
        }
        site
    }

    /// Parameters of type `sync.` and this name, which get a copy.
    pub(super) fn by_value_parameters(&self, of: &str) -> Vec<(String, Span)> {
        let ast = &self.ast;
        let bodies = ast.decls.values().filter_map(|decl| match decl.kind {
            DeclKind::Func { ty, .. } => Some(ty),
            _ => None,
        });
        let literals = ast.exprs.values().filter_map(|expr| match expr.kind {
            ExprKind::FuncLit { ty, .. } => Some(ty),
            _ => None,
        });
        let own = bodies
            .chain(literals)
            .filter(|&ty| is_own(self.sources, ast.exprs[ty].span));
        let params = own.filter_map(|ty| match ast.exprs[ty].kind {
            ExprKind::FuncType { params, .. } => Some(ast.fields(params)),
            _ => None,
        });
        let copies = params
            .flatten()
            .map(|&field| ast.fields[field])
            .filter(|field| self.is_of_sync(field.ty, of));
        let named = copies.filter_map(|field| {
            let name = ast.name(field.name.expand()?)?;
            Some((ast.text(name).to_owned(), field.span))
        });
        named.collect()
    }

    fn is_of_sync(&self, ty: ExprId, name: &str) -> bool {
        let checked = &self.checked;
        let ty = checked.types.unalias(checked.info.type_of(ty));
        let Some(named) = checked.types.as_named(ty) else {
            return false;
        };
        let object = &checked.objects[named.obj];
        let package = object.pkg.expand().map(|pkg| &checked.packages[pkg]);
        self.ast.text(object.name) == name && package.is_some_and(|it| it.path == "sync")
    }

    fn site(&self, expr: ExprId) -> Site {
        Site {
            name: self.name(expr),
            declared: self.declared(expr),
            part_of: self.part_of(expr),
            context: self.context(expr),
            range: false,
        }
    }

    fn name(&self, expr: ExprId) -> Option<String> {
        let text = self.sources.text(self.ast.exprs[expr].span);
        (self.is_plain(expr) && text.len() <= 40).then(|| text.to_owned())
    }

    /// The context of `ctx.Done()`.
    fn context(&self, expr: ExprId) -> Option<String> {
        let exprs = &self.ast.exprs;
        let ExprKind::Call { fun, .. } = exprs[expr].kind else {
            return None;
        };
        let ExprKind::Selector { x, sel } = exprs[fun].kind else {
            return None;
        };
        let done = self.sources.text(exprs[sel].span) == "Done";
        self.name(x).filter(|_| done)
    }

    /// Whether an expression is a name by which people would speak of it.
    fn is_plain(&self, expr: ExprId) -> bool {
        let ast = &self.ast;
        match ast.exprs[expr].kind {
            ExprKind::Name(_) | ExprKind::Literal { .. } => true,
            ExprKind::Selector { x, .. } | ExprKind::Star(x) => self.is_plain(x),
            ExprKind::Index { x, args } => {
                self.is_plain(x) && ast.list(args).iter().all(|&arg| self.is_plain(arg))
            }
            _ => false,
        }
    }

    /// The variable that holds what an expression denotes.
    fn part_of(&self, expr: ExprId) -> Option<(String, Span)> {
        let types = &self.checked.types;
        let held = |x: ExprId| {
            let under = types.under(self.checked.info.type_of(x));
            matches!(under, Type::Struct(_) | Type::Array { .. }).then(|| self.part_of(x))?
        };
        match self.ast.exprs[expr].kind {
            ExprKind::Name(_) => self.declared(expr),
            ExprKind::Selector { x, .. } | ExprKind::Index { x, .. } => held(x),
            ExprKind::Paren(x) => self.part_of(x),
            _ => None,
        }
    }

    /// The variable or field that an expression is, or is an element of.
    fn declared(&self, expr: ExprId) -> Option<(String, Span)> {
        let ast = &self.ast;
        let checked = &self.checked;
        let name = match ast.exprs[expr].kind {
            ExprKind::Name(_) => expr,
            ExprKind::Selector { sel, .. } => sel,
            ExprKind::Index { x, .. } => return self.declared(x),
            ExprKind::Paren(x) => return self.declared(x),
            ExprKind::Unary { op: UnOp::Addr, x } => return self.declared(x),
            _ => return None,
        };
        let object = &checked.objects[checked.info.object_of(name)?];
        let pointer = matches!(checked.types.under(object.ty()), Type::Pointer(_));
        let variable = matches!(object.kind, ObjectKind::Var(_));
        let span = object.span.filter(|&span| is_own(self.sources, span))?;
        (variable && !pointer).then(|| (ast.text(object.name).to_owned(), span))
    }
}

/// Whether a text is the program's and not the library's.
fn is_own(sources: &SourceMap, span: Span) -> bool {
    !sources.file(span.file).name.starts_with("$GOROOT")
}

fn operations(ast: &Ast, sources: &SourceMap) -> Operations {
    let mut found = Operations::new();
    let mut add = |pos: u32, span: Span, operation| {
        if is_own(sources, span) {
            let range = (span.file, pos, span.hi.max(pos));
            found.entry(range).or_default().push((span, operation));
        }
    };
    for expr in ast.exprs.values() {
        let operation = match expr.kind {
            ExprKind::Unary { op: UnOp::Recv, x } => Operation::Receive(x),
            ExprKind::Call { fun, .. } => match ast.exprs[fun].kind {
                ExprKind::Selector { x, .. } => Operation::Call(x, fun),
                _ => Operation::Other,
            },
            _ => continue,
        };
        add(expr.pos, expr.span, operation);
    }
    for stmt in ast.stmts.values() {
        match stmt.kind {
            StmtKind::Send { chan, .. } => add(stmt.pos, stmt.span, Operation::Send(chan)),
            StmtKind::Range { x, .. } => {
                let x_expr = ast.exprs[x];
                add(x_expr.pos, x_expr.span, Operation::Range(x));
            }
            StmtKind::Select(clauses) => {
                let clauses = ast.clauses(clauses);
                let cases: Vec<_> = clauses.iter().filter_map(|&it| case(ast, it)).collect();
                // With one case, gc says that the operation itself is where the goroutine waits.
                let only = clauses.iter().find_map(|&it| ast.clauses[it].comm.expand());
                if let (&[Some(channel)], Some(comm)) = (&cases[..], only) {
                    let comm = ast.stmts[comm];
                    let operation = match comm.kind {
                        StmtKind::Send { .. } => Operation::Send(channel),
                        _ => Operation::Receive(channel),
                    };
                    add(comm.pos, comm.span, operation);
                }
                add(stmt.pos, stmt.span, Operation::Select(cases));
            }
            _ => {}
        }
    }
    found
}

/// The channel of a case, unless it is `default`.
fn case(ast: &Ast, clause: ClauseId) -> Option<Option<ExprId>> {
    let comm = ast.stmts[ast.clauses[clause].comm.expand()?];
    let received = |expr: ExprId| {
        let mut expr = expr;
        while let ExprKind::Paren(inner) = ast.exprs[expr].kind {
            expr = inner;
        }
        match ast.exprs[expr].kind {
            ExprKind::Unary { op: UnOp::Recv, x } => Some(x),
            _ => None,
        }
    };
    Some(match comm.kind {
        StmtKind::Send { chan, .. } => Some(chan),
        StmtKind::Expr(expr) => received(expr),
        StmtKind::Assign { rhs, .. } | StmtKind::Define { rhs, .. } => {
            ast.list(rhs).first().and_then(|&expr| received(expr))
        }
        _ => None,
    })
}
