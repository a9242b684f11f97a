//! Natives: library functions written in Rust, called with a window of words.
//!
//! A native never blocks and never calls back into Go. It reads its arguments from its window, writes its results to the
//! same slots, and says in a [`Flow`] how the goroutine goes on.

use std::cell::Cell;

use smallvec::SmallVec;

use crate::vm::fault::Fault;
use crate::vm::goroutine::{G, Slot, WaitReason};
use crate::vm::heap::{Allocator, OutOfMemory};
use crate::vm::interrupt::Limit;
use crate::vm::{Ctx, Host, Vm, iface, string};

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

impl From<OutOfMemory> for Flow {
    fn from(_: OutOfMemory) -> Flow {
        Flow::Panic(Fault::OutOfMemory)
    }
}

impl From<Fault> for Flow {
    fn from(fault: Fault) -> Flow {
        Flow::Panic(fault)
    }
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
    /// There was no memory for its next instruction; now there has been a collection.
    Retry,
    /// There was no memory for the next deferred call of its panic; now there has been a collection.
    Unwind,
    /// The same for the method that gives the text of the panic value with this index.
    PrintPanic(usize),
}

/// A native function.
pub type NativeFn = fn(&mut NativeCtx<'_>) -> Flow;

/// The words of a native's arguments.
pub(crate) enum Params {
    /// As many as there are.
    Few([u64; 2]),
    Many(SmallVec<[u64; 12]>),
}

/// A native's view of the VM and of its window. Words of the window: first the arguments (receiver last), after the call the
/// results; as many as the larger of both.
pub struct NativeCtx<'a> {
    ctx: &'a mut Ctx<'static>,
    window: &'a [Cell<u64>],
    first: Slot,
}

impl<'a> NativeCtx<'a> {
    pub(crate) fn new(
        ctx: &'a mut Ctx<'static>,
        window: &'a [Cell<u64>],
        first: Slot,
    ) -> NativeCtx<'a> {
        NativeCtx { ctx, window, first }
    }

    /// The first `n` words, before the call.
    #[inline(always)]
    pub(crate) fn params(&self, n: u16) -> Params {
        // Most have few, and a copy of known length takes no call.
        match (n, self.window) {
            (0, _) => Params::Few([0; 2]),
            (1, [a, ..]) => Params::Few([a.get(), 0]),
            (2, [a, b, ..]) => Params::Few([a.get(), b.get()]),
            (n, window) => Params::Many(window[..n.into()].iter().map(Cell::get).collect()),
        }
    }

    /// Undoes what was written over `n` of them.
    #[cold]
    pub(crate) fn restore(&mut self, n: u16, params: &Params) {
        let params = match params {
            Params::Few(params) => &params[..n.into()],
            Params::Many(params) => params,
        };
        for (word, param) in self.window.iter().zip(params) {
            word.set(*param);
        }
    }

    /// How many words the window has.
    pub fn len(&self) -> usize {
        self.window.len()
    }

    /// Whether there are neither arguments nor results.
    pub fn is_empty(&self) -> bool {
        self.window.is_empty()
    }

    /// Argument word `i`.
    pub fn arg(&self, i: usize) -> u64 {
        self.window[i].get()
    }

    /// Argument word `i` as a signed integer.
    pub fn arg_int(&self, i: usize) -> i64 {
        self.window[i].get() as i64
    }

    /// Argument word `i` as a float64.
    pub fn arg_float(&self, i: usize) -> f64 {
        f64::from_bits(self.window[i].get())
    }

    /// Argument word `i` as a bool.
    pub fn arg_bool(&self, i: usize) -> bool {
        self.window[i].get() != 0
    }

    /// The bytes of string argument `i`. Strings do not change, and nothing is freed while a native runs.
    pub fn arg_str(&self, i: usize) -> &[u8] {
        string::bytes(self.window[i].get())
    }

    /// Sets result word `i`. Results share the slots of the arguments: read all arguments first.
    pub fn set_ret(&mut self, i: usize, word: u64) {
        self.window[i].set(word);
    }

    /// Sets result word `i` to a signed integer.
    pub fn ret_int(&mut self, i: usize, value: i64) {
        self.window[i].set(value as u64);
    }

    /// Sets result word `i` to a float64.
    pub fn ret_float(&mut self, i: usize, value: f64) {
        self.window[i].set(value.to_bits());
    }

    /// Sets result word `i` to a bool.
    pub fn ret_bool(&mut self, i: usize, value: bool) {
        self.window[i].set(u64::from(value));
    }

    /// Sets result word `i` to a new string.
    pub fn ret_str(&mut self, i: usize, bytes: &[u8]) -> Result<(), Fault> {
        self.window[i].set(string::new(&mut self.ctx.alloc, bytes)?);
        Ok(())
    }

    /// All words of the window.
    pub fn window(&self) -> &[Cell<u64>] {
        self.window
    }

    /// Where the window is in the goroutine's stack, for one that parks and gets its results later.
    pub fn window_slot(&self) -> Slot {
        self.first
    }

    /// The allocator. It never collects while a native runs.
    pub fn alloc(&mut self) -> &mut Allocator {
        &mut self.ctx.alloc
    }

    /// The VM: program, types, goroutines.
    pub fn vm(&self) -> &Vm {
        self.ctx.vm
    }

    /// The scheduler.
    pub fn host(&self) -> &dyn Host {
        self.ctx.host
    }

    /// A random number from the VM's source.
    pub fn random(&mut self) -> u64 {
        self.ctx.random()
    }

    /// The running goroutine.
    pub fn g(&mut self) -> &mut G {
        self.ctx.g()
    }

    /// Gives the running goroutine away, to be parked: return [`Flow::Parked`] then.
    pub fn take_goroutine(&mut self) -> G {
        self.ctx.take_goroutine()
    }

    /// The worker's context, for the parts of the VM that natives share with instructions (channels, semaphores).
    pub(crate) fn ctx(&mut self) -> &mut Ctx<'static> {
        self.ctx
    }

    /// Lets this call count for `steps` jumps more: a native whose work grows with its arguments says how much it was.
    pub fn charge(&mut self, steps: u64) {
        self.ctx.charge(steps);
    }

    /// Why the VM shall stop, if it shall: a native that may take long looks now and then, and returns at once with
    /// [`Fault::Limit`].
    pub fn stopping(&self) -> Option<Limit> {
        self.ctx.vm.interrupt.requested()
    }

    /// The dynamic type of an interface argument; `None` for nil.
    pub fn arg_type(&self, i: usize) -> Option<crate::index::RTypeId> {
        iface::type_of(self.window[i].get())
    }
}
