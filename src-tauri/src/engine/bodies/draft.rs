//! The states of bodies while a change is made: everything is done here first, looked at as a whole, and then
//! written, so that a change that cannot be leaves no trace.

use std::collections::BTreeMap;

use crate::domain::body::{BodyClass, BodyVersion};
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::directory::Directory;
use crate::store::Tx;

/// One state of a body, with its record when the book has it already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) id: Option<Id>,
    pub(super) version: BodyVersion,
}

/// States of the bodies that a change touches.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    pub(super) directory: &'a Directory,
    /// First day of the change.
    pub(super) day: Day,
    slots: BTreeMap<Id, Vec<Slot>>,
    dropped: Vec<Id>,
}

/// The day before.
pub(super) fn eve(day: Day) -> Day {
    day.pred_opt().unwrap_or(day)
}

impl<'a> Draft<'a> {
    pub(super) const fn new(directory: &'a Directory, day: Day) -> Self {
        Self {
            directory,
            day,
            slots: BTreeMap::new(),
            dropped: Vec::new(),
        }
    }

    /// The states of a body, as they are so far.
    pub(super) fn slots(&mut self, body: Id) -> &mut Vec<Slot> {
        let directory = self.directory;
        self.slots
            .entry(body)
            .or_insert_with(|| kept(directory, body))
    }

    /// What the body is on a day after the change, as far as it has got.
    pub(super) fn on(&self, body: Id, day: Day) -> Option<BodyVersion> {
        let find = |slots: &[Slot]| {
            let held = slots.iter().find(|slot| slot.version.holds_on(day));
            held.map(|slot| slot.version.clone())
        };
        match self.slots.get(&body) {
            Some(slots) => find(slots),
            None => self.directory.version(body, day).cloned(),
        }
    }

    pub(super) fn missing(&self, body: Id, day: Day) -> Error {
        if !self.directory.knows(body) && !self.slots.contains_key(&body) {
            return Error::new(ErrorCode::NoSuchBody)
                .with("body", body)
                .with("day", day.format("%d/%m/%Y"));
        }
        Error::new(ErrorCode::BodyNotAlive)
            .with("body", self.directory.name(body, day))
            .with("day", day.format("%d/%m/%Y"))
    }

    /// Ends a body the day before the change; gives what would have come after, beginning on the day.
    pub(super) fn cut(&mut self, body: Id) -> Result<Vec<Slot>> {
        let (day, last) = (self.day, eve(self.day));
        let slots = self.slots(body).clone();
        let lives = slots.iter().any(|slot| slot.version.holds_on(last));
        // An end of which only the latest possible day is known may be told by the change.
        let goes_on = slots.iter().any(|slot| {
            slot.version.holds_on(day)
                || (slot.version.to_day == Some(last) && !slot.version.to_sure)
        });
        if !lives || !goes_on {
            return Err(self.missing(body, day));
        }
        let (mut head, mut tail) = (Vec::new(), Vec::new());
        for mut slot in slots {
            if slot.version.from_day.is_some_and(|from| from >= day) {
                tail.push(slot);
            } else if slot.version.to_day.is_none_or(|to| to >= last) {
                if slot.version.holds_on(day) {
                    let mut rest = slot.clone();
                    rest.id = None;
                    (rest.version.from_day, rest.version.from_sure) = (Some(day), true);
                    tail.push(rest);
                }
                (slot.version.to_day, slot.version.to_sure) = (Some(last), true);
                head.push(slot);
            } else {
                head.push(slot);
            }
        }
        self.slots.insert(body, head);
        Ok(tail)
    }

    /// Gives a body a new state from the day on, made of the one that held.
    pub(super) fn turn(
        &mut self,
        body: Id,
        document: Option<Id>,
        act: impl FnOnce(&mut BodyVersion),
    ) -> Result<()> {
        let day = self.day;
        let missing = self.missing(body, day);
        let slots = self.slots(body);
        let at = slots
            .iter()
            .position(|slot| slot.version.holds_on(day))
            .ok_or(missing)?;
        let mut next = slots[at].clone();
        act(&mut next.version);
        if next.version == slots[at].version {
            return Err(Error::new(ErrorCode::NothingChanges));
        }
        next.version.document = document.or(next.version.document);
        if slots[at].version.from_day == Some(day) {
            slots[at] = next;
        } else {
            next.id = None;
            (next.version.from_day, next.version.from_sure) = (Some(day), true);
            (slots[at].version.to_day, slots[at].version.to_sure) = (Some(eve(day)), true);
            slots.insert(at + 1, next);
        }
        Ok(())
    }

    /// A new unit goes on as the states that were to come: its own words hold for the first of them.
    pub(super) fn hand_over(&mut self, tail: Vec<Slot>, heir: Id) {
        let mut dropped = Vec::new();
        let own = self.slots(heir);
        for (at, mut slot) in tail.into_iter().enumerate() {
            slot.version.body = heir;
            match own.last_mut() {
                // The same words under an unsure and a sure day are one state.
                Some(last) if at == 0 || same_words(&last.version, &slot.version) => {
                    (last.version.to_day, last.version.to_sure) =
                        (slot.version.to_day, slot.version.to_sure);
                    dropped.extend(slot.id);
                }
                _ => own.push(slot),
            }
        }
        self.dropped.extend(dropped);
    }

    /// States that fall away.
    pub(super) fn drop_slots(&mut self, tail: Vec<Slot>) {
        self.dropped
            .extend(tail.into_iter().filter_map(|slot| slot.id));
    }

    /// Everything below `old` from the day on belongs to `new`.
    pub(super) fn reparent(&mut self, old: Id, new: Id) {
        for body in self.directory.ever_below(old).to_vec() {
            let day = self.day;
            let slots = self.slots(body);
            let mut out: Vec<Slot> = Vec::with_capacity(slots.len() + 1);
            for mut slot in std::mem::take(slots) {
                let reaches = slot.version.to_day.is_none_or(|to| to >= day);
                if slot.version.parent != Some(old) || !reaches {
                    out.push(slot);
                } else if slot.version.from_day.is_some_and(|from| from >= day) {
                    slot.version.parent = Some(new);
                    out.push(slot);
                } else {
                    let mut next = slot.clone();
                    next.id = None;
                    next.version.parent = Some(new);
                    (next.version.from_day, next.version.from_sure) = (Some(day), true);
                    (slot.version.to_day, slot.version.to_sure) = (Some(eve(day)), true);
                    out.extend([slot, next]);
                }
            }
            *slots = out;
        }
    }

    /// Refuses what cannot be: a code borne twice, a parent that does not exist, a body below itself.
    pub(super) fn check(&self) -> Result<()> {
        for (body, slots) in &self.slots {
            for slot in slots.iter().filter(|slot| self.changed(*body, slot)) {
                self.check_code(*body, &slot.version)?;
                self.check_parent(*body, &slot.version)?;
            }
        }
        Ok(())
    }

    fn changed(&self, body: Id, slot: &Slot) -> bool {
        let reaches = slot.version.to_day.is_none_or(|to| to >= self.day);
        reaches && !kept(self.directory, body).contains(slot)
    }

    fn check_code(&self, body: Id, version: &BodyVersion) -> Result<()> {
        let from = version.from_day.map_or(self.day, |from| from.max(self.day));
        let meets = |other: &BodyVersion| {
            other.code.eq_ignore_ascii_case(&version.code)
                && other.to_day.is_none_or(|to| to >= from)
                && version
                    .to_day
                    .is_none_or(|to| other.from_day.is_none_or(|first| first <= to))
        };
        let untouched = self
            .directory
            .ever()
            .iter()
            .filter(|id| !self.slots.contains_key(id));
        let theirs = untouched
            .flat_map(|id| self.directory.versions(*id))
            .map(|kept| &kept.record);
        let drafted = self.slots.iter().filter(|(id, _)| **id != body);
        let drafted = drafted
            .flat_map(|(_, slots)| slots)
            .map(|slot| &slot.version);
        match theirs.chain(drafted).find(|other| meets(other)) {
            Some(other) => Err(Error::new(ErrorCode::CodeTaken)
                .with("code", &version.code)
                .with("body", other.full_name(self.directory.class(other.body)))
                .with("day", from.format("%d/%m/%Y"))),
            None => Ok(()),
        }
    }

    fn check_parent(&self, body: Id, version: &BodyVersion) -> Result<()> {
        let day = version.from_day.map_or(self.day, |from| from.max(self.day));
        let Some(parent) = version.parent else {
            return Ok(());
        };
        if self.on(parent, day).is_none() {
            return Err(self.missing(parent, day));
        }
        let mut seen = vec![body];
        let mut current = Some(parent);
        while let Some(above) = current {
            if seen.contains(&above) {
                return Err(Error::new(ErrorCode::ParentLoop)
                    .with("body", version.full_name(BodyClass::Territory))
                    .with("parent", self.directory.name(parent, day)));
            }
            seen.push(above);
            current = self.on(above, day).and_then(|version| version.parent);
        }
        Ok(())
    }

    /// Writes what differs from the book.
    pub(super) fn write(self, tx: &mut Tx<'_>) -> Result<()> {
        for id in &self.dropped {
            tx.end::<BodyVersion>(*id)?;
        }
        for slot in self.slots.values().flatten() {
            match slot.id {
                Some(id) => tx.set(id, &slot.version)?,
                None => drop(tx.add(&slot.version)?),
            }
        }
        Ok(())
    }
}

fn kept(directory: &Directory, body: Id) -> Vec<Slot> {
    let versions = directory.versions(body).iter();
    versions
        .map(|kept| Slot {
            id: Some(kept.id),
            version: kept.record.clone(),
        })
        .collect()
}

fn same_words(a: &BodyVersion, b: &BodyVersion) -> bool {
    (&a.code, &a.name, &a.kind, a.parent) == (&b.code, &b.name, &b.kind, b.parent)
}
