//! Where a state came from and what it has seen.
//!
//! A state that was made here needs nothing beside it: its operation says when, and the epochs say at which site that
//! was. A state that a package brought has a row in `origin` with what it had seen there; what is made of it here
//! later adds its own operation to that. So what a thing has seen is a function of the thing and a moment of the
//! book, and a book of a million figures that never met another keeps no row.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::{sqlite, sums};
use crate::domain::{Error, ErrorCode, Id, Kind, Result};

/// What was seen of each site, by its local key.
pub type Seen = crate::domain::seen::Seen<Id>;

/// Where a state came from (nguồn gốc).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// What it has seen.
    pub seen: Seen,
    /// Who made it there.
    pub officer: String,
    /// When, by the machine there.
    pub moment: String,
    /// The package that brought it; none for a state that an undo put back, that was merged or decided here.
    pub package: Option<Id>,
}

/// Which operations were done at which site (các giai đoạn của sổ).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Epochs(Vec<(i64, Id)>);

impl Epochs {
    /// Reads them.
    pub fn load(connection: &Connection) -> Result<Self> {
        connection
            .prepare_cached("SELECT from_seq, site FROM epoch ORDER BY from_seq")
            .and_then(|mut s| {
                s.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
                    .and_then(Iterator::collect)
            })
            .map(Self)
            .map_err(sqlite)
    }

    /// The site that this book is now; none before it first met another.
    pub fn own(&self) -> Option<Id> {
        self.0.last().map(|own| own.1)
    }

    /// The first operation of the last one.
    pub fn begun(&self) -> Option<i64> {
        self.0.last().map(|own| own.0)
    }

    /// Every site that this book is or was.
    pub fn sites(&self) -> impl Iterator<Item = Id> + '_ {
        self.0.iter().map(|own| own.1)
    }

    /// Every epoch with the operation after its last one.
    fn spans(&self) -> impl Iterator<Item = (i64, i64, Id)> + '_ {
        self.0.iter().enumerate().map(|(at, (from, site))| {
            let end = self.0.get(at + 1).map_or(i64::MAX, |next| next.0);
            (*from, end, *site)
        })
    }
}

/// What a thing has seen by the end of operation `seq`.
pub fn seen_at(
    connection: &Connection,
    epochs: &Epochs,
    kind: Kind,
    id: Id,
    seq: i64,
) -> Result<Seen> {
    let given = given(connection, id, seq)?;
    let (from, mut seen) = given.map_or((0, Seen::default()), |(from, origin)| (from, origin.seen));
    for (first, end, site) in epochs.spans() {
        let (first, end) = (first.max(from + 1), end.min(seq + 1));
        if first < end
            && let Some(last) = last_change(connection, kind, id, first, end)?
        {
            seen.see(site, last);
        }
    }
    Ok(seen)
}

/// What a thing has seen by now.
pub fn seen(connection: &Connection, epochs: &Epochs, kind: Kind, id: Id) -> Result<Seen> {
    seen_at(connection, epochs, kind, id, i64::MAX - 1)
}

/// Where the state that held after operation `seq` came from, and when it came; none where nothing of the thing ever
/// came from elsewhere.
pub fn given(connection: &Connection, id: Id, seq: i64) -> Result<Option<(i64, Origin)>> {
    let row = connection
        .prepare_cached(
            "SELECT from_seq, vector, officer, moment, package FROM origin
             WHERE id = ?1 AND from_seq <= ?2 ORDER BY from_seq DESC LIMIT 1",
        )
        .and_then(|mut s| {
            s.query_row([id, seq], |row| {
                let words: String = row.get(1)?;
                let rest = (row.get(2)?, row.get(3)?, row.get(4)?);
                Ok((row.get::<_, i64>(0)?, words, rest))
            })
            .optional()
        })
        .map_err(sqlite)?;
    row.map(|(from, words, (officer, moment, package))| {
        let seen = parse(&words)?;
        let origin = Origin {
            seen,
            officer,
            moment,
            package,
        };
        Ok((from, origin))
    })
    .transpose()
}

/// The last operation from `first` on and before `end` that began or ended a state of the thing.
fn last_change(
    connection: &Connection,
    kind: Kind,
    id: Id,
    first: i64,
    end: i64,
) -> Result<Option<i64>> {
    let table = kind.table();
    let sql = format!(
        "SELECT max(change) FROM (
           SELECT from_seq AS change FROM \"{table}\" WHERE id = ?1
           UNION ALL SELECT to_seq FROM \"{table}\" WHERE id = ?1)
         WHERE change >= ?2 AND change < ?3"
    );
    connection
        .prepare_cached(&sql)
        .and_then(|mut s| s.query_row([id, first, end], |row| row.get(0)))
        .map_err(sqlite)
}

/// Keeps where a state came from that operation `seq` gives.
pub(super) fn keep(connection: &Connection, id: Id, seq: i64, origin: &Origin) -> Result<()> {
    let vector = words(&origin.seen);
    let sum = sums::of_origin((id, seq), &vector, origin);
    let given = params![
        id,
        seq,
        vector,
        origin.officer,
        origin.moment,
        origin.package,
        sum
    ];
    let run = |sql: &str| {
        connection
            .prepare_cached(sql)
            .and_then(|mut s| s.execute(given))
            .map_err(sqlite)
    };
    // Not `OR REPLACE`: that keeps a journal of its own for every row, which costs more than both of these.
    let known = run(
        "UPDATE origin SET vector = ?3, officer = ?4, moment = ?5, package = ?6, sum = ?7 WHERE id = ?1 AND from_seq = ?2",
    )?;
    if known == 0 {
        run(
            "INSERT INTO origin (id, from_seq, vector, officer, moment, package, sum)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
    }
    Ok(())
}

/// `12:345 17:3`, as the book keeps it.
pub fn words(seen: &Seen) -> String {
    let each: Vec<String> = seen
        .iter()
        .map(|(site, seq)| format!("{site}:{seq}"))
        .collect();
    each.join(" ")
}

/// What [`words`] wrote.
pub fn parse(text: &str) -> Result<Seen> {
    let one = |word: &str| {
        let (site, seq) = word.split_once(':')?;
        Some((site.parse().ok()?, seq.parse().ok()?))
    };
    text.split_whitespace()
        .map(|word| one(word).ok_or_else(|| Error::new(ErrorCode::DamagedBook).detail(text)))
        .collect()
}

/// Local keys of sites and their identities outside.
#[derive(Debug, Clone, Default)]
pub struct Sites {
    outside: HashMap<Id, [u8; 16]>,
    inside: HashMap<[u8; 16], Id>,
}

impl Sites {
    /// Every site that the book ever knew.
    pub fn load(connection: &Connection) -> Result<Self> {
        let all: Vec<(Id, [u8; 16])> = connection
            .prepare_cached("SELECT id, uid FROM entity WHERE kind = 'site'")
            .and_then(|mut s| {
                s.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
                    .and_then(Iterator::collect)
            })
            .map_err(sqlite)?;
        Ok(Self {
            outside: all.iter().copied().collect(),
            inside: all.iter().map(|(id, uid)| (*uid, *id)).collect(),
        })
    }

    /// The identity of a site outside.
    pub fn uid(&self, site: Id) -> Option<[u8; 16]> {
        self.outside.get(&site).copied()
    }

    /// The site of that identity.
    pub fn id(&self, uid: &[u8; 16]) -> Option<Id> {
        self.inside.get(uid).copied()
    }

    /// Takes one more.
    pub fn add(&mut self, id: Id, uid: [u8; 16]) {
        self.outside.insert(id, uid);
        self.inside.insert(uid, id);
    }
}
