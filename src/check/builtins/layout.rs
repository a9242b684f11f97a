//! The functions of package unsafe. Spec: Package unsafe. Sizes, alignments and offsets are those of gc on 64-bit machines.

use crate::check::Checker;
use crate::check::constant::Value;
use crate::check::info::SelectionKind;
use crate::check::lookup::Found;
use crate::check::operand::{Mode, Operand};
use crate::check::sizes::Sizes;
use crate::check::types::Type;
use crate::check::universe::Builtin;
use crate::index::{ExprId, TypeId};
use crate::syntax::ast::ExprKind;

impl Checker<'_> {
    /// `unsafe.Sizeof(x)` and `unsafe.Alignof(x)`
    pub(super) fn size_of(&mut self, x: &mut Operand, id: Builtin) -> bool {
        self.assignment(x, None, &format!("argument to unsafe.{}", id.name()));
        if !x.is_valid() {
            return false;
        }
        if self.has_variable_size(x.ty) {
            x.mode = Mode::Value;
        } else {
            let size = self.types.size(x.ty, &mut Sizes::unlimited());
            let part = match (size, id) {
                (Some((size, _)), Builtin::Sizeof) => i64::try_from(size).ok(),
                (Some((_, align)), _) => i64::try_from(align).ok(),
                (None, _) => None,
            };
            let Some(part) = part else {
                let text = self.operand_string(x);
                self.error(&*x, format!("{text} is too large"));
                return false;
            };
            x.mode = Mode::Constant;
            x.val = Value::Int(part);
        }
        x.ty = TypeId::UINTPTR;
        true
    }

    /// The size of the type is no constant: it depends on a type parameter, or the type contains itself, which is reported.
    fn has_variable_size(&mut self, ty: TypeId) -> bool {
        let ty = self.types.unalias(ty);
        let parts: Vec<TypeId> = match self.types.get(ty) {
            Type::TypeParam(_) => return true,
            Type::Array { elem, .. } => vec![*elem],
            Type::Struct(fields) => fields.iter().map(|field| field.ty).collect(),
            Type::Named(named) => {
                let obj = named.obj;
                let rhs = named.from_rhs.expand().or(named.underlying.expand());
                if let Some(start) = self.on_path(obj) {
                    let cycle = self.obj_path[start..].to_vec();
                    let first = self.first_in_src(&cycle);
                    self.cycle_error(&cycle, first);
                    return true;
                }
                self.push_path(obj);
                let rhs = rhs.unwrap_or_else(|| self.types.underlying(ty));
                let varies = self.has_variable_size(rhs);
                self.pop_path();
                return varies;
            }
            _ => return false,
        };
        parts.into_iter().any(|part| self.has_variable_size(part))
    }

    /// `unsafe.Offsetof(x.f)`
    pub(super) fn offset_of(&mut self, x: &mut Operand, arg: ExprId) -> bool {
        let inner = self.unparen(arg);
        let ExprKind::Selector { x: operand, sel } = self.ast.exprs[inner].kind else {
            let text = self.expr_string(arg);
            let message = format!("invalid argument: {text} is not a selector expression");
            self.error(arg, message);
            self.use_exprs(&[arg]);
            return false;
        };
        let Some(name) = self.ast.name(sel) else {
            return false;
        };
        self.expr(None, x, operand);
        if !x.is_valid() {
            return false;
        }
        let base = self.struct_behind(x.ty);
        let found = self.lookup_field_or_method(base, false, Some(self.pkg), name);
        let (text, base_text) = (self.text(name).to_owned(), self.type_string(base));
        let message = match &found {
            Err(_) => format!("invalid argument: {base_text} has no single field {text}"),
            Ok(lookup) if !matches!(lookup.found, Found::Field(_)) => {
                let text = self.expr_string(arg);
                let message = format!("invalid argument: {text} is a method value");
                self.error(arg, message);
                return false;
            }
            Ok(lookup) if lookup.indirect => {
                format!("invalid argument: field {text} is embedded via a pointer in {base_text}")
            }
            Ok(_) => String::new(),
        };
        let Some(lookup) = found.ok().filter(|_| message.is_empty()) else {
            self.error(&*x, message);
            return false;
        };
        self.record_selection(inner, sel, SelectionKind::FieldVal, base, &lookup);
        let field = match lookup.found {
            Found::Field(ty) => ty,
            _ => TypeId::INVALID,
        };
        self.record_type(inner, Mode::Value, field, None);
        if self.has_variable_size(base) {
            x.mode = Mode::Value;
        } else {
            let offset = self.types.offset(base, &lookup.path);
            let Some(offset) = offset.and_then(|offset| i64::try_from(offset).ok()) else {
                let text = self.operand_string(x);
                self.error(&*x, format!("{text} is too large"));
                return false;
            };
            x.mode = Mode::Constant;
            x.val = Value::Int(offset);
        }
        x.ty = TypeId::UINTPTR;
        true
    }

    /// The struct that a type points to; any other type itself.
    fn struct_behind(&self, ty: TypeId) -> TypeId {
        if let Type::Pointer(base) = *self.types.under(ty)
            && matches!(self.types.under(base), Type::Struct(_))
        {
            return base;
        }
        ty
    }

    /// `unsafe.Add(pointer, length)`
    pub(super) fn unsafe_add(&mut self, x: &mut Operand, len: &mut Operand) -> bool {
        self.assignment(x, Some(TypeId::UNSAFE_POINTER), "argument to unsafe.Add");
        if !x.is_valid() || !self.is_valid_index(len, "length", true) {
            return false;
        }
        x.mode = Mode::Value;
        x.ty = TypeId::UNSAFE_POINTER;
        true
    }

    /// `unsafe.Slice(pointer, length)`
    pub(super) fn unsafe_slice(&mut self, x: &mut Operand, len: &mut Operand) -> bool {
        let Some(base) = self.common_pointer(x.ty) else {
            let text = self.operand_string(x);
            self.error(&*x, format!("invalid argument: {text} is not a pointer"));
            return false;
        };
        if !self.is_valid_index(len, "length", false) {
            return false;
        }
        x.mode = Mode::Value;
        x.ty = self.types.slice(base);
        true
    }

    fn common_pointer(&mut self, ty: TypeId) -> Option<TypeId> {
        let under = self.common_under(ty, |_, _, _| Ok(())).ok()?;
        match *self.types.get(under) {
            Type::Pointer(base) => Some(base),
            _ => None,
        }
    }

    /// `unsafe.SliceData(slice)`
    pub(super) fn slice_data(&mut self, x: &mut Operand) -> bool {
        let under = self.common_under(x.ty, |_, _, _| Ok(()));
        let elem = match under.map(|under| self.types.get(under)) {
            Ok(&Type::Slice(elem)) => elem,
            _ => {
                let text = self.operand_string(x);
                self.error(&*x, format!("invalid argument: {text} is not a slice"));
                return false;
            }
        };
        x.mode = Mode::Value;
        x.ty = self.types.pointer(elem);
        true
    }

    /// `unsafe.String(pointer, length)`
    pub(super) fn unsafe_string(&mut self, x: &mut Operand, len: &mut Operand) -> bool {
        let bytes = self.types.pointer(TypeId::BYTE);
        self.assignment(x, Some(bytes), "argument to unsafe.String");
        if !x.is_valid() || !self.is_valid_index(len, "length", false) {
            return false;
        }
        x.mode = Mode::Value;
        x.ty = TypeId::STRING;
        true
    }

    /// `unsafe.StringData(string)`
    pub(super) fn string_data(&mut self, x: &mut Operand) -> bool {
        self.assignment(x, Some(TypeId::STRING), "argument to unsafe.StringData");
        if !x.is_valid() {
            return false;
        }
        x.mode = Mode::Value;
        x.ty = self.types.pointer(TypeId::BYTE);
        true
    }
}
