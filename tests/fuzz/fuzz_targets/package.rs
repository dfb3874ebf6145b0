//! Packages: raw, under a good signature, and as a list of contents with rows, looked over by a book.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| so06_fuzz::packages::package(bytes));
