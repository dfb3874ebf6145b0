//! Tasks by group, as papers tell them: the groups in their order, then what belongs to none of them.

use crate::domain::task::Task;
use crate::engine::tasks::Board;

/// Tasks of no group that the book knows.
const OTHERS: &str = "Nhiệm vụ khác";

/// A group of tasks (nhóm nhiệm vụ) in a paper.
pub(super) struct Group<'a> {
    board: &'a Board,
    key: Option<&'a str>,
    /// Its title.
    pub(super) title: &'a str,
}

impl Group<'_> {
    /// Whether a task belongs to it.
    pub(super) fn holds(&self, task: &Task) -> bool {
        match self.key {
            Some(key) => task.group_key == key,
            None => self
                .board
                .groups
                .iter()
                .all(|group| group.key != task.group_key),
        }
    }
}

/// Every group, whether it has tasks or not; the tasks of no known group come last.
pub(super) fn groups(board: &Board) -> impl Iterator<Item = Group<'_>> {
    let known = board
        .groups
        .iter()
        .map(|group| (Some(group.key.as_str()), group.title.as_str()));
    known
        .chain([(None, OTHERS)])
        .map(move |(key, title)| Group { board, key, title })
}
