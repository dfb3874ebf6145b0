//! From what was typed to what goes out of the book.

use serde_json::json;
use so06::domain::{Error, ErrorCode, Result};
use so06::engine::open_form;

use crate::acts::{clock, officer, open};
use crate::args::Cli;
use crate::out_args::{Export, Import};
use crate::output::Output;

/// `export --out DIR`.
pub fn export(cli: &Cli, wanted: &Export, out: Output) -> Result<()> {
    let done = open_form::export_book(&open(cli)?, &wanted.out)?;
    let answer = json!({ "files": done.files, "bytes": done.bytes, "rows": done.rows });
    out.answer(&answer, || {
        vec![format!(
            "Đã xuất toàn bộ sổ: {} tệp, {} dòng, {} byte, {}",
            done.files,
            done.rows,
            done.bytes,
            wanted.out.display()
        )]
    });
    Ok(())
}

/// `import DIR --book NEW`.
pub fn import(cli: &Cli, wanted: &Import, out: Output) -> Result<()> {
    let path = cli
        .book
        .as_deref()
        .ok_or_else(|| Error::new(ErrorCode::NoBook))?;
    let book = open_form::import_book(&wanted.folder, path, clock(cli)?, &officer(cli))?;
    let verdict = book.verify_journal()?;
    let answer = json!({ "book": path, "rows": verdict.rows, "head": verdict.head });
    out.answer(&answer, || {
        vec![format!(
            "Đã lập lại sổ {}; nhật ký nguyên vẹn: {} dòng.",
            path.display(),
            verdict.rows
        )]
    });
    Ok(())
}
