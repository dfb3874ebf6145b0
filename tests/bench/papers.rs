//! Papers beside other programs that make pages: the same content, CPU time and memory of whole processes.
//!
//! `--paper NAME OUT.pdf` makes one and ends, so that a process of its own can be measured; `tests/bench/papers.py`
//! does that for it and for the others.

use std::path::Path;
use std::process::Command;

use so06::domain::Period;
use so06::engine::found;
use so06::engine::reports::{self, ReportKind, ReportRequest};
use so06::report::content::{
    Align, Annex, Block, Cell, Column, Document, Figure, Form, Letterhead, Orientation, Row,
    Signature, Table,
};
use so06::report::{FontChoice, FontSet, render, word};
use so06::store::Book;

use crate::books;

/// Rows of the long annex; it has nine columns.
const ROWS: usize = 5_000;

/// Makes one paper and writes it.
pub fn write(name: &str, out: &Path) {
    assert_eq!(name, "annex", "a paper that is known");
    let fonts = FontSet::load(FontChoice::LiberationSerif).expect("the fonts");
    let bytes = if out.extension().is_some_and(|own| own == "docx") {
        word(&annex(), &fonts).expect("a draft")
    } else {
        render(&annex(), &fonts).expect("pages").pdf
    };
    std::fs::write(out, bytes).expect("a file");
}

/// Writes what the quarter's report of a book says, for the programs beside.
pub fn content(book: &Path, out: &Path) {
    let book = Book::open(book, books::clock(), "đo").expect("the book");
    let period = Period::parse("2024-Q1").expect("a period");
    let request = ReportRequest::new(ReportKind::Progress, period);
    let own = reports::document(&book, &request).expect("the content");
    std::fs::write(out, serde_json::to_vec(&own).expect("JSON")).expect("a file");
}

/// Measures this program and the others that are there; prints the lines of the table.
pub fn beside_others(dir: &Path) {
    // The program as it is given to people: what is built for measuring is neither linked as one nor stripped.
    let (Some(python), Some(program)) = (
        std::env::var_os("SO06_PAPERS_PYTHON"),
        std::env::var_os("SO06"),
    ) else {
        println!(
            "Not measured: Python with typst and WeasyPrint, or the program of a release, is not there."
        );
        return;
    };
    let path = dir.join("papers.so06");
    drop(found::new_example(&path, "binh-thuy-2024", books::clock(), "đo").expect("a book"));
    let content = dir.join("annex.json");
    let json = serde_json::to_vec(&annex()).expect("the content");
    std::fs::write(&content, json).expect("a file");
    let status = Command::new(python)
        .arg(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/bench/papers.py"
        ))
        .arg(program)
        .arg(std::env::current_exe().expect("this program"))
        .arg(&path)
        .arg(&content)
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/fonts"))
        .arg(dir)
        .status()
        .expect("Python");
    assert!(status.success(), "the measurement of papers");
}

/// A report with an annex of many tasks, as a province prints it.
fn annex() -> Document {
    Document {
        title: "Báo cáo tiến độ thực hiện nhiệm vụ".to_owned(),
        form: Form::Report,
        letterhead: Letterhead {
            superior: Vec::new(),
            issuer: vec!["ỦY BAN NHÂN DÂN".to_owned(), "QUẬN BÌNH THỦY".to_owned()],
            number: None,
            symbol: "BC-UBND".to_owned(),
            place: "Bình Thủy".to_owned(),
            day: None,
            year: 2024,
        },
        kind_name: "BÁO CÁO".to_owned(),
        subject: vec!["Tiến độ thực hiện nhiệm vụ".to_owned()],
        addressees: Vec::new(),
        body: vec![Block::plain("Chi tiết tại Phụ lục kèm theo./.")],
        signature: Signature::default(),
        recipients: Vec::new(),
        annexes: vec![Annex {
            number: String::new(),
            title: "Số liệu theo đơn vị".to_owned(),
            reference: None,
            orientation: Orientation::Landscape,
            blocks: vec![Block::Table(table())],
        }],
        code: None,
        watermark: None,
        author: "Ủy ban nhân dân quận Bình Thủy".to_owned(),
        keywords: Vec::new(),
        created: "2024-03-20"
            .parse()
            .map(so06::domain::Instant::end_of)
            .expect("a day"),
    }
}

fn table() -> Table {
    let heads = [
        "Chỉ tiêu",
        "Kết quả",
        "Tỷ lệ (%)",
        "So với kỳ trước",
        "Thu nhận",
        "Cấp thẻ",
    ];
    let mut columns = vec![
        Column::new("STT", 5.0, Align::Center),
        Column::new("Đơn vị", 26.0, Align::Left),
    ];
    columns.extend(heads.map(|head| Column::new(head, 11.0, Align::Right)));
    columns.push(Column::new("Ghi chú", 14.0, Align::Left));
    let rows = (1..=ROWS).map(|row| {
        let number = |part: usize| {
            let amount = (row * 37 + part * 911) as i64 % 90_000 + 1_000;
            let key = format!("value|dvc.tiep_nhan||{row}|2024-Q1");
            let text = so06::domain::number::decimal(amount, 0);
            Cell::figure(
                text,
                Figure {
                    key,
                    amount,
                    decimals: 0,
                },
            )
        };
        let mut cells = vec![
            Cell::from(row.to_string()),
            Cell::from(format!("Phường Bình Thủy {}", row % 997)),
        ];
        cells.extend((0..6).map(number));
        cells.push(Cell::from(if row % 3 == 0 {
            "đã đối chiếu"
        } else {
            ""
        }));
        Row::body(cells)
    });
    Table {
        columns,
        rows: rows.collect(),
        size: 11.0,
    }
}
