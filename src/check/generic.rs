//! Generic types and functions: instantiation.

use crate::index::{ExprId, ObjId, TypeId};
use crate::syntax::ast::Exprs;

use super::Checker;
use super::call::Call;
use super::expr::Target;
use super::operand::Operand;
use super::resolve::Receiver;

impl<'a> Checker<'a> {
    /// Instantiates the generic function `x`, with the type arguments of the index expression and those that follow from the
    /// target. Type arguments that are still missing are returned if `infer` is not set.
    pub(super) fn func_inst(
        &mut self,
        _target: Option<&Target>,
        x: &mut Operand,
        _index: Option<ExprId>,
        _infer: bool,
    ) -> Option<Vec<TypeId>> {
        self.error(&*x, "generic function: not supported yet");
        x.invalidate();
        None
    }

    /// `x[args]` as a type.
    pub(super) fn instantiated_type(&mut self, x: ExprId, args: &[ExprId]) -> TypeId {
        let mut cause = String::new();
        let ty = self.generic_type(x, &mut cause);
        if !cause.is_empty() {
            let list: Vec<String> = args.iter().map(|&arg| self.expr_string(arg)).collect();
            let text = self.expr_string(x);
            let message = format!("invalid operation: {text}[{}] ({cause})", list.join(", "));
            self.error(x, message);
        } else if self.types.is_valid(ty) {
            self.error(x, "generic type: not supported yet");
        }
        TypeId::INVALID
    }

    /// The receiver's type and the type parameters it declares, if its base type is generic.
    pub(super) fn generic_recv(
        &mut self,
        node: ExprId,
        parts: Receiver,
    ) -> (TypeId, Box<[TypeId]>) {
        let mut cause = String::new();
        let ty = self.generic_type(parts.base, &mut cause);
        if !cause.is_empty() {
            self.error(parts.base, cause);
        } else if self.types.is_valid(ty) {
            self.error(node, "generic type: not supported yet");
        }
        (TypeId::INVALID, Box::default())
    }

    /// The signature of a method of a defined type, which may be an instance.
    pub(super) fn instance_method_type(&mut self, _named: TypeId, method: ObjId) -> TypeId {
        self.objects[method].ty()
    }

    /// The signature with the type arguments of an index expression that is called, and the arguments if some are missing.
    pub(super) fn explicit_targs(
        &mut self,
        index: ExprId,
        _list: Exprs,
        _sig: TypeId,
        call: Call<'a>,
    ) -> Option<(TypeId, Vec<TypeId>)> {
        self.error(index, "generic function: not supported yet");
        self.use_exprs(call.args);
        None
    }

    /// Checks the arguments of a call; generic functions among them may lack type arguments, and the explicit ones are
    /// returned.
    pub(super) fn generic_expr_list(
        &mut self,
        list: &[ExprId],
    ) -> (Vec<Operand>, Vec<Vec<TypeId>>) {
        let args = match *list {
            [e] => {
                let (mut args, _) = self.multi_expr(e, false);
                for arg in &mut args {
                    // gc reports all results of a call at the call.
                    if let Some((expr, _)) = arg.part.take() {
                        arg.expr = Some(expr).into();
                    }
                }
                args
            }
            _ => self.expr_list(list),
        };
        (args, Vec::new())
    }

    /// Infers the type arguments of a call. Returns the signature and parameter types without type parameters; nothing after
    /// an error.
    pub(super) fn infer_call(
        &mut self,
        call: Call<'a>,
        sig: TypeId,
        _targs: Vec<TypeId>,
        params: Vec<TypeId>,
        _args: &mut [Operand],
        _atargs: Vec<Vec<TypeId>>,
    ) -> Option<(TypeId, Vec<TypeId>)> {
        if self.is_generic_signature(sig) {
            self.error(call.fun, "generic function: not supported yet");
            return None;
        }
        Some((sig, params))
    }
}
