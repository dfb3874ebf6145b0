//! Sentences in an officer's own words keep the numbers of the book.

use so06::domain::number::{Entry, Qualifier};
use so06::domain::{ErrorCode, Id, Instant, Period};
use so06::engine::counts::{RecordCount, Stated, record_count};
use so06::engine::dictionary::Dictionary;
use so06::engine::reports::{
    self, FindingLevel, ReportKind, ReportPreview, SectionText, preview, write_report_text,
};
use so06::store::Book;

use super::papers::{body, request};
use crate::support::{Example, example};

fn drawn(book: &Book) -> ReportPreview {
    preview(book, &request(ReportKind::Progress)).unwrap()
}

fn sentences(drawn: &ReportPreview) -> Vec<&SectionText> {
    drawn.texts.iter().filter(|own| own.sentence).collect()
}

/// The sentence whose standard words hold some words.
fn sentence(drawn: &ReportPreview, words: &str) -> SectionText {
    let all = sentences(drawn);
    let found = all.iter().find(|own| own.standard.contains(words));
    (*found.unwrap_or_else(|| panic!("{words}: {all:#?}"))).clone()
}

fn write(made: &mut Example, section: &str, text: &str) {
    let of = (
        ReportKind::Progress,
        Period::parse("2024-Q1").unwrap(),
        None,
    );
    write_report_text(&mut made.book, of, section, text).unwrap();
}

fn said(book: &Book) -> String {
    reports::text_of_pages(book, &request(ReportKind::Progress)).unwrap()
}

fn warnings(drawn: &ReportPreview) -> Vec<&str> {
    let found = drawn
        .findings
        .iter()
        .filter(|own| own.level == FindingLevel::Warn);
    found
        .map(|own| own.text.as_str())
        .filter(|text| text.contains("Câu đã sửa"))
        .collect()
}

fn enter(made: &mut Example, body: Id, code: &str, value: i64) {
    let indicator = made
        .book
        .read(|c| Ok(Dictionary::load(c)?.by_code(code)))
        .unwrap()
        .unwrap();
    let entry = RecordCount {
        body,
        indicator,
        stated: Stated::AsOf(Instant::parse("2024-03-14").unwrap()),
        entry: Entry::Value(value, Qualifier::Exact),
        source: None,
        note: None,
    };
    record_count(&mut made.book, &entry).unwrap();
}

#[test]
fn her_words_are_printed_with_the_numbers_of_now() {
    let mut made = example();
    let before = drawn(&made.book);
    let own = sentence(&before, "98.000");
    assert!(own.text.is_empty());
    let words = own.standard.replace("Đến ngày", "Tính tới ngày");
    assert_ne!(words, own.standard);
    write(&mut made, &own.section, &words);
    let after = drawn(&made.book);
    assert_eq!(sentence(&after, "98.000").text, words);
    assert!(said(&made.book).contains(&words), "{words}");
    assert_eq!(warnings(&after), Vec::<&str>::new());
    // As many figures as before: each can be traced, in her words too.
    assert_eq!(after.figures.len(), before.figures.len());
    // The root's own figure changes: the sentence says the new one, and it is told.
    let root = body(&made.book, "918");
    enter(&mut made, root, "dinh_danh.ho_so", 98_765);
    let later = drawn(&made.book);
    let printed = sentence(&later, "98.765").text;
    assert!(
        printed.starts_with("Tính tới ngày") && !printed.contains("98.000"),
        "{printed}"
    );
    let told = warnings(&later);
    assert!(
        told.iter()
            .any(|text| text.contains("trên 98.000") && text.contains("98.765")),
        "{told:?}"
    );
    // Read again and kept, it is no longer told.
    write(&mut made, &own.section, &printed);
    assert_eq!(warnings(&drawn(&made.book)), Vec::<&str>::new());
    // Emptied, the program's own sentence stands again.
    write(&mut made, &own.section, "");
    assert!(sentence(&drawn(&made.book), "98.765").text.is_empty());
}

#[test]
fn words_are_kept_by_the_sentences_that_were_shown() {
    let of = (
        ReportKind::Progress,
        Period::parse("2024-Q1").unwrap(),
        None,
    );
    // The same as if the paper had been made anew.
    let (mut one, mut other) = (example(), example());
    let (before, shown) =
        reports::preview_to_edit(&one.book, &request(ReportKind::Progress)).unwrap();
    assert!(shown.is_some());
    for own in sentences(&before) {
        let words = format!("Được biết: {}", own.standard);
        let text = (own.section.as_str(), words.as_str());
        reports::write_text_of(&mut one.book, of, text, shown.as_ref()).unwrap();
        write(&mut other, &own.section, &words);
    }
    assert_eq!(said(&one.book), said(&other.book));
    // The number that she saw is the book's, though it has changed since.
    let own = sentence(&before, "98.000");
    let words = own.standard.replace("Đến ngày", "Tính tới ngày");
    let root = body(&one.book, "918");
    enter(&mut one, root, "dinh_danh.ho_so", 98_765);
    let text = (own.section.as_str(), words.as_str());
    reports::write_text_of(&mut one.book, of, text, shown.as_ref()).unwrap();
    let printed = sentence(&drawn(&one.book), "98.765").text;
    assert!(
        printed.starts_with("Tính tới ngày") && printed.contains("98.765"),
        "{printed}"
    );
    // Sentences of another paper are not taken for its own.
    let month = (
        ReportKind::Progress,
        Period::parse("2024-T02").unwrap(),
        None,
    );
    let other_paper =
        reports::write_text_of(&mut one.book, month, ("sentence.x", "y"), shown.as_ref());
    assert_eq!(other_paper.unwrap_err().code, ErrorCode::BadRequest);
}

#[test]
fn a_number_that_was_typed_is_told_and_the_sentence_itself_is_no_edit() {
    let mut made = example();
    let own = sentence(&drawn(&made.book), "98.000");
    write(&mut made, &own.section, &own.standard);
    assert!(sentence(&drawn(&made.book), "98.000").text.is_empty());
    let words = format!("{} Tăng 1.234 hồ sơ so với tháng trước.", own.standard);
    write(&mut made, &own.section, &words);
    let told = drawn(&made.book);
    let told = warnings(&told);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("1.234 gõ tay"), "{told:?}");
}

#[test]
fn the_number_alone_follows_when_the_words_around_it_change() {
    let mut made = example();
    let own = sentence(&drawn(&made.book), "98.000");
    write(
        &mut made,
        &own.section,
        "Toàn quận thu nhận được 98.000 bộ hồ sơ.",
    );
    let root = body(&made.book, "918");
    enter(&mut made, root, "dinh_danh.ho_so", 98_765);
    let said = said(&made.book);
    assert!(
        said.contains("Toàn quận thu nhận được 98.765 bộ hồ sơ."),
        "{said}"
    );
}

#[test]
fn only_sentences_of_the_paper_can_be_written() {
    let mut made = example();
    let of = (
        ReportKind::Progress,
        Period::parse("2024-Q1").unwrap(),
        None,
    );
    for section in ["sentence.none", "group.c.sentence.", "nothing"] {
        let error = write_report_text(&mut made.book, of, section, "x").expect_err("a refusal");
        assert_eq!(error.code, ErrorCode::BadRequest, "{section}");
    }
    let drawn = drawn(&made.book);
    let mut keys: Vec<&str> = drawn.texts.iter().map(|own| own.section.as_str()).collect();
    let count = keys.len();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), count, "every text has a key of its own");
    assert!(sentences(&drawn).len() > 5);
}
