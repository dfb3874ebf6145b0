//! Handlers of figures that are sent back with a question.

use serde::Deserialize;
use ts_rs::TS;

use super::requests::requests;
use super::session::Session;
use super::work::unchanged;
use crate::domain::{Id, Period, Result};
use crate::engine::queries::{self, AskQuery, QueryView};
use crate::store::Done;

requests! {
    /// Questions that stand, or all.
    QueriesWanted { all: bool }
    /// A question about the figure of a cell.
    AskQueryOf { body: Id, indicator: Id, period: String, question: String }
    /// An answer; an empty one takes back what stands.
    AnswerQuery { id: Id, answer: String }
    /// Whether the asker is content.
    SettleQuery { id: Id, settled: bool }
    /// One question.
    QueryOnly { id: Id }
}

pub(super) fn list(session: &mut Session, request: QueriesWanted) -> Result<Done<Vec<QueryView>>> {
    let day = session.day(None)?;
    let views = queries::queries(session.book()?, request.all, day)?;
    Ok(unchanged(views))
}

pub(super) fn ask(session: &mut Session, request: AskQueryOf) -> Result<Done<Id>> {
    let asked = AskQuery {
        body: request.body,
        indicator: request.indicator,
        period: Period::parse(&request.period)?,
        question: request.question,
    };
    queries::ask_query(session.book_mut()?, &asked)
}

pub(super) fn answer(session: &mut Session, request: AnswerQuery) -> Result<Done<()>> {
    queries::answer_query(session.book_mut()?, request.id, &request.answer)
}

pub(super) fn settle(session: &mut Session, request: SettleQuery) -> Result<Done<()>> {
    queries::settle_query(session.book_mut()?, request.id, request.settled)
}

pub(super) fn withdraw(session: &mut Session, request: QueryOnly) -> Result<Done<()>> {
    queries::withdraw_query(session.book_mut()?, request.id)
}
