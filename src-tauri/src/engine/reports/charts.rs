//! Drawings of papers: how a figure went, how much of it came through, how the tasks stand. Only what the book has is
//! drawn: fewer than three points are no trend, one class is no strip.

use rusqlite::Connection;

use super::figure_sentences::with_word;
use super::keys::{FigureKey, Measure, Window};
use super::material::Material;
use super::office::Office;
use super::ranked::example_note;
use super::sentences as say;
use super::task_sentences::class_figure;
use crate::domain::instant::show_day;
use crate::domain::number::decimal;
use crate::domain::text::uncapitalise;
use crate::domain::{Boundary, Day, Id, Period, Result, Timeliness};
use crate::engine::counts::{Known, PageQuestion, Scope, TrendLine, trend_line};
use crate::engine::dictionary::Dictionary;
use crate::engine::tasks::class_counts;
use crate::report::chart::{Chart, Goal, Plot, Share, Stage, Tone, Trend, TrendPoint};
use crate::report::content::{Block, Cell};

/// Fewer points are no trend.
const LEAST_POINTS: usize = 3;

/// Stages of a file on its way, each a part of those that were received.
const STAGES: [(&str, &str); 4] = [
    ("dvc.tiep_nhan", "Hồ sơ tiếp nhận"),
    ("dvc.truc_tuyen", "Hồ sơ nộp trực tuyến"),
    ("dvc.so_hoa_thanh_phan", "Hồ sơ số hóa thành phần"),
    ("dvc.so_hoa_ket_qua", "Hồ sơ số hóa kết quả"),
];

/// Classes in the order in which the strip shows them, from what is done to what does not count.
const CLASSES: [(Timeliness, Tone); 10] = [
    (Timeliness::DoneOnTime, Tone::Rising),
    (Timeliness::DoneNoDeadline, Tone::Falling),
    (Timeliness::DoneLate, Tone::Crossed),
    (Timeliness::InTime, Tone::White),
    (Timeliness::DueSoon, Tone::Upright),
    (Timeliness::Overdue, Tone::Black),
    (Timeliness::NotStarted, Tone::Dotted),
    (Timeliness::NoDeadline, Tone::Level),
    (Timeliness::Paused, Tone::Squared),
    (Timeliness::Cancelled, Tone::Sparse),
];

/// Numbers drawings when there are several: "Biểu đồ 2. …".
pub(super) fn blocks(drawn: Vec<(String, Plot)>) -> Vec<Block> {
    let several = drawn.len() > 1;
    let named = |(place, (title, plot)): (usize, (String, Plot))| {
        let number = if several {
            format!(" {}", place + 1)
        } else {
            String::new()
        };
        Block::Chart(Chart {
            caption: format!("Biểu đồ{number}. {title}"),
            plot,
        })
    };
    drawn.into_iter().enumerate().map(named).collect()
}

/// How the tasks stand, in one strip.
pub(super) fn status(office: &Office) -> Option<(String, Plot)> {
    let counts = class_counts(&office.board);
    let shares: Vec<Share> = CLASSES
        .iter()
        .filter_map(|(state, tone)| {
            let own = counts
                .iter()
                .find(|own| own.state == *state && own.count > 0)?;
            Some(Share {
                name: state.words().to_owned(),
                count: own.count,
                tone: *tone,
                figure: class_figure(office, None, state.token(), own.count).figure,
            })
        })
        .collect();
    let total: u32 = shares.iter().map(|own| own.count).sum();
    let day = show_day(office.as_of.day);
    (office.letterhead.charts && shares.len() > 1).then(|| {
        (
            format!("Trạng thái của {total} nhiệm vụ, tính đến ngày {day}"),
            Plot::Status(shares),
        )
    })
}

/// How an indicator went through periods like that of the paper, or through months where there are too few.
pub(super) fn trend(
    connection: &Connection,
    office: &Office,
    dictionary: &Dictionary,
    indicator: Id,
) -> Result<Option<(String, Plot)>> {
    if !office.letterhead.charts {
        return Ok(None);
    }
    let day = office.as_of.day;
    for period in [Some(office.period), month_of(day)].into_iter().flatten() {
        let question = PageQuestion {
            indicator,
            body: None,
            period,
            today: day,
            boundary: Boundary::Then,
            base: None,
        };
        let known = Known {
            directory: &office.board.directory,
            dictionary,
            calendar: &office.calendar,
        };
        let line = trend_line(connection, known, &question)?;
        if line.points.len() >= LEAST_POINTS {
            return Ok(Some(of_line(office, dictionary, &line)));
        }
    }
    Ok(None)
}

/// The report month in which a day lies.
fn month_of(day: Day) -> Option<Period> {
    let key = |day: Day| Period::parse(&day.format("%Y-T%m").to_string()).ok();
    let own = key(day)?;
    if day <= own.last_day() {
        Some(own)
    } else {
        key(day + chrono::Months::new(1))
    }
}

fn of_line(office: &Office, dictionary: &Dictionary, line: &TrendLine) -> (String, Plot) {
    let part = dictionary.get(line.part);
    let stock = part.is_none_or(|own| own.kind.is_stock());
    let figure = |measure, window, amount| {
        let key = FigureKey {
            measure,
            what: part.map_or_else(String::new, |own| own.code.clone()),
            against: String::new(),
            body: Some(office.board.directory.root),
            window,
        };
        Some(key.figure(amount, line.decimals))
    };
    let now = Scope {
        period: office.period,
        as_of: office.as_of,
    };
    let last = line.points.last().map(|own| own.0);
    let goal = line
        .target
        .filter(|(_, day)| last.is_some_and(|last| *day >= last));
    let points = line.points.iter().map(|(day, amount, scope)| TrendPoint {
        day: *day,
        amount: *amount,
        figure: figure(Measure::Value, Window::of(*scope, stock), *amount),
    });
    let trend = Trend {
        decimals: line.decimals,
        points: points.collect(),
        goal: goal.map(|(amount, day)| Goal {
            day,
            amount,
            figure: figure(Measure::Target, Window::of(now, true), amount),
            name: "Chỉ tiêu giao".to_owned(),
            pace: if line.points.last().is_some_and(|own| own.1 < amount) {
                format!("nhịp cần đạt để hoàn thành đến hết ngày {}", show_day(day))
            } else {
                String::new()
            },
        }),
    };
    let note = example_note(line.illustrative);
    (
        format!("Diễn biến {}{note}", uncapitalise(&line.name)),
        Plot::Trend(trend),
    )
}

/// How many files came through to each stage in the period.
pub(super) fn funnel(m: &Material) -> Option<(String, Plot)> {
    let whole = m.whole();
    let received = whole.standing(m.dictionary.by_code(STAGES[0].0)?)?;
    let stages: Vec<Stage> = STAGES
        .iter()
        .filter_map(|(code, name)| {
            let id = m.dictionary.by_code(code)?;
            let own = whole.standing(id)?;
            if own.illustrative() != received.illustrative() {
                return None;
            }
            let amount = with_word(own.qualifier, &decimal(own.value, 0));
            let ratio = whole.ratio(id);
            let share = ratio.map(|own| {
                let key = say::key(m, id, Measure::Percent, &say::code(m, own.base.indicator));
                let text = with_word(own.qualifier, &format!("{}%", own.percent.text()));
                Cell::figure(text, key.figure(own.percent.0, 2))
            });
            let text = match &share {
                Some(share) => format!("{amount} ({})", share.text),
                None => amount.clone(),
            };
            let amount = Cell::figure(amount, say::figure(m, &own));
            Some(Stage {
                name: (*name).to_owned(),
                amount: own.value,
                text,
                figures: std::iter::once(amount).chain(share).collect(),
            })
        })
        .collect();
    let note = example_note(received.illustrative());
    let title = format!(
        "Tiếp nhận và số hóa hồ sơ thủ tục hành chính, {}{note}",
        m.office.period.spoken()
    );
    (m.office.letterhead.charts && stages.len() > 1).then_some((title, Plot::Funnel(stages)))
}
