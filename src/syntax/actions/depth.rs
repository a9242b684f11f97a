//! How deep nodes are: kept beside the arena while one file is parsed, so that no tree can be too deep to be walked.

use cranelift_entity::EntityRef;
use cranelift_entity::packed_option::PackedOption;

use crate::index::{ClauseId, DeclId, ExprId, FieldId, StmtId};
use crate::syntax::ast::{Ast, DeclKind, ExprKind, Exprs, Fields, StmtKind};

/// How many levels a tree may have. Left spines of binary operators and else-if chains count as one level.
pub(super) const MAX_DEPTH: u32 = 10_000;

/// The depths of the nodes of the current parse, in parallel to the arena from where the parse began.
pub(super) struct Depths {
    exprs: Vec<u32>,
    first_expr: usize,
    stmts: Vec<u32>,
    first_stmt: usize,
    reported: bool,
}

impl Depths {
    pub(super) fn new(ast: &Ast) -> Depths {
        Depths {
            exprs: Vec::new(),
            first_expr: ast.exprs.len(),
            stmts: Vec::new(),
            first_stmt: ast.stmts.len(),
            reported: false,
        }
    }

    /// Whether nobody has reported excessive depth yet.
    pub(super) fn first_report(&mut self) -> bool {
        !std::mem::replace(&mut self.reported, true)
    }

    /// Records the depth of the expression made next and says whether it is too much.
    pub(super) fn too_deep(&mut self, depth: u32) -> bool {
        let too_deep = depth > MAX_DEPTH;
        self.exprs.push(if too_deep { 0 } else { depth });
        too_deep
    }

    /// The same for a statement.
    pub(super) fn too_deep_stmt(&mut self, depth: u32) -> bool {
        let too_deep = depth > MAX_DEPTH;
        self.stmts.push(if too_deep { 0 } else { depth });
        too_deep
    }

    fn expr(&self, expr: ExprId) -> u32 {
        self.exprs[expr.index() - self.first_expr]
    }

    fn opt(&self, expr: PackedOption<ExprId>) -> u32 {
        expr.expand().map_or(0, |expr| self.expr(expr))
    }

    fn stmt(&self, stmt: StmtId) -> u32 {
        self.stmts[stmt.index() - self.first_stmt]
    }

    fn opt_stmt(&self, stmt: PackedOption<StmtId>) -> u32 {
        stmt.expand().map_or(0, |stmt| self.stmt(stmt))
    }

    fn list(&self, ast: &Ast, list: Exprs) -> u32 {
        let depths = ast.list(list).iter().map(|&expr| self.expr(expr));
        depths.max().unwrap_or(0)
    }

    fn fields(&self, ast: &Ast, list: Fields) -> u32 {
        let fields = ast.fields(list).iter();
        fields
            .map(|&field| self.field(ast, field))
            .max()
            .unwrap_or(0)
    }

    fn field(&self, ast: &Ast, field: FieldId) -> u32 {
        self.expr(ast.fields[field].ty)
    }

    /// The depth of an expression that has these children.
    pub(super) fn of_expr(&self, ast: &Ast, kind: &ExprKind) -> u32 {
        let below = match *kind {
            ExprKind::Bad | ExprKind::Name(_) | ExprKind::Literal { .. } => return 0,
            ExprKind::FuncLit { ty, body } => self.expr(ty).max(self.stmt(body)),
            ExprKind::Composite { ty, elems, .. } => self.opt(ty).max(self.list(ast, elems)),
            ExprKind::KeyValue { key, value } => self.expr(key).max(self.expr(value)),
            ExprKind::Binary { x, y, .. } => return self.expr(x).max(self.expr(y) + 1),
            ExprKind::Paren(x)
            | ExprKind::Selector { x, .. }
            | ExprKind::Star(x)
            | ExprKind::Unary { x, .. }
            | ExprKind::SliceType(x) => self.expr(x),
            ExprKind::Index { x, args } => self.expr(x).max(self.list(ast, args)),
            ExprKind::Slice { x, indices } => {
                let bounds = self.opt(indices.lo).max(self.opt(indices.hi));
                self.expr(x).max(bounds).max(self.opt(indices.max))
            }
            ExprKind::TypeAssert { x, ty } => self.expr(x).max(self.opt(ty)),
            ExprKind::Call { fun, args, .. } => self.expr(fun).max(self.list(ast, args)),
            ExprKind::ArrayType { len, elem } => self.opt(len).max(self.expr(elem)),
            ExprKind::StructType(fields) | ExprKind::InterfaceType(fields) => {
                self.fields(ast, fields)
            }
            ExprKind::FuncType { params, results } => {
                self.fields(ast, params).max(self.fields(ast, results))
            }
            ExprKind::MapType { key, value } => self.expr(key).max(self.expr(value)),
            ExprKind::ChanType { elem, .. } => self.expr(elem),
            ExprKind::Ellipsis(elem) => self.opt(elem),
        };
        below + 1
    }

    /// The depth of a statement that has these children.
    pub(super) fn of_stmt(&self, ast: &Ast, kind: &StmtKind) -> u32 {
        let below = match *kind {
            StmtKind::Empty | StmtKind::Branch { .. } => 0,
            StmtKind::Expr(x) | StmtKind::Go(x) | StmtKind::Defer(x) => self.expr(x),
            StmtKind::Send { chan, value } => self.expr(chan).max(self.expr(value)),
            StmtKind::IncDec { x, .. } => self.expr(x),
            StmtKind::Assign { lhs, rhs, .. } | StmtKind::Define { lhs, rhs } => {
                self.list(ast, lhs).max(self.list(ast, rhs))
            }
            StmtKind::Return(list) => self.list(ast, list),
            StmtKind::Block(list) => self.block(ast, list),
            StmtKind::If {
                init,
                cond,
                then,
                otherwise,
            } => {
                let own = self
                    .opt_stmt(init)
                    .max(self.expr(cond))
                    .max(self.stmt(then))
                    + 1;
                let chained = otherwise.expand().map_or(0, |other| {
                    let is_chain = matches!(ast.stmts[other].kind, StmtKind::If { .. });
                    self.stmt(other) + u32::from(!is_chain)
                });
                return own.max(chained);
            }
            StmtKind::Switch { init, tag, clauses } => {
                let head = self.opt_stmt(init).max(self.opt(tag));
                head.max(self.clauses(ast, ast.clauses(clauses)))
            }
            StmtKind::TypeSwitch {
                init, x, clauses, ..
            } => {
                let head = self.opt_stmt(init).max(self.expr(x));
                head.max(self.clauses(ast, ast.clauses(clauses)))
            }
            StmtKind::Select(clauses) => self.clauses(ast, ast.clauses(clauses)),
            StmtKind::For {
                init,
                cond,
                post,
                body,
            } => {
                let head = self.opt_stmt(init).max(self.opt(cond));
                head.max(self.opt_stmt(post)).max(self.stmt(body))
            }
            StmtKind::Range {
                key,
                value,
                x,
                body,
                ..
            } => {
                let head = self.opt(key).max(self.opt(value)).max(self.expr(x));
                head.max(self.stmt(body))
            }
            StmtKind::Labeled { stmt, .. } => self.stmt(stmt),
            StmtKind::Decl(decls) => {
                let decls = ast.decls(decls).iter();
                decls.map(|&decl| self.decl(ast, decl)).max().unwrap_or(0)
            }
        };
        below + 1
    }

    fn block(&self, ast: &Ast, list: crate::syntax::ast::Stmts) -> u32 {
        let stmts = ast.block(list).iter().map(|&stmt| self.stmt(stmt));
        stmts.max().unwrap_or(0)
    }

    fn clauses(&self, ast: &Ast, clauses: &[ClauseId]) -> u32 {
        let depth = |&clause: &ClauseId| {
            let clause = &ast.clauses[clause];
            let head = self.list(ast, clause.exprs).max(self.opt_stmt(clause.comm));
            head.max(self.block(ast, clause.body))
        };
        clauses.iter().map(depth).max().unwrap_or(0)
    }

    fn decl(&self, ast: &Ast, decl: DeclId) -> u32 {
        match ast.decls[decl].kind {
            DeclKind::Import { .. } | DeclKind::Func { .. } => 0,
            DeclKind::Const { ty, values, .. } | DeclKind::Var { ty, values, .. } => {
                self.opt(ty).max(self.list(ast, values))
            }
            DeclKind::Type { tparams, ty, .. } => self.fields(ast, tparams).max(self.expr(ty)),
        }
    }
}
