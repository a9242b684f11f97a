//! Natives of package runtime.

use super::{Natives, charge_bytes, finish, types, word};
use crate::bytecode::rtype::Kind;
use crate::std::number::append_float;
use crate::vm::heap::{PIECE, mem};
use crate::vm::native::{Flow, NativeCtx};
use crate::vm::{slice, traceback};

pub(super) const NATIVES: Natives = &[
    ("Gosched", |_| Flow::Yield),
    ("Goexit", |_| Flow::Goexit),
    ("GC", |cx| {
        let live = cx.vm().heap.stats().live;
        charge_bytes(cx, live);
        cx.vm().heap.request_collection();
        Flow::Yield
    }),
    ("NumGoroutine", |cx| {
        let n = cx.vm().goroutines.count();
        cx.ret_int(0, n as i64);
        Flow::Return
    }),
    ("NumCPU", workers),
    ("GOMAXPROCS", workers),
    ("readMemStats", mem_stats),
    ("caller", caller),
    ("stack", stack),
    ("printArgs", print_args),
];

fn workers(cx: &mut NativeCtx<'_>) -> Flow {
    let n = cx.vm().workers;
    cx.ret_int(0, n as i64);
    Flow::Return
}

/// Fills the words in the order of `ReadMemStats`; lengths and ends of pauses are in the order of their numbers.
fn mem_stats(cx: &mut NativeCtx<'_>) -> Flow {
    let heap = &cx.vm().heap;
    let (stats, pauses) = (heap.stats(), heap.pauses());
    let last = pauses.last.back().map_or(0, |(_, end)| *end);
    let words = [
        stats.live,
        stats.total,
        stats.reached + stats.outside + stats.tables,
        stats.total_objects,
        stats.total_objects.saturating_sub(stats.objects),
        stats.reached,
        stats.used,
        stats.released,
        stats.objects,
        stats.outside,
        stats.tables,
        stats.next,
        last,
        pauses.total,
        stats.collections,
        stats.forced,
    ];
    let first = stats.collections.saturating_sub(pauses.last.len() as u64);
    let (into, lengths, ends) = (cx.arg(0), cx.arg(1), cx.arg(2));
    let n = (slice::len(into) as usize).min(words.len());
    mem::write_words(slice::data(into), &words[..n]);
    let size = slice::len(lengths).min(slice::len(ends));
    for (number, (nanos, end)) in (first..).zip(pauses.last).filter(|_| size > 0) {
        mem::store(slice::data(lengths) + 8 * (number % size), nanos);
        mem::store(slice::data(ends) + 8 * (number % size), end);
    }
    Flow::Return
}

/// Natives of package `runtime/debug`.
pub(super) const DEBUG_NATIVES: Natives = &[
    ("FreeOSMemory", |cx| {
        cx.vm().heap.request_release();
        Flow::Yield
    }),
    ("SetGCPercent", |cx| {
        let percent = cx.arg_int(0);
        let before = cx.vm().heap.set_percent(percent);
        cx.ret_int(0, before);
        Flow::Return
    }),
    ("SetMemoryLimit", |cx| {
        let heap = &cx.vm().heap;
        let before = match u64::try_from(cx.arg_int(0)) {
            Ok(limit) => heap.set_soft_limit(limit),
            Err(_) => heap.soft_limit(),
        };
        cx.ret_int(0, i64::try_from(before).unwrap_or(i64::MAX));
        Flow::Return
    }),
];

/// A frame of the running goroutine; 0 is the innermost.
fn frame(cx: &mut NativeCtx<'_>, skip: usize) -> Option<traceback::Frame> {
    let vm = cx.ctx().vm;
    let (mut found, mut seen) = (None, 0);
    traceback::each_frame_until(vm, cx.g(), &mut |frame| {
        found = (seen == skip).then_some(frame);
        seen += 1;
        found.is_some()
    });
    cx.charge(seen as u64);
    found
}

fn caller(cx: &mut NativeCtx<'_>) -> Flow {
    let program = &cx.ctx().vm.program;
    let skip = usize::try_from(cx.arg_int(0)).unwrap_or(usize::MAX);
    let Some(frame) = frame(cx, skip) else {
        cx.window().iter().for_each(|word| word.set(0));
        return Flow::Return;
    };
    let name = program.funcs[frame.func].name.as_bytes();
    let position = frame.span.map(|span| program.sources.position(span));
    let (file, line) = match &position {
        Some(position) => (traceback::known(&position.file), position.line),
        None => ("", 0),
    };
    cx.ret_int(2, i64::from(line));
    finish(
        cx.ret_str(0, name)
            .and_then(|()| cx.ret_str(1, file.as_bytes())),
    )
}

fn stack(cx: &mut NativeCtx<'_>) -> Flow {
    let vm = cx.ctx().vm;
    let text = traceback::parked(vm, cx.g(), "running");
    let words = u64::from(cx.g().fp.0);
    charge_bytes(cx, 8 * words);
    finish(cx.ret_str(0, text.as_bytes()))
}

fn print_args(cx: &mut NativeCtx<'_>) -> Flow {
    let newline = cx.arg_bool(0);
    let types = types(cx);
    let mut out = Vec::new();
    for (i, iface) in word::words(cx.arg(1)).enumerate() {
        if newline && i > 0 {
            out.push(b' ');
        }
        let Some(value) = word::iface_value(types, iface) else {
            // Only an interface can be nil here: Go prints the words of its type and value.
            out.extend_from_slice(b"(0x0,0x0)");
            continue;
        };
        use Kind::*;
        match types[value.ty].kind() {
            Bool => out.extend_from_slice((value.scalar(types) != 0).to_string().as_bytes()),
            Int | Int8 | Int16 | Int32 | Int64 => {
                out.extend_from_slice((value.scalar(types) as i64).to_string().as_bytes());
            }
            Uint | Uint8 | Uint16 | Uint32 | Uint64 | Uintptr => {
                out.extend_from_slice(value.scalar(types).to_string().as_bytes());
            }
            String => {
                let text = word::str_bytes(value.scalar(types));
                if text.len() <= PIECE {
                    out.extend_from_slice(text);
                } else {
                    print(cx, &std::mem::take(&mut out));
                    print(cx, text);
                }
            }
            kind @ (Float32 | Float64) => {
                let bits = if kind == Float32 { 32 } else { 64 };
                append_float(
                    &mut out,
                    word::float(value.scalar(types), bits),
                    b'g',
                    -1,
                    bits,
                );
            }
            kind @ (Complex64 | Complex128) => {
                let bits = if kind == Complex64 { 32 } else { 64 };
                print_complex(
                    &mut out,
                    word::float(value.word(0), bits),
                    word::float(value.word(1), bits),
                    bits,
                );
            }
            Slice => {
                let (data, len, cap) = word::slice_parts(value.scalar(types));
                out.extend_from_slice(format!("[{len}/{cap}]{data:#x}").as_bytes());
            }
            Struct | Array | Interface => out.extend_from_slice(b"?"),
            Chan | Func | Map | Pointer | UnsafePointer => {
                out.extend_from_slice(format!("{:#x}", value.scalar(types)).as_bytes());
            }
        }
    }
    if newline {
        out.push(b'\n');
    }
    print(cx, &out);
    Flow::Return
}

fn print(cx: &mut NativeCtx<'_>, text: &[u8]) {
    charge_bytes(cx, text.len() as u64);
    // Nobody can be told that standard error is closed.
    let _ = cx.vm().stdio.write_stderr(text);
}

fn print_complex(out: &mut Vec<u8>, re: f64, im: f64, bits: u32) {
    out.push(b'(');
    append_float(out, re, b'g', -1, bits);
    if im >= 0.0 && im.is_sign_positive() && im.is_finite() || im.is_nan() {
        out.push(b'+');
    }
    append_float(out, im, b'g', -1, bits);
    out.extend_from_slice(b"i)");
}
