//! What a reminder tells beside what is late: what falls due, what was returned, which figures are missing.

use serde_json::json;
use so06::domain::period::PeriodKind;
use so06::domain::{Id, Instant, Period, Timeliness};
use so06::engine::outreach::{ReminderDraft, ReminderQuestion, reminder_drafts, reminder_for_all};
use so06::engine::periods::open_period;
use so06::engine::reports::{self, Also, ReportKind, ReportRequest};
use so06::engine::submissions::{MatrixState, Wanted, submissions};
use so06::engine::tasks::{self, Board, PartKey};
use so06::store::Book;
use tempfile::TempDir;

use crate::support::{TODAY, day, example, open_example};

/// The first part of the board that stands so, and is neither late nor done.
fn part_in(book: &Book, state: Timeliness) -> (PartKey, Id, String) {
    let board = book.read(|c| Board::load(c, day(TODAY))).expect("a board");
    let found = board.own().find_map(|task| {
        let part = board.parts(task.id).iter().find(|own| own.state == state)?;
        let key = PartKey {
            assignment: part.assignment,
            occurrence: part.occurrence.clone(),
        };
        Some((key, part.body, task.record.number.clone()))
    });
    found.expect("a part in that state")
}

fn asked(book: &Book, question: &ReminderQuestion) -> Vec<ReminderDraft> {
    book.read(|c| reminder_drafts(c, question, day(TODAY)))
        .expect("drafts")
}

/// A part that is in time, claimed and returned.
fn returned(book: &mut Book, note: &str) -> (Id, String) {
    let (key, body, number) = part_in(book, Timeliness::InTime);
    tasks::claim_completion(book, &key, day(TODAY), "").expect("a claim");
    tasks::return_completion(book, &key, note).expect("returned");
    (body, number)
}

#[test]
fn what_was_returned_is_told_before_it_is_due_unless_nobody_wants_it() {
    let mut made = example();
    let (body, number) = returned(&mut made.book, "số hồ sơ tháng 3 lấy ở đâu?");
    let question = ReminderQuestion {
        bodies: vec![body],
        figures: false,
        ..ReminderQuestion::default()
    };
    let own = asked(&made.book, &question);
    let text = &own[0].text;
    assert!(text.contains("01 kết quả đã trả lại"), "{text}");
    assert!(
        text.contains("Nội dung cần làm rõ: “số hồ sơ tháng 3 lấy ở đâu?”."),
        "{text}"
    );
    assert!(
        text.contains(&number) && !text.contains("bị trả lại"),
        "{text}"
    );
    assert!(
        text.contains("làm rõ, báo cáo lại kết quả đã trả lại trước 16 giờ ngày 19/03/2024"),
        "{text}"
    );
    let without = ReminderQuestion {
        returned: false,
        ..question
    };
    let own = asked(&made.book, &without);
    let told = own.iter().flat_map(|own| &own.items);
    assert!(told.clone().all(|item| item.number != number));
    let all = ReminderQuestion {
        figures: false,
        ..ReminderQuestion::default()
    };
    let all = made
        .book
        .read(|c| reminder_for_all(c, &all, day(TODAY)))
        .expect("a text");
    let head = all
        .find("Kết quả đã trả lại, đề nghị làm rõ:")
        .expect("a part of its own");
    assert!(all[head..].contains(&number), "{all}");
    assert!(all.find("NV-001").is_some_and(|late| late < head), "{all}");
}

/// Units whose cell in the matrix of report months says that something is missing.
fn lacking(book: &Book, key: &str) -> Vec<Id> {
    let wanted = Wanted {
        kind: PeriodKind::Month,
        year: 2024,
        as_of: day(TODAY),
        from_row: 0,
        rows: 100,
    };
    let matrix = book.read(|c| submissions(c, &wanted)).expect("a matrix");
    let column = matrix
        .periods
        .iter()
        .position(|own| own.period == key)
        .expect("a column");
    let open = |state| {
        matches!(
            state,
            MatrixState::Missing | MatrixState::Partial | MatrixState::NotDue
        )
    };
    let rows = matrix
        .rows
        .iter()
        .filter(|row| open(row.cells[column].state));
    rows.map(|row| row.body).collect()
}

#[test]
fn missing_figures_are_those_of_the_matrix_and_only_what_was_asked_for() {
    let mut made = example();
    let question = ReminderQuestion {
        horizon: 15,
        ..ReminderQuestion::default()
    };
    let period = Period::parse("2024-T01").expect("a period");
    let has = |book: &Book| -> Vec<Id> {
        let own = asked(book, &question);
        let with = own
            .iter()
            .filter(|own| own.figures.iter().any(|own| own.period == "2024-T01"));
        with.map(|own| own.body).collect()
    };
    assert_eq!(has(&made.book), Vec::<Id>::new(), "nobody opened it");
    open_period(&mut made.book, period).expect("opened");
    let mut wanted = lacking(&made.book, "2024-T01");
    let mut told = has(&made.book);
    wanted.sort_unstable();
    told.sort_unstable();
    assert!(!wanted.is_empty());
    assert_eq!(told, wanted);
    let own = asked(&made.book, &question);
    let draft = own
        .iter()
        .find(|own| own.body == wanted[0])
        .expect("a draft");
    assert!(
        draft.text.contains("Số liệu tháng 1 năm 2024, hạn "),
        "{}",
        draft.text
    );
    assert!(
        draft.text.contains("nộp đủ số liệu còn thiếu trước"),
        "{}",
        draft.text
    );
    let quiet = ReminderQuestion {
        figures: false,
        ..question.clone()
    };
    assert!(
        asked(&made.book, &quiet)
            .iter()
            .all(|own| own.figures.is_empty())
    );
}

fn letter(book: &Book, request: &ReportRequest) -> String {
    reports::text_of_pages(book, request).expect("a letter")
}

fn reminder(also: &[Also]) -> ReportRequest {
    ReportRequest {
        also: also.to_vec(),
        ..ReportRequest::new(
            ReportKind::Reminder,
            Period::parse("2024-Q1").expect("a period"),
        )
    }
}

#[test]
fn the_letter_tells_each_sort_in_a_part_of_its_own_when_it_is_asked_to() {
    let mut made = example();
    let (_, number) = returned(&mut made.book, "chưa có số liệu kèm theo");
    open_period(&mut made.book, Period::parse("2024-T01").expect("a period")).expect("opened");
    let plain = letter(&made.book, &reminder(&[]));
    for word in ["sắp đến hạn", "trả lại", "số liệu"] {
        assert!(!plain.contains(word), "{word} in {plain}");
    }
    let board = made
        .book
        .read(|c| Board::load(c, day(TODAY)))
        .expect("a board");
    let title = board.find(&number).expect("the task").record.title.clone();
    let wanted = ReportRequest {
        as_of: Some(Instant::parse("2024-12-26").expect("an instant")),
        ..reminder(&[Also::Coming, Also::Returned, Also::Figures])
    };
    let all = letter(&made.book, &wanted);
    for said in [
        "Từ nay đến hết ngày 02 tháng 01 năm 2025 có",
        "Có 01 kết quả đã được trả lại, cần làm rõ",
        "chưa có số liệu kèm theo",
        title.as_str(),
        "đơn vị chưa nộp đủ số liệu",
        "Tháng 1 năm 2024|",
        "khẩn trương chỉ đạo hoàn thành nhiệm vụ quá hạn; làm rõ, bổ sung các kết quả đã trả lại; nộp đủ số liệu còn thiếu; bảo đảm các nhiệm vụ sắp đến hạn",
        "đôn đốc thực hiện nhiệm vụ Đề án 06\n",
    ] {
        assert!(all.contains(said), "missing: {said}\n{all}");
    }
    assert_eq!(all.matches("./.").count(), 1, "{all}");
    // What is returned is not told as coming too.
    let rows = all
        .lines()
        .filter(|line| line.contains(&format!("|{title}|")));
    let of_body = rows
        .filter(|line| line.contains("chưa có số liệu kèm theo"))
        .count();
    assert_eq!(of_body, 1);
}

#[test]
fn one_letter_goes_to_several_or_each_gets_its_own() {
    let mut open = open_example();
    let bodies: Vec<Id> = open
        .ask(
            "reminder_draft",
            json!({ "bodies": [], "as_of": "2025-01-10", "horizon": 0, "figures": false }),
        )
        .as_array()
        .expect("drafts")
        .iter()
        .take(3)
        .map(|own| own["body"].as_i64().expect("a body"))
        .collect();
    assert_eq!(bodies.len(), 3);
    let base = json!({ "kind": "reminder", "period": "2024-Q1", "as_of": "2025-01-10", "subject": null, "body": null, "filled": null, "template": null });
    let mut two = base.clone();
    two["bodies"] = json!(&bodies[..2]);
    two["also"] = json!(["coming"]);
    let preview = open.ask("report", two);
    assert!(preview["pages"].as_u64().is_some_and(|pages| pages >= 1));
    let dir = TempDir::new().expect("a folder");
    let request = json!({ "period": "2024-Q1", "as_of": "2025-01-10", "bodies": bodies, "also": ["coming"], "folder": dir.path() });
    let saved = open.ask("save_letters", request);
    assert_eq!(saved["files"].as_array().map(Vec::len), Some(3));
    assert_eq!(saved["skipped"], json!([]));
    for file in saved["files"].as_array().expect("files") {
        let bytes = std::fs::read(file["path"].as_str().expect("a path")).expect("a file");
        assert!(bytes.starts_with(b"%PDF"));
    }
}
