//! What gc only looks for in a package without other errors: instantiation without end, anonymous interfaces that
//! contain themselves, types that are too large, and functions without body.

use hashbrown::{HashMap, HashSet};

use crate::diag::{Code, Diagnostic};
use crate::index::TypeId;
use crate::source::Span;
use crate::syntax::ast::{DeclKind, ExprKind};

use super::Checker;
use super::types::Type;

/// Types that were visited, and whether they are part of a cycle; interfaces also while they are being visited.
type Visited = HashMap<TypeId, bool>;

impl Checker<'_> {
    /// Makes the late checks, each only if those before it found nothing.
    pub(super) fn late_checks(&mut self) {
        let checks: [fn(&mut Self); 5] = [
            Self::monomorph,
            Self::too_many_instances,
            Self::anonymous_interface_cycles,
            Self::large_types,
            Self::missing_bodies,
        ];
        for check in checks {
            if self.diagnostics.is_empty() {
                check(self);
            }
        }
    }

    fn anonymous_interface_cycles(&mut self) {
        let files: HashSet<_> = self.packages[self.pkg]
            .files
            .iter()
            .map(|file| file.file)
            .collect();
        let mut interfaces: Vec<(Span, TypeId)> = self
            .ast
            .exprs
            .iter()
            .filter(|(_, expr)| {
                matches!(expr.kind, ExprKind::InterfaceType(_)) && files.contains(&expr.span.file)
            })
            .map(|(id, expr)| (expr.span, self.info.type_of(id)))
            .collect();
        // Outer ones come before those inside them, which are not looked at again.
        interfaces.sort_by_key(|(span, _)| (span.file, span.lo, std::cmp::Reverse(span.hi)));
        let mut visited = Visited::new();
        let mut end: Option<Span> = None;
        for (span, ty) in interfaces {
            let inside = end.is_some_and(|end| end.file == span.file && span.lo < end.hi);
            if inside {
                continue;
            }
            end = Some(span);
            if self.interface_has_cycle(self.types.unalias(ty), &mut visited) {
                self.error(
                    span,
                    "invalid recursive type: anonymous interface refers to itself (see https://go.dev/issue/56103)",
                );
                // Each cycle is reported once.
                visited.values_mut().for_each(|cyclic| *cyclic = false);
            }
        }
    }

    fn interface_has_cycle(&self, ty: TypeId, visited: &mut Visited) -> bool {
        if !matches!(self.types.get(ty), Type::Interface(_)) {
            return false;
        }
        let methods = &self.types.type_set(ty).methods;
        methods
            .iter()
            .any(|method| self.mentions_cycle(method.sig, visited))
    }

    fn mentions_cycle(&self, ty: TypeId, visited: &mut Visited) -> bool {
        let ty = self.types.unalias(ty);
        if let Some(&cyclic) = visited.get(&ty) {
            return cyclic;
        }
        // Only interfaces count when they are met again while they are looked at.
        if matches!(self.types.get(ty), Type::Interface(_)) {
            visited.insert(ty, true);
        }
        let cyclic = self.parts_mention_cycle(ty, visited);
        visited.insert(ty, cyclic);
        cyclic
    }

    fn parts_mention_cycle(&self, ty: TypeId, visited: &mut Visited) -> bool {
        match self.types.get(ty) {
            Type::Basic(_)
            | Type::Named(_)
            | Type::Alias(_)
            | Type::TypeParam(_)
            | Type::Union(_) => false,
            Type::Pointer(elem)
            | Type::Slice(elem)
            | Type::Array { elem, .. }
            | Type::Chan { elem, .. } => self.mentions_cycle(*elem, visited),
            Type::Map { key, elem } => {
                self.mentions_cycle(*key, visited) || self.mentions_cycle(*elem, visited)
            }
            Type::Struct(fields) => fields
                .iter()
                .any(|field| self.mentions_cycle(field.ty, visited)),
            Type::Signature(sig) => {
                self.mentions_cycle(sig.params, visited)
                    || self.mentions_cycle(sig.results, visited)
            }
            Type::Tuple(params) => params
                .iter()
                .any(|param| self.mentions_cycle(param.ty, visited)),
            Type::Interface(_) => self.interface_has_cycle(ty, visited),
        }
    }

    fn missing_bodies(&mut self) {
        if self.packages[self.pkg].std {
            return;
        }
        for (decl, _) in self.packages[self.pkg].funcs.clone() {
            let decl = self.ast.decls[decl];
            if let DeclKind::Func {
                body, recv, name, ..
            } = decl.kind
                && body.is_none()
            {
                let first = self.ast.fields(recv).first();
                // gc says that the declaration is where what follows `func` is: a receiver's `(`.
                let at = match first {
                    None => self.ast.exprs[name].span,
                    Some(_) => self.receiver_paren(decl.span),
                };
                let message = "missing function body";
                self.report(Diagnostic::error(Code::MissingBody, at, message));
            }
        }
    }

    fn receiver_paren(&self, decl: Span) -> Span {
        let text = self.sources.text(decl);
        let paren = text.find('(').unwrap_or(0) as u32;
        Span {
            lo: decl.lo + paren,
            ..decl
        }
    }
}
