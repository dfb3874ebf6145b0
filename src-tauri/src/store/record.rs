//! Rows ↔ records, for every kind by one mechanism: the fields of the struct are the columns of its table.

use rusqlite::types::{ToSqlOutput, Value as Sql, ValueRef};
use rusqlite::{Connection, Row, Statement, ToSql, params_from_iter};
use serde_json::{Map, Value};

use super::row::{Columns, Fields};
use super::sqlite;
use crate::domain::{Error, ErrorCode, Id, Kind, Record, Result};

/// A record's fields by name, as JSON scalars.
pub(crate) type Image = Map<String, Value>;

/// A record with its identity.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept<R> {
    /// Local key.
    pub id: Id,
    /// The operation that gave it this state.
    pub from_seq: i64,
    /// What is kept.
    pub record: R,
}

/// A JSON scalar as an SQL parameter.
pub(super) struct Scalar<'a>(pub &'a Value);

impl ToSql for Scalar<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self.0 {
            Value::Null => ToSqlOutput::Owned(Sql::Null),
            Value::Bool(flag) => ToSqlOutput::Owned(Sql::Integer(i64::from(*flag))),
            Value::Number(number) => {
                ToSqlOutput::Owned(Sql::Integer(number.as_i64().unwrap_or_default()))
            }
            Value::String(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            // Records hold scalars only; a test asserts it for every kind.
            Value::Array(_) | Value::Object(_) => ToSqlOutput::Owned(Sql::Text(self.0.to_string())),
        })
    }
}

/// The image of a record as its table keeps it.
pub(super) fn image<R: Record>(record: &R) -> Result<Image> {
    match serde_json::to_value(record) {
        Ok(Value::Object(map)) => Ok(map),
        Ok(other) => Err(Error::new(ErrorCode::Internal)
            .detail(format!("a record must be an object, not {other}"))),
        Err(error) => Err(Error::new(ErrorCode::Internal).detail(error)),
    }
}

/// A state of an entity and the operation that gave it.
pub(super) struct State {
    pub from_seq: i64,
    pub image: Image,
}

/// The state in a table that satisfies `condition`, whose first parameter is the entity.
fn state(
    connection: &Connection,
    table: &str,
    condition: &str,
    params: &[&dyn ToSql],
) -> Result<Option<State>> {
    let sql = format!("SELECT * FROM {table} WHERE id = ?1 AND {condition}");
    let mut statement = connection.prepare_cached(&sql).map_err(sqlite)?;
    let mut rows = statement.query(params).map_err(sqlite)?;
    rows.next().map_err(sqlite)?.map(row_state).transpose()
}

/// The state that holds now.
pub(super) fn current(connection: &Connection, kind: Kind, id: Id) -> Result<Option<State>> {
    let table = format!("\"{}\"", kind.table());
    state(connection, &table, "to_seq IS NULL", &[&id])
}

/// The table with every state, also while one looks back at an earlier moment.
fn whole_table(kind: Kind) -> String {
    format!("main.\"{}\"", kind.table())
}

/// The state that held before operation `seq` changed it.
pub(super) fn before(
    connection: &Connection,
    kind: Kind,
    id: Id,
    seq: i64,
) -> Result<Option<Image>> {
    let table = whole_table(kind);
    Ok(state(connection, &table, "to_seq = ?2", &[&id, &seq])?.map(|state| state.image))
}

/// The state that operation `seq` gave.
pub(super) fn after(
    connection: &Connection,
    kind: Kind,
    id: Id,
    seq: i64,
) -> Result<Option<Image>> {
    let table = whole_table(kind);
    Ok(state(connection, &table, "from_seq = ?2", &[&id, &seq])?.map(|state| state.image))
}

fn row_state(row: &Row<'_>) -> Result<State> {
    let names: Vec<&str> = row.as_ref().column_names().collect();
    let mut image = Map::with_capacity(names.len());
    let mut from_seq = 0;
    for (index, name) in names.iter().enumerate() {
        let value = match row.get_ref(index).map_err(sqlite)? {
            ValueRef::Null => Value::Null,
            ValueRef::Integer(number) => Value::from(number),
            ValueRef::Text(text) => Value::from(String::from_utf8_lossy(text).into_owned()),
            ValueRef::Real(_) | ValueRef::Blob(_) => {
                return Err(Error::new(ErrorCode::DamagedBook)
                    .detail(format!("column {name} holds what no record holds")));
            }
        };
        match *name {
            "from_seq" => from_seq = value.as_i64().unwrap_or_default(),
            "id" | "to_seq" => {}
            other => drop(image.insert(other.to_owned(), value)),
        }
    }
    Ok(State { from_seq, image })
}

/// The last state of a thing, and whether it holds.
#[derive(Debug)]
pub(crate) struct Last {
    /// The thing.
    pub id: Id,
    /// The operation that gave the state, or ended it.
    pub seq: i64,
    /// The state; that of before for a thing that ended.
    pub image: Image,
    /// Whether the thing ended.
    pub ended: bool,
}

/// The last state of every thing of a kind that satisfies `condition` in that state.
pub(crate) fn last_states(
    connection: &Connection,
    kind: Kind,
    condition: &str,
) -> Result<Vec<Last>> {
    let table = kind.table();
    let sql = format!(
        "SELECT * FROM \"{table}\" AS own WHERE ({condition}) AND (to_seq IS NULL OR NOT EXISTS (
           SELECT 1 FROM \"{table}\" AS later WHERE later.id = own.id AND later.from_seq > own.from_seq))
         ORDER BY id"
    );
    let mut statement = connection.prepare(&sql).map_err(sqlite)?;
    let mut rows = statement.query([]).map_err(sqlite)?;
    let mut out = Vec::new();
    while let Some(row) = rows.next().map_err(sqlite)? {
        let ended: Option<i64> = row.get("to_seq").map_err(sqlite)?;
        let state = row_state(row)?;
        out.push(Last {
            id: row.get("id").map_err(sqlite)?,
            seq: ended.unwrap_or(state.from_seq),
            image: state.image,
            ended: ended.is_some(),
        });
    }
    Ok(out)
}

/// Every state of a thing with the operation that gave it, the newest first.
pub(crate) fn history(connection: &Connection, kind: Kind, id: Id) -> Result<Vec<(i64, Image)>> {
    let sql = format!(
        "SELECT * FROM \"{}\" WHERE id = ?1 ORDER BY from_seq DESC",
        kind.table()
    );
    let mut statement = connection.prepare_cached(&sql).map_err(sqlite)?;
    let mut rows = statement.query([id]).map_err(sqlite)?;
    let mut out = Vec::new();
    while let Some(row) = rows.next().map_err(sqlite)? {
        let state = row_state(row)?;
        out.push((state.from_seq, state.image));
    }
    Ok(out)
}

/// The fields of a thing as they hold now.
pub(crate) fn fields(connection: &Connection, kind: Kind, id: Id) -> Result<Option<Image>> {
    Ok(current(connection, kind, id)?.map(|state| state.image))
}

/// Records of one kind that hold now and satisfy `condition` (SQL after WHERE, may end in ORDER BY).
pub fn list<R: Record>(
    connection: &Connection,
    condition: &str,
    params: &[&dyn ToSql],
) -> Result<Vec<Kept<R>>> {
    select(
        connection,
        &format!("to_seq IS NULL AND {condition}"),
        params,
    )
}

/// Records of one kind in any state that satisfy `condition`.
pub(super) fn select<R: Record>(
    connection: &Connection,
    condition: &str,
    params: &[&dyn ToSql],
) -> Result<Vec<Kept<R>>> {
    let sql = format!("SELECT * FROM \"{}\" WHERE {condition}", R::KIND.table());
    let mut statement = connection.prepare_cached(&sql).map_err(sqlite)?;
    let mut columns = None;
    let mut rows = statement.query(params_from_iter(params)).map_err(sqlite)?;
    let mut out = Vec::new();
    while let Some(row) = rows.next().map_err(sqlite)? {
        let columns = match columns {
            Some(ref known) => known,
            // SQLite may have prepared the statement anew when it was run.
            None => columns.insert(Columns::of(row.as_ref()).map_err(sqlite)?),
        };
        let (id, from_seq) = (
            row.get(columns.id).map_err(sqlite)?,
            row.get(columns.from_seq).map_err(sqlite)?,
        );
        let record = R::deserialize(Fields::new(row, columns)).map_err(|e| {
            Error::new(ErrorCode::DamagedBook).detail(format!("{} {id}: {e}", R::KIND.table()))
        })?;
        out.push(Kept {
            id,
            from_seq,
            record,
        });
    }
    Ok(out)
}

/// One record by its key, as it holds now.
pub fn get<R: Record>(connection: &Connection, id: Id) -> Result<Option<Kept<R>>> {
    Ok(list(connection, "id = ?1", &[&id])?.pop())
}

/// Ends the state that holds now by operation `seq`; one that the same operation gave never held.
pub(super) fn end(
    connection: &Connection,
    kind: Kind,
    id: Id,
    seq: i64,
    given_by: i64,
) -> Result<()> {
    let table = kind.table();
    let sql = if given_by == seq {
        format!("DELETE FROM \"{table}\" WHERE id = ?1 AND from_seq = ?2")
    } else {
        format!("UPDATE \"{table}\" SET to_seq = ?2 WHERE id = ?1 AND to_seq IS NULL")
    };
    connection
        .prepare_cached(&sql)
        .and_then(|mut statement| statement.execute([id, seq]))
        .map_err(sqlite)?;
    Ok(())
}

/// The statement that begins a state of that shape.
pub(super) fn insertion(kind: Kind, image: &Image) -> String {
    let columns: Vec<String> = image.keys().map(|name| format!("\"{name}\"")).collect();
    let marks: Vec<String> = (0..image.len()).map(|n| format!("?{}", n + 3)).collect();
    format!(
        "INSERT INTO \"{}\" (id, from_seq, {}) VALUES (?1, ?2, {})",
        kind.table(),
        columns.join(", "),
        marks.join(", ")
    )
}

/// Begins a state by operation `seq`.
pub(super) fn begin(insertion: &mut Statement<'_>, id: Id, seq: i64, image: &Image) -> Result<()> {
    let bind = |at: usize, value: &dyn ToSql, insertion: &mut Statement<'_>| {
        insertion.raw_bind_parameter(at, value).map_err(sqlite)
    };
    bind(1, &id, insertion)?;
    bind(2, &seq, insertion)?;
    for (index, value) in image.values().enumerate() {
        bind(index + 3, &Scalar(value), insertion)?;
    }
    insertion.raw_execute().map(drop).map_err(sqlite)
}
