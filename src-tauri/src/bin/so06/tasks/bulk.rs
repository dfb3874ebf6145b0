//! One thing done to many tasks.

use so06::api;
use so06::domain::instant::parse_day;
use so06::domain::task::ExtensionState;
use so06::domain::timeliness::WorkState;
use so06::domain::{Id, Result};
use so06::engine::tasks::{self, Bulk, BulkDeed, BulkOutcome};
use so06::store::Book;

use super::entry::bodies;
use super::{board, day, document_or_new, value};
use crate::output::Output;
use crate::task_args::Many;

pub(super) fn many(book: &mut Book, asked: &Many, out: Output) -> Result<()> {
    let named = asked.named();
    let board = board(book, None)?;
    let ids = named
        .ids
        .iter()
        .map(|id| board.find(id).map(|own| own.id))
        .collect::<Result<Vec<Id>>>()?;
    let bulk = Bulk {
        tasks: ids,
        bodies: bodies(&board, &named.body)?,
        deed: deed(book, asked)?,
    };
    let outcome = tasks::act_on_tasks(book, &bulk)?.value;
    // Where nothing could be done at all, the first reason is the answer.
    if let (true, true, Some(first)) = (
        outcome.done.is_empty(),
        outcome.unchanged.is_empty(),
        outcome.refused.first(),
    ) {
        return Err(first.why.clone());
    }
    answer(outcome, out)
}

fn deed(book: &mut Book, asked: &Many) -> Result<BulkDeed> {
    let stand = |state, note: &str| BulkDeed::Stand {
        state,
        note: note.to_owned(),
    };
    Ok(match asked {
        Many::Claim {
            day: on, evidence, ..
        } => BulkDeed::Claim {
            day: parse_day(on)?,
            evidence: evidence.clone(),
        },
        Many::Confirm { .. } => BulkDeed::Confirm,
        Many::Extend {
            to,
            reason,
            document,
            propose,
            ..
        } => BulkDeed::Extend {
            last_day: day(Some(to))?,
            reason: reason.clone(),
            document: match document.trim() {
                "" => None,
                text => Some(document_or_new(book, text)?),
            },
            state: if *propose {
                ExtensionState::Proposed
            } else {
                ExtensionState::Approved
            },
        },
        Many::Pause { note, .. } => stand(WorkState::Paused, note),
        Many::Resume { note, .. } => stand(WorkState::Open, note),
        Many::Cancel { note, .. } => stand(WorkState::Cancelled, note),
    })
}

fn answer(mut outcome: BulkOutcome, out: Output) -> Result<()> {
    for own in &mut outcome.refused {
        own.words = api::message(&own.why, out.language);
    }
    out.answer(&value(&outcome)?, || {
        let rows = outcome.done.iter().map(|row| {
            let parts = match row.parts {
                0 => String::new(),
                count => format!(" ({count} phần việc)"),
            };
            format!("Đã làm    {} {}{parts}", row.number, row.title)
        });
        let same = outcome.unchanged.iter();
        let same = same.map(|row| format!("Không đổi {} {}", row.number, row.title));
        let refused = outcome.refused.iter();
        let refused =
            refused.map(|row| format!("Từ chối   {} {}: {}", row.number, row.title, row.words));
        rows.chain(same).chain(refused).collect()
    });
    Ok(())
}
