//! The lines of a quick report for a chat: a title, its time, one line a figure, who leads and who lags, what is late
//! and who has to act.

use super::figures::{figures, needed};
use super::line::Line;
use super::places::{places, ranking};
use super::{MOST_LINES, Quick};
use crate::domain::Timeliness;
use crate::domain::text::{capitalise, uncapitalise};
use crate::engine::reports::ReportKind;
use crate::engine::tables::brief_name;
use crate::report::content::Run;

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

pub(super) fn plain(text: impl AsRef<str>) -> Vec<Run> {
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
