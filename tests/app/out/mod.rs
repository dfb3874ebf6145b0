//! What goes out of the book: open form, sealed forms, tables.

mod forms;
pub mod office;
mod open_form;
mod program;
mod tables;
