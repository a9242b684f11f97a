//! Tests of the library from inside: what the samples, which run whole programs, cannot show.

mod check;
mod cli;
mod compile;
mod engine;
mod layering;
mod limits;
mod memory;
mod report;
mod std;
mod syntax;
