//! The figures of a ranking with their keys, for tables and sentences.

use super::figure_sentences::with_word;
use super::keys::{FigureKey, Measure, TARGET, TARGETS, Window};
use super::ranked::Total;
use crate::domain::Id;
use crate::domain::number::{Percent, Qualifier, decimal};
use crate::engine::counts::{Base, RankRow, Ranking, Scope};
use crate::engine::dictionary::Dictionary;
use crate::report::content::{Cell, Run};

/// What a key of a ranking's figure is made of.
pub(super) struct RankFigures {
    what: String,
    against: String,
    window: Window,
    base_window: Window,
    decimals: (u8, u8),
    root: Id,
    /// How exact sums are: of all that have a value, and of those that have a base, too.
    sums: (Qualifier, Qualifier),
    /// The same of what is compared with.
    base_sums: (Qualifier, Qualifier),
}

impl RankFigures {
    pub(super) fn new(ranking: &Ranking, dictionary: &Dictionary, scope: Scope, root: Id) -> Self {
        let own = |id: Id| dictionary.get(id);
        let code = |id: Id| own(id).map_or_else(String::new, |own| own.code.clone());
        let window = |id: Id| Window::of(scope, own(id).is_none_or(|own| own.kind.is_stock()));
        let (against, base_window) = match ranking.base {
            Base::Target => (TARGET.to_owned(), Window::of(scope, true)),
            Base::Indicator(id) => (code(id), window(id)),
        };
        let sum = |with_base: bool| {
            let rows = ranking.rows.iter();
            rows.filter(|row| row.raw.is_some() && (row.raw_base.is_some() || !with_base))
                .fold(Qualifier::Exact, |sum, row| sum.of_sum(row.qualifier))
        };
        let base_sum = |with_value: bool| {
            let rows = ranking.rows.iter();
            rows.filter(|row| row.raw_base.is_some() && (row.raw.is_some() || !with_value))
                .fold(Qualifier::Exact, |sum, row| sum.of_sum(row.base_qualifier))
        };
        Self {
            base_sums: (base_sum(false), base_sum(true)),
            sums: (sum(false), sum(true)),
            what: code(ranking.part),
            against,
            window: window(ranking.part),
            base_window,
            decimals: ranking.decimals,
            root,
        }
    }

    fn key(&self, measure: Measure, against: &str, body: Id) -> FigureKey {
        FigureKey {
            measure,
            what: self.what.clone(),
            against: against.to_owned(),
            body: Some(body),
            window: self.window,
        }
    }

    /// The key of the percentage that all units reach together.
    fn whole_percent(&self) -> FigureKey {
        let against = match self.against.as_str() {
            TARGET => TARGETS,
            base => base,
        };
        self.key(Measure::Percent, against, self.root)
    }

    /// The key of what is compared with: a target, or the value of another indicator.
    fn base_key(&self, body: Id, sum: bool) -> FigureKey {
        let target = self.against == TARGET;
        let what = if target { &self.what } else { &self.against };
        FigureKey {
            measure: match (target, sum) {
                (true, false) => Measure::Target,
                (true, true) => Measure::TargetSum,
                (false, false) => Measure::Value,
                (false, true) => Measure::Sum,
            },
            what: what.clone(),
            against: String::new(),
            body: Some(body),
            window: self.base_window,
        }
    }

    fn cell(text: &str, key: &FigureKey, amount: Option<i64>, decimals: u8) -> Cell {
        match amount {
            Some(amount) => Cell::figure(text, key.figure(amount, decimals)),
            None => text.into(),
        }
    }

    /// What was asked of a unit.
    pub(super) fn base(&self, row: &RankRow) -> Cell {
        let text = row.base.as_deref();
        let text = text.map(|own| with_word(row.base_qualifier, own));
        Self::cell(
            &text.unwrap_or_default(),
            &self.base_key(row.body, false),
            row.raw_base,
            self.decimals.1,
        )
    }

    /// What it has; `nothing` where it has no figure.
    pub(super) fn value(&self, row: &RankRow, nothing: &str) -> Cell {
        let text = row.value.as_deref().map_or_else(
            || nothing.to_owned(),
            |value| with_word(row.qualifier, value),
        );
        let key = self.key(Measure::Value, "", row.body);
        Self::cell(&text, &key, row.raw, self.decimals.0)
    }

    /// Its percentage; about as much, where the value is no exact one.
    pub(super) fn percent(&self, row: &RankRow) -> Cell {
        let about = row.percent_qualifier();
        let text = row.percent.as_deref().map(|own| with_word(about, own));
        let key = self.key(Measure::Percent, &self.against, row.body);
        Self::cell(&text.unwrap_or_default(), &key, row.bar, 2)
    }

    /// The difference to the period before.
    pub(super) fn delta(&self, row: &RankRow) -> Cell {
        let text = row.delta.as_deref().unwrap_or_default();
        let key = self.key(Measure::Delta, "", row.body);
        Self::cell(text, &key, row.raw_delta, self.decimals.0)
    }

    /// Its place; `nothing` where it has none.
    pub(super) fn rank(&self, row: &RankRow, nothing: &str) -> Cell {
        let key = self.key(Measure::Rank, &self.against, row.body);
        let text = row
            .rank
            .map_or_else(|| nothing.to_owned(), |own| own.to_string());
        Self::cell(&text, &key, row.rank.map(i64::from), 0)
    }

    /// "phường An Thới (104,12%)", the percentage as a figure.
    pub(super) fn named(&self, row: &RankRow) -> Vec<Run> {
        let name = crate::domain::text::uncapitalise(&row.name);
        let percent = self.percent(row);
        let text = format!("{}%", percent.text);
        vec![
            Run::plain(format!("{name} (")),
            Run {
                text,
                figure: percent.figure,
                ..Run::default()
            },
            Run::plain(")"),
        ]
    }

    /// What is left to what was asked.
    pub(super) fn left(&self, row: &RankRow, left: i64) -> Run {
        let key = self.key(Measure::Left, &self.against, row.body);
        let about = row.qualifier.of_ratio(Qualifier::Exact);
        Run::figure(
            with_word(about, &decimal(left, self.decimals.0)),
            key.figure(left, self.decimals.0),
        )
    }

    /// Sums over the units that have both value and base, and their percentage.
    pub(super) fn both(&self, part: i64, whole: i64) -> (Run, Run, Option<Run>) {
        let (above, below) = self.decimals;
        let exact = self.sums.1;
        let of = |key: FigureKey, word, amount, decimals| {
            let text = with_word(word, &decimal(amount, decimals));
            Run::figure(text, key.figure(amount, decimals))
        };
        let against = FigureKey {
            against: self.what.clone(),
            ..self.base_key(self.root, true)
        };
        let percent = Percent::of_scaled((part, above), (whole, below)).map(|percent| {
            let key = self.whole_percent();
            let text = format!("{}%", percent.text());
            let about = exact.of_ratio(self.base_sums.1);
            Run::figure(with_word(about, &text), key.figure(percent.0, 2))
        });
        (
            of(
                self.key(Measure::Sum, &self.against, self.root),
                exact,
                part,
                above,
            ),
            of(against, self.base_sums.1, whole, below),
            percent,
        )
    }

    /// Base, value and percentage of all units.
    pub(super) fn total(&self, total: &Total) -> [Cell; 3] {
        let of = |measure| self.key(measure, "", self.root);
        [
            Cell::figure(
                with_word(self.base_sums.0, &total.base),
                self.base_key(self.root, true)
                    .figure(total.raw.1, self.decimals.1),
            ),
            Cell::figure(
                with_word(self.sums.0, &total.value),
                of(Measure::Sum).figure(total.raw.0, self.decimals.0),
            ),
            Self::cell(
                &total
                    .percent
                    .map(|own| with_word(self.sums.1.of_ratio(self.base_sums.1), &own.text()))
                    .unwrap_or_default(),
                &self.whole_percent(),
                total.percent.map(|own| own.0),
                2,
            ),
        ]
    }
}
