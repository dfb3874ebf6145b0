//! What a paper says, found again by the keys of its figures and of its sections.

use super::line::{Told, words};
use super::units::{Unit, units};
use crate::domain::Id;
use crate::engine::reports::keys::{Measure, is_target};
use crate::engine::reports::overdue::LATE;
use crate::report::content::{Block, Document};

/// The figures of a paper by what they are (số liệu của báo cáo), and what officers wrote in it.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// Indicators in the order of the paper.
    pub(super) rows: Vec<Row>,
    /// Classes of tasks, all of them first.
    pub(super) tasks: Vec<Told>,
    /// Units with their places, and those that have none.
    pub(super) units: Vec<Unit>,
    /// What is late, each with who has to act.
    pub(super) late: Vec<String>,
    pub(super) difficulties: Vec<String>,
    pub(super) proposals: Vec<String>,
}

/// What a paper says of one indicator.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// Code of the indicator.
    pub(super) what: String,
    /// The day that the figure speaks of.
    pub(super) day: Option<Told>,
    pub(super) value: Option<Told>,
    pub(super) base: Option<Told>,
    pub(super) percent: Option<Told>,
    /// To the period before, in its own unit and in points of a percentage.
    pub(super) change: Option<Told>,
    pub(super) points: Option<Told>,
    pub(super) target: Option<Told>,
    /// Against the target.
    pub(super) reached: Option<Told>,
    /// What the units that have both add up to, of how much.
    pub(super) units: Option<Told>,
    pub(super) of_units: Option<Told>,
    pub(super) left: Option<Told>,
    pub(super) pace: Option<Told>,
    /// The last day of the target.
    pub(super) due: Option<Told>,
    /// A unit's place among its peers.
    pub(super) place: Option<Told>,
}

impl Reading {
    /// Reads a paper on a body.
    pub(super) fn of(document: &Document, body: Id) -> Self {
        let mut out = Self {
            units: units(document, body),
            ..Self::default()
        };
        let mut section = String::new();
        for block in &document.body {
            match block {
                Block::Heading { key, .. } => section = key.clone().unwrap_or_default(),
                Block::Paragraph { key, runs } => {
                    let figures: Vec<Told> = runs
                        .iter()
                        .filter_map(|run| Told::of(&run.text, run.figure.as_ref()?))
                        .collect();
                    match key.as_deref() {
                        Some("tasks.progress") => out.tasks = figures,
                        Some(key) if key.starts_with("overdue.") => {
                            out.late.push(late(&words(runs)));
                        }
                        _ => out.paragraph(figures, body),
                    }
                    let text = words(runs);
                    match section.as_str() {
                        _ if text.ends_with(END) => {}
                        "difficulties" => out.difficulties.push(text),
                        "proposals" => out.proposals.push(text),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        out.find_bases(document);
        out.difficulties.retain(|text| !text.contains(NOTHING_HARD));
        out.proposals.retain(|text| text != NOTHING_ASKED);
        out.rows.retain(Row::says);
        out
    }

    /// Takes the figures of a sentence into their rows.
    fn paragraph(&mut self, figures: Vec<Told>, body: Id) {
        let own = |told: &&Told| told.key.body == Some(body);
        let figures: Vec<&Told> = figures.iter().filter(own).collect();
        let mut day: Option<&Told> = None;
        for (place, told) in figures.iter().enumerate() {
            let next = figures.get(place + 1).map(|own| &own.key);
            let is_base = next.is_some_and(|next| {
                next.measure == Measure::Percent
                    && next.against == told.key.what
                    && next.what != told.key.what
            });
            if told.key.measure == Measure::Day && told.key.against.is_empty() {
                day = Some(told);
            } else if !is_base {
                self.take(told, day);
            }
        }
    }

    fn take(&mut self, told: &Told, day: Option<&Told>) {
        let key = &told.key;
        let by_target = is_target(&key.against);
        let what = match key.measure {
            // The sum of targets says beside what it was summed.
            Measure::TargetSum if !key.against.is_empty() => &key.against,
            Measure::Tasks | Measure::YearDelta | Measure::CampaignDelta => return,
            _ => &key.what,
        };
        let row = self.row(what);
        let place = match (key.measure, by_target) {
            (Measure::Value, _) => {
                if row.value.is_none() {
                    row.day = day.cloned();
                }
                &mut row.value
            }
            (Measure::Percent, false) => &mut row.percent,
            (Measure::Percent, true) => &mut row.reached,
            (Measure::Delta, _) if key.against.is_empty() => &mut row.change,
            (Measure::Delta, _) => &mut row.points,
            (Measure::Target, _) => &mut row.target,
            (Measure::Sum, _) => &mut row.units,
            (Measure::TargetSum, _) => &mut row.of_units,
            (Measure::Left, _) => &mut row.left,
            (Measure::Pace, _) => &mut row.pace,
            (Measure::Day, _) => &mut row.due,
            (Measure::Rank, _) => &mut row.place,
            (Measure::Tasks | Measure::YearDelta | Measure::CampaignDelta, _) => return,
        };
        // What is said first is what the sentence is about.
        if place.is_none() {
            *place = Some(told.clone());
        }
    }

    fn row(&mut self, what: &str) -> &mut Row {
        let place = self.rows.iter().position(|own| own.what == what);
        let place = place.unwrap_or_else(|| {
            self.rows.push(Row {
                what: what.to_owned(),
                ..Row::default()
            });
            self.rows.len() - 1
        });
        &mut self.rows[place]
    }

    /// What each percentage is measured against, wherever the paper prints it.
    fn find_bases(&mut self, document: &Document) {
        let all: Vec<Told> = document
            .figures()
            .filter_map(|(text, figure)| Told::of(&text, figure))
            .collect();
        for row in &mut self.rows {
            let Some(percent) = &row.percent else {
                continue;
            };
            let against = &percent.key.against;
            let of = |measure: Measure, beside: &str| {
                all.iter().find(|own| {
                    own.key.measure == measure
                        && own.key.what == *against
                        && own.key.against == beside
                        && own.key.body == percent.key.body
                })
            };
            row.base = of(Measure::Sum, &row.what)
                .or_else(|| of(Measure::Value, ""))
                .cloned();
        }
    }

    /// Whether anything is compared with the period before.
    pub(super) fn compares(&self) -> bool {
        self.rows
            .iter()
            .any(|row| row.change.is_some() || row.points.is_some())
    }
}

impl Row {
    /// Whether it says more than a day.
    const fn says(&self) -> bool {
        self.value.is_some() || self.percent.is_some() || self.reached.is_some()
    }
}

/// What stands where no difficulty was written.
const NOTHING_HARD: &str = "chưa phát sinh khó khăn";

/// What a paper's last words end with.
const END: &str = "./.";

/// What stands where nothing is asked for.
const NOTHING_ASKED: &str = "Không có.";

/// "làm sạch dữ liệu hộ tịch (Phòng Tư pháp, thời hạn 29/02/2024)" of its sentence.
fn late(sentence: &str) -> String {
    let text = sentence.trim_start_matches("- ").trim();
    let text = text.strip_prefix(LATE).unwrap_or(text);
    text.trim_start_matches(':')
        .trim()
        .trim_end_matches(['.', ';'])
        .to_owned()
}
