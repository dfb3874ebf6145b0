//! Handlers of the superior level's own form. The file stays with the session while it is looked at.

use base64::Engine as _;
use serde::Deserialize;
use ts_rs::TS;

use super::books;
use super::requests::requests;
use super::session::{Session, period};
use super::work::unchanged;
use crate::domain::superior_form::{SpotWhat, SpotWindow};
use crate::domain::text::clean;
use crate::domain::{Error, ErrorCode, Id, Instant, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::reports::SavedFile;
use crate::engine::superior_forms::{
    self as forms, Asked, Change, KeptForm, Said, Speller, Spot, SuperiorFormView, Template,
    form_view, target_of,
};
use crate::store::Done;

requests! {
    /// The time that a form is filled for; the period at hand when it is empty.
    FormTime { period: String, as_of: Option<String> }
    /// A form in base64.
    OpenSuperiorForm { name: String, data: String, time: FormTime }
    /// The form that is open, for another time.
    ReadSuperiorForm { time: FormTime }
    /// What belongs into a place; without a body it is the sum over all units.
    ChosenSpot { what: SpotWhat, indicator: Option<Id>, body: Option<Id>, base: Option<Id>, window: SpotWindow, pattern: String, over_formula: bool }
    /// A place, or a whole column ("Trang!C") or row ("Trang!7"), with what belongs there; none forgets it. Cells of a
    /// column keep the bodies of their rows unless `whole_body` says that the one given is meant for all of them.
    ChosenPlace { place: String, spot: Option<ChosenSpot>, whole_body: bool }
    /// What is decided of the form that is open; it is remembered with it.
    MapSuperiorForm { time: FormTime, set: Vec<ChosenPlace>, accept_likely: bool, no_data: Option<String> }
    /// The filled form into a file.
    SaveSuperiorForm { time: FormTime, path: String }
    /// A remembered form.
    SuperiorFormOnly { form: Id }
}

/// The form that is looked at.
#[derive(Debug)]
pub struct HeldForm {
    name: String,
    template: Template,
}

/// Most bytes of a file that are taken.
const MOST_BYTES: usize = 64 << 20;

fn asked(session: &Session, time: &FormTime) -> Result<Asked> {
    let period = period(session, &time.period)?;
    let as_of = time.as_of.as_deref().filter(|text| !text.is_empty());
    let as_of = as_of.map(Instant::parse).transpose()?;
    forms::asked(session.book()?, period, as_of)
}

fn held(session: &Session) -> Result<&HeldForm> {
    let held = session.template.as_ref();
    held.ok_or_else(|| Error::new(ErrorCode::NoIntake))
}

fn view(session: &Session, time: &FormTime) -> Result<SuperiorFormView> {
    let (held, asked) = (held(session)?, asked(session, time)?);
    session.book()?.read(|connection| {
        let reading = forms::read_form(connection, &held.template, asked)?;
        let (directory, dictionary) = (Directory::load(connection)?, Dictionary::load(connection)?);
        let speller = Speller {
            directory: &directory,
            dictionary: &dictionary,
            day: reading.as_of.day,
        };
        Ok(form_view(&speller, (&held.name, &held.template), &reading))
    })
}

pub(super) fn open_superior_form(
    session: &mut Session,
    request: OpenSuperiorForm,
) -> Result<Done<SuperiorFormView>> {
    session.book()?;
    if request.data.len() / 4 * 3 > MOST_BYTES {
        return Err(Error::new(ErrorCode::FileTooLarge).with("file", &request.name));
    }
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(request.data)
        .map_err(|e| Error::new(ErrorCode::BadRequest).detail(e))?;
    session.template = Some(HeldForm {
        name: clean(&request.name),
        template: Template::open(bytes)?,
    });
    view(session, &request.time).map(unchanged)
}

pub(super) fn read_superior_form(
    session: &mut Session,
    request: ReadSuperiorForm,
) -> Result<Done<SuperiorFormView>> {
    view(session, &request.time).map(unchanged)
}

fn said(template: &Template, chosen: ChosenPlace) -> Result<Said> {
    Ok(Said {
        target: target_of(template, &chosen.place)?,
        spot: chosen.spot.map(|own| Spot {
            what: own.what,
            indicator: own.indicator,
            body: own.body,
            base: own.base,
            window: own.window,
            pattern: own.pattern.trim().to_owned(),
            over_formula: own.over_formula,
        }),
        names_body: chosen.whole_body,
    })
}

pub(super) fn map_superior_form(
    session: &mut Session,
    request: MapSuperiorForm,
) -> Result<Done<SuperiorFormView>> {
    let asked = asked(session, &request.time)?;
    let held = session
        .template
        .take()
        .ok_or_else(|| Error::new(ErrorCode::NoIntake))?;
    let done = map(
        session,
        &held,
        asked,
        request.set,
        (request.accept_likely, request.no_data),
    );
    session.template = Some(held);
    let changes = done?.changes;
    Ok(Done {
        value: view(session, &request.time)?,
        changes,
    })
}

fn map(
    session: &mut Session,
    held: &HeldForm,
    asked: Asked,
    set: Vec<ChosenPlace>,
    (accept_likely, no_data): (bool, Option<String>),
) -> Result<Done<Id>> {
    let set = set.into_iter().map(|own| said(&held.template, own));
    let change = Change {
        set: set.collect::<Result<_>>()?,
        accept_likely,
        no_data,
    };
    forms::change_form(
        session.book_mut()?,
        (&held.template, &held.name),
        asked,
        &change,
    )
}

pub(super) fn save_superior_form(
    session: &mut Session,
    request: SaveSuperiorForm,
) -> Result<Done<SavedFile>> {
    let (held, asked) = (held(session)?, asked(session, &request.time)?);
    let path = books::place(session, &request.path)?;
    let saved = forms::save_filled(session.book()?, &held.template, asked, (None, &path))?;
    Ok(unchanged(saved.file))
}

pub(super) fn superior_forms(
    session: &mut Session,
    _: super::requests::Nothing,
) -> Result<Done<Vec<KeptForm>>> {
    forms::forms_kept(session.book()?).map(unchanged)
}

pub(super) fn forget_superior_form(
    session: &mut Session,
    request: SuperiorFormOnly,
) -> Result<Done<()>> {
    forms::forget_form(session.book_mut()?, request.form)
}
