//! Selectors: package members, fields, methods, method expressions. Spec: Selectors, Method expressions, Method values.

use crate::index::{ExprId, ObjId, Symbol, TypeId};
use crate::syntax::ast::ExprKind;

use super::Checker;
use super::info::{Selection, SelectionKind};
use super::lookup::{Found, Lookup, Missing};
use super::object::ObjectKind;
use super::operand::{Mode, Operand};
use super::types::{Param, Signature, Type};
use super::typexpr::is_valid_name;

impl<'a> Checker<'a> {
    /// `operand.sel`
    pub fn selector(
        &mut self,
        x: &mut Operand,
        e: ExprId,
        operand: ExprId,
        sel: ExprId,
        want_type: bool,
    ) {
        let ok = match self.ast.name(sel) {
            None => false,
            Some(name) => match self.imported(operand) {
                Some(import) => self.package_member(x, e, import, sel, name),
                None => self.field_or_method(x, e, operand, sel, name, want_type),
            },
        };
        if !ok {
            x.invalidate();
            x.ty = TypeId::INVALID;
        }
        x.expr = Some(e).into();
    }

    /// The import that a name stands for.
    fn imported(&mut self, operand: ExprId) -> Option<ObjId> {
        let ExprKind::Name(name) = self.ast.exprs[operand].kind else {
            return None;
        };
        let obj = self.lookup(name)?;
        match &mut self.objects[obj].kind {
            ObjectKind::PkgName { used, .. } => *used = true,
            _ => return None,
        }
        self.record_use(operand, obj);
        Some(obj)
    }

    fn package_member(
        &mut self,
        x: &mut Operand,
        e: ExprId,
        import: ObjId,
        sel: ExprId,
        name: Symbol,
    ) -> bool {
        let ObjectKind::PkgName { imported, .. } = self.objects[import].kind else {
            return false;
        };
        let package = &self.packages[imported];
        let member = self.scopes.arena[package.scope].lookup(name);
        // Of what another package does not export, gc knows what exported things are made of. That is nearly this.
        let known = |obj: &ObjId| match self.objects[*obj].kind {
            _ if self.is_exported(name) => true,
            ObjectKind::Const { .. } => false,
            ObjectKind::TypeName => true,
            _ => self.objects[*obj].mentioned,
        };
        let Some(member) = member.filter(known) else {
            if !package.fake && is_valid_name(self.text(name)) {
                let mut message = format!("undefined: {}", self.expr_string(e));
                if let Some(other) = self.member_ignoring_case(imported, name) {
                    message.push_str(&format!(" (but have {})", self.text(other)));
                }
                self.error(sel, message);
            }
            return false;
        };
        if !self.is_exported(name) {
            let message = format!(
                "name {} not exported by package {}",
                self.text(name),
                package.name
            );
            self.error(sel, message);
        }
        self.record_use(sel, member);
        let object = &self.objects[member];
        x.ty = object.ty();
        x.mode = match &object.kind {
            ObjectKind::Const { value } => {
                x.val = value.clone();
                Mode::Constant
            }
            ObjectKind::TypeName => Mode::TypExpr,
            ObjectKind::Var(_) => Mode::Variable,
            ObjectKind::Func(_) => Mode::Value,
            ObjectKind::Builtin(builtin) => {
                x.id = *builtin;
                Mode::Builtin
            }
            _ => return false,
        };
        // What was in error in its package has no valid type; that was reported there.
        x.mode == Mode::Builtin || self.types.is_valid(x.ty)
    }

    /// The first exported member whose name differs only in case.
    fn member_ignoring_case(&self, package: crate::index::PkgId, name: Symbol) -> Option<Symbol> {
        let folded = self.text(name).to_lowercase();
        let scope = self.packages[package].scope;
        self.scopes.arena[scope]
            .names()
            .iter()
            .map(|(other, _)| *other)
            .filter(|&other| self.is_exported(other))
            .filter(|&other| self.text(other).to_lowercase() == folded)
            .min_by_key(|&other| self.text(other))
    }

    fn field_or_method(
        &mut self,
        x: &mut Operand,
        e: ExprId,
        operand: ExprId,
        sel: ExprId,
        name: Symbol,
        want_type: bool,
    ) -> bool {
        self.expr_or_type(x, operand, false);
        match x.mode {
            Mode::Invalid => return false,
            Mode::Builtin => {
                let text = self.operand_string(x);
                let at = self.pos(e);
                self.error(at, format!("invalid use of {text} in selector expression"));
                return false;
            }
            _ => {}
        }
        if !self.is_complete(x.ty) {
            return false;
        }
        if want_type {
            let text = self.expr_string(e);
            self.error(sel, format!("{text} is not a type"));
            return false;
        }
        if let Type::Pointer(base) = *self.types.under(x.ty)
            && !self.is_complete(base)
        {
            return false;
        }
        let addressable = x.mode == Mode::Variable;
        match self.lookup_field_or_method(x.ty, addressable, Some(self.pkg), name) {
            Err(missing) => {
                self.selector_error(x, sel, name, missing);
                false
            }
            Ok(lookup) => match lookup.found {
                Found::Field(ty) => self.select_field(x, e, operand, sel, lookup, ty),
                Found::Method(_) | Found::Abstract(_) => {
                    self.select_method(x, e, operand, sel, lookup)
                }
            },
        }
    }

    fn selector_error(&mut self, x: &Operand, sel: ExprId, name: Symbol, missing: Missing) {
        if self.types.underlying(x.ty) == TypeId::INVALID {
            return;
        }
        let name_text = self.text(name);
        let message = match missing {
            Missing::Ambiguous => {
                format!("ambiguous selector {}.{name_text}", self.operand_expr(x))
            }
            Missing::PointerReceiver => {
                let ty = self.type_string(x.ty);
                match x.mode {
                    Mode::TypExpr => format!(
                        "invalid method expression {ty}.{name_text} (needs pointer receiver (*{ty}).{name_text})"
                    ),
                    _ => format!("cannot call pointer method {name_text} on {ty}"),
                }
            }
            Missing::NotFound => {
                let why = match self.types.is_interface_pointer(x.ty) {
                    true => self.interface_pointer_error(x.ty),
                    false => {
                        let other = self.lookup_ignoring_case(x.ty, name);
                        self.lookup_error(x.ty, name, other.map(|other| other.obj), false)
                    }
                };
                format!("{}.{name_text} undefined ({why})", self.operand_expr(x))
            }
        };
        self.error(sel, message);
    }

    fn select_field(
        &mut self,
        x: &mut Operand,
        e: ExprId,
        operand: ExprId,
        sel: ExprId,
        lookup: Lookup,
        ty: TypeId,
    ) -> bool {
        if x.mode == Mode::TypExpr {
            let message = format!(
                "operand for field selector {} must be value of type {}",
                self.expr_string(sel),
                self.type_string(x.ty)
            );
            self.error(operand, message);
            return false;
        }
        let variable = x.mode == Mode::Variable || lookup.indirect;
        self.record_selection(e, sel, SelectionKind::FieldVal, x.ty, &lookup);
        x.mode = if variable {
            Mode::Variable
        } else {
            Mode::Value
        };
        x.ty = ty;
        // A field in error was reported where it is declared.
        self.types.is_valid(ty)
    }

    fn select_method(
        &mut self,
        x: &mut Operand,
        e: ExprId,
        operand: ExprId,
        sel: ExprId,
        lookup: Lookup,
    ) -> bool {
        let sig = self.lookup_type(&lookup);
        self.add_decl_dep(lookup.obj);
        if x.mode != Mode::TypExpr {
            let ptr_recv = self.objects[lookup.obj]
                .as_func()
                .is_some_and(|func| func.ptr_recv);
            if ptr_recv && x.mode == Mode::Variable && !lookup.indirect {
                self.mark_addressed(operand);
            }
            self.record_selection(e, sel, SelectionKind::MethodVal, x.ty, &lookup);
            x.mode = Mode::Value;
            x.ty = sig;
            return self.types.is_valid(sig);
        }
        let recv = x.ty;
        self.record_selection(e, sel, SelectionKind::MethodExpr, recv, &lookup);
        let Type::Signature(method) = self.types.get(sig) else {
            return false;
        };
        let method = method.clone();
        let mut params = self.types.tuple_elems(method.params).to_vec();
        let named = params.first().is_some_and(|param| param.name.is_some());
        let name = method.recv.as_ref().and_then(|recv| recv.name.expand());
        params.insert(
            0,
            Param {
                name: named.then(|| name.unwrap_or(self.universe.blank)).into(),
                ty: recv,
                obj: None.into(),
            },
        );
        let params = self.types.tuple(params);
        x.mode = Mode::Value;
        x.ty = self.types.add(Type::Signature(Box::new(Signature {
            recv: None,
            rparams: Box::default(),
            params,
            ..*method
        })));
        true
    }

    pub(super) fn record_selection(
        &mut self,
        e: ExprId,
        sel: ExprId,
        kind: SelectionKind,
        recv: TypeId,
        lookup: &Lookup,
    ) {
        self.record_use(sel, lookup.obj);
        self.info.selections.insert(
            e,
            Selection {
                kind,
                recv,
                obj: lookup.obj,
                path: lookup.path.as_slice().into(),
                indirect: lookup.indirect,
            },
        );
    }
}
