//! Tables: a head `[number of groups, room]` and groups, each a control word and eight entries.
//!
//! A byte of the control word says of its entry (key words, value words): 0 empty, 1 deleted, or 0x80 and seven bits of
//! the key's hash, so that one word of arithmetic finds the candidates in a group (the layout of Go's own and of other
//! Swiss tables). The rest of the hash picks the first group. The number of groups is a power of two and never changes,
//! and every search is bounded by it.

use super::MapType;
use crate::vm::heap::{Addr, Allocator, GROUP, Header, OutOfMemory, TABLE_HEAD, mem};
use crate::vm::interrupt::Limit;

/// Offset in a table: how many empty entries may still be filled.
const ROOM: u64 = 8;
/// Offset of the groups.
const GROUPS: u64 = 8 * TABLE_HEAD;

/// Where an entry is.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Address of the key's words.
    pub key: Addr,
    /// Address of the value's words.
    pub value: Addr,
}

/// How many groups hold `count` entries.
pub(super) fn groups_for(count: u64) -> u64 {
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
pub(super) fn new_table(
    alloc: &mut Allocator,
    mt: &MapType,
    groups: u64,
) -> Result<Addr, OutOfMemory> {
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

/// How many entries may still be filled.
pub(super) fn room_left(table: Addr) -> u64 {
    mem::load(table + ROOM)
}

/// Empties a table.
pub(super) fn clear(alloc: &mut Allocator, mt: &MapType, table: Addr) -> Result<(), Limit> {
    let groups = mem::load(table);
    let bytes = 8 * groups * mt.group_words();
    alloc.count_work(bytes);
    alloc.zero_bytes(table + GROUPS, bytes)?;
    mem::store(table + ROOM, room(groups));
    Ok(())
}

/// The lowest bit of every byte, and the highest.
const LOW: u64 = 0x0101_0101_0101_0101;
pub(super) const HIGH: u64 = 0x8080_8080_8080_8080;
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
pub(super) fn group_at(mt: &MapType, table: Addr, i: u64) -> Addr {
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
pub(super) fn entry_at(mt: &MapType, table: Addr, i: u64) -> Entry {
    entry_in(mt, group_at(mt, table, i / GROUP), i % GROUP)
}

#[inline]
pub(super) fn in_use(mt: &MapType, table: Addr, i: u64) -> bool {
    mem::load8(group_at(mt, table, i / GROUP) + i % GROUP) >= 0x80
}

/// The entry whose key `same` accepts.
#[inline(always)]
pub(super) fn find(
    mt: &MapType,
    table: Addr,
    hash: u64,
    mut same: impl FnMut(Addr) -> bool,
) -> Option<Entry> {
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
pub(super) fn take_entry(mt: &MapType, table: Addr, hash: u64) -> Option<Entry> {
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
pub(super) fn free_entry(mt: &MapType, table: Addr, entry: Entry) {
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
