//! Text, pages and any other bytes as a file of tables.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| so06_fuzz::tables::any(bytes));
