//! Lines on the units: who leads, who lags, who has no figure.

use super::Quick;
use super::chat::plain;
use super::line::Line;
use super::units::Unit;
use crate::report::content::Run;

/// Units that are named at each end of a ranking in one line.
const MOST_NAMED: usize = 3;

/// Who leads, who lags, who has no figure.
pub(super) fn places(quick: &Quick) -> Vec<Vec<Run>> {
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
pub(super) fn ranking(quick: &Quick, room: usize) -> Vec<Vec<Run>> {
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
