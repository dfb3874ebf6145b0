//! What exactly is missing of a part: things of the checklist that are not ticked, figures that are not reached,
//! what was returned.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use crate::domain::checklist::{ChecklistItem, Tick};
use crate::domain::number::decimal;
use crate::domain::task::{ClaimStatus, Task};
use crate::domain::{Day, Id, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::tasks::{Board, Goal, Part};
use crate::store::{self, Kept};

/// Everything that says what is missing, read once.
pub(super) struct Lacking {
    items: HashMap<Id, Vec<Kept<ChecklistItem>>>,
    ticks: HashSet<(Id, Id)>,
    /// Names of the figures that close tasks; none where no task is closed by one.
    dictionary: Option<Dictionary>,
    day: Day,
}

impl Lacking {
    pub(super) fn load(connection: &Connection, board: &Board) -> Result<Self> {
        let mut items: HashMap<Id, Vec<Kept<ChecklistItem>>> = HashMap::new();
        let order = "1 = 1 ORDER BY checklist, position, id";
        for kept in store::list::<ChecklistItem>(connection, order, &[])? {
            items.entry(kept.record.checklist).or_default().push(kept);
        }
        let ticks = store::list::<Tick>(connection, "day <= ?1", &[&board.today.to_string()])?;
        Ok(Self {
            items,
            ticks: ticks
                .into_iter()
                .map(|kept| (kept.record.assignment, kept.record.item))
                .collect(),
            dictionary: if board.own().any(|task| task.record.indicator.is_some()) {
                Some(Dictionary::load(connection)?)
            } else {
                None
            },
            day: board.today,
        })
    }

    /// What is missing, one sentence each.
    pub(super) fn of(&self, task: &Kept<Task>, part: &Part) -> Vec<String> {
        let mut out = Vec::new();
        let returned = part
            .claim
            .as_ref()
            .filter(|kept| kept.record.status == ClaimStatus::Returned);
        if let Some(kept) = returned {
            out.push(match kept.record.note.trim() {
                "" => "báo cáo đã bị trả lại".to_owned(),
                note => format!("báo cáo đã bị trả lại: {note}"),
            });
        }
        let list = task.record.checklist.and_then(|id| self.items.get(&id));
        for item in list.into_iter().flatten() {
            let ticked = part
                .row
                .is_some_and(|row| self.ticks.contains(&(row, item.id)));
            if !ticked {
                out.push(format!(
                    "việc {}: {}",
                    item.record.position, item.record.title
                ));
            }
        }
        let goal = self.dictionary.as_ref().zip(part.goal.as_ref());
        out.extend(goal.and_then(|(dictionary, goal)| figure(dictionary, goal, self.day)));
        out
    }
}

/// How far a figure is from what it has to reach.
fn figure(dictionary: &Dictionary, goal: &Goal, day: Day) -> Option<String> {
    let (wanted, left) = (goal.goal?, goal.left()?);
    let definition = dictionary.definition(goal.indicator, day)?;
    let show = |value: i64| decimal(value, goal.decimals);
    let said = match goal.value {
        Some(value) => format!("mới đạt {}/{}", show(value), show(wanted)),
        None => format!("chưa có số liệu, cần đạt {}", show(wanted)),
    };
    let rest = format!(
        "{}: {said}, còn {} {}",
        definition.name,
        show(left),
        definition.unit
    );
    Some(rest.trim_end().to_owned())
}
