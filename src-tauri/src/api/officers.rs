//! Handlers of officers, PINs and the lock.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::books;
use super::requests::{Nothing, requests};
use super::session::Session;
use super::views::BookHead;
use super::work::unchanged;
use crate::domain::access::Role;
use crate::domain::{ChangeKind, Error, ErrorCode, Id, Result};
use crate::engine::officers::{self, OfficerRow, SaveOfficer, SavedOfficer};
use crate::store::Done;

/// Wrong PINs before a pause.
const TRIES: u32 = 5;
/// Seconds of the first pause; each further one is twice as long.
const PAUSE: i64 = 30;
/// Most doublings.
const DOUBLED: u32 = 6;

requests! {
    /// A name and its PIN.
    SignIn { name: String, pin: String }
    /// One officer.
    OfficerOnly { id: Id }
    /// The own PIN and the one that is to follow it.
    ChangePin { old: String, new: String }
}

/// Who is signed in (cán bộ đang làm việc).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SignedView {
    /// The officer.
    pub id: Id,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
}

/// Wrong PINs in a row, and until when none is looked at.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wrong {
    count: u32,
    until: i64,
}

pub(super) fn officers(session: &mut Session, _: Nothing) -> Result<Done<Vec<OfficerRow>>> {
    session.book()?.read(officers::officers).map(unchanged)
}

pub(super) fn save_officer(
    session: &mut Session,
    request: SaveOfficer,
) -> Result<Done<SavedOfficer>> {
    officers::save_officer(session.book_mut()?, &request)
}

pub(super) fn remove_officer(session: &mut Session, request: OfficerOnly) -> Result<Done<()>> {
    officers::remove_officer(session.book_mut()?, request.id)
}

pub(super) fn change_pin(session: &mut Session, request: ChangePin) -> Result<Done<()>> {
    officers::change_pin(session.book_mut()?, &request.old, &request.new)
}

pub(super) fn sign_in(session: &mut Session, request: SignIn) -> Result<Done<BookHead>> {
    let now = session.clock.seconds();
    let left = session.wrong.until - now;
    // A clock that was put back must not pause anybody for years.
    if (1..=PAUSE << DOUBLED).contains(&left) {
        return Err(Error::new(ErrorCode::PinPause).with("seconds", left));
    }
    match officers::sign_in(session.book_mut()?, &request.name, &request.pin) {
        Ok(_) => session.wrong = Wrong::default(),
        Err(error) => {
            let wrong = &mut session.wrong;
            wrong.count += 1;
            if wrong.count >= TRIES {
                wrong.until = now + (PAUSE << (wrong.count - TRIES).min(DOUBLED));
            }
            return Err(error);
        }
    }
    Ok(Done {
        value: books::head(session.book()?, session)?,
        changes: ChangeKind::ALL.to_vec(),
    })
}

/// Locks the book: nothing is told or written until somebody shows a PIN.
pub(super) fn sign_out(session: &mut Session, _: Nothing) -> Result<Done<BookHead>> {
    session.forget_drafts();
    officers::sign_out(session.book_mut()?);
    Ok(Done {
        value: books::head(session.book()?, session)?,
        changes: ChangeKind::ALL.to_vec(),
    })
}
