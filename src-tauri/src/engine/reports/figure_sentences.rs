//! Sentences on figures: as of when, how much of what, how much more or less than before, than a year ago and than at
//! the beginning of a campaign, what was asked for and what is left, and a unit's place among its peers.

use std::collections::HashSet;

use super::keys::{Measure, TARGET};
use super::material::Material;
use super::sentences::{Sentence, as_of_day, base_figure, code, figure, key, last_day};
use crate::domain::indicator::{Direction, Indicator, IndicatorKind};
use crate::domain::instant::show_day;
use crate::domain::number::{Percent, Qualifier, decimal, signed};
use crate::domain::text::{capitalise, uncapitalise};
use crate::domain::{Day, Id};
use crate::engine::counts::{Figures, Ratio, Standing};
use crate::report::content::{Block, Cell, Run};
use crate::store::Kept;

/// What is said of one figure, and what it shares with its neighbours.
struct Said {
    /// The day of a stock; none for a flow of the period.
    day: Option<Day>,
    /// "cộng 8/8 phường, số liệu minh họa"; empty for a figure that the body entered.
    from: String,
    name: String,
    indicator: Id,
    rest: Sentence,
    /// "tăng 225 hồ sơ", to the period before.
    change: Option<Vec<Run>>,
    /// Behind the change: a unit's place among its peers.
    place: Option<Vec<Run>>,
    /// What is said in sentences of their own, by what it is compared with.
    year: Option<Vec<Run>>,
    campaign: Option<Vec<Run>>,
    target: Option<Vec<Run>>,
}

/// Sentences on the figures of a group of utilities, each figure with its day, its parts and its percentage.
/// Figures of one day and one origin stand in one sentence, so that the origin and what is compared with are said once.
pub(super) fn figures_of_group(m: &Material, group: &str) -> Vec<Block> {
    let mut told_as_base: HashSet<Id> = HashSet::new();
    let mut said: Vec<Said> = Vec::new();
    for kept in m.dictionary.all() {
        if kept.record.group_key != group {
            continue;
        }
        let ratio = m.whole().ratio_of(kept.id, m.body);
        // What was named as a base in the sentence is not told again.
        if ratio.is_none() && told_as_base.contains(&kept.id) {
            continue;
        }
        if let Some(own) = say_figure(m, kept, ratio.as_ref()) {
            said.push(own);
            told_as_base.extend(ratio.map(|own| own.base.indicator));
        }
    }
    let mut out = Vec::new();
    while !said.is_empty() {
        let together = said
            .iter()
            .take_while(|next| next.day == said[0].day && next.from == said[0].from)
            .count();
        let run: Vec<Said> = said.drain(..together).collect();
        out.extend(paragraphs(m, run));
    }
    out
}

/// One sentence on figures of one day and one origin, and those that compare with other times behind it.
fn paragraphs(m: &Material, run: Vec<Said>) -> Vec<Block> {
    let first = code(m, run[0].indicator);
    let several = run.len() > 1;
    let from = match run[0].from.as_str() {
        "" => String::new(),
        from => format!(" ({from})"),
    };
    // "Trong quý (cộng 8/8 phường), hồ sơ tiếp nhận: …; hồ sơ trực tuyến: ….": the origin once, in front of several.
    let mut runs = match run[0].day {
        Some(day) => vec![Run::plain("Đến ngày "), as_of_day(m, &first, day)],
        None => vec![Run::plain(capitalise(&m.office.width.within))],
    };
    runs.push(Run::plain(if several {
        format!("{from}, ")
    } else {
        ", ".to_owned()
    }));
    let mut compared = false;
    let mut further: [Vec<Vec<Run>>; 3] = Default::default();
    for (index, one) in run.into_iter().enumerate() {
        let name = uncapitalise(&one.name);
        let before = if index > 0 { "; " } else { "" };
        runs.push(Run::plain(format!("{before}{name}: ")));
        runs.extend(one.rest.runs());
        if let Some(change) = one.change {
            runs.push(Run::plain(", "));
            runs.extend(change);
            if !compared {
                runs.push(Run::plain(format!(" so với {}", m.office.width.before)));
                compared = true;
            }
        }
        if let Some(place) = one.place {
            runs.push(Run::plain(", "));
            runs.extend(place);
        }
        let named = |rest: Vec<Run>| [vec![Run::plain(format!("{name} "))], rest].concat();
        further[0].extend(one.year.map(named));
        further[1].extend(one.campaign.map(named));
        further[2].extend(one.target.map(named));
    }
    runs.push(Run::plain(if several {
        ".".to_owned()
    } else {
        format!("{from}.")
    }));
    let mut out = vec![Block::Paragraph {
        key: Some(format!("figures.{first}")),
        runs,
    }];
    let openings = [
        ("year", m.last_year.as_ref().map(|own| own.opening.clone())),
        (
            "campaign",
            m.campaign.as_ref().map(|own| own.opening.clone()),
        ),
        ("target", Some("So với chỉ tiêu giao".to_owned())),
    ];
    for ((what, opening), all) in openings.into_iter().zip(further) {
        if let Some(opening) = opening.filter(|_| !all.is_empty()) {
            let said = Sentence::default()
                .say(format!("{opening}, "))
                .list(all, "; ")
                .say(".");
            out.push(said.end(format!("figures.{first}.{what}")));
        }
    }
    out
}

fn say_figure(m: &Material, kept: &Kept<Indicator>, ratio: Option<&Ratio>) -> Option<Said> {
    let standing = m.whole().standing_of(kept.id, m.body)?;
    let stock = kept.record.kind.is_stock();
    // What has not changed since the week before is not told again.
    if m.office.width.brief && stock && standing.day < m.office.period.days().0 {
        return None;
    }
    let definition = m.dictionary.definition(kept.id, standing.day)?;
    let note = if standing.illustrative() {
        "số liệu minh họa"
    } else {
        ""
    };
    let from = match (standing.summed, note) {
        (None, note) => note.to_owned(),
        (Some((count, of)), "") => format!("cộng {count}/{of} {}", m.office.unit_kind()),
        (Some((count, of)), note) => {
            format!("cộng {count}/{of} {}, {note}", m.office.unit_kind())
        }
    };
    Some(Said {
        day: stock.then_some(standing.day),
        from,
        name: definition.name.clone(),
        indicator: kept.id,
        rest: amount(m, &kept.record, &standing, ratio),
        change: change(m, &standing, ratio, stock),
        place: ratio.and_then(|_| m.place_of(kept.id, false)),
        year: m
            .last_year
            .as_ref()
            .and_then(|own| than(m, Measure::YearDelta, &own.figures, (&standing, ratio))),
        campaign: m
            .campaign
            .as_ref()
            .filter(|_| stock)
            .and_then(|own| than(m, Measure::CampaignDelta, &own.figures, (&standing, None))),
        target: target(m, &kept.record, &standing),
    })
}

/// "12.485 hồ sơ", "7.419/12.485 hồ sơ tiếp nhận, đạt 59,42%", "trên 92.400 tài khoản trong tổng số trên 98.000 hồ sơ
/// đã thu nhận, đạt khoảng 94,29%", "11.060 hồ sơ so với dân số thường trú (15.100 người), đạt 73,25%".
fn amount(
    m: &Material,
    indicator: &Indicator,
    standing: &Standing,
    ratio: Option<&Ratio>,
) -> Sentence {
    let of = |standing: &Standing| {
        m.dictionary
            .definition(standing.indicator, standing.day)
            .map_or((0, ""), |own| (own.decimals, own.unit.as_str()))
    };
    let (decimals, unit) = of(standing);
    let shown = with_word(standing.qualifier, &decimal(standing.value, decimals));
    let Some(ratio) = ratio else {
        return Sentence::default()
            .figure(format!("{shown} {unit}").trim_end(), figure(m, standing));
    };
    let (base_decimals, base_unit) = of(&ratio.base);
    let base = with_word(
        ratio.base.qualifier,
        &decimal(ratio.base.value, base_decimals),
    );
    let alike = unit == base_unit
        && standing.qualifier == Qualifier::Exact
        && ratio.base.qualifier == Qualifier::Exact
        && ratio.part.value == standing.value;
    let said = if alike {
        Sentence::default()
            .figure(shown, figure(m, standing))
            .say("/")
            .figure(base, base_figure(m, ratio))
    } else if base_unit.is_empty() || ratio.label.starts_with(base_unit) {
        Sentence::default()
            .figure(format!("{shown} {unit}").trim_end(), figure(m, standing))
            .say(" trong tổng số ")
            .figure(base, base_figure(m, ratio))
    } else {
        Sentence::default()
            .figure(format!("{shown} {unit}").trim_end(), figure(m, standing))
            .say(format!(" so với {} (", ratio.label))
            .figure(base, base_figure(m, ratio))
    };
    let label = if alike || base_unit.is_empty() || ratio.label.starts_with(base_unit) {
        ratio.label.clone()
    } else {
        format!("{base_unit})")
    };
    // Of what should be little one does not say that it was reached.
    let reached = match indicator.direction {
        Direction::Down => "chiếm",
        Direction::Up => "đạt",
    };
    let against = code(m, ratio.base.indicator);
    let percent = with_word(ratio.qualifier, &format!("{}%", ratio.percent.text()));
    said.say(format!(" {label}, {reached} ")).figure(
        percent,
        key(m, ratio.part.indicator, Measure::Percent, &against).figure(ratio.percent.0, 2),
    )
}

/// "trên 98.000", "khoảng 94,29%".
pub(super) fn with_word(qualifier: Qualifier, text: &str) -> String {
    match qualifier.word() {
        "" => text.to_owned(),
        word => format!("{word} {text}"),
    }
}

/// The same figure at another time, where it was made in the same way: of a sum, of as many units.
fn earlier(m: &Material, figures: &Figures, now: &Standing) -> Option<Standing> {
    let then = m.whole_of(figures).standing_of(now.indicator, m.body)?;
    let alike = then.illustrative() == now.illustrative()
        && then.summed == now.summed
        && then.day != now.day;
    alike.then_some(then)
}

/// The difference of two percentages made in the same way, in hundredths of a point.
fn points(m: &Material, figures: &Figures, now: &Ratio) -> Option<i64> {
    let then = m.whole_of(figures).ratio_of(now.part.indicator, m.body)?;
    let alike = then.part.illustrative() == now.part.illustrative()
        && then.label == now.label
        && then.part.day != now.part.day;
    alike.then_some(now.percent.0 - then.percent.0)
}

fn rose(difference: i64) -> &'static str {
    if difference > 0 { "tăng" } else { "giảm" }
}

/// To the period before: of a percentage in points, of a stock in its unit, too.
fn change(m: &Material, now: &Standing, ratio: Option<&Ratio>, stock: bool) -> Option<Vec<Run>> {
    let points = ratio.and_then(|own| Some((own, points(m, m.before(), own)?)));
    let count = earlier(m, m.before(), now).map(|then| now.value - then.value);
    let definition = m.dictionary.definition(now.indicator, now.day)?;
    let (decimals, unit) = (definition.decimals, definition.unit.as_str());
    let figure = |indicator, against: &str, amount, decimals| {
        key(m, indicator, Measure::Delta, against).figure(amount, decimals)
    };
    let mut out = Sentence::default();
    let mut said = "";
    if let Some(count) = count.filter(|_| stock || ratio.is_none()) {
        if count == 0 && points.as_ref().is_none_or(|(_, own)| *own == 0) {
            return Some(vec![Run::plain("không thay đổi")]);
        }
        if count != 0 {
            said = rose(count);
            out = out
                .say(format!("{said} "))
                .figure(
                    decimal(count.abs(), decimals),
                    figure(now.indicator, "", count, decimals),
                )
                .say(if unit.is_empty() {
                    String::new()
                } else {
                    format!(" {unit}")
                });
        }
    }
    match points {
        Some((_, 0)) if said.is_empty() => return Some(vec![Run::plain("không thay đổi")]),
        Some((ratio, points)) if points != 0 => {
            let against = code(m, ratio.base.indicator);
            let words = match said {
                "" => format!("{} ", rose(points)),
                same if same == rose(points) => " và ".to_owned(),
                _ => format!(", {} ", rose(points)),
            };
            out = out
                .say(words)
                .figure(
                    decimal(points.abs(), 2),
                    figure(ratio.part.indicator, &against, points, 2),
                )
                .say(" điểm phần trăm");
        }
        _ if said.is_empty() => return None,
        _ => {}
    }
    Some(out.runs())
}

/// "tăng 1.204 hồ sơ", "giảm 0,42 điểm phần trăm", than at another time.
fn than(
    m: &Material,
    measure: Measure,
    figures: &Figures,
    (now, ratio): (&Standing, Option<&Ratio>),
) -> Option<Vec<Run>> {
    let in_points = ratio.and_then(|own| Some((own, points(m, figures, own)?)));
    let (against, difference, decimals, unit) = if let Some((own, points)) = in_points {
        let against = code(m, own.base.indicator);
        (against, points, 2, "điểm phần trăm")
    } else {
        let then = earlier(m, figures, now)?;
        let own = m.dictionary.definition(now.indicator, now.day)?;
        let difference = now.value - then.value;
        (String::new(), difference, own.decimals, own.unit.as_str())
    };
    if difference == 0 {
        return Some(vec![Run::plain("không thay đổi")]);
    }
    let key = key(m, now.indicator, measure, &against);
    let said = Sentence::default()
        .say(format!("{} ", rose(difference)))
        .figure(
            decimal(difference.abs(), decimals),
            key.figure(difference, decimals),
        );
    Some(match unit {
        "" => said.runs(),
        unit => said.say(format!(" {unit}")).runs(),
    })
}

/// "đạt 91,20%, còn 1.234 hồ sơ (hạn 31/12/2024)": of a stock, and of a flow whose target is for the same period.
fn target(m: &Material, indicator: &Indicator, now: &Standing) -> Option<Vec<Run>> {
    if indicator.kind == IndicatorKind::Index || indicator.direction != Direction::Up {
        return None;
    }
    let given = m.target_of(now.indicator)?;
    let same_time =
        indicator.kind.is_stock() || given.version.target.period == m.office.period.key();
    // The ranking of the units says it of the whole.
    let told = m.body == m.office.board.directory.root
        && m.ranking
            .as_ref()
            .is_some_and(|own| own.indicator == now.indicator);
    if !same_time || told || given.illustrative != now.illustrative() {
        return None;
    }
    let percent = Percent::of(now.value, given.value)?;
    let definition = m.dictionary.definition(now.indicator, now.day)?;
    let left = given.value - now.value;
    let word = now.qualifier.of_ratio(Qualifier::Exact);
    let said = Sentence::default()
        .say("đạt ")
        .figure(
            with_word(word, &format!("{}%", percent.text())),
            key(m, now.indicator, Measure::Percent, TARGET).figure(percent.0, 2),
        )
        .say(" (")
        .figure(
            with_word(now.qualifier, &decimal(now.value, definition.decimals)),
            figure(m, now),
        )
        .say("/")
        .figure(
            decimal(given.value, definition.decimals),
            key(m, now.indicator, Measure::Target, "").figure(given.value, definition.decimals),
        )
        .say(format!(" {})", definition.unit));
    let said = match m.place_of(now.indicator, true) {
        Some(place) => said.say(", ").list([place], ""),
        None => said,
    };
    let said = match left {
        1.. => said
            .say(", còn thiếu ")
            .figure(
                with_word(word, &decimal(left, definition.decimals)),
                key(m, now.indicator, Measure::Left, TARGET).figure(left, definition.decimals),
            )
            .say(format!(" {}, hạn ", definition.unit))
            .list(
                [vec![last_day(m, now.indicator, TARGET, given.version.last)]],
                "",
            ),
        0 => said.say(", hoàn thành chỉ tiêu"),
        _ => said.say(", vượt chỉ tiêu"),
    };
    Some(said.runs())
}

/// A figure of one unit as a row: name, unit of measure, day, result, base, percentage, change, target, what is left,
/// place among its peers.
pub(super) fn compared_cells(m: &Material, kept: &Kept<Indicator>) -> Option<[Cell; 10]> {
    let standing = m.whole().standing_of(kept.id, m.body)?;
    let definition = m.dictionary.definition(kept.id, standing.day)?;
    let decimals = definition.decimals;
    let ratio = m.whole().ratio_of(kept.id, m.body);
    let word = |qualifier, amount, decimals| with_word(qualifier, &decimal(amount, decimals));
    let base = ratio.as_ref().map(|own| {
        let base = &own.base;
        let places = m
            .dictionary
            .definition(base.indicator, base.day)
            .map_or(0, |own| own.decimals);
        Cell::figure(
            word(base.qualifier, base.value, places),
            base_figure(m, own),
        )
    });
    let percent = ratio.as_ref().map(|own| {
        let against = code(m, own.base.indicator);
        let key = key(m, own.part.indicator, Measure::Percent, &against);
        Cell::figure(
            with_word(own.qualifier, &own.percent.text()),
            key.figure(own.percent.0, 2),
        )
    });
    let change = earlier(m, m.before(), &standing).map(|then| {
        let amount = standing.value - then.value;
        let key = key(m, kept.id, Measure::Delta, "");
        Cell::figure(signed(amount, decimals), key.figure(amount, decimals))
    });
    let given = m
        .target_of(kept.id)
        .filter(|given| given.illustrative == standing.illustrative());
    let target = given.as_ref().map(|given| {
        let key = key(m, kept.id, Measure::Target, "");
        Cell::figure(
            decimal(given.value, decimals),
            key.figure(given.value, decimals),
        )
    });
    let given_some = given.is_some();
    let left = given
        .map(|given| given.value - standing.value)
        .filter(|left| *left > 0 && kept.record.direction == Direction::Up)
        .map(|left| {
            let key = key(m, kept.id, Measure::Left, TARGET);
            let about = standing.qualifier.of_ratio(Qualifier::Exact);
            Cell::figure(word(about, left, decimals), key.figure(left, decimals))
        });
    let by_target = given_some && m.place(kept.id, true).is_some();
    let place = m.place(kept.id, by_target).map(|run| Cell {
        text: run.text.clone(),
        figure: run.figure.clone(),
    });
    Some([
        definition.name.clone().into(),
        definition.unit.clone().into(),
        show_day(standing.day).into(),
        Cell::figure(
            word(standing.qualifier, standing.value, decimals),
            figure(m, &standing),
        ),
        base.unwrap_or_default(),
        percent.unwrap_or_default(),
        change.unwrap_or_default(),
        target.unwrap_or_default(),
        left.unwrap_or_default(),
        place.unwrap_or_default(),
    ])
}
