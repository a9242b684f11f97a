//! minigo
pub mod bytecode;
pub mod check;
pub mod diag;
pub mod index;
pub mod sched;
pub mod source;
pub mod syntax;
pub mod vm;
