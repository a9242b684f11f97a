//! Work on many bytes by one instruction: what it counts for, and how it is given up.
//!
//! What copies, compares or makes many bytes counts for as many jumps, so that the slices of a program that does much of
//! it do not become longer. But one instruction may work on gigabytes: it does so in pieces, and looks after each
//! whether the VM shall stop. It is an error then, and what was half done does not matter any more.

use super::{Addr, Allocator, mem};
use crate::vm::interrupt::{Limit, Patience};

/// Making, copying or comparing this many bytes counts for one jump.
pub const BYTES_PER_JUMP: i64 = 64;

/// Work on this many bytes is done without looking whether the VM shall stop.
pub const PIECE: usize = 1 << 20;

/// Work of fewer jumps waits for the end of the slice.
const MUCH_WORK: i64 = 1_000;

impl Allocator {
    /// Counts work on many bytes that no jump or call pays for.
    #[inline]
    pub fn count_work(&mut self, bytes: u64) {
        self.work = self
            .work
            .saturating_add((bytes / BYTES_PER_JUMP as u64) as i64);
    }

    /// As [`count_work`](Allocator::count_work), by an instruction that is not done with it; tells whether to go on.
    pub fn go_on(&mut self, bytes: u64) -> Result<(), Limit> {
        self.count_work(bytes);
        self.patience().check(self.work.unsigned_abs())
    }

    /// What tells whether to go on, for work that is counted otherwise.
    #[inline]
    pub fn patience(&self) -> &Patience {
        self.heap().patience()
    }

    /// Whether so much work was counted that the slice should pay for it now.
    #[inline(always)]
    pub fn worked(&self) -> bool {
        self.work > MUCH_WORK
    }

    /// What was counted since the last call, in jumps.
    pub fn take_work(&mut self) -> i64 {
        std::mem::take(&mut self.work)
    }

    /// [`mem::copy_words`], in pieces.
    #[inline]
    pub fn copy_words(&self, to: Addr, from: Addr, n: u64) -> Result<(), Limit> {
        if 8 * n <= PIECE as u64 {
            mem::copy_words(to, from, n);
            return Ok(());
        }
        self.copy_long(to, from, 8 * n, |to, from, n| {
            mem::copy_words(to, from, n / 8);
        })
    }

    /// [`mem::copy_bytes`], in pieces.
    #[inline]
    pub fn copy_bytes(&self, to: Addr, from: Addr, n: u64) -> Result<(), Limit> {
        if n <= PIECE as u64 {
            mem::copy_bytes(to, from, n);
            return Ok(());
        }
        self.copy_long(to, from, n, mem::copy_bytes)
    }

    /// Copies from the end on if the beginning would be overwritten too early.
    #[cold]
    #[inline(never)]
    fn copy_long(
        &self,
        to: Addr,
        from: Addr,
        n: u64,
        copy: fn(Addr, Addr, u64),
    ) -> Result<(), Limit> {
        let backward = to > from && to < from + n;
        for (at, len) in pieces(n) {
            let at = if backward { n - at - len } else { at };
            copy(to + at, from + at, len);
            self.patience().check(0)?;
        }
        Ok(())
    }

    /// [`mem::zero_bytes`], in pieces.
    #[inline]
    pub fn zero_bytes(&self, to: Addr, n: u64) -> Result<(), Limit> {
        for (at, len) in pieces(n) {
            mem::zero_bytes(to + at, len);
            if len < n {
                self.patience().check(0)?;
            }
        }
        Ok(())
    }

    /// [`mem::write_bytes`], in pieces.
    pub fn write_bytes(&self, to: Addr, bytes: &[u8]) -> Result<(), Limit> {
        let mut at = to;
        for piece in bytes.chunks(PIECE) {
            mem::write_bytes(at, piece);
            at += piece.len() as u64;
            self.patience().check(0)?;
        }
        Ok(())
    }
}

/// Where the pieces of `n` bytes begin, and how long they are. All borders but the last are between words.
fn pieces(n: u64) -> impl Iterator<Item = (u64, u64)> {
    let piece = PIECE as u64;
    (0..n.div_ceil(piece)).map(move |i| (i * piece, piece.min(n - i * piece)))
}
