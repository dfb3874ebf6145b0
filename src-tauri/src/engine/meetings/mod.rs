//! Meetings of the working group (giao ban): who is late, how bodies stand, what changed since the last meeting, and
//! conclusions that become tasks while they are spoken.

mod board;
mod conclude;
mod hold;
mod lists;
mod task;
mod understand;
mod view;

pub(in crate::engine) use board::main_ranking;
pub use board::{LateBody, MeetingBoard, StandingChange, StandingRow, meeting_board};
pub use conclude::{
    ConclusionEntry, change_conclusion, conclude, drop_conclusion, move_conclusion,
    sign_conclusions,
};
pub use hold::{MeetingEntry, remove_meeting, save_meeting};
pub use lists::{ConclusionList, ConclusionListItem, conclusion_lists};
pub use task::{PLAN_KEY, PREFIX};
pub use understand::{
    ConclusionReading, NamedBody, NamedTask, Understood, WordingReading, read_conclusion,
};
pub use view::{ConclusionView, MeetingHead, MeetingView, meeting, meetings};
