//! What an operation asks for is asked before it begins: once a book has an officer with a PIN, nobody else writes.
//! Without encryption of the file this keeps the honest apart, and nobody who opens the file with another program.

use rusqlite::{Connection, OptionalExtension};

use super::transact::Operation;
use super::{open::Book, sqlite};
use crate::domain::access::{Need, Role, need_of};
use crate::domain::{Error, ErrorCode, Id, Result};

/// What the name of an officer's PIN begins with among the secrets of the book.
pub(crate) const PIN: &str = "pin/";

/// An officer who has shown the PIN (cán bộ đang làm việc).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The officer.
    pub id: Id,
    /// The name, as the journal has it.
    pub name: String,
    /// The role.
    pub role: Role,
}

/// Whether any officer of the book has a PIN.
pub fn has_officers(connection: &Connection) -> Result<bool> {
    connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM main.secret JOIN main.officer ON secret.name = 'pin/' || officer.id
             WHERE officer.to_seq IS NULL)",
        )
        .and_then(|mut own| own.query_row([], |row| row.get(0)))
        .map_err(sqlite)
}

impl Book {
    /// Refuses whoever has not shown a PIN, or whose role is not enough.
    pub fn refuse_role(&self, need: Need) -> Result<()> {
        if need == Need::Nobody || !self.read(has_officers)? {
            return Ok(());
        }
        match &self.signed {
            None => Err(Error::new(ErrorCode::NotSignedIn)),
            Some(own) if own.role.may(need) => Ok(()),
            Some(own) => Err(Error::new(ErrorCode::NotAllowed)
                .with("officer", &own.name)
                .with("role", format!("{{term.role.{}}}", own.role.word()))),
        }
    }

    pub(super) fn refuse_operation(&self, operation: &Operation) -> Result<()> {
        let of = operation.undoes.or(operation.redoes);
        let need = match of {
            Some(seq) => self.read(|c| need_of_step(c, seq))?,
            None => need_of(operation.kind),
        };
        self.refuse_role(need)
    }
}

/// What taking a step back, or doing it again, asks for: what the step itself asked for.
fn need_of_step(connection: &Connection, seq: i64) -> Result<Need> {
    let mut seq = seq;
    loop {
        let row: Option<(String, Option<i64>)> = connection
            .prepare_cached(
                "SELECT kind, coalesce(undoes, redoes) FROM main.operation WHERE seq = ?1",
            )
            .and_then(|mut own| {
                own.query_row([seq], |row| Ok((row.get(0)?, row.get(1)?)))
                    .optional()
            })
            .map_err(sqlite)?;
        match row {
            Some((_, Some(earlier))) if earlier < seq => seq = earlier,
            Some((kind, _)) => return Ok(need_of(&kind)),
            None => return Ok(Need::Administer),
        }
    }
}
