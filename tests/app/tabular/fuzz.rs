//! The short run of what the fuzz targets do: inputs changed at random from a fixed seed.

#[path = "../../fuzz/src/intake.rs"]
mod intake;
#[path = "../../fuzz/src/tables.rs"]
pub mod tables;

use super::corpus::Chance;
use super::make;
use crate::hostile::fuzz as hostile;
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

/// What long runs of a target found interesting: each its length in four bytes, the lowest first, and itself.
fn kept(target: &str) -> Vec<Vec<u8>> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus");
    let all = std::fs::read(path.join(target)).expect("inputs that were kept");
    let (mut rest, mut out) = (all.as_slice(), Vec::new());
    while let Some((length, more)) = rest.split_first_chunk() {
        let (own, next) = more.split_at(u32::from_le_bytes(*length) as usize);
        out.push(own.to_vec());
        rest = next;
    }
    assert!(out.len() > 20, "{target}: {}", out.len());
    out
}

/// Inputs of long runs that the ordinary test tries, spread over all; the long test takes every one (`SO06_KEPT=all`).
const ORDINARY: usize = 200;

/// Tries what long runs kept, then the seeds and that with changes.
pub fn run(target: &str, seeds: &[Vec<u8>], rounds: usize, seed: u64, work: impl Fn(&[u8])) {
    let kept = kept(target);
    let step = match std::env::var("SO06_KEPT").as_deref() {
        Ok("all") => 1,
        _ => kept.len().div_ceil(ORDINARY),
    };
    kept.iter().step_by(step).for_each(|own| work(own));
    let mut seeds = seeds.to_vec();
    // As many as there are of the one, so that neither is lost among the other.
    seeds.extend(kept.into_iter().rev().take(seeds.len()));
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
    run("csv", &text_seeds(), 3_000, 6, tables::any);
}

#[test]
fn changed_packages_are_read_or_refused() {
    run("xlsx", &package_seeds(), 3_000, 2024, tables::package);
}

/// Lines of chats and tables as they are pasted.
fn paste_seeds() -> Vec<Vec<u8>> {
    [
        "P. An Thới: KH mức 2: 12.345; thu nhận 23\nBình Thủy báo cáo: thu nhận 11.900, kích hoạt 10.950 (đạt 91,2%)",
        "[14:58, 14/03/2024] Lan: Long Hòa\n- Thu nhận: trên 12.010\n- Kích hoạt: chưa phát sinh",
        "Thu nhận: Trà Nóc 9.870; Thới An Đông 8.123\nTrà An: 079203001234",
        "Đơn vị\tThu nhận\tKích hoạt\nP. An Thới\t1,234\t-\nTổng cộng\t1,234\t",
        "<table><tr><th>Phường<th>Quá hạn<tr><td>Trà An<td>4</table>",
        "Từ ngày 15/02 đến ngày 14/3/2024; Long Tuyền kích hoạt 4,2 triệu; quá hạn 3/50",
        // Once a figure was looked for inside the one before it.
        "Từ ngày 15/02,2 tr đến ngà_ 14/3/2024; Long Tuyền kích hoạt 4,2 triệu; quá hạn 4/50",
    ]
    .map(|own| own.as_bytes().to_vec())
    .to_vec()
}

/// Changes of a form: of an answer, of a locked text, of a line of the hidden sheet.
fn seal_seeds() -> Vec<Vec<u8>> {
    let one = |row: u8, hidden: bool, column: u8, text: &str| {
        let mut out = vec![(row - 1) << 1 | u8::from(hidden), column, text.len() as u8];
        out.extend_from_slice(text.as_bytes());
        out
    };
    vec![
        one(9, false, 4, "12345"),
        one(2, false, 0, "Phường Trà Nóc"),
        one(1, true, 1, "2"),
        [one(5, true, 2, "9"), one(10, false, 4, "x")].concat(),
    ]
}

#[test]
fn changed_pastes_are_understood_or_refused() {
    run("paste", &paste_seeds(), 600, 766, intake::pasted);
}

#[test]
fn changed_forms_say_the_same_or_are_refused() {
    run("seal", &seal_seeds(), 1_500, 30, intake::sealed);
}

/// Writes the seeds where the fuzzer looks for them.
#[test]
#[ignore = "writes files: SO06_WRITE_SEEDS names the folder"]
fn write_seeds() {
    let folder = std::env::var_os("SO06_WRITE_SEEDS").expect("SO06_WRITE_SEEDS names a folder");
    let all = [
        ("csv", text_seeds()),
        ("paste", paste_seeds()),
        ("xlsx", package_seeds()),
        ("seal", seal_seeds()),
        ("package", hostile::package_seeds()),
        ("manifest", hostile::manifest_seeds()),
        ("deadline", hostile::deadline_seeds()),
        ("dispatch", hostile::dispatch_seeds()),
    ];
    for (target, seeds) in all {
        let folder = std::path::Path::new(&folder).join(target);
        std::fs::create_dir_all(&folder).expect("a folder");
        for (at, seed) in seeds.iter().enumerate() {
            std::fs::write(folder.join(format!("seed-{at}")), seed).expect("a seed");
        }
    }
}
