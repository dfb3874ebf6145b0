//! Workbooks: what is recognised, what is written how, and that nothing else changes.

use so06::domain::ErrorCode;
use so06::engine::superior_forms::{Outcome, Said, State};
use so06::tabular::template::Template;

use super::desk::{Desk, names, open, written};
use super::make::{Week, part, parts, sheet, workbook, workbook_of};

#[test]
fn a_form_fills_itself_where_its_rows_and_heads_are_plain() {
    let desk = Desk::new();
    let template = open(workbook(&Week::default()));
    let reading = desk.read(&template, "2024-T03");
    let told = written(&reading);
    let expected = [
        ("C8", "13.000"),
        ("D8", "12.800"),
        ("E8", "12.800"),
        ("F8", "100,00"),
        ("G8", "+800"),
        ("E9", "7.591"),
        ("F9", "59,30"),
        ("G9", "+591"),
        // A word before a figure is told, and stands in documents; the workbook has the number.
        ("E12", "trên 14.411"),
        ("F12", "khoảng 112,59"),
        ("E15", "9.179"),
        // One of the figures in the sum has a word before it.
        ("G16", "khoảng +3.008"),
    ];
    for (cell, value) in expected {
        let name = format!("Phụ lục 1!{cell}");
        assert_eq!(told.get(&name).map(String::as_str), Some(value), "{cell}");
    }
    let state = |cell: &str| {
        let name = format!("Phụ lục 1!{cell}");
        let own = reading.planned.iter().find(|own| own.name == name);
        own.map(|own| (own.outcome, own.answer.state))
    };
    assert_eq!(state("E10"), Some((Outcome::Emptied, State::NoData)));
    assert_eq!(state("C15"), Some((Outcome::Emptied, State::Example)));
    // The title of last week is offered and left; formulas of sums are nobody's.
    assert_eq!(names(&reading, Outcome::Unsure), ["Phụ lục 1!A4"]);
    assert_eq!(state("C16"), None);
    let unmapped: Vec<&str> = reading
        .unmapped
        .iter()
        .map(|own| own.name.as_str())
        .collect();
    assert_eq!(unmapped, ["Phụ lục 1!H8:H16"]);
}

#[test]
fn only_the_cells_change_and_everything_else_is_the_same_bytes() {
    let desk = Desk::new();
    let bytes = workbook(&Week::default());
    let filled = desk.fill(&open(bytes.clone()), "2024-T03");
    let (before, after) = (parts(&bytes), parts(&filled));
    assert_eq!(
        before.keys().collect::<Vec<_>>(),
        after.keys().collect::<Vec<_>>()
    );
    let changed: Vec<&str> = before
        .iter()
        .filter(|(name, own)| after[*name] != **own)
        .map(|(name, _)| name.as_str())
        .collect();
    // The sheet; the sheet whose sum is of it; the wish that sums are reckoned anew.
    assert_eq!(
        changed,
        [
            "xl/workbook.xml",
            "xl/worksheets/sheet1.xml",
            "xl/worksheets/sheet2.xml"
        ]
    );
    let own = part(&filled, "xl/worksheets/sheet1.xml");
    let cell = |text: &str| assert!(own.contains(text), "{text} in {own}");
    cell("<c r=\"C8\" s=\"2\"><v>13000</v></c>");
    // Of a cell of percentages the fraction.
    cell("<c r=\"F9\" s=\"3\"><v>0.593</v></c>");
    cell("<c r=\"E8\" s=\"2\"><v>12800</v></c>");
    // No data: empty, with its border.
    cell("<c r=\"E10\" s=\"2\"/>");
    // Cells that the form did not have take the style of their column.
    cell("<c r=\"E15\"><v>9179</v></c><c r=\"F15\" s=\"3\"><v>0.7171</v></c>");
    // A sum keeps its formula and loses the value of last week.
    cell("<c r=\"C16\" s=\"2\"><f>SUM(C8:C15)</f></c>");
    cell("<row r=\"8\" spans=\"1:8\" ht=\"18\" customHeight=\"1\">");
    for kept in [
        "<sheetProtection sheet=\"1\"/>",
        "<oddHeader>&amp;C&amp;P</oddHeader>",
        "<mergeCells count=\"5\">",
    ] {
        cell(kept);
    }
    assert!(!own.contains("777"), "the figure of last week is gone");
    let book = part(&filled, "xl/workbook.xml");
    assert!(
        book.contains("<calcPr calcId=\"191029\" fullCalcOnLoad=\"1\"/>"),
        "{book}"
    );
    let summary = part(&filled, "xl/worksheets/sheet2.xml");
    assert!(
        summary.contains("<f>'Phụ lục 1'!E16*1</f></c>"),
        "{summary}"
    );
    // The same form and the same book give the same file.
    assert_eq!(filled, desk.fill(&open(bytes), "2024-T03"));
}

#[test]
fn what_is_said_of_cells_columns_and_rows_goes_before_what_is_recognised() {
    let mut desk = Desk::new();
    let template = open(workbook(&Week::default()));
    let said = [
        "C8=skip",
        "E8=dinh_danh.kich_hoat@31177~previous",
        "H=dinh_danh.kich_hoat:rank",
        "H9=dvc.tiep_nhan@31169~year",
        "H10=dvc.truc_tuyen@*:percent/dvc.tiep_nhan",
        "Phụ lục 1!A4=:as_of|(Tính đến hết ngày {})",
        "A3=:unit",
    ];
    desk.map(&template, "phụ lục.xlsx", &said);
    let reading = desk.read(&template, "2024-T03");
    let told = written(&reading);
    let of = |cell: &str| told.get(&format!("Phụ lục 1!{cell}")).map(String::as_str);
    assert_eq!(of("C8"), None);
    assert_eq!(names(&reading, Outcome::Skipped), ["Phụ lục 1!C8"]);
    assert_eq!(of("E8"), Some("14.000"), "another unit, the period before");
    assert_eq!(of("H8"), Some("2"), "rank of the unit of the row");
    assert_eq!(of("H12"), Some("1"));
    assert_eq!(of("H9"), Some("450"), "three months");
    assert_eq!(
        of("H10"),
        Some("45,00%"),
        "no head says that it is a percentage"
    );
    assert_eq!(of("A4"), Some("(Tính đến hết ngày 14/03/2024)"));
    assert_eq!(of("A3"), Some("Quận Bình Thủy"));
}

#[test]
fn formulas_merged_cells_and_places_that_are_not_there_are_refused() {
    let desk = Desk::new();
    let template = open(workbook(&Week::default()));
    let speller = desk.speller();
    let refused = |text: &str| match Said::read(&template, &speller, text) {
        Err(error) => error.code,
        Ok(said) => panic!("{said:?}"),
    };
    assert_eq!(refused("E6=:period"), ErrorCode::SpotMerged);
    assert_eq!(refused("Trang khác!E6=:period"), ErrorCode::NoSuchSpot);
    assert_eq!(refused("{{x}}=:period"), ErrorCode::NoSuchSpot);
    assert_eq!(refused("E8=khong_co.chi_tieu"), ErrorCode::NoSuchIndicator);
    assert_eq!(
        refused("E8=dinh_danh.kich_hoat@99999"),
        ErrorCode::NoSuchBody
    );
    assert_eq!(refused("E8=dinh_danh.kich_hoat:gi"), ErrorCode::BadSpot);
    assert_eq!(refused("E8=dinh_danh.kich_hoat~mai"), ErrorCode::BadSpot);
    assert_eq!(refused("E8=:value"), ErrorCode::BadSpot);
    assert_eq!(refused("E8"), ErrorCode::BadSpot);
}

#[test]
fn a_formula_is_overwritten_only_when_asked() {
    use so06::engine::superior_forms::{Change, change_form};
    let mut desk = Desk::new();
    let template = open(workbook(&Week::default()));
    let asked = desk.asked("2024-T03");
    let mut change = |text: &str| {
        let said = Said::read(&template, &desk.speller(), text).expect("a mapping");
        let change = Change {
            set: vec![said],
            ..Change::default()
        };
        change_form(desk.book(), (&template, "a.xlsx"), asked, &change)
    };
    let refusal = change("E16=dinh_danh.kich_hoat@*").expect_err("a formula");
    assert_eq!(refusal.code, ErrorCode::SpotIsFormula);
    let line = change("H=:rank").expect_err("ranked by what?");
    assert_eq!(line.code, ErrorCode::BadSpot);
    change("E16=dinh_danh.kich_hoat@*!").expect("asked for");
    let filled = desk.fill(&template, "2024-T03");
    let own = part(&filled, "xl/worksheets/sheet1.xml");
    assert!(
        own.contains("<c r=\"E16\" s=\"2\"><v>76608</v></c>"),
        "{own}"
    );
    // The chain of calculation names a cell that has no formula any more: it goes, and what names it.
    let names = parts(&filled);
    assert!(!names.contains_key("xl/calcChain.xml"));
    assert!(!part(&filled, "[Content_Types].xml").contains("calcChain"));
    assert!(!part(&filled, "xl/_rels/workbook.xml.rels").contains("calcChain"));
    assert!(part(&filled, "xl/_rels/workbook.xml.rels").contains("styles.xml"));
}

#[test]
fn a_formula_that_others_share_stays_even_when_asked() {
    use so06::engine::superior_forms::{Change, change_form};
    let mut desk = Desk::new();
    let own = sheet(&Week::default()).replace(
        "<f>SUM(E8:E15)</f>",
        "<f t=\"shared\" ref=\"E16:E17\" si=\"0\">SUM(E8:E15)</f>",
    );
    let template = open(workbook_of(&own));
    let said = Said::read(&template, &desk.speller(), "E16=dinh_danh.kich_hoat@*!");
    let change = Change {
        set: vec![said.expect("a mapping")],
        ..Change::default()
    };
    let asked = desk.asked("2024-T03");
    let refusal = change_form(desk.book(), (&template, "a.xlsx"), asked, &change);
    assert_eq!(refusal.expect_err("shared").code, ErrorCode::SpotIsFormula);
}

#[test]
fn cells_and_rows_without_places_and_with_prefixes_are_written_where_they_belong() {
    let mut desk = Desk::new();
    // As some programs write: a prefix, no places, an empty row, and a sheet without rows.
    let own = "<x:worksheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><x:sheetData><x:row><x:c t=\"inlineStr\"><x:is><x:t>Kết quả</x:t></x:is></x:c><x:c/></x:row><x:row r=\"3\"/></x:sheetData></x:worksheet>";
    let template = open(workbook_of(own));
    let said = [
        "B1=dinh_danh.ho_so@31168",
        "D1=:period",
        "B3=:unit",
        "C2=:as_of",
        "A9=:as_of",
    ];
    desk.map(&template, "a.xlsx", &said);
    let filled = desk.fill(&template, "2024-T03");
    let text = part(&filled, "xl/worksheets/sheet1.xml");
    let expected = "<x:row><x:c t=\"inlineStr\"><x:is><x:t>Kết quả</x:t></x:is></x:c><x:c r=\"B1\"><x:v>13000</x:v></x:c><x:c r=\"D1\" t=\"inlineStr\"><x:is><x:t xml:space=\"preserve\">Tháng 3/2024</x:t></x:is></x:c></x:row><x:row r=\"2\"><x:c r=\"C2\" t=\"inlineStr\"><x:is><x:t xml:space=\"preserve\">14/03/2024</x:t></x:is></x:c></x:row><x:row r=\"3\"><x:c r=\"B3\" t=\"inlineStr\"><x:is><x:t xml:space=\"preserve\">Quận Bình Thủy</x:t></x:is></x:c></x:row><x:row r=\"9\"><x:c r=\"A9\"";
    assert!(text.contains(expected), "{text}");
    Template::open(filled).expect("it is read again");
}

#[test]
fn a_table_of_indicators_is_read_by_its_rows() {
    let desk = Desk::new();
    let heads = [
        "TT",
        "Chỉ tiêu",
        "Đơn vị tính",
        "Kết quả trong kỳ",
        "Kỳ trước",
        "Lũy kế từ đầu năm",
        "Ghi chú",
    ];
    let lines = [
        ["1", "Hồ sơ tiếp nhận", "hồ sơ"],
        ["2", "Hồ sơ nộp trực tuyến", "hồ sơ"],
        ["3", "Tỷ lệ hồ sơ trực tuyến", "%"],
        ["4", "Kích hoạt tài khoản định danh điện tử", "tài khoản"],
        ["5", "Số xe buýt điện tử", "xe"],
    ];
    let mut rows = String::new();
    let put = |at: usize, row: usize, words: &str| {
        let column = char::from(b'A' + at as u8);
        format!("<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{words}</t></is></c>")
    };
    let head: String = heads
        .iter()
        .enumerate()
        .map(|(at, own)| put(at, 3, own))
        .collect();
    rows.push_str(&format!("<row r=\"3\">{head}</row>"));
    for (at, line) in lines.iter().enumerate() {
        let row = 4 + at;
        let cells: String = line
            .iter()
            .enumerate()
            .map(|(at, own)| put(at, row, own))
            .collect();
        rows.push_str(&format!("<row r=\"{row}\">{cells}</row>"));
    }
    let own = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let template = open(workbook_of(&own));
    let reading = desk.read(&template, "2024-T03");
    let told = written(&reading);
    let of = |cell: &str| told.get(&format!("Phụ lục 1!{cell}")).map(String::as_str);
    assert_eq!(of("D4"), Some("1.600"));
    assert_eq!(of("E4"), Some("1.200"));
    assert_eq!(of("F4"), Some("3.600"));
    assert_eq!(of("D6"), Some("45,00%"));
    // What came within the period is not where a stock stands: it is offered as an increase.
    let likely = names(&reading, Outcome::Unsure);
    assert!(likely.contains(&"Phụ lục 1!D7".to_owned()), "{likely:?}");
    let unmapped: Vec<&str> = reading
        .unmapped
        .iter()
        .map(|own| own.name.as_str())
        .collect();
    assert_eq!(
        unmapped,
        [
            "Phụ lục 1!D8",
            "Phụ lục 1!E8",
            "Phụ lục 1!F8",
            "Phụ lục 1!G4:G8"
        ]
    );
}
