//! Finding anything that was written about tasks, without diacritics.

use std::collections::HashMap;

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::board::Board;
use super::part::Part;
use crate::domain::checklist::{ChecklistItem, Tick};
use crate::domain::merit::Evidence;
use crate::domain::task::Task;
use crate::domain::text::fold;
use crate::domain::{Id, Result, Timeliness};
use crate::store::{self, Kept};

/// Most hits that are given.
const MOST_HITS: usize = 60;
/// Characters of an excerpt before and after what was found.
const AROUND: usize = 40;

/// Where something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HitWhere {
    /// Number or title.
    Title,
    /// Content, deliverable, deadline, who leads or follows.
    Text,
    /// Its document.
    Document,
    /// Something of its checklist.
    Checklist,
    /// A body, its note, its claim, evidence of what it ticked, names of its files.
    Part,
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SearchHit {
    /// The task.
    pub task: Id,
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// The body whose part it is; none for the task itself.
    pub body: Option<Id>,
    /// Its name.
    pub body_name: String,
    /// Where.
    pub place: HitWhere,
    /// The words around it.
    pub text: String,
    /// Class of the task, or of the part.
    pub state: Timeliness,
}

/// Everything that holds all words of a text, the nearest first.
pub fn search_tasks(connection: &Connection, board: &Board, text: &str) -> Result<Vec<SearchHit>> {
    let wanted = fold(text);
    let words: Vec<&str> = wanted.split(' ').filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let beside = Beside::load(connection)?;
    let mut hits = Vec::new();
    // Parts come last: more of them than are given need not be written out.
    let mut room = MOST_HITS;
    for task in &board.tasks {
        let found = of_task(board, task, &beside, &words, room);
        room -= found
            .iter()
            .filter(|hit| hit.place == HitWhere::Part)
            .count();
        hits.extend(found);
    }
    hits.sort_by_key(|hit| hit.place);
    hits.truncate(MOST_HITS);
    Ok(hits)
}

/// What the board does not hold.
struct Beside {
    items: Vec<Kept<ChecklistItem>>,
    /// By the row of the part: evidence of ticks, names and notes of files.
    evidence: HashMap<Id, String>,
}

impl Beside {
    fn load(connection: &Connection) -> Result<Self> {
        let mut evidence: HashMap<Id, String> = HashMap::new();
        let mut add = |part: Id, text: &str| {
            let own = evidence.entry(part).or_default();
            if !own.is_empty() && !text.is_empty() {
                own.push_str("; ");
            }
            own.push_str(text);
        };
        for tick in store::list::<Tick>(connection, "evidence <> ''", &[])? {
            add(tick.record.assignment, &tick.record.evidence);
        }
        for file in store::list::<Evidence>(connection, "name <> '' OR note <> ''", &[])? {
            add(file.record.assignment, &file.record.name);
            add(file.record.assignment, &file.record.note);
        }
        Ok(Self {
            items: store::list(connection, "1 = 1 ORDER BY position", &[])?,
            evidence,
        })
    }
}

fn of_task(
    board: &Board,
    task: &Kept<Task>,
    beside: &Beside,
    words: &[&str],
    room: usize,
) -> Vec<SearchHit> {
    let own = &task.record;
    let document = own.document.and_then(|id| board.documents.get(&id));
    let checklist = || {
        beside
            .items
            .iter()
            .filter(|item| Some(item.record.checklist) == own.checklist)
            .map(|item| item.record.title.as_str())
            .collect::<Vec<_>>()
            .join("; ")
    };
    let title = format!("{} {}", own.number, own.title);
    let fields = [
        (HitWhere::Title, title.clone()),
        (
            HitWhere::Text,
            joined(&[
                &own.content,
                &own.deliverable,
                &own.deadline_text,
                &own.lead_text,
                &own.partners_text,
                &own.person,
                &own.note,
            ]),
        ),
        (
            HitWhere::Document,
            document.map_or_else(String::new, |own| {
                [own.kind.as_str(), &own.number, &own.issuer, &own.excerpt].join(" ")
            }),
        ),
        (HitWhere::Checklist, checklist()),
    ];
    let folded: Vec<String> = fields.iter().map(|(_, text)| fold(text)).collect();
    let in_task = |word: &str| folded.iter().any(|text| text.contains(word));
    let hit = |place, text: String, part: Option<&Part>| SearchHit {
        task: task.id,
        number: own.number.clone(),
        title: own.title.clone(),
        body: part.map(|part| part.body),
        body_name: part.map_or_else(String::new, |part| {
            board.directory.name(part.body, board.today)
        }),
        place,
        text,
        state: part.map_or_else(|| board.task_state(task), |part| part.state),
    };
    let phrase = words.join(" ");
    let whole = words.iter().all(|word| in_task(word));
    let mut hits = Vec::new();
    if whole {
        // The field that holds the words as they were typed, or the most of them.
        let near = |text: &String| {
            let count = words.iter().filter(|word| text.contains(**word)).count();
            (text.contains(&phrase), count)
        };
        let best = folded.iter().map(near).max().unwrap_or_default();
        let at = folded.iter().position(|text| near(text) == best);
        let (place, text) = &fields[at.unwrap_or_default()];
        hits.push(hit(*place, excerpt(text, words), None));
    }
    let parts = board.parts(task.id).iter().filter_map(|part| {
        let text = part_text(board, beside, part);
        let folded = fold(&text);
        let here = words.iter().filter(|word| folded.contains(**word)).count();
        // Where the task has all the words, a part is worth telling only when it has them itself.
        let wanted = if whole {
            here == words.len()
        } else {
            here > 0
                && words
                    .iter()
                    .all(|word| folded.contains(word) || in_task(word))
        };
        wanted.then(|| hit(HitWhere::Part, excerpt(&text, words), Some(part)))
    });
    hits.extend(parts.take(room));
    hits
}

fn part_text(board: &Board, beside: &Beside, part: &Part) -> String {
    let name = board.directory.name(part.body, board.today);
    let claim = part.claim.as_ref().map(|kept| &kept.record);
    let evidence = part.row.and_then(|row| beside.evidence.get(&row));
    let own = [
        name.as_str(),
        &part.note,
        claim.map_or("", |own| own.evidence.as_str()),
        claim.map_or("", |own| own.note.as_str()),
        evidence.map_or("", String::as_str),
    ];
    joined(&own)
}

/// Those that say something.
fn joined(texts: &[&str]) -> String {
    let texts: Vec<&str> = texts
        .iter()
        .copied()
        .filter(|text| !text.is_empty())
        .collect();
    texts.join("; ")
}

/// The words around the first that was found. Folding keeps the number of letters, so places agree.
fn excerpt(text: &str, words: &[&str]) -> String {
    let letters: Vec<char> = text.chars().collect();
    let plain: Vec<String> = letters
        .iter()
        .map(|letter| fold(&letter.to_string()))
        .collect();
    let starts = |at: usize, word: &str| {
        let mut rest = word;
        for own in &plain[at..] {
            if rest.is_empty() {
                break;
            }
            match rest.strip_prefix(own.as_str()) {
                Some(next) if !own.is_empty() => rest = next,
                _ => return false,
            }
        }
        rest.is_empty()
    };
    let found = (0..letters.len()).find(|at| words.iter().any(|word| starts(*at, word)));
    let at = found.unwrap_or_default();
    let (first, last) = (
        at.saturating_sub(AROUND),
        (at + AROUND * 2).min(letters.len()),
    );
    let middle: String = letters[first..last].iter().collect();
    format!(
        "{}{}{}",
        if first > 0 { "…" } else { "" },
        middle.trim(),
        if last < letters.len() { "…" } else { "" }
    )
}
