//! Books on which plans are tried, and plans laid out as offices do: one drawing of a table as a workbook, a Word
//! document, pasted text.
//!
//! In a drawing cells stand between bars; `<` is merged with the cell to its left, `^` with the cell above, and `⏎` ends
//! a paragraph within a cell. A line without bars is a text above or below the table.

use std::io::{Cursor, Write};

use rust_xlsxwriter::{Format, Workbook};
use serde_json::Value;
use so06::api::{Language, message};
use so06::domain::body::BodyClass;
use so06::domain::task::{Assignment, Task};
use so06::domain::{Error, Id};
use so06::engine::bodies::{AddBody, add_body};
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::engine::plan_intake::{
    PlanChoices, PlanFile, PlanReading, PlanRowRole, PlanRowView, bring_in_plan, read_plan,
};
use so06::engine::{found, profile};
use so06::store::{self, Book, Kept};
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::{TODAY, clock, day};

/// A book, and what is asked of it.
pub struct Desk {
    _dir: TempDir,
    pub book: Book,
}

fn office(book: &mut Book, code: &str, name: &str, short: &str) {
    let directory = book.read(Directory::load).expect("the directory");
    let wanted = AddBody {
        code: code.into(),
        name: name.into(),
        kind: "cơ quan".into(),
        short_name: short.into(),
        class: BodyClass::Organization,
        parent: directory.root,
        from_day: None,
    };
    add_body(book, &wanted).expect("an office");
}

/// The district of 2024, with the offices that its plans speak of.
pub fn district() -> Desk {
    let dir = TempDir::new().expect("a folder");
    let mut book = found::new_example(
        &dir.path().join("quận.so06"),
        "binh-thuy-2024",
        clock(TODAY),
        "Cán bộ quận",
    )
    .expect("the example");
    for (code, name, short) in [
        ("TCKH", "Phòng Tài chính - Kế hoạch", ""),
        ("PYT", "Phòng Y tế", ""),
    ] {
        office(&mut book, code, name, short);
    }
    Desk { _dir: dir, book }
}

/// Quận Ninh Kiều in March 2024, when it had 11 phường; of the founding document four were to be joined.
pub fn ninh_kieu() -> Desk {
    let dir = TempDir::new().expect("a folder");
    let book = found::new_example(
        &dir.path().join("quận.so06"),
        "ninh-kieu-2024",
        clock(TODAY),
        "Cán bộ quận",
    )
    .expect("the example");
    Desk { _dir: dir, book }
}

/// The xã of the plan of 2026, with its offices.
pub fn commune() -> Desk {
    let dir = TempDir::new().expect("a folder");
    let mut book = found::new_book(
        &dir.path().join("xã.so06"),
        COMMUNE,
        clock("2026-07-24"),
        "Cán bộ xã",
    )
    .expect("a book of the xã");
    for (code, name, short) in [
        ("VPDU", "Văn phòng Đảng ủy", ""),
        ("BCD57", "Ban Chỉ đạo 57 xã", "BCĐ 57"),
        ("TTBCD57", "Thường trực Ban Chỉ đạo 57", ""),
        ("PKT", "Phòng Kinh tế", ""),
        ("PVHXH", "Phòng Văn hóa - Xã hội", ""),
        ("CAX", "Công an xã", ""),
        ("TYT", "Trạm Y tế xã", ""),
        ("TTPVHCC", "Trung tâm Phục vụ hành chính công", ""),
        ("MTTQ", "Ủy ban Mặt trận Tổ quốc Việt Nam xã", ""),
    ] {
        office(&mut book, code, name, short);
    }
    Desk { _dir: dir, book }
}

/// Code of xã Công Hải since 01/07/2025.
const COMMUNE: &str = "22840@2025-07-01";

impl Desk {
    pub fn file(
        &self,
        name: &str,
        bytes: &[u8],
        choices: &PlanChoices,
    ) -> Result<PlanReading, Error> {
        self.look(&PlanFile::of_file(name, bytes)?, choices)
    }

    pub fn look(&self, file: &PlanFile, choices: &PlanChoices) -> Result<PlanReading, Error> {
        let draft = read_plan(&self.book, file, choices)?;
        let (directory, dictionary) = self
            .book
            .read(|c| Ok((Directory::load(c)?, Dictionary::load(c)?)))?;
        let today = profile::today(&self.book)?;
        Ok(PlanReading::of(
            &draft,
            (&directory, &dictionary),
            today,
            &|error| message(error, Language::Vietnamese),
            false,
        ))
    }

    /// What a file is taken for without any choice.
    pub fn xlsx(&self, drawing: &str) -> PlanReading {
        self.file("kế hoạch.xlsx", &xlsx(drawing), &PlanChoices::default())
            .expect("a plan")
    }

    pub fn docx(&self, drawing: &str) -> PlanReading {
        self.file("kế hoạch.docx", &docx(drawing), &PlanChoices::default())
            .expect("a plan")
    }

    pub fn text(&self, text: &str) -> PlanReading {
        self.look(
            &PlanFile::of_text(text).expect("text"),
            &PlanChoices::default(),
        )
        .expect("a plan")
    }

    /// Takes a file in, and gives the plan.
    pub fn bring(&mut self, file: &PlanFile, choices: &PlanChoices) -> Id {
        let draft = read_plan(&self.book, file, choices).expect("a plan");
        bring_in_plan(&mut self.book, &draft)
            .expect("it goes in")
            .value
    }

    pub fn tasks(&self, plan: Id) -> Vec<Kept<Task>> {
        self.book
            .read(|c| store::list::<Task>(c, "plan = ?1 ORDER BY number", &[&plan]))
            .expect("tasks")
    }

    pub fn given(&self, task: Id) -> Vec<Assignment> {
        let kept = self
            .book
            .read(|c| store::list::<Assignment>(c, "task = ?1 ORDER BY id", &[&task]))
            .expect("assignments");
        kept.into_iter().map(|own| own.record).collect()
    }

    /// Operations of the book.
    pub fn operations(&self) -> usize {
        self.book.journal(10_000).expect("the journal").len()
    }
}

/// Rows that become tasks.
pub fn tasks(reading: &PlanReading) -> Vec<&PlanRowView> {
    let is_task = |row: &&PlanRowView| matches!(row.role, PlanRowRole::Task | PlanRowRole::Parent);
    reading.rows.iter().filter(is_task).collect()
}

/// "Công an quận; các ngành": bodies, then what is kept as text.
pub fn lead(row: &PlanRowView) -> String {
    parties(&row.lead)
}

pub fn partners(row: &PlanRowView) -> String {
    parties(&row.partners)
}

fn parties(own: &so06::engine::plan_intake::PlanParties) -> String {
    let mut all: Vec<String> = own.bodies.iter().map(|body| body.name.clone()).collect();
    if !own.text.is_empty() {
        all.push(format!("“{}”", own.text));
    }
    all.join("; ")
}

/// A row in one line: title | lead | partners | kind | last day.
pub fn line(row: &PlanRowView) -> String {
    let kind = serde_json::to_value(row.deadline.kind).unwrap_or(Value::Null);
    format!(
        "{} | {} | {} | {} | {}",
        row.title,
        lead(row),
        partners(row),
        kind.as_str().unwrap_or_default(),
        row.deadline
            .last_day
            .map(|own| own.to_string())
            .unwrap_or_default()
    )
}

pub fn last(row: &PlanRowView) -> String {
    row.deadline
        .last_day
        .map(|own| own.to_string())
        .unwrap_or_default()
}

/// Prints what was understood, for whoever reads a failing test.
pub fn show(reading: &PlanReading) {
    eprintln!(
        "{} | {:?} | {:?} | {}",
        reading.title, reading.document, reading.issued, reading.prefix
    );
    eprintln!(
        "{:?}",
        reading
            .columns
            .iter()
            .map(|own| (own.head.as_str(), own.role.token(), own.sure))
            .collect::<Vec<_>>()
    );
    for row in &reading.rows {
        let group = reading
            .groups
            .iter()
            .find(|own| Some(&own.key) == row.group.as_ref());
        eprintln!(
            "{:>3} {:?} [{}] ({}) {} | {} | {:?} {:?} sure={}",
            row.row,
            row.role,
            row.mark,
            group.map_or("", |own| own.title.as_str()),
            line(row),
            row.deliverable,
            row.deadline.text,
            row.remarks,
            row.sure
        );
    }
    eprintln!("{:?} {:?}", reading.counts, reading.remarks);
}

/// A row in one line, the eight phường said together.
pub fn lines(reading: &PlanReading) -> Vec<String> {
    let units = [
        "Bình Thủy",
        "Trà An",
        "Trà Nóc",
        "Thới An Đông",
        "An Thới",
        "Bùi Hữu Nghĩa",
        "Long Hòa",
        "Long Tuyền",
    ];
    let all = units.map(|own| format!("Phường {own}")).join("; ");
    let office = "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân quận";
    let short = |row| {
        line(row)
            .replace(&all, "8 phường")
            .replace(office, "Văn phòng")
    };
    let group = |key: &Option<String>| {
        let own = reading
            .groups
            .iter()
            .find(|own| Some(&own.key) == key.as_ref());
        own.map(|own| {
            if own.letter.is_empty() {
                own.title.clone()
            } else {
                own.letter.clone()
            }
        })
        .unwrap_or_default()
    };
    tasks(reading)
        .into_iter()
        .map(|row| format!("{} {} | {}", group(&row.group), row.mark, short(row)))
        .collect()
}

/// Compares what was understood with what is expected, and shows it where they differ.
pub fn check(name: &str, reading: &PlanReading, expected: &[&str]) {
    let found = lines(reading);
    if found != expected {
        show(reading);
    }
    assert_eq!(found, expected, "{name}");
}

/// A drawing: texts above, cells by row and column, texts below.
struct Drawing<'a> {
    above: Vec<&'a str>,
    rows: Vec<Vec<&'a str>>,
    below: Vec<&'a str>,
}

fn read(text: &str) -> Drawing<'_> {
    let (mut above, mut rows, mut below) = (Vec::new(), Vec::new(), Vec::new());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if line.starts_with('|') {
            let inner = line.trim_matches('|');
            rows.push(inner.split('|').map(str::trim).collect());
        } else if rows.is_empty() {
            above.push(line);
        } else {
            below.push(line);
        }
    }
    Drawing { above, rows, below }
}

/// How far the cell at a place is merged to the right and down.
fn extent(rows: &[Vec<&str>], row: usize, column: usize) -> (usize, usize) {
    let at = |row: usize, column: usize| rows.get(row).and_then(|own| own.get(column)).copied();
    let mut right = column;
    while at(row, right + 1) == Some("<") {
        right += 1;
    }
    let mut down = row;
    while at(down + 1, column) == Some("^") {
        down += 1;
    }
    (down, right)
}

/// A workbook of one sheet.
pub fn xlsx(drawing: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    sheet(&mut book, "Trang 1", drawing);
    book.save_to_buffer().expect("a workbook")
}

/// Several sheets.
pub fn sheets(all: &[(&str, &str)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, drawing) in all {
        sheet(&mut book, name, drawing);
    }
    book.save_to_buffer().expect("a workbook")
}

fn sheet(book: &mut Workbook, name: &str, drawing: &str) {
    let own = read(drawing);
    let sheet = book.add_worksheet();
    sheet.set_name(name).expect("a name");
    let plain = Format::new();
    let dated = Format::new().set_num_format("dd/mm/yyyy");
    let mut at = 0_u32;
    for text in &own.above {
        sheet.write_string(at, 0, *text).expect("a title");
        at += 1;
    }
    let top = at;
    for (row, cells) in own.rows.iter().enumerate() {
        let number = top + u32::try_from(row).expect("small");
        for (column, text) in cells.iter().enumerate() {
            if matches!(*text, "<" | "^" | "") {
                continue;
            }
            let place = u16::try_from(column).expect("small");
            let text = text.replace('⏎', "\n");
            let (down, right) = extent(&own.rows, row, column);
            if (down, right) != (row, column) {
                let last = top + u32::try_from(down).expect("small");
                let right = u16::try_from(right).expect("small");
                sheet
                    .merge_range(number, place, last, right, &text, &plain)
                    .expect("a merged area");
            }
            if let Some(date) = text.strip_prefix("date:") {
                let own = day(date);
                let first = day("1899-12-30");
                let serial = f64::from(i32::try_from((own - first).num_days()).expect("small"));
                sheet
                    .write_number_with_format(number, place, serial, &dated)
                    .expect("a day");
            } else if let Some(value) = text.strip_prefix("num:") {
                sheet
                    .write_number(number, place, value.parse::<f64>().expect("a number"))
                    .expect("a number");
            } else if (down, right) == (row, column) {
                if text.len() < 4 && text.bytes().all(|own| own.is_ascii_digit()) {
                    sheet
                        .write_number(number, place, text.parse::<f64>().expect("a number"))
                        .expect("a number");
                } else {
                    sheet.write_string(number, place, &text).expect("a text");
                }
            }
        }
    }
    at = top + u32::try_from(own.rows.len()).expect("small") + 1;
    for text in &own.below {
        sheet.write_string(at, 1, *text).expect("a text below");
        at += 1;
    }
}

/// A Word document: paragraphs, the table, paragraphs. Tables drawn one after the other are parted by texts; a line `---` ends one.
pub fn docx(drawing: &str) -> Vec<u8> {
    let body: String = drawing
        .split("---\n")
        .map(|part| body_of(&read(part)))
        .collect();
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", document.as_str()),
        ("word/numbering.xml", NUMBERING),
    ] {
        zip.start_file(name, SimpleFileOptions::default())
            .expect("a part");
        zip.write_all(text.as_bytes()).expect("its bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

fn body_of(own: &Drawing<'_>) -> String {
    let mut out: String = own.above.iter().map(|text| paragraph(text)).collect();
    if !own.rows.is_empty() {
        out.push_str("<w:tbl>");
        for (row, cells) in own.rows.iter().enumerate() {
            out.push_str("<w:tr>");
            for (column, text) in cells.iter().enumerate() {
                if *text == "<" {
                    continue;
                }
                let (down, right) = extent(&own.rows, row, column);
                let mut shape = String::new();
                if right > column {
                    shape.push_str(&format!("<w:gridSpan w:val=\"{}\"/>", right - column + 1));
                }
                if *text == "^" {
                    shape.push_str("<w:vMerge/>");
                } else if down > row {
                    shape.push_str("<w:vMerge w:val=\"restart\"/>");
                }
                let text = text.strip_prefix("num:").unwrap_or(text);
                let text = match text.strip_prefix("date:") {
                    Some(date) => day(date).format("%d/%m/%Y").to_string(),
                    None => text.to_owned(),
                };
                let inner: String = if text == "^" {
                    paragraph("")
                } else {
                    text.split('⏎').map(paragraph).collect()
                };
                out.push_str(&format!("<w:tc><w:tcPr>{shape}</w:tcPr>{inner}</w:tc>"));
            }
            out.push_str("</w:tr>");
        }
        out.push_str("</w:tbl>");
    }
    out.extend(own.below.iter().map(|text| paragraph(text)));
    out
}

/// A paragraph. A tab parts it as in a letterhead; `@1.0 ` numbers it by the first list of the document, level 0.
fn paragraph(text: &str) -> String {
    let listed = text.strip_prefix('@').and_then(|own| own.split_once(' '));
    let (shape, text) = match listed.and_then(|(at, rest)| Some((at.split_once('.')?, rest))) {
        Some(((list, level), rest)) => (
            format!(
                "<w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>"
            ),
            rest,
        ),
        None => (String::new(), text),
    };
    let runs: Vec<String> = text
        .split('\t')
        .map(|own| format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(own)))
        .collect();
    format!("<w:p>{shape}<w:r>{}</w:r></w:p>", runs.join("<w:tab/>"))
}

/// The lists of a document: I. 1. - and, as a second one, a).
const NUMBERING: &str = "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
<w:abstractNum w:abstractNumId=\"7\">\
<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"upperRoman\"/><w:lvlText w:val=\"%1.\"/></w:lvl>\
<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%2.\"/></w:lvl>\
<w:lvl w:ilvl=\"2\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\u{f0b7}\"/></w:lvl>\
</w:abstractNum>\
<w:abstractNum w:abstractNumId=\"8\">\
<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"%1)\"/></w:lvl>\
</w:abstractNum>\
<w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>\
<w:num w:numId=\"2\"><w:abstractNumId w:val=\"8\"/></w:num>\
<w:num w:numId=\"3\"><w:abstractNumId w:val=\"8\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>\
</w:numbering>";

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// What copying the table gives: cells between tabs, merged ones blank.
pub fn pasted(drawing: &str) -> String {
    let own = read(drawing);
    let mut lines: Vec<String> = own.above.iter().map(|text| (*text).to_owned()).collect();
    lines.extend(own.rows.iter().map(|cells| {
        let texts = cells.iter().map(|text| match *text {
            "<" | "^" => String::new(),
            text => match text.strip_prefix("date:") {
                Some(date) => day(date).format("%d/%m/%Y").to_string(),
                None => text.strip_prefix("num:").unwrap_or(text).replace('⏎', "\n"),
            },
        });
        texts
            .map(|text| {
                if text.contains('\n') {
                    format!("\"{text}\"")
                } else {
                    text
                }
            })
            .collect::<Vec<_>>()
            .join("\t")
    }));
    lines.extend(own.below.iter().map(|text| (*text).to_owned()));
    lines.join("\n")
}
