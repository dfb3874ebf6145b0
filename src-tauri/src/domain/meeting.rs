//! Meetings (giao ban) and what was concluded there.

use serde::{Deserialize, Serialize};

use super::instant::Day;
use super::record::{Id, records};

/// A meeting of the working group (họp giao ban).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Its day.
    pub day: Day,
    /// `HH:MM` at which it begins; empty when it is not set.
    pub time: String,
    /// Title: "Giao ban Tổ công tác tháng 3/2024".
    pub title: String,
    /// Place.
    pub place: String,
    /// Who presides (chủ trì).
    pub chair: String,
    /// Who is invited, one a line (thành phần).
    pub invited: String,
    /// What is on the agenda, one a line (nội dung).
    pub agenda: String,
    /// The thông báo kết luận, once it is signed.
    pub document: Option<Id>,
}

/// One conclusion (kết luận), verbatim as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conclusion {
    /// The meeting.
    pub meeting: Id,
    /// Order.
    pub position: i64,
    /// What was said.
    pub text: String,
    /// The task that it became.
    pub task: Option<Id>,
}

records!(Meeting, Conclusion);
