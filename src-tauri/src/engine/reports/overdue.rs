//! Sentences on tasks that are late: who has to act, and since when.

use super::office::Office;
use super::sentences::{NAMED_AT_MOST, Sentence, counted};
use crate::domain::instant::show_day;
use crate::domain::task::Task;
use crate::domain::text::uncapitalise;
use crate::domain::{Day, Id, Timeliness};
use crate::engine::tasks::Part;
use crate::report::content::Block;
use crate::store::Kept;

/// Late tasks that are named in the text, those longest overdue; the others stand in the annex.
const MOST_OVERDUE: usize = 10;

/// Before what is late.
pub(super) const LATE: &str = "Nhiệm vụ quá hạn chưa hoàn thành";

/// What is late: which units are missing and since when, one line a task where there are several.
pub(super) fn overdue(office: &Office, unit: Option<Id>, annex: &str) -> Vec<Block> {
    let mut late = late(office, unit);
    let more = late.len().saturating_sub(MOST_OVERDUE);
    if more > 0 {
        late.sort_by_key(|own| own.since);
        late.truncate(MOST_OVERDUE);
    }
    let line =
        |text: String, task: Id| Sentence::default().say(text).end(format!("overdue.{task}"));
    match late.as_slice() {
        [] => Vec::new(),
        [only] => vec![line(format!("{LATE}: {}.", only.said), only.task)],
        several => {
            let last = several.len() - 1;
            let lines = several.iter().enumerate().map(|(place, own)| {
                let end = if place == last && more == 0 { '.' } else { ';' };
                let said = crate::domain::text::capitalise(&own.said);
                line(format!("- {said}{end}"), own.task)
            });
            let rest = (more > 0).then(|| {
                let more = counted(u32::try_from(more).unwrap_or(u32::MAX));
                Block::plain(format!("- Và {more} nhiệm vụ khác (chi tiết tại {annex})."))
            });
            std::iter::once(Block::plain(format!("{LATE}:")))
                .chain(lines)
                .chain(rest)
                .collect()
        }
    }
}

/// A task that is late, as it is told of.
struct Late {
    task: Id,
    since: Option<Day>,
    /// "làm sạch dữ liệu hộ tịch (Phòng Tư pháp, thời hạn 29/02/2024)".
    said: String,
}

fn late(office: &Office, unit: Option<Id>) -> Vec<Late> {
    let board = &office.board;
    let is_late =
        |part: &&Part| part.state == Timeliness::Overdue && unit.is_none_or(|own| own == part.body);
    let told = |task: &Kept<Task>| {
        let parts: Vec<&Part> = board.standing_parts(task.id).filter(is_late).collect();
        if unit.is_some() && parts.is_empty() {
            return None;
        }
        let bodies: Vec<Id> = parts.iter().map(|part| part.body).collect();
        let names = match unit {
            Some(_) => Vec::new(),
            // Given to nobody of the book, it is late by its own deadline.
            None if parts.is_empty() => vec![task.record.lead_text.clone()],
            None => who(office, &bodies),
        };
        let since = parts
            .iter()
            .filter_map(|part| part.last_day)
            .min()
            .or_else(|| board.task_last_day(task));
        let last = since.map(|day| format!("thời hạn {}", show_day(day)));
        let told: Vec<String> = Some(names.join(", "))
            .filter(|names| !names.is_empty())
            .into_iter()
            .chain(last)
            .collect();
        let title = uncapitalise(&task.record.title);
        Some(Late {
            task: task.id,
            since,
            said: if told.is_empty() {
                title
            } else {
                format!("{title} ({})", told.join(", "))
            },
        })
    };
    board
        .own()
        .filter(|task| unit.is_some() || board.task_state(task) == Timeliness::Overdue)
        .filter_map(told)
        .collect()
}

/// Bodies by name; all units together, or more than a line can name, are said as such: "Công an quận", "08 phường",
/// "27/103 đơn vị".
fn who(office: &Office, bodies: &[Id]) -> Vec<String> {
    let units = office.board.directory.units(office.as_of.day);
    let late = bodies.iter().filter(|body| units.contains(body)).count();
    let all = units.len() > 2 && late == units.len();
    let counted_only = all || late > NAMED_AT_MOST;
    let named = bodies
        .iter()
        .filter(|body| !(counted_only && units.contains(body)));
    let together = counted_only.then(|| {
        let count = counted(late as u32);
        if all {
            format!("{count} {}", office.unit_kind())
        } else {
            format!("{count}/{} {}", units.len(), office.unit_kind())
        }
    });
    named
        .map(|body| office.called(*body))
        .chain(together)
        .collect()
}
