//! Whom one turns to, and what was said to them: contacts and reminders.

use serde::{Deserialize, Serialize};

use super::instant::Day;
use super::record::{Id, records};

/// Whom one turns to at a body (đầu mối liên hệ).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The body.
    pub body: Id,
    /// Name.
    pub name: String,
    /// Post (chức vụ).
    pub post: String,
    /// Phone number as it is dialled; digits, blanks and `+` only.
    pub phone: String,
    /// What for: "lãnh đạo phụ trách", "cán bộ đầu mối".
    pub duty: String,
    /// Order within the body.
    pub position: i64,
}

/// Which way a reminder went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum ReminderWay {
    /// tin nhắn
    Message,
    /// công văn
    Letter,
    /// điện thoại
    Call,
}

/// A body was reminded (đôn đốc): what was said and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// The body.
    pub body: Id,
    /// Day by the book's reckoning.
    pub day: Day,
    /// Which way.
    pub way: ReminderWay,
    /// What was sent, verbatim.
    pub text: String,
    /// The letter's number and day, once it has them.
    pub document: Option<Id>,
}

/// What a reminder spoke of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReminderItem {
    /// The reminder.
    pub reminder: Id,
    /// The assignment.
    pub assignment: Id,
    /// Its occurrence; empty for work done once.
    pub occurrence: String,
}

records!(Contact, Reminder, ReminderItem);
