//! Taking one row: compared by what each side has seen, checked against the rules of the book, then written or held.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::super::names::{Fields, inward, localise};
use super::super::policy::{self, Relation};
use super::super::valid;
use super::hold::pass;
use super::verdict::{Judged, Verdict};
use crate::domain::exchange::HeldWhy;
use crate::domain::seen::{self, Seen};
use crate::domain::{Error, ErrorCode, Id, Kind, Result};
use crate::engine::counts::{Admission, Room};
use crate::exchange::merge::{Merged, State, merge};
use crate::exchange::row::Row;
use crate::store::origin::{self, Epochs, Origin};
use crate::store::{self, Tx, identity};

/// What taking the rows of one package depends on.
pub(super) struct Taking<'a> {
    pub(super) package: Id,
    pub(super) relation: Relation,
    /// Bodies of which the sender may speak; none for all.
    pub(super) bodies: Option<&'a HashSet<Id>>,
    /// Sites by their place in the package.
    pub(super) sites: Vec<Id>,
    /// Names that the package itself brings.
    pub(super) brought: HashMap<String, Kind>,
    pub(super) epochs: &'a Epochs,
    /// Rules for figures; none while the book is being made.
    pub(super) room: Option<Rules<'a>>,
}

/// The rules for figures, as the book has them.
pub(super) enum Rules<'a> {
    /// Those of before: the sender changes neither units nor indicators.
    Known(&'a Room),
    /// Read when the first figure comes, since units and indicators may come before it.
    Read(OnceCell<Box<Room>>),
}

impl Rules<'_> {
    fn get(&self, tx: &Tx<'_>) -> Result<&Room> {
        match self {
            Self::Known(room) => Ok(room),
            Self::Read(cell) => {
                if let Some(room) = cell.get() {
                    return Ok(room);
                }
                let room = Room::within(tx.connection(), tx.today())?;
                Ok(cell.get_or_init(|| Box::new(room)))
            }
        }
    }
}

/// Both sides of a row, for whoever looks at it.
#[derive(Default)]
struct Sides {
    ours: Option<Fields>,
    theirs: Option<Fields>,
}

impl Taking<'_> {
    /// Takes a row, or says why not. Only what the machine refuses is an error.
    pub(super) fn row(&self, tx: &mut Tx<'_>, row: &Row) -> Result<Judged> {
        let kind = Kind::of_table(&row.kind);
        let thing = identity::by_name(tx.connection(), &row.name)?;
        let mut sides = Sides::default();
        let verdict = match self.judge(tx, row, (kind, thing), &mut sides) {
            Err(error) if error.code.exit_status() == 1 => {
                self.hold(tx, row, thing, HeldWhy::Refused, Some(&error))?;
                Verdict::Refused(error)
            }
            other => other?,
        };
        if verdict.is_quiet() {
            sides = Sides::default();
        }
        let thing = match thing {
            Some(id) => Some(id),
            None => identity::by_name(tx.connection(), &row.name)?,
        };
        Ok(Judged {
            kind,
            thing,
            name: row.name.clone(),
            before: sides.ours,
            after: sides.theirs,
            verdict,
        })
    }

    fn judge(
        &self,
        tx: &mut Tx<'_>,
        row: &Row,
        (kind, thing): (Option<Kind>, Option<Id>),
        sides: &mut Sides,
    ) -> Result<Verdict> {
        let kind = kind
            .ok_or_else(|| Error::new(ErrorCode::UnknownRowKind).with("kind", row.kind.clone()))?;
        if !policy::comes(kind, self.relation) {
            return Err(Error::new(ErrorCode::NotTheirs).with("kind", kind.table()));
        }
        let seen = self.seen(row)?;
        let known = match thing {
            Some(id) => origin::seen(tx.connection(), self.epochs, kind, id)?,
            None => Seen::default(),
        };
        if thing.is_some() && seen.relation(&known) == seen::Relation::Before {
            // Whatever it says was seen here before, so nobody has to read it: most rows of packages that come late.
            return Ok(Verdict::Older);
        }
        let theirs = State {
            fields: self.fields(tx, (kind, thing), row)?,
            seen,
        };
        if let Some(fields) = &theirs.fields {
            self.refuse_foreign(tx, kind, fields)?;
        }
        let ours = State {
            fields: match thing {
                Some(id) => store::fields(tx.connection(), kind, id)?,
                None => None,
            },
            seen: known,
        };
        sides.ours.clone_from(&ours.fields);
        sides.theirs.clone_from(&theirs.fields);
        let base = || self.base(tx, kind, thing, &theirs.seen).ok().flatten();
        let merged = merge(&ours, &theirs, policy::bonds(kind), base);
        let says = !matches!(merged, Merged::Same | Merged::Older | Merged::Alike);
        if kind == Kind::Query && self.relation == Relation::Below && says {
            if thing.is_some() && ours.fields.is_none() {
                // It was taken back here; they will hear of it.
                return Ok(Verdict::Older);
            }
            let asked = self.base(tx, kind, thing, &theirs.seen)?;
            if policy::altered(asked.as_ref(), theirs.fields.as_ref()) {
                return Err(Error::new(ErrorCode::QueryNotTheirs));
            }
        }
        self.settle(tx, row, kind, thing, (ours, theirs), merged)
    }

    fn settle(
        &self,
        tx: &mut Tx<'_>,
        row: &Row,
        kind: Kind,
        thing: Option<Id>,
        (ours, theirs): (State<Id>, State<Id>),
        merged: Merged,
    ) -> Result<Verdict> {
        let mut joined = ours.seen.clone();
        joined.join(&theirs.seen);
        // A result of merging is made by nobody: no package brought it as it is.
        let package = match merged {
            Merged::Alike | Merged::Joined(_) => None,
            _ => Some(self.package),
        };
        let (fields, seen, verdict) = match merged {
            Merged::Same => return Ok(Verdict::Same),
            Merged::Older => return Ok(Verdict::Older),
            Merged::Newer => {
                let verdict = match (&ours.fields, &theirs.fields) {
                    (None, None) => Verdict::Same,
                    (None, Some(_)) => Verdict::New,
                    (Some(_), None) => Verdict::Ended,
                    (Some(own), Some(its)) if own == its => Verdict::Same,
                    _ => Verdict::Changed,
                };
                (theirs.fields.clone(), theirs.seen.clone(), verdict)
            }
            Merged::Alike => (ours.fields.clone(), joined, Verdict::Same),
            Merged::Joined(fields) => (Some(fields), joined, Verdict::Joined),
            // What the office above decides alone stands as it decided it.
            Merged::Conflict(_) | Merged::Forked
                if self.relation == Relation::Above && policy::given(kind) =>
            {
                (theirs.fields.clone(), joined, Verdict::Changed)
            }
            Merged::Conflict(names) => {
                self.hold(tx, row, thing, HeldWhy::Conflict, None)?;
                return Ok(Verdict::Conflict(names));
            }
            Merged::Forked => {
                let error = Error::new(ErrorCode::ForkedSite);
                self.hold(tx, row, thing, HeldWhy::Conflict, Some(&error))?;
                return Ok(Verdict::Conflict(Vec::new()));
            }
        };
        if let (Kind::Fact, Some(fields), Some(rules)) = (kind, &fields, &self.room)
            && verdict != Verdict::Same
        {
            if self.held(tx, row, HeldWhy::Closed)? {
                return Ok(Verdict::Closed);
            }
            let fact = serde_json::from_value(Value::Object(fields.clone())).map_err(|e| {
                Error::new(ErrorCode::UnreadableRow)
                    .with("kind", "fact")
                    .detail(e)
            })?;
            match rules.get(tx)?.admit(tx, &fact)? {
                Admission::Free => {}
                Admission::Proposed => {
                    self.hold(tx, row, thing, HeldWhy::Closed, None)?;
                    return Ok(Verdict::Closed);
                }
                Admission::Closed(error) => {
                    self.hold(tx, row, thing, HeldWhy::Closed, Some(&error))?;
                    return Ok(Verdict::Closed);
                }
            }
        }
        if let Some(fields) = &fields {
            refuse_clash(tx, kind, thing, fields)?;
        }
        let id = match thing {
            Some(id) => id,
            None => tx.bear(kind, &row.name)?,
        };
        let origin = Origin {
            seen,
            officer: row.officer.clone(),
            moment: row.moment.clone(),
            package,
        };
        tx.take_state(kind, id, fields, &origin)?;
        pass(tx, &row.name, &origin.seen)?;
        Ok(verdict)
    }

    /// What the row has seen, by the sites of this book.
    pub(super) fn seen(&self, row: &Row) -> Result<Seen<Id>> {
        let site = |place: u32| {
            let known = self.sites.get(place as usize).copied();
            known.ok_or_else(|| Error::new(ErrorCode::UnreadableRow).with("kind", &row.kind))
        };
        row.vector
            .iter()
            .map(|(place, seq)| Ok((site(*place)?, *seq)))
            .collect()
    }

    fn fields(
        &self,
        tx: &mut Tx<'_>,
        (kind, thing): (Kind, Option<Id>),
        row: &Row,
    ) -> Result<Option<Fields>> {
        let Some(fields) = row.fields.clone() else {
            return Ok(None);
        };
        let fields = inward(kind, fields, |name| {
            if let Some(id) = identity::by_name(tx.connection(), name)? {
                return Ok(Some(id));
            }
            // What comes further down in the same package.
            match self.brought.get(name) {
                Some(kind) => tx.bear(*kind, name).map(Some),
                None => Ok(None),
            }
        })?;
        let fields = localise(tx.connection(), (kind, thing), fields, tx.seq())?;
        valid::known(kind, fields).map(Some)
    }

    /// A body speaks of itself and of what is below it.
    fn refuse_foreign(&self, tx: &Tx<'_>, kind: Kind, fields: &Fields) -> Result<()> {
        let Some(bodies) = self.bodies else {
            return Ok(());
        };
        let body = match kind {
            Kind::Fact | Kind::Assignment | Kind::Contact | Kind::Query => {
                fields.get("body").and_then(Value::as_i64)
            }
            Kind::DoubtAcceptance => of_thing(tx, Kind::Fact, fields.get("fact"))?,
            Kind::Claim | Kind::Tick | Kind::Evidence | Kind::Extension => {
                of_thing(tx, Kind::Assignment, fields.get("assignment"))?
            }
            _ => return Ok(()),
        };
        if body.is_some_and(|body| bodies.contains(&body)) {
            return Ok(());
        }
        Err(Error::new(ErrorCode::NotTheirUnit).with("kind", kind.table()))
    }

    /// The latest own state that the other side has seen.
    fn base(
        &self,
        tx: &Tx<'_>,
        kind: Kind,
        thing: Option<Id>,
        theirs: &Seen<Id>,
    ) -> Result<Option<Fields>> {
        let Some(id) = thing else { return Ok(None) };
        for (from_seq, fields) in store::history(tx.connection(), kind, id)? {
            let seen = origin::seen_at(tx.connection(), self.epochs, kind, id, from_seq)?;
            if theirs.covers(&seen) {
                return Ok(Some(fields));
            }
        }
        Ok(None)
    }
}

/// The body of the thing that a field names.
fn of_thing(tx: &Tx<'_>, kind: Kind, field: Option<&Value>) -> Result<Option<Id>> {
    let Some(id) = field.and_then(Value::as_i64) else {
        return Ok(None);
    };
    let own = store::history(tx.connection(), kind, id)?;
    Ok(own
        .first()
        .and_then(|(_, fields)| fields.get("body"))
        .and_then(Value::as_i64))
}

/// Another thing that bears the same key is no reason to lose either.
fn refuse_clash(tx: &Tx<'_>, kind: Kind, thing: Option<Id>, fields: &Fields) -> Result<()> {
    match identity::bearer(tx.connection(), kind, fields)? {
        Some(other) if Some(other) != thing => {
            Err(Error::new(ErrorCode::KeyTaken).with("kind", kind.table()))
        }
        _ => Ok(()),
    }
}
