//! What one typed sentence of a conclusion says: who, what, until when, and to which task it belongs. Nothing is
//! guessed: what is not plain stands among the candidates, and the reading is marked.

mod names;
mod parent;
mod title;
mod when;
mod who;
mod words;

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::view::known;
use crate::domain::deadline::{Deadline, DeadlineKind};
use crate::domain::text::clean_note;
use crate::domain::{Day, Id, Result};
use crate::engine::tasks::Board;

pub(super) use when::read as read_wording;

/// A body by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NamedBody {
    /// The body.
    pub id: Id,
    /// Its name.
    pub name: String,
}

/// A task by its number and title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NamedTask {
    /// The task.
    pub id: Id,
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
}

/// What was understood of a wording of a deadline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct WordingReading {
    /// The wording, verbatim; empty when there is none.
    pub text: String,
    /// What it says.
    pub kind: DeadlineKind,
    /// First day.
    pub first_day: Option<Day>,
    /// Last day.
    pub last_day: Option<Day>,
    /// `HH:MM` on it.
    pub last_time: Option<String>,
    /// The day that it names.
    pub stated_day: Option<Day>,
    /// The event that it waits for.
    pub event: Option<String>,
    /// How long after the event, as a token; empty when it says none.
    pub length: String,
    /// How it recurs, as a token; empty for work done once.
    pub rhythm: String,
    /// "chậm nhất thứ Năm 21/03/2024", in the language of who asks, who puts the words here.
    pub words: String,
    /// False marks a doubtful reading.
    pub sure: bool,
}

impl WordingReading {
    fn of(deadline: &Deadline) -> Self {
        Self {
            text: deadline.text.clone(),
            kind: deadline.kind,
            first_day: deadline.first_day,
            last_day: deadline.last_day,
            last_time: deadline.last_time.clone(),
            stated_day: deadline.stated_day,
            event: deadline.event.clone(),
            length: deadline
                .length
                .map_or_else(String::new, |own| own.to_string()),
            rhythm: deadline
                .rhythm
                .map_or_else(String::new, |own| own.to_string()),
            words: String::new(),
            sure: deadline.sure,
        }
    }
}

/// What a conclusion says, as the window shows it before it is taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ConclusionReading {
    /// Who is to do it.
    pub bodies: Vec<NamedBody>,
    /// Who takes part.
    pub partners: Vec<NamedBody>,
    /// Bodies that are named, but not plainly as those who are to do it.
    pub candidates: Vec<NamedBody>,
    /// Who is to do it in words, where no body of the book is meant: "4 phường".
    pub lead_text: String,
    /// Until when.
    pub deadline: WordingReading,
    /// What is to be done.
    pub title: String,
    /// The task that it belongs to.
    pub parent: Option<NamedTask>,
    /// Tasks that it may belong to, where that is not plain.
    pub parents: Vec<NamedTask>,
    /// False where something is doubtful: look at it.
    pub sure: bool,
}

/// What was understood, by keys.
#[derive(Debug, Clone)]
pub struct Understood {
    /// Who is to do it.
    pub bodies: Vec<Id>,
    /// Who takes part.
    pub partners: Vec<Id>,
    /// Named otherwise.
    pub candidates: Vec<Id>,
    /// Who is to do it, in words.
    pub lead_text: String,
    /// Until when.
    pub deadline: Deadline,
    /// What.
    pub title: String,
    /// The task that it belongs to.
    pub parent: Option<Id>,
    /// Tasks that it may belong to.
    pub parents: Vec<Id>,
    /// False where it is doubtful who is meant.
    pub who_sure: bool,
    /// False where something is doubtful.
    pub sure: bool,
}

/// Understands a sentence on the ground of a board; `day` is that of the meeting.
pub(super) fn understand(board: &Board, text: &str, day: Day) -> Understood {
    let sentence = words::Sentence::of(text);
    let (deadline, span) = when::find(&sentence, day, &board.rules);
    let mut who = who::find(&sentence, &board.directory, day, span.clone());
    let mut cuts = who.cuts.clone();
    cuts.extend(span);
    let title = title::of(&sentence, &cuts, who.open_only);
    let (parent, parents) = parent::find(board, &sentence, &title, &who);
    if who.open_only {
        who.narrow(board, parent);
    }
    let who_sure = who.sure && !(who.bodies.is_empty() && who.lead_text.is_empty());
    Understood {
        who_sure,
        sure: who_sure && deadline.sure,
        bodies: who.bodies,
        partners: who.partners,
        candidates: who.candidates,
        lead_text: who.lead_text,
        deadline,
        title,
        parent,
        parents,
    }
}

/// Understands a sentence typed at a meeting (đọc kết luận). A wording of the deadline that was typed beside it goes
/// before the one in the sentence; an empty one is no deadline.
pub fn read_conclusion(
    connection: &Connection,
    meeting: Id,
    (text, wording): (&str, Option<&str>),
    today: Day,
) -> Result<ConclusionReading> {
    let meeting = known(connection, meeting)?.record;
    let board = Board::load(connection, today)?;
    let mut read = understand(&board, text, meeting.day);
    if let Some(wording) = wording {
        read.deadline = read_wording(&clean_note(wording)?, meeting.day, &board.rules);
        read.sure = read.who_sure && read.deadline.sure;
    }
    let body = |id: Id| NamedBody {
        id,
        name: board.directory.name(id, today),
    };
    let bodies = |ids: Vec<Id>| ids.into_iter().map(body).collect();
    let task = |id: Id| {
        let kept = super::view::task_of(&board, id)?;
        Some(NamedTask {
            id,
            number: kept.record.number.clone(),
            title: kept.record.title.clone(),
        })
    };
    Ok(ConclusionReading {
        bodies: bodies(read.bodies),
        partners: bodies(read.partners),
        candidates: bodies(read.candidates),
        lead_text: read.lead_text,
        deadline: WordingReading::of(&read.deadline),
        title: read.title,
        parent: read.parent.and_then(task),
        parents: read.parents.into_iter().filter_map(task).collect(),
        sure: read.sure,
    })
}
