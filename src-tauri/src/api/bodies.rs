//! Handlers of the units of a book.

use super::requests::{DivideAt, NamesToMatch, OfDay, UnitWanted};
use super::session::Session;
use crate::domain::{ChangeKind, Id, Result};
use crate::engine::bodies::{
    self, AddBody, ChangeUnits, NameMatch, SetShare, TellDay, UnitDetail, UnitTree, UnitsChanged,
};
use crate::engine::divide::{self, Division};
use crate::store::Done;

fn unchanged<T>(value: T) -> Done<T> {
    Done {
        value,
        changes: Vec::new(),
    }
}

pub(super) fn units(session: &mut Session, request: OfDay) -> Result<Done<UnitTree>> {
    let day = session.day(request.as_of)?;
    let tree = session.book()?.read(|c| bodies::units(c, day))?;
    Ok(unchanged(tree))
}

pub(super) fn unit(session: &mut Session, request: UnitWanted) -> Result<Done<UnitDetail>> {
    let day = session.day(request.as_of)?;
    let detail = session
        .book()?
        .read(|c| bodies::unit(c, request.body, day))?;
    Ok(unchanged(detail))
}

/// Without a book the names of the country are matched.
pub(super) fn match_names(
    session: &mut Session,
    request: NamesToMatch,
) -> Result<Done<Vec<NameMatch>>> {
    let Ok(book) = session.book() else {
        let day = request.as_of.unwrap_or_else(|| session.clock.today());
        let all = request
            .texts
            .iter()
            .map(|text| bodies::match_in_country(text, day));
        return Ok(unchanged(all.collect()));
    };
    let day = session.day(request.as_of)?;
    let found = book.read(|c| bodies::match_names(c, &request.texts, day))?;
    Ok(unchanged(found))
}

pub(super) fn change_units(
    session: &mut Session,
    request: ChangeUnits,
) -> Result<Done<UnitsChanged>> {
    bodies::change_units(session.book_mut()?, &request)
}

pub(super) fn add_body(session: &mut Session, request: AddBody) -> Result<Done<Id>> {
    bodies::add_body(session.book_mut()?, &request)
}

pub(super) fn set_share(session: &mut Session, request: SetShare) -> Result<Done<()>> {
    bodies::set_share(session.book_mut()?, &request)
}

pub(super) fn tell_day(session: &mut Session, request: TellDay) -> Result<Done<()>> {
    bodies::tell_day(session.book_mut()?, &request)
}

pub(super) fn divide_book(session: &mut Session, request: DivideAt) -> Result<Done<Division>> {
    let folder = session.books_dir().join(request.folder.trim());
    let division = divide::divide_book(session.book_mut()?, request.day, &folder)?;
    Ok(Done {
        value: division,
        changes: vec![ChangeKind::Book],
    })
}
