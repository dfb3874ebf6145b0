//! Targets on an indicator's page: which is in force, what is left, and how much each working day needs.

use super::super::standing::Standing;
use super::super::targets::{Given, Version};
use super::Page;
use super::views::TargetView;
use crate::domain::indicator::Direction;
use crate::domain::number::{Percent, decimal};
use crate::domain::{Day, Period};

impl Page<'_> {
    /// What the body's figure is compared with: its own target, its whole predecessors', or that of all units.
    pub(super) fn target(&self) -> Option<Given> {
        let (day, body) = (self.day(), self.body);
        self.targets
            .given(self.directory, self.part, body, day)
            .or_else(|| {
                let units = self.directory.children(body, self.territory.day);
                self.targets.of_units(&units, self.part, day)
            })
    }

    pub(super) fn newer_target(&self, standing: Option<&Standing>) -> Option<TargetView> {
        let version = self.targets.newer(self.part, self.body, self.day())?;
        Some(self.target_view(&own(version), standing, false))
    }

    pub(super) fn all_targets(&self, standing: Option<&Standing>) -> Vec<TargetView> {
        let in_force = self.targets.in_force(self.part, self.body, self.day());
        self.targets
            .versions(self.part, self.body)
            .iter()
            .map(|version| self.target_view(&own(version), standing, Some(version) == in_force))
            .collect()
    }

    pub(super) fn target_view(
        &self,
        given: &Given,
        standing: Option<&Standing>,
        in_force: bool,
    ) -> TargetView {
        let target = &given.version.target;
        let value = standing.map(|own| own.value);
        let down = self
            .dictionary
            .get(self.part)
            .is_some_and(|own| own.direction == Direction::Down);
        let met = value.is_some_and(|value| {
            if down {
                value <= given.value
            } else {
                value >= given.value
            }
        });
        // A figure that should stay low has nothing left to reach.
        let left = value
            .filter(|_| !met && !down)
            .map(|value| given.value - value);
        let days = |last: Day| self.calendar.working_days_between(self.day(), last);
        let pace = |last: Day| {
            let days = i64::from(days(last));
            left.filter(|_| days > 0)
                .map(|left| per_day(left, self.decimals(self.part), days))
        };
        let units = self.directory.children(self.body, self.territory.day).len() as u32;
        let how = (given.pieces > 1).then(|| {
            if given.pieces == units {
                format!("cộng chỉ tiêu của {} đơn vị", given.pieces)
            } else {
                format!("cộng chỉ tiêu của {} đơn vị trước sắp xếp", given.pieces)
            }
        });
        TargetView {
            value: self.text(given.value),
            period: target.period.clone(),
            period_label: Period::parse(&target.period)
                .map_or_else(|_| target.period.clone(), Period::label),
            last_day: given.version.last,
            central_day: target.central_day,
            document: target.document.clone(),
            document_day: target.document_day,
            in_force,
            newer: target
                .document_day
                .is_some_and(|issued| issued > self.day()),
            how,
            illustrative: given.illustrative,
            percent: value
                .and_then(|value| Percent::of(value, given.value))
                .map(Percent::text),
            left: left.map(|left| self.text(left)),
            days_left: Some(days(given.version.last)),
            pace: pace(given.version.last),
            central_days_left: target.central_day.map(days),
            central_pace: target.central_day.and_then(pace),
            met,
        }
    }
}

fn own(version: &Version) -> Given {
    Given {
        value: version.target.value,
        illustrative: version.target.illustrative,
        version: version.clone(),
        pieces: 1,
    }
}

/// What each of `days` days needs, rounded up to a tenth of a unit, so that keeping to it reaches the target.
pub(in crate::engine) fn per_day(left: i64, decimals: u8, days: i64) -> String {
    let scale = 10_i128.pow(u32::from(decimals.min(4)));
    let tenths = (i128::from(left) * 10).div_euclid(scale * i128::from(days))
        + i128::from((i128::from(left) * 10).rem_euclid(scale * i128::from(days)) != 0);
    decimal(i64::try_from(tenths).unwrap_or(i64::MAX), 1)
}
