//! Names of units as people write them, and which unit they mean.
//!
//! "P. An Thới", "phường An Thới", "an thoi", "Thuỷ" and "Thủy", NFC and NFD are one name. A name that fits
//! several units gives all of them: it is never decided here which one was meant.

use std::hash::{DefaultHasher, Hash, Hasher};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::instant::{Day, parse_day};

/// Prefixes of kind: what is written (folded), and the kinds in words that it may mean.
const PREFIXES: [(&str, &[&str]); 26] = [
    ("phuong", &["phường"]),
    ("p", &["phường"]),
    ("thi tran", &["thị trấn"]),
    ("ttr", &["thị trấn"]),
    ("tt", &["thị trấn"]),
    ("thi xa", &["thị xã"]),
    ("tx", &["thị xã"]),
    ("xa", &["xã"]),
    ("x", &["xã"]),
    ("dac khu", &["đặc khu"]),
    ("dk", &["đặc khu"]),
    ("quan", &["quận"]),
    ("q", &["quận"]),
    ("huyen", &["huyện"]),
    ("h", &["huyện"]),
    (
        "thanh pho",
        &["thành phố", "thành phố trực thuộc trung ương"],
    ),
    ("tp", &["thành phố", "thành phố trực thuộc trung ương"]),
    ("tinh", &["tỉnh"]),
    ("t", &["tỉnh"]),
    ("to dan pho", &["tổ dân phố"]),
    ("tdp", &["tổ dân phố"]),
    ("khu vuc", &["khu vực"]),
    ("kv", &["khu vực"]),
    ("ap", &["ấp"]),
    ("thon", &["thôn"]),
    ("khu pho", &["khu phố"]),
];

/// Words before a name that are no part of it.
const FILLERS: [&str; 3] = ["ubnd", "uy ban nhan dan", "dia ban"];

/// The five marks of tone; the others belong to their letter.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// The key under which spellings of one name meet: lower case, the tone at the end of its syllable (so that
/// "Hoà" is "Hòa"), final y as i ("Quý", "Quí"), no apostrophes, hyphens as blanks, no leading zeros.
pub fn exact_key(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    let mut syllable = String::new();
    let mut tone = None;
    let finish = |syllable: &mut String, tone: &mut Option<char>, out: &mut String| {
        if syllable.is_empty() {
            return;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        let number = syllable.bytes().all(|b| b.is_ascii_digit());
        let trimmed = if number {
            let rest = syllable.trim_start_matches('0');
            if rest.is_empty() { "0" } else { rest }
        } else {
            syllable.as_str()
        };
        match trimmed.strip_suffix('y') {
            Some(stem) if y_is_i(stem) => {
                out.push_str(stem);
                out.push('i');
            }
            _ => out.push_str(trimmed),
        }
        out.extend(tone.take());
        syllable.clear();
    };
    for c in text.nfd() {
        if TONES.contains(&c) {
            tone = Some(c);
        } else if is_combining_mark(c) {
            syllable.push(c);
        } else if c.is_alphanumeric() {
            syllable.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '’' | '‘' | '`') {
            finish(&mut syllable, &mut tone, &mut out);
        }
    }
    finish(&mut syllable, &mut tone, &mut out);
    out
}

/// Whether a final y after these letters sounds and is also written as i: "ly", "quy", not "thuy", "ay".
fn y_is_i(stem: &str) -> bool {
    stem == "qu"
        || stem
            .chars()
            .next_back()
            .is_some_and(|last| last.is_alphabetic() && !"aeiouăâêôơưy".contains(last))
            && !stem.chars().any(is_combining_mark)
            && !stem.is_empty()
}

/// The key without diacritics and blanks, under which all that may be meant meets: "anthoi". Whatever has one
/// exact key has one loose key.
pub fn loose_key(text: &str) -> String {
    loosened(&exact_key(text))
}

fn loosened(exact: &str) -> String {
    exact
        .chars()
        .filter(|c| *c != ' ' && !is_combining_mark(*c))
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect()
}

/// Whether the text has any letter that only Vietnamese writing has: else the marks may have been left out.
fn has_marks(text: &str) -> bool {
    text.nfd()
        .any(|c| is_combining_mark(c) || matches!(c, 'đ' | 'Đ'))
}

/// One way to read a written name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Reading {
    kinds: &'static [&'static str],
    exact: String,
    loose: String,
}

impl Reading {
    fn of(kinds: &'static [&'static str], name: &str) -> Self {
        Self {
            kinds,
            exact: exact_key(name),
            loose: loose_key(name),
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
    readings: Vec<Reading>,
    marked: bool,
    /// Units above that were named with it: "P. Tân An, Q. Ninh Kiều".
    pub within: Vec<WrittenName>,
}

impl WrittenName {
    /// Takes a written name apart.
    pub fn read(text: &str) -> Self {
        let composed: String = text.nfc().filter(|c| !c.is_control()).collect();
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

    /// Whether a unit of that kind and name is meant.
    pub fn fits(&self, kind: &str, name: &str) -> bool {
        let (exact, loose) = (exact_key(name), loose_key(name));
        self.readings.iter().any(|reading| {
            (reading.kinds.is_empty() || reading.kinds.contains(&kind))
                && (reading.exact == exact || (!self.marked && reading.loose == loose))
        })
    }
}

/// The name with its prefix of kind taken off, then as it stands.
fn readings(text: &str) -> Vec<Reading> {
    let mut rest = text;
    loop {
        let shorter = FILLERS.iter().find_map(|filler| after(rest, filler));
        match shorter {
            Some(shorter) if !shorter.is_empty() => rest = shorter,
            _ => break,
        }
    }
    let mut out: Vec<Reading> = PREFIXES
        .iter()
        .filter_map(|(prefix, kinds)| {
            let name = after(rest, prefix)?;
            (!name.is_empty()).then(|| Reading::of(kinds, name))
        })
        .collect();
    out.push(Reading::of(&[], rest));
    out
}

/// What follows a folded prefix in a text: after a blank or a dot, or at once before a digit ("P5").
fn after<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let mut wanted = prefix.chars();
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
        return Some(text[at..].trim());
    }
    (sign == '.' || sign == ':' || sign.is_whitespace())
        .then(|| text[at..].trim_start_matches(|c: char| c == '.' || c == ':' || c.is_whitespace()))
}

/// A letter without its marks in lower case.
fn base_letter(c: char) -> char {
    let mut letter = c;
    unicode_normalization::char::decompose_canonical(c, |part| {
        if !is_combining_mark(part) {
            letter = part;
        }
    });
    match letter.to_lowercase().next().unwrap_or(letter) {
        'đ' => 'd',
        other => other,
    }
}

/// What a written name was found to mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning<T> {
    /// One unit.
    One(T),
    /// Several: a person has to say which.
    Several(Vec<T>),
    /// Units of that name, but none of the kind that was written.
    OfOtherKind(Vec<T>),
    /// None.
    Nothing,
}

/// What a unit is called, for the index and for those who ask it.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    /// Official code.
    pub code: &'a str,
    /// Kind in words; empty where the name says it.
    pub kind: &'a str,
    /// Name without kind.
    pub name: &'a str,
    /// Short form; empty when there is none.
    pub short: &'a str,
}

/// Units by code and by name. It keeps hashes only: the names stay where they are.
#[derive(Debug)]
pub struct NameIndex<T> {
    codes: Vec<(u64, T)>,
    names: Vec<(u64, T)>,
}

impl<T: Copy + Ord> NameIndex<T> {
    /// The index of some units.
    pub fn new<'a>(units: impl Iterator<Item = (T, Names<'a>)>) -> Self {
        let (mut codes, mut names) = (Vec::new(), Vec::new());
        for (item, called) in units {
            codes.push((hash(&called.code.to_lowercase()), item));
            names.push((hash(&loose_key(called.name)), item));
            if !called.short.is_empty() && called.short != called.name {
                names.push((hash(&loose_key(called.short)), item));
            }
        }
        codes.sort_unstable();
        names.sort_unstable();
        Self { codes, names }
    }

    /// Units with that code, among those that `look` shows.
    pub fn by_code<'a>(&self, code: &str, look: impl Fn(T) -> Option<Names<'a>>) -> Vec<T> {
        let wanted = code.to_lowercase();
        unique(run(&self.codes, hash(&wanted)).filter(|item| {
            look(*item).is_some_and(|called| called.code.eq_ignore_ascii_case(&wanted))
        }))
    }

    /// What a written name means among the units that `look` shows.
    pub fn find<'a>(
        &self,
        written: &WrittenName,
        look: impl Fn(T) -> Option<Names<'a>>,
    ) -> Meaning<T> {
        let by_code = self.by_code(&written.text, &look);
        if !by_code.is_empty() {
            return meaning(by_code);
        }
        let mut other_kind = Vec::new();
        for reading in written.readings.iter().filter(|r| !r.loose.is_empty()) {
            let shown: Vec<(T, Names<'a>)> = run(&self.names, hash(&reading.loose))
                .filter_map(|item| look(item).map(|called| (item, called)))
                .filter(|(_, called)| reading.reads(called, false))
                .collect();
            // Without marks it may be any of the names that read so; with them the exact one goes first.
            let exact: Vec<(T, Names<'a>)> = shown
                .iter()
                .filter(|(_, called)| written.marked && reading.reads(called, true))
                .copied()
                .collect();
            for named in [exact, shown] {
                let found = unique(
                    named
                        .iter()
                        .filter(|(_, called)| reading.is_of(called.kind))
                        .map(|(item, _)| *item),
                );
                if !found.is_empty() {
                    return meaning(found);
                }
                other_kind.extend(named.into_iter().map(|(item, _)| item));
            }
        }
        match unique(other_kind.into_iter()) {
            found if found.is_empty() => Meaning::Nothing,
            found => Meaning::OfOtherKind(found),
        }
    }
}

impl Reading {
    fn is_of(&self, kind: &str) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }

    fn reads(&self, called: &Names<'_>, exactly: bool) -> bool {
        [called.name, called.short].iter().any(|name| {
            let own = exact_key(name);
            if exactly {
                own == self.exact
            } else {
                loosened(&own) == self.loose
            }
        })
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

fn run<T: Copy>(sorted: &[(u64, T)], wanted: u64) -> impl Iterator<Item = T> {
    let first = sorted.partition_point(|(own, _)| *own < wanted);
    sorted[first..]
        .iter()
        .take_while(move |(own, _)| *own == wanted)
        .map(|(_, item)| *item)
}

fn unique<T: Copy + PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut out: Vec<T> = Vec::new();
    for item in items {
        if !out.contains(&item) {
            out.push(item);
        }
    }
    out
}

fn meaning<T: Copy>(found: Vec<T>) -> Meaning<T> {
    match found.as_slice() {
        [] => Meaning::Nothing,
        [one] => Meaning::One(*one),
        _ => Meaning::Several(found),
    }
}
