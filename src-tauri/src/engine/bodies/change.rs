//! Changes of units (sáp nhập, chia, tách, đổi tên, chuyển, giải thể): one mechanism for all of them. Units begin,
//! units change what they are called or where they belong, units end; a document says so.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use super::document::{self, DocumentEntry};
use super::draft::{Draft, Slot};
use crate::domain::body::{Body, BodyClass, BodyVersion, Extent, Share, Succession};
use crate::domain::indicator::Fact;
use crate::domain::text::clean;
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::directory::{Directory, Link};
use crate::engine::safety;
use crate::store::copies::CopyReason;
use crate::store::{self, Book, Done, Operation, Tx};

/// A change of units as it is entered.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangeUnits {
    /// First day on which it holds.
    pub day: Day,
    /// The document that says so.
    pub document: DocumentEntry,
    /// Units that begin.
    pub begun: Vec<BegunUnit>,
    /// Units that go on under other words or elsewhere.
    pub renamed: Vec<RenamedUnit>,
    /// Units that end the day before.
    pub ended: Vec<Id>,
}

/// A unit that begins.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BegunUnit {
    /// Code.
    pub code: String,
    /// Name without kind.
    pub name: String,
    /// Kind in words.
    pub kind: String,
    /// The unit above; that of the first predecessor when none is given.
    pub parent: Option<Id>,
    /// Whom it follows.
    pub from: Vec<FromUnit>,
}

/// A predecessor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FromUnit {
    /// The unit.
    pub body: Id,
    /// Whole or part.
    pub extent: Extent,
}

/// A unit that goes on; what is none stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RenamedUnit {
    /// The unit.
    pub body: Id,
    /// Code.
    pub code: Option<String>,
    /// Name without kind.
    pub name: Option<String>,
    /// Kind in words.
    pub kind: Option<String>,
    /// The unit above.
    pub parent: Option<Id>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct UnitsChanged {
    /// The units that began, in the order in which they were entered.
    pub begun: Vec<Id>,
    /// What was done, in words.
    pub text: String,
}

/// Enters a change of units.
pub fn change_units(book: &mut Book, change: &ChangeUnits) -> Result<Done<UnitsChanged>> {
    document::check(&change.document)?;
    check_shape(change)?;
    let directory = book.read(Directory::load)?;
    let ended = ended(change);
    for body in known(change, &ended) {
        if !directory.knows(body) {
            return Err(Error::new(ErrorCode::NoSuchBody)
                .with("body", body)
                .with("day", change.day.format("%d/%m/%Y")));
        }
    }
    let text = text(&directory, change, &ended);
    let operation = Operation::new("change_units", json!({ "units": text }));
    safety::copy_before(book, CopyReason::BeforeUnits)?;
    let done = book.transact(operation, |tx| {
        let mut act = Act {
            change,
            document: document::take(tx, &change.document)?,
            draft: Draft::new(&directory, change.day),
            begun: Vec::new(),
        };
        act.run(tx, &ended)?;
        let Act { draft, begun, .. } = act;
        draft.check()?;
        draft.write(tx)?;
        Ok(begun)
    })?;
    Ok(Done {
        value: UnitsChanged {
            begun: done.value,
            text,
        },
        changes: done.changes,
    })
}

/// Bodies that end: those named, and those that pass whole to a successor.
fn ended(change: &ChangeUnits) -> Vec<Id> {
    let mut out = change.ended.clone();
    let from = change.begun.iter().flat_map(|unit| &unit.from);
    out.extend(
        from.filter(|from| from.extent == Extent::Whole)
            .map(|from| from.body),
    );
    out.sort_unstable();
    out.dedup();
    out
}

fn known(change: &ChangeUnits, ended: &[Id]) -> Vec<Id> {
    let mut out = ended.to_vec();
    for unit in &change.begun {
        out.extend(unit.from.iter().map(|from| from.body));
        out.extend(unit.parent);
    }
    for unit in &change.renamed {
        out.push(unit.body);
        out.extend(unit.parent);
    }
    out
}

fn check_shape(change: &ChangeUnits) -> Result<()> {
    if change.begun.is_empty() && change.renamed.is_empty() && change.ended.is_empty() {
        return Err(Error::new(ErrorCode::NothingChanges));
    }
    for unit in &change.begun {
        check_words(&unit.code, &unit.name, &unit.kind)?;
    }
    let links = || change.begun.iter().flat_map(|unit| &unit.from);
    for link in links() {
        let all = links().filter(|other| other.body == link.body).count();
        let twice = change.begun.iter().any(|unit| {
            unit.from
                .iter()
                .filter(|other| other.body == link.body)
                .count()
                > 1
        });
        if twice || (link.extent == Extent::Whole && all > 1) {
            return Err(Error::new(ErrorCode::WholeOnce));
        }
    }
    Ok(())
}

/// Code and name are needed, and a code is one word without the signs that have a meaning beside it.
pub(super) fn check_words(code: &str, name: &str, kind: &str) -> Result<()> {
    let needed = |what: &str| Err(Error::new(ErrorCode::ReasonNeeded).with("what", what));
    let code = clean(code);
    if clean(name).is_empty() {
        return needed("tên đơn vị");
    }
    if clean(kind).is_empty() {
        return needed("loại đơn vị");
    }
    if code.is_empty() {
        return needed("mã đơn vị");
    }
    let odd = |c: char| c.is_whitespace() || c.is_control() || "@,;\"'".contains(c);
    if code.chars().any(odd) || code.chars().count() > 32 {
        return Err(Error::new(ErrorCode::BadCode).with("code", code));
    }
    Ok(())
}

struct Act<'a> {
    change: &'a ChangeUnits,
    document: Id,
    draft: Draft<'a>,
    begun: Vec<Id>,
}

impl Act<'_> {
    fn run(&mut self, tx: &mut Tx<'_>, ended: &[Id]) -> Result<()> {
        let mut tails: BTreeMap<Id, Vec<Slot>> = BTreeMap::new();
        for body in ended {
            tails.insert(*body, self.draft.cut(*body)?);
        }
        for unit in &self.change.begun {
            self.begin(tx, unit)?;
        }
        for unit in &self.change.renamed {
            self.rename(unit)?;
        }
        let begun: Vec<(usize, Id)> = self.begun.iter().copied().enumerate().collect();
        for (at, heir) in begun {
            self.take_life(at, heir, &mut tails)?;
            self.take_links(tx, at, heir)?;
        }
        for (body, tail) in tails {
            self.leave(tx, body, tail)?;
        }
        Ok(())
    }

    fn begin(&mut self, tx: &mut Tx<'_>, unit: &BegunUnit) -> Result<()> {
        let (day, directory) = (self.change.day, self.draft.directory);
        let body = tx.add(&Body {
            key: String::new(),
            class: BodyClass::Territory,
        })?;
        let eve = super::draft::eve(day);
        let before = unit
            .from
            .first()
            .and_then(|from| directory.version(from.body, eve));
        let last = directory
            .ever()
            .iter()
            .filter_map(|id| directory.versions(*id).last());
        let next = last.map(|kept| kept.record.position).max().unwrap_or(0) + 1;
        let name = clean(&unit.name);
        let version = BodyVersion {
            body,
            from_day: Some(day),
            to_day: None,
            from_sure: true,
            to_sure: true,
            code: clean(&unit.code),
            short_name: name.clone(),
            name,
            kind: clean(&unit.kind),
            parent: unit
                .parent
                .or_else(|| before.and_then(|version| version.parent))
                .or(Some(directory.root)),
            position: before.map_or(next, |version| version.position),
            document: Some(self.document),
        };
        self.draft.slots(body).push(Slot { id: None, version });
        for from in &unit.from {
            // A part of a unit that goes on is taken from one that exists.
            if self.draft.directory.version(from.body, eve).is_none() {
                return Err(self.draft.missing(from.body, eve));
            }
            tx.add(&Succession {
                predecessor: from.body,
                successor: body,
                day,
                day_sure: true,
                extent: from.extent,
                document: Some(self.document),
            })?;
        }
        self.begun.push(body);
        Ok(())
    }

    fn rename(&mut self, unit: &RenamedUnit) -> Result<()> {
        let before = self
            .draft
            .on(unit.body, self.change.day)
            .ok_or_else(|| self.draft.missing(unit.body, self.change.day))?;
        let or =
            |new: &Option<String>, old: &str| new.as_deref().map_or_else(|| old.to_owned(), clean);
        let (code, name) = (or(&unit.code, &before.code), or(&unit.name, &before.name));
        let kind = or(&unit.kind, &before.kind);
        check_words(&code, &name, &kind)?;
        self.draft.turn(unit.body, Some(self.document), |version| {
            if version.short_name == version.name {
                version.short_name.clone_from(&name);
            }
            version.code = code;
            version.name = name;
            version.kind = kind;
            version.parent = unit.parent.or(version.parent);
        })
    }

    /// What its predecessors would have been after the day is the new unit's to be: the one whose code it bears
    /// hands its states over; without one it lives as long as they would have.
    fn take_life(
        &mut self,
        at: usize,
        heir: Id,
        tails: &mut BTreeMap<Id, Vec<Slot>>,
    ) -> Result<()> {
        let unit = &self.change.begun[at];
        if let Some(bearer) = self.bearer_of(unit)
            && let Some(tail) = tails.get_mut(&bearer)
        {
            self.draft.hand_over(std::mem::take(tail), heir);
            return Ok(());
        }
        let mut ends: Vec<Day> = Vec::new();
        for from in &unit.from {
            let last = tails.get(&from.body).and_then(|tail| tail.last());
            let sure =
                last.filter(|slot| slot.version.to_sure || !self.later(from.body).is_empty());
            ends.extend(sure.and_then(|slot| slot.version.to_day));
        }
        ends.dedup();
        match ends.as_slice() {
            [] => Ok(()),
            [one] => {
                if let Some(own) = self.draft.slots(heir).last_mut() {
                    own.version.to_day = Some(*one);
                }
                Ok(())
            }
            _ => Err(self.later_change(unit.from[0].body)),
        }
    }

    /// The predecessor that ends and whose code the new unit bears.
    fn bearer_of(&self, unit: &BegunUnit) -> Option<Id> {
        let eve = super::draft::eve(self.change.day);
        let code = clean(&unit.code);
        let ended = ended(self.change);
        unit.from
            .iter()
            .map(|from| from.body)
            .filter(|body| ended.contains(body))
            .find(|body| {
                self.draft
                    .directory
                    .code(*body, eve)
                    .eq_ignore_ascii_case(&code)
            })
    }

    fn later(&self, body: Id) -> Vec<&Link> {
        let links = self.draft.directory.successors(body).iter();
        links.filter(|link| link.day > self.change.day).collect()
    }

    fn later_change(&self, body: Id) -> Error {
        let day = self
            .later(body)
            .first()
            .map_or(self.change.day, |link| link.day);
        Error::new(ErrorCode::LaterChange)
            .with("body", self.draft.directory.name(body, self.change.day))
            .with("day", day.format("%d/%m/%Y"))
    }

    /// Who was to follow its predecessors follows the new unit.
    fn take_links(&self, tx: &mut Tx<'_>, at: usize, heir: Id) -> Result<()> {
        let gone = ended(self.change);
        let mut out: Vec<(Link, Extent)> = Vec::new();
        for from in self.change.begun[at]
            .from
            .iter()
            .filter(|from| gone.contains(&from.body))
        {
            let later = self.later(from.body);
            let divided = later.len() > 1 || later.iter().any(|link| link.extent == Extent::Part);
            if from.extent == Extent::Part && divided {
                // Which part went on to whom, no document has said.
                return Err(self.later_change(from.body));
            }
            out.extend(later.into_iter().map(|link| (link.clone(), link.extent)));
        }
        let mut targets: Vec<Id> = out.iter().map(|(link, _)| link.body).collect();
        targets.sort_unstable();
        targets.dedup();
        let whole = targets.len() == 1 && out.iter().all(|(_, extent)| *extent == Extent::Whole);
        for target in targets {
            let Some((link, _)) = out.iter().find(|(link, _)| link.body == target) else {
                continue;
            };
            tx.add(&Succession {
                predecessor: heir,
                successor: target,
                day: link.day,
                day_sure: link.day_sure,
                extent: if whole { Extent::Whole } else { Extent::Part },
                document: link.document,
            })?;
        }
        Ok(())
    }

    /// Closes what an ended unit leaves: later successions, figures, bodies below.
    fn leave(&mut self, tx: &mut Tx<'_>, body: Id, tail: Vec<Slot>) -> Result<()> {
        self.draft.drop_slots(tail);
        let change = self.change;
        let of = |unit: &&BegunUnit| unit.from.iter().any(|from| from.body == body);
        let heirs: Vec<&BegunUnit> = change.begun.iter().filter(of).collect();
        let later: Vec<Id> = self.later(body).into_iter().map(|link| link.id).collect();
        if heirs.is_empty() && !later.is_empty() {
            return Err(self.later_change(body));
        }
        for id in later {
            for share in store::list::<Share>(tx.connection(), "succession = ?1", &[&id])? {
                tx.end::<Share>(share.id)?;
            }
            tx.end::<Succession>(id)?;
        }
        let place = |unit: &BegunUnit| {
            change
                .begun
                .iter()
                .position(|own| own == unit)
                .map(|at| self.begun[at])
        };
        let bearer = heirs
            .iter()
            .find(|unit| self.bearer_of(unit) == Some(body))
            .and_then(|unit| place(unit));
        let whole = heirs
            .iter()
            .find(|unit| {
                unit.from
                    .iter()
                    .any(|from| from.body == body && from.extent == Extent::Whole)
            })
            .and_then(|unit| place(unit));
        self.pass_facts(tx, body, bearer)?;
        self.pass_children(body, bearer.or(whole))
    }

    /// Figures of days on which the code was already the new unit's are the new unit's.
    fn pass_facts(&self, tx: &mut Tx<'_>, body: Id, bearer: Option<Id>) -> Result<()> {
        let day = self.change.day;
        let facts = store::list::<Fact>(
            tx.connection(),
            "body = ?1 AND day >= ?2 AND state <> 'withdrawn'",
            &[&body, &day.to_string()],
        )?;
        let Some(heir) = bearer else {
            return if facts.is_empty() {
                Ok(())
            } else {
                Err(Error::new(ErrorCode::FactsAfter)
                    .with("body", self.draft.directory.name(body, day))
                    .with("count", facts.len())
                    .with("day", day.format("%d/%m/%Y")))
            };
        };
        for kept in facts {
            let mut fact = kept.record;
            fact.body = heir;
            tx.set(kept.id, &fact)?;
        }
        Ok(())
    }

    fn pass_children(&mut self, body: Id, heir: Option<Id>) -> Result<()> {
        if let Some(heir) = heir {
            self.draft.reparent(body, heir);
            return Ok(());
        }
        let day = self.change.day;
        let ever = self.draft.directory.ever_below(body).to_vec();
        let left: Vec<String> = ever
            .into_iter()
            .filter(|child| {
                self.draft
                    .on(*child, day)
                    .is_some_and(|v| v.parent == Some(body))
            })
            .map(|child| self.draft.directory.name(child, day))
            .collect();
        if left.is_empty() {
            return Ok(());
        }
        Err(Error::new(ErrorCode::OrphanBodies)
            .with("body", self.draft.directory.name(body, day))
            .with("children", left.join(", ")))
    }
}

/// The change in a few words, for the journal.
fn text(directory: &Directory, change: &ChangeUnits, ended: &[Id]) -> String {
    let eve = super::draft::eve(change.day);
    let name = |body: Id| {
        format!(
            "{} ({})",
            directory.name(body, eve),
            directory.code(body, eve)
        )
    };
    let list =
        |bodies: &mut dyn Iterator<Item = Id>| bodies.map(name).collect::<Vec<_>>().join(", ");
    let mut said: Vec<String> = Vec::new();
    for unit in &change.begun {
        let own = format!(
            "{} {} ({})",
            clean(&unit.kind),
            clean(&unit.name),
            clean(&unit.code)
        );
        let own = crate::domain::text::capitalise(&own);
        let of = |extent: Extent| {
            list(
                &mut unit
                    .from
                    .iter()
                    .filter(|from| from.extent == extent)
                    .map(|from| from.body),
            )
        };
        let mut part = own;
        let (whole, some) = (of(Extent::Whole), of(Extent::Part));
        if !whole.is_empty() {
            part.push_str(&format!(" từ toàn bộ {whole}"));
        }
        if !some.is_empty() {
            part.push_str(&format!(
                "{} một phần {some}",
                if whole.is_empty() { " từ" } else { " và" }
            ));
        }
        said.push(part);
    }
    for unit in &change.renamed {
        let mut words: Vec<String> = [&unit.kind, &unit.name, &unit.code]
            .into_iter()
            .flatten()
            .map(|w| clean(w))
            .collect();
        words.extend(
            unit.parent
                .map(|parent| format!("thuộc {}", directory.name(parent, change.day))),
        );
        said.push(format!("{} thành {}", name(unit.body), words.join(" ")));
    }
    let from = |body: &Id| {
        change
            .begun
            .iter()
            .any(|unit| unit.from.iter().any(|from| from.body == *body))
    };
    let alone = list(&mut ended.iter().copied().filter(|body| !from(body)));
    if !alone.is_empty() {
        said.push(format!("kết thúc {alone}"));
    }
    format!("{}, từ {}", said.join("; "), change.day.format("%d/%m/%Y"))
}
