//! Files made by hand, so that a test can say every byte of them.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A zip of parts.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    package_as(parts, CompressionMethod::Deflated)
}

/// The same with a method, so that mutations of stored parts reach the XML.
pub fn package_as(parts: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, bytes) in parts {
        zip.start_file(*name, options).expect("a part");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

/// The other parts of a workbook whose sheets are called `T1`, `T2` …
pub const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
pub const BOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="T1" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
pub const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd&quot; tháng &quot;mm\,\ yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="20"/></cellXfs></styleSheet>"#;

/// A workbook of one sheet, from its rows and its shared texts.
pub fn xlsx(rows: &str, shared: &[&str]) -> Vec<u8> {
    xlsx_parts(&sheet(rows), &shared_texts(shared))
}

pub fn sheet(rows: &str) -> String {
    format!("<?xml version=\"1.0\"?><worksheet><sheetData>{rows}</sheetData></worksheet>")
}

pub fn shared_texts(shared: &[&str]) -> String {
    let texts: String = shared
        .iter()
        .map(|text| format!("<si><t>{text}</t></si>"))
        .collect();
    format!("<sst>{texts}</sst>")
}

/// The same of a sheet that need not be text.
pub fn xlsx_bytes(sheet: &[u8]) -> Vec<u8> {
    package(&[
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

pub fn xlsx_parts(sheet: &str, shared: &str) -> Vec<u8> {
    package(&[
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/styles.xml", STYLES.as_bytes()),
        ("xl/sharedStrings.xml", shared.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

/// An ODS of what stands within its spreadsheet.
pub fn ods(tables: &str) -> Vec<u8> {
    let content = ods_content(tables);
    package(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", b"<manifest/>"),
    ])
}

pub fn ods_content(tables: &str) -> String {
    format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
}

/// A Word document of what stands within its body.
pub fn docx(body: &str) -> Vec<u8> {
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
    ])
}

/// Records of an Excel stream.
#[derive(Default)]
pub struct Records(pub Vec<u8>);

impl Records {
    pub fn add(&mut self, kind: u16, data: &[u8]) -> &mut Self {
        self.0.extend(kind.to_le_bytes());
        self.0
            .extend(u16::try_from(data.len()).expect("short").to_le_bytes());
        self.0.extend(data);
        self
    }
}

/// Numbers as bytes, lowest first.
pub fn halves(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|own| own.to_le_bytes()).collect()
}

/// A text of BIFF8 of one byte a sign, with its length in two bytes.
pub fn latin(text: &str) -> Vec<u8> {
    let mut out = halves(&[u16::try_from(text.chars().count()).expect("short")]);
    out.push(0);
    out.extend(text.chars().map(|sign| sign as u8));
    out
}

/// A text of BIFF8 of two bytes a sign.
pub fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut out = halves(&[u16::try_from(units.len()).expect("short")]);
    out.push(1);
    out.extend(halves(&units));
    out
}

/// The stream of a BIFF8 workbook of one sheet, with what stands before the sheet and in it.
pub fn xls_stream(globals: &Records, cells: &Records) -> Vec<u8> {
    let mut out = Records::default();
    out.add(0x0809, &halves(&[0x0600, 5, 0x1234, 0x07cc, 0x41, 0, 6, 0]));
    let name = b"\x05\x00Trang";
    let at = out.0.len() + 4 + 6 + name.len() + globals.0.len() + 4;
    let mut listed = u32::try_from(at).expect("short").to_le_bytes().to_vec();
    listed.extend([0, 0]);
    listed.extend(name);
    out.add(0x0085, &listed);
    out.0.extend(&globals.0);
    out.add(0x000a, &[]);
    out.add(
        0x0809,
        &halves(&[0x0600, 0x10, 0x1234, 0x07cc, 0x41, 0, 6, 0]),
    );
    out.0.extend(&cells.0);
    out.add(0x000a, &[]);
    out.0
}

/// A compound file with one stream.
pub fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a file");
    let mut own = file.create_stream(name).expect("a stream");
    own.write_all(stream).expect("its bytes");
    drop(own);
    file.flush().expect("written");
    file.into_inner().into_inner()
}

/// A plain workbook of before 2007.
pub fn xls() -> Vec<u8> {
    let mut globals = Records::default();
    globals.add(0x0042, &halves(&[1200]));
    for format in [0u16, 14] {
        let mut style = halves(&[0, format]);
        style.resize(20, 0);
        globals.add(0x00e0, &style);
    }
    let texts = [latin("Don vi"), wide("Phường Bình Thủy")];
    let mut shared = halves(&[2, 0, 2, 0]);
    shared.extend(texts.concat());
    globals.add(0x00fc, &shared);
    let mut cells = Records::default();
    let one = |row: u16, column: u16, style: u16, rest: &[u8]| {
        let mut out = halves(&[row, column, style]);
        out.extend(rest);
        out
    };
    cells.add(0x00fd, &one(0, 0, 0, &[0, 0, 0, 0]));
    cells.add(0x00fd, &one(1, 0, 0, &[1, 0, 0, 0]));
    cells.add(0x0203, &one(1, 1, 0, &12_345f64.to_le_bytes()));
    cells.add(0x027e, &one(1, 2, 1, &((45_000 << 2) | 2u32).to_le_bytes()));
    cells.add(0x0205, &one(1, 3, 0, &[1, 0]));
    cells.add(0x0205, &one(1, 4, 0, &[0x17, 1]));
    let mut formula = one(1, 5, 0, &[0, 0, 0, 0, 0, 0, 0xff, 0xff]);
    formula.resize(22, 0);
    cells.add(0x0006, &formula);
    cells.add(0x0207, &latin("tong"));
    cells.add(0x00e5, &halves(&[1, 0, 0, 0, 3]));
    compound("/Workbook", &xls_stream(&globals, &cells))
}
