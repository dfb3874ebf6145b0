//! Bad input gets words, and nothing is lost.

use so06::domain::{ErrorCode, Result};
use so06::engine::checklists::{ChecklistDraft, ChecklistEntry, save_checklist};
use so06::engine::tasks::{self, DeadlineFix, TaskDraft};
use so06::store::{Book, Done};

use super::{Office, states};
use crate::support::{clock, day};

fn code<T>(done: Result<Done<T>>) -> ErrorCode {
    done.err().expect("a refusal").code
}

#[test]
fn a_task_is_never_a_part_of_itself() {
    let mut office = Office::new();
    let above = office.enter("Trên", "", &[]);
    let below = office.enter("Giữa", "", &[]);
    let lowest = office.enter("Dưới", "", &[]);
    for (task, parent) in [(below, above), (lowest, below)] {
        let draft = TaskDraft {
            parent: Some(parent),
            ..office.detail(task).draft
        };
        tasks::save_task(office.book(), Some(task), &draft).expect("a part");
    }
    let before = states(&office.made.book);
    for parent in [above, below, lowest] {
        let draft = TaskDraft {
            parent: Some(parent),
            ..office.detail(above).draft
        };
        assert_eq!(
            code(tasks::save_task(office.book(), Some(above), &draft)),
            ErrorCode::TaskLoop
        );
    }
    assert_eq!(states(&office.made.book), before);
}

#[test]
fn days_and_texts_that_cannot_be_are_refused() {
    let mut office = Office::new();
    let units = office.units();
    let draft = |change: &dyn Fn(&mut TaskDraft)| {
        let mut own = office.draft("Việc", "trước ngày 10/4", &units[..1]);
        change(&mut own);
        own
    };
    let fix = |first: &str, last: &str| DeadlineFix {
        kind: so06::domain::deadline::DeadlineKind::Between,
        first_day: Some(day(first)),
        last_day: Some(day(last)),
        last_time: None,
        rhythm: String::new(),
        length: String::new(),
        event: None,
        event_day: None,
    };
    let cases: Vec<(TaskDraft, ErrorCode)> = vec![
        (
            draft(&|own| own.deadline = Some(fix("2024-05-01", "2024-04-01"))),
            ErrorCode::LastBeforeFirst,
        ),
        (
            draft(&|own| {
                own.deadline = Some(DeadlineFix {
                    rhythm: "lạ".to_owned(),
                    ..fix("2024-04-01", "2024-05-01")
                });
            }),
            ErrorCode::BadRhythm,
        ),
        (
            draft(&|own| {
                own.deadline = Some(DeadlineFix {
                    last_time: Some("25:99".to_owned()),
                    ..fix("2024-04-01", "2024-05-01")
                });
            }),
            ErrorCode::BadTime,
        ),
        (
            draft(&|own| own.unit_margin = "ba ngày".to_owned()),
            ErrorCode::BadLength,
        ),
        (
            draft(&|own| own.title = " ".to_owned()),
            ErrorCode::ReasonNeeded,
        ),
        (
            draft(&|own| own.title = "a".repeat(1_001)),
            ErrorCode::TextTooLong,
        ),
        (
            draft(&|own| own.content = "chữ ".repeat(60_000)),
            ErrorCode::TextTooLong,
        ),
        (draft(&|own| own.plan = 999_999), ErrorCode::NoSuchPlan),
        (
            draft(&|own| own.group = "zz".to_owned()),
            ErrorCode::NoSuchTaskGroup,
        ),
        (
            draft(&|own| own.leads = vec![999_999]),
            ErrorCode::NoSuchBody,
        ),
        (
            draft(&|own| own.document = Some(999_999)),
            ErrorCode::NoSuchDocument,
        ),
        (
            draft(&|own| own.checklist = Some(999_999)),
            ErrorCode::NoSuchChecklist,
        ),
        (
            draft(&|own| own.number = "nv-001".to_owned()),
            ErrorCode::NumberTaken,
        ),
        (
            draft(&|own| own.note = "ông A 079203001234".to_owned()),
            ErrorCode::CitizenNumber,
        ),
    ];
    let before = states(&office.made.book);
    for (own, wanted) in cases {
        assert_eq!(code(tasks::save_task(office.book(), None, &own)), wanted);
    }
    assert_eq!(states(&office.made.book), before, "nothing was written");
}

#[test]
fn a_hundred_kilobytes_are_kept_letter_by_letter() {
    let mut office = Office::new();
    let content = "Nội dung dài. ".repeat(8_000);
    let draft = TaskDraft {
        content: content.trim().to_owned(),
        ..office.draft("Dài", "", &[])
    };
    assert!(draft.content.len() > 100_000);
    let task = tasks::save_task(office.book(), None, &draft)
        .expect("a task")
        .value;
    assert_eq!(office.detail(task).content, content.trim());
}

#[test]
fn a_unit_that_ended_gets_no_new_work_and_keeps_the_old() {
    let mut office = Office::new();
    let units = office.units();
    let task = office.enter("Việc", "trước ngày 10/4", &units[..2]);
    let path = office.made.path.clone();
    office.made.book = Book::in_memory(clock("2024-03-18"), "t").expect("a book");
    // 2026: the district and its phường have ended.
    let mut book = Book::open(&path, clock("2026-03-18"), "t").expect("the book");
    let board = book
        .read(|c| tasks::Board::load(c, day("2026-03-18")))
        .expect("a board");
    assert_eq!(board.parts(task).len(), 2, "what was given stays");
    let draft = TaskDraft {
        plan: board.plans[0].id,
        group: "a".to_owned(),
        title: "Mới".to_owned(),
        leads: units[..1].to_vec(),
        ..TaskDraft::default()
    };
    assert_eq!(
        code(tasks::save_task(&mut book, None, &draft)),
        ErrorCode::BodyNotAlive
    );
}

#[test]
fn ten_thousand_items_are_refused_and_one_too_many_changes_nothing() {
    let mut office = Office::new();
    let before = states(&office.made.book);
    let item = |n: usize| ChecklistEntry {
        key: None,
        title: format!("Việc {n}"),
        group: None,
    };
    let draft = ChecklistDraft {
        key: None,
        title: "Quá dài".to_owned(),
        source: String::new(),
        items: (0..10_000).map(item).collect(),
    };
    assert_eq!(
        code(save_checklist(office.book(), &draft)),
        ErrorCode::TooManyItems
    );
    assert_eq!(states(&office.made.book), before);
}

#[test]
fn a_clock_two_years_back_keeps_every_part_and_refuses_a_later_day() {
    let mut office = Office::new();
    let now = office.board().tasks.len();
    let path = office.made.path.clone();
    let part = office.part(office.board().own().next().expect("a task").id, 0);
    office.made.book = Book::in_memory(clock("2024-03-18"), "t").expect("a book");
    let mut book = Book::open(&path, clock("2022-03-18"), "t").expect("the book");
    let board = book
        .read(|c| tasks::Board::load(c, day("2022-03-18")))
        .expect("a board");
    assert_eq!(board.tasks.len(), now);
    let refused = tasks::claim_completion(&mut book, &part, day("2024-03-01"), "");
    assert_eq!(code(refused), ErrorCode::DayInFuture);
}

#[test]
fn what_was_reported_on_is_not_removed() {
    let mut office = Office::new();
    let units = office.units();
    let task = office.enter("Việc", "trước ngày 10/4", &units[..2]);
    let part = office.part(task, 0);
    tasks::claim_completion(office.book(), &part, day("2024-03-14"), "").expect("a claim");
    let before = states(&office.made.book);
    assert_eq!(
        code(tasks::remove_tasks(office.book(), &[task])),
        ErrorCode::TaskTouched
    );
    let draft = TaskDraft {
        leads: units[1..2].to_vec(),
        ..office.detail(task).draft
    };
    assert_eq!(
        code(tasks::save_task(office.book(), Some(task), &draft)),
        ErrorCode::TaskTouched
    );
    assert_eq!(states(&office.made.book), before);
}
