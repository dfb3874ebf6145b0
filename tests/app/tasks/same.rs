//! Screens, reports and the command line say the same of one instant.

use std::process::Command;

use serde_json::{Value, json};
use so06::api::{Session, dispatch};
use so06::domain::{Instant, Period, Timeliness};
use so06::engine::reports::{self, ReportKind, ReportRequest};
use so06::engine::tasks::{self, Board, ExtendDeadline};
use so06::engine::{meetings, outreach};

use super::Office;
use crate::support::{ask, clock, day};

/// The program at a moment, on the book of an office.
fn program(office: &Office, at: &str, args: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_so06"))
        .args(["--book", &office.made.path.display().to_string()])
        .args(["--now", at, "--json"])
        .args(args)
        .output()
        .expect("the program");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// A window at a moment, on the book of an office.
fn window(office: &Office, at: &str) -> Session {
    let dir = office.made.dir.path();
    let mut session = Session::new(clock(at), "Cán bộ quận", dir.into(), dir.into());
    let path = office.made.path.display().to_string();
    dispatch(&mut session, "open_book", json!({ "path": path })).expect("the book");
    session
}

fn length(value: &Value) -> usize {
    value.as_array().map_or(0, Vec::len)
}

/// Asks every way that there is what the classes are at a moment.
fn agree(office: &Office, at: &str) -> Vec<Timeliness> {
    let moment = Instant::parse(at).expect("an instant");
    let read = |c: &_| Board::load(c, moment);
    let board = office.made.book.read(read).expect("a board");
    let parts: Vec<Timeliness> = board
        .own()
        .flat_map(|task| board.parts(task.id))
        .map(|part| part.state)
        .collect();
    let count = |state: Timeliness| parts.iter().filter(|own| **own == state).count();
    let late = count(Timeliness::Overdue);
    matrix(&board, at);
    calendar(office, &board, at);
    // The command line.
    for rows in [
        program(office, at, &["tasks", "list"]),
        program(
            office,
            "2024-01-02T08:00",
            &["tasks", "list", "--as-of", at],
        ),
    ] {
        for state in Timeliness::ALL {
            let own = rows.as_array().expect("rows").iter();
            let own = own.filter(|row| row["state"] == state.token()).count();
            assert_eq!(
                own,
                count(state),
                "{at}: {} on the command line",
                state.token()
            );
        }
    }
    assert_eq!(
        length(&program(office, at, &["tasks", "today"])["overdue"]),
        late
    );
    // The window: asked for now, and for today by its day.
    let mut session = window(office, at);
    for as_of in [Value::Null, json!(moment.day)] {
        let list = ask(
            &mut session,
            "tasks",
            json!({ "as_of": as_of, "baseline": null }),
        );
        for (own, shown) in tasks::class_counts(&board)
            .iter()
            .zip(list["classes"].as_array().expect("classes"))
        {
            assert_eq!(json!(own.count), shown["count"], "{at}: the list");
        }
        let today = ask(&mut session, "today_work", json!({ "as_of": as_of }));
        assert_eq!(length(&today["overdue"]), late, "{at}: what is late today");
        let meeting = ask(
            &mut session,
            "meeting_board",
            json!({ "id": null, "as_of": as_of }),
        );
        let said: usize = meeting["late"]
            .as_array()
            .expect("bodies")
            .iter()
            .map(|own| length(&own["overdue"]))
            .sum();
        assert_eq!(said, late, "{at}: the meeting");
    }
    let head = ask(&mut session, "book", json!({}));
    let of_tasks = board
        .own()
        .filter(|task| board.task_state(task) == Timeliness::Overdue)
        .count();
    assert_eq!(
        head["overdue"],
        json!(of_tasks),
        "{at}: the head of the window"
    );
    reminders_and_papers(office, &board, at);
    parts
}

/// The matrix shows one cell for each part of work that does not recur, and for the earliest open one of work that does.
fn matrix(board: &Board, at: &str) {
    let matrix = tasks::task_matrix(board, None);
    let cells = matrix
        .rows
        .iter()
        .flat_map(|row| row.cells.iter().flatten());
    for cell in cells.clone() {
        let part = board
            .own()
            .flat_map(|task| board.parts(task.id))
            .find(|part| {
                (part.assignment, &part.occurrence) == (cell.assignment, &cell.occurrence)
            });
        assert_eq!(
            part.map(|own| own.state),
            Some(cell.state),
            "{at}: the matrix"
        );
    }
    let late = board.own().flat_map(|task| board.parts(task.id));
    let late = late
        .filter(|part| part.state == Timeliness::Overdue)
        .count();
    assert_eq!(
        cells.map(|cell| cell.overdue as usize).sum::<usize>(),
        late,
        "{at}: late in the matrix"
    );
}

fn calendar(office: &Office, board: &Board, at: &str) {
    let (first, last) = (day("2024-01-01"), day("2025-12-31"));
    let due = office
        .made
        .book
        .read(|c| tasks::deadline_days(c, board, (first, last)));
    let due = due.expect("the days");
    let owed: u32 = due
        .iter()
        .flat_map(|day| &day.items)
        .map(|item| item.open)
        .sum();
    let wanted = board
        .own()
        .flat_map(|task| board.parts(task.id))
        .filter(|part| {
            part.is_open() && part.last_day.is_some_and(|own| own >= first && own <= last)
        })
        .count();
    assert_eq!(owed as usize, wanted, "{at}: the calendar");
}

fn reminders_and_papers(office: &Office, board: &Board, at: &str) {
    let parts = || board.own().flat_map(|task| board.parts(task.id));
    let late = parts()
        .filter(|part| part.state == Timeliness::Overdue)
        .count();
    let question = outreach::ReminderQuestion::default();
    let read = |c: &_| outreach::reminder_drafts(c, &question, board.now);
    let drafts = office.made.book.read(read).expect("drafts");
    let items = drafts.iter().map(|own| own.items.len()).sum::<usize>();
    assert_eq!(items, late, "{at}: reminders");
    let read = |c: &_| meetings::meeting_board(c, None, None, board.now);
    let sheet = office.made.book.read(read).expect("a meeting");
    let said: u32 = sheet.standing.iter().map(|own| own.overdue).sum();
    assert_eq!(said as usize, late, "{at}: the standing at a meeting");
    let tasks = board.own().filter(|task| {
        board
            .parts(task.id)
            .iter()
            .any(|part| part.state == Timeliness::Overdue)
    });
    let head = format!(
        "quá hạn chưa hoàn thành ({} nhiệm vụ, {late} phần việc)",
        tasks.count()
    );
    let wanted = ReportRequest {
        as_of: Some(board.now),
        ..ReportRequest::new(
            ReportKind::Handout,
            Period::parse("2024-03").expect("a period"),
        )
    };
    let said = reports::text_of_pages(&office.made.book, &wanted).expect("a handout");
    assert!(late == 0 || said.contains(&head), "{at}: {head} in {said}");
}

#[test]
fn every_way_to_ask_gives_the_same_classes() {
    let office = Office::new();
    for on in ["2024-02-20", "2024-03-14", "2024-03-18", "2024-12-31"] {
        agree(&office, on);
    }
}

#[test]
fn every_way_to_ask_knows_the_hour() {
    let mut office = Office::new();
    let units = office.units();
    let once = office.enter("Báo cáo nhanh", "trước 16h00 ngày 15/3/2024", &units[..3]);
    let plain = office.enter("Báo cáo ngày", "chậm nhất ngày 15/3/2024", &units[..1]);
    let weekly = office.enter("Báo cáo tuần", "trước 16h00 thứ Sáu hằng tuần", &units[..2]);
    let watched = {
        let mut draft = office.draft("Việc cấp trên", "trước 16h00 ngày 15/3/2024", &[]);
        draft.watched = true;
        tasks::save_task(office.book(), None, &draft)
            .expect("a task")
            .value
    };
    let nobodys = office.enter("Chưa giao", "trước 16h00 ngày 15/3/2024", &[]);
    let states = |office: &Office, task, at: &str| {
        let moment = Instant::parse(at).expect("an instant");
        let board = office
            .made
            .book
            .read(|c| Board::load(c, moment))
            .expect("a board");
        let own = board
            .tasks
            .iter()
            .find(|kept| kept.id == task)
            .expect("the task");
        (
            board.task_state(own),
            board
                .parts(task)
                .iter()
                .map(|part| part.state)
                .collect::<Vec<_>>(),
        )
    };
    for (at, late) in [
        ("2024-03-14T23:59", false),
        ("2024-03-15T08:00", false),
        ("2024-03-15T16:00", false),
        ("2024-03-15T16:01", true),
        ("2024-03-15", true),
        ("2024-03-16T00:00", true),
    ] {
        let all = agree(&office, at);
        assert_eq!(
            all.iter()
                .filter(|own| Timeliness::ALL.contains(own))
                .count(),
            all.len()
        );
        let due = if late {
            Timeliness::Overdue
        } else {
            Timeliness::DueSoon
        };
        assert_eq!(states(&office, once, at), (due, vec![due; 3]), "{at}");
        assert_eq!(states(&office, nobodys, at).0, due, "{at}: given to nobody");
        assert_ne!(
            states(&office, watched, at).0,
            Timeliness::Overdue,
            "{at}: only watched"
        );
        let next_day = at.starts_with("2024-03-16");
        assert_eq!(
            states(&office, plain, at).0 == Timeliness::Overdue,
            next_day,
            "{at}: without an hour"
        );
        // The week's own is late; the one of the next week is then the next to come. The plan has no first day, so
        // that the work is owed from the day looked at on.
        if next_day {
            continue;
        }
        let of_week = states(&office, weekly, at).1;
        let this = &of_week[of_week.len() - if late { 4 } else { 2 }..][..2];
        assert_eq!(this, [due; 2], "{at}: weekly");
        if late {
            assert_eq!(
                of_week[of_week.len() - 2..],
                [Timeliness::NotStarted; 2],
                "{at}: the next week has not begun"
            );
        }
    }
}

#[test]
fn a_day_that_was_derived_has_no_hour() {
    let mut office = Office::new();
    let units = office.units();
    let mut draft = office.draft("Gửi trước", "trước 16h00 ngày 15/3/2024", &units[..1]);
    draft.unit_margin = "1wd".to_owned();
    let task = tasks::save_task(office.book(), None, &draft)
        .expect("a task")
        .value;
    let seen = |office: &Office, at: &str| {
        let moment = Instant::parse(at).expect("an instant");
        let board = office
            .made
            .book
            .read(|c| Board::load(c, moment))
            .expect("a board");
        let part = &board.parts(task)[0];
        (part.last_day, part.last_time.clone(), part.state)
    };
    // The unit owes it a working day earlier, by the end of that day.
    assert_eq!(
        seen(&office, "2024-03-14T23:00"),
        (Some(day("2024-03-14")), None, Timeliness::DueSoon)
    );
    assert_eq!(seen(&office, "2024-03-15T00:00").2, Timeliness::Overdue);
    // What was moved has the day that was approved, and no hour of the day before.
    let moved = ExtendDeadline {
        task,
        part: Some(office.part(task, 0)),
        last_day: Some(day("2024-03-18")),
        reason: "chờ số liệu".to_owned(),
        document: None,
        state: so06::domain::task::ExtensionState::Approved,
    };
    tasks::extend_deadline(office.book(), &moved).expect("an extension");
    assert_eq!(
        seen(&office, "2024-03-18T17:00"),
        (Some(day("2024-03-18")), None, Timeliness::DueSoon)
    );
}
