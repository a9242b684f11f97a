//! Prints a program's bytecode: one line per instruction, with the names of functions, types and constants and the targets of
//! jumps. The text is the same in every run.

use std::fmt::Write as _;

use crate::bytecode::constant::Constant;
use crate::bytecode::op::{Op, Reg};
use crate::bytecode::program::{Context, Function, Program};
use crate::index::{FuncId, MethodId, RTypeId};

/// All functions of a program whose name `wanted` accepts.
pub fn program(program: &Program, wanted: impl Fn(&str) -> bool) -> String {
    let mut text = String::new();
    for (_, function) in &program.funcs {
        if wanted(&function.name) {
            if !text.is_empty() {
                text.push('\n');
            }
            function_into(program, function, &mut text);
        }
    }
    text
}

fn function_into(program: &Program, function: &Function, text: &mut String) {
    let _ = write!(
        text,
        "func {}: {} params, {} results, {} slots",
        function.name, function.param_words, function.result_words, function.nslots
    );
    let _ = match function.context {
        Context::None => Ok(()),
        Context::Closure => write!(text, ", closure in r{}", function.param_words),
        Context::Receiver(words) => {
            write!(text, ", receiver of {words} in r{}", function.param_words)
        }
    };
    if let Some(pc) = function.recover_pc {
        let _ = write!(text, ", recovers at {pc}");
    }
    text.push('\n');
    let mut line = None;
    for (pc, &op) in function.code.iter().enumerate() {
        let now = function
            .span_at(pc as u32)
            .map(|span| program.sources.line_col(span).0);
        let shown = match now {
            Some(number) if now != line => format!("{number}:"),
            _ => String::new(),
        };
        line = now;
        let operands = operands(program, pc, op);
        let owner = owner(&function.code, pc);
        let note = owner.map_or(String::new(), |owner| meaning(program, owner, op));
        let indent = if owner.is_some() { "  " } else { "" };
        let _ = writeln!(
            text,
            "{shown:>6} {pc:>4}  {}",
            format!("{indent}{operands}{note}").trim_end()
        );
    }
}

/// The op that an Ext belongs to, and how many Exts come between.
fn owner(code: &[Op], pc: usize) -> Option<(Op, usize)> {
    let Op::Ext { .. } = code[pc] else {
        return None;
    };
    let owner = code[..pc]
        .iter()
        .rposition(|op| !matches!(op, Op::Ext { .. }))?;
    Some((code[owner], pc - owner - 1))
}

/// What an Ext says to its op, where that is a type, a function or a method.
fn meaning(program: &Program, (owner, at): (Op, usize), ext: Op) -> String {
    use Op::*;
    let Ext { b, c, .. } = ext else {
        return String::new();
    };
    let wide = u32::from(b) | u32::from(c) << 16;
    let ty = || {
        let rtype = program.rtypes.get(RTypeId::from_u32(wide));
        rtype.map_or(String::new(), |rtype| format!("  ; {}", rtype.name))
    };
    match (owner, at) {
        (MakeClosure { .. }, 0) => format!("  ; {}", func(program, wide)),
        (CallIface { .. } | DeferIface { .. } | GoIface { .. }, 0) => {
            let method = program.methods.get(MethodId::from_u32(wide));
            method.map_or(String::new(), |method| format!("  ; .{}", method.name))
        }
        (SliceSlice { .. } | SliceArray { .. }, 1) | (Assert { .. }, 0 | 1) => ty(),
        (
            EqType { .. }
            | MakeSlice { .. }
            | SliceOf { .. }
            | Append { .. }
            | AppendSlice { .. }
            | AppendStr { .. }
            | CopySlice { .. }
            | ClearSlice { .. }
            | BytesFromStr { .. }
            | RunesFromStr { .. }
            | MakeMap { .. }
            | MapGet { .. }
            | MapGetOk { .. }
            | MapSet { .. }
            | MapGetForSet { .. }
            | MapDelete { .. }
            | MapClear { .. }
            | MapIter { .. }
            | MapNext { .. }
            | NewInit { .. }
            | MakeIface { .. }
            | IfaceValue { .. }
            | AssertOk { .. }
            | AssertIface { .. }
            | AssertIfaceOk { .. }
            | Implements { .. }
            | MakeChan { .. },
            0,
        ) => ty(),
        _ => String::new(),
    }
}

fn func(program: &Program, index: u32) -> &str {
    let function = program.funcs.get(FuncId::from_u32(index));
    function.map_or("?", |function| &function.name)
}

fn constant(program: &Program, index: u32) -> String {
    match program.constants.kinds().get(index as usize) {
        Some(Constant::Word(word)) => format!("{word:#x}"),
        Some(Constant::Str(bytes)) => format!("{:?}", String::from_utf8_lossy(bytes)),
        Some(Constant::Closure(id)) => func(program, id.as_u32()).to_owned(),
        None => "?".into(),
    }
}

fn register(reg: Reg) -> String {
    if reg == Reg::NONE {
        "_".into()
    } else {
        format!("r{}", reg.0)
    }
}

macro_rules! show {
    ($program:ident, $pc:ident, $field:ident, $value:ident, Reg) => {
        register($value)
    };
    ($program:ident, $pc:ident, to, $value:ident, $ty:ident) => {
        format!("-> {}", $pc as i64 + i64::from($value))
    };
    ($program:ident, $pc:ident, func, $value:ident, $ty:ident) => {
        func($program, $value).to_owned()
    };
    ($program:ident, $pc:ident, konst, $value:ident, $ty:ident) => {
        constant($program, $value)
    };
    ($program:ident, $pc:ident, global, $value:ident, $ty:ident) => {
        format!("g{}", $value)
    };
    ($program:ident, $pc:ident, native, $value:ident, $ty:ident) => {
        $program
            .natives
            .get($value as usize)
            .map_or("?".to_owned(), |native| native.name.to_string())
    };
    ($program:ident, $pc:ident, ty, $value:ident, $ty:ident) => {
        $program
            .rtypes
            .get(RTypeId::from_u32($value.into()))
            .map_or("?".to_owned(), |rtype| rtype.name.to_string())
    };
    ($program:ident, $pc:ident, $field:ident, $value:ident, $ty:ident) => {
        $value.to_string()
    };
}

macro_rules! define_operands {
    ($($(#[$doc:meta])* $name:ident { $($field:ident : $ty:ident),* })*) => {
        /// The name of an instruction and its operands.
        #[allow(unused_variables, reason = "not every opcode has operands that depend on the program")]
        fn operands(program: &Program, pc: usize, op: Op) -> String {
            let (name, operands): (&str, Vec<String>) = match op {
                $(Op::$name { $($field),* } => {
                    (stringify!($name), vec![$(show!(program, pc, $field, $field, $ty)),*])
                })*
            };
            format!("{name:<12} {}", operands.join(", "))
        }
    };
}

crate::for_each_op!(define_operands);
