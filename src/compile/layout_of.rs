//! Package unsafe: sizes that depend on type arguments become constants here, and what would break the safety of memory is
//! refused. Spec: Package unsafe.

use crate::bytecode::op::Reg;
use crate::check::types::{Basic, Type};
use crate::check::universe::Builtin;
use crate::index::{ExprId, TypeId};

use super::func::Fb;

impl Fb<'_, '_> {
    /// A call of a function of package unsafe whose value the checker does not know.
    pub(super) fn unsafe_call(
        &mut self,
        builtin: Builtin,
        expr: ExprId,
        arg: ExprId,
        dst: Option<Reg>,
    ) -> Reg {
        let value = match builtin {
            Builtin::Sizeof | Builtin::Alignof => {
                let ty = self.ty(arg);
                let (size, align) = self.cx.go_size(ty);
                match builtin {
                    Builtin::Sizeof => size,
                    _ => align,
                }
            }
            Builtin::Offsetof => {
                let inner = self.unparen(arg);
                match self.cx.info.selections.get(&inner).cloned() {
                    Some(selection) => {
                        let inst = self.inst.clone();
                        let base = self.cx.substitute(selection.recv, &inst);
                        self.cx.go_offset(base, &selection.path)
                    }
                    None => 0,
                }
            }
            _ => {
                self.refuse(expr, &format!("unsafe.{}", builtin.name()));
                0
            }
        };
        let dst = self.dst(dst, 1);
        self.load_int(dst, value as i64);
        dst
    }

    /// Refuses a conversion between `unsafe.Pointer` and another type.
    pub(super) fn refuse_pointer_conversion(&mut self, expr: ExprId, from: TypeId, to: TypeId) {
        let is_pointer = |ty| matches!(self.cx.types.under(ty), Type::Basic(Basic::UnsafePointer));
        if is_pointer(from) != is_pointer(to) {
            self.refuse(expr, "a conversion of unsafe.Pointer");
        }
    }

    fn refuse(&mut self, expr: ExprId, what: &str) {
        let span = self.cx.ast.exprs[expr].span;
        let message = format!("{what} is not supported: minigo keeps memory safe");
        self.cx.limit_at(span, &message);
    }
}
