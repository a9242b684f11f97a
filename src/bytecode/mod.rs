//! The compiled program as data: opcodes, type descriptors, functions.

pub mod op;
pub mod rtype;
