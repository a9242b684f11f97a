//! What channels and wait queues synchronise with. They name these types only through this module, so that `models` can
//! compile the same files over loom's types, which try out every interleaving.

pub(super) use std::cell::Cell as Guarded;
pub(super) use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicU64, Ordering};

pub(super) use crossbeam_utils::Backoff;
