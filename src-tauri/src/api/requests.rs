//! Requests of the contract. A field that is not known is refused, so that a drift is seen at once.

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::domain::indicator::{Direction, EnteredAt, IndicatorKind};
use crate::domain::{Boundary, Day, Id};

/// A type that is also kept in the book, where fields of a newer program are passed over; in a request they are refused.
pub(super) fn strict<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Serialize + DeserializeOwned,
{
    let given = Value::deserialize(deserializer)?;
    let own: T = serde_json::from_value(given.clone()).map_err(D::Error::custom)?;
    let known = serde_json::to_value(&own).map_err(D::Error::custom)?;
    let mut names = given.as_object().into_iter().flat_map(|own| own.keys());
    match names.find(|name| known.get(name.as_str()).is_none()) {
        Some(name) => Err(D::Error::custom(format!("unknown field `{name}`"))),
        None => Ok(own),
    }
}

macro_rules! requests {
    ($($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $field:ident: $kind:ty),* $(,)? })*) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, Deserialize, TS)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name { $($(#[$of])* pub(super) $field: $kind,)* }
    )* };
}

requests! {
    /// No parameters.
    Nothing {}
    /// An example to be made at a path.
    ExampleAt { name: String, path: String }
    /// A book to be made for a unit.
    RootAt { root: String, path: String }
    /// A file.
    PathOnly { path: String }
    /// Whether the book was moved here, or is a copy.
    PlaceSettled { moved: bool }
    /// How the book is looked at.
    ViewWanted { seen_at: Option<String>, boundary: Boundary }
    /// An indicator's page; of the root where no body is given.
    PageWanted { indicator: Id, body: Option<Id>, period: String, base: Option<String> }
    /// A target as it was typed, with its document.
    SetTargetEntry { body: Id, indicator: Id, period: String, value: String, last_day: Option<Day>, central_day: Option<Day>, document: String, document_day: Option<Day> }
    /// Units by a part of their name or code.
    FindUnits { text: String }
    /// A period, looked at as of a day; today when none is given.
    OfPeriod { period: String, as_of: Option<Day> }
    /// The grid of a period: all rows and columns, or some of them.
    GridWanted { period: String, as_of: Option<Day>, from_row: Option<u32>, rows: Option<u32>, from_column: Option<u32>, columns: Option<u32> }
    /// A day; today when none is given.
    OfDay { as_of: Option<Day> }
    /// A cell of the grid.
    CellAddress { body: Id, indicator: Id, period: String }
    /// A figure as it was typed; without a note the one that stands is kept, without a source it is the figure's own.
    RecordEntry { body: Id, indicator: Id, period: String, entry: String, note: Option<String>, source: Option<String> }
    /// One cell of a block, as it was typed.
    BlockCell { body: Id, indicator: Id, entry: String }
    /// Many cells in one operation; a rehearsal keeps nothing.
    RecordBlock { period: String, cells: Vec<BlockCell>, rehearse: bool }
    /// A doubt that is accepted.
    AcceptDoubt { body: Id, indicator: Id, period: String, code: String, reason: String }
    /// The latest operations.
    JournalWanted { limit: u32 }
}

requests! {
    /// One indicator.
    IndicatorOnly { indicator: Id }
    /// What an own indicator is compared with.
    NewBase { base: Id, label: String }
    /// An own indicator.
    AddIndicator { name: String, short_name: String, slug: String, kind: IndicatorKind, direction: Direction, unit: String, decimals: u8, group: String, source: String, entered_at: EnteredAt, definition: String, numerator: Option<Id>, bases: Vec<NewBase>, in_grid: bool }
    /// Name and definition from a day on.
    RedefineIndicator { indicator: Id, from_day: Day, name: String, short_name: String, unit: String, definition: String }
    /// In or out of the entry grid.
    ShowInGrid { indicator: Id, in_grid: bool }
}

requests! {
    /// One unit, looked at as of a day.
    UnitWanted { body: Id, as_of: Option<Day> }
    /// A book to be divided into a folder.
    DivideAt { day: Day, folder: String }
    /// Names as they were written.
    NamesToMatch { texts: Vec<String>, as_of: Option<Day> }
}

pub(super) use requests;
