//! The readers of a `sync.RWMutex`: counted in its words, and each noted in a list of its own ([`crate::vm::read_locks`]).
//!
//! Writers are seen to by the Go half of the package, on [`crate::vm::sema`].

use std::sync::atomic::{AtomicU32, Ordering};

use crate::vm::Ctx;
use crate::vm::chan::Outcome;
use crate::vm::fault::Fault;
use crate::vm::goroutine::WaitReason;
use crate::vm::heap::mem;
use crate::vm::interrupt::Limit;
use crate::vm::sema::{acquire, half};
use crate::vm::{holder, read_locks};

// `type RWMutex struct` of package sync, as offsets from the word of its mutex, which comes first.
pub(crate) const WRITER_SEMAPHORE: u64 = 8;
pub(crate) const READERS_SEMAPHORE: u64 = 16;
pub(crate) const READER_COUNT: u64 = 24;
pub(crate) const READER_WAIT: u64 = 32;
pub(crate) const MARK: u64 = 40;

/// `rw.RLock()`: counts the running goroutine as a reader, and has it wait if there is a writer.
#[inline]
pub(crate) fn read_lock(ctx: &mut Ctx<'_>, address: u64) -> Outcome {
    let count = match half(address) {
        Ok(_) => mem::half_word(address + READER_COUNT),
        Err(fault) => return Outcome::Fault(fault),
    };
    note_reader(ctx, address, count);
    match count.fetch_add(1, Ordering::SeqCst) as i32 {
        0.. => Outcome::Done,
        _ => wait_to_read(ctx, address),
    }
}

#[cold]
fn wait_to_read(ctx: &mut Ctx<'_>, address: u64) -> Outcome {
    let semaphore = address + READERS_SEMAPHORE;
    match acquire(ctx, semaphore, WaitReason::RwMutexRLock) {
        // It is counted already, so it cannot begin anew after a collection.
        Outcome::Fault(Fault::OutOfMemory) => Outcome::Fault(Fault::Limit(Limit::Memory)),
        outcome => outcome,
    }
}

/// `rw.TryRLock()`.
pub(crate) fn try_read_lock(ctx: &mut Ctx<'_>, address: u64) -> Result<bool, Fault> {
    half(address)?;
    let count = mem::half_word(address + READER_COUNT);
    let one_more = |count: u32| (count as i32 >= 0).then_some(count + 1);
    if (count.load(Ordering::SeqCst) as i32) < 0 {
        return Ok(false);
    }
    note_reader(ctx, address, count);
    let locked = count.try_update(Ordering::SeqCst, Ordering::SeqCst, one_more);
    if locked.is_err() {
        forget_reader(ctx, address);
    }
    Ok(locked.is_ok())
}

/// Counts one reader less, and returns the counter.
#[inline]
pub(crate) fn read_unlock(ctx: &mut Ctx<'_>, address: u64) -> Result<i32, Fault> {
    half(address)?;
    let had = forget_reader(ctx, address);
    let count = mem::half_word(address + READER_COUNT);
    let left = count.fetch_sub(1, Ordering::SeqCst).wrapping_sub(1) as i32;
    if !had {
        let marks = &ctx.vm.semas.marks;
        marks.renew(mem::word(address + MARK), address, left);
    }
    Ok(left)
}

#[inline]
fn note_reader(ctx: &mut Ctx<'_>, address: u64, count: &AtomicU32) {
    let vm = ctx.vm;
    let mark = (vm.semas.marks).of(mem::word(address + MARK), address, count);
    let (g, list) = ctx.g_and_list();
    list.note(g, &vm.heap, (address, mark), holder::caller(g));
}

/// Whether the running goroutine had noted that it reads.
#[inline]
fn forget_reader(ctx: &mut Ctx<'_>, address: u64) -> bool {
    let heap = &ctx.vm.heap;
    let word = mem::load(address + MARK);
    let (g, list) = ctx.g_and_list();
    match read_locks::mark_in(word, address) {
        Some(mark) => list.forget(g, heap, (address, mark)),
        None => false,
    }
}
