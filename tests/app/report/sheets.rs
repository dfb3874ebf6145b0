//! Sheets to work on: the page for a meeting, and the checklist.

use so06::domain::checklist::Checklist;
use so06::domain::task::Task;
use so06::domain::{ErrorCode, Instant};
use so06::engine::reports::{self, ReportKind, ReportRequest};
use so06::engine::tasks::{self, Board, PartKey};
use so06::store::{self, Book, Operation};

use super::papers::{board, body, hold_meeting, request, says, text};
use crate::support::{Example, TODAY, day, example};

#[test]
fn the_handout_is_one_page_whatever_is_late() {
    let mut made = example();
    hold_meeting(&mut made.book);
    let said = text(&made, &request(ReportKind::Handout));
    says(
        &said,
        &[
            "TÀI LIỆU HỌP GIAO BAN",
            "NV-001|Ban hành Kế hoạch triển khai Đề án 06 năm 2024|Phường Thới An Đông|14/03/2024|4",
            "2. Xếp hạng ",
            "3. Việc quá hạn chưa hoàn thành (1 nhiệm vụ, 1 phần việc)",
            "4. Thay đổi so với 12/03/2024",
            "sắp đến hạn → quá hạn",
        ],
    );
    // A year on everything is late.
    for moment in [TODAY, "2024-12-31", "2025-06-30", "2026-01-31"] {
        let wanted = ReportRequest {
            as_of: Some(Instant::parse(moment).expect("an instant")),
            ..request(ReportKind::Handout)
        };
        let drawn = reports::preview(&made.book, &wanted).expect("a preview");
        assert_eq!(drawn.pages, 1, "{moment}");
    }
}

#[test]
fn what_does_not_fit_on_the_handout_is_counted() {
    let mut made = example();
    hold_meeting(&mut made.book);
    let wanted = ReportRequest {
        as_of: Some(Instant::parse("2025-06-15").expect("an instant")),
        ..request(ReportKind::Handout)
    };
    let said = text(&made, &wanted);
    let (tasks, parts) = late_at(&made.book, "2025-06-15");
    let head = format!("3. Việc quá hạn chưa hoàn thành ({tasks} nhiệm vụ, {parts} phần việc)");
    says(&said, &[&head, "8 phường"]);
    let rows = said
        .lines()
        .filter(|line| line.matches('|').count() == 4 && !line.contains('→'))
        .count();
    assert!((4..=tasks).contains(&rows), "{rows} of {tasks}");
    if rows < tasks {
        says(&said, &[&format!("… và {} việc khác", tasks - rows)]);
    }
}

/// How many tasks and how many parts of them are overdue.
fn late_at(book: &Book, moment: &str) -> (usize, usize) {
    let board = book
        .read(|c| Board::load(c, Instant::parse(moment).expect("an instant")))
        .expect("a board");
    let late: Vec<usize> = board
        .own()
        .map(|task| {
            let parts = board.parts(task.id).iter();
            parts
                .filter(|part| part.state == so06::domain::Timeliness::Overdue)
                .count()
        })
        .filter(|count| *count > 0)
        .collect();
    (late.len(), late.iter().sum())
}

#[test]
fn a_checklist_is_empty_or_as_it_stands() {
    let mut made = example();
    let (task, unit) = (
        board(&made.book).find("NV-001").expect("a task").id,
        body(&made.book, "31174"),
    );
    let wanted = |body, filled| ReportRequest {
        subject: Some(task),
        body,
        filled,
        ..request(ReportKind::Checklist)
    };
    let empty = text(&made, &wanted(None, false));
    says(
        &empty,
        &[
            "PHIẾU THEO DÕI CÔNG VIỆC",
            "Đơn vị thực hiện: ....",
            "NGƯỜI THỰC HIỆN|NGƯỜI KIỂM TRA",
        ],
    );
    assert!(!empty.contains("|x|"));
    let refused = reports::text_of_pages(&made.book, &wanted(None, true));
    assert_eq!(refused.expect_err("whose?").code, ErrorCode::BodyNeeded);
    let key = {
        let board = board(&made.book);
        let part = board.part_of(board.find("NV-001").expect("a task"), unit, None);
        PartKey {
            assignment: part.expect("a part").assignment,
            occurrence: String::new(),
        }
    };
    let detail = made
        .book
        .read(|c| tasks::task(c, "NV-001", day(TODAY)))
        .expect("a task");
    let item = detail.assignments[0].checklist[0].item;
    tasks::tick_item(&mut made.book, &key, item, true, "Dự thảo lần 1").expect("a tick");
    let filled = text(&made, &wanted(Some(unit), true));
    says(
        &filled,
        &[
            "Đơn vị thực hiện: Phường Thới An Đông",
            "1|x|",
            "|18/03/2024, Cán bộ quận|Dự thảo lần 1",
        ],
    );
    let template = |key: &str| ReportRequest {
        template: Some(key.to_owned()),
        ..request(ReportKind::Checklist)
    };
    let services = text(&made, &template("dvc_thiet_yeu"));
    says(
        &services,
        &["25 dịch vụ công thiết yếu", "Đăng ký thường trú"],
    );
    let without = ReportRequest {
        subject: Some(board(&made.book).find("NV-002").expect("a task").id),
        ..request(ReportKind::Checklist)
    };
    for (bad, code) in [
        (template("none"), ErrorCode::NoSuchChecklist),
        (request(ReportKind::Checklist), ErrorCode::NoSuchChecklist),
        (without, ErrorCode::TaskWithoutChecklist),
    ] {
        let refused = reports::text_of_pages(&made.book, &bad).expect_err("no checklist");
        assert_eq!(refused.code, code);
    }
}

/// A task with the list of 25 services, all ticked by those who work on them.
pub(super) fn twenty_five(made: &mut Example) -> ReportRequest {
    let unit = body(&made.book, "31174");
    let list = made
        .book
        .read(|c| store::list::<Checklist>(c, "key = 'dvc_thiet_yeu' ORDER BY version", &[]))
        .expect("lists")
        .pop()
        .expect("a list");
    let task = board(&made.book).find("NV-001").expect("a task").clone();
    made.book
        .transact(Operation::new("test", serde_json::json!({})), |tx| {
            let mut record = task.record.clone();
            record.checklist = Some(list.id);
            tx.set::<Task>(task.id, &record)
        })
        .expect("a list of its own");
    let key = PartKey {
        assignment: board(&made.book)
            .part_of(
                board(&made.book).find("NV-001").expect("a task"),
                unit,
                None,
            )
            .expect("a part")
            .assignment,
        occurrence: String::new(),
    };
    let detail = made
        .book
        .read(|c| tasks::task(c, "NV-001", day(TODAY)))
        .expect("a task");
    let own = detail
        .assignments
        .iter()
        .find(|own| own.body == unit)
        .expect("a part");
    assert_eq!(own.checklist.len(), 25);
    for (at, item) in own.checklist.iter().enumerate() {
        let proof = format!("Biên bản số {:02}/BB-UBND ngày 12/3/2024", at + 1);
        tasks::tick_item(&mut made.book, &key, item.item, true, &proof).expect("a tick");
    }
    ReportRequest {
        subject: Some(task.id),
        body: Some(unit),
        filled: true,
        ..request(ReportKind::Checklist)
    }
}

#[test]
fn a_checklist_of_25_is_two_pages_empty_or_filled() {
    let mut made = example();
    let filled = twenty_five(&mut made);
    let empty = ReportRequest {
        template: Some("dvc_thiet_yeu".to_owned()),
        ..request(ReportKind::Checklist)
    };
    for wanted in [empty, filled] {
        let said = text(&made, &wanted);
        assert!(said.contains("25|"), "{said}");
        let drawn = reports::preview(&made.book, &wanted).expect("a preview");
        assert!(drawn.pages <= 2, "{} pages", drawn.pages);
    }
}

#[test]
fn the_handout_ranks_units_best_first_and_names_those_without_figures_apart() {
    let mut made = example();
    hold_meeting(&mut made.book);
    let said = text(&made, &request(ReportKind::Handout));
    let at = said.find("2. Xếp hạng ").expect("a ranking");
    let end = said.find("3. Việc quá hạn").expect("what follows");
    let rows: Vec<Vec<&str>> = said[at..end]
        .lines()
        .filter(|line| line.contains('|'))
        .map(|line| line.split('|').collect())
        .collect();
    // Down the left column, then down the right one.
    let left = rows.iter().map(|row| row[0]);
    let ranks: Vec<u32> = left
        .chain(rows.iter().map(|row| row[4]))
        .filter_map(|cell| cell.parse().ok())
        .collect();
    assert!(ranks.len() >= 6, "{said}");
    assert!(ranks.is_sorted() && ranks[0] == 1, "{ranks:?}");
    says(&said[at..end], &["Chưa có số liệu: phường "]);
    // Thirteen bodies and all of that is one page.
    let drawn = reports::preview(&made.book, &request(ReportKind::Handout)).expect("a preview");
    assert_eq!(drawn.pages, 1);
    let first = said.find("1. Kết quả").expect("the bodies");
    let bodies = said[first..at].lines().filter(|line| line.contains('|'));
    let named: usize = bodies
        .map(|line| line.split('|').filter(|cell| cell.contains('/')).count())
        .sum();
    assert!(named >= 13, "{named} bodies\n{said}");
}
