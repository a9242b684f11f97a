//! How instructions follow each other.
//!
//! A handler runs one threaded instruction and ends by calling the next one's handler. From opt-level 1 on that call is a
//! jump, so the host stack stays constant; without optimisation (`cfg(trampoline)`) it returns the [`Machine`] to a loop
//! instead. The bodies in `ops` are the same for both. What a body may do at the end is therefore: return what one of
//! [`Machine::next`], [`Machine::jump`], [`Machine::dispatch`] or [`Machine::cold`] returns, with nothing alive that has a
//! destructor. Slow paths are handlers of their own, reached with `cold`, so that fast paths need no stack frame.
//!
//! Invariant behind every `unsafe` here: the program passed `bytecode::verify`, so operands name slots below the
//! function's `nslots`, jumps stay in the function, `Ext`s are where an op expects them; and a call checked that the
//! stack has `nslots` words from `fp`.

use crate::bytecode::op::Reg;
use crate::vm::Ctx;
use crate::vm::chain::Earlier;
use crate::vm::code::Inst;
use crate::vm::operand::Value;

/// What runs one instruction.
pub(crate) type Handler = unsafe fn(*mut Ctx<'static>, *const Inst, *mut u64, i64, u64, f64) -> Ret;

/// What a handler returns when the goroutine stops.
#[cfg(not(trampoline))]
pub(crate) type Ret = ();

/// What a handler returns: where to go on; a null `ip` when the goroutine stops.
#[cfg(trampoline)]
pub(crate) type Ret = Machine;

/// The registers of the interpreter.
#[derive(Clone, Copy)]
pub(crate) struct Machine {
    pub(crate) ctx: *mut Ctx<'static>,
    /// The running instruction.
    pub(crate) ip: *const Inst,
    /// Slot 0 of the frame.
    pub(crate) fp: *mut u64,
    /// Taken jumps and calls left in this slice.
    pub(crate) budget: i64,
    /// The last integer result.
    pub(crate) acc: u64,
    /// The last float result.
    pub(crate) facc: f64,
    /// Inside a chain, the instructions of it that have run and the words that those before the last one left.
    pub(crate) earlier: Earlier,
}

/// Where a jump goes, in bytes from the jump.
#[derive(Clone, Copy)]
pub(crate) struct To(pub(crate) i32);

/// Reads the operands of an instruction in the order of the op's fields; see `code::Encoder`.
pub(crate) struct Operands {
    ip: *const Inst,
    at: usize,
}

impl Operands {
    /// # Safety
    /// `ip` points to a threaded instruction.
    #[inline(always)]
    pub(crate) unsafe fn of(ip: *const Inst) -> Operands {
        Operands { ip, at: 0 }
    }

    #[inline(always)]
    fn half(&mut self) -> u16 {
        let at = self.at;
        self.at += 1;
        // SAFETY: `of`'s contract.
        unsafe { (*self.ip).half(at) }
    }

    #[inline(always)]
    pub(crate) fn reg(&mut self) -> Reg {
        Reg(self.half())
    }

    #[inline(always)]
    pub(crate) fn u16(&mut self) -> u16 {
        self.half()
    }

    #[inline(always)]
    pub(crate) fn i16(&mut self) -> i16 {
        self.half() as i16
    }

    #[inline(always)]
    pub(crate) fn u32(&mut self) -> u32 {
        // SAFETY: `of`'s contract.
        unsafe { (*self.ip).wide() as u32 }
    }

    #[inline(always)]
    pub(crate) fn i32(&mut self) -> i32 {
        self.u32() as i32
    }

    #[inline(always)]
    pub(crate) fn to(&mut self) -> To {
        To(self.i32())
    }
}

/// Reads the operand of one field: a jump if the field is named `to`, else by its type.
macro_rules! operand {
    ($from:ident, $field:ident, Reg) => {
        $from.reg()
    };
    ($from:ident, to, $ty:ident) => {
        $from.to()
    };
    ($from:ident, $field:ident, $ty:ident) => {
        $from.$ty()
    };
}

/// A function that is a [`Handler`], its registers gathered.
macro_rules! handler {
    ($(#[$attribute:meta])* $vis:vis $name:ident($m:ident) $body:block) => {
        $(#[$attribute])*
        $vis unsafe fn $name(
            ctx: *mut Ctx<'static>,
            ip: *const Inst,
            fp: *mut u64,
            budget: i64,
            acc: u64,
            facc: f64,
        ) -> Ret {
            #[allow(unused_mut, reason = "not every body changes it")]
            let mut $m = Machine { ctx, ip, fp, budget, acc, facc, earlier: crate::vm::chain::Earlier::NONE };
            $body
        }
    };
}
pub(crate) use handler;

macro_rules! define_handlers {
    ($($(#[$doc:meta])* $name:ident { $($field:ident : $ty:ident),* })*) => {
        /// One handler per opcode, named like it.
        #[allow(non_snake_case, reason = "handlers are named like the opcodes")]
        pub(crate) mod handlers {
            use super::{Ctx, Inst, Machine, Operands, Ret, ops};
            $(
                crate::vm::dispatch::handler! {
                    pub(crate) $name(m) {
                        // SAFETY: `ip` is the instruction that is being dispatched.
                        #[allow(unused_mut, unused_variables, reason = "some opcodes have no operands")]
                        let mut from = unsafe { Operands::of(m.ip) };
                        ops::$name(m $(, operand!(from, $field, $ty))*)
                    }
                }
            )*
        }
    };
}

use crate::vm::ops;
crate::for_each_op!(define_handlers);

impl Machine {
    /// The registers that a function out of line needs to read operands: it goes on nowhere.
    #[inline(always)]
    pub(crate) fn operands(ctx: *mut Ctx<'static>, ip: *const Inst, fp: *mut u64) -> Machine {
        Machine {
            ctx,
            ip,
            fp,
            budget: 0,
            acc: 0,
            facc: 0.0,
            earlier: Earlier::NONE,
        }
    }

    /// Runs the instruction at `ip`.
    #[inline(always)]
    #[cfg(not(trampoline))]
    pub(crate) fn dispatch(self) -> Ret {
        // SAFETY: `ip` points to a threaded instruction, and the registers belong together.
        unsafe {
            ((*self.ip).handler())(self.ctx, self.ip, self.fp, self.budget, self.acc, self.facc)
        }
    }

    /// Runs the instruction at `ip`.
    #[inline(always)]
    #[cfg(trampoline)]
    pub(crate) fn dispatch(self) -> Ret {
        self
    }

    /// Goes on with the next instruction.
    #[inline(always)]
    pub(crate) fn next(self) -> Ret {
        self.next_after(0)
    }

    /// Goes on after `exts` Exts.
    #[inline(always)]
    pub(crate) fn next_after(mut self, exts: usize) -> Ret {
        // SAFETY: the verifier proved that the function does not end here.
        self.ip = unsafe { self.ip.add(1 + exts) };
        self.dispatch()
    }

    /// Takes a jump. The cold path keeps the compiler from computing `ip` without a branch.
    #[inline(always)]
    pub(crate) fn jump(mut self, to: To) -> Ret {
        std::hint::cold_path();
        // SAFETY: the verifier proved that the target is in the function.
        self.ip = unsafe { self.ip.byte_offset(to.0 as isize) };
        self.budget -= 1;
        if self.budget <= 0 {
            return self.cold(ops::yield_here);
        }
        self.dispatch()
    }

    /// Continues in a slow-path handler.
    #[inline(always)]
    pub(crate) fn cold(self, handler: Handler) -> Ret {
        // SAFETY: the registers belong together.
        unsafe { handler(self.ctx, self.ip, self.fp, self.budget, self.acc, self.facc) }
    }

    /// Leaves the interpreter; the step is in the context.
    #[inline(always)]
    #[cfg(not(trampoline))]
    pub(crate) fn stop(mut self) -> Ret {
        let budget = self.budget;
        self.ctx().add_unused(budget);
    }

    /// Leaves the interpreter; the step is in the context.
    #[inline(always)]
    #[cfg(trampoline)]
    pub(crate) fn stop(mut self) -> Ret {
        let budget = self.budget;
        self.ctx().add_unused(budget);
        self.ip = std::ptr::null();
        self
    }

    /// Runs instructions until the goroutine stops.
    pub(crate) fn run(self) {
        #[cfg(not(trampoline))]
        self.dispatch();
        #[cfg(trampoline)]
        {
            let mut m = self;
            while !m.ip.is_null() {
                // SAFETY: `ip` points to a threaded instruction, and the registers belong together.
                m = unsafe { ((*m.ip).handler())(m.ctx, m.ip, m.fp, m.budget, m.acc, m.facc) };
            }
        }
    }

    /// The context.
    #[inline(always)]
    pub(crate) fn ctx(&mut self) -> &mut Ctx<'static> {
        // SAFETY: the worker that runs this machine owns the context, and bodies do not keep the reference.
        unsafe { &mut *self.ctx }
    }

    /// Ends the slice at the next jump or call if a collection is due.
    #[inline(always)]
    pub(crate) fn after_allocation(&mut self) {
        let budget = self.budget;
        self.budget = self.ctx().budget_after_allocation(budget);
    }

    /// The word in a slot.
    #[inline(always)]
    pub(crate) fn get(&self, reg: Reg) -> u64 {
        // SAFETY: the verifier proved that the slot is in the frame.
        unsafe { *self.fp.add(reg.0 as usize) }
    }

    /// The word in a slot, as a signed number.
    #[inline(always)]
    pub(crate) fn int(&self, reg: Reg) -> i64 {
        self.get(reg) as i64
    }

    /// The word in a slot, as a float64.
    #[inline(always)]
    pub(crate) fn float(&self, reg: Reg) -> f64 {
        f64::from_bits(self.get(reg))
    }

    /// Writes a slot.
    #[inline(always)]
    pub(crate) fn set(&mut self, reg: Reg, word: u64) {
        // SAFETY: the verifier proved that the slot is in the frame.
        unsafe { *self.fp.add(reg.0 as usize) = word }
    }

    /// The address of a slot, for `n` words that the verifier has proved to be in the frame.
    #[inline(always)]
    pub(crate) fn slot(&self, reg: Reg) -> *mut u64 {
        // SAFETY: the verifier proved that the slot is in the frame.
        unsafe { self.fp.add(reg.0 as usize) }
    }

    /// `n` slots from `reg`, which the verifier has proved to be in the frame.
    #[inline(always)]
    pub(crate) fn slots(&mut self, reg: Reg, n: usize) -> &mut [u64] {
        // SAFETY: the verifier proved that the slots are in the frame, which only this machine uses.
        unsafe { std::slice::from_raw_parts_mut(self.slot(reg), n) }
    }

    /// Writes the result of an instruction.
    #[inline(always)]
    pub(crate) fn put(&mut self, dst: Reg, value: impl Value) {
        self.set(dst, value.word());
        value.forward(self);
    }

    /// The Ext at position `n` after the instruction.
    #[inline(always)]
    pub(crate) fn ext(&self, n: usize) -> Ext {
        // SAFETY: the verifier proved that as many Exts follow as the op reads.
        let inst = unsafe { &*self.ip.add(1 + n) };
        Ext(inst)
    }

    /// The address of the instruction that follows this one and its Exts.
    #[inline(always)]
    pub(crate) fn return_ip(&self, exts: usize) -> *const Inst {
        // SAFETY: as in `next_after`.
        unsafe { self.ip.add(1 + exts) }
    }
}

/// An Ext instruction.
#[derive(Clone, Copy)]
pub(crate) struct Ext(*const Inst);

impl Ext {
    #[inline(always)]
    fn half(self, at: usize) -> u16 {
        // SAFETY: `Machine::ext` made it from an instruction.
        unsafe { (*self.0).half(at) }
    }

    /// Its `a`.
    #[inline(always)]
    pub(crate) fn a(self) -> Reg {
        Reg(self.half(0))
    }

    /// Its `b`.
    #[inline(always)]
    pub(crate) fn b(self) -> u16 {
        self.half(1)
    }

    /// Its `c`.
    #[inline(always)]
    pub(crate) fn c(self) -> u16 {
        self.half(2)
    }

    /// Whether this case of a select sends; see `code::lower_function`.
    pub(crate) fn sends(self) -> bool {
        self.half(3) != 0
    }

    /// Its `b` and `c` together.
    #[inline(always)]
    pub(crate) fn wide(self) -> u32 {
        u32::from(self.half(1)) | u32::from(self.half(2)) << 16
    }
}
