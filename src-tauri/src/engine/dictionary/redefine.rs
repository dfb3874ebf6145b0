//! Changing what an indicator is called and means from a day on, and whether the grid shows it.

use serde_json::json;

use super::Dictionary;
use crate::domain::indicator::{Indicator, IndicatorKind, IndicatorVersion};
use crate::domain::text::clean;
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::profile;
use crate::store::{Book, Done, Operation};

/// A new version of name and definition. Decimals stay, since figures are kept scaled by them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redefinition {
    /// The indicator.
    pub indicator: Id,
    /// First day of the new version.
    pub from_day: Day,
    /// Name.
    pub name: String,
    /// Short name.
    pub short_name: String,
    /// Unit of measure.
    pub unit: String,
    /// Definition.
    pub definition: String,
    /// Document that it rests on.
    pub document: Option<Id>,
}

/// Gives an indicator another name or definition from a day on (đổi tên, định nghĩa). A version that begins on
/// the same day is corrected; earlier days keep theirs.
pub fn redefine_indicator(book: &mut Book, request: &Redefinition) -> Result<Done<()>> {
    let dictionary = book.read(Dictionary::load)?;
    dictionary.need(request.indicator)?;
    let name = clean(&request.name);
    if name.is_empty() {
        return Err(Error::new(ErrorCode::ReasonNeeded).with("what", "tên chỉ tiêu"));
    }
    let before = dictionary
        .definition(request.indicator, request.from_day)
        .ok_or_else(|| Error::new(ErrorCode::Internal).detail("an indicator without a version"))?;
    let record = IndicatorVersion {
        indicator: request.indicator,
        from_day: Some(request.from_day),
        name: name.clone(),
        short_name: clean(&request.short_name),
        unit: clean(&request.unit),
        decimals: before.decimals,
        definition: clean(&request.definition),
        document: request.document,
    };
    let standing = dictionary
        .versions(request.indicator)
        .iter()
        .find(|kept| kept.record.from_day == Some(request.from_day));
    if standing.is_some_and(|kept| kept.record == record) {
        return Ok(unchanged());
    }
    let operation = Operation::new("redefine_indicator", json!({ "name": name }));
    book.transact(operation, |tx| match standing {
        Some(kept) => tx.set(kept.id, &record),
        None => tx.add(&record).map(drop),
    })
}

/// Shows an indicator in the entry grid or takes it out. A ratio is computed and has no place there.
pub fn show_in_grid(book: &mut Book, indicator: Id, in_grid: bool) -> Result<Done<()>> {
    let today = profile::today(book)?;
    let dictionary = book.read(Dictionary::load)?;
    let own = dictionary.need(indicator)?;
    let name = dictionary.name(indicator, today);
    if in_grid && own.kind == IndicatorKind::Ratio {
        return Err(Error::new(ErrorCode::ComputedIndicator).with("indicator", name));
    }
    if own.in_grid == in_grid {
        return Ok(unchanged());
    }
    let record = Indicator {
        in_grid,
        ..own.clone()
    };
    let kind = if in_grid {
        "show_in_grid"
    } else {
        "hide_in_grid"
    };
    book.transact(Operation::new(kind, json!({ "name": name })), |tx| {
        tx.set(indicator, &record)
    })
}

const fn unchanged() -> Done<()> {
    Done {
        value: (),
        changes: Vec::new(),
    }
}
