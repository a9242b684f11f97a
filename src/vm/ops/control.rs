//! What is no opcode's own work: yielding, growing the stack, translating, leaving the interpreter.

use crate::index::FuncId;
use crate::vm::Ctx;
use crate::vm::Step;
use crate::vm::code::Inst;
use crate::vm::dispatch::{Machine, Ret};
use crate::vm::fault::Fault;
use crate::vm::unwind::{At, Go};

impl Machine {
    /// Panics at this instruction.
    pub(crate) fn raise(&mut self, fault: Fault) -> Go {
        let at = self.at();
        self.ctx().set_fault(fault);
        self.ctx().raise(at)
    }

    /// Where it stands.
    pub(crate) fn at(&mut self) -> At {
        let fp = self.fp;
        At {
            ip: self.ip as u64,
            fp: self.ctx().slot_of(fp),
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
        Go::Stop(step)
    }

    /// Makes room for `acc` words above the frame and runs the instruction again.
    grow_stack(m) {
        let at = m.at();
        let need = u64::from(at.fp.0) + m.acc;
        m.ctx().grow(at, need)
    }

    /// The first instruction of a function that was never called.
    translate(m) {
        // SAFETY: `m.ip` is the stub.
        let func = FuncId::from_u32(unsafe { (*m.ip).wide() } as u32);
        let vm = m.ctx().vm;
        let ip = vm.code.translate(&vm.program, func) as u64;
        Go::Run(At { ip, ..m.at() })
    }

    /// The goroutine's first function returned.
    goroutine_exit(m) {
        let at = m.at();
        m.ctx().exited(at)
    }

    /// Panics with the fault in the context.
    raise(m) {
        let at = m.at();
        m.ctx().raise(at)
    }

    /// A deferred call that a panic or Goexit ran has returned.
    unwinding(m) {
        m.ctx().deferred_returned()
    }

    /// A call of `Error` or `String` on a panic value has returned.
    printing(m) {
        m.ctx().printed()
    }

    /// A native did not simply return.
    native_stopped(m) {
        let at = m.at();
        m.ctx().native_stopped(at)
    }

    unreachable(m) {
        m.raise(Fault::Fatal("minigo: reached code that cannot be reached".into()))
    }
}
