//! What each format's cells, merges and sheets come out as.

use rust_xlsxwriter::{Format, Workbook as Writer};
use so06::domain::ErrorCode;
use so06::tabular::{Cell, FileKind, Merge, Remark, RemarkKind, read_sheet, read_workbook};

use super::{at, cell, make, read};
use crate::support::day;

#[test]
fn a_workbook_gives_texts_numbers_days_flags_faults_and_formulas_without_value() {
    let bytes = make::xlsx(
        r#"<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>12345.5</v></c><c r="C2" s="1"><v>45000</v></c>
        <c r="D2" t="b"><v>1</v></c><c r="E2" t="e"><v>#REF!</v></c><c r="F2"><f>A1+1</f></c><c r="G2" t="str"><f>"x"</f><v></v></c>
        <c r="H2" t="inlineStr"><is><r><t>Bình </t></r><r><t>Thủy</t></r><rPh><t>zz</t></rPh></is></c><c r="I2"><v>NaN</v></c>
        <c r="J2" s="2"><v>45000.75</v></c><c r="K2" s="3"><v>0.5</v></c></row>
        <row><c><v>1</v></c><c t="s"><v>9</v></c></row>"#,
        &["x", " Phươ&#x300;ng&amp;<!-- --> An ", "z"],
    );
    let book = read(&bytes);
    assert_eq!((book.kind, book.encoding), (FileKind::Xlsx, None));
    let table = &book.tables[0];
    assert_eq!(table.name, "T1");
    assert_eq!(at(table, 2, 0), "Phường& An");
    assert_eq!(cell(table, 2, 1), Some(&Cell::Number(12_345.5)));
    assert_eq!(cell(table, 2, 2), Some(&Cell::Day(day("2023-03-15"))));
    assert_eq!(cell(table, 2, 3), Some(&Cell::Flag(true)));
    assert_eq!(cell(table, 2, 4), Some(&Cell::Fault("#REF!".into())));
    assert_eq!(cell(table, 2, 5), Some(&Cell::NoValue));
    assert_eq!(
        cell(table, 2, 6),
        None,
        "a formula that gives an empty text"
    );
    assert_eq!(at(table, 2, 7), "Bình Thủy");
    assert_eq!(cell(table, 2, 8), Some(&Cell::Text("NaN".into())));
    assert_eq!(cell(table, 2, 9), Some(&Cell::Day(day("2023-03-15"))));
    assert_eq!(cell(table, 2, 10), Some(&Cell::Number(0.5)), "hours only");
    assert_eq!(cell(table, 3, 0), Some(&Cell::Number(1.0)), "no reference");
    assert_eq!(cell(table, 3, 1), Some(&Cell::NoValue), "no such text");
    let told = Remark {
        table: "T1".to_owned(),
        row: 3,
        kind: RemarkKind::Broken,
    };
    assert_eq!(book.remarks, [told]);
}

#[test]
fn sheets_that_a_library_writes_are_read_with_merges_and_hidden_ones() {
    let mut writer = Writer::new();
    let first = writer.add_worksheet().set_name("Số liệu").expect("a name");
    first
        .merge_range(0, 0, 1, 2, "BÁO CÁO tháng 5", &Format::new())
        .expect("a merge");
    let format = Format::new().set_num_format("dd/mm/yyyy");
    first
        .write_number_with_format(2, 1, 45_000.0, &format)
        .expect("a day");
    first.write_number(1_048_575, 16_383, 7.0).expect("far off");
    let second = writer.add_worksheet();
    second.set_hidden(true).write(0, 0, "ẩn").expect("a text");
    let book = read(&writer.save_to_buffer().expect("a file"));
    let table = &book.tables[0];
    assert_eq!((table.name.as_str(), table.hidden), ("Số liệu", false));
    let merge = Merge {
        rows: (1, 2),
        columns: (0, 2),
    };
    assert_eq!(table.merges, [merge]);
    assert_eq!(cell(table, 3, 1), Some(&Cell::Day(day("2023-03-15"))));
    assert_eq!(cell(table, 1_048_576, 16_383), Some(&Cell::Number(7.0)));
    assert!(book.tables[1].hidden);
}

#[test]
fn rows_out_of_order_come_in_order() {
    let rows = r#"<row r="5"><c r="B5"><v>2</v></c><c r="A5"><v>1</v></c><c r="B5"><v>3</v></c></row><row r="2"><c r="A2"><v>9</v></c></row>"#;
    let book = read(&make::xlsx(rows, &[]));
    let numbers: Vec<u32> = book.tables[0].rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [2, 5]);
    let cells = &book.tables[0].rows[1].cells;
    assert_eq!(cells, &[(0, Cell::Number(1.0)), (1, Cell::Number(3.0))]);
}

#[test]
fn an_old_workbook_gives_the_same() {
    let book = read(&make::xls());
    assert_eq!((book.kind, book.remarks.len()), (FileKind::Xls, 0));
    let table = &book.tables[0];
    assert_eq!(table.name, "Trang");
    assert_eq!(at(table, 1, 0), "Don vi");
    assert_eq!(at(table, 2, 0), "Phường Bình Thủy");
    assert_eq!(cell(table, 2, 1), Some(&Cell::Number(12_345.0)));
    assert_eq!(cell(table, 2, 2), Some(&Cell::Day(day("2023-03-15"))));
    assert_eq!(cell(table, 2, 3), Some(&Cell::Flag(true)));
    assert_eq!(cell(table, 2, 4), Some(&Cell::Fault("#REF!".into())));
    assert_eq!(at(table, 2, 5), "tong");
    let merge = Merge {
        rows: (1, 1),
        columns: (0, 3),
    };
    assert_eq!(table.merges, [merge]);
}

#[test]
fn shared_texts_of_an_old_workbook_go_on_over_its_records() {
    let long: String = "Phường ".repeat(400);
    let mut shared = make::halves(&[1, 0, 1, 0]);
    shared.extend(make::wide(&long));
    let (first, second) = shared.split_at(1001 * 2 + 1);
    let mut globals = make::Records::default();
    globals.add(0x00fc, first);
    // The rest is marked anew as two bytes a sign.
    globals.add(0x003c, &[&[1], second].concat());
    let mut cells = make::Records::default();
    cells.add(0x00fd, &make::halves(&[0, 0, 0, 0, 0]));
    let bytes = make::compound("/Workbook", &make::xls_stream(&globals, &cells));
    assert_eq!(at(&read(&bytes).tables[0], 1, 0), long.trim());
}

#[test]
fn the_oldest_workbooks_are_read_too() {
    let mut stream = make::Records::default();
    stream.add(0x0009, &make::halves(&[2, 0x10]));
    stream.add(0x0004, b"\x00\x00\x00\x00\x00\x00\x00\x03abc");
    stream.add(0x0002, b"\x01\x00\x01\x00\x00\x00\x00\x2a\x00");
    stream.add(0x000a, &[]);
    let book = read(&stream.0);
    assert_eq!(book.kind, FileKind::Xls);
    assert_eq!(at(&book.tables[0], 1, 0), "abc");
    assert_eq!(cell(&book.tables[0], 2, 1), Some(&Cell::Number(42.0)));
}

#[test]
fn an_open_document_gives_repeated_cells_merges_notes_left_out_and_hidden_tables() {
    let bytes = make::ods(
        r#"<style:style style:name="h"><style:table-properties table:display="false"/></style:style>
        <table:table table:name="A"><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="5"><text:p>5</text:p></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
        <table:table-row><table:table-cell table:number-columns-spanned="2" office:value-type="string"><text:p>Phường<text:s/><text:span>An</text:span></text:p><text:p>Thới</text:p><office:annotation><text:p>ghi chú</text:p></office:annotation></table:table-cell><table:covered-table-cell/>
        <table:table-cell office:value-type="date" office:date-value="2024-03-18"><text:p>18/03/24</text:p></table:table-cell><table:table-cell table:formula="of:=[.A1]"/><table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell></table:table-row></table:table>
        <table:table table:name="B" table:style-name="h"/>"#,
    );
    let book = read(&bytes);
    assert_eq!((book.kind, book.remarks.len()), (FileKind::Ods, 0));
    let table = &book.tables[0];
    assert_eq!(cell(table, 2, 1), Some(&Cell::Number(5.0)));
    assert_eq!(at(table, 1_000_003, 0), "Phường An\nThới");
    assert_eq!(
        cell(table, 1_000_003, 2),
        Some(&Cell::Day(day("2024-03-18")))
    );
    assert_eq!(cell(table, 1_000_003, 3), Some(&Cell::NoValue));
    assert_eq!(
        cell(table, 1_000_003, 4),
        Some(&Cell::Fault("#DIV/0!".into()))
    );
    assert_eq!(table.merges[0].columns, (0, 1));
    assert!(book.tables[1].hidden);
}

#[test]
fn a_document_gives_each_table_with_the_title_above_it() {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let one = |inner: &str, text: &str| {
        format!("<w:tc><w:tcPr>{inner}</w:tcPr>{}</w:tc>", paragraph(text))
    };
    let body = [
        paragraph("BÁO CÁO"),
        paragraph(" "),
        paragraph("Tính đến ngày 18/3/2024"),
        "<w:tbl><w:tr>".to_owned(),
        one("<w:vMerge w:val=\"restart\"/>", "Đơn vị"),
        one("<w:gridSpan w:val=\"2\"/>", "Hồ sơ"),
        "</w:tr><w:tr>".to_owned(),
        one("<w:vMerge/>", ""),
        one("", "Mức 1"),
        one("", "Mức 2"),
        "</w:tr><w:tr>".to_owned(),
        one("", "An Thới"),
        one("", "12.345"),
        "<w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>trong</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/></w:tc>"
            .to_owned(),
        "</w:tr></w:tbl>".to_owned(),
        paragraph("Người lập"),
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl>".to_owned(),
    ]
    .concat();
    let book = read(&make::docx(&body));
    assert_eq!((book.kind, book.tables.len()), (FileKind::Docx, 2));
    let table = &book.tables[0];
    assert_eq!(at(table, 2, 0), "Tính đến ngày 18/3/2024");
    assert_eq!(at(table, 3, 1), "Hồ sơ");
    assert_eq!(at(table, 4, 2), "Mức 2");
    assert_eq!(at(table, 5, 2), "trong");
    let merges: Vec<_> = table.merges.iter().map(|m| (m.rows, m.columns)).collect();
    assert_eq!(merges, [((3, 4), (0, 0)), ((3, 3), (1, 2))]);
    assert_eq!(at(&book.tables[1], 1, 0), "Người lập");
}

#[test]
fn a_page_gives_its_tables_with_spans_and_entities() {
    let page = "<html><head><style>td{x}</style><title>t</title></head><body><h1>Báo cáo</h1><p>đến&nbsp;ngày 18/3</p>
        <table><tr><th rowspan=2>Đơn vị<th colspan=\"2\">Hồ&#32;sơ<tr><td>Mức&nbsp;1</td><td>2<br>3</td></tr>
        <tr><td>An &amp; Thới</td><td><table><tr><td>sâu</td></tr></table></td><td>5</td></tr></table></body>";
    let book = read(page.as_bytes());
    assert_eq!((book.kind, book.tables.len()), (FileKind::Html, 2));
    let table = &book.tables[1];
    assert_eq!(at(table, 1, 0), "Báo cáo");
    assert_eq!(at(table, 2, 0), "đến ngày 18/3");
    assert_eq!(at(table, 3, 1), "Hồ sơ");
    assert_eq!(at(table, 4, 1), "Mức 1");
    assert_eq!(at(table, 4, 2), "2\n3");
    assert_eq!(at(table, 5, 0), "An & Thới");
    assert_eq!(at(table, 5, 2), "5");
    let merges: Vec<_> = table.merges.iter().map(|m| (m.rows, m.columns)).collect();
    assert_eq!(merges, [((3, 4), (0, 0)), ((3, 3), (1, 2))]);
    assert_eq!(at(&book.tables[0], 1, 0), "sâu");
}

#[test]
fn excels_xml_of_2003_is_read() {
    let text = r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
        <Worksheet ss:Name="S"><Table><Row ss:Index="3"><Cell ss:MergeAcross="1"><Data ss:Type="String">Đơn vị</Data></Cell><Cell><Data ss:Type="Number">5</Data></Cell></Row>
        <Row><Cell ss:Index="2"><Data ss:Type="DateTime">2024-03-18T00:00:00.000</Data></Cell></Row></Table></Worksheet></Workbook>"#;
    let book = read(text.as_bytes());
    let table = &book.tables[0];
    assert_eq!((book.kind, table.name.as_str()), (FileKind::Xls, "S"));
    assert_eq!(at(table, 3, 0), "Đơn vị");
    assert_eq!(cell(table, 3, 2), Some(&Cell::Number(5.0)));
    assert_eq!(cell(table, 4, 1), Some(&Cell::Day(day("2024-03-18"))));
}

#[test]
fn the_sign_between_cells_is_the_one_that_rows_agree_on() {
    let semicolons =
        "Kết quả, tính đến 18/3, năm 2024\n\nđv;a;b\nAn Thới;1,5;2\n\"Bình;\nThủy\";3,5;4\n";
    let table = &read(semicolons.as_bytes()).tables[0];
    assert_eq!(at(table, 1, 0), "Kết quả, tính đến 18/3, năm 2024");
    assert_eq!(
        (at(table, 4, 1), at(table, 5, 0)),
        ("1,5".into(), "Bình;\nThủy".into())
    );
    let bars = "đơn vị | a \nAn Thới | 5\n";
    assert_eq!(at(&read(bars.as_bytes()).tables[0], 2, 1), "5");
    let hinted = "sep=;\r\na;b\r\n1,0;2,0\r\n";
    let table = &read(hinted.as_bytes()).tables[0];
    assert_eq!(
        (at(table, 2, 1), at(table, 3, 1)),
        ("b".into(), "2,0".into())
    );
}

#[test]
fn a_quotation_mark_that_never_closes_takes_no_rows_with_it() {
    let mut text = String::from("đv,a\n\"An Thới,1\n");
    for row in 0..2_000 {
        text.push_str(&format!("đơn vị {row},{row}\n"));
    }
    let book = read(text.as_bytes());
    assert_eq!(at(&book.tables[0], 2_002, 1), "1999");
    assert_eq!(book.remarks[0].kind, RemarkKind::Broken);
}

#[test]
fn what_is_locked_or_no_table_is_refused_by_name() {
    let locked = [
        make::compound("/EncryptedPackage", &[7; 5_000]),
        {
            let mut globals = make::Records::default();
            globals.add(0x002f, &[0; 54]);
            make::compound(
                "/Workbook",
                &make::xls_stream(&globals, &make::Records::default()),
            )
        },
        make::package(&[
            ("content.xml", b"\x01\x02"),
            (
                "META-INF/manifest.xml",
                b"<m:manifest><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>",
            ),
        ]),
    ];
    for bytes in locked {
        let refused = read_workbook(&bytes).expect_err("locked");
        assert_eq!(refused.code, ErrorCode::LockedByPassword);
    }
    let none: [&[u8]; 8] = [
        b"",
        b" \r\n",
        b"%PDF-1.4\n1 0 obj",
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"MZ\x90\0\x03\0\0\0",
        &make::compound("/WordDocument", &[7; 100]),
        &make::package(&[("a.txt", b"x")]),
        &make::docx("<w:p><w:r><w:t>Không có bảng</w:t></w:r></w:p>"),
    ];
    for bytes in none {
        let refused = read_workbook(bytes).expect_err("no table");
        assert_eq!(
            (refused.code, refused.code.exit_status()),
            (ErrorCode::NotATable, 1)
        );
    }
}

#[test]
fn entities_of_a_documents_own_are_not_looked_up() {
    let sheet = r#"<?xml version="1.0"?><!DOCTYPE x [<!ENTITY own "gấp đôi"><!ENTITY file SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row r="1"><c r="A1" t="str"><v>a&own;&file;b</v></c></row></sheetData></worksheet>"#;
    let book = read(&make::xlsx_parts(sheet, "<sst/>"));
    assert_eq!(at(&book.tables[0], 1, 0), "ab");
}

/// A sheet is read in pieces of some ten thousand bytes, which part letters anywhere.
#[test]
fn letters_that_are_parted_where_a_part_is_read_on_come_whole() {
    for begin in 0..4 {
        let text = format!("{}{}", "a".repeat(begin), "ệ💠ăx".repeat(200));
        let rows: String = (1..=200)
            .map(|row| format!(r#"<row r="{row}"><c r="A{row}" t="str"><v>{text}</v></c></row>"#))
            .collect();
        let book = read(&make::xlsx(&rows, &[]));
        assert_eq!((book.tables[0].rows.len(), book.remarks.len()), (200, 0));
        assert!((1..=200).all(|row| at(&book.tables[0], row, 0) == text));
    }
}

#[test]
fn bytes_that_are_no_letters_take_nothing_else_with_them() {
    // In a cell of every row, and where the part ends in the middle of a letter.
    for (bad, shown) in [
        (&b"\xff"[..], "\u{fffd}"),
        (b"\xe1\xbb", "\u{fffd}"),
        (b"\xe1\xe1", "\u{fffd}\u{fffd}"),
    ] {
        let mut sheet = Vec::new();
        for row in 1..=5_000 {
            let begin = format!(r#"<row r="{row}"><c r="A{row}" t="str"><v>tổ "#);
            sheet.extend_from_slice(begin.as_bytes());
            sheet.extend_from_slice(bad);
            sheet.extend_from_slice(b"</v></c></row>");
        }
        let head = b"<worksheet><sheetData>";
        let whole = [&head[..], &sheet, b"</sheetData></worksheet>"].concat();
        let book = read(&make::xlsx_bytes(&whole));
        assert_eq!((book.tables[0].rows.len(), book.remarks.len()), (5_000, 0));
        let wanted = format!("tổ {shown}");
        assert!((1..=5_000).all(|row| at(&book.tables[0], row, 0) == wanted));
        let cut = read(&make::xlsx_bytes(&[&head[..], &sheet, bad].concat()));
        assert_eq!((cut.tables[0].rows.len(), cut.remarks.len()), (5_000, 1));
    }
}

#[test]
fn numbers_are_read_however_they_are_written() {
    let written = [
        ("007", 7.0),
        ("999999999", 999_999_999.0),
        ("9999999999", 9_999_999_999.0),
        (" 12\n", 12.0),
        ("+5", 5.0),
        ("-4", -4.0),
        ("0.5", 0.5),
        ("1e3", 1_000.0),
        ("0", 0.0),
    ];
    let cells: String = written
        .iter()
        .map(|(text, _)| format!("<c><v>{text}</v></c>"))
        .collect();
    let book = read(&make::xlsx(&format!(r#"<row r="1">{cells}</row>"#), &[]));
    let wanted: Vec<(u32, Cell)> = (0..)
        .zip(written)
        .map(|(column, (_, number))| (column, Cell::Number(number)))
        .collect();
    assert_eq!(book.tables[0].rows[0].cells, wanted);
}

#[test]
fn a_long_text_is_cut_and_told() {
    let long = "ă".repeat(40_000);
    let rows = format!(
        r#"<row r="1"><c r="A1" t="inlineStr"><is><t>{long}</t></is></c><c r="B1" t="s"><v>0</v></c></row>"#
    );
    let book = read(&make::xlsx(&rows, &[&long]));
    assert_eq!(at(&book.tables[0], 1, 0).chars().count(), 4_000);
    assert_eq!(at(&book.tables[0], 1, 1).chars().count(), 4_000);
    assert!(
        book.remarks
            .iter()
            .all(|own| own.kind == RemarkKind::LongText)
    );
    assert_eq!(book.remarks.len(), 2);
}

#[test]
fn a_plain_table_of_texts_comes_from_any_format() {
    let rows = r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="3"><c r="B3"><v>5</v></c></row>"#;
    let sheet = read_sheet(&make::xlsx(rows, &["đv", "stock"])).expect("a sheet");
    assert_eq!(sheet.head, ["đv", "stock"]);
    assert_eq!(
        (sheet.rows[0].number, sheet.rows[0].cells.as_slice()),
        (3, &[String::new(), "5".to_owned()][..])
    );
    // One cell far to the right in each of many rows would take all memory as a plain table.
    let far: String = (1..1_000)
        .map(|row| format!(r#"<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>"#))
        .collect();
    let refused = read_sheet(&make::xlsx(&far, &[])).expect_err("too large");
    assert_eq!(refused.code, ErrorCode::FileTooLarge);
}
