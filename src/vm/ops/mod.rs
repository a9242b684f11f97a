//! What each opcode does: one function per opcode, named like it, in a file per subject.
//!
//! A body gets the interpreter's registers and the operands, and ends by dispatching (see `dispatch`). Bodies must not
//! hold anything with a destructor when they dispatch; what is slow or rare is a handler of its own, marked cold.
#![allow(non_snake_case, reason = "bodies are named like the opcodes")]

/// Opcodes that compute one word from operands and do nothing else.
macro_rules! value_ops {
    ($($name:ident($m:ident $(, $arg:ident : $ty:ty)*) $body:expr;)*) => {$(
        #[inline(always)]
        #[allow(unused_mut, reason = "few values count their work")]
        pub(crate) fn $name(mut $m: Machine, dst: impl Dest $(, $arg: $ty)*) -> Ret {
            let value = $body;
            dst.finish($m, value, 0)
        }
    )*};
}

/// Opcodes whose result an outlined function computes that may fail: `dst := body?`. The body sees a machine whose budget
/// and forwarded results mean nothing.
macro_rules! fallible_ops {
    ($($name:ident($m:ident $(, $arg:ident : $ty:ty)*; $exts:literal) $body:expr;)*) => {$(
        #[inline(always)]
        pub(crate) fn $name(mut m: Machine, dst: Reg $(, $arg: $ty)*) -> Ret {
            #[inline(never)]
            fn run(ctx: *mut Ctx<'static>, ip: *const Inst, fp: *mut u64 $(, $arg: $ty)*) -> Option<u64> {
                #[allow(unused_mut, reason = "not every body allocates")]
                let mut $m = Machine::operands(ctx, ip, fp);
                let result: Result<u64, Fault> = $body;
                match result {
                    Ok(word) => Some(word),
                    Err(fault) => {
                        $m.ctx().set_fault(fault);
                        None
                    }
                }
            }
            let Some(word) = run(m.ctx, m.ip, m.fp $(, $arg)*) else {
                return m.cold(crate::vm::ops::raise);
            };
            m.put(dst, word);
            m.after_allocation();
            m.next_after($exts)
        }
    )*};
}

/// Opcodes without a result register that an outlined function runs and that may fail; as `fallible_ops`.
macro_rules! effect_ops {
    ($($name:ident($m:ident $(, $arg:ident : $ty:ty)*; $exts:literal) $body:expr;)*) => {$(
        #[inline(always)]
        pub(crate) fn $name(mut m: Machine $(, $arg: $ty)*) -> Ret {
            #[inline(never)]
            fn run(ctx: *mut Ctx<'static>, ip: *const Inst, fp: *mut u64 $(, $arg: $ty)*) -> bool {
                #[allow(unused_mut, reason = "not every body changes it")]
                let mut $m = Machine::operands(ctx, ip, fp);
                let result: Result<(), Fault> = $body;
                match result {
                    Ok(()) => true,
                    Err(fault) => {
                        $m.ctx().set_fault(fault);
                        false
                    }
                }
            }
            if !run(m.ctx, m.ip, m.fp $(, $arg)*) {
                return m.cold(crate::vm::ops::raise);
            }
            m.after_allocation();
            m.next_after($exts)
        }
    )*};
}

/// Conditional jumps.
macro_rules! jump_ops {
    ($($name:ident($m:ident $(, $arg:ident : $ty:ty)*) $condition:expr;)*) => {$(
        #[inline(always)]
        #[allow(unused_mut, reason = "few conditions count their work")]
        pub(crate) fn $name(mut $m: Machine $(, $arg: $ty)*, to: impl Target) -> Ret {
            if $condition {
                return to.take($m, 0);
            }
            $m.next()
        }
    )*};
}

/// Handlers that are reached with `Machine::cold` or that belong to no opcode. Their bodies say how the goroutine goes on, in
/// a function of their own: what they leave on the host stack is gone before the handler ends. If it were not, that end might
/// be no jump, and the host stack would grow each time.
macro_rules! cold_handlers {
    ($($(#[$doc:meta])* $name:ident($m:ident) $body:block)*) => {$(
        crate::vm::dispatch::handler! {
            $(#[$doc])*
            #[cold]
            #[inline(never)]
            pub(crate) $name(m) {
                #[inline(never)]
                fn go(
                    ctx: *mut Ctx<'static>,
                    ip: *const Inst,
                    fp: *mut u64,
                    acc: u64,
                    facc: f64,
                ) -> (*const Inst, *mut u64) {
                    #[allow(unused_mut, reason = "not every body changes it")]
                    let mut $m = Machine { acc, facc, ..Machine::operands(ctx, ip, fp) };
                    let go: crate::vm::unwind::Go = $body;
                    $m.ctx().settle(go)
                }
                (m.ip, m.fp) = go(m.ctx, m.ip, m.fp, m.acc, m.facc);
                if m.ip.is_null() {
                    return m.stop();
                }
                m.dispatch()
            }
        }
    )*};
}

mod arith;
mod call;
mod chan;
mod compare;
mod control;
mod convert;
mod iface;
mod jump;
mod map;
mod memory;
mod slice;
mod string;
mod unwinding;

pub(crate) use arith::*;
pub(crate) use call::*;
pub(crate) use chan::*;
pub(crate) use compare::*;
pub(crate) use control::*;
pub(crate) use convert::*;
pub(crate) use iface::*;
pub(crate) use jump::*;
pub(crate) use map::*;
pub(crate) use memory::*;
pub(crate) use slice::*;
pub(crate) use string::*;
pub(crate) use unwinding::*;
