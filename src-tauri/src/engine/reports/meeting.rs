//! The meeting that a paper is about, with its conclusions.

use rusqlite::Connection;

use super::office::Office;
use crate::domain::instant::{spell_day, weekday_name};
use crate::domain::meeting::{Conclusion, Meeting};
use crate::domain::text::{fold, uncapitalise};
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::store::{self, Kept};

/// A meeting (họp giao ban) with what was concluded.
pub(super) struct Sitting {
    pub(super) meeting: Meeting,
    pub(super) conclusions: Vec<Kept<Conclusion>>,
    /// Day of the meeting before.
    pub(super) previous: Option<Day>,
}

/// The meeting of a key; without one the latest; none when the book has none.
pub(super) fn find(connection: &Connection, wanted: Option<Id>) -> Result<Option<Sitting>> {
    let meetings = store::list::<Meeting>(connection, "1 = 1 ORDER BY day, time, id", &[])?;
    let place = match wanted {
        Some(id) => Some(
            meetings
                .iter()
                .position(|kept| kept.id == id)
                .ok_or_else(|| Error::new(ErrorCode::NoSuchMeeting).with("meeting", id))?,
        ),
        None => meetings.len().checked_sub(1),
    };
    let Some(kept) = place.and_then(|place| meetings.get(place)) else {
        return Ok(None);
    };
    let previous = meetings
        .iter()
        .rev()
        .map(|other| other.record.day)
        .find(|day| *day < kept.record.day);
    Ok(Some(Sitting {
        meeting: kept.record.clone(),
        conclusions: store::list::<Conclusion>(
            connection,
            "meeting = ?1 ORDER BY position, id",
            &[&kept.id],
        )?,
        previous,
    }))
}

/// The same, where there must be one.
pub(super) fn must(connection: &Connection, wanted: Option<Id>) -> Result<Sitting> {
    find(connection, wanted)?
        .ok_or_else(|| Error::new(ErrorCode::NoSuchMeeting).with("meeting", "1"))
}

impl Sitting {
    /// "họp giao ban Tổ công tác tháng 3/2024", as sentences go on.
    pub(super) fn name(&self) -> String {
        let title = self.meeting.title.trim();
        let folded = fold(title);
        let is_event = ["hop ", "hoi nghi", "cuoc hop", "phien hop"]
            .iter()
            .any(|start| folded.starts_with(start));
        if is_event {
            uncapitalise(title)
        } else {
            format!("họp {}", uncapitalise(title))
        }
    }

    /// "cuộc họp giao ban …", "hội nghị …": as a thing.
    pub(super) fn event(&self) -> String {
        let name = self.name();
        if name.starts_with("họp ") {
            format!("cuộc {name}")
        } else {
            name
        }
    }

    /// " ngày 18 tháng 3 năm 2024", unless the title names the day itself.
    pub(super) fn on_day(&self) -> String {
        if crate::domain::deadline::days_in(&self.meeting.title).contains(&self.meeting.day) {
            String::new()
        } else {
            format!(" ngày {}", spell_day(self.meeting.day))
        }
    }

    /// "08 giờ 00 phút, thứ Hai, ngày 25 tháng 3 năm 2024", with room for an hour that is not set.
    pub(super) fn when(&self) -> String {
        let room = "\u{a0}".repeat(6);
        let time = self.meeting.time.split_once(':').map_or_else(
            || format!("{room}giờ{room}phút"),
            |(hour, minute)| format!("{hour:0>2} giờ {minute:0>2} phút"),
        );
        let day = self.meeting.day;
        format!("{time}, {}, ngày {}", weekday_name(day), spell_day(day))
    }

    /// Who presides; the issuer where nobody is named.
    pub(super) fn chair(&self, office: &Office) -> String {
        let chair = self.meeting.chair.trim();
        if chair.is_empty() {
            format!("Lãnh đạo {}", office.issuer_name())
        } else {
            chair.to_owned()
        }
    }
}

/// Lines of a text that are not empty, without dash and final punctuation.
pub(super) fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(|line| {
            line.trim()
                .trim_start_matches(['-', '+', '•'])
                .trim()
                .trim_end_matches([';', '.', ','])
                .to_owned()
        })
        .filter(|line| !line.is_empty())
        .collect()
}
