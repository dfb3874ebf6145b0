//! How the quick report calls indicators, what they are measured against, and units.

use chrono::Datelike;

use super::Quick;
use super::line::Told;
use super::units::Unit;
use crate::domain::Id;
use crate::domain::indicator::Direction;
use crate::domain::text::uncapitalise;
use crate::engine::reports::keys::is_target;
use crate::engine::tables::brief_name;

/// How an indicator is called.
pub(super) struct Names {
    pub(super) name: String,
    pub(super) short: String,
    pub(super) unit: String,
    pub(super) direction: Direction,
}

impl Quick {
    pub(super) fn names(&self, code: &str) -> Names {
        let id = self.dictionary.by_code(code);
        let own = id.and_then(|id| self.dictionary.definition(id, self.day));
        let direction = id
            .and_then(|id| self.dictionary.get(id))
            .map_or(Direction::Up, |own| own.direction);
        let of = |read: fn(&crate::domain::indicator::IndicatorVersion) -> &String| {
            own.map_or_else(|| code.to_owned(), |own| read(own).clone())
        };
        Names {
            name: of(|own| &own.name),
            short: of(|own| &own.short_name),
            unit: own.map_or_else(String::new, |own| own.unit.clone()),
            direction,
        }
    }

    /// "hồ sơ tiếp nhận", as the base stands behind the percentage.
    pub(super) fn base_label(&self, code: &str, base: &str) -> String {
        let id = self.dictionary.by_code(code);
        let own = id
            .zip(self.dictionary.by_code(base))
            .and_then(|(id, base)| {
                let mut all = self.dictionary.bases(id);
                all.find(|own| own.base == base)
            });
        own.map_or_else(
            || uncapitalise(&self.names(base).name),
            |own| own.label.clone(),
        )
    }

    /// "chỉ tiêu giao", "hồ sơ đã thu nhận".
    pub(super) fn against(&self, percent: &Told) -> String {
        match percent.key.against.as_str() {
            own if is_target(own) => "chỉ tiêu giao".to_owned(),
            base => self.base_label(&percent.key.what, base),
        }
    }

    /// "P. An Thới".
    pub(super) fn unit_name(&self, unit: &Unit) -> String {
        let name = unit.body.map(|own: Id| self.directory.name(own, self.day));
        brief_name(&name.unwrap_or_else(|| unit.name.clone()))
    }

    /// Units that have a place, the best first.
    pub(super) fn ranked(&self) -> Vec<&Unit> {
        let mut out: Vec<&Unit> = self
            .reading
            .units
            .iter()
            .filter(|own| own.rank.is_some())
            .collect();
        out.sort_by_key(|own| own.rank.as_ref().map(|rank| rank.figure.amount));
        out
    }

    /// Whether a figure speaks of another day than the paper.
    pub(super) fn is_other_day(&self, day: &Told) -> bool {
        let own = day.figure.amount;
        let (year, rest) = (own / 10_000, own % 10_000);
        let here = i64::from(self.day.month() * 100 + self.day.day());
        (year, rest) != (i64::from(self.day.year()), here)
    }
}
