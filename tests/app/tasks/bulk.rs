//! One thing done to many tasks: each of them done whole, as it was, or refused with its reason; one step back.

use std::process::Command;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;
use so06::domain::task::{ClaimStatus, ExtensionState};
use so06::domain::timeliness::WorkState;
use so06::domain::{ErrorCode, Id, Timeliness};
use so06::engine::tasks::{self, Bulk, BulkDeed, BulkOutcome};
use so06::engine::undo;

use super::{Office, states};
use crate::support::{TODAY, day};

fn extend(to: &str) -> BulkDeed {
    BulkDeed::Extend {
        last_day: Some(day(to)),
        reason: "chờ số liệu".to_owned(),
        document: None,
        state: ExtensionState::Approved,
    }
}

fn claim() -> BulkDeed {
    BulkDeed::Claim {
        day: day(TODAY),
        evidence: "BC 12".to_owned(),
    }
}

fn stand(state: WorkState) -> BulkDeed {
    BulkDeed::Stand {
        state,
        note: "chờ hướng dẫn".to_owned(),
    }
}

fn act(office: &mut Office, tasks: &[Id], bodies: &[Id], deed: BulkDeed) -> BulkOutcome {
    let bulk = Bulk {
        tasks: tasks.to_vec(),
        bodies: bodies.to_vec(),
        deed,
    };
    tasks::act_on_tasks(office.book(), &bulk)
        .expect("an outcome")
        .value
}

fn seq(office: &Office) -> i64 {
    office.made.book.journal(1).expect("a journal")[0].seq
}

fn ids(rows: &[tasks::BulkRow]) -> Vec<Id> {
    rows.iter().map(|row| row.task).collect()
}

#[test]
fn deadlines_of_many_are_moved_in_one_step_and_every_task_is_told() {
    let mut office = Office::new();
    let units = office.units();
    let one = office.enter("Một", "chậm nhất ngày 15/3/2024", &units[..2]);
    let two = office.enter("Hai", "chậm nhất ngày 20/3/2024", &units[..1]);
    let there = office.enter("Ba", "chậm nhất ngày 29/3/2024", &units[..1]);
    let weekly = office.enter("Định kỳ", "hằng tuần, thứ Năm", &units[..1]);
    let later = office.enter("Sau", "từ ngày 01/4/2024 đến ngày 30/4/2024", &units[..1]);
    let before = (states(&office.made.book), seq(&office));
    let all = [one, two, one, there, weekly, later, 999_999];
    let outcome = act(&mut office, &all, &[], extend("2024-03-29"));
    assert_eq!(ids(&outcome.done), [one, two], "each once");
    assert_eq!(ids(&outcome.unchanged), [there]);
    let why: Vec<_> = outcome
        .refused
        .iter()
        .map(|own| (own.task, own.why.code))
        .collect();
    assert_eq!(
        why,
        [
            (weekly, ErrorCode::RecurringTask),
            (later, ErrorCode::LastBeforeFirst),
            (999_999, ErrorCode::NoSuchTask)
        ]
    );
    assert_eq!(office.last_days(one, TODAY), [Some(day("2024-03-29")); 2]);
    assert_eq!(seq(&office), before.1 + 1, "one operation");
    undo::undo(office.book()).expect("undo");
    assert_eq!(states(&office.made.book), before.0, "one step");
}

#[test]
fn what_is_open_is_claimed_confirmed_paused_and_resumed() {
    let mut office = Office::new();
    let units = office.units();
    let one = office.enter("Một", "chậm nhất ngày 20/3/2024", &units[..3]);
    let weekly = office.enter("Định kỳ", "hằng tuần, thứ Năm", &units[..2]);
    let both = [one, weekly];
    let of = |office: &Office, task: Id| -> Vec<Option<ClaimStatus>> {
        let board = office.board();
        let parts = board.parts(task).iter();
        parts
            .map(|part| part.claim.as_ref().map(|kept| kept.record.status))
            .collect()
    };
    // Of one body only.
    let outcome = act(&mut office, &both, &units[..1], claim());
    assert_eq!(outcome.done[0].parts, 1);
    assert_eq!(of(&office, one), [Some(ClaimStatus::Claimed), None, None]);
    // Then of everybody: what was claimed stays as it is.
    let outcome = act(&mut office, &both, &[], claim());
    assert_eq!(outcome.done[0].parts, 2);
    assert!(
        of(&office, weekly)
            .iter()
            .all(|own| *own == Some(ClaimStatus::Claimed))
    );
    let outcome = act(&mut office, &both, &[], BulkDeed::Confirm);
    assert_eq!(ids(&outcome.done), both);
    assert!(
        of(&office, one)
            .iter()
            .all(|own| *own == Some(ClaimStatus::Confirmed))
    );
    // Nothing is left: no step, no change.
    let head = seq(&office);
    for deed in [
        claim(),
        BulkDeed::Confirm,
        stand(WorkState::Paused),
        stand(WorkState::Open),
    ] {
        let outcome = act(&mut office, &[one], &[], deed.clone());
        assert_eq!(ids(&outcome.unchanged), [one], "{deed:?}");
        assert_eq!(seq(&office), head, "{deed:?}");
    }
    let two = office.enter("Hai", "chậm nhất ngày 20/3/2024", &units[..2]);
    assert_eq!(
        act(&mut office, &[two], &[], stand(WorkState::Paused)).done[0].parts,
        2
    );
    assert!(
        office
            .board()
            .parts(two)
            .iter()
            .all(|part| part.state == Timeliness::Paused)
    );
    assert_eq!(
        act(&mut office, &[two], &[], stand(WorkState::Open)).done[0].parts,
        2
    );
    assert!(
        office
            .board()
            .parts(two)
            .iter()
            .all(|part| part.state == Timeliness::DueSoon)
    );
    // A body that was not given the task.
    let outcome = act(&mut office, &[two], &units[4..5], claim());
    assert_eq!(outcome.refused[0].why.code, ErrorCode::NoSuchAssignment);
}

#[test]
fn what_can_be_done_to_no_task_is_refused_as_a_whole() {
    let mut office = Office::new();
    let units = office.units();
    let one = office.enter("Một", "chậm nhất ngày 20/3/2024", &units[..1]);
    let before = states(&office.made.book);
    let tomorrow = BulkDeed::Claim {
        day: day("2024-03-19"),
        evidence: String::new(),
    };
    let no_reason = BulkDeed::Extend {
        last_day: Some(day("2024-03-29")),
        reason: "  ".to_owned(),
        document: None,
        state: ExtensionState::Approved,
    };
    let no_document = BulkDeed::Extend {
        last_day: Some(day("2024-03-29")),
        reason: "lý do".to_owned(),
        document: Some(999_999),
        state: ExtensionState::Approved,
    };
    for (deed, code) in [
        (tomorrow, ErrorCode::DayInFuture),
        (no_reason, ErrorCode::ReasonNeeded),
        (no_document, ErrorCode::NoSuchDocument),
    ] {
        let bulk = Bulk {
            tasks: vec![one],
            bodies: Vec::new(),
            deed,
        };
        let refused = tasks::act_on_tasks(office.book(), &bulk).expect_err("refused");
        assert_eq!(refused.code, code);
    }
    assert_eq!(states(&office.made.book), before);
}

#[derive(Debug, Clone)]
enum Step {
    Claim,
    Confirm,
    Extend(u8),
    Stand(u8),
}

/// Whatever is done, to whichever tasks: each stands in one list, what is not in the first is as it was, and one
/// step takes all of it back.
#[test]
fn each_task_is_in_one_list_and_one_step_takes_it_back() {
    let step = prop_oneof![
        Just(Step::Claim),
        Just(Step::Confirm),
        (0..60_u8).prop_map(Step::Extend),
        (0..3_u8).prop_map(Step::Stand),
    ];
    let steps = prop::collection::vec((step, any::<u8>(), any::<u8>()), 1..10);
    let mut runner = TestRunner::new(Config {
        failure_persistence: None,
        ..Config::with_cases(12)
    });
    let tried = runner.run(&steps, |steps| {
        let mut office = Office::new();
        let units = office.units();
        let own = [
            office.enter("Có hạn", "trước 16h00 ngày 18/3/2024", &units[..3]),
            office.enter(
                "Khoảng",
                "từ ngày 01/3/2024 đến ngày 30/4/2024",
                &units[1..3],
            ),
            office.enter("Định kỳ", "trước 16h00 thứ Năm hằng tuần", &units[..2]),
            office.enter("Không hạn", "thường xuyên", &units[..1]),
        ];
        for (step, which, whose) in steps {
            let chosen: Vec<Id> = (0..4)
                .filter(|n| which & (1 << n) != 0)
                .map(|n| own[n])
                .collect();
            let bodies: Vec<Id> = (0..3)
                .filter(|n| whose & (1 << n) != 0)
                .map(|n| units[n])
                .collect();
            let deed = match step {
                Step::Claim => claim(),
                Step::Confirm => BulkDeed::Confirm,
                Step::Extend(on) => BulkDeed::Extend {
                    last_day: Some(day("2024-02-20") + chrono::Days::new(on.into())),
                    reason: "lý do".to_owned(),
                    document: None,
                    state: ExtensionState::Approved,
                },
                Step::Stand(n) => stand(
                    [WorkState::Open, WorkState::Paused, WorkState::Cancelled][usize::from(n)],
                ),
            };
            let (before, head) = (states(&office.made.book), seq(&office));
            let seen: Vec<_> = own
                .iter()
                .map(|task| format!("{:?}", office.detail(*task).assignments))
                .collect();
            let outcome = act(&mut office, &chosen, &bodies, deed);
            let mut told = ids(&outcome.done);
            told.extend(ids(&outcome.unchanged));
            told.extend(outcome.refused.iter().map(|row| row.task));
            told.sort_unstable();
            let mut wanted = chosen.clone();
            wanted.sort_unstable();
            prop_assert_eq!(told, wanted);
            for (task, seen) in own.iter().zip(&seen) {
                let now = format!("{:?}", office.detail(*task).assignments);
                if !ids(&outcome.done).contains(task) {
                    prop_assert_eq!(&now, seen);
                }
            }
            let written = seq(&office) - head;
            prop_assert_eq!(written, i64::from(!outcome.done.is_empty()));
            if written == 1 {
                let after = states(&office.made.book);
                undo::undo(office.book()).expect("undo");
                prop_assert_eq!(&states(&office.made.book), &before);
                undo::redo(office.book()).expect("redo");
                prop_assert_eq!(&states(&office.made.book), &after);
            }
        }
        Ok(())
    });
    tried.expect("the property");
}

#[test]
fn the_command_line_says_what_came_of_each() {
    let mut office = Office::new();
    let units = office.units();
    office.enter("Một", "chậm nhất ngày 15/3/2024", &units[..2]);
    office.enter("Định kỳ", "hằng tuần, thứ Năm", &units[..1]);
    let board = office.board();
    let numbers: Vec<String> = board
        .tasks
        .iter()
        .filter(|kept| ["Một", "Định kỳ"].contains(&kept.record.title.as_str()))
        .map(|kept| kept.record.number.clone())
        .collect();
    let run = |args: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_so06"))
            .args(["--book", &office.made.path.display().to_string()])
            .args(["--now", TODAY, "--json", "tasks", "many"])
            .args(args)
            .output()
            .expect("the program")
    };
    let [one, weekly] = [numbers[0].as_str(), numbers[1].as_str()];
    let both = run(&[
        "extend",
        one,
        weekly,
        "--to",
        "2024-03-29",
        "--reason",
        "chờ",
    ]);
    let said: Value = serde_json::from_slice(&both.stdout).expect("JSON");
    assert_eq!(said["done"][0]["number"], one);
    assert_eq!(said["refused"][0]["number"], weekly);
    assert!(
        said["refused"][0]["words"]
            .as_str()
            .is_some_and(|own| own.contains(weekly))
    );
    assert!(both.status.success(), "what could be done was done");
    let none = run(&["extend", weekly, "--to", "2024-03-29", "--reason", "chờ"]);
    assert!(!none.status.success(), "nothing could be done");
    let claimed = run(&["claim", one, weekly, "--day", TODAY]);
    let said: Value = serde_json::from_slice(&claimed.stdout).expect("JSON");
    assert_eq!(said["done"][0]["parts"], 2);
    // What is taken back is named with its number.
    let parts = said["done"].as_array().expect("a list").iter();
    let count: u64 = parts.filter_map(|own| own["parts"].as_u64()).sum();
    let undone = Command::new(env!("CARGO_BIN_EXE_so06"))
        .args([
            "--book",
            &office.made.path.display().to_string(),
            "--now",
            TODAY,
            "--json",
            "undo",
        ])
        .output()
        .expect("the program");
    let said: Value = serde_json::from_slice(&undone.stdout).expect("JSON");
    assert_eq!(said["step"], format!("báo hoàn thành {count} việc"));
}
