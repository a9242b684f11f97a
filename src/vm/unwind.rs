//! Deferred calls, panics, recover and Goexit: how a goroutine leaves its frames.
//!
//! A panic adds a [`Panic`] to the goroutine and runs the deferred calls, newest first, on top of the frame that panicked;
//! each returns to the `unwinding` instruction, which runs the next one, or, when the call recovered, drops all frames
//! above the one that deferred it and continues that one at its `recover_pc`. Frames stay in place until then, so a
//! traceback shows where the panic came from. Goexit is a panic that cannot be recovered. When no deferred call is left,
//! `Error` and `String` of the panic values are called the same way, returning to the `printing` instruction, and the
//! program ends.

use smallvec::SmallVec;

use crate::bytecode::op::Reg;
use crate::index::{FuncId, MethodId};
use crate::vm::code::Inst;
use crate::vm::fault::Fault;
use crate::vm::goroutine::{Goroutine, Link, Slot};
use crate::vm::heap::{Heap, OutOfMemory, mem};
use crate::vm::interrupt::Limit;
use crate::vm::native::Resume;
use crate::vm::{Ctx, Death, Step, iface, traceback};

/// The low bits of an interface word, which hold a pointer.
const POINTER: u64 = (1 << 48) - 1;

/// The words of a receiver.
type Receiver = SmallVec<[u64; 8]>;

/// The part of a goroutine that only defer and panic need.
#[derive(Default)]
pub(crate) struct Unwind {
    /// Argument words of deferred calls, newest last. Roots.
    pub(crate) words: Vec<u64>,
    deferred: Vec<Deferred>,
    pub(crate) panics: Vec<Panic>,
    /// A nil dereference is among the panics.
    pub(crate) signal: bool,
    /// The panic whose value is being printed, and the window of the call that does.
    printing: Option<(usize, Slot)>,
    /// Bytes that the heap counts for it.
    charged: u64,
}

/// A deferred call.
struct Deferred {
    callee: Callee,
    /// The frame whose `defer` statement it was.
    frame: Slot,
    /// The `defer` statement.
    ip: u64,
    /// Where its argument words begin.
    start: u32,
}

/// What a deferred call calls.
#[derive(Clone, Copy)]
pub(crate) enum Callee {
    Func(u32),
    /// A closure word.
    Closure(u64),
}

/// A panic, or a Goexit, that has not ended.
pub(crate) struct Panic {
    /// The interface word; 0 for Goexit. A root.
    pub(crate) value: u64,
    /// What to print instead of the value: the result of its `Error` or `String`.
    pub(crate) text: Option<Vec<u8>>,
    /// Where it was raised.
    pub(crate) at: At,
    /// A deferred call recovered it.
    pub(crate) recovered: bool,
    /// It was raised again with the same value.
    pub(crate) repanicked: bool,
    /// It is a `runtime.Goexit`.
    pub(crate) goexit: bool,
    /// The frame that deferred the running call, and its `defer` statement.
    deferring: (Slot, u64),
}

/// A place in the code and a frame.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At {
    /// The address of an instruction.
    pub(crate) ip: u64,
    /// The frame's slot 0.
    pub(crate) fp: Slot,
}

/// How it goes on.
pub(crate) enum Go {
    /// With this instruction, in this frame.
    Run(At),
    /// Not at all.
    Stop(Step),
}

impl Unwind {
    /// Every word that may be a pointer.
    pub(crate) fn visit_roots(&self, visit: &mut dyn FnMut(u64)) {
        self.words.iter().for_each(|&word| visit(word));
        self.panics.iter().for_each(|panic| visit(panic.value));
        for deferred in &self.deferred {
            if let Callee::Closure(word) = deferred.callee {
                visit(word);
            }
        }
    }

    /// Counts its memory, and what `words` more of arguments need, as the heap's.
    fn charge(&mut self, heap: &Heap, words: usize) -> Result<(), OutOfMemory> {
        let bytes = |len: usize, more: usize, capacity: usize, size: usize| {
            let needed = if len + more > capacity {
                2 * (len + more)
            } else {
                capacity
            };
            (needed * size) as u64
        };
        let calls = &self.deferred;
        let total = bytes(self.words.len(), words, self.words.capacity(), 8)
            + bytes(calls.len(), 1, calls.capacity(), size_of::<Deferred>());
        if total > self.charged {
            heap.charge(total - self.charged)?;
            self.charged = total;
        }
        Ok(())
    }

    /// Bytes that the heap counts for it.
    pub(crate) fn charged(&self) -> u64 {
        self.charged
    }

    fn push(&mut self, callee: Callee, frame: Slot, ip: *const Inst, words: &[u64]) {
        let start = self.words.len() as u32;
        self.words.extend_from_slice(words);
        self.deferred.push(Deferred {
            callee,
            frame,
            ip: ip as u64,
            start,
        });
    }
}

/// Deferring.
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
        let Some((deferred, words)) = self.pop_deferred() else {
            return Go::Run(at);
        };
        self.call_deferred(at, deferred.callee, &words, w, link_ip)
    }

    fn pop_deferred(&mut self) -> Option<(Deferred, Vec<u64>)> {
        let unwind = self.g().unwind.as_deref_mut()?;
        let deferred = unwind.deferred.pop()?;
        let words = unwind.words.split_off(deferred.start as usize);
        Some((deferred, words))
    }

    fn call_deferred(&mut self, at: At, callee: Callee, words: &[u64], w: u32, link_ip: u64) -> Go {
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

    /// Enters a function in a window `w` slots above a frame.
    fn call_above(&mut self, at: At, func: u32, window: &[u64], w: u32, link_ip: u64) -> Go {
        let entry = &self.vm.code.entries()[func as usize];
        let fp = Slot(at.fp.0 + w);
        let nslots = (entry.nslots as usize).max(window.len()) as u64;
        if let Go::Stop(step) = self.grow(at, u64::from(fp.0) + nslots) {
            return Go::Stop(step);
        }
        let code = self.vm.code.entries()[func as usize].code() as u64;
        let stack = self.g().stack.words_mut();
        stack[fp.0 as usize - 1] = link_ip << 16 | u64::from(w);
        stack[fp.0 as usize..][..window.len()].copy_from_slice(window);
        Go::Run(At { ip: code, fp })
    }
}

/// Panicking.
impl Ctx<'_> {
    /// Panics with the fault in the context.
    pub(crate) fn raise(&mut self, at: At) -> Go {
        let fault = self.take_fault();
        let fault = match fault {
            Fault::Fatal(text) => return self.fatal(at, &text),
            Fault::OutOfMemory => return self.out_of_memory(at),
            Fault::Limit(limit) => return Go::Stop(Step::Limit(limit)),
            fault => fault,
        };
        let signal = fault == Fault::NilDeref;
        let value = match self.fault_value(fault, at.ip) {
            Ok(value) => value,
            Err(Fault::Limit(limit)) => return Go::Stop(Step::Limit(limit)),
            Err(_) => return self.out_of_memory(at),
        };
        self.start_panic(at, value, signal, false)
    }

    /// Ends the goroutine as `runtime.Goexit` does.
    pub(crate) fn goexit(&mut self, at: At) -> Go {
        self.start_panic(at, 0, false, true)
    }

    fn start_panic(&mut self, at: At, value: u64, signal: bool, goexit: bool) -> Go {
        let g = self.g();
        let unwind = g.unwind.get_or_insert_with(Box::default);
        unwind.signal |= signal;
        unwind.panics.push(Panic {
            value,
            text: None,
            at,
            recovered: false,
            repanicked: false,
            goexit,
            deferring: (Slot(0), 0),
        });
        self.unwind()
    }

    /// Runs the next deferred call of the newest panic, or ends the goroutine or the program.
    fn unwind(&mut self) -> Go {
        let next = self.pop_deferred();
        let Some(panic) = self
            .g()
            .unwind
            .as_deref_mut()
            .and_then(|unwind| unwind.panics.last_mut())
        else {
            return self.broken();
        };
        let at = panic.at;
        let Some((deferred, words)) = next else {
            return if panic.goexit {
                self.exit_goroutine(true)
            } else {
                self.start_printing()
            };
        };
        panic.deferring = (deferred.frame, deferred.ip);
        let w = self.frame_words(at) + 1;
        let link = self.vm.code.exits.unwinding() as u64;
        self.call_deferred(at, deferred.callee, &words, w, link)
    }

    /// How many slots the frame of an instruction has.
    pub(crate) fn frame_words(&self, at: At) -> u32 {
        let located = self.vm.code.locate(at.ip);
        located.map_or(0, |(func, _)| u32::from(self.vm.program.funcs[func].nslots))
    }

    /// A deferred call of the newest panic has returned: go on there if it recovered, else with the next one.
    pub(crate) fn deferred_returned(&mut self) -> Go {
        let Some(unwind) = self.g().unwind.as_deref_mut() else {
            return self.broken();
        };
        let Some(panic) = unwind.panics.last() else {
            return self.broken();
        };
        if !panic.recovered {
            return self.unwind();
        }
        let (frame, defer_ip) = panic.deferring;
        // Panics raised above the frame are gone with their frames; a Goexit among them goes on from here.
        let mut goexit = false;
        while unwind
            .panics
            .last()
            .is_some_and(|panic| panic.at.fp.0 >= frame.0)
        {
            goexit |= unwind.panics.pop().is_some_and(|panic| panic.goexit);
        }
        if unwind.panics.is_empty() {
            unwind.signal = false;
        }
        let Some((func, _)) = self.vm.code.locate(defer_ip) else {
            return self.broken();
        };
        let Some(pc) = self.vm.program.funcs[func].recover_pc else {
            return self.broken();
        };
        let at = At {
            ip: self.vm.code.address(func, pc) as u64,
            fp: frame,
        };
        if goexit { self.goexit(at) } else { Go::Run(at) }
    }

    /// `recover()` in the frame `fp`: the value of the newest panic if that runs this frame's function.
    pub(crate) fn recover(&mut self, fp: *mut u64) -> u64 {
        let mut frame = self.slot_of(fp);
        let (vm, unwinding) = (self.vm, self.vm.code.exits.unwinding() as u64);
        let g: &mut Goroutine = self.g();
        let Some(unwind) = g.unwind.as_deref_mut() else {
            return 0;
        };
        let Some(panic) = unwind.panics.last_mut() else {
            return 0;
        };
        if panic.recovered || panic.goexit {
            return 0;
        }
        loop {
            let link = Link::of(g.stack.words()[frame.0 as usize - 1]);
            frame = Slot(frame.0 - link.window);
            let caller = link.ip;
            if caller == unwinding {
                break;
            }
            // A method called through a wrapper counts as called by the wrapper's caller.
            let wrapper =
                (vm.code.locate(caller)).is_some_and(|(func, _)| vm.program.funcs[func].wrapper);
            if !wrapper {
                return 0;
            }
        }
        if frame != panic.at.fp {
            return 0;
        }
        panic.recovered = true;
        panic.value
    }
}

/// Ending.
impl Ctx<'_> {
    /// The goroutine's function returned.
    pub(crate) fn exited(&mut self, _at: At) -> Go {
        self.exit_goroutine(false)
    }

    fn exit_goroutine(&mut self, goexit: bool) -> Go {
        let g = self.take_goroutine();
        Go::Stop(Step::Exited { g, goexit })
    }

    /// The heap is full: come back to the instruction after a collection, or end the program.
    pub(crate) fn out_of_memory(&mut self, at: At) -> Go {
        // An instruction that allocates twice may fill the heap again each time it is tried: once is enough.
        if self.retried != at.ip && self.alloc.heap().collection_may_help() {
            self.alloc.heap().request_collection();
            return match self.save(at) {
                Some(mut g) => {
                    g.resume = Some(Box::new(Resume::Retry));
                    Go::Stop(Step::Yield(g))
                }
                None => self.broken(),
            };
        }
        Go::Stop(Step::Limit(Limit::Memory))
    }

    /// `fatal error: …`
    pub(crate) fn fatal(&mut self, at: At, text: &str) -> Go {
        let trace = self.trace(at);
        Go::Stop(Step::Fatal(
            Death::FatalError,
            format!("fatal error: {text}\n\n{trace}"),
        ))
    }

    fn broken(&mut self) -> Go {
        Go::Stop(Step::Fatal(
            Death::FatalError,
            "fatal error: minigo: the defer stack is inconsistent\n".into(),
        ))
    }

    /// No deferred call is left. Calls the methods that give the texts of the panic values, newest panic first.
    fn start_printing(&mut self) -> Go {
        let Some(unwind) = self.g().unwind.as_deref_mut() else {
            return self.broken();
        };
        let newest = unwind.panics.len() - 1;
        if unwind.printing.take().is_some() {
            // A method that was called for printing panicked itself.
            let value = unwind.panics[newest].value;
            let text = traceback::value_text_or_type(self.vm, value);
            return Go::Stop(Step::Fatal(
                Death::FatalError,
                format!("fatal error: panic while printing panic value: {text}\n"),
            ));
        }
        self.print_from(newest)
    }

    fn print_from(&mut self, newest: usize) -> Go {
        let vm = self.vm;
        let Some(unwind) = self.g().unwind.as_deref_mut() else {
            return self.broken();
        };
        let last = unwind.panics.len() - 1;
        let at = unwind.panics[last].at;
        for index in (0..=newest).rev() {
            let value = unwind.panics[index].value;
            if index > 0 && unwind.panics[index - 1].value == value {
                unwind.panics[index - 1].repanicked = true;
            }
            // It has its text where it was raised last.
            if unwind.panics[index].repanicked {
                continue;
            }
            let Some(method) = printing_method(vm, value) else {
                continue;
            };
            let w = self.frame_words(at) + 1;
            return self.call_printer(at, index, value, method, w);
        }
        self.uncaught(at)
    }

    fn call_printer(&mut self, at: At, index: usize, value: u64, method: MethodId, w: u32) -> Go {
        let Some((func, receiver)) = self.method_call(value, method.as_u32()) else {
            return self.broken();
        };
        if let Some(unwind) = self.g().unwind.as_deref_mut() {
            unwind.printing = Some((index, Slot(at.fp.0 + w)));
        }
        let link = self.vm.code.exits.printing() as u64;
        self.call_above(at, func, &receiver, w, link)
    }

    /// `Error` or `String` of a panic value has returned.
    pub(crate) fn printed(&mut self) -> Go {
        let g: &mut Goroutine = self.g();
        let Some(unwind) = g.unwind.as_deref_mut() else {
            return self.broken();
        };
        let Some((index, window)) = unwind.printing.take() else {
            return self.broken();
        };
        let word = g.stack.words()[window.0 as usize];
        unwind.panics[index].text =
            Some(traceback::shown(crate::vm::string::bytes(word)).into_owned());
        match index.checked_sub(1) {
            Some(next) => self.print_from(next),
            None => {
                let at = unwind.panics[unwind.panics.len() - 1].at;
                self.uncaught(at)
            }
        }
    }

    /// Ends the program: the chain of panics and the traceback.
    fn uncaught(&mut self, at: At) -> Go {
        let mut text = Vec::new();
        if let Some(unwind) = self.g().unwind.take() {
            traceback::panic_chain(self.vm, &unwind, &mut text);
            self.g().unwind = Some(unwind);
        }
        let text = String::from_utf8_lossy(&text).into_owned();
        let trace = self.trace(at);
        Go::Stop(Step::Fatal(Death::Panic, format!("{text}\n{trace}")))
    }

    /// The header and frames of the running goroutine.
    pub(crate) fn trace(&mut self, at: At) -> String {
        let vm = self.vm;
        let g = self.g();
        traceback::goroutine(vm, g, at, "running")
    }
}

/// The method that says what a panic value prints as.
fn printing_method(vm: &crate::vm::Vm, value: u64) -> Option<MethodId> {
    if value == 0 {
        return None;
    }
    let runtime = &vm.program.runtime;
    let ty = iface::type_of(value)?;
    let rtype = vm.program.rtypes.get(ty)?;
    let error = runtime
        .error_method
        .filter(|&id| rtype.method(id).is_some());
    error.or_else(|| {
        runtime
            .string_method
            .filter(|&id| rtype.method(id).is_some())
    })
}
