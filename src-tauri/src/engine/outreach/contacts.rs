//! The directory of contacts (danh bạ đầu mối): body, name, post, phone.

use rusqlite::Connection;
use serde::Serialize;
use serde_json::json;
use ts_rs::TS;

use crate::domain::outreach::Contact;
use crate::domain::text::clean_note;
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::directory::Directory;
use crate::engine::profile;
use crate::store::{self, Book, Done, Kept, Operation};

/// Whom one turns to at a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ContactView {
    /// The contact.
    pub id: Id,
    /// The body.
    pub body: Id,
    /// Its name.
    pub body_name: String,
    /// Name.
    pub name: String,
    /// chức vụ
    pub post: String,
    /// Phone; empty when it is not known.
    pub phone: String,
    /// What for.
    pub duty: String,
    /// Order within the body.
    pub position: i64,
}

/// A contact as it is entered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContactEntry {
    /// The body.
    pub body: Id,
    /// Name.
    pub name: String,
    /// chức vụ
    pub post: String,
    /// Phone as it was typed.
    pub phone: String,
    /// What for.
    pub duty: String,
}

impl ContactEntry {
    pub(super) fn record(&self, position: i64) -> Result<Contact> {
        let name = clean_note(&self.name)?.replace('\n', " ");
        if name.is_empty() {
            return Err(Error::new(ErrorCode::ReasonNeeded).with("what", "họ tên đầu mối"));
        }
        Ok(Contact {
            body: self.body,
            name,
            post: clean_note(&self.post)?.replace('\n', " "),
            phone: clean_phone(&self.phone)?,
            duty: clean_note(&self.duty)?.replace('\n', " "),
            position,
        })
    }
}

/// Fewest and most digits of a number that is dialled: 113 … 0084 with ten more.
const DIGITS: std::ops::RangeInclusive<usize> = 3..=15;

/// A phone number as it is kept: digits, single blanks, and a `+` before it. Points, hyphens and brackets between
/// the digits become blanks. A run of 9 digits, or of 12 without `+` or 00, is what citizens' numbers look like (or
/// a number whose first 0 a table has lost) and is refused: it is never guessed.
pub fn clean_phone(text: &str) -> Result<String> {
    let refused = || Error::new(ErrorCode::BadPhone).with("phone", text.trim());
    let mut plain = String::new();
    for c in text.chars() {
        match c {
            '0'..='9' => plain.push(c),
            '+' if plain.trim().is_empty() => plain.push(c),
            '.' | '-' | '(' | ')' | '\u{2013}' => plain.push(' '),
            c if c.is_whitespace() => plain.push(' '),
            _ => return Err(refused()),
        }
    }
    let phone = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if phone.is_empty() {
        return Ok(phone);
    }
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let abroad = phone.starts_with('+') || digits.starts_with("00");
    if !DIGITS.contains(&digits.len()) || !abroad && matches!(digits.len(), 9 | 12) {
        return Err(refused());
    }
    Ok(phone)
}

/// All contacts in the order of their bodies, as these are called on a day.
pub fn contacts(connection: &Connection, day: Day) -> Result<Vec<ContactView>> {
    let directory = Directory::load(connection)?;
    contact_views(connection, &directory, day)
}

pub(super) fn contact_views(
    connection: &Connection,
    directory: &Directory,
    day: Day,
) -> Result<Vec<ContactView>> {
    let kept = store::list::<Contact>(connection, "1 = 1 ORDER BY position, id", &[])?;
    let order: std::collections::HashMap<Id, usize> =
        directory.ever().iter().copied().zip(0..).collect();
    let mut views: Vec<ContactView> = kept
        .into_iter()
        .map(|Kept { id, record, .. }| ContactView {
            id,
            body: record.body,
            body_name: directory.name(record.body, day),
            name: record.name,
            post: record.post,
            phone: record.phone,
            duty: record.duty,
            position: record.position,
        })
        .collect();
    views.sort_by_key(|view| order.get(&view.body).copied().unwrap_or(usize::MAX));
    Ok(views)
}

/// Adds a contact, or changes the one named (ghi đầu mối). A new one stands last at its body.
pub fn save_contact(book: &mut Book, id: Option<Id>, entry: &ContactEntry) -> Result<Done<Id>> {
    let day = profile::today(book)?;
    let (standing, last, name) = book.read(|c| {
        let directory = Directory::load(c)?;
        if !directory.knows(entry.body) {
            return Err(Error::new(ErrorCode::NoSuchBody)
                .with("body", entry.body)
                .with("day", day.format("%d/%m/%Y")));
        }
        let standing = id.map(|id| known(c, id)).transpose()?;
        Ok((
            standing,
            last_place(c, entry.body)?,
            directory.name(entry.body, day),
        ))
    })?;
    let words = json!({ "body": name });
    let Some(kept) = standing else {
        let record = entry.record(last + 1)?;
        return book.transact(Operation::new("add_contact", words), |tx| tx.add(&record));
    };
    let stays = kept.record.body == entry.body;
    let record = entry.record(if stays {
        kept.record.position
    } else {
        last + 1
    })?;
    book.transact(Operation::new("change_contact", words), |tx| {
        tx.set(kept.id, &record)?;
        Ok(kept.id)
    })
}

/// Takes a contact out (bỏ đầu mối).
pub fn remove_contact(book: &mut Book, id: Id) -> Result<Done<()>> {
    let day = profile::today(book)?;
    let name = book.read(|c| {
        let kept = known(c, id)?;
        Ok(Directory::load(c)?.name(kept.record.body, day))
    })?;
    book.transact(
        Operation::new("remove_contact", json!({ "body": name })),
        |tx| tx.end::<Contact>(id),
    )
}

pub(super) fn last_place(connection: &Connection, body: Id) -> Result<i64> {
    let kept = store::list::<Contact>(connection, "body = ?1 ORDER BY position DESC", &[&body])?;
    Ok(kept.first().map_or(0, |kept| kept.record.position))
}

fn known(connection: &Connection, id: Id) -> Result<Kept<Contact>> {
    store::get::<Contact>(connection, id)?
        .ok_or_else(|| Error::new(ErrorCode::NoSuchContact).with("contact", id))
}
