//! The protocols that a lost wake-up, or one too many, would break, on every interleaving of a few threads.
//!
//! What is explored is the code itself: the files of the protocols are compiled a second time, into this module, where
//! `super::sync` gives them loom's types instead of the real ones.

mod parking;
mod stopping;
mod sync;

use std::time::Duration;

use crate::sched::clock;

#[path = "../idle.rs"]
#[allow(dead_code, reason = "the models use a part of it")]
mod idle;

#[path = "../world.rs"]
#[allow(dead_code, reason = "the models use a part of it")]
mod world;

/// Explores with up to so many preemptions; more find nothing new in threads this short. A slow machine explores what it can
/// in the time: less is tried there, but nothing fails for it.
fn explore(preemptions: usize, model: impl Fn() + Send + Sync + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(preemptions);
    builder.max_duration = Some(Duration::from_secs(5));
    builder.check(model);
}
