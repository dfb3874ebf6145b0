//! Text with cells between tabs, semicolons, bars or commas: what spreadsheets copy and save.

use super::build::{Build, Stop};
use super::limits::MOST_CHARACTERS;
use super::refusal;
use super::sniff::head;
use super::workbook::RemarkKind;
use crate::domain::Result;

/// What parts cells. A comma is also a decimal sign here, so it comes last.
const SIGNS: [u8; 4] = [b'\t', b';', b'|', b','];

/// Reads a text as one table.
pub(super) fn read(text: &str) -> Result<Build> {
    let text = text.trim_start_matches('\u{feff}');
    let (text, skipped, sign) = hinted(text).unwrap_or_else(|| (text, 0, sign_of(text)));
    let mut build = Build::default();
    match table(&mut build, text, skipped, sign, true) {
        Ok(()) => {}
        Err(row) => {
            // A quotation mark that never closes swallows all that follows: then marks are signs like others.
            build = Build::default();
            let _ = table(&mut build, text, skipped, sign, false);
            build.remark("", row, RemarkKind::Broken);
        }
    }
    if build.tables.iter().all(|table| table.rows.is_empty()) {
        return Err(refusal::not_a_table("blank"));
    }
    Ok(build)
}

/// Excel's own hint, `sep=;` alone on the first line: what follows it, the lines it takes, and the sign.
fn hinted(text: &str) -> Option<(&str, u32, u8)> {
    let (line, rest) = text.split_once('\n')?;
    let line = line.trim_end_matches('\r');
    let sign = match line.as_bytes() {
        [begin @ .., sign] if begin.eq_ignore_ascii_case(b"sep=") && sign.is_ascii() => *sign,
        _ => return None,
    };
    Some((rest, 1, sign))
}

/// The sign that parts the cells: of the first lines nearly as many have it as have any other, so that a comma in a
/// title or in numbers does not count.
fn sign_of(text: &str) -> u8 {
    let lines: Vec<&str> = head(text, 64 << 10).lines().take(200).collect();
    let with = |sign: u8| lines.iter().filter(|line| has(line, sign)).count();
    let most = SIGNS.map(with).into_iter().max().unwrap_or(0);
    let enough = |sign: &u8| most > 0 && with(*sign) * 5 >= most * 3;
    SIGNS.into_iter().find(enough).unwrap_or(b'\t')
}

/// Whether a line has the sign outside quotation marks.
fn has(line: &str, sign: u8) -> bool {
    let mut quoted = false;
    line.bytes().any(|byte| {
        quoted ^= byte == b'"';
        !quoted && byte == sign
    })
}

/// Reads the table; an error is the row whose quotation mark does not close.
fn table(build: &mut Build, text: &str, skipped: u32, sign: u8, quoting: bool) -> Result<(), u32> {
    let Ok(mut draft) = build.begin("", false) else {
        return Ok(());
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(sign)
        .quoting(quoting)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut doubtful = None;
    while matches!(reader.read_record(&mut record), Ok(true)) {
        let line = record.position().map_or(0, |at| line_of(text, at));
        let row = u32::try_from(line)
            .unwrap_or(u32::MAX)
            .saturating_add(skipped);
        let swallowed = |cell: &str| cell.len() > MOST_CHARACTERS && cell.contains('\n');
        if quoting && record.iter().any(swallowed) {
            doubtful = Some(row);
            break;
        }
        let mut ended = Ok(());
        for (column, cell) in (0..).zip(record.iter()) {
            ended = draft.put_text(build, row, column, cell);
            if ended.is_err() {
                break;
            }
        }
        if ended == Err(Stop::Full) {
            break;
        }
    }
    build.end(draft);
    doubtful.map_or(Ok(()), Err)
}

/// The line that a record begins on: blank lines before it belong to its place but not to it.
fn line_of(text: &str, at: &csv::Position) -> u64 {
    let rest = usize::try_from(at.byte())
        .ok()
        .and_then(|byte| text.get(byte..));
    let blank = rest.map_or(0, |rest| {
        let ends = rest.bytes().take_while(|b| matches!(b, b'\n' | b'\r'));
        ends.filter(|b| *b == b'\n').count()
    });
    at.line() + blank as u64
}
