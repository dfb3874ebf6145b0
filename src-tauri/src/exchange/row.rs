//! One line of `rows.jsonl`: one state of one thing, with what it has seen.
//!
//! ```text
//! {"k":"fact","n":"…","v":[[0,17],[2,4]],"o":"Nguyễn …","m":"2024-03-31T17:00","f":{"value":12}}
//! ```
//! `v` counts sites by their place in the manifest; `f` is `null` for a thing that ended. A line that cannot be read is an
//! error with its number and stops none of the others.

use std::fmt;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use super::merge::Fields;
use crate::domain::{Error, ErrorCode, Result, is_far_day};

/// Bytes of one line at most.
pub const MOST_LINE: usize = 16 << 20;

/// One state of one thing (dòng).
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Table of its kind, as [`crate::domain::Kind::table`] has it. One that is not known comes from a newer program.
    pub kind: String,
    /// What it is called outside.
    pub name: String,
    /// What it has seen: places in the manifest's list of sites and sequences there, ordered, each site once.
    pub vector: Vec<(u32, i64)>,
    /// Who made it so.
    pub officer: String,
    /// When, by the clock there.
    pub moment: String,
    /// Its fields, scalars only; none for a thing that ended (đã bỏ).
    pub fields: Fields,
}

/// The line as it is written.
#[derive(Serialize)]
struct Written<'a> {
    k: &'a str,
    n: &'a str,
    v: &'a [(u32, i64)],
    o: &'a str,
    m: &'a str,
    f: &'a Fields,
}

/// Adds the line of a row. Its vector must be ordered by site.
pub fn append(out: &mut Vec<u8>, row: &Row) -> Result<()> {
    let written = Written {
        k: &row.kind,
        n: &row.name,
        v: &row.vector,
        o: &row.officer,
        m: &row.moment,
        f: &row.fields,
    };
    let failed = |e| Error::new(ErrorCode::Internal).detail(e);
    serde_json::to_writer(&mut *out, &written).map_err(failed)?;
    out.push(b'\n');
    Ok(())
}

/// The bytes of `rows.jsonl`.
pub fn write(rows: &[Row]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    rows.iter().try_for_each(|row| append(&mut out, row))?;
    Ok(out)
}

/// A line that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// Its number, from 1.
    pub line: usize,
    /// Why.
    pub error: Error,
}

/// Reads rows one after another; `sites` is how many the manifest lists.
pub const fn read(bytes: &[u8], sites: usize) -> RowReader<'_> {
    RowReader {
        rest: bytes,
        sites,
        line: 0,
    }
}

/// What [`read`] gives: each line is a row or a fault.
#[derive(Debug, Clone)]
pub struct RowReader<'a> {
    rest: &'a [u8],
    sites: usize,
    line: usize,
}

impl Iterator for RowReader<'_> {
    type Item = std::result::Result<Row, RowFault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let end = self.rest.iter().position(|byte| *byte == b'\n');
        let (own, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest.get(1..).unwrap_or_default();
        self.line += 1;
        let line = self.line;
        let refused = |detail: String| RowFault {
            line,
            error: Error::new(ErrorCode::PackageRow)
                .with("line", line)
                .detail(detail),
        };
        Some(row(own, self.sites).map_err(refused))
    }
}

/// The line as it is read. Each of the six stands there exactly once; others are of a newer program.
#[derive(Deserialize)]
struct Line {
    k: String,
    n: String,
    v: Vec<(u32, i64)>,
    o: String,
    m: String,
    // Without this a line that lost its fields would mean that the thing ended.
    #[serde(deserialize_with = "fields")]
    f: Fields,
}

fn row(line: &[u8], sites: usize) -> Result<Row, String> {
    if line.len() > MOST_LINE {
        return Err("longer than a line may be".into());
    }
    let line: Line = serde_json::from_slice(line).map_err(|e| e.to_string())?;
    if line.k.is_empty() || line.n.is_empty() {
        return Err("no kind or no name".into());
    }
    if line.v.is_empty() {
        return Err("nothing seen".into());
    }
    if line.v.iter().any(|(place, _)| *place as usize >= sites) {
        return Err("a site that is not listed".into());
    }
    let ordered = line.v.is_sorted_by(|one, next| one.0 < next.0);
    if !ordered || line.v.iter().any(|(_, seq)| *seq <= 0) {
        return Err("sites out of order, or a sequence below 1".into());
    }
    Ok(Row {
        kind: line.k,
        name: line.n,
        vector: line.v,
        officer: line.o,
        moment: line.m,
        fields: line.f,
    })
}

/// `null`, or an object of scalars in which no name comes twice.
fn fields<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Fields, D::Error> {
    deserializer.deserialize_any(FieldsVisitor)
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("fields or null")
    }

    fn visit_unit<E>(self) -> Result<Fields, E> {
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
        let mut out = Map::new();
        while let Some((name, value)) = map.next_entry::<String, Value>()? {
            if !scalar(&value) {
                return Err(A::Error::custom(format!("{name} is no scalar")));
            }
            if value.as_str().is_some_and(is_far_day) {
                return Err(A::Error::custom(format!("{name} is a day of no use")));
            }
            if out.contains_key(&name) {
                return Err(A::Error::custom(format!("{name} comes twice")));
            }
            out.insert(name, value);
        }
        Ok(Some(out))
    }
}

/// What a record can hold: no lists, no objects, no fractions.
fn scalar(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => true,
        Value::Number(number) => number.is_i64(),
        Value::Array(_) | Value::Object(_) => false,
    }
}
