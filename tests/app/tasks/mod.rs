//! Plans, tasks, deadlines, checklists: what an officer does with them, and what holds whatever she does.

mod bad;
mod bulk;
mod deadlines;
mod give;
mod goals;
mod plans;
mod properties;
mod recurring;
mod same;

use so06::domain::deadline::DeadlineKind;
use so06::domain::{Day, Id};
use so06::engine::tasks::{self, Board, DeadlineFix, PartKey, TaskDetail, TaskDraft};
use so06::store::Book;

use crate::support::{Example, day, example};

/// The example, with what the tests ask of it.
pub struct Office {
    pub made: Example,
}

impl Office {
    pub fn new() -> Self {
        Self { made: example() }
    }

    pub fn book(&mut self) -> &mut Book {
        &mut self.made.book
    }

    pub fn board_on(&self, on: &str) -> Board {
        let on = day(on);
        let book = &self.made.book;
        book.read(|c| Board::load(c, on)).expect("a board")
    }

    pub fn board(&self) -> Board {
        self.board_on(crate::support::TODAY)
    }

    /// The first units of the book.
    pub fn units(&self) -> Vec<Id> {
        let board = self.board();
        board.directory.units(board.today)
    }

    /// A report that is owed every Thursday from March on.
    pub fn weekly(&mut self, units: &[Id]) -> Id {
        let draft = TaskDraft {
            deadline: Some(DeadlineFix {
                kind: DeadlineKind::Recurring,
                first_day: Some(day("2024-03-01")),
                last_day: None,
                last_time: None,
                rhythm: "week:thu@16:00".to_owned(),
                length: String::new(),
                event: None,
                event_day: None,
            }),
            ..self.draft("Báo cáo tuần", "trước 16h00 thứ Năm hằng tuần", units)
        };
        tasks::save_task(self.book(), None, &draft)
            .expect("a task")
            .value
    }

    /// A task of a plan, given to some units, by its wording.
    pub fn draft(&self, title: &str, deadline: &str, leads: &[Id]) -> TaskDraft {
        let board = self.board();
        TaskDraft {
            plan: board.plans[0].id,
            group: "a".to_owned(),
            title: title.to_owned(),
            deadline_text: deadline.to_owned(),
            issued: Some(day("2024-01-10")),
            leads: leads.to_vec(),
            ..TaskDraft::default()
        }
    }

    pub fn enter(&mut self, title: &str, deadline: &str, leads: &[Id]) -> Id {
        let draft = self.draft(title, deadline, leads);
        tasks::save_task(self.book(), None, &draft)
            .expect("a task")
            .value
    }

    pub fn detail_on(&self, task: Id, on: &str) -> TaskDetail {
        let on = day(on);
        let book = &self.made.book;
        book.read(|c| tasks::task(c, &task.to_string(), on))
            .expect("the task")
    }

    pub fn detail(&self, task: Id) -> TaskDetail {
        self.detail_on(task, crate::support::TODAY)
    }

    pub fn last_days(&self, task: Id, on: &str) -> Vec<Option<Day>> {
        let board = self.board_on(on);
        board.parts(task).iter().map(|part| part.last_day).collect()
    }

    pub fn part(&self, task: Id, at: usize) -> PartKey {
        let board = self.board();
        let part = &board.parts(task)[at];
        PartKey {
            assignment: part.assignment,
            occurrence: part.occurrence.clone(),
        }
    }
}

/// Every state that holds now of everything about tasks, as text: equal books give equal texts.
pub fn states(book: &Book) -> Vec<String> {
    const TABLES: [&str; 12] = [
        "plan",
        "task_group",
        "task",
        "assignment",
        "claim",
        "extension",
        "checklist",
        "checklist_item",
        "tick",
        "evidence",
        "reminder",
        "conclusion",
    ];
    book.read(|connection| {
        let mut out = Vec::new();
        for table in TABLES {
            let sql = format!("SELECT * FROM \"{table}\" WHERE to_seq IS NULL ORDER BY id");
            let mut statement = connection.prepare(&sql).expect("a table");
            let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
            let mut rows = statement.query([]).expect("rows");
            while let Some(row) = rows.next().expect("a row") {
                let cells: Vec<String> = names
                    .iter()
                    .filter(|name| !name.ends_with("_seq"))
                    .map(|name| format!("{name}={:?}", row.get_ref(name.as_str()).expect("a cell")))
                    .collect();
                out.push(format!("{table} {}", cells.join(" ")));
            }
        }
        Ok(out)
    })
    .expect("states")
}
