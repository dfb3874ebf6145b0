//! Rows ↔ records, for every kind by one mechanism: the fields of the struct are the columns of its table.

use rusqlite::types::{ToSqlOutput, Value as Sql, ValueRef};
use rusqlite::{Connection, Row, ToSql, params_from_iter};
use serde_json::{Map, Value};

use super::sqlite;
use crate::domain::{Error, ErrorCode, Id, Kind, Record, Result};

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

/// The image of a record as the journal keeps it.
pub(super) fn image<R: Record>(record: &R) -> Result<Map<String, Value>> {
    match serde_json::to_value(record) {
        Ok(Value::Object(map)) => Ok(map),
        Ok(other) => Err(Error::new(ErrorCode::Internal)
            .detail(format!("a record must be an object, not {other}"))),
        Err(error) => Err(Error::new(ErrorCode::Internal).detail(error)),
    }
}

/// The image of a row of the given kind that holds now.
pub(super) fn current_image(
    connection: &Connection,
    kind: Kind,
    id: Id,
) -> Result<Option<Map<String, Value>>> {
    let sql = format!(
        "SELECT * FROM \"{}\" WHERE id = ?1 AND to_seq IS NULL",
        kind.table()
    );
    let mut statement = connection.prepare_cached(&sql).map_err(sqlite)?;
    let mut rows = statement.query([id]).map_err(sqlite)?;
    rows.next()
        .map_err(sqlite)?
        .map(|row| row_image(row).map(|(_, _, map)| map))
        .transpose()
}

fn row_image(row: &Row<'_>) -> Result<(Id, i64, Map<String, Value>)> {
    let names: Vec<&str> = row.as_ref().column_names().collect();
    let mut map = Map::with_capacity(names.len());
    let (mut id, mut from_seq) = (0, 0);
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
            "id" => id = value.as_i64().unwrap_or_default(),
            "from_seq" => from_seq = value.as_i64().unwrap_or_default(),
            "to_seq" => {}
            other => {
                map.insert(other.to_owned(), value);
            }
        }
    }
    Ok((id, from_seq, map))
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
    let mut rows = statement.query(params_from_iter(params)).map_err(sqlite)?;
    let mut out = Vec::new();
    while let Some(row) = rows.next().map_err(sqlite)? {
        let (id, from_seq, map) = row_image(row)?;
        let record = serde_json::from_value(Value::Object(map)).map_err(|e| {
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

/// Writes the state `after` of an entity that holds from operation `seq` on; `None` ends it.
pub(super) fn put(
    connection: &Connection,
    kind: Kind,
    id: Id,
    seq: i64,
    after: Option<&Map<String, Value>>,
) -> Result<()> {
    let table = kind.table();
    // Twice in one operation: the state between never held, only the last is kept.
    let within = format!("DELETE FROM \"{table}\" WHERE id = ?1 AND from_seq = ?2");
    connection
        .prepare_cached(&within)
        .and_then(|mut s| s.execute([id, seq]))
        .map_err(sqlite)?;
    let end = format!("UPDATE \"{table}\" SET to_seq = ?2 WHERE id = ?1 AND to_seq IS NULL");
    connection
        .prepare_cached(&end)
        .and_then(|mut s| s.execute([id, seq]))
        .map_err(sqlite)?;
    let Some(after) = after else { return Ok(()) };
    let columns: Vec<String> = after.keys().map(|name| format!("\"{name}\"")).collect();
    let marks: Vec<String> = (0..after.len()).map(|n| format!("?{}", n + 3)).collect();
    let sql = format!(
        "INSERT INTO \"{table}\" (id, from_seq, {}) VALUES (?1, ?2, {})",
        columns.join(", "),
        marks.join(", ")
    );
    let mut statement = connection.prepare_cached(&sql).map_err(sqlite)?;
    let values: Vec<Scalar<'_>> = after.values().map(Scalar).collect();
    let mut params: Vec<&dyn ToSql> = vec![&id, &seq];
    params.extend(values.iter().map(|v| v as &dyn ToSql));
    statement
        .execute(params_from_iter(params))
        .map_err(sqlite)?;
    Ok(())
}
