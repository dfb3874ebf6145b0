//! The token under which a rhythm is kept.

use std::fmt;

use chrono::{NaiveTime, Timelike, Weekday};

use super::{Every, Rhythm, Spot};
use crate::domain::deadline::Length;

const WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Mon, "mon"),
    (Weekday::Tue, "tue"),
    (Weekday::Wed, "wed"),
    (Weekday::Thu, "thu"),
    (Weekday::Fri, "fri"),
    (Weekday::Sat, "sat"),
    (Weekday::Sun, "sun"),
];

impl Every {
    /// `day`, `week`, `month`, `quarter`, `half`, `year`.
    pub const fn token(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Half => "half",
            Self::Year => "year",
        }
    }
}

impl fmt::Display for Rhythm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.every.token())?;
        if self.spot != Spot::End {
            f.write_str(if self.before { ":<" } else { ":" })?;
        }
        match self.spot {
            Spot::End => {}
            Spot::Weekday(weekday) => {
                f.write_str(WEEKDAYS[weekday.num_days_from_monday() as usize].1)?;
            }
            Spot::Day { month, day } => self.write_day(f, month, day)?,
            Spot::After(length) => write!(f, "+{length}")?,
        }
        match self.time {
            Some(time) => write!(f, "@{:02}:{:02}", time.hour(), time.minute()),
            None => Ok(()),
        }
    }
}

impl Rhythm {
    fn write_day(self, f: &mut fmt::Formatter<'_>, month: u32, day: u32) -> fmt::Result {
        let last = self.every.months();
        match self.every {
            Every::Month if month == 1 => write!(f, "{day}"),
            Every::Month => write!(f, "next-{day}"),
            Every::Year if month > last => write!(f, "next-{:02}-{day:02}", month - last),
            Every::Year => write!(f, "{month:02}-{day:02}"),
            _ if month == 1 => write!(f, "first-month-{day}"),
            _ if month == last => write!(f, "last-month-{day}"),
            _ if month > last => write!(f, "next-month-{day}"),
            _ => write!(f, "month-{month}-{day}"),
        }
    }

    /// Reads the token that [`fmt::Display`] writes.
    pub fn parse(token: &str) -> Option<Self> {
        let (rest, time) = match token.split_once('@') {
            Some((rest, time)) => (rest, Some(parse_hour(time)?)),
            None => (token, None),
        };
        let (every, spot) = rest
            .split_once(':')
            .map_or((rest, None), |(every, spot)| (every, Some(spot)));
        let every = Every::ALL
            .into_iter()
            .find(|known| known.token() == every)?;
        let before = spot.is_some_and(|spot| spot.starts_with('<'));
        let spot = match spot.map(|spot| spot.trim_start_matches('<')) {
            None => Spot::End,
            Some(spot) => read_spot(every, spot)?,
        };
        let read = Self::new(every, spot)?.before(before).at(time);
        (read.to_string() == token).then_some(read)
    }
}

fn read_spot(every: Every, text: &str) -> Option<Spot> {
    if let Some(length) = text.strip_prefix('+') {
        return Length::parse(length).map(Spot::After);
    }
    if let Some((weekday, _)) = WEEKDAYS.iter().find(|(_, name)| *name == text) {
        return Some(Spot::Weekday(*weekday));
    }
    let parts: Vec<&str> = text.split('-').collect();
    let number = |text: &str| text.parse::<u32>().ok();
    let last = every.months();
    let (month, day) = match (every, parts.as_slice()) {
        (Every::Month, [day]) | (_, ["first", "month", day]) => (1, day),
        (Every::Month, ["next", day]) => (2, day),
        (Every::Year, [month, day]) | (_, ["month", month, day]) => (number(month)?, day),
        (Every::Year, ["next", month, day]) => (number(month)?.checked_add(last)?, day),
        (_, ["last", "month", day]) => (last, day),
        (_, ["next", "month", day]) => (last + 1, day),
        _ => return None,
    };
    let day = number(day)?;
    Some(Spot::Day { month, day })
}

/// Reads `HH:MM`.
pub fn parse_hour(text: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(text, "%H:%M").ok()
}

impl From<Rhythm> for String {
    fn from(rhythm: Rhythm) -> Self {
        rhythm.to_string()
    }
}

impl TryFrom<String> for Rhythm {
    type Error = String;

    fn try_from(token: String) -> Result<Self, String> {
        Self::parse(&token).ok_or(token)
    }
}
