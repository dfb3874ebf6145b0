//! What a file is, by its content and never by its name.

use std::borrow::Cow;

use super::compound::Compound;
use super::package::Package;
use super::{encoding, refusal, xls};
use crate::domain::{ErrorCode, Result};

/// What a file is, opened so far that its reader can go on.
pub(super) enum Sort<'a> {
    /// Excel since 2007, with the part that lists its sheets.
    Xlsx(Package<'a>, String),
    Ods(Package<'a>),
    Docx(Package<'a>),
    /// The stream of an Excel workbook before 2007.
    Xls(Cow<'a, [u8]>),
    /// Excel's XML of 2003; how it was written where that had to be converted.
    Xml2003(Cow<'a, str>, Option<&'static str>),
    FlatOds(Cow<'a, str>, Option<&'static str>),
    Html(Cow<'a, str>, Option<&'static str>),
    Text(Cow<'a, str>, Option<&'static str>),
}

/// First bytes of files that are often sent along and are no tables.
const OTHERS: [(&[u8], &str); 14] = [
    (b"%PDF", "pdf"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"MZ", "exe"),
    (b"\x7fELF", "elf"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "rtf"),
    (b"SQLite format 3", "sqlite"),
    (b"MIME-Version:", "mht"),
    (b"RIFF", "riff"),
];

/// Signs of control that text files have.
const ALLOWED: [char; 6] = ['\t', '\n', '\r', '\u{c}', '\u{1a}', '\u{b}'];

/// Tells what a file is.
pub(super) fn sniff(bytes: &[u8]) -> Result<Sort<'_>> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return package(bytes);
    }
    if Compound::begins(bytes) {
        return compound(bytes);
    }
    if xls::begins(bytes) {
        return Ok(Sort::Xls(Cow::Borrowed(bytes)));
    }
    let other = OTHERS.iter().find(|(begin, _)| bytes.starts_with(begin));
    // "BM" and "MZ" may begin a text; a binary file has zeros early on.
    let text = |begin: &[u8]| begin.len() == 2 && !bytes[..bytes.len().min(64)].contains(&0);
    if let Some((begin, name)) = other
        && !text(begin)
    {
        return Err(refusal::not_a_table(name));
    }
    text_sort(bytes)
}

fn package(bytes: &[u8]) -> Result<Sort<'_>> {
    let mut package = Package::open(bytes)?;
    if package.has("encrypted-package") {
        return Err(ErrorCode::LockedByPassword.into());
    }
    if package.has("xl/workbook.xml") {
        return Ok(Sort::Xlsx(package, "xl/workbook.xml".to_owned()));
    }
    if package.has("word/document.xml") {
        package.unlocked("word/document.xml")?;
        return Ok(Sort::Docx(package));
    }
    if package.has("content.xml") {
        package.unlocked("content.xml")?;
        return Ok(Sort::Ods(package));
    }
    // Programs may call the list of sheets otherwise.
    for name in ["xl/workbook2.xml", "workbook.xml"] {
        if package.has(name) {
            return Ok(Sort::Xlsx(package, name.to_owned()));
        }
    }
    let xlsb = package.any(|name| name == "xl/workbook.bin");
    Err(refusal::not_a_table(if xlsb { "xlsb" } else { "zip" }))
}

fn compound(bytes: &[u8]) -> Result<Sort<'_>> {
    let file = Compound::open(bytes)?;
    if file.has("EncryptedPackage") {
        return Err(ErrorCode::LockedByPassword.into());
    }
    for name in ["Workbook", "Book"] {
        if let Some(stream) = file.stream(name) {
            return Ok(Sort::Xls(Cow::Owned(stream)));
        }
    }
    let doc = file.has("WordDocument");
    Err(refusal::not_a_table(if doc { "doc" } else { "ole" }))
}

fn text_sort(bytes: &[u8]) -> Result<Sort<'_>> {
    let (text, written) = encoding::decode(bytes);
    let looked_at = head(&text, 64 << 10);
    let controls = looked_at
        .chars()
        .filter(|c| (c.is_control() && !ALLOWED.contains(c)) || *c == '\u{fffd}')
        .count();
    let signs = looked_at.chars().count();
    if controls * 20 > signs {
        return Err(refusal::not_a_table("binary"));
    }
    if !looked_at.chars().any(char::is_alphanumeric) {
        return Err(refusal::not_a_table("blank"));
    }
    let lower = looked_at.trim_start().to_ascii_lowercase();
    if lower.starts_with('<') {
        let begin = head(&lower, 8 << 10);
        let html = ["<html", "<!doctype html"]
            .iter()
            .any(|own| begin.contains(own));
        if !html && begin.contains("urn:schemas-microsoft-com:office:spreadsheet") {
            return Ok(Sort::Xml2003(text, written));
        }
        if begin.contains("urn:oasis:names:tc:opendocument") {
            return Ok(Sort::FlatOds(text, written));
        }
        if html || lower.contains("<table") || lower.contains("<tr") {
            return Ok(Sort::Html(text, written));
        }
    }
    Ok(Sort::Text(text, written))
}

/// The beginning of a text, of at most so many bytes.
pub(super) fn head(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
