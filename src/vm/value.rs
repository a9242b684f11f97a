//! Values as words: reading and writing them in memory by their type's width.
//!
//! Every value that is not a struct, array or complex number is one word; in registers it is canonical (sign- or
//! zero-extended, floats as bits). In memory a small scalar may be packed, or in a word whose upper bytes are stale, so
//! it is always read with its own width.

use crate::bytecode::rtype::{RType, Width};
use crate::vm::heap::{Addr, mem};

/// A value, or one of the words of an aggregate.
pub type Word = u64;

/// The canonical word of a scalar in memory.
#[inline]
pub fn load_scalar(at: Addr, width: Width) -> Word {
    match width {
        Width::I8 => mem::load8(at) as i8 as i64 as u64,
        Width::U8 => u64::from(mem::load8(at)),
        Width::I16 => mem::load16(at) as i16 as i64 as u64,
        Width::U16 => u64::from(mem::load16(at)),
        Width::I32 => mem::load32(at) as i32 as i64 as u64,
        Width::U32 => u64::from(mem::load32(at)),
        Width::Word => mem::load(at),
    }
}

/// Writes one element of an array or slice of stride `stride` from the words of a value at `from`.
#[inline]
pub fn store_elem(at: Addr, stride: u32, from: Addr) {
    match stride {
        1 => mem::store8(at, mem::load(from) as u8),
        2 => mem::store16(at, mem::load(from) as u16),
        4 => mem::store32(at, mem::load(from) as u32),
        8 => mem::store(at, mem::load(from)),
        _ => mem::copy_words(at, from, u64::from(stride / 8)),
    }
}

/// Reads a value of type `ty` in memory into canonical words at `to`. Small scalars inside aggregates stay as they are.
#[inline]
pub fn load_value(to: Addr, ty: &RType, from: Addr) {
    if ty.words == 1 && !ty.aggregate() {
        mem::store(to, load_scalar(from, ty.width()));
    } else {
        mem::copy_words(to, from, u64::from(ty.words));
    }
}

/// A float64 as a word.
#[inline]
pub fn from_f64(value: f64) -> Word {
    value.to_bits()
}

/// A word as a float64.
#[inline]
pub fn to_f64(word: Word) -> f64 {
    f64::from_bits(word)
}

/// A float32 as a word.
#[inline]
pub fn from_f32(value: f32) -> Word {
    u64::from(value.to_bits())
}

/// A word as a float32.
#[inline]
pub fn to_f32(word: Word) -> f32 {
    f32::from_bits(word as u32)
}
