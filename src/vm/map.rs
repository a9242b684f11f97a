//! Maps: an object `[table, length, writer, epoch]` over a table of entries.
//!
//! `table` has the layout of tables and finds keys in them, `growth` makes room for new entries, `iteration` goes
//! through all of them.
//!
//! **Races.** A writer leaves its id in the map while it works; whoever finds another's there reports Go's fatal error.
//! That catches most races, and memory stays safe in any: a table's number of groups is immutable, key and value words
//! are valid values of their types at any time (zero when deleted), and every search is bounded by the number of groups.

mod growth;
mod iteration;
mod kind;
mod table;

use cranelift_entity::EntityRef;

use crate::bytecode::rtype::RTypes;
use crate::index::RTypeId;
use crate::vm::eq::{HashSeed, eq};
use crate::vm::fault::Fault;
use crate::vm::heap::{Addr, Allocator, Header, OutOfMemory, mem};
use crate::vm::string;
use crate::vm::value::Word;
pub use kind::{KeyKind, MapType};
pub use table::Entry;
use table::{find, free_entry, groups_for, new_table, room_left};

/// Offsets in a map object.
const TABLE: u64 = 0;
const LEN: u64 = 8;
const WRITER: u64 = 16;
/// Counts `clear` calls.
const EPOCH: u64 = 24;

/// Keys of more bytes count for more than a call.
const LONG_KEY: u64 = 1 << 10;

/// So many entries are passed without looking whether the VM shall stop.
const CARELESS: u64 = 1 << 12;

/// Larger size hints are ignored.
const MAX_HINT: u64 = 1 << 31;

/// The maps of a VM: its types, prepared, and its hash function.
#[derive(Debug)]
pub struct Maps {
    seed: HashSeed,
    types: Box<[MapType]>,
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
                let nonce = if table == 0 { 0 } else { room_left(table) };
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
                table::clear(alloc, mt, table)?;
            }
            Ok(())
        })
    }
}
