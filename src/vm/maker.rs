//! Who made a channel, in the word that a channel keeps for reports: the address of the `make` or, where the library made
//! it for the program, of the call that returns to the program, with the number of the function that the program called.

use crate::vm::goroutine::Goroutine;

/// Where the number begins: addresses have 48 bits.
const NUMBER: u32 = 48;
const ADDRESS: u64 = (1 << NUMBER) - 1;

/// The functions, by their numbers. The constants in time_sleep.go and context.go have the same.
const FUNCTIONS: [&str; 12] = [
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
];

/// Who made a channel.
pub(crate) enum Maker {
    /// The instruction at this address.
    Make(u64),
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
        _ => Maker::Make(made & ADDRESS),
    }
}
