//! The one way to change a book: `BEGIN IMMEDIATE` → closure → journal rows → commit.

use std::collections::BTreeSet;

use rusqlite::{Connection, TransactionBehavior, params};
use serde_json::{Map, Value};

use super::record::{self, Kept};
use super::{journal, open::Book, sqlite};
use crate::domain::{ChangeKind, Error, ErrorCode, Id, Kind, Record, Result};

/// What an operation is called, with what its words need.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Name of the use case: `record_count`.
    pub kind: &'static str,
    /// Parameters for the words: `{"body": "Phường An Thới"}`.
    pub params: Value,
    /// The operation that this one takes back.
    pub(crate) undoes: Option<i64>,
    /// The undoing that this one takes back.
    pub(crate) redoes: Option<i64>,
}

impl Operation {
    /// An operation with the parameters of its words.
    pub const fn new(kind: &'static str, params: Value) -> Self {
        Self {
            kind,
            params,
            undoes: None,
            redoes: None,
        }
    }
}

/// What came of an operation, and which kinds of things changed: screens re-read from that and never guess.
#[derive(Debug, Clone, PartialEq)]
pub struct Done<T> {
    /// The result.
    pub value: T,
    /// What changed.
    pub changes: Vec<ChangeKind>,
}

/// An open operation. Everything written through it is journalled.
#[derive(Debug)]
pub struct Tx<'a> {
    connection: &'a Connection,
    seq: i64,
    moment: String,
    officer: String,
    clock: crate::clock::Clock,
    changes: BTreeSet<ChangeKind>,
}

impl Book {
    /// Runs `act` as one operation: all of it is kept, or nothing.
    pub fn transact<T>(
        &mut self,
        operation: Operation,
        act: impl FnOnce(&mut Tx<'_>) -> Result<T>,
    ) -> Result<Done<T>> {
        let moment = self.clock.moment();
        let (clock, officer) = (self.clock, self.officer.clone());
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(sqlite)?;
        let seq: i64 = transaction
            .query_row(
                "SELECT coalesce(max(seq), 0) + 1 FROM operation",
                [],
                |row| row.get(0),
            )
            .map_err(sqlite)?;
        transaction
            .execute(
                "INSERT INTO operation (seq, kind, params, officer, moment, undoes, redoes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![seq, operation.kind, operation.params.to_string(), officer, moment, operation.undoes, operation.redoes],
            )
            .map_err(sqlite)?;
        let mut tx = Tx {
            connection: &transaction,
            seq,
            moment,
            officer,
            clock,
            changes: BTreeSet::new(),
        };
        let value = act(&mut tx)?;
        let changes = std::mem::take(&mut tx.changes).into_iter().collect();
        drop(tx);
        transaction.commit().map_err(sqlite)?;
        Ok(Done { value, changes })
    }
}

impl Tx<'_> {
    /// The connection, for reading within the operation.
    pub const fn connection(&self) -> &Connection {
        self.connection
    }

    /// The moment of the operation, as the journal has it.
    pub fn moment(&self) -> &str {
        &self.moment
    }

    /// Who does it.
    pub fn officer(&self) -> &str {
        &self.officer
    }

    /// Keeps a new thing and gives its key.
    pub fn add<R: Record>(&mut self, record: &R) -> Result<Id> {
        self.connection
            .prepare_cached("INSERT INTO entity (uid, kind, born) VALUES (?1, ?2, ?3)")
            .and_then(|mut s| s.execute(params![self.clock.uid(), R::KIND.table(), self.seq]))
            .map_err(sqlite)?;
        let id = self.connection.last_insert_rowid();
        self.put_image(R::KIND, id, Some(record::image(record)?))?;
        Ok(id)
    }

    /// Gives a thing a new state.
    pub fn set<R: Record>(&mut self, id: Id, record: &R) -> Result<()> {
        self.put_image(R::KIND, id, Some(record::image(record)?))
    }

    /// Ends a thing. Its history stays.
    pub fn end<R: Record>(&mut self, id: Id) -> Result<()> {
        self.put_image(R::KIND, id, None)
    }

    /// Reads a thing that must be there.
    pub fn get<R: Record>(&self, id: Id, missing: ErrorCode) -> Result<Kept<R>> {
        record::get(self.connection, id)?.ok_or_else(|| Error::new(missing).with("id", id))
    }

    /// Writes a state and its journal row. A state that changes nothing leaves no trace.
    pub(crate) fn put_image(
        &mut self,
        kind: Kind,
        id: Id,
        after: Option<Map<String, Value>>,
    ) -> Result<()> {
        let before = record::current_image(self.connection, kind, id)?;
        if same(before.as_ref(), after.as_ref()) {
            return Ok(());
        }
        record::put(self.connection, kind, id, self.seq, after.as_ref())?;
        journal::append(
            self.connection,
            self.seq,
            &self.moment,
            &self.officer,
            kind,
            id,
            before,
            after,
        )?;
        self.changes.insert(kind.change());
        Ok(())
    }

    /// Whether a thing has exactly this state now.
    pub(crate) fn holds(
        &self,
        kind: Kind,
        id: Id,
        image: Option<&Map<String, Value>>,
    ) -> Result<bool> {
        Ok(same(
            record::current_image(self.connection, kind, id)?.as_ref(),
            image,
        ))
    }

    /// Notes a change that no record shows, such as an undo.
    pub(crate) fn touch(&mut self, change: ChangeKind) {
        self.changes.insert(change);
    }
}

/// Equal images, with SQLite's 0 and 1 for JSON's false and true.
fn same(a: Option<&Map<String, Value>>, b: Option<&Map<String, Value>>) -> bool {
    let plain = |value: &Value| match value {
        Value::Bool(flag) => Value::from(i64::from(*flag)),
        other => other.clone(),
    };
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(k, v)| b.get(k).is_some_and(|w| plain(v) == plain(w)))
        }
        _ => false,
    }
}
