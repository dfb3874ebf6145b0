//! A figure that is sent back with a question (hỏi lại): the office above asks, the unit answers.

use serde::{Deserialize, Serialize};

use super::number::Qualifier;
use super::record::{Id, flag, records};

/// A question about a figure (câu hỏi về số liệu). What was asked belongs to the asker, the answer to the unit; what
/// the figure is by now stands in the figure itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// The body whose office asks.
    pub asker: Id,
    /// The unit whose figure it is.
    pub body: Id,
    /// Of what.
    pub indicator: Id,
    /// Key of the period in which the figure was looked at.
    pub period: String,
    /// The figure then, scaled by the indicator's decimals; none where it said no value.
    pub value: Option<i64>,
    /// The question. Another question is another record.
    pub question: String,
    /// What the figure spoke of, as its window has it; empty where none stood.
    pub window: String,
    /// trên, gần, khoảng
    pub qualifier: Qualifier,
    /// It was said to have no data: not the same as no figure.
    #[serde(deserialize_with = "flag")]
    pub no_data: bool,
    /// Moment of asking, by the asker's clock.
    pub asked: String,
    /// Who asked.
    pub asked_by: String,
    /// Moment at which the asker was content; empty while the question stands.
    pub settled: String,
    /// The answer; empty while there is none.
    pub answer: String,
    /// Moment of the answer, by the unit's clock.
    pub answered: String,
    /// Who answered.
    pub answered_by: String,
}

/// Where a question stands (tình trạng câu hỏi): derived, never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum QueryState {
    /// chờ trả lời
    Open,
    /// đã trả lời
    Answered,
    /// đã xong
    Settled,
}

impl Query {
    /// Fields that only the unit writes.
    pub const ANSWER: [&'static str; 3] = ["answer", "answered", "answered_by"];

    /// Where it stands.
    pub const fn state(&self) -> QueryState {
        if !self.settled.is_empty() {
            QueryState::Settled
        } else if self.answer.is_empty() {
            QueryState::Open
        } else {
            QueryState::Answered
        }
    }
}

records!(Query);
