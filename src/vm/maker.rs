//! Who made a channel or started a goroutine, in the word that these keep for reports: the address of the `make` or `go` or,
//! where the library did it for the program, the address that the call returns to, with the number of the function that the
//! program called.

use crate::vm::goroutine::Goroutine;

/// Where the number begins: addresses have 48 bits.
const NUMBER: u32 = 48;
const ADDRESS: u64 = (1 << NUMBER) - 1;

/// The functions, by their numbers. The constants in time_sleep.go, context.go and sync.go have the same.
const FUNCTIONS: [&str; 13] = [
    "",
    "time.NewTimer",
    "time.After",
    "time.NewTicker",
    "time.Tick",
    "context.WithCancel",
    "context.WithCancelCause",
    "context.WithDeadline",
    "context.WithDeadlineCause",
    "context.WithTimeout",
    "context.WithTimeoutCause",
    "context.AfterFunc",
    "sync.(*WaitGroup).Go",
];

/// Who made a channel or started a goroutine.
pub(crate) enum Maker {
    /// The instruction at this address.
    Op(u64),
    /// The function with this name, which returns to this address.
    Function(&'static str, u64),
}

/// The word for what the function that the goroutine runs, which has this number, makes for its caller.
pub(crate) fn caller(g: &Goroutine, number: u64) -> u64 {
    let caller = g.link(g.fp).map_or(0, |link| link.ip);
    (number << NUMBER) | caller
}

/// Reads the word.
pub(crate) fn read(made: u64) -> Maker {
    match FUNCTIONS.get((made >> NUMBER) as usize) {
        Some(&name) if !name.is_empty() => Maker::Function(name, made & ADDRESS),
        _ => Maker::Op(made & ADDRESS),
    }
}
