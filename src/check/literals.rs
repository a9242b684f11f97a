//! Literals: basic, function and composite. Spec: Basic literals, Function literals, Composite literals.

use hashbrown::{HashMap, HashSet};

use crate::index::{ExprId, StmtId, Symbol, TypeId};
use crate::source::Span;
use crate::syntax::ast::{ExprKind, Exprs, Lit};

use super::Checker;
use super::constant::{Duplicate, Value};
use super::lookup::Found;
use super::operand::{Mode, Operand};
use super::types::{Field, Type};

/// The longest number literal gc accepts.
const MAX_LITERAL: usize = 10_000;

impl<'a> Checker<'a> {
    /// A number, rune or string.
    pub(super) fn basic_lit(&mut self, x: &mut Operand, e: ExprId, kind: Lit, text: Symbol) {
        let source = self.text(text);
        if matches!(kind, Lit::Int | Lit::Float | Lit::Imag) && source.len() > MAX_LITERAL {
            let message = format!(
                "excessively long constant: {}... ({} chars)",
                source.get(..10).unwrap_or(source),
                source.len()
            );
            self.error(e, message);
            return;
        }
        x.val = Value::from_literal(kind, source);
        if !self.allows(13) && matches!(kind, Lit::Int | Lit::Float | Lit::Imag) {
            let source = source.to_owned();
            self.requires_number(e, &source);
        }
        let source = self.text(text);
        if x.val.is_unknown() {
            let message = format!("malformed constant: {source}");
            self.error(e, message);
            return;
        }
        x.mode = Mode::Constant;
        x.ty = match kind {
            Lit::Int => TypeId::UNTYPED_INT,
            Lit::Float => TypeId::UNTYPED_FLOAT,
            Lit::Imag => TypeId::UNTYPED_COMPLEX,
            Lit::Rune => TypeId::UNTYPED_RUNE,
            Lit::String => TypeId::UNTYPED_STRING,
        };
        x.expr = Some(e).into();
        let at = self.op_pos(e);
        self.overflow(x, at);
    }

    /// Reports number literals of a form that came with 1.13.
    fn requires_number(&mut self, e: ExprId, source: &str) {
        let hex_float = || source.contains(['.', 'p', 'P', 'i']);
        let what = match source.as_bytes() {
            _ if source.contains('_') => "underscore in numeric literal",
            [b'0', b'b' | b'B', ..] => "binary literal",
            [b'0', b'o' | b'O', ..] => "0o/0O-style octal literal",
            [b'0', b'x' | b'X', ..] if hex_float() => "hexadecimal floating-point literal",
            _ => return,
        };
        self.requires(e, 13, what);
    }

    /// A function literal; its body is checked at the end of the statement.
    pub(super) fn func_lit(&mut self, x: &mut Operand, ty: ExprId, body: StmtId) {
        let (sig, scope) = self.func_type(None, Default::default(), ty);
        self.record_type(ty, Mode::TypExpr, sig, None);
        let (decl, iota) = (self.env.decl, self.env.iota.clone());
        self.later(move |c| c.func_body(decl, sig, scope, body, iota));
        x.mode = Mode::Value;
        x.ty = sig;
    }

    /// `T{…}`; without type it has that of the hint.
    pub(super) fn composite_lit(
        &mut self,
        x: &mut Operand,
        e: ExprId,
        ty: Option<ExprId>,
        elems: Exprs,
        rbrace: u32,
        hint: Option<TypeId>,
    ) {
        let elems = self.ast.list(elems);
        let (mut typ, base) = match (ty, hint) {
            (Some(node), _) => match self.ast.exprs[node].kind {
                ExprKind::ArrayType { len, elem } if len.is_none() => {
                    let elem = self.var_type(elem);
                    let len = self.indexed_elems(elems, elem, -1);
                    let typ = self.types.array(len, elem);
                    self.record_type(node, Mode::TypExpr, typ, None);
                    x.mode = Mode::Value;
                    x.ty = typ;
                    return;
                }
                _ => {
                    let typ = self.typ(node);
                    (typ, typ)
                }
            },
            (None, Some(hint)) => {
                // `&T` may be left out too.
                let under = self.common_under(hint, |_, _, _| Ok(()));
                let base = match under.map(|under| self.types.get(under)) {
                    Ok(Type::Pointer(base)) => *base,
                    _ => hint,
                };
                (hint, base)
            }
            (None, None) => {
                self.error(e, "missing type in composite literal");
                (TypeId::INVALID, TypeId::INVALID)
            }
        };
        if !self.is_complete(base) {
            return;
        }
        let under = self.common_under(base, |_, _, _| Ok(()));
        match under.as_ref().map(|&under| (under, self.types.get(under))) {
            Ok((under, Type::Struct(_))) => {
                let at = Span {
                    lo: rbrace,
                    ..self.ast.exprs[e].span
                };
                self.struct_lit(x, elems, base, under, at);
            }
            Ok((_, &Type::Array { len, elem })) => {
                self.indexed_elems(elems, elem, len);
            }
            Ok((_, &Type::Slice(elem))) => {
                self.indexed_elems(elems, elem, -1);
            }
            Ok((_, &Type::Map { key, elem })) => self.map_lit(x, elems, key, elem),
            _ => {
                for &elem in elems {
                    self.use_exprs(&[elem]);
                }
                if under != Ok(TypeId::INVALID) {
                    let qualifier = if ty.is_none() { " element" } else { "" };
                    let cause = match under {
                        Err(_) => " (no common underlying type)",
                        Ok(_) => "",
                    };
                    let text = self.type_string(typ);
                    self.error(
                        e,
                        format!("invalid composite literal{qualifier} type {text}{cause}"),
                    );
                    x.invalidate();
                    return;
                }
                typ = TypeId::INVALID;
            }
        }
        x.mode = Mode::Value;
        x.ty = typ;
        if typ == TypeId::INVALID {
            x.invalidate();
        }
    }

    fn struct_lit(
        &mut self,
        x: &mut Operand,
        elems: &[ExprId],
        base: TypeId,
        under: TypeId,
        rbrace: Span,
    ) {
        let Some(&first) = elems.first() else {
            return;
        };
        match self.ast.exprs[first].kind {
            ExprKind::KeyValue { .. } => self.struct_lit_keyed(x, elems, base, under),
            _ => self.struct_lit_positional(x, elems, base, under, rbrace),
        }
    }

    fn struct_lit_keyed(&mut self, x: &mut Operand, elems: &[ExprId], base: TypeId, under: TypeId) {
        let mut visited: Vec<(super::lookup::Path, crate::index::ObjId)> = Vec::new();
        for &elem in elems {
            let ExprKind::KeyValue { key, value } = self.ast.exprs[elem].kind else {
                self.error(
                    elem,
                    "mixture of field:value and value elements in struct literal",
                );
                continue;
            };
            self.generic_expr(x, value, None);
            let Some(name) = self.ast.name(key) else {
                let text = self.expr_string(key);
                self.error(elem, format!("invalid field name {text} in struct literal"));
                continue;
            };
            let found = self.lookup_field_or_method(under, false, Some(self.pkg), name);
            let Ok(lookup) = found else {
                let other = self.lookup_ignoring_case(under, name);
                let message = self.lookup_error(base, name, other.map(|other| other.obj), true);
                self.error(key, message);
                continue;
            };
            let Found::Field(field_type) = lookup.found else {
                let text = self.expr_string(key);
                self.error(key, format!("{text} is not a field"));
                continue;
            };
            if lookup.indirect {
                let text = self.expr_string(key);
                self.error(
                    key,
                    format!("invalid implicit pointer indirection to reach {text}"),
                );
                continue;
            }
            self.record_use(key, lookup.obj);
            if lookup.path.len() > 1 {
                self.info
                    .promoted_keys
                    .insert(key, lookup.path.as_slice().into());
            }
            self.assignment(x, Some(field_type), "struct literal");
            self.check_duplicate_field(elem, &lookup, &visited);
            visited.push((lookup.path, lookup.obj));
        }
    }

    fn check_duplicate_field(
        &mut self,
        elem: ExprId,
        lookup: &super::lookup::Lookup,
        visited: &[(super::lookup::Path, crate::index::ObjId)],
    ) {
        let clash = visited.iter().find(|(path, _)| {
            let common = path.len().min(lookup.path.len());
            path[..common] == lookup.path[..common]
        });
        let Some((path, other)) = clash else {
            return;
        };
        let (name, alt) = (self.obj_name(lookup.obj), self.obj_name(*other));
        let message = if *other == lookup.obj {
            format!("duplicate field name {name} in struct literal")
        } else if path.len() < lookup.path.len() {
            format!("cannot specify promoted field {name} and enclosing embedded field {alt}")
        } else {
            format!("cannot specify embedded field {name} and enclosed promoted field {alt}")
        };
        self.error(elem, message);
    }

    fn struct_lit_positional(
        &mut self,
        x: &mut Operand,
        elems: &[ExprId],
        base: TypeId,
        under: TypeId,
        rbrace: Span,
    ) {
        let Type::Struct(fields) = self.types.get(under) else {
            return;
        };
        let fields: Vec<Field> = fields.to_vec();
        let hidden = |c: &Self, field: &Field| !field.exported && field.pkg != Some(c.pkg).into();
        for (i, &elem) in elems.iter().enumerate() {
            if let ExprKind::KeyValue { .. } = self.ast.exprs[elem].kind {
                self.error(
                    elem,
                    "mixture of field:value and value elements in struct literal",
                );
                continue;
            }
            self.generic_expr(x, elem, None);
            let Some(field) = fields.get(i) else {
                let text = self.type_string(base);
                self.error(
                    &*x,
                    format!("too many values in struct literal of type {text}"),
                );
                break;
            };
            if hidden(self, field) {
                let (name, text) = (self.text(field.name), self.type_string(base));
                self.error(
                    &*x,
                    format!(
                        "implicit assignment to unexported field {name} in struct literal of type {text}"
                    ),
                );
                continue;
            }
            self.assignment(x, Some(field.ty), "struct literal");
        }
        if elems.len() < fields.len() {
            let hint = match fields.iter().any(|field| hidden(self, field)) {
                true => " (type has unexported fields - use key:value pairs)",
                false => "",
            };
            let text = self.type_string(base);
            self.error(
                rbrace,
                format!("too few values in struct literal of type {text}{hint}"),
            );
        }
    }

    fn map_lit(&mut self, x: &mut Operand, elems: &[ExprId], key_type: TypeId, elem_type: TypeId) {
        let by_type = self.types.is_non_type_param_interface(key_type);
        let mut visited: HashMap<Duplicate, Vec<TypeId>, foldhash::fast::FixedState> =
            HashMap::default();
        for &elem in elems {
            let ExprKind::KeyValue { key, value } = self.ast.exprs[elem].kind else {
                self.error(elem, "missing key in map literal");
                continue;
            };
            self.generic_expr(x, key, Some(key_type));
            self.assignment(x, Some(key_type), "map literal");
            if !x.is_valid() {
                continue;
            }
            if x.mode == Mode::Constant
                && let Some(duplicate) = x.val.duplicate_key()
            {
                let types = visited.entry(duplicate).or_default();
                let found = match by_type {
                    true => types.iter().any(|&ty| self.types.identical(ty, x.ty)),
                    false => !types.is_empty(),
                };
                types.push(x.ty);
                if found {
                    let message = format!("duplicate key {} in map literal", x.val);
                    self.error(&*x, message);
                    continue;
                }
            }
            self.generic_expr(x, value, Some(elem_type));
            self.assignment(x, Some(elem_type), "map literal");
        }
    }

    /// The elements of an array or slice literal; the array's length, or -1. Returns the length of the literal.
    fn indexed_elems(&mut self, elems: &[ExprId], ty: TypeId, len: i64) -> i64 {
        let mut visited: HashSet<i64, foldhash::fast::FixedState> = HashSet::default();
        let keyed = elems
            .iter()
            .any(|&e| matches!(self.ast.exprs[e].kind, ExprKind::KeyValue { .. }));
        let (mut index, mut max) = (0i64, 0i64);
        for &elem in elems {
            let mut valid = false;
            let mut value = elem;
            if let ExprKind::KeyValue { key, value: v } = self.ast.exprs[elem].kind {
                value = v;
                let (key_type, i) = self.index(key, len);
                if self.types.is_valid(key_type) {
                    if i >= 0 {
                        index = i;
                        valid = true;
                    } else {
                        let text = self.expr_string(key);
                        self.error(elem, format!("index {text} must be integer constant"));
                    }
                }
            } else if len >= 0 && index >= len {
                self.error(elem, format!("index {index} is out of bounds (>= {len})"));
            } else {
                valid = true;
            }
            if keyed && valid && !visited.insert(index) {
                self.error(
                    elem,
                    format!("duplicate index {index} in array or slice literal"),
                );
            }
            index = index.saturating_add(1);
            max = max.max(index);
            let mut x = Operand::default();
            self.generic_expr(&mut x, value, Some(ty));
            if !self.passes(&mut x, ty) {
                self.assignment(&mut x, Some(ty), "array or slice literal");
            }
        }
        max
    }
}
