//! Turns bytecode into threaded code: one 16-byte instruction {handler, operands} per op, made when a function is first called.
#![allow(
    unsafe_code,
    reason = "instructions are read as raw operands, and entries point into the table of functions"
)]

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicPtr, Ordering};

use cranelift_entity::EntityRef;
use parking_lot::RwLock;
use smallvec::SmallVec;

use crate::bytecode::op::Op;
use crate::bytecode::program::Program;
use crate::index::FuncId;
use crate::vm::chain::CHAIN;
use crate::vm::dispatch::{Handler, handlers};
use crate::vm::fuse;
use crate::vm::ops;

/// A threaded instruction. Operands of 16 bits stand in the order of the op's fields; a field of 32 bits, or a jump in
/// bytes, takes the last four bytes.
#[repr(C)]
pub(crate) struct Inst {
    handler: Handler,
    operands: [u16; 4],
}

const _: () = assert!(size_of::<Inst>() == 16);

impl Inst {
    /// What runs it.
    #[inline(always)]
    pub(crate) fn handler(&self) -> Handler {
        self.handler
    }

    /// An operand of 16 bits.
    #[inline(always)]
    pub(crate) fn half(&self, at: usize) -> u16 {
        self.operands[at]
    }

    /// The operand of 32 bits.
    #[inline(always)]
    pub(crate) fn wide(&self) -> i32 {
        let halves: *const u16 = &raw const self.operands[2];
        // SAFETY: two halves follow, and the struct's alignment makes the second pair of four an aligned word.
        unsafe { halves.cast::<i32>().read() }
    }

    fn special(handler: Handler, wide: u32) -> Inst {
        let mut encoder = Encoder::new(handler);
        encoder.wide(wide);
        encoder.0
    }
}

/// How a call finds a function.
#[repr(C)]
pub(crate) struct Entry {
    /// The first instruction: of the function, or of the stub that translates it.
    code: AtomicPtr<Inst>,
    /// Words that must fit above the frame's slot 0.
    pub(crate) nslots: u32,
    /// Where the context word goes.
    pub(crate) param_words: u16,
}

impl Entry {
    /// The first instruction.
    #[inline(always)]
    pub(crate) fn code(&self) -> *const Inst {
        self.code.load(Ordering::Acquire)
    }
}

/// The threaded code of a program.
pub(crate) struct Code {
    entries: Box<[Entry]>,
    stubs: Box<[Inst]>,
    /// What frames return to that no instruction called.
    pub(crate) exits: Exits,
    functions: RwLock<BTreeMap<u64, Translated>>,
    /// Whether to use superinstructions.
    fuse: bool,
}

/// Instructions that belong to no function.
pub(crate) struct Exits {
    insts: Box<[Inst; 3]>,
}

impl Exits {
    /// The base frame of a goroutine returns here.
    pub(crate) fn goroutine(&self) -> *const Inst {
        &raw const self.insts[0]
    }

    /// A deferred call that a panic or Goexit runs returns here.
    pub(crate) fn unwinding(&self) -> *const Inst {
        &raw const self.insts[1]
    }

    /// A call of `Error` or `String` on a panic value returns here.
    pub(crate) fn printing(&self) -> *const Inst {
        &raw const self.insts[2]
    }
}

struct Translated {
    func: FuncId,
    code: Box<[Inst]>,
}

// SAFETY: an `Inst` is plain data that nobody changes after it was made.
unsafe impl Send for Code {}
// SAFETY: as above; entries are atomic.
unsafe impl Sync for Code {}

impl Code {
    /// Code of which nothing is translated yet.
    pub(crate) fn new(program: &Program, fuse: bool) -> Code {
        let stubs: Box<[Inst]> = (program.funcs.keys())
            .map(|func| Inst::special(ops::translate, func.as_u32()))
            .collect();
        let entries = (program.funcs.values().zip(&stubs))
            .map(|(function, stub)| Entry {
                code: AtomicPtr::new(std::ptr::from_ref(stub).cast_mut()),
                nslots: u32::from(function.nslots),
                param_words: function.param_words,
            })
            .collect();
        Code {
            entries,
            stubs,
            exits: Exits {
                insts: Box::new([
                    Inst::special(ops::goroutine_exit, 0),
                    Inst::special(ops::unwinding, 0),
                    Inst::special(ops::printing, 0),
                ]),
            },
            functions: RwLock::default(),
            fuse,
        }
    }

    /// The entries, by function.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The first instruction of a function, translated if it must be.
    pub(crate) fn translate(&self, program: &Program, func: FuncId) -> *const Inst {
        let entry = &self.entries[func.index()];
        let mut functions = self.functions.write();
        let stub = &raw const self.stubs[func.index()];
        if entry.code() == stub {
            let code = lower_function(program, func, self.fuse);
            let first = code.as_ptr().cast_mut();
            functions.insert(first as u64, Translated { func, code });
            entry.code.store(first, Ordering::Release);
        }
        entry.code()
    }

    /// Which function an instruction belongs to, and its index there.
    pub(crate) fn locate(&self, ip: u64) -> Option<(FuncId, u32)> {
        let functions = self.functions.read();
        if let Some((&first, translated)) = functions.range(..=ip).next_back() {
            let at = (ip - first) / size_of::<Inst>() as u64;
            // A return address may be one past the last instruction of a function that ends in a call that never returns.
            if at <= translated.code.len() as u64 {
                return Some((translated.func, at as u32));
            }
        }
        let at = ip.checked_sub(self.stubs.as_ptr() as u64)? / size_of::<Inst>() as u64;
        (at < self.stubs.len() as u64).then(|| (FuncId::from_u32(at as u32), 0))
    }

    /// The only instruction of which `key` is this.
    pub(crate) fn find(&self, key: impl Fn(u64) -> u64, wanted: u64) -> Option<u64> {
        let found = self.all_of(key, wanted);
        (found.len() == 1).then(|| found[0])
    }

    /// Whether there is an instruction of which `key` is this.
    pub(crate) fn is_known(&self, key: impl Fn(u64) -> u64, wanted: u64) -> bool {
        !self.all_of(key, wanted).is_empty()
    }

    fn all_of(&self, key: impl Fn(u64) -> u64, wanted: u64) -> SmallVec<[u64; 1]> {
        let functions = self.functions.read();
        let found = functions.iter().filter_map(|(&first, translated)| {
            let after = wanted.wrapping_sub(key(first));
            // One past the end, as in `locate`.
            (after <= translated.code.len() as u64)
                .then(|| first + after * size_of::<Inst>() as u64)
                .filter(|&ip| key(ip) == wanted)
        });
        found.collect()
    }

    /// The address of instruction `pc` of a function that has been translated.
    pub(crate) fn address(&self, func: FuncId, pc: u32) -> *const Inst {
        self.entries[func.index()].code().wrapping_add(pc as usize)
    }
}

/// Puts operands where `dispatch::Operands` finds them.
struct Encoder(Inst, usize);

impl Encoder {
    fn new(handler: Handler) -> Encoder {
        let operands = [0; 4];
        Encoder(Inst { handler, operands }, 0)
    }

    fn half(&mut self, half: u16) {
        self.0.operands[self.1] = half;
        self.1 += 1;
    }

    fn wide(&mut self, wide: u32) {
        let bytes = wide.to_ne_bytes();
        self.0.operands[2] = u16::from_ne_bytes([bytes[0], bytes[1]]);
        self.0.operands[3] = u16::from_ne_bytes([bytes[2], bytes[3]]);
    }

    fn to(&mut self, instructions: i32) {
        self.wide((instructions * size_of::<Inst>() as i32) as u32);
    }
}

macro_rules! encode {
    ($to:ident, $field:ident, $value:ident, Reg) => {
        $to.half($value.0)
    };
    ($to:ident, to, $value:ident, $ty:ident) => {
        $to.to(i32::from($value))
    };
    ($to:ident, $field:ident, $value:ident, u32) => {
        $to.wide($value)
    };
    ($to:ident, $field:ident, $value:ident, i32) => {
        $to.wide($value as u32)
    };
    ($to:ident, $field:ident, $value:ident, $ty:ident) => {
        $to.half($value as u16)
    };
}

macro_rules! define_lower {
    ($($(#[$doc:meta])* $name:ident { $($field:ident : $ty:ident),* })*) => {
        fn lower(op: Op) -> Inst {
            match op {
                $(Op::$name { $($field),* } => {
                    #[allow(unused_mut, reason = "some opcodes have no operands")]
                    let mut encoder = Encoder::new(handlers::$name);
                    $(encode!(encoder, $field, $field, $ty);)*
                    encoder.0
                })*
            }
        }
    };
}

crate::for_each_op!(define_lower);

fn lower_function(program: &Program, func: FuncId, fuse: bool) -> Box<[Inst]> {
    let code = &program.funcs[func].code;
    let mut insts: Box<[Inst]> = code.iter().map(|&op| lower_in(program, op)).collect();
    if fuse {
        let fused: Vec<Option<Handler>> = (0..code.len())
            .map(|pc| {
                let window = fuse::window(code, pc);
                let ops: SmallVec<[Op; CHAIN]> = window.iter().map(|&at| code[at]).collect();
                let threaded: SmallVec<[&Inst; CHAIN]> =
                    window.iter().map(|&at| &insts[at]).collect();
                fuse::handler(&ops, &threaded)
            })
            .collect();
        for (inst, handler) in insts.iter_mut().zip(fused) {
            inst.handler = handler.unwrap_or(inst.handler);
        }
    }
    insts
}

fn lower_in(program: &Program, op: Op) -> Inst {
    let mut inst = lower(op);
    match op {
        // A direct call knows how much room its callee needs.
        Op::Call { func, .. } => inst.operands[1] = program.funcs[FuncId::from_u32(func)].nslots,
        // `select` tells its cases apart.
        Op::SelectSend { .. } => inst.operands[3] = 1,
        _ => {}
    }
    inst
}
