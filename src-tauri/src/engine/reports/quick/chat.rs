//! The lines of a quick report for a chat: a title, its time, one line a figure, who leads and who lags, what is late
//! and who has to act.

use super::line::Line;
use super::read::Row;
use super::units::Unit;
use super::{MOST_LINES, Quick};
use crate::domain::Timeliness;
use crate::domain::indicator::Direction;
use crate::domain::text::{capitalise, uncapitalise};
use crate::engine::reports::ReportKind;
use crate::engine::tables::brief_name;
use crate::report::content::Run;

/// Units that are named at each end of a ranking in one line.
const MOST_NAMED: usize = 3;
/// Tasks that are named as late.
const MOST_LATE: usize = 3;
/// Letters of what an officer wrote; who wants more reads the paper.
const MOST_LETTERS: usize = 220;

pub(super) fn lines(quick: &Quick) -> Vec<Vec<Run>> {
    let mut head = vec![plain(quick.title()), plain(quick.when())];
    head.extend(tasks(quick));
    let mut tail = Vec::new();
    if quick.kind != ReportKind::Ranking {
        tail.extend(places(quick));
        tail.extend(needed(quick));
    }
    tail.extend(late(quick));
    let written = |name: &str, texts: &[String]| {
        (!texts.is_empty()).then(|| plain(format!("{name}: {}", shortened(name, texts))))
    };
    tail.extend(written("Khó khăn", &quick.reading.difficulties));
    tail.extend(written("Đề nghị", &quick.reading.proposals));
    // A number is given later: the lines of a draft stay those of the issued paper.
    let room = MOST_LINES.saturating_sub(head.len() + tail.len() + 1);
    tail.extend(quick.source().map(plain));
    let middle = match quick.kind {
        ReportKind::Ranking => ranking(quick, room),
        _ => figures(quick, room),
    };
    [head, middle, tail].concat()
}

fn plain(text: impl AsRef<str>) -> Vec<Run> {
    Line::default().say(text).runs()
}

/// "Nhiệm vụ: 26 được giao; hoàn thành 9 (đúng hạn 8, quá hạn 1); quá hạn chưa hoàn thành 1."
fn tasks(quick: &Quick) -> Vec<Vec<Run>> {
    let all = &quick.reading.tasks;
    let Some((total, classes)) = all.split_first() else {
        return Vec::new();
    };
    if quick.kind == ReportKind::Tasks {
        let first = Line::default()
            .say("Được giao: ")
            .tell(total)
            .say(" nhiệm vụ");
        return std::iter::once(first.runs())
            .chain(classes.iter().map(|own| {
                let words = class_words(&own.key.what);
                let inside = is_part_of_done(&own.key.what);
                let line = Line::default().say(if inside { "   " } else { "- " });
                line.say(format!("{words}: ")).tell(own).runs()
            }))
            .collect();
    }
    let mut line = Line::default().say("Nhiệm vụ: được giao ").tell(total);
    let mut inside = false;
    for own in classes {
        let part = is_part_of_done(&own.key.what);
        let before = match (part, inside) {
            (true, false) => " (",
            (true, true) => ", ",
            (false, true) => "); ",
            (false, false) => "; ",
        };
        inside = part;
        let words = uncapitalise(&class_words(&own.key.what));
        line = line.say(format!("{before}{words} ")).tell(own);
    }
    vec![line.say(if inside { ")." } else { "." }).runs()]
}

/// Whether a class is one of those that are done, which stand in brackets behind their number.
fn is_part_of_done(class: &str) -> bool {
    class.starts_with("done_")
}

/// "Hoàn thành", "Đúng hạn", "Sắp đến hạn".
pub(super) fn class_words(class: &str) -> String {
    match class {
        "all" => "Được giao",
        "done" => "Hoàn thành",
        "done_on_time" => "Đúng hạn",
        "done_late" => "Quá hạn",
        "done_no_deadline" => "Không thời hạn",
        token => Timeliness::ALL
            .into_iter()
            .find(|own| own.token() == token)
            .map_or(token, |own| own.words()),
    }
    .to_owned()
}

/// One line an indicator; where there are more than fit, those with a target and a percentage go before the others.
fn figures(quick: &Quick, room: usize) -> Vec<Vec<Run>> {
    let rows = &quick.reading.rows;
    let mut chosen: Vec<usize> = (0..rows.len()).collect();
    let more = rows.len() > room;
    if more {
        let weight = |row: &Row| (row.reached.is_none(), row.percent.is_none());
        chosen.sort_by_key(|place| weight(&rows[*place]));
        chosen.truncate(room.saturating_sub(1));
        chosen.sort_unstable();
    }
    let mut out: Vec<Vec<Run>> = chosen
        .into_iter()
        .map(|place| figure(quick, &rows[place]))
        .collect();
    if more {
        out.push(plain("- Số liệu khác: xem báo cáo."));
    }
    out
}

/// "- Hồ sơ trực tuyến: 7.419/12.485 hồ sơ tiếp nhận, đạt 59,42%; tăng 225 hồ sơ và 3,20 điểm %; …".
fn figure(quick: &Quick, row: &Row) -> Vec<Run> {
    let names = quick.names(&row.what);
    let mut line = Line::default().say(format!("- {}: ", names.name));
    let mut between = "";
    if let Some(value) = &row.value {
        line = line.tell(value);
        let percent_unit = names.unit == "%";
        line = match &row.base {
            Some(base) => {
                let label = quick.base_label(&row.what, &base.key.what);
                line.say("/").tell(base).say(format!(" {label}"))
            }
            None if percent_unit => line.say("%"),
            None if names.unit.is_empty() => line,
            None => line.say(format!(" {}", names.unit)),
        };
        between = ", ";
    }
    let reached = match names.direction {
        Direction::Down => "chiếm ",
        Direction::Up => "đạt ",
    };
    line = line.told(&format!("{between}{reached}"), row.percent.as_ref(), "");
    if let Some(day) = row.day.as_ref().filter(|own| quick.is_other_day(own)) {
        line = line.told(" (đến ", Some(day), ")");
    }
    line = changes(line, row);
    line = line.told("; xếp thứ ", row.place.as_ref(), "");
    line = against_target(line, row);
    line.say(".").runs()
}

/// "; tăng 225 và 3,20 điểm %".
fn changes(line: Line, row: &Row) -> Line {
    match (&row.change, &row.points) {
        (Some(count), Some(points)) => {
            let words = if count.went() == points.went() {
                " và "
            } else {
                points.went()
            };
            let words = match words {
                " và " => words.to_owned(),
                own => format!(", {own}"),
            };
            line.say(format!("; {}", count.went()))
                .tell(count)
                .say(words)
                .tell(points)
                .say(" điểm %")
        }
        (Some(count), None) => line.say(format!("; {}", count.went())).tell(count),
        (None, Some(points)) => line
            .say(format!("; {}", points.went()))
            .tell(points)
            .say(" điểm %"),
        (None, None) => line,
    }
}

/// "; so với chỉ tiêu 76.312/83.040, đạt 91,90%, còn 6.728, hạn 30/06/2024".
fn against_target(line: Line, row: &Row) -> Line {
    let line = match (&row.units, &row.of_units, &row.target, &row.reached) {
        (Some(part), Some(whole), _, Some(reached)) => line
            .say("; các đơn vị đạt ")
            .tell(part)
            .say("/")
            .tell(whole)
            .say(" chỉ tiêu giao (")
            .tell(reached)
            .say(")"),
        (_, _, Some(target), Some(reached)) => line
            .say("; đạt ")
            .tell(reached)
            .say(" chỉ tiêu giao ")
            .tell(target),
        (_, _, _, Some(reached)) => line.say("; đạt ").tell(reached).say(" chỉ tiêu giao"),
        _ => line,
    };
    // What the units have to add is more than the difference of their sums, since nobody fills the gap of another.
    if row.units.is_some() {
        return line;
    }
    line.told(", còn thiếu ", row.left.as_ref(), "")
        .told(", hạn ", row.due.as_ref(), "")
        .told(", bình quân ", row.pace.as_ref(), " mỗi ngày làm việc")
}

/// "Để các đơn vị đạt chỉ tiêu giao cần thêm 7.298 tài khoản, bình quân 100 tài khoản mỗi ngày làm việc."
pub(super) fn needed(quick: &Quick) -> Option<Vec<Run>> {
    let row = quick
        .reading
        .rows
        .iter()
        .find(|row| row.units.is_some() && row.left.is_some())?;
    let unit = quick.names(&row.what).unit;
    let line = Line::default()
        .told(
            "Để các đơn vị đạt chỉ tiêu giao cần thêm ",
            row.left.as_ref(),
            "",
        )
        .say(format!(" {unit}"))
        .told(" đến hết ngày ", row.due.as_ref(), "")
        .told(", bình quân ", row.pace.as_ref(), " mỗi ngày làm việc");
    Some(line.say(".").runs())
}

/// Who leads, who lags, who has no figure.
fn places(quick: &Quick) -> Vec<Vec<Run>> {
    let ranked = quick.ranked();
    let Some(first) = ranked.first().and_then(|own| own.percent.as_ref()) else {
        return Vec::new();
    };
    let names = quick.names(&first.key.what);
    let name = format!("{} so với {}", names.short, quick.against(first));
    let list = |mut line: Line, units: &[&Unit]| {
        for (place, unit) in units.iter().enumerate() {
            let before = if place > 0 { ", " } else { "" };
            line = line.say(format!("{before}{} ", quick.unit_name(unit)));
            line = line.told("", unit.percent.as_ref(), "");
        }
        line.say(".").runs()
    };
    let many = (ranked.len() / 2).min(MOST_NAMED);
    let mut out = Vec::new();
    if many == 0 {
        out.push(list(Line::default().say(format!("{name}: ")), &ranked));
    } else {
        let line = Line::default().say(format!("{name}, cao nhất: "));
        out.push(list(line, &ranked[..many]));
        let last: Vec<&Unit> = ranked.iter().rev().take(many).copied().collect();
        out.push(list(Line::default().say("Thấp nhất: "), &last));
    }
    out.extend(silent(quick));
    out
}

/// "Chưa có số liệu, đề nghị báo: P. Trà Nóc.", and who has one that cannot be ranked.
fn silent(quick: &Quick) -> Vec<Vec<Run>> {
    let named = |words: &str, has: bool| {
        let all = quick.reading.units.iter();
        let mut names: Vec<String> = all
            .filter(|own| own.rank.is_none() && own.value.is_some() == has)
            .map(|own| quick.unit_name(own))
            .collect();
        let more = names.len() > MOST_SILENT;
        names.truncate(MOST_SILENT);
        let more = if more {
            " và các đơn vị khác"
        } else {
            ""
        };
        (!names.is_empty()).then(|| plain(format!("{words}: {}{more}.", names.join(", "))))
    };
    let lines = [
        named("Chưa có số liệu, đề nghị báo", false),
        named("Có số liệu, chưa xếp hạng được", true),
    ];
    lines.into_iter().flatten().collect()
}

/// Units that are named together.
const MOST_SILENT: usize = 8;

/// Every unit with its place; of many the first and the last.
fn ranking(quick: &Quick, room: usize) -> Vec<Vec<Run>> {
    let mut out = Vec::new();
    if let Some(row) = quick.reading.rows.first() {
        let mut line = Line::default().say("Cộng các đơn vị: ");
        let (part, whole) = (
            row.units.as_ref(),
            row.of_units.as_ref().or(row.base.as_ref()),
        );
        line = line.told("", part, "").told("/", whole, "");
        let percent = row.reached.as_ref().or(row.percent.as_ref());
        out.push(line.told(", đạt ", percent, "").say(".").runs());
    }
    let ranked = quick.ranked();
    let last = silent(quick);
    let room = room.saturating_sub(out.len() + last.len());
    let line = |unit: &&Unit| {
        let line = Line::default()
            .told("", unit.rank.as_ref(), ". ")
            .say(format!("{}: ", quick.unit_name(unit)))
            .told("", unit.percent.as_ref(), "")
            .told(" (", unit.value.as_ref(), "")
            .told("/", unit.base.as_ref(), "")
            .say(if unit.value.is_some() { ")" } else { "" });
        let line = match &unit.change {
            Some(change) if change.figure.amount != 0 => {
                line.say(format!(", {}", change.went())).tell(change)
            }
            _ => line,
        };
        line.told(", còn thiếu ", unit.left.as_ref(), "").runs()
    };
    if ranked.len() <= room {
        out.extend(ranked.iter().map(line));
    } else {
        let ends = room.saturating_sub(1);
        let first = ends.div_ceil(2);
        out.extend(ranked.iter().take(first).map(line));
        out.push(plain("…"));
        out.extend(ranked[ranked.len() - (ends - first)..].iter().map(line));
    }
    out.extend(last);
    out
}

/// What is late with who has to act, one line each.
fn late(quick: &Quick) -> Vec<Vec<Run>> {
    let all = &quick.reading.late;
    let mut out: Vec<Vec<Run>> = all
        .iter()
        .take(MOST_LATE)
        .map(|text| plain(format!("Quá hạn, cần làm ngay: {}.", brief_units(text))))
        .collect();
    if all.len() > MOST_LATE {
        out.push(plain("Nhiệm vụ quá hạn khác: xem báo cáo."));
    }
    out
}

/// "P. An Thới, P. Trà An" of "Phường An Thới, Phường Trà An" in the brackets of a late task.
fn brief_units(text: &str) -> String {
    let Some((before, inside)) = text.rsplit_once(" (") else {
        return text.to_owned();
    };
    let brief = |name: &str| {
        let named = capitalise(name);
        let own = brief_name(&named);
        if own == named { name.to_owned() } else { own }
    };
    let names: Vec<String> = inside.split(", ").map(brief).collect();
    format!("{before} ({}", names.join(", "))
}

/// What an officer wrote, without its numbers of order, as far as a chat has room: whole clauses where it can be.
fn shortened(name: &str, texts: &[String]) -> String {
    let said: Vec<String> = texts
        .iter()
        .map(|text| {
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
            let rest = rest.strip_prefix(". ").unwrap_or(text);
            let said = rest.trim_end_matches(['.', ';']);
            match said.strip_prefix(name) {
                Some(said) => said.trim_start().to_owned(),
                None => uncapitalise(said),
            }
        })
        .collect();
    let whole = said.join("; ");
    let Some((end, _)) = whole.char_indices().nth(MOST_LETTERS) else {
        return format!("{whole}.");
    };
    let cut = &whole[..end];
    let clause = cut.rfind([';', ',']).filter(|own| own * 2 > end);
    let cut = match clause.or_else(|| cut.rfind(' ')) {
        Some(own) => &cut[..own],
        None => cut,
    };
    format!("{cut}…")
}
