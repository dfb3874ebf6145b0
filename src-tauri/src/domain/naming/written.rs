//! A written name taken apart: prefix of kind, name, units above, day.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::keys::{base_letter, exact_key, has_marks, loose_key};
use crate::domain::instant::{Day, parse_day};

/// Prefixes of kind: what is written, and the kinds in words that it may mean.
const PREFIXES: [(&str, &[&str]); 30] = [
    ("phường", &["phường"]),
    ("p", &["phường"]),
    ("thị trấn", &["thị trấn"]),
    ("ttr", &["thị trấn"]),
    ("tt", &["thị trấn"]),
    ("thị xã", &["thị xã"]),
    ("tx", &["thị xã"]),
    ("xã", &["xã"]),
    ("x", &["xã"]),
    ("đặc khu", &["đặc khu"]),
    ("đk", &["đặc khu"]),
    ("quận", &["quận"]),
    ("q", &["quận"]),
    ("huyện", &["huyện"]),
    ("h", &["huyện"]),
    (
        "thành phố",
        &["thành phố", "thành phố trực thuộc trung ương"],
    ),
    ("tp", &["thành phố", "thành phố trực thuộc trung ương"]),
    ("tỉnh", &["tỉnh"]),
    ("t", &["tỉnh"]),
    ("tổ dân phố", &["tổ dân phố"]),
    ("tdp", &["tổ dân phố"]),
    ("tổ", &["tổ dân phố", "tổ"]),
    ("khu vực", &["khu vực"]),
    ("kv", &["khu vực"]),
    ("ấp", &["ấp"]),
    ("thôn", &["thôn"]),
    ("khu phố", &["khu phố"]),
    ("khóm", &["khóm"]),
    ("bản", &["bản"]),
    ("buôn", &["buôn"]),
];

/// Words before a name that are no part of it.
const FILLERS: [&str; 3] = ["ubnd", "ủy ban nhân dân", "địa bàn"];

/// One way to read a written name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) kinds: &'static [&'static str],
    pub(super) exact: String,
    pub(super) loose: String,
    rest: String,
}

impl Reading {
    fn of(kinds: &'static [&'static str], name: &str) -> Self {
        Self {
            kinds,
            exact: exact_key(name),
            loose: loose_key(name),
            rest: name.to_owned(),
        }
    }
}

/// A written name, taken apart.
#[derive(Debug, Clone)]
pub struct WrittenName {
    /// What was written, cleaned.
    pub text: String,
    /// The day after an `@`.
    pub day: Option<Day>,
    pub(super) readings: Vec<Reading>,
    pub(super) marked: bool,
    /// Units above that were named with it: "P. Tân An, Q. Ninh Kiều".
    pub within: Vec<WrittenName>,
}

impl WrittenName {
    /// Takes a written name apart.
    pub fn read(text: &str) -> Self {
        let typed: String = text
            .nfc()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let composed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        let (body, day) = match composed.rsplit_once('@') {
            Some((name, on)) => match parse_day(on) {
                Ok(day) => (name.trim().to_owned(), Some(day)),
                Err(_) => (composed.trim().to_owned(), None),
            },
            None => (composed.trim().to_owned(), None),
        };
        let mut parts = body
            .split([',', ';', '(', ')'])
            .map(str::trim)
            .filter(|part| !part.is_empty());
        let first = parts.next().unwrap_or_default().to_owned();
        let within = parts.map(Self::read).collect();
        Self {
            readings: readings(&first),
            marked: has_marks(&first),
            text: first,
            day,
            within,
        }
    }

    /// The same name split at its last " - " into unit and unit above, when there is one.
    pub fn split_at_dash(&self) -> Option<Self> {
        let (name, above) = self
            .text
            .rsplit_once(" - ")
            .or_else(|| self.text.rsplit_once(" – "))?;
        let mut out = Self::read(name);
        out.within = vec![Self::read(above)];
        out.within.extend(self.within.iter().cloned());
        out.day = self.day;
        Some(out)
    }

    /// Kinds that the written prefix may mean, none for any, with the name that is left, as it was written.
    pub fn parts(&self) -> impl Iterator<Item = (&'static [&'static str], &str)> {
        self.readings
            .iter()
            .map(|reading| (reading.kinds, reading.rest.as_str()))
    }

    /// Whether a unit of that kind and name is meant.
    pub fn fits(&self, kind: &str, name: &str) -> bool {
        let (exact, loose) = (exact_key(name), loose_key(name));
        self.readings.iter().any(|reading| {
            (reading.kinds.is_empty() || reading.kinds.contains(&kind))
                && (reading.exact == exact || (!self.marked && reading.loose == loose))
        })
    }
}

/// The name with its prefix of kind taken off, and as it stands. In a text with marks a prefix without its own
/// marks is tried last, since "Xa Lý" is a name.
fn readings(text: &str) -> Vec<Reading> {
    let mut rest = text;
    loop {
        let shorter = FILLERS.iter().find_map(|filler| after(rest, filler));
        match shorter {
            Some((shorter, _)) if !shorter.is_empty() => rest = shorter,
            _ => break,
        }
    }
    let marked = has_marks(rest);
    let (mut first, mut last) = (Vec::new(), Vec::new());
    for (prefix, kinds) in PREFIXES {
        if let Some((name, written)) = after(rest, prefix).filter(|(name, _)| !name.is_empty()) {
            let sure = !marked || exact_key(written) == exact_key(prefix);
            if sure { &mut first } else { &mut last }.push(Reading::of(kinds, name));
        }
    }
    first.push(Reading::of(&[], rest));
    first.extend(last);
    first
}

/// What follows a prefix in a text, marks aside, with the prefix as it was written: after a blank or a dot, or at
/// once before a digit ("P5").
fn after<'a>(text: &'a str, prefix: &str) -> Option<(&'a str, &'a str)> {
    let mut wanted = prefix.chars().map(base_letter);
    let mut next = wanted.next();
    let mut chars = text.char_indices().peekable();
    while let Some(expected) = next {
        let (_, c) = chars.next()?;
        if is_combining_mark(c) {
            continue;
        }
        let folded = base_letter(c);
        if folded != expected && !(expected == ' ' && c.is_whitespace()) {
            return None;
        }
        next = wanted.next();
    }
    while chars.next_if(|(_, c)| is_combining_mark(*c)).is_some() {}
    let (at, sign) = *chars.peek()?;
    if sign.is_ascii_digit() {
        return Some((text[at..].trim(), &text[..at]));
    }
    let apart = |c: char| c == '.' || c == ':' || c.is_whitespace();
    apart(sign).then(|| (text[at..].trim_start_matches(apart), &text[..at]))
}
