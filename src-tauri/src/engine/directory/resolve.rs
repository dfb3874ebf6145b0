//! What a written name or code means on a day: one body, or an honest list; never a guess.

use super::Directory;
use crate::domain::naming::{Meaning, NameIndex, Names, WrittenName};
use crate::domain::{Day, Error, ErrorCode, Id, Result};

impl Directory {
    /// What a written name or code means on a day: `31168`, `31123@2024-10-31`, "P. An Thới".
    /// An ambiguous name gives an error that names the candidates, never a guess.
    pub fn resolve(&self, text: &str, day: Day) -> Result<Id> {
        let written = WrittenName::read(text);
        let on = written.day.unwrap_or(day);
        let refusal = |code: ErrorCode| {
            Error::new(code)
                .with("body", text.trim())
                .with("day", on.format("%d/%m/%Y"))
        };
        match self.matches(&written, day) {
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

    /// "Phường An Thới (31177)", with the day where the name or code is of another time.
    pub fn label(&self, body: Id, day: Day) -> String {
        let code = self.code(body, day);
        match self.life(body) {
            (_, Some(last)) if last < day => {
                format!("{} ({code}@{last})", self.name(body, last))
            }
            (Some(first), _) if day < first => {
                format!("{} ({code}@{first})", self.name(body, first))
            }
            _ => format!("{} ({code})", self.name(body, day)),
        }
    }

    /// What a written name means: bodies of that day first, under the name of that day, then under an older or
    /// newer name of the same territory; bodies that do not exist on the day are candidates only.
    pub fn matches(&self, written: &WrittenName, day: Day) -> Meaning<Id> {
        let day = written.day.unwrap_or(day);
        let first = self.look(written, day);
        match (first, written.split_at_dash()) {
            (Meaning::Nothing, Some(split)) => self.look(&split, day),
            (found, _) => found,
        }
    }

    fn look(&self, written: &WrittenName, day: Day) -> Meaning<Id> {
        let within = |body: Id, on: Day| {
            written.within.iter().all(|wanted| {
                self.parents(body, on).iter().any(|above| {
                    self.any_version(*above, on).is_some_and(|version| {
                        wanted.fits(&version.kind, &version.name) || wanted.text == version.code
                    })
                })
            })
        };
        let then = self.find(written, |(body, at)| {
            self.versions(body)[at].record.holds_on(day) && within(body, day)
        });
        if matches!(then, Meaning::One(_) | Meaning::Several(_)) {
            return then;
        }
        // A code names a territory only together with a day: no older code stands for it.
        let coded = !written.text.is_empty() && written.text.bytes().all(|b| b.is_ascii_digit());
        let renamed = if coded {
            Meaning::Nothing
        } else {
            self.find(written, |(body, _)| {
                self.alive(body, day) && within(body, day)
            })
        };
        if matches!(renamed, Meaning::One(_) | Meaning::Several(_)) {
            return renamed;
        }
        if then != Meaning::Nothing {
            return then;
        }
        let gone = self.find(written, |(body, at)| {
            let version = &self.versions(body)[at].record;
            within(body, version.to_day.unwrap_or(day).min(day))
        });
        match gone {
            Meaning::One(body) => Meaning::Several(vec![body]),
            other => other,
        }
    }

    fn find(&self, written: &WrittenName, keep: impl Fn((Id, usize)) -> bool) -> Meaning<Id> {
        let index = self.names.get_or_init(|| {
            NameIndex::new(self.order.iter().flat_map(|body| {
                (0..self.versions(*body).len()).map(|at| ((*body, at), self.called(*body, at)))
            }))
        });
        let found = index.find(written, |item| {
            keep(item).then(|| self.called(item.0, item.1))
        });
        let bodies = |items: Vec<(Id, usize)>| {
            let mut out: Vec<Id> = Vec::new();
            for (body, _) in items {
                if !out.contains(&body) {
                    out.push(body);
                }
            }
            out
        };
        match found {
            Meaning::One((body, _)) => Meaning::One(body),
            Meaning::Several(items) => match bodies(items).as_slice() {
                [one] => Meaning::One(*one),
                several => Meaning::Several(several.to_vec()),
            },
            Meaning::OfOtherKind(items) => Meaning::OfOtherKind(bodies(items)),
            Meaning::Nothing => Meaning::Nothing,
        }
    }

    fn called(&self, body: Id, at: usize) -> Names<'_> {
        let version = &self.versions(body)[at].record;
        Names {
            code: &version.code,
            kind: match self.class(body) {
                crate::domain::body::BodyClass::Territory => &version.kind,
                crate::domain::body::BodyClass::Organization => "",
            },
            name: &version.name,
            short: &version.short_name,
        }
    }
}
