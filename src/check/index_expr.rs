//! Index and slice expressions. Spec: Index expressions, Slice expressions.

use crate::index::{ExprId, TypeId};
use crate::syntax::ast::{ExprKind, SliceIndices};

use super::Checker;
use super::operand::{Mode, Operand};
use super::types::{Basic, Type};
use super::untyped::representable_const;

/// What indexing a type yields.
struct Indexed {
    mode: Mode,
    elem: TypeId,
    /// For maps.
    key: Option<TypeId>,
    /// The length, if known.
    len: Option<i64>,
}

impl<'a> Checker<'a> {
    /// `x[i]`; true if it is a generic function with type arguments, which the caller instantiates.
    pub(super) fn index_expr(&mut self, x: &mut Operand, e: ExprId) -> bool {
        let ExprKind::Index { x: operand, args } = self.ast.exprs[e].kind else {
            return false;
        };
        let args = self.ast.list(args);
        self.expr_or_type(x, operand, true);
        match x.mode {
            Mode::Invalid => {
                self.use_exprs(args);
                return false;
            }
            Mode::TypExpr => {
                x.invalidate();
                x.ty = self.var_type(e);
                if self.types.is_valid(x.ty) {
                    x.mode = Mode::TypExpr;
                }
                return false;
            }
            Mode::Value if self.is_generic_signature(self.types.underlying(x.ty)) => return true,
            _ => {}
        }
        self.non_generic(None, x);
        if !x.is_valid() || !self.parts_complete(x.ty) {
            x.invalidate();
            return false;
        }
        let Some(found) = self.indexed(x) else {
            let text = self.operand_string(x);
            let at = self.pos(e);
            self.error(at, format!("cannot index {text}"));
            self.use_exprs(args);
            x.invalidate();
            return false;
        };
        let Some(index) = self.single_index(e, args) else {
            x.invalidate();
            return false;
        };
        x.ty = found.elem;
        x.mode = found.mode;
        x.expr = Some(e).into();
        match found.key {
            Some(key) => {
                let mut k = Operand::default();
                self.generic_expr(&mut k, index, None);
                self.assignment(&mut k, Some(key), "map index");
            }
            None => {
                self.index(index, found.len.unwrap_or(-1));
            }
        }
        if !self.types.is_valid(x.ty) {
            x.invalidate();
        }
        false
    }

    /// The type, and what it points to or holds as a map, is complete.
    fn parts_complete(&mut self, ty: TypeId) -> bool {
        if !self.is_complete(ty) {
            return false;
        }
        match *self.types.under(ty) {
            Type::Pointer(elem) | Type::Map { elem, .. } => self.is_complete(elem),
            _ => true,
        }
    }

    fn indexed(&self, x: &Operand) -> Option<Indexed> {
        if !self.types.is_type_param(x.ty) {
            return self.indexed_under(x, self.types.underlying(x.ty));
        }
        let mut common: Option<Indexed> = None;
        for (_, under) in self.types.type_pairs(x.ty)? {
            let found = self.indexed_under(x, under)?;
            let Some(common) = &mut common else {
                common = Some(found);
                continue;
            };
            let same_key = match (common.key, found.key) {
                (Some(a), Some(b)) => self.types.identical(a, b),
                (a, b) => a == b,
            };
            if !same_key || !self.types.identical(common.elem, found.elem) {
                return None;
            }
            common.len = match (common.len, found.len) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (len, None) | (None, len) => len,
            };
            if found.mode == Mode::Value {
                common.mode = Mode::Value;
            }
        }
        common
    }

    fn indexed_under(&self, x: &Operand, under: TypeId) -> Option<Indexed> {
        let plain = |mode, elem, len| {
            Some(Indexed {
                mode,
                elem,
                key: None,
                len,
            })
        };
        match *self.types.get(under) {
            Type::Basic(Basic::String | Basic::UntypedString) => {
                let len = match x.mode {
                    Mode::Constant => i64::try_from(x.val.string_len()).ok(),
                    _ => None,
                };
                plain(Mode::Value, TypeId::BYTE, len)
            }
            Type::Array { len, elem } => {
                let mode = match x.mode {
                    Mode::Variable => Mode::Variable,
                    _ => Mode::Value,
                };
                plain(mode, elem, Some(len))
            }
            Type::Pointer(base) => match *self.types.under(base) {
                Type::Array { len, elem } => plain(Mode::Variable, elem, Some(len)),
                _ => None,
            },
            Type::Slice(elem) => plain(Mode::Variable, elem, None),
            Type::Map { key, elem } => Some(Indexed {
                mode: Mode::MapIndex,
                elem,
                key: Some(key),
                len: None,
            }),
            _ => None,
        }
    }

    fn single_index(&mut self, e: ExprId, args: &[ExprId]) -> Option<ExprId> {
        match *args {
            [] => {
                let text = self.expr_string(e);
                self.error(e, format!("invalid syntax tree: missing index for {text}"));
                None
            }
            [index] => Some(index),
            [index, second, ..] => {
                self.error(second, "invalid operation: more than one index");
                Some(index)
            }
        }
    }

    /// `x[lo:hi:max]`
    pub(super) fn slice_expr(
        &mut self,
        x: &mut Operand,
        e: ExprId,
        operand: ExprId,
        indices: SliceIndices,
    ) {
        let bounds = [
            indices.lo.expand(),
            indices.hi.expand(),
            indices.max.expand(),
        ];
        self.expr(None, x, operand);
        if !x.is_valid() {
            for bound in bounds.into_iter().flatten() {
                self.use_exprs(&[bound]);
            }
            return;
        }
        let Some(under) = self.slice_under(x) else {
            x.invalidate();
            return;
        };
        if let Type::Pointer(base) = *self.types.under(x.ty)
            && !self.is_complete(base)
        {
            x.invalidate();
            return;
        }
        let Some(len) = self.sliced(x, operand, under, indices) else {
            x.invalidate();
            return;
        };
        x.mode = Mode::Value;
        if indices.full && (bounds[1].is_none() || bounds[2].is_none()) {
            self.error(
                e,
                "invalid syntax tree: 2nd and 3rd index required in 3-index slice",
            );
            x.invalidate();
            return;
        }
        self.slice_bounds(bounds, len);
    }

    /// The underlying type of what is sliced; nothing after an error.
    fn slice_under(&mut self, x: &Operand) -> Option<TypeId> {
        if !self.types.is_type_param(x.ty) {
            return Some(self.types.underlying(x.ty));
        }
        let text = |c: &Self| c.operand_string(x);
        let Some(pairs) = self.types.type_pairs(x.ty) else {
            let message = format!(
                "cannot slice {}: no specific type in {}",
                text(self),
                self.type_string(x.ty)
            );
            self.error(x, message);
            return None;
        };
        let mut has_string = false;
        let mut common: Option<(TypeId, TypeId)> = None;
        for (ty, mut under) in pairs {
            if self.types.is_string(under) {
                under = TypeId::BYTES;
                has_string = true;
            }
            match common {
                None => common = Some((ty, under)),
                Some((_, other)) if self.types.identical(other, under) => {}
                Some((first, _)) => {
                    let message = format!(
                        "cannot slice {}: {} and {} have different underlying types",
                        text(self),
                        self.type_string(first),
                        self.type_string(ty)
                    );
                    self.error(x, message);
                    return None;
                }
            }
        }
        match has_string {
            true => Some(TypeId::STRING),
            false => common.map(|(_, under)| under),
        }
    }

    /// Gives the operand the type of the slice, and returns the length of what is sliced, if known; nothing after an error.
    fn sliced(
        &mut self,
        x: &mut Operand,
        operand: ExprId,
        under: TypeId,
        indices: SliceIndices,
    ) -> Option<Option<i64>> {
        match *self.types.get(under) {
            Type::Basic(Basic::String | Basic::UntypedString) => {
                if indices.full {
                    if let Some(at) = indices.max.expand() {
                        self.error(at, "invalid operation: 3-index slice of string");
                    }
                    return None;
                }
                let len = match x.mode {
                    Mode::Constant => i64::try_from(x.val.string_len()).ok(),
                    _ => None,
                };
                if self.types.is_untyped(x.ty) {
                    x.ty = TypeId::STRING;
                    if let Some(expr) = x.expr.expand() {
                        self.update_expr_type(expr, TypeId::STRING, true);
                    }
                }
                return Some(len);
            }
            Type::Array { len, elem } => {
                if x.mode != Mode::Variable {
                    let text = self.operand_string(x);
                    self.error(&*x, format!("cannot slice unaddressable value {text}"));
                    return None;
                }
                self.mark_addressed(operand);
                x.ty = self.types.slice(elem);
                return Some(Some(len));
            }
            Type::Pointer(base) => {
                if let Type::Array { len, elem } = *self.types.under(base) {
                    x.ty = self.types.slice(elem);
                    return Some(Some(len));
                }
            }
            Type::Slice(_) => return Some(None),
            _ => {}
        }
        let text = self.operand_string(x);
        self.error(&*x, format!("cannot slice {text}"));
        None
    }

    fn slice_bounds(&mut self, bounds: [Option<ExprId>; 3], len: Option<i64>) {
        let max = len.map_or(-1, |len| len + 1);
        let mut values = [-1; 3];
        for (i, bound) in bounds.into_iter().enumerate() {
            values[i] = match (bound, len) {
                (Some(bound), _) => self.index(bound, max).1,
                (None, _) if i == 0 => 0,
                (None, Some(len)) => len,
                (None, None) => -1,
            };
        }
        // Constant bounds must be in order; one error is enough.
        for (i, j) in [(0, 1), (0, 2), (1, 2)] {
            let (low, high) = (values[i], values[j]);
            if low > 0 && high >= 0 && high < low {
                if let Some(at) = bounds[j].or(bounds[i]) {
                    self.error(at, format!("invalid slice indices: {high} < {low}"));
                }
                return;
            }
        }
    }

    /// Checks an index: its type, and its value if it is a constant, otherwise -1. A constant must be below `max`, unless
    /// that is negative.
    pub(super) fn index(&mut self, e: ExprId, max: i64) -> (TypeId, i64) {
        let mut x = Operand::default();
        self.expr(None, &mut x, e);
        if !self.is_valid_index(&mut x, "index", false) {
            return (TypeId::INVALID, -1);
        }
        if x.mode != Mode::Constant {
            return (x.ty, -1);
        }
        let Some(value) = x.val.int64() else {
            return (TypeId::INVALID, -1);
        };
        if max >= 0 && value >= max {
            let message = format!("invalid argument: index {} out of bounds [0:{max}]", x.val);
            self.error(&x, message);
            return (TypeId::INVALID, -1);
        }
        (x.ty, value)
    }

    /// The operand may be an index, a length or a capacity.
    pub(super) fn is_valid_index(
        &mut self,
        x: &mut Operand,
        what: &str,
        allow_negative: bool,
    ) -> bool {
        if !x.is_valid() {
            return false;
        }
        self.convert_untyped(x, TypeId::INT);
        if !x.is_valid() {
            return false;
        }
        let wrong = if !self.types.all_integer(x.ty) {
            "must be integer"
        } else if x.mode != Mode::Constant {
            return true;
        } else if !allow_negative && x.val.sign() < 0 {
            "must not be negative"
        } else if let Some(value) = representable_const(&x.val, Basic::Int) {
            x.val = value;
            return true;
        } else {
            "overflows int"
        };
        let text = self.operand_string(x);
        self.error(&*x, format!("invalid argument: {what} {text} {wrong}"));
        false
    }
}
