//! Expressions as text, as gc's messages print them: literals of functions and composites are cut short.

use crate::index::{ExprId, FieldId};
use crate::syntax::ast::{Ast, ChanDir, ExprKind, Fields};

use super::Checker;

impl Checker<'_> {
    /// The expression in gc's short form.
    pub fn expr_string(&self, expr: ExprId) -> String {
        let mut out = String::new();
        Printer {
            ast: self.ast,
            out: &mut out,
        }
        .expr(expr);
        out
    }
}

struct Printer<'a> {
    ast: &'a Ast,
    out: &'a mut String,
}

impl Printer<'_> {
    fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn list(&mut self, list: &[ExprId]) {
        for (i, &expr) in list.iter().enumerate() {
            self.put(if i > 0 { ", " } else { "" });
            self.expr(expr);
        }
    }

    fn expr(&mut self, expr: ExprId) {
        let ast = self.ast;
        match ast.exprs[expr].kind {
            ExprKind::Bad => self.put("<bad expr>"),
            ExprKind::Name(symbol) => self.put(ast.text(symbol)),
            ExprKind::Literal { text, .. } => self.put(ast.text(text)),
            ExprKind::FuncLit { ty, body } => {
                self.expr(ty);
                let empty = match ast.stmts[body].kind {
                    crate::syntax::ast::StmtKind::Block(list) => ast.block(list).is_empty(),
                    _ => true,
                };
                self.put(if empty { " {}" } else { " {…}" });
            }
            ExprKind::Composite { ty, elems, .. } => {
                if let Some(ty) = ty.expand() {
                    self.expr(ty);
                }
                self.put(if elems.is_empty() { "{}" } else { "{…}" });
            }
            ExprKind::KeyValue { key, value } => {
                self.expr(key);
                self.put(": ");
                self.expr(value);
            }
            ExprKind::Paren(x) => self.wrapped("(", x, ")"),
            ExprKind::Selector { x, sel } => {
                self.expr(x);
                self.wrapped(".", sel, "");
            }
            ExprKind::Index { x, args } => {
                self.expr(x);
                self.put("[");
                self.list(ast.list(args));
                self.put("]");
            }
            ExprKind::Slice { x, indices } => {
                self.expr(x);
                self.put("[");
                self.optional(indices.lo.expand());
                self.put(":");
                self.optional(indices.hi.expand());
                if let Some(max) = indices.max.expand() {
                    self.wrapped(":", max, "");
                }
                self.put("]");
            }
            ExprKind::TypeAssert { x, ty } => {
                self.expr(x);
                match ty.expand() {
                    Some(ty) => self.wrapped(".(", ty, ")"),
                    None => self.put(".(type)"),
                }
            }
            ExprKind::Call { fun, args, spread } => {
                self.expr(fun);
                self.put("(");
                self.list(ast.list(args));
                self.put(if spread { "...)" } else { ")" });
            }
            ExprKind::Star(x) => self.wrapped("*", x, ""),
            ExprKind::Unary { op, x } => self.wrapped(op.text(), x, ""),
            ExprKind::Binary { .. } => self.binary(expr),
            _ => self.type_expr(expr),
        }
    }

    /// Long chains lean left.
    fn binary(&mut self, expr: ExprId) {
        let mut rest = Vec::new();
        let mut left = expr;
        while let ExprKind::Binary { op, x, y } = self.ast.exprs[left].kind {
            rest.push((op, y));
            left = x;
        }
        self.expr(left);
        for (op, y) in rest.into_iter().rev() {
            self.put(" ");
            self.put(op.text());
            self.put(" ");
            self.expr(y);
        }
    }

    fn wrapped(&mut self, before: &str, expr: ExprId, after: &str) {
        self.put(before);
        self.expr(expr);
        self.put(after);
    }

    fn optional(&mut self, expr: Option<ExprId>) {
        if let Some(expr) = expr {
            self.expr(expr);
        }
    }

    fn type_expr(&mut self, expr: ExprId) {
        let ast = self.ast;
        match ast.exprs[expr].kind {
            ExprKind::ArrayType { len, elem } => {
                self.put("[");
                match len.expand() {
                    Some(len) => self.expr(len),
                    None => self.put("..."),
                }
                self.wrapped("]", elem, "");
            }
            ExprKind::SliceType(elem) => self.wrapped("[]", elem, ""),
            ExprKind::StructType(fields) => {
                self.put("struct{");
                self.fields(fields);
                self.put("}");
            }
            ExprKind::FuncType { params, results } => {
                self.put("func");
                self.signature(params, results);
            }
            ExprKind::InterfaceType(fields) => {
                self.put("interface{");
                for (i, &field) in ast.fields(fields).iter().enumerate() {
                    self.put(if i > 0 { "; " } else { "" });
                    let field = ast.fields[field];
                    self.optional(field.name.expand());
                    match ast.exprs[field.ty].kind {
                        ExprKind::FuncType { params, results } if field.name.is_some() => {
                            self.signature(params, results);
                        }
                        _ => self.expr(field.ty),
                    }
                }
                self.put("}");
            }
            ExprKind::MapType { key, value } => {
                self.wrapped("map[", key, "]");
                self.expr(value);
            }
            ExprKind::ChanType { dir, elem } => {
                self.put(match dir {
                    ChanDir::Both => "chan ",
                    ChanDir::Send => "chan<- ",
                    ChanDir::Recv => "<-chan ",
                });
                let inner = matches!(
                    ast.exprs[elem].kind,
                    ExprKind::ChanType {
                        dir: ChanDir::Recv,
                        ..
                    }
                );
                match dir == ChanDir::Both && inner {
                    true => self.wrapped("(", elem, ")"),
                    false => self.expr(elem),
                }
            }
            ExprKind::Ellipsis(elem) => {
                self.put("...");
                self.optional(elem.expand());
            }
            _ => {}
        }
    }

    fn fields(&mut self, fields: Fields) {
        let fields = self.ast.fields(fields);
        for (i, &id) in fields.iter().enumerate() {
            let field = self.ast.fields[id];
            if i > 0 {
                self.put(if self.joined(fields, i - 1) {
                    ", "
                } else {
                    "; "
                });
            }
            if let Some(name) = field.name.expand() {
                self.expr(name);
                if self.joined(fields, i) {
                    continue;
                }
                self.put(" ");
            }
            self.expr(field.ty);
            if let Some(tag) = field.tag.expand() {
                self.wrapped(" ", tag, "");
            }
        }
    }

    /// The field and the next one were declared together.
    fn joined(&self, fields: &[FieldId], at: usize) -> bool {
        let field = self.ast.fields[fields[at]];
        match fields.get(at + 1) {
            Some(&next) => {
                let next = self.ast.fields[next];
                field.name.is_some() && next.name.is_some() && field.ty == next.ty
            }
            None => false,
        }
    }

    fn signature(&mut self, params: Fields, results: Fields) {
        self.params(params);
        let results_list = self.ast.fields(results);
        match results_list {
            [] => {}
            [only] if self.ast.fields[*only].name.is_none() => {
                let ty = self.ast.fields[*only].ty;
                self.wrapped(" ", ty, "");
            }
            _ => {
                self.put(" ");
                self.params(results);
            }
        }
    }

    fn params(&mut self, params: Fields) {
        let params = self.ast.fields(params);
        self.put("(");
        for (i, &id) in params.iter().enumerate() {
            let field = self.ast.fields[id];
            self.put(if i > 0 { ", " } else { "" });
            if let Some(name) = field.name.expand() {
                self.expr(name);
                if self.joined(params, i) {
                    continue;
                }
                self.put(" ");
            }
            self.expr(field.ty);
        }
        self.put(")");
    }
}
