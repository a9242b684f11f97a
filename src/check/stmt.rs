//! Statements.

use hashbrown::HashMap;

use crate::index::{ClauseId, ExprId, ScopeId, StmtId, TypeId};
use crate::source::Span;
use crate::syntax::ast::{ExprKind, OptExpr, OptStmt, StmtKind, UnOp};

use super::Checker;
use super::constant::{Duplicate, Kind, Value};
use super::env::{DeclInfoId, Env};
use super::flow::Flow;
use super::object::{ObjectKind, VarKind};
use super::operand::{Mode, Operand};
use super::universe::ExprClass;

/// The constant cases of a switch so far: value to places and types.
type SeenValues = HashMap<Duplicate, Vec<(Span, TypeId)>>;
/// The types of a type switch so far, `nil` included.
type SeenTypes = HashMap<Option<TypeId>, ExprId>;

impl<'a> Checker<'a> {
    /// Checks the body of a function whose parameters are declared in `scope`.
    pub(super) fn func_body(
        &mut self,
        decl: Option<DeclInfoId>,
        sig: TypeId,
        scope: ScopeId,
        body: StmtId,
        iota: Option<Value>,
    ) {
        self.functions += 1;
        let func = self.functions;
        for (_, obj) in self.scopes.arena[scope].names().to_vec() {
            if let Some(var) = self.var_mut(obj) {
                var.owner = func;
                // A return statement assigns to the results.
                var.facts.reassigned |= var.kind == VarKind::Result;
            }
        }
        let env = Env {
            decl,
            scope: Some(scope),
            iota,
            sig: Some(sig),
            func,
            lang: self.lang_of(self.ast.stmts[body].span.file),
            ..Env::default()
        };
        let outer = std::mem::replace(&mut self.env, env);
        if let StmtKind::Block(list) = self.ast.stmts[body].kind {
            let list = self.ast.block(list);
            self.stmt_list(list);
            let has_results = self
                .types
                .as_signature(sig)
                .is_some_and(|sig| sig.results != TypeId::EMPTY_TUPLE);
            let flow = Flow {
                ast: self.ast,
                is_panic: &|call| self.info.panics.contains(&call),
            };
            if has_results && !flow.is_terminating_list(list) {
                let span = self.ast.stmts[body].span;
                let brace = Span::point(span.file, span.hi.saturating_sub(1).max(span.lo));
                self.error(brace, "missing return");
            }
        }
        self.usage();
        self.env = outer;
    }

    /// Reports the local variables that nothing uses, block by block.
    fn usage(&mut self) {
        let mut unused: Vec<_> = std::mem::take(&mut self.env.locals)
            .into_iter()
            .filter(|&(_, obj)| self.objects[obj].as_var().is_some_and(|var| !var.used))
            .collect();
        // Scopes are numbered in the order in which they are opened.
        unused.sort_by_key(|&(scope, obj)| {
            let span = self.objects[obj].span;
            (scope, span.map(|span| span.lo))
        });
        for (_, obj) in unused {
            let name = self.obj_name(obj);
            self.soft_error(obj, format!("declared and not used: {name}"));
        }
    }

    fn stmt_list(&mut self, list: &[StmtId]) {
        for &stmt in list {
            self.stmt(stmt);
        }
    }

    fn simple_stmt(&mut self, stmt: OptStmt) {
        if let Some(stmt) = stmt.expand() {
            self.stmt(stmt);
        }
    }

    /// Checks a statement, and the function literals in it.
    fn stmt(&mut self, stmt: StmtId) {
        let top = self.delayed.len();
        self.stmt_inner(stmt);
        self.process_delayed(top);
    }

    fn stmt_inner(&mut self, stmt: StmtId) {
        let ast = self.ast;
        match ast.stmts[stmt].kind {
            StmtKind::Empty | StmtKind::Branch { .. } => {}
            StmtKind::Decl(decls) => self.decl_stmt(ast.decls(decls)),
            StmtKind::Labeled { stmt, .. } => self.stmt(stmt),
            StmtKind::Expr(expr) => self.expr_stmt(expr),
            StmtKind::Send { chan, value } => self.send_stmt(chan, value),
            StmtKind::IncDec { x, inc } => self.inc_dec_stmt(x, inc),
            StmtKind::Assign { op: None, lhs, rhs } => {
                self.assign_vars(ast.list(lhs), ast.list(rhs));
            }
            StmtKind::Assign {
                op: Some(op),
                lhs,
                rhs,
            } => match (ast.list(lhs), ast.list(rhs)) {
                (&[lhs], &[rhs]) => {
                    let (mut x, mut y) = (Operand::default(), Operand::default());
                    self.expr(None, &mut x, lhs);
                    self.expr(None, &mut y, rhs);
                    match x.is_valid() && y.is_valid() {
                        true => self.binary(&mut x, y, None, op, Some((lhs, rhs))),
                        false => x.invalidate(),
                    }
                    self.assign_var(lhs, None, Some(&mut x), "assignment");
                }
                _ => {
                    let text = op.text();
                    let message =
                        format!("assignment operation {text}= requires single-valued expressions");
                    self.error(stmt, message);
                }
            },
            StmtKind::Define { lhs, rhs } => {
                let stmt = &ast.stmts[stmt];
                let pos = Span {
                    lo: stmt.pos,
                    hi: stmt.pos + 2,
                    ..stmt.span
                };
                self.short_var_decl(pos, ast.list(lhs), ast.list(rhs));
            }
            StmtKind::Go(call) => self.suspended_call("go", call),
            StmtKind::Defer(call) => self.suspended_call("defer", call),
            StmtKind::Return(results) => self.return_stmt(stmt, ast.list(results)),
            StmtKind::Block(list) => {
                self.open_scope();
                self.stmt_list(ast.block(list));
                self.close_scope();
            }
            StmtKind::If { .. } => self.if_chain(stmt),
            StmtKind::Switch { init, tag, clauses } => {
                self.open_scope();
                self.simple_stmt(init);
                self.switch_stmt(tag, ast.clauses(clauses));
                self.close_scope();
            }
            StmtKind::TypeSwitch {
                init,
                bind,
                x,
                clauses,
            } => {
                self.open_scope();
                self.simple_stmt(init);
                self.type_switch_stmt(bind, x, ast.clauses(clauses));
                self.close_scope();
            }
            StmtKind::Select(clauses) => self.select_stmt(ast.clauses(clauses)),
            StmtKind::For {
                init,
                cond,
                post,
                body,
            } => {
                self.open_scope();
                self.simple_stmt(init);
                if let Some(cond) = cond.expand() {
                    self.condition(cond, "for");
                }
                self.simple_stmt(post);
                self.stmt(body);
                self.close_scope();
            }
            StmtKind::Range {
                key,
                value,
                extra,
                define,
                x,
                body,
            } => {
                self.range_stmt(stmt, [key, value, extra], define, x);
                self.stmt(body);
                self.close_scope();
            }
        }
    }

    fn expr_stmt(&mut self, expr: ExprId) {
        let mut x = Operand::default();
        let class = self.raw_expr(None, &mut x, expr, None, false);
        let problem = match x.mode {
            Mode::Builtin => "must be called",
            Mode::TypExpr => "is not an expression",
            _ if class == ExprClass::Statement => return,
            _ => "is not used",
        };
        let text = self.operand_string(&x);
        self.error(&x, format!("{text} {problem}"));
    }

    fn send_stmt(&mut self, chan: ExprId, value: ExprId) {
        let (mut ch, mut val) = (Operand::default(), Operand::default());
        self.expr(None, &mut ch, chan);
        self.generic_expr(&mut val, value, None);
        if !ch.is_valid() || !val.is_valid() {
            return;
        }
        if let Some(elem) = self.chan_elem(&ch, false) {
            self.assignment(&mut val, Some(elem), "send");
        }
    }

    fn inc_dec_stmt(&mut self, expr: ExprId, inc: bool) {
        let mut x = Operand::default();
        self.expr(None, &mut x, expr);
        if !x.is_valid() {
            return;
        }
        if !self.types.all_numeric(x.ty) {
            let op = if inc { "++" } else { "--" };
            let (text, ty) = (self.expr_string(expr), self.type_string(x.ty));
            let message = format!("invalid operation: {text}{op} (non-numeric type {ty})");
            return self.error(expr, message);
        }
        self.assign_var(expr, None, Some(&mut x), "assignment");
    }

    /// The call of a go or defer statement.
    fn suspended_call(&mut self, keyword: &str, call: ExprId) {
        if !matches!(self.ast.exprs[call].kind, ExprKind::Call { .. }) {
            self.error(
                call,
                format!("expression in {keyword} must be function call"),
            );
            self.use_exprs(&[call]);
            return;
        }
        let mut x = Operand::default();
        let problem = match self.raw_expr(None, &mut x, call, None, false) {
            ExprClass::Conversion => "requires function call, not conversion",
            ExprClass::Expression => "discards result of",
            ExprClass::Statement => return,
        };
        let text = self.operand_string(&x);
        self.error(&x, format!("{keyword} {problem} {text}"));
    }

    /// An if statement and its else branches, in a loop: there may be very many.
    fn if_chain(&mut self, mut stmt: StmtId) {
        let outer = self.env.scope;
        let mut tops = Vec::new();
        loop {
            let StmtKind::If {
                init,
                cond,
                then,
                otherwise,
            } = self.ast.stmts[stmt].kind
            else {
                self.stmt(stmt);
                break;
            };
            tops.push(self.delayed.len());
            // Only an init statement declares anything; without it a long chain stays as shallow as it looks.
            if init.is_some() {
                self.open_scope();
                self.simple_stmt(init);
            }
            self.condition(cond, "if");
            self.stmt(then);
            match otherwise.expand() {
                Some(next) => stmt = next,
                None => break,
            }
        }
        for top in tops.into_iter().rev() {
            self.process_delayed(top);
        }
        self.env.scope = outer;
    }

    fn condition(&mut self, cond: ExprId, keyword: &str) {
        let mut x = Operand::default();
        self.expr(None, &mut x, cond);
        if x.is_valid() && !self.types.all_boolean(x.ty) {
            self.error(
                cond,
                format!("non-boolean condition in {keyword} statement"),
            );
        }
    }

    fn multiple_defaults(&mut self, clauses: &[ClauseId]) {
        let mut first: Option<Span> = None;
        for &clause in clauses {
            let clause = &self.ast.clauses[clause];
            if clause.default {
                match first {
                    None => first = Some(clause.span),
                    Some(first) => {
                        let place = self.position(first);
                        let message = format!("multiple defaults (first at {place})");
                        self.error(clause.span, message);
                    }
                }
            }
        }
    }

    fn switch_stmt(&mut self, tag: OptExpr, clauses: &[ClauseId]) {
        let mut x = Operand::default();
        match tag.expand() {
            Some(tag) => {
                self.expr(None, &mut x, tag);
                self.assignment(&mut x, None, "switch expression");
                if x.is_valid() && !self.types.comparable(x.ty) && !self.types.has_nil(x.ty) {
                    let (text, ty) = (self.operand_string(&x), self.type_string(x.ty));
                    let message = format!("cannot switch on {text} ({ty} is not comparable)");
                    self.error(&x, message);
                    x.invalidate();
                }
            }
            // No expression stands for the `true` that a missing tag means.
            None => {
                x.mode = Mode::Constant;
                x.ty = TypeId::BOOL;
                x.val = Value::Bool(true);
            }
        }
        self.multiple_defaults(clauses);
        let ast = self.ast;
        let mut seen = SeenValues::new();
        for &clause in clauses {
            let clause = &ast.clauses[clause];
            self.case_values(&x, ast.list(clause.exprs), &mut seen);
            self.open_scope();
            self.stmt_list(ast.block(clause.body));
            self.close_scope();
        }
    }

    fn case_values(&mut self, x: &Operand, values: &[ExprId], seen: &mut SeenValues) {
        for &value in values {
            let mut v = Operand::default();
            self.expr(None, &mut v, value);
            if !x.is_valid() || !v.is_valid() {
                continue;
            }
            self.convert_untyped(&mut v, x.ty);
            if !v.is_valid() {
                continue;
            }
            let mut result = v.clone();
            let mut tag = x.clone();
            self.comparison(&mut result, &mut tag, crate::syntax::ast::BinOp::Eq, true);
            if !result.is_valid() || v.mode != Mode::Constant {
                continue;
            }
            // gc does not compare complex cases.
            let complex = v.val.kind() == Kind::Complex;
            let Some(key) = v.val.duplicate_key().filter(|_| !complex) else {
                continue;
            };
            let places = seen.entry(key).or_default();
            let same = places
                .iter()
                .find(|(_, ty)| self.types.identical(*ty, v.ty));
            match same.copied() {
                None => places.push((self.pos(value), v.ty)),
                Some((place, _)) => {
                    let text = self.operand_string(&v);
                    let message = format!("duplicate case {text} in expression switch");
                    let error = self.new_error(&v, message);
                    self.report(error.label(place, "previous case"));
                }
            }
        }
    }

    fn type_switch_stmt(&mut self, bind: OptExpr, guard: ExprId, clauses: &[ClauseId]) {
        let ast = self.ast;
        let mut bind = bind.expand();
        if let Some(name) = bind
            && ast.name(name) == Some(self.universe.blank)
        {
            self.soft_error(name, "no new variable on left side of :=");
            bind = None;
        }
        let mut x = Operand::default();
        self.expr(None, &mut x, guard);
        if x.is_valid() {
            let text = self.operand_string(&x);
            if self.types.is_type_param(x.ty) {
                let message = format!("cannot use type switch on type parameter value {text}");
                self.error(&x, message);
                x.invalidate();
            } else if !self.types.is_interface(x.ty) {
                self.error(&x, format!("{text} is not an interface"));
                x.invalidate();
            }
        }
        self.multiple_defaults(clauses);
        let mut variables = Vec::new();
        let mut seen = SeenTypes::new();
        for &id in clauses {
            let clause = &ast.clauses[id];
            let ty = self.case_types(&x, ast.list(clause.exprs), &mut seen);
            self.open_scope();
            if let (Some(name), Some(scope)) = (bind, self.env.scope) {
                let obj = self.new_var(VarKind::Local, name);
                self.objects[obj].typ = Some(ty).into();
                self.declare(scope, None, obj);
                self.info.implicits[id] = Some(obj).into();
                variables.push(obj);
            }
            self.stmt_list(ast.block(clause.body));
            self.close_scope();
        }
        if let Some(name) = bind {
            let mut used = false;
            for obj in variables {
                if let Some(var) = self.var_mut(obj) {
                    used |= std::mem::replace(&mut var.used, true);
                }
            }
            if !used {
                let text = self.expr_string(name);
                self.soft_error(name, format!("{text} declared and not used"));
            }
        }
    }

    /// Checks the types of a case and returns the type of the variable in it.
    fn case_types(&mut self, x: &Operand, types: &[ExprId], seen: &mut SeenTypes) -> TypeId {
        let mut last = None;
        for &expr in types {
            last = if self.is_nil_name(expr) {
                self.expr(None, &mut Operand::default(), expr);
                None
            } else {
                Some(self.var_type(expr))
            };
            if last == Some(TypeId::INVALID) {
                continue;
            }
            let key = last.map(|ty| self.types.canon(ty));
            if let Some(&other) = seen.get(&key) {
                let text = match last {
                    Some(ty) => self.type_string(ty),
                    None => "nil".to_owned(),
                };
                let error = self.new_error(expr, format!("duplicate case {text} in type switch"));
                let place = self.start(other);
                self.report(error.label(place, "previous case"));
                continue;
            }
            seen.insert(key, expr);
            if let Some(ty) = last
                && x.is_valid()
            {
                self.type_assertion(expr, x, ty, true);
            }
        }
        match (types, last) {
            ([_], Some(ty)) => ty,
            _ if x.is_valid() => x.ty,
            _ => TypeId::INVALID,
        }
    }

    /// The name `nil`, if it means the predeclared one.
    fn is_nil_name(&self, expr: ExprId) -> bool {
        let name = self.ast.name(self.unparen(expr));
        name.and_then(|name| self.lookup(name))
            .is_some_and(|obj| matches!(self.objects[obj].kind, ObjectKind::Nil))
    }

    fn select_stmt(&mut self, clauses: &[ClauseId]) {
        self.multiple_defaults(clauses);
        let ast = self.ast;
        for &clause in clauses {
            let clause = &ast.clauses[clause];
            let received = match clause.comm.expand().map(|comm| ast.stmts[comm].kind) {
                None | Some(StmtKind::Send { .. }) => Some(None),
                Some(StmtKind::Assign { op: None, rhs, .. } | StmtKind::Define { rhs, .. }) => {
                    match ast.list(rhs) {
                        &[rhs] => Some(Some(rhs)),
                        _ => None,
                    }
                }
                Some(StmtKind::Expr(expr)) => Some(Some(expr)),
                Some(_) => None,
            };
            let valid = received.is_some_and(|expr| {
                expr.is_none_or(|expr| {
                    let kind = ast.exprs[self.unparen(expr)].kind;
                    matches!(kind, ExprKind::Unary { op: UnOp::Recv, .. })
                })
            });
            if !valid {
                if let Some(comm) = clause.comm.expand() {
                    let message = "select case must be send or receive (possibly with assignment)";
                    self.error(comm, message);
                }
                continue;
            }
            self.open_scope();
            self.simple_stmt(clause.comm);
            self.stmt_list(ast.block(clause.body));
            self.close_scope();
        }
    }
}
