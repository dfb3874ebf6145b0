//! Lists of contents of packages.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| so06_fuzz::packages::manifest(bytes));
