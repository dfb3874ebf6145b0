//! The words that Decree 30/2020/NĐ-CP prescribes around what a document says. Both writers take them from here.

use super::content::{Annex, Letterhead, Reference};
use super::shape::prepare;
use crate::domain::instant::spell_day;

/// Quốc hiệu.
pub const STATE: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
/// Tiêu ngữ.
pub const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";
/// Label of the recipients.
pub const RECIPIENTS: &str = "Nơi nhận:";
/// Room for what is written by hand.
const BY_HAND: &str = "\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}";

/// What a công văn is about (Phụ lục I, Mục II.5.b).
pub fn about_line(subject: &[String]) -> String {
    format!("V/v {}", subject.join(" "))
}

/// "Số: 05/BC-UBND"; a number below 10 gets a 0, no number leaves room.
pub fn number_line(head: &Letterhead) -> String {
    let number = match head.number.as_deref().map(str::trim) {
        Some(number) if number.len() == 1 && number.chars().all(|c| c.is_ascii_digit()) => {
            format!("\u{a0}0{number}")
        }
        Some(number) if !number.is_empty() => format!("\u{a0}{number}"),
        _ => BY_HAND.to_owned(),
    };
    format!("Số:{number}/{}", head.symbol.trim())
}

/// "Bình Thủy, ngày 05 tháng 01 năm 2024"; no day leaves room for day and month.
pub fn date_line(head: &Letterhead) -> String {
    let date = head.day.map_or_else(
        || format!("{BY_HAND}tháng{BY_HAND}năm {}", head.year),
        |day| format!(" {}", spell_day(day)),
    );
    format!("{}, ngày{date}", head.place.trim())
}

/// Kính gửi: one addressee on the same line, several on dashed lines below.
pub fn addressee_lines(names: &[String]) -> Vec<String> {
    const LABEL: &str = "Kính gửi:";
    match given(names).as_slice() {
        [] => Vec::new(),
        [one] => vec![format!("{LABEL} {}.", one.trim_end_matches('.'))],
        many => std::iter::once(LABEL.to_owned())
            .chain(many.iter().enumerate().map(|(place, name)| {
                let end = if place + 1 == many.len() { '.' } else { ';' };
                format!("- {}{end}", name.trim_end_matches(['.', ';']))
            }))
            .collect(),
    }
}

/// Nơi nhận, each with its dash and its end; the label stands before them.
pub fn recipient_lines(recipients: &[String]) -> Vec<String> {
    let recipients = given(recipients);
    let count = recipients.len();
    recipients
        .into_iter()
        .enumerate()
        .map(|(place, text)| {
            let end = if place + 1 == count { '.' } else { ';' };
            let text = text.trim_start_matches("- ").trim_end_matches(['.', ';']);
            format!("-\u{a0}{text}{end}")
        })
        .collect()
}

fn given(texts: &[String]) -> Vec<&str> {
    let texts = texts.iter().map(|text| text.trim());
    texts.filter(|text| !text.is_empty()).collect()
}

/// "(Kèm theo Báo cáo số 05/BC-UBND ngày 20 tháng 3 năm 2024 của …)"; what văn thư gives leaves room until then.
fn reference_line(reference: &Reference, head: &Letterhead) -> String {
    let number = match head.number.as_deref().map(str::trim) {
        Some(number) if !number.is_empty() => format!(" {number:0>2}"),
        _ => "\u{a0}".repeat(8),
    };
    let short = "\u{a0}".repeat(4);
    let day = head.day.map_or_else(
        || format!("{short}tháng{short}năm {}", head.year),
        |day| format!(" {}", spell_day(day)),
    );
    format!(
        "(Kèm theo {} số{number}/{} ngày{day} của {})",
        reference.document,
        head.symbol.trim(),
        reference.issuer
    )
}

/// Head of an annex (Phụ lục I, Mục II.10).
pub struct AnnexHead {
    /// "Phụ lục I".
    pub label: String,
    /// Its title in capitals.
    pub title: String,
    /// The line that names the document, in brackets; empty for none.
    pub reference: String,
    /// How an outline names it.
    pub mark: String,
}

/// Head of an annex.
pub fn annex_head(annex: &Annex, head: &Letterhead) -> AnnexHead {
    let number = annex.number.trim();
    let label = if number.is_empty() {
        "Phụ lục".to_owned()
    } else {
        format!("Phụ lục {number}")
    };
    let title = prepare(&annex.title);
    AnnexHead {
        reference: annex
            .reference
            .as_ref()
            .map_or_else(String::new, |own| reference_line(own, head)),
        mark: if title.is_empty() {
            label.clone()
        } else {
            format!("{label}. {title}")
        },
        title: title.to_uppercase(),
        label,
    }
}
