//! The occurrences of a rhythm (các kỳ của việc định kỳ).

use chrono::{Datelike, Days, Months, NaiveDate, Timelike};
use serde::{Deserialize, Serialize};

use super::{Every, Rhythm, Spot};
use crate::domain::deadline::DeadlineRules;
use crate::domain::instant::Day;
use crate::domain::period::Period;

/// No more occurrences than this are made at once.
pub const MOST_OCCURRENCES: usize = 2_000;

/// One occurrence of recurring work (một kỳ của việc định kỳ).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occurrence {
    /// Key of its period: `2024-W12`, `2024-03`, `2024-01-01..2024-03-31`. Two books make the same.
    pub period: String,
    /// First day of the period, or the last day where that comes sooner.
    pub first_day: Day,
    /// Last day, inclusive.
    pub last_day: Day,
    /// `HH:MM` on the last day.
    pub last_time: Option<String>,
    /// The day that the wording names, which is not always the last one.
    pub stated_day: Option<Day>,
}

/// One period of a rhythm.
#[derive(Debug, Clone, Copy)]
struct Turn {
    every: Every,
    first: Day,
}

impl Rhythm {
    /// The occurrences whose last day lies in `from..=to`, in order; no more than [`MOST_OCCURRENCES`].
    pub fn occurrences(self, from: Day, to: Day, rules: &DeadlineRules) -> Vec<Occurrence> {
        let mut out = Vec::new();
        let Some(mut turn) = self.first_turn(from, rules) else {
            return out;
        };
        while out.len() < MOST_OCCURRENCES {
            let Some(occurrence) = self.occurrence(turn, rules) else {
                break;
            };
            if occurrence.last_day > to {
                break;
            }
            if occurrence.last_day >= from {
                out.push(occurrence);
            }
            let Some(next) = turn.step(true) else { break };
            turn = next;
        }
        out
    }

    /// A period from which all occurrences due on or after `from` can be found: periods fall due in their order.
    fn first_turn(self, from: Day, rules: &DeadlineRules) -> Option<Turn> {
        let mut turn = Turn::of(self.every, from)?;
        while self.occurrence(turn, rules)?.last_day >= from {
            match turn.step(false) {
                Some(previous) => turn = previous,
                None => break,
            }
        }
        Some(turn)
    }

    fn occurrence(self, turn: Turn, rules: &DeadlineRules) -> Option<Occurrence> {
        let end = turn.last()?;
        let (last_day, stated_day) = match self.spot {
            Spot::End => (end, None),
            Spot::After(length) => (length.after(end, &rules.calendar), None),
            Spot::Weekday(weekday) => {
                let offset = u64::from(weekday.num_days_from_monday());
                let day = turn.first.checked_add_days(Days::new(offset))?;
                (self.last_by(day, rules)?, Some(day))
            }
            Spot::Day { month, day } => {
                let first = turn.first.checked_add_months(Months::new(month - 1))?;
                if let Some(day) = first.with_day(day) {
                    (self.last_by(day, rules)?, Some(day))
                } else {
                    // The month is shorter: its last day is before the one named, and is meant either way.
                    let last = last_of_month(first)?;
                    (last, Some(last))
                }
            }
        };
        Some(Occurrence {
            period: turn.key()?,
            first_day: turn.first.min(last_day),
            last_day,
            last_time: self
                .time
                .map(|time| format!("{:02}:{:02}", time.hour(), time.minute())),
            stated_day,
        })
    }

    /// "trước ngày 20" ends on the 19th, unless the book counts the day named.
    fn last_by(self, day: Day, rules: &DeadlineRules) -> Option<Day> {
        if self.before && !rules.stated_day_counts {
            day.pred_opt()
        } else {
            Some(day)
        }
    }
}

impl Turn {
    /// The one that holds a day.
    fn of(every: Every, day: Day) -> Option<Self> {
        let first = match every {
            Every::Day => day,
            Every::Week => {
                let passed = u64::from(day.weekday().num_days_from_monday());
                day.checked_sub_days(Days::new(passed))?
            }
            _ => {
                let months = every.months();
                NaiveDate::from_ymd_opt(day.year(), day.month0() / months * months + 1, 1)?
            }
        };
        Some(Self { every, first })
    }

    /// The next one, or the one before.
    fn step(self, forward: bool) -> Option<Self> {
        let first = match (self.every, forward) {
            (Every::Day, true) => self.first.succ_opt(),
            (Every::Day, false) => self.first.pred_opt(),
            (Every::Week, true) => self.first.checked_add_days(Days::new(7)),
            (Every::Week, false) => self.first.checked_sub_days(Days::new(7)),
            (every, true) => self.first.checked_add_months(Months::new(every.months())),
            (every, false) => self.first.checked_sub_months(Months::new(every.months())),
        }?;
        // Beyond these years nothing in the field has a day.
        (1900..2200)
            .contains(&first.year())
            .then_some(Self { first, ..self })
    }

    fn last(self) -> Option<Day> {
        let next = match self.every {
            Every::Day => return Some(self.first),
            Every::Week => return self.first.checked_add_days(Days::new(6)),
            every => self.first.checked_add_months(Months::new(every.months()))?,
        };
        next.pred_opt()
    }

    fn key(self) -> Option<String> {
        Some(
            match self.every {
                Every::Week => Period::week_of(self.first, 1),
                Every::Month => Period::CalendarMonth(self.first.year(), self.first.month()),
                _ => Period::Span(self.first, self.last()?),
            }
            .key(),
        )
    }
}

fn last_of_month(day: Day) -> Option<Day> {
    day.with_day(1)?
        .checked_add_months(Months::new(1))?
        .pred_opt()
}
