//! The report on one unit (báo cáo về một đơn vị): what the office says of it. Letterhead, number and signer of a book
//! are those of its own office, so a unit's own report to the level above is made from the unit's book, where it is the
//! root; here the office tells how the unit does its tasks, its figures, and where it stands among its peers.

use super::commended;
use super::figure_sentences as figures;
use super::material::Material;
use super::office::{Office, WATERMARK};
use super::overdue;
use super::progress::{self, Numbers, heading};
use super::shown::Shown;
use super::task_sentences as work;
use super::unit_tables as tables;
use crate::domain::Id;
use crate::domain::instant::spell_day;
use crate::domain::text::capitalise;
use crate::report::content::{Annex, Block, Document, Form, Level, Orientation, Reference};

pub(super) fn document(m: &Material) -> Document {
    let office = &m.office;
    let theme = format!(
        "Đề án 06 {} của {}",
        office.width.title,
        office.called(m.body)
    );
    let mut numbers = Numbers::default();
    let mut body = vec![opening(m)];
    let written: Vec<Block> = office.lines("direction").map(Block::plain).collect();
    if !written.is_empty() {
        body.push(numbers.heading(progress::DIRECTION, "direction"));
        body.extend(written);
    }
    results(m, &mut numbers, &mut body);
    let mut told = Vec::new();
    if progress::bottlenecks(m, &mut told) > 0 {
        body.push(numbers.heading(progress::DIFFICULTIES, "difficulties"));
        body.append(&mut told);
    }
    progress::next_tasks(m, &mut numbers, &mut body);
    progress::proposals(m, &mut numbers, &mut body);
    let attached = progress::attached(m, &body);
    body.push(Block::plain(format!(
        "Trên đây là báo cáo kết quả triển khai, thực hiện {theme}{attached}./."
    )));
    Document {
        title: format!("Báo cáo kết quả triển khai, thực hiện {theme}"),
        kind_name: "BÁO CÁO".to_owned(),
        subject: vec![format!("Kết quả triển khai, thực hiện {theme}")],
        addressees: office.letterhead.addressees.clone(),
        body,
        recipients: recipients(office, m.body),
        annexes: annexes(m),
        watermark: m.illustrative().then(|| WATERMARK.to_owned()),
        keywords: vec![
            "Đề án 06".to_owned(),
            office.period.label(),
            office.called(m.body),
        ],
        ..office.paper(Form::Report, office.letterhead.symbol.clone())
    }
}

/// Where reports go, and the unit, before what says where it is kept.
pub(super) fn recipients(office: &Office, unit: Id) -> Vec<String> {
    let mut out = office.letterhead.recipients.clone();
    let kept = out
        .iter()
        .position(|text| text.trim_start_matches("- ").starts_with("Lưu"))
        .unwrap_or(out.len());
    out.insert(kept, office.addressee(unit));
    out
}

fn opening(m: &Material) -> Block {
    let office = &m.office;
    let day = office.as_of.day;
    let until = if office.width.brief && day == office.period.last_day() {
        String::new()
    } else {
        format!(" (số liệu tính đến ngày {})", spell_day(day))
    };
    Block::plain(format!(
        "{} báo cáo kết quả triển khai, thực hiện Đề án phát triển ứng dụng dữ liệu về dân cư, định danh và xác thực điện \
         tử phục vụ chuyển đổi số quốc gia (sau đây gọi tắt là Đề án 06) {} của {}{until} như sau:",
        office.issuer_name(),
        office.width.opening,
        office.called(m.body),
    ))
}

fn results(m: &Material, numbers: &mut Numbers, body: &mut Vec<Block>) {
    let office = &m.office;
    body.push(numbers.heading("KẾT QUẢ THỰC HIỆN", "results"));
    body.extend(commended::sentence(office, &m.commended));
    let title = "1. Tiến độ thực hiện nhiệm vụ".to_owned();
    body.push(heading(Level::Subsection, title, "progress"));
    let annex = m.annex_name(Shown::Tasks).unwrap_or_default();
    body.push(work::progress(office, m.unit(), &annex));
    body.extend(work::since_before(office, m.unit(), &m.earlier));
    body.extend(overdue::overdue(office, m.unit(), &annex));
    let mut number = 1;
    for group in &office.board.groups {
        let key = format!("group.{}", group.key);
        let mut own = figures::figures_of_group(m, &group.key);
        own.extend(office.lines(&key).map(Block::plain));
        if own.is_empty() {
            continue;
        }
        number += 1;
        let title = format!("{number}. {}", group.title);
        body.push(heading(Level::Subsection, title, &key));
        body.append(&mut own);
    }
    if number == 1 {
        body.push(Block::plain(format!(
            "{}, {} chưa phát sinh số liệu.",
            capitalise(&office.width.within),
            office.called(m.body)
        )));
    }
}

fn annexes(m: &Material) -> Vec<Annex> {
    let office = &m.office;
    let reference = office.reference("Báo cáo");
    let figures = m.annex_number(Shown::Units).map(|number| Annex {
        number: number.to_owned(),
        title: format!("Số liệu của {}", office.called(m.body)),
        reference: reference.clone(),
        orientation: Orientation::Landscape,
        blocks: vec![Block::Table(tables::figures(m))],
    });
    let tasks = m.annex_number(Shown::Tasks).map(|number| Annex {
        number: number.to_owned(),
        ..tasks_annex(office, m.body, reference.clone())
    });
    figures.into_iter().chain(tasks).collect()
}

/// The tasks of one unit, as an annex.
pub(super) fn tasks_annex(office: &Office, unit: Id, reference: Option<Reference>) -> Annex {
    Annex {
        number: String::new(),
        title: format!("Tiến độ thực hiện nhiệm vụ của {}", office.called(unit)),
        reference,
        orientation: Orientation::Landscape,
        blocks: vec![Block::Table(tables::tasks(office, unit))],
    }
}
