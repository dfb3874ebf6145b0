//! Writing receipts, each for one machine and locked for its key.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};
use serde_json::json;

use super::super::file::put;
use super::super::heading::Heading;
use super::super::site::{self, OwnSite};
use super::super::write::{Written, seal};
use super::due::machines;
use super::entries::of_site;
use crate::domain::exchange::{Package, Site, SiteState};
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::directory::Directory;
use crate::engine::profile;
use crate::exchange::archive::Writer;
use crate::exchange::manifest::{EXTENSION, Manifest, PackageKind, Receiver};
use crate::exchange::{Digest, Hexed, container};
use crate::store::{self, Book, Done, Kept, Operation, identity, sqlite, whole_file};

/// A receipt that lies in a file (biên nhận đã ghi).
#[derive(Debug, Clone)]
pub struct SavedReceipt {
    /// The machine that it is for.
    pub site: Id,
    /// The office of that machine.
    pub name: String,
    /// The file.
    pub path: PathBuf,
    /// What was written.
    pub written: Written,
}

impl SavedReceipt {
    /// Whether it tells of the package of that digest.
    pub fn tells(&self, digest: &str) -> bool {
        let told = &self.written.manifest.acknowledges;
        told.iter().any(|own| own.digest.to_string() == digest)
    }
}

/// Writes the next receipt for a machine: what became here of each of its packages.
pub fn write_receipt(book: &mut Book, receiver: Id) -> Result<Done<Written>> {
    let own = site::own_site(book)?;
    let today = profile::today(book)?;
    let (moment, officer) = (book.clock.moment(), book.officer.clone());
    let (to, manifest) = book.read(|c| {
        let to = addressee(c, receiver)?;
        let manifest = manifest(c, &own, receiver, today, (moment, officer))?;
        Ok((to, manifest))
    })?;
    if manifest.acknowledges.is_empty() {
        return Err(Error::new(ErrorCode::NothingToReceipt).with("body", to.name));
    }
    let operation = Operation::new("write_receipt", json!({ "body": to.name }));
    book.transact(operation, |tx| {
        let zip = Writer::new(&manifest.write()?, &[])?.finish()?;
        let locks = [own.receiving.public(), to.receiving_key.parse()?];
        seal(tx, &own, receiver, manifest, zip, &locks)
    })
}

/// Writes a receipt for each of these machines into a folder under its own name, which is made where it is not there; a
/// single one also into a file that is named `….so06x`.
pub fn save_receipts(
    book: &mut Book,
    receivers: &[Id],
    place: &Path,
) -> Result<Done<Vec<SavedReceipt>>> {
    let named = place.extension().is_some_and(|own| own == EXTENSION);
    if named && receivers.len() > 1 {
        return Err(Error::new(ErrorCode::NoSuchFile).with("path", place.display()));
    }
    if !named && !receivers.is_empty() {
        whole_file::make_folder(place).map_err(|error| whole_file::refusal(place, error))?;
    }
    let (mut value, mut changes) = (Vec::new(), Vec::new());
    for receiver in receivers {
        let name = book.read(|c| Ok(addressee(c, *receiver)?.name))?;
        let done = write_receipt(book, *receiver)?;
        let path = if named {
            place.to_owned()
        } else {
            place.join(&done.value.name)
        };
        put(&path, &done.value.bytes)?;
        changes = done.changes;
        value.push(SavedReceipt {
            site: *receiver,
            name,
            path,
            written: done.value,
        });
    }
    Ok(Done { value, changes })
}

/// The machines of a body that have sent something, whose receipts can be opened there.
pub fn senders_of(connection: &Connection, body: Id) -> Result<Vec<Id>> {
    let whose = format!(
        "body = {body} AND id IN (SELECT site FROM package WHERE direction = 'in' AND kind <> 'receipt')"
    );
    let all = machines(connection, &whose)?;
    Ok(all.into_iter().map(|(id, _)| id).collect())
}

/// The machine that wrote a file which was once taken here.
pub fn sender_of(connection: &Connection, name: &str, bytes: &[u8]) -> Result<Id> {
    let digest = container::digest(bytes).to_string();
    sender_of_digest(connection, &digest)?
        .ok_or_else(|| Error::new(ErrorCode::NeverTaken).with("name", name))
}

/// The machine that wrote the package of that digest, which was once taken here; none for a receipt, which needs none.
pub fn sender_of_digest(connection: &Connection, digest: &str) -> Result<Option<Id>> {
    connection
        .prepare_cached(
            "SELECT site FROM package WHERE digest = ?1 AND direction = 'in' AND kind <> 'receipt' LIMIT 1",
        )
        .and_then(|mut s| s.query_row([digest], |row| row.get(0)).optional())
        .map_err(sqlite)
}

fn addressee(connection: &Connection, site: Id) -> Result<Site> {
    if let Some((_, known)) = machines(connection, &format!("id = {site}"))?.pop() {
        return Ok(known);
    }
    let kept = store::get::<Site>(connection, site)?;
    let code = match kept.as_ref().map(|own| own.record.state) {
        Some(SiteState::Replaced) => ErrorCode::SiteReplaced,
        Some(SiteState::Revoked) => ErrorCode::SiteRevoked,
        Some(SiteState::Known | SiteState::Own) | None => {
            return Err(Error::new(ErrorCode::NoSuchSite).with("id", site));
        }
    };
    let name = kept.map(|own| own.record.name).unwrap_or_default();
    Err(Error::new(code).with("body", name))
}

fn manifest(
    connection: &Connection,
    own: &OwnSite,
    receiver: Id,
    day: Day,
    act: (String, String),
) -> Result<Manifest> {
    let directory = Directory::load(connection)?;
    let sent: Vec<Kept<Package>> = store::list(
        connection,
        "direction = 'out' AND site = ?1 AND receiver = ?2 ORDER BY number DESC LIMIT 1",
        &[&own.site.id, &receiver],
    )?;
    let last = sent.first().map(|kept| &kept.record);
    let heading = Heading {
        kind: PackageKind::Receipt,
        receiver: Receiver::Site(Hexed(identity::uid(connection, receiver)?)),
        number: last.map_or(own.site.record.after, |own| own.number) + 1,
        previous: last.and_then(|own| Digest::parse(&own.digest)),
        day,
        act,
    };
    Ok(Manifest {
        acknowledges: of_site(connection, receiver)?,
        ..heading.manifest(connection, own, &directory)?
    })
}
