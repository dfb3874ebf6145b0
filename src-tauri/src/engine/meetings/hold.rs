//! Meetings are set down, changed and taken out.

use serde_json::json;

use super::view::known;
use crate::domain::instant::show_day;
use crate::domain::meeting::{Conclusion, Meeting};
use crate::domain::text::note_within;
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::store::{self, Book, Done, Operation};

/// Longest text of a meeting, in letters.
const LONGEST: usize = 20_000;

/// A meeting as it is entered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MeetingEntry {
    /// Its day.
    pub day: Day,
    /// `HH:MM`; empty when it is not set.
    pub time: String,
    /// Title; empty takes "Họp giao ban ngày …".
    pub title: String,
    /// Place.
    pub place: String,
    /// chủ trì
    pub chair: String,
    /// thành phần, one a line
    pub invited: String,
    /// nội dung, one a line
    pub agenda: String,
}

impl MeetingEntry {
    fn record(&self, document: Option<Id>) -> Result<Meeting> {
        let text = |own: &str| note_within("Nội dung cuộc họp", own, LONGEST);
        let title = text(&self.title)?;
        Ok(Meeting {
            day: self.day,
            time: hour(&self.time)?,
            title: if title.is_empty() {
                format!("Họp giao ban ngày {}", show_day(self.day))
            } else {
                title
            },
            place: text(&self.place)?,
            chair: text(&self.chair)?,
            invited: text(&self.invited)?,
            agenda: text(&self.agenda)?,
            document,
        })
    }
}

/// "7:30", "07h30", "14 giờ" → `HH:MM`; nothing stays nothing.
fn hour(text: &str) -> Result<String> {
    let typed = text.trim().to_lowercase().replace("giờ", "h");
    if typed.is_empty() {
        return Ok(String::new());
    }
    let plain = typed.replace([':', '.'], "h").replace(' ', "");
    let read = || {
        let (hour, minute) = plain.split_once('h').unwrap_or((plain.as_str(), ""));
        let minute = minute.trim_end_matches("phút");
        let minute = if minute.is_empty() { "0" } else { minute };
        let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
        (hour < 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}"))
    };
    read().ok_or_else(|| Error::new(ErrorCode::BadTime).with("text", text.trim()))
}

/// Sets down a meeting, or changes the one named (ghi cuộc họp).
pub fn save_meeting(book: &mut Book, id: Option<Id>, entry: &MeetingEntry) -> Result<Done<Id>> {
    let standing = id.map(|id| book.read(|c| known(c, id))).transpose()?;
    let document = standing.as_ref().and_then(|kept| kept.record.document);
    let record = entry.record(document)?;
    let words = json!({ "title": record.title });
    match standing {
        Some(kept) => book.transact(Operation::new("change_meeting", words), |tx| {
            tx.set(kept.id, &record)?;
            Ok(kept.id)
        }),
        None => book.transact(Operation::new("add_meeting", words), |tx| tx.add(&record)),
    }
}

/// Takes out a meeting at which nothing was concluded (bỏ cuộc họp).
pub fn remove_meeting(book: &mut Book, id: Id) -> Result<Done<()>> {
    let (kept, conclusions) = book.read(|c| {
        let own = store::list::<Conclusion>(c, "meeting = ?1", &[&id])?;
        Ok((known(c, id)?, own.len()))
    })?;
    if conclusions > 0 {
        return Err(Error::new(ErrorCode::MeetingHasConclusions)
            .with("title", kept.record.title)
            .with("count", conclusions));
    }
    let words = json!({ "title": kept.record.title });
    book.transact(Operation::new("remove_meeting", words), |tx| {
        tx.end::<Meeting>(id)
    })
}
