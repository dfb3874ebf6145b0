//! The text of a reminder in the register of offices: to whom, how many, each with its deadline and what is missing,
//! what is asked for and until when. No person and no number of a person is named.

use rusqlite::Connection;

use super::address::addressee;
use super::draft::{ReminderDraft, ReminderItemView, ReminderQuestion, reminder_drafts, until};
use crate::domain::instant::{show_day, weekday_name};
use crate::domain::text::uncapitalise;
use crate::domain::{Day, Id, Instant, Result};
use crate::engine::directory::Directory;
use crate::engine::submissions::Unsent;
use crate::engine::tasks::Board;

/// Missing things that are written out; of more, the number is told.
const MOST_NAMED: usize = 4;

/// Bodies that are named for one task in the text for everybody.
const MOST_BODIES: usize = 12;

/// How much is owed of each sort, by which a text says what it counts and what it asks for.
#[derive(Debug, Clone, Copy, Default)]
struct Owed {
    late: usize,
    due: usize,
    returned: usize,
    figures_late: usize,
    figures_due: usize,
}

/// The sort of an item, in the order in which a text has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Late,
    Due,
    Returned,
}

impl Sort {
    /// What is late is late, whether it was returned or not.
    fn of(item: &ReminderItemView, day: Day) -> Self {
        if item.is_reproached(day) {
            Self::Late
        } else if item.returned.is_some() {
            Self::Returned
        } else {
            Self::Due
        }
    }

    const fn head(self) -> &'static str {
        match self {
            Self::Late => "Quá hạn:",
            Self::Due => "Sắp đến hạn:",
            Self::Returned => "Kết quả đã trả lại, đề nghị làm rõ:",
        }
    }
}

/// Head of the figures.
const FIGURES: &str = "Số liệu chưa nộp đủ:";

/// The text for one body.
pub(super) fn reminder_text(
    directory: &Directory,
    body: Id,
    (items, figures): (&[ReminderItemView], &[Unsent]),
    day: Day,
    until: Instant,
) -> String {
    let to = addressee(directory, body, day);
    let of = |sort: Sort| -> Vec<&ReminderItemView> {
        let same = |own: &&ReminderItemView| Sort::of(own, day) == sort;
        items.iter().filter(same).collect()
    };
    let sorts = [Sort::Late, Sort::Due, Sort::Returned];
    let lists = sorts.map(|sort| (sort, of(sort)));
    let count = |sort: Sort| of(sort).len();
    let late_figures = figures.iter().filter(|own| own.days_left < 0).count();
    let owed = Owed {
        late: count(Sort::Late),
        due: count(Sort::Due),
        returned: count(Sort::Returned),
        figures_late: late_figures,
        figures_due: figures.len() - late_figures,
    };
    let mut lines = vec![
        format!("Kính gửi {to},"),
        format!(
            "Tính đến ngày {}, đơn vị còn {}:",
            show_day(day),
            owed.counted()
        ),
    ];
    let sections = lists.iter().filter(|(_, list)| !list.is_empty()).count();
    let several = sections + usize::from(!figures.is_empty()) > 1;
    for (sort, list) in &lists {
        if several && !list.is_empty() {
            lines.push(sort.head().to_owned());
        }
        for (n, item) in (1..).zip(list.iter().copied()) {
            lines.push(format!("{n}. {}{}", named(item), deadline(item, day)));
            lines.extend(question(item, *sort).map(|text| format!("   {text}")));
            lines.extend(missing(item, *sort).map(|text| format!("   {text}")));
        }
    }
    if several && !figures.is_empty() {
        lines.push(FIGURES.to_owned());
    }
    lines.extend((1..).zip(figures).map(|(n, own)| {
        let given = match own.done {
            0 => "chưa nộp".to_owned(),
            done => format!("mới nộp {done}/{} chỉ tiêu", own.of),
        };
        format!("{n}. Số liệu {}: {given}.", due_of(own))
    }));
    lines.push(owed.asked(&to, until));
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
    let owed = units_that_owe(&drafts, day);
    let mut lines = vec![
        "Kính gửi các đơn vị,".to_owned(),
        format!(
            "Tính đến ngày {}, còn {}:",
            show_day(day),
            owed.units_counted()
        ),
    ];
    let groups = by_task(&drafts, day);
    let (returned, due): (Vec<_>, Vec<_>) = groups
        .iter()
        .partition(|group| Sort::of(group.0, day) == Sort::Returned);
    let figures = by_period(&drafts);
    let names = |bodies: &[Id]| joined(&board.directory, bodies, day);
    let several = [due.is_empty(), returned.is_empty(), figures.is_empty()]
        .iter()
        .filter(|empty| !**empty)
        .count()
        > 1;
    let head = |lines: &mut Vec<String>, text: &str, empty: bool| {
        if several && !empty {
            lines.push(text.to_owned());
        }
    };
    head(&mut lines, "Nhiệm vụ quá hạn, sắp đến hạn:", due.is_empty());
    for (n, (item, bodies)) in (1..).zip(&due) {
        let when = deadline(item, day);
        let when = when.trim_end_matches('.');
        lines.push(format!("{n}. {}{when} – {}.", named(item), names(bodies)));
    }
    head(&mut lines, Sort::Returned.head(), returned.is_empty());
    for (n, (item, bodies)) in (1..).zip(&returned) {
        lines.push(format!("{n}. {} – {}.", named(item), names(bodies)));
    }
    head(&mut lines, FIGURES, figures.is_empty());
    for (n, (own, bodies)) in (1..).zip(&figures) {
        lines.push(format!("{n}. Số liệu {} – {}.", due_of(own), names(bodies)));
    }
    lines.push(owed.asked("các đơn vị nêu trên", until(question, &board)));
    Ok(lines.join("\n"))
}

/// How many units owe something of each sort.
fn units_that_owe(drafts: &[ReminderDraft], day: Day) -> Owed {
    let units = |sort: Sort| {
        let has = |own: &&ReminderDraft| own.items.iter().any(|item| Sort::of(item, day) == sort);
        drafts.iter().filter(has).count()
    };
    let late = |own: &&ReminderDraft| own.figures.iter().any(|own| own.days_left < 0);
    let figures_late = drafts.iter().filter(late).count();
    let figures = drafts.iter().filter(|own| !own.figures.is_empty()).count();
    Owed {
        late: units(Sort::Late),
        due: units(Sort::Due),
        returned: units(Sort::Returned),
        figures_late,
        figures_due: figures - figures_late,
    }
}

/// The same task with the same deadline once, with the bodies that owe it; the earliest first.
fn by_task(drafts: &[ReminderDraft], day: Day) -> Vec<(&ReminderItemView, Vec<Id>)> {
    let mut groups: Vec<(&ReminderItemView, Vec<Id>)> = Vec::new();
    for draft in drafts {
        for item in &draft.items {
            let key = |own: &ReminderItemView| {
                let sort = Sort::of(own, day);
                (
                    own.task,
                    own.occurrence.clone(),
                    own.last_day,
                    own.state,
                    sort,
                )
            };
            match groups.iter_mut().find(|(first, _)| key(first) == key(item)) {
                Some((_, bodies)) => bodies.push(draft.body),
                None => groups.push((item, vec![draft.body])),
            }
        }
    }
    groups.sort_by_key(|(item, _)| (item.last_day, item.number.clone()));
    groups
}

/// Periods with the units that have not handed in all of their figures.
fn by_period(drafts: &[ReminderDraft]) -> Vec<(&Unsent, Vec<Id>)> {
    let mut out: Vec<(&Unsent, Vec<Id>)> = Vec::new();
    for draft in drafts {
        for own in &draft.figures {
            match out.iter_mut().find(|(first, _)| first.period == own.period) {
                Some((_, bodies)) => bodies.push(draft.body),
                None => out.push((own, vec![draft.body])),
            }
        }
    }
    out.sort_by_key(|(own, _)| own.due_day);
    out
}

/// "tháng 3 năm 2024, hạn thứ Ba 19/03/2024, quá hạn 2 ngày".
fn due_of(own: &Unsent) -> String {
    let left = match own.days_left {
        0 => "đến hạn hôm nay".to_owned(),
        days if days < 0 => format!("quá hạn {} ngày", -days),
        days => format!("còn {days} ngày"),
    };
    let day = own.due_day;
    format!(
        "{}, hạn {} {}, {left}",
        own.name,
        weekday_name(day),
        show_day(day)
    )
}

impl Owed {
    const fn figures(self) -> usize {
        self.figures_late + self.figures_due
    }

    /// "01 nhiệm vụ quá hạn và 02 nhiệm vụ sắp đến hạn".
    fn counted(self) -> String {
        and(&[
            (self.late, "nhiệm vụ quá hạn"),
            (self.due, "nhiệm vụ sắp đến hạn"),
            (self.returned, "kết quả đã trả lại"),
            (self.figures(), "kỳ chưa nộp đủ số liệu"),
        ])
    }

    /// "03 đơn vị có nhiệm vụ quá hạn, 02 đơn vị có nhiệm vụ sắp đến hạn".
    fn units_counted(self) -> String {
        let all = [
            (self.late, "đơn vị có nhiệm vụ quá hạn"),
            (self.due, "đơn vị có nhiệm vụ sắp đến hạn"),
            (self.returned, "đơn vị có kết quả đã trả lại"),
            (self.figures(), "đơn vị chưa nộp đủ số liệu"),
        ];
        let some = all.iter().filter(|(count, _)| *count > 0);
        let said: Vec<String> = some
            .map(|(count, what)| format!("{count:02} {what}"))
            .collect();
        said.join(", ")
    }

    /// What is asked for, and until when.
    fn asked(self, to: &str, until: Instant) -> String {
        let hour = until
            .time
            .map(|time| format!("{} ", spoken_time(&time.format("%H:%M").to_string())))
            .unwrap_or_default();
        let when = format!(
            "trước {hour}ngày {} ({})",
            show_day(until.day),
            weekday_name(until.day)
        );
        let mixed = self.due > 0 || self.returned > 0 || self.figures_late > 0;
        let now: Vec<&str> = [
            (
                self.late > 0 && mixed,
                "hoàn thành, báo cáo kết quả nhiệm vụ quá hạn",
            ),
            (self.late > 0 && !mixed, "hoàn thành và báo cáo kết quả"),
            (self.returned > 0, "làm rõ, báo cáo lại kết quả đã trả lại"),
            (self.figures_late > 0, "nộp đủ số liệu còn thiếu"),
        ]
        .into_iter()
        .filter_map(|(said, words)| said.then_some(words))
        .collect();
        let later = match (self.due > 0, self.figures_due > 0) {
            (true, true) => {
                "các nhiệm vụ sắp đến hạn hoàn thành đúng hạn, số liệu đến kỳ nộp đúng hạn"
            }
            (true, false) => "các nhiệm vụ sắp đến hạn hoàn thành đúng hạn",
            (false, true) => "số liệu đến kỳ nộp đúng hạn",
            (false, false) => "",
        };
        let what = match (now.is_empty(), later) {
            (true, _) if self.due > 0 && self.figures_due == 0 => {
                "hoàn thành đúng hạn và báo cáo kết quả".to_owned()
            }
            (true, later) => format!("bảo đảm {later}"),
            (false, "") => format!("{} {when}", now.join("; ")),
            (false, later) => format!("{} {when}; {later}", now.join("; ")),
        };
        format!("Đề nghị {to} {what}. Trân trọng!")
    }
}

/// "01 … và 02 …", of those that are there.
fn and(all: &[(usize, &str)]) -> String {
    let some = all.iter().filter(|(count, _)| *count > 0);
    let said: Vec<String> = some
        .map(|(count, what)| format!("{count:02} {what}"))
        .collect();
    match said.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} và {last}", rest.join(", ")),
        _ => said.join(""),
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

/// "Nội dung cần làm rõ: “…”.": what was asked when it was returned.
fn question(item: &ReminderItemView, sort: Sort) -> Option<String> {
    let asked = item.returned.as_deref().filter(|text| !text.is_empty());
    let asked = asked.filter(|_| sort == Sort::Returned)?;
    Some(format!(
        "Nội dung cần làm rõ: “{}”.",
        asked.trim_end_matches('.')
    ))
}

/// "Còn thiếu: việc 3: …; việc 5: …; và 2 nội dung khác."
fn missing(item: &ReminderItemView, sort: Sort) -> Option<String> {
    // That it was returned, which comes first, is said already where that is what is told.
    let said = usize::from(sort == Sort::Returned && item.returned.is_some());
    let own = item.missing.get(said..).unwrap_or_default();
    let shown = &own[..own.len().min(MOST_NAMED)];
    if shown.is_empty() {
        return None;
    }
    let rest = match own.len() - shown.len() {
        0 => String::new(),
        more => format!("; và {more} nội dung khác"),
    };
    Some(format!("Còn thiếu: {}{rest}.", shown.join("; ")))
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
