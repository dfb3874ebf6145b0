//! Until when: the words of the sentence that tell a deadline, and days as one speaks of them at a meeting.

use std::ops::Range;

use chrono::{Datelike, Days, Months, Weekday};

use super::words::Sentence;
use crate::domain::Day;
use crate::domain::deadline::{Deadline, DeadlineKind, DeadlineRules, read_deadline};
use crate::domain::text::fold;

/// Words that a deadline may begin with.
const STARTS: [&str; 43] = [
    "truoc",
    "cham nhat",
    "muon nhat",
    "den het",
    "den ngay",
    "het ngay",
    "het thang",
    "het quy",
    "trong ngay",
    "trong tuan",
    "trong thang",
    "trong quy",
    "trong nam",
    "trong vong",
    "ngay trong",
    "hang tuan",
    "hang thang",
    "hang quy",
    "hang ngay",
    "moi tuan",
    "moi thang",
    "dinh ky",
    "thuong xuyen",
    "tu ngay",
    "tu nay",
    "sau khi",
    "khi co",
    "ngay sau",
    "hom nay",
    "ngay mai",
    "thu hai",
    "thu ba",
    "thu tu",
    "thu nam",
    "thu sau",
    "thu bay",
    "chu nhat",
    "tuan nay",
    "tuan sau",
    "tuan toi",
    "cuoi tuan",
    "dau tuan",
    "cuoi thang",
];

/// Before these a day is that of a document, not a deadline.
const OF_DOCUMENTS: [&str; 12] = [
    "so",
    "nghi dinh",
    "quyet dinh",
    "thong tu",
    "cong van",
    "ke hoach so",
    "chi thi",
    "nghi quyet",
    "thong bao",
    "luat",
    "de an",
    "hop",
];

/// The deadline of a sentence and where it stands; none when it tells none. The first one counts; where it tells
/// several, the reading is marked.
pub(super) fn find(
    sentence: &Sentence,
    day: Day,
    rules: &DeadlineRules,
) -> (Deadline, Option<Range<usize>>) {
    let mut first: Option<(Deadline, Range<usize>)> = None;
    let mut from = 0;
    while from < sentence.words.len() {
        let Some((read, to)) = begins(sentence, from, day, rules) else {
            from += 1;
            continue;
        };
        if let Some((own, _)) = &mut first {
            own.sure = false;
        } else {
            let (start, stop) = (&sentence.words[from], &sentence.words[to - 1]);
            first = Some((read, start.span.start..stop.span.end));
        }
        from = to;
    }
    match first {
        Some((read, span)) => (read, Some(span)),
        None => (read_deadline("", Some(day), rules), None),
    }
}

/// A deadline that begins at a word, and the word at which it ends: what it takes to read the same, with the "này"
/// after it.
fn begins(
    sentence: &Sentence,
    from: usize,
    day: Day,
    rules: &DeadlineRules,
) -> Option<(Deadline, usize)> {
    if !may_begin(sentence, from) {
        return None;
    }
    let end = clause_end(sentence, from);
    let read = told(sentence.slice(from, end), day, rules)?;
    let key = |own: &Deadline| {
        (
            own.kind,
            (own.first_day, own.last_day, own.last_time.clone()),
            (own.event.clone(), own.length, own.rhythm),
        )
    };
    let same = |to: usize| {
        told(sentence.slice(from, to), day, rules).is_some_and(|own| key(&own) == key(&read))
    };
    let mut to = end;
    // A day is not cut in two: "22/3/2024" reads like "22/3".
    let joined = |to: usize| matches!(sentence.gap(to - 2), "/" | "-" | ".");
    loop {
        let mut less = to - 1;
        while less > from && joined(less + 1) {
            less -= 1;
        }
        if less <= from || !same(less) {
            break;
        }
        to = less;
    }
    while to < end && sentence.says(to, "nay") {
        to += 1;
    }
    // Words behind it that belong to something else make a reading doubtful; without them it stands for itself.
    let mut own = told(sentence.slice(from, to), day, rules)?;
    sentence.slice(from, to).clone_into(&mut own.text);
    Some((own, to))
}

fn may_begin(sentence: &Sentence, at: usize) -> bool {
    let document = OF_DOCUMENTS.iter().any(|own| sentence.ends_with(at, own));
    if STARTS.iter().any(|phrase| sentence.says(at, phrase)) {
        return !document;
    }
    // "ngày 22/3", "22/3", and not "15/KH-UBND".
    let number = |at: usize| {
        let word = sentence.words.get(at)?;
        word.plain.parse::<u32>().ok()
    };
    let first = if sentence.says(at, "ngay") {
        at + 1
    } else {
        at
    };
    let dated = number(first).is_some_and(|n| (1..=31).contains(&n))
        && matches!(sentence.gap(first), "/" | "-" | ".")
        && number(first + 1).is_some();
    let letters = sentence.gap(first + 1).starts_with('/')
        && sentence
            .words
            .get(first + 2)
            .is_some_and(|word| word.plain.parse::<u32>().is_err());
    // The month of a day is no day of its own.
    let inside =
        at > 0 && matches!(sentence.gap(at - 1), "/" | "-" | ".") && number(at - 1).is_some();
    // "số 15/KH-UBND ngày 05/01/2024" is the day of a document.
    let of_symbol = at > 1
        && matches!(sentence.gap(at - 2), "/" | "-")
        && sentence.words[at - 1]
            .plain
            .chars()
            .all(char::is_alphabetic);
    dated && !letters && !document && !of_symbol && !inside && !sentence.ends_with(at, "ngay")
}

/// Words up to the end of the clause.
fn clause_end(sentence: &Sentence, from: usize) -> usize {
    let mut to = from + 1;
    while to < sentence.words.len() {
        let gap = sentence.gap(to - 1);
        let ends = gap.contains([';', '(', ')', '!', '?'])
            || gap.trim_start().starts_with([',', '.', ':']) && gap.ends_with(' ');
        if ends {
            break;
        }
        to += 1;
    }
    to
}

/// A wording that tells something which is not over.
fn told(text: &str, day: Day, rules: &DeadlineRules) -> Option<Deadline> {
    let read = read(text, day, rules);
    let says = !matches!(read.kind, DeadlineKind::None | DeadlineKind::Unclear);
    let over = read.last_day.is_some_and(|last| last < day);
    (says && !over).then_some(read)
}

/// A wording, with the day of the meeting for the years that are left out, and for "tuần này", "thứ Sáu", "ngày mai".
pub(in crate::engine::meetings) fn read(text: &str, day: Day, rules: &DeadlineRules) -> Deadline {
    let mut read = read_deadline(text, Some(day), rules);
    if read.kind == DeadlineKind::Unclear
        && let Some(last) = near(&format!(" {} ", fold(text)), day)
    {
        let before = fold(text).starts_with("truoc ") && time_of(text).is_none();
        read.kind = if before {
            DeadlineKind::BeforeDay
        } else {
            DeadlineKind::ByDay
        };
        read.last_day = if before { last.pred_opt() } else { Some(last) };
        read.stated_day = Some(last);
        read.last_time = time_of(text);
        read.sure = true;
    }
    read
}

/// "16 giờ", "16h30" → `HH:MM`.
fn time_of(text: &str) -> Option<String> {
    let plain = fold(text).replace(" gio", "h").replace("gio", "h");
    let at = plain
        .find('h')
        .filter(|at| plain[..*at].ends_with(|c: char| c.is_ascii_digit()))?;
    let hour: u32 = plain[..at]
        .rsplit(|c: char| !c.is_ascii_digit())
        .next()?
        .parse()
        .ok()?;
    let minute: String = plain[at + 1..]
        .trim_start()
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    let minute: u32 = minute.parse().unwrap_or(0);
    (hour < 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}"))
}

/// Days as one speaks of them: a working week ends on its Friday.
fn near(said: &str, day: Day) -> Option<Day> {
    let says = |phrase: &str| said.contains(&format!(" {phrase} "));
    let monday = day - Days::new(u64::from(day.weekday().num_days_from_monday()));
    let friday = monday + Days::new(4);
    if says("hom nay") {
        return Some(day);
    }
    if says("ngay mai") || says("sang mai") || says("chieu mai") {
        return day.succ_opt();
    }
    let next_week = says("tuan sau") || says("tuan toi");
    let weekdays = [
        ("thu hai", Weekday::Mon),
        ("thu ba", Weekday::Tue),
        ("thu tu", Weekday::Wed),
        ("thu nam", Weekday::Thu),
        ("thu sau", Weekday::Fri),
        ("thu bay", Weekday::Sat),
        ("chu nhat", Weekday::Sun),
    ];
    if let Some((_, weekday)) = weekdays.iter().find(|own| says(own.0)) {
        let of = |monday: Day| monday + Days::new(u64::from(weekday.num_days_from_monday()));
        let own = of(monday);
        return Some(if next_week || own < day {
            of(monday + Days::new(7))
        } else {
            own
        });
    }
    if says("dau tuan sau") || says("dau tuan toi") {
        return Some(monday + Days::new(7));
    }
    if next_week {
        return Some(friday + Days::new(7));
    }
    if says("tuan nay") || says("cuoi tuan") {
        return Some(if friday < day {
            monday + Days::new(6)
        } else {
            friday
        });
    }
    let first = day.with_day(1)?;
    if says("thang sau") || says("thang toi") {
        return first.checked_add_months(Months::new(2))?.pred_opt();
    }
    if says("thang nay") || says("cuoi thang") {
        return first.checked_add_months(Months::new(1))?.pred_opt();
    }
    if says("cuoi quy") || says("quy nay") {
        let left = 3 - (day.month() - 1) % 3;
        return first.checked_add_months(Months::new(left))?.pred_opt();
    }
    None
}
