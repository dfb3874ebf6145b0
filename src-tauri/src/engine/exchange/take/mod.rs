//! Taking packages (nhập gói): in any order, each once, all of a batch in one operation or nothing of it.

mod mass;
mod row;
pub(super) mod sender;
mod verdict;

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use serde_json::json;

use self::row::{Rules, Taking};
use self::sender::Standing;
pub use self::verdict::{Judged, Verdict};
use super::package::{Incoming, Read, read_package, record};
use super::peers;
use super::policy::Relation;
use super::scope::ever_inside;
use super::site::{self, OwnSite};
use crate::domain::exchange::{Direction, Package};
use crate::domain::{Error, ErrorCode, Id, Kind, Result};
use crate::engine::counts::Room;
use crate::engine::directory::Directory;
use crate::engine::evidence;
use crate::exchange::manifest::Manifest;
use crate::exchange::{Hexed, SiteId};
use crate::store::origin::{Epochs, Sites};
use crate::store::{self, Book, Done, Kept, Operation, Tx};

/// What the officer said to questions that a package raised.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// Unknown keys that are recognised with this taking: their eight characters, or all their digits.
    pub recognise: Vec<String>,
    /// A change of many closed or vanished figures is meant.
    pub accept_mass: bool,
}

impl Choices {
    fn recognises(&self, key: &str, fingerprint: &str) -> bool {
        let plain = |text: &str| text.trim().replace('-', "").to_uppercase();
        self.recognise
            .iter()
            .any(|own| own == key || plain(own) == plain(fingerprint))
    }
}

/// What became of a file (kết quả từng tệp).
#[derive(Debug, Clone, PartialEq)]
pub enum Fate {
    /// đã nhận
    Taken,
    /// đã nhận từ trước
    Already,
    /// khóa lạ: waits until somebody recognises the key
    Quarantined,
    /// không nhận
    Refused(Error),
}

/// A file with what came of it.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Its name as it came.
    pub file: String,
    /// Digest of the file; empty where it is no package.
    pub digest: String,
    /// Its list of contents; none where it could not be read.
    pub manifest: Option<Manifest>,
    /// Eight characters to be compared with the sender's.
    pub fingerprint: String,
    /// What became of it.
    pub fate: Fate,
    /// Its rows with what came of each.
    pub rows: Vec<Judged>,
}

impl Outcome {
    /// How many rows came to that.
    pub fn count(&self, what: impl Fn(&Verdict) -> bool) -> usize {
        self.rows.iter().filter(|row| what(&row.verdict)).count()
    }
}

/// Shows what taking these files would do, and keeps nothing.
pub fn look_over(book: &mut Book, files: &[Incoming], choices: &Choices) -> Result<Vec<Outcome>> {
    run(book, files, choices, (TAKING, false)).map(|done| done.value)
}

/// Takes these files.
pub fn take_packages(
    book: &mut Book,
    files: &[Incoming],
    choices: &Choices,
) -> Result<Done<Vec<Outcome>>> {
    run(book, files, choices, (TAKING, true))
}

/// Takes what other machines of the office laid down; no step of the officer who happens to sit here.
pub(super) fn take_quietly(book: &mut Book, files: &[Incoming]) -> Result<Done<Vec<Outcome>>> {
    run(book, files, &Choices::default(), (FROM_PEERS, true))
}

/// What the operation of a taking is called.
const TAKING: &str = "take_packages";
/// The same for what another machine of the office laid down.
const FROM_PEERS: &str = "take_from_peers";

fn run(
    book: &mut Book,
    files: &[Incoming],
    choices: &Choices,
    (name, keep): (&'static str, bool),
) -> Result<Done<Vec<Outcome>>> {
    let own = site::own_site(book)?;
    let mut read: Vec<(usize, Result<Read>)> = files
        .iter()
        .map(|file| read_package(&file.bytes, Some(&own)))
        .enumerate()
        .collect();
    // The newest of a sender first: the others then find nothing to do.
    read.sort_by_key(|(_, one)| {
        let number = one.as_ref().map_or(0, |own| own.manifest.number);
        std::cmp::Reverse(number)
    });
    if keep {
        lay_evidence(book, &read)?;
    }
    let room = Room::of(book)?;
    let operation = Operation::new(name, json!({ "count": files.len().to_string() }));
    let act = |tx: &mut Tx<'_>| {
        let mut out = Vec::with_capacity(read.len());
        for (at, one) in &read {
            let name = files.get(*at).map(|file| file.name.clone());
            let name = name.unwrap_or_default();
            out.push((*at, one_file(tx, name, one, &own, &room, choices)?));
        }
        out.sort_by_key(|(at, _)| *at);
        Ok(out.into_iter().map(|(_, outcome)| outcome).collect())
    };
    if keep {
        book.transact(operation, act)
    } else {
        book.rehearse(operation, act)
    }
}

/// Files lie by their digest, so one that no record names in the end does no harm.
fn lay_evidence(book: &Book, read: &[(usize, Result<Read>)]) -> Result<()> {
    for (_, one) in read {
        for (digest, bytes) in one.iter().flat_map(|own| &own.evidence) {
            evidence::lay(book, &digest.to_string(), bytes)?;
        }
    }
    Ok(())
}

fn one_file(
    tx: &mut Tx<'_>,
    file: String,
    read: &Result<Read>,
    own: &OwnSite,
    room: &Room,
    choices: &Choices,
) -> Result<Outcome> {
    let mut outcome = Outcome {
        file,
        digest: String::new(),
        manifest: None,
        fingerprint: String::new(),
        fate: Fate::Taken,
        rows: Vec::new(),
    };
    let read = match read {
        Ok(read) => read,
        Err(error) => {
            outcome.fate = Fate::Refused(error.clone());
            return Ok(outcome);
        }
    };
    outcome.digest = read.digest.to_string();
    outcome.fingerprint = sender::fingerprint(&read.manifest);
    outcome.manifest = Some(read.manifest.clone());
    match tx.attempt(|tx| take(tx, read, own, room, choices)) {
        Ok((fate, rows)) => {
            outcome.fate = fate;
            outcome.rows = rows;
        }
        Err(error) if error.code.exit_status() == 1 => outcome.fate = Fate::Refused(error),
        Err(error) => return Err(error),
    }
    Ok(outcome)
}

fn take(
    tx: &mut Tx<'_>,
    read: &Read,
    own: &OwnSite,
    room: &Room,
    choices: &Choices,
) -> Result<(Fate, Vec<Judged>)> {
    let digest = read.digest.to_string();
    let known: Vec<Kept<Package>> = store::list(tx.connection(), "digest = ?1", &[&digest])?;
    if known
        .iter()
        .any(|kept| kept.record.direction == Direction::In)
    {
        return Ok((Fate::Already, Vec::new()));
    }
    if read.manifest.site.uid == Hexed(own.uid) {
        return Err(Error::new(ErrorCode::OwnPackage));
    }
    let directory = Directory::load(tx.connection())?;
    let sender = match sender::of(tx, &directory, read, choices)? {
        Standing::Known(sender) => sender,
        Standing::Unknown => return Ok((Fate::Quarantined, Vec::new())),
    };
    sender::refuse_other_receiver(tx.connection(), &directory, &read.manifest)?;
    sender::refuse_second_of_number(tx.connection(), sender.site, read)?;
    if sender.relation == Relation::Peer {
        peers::refuse_gap(tx.connection(), own, sender.site, &read.manifest)?;
    }
    let package = tx.add(&Package {
        receiver: Some(directory.root),
        ..record(&read.manifest, read.digest, sender.site, Direction::In)
    })?;
    sender::acknowledged(tx, own, &read.manifest)?;
    if sender.relation == Relation::Peer {
        peers::came(tx, own, sender.site, &read.manifest)?;
    }
    let rows = take_rows(tx, read, package, Some(&directory), &sender, Some(room))?;
    if sender.relation == Relation::Below && !choices.accept_mass {
        mass::refuse(tx.connection(), &directory, &sender, &read.manifest, &rows)?;
    }
    Ok((Fate::Taken, rows))
}

/// Takes every row that can be taken.
pub(super) fn take_rows(
    tx: &mut Tx<'_>,
    read: &Read,
    package: Id,
    directory: Option<&Directory>,
    sender: &sender::Sender,
    room: Option<&Room>,
) -> Result<Vec<Judged>> {
    let epochs = Epochs::load(tx.connection())?;
    let bodies: Option<HashSet<Id>> = directory
        .filter(|_| sender.relation == Relation::Below)
        .map(|directory| ever_inside(directory, sender.body).into_iter().collect());
    let mut brought = HashMap::new();
    for row in read.rows.iter().flatten() {
        if let Some(kind) = Kind::of_table(&row.kind) {
            brought.insert(row.name.clone(), kind);
        }
    }
    let taking = Taking {
        package,
        relation: sender.relation,
        bodies: bodies.as_ref(),
        sites: sites(tx, &read.manifest.sites)?,
        brought,
        epochs: &epochs,
        room: room.map(|known| match sender.relation {
            Relation::Below => Rules::Known(known),
            Relation::Above | Relation::Peer => Rules::Read(OnceCell::new()),
        }),
    };
    let mut out = Vec::with_capacity(read.rows.len());
    for row in &read.rows {
        match row {
            Ok(row) => out.push(taking.row(tx, row)?),
            Err(fault) => out.push(Judged {
                kind: None,
                thing: None,
                name: format!("#{}", fault.line),
                before: None,
                after: None,
                verdict: Verdict::Refused(fault.error.clone()),
            }),
        }
    }
    Ok(out)
}

/// The sites that the rows name, as this book knows them; one that it never met has an identity and no record.
pub(super) fn sites(tx: &mut Tx<'_>, named: &[SiteId]) -> Result<Vec<Id>> {
    let known = Sites::load(tx.connection())?;
    named
        .iter()
        .map(|uid| match known.id(&uid.0) {
            Some(id) => Ok(id),
            None => tx.bear(Kind::Site, &uid.to_string()),
        })
        .collect()
}
