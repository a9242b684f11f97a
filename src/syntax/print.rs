//! Expressions, types and simple statements in gc's short form, as error messages quote them.
//!
//! Bodies and elements are `…`; nesting deeper than a message can show is `…` too, so that this never recurses deeply.

use super::ast::{Ast, ChanDir, ExprKind, Exprs, Fields, StmtKind};
use crate::index::{ExprId, StmtId};

/// How deep a quoted expression is shown.
const MAX_SHOWN_DEPTH: u32 = 200;

/// An expression or type.
pub fn expr_string(ast: &Ast, expr: ExprId) -> String {
    let mut printer = Printer::new(ast);
    printer.expr(expr);
    printer.out
}

/// Expressions with commas between them.
pub fn list_string(ast: &Ast, list: Exprs) -> String {
    let mut printer = Printer::new(ast);
    printer.list(list);
    printer.out
}

/// A simple statement.
pub fn stmt_string(ast: &Ast, stmt: StmtId) -> String {
    let mut printer = Printer::new(ast);
    printer.simple_stmt(stmt);
    printer.out
}

struct Printer<'a> {
    ast: &'a Ast,
    out: String,
    depth: u32,
}

impl<'a> Printer<'a> {
    fn new(ast: &'a Ast) -> Printer<'a> {
        Printer {
            ast,
            out: String::new(),
            depth: 0,
        }
    }

    fn text(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn opt(&mut self, expr: super::ast::OptExpr) {
        if let Some(expr) = expr.expand() {
            self.expr(expr);
        }
    }

    fn list(&mut self, list: Exprs) {
        for (index, &expr) in self.ast.list(list).iter().enumerate() {
            if index > 0 {
                self.text(", ");
            }
            self.expr(expr);
        }
    }

    fn expr(&mut self, expr: ExprId) {
        if self.depth >= MAX_SHOWN_DEPTH {
            self.text("…");
            return;
        }
        self.depth += 1;
        self.shallow_expr(expr);
        self.depth -= 1;
    }

    fn shallow_expr(&mut self, expr: ExprId) {
        match self.ast.exprs[expr].kind {
            ExprKind::Bad => self.text("<bad expr>"),
            ExprKind::Name(symbol) | ExprKind::Literal { text: symbol, .. } => {
                self.text(self.ast.text(symbol));
            }
            ExprKind::Paren(x) => self.around("(", x, ")"),
            ExprKind::Star(x) => self.around("*", x, ""),
            ExprKind::SliceType(x) => self.around("[]", x, ""),
            ExprKind::Unary { op, x } => self.around(op.text(), x, ""),
            ExprKind::Binary { .. } => self.binary(expr),
            ExprKind::FuncLit { ty, body } => {
                self.expr(ty);
                let empty =
                    matches!(self.ast.stmts[body].kind, StmtKind::Block(list) if list.is_empty());
                self.text(if empty { " {}" } else { " {…}" });
            }
            ExprKind::Composite { ty, elems, .. } => {
                self.opt(ty);
                self.text(if elems.is_empty() { "{}" } else { "{…}" });
            }
            ExprKind::KeyValue { key, value } => self.pair(key, ": ", value),
            ExprKind::Selector { x, sel } => self.pair(x, ".", sel),
            ExprKind::Index { x, args } => {
                self.expr(x);
                self.text("[");
                self.list(args);
                self.text("]");
            }
            ExprKind::Slice { x, indices } => {
                self.expr(x);
                self.text("[");
                self.opt(indices.lo);
                self.text(":");
                self.opt(indices.hi);
                if indices.full {
                    self.text(":");
                    self.opt(indices.max);
                }
                self.text("]");
            }
            ExprKind::TypeAssert { x, ty } => {
                self.expr(x);
                self.text(".(");
                match ty.expand() {
                    Some(ty) => self.expr(ty),
                    None => self.text("type"),
                }
                self.text(")");
            }
            ExprKind::Call { fun, args, spread } => {
                self.expr(fun);
                self.text("(");
                self.list(args);
                self.text(if spread { "...)" } else { ")" });
            }
            _ => self.type_literal(expr),
        }
    }

    fn type_literal(&mut self, expr: ExprId) {
        match self.ast.exprs[expr].kind {
            ExprKind::ArrayType { len, elem } => {
                self.text("[");
                match len.expand() {
                    Some(len) => self.expr(len),
                    None => self.text("..."),
                }
                self.around("]", elem, "");
            }
            ExprKind::Ellipsis(elem) => {
                self.text("...");
                self.opt(elem);
            }
            ExprKind::StructType(fields) => {
                self.text("struct{");
                self.struct_fields(fields);
                self.text("}");
            }
            ExprKind::FuncType { params, results } => {
                self.text("func");
                self.signature(params, results);
            }
            ExprKind::InterfaceType(elems) => {
                self.text("interface{");
                self.interface_elems(elems);
                self.text("}");
            }
            ExprKind::MapType { key, value } => {
                self.around("map[", key, "]");
                self.expr(value);
            }
            ExprKind::ChanType { dir, elem } => self.chan_type(dir, elem),
            _ => {}
        }
    }

    fn around(&mut self, before: &str, x: ExprId, after: &str) {
        self.text(before);
        self.expr(x);
        self.text(after);
    }

    fn pair(&mut self, x: ExprId, between: &str, y: ExprId) {
        self.expr(x);
        self.text(between);
        self.expr(y);
    }

    /// Left spines may be longer than anything else, so they are not walked by recursion.
    fn binary(&mut self, expr: ExprId) {
        let mut first = expr;
        let mut rest = Vec::new();
        while let ExprKind::Binary { op, x, y } = self.ast.exprs[first].kind {
            rest.push((op, y));
            first = x;
        }
        self.expr(first);
        for (op, y) in rest.into_iter().rev() {
            self.text(" ");
            self.text(op.text());
            self.around(" ", y, "");
        }
    }

    fn chan_type(&mut self, dir: ChanDir, elem: ExprId) {
        self.text(match dir {
            ChanDir::Both => "chan ",
            ChanDir::Send => "chan<- ",
            ChanDir::Recv => "<-chan ",
        });
        let elem_kind = self.ast.exprs[elem].kind;
        let receives = matches!(
            elem_kind,
            ExprKind::ChanType {
                dir: ChanDir::Recv,
                ..
            }
        );
        if dir == ChanDir::Both && receives {
            self.around("(", elem, ")");
        } else {
            self.expr(elem);
        }
    }

    fn signature(&mut self, params: Fields, results: Fields) {
        self.params(params);
        match *self.ast.fields(results) {
            [] => {}
            [result] if self.ast.fields[result].name.is_none() => {
                self.around(" ", self.ast.fields[result].ty, "");
            }
            _ => {
                self.text(" ");
                self.params(results);
            }
        }
    }

    fn params(&mut self, list: Fields) {
        self.text("(");
        let fields = self.ast.fields(list);
        for (index, &id) in fields.iter().enumerate() {
            if index > 0 {
                self.text(", ");
            }
            let field = &self.ast.fields[id];
            if let Some(name) = field.name.expand() {
                self.expr(name);
                let next = fields.get(index + 1).map(|&next| &self.ast.fields[next]);
                if next.is_some_and(|next| next.name.is_some() && next.ty == field.ty) {
                    continue;
                }
                self.text(" ");
            }
            self.expr(field.ty);
        }
        self.text(")");
    }

    fn struct_fields(&mut self, list: Fields) {
        let fields = self.ast.fields(list);
        for (index, &id) in fields.iter().enumerate() {
            let field = &self.ast.fields[id];
            if let Some(name) = field.name.expand() {
                self.expr(name);
                let next = fields.get(index + 1).map(|&next| &self.ast.fields[next]);
                if next.is_some_and(|next| next.name.is_some() && next.ty == field.ty) {
                    self.text(", ");
                    continue;
                }
                self.text(" ");
            }
            self.expr(field.ty);
            if let Some(tag) = field.tag.expand() {
                self.around(" ", tag, "");
            }
            if index + 1 < fields.len() {
                self.text("; ");
            }
        }
    }

    fn interface_elems(&mut self, list: Fields) {
        for (index, &id) in self.ast.fields(list).iter().enumerate() {
            if index > 0 {
                self.text("; ");
            }
            let field = &self.ast.fields[id];
            match (field.name.expand(), self.ast.exprs[field.ty].kind) {
                (Some(name), ExprKind::FuncType { params, results }) => {
                    self.expr(name);
                    self.signature(params, results);
                }
                _ => self.expr(field.ty),
            }
        }
    }

    fn simple_stmt(&mut self, stmt: StmtId) {
        match self.ast.stmts[stmt].kind {
            StmtKind::Expr(x) => self.expr(x),
            StmtKind::Send { chan, value } => self.pair(chan, " <- ", value),
            StmtKind::IncDec { x, inc } => self.around("", x, if inc { "++" } else { "--" }),
            StmtKind::Assign { op, lhs, rhs } => {
                self.list(lhs);
                self.text(" ");
                self.text(op.map_or("", |op| op.text()));
                self.text("= ");
                self.list(rhs);
            }
            StmtKind::Define { lhs, rhs } => {
                self.list(lhs);
                self.text(" := ");
                self.list(rhs);
            }
            _ => {}
        }
    }
}
