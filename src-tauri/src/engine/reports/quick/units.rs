//! The units of a paper's ranking.

use super::line::Told;
use crate::domain::Id;
use crate::engine::reports::keys::Measure;
use crate::report::content::{Block, Document, Row, RowKind, Table};

/// A unit in the ranking of a paper.
#[derive(Debug, Default)]
pub(super) struct Unit {
    /// The body, where the row has a figure; else its name as it is printed.
    pub(super) body: Option<Id>,
    pub(super) name: String,
    pub(super) rank: Option<Told>,
    pub(super) value: Option<Told>,
    pub(super) base: Option<Told>,
    pub(super) percent: Option<Told>,
    pub(super) change: Option<Told>,
    pub(super) left: Option<Told>,
}

/// The units of the first table that gives them places, as the table has them.
pub(super) fn units(document: &Document, body: Id) -> Vec<Unit> {
    let found = document.blocks().find_map(|block| match block {
        Block::Table(table) => Some((table, ranked_by(table, body)?)),
        _ => None,
    });
    let Some((table, what)) = found else {
        return Vec::new();
    };
    let rows = table.rows.iter();
    let mut out: Vec<Unit> = rows
        .filter(|row| row.kind == RowKind::Body)
        .map(|row| unit(row, &what))
        .collect();
    // How much is left is said in the text, of those that lag.
    for (text, figure) in document.figures() {
        let told = Told::of(&text, figure).filter(|own| own.key.measure == Measure::Left);
        let Some(told) = told else {
            continue;
        };
        let own = out
            .iter_mut()
            .find(|own| own.body.is_some() && own.body == told.key.body);
        if let Some(own) = own {
            own.left = Some(told);
        }
    }
    out
}

fn told(row: &Row) -> impl Iterator<Item = Told> + '_ {
    let cells = row.cells.iter();
    cells.filter_map(|cell| Told::of(&cell.text, cell.figure.as_ref()?))
}

/// The indicator by which a table gives places to units; none for a table of one unit's figures.
fn ranked_by(table: &Table, body: Id) -> Option<String> {
    let mut all = table.rows.iter().flat_map(told);
    let place = all.find(|own| own.key.measure == Measure::Rank && own.key.body != Some(body))?;
    Some(place.key.what)
}

fn unit(row: &Row, what: &str) -> Unit {
    let mut out = Unit {
        name: row
            .cells
            .get(1)
            .map_or_else(String::new, |own| own.text.clone()),
        ..Unit::default()
    };
    for told in told(row) {
        out.body = told.key.body;
        let own = told.key.what == what;
        match told.key.measure {
            Measure::Rank => out.rank = Some(told),
            Measure::Percent => out.percent = Some(told),
            Measure::Delta => out.change = Some(told),
            Measure::Value if own => out.value = Some(told),
            Measure::Value | Measure::Target => out.base = Some(told),
            _ => {}
        }
    }
    out
}
