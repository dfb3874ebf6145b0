//! What comes next: tasks that fall due, and how much a working day is needed for the targets.

use chrono::Datelike;

use super::figure_sentences::with_word;
use super::keys::{Measure, TARGET, TARGETS};
use super::material::Material;
use super::sentences::{Sentence, counted, key, last_day as say_last_day};
use super::shown::Shown;
use super::task_sentences::parts_of;
use crate::domain::Day;
use crate::domain::instant::show_day;
use crate::domain::number::{Qualifier, decimal};
use crate::domain::text::{enumerate_titles, uncapitalise};
use crate::report::content::Block;

/// Tasks of one day that are named; the others stand in the annex.
const MOST_NAMED: usize = 6;

/// What is still needed for the targets of the main indicator, and the pace by working day.
pub(super) fn needed_pace(m: &Material) -> Option<Block> {
    let ranking = m.ranking.as_ref()?;
    let unit = m.unit();
    let rows = ranking
        .rows
        .iter()
        .filter(|row| unit.is_none_or(|own| own == row.body));
    // What one unit has beyond its target helps no other. What is left is no more exact than what was reached.
    let (left, about) = rows
        .filter_map(|row| {
            let (value, target) = row.raw.zip(row.raw_base)?;
            (value < target).then_some((target - value, row.qualifier))
        })
        .fold((0, Qualifier::Exact), |(left, about), (own, word)| {
            (left + own, about.of_ratio(word))
        });
    let latest = m.target_last_day()?;
    let last_day = match unit {
        Some(_) => m.target_of(ranking.part)?.version.last,
        None => latest,
    };
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
    let definition = m
        .dictionary
        .definition(ranking.indicator, m.office.as_of.day);
    let measure = definition.map_or_else(String::new, |own| uncapitalise(&own.unit));
    let pace = (left + days - 1) / days;
    let (whose, who) = match unit {
        Some(unit) => ("", format!(", {} cần thêm ", m.office.called(unit))),
        None => ("các đơn vị ", ", cần thêm ".to_owned()),
    };
    let against = if unit.is_some() { TARGET } else { TARGETS };
    let until = say_last_day(m, ranking.part, against, last_day);
    Some(
        Sentence::default()
            .say(format!(
                "Để {whose}hoàn thành chỉ tiêu giao trước khi hết ngày "
            ))
            .list([vec![until]], "")
            .say(who)
            .figure(
                with_word(about, &decimal(left, 0)),
                key(m, ranking.part, Measure::Left, against).figure(left, 0),
            )
            .say(format!(" {measure}{note}, bình quân "))
            .figure(
                with_word(about, &decimal(pace, 0)),
                key(m, ranking.part, Measure::Pace, TARGET).figure(pace, 0),
            )
            .say(format!(" {measure} mỗi ngày làm việc."))
            .end("needed_pace"),
    )
}

/// Open tasks that fall due until the end of the time that follows, the earliest first, those of one day together.
pub(super) fn falling_due(m: &Material) -> Vec<Block> {
    let office = &m.office;
    let last = office.period.next_last_day();
    let soon = |day: &Day| *day > office.as_of.day && *day <= last;
    let mut due: Vec<(Day, String)> = match m.unit() {
        Some(unit) => parts_of(&office.board, unit)
            .filter(|(_, part)| part.is_open())
            .filter_map(|(task, part)| {
                let day = part.last_day.filter(soon)?;
                Some((day, uncapitalise(&task.record.title)))
            })
            .collect(),
        None => office
            .board
            .own()
            .filter_map(|task| {
                let open = office
                    .board
                    .parts(task.id)
                    .iter()
                    .filter(|part| part.is_open());
                let day = open.filter_map(|part| part.last_day).filter(soon).min()?;
                Some((day, uncapitalise(&task.record.title)))
            })
            .collect(),
    };
    due.sort_by_key(|(day, _)| *day);
    if due.is_empty() {
        return Vec::new();
    }
    // While the period runs, what is left of it belongs to what comes; so does what is left of the month of the
    // calendar in which a period of reports ends.
    let this_month =
        due[0].0.year() == office.as_of.day.year() && due[0].0.month() == office.as_of.day.month();
    let until = if office.as_of.day < office.period.last_day() || this_month {
        format!("từ nay đến hết ngày {}", show_day(last))
    } else {
        format!("trong {}", office.width.next)
    };
    let head = format!(
        "Hoàn thành {} nhiệm vụ đến hạn {until}",
        counted(due.len() as u32)
    );
    if let [(day, only)] = due.as_slice() {
        return vec![Block::plain(format!(
            "{head}: {only} (hạn {}).",
            show_day(*day)
        ))];
    }
    let days: Vec<&[(Day, String)]> = due.chunk_by(|a, b| a.0 == b.0).collect();
    let said: Vec<String> = days
        .iter()
        .map(|own| {
            let shown: Vec<&str> = own
                .iter()
                .take(MOST_NAMED)
                .map(|(_, title)| title.as_str())
                .collect();
            let more = match own.len() - shown.len() {
                0 => String::new(),
                more => {
                    let annex = m.annex_name(Shown::Tasks).unwrap_or_default();
                    format!("; và {more} nhiệm vụ khác ({annex})")
                }
            };
            format!("{}{more}", enumerate_titles(&shown))
        })
        .collect();
    if let ([own], [only]) = (days.as_slice(), said.as_slice()) {
        let day = show_day(own[0].0);
        return vec![Block::plain(format!("{head} (hạn {day}): {only}."))];
    }
    let last = said.len() - 1;
    let lines = days
        .iter()
        .zip(said)
        .enumerate()
        .map(|(place, (own, said))| {
            let end = if place == last { '.' } else { ';' };
            Block::plain(format!("- Hạn {}: {said}{end}", show_day(own[0].0)))
        });
    std::iter::once(Block::plain(format!("{head}:")))
        .chain(lines)
        .collect()
}
