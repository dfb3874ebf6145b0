//! Every kind of paper as a file, for the checks from outside.

use so06::domain::{Instant, Period};
use so06::engine::reports::{self, Also, ReportKind, ReportRequest};
use so06::engine::tasks::{self, PartKey};
use so06::store::Book;

use super::papers::{board, body, hold_meeting, request};
use super::periodic::indicator;
use super::sheets::twenty_five;
use crate::support::{TODAY, day, example};

/// Writes every kind, as pages, for Word and for Excel, into the folder that `SO06_WRITE_PAPERS` names, for the checks from
/// outside.
#[test]
#[ignore = "writes files to be looked at"]
fn write_papers() {
    let folder = std::env::var("SO06_WRITE_PAPERS").expect("SO06_WRITE_PAPERS names a folder");
    let mut made = example();
    let meeting = hold_meeting(&mut made.book);
    let task = |number: &str| Some(board(&made.book).find(number).expect("a task").id);
    let unit = Some(body(&made.book, "31174"));
    let of = request;
    let on = |kind, moment: &str| ReportRequest {
        as_of: Some(Instant::parse(moment).expect("an instant")),
        ..of(kind)
    };
    let papers = [
        ("progress", of(ReportKind::Progress)),
        ("ranking", of(ReportKind::Ranking)),
        (
            "ranking-flow",
            ReportRequest {
                subject: Some(indicator(&made.book, "dvc.truc_tuyen")),
                ..of(ReportKind::Ranking)
            },
        ),
        ("tasks", of(ReportKind::Tasks)),
        ("reminder", of(ReportKind::Reminder)),
        ("reminder-annex", on(ReportKind::Reminder, "2025-03-18")),
        (
            "conclusion",
            ReportRequest {
                subject: Some(meeting),
                ..of(ReportKind::Conclusion)
            },
        ),
        ("invitation", of(ReportKind::Invitation)),
        ("delivery-record", of(ReportKind::DeliveryRecord)),
        (
            "delivery-record-unit",
            ReportRequest {
                subject: unit,
                ..of(ReportKind::DeliveryRecord)
            },
        ),
        ("handout", of(ReportKind::Handout)),
        ("handout-late", on(ReportKind::Handout, "2026-01-31")),
        (
            "checklist",
            ReportRequest {
                subject: task("NV-001"),
                ..of(ReportKind::Checklist)
            },
        ),
        (
            "checklist-filled",
            ReportRequest {
                subject: task("NV-001"),
                body: unit,
                filled: true,
                ..of(ReportKind::Checklist)
            },
        ),
        (
            "checklist-template",
            ReportRequest {
                template: Some("dvc_thiet_yeu".to_owned()),
                ..of(ReportKind::Checklist)
            },
        ),
    ];
    for (name, wanted) in papers {
        write(&made.book, &wanted, &folder, name);
    }
    let mut more = example();
    let filled = twenty_five(&mut more);
    let returned = {
        let board = board(&more.book);
        let part = &board.parts(board.find("NV-005").expect("a task").id)[0];
        PartKey {
            assignment: part.assignment,
            occurrence: part.occurrence.clone(),
        }
    };
    tasks::claim_completion(&mut more.book, &returned, day(TODAY), "").expect("a claim");
    tasks::return_completion(
        &mut more.book,
        &returned,
        "Số liệu tháng 3 lấy ở đâu, ai xác nhận?",
    )
    .expect("returned");
    let period = Period::parse("2024-T01").expect("a period");
    so06::engine::periods::open_period(&mut more.book, period).expect("opened");
    let papers = [
        (
            "reminder-also",
            ReportRequest {
                also: vec![Also::Coming, Also::Returned, Also::Figures],
                ..on(ReportKind::Reminder, "2024-04-10")
            },
        ),
        (
            "reminder-also-annex",
            ReportRequest {
                also: vec![Also::Coming, Also::Returned, Also::Figures],
                ..on(ReportKind::Reminder, "2024-12-26")
            },
        ),
        ("checklist-25-filled", filled),
    ];
    for (name, wanted) in papers {
        write(&more.book, &wanted, &folder, name);
    }
    let mut gone = example();
    so06::engine::exchange::hand_over(&mut gone.book, gone.dir.path(), "mật khẩu bàn giao")
        .expect("handed over");
    write(&gone.book, &of(ReportKind::Handover), &folder, "handover");
}

/// As pages, for Word and for Excel.
fn write(book: &Book, wanted: &ReportRequest, folder: &str, name: &str) {
    for ending in ["pdf", "docx", "xlsx"] {
        let path = std::path::Path::new(folder).join(format!("{name}.{ending}"));
        reports::save(book, wanted, &path).expect(name);
    }
}
