//! A row read straight into its record, without an image between: lists of bodies and versions are long.

use rusqlite::types::ValueRef;
use rusqlite::{Row, Statement};
use serde::de::value::Error;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IntoDeserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;

/// The columns of a row as the fields of a record; `id`, `from_seq`, `to_seq` belong to its keeping.
pub(super) struct Fields<'a> {
    row: &'a Row<'a>,
    columns: &'a Columns,
    next: usize,
}

/// Names of the columns of a reading, asked for once and not for each row.
pub(super) struct Columns {
    names: Vec<String>,
    /// Where the key stands, and the operation from which on the record holds.
    pub(super) id: usize,
    pub(super) from_seq: usize,
}

impl Columns {
    pub(super) fn of(statement: &Statement<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            names: statement.column_names().map(str::to_owned).collect(),
            id: statement.column_index("id")?,
            from_seq: statement.column_index("from_seq")?,
        })
    }
}

impl<'a> Fields<'a> {
    pub(super) const fn new(row: &'a Row<'a>, columns: &'a Columns) -> Self {
        Self {
            row,
            columns,
            next: 0,
        }
    }
}

impl<'de> Deserializer<'de> for Fields<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        while let Some(name) = self.columns.names.get(self.next) {
            if !matches!(name.as_str(), "id" | "from_seq" | "to_seq") {
                return seed
                    .deserialize(name.as_str().into_deserializer())
                    .map(Some);
            }
            self.next += 1;
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let value = self.row.get_ref(self.next).map_err(Error::custom)?;
        self.next += 1;
        seed.deserialize(Scalar(value))
    }
}

struct Scalar<'a>(ValueRef<'a>);

impl Scalar<'_> {
    fn text(&self) -> Result<&str, Error> {
        self.0.as_str().map_err(Error::custom)
    }
}

impl<'de> Deserializer<'de> for Scalar<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            ValueRef::Null => visitor.visit_unit(),
            ValueRef::Integer(number) => visitor.visit_i64(number),
            ValueRef::Text(_) => visitor.visit_str(self.text()?),
            ValueRef::Real(_) | ValueRef::Blob(_) => {
                Err(Error::custom("a column holds what no record holds"))
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            ValueRef::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let name: serde::de::value::StrDeserializer<'_, Error> = self.text()?.into_deserializer();
        visitor.visit_enum(name)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
