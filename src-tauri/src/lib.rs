//! The engine of Sổ 06: everything that the desktop window, the command line and the tests share.
//!
//! Read from below: [`domain`] has the nouns and rules of the field, [`store`] keeps them in one SQLite file,
//! [`report`] lays out and draws documents, [`exchange`] is the sealed package between books, [`engine`] has the use
//! cases, [`api`] is the surface that the window, the command line and the bridge call. Arrows point down only; `tests/app/arrows.rs` asserts it.

pub mod api;
pub mod clock;
pub mod domain;
pub mod engine;
pub mod exchange;
pub mod file;
pub mod progress;
pub mod report;
pub mod store;
pub mod tabular;
