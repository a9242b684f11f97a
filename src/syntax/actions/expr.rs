//! Actions of operands and expressions.

use super::{Actions, Args, Bounds, Braced};
use crate::index::{ExprId, StmtId};
use crate::syntax::ast::{BinOp, ExprKind, Exprs, Lit, SliceIndices, UnOp};

impl Actions<'_> {
    pub(in crate::syntax) fn name(&mut self, lo: u32, hi: u32) -> ExprId {
        let text = &self.text[lo as usize..hi as usize];
        // A name that the error driver inserted is empty.
        let text = if text.is_empty() { "_" } else { text };
        let symbol = self.ast.names.intern(text);
        self.expr(lo, hi, lo, ExprKind::Name(symbol))
    }

    pub(in crate::syntax) fn literal(&mut self, kind: Lit, lo: u32, hi: u32) -> ExprId {
        let text = self.ast.names.intern(&self.text[lo as usize..hi as usize]);
        let bad = lo == hi || self.bad_literals.binary_search(&lo).is_ok();
        self.expr(lo, hi, lo, ExprKind::Literal { kind, text, bad })
    }

    pub(in crate::syntax) fn paren(&mut self, lo: u32, hi: u32, x: ExprId) -> ExprId {
        self.expr(lo, hi, lo, ExprKind::Paren(x))
    }

    pub(in crate::syntax) fn selector(&mut self, x: ExprId, dot: u32, sel: ExprId) -> ExprId {
        let (lo, hi) = (self.lo(x), self.hi(sel));
        self.expr(lo, hi, dot, ExprKind::Selector { x, sel })
    }

    pub(in crate::syntax) fn index(&mut self, x: ExprId, pos: u32, hi: u32, args: Exprs) -> ExprId {
        self.expr(self.lo(x), hi, pos, ExprKind::Index { x, args })
    }

    pub(in crate::syntax) fn bounds(&mut self, lo: Option<ExprId>, hi: Option<ExprId>) -> Bounds {
        Bounds {
            lo: lo.into(),
            hi: hi.into(),
            max: None.into(),
            full: false,
        }
    }

    pub(in crate::syntax) fn full_bounds(
        &mut self,
        lo: Option<ExprId>,
        hi: Option<ExprId>,
        second_colon: u32,
        max: Option<ExprId>,
        end: u32,
    ) -> Bounds {
        if hi.is_none() {
            self.error(second_colon, "middle index required in 3-index slice");
        }
        let end = self.next_token(end);
        if max.is_none() {
            self.error(end, "final index required in 3-index slice");
        }
        let hi = hi.unwrap_or_else(|| self.bad(second_colon));
        let max = max.unwrap_or_else(|| self.bad(end));
        Bounds {
            lo: lo.into(),
            hi: hi.into(),
            max: max.into(),
            full: true,
        }
    }

    pub(in crate::syntax) fn bad(&mut self, at: u32) -> ExprId {
        self.expr(at, at, at, ExprKind::Bad)
    }

    pub(in crate::syntax) fn slice(
        &mut self,
        x: ExprId,
        pos: u32,
        hi: u32,
        bounds: Bounds,
    ) -> ExprId {
        let indices = SliceIndices {
            lo: bounds.lo,
            hi: bounds.hi,
            max: bounds.max,
            full: bounds.full,
        };
        self.expr(self.lo(x), hi, pos, ExprKind::Slice { x, indices })
    }

    pub(in crate::syntax) fn type_assert(
        &mut self,
        x: ExprId,
        hi: u32,
        ty: Option<ExprId>,
    ) -> ExprId {
        let (lo, ty) = (self.lo(x), ty.into());
        self.expr(lo, hi, lo, ExprKind::TypeAssert { x, ty })
    }

    pub(in crate::syntax) fn call(&mut self, fun: ExprId, args: Args, hi: u32) -> ExprId {
        let kind = ExprKind::Call {
            fun,
            args: args.list,
            spread: args.spread,
        };
        self.expr(self.lo(fun), hi, args.pos, kind)
    }

    pub(in crate::syntax) fn composite(&mut self, ty: Option<ExprId>, lit: Braced) -> ExprId {
        let lo = ty.map_or(lit.lo, |ty| self.lo(ty));
        let kind = ExprKind::Composite {
            ty: ty.into(),
            elems: lit.elems,
            rbrace: lit.rbrace,
        };
        self.expr(lo, lit.rbrace + 1, lit.lo, kind)
    }

    /// `(T){…}`: gc complains if `T` can be a type, and else takes the `{` for that of a block.
    pub(in crate::syntax) fn parenthesized_composite(&mut self, ty: ExprId, lit: Braced) -> ExprId {
        let mut inner = ty;
        while let ExprKind::Paren(x) = self.kind(inner) {
            inner = x;
        }
        let is_type = match self.kind(inner) {
            ExprKind::Index { .. } => !self.is_value(inner),
            ExprKind::Name(_)
            | ExprKind::Selector { .. }
            | ExprKind::ArrayType { .. }
            | ExprKind::SliceType(_)
            | ExprKind::StructType(_)
            | ExprKind::MapType { .. } => true,
            _ => false,
        };
        if is_type {
            self.syntax_error(lit.lo, "cannot parenthesize type in composite literal");
        } else {
            self.unexpected(lit.lo, " at end of statement");
        }
        self.composite(Some(inner), lit)
    }

    /// It cannot be a type. Selectors end the search: what is before the `.` does not matter.
    fn is_value(&self, x: ExprId) -> bool {
        let mut rest = vec![x];
        while let Some(x) = rest.pop() {
            match self.kind(x) {
                ExprKind::Literal { .. }
                | ExprKind::Composite { .. }
                | ExprKind::FuncLit { .. }
                | ExprKind::Slice { .. }
                | ExprKind::TypeAssert { .. }
                | ExprKind::Call { .. }
                | ExprKind::Unary { .. }
                | ExprKind::Binary { .. } => return true,
                ExprKind::Paren(x) => rest.push(x),
                ExprKind::Index { x, args } => {
                    rest.push(x);
                    if let [arg] = *self.ast.list(args) {
                        rest.push(arg);
                    }
                }
                _ => {}
            }
        }
        false
    }

    pub(in crate::syntax) fn key_value(&mut self, key: ExprId, pos: u32, value: ExprId) -> ExprId {
        let (lo, hi) = (self.lo(key), self.hi(value));
        self.expr(lo, hi, pos, ExprKind::KeyValue { key, value })
    }

    pub(in crate::syntax) fn func_lit(&mut self, lo: u32, ty: ExprId, body: StmtId) -> ExprId {
        let hi = self.ast.stmts[body].span.hi;
        self.expr(lo, hi, lo, ExprKind::FuncLit { ty, body })
    }

    pub(in crate::syntax) fn star(&mut self, lo: u32, x: ExprId) -> ExprId {
        self.expr(lo, self.hi(x), lo, ExprKind::Star(x))
    }

    /// As in gc, parentheses after `&` leave no node: `&(T{})` is `&T{}`.
    pub(in crate::syntax) fn unary(&mut self, lo: u32, op: UnOp, x: ExprId) -> ExprId {
        let hi = self.hi(x);
        let mut x = x;
        while let (UnOp::Addr, ExprKind::Paren(inner)) = (op, self.kind(x)) {
            x = inner;
        }
        self.expr(lo, hi, lo, ExprKind::Unary { op, x })
    }

    pub(in crate::syntax) fn binary(
        &mut self,
        x: ExprId,
        op: BinOp,
        pos: u32,
        y: ExprId,
    ) -> ExprId {
        let (lo, hi) = (self.lo(x), self.hi(y));
        self.expr(lo, hi, pos, ExprKind::Binary { op, x, y })
    }

    /// Keeps an operator and its right operand until the whole list of them is there; returns how many there are.
    pub(in crate::syntax) fn tail(&mut self, count: u32, op: BinOp, pos: u32, y: ExprId) -> u32 {
        self.pending.push((op, pos, y));
        count + 1
    }

    /// Makes the tree of `first` and the last `count` pending operators and operands, by precedence, leaning left.
    pub(in crate::syntax) fn fold(&mut self, first: ExprId, count: u32) -> ExprId {
        let start = self.pending.len() - count as usize;
        if count == 1
            && let Some((op, pos, y)) = self.pending.pop()
        {
            return self.binary(first, op, pos, y);
        }
        // Left operands and operators that wait for a right operand; each binds tighter than the one below it.
        let mut waiting: [Option<(ExprId, BinOp, u32)>; 5] = [None; 5];
        let mut operand = first;
        for index in start..self.pending.len() {
            let (op, pos, y) = self.pending[index];
            let level = usize::from(op.precedence()) - 1;
            operand = self.close(&mut waiting[level..], operand);
            waiting[level] = Some((operand, op, pos));
            operand = y;
        }
        self.pending.truncate(start);
        self.close(&mut waiting, operand)
    }

    fn close(&mut self, waiting: &mut [Option<(ExprId, BinOp, u32)>], operand: ExprId) -> ExprId {
        let mut operand = operand;
        for slot in waiting.iter_mut().rev() {
            if let Some((x, op, pos)) = slot.take() {
                operand = self.binary(x, op, pos, operand);
            }
        }
        operand
    }
}
