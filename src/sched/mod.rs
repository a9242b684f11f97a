//! Runs goroutines: a compiled program goes in, an outcome comes out.
pub mod clock;
mod idle;
mod world;
