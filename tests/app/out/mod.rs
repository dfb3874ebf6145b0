//! What goes out of the book: open form, sealed forms, tables.

mod open_form;
