//! What support needs to know of a book (tệp hỗ trợ), as plain text that a person reads before it is sent. Counts of rows and
//! states of files; no figure, no name, no word that an officer wrote, no path.

use rusqlite::Connection;

use super::safety::{self, SafetyMemory};
use crate::domain::{Kind, Result};
use crate::store::{Book, copies, journal, sqlite};

/// The part of the text that is about the open book.
pub fn about_book(book: &Book, memory: &SafetyMemory) -> Result<Vec<String>> {
    let mut lines = vec!["[book]".to_owned()];
    let bytes = std::fs::metadata(book.path()).map_or(0, |own| own.len());
    let (operations, head) = book.read(journal::last)?;
    lines.push(format!("bytes = {bytes}"));
    lines.push(format!("operations = {operations}"));
    lines.push(format!("head = {}", crate::domain::hex::hex(&head[..8])));
    lines.push(format!("archive = {}", book.is_archive()?));
    lines.extend(book.read(pragmas)?);
    let all = copies::list(&safety::folder_of(book));
    lines.push(format!("copies = {}", all.len()));
    lines.push(format!(
        "newest copy = {}",
        all.last()
            .map_or_else(String::new, |own| own.moment.to_string())
    ));
    lines.push(format!("second place = {}", memory.second.is_some()));
    let rehearsed = memory.rehearsed.as_ref();
    lines.push(format!(
        "rehearsal = {}",
        rehearsed.map_or_else(String::new, |own| format!("{} whole={}", own.at, own.whole))
    ));
    lines.push("[rows: now / all states]".to_owned());
    lines.extend(book.read(rows)?);
    lines.push("[operations of the last 30 kinds]".to_owned());
    lines.extend(book.read(recent)?);
    Ok(lines)
}

fn pragmas(connection: &Connection) -> Result<Vec<String>> {
    [
        "user_version",
        "page_size",
        "page_count",
        "freelist_count",
        "journal_mode",
    ]
    .iter()
    .map(|name| {
        let value: rusqlite::types::Value = connection
            .pragma_query_value(None, name, |row| row.get(0))
            .map_err(sqlite)?;
        let value = match value {
            rusqlite::types::Value::Integer(own) => own.to_string(),
            rusqlite::types::Value::Text(own) => own,
            _ => String::new(),
        };
        Ok(format!("{name} = {value}"))
    })
    .collect()
}

fn rows(connection: &Connection) -> Result<Vec<String>> {
    let mut out = Vec::new();
    for kind in Kind::ALL {
        let table = kind.table();
        let sql = format!(
            "SELECT count(*) FILTER (WHERE to_seq IS NULL), count(*) FROM main.\"{table}\""
        );
        let (now, all): (i64, i64) = connection
            .query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
            .map_err(sqlite)?;
        if all > 0 {
            out.push(format!("{table} = {now} / {all}"));
        }
    }
    Ok(out)
}

/// What was done last, by its name alone.
fn recent(connection: &Connection) -> Result<Vec<String>> {
    let entries = journal::entries(connection, "1 = 1 ORDER BY seq DESC LIMIT ?1", 30)?;
    Ok(entries
        .into_iter()
        .map(|own| format!("{} {}", own.seq, own.kind))
        .collect())
}
