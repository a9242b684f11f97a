//! One worker's access to a VM: what instructions and natives work on, and the way in and out of the interpreter.
#![allow(unsafe_code, reason = "it hands raw frames to the handlers")]

mod call_native;
mod go;

use std::sync::Arc;

use crate::index::RTypeId;
use crate::vm::chan::{self, Outcome};
use crate::vm::code::{Entry, Inst};
use crate::vm::dispatch::Machine;
use crate::vm::fault::Fault;
use crate::vm::goroutine::{G, Goroutine, Slot, Spare};
use crate::vm::heap::{Addr, Allocator, Heap};
use crate::vm::itab::Itab;
use crate::vm::lock_cycle::{LockCycle, Wait};
use crate::vm::native::{Flow, Resume};
use crate::vm::read_locks::SpareList;
use crate::vm::unwind::{At, Go};
use crate::vm::{Death, Host, Step, Vm, iface, read_locks, select, sema};

/// One worker's access to a VM: what instructions and natives work on.
pub struct Ctx<'a> {
    /// The end of the running goroutine's stack.
    pub(crate) stack_end: *mut u64,
    /// The functions, by [`FuncId`].
    pub(crate) entries: *const Entry,
    /// The program's constants.
    pub(crate) constants: *const u64,
    /// The address of the first package-level variable.
    pub(crate) globals: Addr,
    stack_base: *mut u64,
    /// Where this worker's objects come from.
    pub alloc: Allocator,
    /// The VM.
    pub vm: &'a Vm,
    /// The scheduler.
    pub host: &'a dyn Host,
    g: Option<G>,
    /// Goroutines to be reused.
    spare: Spare,
    fault: Option<Fault>,
    /// The address of the instruction that this slice began with, if it is tried again after a collection.
    pub(crate) retried: u64,
    flow: Option<Flow>,
    /// What the slice has not used of its budget, or, below zero, used beyond it; complete when the slice has ended.
    unused: i64,
    /// What the running native counts for beyond one call.
    charge: i64,
    pub(crate) step: Option<Step>,
    /// Which worker this is.
    pub(crate) worker: u16,
    /// How often a channel was used here that another worker had used last.
    pub handovers: u64,
    /// The cycle that the goroutine closed by which the last slice ended.
    lock_cycle: Option<Box<LockCycle>>,
    pub(crate) spare_list: SpareList,
}

impl<'a> Ctx<'a> {
    /// A worker's context.
    pub fn new(vm: &'a Vm, host: &'a dyn Host) -> Ctx<'a> {
        let alloc = Allocator::new(&vm.heap);
        Ctx {
            worker: alloc.id() as u16,
            handovers: 0,
            stack_end: std::ptr::null_mut(),
            entries: vm.code.entries().as_ptr(),
            constants: vm.program.constants.words().as_ptr(),
            globals: vm.globals.as_ptr().expose_provenance() as Addr,
            stack_base: std::ptr::null_mut(),
            alloc,
            vm,
            host,
            g: None,
            spare: Spare::default(),
            fault: None,
            retried: 0,
            flow: None,
            unused: 0,
            charge: 0,
            step: None,
            lock_cycle: None,
            spare_list: SpareList::default(),
        }
    }

    /// The heap.
    pub fn heap(&self) -> &Arc<Heap> {
        self.alloc.heap()
    }

    /// The running goroutine. While an instruction runs that can park, its `ip` is the instruction after it.
    pub fn g(&mut self) -> &mut G {
        self.g.as_mut().expect("instructions run in a goroutine")
    }

    /// The running goroutine, and the list for one that locks for reading.
    pub(crate) fn g_and_list(&mut self) -> (&mut Goroutine, &mut SpareList) {
        let g = self.g.as_mut().expect("instructions run in a goroutine");
        (g, &mut self.spare_list)
    }

    /// Gives the running goroutine away, to be parked; the instruction must then end with `Parked`.
    pub fn take_goroutine(&mut self) -> G {
        self.g.take().expect("instructions run in a goroutine")
    }

    /// The running goroutine is about to wait for a lock.
    #[inline]
    pub(crate) fn begin_nested_wait(&mut self, wait: Wait) {
        if self.g().locks > 0 || !read_locks::held(self.g()).is_empty() {
            let nested = &self.vm.semas.nested;
            self.lock_cycle = nested.begin_wait(self.g(), wait).map(Box::new);
        }
    }

    /// The cycle of lock holders that the last slice has closed by its end, if it has.
    #[inline]
    pub fn take_lock_cycle(&mut self) -> Option<Box<LockCycle>> {
        self.lock_cycle.take()
    }

    /// A number from the VM's source of randomness.
    pub fn random(&mut self) -> u64 {
        self.host.random()
    }

    /// Takes back a goroutine that has exited.
    pub fn give_back(&mut self, mut g: G) {
        let vm = self.vm;
        if g.read_locks.is_some() {
            vm.semas.marks.ended(&mut g, &vm.heap);
        }
        vm.goroutines.give_back(&mut self.spare, g, &vm.heap);
    }

    /// What the slice that has ended did not use of its budget; below zero if it used more.
    pub fn unused(&mut self) -> i64 {
        self.unused.saturating_sub(self.alloc.take_work())
    }

    /// The rest of a budget will not be used in this slice.
    #[inline(always)]
    pub(crate) fn add_unused(&mut self, budget: i64) {
        self.unused = self.unused.saturating_add(budget);
    }

    /// Lets the running native count for `steps` jumps more.
    pub(crate) fn charge(&mut self, steps: u64) {
        let steps = i64::try_from(steps).unwrap_or(i64::MAX);
        self.charge = self.charge.saturating_add(steps).min(i64::MAX / 4);
    }

    /// What the native that has returned counts for beyond one call.
    #[inline(always)]
    pub(crate) fn take_charge(&mut self) -> i64 {
        std::mem::take(&mut self.charge)
    }

    /// Runs a goroutine until something stops it; at most about `budget` jumps and calls.
    pub fn run_slice(&mut self, mut g: G, budget: i64) -> Step {
        select::resume(self.vm, &mut g);
        let (at, resume) = (At { ip: g.ip, fp: g.fp }, g.resume.take());
        self.enter(g);
        self.retried = 0;
        self.unused = budget;
        let go = match resume.map(|resume| *resume) {
            None => Go::Run(at),
            Some(Resume::Retry) => {
                self.retried = at.ip;
                Go::Run(at)
            }
            Some(Resume::Unwind) => {
                self.retried = at.ip;
                self.unwind()
            }
            Some(Resume::PrintPanic(index)) => {
                self.retried = at.ip;
                self.print_from(index)
            }
            Some(Resume::Fault(fault)) => {
                self.set_fault(fault);
                self.raise(before(at))
            }
            Some(Resume::Lock(address, reason)) => {
                let outcome = sema::lock_again(self, address, reason);
                self.finish(before(at), at, outcome)
            }
            Some(Resume::Host(done)) => self.finish_host_call(at, done),
        };
        match go {
            Go::Stop(step) => step,
            Go::Run(at) => self.interpret(at, budget),
        }
    }

    fn interpret(&mut self, at: At, budget: i64) -> Step {
        self.unused = 0;
        let fp = self.frame(at.fp);
        let ctx = std::ptr::from_mut(self).cast();
        let mut machine = Machine::operands(ctx, at.ip as *const Inst, fp);
        machine.budget = budget;
        machine.run();
        self.step.take().unwrap_or(Step::Parked)
    }

    fn enter(&mut self, g: G) {
        self.g = Some(g);
        self.stack_moved();
    }

    /// Takes over the bounds of the running goroutine's stack.
    fn stack_moved(&mut self) {
        let stack = &self.g().stack;
        let (base, len) = (stack.base(), stack.len() as usize);
        self.stack_base = base;
        self.stack_end = base.wrapping_add(len);
    }

    /// The address of a slot of the running goroutine.
    pub(crate) fn frame(&self, slot: Slot) -> *mut u64 {
        self.stack_base.wrapping_add(slot.0 as usize)
    }

    /// The slot at an address in the running goroutine's stack.
    #[inline(always)]
    pub(crate) fn slot_of(&self, fp: *mut u64) -> Slot {
        Slot(((fp as usize - self.stack_base as usize) / 8) as u32)
    }

    /// Writes where the running goroutine stands into it and gives it up.
    pub(crate) fn save(&mut self, at: At) -> Option<G> {
        let mut g = self.g.take()?;
        g.ip = at.ip;
        g.fp = at.fp;
        Some(g)
    }

    /// Writes where the running goroutine will go on into it, before an operation that may give it up.
    #[inline(always)]
    pub(crate) fn prepare_to_park(&mut self, next: *const Inst, fp: *mut u64) -> Slot {
        let fp = self.slot_of(fp);
        let g = self.g();
        g.ip = next as u64;
        g.fp = fp;
        fp
    }

    /// Where the interpreter goes on: an instruction and the address of its frame, or nowhere, with the step in the context.
    pub(crate) fn settle(&mut self, go: Go) -> (*const Inst, *mut u64) {
        match go {
            Go::Run(at) => (at.ip as *const Inst, self.frame(at.fp)),
            Go::Stop(step) => {
                self.step = Some(step);
                (std::ptr::null(), std::ptr::null_mut())
            }
        }
    }

    /// Makes the stack at least `need` words.
    pub(crate) fn grow(&mut self, at: At, need: u64) -> Go {
        let limit = u64::from(self.vm.limits.stack_slots);
        let used = at.fp.0 + self.frame_words(at);
        let len = self.g().stack.len();
        if need <= u64::from(len) {
            return Go::Run(at);
        }
        if need > limit {
            return self.stack_overflow(at);
        }
        let wanted = need.next_power_of_two().max(2 * u64::from(len)).min(limit);
        let heap = &self.vm.heap;
        if heap.charge(8 * wanted).is_err() {
            return self.out_of_memory(at);
        }
        self.g().stack.resize(wanted as u32, used.min(len));
        heap.discharge(8 * u64::from(len));
        // A collection makes stacks smaller that are not used any more.
        heap.note_charged(8 * wanted);
        self.stack_moved();
        Go::Run(at)
    }

    fn stack_overflow(&mut self, at: At) -> Go {
        let limit = self.vm.limits.stack_bytes();
        // Stacks move, so an address says nothing; this one looks like Go's.
        let base = 0xc0_0000_0000_u64;
        let sp = base + 8 * u64::from(at.fp.0);
        let end = base + 8 * u64::from(self.vm.limits.stack_slots);
        let trace = self.trace(at);
        Go::Stop(Step::Fatal(
            Death::StackOverflow,
            format!(
                "runtime: goroutine stack exceeds {limit}-byte limit\nruntime: sp={sp:#x} stack=[{base:#x}, {end:#x}]\n\
             fatal error: stack overflow\n\n{trace}"
            ),
        ))
    }

    /// Keeps a fault for the `raise` handler.
    #[cold]
    #[inline(never)]
    pub(crate) fn set_fault(&mut self, fault: Fault) {
        self.fault = Some(fault);
    }

    pub(crate) fn take_fault(&mut self) -> Fault {
        self.fault
            .take()
            .unwrap_or(Fault::Fatal("minigo: a fault without a reason".into()))
    }

    pub(crate) fn itab(&self) -> &'a Itab {
        &self.vm.itab
    }

    /// Writes the words of the value in an interface, as many as its type has.
    pub(crate) fn unpack(&self, word: u64, words: &mut [u64]) {
        if let Some(ty) = iface::type_of(word) {
            iface::unpack(
                &self.vm.program.rtypes,
                ty,
                word,
                words.as_mut_ptr().expose_provenance() as u64,
            );
        }
    }

    /// `make(chan T, cap)` at `ip`; `None`, with the fault set, if there cannot be such a channel.
    #[inline(never)]
    pub(crate) fn make_chan(&mut self, ip: *const Inst, ty: RTypeId, cap: i64) -> Option<u64> {
        match chan::make(self, ty, cap, ip as u64) {
            Ok(word) => Some(word),
            Err(fault) => {
                self.set_fault(fault);
                None
            }
        }
    }

    /// What is left of a budget after an instruction that may have allocated: nothing if a collection is due. Work on many
    /// bytes is paid.
    #[inline(always)]
    pub(crate) fn budget_after_allocation(&mut self, budget: i64) -> i64 {
        if self.alloc.heap().collection_due() || self.alloc.worked() {
            return self.pay(budget);
        }
        budget
    }

    #[cold]
    #[inline(never)]
    fn pay(&mut self, budget: i64) -> i64 {
        let budget = budget.saturating_sub(self.alloc.take_work());
        if !self.alloc.heap().collection_due() {
            return budget;
        }
        self.add_unused((budget - 1).max(0));
        budget.min(1)
    }

    /// Ends an instruction that may have parked.
    pub(crate) fn finish(&mut self, at: At, next: At, outcome: Outcome) -> Go {
        match outcome {
            Outcome::Done => Go::Run(next),
            Outcome::Parked => Go::Stop(Step::Parked),
            Outcome::Fault(fault) => {
                self.set_fault(fault);
                self.raise(at)
            }
        }
    }
}

/// The instruction before a return address.
fn before(at: At) -> At {
    At {
        ip: at.ip - size_of::<Inst>() as u64,
        ..at
    }
}
