//! Targets (chỉ tiêu giao): versions by document; a figure uses the latest not after its as-of. The targets of
//! whole predecessors add up until a document gives a new one; a part has no target without a document.

use std::collections::HashMap;

use rusqlite::Connection;
use serde_json::json;

use super::lineage;
use crate::domain::deadline::days_in;
use crate::domain::indicator::Target;
use crate::domain::{Day, Error, ErrorCode, Id, Period, Result};
use crate::engine::directory::Directory;
use crate::store::{self, Book, Done, Kept, Operation, Tx};

/// All targets of some indicators, ready to be asked.
#[derive(Debug, Default)]
pub struct Targets {
    targets: HashMap<(Id, Id), Vec<Version>>,
}

/// A target with the days between which it is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The target.
    pub target: Target,
    /// First day of its period.
    pub first: Day,
    /// Last day by which it is to be reached.
    pub last: Day,
}

impl Version {
    fn of(target: Target) -> Option<Self> {
        let (first, last) = Period::parse(&target.period).ok()?.days();
        Some(Self {
            first,
            last: target.last_day.unwrap_or(last),
            target,
        })
    }

    /// Whether a figure of that day may be compared with it: its period and its deadline both count.
    fn covers(&self, day: Day) -> bool {
        let ends = Period::parse(&self.target.period).map_or(self.last, Period::last_day);
        self.first <= day && day <= self.last.max(ends)
    }

    fn issued_by(&self, day: Day) -> bool {
        self.target.document_day.is_none_or(|issued| issued <= day)
    }
}

/// A target that a figure is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Scaled value.
    pub value: i64,
    /// The version it is, or the first of those that were added up.
    pub version: Version,
    /// Bodies of an earlier boundary, or units, whose targets make it up; 1 for its own.
    pub pieces: u32,
    /// Whether any of it is example data.
    pub illustrative: bool,
}

impl Targets {
    /// Reads those of some indicators.
    pub fn load(connection: &Connection, indicators: impl IntoIterator<Item = Id>) -> Result<Self> {
        let mut targets: HashMap<(Id, Id), Vec<Version>> = HashMap::new();
        for indicator in indicators {
            let order = "indicator = ?1 ORDER BY document_day, id";
            for kept in store::list::<Target>(connection, order, &[&indicator])? {
                let key = (indicator, kept.record.body);
                targets
                    .entry(key)
                    .or_default()
                    .extend(Version::of(kept.record));
            }
        }
        Ok(Self { targets })
    }

    /// All versions that a body was given, in the order of their documents.
    pub fn versions(&self, indicator: Id, body: Id) -> &[Version] {
        self.targets
            .get(&(indicator, body))
            .map_or(&[], Vec::as_slice)
    }

    /// The body's own target in force for a figure of that day: its period holds the day, its document is not
    /// after it.
    pub fn in_force(&self, indicator: Id, body: Id, day: Day) -> Option<&Version> {
        self.versions(indicator, body)
            .iter()
            .rev()
            .find(|version| version.covers(day) && version.issued_by(day))
    }

    /// A version for that day whose document is later than the day.
    pub fn newer(&self, indicator: Id, body: Id, day: Day) -> Option<&Version> {
        self.versions(indicator, body)
            .iter()
            .rev()
            .find(|version| version.covers(day) && !version.issued_by(day))
    }

    /// What a figure of the body is compared with: its own target; else the sum of its whole predecessors', each
    /// of which must have one.
    pub fn given(&self, directory: &Directory, indicator: Id, body: Id, day: Day) -> Option<Given> {
        if let Some(version) = self.in_force(indicator, body, day) {
            return Some(Given {
                value: version.target.value,
                illustrative: version.target.illustrative,
                version: version.clone(),
                pieces: 1,
            });
        }
        let born = directory.life(body).0?;
        let before = born.pred_opt()?;
        let composition = lineage::composition(directory, body, indicator, (before, before));
        let whole = composition.complete()
            && composition
                .pieces
                .iter()
                .all(|piece| piece.portions.is_empty());
        if !whole || composition.is_itself(body) {
            return None;
        }
        self.added(
            composition.pieces.iter().map(|piece| piece.body),
            indicator,
            day,
        )
    }

    /// The sum of the units' own targets, when every one of them has one.
    pub fn of_units(&self, units: &[Id], indicator: Id, day: Day) -> Option<Given> {
        (!units.is_empty())
            .then(|| self.added(units.iter().copied(), indicator, day))
            .flatten()
    }

    fn added(&self, bodies: impl Iterator<Item = Id>, indicator: Id, day: Day) -> Option<Given> {
        let versions: Vec<&Version> = bodies
            .map(|body| self.in_force(indicator, body, day))
            .collect::<Option<_>>()?;
        let latest = versions.iter().max_by_key(|version| version.last)?;
        Some(Given {
            value: versions
                .iter()
                .try_fold(0_i64, |sum, own| sum.checked_add(own.target.value))?,
            version: (*latest).clone(),
            pieces: versions.len() as u32,
            illustrative: versions.iter().any(|own| own.target.illustrative),
        })
    }
}

/// One target to be set.
#[derive(Debug, Clone)]
pub struct SetTarget {
    /// The body.
    pub body: Id,
    /// The indicator.
    pub indicator: Id,
    /// What period it is for.
    pub period: Period,
    /// Scaled value.
    pub value: i64,
    /// Last day by which it is to be reached.
    pub last_day: Option<Day>,
    /// The deadline of the authority above.
    pub central_day: Option<Day>,
    /// The document in words.
    pub document: String,
    /// Its day; read from the words when it is not given.
    pub document_day: Option<Day>,
}

/// Sets a target (giao chỉ tiêu). The same document again corrects its figure; another one adds a version.
pub fn set_target(book: &mut Book, request: &SetTarget) -> Result<Done<()>> {
    let directory = book.read(Directory::load)?;
    let name = directory.name(request.body, request.period.last_day());
    let operation = Operation::new("set_target", json!({ "body": name }));
    book.transact(operation, |tx| write(tx, request).map(drop))
}

/// Sets many targets in one operation: all of them, or none. Gives how many changed the book.
pub fn set_targets(book: &mut Book, requests: &[SetTarget]) -> Result<Done<u32>> {
    let count = requests.len().to_string();
    let operation = Operation::new("set_targets", json!({ "count": count }));
    book.transact(operation, |tx| {
        let mut changed = 0;
        for request in requests {
            changed += u32::from(write(tx, request)?);
        }
        Ok(changed)
    })
}

/// Gives whether the book changed.
fn write(tx: &mut Tx<'_>, request: &SetTarget) -> Result<bool> {
    let document = request.document.trim();
    if document.is_empty() {
        return Err(Error::new(ErrorCode::ReasonNeeded).with("what", "văn bản giao chỉ tiêu"));
    }
    let period = request.period.key();
    let standing: Vec<Kept<Target>> = store::list(
        tx.connection(),
        "indicator = ?1 AND body = ?2 AND period = ?3 AND document = ?4",
        &[&request.indicator, &request.body, &period, &document],
    )?;
    let target = Target {
        body: request.body,
        indicator: request.indicator,
        period,
        value: request.value,
        last_day: request.last_day,
        central_day: request.central_day,
        document: document.to_owned(),
        document_day: request
            .document_day
            .or_else(|| days_in(document).into_iter().next()),
        illustrative: false,
    };
    match standing.first() {
        Some(kept) if kept.record == target => Ok(false),
        Some(kept) => tx.set(kept.id, &target).map(|()| true),
        None => tx.add(&target).map(|_| true),
    }
}
