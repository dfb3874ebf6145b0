//! What an officer wrote into the sections of a paper.

use std::collections::HashMap;

use rusqlite::Connection;
use serde::Serialize;
use serde_json::json;
use ts_rs::TS;

use super::edited::{Sentence, is_sentence};
use super::sentence_texts::{Sentences, TextOf, anchored};
use super::{ReportKind, ReportRequest, TextsOf};
use crate::domain::book::ReportText;
use crate::domain::text::clean_note;
use crate::domain::{Error, ErrorCode, Id, Period, Result};
use crate::store::{self, Book, Done, Operation};

/// A section that takes a text: its key, its title, what belongs there.
type Section = (&'static str, &'static str, &'static str);

/// Sections of the progress report, in its order.
const PROGRESS: [Section; 13] = [
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

const RECIPIENTS: Section = (
    "recipients",
    "Nơi nhận",
    "Mỗi dòng một nơi nhận; để trống thì theo thể thức của cơ quan.",
);

const REMINDER: [Section; 3] = [
    (
        "opening",
        "Căn cứ và tình hình",
        "Văn bản giao việc, việc nào quá hạn đến ngày nào.",
    ),
    (
        "request",
        "Yêu cầu",
        "Yêu cầu hoàn thành và báo cáo trước ngày nào.",
    ),
    RECIPIENTS,
];

const CONCLUSION: [Section; 3] = [
    (
        "opening",
        "Mở đầu",
        "Cuộc họp, người chủ trì, thành phần dự họp.",
    ),
    (
        "closing",
        "Kết thúc",
        "Ai thông báo kết luận, cho ai biết và thực hiện.",
    ),
    RECIPIENTS,
];

const INVITATION: [Section; 2] = [
    (
        "closing",
        "Lời đề nghị",
        "Chuẩn bị tài liệu, dự họp đúng thành phần, thời gian.",
    ),
    RECIPIENTS,
];

const RANKING: [Section; 2] = [
    ("opening", "Mở đầu", "Căn cứ, chỉ tiêu, ngày tính đến."),
    (
        "remarks",
        "Nhận xét, đề nghị",
        "Nguyên nhân đơn vị đạt thấp, việc cần chỉ đạo.",
    ),
];

const TASKS: [Section; 2] = [
    ("opening", "Mở đầu", "Căn cứ, phạm vi, ngày tính đến."),
    ("remarks", "Nhận xét", "Nguyên nhân chậm, việc cần chỉ đạo."),
];

const DELIVERY: [Section; 6] = [
    ("opening", "Mở đầu", "Thời gian, địa điểm giao nhận."),
    ("giver", "Đại diện bên giao", "Họ và tên, chức vụ."),
    ("receiver", "Đại diện bên nhận", "Họ và tên, chức vụ."),
    (
        "remarks",
        "Ý kiến của hai bên",
        "Thời hạn giao phần còn thiếu, việc cần đối chiếu lại.",
    ),
    ("closing", "Kết thúc", "Trách nhiệm của hai bên, số bản."),
    RECIPIENTS,
];

const HANDOVER: [Section; 6] = [
    ("opening", "Mở đầu", "Thời gian, địa điểm bàn giao."),
    ("giver", "Người bàn giao", "Họ và tên, chức vụ."),
    ("receiver", "Người nhận bàn giao", "Họ và tên, chức vụ."),
    (
        "remarks",
        "Ý kiến của hai bên",
        "Việc cần làm tiếp, tài liệu giấy giao kèm.",
    ),
    ("closing", "Kết thúc", "Trách nhiệm của hai bên, số bản."),
    RECIPIENTS,
];

const HANDOUT: [Section; 1] = [(
    "remarks",
    "Nội dung xin ý kiến",
    "Một, hai dòng ở cuối trang; trang chỉ có một tờ.",
)];

/// Sections of a kind, in its order.
const fn sections(kind: ReportKind) -> &'static [Section] {
    match kind {
        ReportKind::Progress => &PROGRESS,
        ReportKind::Ranking => &RANKING,
        ReportKind::Tasks => &TASKS,
        ReportKind::Reminder => &REMINDER,
        ReportKind::Conclusion => &CONCLUSION,
        ReportKind::Invitation => &INVITATION,
        ReportKind::Handout => &HANDOUT,
        ReportKind::Checklist => &[],
        ReportKind::DeliveryRecord => &DELIVERY,
        ReportKind::Handover => &HANDOVER,
    }
}

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
    /// The words that stand where nothing was written; empty where nothing does.
    pub standard: String,
    /// What belongs there.
    pub hint: String,
    /// Whether it is a sentence made of figures, whose numbers follow the book whatever its words.
    pub sentence: bool,
}

/// Period and subject under which the texts of a paper are kept.
fn place(kind: ReportKind, period: Period, subject: Option<Id>) -> (String, Option<Id>) {
    match kind.texts_of() {
        TextsOf::PeriodAndSubject => (period.key(), subject),
        TextsOf::Subject => (String::new(), subject),
    }
}

/// Texts of a paper by section; one written for every period serves where none was written for this one.
pub(super) fn texts(
    connection: &Connection,
    request: &ReportRequest,
) -> Result<HashMap<String, String>> {
    let (period, subject) = place(request.kind, request.period, request.texts_subject());
    let sql = "report_kind = ?1 AND period IN ('', ?2) AND subject IS ?3 ORDER BY period";
    let kept =
        store::list::<ReportText>(connection, sql, &[&request.kind.name(), &period, &subject])?;
    Ok(kept
        .into_iter()
        .map(|kept| (kept.record.section, kept.record.text))
        .collect())
}

/// Every section with its text, and the words that stand where none was written.
pub(super) fn section_texts(
    kind: ReportKind,
    texts: &HashMap<String, String>,
    standard: &[(&'static str, String)],
    sentences: &[Sentence],
) -> Vec<SectionText> {
    let words = |section: &str| {
        standard
            .iter()
            .find(|(key, _)| *key == section)
            .map(|(_, words)| words.clone())
    };
    sections(kind)
        .iter()
        .map(|(section, title, hint)| SectionText {
            section: (*section).to_owned(),
            title: (*title).to_owned(),
            text: texts.get(*section).cloned().unwrap_or_default(),
            standard: words(section).unwrap_or_default(),
            hint: (*hint).to_owned(),
            sentence: false,
        })
        .chain(sentences.iter().map(|own| SectionText {
            section: own.section.clone(),
            title: "Câu lập từ số liệu".to_owned(),
            text: if own.printed == own.standard {
                String::new()
            } else {
                own.printed.clone()
            },
            standard: own.standard.clone(),
            hint: "Sửa lời tùy ý; các số vẫn theo sổ cho đến khi trình ký. Để trống thì dùng lại câu tự lập.".to_owned(),
            sentence: true,
        }))
        .collect()
}

pub(super) fn no_section(section: &str) -> Error {
    Error::new(ErrorCode::BadRequest).detail(format!("no section {section}"))
}

/// Writes the text of a section (viết lời văn). An empty text takes it out of the paper, or gives room to the
/// standard words.
pub fn write_report_text(
    book: &mut Book,
    of: TextOf,
    section: &str,
    text: &str,
) -> Result<Done<()>> {
    write_text_of(book, of, (section, text), None)
}

/// The same by the sentences that the officer has before her, where they are known.
pub fn write_text_of(
    book: &mut Book,
    (kind, period, subject): TextOf,
    (section, text): (&str, &str),
    shown: Option<&Sentences>,
) -> Result<Done<()>> {
    let (title, text) = if is_sentence(section) {
        let text = anchored(book, (kind, period, subject), shown, (section, text))?;
        ("Câu lập từ số liệu", text)
    } else {
        let known = sections(kind).iter().find(|(key, _, _)| *key == section);
        let (_, title, _) = known.ok_or_else(|| no_section(section))?;
        (*title, text.to_owned())
    };
    let (key, subject) = place(kind, period, subject);
    let standing = book.read(|c| {
        store::list::<ReportText>(
            c,
            "report_kind = ?1 AND period = ?2 AND subject IS ?3 AND section = ?4",
            &[&kind.name(), &key, &subject, &section],
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
                period: key,
                subject,
                section: section.to_owned(),
                text: clean_note(&text)?,
            };
            match standing.first() {
                Some(kept) => tx.set(kept.id, &record),
                None => tx.add(&record).map(drop),
            }
        },
    )
}
