//! What another site says became of the packages of this book.

use std::collections::{HashMap, HashSet};

use super::super::site::OwnSite;
use super::super::take::sender::Sender;
use crate::domain::exchange::{Direction, Package, PackageState, Receipt, Site};
use crate::domain::{Error, ErrorCode, Id, Result};
use crate::exchange::manifest::{Acknowledged, Manifest, PackageKind, Receiver};
use crate::store::origin::Epochs;
use crate::store::{self, Kept, Tx, identity};

/// What was said of one package of ours (nơi nhận báo).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its number.
    pub number: i64,
    /// Period that it was written for; empty for none.
    pub period: String,
    /// What was said.
    pub said: Acknowledged,
    /// Whether it was not known before.
    pub news: bool,
}

/// Marks our packages as the sender says. A receipt that speaks of what this book never sent, or sent to somebody
/// else, is refused; in an ordinary package such words are passed over and stop nothing.
pub(in crate::engine::exchange) fn acknowledged(
    tx: &mut Tx<'_>,
    own: &OwnSite,
    sender: &Sender,
    manifest: &Manifest,
) -> Result<Vec<Told>> {
    let telling = Telling {
        sender,
        manifest,
        seq: manifest.journal.seq as i64,
        strict: manifest.kind == PackageKind::Receipt,
    };
    let ours = own_sites(tx)?;
    let known = known(tx, sender.site)?;
    let mut out = Vec::new();
    let mut spoken = HashSet::new();
    for said in &manifest.acknowledges {
        let Some(site) = ours.get(&said.site.0) else {
            continue;
        };
        let Some(kept) = telling.package(tx, said, *site == own.site.id)? else {
            continue;
        };
        spoken.insert(kept.id);
        let news = telling.say(tx, known.get(&kept.id), &kept, said)?;
        out.push(Told {
            number: kept.record.number,
            period: kept.record.period,
            said: said.clone(),
            news,
        });
    }
    telling.unsaid(tx, &known, &spoken)?;
    Ok(out)
}

/// Identities of every site that this book is or was.
fn own_sites(tx: &Tx<'_>) -> Result<HashMap<[u8; 16], Id>> {
    let epochs = Epochs::load(tx.connection())?;
    let uid = |site| Ok((identity::uid(tx.connection(), site)?, site));
    epochs.sites().map(uid).collect()
}

/// What that site has said before, by package; where it has not, what the site said that it goes on from: a book that
/// was restored speaks for the one that it was, and has forgotten some of it.
fn known(tx: &Tx<'_>, site: Id) -> Result<HashMap<Id, Kept<Receipt>>> {
    let mut out = HashMap::new();
    let mut seen = HashSet::new();
    let mut next = Some(site);
    while let Some(at) = next.filter(|at| seen.insert(*at)) {
        for mut kept in store::list::<Receipt>(tx.connection(), "site = ?1", &[&at])? {
            if at != site {
                (kept.record.site, kept.record.seq) = (Some(site), 0);
            }
            out.entry(kept.record.package).or_insert(kept);
        }
        let own = store::get::<Site>(tx.connection(), at)?;
        next = own.and_then(|kept| kept.record.predecessor);
    }
    Ok(out)
}

struct Telling<'a> {
    sender: &'a Sender,
    manifest: &'a Manifest,
    /// Where the sender's journal stood.
    seq: i64,
    /// Whether what cannot be is refused.
    strict: bool,
}

impl Telling<'_> {
    /// The package that is spoken of.
    fn package(
        &self,
        tx: &Tx<'_>,
        said: &Acknowledged,
        of_now: bool,
    ) -> Result<Option<Kept<Package>>> {
        let refused = |code: ErrorCode| {
            Error::new(code)
                .with("number", said.number)
                .with("body", &self.manifest.site.body.name)
        };
        let digest = said.digest.to_string();
        let sent: Vec<Kept<Package>> = store::list(
            tx.connection(),
            "digest = ?1 AND direction = 'out'",
            &[&digest],
        )?;
        let Some(kept) = sent.into_iter().next() else {
            // What a book did after the copy that it was restored from is lost; others still know of it.
            return if self.strict && of_now {
                Err(refused(ErrorCode::ReceiptUnknown))
            } else {
                Ok(None)
            };
        };
        debug_assert_eq!(
            kept.record.direction,
            Direction::Out,
            "as the condition says"
        );
        let number_differs = kept.record.number != said.number as i64;
        if number_differs || kept.record.receiver != Some(self.sender.body) {
            return match (self.strict, number_differs) {
                (false, _) => Ok(None),
                (true, true) => Err(refused(ErrorCode::ReceiptUnknown)),
                (true, false) => Err(refused(ErrorCode::ReceiptNotTheirs)),
            };
        }
        Ok(Some(kept))
    }

    /// Takes what is said of a package; gives whether it was news.
    fn say(
        &self,
        tx: &mut Tx<'_>,
        before: Option<&Kept<Receipt>>,
        package: &Kept<Package>,
        said: &Acknowledged,
    ) -> Result<bool> {
        if before.is_some_and(|kept| kept.record.seq >= self.seq) {
            return Ok(false);
        }
        let count = |of: fn(&crate::exchange::manifest::CameTo) -> u64| {
            let count = said.came.as_ref().map_or(0, of);
            i64::try_from(count).unwrap_or(i64::MAX)
        };
        let record = Receipt {
            package: package.id,
            site: Some(self.sender.site),
            seq: self.seq,
            withdrawn: said.withdrawn,
            taken: said
                .came
                .as_ref()
                .map_or_else(String::new, |own| own.taken.clone()),
            new: count(|own| own.new),
            changed: count(|own| own.changed),
            same: count(|own| own.same),
            conflict: count(|own| own.conflict),
            closed: count(|own| own.closed),
            refused: count(|own| own.refused),
        };
        let news = before.is_none_or(|kept| {
            let seq = kept.record.seq;
            Receipt {
                seq,
                ..record.clone()
            } != kept.record
        });
        match before {
            Some(kept) => tx.set(kept.id, &record)?,
            None => drop(tx.add(&record)?),
        }
        mark(tx, package)?;
        Ok(news)
    }

    /// What it had acknowledged and says nothing of any more is no longer there.
    fn unsaid(
        &self,
        tx: &mut Tx<'_>,
        known: &HashMap<Id, Kept<Receipt>>,
        spoken: &HashSet<Id>,
    ) -> Result<()> {
        for kept in known.values() {
            let Receipt { package, seq, .. } = kept.record;
            if kept.record.withdrawn || seq >= self.seq || spoken.contains(&package) {
                continue;
            }
            let Some(package) = store::get::<Package>(tx.connection(), package)? else {
                continue;
            };
            if !self.speaks_of(tx, &package)? {
                continue;
            }
            let record = Receipt {
                seq: self.seq,
                withdrawn: true,
                ..kept.record.clone()
            };
            tx.set(kept.id, &record)?;
            mark(tx, &package)?;
        }
        Ok(())
    }

    /// Whether the list would name that package: a receipt speaks of the packages of the machine that it is for.
    fn speaks_of(&self, tx: &Tx<'_>, package: &Kept<Package>) -> Result<bool> {
        match &self.manifest.receiver {
            Receiver::Body(_) => Ok(true),
            Receiver::Site(site) => {
                Ok(identity::uid(tx.connection(), package.record.site)? == site.0)
            }
        }
    }
}

/// Gives a package the state that follows from what is said of it.
fn mark(tx: &mut Tx<'_>, package: &Kept<Package>) -> Result<()> {
    let said = store::list::<Receipt>(tx.connection(), "package = ?1", &[&package.id])?;
    let state = if said.iter().any(|kept| !kept.record.withdrawn) {
        PackageState::Acknowledged
    } else {
        PackageState::Withdrawn
    };
    let record = Package {
        state,
        ..package.record.clone()
    };
    tx.set(package.id, &record)
}
