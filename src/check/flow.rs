//! Control flow by syntax alone: labels, jumps and their targets ([`check_branches`], with the words and places of gc's
//! parser), and terminating statements ([`Flow::is_terminating`]). Spec: Terminating statements, Labeled statements.

use foldhash::{HashMap, HashMapExt};

use crate::diag::{Code, Diagnostic};
use crate::index::{ClauseId, ExprId, StmtId, Symbol};
use crate::source::{SourceMap, Span};
use crate::syntax::ast::{Ast, Branch, DeclKind, ExprKind, OptExpr, StmtKind};

/// Checks the labels, breaks, continues, gotos and fallthroughs of one function body; bodies of function literals inside
/// it are not looked at.
pub fn check_branches(ast: &Ast, sources: &SourceMap, body: StmtId, out: &mut Vec<Diagnostic>) {
    let mut labels = Labels {
        ast,
        sources,
        out,
        blocks: Vec::new(),
        labels: Vec::new(),
        by_name: HashMap::new(),
    };
    let start = ast.stmts[body].span;
    let targets = Targets::default();
    let pending = labels.block(None, targets, None, start, block_of(ast, body));
    for goto in pending {
        let span = ast.exprs[goto.label].span;
        match labels.by_name.get(&goto.name) {
            Some(&label) => {
                labels.labels[label].used = true;
                let start = labels.blocks[labels.labels[label].block].start;
                let place = sources.place(start);
                let name = ast.text(goto.name);
                let message = format!("goto {name} jumps into block starting at {place}");
                labels.error(Code::Type, span, message);
            }
            None => {
                let message = format!("label {} not defined", ast.text(goto.name));
                labels.error(Code::Type, span, message);
            }
        }
    }
    for at in 0..labels.labels.len() {
        if !labels.labels[at].used {
            let span = labels.label_span(at);
            let message = format!(
                "label {} defined and not used",
                ast.text(labels.labels[at].name)
            );
            labels.error(Code::Unused, span, message);
        }
    }
}

/// The statements of a block statement.
fn block_of(ast: &Ast, block: StmtId) -> &[StmtId] {
    match ast.stmts[block].kind {
        StmtKind::Block(list) => ast.block(list),
        _ => &[],
    }
}

/// A statement list without empty statements at its end.
fn trimmed<'a>(ast: &Ast, list: &'a [StmtId]) -> &'a [StmtId] {
    let empty = |stmt: &StmtId| matches!(ast.stmts[*stmt].kind, StmtKind::Empty);
    let end = list.iter().rposition(|stmt| !empty(stmt));
    &list[..end.map_or(0, |last| last + 1)]
}

struct Labels<'a> {
    ast: &'a Ast,
    sources: &'a SourceMap,
    out: &'a mut Vec<Diagnostic>,
    blocks: Vec<Block>,
    /// In source order.
    labels: Vec<Label>,
    by_name: HashMap<Symbol, usize>,
}

struct Block {
    parent: Option<usize>,
    start: Span,
    /// The labeled statement whose body it is.
    labeled: Option<StmtId>,
}

struct Label {
    name: Symbol,
    block: usize,
    labeled: StmtId,
    used: bool,
}

/// A goto whose label was not seen yet.
#[derive(Clone, Copy)]
struct Goto {
    label: ExprId,
    name: Symbol,
}

/// The statements that an unlabeled break or continue refers to.
#[derive(Clone, Copy, Default)]
struct Targets {
    breaks: Option<StmtId>,
    continues: Option<StmtId>,
    /// The place among its siblings of the case directly around.
    case: Option<usize>,
}

/// What one block remembers while its statements are walked.
struct Walk {
    block: usize,
    pending: Vec<Goto>,
    /// The last variable declaration: its place and its names, and the gotos it may make invalid.
    declaration: Option<(Span, Span)>,
    jumped: Vec<ExprId>,
}

impl Labels<'_> {
    fn error(&mut self, code: Code, span: Span, message: String) {
        self.out.push(Diagnostic::error(code, span, message));
    }

    fn label_span(&self, label: usize) -> Span {
        match self.ast.stmts[self.labels[label].labeled].kind {
            StmtKind::Labeled { label, .. } => self.ast.exprs[label].span,
            _ => self.ast.stmts[self.labels[label].labeled].span,
        }
    }

    /// Walks one block and returns the gotos that leave it forward.
    fn block(
        &mut self,
        parent: Option<usize>,
        targets: Targets,
        labeled: Option<StmtId>,
        start: Span,
        list: &[StmtId],
    ) -> Vec<Goto> {
        let block = self.blocks.len();
        self.blocks.push(Block {
            parent,
            start,
            labeled,
        });
        let mut walk = Walk {
            block,
            pending: Vec::new(),
            declaration: None,
            jumped: Vec::new(),
        };
        let list = trimmed(self.ast, list);
        for (at, &stmt) in list.iter().enumerate() {
            self.stmt(&mut walk, targets, stmt, at + 1 == list.len());
        }
        walk.pending
    }

    fn stmt(&mut self, walk: &mut Walk, targets: Targets, mut stmt: StmtId, last: bool) {
        let mut labeled = None;
        let ast = self.ast;
        while let StmtKind::Labeled { label, stmt: inner } = ast.stmts[stmt].kind {
            if let Some(name) = ast.name(label).filter(|&name| ast.text(name) != "_") {
                self.declare(walk, stmt, label, name);
                labeled = Some(stmt);
            }
            stmt = inner;
        }
        let inner = Targets {
            case: None,
            ..targets
        };
        match ast.stmts[stmt].kind {
            StmtKind::Decl(decls) => {
                let names = ast
                    .decls(decls)
                    .iter()
                    .find_map(|&decl| match ast.decls[decl].kind {
                        DeclKind::Var { names, .. } => ast.list(names).first().copied(),
                        _ => None,
                    });
                if let Some(name) = names {
                    let span = ast.exprs[name].span;
                    walk.declares(span, span);
                }
            }
            StmtKind::Define { lhs, .. } => {
                let place = Span::point(ast.stmts[stmt].span.file, ast.stmts[stmt].pos);
                let names = ast.list(lhs).iter().map(|&expr| ast.exprs[expr].span);
                walk.declares(place, names.reduce(Span::to).unwrap_or(place));
            }
            StmtKind::Branch { kind, label } => self.branch(walk, targets, stmt, kind, label, last),
            StmtKind::Block(list) => {
                let start = ast.stmts[stmt].span;
                self.inner(walk, walk.block, inner, labeled, start, ast.block(list));
            }
            StmtKind::If { .. } => self.if_chain(walk, inner, labeled, stmt),
            StmtKind::For { body, .. } | StmtKind::Range { body, .. } => {
                let inner = Targets {
                    breaks: Some(stmt),
                    continues: Some(stmt),
                    case: None,
                };
                let start = ast.stmts[body].span;
                self.inner(walk, walk.block, inner, labeled, start, block_of(ast, body));
            }
            StmtKind::Switch { clauses, .. }
            | StmtKind::TypeSwitch { clauses, .. }
            | StmtKind::Select(clauses) => {
                for (case, &clause) in ast.clauses(clauses).iter().enumerate() {
                    let inner = Targets {
                        breaks: Some(stmt),
                        continues: targets.continues,
                        case: Some(case),
                    };
                    let clause = ast.clauses[clause];
                    let list = ast.block(clause.body);
                    self.inner(walk, walk.block, inner, labeled, clause.span, list);
                }
            }
            _ => {}
        }
    }

    fn inner(
        &mut self,
        walk: &mut Walk,
        parent: usize,
        targets: Targets,
        labeled: Option<StmtId>,
        start: Span,
        list: &[StmtId],
    ) {
        let pending = self.block(Some(parent), targets, labeled, start, list);
        walk.pending.extend(pending);
    }

    /// An if statement and its else branches, each of which is a block around the next.
    fn if_chain(
        &mut self,
        walk: &mut Walk,
        targets: Targets,
        labeled: Option<StmtId>,
        mut stmt: StmtId,
    ) {
        let ast = self.ast;
        let mut block = walk.block;
        let mut labeled = labeled;
        loop {
            let StmtKind::If {
                then, otherwise, ..
            } = ast.stmts[stmt].kind
            else {
                let start = ast.stmts[stmt].span;
                return self.inner(walk, block, targets, labeled, start, block_of(ast, stmt));
            };
            let start = ast.stmts[then].span;
            self.inner(walk, block, targets, labeled, start, block_of(ast, then));
            let Some(next) = otherwise.expand() else {
                return;
            };
            self.blocks.push(Block {
                parent: Some(block),
                start: ast.stmts[next].span,
                labeled,
            });
            block = self.blocks.len() - 1;
            (labeled, stmt) = (None, next);
        }
    }

    fn declare(&mut self, walk: &mut Walk, labeled: StmtId, label: ExprId, name: Symbol) {
        let at = match self.by_name.get(&name) {
            Some(&at) => {
                let place = self.sources.place(self.label_span(at));
                let text = self.ast.text(name);
                let message = format!("label {text} already defined at {place}");
                self.error(Code::Type, self.ast.exprs[label].span, message);
                at
            }
            None => {
                self.labels.push(Label {
                    name,
                    block: walk.block,
                    labeled,
                    used: false,
                });
                self.by_name.insert(name, self.labels.len() - 1);
                self.labels.len() - 1
            }
        };
        let (arrived, pending) = walk.pending.iter().partition(|goto| goto.name == name);
        walk.pending = pending;
        let arrived: Vec<Goto> = arrived;
        for goto in arrived {
            self.labels[at].used = true;
            if let Some((place, names)) = walk.declaration
                && walk.jumped.contains(&goto.label)
            {
                let place = self.sources.place(place);
                let message = format!(
                    "goto {} jumps over declaration of {} at {place}",
                    self.ast.text(name),
                    self.sources.text(names),
                );
                self.error(Code::Type, self.ast.exprs[goto.label].span, message);
            }
        }
    }

    fn branch(
        &mut self,
        walk: &mut Walk,
        targets: Targets,
        stmt: StmtId,
        kind: Branch,
        label: OptExpr,
        last: bool,
    ) {
        let named = label
            .expand()
            .and_then(|label| Some((label, self.ast.name(label)?)));
        let Some((label, name)) = named else {
            let message = match kind {
                Branch::Break if targets.breaks.is_none() => {
                    "break is not in a loop, switch, or select"
                }
                Branch::Continue if targets.continues.is_none() => "continue is not in a loop",
                Branch::Fallthrough => match self.misplaced_fallthrough(targets, last) {
                    Some(message) => message,
                    None => return,
                },
                Branch::Break | Branch::Continue | Branch::Goto => return,
            };
            let span = self.ast.stmts[stmt].span;
            return self.error(Code::Type, span, message.to_owned());
        };
        let text = self.ast.text(name);
        let span = self.ast.exprs[label].span;
        let word = match kind {
            Branch::Goto => {
                if !self.is_goto_target(walk.block, name) {
                    walk.pending.push(Goto { label, name });
                }
                return;
            }
            Branch::Break => "break",
            Branch::Continue => "continue",
            Branch::Fallthrough => return,
        };
        match self.enclosing_target(walk.block, name) {
            None => self.error(
                Code::Type,
                span,
                format!("{word} label not defined: {text}"),
            ),
            Some(target) => {
                let valid = target.is_some_and(|target| match self.ast.stmts[target].kind {
                    StmtKind::For { .. } | StmtKind::Range { .. } => true,
                    StmtKind::Switch { .. } | StmtKind::TypeSwitch { .. } | StmtKind::Select(_) => {
                        kind == Branch::Break
                    }
                    _ => false,
                });
                if !valid {
                    self.error(Code::Type, span, format!("invalid {word} label {text}"));
                }
            }
        }
    }

    fn misplaced_fallthrough(&self, targets: Targets, last: bool) -> Option<&'static str> {
        let around = targets.breaks.map(|stmt| self.ast.stmts[stmt].kind);
        match (around, targets.case) {
            (Some(StmtKind::TypeSwitch { .. }), _) => Some("cannot fallthrough in type switch"),
            (Some(StmtKind::Switch { clauses, .. }), Some(case)) if last => (case + 1
                == self.ast.clauses(clauses).len())
            .then_some("cannot fallthrough final case in switch"),
            _ => Some("fallthrough statement out of place"),
        }
    }

    /// A label of this name was declared in this block or one around it.
    fn is_goto_target(&mut self, block: usize, name: Symbol) -> bool {
        let Some(&at) = self.by_name.get(&name) else {
            return false;
        };
        self.labels[at].used = true;
        let wanted = self.labels[at].block;
        self.around(block).any(|block| block == wanted)
    }

    /// The statement with this label around a block; `Some(None)` if the label is somewhere else.
    fn enclosing_target(&mut self, block: usize, name: Symbol) -> Option<Option<StmtId>> {
        let &at = self.by_name.get(&name)?;
        self.labels[at].used = true;
        let labeled = self.labels[at].labeled;
        let found = self
            .around(block)
            .any(|block| self.blocks[block].labeled == Some(labeled));
        Some(match self.ast.stmts[labeled].kind {
            StmtKind::Labeled { stmt, .. } if found => Some(stmt),
            _ => None,
        })
    }

    /// A block and those around it.
    fn around(&self, block: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(block), |&block| self.blocks[block].parent)
    }
}

impl Walk {
    fn declares(&mut self, place: Span, names: Span) {
        self.declaration = Some((place, names));
        self.jumped = self.pending.iter().map(|goto| goto.label).collect();
    }
}

/// Decides which statements are terminating.
pub struct Flow<'a> {
    /// The tree.
    pub ast: &'a Ast,
    /// Says whether a call is one of the predeclared panic.
    pub is_panic: &'a dyn Fn(ExprId) -> bool,
}

impl Flow<'_> {
    /// The statement is terminating; if it is labeled, `label` is its label.
    pub fn is_terminating(&self, mut stmt: StmtId, mut label: Option<Symbol>) -> bool {
        let ast = self.ast;
        loop {
            match ast.stmts[stmt].kind {
                StmtKind::Labeled {
                    label: name,
                    stmt: inner,
                } => {
                    (label, stmt) = (ast.name(name), inner);
                }
                StmtKind::Expr(mut expr) => {
                    while let ExprKind::Paren(inner) = ast.exprs[expr].kind {
                        expr = inner;
                    }
                    return (self.is_panic)(expr);
                }
                StmtKind::Return(_) => return true,
                StmtKind::Branch { kind, .. } => {
                    return matches!(kind, Branch::Goto | Branch::Fallthrough);
                }
                StmtKind::Block(list) => match trimmed(ast, ast.block(list)).last() {
                    Some(&last) => (stmt, label) = (last, None),
                    None => return false,
                },
                StmtKind::If {
                    then, otherwise, ..
                } => match otherwise.expand() {
                    Some(next) if self.is_terminating(then, None) => (stmt, label) = (next, None),
                    _ => return false,
                },
                StmtKind::Switch { clauses, .. } | StmtKind::TypeSwitch { clauses, .. } => {
                    let clauses = ast.clauses(clauses);
                    return clauses.iter().any(|&clause| ast.clauses[clause].default)
                        && self.all_terminating(clauses, label);
                }
                StmtKind::Select(clauses) => {
                    return self.all_terminating(ast.clauses(clauses), label);
                }
                StmtKind::For { cond, body, .. } => {
                    return cond.is_none() && !self.has_break(body, label, true);
                }
                _ => return false,
            }
        }
    }

    /// The function body ends in a terminating statement.
    pub fn is_terminating_list(&self, list: &[StmtId]) -> bool {
        let last = trimmed(self.ast, list).last();
        last.is_some_and(|&stmt| self.is_terminating(stmt, None))
    }

    fn all_terminating(&self, clauses: &[ClauseId], label: Option<Symbol>) -> bool {
        clauses.iter().all(|&clause| {
            let body = self.ast.block(self.ast.clauses[clause].body);
            self.is_terminating_list(body) && !self.any_breaks(body, label, true)
        })
    }

    fn any_breaks(&self, list: &[StmtId], label: Option<Symbol>, implicit: bool) -> bool {
        list.iter()
            .any(|&stmt| self.has_break(stmt, label, implicit))
    }

    /// The statement contains a break that refers to `label`, or, if `implicit`, to the nearest statement around it.
    fn has_break(&self, mut stmt: StmtId, label: Option<Symbol>, implicit: bool) -> bool {
        let ast = self.ast;
        loop {
            match ast.stmts[stmt].kind {
                StmtKind::Labeled { stmt: inner, .. } => stmt = inner,
                StmtKind::Branch {
                    kind: Branch::Break,
                    label: target,
                } => {
                    return match target.expand() {
                        None => implicit,
                        Some(target) => label.is_some() && ast.name(target) == label,
                    };
                }
                StmtKind::Block(list) => return self.any_breaks(ast.block(list), label, implicit),
                StmtKind::If {
                    then, otherwise, ..
                } => {
                    if self.has_break(then, label, implicit) {
                        return true;
                    }
                    match otherwise.expand() {
                        Some(next) => stmt = next,
                        None => return false,
                    }
                }
                StmtKind::Switch { clauses, .. }
                | StmtKind::TypeSwitch { clauses, .. }
                | StmtKind::Select(clauses) => {
                    return label.is_some()
                        && ast.clauses(clauses).iter().any(|&clause| {
                            self.any_breaks(ast.block(ast.clauses[clause].body), label, false)
                        });
                }
                StmtKind::For { body, .. } | StmtKind::Range { body, .. } => {
                    return label.is_some() && self.has_break(body, label, false);
                }
                _ => return false,
            }
        }
    }
}
