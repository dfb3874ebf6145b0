//! Labels of a line: "chủ trì: …", "(hạn: …)".

use super::super::columns::{ColumnRole, plain};
use super::super::rows::Raw;

/// A label with its place.
pub(super) struct Label {
    pub role: ColumnRole,
    /// Where it begins, and where what it names begins.
    pub from: usize,
    pub to: usize,
}

/// The labels of a line in their order.
pub(super) fn labels_in(text: &str) -> Vec<Label> {
    let mut out: Vec<Label> = Vec::new();
    for (at, _) in text.match_indices(':') {
        let head = &text[..at];
        let from = head
            .char_indices()
            .rfind(|(_, c)| matches!(c, ';' | '.' | ',' | '(' | ':' | '|' | '–' | '•' | '\n'))
            .map_or(0, |(place, c)| place + c.len_utf8());
        let dash = head.rfind(" - ").map_or(0, |place| place + 3);
        let from = from.max(dash);
        let from = from + (head[from..].len() - head[from..].trim_start().len());
        if let Some(role) = label(&plain(&head[from..])) {
            out.push(Label {
                role,
                from,
                to: at + 1,
            });
        }
    }
    out
}

/// What a label names.
pub(super) fn label(words: &str) -> Option<ColumnRole> {
    let any = |all: &[&str]| all.contains(&words);
    if any(&[
        "chu tri",
        "don vi chu tri",
        "co quan chu tri",
        "thuc hien",
        "don vi thuc hien",
        "co quan thuc hien",
        "don vi",
        "phu trach",
        "dau moi",
        "don vi phu trach",
        "don vi chu tri thuc hien",
        "co quan chu tri thuc hien",
        "chu tri thuc hien",
        "phan cong",
        "phan cong thuc hien",
        "don vi dau moi",
        "co quan dau moi",
        "trach nhiem",
        "trach nhiem thuc hien",
        "to chuc thuc hien",
    ]) {
        return Some(ColumnRole::Lead);
    }
    if any(&[
        "phoi hop",
        "don vi phoi hop",
        "co quan phoi hop",
        "cung phoi hop",
        "phoi hop voi",
        "phoi hop thuc hien",
        "don vi phoi hop thuc hien",
        "co quan phoi hop thuc hien",
        "cac don vi phoi hop",
    ]) {
        return Some(ColumnRole::Partner);
    }
    if any(&[
        "han",
        "thoi han",
        "thoi gian",
        "thoi gian hoan thanh",
        "hoan thanh",
        "han hoan thanh",
        "thoi han hoan thanh",
        "deadline",
        "thoi gian thuc hien",
        "thoi han thuc hien",
        "tien do",
        "tien do hoan thanh",
        "tien do thuc hien",
        "han chot",
        "han cuoi",
        "hoan thanh truoc",
        "xong truoc",
        "thoi diem hoan thanh",
        "lo trinh",
        "lo trinh thuc hien",
    ]) {
        return Some(ColumnRole::Deadline);
    }
    if any(&[
        "san pham",
        "ket qua",
        "dau ra",
        "san pham ket qua",
        "san pham dau ra",
        "san pham du kien",
        "ket qua dau ra",
        "ket qua can dat",
        "yeu cau san pham",
    ]) {
        return Some(ColumnRole::Deliverable);
    }
    if any(&[
        "nguoi phu trach",
        "can bo phu trach",
        "lanh dao phu trach",
        "lanh dao chi dao",
        "nguoi thuc hien",
    ]) {
        return Some(ColumnRole::Person);
    }
    if any(&["noi dung", "nhiem vu", "viec", "cong viec"]) {
        return Some(ColumnRole::Task);
    }
    any(&["ghi chu"]).then_some(ColumnRole::Note)
}

/// Takes what labels name into a row; what it has already stays.
pub(super) fn take_labels(raw: &mut Raw, text: &str, labels: &[Label]) {
    for (at, own) in labels.iter().enumerate() {
        let end = labels.get(at + 1).map_or(text.len(), |next| next.from);
        let value = tidy(text.get(own.to..end).unwrap_or_default());
        let place = match own.role {
            ColumnRole::Lead => &mut raw.lead,
            ColumnRole::Partner => &mut raw.partners,
            ColumnRole::Deadline => &mut raw.deadline,
            ColumnRole::Deliverable => &mut raw.deliverable,
            ColumnRole::Person => &mut raw.person,
            ColumnRole::Note => &mut raw.note,
            _ if !raw.title.is_empty() => &mut raw.content,
            _ => &mut raw.title,
        };
        if place.is_empty() {
            value.clone_into(place);
        }
    }
}

/// A text without the signs that part it from what stands around it.
pub(super) fn tidy(text: &str) -> &str {
    let text = text
        .trim()
        .trim_end_matches([';', ',', '.', '(', '-', '–', ' ', ':', '/'])
        .trim_start_matches([';', ',', ' ', ':']);
    if text.contains('(') {
        text
    } else {
        text.trim_end_matches(')').trim_end_matches(['.', ';', ' '])
    }
}
