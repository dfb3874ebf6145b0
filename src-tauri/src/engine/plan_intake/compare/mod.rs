//! A plan that came, held against those of the book: which one it is, which tasks are there already, what differs.

mod differs;
mod keys;
mod same;

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use super::draft::{DraftGroup, DraftRow, PlanDraft};
use super::rows::RawKind;
use super::titles::FoundDocument;
use crate::domain::book::Document;
use crate::domain::naming::exact_key;
use crate::domain::task::{Assignment, Plan, Role, Task, TaskGroup};
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::directory::Directory;
use crate::store::{self, Kept};
use differs::differences;
use keys::{free_key, free_prefix, key_of, prefix_of, prefix_of_document};
use same::{find_same, moves};

/// The task of the book that a row is.
#[derive(Debug, Clone)]
pub(super) struct Same {
    pub id: Id,
    pub task: Task,
    /// Who has a part in it as it was given.
    pub given: Vec<(Id, Role, Id)>,
    /// Whether it was found where it was when it came: what an officer moved since stays where it is.
    pub in_place: bool,
}

/// The group of tasks that stand in none.
const UNGROUPED: &str = "Nhiệm vụ";

/// What the book has of plans.
pub(super) struct Book {
    plans: Vec<Kept<Plan>>,
    groups: Vec<Kept<TaskGroup>>,
    tasks: Vec<Kept<Task>>,
    documents: HashMap<Id, Document>,
    given: HashMap<Id, Vec<(Id, Role, Id)>>,
    /// Tasks by their identity.
    by_words: HashMap<[u8; 16], Id>,
}

impl Book {
    pub(super) fn load(connection: &Connection) -> Result<Self> {
        let mut given: HashMap<Id, Vec<(Id, Role, Id)>> = HashMap::new();
        for kept in store::list::<Assignment>(connection, "occurrence = '' ORDER BY id", &[])? {
            let own = kept.record;
            given
                .entry(own.task)
                .or_default()
                .push((own.body, own.role, kept.id));
        }
        let tasks: Vec<Kept<Task>> = store::list(connection, "1 = 1 ORDER BY position, id", &[])?;
        let mut by_words = HashMap::with_capacity(tasks.len());
        for kept in &tasks {
            by_words.insert(store::identity::uid(connection, kept.id)?, kept.id);
        }
        let documents = store::list::<Document>(connection, "1 = 1", &[])?;
        Ok(Self {
            plans: store::list(connection, "1 = 1 ORDER BY id", &[])?,
            groups: store::list(connection, "1 = 1 ORDER BY position, id", &[])?,
            tasks,
            documents: documents
                .into_iter()
                .map(|kept| (kept.id, kept.record))
                .collect(),
            given,
            by_words,
        })
    }

    /// The plan that a draft is: of the same document, else of the same title.
    fn plan_of(&self, draft: &PlanDraft) -> Option<&Kept<Plan>> {
        let number = draft
            .document
            .as_ref()
            .map(|own| exact_key(&own.number))
            .filter(|own| !own.is_empty());
        let of_document = self.plans.iter().find(|kept| {
            let own = kept.record.document.and_then(|id| self.documents.get(&id));
            own.is_some_and(|own| {
                Some(exact_key(&own.number)) == number
                    && draft
                        .document
                        .as_ref()
                        .is_none_or(|new| new.day.is_none() || new.day == own.day)
            })
        });
        let title = exact_key(&draft.title);
        of_document.or_else(|| {
            self.plans
                .iter()
                .find(|kept| exact_key(&kept.record.title) == title)
        })
    }
}

/// Decides the plan, the keys of groups and the numbers of tasks, and says what differs. `decided` says that an officer
/// chose whether it is a new plan.
pub(super) fn compare(
    draft: &mut PlanDraft,
    book: &Book,
    decided: bool,
    directory: &Directory,
    day: Day,
) -> Result<()> {
    let plan = match (draft.plan, decided) {
        (Some(id), _) => {
            let own = book.plans.iter().find(|kept| kept.id == id);
            Some(own.ok_or_else(|| Error::new(ErrorCode::NoSuchPlan).with("plan", id))?)
        }
        (None, true) => None,
        (None, false) => book.plan_of(draft),
    };
    draft.plan = plan.map(|kept| kept.id);
    if let Some(kept) = plan {
        draft.plan_key.clone_from(&kept.record.key);
        draft.prefix.clone_from(&kept.record.prefix);
        if draft.document.is_none() {
            draft.document = kept
                .record
                .document
                .and_then(|id| book.documents.get(&id))
                .map(|own| FoundDocument {
                    kind: own.kind.clone(),
                    number: own.number.clone(),
                    day: own.day,
                    issuer: own.issuer.clone(),
                });
        }
    } else {
        draft.plan_key = free_key(&key_of(draft), book);
        let wanted = prefix_of(&draft.prefix);
        draft.prefix = if wanted.is_empty() {
            free_prefix(&prefix_of_document(draft), book)
        } else {
            wanted
        };
    }
    groups(draft, book, plan.map(|kept| kept.id));
    identify(draft);
    find_same(draft, book, plan.map(|kept| kept.id));
    number(draft, book);
    for at in 0..draft.rows.len() {
        draft.rows[at].moves = moves(draft, at);
        let differs = differences(draft, book, at, directory, day);
        draft.rows[at].differs = differs;
    }
    Ok(())
}

/// Gives groups the keys that they have in the plan, or the next ones. Tasks without a group get one of their own.
fn groups(draft: &mut PlanDraft, book: &Book, plan: Option<Id>) {
    let known: Vec<&TaskGroup> = book
        .groups
        .iter()
        .map(|kept| &kept.record)
        .filter(|own| plan.is_some() && own.plan == plan)
        .collect();
    if draft
        .rows
        .iter()
        .any(|own| own.group.is_none() && matches!(own.kind, RawKind::Task | RawKind::Parent))
    {
        let at = draft.groups.len();
        draft.groups.push(DraftGroup {
            key: String::new(),
            letter: String::new(),
            title: UNGROUPED.to_owned(),
            known: false,
        });
        for own in draft
            .rows
            .iter_mut()
            .filter(|own| own.group.is_none() && own.kind != RawKind::Group)
        {
            own.group = Some(at);
        }
    }
    let mut taken: HashSet<String> = book
        .groups
        .iter()
        .map(|kept| kept.record.key.clone())
        .collect();
    let mut used: HashSet<String> = HashSet::new();
    for group in &mut draft.groups {
        let title = exact_key(&group.title);
        let same = known.iter().find(|own| {
            exact_key(&own.title) == title && own.letter == group.letter && !used.contains(&own.key)
        });
        let same = same.or_else(|| {
            known
                .iter()
                .find(|own| exact_key(&own.title) == title && !used.contains(&own.key))
        });
        match same {
            Some(own) => {
                group.key.clone_from(&own.key);
                group.known = true;
            }
            None => {
                group.key = (1..u32::MAX)
                    .map(|n| format!("{}.{n}", draft.plan_key))
                    .find(|key| !taken.contains(key))
                    .unwrap_or_default();
            }
        }
        taken.insert(group.key.clone());
        used.insert(group.key.clone());
    }
}

/// What the identity of each task follows from: plan, group, title, and which of several of one title it is.
fn identify(draft: &mut PlanDraft) {
    let mut seen: HashMap<(String, String), u32> = HashMap::new();
    for at in 0..draft.rows.len() {
        if !matches!(draft.rows[at].kind, RawKind::Task | RawKind::Parent) {
            continue;
        }
        let group = draft.rows[at]
            .group
            .and_then(|own| draft.groups.get(own))
            .map_or_else(String::new, |own| exact_key(&own.title));
        let mut title = exact_key(&draft.rows[at].title);
        if let Some(parent) = draft.rows[at].parent {
            title = format!("{} / {title}", exact_key(&draft.rows[parent].title));
        }
        let count = seen.entry((group.clone(), title.clone())).or_default();
        *count += 1;
        let mut words = vec!["task".to_owned(), draft.plan_key.clone(), group, title];
        if *count > 1 {
            words.push(count.to_string());
            let own = &mut draft.rows[at];
            own.sure = false;
            own.remarks.push(
                "Trùng tên với một nhiệm vụ khác cùng nhóm trong bảng. Hãy xem lại.".to_owned(),
            );
        }
        draft.rows[at].words = words;
    }
}

/// Numbers of tasks: their own, or the next ones of the prefix.
fn number(draft: &mut PlanDraft, book: &Book) {
    let begins = format!("{}-", draft.prefix);
    let numbers = book.tasks.iter().filter_map(|kept| {
        kept.record
            .number
            .strip_prefix(&begins)?
            .parse::<u32>()
            .ok()
    });
    let mut last = numbers.max().unwrap_or(0);
    for row in &mut draft.rows {
        if let Some(same) = &row.same {
            row.number.clone_from(&same.task.number);
        } else if row.goes_in() {
            last = last.saturating_add(1);
            row.number = format!("{begins}{last:03}");
        }
    }
}

impl DraftRow {
    /// Whether the task is in the book and nothing differs.
    pub(super) fn unchanged(&self) -> bool {
        self.same.is_some() && self.differs.is_empty()
    }
}
