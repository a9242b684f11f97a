//! Calls, returns, `go` and `defer`.

use crate::bytecode::op::Reg;
use crate::index::RTypeId;
use crate::vm::Ctx;
use crate::vm::code::{Entry, Inst};
use crate::vm::dispatch::{Machine, Ret};
use crate::vm::fault::Fault;
use crate::vm::goroutine::Link;
use crate::vm::heap::mem;
use crate::vm::iface;
use crate::vm::operand::Source;
use crate::vm::ops;

impl Machine {
    /// Enters a function whose window is at `w`; it returns after `exts` Exts.
    #[inline(always)]
    fn enter(
        mut self,
        w: Reg,
        nslots: u32,
        code: impl FnOnce(&mut Machine) -> *const Inst,
        exts: usize,
    ) -> Ret {
        self.budget -= 1;
        if self.budget <= 0 {
            return self.cold(ops::yield_here);
        }
        let fp = self.slot(w);
        if fp.wrapping_add(nslots as usize) > self.ctx().stack_end {
            self.acc = u64::from(w.0) + u64::from(nslots);
            return self.cold(ops::grow_stack);
        }
        let link = (self.return_ip(exts) as u64) << 16 | u64::from(w.0);
        // SAFETY: the verifier proved that `w` is at least 1 and in the frame.
        unsafe { *fp.sub(1) = link };
        self.ip = code(&mut self);
        self.fp = fp;
        self.dispatch()
    }

    /// The entry of a function.
    #[inline(always)]
    fn entry(&mut self, func: u32) -> &'static Entry {
        // SAFETY: function indices in instructions, closures and method tables are those of the program, whose entries
        // live as long as the VM; the reference does not outlive the instruction.
        unsafe { &*self.ctx().entries.add(func as usize) }
    }

    /// Leaves the frame; the results are in its first slots.
    #[inline(always)]
    fn leave(mut self) -> Ret {
        // SAFETY: every frame has a link word below it that its caller wrote.
        let link = Link::of(unsafe { *self.fp.sub(1) });
        self.ip = link.ip as *const Inst;
        // SAFETY: the link says how far above its caller's frame this one is.
        self.fp = unsafe { self.fp.sub(link.window as usize) };
        self.dispatch()
    }
}

/// The low bits of an interface word, which hold a pointer.
const POINTER: u64 = (1 << 48) - 1;

/// The type of an interface that is not nil.
#[inline(always)]
fn iface_type(word: u64) -> u32 {
    iface::type_of(word).map_or(0, RTypeId::as_u32)
}

#[inline(always)]
pub(crate) fn Call(m: Machine, w: Reg, func: u32) -> Ret {
    // SAFETY: `m.ip` is this instruction; translation put the callee's `nslots` there.
    let nslots = u32::from(unsafe { (*m.ip).half(1) });
    m.enter(w, nslots, |m| m.entry(func).code(), 0)
}

#[inline(always)]
pub(crate) fn CallClosure(mut m: Machine, w: Reg, f: Reg, n: u16) -> Ret {
    let closure = m.get(f);
    if closure == 0 {
        return m.cold(ops::nil_dereference);
    }
    let entry = m.entry(mem::load(closure) as u32);
    m.enter(
        w,
        entry.nslots,
        |m| {
            m.set(Reg(w.0 + n), closure);
            entry.code()
        },
        0,
    )
}

#[inline(always)]
pub(crate) fn CallIface(mut m: Machine, w: Reg, x: Reg, n: u16) -> Ret {
    let word = m.get(x);
    if word == 0 {
        return m.cold(ops::nil_dereference);
    }
    let method = m.ext(0).wide();
    let Some(found) = m.ctx().itab().find(iface_type(word), method) else {
        return m.cold(ops::missing_method);
    };
    let entry = m.entry(found.func);
    let nslots = entry.nslots.max(u32::from(n) + u32::from(found.words));
    if found.pointer {
        return m.enter(
            w,
            nslots,
            |m| {
                m.set(Reg(w.0 + n), word & POINTER);
                entry.code()
            },
            1,
        );
    }
    let words = found.words;
    m.enter(
        w,
        nslots,
        |m| {
            let ctx = m.ctx;
            // SAFETY: the context and the frame do not overlap, and the window has room for the receiver.
            unsafe { &*ctx }.unpack(word, m.slots(Reg(w.0 + n), words as usize));
            entry.code()
        },
        1,
    )
}

#[inline(always)]
pub(crate) fn Return0(m: Machine) -> Ret {
    m.leave()
}

#[inline(always)]
pub(crate) fn Return1(mut m: Machine, src: impl Source) -> Ret {
    let word = src.word(&m);
    m.put(Reg(0), word);
    m.leave()
}

#[inline(always)]
pub(crate) fn Return(m: Machine, src: Reg, n: u16) -> Ret {
    let (from, to) = (m.slot(src), m.slot(Reg(0)));
    // SAFETY: the verifier proved that both ranges are in the frame.
    unsafe { std::ptr::copy(from, to, n as usize) };
    m.leave()
}

#[inline(always)]
pub(crate) fn ReturnImm(mut m: Machine, imm: i16) -> Ret {
    m.put(Reg(0), i64::from(imm));
    m.leave()
}

#[inline(always)]
pub(crate) fn CallNative(m: Machine, w: Reg, native: u32) -> Ret {
    // SAFETY: the context is this machine's.
    if unsafe { (*m.ctx).call_native(m.ip, m.fp, w, native) } {
        let mut m = m;
        m.budget -= 1 + m.ctx().take_charge();
        m.after_allocation();
        return m.next();
    }
    m.cold(ops::native_stopped)
}

/// Opcodes whose work is a method of the context that may fail.
macro_rules! context_ops {
    ($($name:ident($m:ident $(, $arg:ident : $ty:ty)*; $exts:literal) $body:expr;)*) => {$(
        #[inline(always)]
        pub(crate) fn $name(mut $m: Machine $(, $arg: $ty)*) -> Ret {
            let done = $body;
            if !done {
                return $m.cold(ops::raise);
            }
            $m.next_after($exts)
        }
    )*};
}

context_ops! {
    DeferCall(m, w: Reg, func: u32; 0) { let (ip, fp) = (m.ip, m.fp); m.ctx().defer_call(ip, fp, w, func) };
    DeferClosure(m, w: Reg, f: Reg, n: u16; 0) { let (closure, ip, fp) = (m.get(f), m.ip, m.fp); m.ctx().defer_closure(ip, fp, closure, w, n) };
    DeferIface(m, w: Reg, x: Reg, n: u16; 1) { let (word, method, ip, fp) = (m.get(x), m.ext(0).wide(), m.ip, m.fp); m.ctx().defer_iface(ip, fp, word, method, w, n) };
    GoCall(m, w: Reg, func: u32; 0) { let (ip, fp) = (m.ip, m.fp); m.ctx().go_call(ip, fp, w, func) };
    GoClosure(m, w: Reg, f: Reg, n: u16; 0) { let (closure, ip, fp) = (m.get(f), m.ip, m.fp); m.ctx().go_closure(ip, fp, closure, w, n) };
    GoIface(m, w: Reg, x: Reg, n: u16; 1) { let (word, method, ip, fp) = (m.get(x), m.ext(0).wide(), m.ip, m.fp); m.ctx().go_iface(ip, fp, word, method, w, n) };
}

#[inline(always)]
pub(crate) fn FrameId(mut m: Machine, dst: Reg) -> Ret {
    let fp = m.fp;
    let id = m.ctx().frame_id(fp);
    m.put(dst, id);
    m.next()
}

#[inline(always)]
pub(crate) fn DeferMove(mut m: Machine, frame: Reg) -> Ret {
    let id = m.get(frame);
    m.ctx().move_deferred(id);
    m.next()
}

#[inline(always)]
pub(crate) fn RunDefers(mut m: Machine, w: Reg) -> Ret {
    let fp = m.fp;
    if !m.ctx().has_deferred(fp) {
        return m.next();
    }
    m.budget -= 1;
    if m.budget <= 0 {
        return m.cold(ops::yield_here);
    }
    m.acc = u64::from(w.0);
    m.cold(run_deferred)
}

cold_handlers! {
    /// Calls the newest deferred call of this frame; it returns to this instruction.
    run_deferred(m) {
        let w = m.acc as u32;
        let (ip, at) = (m.ip, m.at());
        m.ctx().run_deferred(at, w, ip as u64)
    }

    /// The verifier cannot prove that a dynamic type has the method, but the type checker did.
    missing_method(m) {
        m.raise(Fault::Fatal("minigo: the method table lacks a method".into()))
    }
}
