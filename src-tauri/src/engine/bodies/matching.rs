//! What written names mean: bodies of the book first, else units of the country; one, or the candidates.

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use crate::domain::naming::{Meaning, WrittenName};
use crate::domain::{Day, Id, Result};
use crate::engine::catalogue::{self, UnitOption};
use crate::engine::directory::Directory;

/// What a written name means (khớp tên đơn vị).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NameMatch {
    /// What was written.
    pub text: String,
    /// Code of the one unit that it means; none when it is not clear.
    pub code: Option<String>,
    /// Its full name.
    pub name: Option<String>,
    /// Where it is not clear: those that may be meant.
    pub candidates: Vec<NameCandidate>,
}

/// A unit that may be meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NameCandidate {
    /// Code; with its day where the unit is of another time.
    pub code: String,
    /// Full name.
    pub name: String,
    /// The units above.
    pub parent: Option<String>,
    /// Why it is only a candidate, in words.
    pub why: String,
}

/// What written names mean in a book on a day.
pub fn match_names(connection: &Connection, texts: &[String], day: Day) -> Result<Vec<NameMatch>> {
    let directory = Directory::load(connection)?;
    Ok(texts
        .iter()
        .map(|text| {
            let own = in_book(&directory, text, day);
            if own.code.is_some() || !own.candidates.is_empty() {
                own
            } else {
                match_in_country(text, day)
            }
        })
        .collect())
}

fn in_book(directory: &Directory, text: &str, day: Day) -> NameMatch {
    let written = WrittenName::read(text);
    let on = written.day.unwrap_or(day);
    let candidate = |body: Id, other_kind: bool| {
        let (first, last) = directory.life(body);
        let ended = last.filter(|last| *last < on);
        let unborn = first.filter(|first| on < *first);
        let then = ended.or(unborn);
        let code = directory.code(body, then.unwrap_or(on));
        NameCandidate {
            code: then.map_or(code.clone(), |then| format!("{code}@{then}")),
            name: directory.name(body, then.unwrap_or(on)),
            parent: above(directory, body, then.unwrap_or(on)),
            why: why(ended, unborn, other_kind),
        }
    };
    let several = |bodies: Vec<Id>, other_kind: bool| NameMatch {
        text: text.to_owned(),
        code: None,
        name: None,
        candidates: bodies
            .into_iter()
            .map(|body| candidate(body, other_kind))
            .collect(),
    };
    match directory.matches(&written, day) {
        Meaning::One(body) => NameMatch {
            text: text.to_owned(),
            code: Some(directory.code(body, on)),
            name: Some(directory.name(body, on)),
            candidates: Vec::new(),
        },
        Meaning::Several(bodies) => several(bodies, false),
        Meaning::OfOtherKind(bodies) => several(bodies, true),
        Meaning::Nothing => several(Vec::new(), false),
    }
}

fn above(directory: &Directory, body: Id, day: Day) -> Option<String> {
    let names: Vec<String> = directory
        .parents(body, day)
        .into_iter()
        .map(|id| directory.name(id, day))
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn why(ended: Option<Day>, unborn: Option<Day>, other_kind: bool) -> String {
    match (ended, unborn, other_kind) {
        (Some(day), ..) => format!("đã kết thúc ngày {}", day.format("%d/%m/%Y")),
        (_, Some(day), _) => format!("có từ ngày {}", day.format("%d/%m/%Y")),
        (.., true) => "khác loại đơn vị".to_owned(),
        _ => "cùng tên".to_owned(),
    }
}

/// What a written name means in the whole country on a day.
pub fn match_in_country(text: &str, day: Day) -> NameMatch {
    let on = WrittenName::read(text).day.unwrap_or(day);
    let candidate = |unit: UnitOption, other_kind: bool| {
        let ended = unit.to_day.filter(|last| *last < on);
        let unborn = unit.from_day.filter(|first| on < *first);
        NameCandidate {
            why: why(ended, unborn, other_kind),
            code: match ended.or(unborn) {
                Some(then) => format!("{}@{then}", unit.code),
                None => unit.code,
            },
            name: unit.name,
            parent: unit.parent,
        }
    };
    let several = |units: Vec<UnitOption>, other_kind: bool| NameMatch {
        text: text.to_owned(),
        code: None,
        name: None,
        candidates: units
            .into_iter()
            .map(|unit| candidate(unit, other_kind))
            .collect(),
    };
    match catalogue::match_name(text, day) {
        // A renamed unit is named as it is called on the day.
        Meaning::One(unit) => NameMatch {
            text: text.to_owned(),
            code: Some(unit.code),
            name: Some(unit.name),
            candidates: Vec::new(),
        },
        Meaning::Several(units) => several(units, false),
        Meaning::OfOtherKind(units) => several(units, true),
        Meaning::Nothing => several(Vec::new(), false),
    }
}
