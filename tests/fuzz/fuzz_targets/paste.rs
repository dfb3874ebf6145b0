//! Text that was pasted into a book: tables and lines of a chat.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| so06_fuzz::intake::pasted(bytes));
