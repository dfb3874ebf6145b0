//! Screens, reports and the command line say the same of one instant.

use std::process::Command;

use serde_json::{Value, json};
use so06::domain::Timeliness;
use so06::engine::tasks;

use super::Office;
use crate::support::{day, open_example};

#[test]
fn every_way_to_ask_gives_the_same_classes() {
    let office = Office::new();
    for on in ["2024-02-20", "2024-03-14", "2024-03-18", "2024-12-31"] {
        let board = office.board_on(on);
        let parts: Vec<Timeliness> = board
            .own()
            .flat_map(|task| board.parts(task.id))
            .map(|part| part.state)
            .collect();
        // The matrix shows one cell for each part of work that does not recur.
        let matrix = tasks::task_matrix(&board, None);
        let mut cells: Vec<Timeliness> = matrix
            .rows
            .iter()
            .flat_map(|row| row.cells.iter().flatten())
            .map(|cell| cell.state)
            .collect();
        let mut wanted = parts.clone();
        cells.sort();
        wanted.sort();
        assert_eq!(cells, wanted, "{on}: the matrix");
        let output = Command::new(env!("CARGO_BIN_EXE_so06"))
            .args([
                "--book",
                &office.made.path.display().to_string(),
                "--json",
                "tasks",
                "list",
                "--as-of",
                on,
            ])
            .output()
            .expect("the program");
        let rows: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let count = |state: Timeliness| parts.iter().filter(|own| **own == state).count();
        for state in Timeliness::ALL {
            let own = rows
                .as_array()
                .expect("rows")
                .iter()
                .filter(|row| row["state"] == state.token())
                .count();
            assert_eq!(
                own,
                count(state),
                "{on}: {} on the command line",
                state.token()
            );
        }
        let mut open = open_example();
        let list = open.ask("tasks", json!({ "as_of": on, "baseline": null }));
        let classes = tasks::class_counts(&board);
        let shown = list["classes"].as_array().expect("classes");
        for (own, shown) in classes.iter().zip(shown) {
            assert_eq!(json!(own.count), shown["count"], "{on}: the list");
        }
        let today = open.ask("today_work", json!({ "as_of": on }));
        assert_eq!(
            today["overdue"].as_array().expect("rows").len(),
            count(Timeliness::Overdue),
            "{on}: what is late"
        );
        let days = tasks::deadline_days;
        let due = office
            .made
            .book
            .read(|c| days(c, &board, (day(on), day(on))))
            .expect("a day");
        let owed: u32 = due[0].items.iter().map(|item| item.open).sum();
        let wanted = board
            .own()
            .flat_map(|task| board.parts(task.id))
            .filter(|part| part.last_day == Some(day(on)) && part.is_open())
            .count();
        assert_eq!(owed as usize, wanted, "{on}: the calendar");
    }
}
