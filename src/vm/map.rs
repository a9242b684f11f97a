//! Maps: an object `[table, length, writer, epoch]` over a table of groups: a control word and eight entries each.
//!
//! A byte of the control word says of its entry (key words, value words): 0 empty, 1 deleted, or 0x80 and seven bits of
//! the key's hash, so that one word of arithmetic finds the candidates in a group (the layout of Go's own and of other
//! Swiss tables). The rest of the hash picks the first group. A table's size never changes: growth makes a new one and
//! replaces the map's one word.
//!
//! **Races.** A writer leaves its id in the map while it works; whoever finds another's there reports Go's fatal error.
//! That catches most races, and memory stays safe in any: a table's number of groups is immutable, key and value words
//! are valid values of their types at any time (zero when deleted), and every search is bounded by the number of groups.
//!
//! **Iteration** goes through the entries of the table it began with, from a random one on. Entries do not move within a
//! table, so as long as the map keeps it, each is met once; once the map has another table, keys are looked up there.

use cranelift_entity::EntityRef;

use crate::bytecode::rtype::{Kind, RType, RTypes, Shape};
use crate::index::RTypeId;
use crate::vm::eq::{HashSeed, eq};
use crate::vm::fault::Fault;
use crate::vm::heap::{Addr, Allocator, GROUP, Header, OutOfMemory, TABLE_HEAD, mem};
use crate::vm::interrupt::Limit;
use crate::vm::string;
use crate::vm::value::Word;

/// Offsets in a map object.
const TABLE: u64 = 0;
const LEN: u64 = 8;
const WRITER: u64 = 16;
/// Counts `clear` calls.
const EPOCH: u64 = 24;

/// Offset in a table: how many empty entries may still be filled.
const ROOM: u64 = 8;
const GROUPS: u64 = 8 * TABLE_HEAD;

/// Offsets in an iterator.
const IT_MAP: u64 = 0;
const IT_TABLE: u64 = 8;
const IT_NEXT: u64 = 16;
const IT_START: u64 = 24;
const IT_WRAPPED: u64 = 32;
const IT_EPOCH: u64 = 40;

/// Keys of more bytes count for more than a call.
const LONG_KEY: u64 = 1 << 10;

/// So many entries are passed without looking whether the VM shall stop.
const CARELESS: u64 = 1 << 12;

/// Larger size hints are ignored.
const MAX_HINT: u64 = 1 << 31;

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

    #[inline(always)]
    fn entry_words(&self) -> u64 {
        u64::from(self.key_words) + u64::from(self.elem_words)
    }

    #[inline(always)]
    fn group_words(&self) -> u64 {
        1 + GROUP * self.entry_words()
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

#[cold]
fn concurrent_writes() -> Fault {
    Fault::Fatal("concurrent map writes".into())
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
    let id = alloc.id();
    if mem::load(m + WRITER) != 0 {
        return Err(concurrent_writes());
    }
    mem::store(m + WRITER, id);
    let result = work(alloc);
    if mem::load(m + WRITER) != id {
        return Err(concurrent_writes());
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
            .filter(|hint| *hint <= MAX_HINT)
            .unwrap_or(0);
        let table = if hint > 0 {
            new_table(alloc, self.map_type(ty), groups_for(hint))?
        } else {
            0
        };
        let m = alloc.alloc(Header::bits(1), 32)?;
        mem::store(m + TABLE, table);
        Ok(m)
    }

    /// Counts the work on a string that takes long to hash and compare; other long keys are counted on the way.
    #[inline]
    pub fn count_key(&self, alloc: &mut Allocator, ty: RTypeId, key: Addr) {
        if self.map_type(ty).kind == KeyKind::String {
            let bytes = string::len(mem::load(key));
            if bytes > LONG_KEY {
                alloc.count_work(2 * bytes);
            }
        }
    }

    /// `m[key]`: the entry, if there is one.
    #[inline]
    pub fn get(
        &self,
        alloc: &mut Allocator,
        types: &RTypes,
        ty: RTypeId,
        m: Word,
        key: Addr,
    ) -> Result<Option<Entry>, Fault> {
        let mt = self.map_type(ty);
        if m == 0 {
            self.hash(alloc, types, mt, key, 0)?;
            return Ok(None);
        }
        check_read(m, READ_WRITE)?;
        Ok(self.find(alloc, types, mt, mem::load(m + TABLE), key)?.1)
    }

    /// The hash of a key and the entry that has it.
    #[inline]
    fn find(
        &self,
        alloc: &mut Allocator,
        types: &RTypes,
        mt: &MapType,
        table: Addr,
        key: Addr,
    ) -> Result<(u64, Option<Entry>), Fault> {
        match mt.kind {
            KeyKind::Word => {
                let word = mem::load(key);
                let hash = self.seed.word(word);
                Ok((hash, find(mt, table, hash, |at| mem::load(at) == word)))
            }
            KeyKind::String => {
                let word = mem::load(key);
                let hash = self.seed.string(word);
                Ok((
                    hash,
                    find(mt, table, hash, |at| string::eq(mem::load(at), word)),
                ))
            }
            KeyKind::Other => {
                // NaN is never found; spread it by how full the table is.
                let nonce = if table == 0 {
                    0
                } else {
                    mem::load(table + ROOM)
                };
                let hash = self.seed.value(alloc, types, mt.key, key, nonce)?;
                let mut fault = None;
                let found = find(mt, table, hash, |at| {
                    let same = eq(alloc, types, mt.key, at, key);
                    // Nothing more need be compared after a fault.
                    same.unwrap_or_else(|other| fault.replace(other).is_none())
                });
                fault.map_or(Ok((hash, found)), Err)
            }
        }
    }

    fn hash(
        &self,
        alloc: &mut Allocator,
        types: &RTypes,
        mt: &MapType,
        key: Addr,
        nonce: u64,
    ) -> Result<u64, Fault> {
        match mt.kind {
            KeyKind::Word => Ok(self.seed.word(mem::load(key))),
            KeyKind::String => Ok(self.seed.string(mem::load(key))),
            KeyKind::Other => self.seed.value(alloc, types, mt.key, key, nonce),
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
            let (hash, found) = self.find(alloc, types, mt, mem::load(m + TABLE), key)?;
            let entry = match found {
                Some(entry) => entry,
                None => self.insert(alloc, types, mt, m, hash)?,
            };
            if found.is_none() || mt.kind == KeyKind::Other {
                // -0 replaces 0, as in Go.
                mem::copy_words(entry.key, key, u64::from(mt.key_words));
            }
            mem::copy_words(entry.value, value, u64::from(mt.elem_words));
            Ok(())
        })
    }

    /// A new entry for a key that is not in the map.
    fn insert(
        &self,
        alloc: &mut Allocator,
        types: &RTypes,
        mt: &MapType,
        m: Word,
        hash: u64,
    ) -> Result<Entry, Fault> {
        let table = mem::load(m + TABLE);
        let count = len(m);
        let taken = if table == 0 {
            None
        } else {
            take_entry(mt, table, hash)
        };
        let entry = match taken {
            Some(entry) => entry,
            None => {
                let table = self.grow(alloc, types, mt, table, count)?;
                mem::store(m + TABLE, table);
                // Only racing writers can have filled it already.
                take_entry(mt, table, hash).ok_or_else(concurrent_writes)?
            }
        };
        mem::store(m + LEN, count + 1);
        Ok(entry)
    }

    /// A table with the same entries and more room.
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
            return Ok(new_table(alloc, mt, 1)?);
        }
        let groups = mem::load(old);
        // Many deleted entries may be all that is in the way.
        let more = if count * 32 > groups * GROUP * 25 || groups == 1 {
            2
        } else {
            1
        };
        let table = new_table(alloc, mt, groups.checked_mul(more).ok_or(OutOfMemory)?)?;
        for i in 0..groups * GROUP {
            if i % CARELESS == 0 {
                alloc.patience().check(0)?;
            }
            if in_use(mt, old, i) {
                let from = entry_at(mt, old, i);
                if mt.kind == KeyKind::String {
                    let bytes = string::len(mem::load(from.key));
                    if bytes > LONG_KEY {
                        alloc.go_on(bytes)?;
                    }
                }
                let hash = self.hash(alloc, types, mt, from.key, i)?;
                let to = take_entry(mt, table, hash).ok_or_else(concurrent_writes)?;
                mem::copy_words(to.key, from.key, mt.entry_words());
            }
        }
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
            self.hash(alloc, types, mt, key, 0)?;
            return Ok(());
        }
        write(alloc, m, |alloc| {
            let table = mem::load(m + TABLE);
            if let (_, Some(entry)) = self.find(alloc, types, mt, table, key)? {
                free_entry(mt, table, entry);
                mem::zero_words(entry.key, mt.entry_words());
                mem::store(m + LEN, len(m).saturating_sub(1));
            }
            Ok(())
        })
    }

    /// `clear(m)`
    pub fn clear(&self, alloc: &mut Allocator, ty: RTypeId, m: Word) -> Result<(), Fault> {
        if m == 0 {
            return Ok(());
        }
        let mt = self.map_type(ty);
        write(alloc, m, |alloc| {
            mem::store(m + LEN, 0);
            mem::store(m + EPOCH, mem::load(m + EPOCH) + 1);
            let table = mem::load(m + TABLE);
            if table != 0 {
                let groups = mem::load(table);
                let bytes = 8 * groups * mt.group_words();
                alloc.count_work(bytes);
                alloc.zero_bytes(table + GROUPS, bytes)?;
                mem::store(table + ROOM, room(groups));
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
        let entries = if table == 0 {
            0
        } else {
            mem::load(table) * GROUP
        };
        let it = alloc.alloc(Header::bits(3), 48)?;
        let start = ((u128::from(random) * u128::from(entries)) >> 64) as u64;
        mem::store(it + IT_MAP, m);
        mem::store(it + IT_TABLE, table);
        mem::store(it + IT_NEXT, start);
        mem::store(it + IT_START, start);
        mem::store(it + IT_EPOCH, mem::load(m + EPOCH));
        Ok(it)
    }

    /// The next entry of an iterator over a map of type `ty`.
    pub fn next(
        &self,
        alloc: &mut Allocator,
        types: &RTypes,
        ty: RTypeId,
        it: Word,
    ) -> Result<Option<Entry>, Fault> {
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
        while let Some(i) = next_index(alloc, mt, it, table)? {
            let found = entry_at(mt, table, i);
            if current == table {
                return Ok(Some(found));
            }
            alloc.go_on(8 * mt.entry_words())?;
            if let (_, Some(entry)) = self.find(alloc, types, mt, current, found.key)? {
                return Ok(Some(entry));
            }
            if mt.kind == KeyKind::Other && !eq(alloc, types, mt.key, found.key, found.key)? {
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
        let all = 0..mem::load(table) * GROUP;
        let live = all.filter(|i| in_use(mt, table, *i));
        live.map(|i| entry_at(mt, table, i)).collect()
    }
}

/// How many groups hold `count` entries.
fn groups_for(count: u64) -> u64 {
    if count <= GROUP {
        1
    } else {
        (count * 8).div_ceil(7 * GROUP).next_power_of_two()
    }
}

/// How many entries a table of so many groups may fill: all of a single group, else seven of eight, so that searches end.
fn room(groups: u64) -> u64 {
    if groups == 1 { GROUP } else { groups * 7 }
}

/// An empty table.
fn new_table(alloc: &mut Allocator, mt: &MapType, groups: u64) -> Result<Addr, OutOfMemory> {
    let words = groups
        .checked_mul(mt.group_words())
        .and_then(|n| n.checked_add(TABLE_HEAD));
    let bytes = words
        .and_then(|n| usize::try_from(n.checked_mul(8)?).ok())
        .ok_or(OutOfMemory)?;
    let header = if mt.raw {
        Header::RAW
    } else {
        Header::table(mt.ty.as_u32())
    };
    let table = alloc.alloc(header, bytes)?;
    mem::store(table, groups);
    mem::store(table + ROOM, room(groups));
    Ok(table)
}

/// The lowest bit of every byte, and the highest.
const LOW: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;
const DELETED: u8 = 1;

/// The control byte of an entry in use.
#[inline(always)]
fn control(hash: u64) -> u8 {
    0x80 | (hash & 0x7F) as u8
}

/// Bit 7 of each byte that equals `byte`; perhaps of some others above an equal one.
#[inline(always)]
fn matches(controls: u64, byte: u8) -> u64 {
    let other = controls ^ (LOW * u64::from(byte));
    other.wrapping_sub(LOW) & !other & HIGH
}

/// The groups of a table in the order in which a hash visits them.
#[derive(Clone, Copy)]
struct Probe {
    at: u64,
    step: u64,
    mask: u64,
}

impl Probe {
    #[inline(always)]
    fn new(table: Addr, hash: u64) -> Probe {
        let mask = mem::load(table) - 1;
        Probe {
            at: (hash >> 7) & mask,
            step: 0,
            mask,
        }
    }

    /// Goes on to the next group; tells whether there is one.
    #[inline(always)]
    fn advance(&mut self) -> bool {
        self.step += 1;
        self.at = (self.at + self.step) & self.mask;
        self.step <= self.mask
    }
}

/// The address of a group.
#[inline(always)]
fn group_at(mt: &MapType, table: Addr, i: u64) -> Addr {
    table + GROUPS + i * 8 * mt.group_words()
}

#[inline(always)]
fn entry_in(mt: &MapType, group: Addr, i: u64) -> Entry {
    let key = group + 8 + i * 8 * mt.entry_words();
    Entry {
        key,
        value: key + 8 * u64::from(mt.key_words),
    }
}

#[inline]
fn entry_at(mt: &MapType, table: Addr, i: u64) -> Entry {
    entry_in(mt, group_at(mt, table, i / GROUP), i % GROUP)
}

fn in_use(mt: &MapType, table: Addr, i: u64) -> bool {
    mem::load8(group_at(mt, table, i / GROUP) + i % GROUP) >= 0x80
}

/// The entry whose key `same` accepts.
#[inline(always)]
fn find(mt: &MapType, table: Addr, hash: u64, mut same: impl FnMut(Addr) -> bool) -> Option<Entry> {
    if table == 0 {
        return None;
    }
    let mut probe = Probe::new(table, hash);
    loop {
        let group = group_at(mt, table, probe.at);
        // The key is often in another line than the control word: have both on the way at once.
        mem::prefetch(group + 64);
        mem::prefetch(group + 128);
        let controls = mem::load(group).to_le();
        let mut candidates = matches(controls, control(hash));
        while candidates != 0 {
            let entry = entry_in(mt, group, u64::from(candidates.trailing_zeros()) / 8);
            if same(entry.key) {
                return Some(entry);
            }
            candidates &= candidates - 1;
        }
        if matches(controls, 0) != 0 || !probe.advance() {
            return None;
        }
    }
}

/// Takes the first free entry for a key with this hash and sets its control byte; none if the table has no room.
fn take_entry(mt: &MapType, table: Addr, hash: u64) -> Option<Entry> {
    let mut probe = Probe::new(table, hash);
    loop {
        let group = group_at(mt, table, probe.at);
        let free = !mem::load(group).to_le() & HIGH;
        if free != 0 {
            let i = u64::from(free.trailing_zeros()) / 8;
            if mem::load8(group + i) != DELETED {
                let room = mem::load(table + ROOM);
                if room == 0 || room > mem::load(table) * GROUP {
                    return None;
                }
                mem::store(table + ROOM, room - 1);
            }
            mem::store8(group + i, control(hash));
            return Some(entry_in(mt, group, i));
        }
        if !probe.advance() {
            return None;
        }
    }
}

/// Gives an entry back. If its group has an empty entry, no search went past it, so this one becomes empty too.
fn free_entry(mt: &MapType, table: Addr, entry: Entry) {
    let offset = entry.key - table - GROUPS;
    let group = table + GROUPS + offset / (8 * mt.group_words()) * 8 * mt.group_words();
    let i = (entry.key - group - 8) / (8 * mt.entry_words()).max(1);
    if matches(mem::load(group).to_le(), 0) != 0 || mem::load(table) == 1 {
        mem::store8(group + i, 0);
        mem::store(table + ROOM, mem::load(table + ROOM) + 1);
    } else {
        mem::store8(group + i, DELETED);
    }
}

/// Moves an iterator on to the next entry in use: first to the end of the table, then from its beginning.
fn next_index(
    alloc: &mut Allocator,
    mt: &MapType,
    it: Word,
    table: Addr,
) -> Result<Option<u64>, Limit> {
    let all = mem::load(table) * GROUP;
    loop {
        let wrapped = mem::load(it + IT_WRAPPED) != 0;
        let end = if wrapped {
            mem::load(it + IT_START).min(all)
        } else {
            all
        };
        let mut i = mem::load(it + IT_NEXT);
        while i < end {
            let controls = mem::load(group_at(mt, table, i / GROUP)).to_le();
            let live = (controls & HIGH) >> (i % GROUP * 8);
            if live == 0 {
                i = (i / GROUP + 1) * GROUP;
                if i.is_multiple_of(CARELESS) {
                    alloc.go_on(8 * CARELESS)?;
                }
                continue;
            }
            i += u64::from(live.trailing_zeros()) / 8;
            if i < end {
                mem::store(it + IT_NEXT, i + 1);
                return Ok(Some(i));
            }
        }
        if wrapped {
            mem::store(it + IT_NEXT, u64::MAX);
            return Ok(None);
        }
        mem::store(it + IT_WRAPPED, 1);
        mem::store(it + IT_NEXT, 0);
    }
}
