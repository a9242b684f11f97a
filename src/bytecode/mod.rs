//! The compiled program as data: opcodes, type descriptors, constants, functions.

pub mod anatomy;
pub mod constant;
pub mod disasm;
pub mod op;
pub mod program;
pub mod rtype;
#[cfg(test)]
pub(crate) mod test_types;
pub mod verify;
