//! Use cases on the example book.

use so06::domain::indicator::ILLUSTRATIVE;
use so06::domain::rank::RankState;
use so06::domain::{ErrorCode, IdSet, Instant, Period, Timeliness};
use so06::engine::counts::{Base, GridQuestion, RankQuestion, Scope, counts, rank};
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::engine::reports::{self, FindingLevel, ReportKind, ReportRequest};
use so06::engine::tasks::{Board, assignment_rows};
use so06::engine::{found, profile};
use so06::store::{Book, query, series};

use crate::support::{TODAY, clock, day, example};

fn quarter() -> Period {
    Period::parse("2024-Q1").expect("a quarter")
}

fn grid_of(period: Period, today: so06::domain::Day) -> GridQuestion {
    GridQuestion {
        period,
        today,
        rows: None,
        columns: None,
    }
}

#[test]
fn the_example_holds_what_is_true_and_marks_what_is_not() {
    let made = example();
    let (directory, dictionary) = made
        .book
        .read(|c| Ok((Directory::load(c)?, Dictionary::load(c)?)))
        .expect("a reading");
    let today = profile::today(&made.book).expect("a day");
    assert_eq!(directory.units(today).len(), 8);
    assert_eq!(directory.code(directory.root, today), "918");
    let facts = made.book.read(|c| query::facts(c, None)).expect("facts");
    let (official, example): (Vec<_>, Vec<_>) = facts
        .into_iter()
        .partition(|f| f.record.source != ILLUSTRATIVE);
    assert_eq!(official.len(), 2, "two true counts");
    for fact in &official {
        assert_eq!(
            (fact.record.body, fact.record.window.as_str()),
            (directory.root, "@2024-02-22")
        );
        assert_eq!(fact.record.qualifier.word(), "trên");
        assert!(matches!(fact.record.value, Some(98_000 | 92_400)));
    }
    assert!(
        example
            .iter()
            .all(|fact| directory.units(today).contains(&fact.record.body))
    );
    let shown = dictionary
        .resolve("dinh_danh.kich_hoat")
        .expect("an indicator");
    let grid = counts(&made.book, &grid_of(quarter(), today)).expect("the grid");
    let column = grid
        .columns
        .iter()
        .position(|c| c.indicator == shown)
        .expect("a column");
    assert_eq!(grid.sums[column].text, None, "no official figure of a unit");
    assert_eq!(grid.illustrative_sums[column].counted, 7);
    assert_eq!(grid.rows[0].cells[column].text, "92.400");
}

#[test]
fn assignments_have_one_class_each_and_deadlines_hold() {
    let made = example();
    let board = made
        .book
        .read(|c| Board::load(c, day(TODAY)))
        .expect("the board");
    let rows = assignment_rows(&board);
    let parts: usize = board.own().map(|task| board.parts(task.id).len()).sum();
    assert_eq!(rows.len(), parts);
    let first = board.find("nv-001").expect("by number");
    assert_eq!(first.record.last_day, Some(day("2024-03-14")));
    assert_eq!(first.record.stated_day, Some(day("2024-03-15")));
    assert_eq!(board.task_state(first), Timeliness::Overdue);
    let watched = board.find("NV-029").expect("a watched task");
    assert_eq!(
        (watched.record.last_day, watched.record.watched),
        (Some(day("2024-09-30")), true)
    );
    assert_eq!(
        board.find("NV-999").expect_err("none").code,
        ErrorCode::NoSuchTask
    );
    // On the last day nothing is late yet; a claim of a later day does not count.
    let earlier = made
        .book
        .read(|c| Board::load(c, day("2024-03-13")))
        .expect("the board");
    assert_eq!(
        earlier.task_state(earlier.find("NV-001").expect("it")),
        Timeliness::DueSoon
    );
}

#[test]
fn ranking_is_competition_style_uncapped_and_keeps_no_data_apart() {
    let made = example();
    let as_of = Instant::parse("2024-03-14").expect("a day");
    let ranking = made
        .book
        .read(|c| {
            let id = Dictionary::load(c)?.resolve("dinh_danh.kich_hoat")?;
            let scope = Scope {
                period: quarter(),
                as_of,
            };
            rank(c, &RankQuestion::new(id, Base::Target, scope))
        })
        .expect("a ranking");
    let ranks: Vec<Option<u32>> = ranking.rows.iter().map(|row| row.rank).collect();
    assert_eq!(
        ranks,
        [
            Some(1),
            Some(2),
            Some(3),
            Some(4),
            Some(4),
            Some(6),
            Some(7),
            None
        ]
    );
    assert!(ranking.rows[0].bar > Some(10_000));
    assert_eq!(ranking.rows[7].state, RankState::NoData);
    assert!(ranking.illustrative);
}

fn request(as_of: Option<&str>) -> ReportRequest {
    let as_of = as_of.map(|text| Instant::parse(text).expect("an instant"));
    ReportRequest {
        as_of,
        ..ReportRequest::new(ReportKind::Progress, quarter())
    }
}

#[test]
fn the_report_says_what_the_book_says() {
    let made = example();
    let text = reports::text_of_pages(&made.book, &request(None)).expect("the report");
    for said in [
        "Ủy ban nhân dân quận Bình Thủy báo cáo kết quả thực hiện quý I năm 2024 (số liệu tính đến ngày 14 tháng 3 năm 2024)",
        "trên 92.400",
        "khoảng 94,29%",
        "Trong tổng số 24 nhiệm vụ được giao",
        "phường An Thới (104,12%)",
        "Có 01 đơn vị chưa phát sinh số liệu: phường Trà Nóc",
        "Cộng các phường (số liệu minh họa)",
        "trước ngày 15/3/2024 (14/03/2024)",
        "trên địa bàn quận Bình Thủy (biểu đồ tại Phụ lục III)./.",
    ] {
        assert!(text.contains(said), "missing: {said}\n{text}");
    }
    assert!(!text.contains("  "), "two blanks in a row");
}

#[test]
fn a_report_is_the_same_bytes_again_and_marks_example_figures() {
    let made = example();
    let first = reports::preview(&made.book, &request(None)).expect("a preview");
    let path = made.dir.path().join("r.pdf");
    let saved = reports::save(&made.book, &request(None), &path).expect("a file");
    let again = reports::preview(&made.book, &request(None)).expect("a preview");
    assert_eq!(first.pdf, again.pdf);
    let bytes = std::fs::read(&path).expect("the file");
    assert_eq!(
        (bytes.len() as u32, &bytes[..5]),
        (saved.file.bytes, &b"%PDF-"[..])
    );
    assert!(bytes.len() <= 150 * 1024, "{} bytes", bytes.len());
    assert!(first.illustrative && first.pages >= 4);
    assert!(
        first
            .sections
            .iter()
            .any(|section| section.key == "proposals" && section.page >= 1)
    );
    assert!(
        first
            .findings
            .iter()
            .any(|finding| finding.level == FindingLevel::Warn)
    );
    let nowhere = reports::save(
        &made.book,
        &request(None),
        std::path::Path::new("/proc/r.pdf"),
    )
    .expect_err("no place");
    assert_eq!(nowhere.code.exit_status(), 4);
}

#[test]
fn a_text_that_is_written_stands_in_the_report() {
    let mut made = example();
    let words = "Ngày 12/3/2024, quận kiểm tra 03 phường.";
    reports::write_report_text(
        &mut made.book,
        (ReportKind::Progress, quarter(), None),
        "direction",
        words,
    )
    .expect("a text");
    let text = reports::text_of_pages(&made.book, &request(None)).expect("the report");
    assert!(text.contains(words));
    let unknown = reports::write_report_text(
        &mut made.book,
        (ReportKind::Progress, quarter(), None),
        "none",
        words,
    );
    assert_eq!(unknown.expect_err("no section").code, ErrorCode::BadRequest);
}

#[test]
fn a_new_book_is_empty_and_can_be_reported_on() {
    let dir = tempfile::TempDir::new().expect("a folder");
    let book =
        found::new_book(&dir.path().join("b.so06"), "918", clock(TODAY), "t").expect("a book");
    let preview = reports::preview(&book, &request(None)).expect("a report without figures");
    assert!(!preview.illustrative && preview.pages >= 1);
}

#[test]
fn indicators_with_facts_are_those_that_any_fact_was_ever_about() {
    let made = example();
    let (looked, facts) = made
        .book
        .read(|c| Ok((series::indicators(c)?, query::facts(c, None)?)))
        .expect("a reading");
    let counted: IdSet = facts.iter().map(|fact| fact.record.indicator).collect();
    assert!(counted.len() > 1, "{counted:?}");
    assert_eq!(looked, counted);
    let empty = Book::in_memory(clock(TODAY), "Cán bộ").expect("a book");
    assert!(
        empty
            .read(series::indicators)
            .expect("a reading")
            .is_empty()
    );
}
