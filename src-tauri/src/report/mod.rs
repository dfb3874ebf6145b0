//! r
pub mod content;
