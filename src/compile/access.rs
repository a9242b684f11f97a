//! Reading and writing the values at places, by width and class.

use crate::bytecode::op::{Op, Reg};
use crate::bytecode::rtype::Width;
use crate::index::TypeId;

use super::func::Fb;
use super::layout::Class;
use super::place::Place;

impl Fb<'_, '_> {
    /// The value at a place, in `dst` or wherever it is.
    pub(super) fn load(&mut self, place: Place, ty: TypeId, dst: Option<Reg>) -> Reg {
        let layout = self.cx.layout(ty);
        let (class, words) = (layout.class, layout.words);
        let scalar = !class.aggregate();
        match place {
            Place::Slots { reg, part } => {
                if part && scalar && Self::is_stale(class) {
                    let dst = self.dst(dst, 1);
                    self.wrap_to(dst, reg, class);
                    return dst;
                }
                self.place_in(reg, dst, words)
            }
            Place::Mem { p, off, .. } => {
                let dst = self.dst(dst, words);
                self.load_memory(dst, p, off, class, words);
                dst
            }
            Place::Global(global) => {
                let dst = self.dst(dst, words);
                self.load_global(dst, global, class, words);
                dst
            }
            Place::Elem { s, i } => {
                let dst = self.dst(dst, words);
                self.load_elem(dst, s, i, class, words);
                dst
            }
            Place::ElemPart {
                s,
                i,
                off,
                words: of,
            } => {
                let dst = self.dst(dst, words);
                if let Some(field) = field_operands(class, off, of) {
                    self.emit(Op::IndexField { dst, s, i });
                    self.emit(field);
                    return dst;
                }
                let mark = self.next;
                let p = self.elem_address(s, i, of);
                self.load_memory(dst, p, off, class, words);
                self.next = mark;
                dst
            }
            Place::ArrayElem { p, i, len } if scalar => {
                let dst = self.dst(dst, words);
                self.emit(Op::ArrayLoad { dst, p, i });
                self.width_ext(class, 0);
                self.ext(len);
                dst
            }
            Place::ArrayElem { .. } => {
                let dst = self.dst(dst, words);
                let mark = self.next;
                let p = self.address(place, ty);
                self.load_memory(dst, p, 0, class, words);
                self.next = mark;
                dst
            }
            Place::SlotElem { base, i, len } => {
                let dst = self.dst(dst, words);
                self.emit(Op::RegIndex { dst, base, i });
                self.width_ext(class, len);
                dst
            }
            Place::MapElem { m, key, ty } => {
                let dst = self.dst(dst, words);
                self.emit(Op::MapGet { dst, m, key });
                self.ext_type(ty);
                dst
            }
            Place::Blank => self.dst(dst, words),
        }
    }

    fn width_ext(&mut self, class: Class, len: u32) {
        self.emit(Op::Ext {
            a: Reg(0),
            b: class.width() as u16,
            c: len as u16,
        });
    }

    /// The address of what stands so many words behind a pointer.
    pub(super) fn words_at(&mut self, p: Reg, off: u32) -> Reg {
        if off == 0 {
            return p;
        }
        let at = self.alloc(1);
        self.field_address(at, p, off);
        at
    }

    /// The address of a slice's element of so many words.
    pub(super) fn elem_address(&mut self, s: Reg, i: Reg, words: u32) -> Reg {
        let dst = self.alloc(1);
        self.emit(Op::IndexAddr { dst, s, i });
        self.ext(words.saturating_mul(8));
        dst
    }

    fn load_memory(&mut self, dst: Reg, p: Reg, off: u32, class: Class, words: u32) {
        let mark = self.next;
        if !class.aggregate() {
            let (p, off) = self.near(p, off);
            self.load_scalar(dst, p, off, class);
        } else if words == 0 {
            self.emit(Op::NilCheck { p });
        } else if words == 1 {
            let (p, off) = self.near(p, off);
            self.emit(Op::Load { dst, p, off });
        } else {
            let p = self.words_at(p, off);
            self.emit(Op::LoadN {
                dst,
                p,
                n: words as u16,
            });
        }
        self.next = mark;
    }

    fn load_global(&mut self, dst: Reg, global: u32, class: Class, words: u32) {
        match words {
            0 => {}
            1 => {
                self.emit(Op::LoadGlobal { dst, global });
                if !class.aggregate() && Self::is_stale(class) {
                    self.wrap(dst, class);
                }
            }
            2 => {
                self.emit(Op::LoadGlobal { dst, global });
                self.emit(Op::LoadGlobal {
                    dst: Self::plus(dst, 1),
                    global: global + 1,
                });
            }
            _ => {
                let mark = self.next;
                let p = self.alloc(1);
                self.emit(Op::GlobalAddr { dst: p, global });
                self.emit(Op::LoadN {
                    dst,
                    p,
                    n: words as u16,
                });
                self.next = mark;
            }
        }
    }

    fn load_elem(&mut self, dst: Reg, s: Reg, i: Reg, class: Class, words: u32) {
        if class.aggregate() {
            self.emit(Op::IndexN { dst, s, i });
            self.emit(Op::Ext {
                a: Reg(0),
                b: words as u16,
                c: 0,
            });
            return;
        }
        let op = match class.width() {
            Width::I8 => Op::IndexI8 { dst, s, i },
            Width::U8 => Op::IndexU8 { dst, s, i },
            Width::I16 => Op::IndexI16 { dst, s, i },
            Width::U16 => Op::IndexU16 { dst, s, i },
            Width::I32 => Op::IndexI32 { dst, s, i },
            Width::U32 => Op::IndexU32 { dst, s, i },
            Width::Word => Op::Index { dst, s, i },
        };
        self.emit(op);
    }

    /// Writes `R[src..]` to a place.
    pub(super) fn store(&mut self, place: Place, ty: TypeId, src: Reg) {
        let layout = self.cx.layout(ty);
        let (class, words) = (layout.class, layout.words);
        let mark = self.next;
        match place {
            Place::Blank => {}
            Place::Slots { reg, .. } => self.move_words(reg, src, words),
            Place::Mem { p, off, .. } => self.store_memory(p, off, src, class, words),
            Place::Global(global) if words <= 2 => {
                for word in 0..words {
                    self.emit(Op::StoreGlobal {
                        src: Self::plus(src, word),
                        global: global + word,
                    });
                }
            }
            Place::Global(_) => {
                let p = self.address(place, ty);
                self.store_memory(p, 0, src, class, words);
            }
            Place::Elem { s, i } if class.aggregate() => {
                self.emit(Op::SetIndexN { s, i, src });
                self.emit(Op::Ext {
                    a: Reg(0),
                    b: words as u16,
                    c: 0,
                });
            }
            Place::Elem { s, i } => {
                let op = match class.width() {
                    Width::I8 | Width::U8 => Op::SetIndex8 { s, i, src },
                    Width::I16 | Width::U16 => Op::SetIndex16 { s, i, src },
                    Width::I32 | Width::U32 => Op::SetIndex32 { s, i, src },
                    Width::Word => Op::SetIndex { s, i, src },
                };
                self.emit(op);
            }
            Place::ElemPart {
                s,
                i,
                off,
                words: of,
            } => match field_operands(class, off, of) {
                Some(field) => {
                    self.emit(Op::SetIndexField { s, i, src });
                    self.emit(field);
                }
                None => {
                    let p = self.elem_address(s, i, of);
                    self.store_memory(p, off, src, class, words);
                }
            },
            Place::ArrayElem { p, i, len } if !class.aggregate() => {
                self.emit(Op::ArrayStore { p, i, src });
                self.width_ext(class, 0);
                self.ext(len);
            }
            Place::ArrayElem { .. } => {
                let p = self.address(place, ty);
                self.store_memory(p, 0, src, class, words);
            }
            Place::SlotElem { base, i, len } => {
                self.emit(Op::RegSetIndex { base, i, src });
                self.width_ext(class, len);
            }
            Place::MapElem { m, key, ty } => {
                self.emit(Op::MapSet { m, key, src });
                self.ext_type(ty);
            }
        }
        self.next = mark;
    }

    /// Writes to memory behind a pointer.
    pub(super) fn store_memory(&mut self, p: Reg, off: u32, src: Reg, class: Class, words: u32) {
        if !class.aggregate() {
            let (p, off) = self.near(p, off);
            self.store_scalar(p, off, src, class);
        } else if words == 0 {
            self.emit(Op::NilCheck { p });
        } else if words == 1 {
            let (p, off) = self.near(p, off);
            self.emit(Op::Store { p, off, src });
        } else {
            let p = self.words_at(p, off);
            self.emit(Op::StoreN {
                p,
                src,
                n: words as u16,
            });
        }
    }
}

/// The Ext of an access to one word of a slice element, if that form can do it.
fn field_operands(class: Class, off: u32, words: u32) -> Option<Op> {
    let whole = !class.aggregate() && class.width() == Width::Word;
    let (off, words) = (u16::try_from(off).ok()?, u16::try_from(words).ok()?);
    whole.then_some(Op::Ext {
        a: Reg(0),
        b: off,
        c: words,
    })
}
