//! Calling a native, and doing what it asks for instead of returning.

use std::cell::Cell;

use crate::bytecode::op::Reg;
use crate::vm::code::Inst;
use crate::vm::ctx::before;
use crate::vm::fault::Fault;
use crate::vm::goroutine::Slot;
use crate::vm::native::{Flow, HostDone, NativeCtx};
use crate::vm::unwind::{At, Go};
use crate::vm::{Ctx, Job, Step};

impl Ctx<'static> {
    /// Calls a native with the window at `w`; false if it did not simply return.
    #[inline(never)]
    pub(crate) fn call_native(
        &mut self,
        ip: *const Inst,
        fp: *mut u64,
        w: Reg,
        native: u32,
    ) -> bool {
        let fp = self.prepare_to_park(ip.wrapping_add(1), fp);
        let decl = &self.vm.program.natives[native as usize];
        let words = decl.param_words.max(decl.result_words);
        let function = self.vm.natives[native as usize];
        let first = Slot(fp.0 + u32::from(w.0));
        let (params, flow) = self.with_window(first, words, |cx| {
            (cx.params(decl.param_words), function(cx))
        });
        if matches!(flow, Flow::Return) {
            return true;
        }
        if matches!(flow, Flow::Panic(Fault::OutOfMemory)) {
            // It may be called again, after a collection, and may have written results over its arguments.
            self.with_window(first, words, |cx| cx.restore(decl.param_words, &params));
        }
        self.flow = Some(flow);
        false
    }

    fn with_window<T>(
        &mut self,
        first: Slot,
        words: u16,
        run: impl FnOnce(&mut NativeCtx<'_>) -> T,
    ) -> T {
        let window: *const Cell<u64> = self.frame(first).cast_const().cast();
        // SAFETY: the verifier proved that the window is in the frame, and the stack does not move while a native runs. Natives
        // that look for their callers read the stack beside these cells, and write none of them meanwhile.
        let window = unsafe { std::slice::from_raw_parts(window, words as usize) };
        run(&mut NativeCtx::new(self, window, first))
    }
}

impl Ctx<'_> {
    /// Does what a native asked for instead of returning.
    pub(crate) fn native_stopped(&mut self, at: At) -> Go {
        let flow = self.flow.take().unwrap_or(Flow::Return);
        let charge = self.take_charge();
        self.add_unused(-charge);
        self.follow_flow(at, flow)
    }

    /// `at` is the `CallNative` instruction.
    fn follow_flow(&mut self, at: At, flow: Flow) -> Go {
        let next = At {
            ip: at.ip + size_of::<Inst>() as u64,
            ..at
        };
        let step = match flow {
            Flow::Return => return Go::Run(next),
            Flow::Parked => Step::Parked,
            Flow::Panic(fault) => {
                self.set_fault(fault);
                return self.raise(at);
            }
            Flow::Goexit => return self.goexit(at),
            Flow::Exit(code) => {
                self.g = None;
                Step::Exit(code)
            }
            Flow::Yield => Step::Yield(self.take_goroutine()),
            Flow::Sleep(until) => Step::Sleep(self.take_goroutine(), until),
            Flow::HostWait(reason, job) => Step::HostWait(self.take_goroutine(), reason, Job(job)),
        };
        Go::Stop(step)
    }

    pub(super) fn finish_host_call(&mut self, at: At, done: HostDone) -> Go {
        let call = before(at);
        // SAFETY: a goroutine waits for the host in a `CallNative` instruction, which `ip` follows.
        let (w, native) = unsafe {
            (
                (*(call.ip as *const Inst)).half(0),
                (*(call.ip as *const Inst)).wide(),
            )
        };
        let decl = &self.vm.program.natives[native as usize];
        let words = decl.param_words.max(decl.result_words);
        let first = Slot(at.fp.0 + u32::from(w));
        // SAFETY: only the lifetime changes, and natives cannot keep the reference; see `interpret`.
        let this = unsafe { &mut *std::ptr::from_mut(self).cast::<Ctx<'static>>() };
        let flow = this.with_window(first, words, done);
        self.follow_flow(call, flow)
    }
}
