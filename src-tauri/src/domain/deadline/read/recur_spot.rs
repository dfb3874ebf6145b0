//! Recurring wordings: on which day.

use chrono::Weekday;

use super::hour::Hour;
use super::recur_month::MonthOf;
use super::span::Group;
use super::stretch::Stretch;
use super::take_all;
use super::token::Pieces;
use crate::domain::deadline::{Every, Length, Rhythm, Spot, parse_hour};

/// What a recurring wording says of the day.
pub(super) struct Spots {
    pub(super) every: Option<Every>,
    pub(super) weekdays: Vec<Weekday>,
    pub(super) month_of: Option<MonthOf>,
    pub(super) next_month: bool,
    pub(super) next_year: bool,
    pub(super) lapse: Option<Length>,
}

impl Spots {
    /// The rhythm, and whether all that was said of the day went into it.
    pub(super) fn choose(
        &self,
        pieces: &mut Pieces,
        groups: &[Group],
        hours: &[Hour],
    ) -> (Option<Rhythm>, bool) {
        let numbers = take_day_numbers(pieces, self.month_of);
        let before = take_all(pieces, &["truoc"]) || groups.iter().any(|group| group.lead.before);
        let Some(every) = self.every else {
            return (
                None,
                numbers.plain.is_empty() && hours.is_empty() && self.weekdays.is_empty() && !before,
            );
        };
        let (every, spot, mut plain) = self.spot(every, &numbers, groups);
        let named = matches!(spot, Spot::Weekday(_) | Spot::Day { .. });
        plain &= hours.len() <= 1 && (named || !before || !hours.is_empty());
        let time = hours.first().and_then(|hour| parse_hour(&hour.text()));
        let rhythm = Rhythm::new(every, spot).map(|rhythm| rhythm.before(before).at(time));
        (rhythm, plain && rhythm.is_some())
    }

    fn spot(&self, every: Every, numbers: &Numbers, groups: &[Group]) -> (Every, Spot, bool) {
        let unused =
            numbers.plain.len() + usize::from(numbers.of_month.is_some()) + self.weekdays.len();
        if let Some(length) = self.lapse {
            return (every, Spot::After(length), unused == 0);
        }
        if every == Every::Week
            && let Some(weekday) = self.weekdays.first()
        {
            return (every, Spot::Weekday(*weekday), unused == 1);
        }
        if every == Every::Month
            && let Some(day) = numbers.plain.last()
        {
            let month = if self.next_month { 2 } else { 1 };
            return (every, Spot::Day { month, day: *day }, unused == 1);
        }
        if let (Some(of), Some(day)) = (self.month_of, numbers.of_month)
            && of.every == every
        {
            return (
                every,
                Spot::Day {
                    month: of.month,
                    day,
                },
                unused == 1,
            );
        }
        let days: Vec<&Group> = groups
            .iter()
            .filter(|group| group.first.stretch.is_day() && !group.lead.from)
            .collect();
        if let [group] = days.as_slice()
            && let Some((every, spot, plain)) = self.day_of_year(every, group)
        {
            return (every, spot, plain && unused == 0);
        }
        let half_said = self.month_of.is_some() || self.next_month || self.next_year;
        (
            every,
            Spot::End,
            unused == 0 && days.is_empty() && !half_said,
        )
    }

    /// "15/3 hằng năm"; "15/6 và 15/12 hằng năm" is twice a year.
    fn day_of_year(&self, every: Every, group: &Group) -> Option<(Every, Spot, bool)> {
        let (Stretch::Day(day, month), Stretch::Day(last_day, last)) =
            (group.first.stretch, group.last.stretch)
        else {
            return None;
        };
        let count = group.count() as u32;
        if count == 1 {
            if every != Every::Year {
                return None;
            }
            let month = if self.next_year { month + 12 } else { month };
            return Some((every, Spot::Day { month, day }, group.first.year.is_none()));
        }
        let step = last.checked_sub(month)?.checked_div(count - 1)?;
        let every = match (count, step) {
            (4, 3) => Every::Quarter,
            (2, 6) => Every::Half,
            _ => return None,
        };
        let month = (month - 1) % step + 1;
        Some((
            every,
            Spot::Day {
                month,
                day: day.max(last_day),
            },
            false,
        ))
    }
}

/// Numbers of days in a month.
struct Numbers {
    plain: Vec<u32>,
    /// The one that stands before "tháng cuối quý".
    of_month: Option<u32>,
}

fn take_day_numbers(pieces: &mut Pieces, month_of: Option<MonthOf>) -> Numbers {
    let mut numbers = Numbers {
        plain: Vec::new(),
        of_month: None,
    };
    for at in 1..pieces.len() {
        let Some(day) = pieces.small(at, 31) else {
            continue;
        };
        if !matches!(
            pieces.word(at - 1),
            Some("ngay" | "truoc" | "nhat" | "vao" | "la" | "den")
        ) {
            continue;
        }
        let owner = month_of.is_some_and(|of| {
            let behind = if pieces.word(at + 1) == Some("cua") {
                at + 2
            } else {
                at + 1
            };
            of.at == behind
        });
        if owner {
            numbers.of_month = Some(day);
        } else {
            numbers.plain.push(day);
        }
        pieces.take(at, at + 1);
    }
    numbers
}

/// Takes weekdays; "T6" is one only beside "hằng tuần".
pub(super) fn take_weekdays(pieces: &mut Pieces, weekly: bool) -> Vec<Weekday> {
    let mut out = Vec::new();
    for at in 0..pieces.len() {
        if let Some((weekday, end)) = weekday_at(pieces, at, weekly) {
            out.push(weekday);
            pieces.take_aside(at, end);
        }
    }
    out
}

fn weekday_at(pieces: &Pieces, at: usize, weekly: bool) -> Option<(Weekday, usize)> {
    let numbered = |n: u32| Weekday::try_from(n.checked_sub(2)? as u8).ok();
    match pieces.word(at)? {
        "chu" => pieces.phrase(at, "chu nhat").map(|end| (Weekday::Sun, end)),
        "cn" if weekly => Some((Weekday::Sun, at + 1)),
        "t" if weekly => {
            // A month's number is followed by its year.
            let n = pieces.small(at + 1, 7)?;
            (pieces.sign(at + 2) != Some('/')).then_some((numbered(n)?, at + 2))
        }
        "thu" if pieces.is_said(at, "thứ") => {
            if let Some(n) = pieces.small(at + 1, 7) {
                return Some((numbered(n)?, at + 2));
            }
            let n = match pieces.word(at + 1)? {
                "hai" => 2,
                "ba" => 3,
                "tu" => 4,
                "nam" => 5,
                "sau" => 6,
                "bay" => 7,
                _ => return None,
            };
            Some((numbered(n)?, at + 2))
        }
        _ => None,
    }
}
