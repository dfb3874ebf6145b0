//! The other parts of the package: styles, settings, the headers with the numbers of pages, properties.

use super::picture::FIRST_PICTURE;
use super::xml::{half_points, text, twips};
use crate::report::content::Document;
use crate::report::measure::{BODY, GAP, INDENT, PITCH, RECIPIENTS_ITEMS, SMALL};

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
/// Namespaces of the text and the headers.
const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office""#;
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// All parts by name; the list of their types comes first.
pub(super) fn parts(
    document: &Document,
    body: &str,
    pictures: usize,
) -> Vec<(&'static str, String)> {
    let w = |name: &str, inside: &str| {
        format!("{DECLARATION}<w:{name} {NAMESPACES}>{inside}</w:{name}>")
    };
    let mark = document
        .watermark
        .as_deref()
        .map(watermark)
        .unwrap_or_default();
    let number = r#"<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"#;
    let first = format!(r#"<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{mark}</w:p>"#);
    let number = number.replace("</w:p>", &format!("{mark}</w:p>"));
    vec![
        ("[Content_Types].xml", types()),
        ("_rels/.rels", relations()),
        ("docProps/core.xml", core(document)),
        ("docProps/app.xml", application()),
        (
            "word/document.xml",
            w("document", &format!("<w:body>{body}</w:body>")),
        ),
        ("word/_rels/document.xml.rels", document_relations(pictures)),
        ("word/styles.xml", w("styles", &styles())),
        ("word/settings.xml", w("settings", SETTINGS)),
        ("word/header1.xml", w("hdr", &number)),
        ("word/header2.xml", w("hdr", &first)),
    ]
}

/// A new document of Word 2013 and later, without the ways of older versions; spelling in Vietnamese is not marked.
const SETTINGS: &str = r#"<w:zoom w:percent="100"/><w:hideSpellingErrors/><w:hideGrammaticalErrors/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>"#;

fn types() -> String {
    let part =
        |name: &str, kind: &str| format!(r#"<Override PartName="/{name}" ContentType="{kind}"/>"#);
    format!(
        r#"{DECLARATION}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="emf" ContentType="image/x-emf"/>{}{}{}{}{}{}{}</Types>"#,
        part("word/document.xml", &format!("{TYPE}.document.main+xml")),
        part("word/styles.xml", &format!("{TYPE}.styles+xml")),
        part("word/settings.xml", &format!("{TYPE}.settings+xml")),
        part("word/header1.xml", &format!("{TYPE}.header+xml")),
        part("word/header2.xml", &format!("{TYPE}.header+xml")),
        part(
            "docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml"
        ),
        part(
            "docProps/app.xml",
            "application/vnd.openxmlformats-officedocument.extended-properties+xml"
        ),
    )
}

fn relations() -> String {
    format!(
        r#"{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="{OFFICE}/extended-properties" Target="docProps/app.xml"/></Relationships>"#
    )
}

/// Where a drawing lies in the folder of the text.
pub(super) fn picture_name(place: usize) -> String {
    format!("media/bieu-do{}.emf", place + 1)
}

fn document_relations(pictures: usize) -> String {
    let one = |id: usize, kind: &str, target: &str| {
        format!(r#"<Relationship Id="rId{id}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
    };
    let drawings: String = (0..pictures)
        .map(|place| one(FIRST_PICTURE + place, "image", &picture_name(place)))
        .collect();
    format!(
        r#"{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{}{}{}{}{drawings}</Relationships>"#,
        one(1, "styles", "styles.xml"),
        one(2, "settings", "settings.xml"),
        one(3, "header", "header1.xml"),
        one(4, "header", "header2.xml"),
    )
}

fn core(document: &Document) -> String {
    let moment = document.created;
    let time = moment.time.map_or_else(
        || "23:59:59".to_owned(),
        |time| time.format("%H:%M:%S").to_string(),
    );
    // The format knows no offset but Z; the hours are Vietnam's.
    let when = chrono::NaiveDateTime::parse_from_str(
        &format!("{} {time}", moment.day),
        "%Y-%m-%d %H:%M:%S",
    )
    .map_or_else(
        |_| format!("{}T{time}Z", moment.day),
        |own| {
            (own - chrono::TimeDelta::hours(7))
                .format("%Y-%m-%dT%H:%M:%SZ")
                .to_string()
        },
    );
    format!(
        r#"{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{}</dc:title><dc:subject>{}</dc:subject><dc:creator>{}</dc:creator><cp:keywords>{}</cp:keywords><dcterms:created xsi:type="dcterms:W3CDTF">{when}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{when}</dcterms:modified><dc:language>vi-VN</dc:language></cp:coreProperties>"#,
        text(&document.title),
        text(&document.subject.join(" ")),
        text(&document.author),
        text(&document.keywords.join(", ")),
    )
}

fn application() -> String {
    format!(
        r#"{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Sổ 06</Application></Properties>"#
    )
}

/// Grey words along the rising diagonal, behind the text, as Word itself makes them.
fn watermark(words: &str) -> String {
    let words = text(words);
    let wide = 36.0 * words.chars().count() as f64 * 0.62;
    format!(
        r##"<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas><v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype><v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136" style="position:absolute;margin-left:0;margin-top:0;width:{wide:.0}pt;height:44pt;rotation:305;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#dcdcdc" stroked="f"><v:textpath style="font-family:&quot;Times New Roman&quot;;font-size:1pt;font-weight:bold" string="{words}"/></v:shape></w:pict></w:r>"##
    )
}

/// Named styles, so that whoever corrects the draft changes all of a kind at once. Those that Word knows by name keep
/// its names, so that it shows headings in its navigation.
fn styles() -> String {
    let size = half_points(BODY);
    let mut out = format!(
        r#"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/><w:color w:val="000000"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style><w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"#
    );
    let pitch = format!(r#"w:line="{}" w:lineRule="exact""#, twips(PITCH));
    let (gap, indent) = (twips(GAP), twips(INDENT));
    let running = format!(
        r#"<w:spacing w:before="{gap}" {pitch}/><w:ind w:firstLine="{indent}"/><w:jc w:val="both"/>"#
    );
    let centred = format!(r#"<w:spacing {pitch}/><w:jc w:val="center"/>"#);
    let bold = "<w:b/><w:bCs/>";
    let letters = |size: f64, more: &str| {
        let size = half_points(size);
        format!(r#"{more}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>"#)
    };
    let keep = "<w:keepNext/>";
    let outlined = |level: u8| format!(r#"<w:outlineLvl w:val="{level}"/>"#);
    let rows: [(&str, &str, String, String); 15] = [
        ("NoiDung", "Nội dung", running.clone(), String::new()),
        (
            "Heading1",
            "heading 1",
            format!("{keep}{running}{}", outlined(0)),
            bold.to_owned(),
        ),
        (
            "Heading2",
            "heading 2",
            format!("{keep}{running}{}", outlined(1)),
            bold.to_owned(),
        ),
        (
            "Phan",
            "Phần",
            format!(
                r#"{keep}<w:spacing w:before="{gap}" {pitch}/><w:jc w:val="center"/>{}"#,
                outlined(0)
            ),
            bold.to_owned(),
        ),
        ("Title", "Title", centred.clone(), bold.to_owned()),
        ("TrichYeu", "Trích yếu", centred.clone(), bold.to_owned()),
        (
            "DauVanBan",
            "Đầu văn bản",
            r#"<w:jc w:val="center"/>"#.to_owned(),
            letters(SMALL, ""),
        ),
        (
            "KinhGui",
            "Kính gửi",
            format!("{keep}<w:spacing {pitch}/>"),
            String::new(),
        ),
        (
            "NoiNhan",
            "Nơi nhận",
            r#"<w:spacing w:line="270" w:lineRule="exact"/>"#.to_owned(),
            letters(RECIPIENTS_ITEMS, ""),
        ),
        ("ChuKy", "Chữ ký", centred.clone(), bold.to_owned()),
        (
            "PhuLuc",
            "Phụ lục",
            format!("{keep}{centred}{}", outlined(0)),
            String::new(),
        ),
        (
            "TenPhuLuc",
            "Tên phụ lục",
            format!("{keep}{centred}"),
            String::new(),
        ),
        (
            "BieuDo",
            "Biểu đồ",
            r#"<w:jc w:val="center"/>"#.to_owned(),
            String::new(),
        ),
        ("OBang", "Ô bảng", String::new(), String::new()),
        (
            "DongNho",
            "Dòng nhỏ",
            r#"<w:spacing w:before="80"/><w:jc w:val="both"/>"#.to_owned(),
            String::new(),
        ),
    ];
    for (id, name, paragraph, letters) in rows {
        out.push_str(&style(id, name, &paragraph, &letters));
    }
    out.push_str(&style("Header", "header", r#"<w:jc w:val="center"/>"#, ""));
    let rule =
        |side: &str| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#);
    let rules: String = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .map(rule)
        .concat();
    for (id, name, inside) in [
        (
            "Bang",
            "Bảng",
            format!("<w:tblBorders>{rules}</w:tblBorders>"),
        ),
        ("KhongKe", "Bảng không kẻ", String::new()),
    ] {
        out.push_str(&format!(
            r#"<w:style w:type="table" w:customStyle="1" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:tblPr>{inside}</w:tblPr></w:style>"#
        ));
    }
    out
}

fn style(id: &str, name: &str, paragraph: &str, letters: &str) -> String {
    let known = matches!(id, "Heading1" | "Heading2" | "Title" | "Header");
    let custom = if known { "" } else { r#" w:customStyle="1""# };
    let part = |tag: &str, inside: &str| {
        if inside.is_empty() {
            String::new()
        } else {
            format!("<w:{tag}>{inside}</w:{tag}>")
        }
    };
    format!(
        r#"<w:style w:type="paragraph"{custom} w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/>{}{}</w:style>"#,
        part("pPr", paragraph),
        part("rPr", letters)
    )
}
