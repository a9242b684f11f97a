//! A thread that writes for a VM, so that the VM can stop although a writer does not return.
//!
//! Whoever writes gives it the bytes and waits. If the VM shall stop, the wait soon ends, and the thread, which owns
//! nothing of the VM, is left to itself; it ends when the writer returns, if ever.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use parking_lot::{Condvar, Mutex};

use crate::vm::interrupt::Interrupt;
use crate::vm::stdio::Sink;

/// The VM's end of it.
pub(super) struct Scribe(Arc<Desk>);

struct Desk {
    state: Mutex<State>,
    changed: Condvar,
}

enum State {
    /// Nothing to do.
    Idle,
    /// Bytes to be written.
    Asked(Vec<u8>),
    /// They are being written.
    Busy,
    /// They were, and here is their buffer.
    Done(io::Result<()>, Vec<u8>),
    /// The VM does not need it any more.
    Closed,
}

/// How often a waiting writer looks whether the VM shall stop, and how many times after that it still waits.
const LOOK: Duration = Duration::from_millis(50);
const PATIENCE: u32 = 6;

impl Scribe {
    /// Starts a thread that writes to the sink.
    pub(super) fn new(sink: Sink) -> Scribe {
        let desk = Arc::new(Desk {
            state: Mutex::new(State::Idle),
            changed: Condvar::new(),
        });
        let thread = std::thread::Builder::new().name("minigo output".into());
        let theirs = Arc::clone(&desk);
        if thread.spawn(move || theirs.serve(&sink)).is_err() {
            *desk.state.lock() = State::Closed;
        }
        Scribe(desk)
    }

    /// Writes the bytes of the buffer.
    pub(super) fn write(&self, buffer: &mut Vec<u8>, interrupt: &Interrupt) -> io::Result<()> {
        let desk = &*self.0;
        let mut state = desk.state.lock();
        if matches!(*state, State::Closed) {
            return Err(io::Error::other("there is no thread to write"));
        }
        *state = State::Asked(std::mem::take(buffer));
        desk.changed.notify_all();
        let mut patience = PATIENCE;
        loop {
            if let State::Done(..) = *state
                && let State::Done(result, bytes) = std::mem::replace(&mut *state, State::Idle)
            {
                *buffer = bytes;
                return result;
            }
            let timeout = desk.changed.wait_for(&mut state, LOOK);
            if timeout.timed_out() && interrupt.requested().is_some() {
                patience -= 1;
            }
            if patience == 0 {
                *state = State::Closed;
                return Err(io::ErrorKind::TimedOut.into());
            }
        }
    }
}

impl Drop for Scribe {
    fn drop(&mut self) {
        *self.0.state.lock() = State::Closed;
        self.0.changed.notify_all();
    }
}

impl Desk {
    fn serve(&self, sink: &Sink) {
        let mut state = self.state.lock();
        loop {
            match std::mem::replace(&mut *state, State::Busy) {
                State::Asked(bytes) => {
                    drop(state);
                    let write = || {
                        let mut sink = sink.lock();
                        sink.write_all(&bytes).and_then(|()| sink.flush())
                    };
                    let panicked = |_| Err(io::Error::other("the writer panicked"));
                    let result = catch_unwind(AssertUnwindSafe(write)).unwrap_or_else(panicked);
                    state = self.state.lock();
                    if matches!(*state, State::Closed) {
                        return;
                    }
                    *state = State::Done(result, bytes);
                    self.changed.notify_all();
                }
                State::Closed => return,
                other => {
                    *state = other;
                    self.changed.wait(&mut state);
                }
            }
        }
    }
}
