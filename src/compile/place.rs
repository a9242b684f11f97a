//! Places: where a value can be read from, written to, or have its address taken.

use crate::bytecode::op::{Op, Reg};
use crate::check::object::ObjectKind;
use crate::check::operand::Mode;
use crate::index::{ExprId, ObjId, TypeId};
use crate::syntax::ast::ExprKind;

use super::func::{Fb, Home};
use super::layout::Class;

/// A place of a known type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// `_`
    Blank,
    /// Slots of the frame. Part of an aggregate: small scalars may have stale upper bytes.
    Slots {
        /// The first.
        reg: Reg,
        /// It is part of an aggregate.
        part: bool,
    },
    /// Memory behind a pointer.
    Mem {
        /// The pointer.
        p: Reg,
        /// Offset in words.
        off: u32,
        /// The pointer is known not to be nil.
        safe: bool,
    },
    /// Package variables, by word.
    Global(u32),
    /// A slice element.
    Elem {
        /// The slice.
        s: Reg,
        /// The index.
        i: Reg,
    },
    /// Part of a slice element.
    ElemPart {
        /// The slice.
        s: Reg,
        /// The index.
        i: Reg,
        /// Words of the element before the part.
        off: u32,
        /// Words of the element.
        words: u32,
    },
    /// An element of an array in memory.
    ArrayElem {
        /// Address of the array.
        p: Reg,
        /// The index.
        i: Reg,
        /// Its length.
        len: u32,
    },
    /// An element of an array in slots.
    SlotElem {
        /// The array.
        base: Reg,
        /// The index.
        i: Reg,
        /// Its length.
        len: u32,
    },
    /// A map element.
    MapElem {
        /// The map.
        m: Reg,
        /// The key.
        key: Reg,
        /// The map's type.
        ty: TypeId,
    },
}

impl Fb<'_, '_> {
    /// The place of an expression: of a variable, or of a temporary that holds its value.
    pub(super) fn place(&mut self, expr: ExprId) -> Place {
        let node = self.cx.ast.exprs[expr];
        match node.kind {
            ExprKind::Paren(x) => self.place(x),
            ExprKind::Name(_) => self.name_place(expr),
            ExprKind::Star(x) if self.cx.info.types[expr].mode != Mode::TypExpr => {
                let p = self.expr(x);
                self.mark(expr);
                Place::Mem {
                    p,
                    off: 0,
                    safe: false,
                }
            }
            ExprKind::Selector { x, sel } => self.selector_place(expr, x, sel),
            ExprKind::Index { x, args } => match self.cx.ast.list(args).first() {
                Some(&index) if self.is_value(x) => self.index_place(expr, x, index),
                _ => self.temp_place(expr),
            },
            _ => self.temp_place(expr),
        }
    }

    /// The expression denotes a value, not a type or a generic function.
    fn is_value(&self, expr: ExprId) -> bool {
        let tv = self.cx.info.types[expr];
        let generic = tv.ty.expand().is_some_and(|ty| {
            let sig = self.cx.types.as_signature(ty);
            sig.is_some()
        });
        tv.mode != Mode::TypExpr && tv.mode != Mode::Builtin && !generic
    }

    fn temp_place(&mut self, expr: ExprId) -> Place {
        Place::Slots {
            reg: self.expr(expr),
            part: false,
        }
    }

    fn name_place(&mut self, expr: ExprId) -> Place {
        if self.cx.is_blank(expr) {
            return Place::Blank;
        }
        match self.cx.info.object_of(expr) {
            Some(obj) if matches!(self.cx.objects[obj].kind, ObjectKind::Var(_)) => {
                self.var_place(obj)
            }
            _ => self.temp_place(expr),
        }
    }

    /// The place of a variable.
    pub(super) fn var_place(&mut self, obj: ObjId) -> Place {
        match self.vars.get(&obj) {
            Some(&home) => home_place(home),
            None => Place::Global(self.cx.global(obj)),
        }
    }

    fn selector_place(&mut self, expr: ExprId, x: ExprId, sel: ExprId) -> Place {
        let Some(selection) = self.cx.info.selections.get(&expr).cloned() else {
            // A member of a package.
            return self.name_place(sel);
        };
        if selection.kind != crate::check::info::SelectionKind::FieldVal {
            return self.temp_place(expr);
        }
        let (place, ty) = self.base_place(x);
        self.mark(expr);
        self.follow(place, ty, &selection.path).0
    }

    /// The place of the operand of a selector.
    fn base_place(&mut self, x: ExprId) -> (Place, TypeId) {
        let ty = self.ty(x);
        (self.place(x), ty)
    }

    /// Goes through fields, and through the pointers on the way.
    pub(super) fn follow(
        &mut self,
        mut place: Place,
        mut ty: TypeId,
        path: &[u32],
    ) -> (Place, TypeId) {
        for &index in path {
            let (base, pointer) = self.cx.pointee(ty);
            if pointer {
                let p = self.load(place, ty, None);
                place = Place::Mem {
                    p,
                    off: 0,
                    safe: false,
                };
            }
            let slots = self.cx.slots(base);
            let Some(slot) = slots.get(index as usize) else {
                return (place, ty);
            };
            place = self.part(place, base, slot.offset);
            ty = slot.ty;
        }
        (place, ty)
    }

    /// The part of an aggregate of type `ty` that begins at this word.
    pub(super) fn part(&mut self, place: Place, ty: TypeId, offset: u32) -> Place {
        match place {
            Place::Blank => Place::Blank,
            Place::Slots { reg, .. } => Place::Slots {
                reg: Self::plus(reg, offset),
                part: true,
            },
            Place::Mem { p, off, safe } => Place::Mem {
                p,
                off: off.saturating_add(offset),
                safe,
            },
            Place::Global(word) => Place::Global(word + offset),
            Place::Elem { s, i } => Place::ElemPart {
                s,
                i,
                off: offset,
                words: self.cx.words(ty),
            },
            Place::ElemPart { s, i, off, words } => Place::ElemPart {
                s,
                i,
                off: off + offset,
                words,
            },
            Place::ArrayElem { .. } => {
                let p = self.address(place, ty);
                Place::Mem {
                    p,
                    off: offset,
                    safe: true,
                }
            }
            Place::SlotElem { .. } | Place::MapElem { .. } => {
                let reg = self.load(place, ty, None);
                Place::Slots {
                    reg: Self::plus(reg, offset),
                    part: true,
                }
            }
        }
    }

    fn index_place(&mut self, expr: ExprId, x: ExprId, index: ExprId) -> Place {
        let ty = self.ty(x);
        self.order(&[x, index]);
        match self.cx.class(ty) {
            Class::Slice => {
                let s = self.expr(x);
                let i = self.index(index);
                self.mark(expr);
                Place::Elem { s, i }
            }
            Class::Map => {
                let m = self.expr(x);
                let key_ty = self.cx.map_key(ty);
                let key = self.expr_as(index, key_ty);
                self.mark(expr);
                Place::MapElem { m, key, ty }
            }
            Class::Ptr => {
                let p = self.expr(x);
                let array = self.cx.pointee(ty).0;
                let place = Place::Mem {
                    p,
                    off: 0,
                    safe: false,
                };
                self.array_place(expr, place, array, index)
            }
            Class::Array => {
                let place = self.place(x);
                self.array_place(expr, place, ty, index)
            }
            _ => self.temp_place(expr),
        }
    }

    /// The place of an array's element.
    fn array_place(&mut self, expr: ExprId, place: Place, ty: TypeId, index: ExprId) -> Place {
        let elem = self.cx.elem(ty);
        let len = self.cx.array_len(ty);
        let constant = self.const_int(index).and_then(|at| u32::try_from(at).ok());
        let whole_words = self.cx.stride(elem).is_multiple_of(8);
        if let Some(at) = constant
            && at < len
            && whole_words
            && !matches!(place, Place::SlotElem { .. } | Place::MapElem { .. })
        {
            let words = self.cx.words(elem);
            return self.part(place, ty, at.saturating_mul(words));
        }
        match place {
            Place::Slots { reg: base, .. } if self.cx.class(elem).aggregate() => {
                // No op indexes these in a frame: the array, a temporary, goes to the heap.
                let p = self.alloc(1);
                self.new_box(p, base, ty);
                let i = self.index(index);
                self.mark(expr);
                Place::ArrayElem { p, i, len }
            }
            Place::Slots { reg: base, .. } => {
                let i = self.index(index);
                self.mark(expr);
                Place::SlotElem { base, i, len }
            }
            Place::Mem { .. }
            | Place::Global(_)
            | Place::Elem { .. }
            | Place::ElemPart { .. }
            | Place::ArrayElem { .. } => {
                let p = self.array_address(place, ty);
                let i = self.index(index);
                self.mark(expr);
                Place::ArrayElem { p, i, len }
            }
            Place::SlotElem { .. } | Place::MapElem { .. } => {
                let reg = self.load(place, ty, None);
                let place = Place::Slots { reg, part: false };
                self.array_place(expr, place, ty, index)
            }
            Place::Blank => Place::Blank,
        }
    }

    /// The address of an array that is going to be indexed, which checks it for nil.
    fn array_address(&mut self, place: Place, ty: TypeId) -> Reg {
        match place {
            Place::Mem { p, off: 0, .. } => p,
            _ => self.address(place, ty),
        }
    }

    /// The address of a place that has one.
    pub(super) fn address(&mut self, place: Place, ty: TypeId) -> Reg {
        match place {
            Place::Mem {
                p,
                off: 0,
                safe: true,
            } => p,
            Place::Mem { p, off, .. } => {
                let dst = self.alloc(1);
                self.field_address(dst, p, off);
                dst
            }
            Place::Global(global) => {
                let dst = self.alloc(1);
                self.emit(Op::GlobalAddr { dst, global });
                dst
            }
            Place::Elem { s, i } => {
                let size = self.cx.stride(ty);
                let dst = self.alloc(1);
                self.emit(Op::IndexAddr { dst, s, i });
                self.ext(size);
                dst
            }
            Place::ElemPart { s, i, off, words } => {
                let dst = self.elem_address(s, i, words);
                if off > 0 {
                    self.field_address(dst, dst, off);
                }
                dst
            }
            Place::ArrayElem { p, i, len } => {
                let size = self.cx.stride(ty);
                let dst = self.alloc(1);
                self.emit(Op::ArrayAddr { dst, p, i });
                self.ext(len);
                self.ext(size);
                dst
            }
            Place::Slots { .. } | Place::SlotElem { .. } | Place::MapElem { .. } | Place::Blank => {
                // Not addressable: only reached for temporaries, whose copy may as well live in the heap.
                let src = self.load(place, ty, None);
                let dst = self.alloc(1);
                self.new_box(dst, src, ty);
                dst
            }
        }
    }

    /// `R[dst] := R[p] + off words`, checked for nil.
    pub(super) fn field_address(&mut self, dst: Reg, p: Reg, off: u32) {
        let (mut p, mut off) = (p, off);
        while u16::try_from(off).is_err() {
            self.emit(Op::FieldAddr {
                dst,
                p,
                off: u16::MAX,
            });
            p = dst;
            off -= u32::from(u16::MAX);
        }
        self.emit(Op::FieldAddr {
            dst,
            p,
            off: off as u16,
        });
    }

    /// A pointer and a 16-bit offset for a place in memory.
    pub(super) fn near(&mut self, p: Reg, off: u32) -> (Reg, u16) {
        match u16::try_from(off) {
            Ok(off) => (p, off),
            Err(_) => {
                let dst = self.alloc(1);
                self.field_address(dst, p, off);
                (dst, 0)
            }
        }
    }

    /// An index as a canonical 64-bit number; a large unsigned one is out of range as a negative one is.
    pub(super) fn index(&mut self, index: ExprId) -> Reg {
        let unsigned = Class::Int {
            bits: 64,
            signed: false,
        };
        if self.class(index) == unsigned {
            let at = self.cx.ast.exprs[index].span.lo;
            self.unsigned_bounds.push(at);
        }
        self.expr(index)
    }
}

/// The place of a variable with this home.
pub(super) fn home_place(home: Home) -> Place {
    match home {
        Home::Slots(reg) => Place::Slots { reg, part: false },
        Home::Boxed(p) => Place::Mem {
            p,
            off: 0,
            safe: true,
        },
    }
}
