//! New entries, and larger tables when there is no room for them.
//!
//! A table's size never changes: growth makes a new one and replaces the map's one word.

use super::table::{entry_at, in_use, new_table, take_entry};
use super::{
    CARELESS, Entry, KeyKind, LEN, LONG_KEY, MapType, Maps, TABLE, concurrent_writes, len,
};
use crate::bytecode::rtype::RTypes;
use crate::vm::fault::Fault;
use crate::vm::heap::{Addr, Allocator, GROUP, OutOfMemory, mem};
use crate::vm::string;
use crate::vm::value::Word;

impl Maps {
    /// A new entry for a key that is not in the map.
    pub(super) fn insert(
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
}
