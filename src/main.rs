//! The command line of minigo.

fn main() {}
