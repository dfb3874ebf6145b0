//! The book as it stood after an earlier operation (xem số liệu tại ngày).
//!
//! Every table of records keeps its states with the operations between which they held. While one looks back, a
//! temporary view of the same name lies over each table and shows only what was known then; so every question
//! that the program can ask about the present is answered about the past by the same words.

use rusqlite::Connection;

use super::{open::Book, query, sqlite};
use crate::domain::instant::show_day;
use crate::domain::{Error, ErrorCode, Instant, Kind, Result};

impl Book {
    /// Shows the book as it stood after operation `seq`, or as it is. Nothing can be written while one looks back.
    pub fn look_at(&mut self, seq: Option<i64>) -> Result<()> {
        if self.seen == seq {
            return Ok(());
        }
        uncover(&self.connection)?;
        self.seen = None;
        if let Some(seq) = seq {
            cover(&self.connection, seq)?;
            self.seen = seq.into();
        }
        Ok(())
    }

    /// Shows the book as it stood at a moment; a bare day means its end.
    pub fn look_at_moment(&mut self, instant: Instant) -> Result<()> {
        let time = instant.time.map_or_else(
            || "23:59:59".to_owned(),
            |time| time.format("%H:%M:%S").to_string(),
        );
        let moment = format!("{}T{time}.999+07:00", instant.day);
        self.look_at(None)?;
        let seq = self.read(|connection| query::seq_at(connection, &moment))?;
        if seq == 0 {
            return Err(Error::new(ErrorCode::BeforeTheBook).with("moment", show_day(instant.day)));
        }
        self.look_at(Some(seq))
    }

    /// The operation after which the book is looked at; none for as it is.
    pub const fn looks_at(&self) -> Option<i64> {
        self.seen
    }

    pub(super) fn refuse_while_looking_back(&self) -> Result<()> {
        if self.seen.is_none() {
            return Ok(());
        }
        let moment = self.read(query::last_moment)?.unwrap_or_default();
        let shown = moment.get(..16).unwrap_or_default().replace('T', " ");
        Err(Error::new(ErrorCode::LookingBack).with("moment", shown))
    }
}

fn covered() -> impl Iterator<Item = &'static str> {
    Kind::ALL
        .iter()
        .map(|kind| kind.table())
        .chain(["operation", "journal"])
}

fn uncover(connection: &Connection) -> Result<()> {
    for table in covered() {
        connection
            .execute_batch(&format!("DROP VIEW IF EXISTS temp.\"{table}\""))
            .map_err(sqlite)?;
    }
    Ok(())
}

fn cover(connection: &Connection, seq: i64) -> Result<()> {
    for kind in Kind::ALL {
        let table = kind.table();
        let columns: Vec<String> = columns(connection, table)?
            .into_iter()
            .map(|name| {
                if name == "to_seq" {
                    format!("CASE WHEN to_seq <= {seq} THEN to_seq END AS to_seq")
                } else {
                    format!("\"{name}\"")
                }
            })
            .collect();
        let sql = format!(
            "CREATE TEMP VIEW \"{table}\" AS SELECT {} FROM main.\"{table}\" WHERE from_seq <= {seq}",
            columns.join(", ")
        );
        connection.execute_batch(&sql).map_err(sqlite)?;
    }
    for table in ["operation", "journal"] {
        let sql =
            format!("CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE seq <= {seq}");
        connection.execute_batch(&sql).map_err(sqlite)?;
    }
    Ok(())
}

fn columns(connection: &Connection, table: &str) -> Result<Vec<String>> {
    let mut statement = connection
        .prepare_cached("SELECT name FROM pragma_table_info(?1, 'main')")
        .map_err(sqlite)?;
    let names = statement
        .query_map([table], |row| row.get(0))
        .map_err(sqlite)?;
    names.collect::<rusqlite::Result<_>>().map_err(sqlite)
}
