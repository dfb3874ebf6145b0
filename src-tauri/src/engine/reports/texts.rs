//! What an officer wrote into the sections of a report.

use std::collections::HashMap;

use rusqlite::Connection;
use serde::Serialize;
use serde_json::json;
use ts_rs::TS;

use super::ReportKind;
use crate::domain::book::ReportText;
use crate::domain::text::clean_note;
use crate::domain::{Error, ErrorCode, Period, Result};
use crate::store::{self, Book, Done, Operation};

/// Sections that take a text, in the order of the report, with what belongs there.
pub(super) const SECTIONS: [(&str, &str, &str); 13] = [
    (
        "direction",
        "Công tác chỉ đạo, triển khai",
        "Văn bản đã ban hành, hội nghị, kiểm tra, phân công.",
    ),
    (
        "group.a",
        "Giải quyết TTHC, dịch vụ công",
        "Nhận xét thêm về nhóm tiện ích này; số liệu đã có sẵn.",
    ),
    (
        "group.b",
        "Phát triển kinh tế - xã hội",
        "Kết quả không có trong bảng số liệu.",
    ),
    (
        "group.c",
        "Công dân số",
        "Cách làm hay, tuyên truyền, Tổ công nghệ số cộng đồng.",
    ),
    (
        "group.d",
        "Dữ liệu dân cư",
        "Kết quả làm sạch, kết nối, bổ sung dữ liệu.",
    ),
    (
        "group.dd",
        "Chỉ đạo, điều hành",
        "Giao ban, đôn đốc, khen thưởng.",
    ),
    (
        "difficulties.phap_ly",
        "Khó khăn về pháp lý",
        "Quy định còn thiếu, còn chồng chéo.",
    ),
    (
        "difficulties.ha_tang",
        "Khó khăn về hạ tầng",
        "Máy móc, đường truyền, phần mềm.",
    ),
    (
        "difficulties.du_lieu",
        "Khó khăn về dữ liệu",
        "Dữ liệu chưa đúng, đủ, sạch, sống.",
    ),
    (
        "difficulties.an_ninh",
        "Khó khăn về an ninh, an toàn",
        "An toàn thông tin, bảo vệ dữ liệu cá nhân.",
    ),
    (
        "difficulties.nguon_luc",
        "Khó khăn về nguồn lực",
        "Con người, kinh phí.",
    ),
    (
        "next_tasks",
        "Nhiệm vụ trọng tâm thời gian tới",
        "Việc chính của kỳ sau; nhiệm vụ đến hạn đã được liệt kê sẵn.",
    ),
    ("proposals", "Đề xuất, kiến nghị", "Đề nghị với cấp trên."),
];

/// The text of one section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ReportText")]
pub struct SectionText {
    /// Section key.
    pub section: String,
    /// Its title.
    pub title: String,
    /// What was written; lines are paragraphs.
    pub text: String,
    /// What belongs there.
    pub hint: String,
}

/// Texts of a report by section; one written for every period serves where none was written for this one.
pub(super) fn texts(
    connection: &Connection,
    kind: ReportKind,
    period: Period,
) -> Result<HashMap<String, String>> {
    let sql = "report_kind = ?1 AND period IN ('', ?2) ORDER BY period";
    let kept = store::list::<ReportText>(connection, sql, &[&kind.name(), &period.key()])?;
    Ok(kept
        .into_iter()
        .map(|kept| (kept.record.section, kept.record.text))
        .collect())
}

/// Every section with its text.
pub(super) fn section_texts(texts: &HashMap<String, String>) -> Vec<SectionText> {
    SECTIONS
        .iter()
        .map(|(section, title, hint)| SectionText {
            section: (*section).to_owned(),
            title: (*title).to_owned(),
            text: texts.get(*section).cloned().unwrap_or_default(),
            hint: (*hint).to_owned(),
        })
        .collect()
}

/// Writes the text of a section (viết lời văn). An empty text takes it out of the report.
pub fn write_report_text(
    book: &mut Book,
    kind: ReportKind,
    period: Period,
    section: &str,
    text: &str,
) -> Result<Done<()>> {
    let Some((_, title, _)) = SECTIONS.iter().find(|(key, _, _)| *key == section) else {
        return Err(Error::new(ErrorCode::BadRequest).detail(format!("no section {section}")));
    };
    let standing = book.read(|c| {
        store::list::<ReportText>(
            c,
            "report_kind = ?1 AND period = ?2 AND section = ?3",
            &[&kind.name(), &period.key(), &section],
        )
    })?;
    book.transact(
        Operation::new(
            "write_report_text",
            json!({ "section": title, "period": period.label() }),
        ),
        |tx| {
            let record = ReportText {
                report_kind: kind.name().to_owned(),
                period: period.key(),
                section: section.to_owned(),
                text: clean_note(text)?,
            };
            match standing.first() {
                Some(kept) => tx.set(kept.id, &record),
                None => tx.add(&record).map(drop),
            }
        },
    )
}
