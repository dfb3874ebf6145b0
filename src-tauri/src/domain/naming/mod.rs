//! Names of units as people write them, and which unit they mean.
//!
//! "P. An Thới", "phường An Thới", "an thoi", "Thuỷ" and "Thủy", NFC and NFD are one name. A name that fits
//! several units gives all of them: it is never decided here which one was meant.

mod index;
mod keys;
mod written;

pub use index::{Meaning, NameIndex, Names, Units};
pub use keys::{base_letter, exact_key, loose_key};
pub use written::WrittenName;
