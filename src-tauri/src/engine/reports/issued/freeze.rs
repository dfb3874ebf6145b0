//! What a paper says, kept as data beside the bytes of its pages.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::code::code_of;
use super::issue::{report, request_of};
use crate::domain::book::Report;
use crate::domain::{Error, ErrorCode, Id, Result};
use crate::engine::letterheads::letterhead_of;
use crate::engine::reports::ReportRequest;
use crate::report::content::Document;
use crate::report::{FontSet, render};
use crate::store::{self, Tx};

/// Format of what is kept; a later program reads every earlier one.
const FORMAT: u32 = 1;
/// What is kept is at most so many bytes unpacked; more is no paper of this program.
const MOST: u64 = 256 * 1024 * 1024;

#[derive(Serialize)]
struct Keeping<'a> {
    format: u32,
    document: &'a Document,
}

#[derive(Deserialize)]
struct Keeps {
    format: u32,
    document: Document,
}

/// A paper by its digests.
pub(super) struct Frozen {
    pub(super) content: String,
    pub(super) pages: String,
    pub(super) page_count: i64,
    pub(super) code: String,
}

/// Keeps what a paper says and its pages. The code follows from what it says, so it never changes with a reprint.
pub(super) fn freeze(
    tx: &mut Tx<'_>,
    mut document: Document,
    request: &ReportRequest,
) -> Result<Frozen> {
    document.code = None;
    let content = tx.keep("content", &packed(&document)?)?;
    let code = code_of(&content);
    let profile = request.profile.as_deref();
    if letterhead_of(tx.connection(), profile).is_ok_and(|own| own.print_code) {
        document.code = Some(code.clone());
    }
    let rendered = render(&document, &FontSet::load(request.font())?)?;
    Ok(Frozen {
        pages: tx.keep("pdf", &rendered.pdf)?,
        page_count: rendered.pages as i64,
        content,
        code,
    })
}

fn packed(document: &Document) -> Result<Vec<u8>> {
    let internal = |error: &dyn std::fmt::Display| Error::new(ErrorCode::Internal).detail(error);
    let kept = Keeping {
        format: FORMAT,
        document,
    };
    let json = serde_json::to_vec(&kept).map_err(|error| internal(&error))?;
    let mut out = ZlibEncoder::new(Vec::new(), Compression::default());
    out.write_all(&json)
        .and_then(|()| out.finish())
        .map_err(|error| internal(&error))
}

/// What was asked for, and what was frozen of it.
pub(in crate::engine::reports) fn frozen(
    connection: &Connection,
    id: Id,
) -> Result<(ReportRequest, Document)> {
    let kept = report(connection, id)?;
    Ok((request_of(&kept.record)?, thawed(connection, &kept.record)?))
}

/// What a kept paper says.
pub(super) fn thawed(connection: &Connection, report: &Report) -> Result<Document> {
    let damaged = |error: &dyn std::fmt::Display| {
        Error::new(ErrorCode::DamagedBook).detail(format!("{}: {error}", report.content))
    };
    let bytes = store::content(connection, &report.content)?;
    let mut json = Vec::new();
    ZlibDecoder::new(bytes.as_slice())
        .take(MOST)
        .read_to_end(&mut json)
        .map_err(|error| damaged(&error))?;
    let kept: Keeps = serde_json::from_slice(&json).map_err(|error| damaged(&error))?;
    if kept.format > FORMAT {
        return Err(Error::new(ErrorCode::NewerBook).with("path", &report.title));
    }
    Ok(kept.document)
}
