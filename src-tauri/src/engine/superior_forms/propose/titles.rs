//! Titles that say until when: "(Tính đến ngày 14/3/2024)" of last week gets the day of this one, once an officer says so.

use super::{Found, Proposer, Spot};
use crate::domain::instant::parse_day;
use crate::domain::superior_form::SpotWhat;
use crate::engine::intake::words_of;
use crate::tabular::Cell;
use crate::tabular::template::{Place, TemplateSheet};

/// Rows in which titles stand.
const ROWS: u32 = 15;

impl Proposer<'_> {
    pub(super) fn titles(&self, at: usize, sheet: &TemplateSheet) -> Found {
        let mut out = Found::new();
        for row in sheet.table.rows.iter().take_while(|row| row.number <= ROWS) {
            for (column, cell) in &row.cells {
                let Cell::Text(text) = cell else { continue };
                let Some(pattern) = pattern_of(text) else {
                    continue;
                };
                let free = sheet.merged_into(row.number, *column).is_none()
                    && !sheet.formulas.contains_key(&(row.number, *column));
                if free {
                    let root = Some(self.directory.root);
                    let spot = Spot {
                        pattern,
                        ..Spot::of(SpotWhat::AsOf, None, root)
                    };
                    out.insert(Place::Cell(at, row.number, *column), (spot, false));
                }
            }
        }
        out
    }
}

/// The words around the day until which a title speaks.
fn pattern_of(text: &str) -> Option<String> {
    if text.chars().count() > 250 || !words_of(text).join(" ").contains("tinh den") {
        return None;
    }
    let day = text
        .split(|c: char| !(c.is_ascii_digit() || matches!(c, '/' | '-')))
        .find(|part| part.len() >= 8 && parse_day(part).is_ok())?;
    Some(text.replacen(day, "{}", 1))
}
