//! Documents of the book (văn bản): what gives tasks, targets and changes of units, and what proves them.

mod list;
mod remove;
mod save;
mod words;

pub use list::{DocumentRow, all, document_rows, find_documents, known, resolve_document};
pub use remove::remove_document;
pub use save::{NewDocument, add_document, save_document};
pub(in crate::engine) use words::document_words;
