//! Commands of the table with whatever JSON, on an open book.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| so06_fuzz::commands::asked(bytes));
