//! What can be read off an op by itself: its Exts, its registers, where it jumps, whether it ends a path.

use crate::bytecode::op::{Op, Reg};

/// How many Exts an op reads.
pub fn exts(op: Op) -> usize {
    use Op::*;
    match op {
        SliceArray { .. } => 3,
        ArrayAddr { .. }
        | ArrayLoad { .. }
        | ArrayStore { .. }
        | SliceSlice { .. }
        | MapGetOk { .. }
        | MapNext { .. }
        | Assert { .. } => 2,
        EqType { .. }
        | AddJLe { .. }
        | AddJLt { .. }
        | CopyMem { .. }
        | ZeroMem { .. }
        | AddF64Field { .. }
        | MulF64Field { .. }
        | IndexN { .. }
        | SetIndexN { .. }
        | IndexField { .. }
        | SetIndexField { .. }
        | IndexAddr { .. }
        | Index2 { .. }
        | RegIndex { .. }
        | RegSetIndex { .. }
        | SliceStr { .. }
        | MakeSlice { .. }
        | SliceOf { .. }
        | Append { .. }
        | AppendSlice { .. }
        | AppendStr { .. }
        | CopySlice { .. }
        | ClearSlice { .. }
        | SliceToArray { .. }
        | BytesFromStr { .. }
        | RunesFromStr { .. }
        | MakeMap { .. }
        | MapGet { .. }
        | MapSet { .. }
        | MapGetForSet { .. }
        | MapDelete { .. }
        | MapClear { .. }
        | MapIter { .. }
        | NewInit { .. }
        | MakeClosure { .. }
        | MakeIface { .. }
        | IfaceValue { .. }
        | AssertOk { .. }
        | AssertIface { .. }
        | AssertIfaceOk { .. }
        | Implements { .. }
        | CallIface { .. }
        | DeferIface { .. }
        | GoIface { .. }
        | MakeChan { .. } => 1,
        _ => 0,
    }
}

/// Data of the op before it.
pub(super) fn is_data(op: Op) -> bool {
    matches!(
        op,
        Op::Ext { .. } | Op::SelectSend { .. } | Op::SelectRecv { .. }
    )
}

/// Whether control never goes on to the next instruction.
pub(super) fn ends(op: Op) -> bool {
    use Op::*;
    matches!(
        op,
        Jump { .. }
            | Return0 {}
            | Return1 { .. }
            | Return { .. }
            | ReturnImm { .. }
            | Panic { .. }
            | Unreachable {}
    )
}

macro_rules! field_jump {
    ($field:ident, $value:ident, Reg) => {
        let _ = $value;
    };
    (to, $value:ident, $ty:ident) => {
        return Some(i32::from($value))
    };
    ($field:ident, $value:ident, $ty:ident) => {
        let _ = $value;
    };
}

macro_rules! field_register {
    ($registers:ident, $value:ident, Reg) => {
        $registers.push(Some($value))
    };
    ($registers:ident, $value:ident, $ty:ident) => {
        let _ = $value;
    };
}

macro_rules! define_fields {
    ($($(#[$doc:meta])* $name:ident { $($field:ident : $ty:ident),* })*) => {
        /// The distance of a jump; that of `MapNext` is in its Exts.
        #[allow(unreachable_code, reason = "a jump's last operand is the distance")]
        pub fn jump(op: Op) -> Option<i32> {
            match op {
                $(Op::$name { $($field),* } => {
                    $(field_jump!($field, $field, $ty);)*
                    None
                })*
            }
        }

        /// The operands that are registers.
        #[allow(unused_mut, reason = "some opcodes have no registers")]
        pub(super) fn registers(op: Op) -> smallvec::SmallVec<[Option<Reg>; 3]> {
            let mut registers = smallvec::SmallVec::new();
            match op {
                $(Op::$name { $($field),* } => {
                    $(field_register!(registers, $field, $ty);)*
                })*
            }
            registers
        }
    };
}

crate::for_each_op!(define_fields);
