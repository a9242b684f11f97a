//! Any files at all in memory, written one after the other below lines `-- name --`: modules, build constraints and
//! imports are read without a panic, and without an end that never comes.

#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use minigo::{Engine, Sources};

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    minigo_fuzz::mutate(data, size, max_size, seed)
});

fuzz_target!(|text: &[u8]| {
    let text = String::from_utf8_lossy(text);
    let mut sources = Sources::memory();
    for part in text.split("\n-- ") {
        let part = part.strip_prefix("-- ").unwrap_or(part);
        let (name, text) = part.split_once(" --\n").unwrap_or(("main.go", part));
        sources = sources.file(name, text);
    }
    let engine = Engine::builder().build();
    for sources in [sources.clone(), sources.package("cmd/tool")] {
        if let Err(error) = engine.compile_sources(&sources) {
            minigo_fuzz::render(&error);
        }
    }
});
