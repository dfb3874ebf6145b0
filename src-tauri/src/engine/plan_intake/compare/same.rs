//! Which task of the book a row is, also where it stands in another place now.

use std::collections::{HashMap, HashSet};

use super::super::draft::{DraftRow, Moves, PlanDraft};
use super::{Book, Same, UNGROUPED};
use crate::domain::Id;
use crate::domain::naming::exact_key;
use crate::domain::task::Task;
use crate::store::{self, Kept};

/// Looks for the task that each row is: by its identity, else by its title within the plan.
pub(super) fn find_same(draft: &mut PlanDraft, book: &Book, plan: Option<Id>) {
    let tasks: HashMap<Id, &Kept<Task>> = book.tasks.iter().map(|kept| (kept.id, kept)).collect();
    let titles: HashMap<&str, &str> = book
        .groups
        .iter()
        .map(|kept| (kept.record.key.as_str(), kept.record.title.as_str()))
        .collect();
    let mut by_title: HashMap<(String, String), Vec<Id>> = HashMap::new();
    for kept in book
        .tasks
        .iter()
        .filter(|kept| plan.is_some() && Some(kept.record.plan) == plan)
    {
        let group = titles
            .get(kept.record.group_key.as_str())
            .map_or_else(String::new, |own| exact_key(own));
        by_title
            .entry((group, exact_key(&kept.record.title)))
            .or_default()
            .push(kept.id);
    }
    let mut used: HashSet<Id> = HashSet::new();
    let take = |row: &mut DraftRow, id: Id, in_place: bool| {
        if let Some(kept) = tasks.get(&id) {
            row.same = Some(Same {
                id: kept.id,
                task: kept.record.clone(),
                given: book.given.get(&kept.id).cloned().unwrap_or_default(),
                in_place,
            });
        }
    };
    for row in draft.rows.iter_mut().filter(|own| !own.words.is_empty()) {
        let words: Vec<&str> = row.words.iter().map(String::as_str).collect();
        let by_words = book
            .by_words
            .get(&store::identity::derived(&words))
            .copied()
            .filter(|own| !used.contains(own));
        let group = row.words.get(2).cloned().unwrap_or_default();
        let named = by_title.get(&(group, exact_key(&row.title)));
        let found = by_words.or_else(|| named?.iter().copied().find(|own| !used.contains(own)));
        if let Some(id) = found {
            used.insert(id);
            take(row, id, by_words.is_some());
        }
    }
    moved(draft, &by_title, &used, &take);
}

/// What stands in another group now: the only one of its title that is left on both sides.
fn moved(
    draft: &mut PlanDraft,
    by_title: &HashMap<(String, String), Vec<Id>>,
    used: &HashSet<Id>,
    take: &dyn Fn(&mut DraftRow, Id, bool),
) {
    let mut left: HashMap<&str, Vec<Id>> = HashMap::new();
    for ((_, title), ids) in by_title {
        let open = ids.iter().copied().filter(|own| !used.contains(own));
        left.entry(title.as_str()).or_default().extend(open);
    }
    let mut wanted: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, row) in draft.rows.iter().enumerate() {
        if !row.words.is_empty() && row.same.is_none() {
            wanted.entry(exact_key(&row.title)).or_default().push(at);
        }
    }
    for (title, rows) in wanted {
        if let ([at], Some([id])) = (rows.as_slice(), left.get(title.as_str()).map(Vec::as_slice)) {
            take(&mut draft.rows[*at], *id, false);
        }
    }
}

/// Whether a table puts a task elsewhere than the book. A table without groups or parts says nothing about them, and
/// what it says as it did when it came does not move what an officer moved since.
pub(super) fn moves(draft: &PlanDraft, at: usize) -> Moves {
    let row = &draft.rows[at];
    let Some(same) = row.same.as_ref().filter(|own| !own.in_place) else {
        return Moves::default();
    };
    let group = row.group.and_then(|own| draft.groups.get(own));
    let named = group.filter(|own| !own.letter.is_empty() || own.title != UNGROUPED);
    let parents = draft.rows.iter().any(|own| own.parent.is_some());
    let parent = row
        .parent
        .map(|own| draft.rows[own].same.as_ref().map(|own| own.id));
    Moves {
        group: named.is_some_and(|own| own.key != same.task.group_key),
        parent: match parent {
            None => parents && same.task.parent.is_some(),
            Some(own) => own.is_none() || own != same.task.parent,
        },
    }
}
