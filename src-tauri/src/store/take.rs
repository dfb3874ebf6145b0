//! States that come from another book, and this book's own place among them.

use rusqlite::{Connection, OptionalExtension, params};

use super::origin::{self, Epochs, Origin};
use super::record::Image;
use super::transact::Tx;
use super::{identity, sqlite, sums};
use crate::domain::{Id, Kind, Result};

impl Tx<'_> {
    /// Makes the thing of that name without a state.
    pub(crate) fn bear(&mut self, kind: Kind, name: &str) -> Result<Id> {
        self.born(kind, Some(identity::uid_of_name(name)))
    }

    /// Gives a thing the state that another book gave it; none ends it.
    pub(crate) fn take_state(
        &mut self,
        kind: Kind,
        id: Id,
        fields: Option<Image>,
        origin: &Origin,
    ) -> Result<()> {
        self.put_image(kind, id, fields)?;
        origin::keep(self.connection(), id, self.seq(), origin)
    }

    /// After operation `seq` was taken back: what the thing had seen before it holds again, where a package had
    /// brought it. What was made here and taken back is an act of this book and stays one.
    pub(crate) fn put_back_origin(&mut self, kind: Kind, id: Id, seq: i64) -> Result<()> {
        let connection = self.connection();
        let brought = origin::given(connection, id, seq)?.filter(|(from, _)| *from == seq);
        if brought.is_none() {
            return Ok(());
        }
        let epochs = Epochs::load(connection)?;
        let before = origin::given(connection, id, seq - 1)?.map(|(_, origin)| origin);
        let seen = origin::seen_at(connection, &epochs, kind, id, seq - 1)?;
        let back = before.map_or_else(
            || Origin {
                seen: seen.clone(),
                officer: String::new(),
                moment: String::new(),
                package: None,
            },
            |own| Origin {
                seen: seen.clone(),
                ..own
            },
        );
        origin::keep(connection, id, self.seq(), &back)
    }

    /// From operation `from` on, or from the first one when the book never met another, the book is that site. What the
    /// site before it was goes on to be its own at least once.
    pub(crate) fn begin_epoch(&mut self, site: Id, from: i64) -> Result<()> {
        let from = match Epochs::load(self.connection())?.begun() {
            Some(before) => from.clamp(before + 1, self.seq()),
            None => 1,
        };
        self.connection()
            .execute(
                "INSERT INTO epoch (from_seq, site, sum) VALUES (?1, ?2, ?3)",
                params![from, site, sums::of_epoch(from, site)],
            )
            .map(drop)
            .map_err(sqlite)
    }

    /// Keeps a key of this site; it leaves this file by no way but a handover.
    pub(crate) fn keep_secret(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        self.connection()
            .execute(
                "INSERT OR REPLACE INTO secret (name, bytes, sum) VALUES (?1, ?2, ?3)",
                params![name, bytes, sums::of_secret(name, bytes)],
            )
            .map(drop)
            .map_err(sqlite)
    }
}

impl Tx<'_> {
    /// Forgets a secret; one that is not there is forgotten already.
    pub(crate) fn drop_secret(&mut self, name: &str) -> Result<()> {
        self.connection()
            .execute("DELETE FROM secret WHERE name = ?1", [name])
            .map(drop)
            .map_err(sqlite)
    }
}

impl super::Book {
    /// Every key whose name begins so, with its name.
    pub(crate) fn secrets(&self, prefix: &str) -> Result<Vec<(String, Vec<u8>)>> {
        self.read(|connection| {
            connection
                .prepare_cached("SELECT name, bytes FROM secret WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name")
                .and_then(|mut s| {
                    s.query_map([prefix], |row| Ok((row.get(0)?, row.get(1)?)))
                        .and_then(Iterator::collect)
                })
                .map_err(sqlite)
        })
    }

    /// A key of this site.
    pub(crate) fn secret(&self, name: &str) -> Result<Option<Vec<u8>>> {
        self.read(|connection| secret(connection, name))
    }
}

/// The secret of that name.
pub(crate) fn secret(connection: &Connection, name: &str) -> Result<Option<Vec<u8>>> {
    connection
        .prepare_cached("SELECT bytes FROM secret WHERE name = ?1")
        .and_then(|mut s| s.query_row([name], |row| row.get(0)).optional())
        .map_err(sqlite)
}
