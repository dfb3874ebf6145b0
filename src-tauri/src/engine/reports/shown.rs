//! The annexes of the progress report: which have something to show, and their numbers.

use super::charts;
use super::flows;
use super::material::Material;
use super::task_sentences;
use super::unit_tables;
use crate::engine::counts::Ranking;
use crate::report::chart::Plot;

impl Material {
    /// Whether a unit has a figure that annex I shows; of a report on one unit, whether that one has any.
    fn has_unit_figures(&self) -> bool {
        if self.unit().is_some() {
            return !unit_tables::figures(self).rows.is_empty();
        }
        self.shown_ranking().is_some() || flows::has_flows(self)
    }

    /// The ranking, where a unit has a figure in it.
    pub(super) fn shown_ranking(&self) -> Option<&Ranking> {
        self.ranking.as_ref().filter(|own| own.submitted > 0)
    }

    /// What is drawn in an annex of its own.
    pub(super) fn drawings(&self) -> &[(String, Plot)] {
        self.drawings.get_or_init(|| {
            let status = charts::status(&self.office);
            let drawn = [self.trend.clone(), charts::funnel(self), status];
            drawn.into_iter().flatten().collect()
        })
    }

    /// The annexes that have something to show, in order.
    fn shown(&self) -> &[Shown] {
        self.shown.get_or_init(|| {
            let tasks = !task_sentences::states(&self.office.board, self.unit()).is_empty();
            let charts = self.unit().is_none() && !self.drawings().is_empty();
            [
                (self.has_unit_figures(), Shown::Units),
                (tasks, Shown::Tasks),
                (charts, Shown::Charts),
            ]
            .into_iter()
            .filter_map(|(there, own)| there.then_some(own))
            .collect()
        })
    }

    /// Number of an annex: none where it is not printed, empty where it is the only one.
    pub(super) fn annex_number(&self, wanted: Shown) -> Option<&'static str> {
        const NUMBERS: [&str; 3] = ["I", "II", "III"];
        let shown = self.shown();
        let place = shown.iter().position(|own| *own == wanted)?;
        if shown.len() == 1 {
            return Some("");
        }
        NUMBERS.get(place).copied()
    }

    /// How the text refers to an annex: "Phụ lục II", "Phụ lục kèm theo"; none where it is not printed.
    pub(super) fn annex_name(&self, wanted: Shown) -> Option<String> {
        let number = self.annex_number(wanted)?;
        let number = if number.is_empty() { ONLY } else { number };
        Some(format!("Phụ lục {number}"))
    }
}

/// What stands for the number of the only annex.
const ONLY: &str = "kèm theo";

/// What an annex of the progress report shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// số liệu theo đơn vị
    Units,
    /// tiến độ nhiệm vụ
    Tasks,
    /// biểu đồ
    Charts,
}
