//! Fonts that are missing, broken or lack a letter.

use so06::domain::error::ErrorCode;
use so06::report::content::Block;
use so06::report::{FontChoice, FontSet, layout, render};

use super::{all_letters, fonts, with_body};

const OURS: [(&str, &str); 4] = [
    ("times.ttf", "Regular"),
    ("timesbd.ttf", "Bold"),
    ("timesi.ttf", "Italic"),
    ("timesbi.ttf", "BoldItalic"),
];

fn copy_ours(folder: &std::path::Path) {
    for (name, face) in OURS {
        let from = format!(
            "{}/assets/fonts/LiberationSerif-{face}.ttf",
            env!("CARGO_MANIFEST_DIR")
        );
        std::fs::copy(from, folder.join(name)).unwrap();
    }
}

#[test]
fn a_letter_that_no_font_has_is_shown_and_reported() {
    let document = with_body(vec![Block::plain(
        "Tên riêng 汉字 và lại 汉, không làm hỏng báo cáo.",
    )]);
    let report = render(&document, &fonts()).unwrap();
    let found: Vec<(char, usize)> = report
        .substitutions
        .iter()
        .map(|s| (s.letter, s.count))
        .collect();
    assert_eq!(found, [('字', 1), ('汉', 2)]);
    let text = all_letters(&layout(&document, &fonts())).concat();
    assert!(text.contains("Tên riêng □□ và lại □, không"), "{text}");
}

#[test]
fn a_font_that_is_not_there_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let error = FontSet::load(FontChoice::TimesNewRomanIn(folder.path().to_owned())).unwrap_err();
    assert_eq!(error.code, ErrorCode::MissingFont);
    assert_eq!(
        error.params,
        [("font".to_owned(), "Times New Roman".to_owned())]
    );
}

#[test]
fn a_file_that_is_no_font_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    copy_ours(folder.path());
    std::fs::write(folder.path().join("timesbd.ttf"), b"MZ this is a program").unwrap();
    let error = FontSet::load(FontChoice::TimesNewRomanIn(folder.path().to_owned())).unwrap_err();
    assert_eq!(error.code, ErrorCode::BrokenFont);
}

#[test]
fn a_font_of_other_widths_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    copy_ours(folder.path());
    std::fs::copy(
        folder.path().join("timesbd.ttf"),
        folder.path().join("times.ttf"),
    )
    .unwrap();
    let error = FontSet::load(FontChoice::TimesNewRomanIn(folder.path().to_owned())).unwrap_err();
    assert_eq!(error.code, ErrorCode::BrokenFont);
    assert!(error.detail.contains("advance"), "{}", error.detail);
}

#[test]
fn a_font_of_equal_widths_gives_equal_pages() {
    let folder = tempfile::tempdir().unwrap();
    copy_ours(folder.path());
    let theirs = FontSet::load(FontChoice::TimesNewRomanIn(folder.path().to_owned())).unwrap();
    let document = super::sample::quarter();
    assert!(layout(&document, &theirs).to_text() == layout(&document, &fonts()).to_text());
}
