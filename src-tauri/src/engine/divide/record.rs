//! The record of a division on paper (biên bản bàn giao): what went where, with counts and control totals.

use std::path::Path;

use chrono::Datelike;

use super::Division;
use super::carry::Carried;
use crate::domain::instant::show_day;
use crate::domain::number::decimal;
use crate::domain::text::uncapitalise;
use crate::domain::{Day, Instant, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::evidence::CarriedEvidence;
use crate::engine::reports::write_file;
use crate::engine::{letterheads, profile};
use crate::report::content::{
    Align, Block, Column, Document, Form, Letterhead, Level, Row, Signature, Table,
};
use crate::report::{FontChoice, FontSet, render};
use crate::store::Book;

pub(super) fn write(
    book: &Book,
    directory: &Directory,
    day: Day,
    division: &Division,
    carried: &[Carried],
    path: &Path,
) -> Result<()> {
    let (head, dictionary) =
        book.read(|c| Ok((letterheads::letterhead(c)?, Dictionary::load(c)?)))?;
    let today = profile::today(book)?;
    let name = directory.name(directory.root, day);
    let inside = uncapitalise(&name);
    let subject = format!(
        "Bàn giao số liệu của {} khi kết thúc ngày {}",
        inside,
        day.format("%d/%m/%Y")
    );
    let mut body = vec![Block::plain(format!(
        "{name} kết thúc ngày {}. Sổ được chia cho {} đơn vị kế thừa; bản lưu trữ chỉ đọc giữ toàn bộ sổ, kể cả nhiệm vụ và số liệu do chính {inside} nhập.",
        day.format("%d/%m/%Y"),
        division.parts.len()
    ))];
    body.push(heading("I. SỔ ĐÃ LẬP"));
    body.push(Block::Table(books(division, carried)));
    for part in &division.parts {
        body.extend(
            part.remarks
                .iter()
                .map(|remark| Block::plain(format!("{}: {remark}", part.name))),
        );
    }
    body.extend(evidence(&division.evidence).map(Block::plain));
    body.push(heading("II. NGUỒN SỐ LIỆU CỦA TỪNG SỔ"));
    body.push(Block::Table(sources(division, carried)));
    body.push(heading("III. SỐ ĐỐI CHIẾU"));
    body.push(Block::Table(totals(division, carried, &dictionary, day)));
    body.push(Block::plain(
        "Bên giao và bên nhận đã đối chiếu số lượng và tổng nêu trên./.",
    ));
    let illustrative = carried.iter().any(|went| went.illustrative);
    let document = Document {
        title: format!("Biên bản bàn giao: {name}"),
        form: Form::Report,
        letterhead: Letterhead {
            superior: head.superior.clone().into_iter().collect(),
            issuer: head.issuer.clone(),
            number: None,
            symbol: "BB-UBND".to_owned(),
            place: head.place.clone(),
            day: None,
            year: today.year(),
        },
        kind_name: "BIÊN BẢN".to_owned(),
        subject: vec![subject],
        addressees: Vec::new(),
        body,
        signature: Signature {
            lines: head.signature.clone(),
            name: head.signer.clone().unwrap_or_default(),
        },
        recipients: division
            .parts
            .iter()
            .map(|part| part.name.clone())
            .chain(["Lưu: VT".to_owned()])
            .collect(),
        annexes: Vec::new(),
        code: None,
        watermark: illustrative.then(|| "SỐ LIỆU MINH HỌA".to_owned()),
        author: head.issuer_name.clone(),
        keywords: vec!["bàn giao".to_owned(), name],
        created: Instant::end_of(today),
    };
    let rendered = render(&document, &FontSet::load(FontChoice::LiberationSerif)?)?;
    write_file(path, &rendered.pdf)
}

/// What became of the files of evidence; none when the book has none.
fn evidence(carried: &CarriedEvidence) -> Option<String> {
    let lost = carried.missing.len() + carried.changed.len();
    if carried.files == 0 && lost == 0 {
        return None;
    }
    let folder = Path::new(&carried.folder)
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let list = |words: &str, names: &[String]| {
        if names.is_empty() {
            return String::new();
        }
        format!(
            " {words} {} tệp: {}.",
            decimal(names.len() as i64, 0),
            names.join("; ")
        )
    };
    Some(format!(
        "Minh chứng của các nhiệm vụ: {} tệp ({} byte) đi cùng bản lưu trữ, trong thư mục {folder}, đã đối chiếu từng tệp.{}{}",
        decimal(i64::from(carried.files), 0),
        decimal(i64::try_from(carried.bytes).unwrap_or(i64::MAX), 0),
        list("Không tìm thấy", &carried.missing),
        list(
            "Không còn đúng như khi đính kèm, không chép",
            &carried.changed
        )
    ))
}

fn heading(text: &str) -> Block {
    Block::Heading {
        level: Level::Section,
        text: text.to_owned(),
        key: None,
    }
}

fn books(division: &Division, carried: &[Carried]) -> Table {
    let mut rows: Vec<Row> = division
        .parts
        .iter()
        .zip(carried)
        .enumerate()
        .map(|(at, (part, went))| {
            let file = Path::new(&part.path)
                .file_name()
                .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            Row::body([
                (at + 1).to_string(),
                format!("{} ({})", part.name, part.code),
                file,
                decimal(i64::from(went.facts), 0),
                decimal(i64::from(went.targets), 0),
            ])
        })
        .collect();
    let sum =
        |of: fn(&Carried) -> u32| decimal(carried.iter().map(|went| i64::from(of(went))).sum(), 0);
    rows.push(Row::total([
        String::new(),
        "Cộng".to_owned(),
        String::new(),
        sum(|w| w.facts),
        sum(|w| w.targets),
    ]));
    Table {
        columns: vec![
            Column::new("STT", 0.6, Align::Center),
            Column::new("Đơn vị kế thừa", 2.4, Align::Left),
            Column::new("Tệp sổ", 2.6, Align::Left),
            Column::new("Số liệu", 1.0, Align::Right),
            Column::new("Chỉ tiêu giao", 1.0, Align::Right),
        ],
        rows,
        size: 12.0,
    }
}

/// Whose figures each book received.
fn sources(division: &Division, carried: &[Carried]) -> Table {
    let mut rows = Vec::new();
    for (part, went) in division.parts.iter().zip(carried) {
        rows.push(Row::group(format!("{} ({})", part.name, part.code)));
        for from in &went.from {
            let until = from
                .ended
                .map(|last| format!(", đến {}", show_day(last)))
                .unwrap_or_default();
            rows.push(Row::body([
                format!("{}{until}", from.name),
                from.code.clone(),
                if from.whole {
                    "toàn bộ"
                } else {
                    "một phần"
                }
                .to_owned(),
                decimal(i64::from(from.facts), 0),
            ]));
        }
    }
    Table {
        columns: vec![
            Column::new("Đơn vị cũ", 3.6, Align::Left),
            Column::new("Mã", 1.0, Align::Center),
            Column::new("Phạm vi", 1.2, Align::Center),
            Column::new("Số liệu", 1.0, Align::Right),
        ],
        rows,
        size: 12.0,
    }
}

fn totals(division: &Division, carried: &[Carried], dictionary: &Dictionary, day: Day) -> Table {
    let mut rows = Vec::new();
    for (part, went) in division.parts.iter().zip(carried) {
        rows.push(Row::group(format!("{} ({})", part.name, part.code)));
        for (code, (count, sum)) in &went.totals {
            let definition = dictionary
                .resolve(code)
                .ok()
                .and_then(|id| dictionary.definition(id, day));
            let (name, decimals) =
                definition.map_or((code.clone(), 0), |own| (own.name.clone(), own.decimals));
            let sum = i64::try_from(*sum).unwrap_or(i64::MAX);
            rows.push(Row::body([
                name,
                decimal(i64::from(*count), 0),
                decimal(sum, decimals),
            ]));
        }
        if went.totals.is_empty() {
            rows.push(Row::body(["Chưa có số liệu", "0", ""]));
        }
    }
    Table {
        columns: vec![
            Column::new("Chỉ tiêu", 4.0, Align::Left),
            Column::new("Số dòng", 1.0, Align::Right),
            Column::new("Tổng để đối chiếu", 1.6, Align::Right),
        ],
        rows,
        size: 12.0,
    }
}
