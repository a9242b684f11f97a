//! The words of a goroutine, in one block that moves when it grows.

use std::ptr::NonNull;

/// A block of words at a fixed address. The interpreter works on [`Stack::base`] directly while its goroutine runs.
pub(crate) struct Stack {
    base: NonNull<u64>,
    len: u32,
}

impl Stack {
    /// A stack of zeros.
    pub(crate) fn new(len: u32) -> Stack {
        let words = vec![0u64; len as usize].into_boxed_slice();
        let base = NonNull::from(Box::leak(words)).cast();
        Stack { base, len }
    }

    /// The address of word 0.
    pub(crate) fn base(&self) -> *mut u64 {
        self.base.as_ptr()
    }

    /// How many words.
    pub(crate) fn len(&self) -> u32 {
        self.len
    }

    /// All words.
    pub(crate) fn words(&self) -> &[u64] {
        // SAFETY: `base` is the start of `len` initialised words that this stack owns.
        unsafe { std::slice::from_raw_parts(self.base.as_ptr(), self.len as usize) }
    }

    /// All words.
    pub(crate) fn words_mut(&mut self) -> &mut [u64] {
        // SAFETY: as in `words`, and `self` is borrowed mutably.
        unsafe { std::slice::from_raw_parts_mut(self.base.as_ptr(), self.len as usize) }
    }

    /// Moves to a block of `len` words, keeping the first `keep`.
    pub(crate) fn resize(&mut self, len: u32, keep: u32) {
        let mut other = Stack::new(len);
        other.words_mut()[..keep as usize].copy_from_slice(&self.words()[..keep as usize]);
        std::mem::swap(self, &mut other);
    }
}

/// A stack this small is not worth shrinking.
const SMALL_STACK: u32 = 64;

impl Stack {
    /// Whether most of this block, beyond the first `used` words, may have no use now.
    pub(crate) fn is_sparse(&self, used: u32) -> bool {
        self.len() > SMALL_STACK && used <= self.len() / 4
    }

    /// Moves to a smaller block if most of this one, beyond the first `used` words, has no use now; by how many words. It may
    /// grow again to twice its use before it moves again.
    pub(crate) fn shrink(&mut self, used: u32) -> u32 {
        let (before, len) = (self.len(), (2 * used).next_power_of_two().max(SMALL_STACK));
        if !self.is_sparse(used) || len >= before {
            return 0;
        }
        self.resize(len, used);
        before - self.len()
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        // SAFETY: `new` leaked exactly this boxed slice, and nobody else frees it.
        drop(unsafe { Box::from_raw(std::ptr::from_mut(self.words_mut())) });
    }
}

// SAFETY: a stack owns its words, as a boxed slice would.
unsafe impl Send for Stack {}
