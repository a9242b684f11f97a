//! Methods: their receivers in calls, method values and method expressions.

use std::rc::Rc;

use crate::bytecode::op::{Op, Reg};
use crate::check::info::Selection;
use crate::check::types::Type;
use crate::index::{ExprId, ObjId, TypeId};
use crate::syntax::ast::ExprKind;

use super::FuncKey;
use super::call::{Callee, Ready};
use super::func::Fb;
use super::layout::Sig;
use super::methods::Target;
use super::place::Place;

/// The receiver of a method call.
struct Receiver {
    place: Place,
    ty: TypeId,
    target: Target,
}

impl Fb<'_, '_> {
    pub(super) fn prepare_method(
        &mut self,
        fun: ExprId,
        x: ExprId,
        selection: &Selection,
        args: &[ExprId],
        spread: bool,
        sig: Sig,
    ) -> Ready {
        self.order_receiver(x, args);
        let receiver = self.receiver(fun, x, selection);
        match &receiver.target {
            Target::Iface(method) => {
                let x = self.load(receiver.place, receiver.ty, None);
                let w = self.window(&sig, 1);
                self.arguments(args, spread, &sig, w);
                Ready {
                    callee: Callee::Iface(x, *method),
                    w,
                    sig,
                }
            }
            Target::Method { obj, targs, ptr } => {
                let callee = self.cx.callee(*obj, targs);
                let words = self.receiver_words(&receiver, *ptr);
                let w = self.window(&sig, words);
                let slot = Self::plus(w, sig.param_words);
                self.load_receiver(&receiver, *ptr, slot);
                self.arguments(args, spread, &sig, w);
                Ready { callee, w, sig }
            }
        }
    }

    /// What is called, or the operand of its selector, is read after the calls in the arguments.
    pub(super) fn order_receiver(&mut self, x: ExprId, args: &[ExprId]) {
        let spread = matches!(args, &[arg] if self.tuple_len(arg) > 1);
        if !spread && args.iter().any(|&arg| self.cx.has_call(arg)) && self.reads_late(x) {
            self.hoist(x);
            args.iter().for_each(|&arg| self.hoist(arg));
        }
    }

    fn receiver_words(&mut self, receiver: &Receiver, ptr: bool) -> u32 {
        match ptr {
            true => 1,
            false => {
                let ty = self.deref(receiver.ty).0;
                self.cx.words(ty)
            }
        }
    }

    /// Puts the receiver of a declared method into its slots.
    fn load_receiver(&mut self, receiver: &Receiver, ptr: bool, slot: Reg) {
        let mark = self.next;
        let (base, pointer) = self.deref(receiver.ty);
        match (ptr, pointer) {
            (true, false) => {
                let at = self.address(receiver.place, receiver.ty);
                self.move_words(slot, at, 1);
            }
            (false, true) => {
                let p = self.load(receiver.place, receiver.ty, None);
                let place = Place::Mem {
                    p,
                    off: 0,
                    safe: false,
                };
                self.load(place, base, Some(slot));
            }
            _ => {
                self.load(receiver.place, receiver.ty, Some(slot));
            }
        }
        self.next = mark;
    }

    /// The target of a pointer type literal.
    fn deref(&mut self, ty: TypeId) -> (TypeId, bool) {
        match *self.cx.types.get(ty) {
            Type::Pointer(elem) => (self.cx.canon(elem), true),
            _ => (ty, false),
        }
    }

    /// Goes from the operand of a method selector to the value that has the method.
    fn receiver(&mut self, fun: ExprId, x: ExprId, selection: &Selection) -> Receiver {
        let ty = self.ty(x);
        let place = self.place(x);
        self.mark(fun);
        let fields = selection.path.len().saturating_sub(1);
        let (place, ty) = self.follow(place, ty, &selection.path[..fields]);
        let (target, path) = self.method_target(ty, selection.obj);
        let (place, ty) = self.follow(place, ty, &path);
        Receiver { place, ty, target }
    }

    /// What a method of this object runs for a receiver of the type, and the embedded fields that still lead there.
    pub(super) fn method_target(&mut self, ty: TypeId, obj: ObjId) -> (Target, Rc<[u32]>) {
        let object = &self.cx.objects[obj];
        let name = object.name;
        let pkg = object.pkg.expand();
        let declared = object.as_func().is_some_and(|func| func.decl.is_some());
        let ptr = object.as_func().is_some_and(|func| func.ptr_recv);
        let (base, _) = self.deref(ty);
        if self.cx.types.is_interface(base) {
            let method = self.cx.interface_method(base, name, pkg);
            return (Target::Iface(method), Rc::new([]));
        }
        if declared && let Some(named) = self.cx.types.as_named(base) {
            let targs = named.inst.as_ref().map(|inst| inst.targs.clone());
            let targs = self.cx.canon_list(&targs.unwrap_or_default());
            return (Target::Method { obj, targs, ptr }, Rc::new([]));
        }
        // A method of a type parameter: it depends on the type argument.
        let pointer = self.cx.types.pointer(base);
        match self.cx.find_method(pointer, name, pkg) {
            Some(entry) => (entry.target, entry.path),
            None => (
                Target::Method {
                    obj,
                    targs: Rc::new([]),
                    ptr,
                },
                Rc::new([]),
            ),
        }
    }

    /// `x.m` as a value: a closure that holds the receiver.
    pub(super) fn method_value(&mut self, expr: ExprId, dst: Option<Reg>) -> Reg {
        let (Some(selection), ExprKind::Selector { x, .. }) = (
            self.cx.info.selections.get(&expr).cloned(),
            self.cx.ast.exprs[expr].kind,
        ) else {
            return self.dst(dst, 1);
        };
        let mark = self.next;
        let sig = self.ty(expr);
        let receiver = self.receiver(expr, x, &selection);
        let (src, words) = match &receiver.target {
            Target::Iface(_) => {
                let x = self.load(receiver.place, receiver.ty, None);
                self.emit(Op::NilCheck { p: x });
                (x, 1)
            }
            Target::Method { ptr, .. } => {
                let words = self.receiver_words(&receiver, *ptr);
                let slot = self.alloc(words);
                self.load_receiver(&receiver, *ptr, slot);
                (slot, words)
            }
        };
        let func = self.cx.func(FuncKey::Bound {
            target: receiver.target,
            words,
            sig,
        });
        self.next = mark;
        let dst = self.dst(dst, 1);
        self.make_closure(dst, func, src, words);
        dst
    }

    /// `T.m` as a value: a function whose first parameter is the receiver.
    pub(super) fn method_expression(&mut self, expr: ExprId, dst: Option<Reg>) -> Reg {
        let dst = self.dst(dst, 1);
        let ExprKind::Selector { x, .. } = self.cx.ast.exprs[expr].kind else {
            return dst;
        };
        let Some(selection) = self.cx.info.selections.get(&expr) else {
            return dst;
        };
        let obj = selection.obj;
        let recv = self.ty(x);
        let sig = self.ty(expr);
        let func = self.cx.func(FuncKey::Expr { recv, obj, sig });
        let konst = self.cx.constants.closure(func);
        self.emit(Op::LoadConst { dst, konst });
        dst
    }
}
