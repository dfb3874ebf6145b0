//! How a machine that nobody has recognised yet is known all the same: it goes on from one that is known, or a known
//! machine of its office vouches for it.

use rusqlite::Connection;

use super::super::site;
use crate::domain::exchange::{Site, SiteState, Succession};
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::exchange::SiteId;
use crate::exchange::keys::{self, PublicKey, ReceivingPublicKey};
use crate::exchange::manifest::Manifest;
use crate::exchange::succession::{Introduced, Predecessor};
use crate::store::origin::Sites;
use crate::store::{self, Kept, Tx, identity};

/// How far back a line of sites is followed, and how many are taken on one word.
const MOST: usize = 64;

/// What a package tells of the machine that wrote it (lai lịch máy gửi).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lineage {
    /// The known machine that it goes on from; none where it goes on from none that is known.
    pub succeeds: Option<Succeeds>,
    /// Machines that it vouches for, without those that were known.
    pub introduced: Vec<Vouched>,
}

/// A machine goes on from another one (máy mới nối máy cũ).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Succeeds {
    /// Eight signs of the old one.
    pub fingerprint: String,
    /// The number behind which those of the new one begin.
    pub last: u64,
    /// In which way.
    pub how: Succession,
    /// Why, in the words of its officer.
    pub reason: String,
    /// Whether that is enough to know the new one by.
    pub holds: bool,
}

/// A machine that a known one vouches for (máy được giới thiệu).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vouched {
    /// Its eight signs.
    pub fingerprint: String,
    /// Whether it is recognised by that: one of another office, or under a name that somebody else bears, is not.
    pub holds: bool,
}

/// The line from a known site to the one that wrote a package.
pub(super) struct Line<'a> {
    old: Kept<Site>,
    /// From the writer back to the known one.
    links: &'a [Predecessor],
}

impl<'a> Line<'a> {
    /// Follows the line back to the first site that this book knows under that key. Each link must be signed by the
    /// older of its two; a line that breaks before leads nowhere.
    pub(super) fn find(
        connection: &Connection,
        manifest: &'a Manifest,
        body: Id,
    ) -> Result<Option<Self>> {
        let mut new = (
            manifest.site.uid,
            manifest.signing_key,
            manifest.receiving_key.clone(),
        );
        let sites = Sites::load(connection)?;
        for (at, link) in manifest.predecessors.iter().take(MOST).enumerate() {
            if !link.proves(new.0, &new.1, &new.2) {
                return Ok(None);
            }
            if let Some(old) = site::by_key(connection, &link.signing_key.hex())? {
                let same = sites.id(&link.site.0) == Some(old.id) && old.record.body == Some(body);
                let links = &manifest.predecessors[..=at];
                return Ok(same.then_some(Self { old, links }));
            }
            if known_under_another_key(connection, &sites, link.site)? {
                return Ok(None);
            }
            new = (link.site, link.signing_key, link.receiving_key.clone());
        }
        Ok(None)
    }

    fn last_link(&self) -> Option<&'a Predecessor> {
        self.links.last()
    }

    /// Whether the old one still has a word: one that was replaced has handed it on before, and two heirs of one machine
    /// are for a person to tell apart.
    pub(super) fn holds(&self) -> bool {
        match self.old.record.state {
            SiteState::Known => true,
            SiteState::Own => self.last_link().is_some_and(|link| !link.replaces),
            SiteState::Replaced | SiteState::Revoked => false,
        }
    }

    pub(super) fn refuse_revoked(&self) -> Result<()> {
        if self.old.record.state == SiteState::Revoked {
            return Err(
                Error::new(ErrorCode::PredecessorRevoked).with("body", &self.old.record.name)
            );
        }
        Ok(())
    }

    /// What is told of it.
    pub(super) fn told(&self) -> Option<Succeeds> {
        let link = self.last_link()?;
        let newest = self.links.first()?;
        Some(Succeeds {
            fingerprint: keys::fingerprint(&link.signing_key, &link.receiving_key).to_string(),
            last: newest.last,
            how: Succession::parse(&link.how, link.replaces),
            reason: link.reason.clone(),
            holds: self.holds(),
        })
    }

    /// Writes what the line says of `site`, of those between and of the old one. `holds` says whether it is believed.
    pub(super) fn keep(&self, tx: &mut Tx<'_>, site: Id, day: Day) -> Result<()> {
        let mut before = self.old.id;
        let mut newer = self.links.iter().rev().peekable();
        while let Some(link) = newer.next() {
            let next = newer.peek().copied();
            let id = match next {
                Some(own) => between(tx, own, &self.old.record, day)?,
                None => site,
            };
            let kept: Kept<Site> = tx.get(id, ErrorCode::Internal)?;
            let record = Site {
                predecessor: Some(before),
                succession: Succession::parse(&link.how, link.replaces),
                after: i64::try_from(link.last).unwrap_or(i64::MAX),
                because: link.reason.clone(),
                ..kept.record
            };
            tx.set(id, &record)?;
            if link.replaces {
                retire(tx, before, &link.reason)?;
            }
            before = id;
        }
        Ok(())
    }
}

/// A site between the known one and the writer, which itself never wrote here.
fn between(tx: &mut Tx<'_>, link: &Predecessor, old: &Site, day: Day) -> Result<Id> {
    let record = Site {
        body: old.body,
        name: old.name.clone(),
        signing_key: link.signing_key.hex(),
        receiving_key: link.receiving_key.text(),
        ..known(old.body, &old.name, day)
    };
    add(tx, link.site, &record)
}

/// A recognised site without its keys.
pub(in crate::engine::exchange) fn known(body: Option<Id>, name: &str, day: Day) -> Site {
    Site {
        body,
        name: name.to_owned(),
        signing_key: String::new(),
        receiving_key: String::new(),
        state: SiteState::Known,
        predecessor: None,
        succession: Succession::None,
        because: String::new(),
        after: 0,
        proof: String::new(),
        reason: String::new(),
        day,
    }
}

/// Keeps a site under its identity. One that rows have named before has an identity and no record.
pub(in crate::engine::exchange) fn add(tx: &mut Tx<'_>, uid: SiteId, record: &Site) -> Result<Id> {
    match Sites::load(tx.connection())?.id(&uid.0) {
        Some(id) => {
            if let Some(kept) = store::get::<Site>(tx.connection(), id)? {
                // One site, two keys: its owner must say so, or somebody else speaks in its name.
                return Err(Error::new(ErrorCode::SiteKeyDiffers).with("body", kept.record.name));
            }
            tx.set(id, record)?;
            Ok(id)
        }
        None => tx.add_with(uid.0, record),
    }
}

fn retire(tx: &mut Tx<'_>, id: Id, reason: &str) -> Result<()> {
    let kept: Kept<Site> = tx.get(id, ErrorCode::Internal)?;
    if kept.record.state != SiteState::Known {
        return Ok(());
    }
    let record = Site {
        state: SiteState::Replaced,
        reason: match reason {
            "" => "Đã có máy khác thay.".to_owned(),
            own => own.to_owned(),
        },
        ..kept.record
    };
    tx.set(id, &record)
}

fn known_under_another_key(connection: &Connection, sites: &Sites, uid: SiteId) -> Result<bool> {
    match sites.id(&uid.0) {
        Some(id) => Ok(store::get::<Site>(connection, id)?.is_some()),
        None => Ok(false),
    }
}

/// Whether a package of a replaced site was written before the one that follows it began.
pub(super) fn written_before(connection: &Connection, site: Id, number: u64) -> Result<bool> {
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    let heirs: Vec<Kept<Site>> = store::list(
        connection,
        "predecessor = ?1 AND succession IN ('restored', 'handed_over') AND after >= ?2",
        &[&site, &number],
    )?;
    Ok(!heirs.is_empty())
}

/// Takes the machines that a known one of `body` vouches for.
pub(in crate::engine::exchange) fn introduce(
    tx: &mut Tx<'_>,
    manifest: &Manifest,
    body: Id,
    day: Day,
) -> Result<Vec<Vouched>> {
    let office = identity::uid(tx.connection(), body)?;
    let by = keys::fingerprint(&manifest.signing_key, &manifest.receiving_key);
    let mut out = Vec::new();
    for own in manifest.introduces.iter().take(MOST) {
        let key = own.signing_key.hex();
        let known_key = site::by_key(tx.connection(), &key)?;
        if known_key
            .as_ref()
            .is_some_and(|kept| kept.record.body == Some(body))
        {
            continue;
        }
        let sites = Sites::load(tx.connection())?;
        let holds = own.body.0 == office
            && known_key.is_none()
            && !known_under_another_key(tx.connection(), &sites, own.site)?;
        if holds {
            let record = vouched(own, body, &manifest.site.office, &by.to_string(), day);
            add(tx, own.site, &record)?;
        }
        out.push(Vouched {
            fingerprint: print(&own.signing_key, &own.receiving_key),
            holds,
        });
    }
    Ok(out)
}

fn vouched(own: &Introduced, body: Id, office: &str, by: &str, day: Day) -> Site {
    Site {
        signing_key: own.signing_key.hex(),
        receiving_key: own.receiving_key.text(),
        reason: format!("Do máy {by} của cùng cơ quan giới thiệu."),
        ..known(Some(body), office, day)
    }
}

fn print(signing: &PublicKey, receiving: &ReceivingPublicKey) -> String {
    keys::fingerprint(signing, receiving).to_string()
}
