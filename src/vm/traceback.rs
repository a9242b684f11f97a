//! What Go prints when a program ends badly: the chain of panics, and the frames of goroutines.
//!
//! Addresses are left out: a frame is `main.f(...)` and its file and line, so the output is the same in every run.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt::Write as _;

use crate::bytecode::op::Op;
use crate::bytecode::rtype::Kind;
use crate::index::{FuncId, RTypeId};
use crate::source::Span;
use crate::vm::goroutine::{Goroutine, Link, Slot};
use crate::vm::maker::{self, Maker};
use crate::vm::unwind::{At, Unwind};
use crate::vm::{Vm, holder, iface, string};

/// The low bits of an interface word, which hold a pointer.
const POINTER: u64 = (1 << 48) - 1;
/// Frames shown at each end of a long stack.
const SHOWN: usize = 50;

/// A frame of a goroutine.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Frame {
    /// Its function.
    pub func: FuncId,
    /// Where it stands.
    pub span: Option<Span>,
}

/// Visits the frames of a goroutine that does not run, innermost first; there may be millions.
pub(crate) fn each_frame(vm: &Vm, g: &Goroutine, each: &mut dyn FnMut(Frame)) {
    each_frame_until(vm, g, &mut |frame| {
        each(frame);
        false
    });
}

/// As [`each_frame`], until `each` says that it is enough.
pub(crate) fn each_frame_until(vm: &Vm, g: &Goroutine, each: &mut dyn FnMut(Frame) -> bool) {
    let before = g.ip - size_of::<crate::vm::code::Inst>() as u64;
    let first = At {
        ip: if located_in_body(vm, before) {
            before
        } else {
            g.ip
        },
        fp: g.fp,
    };
    walk(vm, g, first, each);
}

fn located_in_body(vm: &Vm, ip: u64) -> bool {
    vm.code
        .locate(ip)
        .is_some_and(|(func, pc)| (pc as usize) < vm.program.funcs[func].code.len())
}

/// The function that started a goroutine, and its `go` statement; or the call of a function that did it for the program.
pub fn creator<'v>(vm: &'v Vm, g: &Goroutine) -> Option<(&'v str, Frame)> {
    match maker::read(g.creator) {
        Maker::Op(0) => None,
        Maker::Op(ip) => {
            let (func, pc) = vm.code.locate(ip)?;
            let function = &vm.program.funcs[func];
            let span = function.span_at(pc);
            Some((&function.name, Frame { func, span }))
        }
        Maker::Function(name, ip) => Some((name, frame_of_call(vm, ip)?)),
    }
}

/// The paragraph of a goroutine that does not run.
pub fn parked(vm: &Vm, g: &Goroutine, state: &str) -> String {
    let mut shown = Shown::default();
    each_frame(vm, g, &mut |frame| shown.add(vm, frame));
    paragraph(vm, g, shown, state)
}

/// The paragraph of the running goroutine.
pub(crate) fn goroutine(vm: &Vm, g: &Goroutine, at: At, state: &str) -> String {
    let mut shown = Shown::default();
    walk(vm, g, at, &mut |frame| {
        shown.add(vm, frame);
        false
    });
    paragraph(vm, g, shown, state)
}

/// The frames that are printed: those at both ends of the stack, which may be too deep to keep all.
#[derive(Default)]
struct Shown {
    first: Vec<Frame>,
    last: VecDeque<Frame>,
    elided: usize,
}

impl Shown {
    fn add(&mut self, vm: &Vm, frame: Frame) {
        if !shows(vm, &frame) {
            return;
        }
        if self.first.len() < SHOWN {
            return self.first.push(frame);
        }
        self.last.push_back(frame);
        if self.last.len() > SHOWN {
            self.last.pop_front();
            self.elided += 1;
        }
    }
}

/// The frames from `at`, whose `ip` is that of an instruction, not a return address.
fn walk(vm: &Vm, g: &Goroutine, mut at: At, each: &mut dyn FnMut(Frame) -> bool) {
    let exits = &vm.code.exits;
    let (base, unwinding, printing) = (
        exits.goroutine() as u64,
        exits.unwinding() as u64,
        exits.printing() as u64,
    );
    let mut panics = g.unwind.as_ref().map_or(&[][..], |unwind| &unwind.panics);
    // Recursion returns to the same place millions of times.
    let mut last = (0, None);
    let mut last_return = (0, 0);
    loop {
        if last.0 != at.ip {
            last = (at.ip, frame_at(vm, at.ip));
        }
        if last.1.is_some_and(&mut *each) {
            return;
        }
        let Some(Link { ip, window }) = g.link(at.fp) else {
            return;
        };
        if ip == base || window == 0 {
            return;
        }
        let fp = Slot(at.fp.0 - window);
        if ip == unwinding || ip == printing {
            // The frame below is where a panic was raised.
            let Some(index) = panics.iter().rposition(|panic| panic.at.fp == fp) else {
                return;
            };
            at = panics[index].at;
            panics = &panics[..index];
        } else {
            if last_return.0 != ip {
                last_return = (ip, call_before(vm, ip));
            }
            at = At {
                ip: last_return.1,
                fp,
            };
        }
    }
}

/// The frame of an instruction, unless it belongs to a function that the compiler made up.
pub(crate) fn frame_at(vm: &Vm, ip: u64) -> Option<Frame> {
    let (func, pc) = vm.code.locate(ip)?;
    let function = &vm.program.funcs[func];
    (!function.wrapper).then(|| Frame {
        func,
        span: function.span_at(pc),
    })
}

/// The frame of the call that returns to an address.
pub(crate) fn frame_of_call(vm: &Vm, ip: u64) -> Option<Frame> {
    vm.code.locate(ip)?;
    frame_at(vm, call_before(vm, ip))
}

/// Whether a place in a lock's word can be one where somebody has locked: there is an instruction, or it ends a goroutine.
pub(crate) fn may_be_place(vm: &Vm, place: u64) -> bool {
    let exits = [vm.code.exits.goroutine(), vm.code.exits.unwinding()];
    exits
        .iter()
        .any(|&exit| holder::place(exit as u64) == place)
        || vm.code.is_known(holder::place, place)
}

/// The frame of the call that returns to the place in a lock's word; none if more than one could be meant.
pub(crate) fn frame_of_place(vm: &Vm, place: u64) -> Option<Frame> {
    let ip = vm.code.find(holder::place, place)?;
    frame_at(vm, call_before(vm, ip))
}

/// The call that returns to `ip`: the instruction before, except that the calls of a `RunDefers` return to itself.
fn call_before(vm: &Vm, ip: u64) -> u64 {
    let op = vm.code.locate(ip).and_then(|(func, pc)| {
        let code = &vm.program.funcs[func].code;
        code.get(pc as usize)
    });
    match op {
        Some(Op::RunDefers { .. }) => ip,
        _ => ip - size_of::<crate::vm::code::Inst>() as u64,
    }
}

fn paragraph(vm: &Vm, g: &Goroutine, shown: Shown, state: &str) -> String {
    let mut text = format!("goroutine {} [{state}]:\n", g.id);
    for frame in &shown.first {
        line(vm, frame, &mut text);
    }
    if shown.elided > 0 {
        let _ = writeln!(text, "...{} frames elided...", shown.elided);
    }
    for frame in &shown.last {
        line(vm, frame, &mut text);
    }
    if let Some((name, frame)) = creator(vm, g).filter(|(_, frame)| shows(vm, frame)) {
        let _ = writeln!(text, "created by {name} in goroutine {}", g.parent);
        place(vm, &frame, &mut text);
    }
    text
}

/// Library frames say little about the user's program.
fn shows(vm: &Vm, frame: &Frame) -> bool {
    vm.limits.trace_library || !in_library(vm, frame)
}

/// Whether it is a frame of the library, or has no place at all.
pub(crate) fn in_library(vm: &Vm, frame: &Frame) -> bool {
    let file = frame
        .span
        .map(|span| vm.program.sources.file(span.file).name.as_str());
    file.is_none_or(|name| name.starts_with("$GOROOT"))
}

fn line(vm: &Vm, frame: &Frame, text: &mut String) {
    let _ = writeln!(text, "{}(...)", vm.program.funcs[frame.func].name);
    place(vm, frame, text);
}

fn place(vm: &Vm, frame: &Frame, text: &mut String) {
    if let Some(span) = frame.span {
        let position = vm.program.sources.position(span);
        let _ = writeln!(text, "\t{}:{}", known(&position.file), position.line);
    }
}

/// Go's name of a file, which a line directive may hide.
pub(crate) fn known(file: &str) -> &str {
    if file.is_empty() { "??" } else { file }
}

/// The lines that begin with `panic: `, oldest first.
pub(crate) fn panic_chain(vm: &Vm, unwind: &Unwind, out: &mut Vec<u8>) {
    let mut previous: Option<(bool, bool)> = None;
    for (index, panic) in unwind.panics.iter().enumerate() {
        let again = previous.is_some_and(|(_, repanicked)| repanicked);
        if let Some((false, false)) = previous {
            out.push(b'\t');
        }
        previous = Some((panic.goexit, panic.repanicked));
        if again || panic.goexit {
            continue;
        }
        out.extend_from_slice(b"panic: ");
        // A value that was raised again has its text where it was raised last.
        let source = (unwind.panics[index..].iter())
            .find(|later| !later.repanicked)
            .unwrap_or(panic);
        match &source.text {
            Some(text) => indented(text, out),
            None => value(vm, panic.value, out),
        }
        out.extend_from_slice(match (panic.recovered, panic.repanicked) {
            (true, true) => b" [recovered, repanicked]\n".as_slice(),
            (true, false) => b" [recovered]\n",
            (false, _) => b"\n",
        });
    }
    if unwind.signal {
        out.extend_from_slice(
            b"[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x0]\n",
        );
    }
}

/// Continuation lines of a message are indented by a tab.
fn indented(text: &[u8], out: &mut Vec<u8>) {
    for &byte in text {
        out.push(byte);
        if byte == b'\n' {
            out.push(b'\t');
        }
    }
}

/// No more is shown of the text of a panic: it is copied several times, and the memory limit does not hold for copies.
const LONGEST: usize = 16 << 20;

/// A text as far as it is shown.
pub(crate) fn shown(text: &[u8]) -> Cow<'_, [u8]> {
    if text.len() <= LONGEST {
        return Cow::Borrowed(text);
    }
    let (shown, rest) = text.split_at(LONGEST);
    let note = format!("... ({} bytes more)", rest.len());
    Cow::Owned([shown, note.as_bytes()].concat())
}

/// A string panic value, or the type of another.
pub(crate) fn value_text_or_type(vm: &Vm, word: u64) -> String {
    let rtype = vm
        .program
        .rtypes
        .get(iface::type_of(word).unwrap_or(RTypeId::from_u32(0)));
    match rtype {
        Some(rtype) if &*rtype.name == "string" => {
            String::from_utf8_lossy(&shown(string::bytes(word & POINTER))).into_owned()
        }
        Some(rtype) => format!("type {}", rtype.name),
        None => "type nil".into(),
    }
}

/// A panic value as Go's runtime prints it.
fn value(vm: &Vm, word: u64, out: &mut Vec<u8>) {
    let Some(rtype) = vm
        .program
        .rtypes
        .get(iface::type_of(word).unwrap_or(RTypeId::from_u32(0)))
    else {
        out.extend_from_slice(b"nil");
        return;
    };
    let kind = rtype.kind();
    let mut words = [0; 2];
    let custom = rtype.named && !rtype.pkg_path.is_empty();
    if matches!(kind, Kind::Array | Kind::Struct) || (rtype.words > 2) || !printable(kind) {
        let address = word & POINTER;
        out.extend_from_slice(format!("({}) {address:#x}", rtype.name).as_bytes());
        return;
    }
    if let Some(ty) = iface::type_of(word) {
        iface::unpack(
            &vm.program.rtypes,
            ty,
            word,
            words.as_mut_ptr().expose_provenance() as u64,
        );
    }
    let mut text = Vec::new();
    match kind {
        Kind::String if custom => {
            text.push(b'"');
            indented(&shown(string::bytes(words[0])), &mut text);
            text.push(b'"');
        }
        Kind::String => indented(&shown(string::bytes(words[0])), &mut text),
        _ => text.extend_from_slice(basic(kind, words).as_bytes()),
    }
    if custom {
        out.extend_from_slice(rtype.name.as_bytes());
        out.push(b'(');
        out.extend_from_slice(&text);
        out.push(b')');
    } else {
        out.extend_from_slice(&text);
    }
}

fn printable(kind: Kind) -> bool {
    (Kind::Bool..=Kind::Complex128).contains(&kind) || kind == Kind::String
}

/// A boolean or number as `print` writes it.
pub fn basic(kind: Kind, words: [u64; 2]) -> String {
    let [word, second] = words;
    match kind {
        Kind::Bool => (word != 0).to_string(),
        Kind::Float32 => float32(f32::from_bits(word as u32)),
        Kind::Float64 => float64(f64::from_bits(word)),
        Kind::Complex64 | Kind::Complex128 => {
            let part = |word: u64| {
                if kind == Kind::Complex128 {
                    float64(f64::from_bits(word))
                } else {
                    float32(f32::from_bits(word as u32))
                }
            };
            let imaginary = part(second);
            let sign = if imaginary.starts_with(['+', '-']) {
                ""
            } else {
                "+"
            };
            format!("({}{sign}{imaginary}i)", part(word))
        }
        kind if kind.signed() => (word as i64).to_string(),
        _ => word.to_string(),
    }
}

fn float64(x: f64) -> String {
    shortest(format!("{x:e}"), x.is_nan(), x.is_infinite())
}

fn float32(x: f32) -> String {
    shortest(format!("{x:e}"), x.is_nan(), x.is_infinite())
}

/// Go's `%g` with the fewest digits, from Rust's `1.5e-7`.
fn shortest(scientific: String, nan: bool, infinite: bool) -> String {
    if nan {
        return "NaN".into();
    }
    if infinite {
        return if scientific.starts_with('-') {
            "-Inf"
        } else {
            "+Inf"
        }
        .into();
    }
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    if !(-4..6).contains(&exponent) {
        let exponent_sign = if exponent < 0 { '-' } else { '+' };
        return format!("{sign}{mantissa}e{exponent_sign}{:02}", exponent.abs());
    }
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    if exponent < 0 {
        return format!("{sign}0.{}{digits}", "0".repeat((-exponent - 1) as usize));
    }
    let whole = exponent as usize + 1;
    if digits.len() <= whole {
        return format!("{sign}{digits}{}", "0".repeat(whole - digits.len()));
    }
    format!("{sign}{}.{}", &digits[..whole], &digits[whole..])
}
