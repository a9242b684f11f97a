//! The protocols that a lost wake-up, or one too many, would break, on every interleaving of a few threads.
//!
//! What is explored is the code itself: the files of the protocols are compiled a second time, into this module, where
//! `super::sync` gives them loom's types instead of the real ones.

mod parking;
mod stopping;
mod sync;

use crate::sched::clock;
use crate::vm::heap::explore;

#[path = "../idle.rs"]
#[allow(dead_code, reason = "the models use a part of it")]
mod idle;

#[path = "../world.rs"]
#[allow(dead_code, reason = "the models use a part of it")]
mod world;
