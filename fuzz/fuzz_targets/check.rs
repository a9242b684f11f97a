//! Any bytes at all are parsed and checked without a panic, and what is wrong with them can be printed.

#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use minigo::Engine;

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    minigo_fuzz::mutate(data, size, max_size, seed)
});

fuzz_target!(|text: &[u8]| {
    let engine = Engine::builder().build();
    if let Err(error) = engine.check("fuzz.go", text) {
        minigo_fuzz::render(&error);
    }
});
