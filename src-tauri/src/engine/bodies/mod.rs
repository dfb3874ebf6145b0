//! Units and organisations of a book through time: one verb per file.

pub mod levels;
