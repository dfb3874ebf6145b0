//! Files that try to bring the reading down, made by code: good files cut and changed, and files made to harm.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::make::{self, Records, halves};

/// Numbers that only look like chance: the same in every run.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most.max(1) as u64) as usize
    }
}

/// What hears of each file.
type Hear<'a> = &'a mut dyn FnMut(&str, &[u8]);

/// Every file with its name, one after the other: together they would not fit into the memory that is allowed.
pub fn each(hear: Hear<'_>) {
    let good = good();
    changed(&good, hear);
    numbers(hear);
    workbooks(hear);
    bombs(hear);
    zips(hear);
    old_workbooks(hear);
    compound_files(hear);
    open_documents(hear);
    documents(hear);
    pages(hear);
    texts(hear);
    others(hear);
}

/// Good files of every sort.
pub fn good() -> Vec<(&'static str, Vec<u8>)> {
    let rows: String = (1..200)
        .map(|r| format!(r#"<row r="{r}"><c r="A{r}" t="s"><v>{}</v></c><c r="B{r}" s="1"><v>{}</v></c></row>"#, r % 3, 45_000 + r))
        .collect();
    let shared = ["Phường An Thới", "Ph\u{ad}êng B×nh Thñy", "x"];
    let text: String = (1..300)
        .map(|r| format!("{r};Phường {r};{r}.345,5\n"))
        .collect();
    let ods = r#"<table:table table:name="A"><table:table-row table:number-rows-repeated="90"><table:table-cell office:value-type="float" office:value="5"/><table:table-cell office:value-type="string"><text:p>An Thới</text:p></table:table-cell></table:table-row></table:table>"#;
    let docx = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>An Thới</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>5</w:t></w:r></w:p></w:tc></w:tr></w:tbl>".repeat(20);
    let page = format!(
        "<html><body><table>{}</table>",
        "<tr><td>An Thới<td colspan=2>5".repeat(90)
    );
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let stored = make::package_as(
        &[
            ("xl/workbook.xml", make::BOOK.as_bytes()),
            ("xl/_rels/workbook.xml.rels", make::RELATIONS.as_bytes()),
            ("xl/styles.xml", make::STYLES.as_bytes()),
            (
                "xl/sharedStrings.xml",
                make::shared_texts(&shared).as_bytes(),
            ),
            ("xl/worksheets/sheet1.xml", make::sheet(&rows).as_bytes()),
        ],
        CompressionMethod::Stored,
    );
    vec![
        ("xlsx", make::xlsx(&rows, &shared)),
        ("xlsx-stored", stored),
        ("xls", make::xls()),
        ("ods", make::ods(ods)),
        ("docx", make::docx(&docx)),
        ("html.xls", page.into_bytes()),
        ("csv", text.clone().into_bytes()),
        ("utf16.txt", wide),
        ("xml.xls", xml_2003().into_bytes()),
    ]
}

fn xml_2003() -> String {
    let row = r#"<Row><Cell><Data ss:Type="String">An Thới</Data></Cell><Cell><Data ss:Type="Number">5</Data></Cell></Row>"#;
    format!(
        r#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table>{}</Table></Worksheet></Workbook>"#,
        row.repeat(60)
    )
}

/// Cut at many places, and with bits turned over.
fn changed(good: &[(&str, Vec<u8>)], hear: Hear<'_>) {
    let mut chance = Chance(0x5006);
    for (name, bytes) in good {
        for part in 1..10 {
            hear(
                &format!("cut-{part}.{name}"),
                &bytes[..bytes.len() * part / 10],
            );
        }
        for round in 0..9 {
            let mut own = bytes.clone();
            for _ in 0..1 << round {
                let at = chance.below(own.len());
                own[at] ^= 1 << chance.below(8);
            }
            hear(&format!("bits-{round}.{name}"), &own);
        }
    }
}

/// Numbers, days and references that are none.
fn numbers(hear: Hear<'_>) {
    let values = [
        "NaN",
        "inf",
        "-inf",
        "1e999",
        "-0",
        "0x10",
        "1,5",
        "1e-400",
        "99999999999999999999",
        "",
        " ",
        "--1",
    ];
    for value in values {
        let cells: String = (0..4)
            .map(|s| format!(r#"<c s="{s}"><v>{value}</v></c>"#))
            .collect();
        hear(
            &format!("number-{value}.xlsx"),
            &make::xlsx(&format!("<row>{cells}</row>"), &[]),
        );
    }
    for (at, value) in ["-1", "60", "2958466", "1e15", "0", "0.999"]
        .iter()
        .enumerate()
    {
        let row = format!(
            r#"<row r="1"><c r="A1" s="1"><v>{value}</v></c><c r="B1" s="99999"><v>{value}</v></c></row>"#
        );
        hear(&format!("day-{at}.xlsx"), &make::xlsx(&row, &[]));
    }
    for (at, place) in [
        "",
        "A0",
        "1A",
        "ZZZZZZZ1",
        "A99999999999",
        "XFE1",
        "A1048577",
        "$B$2",
        "a1",
        "A-1",
    ]
    .iter()
    .enumerate()
    {
        let row = format!(
            r#"<row r="1"><c r="{place}"><v>1</v></c><c><v>2</v></c></row><row r="x"><c><v>3</v></c></row>"#
        );
        hear(&format!("place-{at}.xlsx"), &make::xlsx(&row, &[]));
    }
    for (at, number) in ["-1", "1", "4294967296", "x", "1.0", ""].iter().enumerate() {
        let row = format!(r#"<row><c t="s"><v>{number}</v></c><c><v>5</v></c></row>"#);
        hear(&format!("shared-{at}.xlsx"), &make::xlsx(&row, &["a"]));
    }
}

fn workbooks(hear: Hear<'_>) {
    let corners = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#;
    let sheet = make::sheet(corners).replace(
        "<sheetData>",
        "<dimension ref=\"A1:XFD1048576\"/><sheetData>",
    );
    hear("corners.xlsx", &make::xlsx_parts(&sheet, "<sst/>"));
    let full: String = (1..=1_048_576)
        .map(|r| format!("<row r=\"{r}\"><c><v>{r}</v></c></row>"))
        .collect();
    hear("1048576-rows.xlsx", &make::xlsx(&full, &[]));
    drop(full);
    let wide: String = (1..=400_000).map(|_| "<row><c><v>1</v></c><c t=\"s\"><v>0</v></c><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c></row>").collect();
    hear("2400000-cells.xlsx", &make::xlsx(&wide, &["An Thới"]));
    drop(wide);
    hear(
        "empty-rows.xlsx",
        &make::xlsx(&"<row/>".repeat(2_000_000), &[]),
    );
    let long = "Phường ".repeat(32_767 / 7);
    let rows: String = (0..20_000)
        .map(|_| "<row><c t=\"s\"><v>0</v></c></row>")
        .collect();
    hear("32k-shared.xlsx", &make::xlsx(&rows, &[&long]));
    let rows = format!(r#"<row><c t="inlineStr"><is><t>{long}</t></is></c></row>"#).repeat(300);
    hear("32k-inline.xlsx", &make::xlsx(&rows, &[]));
    let merges: String = (1..300_000)
        .map(|r| format!("<mergeCell ref=\"A{r}:XFD1048576\"/>"))
        .collect();
    hear(
        "merges.xlsx",
        &make::xlsx(&format!("</sheetData>{merges}<sheetData>"), &[]),
    );
    hear(
        "merges-odd.xlsx",
        &make::xlsx(
            "<mergeCell ref=\"B2:A1\"/><mergeCell ref=\"A1\"/><mergeCell/><mergeCell ref=\":\"/>",
            &[],
        ),
    );
    let sheets = "<sheet name=\"T\" r:id=\"rId1\"/>".repeat(50_000);
    let book = make::BOOK.replace("<sheets>", &format!("<sheets>{sheets}"));
    hear("50000-sheets.xlsx", &parts(&book, &make::sheet(corners)));
    for (name, sheet) in [
        ("deep", format!("<worksheet>{}", "<a>".repeat(1_000_000))),
        ("attributes", format!("<worksheet><c {}/></worksheet>", "a=\"1\" ".repeat(60_000))),
        ("long-tag", format!("<worksheet><c r=\"{}\"/></worksheet>", "A".repeat(3_000_000))),
        ("long-text", format!("<worksheet><row><c t=\"str\"><v>{}</v></c></row></worksheet>", "x".repeat(5_000_000))),
        ("many-texts", format!("<worksheet><row><c t=\"str\"><v>{}</v></c></row></worksheet>", "x&amp;".repeat(1_000_000))),
        ("laughs", laughs()),
        ("external", "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\"><!ENTITY % p SYSTEM \"http://localhost/\"> %p;]><worksheet><row><c t=\"str\"><v>&e;</v></c></row></worksheet>".into()),
        ("formulas", format!("<worksheet><row>{}</row></worksheet>", "<c><f>SUM(A1:A9)</f></c>".repeat(9_000))),
        ("cdata", "<worksheet><row><c t=\"str\"><v><![CDATA[a<b]]></v></c></row></worksheet>".into()),
        ("comment", format!("<worksheet><!-- {}", "-".repeat(2_000_000))),
        ("unclosed", "<worksheet><sheetData><row><c r=\"A1\"><v>5</v></c><c r=\"B1\"><v>".into()),
        ("ends", "</a></b></c></worksheet>".repeat(1_000)),
        ("amps", format!("<worksheet><row><c t=\"str\"><v>{}</v></c></row></worksheet>", "&&;&#;&#x;&#99999999;&none;".repeat(500))),
        ("nothing", String::new()),
        ("no-xml", "đây không phải XML".into()),
        ("nul", "<worksheet><row><c t=\"str\"><v>a\0b\u{1}\u{fffe}</v></c></row></worksheet>".into()),
        ("marks", format!("<worksheet><row><c t=\"str\"><v>a{}</v></c></row></worksheet>", "\u{301}".repeat(200_000))),
    ] {
        hear(&format!("{name}.xlsx"), &make::xlsx_parts(&sheet, "<sst/>"));
    }
    let bad = [
        b"<worksheet><row><c t=\"str\"><v>a\xff\xfe\xe1\x80</v></c></row></worksheet>".to_vec(),
        "\u{feff}<worksheet/>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect(),
    ];
    for (at, sheet) in bad.iter().enumerate() {
        let file = make::package(&[
            ("xl/workbook.xml", make::BOOK.as_bytes()),
            ("xl/_rels/workbook.xml.rels", make::RELATIONS.as_bytes()),
            ("xl/worksheets/sheet1.xml", sheet),
        ]);
        hear(&format!("no-utf8-{at}.xlsx"), &file);
    }
    for (at, target) in [
        "../../../etc/passwd",
        "/xl/none.xml",
        "",
        "worksheets/../worksheets/./sheet1.xml",
        "\\worksheets\\sheet1.xml",
    ]
    .iter()
    .enumerate()
    {
        let relations = make::RELATIONS.replace("worksheets/sheet1.xml", target);
        let file = make::package(&[
            ("xl/workbook.xml", make::BOOK.as_bytes()),
            ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
            ("xl/worksheets/sheet1.xml", make::sheet(corners).as_bytes()),
        ]);
        hear(&format!("target-{at}.xlsx"), &file);
    }
}

fn parts(book: &str, sheet: &str) -> Vec<u8> {
    make::package(&[
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", make::RELATIONS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

fn laughs() -> String {
    let mut out = String::from("<!DOCTYPE a [<!ENTITY l0 \"ha\">");
    for level in 1..20 {
        out.push_str(&format!(
            "<!ENTITY l{level} \"{}\">",
            format!("&l{};", level - 1).repeat(10)
        ));
    }
    out.push_str("]><worksheet><row><c t=\"str\"><v>&l19;</v></c></row></worksheet>");
    out
}

/// A part that is a piece again and again.
fn bomb(part: &str, begin: &str, piece: &str, bytes: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, text) in [
        ("xl/workbook.xml", make::BOOK),
        ("xl/_rels/workbook.xml.rels", make::RELATIONS),
    ] {
        zip.start_file(name, options).expect("a part");
        zip.write_all(text.as_bytes()).expect("its bytes");
    }
    zip.start_file(part, options.large_file(true))
        .expect("a part");
    zip.write_all(begin.as_bytes()).expect("its bytes");
    let block = piece.repeat((1 << 16) / piece.len());
    for _ in 0..bytes / block.len() {
        zip.write_all(block.as_bytes()).expect("its bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

fn bombs(hear: Hear<'_>) {
    let (sheet, shared) = ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml");
    hear(
        "bomb-text.xlsx",
        &bomb(shared, "<sst><si><t>", "aaaaaaaa", 300 << 20),
    );
    hear(
        "bomb-shared.xlsx",
        &bomb(shared, "<sst>", "<si/>", 60 << 20),
    );
    hear(
        "bomb-long-shared.xlsx",
        &bomb(
            shared,
            "<sst>",
            &format!("<si><t>{}</t></si>", "ă".repeat(900)),
            80 << 20,
        ),
    );
    hear(
        "bomb-sheet.xlsx",
        &bomb(sheet, "<worksheet>", "<c r=\"A1\"><v>1</v></c>", 100 << 20),
    );
    hear(
        "bomb-blanks.xlsx",
        &bomb(
            sheet,
            "<worksheet>",
            &format!("<z>{}</z>", " ".repeat(2_000)),
            300 << 20,
        ),
    );
    hear(
        "bomb-styles.xlsx",
        &bomb(
            "xl/styles.xml",
            "<styleSheet><cellXfs>",
            "<xf numFmtId=\"14\"/>",
            60 << 20,
        ),
    );
    hear(
        "bomb-relations.xlsx",
        &bomb(
            "xl/_rels/workbook.xml.rels.xml",
            "<R>",
            "<Relationship Id=\"a\"/>",
            30 << 20,
        ),
    );
}

fn zips(hear: Hear<'_>) {
    let good = make::xlsx("<row><c><v>1</v></c></row>", &[]);
    let find = |bytes: &[u8], sign: &[u8; 4]| -> Vec<usize> {
        let all = bytes.windows(4).enumerate().filter(|(_, own)| *own == sign);
        all.map(|(at, _)| at).collect()
    };
    let patch = |name: &str, at: usize, value: &[u8], hear: Hear<'_>| {
        let mut own = good.clone();
        // The same field of each entry of the directory, and of each part's own head.
        for begin in find(&own, b"PK\x01\x02") {
            own[begin + at..begin + at + value.len()].copy_from_slice(value);
        }
        for begin in find(&own, b"PK\x03\x04") {
            let at = at - 2;
            if at + value.len() <= 30 {
                own[begin + at..begin + at + value.len()].copy_from_slice(value);
            }
        }
        hear(name, &own);
    };
    patch("size-small.xlsx", 24, &[1, 0, 0, 0], hear);
    patch("size-huge.xlsx", 24, &[0xff, 0xff, 0xff, 0x7f], hear);
    patch("packed-huge.xlsx", 20, &[0xff, 0xff, 0xff, 0x7f], hear);
    patch(
        "packed-zip64.xlsx",
        20,
        &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        hear,
    );
    patch("locked.xlsx", 8, &[1, 0], hear);
    patch("method-12.xlsx", 10, &[12, 0], hear);
    patch("method-99.xlsx", 10, &[99, 0], hear);
    patch("crc.xlsx", 16, &[0, 0, 0, 0], hear);
    let end = find(&good, b"PK\x05\x06")[0];
    for (at, value) in [(8, 0xffu8), (10, 0xff), (12, 0xff), (16, 0xff), (20, 0xff)] {
        let mut own = good.clone();
        own[end + at] = value;
        own[end + at + 1] = value;
        hear(&format!("directory-{at}.xlsx"), &own);
    }
    hear("two-zips.xlsx", &[good.clone(), good.clone()].concat());
    hear("no-directory.xlsx", &good[..end.saturating_sub(200)]);
    hear(
        "zeros-behind.xlsx",
        &[good.clone(), vec![0; 100_000]].concat(),
    );
    let mut many = Vec::new();
    for _ in 0..60_000 {
        many.extend(b"PK\x01\x02");
        many.extend([0; 42]);
    }
    hear(
        "many-parts.xlsx",
        &[good[..end].to_vec(), many, good[end..].to_vec()].concat(),
    );
    hear(
        "empty.zip",
        b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
    );
    hear(
        "names.zip",
        &make::package(&[
            ("../../a", b"x"),
            ("/xl/workbook.xml", b"<x/>"),
            ("C:\\a", b"x"),
        ]),
    );
    hear("xlsb.xlsb", &make::package(&[("xl/workbook.bin", b"x")]));
    hear("within.xlsx", &make::package(&[("xl/workbook.xml", &good)]));
}

fn old_workbooks(hear: Hear<'_>) {
    let wrap = |globals: &[(u16, Vec<u8>)], cells: &[(u16, Vec<u8>)]| {
        let (mut first, mut second) = (Records::default(), Records::default());
        for (kind, data) in globals {
            first.add(*kind, data);
        }
        for (kind, data) in cells {
            second.add(*kind, data);
        }
        make::compound("/Workbook", &make::xls_stream(&first, &second))
    };
    let number = |row: u16, column: u16| {
        (
            0x0203,
            [halves(&[row, column, 0]), 5f64.to_le_bytes().to_vec()].concat(),
        )
    };
    hear(
        "corners.xls",
        &wrap(
            &[],
            &[
                (0x0200, vec![0xff; 14]),
                number(0, 0),
                number(0xffff, 0xffff),
                number(0xffff, 255),
            ],
        ),
    );
    hear(
        "not-finite.xls",
        &wrap(
            &[],
            &[
                (0x0203, [halves(&[0, 0, 0]), vec![0xff; 8]].concat()),
                (
                    0x0203,
                    [halves(&[0, 1, 0]), f64::INFINITY.to_le_bytes().to_vec()].concat(),
                ),
            ],
        ),
    );
    for length in 0..12 {
        let kinds = [
            0x0203u16, 0x027e, 0x00bd, 0x00fd, 0x0204, 0x00d6, 0x0205, 0x0006, 0x0207, 0x00e5,
            0x0004, 0x0002,
        ];
        let cells: Vec<(u16, Vec<u8>)> = kinds
            .iter()
            .map(|kind| (*kind, vec![0xff; length]))
            .collect();
        hear(&format!("short-{length}.xls"), &wrap(&cells, &cells));
    }
    let sst = |count: u32, rest: &[u8]| {
        (
            0x00fc,
            [
                count.to_le_bytes().to_vec(),
                count.to_le_bytes().to_vec(),
                rest.to_vec(),
            ]
            .concat(),
        )
    };
    let label = (0x00fd, halves(&[0, 0, 0, 7, 0]));
    hear(
        "shared-count.xls",
        &wrap(
            &[sst(u32::MAX, &make::latin("a"))],
            std::slice::from_ref(&label),
        ),
    );
    hear(
        "shared-length.xls",
        &wrap(
            &[sst(1, &[0xff, 0xff, 1, 65])],
            std::slice::from_ref(&label),
        ),
    );
    hear(
        "shared-runs.xls",
        &wrap(
            &[sst(
                1,
                &[1, 0, 0x0d, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 65],
            )],
            std::slice::from_ref(&label),
        ),
    );
    let continued = vec![(0x003c, vec![]); 50_000];
    hear(
        "continued.xls",
        &wrap(
            &[vec![sst(9, &[5, 0, 1])], continued].concat(),
            std::slice::from_ref(&label),
        ),
    );
    hear(
        "parts-within.xls",
        &wrap(&[], &vec![(0x0809, halves(&[0x0600, 0x20, 0, 0])); 50_000]),
    );
    let listed = |at: u32| {
        (
            0x0085,
            [at.to_le_bytes().to_vec(), vec![0, 0, 1, 0, b'a']].concat(),
        )
    };
    hear(
        "sheets-same.xls",
        &wrap(&vec![listed(0); 4_000], &[number(0, 0)]),
    );
    hear(
        "sheet-beyond.xls",
        &wrap(&[listed(u32::MAX), listed(7)], &[number(0, 0)]),
    );
    hear("locked.xls", &wrap(&[(0x002f, vec![1, 0, 1, 0])], &[]));
    let rows: Vec<(u16, Vec<u8>)> = (0..65_535).map(|row| number(row, row % 256)).collect();
    hear("65535-rows.xls", &wrap(&[], &rows));
    hear("again.xls", &wrap(&[], &vec![number(1, 1); 300_000]));
    hear(
        "no-end.xls",
        &make::compound("/Workbook", &halves(&[0x0809, 8, 0x0600, 5, 0, 0])),
    );
    hear("no-book.xls", &make::compound("/Workbook", &[7; 5_000]));
    hear("empty.xls", &make::compound("/Workbook", &[]));
    hear(
        "raw.xls",
        &make::xls_stream(&Records::default(), &Records::default()),
    );
    hear(
        "biff2.xls",
        &[
            halves(&[0x0009, 4, 2, 0x10]),
            [4u8, 0, 200, 0].to_vec(),
            vec![0xff; 50],
        ]
        .concat(),
    );
}

fn compound_files(hear: Hear<'_>) {
    let good = make::compound(
        "/Workbook",
        &make::xls_stream(&Records::default(), &Records::default()).repeat(60),
    );
    let patch = |name: &str, at: usize, value: &[u8], hear: Hear<'_>| {
        let mut own = good.clone();
        own[at..at + value.len()].copy_from_slice(value);
        hear(name, &own);
    };
    for (name, at, value) in [
        ("shift-0", 30, &[0u8, 0][..]),
        ("shift-255", 30, &[255, 0]),
        ("tables-max", 44, &[0xff, 0xff, 0xff, 0x7f]),
        ("directory-self", 48, &[0, 0, 0, 0]),
        ("directory-far", 48, &[0xff, 0xff, 0, 0]),
        ("cutoff-0", 56, &[0, 0, 0, 0]),
        ("cutoff-max", 56, &[0xff, 0xff, 0xff, 0xff]),
        ("small-self", 60, &[0, 0, 0, 0]),
        ("further-self", 68, &[0, 0, 0, 0]),
        ("further-1", 68, &[1, 0, 0, 0]),
        ("table-far", 76, &[0xff, 0xff, 0xff, 0]),
    ] {
        patch(&format!("{name}.xls"), at, value, hear);
    }
    let table = u32::from_le_bytes([good[76], good[77], good[78], good[79]]) as usize;
    let begin = (table + 1) << u32::from(good[30]);
    // Chains that run in circles: into themselves, into each other, and back to the middle.
    for (name, links) in [
        ("circle-self", (0u32..100).collect::<Vec<u32>>()),
        ("circle-two", (0..100).map(|own| own ^ 1).collect()),
        (
            "circle-back",
            (0..100)
                .map(|own| if own > 20 { 10 } else { own + 1 })
                .collect(),
        ),
        ("circle-all", vec![5; 100]),
    ] {
        let value: Vec<u8> = links.iter().flat_map(|own| own.to_le_bytes()).collect();
        patch(&format!("{name}.xls"), begin, &value, hear);
    }
    let directory = u32::from_le_bytes([good[48], good[49], good[50], good[51]]) as usize;
    let begin = (directory + 1) << u32::from(good[30]);
    patch("tree-circle.xls", begin + 76, &[0, 0, 0, 0], hear);
    patch(
        "tree-circle-2.xls",
        begin + 128 + 68,
        &[1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0],
        hear,
    );
    patch("name-long.xls", begin + 128 + 64, &[0xff, 0xff], hear);
    patch(
        "stream-huge.xls",
        begin + 128 + 120,
        &[0xff, 0xff, 0xff, 0xff],
        hear,
    );
    hear("head-only.xls", &good[..512]);
    hear("head-short.xls", &good[..20]);
    hear(
        "locked-2007.xlsx",
        &make::compound("/EncryptedPackage", &[9; 9_000]),
    );
    hear("word.doc", &make::compound("/WordDocument", &[9; 9_000]));
}

fn open_documents(hear: Hear<'_>) {
    let row = |rows: &str, columns: &str, cell: &str| {
        format!(
            "<table:table table:name=\"A\"><table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell table:number-columns-repeated=\"{columns}\" {cell}</table:table-row></table:table>"
        )
    };
    let full = "office:value-type=\"float\" office:value=\"1\"/>";
    hear("blank.ods", &make::ods(&row("1048576", "16384", "/>")));
    hear("all-full.ods", &make::ods(&row("1048576", "16384", full)));
    hear("rows-full.ods", &make::ods(&row("1048576", "1", full)));
    hear(
        "rows-max.ods",
        &make::ods(&row("4294967295", "4294967295", full)),
    );
    hear(
        "rows-odd.ods",
        &make::ods(&row("-1", "99999999999999", full)),
    );
    let text = format!(
        "office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
        "ă".repeat(30_000)
    );
    hear("text-full.ods", &make::ods(&row("100000", "50", &text)));
    hear(
        "many-rows-full.ods",
        &make::ods(&row("1048576", "1", full).repeat(40)),
    );
    hear(
        "blanks.ods",
        &make::ods(&row(
            "1",
            "1",
            &format!(
                "office:value-type=\"string\"><text:p>a{}</text:p></table:table-cell>",
                "<text:s text:c=\"4000000000\"/>".repeat(9_000)
            ),
        )),
    );
    hear(
        "spans.ods",
        &make::ods(&row(
            "9",
            "9",
            "table:number-columns-spanned=\"4000000000\" table:number-rows-spanned=\"4000000000\" office:value-type=\"float\" office:value=\"NaN\"/>",
        )),
    );
    hear(
        "within.ods",
        &make::ods(&"<table:table><table:table-row><table:table-cell>".repeat(60)),
    );
    hear("tables.ods", &make::ods(&"<table:table/>".repeat(100_000)));
    hear("no-table.ods", &make::ods(""));
    hear(
        "days.ods",
        &make::ods(&row(
            "1",
            "1",
            "office:value-type=\"date\" office:date-value=\"2024-02-31\"/>",
        )),
    );
    hear(
        "locked.ods",
        &make::package(&[
            ("content.xml", b"\xff"),
            ("META-INF/manifest.xml", b"<a><encryption-data/></a>"),
        ]),
    );
    hear(
        "locked-whole.ods",
        &make::package(&[("encrypted-package", b"\xff")]),
    );
    hear(
        "flat.fods",
        make::ods_content(&row("3", "3", full)).as_bytes(),
    );
}

fn documents(hear: Hear<'_>) {
    let cell = |inner: &str| {
        format!(
            "<w:tbl><w:tr><w:tc><w:tcPr>{inner}</w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc/></w:tr></w:tbl>"
        )
    };
    hear("goes-on.docx", &make::docx(&cell("<w:vMerge/>")));
    hear(
        "span-max.docx",
        &make::docx(&cell("<w:gridSpan w:val=\"4294967295\"/>")),
    );
    hear(
        "span-odd.docx",
        &make::docx(&cell("<w:gridSpan w:val=\"-1\"/><w:vMerge w:val=\"x\"/>")),
    );
    hear("spans.docx", &make::docx(&format!("<w:tbl>{}</w:tbl>", format!("<w:tr>{}</w:tr>", "<w:tc><w:tcPr><w:gridSpan w:val=\"16384\"/><w:vMerge w:val=\"restart\"/></w:tcPr></w:tc>".repeat(4)).repeat(9_000))));
    hear(
        "before.docx",
        &make::docx(&format!(
            "<w:tbl><w:tr><w:trPr>{}</w:trPr><w:tc/></w:tr></w:tbl>",
            "<w:gridBefore w:val=\"16384\"/>".repeat(300)
        )),
    );
    hear(
        "within.docx",
        &make::docx(&"<w:tbl><w:tr><w:tc>".repeat(50_000)),
    );
    hear("tables.docx", &make::docx(&cell("").repeat(9_000)));
    hear(
        "paragraphs.docx",
        &make::docx(&"<w:p><w:r><w:t>chữ</w:t></w:r></w:p>".repeat(300_000)),
    );
    hear("elements.docx", &make::docx(&"<w:p/>".repeat(3_000_000)));
    hear(
        "long.docx",
        &make::docx(&format!(
            "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
            "<w:p><w:r><w:t>dài lắm</w:t></w:r></w:p>".repeat(200_000)
        )),
    );
    hear(
        "ends.docx",
        &make::docx("</w:tbl></w:tc></w:tr></w:p><w:tbl></w:tr></w:tc><w:tc></w:tbl>"),
    );
    hear(
        "locked.docx",
        &make::compound("/EncryptedPackage", &[9; 90]),
    );
}

fn pages(hear: Hear<'_>) {
    let open = |inner: &str| format!("<html><body>{inner}");
    for (name, inner) in [
        ("within", "<table><tr><td>a".repeat(200_000)),
        (
            "within-closed",
            format!(
                "{}{}",
                "<table><tr><td>".repeat(5_000),
                "</table>".repeat(9_000)
            ),
        ),
        (
            "span-max",
            "<table><tr><td colspan=99999999999 rowspan=99999999999>a<td>b<tr><td>c".into(),
        ),
        (
            "spans",
            format!(
                "<table>{}",
                "<tr><td colspan=1000 rowspan=65534>a<td colspan=1000 rowspan=65534>b"
                    .repeat(4_000)
            ),
        ),
        (
            "spans-wide",
            format!(
                "<table><tr>{}",
                "<td colspan=1000 rowspan=65534>a".repeat(20_000)
            ),
        ),
        ("rows", format!("<table>{}", "<tr>".repeat(1_000_000))),
        ("cells", format!("<table><tr>{}", "<td>1".repeat(500_000))),
        (
            "attributes",
            format!("<table {}><tr><td>a", "a b=c ".repeat(500_000)),
        ),
        (
            "attribute",
            format!("<table><tr><td x=\"{}\">a", "y".repeat(5_000_000)),
        ),
        ("comment", format!("<!-- {}", "x".repeat(5_000_000))),
        (
            "script",
            format!(
                "<table><tr><td>a</table><script>{}",
                "<table><tr><td>".repeat(100_000)
            ),
        ),
        (
            "entities",
            format!(
                "<table><tr><td>{}",
                "&nbsp;&#0;&#xd800;&none;&#99999999999;&amp".repeat(50_000)
            ),
        ),
        (
            "loose",
            "</td></tr></table><td>a<tr><td>b<table><td>c".into(),
        ),
        ("nul", "<table><tr><td>a\0b</td></tr></table>".into()),
        ("none", "<p>không có bảng</p>".into()),
    ] {
        hear(&format!("{name}.html.xls"), open(&inner).as_bytes());
    }
    hear(
        "deep.xml.xls",
        xml_2003().replace("<Row>", &"<a>".repeat(900)).as_bytes(),
    );
    hear(
        "index.xml.xls",
        xml_2003()
            .replace("<Row>", "<Row ss:Index=\"4294967295\">")
            .as_bytes(),
    );
    hear(
        "across.xml.xls",
        xml_2003()
            .replace(
                "<Cell>",
                "<Cell ss:MergeAcross=\"4294967295\" ss:MergeDown=\"4294967295\" ss:Index=\"0\">",
            )
            .as_bytes(),
    );
    hear(
        "entity.xml.xls",
        xml_2003()
            .replace("An Thới", "&e;")
            .replace(
                "<Workbook",
                "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Workbook",
            )
            .as_bytes(),
    );
}

fn texts(hear: Hear<'_>) {
    let rows = "1;Phường An Thới;12.345\n".repeat(1_100_000);
    hear("1100000-rows.csv", rows.as_bytes());
    drop(rows);
    hear("one-line.csv", "a,".repeat(3_000_000).as_bytes());
    hear("one-cell.csv", "a".repeat(20_000_000).as_bytes());
    hear("quotes.csv", "\"".repeat(2_000_001).as_bytes());
    hear(
        "open-quote.csv",
        format!("a;b\n\"{}", "c;d\n".repeat(500_000)).as_bytes(),
    );
    hear("returns.csv", "a;b\rc;d\r".repeat(1_000).as_bytes());
    hear(
        "blank-lines.csv",
        format!("a;b{}c;d", "\n".repeat(2_000_000)).as_bytes(),
    );
    hear(
        "32k.csv",
        format!("{};5\n", "ă".repeat(32_767)).repeat(200).as_bytes(),
    );
    hear(
        "marks.csv",
        format!("a{};5\n", "\u{301}".repeat(1_000_000)).as_bytes(),
    );
    hear("nul.csv", b"a;b\n1\0;2\nc;d\n");
    hear("nuls.csv", &vec![0; 100_000]);
    hear("mark-only.csv", b"\xef\xbb\xbf");
    hear("mark-16.csv", b"\xff\xfe");
    hear("mark-odd.csv", b"\xff\xfea\0b");
    hear(
        "half-pair.csv",
        &[
            vec![0xff, 0xfe],
            halves(&[0xd800, 0x61, 0xdc00, 0x3b, 0x62]),
        ]
        .concat(),
    );
    hear(
        "odd.txt",
        &[
            halves(&[0x61, 0x3b, 0x62, 0x0a, 0x63, 0x3b, 0x64]),
            vec![0x41],
        ]
        .concat(),
    );
    hear(
        "overlong.csv",
        b"a;b\n\xc0\xaf;\xf8\x88\x80\x80\x80;\xed\xa0\x80\n",
    );
    hear(
        "western.csv",
        &(0x20..=0xff).cycle().take(200_000).collect::<Vec<u8>>(),
    );
    hear(
        "tcvn3-and-utf8.csv",
        &[&b"Ph\xad\xeang;1\n"[..], "Phường;2\n".as_bytes()].concat(),
    );
    hear("sep.csv", b"sep=");
    hear("sep-quote.csv", b"sep=\"\n\"a\"\"b\"");
    hear("formula.csv", b"=cmd|' /C calc'!A0;+1;@SUM(A1)\n");
    hear("too-large.csv", &vec![b'a'; (64 << 20) + 1]);
    let mut chance = Chance(99);
    for round in 0..6 {
        let noise: Vec<u8> = (0..20_000).map(|_| chance.below(256) as u8).collect();
        hear(&format!("noise-{round}.csv"), &noise);
    }
}

/// Files of other sorts under names of tables.
fn others(hear: Hear<'_>) {
    for (name, bytes) in [
        (
            "pdf.xlsx",
            &b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\n"[..],
        ),
        ("png.xls", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("jpg.xlsx", b"\xff\xd8\xff\xe0\0\x10JFIF\0"),
        ("gif.csv", b"GIF89a\x01\0\x01\0"),
        ("exe.xls", b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff"),
        ("elf.csv", b"\x7fELF\x02\x01\x01\0"),
        ("rar.xlsx", b"Rar!\x1a\x07\x01\0"),
        ("7z.xlsx", b"7z\xbc\xaf\x27\x1c"),
        ("gz.csv", b"\x1f\x8b\x08\0\0\0\0\0"),
        ("rtf.doc", b"{\\rtf1\\ansi a}"),
        ("sqlite.csv", b"SQLite format 3\0"),
        ("empty.xlsx", b""),
        ("blank.csv", b" \r\n\t\r\n"),
        ("signs.csv", b";;;;\n;;;;\n"),
        ("pk.xlsx", b"PK\x03\x04"),
        ("ole.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        (
            "mht.xls",
            b"MIME-Version: 1.0\nContent-Type: multipart/related",
        ),
    ] {
        hear(name, bytes);
    }
}
