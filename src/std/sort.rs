//! Natives of package sort.

use super::{Natives, types, word};
use crate::vm::fault::Fault;
use crate::vm::heap::mem;
use crate::vm::native::{Flow, NativeCtx};
use crate::vm::string;

pub(super) const NATIVES: Natives = &[
    ("length", length),
    ("swapElems", swap),
    ("Ints", |cx| sort(cx, |a, b| (a as i64).cmp(&(b as i64)))),
    ("Float64s", |cx| {
        sort(cx, |a, b| {
            let (a, b) = (f64::from_bits(a), f64::from_bits(b));
            a.partial_cmp(&b)
                .unwrap_or_else(|| b.is_nan().cmp(&a.is_nan()))
        })
    }),
    ("Strings", |cx| sort(cx, string::compare)),
];

fn sort(cx: &mut NativeCtx<'_>, order: fn(u64, u64) -> std::cmp::Ordering) -> Flow {
    let slice = cx.arg(0);
    let mut words: Vec<u64> = word::words(slice).collect();
    words.sort_unstable_by(|a, b| order(*a, *b));
    mem::write_words(word::slice_parts(slice).0, &words);
    Flow::Return
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
