//! The standard streams of a VM, and what else a program is given from outside.
//!
//! Standard output is buffered here: it reaches the host's writer when the buffer is large, before anything is written to
//! standard error or read from standard input, when the scheduler finds it old, when all goroutines sleep, and when the
//! run ends. Standard error is not buffered. A writer that fails keeps its error: later writes return it at once. With a
//! [`Meter`], what is beyond its limit is not written, and the VM is asked to stop. If somebody may ask the VM to stop, it
//! must not wait for a writer that never returns: then a thread of its own writes ([`Scribe`]).

use std::io::{self, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use parking_lot::Mutex;

use crate::vm::heap::PIECE;
use crate::vm::inspection::Inspection;
use crate::vm::interrupt::{Interrupt, Limit};
use crate::vm::scribe::Scribe;

/// A writer that several runs may share.
pub type Sink = Arc<Mutex<dyn Write + Send>>;
/// A reader that several runs may share.
pub type Source = Arc<Mutex<dyn Read + Send>>;

/// What surrounds a program.
pub struct Surroundings {
    /// Its standard streams.
    pub stdio: Stdio,
    /// `os.Args`.
    pub args: Vec<String>,
    /// What `runtime.NumCPU` says.
    pub workers: usize,
    /// Through which the host may stop it.
    pub interrupt: Arc<Interrupt>,
    /// Through which the host may ask what it does.
    pub inspection: Arc<Inspection>,
}

impl Default for Surroundings {
    /// No input, no arguments, and the output is thrown away.
    fn default() -> Surroundings {
        let nowhere = || Output::new(Arc::new(Mutex::new(io::sink())));
        Surroundings {
            stdio: Stdio {
                stdin: Arc::new(Mutex::new(io::empty())),
                stdout: nowhere(),
                stderr: nowhere(),
                sigpipe: false,
            },
            args: Vec::new(),
            workers: 1,
            interrupt: Arc::default(),
            inspection: Arc::default(),
        }
    }
}

/// The standard streams.
pub struct Stdio {
    /// File descriptor 0. Read it only in a [`HostJob`](crate::vm::native::HostJob), after flushing `stdout`.
    pub stdin: Source,
    /// File descriptor 1.
    pub stdout: Output,
    /// File descriptor 2.
    pub stderr: Output,
    /// Whether a write into a closed pipe ends the program, as SIGPIPE ends a Go process.
    pub sigpipe: bool,
}

/// What SIGPIPE makes of a process's exit code.
pub const SIGPIPE_EXIT: i32 = 141;

impl Stdio {
    /// Writes to standard error, after what standard output holds back.
    pub fn write_stderr(&self, bytes: &[u8]) -> io::Result<()> {
        // What the guest wrote before must come before; its failure is standard output's own affair.
        let _ = self.stdout.flush();
        self.stderr.write(bytes)?;
        self.stderr.flush()
    }

    /// As [`Stdio::write_stderr`], for the VM's own last words: no limit holds for them.
    pub fn write_last_words(&self, text: &str) -> io::Result<()> {
        let _ = self.stdout.flush();
        self.stderr.accept(text.as_bytes())?;
        self.stderr.flush()
    }

    /// Whether a failed write ends the program.
    pub fn is_fatal(&self, error: &io::Error) -> bool {
        self.sigpipe && error.kind() == io::ErrorKind::BrokenPipe
    }
}

/// Writes of at least this many bytes are not held back.
const LARGE: usize = 16 << 10;

/// How much a VM may still write, to whichever stream.
pub struct Meter {
    left: AtomicU64,
    interrupt: Arc<Interrupt>,
}

impl Meter {
    /// A meter that stops the VM behind `interrupt` after so many bytes.
    pub fn new(limit: u64, interrupt: Arc<Interrupt>) -> Arc<Meter> {
        let left = AtomicU64::new(limit);
        Arc::new(Meter { left, interrupt })
    }

    /// How many of the bytes may be written.
    fn take(&self, bytes: usize) -> usize {
        let mut taken = 0;
        self.left
            .update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                taken = left.min(bytes as u64);
                left - taken
            });
        if taken < bytes as u64 {
            self.interrupt.request(Limit::Output);
        }
        taken as usize
    }
}

/// One output stream.
pub struct Output {
    meter: Option<Arc<Meter>>,
    /// Who may ask to abandon a writer that does not return.
    interrupt: Option<Arc<Interrupt>>,
    state: Mutex<State>,
    /// Whether the buffer holds anything.
    dirty: AtomicBool,
}

struct State {
    buffer: Vec<u8>,
    sink: Sink,
    scribe: Option<Scribe>,
    failed: Option<(io::ErrorKind, Option<i32>)>,
}

impl Output {
    /// A stream into a sink.
    pub fn new(sink: Sink) -> Output {
        Output {
            meter: None,
            interrupt: None,
            state: Mutex::new(State {
                buffer: Vec::new(),
                sink,
                scribe: None,
                failed: None,
            }),
            dirty: AtomicBool::new(false),
        }
    }

    /// Counts what is written from now on.
    pub fn with_meter(mut self, meter: Option<Arc<Meter>>) -> Output {
        self.meter = meter;
        self
    }

    /// Abandons a writer that does not return once the VM shall stop.
    pub fn with_interrupt(mut self, interrupt: Option<Arc<Interrupt>>) -> Output {
        self.interrupt = interrupt;
        self
    }

    /// Accepts all bytes, or says that this or an earlier write failed.
    pub fn write(&self, bytes: &[u8]) -> io::Result<()> {
        let allowed = self.meter.as_ref().map(|meter| meter.take(bytes.len()));
        self.accept(&bytes[..allowed.unwrap_or(bytes.len())])?;
        if allowed.is_some_and(|n| n < bytes.len()) {
            return Err(io::Error::other("output limit reached"));
        }
        Ok(())
    }

    fn accept(&self, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.state.lock();
        state.check()?;
        for piece in bytes.chunks(PIECE) {
            state.buffer.extend_from_slice(piece);
            if state.buffer.len() < LARGE {
                self.dirty.store(true, Ordering::Relaxed);
                return Ok(());
            }
            self.drain(&mut state)?;
            if self.abandoned() {
                return Err(io::ErrorKind::TimedOut.into());
            }
        }
        Ok(())
    }

    /// Whether nobody needs the rest of a long write. What the meter allows is written in any case.
    fn abandoned(&self) -> bool {
        let request = (self.interrupt.as_ref()).and_then(|interrupt| interrupt.requested());
        request.is_some_and(|limit| limit != Limit::Output)
    }

    /// Whether [`Output::flush`] has anything to do.
    pub fn is_dirty(&self) -> bool {
        self.dirty.load(Ordering::Relaxed)
    }

    /// Hands everything to the sink.
    pub fn flush(&self) -> io::Result<()> {
        if !self.is_dirty() {
            return Ok(());
        }
        let mut state = self.state.lock();
        state.check()?;
        self.drain(&mut state)
    }

    fn drain(&self, state: &mut State) -> io::Result<()> {
        self.dirty.store(false, Ordering::Relaxed);
        let result = match &self.interrupt {
            None => {
                let mut sink = state.sink.lock();
                sink.write_all(&state.buffer).and_then(|()| sink.flush())
            }
            Some(interrupt) => {
                let (sink, buffer) = (&state.sink, &mut state.buffer);
                let scribe = state
                    .scribe
                    .get_or_insert_with(|| Scribe::new(Arc::clone(sink)));
                scribe.write(buffer, interrupt)
            }
        };
        state.buffer.clear();
        if let Err(error) = &result {
            state.failed = Some((error.kind(), error.raw_os_error()));
        }
        result
    }
}

impl State {
    fn check(&self) -> io::Result<()> {
        match self.failed {
            None => Ok(()),
            Some((_, Some(code))) => Err(io::Error::from_raw_os_error(code)),
            Some((kind, None)) => Err(kind.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_writes_wait_and_large_ones_do_not() {
        let sink = Arc::new(Mutex::new(Vec::new()));
        let output = Output::new(sink.clone());
        output.write(b"ab").unwrap();
        assert!(sink.lock().is_empty() && output.is_dirty());
        output.flush().unwrap();
        assert_eq!(*sink.lock(), b"ab");
        output.write(&[b'x'; LARGE]).unwrap();
        assert_eq!(sink.lock().len(), LARGE + 2);
        assert!(!output.is_dirty());
    }

    struct Broken;

    impl Write for Broken {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn an_error_stays() {
        let output = Output::new(Arc::new(Mutex::new(Broken)));
        output.write(b"a").unwrap();
        for error in [output.flush(), output.write(b"b")] {
            assert_eq!(error.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
        }
    }
}
