//! Natives of packages errors and context.

use super::Natives;
use super::{types, word};
use crate::bytecode::rtype::{Kind, RTypes, Shape};
use crate::index::RTypeId;
use crate::vm::chan::ChanRef;
use crate::vm::heap::mem;
use crate::vm::iface;
use crate::vm::native::{Flow, NativeCtx};

pub(super) const NATIVES: Natives = &[
    ("isComparable", is_comparable),
    ("targetKind", target_kind),
    ("assignTo", assign_to),
];

pub(super) const CONTEXT_NATIVES: Natives = &[
    ("isComparable", is_comparable),
    ("typeName", type_name),
    ("caller", super::caller),
    ("setMade", |cx| {
        if let Some(chan) = ChanRef::from_word(cx.arg(0)) {
            chan.set_made(cx.arg(1));
        }
        Flow::Return
    }),
];

fn is_comparable(cx: &mut NativeCtx<'_>) -> Flow {
    let types = types(cx);
    let comparable = cx.arg_type(0).is_none_or(|ty| types[ty].comparable);
    cx.ret_bool(0, comparable);
    Flow::Return
}

fn type_name(cx: &mut NativeCtx<'_>) -> Flow {
    let types = types(cx);
    let name = cx.arg_type(0).map_or("<nil>", |ty| &*types[ty].name);
    super::finish(cx.ret_str(0, name.as_bytes()))
}

/// What a pointer in an interface points to: its type and address.
fn pointee(types: &RTypes, target: u64) -> Option<(RTypeId, u64)> {
    let value = word::iface_value(types, target)?;
    match types[value.ty].shape {
        Shape::Pointer(elem) => Some((elem, value.scalar(types))),
        _ => None,
    }
}

fn has_error_method(types: &RTypes, ty: RTypeId) -> bool {
    types[ty].methods.iter().any(|m| &*m.name == "Error")
}

fn target_kind(cx: &mut NativeCtx<'_>) -> Flow {
    let types = types(cx);
    let kind = match (cx.arg(0), pointee(types, cx.arg(0))) {
        (0, _) => 1,
        (_, None | Some((_, 0))) => 2,
        (_, Some((elem, _))) => {
            let fine = types[elem].kind() == Kind::Interface || has_error_method(types, elem);
            if fine { 0 } else { 3 }
        }
    };
    cx.ret_int(0, kind);
    Flow::Return
}

fn assign_to(cx: &mut NativeCtx<'_>) -> Flow {
    let types = types(cx);
    let (error, target) = (cx.arg(0), cx.arg(1));
    let (Some(held), Some((elem, address))) =
        (word::iface_value(types, error), pointee(types, target))
    else {
        cx.ret_bool(0, false);
        return Flow::Return;
    };
    let assigned = if types[elem].kind() == Kind::Interface {
        let implements = iface::missing_method(types, held.ty, elem).is_none();
        if implements {
            mem::store(address, error);
        }
        implements
    } else if held.ty == elem {
        held.store(types, address);
        true
    } else {
        false
    };
    cx.ret_bool(0, assigned);
    Flow::Return
}
