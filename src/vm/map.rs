//! Maps: an object `[table, length, writer, epoch]` over a table of entries with an open-addressing index.
//!
//! A table's shape never changes ([`TableShape`]): capacity, index slots, a bitmap of the entries in use, and the entries
//! (key words, value words), filled in order of insertion, later also where something was deleted. Small tables have no
//! index. An index slot holds the upper half of the key's hash and the entry's number plus one; deleting shifts the
//! slots behind it back, so there are no tombstones. Growth makes a new table and replaces the map's one word.
//!
//! **Races.** A writer leaves its id in the map while it works; whoever finds another's there reports Go's fatal error.
//! That catches most races, and memory stays safe in any: a table's shape is immutable, every number in its index is
//! below its capacity, key and value words are valid values of their types at any time (zero when deleted), and
//! every probe is bounded by the number of slots.
//!
//! **Iteration** goes through the entries of the table it began with, from a random one. Entries do not move within a
//! table, so as long as the map keeps it, each is met once; once the map has another table, keys are looked up there.

use cranelift_entity::EntityRef;

use crate::bytecode::rtype::{Kind, RType, RTypes, Shape};
use crate::index::RTypeId;
use crate::vm::eq::{HashSeed, eq};
use crate::vm::fault::Fault;
use crate::vm::heap::{Addr, Allocator, Header, OutOfMemory, TableShape, mem};
use crate::vm::string;
use crate::vm::value::Word;

/// Offsets in a map object.
const TABLE: u64 = 0;
const LEN: u64 = 8;
const WRITER: u64 = 16;
/// Counts `clear` calls.
const EPOCH: u64 = 24;

/// Offsets in a table, after its shape.
const USED: u64 = 16;
/// Where the search for a deleted entry goes on.
const HOLE: u64 = 24;
const SLOTS: u64 = 8 * TableShape::HEAD;

/// Offsets in an iterator.
const IT_MAP: u64 = 0;
const IT_TABLE: u64 = 8;
const IT_NEXT: u64 = 16;
const IT_START: u64 = 24;
const IT_WRAPPED: u64 = 32;
const IT_EPOCH: u64 = 40;

/// The largest table without an index.
const SMALL: u64 = 8;
/// The first table of a map without a size hint.
const FIRST: u64 = 4;
/// Numbers of entries fit in the lower half of an index slot.
const MAX_CAPACITY: u64 = 1 << 31;

/// How the keys of a map are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeyKind {
    /// One word, equal if the words are: integers, bools, pointers, channels.
    Word,
    /// Strings.
    String,
    /// Anything else, by type descriptor.
    Other,
}

/// What map operations need to know about a map type.
#[derive(Clone, Copy, Debug)]
pub struct MapType {
    /// The map type.
    pub ty: RTypeId,
    /// The key type.
    pub key: RTypeId,
    /// How keys are compared.
    pub kind: KeyKind,
    /// Words of a key.
    pub key_words: u32,
    /// Words of a value.
    pub elem_words: u32,
    /// Whether tables hold no pointers.
    raw: bool,
}

impl MapType {
    fn new(types: &RTypes, ty: RTypeId, rtype: &RType) -> MapType {
        let Shape::Map { key, elem } = &rtype.shape else {
            let (kind, key) = (KeyKind::Word, ty);
            return MapType {
                ty,
                key,
                kind,
                key_words: 1,
                elem_words: 1,
                raw: false,
            };
        };
        let (key_type, elem_type) = (&types[*key], &types[*elem]);
        let kind = match key_type.kind() {
            Kind::String => KeyKind::String,
            Kind::Pointer | Kind::Chan | Kind::UnsafePointer | Kind::Bool => KeyKind::Word,
            kind if kind.signed() || kind.unsigned() => KeyKind::Word,
            _ => KeyKind::Other,
        };
        MapType {
            ty,
            key: *key,
            kind,
            key_words: key_type.words,
            elem_words: elem_type.words,
            raw: key_type.pointers.is_none() && elem_type.pointers.is_none(),
        }
    }

    fn entry_words(&self) -> u64 {
        u64::from(self.key_words) + u64::from(self.elem_words)
    }
}

/// The maps of a VM: its types, prepared, and its hash function.
#[derive(Debug)]
pub struct Maps {
    seed: HashSeed,
    types: Box<[MapType]>,
}

/// Where an entry is.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Address of the key's words.
    pub key: Addr,
    /// Address of the value's words.
    pub value: Addr,
}

/// `len(m)`
#[inline]
pub fn len(m: Word) -> u64 {
    // Racing writers may have made it wrong; it is never used to index.
    if m == 0 {
        0
    } else {
        (mem::load(m + LEN) as i64).max(0) as u64
    }
}

#[inline]
fn shape(table: Addr) -> TableShape {
    TableShape {
        capacity: mem::load(table),
        slots: mem::load(table + 8),
    }
}

#[inline]
fn used(table: Addr, shape: TableShape) -> u64 {
    mem::load(table + USED).min(shape.capacity)
}

#[inline]
fn in_use(table: Addr, shape: TableShape, i: u64) -> bool {
    mem::load(table + 8 * (shape.bitmap() + i / 64)) >> (i % 64) & 1 != 0
}

fn set_in_use(table: Addr, shape: TableShape, i: u64, on: bool) {
    let at = table + 8 * (shape.bitmap() + i / 64);
    let bits = mem::load(at);
    let bit = 1 << (i % 64);
    mem::store(at, if on { bits | bit } else { bits & !bit });
}

fn check_read(m: Word, text: &str) -> Result<(), Fault> {
    if mem::load(m + WRITER) != 0 {
        return Err(Fault::Fatal(text.into()));
    }
    Ok(())
}

/// Leaves the writer's id in the map while `work` runs.
#[inline]
fn write<T>(
    alloc: &mut Allocator,
    m: Word,
    work: impl FnOnce(&mut Allocator) -> Result<T, Fault>,
) -> Result<T, Fault> {
    let concurrent = || Fault::Fatal("concurrent map writes".into());
    let id = alloc.id();
    if mem::load(m + WRITER) != 0 {
        return Err(concurrent());
    }
    mem::store(m + WRITER, id);
    let result = work(alloc);
    if mem::load(m + WRITER) != id {
        return Err(concurrent());
    }
    mem::store(m + WRITER, 0);
    result
}

const READ_WRITE: &str = "concurrent map read and map write";
const ITERATE_WRITE: &str = "concurrent map iteration and map write";

impl Maps {
    /// Prepares the map types of a program. `seed` comes from the VM's source of randomness.
    pub fn new(types: &RTypes, seed: u64) -> Maps {
        let prepared = types
            .iter()
            .map(|(id, rtype)| MapType::new(types, id, rtype));
        Maps {
            seed: HashSeed::new(seed),
            types: prepared.collect(),
        }
    }

    /// What is known of a map type.
    #[inline]
    pub fn map_type(&self, ty: RTypeId) -> &MapType {
        &self.types[ty.index()]
    }

    /// `make(map, hint)`
    pub fn make(&self, alloc: &mut Allocator, ty: RTypeId, hint: i64) -> Result<Word, OutOfMemory> {
        let hint = u64::try_from(hint)
            .ok()
            .filter(|hint| *hint <= MAX_CAPACITY)
            .unwrap_or(0);
        let table = if hint > 0 {
            self.new_table(alloc, self.map_type(ty), hint)?
        } else {
            0
        };
        let m = alloc.alloc(Header::bits(1), 32)?;
        mem::store(m + TABLE, table);
        Ok(m)
    }

    /// An empty table for at least `want` entries.
    fn new_table(
        &self,
        alloc: &mut Allocator,
        mt: &MapType,
        want: u64,
    ) -> Result<Addr, OutOfMemory> {
        let shape = match want {
            0..=FIRST => TableShape {
                capacity: FIRST,
                slots: 0,
            },
            0..=SMALL => TableShape {
                capacity: SMALL,
                slots: 0,
            },
            _ => {
                let slots = (want * 4).div_ceil(3).next_power_of_two();
                TableShape {
                    capacity: slots / 4 * 3,
                    slots,
                }
            }
        };
        let bytes = shape
            .capacity
            .checked_mul(mt.entry_words())
            .and_then(|n| (n + shape.entries()).checked_mul(8));
        let bytes = bytes
            .and_then(|n| usize::try_from(n).ok())
            .ok_or(OutOfMemory)?;
        let header = if mt.raw {
            Header::RAW
        } else {
            Header::table(mt.ty.as_u32())
        };
        let table = alloc.alloc(header, bytes)?;
        mem::store(table, shape.capacity);
        mem::store(table + 8, shape.slots);
        Ok(table)
    }

    /// `m[key]`: the entry, if there is one.
    #[inline]
    pub fn get(
        &self,
        types: &RTypes,
        ty: RTypeId,
        m: Word,
        key: Addr,
    ) -> Result<Option<Entry>, Fault> {
        let mt = self.map_type(ty);
        if m == 0 {
            self.hash(types, mt, key, 0)?;
            return Ok(None);
        }
        check_read(m, READ_WRITE)?;
        let table = mem::load(m + TABLE);
        if mt.kind == KeyKind::Word {
            let word = mem::load(key);
            let found = find(
                mt,
                table,
                || self.seed.word(word),
                |at| mem::load(at) == word,
            );
            return Ok(found.map(|i| entry(mt, table, i)));
        }
        let found = self.find_other(types, mt, table, key)?;
        Ok(found.map(|i| entry(mt, table, i)))
    }

    /// The number of the entry with this key.
    fn find_other(
        &self,
        types: &RTypes,
        mt: &MapType,
        table: Addr,
        key: Addr,
    ) -> Result<Option<u64>, Fault> {
        match mt.kind {
            KeyKind::Word => {
                let word = mem::load(key);
                Ok(find(
                    mt,
                    table,
                    || self.seed.word(word),
                    |at| mem::load(at) == word,
                ))
            }
            KeyKind::String => {
                let word = mem::load(key);
                Ok(find(
                    mt,
                    table,
                    || self.seed.string(word),
                    |at| string::eq(mem::load(at), word),
                ))
            }
            KeyKind::Other => {
                let hash = self.seed.value(types, mt.key, key, 0)?;
                // Keys in the map are hashable, so comparing them cannot fail.
                Ok(find(
                    mt,
                    table,
                    || hash,
                    |at| eq(types, mt.key, at, key).unwrap_or(false),
                ))
            }
        }
    }

    fn hash(&self, types: &RTypes, mt: &MapType, key: Addr, nonce: u64) -> Result<u64, Fault> {
        match mt.kind {
            KeyKind::Word => Ok(self.seed.word(mem::load(key))),
            KeyKind::String => Ok(self.seed.string(mem::load(key))),
            KeyKind::Other => self.seed.value(types, mt.key, key, nonce),
        }
    }

    /// `m[key] = value`, the words of both being at these addresses.
    #[inline]
    pub fn set(
        &self,
        alloc: &mut Allocator,
        types: &RTypes,
        ty: RTypeId,
        m: Word,
        key: Addr,
        value: Addr,
    ) -> Result<(), Fault> {
        if m == 0 {
            return Err(Fault::Plain("assignment to entry in nil map"));
        }
        let mt = self.map_type(ty);
        write(alloc, m, |alloc| {
            let table = mem::load(m + TABLE);
            let found = if mt.kind == KeyKind::Word {
                let word = mem::load(key);
                find(
                    mt,
                    table,
                    || self.seed.word(word),
                    |at| mem::load(at) == word,
                )
            } else {
                self.find_other(types, mt, table, key)?
            };
            let entry = match found {
                Some(i) => entry(mt, table, i),
                None => self.insert(alloc, types, mt, m, key)?,
            };
            if mt.kind == KeyKind::Other {
                // -0 replaces 0, as in Go.
                mem::copy_words(entry.key, key, u64::from(mt.key_words));
            }
            mem::copy_words(entry.value, value, u64::from(mt.elem_words));
            Ok(())
        })
    }

    /// Adds an entry for a key that is not in the map.
    fn insert(
        &self,
        alloc: &mut Allocator,
        types: &RTypes,
        mt: &MapType,
        m: Word,
        key: Addr,
    ) -> Result<Entry, Fault> {
        let mut table = mem::load(m + TABLE);
        let count = len(m);
        let i = match free_entry(table, count) {
            Some(i) => i,
            None => {
                table = self.grow(alloc, types, mt, table, count)?;
                mem::store(m + TABLE, table);
                used(table, shape(table))
            }
        };
        let shape = shape(table);
        if i >= shape.capacity {
            // Only racing writers can have filled the new table.
            return Err(Fault::Fatal("concurrent map writes".into()));
        }
        if shape.slots > 0 {
            let hash = self.hash(types, mt, key, count.wrapping_mul(0x9E37_79B9_7F4A_7C15))?;
            link(table, shape, hash >> 32, i);
        }
        let entry = entry(mt, table, i);
        mem::copy_words(entry.key, key, u64::from(mt.key_words));
        mem::store(table + USED, used(table, shape).max(i + 1));
        set_in_use(table, shape, i, true);
        mem::store(m + LEN, count + 1);
        Ok(entry)
    }

    /// A larger table with the entries of the old one, closed up.
    #[cold]
    #[inline(never)]
    fn grow(
        &self,
        alloc: &mut Allocator,
        types: &RTypes,
        mt: &MapType,
        old: Addr,
        count: u64,
    ) -> Result<Addr, Fault> {
        if old == 0 {
            return Ok(self.new_table(alloc, mt, FIRST)?);
        }
        let from = shape(old);
        let want = if from.slots == 0 {
            from.capacity + 1
        } else {
            from.slots
        };
        if want.max(count) > MAX_CAPACITY {
            return Err(Fault::OutOfMemory);
        }
        let table = self.new_table(alloc, mt, want)?;
        let to = shape(table);
        let tags = if mt.kind == KeyKind::Word {
            Vec::new()
        } else {
            tags(old, from)
        };
        let mut n = 0;
        for i in (0..used(old, from)).filter(|i| in_use(old, from, *i)) {
            let source = entry(mt, old, i).key;
            if to.slots > 0 {
                let tag = match tags.get(i as usize) {
                    Some(tag) => u64::from(*tag),
                    None => self.hash(types, mt, source, i)? >> 32,
                };
                link(table, to, tag, n);
            }
            mem::copy_words(entry(mt, table, n).key, source, mt.entry_words());
            set_in_use(table, to, n, true);
            n += 1;
        }
        mem::store(table + USED, n);
        Ok(table)
    }

    /// `delete(m, key)`
    pub fn delete(
        &self,
        alloc: &mut Allocator,
        types: &RTypes,
        ty: RTypeId,
        m: Word,
        key: Addr,
    ) -> Result<(), Fault> {
        let mt = self.map_type(ty);
        if m == 0 {
            self.hash(types, mt, key, 0)?;
            return Ok(());
        }
        write(alloc, m, |_| {
            let table = mem::load(m + TABLE);
            let Some(i) = self.find_other(types, mt, table, key)? else {
                return Ok(());
            };
            let shape = shape(table);
            if shape.slots > 0 {
                unlink(table, shape, self.hash(types, mt, key, 0)? >> 32, i);
            }
            set_in_use(table, shape, i, false);
            mem::zero_words(entry(mt, table, i).key, mt.entry_words());
            mem::store(m + LEN, len(m).saturating_sub(1));
            Ok(())
        })
    }

    /// `clear(m)`
    pub fn clear(&self, alloc: &mut Allocator, ty: RTypeId, m: Word) -> Result<(), Fault> {
        if m == 0 {
            return Ok(());
        }
        let mt = self.map_type(ty);
        write(alloc, m, |_| {
            mem::store(m + LEN, 0);
            mem::store(m + EPOCH, mem::load(m + EPOCH) + 1);
            let table = mem::load(m + TABLE);
            if table != 0 {
                let shape = shape(table);
                let words = shape.entries() + used(table, shape) * mt.entry_words();
                mem::store(table + USED, 0);
                mem::store(table + HOLE, 0);
                mem::zero_words(table + SLOTS, words - TableShape::HEAD);
            }
            Ok(())
        })
    }

    /// An iterator over a map, from a random entry on; 0 if there is nothing to iterate over.
    pub fn iter(&self, alloc: &mut Allocator, m: Word, random: u64) -> Result<Word, Fault> {
        if len(m) == 0 {
            return Ok(0);
        }
        check_read(m, ITERATE_WRITE)?;
        let table = mem::load(m + TABLE);
        let it = alloc.alloc(Header::bits(3), 48)?;
        let start = if table == 0 {
            0
        } else {
            (u128::from(random) * u128::from(used(table, shape(table))) >> 64) as u64
        };
        mem::store(it + IT_MAP, m);
        mem::store(it + IT_TABLE, table);
        mem::store(it + IT_NEXT, start);
        mem::store(it + IT_START, start);
        mem::store(it + IT_EPOCH, mem::load(m + EPOCH));
        Ok(it)
    }

    /// The next entry of an iterator over a map of type `ty`.
    pub fn next(&self, types: &RTypes, ty: RTypeId, it: Word) -> Result<Option<Entry>, Fault> {
        if it == 0 || mem::load(it + IT_TABLE) == 0 {
            return Ok(None);
        }
        let mt = self.map_type(ty);
        let m = mem::load(it + IT_MAP);
        check_read(m, ITERATE_WRITE)?;
        let table = mem::load(it + IT_TABLE);
        let current = mem::load(m + TABLE);
        if current != table && mem::load(m + EPOCH) != mem::load(it + IT_EPOCH) {
            return Ok(None);
        }
        while let Some(i) = next_index(it, table) {
            let found = entry(mt, table, i);
            if current == table {
                return Ok(Some(found));
            }
            if let Some(i) = self.find_other(types, mt, current, found.key)? {
                return Ok(Some(entry(mt, current, i)));
            }
            if mt.kind == KeyKind::Other && !eq(types, mt.key, found.key, found.key)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// All entries, in no particular order, for printing.
    pub fn entries(&self, ty: RTypeId, m: Word) -> Vec<Entry> {
        let mt = self.map_type(ty);
        let table = if m == 0 { 0 } else { mem::load(m + TABLE) };
        if table == 0 {
            return Vec::new();
        }
        let shape = shape(table);
        let live = (0..used(table, shape)).filter(|i| in_use(table, shape, *i));
        live.map(|i| entry(mt, table, i)).collect()
    }
}

#[inline]
fn entry(mt: &MapType, table: Addr, i: u64) -> Entry {
    let key = table + 8 * (shape(table).entries() + i * mt.entry_words());
    Entry {
        key,
        value: key + 8 * u64::from(mt.key_words),
    }
}

/// The number of the entry whose key `same` accepts.
#[inline(always)]
fn find(
    mt: &MapType,
    table: Addr,
    hash: impl FnOnce() -> u64,
    same: impl Fn(Addr) -> bool,
) -> Option<u64> {
    if table == 0 {
        return None;
    }
    let shape = shape(table);
    let entries = table + 8 * shape.entries();
    let stride = 8 * mt.entry_words();
    if shape.slots == 0 {
        let used = used(table, shape);
        return (0..used).find(|i| same(entries + i * stride) && in_use(table, shape, *i));
    }
    let tag = hash() >> 32;
    let mask = shape.slots - 1;
    let mut at = tag & mask;
    for _ in 0..shape.slots {
        let slot = mem::load(table + SLOTS + 8 * at);
        if slot == 0 {
            return None;
        }
        let i = (slot & 0xFFFF_FFFF) - 1;
        if slot >> 32 == tag && same(entries + i * stride) {
            return Some(i);
        }
        at = (at + 1) & mask;
    }
    None
}

/// Enters entry `i` in the index.
fn link(table: Addr, shape: TableShape, tag: u64, i: u64) {
    let mask = shape.slots - 1;
    let mut at = tag & mask;
    for _ in 0..shape.slots {
        let slot = table + SLOTS + 8 * at;
        if mem::load(slot) == 0 {
            return mem::store(slot, tag << 32 | (i + 1));
        }
        at = (at + 1) & mask;
    }
}

/// Takes entry `i` out of the index and closes the gap.
fn unlink(table: Addr, shape: TableShape, tag: u64, i: u64) {
    let mask = shape.slots - 1;
    let slot = |at: u64| table + SLOTS + 8 * at;
    let mut gap = tag & mask;
    let mut left = shape.slots;
    while mem::load(slot(gap)) & 0xFFFF_FFFF != i + 1 {
        gap = (gap + 1) & mask;
        left -= 1;
        if left == 0 {
            return;
        }
    }
    let mut at = gap;
    for _ in 0..shape.slots {
        at = (at + 1) & mask;
        let next = mem::load(slot(at));
        if next == 0 {
            break;
        }
        let home = next >> 32 & mask;
        // The slot may move back if its home is not between the gap and itself.
        if (at.wrapping_sub(home) & mask) >= (at.wrapping_sub(gap) & mask) {
            mem::store(slot(gap), next);
            gap = at;
        }
    }
    mem::store(slot(gap), 0);
}

/// An entry of the table that can be taken: behind the last one, or a deleted one if there are enough to find one quickly.
fn free_entry(table: Addr, count: u64) -> Option<u64> {
    if table == 0 {
        return None;
    }
    let shape = shape(table);
    let used = used(table, shape);
    if used < shape.capacity {
        return Some(used);
    }
    if shape.capacity - count.min(used) < shape.capacity.div_ceil(8) {
        return None;
    }
    let words = shape.capacity.div_ceil(64);
    let mut word = mem::load(table + HOLE) % words;
    for _ in 0..words {
        let free = !mem::load(table + 8 * (shape.bitmap() + word));
        let i = word * 64 + u64::from(free.trailing_zeros());
        if free != 0 && i < shape.capacity {
            mem::store(table + HOLE, word);
            return Some(i);
        }
        word = (word + 1) % words;
    }
    None
}

/// The upper halves of the hashes of a table's entries, by number; empty if the table has no index.
fn tags(table: Addr, shape: TableShape) -> Vec<u32> {
    if shape.slots == 0 {
        return Vec::new();
    }
    let mut tags = vec![0; used(table, shape) as usize];
    for at in 0..shape.slots {
        let slot = mem::load(table + SLOTS + 8 * at);
        let i = (slot & 0xFFFF_FFFF).wrapping_sub(1);
        if let Some(tag) = tags.get_mut(i as usize) {
            *tag = (slot >> 32) as u32;
        }
    }
    tags
}

/// Moves an iterator on to the next entry in use: first to the end of the table, then from its beginning.
fn next_index(it: Word, table: Addr) -> Option<u64> {
    let shape = shape(table);
    loop {
        let wrapped = mem::load(it + IT_WRAPPED) != 0;
        let used = used(table, shape);
        let end = if wrapped {
            mem::load(it + IT_START).min(used)
        } else {
            used
        };
        let mut i = mem::load(it + IT_NEXT);
        while i < end {
            let bits = mem::load(table + 8 * (shape.bitmap() + i / 64)) >> (i % 64);
            if bits == 0 {
                i = (i / 64 + 1) * 64;
                continue;
            }
            i += u64::from(bits.trailing_zeros());
            if i < end {
                mem::store(it + IT_NEXT, i + 1);
                return Some(i);
            }
        }
        if wrapped {
            mem::store(it + IT_NEXT, u64::MAX);
            return None;
        }
        mem::store(it + IT_WRAPPED, 1);
        mem::store(it + IT_NEXT, 0);
    }
}
