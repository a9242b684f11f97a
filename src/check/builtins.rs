//! Calls of predeclared functions. Spec: Built-in functions.

mod complex;
mod layout;

use crate::index::{ExprId, TypeId};
use crate::syntax::ast::{BinOp, ChanDir};

use super::Checker;
use super::call::Call;
use super::constant::Value;
use super::operand::{Mode, Operand};
use super::types::Type;
use super::universe::Builtin;

impl Checker<'_> {
    /// Checks the call of a predeclared function; false if an error was reported.
    pub(super) fn builtin(&mut self, x: &mut Operand, call: Call<'_>, id: Builtin) -> bool {
        let name = id.name();
        if call.spread && id != Builtin::Append {
            let message = format!("invalid operation: invalid use of ... with built-in {name}");
            self.error(call.expr, message);
            self.use_exprs(call.args);
            return false;
        }
        let counts_calls = matches!(id, Builtin::Len | Builtin::Cap);
        let outer = self.env.has_call_or_recv;
        if counts_calls {
            self.env.has_call_or_recv = false;
        }
        let valid = self.builtin_with(x, call, id);
        if counts_calls {
            self.env.has_call_or_recv = outer;
        }
        valid
    }

    fn builtin_with(&mut self, x: &mut Operand, call: Call<'_>, id: Builtin) -> bool {
        let list = call.args;
        let takes_type = matches!(
            id,
            Builtin::Make | Builtin::New | Builtin::Offsetof | Builtin::Trace
        );
        let mut args = Vec::new();
        if !takes_type {
            args = self.expr_list(list);
            if args.iter().any(|arg| !arg.is_valid()) {
                return false;
            }
            if let Some(first) = args.first() {
                *x = first.clone();
            }
        }
        let count = if takes_type { list.len() } else { args.len() };
        let (least, variadic, _) = id.shape();
        let problem = match count {
            _ if count < least => "not enough",
            _ if count > least && !variadic => "too many",
            _ => "",
        };
        if !problem.is_empty() {
            let text = self.expr_string(call.expr);
            self.error(
                call.expr,
                format!(
                    "invalid operation: {problem} arguments for {text} (expected {least}, found {count})"
                ),
            );
            return false;
        }
        self.requires_builtin(call, id);
        match id {
            Builtin::Append => self.append(x, call, args),
            Builtin::Cap | Builtin::Len => self.length(x, id),
            Builtin::Clear => self.clear(x),
            Builtin::Close => self.close(x),
            Builtin::Complex => self.complex(x, &mut args[1], call.expr),
            Builtin::Copy => self.copy(x, &args[1]),
            Builtin::Delete => self.delete(x, args.swap_remove(1)),
            Builtin::Imag | Builtin::Real => self.complex_part(x, id),
            Builtin::Make => self.make(x, call),
            Builtin::Max | Builtin::Min => self.min_max(x, args, id),
            Builtin::New => self.new_pointer(x, call),
            Builtin::Panic => {
                self.info.panics.insert(call.expr);
                self.assignment(x, Some(TypeId::EMPTY_INTERFACE), "argument to panic");
                no_value(x)
            }
            Builtin::Print | Builtin::Println => {
                let context = format!("argument to built-in {}", id.name());
                for arg in &mut args {
                    self.assignment(arg, None, &context);
                    if !arg.is_valid() {
                        return false;
                    }
                }
                x.mode = Mode::NoValue;
                true
            }
            Builtin::Recover => {
                x.mode = Mode::Value;
                x.ty = TypeId::EMPTY_INTERFACE;
                true
            }
            Builtin::Add => self.unsafe_add(x, &mut args[1]),
            Builtin::Alignof | Builtin::Sizeof => self.size_of(x, id),
            Builtin::Offsetof => self.offset_of(x, list[0]),
            Builtin::Slice => self.unsafe_slice(x, &mut args[1]),
            Builtin::SliceData => self.slice_data(x),
            Builtin::String => self.unsafe_string(x, &mut args[1]),
            Builtin::StringData => self.string_data(x),
            Builtin::Assert => self.assert(x, call.expr),
            Builtin::Trace => self.trace(x, list),
        }
    }

    fn requires_builtin(&mut self, call: Call<'_>, id: Builtin) {
        let name = id.name();
        let (minor, what) = match id {
            Builtin::Clear => (21, name.to_owned()),
            Builtin::Max | Builtin::Min => (21, format!("built-in {name}")),
            Builtin::Add | Builtin::Slice => (17, format!("unsafe.{name}")),
            Builtin::SliceData | Builtin::String | Builtin::StringData => {
                (20, format!("unsafe.{name}"))
            }
            _ => return,
        };
        self.requires(call.fun, minor, &what);
    }

    /// Go's own tests of the type checker: reports a constant that is not true.
    fn assert(&mut self, x: &Operand, call: ExprId) -> bool {
        if x.mode != Mode::Constant || !self.types.is_boolean(x.ty) {
            let text = self.operand_string(x);
            let message = format!("invalid argument: {text} is not a boolean constant");
            self.error(x, message);
            return false;
        }
        if matches!(x.val, Value::Bool(false)) {
            let text = self.expr_string(call);
            self.error(call, format!("{text} failed"));
        }
        true
    }

    /// Go's own tests of the type checker: the value of the first argument.
    fn trace(&mut self, x: &mut Operand, list: &[ExprId]) -> bool {
        x.mode = Mode::NoValue;
        for (at, &arg) in list.iter().enumerate() {
            let mut other = Operand::default();
            let into = if at == 0 { &mut *x } else { &mut other };
            self.raw_expr(None, into, arg, None, false);
        }
        x.is_valid()
    }

    /// The underlying types of a type parameter's constraint, or that of another type; `None` stands for all types.
    fn underlying_types(&self, ty: TypeId) -> Vec<Option<TypeId>> {
        match self.types.type_pairs(ty) {
            Some(pairs) => pairs.into_iter().map(|(_, under)| Some(under)).collect(),
            None => vec![None],
        }
    }

    fn under(&self, ty: Option<TypeId>) -> Option<&Type> {
        ty.map(|ty| self.types.get(ty))
    }

    /// The element type of a slice; the error says why there is none.
    fn slice_elem(&self, x: &Operand) -> Result<TypeId, String> {
        let mut found = None;
        for under in self.underlying_types(x.ty) {
            let Some(&Type::Slice(elem)) = self.under(under) else {
                let text = match x.is_nil() {
                    true => "untyped nil".to_owned(),
                    false => self.operand_string(x),
                };
                return Err(format!("argument must be a slice; have {text}"));
            };
            match found {
                None => found = Some(elem),
                Some(other) if self.types.identical(other, elem) => {}
                Some(other) => {
                    let (other, elem) = (self.type_string(other), self.type_string(elem));
                    let text = self.operand_string(x);
                    return Err(format!(
                        "mismatched slice element types {other} and {elem} in {text}"
                    ));
                }
            }
        }
        found.ok_or_else(|| "argument must be a slice".to_owned())
    }

    /// The type allows bytes to be copied from it: its underlying types are `[]byte` and strings. The answer says whether
    /// strings are among them.
    fn bytes_or_string(&self, ty: TypeId) -> Option<bool> {
        let mut has_string = false;
        for under in self.underlying_types(ty) {
            match self.under(under)? {
                Type::Slice(elem) if self.types.identical(*elem, TypeId::BYTE) => {}
                _ if under.is_some_and(|under| self.types.is_string(under)) => has_string = true,
                _ => return None,
            }
        }
        Some(has_string)
    }

    fn append(&mut self, x: &mut Operand, call: Call<'_>, mut args: Vec<Operand>) -> bool {
        let elem = match self.slice_elem(x) {
            Ok(elem) => elem,
            Err(cause) => {
                self.error(&*x, format!("invalid append: {cause}"));
                return false;
            }
        };
        let Call {
            expr, fun, spread, ..
        } = call;
        let list = call.args;
        let slice = x.ty;
        x.mode = Mode::Value;
        if spread && args.len() == 2 {
            let to_bytes = self.assignable_to(x, TypeId::BYTES, None);
            if to_bytes && self.bytes_or_string(args[1].ty) == Some(true) {
                // A constant string gets its type here.
                if self.types.is_untyped(args[1].ty) {
                    self.convert_untyped(&mut args[1], TypeId::STRING);
                }
                return true;
            }
        }
        if spread && list.len() == 1 && args.len() > 1 {
            let text = self.expr_string(list[0]);
            let count = args.len();
            self.error(expr, format!("cannot use ... with {count}-valued {text}"));
            return true;
        }
        if spread && args.len() != 2 {
            let types: Vec<TypeId> = args.iter().map(|arg| arg.ty).collect();
            let have = self.types_summary(&types, false, true);
            let rest = self.types.slice(elem);
            let want = self.types_summary(&[slice, rest], true, false);
            let (at, problem) = match args.get(2) {
                Some(extra) => (extra.clone(), "too many"),
                None => (args[0].clone(), "not enough"),
            };
            let fun = self.expr_string(fun);
            let message =
                format!("{problem} arguments in call to {fun}\n\thave {have}\n\twant {want}");
            self.error(&at, message);
            return true;
        }
        let wanted = match spread {
            true => self.types.slice(elem),
            false => elem,
        };
        for arg in &mut args[1..] {
            if !self.passes(arg, wanted) {
                let context = format!("argument to {}", self.expr_string(fun));
                self.assignment(arg, Some(wanted), &context);
            }
        }
        true
    }

    /// What `len` or `cap` can be of; the underlying type is given.
    fn has_length(&self, under: TypeId, id: Builtin) -> bool {
        match self.types.get(self.array_ptr_deref(under)) {
            Type::Basic(_) => id == Builtin::Len && self.types.is_string(under),
            Type::Array { .. } | Type::Slice(_) | Type::Chan { .. } => true,
            Type::Map { .. } => id == Builtin::Len,
            _ => false,
        }
    }

    /// The array type behind a pointer to an array; any other type itself.
    pub(super) fn array_ptr_deref(&self, ty: TypeId) -> TypeId {
        if let Type::Pointer(base) = *self.types.get(self.types.unalias(ty)) {
            let base = self.types.underlying(base);
            if let Type::Array { .. } = self.types.get(base) {
                return base;
            }
        }
        ty
    }

    fn length(&mut self, x: &mut Operand, id: Builtin) -> bool {
        let under = self.types.underlying(x.ty);
        let fits = match self.types.is_type_param(x.ty) {
            true => self
                .underlying_types(x.ty)
                .into_iter()
                .all(|under| under.is_some_and(|under| self.has_length(under, id))),
            false => self.has_length(under, id),
        };
        if !fits {
            if self.types.is_valid(under) {
                let text = self.operand_string(x);
                let name = id.name();
                self.error(&*x, format!("invalid argument: {text} for built-in {name}"));
            }
            return false;
        }
        let array = self.array_ptr_deref(under);
        let constant = match *self.types.get(array) {
            Type::Basic(_) if x.mode == Mode::Constant => {
                Some(Value::Int(x.val.string_len() as i64))
            }
            Type::Array { len, .. } if !self.env.has_call_or_recv => Some(match len >= 0 {
                true => Value::Int(len),
                false => Value::Unknown,
            }),
            _ => None,
        };
        x.ty = TypeId::INT;
        x.mode = match constant {
            Some(value) => {
                x.val = value;
                Mode::Constant
            }
            None => Mode::Value,
        };
        true
    }

    fn clear(&mut self, x: &mut Operand) -> bool {
        for under in self.underlying_types(x.ty) {
            if !matches!(self.under(under), Some(Type::Map { .. } | Type::Slice(_))) {
                let text = self.operand_string(x);
                self.error(
                    &*x,
                    format!(
                        "invalid argument: cannot clear {text}: argument must be (or constrained by) map or slice"
                    ),
                );
                return false;
            }
        }
        no_value(x)
    }

    fn close(&mut self, x: &mut Operand) -> bool {
        for under in self.underlying_types(x.ty) {
            let problem = match self.under(under) {
                Some(Type::Chan {
                    dir: ChanDir::Recv, ..
                }) => "receive-only channel",
                Some(Type::Chan { .. }) => continue,
                _ => "non-channel",
            };
            let text = self.operand_string(x);
            self.error(
                &*x,
                format!("invalid operation: cannot close {problem} {text}"),
            );
            return false;
        }
        no_value(x)
    }

    fn copy(&mut self, x: &mut Operand, y: &Operand) -> bool {
        let to = match self.slice_elem(x) {
            Ok(elem) => elem,
            Err(cause) => {
                self.error(&*x, format!("invalid copy: {cause}"));
                return false;
            }
        };
        let to_bytes = self.assignable_to(x, TypeId::BYTES, None);
        if !(to_bytes && self.bytes_or_string(y.ty).is_some()) {
            let from = match self.slice_elem(y) {
                Ok(elem) => elem,
                Err(_) if self.types.all_string(y.ty) => TypeId::BYTE,
                Err(cause) => {
                    self.error(y, format!("invalid copy: {cause}"));
                    return false;
                }
            };
            if !self.types.identical(to, from) {
                let (left, right) = (self.operand_string(x), self.operand_string(y));
                let (to, from) = (self.type_string(to), self.type_string(from));
                self.error(
                    &*x,
                    format!(
                        "invalid copy: arguments {left} and {right} have different element types {to} and {from}"
                    ),
                );
                return false;
            }
        }
        if self.types.is_untyped(y.ty) && !y.is_nil() {
            let mut y = y.clone();
            self.convert_untyped(&mut y, TypeId::STRING);
        }
        x.mode = Mode::Value;
        x.ty = TypeId::INT;
        true
    }

    fn delete(&mut self, x: &mut Operand, key: Operand) -> bool {
        let mut key_type = None;
        for under in self.underlying_types(x.ty) {
            let text = self.operand_string(x);
            let Some(&Type::Map { key, .. }) = self.under(under) else {
                self.error(&*x, format!("invalid argument: {text} is not a map"));
                return false;
            };
            if key_type.is_some_and(|other| !self.types.identical(other, key)) {
                self.error(
                    &*x,
                    format!("invalid argument: maps of {text} must have identical key types"),
                );
                return false;
            }
            key_type = Some(key);
        }
        *x = key;
        self.assignment(x, key_type, "argument to delete");
        no_value(x)
    }

    fn make(&mut self, x: &mut Operand, call: Call<'_>) -> bool {
        let list = call.args;
        let ty = self.var_type(list[0]);
        if !self.types.is_valid(ty) {
            return false;
        }
        let found = self.common_under(ty, |checker, _, under| match checker.under(under) {
            Some(Type::Slice(_) | Type::Map { .. } | Type::Chan { .. }) => Ok(()),
            Some(_) => Err("type must be slice, map, or channel".to_owned()),
            None => Err("no specific type".to_owned()),
        });
        let least = match found.map(|under| self.types.get(under)) {
            Ok(Type::Slice(_)) => 2,
            Ok(_) => 1,
            Err(cause) => {
                let text = self.expr_string(list[0]);
                self.error(
                    list[0],
                    format!("invalid argument: cannot make {text}: {cause}"),
                );
                return false;
            }
        };
        let count = list.len();
        if count < least || least + 1 < count {
            let text = self.expr_string(call.expr);
            let most = least + 1;
            self.error(
                call.expr,
                format!(
                    "invalid operation: {text} expects {least} or {most} arguments; found {count}"
                ),
            );
            return false;
        }
        let mut sizes = Vec::new();
        for &arg in &list[1..] {
            let (_, size) = self.index(arg, -1);
            if size >= 0 {
                sizes.push(size);
            }
        }
        if let [len, cap] = sizes[..]
            && len > cap
        {
            self.error(list[1], "invalid argument: length and capacity swapped");
        }
        x.mode = Mode::Value;
        x.ty = ty;
        true
    }

    fn min_max(&mut self, x: &mut Operand, mut args: Vec<Operand>, id: Builtin) -> bool {
        let op = match id {
            Builtin::Max => BinOp::Gt,
            _ => BinOp::Lt,
        };
        for (i, arg) in args.iter_mut().enumerate() {
            if !self.types.all_ordered(arg.ty) {
                let text = self.operand_string(arg);
                self.error(&*arg, format!("invalid argument: {text} cannot be ordered"));
                return false;
            }
            if i == 0 {
                continue;
            }
            self.match_types(x, arg);
            if !x.is_valid() {
                return false;
            }
            if !self.types.identical(x.ty, arg.ty) {
                let (left, right) = (self.type_string(x.ty), self.type_string(arg.ty));
                let text = self.operand_expr(arg);
                self.error(
                    &*arg,
                    format!(
                        "invalid argument: mismatched types {left} (previous argument) and {right} (type of {text})"
                    ),
                );
                return false;
            }
            if x.mode == Mode::Constant && arg.mode == Mode::Constant {
                if Value::compare(&arg.val, op, &x.val) {
                    *x = arg.clone();
                }
            } else {
                x.mode = Mode::Value;
            }
        }
        if x.mode != Mode::Constant {
            x.mode = Mode::Value;
            let context = format!("argument to built-in {}", id.name());
            self.assignment(x, Some(TypeId::EMPTY_INTERFACE), &context);
            if !x.is_valid() {
                return false;
            }
        }
        for arg in args {
            if let Some(expr) = arg.expr.expand() {
                self.update_expr_type(expr, x.ty, true);
            }
        }
        true
    }

    fn new_pointer(&mut self, x: &mut Operand, call: Call<'_>) -> bool {
        let arg = call.args[0];
        self.expr_or_type(x, arg, false);
        self.exclude(x, &[Mode::NoValue, Mode::Builtin]);
        match x.mode {
            Mode::Invalid => return false,
            Mode::TypExpr => self.valid_var_type(arg, x.ty),
            _ => {
                if self.types.is_untyped(x.ty) {
                    self.assignment(x, None, "argument to new");
                    if !x.is_valid() {
                        return false;
                    }
                }
                let text = self.expr_string(arg);
                self.requires(call.fun, 26, &format!("new({text})"));
            }
        }
        x.mode = Mode::Value;
        x.ty = self.types.pointer(x.ty);
        true
    }
}

/// The call has no value, if it is valid.
fn no_value(x: &mut Operand) -> bool {
    if x.is_valid() {
        x.mode = Mode::NoValue;
    }
    x.is_valid()
}
