//! Natives: library functions written in Rust, called with a window of words.
//!
//! A native never blocks and never calls back into Go. It reads its arguments from its window, writes its results to the
//! same slots, and says in a [`Flow`] how the goroutine goes on.

use crate::vm::fault::Fault;
use crate::vm::goroutine::WaitReason;

/// How the goroutine goes on after a native.
pub enum Flow {
    /// The results are in the window.
    Return,
    /// The goroutine has been handed to a wait queue ([`NativeCtx::take_goroutine`]); it must not be touched any more.
    Parked,
    /// Sleep until this time of the VM's monotonic clock, in nanoseconds.
    Sleep(i64),
    /// Let others run first.
    Yield,
    /// Panic, or end the program with a fatal error.
    Panic(Fault),
    /// `runtime.Goexit()`.
    Goexit,
    /// End the program with this exit code.
    Exit(i32),
    /// Run the job on a helper thread; the goroutine waits.
    HostWait(WaitReason, HostJob),
}

/// Blocking work for a helper thread. What it returns runs on the goroutine's worker with the native's window and says how to go on.
pub type HostJob = Box<dyn FnOnce() -> HostDone + Send>;

/// The second half of a [`HostJob`].
pub type HostDone = Box<dyn FnOnce(&mut NativeCtx<'_>) -> Flow + Send>;

/// What a parked goroutine does before its next instruction.
pub enum Resume {
    /// The instruction it was parked in panics.
    Fault(Fault),
    /// The second half of a native that waited for the host.
    Host(HostDone),
    /// It was woken to try for a mutex again: [`crate::vm::sema::lock_again`] with this address and reason.
    Lock(u64, WaitReason),
}

/// A native function.
pub type NativeFn = fn(&mut NativeCtx<'_>) -> Flow;

/// A native's view of the VM and of its window.
pub struct NativeCtx<'a> {
    window: &'a mut [u64],
}

impl NativeCtx<'_> {
    /// Argument word `i`.
    pub fn arg(&self, i: usize) -> u64 {
        self.window[i]
    }

    /// Sets result word `i`. Results share the slots of the arguments: read all arguments first.
    pub fn set_ret(&mut self, i: usize, word: u64) {
        self.window[i] = word;
    }
}
