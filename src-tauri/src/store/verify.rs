//! Whether the book is what its journal says (kiểm tra nhật ký): every operation is reckoned anew from the states that
//! the book holds, and nothing may stand in it that no operation gave.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row, Statement, params};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::journal::{self, Entry, Hash, Link};
use super::{health, open::Book, record, sqlite, sums};
use crate::domain::hex::hex;
use crate::domain::{Error, ErrorCode, Id, Kind, Result};

/// Most misfits that are told.
const MOST: usize = 50;

/// What does not fit.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Misfit {
    /// What it is.
    pub what: MisfitKind,
    /// The table that it was found in.
    pub table: String,
    /// The operation; 0 where it is of none.
    pub operation: i64,
}

/// Ways in which a book can differ from its journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MisfitKind {
    /// The operation, what it made or what it changed is not what its hash says.
    Chain,
    /// Operations are missing between two others.
    Gap,
    /// A state stands there that no row of the journal gave or ended.
    Stray,
    /// Something was blanked and no operation says why.
    Unexplained,
    /// A row beside the journal is not what its sum says.
    Sum,
    /// Kept bytes are not those of their digest.
    Content,
}

/// What checking the journal found.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Verdict {
    /// Operations looked at.
    pub operations: i64,
    /// Rows of the journal looked at.
    pub rows: i64,
    /// Payloads that were blanked with a reason.
    pub redacted: i64,
    /// The first operation that does not fit; 0 where something beside the operations does not; none when all fits.
    pub broken_at: Option<i64>,
    /// What does not fit, the first fifty.
    pub misfits: Vec<Misfit>,
    /// The last operation.
    pub last: i64,
    /// Its hash in hexadecimal.
    pub head: String,
}

impl Book {
    /// Recomputes the chain from the operations and the states that the book holds.
    pub fn verify_journal(&self) -> Result<Verdict> {
        self.read(verify)
    }
}

/// The same of any connection.
pub fn verify(connection: &Connection) -> Result<Verdict> {
    health::refuse_garbled_names(connection)?;
    Check::new(connection, None).run()
}

/// Reckons every hash anew from what stands there and writes it: of a book out of which something was lost.
pub(super) fn link_anew(connection: &Connection) -> Result<()> {
    let update = connection
        .prepare("UPDATE main.operation SET hash = ?2 WHERE seq = ?1")
        .map_err(sqlite)?;
    Check::new(connection, Some(update)).chain()
}

/// What is counted while one goes along.
#[derive(Default)]
struct Counted {
    /// States that rows of the journal began and ended, by kind.
    states: BTreeMap<Kind, (i64, i64)>,
    /// Blanked payloads by the operation that blanked them.
    blanked: BTreeMap<i64, Vec<Blank>>,
}

/// What was blanked: a row of the journal, or the words of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Blank {
    /// The operation.
    pub(super) seq: i64,
    /// The row; 0 for the words of the operation itself.
    pub(super) n: i64,
}

struct Check<'a> {
    connection: &'a Connection,
    /// Writes a hash that does not fit instead of telling it.
    update: Option<Statement<'a>>,
    verdict: Verdict,
    counted: Counted,
}

/// An operation as it stands in its table.
struct Own {
    entry: Entry,
    hash: Vec<u8>,
    digest: Hash,
}

impl<'a> Check<'a> {
    fn new(connection: &'a Connection, update: Option<Statement<'a>>) -> Self {
        Self {
            connection,
            update,
            verdict: Verdict {
                operations: 0,
                rows: 0,
                redacted: 0,
                broken_at: None,
                misfits: Vec::new(),
                last: 0,
                head: String::new(),
            },
            counted: Counted::default(),
        }
    }

    fn run(mut self) -> Result<Verdict> {
        self.chain()?;
        self.strays()?;
        self.explained()?;
        for table in sums::misfits(self.connection)? {
            self.tell(MisfitKind::Sum, table, 0);
        }
        self.contents()?;
        Ok(self.verdict)
    }

    fn tell(&mut self, what: MisfitKind, table: &str, operation: i64) {
        self.verdict.broken_at.get_or_insert(operation);
        if self.verdict.misfits.len() < MOST {
            self.verdict.misfits.push(Misfit {
                what,
                table: table.to_owned(),
                operation,
            });
        }
    }

    /// Walks operations, things and rows side by side, each in the order in which it was written.
    fn chain(&mut self) -> Result<()> {
        let connection = self.connection;
        let mut operations = connection
            .prepare("SELECT seq, kind, params, officer, moment, undoes, redoes, hash, digest, redacted FROM main.operation ORDER BY seq")
            .map_err(sqlite)?;
        let mut things = connection
            .prepare("SELECT born, id, kind, uid FROM main.entity ORDER BY id")
            .map_err(sqlite)?;
        let mut rows = connection
            .prepare("SELECT seq, n, entity, kind, salt, digest, redacted FROM main.journal ORDER BY seq, n")
            .map_err(sqlite)?;
        let mut operations = operations.query([]).map_err(sqlite)?;
        let mut things = Walk::of(things.query([]).map_err(sqlite)?)?;
        let mut rows = Walk::of(rows.query([]).map_err(sqlite)?)?;
        let mut previous: Vec<u8> = Vec::new();
        while let Some(row) = operations.next().map_err(sqlite)? {
            let own = self.operation(row)?;
            let seq = own.entry.seq;
            if seq != self.verdict.last + 1 {
                self.tell(MisfitKind::Gap, "operation", seq);
            }
            let mut link = Link::new(&previous, &own.digest);
            things.up_to(seq, |row| {
                let (kind, uid): (String, Option<Vec<u8>>) = (get(row, 2)?, get(row, 3)?);
                link.born(get(row, 1)?, &kind, uid.as_deref());
                Ok(())
            })?;
            rows.up_to(seq, |row| self.row(seq, row, &mut link))?;
            let hash = link.hash();
            previous = own.hash;
            if hash[..] != previous[..] {
                match &mut self.update {
                    Some(update) => {
                        update.execute(params![seq, hash]).map_err(sqlite)?;
                        previous = hash.to_vec();
                    }
                    None => self.tell(MisfitKind::Chain, "operation", seq),
                }
            }
            self.verdict.operations += 1;
            self.verdict.last = seq;
        }
        if things.at.is_some() {
            self.tell(MisfitKind::Stray, "entity", 0);
        }
        if rows.at.is_some() {
            self.tell(MisfitKind::Stray, "journal", 0);
        }
        self.verdict.head = hex(&previous);
        Ok(())
    }

    fn operation(&mut self, row: &Row<'_>) -> Result<Own> {
        let params: String = get(row, 2)?;
        let entry = Entry {
            seq: get(row, 0)?,
            kind: get(row, 1)?,
            params: Value::Null,
            officer: get(row, 3)?,
            moment: get(row, 4)?,
            undoes: get(row, 5)?,
            redoes: get(row, 6)?,
        };
        let (kept, by): (Option<Vec<u8>>, Option<i64>) = (get(row, 8)?, get(row, 9)?);
        let digest = match kept.and_then(|own| Hash::try_from(own).ok()) {
            Some(kept) => kept,
            None => journal::operation_digest(&entry, &params),
        };
        if let Some(by) = by {
            self.blank(
                by,
                Blank {
                    seq: entry.seq,
                    n: 0,
                },
            );
        }
        Ok(Own {
            hash: get(row, 7)?,
            digest,
            entry,
        })
    }

    fn blank(&mut self, by: i64, what: Blank) {
        self.verdict.redacted += 1;
        self.counted.blanked.entry(by).or_default().push(what);
    }

    /// One row of the journal; its payload is digested from the states, or the digest is the one kept where a payload
    /// was blanked.
    fn row(&mut self, seq: i64, row: &Row<'_>, link: &mut Link) -> Result<()> {
        self.verdict.rows += 1;
        let (n, entity): (i64, Id) = (get(row, 1)?, get(row, 2)?);
        let name: String = get(row, 3)?;
        let (salt, kept): (Option<Vec<u8>>, Option<Vec<u8>>) = (get(row, 4)?, get(row, 5)?);
        let by: Option<i64> = get(row, 6)?;
        let Some(kind) = Kind::of_table(&name) else {
            self.tell(MisfitKind::Chain, "journal", seq);
            return Ok(());
        };
        let before = record::before(self.connection, kind, entity, seq)?;
        let after = record::after(self.connection, kind, entity, seq)?;
        let states = self.counted.states.entry(kind).or_default();
        states.0 += i64::from(after.is_some());
        states.1 += i64::from(before.is_some());
        let digest = kept.unwrap_or_else(|| {
            let salt = salt.unwrap_or_default();
            journal::payload_digest(&salt, before.as_ref(), after.as_ref()).to_vec()
        });
        link.row(n, &name, entity, &digest);
        if let Some(by) = by {
            self.blank(by, Blank { seq, n });
        }
        Ok(())
    }

    /// Every state was begun, and where it ended ended, by a row of the journal.
    fn strays(&mut self) -> Result<()> {
        for kind in Kind::ALL {
            let (begun, ended) = self.counted.states.get(kind).copied().unwrap_or_default();
            let table = kind.table();
            let sql = format!("SELECT count(*), count(to_seq) FROM main.\"{table}\"");
            let found: (i64, i64) = self
                .connection
                .query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
                .map_err(sqlite)?;
            if found != (begun, ended) {
                self.tell(MisfitKind::Stray, table, 0);
            }
        }
        Ok(())
    }

    /// What was blanked is what the operation that blanked it says.
    fn explained(&mut self) -> Result<()> {
        let told = super::redact::told(self.connection)?;
        let found = std::mem::take(&mut self.counted.blanked);
        let mut operations: Vec<i64> = told.keys().chain(found.keys()).copied().collect();
        operations.sort_unstable();
        operations.dedup();
        for operation in operations {
            let mut found = found.get(&operation).cloned().unwrap_or_default();
            found.sort_unstable();
            if told.get(&operation) != Some(&found) {
                self.tell(MisfitKind::Unexplained, "journal", operation);
            }
        }
        Ok(())
    }

    fn contents(&mut self) -> Result<()> {
        let mut statement = self
            .connection
            .prepare("SELECT digest, bytes FROM main.content")
            .map_err(sqlite)?;
        let mut rows = statement.query([]).map_err(sqlite)?;
        let mut wrong = false;
        while let Some(row) = rows.next().map_err(sqlite)? {
            let (digest, bytes): (String, Vec<u8>) = (get(row, 0)?, get(row, 1)?);
            wrong |= hex(&Sha256::digest(bytes)) != digest;
        }
        if wrong {
            self.tell(MisfitKind::Content, "content", 0);
        }
        Ok(())
    }
}

/// A column; what is of another type than its column says was changed from outside.
fn get<T: rusqlite::types::FromSql>(row: &Row<'_>, at: usize) -> Result<T> {
    row.get(at).map_err(|error| match error {
        rusqlite::Error::InvalidColumnType(..)
        | rusqlite::Error::Utf8Error(..)
        | rusqlite::Error::FromSqlConversionFailure(..) => {
            Error::new(ErrorCode::DamagedBook).detail(error)
        }
        other => sqlite(other),
    })
}

/// Rows in the order of the operation that their first column names.
struct Walk<'a> {
    rows: rusqlite::Rows<'a>,
    /// The operation of the row at hand; none behind the last one.
    at: Option<i64>,
}

impl<'a> Walk<'a> {
    fn of(rows: rusqlite::Rows<'a>) -> Result<Self> {
        let mut walk = Self { rows, at: None };
        walk.next()?;
        Ok(walk)
    }

    fn next(&mut self) -> Result<()> {
        self.at = match self.rows.next().map_err(sqlite)? {
            Some(row) => Some(get(row, 0)?),
            None => None,
        };
        Ok(())
    }

    /// Takes every row of that operation. One that was left over belongs to none, and keeps what follows from being taken.
    fn up_to(&mut self, seq: i64, mut each: impl FnMut(&Row<'_>) -> Result<()>) -> Result<()> {
        while self.at == Some(seq) {
            if let Some(row) = self.current() {
                each(row)?;
            }
            self.next()?;
        }
        Ok(())
    }

    fn current(&self) -> Option<&Row<'a>> {
        rusqlite::fallible_streaming_iterator::FallibleStreamingIterator::get(&self.rows)
    }
}
