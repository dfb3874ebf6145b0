//! Whom a cell of a plan names: one body, many, all units of a kind, or nobody of the book, kept as text.

use std::cell::RefCell;
use std::collections::HashMap;

use super::columns::{holds, plain, starts};
use super::marks::Mark;
use crate::domain::body::BodyClass;
use crate::domain::naming::{Meaning, WrittenName};
use crate::domain::text::fold;
use crate::domain::{Day, Id};
use crate::engine::directory::Directory;

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
    units: Vec<(Id, String)>,
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
        let offices = offices.filter_map(|body| {
            let own = directory.version(*body, day)?;
            let names = [&own.name, &own.short_name, &own.code]
                .into_iter()
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
            units: units.collect(),
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
            out.text = text.to_owned();
            out.doubt("Ô đơn vị dài bất thường: giữ nguyên lời.".to_owned());
            return out;
        }
        // What is in no list: a name may hold commas and "và" itself.
        let whole = bare(text);
        if let Found::Bodies(bodies) = self.one(whole, None) {
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
                match self.one(name, carry) {
                    Found::Text => None,
                    Found::Doubt(words) if end == at + 1 => Some((end, name, Found::Doubt(words))),
                    Found::Doubt(_) => None,
                    found => Some((end, name, found)),
                }
            });
            let own = bare(&listed[atoms[at].0..atoms[at].1]);
            let (end, name, found) = run.unwrap_or((at + 1, own, Found::Text));
            if let Some(kind) = kind_prefix(name) {
                carried = Some(kind.to_owned());
            }
            match found {
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
        let first = rest.split([',', ';']).next().unwrap_or_default();
        let named =
            !rest.is_empty() && matches!(self.one(bare(first), Some(kind)), Found::Bodies(_));
        if named {
            (Some(kind), rest)
        } else {
            (None, text)
        }
    }

    /// What one name means; `carried` is the kind that stood before an earlier name of the list.
    fn one(&self, name: &str, carried: Option<&str>) -> Found {
        let key = format!("{}\u{0}{name}", carried.unwrap_or_default());
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let found = self.look_up(name, carried);
        self.known.borrow_mut().insert(key, found.clone());
        found
    }

    fn look_up(&self, name: &str, carried: Option<&str>) -> Found {
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
        if let Some(found) = self.office(name) {
            return found;
        }
        // A unit is named with its kind or its office; a bare word may be anything.
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
                    .filter(|own| self.units.iter().any(|(unit, _)| unit == own))
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

    /// "UBND quận", "UBND xã Công Hải", "xã".
    fn is_root(&self, words: &str) -> bool {
        let rest = ["uy ban nhan dan", "ubnd"]
            .iter()
            .find_map(|own| words.strip_prefix(own))
            .map(str::trim);
        let short = match self.root_kind.as_str() {
            "quan" => "q",
            "phuong" => "p",
            "xa" => "x",
            "huyen" => "h",
            "thanh pho" => "tp",
            other => other,
        };
        let full = format!("{} {}", self.root_kind, self.root_name);
        let own = rest.unwrap_or(words);
        own == self.root_kind && (rest.is_some() || words != "thanh pho")
            || own == full
            || rest == Some(short)
            || own == format!("{short} {}", self.root_name)
            || rest == Some(self.root_name.as_str())
            || rest == Some("")
    }

    /// "UBND 4 phường", "các xã, phường", "các đơn vị": all units of those kinds.
    fn all_of(&self, words: &str, name: &str) -> Option<Found> {
        let mut rest = words;
        for own in ["uy ban nhan dan", "ubnd", "dang uy"] {
            if let Some(after) = rest
                .strip_prefix(own)
                .filter(|after| after.starts_with(' '))
            {
                if own == "dang uy" {
                    return None;
                }
                rest = after.trim();
            }
        }
        let mut count: Option<usize> = None;
        let mut plural = false;
        let mut sign = rest.split(' ').peekable();
        let mut left: Vec<&str> = Vec::new();
        while let Some(word) = sign.next() {
            match word {
                "cac" | "toan" | "moi" | "tung" | "tat" | "ca" | "nhung" | "the" => plural = true,
                "bo" if sign.peek().is_none() || plural => plural = true,
                _ if word.bytes().all(|b| b.is_ascii_digit()) => {
                    // "8/8 phường" says it twice.
                    let own: usize = word.parse().ok()?;
                    if count.is_some_and(|known| known != own) {
                        return None;
                    }
                    count = Some(own);
                }
                _ => left.push(word),
            }
        }
        if !plural && count.is_none() {
            return None;
        }
        let text = left.join(" ");
        let text = ["tren dia ban", "truc thuoc", "thuoc"]
            .iter()
            .fold(text, |text, own| {
                text.find(own)
                    .map_or(text.clone(), |at| text[..at].trim().to_owned())
            });
        let text = text
            .strip_suffix(&self.root_name)
            .unwrap_or(&text)
            .trim()
            .to_owned();
        let text = text
            .strip_suffix(&self.root_kind)
            .filter(|own| !own.is_empty() && !own.ends_with("cap"))
            .unwrap_or(&text)
            .trim()
            .to_owned();
        let units: Vec<Id> = match text.as_str() {
            "don vi"
            | "dia phuong"
            | "don vi cap xa"
            | "don vi hanh chinh"
            | "don vi hanh chinh cap xa"
            | "cap xa" => self.units.iter().map(|(body, _)| *body).collect(),
            _ => {
                let mut kinds: Vec<&str> = Vec::new();
                let mut open = text.as_str();
                while !open.is_empty() {
                    let kind = [
                        "thi tran",
                        "thi xa",
                        "thanh pho",
                        "phuong",
                        "xa",
                        "quan",
                        "huyen",
                        "dac khu",
                        "khu vuc",
                        "ap",
                        "thon",
                        "to dan pho",
                    ]
                    .into_iter()
                    .find(|kind| starts(open, kind))?;
                    kinds.push(kind);
                    open = open[kind.len()..].trim_start();
                    open = open.strip_prefix("va ").unwrap_or(open);
                }
                if kinds.is_empty() {
                    return None;
                }
                let own = self
                    .units
                    .iter()
                    .filter(|(_, own)| kinds.contains(&own.as_str()));
                own.map(|(body, _)| *body).collect()
            }
        };
        if units.is_empty() {
            return Some(Found::Text);
        }
        if let Some(count) = count.filter(|count| *count != units.len()) {
            let words = format!(
                "“{name}” là {count}, trong sổ có {}: giữ nguyên lời, hãy chọn đơn vị.",
                units.len()
            );
            return Some(Found::Doubt(words));
        }
        if matches!(text.as_str(), "don vi" | "dia phuong") {
            let words = format!(
                "“{name}” hiểu là {} đơn vị trực thuộc. Hãy xem lại.",
                units.len()
            );
            return Some(Found::Likely(units, words));
        }
        Some(Found::Bodies(units))
    }

    /// A body of the book's own by its name or an abbreviation: "VPĐU", "Phòng VH-TT", "Công an".
    fn office(&self, name: &str) -> Option<Found> {
        let tokens = tokens(name);
        let tokens = self.without_root(&tokens);
        if tokens.is_empty() {
            return None;
        }
        let mut best: Vec<(u8, &Office)> = Vec::new();
        for office in &self.offices {
            let ranks = office.names.iter().filter_map(|own| {
                let own = self.without_root_words(own);
                rank(tokens, own)
            });
            if let Some(rank) = ranks.min() {
                best.push((rank + u8::from(!office.near) * 4, office));
            }
        }
        let least = best.iter().map(|(rank, _)| *rank).min()?;
        let fitting: Vec<&Office> = best
            .iter()
            .filter(|(rank, _)| *rank == least)
            .map(|(_, own)| *own)
            .collect();
        match fitting.as_slice() {
            [one] if least % 4 < 2 => Some(Found::Bodies(vec![one.body])),
            [one] => Some(Found::Likely(
                vec![one.body],
                format!(
                    "“{name}” hiểu là {}. Hãy xem lại.",
                    self.directory.name(one.body, self.day)
                ),
            )),
            several if least % 4 < 2 => {
                let names: Vec<String> = several
                    .iter()
                    .take(4)
                    .map(|own| self.directory.name(own.body, self.day))
                    .collect();
                Some(Found::Doubt(format!(
                    "“{name}” có thể là {}: giữ nguyên lời, hãy chọn đơn vị.",
                    names.join(" hoặc ")
                )))
            }
            _ => None,
        }
    }

    /// Words of the root's own name and kind at the end tell nothing.
    fn without_root<'t>(&self, tokens: &'t [Token]) -> &'t [Token] {
        let mut end = tokens.len();
        let name: Vec<&str> = self.root_name.split(' ').collect();
        let is = |token: &Token, word: &str| token.folded == word;
        if end > name.len()
            && tokens[end - name.len()..end]
                .iter()
                .zip(&name)
                .all(|(own, word)| is(own, word))
        {
            end -= name.len();
        }
        let kind: Vec<&str> = self.root_kind.split(' ').collect();
        if end > kind.len()
            && tokens[end - kind.len()..end]
                .iter()
                .zip(&kind)
                .all(|(own, word)| is(own, word))
        {
            end -= kind.len();
        }
        &tokens[..end]
    }

    fn without_root_words<'t>(&self, words: &'t [String]) -> &'t [String] {
        let mut end = words.len();
        let name: Vec<&str> = self.root_name.split(' ').collect();
        if end > name.len()
            && words[end - name.len()..end]
                .iter()
                .zip(&name)
                .all(|(own, word)| own == word)
        {
            end -= name.len();
        }
        let kind: Vec<&str> = self.root_kind.split(' ').collect();
        if end > kind.len()
            && words[end - kind.len()..end]
                .iter()
                .zip(&kind)
                .all(|(own, word)| own == word)
        {
            end -= kind.len();
        }
        &words[..end]
    }
}

/// A word of a written name.
#[derive(Debug)]
struct Token {
    folded: String,
    /// Letters of an abbreviation, folded: "VHTT" is v, h, t, t.
    initials: Option<Vec<char>>,
}

fn tokens(name: &str) -> Vec<Token> {
    let signs = |c: char| !(c.is_alphanumeric());
    let words = name.split(signs).filter(|word| !word.is_empty());
    let all = words.map(|word| {
        let upper = word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
        let folded = fold(word);
        let short = upper && word.chars().any(char::is_alphabetic)
            || matches!(folded.as_str(), "vp" | "ca" | "p" | "bcd");
        Token {
            initials: short.then(|| folded.chars().collect()),
            folded,
        }
    });
    all.filter(|token| !matches!(token.folded.as_str(), "va"))
        .collect()
}

fn words_of(name: &str) -> Vec<String> {
    let words = plain(&name.replace(['(', ')'], " "));
    words
        .split(' ')
        .filter(|word| !word.is_empty() && *word != "va")
        .map(str::to_owned)
        .collect()
}

/// Words that names often leave out.
const LEFT_OUT: [&str; 6] = ["viet", "nam", "cong", "san", "cap", "cac"];

/// How well written words fit a name: 0 word by word, 1 by initials, 2 by a beginning of it; none where they do not.
fn rank(tokens: &[Token], words: &[String]) -> Option<u8> {
    if tokens.len() == words.len()
        && tokens
            .iter()
            .zip(words)
            .all(|(own, word)| own.folded == *word)
    {
        return Some(0);
    }
    let end = reach(tokens, words)?;
    if words[end..]
        .iter()
        .all(|word| LEFT_OUT.contains(&word.as_str()))
    {
        return Some(1);
    }
    // A beginning: "Đoàn Thanh niên" of "Đoàn Thanh niên Cộng sản Hồ Chí Minh".
    (tokens.len() >= 2 && end >= 3 && end * 2 >= words.len()).then_some(2)
}

/// How many words of a name the tokens reach, each token a word or the initials of some.
fn reach(tokens: &[Token], words: &[String]) -> Option<usize> {
    let Some((token, rest)) = tokens.split_first() else {
        return Some(0);
    };
    let mut best = None;
    if words.first().is_some_and(|word| *word == token.folded) {
        best = reach(rest, &words[1..]).map(|end| end + 1);
    }
    if best.is_none()
        && let Some(initials) = &token.initials
    {
        // A digit stands for itself: "BCĐ57".
        let mut at = 0;
        let mut letters = initials.iter().peekable();
        let mut fits = true;
        while let Some(letter) = letters.next() {
            let Some(word) = words.get(at) else {
                fits = false;
                break;
            };
            if letter.is_ascii_digit() {
                let mut number = letter.to_string();
                while let Some(next) = letters.next_if(|own| own.is_ascii_digit()) {
                    number.push(*next);
                }
                fits = *word == number;
            } else {
                fits = word.starts_with(*letter);
            }
            if !fits {
                break;
            }
            at += 1;
        }
        if fits {
            best = reach(rest, &words[at..]).map(|end| end + at);
        }
    }
    best
}

/// "thành phố trực thuộc trung ương" is said "thành phố".
fn short_kind(kind: &str) -> String {
    if kind.starts_with("thanh pho") {
        "thanh pho".to_owned()
    } else {
        kind.to_owned()
    }
}

/// The kind with which a name of a unit begins.
fn kind_prefix(name: &str) -> Option<&'static str> {
    let words = plain(name);
    let words = ["ubnd ", "uy ban nhan dan "]
        .iter()
        .find_map(|own| words.strip_prefix(own))
        .unwrap_or(&words);
    [
        ("phuong", "phường"),
        ("p", "phường"),
        ("xa", "xã"),
        ("x", "xã"),
        ("thi tran", "thị trấn"),
        ("tt", "thị trấn"),
    ]
    .iter()
    .find(|(own, _)| starts(words, own) && words.len() > own.len())
    .map(|(_, kind)| *kind)
}

/// Pieces of a list with their places: between commas, slashes, "và".
fn atoms(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let (mut from, mut depth) = (0, 0_u32);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let width = c.len_utf8();
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let parted = depth == 0 && matches!(c, ',' | '/' | '+');
        let and = depth == 0 && (text[at..].starts_with(" và ") || text[at..].starts_with(" Và "));
        let counted = c == '/'
            && text[..at].ends_with(|c: char| c.is_ascii_digit())
            && text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
        if parted && !counted || and {
            out.push((from, at));
            let skip = if and { " và ".len() } else { width };
            from = at + skip;
            at += skip;
            continue;
        }
        at += width;
    }
    out.push((from, text.len()));
    out.retain(|(from, to)| text[*from..*to].chars().any(char::is_alphanumeric));
    out
}

/// A name without bullets, labels and points at its ends.
fn bare(text: &str) -> &str {
    let mut rest = text.trim();
    if let Some((Mark::Bullet | Mark::Dotted(_) | Mark::Small(_), after)) = Mark::split(rest)
        && !after.is_empty()
    {
        rest = after;
    }
    for label in [
        "chủ trì:",
        "cơ quan chủ trì:",
        "đơn vị chủ trì:",
        "phối hợp:",
        "đơn vị phối hợp:",
        "cơ quan phối hợp:",
        "thực hiện:",
        "giao ",
    ] {
        let end = rest
            .char_indices()
            .nth(label.chars().count())
            .map_or(rest.len(), |(at, _)| at);
        if rest[..end].to_lowercase() == label {
            rest = rest[end..].trim();
        }
    }
    rest.trim()
        .trim_end_matches(['.', ',', ';', ':', '*'])
        .trim()
}

/// Parts a cell into who leads and who takes part.
pub(super) fn split_partners(text: &str) -> (String, String) {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return (text.to_owned(), String::new());
    }
    let Some(at) = lower.find("phối hợp") else {
        let lead = cut(text, &[" chủ trì", " chịu trách nhiệm"]);
        return (lead, String::new());
    };
    let before = text[..at]
        .trim_end()
        .trim_end_matches([',', ';', ':', '-', '('])
        .trim_end();
    let after = text[at + "phối hợp".len()..].trim_start();
    let after = ["với", "cùng", "thực hiện", "các đơn vị:", ":"]
        .iter()
        .fold(after, |own, word| {
            own.strip_prefix(word).unwrap_or(own).trim_start()
        });
    let before = cut(before, &[" chủ trì", " là đầu mối"]);
    let labels = ["đơn vị", "cơ quan"];
    let before = labels.iter().fold(before, |own, word| {
        let end = own.len().saturating_sub(word.len());
        // "… Cơ quan phối hợp:" begins the next part.
        match own.get(end..) {
            Some(last) if last.to_lowercase() == *word && own.len() > word.len() => own[..end]
                .trim_end()
                .trim_end_matches([',', ';'])
                .to_owned(),
            _ => own,
        }
    });
    (before, after.trim_end_matches(')').to_owned())
}

fn cut(text: &str, words: &[&str]) -> String {
    let lower = text.to_lowercase();
    let ends = words.iter().filter_map(|own| lower.find(own));
    match ends.min() {
        Some(at) if lower.len() == text.len() && !text[at..].contains(':') => {
            text[..at].trim().trim_end_matches(',').to_owned()
        }
        _ => text.to_owned(),
    }
}

/// Whether a text says "phối hợp".
pub(super) fn names_partners(text: &str) -> bool {
    holds(&plain(text), "phoi hop")
}
