//! What exactly is missing of a part: things of the checklist that are not ticked, figures that are not reached,
//! what was returned.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use crate::domain::checklist::{ChecklistItem, Tick};
use crate::domain::number::decimal;
use crate::domain::task::{ClaimStatus, Task};
use crate::domain::{Boundary, Id, Period, Result};
use crate::engine::counts::{Figures, Reach, Scope, Targets, Whole};
use crate::engine::dictionary::Dictionary;
use crate::engine::profile;
use crate::engine::tasks::{Board, Part};
use crate::store::{self, Kept};

/// Everything that says what is missing, read once.
pub(super) struct Lacking {
    items: HashMap<Id, Vec<Kept<ChecklistItem>>>,
    ticks: HashSet<(Id, Id)>,
    /// Sentences of the figures that are not reached, by task and body.
    figures: HashMap<(Id, Id), String>,
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
            figures: figures(connection, board)?,
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
            out.push(format!("báo cáo đã bị trả lại: {}", kept.record.note));
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
        out.extend(self.figures.get(&(task.id, part.body)).cloned());
        out
    }
}

/// For tasks that figures close: how far each body is from what it has to reach.
fn figures(connection: &Connection, board: &Board) -> Result<HashMap<(Id, Id), String>> {
    let closing: Vec<(&Kept<Task>, Id)> = board
        .own()
        .filter_map(|task| task.record.indicator.map(|indicator| (task, indicator)))
        .collect();
    let mut out = HashMap::new();
    if closing.is_empty() {
        return Ok(out);
    }
    let dictionary = Dictionary::load(connection)?;
    let calendar = profile::calendar(connection)?;
    let wanted: HashSet<Id> = closing.iter().map(|(_, indicator)| *indicator).collect();
    let scope = Scope::of(Period::at_hand(board.today, &calendar), board.today);
    let figures = Figures::load(
        connection,
        &dictionary,
        wanted.iter().copied(),
        scope,
        Reach::All,
    )?;
    let targets = Targets::load(connection, wanted)?;
    let whole = Whole {
        directory: &board.directory,
        dictionary: &dictionary,
        figures: &figures,
        territory: board
            .directory
            .territory(Boundary::Then, scope.as_of.day, board.today),
    };
    for (task, indicator) in closing {
        let Some(definition) = dictionary.definition(indicator, board.today) else {
            continue;
        };
        for part in board.parts(task.id) {
            let given = || targets.given(&board.directory, indicator, part.body, board.today);
            let Some(goal) = task.record.goal.or_else(|| given().map(|own| own.value)) else {
                continue;
            };
            let value = whole
                .standing_of(indicator, part.body)
                .map_or(0, |own| own.value);
            if value < goal {
                let show = |value: i64| decimal(value, definition.decimals);
                out.insert(
                    (task.id, part.body),
                    format!(
                        "{}: mới đạt {}/{}, còn {} {}",
                        definition.name,
                        show(value),
                        show(goal),
                        show(goal - value),
                        definition.unit
                    )
                    .trim_end()
                    .to_owned(),
                );
            }
        }
    }
    Ok(out)
}
