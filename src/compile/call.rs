//! Calls: of functions, methods, interface methods and function values. Arguments go straight into the callee's window.

use std::rc::Rc;

use smallvec::SmallVec;

use crate::bytecode::op::{Op, Reg};
use crate::check::info::SelectionKind;
use crate::check::object::ObjectKind;
use crate::check::operand::Mode;
use crate::index::{ExprId, FuncId, MethodId, ObjId, TypeId};
use crate::syntax::ast::ExprKind;

use super::func::Fb;
use super::layout::Sig;

/// What is called, and what it needs besides the arguments.
#[derive(Clone, Copy, Debug)]
pub(super) enum Callee {
    /// A function or, if the receiver is in the window, a method.
    Func(FuncId),
    /// A function written in Rust.
    Native(u32),
    /// A function value in a slot.
    Closure(Reg),
    /// A method of the interface in a slot.
    Iface(Reg, MethodId),
}

/// A call ready to be made: its arguments are in the window.
#[derive(Debug)]
pub(super) struct Ready {
    /// What is called.
    pub callee: Callee,
    /// First slot of the window.
    pub w: Reg,
    /// The function's type.
    pub sig: Sig,
}

impl Fb<'_, '_> {
    /// A call for its one result.
    pub(super) fn call_value(&mut self, expr: ExprId, dst: Option<Reg>) -> Reg {
        let ExprKind::Call { fun, args, .. } = self.cx.ast.exprs[expr].kind else {
            return self.dst(dst, 1);
        };
        match self.cx.info.types[fun].mode {
            Mode::TypExpr => match self.cx.ast.list(args).first() {
                Some(&arg) => {
                    let ty = self.ty(expr);
                    return self.conversion(expr, arg, ty, dst);
                }
                None => return self.dst(dst, 1),
            },
            Mode::Builtin => return self.builtin(expr, fun, args, dst),
            _ => {}
        }
        if let Some(result) = self.intrinsic(expr, fun, args, dst) {
            return result;
        }
        let mark = self.next;
        if dst.is_some()
            && let Some(w) = self.empty_window.take()
            && dst == Some(w)
        {
            // The result is wanted where the window of the call around this one begins: both windows can be one.
            self.next = u32::from(w.0) - 1;
        }
        let ready = self.prepare_call(expr);
        let words = ready.sig.result_words;
        self.emit_call(&ready, expr);
        if let Some(dst) = dst {
            self.next = mark;
            self.move_words(dst, ready.w, words);
            return dst;
        }
        self.next = u32::from(ready.w.0) + words;
        self.reach(self.next + 1);
        ready.w
    }

    /// A call as a statement.
    pub(super) fn call_statement(&mut self, expr: ExprId) {
        let ExprKind::Call { fun, .. } = self.cx.ast.exprs[expr].kind else {
            return;
        };
        if matches!(self.cx.info.types[fun].mode, Mode::TypExpr | Mode::Builtin) {
            self.call_value(expr, None);
            return;
        }
        let ready = self.prepare_call(expr);
        self.emit_call(&ready, expr);
    }

    /// A call with several results: where they are, and their types. They are temporaries at [`Fb::next`].
    pub(super) fn call_results(&mut self, expr: ExprId) -> (Reg, Vec<TypeId>) {
        let expr = self.unparen(expr);
        let ready = self.prepare_call(expr);
        self.emit_call(&ready, expr);
        self.next = u32::from(ready.w.0) + ready.sig.result_words;
        self.reach(self.next + 1);
        (ready.w, ready.sig.results)
    }

    /// Emits the call itself.
    pub(super) fn emit_call(&mut self, ready: &Ready, expr: ExprId) {
        self.mark(expr);
        self.emit_ready(ready.callee, ready.w, &ready.sig);
    }

    /// Emits the call itself, where the position is known.
    pub(super) fn emit_ready(&mut self, callee: Callee, w: Reg, sig: &Sig) {
        let n = sig.param_words as u16;
        self.reach(u32::from(w.0) + sig.result_words.max(1));
        match callee {
            Callee::Func(func) => self.emit(Op::Call {
                w,
                func: func.as_u32(),
            }),
            Callee::Native(native) => self.emit(Op::CallNative { w, native }),
            Callee::Closure(f) => self.emit(Op::CallClosure { w, f, n }),
            Callee::Iface(x, method) => {
                self.emit(Op::CallIface { w, x, n });
                self.cx.called.insert(method);
                self.ext(method.as_u32());
            }
        }
    }

    /// Opens a window for these parameters and this context.
    pub(super) fn window(&mut self, sig: &Sig, context: u32) -> Reg {
        self.alloc(1);
        let w = self.alloc(sig.param_words + context);
        self.reach(u32::from(w.0) + sig.result_words.max(1));
        w
    }

    /// Evaluates what is called and the arguments.
    pub(super) fn prepare_call(&mut self, expr: ExprId) -> Ready {
        let ExprKind::Call { fun, args, spread } = self.cx.ast.exprs[expr].kind else {
            return self.no_call();
        };
        let fun_ty = self.ty(fun);
        let sig = self.cx.signature(fun_ty);
        let args: SmallVec<[ExprId; 8]> = self.cx.ast.list(args).iter().copied().collect();
        let inner = self.unparen(fun);
        if let Some((obj, targs)) = self.static_function(inner) {
            let callee = self.cx.callee(obj, &targs);
            let w = self.window(&sig, 0);
            self.empty_window = args
                .first()
                .is_some_and(|&arg| self.is_call(arg))
                .then_some(w);
            self.arguments(&args, spread, &sig, w);
            self.empty_window = None;
            return Ready { callee, w, sig };
        }
        if let ExprKind::Selector { x, .. } = self.cx.ast.exprs[inner].kind
            && let Some(selection) = self.cx.info.selections.get(&inner).cloned()
            && selection.kind == SelectionKind::MethodVal
        {
            return self.prepare_method(inner, x, &selection, &args, spread, sig);
        }
        self.order_receiver(inner, &args);
        let f = self.expr(inner);
        let w = self.window(&sig, 1);
        self.arguments(&args, spread, &sig, w);
        Ready {
            callee: Callee::Closure(f),
            w,
            sig,
        }
    }

    /// The expression is a call of a function.
    fn is_call(&self, expr: ExprId) -> bool {
        match self.cx.ast.exprs[self.unparen(expr)].kind {
            ExprKind::Call { fun, .. } => {
                !matches!(self.cx.info.types[fun].mode, Mode::TypExpr | Mode::Builtin)
            }
            _ => false,
        }
    }

    fn no_call(&mut self) -> Ready {
        let sig = Sig::default();
        let w = self.window(&sig, 0);
        Ready {
            callee: Callee::Closure(w),
            w,
            sig,
        }
    }

    /// The declared function that an expression names, with type arguments.
    pub(super) fn static_function(&mut self, fun: ExprId) -> Option<(ObjId, Rc<[TypeId]>)> {
        let name = match self.cx.ast.exprs[fun].kind {
            ExprKind::Name(_) => fun,
            ExprKind::Selector { sel, .. } if !self.cx.info.selections.contains_key(&fun) => sel,
            ExprKind::Paren(x) => return self.static_function(x),
            ExprKind::Index { x, .. }
                if self
                    .cx
                    .types
                    .as_signature(self.cx.info.type_of(x))
                    .is_some() =>
            {
                return self.static_function(x);
            }
            _ => return None,
        };
        let obj = self.cx.info.object_of(name)?;
        if !matches!(self.cx.objects[obj].kind, ObjectKind::Func(_)) {
            return None;
        }
        let targs: Rc<[TypeId]> = match self.cx.info.instances.get(&name) {
            Some(instance) => {
                let targs = instance.targs.clone();
                targs.iter().map(|&ty| self.subst(ty)).collect()
            }
            None => Rc::new([]),
        };
        Some((obj, targs))
    }

    /// Evaluates the arguments into the window.
    pub(super) fn arguments(&mut self, args: &[ExprId], spread: bool, sig: &Sig, w: Reg) {
        let mark = self.next;
        if let [arg] = args
            && self.tuple_len(*arg) >= 2
        {
            self.spread_results(*arg, sig, w);
            self.next = mark;
            return;
        }
        let mut slots: SmallVec<[Reg; 8]> = SmallVec::new();
        let mut types: SmallVec<[TypeId; 8]> = SmallVec::new();
        let mut offset = 0;
        let packed = sig.variadic && !spread;
        let fixed = sig.params.len() - usize::from(packed);
        for &ty in &sig.params[..fixed] {
            types.push(ty);
            slots.push(Self::plus(w, offset));
            offset += self.cx.words(ty);
        }
        if !packed {
            return self.fill_and_free(args, &types, &slots, mark);
        }
        let slot = Self::plus(w, offset);
        let Some(&slice) = sig.params.last() else {
            return;
        };
        let extra = args.len().saturating_sub(fixed);
        if extra == 0 || extra > 200 {
            self.fill(&args[..fixed.min(args.len())], &types, &slots);
            match extra {
                0 => self.load_int(slot, 0),
                _ => self.slice_of(&args[fixed..], slice, slot),
            }
            self.next = mark;
            return;
        }
        let elem = self.cx.elem(slice);
        for _ in 0..extra {
            types.push(elem);
            slots.push(self.alloc_ty(elem));
        }
        self.fill(args, &types, &slots);
        self.emit(Op::SliceOf {
            dst: slot,
            src: slots[fixed],
            n: extra as u16,
        });
        self.ext_type(slice);
        self.next = mark;
    }

    fn fill_and_free(&mut self, args: &[ExprId], types: &[TypeId], slots: &[Reg], mark: u32) {
        let count = args.len().min(types.len());
        self.fill(&args[..count], types, slots);
        self.next = mark;
    }

    /// How many values an expression has.
    pub(super) fn tuple_len(&mut self, expr: ExprId) -> usize {
        let inner = self.unparen(expr);
        if !matches!(self.cx.ast.exprs[inner].kind, ExprKind::Call { .. }) {
            return 1;
        }
        let ty = self.cx.info.type_of(expr);
        self.cx.types.tuple_elems(ty).len()
    }

    /// `f(g())` where `g` has several results.
    fn spread_results(&mut self, arg: ExprId, sig: &Sig, w: Reg) {
        let (from, types) = self.call_results(arg);
        let mut src = from;
        let mut dst = w;
        let fixed = sig.params.len() - usize::from(sig.variadic);
        for (&ty, &to) in types.iter().zip(&sig.params[..fixed]) {
            self.convert_value(src, ty, to, dst);
            src = Self::plus(src, self.cx.words(ty));
            dst = Self::plus(dst, self.cx.words(to));
        }
        if !sig.variadic {
            return;
        }
        let Some(&slice) = sig.params.last() else {
            return;
        };
        let rest = types.get(fixed..).unwrap_or_default();
        if rest.is_empty() {
            return self.load_int(dst, 0);
        }
        let elem = self.cx.elem(slice);
        let slots: Vec<Reg> = rest.iter().map(|_| self.alloc_ty(elem)).collect();
        for (&ty, &slot) in rest.iter().zip(&slots) {
            self.convert_value(src, ty, elem, slot);
            src = Self::plus(src, self.cx.words(ty));
        }
        self.emit(Op::SliceOf {
            dst,
            src: slots[0],
            n: rest.len() as u16,
        });
        self.ext_type(slice);
    }

    /// `R[dst..] := R[src..]`, assigned from one type to another.
    pub(super) fn convert_value(&mut self, src: Reg, from: TypeId, to: TypeId, dst: Reg) {
        use super::layout::Class;
        if self.cx.class(to) == Class::Iface && self.cx.class(from) != Class::Iface {
            self.make_interface(dst, src, from);
        } else {
            let words = self.cx.words(to);
            self.move_words(dst, src, words);
        }
    }

    /// A declared function used as a value.
    pub(super) fn function_value(&mut self, expr: ExprId, dst: Option<Reg>) -> Reg {
        let dst = self.dst(dst, 1);
        let Some((obj, targs)) = self.static_function(expr) else {
            return dst;
        };
        let func = self.cx.function_for_value(obj, &targs);
        let konst = self.cx.constants.closure(func);
        self.emit(Op::LoadConst { dst, konst });
        dst
    }

    /// `R[dst] := closure of func with captures R[src..+words]`
    pub(super) fn make_closure(&mut self, dst: Reg, func: FuncId, src: Reg, words: u32) {
        self.emit(Op::MakeClosure {
            dst,
            src,
            n: words as u16,
        });
        self.ext(func.as_u32());
    }
}
