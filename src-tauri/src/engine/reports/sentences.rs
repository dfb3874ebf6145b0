//! Sentences in the register of these reports. Figures keep their source as provenance.

use chrono::Datelike;

use super::keys::{FigureKey, Measure, Window};
use super::material::Material;
use super::ranked::{example_note, ranked};
use super::shown::Shown;
use crate::domain::instant::{show_day, spell_day};
use crate::domain::rank::RankState;
use crate::domain::text::uncapitalise;
use crate::domain::{Day, Id};
use crate::engine::counts::{Ranking, Ratio, Standing};
use crate::report::content::{Block, Figure, Run};

/// Counts below ten are written with a leading zero: "03 nhiệm vụ".
pub(super) fn counted(count: u32) -> String {
    if (1..10).contains(&count) {
        format!("0{count}")
    } else {
        count.to_string()
    }
}

/// Names behind commas; of more than `most`, one less than that with how many others there are.
pub(super) fn named_or_more(mut names: Vec<String>, most: usize) -> String {
    if names.len() <= most {
        return names.join(", ");
    }
    let more = names.len() - (most - 1);
    names.truncate(most - 1);
    format!("{} và {more} đơn vị khác", names.join(", "))
}

/// Most units that a sentence of the report names; more are counted, and stand in the annex.
pub(super) const NAMED_AT_MOST: usize = 10;

/// How many units stand at the top and at the bottom of a ranking's sentence.
const NAMED_UNITS: usize = 3;

/// A paragraph under construction.
#[derive(Default)]
pub(super) struct Sentence(Vec<Run>);

impl Sentence {
    pub(super) fn say(mut self, text: impl AsRef<str>) -> Self {
        self.0.push(Run::plain(text.as_ref()));
        self
    }

    pub(super) fn figure(mut self, text: impl Into<String>, figure: Figure) -> Self {
        self.0.push(Run::figure(text, figure));
        self
    }

    /// Several pieces with the same words between them.
    pub(super) fn list(
        mut self,
        pieces: impl IntoIterator<Item = Vec<Run>>,
        between: &str,
    ) -> Self {
        for (index, piece) in pieces.into_iter().enumerate() {
            if index > 0 {
                self.0.push(Run::plain(between));
            }
            self.0.extend(piece);
        }
        self
    }

    pub(super) fn runs(self) -> Vec<Run> {
        self.0
    }

    /// The paragraph, for which an officer may write other words under a key.
    pub(super) fn end(self, key: impl Into<String>) -> Block {
        Block::Paragraph {
            key: Some(key.into()),
            runs: self.0,
        }
    }
}

/// The day that figures speak of, which changes with them.
pub(super) fn as_of_day(m: &Material, indicator: &str, day: Day) -> Run {
    let key = FigureKey {
        measure: Measure::Day,
        what: indicator.to_owned(),
        against: String::new(),
        body: Some(m.body),
        window: Window::of(m.scope, true),
    };
    Run::figure(spell_day(day), key.figure(as_number(day), 0))
}

/// The last day of a target, or the last of the units' targets, which changes with them.
pub(super) fn last_day(m: &Material, indicator: Id, against: &str, day: Day) -> Run {
    let key = FigureKey {
        window: Window::of(m.scope, true),
        ..key(m, indicator, Measure::Day, against)
    };
    Run::figure(show_day(day), key.figure(as_number(day), 0))
}

/// 20240314.
fn as_number(day: Day) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month() * 100 + day.day())
}

/// Code of an indicator.
pub(super) fn code(m: &Material, indicator: Id) -> String {
    let own = m.dictionary.get(indicator);
    own.map_or_else(String::new, |own| own.code.clone())
}

/// The key of a figure of the body that is reported on.
pub(super) fn key(m: &Material, indicator: Id, measure: Measure, against: &str) -> FigureKey {
    let own = m.dictionary.get(indicator);
    FigureKey {
        measure,
        what: code(m, indicator),
        against: against.to_owned(),
        body: Some(m.body),
        window: Window::of(m.scope, own.is_none_or(|own| own.kind.is_stock())),
    }
}

/// What a percentage is measured against: summed over the units that have both, or as it was entered.
pub(super) fn base_figure(m: &Material, ratio: &Ratio) -> Figure {
    let base = &ratio.base;
    if base.summed.is_none() {
        return figure(m, base);
    }
    let own = key(
        m,
        base.indicator,
        Measure::Sum,
        &code(m, ratio.part.indicator),
    );
    let definition = m.dictionary.definition(base.indicator, base.day);
    own.figure(base.value, definition.map_or(0, |own| own.decimals))
}

pub(super) fn figure(m: &Material, standing: &Standing) -> Figure {
    let definition = m.dictionary.definition(standing.indicator, standing.day);
    let decimals = definition.map_or(0, |own| own.decimals);
    key(m, standing.indicator, Measure::Value, "").figure(standing.value, decimals)
}

/// Who leads, who lags, who has no figure.
pub(super) fn ranking(m: &Material) -> Vec<Block> {
    let Some(ranking) = m.shown_ranking() else {
        return Vec::new();
    };
    let ranked = ranked(ranking);
    let note = example_note(ranking.illustrative);
    let figures = m.rank_figures(ranking);
    let mut said = Sentence::default();
    if ranked.len() > NAMED_UNITS {
        let top = ranked.iter().take(NAMED_UNITS);
        let few = NAMED_UNITS.min(ranked.len() - NAMED_UNITS);
        let bottom = ranked.iter().rev().take(few);
        said = said
            .say(format!(
                "Về {} so với {}{note}: ",
                uncapitalise(&ranking.title),
                ranking.base_name,
            ))
            .list(reached(m, ranking), "")
            .say("đơn vị đạt tỷ lệ cao gồm ")
            .list(top.map(|row| figures.named(row)), ", ")
            .say("; đơn vị đạt tỷ lệ thấp gồm ")
            .list(bottom.map(|row| figures.named(row)), ", ")
            .say(". ");
    }
    let missing: Vec<String> = ranking
        .rows
        .iter()
        .filter(|row| row.state == RankState::NoData)
        .map(|row| uncapitalise(&row.name))
        .collect();
    if !missing.is_empty() {
        let count = counted(missing.len() as u32);
        said = said.say(if missing.len() > NAMED_AT_MOST {
            format!(
                "Có {count}/{} đơn vị chưa phát sinh số liệu. ",
                ranking.rows.len()
            )
        } else {
            format!(
                "Có {count} đơn vị chưa phát sinh số liệu: {}. ",
                missing.join(", ")
            )
        });
    }
    let annex = m.annex_name(Shown::Units).unwrap_or_default();
    vec![said.say(format!("Chi tiết tại {annex}.")).end("ranking")]
}

/// "cộng các phường có số liệu đạt 76.312/83.040 tài khoản (91,90%); ", over the units that have both.
fn reached(m: &Material, ranking: &Ranking) -> Option<Vec<Run>> {
    let both = || {
        ranking
            .rows
            .iter()
            .filter_map(|row| row.raw.zip(row.raw_base))
    };
    let (part, whole): (i64, i64) = (both().map(|own| own.0).sum(), both().map(|own| own.1).sum());
    let (part, whole, percent) = m.rank_figures(ranking).both(part, whole);
    let definition = m.dictionary.definition(ranking.part, m.office.as_of.day);
    let unit = definition.map(|own| own.unit.as_str()).unwrap_or_default();
    Some(
        Sentence::default()
            .say(format!("các {} có số liệu đạt ", m.office.unit_kind()))
            .list([vec![part], vec![whole]], "/")
            .say(format!(" {unit} ("))
            .list([vec![percent?]], "")
            .say("); ")
            .runs(),
    )
}
