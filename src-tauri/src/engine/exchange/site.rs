//! This book as one of many: its identity, its keys, and who the others are.

use rusqlite::Connection;
use serde_json::json;

use super::policy::Relation;
use crate::domain::exchange::{Site, SiteState};
use crate::domain::text::clean;
use crate::domain::{Error, ErrorCode, Id, Result};
use crate::engine::directory::Directory;
use crate::engine::profile;
use crate::exchange::keys::{self, PublicKey, ReceivingKey, SigningKey};
use crate::store::origin::Epochs;
use crate::store::{self, Book, Done, Kept, Operation, identity};

const SIGNING: &str = "signing";
const RECEIVING: &str = "receiving";
/// What the names of earlier receiving keys begin with; the number of their site follows.
const EARLIER: &str = "receiving of ";

/// This book's own site with its keys.
pub struct OwnSite {
    /// Its record.
    pub site: Kept<Site>,
    /// Its identity outside.
    pub uid: [u8; 16],
    /// Signs what it sends.
    pub signing: SigningKey,
    /// Opens what is locked for it.
    pub receiving: ReceivingKey,
    /// Opens what was locked for the sites that it goes on from.
    pub earlier: Vec<ReceivingKey>,
}

/// The own site; made when the book first meets another, and anew where the file has come without its keys.
pub fn own_site(book: &mut Book) -> Result<OwnSite> {
    if let Some(known) = known_site(book)? {
        return Ok(known);
    }
    begin(book, "Sổ được chép sang máy khác.")
}

/// Makes the book a site of its own, since it was restored or copied: what it does from now on is told apart from what
/// the other one does. The new identity names the old one; no number of a package is used twice.
pub fn renew_site(book: &mut Book, reason: &str) -> Result<OwnSite> {
    begin(book, &clean(reason))
}

fn begin(book: &mut Book, reason: &str) -> Result<OwnSite> {
    let today = profile::today(book)?;
    let random = book.clock.random()?;
    let mut seeds = [[0; 32]; 2];
    seeds[0].copy_from_slice(&random[..32]);
    seeds[1].copy_from_slice(&random[32..64]);
    let (signing, receiving) = (
        SigningKey::from_random(&seeds[0]),
        ReceivingKey::from_random(&seeds[1])?,
    );
    let (root, name, before) = book.read(|c| {
        let directory = Directory::load(c)?;
        let name = directory.name(directory.root, today);
        Ok((directory.root, name, Epochs::load(c)?.own()))
    })?;
    let operation = Operation::new("begin_site", json!({ "body": name }));
    let earlier = book.secret(RECEIVING)?;
    book.transact(operation, |tx| {
        if let Some(id) = before {
            // What others locked for the book as it was can still be opened.
            if let Some(key) = &earlier {
                tx.keep_secret(&format!("{EARLIER}{id}"), key)?;
            }
            let old: Kept<Site> = tx.get(id, ErrorCode::DamagedBook)?;
            tx.set(
                id,
                &Site {
                    state: SiteState::Replaced,
                    reason: reason.to_owned(),
                    ..old.record
                },
            )?;
        }
        let id = tx.add(&Site {
            body: Some(root),
            name,
            signing_key: signing.public().hex(),
            receiving_key: receiving.public().text(),
            state: SiteState::Own,
            predecessor: before,
            reason: String::new(),
            day: today,
        })?;
        tx.begin_epoch(id)?;
        tx.keep_secret(SIGNING, &seeds[0])?;
        tx.keep_secret(RECEIVING, &seeds[1])
    })?;
    known_site(book)?.ok_or_else(|| Error::new(ErrorCode::Internal).detail("no own site"))
}

fn known_site(book: &Book) -> Result<Option<OwnSite>> {
    let seed = |name: &str| -> Result<Option<[u8; 32]>> {
        Ok(book.secret(name)?.and_then(|bytes| bytes.try_into().ok()))
    };
    let (Some(signing), Some(receiving)) = (seed(SIGNING)?, seed(RECEIVING)?) else {
        return Ok(None);
    };
    let earlier = book
        .secrets(EARLIER)?
        .into_iter()
        .filter_map(|(_, bytes)| bytes.try_into().ok())
        .map(|bytes| ReceivingKey::from_random(&bytes))
        .collect::<Result<Vec<_>>>()?;
    book.read(|c| {
        let Some(id) = Epochs::load(c)?.own() else {
            return Ok(None);
        };
        let site = store::get::<Site>(c, id)?;
        let site = site.ok_or_else(|| Error::new(ErrorCode::DamagedBook).detail("own site"))?;
        Ok(Some(OwnSite {
            uid: identity::uid(c, id)?,
            site,
            signing: SigningKey::from_random(&signing),
            receiving: ReceivingKey::from_random(&receiving)?,
            earlier,
        }))
    })
}

/// How the book of `body` stands to this one; none for a body that is neither above nor inside.
pub fn relation(directory: &Directory, body: Id) -> Option<Relation> {
    if body == directory.root {
        return Some(Relation::Peer);
    }
    if super::scope::ever_inside(directory, directory.root).contains(&body) {
        return Some(Relation::Below);
    }
    super::scope::ever_inside(directory, body)
        .contains(&directory.root)
        .then_some(Relation::Above)
}

/// The site that signs with that key.
pub fn by_key(connection: &Connection, key: &str) -> Result<Option<Kept<Site>>> {
    Ok(store::list::<Site>(connection, "signing_key = ?1", &[&key])?.pop())
}

/// A site as it is shown.
#[derive(Debug, Clone)]
pub struct SiteView {
    /// Its number.
    pub id: Id,
    /// Its record.
    pub site: Site,
    /// Eight characters to be compared with those that its owner sees.
    pub fingerprint: String,
}

/// Every site that this book knows, its own first.
pub fn sites(connection: &Connection) -> Result<Vec<SiteView>> {
    let kept = store::list::<Site>(connection, "1 = 1 ORDER BY state <> 'own', name, id", &[])?;
    kept.into_iter()
        .map(|kept| {
            Ok(SiteView {
                id: kept.id,
                fingerprint: fingerprint(&kept.record)?,
                site: kept.record,
            })
        })
        .collect()
}

fn fingerprint(site: &Site) -> Result<String> {
    let signing: PublicKey = site.signing_key.parse()?;
    let receiving = site.receiving_key.parse()?;
    Ok(keys::fingerprint(&signing, &receiving).to_string())
}

/// Replaces or revokes the key of a site, with the reason; packages that it signed are then refused.
pub fn change_site(book: &mut Book, id: Id, state: SiteState, reason: &str) -> Result<Done<()>> {
    let reason = clean(reason);
    if reason.is_empty() {
        return Err(Error::new(ErrorCode::ReasonMissing));
    }
    let name = book.read(|c| Ok(store::get::<Site>(c, id)?.map(|own| own.record.name)))?;
    let name = name.ok_or_else(|| Error::new(ErrorCode::NoSuchSite).with("id", id))?;
    let operation = Operation::new("change_site", json!({ "body": name }));
    book.transact(operation, |tx| {
        let kept: Kept<Site> = tx.get(id, ErrorCode::NoSuchSite)?;
        if kept.record.state == SiteState::Own {
            return Err(Error::new(ErrorCode::NoSuchSite).with("id", id));
        }
        let record = Site {
            state,
            reason,
            ..kept.record
        };
        tx.set(id, &record)
    })
}
