//! Operands: what checking an expression yields, and how messages describe it.

use cranelift_entity::packed_option::PackedOption;

use crate::index::{ExprId, ObjId, ScopeId, TypeId};

use super::Checker;
use super::constant::Value;
use super::object::{ObjectKind, VarKind};
use super::types::TypeParam;
use super::typestring::TypeWriter;
use super::universe::Builtin;

/// What an expression denotes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Mode {
    /// Nothing: it is wrong, and an error was reported.
    #[default]
    Invalid,
    /// A call without result.
    NoValue,
    /// A predeclared function.
    Builtin,
    /// A type.
    TypExpr,
    /// A constant.
    Constant,
    /// Something addressable.
    Variable,
    /// An element of a map: assignable, and allowed as `v, ok = m[k]`.
    MapIndex,
    /// A value.
    Value,
    /// `nil`
    Nil,
    /// A value that is allowed as `v, ok = …`.
    CommaOk,
}

impl Mode {
    fn text(self) -> &'static str {
        match self {
            Mode::Invalid => "invalid operand",
            Mode::NoValue => "no value",
            Mode::Builtin => "built-in",
            Mode::TypExpr => "type",
            Mode::Constant => "constant",
            Mode::Variable => "variable",
            Mode::MapIndex => "map index expression",
            Mode::Value => "value",
            Mode::Nil => "nil",
            Mode::CommaOk => "comma, ok expression",
        }
    }
}

/// Which part of an expression's value an operand is, if it is not all of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// The result with this number, from 1.
    Result(u32),
    /// The second value of a comma-ok expression.
    Ok,
}

/// An intermediate result: the calling convention of all functions that check expressions.
#[derive(Clone, Debug)]
pub struct Operand {
    /// What it denotes.
    pub mode: Mode,
    /// Its type.
    pub ty: TypeId,
    /// The expression; none for operands that the checker makes up.
    pub expr: PackedOption<ExprId>,
    /// It is only a part of the value of this expression; then `expr` is none.
    pub part: Option<(ExprId, Part)>,
    /// Its value, if it is a constant.
    pub val: Value,
    /// Which function, if it is a predeclared one.
    pub id: Builtin,
}

impl Default for Operand {
    fn default() -> Operand {
        Operand {
            mode: Mode::Invalid,
            ty: TypeId::INVALID,
            expr: None.into(),
            part: None,
            val: Value::Unknown,
            id: Builtin::Append,
        }
    }
}

impl Operand {
    /// It is not the result of an error.
    pub fn is_valid(&self) -> bool {
        self.mode != Mode::Invalid
    }

    /// From here on it is.
    pub fn invalidate(&mut self) {
        self.mode = Mode::Invalid;
    }

    /// `nil`
    pub fn is_nil(&self) -> bool {
        self.mode == Mode::Nil
    }

    /// A value that no expression stands for.
    pub fn value_of(ty: TypeId) -> Operand {
        Operand {
            mode: Mode::Value,
            ty,
            ..Operand::default()
        }
    }
}

impl Checker<'_> {
    /// The operand in gc's words, such as `x (variable of type int)`.
    pub fn operand_string(&self, x: &Operand) -> String {
        if x.mode == Mode::Nil {
            return match x.ty {
                TypeId::INVALID => "nil (with invalid type)".into(),
                TypeId::UNTYPED_NIL => "nil".into(),
                ty => format!("nil (of type {})", self.type_string(ty)),
            };
        }
        let expr = match x.expr.expand() {
            Some(expr) => self.expr_string(expr),
            None if x.part.is_some() => self.operand_expr(x),
            None => match x.mode {
                Mode::Builtin => x.id.name().to_owned(),
                Mode::TypExpr => self.type_string(x.ty),
                Mode::Constant => x.val.to_string(),
                _ => String::new(),
            },
        };
        let mut text = String::new();
        if !expr.is_empty() {
            text.push_str(&expr);
            text.push_str(" (");
        }
        let untyped = !matches!(
            x.mode,
            Mode::Invalid | Mode::NoValue | Mode::Builtin | Mode::TypExpr
        ) && self.types.is_untyped(x.ty);
        if untyped {
            text.push_str(&self.type_string(x.ty));
            text.push(' ');
        }
        text.push_str(x.mode.text());
        if x.mode == Mode::Constant {
            let value = x.val.to_string();
            if value != expr {
                text.push(' ');
                text.push_str(&value);
            }
        }
        if !untyped
            && !matches!(
                x.mode,
                Mode::Invalid | Mode::NoValue | Mode::Builtin | Mode::TypExpr
            )
        {
            self.describe_type(&mut text, x.ty);
        }
        if !expr.is_empty() {
            text.push(')');
        }
        text
    }

    /// The expression that an operand stands for.
    pub fn operand_expr(&self, x: &Operand) -> String {
        match (x.expr.expand(), x.part) {
            (Some(expr), _) => self.expr_string(expr),
            (None, Some((_, Part::Ok))) => "ok value of (comma, ok) expression".into(),
            (None, Some((_, Part::Result(n)))) => {
                let suffix = match n {
                    1 => "st",
                    2 => "nd",
                    3 => "rd",
                    _ => "th",
                };
                format!("{n}{suffix} function result")
            }
            (None, None) => String::new(),
        }
    }

    fn describe_type(&self, text: &mut String, ty: TypeId) {
        if !self.types.is_valid(ty) {
            text.push_str(" with invalid type");
            return;
        }
        text.push_str(" of ");
        if self.types.is_generic(ty) {
            text.push_str("generic ");
        }
        let param = self.types.as_type_param(ty);
        if param.is_none() && self.types.is_named_or_alias(ty) {
            match self.types.composite_kind(ty) {
                "" => text.push_str(&self.type_string(self.types.underlying(ty))),
                kind => text.push_str(kind),
            }
            text.push(' ');
        }
        text.push_str("type ");
        text.push_str(&self.type_string(ty));
        if let Some(param) = param {
            text.push_str(" constrained by ");
            text.push_str(&self.type_string(param.bound));
            if self.types.type_set(self.types.constraint(ty)).is_empty() {
                text.push_str(" with empty type set");
            }
        }
    }

    /// The type in gc's words, names qualified as seen from the package that is being checked.
    pub fn type_string(&self, ty: TypeId) -> String {
        self.type_writer(|writer| writer.ty(ty))
    }

    /// The type with the paths of all packages.
    pub(super) fn full_type_string(&self, ty: TypeId) -> String {
        let qualifier = |pkg| self.packages[pkg].path.clone();
        let style = super::typestring::Style::Check;
        self.types
            .type_string(ty, &self.ast.names, &qualifier, style)
    }

    /// What `write` writes, names qualified as seen from the package that is being checked.
    pub(super) fn type_writer(&self, write: impl FnOnce(&mut TypeWriter<'_>)) -> String {
        let qualifier = |pkg| self.qualifier(pkg);
        let mut writer = TypeWriter::new(
            &self.types,
            &self.ast.names,
            &qualifier,
            super::typestring::Style::Check,
        );
        let shadowing = |param: &TypeParam| self.shadowing_note(param);
        writer.shadowing = Some(&shadowing);
        write(&mut writer);
        writer.out
    }

    /// Where a type parameter with the name of something predeclared is declared.
    fn shadowing_note(&self, param: &TypeParam) -> Option<String> {
        self.scopes.arena[ScopeId::from_u32(0)].lookup(param.name)?;
        let place = self.position(self.objects[param.obj].span?);
        let name = self.text(param.name);
        Some(format!(" /* with {name} declared at {place} */"))
    }

    /// The object in gc's words, such as `var x int`.
    pub fn object_string(&self, obj: ObjId) -> String {
        let object = &self.objects[obj];
        let name = self.text(object.name);
        let ty = object.ty();
        let word = match &object.kind {
            ObjectKind::PkgName { imported, .. } => {
                let package = &self.packages[*imported];
                return match package.path == name {
                    true => format!("package {name}"),
                    false => format!("package {name} ({:?})", package.path),
                };
            }
            ObjectKind::Const { .. } => "const",
            ObjectKind::TypeName if self.types.is_type_param(ty) => "type parameter",
            ObjectKind::TypeName => "type",
            ObjectKind::Var(var) if var.kind == VarKind::Field => "field",
            ObjectKind::Var(_) => "var",
            ObjectKind::Func(_) => {
                return self.type_writer(|writer| {
                    writer.out.push_str("func ");
                    writer.type_name(object.pkg.expand(), object.name);
                    if let Some(sig) = writer.types.as_signature(ty) {
                        writer.signature(sig);
                    }
                });
            }
            ObjectKind::Label { .. } => return format!("label {name}"),
            ObjectKind::Builtin(_) => return format!("builtin {name}"),
            ObjectKind::Nil => return "nil".into(),
        };
        let ty = match self.types.as_type_param(ty) {
            Some(param) => param.bound,
            None if matches!(object.kind, ObjectKind::TypeName) => self.types.underlying(ty),
            None => ty,
        };
        self.type_writer(|writer| {
            writer.out.push_str(word);
            writer.out.push(' ');
            let top = object.pkg.expand().is_some_and(|pkg| {
                let scope = &self.scopes.arena[self.packages[pkg].scope];
                scope.lookup(object.name) == Some(obj)
            });
            writer.type_name(object.pkg.expand().filter(|_| top), object.name);
            writer.out.push(' ');
            writer.ty(ty);
        })
    }
}
