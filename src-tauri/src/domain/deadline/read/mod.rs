//! From a wording to what it says.
//!
//! A wording is split into pieces. Each rule marks the pieces that it has understood; what is left over, and is not
//! among the words that change nothing, makes the reading doubtful.

mod hour;
mod lead;
mod length;
mod recur;
mod recur_month;
mod recur_spot;
mod recur_units;
mod scan;
mod scan_parts;
mod scan_relative;
mod span;
mod spell;
mod stretch;
mod token;
mod wait;
mod wait_event;
mod words;

use chrono::{Datelike, Weekday};

use self::hour::{Hour, take_hours};
use self::span::{Group, groups};
use self::token::Pieces;
use self::words::{all_understood, take_harmless};
use super::{Deadline, DeadlineKind, DeadlineRules};
use crate::domain::instant::Day;
use crate::domain::text::{clean, fold};

/// Bytes beyond which a text is no wording of a deadline, and is not looked into.
const LONGEST: usize = 2_000;

/// Years beyond the document's after which a year is a typing error rather than a vision.
const FARTHEST: i32 = 40;

/// Reads a wording. `issued` is the day of its document and gives a year that is left out; never fails:
/// what is not understood is [`DeadlineKind::Unclear`].
pub fn read_deadline(wording: &str, issued: Option<Day>, rules: &DeadlineRules) -> Deadline {
    let text = clean(wording);
    if says_none(&text) {
        return Deadline::new(DeadlineKind::None, &text);
    }
    if text.len() > LONGEST {
        return Deadline {
            sure: false,
            ..Deadline::new(DeadlineKind::Unclear, &text)
        };
    }
    let mut pieces = Pieces::of(&text);
    let hours = take_hours(&mut pieces);
    let mut context = Context {
        text: &text,
        issued,
        rules,
        hours,
        weekdays: Vec::new(),
        from_now: false,
    };
    let mut out = context.read(&mut pieces);
    context.doubt(&mut out);
    out
}

/// The days that a text names with their year, in order: "Quyết định số 12/QĐ-UBND ngày 05/01/2024".
pub fn days_in(text: &str) -> Vec<Day> {
    scan::stretches(&Pieces::of(text), None)
        .into_iter()
        .filter(|found| found.stretch.is_day())
        .filter_map(|found| Some(found.days(found.year?)?.0))
        .collect()
}

/// What all rules look at.
struct Context<'a> {
    text: &'a str,
    issued: Option<Day>,
    rules: &'a DeadlineRules,
    hours: Vec<Hour>,
    /// Weekdays that are named.
    weekdays: Vec<Weekday>,
    /// "từ nay"
    from_now: bool,
}

impl Context<'_> {
    fn plain(&self, kind: DeadlineKind) -> Deadline {
        Deadline::new(kind, self.text)
    }

    fn unclear(&self) -> Deadline {
        Deadline {
            sure: false,
            ..self.plain(DeadlineKind::Unclear)
        }
    }

    fn read(&mut self, pieces: &mut Pieces) -> Deadline {
        if let Some(out) = recur::read(self, pieces) {
            return out;
        }
        self.weekdays = recur_spot::take_weekdays(pieces, false);
        self.from_now = take_all(pieces, &["ke tu nay", "tu nay", "tu bay gio"]);
        let lasting = take_all(
            pieces,
            &[
                "va nhung nam tiep theo",
                "va cac nam tiep theo",
                "va cac nam sau",
                "va nhung nam sau",
                "cac nam tiep theo",
                "nhung nam tiep theo",
                "nam tiep theo",
                "cac nam sau",
                "va nhung nam toi",
            ],
        );
        let length = length::take_length(pieces);
        let groups = groups(pieces, self.issued);
        if lasting {
            return self.lasting(pieces, &groups);
        }
        if take_all(
            pieces,
            &[
                "thuong xuyen lien tuc",
                "thuong xuyen",
                "lien tuc",
                "lau dai",
            ],
        ) {
            return self.permanent(pieces, &groups);
        }
        let limited = groups.iter().any(Group::limits);
        if let Some(mut out) = wait::read(self, pieces, length, &groups, limited) {
            // What is asked for besides stays unread.
            out.sure &= !self.from_now;
            return out;
        }
        let mut out = self.spans(pieces, &groups);
        out.sure &= length.is_none();
        out
    }

    /// "năm 2024 và những năm tiếp theo": begins, and does not end.
    fn lasting(&self, pieces: &mut Pieces, groups: &[Group]) -> Deadline {
        take_all(pieces, &["tro di"]);
        let mut out = self.plain(DeadlineKind::Permanent);
        if let [group] = groups {
            let year = group
                .first
                .year
                .or_else(|| self.issued.map(|day| day.year()));
            out.first_day = year
                .and_then(|year| group.first.days(year))
                .map(|days| days.0);
        }
        settle(pieces, &mut out);
        out.sure &= groups.len() <= 1;
        out
    }

    /// "thường xuyên"; with a stretch beside it, which may bound it, doubtful.
    fn permanent(&self, pieces: &mut Pieces, groups: &[Group]) -> Deadline {
        let mut out = self.plain(DeadlineKind::Permanent);
        if let Some(read) = groups.first().and_then(|group| group.read(self)) {
            (out.first_day, out.last_day, out.sure) = (read.first_day, read.last_day, false);
            if read.kind == DeadlineKind::Between {
                out.kind = read.kind;
            }
        }
        settle(pieces, &mut out);
        out
    }

    /// What the stretches say: the one that is a limit, else the first; doubtful when others say otherwise.
    fn spans(&self, pieces: &mut Pieces, groups: &[Group]) -> Deadline {
        let trailing = take_all(pieces, &["tro di", "tro ve sau"]);
        let read: Vec<Option<Deadline>> = groups.iter().map(|group| group.read(self)).collect();
        let chosen = groups.iter().position(Group::limits).unwrap_or(0);
        let Some(mut out) = read.get(chosen).cloned().flatten() else {
            return self.unclear();
        };
        out.sure &= read.iter().all(|other| {
            other.as_ref().is_some_and(|other| {
                other.last_day == out.last_day && other.kind != DeadlineKind::FromDay
            })
        }) || read.len() == 1;
        if trailing && out.kind != DeadlineKind::FromDay {
            out.sure = false;
        }
        // "tuần 2 tháng 3" is no month; "tuần cuối tháng 3" ends with it.
        if pieces.find(&["tuan"]).is_some() && groups[chosen].lead.part.is_none() {
            return self.unclear();
        }
        if let (Some(last), Some(weekday)) =
            (out.stated_day.or(out.last_day), self.weekdays.first())
        {
            out.sure &= self.weekdays.len() == 1
                && last.weekday() == *weekday
                && groups[chosen].first.stretch.is_day();
        }
        settle(pieces, &mut out);
        out
    }

    /// A deadline before its document, or generations after it, is looked at by somebody.
    fn doubt(&self, out: &mut Deadline) {
        if let (Some(issued), Some(last)) = (self.issued, out.last_day)
            && (last < issued || last.year() > issued.year() + FARTHEST)
        {
            out.sure = false;
        }
    }
}

/// Doubtful where anything is left that was not understood.
fn settle(pieces: &mut Pieces, out: &mut Deadline) {
    take_harmless(pieces, &[]);
    out.sure &= all_understood(pieces);
}

/// Marks every place where one of some phrases stands; whether there was any.
fn take_all(pieces: &mut Pieces, phrases: &[&str]) -> bool {
    let mut any = false;
    for at in 0..pieces.len() {
        if let Some(end) = pieces.any_phrase(at, phrases) {
            pieces.take(at, end);
            any = true;
        }
    }
    any
}

/// Wordings that say that there is no deadline.
fn says_none(text: &str) -> bool {
    let letters: String = fold(text)
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let plain = letters.split_whitespace().collect::<Vec<_>>().join(" ");
    if plain.is_empty() {
        return text
            .chars()
            .all(|c| matches!(c, '-' | '–' | '—' | '_' | ' '));
    }
    matches!(
        plain.as_str(),
        "khong"
            | "khong neu"
            | "khong co"
            | "khong ghi"
            | "khong quy dinh"
            | "khong quy dinh thoi han"
            | "khong thoi han"
            | "khong co thoi han"
            | "khong neu thoi han"
            | "khong ghi thoi han"
            | "khong xac dinh"
            | "khong xac dinh thoi han"
            | "khong quy dinh cu the"
            | "khong neu cu the"
            | "khong neu ngay"
            | "vo thoi han"
            | "khong co thoi han cu the"
            | "n a"
    )
}
