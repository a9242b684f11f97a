//! Runs a [`Program`](crate::bytecode::program::Program), one goroutine slice at a time.
//!
//! The VM knows neither the source language's syntax nor who schedules it: the scheduler hands a goroutine to
//! [`Ctx::run_slice`] on some thread and gets a [`Step`] back; what happens to other goroutines on the way (a receiver
//! becomes ready, a new one starts) goes through [`Host`]. A goroutine has exactly one owner, the holder of its [`G`].
//! Allocation never collects: it only asks for a collection, and the running goroutine comes back to its worker at its
//! next taken jump or call, so between two instructions nothing moves and nothing is freed.

pub mod fault;
pub mod goroutine;
pub mod native;
pub mod unwind;
