//! A plan that came, held against those of the book: which one it is, which tasks are there already, what differs.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use super::read::{DraftRow, PlanDraft};
use super::rows::RawKind;
use crate::domain::book::Document;
use crate::domain::naming::{exact_key, loose_key};
use crate::domain::task::{Assignment, Plan, Role, Task, TaskGroup};
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::directory::Directory;
use crate::store::{self, Kept};

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
                .map(|own| super::titles::FoundDocument {
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

/// A key that follows from the document, else from the title.
fn key_of(draft: &PlanDraft) -> String {
    let year = |day: Option<Day>| {
        day.map(|own| own.format("%Y").to_string())
            .unwrap_or_default()
    };
    let text = match draft.document.as_ref().filter(|own| !own.number.is_empty()) {
        Some(own) => format!("{} {}", own.number, year(own.day)),
        None => draft.title.clone(),
    };
    let words: Vec<String> = exact_key(&text)
        .split(' ')
        .map(loose_key)
        .filter(|word| !word.is_empty())
        .collect();
    let key: String = words.join("-").chars().take(80).collect();
    if key.is_empty() {
        "ke-hoach".to_owned()
    } else {
        key
    }
}

fn free_key(key: &str, book: &Book) -> String {
    let taken = |key: &str| book.plans.iter().any(|kept| kept.record.key == key);
    if !taken(key) {
        return key.to_owned();
    }
    (2..u32::MAX)
        .map(|n| format!("{key}-{n}"))
        .find(|own| !taken(own))
        .unwrap_or_default()
}

/// A prefix as numbers bear it: letters and digits.
fn prefix_of(text: &str) -> String {
    let own: String = text
        .trim()
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == '-')
        .take(12)
        .collect();
    own.trim_matches('-').to_uppercase()
}

/// "KH12" of "12/KH-UBND"; "KH" of a plan without a number.
fn prefix_of_document(draft: &PlanDraft) -> String {
    let Some(own) = draft.document.as_ref().filter(|own| !own.number.is_empty()) else {
        return "KH".to_owned();
    };
    let (number, symbol) = own
        .number
        .split_once('/')
        .unwrap_or((own.number.as_str(), "KH"));
    let symbol = symbol.rsplit('/').next().unwrap_or(symbol);
    let kind: String = symbol
        .split(['-', '–'])
        .next()
        .unwrap_or("KH")
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    prefix_of(&format!("{kind}{number}"))
}

fn free_prefix(prefix: &str, book: &Book) -> String {
    let taken = |prefix: &str| {
        let begins = format!("{prefix}-");
        book.plans.iter().any(|kept| kept.record.prefix == prefix)
            || book
                .tasks
                .iter()
                .any(|kept| kept.record.number.starts_with(&begins))
    };
    if !taken(prefix) {
        return prefix.to_owned();
    }
    let between = if prefix.ends_with(|c: char| c.is_ascii_digit()) {
        "B"
    } else {
        ""
    };
    (2..u32::MAX)
        .map(|n| format!("{prefix}{between}{n}"))
        .find(|own| !taken(own))
        .unwrap_or_default()
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
        draft.groups.push(super::read::DraftGroup {
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

/// Looks for the task that each row is: by its identity, else by its title within the plan.
fn find_same(draft: &mut PlanDraft, book: &Book, plan: Option<Id>) {
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
fn moves(draft: &PlanDraft, at: usize) -> super::read::Moves {
    let row = &draft.rows[at];
    let Some(same) = row.same.as_ref().filter(|own| !own.in_place) else {
        return super::read::Moves::default();
    };
    let group = row.group.and_then(|own| draft.groups.get(own));
    let named = group.filter(|own| !own.letter.is_empty() || own.title != UNGROUPED);
    let parents = draft.rows.iter().any(|own| own.parent.is_some());
    let parent = row
        .parent
        .map(|own| draft.rows[own].same.as_ref().map(|own| own.id));
    super::read::Moves {
        group: named.is_some_and(|own| own.key != same.task.group_key),
        parent: match parent {
            None => parents && same.task.parent.is_some(),
            Some(own) => own.is_none() || own != same.task.parent,
        },
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

/// What a row says otherwise than the task of the book.
fn differences(
    draft: &PlanDraft,
    book: &Book,
    at: usize,
    directory: &Directory,
    day: Day,
) -> Vec<String> {
    let row = &draft.rows[at];
    let Some(same) = &row.same else {
        return Vec::new();
    };
    let task = &same.task;
    let mut out = Vec::new();
    let mut text = |what: &str, before: &str, after: &str| {
        if exact(before) != exact(after) {
            out.push(format!("{what}: “{}” → “{}”", short(before), short(after)));
        }
    };
    text("Nội dung", &task.title, &row.title);
    if !row.content.is_empty() {
        text("Nội dung chi tiết", &task.content, &row.content);
    }
    text("Sản phẩm", &task.deliverable, &row.deliverable);
    text("Thời hạn", &task.deadline_text, &row.deadline.text);
    if !row.person.is_empty() {
        text("Người phụ trách", &task.person, &row.person);
    }
    if row.moves.group {
        let before = book
            .groups
            .iter()
            .find(|kept| kept.record.key == task.group_key);
        let before = before.map_or_else(String::new, |kept| {
            heading(&kept.record.letter, &kept.record.title)
        });
        let after = row.group.and_then(|own| draft.groups.get(own));
        let after = after.map_or_else(String::new, |own| heading(&own.letter, &own.title));
        text("Nhóm", &before, &after);
    }
    if row.moves.parent {
        let before = book.tasks.iter().find(|kept| Some(kept.id) == task.parent);
        let before = before.map_or("không", |kept| kept.record.title.as_str());
        let after = row
            .parent
            .map_or("không", |own| draft.rows[own].title.as_str());
        text("Thuộc nhiệm vụ", before, after);
    }
    if let Some(goal) = row
        .goal
        .as_ref()
        .filter(|own| (Some(own.indicator), Some(own.goal)) != (task.indicator, task.goal))
    {
        text("Đích bằng số", "", &goal.words);
    }
    let names = |bodies: &[Id], text: &str| {
        let all = bodies.iter().map(|body| directory.name(*body, day));
        all.chain((!text.is_empty()).then(|| text.to_owned()))
            .collect::<Vec<_>>()
            .join("; ")
    };
    for (role, what, parties, words) in [
        (Role::Lead, "Chủ trì", &row.lead, &task.lead_text),
        (
            Role::Partner,
            "Phối hợp",
            &row.partners,
            &task.partners_text,
        ),
    ] {
        let given: Vec<Id> = same
            .given
            .iter()
            .filter(|own| own.1 == role)
            .map(|own| own.0)
            .collect();
        let (mut before, mut after) = (given.clone(), parties.bodies.clone());
        before.sort_unstable();
        after.sort_unstable();
        if before != after || exact(words) != exact(&parties.text) {
            out.push(format!(
                "{what}: “{}” → “{}”",
                short(&names(&given, words)),
                short(&names(&parties.bodies, &parties.text))
            ));
        }
    }
    out
}

/// "II. Hạ tầng số".
fn heading(letter: &str, title: &str) -> String {
    if letter.is_empty() {
        title.to_owned()
    } else {
        format!("{letter}. {title}")
    }
}

fn exact(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn short(text: &str) -> String {
    if text.chars().count() <= 60 {
        text.to_owned()
    } else {
        format!("{}…", text.chars().take(60).collect::<String>())
    }
}

impl DraftRow {
    /// Whether the task is in the book and nothing differs.
    pub(super) fn unchanged(&self) -> bool {
        self.same.is_some() && self.differs.is_empty()
    }
}
