//! Papers that leave the draft: frozen when submitted, numbered when issued, the same bytes for ever, replaced and
//! never changed.

use so06::domain::{ErrorCode, Id, Period};
use so06::engine::reports::{
    self, Issue, IssuedReport, ReportKind, ReportRequest, issue_report, issued_pages,
    issued_reports, submit_report, take_back_report,
};
use so06::engine::{found, undo};
use so06::store::Book;

use super::papers::body;
use crate::support::{clock, day};

/// A book of published figures, which are real ones.
pub fn real() -> (tempfile::TempDir, Book) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("can-tho.so06");
    let book = found::new_example(&path, "can-tho-2024", clock("2024-03-20"), "Văn thư").unwrap();
    (dir, book)
}

pub fn quarter() -> ReportRequest {
    ReportRequest::new(ReportKind::Progress, Period::parse("2024-Q1").unwrap())
}

pub fn issue(number: i64, on: &str) -> Issue {
    Issue {
        number,
        day: day(on),
        clock_seen: false,
    }
}

fn listed(book: &Book) -> Vec<IssuedReport> {
    book.read(issued_reports).unwrap()
}

fn refused<T: std::fmt::Debug>(result: so06::domain::Result<T>) -> ErrorCode {
    result.expect_err("a refusal").code
}

#[test]
fn what_was_submitted_is_issued_with_its_number_and_the_same_bytes_for_ever() {
    let (dir, mut book) = real();
    let id = submit_report(&mut book, &quarter()).unwrap().value;
    let waiting = issued_pages(&book, id).unwrap();
    assert!(waiting.starts_with(b"%PDF-1.7"));
    assert_eq!(listed(&book)[0].number, "BC-UBND");
    let done = issue_report(&mut book, &Ok(id), &issue(5, "2024-03-20")).unwrap();
    assert_eq!(done.value, id);
    let own = &listed(&book)[0];
    assert_eq!(
        (own.number.as_str(), own.day),
        ("05/BC-UBND", Some(day("2024-03-20")))
    );
    let bytes = issued_pages(&book, id).unwrap();
    assert_ne!(bytes, waiting);
    let path = dir.path().join("in-lai.pdf");
    reports::reprint(&book, id, &path).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
    // Whatever comes later, the pages stay as they are.
    let verdict = book.verify_journal().unwrap();
    assert_eq!(verdict.broken_at, None);
    assert_eq!(issued_pages(&book, id).unwrap(), bytes);
    // Nothing of it can be undone.
    assert_eq!(refused(undo::undo(&mut book)), ErrorCode::NothingToUndo);
    assert_eq!(
        refused(take_back_report(&mut book, id)),
        ErrorCode::ReportIssued
    );
    assert_eq!(
        refused(issue_report(&mut book, &Ok(id), &issue(6, "2024-03-21"))),
        ErrorCode::ReportIssued
    );
}

#[test]
fn a_draft_is_issued_at_once_and_gives_the_bytes_of_the_one_that_was_submitted() {
    let (_dir, mut book) = real();
    let at_once = issue_report(&mut book, &Err(quarter()), &issue(5, "2024-03-20")).unwrap();
    let (_other, mut second) = real();
    let id = submit_report(&mut second, &quarter()).unwrap().value;
    issue_report(&mut second, &Ok(id), &issue(5, "2024-03-20")).unwrap();
    assert_eq!(
        issued_pages(&book, at_once.value).unwrap(),
        issued_pages(&second, id).unwrap()
    );
    assert_eq!(listed(&book)[0].code, listed(&second)[0].code);
}

#[test]
fn what_was_submitted_can_be_taken_back_and_is_submitted_once() {
    let (_dir, mut book) = real();
    let id = submit_report(&mut book, &quarter()).unwrap().value;
    assert_eq!(
        refused(submit_report(&mut book, &quarter())),
        ErrorCode::ReportSubmitted
    );
    take_back_report(&mut book, id).unwrap();
    assert!(listed(&book).is_empty());
    let again = submit_report(&mut book, &quarter()).unwrap().value;
    undo::undo(&mut book).unwrap();
    assert!(listed(&book).is_empty());
    assert_eq!(
        refused(issue_report(&mut book, &Ok(again), &issue(1, "2024-03-20"))),
        ErrorCode::NoSuchReport
    );
}

#[test]
fn a_number_is_given_once_a_year_and_a_day_is_not_before_the_figures() {
    let (_dir, mut book) = real();
    issue_report(&mut book, &Err(quarter()), &issue(5, "2024-03-20")).unwrap();
    let week = ReportRequest::new(ReportKind::Progress, Period::parse("2024-T03").unwrap());
    let taken = issue_report(&mut book, &Err(week.clone()), &issue(5, "2024-03-21"));
    let error = taken.expect_err("a refusal");
    assert_eq!(error.code, ErrorCode::ReportNumberTaken);
    assert!(
        error.params.contains(&("next".to_owned(), "6".to_owned())),
        "{error:?}"
    );
    let hint = reports::number_hint(&book, &Err(week.clone()), day("2024-03-21")).unwrap();
    assert_eq!((hint.symbol.as_str(), hint.next), ("BC-UBND", 6));
    let next_year = reports::number_hint(&book, &Err(week.clone()), day("2025-01-02")).unwrap();
    assert_eq!(next_year.next, 1);
    for (entry, code) in [
        (issue(0, "2024-03-21"), ErrorCode::BadReportNumber),
        (issue(6, "2024-03-13"), ErrorCode::ReportDayEarly),
    ] {
        assert_eq!(
            refused(issue_report(&mut book, &Err(week.clone()), &entry)),
            code
        );
    }
    assert_eq!(listed(&book).len(), 1);
}

#[test]
fn example_figures_and_sheets_are_never_issued() {
    let mut made = crate::support::example();
    let error = refused(submit_report(&mut made.book, &quarter()));
    assert_eq!(error, ErrorCode::IllustrativeNotIssued);
    let (_dir, mut book) = real();
    let sheet = ReportRequest::new(ReportKind::Handout, Period::parse("2024-Q1").unwrap());
    assert_eq!(
        refused(issue_report(
            &mut book,
            &Err(sheet),
            &issue(1, "2024-03-20")
        )),
        ErrorCode::SheetNotIssued
    );
}

#[test]
fn a_correction_names_the_paper_whose_place_it_takes() {
    let (_dir, mut book) = real();
    let first = issue_report(&mut book, &Err(quarter()), &issue(5, "2024-03-20"))
        .unwrap()
        .value;
    let corrected = |of: Id| ReportRequest {
        replaces: Some(of),
        ..quarter()
    };
    let said = reports::text_of_pages(&book, &corrected(first)).unwrap();
    let wanted = "Báo cáo này thay thế Báo cáo số 05/BC-UBND ngày 20 tháng 3 năm 2024 của ";
    assert!(said.contains(wanted), "{said}");
    assert!(said.find(wanted) < said.find("Trên đây là báo cáo"));
    let second = issue_report(&mut book, &Err(corrected(first)), &issue(6, "2024-03-20"))
        .unwrap()
        .value;
    let all = listed(&book);
    assert_eq!((all[0].id, all[0].replaces), (second, Some(first)));
    assert_eq!((all[1].id, all[1].replaced_by), (first, Some(second)));
    let error = reports::document(&book, &corrected(first)).expect_err("a refusal");
    assert_eq!(error.code, ErrorCode::ReportReplaced);
    // What waits for signature is taken back, not replaced.
    let waiting = submit_report(&mut book, &corrected(second)).unwrap().value;
    let error = reports::document(&book, &corrected(waiting)).expect_err("a refusal");
    assert_eq!(error.code, ErrorCode::ReportNotIssued);
}

#[test]
fn the_paper_before_is_the_last_issued_one_about_the_same_thing() {
    let (_dir, mut book) = real();
    let month = |key: &str| ReportRequest::new(ReportKind::Progress, Period::parse(key).unwrap());
    let first = issue_report(&mut book, &Err(quarter()), &issue(5, "2024-03-20"))
        .unwrap()
        .value;
    let of_one_unit = ReportRequest {
        body: Some(body(&book, "918")),
        ..quarter()
    };
    issue_report(&mut book, &Err(of_one_unit), &issue(6, "2024-03-20")).unwrap();
    let second = issue_report(&mut book, &Err(month("2024-T03")), &issue(7, "2024-03-20"))
        .unwrap()
        .value;
    // What waits is compared with what was issued, never with what waits.
    submit_report(&mut book, &month("2024-T02")).unwrap();
    let corrected = ReportRequest {
        replaces: Some(first),
        ..quarter()
    };
    issue_report(&mut book, &Err(corrected), &issue(8, "2024-03-20")).unwrap();
    let before: Vec<_> = listed(&book)
        .into_iter()
        .map(|own| (own.number, own.previous))
        .collect();
    assert_eq!(
        before,
        [
            ("BC-UBND".to_owned(), Some(second)),
            ("08/BC-UBND".to_owned(), Some(first)),
            ("07/BC-UBND".to_owned(), Some(first)),
            ("06/BC-UBND".to_owned(), None),
            ("05/BC-UBND".to_owned(), None),
        ]
    );
}

#[test]
fn a_code_is_read_however_it_was_typed() {
    for text in ["7K2M9QXT", "7k2m-9qxt", " SO06-7K2M9QXT ", "7K2M 9QXT"] {
        assert_eq!(reports::read_code(text).expect(text), "7K2M9QXT");
    }
    assert_eq!(reports::read_code("OIL0-0110").unwrap(), "01100110");
    for bad in ["", "7K2M9QX", "7K2M9QXTT", "7K2M9QXU", "đ7K2M9QX"] {
        assert_eq!(
            refused(reports::read_code(bad)),
            ErrorCode::BadReportCode,
            "{bad}"
        );
    }
    assert_eq!(reports::shown_code("7K2M9QXT"), "7K2M-9QXT");
}

#[test]
fn a_clock_before_the_last_entry_or_long_after_it_is_in_doubt() {
    for (today, last, fits) in [
        ("2024-03-20", "2024-03-20", true),
        ("2025-04-24", "2024-03-20", true),
        ("2025-04-25", "2024-03-20", false),
        ("2024-03-19", "2024-03-20", false),
        ("2010-01-01", "2024-03-20", false),
    ] {
        assert_eq!(
            reports::clock_fits(day(today), day(last)),
            fits,
            "{today} {last}"
        );
    }
}
