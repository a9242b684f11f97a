//! Deferred calls, panics, recover and Goexit: how a goroutine leaves its frames.
//!
//! A panic adds a [`Panic`] to the goroutine and runs the deferred calls, newest first, on top of the frame that panicked;
//! each returns to the `unwinding` instruction, which runs the next one, or, when the call recovered, drops all frames
//! above the one that deferred it and continues that one at its `recover_pc`. Frames stay in place until then, so a
//! traceback shows where the panic came from. Goexit is a panic that cannot be recovered. When no deferred call is left,
//! `Error` and `String` of the panic values are called the same way, returning to the `printing` instruction, and the
//! program ends.

mod deferring;
mod ending;

use smallvec::SmallVec;

use crate::vm::code::Inst;
use crate::vm::fault::Fault;
use crate::vm::goroutine::{Goroutine, Link, Slot};
use crate::vm::heap::{Heap, OutOfMemory};
use crate::vm::native::Resume;
use crate::vm::{Ctx, Step};

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

impl Go {
    /// If the goroutine will try again after a collection: with this, instead of its instruction.
    fn with(self, resume: Resume) -> Go {
        match self {
            Go::Stop(Step::Yield(mut g)) => {
                g.resume = Some(Box::new(resume));
                Go::Stop(Step::Yield(g))
            }
            other => other,
        }
    }
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
    pub(crate) fn unwind(&mut self) -> Go {
        let panics = |g: &mut Goroutine| g.unwind.as_deref_mut()?.panics.last_mut().map(|it| it.at);
        let Some(at) = panics(self.g()) else {
            return self.broken();
        };
        let w = self.frame_words(at) + 1;
        match self.make_room_for_deferred(at, w) {
            Go::Run(_) => {}
            stop => return stop.with(Resume::Unwind),
        }
        let next = self.pop_deferred();
        let unwind = self.g().unwind.as_deref_mut();
        let Some(panic) = unwind.and_then(|unwind| unwind.panics.last_mut()) else {
            return self.broken();
        };
        let Some((deferred, words)) = next else {
            return if panic.goexit {
                self.exit_goroutine(true)
            } else {
                self.start_printing()
            };
        };
        panic.deferring = (deferred.frame, deferred.ip);
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
