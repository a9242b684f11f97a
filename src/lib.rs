//! minigo
pub mod bytecode;
pub mod check;
pub mod diag;
pub mod engine;
pub mod index;
pub mod sched;
pub mod source;
pub mod std;
pub mod syntax;
pub mod vm;
