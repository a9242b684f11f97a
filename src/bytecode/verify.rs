//! Proves what the VM relies on without checking: that operands name slots of the frame and entries of the program's tables,
//! that windows of calls are in the frame, that jumps go to instructions of the function, that Exts are where an op
//! reads them, and that no function runs off its end.
//!
//! What kind of value a slot holds is not proved: that is the compiler's affair.

use cranelift_entity::EntityRef;

use crate::bytecode::anatomy::{ends, exts, is_data, jump, registers};
use crate::bytecode::constant::Constant;
use crate::bytecode::op::{Op, Reg};
use crate::bytecode::program::{Context, Function, Program};
use crate::bytecode::rtype::{RType, Shape, Width};
use crate::index::{FuncId, MethodId, RTypeId};

/// Frames may have this many slots, so that a window above one still fits a link word.
const MAX_SLOTS: u16 = 60_000;

/// Says what is wrong with a program, if anything is.
pub fn verify(program: &Program) -> Result<(), String> {
    for (id, function) in &program.funcs {
        Verifier {
            program,
            function,
            pc: 0,
        }
        .function()
        .map_err(|what| format!("{} ({id}): {what}", function.name))?;
    }
    let known = |func: FuncId| func.index() < program.funcs.len();
    let closures = program
        .constants
        .kinds()
        .iter()
        .all(|constant| match constant {
            Constant::Closure(func) => known(*func),
            Constant::Word(_) | Constant::Str(_) => true,
        });
    if !closures {
        return Err("a constant is a closure of no function".into());
    }
    for rtype in program.rtypes.values() {
        for method in &rtype.methods {
            let function = program.funcs.get(method.func);
            // A method that nothing calls stands for itself.
            if function.is_some_and(|function| function.code == [Op::Unreachable {}]) {
                continue;
            }
            let receiver = function.map(|function| function.context);
            if receiver != Some(Context::Receiver(rtype.words as u16)) {
                return Err(format!(
                    "method {} of {} has context {receiver:?}",
                    method.name, rtype.name
                ));
            }
        }
    }
    match program.funcs.get(program.entry) {
        Some(entry) if entry.argument_words() == 0 => Ok(()),
        _ => Err("the entry function is missing or takes arguments".into()),
    }
}

struct Verifier<'p> {
    program: &'p Program,
    function: &'p Function,
    pc: usize,
}

type Check = Result<(), String>;

impl Verifier<'_> {
    fn function(&mut self) -> Check {
        let function = self.function;
        if function.nslots > MAX_SLOTS {
            return Err(format!("{} slots", function.nslots));
        }
        if function.nslots < function.argument_words().max(function.result_words) {
            return Err("fewer slots than parameters or results".into());
        }
        if !function.code.last().is_some_and(|&op| ends(op)) {
            return Err("it runs off its end".into());
        }
        if let Some(pc) = function.recover_pc {
            self.target(pc as i64)?;
        }
        for pc in 0..function.code.len() {
            self.pc = pc;
            let op = function.code[pc];
            self.op(op).map_err(|what| format!("{pc} {op:?}: {what}"))?;
        }
        Ok(())
    }

    fn op(&self, op: Op) -> Check {
        if is_data(op) {
            return self.belongs(op);
        }
        self.slots(op)?;
        self.tables(op)?;
        if let Some(to) = jump(op) {
            self.target(self.pc as i64 + i64::from(to))?;
        }
        for at in 0..exts(op) {
            if !matches!(
                self.function.code.get(self.pc + 1 + at),
                Some(Op::Ext { .. })
            ) {
                return Err(format!("Ext {at} is missing"));
            }
        }
        self.special(op)
    }

    /// An Ext or case must follow an op that reads it.
    fn belongs(&self, op: Op) -> Check {
        let code = &self.function.code[..self.pc];
        let owner = code.iter().rposition(|&op| !is_data(op));
        let Some(owner) = owner else {
            return Err("it belongs to no instruction".into());
        };
        let wanted = match (self.function.code[owner], op) {
            (Op::Select { n, .. }, Op::SelectSend { .. } | Op::SelectRecv { .. }) => n as usize,
            (Op::Select { .. }, _) | (_, Op::SelectSend { .. } | Op::SelectRecv { .. }) => 0,
            (owner, _) => exts(owner),
        };
        if self.pc - owner > wanted {
            return Err("it belongs to no instruction".into());
        }
        self.slots(op)
    }

    fn target(&self, pc: i64) -> Check {
        let op = usize::try_from(pc)
            .ok()
            .and_then(|pc| self.function.code.get(pc));
        match op {
            Some(&op) if !is_data(op) => Ok(()),
            _ => Err(format!("jump to {pc}")),
        }
    }

    fn range(&self, reg: Reg, words: u32) -> Check {
        if u32::from(reg.0) + words <= u32::from(self.function.nslots) {
            return Ok(());
        }
        Err(format!(
            "slots {}..+{words} of {}",
            reg.0, self.function.nslots
        ))
    }

    fn optional(&self, reg: Reg, words: u32) -> Check {
        if reg == Reg::NONE {
            Ok(())
        } else {
            self.range(reg, words)
        }
    }

    /// The Ext at position `at`: its operands and `ext32`.
    fn ext(&self, at: usize) -> (Reg, u16, u16, u32) {
        match self.function.code.get(self.pc + 1 + at) {
            Some(&Op::Ext { a, b, c }) => (a, b, c, u32::from(b) | u32::from(c) << 16),
            _ => (Reg::NONE, 0, 0, u32::MAX),
        }
    }

    fn rtype(&self, index: u32) -> Result<&RType, String> {
        let rtype = self.program.rtypes.get(RTypeId::from_u32(index));
        rtype
            .filter(|_| index != 0)
            .ok_or_else(|| format!("no type {index}"))
    }

    /// The type in an Ext.
    fn ext_type(&self, at: usize) -> Result<&RType, String> {
        self.rtype(self.ext(at).3)
    }

    /// The element type of the slice type in an Ext.
    fn ext_elem(&self, at: usize) -> Result<&RType, String> {
        match self.ext_type(at)?.shape {
            Shape::Slice(elem) => self.rtype(elem.as_u32()),
            _ => Err("not a slice type".into()),
        }
    }

    /// Words of the key and of the value of the map type in an Ext.
    fn ext_map(&self) -> Result<(u32, u32), String> {
        match self.ext_type(0)?.shape {
            Shape::Map { key, elem } => Ok((
                self.rtype(key.as_u32())?.words,
                self.rtype(elem.as_u32())?.words,
            )),
            _ => Err("not a map type".into()),
        }
    }

    /// Every slot that an instruction names.
    fn slots(&self, op: Op) -> Check {
        use Op::*;
        match op {
            // Exts are read by the op before them.
            Ext { .. } => Ok(()),
            MoveN { dst, src, n } => self.range(dst, n.into()).and(self.range(src, n.into())),
            Zero { dst, n } => self.range(dst, n.into()),
            MulC128 { dst, a, b } | DivC128 { dst, a, b } => self
                .range(dst, 2)
                .and(self.range(a, 2))
                .and(self.range(b, 2)),
            EqType { dst, a, b } => {
                let words = self.ext_type(0)?.words;
                self.range(dst, 1)
                    .and(self.range(a, words))
                    .and(self.range(b, words))
            }
            LoadN { dst, p, n } => self.range(dst, n.into()).and(self.range(p, 1)),
            StoreN { p, src, n } => self.range(src, n.into()).and(self.range(p, 1)),
            AddJLe { i, step, .. } | AddJLt { i, step, .. } => self
                .range(i, 1)
                .and(self.range(step, 1))
                .and(self.range(self.ext(0).0, 1)),
            IndexN { dst, s, i } => {
                let n = self.ext(0).1.into();
                self.range(dst, n)
                    .and(self.range(s, 1))
                    .and(self.range(i, 1))
            }
            SetIndexN { s, i, src } => {
                let n = self.ext(0).1.into();
                self.range(src, n)
                    .and(self.range(s, 1))
                    .and(self.range(i, 1))
            }
            Index2 { dst, s, i } => self
                .range(dst, 1)
                .and(self.range(s, 1))
                .and(self.range(i, 1))
                .and(self.range(self.ext(0).0, 1)),
            RegIndex {
                dst: value,
                base,
                i,
            }
            | RegSetIndex {
                base,
                i,
                src: value,
            } => self.frame_array(value, base, i),
            SliceSlice { dst, x, lo } | SliceArray { dst, x, lo } => {
                let (hi, max, _, _) = self.ext(0);
                self.range(dst, 1)
                    .and(self.range(x, 1))
                    .and(self.optional(lo, 1))
                    .and(self.optional(hi, 1))
                    .and(self.optional(Reg(max), 1))
            }
            SliceStr { dst, x, lo } => self
                .range(dst, 1)
                .and(self.range(x, 1))
                .and(self.optional(lo, 1))
                .and(self.optional(self.ext(0).0, 1)),
            MakeSlice { dst, len, cap } => self
                .range(dst, 1)
                .and(self.range(len, 1))
                .and(self.optional(cap, 1)),
            SliceOf { dst, src, n } => {
                let words = self.ext_elem(0)?.words.saturating_mul(n.into());
                self.range(dst, 1).and(self.range(src, words))
            }
            Append { dst, s, src } => {
                let words = self.ext_elem(0)?.words;
                self.range(dst, 1)
                    .and(self.range(s, 1))
                    .and(self.range(src, words))
            }
            ConcatN { dst, src, n } => self.range(dst, 1).and(self.range(src, n.into())),
            StrDecode { dst, s, i } => self
                .range(dst, 2)
                .and(self.range(s, 1))
                .and(self.range(i, 1)),
            MakeMap {
                dst,
                hint: optional,
            }
            | MakeChan {
                dst,
                size: optional,
            } => self.range(dst, 1).and(self.optional(optional, 1)),
            MapGet { dst, m, key } | MapGetForSet { dst, m, key } | MapGetOk { dst, m, key } => {
                let (key_words, elem_words) = self.ext_map()?;
                if let MapGetOk { .. } = op {
                    self.range(self.ext(1).0, 1)?;
                }
                self.range(dst, elem_words)
                    .and(self.range(m, 1))
                    .and(self.range(key, key_words))
            }
            MapSet { m, key, src } => {
                let (key_words, elem_words) = self.ext_map()?;
                self.range(src, elem_words)
                    .and(self.range(m, 1))
                    .and(self.range(key, key_words))
            }
            MapDelete { m, key } => self.range(m, 1).and(self.range(key, self.ext_map()?.0)),
            MapNext { it, key, value } => {
                let (key_words, elem_words) = self.ext_map()?;
                self.range(it, 1)
                    .and(self.optional(key, key_words))
                    .and(self.optional(value, elem_words))
            }
            NewInit { dst, src } | MakeIface { dst, src } => self
                .range(dst, 1)
                .and(self.range(src, self.ext_type(0)?.words)),
            MakeClosure { dst, src, n } => self.range(dst, 1).and(self.range(src, n.into())),
            IfaceValue { dst, a } | Assert { dst, a } => self
                .range(dst, self.ext_type(0)?.words)
                .and(self.range(a, 1)),
            AssertOk { dst, a, ok } => self
                .range(dst, self.ext_type(0)?.words)
                .and(self.range(a, 1))
                .and(self.range(ok, 1)),
            Return { src, n } => self.range(src, n.into()),
            Recv { dst, c, ok } | SelectRecv { dst, c, ok } => self
                .range(c, 1)
                .and(self.optional(dst, 1))
                .and(self.optional(ok, 1)),
            Send { c, src } | SelectSend { c, src } => self.range(c, 1).and(self.range(src, 0)),
            Call { w, func } | DeferCall { w, func } | GoCall { w, func } => {
                let callee = self.callee(func)?;
                self.window(w, callee.argument_words().max(callee.result_words).into())
            }
            // The closure goes behind the arguments.
            CallClosure { w, f, n } => self.range(f, 1).and(self.window(w, u32::from(n) + 1)),
            DeferClosure { w, f, n } | GoClosure { w, f, n } => {
                self.range(f, 1).and(self.window(w, n.into()))
            }
            CallIface { w, x, n } | DeferIface { w, x, n } | GoIface { w, x, n } => {
                self.range(x, 1).and(self.window(w, n.into()))
            }
            CallNative { w, native } => {
                let native = self
                    .program
                    .natives
                    .get(native as usize)
                    .ok_or("no such native")?;
                self.range(w, native.param_words.max(native.result_words).into())
            }
            RunDefers { w } => self.window(w, 0),
            _ => registers(op)
                .into_iter()
                .flatten()
                .try_for_each(|reg| self.range(reg, 1)),
        }
    }

    fn frame_array(&self, value: Reg, base: Reg, i: Reg) -> Check {
        let (elem_words, width, len, _) = self.ext(0);
        let bytes = match elem_words.0 {
            0 if width > Width::Word as u16 => return Err("no such width".into()),
            0 => [1, 1, 2, 2, 4, 4, 8][width as usize],
            words => 8 * u32::from(words),
        };
        let words = (bytes * u32::from(len)).div_ceil(8);
        let value_words = elem_words.0.max(1).into();
        self.range(base, words)
            .and(self.range(value, value_words))
            .and(self.range(i, 1))
    }

    /// A window needs a link word below it.
    fn window(&self, w: Reg, words: u32) -> Check {
        if w.0 == 0 {
            return Err("a window at slot 0".into());
        }
        self.range(w, words)
    }

    fn callee(&self, func: u32) -> Result<&Function, String> {
        let callee = self.program.funcs.get(FuncId::from_u32(func));
        callee.ok_or_else(|| format!("no function {func}"))
    }

    /// Indices into the program's tables.
    fn tables(&self, op: Op) -> Check {
        use Op::*;
        let within = |index: u32, count: usize| match (index as usize) < count {
            true => Ok(()),
            false => Err(format!("no entry {index}")),
        };
        match op {
            LoadConst { konst, .. } => within(konst, self.program.constants.words().len()),
            LoadGlobal { global, .. } | StoreGlobal { global, .. } | GlobalAddr { global, .. } => {
                within(global, self.program.global_words as usize)
            }
            New { ty, .. } => self.rtype(ty).map(|_| ()),
            MakeIfacePtr { ty, .. } => match self.rtype(ty.into())?.pointer_shaped() {
                true => Ok(()),
                false => Err("not a pointer-shaped type".into()),
            },
            MakeClosure { .. } => self.callee(self.ext(0).3).map(|_| ()),
            CallIface { .. } | DeferIface { .. } | GoIface { .. } => {
                let method = MethodId::from_u32(self.ext(0).3);
                within(method.as_u32(), self.program.methods.len())
            }
            SliceSlice { .. } | SliceArray { .. } => self.ext_elem(1).map(|_| ()),
            MakeSlice { .. }
            | AppendSlice { .. }
            | AppendStr { .. }
            | CopySlice { .. }
            | ClearSlice { .. }
            | BytesFromStr { .. }
            | RunesFromStr { .. } => self.ext_elem(0).map(|_| ()),
            MakeMap { .. } | MapClear { .. } => self.ext_map().map(|_| ()),
            AssertIface { .. } | AssertIfaceOk { .. } | Implements { .. } => {
                match self.ext_type(0)?.shape {
                    Shape::Interface(_) => Ok(()),
                    _ => Err("not an interface type".into()),
                }
            }
            Assert { .. } => self.ext_type(1).map(|_| ()),
            MakeChan { .. } => match self.ext_type(0)?.shape {
                Shape::Chan { .. } => Ok(()),
                _ => Err("not a channel type".into()),
            },
            _ => Ok(()),
        }
    }

    /// What only one op needs.
    fn special(&self, op: Op) -> Check {
        let following = |n: u16, wanted: fn(Op) -> bool| {
            let rest = &self.function.code[self.pc + 1..];
            match rest.len() > n as usize && rest[..n as usize].iter().all(|&op| wanted(op)) {
                true => Ok(()),
                false => Err("its table is incomplete".into()),
            }
        };
        match op {
            Op::JumpTable { n, .. } => following(n, |op| matches!(op, Op::Jump { .. })),
            Op::Select { n, .. } => following(n, |op| {
                matches!(op, Op::SelectSend { .. } | Op::SelectRecv { .. })
            }),
            Op::MapNext { .. } => self.target(self.pc as i64 + i64::from(self.ext(1).3 as i32)),
            Op::ArrayLoad { .. } | Op::ArrayStore { .. } if self.ext(0).1 > Width::Word as u16 => {
                Err("no such width".into())
            }
            Op::IndexField { .. } | Op::SetIndexField { .. } if self.ext(0).1 >= self.ext(0).2 => {
                Err("a field outside of its element".into())
            }
            Op::DivImm { imm, .. } | Op::RemImm { imm, .. } if imm == 0 || imm == -1 => {
                Err("a divisor of 0 or -1".into())
            }
            Op::DivPow { imm, .. } if !(1..63).contains(&imm) => Err("no such power of two".into()),
            _ => Ok(()),
        }
    }
}
