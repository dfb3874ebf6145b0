//! What the targets do with their bytes; the ordinary tests run the same for a short while.

pub mod intake;
pub mod tables;
