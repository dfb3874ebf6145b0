//! Taking packages (nhập gói): in any order, each once, all of a batch in one operation or nothing of it.

mod hold;
pub(super) mod lineage;
mod mass;
mod outcome;
mod row;
pub(super) mod sender;
mod verdict;

use std::cell::{Cell, OnceCell};
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use serde_json::json;

use self::lineage::Lineage;
use self::outcome::SHOWN;
pub use self::outcome::{Effect, Fate, Outcome};
use self::row::{Rules, Taking};
use self::sender::Standing;
pub use self::verdict::{Judged, Verdict};
use super::package::{Incoming, Read, Unsealed, record};
use super::peers;
use super::policy::Relation;
use super::receipt::{self, Told};
use super::scope::ever_inside;
use super::site::{self, OwnSite};
use crate::domain::exchange::{Direction, Package};
use crate::domain::{Error, ErrorCode, Id, Kind, Result};
use crate::engine::counts::Room;
use crate::engine::directory::Directory;
use crate::engine::{evidence, safety};
use crate::exchange::manifest::PackageKind;
use crate::exchange::{Hexed, SiteId};
use crate::progress::Progress;
use crate::store::copies::CopyReason;
use crate::store::origin::{Epochs, Sites};
use crate::store::{self, Book, Done, Kept, Operation, Place, Tx};

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

/// Shows what taking these files would do, and keeps nothing.
pub fn look_over(
    book: &mut Book,
    files: &[Incoming],
    choices: &Choices,
    progress: &Progress,
) -> Result<Vec<Outcome>> {
    run(book, files, choices, progress, (TAKING, false)).map(|done| done.value)
}

/// Takes these files. The book as it was before lies beside it (`backup`), once for all of them.
pub fn take_packages(
    book: &mut Book,
    files: &[Incoming],
    choices: &Choices,
    progress: &Progress,
) -> Result<Done<Vec<Outcome>>> {
    run(book, files, choices, progress, (TAKING, true))
}

/// Takes what other machines of the office laid down; no step of the officer who happens to sit here.
pub(super) fn take_quietly(
    book: &mut Book,
    files: &[Incoming],
    progress: &Progress,
) -> Result<Done<Vec<Outcome>>> {
    run(
        book,
        files,
        &Choices::default(),
        progress,
        (FROM_PEERS, true),
    )
}

/// What the operation of a taking is called.
const TAKING: &str = "take_packages";
/// The same for what another machine of the office laid down.
const FROM_PEERS: &str = "take_from_peers";

fn run(
    book: &mut Book,
    files: &[Incoming],
    choices: &Choices,
    progress: &Progress,
    (name, keep): (&'static str, bool),
) -> Result<Done<Vec<Outcome>>> {
    let own = site::own_site(book)?;
    progress.begin(files.len() * 2);
    let order = order(files, &own, progress)?;
    // What comes every few minutes merges by itself, and cannot be taken back as a whole.
    if keep && name == TAKING {
        safety::copy_before(book, CopyReason::BeforeImport)?;
    }
    let taken = Batch {
        folder: evidence::folder_of(book),
        keep: keep && *book.place() != Place::Memory,
        shown: Cell::new(SHOWN),
        room: Room::of(book)?,
        own,
        choices,
    };
    let operation = Operation::new(name, json!({ "count": files.len().to_string() }));
    let act = |tx: &mut Tx<'_>| {
        let mut out = Vec::with_capacity(files.len());
        for at in &order {
            out.push((*at, taken.one_file(tx, &files[*at], progress)?));
            progress.step()?;
        }
        hear_again(&mut out, |at| taken.one_file(tx, &files[at], progress))?;
        out.sort_by_key(|(at, _)| *at);
        Ok(out.into_iter().map(|(_, outcome)| outcome).collect())
    };
    let done = if keep {
        book.transact(operation, act)
    } else {
        book.rehearse(operation, act)
    };
    progress.over();
    done
}

/// A key that nobody knew may have been vouched for by another package of the batch.
fn hear_again(
    out: &mut [(usize, Outcome)],
    mut again: impl FnMut(usize) -> Result<Outcome>,
) -> Result<()> {
    let mut moved = true;
    while moved {
        moved = false;
        for (at, outcome) in out.iter_mut().filter(|own| own.1.fate == Fate::Quarantined) {
            *outcome = again(*at)?;
            moved |= outcome.fate != Fate::Quarantined;
        }
    }
    Ok(())
}

/// In which order files are taken: the newest of a sender first, the others then find nothing to do.
fn order(files: &[Incoming], own: &OwnSite, progress: &Progress) -> Result<Vec<usize>> {
    let mut numbered = Vec::with_capacity(files.len());
    for (at, file) in files.iter().enumerate() {
        // What cannot be read is told when its turn comes.
        let number = if files.len() > 1 {
            let bytes = file.bytes().ok();
            bytes.and_then(|bytes| Some(Unsealed::of(&bytes, Some(own)).ok()?.manifest.number))
        } else {
            None
        };
        numbered.push((std::cmp::Reverse(number), at));
        progress.step()?;
    }
    numbered.sort_unstable();
    Ok(numbered.into_iter().map(|(_, at)| at).collect())
}

/// What all files of a batch are taken with.
struct Batch<'a> {
    own: OwnSite,
    room: Room,
    choices: &'a Choices,
    /// Where evidence lies.
    folder: PathBuf,
    /// Whether anything is kept.
    keep: bool,
    /// How many rows may still be shown one by one.
    shown: Cell<usize>,
}

impl Batch<'_> {
    fn one_file(&self, tx: &mut Tx<'_>, file: &Incoming, progress: &Progress) -> Result<Outcome> {
        let mut outcome = Outcome::of(&file.name, Fate::Taken);
        let bytes = match file.bytes() {
            Ok(bytes) => bytes,
            Err(error) => return Ok(Outcome::of(&file.name, Fate::Refused(error))),
        };
        let unsealed = match Unsealed::of(&bytes, Some(&self.own)) {
            Ok(unsealed) => unsealed,
            Err(error) => return Ok(Outcome::of(&file.name, Fate::Refused(error))),
        };
        outcome.digest = unsealed.digest.to_string();
        outcome.fingerprint = sender::fingerprint(&unsealed.manifest);
        outcome.manifest = Some(unsealed.manifest.clone());
        if already(tx, &outcome.digest)? {
            outcome.fate = Fate::Already;
            return Ok(outcome);
        }
        let mut lineage = Lineage::default();
        let taken = tx.attempt(|tx| self.take(tx, unsealed, progress, &mut lineage));
        outcome.lineage = lineage;
        match taken {
            Ok((fate, rows, told)) => {
                outcome.fate = fate;
                let left = outcome.keep(rows, self.shown.get());
                self.shown.set(left);
                outcome.told = told;
            }
            Err(error) if error.code == ErrorCode::WorkEnded => return Err(error),
            Err(error) if error.code.exit_status() == 1 => outcome.fate = Fate::Refused(error),
            Err(error) => return Err(error),
        }
        Ok(outcome)
    }

    fn take(
        &self,
        tx: &mut Tx<'_>,
        unsealed: Unsealed<'_>,
        progress: &Progress,
        lineage: &mut Lineage,
    ) -> Result<(Fate, Vec<Judged>, Vec<Told>)> {
        if unsealed.manifest.site.uid == Hexed(self.own.uid) {
            return Err(Error::new(ErrorCode::OwnPackage));
        }
        let read = unsealed.read()?;
        let directory = Directory::load(tx.connection())?;
        let sender = match sender::of(tx, &directory, &read, self.choices, lineage)? {
            Standing::Known(sender) => sender,
            Standing::Unknown => return Ok((Fate::Quarantined, Vec::new(), Vec::new())),
        };
        let receiver = sender::receiver(tx.connection(), &directory, &read.manifest)?;
        sender::refuse_second_of_number(tx.connection(), sender.site, receiver, &read)?;
        sender::refuse_rows_of_receipt(&read)?;
        let peer = read.manifest.kind == PackageKind::Peer && sender.relation == Relation::Peer;
        if peer {
            peers::refuse_gap(tx.connection(), &self.own, sender.site, &read.manifest)?;
        }
        let package = tx.add(&Package {
            receiver: Some(receiver),
            ..record(&read.manifest, read.digest, sender.site, Direction::In)
        })?;
        let told = if peer {
            peers::came(tx, &self.own, sender.site, &read.manifest)?;
            Vec::new()
        } else {
            receipt::acknowledged(tx, &self.own, &sender, &read.manifest)?
        };
        if read.manifest.kind == PackageKind::Receipt {
            return Ok((Fate::Taken, Vec::new(), told));
        }
        let from = From {
            package,
            sender: &sender,
            directory: Some(&directory),
            room: Some(&self.room),
        };
        let rows = take_rows(tx, &read, &from, progress)?;
        if peer {
            peers::refuse_newer(&read.manifest, &rows)?;
        }
        if sender.relation == Relation::Below && !self.choices.accept_mass {
            mass::refuse(tx.connection(), &directory, &sender, &read.manifest, &rows)?;
        }
        if self.keep {
            // Files lie by their digest, so one that no record names in the end does no harm.
            for (digest, bytes) in &read.evidence {
                evidence::put(&self.folder, &digest.to_string(), bytes)?;
            }
        }
        // Machines of one office tell each other what they have in every package.
        if !peer {
            receipt::keep(tx, package, &rows)?;
        }
        Ok((Fate::Taken, rows, told))
    }
}

fn already(tx: &Tx<'_>, digest: &str) -> Result<bool> {
    let known: Vec<Kept<Package>> = store::list(tx.connection(), "digest = ?1", &[&digest])?;
    Ok(known
        .iter()
        .any(|kept| kept.record.direction == Direction::In))
}

/// Where rows come from.
pub(super) struct From<'a> {
    pub(super) package: Id,
    pub(super) sender: &'a sender::Sender,
    /// Units of this book; none while it is being made.
    pub(super) directory: Option<&'a Directory>,
    /// Rules for figures; none while the book is being made.
    pub(super) room: Option<&'a Room>,
}

/// How many rows are taken between two looks at whether somebody wants the work ended.
const ROWS_BETWEEN: usize = 256;

/// Takes every row that can be taken.
pub(super) fn take_rows(
    tx: &mut Tx<'_>,
    read: &Read,
    from: &From<'_>,
    progress: &Progress,
) -> Result<Vec<Judged>> {
    let From {
        package,
        sender,
        directory,
        room,
    } = *from;
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
    for (at, row) in read.rows.iter().enumerate() {
        if at % ROWS_BETWEEN == 0 {
            progress.check()?;
        }
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
