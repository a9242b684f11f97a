//! Natives of package sort.

use std::cmp::Ordering;

use super::{Natives, charge_bytes, limit, merge, stopped, types, word};
use crate::vm::fault::Fault;
use crate::vm::heap::{OutOfMemory, mem};
use crate::vm::native::{Flow, NativeCtx};
use crate::vm::string;

pub(super) const NATIVES: Natives = &[
    ("length", length),
    ("swapElems", swap),
    ("Ints", |cx| {
        sort_numbers(cx, |a, b| (a as i64).cmp(&(b as i64)))
    }),
    ("Float64s", |cx| {
        let order = |a, b| {
            let (a, b) = (f64::from_bits(a), f64::from_bits(b));
            a.partial_cmp(&b)
                .unwrap_or_else(|| b.is_nan().cmp(&a.is_nan()))
        };
        sort_numbers(cx, order)
    }),
    ("Strings", |cx| {
        let strings = word::words(cx.arg(0));
        let (count, longest) = (strings.len() as u64, strings.map(string::len).max());
        let bytes = longest.unwrap_or(0).saturating_mul(count);
        charge_bytes(cx, bytes);
        // Each comparison may read so many bytes.
        let every = (CHUNK_BYTES / longest.unwrap_or(0).max(1)) as usize;
        let every = every.clamp(8, CHUNK);
        // Bytes behind a string are never written by a program without races, but by others.
        sort(cx, |cx, words| {
            merge::sort(words, order(string::compare), every, || look(cx))
        })
    }),
];

/// So many elements are sorted at once; longer slices are merged from them, with a look at whether the VM shall stop.
const CHUNK: usize = 1 << 16;
/// Strings of so many bytes, if they are long.
const CHUNK_BYTES: u64 = 1 << 24;

/// Sorts a copy of argument 0, and writes it back.
fn sort(
    cx: &mut NativeCtx<'_>,
    run: impl FnOnce(&NativeCtx<'_>, &mut Vec<u64>) -> Result<(), Flow>,
) -> Flow {
    let slice = cx.arg(0);
    let words = word::words(slice);
    // Two copies while it works.
    if words.len() as u64 > limit(cx) / 16 {
        return Flow::from(OutOfMemory);
    }
    let mut words: Vec<u64> = words.collect();
    cx.charge(words.len() as u64 * u64::from(words.len().max(1).ilog2()) / 4);
    if let Err(flow) = run(cx, &mut words) {
        return flow;
    }
    mem::write_words(word::slice_parts(slice).0, &words);
    Flow::Return
}

fn sort_numbers(cx: &mut NativeCtx<'_>, compare: fn(u64, u64) -> Ordering) -> Flow {
    sort(cx, |cx, words| {
        for part in words.chunks_mut(CHUNK) {
            look(cx)?;
            part.sort_unstable_by(order(compare));
        }
        merge::merge(words, CHUNK, order(compare), CHUNK, || look(cx))
    })
}

fn order(compare: fn(u64, u64) -> Ordering) -> impl Fn(&u64, &u64) -> Ordering {
    move |a, b| compare(*a, *b)
}

fn look(cx: &NativeCtx<'_>) -> Result<(), Flow> {
    stopped(cx).map_or(Ok(()), Err)
}

/// The slice in an `any`, or a panic.
fn slice_of(cx: &mut NativeCtx<'_>) -> Result<(u64, u64, u64), Fault> {
    let types = types(cx);
    let value = word::iface_value(types, cx.arg(0));
    let slice = value.and_then(|v| Some((v, types[v.ty].elem()?)));
    let Some((value, elem)) =
        slice.filter(|(v, _)| types[v.ty].kind() == crate::bytecode::rtype::Kind::Slice)
    else {
        let name = value.map_or("nil", |v| &*types[v.ty].name);
        return Err(Fault::Text(format!(
            "reflect: call of Swapper on {name} Value"
        )));
    };
    let (data, len, _) = word::slice_parts(value.scalar(types));
    Ok((data, len, u64::from(types[elem].stride)))
}

fn length(cx: &mut NativeCtx<'_>) -> Flow {
    match slice_of(cx) {
        Ok((_, len, _)) => {
            cx.ret_int(0, len as i64);
            Flow::Return
        }
        Err(fault) => Flow::Panic(fault),
    }
}

/// Exchanges two elements, which the Go half keeps in range.
fn swap(cx: &mut NativeCtx<'_>) -> Flow {
    let (data, len, stride) = match slice_of(cx) {
        Ok(parts) => parts,
        Err(fault) => return Flow::Panic(fault),
    };
    let (i, j) = (cx.arg(1), cx.arg(2));
    if i >= len || j >= len {
        return Flow::Panic(Fault::Text("reflect: slice index out of range".to_owned()));
    }
    let (a, b) = (data + i * stride, data + j * stride);
    macro_rules! exchange {
        ($load:ident $store:ident) => {{
            let (x, y) = (mem::$load(a), mem::$load(b));
            mem::$store(a, y);
            mem::$store(b, x);
        }};
    }
    match stride {
        1 => exchange!(load8 store8),
        2 => exchange!(load16 store16),
        4 => exchange!(load32 store32),
        _ => {
            for at in (0..stride).step_by(8) {
                let (x, y) = (mem::load(a + at), mem::load(b + at));
                mem::store(a + at, y);
                mem::store(b + at, x);
            }
        }
    }
    Flow::Return
}
