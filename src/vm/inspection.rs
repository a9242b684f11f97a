//! What the host asks a VM while it runs: which goroutines are leaked just now.
//!
//! A question is a channel for the answer. Workers look for questions where they look for requests to stop; when the run
//! is over, questions without answer are dropped, which is an answer too.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

use parking_lot::Mutex;

use crate::vm::wait_graph::Stuck;
use crate::vm::waker::Waker;

/// The questions to one VM.
#[derive(Default)]
pub struct Inspection {
    asked: AtomicBool,
    state: Mutex<State>,
    /// What a question calls.
    pub waker: Waker,
}

#[derive(Default)]
struct State {
    questions: Vec<mpsc::Sender<Stuck>>,
    over: bool,
}

impl Inspection {
    /// Which goroutines are leaked; waits until the run says so. `None` if it is over.
    pub fn leaks(&self) -> Option<Stuck> {
        let (question, answer) = mpsc::channel();
        {
            let mut state = self.state.lock();
            if state.over {
                return None;
            }
            state.questions.push(question);
            self.asked.store(true, Ordering::SeqCst);
        }
        self.waker.wake();
        answer.recv().ok()
    }

    /// Whether there is a question.
    #[inline]
    pub fn asked(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }

    /// Takes the questions, to be answered with one answer.
    pub fn take(&self) -> Vec<mpsc::Sender<Stuck>> {
        let mut state = self.state.lock();
        self.asked.store(false, Ordering::SeqCst);
        std::mem::take(&mut state.questions)
    }

    /// The run is over, or will never begin.
    pub fn close(&self) {
        let mut state = self.state.lock();
        state.over = true;
        state.questions.clear();
    }
}

impl std::fmt::Debug for Inspection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Inspection")
    }
}
