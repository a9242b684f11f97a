//! Whole functions: parameters, results and bodies.

use std::fmt::Write;
use std::rc::Rc;

use crate::bytecode::op::Reg;
use crate::bytecode::program::{Context, Function};
use crate::index::{ExprId, ObjId, StmtId, TypeId};
use crate::syntax::ast::{ExprKind, Fields};

use super::Compiler;
use super::func::{Fb, Home, ResultVar};

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
    pub(super) fn parameters(&mut self, ty: ExprId) {
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
    pub(super) fn boxes_for_parameters(&mut self, ty: ExprId, recv: Fields) {
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

    /// The results, the statements, and the end.
    pub(super) fn body(&mut self, ty: ExprId, body: StmtId) {
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
