//! Types that are too large for gc: arrays beyond the address space, and elements of channels.

use hashbrown::{HashMap, HashSet};

use crate::index::TypeId;
use crate::source::{FileId, Span};
use crate::syntax::ast::ExprKind;

use super::Checker;
use super::basic::Basic;
use super::object::{ObjectKind, VarKind};
use super::types::Type;

/// A size and an alignment, both in bytes; absent if unknown or too large.
type Sizes = HashMap<TypeId, Option<(u64, u64)>>;

/// What no type of gc's may be as large as.
const ADDRESS_SPACE: u64 = 1 << 50;

/// What the element of a channel must be smaller than.
const CHAN_ELEM: u64 = 1 << 16;

impl Checker<'_> {
    /// Reports the types in the package's text that are too large.
    pub(super) fn large_types(&mut self) {
        if self.packages[self.pkg].std {
            return;
        }
        let files = self.packages[self.pkg].files.iter();
        let files: HashSet<FileId> = files.map(|file| file.file).collect();
        let written = self.ast.exprs.iter().filter(|(_, expr)| {
            let kind = matches!(
                expr.kind,
                ExprKind::ArrayType { .. } | ExprKind::ChanType { .. }
            );
            kind && files.contains(&expr.span.file)
        });
        let mut written: Vec<(Span, TypeId)> = written
            .map(|(id, expr)| (expr.span, self.info.type_of(id)))
            .collect();
        written.sort_by_key(|(span, _)| (span.file, span.lo, span.hi));
        let names = self.declared_names(&files);
        let mut sizes = Sizes::new();
        for (span, ty) in written {
            let span = self.declared_before(&names, span);
            let ty = self.types.unalias(ty);
            match *self.types.get(ty) {
                Type::Array { len, elem } => {
                    let elem = self.size(elem, &mut sizes);
                    if elem.is_some_and(|(size, _)| array_size(len, size).is_none()) {
                        let text = self.type_string(ty);
                        self.error(span, format!("type {text} larger than address space"));
                    }
                }
                Type::Chan { elem, .. } => {
                    let elem = self.size(elem, &mut sizes);
                    if elem.is_some_and(|(size, _)| size >= CHAN_ELEM) {
                        self.error(span, "channel element type too large (>64kB)");
                    }
                }
                _ => {}
            }
        }
    }

    /// Where types and variables are declared, sorted.
    fn declared_names(&self, files: &HashSet<FileId>) -> Vec<Span> {
        let names = self.objects.values().filter_map(|object| {
            let declares = match object.kind {
                ObjectKind::TypeName => true,
                ObjectKind::Var(ref var) => var.kind != VarKind::Field,
                _ => false,
            };
            object
                .span
                .filter(|span| declares && files.contains(&span.file))
        });
        let mut names: Vec<Span> = names.collect();
        names.sort_by_key(|span| (span.file, span.lo));
        names
    }

    /// Where gc says that a type is too large: where what has it is declared, if that is on the same line.
    fn declared_before(&self, names: &[Span], ty: Span) -> Span {
        let count = names.partition_point(|name| (name.file, name.lo) <= (ty.file, ty.lo));
        let line = |span: Span| (span.file, self.sources.line_col(span).0);
        let name = names[..count].last().copied();
        name.filter(|&name| line(name) == line(ty)).unwrap_or(ty)
    }

    fn size(&self, ty: TypeId, sizes: &mut Sizes) -> Option<(u64, u64)> {
        let ty = self.types.unalias(ty);
        if let Some(&size) = sizes.get(&ty) {
            return size;
        }
        let size = match self.types.get(self.types.underlying(ty)) {
            _ if self.types.as_type_param(ty).is_some() => None,
            Type::Basic(basic) => basic_size(*basic),
            Type::Pointer(_) | Type::Map { .. } | Type::Chan { .. } | Type::Signature(_) => {
                Some((8, 8))
            }
            Type::Slice(_) => Some((24, 8)),
            Type::Interface(_) => Some((16, 8)),
            &Type::Array { len, elem } => self
                .size(elem, sizes)
                .and_then(|(size, align)| Some((array_size(len, size)?, align))),
            Type::Struct(fields) => {
                let types: Vec<TypeId> = fields.iter().map(|field| field.ty).collect();
                self.struct_size(&types, sizes)
            }
            _ => None,
        };
        sizes.insert(ty, size);
        size
    }

    fn struct_size(&self, fields: &[TypeId], sizes: &mut Sizes) -> Option<(u64, u64)> {
        let (mut end, mut widest, mut last) = (0_u64, 1, 1);
        for &field in fields {
            let (size, align) = self.size(field, sizes)?;
            end = end.next_multiple_of(align) + size;
            widest = widest.max(align);
            last = size;
            if end >= ADDRESS_SPACE {
                return None;
            }
        }
        // A pointer to a last field without size must not point to what is behind the struct.
        if last == 0 && end > 0 {
            end += 1;
        }
        Some((end.next_multiple_of(widest), widest))
    }
}

fn array_size(len: i64, elem: u64) -> Option<u64> {
    let size = u64::try_from(len).ok()?.checked_mul(elem)?;
    (size < ADDRESS_SPACE).then_some(size)
}

fn basic_size(basic: Basic) -> Option<(u64, u64)> {
    use Basic::*;
    Some(match basic {
        Bool | Int8 | Uint8 => (1, 1),
        Int16 | Uint16 => (2, 2),
        Int32 | Uint32 | Float32 => (4, 4),
        Int | Int64 | Uint | Uint64 | Uintptr | Float64 | UnsafePointer => (8, 8),
        Complex64 => (8, 4),
        Complex128 => (16, 8),
        String => (16, 8),
        _ => return None,
    })
}
