//! Address ranges from the operating system: zeroed, and without memory behind them until they are touched.

use super::OutOfMemory;

/// A range of zeroed memory.
pub(super) struct Range {
    base: u64,
    #[cfg(not(miri))]
    map: memmap2::MmapMut,
    #[cfg(miri)]
    layout: std::alloc::Layout,
}

#[cfg(not(miri))]
impl Range {
    /// Reserves `len` bytes, to be used at multiples of `align` inside.
    pub(super) fn reserve(len: usize) -> Result<Range, OutOfMemory> {
        let mut options = memmap2::MmapOptions::new();
        let map = options.len(len).no_reserve_swap().map_anon();
        let mut map = map.map_err(|_| OutOfMemory)?;
        let base = map.as_mut_ptr().expose_provenance() as u64;
        Ok(Range { base, map })
    }

    /// Asks for large pages behind a part of the range, so that a large heap misses the TLB less.
    pub(super) fn prefer_large_pages(&self, at: u64, len: usize) {
        // A host that has none is as good.
        #[cfg(target_os = "linux")]
        let _ = (self.map).advise_range(memmap2::Advice::HugePage, (at - self.base) as usize, len);
        #[cfg(not(target_os = "linux"))]
        let _ = (at, len);
    }

    /// Gives the memory behind a part of the range back; it reads as zero afterwards. Tells whether it did.
    pub(super) fn discard(&self, at: u64, len: usize) -> bool {
        #[cfg(target_os = "linux")]
        {
            let offset = (at - self.base) as usize;
            // SAFETY: the caller owns this part, nothing borrows it, and on Linux private memory reads as zero again.
            let advice = unsafe {
                (self.map).unchecked_advise_range(memmap2::UncheckedAdvice::DontNeed, offset, len)
            };
            advice.is_ok()
        }
        #[cfg(not(target_os = "linux"))]
        {
            let _ = (&self.map, at, len);
            false
        }
    }
}

#[cfg(miri)]
impl Range {
    pub(super) fn reserve(len: usize) -> Result<Range, OutOfMemory> {
        let layout = std::alloc::Layout::from_size_align(len, 1 << 15).map_err(|_| OutOfMemory)?;
        // SAFETY: the size is not zero.
        let base = unsafe { std::alloc::alloc_zeroed(layout) };
        Ok(Range {
            base: base.expose_provenance() as u64,
            layout,
        })
    }

    pub(super) fn prefer_large_pages(&self, _at: u64, _len: usize) {}

    pub(super) fn discard(&self, _at: u64, _len: usize) -> bool {
        false
    }
}

#[cfg(miri)]
impl Drop for Range {
    fn drop(&mut self) {
        // SAFETY: `reserve` allocated it with this layout.
        unsafe {
            std::alloc::dealloc(
                std::ptr::with_exposed_provenance_mut(self.base as usize),
                self.layout,
            )
        };
    }
}

impl Range {
    /// Its first address.
    pub(super) fn base(&self) -> u64 {
        self.base
    }
}
