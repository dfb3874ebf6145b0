//! From stretches and the words before them to the days of a deadline.

use chrono::{Datelike, NaiveDate};

use super::Context;
use super::lead::{Gap, Lead, Part, between, lead};
use super::scan::stretches;
use super::stretch::{Found, Join, Stretch};
use super::token::{Pieces, Token};
use crate::domain::deadline::{Deadline, DeadlineKind};
use crate::domain::instant::Day;

/// Stretches that belong together, with the words before the first and before the last.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    pub(super) first: Found,
    pub(super) last: Found,
    pub(super) lead: Lead,
    pub(super) until: Lead,
    join: Join,
    /// How many there are.
    count: usize,
}

/// All groups of a wording, in order; their pieces are used up.
pub(super) fn groups(pieces: &mut Pieces, issued: Option<Day>) -> Vec<Group> {
    let found = stretches(pieces, issued);
    let mut out: Vec<Group> = Vec::new();
    for one in found {
        let own = lead(pieces, one.start);
        let join = match out.last() {
            Some(group) => joined(pieces, group, &one, &own),
            None => Join::Apart,
        };
        match out.last_mut().filter(|_| join != Join::Apart) {
            Some(group) => {
                group.last = one;
                group.until = own;
                group.count += 1;
                if group.join != Join::List {
                    group.join = join;
                }
            }
            None => out.push(Group {
                first: one,
                last: one,
                lead: own,
                until: own,
                join: Join::Apart,
                count: 1,
            }),
        }
    }
    for group in &out {
        pieces.take(group.lead.start, group.last.end);
    }
    out
}

fn joined(pieces: &Pieces, group: &Group, one: &Found, own: &Lead) -> Join {
    if one.join != Join::Apart {
        return one.join;
    }
    let alike = std::mem::discriminant(&group.last.stretch) == std::mem::discriminant(&one.stretch);
    match between(pieces, group.last.end, own.start) {
        Gap::Nothing if own.until => Join::Range,
        Gap::One(Token::Sign('-')) if !own.before && !own.latest => Join::Range,
        Gap::One(Token::Sign(',')) if own.until && group.lead.from => Join::Range,
        Gap::One(Token::Sign(',')) if alike && own.start == one.start => Join::List,
        Gap::One(Token::Word { plain, .. }) if plain == "va" && alike && !own.limits() => {
            Join::List
        }
        _ => Join::Apart,
    }
}

impl Group {
    /// Whether its words make a limit of it.
    pub(super) const fn limits(&self) -> bool {
        self.lead.limits() || self.until.limits()
    }

    /// How many stretches it has.
    pub(super) const fn count(&self) -> usize {
        self.count
    }

    /// What it says; none where it names no day: "đầu quý III", "31/4".
    pub(super) fn read(&self, context: &Context) -> Option<Deadline> {
        let mut out = if self.count > 1 {
            self.range(context)?
        } else if context.from_now {
            self.until_from_now(context)?
        } else {
            self.single(context)?
        };
        let blank_day = self.lead.day_word && !self.first.stretch.is_day();
        out.sure &= self.first.sure && self.last.sure && !blank_day;
        self.put_hour(context, &mut out);
        Some(out)
    }

    /// "từ … đến …"; of a list, from its first to its last.
    fn range(&self, context: &Context) -> Option<Deadline> {
        let (mut first, mut last) = (self.first, self.last);
        let sure;
        if first.year.is_none() && last.year.is_none() {
            // A range is passed only when its end is.
            let (year, certain) = last.year_from(context.issued)?;
            (last.year, sure) = (Some(year), certain);
        } else {
            sure = true;
        }
        let year = last.year.or(first.year)?;
        if last.year.is_none() {
            last.year = Some(year);
            if last.days(year)?.1 < first.days(year)?.0 {
                last.year = Some(year + 1);
            }
        }
        let to = last.days(last.year?)?.1;
        if first.year.is_none() {
            first.year = Some(year);
            if first.days(year)?.0 > to {
                first.year = Some(year - 1);
            }
        }
        let from = first.days(first.year?)?.0;
        let mut out = context.plain(DeadlineKind::Between);
        (out.first_day, out.last_day) = (Some(from), Some(to));
        // "trước 15/3 và 15/6" names several days; a list of months may mean once in each.
        let plain = self.join == Join::Range && !self.lead.before && !self.lead.after;
        let parts = self.lead.part.is_none() && matches!(self.until.part, None | Some(Part::End));
        out.sure = sure && plain && parts && from <= to;
        Some(out)
    }

    /// "từ nay đến …": from the day of the document.
    fn until_from_now(&self, context: &Context) -> Option<Deadline> {
        let (year, sure) = self.first.year_from(context.issued)?;
        let mut out = context.plain(DeadlineKind::Between);
        out.first_day = context.issued;
        out.last_day = Some(self.first.days(year)?.1);
        out.sure = sure && context.issued <= out.last_day && self.lead.until;
        Some(out)
    }

    fn single(&self, context: &Context) -> Option<Deadline> {
        let lead = self.lead;
        let (year, sure) = self.first.year_from(context.issued)?;
        let (from, to) = self.first.days(year)?;
        let mut out = if lead.from && !lead.until {
            let mut out = context.plain(DeadlineKind::FromDay);
            (out.first_day, out.stated_day) = (Some(from), Some(from));
            out.sure = matches!(lead.part, None | Some(Part::Start)) && !lead.after;
            out
        } else if lead.after {
            let mut out = context.plain(DeadlineKind::FromDay);
            (out.first_day, out.stated_day, out.sure) = (to.succ_opt(), Some(to), false);
            out
        } else if lead.before {
            self.before(context, from, to)
        } else {
            self.within(context, to)?
        };
        // "từ 8h00 đến 17h00 ngày …" is one day.
        out.sure &= sure && !(lead.from && lead.until);
        Some(out)
    }

    fn before(&self, context: &Context, from: Day, to: Day) -> Deadline {
        let is_day = self.first.stretch.is_day();
        let mut out = context.plain(DeadlineKind::BeforeDay);
        let counts = is_day && (!context.hours.is_empty() || context.rules.stated_day_counts);
        out.last_day = if counts { Some(from) } else { from.pred_opt() };
        out.stated_day = is_day.then_some(from);
        // "trước cuối tháng 6", "trước hết tháng 6": not before its first day.
        if !is_day && (self.lead.part.is_some() || self.lead.whole || self.lead.closing) {
            (out.last_day, out.sure) = (Some(to), false);
        }
        out.sure &= self.lead.part.is_none() && !self.lead.whole && !self.lead.until;
        out
    }

    /// In, at the latest in, or until the end of a stretch; a part of it where one is said.
    fn within(&self, context: &Context, to: Day) -> Option<Deadline> {
        let stretch = self.first.stretch;
        let mut out = context.plain(kind_of(stretch));
        let (last, sure) = match (self.lead.part, stretch) {
            (Some(Part::Start), _) => return None, // "đầu quý III" names no last day
            (None | Some(Part::End), _) => (to, true),
            (Some(Part::Middle | Part::FirstHalf), Stretch::Year) => {
                out.kind = DeadlineKind::InHalf;
                (NaiveDate::from_ymd_opt(to.year(), 6, 30)?, true)
            }
            (Some(Part::SecondHalf), Stretch::Year) => {
                out.kind = DeadlineKind::InHalf;
                (to, true)
            }
            (Some(Part::Middle | Part::FirstHalf), Stretch::Month(_)) => (to.with_day(15)?, false),
            (Some(Part::Decade(day)), Stretch::Month(_)) => {
                (to.with_day(day.min(to.day()))?, false)
            }
            (Some(Part::Middle), Stretch::Quarter(_)) => (
                NaiveDate::from_ymd_opt(to.year(), to.month() - 1, 15)?,
                false,
            ),
            _ => (to, false),
        };
        out.last_day = Some(last);
        out.stated_day = stretch.is_day().then_some(last);
        // "đến tháng 6" may end with its first day or with its last.
        let open = self.lead.until
            && !self.lead.whole
            && self.lead.part.is_none()
            && !matches!(
                stretch,
                Stretch::Day(..) | Stretch::Year | Stretch::Months(..)
            );
        out.sure = sure && !open;
        Some(out)
    }

    /// The hour belongs to the last day that is named.
    fn put_hour(&self, context: &Context, out: &mut Deadline) {
        let Some(hour) = context.hours.last() else {
            return;
        };
        if out.last_day.is_none() {
            return;
        }
        // A spreadsheet writes "15/03/2024 00:00" for a bare day.
        if hour.is_midnight() && hour.at >= self.last.end {
            return;
        }
        if hour.is_midnight() {
            // Before 0 o'clock of a day is the end of the day before.
            out.last_day = out.last_day.and_then(|day| day.pred_opt());
            out.sure = false;
            return;
        }
        out.last_time = Some(hour.text());
        let ranged = self.count > 1 && context.hours.len() == 2;
        out.sure &= self.last.stretch.is_day() && (context.hours.len() == 1 || ranged);
    }
}

const fn kind_of(stretch: Stretch) -> DeadlineKind {
    match stretch {
        Stretch::Day(..) => DeadlineKind::ByDay,
        Stretch::Month(_) => DeadlineKind::InMonth,
        Stretch::Quarter(_) | Stretch::Months(_, 3) => DeadlineKind::InQuarter,
        Stretch::Months(_, 6) => DeadlineKind::InHalf,
        Stretch::Months(..) | Stretch::Year => DeadlineKind::InYear,
    }
}
