//! `panic` and `recover`.

use crate::bytecode::op::Reg;
use crate::vm::Ctx;
use crate::vm::code::Inst;
use crate::vm::dispatch::{Machine, Ret};
use crate::vm::fault::Fault;

#[inline(always)]
pub(crate) fn Panic(mut m: Machine, a: Reg) -> Ret {
    m.acc = m.get(a);
    m.cold(panic)
}

#[inline(always)]
pub(crate) fn Recover(mut m: Machine, dst: Reg) -> Ret {
    let fp = m.fp;
    let word = m.ctx().recover(fp);
    m.put(dst, word);
    m.next()
}

cold_handlers! {
    panic(m) {
        let fault = if m.acc == 0 { Fault::PanicNil } else { Fault::Value(m.acc) };
        m.raise(fault)
    }
}
