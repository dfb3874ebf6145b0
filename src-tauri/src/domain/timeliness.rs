//! Timeliness of an assignment (đánh giá thời hạn): derived, never stored, exactly one class each.

use chrono::Days;
use serde::{Deserialize, Serialize};

use super::instant::Day;

/// Calendar days before a deadline from which an assignment counts as nearly due.
pub const SOON_DAYS: u64 = 7;

/// The classes, disjoint; over all assignments they add up to the total.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS,
)]
#[serde(rename_all = "snake_case")]
pub enum Timeliness {
    /// quá hạn chưa hoàn thành
    Overdue,
    /// sắp đến hạn
    DueSoon,
    /// đang thực hiện trong hạn
    InTime,
    /// chưa bắt đầu: the task starts on a later day
    NotStarted,
    /// không thời hạn
    NoDeadline,
    /// hoàn thành đúng hạn
    DoneOnTime,
    /// hoàn thành quá hạn
    DoneLate,
    /// hoàn thành (không thời hạn)
    DoneNoDeadline,
    /// tạm dừng
    Paused,
    /// hủy
    Cancelled,
}

impl Timeliness {
    /// In order of need: what asks for attention first.
    pub const ALL: [Self; 10] = [
        Self::Overdue,
        Self::DueSoon,
        Self::InTime,
        Self::NotStarted,
        Self::NoDeadline,
        Self::DoneOnTime,
        Self::DoneLate,
        Self::DoneNoDeadline,
        Self::Paused,
        Self::Cancelled,
    ];

    /// The token that scripts see.
    pub const fn token(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::DueSoon => "due_soon",
            Self::InTime => "in_time",
            Self::NotStarted => "not_started",
            Self::NoDeadline => "no_deadline",
            Self::DoneOnTime => "done_on_time",
            Self::DoneLate => "done_late",
            Self::DoneNoDeadline => "done_no_deadline",
            Self::Paused => "paused",
            Self::Cancelled => "cancelled",
        }
    }

    /// As a printed table says it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Overdue => "Quá hạn chưa hoàn thành",
            Self::DueSoon => "Sắp đến hạn",
            Self::InTime => "Đang thực hiện trong hạn",
            Self::NotStarted => "Chưa bắt đầu",
            Self::NoDeadline => "Không quy định thời hạn",
            Self::DoneOnTime => "Hoàn thành đúng hạn",
            Self::DoneLate => "Hoàn thành quá hạn",
            Self::DoneNoDeadline => "Hoàn thành",
            Self::Paused => "Tạm dừng",
            Self::Cancelled => "Hủy",
        }
    }

    /// Whether the work is done.
    pub const fn is_done(self) -> bool {
        matches!(
            self,
            Self::DoneOnTime | Self::DoneLate | Self::DoneNoDeadline
        )
    }
}

/// Work state as stored (tình trạng thực hiện).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum WorkState {
    /// To be done.
    #[default]
    Open,
    /// tạm dừng
    Paused,
    /// hủy
    Cancelled,
}

/// What the class follows from.
#[derive(Debug, Clone, Copy, Default)]
pub struct Standing {
    /// Stored work state.
    pub work: WorkState,
    /// Day of completion as claimed and not returned, when not after the day looked at.
    pub completed: Option<Day>,
    /// First day of the work, when the wording gives one ("bắt đầu từ …").
    pub first_day: Option<Day>,
    /// Last day in force.
    pub last_day: Option<Day>,
    /// The day that the wording names ("trước ngày 15/3" names the 15th): no reproach for what was done on it.
    pub stated_day: Option<Day>,
}

/// The class on `today`, first that fits.
pub fn classify(standing: Standing, today: Day) -> Timeliness {
    match standing.work {
        WorkState::Cancelled => return Timeliness::Cancelled,
        WorkState::Paused => return Timeliness::Paused,
        WorkState::Open => {}
    }
    if let Some(day) = standing.completed.filter(|day| *day <= today) {
        return match standing.last_day {
            None => Timeliness::DoneNoDeadline,
            Some(last) if day <= standing.stated_day.unwrap_or(last).max(last) => {
                Timeliness::DoneOnTime
            }
            Some(_) => Timeliness::DoneLate,
        };
    }
    let started = standing.first_day.is_none_or(|first| first <= today);
    match standing.last_day {
        Some(last) if last < today => Timeliness::Overdue,
        Some(last) if started && last <= today + Days::new(SOON_DAYS) => Timeliness::DueSoon,
        _ if !started => Timeliness::NotStarted,
        Some(_) => Timeliness::InTime,
        None => Timeliness::NoDeadline,
    }
}
