//! What the targets do with their bytes; the ordinary tests run the same for a short while.

pub mod commands;
pub mod intake;
pub mod packages;
pub mod tables;
pub mod wording;
