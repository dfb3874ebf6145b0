//! A row of a table ↔ a line of JSON.

use std::borrow::Cow;
use std::fmt;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Row, ToSql};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use super::{Column, ColumnKind};
use crate::domain::hex::{from_hex, hex};
use crate::domain::{Error, ErrorCode, Result};
use crate::store::sqlite;

/// Writes a row as one line, columns in the order of the table.
pub(super) fn write(out: &mut Vec<u8>, row: &Row<'_>, columns: &[Column]) -> Result<()> {
    out.push(b'{');
    for (index, column) in columns.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        text(out, &column.name)?;
        out.push(b':');
        match row.get_ref(index).map_err(sqlite)? {
            ValueRef::Null => out.extend_from_slice(b"null"),
            ValueRef::Integer(number) => out.extend_from_slice(number.to_string().as_bytes()),
            ValueRef::Text(bytes) => {
                let own = std::str::from_utf8(bytes).map_err(|e| damaged(column, e))?;
                text(out, own)?;
            }
            ValueRef::Blob(bytes) => {
                out.push(b'"');
                out.extend_from_slice(hex(bytes).as_bytes());
                out.push(b'"');
            }
            ValueRef::Real(number) => return Err(damaged(column, number)),
        }
    }
    out.extend_from_slice(b"}\n");
    Ok(())
}

fn damaged(column: &Column, what: impl fmt::Display) -> Error {
    Error::new(ErrorCode::DamagedBook).detail(format!("{}: {what}", column.name))
}

fn text(out: &mut Vec<u8>, own: &str) -> Result<()> {
    serde_json::to_writer(out, own).map_err(|e| Error::new(ErrorCode::Internal).detail(e))
}

/// A value on its way into a table.
pub(super) enum Value<'a> {
    Null,
    Integer(i64),
    Text(Cow<'a, str>),
    Blob(Vec<u8>),
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// Why a line is no row of a table.
pub(super) enum Misfit {
    /// It is no object of JSON.
    Unreadable(serde_json::Error),
    /// A column that the table does not have, that comes twice, is missing or holds something else.
    Column(String),
}

/// Reads a line as a row: every column once, in whatever order, with what its type allows.
pub(super) fn read<'a>(line: &'a [u8], columns: &[Column]) -> Result<Vec<Value<'a>>, Misfit> {
    let Pairs(pairs) = serde_json::from_slice(line).map_err(Misfit::Unreadable)?;
    let mut out: Vec<Option<Value<'a>>> = columns.iter().map(|_| None).collect();
    for (name, scalar) in pairs {
        let misfit = || Misfit::Column(name.to_string());
        let at = columns.iter().position(|own| own.name == name);
        let at = at.filter(|at| out[*at].is_none()).ok_or_else(misfit)?;
        let value = match (columns[at].kind, scalar) {
            (_, Scalar::Null) => Value::Null,
            (ColumnKind::Integer, Scalar::Integer(number)) => Value::Integer(number),
            (ColumnKind::Text, Scalar::Text(text)) => Value::Text(text),
            (ColumnKind::Blob, Scalar::Text(text)) => {
                Value::Blob(from_hex(&text).ok_or_else(misfit)?)
            }
            _ => return Err(misfit()),
        };
        out[at] = Some(value);
    }
    let missing = out.iter().position(Option::is_none);
    if let Some(at) = missing {
        return Err(Misfit::Column(columns[at].name.clone()));
    }
    Ok(out.into_iter().flatten().collect())
}

enum Scalar<'a> {
    Null,
    Integer(i64),
    Text(Cow<'a, str>),
}

impl<'de> Deserialize<'de> for Scalar<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Scalar<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number, a text or null")
            }
            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Scalar::Null)
            }
            fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
                Ok(Scalar::Integer(number))
            }
            fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Self::Value, E> {
                i64::try_from(number)
                    .map(Scalar::Integer)
                    .map_err(E::custom)
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Scalar::Text(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Scalar::Text(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

/// An object whose names are kept as they come, so that one that comes twice is seen.
struct Pairs<'a>(Vec<(Cow<'a, str>, Scalar<'a>)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Pairs<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("one object a line")
            }
            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut out = Vec::new();
                while let Some(Scalar::Text(name)) = map.next_key()? {
                    out.push((name, map.next_value()?));
                }
                Ok(Pairs(out))
            }
        }
        deserializer.deserialize_map(Reader)
    }
}
