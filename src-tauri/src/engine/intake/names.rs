//! Names of units in tables: read once each, with what stands around them taken off.

use std::cell::{OnceCell, RefCell};
use std::collections::{HashMap, HashSet};

use crate::domain::naming::{Meaning, WrittenName};
use crate::domain::text::fold;
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::directory::Directory;

/// Bytes that a name with the units above it may have.
const LONGEST: usize = 500;

/// What an officer decided that a text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// That unit.
    Body(Id),
    /// Nothing of the table.
    LeftOut,
}

/// Reads names of units for one span of days.
#[derive(Debug)]
pub struct Names<'a> {
    directory: &'a Directory,
    span: (Day, Day),
    chosen: &'a HashMap<String, Option<Id>>,
    known: RefCell<HashMap<String, Result<Id>>>,
    /// Words with which a name of a unit of the book begins, read when they are first asked for.
    beginnings: OnceCell<HashSet<String>>,
}

impl<'a> Names<'a> {
    /// Names as of a span; `chosen` says what an officer decided, none for a row to be left out.
    pub fn new(
        directory: &'a Directory,
        span: (Day, Day),
        chosen: &'a HashMap<String, Option<Id>>,
    ) -> Self {
        Self {
            directory,
            span,
            chosen,
            known: RefCell::default(),
            beginnings: OnceCell::new(),
        }
    }

    /// The units.
    pub const fn directory(&self) -> &Directory {
        self.directory
    }

    /// The span that units are looked for in.
    pub const fn span(&self) -> (Day, Day) {
        self.span
    }

    /// The last day of the span.
    pub const fn day(&self) -> Day {
        self.span.1
    }

    /// What an officer decided that a text means.
    pub fn chosen(&self, text: &str) -> Option<Chosen> {
        let own = self.chosen.get(text.trim())?;
        Some(own.map_or(Chosen::LeftOut, Chosen::Body))
    }

    /// The unit that a text names, within another where that is known.
    pub fn read(&self, text: &str, within: Option<&str>) -> Result<Id> {
        if let Some(Chosen::Body(body)) = self.chosen(text) {
            return Ok(body);
        }
        let plain = without_number(text);
        if plain.len() > LONGEST {
            let first: String = plain.chars().take(60).collect();
            return Err(Error::new(ErrorCode::NoSuchBody)
                .with("body", format!("{first}…"))
                .with("day", self.day().format("%d/%m/%Y")));
        }
        let first = self.look_up(plain);
        match (within, &first) {
            (Some(above), Err(_)) => self.look_up(&format!("{plain}, {above}")).or(first),
            _ => first,
        }
    }

    fn look_up(&self, text: &str) -> Result<Id> {
        if let Some(known) = self.known.borrow().get(text) {
            return known.clone();
        }
        let found = self.directory.resolve_within(text, self.span);
        let found = found.or_else(|refusal| match refusal.code {
            ErrorCode::AmbiguousBody => self.reporting(text).ok_or(refusal),
            _ => Err(refusal),
        });
        let found = found.or_else(|refusal| match of_police(text) {
            Some(unit) => self.look_up(&unit).map_err(|_| refusal),
            None => Err(refusal),
        });
        // A unit that the book knows only from the past of its own reports to somebody else.
        let found = found.and_then(|body| self.of_book(body, text));
        self.known
            .borrow_mut()
            .insert(text.to_owned(), found.clone());
        found
    }

    fn of_book(&self, body: Id, text: &str) -> Result<Id> {
        if self.directory.inside(body) || self.became_of_book(body, 4) {
            return Ok(body);
        }
        Err(Error::new(ErrorCode::NoSuchBody)
            .with("body", text)
            .with("day", self.day().format("%d/%m/%Y")))
    }

    /// Whether a unit of old passed into one of the book: its figures of then are the book's too.
    fn became_of_book(&self, body: Id, steps: u8) -> bool {
        steps > 0
            && self.directory.successors(body).iter().any(|link| {
                self.directory.inside(link.body) || self.became_of_book(link.body, steps - 1)
            })
    }

    /// The only unit of a name that several bodies bear: in a table of units "Bình Thủy" is the phường, not the quận
    /// that it is a part of.
    fn reporting(&self, text: &str) -> Option<Id> {
        let units = self.directory.units(self.span.1);
        let written = WrittenName::read(text);
        let Meaning::Several(mut fitting) = self.directory.matches(&written, self.span.1) else {
            return None;
        };
        fitting.retain(|body| units.contains(body));
        match fitting.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// Whether a text can be the name or the code of a unit at all, so that numbers of rows are not taken for codes.
    pub fn may_name(text: &str) -> bool {
        let text = text.trim();
        let digits = text.bytes().all(|b| b.is_ascii_digit());
        !text.is_empty()
            && text.chars().count() <= 120
            && (!digits || text.len() >= 3 || text.starts_with('0') && text.len() > 1)
    }

    /// Whether a name of a unit may begin with a word: most words of a chat are told apart by that.
    pub fn may_begin(&self, word: &str) -> bool {
        let beginnings = self.beginnings.get_or_init(|| {
            let directory = self.directory;
            let versions = directory
                .ever()
                .iter()
                .flat_map(|body| directory.versions(*body));
            let texts = versions.flat_map(|kept| {
                let own = &kept.record;
                [own.name.as_str(), &own.kind, &own.short_name, &own.code]
            });
            // A name may be written without its blanks.
            let words = texts.flat_map(|text| {
                let whole = fold(text).replace(' ', "");
                first_word(text).into_iter().chain([whole])
            });
            words.chain(BEFORE_NAMES.map(str::to_owned)).collect()
        });
        first_word(word).is_some_and(|word| {
            beginnings.contains(&word) || word.bytes().all(|b| b.is_ascii_digit())
        })
    }

    /// Whether a text names a unit.
    pub fn knows(&self, text: &str) -> bool {
        Self::may_name(text) && self.read(text, None).is_ok()
    }

    /// Units that a refused name may mean.
    pub fn candidates(&self, text: &str) -> Vec<Id> {
        let written = WrittenName::read(without_number(text));
        match self.directory.matches(&written, self.span.1) {
            Meaning::One(body) => vec![body],
            Meaning::Several(bodies) | Meaning::OfOtherKind(bodies) => bodies,
            Meaning::Nothing => Vec::new(),
        }
    }
}

/// The unit whose police a text names: "CAP An Thới", "Công an P. An Thới", "CAX Thới Lai".
fn of_police(text: &str) -> Option<String> {
    const POLICE: [(&str, &str); 7] = [
        ("công an", ""),
        ("cong an", ""),
        ("ca", ""),
        ("cap", "phường"),
        ("cax", "xã"),
        ("caq", "quận"),
        ("cah", "huyện"),
    ];
    POLICE.iter().find_map(|(prefix, kind)| {
        let end = text.char_indices().nth(prefix.chars().count())?.0;
        let rest = text[end..].strip_prefix([' ', '.', '\u{a0}'])?.trim();
        let fits = text[..end].to_lowercase() == *prefix && !fold(rest).is_empty();
        fits.then(|| format!("{kind} {rest}").trim().to_owned())
    })
}

/// A name without the number of its row, bullets, and marks of footnotes: "1. P. An Thới (*)".
pub fn without_number(text: &str) -> &str {
    let mut rest = text.trim();
    rest = rest.trim_start_matches(['-', '–', '+', '*', '•', '·', ' ', '\u{a0}']);
    if let Some((head, tail)) = rest.split_once(['.', ')', '/'])
        && !tail.trim().is_empty()
        && head.len() <= 4
        && !head.is_empty()
        && (head.bytes().all(|b| b.is_ascii_digit()) || is_roman(head))
    {
        rest = tail;
    }
    let mut rest = rest.trim_end_matches(['*', ':', ' ', '\u{a0}', '.']);
    for mark in ["(*)", "(**)", "(1)", "(2)", "(3)"] {
        rest = rest.strip_suffix(mark).unwrap_or(rest).trim_end();
    }
    rest.trim()
}

/// A Roman number, as groups of rows have: I … XX.
pub fn is_roman(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', ')']);
    !text.is_empty() && text.len() <= 5 && text.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// The first word of a text without marks.
fn first_word(text: &str) -> Option<String> {
    let word = fold(text);
    let word = word
        .split(|c: char| !c.is_alphanumeric())
        .find(|word| !word.is_empty())?;
    Some(word.to_owned())
}

/// What may stand before a name: words of its kind, of its office, of its police.
const BEFORE_NAMES: [&str; 36] = [
    "phuong", "p", "thi", "ttr", "tt", "tx", "xa", "x", "dac", "dk", "quan", "q", "huyen", "h",
    "thanh", "tp", "tinh", "t", "to", "tdp", "khu", "kv", "ap", "thon", "khom", "ban", "buon",
    "ubnd", "uy", "dia", "cong", "ca", "cap", "cax", "caq", "cah",
];
