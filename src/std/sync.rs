//! Natives of packages sync and sync/atomic.

use std::sync::atomic::Ordering::SeqCst;
use std::sync::atomic::{AtomicU32, AtomicU64};

use super::Natives;
use crate::vm::fault::Fault;
use crate::vm::goroutine::WaitReason;
use crate::vm::heap::mem;
use crate::vm::native::{Flow, NativeCtx};
use crate::vm::{rw_mutex, sema};

pub(super) const NATIVES: Natives = &[
    ("caller", super::caller),
    ("startedBy", |cx| {
        let made = cx.arg(0);
        cx.g().creator = made;
        Flow::Return
    }),
    ("semacquire", semacquire),
    ("semrelease", |cx| {
        let address = cx.arg(0);
        done(sema::release(cx.ctx(), address))
    }),
    ("lock", |cx| {
        let address = cx.arg(0);
        sema::lock(cx.ctx(), address, WaitReason::MutexLock).into()
    }),
    ("tryLock", |cx| {
        let address = cx.arg(0);
        match sema::try_lock(cx.ctx(), address) {
            Ok(locked) => {
                cx.ret_bool(0, locked);
                Flow::Return
            }
            Err(fault) => Flow::Panic(fault),
        }
    }),
    ("readLock", |cx| {
        let address = cx.arg(0);
        rw_mutex::read_lock(cx.ctx(), address).into()
    }),
    ("tryReadLock", |cx| {
        let address = cx.arg(0);
        match rw_mutex::try_read_lock(cx.ctx(), address) {
            Ok(locked) => {
                cx.ret_bool(0, locked);
                Flow::Return
            }
            Err(fault) => Flow::Panic(fault),
        }
    }),
    ("readUnlock", |cx| {
        let address = cx.arg(0);
        match rw_mutex::read_unlock(cx.ctx(), address) {
            Ok(left) => {
                cx.ret_int(0, i64::from(left));
                Flow::Return
            }
            Err(fault) => Flow::Panic(fault),
        }
    }),
    ("unlock", |cx| {
        let address = cx.arg(0);
        done(sema::unlock(
            cx.ctx(),
            address,
            "sync: unlock of unlocked mutex",
        ))
    }),
    ("fatal", |cx| {
        let text = String::from_utf8_lossy(cx.arg_str(0)).into_owned();
        Flow::Panic(Fault::Fatal(text))
    }),
    ("notifyAdd", |cx| match sema::notify_add(cx.arg(0)) {
        Ok(ticket) => {
            cx.set_ret(0, ticket);
            Flow::Return
        }
        Err(fault) => Flow::Panic(fault),
    }),
    ("notifyWait", |cx| {
        let (address, ticket) = (cx.arg(0), cx.arg(1));
        sema::notify_wait(cx.ctx(), address, ticket).into()
    }),
    ("notifyOne", |cx| {
        let address = cx.arg(0);
        done(sema::notify_one(cx.ctx(), address))
    }),
    ("notifyAll", |cx| {
        let address = cx.arg(0);
        done(sema::notify_all(cx.ctx(), address))
    }),
];

fn done(result: Result<(), Fault>) -> Flow {
    match result {
        Ok(()) => Flow::Return,
        Err(fault) => Flow::Panic(fault),
    }
}

fn semacquire(cx: &mut NativeCtx<'_>) -> Flow {
    // The numbers are those of the constants in sync.go.
    let reason = match cx.arg(1) {
        0 => WaitReason::RwMutexLock,
        _ => WaitReason::WaitGroupWait,
    };
    let address = cx.arg(0);
    sema::acquire(cx.ctx(), address, reason).into()
}

/// Natives that work on the cell at argument 0.
macro_rules! atomics {
    ($cell:ident $int:ident: $($name:literal $operation:expr;)*) => {
        &[$(($name, |cx| {
            let address = cx.arg(0);
            if address < 4096 {
                return Flow::Panic(Fault::NilDeref);
            }
            let cell = mem::$cell(address);
            // Operands that the function does not have are not used.
            let operand = |i: usize| if i < cx.len() { cx.arg(i) as $int } else { 0 };
            let result = ($operation)(cell, operand(1), operand(2));
            cx.set_ret(0, result);
            Flow::Return
        })),*]
    };
}

macro_rules! half_words {
    ($extend:expr, $($name:literal $operation:expr;)*) => {
        atomics! { half_word u32:
            $($name |cell: &AtomicU32, a: u32, b: u32| -> u64 {
                let operation: fn(&AtomicU32, u32, u32) -> u32 = $operation;
                ($extend)(operation(cell, a, b))
            };)*
        }
    };
}

macro_rules! words {
    ($($name:literal $operation:expr;)*) => {
        atomics! { word u64:
            $($name |cell: &AtomicU64, a: u64, b: u64| -> u64 {
                let operation: fn(&AtomicU64, u64, u64) -> u64 = $operation;
                operation(cell, a, b)
            };)*
        }
    };
}

fn signed(n: u32) -> u64 {
    i64::from(n as i32) as u64
}

const INT32: Natives = half_words! { signed,
    "addInt32" |cell, a, _| cell.fetch_add(a, SeqCst).wrapping_add(a);
    "loadInt32" |cell, _, _| cell.load(SeqCst);
    "storeInt32" |cell, a, _| { cell.store(a, SeqCst); 0 };
    "swapInt32" |cell, a, _| cell.swap(a, SeqCst);
    "casInt32" |cell, a, b| u32::from(cell.compare_exchange(a, b, SeqCst, SeqCst).is_ok());
    "andInt32" |cell, a, _| cell.fetch_and(a, SeqCst);
    "orInt32" |cell, a, _| cell.fetch_or(a, SeqCst);
};

const UINT32: Natives = half_words! { u64::from,
    "addUint32" |cell, a, _| cell.fetch_add(a, SeqCst).wrapping_add(a);
    "loadUint32" |cell, _, _| cell.load(SeqCst);
    "storeUint32" |cell, a, _| { cell.store(a, SeqCst); 0 };
    "swapUint32" |cell, a, _| cell.swap(a, SeqCst);
    "casUint32" |cell, a, b| u32::from(cell.compare_exchange(a, b, SeqCst, SeqCst).is_ok());
    "andUint32" |cell, a, _| cell.fetch_and(a, SeqCst);
    "orUint32" |cell, a, _| cell.fetch_or(a, SeqCst);
};

const INT64: Natives = words! {
    "addInt64" |cell, a, _| cell.fetch_add(a, SeqCst).wrapping_add(a);
    "loadInt64" |cell, _, _| cell.load(SeqCst);
    "storeInt64" |cell, a, _| { cell.store(a, SeqCst); 0 };
    "swapInt64" |cell, a, _| cell.swap(a, SeqCst);
    "casInt64" |cell, a, b| u64::from(cell.compare_exchange(a, b, SeqCst, SeqCst).is_ok());
    "andInt64" |cell, a, _| cell.fetch_and(a, SeqCst);
    "orInt64" |cell, a, _| cell.fetch_or(a, SeqCst);
};

const UINT64: Natives = words! {
    "addUint64" |cell, a, _| cell.fetch_add(a, SeqCst).wrapping_add(a);
    "loadUint64" |cell, _, _| cell.load(SeqCst);
    "storeUint64" |cell, a, _| { cell.store(a, SeqCst); 0 };
    "swapUint64" |cell, a, _| cell.swap(a, SeqCst);
    "casUint64" |cell, a, b| u64::from(cell.compare_exchange(a, b, SeqCst, SeqCst).is_ok());
    "andUint64" |cell, a, _| cell.fetch_and(a, SeqCst);
    "orUint64" |cell, a, _| cell.fetch_or(a, SeqCst);
};

/// An interface is one word, so that those of `atomic.Value` need nothing else.
const ANY: Natives = words! {
    "loadAny" |cell, _, _| cell.load(SeqCst);
    "storeAny" |cell, a, _| { cell.store(a, SeqCst); 0 };
    "swapAny" |cell, a, _| cell.swap(a, SeqCst);
    "swapWord" |cell, a, _| cell.swap(a, SeqCst);
    "casWord" |cell, a, b| u64::from(cell.compare_exchange(a, b, SeqCst, SeqCst).is_ok());
    "casAny" |cell, a, b| u64::from(cell.compare_exchange(a, b, SeqCst, SeqCst).is_ok());
};

const TYPES: Natives = &[("sameType", |cx| {
    let same = cx.arg_type(0) == cx.arg_type(1);
    cx.ret_bool(0, same);
    Flow::Return
})];

pub(super) const ATOMIC_NATIVES: &[Natives] = &[INT32, UINT32, INT64, UINT64, ANY, TYPES];
