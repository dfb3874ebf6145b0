//! The file that came back: attached by its digest, and compared with what was frozen.

use so06::domain::{ErrorCode, Id};
use so06::engine::evidence::check_evidence;
use so06::engine::reports::{
    attach_signed, copies, document, drop_signed, issue_report, issued_pages, read_returned,
    read_signed, signed_file, submit_report,
};
use so06::report::content::Block;
use so06::report::{FontChoice, FontSet, render, word};
use so06::store::Book;

use super::issued::{issue, quarter, real};
use crate::out::office::convert;
use crate::support::day;

fn fonts() -> FontSet {
    FontSet::load(FontChoice::LiberationSerif).unwrap()
}

fn issued(book: &mut Book) -> Id {
    issue_report(book, &Err(quarter()), &issue(5, "2024-03-20"))
        .unwrap()
        .value
}

#[test]
fn the_pages_themselves_come_back_without_a_difference() {
    let (_dir, mut book) = real();
    let id = issued(&mut book);
    let pdf = issued_pages(&book, id).unwrap();
    let found = read_returned(&book, id, &pdf).unwrap();
    assert!(found.readable && found.same_paper);
    assert_eq!(found.differences, []);
    let copy = attach_signed(&mut book, id, "C:\\ky\\05-BC-UBND signed.pdf", &pdf, "")
        .unwrap()
        .value;
    assert_eq!(
        attach_signed(&mut book, id, "again.pdf", &pdf, "")
            .unwrap()
            .value,
        copy
    );
    let all = book.read(|c| copies(c, id)).unwrap();
    assert_eq!(
        (all.len(), all[0].name.as_str()),
        (1, "05-BC-UBND signed.pdf")
    );
    assert_eq!(signed_file(&book, copy).unwrap().bytes, pdf);
    assert_eq!(
        check_evidence(&book, day("2024-03-20")).unwrap().strangers,
        Vec::<String>::new()
    );
    drop_signed(&mut book, copy).unwrap();
    assert!(book.read(|c| copies(c, id)).unwrap().is_empty());
}

/// Numbers of pages and of rows meet in every way when the tables begin further and further below.
#[test]
fn turning_a_page_is_no_difference() {
    let (_dir, mut book) = real();
    let id = submit_report(&mut book, &quarter()).unwrap().value;
    let frozen = document(&book, &quarter()).unwrap();
    for above in 0..24 {
        let mut moved = frozen.clone();
        for annex in &mut moved.annexes {
            let more = Block::plain("thêm ".repeat(above * 14));
            annex.blocks.insert(0, more);
        }
        let done = render(&moved, &fonts()).unwrap();
        assert!(done.pages > 4);
        let found = read_returned(&book, id, &done.pdf).unwrap();
        let mut other = found.differences.clone();
        let more = |words: &str| words.split(' ').all(|word| word == "thêm");
        other.retain(|own| !own.before.is_empty() || !more(&own.after));
        assert!(found.same_paper && other.is_empty(), "{above}: {other:#?}");
    }
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "asks LibreOffice")]
fn a_draft_that_another_program_prints_differs_in_no_number() {
    let (_dir, mut book) = real();
    let id = submit_report(&mut book, &quarter()).unwrap().value;
    let draft = word(&document(&book, &quarter()).unwrap(), &fonts()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("du-thao.docx");
    std::fs::write(&path, draft).unwrap();
    let printed = std::fs::read(convert(&path, "pdf")).unwrap();
    let found = read_returned(&book, id, &printed).unwrap();
    assert!(found.readable && found.same_paper);
    // Letters of drawings are none in another program's picture; no number of the text differs.
    let numbers: Vec<_> = found.differences.iter().filter(|own| own.number).collect();
    assert!(numbers.is_empty(), "{numbers:#?}");
}

#[test]
fn a_draft_that_was_corrected_in_word_names_its_changed_numbers_first() {
    let (_dir, mut book) = real();
    let id = submit_report(&mut book, &quarter()).unwrap().value;
    let mut returned = document(&book, &quarter()).unwrap();
    let same = word(&returned, &fonts()).unwrap();
    assert_eq!(read_returned(&book, id, &same).unwrap().differences, []);
    let figure = returned
        .figures()
        .map(|(text, _)| text.into_owned())
        .find(|text| text.len() > 4)
        .unwrap();
    for block in &mut returned.body {
        if let Block::Paragraph { runs, .. } = block {
            for run in runs.iter_mut() {
                run.text = run.text.replace(&figure, "987.654");
                run.text = run.text.replace("Trên đây là", "Trên đây là toàn bộ");
            }
        }
    }
    let found = read_returned(&book, id, &word(&returned, &fonts()).unwrap()).unwrap();
    assert!(found.same_paper);
    let first = &found.differences[0];
    assert!(
        first.number && first.after.contains("987.654"),
        "{found:#?}"
    );
    assert!(
        first.before.contains(figure.split(' ').next().unwrap()),
        "{found:#?}"
    );
    let last = found.differences.last().unwrap();
    assert!(!last.number && last.after == "toàn bộ", "{found:#?}");
    // The same from the pages.
    let pdf = render(&returned, &fonts()).unwrap().pdf;
    let read = read_returned(&book, id, &pdf).unwrap();
    assert!(read.differences[0].after.contains("987.654"), "{read:#?}");
}

#[test]
fn what_has_no_words_is_kept_and_said_to_be_unreadable() {
    let (_dir, mut book) = real();
    let id = issued(&mut book);
    for bytes in [&b"\xff\xd8\xff\xe0 a picture"[..], b"%PDF-1.4 broken", b"x"] {
        let copy = attach_signed(&mut book, id, "scan.jpg", bytes, "")
            .unwrap()
            .value;
        assert!(!read_signed(&book, copy).unwrap().readable);
    }
    let error = attach_signed(&mut book, id, "none.pdf", b"", "").expect_err("a refusal");
    assert_eq!(error.code, ErrorCode::NothingAttached);
    let error = attach_signed(&mut book, 999_999, "none.pdf", b"x", "").expect_err("a refusal");
    assert_eq!(error.code, ErrorCode::NoSuchReport);
}

#[test]
fn another_paper_is_told_from_the_same_one() {
    let (_dir, mut book) = real();
    let id = issued(&mut book);
    let other = super::sample::quarter();
    let found = read_returned(&book, id, &render(&other, &fonts()).unwrap().pdf).unwrap();
    assert!(found.readable && !found.same_paper);
}
