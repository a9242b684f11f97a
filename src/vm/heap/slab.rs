//! Values at fixed addresses that can be visited all together, and the right to use one of them.
//!
//! A [`Slab`] keeps its values until it is dropped; each value has one [`Own`], and whoever holds that is the only user. The
//! slab itself looks at its values only while nobody uses an `Own`. **Trust**, as everywhere in this folder: no `Own` is used
//! after its slab is gone.

use std::ops::{Deref, DerefMut};
use std::ptr::NonNull;

use super::Standstill;

/// How many values are made at a time.
pub(crate) const CHUNK: usize = 256;

/// All values of one kind.
pub(crate) struct Slab<T> {
    chunks: Vec<NonNull<[T; CHUNK]>>,
}

// SAFETY: the pointers own the values.
unsafe impl<T: Send> Send for Slab<T> {}

impl<T> Default for Slab<T> {
    fn default() -> Slab<T> {
        Slab { chunks: Vec::new() }
    }
}

impl<T> Slab<T> {
    /// Makes [`CHUNK`] more values and hands out the rights to them, the last first.
    pub(crate) fn grow(&mut self, mut make: impl FnMut() -> T) -> impl Iterator<Item = Own<T>> {
        let chunk = Box::new(std::array::from_fn(|_| make()));
        let chunk = NonNull::from(Box::leak(chunk));
        self.chunks.push(chunk);
        let first = chunk.cast::<T>();
        // SAFETY: the index is within the chunk.
        (0..CHUNK)
            .rev()
            .map(move |at| Own(unsafe { first.add(at) }))
    }

    /// Visits every value.
    pub(crate) fn for_each(&self, _: Standstill<'_>, mut visit: impl FnMut(&mut T)) {
        for chunk in &self.chunks {
            // SAFETY: chunks live as long as the slab; as the world is stopped, nobody uses an `Own` of their values now.
            let values = unsafe { &mut *chunk.as_ptr() };
            values.iter_mut().for_each(&mut visit);
        }
    }

    /// Visits the value at a place in the order of [`Slab::for_each`], if there is one.
    pub(crate) fn visit(&self, _: Standstill<'_>, place: usize, visit: impl FnOnce(&mut T)) {
        if let Some(chunk) = self.chunks.get(place / CHUNK) {
            // SAFETY: as in `for_each`.
            let values = unsafe { &mut *chunk.as_ptr() };
            visit(&mut values[place % CHUNK]);
        }
    }
}

impl<T> Drop for Slab<T> {
    fn drop(&mut self) {
        for chunk in &self.chunks {
            // SAFETY: `grow` leaked it, and no `Own` is used any more (module comment).
            drop(unsafe { Box::from_raw(chunk.as_ptr()) });
        }
    }
}

/// The right to use, change and hand over one value of a [`Slab`].
pub struct Own<T>(NonNull<T>);

// SAFETY: an `Own` is the only way to its value, as a box would be.
unsafe impl<T: Send> Send for Own<T> {}

impl<T> Own<T> {
    /// Gives up the right, to be taken back with [`Own::from_raw`].
    pub(crate) fn into_raw(self) -> *mut T {
        self.0.as_ptr()
    }

    /// # Safety
    /// `raw` comes from [`Own::into_raw`], and no other `Own` was made from it since.
    pub(crate) unsafe fn from_raw(raw: *mut T) -> Own<T> {
        // SAFETY: `into_raw` returned a non-null pointer.
        Own(unsafe { NonNull::new_unchecked(raw) })
    }
}

impl<T> Deref for Own<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the value's chunk outlives every use of an `Own` (module comment), and this one's holder is the only user.
        unsafe { self.0.as_ref() }
    }
}

impl<T> DerefMut for Own<T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as in `deref`.
        unsafe { self.0.as_mut() }
    }
}
