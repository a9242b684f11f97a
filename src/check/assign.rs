//! Assignments: to constants, variables and whatever else is on a left side; the numbers of both sides.

use crate::index::{ExprId, ObjId, StmtId, TypeId};
use crate::source::Span;
use crate::syntax::ast::ExprKind;

use super::Checker;
use super::errors::At;
use super::expr::Target;
use super::object::{ObjectKind, VarKind};
use super::operand::{Mode, Operand};
use super::types::Type;
use super::untyped::Misfit;

impl Checker<'_> {
    /// Checks that `x` can be assigned to a variable of type `ty`, and converts it if it is untyped; without type only
    /// the latter. `context` says in messages what it is done for.
    pub(super) fn assignment(&mut self, x: &mut Operand, ty: Option<TypeId>, context: &str) {
        self.single_value(x);
        match x.mode {
            Mode::Invalid => return,
            Mode::Nil
            | Mode::Constant
            | Mode::Variable
            | Mode::MapIndex
            | Mode::Value
            | Mode::CommaOk => {}
            Mode::NoValue | Mode::Builtin | Mode::TypExpr => {
                let text = self.operand_string(x);
                let ty = match ty {
                    Some(ty) => self.type_string(ty),
                    None => "<nil>".to_owned(),
                };
                self.error(&*x, format!("cannot assign {text} to {ty} in {context}"));
                x.invalidate();
                return;
            }
        }
        if self.types.is_untyped(x.ty) && !self.assign_untyped(x, ty, context) {
            x.invalidate();
            return;
        }
        if self.types.is_generic(x.ty) || self.is_generic_signature(x.ty) {
            let target = self.target(ty, context);
            self.non_generic(target.as_ref(), x);
        }
        let Some(ty) = ty.filter(|_| x.is_valid()) else {
            return;
        };
        let mut cause = String::new();
        if !self.assignable_to(x, ty, Some(&mut cause)) {
            let (text, ty) = (self.operand_string(x), self.type_string(ty));
            let mut message = format!("cannot use {text} as {ty} value in {context}");
            if !cause.is_empty() {
                message = format!("{message}: {cause}");
            }
            self.error(&*x, message);
            x.invalidate();
        }
    }

    /// Gives an untyped operand its type; false if an error was reported.
    fn assign_untyped(&mut self, x: &mut Operand, ty: Option<TypeId>, context: &str) -> bool {
        let target = match ty {
            None if x.is_nil() => {
                self.error(&*x, format!("use of untyped nil in {context}"));
                return false;
            }
            Some(ty) if x.is_nil() || !self.types.is_non_type_param_interface(ty) => ty,
            _ => self.types.default_type(x.ty),
        };
        match self.implicit_type(x, target) {
            Err(problem) => {
                let (text, ty) = (self.operand_string(x), self.type_string(target));
                let note = match problem {
                    Misfit::Truncated => " (truncated)",
                    Misfit::Overflow => " (overflows)",
                    Misfit::Kind | Misfit::Constant => "",
                };
                self.error(
                    &*x,
                    format!("cannot use {text} as {ty} value in {context}{note}"),
                );
                false
            }
            Ok((ty, value)) => {
                self.make_implicit(x, ty, value);
                true
            }
        }
    }

    /// What a value of this type is assigned to, if that is a function type.
    pub(super) fn target(&self, ty: Option<TypeId>, desc: &str) -> Option<Target> {
        self.new_target(ty?, |_| desc.to_owned())
    }

    /// Gives a constant its value.
    pub(super) fn init_const(&mut self, lhs: ObjId, x: &mut Operand) {
        let known = self.objects[lhs].typ.expand();
        let broken = !x.is_valid()
            || !self.types.is_valid(x.ty)
            || known.is_some_and(|ty| !self.types.is_valid(ty));
        if broken || x.mode != Mode::Constant {
            if !broken {
                let text = self.operand_string(x);
                self.error(&*x, format!("{text} is not constant"));
            }
            self.set_if_unknown(lhs);
            return;
        }
        let ty = known.unwrap_or(x.ty);
        self.objects[lhs].typ = Some(ty).into();
        self.assignment(x, Some(ty), "constant declaration");
        if x.is_valid()
            && let ObjectKind::Const { value } = &mut self.objects[lhs].kind
        {
            *value = x.val.clone();
        }
    }

    /// Gives a variable its first value, and its type if it was declared without.
    pub(super) fn init_var(&mut self, lhs: ObjId, x: &mut Operand, context: &str) {
        let known = self.objects[lhs].typ.expand();
        if !x.is_valid()
            || !self.types.is_valid(x.ty)
            || known.is_some_and(|ty| !self.types.is_valid(ty))
        {
            self.set_if_unknown(lhs);
            x.invalidate();
            return;
        }
        let ty = match known {
            Some(ty) => ty,
            None if x.ty == TypeId::UNTYPED_NIL => {
                self.error(&*x, format!("use of untyped nil in {context}"));
                self.set_if_unknown(lhs);
                x.invalidate();
                return;
            }
            None => self.types.default_type(x.ty),
        };
        self.objects[lhs].typ = Some(ty).into();
        self.assignment(x, Some(ty), context);
    }

    fn set_if_unknown(&mut self, obj: ObjId) {
        if self.objects[obj].typ.is_none() {
            self.objects[obj].typ = Some(TypeId::INVALID).into();
        }
    }

    /// The local or package-level variable of this package that an expression on a left side is.
    pub(super) fn lhs_name(&self, lhs: ExprId) -> Option<ObjId> {
        let name = self.ast.name(self.unparen(lhs))?;
        let obj = self.lookup(name)?;
        let own = self.objects[obj].pkg.expand() == Some(self.pkg);
        (own && self.objects[obj].as_var().is_some()).then_some(obj)
    }

    /// Checks the left side of an assignment and returns its type; `None` for `_`. Assigning is not using.
    fn lhs_var(&mut self, lhs: ExprId) -> Option<TypeId> {
        if self.ast.name(self.unparen(lhs)) == Some(self.universe.blank) {
            return None;
        }
        let var = self.lhs_name(lhs);
        let used = var.and_then(|obj| Some(self.objects[obj].as_var()?.used));
        let mut x = Operand::default();
        self.expr(None, &mut x, lhs);
        if let (Some(obj), Some(used)) = (var, used)
            && let Some(var) = self.var_mut(obj)
        {
            var.used = used;
        }
        if !x.is_valid() || !self.types.is_valid(x.ty) {
            return Some(TypeId::INVALID);
        }
        if matches!(x.mode, Mode::Variable | Mode::MapIndex) {
            self.mark_reassigned(lhs);
            return Some(x.ty);
        }
        let text = self.expr_string(lhs);
        if let ExprKind::Selector { x: base, .. } = self.ast.exprs[lhs].kind {
            let mut op = Operand::default();
            self.expr(None, &mut op, base);
            if op.mode == Mode::MapIndex {
                self.error(&x, format!("cannot assign to struct field {text} in map"));
                return Some(TypeId::INVALID);
            }
        }
        let message =
            format!("cannot assign to {text} (neither addressable nor a map index expression)");
        self.error(&x, message);
        Some(TypeId::INVALID)
    }

    /// Checks the assignment of `x`, or else of the expression `rhs`, to `lhs`.
    pub(super) fn assign_var(
        &mut self,
        lhs: ExprId,
        rhs: Option<ExprId>,
        x: Option<&mut Operand>,
        context: &str,
    ) {
        let ty = self.lhs_var(lhs);
        if ty.is_some_and(|ty| !self.types.is_valid(ty)) {
            if let Some(x) = x {
                x.invalidate();
            } else if let Some(rhs) = rhs {
                self.use_exprs(&[rhs]);
            }
            return;
        }
        let context = match ty {
            None if context == "assignment" => "assignment to _ identifier",
            _ => context,
        };
        match (x, rhs) {
            (Some(x), _) => self.assignment(x, ty, context),
            (None, Some(rhs)) => {
                let mut x = Operand::default();
                let is_func =
                    ty.is_some_and(|ty| matches!(self.types.under(ty), Type::Signature(_)));
                let target = match is_func {
                    true => {
                        let text = self.expr_string(lhs);
                        self.target(ty, &text)
                    }
                    false => None,
                };
                self.expr(target.as_ref(), &mut x, rhs);
                self.assignment(&mut x, ty, context);
            }
            (None, None) => {}
        }
    }

    /// `(int, string, ...T)`, as messages about wrong numbers of values show types.
    pub(super) fn types_summary(&self, list: &[TypeId], variadic: bool, spread: bool) -> String {
        let texts: Vec<String> = list
            .iter()
            .enumerate()
            .map(|(i, &ty)| {
                let text = if !self.types.is_valid(ty) {
                    "unknown type".to_owned()
                } else if self.types.is_untyped(ty) {
                    match self.types.is_numeric(ty) {
                        true => "number".to_owned(),
                        false => self.type_string(ty).replace("untyped ", ""),
                    }
                } else {
                    self.type_string(ty)
                };
                match (i + 1 == list.len(), self.types.get(ty)) {
                    (true, Type::Slice(elem)) if variadic => {
                        format!("...{}", self.type_string(*elem))
                    }
                    (true, _) if variadic => format!("...{text}"),
                    (true, _) if spread => format!("{text}..."),
                    _ => text,
                }
            })
            .collect();
        format!("({})", texts.join(", "))
    }

    fn assign_error(&mut self, rhs: &[ExprId], left: usize, right: usize) {
        let vars = measure(left, "variable");
        let vals = measure(right, "value");
        if let [call] = rhs
            && let ExprKind::Call { fun, .. } = self.ast.exprs[self.unparen(*call)].kind
        {
            let fun = self.expr_string(fun);
            let message = format!("assignment mismatch: {vars} but {fun} returns {vals}");
            return self.error(rhs[0], message);
        }
        self.error(rhs[0], format!("assignment mismatch: {vars} but {vals}"));
    }

    fn return_error(&mut self, at: StmtId, lhs: &[ObjId], rhs: &[Operand]) {
        let (place, qualifier) = match rhs {
            _ if rhs.len() > lhs.len() => ((&rhs[lhs.len()]).span(self), "too many"),
            [.., last] => (last.span(self), "not enough"),
            [] => (at.span(self), "not enough"),
        };
        let have: Vec<TypeId> = rhs.iter().map(|x| x.ty).collect();
        let want: Vec<TypeId> = lhs.iter().map(|&obj| self.objects[obj].ty()).collect();
        let have = self.types_summary(&have, false, false);
        let want = self.types_summary(&want, false, false);
        let message = format!("{qualifier} return values\n\thave {have}\n\twant {want}");
        self.error(place, message);
    }

    /// Initializes variables, or the results of a function, with the values of a declaration or return statement.
    pub(super) fn init_vars(&mut self, lhs: &[ObjId], rhs: &[ExprId], at: Option<StmtId>) {
        let context = match at {
            Some(_) => "return statement",
            None if lhs.len() > 1 => "multiple assignment",
            None => "assignment",
        };
        if lhs.len() == rhs.len() && !self.is_single_call(rhs) {
            for (&obj, &expr) in lhs.iter().zip(rhs) {
                let name = self.obj_name(obj);
                let name = match at.is_some() && (name.is_empty() || name == "_") {
                    true => "result variable".to_owned(),
                    false => name.to_owned(),
                };
                let target = self.target(self.objects[obj].typ.expand(), &name);
                let mut x = Operand::default();
                self.expr(target.as_ref(), &mut x, expr);
                self.init_var(obj, &mut x, context);
            }
            return;
        }
        if let [single] = rhs {
            let comma_ok = lhs.len() == 2 && at.is_none();
            let (mut values, comma_ok) = self.multi_expr(*single, comma_ok);
            if values.len() == lhs.len() {
                for (&obj, x) in lhs.iter().zip(&mut values) {
                    self.init_var(obj, x, context);
                }
                self.record_if_comma_ok(*single, comma_ok, &values);
                return;
            }
            if values.first().is_some_and(Operand::is_valid) {
                match at {
                    Some(at) => self.return_error(at, lhs, &values),
                    None => self.assign_error(rhs, lhs.len(), values.len()),
                }
            }
        } else if self.use_exprs(rhs) {
            match at {
                Some(at) => {
                    let values = self.expr_list(rhs);
                    self.return_error(at, lhs, &values);
                }
                None => self.assign_error(rhs, lhs.len(), rhs.len()),
            }
        }
        for &obj in lhs {
            self.set_if_unknown(obj);
        }
    }

    fn is_single_call(&self, rhs: &[ExprId]) -> bool {
        match rhs {
            [single] => matches!(
                self.ast.exprs[self.unparen(*single)].kind,
                ExprKind::Call { .. }
            ),
            _ => false,
        }
    }

    fn record_if_comma_ok(&mut self, expr: ExprId, comma_ok: bool, values: &[Operand]) {
        if let (true, [first, second]) = (comma_ok, values)
            && first.is_valid()
            && second.is_valid()
        {
            self.record_comma_ok(expr, first.ty, second.ty);
        }
    }

    /// Checks an assignment statement without operator.
    pub(super) fn assign_vars(&mut self, lhs: &[ExprId], rhs: &[ExprId]) {
        let context = match lhs.len() > 1 {
            true => "multiple assignment",
            false => "assignment",
        };
        if lhs.len() == rhs.len() && !self.is_single_call(rhs) {
            for (&lhs, &rhs) in lhs.iter().zip(rhs) {
                self.assign_var(lhs, Some(rhs), None, context);
            }
            return;
        }
        let [single] = rhs else {
            let left = self.use_lhs(lhs);
            let right = self.use_exprs(rhs);
            if left && right && !rhs.is_empty() {
                self.assign_error(rhs, lhs.len(), rhs.len());
            }
            return;
        };
        let (mut values, comma_ok) = self.multi_expr(*single, lhs.len() == 2);
        if values.len() == lhs.len() {
            for (&lhs, x) in lhs.iter().zip(&mut values) {
                self.assign_var(lhs, None, Some(x), context);
            }
            return self.record_if_comma_ok(*single, comma_ok, &values);
        }
        if values.first().is_some_and(Operand::is_valid) {
            self.assign_error(rhs, lhs.len(), values.len());
        }
        self.use_lhs(lhs);
    }

    /// Checks `lhs := rhs`; `pos` is the place of the `:=`.
    pub(super) fn short_var_decl(&mut self, pos: Span, lhs: &[ExprId], rhs: &[ExprId]) {
        let top = self.delayed.len();
        let Some(scope) = self.env.scope else {
            return;
        };
        let mut seen = hashbrown::HashSet::new();
        let mut objects = Vec::with_capacity(lhs.len());
        let mut new_objects = Vec::new();
        let mut failed = false;
        for &expr in lhs {
            let mut fail = |checker: &mut Self, message: String| {
                checker.error(expr, message);
                failed = true;
                objects.push(checker.new_dummy(expr));
            };
            let text = self.expr_string(expr);
            let Some(name) = self.ast.name(expr) else {
                self.use_lhs(&[expr]);
                fail(self, format!("non-name {text} on left side of :="));
                continue;
            };
            if name != self.universe.blank && !seen.insert(name) {
                fail(self, format!("{text} repeated on left side of :="));
                continue;
            }
            if let Some(other) = self.scopes.arena[scope].lookup(name) {
                self.record_use(expr, other);
                match self.var_mut(other) {
                    Some(var) => {
                        var.facts.reassigned = true;
                        objects.push(other);
                    }
                    None => fail(self, format!("cannot assign to {text}")),
                }
                continue;
            }
            let obj = self.new_var(VarKind::Local, expr);
            objects.push(obj);
            if name != self.universe.blank {
                new_objects.push(obj);
            }
            self.record_def(expr, obj);
        }
        self.init_vars(&objects, rhs, None);
        self.process_delayed(top);
        if new_objects.is_empty() && !failed {
            return self.error(pos, "no new variables on left side of :=");
        }
        for obj in new_objects {
            self.declare(scope, None, obj);
        }
    }

    /// A variable that stands for what cannot be declared.
    fn new_dummy(&mut self, expr: ExprId) -> ObjId {
        let obj = self.new_var(VarKind::Local, expr);
        self.objects[obj].name = self.universe.blank;
        obj
    }

    /// Checks a return statement.
    pub(super) fn return_stmt(&mut self, stmt: StmtId, values: &[ExprId]) {
        let sig = self.env.sig.and_then(|sig| self.types.as_signature(sig));
        let params = sig.map(|sig| self.types.results(sig).to_vec());
        let params = params.unwrap_or_default();
        let named = params.first().is_some_and(|param| param.name.is_some());
        let results: Vec<ObjId> = params
            .iter()
            .filter_map(|param| param.obj.expand())
            .collect();
        if values.is_empty() && named {
            for obj in results {
                let name = self.objects[obj].name;
                if let Some(other) = self.lookup(name)
                    && other != obj
                    && name != self.universe.blank
                {
                    let text = self.text(name).to_owned();
                    let message = format!("result parameter {text} not in scope at return");
                    let error = self.new_error(stmt, message);
                    let inner = self.object_string(other);
                    let error = match self.objects[other].span {
                        Some(span) => error.label(span, format!("inner declaration of {inner}")),
                        None => error,
                    };
                    self.report(error);
                }
            }
            return;
        }
        if results.is_empty() && values.is_empty() {
            return;
        }
        self.init_vars(&results, values, Some(stmt));
    }
}

/// `1 value`, `2 values`
pub(super) fn measure(count: usize, unit: &str) -> String {
    match count {
        1 => format!("1 {unit}"),
        _ => format!("{count} {unit}s"),
    }
}
