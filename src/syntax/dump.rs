//! Tokens and trees as text: for `minigo dump` and for snapshots.
//!
//! One token or node per line. A node's line says what it is in its parent, its form, what it holds, and `@line:column`
//! where gc says it is; its children follow, indented. The text does not depend on ids. Nothing here recurses, since trees
//! may be deep.

use cranelift_entity::EntityList;

use super::ast::{self, Ast, ChanDir, Clause, DeclKind, ExprKind, Exprs, Field, StmtKind, Stmts};
use super::lexer;
use crate::index::{ClauseId, DeclId, ExprId, FieldId, StmtId};
use crate::source::SourceFile;

/// Deeper levels are indented like this one.
const MAX_INDENT: usize = 100;

/// The tokens of a file, automatic semicolons included, one per line: `line:column kind text`.
pub fn dump_tokens(source: &SourceFile) -> String {
    let mut out = String::new();
    for token in lexer::lex(&source.text).tokens {
        let (line, col) = source.line_col(token.lo);
        let slice = &source.text[token.lo as usize..token.hi as usize];
        let shown = match (token.tok, slice) {
            (super::token::Tok::Semi, ";") => ";".to_string(),
            (super::token::Tok::Semi, "") => "; (end of file)".to_string(),
            (super::token::Tok::Semi, _) => "; (line end)".to_string(),
            _ => slice.escape_debug().to_string(),
        };
        out.push_str(&format!("{line}:{col} {:?} {shown}\n", token.tok));
    }
    out
}

/// The tree of a file.
pub fn dump_ast(ast: &Ast, file: &ast::File, source: &SourceFile) -> String {
    let mut dumper = Dumper {
        ast,
        source,
        out: String::new(),
        todo: Vec::new(),
        depth: 1,
    };
    let package = file.package.expand().and_then(|name| ast.name(name));
    dumper.out = format!("File {}\n", package.map_or("_", |name| ast.text(name)));
    dumper.children(|children| {
        for &decl in ast.decls(file.decls) {
            children.push(("", Node::Decl(decl)));
        }
    });
    while let Some((depth, label, node)) = dumper.todo.pop() {
        dumper.depth = depth + 1;
        dumper.node(label, node);
    }
    dumper.out
}

#[derive(Clone, Copy)]
enum Node {
    Expr(ExprId),
    Stmt(StmtId),
    Clause(ClauseId),
    Decl(DeclId),
    Field(FieldId),
}

type Children = Vec<(&'static str, Node)>;

struct Dumper<'a> {
    ast: &'a Ast,
    source: &'a SourceFile,
    out: String,
    /// Nodes still to be written, the next one last, with the depth of each.
    todo: Vec<(usize, &'static str, Node)>,
    /// The depth of the children of the current node.
    depth: usize,
}

fn exprs(ast: &Ast, children: &mut Children, label: &'static str, list: Exprs) {
    children.extend(ast.list(list).iter().map(|&x| (label, Node::Expr(x))));
}

fn fields(ast: &Ast, children: &mut Children, label: &'static str, list: ast::Fields) {
    let list = ast.fields(list).iter();
    children.extend(list.map(|&field| (label, Node::Field(field))));
}

fn stmts(ast: &Ast, children: &mut Children, list: Stmts) {
    children.extend(ast.block(list).iter().map(|&stmt| ("", Node::Stmt(stmt))));
}

fn opt(children: &mut Children, label: &'static str, expr: ast::OptExpr) {
    children.extend(expr.expand().map(|expr| (label, Node::Expr(expr))));
}

fn opt_stmt(children: &mut Children, label: &'static str, stmt: ast::OptStmt) {
    children.extend(stmt.expand().map(|stmt| (label, Node::Stmt(stmt))));
}

impl Dumper<'_> {
    fn children(&mut self, fill: impl FnOnce(&mut Children)) {
        let mut children = Children::new();
        fill(&mut children);
        let depth = self.depth;
        let todo = children.into_iter().rev();
        self.todo
            .extend(todo.map(|(label, node)| (depth, label, node)));
    }

    fn line(&mut self, label: &str, what: &str, at: u32) {
        let indent = (self.depth - 1).min(MAX_INDENT);
        let (line, col) = self.source.line_col(at);
        for _ in 0..indent {
            self.out.push_str("  ");
        }
        if !label.is_empty() {
            self.out.push_str(label);
            self.out.push_str(": ");
        }
        self.out.push_str(what);
        self.out.push_str(&format!(" @{line}:{col}\n"));
    }

    fn node(&mut self, label: &'static str, node: Node) {
        match node {
            Node::Expr(id) => self.expr(label, id),
            Node::Stmt(id) => self.stmt(label, id),
            Node::Clause(id) => self.clause(id),
            Node::Decl(id) => self.decl(id),
            Node::Field(id) => self.field(label, id),
        }
    }

    fn name(&self, name: ExprId) -> &str {
        self.ast.name(name).map_or("?", |name| self.ast.text(name))
    }

    fn expr(&mut self, label: &str, id: ExprId) {
        let ast = self.ast;
        let expr = &ast.exprs[id];
        let what = expr_head(ast, &expr.kind);
        self.line(label, &what, expr.pos);
        self.children(|children| expr_children(ast, &expr.kind, children));
    }

    fn stmt(&mut self, label: &str, id: StmtId) {
        let ast = self.ast;
        let stmt = &ast.stmts[id];
        let what = match stmt.kind {
            StmtKind::Empty => "Empty".into(),
            StmtKind::Expr(_) => "ExprStmt".into(),
            StmtKind::Send { .. } => "Send".into(),
            StmtKind::IncDec { inc, .. } => format!("IncDec {}", if inc { "++" } else { "--" }),
            StmtKind::Assign { op, .. } => format!("Assign {}=", op.map_or("", |op| op.text())),
            StmtKind::Define { .. } => "Define".into(),
            StmtKind::Go(_) => "Go".into(),
            StmtKind::Defer(_) => "Defer".into(),
            StmtKind::Return(_) => "Return".into(),
            StmtKind::Branch { kind, .. } => format!("{kind:?}"),
            StmtKind::Block(_) => "Block".into(),
            StmtKind::If { .. } => "If".into(),
            StmtKind::Switch { .. } => "Switch".into(),
            StmtKind::TypeSwitch { .. } => "TypeSwitch".into(),
            StmtKind::Select(_) => "Select".into(),
            StmtKind::For { .. } => "For".into(),
            StmtKind::Range { define, .. } => {
                format!("Range {}", if define { ":=" } else { "=" })
            }
            StmtKind::Labeled { label, .. } => format!("Labeled {}", self.name(label)),
            StmtKind::Decl(_) => "DeclStmt".into(),
        };
        self.line(label, &what, stmt.pos);
        self.children(|children| stmt_children(ast, &stmt.kind, children));
    }

    fn clause(&mut self, id: ClauseId) {
        let ast = self.ast;
        let Clause {
            exprs: values,
            comm,
            default,
            body,
            span,
            ..
        } = ast.clauses[id];
        self.line("", if default { "Default" } else { "Case" }, span.lo);
        self.children(|children| {
            exprs(ast, children, "case", values);
            opt_stmt(children, "comm", comm);
            stmts(ast, children, body);
        });
    }

    fn decl(&mut self, id: DeclId) {
        let ast = self.ast;
        let decl = &ast.decls[id];
        let what = match decl.kind {
            DeclKind::Import { .. } => "Import".into(),
            DeclKind::Const { iota, .. } => format!("Const iota={iota}"),
            DeclKind::Var { .. } => "Var".into(),
            DeclKind::Type { name, alias, .. } => {
                let kind = if alias { "Alias" } else { "Type" };
                format!("{kind} {}", self.name(name))
            }
            DeclKind::Func { name, .. } => format!("Func {}", self.name(name)),
        };
        self.line("", &what, decl.span.lo);
        self.children(|children| decl_children(ast, &decl.kind, children));
    }

    fn field(&mut self, label: &str, id: FieldId) {
        let Field {
            name,
            ty,
            tag,
            span,
        } = self.ast.fields[id];
        let what = match name.expand() {
            Some(name) => format!("Field {}", self.name(name)),
            None => "Field".into(),
        };
        self.line(label, &what, span.lo);
        self.children(|children| {
            children.push(("", Node::Expr(ty)));
            opt(children, "tag", tag);
        });
    }
}

fn expr_head(ast: &Ast, kind: &ExprKind) -> String {
    let text = |symbol| ast.text(symbol);
    match *kind {
        ExprKind::Bad => "Bad".into(),
        ExprKind::Name(symbol) => format!("Name {}", text(symbol)),
        ExprKind::Literal {
            kind,
            text: symbol,
            bad,
        } => {
            let bad = if bad { " (bad)" } else { "" };
            format!("{kind:?} {}{bad}", text(symbol).escape_debug())
        }
        ExprKind::FuncLit { .. } => "FuncLit".into(),
        ExprKind::Composite { .. } => "Composite".into(),
        ExprKind::KeyValue { .. } => "KeyValue".into(),
        ExprKind::Paren(_) => "Paren".into(),
        ExprKind::Selector { sel, .. } => {
            format!("Selector {}", ast.name(sel).map_or("?", text))
        }
        ExprKind::Index { .. } => "Index".into(),
        ExprKind::Slice { indices, .. } => {
            format!("Slice{}", if indices.full { " full" } else { "" })
        }
        ExprKind::TypeAssert { .. } => "TypeAssert".into(),
        ExprKind::Call { spread, .. } => format!("Call{}", if spread { " ..." } else { "" }),
        ExprKind::Star(_) => "Star".into(),
        ExprKind::Unary { op, .. } => format!("Unary {}", op.text()),
        ExprKind::Binary { op, .. } => format!("Binary {}", op.text()),
        ExprKind::ArrayType { .. } => "ArrayType".into(),
        ExprKind::SliceType(_) => "SliceType".into(),
        ExprKind::StructType(_) => "StructType".into(),
        ExprKind::FuncType { .. } => "FuncType".into(),
        ExprKind::InterfaceType(_) => "InterfaceType".into(),
        ExprKind::MapType { .. } => "MapType".into(),
        ExprKind::ChanType { dir, .. } => match dir {
            ChanDir::Both => "ChanType".into(),
            ChanDir::Send => "ChanType send".into(),
            ChanDir::Recv => "ChanType recv".into(),
        },
        ExprKind::Ellipsis(_) => "Ellipsis".into(),
    }
}

fn expr_children(ast: &Ast, kind: &ExprKind, children: &mut Children) {
    let mut push = |label, expr| children.push((label, Node::Expr(expr)));
    match *kind {
        ExprKind::Bad | ExprKind::Name(_) | ExprKind::Literal { .. } => {}
        ExprKind::FuncLit { ty, body } => {
            push("", ty);
            children.push(("", Node::Stmt(body)));
        }
        ExprKind::Composite { ty, elems, .. } => {
            opt(children, "type", ty);
            exprs(ast, children, "", elems);
        }
        ExprKind::KeyValue { key, value } | ExprKind::MapType { key, value } => {
            push("key", key);
            push("value", value);
        }
        ExprKind::Paren(x)
        | ExprKind::Selector { x, .. }
        | ExprKind::Star(x)
        | ExprKind::Unary { x, .. }
        | ExprKind::SliceType(x)
        | ExprKind::ChanType { elem: x, .. } => push("", x),
        ExprKind::Index { x, args } => {
            push("", x);
            exprs(ast, children, "index", args);
        }
        ExprKind::Slice { x, indices } => {
            push("", x);
            opt(children, "lo", indices.lo);
            opt(children, "hi", indices.hi);
            opt(children, "max", indices.max);
        }
        ExprKind::TypeAssert { x, ty } => {
            push("", x);
            opt(children, "type", ty);
        }
        ExprKind::Call { fun, args, .. } => {
            push("", fun);
            exprs(ast, children, "arg", args);
        }
        ExprKind::Binary { x, y, .. } => {
            push("", x);
            push("", y);
        }
        ExprKind::ArrayType { len, elem } => {
            opt(children, "len", len);
            children.push(("", Node::Expr(elem)));
        }
        ExprKind::StructType(list) | ExprKind::InterfaceType(list) => {
            fields(ast, children, "", list);
        }
        ExprKind::FuncType { params, results } => {
            fields(ast, children, "param", params);
            fields(ast, children, "result", results);
        }
        ExprKind::Ellipsis(elem) => opt(children, "", elem),
    }
}

fn clauses(ast: &Ast, children: &mut Children, list: EntityList<ClauseId>) {
    let list = ast.clauses(list).iter();
    children.extend(list.map(|&clause| ("", Node::Clause(clause))));
}

fn stmt_children(ast: &Ast, kind: &StmtKind, children: &mut Children) {
    match *kind {
        StmtKind::Empty => {}
        StmtKind::Expr(x) | StmtKind::Go(x) | StmtKind::Defer(x) | StmtKind::IncDec { x, .. } => {
            children.push(("", Node::Expr(x)))
        }
        StmtKind::Send { chan, value } => {
            children.push(("", Node::Expr(chan)));
            children.push(("value", Node::Expr(value)));
        }
        StmtKind::Assign { lhs, rhs, .. } | StmtKind::Define { lhs, rhs } => {
            exprs(ast, children, "lhs", lhs);
            exprs(ast, children, "rhs", rhs);
        }
        StmtKind::Return(list) => exprs(ast, children, "", list),
        StmtKind::Branch { label, .. } => opt(children, "label", label),
        StmtKind::Block(list) => stmts(ast, children, list),
        StmtKind::Labeled { stmt, .. } => children.push(("", Node::Stmt(stmt))),
        StmtKind::Decl(list) => {
            let list = ast.decls(list).iter();
            children.extend(list.map(|&decl| ("", Node::Decl(decl))));
        }
        _ => control_children(ast, kind, children),
    }
}

/// The statements with headers.
fn control_children(ast: &Ast, kind: &StmtKind, children: &mut Children) {
    match *kind {
        StmtKind::If {
            init,
            cond,
            then,
            otherwise,
        } => {
            opt_stmt(children, "init", init);
            children.push(("cond", Node::Expr(cond)));
            children.push(("then", Node::Stmt(then)));
            opt_stmt(children, "else", otherwise);
        }
        StmtKind::Switch {
            init,
            tag,
            clauses: list,
        } => {
            opt_stmt(children, "init", init);
            opt(children, "tag", tag);
            clauses(ast, children, list);
        }
        StmtKind::TypeSwitch {
            init,
            bind,
            x,
            clauses: list,
        } => {
            opt_stmt(children, "init", init);
            opt(children, "bind", bind);
            children.push(("x", Node::Expr(x)));
            clauses(ast, children, list);
        }
        StmtKind::Select(list) => clauses(ast, children, list),
        StmtKind::For {
            init,
            cond,
            post,
            body,
        } => {
            opt_stmt(children, "init", init);
            opt(children, "cond", cond);
            opt_stmt(children, "post", post);
            children.push(("body", Node::Stmt(body)));
        }
        StmtKind::Range {
            key,
            value,
            extra,
            x,
            body,
            ..
        } => {
            opt(children, "key", key);
            opt(children, "value", value);
            opt(children, "extra", extra);
            children.push(("x", Node::Expr(x)));
            children.push(("body", Node::Stmt(body)));
        }
        _ => {}
    }
}

fn decl_children(ast: &Ast, kind: &DeclKind, children: &mut Children) {
    match *kind {
        DeclKind::Import { name, path } => {
            opt(children, "name", name);
            children.push(("path", Node::Expr(path)));
        }
        DeclKind::Const {
            names, ty, values, ..
        }
        | DeclKind::Var { names, ty, values } => {
            exprs(ast, children, "name", names);
            opt(children, "type", ty);
            exprs(ast, children, "value", values);
        }
        DeclKind::Type { tparams, ty, .. } => {
            fields(ast, children, "tparam", tparams);
            children.push(("", Node::Expr(ty)));
        }
        DeclKind::Func {
            recv,
            tparams,
            ty,
            body,
            ..
        } => {
            fields(ast, children, "recv", recv);
            fields(ast, children, "tparam", tparams);
            children.push(("", Node::Expr(ty)));
            opt_stmt(children, "body", body);
        }
    }
}
