//! From the pieces of a wording to what it says.

use chrono::{Datelike, Days};

use super::super::instant::Day;
use super::super::text::clean;
use super::scan::{Found, Stretch, Token, lone_year, stretches, tokens};
use super::{Deadline, DeadlineKind, DeadlineRules};

/// Reads a wording. `issued` is the day of its document and gives a year that is left out; never fails:
/// what is not understood is [`DeadlineKind::Unclear`].
pub fn read_deadline(wording: &str, issued: Option<Day>, rules: &DeadlineRules) -> Deadline {
    let text = clean(wording);
    let mut pieces = tokens(&text);
    let time = take_time(&mut pieces);
    let reader = Reader {
        text: &text,
        said: words(&pieces),
        found: stretches(&pieces),
        pieces: &pieces,
        issued,
        rules,
        time,
    };
    reader.read()
}

struct Reader<'a> {
    text: &'a str,
    /// Words and numbers with single blanks, and one at each end.
    said: String,
    found: Vec<Found>,
    pieces: &'a [Token],
    issued: Option<Day>,
    rules: &'a DeadlineRules,
    time: Option<String>,
}

impl Reader<'_> {
    fn read(&self) -> Deadline {
        if self.pieces.is_empty() {
            return Deadline::new(
                if self.text.is_empty() {
                    DeadlineKind::None
                } else {
                    DeadlineKind::Unclear
                },
                self.text,
            )
            .doubtful(!self.text.is_empty());
        }
        if self.says_any(&[
            "hang tuan",
            "hang thang",
            "hang quy",
            "hang nam",
            "hang ngay",
            "dinh ky",
            "moi tuan",
            "moi thang",
            "moi quy",
        ]) {
            return self.plain(DeadlineKind::Recurring);
        }
        if self.says_any(&["nam tiep theo", "cac nam sau"]) {
            let mut out = self.plain(DeadlineKind::Permanent);
            out.first_day = self
                .found
                .first()
                .and_then(|found| self.days(found))
                .map(|((first, _), _)| first);
            return out;
        }
        if self.says_any(&["thuong xuyen", "lien tuc"]) {
            return self.plain(DeadlineKind::Permanent);
        }
        if self.says_any(&[
            "theo de nghi",
            "theo yeu cau",
            "khi co yeu cau",
            "khi co de nghi",
            "khi duoc yeu cau",
        ]) {
            return self.plain(DeadlineKind::OnRequest);
        }
        if let Some(out) = self.length().or_else(|| self.event()) {
            return out;
        }
        self.range()
            .or_else(|| self.single())
            .unwrap_or_else(|| self.plain(DeadlineKind::Unclear).doubtful(true))
    }

    fn plain(&self, kind: DeadlineKind) -> Deadline {
        Deadline::new(kind, self.text)
    }

    fn says(&self, phrase: &str) -> bool {
        self.said.contains(&format!(" {phrase} "))
    }

    fn says_any(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.says(phrase))
    }

    /// First and last day of a stretch, and whether its year is sure.
    fn days(&self, found: &Found) -> Option<((Day, Day), bool)> {
        let (year, sure) = found.year_from(self.issued)?;
        found.days(year).map(|days| (days, sure))
    }

    /// "20 ngày sau khi …", "10 ngày làm việc kể từ ngày 01/4/2024". The event's own day is not counted.
    fn length(&self) -> Option<Deadline> {
        let at = self.pieces.windows(2).position(|pair| {
            matches!(&pair[0], Token::Number(1..=999, _))
                && matches!(&pair[1], Token::Word(unit) if unit == "ngay" || unit == "tuan")
        })?;
        let since = [" ke tu ", " sau ", " tu "]
            .iter()
            .find_map(|word| self.said.find(word).map(|start| start + word.len()))?;
        let Token::Number(mut count, _) = self.pieces[at] else {
            return None;
        };
        if matches!(&self.pieces[at + 1], Token::Word(unit) if unit == "tuan") {
            count *= 7;
        }
        let working = self.says("ngay lam viec");
        let mut out = self.plain(DeadlineKind::AfterEvent);
        out.event = Some(event_text(self.text));
        let after = &self.said[since.min(self.said.len())..];
        let start = match self.found.first() {
            Some(found) => self.days(found).map(|((day, _), _)| day),
            None if after.contains("ban hanh") && after.contains(" nay ") => self.issued,
            None => None,
        };
        if let Some(start) = start {
            let calendar = &self.rules.calendar;
            out.last_day = if working {
                Some(calendar.add_working_days(start, count))
            } else {
                start
                    .checked_add_days(Days::new(u64::from(count)))
                    .map(|day| {
                        if calendar.is_working(day) {
                            day
                        } else {
                            calendar.add_working_days(day, 1)
                        }
                    })
            };
        }
        Some(out)
    }

    /// "sau khi có hướng dẫn", "khi có phát sinh".
    fn event(&self) -> Option<Deadline> {
        let kind = if self.says("sau khi") {
            DeadlineKind::AfterEvent
        } else if self.said.starts_with(" khi ") {
            DeadlineKind::WhenEvent
        } else {
            return None;
        };
        let mut out = self.plain(kind);
        out.event = Some(event_text(self.text));
        Some(out)
    }

    /// "từ … đến …", "giai đoạn 2022 - 2025", "bắt đầu từ …".
    fn range(&self) -> Option<Deadline> {
        let first = self.found.first()?;
        let from_word = self.word_before(first.start, 2, "tu");
        if let Some(year) = first.year.filter(|_| first.stretch == Stretch::Year) {
            let joined = match self.pieces.get(first.end) {
                Some(Token::Sign('-')) => true,
                Some(Token::Word(word)) => word == "den",
                _ => false,
            };
            if let Some((last, _)) =
                lone_year(self.pieces, first.end + 1).filter(|_| joined && self.found.len() == 1)
            {
                return self.between(
                    *first,
                    Found {
                        year: Some(last),
                        ..*first
                    },
                    year <= last,
                );
            }
        }
        if !from_word {
            return None;
        }
        match self.found.as_slice() {
            [only] => {
                let ((day, _), sure) = self.days(only)?;
                let mut out = self.plain(DeadlineKind::FromDay);
                (out.first_day, out.stated_day, out.sure) = (Some(day), Some(day), sure);
                Some(out)
            }
            [first, last, ..] if self.said.contains(" den ") || self.between_sign(first.end) => {
                // "từ quý II đến quý IV năm 2024": the year stands once, at the end.
                let first = Found {
                    year: first.year.or(last.year),
                    ..*first
                };
                self.between(first, *last, true)
            }
            _ => None,
        }
    }

    fn between(&self, first: Found, last: Found, ordered: bool) -> Option<Deadline> {
        let ((from, _), sure_first) = self.days(&first)?;
        let ((_, mut to), sure_last) = self.days(&last)?;
        if to < from && last.year.is_none() {
            to = last.days(to.year() + 1)?.1;
        }
        let mut out = self.plain(DeadlineKind::Between);
        (out.first_day, out.last_day, out.last_time) = (Some(from), Some(to), self.time.clone());
        out.sure = sure_first && sure_last && ordered && from <= to;
        Some(out)
    }

    fn between_sign(&self, at: usize) -> bool {
        matches!(self.pieces.get(at), Some(Token::Sign('-')))
    }

    fn word_before(&self, at: usize, reach: usize, wanted: &str) -> bool {
        self.pieces[at.saturating_sub(reach)..at]
            .iter()
            .any(|piece| matches!(piece, Token::Word(word) if word == wanted))
    }

    /// One stretch with what stands before it.
    fn single(&self) -> Option<Deadline> {
        let found = self.found.first()?;
        if self.word_before(found.start, 1, "dau") {
            return None; // "đầu quý III" names no last day
        }
        let ((first, last), sure) = self.days(found)?;
        let before = self.word_before(found.start, 2, "truoc");
        let mut out = if before {
            let mut out = self.plain(DeadlineKind::BeforeDay);
            let counts =
                self.time.is_some() || (self.rules.stated_day_counts && found.stretch.is_day());
            out.last_day = if counts {
                Some(first)
            } else {
                first.pred_opt()
            };
            out.stated_day = found.stretch.is_day().then_some(first);
            out
        } else {
            let mut out = self.plain(match found.stretch {
                Stretch::Day(..) => DeadlineKind::ByDay,
                Stretch::Month(_) => DeadlineKind::InMonth,
                Stretch::Quarter(_) => DeadlineKind::InQuarter,
                Stretch::Half(_) | Stretch::Midyear => DeadlineKind::InHalf,
                Stretch::Year => DeadlineKind::InYear,
            });
            out.last_day = Some(last);
            out.stated_day = found.stretch.is_day().then_some(last);
            out
        };
        out.last_time.clone_from(&self.time);
        // Several stretches that no "từ … đến" joins: the first is taken, and marked.
        out.sure = sure && self.found.len() == 1;
        Some(out)
    }
}

impl Stretch {
    const fn is_day(self) -> bool {
        matches!(self, Self::Day(..))
    }
}

impl Deadline {
    fn doubtful(mut self, doubtful: bool) -> Self {
        self.sure = !doubtful;
        self
    }
}

/// Takes "17h00", "17 giờ 00 phút", "17h" out of the pieces, so that its numbers are no days.
fn take_time(pieces: &mut Vec<Token>) -> Option<String> {
    let at = pieces.windows(2).position(|pair| {
        matches!(&pair[0], Token::Number(0..=24, 1..=2))
            && matches!(&pair[1], Token::Word(word) if word == "h" || word == "gio" || word == "g")
    })?;
    let Token::Number(hour, _) = pieces[at] else {
        return None;
    };
    let mut end = at + 2;
    let mut minute = 0;
    if let Some(Token::Number(value @ 0..=59, 1..=2)) = pieces.get(end) {
        // "17 giờ 25/8" names a day, not minutes.
        if !matches!(pieces.get(end + 1), Some(Token::Sign(_))) {
            minute = *value;
            end += 1;
            if matches!(pieces.get(end), Some(Token::Word(word)) if word == "phut") {
                end += 1;
            }
        }
    }
    pieces.drain(at..end);
    Some(if hour == 24 {
        "23:59".to_owned()
    } else {
        format!("{hour:02}:{minute:02}")
    })
}

fn words(pieces: &[Token]) -> String {
    let mut out = String::from(" ");
    for piece in pieces {
        match piece {
            Token::Word(word) => out.push_str(word),
            Token::Number(value, _) => out.push_str(&value.to_string()),
            Token::Sign(_) => continue,
        }
        out.push(' ');
    }
    out
}

/// What stands after "sau khi", "kể từ khi", "kể từ", "khi", verbatim.
fn event_text(text: &str) -> String {
    let lower = text.to_lowercase();
    ["sau khi ", "kể từ khi ", "kể từ ", "khi ", "sau "]
        .iter()
        .find_map(|word| lower.find(word).map(|at| at + word.len()))
        .and_then(|at| text.get(at..))
        .unwrap_or(text)
        .trim()
        .to_owned()
}
