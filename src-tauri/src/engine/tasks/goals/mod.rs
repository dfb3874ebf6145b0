//! Work that is closed by numbers: what the figure of a body has to reach, and how far it is.

mod reading;

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use reading::Reading;

use crate::domain::task::{Assignment, Task};
use crate::domain::{Day, Id, Result};
use crate::engine::counts::Targets;
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::store::Kept;

/// What the figure of a body has to reach (đích bằng số), and where it stands on the day looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// The indicator.
    pub indicator: Id,
    /// What is to be reached; none where the body was given no target.
    pub goal: Option<i64>,
    /// The figure; none before one is there.
    pub value: Option<i64>,
    /// Decimals of both: two for a percentage.
    pub decimals: u8,
    /// Day that the figure speaks of.
    pub as_of: Option<Day>,
    /// Day since which it is reached without a break; none while it is not.
    pub reached: Option<Day>,
    /// Example figures.
    pub illustrative: bool,
    /// What a percentage lacks above its line, while both of its parts are known exactly and it is not reached.
    pub shortfall: Option<Shortfall>,
}

/// What a percentage lacks above its line, with what stands below it now (còn thiếu ở tử số).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortfall {
    /// The indicator above the line.
    pub part: Id,
    /// How much more it needs, or how much less; scaled.
    pub left: i64,
    /// Decimals of it.
    pub decimals: u8,
    /// Whether it has to fall.
    pub down: bool,
    /// The figure below the line, scaled.
    pub base: i64,
    /// Decimals of it.
    pub base_decimals: u8,
    /// How it is called: "hồ sơ tiếp nhận".
    pub base_name: String,
}

impl Goal {
    /// What is left, while something is.
    pub fn left(&self) -> Option<i64> {
        let (goal, value) = (self.goal?, self.value.unwrap_or(0));
        (self.reached.is_none()).then(|| (goal - value).abs())
    }
}

/// A goal by task and body.
pub(super) type Goals = HashMap<(Id, Id), Goal>;

/// The goals of all tasks that have one, with the figures that are known on a day.
pub(super) fn goals(
    connection: &Connection,
    directory: &Directory,
    tasks: &[Kept<Task>],
    given: &HashMap<Id, Vec<Kept<Assignment>>>,
    today: Day,
) -> Result<Goals> {
    let mut out = Goals::new();
    let wanted: Vec<(&Kept<Task>, Id)> = tasks
        .iter()
        .filter_map(|task| Some((task, task.record.indicator?)))
        .collect();
    if wanted.is_empty() {
        return Ok(out);
    }
    let dictionary = Dictionary::load(connection)?;
    let targets = Targets::load(
        connection,
        wanted.iter().map(|(_, id)| *id).collect::<HashSet<_>>(),
    )?;
    let mut reading = Reading::new(connection, (directory, &dictionary, &targets), today)?;
    for (task, indicator) in wanted {
        for row in given.get(&task.id).into_iter().flatten() {
            let body = row.record.body;
            if let std::collections::hash_map::Entry::Vacant(free) = out.entry((task.id, body)) {
                free.insert(reading.goal(indicator, body, task.record.goal)?);
            }
        }
    }
    Ok(out)
}
