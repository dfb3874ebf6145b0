//! The bytes: equal for equal content, and what readers and archives ask for.

use so06::report::content::{Block, Document, Run};
use so06::report::render;
use unicode_normalization::UnicodeNormalization;

use super::{empty, fonts, sample, with_body};

#[test]
fn the_same_content_gives_the_same_bytes() {
    let fonts = fonts();
    let first = render(&sample::quarter(), &fonts).unwrap();
    // Another file in between would move any counter of the process.
    render(&empty(), &fonts).unwrap();
    let second = render(&sample::quarter(), &super::fonts()).unwrap();
    assert!(first.pdf == second.pdf, "two files of one process differ");
    assert!(first.pdf.len() <= 150 * 1024, "{} bytes", first.pdf.len());
}

#[test]
fn other_content_gives_another_identifier() {
    let fonts = fonts();
    let id = |document: &Document| {
        let file = lopdf::Document::load_mem(&render(document, &fonts).unwrap().pdf).unwrap();
        file.trailer.get(b"ID").unwrap().as_array().unwrap()[0]
            .as_str()
            .unwrap()
            .to_vec()
    };
    let quarter = sample::quarter();
    let other = Document {
        title: "Báo cáo khác".to_owned(),
        ..quarter.clone()
    };
    assert_eq!(id(&quarter), id(&quarter));
    assert_ne!(id(&quarter), id(&other));
}

#[test]
fn decomposed_letters_give_the_same_bytes() {
    let fonts = fonts();
    let text = "Đơn vị đạt tỷ lệ thấp: phường Thới An Đông, Long Tuyền; tổng cộng ặ ằ ẵ ỡ ữ ậ ổ.";
    let file = |text: String| {
        let runs = vec![Run::plain(text)];
        render(
            &with_body(vec![Block::Paragraph { key: None, runs }]),
            &fonts,
        )
        .unwrap()
        .pdf
    };
    let decomposed: String = text.nfd().collect();
    assert_ne!(decomposed, text, "the test needs text that differs");
    assert!(
        file(decomposed) == file(text.to_owned()),
        "NFD and NFC are set differently"
    );
}

#[test]
fn the_file_says_what_it_is() {
    let report = render(&sample::quarter(), &fonts()).unwrap();
    let file = lopdf::Document::load_mem(&report.pdf).unwrap();
    assert_eq!(file.version, "1.7");
    let catalog = file.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"vi-VN");
    assert_eq!(
        catalog.get(b"PageMode").unwrap().as_name().unwrap(),
        b"UseOutlines"
    );
    assert!(
        catalog.has(b"StructTreeRoot") && catalog.has(b"Metadata") && catalog.has(b"OutputIntents")
    );
    assert_eq!(file.get_pages().len(), report.pages);

    let metadata = file
        .get_object(catalog.get(b"Metadata").unwrap().as_reference().unwrap())
        .unwrap();
    let packet = String::from_utf8(metadata.as_stream().unwrap().content.clone()).unwrap();
    assert!(packet.contains("<pdfaid:part>2</pdfaid:part>"), "{packet}");
    assert!(
        packet.contains("<xmp:CreateDate>2024-03-31T17:00:00+07:00</xmp:CreateDate>"),
        "{packet}"
    );
}

#[test]
fn characters_of_markup_do_not_break_the_metadata() {
    let document = Document {
        title: "A < B & C > D".to_owned(),
        ..empty()
    };
    let pdf = render(&document, &fonts()).unwrap().pdf;
    let file = lopdf::Document::load_mem(&pdf).unwrap();
    let metadata = file
        .catalog()
        .unwrap()
        .get(b"Metadata")
        .unwrap()
        .as_reference()
        .unwrap();
    let packet = file
        .get_object(metadata)
        .unwrap()
        .as_stream()
        .unwrap()
        .content
        .clone();
    assert!(
        String::from_utf8(packet)
            .unwrap()
            .contains("A &lt; B &amp; C &gt; D")
    );
}

#[test]
fn sections_are_found_again_by_key_and_page() {
    let report = render(&sample::quarter(), &fonts()).unwrap();
    let place = |key: &str| {
        report
            .sections
            .iter()
            .find(|section| section.key.as_deref() == Some(key))
            .map(|section| section.page)
    };
    assert_eq!(place("direction"), Some(1));
    assert!(place("proposals") > place("direction"));
    let annexes: Vec<&str> = report
        .sections
        .iter()
        .map(|section| section.title.as_str())
        .filter(|title| title.starts_with("Phụ lục"))
        .collect();
    assert_eq!(
        annexes,
        [
            "Phụ lục I. Kết quả kích hoạt tài khoản định danh điện tử theo đơn vị",
            "Phụ lục II. Tiến độ thực hiện nhiệm vụ"
        ]
    );
    assert_eq!(report.substitutions, []);
}
