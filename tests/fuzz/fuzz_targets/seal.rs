//! A sealed form with changed cells.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| so06_fuzz::intake::sealed(bytes));
