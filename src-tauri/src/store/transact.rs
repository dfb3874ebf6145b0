//! The one way to change a book: `BEGIN IMMEDIATE` → closure → journal rows → commit.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, Statement, TransactionBehavior, params};
use serde_json::Value;

use super::identity::{self, Standing};
use super::journal::{self, Hash};
use super::record::{self, Image, Kept};
use super::{open::Book, sqlite};
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
    operation: journal::Entry,
    clock: crate::clock::Clock,
    changes: BTreeSet<ChangeKind>,
    touched: Touched,
    /// Things that the operation made, in order.
    made: Vec<Made>,
    salts: Salts,
    /// Statements that begin a state, by kind and number of fields: many figures are entered at once.
    insertions: HashMap<(Kind, usize), Statement<'a>>,
    entity: Option<Statement<'a>>,
}

/// The setting that says that the book was handed over.
pub const HANDED_OVER: &str = "handed_over";

/// What is still written in a book that was handed over: that it is so, and that it is no more.
const STILL: [&str; 4] = ["hand_over", "receive_handover", "resume_book", "begin_site"];

/// Whoever received the book works on in his; what were written here would be lost there.
fn refuse_handed_over(connection: &Connection, operation: &str) -> Result<()> {
    if STILL.contains(&operation) {
        return Ok(());
    }
    let Some(kept) = super::query::setting(connection, HANDED_OVER)? else {
        return Ok(());
    };
    if kept.record.value.is_empty() {
        return Ok(());
    }
    let about: Value = serde_json::from_str(&kept.record.value).unwrap_or_default();
    let day = about["day"].as_str().unwrap_or_default();
    Err(Error::new(ErrorCode::HandedOver).with("day", day))
}

/// Random bytes, drawn many at a time.
#[derive(Debug, Default)]
struct Salts {
    left: Vec<u8>,
}

impl Salts {
    fn next(&mut self, clock: crate::clock::Clock) -> Result<[u8; SALT]> {
        if self.left.len() < SALT {
            self.left = clock.random()?.to_vec();
        }
        let at = self.left.len() - SALT;
        let mut salt = [0; SALT];
        salt.copy_from_slice(&self.left[at..]);
        self.left.truncate(at);
        Ok(salt)
    }
}

/// A thing that the operation made.
#[derive(Debug)]
struct Made {
    id: Id,
    kind: Kind,
    uid: Option<[u8; 16]>,
}

/// Things that the operation changed, each once, in the order of their first change.
#[derive(Debug, Default)]
struct Touched {
    order: Vec<(Kind, Id, Payload)>,
    places: HashMap<Id, usize>,
}

impl Touched {
    /// Forgets what was touched after the first `kept` things.
    fn cut(&mut self, kept: usize) {
        for (_, id, _) in self.order.drain(kept..) {
            self.places.remove(&id);
        }
        // What was touched before may have been touched again: its digest is made from what stands.
        for (_, _, payload) in &mut self.order {
            payload.reopen();
        }
    }
}

/// The digest of a change; a thing that is changed twice is digested at the end.
#[derive(Debug)]
enum Payload {
    Digested([u8; SALT], Hash),
    Open([u8; SALT]),
}

impl Payload {
    /// What was digested is changed once more.
    fn reopen(&mut self) {
        let (Self::Digested(salt, _) | Self::Open(salt)) = *self;
        *self = Self::Open(salt);
    }
}

/// Bytes of a salt.
const SALT: usize = 16;

impl Book {
    /// Runs `act` as one operation: all of it is kept, or nothing. One that changes nothing leaves no trace.
    pub fn transact<T>(
        &mut self,
        operation: Operation,
        act: impl FnOnce(&mut Tx<'_>) -> Result<T>,
    ) -> Result<Done<T>> {
        self.run(operation, act, true)
    }

    /// Runs `act` to see what would come of it, and keeps nothing.
    pub fn rehearse<T>(
        &mut self,
        operation: Operation,
        act: impl FnOnce(&mut Tx<'_>) -> Result<T>,
    ) -> Result<Done<T>> {
        let done = self.run(operation, act, false)?;
        Ok(Done {
            value: done.value,
            changes: Vec::new(),
        })
    }

    fn run<T>(
        &mut self,
        operation: Operation,
        act: impl FnOnce(&mut Tx<'_>) -> Result<T>,
        keep: bool,
    ) -> Result<Done<T>> {
        self.refuse_while_looking_back()?;
        if self.is_copy() {
            return Err(Error::new(ErrorCode::SafetyCopy));
        }
        if self.damaged.get() {
            return Err(Error::new(ErrorCode::DamagedBook)
                .with("path", self.path().display())
                .detail("found damaged before"));
        }
        self.refuse_operation(&operation)?;
        let done = self.run_whole(operation, act, keep);
        self.watched(done)
    }

    fn run_whole<T>(
        &mut self,
        operation: Operation,
        act: impl FnOnce(&mut Tx<'_>) -> Result<T>,
        keep: bool,
    ) -> Result<Done<T>> {
        let (moment, clock, officer) = (self.clock.moment(), self.clock, self.officer.clone());
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(sqlite)?;
        refuse_handed_over(&transaction, operation.kind)?;
        let seq: i64 = transaction
            .query_row(
                "SELECT coalesce(max(seq), 0) + 1 FROM operation",
                [],
                |row| row.get(0),
            )
            .map_err(sqlite)?;
        let own = journal::Entry {
            seq,
            kind: operation.kind.to_owned(),
            params: operation.params,
            officer,
            moment,
            undoes: operation.undoes,
            redoes: operation.redoes,
        };
        let words = own.params.to_string();
        transaction
            .execute(
                "INSERT INTO operation (seq, kind, params, officer, moment, undoes, redoes, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, x'')",
                params![seq, own.kind, words, own.officer, own.moment, own.undoes, own.redoes],
            )
            .map_err(sqlite)?;
        let mut tx = Tx {
            connection: &transaction,
            operation: own,
            clock,
            changes: BTreeSet::new(),
            touched: Touched::default(),
            made: Vec::new(),
            salts: Salts::default(),
            insertions: HashMap::new(),
            entity: None,
        };
        let value = act(&mut tx)?;
        let rows = tx.write_journal(&words)?;
        let changes: Vec<ChangeKind> = std::mem::take(&mut tx.changes).into_iter().collect();
        drop(tx);
        if !keep || rows == 0 && changes.is_empty() {
            transaction.rollback().map_err(sqlite)?;
        } else {
            transaction.commit().map_err(sqlite)?;
            if changes.contains(&ChangeKind::Exchange) {
                // What is done is done; what could not be noted is noted the next time, or asked for at opening.
                drop(self.note());
            }
        }
        Ok(Done { value, changes })
    }
}

impl<'a> Tx<'a> {
    /// The connection, for reading within the operation.
    pub const fn connection(&self) -> &'a Connection {
        self.connection
    }

    /// Sequence of the operation.
    pub const fn seq(&self) -> i64 {
        self.operation.seq
    }

    /// The moment of the operation, as the journal has it.
    pub fn moment(&self) -> &str {
        &self.operation.moment
    }

    /// The day that the book takes for today.
    pub fn today(&self) -> crate::domain::Day {
        self.clock.today()
    }

    /// Who does it.
    pub fn officer(&self) -> &str {
        &self.operation.officer
    }

    /// Keeps a new thing and gives its key. One that its natural key names is the same thing in every book, and the
    /// same as before when it ended meanwhile.
    pub fn add<R: Record>(&mut self, record: &R) -> Result<Id> {
        let image = record::image(record)?;
        let uid = match identity::standing(self.connection, R::KIND, &image)? {
            Standing::Ended(id) => {
                self.put_image(R::KIND, id, Some(image))?;
                return Ok(id);
            }
            Standing::New(uid) => uid,
        };
        let uid = (R::KIND != Kind::Fact).then(|| uid.unwrap_or_else(|| self.clock.uid()));
        self.enter(R::KIND, uid, &image)
    }

    /// Keeps a new thing whose identity follows from what it is, so that two books never make two of it.
    /// `from` says what it is; the same words give the same identity everywhere.
    pub fn add_as<R: Record>(&mut self, from: &[&str], record: &R) -> Result<Id> {
        let uid = identity::derived(from);
        // Undone once and made again, it is the same thing: the next state of the entity that is there.
        if let Some(id) = identity::by_uid(self.connection, &uid)? {
            self.set(id, record)?;
            return Ok(id);
        }
        self.enter(R::KIND, Some(uid), &record::image(record)?)
    }

    /// Runs `act` within the operation so that a refusal leaves nothing of it, and the operation goes on.
    pub(crate) fn attempt<T>(&mut self, act: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.connection
            .execute_batch("SAVEPOINT attempt")
            .map_err(sqlite)?;
        let (touched, made) = (self.touched.order.len(), self.made.len());
        let changes = self.changes.clone();
        match act(self) {
            Ok(value) => {
                self.connection
                    .execute_batch("RELEASE attempt")
                    .map_err(sqlite)?;
                Ok(value)
            }
            Err(error) => {
                self.connection
                    .execute_batch("ROLLBACK TO attempt; RELEASE attempt")
                    .map_err(sqlite)?;
                self.touched.cut(touched);
                self.made.truncate(made);
                self.changes = changes;
                Err(error)
            }
        }
    }

    /// Keeps a thing that another book made, under the identity that it has there.
    pub(crate) fn add_with<R: Record>(&mut self, uid: [u8; 16], record: &R) -> Result<Id> {
        self.enter(R::KIND, Some(uid), &record::image(record)?)
    }

    /// Makes an entity with its first state.
    fn enter(&mut self, kind: Kind, uid: Option<[u8; 16]>, image: &Image) -> Result<Id> {
        let id = self.born(kind, uid)?;
        self.begin(kind, id, image)?;
        self.note(kind, id, None, Some(image))?;
        Ok(id)
    }

    /// Makes an entity that has no state yet.
    pub(super) fn born(&mut self, kind: Kind, uid: Option<[u8; 16]>) -> Result<Id> {
        let insert = match &mut self.entity {
            Some(statement) => statement,
            none => {
                let sql = "INSERT INTO entity (kind, born, uid) VALUES (?1, ?2, ?3)";
                none.insert(self.connection.prepare(sql).map_err(sqlite)?)
            }
        };
        insert
            .execute(params![kind.table(), self.operation.seq, uid])
            .map_err(sqlite)?;
        let id = self.connection.last_insert_rowid();
        self.made.push(Made { id, kind, uid });
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

    /// Writes a state. One that changes nothing leaves no trace.
    pub(crate) fn put_image(&mut self, kind: Kind, id: Id, after: Option<Image>) -> Result<()> {
        let standing = record::current(self.connection, kind, id)?;
        let before = standing.as_ref().map(|state| &state.image);
        if same(before, after.as_ref()) {
            return Ok(());
        }
        if let Some(state) = &standing {
            record::end(
                self.connection,
                kind,
                id,
                self.operation.seq,
                state.from_seq,
            )?;
        }
        if let Some(image) = &after {
            self.begin(kind, id, image)?;
        }
        self.note(kind, id, before, after.as_ref())
    }

    fn begin(&mut self, kind: Kind, id: Id, image: &Image) -> Result<()> {
        let statement = match self.insertions.entry((kind, image.len())) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => {
                let sql = record::insertion(kind, image);
                free.insert(self.connection.prepare(&sql).map_err(sqlite)?)
            }
        };
        record::begin(statement, id, self.operation.seq, image)
    }

    /// Notes a change for the journal.
    fn note(
        &mut self,
        kind: Kind,
        id: Id,
        before: Option<&Image>,
        after: Option<&Image>,
    ) -> Result<()> {
        self.changes.insert(kind.change());
        if let Some(place) = self.touched.places.get(&id) {
            let payload = self.touched.order.get_mut(*place).map(|own| &mut own.2);
            if let Some(payload @ Payload::Digested(..)) = payload {
                payload.reopen();
            }
            return Ok(());
        }
        let salt = self.salts.next(self.clock)?;
        let digest = journal::payload_digest(&salt, before, after);
        self.touched.places.insert(id, self.touched.order.len());
        let payload = Payload::Digested(salt, digest);
        self.touched.order.push((kind, id, payload));
        Ok(())
    }

    /// Writes the rows of the journal and the link of the chain; gives how many rows.
    fn write_journal(&mut self, params: &str) -> Result<i64> {
        let seq = self.operation.seq;
        let own = journal::operation_digest(&self.operation, params);
        let mut link = journal::Link::new(&journal::head_before(self.connection, seq)?, &own);
        for made in &self.made {
            link.born(
                made.id,
                made.kind.table(),
                made.uid.as_ref().map(|own| &own[..]),
            );
        }
        let mut append = self.connection.prepare(journal::APPEND).map_err(sqlite)?;
        let mut n = 0;
        for (kind, entity, payload) in std::mem::take(&mut self.touched).order {
            let (salt, digest) = match payload {
                Payload::Digested(salt, digest) => (salt, digest),
                Payload::Open(salt) => {
                    let before = record::before(self.connection, kind, entity, seq)?;
                    let after = record::after(self.connection, kind, entity, seq)?;
                    if before.is_none() && after.is_none() {
                        continue;
                    }
                    let digest = journal::payload_digest(&salt, before.as_ref(), after.as_ref());
                    (salt, digest)
                }
            };
            n += 1;
            link.row(n, kind.table(), entity, &digest);
            let row = journal::Row {
                seq,
                n,
                entity,
                kind,
                salt: &salt,
            };
            journal::append(&mut append, &row)?;
        }
        self.connection
            .prepare_cached("UPDATE operation SET hash = ?2 WHERE seq = ?1")
            .and_then(|mut own| own.execute(params![seq, link.hash()]))
            .map_err(sqlite)?;
        Ok(n)
    }

    /// Whether a thing has exactly this state now.
    pub(crate) fn holds(&self, kind: Kind, id: Id, image: Option<&Image>) -> Result<bool> {
        let standing = record::current(self.connection, kind, id)?;
        Ok(same(standing.as_ref().map(|state| &state.image), image))
    }

    /// Notes a change that no record shows, such as an undo.
    pub(crate) fn touch(&mut self, change: ChangeKind) {
        self.changes.insert(change);
    }
}

/// Equal images, with SQLite's 0 and 1 for JSON's false and true.
fn same(a: Option<&Image>, b: Option<&Image>) -> bool {
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
