//! Officers of the book (cán bộ): who they are, what they do, and the PIN by which the program knows them.

mod pin;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use crate::domain::access::Role;
use crate::domain::book::Officer;
use crate::domain::text::clean;
use crate::domain::{ChangeKind, Error, ErrorCode, Id, Result};
use crate::store::guard::{PIN, Signed, has_officers};
use crate::store::{self, Book, Done, Kept, Operation, Tx};

use self::pin::{Verifier, new_recovery};

/// Fewest signs of a PIN.
pub const SHORTEST_PIN: usize = 6;
/// Most signs of a PIN: more is no mistake of the fingers.
const LONGEST_PIN: usize = 128;
/// The secret that stands for the PIN of every administrator who forgot it.
const RECOVERY: &str = "recovery";

/// An officer as lists show one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OfficerRow {
    /// Local key.
    pub id: Id,
    /// Name.
    pub name: String,
    /// Post.
    pub post: String,
    /// Role.
    pub role: Role,
    /// Whether there is a PIN; without one an officer is only a name.
    pub has_pin: bool,
}

/// An officer as one is entered.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveOfficer {
    /// The officer that is changed; none for a new one.
    pub id: Option<Id>,
    /// Name.
    pub name: String,
    /// Post.
    pub post: String,
    /// Role.
    pub role: Role,
    /// A new PIN; none keeps the one that there is.
    pub pin: Option<String>,
}

/// What came of entering one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SavedOfficer {
    /// The officer.
    pub id: Id,
    /// The code for the recovery sheet, shown once: it was made with the first administrator.
    pub recovery: Option<String>,
}

/// Everybody, by name.
pub fn officers(connection: &Connection) -> Result<Vec<OfficerRow>> {
    let all = store::list::<Officer>(connection, "1 = 1 ORDER BY name, id", &[])?;
    all.into_iter()
        .map(|own| {
            Ok(OfficerRow {
                has_pin: store::secret(connection, &key(own.id))?.is_some(),
                id: own.id,
                name: own.record.name,
                post: own.record.post,
                role: own.record.role,
            })
        })
        .collect()
}

fn key(id: Id) -> String {
    format!("{PIN}{id}")
}

/// Enters an officer or changes one. The first with a PIN administers the book.
pub fn save_officer(book: &mut Book, request: &SaveOfficer) -> Result<Done<SavedOfficer>> {
    let (name, post) = (clean(&request.name), clean(&request.post));
    if name.is_empty() {
        return Err(Error::new(ErrorCode::OfficerNameMissing));
    }
    let known = book.read(officers)?;
    let same =
        |own: &&OfficerRow| own.name.eq_ignore_ascii_case(&name) && Some(own.id) != request.id;
    if known.iter().any(|own| same(&own)) {
        return Err(Error::new(ErrorCode::OfficerKnown).with("name", name));
    }
    let pin = request.pin.as_deref().map(checked).transpose()?;
    let first = !book.read(has_officers)?;
    if first && pin.is_some() && request.role != Role::Administer {
        return Err(Error::new(ErrorCode::FirstAdministers));
    }
    if let Some(id) = request.id
        && request.role != Role::Administer
    {
        refuse_last(&known, id)?;
    }
    let verifier = pin.map(|own| Verifier::of(book.clock, own)).transpose()?;
    let recovery = (first && verifier.is_some())
        .then(|| new_recovery(book.clock))
        .transpose()?;
    let kept_recovery = recovery
        .as_deref()
        .map(|own| Verifier::of(book.clock, own))
        .transpose()?;
    let record = Officer {
        name: name.clone(),
        post,
        role: request.role,
    };
    let operation = Operation::new("save_officer", json!({ "name": name }));
    let done = book.transact(operation, |tx| {
        let id = keep(tx, request.id, &record)?;
        if let Some(verifier) = &verifier {
            tx.keep_secret(&key(id), &verifier.bytes())?;
            tx.touch(ChangeKind::Settings);
        }
        if let Some(verifier) = &kept_recovery {
            tx.keep_secret(RECOVERY, &verifier.bytes())?;
        }
        Ok(id)
    })?;
    let id = done.value;
    // Whoever makes the first one is that one from now on; whoever changes the own name bears it.
    if recovery.is_some() || book.signed.as_ref().is_some_and(|own| own.id == id) {
        sign(book, id, name, request.role);
    }
    Ok(Done {
        value: SavedOfficer { id, recovery },
        changes: done.changes,
    })
}

fn keep(tx: &mut Tx<'_>, id: Option<Id>, record: &Officer) -> Result<Id> {
    let Some(id) = id else { return tx.add(record) };
    let _: Kept<Officer> = tx.get(id, ErrorCode::NoSuchOfficer)?;
    tx.set(id, record)?;
    Ok(id)
}

fn checked(pin: &str) -> Result<&str> {
    let count = pin.chars().count();
    if (SHORTEST_PIN..=LONGEST_PIN).contains(&count) {
        Ok(pin)
    } else {
        Err(Error::new(ErrorCode::PinTooShort).with("least", SHORTEST_PIN))
    }
}

/// While others have a PIN, one who administers must stay.
fn refuse_last(known: &[OfficerRow], id: Id) -> Result<()> {
    let administers = |own: &&OfficerRow| own.has_pin && own.role == Role::Administer;
    let mut left = known.iter().filter(administers).filter(|own| own.id != id);
    let own = known.iter().find(|own| own.id == id);
    if own.as_ref().is_some_and(administers) && left.next().is_none() {
        return Err(Error::new(ErrorCode::LastAdministrator));
    }
    Ok(())
}

/// An officer leaves; what was done under the name stays. The last one who administers leaves only as the last of all.
pub fn remove_officer(book: &mut Book, id: Id) -> Result<Done<()>> {
    let known = book.read(officers)?;
    let own = known
        .iter()
        .find(|own| own.id == id)
        .ok_or_else(|| Error::new(ErrorCode::NoSuchOfficer).with("id", id))?;
    if known.iter().filter(|own| own.has_pin).count() > 1 {
        refuse_last(&known, id)?;
    }
    let operation = Operation::new("remove_officer", json!({ "name": own.name }));
    let done = book.transact(operation, |tx| {
        tx.end::<Officer>(id)?;
        tx.drop_secret(&key(id))
    })?;
    if book.signed.as_ref().is_some_and(|own| own.id == id) {
        book.signed = None;
    }
    Ok(done)
}

/// An officer changes the own PIN.
pub fn change_pin(book: &mut Book, old: &str, new: &str) -> Result<Done<()>> {
    let own = book
        .signed
        .clone()
        .ok_or_else(|| Error::new(ErrorCode::NotSignedIn))?;
    if !fits(book, &own, old)? {
        return Err(Error::new(ErrorCode::WrongPin));
    }
    let verifier = Verifier::of(book.clock, checked(new)?)?;
    book.transact(
        Operation::new("change_pin", json!({ "name": own.name })),
        |tx| {
            tx.touch(ChangeKind::Settings);
            tx.keep_secret(&key(own.id), &verifier.bytes())
        },
    )
}

/// Whether that is the PIN of an officer; of one who administers, also the code of the recovery sheet.
fn fits(book: &Book, own: &Signed, pin: &str) -> Result<bool> {
    let kept = |name: &str| {
        book.read(|c| store::secret(c, name))
            .map(|bytes| bytes.and_then(|own| Verifier::read(&own)))
    };
    if kept(&key(own.id))?.is_some_and(|known| known.fits(pin)) {
        return Ok(true);
    }
    Ok(own.role == Role::Administer
        && kept(RECOVERY)?.is_some_and(|known| known.fits(&pin.trim().to_uppercase())))
}

/// An officer shows the PIN; the book is open to the role from then on.
pub fn sign_in(book: &mut Book, name: &str, pin: &str) -> Result<Signed> {
    let name = clean(name);
    let known = book.read(officers)?;
    let own = known.iter().find(|own| own.has_pin && own.name == name);
    let Some(own) = own else {
        // As long as with a name that is known, so that nobody learns names by the time that it takes.
        Verifier::of(book.clock, pin)?;
        return Err(Error::new(ErrorCode::WrongPin));
    };
    let signed = Signed {
        id: own.id,
        name: own.name.clone(),
        role: own.role,
    };
    if !fits(book, &signed, pin)? {
        return Err(Error::new(ErrorCode::WrongPin));
    }
    sign(book, signed.id, signed.name.clone(), signed.role);
    Ok(signed)
}

fn sign(book: &mut Book, id: Id, name: String, role: Role) {
    book.officer.clone_from(&name);
    book.signed = Some(Signed { id, name, role });
}

/// Nobody works in the book until somebody shows a PIN again.
pub fn sign_out(book: &mut Book) {
    book.signed = None;
}
