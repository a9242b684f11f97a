//! Channels and select.

use smallvec::SmallVec;

use crate::bytecode::op::Reg;
use crate::index::RTypeId;
use crate::vm::Ctx;
use crate::vm::chan::{self, Outcome};
use crate::vm::code::Inst;
use crate::vm::dispatch::{Ext, Machine, Ret};
use crate::vm::goroutine::Slot;
use crate::vm::operand::Dest;
use crate::vm::ops;
use crate::vm::select::{Case, select};

/// What an operation left to do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    Done,
    Parked,
    Failed,
}

impl Status {
    fn of(ctx: &mut Ctx<'static>, outcome: Outcome) -> Status {
        match outcome {
            Outcome::Done => Status::Done,
            Outcome::Parked => Status::Parked,
            Outcome::Fault(fault) => {
                ctx.set_fault(fault);
                Status::Failed
            }
        }
    }
}

impl Machine {
    /// Writes into the goroutine where it goes on after `exts` Exts, before an operation that may give it up.
    #[inline(always)]
    fn prepare(&mut self, exts: usize) -> Slot {
        let (fp, next) = (self.fp, self.return_ip(exts));
        self.ctx().prepare_to_park(next, fp)
    }

    /// Ends an operation that may have parked the goroutine.
    #[inline(always)]
    fn ended(self, status: Status, exts: usize) -> Ret {
        match status {
            Status::Done => self.next_after(exts),
            Status::Parked => self.stop(),
            Status::Failed => self.cold(ops::raise),
        }
    }
}

// The operations themselves are outlined, as nothing whose address is taken may be alive when a handler dispatches.

#[inline(never)]
fn send(ctx: &mut Ctx<'static>, word: u64, value: Slot) -> Status {
    let outcome = chan::send(ctx, word, value);
    Status::of(ctx, outcome)
}

#[inline(never)]
fn recv(ctx: &mut Ctx<'static>, word: u64, value: Slot, ok: Slot) -> Status {
    let outcome = chan::recv(ctx, word, value, ok);
    Status::of(ctx, outcome)
}

#[inline(never)]
fn close(ctx: &mut Ctx<'static>, word: u64) -> Status {
    let outcome = chan::close(ctx, word).map_or_else(Outcome::Fault, |()| Outcome::Done);
    Status::of(ctx, outcome)
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
    let ip = m.ip;
    match m.ctx().make_chan(ip, ty, cap) {
        Some(word) => {
            m.put(dst, word);
            m.next_after(1)
        }
        None => m.cold(ops::raise),
    }
}

#[inline(always)]
pub(crate) fn Send(mut m: Machine, c: Reg, src: Reg) -> Ret {
    let word = m.get(c);
    let frame = m.prepare(0);
    let status = send(m.ctx(), word, slot(frame, src));
    m.ended(status, 0)
}

#[inline(always)]
pub(crate) fn Recv(mut m: Machine, dst: Reg, c: Reg, ok: Reg) -> Ret {
    let word = m.get(c);
    let frame = m.prepare(0);
    let status = recv(m.ctx(), word, slot(frame, dst), slot(frame, ok));
    m.ended(status, 0)
}

#[inline(always)]
pub(crate) fn Close(mut m: Machine, c: Reg) -> Ret {
    let word = m.get(c);
    let status = close(m.ctx(), word);
    m.ended(status, 0)
}

value_ops! {
    ChanLen(m, c: Reg) chan::len(m.get(c));
    ChanCap(m, c: Reg) chan::cap(m.get(c));
}

#[inline(always)]
pub(crate) fn Select(mut m: Machine, dst: Reg, n: u16, default: u16) -> Ret {
    let frame = m.prepare(n as usize);
    let status = run_select(m.ctx, m.ip, frame, dst, n, default != 0);
    m.ended(status, n as usize)
}

#[inline(never)]
fn run_select(
    ctx: *mut Ctx<'static>,
    ip: *const Inst,
    frame: Slot,
    dst: Reg,
    n: u16,
    default: bool,
) -> Status {
    let mut m = Machine::operands(ctx, ip, std::ptr::null_mut());
    m.fp = m.ctx().frame(frame);
    let cases: SmallVec<[Case; 8]> = (0..n as usize)
        .map(|at| case(&m, m.ext(at), frame))
        .collect();
    let outcome = select(m.ctx(), &cases, slot(frame, dst), default);
    Status::of(m.ctx(), outcome)
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
