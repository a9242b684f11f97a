//! Size classes of cells: header and payload together.

use super::block::BLOCK;

/// Cell sizes in bytes. The waste of a block's tail is under 2 % except in the last few.
pub(super) const SIZES: [u32; 36] = [
    16, 24, 32, 40, 48, 56, 64, 72, 80, 96, 112, 128, 144, 160, 192, 224, 256, 320, 384, 448, 512,
    640, 768, 896, 1024, 1280, 1536, 1792, 2048, 2728, 4096, 5456, 6552, 8192, 10920, 16384,
];

/// How many classes there are.
pub(super) const CLASSES: usize = SIZES.len();

/// Larger cells get blocks of their own.
pub(super) const MAX_CELL: usize = 16384;

/// By size in words, for sizes up to 1024 bytes.
static SMALL: [u8; 129] = {
    let mut table = [0; 129];
    let mut words = 0;
    while words < table.len() {
        table[words] = search(words * 8);
        words += 1;
    }
    table
};

/// By size in units of 128 bytes, for those up to [`MAX_CELL`].
static MEDIUM: [u8; MAX_CELL / 128 + 1] = {
    let mut table = [0; MAX_CELL / 128 + 1];
    let mut units = 0;
    while units < table.len() {
        table[units] = search(units * 128);
        units += 1;
    }
    table
};

const fn search(bytes: usize) -> u8 {
    let mut class = 0;
    while (SIZES[class] as usize) < bytes {
        class += 1;
    }
    class as u8
}

/// The class of the smallest cell of at least `bytes`, which are at most [`MAX_CELL`].
#[inline(always)]
pub(super) fn class_of(bytes: usize) -> usize {
    debug_assert!(bytes <= MAX_CELL);
    if bytes <= 1024 {
        SMALL[bytes.div_ceil(8)] as usize
    } else {
        let class = MEDIUM[bytes / 128] as usize;
        class + usize::from((SIZES[class] as usize) < bytes)
    }
}

/// Cells of a class per block.
pub(super) fn cells(class: usize) -> u32 {
    BLOCK as u32 / SIZES[class]
}

/// Multiplier so that `offset * magic >> 32` is the index of the cell at an offset inside a block.
pub(super) fn magic(class: usize) -> u32 {
    (1u64 << 32).div_ceil(u64::from(SIZES[class])) as u32
}

#[cfg(test)]
#[test]
fn classes_fit() {
    let step = if cfg!(miri) { 97 } else { 1 };
    for bytes in (1..=MAX_CELL).step_by(step) {
        let class = class_of(bytes);
        assert!(SIZES[class] as usize >= bytes, "{bytes}");
        assert!(class == 0 || (SIZES[class - 1] as usize) < bytes, "{bytes}");
    }
    for (class, size) in SIZES.into_iter().enumerate() {
        for offset in (0..BLOCK as u64).step_by(step) {
            let index = (offset * u64::from(magic(class))) >> 32;
            assert_eq!(index, offset / u64::from(size));
        }
    }
}
