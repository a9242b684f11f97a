//! Names and type expressions. Spec: Types, Blocks, Declarations and scope.

use crate::index::{ExprId, ObjId, Symbol, TypeId};
use crate::syntax::ast::ExprKind;

use super::Checker;
use super::object::{ObjectKind, VarKind};
use super::operand::{Mode, Operand};
use super::types::{Basic, Interface, Type};
use super::untyped::representable_const;

impl<'a> Checker<'a> {
    /// A name as an operand, or as a type.
    pub fn ident(&mut self, x: &mut Operand, e: ExprId, name: Symbol, want_type: bool) {
        x.invalidate();
        x.expr = Some(e).into();
        let Some((scope, obj)) = self.lookup_scope(name) else {
            match self.text(name) {
                "_" => self.blank_use(e),
                // The lexer has reported others.
                text if is_valid_name(text) => {
                    let message = format!("undefined: {text}");
                    self.error(e, message);
                }
                _ => {}
            }
            return;
        };
        if name == self.universe.blank {
            self.blank_use(e);
            return;
        }
        if (obj == self.universe.any || obj == self.universe.comparable) && !self.allows(18) {
            let what = format!("predeclared {}", self.text(name));
            if !self.requires(e, 18, &what) {
                return;
            }
        }
        self.record_use(e, obj);
        let is_type = matches!(self.objects[obj].kind, ObjectKind::TypeName);
        if want_type && !is_type {
            let kind = self.object_kind(obj);
            let text = self.text(name);
            let message = format!("{text} ({kind}) is not a type");
            self.error(e, message);
            self.mark_used(obj);
            return;
        }
        let same_package = self.objects[obj].pkg == Some(self.pkg).into();
        if self.objects[obj].typ.is_none() || is_type && want_type && same_package {
            self.obj_decl(obj);
        }
        if !self.dot_imports.is_empty()
            && let Some(&import) = self.dot_imports.get(&(scope, obj))
            && let ObjectKind::PkgName { used, .. } = &mut self.objects[import].kind
        {
            *used = true;
        }
        let ty = self.objects[obj].ty();
        self.denote(x, e, obj, ty);
    }

    fn blank_use(&mut self, e: ExprId) {
        // The parser puts empty names where one is missing, which it has reported.
        let span = self.ast.exprs[e].span;
        if span.lo < span.hi {
            self.error(e, "cannot use _ as value or type");
        }
    }

    /// Makes the operand what an object is when its name is used.
    fn denote(&mut self, x: &mut Operand, e: ExprId, obj: ObjId, ty: TypeId) {
        match &self.objects[obj].kind {
            ObjectKind::PkgName { .. } => {
                let message = format!("use of package {} not in selector", self.obj_name(obj));
                self.error(e, message);
                return;
            }
            ObjectKind::Const { value } => {
                let value = value.clone();
                self.add_decl_dep(obj);
                if !self.types.is_valid(ty) {
                    return;
                }
                if obj == self.universe.iota {
                    let Some(iota) = self.env.iota.clone() else {
                        self.error(e, "cannot use iota outside constant declaration");
                        return;
                    };
                    x.val = iota;
                } else {
                    x.val = value;
                }
                x.mode = Mode::Constant;
            }
            ObjectKind::TypeName => x.mode = Mode::TypExpr,
            ObjectKind::Var(_) => {
                self.mark_used(obj);
                self.add_decl_dep(obj);
                if !self.types.is_valid(ty) {
                    return;
                }
                x.mode = Mode::Variable;
            }
            ObjectKind::Func(_) => {
                self.add_decl_dep(obj);
                x.mode = Mode::Value;
            }
            ObjectKind::Builtin(builtin) => {
                x.id = *builtin;
                x.mode = Mode::Builtin;
            }
            ObjectKind::Nil => x.mode = Mode::Nil,
            ObjectKind::Label { .. } => return,
        }
        x.ty = ty;
    }

    /// Notes that a variable is read, and whether by a function literal inside the function it belongs to.
    pub(super) fn mark_used(&mut self, obj: ObjId) {
        let func = self.env.func;
        if let Some(var) = self.var_mut(obj) {
            var.used = true;
            var.facts.captured |= var.owner != 0 && var.owner != func;
        }
    }

    /// What sort of thing an object is, in gc's words.
    pub fn object_kind(&self, obj: ObjId) -> &'static str {
        let object = &self.objects[obj];
        match &object.kind {
            ObjectKind::PkgName { .. } => "package name",
            ObjectKind::Const { .. } => "constant",
            ObjectKind::TypeName => match object.typ.expand().map(|ty| self.types.get(ty)) {
                Some(Type::TypeParam(param)) if param.obj == obj => "type parameter",
                Some(Type::Named(named)) if named.obj == obj => "defined type",
                Some(Type::Basic(_)) if object.pkg.is_none() => "defined type",
                None => "defined type",
                Some(_) => "type alias",
            },
            ObjectKind::Var(var) => match var.kind {
                VarKind::Package => "package-level variable",
                VarKind::Local => "local variable",
                VarKind::Recv => "receiver",
                VarKind::Param => "parameter",
                VarKind::Result => "result variable",
                VarKind::Field => "struct field",
            },
            ObjectKind::Func(func) if func.method => "method",
            ObjectKind::Func(_) => "function",
            ObjectKind::Label { .. } => "label",
            ObjectKind::Builtin(_) => "built-in function",
            ObjectKind::Nil => "untyped nil",
        }
    }

    /// The type that an expression denotes; invalid if none, and an error was reported.
    pub fn typ(&mut self, e: ExprId) -> TypeId {
        self.declared_type(e, None)
    }

    /// The type that an expression denotes, as the type of a variable: not a constraint.
    pub fn var_type(&mut self, e: ExprId) -> TypeId {
        let ty = self.declared_type(e, None);
        self.valid_var_type(e, ty);
        ty
    }

    /// Reports, later, an interface that only a constraint may be.
    pub(super) fn valid_var_type(&mut self, e: ExprId, ty: TypeId) {
        if matches!(
            self.types.get(ty),
            Type::Basic(_)
                | Type::Pointer(_)
                | Type::Slice(_)
                | Type::Array { .. }
                | Type::Map { .. }
                | Type::Chan { .. }
                | Type::Struct(_)
                | Type::Signature(_)
                | Type::TypeParam(_)
        ) || self.types.is_type_param(ty)
        {
            return;
        }
        self.later(move |c| {
            if !c.types.is_interface(ty) {
                return;
            }
            let set = c.types.type_set(ty);
            if set.is_method_set() {
                return;
            }
            let why = match set.comparable {
                true => "interface is (or embeds) comparable",
                false => "interface contains type constraints",
            };
            let ty = c.type_string(ty);
            c.error(
                e,
                format!("cannot use type {ty} outside a type constraint: {why}"),
            );
        });
    }

    /// The type that an expression denotes. With `def` it is the right side of that type's declaration.
    pub fn declared_type(&mut self, e: ExprId, def: Option<ObjId>) -> TypeId {
        let mut ty = self.type_internal(e, def);
        if self.types.is_generic(ty) {
            let text = self.type_string(ty);
            self.error(
                e,
                format!("cannot use generic type {text} without instantiation"),
            );
            ty = TypeId::INVALID;
        }
        self.record_type(e, Mode::TypExpr, ty, None);
        ty
    }

    /// The generic type that an expression denotes; invalid if it is another type, whose text is then in `cause`.
    pub fn generic_type(&mut self, e: ExprId, cause: &mut String) -> TypeId {
        let mut ty = self.type_internal(e, None);
        if self.types.is_valid(ty) && !self.types.is_generic(ty) {
            *cause = format!("{} is not a generic type", self.type_string(ty));
            ty = TypeId::INVALID;
        }
        self.record_type(e, Mode::TypExpr, ty, None);
        ty
    }

    fn type_internal(&mut self, e: ExprId, def: Option<ObjId>) -> TypeId {
        match self.ast.exprs[e].kind {
            ExprKind::Bad => TypeId::INVALID,
            ExprKind::Name(name) => {
                let mut x = Operand::default();
                self.ident(&mut x, e, name, true);
                self.type_operand(&x)
            }
            ExprKind::Selector { x: operand, sel } => {
                let mut x = Operand::default();
                self.selector(&mut x, e, operand, sel, true);
                self.type_operand(&x)
            }
            ExprKind::Index { x, args } => {
                self.requires(e, 18, "type instantiation");
                let args = self.ast.list(args);
                self.instantiated_type(x, args)
            }
            ExprKind::Paren(inner) => self.declared_type(inner, def),
            ExprKind::ArrayType { len, elem } => self.array_type(e, len.expand(), elem),
            ExprKind::SliceType(elem) => {
                let elem = self.var_type(elem);
                self.types.slice(elem)
            }
            ExprKind::Ellipsis(_) => {
                self.error(e, "invalid syntax tree: invalid use of ...");
                TypeId::INVALID
            }
            ExprKind::StructType(fields) => self.struct_type(fields),
            ExprKind::Star(base) => {
                let base = self.var_type(base);
                match self.types.is_valid(base) {
                    true => self.types.pointer(base),
                    false => TypeId::INVALID,
                }
            }
            ExprKind::FuncType { .. } => self.func_type(None, Default::default(), e).0,
            ExprKind::InterfaceType(fields) => {
                let mut interface = Interface::new(Vec::new(), Vec::new());
                interface.complete = false;
                let ty = self.types.add(Type::Interface(Box::new(interface)));
                self.interface_type(ty, fields, def);
                ty
            }
            ExprKind::MapType { key, value } => self.map_type(key, value),
            ExprKind::ChanType { dir, elem } => {
                let elem = self.var_type(elem);
                self.types.chan(dir, elem)
            }
            _ => {
                let text = self.expr_string(e);
                self.error(e, format!("{text} is not a type"));
                self.use_exprs(&[e]);
                TypeId::INVALID
            }
        }
    }

    fn type_operand(&mut self, x: &Operand) -> TypeId {
        match x.mode {
            Mode::TypExpr => return x.ty,
            Mode::Invalid => {}
            mode => {
                let tail = match mode {
                    Mode::NoValue => "used as type",
                    _ => "is not a type",
                };
                let text = self.operand_string(x);
                self.error(x, format!("{text} {tail}"));
            }
        }
        TypeId::INVALID
    }

    fn array_type(&mut self, e: ExprId, len: Option<ExprId>, elem: ExprId) -> TypeId {
        let len = match len {
            Some(len) => self.array_length(len),
            None => {
                self.error(
                    e,
                    "invalid use of [...] array (outside a composite literal)",
                );
                -1
            }
        };
        let elem = self.var_type(elem);
        match len >= 0 {
            true => self.types.array(len, elem),
            false => TypeId::INVALID,
        }
    }

    fn map_type(&mut self, key: ExprId, value: ExprId) -> TypeId {
        let key_type = self.var_type(key);
        let elem = self.var_type(value);
        let simple = matches!(
            self.types.get(key_type),
            Type::Basic(basic) if *basic != Basic::UntypedNil
        );
        if !simple {
            self.later(move |c| {
                if c.types.comparable(key_type) {
                    return;
                }
                let why = match c.types.is_type_param(key_type) {
                    true => " (missing comparable constraint)",
                    false => "",
                };
                let text = c.type_string(key_type);
                c.error(key, format!("invalid map key type {text}{why}"));
            });
        }
        self.types.map(key_type, elem)
    }

    /// The value of an array length; negative after an error.
    pub fn array_length(&mut self, e: ExprId) -> i64 {
        // A name that is not a constant may be the misspelt constraint of a type parameter.
        if let ExprKind::Name(name) = self.ast.exprs[e].kind {
            let text = self.text(name);
            let message = match self.lookup(name) {
                None => Some(format!(
                    "undefined array length {text} or missing type constraint"
                )),
                Some(obj) => match self.objects[obj].kind {
                    ObjectKind::Const { .. } => None,
                    _ => Some(format!("invalid array length {text}")),
                },
            };
            if let Some(message) = message {
                self.error(e, message);
                return -1;
            }
        }
        let mut x = Operand::default();
        self.expr(None, &mut x, e);
        if x.mode != Mode::Constant {
            if x.is_valid() {
                let text = self.operand_string(&x);
                self.error(&x, format!("array length {text} must be constant"));
            }
            return -1;
        }
        let integer = self.types.is_integer(x.ty);
        if self.types.is_untyped(x.ty) || integer {
            let len = representable_const(&x.val, Basic::Int).and_then(|value| value.int64());
            if let Some(len) = len.filter(|&len| len >= 0) {
                return len;
            }
        }
        let text = self.operand_string(&x);
        let message = match integer {
            true => format!("invalid array length {text}"),
            false => format!("array length {text} must be integer"),
        };
        self.error(&x, message);
        -1
    }

    /// The types that expressions denote; nothing if one is invalid.
    pub(super) fn type_list(&mut self, list: &[ExprId]) -> Option<Vec<TypeId>> {
        let types: Vec<TypeId> = list.iter().map(|&e| self.var_type(e)).collect();
        types
            .iter()
            .all(|&ty| self.types.is_valid(ty))
            .then_some(types)
    }

    /// The type's declaration is not one of those being checked right now. Otherwise its size is not known: that is a cycle,
    /// and it is reported.
    pub fn is_complete(&mut self, ty: TypeId) -> bool {
        if self.obj_path.is_empty() {
            return true;
        }
        let mut ty = ty;
        for _ in 0..1000 {
            let (obj, rhs) = match self.types.get(ty) {
                Type::Alias(alias) => (alias.obj, alias.actual),
                Type::Named(named) => (named.obj, named.from_rhs),
                _ => return true,
            };
            if let Some(start) = self.on_path(obj) {
                let cycle = self.obj_path[start..].to_vec();
                let first = self.first_in_src(&cycle);
                self.cycle_error(&cycle, first);
                return false;
            }
            match rhs.expand() {
                Some(rhs) => ty = rhs,
                None => return true,
            }
        }
        true
    }
}

/// The name has only characters that names may have.
pub(super) fn is_valid_name(text: &str) -> bool {
    use unicode_general_category::{GeneralCategory, get_general_category};
    text.chars().enumerate().all(|(at, c)| {
        c == '_'
            || c.is_alphabetic()
            || at > 0 && get_general_category(c) == GeneralCategory::DecimalNumber
    })
}
