//! Records as they travel: a column that names another thing holds that thing's name outside the book.

use std::collections::HashMap;

use rusqlite::Connection;
use serde_json::{Map, Value};

use crate::domain::{Error, ErrorCode, Id, Kind, Result};
use crate::store::{self, identity};

/// A record's fields by name.
pub(super) type Fields = Map<String, Value>;

/// Names of things, each asked for once.
pub(super) struct Names<'a> {
    connection: &'a Connection,
    known: HashMap<Id, String>,
}

impl<'a> Names<'a> {
    pub(super) fn new(connection: &'a Connection) -> Self {
        Self {
            connection,
            known: HashMap::new(),
        }
    }

    pub(super) fn of(&mut self, id: Id) -> Result<String> {
        if let Some(name) = self.known.get(&id) {
            return Ok(name.clone());
        }
        let name = identity::name(self.connection, id)?;
        self.known.insert(id, name.clone());
        Ok(name)
    }

    /// The fields of a record as others read them.
    pub(super) fn outward(&mut self, kind: Kind, mut fields: Fields) -> Result<Fields> {
        for column in kind.refs() {
            if let Some(id) = fields.get(*column).and_then(Value::as_i64) {
                fields.insert((*column).to_owned(), Value::from(self.of(id)?));
            }
        }
        Ok(fields)
    }
}

/// The fields of a row as this book keeps them. `find` gives the thing of a name; what it does not know is refused.
pub(super) fn inward(
    kind: Kind,
    mut fields: Fields,
    mut find: impl FnMut(&str) -> Result<Option<Id>>,
) -> Result<Fields> {
    for column in kind.refs() {
        let id = match fields.get(*column) {
            None | Some(Value::Null) => continue,
            Some(Value::String(name)) => find(name)?,
            Some(_) => None,
        };
        let id = id.ok_or_else(|| {
            Error::new(ErrorCode::UnknownReference)
                .with("kind", kind.table())
                .with("column", *column)
        })?;
        fields.insert((*column).to_owned(), Value::from(id));
    }
    Ok(fields)
}

/// What means something in one book only: up to which operation a closing counts. It keeps what it had here, and counts up
/// to `seq` when it comes.
pub(super) fn localise(
    connection: &Connection,
    (kind, thing): (Kind, Option<Id>),
    mut fields: Fields,
    seq: i64,
) -> Result<Fields> {
    if kind == Kind::Closing {
        let own = match thing {
            Some(id) => store::history(connection, kind, id)?,
            None => Vec::new(),
        };
        let head = own
            .into_iter()
            .next()
            .and_then(|(_, fields)| fields.get("head").cloned());
        fields.insert("head".to_owned(), head.unwrap_or_else(|| Value::from(seq)));
    }
    Ok(fields)
}
