//! The text of a reminder in the register of offices: to whom, how many, each with its deadline and what is missing,
//! what is asked for and until when. No person and no number of a person is named.

use rusqlite::Connection;

use super::address::addressee;
use super::draft::{ReminderDraft, ReminderItemView, ReminderQuestion, reminder_drafts, until};
use crate::domain::instant::{show_day, weekday_name};
use crate::domain::text::uncapitalise;
use crate::domain::{Day, Id, Instant, Result};
use crate::engine::directory::Directory;
use crate::engine::tasks::Board;

/// Missing things that are written out; of more, the number is told.
const MOST_NAMED: usize = 4;

/// Bodies that are named for one task in the text for everybody.
const MOST_BODIES: usize = 12;

/// The text for one body.
pub(super) fn reminder_text(
    directory: &Directory,
    body: Id,
    items: &[ReminderItemView],
    day: Day,
    until: Instant,
) -> String {
    let to = addressee(directory, body, day);
    let (late, due): (Vec<_>, Vec<_>) = items.iter().partition(|own| own.is_reproached(day));
    let mut lines = vec![
        format!("Kính gửi {to},"),
        format!(
            "Tính đến ngày {}, đơn vị còn {}:",
            show_day(day),
            counted(late.len(), due.len(), "nhiệm vụ")
        ),
    ];
    let both = !late.is_empty() && !due.is_empty();
    for (head, list) in [("Quá hạn:", &late), ("Sắp đến hạn:", &due)] {
        if both {
            lines.push(head.to_owned());
        }
        for (n, item) in (1..).zip(list.iter().copied()) {
            lines.push(format!("{n}. {}{}", named(item), deadline(item, day)));
            if let Some(missing) = missing(item) {
                lines.push(format!("   {missing}"));
            }
        }
    }
    lines.push(asked(&to, late.len(), due.len(), until));
    lines.join("\n")
}

/// One text for everybody who owes something, by task; empty when nobody does.
pub fn reminder_for_all(
    connection: &Connection,
    question: &ReminderQuestion,
    at: impl Into<Instant>,
) -> Result<String> {
    let at = at.into();
    let day = at.day;
    let drafts = reminder_drafts(connection, question, at)?;
    if drafts.is_empty() {
        return Ok(String::new());
    }
    let board = Board::load(connection, at)?;
    let mut groups: Vec<(&ReminderItemView, Vec<&ReminderDraft>)> = Vec::new();
    for draft in &drafts {
        for item in &draft.items {
            let same = |own: &ReminderItemView| {
                (own.task, &own.occurrence, own.last_day, own.state)
                    == (item.task, &item.occurrence, item.last_day, item.state)
            };
            match groups.iter_mut().find(|(first, _)| same(first)) {
                Some((_, bodies)) => bodies.push(draft),
                None => groups.push((item, vec![draft])),
            }
        }
    }
    groups.sort_by_key(|(item, _)| (item.last_day, item.number.clone()));
    let is_late = |item: &ReminderItemView| item.is_reproached(day);
    let with_late = |draft: &&ReminderDraft| draft.items.iter().any(is_late);
    let late = drafts.iter().filter(with_late).count();
    let due = drafts
        .iter()
        .filter(|draft| draft.items.iter().any(|item| !is_late(item)))
        .count();
    let count = match (late, due) {
        (0, due) => format!("{due:02} đơn vị có nhiệm vụ sắp đến hạn"),
        (late, 0) => format!("{late:02} đơn vị có nhiệm vụ quá hạn"),
        (late, due) => {
            format!("{late:02} đơn vị có nhiệm vụ quá hạn, {due:02} đơn vị có nhiệm vụ sắp đến hạn")
        }
    };
    let mut lines = vec![
        "Kính gửi các đơn vị,".to_owned(),
        format!("Tính đến ngày {}, còn {count}:", show_day(day)),
    ];
    for (n, (item, drafts)) in (1..).zip(&groups) {
        let bodies: Vec<Id> = drafts.iter().map(|draft| draft.body).collect();
        lines.push(format!(
            "{n}. {}{} – {}.",
            named(item),
            deadline(item, day).trim_end_matches('.'),
            joined(&board.directory, &bodies, day)
        ));
    }
    let until = until(question, &board);
    lines.push(asked("các đơn vị nêu trên", late, due, until));
    Ok(lines.join("\n"))
}

/// "01 nhiệm vụ quá hạn và 02 nhiệm vụ sắp đến hạn".
fn counted(late: usize, due: usize, what: &str) -> String {
    match (late, due) {
        (late, 0) => format!("{late:02} {what} quá hạn"),
        (0, due) => format!("{due:02} {what} sắp đến hạn"),
        (late, due) => format!("{late:02} {what} quá hạn và {due:02} {what} sắp đến hạn"),
    }
}

/// "NV-001. Ban hành kế hoạch, tháng 3 năm 2024".
fn named(item: &ReminderItemView) -> String {
    if item.occurrence_name.is_empty() {
        format!("{} {}", item.number, item.title)
    } else {
        format!("{} {}, {}", item.number, item.title, item.occurrence_name)
    }
}

/// ": hạn “trước ngày 15/3/2024”, tức thứ Năm 14/03/2024, quá hạn 4 ngày."
fn deadline(item: &ReminderItemView, day: Day) -> String {
    let Some(last) = item.last_day else {
        return ".".to_owned();
    };
    let hour = item
        .last_time
        .as_deref()
        .map(|time| format!("{} ", spoken_time(time)))
        .unwrap_or_default();
    let when = format!("{hour}{} {}", weekday_name(last), show_day(last));
    let mut out = match (item.deadline_text.as_str(), item.moved_from) {
        ("", Some(before)) => format!(": hạn {when} (đã lùi từ {})", show_day(before)),
        ("", None) => format!(": hạn {when}"),
        (wording, _) => format!(": hạn “{wording}”, tức {when}"),
    };
    let left = (last - day).num_days();
    if item.is_reproached(day) {
        out.push_str(&match -left {
            0 => ", đã quá giờ".to_owned(),
            days => format!(", quá hạn {days} ngày"),
        });
    } else {
        out.push_str(&match left {
            ..=0 => ", đến hạn hôm nay".to_owned(),
            left => format!(", còn {left} ngày"),
        });
    }
    out.push('.');
    out
}

/// "Còn thiếu: việc 3: …; việc 5: …; và 2 nội dung khác."
fn missing(item: &ReminderItemView) -> Option<String> {
    let shown = &item.missing[..item.missing.len().min(MOST_NAMED)];
    if shown.is_empty() {
        return None;
    }
    let rest = match item.missing.len() - shown.len() {
        0 => String::new(),
        more => format!("; và {more} nội dung khác"),
    };
    Some(format!("Còn thiếu: {}{rest}.", shown.join("; ")))
}

fn asked(to: &str, late: usize, due: usize, until: Instant) -> String {
    let hour = until
        .time
        .map(|time| format!("{} ", spoken_time(&time.format("%H:%M").to_string())))
        .unwrap_or_default();
    let when = format!(
        "trước {hour}ngày {} ({})",
        show_day(until.day),
        weekday_name(until.day)
    );
    match (late, due) {
        (0, _) => format!("Đề nghị {to} hoàn thành đúng hạn và báo cáo kết quả. Trân trọng!"),
        (_, 0) => format!("Đề nghị {to} hoàn thành và báo cáo kết quả {when}. Trân trọng!"),
        _ => format!(
            "Đề nghị {to} hoàn thành, báo cáo kết quả nhiệm vụ quá hạn {when}; các nhiệm vụ sắp đến hạn hoàn thành đúng hạn. Trân trọng!"
        ),
    }
}

/// "16 giờ", "16 giờ 30".
fn spoken_time(time: &str) -> String {
    match time.split_once(':') {
        Some((hour, "00")) => format!("{} giờ", hour.trim_start_matches('0')),
        Some((hour, minute)) => format!("{} giờ {minute}", hour.trim_start_matches('0')),
        None => time.to_owned(),
    }
}

/// "8/8 phường", "UBND phường An Thới, Công an quận và 3 đơn vị khác".
fn joined(directory: &Directory, bodies: &[Id], day: Day) -> String {
    let units = directory.units(day);
    let all = units.len() > 2 && units.iter().all(|unit| bodies.contains(unit));
    let mut names: Vec<String> = Vec::new();
    if all {
        let kinds: Vec<&str> = units
            .iter()
            .filter_map(|unit| directory.version(*unit, day))
            .map(|own| own.kind.as_str())
            .collect();
        let kind = match kinds.split_first() {
            Some((first, rest)) if rest.iter().all(|own| own == first) => *first,
            _ => "đơn vị",
        };
        names.push(format!("{0}/{0} {kind}", units.len()));
    }
    for body in bodies.iter().filter(|body| !(all && units.contains(body))) {
        let name = directory.name(*body, day);
        names.push(if units.contains(body) {
            uncapitalise(&name)
        } else {
            name
        });
    }
    if names.len() > MOST_BODIES {
        let more = names.len() - MOST_BODIES;
        names.truncate(MOST_BODIES);
        return format!("{} và {more} đơn vị khác", names.join(", "));
    }
    names.join(", ")
}
