//! Whom a cell of a plan names: one body, many, all units of a kind, or nobody of the book, kept as text.

mod kinds;
mod lists;
mod names;
mod office;

pub(super) use lists::{names_partners, split_partners};

use std::cell::RefCell;
use std::collections::HashMap;

use super::columns::plain;
use crate::domain::body::BodyClass;
use crate::domain::naming::{Meaning, WrittenName};
use crate::domain::text::fold;
use crate::domain::{Day, Id};
use crate::engine::directory::Directory;
use lists::{atoms, bare};
use names::{kind_prefix, of_police, short_kind, without_brackets, words_of};

/// Whom a text names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Parties {
    pub bodies: Vec<Id>,
    /// What names no body of the book, as it was written.
    pub text: String,
    /// What an officer should know.
    pub remarks: Vec<String>,
    /// Whether the remarks are doubts.
    pub doubtful: bool,
}

impl Parties {
    fn doubt(&mut self, words: String) {
        if !self.remarks.contains(&words) {
            self.remarks.push(words);
        }
        self.doubtful = true;
    }

    fn add(&mut self, bodies: &[Id]) {
        for body in bodies {
            if !self.bodies.contains(body) {
                self.bodies.push(*body);
            }
        }
    }
}

/// What one name means.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Found {
    Bodies(Vec<Id>),
    /// Taken, with what an officer should look at.
    Likely(Vec<Id>, String),
    /// Kept as text, with what an officer should look at.
    Doubt(String),
    /// Plainly nobody of the book.
    Text,
}

/// Reads names of bodies on a day.
pub(super) struct Units<'a> {
    directory: &'a Directory,
    day: Day,
    offices: Vec<Office>,
    territories: Vec<(Id, String)>,
    root_kind: String,
    root_name: String,
    known: RefCell<HashMap<String, Found>>,
}

/// An own body by the words of its name.
#[derive(Debug)]
struct Office {
    body: Id,
    names: Vec<Vec<String>>,
    /// Whether it stands directly below the root.
    near: bool,
}

/// Bytes of a cell that are looked at for names.
const LONGEST: usize = 1_500;

impl<'a> Units<'a> {
    pub(super) fn new(directory: &'a Directory, today: Day) -> Self {
        let (_, ended) = directory.life(directory.root);
        let day = ended.map_or(today, |last| today.min(last));
        let version = directory.any_version(directory.root, day);
        let (root_kind, root_name) =
            version.map_or_else(Default::default, |own| (fold(&own.kind), fold(&own.name)));
        let all = directory.all(day);
        let offices = all
            .iter()
            .filter(|body| directory.class(**body) == BodyClass::Organization);
        let offices: Vec<Id> = offices.copied().collect();
        // "Đoàn thanh niên" is the only one of that kind.
        let mut kinds: HashMap<String, usize> = HashMap::new();
        for own in offices
            .iter()
            .filter_map(|body| directory.version(*body, day))
        {
            *kinds.entry(fold(&own.kind)).or_default() += 1;
        }
        let offices = offices.iter().filter_map(|body| {
            let own = directory.version(*body, day)?;
            let only = kinds.get(&fold(&own.kind)) == Some(&1) && own.kind.contains(' ');
            let names = [&own.name, &own.short_name, &own.code]
                .into_iter()
                .chain(only.then_some(&own.kind))
                .filter(|name| !name.is_empty());
            Some(Office {
                body: *body,
                names: names.map(|name| words_of(name)).collect(),
                near: own.parent == Some(directory.root),
            })
        });
        let offices = offices.collect();
        let units = directory.units(day).into_iter().map(|body| {
            let kind = directory
                .version(body, day)
                .map_or_else(String::new, |own| fold(&own.kind));
            (body, kind)
        });
        Self {
            territories: units.collect(),
            offices,
            root_kind: short_kind(&root_kind),
            root_name,
            directory,
            day,
            known: RefCell::default(),
        }
    }

    /// The day on which names are looked for.
    pub(super) const fn day(&self) -> Day {
        self.day
    }

    /// Leads and partners of a cell that may name both: "Công an quận phối hợp các phường".
    pub(super) fn both(&self, text: &str) -> (Parties, Parties) {
        let (lead, partners) = split_partners(text);
        (self.read(&lead), self.read(&partners))
    }

    /// Whom a cell names.
    pub(super) fn read(&self, text: &str) -> Parties {
        let mut out = Parties::default();
        let text = text.trim();
        if text.is_empty() {
            return out;
        }
        if text.len() > LONGEST {
            text.clone_into(&mut out.text);
            out.doubt("Ô đơn vị dài bất thường: giữ nguyên lời.".to_owned());
            return out;
        }
        // What is in no list: a name may hold commas and "và" itself.
        let whole = bare(text);
        if let Found::Bodies(bodies) = self.one(whole, None, false) {
            out.add(&bodies);
            return out;
        }
        let mut left: Vec<String> = Vec::new();
        for part in text.split(['\n', ';']) {
            self.part(bare(part), &mut out, &mut left);
        }
        out.text = if out.bodies.is_empty() && !left.is_empty() {
            text.replace('\n', "; ")
        } else {
            left.join("; ")
        };
        out
    }

    /// One part of a list, which may be a list itself.
    fn part(&self, part: &str, out: &mut Parties, left: &mut Vec<String>) {
        if !part.chars().any(char::is_alphanumeric) {
            return;
        }
        let (kind, listed) = self.kind_of_list(part);
        let atoms = atoms(listed);
        let mut at = 0;
        let mut carried = kind.map(str::to_owned);
        let mut text: Vec<&str> = Vec::new();
        while at < atoms.len() {
            // The longest run of atoms that is one name goes first.
            let run = (at + 1..=atoms.len().min(at + 6)).rev().find_map(|end| {
                let from = atoms[at].0;
                let name = bare(&listed[from..atoms[end - 1].1]);
                let carry = if end == at + 1 {
                    carried.as_deref()
                } else {
                    None
                };
                match self.one(name, carry, end == at + 1) {
                    Found::Doubt(words) if end == at + 1 => Some((end, name, Found::Doubt(words))),
                    Found::Text | Found::Doubt(_) => None,
                    found => Some((end, name, found)),
                }
            });
            let own = bare(&listed[atoms[at].0..atoms[at].1]);
            let (end, name, found) = run.unwrap_or((at + 1, own, Found::Text));
            if let Some(kind) = kind_prefix(name) {
                carried = Some(kind.to_owned());
            }
            match found {
                // "phường An Thới, quận Bình Thủy" says where the phường is.
                Found::Bodies(bodies)
                    if bodies == [self.directory.root] && at > 0 && self.says_where(name) => {}
                Found::Bodies(bodies) => out.add(&bodies),
                Found::Likely(bodies, words) => {
                    out.add(&bodies);
                    out.doubt(words);
                }
                Found::Doubt(words) => {
                    out.doubt(words);
                    text.push(name);
                }
                Found::Text => text.push(name),
            }
            at = end;
        }
        if text.len() == atoms.len() {
            left.push(part.to_owned());
        } else if !text.is_empty() {
            left.push(text.join(", "));
        }
    }

    /// "Các phường: An Thới, Trà An" names its kind once.
    fn kind_of_list<'t>(&self, text: &'t str) -> (Option<&'static str>, &'t str) {
        let folded: Vec<&str> = text.split_whitespace().collect();
        let words: Vec<String> = folded.iter().take(3).map(|own| fold(own)).collect();
        let skip = usize::from(words.first().is_some_and(|own| own == "ubnd"));
        let plural = words
            .get(skip)
            .is_some_and(|own| own == "cac" || own == "02" || own.parse::<u32>().is_ok());
        let kind = words
            .get(skip + 1)
            .map(|own| own.trim_end_matches(':'))
            .and_then(|own| {
                [("phuong", "phường"), ("xa", "xã")]
                    .iter()
                    .find(|(plain, _)| *plain == own)
                    .map(|(_, kind)| *kind)
            });
        let Some(kind) = kind.filter(|_| plural) else {
            return (None, text);
        };
        let mut rest = text;
        for _ in 0..skip + 2 {
            rest = rest
                .trim_start()
                .split_once(char::is_whitespace)
                .map_or("", |(_, rest)| rest);
        }
        let rest = rest.trim_start_matches([':', ' ']);
        // "các phường, xã" is all of them, not a list of names.
        let first = atoms(rest)
            .first()
            .map_or("", |(from, to)| bare(&rest[*from..*to]));
        let named = !first.is_empty()
            && !first.starts_with('(')
            && self.territory(&format!("{kind} {first}")).is_some();
        if named {
            (Some(kind), rest)
        } else {
            (None, text)
        }
    }

    /// What one name means; `carried` is the kind that stood before an earlier name of the list.
    fn one(&self, name: &str, carried: Option<&str>, alone: bool) -> Found {
        let key = format!("{}\u{0}{alone}{name}", carried.unwrap_or_default());
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let found = self.look_up(name, carried, alone);
        self.known.borrow_mut().insert(key, found.clone());
        found
    }

    fn look_up(&self, name: &str, carried: Option<&str>, alone: bool) -> Found {
        let words = plain(name);
        if words.is_empty() || name.chars().count() > 160 {
            return Found::Text;
        }
        if let Some(found) = self.all_of(&words, name) {
            return found;
        }
        if self.is_root(&words) {
            return Found::Bodies(vec![self.directory.root]);
        }
        if let Some(kind) = carried
            && kind_prefix(name).is_none()
            && let Some(body) = self.territory(&format!("{kind} {name}"))
        {
            return Found::Bodies(vec![body]);
        }
        if let Some(found) = self.office(&without_brackets(name)) {
            return found;
        }
        if !alone {
            // Names in a list are no units above each other.
            return Found::Text;
        }
        if let Some(unit) = of_police(name)
            && let Some(body) = self.territory(&unit)
        {
            let words = format!(
                "“{name}” hiểu là {}. Hãy xem lại.",
                self.directory.name(body, self.day)
            );
            return Found::Likely(vec![body], words);
        }
        let written = WrittenName::read(name);
        match self.directory.matches(&written, self.day) {
            Meaning::One(body)
                if self.directory.inside(body) && self.directory.alive(body, self.day) =>
            {
                Found::Bodies(vec![body])
            }
            Meaning::Several(bodies) => {
                let units: Vec<Id> = bodies
                    .iter()
                    .copied()
                    .filter(|own| self.territories.iter().any(|(unit, _)| unit == own))
                    .collect();
                if let [one] = units.as_slice() {
                    return Found::Bodies(vec![*one]);
                }
                let own: Vec<String> = bodies
                    .iter()
                    .filter(|own| {
                        self.directory.inside(**own) && self.directory.alive(**own, self.day)
                    })
                    .map(|own| self.directory.name(*own, self.day))
                    .collect();
                if own.is_empty() {
                    Found::Text
                } else {
                    Found::Doubt(format!(
                        "“{name}” có thể là {}: giữ nguyên lời, hãy chọn đơn vị.",
                        own.join(" hoặc ")
                    ))
                }
            }
            _ => Found::Text,
        }
    }

    fn territory(&self, name: &str) -> Option<Id> {
        match self.directory.matches(&WrittenName::read(name), self.day) {
            Meaning::One(body)
                if self.directory.inside(body) && self.directory.alive(body, self.day) =>
            {
                Some(body)
            }
            _ => None,
        }
    }
}
