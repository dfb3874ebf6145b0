//! Handlers of the dictionary.

use super::requests::{AddIndicator, IndicatorOnly, OfDay, RedefineIndicator, ShowInGrid};
use super::session::Session;
use crate::domain::{Error, ErrorCode, Id, Result};
use crate::engine::dictionary::{
    self, BaseEntry, Dictionary, IndicatorEntry, IndicatorList, IndicatorWords, Redefinition,
};
use crate::store::Done;

fn unchanged<T>(value: T) -> Done<T> {
    Done {
        value,
        changes: Vec::new(),
    }
}

pub(super) fn indicators(session: &mut Session, request: OfDay) -> Result<Done<IndicatorList>> {
    let day = session.day(request.as_of)?;
    Ok(unchanged(session.book()?.read(|connection| {
        dictionary::indicator_list(connection, day)
    })?))
}

pub(super) fn indicator_words(
    session: &mut Session,
    request: IndicatorOnly,
) -> Result<Done<IndicatorWords>> {
    let day = session.day(None)?;
    Ok(unchanged(session.book()?.read(|connection| {
        dictionary::indicator_words(connection, request.indicator, day)
    })?))
}

pub(super) fn add_indicator(session: &mut Session, request: AddIndicator) -> Result<Done<Id>> {
    let known = session.book()?.read(Dictionary::load)?;
    let code = |id: Id| known.need(id).map(|own| own.code.clone());
    let bases = request
        .bases
        .into_iter()
        .map(|base| {
            Ok(BaseEntry {
                base: code(base.base)?,
                label: base.label,
            })
        })
        .collect::<Result<_>>()?;
    let entry = IndicatorEntry {
        code: request.slug,
        name: request.name,
        short_name: request.short_name,
        kind: request.kind,
        direction: request.direction,
        unit: request.unit,
        decimals: request.decimals,
        group: request.group,
        source: request.source,
        entered_at: request.entered_at,
        definition: request.definition,
        numerator: request.numerator.map(code).transpose()?,
        bases,
        in_grid: request.in_grid,
    };
    let refused = || Error::new(ErrorCode::Internal).detail("a refusal without a row");
    match dictionary::add_indicators(session.book_mut()?, &[entry])? {
        Ok(done) => Ok(Done {
            value: done.value.first().copied().ok_or_else(refused)?,
            changes: done.changes,
        }),
        Err(rows) => Err(rows
            .into_iter()
            .next()
            .map_or_else(refused, |(_, error)| error)),
    }
}

pub(super) fn redefine_indicator(
    session: &mut Session,
    request: RedefineIndicator,
) -> Result<Done<()>> {
    let wanted = Redefinition {
        indicator: request.indicator,
        from_day: request.from_day,
        name: request.name,
        short_name: request.short_name,
        unit: request.unit,
        definition: request.definition,
        document: None,
    };
    dictionary::redefine_indicator(session.book_mut()?, &wanted)
}

pub(super) fn show_in_grid(session: &mut Session, request: ShowInGrid) -> Result<Done<()>> {
    dictionary::show_in_grid(session.book_mut()?, request.indicator, request.in_grid)
}
