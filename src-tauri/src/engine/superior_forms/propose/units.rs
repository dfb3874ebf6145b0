//! Tables whose rows name units and whose heads name indicators.

use std::collections::BTreeMap;

use super::{Cellwise, Proposer, Spot};
use crate::domain::Id;
use crate::domain::superior_form::SpotWhat;
use crate::engine::intake::{Column, Meaning, Names, Role, Rows, Shape, shape_of};
use crate::tabular::Table;

impl Proposer<'_> {
    /// What its cells are, and whose figures its rows hold.
    pub(super) fn by_units(
        &self,
        table: &Table,
        names: &Names<'_>,
    ) -> (Vec<Cellwise>, BTreeMap<u32, Option<Id>>) {
        let mut bodies = BTreeMap::new();
        let Some(shape) = shape_of(table, names, self.heads, self.dictionary) else {
            return (Vec::new(), bodies);
        };
        let rows = Rows {
            shape: &shape,
            names,
            dictionary: self.dictionary,
        };
        let rows = rows.read(table);
        let any = rows
            .iter()
            .any(|row| row.role == Role::Unit && row.body.is_some());
        if !any || shape.head.is_none() {
            return (Vec::new(), bodies);
        }
        let columns: Vec<(u32, Spot, bool)> = shape
            .columns
            .iter()
            .filter_map(|own| self.column(&shape, own))
            .collect();
        let mut out = Vec::new();
        for row in &rows {
            // A total is of all units; the head of a group is the sum of its units, where it names one.
            let (body, certain) = match (row.role, row.body) {
                (Role::Unit, Some(body)) => (Some(body), true),
                (Role::Total, _) => (None, true),
                (Role::Group, Some(body)) => (Some(body), false),
                _ => continue,
            };
            bodies.insert(row.row, body);
            for (column, spot, sure) in &columns {
                let mut spot = spot.clone();
                spot.body = body;
                if body.is_none() && spot.what == SpotWhat::Rank {
                    continue;
                }
                out.push(Cellwise {
                    row: row.row,
                    column: *column,
                    spot,
                    sure: *sure && certain,
                });
            }
        }
        (out, bodies)
    }

    /// What a column holds, for any body.
    fn column(&self, shape: &Shape, own: &Column) -> Option<(u32, Spot, bool)> {
        if own.column == shape.body || own.twin.is_some() {
            return None;
        }
        let figures = || {
            let all = shape.columns.iter();
            all.filter(|own| own.meaning == Meaning::Figure && own.indicator.is_some())
        };
        let id: Id = match (own.indicator, own.meaning) {
            (Some(id), _) => id,
            // A rank names no indicator: it is that of the only one, or of the one beside it.
            (None, Meaning::Ignored) => {
                let left = figures().rfind(|other| other.column < own.column);
                left.or_else(|| figures().next())?.indicator?
            }
            _ => return None,
        };
        let with_target = shape
            .columns
            .iter()
            .any(|other| other.meaning == Meaning::Target && other.indicator == Some(id));
        let only = figures().count() == 1;
        let (spot, sure) = self.spot_of(own.meaning, id, &own.head(), with_target)?;
        let certain = own.meaning != Meaning::Ignored || only;
        Some((own.column, spot, sure && own.sure && certain))
    }
}
