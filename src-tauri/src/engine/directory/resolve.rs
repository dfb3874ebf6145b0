//! What a written name or code means on a day: one body, or an honest list; never a guess.

use super::Directory;
use crate::domain::body::BodyClass;
use crate::domain::naming::{Meaning, NameIndex, Names, Units, WrittenName};
use crate::domain::{Day, Error, ErrorCode, Id, Result};

impl Directory {
    /// What a written name or code means on a day: `31168`, `31123@2024-10-31`, "P. An Thới".
    /// An ambiguous name gives an error that names the candidates, never a guess.
    pub fn resolve(&self, text: &str, day: Day) -> Result<Id> {
        self.resolve_written(text, &WrittenName::read(text), day)
    }

    fn resolve_written(&self, text: &str, written: &WrittenName, day: Day) -> Result<Id> {
        let on = written.day.unwrap_or(day);
        let refusal = |code: ErrorCode| {
            Error::new(code)
                .with("body", text.trim())
                .with("day", on.format("%d/%m/%Y"))
        };
        match self.matches(written, day) {
            Meaning::One(body) => Ok(body),
            Meaning::Several(bodies) | Meaning::OfOtherKind(bodies) => {
                let names: Vec<String> = bodies.iter().map(|id| self.label(*id, on)).collect();
                if bodies.iter().any(|id| self.alive(*id, on)) {
                    Err(Error::new(ErrorCode::AmbiguousBody)
                        .with("body", text.trim())
                        .with("candidates", names.join(", ")))
                } else {
                    Err(refusal(ErrorCode::BodyNotAlive).detail(names.join(", ")))
                }
            }
            Meaning::Nothing => Err(refusal(ErrorCode::NoSuchBody)),
        }
    }

    /// What a written name or code means in a span of days: on its last day, else on its first one, so that a unit
    /// that ended within the span is found too.
    pub fn resolve_within(&self, text: &str, (first, last): (Day, Day)) -> Result<Id> {
        let written = WrittenName::read(text);
        let on = |day: Day| self.resolve_written(text, &written, day);
        on(last).or_else(|refusal| match refusal.code {
            ErrorCode::NoSuchBody | ErrorCode::BodyNotAlive if first != last => {
                on(first).map_err(|_| refusal)
            }
            _ => Err(refusal),
        })
    }

    /// "Phường An Thới (31177)", with a day where the body is of another time.
    pub fn label(&self, body: Id, day: Day) -> String {
        let code = self.code(body, day);
        let name = self.name(body, day);
        match self.life(body) {
            (_, Some(last)) if last < day => format!("{name} ({code}@{last})"),
            (Some(first), _) if day < first => format!("{name} ({code}@{first})"),
            _ => format!("{name} ({code})"),
        }
    }

    /// What a written name means: one body of that day, or candidates, also of other times. Bodies of the book go
    /// before those outside it, which are there for the sake of history.
    pub fn matches(&self, written: &WrittenName, day: Day) -> Meaning<Id> {
        let index = self.names.get_or_init(|| {
            let counts = self
                .order
                .iter()
                .map(|body| (*body, self.versions(*body).len()));
            NameIndex::new(self, counts)
        });
        let on = written.day.unwrap_or(day);
        let own = |items: Vec<(Id, usize)>| -> Vec<Id> {
            let all: Vec<Id> = items.into_iter().map(|(body, _)| body).collect();
            let of_book = |id: &Id| {
                self.inside(*id)
                    && (self.alive(*id, on) || !all.iter().any(|other| self.alive(*other, on)))
            };
            let inside: Vec<Id> = all.iter().copied().filter(of_book).collect();
            if inside.is_empty() { all } else { inside }
        };
        match index.meaning(self, written, day) {
            Meaning::One((body, _)) => Meaning::One(body),
            Meaning::Several(items) => match own(items).as_slice() {
                [one] if self.alive(*one, on) => Meaning::One(*one),
                several => Meaning::Several(several.to_vec()),
            },
            Meaning::OfOtherKind(items) => Meaning::OfOtherKind(own(items)),
            Meaning::Nothing => Meaning::Nothing,
        }
    }
}

impl Units for Directory {
    type Key = Id;

    fn called(&self, body: Id, at: usize) -> Names<'_> {
        let version = &self.versions(body)[at].record;
        Names {
            code: &version.code,
            kind: match self.class(body) {
                BodyClass::Territory => &version.kind,
                BodyClass::Organization => "",
            },
            name: &version.name,
            short: &version.short_name,
        }
    }

    fn days(&self, body: Id, at: usize) -> (Option<Day>, Option<Day>) {
        let version = &self.versions(body)[at].record;
        (version.from_day, version.to_day)
    }

    fn exists(&self, body: Id, day: Day) -> bool {
        self.alive(body, day)
    }

    fn lies_within(&self, body: Id, day: Day, above: &WrittenName) -> bool {
        self.parents(body, day).into_iter().any(|parent| {
            self.any_version(parent, day).is_some_and(|version| {
                above.fits(&version.kind, &version.name) || above.text == version.code
            })
        })
    }
}
