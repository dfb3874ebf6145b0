//! What is said beside a cell: doubts about its figure, and what other sources say.

use rusqlite::Connection;

use super::{SAMPLE, Sheet};
use crate::domain::indicator::{ILLUSTRATIVE, IndicatorKind};
use crate::domain::number::{decimal, signed};
use crate::domain::{Id, Result};
use crate::engine::counts::OtherFigure;
use crate::engine::counts::beside::{At, Beside, Surroundings};
use crate::engine::counts::doubts::{self, Doubt, Doubted};
use crate::store::series::Point;

impl Sheet {
    /// Doubts about the figure of a cell, those that were accepted marked.
    pub(super) fn doubts(
        &self,
        connection: &Connection,
        indicator: Id,
        point: &Point,
    ) -> Result<Vec<Doubt>> {
        let (Some(own), Some(value)) = (self.dictionary.get(indicator), point.value) else {
            return Ok(Vec::new());
        };
        if &*point.source == ILLUSTRATIVE
            || !matches!(own.kind, IndicatorKind::Stock | IndicatorKind::Flow)
        {
            return Ok(Vec::new());
        }
        let beside = self.beside(connection, indicator, point)?;
        let doubted = Doubted {
            kind: own.kind,
            decimals: self.decimals(indicator),
            value,
            period: Some(self.scope.period),
            day: point.day,
            today: self.today,
            dictionary: &self.dictionary,
        };
        let mut out = doubted.doubts(&beside);
        if beside.before == Some(value) && value > 0 && self.copied(connection, indicator)? {
            out.push(doubts::copied_doubt(value, self.decimals(indicator)));
        }
        doubts::mark_accepted(connection, point.fact, value, &mut out)?;
        Ok(out)
    }

    /// What stands beside the figure of a cell.
    fn beside(&self, connection: &Connection, indicator: Id, point: &Point) -> Result<Beside> {
        let own = self.dictionary.get(indicator);
        let window = if own.is_some_and(|own| own.kind.is_stock()) {
            format!("@{}", point.as_of().key())
        } else {
            self.scope.period.key()
        };
        let surroundings = Surroundings {
            directory: &self.directory,
            dictionary: &self.dictionary,
        };
        let at = At {
            body: point.body,
            indicator,
            window: &window,
            period: Some(self.scope.period),
            day: point.day,
            source: &point.source,
        };
        surroundings.of(connection, at)
    }

    /// Whether the first units' figures are those of last time; looked at once a column.
    fn copied(&self, connection: &Connection, indicator: Id) -> Result<bool> {
        if let Some(known) = self.copied.borrow().get(&indicator) {
            return Ok(*known);
        }
        let day = self.scope.as_of.day;
        let mut pairs = Vec::new();
        for body in self.directory.units(day).into_iter().take(SAMPLE) {
            let Some(point) = self
                .point(indicator, body)
                .filter(|own| &*own.source != ILLUSTRATIVE)
            else {
                continue;
            };
            let before = self.beside(connection, indicator, point)?.before;
            pairs.extend(point.value.zip(before));
        }
        let found = doubts::copied(pairs);
        self.copied.borrow_mut().insert(indicator, found);
        Ok(found)
    }

    /// What other sources say of the period.
    pub(super) fn others(
        &self,
        indicator: Id,
        body: Id,
        chosen: Option<&Point>,
    ) -> Vec<OtherFigure> {
        let first = self.scope.period.days().0;
        let stock = self
            .dictionary
            .get(indicator)
            .is_some_and(|own| own.kind.is_stock());
        let decimals = self.decimals(indicator);
        let points = self.figures.sources(indicator, body).iter();
        points
            .filter(|point| &*point.source != ILLUSTRATIVE && (!stock || point.day >= first))
            .filter(|point| chosen.is_none_or(|own| own.source != point.source))
            .filter_map(|point| {
                let value = point.value?;
                let difference = chosen.and_then(|own| own.value).map(|own| own - value);
                Some(OtherFigure {
                    source: self.dictionary.source_name(&point.source),
                    text: decimal(value, decimals),
                    prefix: point.qualifier.word().to_owned(),
                    difference: difference.map(|own| signed(own, decimals)),
                    as_of: point.day,
                })
            })
            .collect()
    }
}
