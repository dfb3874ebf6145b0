//! Timeliness of an assignment (đánh giá thời hạn): derived, never stored, exactly one class each.

use chrono::{Days, NaiveTime};
use serde::{Deserialize, Serialize};

use super::calendar::Calendar;
use super::deadline::working_days_back;
use super::instant::{Day, Instant};

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
    /// Hour of the last day by which the work is due; none means the day's end.
    pub last_time: Option<NaiveTime>,
}

impl From<Day> for Instant {
    /// A bare day means its end.
    fn from(day: Day) -> Self {
        Self::end_of(day)
    }
}

/// The class at a moment, first that fits. What is due at an hour is overdue after it; a bare day means its end.
pub fn classify(standing: Standing, now: impl Into<Instant>) -> Timeliness {
    let now = now.into();
    let today = now.day;
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
        Some(last) if passed(last, standing.last_time, now) => Timeliness::Overdue,
        Some(last) if started && last <= today + Days::new(SOON_DAYS) => Timeliness::DueSoon,
        _ if !started => Timeliness::NotStarted,
        Some(_) => Timeliness::InTime,
        None => Timeliness::NoDeadline,
    }
}

/// Whether a last day is over, or its hour where it has one.
pub fn passed(last_day: Day, last_time: Option<NaiveTime>, now: Instant) -> bool {
    match last_time {
        Some(hour) => now.is_after(last_day, hour),
        None => last_day < now.day,
    }
}

/// A warning that falls on a day (cảnh báo thời hạn).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS,
)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// It is the last day.
    DueToday,
    /// 1 day before.
    OneDay,
    /// 3 days before.
    ThreeDays,
    /// 7 days before.
    SevenDays,
}

impl Warning {
    /// The nearest first.
    pub const ALL: [Self; 4] = [
        Self::DueToday,
        Self::OneDay,
        Self::ThreeDays,
        Self::SevenDays,
    ];

    /// Calendar days before the last day: 0, 1, 3, 7.
    pub const fn days(self) -> u64 {
        match self {
            Self::DueToday => 0,
            Self::OneDay => 1,
            Self::ThreeDays => 3,
            Self::SevenDays => 7,
        }
    }
}

/// The warning to give today: 7, 3 or 1 calendar days before the last day, or on it. One whose day is a day off
/// is given on the working day before; where several fall on one day, the nearest is given.
pub fn warning(last_day: Day, today: Day, calendar: &Calendar) -> Option<Warning> {
    Warning::ALL.into_iter().find(|warning| {
        let Some(day) = last_day.checked_sub_days(Days::new(warning.days())) else {
            return false;
        };
        if *warning == Warning::DueToday || calendar.is_working(day) {
            day == today
        } else {
            working_days_back(day, 1, calendar) == today
        }
    })
}
