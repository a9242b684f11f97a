//! Actions of statements.

use cranelift_entity::EntityList;

use super::{Actions, ForHeader, Header};
use crate::index::{ClauseId, DeclId, ExprId, StmtId};
use crate::syntax::ast::{BinOp, Branch, Clause, ExprKind, Exprs, OptExpr, StmtKind, Stmts};
use crate::syntax::print;
use crate::syntax::token::Tok;

impl Actions<'_> {
    fn stmt_hi(&self, stmt: StmtId) -> u32 {
        self.ast.stmts[stmt].span.hi
    }

    pub(in crate::syntax) fn block(&mut self, lo: u32, hi: u32, list: Stmts) -> StmtId {
        self.stmt(lo, hi, lo, StmtKind::Block(list))
    }

    pub(in crate::syntax) fn decl_stmt(
        &mut self,
        lo: u32,
        hi: u32,
        decls: EntityList<DeclId>,
    ) -> StmtId {
        self.stmt(lo, hi, lo, StmtKind::Decl(decls))
    }

    pub(in crate::syntax) fn labeled(
        &mut self,
        label: ExprId,
        stmt: Option<StmtId>,
        hi: u32,
    ) -> StmtId {
        let lo = self.lo(label);
        let stmt = stmt.unwrap_or_else(|| self.stmt(hi, hi, hi, StmtKind::Empty));
        let hi = self.stmt_hi(stmt);
        self.stmt(lo, hi, lo, StmtKind::Labeled { label, stmt })
    }

    /// gc's complaint about `go (f())`; the parentheses go.
    fn unparen_call(&mut self, keyword: &str, x: ExprId) -> ExprId {
        if !matches!(self.kind(x), ExprKind::Paren(_)) {
            return x;
        }
        let message = format!("expression in {keyword} must not be parenthesized");
        self.error(self.lo(x), message);
        let mut inner = x;
        while let ExprKind::Paren(x) = self.kind(inner) {
            inner = x;
        }
        inner
    }

    pub(in crate::syntax) fn go_stmt(&mut self, lo: u32, x: ExprId) -> StmtId {
        let hi = self.hi(x);
        let x = self.unparen_call("go", x);
        self.stmt(lo, hi, lo, StmtKind::Go(x))
    }

    pub(in crate::syntax) fn defer_stmt(&mut self, lo: u32, x: ExprId) -> StmtId {
        let hi = self.hi(x);
        let x = self.unparen_call("defer", x);
        self.stmt(lo, hi, lo, StmtKind::Defer(x))
    }

    pub(in crate::syntax) fn return_stmt(&mut self, lo: u32, hi: u32, list: Exprs) -> StmtId {
        self.stmt(lo, hi, lo, StmtKind::Return(list))
    }

    pub(in crate::syntax) fn branch(
        &mut self,
        lo: u32,
        hi: u32,
        kind: Branch,
        label: Option<ExprId>,
    ) -> StmtId {
        let label = label.into();
        self.stmt(lo, hi, lo, StmtKind::Branch { kind, label })
    }

    pub(in crate::syntax) fn expr_stmt(&mut self, x: ExprId) -> StmtId {
        let (lo, hi) = (self.lo(x), self.hi(x));
        self.stmt(lo, hi, lo, StmtKind::Expr(x))
    }

    pub(in crate::syntax) fn inc_dec(&mut self, x: ExprId, pos: u32, inc: bool) -> StmtId {
        self.stmt(self.lo(x), pos + 2, pos, StmtKind::IncDec { x, inc })
    }

    pub(in crate::syntax) fn send(&mut self, chan: ExprId, pos: u32, value: ExprId) -> StmtId {
        let (lo, hi) = (self.lo(chan), self.hi(value));
        self.stmt(lo, hi, pos, StmtKind::Send { chan, value })
    }

    pub(in crate::syntax) fn op_assign(
        &mut self,
        x: ExprId,
        op: BinOp,
        pos: u32,
        y: ExprId,
    ) -> StmtId {
        let (lo, hi) = (self.lo(x), self.hi(y));
        let (lhs, rhs) = (self.one(x), self.one(y));
        let op = Some(op);
        self.stmt(lo, hi, pos, StmtKind::Assign { op, lhs, rhs })
    }

    fn ends(&self, lhs: Exprs, rhs: Exprs) -> (u32, u32) {
        let lo = self.ast.list(lhs).first().map_or(0, |&x| self.lo(x));
        let hi = self.ast.list(rhs).last().map_or(lo, |&x| self.hi(x));
        (lo, hi)
    }

    pub(in crate::syntax) fn assign(&mut self, lhs: Exprs, pos: u32, rhs: Exprs) -> StmtId {
        let (lo, hi) = self.ends(lhs, rhs);
        let op = None;
        self.stmt(lo, hi, pos, StmtKind::Assign { op, lhs, rhs })
    }

    pub(in crate::syntax) fn define(&mut self, lhs: Exprs, pos: u32, rhs: Exprs) -> StmtId {
        let (lo, hi) = self.ends(lhs, rhs);
        self.stmt(lo, hi, pos, StmtKind::Define { lhs, rhs })
    }

    pub(in crate::syntax) fn no_header(&mut self, hi: u32) -> Header {
        Header::new(None, None, self.next_token(hi), false)
    }

    pub(in crate::syntax) fn var_in_header(&mut self, at: u32, stmt: StmtId) -> StmtId {
        let keyword = self.header_keyword(at);
        let message = format!("var declaration not allowed in {keyword} initializer");
        self.syntax_error(at, &message);
        stmt
    }

    /// The keyword before the `var` before this offset.
    fn header_keyword(&self, at: u32) -> &'static str {
        let index = self.tokens.partition_point(|token| token.lo < at);
        let keyword = index.checked_sub(2).map(|index| self.tokens[index].tok);
        keyword.map_or("for", Tok::text)
    }

    /// The condition or tag that the last statement of a header stands for.
    fn header_value(&mut self, stmt: StmtId) -> ExprId {
        let node = self.ast.stmts[stmt];
        let shown = match node.kind {
            StmtKind::Expr(x) => return x,
            StmtKind::Assign { op: None, lhs, rhs } => {
                let (lhs, rhs) = (self.emphasized(lhs), self.emphasized(rhs));
                format!("assignment {lhs} = {rhs}")
            }
            _ => print::stmt_string(self.ast, stmt),
        };
        self.syntax_error(node.pos, &format!("cannot use {shown} as value"));
        self.bad(node.span.lo)
    }

    fn emphasized(&self, list: Exprs) -> String {
        let shown = print::list_string(self.ast, list);
        match *self.ast.list(list) {
            [x] if matches!(self.kind(x), ExprKind::Binary { .. }) => format!("({shown})"),
            _ => shown,
        }
    }

    fn missing_condition(&mut self, header: Header) -> ExprId {
        if header.has_semi && self.is_inserted(header.at) {
            // The error driver has reported what is wrong here.
        } else if !header.has_semi || self.is_written_semicolon(header.at) {
            self.syntax_error(header.at, "missing condition in if statement");
        } else {
            self.unexpected(header.at, ", expected { after if clause");
        }
        self.bad(header.at)
    }

    pub(in crate::syntax) fn if_stmt(
        &mut self,
        lo: u32,
        header: Header,
        then: StmtId,
        otherwise: Option<StmtId>,
    ) -> StmtId {
        let cond = match header.last.expand() {
            Some(stmt) => self.header_value(stmt),
            None => self.missing_condition(header),
        };
        let hi = self.stmt_hi(otherwise.unwrap_or(then));
        let kind = StmtKind::If {
            init: header.init,
            cond,
            then,
            otherwise: otherwise.into(),
        };
        self.stmt(lo, hi, lo, kind)
    }

    pub(in crate::syntax) fn switch_stmt(
        &mut self,
        lo: u32,
        hi: u32,
        header: Header,
        clauses: EntityList<ClauseId>,
    ) -> StmtId {
        let guard = header
            .last
            .expand()
            .and_then(|stmt| self.type_switch_guard(stmt));
        let init = header.init;
        let kind = if let Some((bind, x)) = guard {
            StmtKind::TypeSwitch {
                init,
                bind,
                x,
                clauses,
            }
        } else {
            let tag = header
                .last
                .expand()
                .map(|stmt| self.header_value(stmt))
                .into();
            StmtKind::Switch { init, tag, clauses }
        };
        self.stmt(lo, hi, lo, kind)
    }

    /// `x.(type)` or `name := x.(type)`.
    fn type_switch_guard(&self, stmt: StmtId) -> Option<(OptExpr, ExprId)> {
        let (bind, x) = match self.ast.stmts[stmt].kind {
            StmtKind::Expr(x) => (None, x),
            StmtKind::Define { lhs, rhs } => match (self.ast.list(lhs), self.ast.list(rhs)) {
                (&[name], &[x]) if self.ast.name(name).is_some() => (Some(name), x),
                _ => return None,
            },
            _ => return None,
        };
        match self.kind(x) {
            ExprKind::TypeAssert { x, ty } if ty.is_none() => Some((bind.into(), x)),
            _ => None,
        }
    }

    pub(in crate::syntax) fn select_stmt(
        &mut self,
        lo: u32,
        hi: u32,
        clauses: EntityList<ClauseId>,
    ) -> StmtId {
        self.stmt(lo, hi, lo, StmtKind::Select(clauses))
    }

    pub(in crate::syntax) fn case(
        &mut self,
        lo: u32,
        hi: u32,
        exprs: Exprs,
        colon: u32,
        body: Stmts,
    ) -> ClauseId {
        let span = self.span(lo, hi);
        self.ast.clauses.push(Clause {
            exprs,
            comm: None.into(),
            default: false,
            body,
            span,
            colon,
        })
    }

    pub(in crate::syntax) fn default_case(
        &mut self,
        lo: u32,
        hi: u32,
        colon: u32,
        body: Stmts,
    ) -> ClauseId {
        let clause = self.case(lo, hi, EntityList::new(), colon, body);
        self.ast.clauses[clause].default = true;
        clause
    }

    pub(in crate::syntax) fn comm_case(
        &mut self,
        lo: u32,
        hi: u32,
        comm: StmtId,
        colon: u32,
        body: Stmts,
    ) -> ClauseId {
        let clause = self.case(lo, hi, EntityList::new(), colon, body);
        self.ast.clauses[clause].comm = comm.into();
        clause
    }

    pub(in crate::syntax) fn for_header(
        &mut self,
        init: Option<StmtId>,
        cond: Option<StmtId>,
        post: Option<StmtId>,
    ) -> ForHeader {
        let cond = cond.map(|stmt| self.header_value(stmt));
        if let Some(post) = post {
            let node = self.ast.stmts[post];
            if matches!(node.kind, StmtKind::Define { .. }) {
                let message = "cannot declare in post statement of for loop";
                self.syntax_error(node.pos, message);
            }
        }
        ForHeader::Clause {
            init: init.into(),
            cond: cond.into(),
            post: post.into(),
        }
    }

    pub(in crate::syntax) fn for_without_condition(
        &mut self,
        init: Option<StmtId>,
        hi: u32,
    ) -> ForHeader {
        let at = self.next_token(hi);
        self.unexpected(at, ", expected for loop condition");
        self.for_header(init, None, None)
    }

    pub(in crate::syntax) fn range(&mut self, lhs: Exprs, define: bool, x: ExprId) -> ForHeader {
        ForHeader::Range { lhs, define, x }
    }

    pub(in crate::syntax) fn var_range(
        &mut self,
        at: u32,
        lhs: Exprs,
        define: bool,
        x: ExprId,
    ) -> ForHeader {
        self.syntax_error(at, "var declaration not allowed in for initializer");
        self.range(lhs, define, x)
    }

    pub(in crate::syntax) fn for_stmt(
        &mut self,
        lo: u32,
        header: ForHeader,
        body: StmtId,
    ) -> StmtId {
        let kind = match header {
            ForHeader::Clause { init, cond, post } => StmtKind::For {
                init,
                cond,
                post,
                body,
            },
            ForHeader::Range { lhs, define, x } => StmtKind::Range {
                key: lhs.get(0, &self.ast.expr_lists).into(),
                value: lhs.get(1, &self.ast.expr_lists).into(),
                extra: lhs.get(2, &self.ast.expr_lists).into(),
                define,
                x,
                body,
            },
        };
        self.stmt(lo, self.stmt_hi(body), lo, kind)
    }
}
