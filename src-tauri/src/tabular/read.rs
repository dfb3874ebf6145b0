//! One door for every file: what it is, is told by its bytes.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::limits::MOST_BYTES;
use super::sniff::{Sort, sniff};
use super::workbook::{FileKind, Workbook};
use super::{delimited, docx, encoding, html, ods, refusal, xls, xlsx, xml2003};
use crate::domain::{ErrorCode, Result};

/// Reads a file of tables, whatever it is called. Refused is what is no such file at all, is locked by a password, or
/// would need more memory than this work can; what is broken further on is read as far as it goes, with a remark.
pub fn read_workbook(bytes: &[u8]) -> Result<Workbook> {
    if bytes.len() > MOST_BYTES {
        return Err(ErrorCode::FileTooLarge.into());
    }
    // The readers beneath are written to refuse and not to panic; this is the last net.
    let read = catch_unwind(AssertUnwindSafe(|| read_sort(bytes)));
    read.unwrap_or_else(|_| Err(refusal::broken(&"a reader gave up")))
}

fn read_sort(bytes: &[u8]) -> Result<Workbook> {
    let (kind, mut written, build) = match sniff(bytes)? {
        Sort::Xlsx(mut package, book) => (FileKind::Xlsx, None, xlsx::read(&mut package, &book)?),
        Sort::Ods(mut package) => (FileKind::Ods, None, ods::read(&mut package)?),
        Sort::FlatOds(text, written) => (FileKind::Ods, written, ods::read_flat(&text)?),
        Sort::Docx(mut package) => (FileKind::Docx, None, docx::read(&mut package)?),
        Sort::Xls(stream) => (FileKind::Xls, None, xls::read(&stream)?),
        Sort::Xml2003(text, written) => (FileKind::Xls, written, xml2003::read(&text)?),
        Sort::Html(text, written) => (FileKind::Html, written, html::read(&text)?),
        Sort::Text(text, written) => (FileKind::Delimited, written, delimited::read(&text)?),
    };
    let mut tables = build.tables;
    written = encoding::repair(&mut tables).or(written);
    Ok(Workbook {
        kind,
        encoding: written,
        tables,
        remarks: build.remarks,
    })
}
