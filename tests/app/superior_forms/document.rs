//! Documents: tables, bookmarks, controls and marks that are split over runs.

use so06::domain::ErrorCode;
use so06::engine::superior_forms::{Outcome, Said};

use super::desk::{Desk, names, open, written};
use super::make::{document, paragraph, part, parts, run, table};

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|own| (*own).to_owned()).collect()
}

fn form() -> Vec<u8> {
    let marks = paragraph(&format!(
        "{}<w:r><w:t>_vi}}}} tính đến </w:t></w:r>{}",
        run("Số liệu của {{don"),
        run("{{ ngay }}: đạt {{dinh_danh.kich_hoat@31168:percent}} %, còn {{khong_ro}}.")
    ));
    let bookmark = paragraph(&format!(
        "{}<w:bookmarkStart w:id=\"7\" w:name=\"dvc_tiep_nhan\"/>{}{}<w:bookmarkEnd w:id=\"7\"/>{}",
        run("Tiếp nhận "),
        run("..."),
        run("....."),
        run(" hồ sơ")
    ));
    let empty = paragraph(&format!(
        "{}<w:bookmarkStart w:id=\"8\" w:name=\"ky\"/><w:bookmarkEnd w:id=\"8\"/>",
        run("Kỳ báo cáo: ")
    ));
    let control = format!(
        "<w:sdt><w:sdtPr><w:tag w:val=\"dinh_danh.kich_hoat@31177\"/><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        paragraph(
            "<w:r><w:rPr><w:rStyle w:val=\"PlaceholderText\"/></w:rPr><w:t>Bấm vào đây</w:t></w:r>"
        )
    );
    let units = table(&[
        row(&[
            "STT",
            "Đơn vị",
            "Kích hoạt",
            "Tỷ lệ đạt chỉ tiêu",
            "Ghi chú",
        ]),
        row(&["1", "P. Bình Thủy", "", "…", ""]),
        row(&["2", "P. An Thới", "……", "", ""]),
        row(&["3", "P. Trà Nóc", "555", "", ""]),
        row(&["", "Tổng cộng", "", "", ""]),
    ]);
    document(&[marks, bookmark, empty, control, units].concat())
}

#[test]
fn every_kind_of_place_is_filled_and_the_rest_stays() {
    let desk = Desk::new();
    let bytes = form();
    let template = open(bytes.clone());
    let reading = desk.read(&template, "2024-T03");
    let told = written(&reading);
    let expected = [
        ("{{don_vi}}", "Quận Bình Thủy"),
        ("{{ngay}}", "14/03/2024"),
        ("{{ky}}", "Tháng 3/2024"),
        // A percent sign follows it in the text.
        ("{{dinh_danh.kich_hoat@31168:percent}}", "100,00"),
        ("#dvc_tiep_nhan", "1.600"),
        ("#ky", "Tháng 3/2024"),
        ("@dinh_danh.kich_hoat@31177", "trên 14.411"),
        ("Bảng 1!C2", "12.800"),
        ("Bảng 1!C3", "trên 14.411"),
        ("Bảng 1!D3", "khoảng 112,59"),
        ("Bảng 1!C5", "trên 76.608"),
    ];
    for (place, value) in expected {
        assert_eq!(told.get(place).map(String::as_str), Some(value), "{place}");
    }
    assert_eq!(
        names(&reading, Outcome::Emptied),
        ["Bảng 1!C4", "Bảng 1!D4"]
    );
    let unmapped: Vec<&str> = reading
        .unmapped
        .iter()
        .map(|own| own.name.as_str())
        .collect();
    assert_eq!(unmapped, ["{{khong_ro}}", "Bảng 1!E2:E5"]);

    let filled = desk.fill(&template, "2024-T03");
    let (before, after) = (parts(&bytes), parts(&filled));
    let changed: Vec<&str> = before
        .iter()
        .filter(|(name, own)| after[*name] != **own)
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(changed, ["word/document.xml", "word/header1.xml"]);
    let text = part(&filled, "word/document.xml");
    let has = |own: &str| assert!(text.contains(own), "{own} in {text}");
    // The mark begins in a bold run and ends in a plain one: its words are bold, the rest of the plain run stays.
    has(
        "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">Số liệu của Quận Bình Thủy</w:t></w:r><w:r><w:t xml:space=\"preserve\"> tính đến </w:t></w:r>",
    );
    has(">14/03/2024: đạt 100,00 %, còn {{khong_ro}}.<");
    has(
        "<w:bookmarkStart w:id=\"7\" w:name=\"dvc_tiep_nhan\"/><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">1.600</w:t></w:r><w:bookmarkEnd w:id=\"7\"/>",
    );
    has(
        "<w:bookmarkStart w:id=\"8\" w:name=\"ky\"/><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">Tháng 3/2024</w:t></w:r><w:bookmarkEnd w:id=\"8\"/>",
    );
    // The hint of a control goes with its format.
    has("<w:tag w:val=\"dinh_danh.kich_hoat@31177\"/></w:sdtPr>");
    assert!(
        !text.contains("PlaceholderText") && !text.contains("Bấm vào đây"),
        "{text}"
    );
    has(
        "<w:tc><w:tcPr><w:tcW w:w=\"2000\" w:type=\"dxa\"/></w:tcPr><w:p><w:r><w:t xml:space=\"preserve\">12.800</w:t></w:r></w:p></w:tc>",
    );
    assert!(!text.contains("555"), "what has no figure is empty");
    assert!(part(&filled, "word/header1.xml").contains(">Kỳ: Tháng 3/2024<"));
}

#[test]
fn a_document_is_remembered_by_its_labels_and_its_slots() {
    let mut desk = Desk::new();
    let template = open(form());
    desk.map(
        &template,
        "mẫu.docx",
        &[
            "{{khong_ro}}=dinh_danh.kich_hoat@31169:delta",
            "Bảng 1!E2=:as_of",
            "1!E3=skip",
        ],
    );
    let reading = desk.read(&open(form()), "2024-T03");
    assert!(reading.exact);
    let told = written(&reading);
    assert_eq!(told.get("{{khong_ro}}").map(String::as_str), Some("+591"));
    assert_eq!(
        told.get("Bảng 1!E2").map(String::as_str),
        Some("14/03/2024")
    );
    assert_eq!(names(&reading, Outcome::Skipped), ["Bảng 1!E3"]);
    let speller = desk.speller();
    for (text, code) in [
        ("Bảng 1!E9=:period", ErrorCode::NoSuchSpot),
        ("Bảng 2!A1=:period", ErrorCode::NoSuchSpot),
        ("#khong_co=:period", ErrorCode::NoSuchSpot),
    ] {
        let refusal = Said::read(&template, &speller, text).expect_err("no such place");
        assert_eq!(refusal.code, code, "{text}");
    }
}

#[test]
fn merged_cells_tables_in_cells_and_pictures_are_left_alone() {
    let mut desk = Desk::new();
    let inner = table(&[row(&["bảng con"])]);
    let drawing = "<w:r><w:drawing/><w:t>chú thích</w:t></w:r>";
    let body = format!(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>{}</w:tc><w:tc><w:p/></w:tc></w:tr><w:tr><w:tc>{inner}<w:p/></w:tc><w:tc>{}</w:tc><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        paragraph(&run("Đơn vị báo cáo")),
        paragraph(drawing)
    );
    let template = open(document(&body));
    let speller = desk.speller();
    let code = |text: &str| {
        Said::read(&template, &speller, text)
            .expect_err("refused")
            .code
    };
    assert_eq!(code("B1=:unit"), ErrorCode::SpotMerged);
    assert_eq!(code("A2=:unit"), ErrorCode::NoSuchSpot);
    desk.map(
        &template,
        "a.docx",
        &["C1=:unit", "B2=:period", "C2=:as_of"],
    );
    let filled = desk.fill(&template, "2024-T03");
    let text = part(&filled, "word/document.xml");
    assert!(
        text.contains("<w:drawing/>") && text.contains("bảng con"),
        "{text}"
    );
    assert!(text.contains("Quận Bình Thủy"), "{text}");
    // Of two paragraphs the first says it, and the second is empty.
    assert!(
        text.contains("14/03/2024</w:t></w:r></w:p><w:p></w:p>"),
        "{text}"
    );
}
