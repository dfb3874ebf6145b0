//! The targets behind a figure, and the figures that are measured by them.

use std::collections::hash_map::Entry;

use super::parts::Tracer;
use super::{TracePart, TraceRole};
use crate::domain::indicator::Target;
use crate::domain::number::decimal;
use crate::domain::{Id, Result};
use crate::engine::counts::{Given, Scope, Targets};
use crate::store;

impl Tracer<'_> {
    /// The target of a body, or those of the units where the whole has none of its own.
    pub(super) fn given(
        &mut self,
        scope: Scope,
        indicator: Id,
        body: Id,
    ) -> Result<Vec<TracePart>> {
        let own = self.given_to(scope, indicator, &[body])?;
        if own.is_empty() && body == self.directory.root {
            return self.given_to_units(scope, indicator, body);
        }
        Ok(own)
    }

    /// The figures of the units and what they were given, of those that have both.
    pub(super) fn reached(
        &mut self,
        scope: Scope,
        indicator: Id,
        body: Id,
    ) -> Result<(Vec<TracePart>, Vec<TracePart>)> {
        let (mut values, mut targets) = (Vec::new(), Vec::new());
        for given in self.given_to_units(scope, indicator, body)? {
            let unit = given.body.unwrap_or(body);
            let own = self.values(TraceRole::Value, scope, indicator, unit)?;
            if !own.is_empty() {
                values.extend(own);
                targets.push(given);
            }
        }
        Ok((values, targets))
    }

    /// The same in one list.
    pub(super) fn both_of_units(
        &mut self,
        scope: Scope,
        indicator: Id,
        body: Id,
    ) -> Result<Vec<TracePart>> {
        let (values, targets) = self.reached(scope, indicator, body)?;
        Ok([values, targets].concat())
    }

    /// The targets of the units for the whole book, or that of one body.
    pub(super) fn given_to_units(
        &mut self,
        scope: Scope,
        indicator: Id,
        body: Id,
    ) -> Result<Vec<TracePart>> {
        let bodies = if body == self.directory.root {
            self.directory.units(scope.as_of.day)
        } else {
            vec![body]
        };
        self.given_to(scope, indicator, &bodies)
    }

    fn given_to(&mut self, scope: Scope, indicator: Id, bodies: &[Id]) -> Result<Vec<TracePart>> {
        let own = self.dictionary.get(indicator);
        let part = own.and_then(|own| own.numerator).unwrap_or(indicator);
        if let Entry::Vacant(free) = self.targets.entry(part) {
            free.insert(Targets::load(self.connection, [part])?);
        }
        let day = scope.as_of.day;
        let given = bodies.iter().copied().filter_map(|own| {
            let given = self.targets[&part].given(&self.directory, part, own, day)?;
            Some((own, given))
        });
        given
            .map(|(own, given)| self.target(part, own, scope, &given))
            .collect()
    }

    fn target(&self, part: Id, body: Id, scope: Scope, given: &Given) -> Result<TracePart> {
        let day = scope.as_of.day;
        let target = &given.version.target;
        let of = "indicator = ?1 AND body = ?2 AND period = ?3 AND document = ?4";
        let params: [&dyn rusqlite::ToSql; 4] =
            [&part, &target.body, &target.period, &target.document];
        let kept = store::list::<Target>(self.connection, of, &params)?;
        let (entity, since) = kept.first().map_or((0, 0), |own| (own.id, own.from_seq));
        let (officer, moment) = self.author(since)?;
        let definition = self.dictionary.definition(part, day);
        Ok(TracePart {
            role: TraceRole::Target,
            body: Some(body),
            indicator: Some(part),
            in_grid: false,
            period: Some(scope.period.key()),
            entity,
            name: self.directory.name(body, day),
            text: decimal(given.value, definition.map_or(0, |own| own.decimals)),
            day: target.document_day,
            source: target.document.clone(),
            officer,
            moment,
            note: String::new(),
            amount: given.value,
        })
    }
}
