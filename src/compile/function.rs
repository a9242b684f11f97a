//! Whole functions: parameters, captures, results, bodies, function literals and returns.

use std::fmt::Write;
use std::rc::Rc;

use crate::bytecode::op::{Op, Reg};
use crate::bytecode::program::{Context, Function};
use crate::index::{ExprId, FuncId, ObjId, StmtId, TypeId};
use crate::source::Span;
use crate::syntax::ast::{ExprKind, Exprs, Fields};

use super::Compiler;
use super::escape::Shared;
use super::func::{Fb, Home, ResultVar};
use super::generics::Inst;
use super::place::home_place;
use super::walk::Node;

/// A variable that a function literal shares with its surroundings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Capture {
    /// The variable.
    pub obj: ObjId,
    /// The closure holds its box, not its value.
    pub boxed: bool,
    /// Words in the closure.
    pub words: u32,
}

/// A function literal to be compiled.
#[derive(Debug)]
pub(super) struct LiteralJob {
    /// Its function type as written.
    pub ty: ExprId,
    /// Its function type.
    pub sig: TypeId,
    /// Its body.
    pub body: StmtId,
    /// What it shares.
    pub captures: Vec<Capture>,
    /// The instance of the generic function around it.
    pub inst: Rc<Inst>,
    /// What loops over functions around it share.
    pub shared: Rc<Shared>,
    /// Its name.
    pub name: String,
}

impl Compiler<'_> {
    /// Compiles a declared function or method.
    pub(super) fn compile_declared(&mut self, obj: ObjId, targs: &Rc<[TypeId]>) -> Function {
        use crate::syntax::ast::DeclKind;
        let name = self.function_name(obj);
        let object = &self.objects[obj];
        let decl = object.as_func().and_then(|func| func.decl.expand());
        let Some(decl) = decl else {
            return Function::default();
        };
        let span = self.ast.decls[decl].span;
        let DeclKind::Func { recv, ty, body, .. } = self.ast.decls[decl].kind else {
            return Function::default();
        };
        let Some(body) = body.expand() else {
            return Function::default();
        };
        let inst = self.method_instance(obj, targs);
        let sig_ty = self.objects[obj].ty();
        let sig_ty = self.substitute(sig_ty, &inst);
        let sig = self.signature(sig_ty);
        let mut fb = Fb::new(self, name, sig, span);
        fb.inst = inst;
        fb.survey(body);
        fb.parameters(ty);
        fb.receiver_parameter(recv, obj);
        fb.boxes_for_parameters(ty, recv);
        fb.body(ty, body);
        fb.finish()
    }

    /// Compiles a function literal.
    pub(super) fn compile_literal(&mut self, job: LiteralJob) -> Function {
        let span = self.ast.stmts[job.body].span;
        let sig = self.signature(job.sig);
        let mut fb = Fb::new(self, job.name, sig, span);
        fb.inst = job.inst;
        fb.is_literal = true;
        fb.shared = job.shared;
        fb.survey(job.body);
        fb.parameters(job.ty);
        fb.captures(&job.captures);
        fb.boxes_for_parameters(job.ty, Fields::default());
        fb.body(job.ty, job.body);
        fb.finish()
    }

    /// As tracebacks print it.
    pub(super) fn function_name(&self, obj: ObjId) -> String {
        if let Some(name) = self.init_names.get(&obj) {
            return name.clone();
        }
        let object = &self.objects[obj];
        let pkg = match object.pkg.expand() {
            Some(pkg) => symbol_path(&self.packages[pkg].path),
            None => String::new(),
        };
        let name = self.ast.text(object.name);
        let Some(sig) = self.types.as_signature(object.ty()) else {
            return format!("{pkg}.{name}");
        };
        let Some(recv) = &sig.recv else {
            let generic = if sig.tparams.is_empty() { "" } else { "[...]" };
            return format!("{pkg}.{name}{generic}");
        };
        let (base, pointer) = self.types.deref(recv.ty);
        let base_name = match self.types.as_named(base) {
            Some(named) => self.ast.text(named.name),
            None => "?",
        };
        let generic = if sig.rparams.is_empty() { "" } else { "[...]" };
        match pointer {
            true => format!("{pkg}.(*{base_name}{generic}).{name}"),
            false => format!("{pkg}.{base_name}{generic}.{name}"),
        }
    }
}

/// A package's path in the names of its functions: dots in its last element are escaped there.
pub(super) fn symbol_path(path: &str) -> String {
    let last = path.rfind('/').map_or(0, |at| at + 1);
    let mut name = String::with_capacity(path.len());
    for (at, byte) in path.bytes().enumerate() {
        match byte {
            b'.' if at >= last => name.push_str("%2e"),
            b'%' | b'"' | 0..=b' ' | 0x7f.. => {
                let _ = write!(name, "%{byte:02x}");
            }
            _ => name.push(char::from(byte)),
        }
    }
    name
}

impl Fb<'_, '_> {
    /// The name nodes of a function type's parameters or results, one per parameter.
    fn param_names(&self, fields: Fields) -> Vec<Option<ExprId>> {
        let ast = self.cx.ast;
        ast.fields(fields)
            .iter()
            .map(|&field| ast.fields[field].name.expand())
            .collect()
    }

    fn func_type(&self, ty: ExprId) -> (Fields, Fields) {
        match self.cx.ast.exprs[ty].kind {
            ExprKind::FuncType { params, results } => (params, results),
            _ => (Fields::default(), Fields::default()),
        }
    }

    /// The variable that a name in a parameter list declares.
    fn declared(&self, name: Option<ExprId>) -> Option<ObjId> {
        let name = name?;
        if self.cx.is_blank(name) {
            return None;
        }
        self.cx.info.object_of(name)
    }

    /// Gives the parameters their slots.
    fn parameters(&mut self, ty: ExprId) {
        let (params, _) = self.func_type(ty);
        let names = self.param_names(params);
        for (at, name) in names.into_iter().enumerate() {
            let Some(&ty) = self.sig.params.get(at) else {
                return;
            };
            let reg = self.alloc_ty(ty);
            if let Some(obj) = self.declared(name) {
                self.vars.insert(obj, Home::Slots(reg));
            }
        }
        // Types written without names have slots, too.
        let words = self.sig.param_words;
        self.next = self.next.max(words);
        self.reach(self.next);
    }

    /// Gives the receiver its slots, after the parameters.
    fn receiver_parameter(&mut self, recv: Fields, obj: ObjId) {
        let sig = self.cx.types.as_signature(self.cx.objects[obj].ty());
        let Some(recv_ty) = sig.and_then(|sig| sig.recv.as_ref()).map(|recv| recv.ty) else {
            return;
        };
        let ty = self.subst(recv_ty);
        let words = self.cx.words(ty);
        let reg = self.alloc(words);
        self.context = Context::Receiver(words as u16);
        let name = self.param_names(recv).first().copied().flatten();
        if let Some(obj) = self.declared(name) {
            self.vars.insert(obj, Home::Slots(reg));
        }
    }

    /// Moves the parameters that need it into boxes.
    fn boxes_for_parameters(&mut self, ty: ExprId, recv: Fields) {
        let (params, _) = self.func_type(ty);
        let mut names = self.param_names(params);
        names.extend(self.param_names(recv));
        for name in names {
            let Some(obj) = self.declared(name) else {
                continue;
            };
            if let (true, Some(&Home::Slots(src))) = (self.is_boxed(obj), self.vars.get(&obj)) {
                let ty = self.obj_ty(obj);
                let dst = self.alloc(1);
                self.new_box(dst, src, ty);
                self.vars.insert(obj, Home::Boxed(dst));
            }
        }
    }

    /// Loads what the closure holds into slots.
    pub(super) fn captures(&mut self, captures: &[Capture]) {
        self.context = Context::Closure;
        let closure = self.alloc(1);
        let mut off = 1u32;
        for capture in captures {
            let dst = self.alloc(capture.words);
            match capture.words {
                0 => {}
                1 => self.emit(Op::Load {
                    dst,
                    p: closure,
                    off: off as u16,
                }),
                n => {
                    let mark = self.next;
                    let p = self.words_at(closure, off);
                    self.emit(Op::LoadN {
                        dst,
                        p,
                        n: n as u16,
                    });
                    self.next = mark;
                }
            }
            off += capture.words;
            let home = match capture.boxed {
                true => Home::Boxed(dst),
                false => Home::Slots(dst),
            };
            self.vars.insert(capture.obj, home);
        }
    }

    /// The results, the statements, and the end.
    fn body(&mut self, ty: ExprId, body: StmtId) {
        self.result_variables(ty);
        self.block_stmt(body);
        self.end(body);
    }

    /// Makes the result variables: if they have names, or if a deferred call may see or keep them.
    fn result_variables(&mut self, ty: ExprId) {
        let (_, results) = self.func_type(ty);
        let names = self.param_names(results);
        let named = names.iter().any(Option::is_some);
        if !named && !self.has_defer && !self.shared.results {
            return;
        }
        let types = self.sig.results.clone();
        // Those in slots lie side by side, as a return wants them.
        let mut homes: Vec<(Option<ObjId>, TypeId, bool)> = Vec::new();
        for (at, &ty) in types.iter().enumerate() {
            let obj = self.declared(names.get(at).copied().flatten());
            let boxed = match obj {
                Some(obj) => self.is_boxed(obj),
                None => self.shared.results,
            };
            homes.push((obj, ty, boxed));
        }
        let first = self.next;
        for &(obj, ty, boxed) in &homes {
            let home = match boxed {
                true => Home::Boxed(self.alloc(1)),
                false => Home::Slots(self.alloc_ty(ty)),
            };
            self.results.push(ResultVar { home, ty });
            if let Some(obj) = obj {
                self.vars.insert(obj, home);
            }
        }
        if homes.iter().all(|&(_, _, boxed)| !boxed) {
            return self.zero(Reg(first as u16), self.next - first);
        }
        for result in self.results.clone() {
            match result.home {
                Home::Boxed(dst) => self.new_zero(dst, result.ty),
                Home::Slots(dst) => {
                    let words = self.cx.words(result.ty);
                    self.zero(dst, words);
                }
            }
        }
    }

    /// What follows the last statement.
    fn end(&mut self, body: StmtId) {
        let span = self.cx.ast.stmts[body].span;
        let closing = Span {
            lo: span.hi.saturating_sub(1),
            ..span
        };
        if self.sig.results.is_empty() && !self.has_defer {
            self.emit(Op::Return0 {});
            return;
        }
        if !self.has_defer {
            self.emit(Op::Unreachable {});
            return;
        }
        // Also where a function goes on after a deferred call of it has recovered.
        let label = self.code.label_here();
        self.epilogue = Some(label);
        self.mark_span(closing);
        self.run_defers_and_return();
    }

    /// Runs deferred calls and returns the values of the result variables.
    pub(super) fn run_defers_and_return(&mut self) {
        // Deferred calls return to RunDefers: in tracebacks that is the position of the instruction before it.
        self.emit(Op::Nop {});
        self.emit(Op::RunDefers {
            w: Reg(self.next as u16 + 1),
        });
        self.reach(self.next + 2);
        self.return_results();
    }

    /// Returns the values of the result variables.
    pub(super) fn return_results(&mut self) {
        let results = self.results.clone();
        let mark = self.next;
        let src = match results.first() {
            None => Reg(0),
            Some(&ResultVar {
                home: Home::Slots(first),
                ..
            }) if results
                .iter()
                .all(|result| matches!(result.home, Home::Slots(_))) =>
            {
                first
            }
            Some(_) => {
                let slots: Vec<Reg> = results
                    .iter()
                    .map(|result| self.alloc_ty(result.ty))
                    .collect();
                for (result, &slot) in results.iter().zip(&slots) {
                    self.load(home_place(result.home), result.ty, Some(slot));
                }
                slots[0]
            }
        };
        let words = self.sig.result_words;
        self.emit_return(src, words);
        self.next = mark;
    }

    /// Returns `R[src..+words]`.
    pub(super) fn emit_return(&mut self, src: Reg, words: u32) {
        self.emit(match words {
            0 => Op::Return0 {},
            1 => Op::Return1 { src },
            _ => Op::Return {
                src,
                n: words as u16,
            },
        });
    }

    /// `return …`
    pub(super) fn return_stmt(&mut self, exprs: Exprs, span: Span) {
        let exprs: Vec<ExprId> = self.cx.ast.list(exprs).to_vec();
        self.mark_span(span);
        if self.exits.is_some() {
            return self.return_from_loop_body(&exprs);
        }
        if self.results.is_empty() || exprs.is_empty() && !self.has_defer {
            if exprs.is_empty() {
                match self.has_defer {
                    true => self.run_defers_and_return(),
                    false => self.return_results(),
                }
                return;
            }
            return self.return_values(&exprs);
        }
        if !self.has_defer {
            // Nothing can look at the result variables any more, unless the values are computed with calls that share them.
            let shared = self
                .results
                .iter()
                .any(|result| matches!(result.home, Home::Boxed(_)));
            if !shared {
                return self.return_values(&exprs);
            }
        }
        if !exprs.is_empty() {
            self.assign_results(&exprs);
        }
        match self.has_defer {
            true => self.run_defers_and_return(),
            false => self.return_results(),
        }
    }

    /// Returns values straight from temporaries.
    fn return_values(&mut self, exprs: &[ExprId]) {
        let mark = self.next;
        let types = self.sig.results.clone();
        let words = self.sig.result_words;
        match *exprs {
            [expr] if types.len() == 1 => {
                if let Some(imm) = self.const_imm(expr)
                    && self.cx.class(types[0]).is_int()
                {
                    self.emit(Op::ReturnImm { imm });
                    return;
                }
                let src = self.expr_as(expr, types[0]);
                self.emit_return(src, words);
            }
            [expr] => {
                let src = self.tuple_as(expr, &types);
                self.emit_return(src, words);
            }
            _ => {
                let slots: Vec<Reg> = types.iter().map(|&ty| self.alloc_ty(ty)).collect();
                self.fill(exprs, &types, &slots);
                self.emit_return(slots.first().copied().unwrap_or(Reg(0)), words);
            }
        }
        self.next = mark;
    }

    /// The results of a call, converted to these types, one after the other in temporaries.
    pub(super) fn tuple_as(&mut self, call: ExprId, types: &[TypeId]) -> Reg {
        let (from, have) = self.call_results(call);
        if have == types {
            return from;
        }
        let slots: Vec<Reg> = types.iter().map(|&ty| self.alloc_ty(ty)).collect();
        let mut src = from;
        for ((&have, &want), &dst) in have.iter().zip(types).zip(&slots) {
            self.convert_value(src, have, want, dst);
            src = Self::plus(src, self.cx.words(have));
        }
        slots.first().copied().unwrap_or(from)
    }

    /// Assigns to the result variables what a `return` lists.
    pub(super) fn assign_results(&mut self, exprs: &[ExprId]) {
        let results = self.results.clone();
        let types: Vec<TypeId> = results.iter().map(|result| result.ty).collect();
        let mark = self.next;
        if let (&[expr], &[result]) = (exprs, &results[..]) {
            let src = self.expr_as(expr, result.ty);
            self.store(home_place(result.home), result.ty, src);
            self.next = mark;
            return;
        }
        let src = match *exprs {
            [expr] => self.tuple_as(expr, &types),
            _ => {
                let slots: Vec<Reg> = types.iter().map(|&ty| self.alloc_ty(ty)).collect();
                self.fill(exprs, &types, &slots);
                slots.first().copied().unwrap_or(Reg(0))
            }
        };
        let mut at = src;
        for result in results {
            self.store(home_place(result.home), result.ty, at);
            at = Self::plus(at, self.cx.words(result.ty));
        }
        self.next = mark;
    }

    /// `func(…) … { … }`
    pub(super) fn function_literal(&mut self, expr: ExprId, body: StmtId, dst: Option<Reg>) -> Reg {
        let ExprKind::FuncLit { ty, .. } = self.cx.ast.exprs[expr].kind else {
            return self.dst(dst, 1);
        };
        let sig = self.ty(expr);
        let captures = self.capture_list(Node::Stmt(body));
        let job = LiteralJob {
            ty,
            sig,
            body,
            captures: captures.clone(),
            inst: self.inst.clone(),
            shared: self.shared.clone(),
            name: self.literal_name(),
        };
        let func = self.cx.literal(job);
        self.closure_of(func, &captures, dst)
    }

    /// The variables around a body that it mentions.
    pub(super) fn capture_list(&mut self, body: Node) -> Vec<Capture> {
        let mentioned = self.cx.mentioned(body, |obj| self.vars.contains_key(&obj));
        mentioned
            .into_iter()
            .filter_map(|obj| {
                let home = *self.vars.get(&obj)?;
                let ty = self.obj_ty(obj);
                let boxed = matches!(home, Home::Boxed(_));
                Some(Capture {
                    obj,
                    boxed,
                    words: if boxed { 1 } else { self.cx.words(ty) },
                })
            })
            .collect()
    }

    /// A closure over variables.
    pub(super) fn closure_of(
        &mut self,
        func: FuncId,
        captures: &[Capture],
        dst: Option<Reg>,
    ) -> Reg {
        if captures.is_empty() {
            let dst = self.dst(dst, 1);
            let konst = self.cx.constants.closure(func);
            self.emit(Op::LoadConst { dst, konst });
            return dst;
        }
        let mark = self.next;
        let words: u32 = captures.iter().map(|capture| capture.words).sum();
        let src = self.capture_words(captures, words);
        self.next = mark;
        let dst = self.dst(dst, 1);
        self.make_closure(dst, func, src, words);
        dst
    }

    fn capture_words(&mut self, captures: &[Capture], words: u32) -> Reg {
        let home_reg = |fb: &Self, capture: &Capture| match fb.vars.get(&capture.obj) {
            Some(&(Home::Slots(reg) | Home::Boxed(reg))) => reg,
            None => Reg(0),
        };
        if let [capture] = captures {
            return home_reg(self, capture);
        }
        let src = self.alloc(words);
        let mut at = src;
        for capture in captures {
            let reg = home_reg(self, capture);
            self.move_words(at, reg, capture.words);
            at = Self::plus(at, capture.words);
        }
        src
    }

    /// The name of the next function literal.
    pub(super) fn literal_name(&mut self) -> String {
        self.literals += 1;
        match self.is_literal {
            true => format!("{}.{}", self.name, self.literals),
            false => format!("{}.func{}", self.name, self.literals),
        }
    }

    /// Declares a variable and gives it a home; its value is in no defined state.
    pub(super) fn declare(&mut self, obj: ObjId) -> Home {
        let ty = self.obj_ty(obj);
        let home = match self.is_boxed(obj) {
            true => Home::Boxed(self.alloc(1)),
            false => Home::Slots(self.alloc_ty(ty)),
        };
        self.vars.insert(obj, home);
        home
    }

    /// Declares a variable that holds `R[src..]`.
    pub(super) fn declare_with(&mut self, obj: ObjId, src: Reg) {
        let ty = self.obj_ty(obj);
        match self.declare(obj) {
            Home::Boxed(dst) => self.new_box(dst, src, ty),
            Home::Slots(dst) => {
                let words = self.cx.words(ty);
                self.move_words(dst, src, words);
            }
        }
    }

    /// Declares a variable that holds zero.
    pub(super) fn declare_zero(&mut self, obj: ObjId) {
        let ty = self.obj_ty(obj);
        match self.declare(obj) {
            Home::Boxed(dst) => self.new_zero(dst, ty),
            Home::Slots(dst) => {
                let words = self.cx.words(ty);
                self.zero(dst, words);
            }
        }
    }
}
