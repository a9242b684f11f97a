//! Actions of declarations.

use cranelift_entity::EntityList;

use super::Actions;
use crate::index::{DeclId, ExprId, StmtId};
use crate::syntax::ast::{Decl, DeclKind, ExprKind, Exprs, Fields, Lit};

impl Actions<'_> {
    pub(in crate::syntax) fn top_import(
        &mut self,
        list: EntityList<DeclId>,
        keyword: u32,
        group: EntityList<DeclId>,
    ) -> EntityList<DeclId> {
        if self.past_imports {
            self.syntax_error(keyword, "imports must appear before other declarations");
            self.past_imports = false;
        }
        self.append(list, group)
    }

    pub(in crate::syntax) fn top_decl(
        &mut self,
        list: EntityList<DeclId>,
        group: EntityList<DeclId>,
    ) -> EntityList<DeclId> {
        self.past_imports = true;
        self.append(list, group)
    }

    fn decl(&mut self, lo: u32, hi: u32, kind: DeclKind) -> DeclId {
        let span = self.span(lo, hi);
        self.ast.decls.push(Decl { kind, span })
    }

    pub(in crate::syntax) fn import(&mut self, name: Option<ExprId>, path: ExprId) -> DeclId {
        let at = self.lo(path);
        if let ExprKind::Literal { kind, bad, .. } = self.kind(path)
            && kind != Lit::String
            && !bad
        {
            self.syntax_error(at, "import path must be a string");
        }
        let (lo, hi) = (self.lo(name.unwrap_or(path)), self.hi(path));
        let name = name.into();
        self.decl(lo, hi, DeclKind::Import { name, path })
    }

    /// From the first name to the end of whatever comes last.
    fn spec_ends(&self, names: Exprs, ty: Option<ExprId>, values: Exprs) -> (u32, u32) {
        let names = self.ast.list(names);
        let lo = names.first().map_or(0, |&name| self.lo(name));
        let last = self.ast.list(values).last().copied().or(ty);
        let hi = last.or(names.last().copied());
        (lo, hi.map_or(lo, |last| self.hi(last)))
    }

    pub(in crate::syntax) fn const_spec(
        &mut self,
        names: Exprs,
        ty: Option<ExprId>,
        values: Exprs,
    ) -> DeclId {
        let (lo, hi) = self.spec_ends(names, ty, values);
        let kind = DeclKind::Const {
            names,
            ty: ty.into(),
            values,
            iota: 0,
        };
        self.decl(lo, hi, kind)
    }

    pub(in crate::syntax) fn number_consts(
        &mut self,
        group: EntityList<DeclId>,
    ) -> EntityList<DeclId> {
        for (index, &decl) in group.as_slice(&self.ast.decl_lists).iter().enumerate() {
            if let DeclKind::Const { iota, .. } = &mut self.ast.decls[decl].kind {
                *iota = index as u32;
            }
        }
        group
    }

    pub(in crate::syntax) fn var_spec(
        &mut self,
        names: Exprs,
        ty: Option<ExprId>,
        values: Exprs,
    ) -> DeclId {
        let (lo, hi) = self.spec_ends(names, ty, values);
        let ty = ty.into();
        self.decl(lo, hi, DeclKind::Var { names, ty, values })
    }

    pub(in crate::syntax) fn type_spec(
        &mut self,
        name: ExprId,
        tparams: Fields,
        alias: bool,
        ty: ExprId,
    ) -> DeclId {
        let kind = DeclKind::Type {
            name,
            tparams,
            alias,
            ty,
        };
        self.decl(self.lo(name), self.hi(ty), kind)
    }

    pub(in crate::syntax) fn func_decl(
        &mut self,
        lo: u32,
        recv: Option<Fields>,
        name: ExprId,
        tparams: Fields,
        ty: ExprId,
        body: Option<StmtId>,
    ) -> DeclId {
        let hi = body.map_or(self.hi(ty), |body| self.ast.stmts[body].span.hi);
        let kind = DeclKind::Func {
            recv: recv.unwrap_or_default(),
            name,
            tparams,
            ty,
            body: body.into(),
        };
        self.decl(lo, hi, kind)
    }
}
