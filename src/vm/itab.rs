//! Which function a method call on a dynamic type runs: one hash table for the whole program.

use crate::bytecode::program::Program;

/// Maps (dynamic type, method name) to a function.
pub(crate) struct Itab {
    slots: Box<[Found]>,
    shift: u32,
}

/// An entry.
#[derive(Clone, Copy, Default)]
pub(crate) struct Found {
    /// Type and method; 0 is an empty slot, as there is no type 0.
    key: u64,
    /// What to call.
    pub(crate) func: u32,
    /// Words of the receiver.
    pub(crate) words: u16,
    /// The receiver is the pointer that the interface word holds.
    pub(crate) pointer: bool,
}

impl Itab {
    /// The table of a program.
    pub(crate) fn new(program: &Program) -> Itab {
        let count: usize = program
            .rtypes
            .values()
            .map(|rtype| rtype.methods.len())
            .sum();
        let bits = (4 * count.max(2)).next_power_of_two().trailing_zeros();
        let mut slots = vec![Found::default(); 1 << bits].into_boxed_slice();
        let shift = 64 - bits;
        for (ty, rtype) in &program.rtypes {
            for method in &rtype.methods {
                let key = key(ty.as_u32(), method.id.as_u32());
                let mut at = home(key, shift);
                while slots[at].key != 0 {
                    at = (at + 1) & (slots.len() - 1);
                }
                slots[at] = Found {
                    key,
                    func: method.func.as_u32(),
                    words: rtype.words as u16,
                    pointer: rtype.pointer_shaped(),
                };
            }
        }
        Itab { slots, shift }
    }

    /// The method `method` of dynamic type `ty`.
    #[inline(always)]
    pub(crate) fn find(&self, ty: u32, method: u32) -> Option<&Found> {
        let key = key(ty, method);
        let mut at = home(key, self.shift);
        loop {
            let slot = self.slots.get(at)?;
            if slot.key == key {
                return Some(slot);
            }
            if slot.key == 0 {
                return None;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }
}

#[inline(always)]
fn key(ty: u32, method: u32) -> u64 {
    u64::from(ty) << 32 | u64::from(method)
}

#[inline(always)]
fn home(key: u64, shift: u32) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> shift) as usize
}
