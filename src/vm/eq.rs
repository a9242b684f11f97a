//! Equality and hashing of values of any type, led by type descriptors.
//!
//! Values are given by the address of their words. Interfaces in interfaces can nest as deep as the guest likes, so
//! below a fixed depth they are put off instead of followed on the host's stack.
//!
//! Values that share parts can take longer than any program has: a pair of twice the same pair of twice the same pair, and
//! so on. So all work is counted as it goes on, and given up when the VM shall stop.

use std::hash::{BuildHasher, Hasher};

use foldhash::fast::FixedState;

use crate::bytecode::rtype::{Kind, RType, RTypes, Shape};
use crate::index::RTypeId;
use crate::vm::fault::Fault;
use crate::vm::heap::{Addr, Allocator, PIECE, mem};
use crate::vm::iface::{self, Dynamic};
use crate::vm::interrupt::Limit;
use crate::vm::string;
use crate::vm::value::{Word, load_scalar, to_f32, to_f64};

/// Interfaces inside each other are followed directly up to here.
const MAX_DEPTH: u32 = 32;

/// `a == b` for values of type `ty` at two addresses.
pub fn eq(
    alloc: &mut Allocator,
    types: &RTypes,
    ty: RTypeId,
    a: Addr,
    b: Addr,
) -> Result<bool, Fault> {
    Eq {
        types,
        later: Vec::new(),
        effort: Effort::new(alloc),
    }
    .run(|eq| {
        eq.effort.words(types[ty].words)?;
        eq.values(ty, a, b, 0)
    })
}

/// `a == b` for interfaces.
#[inline]
pub fn eq_ifaces(alloc: &mut Allocator, types: &RTypes, a: Word, b: Word) -> Result<bool, Fault> {
    if a == 0 || b == 0 {
        return Ok(a == b);
    }
    Eq {
        types,
        later: Vec::new(),
        effort: Effort::new(alloc),
    }
    .run(|eq| eq.ifaces(a, b, 0))
}

/// Bytes of work that the allocator has not counted yet.
struct Effort<'a> {
    alloc: &'a mut Allocator,
    bytes: u64,
}

impl<'a> Effort<'a> {
    fn new(alloc: &'a mut Allocator) -> Effort<'a> {
        Effort { alloc, bytes: 0 }
    }

    /// Counts work that is about to be done; tells whether to go on.
    #[inline]
    fn bytes(&mut self, bytes: u64) -> Result<(), Limit> {
        self.bytes += bytes;
        if self.bytes < PIECE as u64 {
            return Ok(());
        }
        self.alloc.go_on(std::mem::take(&mut self.bytes))
    }

    #[inline]
    fn words(&mut self, words: u32) -> Result<(), Limit> {
        self.bytes(8 * u64::from(words))
    }
}

impl Drop for Effort<'_> {
    fn drop(&mut self) {
        self.alloc.count_work(self.bytes);
    }
}

struct Eq<'a> {
    types: &'a RTypes,
    /// Interfaces to be compared when everything else was equal.
    later: Vec<(Word, Word)>,
    effort: Effort<'a>,
}

impl Eq<'_> {
    fn run(mut self, first: impl FnOnce(&mut Self) -> Result<bool, Fault>) -> Result<bool, Fault> {
        let mut same = first(&mut self)?;
        while same && let Some((a, b)) = self.later.pop() {
            same = self.ifaces(a, b, 0)?;
        }
        Ok(same)
    }

    fn values(&mut self, ty: RTypeId, a: Addr, b: Addr, depth: u32) -> Result<bool, Fault> {
        let types = self.types;
        let rtype = &types[ty];
        if rtype.words == 0 {
            // There may be any number of elements without a word.
            return Ok(true);
        }
        match &rtype.shape {
            Shape::Basic(Kind::String) => {
                let (a, b) = (mem::load(a), mem::load(b));
                if a != b && string::len(a) == string::len(b) {
                    self.effort.bytes(string::len(a))?;
                }
                Ok(string::eq(a, b))
            }
            Shape::Basic(kind) => Ok(eq_basic(*kind, a, b)),
            Shape::Pointer(_) | Shape::Chan { .. } => Ok(mem::load(a) == mem::load(b)),
            Shape::Interface(_) => {
                let (a, b) = (mem::load(a), mem::load(b));
                if depth < MAX_DEPTH {
                    return self.ifaces(a, b, depth + 1);
                }
                self.later.push((a, b));
                Ok(true)
            }
            Shape::Struct(fields) => {
                for field in fields.iter().filter(|field| &*field.name != "_") {
                    let offset = 8 * u64::from(field.offset);
                    if !self.values(field.ty, a + offset, b + offset, depth)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Shape::Array { elem, len } => {
                let stride = u64::from(types[*elem].stride);
                for i in 0..*len {
                    if !self.values(*elem, a + i * stride, b + i * stride, depth)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Shape::Slice(_) | Shape::Map { .. } | Shape::Func { .. } => {
                Err(Fault::Uncomparable(ty))
            }
        }
    }

    fn ifaces(&mut self, a: Word, b: Word, depth: u32) -> Result<bool, Fault> {
        let types = self.types;
        let (Some((ty, left)), Some((other, right))) =
            (iface::open(types, a), iface::open(types, b))
        else {
            return Ok(a == b);
        };
        if ty != other {
            return Ok(false);
        }
        if !types[ty].comparable {
            return Err(Fault::Uncomparable(ty));
        }
        self.effort.words(types[ty].words)?;
        match (left, right) {
            (Dynamic::Scalar(left), Dynamic::Scalar(right)) => {
                self.values(ty, mem::addr_of(&[left]), mem::addr_of(&[right]), depth)
            }
            (Dynamic::Boxed(left), Dynamic::Boxed(right)) => self.values(ty, left, right, depth),
            // Values of one type are all scalars or all not.
            (Dynamic::Scalar(_), Dynamic::Boxed(_)) | (Dynamic::Boxed(_), Dynamic::Scalar(_)) => {
                Ok(false)
            }
        }
    }
}

fn eq_basic(kind: Kind, a: Addr, b: Addr) -> bool {
    let same64 = |offset| to_f64(mem::load(a + offset)) == to_f64(mem::load(b + offset));
    let same32 = |offset| to_f32(mem::load(a + offset)) == to_f32(mem::load(b + offset));
    match kind {
        Kind::Float64 => same64(0),
        Kind::Float32 => to_f32(u64::from(mem::load32(a))) == to_f32(u64::from(mem::load32(b))),
        Kind::Complex128 => same64(0) && same64(8),
        Kind::Complex64 => same32(0) && same32(8),
        _ => load_scalar(a, kind.width()) == load_scalar(b, kind.width()),
    }
}

/// The hash function of one VM.
#[derive(Clone, Debug)]
pub struct HashSeed(FixedState);

impl HashSeed {
    /// A hash function; `seed` comes from the VM's source of randomness.
    pub fn new(seed: u64) -> HashSeed {
        HashSeed(FixedState::with_seed(seed))
    }

    /// The hash of a scalar's canonical word.
    #[inline(always)]
    pub fn word(&self, word: Word) -> u64 {
        self.0.hash_one(word)
    }

    /// The hash of a string.
    #[inline]
    pub fn string(&self, s: Word) -> u64 {
        let mut hasher = self.0.build_hasher();
        hasher.write(string::bytes(s));
        hasher.finish()
    }

    /// The hash of a value of type `ty`. Values that do not equal themselves (NaN) mix in `nonce`.
    pub fn value(
        &self,
        alloc: &mut Allocator,
        types: &RTypes,
        ty: RTypeId,
        at: Addr,
        nonce: u64,
    ) -> Result<u64, Fault> {
        let mut hash = Hash {
            types,
            nonce,
            hasher: self.0.build_hasher(),
            later: Vec::new(),
            effort: Effort::new(alloc),
        };
        hash.effort.words(types[ty].words)?;
        hash.value(ty, at, 0)?;
        while let Some(iface) = hash.later.pop() {
            hash.iface(iface, 0)?;
        }
        Ok(hash.hasher.finish())
    }
}

struct Hash<'t, H> {
    types: &'t RTypes,
    nonce: u64,
    hasher: H,
    later: Vec<Word>,
    effort: Effort<'t>,
}

impl<H: Hasher> Hash<'_, H> {
    fn value(&mut self, ty: RTypeId, at: Addr, depth: u32) -> Result<(), Fault> {
        let types = self.types;
        let rtype: &RType = &types[ty];
        if rtype.words == 0 {
            return Ok(());
        }
        match &rtype.shape {
            Shape::Basic(Kind::String) => {
                let bytes = string::bytes(mem::load(at));
                self.effort.bytes(bytes.len() as u64)?;
                self.hasher.write_u64(bytes.len() as u64);
                self.hasher.write(bytes);
            }
            Shape::Basic(kind) => self.basic(*kind, at),
            Shape::Pointer(_) | Shape::Chan { .. } => self.hasher.write_u64(mem::load(at)),
            Shape::Interface(_) if depth < MAX_DEPTH => self.iface(mem::load(at), depth + 1)?,
            Shape::Interface(_) => self.later.push(mem::load(at)),
            Shape::Struct(fields) => {
                for field in fields.iter().filter(|field| &*field.name != "_") {
                    self.value(field.ty, at + 8 * u64::from(field.offset), depth)?;
                }
            }
            Shape::Array { elem, len } => {
                let stride = u64::from(types[*elem].stride);
                for i in 0..*len {
                    self.value(*elem, at + i * stride, depth)?;
                }
            }
            Shape::Slice(_) | Shape::Map { .. } | Shape::Func { .. } => {
                return Err(Fault::Unhashable(ty));
            }
        }
        Ok(())
    }

    fn iface(&mut self, iface: Word, depth: u32) -> Result<(), Fault> {
        let types = self.types;
        let Some((ty, value)) = iface::open(types, iface) else {
            self.hasher.write_u64(0);
            return Ok(());
        };
        if !types[ty].comparable {
            return Err(Fault::Unhashable(ty));
        }
        self.effort.words(types[ty].words)?;
        self.hasher.write_u32(ty.as_u32());
        match value {
            Dynamic::Scalar(word) => self.value(ty, mem::addr_of(&[word]), depth),
            Dynamic::Boxed(at) => self.value(ty, at, depth),
        }
    }

    fn basic(&mut self, kind: Kind, at: Addr) {
        match kind {
            Kind::Float64 => self.float(to_f64(mem::load(at))),
            Kind::Float32 => self.float(to_f32(u64::from(mem::load32(at))).into()),
            Kind::Complex128 => (0..2).for_each(|i| self.float(to_f64(mem::load(at + 8 * i)))),
            Kind::Complex64 => {
                (0..2).for_each(|i| self.float(to_f32(mem::load(at + 8 * i)).into()))
            }
            _ => self.hasher.write_u64(load_scalar(at, kind.width())),
        }
    }

    fn float(&mut self, value: f64) {
        let bits = if value.is_nan() {
            self.nonce
        } else if value == 0.0 {
            0
        } else {
            value.to_bits()
        };
        self.hasher.write_u64(bits);
    }
}
