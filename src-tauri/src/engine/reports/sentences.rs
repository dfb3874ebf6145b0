//! Sentences in the register of these reports. Figures keep their source as provenance.

use super::keys::{FigureKey, Measure, TARGET, Window};
use chrono::Datelike;

use super::material::Material;
use super::ranked::{example_note, ranked};
use crate::domain::indicator::Indicator;
use crate::domain::instant::{show_day, spell_day};
use crate::domain::number::decimal;
use crate::domain::rank::RankState;
use crate::domain::text::uncapitalise;
use crate::domain::{Day, Id};
use crate::engine::counts::{Ratio, Standing};
use crate::report::content::{Block, Figure, Run};
use crate::store::Kept;

/// Counts below ten are written with a leading zero: "03 nhiệm vụ".
pub(super) fn counted(count: u32) -> String {
    if (1..10).contains(&count) {
        format!("0{count}")
    } else {
        count.to_string()
    }
}

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
fn as_of_day(m: &Material, indicator: &str, day: Day) -> Run {
    let key = FigureKey {
        measure: Measure::Day,
        what: indicator.to_owned(),
        against: String::new(),
        body: Some(m.office.board.directory.root),
        window: Window::of(m.scope, true),
    };
    let amount = i64::from(day.year()) * 10_000 + i64::from(day.month() * 100 + day.day());
    Run::figure(spell_day(day), key.figure(amount, 0))
}

/// Code of an indicator.
pub(super) fn code(m: &Material, indicator: Id) -> String {
    let own = m.dictionary.get(indicator);
    own.map_or_else(String::new, |own| own.code.clone())
}

/// The key of a figure of the root.
pub(super) fn key(m: &Material, indicator: Id, measure: Measure, against: &str) -> FigureKey {
    let own = m.dictionary.get(indicator);
    FigureKey {
        measure,
        what: code(m, indicator),
        against: against.to_owned(),
        body: Some(m.office.board.directory.root),
        window: Window::of(m.scope, own.is_none_or(|own| own.kind.is_stock())),
    }
}

/// What a percentage is measured against: summed over the units that have both, or as it was entered.
fn base_figure(m: &Material, ratio: &Ratio) -> Figure {
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

fn with_prefix(prefix: &str, text: &str) -> String {
    if prefix.is_empty() {
        text.to_owned()
    } else {
        format!("{prefix} {text}")
    }
}

/// Value with qualifier, unit and where it comes from when it is summed.
fn value(m: &Material, standing: &Standing) -> String {
    let definition = m.dictionary.definition(standing.indicator, standing.day);
    let text = decimal(standing.value, definition.map_or(0, |d| d.decimals));
    let unit = definition.map(|d| d.unit.as_str()).unwrap_or_default();
    format!("{} {unit}", with_prefix(standing.qualifier.word(), &text))
        .trim_end()
        .to_owned()
}

/// Difference of the percentage to the period before, in points.
fn change_of(m: &Material, now: &Ratio) -> Option<String> {
    let before = m.whole_before().ratio(now.part.indicator)?;
    let same_kind =
        before.part.illustrative() == now.part.illustrative() && before.label == now.label;
    let difference = now.percent.0 - before.percent.0;
    if !same_kind || before.part.day == now.part.day {
        return None;
    }
    Some(match difference {
        0 => "bằng kỳ trước".to_owned(),
        d if d > 0 => format!("tăng {} điểm phần trăm so với kỳ trước", decimal(d, 2)),
        d => format!("giảm {} điểm phần trăm so với kỳ trước", decimal(-d, 2)),
    })
}

/// What is said of one figure, and what it shares with its neighbours.
struct Said {
    /// The day of a stock; none for a flow of the period.
    day: Option<Day>,
    /// "cộng 8/8 phường, số liệu minh họa"; empty for a figure that the root entered.
    from: String,
    name: String,
    /// Code of the indicator.
    indicator: String,
    rest: Sentence,
}

/// Sentences on the figures of a group of utilities, each figure with its day, its parts and its percentage.
/// Figures of one day and one origin stand in one sentence, so that the origin is said once.
pub(super) fn figures_of_group(m: &Material, group: &str) -> Vec<Block> {
    let mut said: Vec<Said> = m
        .dictionary
        .all()
        .iter()
        .filter(|kept| kept.record.group_key == group)
        .filter_map(|kept| say_figure(m, kept))
        .collect();
    let mut out = Vec::new();
    while !said.is_empty() {
        let first = said[0].indicator.clone();
        let together = said
            .iter()
            .take_while(|next| next.day == said[0].day && next.from == said[0].from)
            .count();
        let run: Vec<Said> = said.drain(..together).collect();
        // "Trong kỳ (cộng 8/8 phường): hồ sơ tiếp nhận: …; hồ sơ trực tuyến: ….": the origin once, in front of several.
        let several = run.len() > 1;
        let from = if run[0].from.is_empty() {
            String::new()
        } else {
            format!(" ({})", run[0].from)
        };
        let mut runs = match run[0].day {
            Some(day) => vec![Run::plain("Đến ngày "), as_of_day(m, &first, day)],
            None => vec![Run::plain("Trong kỳ")],
        };
        runs.push(Run::plain(if several {
            format!("{from}, ")
        } else {
            ", ".to_owned()
        }));
        for (index, one) in run.into_iter().enumerate() {
            let before = if index > 0 { "; " } else { "" };
            runs.push(Run::plain(format!("{before}{}: ", uncapitalise(&one.name))));
            runs.extend(one.rest.0);
        }
        runs.push(Run::plain(if several {
            ".".to_owned()
        } else {
            format!("{from}.")
        }));
        out.push(Block::Paragraph {
            key: Some(format!("figures.{first}")),
            runs,
        });
    }
    out
}

fn say_figure(m: &Material, kept: &Kept<Indicator>) -> Option<Said> {
    let whole = m.whole();
    let standing = whole.standing(kept.id)?;
    let definition = m.dictionary.definition(kept.id, standing.day)?;
    let day = kept.record.kind.is_stock().then_some(standing.day);
    let from = standing.summed.map_or(String::new(), |(count, of)| {
        let note = if standing.illustrative() {
            ", số liệu minh họa"
        } else {
            ""
        };
        format!("cộng {count}/{of} {}{note}", m.office.unit_kind())
    });
    let mut rest = Sentence::default().figure(value(m, &standing), figure(m, &standing));
    if let Some(ratio) = whole.ratio(kept.id) {
        let decimals = m
            .dictionary
            .definition(ratio.base.indicator, ratio.base.day)
            .map_or(0, |d| d.decimals);
        let base = with_prefix(
            ratio.base.qualifier.word(),
            &decimal(ratio.base.value, decimals),
        );
        let percent = with_prefix(
            ratio.qualifier.word(),
            &format!("{}%", ratio.percent.text()),
        );
        let against = code(m, ratio.base.indicator);
        let change = change_of(m, &ratio)
            .map(|text| format!(", {text}"))
            .unwrap_or_default();
        rest = rest
            .say(" trên tổng số ")
            .figure(base, base_figure(m, &ratio))
            .say(format!(" {}, đạt ", ratio.label))
            .figure(
                percent,
                key(m, ratio.part.indicator, Measure::Percent, &against).figure(ratio.percent.0, 2),
            )
            .say(change);
    }
    Some(Said {
        day,
        from,
        name: definition.name.clone(),
        indicator: kept.record.code.clone(),
        rest,
    })
}

/// Who leads, who lags, who has no figure.
pub(super) fn ranking(m: &Material) -> Vec<Block> {
    let Some(ranking) = m.ranking.as_ref().filter(|ranking| ranking.submitted > 0) else {
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
                "Về {} so với {}{note}: đơn vị đạt tỷ lệ cao gồm ",
                uncapitalise(&ranking.title),
                ranking.base_name,
            ))
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
        said = said.say(format!(
            "Có {count} đơn vị chưa phát sinh số liệu: {}. ",
            missing.join(", ")
        ));
    }
    vec![said.say("Chi tiết tại Phụ lục I.").end("ranking")]
}

/// What is still needed for the target of the main indicator, and the pace by working day.
pub(super) fn needed_pace(m: &Material) -> Option<Block> {
    let ranking = m.ranking.as_ref()?;
    let targets = &ranking.rows;
    let (value, target): (i64, i64) = targets
        .iter()
        .filter_map(|row| row.raw.zip(row.raw_base))
        .fold((0, 0), |(v, t), (value, target)| {
            (v + value.min(target), t + target)
        });
    let left = target - value;
    let last_day = m.target_last_day()?;
    let days = i64::from(
        m.office
            .calendar
            .working_days_between(m.office.as_of.day, last_day),
    );
    if left <= 0 || days == 0 {
        return None;
    }
    let note = if ranking.illustrative {
        " (theo số liệu minh họa)"
    } else {
        ""
    };
    let pace = (left + days - 1) / days;
    Some(
        Sentence::default()
            .say(format!(
                "Để các đơn vị hoàn thành chỉ tiêu giao trước khi hết ngày {}, cần thêm ",
                show_day(last_day)
            ))
            .figure(
                decimal(left, 0),
                key(m, ranking.part, Measure::Left, TARGET).figure(left, 0),
            )
            .say(format!(
                " {}{note}, bình quân ",
                uncapitalise(
                    &m.dictionary
                        .definition(ranking.indicator, m.office.as_of.day)
                        .map(|d| d.unit.clone())
                        .unwrap_or_default()
                )
            ))
            .figure(
                decimal(pace, 0),
                key(m, ranking.part, Measure::Pace, TARGET).figure(pace, 0),
            )
            .say(" mỗi ngày làm việc.")
            .end("needed_pace"),
    )
}

/// Own tasks that are open and fall due in the period that follows.
pub(super) fn falling_due(m: &Material) -> Option<Block> {
    let last = m.office.period.next_last_day();
    let due: Vec<String> = m
        .office
        .board
        .own()
        .filter_map(|task| {
            let open = m
                .office
                .board
                .parts(task.id)
                .iter()
                .filter(|part| !part.state.is_done());
            let day = open
                .filter_map(|part| part.last_day)
                .filter(|day| *day > m.office.as_of.day && *day <= last)
                .min()?;
            Some(format!(
                "{} ({})",
                uncapitalise(&task.record.title),
                show_day(day)
            ))
        })
        .collect();
    if due.is_empty() {
        return None;
    }
    let count = counted(due.len() as u32);
    Some(Block::plain(format!(
        "Hoàn thành {count} nhiệm vụ đến hạn trong {}: {}.",
        m.office.period.next_spoken(),
        due.join("; ")
    )))
}
