//! Who may be proposed by what the book says (đề xuất khen thưởng): those that did everything in time, and the first
//! in the main indicator with its target reached.

use rusqlite::Connection;
use serde::Serialize;
use serde_json::json;
use ts_rs::TS;

use super::list::commendations;
use super::save::CommendationEntry;
use crate::domain::instant::show_day;
use crate::domain::merit::CommendationState;
use crate::domain::{Day, Id, Instant, Result};
use crate::engine::meetings::meeting_board;
use crate::engine::profile;
use crate::store::{Book, Done, Operation};

/// Tasks that a body must have done for a proposal, when nobody says another number.
pub const AT_LEAST: u32 = 3;

/// By what is proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProposalQuestion {
    /// The moment looked at.
    pub at: Instant,
    /// Tasks that must be done in time.
    pub at_least: u32,
}

/// A body that may be praised, with why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CommendationProposal {
    /// The body.
    pub body: Id,
    /// Its name.
    pub body_name: String,
    /// For what, in words.
    pub reason: String,
    /// Done in time.
    pub on_time: u32,
    /// Done or late.
    pub owed: u32,
    /// Rank in the main indicator, when that is a reason.
    pub rank: Option<u32>,
    /// Its percentage in it.
    pub percent: Option<String>,
    /// Whether figures of it are examples.
    pub illustrative: bool,
    /// When it was proposed or praised in the same year; none when it was not.
    pub already: Option<Day>,
}

/// Proposals by the results on a day, the bodies in order of rank.
pub fn propose_commendations(
    connection: &Connection,
    question: ProposalQuestion,
) -> Result<Vec<CommendationProposal>> {
    let day = question.at.day;
    let board = meeting_board(connection, None, Some(day), question.at)?;
    let praised = commendations(connection)?;
    let year = profile::year_of(day);
    let already = |body: Id| {
        praised
            .iter()
            .find(|own| own.body == body && profile::year_of(own.day) == year && own.day <= day)
            .map(|own| own.day)
    };
    let mut out: Vec<CommendationProposal> = Vec::new();
    for row in &board.standing {
        if row.on_time == row.owed && row.on_time >= question.at_least.max(1) {
            out.push(CommendationProposal {
                body: row.body,
                body_name: row.body_name.clone(),
                reason: format!(
                    "Hoàn thành đúng hạn {0:02}/{0:02} nhiệm vụ đến hạn (tính đến ngày {1})",
                    row.owed,
                    show_day(day)
                ),
                on_time: row.on_time,
                owed: row.owed,
                rank: None,
                percent: None,
                illustrative: false,
                already: already(row.body),
            });
        }
    }
    let Some(ranking) = &board.indicator else {
        return Ok(out);
    };
    // The first by number is praised only when what was given to it is reached.
    let first = ranking
        .rows
        .iter()
        .filter(|row| row.rank == Some(1) && row.bar.is_some_and(|bar| bar >= 10_000));
    for row in first {
        let percent = row.percent.clone().unwrap_or_default();
        let reason = format!(
            "Dẫn đầu về {}: đạt {percent}% {}",
            ranking.title, ranking.base_name
        );
        let standing = board.standing.iter().find(|own| own.body == row.body);
        match out.iter_mut().find(|own| own.body == row.body) {
            Some(own) => {
                own.reason = format!("{}; {}", own.reason, lower(&reason));
                (own.rank, own.percent) = (row.rank, row.percent.clone());
                own.illustrative |= row.illustrative;
            }
            None => out.push(CommendationProposal {
                body: row.body,
                body_name: row.name.clone(),
                reason,
                on_time: standing.map_or(0, |own| own.on_time),
                owed: standing.map_or(0, |own| own.owed),
                rank: row.rank,
                percent: row.percent.clone(),
                illustrative: row.illustrative,
                already: already(row.body),
            }),
        }
    }
    Ok(out)
}

fn lower(text: &str) -> String {
    crate::domain::text::uncapitalise(text)
}

/// Enters the proposals that were not made yet, as one operation (ghi đề xuất khen thưởng). Gives their keys. What
/// rests on example figures is never entered.
pub fn save_proposals(book: &mut Book, question: ProposalQuestion) -> Result<Done<Vec<Id>>> {
    let proposals = book.read(|c| propose_commendations(c, question))?;
    let new: Vec<&CommendationProposal> = proposals
        .iter()
        .filter(|own| own.already.is_none() && !own.illustrative)
        .collect();
    let words = json!({ "count": new.len() });
    book.transact(Operation::new("propose_commendations", words), |tx| {
        let mut out = Vec::new();
        for own in &new {
            let entry = CommendationEntry {
                body: own.body,
                form: String::new(),
                number: 1,
                state: CommendationState::Proposed,
                day: question.at.day,
                document: None,
                reason: own.reason.clone(),
            };
            out.push(tx.add(&entry.record()?)?);
        }
        Ok(out)
    })
}
