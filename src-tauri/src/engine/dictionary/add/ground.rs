//! What new indicators are checked against: the dictionary, groups, codes of bodies.

use std::collections::HashSet;

use super::IndicatorEntry;
use crate::domain::body::BodyVersion;
use crate::domain::task::TaskGroup;
use crate::domain::text::fold;
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::profile;
use crate::store::{self, Book};

/// Longest slug that is made of a name.
const LONGEST_SLUG: usize = 48;

/// What a name in an entry means.
#[derive(Debug, Clone, Copy)]
pub(super) enum Meant {
    /// An indicator of the book.
    Kept(Id),
    /// One of the same list, by its row.
    Row(usize),
}

/// What entries are checked against.
pub(super) struct Ground {
    pub(super) dictionary: Dictionary,
    pub(super) groups: HashSet<String>,
    pub(super) body_codes: HashSet<String>,
    pub(super) root_code: String,
    pub(super) today: Day,
}

impl Ground {
    pub(super) fn of(book: &Book) -> Result<Self> {
        let today = profile::today(book)?;
        book.read(|connection| {
            let directory = Directory::load(connection)?;
            let groups = store::list::<TaskGroup>(connection, "1 = 1", &[])?;
            let versions = store::list::<BodyVersion>(connection, "1 = 1", &[])?;
            Ok(Self {
                dictionary: Dictionary::load(connection)?,
                groups: groups.into_iter().map(|kept| kept.record.key).collect(),
                body_codes: versions.into_iter().map(|kept| kept.record.code).collect(),
                root_code: directory.code(directory.root, today),
                today,
            })
        })
    }

    /// The full code: that of the entry, or the root's with the slug.
    pub(super) fn code(&self, entry: &IndicatorEntry) -> Result<String> {
        let given = entry.code.trim();
        let refuse = || Error::new(ErrorCode::BadSlug).with("slug", given);
        let (body, slug) = match given.split_once('.') {
            Some((body, slug)) if self.body_codes.contains(body) => (body, slug.to_owned()),
            Some(_) => return Err(refuse()),
            None if given.is_empty() => (self.root_code.as_str(), slug_of(&entry.name)),
            None => (self.root_code.as_str(), given.to_owned()),
        };
        let fits = slug.starts_with(|c: char| c.is_ascii_lowercase())
            && slug.len() <= 64
            && slug
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'.'));
        if fits {
            Ok(format!("{body}.{slug}"))
        } else {
            Err(refuse())
        }
    }
}

/// "Tổ tự quản 4.0" gives `to_tu_quan_4_0`.
fn slug_of(name: &str) -> String {
    let words: Vec<String> = fold(name)
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let mut slug = words.join("_");
    slug.truncate(LONGEST_SLUG);
    slug.trim_end_matches('_').to_owned()
}
