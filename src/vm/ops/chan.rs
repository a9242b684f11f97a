//! Channels and select.

use smallvec::SmallVec;

use crate::bytecode::op::Reg;
use crate::index::RTypeId;
use crate::vm::Ctx;
use crate::vm::chan::{self, Outcome};
use crate::vm::code::Inst;
use crate::vm::dispatch::{Dest, Ext, Machine, Ret};
use crate::vm::goroutine::Slot;
use crate::vm::ops;
use crate::vm::select::{Case, select};

/// What an operation left to do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    Done,
    Parked,
    Failed,
}

impl Machine {
    /// Runs an operation that may park, with the goroutine ready to be given up; it goes on after `exts` Exts.
    #[inline(always)]
    fn may_park(
        mut self,
        exts: usize,
        run: impl FnOnce(&mut Ctx<'static>, Slot) -> Outcome,
    ) -> Ret {
        let (fp, next) = (self.fp, self.return_ip(exts));
        let frame = self.ctx().prepare_to_park(next, fp);
        match status(self.ctx(), |ctx| run(ctx, frame)) {
            Status::Done => self.next_after(exts),
            Status::Parked => self.stop(),
            Status::Failed => self.cold(ops::raise),
        }
    }
}

#[inline(always)]
fn status(ctx: &mut Ctx<'static>, run: impl FnOnce(&mut Ctx<'static>) -> Outcome) -> Status {
    match run(ctx) {
        Outcome::Done => Status::Done,
        Outcome::Parked => Status::Parked,
        Outcome::Fault(fault) => {
            ctx.set_fault(fault);
            Status::Failed
        }
    }
}

/// The absolute slot of a register that may be absent.
#[inline(always)]
fn slot(frame: Slot, reg: Reg) -> Slot {
    if reg == Reg::NONE {
        Slot::NONE
    } else {
        Slot(frame.0 + u32::from(reg.0))
    }
}

#[inline(always)]
pub(crate) fn MakeChan(mut m: Machine, dst: Reg, size: Reg) -> Ret {
    let ty = RTypeId::from_u32(m.ext(0).wide());
    let cap = if size == Reg::NONE { 0 } else { m.int(size) };
    match m.ctx().make_chan(ty, cap) {
        Some(word) => {
            m.put(dst, word);
            m.next_after(1)
        }
        None => m.cold(ops::raise),
    }
}

#[inline(always)]
pub(crate) fn Send(m: Machine, c: Reg, src: Reg) -> Ret {
    let word = m.get(c);
    m.may_park(0, |ctx, frame| chan::send(ctx, word, slot(frame, src)))
}

#[inline(always)]
pub(crate) fn Recv(m: Machine, dst: Reg, c: Reg, ok: Reg) -> Ret {
    let word = m.get(c);
    m.may_park(0, |ctx, frame| {
        chan::recv(ctx, word, slot(frame, dst), slot(frame, ok))
    })
}

#[inline(always)]
pub(crate) fn Close(mut m: Machine, c: Reg) -> Ret {
    let word = m.get(c);
    let closed = status(m.ctx(), |ctx| {
        chan::close(ctx, word).map_or_else(Outcome::Fault, |()| Outcome::Done)
    });
    if closed == Status::Failed {
        return m.cold(ops::raise);
    }
    m.next()
}

value_ops! {
    ChanLen(m, c: Reg) chan::len(m.get(c));
    ChanCap(m, c: Reg) chan::cap(m.get(c));
}

#[inline(always)]
pub(crate) fn Select(m: Machine, dst: Reg, n: u16, default: u16) -> Ret {
    let (ip, fp) = (m.ip, m.fp);
    m.may_park(n as usize, |ctx, frame| {
        run_select(ctx, ip, fp, frame, (dst, n, default))
    })
}

#[inline(never)]
fn run_select(
    ctx: &mut Ctx<'static>,
    ip: *const Inst,
    fp: *mut u64,
    frame: Slot,
    (dst, n, default): (Reg, u16, u16),
) -> Outcome {
    let m = Machine {
        ctx,
        ip,
        fp,
        budget: 0,
        acc: 0,
        facc: 0.0,
    };
    let cases: SmallVec<[Case; 8]> = (0..n as usize)
        .map(|at| case(&m, m.ext(at), frame))
        .collect();
    select(ctx, &cases, slot(frame, dst), default != 0)
}

/// A `SelectSend` or `SelectRecv`.
fn case(m: &Machine, op: Ext, frame: Slot) -> Case {
    if op.sends() {
        return Case {
            chan: m.get(op.a()),
            send: true,
            value: slot(frame, Reg(op.b())),
            ok: Slot::NONE,
        };
    }
    Case {
        chan: m.get(Reg(op.b())),
        send: false,
        value: slot(frame, op.a()),
        ok: slot(frame, Reg(op.c())),
    }
}

/// Cases are data of their Select and never run.
#[inline(always)]
pub(crate) fn SelectSend(m: Machine, _c: Reg, _src: Reg) -> Ret {
    m.next()
}

#[inline(always)]
pub(crate) fn SelectRecv(m: Machine, _dst: Reg, _c: Reg, _ok: Reg) -> Ret {
    m.next()
}
