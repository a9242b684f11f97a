//! How large types are in gc's eyes, and those that are too large for it: arrays beyond the address space, and elements
//! of channels.

use hashbrown::{HashMap, HashSet};

use crate::index::TypeId;
use crate::source::{FileId, Span};
use crate::syntax::ast::ExprKind;

use super::Checker;
use super::object::{ObjectKind, VarKind};
use super::types::{Field, Type, Types};

/// The sizes found so far.
pub struct Sizes {
    /// A size and an alignment, both in bytes; absent if unknown or too large.
    known: HashMap<TypeId, Option<(u64, u64)>>,
    /// What is too large.
    limit: u64,
}

impl Sizes {
    /// All sizes that a constant can have.
    pub fn unlimited() -> Sizes {
        Sizes {
            known: HashMap::new(),
            limit: i64::MAX as u64,
        }
    }
}

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
        let mut sizes = Sizes {
            limit: ADDRESS_SPACE,
            ..Sizes::unlimited()
        };
        for (span, ty) in written {
            let span = self.declared_before(&names, span);
            let ty = self.types.unalias(ty);
            match *self.types.get(ty) {
                Type::Array { len, elem } => {
                    let elem = self.types.size(elem, &mut sizes);
                    if elem.is_some_and(|(size, _)| array_size(len, size, ADDRESS_SPACE).is_none())
                    {
                        let text = self.type_string(ty);
                        self.error(span, format!("type {text} larger than address space"));
                    }
                }
                Type::Chan { elem, .. } => {
                    let elem = self.types.size(elem, &mut sizes);
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
}

impl Types {
    /// Size and alignment of a type, both in bytes; nothing if it depends on a type parameter or exceeds the limit.
    pub fn size(&self, ty: TypeId, sizes: &mut Sizes) -> Option<(u64, u64)> {
        let ty = self.unalias(ty);
        if let Some(&size) = sizes.known.get(&ty) {
            return size;
        }
        // A type that contains itself, which is reported elsewhere, has no size.
        sizes.known.insert(ty, None);
        let size = match self.get(self.underlying(ty)) {
            _ if self.as_type_param(ty).is_some() => None,
            Type::Basic(basic) => basic.size(),
            Type::Pointer(_) | Type::Map { .. } | Type::Chan { .. } | Type::Signature(_) => {
                Some((8, 8))
            }
            Type::Slice(_) => Some((24, 8)),
            Type::Interface(_) => Some((16, 8)),
            &Type::Array { len, elem } => self
                .size(elem, sizes)
                .and_then(|(size, align)| Some((array_size(len, size, sizes.limit)?, align))),
            Type::Struct(fields) => self
                .layout(fields, sizes)
                .map(|(size, align, _)| (size, align)),
            _ => None,
        };
        sizes.known.insert(ty, size);
        size
    }

    /// Size and alignment of a struct, and where its fields are.
    fn layout(&self, fields: &[Field], sizes: &mut Sizes) -> Option<(u64, u64, Vec<u64>)> {
        let (mut end, mut widest, mut last) = (0_u64, 1, 1);
        let mut offsets = Vec::with_capacity(fields.len());
        for field in fields {
            let (size, align) = self.size(field.ty, sizes)?;
            let at = end.next_multiple_of(align);
            offsets.push(at);
            end = at.checked_add(size).filter(|&end| end < sizes.limit)?;
            widest = widest.max(align);
            last = size;
        }
        // A pointer to a last field without size must not point to what is behind the struct.
        if last == 0 && end > 0 {
            end += 1;
        }
        Some((end.next_multiple_of(widest), widest, offsets))
    }

    /// Where in a struct the field at a path of embedded fields is.
    pub fn offset(&self, base: TypeId, path: &[u32]) -> Option<u64> {
        let mut sizes = Sizes::unlimited();
        let (mut ty, mut offset) = (base, 0_u64);
        for &at in path {
            let Type::Struct(fields) = self.under(ty) else {
                return None;
            };
            let (_, _, offsets) = self.layout(fields, &mut sizes)?;
            offset = offset.checked_add(offsets[at as usize])?;
            ty = fields[at as usize].ty;
        }
        Some(offset)
    }
}

fn array_size(len: i64, elem: u64, limit: u64) -> Option<u64> {
    let size = u64::try_from(len).ok()?.checked_mul(elem)?;
    (size < limit).then_some(size)
}
