//! Handlers of the grid and of an indicator's page.

use super::requests::{
    AcceptDoubt, CellAddress, GridWanted, PageWanted, RecordBlock, RecordEntry, SetTargetEntry,
};
use super::session::{Session, period};
use super::views::{BlockOutcome, RecordOutcome};
use super::work::unchanged;
use crate::domain::number::{Entry, Qualifier, parse_entry};
use crate::domain::text::clean;
use crate::domain::{Day, Error, ErrorCode, Id, Period, Result};
use crate::engine::counts::{
    self, CellFact, CountGrid, FactRevision, GridCell, GridQuestion, IndicatorPage, PageQuestion,
    RecordCount, SetTarget, Stated,
};
use crate::engine::dictionary::Dictionary;
use crate::engine::profile;
use crate::store::Done;

pub(super) fn counts(session: &mut Session, request: GridWanted) -> Result<Done<CountGrid>> {
    let (period, day) = (
        period(session, &request.period)?,
        session.day(request.as_of)?,
    );
    let question = GridQuestion {
        period,
        today: day,
        rows: request.from_row.zip(request.rows),
        columns: request.from_column.zip(request.columns),
    };
    Ok(unchanged(counts::counts(session.book()?, &question)?))
}

pub(super) fn indicator_page(
    session: &mut Session,
    request: PageWanted,
) -> Result<Done<IndicatorPage>> {
    let period = period(session, &request.period)?;
    let question = PageQuestion {
        indicator: request.indicator,
        body: request.body,
        period,
        today: session.day(None)?,
        boundary: session.boundary,
        base: request.base,
    };
    Ok(unchanged(session.book()?.read(|connection| {
        counts::indicator_page(connection, &question)
    })?))
}

pub(super) fn set_target(session: &mut Session, request: SetTargetEntry) -> Result<Done<()>> {
    let period = period(session, &request.period)?;
    let book = session.book_mut()?;
    let decimals = book.read(|connection| {
        let dictionary = Dictionary::load(connection)?;
        dictionary.need(request.indicator)?;
        let definition = dictionary.definition(request.indicator, period.last_day());
        Ok(definition.map_or(0, |own| own.decimals))
    })?;
    let Entry::Value(value, Qualifier::Exact) = parse_entry(&request.value, decimals)? else {
        return Err(Error::new(ErrorCode::NotANumber).with("text", request.value));
    };
    let target = SetTarget {
        body: request.body,
        indicator: request.indicator,
        period,
        value,
        last_day: request.last_day,
        central_day: request.central_day,
        document: clean(&request.document),
        document_day: request.document_day,
    };
    counts::set_target(book, &target)
}

pub(super) fn cell_history(
    session: &mut Session,
    request: CellAddress,
) -> Result<Done<Vec<FactRevision>>> {
    let period = period(session, &request.period)?;
    Ok(unchanged(counts::cell_history(
        session.book()?,
        request.body,
        request.indicator,
        period,
    )?))
}

/// A figure as it was typed.
fn typed(
    dictionary: &Dictionary,
    (body, indicator): (Id, Id),
    (period, today): (Period, Day),
    text: &str,
    standing: Option<CellFact>,
) -> Result<RecordCount> {
    let definition = dictionary.definition(indicator, today);
    let decimals = definition
        .map(|own| own.decimals)
        .ok_or_else(|| Error::new(ErrorCode::NoSuchIndicator).with("indicator", indicator))?;
    let entry = parse_entry(text, decimals)?;
    let (stated, source) = match standing {
        // A correction stays on the day and the source of the figure that it corrects.
        Some(own) => (own.stated, Some(own.source)),
        None => (Stated::Period(period, today), None),
    };
    Ok(RecordCount {
        body,
        indicator,
        stated,
        entry,
        source,
        note: None,
    })
}

pub(super) fn record_count(
    session: &mut Session,
    request: RecordEntry,
) -> Result<Done<RecordOutcome>> {
    let period = period(session, &request.period)?;
    let book = session.book_mut()?;
    let today = profile::today(book)?;
    let place = (request.body, request.indicator);
    let dictionary = book.read(Dictionary::load)?;
    dictionary.need(request.indicator)?;
    let standing = counts::cell_facts(book, period, today, &[place])?
        .pop()
        .flatten();
    let standing = standing.filter(|own| {
        request
            .source
            .as_ref()
            .is_none_or(|asked| *asked == own.source)
    });
    let mut count = typed(
        &dictionary,
        place,
        (period, today),
        &request.entry,
        standing,
    )?;
    count.source = request.source.or(count.source);
    count.note = request.note.as_deref().map(clean);
    let done = counts::record_count(book, &count)?;
    let cell = counts::some_cells(book, period, today, &[place])?.pop();
    let cell = cell.ok_or_else(|| Error::new(ErrorCode::Internal))?;
    Ok(Done {
        value: RecordOutcome {
            cell,
            proposed: done.value.proposed,
        },
        changes: done.changes,
    })
}

/// Most cells of one block: a whole column of a country's units, several times over.
const MOST_CELLS: usize = 50_000;

pub(super) fn record_block(
    session: &mut Session,
    request: RecordBlock,
) -> Result<Done<BlockOutcome>> {
    let period = period(session, &request.period)?;
    let language = session.language;
    let book = session.book_mut()?;
    if request.cells.len() > MOST_CELLS {
        return Err(Error::new(ErrorCode::BadInput).detail(request.cells.len()));
    }
    let today = profile::today(book)?;
    let dictionary = book.read(Dictionary::load)?;
    let places: Vec<(Id, Id)> = request
        .cells
        .iter()
        .map(|own| (own.body, own.indicator))
        .collect();
    let standing = counts::cell_facts(book, period, today, &places)?;
    let read: Vec<Result<RecordCount>> = request
        .cells
        .iter()
        .zip(standing)
        .map(|(own, standing)| {
            typed(
                &dictionary,
                (own.body, own.indicator),
                (period, today),
                &own.entry,
                standing,
            )
        })
        .collect();
    let good: Vec<RecordCount> = read
        .iter()
        .filter_map(|own| own.as_ref().ok().cloned())
        .collect();
    let done = counts::record_block(book, &good, request.rehearse)?;
    let cells = counts::some_cells(book, period, today, &places)?;
    let mut outcomes = done.value.into_iter();
    let mut out = BlockOutcome::default();
    for ((place, read), cell) in places.iter().zip(read).zip(cells) {
        let outcome = match read {
            Ok(_) => outcomes
                .next()
                .unwrap_or_else(|| Err(Error::new(ErrorCode::Internal))),
            Err(error) => Err(error),
        };
        out.push(*place, outcome, cell, language);
    }
    Ok(Done {
        value: out,
        changes: done.changes,
    })
}

pub(super) fn accept_doubt(session: &mut Session, request: AcceptDoubt) -> Result<Done<GridCell>> {
    let period = period(session, &request.period)?;
    let book = session.book_mut()?;
    let today = profile::today(book)?;
    let place = [(request.body, request.indicator)];
    let fact = counts::cell_facts(book, period, today, &place)?
        .pop()
        .flatten();
    let cell = counts::some_cells(book, period, today, &place)?.pop();
    let known = |cell: &GridCell| cell.doubts.iter().any(|own| own.code == request.code);
    let (Some(fact), Some(true)) = (fact, cell.as_ref().map(known)) else {
        return Err(Error::new(ErrorCode::NoSuchDoubt).with("doubt", request.code));
    };
    let done = counts::accept_doubt(book, fact.fact, &request.code, &request.reason)?;
    let cell = counts::some_cells(book, period, today, &place)?.pop();
    Ok(Done {
        value: cell.ok_or_else(|| Error::new(ErrorCode::Internal))?,
        changes: done.changes,
    })
}
