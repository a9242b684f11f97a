//! Functions that the compiler makes: method values and expressions, methods promoted through embedded fields, and natives
//! used as values. Each passes its parameters on to a callee.

use crate::bytecode::op::{Op, Reg};
use crate::bytecode::program::{Context, Function};
use crate::check::types::Type;
use crate::index::{ObjId, TypeId};
use crate::source::{FileId, Span};

use super::Compiler;
use super::call::Callee;
use super::func::Fb;
use super::layout::Sig;
use super::methods::{MethodEntry, Target};
use super::place::Place;

impl Compiler<'_> {
    fn no_span(&self) -> Span {
        Span::point(FileId::from_u32(0), 0)
    }

    /// A closure's function that calls a method on the receiver in the closure.
    pub(super) fn compile_bound(&mut self, target: &Target, words: u32, sig: TypeId) -> Function {
        let sig = self.signature(sig);
        let name = match target {
            Target::Method { obj, .. } => format!("{}-fm", self.function_name(*obj)),
            Target::Iface(_) => "method-fm".to_owned(),
        };
        let span = self.no_span();
        let mut fb = Fb::new(self, name, sig.clone(), span);
        fb.wrapper = true;
        fb.context = Context::Closure;
        fb.alloc(sig.param_words);
        let closure = fb.alloc(1);
        let context = words.max(1);
        match target {
            Target::Iface(method) => {
                let x = fb.alloc(1);
                fb.load_captured(x, closure, 1);
                let w = fb.window(&sig, context);
                fb.pass_on(Callee::Iface(x, *method), w, Reg(0), &sig);
            }
            Target::Method { obj, targs, .. } => {
                let w = fb.window(&sig, context);
                let slot = Fb::plus(w, sig.param_words);
                fb.load_captured(slot, closure, words);
                let callee = fb.cx.callee(*obj, targs);
                fb.pass_on(callee, w, Reg(0), &sig);
            }
        }
        fb.finish()
    }

    /// A function whose first parameter is the receiver of a method.
    pub(super) fn compile_method_expression(
        &mut self,
        recv: TypeId,
        obj: ObjId,
        sig: TypeId,
    ) -> Function {
        let sig = self.signature(sig);
        let name = self.function_name(obj);
        let span = self.no_span();
        let mut fb = Fb::new(self, name, sig.clone(), span);
        fb.wrapper = true;
        fb.alloc(sig.param_words);
        let recv_words = fb.cx.words(recv);
        let rest = Sig {
            params: sig.params.get(1..).unwrap_or_default().to_vec(),
            results: sig.results.clone(),
            variadic: sig.variadic,
            param_words: sig.param_words - recv_words,
            result_words: sig.result_words,
        };
        let object = &fb.cx.objects[obj];
        let (name, pkg) = (object.name, object.pkg.expand());
        let place = Place::Slots {
            reg: Reg(0),
            part: false,
        };
        if fb.cx.types.is_interface(recv) {
            let method = fb.cx.interface_method(recv, name, pkg);
            let w = fb.window(&rest, 1);
            fb.pass_on(
                Callee::Iface(Reg(0), method),
                w,
                Reg(recv_words as u16),
                &rest,
            );
            return fb.finish();
        }
        match fb.cx.find_method(recv, name, pkg) {
            Some(entry) => fb.call_entry(&entry, place, recv, Reg(recv_words as u16), &rest),
            None => fb.emit(Op::Unreachable {}),
        }
        fb.finish()
    }

    /// The function in a method table whose receiver is laid out as the dynamic type.
    pub(super) fn compile_table_method(&mut self, recv: TypeId, entry: &MethodEntry) -> Function {
        let sig = self.signature(entry.sig);
        let name = match &entry.target {
            Target::Method { obj, .. } => self.function_name(*obj),
            Target::Iface(_) => self.ast.text(entry.name).to_owned(),
        };
        let span = self.no_span();
        let mut fb = Fb::new(self, name, sig.clone(), span);
        fb.wrapper = true;
        fb.alloc(sig.param_words);
        let words = fb.cx.words(recv);
        let reg = fb.alloc(words);
        fb.context = Context::Receiver(words as u16);
        let place = Place::Slots { reg, part: false };
        fb.call_entry(entry, place, recv, Reg(0), &sig);
        fb.finish()
    }

    /// A function around a native, for what calls functions only.
    pub(super) fn compile_native_wrapper(&mut self, native: u32) -> Function {
        let decl = self.natives[native as usize].clone();
        let sig = Sig {
            param_words: u32::from(decl.param_words),
            result_words: u32::from(decl.result_words),
            ..Sig::default()
        };
        let span = self.no_span();
        let mut fb = Fb::new(self, decl.name.to_string(), sig.clone(), span);
        fb.wrapper = true;
        fb.alloc(sig.param_words);
        let w = fb.window(&sig, 0);
        fb.pass_on(Callee::Native(native), w, Reg(0), &sig);
        fb.finish()
    }
}

impl Fb<'_, '_> {
    /// `R[dst..+words] := the first words of a closure`
    pub(super) fn load_captured(&mut self, dst: Reg, closure: Reg, words: u32) {
        match words {
            0 => {}
            1 => self.emit(Op::Load {
                dst,
                p: closure,
                off: 1,
            }),
            n => {
                let mark = self.next;
                let p = self.alloc(1);
                self.field_address(p, closure, 1);
                self.emit(Op::LoadN {
                    dst,
                    p,
                    n: n as u16,
                });
                self.next = mark;
            }
        }
    }

    /// Calls with the parameters in `R[params..]`, and returns the results.
    fn pass_on(&mut self, callee: Callee, w: Reg, params: Reg, sig: &Sig) {
        self.move_words(w, params, sig.param_words);
        self.emit_ready(callee, w, sig);
        self.emit_return(w, sig.result_words);
    }

    /// A value method called through a nil pointer panics with words of its own.
    fn check_receiver(&mut self, p: Reg, obj: ObjId, base: TypeId) {
        let fine = self.code.label();
        self.equal_imm_jump(p, 0, fine, false);
        let text = {
            let cx = &self.cx;
            let name = cx.ast.text(cx.objects[obj].name);
            let base = cx.types.as_named(base);
            let ty = base.map_or("?", |named| cx.ast.text(named.name));
            let pkg = cx.objects[obj].pkg.expand();
            let pkg = pkg.map_or("", |pkg| cx.packages[pkg].path.as_str());
            format!("value method {pkg}.{ty}.{name} called using nil *{ty} pointer")
        };
        self.runtime_panic("plainError", &text);
        self.code.bind(fine);
    }

    /// Calls a method on a receiver in slots.
    fn call_entry(
        &mut self,
        entry: &MethodEntry,
        place: Place,
        recv: TypeId,
        params: Reg,
        sig: &Sig,
    ) {
        let (place, ty) = self.follow(place, recv, &entry.path);
        match &entry.target {
            Target::Iface(method) => {
                let x = self.load(place, ty, None);
                let w = self.window(sig, 1);
                self.pass_on(Callee::Iface(x, *method), w, params, sig);
            }
            Target::Method { obj, targs, ptr } => {
                let (base, pointer) = match *self.cx.types.get(ty) {
                    Type::Pointer(elem) => (self.cx.canon(elem), true),
                    _ => (ty, false),
                };
                let words = if *ptr { 1 } else { self.cx.words(base) };
                let w = self.window(sig, words);
                let slot = Self::plus(w, sig.param_words);
                let mark = self.next;
                match (*ptr, pointer) {
                    (true, false) => {
                        let at = self.address(place, ty);
                        self.move_words(slot, at, 1);
                    }
                    (false, true) => {
                        let p = self.load(place, ty, None);
                        if entry.path.is_empty() {
                            self.check_receiver(p, *obj, base);
                        }
                        let target = Place::Mem {
                            p,
                            off: 0,
                            safe: false,
                        };
                        self.load(target, base, Some(slot));
                    }
                    _ => {
                        self.load(place, ty, Some(slot));
                    }
                }
                self.next = mark;
                let callee = self.cx.callee(*obj, targs);
                self.pass_on(callee, w, params, sig);
            }
        }
    }
}
