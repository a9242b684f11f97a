//! Natives of package fmt: one walk over the operands, see [`value`].

mod directive;
mod text;
mod value;

use super::word::{self, Val};
use super::{Natives, charge_bytes, finish, iface_of, limit, new_word_slice, types};
use crate::bytecode::rtype::Kind;
use crate::vm::fault::Fault;
use crate::vm::heap::{Header, OutOfMemory, mem};
use crate::vm::native::{Flow, NativeCtx};
use crate::vm::{slice, string};
use value::{Answer, Method, Printer, Request};

pub(super) const NATIVES: Natives = &[
    ("format", format),
    ("sprint", sprint),
    ("isNilPointer", is_nil_pointer),
];

/// The operands of a `[]any`; nil has no value.
fn operands(cx: &mut NativeCtx<'_>, slice: u64) -> Result<Vec<Option<Val>>, OutOfMemory> {
    let types = types(cx);
    let words = word::words(slice);
    let bytes = words.len() as u64 * size_of::<Option<Val>>() as u64;
    charge_bytes(cx, bytes);
    if bytes > limit(cx) {
        return Err(OutOfMemory);
    }
    Ok(words.map(|iface| word::iface_value(types, iface)).collect())
}

/// The results of a `[]result`, each a text and a bool.
fn answers(slice: u64) -> Vec<Answer> {
    let (data, len, _) = word::slice_parts(slice);
    let at = |i: u64| data + 16 * i;
    (0..len)
        .map(|i| Answer {
            text: mem::load(at(i)),
            raw: mem::load8(at(i) + 8) != 0,
        })
        .collect()
}

fn format(cx: &mut NativeCtx<'_>) -> Flow {
    let slice = cx.arg(2);
    let args = match operands(cx, slice) {
        Ok(args) => args,
        Err(error) => return error.into(),
    };
    let mut printer = Printer::new(cx.ctx().vm, answers(cx.arg(3)), cx.arg_bool(1));
    printer.printf(cx.arg_str(0), &args);
    let mut wrapped: Vec<u64> = printer.wrapped.iter().map(|&i| i as u64).collect();
    wrapped.sort_unstable();
    wrapped.dedup();
    match new_word_slice(cx, &wrapped) {
        Ok(slice) => cx.set_ret(2, slice),
        Err(error) => return error.into(),
    }
    Walk::from(printer).finish(cx)
}

fn sprint(cx: &mut NativeCtx<'_>) -> Flow {
    let slice = cx.arg(1);
    let args = match operands(cx, slice) {
        Ok(args) => args,
        Err(error) => return error.into(),
    };
    let mut printer = Printer::new(cx.ctx().vm, answers(cx.arg(2)), false);
    if cx.arg(0) == 0 {
        printer.print(&args);
    } else {
        printer.println(&args);
    }
    Walk::from(printer).finish(cx)
}

/// What a finished walk leaves.
struct Walk {
    text: Vec<u8>,
    requests: Vec<Request>,
    fault: Option<Fault>,
    entries: u64,
}

impl From<Printer<'_>> for Walk {
    fn from(printer: Printer<'_>) -> Walk {
        let fault = if let Some(limit) = printer.interrupted() {
            Some(Fault::Limit(limit))
        } else if printer.too_long() {
            Some(Fault::OutOfMemory)
        } else if printer.too_deep {
            Some(Fault::Fatal("stack overflow".to_owned()))
        } else {
            None
        };
        Walk {
            text: printer.text.out,
            requests: printer.requests,
            fault,
            entries: printer.entries,
        }
    }
}

impl Walk {
    /// Returns the text, or the calls that are needed.
    fn finish(self, cx: &mut NativeCtx<'_>) -> Flow {
        charge_bytes(cx, self.text.len() as u64);
        cx.charge(self.entries * u64::from(self.entries.max(1).ilog2() + 1));
        if let Some(fault) = self.fault {
            return Flow::Panic(fault);
        }
        if self.requests.is_empty() {
            cx.set_ret(1, 0);
            return finish(cx.ret_str(0, &self.text));
        }
        cx.set_ret(0, 0);
        finish(requests(cx, &self.requests).map(|slice| cx.set_ret(1, slice)))
    }
}

/// Words of `type request struct`.
const REQUEST_WORDS: u64 = 6;

/// A `[]request`.
fn requests(cx: &mut NativeCtx<'_>, requests: &[Request]) -> Result<u64, Fault> {
    let n = requests.len() as u64;
    let data = cx
        .alloc()
        .alloc(Header::WORDS, (8 * REQUEST_WORDS * n) as usize)?;
    for (i, request) in requests.iter().enumerate() {
        let words = request_words(cx, request)?;
        mem::write_words(data + 8 * REQUEST_WORDS * i as u64, &words);
    }
    Ok(slice::header(cx.alloc(), data, n, n)?)
}

fn request_words(cx: &mut NativeCtx<'_>, request: &Request) -> Result<[u64; 6], Fault> {
    let value = iface_of(cx, request.value)?;
    let method = match request.method {
        Method::Error => 0,
        Method::String => 1,
        Method::GoString => 2,
        Method::Format => 3,
    };
    let f = request.flags;
    let set = [
        (f.plus || f.plus_v, b'+'),
        (f.minus, b'-'),
        (f.sharp || f.sharp_v, b'#'),
        (f.space, b' '),
        (f.zero, b'0'),
    ];
    let flags: Vec<u8> = set
        .iter()
        .filter(|flag| flag.0)
        .map(|flag| flag.1)
        .collect();
    let flags = string::new(cx.alloc(), &flags)?;
    let number = |n: Option<usize>| n.map_or(u64::MAX, |n| n as u64);
    Ok([
        value,
        method,
        u64::from(request.verb),
        flags,
        number(f.wid),
        number(f.prec),
    ])
}

fn is_nil_pointer(cx: &mut NativeCtx<'_>) -> Flow {
    let types = types(cx);
    let nil = word::iface_value(types, cx.arg(0))
        .is_some_and(|v| types[v.ty].kind() == Kind::Pointer && v.scalar(types) == 0);
    cx.ret_bool(0, nil);
    Flow::Return
}
