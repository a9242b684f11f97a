//! Iteration goes through the entries of the table it began with, from a random one on.
//!
//! Entries do not move within a table, so as long as the map keeps it, each is met once; once the map has another table,
//! keys are looked up there.

use super::table::{HIGH, entry_at, group_at, in_use};
use super::{CARELESS, EPOCH, Entry, KeyKind, MapType, Maps, TABLE, check_read, len};
use crate::bytecode::rtype::RTypes;
use crate::index::RTypeId;
use crate::vm::eq::eq;
use crate::vm::fault::Fault;
use crate::vm::heap::{Addr, Allocator, GROUP, Header, mem};
use crate::vm::interrupt::Limit;
use crate::vm::value::Word;

/// Offsets in an iterator.
const IT_MAP: u64 = 0;
const IT_TABLE: u64 = 8;
const IT_NEXT: u64 = 16;
const IT_START: u64 = 24;
const IT_WRAPPED: u64 = 32;
const IT_EPOCH: u64 = 40;

const ITERATE_WRITE: &str = "concurrent map iteration and map write";

impl Maps {
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
