//! Actions of types, parameter lists and fields.

use cranelift_entity::EntityList;

use super::Actions;
use crate::index::{ExprId, FieldId};
use crate::syntax::ast::{ChanDir, ExprKind, Exprs, Field, Fields};

impl Actions<'_> {
    pub(in crate::syntax) fn func_type(
        &mut self,
        lo: u32,
        hi: u32,
        params: Fields,
        results: Fields,
    ) -> ExprId {
        self.expr(lo, hi, lo, ExprKind::FuncType { params, results })
    }

    pub(in crate::syntax) fn func_type1(
        &mut self,
        lo: u32,
        hi: u32,
        params: Fields,
        result: ExprId,
    ) -> ExprId {
        let result = self.param(None, result);
        let results = self.one(result);
        self.func_type(lo, hi, params, results)
    }

    pub(in crate::syntax) fn chan_type(&mut self, lo: u32, dir: ChanDir, elem: ExprId) -> ExprId {
        self.expr(lo, self.hi(elem), lo, ExprKind::ChanType { dir, elem })
    }

    pub(in crate::syntax) fn slice_type(&mut self, lo: u32, elem: ExprId) -> ExprId {
        self.expr(lo, self.hi(elem), lo, ExprKind::SliceType(elem))
    }

    pub(in crate::syntax) fn array_type(
        &mut self,
        lo: u32,
        len: Option<ExprId>,
        elem: ExprId,
    ) -> ExprId {
        let (hi, len) = (self.hi(elem), len.into());
        self.expr(lo, hi, lo, ExprKind::ArrayType { len, elem })
    }

    pub(in crate::syntax) fn map_type(&mut self, lo: u32, key: ExprId, value: ExprId) -> ExprId {
        self.expr(lo, self.hi(value), lo, ExprKind::MapType { key, value })
    }

    /// `<-` before a type that is no value: the arrow belongs to the channel type after it, and each send-only channel
    /// hands its own arrow on to its element, as in `<-chan<- chan int`. A new chain of nodes is built.
    pub(in crate::syntax) fn recv_type(&mut self, lo: u32, x: ExprId) -> ExprId {
        let next = self.next_token(self.hi(x));
        let mut chain = Vec::new();
        let mut elem = x;
        let mut last = ChanDir::Send;
        while last == ChanDir::Send
            && let ExprKind::ChanType { dir, elem: inner } = self.kind(elem)
        {
            chain.push(self.lo(elem));
            elem = inner;
            last = dir;
        }
        if chain.is_empty() {
            // `<-[]int`: gc takes this for a receive operation.
            return self.unary(lo, crate::syntax::ast::UnOp::Recv, x);
        }
        match last {
            ChanDir::Both => {}
            ChanDir::Recv => self.syntax_error(next, "unexpected <-, expected chan"),
            ChanDir::Send => {
                let found = self.type_text(elem);
                self.syntax_error(next, &format!("unexpected {found}, expected chan"));
            }
        }
        // gc leaves the nodes where the keywords are.
        let types = chain.iter().rev();
        types.fold(elem, |ty, &chan| self.chan_type(chan, ChanDir::Recv, ty))
    }

    fn type_text(&self, ty: ExprId) -> String {
        crate::syntax::print::expr_string(self.ast, ty)
    }

    /// A parameter, result, type parameter, field or interface element.
    pub(in crate::syntax) fn param(&mut self, name: Option<ExprId>, ty: ExprId) -> FieldId {
        let lo = self.lo(name.unwrap_or(ty));
        let span = self.span(lo, self.hi(ty));
        self.ast.fields.push(Field {
            name: name.into(),
            ty,
            tag: None.into(),
            span,
        })
    }

    /// A name on its own in a parameter list: a type, or a name whose type follows later. Until the list is complete
    /// both its name and its type are the name.
    pub(in crate::syntax) fn lone_name(&mut self, name: ExprId) -> FieldId {
        self.param(Some(name), name)
    }

    pub(in crate::syntax) fn variadic(
        &mut self,
        name: Option<ExprId>,
        lo: u32,
        ty: ExprId,
    ) -> FieldId {
        let ty = self.expr(lo, self.hi(ty), lo, ExprKind::Ellipsis(Some(ty).into()));
        self.param(name, ty)
    }

    pub(in crate::syntax) fn bare_variadic(
        &mut self,
        name: Option<ExprId>,
        lo: u32,
        hi: u32,
    ) -> FieldId {
        let next = self.next_token(hi);
        self.syntax_error(next, "... is missing type");
        let ty = self.bad(lo);
        self.param(name, ty)
    }

    /// A parameter or result list; `end` is its closing bracket.
    pub(in crate::syntax) fn params(&mut self, list: Fields, end: u32, variadic: bool) -> Fields {
        self.group_params(list, end, false);
        self.check_ellipsis(list, variadic);
        list
    }

    pub(in crate::syntax) fn type_params(&mut self, list: Fields, end: u32) -> Fields {
        self.group_params(list, end, true);
        self.check_ellipsis(list, false);
        list
    }

    pub(in crate::syntax) fn generic_func_type(&mut self, at: u32) {
        self.syntax_error(at, "function type must have no type parameters");
    }

    pub(in crate::syntax) fn generic_method(
        &mut self,
        name: ExprId,
        at: u32,
        ty: ExprId,
    ) -> FieldId {
        self.error(at, "interface method must have no type parameters");
        self.param(Some(name), ty)
    }

    /// The receiver: a parameter list that must have one element. gc complains at the token after it.
    pub(in crate::syntax) fn receiver(&mut self, list: Fields, end: u32, hi: u32) -> Fields {
        let next = self.next_token(hi);
        self.params(list, end, false);
        match self.ast.fields(list) {
            [] => self.error(next, "method has no receiver"),
            [_] => {}
            [first, ..] => {
                let first = *first;
                self.error(next, "method has multiple receivers");
                return self.one(first);
            }
        }
        list
    }

    fn is_lone(&self, field: FieldId) -> bool {
        let field = &self.ast.fields[field];
        field.name.expand() == Some(field.ty)
    }

    /// Gives lone names their meaning: types if no entry has a name of its own, else names of the next entry's type.
    fn group_params(&mut self, list: Fields, end: u32, require_names: bool) {
        let ids: Vec<FieldId> = self.ast.fields(list).to_vec();
        let lone = ids.iter().filter(|&&id| self.is_lone(id)).count();
        let typed = ids.len() - lone;
        let has_name = |field: &&FieldId| self.ast.fields[**field].name.is_some();
        let named = ids.iter().filter(has_name).count() - lone;
        if named == 0 && !require_names {
            for &id in &ids {
                self.ast.fields[id].name = None.into();
            }
        } else if named != ids.len() {
            self.distribute_types(&ids, named == typed, end, require_names);
        }
    }

    fn distribute_types(&mut self, ids: &[FieldId], all_named: bool, end: u32, type_params: bool) {
        let mut error = None;
        let mut ty = None;
        for &id in ids.iter().rev() {
            let field = self.ast.fields[id];
            if !self.is_lone(id) {
                ty = Some(field.ty);
                if field.name.is_none() {
                    let at = self.lo(field.ty);
                    error = Some(at);
                    let name = self.name(at, at);
                    self.ast.fields[id].name = name.into();
                }
            } else if let Some(ty) = ty {
                self.ast.fields[id].ty = ty;
            } else {
                let at = self.lo(field.ty);
                error = Some(at);
                self.ast.fields[id].ty = self.bad(at);
            }
        }
        let Some(at) = error else {
            return;
        };
        match (all_named, type_params) {
            (true, true) => self.syntax_error(end, "missing type constraint"),
            (true, false) => self.syntax_error(end, "missing parameter type"),
            (false, true) if ids.len() == 1 => {
                self.syntax_error(at, "missing type parameter name or invalid array length")
            }
            (false, true) => self.syntax_error(at, "missing type parameter name"),
            (false, false) => self.syntax_error(at, "missing parameter name"),
        }
    }

    /// Only the last parameter may be variadic; gc reports the first that is not.
    fn check_ellipsis(&mut self, list: Fields, allowed: bool) {
        let ids: Vec<FieldId> = self.ast.fields(list).to_vec();
        let mut reported = false;
        for (index, &id) in ids.iter().enumerate() {
            let ty = self.ast.fields[id].ty;
            let ExprKind::Ellipsis(elem) = self.kind(ty) else {
                continue;
            };
            if allowed && index + 1 == ids.len() {
                continue;
            }
            if !reported {
                reported = true;
                let message = if allowed {
                    "can only use ... with final parameter"
                } else {
                    "invalid use of ..."
                };
                self.error(self.lo(ty), message);
            }
            self.ast.fields[id].ty = elem.expand().unwrap_or(ty);
        }
    }

    pub(in crate::syntax) fn struct_type(&mut self, lo: u32, hi: u32, fields: Fields) -> ExprId {
        self.expr(lo, hi, lo, ExprKind::StructType(fields))
    }

    pub(in crate::syntax) fn interface_type(&mut self, lo: u32, hi: u32, elems: Fields) -> ExprId {
        self.expr(lo, hi, lo, ExprKind::InterfaceType(elems))
    }

    fn field(&mut self, name: Option<ExprId>, ty: ExprId, tag: Option<ExprId>) -> FieldId {
        let id = self.param(name, ty);
        self.ast.fields[id].tag = tag.into();
        id
    }

    pub(in crate::syntax) fn named_field(
        &mut self,
        name: ExprId,
        ty: ExprId,
        tag: Option<ExprId>,
    ) -> Fields {
        let field = self.field(Some(name), ty, tag);
        self.one(field)
    }

    pub(in crate::syntax) fn named_fields(
        &mut self,
        first: ExprId,
        names: Exprs,
        ty: ExprId,
        tag: Option<ExprId>,
    ) -> Fields {
        let mut fields = EntityList::new();
        let mut name = Some(first);
        let mut index = 0;
        while let Some(current) = name {
            let field = self.field(Some(current), ty, tag);
            fields = self.push(fields, field);
            name = names.get(index, &self.ast.expr_lists);
            index += 1;
        }
        fields
    }

    pub(in crate::syntax) fn embedded(&mut self, ty: ExprId, tag: Option<ExprId>) -> Fields {
        let field = self.field(None, ty, tag);
        self.one(field)
    }

    pub(in crate::syntax) fn parenthesized_embedded(&mut self, at: u32) {
        self.syntax_error(at, "cannot parenthesize embedded type");
    }
}
