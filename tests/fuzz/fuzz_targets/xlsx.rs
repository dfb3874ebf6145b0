//! Packages (xlsx, ods, docx) whose XML changes and not their compression, and raw files.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| so06_fuzz::tables::package(bytes));
