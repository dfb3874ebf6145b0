//! This book as one of many: its identity, its keys, and who the others are.

use std::collections::HashMap;

use rusqlite::Connection;
use serde_json::json;

use super::begin::{self, Begin};
use super::place;
use super::policy::Relation;
use crate::domain::exchange::{Site, SiteState, Succession};
use crate::domain::hex::hex;
use crate::domain::text::clean;
use crate::domain::{Error, ErrorCode, Id, Result};
use crate::engine::directory::Directory;
use crate::exchange::keys::{self, PublicKey, ReceivingKey, SigningKey};
use crate::store::note::{Note, Noting};
use crate::store::origin::Epochs;
use crate::store::{self, Book, Done, Kept, Operation, identity};

pub(super) const SIGNING: &str = "signing";
pub(super) const RECEIVING: &str = "receiving";
/// What the names of earlier receiving keys begin with; the number of their site follows.
pub(super) const EARLIER: &str = "receiving of ";

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

/// The own site; made when the book first meets another, and anew where the file has come without its keys. Refused is
/// a book of which nobody has said yet whether it was moved or copied, and one whose place cannot be noted: it could
/// speak under the name of another one.
pub fn own_site(book: &mut Book) -> Result<OwnSite> {
    place::refuse_unsure(book)?;
    let own = match known_site(book)? {
        Some(known) => known,
        None => begin::begin(
            book,
            &Begin::new(
                Succession::Copied,
                "Sổ được chép sang máy khác mà không có khóa.",
            ),
        )?,
    };
    if let Noting::In(folder) = &book.noting
        && Note::read(folder, &hex(&own.uid)).is_none()
    {
        book.note()?;
    }
    Ok(own)
}

pub(super) fn known_site(book: &Book) -> Result<Option<OwnSite>> {
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
    /// Those of the site that it goes on from; empty for none.
    pub predecessor: String,
}

/// Every site that this book knows, its own first.
pub fn sites(connection: &Connection) -> Result<Vec<SiteView>> {
    let kept = store::list::<Site>(connection, "1 = 1 ORDER BY state <> 'own', name, id", &[])?;
    let prints: HashMap<Id, String> = kept
        .iter()
        .map(|kept| Ok((kept.id, fingerprint(&kept.record)?)))
        .collect::<Result<_>>()?;
    kept.into_iter()
        .map(|kept| {
            let of = |id: &Id| prints.get(id).cloned();
            Ok(SiteView {
                id: kept.id,
                fingerprint: of(&kept.id).unwrap_or_default(),
                predecessor: kept
                    .record
                    .predecessor
                    .as_ref()
                    .and_then(of)
                    .unwrap_or_default(),
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
