//! What the preview shows of a plan before it goes in, and after.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::columns::ColumnRole;
use super::goals::Goal;
use super::read::{DraftRow, PlanDraft};
use super::rows::RawKind;
use super::units::Parties;
use super::words::deadline_words;
use crate::domain::deadline::DeadlineKind;
use crate::domain::number::decimal;
use crate::domain::{Day, Error, Id};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::tasks::goal_decimals;

/// A sheet to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PlanSheet {
    /// Its place.
    pub index: u32,
    /// Its name.
    pub name: String,
    /// Rows that hold something.
    pub rows: u32,
    /// Whether it is the one shown.
    pub chosen: bool,
    /// Whether it is hidden in the file.
    pub hidden: bool,
}

/// The document of a plan, as found or as decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlanDocument {
    /// Kind: "Kế hoạch".
    pub kind: String,
    /// Số, ký hiệu.
    pub number: String,
    /// Day of issue.
    pub day: Option<Day>,
    /// Issuer.
    pub issuer: String,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "PlanColumn")]
pub struct PlanColumnView {
    /// Its place, from 0.
    pub index: u32,
    /// Its head in one line.
    pub head: String,
    /// What it holds.
    pub role: ColumnRole,
    /// Whether nothing speaks against that.
    pub sure: bool,
}

/// A group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "PlanGroup")]
pub struct PlanGroupView {
    /// The key that it has or gets.
    pub key: String,
    /// As it is numbered: "I".
    pub letter: String,
    /// Title.
    pub title: String,
    /// Whether the book has it already.
    pub known: bool,
    /// How many tasks it gets.
    pub tasks: u32,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PlanRowRole {
    /// nhiệm vụ
    Task,
    /// nhóm
    Group,
    /// nhiệm vụ lớn
    Parent,
    /// không phải nhiệm vụ
    Skipped,
    /// không nhận
    Refused,
}

/// What comes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PlanState {
    /// A new task.
    New,
    /// The book has it, and says otherwise.
    Changed,
    /// The book has it.
    Unchanged,
    /// Left out by the officer.
    LeftOut,
    /// No task, or refused.
    None,
}

/// A body that is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PlanBody {
    /// The body.
    pub id: Id,
    /// Its name.
    pub name: String,
}

/// Whom a cell names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PlanParties {
    /// Bodies of the book.
    pub bodies: Vec<PlanBody>,
    /// What names none, as it was written.
    pub text: String,
}

/// A wording with what was understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PlanDeadline {
    /// The wording.
    pub text: String,
    /// Its kind.
    pub kind: DeadlineKind,
    /// "chậm nhất thứ Năm 14/03/2024".
    pub words: String,
    /// Last day.
    pub last_day: Option<Day>,
    /// First day.
    pub first_day: Option<Day>,
    /// Whether the reading is not doubtful.
    pub sure: bool,
}

/// An indicator that closes a task once it reaches a goal (đích bằng số).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PlanGoal {
    /// The indicator.
    pub indicator: Id,
    /// Its name.
    pub name: String,
    /// What is to be reached: "98".
    pub goal: String,
    /// Unit of the indicator.
    pub unit: String,
    /// The words of the plan that say it.
    pub words: String,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "PlanRow")]
pub struct PlanRowView {
    /// Its place in the file, from 1.
    pub row: u32,
    /// What it is.
    pub role: PlanRowRole,
    /// What comes of it.
    pub state: PlanState,
    /// As it is numbered in the file.
    pub mark: String,
    /// The number that the task has or gets.
    pub number: String,
    /// Title.
    pub title: String,
    /// The whole sentence, where the title is its beginning.
    pub content: String,
    /// Key of its group.
    pub group: Option<String>,
    /// The row of the task that it is a part of.
    pub parent: Option<u32>,
    /// Who leads.
    pub lead: PlanParties,
    /// Who takes part.
    pub partners: PlanParties,
    /// Person in charge.
    pub person: String,
    /// Sản phẩm.
    pub deliverable: String,
    /// Its deadline.
    pub deadline: PlanDeadline,
    /// Targets that its words name, to be taken or not; several where it is not clear which one.
    pub goals: Vec<PlanGoal>,
    /// The one that was taken.
    pub goal: Option<PlanGoal>,
    /// The number of the task that the book has already.
    pub same_as: Option<String>,
    /// What that one says otherwise.
    pub differs: Vec<String>,
    /// Sentences about it.
    pub remarks: Vec<String>,
    /// Whether nothing of it is doubtful.
    pub sure: bool,
}

/// How many of what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct PlanCounts {
    /// Tasks, new ones and those of the book.
    pub tasks: u32,
    /// New ones.
    pub new: u32,
    /// Those that the book says otherwise.
    pub changed: u32,
    /// Those that the book has.
    pub unchanged: u32,
    /// Rows that cannot go in.
    pub refused: u32,
    /// Tasks with doubts.
    pub unsure: u32,
    /// Tasks that the officer leaves out.
    pub left_out: u32,
}

/// A plan that came, before or after it went in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PlanReading {
    /// Name of the file; empty for pasted text.
    pub name: String,
    /// What it is, in words.
    pub kind: String,
    /// Sheets; none where there is nothing to choose.
    pub sheets: Vec<PlanSheet>,
    /// Title of the plan.
    pub title: String,
    /// Its document.
    pub document: Option<PlanDocument>,
    /// The day that years left out are taken from.
    pub issued: Option<Day>,
    /// The plan of the book that it is.
    pub plan: Option<Id>,
    /// What numbers of its tasks begin with.
    pub prefix: String,
    /// Columns; none where it came as lines.
    pub columns: Vec<PlanColumnView>,
    /// Groups.
    pub groups: Vec<PlanGroupView>,
    /// Rows in the order of the file.
    pub rows: Vec<PlanRowView>,
    /// What of the file could not be read, and what is to be looked at.
    pub remarks: Vec<String>,
    /// How many of what.
    pub counts: PlanCounts,
    /// Whether it is in the book.
    pub written: bool,
}

impl PlanReading {
    /// The preview of a draft; `words` says refusals.
    pub fn of(
        draft: &PlanDraft,
        (directory, dictionary): (&Directory, &Dictionary),
        day: Day,
        words: &dyn Fn(&Error) -> String,
        written: bool,
    ) -> Self {
        let rows: Vec<PlanRowView> = draft
            .rows
            .iter()
            .map(|row| row_view(draft, row, (directory, dictionary, day), words))
            .collect();
        let sheets = draft
            .sheets
            .iter()
            .zip(0_u32..)
            .map(|((name, rows, hidden), index)| PlanSheet {
                index,
                name: name.clone(),
                rows: u32::try_from(*rows).unwrap_or(u32::MAX),
                chosen: index as usize == draft.sheet,
                hidden: *hidden,
            });
        let groups = draft
            .groups
            .iter()
            .enumerate()
            .map(|(at, own)| PlanGroupView {
                key: own.key.clone(),
                letter: own.letter.clone(),
                title: own.title.clone(),
                known: own.known,
                tasks: draft
                    .rows
                    .iter()
                    .filter(|row| row.group == Some(at) && row.goes_in())
                    .count() as u32,
            });
        Self {
            name: draft.name.clone(),
            kind: draft.kind.clone(),
            sheets: sheets.collect(),
            title: draft.title.clone(),
            document: draft.document.as_ref().map(|own| PlanDocument {
                kind: own.kind.clone(),
                number: own.number.clone(),
                day: own.day,
                issuer: own.issuer.clone(),
            }),
            issued: draft.issued,
            plan: draft.plan,
            prefix: draft.prefix.clone(),
            columns: draft
                .columns
                .iter()
                .map(|own| PlanColumnView {
                    index: own.index,
                    head: own.head.clone(),
                    role: own.role,
                    sure: own.sure,
                })
                .collect(),
            groups: groups.collect(),
            counts: counts(&rows),
            rows,
            remarks: draft.remarks.clone(),
            written,
        }
    }
}

fn counts(rows: &[PlanRowView]) -> PlanCounts {
    let mut out = PlanCounts::default();
    for row in rows {
        match row.state {
            PlanState::New => out.new += 1,
            PlanState::Changed => out.changed += 1,
            PlanState::Unchanged => out.unchanged += 1,
            PlanState::LeftOut => out.left_out += 1,
            PlanState::None => {}
        }
        let counted = matches!(
            row.state,
            PlanState::New | PlanState::Changed | PlanState::Unchanged
        );
        out.tasks += u32::from(counted);
        out.unsure += u32::from(counted && !row.sure);
        out.refused += u32::from(row.role == PlanRowRole::Refused);
    }
    out
}

fn row_view(
    draft: &PlanDraft,
    row: &DraftRow,
    (directory, dictionary, day): (&Directory, &Dictionary, Day),
    words: &dyn Fn(&Error) -> String,
) -> PlanRowView {
    let role = match row.kind {
        RawKind::Group => PlanRowRole::Group,
        RawKind::Parent => PlanRowRole::Parent,
        RawKind::Task => PlanRowRole::Task,
        RawKind::Skipped => PlanRowRole::Skipped,
        RawKind::Refused => PlanRowRole::Refused,
    };
    let is_task = matches!(role, PlanRowRole::Task | PlanRowRole::Parent);
    let state = match (is_task, row.left_out, &row.same) {
        (false, ..) => PlanState::None,
        (_, true, _) => PlanState::LeftOut,
        (_, _, None) => PlanState::New,
        _ if row.unchanged() => PlanState::Unchanged,
        _ => PlanState::Changed,
    };
    let parties = |own: &Parties| PlanParties {
        bodies: own
            .bodies
            .iter()
            .map(|id| PlanBody {
                id: *id,
                name: directory.name(*id, day),
            })
            .collect(),
        text: own.text.clone(),
    };
    let goal = |own: &Goal| PlanGoal {
        indicator: own.indicator,
        name: dictionary.name(own.indicator, day),
        goal: shortened(decimal(
            own.goal,
            goal_decimals(dictionary, own.indicator, day),
        )),
        unit: dictionary
            .definition(own.indicator, day)
            .map_or_else(String::new, |own| own.unit.clone()),
        words: own.words.clone(),
    };
    let mut remarks = row.remarks.clone();
    remarks.extend(row.error.as_ref().map(words));
    PlanRowView {
        row: row.row,
        role,
        state,
        mark: row.mark.clone(),
        number: if is_task {
            row.number.clone()
        } else {
            String::new()
        },
        title: row.title.clone(),
        content: row.content.clone(),
        group: row
            .group
            .and_then(|own| draft.groups.get(own))
            .map(|own| own.key.clone()),
        parent: row
            .parent
            .and_then(|own| draft.rows.get(own))
            .map(|own| own.row),
        lead: parties(&row.lead),
        partners: parties(&row.partners),
        person: row.person.clone(),
        deliverable: row.deliverable.clone(),
        deadline: PlanDeadline {
            text: row.deadline.text.clone(),
            kind: row.deadline.kind,
            words: if is_task {
                deadline_words(&row.deadline)
            } else {
                String::new()
            },
            last_day: row.deadline.last_day,
            first_day: row.deadline.first_day,
            sure: row.deadline.sure,
        },
        // What closes by an indicator already is not asked about.
        goals: row
            .goals
            .iter()
            .filter(|_| {
                row.same
                    .as_ref()
                    .is_none_or(|own| own.task.indicator.is_none())
            })
            .map(goal)
            .collect(),
        goal: row.goal.as_ref().map(goal),
        same_as: row.same.as_ref().map(|own| own.task.number.clone()),
        differs: row.differs.clone(),
        remarks,
        sure: row.sure && row.error.is_none(),
    }
}

/// "98" of "98,00".
fn shortened(text: String) -> String {
    if text.contains(',') {
        text.trim_end_matches('0').trim_end_matches(',').to_owned()
    } else {
        text
    }
}
