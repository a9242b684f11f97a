//! Any bytes that compile are verified and run within limits: whatever the program does, it never is minigo's mistake.

#![no_main]

use std::time::Duration;

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use minigo::{Engine, Error};

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    minigo_fuzz::mutate(data, size, max_size, seed)
});

fuzz_target!(|text: &[u8]| {
    let engine = Engine::builder()
        .workers(1)
        .seed(1)
        .virtual_time(true)
        .memory_limit(8 << 20)
        .stack_limit(1 << 20)
        .goroutine_limit(1000)
        .output_limit(1 << 20)
        .instruction_limit(50_000)
        .time_limit(Duration::from_secs(5))
        .build();
    match engine.compile("fuzz.go", text) {
        Err(error) => minigo_fuzz::render(&error),
        Ok(program) => {
            if let Err(Error::Internal(text)) = engine.run(&program) {
                panic!("internal error: {text}");
            }
        }
    }
});
