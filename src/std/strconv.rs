//! Natives of package strconv.

use super::number::{self, NumberError};
use super::quote;
use super::strings::charge_text;
use super::{Care, Natives, charge_bytes, finish, limit};
use crate::vm::heap::OutOfMemory;
use crate::vm::native::{Flow, NativeCtx};
use crate::vm::string;

pub(super) const NATIVES: Natives = &[
    ("parseUint", parse_uint),
    ("parseInt", parse_int),
    ("parseFloat", parse_float),
    ("Itoa", itoa),
    ("formatInt", format_int),
    ("formatUint", format_uint),
    ("formatFloat", format_float),
    ("quoteWith", quote_with),
    ("unquote", unquote),
    ("IsPrint", is_print),
];

/// Those that fmt scans with.
pub(super) const SCAN_NATIVES: Natives = &[
    ("parseUint", parse_uint),
    ("parseInt", parse_int),
    ("parseFloat", parse_float),
    ("unquote", unquote),
];

fn code(error: Option<NumberError>) -> i64 {
    match error {
        None => 0,
        Some(NumberError::Syntax) => 1,
        Some(NumberError::Range) => 2,
    }
}

fn parse_uint(cx: &mut NativeCtx<'_>) -> Flow {
    charge_text(cx);
    let (base, bits) = (cx.arg(1) as u32, cx.arg(2) as u32);
    let (n, error) = number::parse_uint(cx.arg_str(0), base, bits);
    cx.set_ret(0, n);
    cx.ret_int(1, code(error));
    Flow::Return
}

fn parse_int(cx: &mut NativeCtx<'_>) -> Flow {
    charge_text(cx);
    let (base, bits) = (cx.arg(1) as u32, cx.arg(2) as u32);
    let (n, error) = number::parse_int(cx.arg_str(0), base, bits);
    cx.ret_int(0, n);
    cx.ret_int(1, code(error));
    Flow::Return
}

fn parse_float(cx: &mut NativeCtx<'_>) -> Flow {
    let bits = if cx.arg(1) == 32 { 32 } else { 64 };
    // Copies of the text are made on the way.
    let len = cx.arg_str(0).len() as u64;
    if len > limit(cx) / 2 {
        return Flow::from(OutOfMemory);
    }
    charge_bytes(cx, len);
    let (f, error) = number::parse_float(cx.arg_str(0), bits);
    cx.ret_float(0, f);
    cx.ret_int(1, code(error));
    Flow::Return
}

fn itoa(cx: &mut NativeCtx<'_>) -> Flow {
    let mut out = Vec::new();
    number::append_int(&mut out, cx.arg_int(0), 10);
    finish(cx.ret_str(0, &out))
}

fn format_int(cx: &mut NativeCtx<'_>) -> Flow {
    let mut out = Vec::new();
    number::append_int(&mut out, cx.arg_int(0), cx.arg(1) as u32);
    finish(cx.ret_str(0, &out))
}

fn format_uint(cx: &mut NativeCtx<'_>) -> Flow {
    let mut out = Vec::new();
    number::append_uint(&mut out, cx.arg(0), cx.arg(1) as u32);
    finish(cx.ret_str(0, &out))
}

/// More digits than this are refused, so that a guest cannot ask for gigabytes.
const MAX_PRECISION: i64 = 1 << 24;

fn format_float(cx: &mut NativeCtx<'_>) -> Flow {
    let mut out = Vec::new();
    let prec = cx.arg_int(2).clamp(-1, MAX_PRECISION) as i32;
    let bits = cx.arg(3) as u32;
    number::append_float(&mut out, cx.arg_float(0), cx.arg(1) as u8, prec, bits);
    finish(cx.ret_str(0, &out))
}

fn quote_with(cx: &mut NativeCtx<'_>) -> Flow {
    let mut care = Care::new(cx);
    let (text, quote) = (cx.arg_str(0), cx.arg(1) as u8);
    let (ascii, graphic) = (cx.arg_bool(2), cx.arg_bool(3));
    let mut out = vec![quote];
    for piece in string::pieces(text) {
        quote::append_body(&mut out, piece, quote, ascii, graphic);
        if let Err(fault) = care.check(out.len(), out.len()) {
            return fault.into();
        }
    }
    out.push(quote);
    let len = text.len() as u64;
    charge_bytes(cx, len);
    finish(cx.ret_str(0, &out))
}

fn unquote(cx: &mut NativeCtx<'_>) -> Flow {
    let len = cx.arg_str(0).len() as u64;
    if len > limit(cx) {
        return Flow::from(OutOfMemory);
    }
    charge_bytes(cx, len);
    let text = quote::unquote(cx.arg_str(0));
    cx.ret_bool(1, text.is_some());
    finish(cx.ret_str(0, &text.unwrap_or_default()))
}

fn is_print(cx: &mut NativeCtx<'_>) -> Flow {
    let print = char::from_u32(cx.arg(0) as u32).is_some_and(quote::is_print);
    cx.ret_bool(0, print);
    Flow::Return
}
