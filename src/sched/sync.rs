//! What the protocols of [`super::idle`] and [`super::world`] synchronise with. They name these types only through this module,
//! so that `models` can compile the same files over loom's types, which try out every interleaving.

pub(super) use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering, fence};

pub(super) use crossbeam_utils::sync::{Parker, Unparker};
pub(super) use parking_lot::{Condvar, Mutex, MutexGuard};
