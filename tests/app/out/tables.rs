//! Tables that go out, and what programs from outside make of them.

use calamine::{Data, Reader, open_workbook_auto};
use serde_json::{Value, json};
use so06::domain::Period;
use so06::domain::number::{Entry, Qualifier};
use so06::domain::{Boundary, ErrorCode, Id};
use so06::engine::counts::{RecordCount, Stated, record_count};
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::engine::tables::{TableKind, WantedTable, save_table, table};
use so06::store::Book;
use so06::tabular::out::{
    Brief, CellOut, ColumnKind, ColumnOut, FigureOut, RowKind, RowOut, TableOut, head,
};

use super::office;
use crate::support::{day, example, open_example};

fn column(group: &str, head: &str, kind: ColumnKind, brief: Brief) -> ColumnOut {
    ColumnOut {
        group: group.into(),
        head: head.into(),
        kind,
        brief,
    }
}

fn row(kind: RowKind, cells: Vec<CellOut>) -> RowOut {
    RowOut {
        kind,
        cells,
        brief: true,
    }
}

/// A table with everything that a cell can hold.
fn sample() -> TableOut {
    let figure = |value, decimals, qualifier| {
        CellOut::Figure(FigureOut {
            qualifier,
            ..FigureOut::plain(value, decimals)
        })
    };
    TableOut {
        sheet: "Mẫu".into(),
        title: "SỐ LIỆU MẪU".into(),
        subtitle: vec!["Tính đến hết ngày 14/03/2024.".into()],
        columns: vec![
            column("", "Đơn vị", ColumnKind::Name, Brief::Main),
            column("Hồ sơ", "Kỳ này", ColumnKind::Figure, Brief::Main),
            column("Hồ sơ", "Đạt (%)", ColumnKind::Percent, Brief::Aside),
            column("Hồ sơ", "Ngày", ColumnKind::Day, Brief::Left),
            column("", "Ghi chú", ColumnKind::Text, Brief::Picture),
        ],
        rows: vec![
            row(RowKind::Group, vec![CellOut::Text("Nhóm một".into())]),
            row(
                RowKind::Body,
                vec![
                    CellOut::Name("Phường An Thới".into(), "P. An Thới".into()),
                    figure(12_345, 0, Qualifier::Exact),
                    figure(7821, 2, Qualifier::Exact),
                    CellOut::Day(day("2024-03-14")),
                    CellOut::Text("=1+1".into()),
                ],
            ),
            row(
                RowKind::Body,
                vec![
                    CellOut::Name("Phường Trà Nóc".into(), "P. Trà Nóc".into()),
                    figure(98_000, 0, Qualifier::Tren),
                    CellOut::Empty,
                    CellOut::Empty,
                    CellOut::Text("@SUM(A1); +84 \"a\"".into()),
                ],
            ),
            row(
                RowKind::Body,
                vec![
                    CellOut::Text("-HYPERLINK".into()),
                    CellOut::NoData,
                    CellOut::Empty,
                    CellOut::Empty,
                    CellOut::Empty,
                ],
            ),
            row(
                RowKind::Total,
                vec![
                    CellOut::Text("Tổng".into()),
                    figure(110_345, 0, Qualifier::Tren),
                    CellOut::Empty,
                    CellOut::Empty,
                    CellOut::Empty,
                ],
            ),
        ],
        notes: vec!["Nguồn: Công an.".into()],
        mark: None,
        made: day("2024-03-18"),
    }
}

#[test]
fn a_head_of_two_rows_joins_what_belongs_together() {
    let table = sample();
    let columns: Vec<&ColumnOut> = table.columns.iter().collect();
    let (cells, rows) = head(&columns);
    assert_eq!(rows, 2);
    let told: Vec<String> = cells
        .iter()
        .map(|own| format!("{:?} {:?} {}", own.rows, own.columns, own.text))
        .collect();
    assert_eq!(
        told,
        [
            "(0, 1) (0, 0) Đơn vị",
            "(0, 0) (1, 3) Hồ sơ",
            "(1, 1) (1, 1) Kỳ này",
            "(1, 1) (2, 2) Đạt (%)",
            "(1, 1) (3, 3) Ngày",
            "(0, 1) (4, 4) Ghi chú",
        ]
    );
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "asks LibreOffice")]
fn a_workbook_holds_numbers_and_texts_that_stay_texts() {
    let dir = tempfile::TempDir::new().expect("a folder");
    let path = dir.path().join("mẫu.xlsx");
    let bytes = sample().xlsx().expect("a workbook");
    assert_eq!(bytes, sample().xlsx().expect("a workbook"), "equal bytes");
    std::fs::write(&path, bytes).expect("a file");
    for path in [
        path.clone(),
        office::convert(&path, "xlsx"),
        office::convert(&path, "ods"),
    ] {
        let mut book = open_workbook_auto(&path).expect("a workbook");
        let range = book.worksheet_range("Mẫu").expect("the sheet");
        let at =
            |row: u32, column: u32| range.get_value((row, column)).cloned().unwrap_or_default();
        assert_eq!(at(0, 0), Data::String("SỐ LIỆU MẪU".into()));
        assert_eq!(at(3, 1), Data::String("Hồ sơ".into()));
        assert_eq!(at(5, 0), Data::String("Nhóm một".into()));
        assert_eq!(at(6, 1), Data::Float(12_345.0));
        assert_eq!(at(6, 2), Data::Float(78.21));
        assert!(
            at(6, 3).to_string().contains("45365") || at(6, 3).to_string().contains("2024-03-14"),
            "{:?}",
            at(6, 3)
        );
        assert_eq!(at(6, 4), Data::String("=1+1".into()));
        assert_eq!(
            at(7, 1),
            Data::Float(98_000.0),
            "a word before it leaves it a number"
        );
        assert_eq!(at(8, 0), Data::String("-HYPERLINK".into()));
        assert_eq!(at(8, 1), Data::String("chưa phát sinh".into()));
        assert_eq!(at(8, 2), Data::Empty, "what nobody gave stays empty");
    }
    // What it looks like in a spreadsheet: the words are in the format of the number.
    let shown = std::fs::read_to_string(office::convert(
        &path,
        "csv:Text - txt - csv (StarCalc):44,34,76",
    ))
    .expect("a file");
    assert!(
        shown.contains("trên 98,000") && shown.contains("=1+1"),
        "{shown}"
    );
}

#[test]
fn delimited_text_is_what_vietnamese_excel_takes() {
    let bytes = sample().csv().expect("a text");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(lines[0], "\u{feff}SỐ LIỆU MẪU");
    assert_eq!(
        lines[2],
        "Đơn vị;Hồ sơ: Kỳ này;Hồ sơ: Đạt (%);Hồ sơ: Ngày;Ghi chú"
    );
    assert_eq!(lines[4], "Phường An Thới;12345;78,21;14/03/2024;'=1+1");
    assert_eq!(
        lines[5],
        "Phường Trà Nóc;trên 98000;;;\"'@SUM(A1); +84 \"\"a\"\"\""
    );
    assert_eq!(lines[6], "'-HYPERLINK;chưa phát sinh;;;");
}

#[test]
fn lines_for_a_chat_need_no_columns() {
    assert_eq!(
        sample().chat(),
        "SỐ LIỆU MẪU\nTính đến hết ngày 14/03/2024.\n\nNhóm một\nP. An Thới: 12.345 (78,21 %)\nP. Trà Nóc: trên 98.000\n\
         -HYPERLINK: chưa phát sinh\nTổng: trên 110.345\n\nNguồn: Công an."
    );
}

#[test]
fn a_picture_is_drawn_with_every_letter() {
    let png = sample().picture().expect("a picture");
    let own = tiny_skia::Pixmap::decode_png(&png).expect("a PNG");
    assert!((800..2000).contains(&own.width()) && (300..900).contains(&own.height()));
    let ink = own.pixels().iter().filter(|p| p.red() < 0x60).count();
    let ground = own.pixels().iter().filter(|p| p.red() == 0xFF).count();
    assert!(
        ink > 5_000 && ground > own.pixels().len() / 2,
        "{ink} {ground}"
    );
    // Marks above letters are drawn: a table with them has more ink than the same without.
    let bare = |text: &str| {
        let mut table = sample();
        table.title = text.into();
        let png = table.picture().expect("a picture");
        let own = tiny_skia::Pixmap::decode_png(&png).expect("a PNG");
        own.pixels().iter().filter(|p| p.red() < 0x60).count()
    };
    assert!(bare("Ế Ậ Ữ ợ ẫ ẳ đ") > bare("E A U o a a d") + 50);
    let mut huge = sample();
    let again: Vec<RowOut> = huge.rows.iter().cycle().take(1_000).cloned().collect();
    huge.rows = again;
    assert_eq!(
        huge.picture().expect_err("too much").code,
        ErrorCode::TableTooLarge
    );
}

fn wanted(kind: TableKind) -> WantedTable {
    WantedTable {
        kind,
        period: Period::ReportMonth(2024, 3),
        today: day("2024-03-18"),
        boundary: Boundary::Then,
    }
}

fn ids(book: &Book) -> (Vec<Id>, Id) {
    let (directory, dictionary) = book
        .read(|c| Ok((Directory::load(c)?, Dictionary::load(c)?)))
        .expect("a reading");
    let indicator = dictionary
        .by_code("dinh_danh.kich_hoat")
        .expect("an indicator");
    (directory.units(day("2024-03-14")), indicator)
}

#[test]
fn the_grid_goes_out_as_it_is_shown() {
    let made = example();
    let own = table(&made.book, &wanted(TableKind::Counts)).expect("a table");
    assert!(own.title.contains("MINH HỌA") && own.title.contains("Tháng 3/2024"));
    let chat = own.chat();
    assert!(
        chat.contains(
            "P. An Thới:\n- Hồ sơ thu nhận: 14.950*\n- Kích hoạt (tài khoản): 14.410* (104,12 %)"
        ),
        "{chat}"
    );
    assert!(chat.contains("- Hồ sơ thu nhận: trên 98.000"));
    assert!(chat.contains("P. Trà Nóc:\n- Hồ sơ thu nhận: chưa phát sinh"));
    assert!(chat.ends_with("* Số liệu minh họa."));
    let unit = own
        .rows
        .iter()
        .find(|row| row.cells[0].text("") == "Phường An Thới");
    let unit = unit.expect("a unit");
    let texts: Vec<String> = unit.cells[1..7].iter().map(|own| own.text("-")).collect();
    assert_eq!(
        texts,
        [
            "14.950*", "14.690*", "14.410*", "14.180*", "13.840", "104,12"
        ]
    );
    assert!(
        own.rows
            .iter()
            .all(|row| row.cells.len() == own.columns.len())
    );
}

#[test]
fn a_ranking_goes_out_with_its_ranks() {
    let made = example();
    let (_, indicator) = ids(&made.book);
    let kind = TableKind::Ranking {
        indicator,
        base: None,
    };
    let own = table(&made.book, &wanted(kind)).expect("a table");
    let chat = own.chat();
    assert!(
        chat.contains("\n1. P. An Thới: 14.410 (104,12 %)\n"),
        "{chat}"
    );
    assert!(chat.contains("\nP. Trà Nóc: chưa có số"), "{chat}");
    assert!(own.title.contains("MINH HỌA"));
}

#[test]
fn a_reminder_names_who_has_not_sent_what() {
    let mut made = example();
    let all = table(&made.book, &wanted(TableKind::Missing)).expect("a table");
    assert!(all.rows.is_empty());
    assert!(
        all.chat().ends_with("Tất cả 8 đơn vị đã gửi đủ."),
        "{}",
        all.chat()
    );
    let next = WantedTable {
        period: Period::ReportMonth(2024, 4),
        today: day("2024-04-20"),
        ..wanted(TableKind::Missing)
    };
    let none = table(&made.book, &next).expect("a table");
    assert_eq!(none.rows.len(), 8);
    let (units, indicator) = ids(&made.book);
    let request = RecordCount {
        body: units[0],
        indicator,
        stated: Stated::Period(next.period, day("2024-04-20")),
        entry: Entry::Value(100, Qualifier::Exact),
        source: None,
        note: None,
    };
    record_count(&mut made.book, &request).expect("an entry");
    let chat = table(&made.book, &next).expect("a table").chat();
    assert!(
        chat.contains("Hạn gửi: hết ngày 16/04/2024 (đã quá hạn)."),
        "{chat}"
    );
    let line = chat
        .lines()
        .find(|line| line.starts_with("1. "))
        .expect("a line");
    assert!(
        line.contains("còn thiếu Hồ sơ thu nhận, Hồ sơ tiếp nhận") && !line.contains("Kích hoạt"),
        "{line}"
    );
    assert!(chat.contains("2. ") && chat.contains("chưa gửi chỉ tiêu nào"));
    assert!(chat.ends_with("Còn 8/8 đơn vị chưa gửi đủ."));
}

#[test]
fn every_table_is_saved_in_every_format() {
    let made = example();
    let (_, indicator) = ids(&made.book);
    let kinds = [
        TableKind::Counts,
        TableKind::Ranking {
            indicator,
            base: None,
        },
        TableKind::Submissions,
        TableKind::Missing,
        TableKind::Tasks,
    ];
    for (at, kind) in kinds.into_iter().enumerate() {
        for ending in ["xlsx", "csv", "txt", "PNG"] {
            let path = made.dir.path().join(format!("bảng-{at}.{ending}"));
            let saved = save_table(&path, || table(&made.book, &wanted(kind))).expect("a file");
            let bytes = std::fs::read(&path).expect("the file");
            assert_eq!(bytes.len() as u32, saved.bytes);
            let begins: &[u8] = match ending {
                "xlsx" => b"PK\x03\x04",
                "csv" => "\u{feff}".as_bytes(),
                "PNG" => b"\x89PNG",
                _ => b"",
            };
            assert!(bytes.starts_with(begins), "{ending}");
        }
    }
    let path = made.dir.path().join("bảng.pdf");
    let refused = save_table(&path, || table(&made.book, &wanted(TableKind::Counts)))
        .expect_err("no such format");
    assert_eq!(refused.code, ErrorCode::NoSuchFormat);
    assert!(!path.exists());
}

#[test]
fn the_window_asks_for_tables_by_name() {
    let mut open = open_example();
    let request = |table: &str| json!({ "table": table, "period": "2024-T03", "indicator": null, "base": null });
    let text = open.ask("table_text", request("submissions"));
    assert!(
        text.as_str()
            .is_some_and(|own| own.contains("P. An Thới: đúng hạn")),
        "{text}"
    );
    let picture = open.ask("table_picture", request("tasks"));
    assert!(
        picture
            .as_str()
            .is_some_and(|own| own.starts_with("iVBORw0KGgo"))
    );
    let mut save = request("tasks");
    save["path"] = Value::from("nhiệm vụ.xlsx");
    let saved = open.ask("save_table", save);
    assert!(saved["bytes"].as_u64().is_some_and(|own| own > 5_000));
    let none = open.refusal("table_text", request("khác"));
    assert_eq!(none.code, "no_such_table");
    let none = open.refusal("table_text", request("ranking"));
    assert_eq!(none.code, "no_such_indicator");
}
