//! Bodies (cơ quan, đơn vị): who reports. Identity is the territory or organisation; code, name, kind and
//! parent are attributes with days, since the same code names different territories on different days.

use serde::{Deserialize, Serialize};

use super::instant::Day;
use super::record::{Id, flag, records};

/// Whether a body rolls up by territory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum BodyClass {
    /// đơn vị hành chính
    Territory,
    /// cơ quan, tổ chức trong một đơn vị
    Organization,
}

/// Identity of a reporter (cơ quan, đơn vị). A new one only when the territory changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// Stable key among shipped data; empty for own bodies.
    pub key: String,
    /// Territory or organisation.
    pub class: BodyClass,
}

/// What a body was called from a day on (thuộc tính theo thời gian).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyVersion {
    /// The body.
    pub body: Id,
    /// First day, none when the sources do not tell ("chưa rõ").
    pub from_day: Option<Day>,
    /// Last day alive under this version, inclusive; none while it goes on.
    pub to_day: Option<Day>,
    /// Whether the first day is known; else it is the latest possible one ("chưa rõ").
    #[serde(deserialize_with = "flag")]
    pub from_sure: bool,
    /// Whether the last day is known; else it is the latest possible one.
    #[serde(deserialize_with = "flag")]
    pub to_sure: bool,
    /// Official code with leading zeros; for organisations a short one of the book.
    pub code: String,
    /// Name without its kind: "An Thới".
    pub name: String,
    /// Kind in words: "phường".
    pub kind: String,
    /// Short form for narrow columns.
    pub short_name: String,
    /// The body above.
    pub parent: Option<Id>,
    /// Order among siblings.
    pub position: i64,
    /// The document that made it so.
    pub document: Option<Id>,
}

impl BodyVersion {
    /// Whether the version holds on that day.
    pub fn holds_on(&self, day: Day) -> bool {
        self.from_day.is_none_or(|from| from <= day) && self.to_day.is_none_or(|to| day <= to)
    }

    /// "Phường An Thới", or the name alone for an organisation, whose name holds its kind.
    pub fn full_name(&self, class: BodyClass) -> String {
        match class {
            BodyClass::Territory => {
                super::text::capitalise(&format!("{} {}", self.kind, self.name))
            }
            BodyClass::Organization => self.name.clone(),
        }
    }
}

/// How much of a predecessor passes to a successor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// toàn bộ
    Whole,
    /// một phần: history cannot be re-aggregated without a document
    Part,
}

/// A body follows another (kế thừa do sáp nhập, chia, tách).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Succession {
    /// Who ended.
    pub predecessor: Id,
    /// Who follows.
    pub successor: Id,
    /// First day of the successor.
    pub day: Day,
    /// Whether that day is known; else it is the latest possible one.
    #[serde(deserialize_with = "flag")]
    pub day_sure: bool,
    /// Whole or part.
    pub extent: Extent,
    /// The document.
    pub document: Option<Id>,
}

/// How much of a predecessor's figures passes to a successor, as a document says it (tỷ lệ phân chia).
/// Without a document there is no share: none is ever assumed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The succession.
    pub succession: Id,
    /// The indicator that it is for; none for all that have no share of their own.
    pub indicator: Option<Id>,
    /// What passes to the successor.
    pub numerator: i64,
    /// The whole of the predecessor.
    pub denominator: i64,
    /// The document that gives it.
    pub document: Id,
}

records!(Body, BodyVersion, Succession, Share);
