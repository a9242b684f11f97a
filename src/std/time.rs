//! Natives of package time.

use super::{Natives, finish, quote};
use crate::vm::chan::ChanRef;
use crate::vm::native::{Flow, NativeCtx};
use crate::vm::{maker, timer};

pub(super) const NATIVES: Natives = &[
    ("now", now),
    ("Sleep", sleep),
    ("resetTimer", reset),
    ("stopTimer", stop),
    ("madeBy", |cx| {
        let (chan, number) = (cx.arg(0), cx.arg(1));
        let made = maker::caller(cx.g(), number);
        if let Some(chan) = ChanRef::from_word(chan) {
            chan.set_made(made);
        }
        Flow::Return
    }),
    ("quote", |cx| {
        let mut out = Vec::new();
        quote::append_quoted(&mut out, cx.arg_str(0), b'"', false, false);
        finish(cx.ret_str(0, &out))
    }),
];

fn now(cx: &mut NativeCtx<'_>) -> Flow {
    let now = cx.host().now();
    cx.ret_int(0, now.wall.div_euclid(1_000_000_000));
    cx.ret_int(1, now.wall.rem_euclid(1_000_000_000));
    // Zero means that there is no reading.
    cx.ret_int(2, now.monotonic.max(1));
    Flow::Return
}

fn sleep(cx: &mut NativeCtx<'_>) -> Flow {
    let duration = cx.arg_int(0);
    if duration <= 0 {
        return Flow::Return;
    }
    Flow::Sleep(cx.host().now().monotonic.saturating_add(duration))
}

fn reset(cx: &mut NativeCtx<'_>) -> Flow {
    let when = cx.host().now().monotonic.saturating_add(cx.arg_int(1));
    let (timer, period) = (cx.arg(0), cx.arg_int(2));
    match timer::reset_timer(cx.ctx(), timer, when, period) {
        Ok(pending) => {
            cx.ret_bool(0, pending);
            Flow::Return
        }
        Err(error) => error.into(),
    }
}

fn stop(cx: &mut NativeCtx<'_>) -> Flow {
    let timer = cx.arg(0);
    let pending = timer::stop_timer(cx.ctx(), timer);
    cx.ret_bool(0, pending);
    Flow::Return
}
