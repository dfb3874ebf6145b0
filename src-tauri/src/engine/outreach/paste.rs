//! A table of contacts as it is pasted or comes as a file (nhận danh bạ).

use serde::Serialize;
use serde_json::json;
use ts_rs::TS;

use super::contacts::{ContactEntry, last_place};
use crate::domain::outreach::Contact;
use crate::domain::text::fold;
use crate::domain::{Error, ErrorCode, Result};
use crate::engine::directory::Directory;
use crate::engine::profile;
use crate::store::{self, Book, Done, Operation};
use crate::tabular::{Sheet, read_sheet};

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RefusedContact {
    /// Number of the row, the head's being 1.
    pub row: u32,
    /// What stands there.
    pub text: String,
    /// Why.
    #[serde(skip)]
    #[ts(skip)]
    pub why: Error,
    /// Why, in words.
    pub words: String,
}

/// What came of a table of contacts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct PastedContacts {
    /// New ones.
    pub added: u32,
    /// Those of the same name at the same body, which now have the new post, phone and duty.
    pub changed: u32,
    /// Those that are as they were.
    pub unchanged: u32,
    /// Rows that were not taken; the others were.
    pub refused: Vec<RefusedContact>,
}

/// Columns by what offices write above them.
#[derive(Debug, Clone, Copy)]
struct Columns {
    body: usize,
    name: usize,
    post: Option<usize>,
    phone: Option<usize>,
    duty: Option<usize>,
}

impl Columns {
    fn of(sheet: &Sheet) -> Result<Self> {
        let heads: Vec<String> = sheet.head.iter().map(|text| fold(text)).collect();
        let find = |words: &[&str]| {
            heads
                .iter()
                .position(|head| words.iter().any(|word| head.contains(word)))
        };
        let body = find(&["don vi", "co quan", "dia phuong", "phuong, xa", "body"]);
        let name = find(&[
            "ho va ten",
            "ho ten",
            "ho, ten",
            "dau moi",
            "can bo",
            "name",
        ]);
        let (Some(body), Some(name)) = (body, name) else {
            return Err(
                Error::new(ErrorCode::NoContactColumns).with("head", sheet.head.join(" | ").trim())
            );
        };
        Ok(Self {
            body,
            name,
            post: find(&["chuc vu", "chuc danh", "post"]),
            phone: find(&["dien thoai", "sdt", "so dt", "di dong", "phone"]),
            duty: find(&["vai tro", "nhiem vu", "phu trach", "ghi chu", "duty"]),
        })
    }
}

/// Takes a table with a head: đơn vị, họ tên, chức vụ, điện thoại, vai trò. A row that does not fit is told with
/// its reason and never stops the others. A blank unit means that of the row above.
pub fn paste_contacts(book: &mut Book, bytes: &[u8]) -> Result<Done<PastedContacts>> {
    let sheet = read_sheet(bytes)?;
    let columns = Columns::of(&sheet)?;
    let day = profile::today(book)?;
    let directory = book.read(Directory::load)?;
    let mut out = PastedContacts::default();
    let mut entries: Vec<ContactEntry> = Vec::new();
    let mut above = String::new();
    for line in &sheet.rows {
        let cell = |column: usize| line.cells.get(column).map_or("", |text| text.trim());
        let of = |column: Option<usize>| column.map_or("", cell).to_owned();
        if !cell(columns.body).is_empty() {
            cell(columns.body).clone_into(&mut above);
        }
        if cell(columns.name).is_empty() && of(columns.phone).is_empty() {
            continue;
        }
        let entry = directory.resolve(&above, day).and_then(|body| {
            let entry = ContactEntry {
                body,
                name: cell(columns.name).to_owned(),
                post: of(columns.post),
                phone: of(columns.phone),
                duty: of(columns.duty),
            };
            entry.record(0).map(|_| entry)
        });
        match entry {
            Ok(entry) => entries.push(entry),
            Err(why) => out.refused.push(RefusedContact {
                row: line.number,
                text: format!("{above} {}", cell(columns.name)).trim().to_owned(),
                why,
                words: String::new(),
            }),
        }
    }
    let count = entries.len();
    let operation = Operation::new("paste_contacts", json!({ "count": count }));
    book.transact(operation, |tx| {
        for entry in &entries {
            let own = "body = ?1 AND name = ?2 ORDER BY id";
            let named = entry.record(0)?;
            let of: [&dyn rusqlite::ToSql; 2] = [&named.body, &named.name];
            let standing = store::list::<Contact>(tx.connection(), own, &of)?.pop();
            let Some(kept) = standing else {
                let place = last_place(tx.connection(), entry.body)? + 1;
                tx.add(&entry.record(place)?)?;
                out.added += 1;
                continue;
            };
            let record = entry.record(kept.record.position)?;
            if record == kept.record {
                out.unchanged += 1;
            } else {
                tx.set::<Contact>(kept.id, &record)?;
                out.changed += 1;
            }
        }
        Ok(out)
    })
}
