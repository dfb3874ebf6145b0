//! A report as a workbook: numbers as numbers, formulas only where they give what is printed.

use std::io::Read;

use so06::report::content::{
    Align, Annex, Block, Cell, Column, Document, Figure, Orientation, Row, Table,
};
use so06::report::workbook;

use super::{fonts, sample};

fn figure(text: &str, key: &str, amount: i64, decimals: u8) -> Cell {
    let key = key.to_owned();
    Cell::figure(
        text,
        Figure {
            key,
            amount,
            decimals,
        },
    )
}

fn value(text: &str, amount: i64) -> Cell {
    figure(text, "value|x||1|2024", amount, 0)
}

fn percent(text: &str, amount: i64) -> Cell {
    figure(text, "percent|x|y|1|2024", amount, 2)
}

/// A document whose only annex has a table of these rows.
fn of(rows: Vec<Row>) -> Document {
    let columns = vec![
        Column::new("STT", 5.0, Align::Center),
        Column::new("Đơn vị", 30.0, Align::Left),
        Column::new("Chỉ tiêu", 12.0, Align::Right),
        Column::new("Kết quả", 12.0, Align::Right),
        Column::new("Tỷ lệ (%)", 12.0, Align::Right),
    ];
    let table = Table {
        columns,
        rows,
        size: 12.0,
    };
    Document {
        annexes: vec![Annex {
            number: String::new(),
            title: "Số liệu".to_owned(),
            reference: None,
            orientation: Orientation::Landscape,
            blocks: vec![Block::Table(table)],
        }],
        body: vec![Block::plain("Chi tiết tại Phụ lục.")],
        ..sample::quarter()
    }
}

/// The parts of the file by their names.
fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package");
    let mut out = String::new();
    zip.by_name(name)
        .expect(name)
        .read_to_string(&mut out)
        .expect("text");
    out
}

/// The sheet of the annex, which stands behind the text.
fn sheet(document: &Document) -> String {
    let bytes = workbook(document, &fonts()).expect("a workbook");
    part(&bytes, "xl/worksheets/sheet2.xml")
}

fn unit(number: &str, name: &str, target: Cell, result: Cell, percent: Cell) -> Row {
    Row::body([number.into(), name.into(), target, result, percent])
}

#[test]
fn sums_and_percentages_are_formulas_with_the_printed_result() {
    let document = of(vec![
        Row::group("Nhóm một"),
        unit(
            "1",
            "Phường A",
            value("1.000", 1_000),
            value("912", 912),
            percent("91,20", 9_120),
        ),
        unit(
            "2",
            "Phường B",
            value("2.000", 2_000),
            value("trên 2.490", 2_490),
            percent("124,50", 12_450),
        ),
        Row::total([
            Cell::default(),
            "Cộng".into(),
            value("3.000", 3_000),
            value("3.402", 3_402),
            percent("113,40", 11_340),
        ]),
    ]);
    let sheet = sheet(&document);
    // Head in row 4 behind label, title and a blank row; the group is row 5.
    for said in [
        "<f>SUM(C6:C7)</f><v>3000</v>",
        "<f>SUM(D6:D7)</f><v>3402</v>",
        "<f>ROUND(D6/C6*100,2)</f><v>91.20</v>",
        "<f>ROUND(D7/C7*100,2)</f><v>124.50</v>",
        "<f>ROUND(D8/C8*100,2)</f><v>113.40</v>",
        r#"orientation="landscape""#,
        r#"paperSize="9""#,
        "<v>2490</v>",
    ] {
        assert!(sheet.contains(said), "missing {said}: {sheet}");
    }
    let bytes = workbook(&document, &fonts()).expect("a workbook");
    let (book, styles) = (
        part(&bytes, "xl/workbook.xml"),
        part(&bytes, "xl/styles.xml"),
    );
    assert!(
        book.contains("_xlnm.Print_Area") && book.contains("_xlnm.Print_Titles"),
        "{book}"
    );
    assert!(book.contains("$4:$4"), "the head is repeated: {book}");
    assert!(styles.contains("&quot;trên &quot;#,##0"), "{styles}");
    assert_eq!(
        bytes,
        workbook(&document, &fonts()).expect("a workbook"),
        "equal bytes"
    );
}

#[test]
fn what_a_program_would_reckon_otherwise_stays_as_it_is_printed() {
    let document = of(vec![
        unit(
            "1",
            "Phường A",
            value("1.000", 1_000),
            value("500", 500),
            percent("50,00", 5_000),
        ),
        unit(
            "2",
            "Phường B",
            value("300", 300),
            value("90", 90),
            percent("30,00", 3_000),
        ),
        // 99,996 is printed as 99,99 and never as 100.
        unit(
            "3",
            "Phường C",
            value("100.000", 100_000),
            value("99.996", 99_996),
            percent("99,99", 9_999),
        ),
        unit(
            "4",
            "Phường D",
            value("500", 500),
            "Chưa phát sinh".into(),
            Cell::default(),
        ),
        // The percentage is that of the units that have both, not of the totals beside it.
        Row::total([
            Cell::default(),
            "Cộng".into(),
            value("101.800", 101_800),
            value("100.586", 100_586),
            percent("99,29", 9_929),
        ]),
        // A figure that somebody entered is no sum.
        Row::total([
            Cell::default(),
            "Toàn quận".into(),
            Cell::default(),
            value("trên 98.000", 98_000),
        ]),
    ]);
    let sheet = sheet(&document);
    for said in [
        "<f>ROUND(D5/C5*100,2)</f>",
        "<f>SUM(C5:C8)</f>",
        "<f>SUM(D5:D8)</f>",
        "<v>99.99</v>",
        "<v>98000</v>",
    ] {
        assert!(sheet.contains(said), "missing {said}: {sheet}");
    }
    for absent in ["ROUND(D7/C7", "ROUND(D9/C9", "<f>SUM(D5:D8)</f><v>98000"] {
        assert!(!sheet.contains(absent), "{absent}: {sheet}");
    }
}

#[test]
fn the_first_sheet_says_what_the_pages_say_in_their_order() {
    let document = sample::quarter();
    let bytes = workbook(&document, &fonts()).expect("a workbook");
    let strings = part(&bytes, "xl/sharedStrings.xml");
    let order = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "BÁO CÁO",
        "Kính gửi",
        "I. CÔNG TÁC CHỈ ĐẠO",
        "V. ĐỀ XUẤT",
        "Nơi nhận",
    ];
    let places: Vec<usize> = order
        .iter()
        .map(|words| {
            strings
                .find(words)
                .unwrap_or_else(|| panic!("no {words} in {strings}"))
        })
        .collect();
    assert!(places.is_sorted(), "{places:?}");
}
