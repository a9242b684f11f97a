//! Types to run-time type descriptors, and names of methods to their numbers.

use crate::bytecode::op::Op;
use crate::bytecode::program::{Context, Function, MethodName};
use crate::bytecode::rtype::{ChanDir, Field, IfaceMethod, Kind, Method, PointerMap, RType, Shape};
use crate::check::types::Type;
use crate::check::typestring::{Style, TypeWriter};
use crate::index::{FuncId, MethodId, PkgId, RTypeId, Symbol, TypeId};
use crate::syntax::ast;

use super::Compiler;
use super::layout::{Class, basic_kind};
use super::methods::MethodEntry;

/// Sizes in gc's layout end here, at what gc calls the address space.
const MAX_GO_SIZE: u64 = 1 << 50;

impl Compiler<'_> {
    /// The descriptor of a type.
    pub(super) fn rtype(&mut self, ty: TypeId) -> RTypeId {
        let ty = self.canon(ty);
        if let Some(&id) = self.rtype_ids.get(&ty) {
            return id;
        }
        // The entry is reserved first: the type may contain itself.
        let id = self.rtypes.push(RType {
            name: "".into(),
            pkg_path: "".into(),
            named: false,
            shape: Shape::Basic(Kind::Int),
            words: 1,
            stride: 8,
            go_size: 8,
            pointers: PointerMap::None,
            comparable: false,
            methods: Box::new([]),
        });
        self.rtype_ids.insert(ty, id);
        self.rtype_types.push((id, ty));
        let layout = self.layout(ty);
        let descriptor = RType {
            name: self.runtime_name(ty).into(),
            pkg_path: self.declaring_path(ty).into(),
            named: matches!(self.types.get(ty), Type::Named(_) | Type::Basic(_)),
            shape: self.shape(ty),
            words: layout.words,
            stride: self.stride(ty),
            go_size: self.go_size(ty).0,
            pointers: self.pointer_map(ty),
            comparable: self.types.comparable(ty),
            methods: Box::new([]),
        };
        self.rtypes[id] = descriptor;
        if u32::from(u16::MAX) < id.as_u32() {
            self.limit("too many types");
        }
        id
    }

    /// Size and alignment in bytes in gc's layout.
    pub(super) fn go_size(&mut self, ty: TypeId) -> (u64, u64) {
        if let Some(&size) = self.go_sizes.get(&ty) {
            return size;
        }
        let (size, align) = self.new_go_size(ty);
        let size = (size.min(MAX_GO_SIZE), align);
        self.go_sizes.insert(ty, size);
        size
    }

    fn new_go_size(&mut self, ty: TypeId) -> (u64, u64) {
        match *self.types.under(ty) {
            Type::Array { len, elem } => {
                let elem = self.canon(elem);
                let (size, align) = self.go_size(elem);
                (size.saturating_mul(len.max(0) as u64), align)
            }
            Type::Struct(_) => self.go_struct_size(ty),
            _ => match self.class(ty) {
                Class::Bool => (1, 1),
                Class::Int { bits, .. } => (u64::from(bits) / 8, u64::from(bits) / 8),
                Class::F32 => (4, 4),
                Class::C64 => (8, 4),
                Class::C128 | Class::Str | Class::Iface => (16, 8),
                Class::Slice => (24, 8),
                _ => (8, 8),
            },
        }
    }

    /// Where in a struct the field at a path of embedded fields is, in gc's layout.
    pub(super) fn go_offset(&mut self, base: TypeId, path: &[u32]) -> u64 {
        let (mut ty, mut offset) = (base, 0);
        for &at in path {
            let slots = self.slots(ty);
            let (mut end, mut start) = (0u64, 0);
            for slot in &slots[..=at as usize] {
                let (size, align) = self.go_size(slot.ty);
                start = end.next_multiple_of(align);
                end = (start + size).min(MAX_GO_SIZE);
            }
            offset += start;
            ty = slots[at as usize].ty;
        }
        offset
    }

    fn go_struct_size(&mut self, ty: TypeId) -> (u64, u64) {
        let (mut size, mut max_align, mut last) = (0u64, 1, 1);
        for slot in self.slots(ty).iter() {
            let (field, align) = self.go_size(slot.ty);
            size = (size.next_multiple_of(align) + field).min(MAX_GO_SIZE);
            max_align = align.max(max_align);
            last = field;
        }
        // A trailing field without size is given a byte, so that its address stays inside.
        if last == 0 && size > 0 {
            size += 1;
        }
        (size.next_multiple_of(max_align), max_align)
    }

    fn shape(&mut self, ty: TypeId) -> Shape {
        match self.types.under(ty) {
            Type::Basic(basic) => Shape::Basic(basic_kind(*basic)),
            &Type::Pointer(elem) => Shape::Pointer(self.rtype(elem)),
            &Type::Slice(elem) => Shape::Slice(self.rtype(elem)),
            &Type::Array { len, elem } => Shape::Array {
                elem: self.rtype(elem),
                len: len.max(0) as u64,
            },
            &Type::Map { key, elem } => Shape::Map {
                key: self.rtype(key),
                elem: self.rtype(elem),
            },
            &Type::Chan { dir, elem } => Shape::Chan {
                dir: match dir {
                    ast::ChanDir::Both => ChanDir::Both,
                    ast::ChanDir::Send => ChanDir::Send,
                    ast::ChanDir::Recv => ChanDir::Recv,
                },
                elem: self.rtype(elem),
            },
            Type::Struct(_) => self.struct_shape(ty),
            Type::Signature(_) => {
                let sig = self.signature(ty);
                Shape::Func {
                    params: sig.params.iter().map(|&ty| self.rtype(ty)).collect(),
                    results: sig.results.iter().map(|&ty| self.rtype(ty)).collect(),
                    variadic: sig.variadic,
                }
            }
            _ => self.interface_shape(ty),
        }
    }

    fn struct_shape(&mut self, ty: TypeId) -> Shape {
        let slots = self.slots(ty);
        let fields = self.types.fields(ty).unwrap_or_default().to_vec();
        let fields = fields
            .into_iter()
            .zip(slots.iter())
            .map(|(field, slot)| Field {
                name: self.ast.text(field.name).into(),
                pkg_path: match field.pkg.expand() {
                    Some(pkg) if !field.exported => self.packages[pkg].path.as_str().into(),
                    _ => "".into(),
                },
                ty: self.rtype(slot.ty),
                offset: slot.offset,
                embedded: field.embedded,
                tag: field.tag.as_deref().unwrap_or("").into(),
            });
        Shape::Struct(fields.collect())
    }

    fn interface_shape(&mut self, ty: TypeId) -> Shape {
        let methods = self.types.type_set(ty).methods.clone();
        let mut list: Vec<IfaceMethod> = methods
            .into_iter()
            .map(|method| {
                let pkg = method.pkg.expand().filter(|_| !method.exported);
                IfaceMethod {
                    name: method.text.as_ref().into(),
                    id: self.method_id(method.name, pkg, method.sig),
                    ty: self.rtype(method.sig),
                }
            })
            .collect();
        list.sort_by_key(|method| method.id);
        Shape::Interface(list.into())
    }

    /// As `%T` prints it.
    pub(super) fn runtime_name(&self, ty: TypeId) -> String {
        let qualifier = |pkg: PkgId| self.packages[pkg].name.clone();
        let path = |pkg: PkgId| self.packages[pkg].path.clone();
        let mut writer = TypeWriter::new(self.types, &self.ast.names, &qualifier, Style::Runtime);
        writer.args_qualifier = &path;
        writer.ty(ty);
        writer.out
    }

    fn declaring_path(&self, ty: TypeId) -> String {
        match self.types.as_named(ty).and_then(|named| named.pkg.expand()) {
            Some(pkg) => self.packages[pkg].path.clone(),
            None => String::new(),
        }
    }

    /// Which words of a value may hold a pointer.
    fn pointer_map(&mut self, ty: TypeId) -> PointerMap {
        if let Some(map) = self.pointer_maps.get(&ty) {
            return map.clone();
        }
        let map = self.new_pointer_map(ty);
        self.pointer_maps.insert(ty, map.clone());
        map
    }

    fn new_pointer_map(&mut self, ty: TypeId) -> PointerMap {
        match *self.types.under(ty) {
            Type::Array { len, elem } => {
                let elem = self.canon(elem);
                if !self.class(elem).aggregate() && self.stride(elem) < 8 {
                    return PointerMap::None;
                }
                let words = self.words(elem);
                let map = self.pointer_map(elem);
                PointerMap::array(&map, words, len.max(0) as u64)
            }
            Type::Struct(_) => {
                let slots = self.slots(ty);
                let maps: Vec<(PointerMap, u32, u32)> = slots
                    .iter()
                    .map(|slot| (self.pointer_map(slot.ty), slot.offset, self.words(slot.ty)))
                    .collect();
                PointerMap::fields(
                    maps.iter()
                        .map(|(map, offset, words)| (map, *offset, *words)),
                )
            }
            _ => {
                let class = self.class(ty);
                match class.pointer_shaped() || class == Class::Iface {
                    true => PointerMap::Bits(1),
                    false => PointerMap::None,
                }
            }
        }
    }

    /// The number of a method with this name, package (if not exported) and function type.
    pub(super) fn method_id(&mut self, name: Symbol, pkg: Option<PkgId>, sig: TypeId) -> MethodId {
        let sig = self.canon(sig);
        if let Some(&id) = self.method_ids.get(&(name, pkg, sig)) {
            return id;
        }
        let id = self.methods.push(MethodName {
            name: self.ast.text(name).into(),
            package: pkg.map(|pkg| self.packages[pkg].path.as_str().into()),
        });
        self.method_ids.insert((name, pkg, sig), id);
        id
    }

    /// Puts the method sets into the descriptors. Methods that nothing calls are there, too: what a type implements
    /// depends on them.
    pub(super) fn fill_method_tables(&mut self) {
        let mut at = 0;
        // The descriptors of function types that come up below are new, and have their turn.
        while at < self.rtype_types.len() {
            let (id, ty) = self.rtype_types[at];
            let set = self.method_set(ty);
            let mut methods: Vec<Method> = Vec::with_capacity(set.len());
            for entry in set.iter() {
                let func = self.table_funcs.get(&(ty, entry.id)).copied();
                let words = self.words(ty) as u16;
                methods.push(Method {
                    name: self.ast.text(entry.name).into(),
                    id: entry.id,
                    func: func.unwrap_or_else(|| self.absent_method(words)),
                    ty: self.method_type(entry, func.is_some()),
                });
            }
            methods.sort_by_key(|method| method.id);
            self.rtypes[id].methods = methods.into();
            at += 1;
        }
    }

    /// What stands in a method table for a method that nothing calls.
    fn absent_method(&mut self, words: u16) -> FuncId {
        if let Some(&func) = self.absent.get(&words) {
            return func;
        }
        let func = self.funcs.push(Function {
            name: "runtime.unreachable".into(),
            code: vec![Op::Unreachable {}],
            nslots: words + 1,
            context: Context::Receiver(words),
            wrapper: true,
            ..Function::default()
        });
        self.absent.insert(words, func);
        func
    }

    /// The descriptor of a method's type. Methods are told apart by number, which stands for the type, too; only fmt looks
    /// at the types of those that it may call.
    fn method_type(&mut self, entry: &MethodEntry, called: bool) -> RTypeId {
        let name = self.ast.text(entry.name);
        match called && matches!(name, "Error" | "String" | "GoString" | "Format") {
            true => self.rtype(entry.sig),
            false => RTypeId::from_u32(0),
        }
    }
}
