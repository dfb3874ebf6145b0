//! What comes from outside and means ill: requests, files, pages, and what the window may ask of the system.

#[cfg(feature = "bridge")]
mod bridge;
mod contract;
pub mod fuzz;
mod ground;
mod readers;
mod table;
mod window;
