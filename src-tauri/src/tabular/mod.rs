//! What comes as a table: rows of cells with their places, so that a refusal can name its row and column.
//!
//! `read_workbook` is the one door: `sniff` tells what the bytes are, a reader for each sort listens to them and builds
//! tables within `limits`, and `encoding` puts the letters right. No reader takes memory for what a file claims, only
//! for what it has.

mod above;
mod build;
mod compound;
mod delimited;
mod docx;
pub mod encoding;
mod html;
mod limits;
mod ods;
pub mod out;
mod package;
mod prose;
mod read;
mod refusal;
mod serial;
mod shared;
mod sheet;
mod sniff;
pub mod template;
mod workbook;
mod xls;
mod xlsx;
mod xml;
mod xml2003;

pub use limits::MOST_BYTES;
pub use prose::{Passage, read_passages, read_words};
pub use read::read_workbook;
pub use sheet::{Line, Sheet, read_sheet};
pub use workbook::{
    Cell, FileKind, Merge, Remark, RemarkKind, Table, TableRow, Workbook, column_letters,
};
