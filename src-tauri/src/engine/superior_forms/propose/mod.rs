//! What a form says by itself: rows that name units below heads that name indicators, rows that name indicators below
//! heads that say what of them, and slots that are named after what belongs there. A thing is certain only where the
//! intake of tables would take it without a doubt; the rest is offered and not filled.

mod lines;
mod slots;
mod titles;
mod units;

use std::collections::{BTreeMap, HashMap};

use super::spot::Spot;
use crate::domain::superior_form::{SpotWhat, SpotWindow};
use crate::domain::{Id, Period};
use crate::engine::counts::Stated;
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::intake::{
    COMPARING, CUMULATIVE, Fit, Heads, Meaning, Names, lists_people, sections, time_of_name,
    words_of,
};
use crate::tabular::template::{Place, Template};
use crate::tabular::{Cell, Table};

/// What was found for a place, and whether it is certain.
pub(super) type Found = BTreeMap<Place, (Spot, bool)>;

/// What a form says of itself.
#[derive(Debug, Default)]
pub(super) struct Proposed {
    pub spots: Found,
    /// Whose figures a row of a sheet holds; none for the sum over all units.
    pub bodies: BTreeMap<(usize, u32), Option<Id>>,
    /// Which indicator a row of a sheet is of.
    pub indicators: BTreeMap<(usize, u32), Id>,
}

/// What proposing depends on.
pub(super) struct Proposer<'a> {
    pub directory: &'a Directory,
    pub dictionary: &'a Dictionary,
    pub heads: &'a Heads,
    pub period: Period,
}

impl Proposer<'_> {
    /// Everything that the form says.
    pub(super) fn all(&self, template: &Template) -> Proposed {
        let chosen = HashMap::new();
        let names = Names::new(self.directory, self.period.days(), &chosen);
        let mut out = Proposed {
            spots: self.slots(template),
            ..Proposed::default()
        };
        for (at, sheet) in template.sheets.iter().enumerate() {
            let table = &sheet.table;
            if table.hidden || table.rows.is_empty() || lists_people(table) {
                continue;
            }
            out.spots.extend(self.titles(at, sheet));
            let parts = sections(table, &names, self.heads);
            let whole = std::slice::from_ref(table);
            let parts = if parts.is_empty() { whole } else { &parts };
            for part in parts {
                let (by_units, bodies) = self.by_units(part, &names);
                let (by_lines, indicators) = self.by_lines(part, &names);
                let sure = |own: &[Cellwise]| own.iter().filter(|own| own.sure).count();
                let score = |own: &[Cellwise]| (sure(own), own.len());
                let found = if score(&by_lines) > score(&by_units) {
                    let own = indicators.iter();
                    out.indicators
                        .extend(own.map(|(row, (id, _))| ((at, *row), *id)));
                    by_lines
                } else {
                    out.bodies
                        .extend(bodies.into_iter().map(|(row, body)| ((at, row), body)));
                    by_units
                };
                for own in found {
                    let free = sheet.merged_into(own.row, own.column).is_none()
                        && sheet.takes(template.kind(), own.row, own.column)
                        && !sheet.formulas.contains_key(&(own.row, own.column))
                        && open(table, own.row, own.column);
                    if free {
                        let place = Place::Cell(at, own.row, own.column);
                        out.spots.entry(place).or_insert((own.spot, own.sure));
                    }
                }
            }
        }
        out
    }

    fn is_flow(&self, id: Id) -> bool {
        let own = self.dictionary.get(id);
        own.is_some_and(|own| !own.kind.is_stock())
    }

    /// How the time that a head names fits the period: this one, the one before, or none of them.
    fn time_of(&self, head: &str) -> Option<SpotWindow> {
        use chrono::Datelike;
        let year = self.period.last_day().year();
        let Some(time) = time_of_name(head, year, true) else {
            return Some(SpotWindow::Current);
        };
        let fits = |period: Period| {
            let own = Stated::Period(period, period.last_day());
            time.fit(own) == Fit::Just
        };
        if fits(self.period) {
            Some(SpotWindow::Current)
        } else if fits(self.period.previous()) {
            Some(SpotWindow::Previous)
        } else {
            None
        }
    }

    /// What a column is of an indicator, by the meaning of its head: the spot without its body, and whether it is
    /// certain.
    fn spot_of(
        &self,
        meaning: Meaning,
        id: Id,
        head: &str,
        with_target: bool,
    ) -> Option<(Spot, bool)> {
        let words = words_of(head).join(" ");
        let says = |marks: &[&str]| marks.iter().any(|mark| words.contains(mark));
        if says(&["cung ki", "cung thoi diem"]) {
            return None;
        }
        let of_year = says(&["tu dau nam", "so voi dau nam"]);
        let mut spot = Spot::value(id, None);
        let mut sure = true;
        match meaning {
            // What came within the period is not where a stock stands.
            Meaning::Figure if !self.is_flow(id) && says(&WITHIN) && !says(&CUMULATIVE) => {
                spot.what = SpotWhat::Delta;
                sure = false;
            }
            Meaning::Figure => {
                if of_year || self.is_flow(id) && says(&CUMULATIVE) {
                    spot.window = SpotWindow::Year;
                }
            }
            Meaning::Target => spot.what = SpotWhat::Target,
            Meaning::Percent => {
                let ratio = self
                    .dictionary
                    .get(id)
                    .is_some_and(|own| own.numerator.is_some());
                if !ratio {
                    spot.what = SpotWhat::Percent;
                    let of_target = says(&["chi tieu", "ke hoach", "giao"]);
                    sure = with_target || of_target;
                    let other = || self.dictionary.main_base(id).map(|own| own.base);
                    spot.base = if sure { None } else { other() };
                }
            }
            Meaning::Previous => spot.window = SpotWindow::Previous,
            Meaning::Increase if self.is_flow(id) && !says(&COMPARING) => {}
            Meaning::Increase => {
                spot.what = SpotWhat::Delta;
                if of_year {
                    spot.window = SpotWindow::Year;
                }
            }
            Meaning::Ignored if says(&["xep hang", "thu hang", "hang"]) && !says(&["xep loai"]) => {
                spot.what = SpotWhat::Rank;
                sure = with_target;
            }
            _ => return None,
        }
        if spot.window == SpotWindow::Current && spot.what == SpotWhat::Value {
            spot.window = self.time_of(head)?;
        }
        Some((spot, sure))
    }
}

/// Words of a head that speak of what came within the period.
const WITHIN: [&str; 6] = [
    "trong ki",
    "trong tuan",
    "trong thang",
    "trong quy",
    "trong ngay",
    "phat sinh",
];

/// What was found for a cell of one table.
pub(super) struct Cellwise {
    pub row: u32,
    pub column: u32,
    pub spot: Spot,
    pub sure: bool,
}

/// Whether a cell is there to be filled: empty, dots, or a figure of last week; a text that says something is not.
pub(super) fn open(table: &Table, row: u32, column: u32) -> bool {
    match table.row(row).and_then(|own| own.cell(column)) {
        None | Some(Cell::Number(_) | Cell::NoValue | Cell::Day(_)) => true,
        Some(Cell::Text(text)) => open_text(text),
        Some(_) => false,
    }
}

/// Dots, dashes, a figure, or what the book itself writes.
pub(super) fn open_text(text: &str) -> bool {
    let plain = text.trim();
    let words = words_of(plain);
    let figure = words.iter().all(|word| {
        matches!(word.as_str(), "tren" | "gan" | "khoang" | "hon")
            || word.bytes().all(|b| b.is_ascii_digit())
    });
    figure || plain.chars().all(|c| !c.is_alphanumeric()) || plain.starts_with("{{")
}
