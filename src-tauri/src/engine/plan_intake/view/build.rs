//! A preview of what was understood.

use super::super::draft::{DraftRow, PlanDraft};
use super::super::goals::Goal;
use super::super::rows::RawKind;
use super::super::units::Parties;
use super::super::words::deadline_words;
use super::{
    PlanBody, PlanColumnView, PlanCounts, PlanDeadline, PlanDocument, PlanGoal, PlanGroupView,
    PlanParties, PlanReading, PlanRowRole, PlanRowView, PlanSheet, PlanState,
};
use crate::domain::number::decimal;
use crate::domain::{Day, Error};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::tasks::goal_decimals;

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
            own.value,
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
