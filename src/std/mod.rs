//! The standard library: one row per package, each a Go source and the natives that it declares without body.
//!
//! A function is added by writing it in `<pkg>.go`; if Rust must do it, its body is left out there and a row of that name
//! is added to `NATIVES` in `<pkg>.rs`. The Go declaration is the type that the checker uses; a test compares both sides.

mod errors;
mod fmt;
mod math;
mod merge;
mod number;
mod os;
mod quote;
mod runtime;
mod sort;
mod strconv;
mod strings;
mod sync;
mod time;
mod unicode;
mod word;

use crate::bytecode::rtype::RTypes;
use crate::vm::fault::Fault;
use crate::vm::heap::{BYTES_PER_JUMP, Header, OutOfMemory, mem};
use crate::vm::interrupt::Interrupt;
use crate::vm::native::{Flow, NativeCtx, NativeFn};
use crate::vm::{iface, maker, slice};
use word::Val;

/// Natives by the name of the function that they implement.
pub type Natives = &'static [(&'static str, NativeFn)];

/// A package of the standard library.
#[derive(Clone, Copy)]
pub struct PackageSource {
    /// Its import path.
    pub path: &'static str,
    /// Its Go sources: file name and text.
    pub files: &'static [(&'static str, &'static str)],
    /// Its natives, in any order.
    pub natives: &'static [Natives],
}

macro_rules! packages {
    ($($path:literal: [$($file:literal),*] $natives:expr;)*) => {
        /// All packages, by path.
        pub const PACKAGES: &[PackageSource] = &[$(PackageSource {
            path: $path,
            files: &[$(($file, include_str!($file))),*],
            natives: $natives,
        }),*];
    };
}

packages! {
    "bufio": ["bufio.go"] &[];
    "bytes": ["bytes.go"] &[];
    "cmp": ["cmp.go"] &[];
    "container/heap": ["heap.go"] &[];
    "container/list": ["list.go"] &[];
    "container/ring": ["ring.go"] &[];
    "context": ["context.go"] &[errors::CONTEXT_NATIVES];
    "errors": ["errors.go"] &[errors::NATIVES];
    "fmt": ["fmt.go", "scan.go"] &[fmt::NATIVES, strconv::SCAN_NATIVES];
    "io": ["io.go"] &[];
    "iter": ["iter.go"] &[];
    "log": ["log.go"] &[];
    "maps": ["maps.go"] &[];
    "math": ["math.go"] math::NATIVES;
    "math/bits": ["bits.go"] &[math::BITS_NATIVES];
    "math/cmplx": ["cmplx.go"] &[];
    "math/rand": ["rand.go"] &[math::RAND_NATIVES];
    "os": ["os.go"] &[os::NATIVES];
    "runtime": ["runtime.go"] &[runtime::NATIVES];
    "runtime/debug": ["debug.go"] &[runtime::DEBUG_NATIVES];
    "slices": ["slices.go", "slices_sort.go"] &[];
    "sort": ["sort.go"] &[sort::NATIVES];
    "strconv": ["strconv.go"] &[strconv::NATIVES];
    "strings": ["strings.go"] &[strings::NATIVES];
    "sync": ["sync.go"] &[sync::NATIVES];
    "sync/atomic": ["atomic.go"] sync::ATOMIC_NATIVES;
    "time": ["time.go", "time_format.go", "time_sleep.go"] &[time::NATIVES];
    "unicode": ["unicode.go"] &[unicode::NATIVES];
    "unicode/utf16": ["utf16.go"] &[];
    "unicode/utf8": ["utf8.go"] &[unicode::UTF8_NATIVES];
}

/// Packages that every program has, imported or not.
pub const ALWAYS: &[&str] = &["runtime"];

/// The package with this import path.
pub fn find(path: &str) -> Option<&'static PackageSource> {
    let at = PACKAGES.binary_search_by(|p| p.path.cmp(path)).ok()?;
    PACKAGES.get(at)
}

/// The native behind a function without body, written `path.Func`.
pub fn find_native(name: &str) -> Option<NativeFn> {
    // Instances of a generic function share their native: it works on words.
    let name = name.strip_suffix("[...]").unwrap_or(name);
    let (path, function) = name.rsplit_once('.')?;
    let mut natives = find(path)?.natives.iter().copied().flatten();
    natives.find(|row| row.0 == function).map(|row| row.1)
}

// ---- what natives share ----

/// Returns, or ends with a fault, such as one for want of memory.
fn finish(result: Result<(), impl Into<Fault>>) -> Flow {
    match result {
        Ok(()) => Flow::Return,
        Err(fault) => Flow::Panic(fault.into()),
    }
}

/// The types of the program.
fn types(cx: &mut NativeCtx<'_>) -> &'static RTypes {
    &cx.ctx().vm.program.rtypes
}

/// The most bytes that a native may make at once: half of what the heap has left, as they become an object of it.
fn limit(cx: &NativeCtx<'_>) -> u64 {
    cx.vm().heap.available() / 2
}

/// Counts the work on so many bytes.
fn charge_bytes(cx: &mut NativeCtx<'_>, bytes: u64) {
    cx.charge(bytes / BYTES_PER_JUMP as u64);
}

/// Looks now and then whether a native that works on much text has to stop.
struct Care<'v> {
    interrupt: &'v Interrupt,
    /// The most bytes that it may make.
    most: u64,
    /// Bytes of work after which to look again.
    next: usize,
}

/// So much work is done without looking.
const CARELESS: usize = 1 << 16;

impl Care<'_> {
    /// For a native that is about to begin.
    fn new(cx: &mut NativeCtx<'_>) -> Care<'static> {
        let most = limit(cx);
        Care {
            interrupt: &cx.ctx().vm.interrupt,
            most,
            next: CARELESS,
        }
    }

    /// Whether to go on: so many bytes have been read or written, and so many made.
    #[inline]
    fn check(&mut self, work: usize, made: usize) -> Result<(), Fault> {
        if work < self.next {
            return Ok(());
        }
        self.next = work.saturating_add(CARELESS);
        if let Some(limit) = self.interrupt.requested() {
            return Err(Fault::Limit(limit));
        }
        if made as u64 > self.most {
            return Err(Fault::OutOfMemory);
        }
        Ok(())
    }
}

/// Who called the Go function that calls this, which has this number in [`maker`], for reports.
fn caller(cx: &mut NativeCtx<'_>) -> Flow {
    let number = cx.arg(0);
    let made = maker::caller(cx.g(), number);
    cx.set_ret(0, made);
    Flow::Return
}

/// The fault of a native that has to stop because its VM does.
fn stopped(cx: &NativeCtx<'_>) -> Option<Flow> {
    cx.stopping().map(|limit| Flow::Panic(Fault::Limit(limit)))
}

/// A slice of these one-word elements, which may be pointers.
fn new_word_slice(cx: &mut NativeCtx<'_>, words: &[u64]) -> Result<u64, OutOfMemory> {
    let data = cx.alloc().alloc(Header::WORDS, 8 * words.len())?;
    mem::write_words(data, words);
    slice::header(cx.alloc(), data, words.len() as u64, words.len() as u64)
}

/// An interface that holds a value.
fn iface_of(cx: &mut NativeCtx<'_>, value: Val) -> Result<u64, OutOfMemory> {
    let types = types(cx);
    let words = value.words(types);
    iface::pack(cx.alloc(), types, value.ty, mem::addr_of(&words))
}
