//! Tables whose rows name indicators; their heads say what of them, or name units.

use std::collections::BTreeMap;

use super::{Cellwise, Proposer, Spot};
use crate::domain::Id;
use crate::engine::intake::{
    Column, Meaning, Names, columns_of, head_rows, is_number, without_number,
};
use crate::tabular::Table;

/// Rows that are looked at.
const LOOKED_AT: usize = 2_000;

/// What a column of such a table holds.
enum Holds {
    /// Figures of a unit; none for all of them.
    Unit(Option<Id>),
    /// What the head says of the whole.
    Role(Meaning, String),
}

impl Proposer<'_> {
    /// What its cells are, and which indicators its rows are of.
    pub(super) fn by_lines(
        &self,
        table: &Table,
        names: &Names<'_>,
    ) -> (Vec<Cellwise>, BTreeMap<u32, (Id, bool)>) {
        let Some((label, found)) = self.indicator_rows(table) else {
            return (Vec::new(), BTreeMap::new());
        };
        let first = found.keys().next().copied().unwrap_or_default();
        let Some(at) = table.rows.iter().position(|row| row.number == first) else {
            return (Vec::new(), found);
        };
        let head = head_rows(table, at, label);
        let columns: Vec<Column> = columns_of(table, head, self.heads)
            .into_iter()
            .filter(|own| own.column > label)
            .collect();
        let holding: Vec<(u32, Holds)> = columns
            .iter()
            .filter_map(|own| Some((own.column, self.holds(own, names)?)))
            .collect();
        let with_target = holding
            .iter()
            .any(|(_, own)| matches!(own, Holds::Role(Meaning::Target, _)));
        let mut out = Vec::new();
        for (row, (id, percent)) in &found {
            for (column, holds) in &holding {
                let own = match holds {
                    Holds::Unit(body) => {
                        let meaning = if *percent {
                            Meaning::Percent
                        } else {
                            Meaning::Figure
                        };
                        let own = self.spot_of(meaning, *id, "", false);
                        own.map(|(spot, sure)| {
                            (
                                Spot {
                                    body: *body,
                                    ..spot
                                },
                                sure,
                            )
                        })
                    }
                    Holds::Role(meaning, head) => {
                        let meaning = match (meaning, percent) {
                            (Meaning::Figure, true) => Meaning::Percent,
                            (other, _) => *other,
                        };
                        let own = self.spot_of(meaning, *id, head, with_target);
                        let body = Some(self.directory.root);
                        own.map(|(spot, sure)| (Spot { body, ..spot }, sure))
                    }
                };
                if let Some((spot, sure)) = own {
                    out.push(Cellwise {
                        row: *row,
                        column: *column,
                        spot,
                        sure,
                    });
                }
            }
        }
        (out, found)
    }

    /// The column whose rows name most indicators for certain, and the rows; whether each is a percentage.
    fn indicator_rows(&self, table: &Table) -> Option<(u32, BTreeMap<u32, (Id, bool)>)> {
        let mut found: BTreeMap<u32, BTreeMap<u32, (Id, bool)>> = BTreeMap::new();
        for row in table.rows.iter().take(LOOKED_AT) {
            let named = row.cells.iter().take(8).find(|(_, cell)| {
                let letters = cell.text().chars().filter(|c| c.is_alphabetic()).count();
                !is_number(cell) && letters > 2
            });
            let Some((column, cell)) = named else {
                continue;
            };
            let text = cell.text();
            let read = self.heads.read_label(without_number(&text));
            let (Some(id), true) = (read.indicator, read.sure) else {
                continue;
            };
            let percent = match read.meaning {
                Meaning::Figure => false,
                Meaning::Percent => true,
                _ => continue,
            };
            found
                .entry(*column)
                .or_default()
                .insert(row.number, (id, percent));
        }
        let best = found
            .into_iter()
            .max_by_key(|(column, rows)| (rows.len(), std::cmp::Reverse(*column)));
        best.filter(|(_, rows)| rows.len() >= 2)
    }

    fn holds(&self, own: &Column, names: &Names<'_>) -> Option<Holds> {
        let text = own.parts.last()?;
        if Names::may_name(text) && names.knows(text) {
            return Some(Holds::Unit(names.read(text, None).ok()));
        }
        let head = own.head();
        let words = crate::engine::intake::words_of(text).join(" ");
        let all = ["tong", "tong cong", "tong so", "cong"];
        if all.contains(&words.as_str()) {
            return Some(Holds::Unit(None));
        }
        let told = self.time_of(text) == Some(crate::domain::superior_form::SpotWindow::Current)
            && crate::engine::intake::without_time(text).is_none();
        let role = if text.contains('%') {
            Some(Meaning::Percent)
        } else {
            self.heads.role(text)
        };
        match role {
            Some(Meaning::Body | Meaning::Code | Meaning::Ordinal | Meaning::Note) => None,
            Some(role) => Some(Holds::Role(role, head)),
            None if told => Some(Holds::Role(Meaning::Figure, head)),
            None => None,
        }
    }
}
