//! The proof that the world is stopped, for what may be done only then.

use std::marker::PhantomData;

/// While this exists, nobody runs a goroutine, uses the right to one, an [`Allocator`](super::Allocator) or the memory of the
/// heap, except through it; and all that was done with them before happened-before.
#[derive(Clone, Copy)]
pub struct Standstill<'w>(PhantomData<&'w ()>);

impl<'w> Standstill<'w> {
    /// # Safety
    /// The world is stopped, as the type says, for as long as `world` is borrowed.
    pub unsafe fn of<W>(_world: &'w W) -> Standstill<'w> {
        Standstill(PhantomData)
    }
}
