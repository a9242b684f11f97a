//! Deferred calls: put off by `defer`, run when their frame ends, or on top of a frame that panics.

use super::{At, Callee, Deferred, Go, POINTER, Receiver};
use crate::bytecode::op::Reg;
use crate::index::FuncId;
use crate::vm::code::Inst;
use crate::vm::fault::Fault;
use crate::vm::goroutine::Slot;
use crate::vm::heap::{BYTES_PER_JUMP, mem};
use crate::vm::iface;
use crate::vm::{Ctx, Step};

impl Ctx<'_> {
    /// Keeps a call for later; its `n` argument words are in the window at `w`. False, with the fault set, if there is no
    /// memory for it.
    fn defer(&mut self, ip: *const Inst, fp: *mut u64, callee: Callee, w: Reg, n: u16) -> bool {
        let frame = self.slot_of(fp);
        let vm = self.vm;
        let g = self.g();
        let mut unwind = g.unwind.take().unwrap_or_default();
        // A receiver may be added.
        let charged = unwind.charge(&vm.heap, n as usize + 128);
        if charged.is_ok() {
            let window = g.slots(Slot(frame.0 + u32::from(w.0)), n as usize);
            unwind.push(callee, frame, ip, window);
        }
        g.unwind = Some(unwind);
        if charged.is_err() {
            self.set_fault(Fault::OutOfMemory);
        }
        charged.is_ok()
    }

    /// A number for a frame.
    pub(crate) fn frame_id(&mut self, fp: *mut u64) -> u64 {
        u64::from(self.slot_of(fp).0)
    }

    /// Gives the newest deferred call, which has no argument words, to a frame further down: it comes before those of all
    /// frames above that one.
    pub(crate) fn move_deferred(&mut self, id: u64) {
        let Some(unwind) = self.g().unwind.as_deref_mut() else {
            return;
        };
        let Some(mut moved) = unwind.deferred.pop() else {
            return;
        };
        let frame = Slot(id as u32);
        let at = unwind
            .deferred
            .partition_point(|other| other.frame.0 <= frame.0);
        moved.frame = frame;
        if let Some(above) = unwind.deferred.get(at) {
            moved.start = above.start;
        }
        unwind.deferred.insert(at, moved);
    }

    /// As `defer`, of a closure word.
    #[inline(never)]
    pub(crate) fn defer_closure(
        &mut self,
        ip: *const Inst,
        fp: *mut u64,
        word: u64,
        w: Reg,
        n: u16,
    ) -> bool {
        self.defer(ip, fp, Callee::Closure(word), w, n)
    }

    /// As `defer`, of a known function.
    #[inline(never)]
    pub(crate) fn defer_call(&mut self, ip: *const Inst, fp: *mut u64, w: Reg, func: u32) -> bool {
        let n = self.vm.program.funcs[FuncId::from_u32(func)].argument_words();
        self.defer(ip, fp, Callee::Func(func), w, n)
    }

    /// As `defer`, of a method of an interface; false, with the fault set, if that is nil.
    #[inline(never)]
    pub(crate) fn defer_iface(
        &mut self,
        ip: *const Inst,
        fp: *mut u64,
        word: u64,
        method: u32,
        w: Reg,
        n: u16,
    ) -> bool {
        let Some((func, receiver)) = self.method_call(word, method) else {
            return false;
        };
        if !self.defer(ip, fp, Callee::Func(func), w, n) {
            return false;
        }
        if let Some(unwind) = &mut self.g().unwind {
            unwind.words.extend_from_slice(&receiver);
        }
        true
    }

    /// The method of an interface and the receiver's words; none, with the fault set, if it is nil.
    pub(crate) fn method_call(&mut self, word: u64, method: u32) -> Option<(u32, Receiver)> {
        let Some(ty) = iface::type_of(word) else {
            self.set_fault(Fault::NilDeref);
            return None;
        };
        let Some(found) = self.itab().find(ty.as_u32(), method) else {
            self.set_fault(Fault::Fatal(
                "minigo: the method table lacks a method".into(),
            ));
            return None;
        };
        let (func, pointer) = (found.func, found.pointer);
        let words = if pointer { 1 } else { found.words as usize };
        let mut receiver = Receiver::from_elem(word & POINTER, words);
        if !pointer {
            self.unpack(word, &mut receiver);
        }
        Some((func, receiver))
    }

    /// Whether a deferred call of this frame is left.
    #[inline(always)]
    pub(crate) fn has_deferred(&mut self, fp: *mut u64) -> bool {
        let frame = self.slot_of(fp);
        let unwind = self.g().unwind.as_deref();
        unwind.is_some_and(|unwind| {
            unwind
                .deferred
                .last()
                .is_some_and(|last| last.frame == frame)
        })
    }

    /// Calls this frame's newest deferred call in the window at `w`; it returns to `link_ip`.
    pub(crate) fn run_deferred(&mut self, at: At, w: u32, link_ip: u64) -> Go {
        if let Go::Stop(step) = self.make_room_for_deferred(at, w) {
            return Go::Stop(step);
        }
        let Some((deferred, words)) = self.pop_deferred() else {
            return Go::Run(at);
        };
        self.call_deferred(at, deferred.callee, &words, w, link_ip)
    }

    /// Grows the stack for the newest deferred call, in a window `w` slots above a frame, before that is forgotten: if there
    /// is no memory, this happens again after a collection.
    pub(super) fn make_room_for_deferred(&mut self, at: At, w: u32) -> Go {
        // Deferred calls that panic, one after the other, pass no end of a slice.
        if let Err(limit) = self.alloc.go_on(BYTES_PER_JUMP as u64) {
            return Go::Stop(Step::Limit(limit));
        }
        let deferred = self.g().unwind.as_deref().and_then(|unwind| {
            let deferred = unwind.deferred.last()?;
            Some((
                deferred.callee,
                unwind.words.len() - deferred.start as usize,
            ))
        });
        let (func, words) = match deferred {
            None | Some((Callee::Closure(0), _)) => return Go::Run(at),
            Some((Callee::Func(func), words)) => (func, words),
            Some((Callee::Closure(closure), words)) => (mem::load(closure) as u32, words + 1),
        };
        self.make_room(at, func, words, w)
    }

    /// Grows the stack for a function and its arguments, in a window `w` slots above a frame.
    pub(super) fn make_room(&mut self, at: At, func: u32, words: usize, w: u32) -> Go {
        let entry = &self.vm.code.entries()[func as usize];
        let nslots = (entry.nslots as usize).max(words) as u64;
        self.grow(at, u64::from(at.fp.0 + w) + nslots)
    }

    pub(super) fn pop_deferred(&mut self) -> Option<(Deferred, Vec<u64>)> {
        let unwind = self.g().unwind.as_deref_mut()?;
        let deferred = unwind.deferred.pop()?;
        let words = unwind.words.split_off(deferred.start as usize);
        Some((deferred, words))
    }

    pub(super) fn call_deferred(
        &mut self,
        at: At,
        callee: Callee,
        words: &[u64],
        w: u32,
        link_ip: u64,
    ) -> Go {
        let (func, closure) = match callee {
            Callee::Func(func) => (func, None),
            Callee::Closure(0) => {
                self.set_fault(Fault::NilDeref);
                return self.raise(at);
            }
            Callee::Closure(closure) => (mem::load(closure) as u32, Some(closure)),
        };
        let mut window = words.to_vec();
        if let Some(closure) = closure {
            let context = self.vm.program.funcs[FuncId::from_u32(func)].param_words as usize;
            window.resize(context, 0);
            window.push(closure);
        }
        self.call_above(at, func, &window, w, link_ip)
    }

    /// Enters a function in a window `w` slots above a frame, for which there is room ([`Ctx::make_room`]).
    pub(super) fn call_above(
        &mut self,
        at: At,
        func: u32,
        window: &[u64],
        w: u32,
        link_ip: u64,
    ) -> Go {
        let fp = Slot(at.fp.0 + w);
        let code = self.vm.code.entries()[func as usize].code() as u64;
        let stack = self.g().stack.words_mut();
        stack[fp.0 as usize - 1] = link_ip << 16 | u64::from(w);
        stack[fp.0 as usize..][..window.len()].copy_from_slice(window);
        Go::Run(At { ip: code, fp })
    }
}
