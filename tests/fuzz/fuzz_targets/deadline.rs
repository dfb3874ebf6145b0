//! Wordings of deadlines.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| so06_fuzz::wording::deadline(bytes));
