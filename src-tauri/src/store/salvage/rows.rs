//! Rows out of a file that may break off anywhere.

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params, params_from_iter};
use sha2::{Digest as _, Sha256};

use super::kind_of;
use crate::domain::hex::hex;
use crate::domain::{Kind, Result};
use crate::store::{sqlite, sums};

/// Keys that are asked for one by one where nothing says how many there are.
const BLIND_PROBES: i64 = 100_000;

/// A table with its columns and what its rows are ordered by.
pub(super) struct Table {
    pub(super) name: String,
    columns: Vec<String>,
    key: Vec<String>,
    /// Whether the first column of the key is a number.
    numbered: bool,
}

/// Every table of a book in the order in which they were made.
pub(super) fn tables(connection: &Connection) -> Result<Vec<Table>> {
    let names: Vec<String> = connection
        .prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid")
        .and_then(|mut own| {
            own.query_map([], |row| row.get(0))
                .and_then(Iterator::collect)
        })
        .map_err(sqlite)?;
    let table = |name: String| {
        let columns: Vec<(String, String, i64)> = connection
            .prepare("SELECT name, type, pk FROM pragma_table_info(?1, 'main') ORDER BY cid")
            .and_then(|mut own| {
                own.query_map([&name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                    .and_then(Iterator::collect)
            })
            .map_err(sqlite)?;
        let mut key: Vec<&(String, String, i64)> = columns.iter().filter(|own| own.2 > 0).collect();
        key.sort_by_key(|own| own.2);
        Ok(Table {
            numbered: key.first().is_some_and(|own| own.1 == "INTEGER"),
            key: key.iter().map(|own| own.0.clone()).collect(),
            columns: columns.iter().map(|own| own.0.clone()).collect(),
            name,
        })
    };
    names.into_iter().map(table).collect()
}

impl Table {
    fn select(&self, rest: &str) -> String {
        format!(
            "SELECT {} FROM main.\"{}\" NOT INDEXED {rest}",
            quoted(&self.columns),
            self.name
        )
    }

    fn order(&self, direction: &str) -> String {
        let each = self.key.iter().map(|own| format!("\"{own}\" {direction}"));
        format!("ORDER BY {}", each.collect::<Vec<_>>().join(", "))
    }

    fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|own| own == column)
    }
}

fn quoted(names: &[String]) -> String {
    let each: Vec<String> = names.iter().map(|own| format!("\"{own}\"")).collect();
    each.join(", ")
}

/// Takes every row of a table that can be read and is not there yet; gives how many. `last` is the last operation of a
/// safety copy, whose states may have ended since.
pub(super) fn take(source: &Connection, to: &Connection, table: &Table, last: Option<i64>) -> u32 {
    let mut taking = Taking {
        to,
        table,
        last,
        count: 0,
    };
    let up = taking.walk(source, &table.order("ASC"), &[]);
    let Some(low) = up else { return taking.count };
    let down = taking.walk(source, &table.order("DESC"), &[]);
    if let (true, Some(high)) = (table.numbered, down) {
        taking.probe(source, low, high);
    }
    taking.count
}

struct Taking<'a> {
    to: &'a Connection,
    table: &'a Table,
    last: Option<i64>,
    count: u32,
}

impl Taking<'_> {
    /// Walks until the end or until it breaks off; gives the last key of before that, none when it came to the end.
    fn walk(
        &mut self,
        source: &Connection,
        order: &str,
        at: &[&dyn rusqlite::ToSql],
    ) -> Option<i64> {
        let mut reached = 0;
        let Ok(mut statement) = source.prepare(&self.table.select(order)) else {
            return Some(0);
        };
        let Ok(mut rows) = statement.query(at) else {
            return Some(0);
        };
        loop {
            match rows.next() {
                Ok(Some(row)) => {
                    let key = self.table.key.first().and_then(|own| self.table.place(own));
                    reached = key.and_then(|at| row.get(at).ok()).unwrap_or(reached);
                    self.put(row);
                }
                Ok(None) => return None,
                Err(_) => return Some(reached),
            }
        }
    }

    /// Asks for each key between two places where walking broke off.
    fn probe(&mut self, source: &Connection, low: i64, high: i64) {
        let first = &self.table.key[0];
        let low = low.max(0);
        let high = if high > 0 {
            high
        } else {
            self.last_key(first).unwrap_or(low + BLIND_PROBES)
        };
        let Ok(mut statement) =
            source.prepare(&self.table.select(&format!("WHERE \"{first}\" = ?1")))
        else {
            return;
        };
        for key in low..=high {
            let Ok(mut rows) = statement.query([key]) else {
                continue;
            };
            while let Ok(Some(row)) = rows.next() {
                self.put(row);
            }
        }
    }

    /// The last key that anything read so far tells of.
    fn last_key(&self, first: &str) -> Option<i64> {
        let sql = match first {
            "id" => {
                "SELECT max(coalesce((SELECT max(id) FROM main.entity), 0), coalesce((SELECT max(entity) FROM main.journal), 0))"
            }
            _ => {
                "SELECT max(coalesce((SELECT max(seq) FROM main.operation), 0), coalesce((SELECT max(seq) FROM main.journal), 0))"
            }
        };
        let last: i64 = self.to.query_row(sql, [], |row| row.get(0)).ok()?;
        (last > 0).then_some(last)
    }

    fn put(&mut self, row: &Row<'_>) {
        let values: rusqlite::Result<Vec<Value>> = (0..self.table.columns.len())
            .map(|at| row.get(at))
            .collect();
        let Ok(mut values) = values else { return };
        if !self.fits(&values) || self.end_of_copy(&mut values).is_none() {
            return;
        }
        let marks: Vec<String> = (1..=values.len()).map(|n| format!("?{n}")).collect();
        let sql = format!(
            "INSERT OR IGNORE INTO main.\"{}\" ({}) VALUES ({})",
            self.table.name,
            quoted(&self.table.columns),
            marks.join(", ")
        );
        // What no row of the book can be is no row of it.
        let put = self
            .to
            .prepare_cached(&sql)
            .and_then(|mut own| own.execute(params_from_iter(values)));
        self.count += u32::try_from(put.unwrap_or(0)).unwrap_or(0);
    }

    /// Whether a row that bears a sum or a digest is what that says.
    fn fits(&self, values: &[Value]) -> bool {
        match (self.table.name.as_str(), values) {
            ("content", [Value::Text(digest), _, Value::Blob(bytes)]) => {
                hex(&Sha256::digest(bytes)) == *digest
            }
            ("epoch" | "secret" | "origin", _) => sums::fits(&self.table.name, values),
            _ => true,
        }
    }

    /// A state that holds in a copy may have ended since: the next row of its entity in the journal says when. None where
    /// the copy says nothing of the row.
    fn end_of_copy(&self, values: &mut [Value]) -> Option<()> {
        let (Some(_), Some(last)) = (kind_of(&self.table.name), self.last) else {
            return Some(());
        };
        let at = self.table.place("to_seq")?;
        if values[at] != Value::Null {
            return Some(());
        }
        let id = self.table.place("id").map(|at| &values[at]);
        let Some(Value::Integer(id)) = id else {
            return None;
        };
        let ended: Option<i64> = self
            .to
            .prepare_cached("SELECT min(seq) FROM main.journal WHERE entity = ?1 AND seq > ?2")
            .and_then(|mut own| own.query_row(params![id, last], |row| row.get(0)))
            .ok()?;
        if let Some(ended) = ended {
            values[at] = Value::Integer(ended);
        }
        Some(())
    }
}

/// States that were read as holding though the journal goes on: an end that was lost with its page.
pub(super) fn end_states(connection: &Connection) -> Result<()> {
    for kind in Kind::ALL {
        let table = kind.table();
        let sql = format!(
            "UPDATE main.\"{table}\" AS own SET to_seq =
               (SELECT min(seq) FROM journal WHERE entity = own.id AND seq > own.from_seq)
             WHERE to_seq IS NULL AND EXISTS (SELECT 1 FROM journal WHERE entity = own.id AND seq > own.from_seq)"
        );
        connection.execute(&sql, []).map_err(sqlite)?;
    }
    Ok(())
}
