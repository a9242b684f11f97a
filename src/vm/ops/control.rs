//! What is no opcode's own work: yielding, growing the stack, translating, leaving the interpreter.

use crate::index::FuncId;
use crate::vm::Ctx;
use crate::vm::Step;
use crate::vm::code::Inst;
use crate::vm::dispatch::{Machine, Ret};
use crate::vm::fault::Fault;
use crate::vm::unwind::{At, Go};

use crate::vm::ops;

impl Machine {
    /// Panics at this instruction.
    #[inline(always)]
    pub(crate) fn raise(self, fault: Fault) -> Ret {
        // SAFETY: the context is this machine's.
        unsafe { (*self.ctx).set_fault(fault) };
        self.cold(ops::raise)
    }

    /// Where it stands.
    pub(crate) fn at(&mut self) -> At {
        let fp = self.fp;
        At {
            ip: self.ip as u64,
            fp: self.ctx().slot_of(fp),
        }
    }

    /// Goes where unwinding says.
    pub(crate) fn follow(mut self, go: Go) -> Ret {
        match go {
            Go::Run(at) => {
                self.ip = at.ip as *const Inst;
                self.fp = self.ctx().frame(at.fp);
                self.dispatch()
            }
            Go::Stop(step) => {
                self.ctx().step = Some(step);
                self.stop()
            }
        }
    }
}

#[inline(always)]
pub(crate) fn Unreachable(m: Machine) -> Ret {
    m.cold(unreachable)
}

cold_handlers! {
    /// The budget is used up: come back to this instruction.
    yield_here(m) {
        let at = m.at();
        let step = m.ctx().save(at).map_or(Step::Parked, Step::Yield);
        m.follow(Go::Stop(step))
    }

    /// Makes room for `acc` words above the frame and runs the instruction again.
    grow_stack(m) {
        let at = m.at();
        let need = u64::from(at.fp.0) + m.acc;
        let go = m.ctx().grow(at, need);
        m.follow(go)
    }

    /// The first instruction of a function that was never called.
    translate(m) {
        // SAFETY: `m.ip` is the stub.
        let func = FuncId::from_u32(unsafe { (*m.ip).wide() } as u32);
        let vm = m.ctx().vm;
        m.ip = vm.code.translate(&vm.program, func);
        m.dispatch()
    }

    /// The goroutine's first function returned.
    goroutine_exit(m) {
        let at = m.at();
        let go = m.ctx().exited(at);
        m.follow(go)
    }

    /// Panics with the fault in the context.
    raise(m) {
        let at = m.at();
        let go = m.ctx().raise(at);
        m.follow(go)
    }

    /// A deferred call that a panic or Goexit ran has returned.
    unwinding(m) {
        let go = m.ctx().deferred_returned();
        m.follow(go)
    }

    /// A call of `Error` or `String` on a panic value has returned.
    printing(m) {
        let go = m.ctx().printed();
        m.follow(go)
    }

    /// A native did not simply return.
    native_stopped(m) {
        let at = m.at();
        let go = m.ctx().native_stopped(at);
        m.follow(go)
    }

    unreachable(m) {
        m.raise(Fault::Fatal("minigo: reached code that cannot be reached".into()))
    }
}
