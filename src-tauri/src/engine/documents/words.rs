//! How a document is named in sentences.

use crate::domain::book::Document;
use crate::domain::instant::show_day;

/// "Quyết định số 766/QĐ-TTg ngày 23/06/2022 của Thủ tướng Chính phủ"; without a number, what it is about.
pub(in crate::engine) fn document_words(document: &Document) -> String {
    let number = if document.number.is_empty() {
        String::new()
    } else {
        format!(" số {}", document.number)
    };
    let day = document
        .day
        .map(|day| format!(" ngày {}", show_day(day)))
        .unwrap_or_default();
    let issuer = if document.issuer.is_empty() {
        String::new()
    } else {
        format!(" của {}", document.issuer)
    };
    let about = if document.number.is_empty() && !document.excerpt.is_empty() {
        format!(": {}", document.excerpt)
    } else {
        String::new()
    };
    format!("{}{number}{day}{issuer}{about}", document.kind)
}
