//! How a goroutine or its program ends: by returning, for want of memory, by a fatal error, or by a panic that nobody
//! recovers. Its values say how they print: `Error` and `String` are called like deferred calls.

use super::{At, Go};
use crate::index::MethodId;
use crate::vm::goroutine::{Goroutine, Slot};
use crate::vm::interrupt::Limit;
use crate::vm::native::Resume;
use crate::vm::{Ctx, Death, Step, iface, traceback};

/// How often the text of a panic value is in memory when the program ends.
const COPIES_OF_TEXT: u64 = 4;

impl Ctx<'_> {
    /// The goroutine's function returned.
    pub(crate) fn exited(&mut self, _at: At) -> Go {
        self.exit_goroutine(false)
    }

    pub(super) fn exit_goroutine(&mut self, goexit: bool) -> Go {
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

    pub(super) fn broken(&mut self) -> Go {
        Go::Stop(Step::Fatal(
            Death::FatalError,
            "fatal error: minigo: the defer stack is inconsistent\n".into(),
        ))
    }

    /// No deferred call is left. Calls the methods that give the texts of the panic values, newest panic first.
    pub(super) fn start_printing(&mut self) -> Go {
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

    pub(crate) fn print_from(&mut self, newest: usize) -> Go {
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
        match self.make_room(at, func, receiver.len(), w) {
            Go::Run(_) => {}
            stop => return stop.with(Resume::PrintPanic(index)),
        }
        if let Some(unwind) = self.g().unwind.as_deref_mut() {
            unwind.printing = Some((index, Slot(at.fp.0 + w)));
        }
        let link = self.vm.code.exits.printing() as u64;
        self.call_above(at, func, &receiver, w, link)
    }

    /// `Error` or `String` of a panic value has returned.
    pub(crate) fn printed(&mut self) -> Go {
        let vm = self.vm;
        let g: &mut Goroutine = self.g();
        let Some(unwind) = g.unwind.as_deref_mut() else {
            return self.broken();
        };
        let Some((index, window)) = unwind.printing.take() else {
            return self.broken();
        };
        let word = g.stack.words()[window.0 as usize];
        // It is copied here, into the chain of panics, and into the text of the program's end.
        let bytes = COPIES_OF_TEXT * crate::vm::string::len(word);
        if vm.heap.charge(bytes).is_err() {
            return Go::Stop(Step::Limit(Limit::Memory));
        }
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
