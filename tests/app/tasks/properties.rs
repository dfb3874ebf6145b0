//! What holds whatever officers do: classes add up, every earlier state is there again, undo restores exactly.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use so06::domain::Timeliness;
use so06::domain::task::ExtensionState;
use so06::domain::timeliness::WorkState;
use so06::engine::tasks::{self, Board, ExtendDeadline, PartKey};
use so06::engine::undo;

use super::{Office, states};
use crate::support::{TODAY, day};

#[derive(Debug, Clone)]
enum Act {
    Claim(u8, u8),
    Confirm(u8),
    Return(u8),
    Withdraw(u8),
    Extend(u8, u8, bool),
    State(u8, u8),
    Margin(u8),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        (any::<u8>(), 0..60_u8).prop_map(|(part, back)| Act::Claim(part, back)),
        any::<u8>().prop_map(Act::Confirm),
        any::<u8>().prop_map(Act::Return),
        any::<u8>().prop_map(Act::Withdraw),
        (any::<u8>(), 0..90_u8, any::<bool>())
            .prop_map(|(part, on, all)| Act::Extend(part, on, all)),
        (any::<u8>(), 0..3_u8).prop_map(|(part, state)| Act::State(part, state)),
        (0..4_u8).prop_map(Act::Margin),
    ]
}

/// Does it; what the book refuses is left.
fn perform(office: &mut Office, tasks_of: &[i64], act: &Act) {
    let board = office.board();
    let keys: Vec<(i64, PartKey)> = tasks_of
        .iter()
        .flat_map(|task| board.parts(*task).iter().map(|part| (*task, part)))
        .map(|(task, part)| {
            let key = PartKey {
                assignment: part.assignment,
                occurrence: part.occurrence.clone(),
            };
            (task, key)
        })
        .collect();
    let of = |n: u8| keys[usize::from(n) % keys.len()].clone();
    let book = office.book();
    let back = |days: u8| day(TODAY) - chrono::Days::new(days.into());
    match act {
        Act::Claim(part, days) => drop(tasks::claim_completion(
            book,
            &of(*part).1,
            back(*days),
            "BC",
        )),
        Act::Confirm(part) => drop(tasks::confirm_completion(book, &of(*part).1)),
        Act::Return(part) => drop(tasks::return_completion(book, &of(*part).1, "thiếu số")),
        Act::Withdraw(part) => drop(tasks::withdraw_claim(book, &of(*part).1)),
        Act::Extend(part, on, all) => {
            let (task, key) = of(*part);
            let request = ExtendDeadline {
                task,
                part: (!all).then_some(key),
                last_day: Some(back(30) + chrono::Days::new((*on).into())),
                reason: "lý do".to_owned(),
                document: None,
                state: ExtensionState::Approved,
            };
            drop(tasks::extend_deadline(book, &request));
        }
        Act::State(part, state) => {
            let state =
                [WorkState::Open, WorkState::Paused, WorkState::Cancelled][usize::from(*state)];
            drop(tasks::set_work_state(book, &[of(*part).1], state, ""));
        }
        Act::Margin(days) => {
            let change = tasks::TaskChange {
                unit_margin: Some(if *days == 0 {
                    String::new()
                } else {
                    format!("{days}wd")
                }),
                ..tasks::TaskChange::default()
            };
            drop(tasks::change_tasks(book, tasks_of, &change));
        }
    }
}

/// The last days and classes of everything, as they are seen today.
fn seen(board: &Board) -> Vec<(i64, String, Option<chrono::NaiveDate>, Timeliness)> {
    board
        .tasks
        .iter()
        .flat_map(|task| board.parts(task.id))
        .map(|part| {
            (
                part.assignment,
                part.occurrence.clone(),
                part.last_day,
                part.state,
            )
        })
        .collect()
}

#[test]
fn every_earlier_state_is_there_again() {
    let mut runner = TestRunner::new(Config {
        failure_persistence: None,
        ..Config::with_cases(12)
    });
    let tried = runner.run(&prop::collection::vec(act(), 1..14), |acts| {
        let mut office = Office::new();
        let units = office.units();
        let own = [
            office.enter("Có hạn", "chậm nhất ngày 15/3/2024", &units[..3]),
            office.enter("Định kỳ", "trước 16h00 thứ Năm hằng tuần", &units[..2]),
        ];
        let mut past = Vec::new();
        for act in &acts {
            let head = office.made.book.journal(1).expect("a journal")[0].seq;
            past.push((head, seen(&office.board()), states(&office.made.book)));
            perform(&mut office, &own, act);
            let board = office.board();
            let list = office
                .made
                .book
                .read(|c| tasks::tasks(c, board.today, None))
                .expect("a list");
            let sum: u32 = list.classes.iter().map(|own| own.count).sum();
            prop_assert_eq!(sum, list.total, "classes are disjoint and complete");
            prop_assert!(
                tasks::today_work(&board)
                    .overdue
                    .iter()
                    .all(|row| row.state == Timeliness::Overdue)
            );
        }
        // The book as it was seen then.
        for (head, then, _) in &past {
            office.book().look_at(Some(*head)).expect("the past");
            prop_assert_eq!(&seen(&office.board()), then);
            office.book().look_at(None).expect("now");
        }
        // And as it was: step by step back. An act that changed nothing left no step.
        while let Some((head, then, kept)) = past.pop() {
            let now = office.made.book.journal(1).expect("a journal")[0].seq;
            if past.iter().any(|(own, ..)| *own == head) || now == head {
                continue;
            }
            undo::undo(office.book()).expect("undo");
            prop_assert_eq!(&seen(&office.board()), &then);
            prop_assert_eq!(&states(&office.made.book), &kept);
        }
        prop_assert!(
            office
                .made
                .book
                .verify_journal()
                .expect("a verdict")
                .broken_at
                .is_none()
        );
        Ok(())
    });
    tried.expect("the same book");
}
