//! The short run of what the fuzz targets do: inputs changed at random from a fixed seed.

#[path = "../../fuzz/src/tables.rs"]
pub mod tables;

use super::corpus::Chance;
use super::make;
use tables::BETWEEN;

/// Pieces that mean something to one of the readers.
const PIECES: [&str; 34] = [
    "<row r=\"1048577\">",
    "<c r=\"XFE1\">",
    "<c t=\"s\"><v>4294967295</v></c>",
    "</sheetData>",
    "<c r=\"A1\" t=\"s\">",
    "<v>1e999</v>",
    "<f/>",
    "<is><t>",
    "</c>",
    "&#0;",
    "&amp;",
    "&#x110000;",
    "<![CDATA[",
    "]]>",
    "<!--",
    "<!DOCTYPE a [",
    "\"",
    "'",
    ";",
    "\t",
    "\r",
    "\n",
    "\u{0}",
    "\u{301}",
    "\u{ad}",
    "ö",
    "<w:vMerge/>",
    "<w:gridSpan w:val=\"99999\"/>",
    "<w:tbl>",
    "</w:tc>",
    " table:number-rows-repeated=\"1048576\"",
    " table:number-columns-repeated=\"16385\"",
    "<mergeCell ref=\"B2:A1\"/>",
    "<table><tr><td rowspan=9>",
];

/// One change: a bit, a cut, a piece twice, a known piece, a byte.
fn change(bytes: &mut Vec<u8>, chance: &mut Chance) {
    if bytes.is_empty() {
        bytes.push(b'x');
    }
    let at = chance.below(bytes.len());
    let end = (at + 1 + chance.below(24)).min(bytes.len());
    match chance.below(5) {
        0 => bytes[at] ^= 1 << chance.below(8),
        1 => drop(bytes.drain(at..end)),
        2 => {
            let piece = bytes[at..end].to_vec();
            let to = chance.below(bytes.len());
            drop(bytes.splice(to..to, piece));
        }
        3 => {
            let piece = PIECES[chance.below(PIECES.len())].bytes();
            drop(bytes.splice(at..at, piece));
        }
        _ => bytes[at] = chance.below(256) as u8,
    }
}

fn run(seeds: &[Vec<u8>], rounds: usize, seed: u64, work: impl Fn(&[u8])) {
    let mut chance = Chance(seed);
    for _ in 0..rounds {
        let mut bytes = seeds[chance.below(seeds.len())].clone();
        for _ in 0..=chance.below(6) {
            change(&mut bytes, &mut chance);
        }
        work(&bytes);
    }
}

/// Inputs of the target `xlsx`: parts of good packages.
pub fn package_seeds() -> Vec<Vec<u8>> {
    let join = |sort: u8, parts: &[&str]| {
        let parts: Vec<&[u8]> = parts.iter().map(|own| own.as_bytes()).collect();
        [vec![sort], parts.join(&BETWEEN)].concat()
    };
    let rows = r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45000</v></c><c r="C1"><f>1</f></c></row><row r="2"><c t="inlineStr"><is><t>Ph&#xAD;êng</t></is></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row>"#;
    let sheet = make::sheet(rows).replace(
        "</worksheet>",
        "<mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells></worksheet>",
    );
    let ods = make::ods_content(
        r#"<table:table table:name="A"><table:table-row table:number-rows-repeated="3"><table:table-cell office:value-type="float" office:value="5" table:number-columns-repeated="2"><text:p>5</text:p></table:table-cell><table:table-cell table:number-columns-spanned="2" office:value-type="string"><text:p>An<text:s text:c="2"/>Thới</text:p></table:table-cell></table:table-row></table:table>"#,
    );
    let docx = "<w:document><w:body><w:p><w:r><w:t>Tính đến 18/3</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p/></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl></w:body></w:document>";
    vec![
        join(
            b'x',
            &[
                make::BOOK,
                make::RELATIONS,
                make::STYLES,
                &make::shared_texts(&["Đơn vị", "b"]),
                &sheet,
            ],
        ),
        join(b'o', &[&ods, "<manifest/>"]),
        join(b'd', &[docx]),
        [vec![b'r'], make::xls()].concat(),
        [vec![b'r'], make::xlsx(rows, &["a"])].concat(),
    ]
}

/// Inputs of the target `csv`.
pub fn text_seeds() -> Vec<Vec<u8>> {
    let text = "STT;Đơn vị;Mức 1\n1;\"Phường; An\nThới\";12.345,5\n2;Bình Thủy;-\n";
    let page = "<html><body><p>đến 18/3</p><table><tr><th rowspan=2 colspan='2'>a&nbsp;b</th></tr><tr><td>5<br>6</td></tr></table>";
    let xml = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"S\"><Table><Row ss:Index=\"2\"><Cell ss:MergeAcross=\"1\"><Data ss:Type=\"Number\">5</Data></Cell></Row></Table></Worksheet></Workbook>";
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        text.into(),
        text.replace(';', "\t").into(),
        page.into(),
        xml.into(),
        wide,
        b"Ph\xad\xeang B\xd7nh Th\xf1y;5\n".to_vec(),
    ]
}

#[test]
fn changed_texts_are_read_or_refused() {
    run(&text_seeds(), 3_000, 6, tables::any);
}

#[test]
fn changed_packages_are_read_or_refused() {
    run(&package_seeds(), 3_000, 2024, tables::package);
}

/// Writes the seeds where the fuzzer looks for them.
#[test]
#[ignore = "writes files: SO06_WRITE_SEEDS names the folder"]
fn write_seeds() {
    let folder = std::env::var_os("SO06_WRITE_SEEDS").expect("SO06_WRITE_SEEDS names a folder");
    for (target, seeds) in [("csv", text_seeds()), ("xlsx", package_seeds())] {
        let folder = std::path::Path::new(&folder).join(target);
        std::fs::create_dir_all(&folder).expect("a folder");
        for (at, seed) in seeds.iter().enumerate() {
            std::fs::write(folder.join(format!("seed-{at}")), seed).expect("a seed");
        }
    }
}
