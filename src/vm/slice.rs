//! Slices: immutable header objects `[data, length, capacity]`; nil is 0.
//!
//! A small array that is made together with its first header lives in the same object, behind it. If there are no
//! elements to point at, `data` is the header itself, so that only nil slices have none.

use crate::bytecode::rtype::{RType, RTypes};
use crate::index::RTypeId;
use crate::vm::fault::{Bounds, Fault};
use crate::vm::heap::{Addr, Allocator, Header, OutOfMemory, mem};
use crate::vm::interrupt::Limit;
use crate::vm::string;
use crate::vm::value::{Word, store_elem};

/// Bytes of a header.
const HEAD: u64 = 24;
/// Arrays up to this many bytes may share an object with their header.
const INLINE: u64 = 1024;
/// Go's address space: larger requests are errors of the program, smaller ones may run out of memory.
const MAX_ALLOC: u64 = 1 << 48;

/// `len(s)`
#[inline]
pub fn len(s: Word) -> u64 {
    if s == 0 { 0 } else { mem::load(s + 8) }
}

/// `cap(s)`
#[inline]
pub fn cap(s: Word) -> u64 {
    if s == 0 { 0 } else { mem::load(s + 16) }
}

/// Address of the first element.
#[inline]
pub fn data(s: Word) -> Addr {
    if s == 0 { 0 } else { mem::load(s) }
}

/// A header over an array that exists.
#[inline]
pub fn header(alloc: &mut Allocator, data: Addr, len: u64, cap: u64) -> Result<Word, OutOfMemory> {
    let s = alloc.alloc(Header::SLICE, HEAD as usize)?;
    mem::store(s, if data == 0 { s } else { data });
    mem::store(s + 8, len);
    mem::store(s + 16, cap);
    Ok(s)
}

/// A new array of `cap` zero elements of type `elem` and a slice of the first `len`: the header, and the array's address.
fn alloc(
    alloc: &mut Allocator,
    elem: RTypeId,
    len: u64,
    cap: u64,
) -> Result<(Word, Addr), OutOfMemory> {
    let layout = alloc.heap().layout(elem.as_u32());
    let bytes = cap
        .checked_mul(u64::from(layout.stride))
        .ok_or(OutOfMemory)?;
    let shared = match layout.array {
        Header::RAW => Some(Header::SLICE),
        Header::WORDS => Some(Header::WORDS),
        _ => None,
    };
    match shared {
        Some(kind) if bytes <= INLINE => alloc_shared(alloc, kind, bytes, len, cap),
        _ => {
            let data = alloc.alloc_array(elem.as_u32(), cap)?;
            Ok((header(alloc, data, len, cap)?, data))
        }
    }
}

#[inline]
fn alloc_shared(
    alloc: &mut Allocator,
    kind: Header,
    bytes: u64,
    len: u64,
    cap: u64,
) -> Result<(Word, Addr), OutOfMemory> {
    let s = alloc.alloc(kind, (HEAD + bytes) as usize)?;
    let data = if bytes == 0 { s } else { s + HEAD };
    mem::store(s, data);
    mem::store(s + 8, len);
    mem::store(s + 16, cap);
    Ok((s, data))
}

/// A slice of `len` zero elements without pointers, `stride` bytes each: the header, and the array's address.
pub fn alloc_raw(
    alloc: &mut Allocator,
    stride: u64,
    len: u64,
    cap: u64,
) -> Result<(Word, Addr), OutOfMemory> {
    let bytes = cap.checked_mul(stride).ok_or(OutOfMemory)?;
    if bytes <= INLINE {
        return alloc_shared(alloc, Header::SLICE, bytes, len, cap);
    }
    let data = alloc.alloc(
        Header::RAW,
        usize::try_from(bytes).map_err(|_| OutOfMemory)?,
    )?;
    Ok((header(alloc, data, len, cap)?, data))
}

/// A `[]byte` with these bytes.
pub fn from_bytes(alloc: &mut Allocator, bytes: &[u8]) -> Result<Word, Fault> {
    let n = bytes.len() as u64;
    let (s, data) = alloc_raw(alloc, 1, n, round_up(n, true))?;
    alloc.write_bytes(data, bytes)?;
    Ok(s)
}

/// A copy of the contents of a `[]byte`.
pub fn to_vec(s: Word) -> Vec<u8> {
    let mut out = Vec::new();
    mem::read_bytes(&mut out, data(s), len(s));
    out
}

/// `make([]elem, len, cap)`
pub fn make(
    allocator: &mut Allocator,
    types: &RTypes,
    elem: RTypeId,
    len: i64,
    cap: Option<i64>,
) -> Result<Word, Fault> {
    let size = types[elem].go_size;
    let fits = |n: i64| {
        let bytes = u64::try_from(n).ok().and_then(|n| n.checked_mul(size));
        bytes.is_some_and(|bytes| bytes <= MAX_ALLOC)
    };
    if !fits(len) {
        return Err(Fault::MakeSliceLen);
    }
    let cap = cap.unwrap_or(len);
    if !fits(cap) || cap < len {
        return Err(Fault::MakeSliceCap);
    }
    Ok(alloc(allocator, elem, len as u64, cap as u64)?.0)
}

/// A slice of `n` new elements with the values whose words follow each other from `src`.
pub fn of(
    allocator: &mut Allocator,
    types: &RTypes,
    elem: RTypeId,
    src: Addr,
    n: u64,
) -> Result<Word, Fault> {
    let (s, data) = alloc(allocator, elem, n, n)?;
    let ty = &types[elem];
    let (stride, words) = (u64::from(ty.stride), u64::from(ty.words));
    for i in 0..n {
        store_elem(data + i * stride, ty.stride, src + 8 * i * words);
    }
    Ok(s)
}

/// Address of `s[i]`.
#[inline]
pub fn index(s: Word, i: i64, stride: u64) -> Result<Addr, Fault> {
    let n = len(s);
    if i as u64 >= n {
        return Err(Fault::Bounds(Bounds::Index(i, n as i64)));
    }
    Ok(mem::load(s) + i as u64 * stride)
}

/// The bounds of a slice expression; absent ones have their defaults.
#[derive(Clone, Copy, Debug, Default)]
pub struct Range {
    /// `s[lo:…]`
    pub lo: Option<i64>,
    /// `s[…:hi]`
    pub hi: Option<i64>,
    /// `s[…:…:max]`
    pub max: Option<i64>,
}

/// What a slice expression is applied to; `array` tells how out-of-range bounds are worded.
struct Base {
    data: Addr,
    len: i64,
    cap: i64,
    array: bool,
    /// A slice that is the result if all of it is wanted, or 0.
    header: Word,
}

impl Range {
    fn apply(self, alloc: &mut Allocator, base: &Base, stride: u64) -> Result<Word, Fault> {
        use Bounds::{
            Slice3From, Slice3MaxCap, Slice3MaxLen, Slice3To, SliceFrom, SliceToCap, SliceToLen,
        };
        let err = |bounds| Err(Fault::Bounds(bounds));
        let above = |x: i64, limit: i64| x as u64 > limit as u64;
        let lo = self.lo.unwrap_or(0);
        let hi = self.hi.unwrap_or(base.len);
        let cap = base.cap;
        match self.max {
            Some(max) if above(max, cap) && base.array => return err(Slice3MaxLen(max, cap)),
            Some(max) if above(max, cap) => return err(Slice3MaxCap(max, cap)),
            Some(max) if above(hi, max) => return err(Slice3To(hi, max)),
            Some(_) if above(lo, hi) => return err(Slice3From(lo, hi)),
            None if above(hi, cap) && base.array => return err(SliceToLen(hi, cap)),
            None if above(hi, cap) => return err(SliceToCap(hi, cap)),
            None if above(lo, hi) => return err(SliceFrom(lo, hi)),
            _ => {}
        }
        if self.max.is_none() && lo == 0 && hi == base.len && base.header != 0 {
            return Ok(base.header);
        }
        let cap = self.max.unwrap_or(cap) - lo;
        // A slice without capacity must not point behind its array.
        let data = if cap == 0 {
            base.data
        } else {
            base.data + lo as u64 * stride
        };
        Ok(header(alloc, data, (hi - lo) as u64, cap as u64)?)
    }
}

/// `s[lo:hi:max]`
pub fn reslice(alloc: &mut Allocator, s: Word, range: Range, stride: u64) -> Result<Word, Fault> {
    let base = Base {
        data: data(s),
        len: len(s) as i64,
        cap: cap(s) as i64,
        array: false,
        header: s,
    };
    if s == 0 {
        range.apply(alloc, &base, stride)?;
        return Ok(0);
    }
    range.apply(alloc, &base, stride)
}

/// `a[lo:hi:max]` of the array of `n` elements at an address.
pub fn of_array(
    alloc: &mut Allocator,
    array: Addr,
    n: u64,
    range: Range,
    stride: u64,
) -> Result<Word, Fault> {
    let base = Base {
        data: array,
        len: n as i64,
        cap: n as i64,
        array: true,
        header: 0,
    };
    range.apply(alloc, &base, stride)
}

/// `append(s, value)`, the value's words being at `src`.
#[inline]
pub fn append(
    allocator: &mut Allocator,
    types: &RTypes,
    elem: RTypeId,
    s: Word,
    src: Addr,
) -> Result<Word, Fault> {
    let ty = &types[elem];
    let (n, room) = if s == 0 {
        (0, 0)
    } else {
        (mem::load(s + 8), mem::load(s + 16))
    };
    let (grown, data) = if n < room {
        let data = mem::load(s);
        (header(allocator, data, n + 1, room)?, data)
    } else {
        grow(allocator, elem, ty, s, n + 1)?
    };
    store_elem(data + n * u64::from(ty.stride), ty.stride, src);
    Ok(grown)
}

/// `append(s, t...)`
pub fn append_slice(
    allocator: &mut Allocator,
    types: &RTypes,
    elem: RTypeId,
    s: Word,
    t: Word,
) -> Result<Word, Fault> {
    append_from(allocator, elem, &types[elem], s, data(t), len(t))
}

/// `append([]byte, string...)`
pub fn append_str(
    allocator: &mut Allocator,
    types: &RTypes,
    elem: RTypeId,
    s: Word,
    t: Word,
) -> Result<Word, Fault> {
    append_from(
        allocator,
        elem,
        &types[elem],
        s,
        string::data(t),
        string::len(t),
    )
}

fn append_from(
    allocator: &mut Allocator,
    elem: RTypeId,
    ty: &RType,
    s: Word,
    from: Addr,
    count: u64,
) -> Result<Word, Fault> {
    if count == 0 {
        return Ok(s);
    }
    allocator.count_work(count * u64::from(ty.stride));
    let n = len(s);
    let total = n + count;
    let (grown, to) = if total <= cap(s) {
        (header(allocator, data(s), total, cap(s))?, data(s))
    } else {
        grow(allocator, elem, ty, s, total)?
    };
    copy_elems(allocator, ty, to + n * u64::from(ty.stride), from, count)?;
    Ok(grown)
}

/// A larger array with the elements of `s`: a header for `total` elements, and the array's address.
#[cold]
#[inline(never)]
fn grow(
    allocator: &mut Allocator,
    elem: RTypeId,
    ty: &RType,
    s: Word,
    total: u64,
) -> Result<(Word, Addr), Fault> {
    let cap = grown_cap(total, cap(s), ty.go_size, ty.pointers.is_none());
    let cap = cap.ok_or_else(|| Fault::Runtime("growslice: len out of range".into()))?;
    let (grown, to) = alloc(allocator, elem, total, cap)?;
    copy_elems(allocator, ty, to, data(s), len(s))?;
    Ok((grown, to))
}

/// Copies elements; the areas may overlap.
fn copy_elems(
    alloc: &Allocator,
    ty: &RType,
    to: Addr,
    from: Addr,
    count: u64,
) -> Result<(), Limit> {
    let bytes = count * u64::from(ty.stride);
    if ty.stride < 8 {
        alloc.copy_bytes(to, from, bytes)
    } else {
        alloc.copy_words(to, from, bytes / 8)
    }
}

/// `copy(to, from)`
pub fn copy(
    alloc: &mut Allocator,
    types: &RTypes,
    elem: RTypeId,
    to: Word,
    from: Word,
) -> Result<u64, Limit> {
    let (n, ty) = (len(to).min(len(from)), &types[elem]);
    copy_elems(alloc, ty, data(to), data(from), n)?;
    alloc.count_work(n * u64::from(ty.stride));
    Ok(n)
}

/// `copy([]byte, string)`
pub fn copy_str(alloc: &mut Allocator, to: Word, from: Word) -> Result<u64, Limit> {
    let n = len(to).min(string::len(from));
    alloc.copy_bytes(data(to), string::data(from), n)?;
    alloc.count_work(n);
    Ok(n)
}

/// `clear(s)`
pub fn clear(alloc: &mut Allocator, types: &RTypes, elem: RTypeId, s: Word) -> Result<(), Limit> {
    let bytes = len(s) * u64::from(types[elem].stride);
    alloc.zero_bytes(data(s), bytes)?;
    alloc.count_work(bytes);
    Ok(())
}

/// Address of the array under a slice of at least `n` elements; nil for a nil slice and n = 0.
pub fn to_array(s: Word, n: u64) -> Result<Addr, Fault> {
    if len(s) < n {
        return Err(Fault::Bounds(Bounds::Convert(len(s) as i64, n as i64)));
    }
    Ok(data(s))
}

/// The capacity that Go's append chooses for `total` elements of `size` bytes, growing from `cap`.
fn grown_cap(total: u64, cap: u64, size: u64, noscan: bool) -> Option<u64> {
    if total > i64::MAX as u64 {
        return None;
    }
    if size == 0 {
        return Some(total);
    }
    let wanted = if total > 2 * cap {
        total
    } else if cap < 256 {
        2 * cap
    } else {
        // Grow by a factor that goes from 2 to 1.25.
        let mut wanted = cap;
        while wanted < total {
            wanted += (wanted + 3 * 256) >> 2;
        }
        wanted
    };
    let bytes = wanted
        .checked_mul(size)
        .filter(|bytes| *bytes <= MAX_ALLOC)?;
    Some(round_up(bytes, noscan) / size)
}

/// The sizes of Go's small objects.
static GO_CLASSES: [u16; 68] = [
    0, 8, 16, 24, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240, 256, 288, 320,
    352, 384, 416, 448, 480, 512, 576, 640, 704, 768, 896, 1024, 1152, 1280, 1408, 1536, 1792,
    2048, 2304, 2688, 3072, 3200, 3456, 4096, 4864, 5376, 6144, 6528, 6784, 6912, 8192, 9472, 9728,
    10240, 10880, 12288, 13568, 14336, 16384, 18432, 19072, 20480, 21760, 24576, 27264, 28672,
    32768,
];

/// The bytes that Go's allocator has for an object of `bytes`: programs see it in `cap`.
pub fn round_up(bytes: u64, noscan: bool) -> u64 {
    const PAGE: u64 = 8192;
    const MALLOC_HEADER: u64 = 8;
    if bytes > 32768 - MALLOC_HEADER {
        return bytes.next_multiple_of(PAGE);
    }
    let header = if noscan || bytes <= 512 {
        0
    } else {
        MALLOC_HEADER
    };
    let class = GO_CLASSES.partition_point(|size| u64::from(*size) < bytes + header);
    u64::from(GO_CLASSES[class]) - header
}
