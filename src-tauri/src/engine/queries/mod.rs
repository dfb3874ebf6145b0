//! Figures that are sent back with a question (hỏi lại): asked from above, answered from below, both in the next package.

mod ask;
mod list;

pub use ask::{AskQuery, answer_query, ask_query, settle_query, withdraw_query};
pub use list::{QueryView, queries, queries_waiting};

/// The most letters of a question or an answer.
const MOST_LETTERS: usize = 2000;
