//! Forms as a province would send them, written as text so that a test can say every byte.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::tabular::make::package;

/// Units in the order of the form.
pub const UNITS: [&str; 8] = [
    "P. Bình Thủy",
    "P. Trà An",
    "P. Trà Nóc",
    "P. Thới An Đông",
    "P. An Thới",
    "P. Bùi Hữu Nghĩa",
    "P. Long Hòa",
    "P. Long Tuyền",
];

const CONTENT: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/worksheets/sheet3.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>"#;

const RELS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

const BOOK_RELS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet3.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId5" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" Target="calcChain.xml"/></Relationships>"#;

const STYLES: &str = r##"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.00\ %"/></numFmts><fonts count="1"><font><sz val="11"/><name val="Times New Roman"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border/><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0"/><xf numFmtId="3" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1"/><xf numFmtId="14" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>"##;

const BOOK: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Phụ lục 1" sheetId="1" r:id="rId1"/><sheet name="Tổng hợp" sheetId="2" r:id="rId2"/><sheet name="Hướng dẫn" sheetId="3" r:id="rId3"/></sheets><definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'Phụ lục 1'!$6:$7</definedName></definedNames><calcPr calcId="191029"/></workbook>"#;

const CHAIN: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="C16" i="1"/><c r="E16"/><c r="B1" i="2"/></calcChain>"#;

/// A picture that nobody looks at.
pub const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\nkhong phai anh that";

fn text(cell: &str, style: u32, words: &str) -> String {
    format!("<c r=\"{cell}\" s=\"{style}\" t=\"inlineStr\"><is><t>{words}</t></is></c>")
}

/// What may differ from week to week.
pub struct Week<'a> {
    pub until: &'a str,
    pub units: &'a [&'a str],
    /// A column more before the figures.
    pub with_code: bool,
}

impl Default for Week<'_> {
    fn default() -> Self {
        Self {
            until: "14/3/2024",
            units: &UNITS,
            with_code: false,
        }
    }
}

/// The first sheet: units by files, target, result, percentage (a cell of percentages), increase, and a note. The last
/// unit's row has no cells beyond its name; the result of the first holds a figure of last week.
pub fn sheet(week: &Week<'_>) -> String {
    let column = |at: usize| {
        let at = if week.with_code && at >= 2 {
            at + 1
        } else {
            at
        };
        char::from(b'A' + at as u8)
    };
    let mut rows = String::new();
    rows.push_str(&format!(
        "<row r=\"3\">{}</row><row r=\"4\">{}</row>",
        text("A3", 0, "PHỤ LỤC 1. KẾT QUẢ KÍCH HOẠT TÀI KHOẢN"),
        text("A4", 0, &format!("(Tính đến ngày {})", week.until))
    ));
    let group = [
        (0, "STT"),
        (1, "Đơn vị"),
        (2, "Hồ sơ thu nhận"),
        (3, "Kích hoạt tài khoản định danh điện tử"),
        (7, "Ghi chú"),
    ];
    let mut head: Vec<String> = group
        .iter()
        .map(|(at, words)| text(&format!("{}6", column(*at)), 1, words))
        .collect();
    if week.with_code {
        head.insert(2, text("C6", 1, "Mã đơn vị"));
    }
    rows.push_str(&format!("<row r=\"6\">{}</row>", head.concat()));
    let below = [
        (3, "Chỉ tiêu giao"),
        (4, "Kết quả"),
        (5, "Tỷ lệ (%)"),
        (6, "Tăng so với kỳ trước"),
    ];
    let below: String = below
        .iter()
        .map(|(at, words)| text(&format!("{}7", column(*at)), 1, words))
        .collect();
    rows.push_str(&format!("<row r=\"7\">{below}</row>"));
    for (at, unit) in week.units.iter().enumerate() {
        let row = 8 + at;
        let mut cells = format!("<c r=\"A{row}\" s=\"1\"><v>{}</v></c>", at + 1);
        cells.push_str(&text(&format!("B{row}"), 1, unit));
        if at + 1 < week.units.len() {
            for (place, style) in [(2, 2), (3, 2), (4, 2), (5, 3), (6, 2), (7, 1)] {
                let old = if at == 0 && place == 4 {
                    "<v>777</v>"
                } else {
                    ""
                };
                cells.push_str(&format!(
                    "<c r=\"{}{row}\" s=\"{style}\">{old}</c>",
                    column(place)
                ));
            }
        }
        rows.push_str(&format!(
            "<row r=\"{row}\" spans=\"1:8\" ht=\"18\" customHeight=\"1\">{cells}</row>"
        ));
    }
    let last = 7 + week.units.len();
    let total = last + 1;
    let sum = |at: usize| {
        let own = column(at);
        format!("<c r=\"{own}{total}\" s=\"2\"><f>SUM({own}8:{own}{last})</f><v>1</v></c>")
    };
    rows.push_str(&format!(
        "<row r=\"{total}\">{}{}{}</row>",
        text(&format!("B{total}"), 1, "Tổng cộng"),
        sum(2),
        sum(4)
    ));
    rows.push_str(&format!(
        "<row r=\"{}\">{}</row>",
        total + 2,
        text(&format!("B{}", total + 2), 0, "Người lập biểu")
    ));
    let merged = |from: usize, to: usize, rows: &str| {
        let (first, last) = rows.split_once(':').expect("two rows");
        format!(
            "<mergeCell ref=\"{}{first}:{}{last}\"/>",
            column(from),
            column(to)
        )
    };
    let merges = [
        merged(0, 0, "6:7"),
        merged(1, 1, "6:7"),
        merged(2, 2, "6:7"),
        merged(3, 6, "6:6"),
        merged(7, 7, "6:7"),
    ]
    .concat();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cols><col min=\"2\" max=\"2\" width=\"28\" customWidth=\"1\"/><col min=\"{p}\" max=\"{p}\" width=\"12\" style=\"3\" customWidth=\"1\"/></cols><sheetData>{rows}</sheetData><sheetProtection sheet=\"1\"/><mergeCells count=\"5\">{merges}</mergeCells><pageMargins left=\"0.7\" right=\"0.7\" top=\"0.75\" bottom=\"0.75\" header=\"0.3\" footer=\"0.3\"/><headerFooter><oddHeader>&amp;C&amp;P</oddHeader></headerFooter></worksheet>",
        p = if week.with_code { 7 } else { 6 }
    )
}

const SUMMARY: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Tổng kích hoạt</t></is></c><c r="B1"><f>'Phụ lục 1'!E16*1</f><v>1</v></c></row></sheetData></worksheet>"#;

const GUIDE: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Ghi theo nguồn Công an</t></is></c><c r="B1"><f>SUM(C1:C2)</f><v>0</v></c></row></sheetData></worksheet>"#;

/// The workbook around a first sheet.
pub fn workbook_of(sheet: &str) -> Vec<u8> {
    package(&[
        ("[Content_Types].xml", CONTENT.as_bytes()),
        ("_rels/.rels", RELS.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS.as_bytes()),
        ("xl/styles.xml", STYLES.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/worksheets/sheet2.xml", SUMMARY.as_bytes()),
        ("xl/worksheets/sheet3.xml", GUIDE.as_bytes()),
        ("xl/calcChain.xml", CHAIN.as_bytes()),
        ("xl/media/image1.png", PICTURE),
    ])
}

/// The workbook of a week.
pub fn workbook(week: &Week<'_>) -> Vec<u8> {
    workbook_of(&sheet(week))
}

/// Parts of a zip.
pub fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    (0..zip.len())
        .map(|at| {
            let mut part = zip.by_index(at).expect("a part");
            let name = part.name().expect("a name").into_owned();
            let mut own = Vec::new();
            part.read_to_end(&mut own).expect("its bytes");
            (name, own)
        })
        .collect()
}

/// A part as text.
pub fn part(bytes: &[u8], name: &str) -> String {
    let own = parts(bytes).remove(name).expect("the part");
    String::from_utf8(own).expect("text")
}

/// A document around its body, with a header.
pub fn document(body: &str) -> Vec<u8> {
    const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let types = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/></Types>"#;
    let rels = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    let own = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/></Relationships>"#;
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:document xmlns:w=\"{W}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>{body}<w:sectPr><w:headerReference w:type=\"default\" r:id=\"r1\"/></w:sectPr></w:body></w:document>"
    );
    let header = format!(
        "<?xml version=\"1.0\"?><w:hdr xmlns:w=\"{W}\"><w:p><w:r><w:t>Kỳ: {{{{ky}}}}</w:t></w:r></w:p></w:hdr>"
    );
    package(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", rels.as_bytes()),
        ("word/_rels/document.xml.rels", own.as_bytes()),
        ("word/document.xml", document.as_bytes()),
        ("word/header1.xml", header.as_bytes()),
        ("word/media/image1.png", PICTURE),
    ])
}

/// A run.
pub fn run(words: &str) -> String {
    format!("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

/// A paragraph of what stands in it.
pub fn paragraph(inner: &str) -> String {
    format!("<w:p><w:pPr><w:jc w:val=\"both\"/></w:pPr>{inner}</w:p>")
}

/// A table of rows of texts; an empty one is a cell with a bare paragraph.
pub fn table(rows: &[Vec<String>]) -> String {
    let cell = |words: &String| {
        let inner = if words.is_empty() {
            "<w:p/>".to_owned()
        } else {
            paragraph(&run(words))
        };
        format!("<w:tc><w:tcPr><w:tcW w:w=\"2000\" w:type=\"dxa\"/></w:tcPr>{inner}</w:tc>")
    };
    let rows: String = rows
        .iter()
        .map(|row| format!("<w:tr>{}</w:tr>", row.iter().map(cell).collect::<String>()))
        .collect();
    format!("<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>")
}
