//! Questions as they are shown, each with its figure then and now.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use crate::domain::indicator::{Fact, FactState};
use crate::domain::number::{Qualifier, decimal};
use crate::domain::query::{Query, QueryState};
use crate::domain::{Day, Id, Instant, Period, Result};
use crate::engine::counts::cell_facts;
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::store::{self, Book, Kept};

/// A question about a figure, as it is shown (hỏi lại).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct QueryView {
    /// Its number.
    pub id: Id,
    /// Whether this book asked it; else it is to be answered here.
    pub ours: bool,
    /// Who asks.
    pub asker: String,
    /// The unit.
    pub body: Id,
    /// Code of the unit.
    pub code: String,
    /// Name of the unit.
    pub name: String,
    /// The indicator.
    pub indicator: Id,
    /// Name of the indicator.
    pub what: String,
    /// Key of the period.
    pub period: String,
    /// What the figure spoke of, in words.
    pub time: String,
    /// The figure that was asked about: "12.431", "chưa phát sinh"; empty where none stood.
    pub then: String,
    /// The figure now.
    pub now: String,
    /// Whether the figure is another one now.
    pub corrected: bool,
    /// The question.
    pub question: String,
    /// When it was asked.
    pub asked: String,
    /// Who asked.
    pub asked_by: String,
    /// The answer; empty for none.
    pub answer: String,
    /// When it was answered.
    pub answered: String,
    /// Who answered.
    pub answered_by: String,
    /// Where it stands.
    pub state: QueryState,
}

/// Questions that stand, or all of them: what waits for this office first, then by unit.
pub fn queries(book: &Book, all: bool, today: Day) -> Result<Vec<QueryView>> {
    let condition = if all { "1 = 1" } else { "settled = ''" };
    let kept: Vec<Kept<Query>> =
        book.read(|c| store::list(c, &format!("{condition} ORDER BY id DESC"), &[]))?;
    let now = figures(book, &kept, today)?;
    let (directory, dictionary) = book.read(|c| Ok((Directory::load(c)?, Dictionary::load(c)?)))?;
    let words = Words {
        directory: &directory,
        dictionary: &dictionary,
    };
    let mut out = Vec::with_capacity(kept.len());
    for own in &kept {
        out.push(words.view(own, now.get(&own.id))?);
    }
    out.sort_by_key(|own| (!own.waits_here(), own.state == QueryState::Settled));
    Ok(out)
}

impl QueryView {
    /// Whether this office is to do something: to answer, or to read an answer.
    pub fn waits_here(&self) -> bool {
        waits(self.ours, self.state)
    }
}

const fn waits(ours: bool, state: QueryState) -> bool {
    matches!(
        (ours, state),
        (false, QueryState::Open) | (true, QueryState::Answered)
    )
}

/// How many questions wait for this office.
pub fn queries_waiting(connection: &Connection, root: Id) -> Result<u32> {
    let open = store::list::<Query>(connection, "settled = ''", &[])?;
    let waiting = open
        .iter()
        .filter(|own| waits(own.record.asker == root, own.record.state()));
    Ok(waiting.count() as u32)
}

/// The figure that stands now where each question was asked.
fn figures(book: &Book, kept: &[Kept<Query>], today: Day) -> Result<BTreeMap<Id, Fact>> {
    let mut periods: BTreeMap<&str, Vec<(Id, (Id, Id))>> = BTreeMap::new();
    for own in kept {
        let cell = (own.record.body, own.record.indicator);
        let known = periods.entry(&own.record.period).or_default();
        known.push((own.id, cell));
    }
    let mut out = BTreeMap::new();
    for (period, asked) in periods {
        let cells: Vec<(Id, Id)> = asked.iter().map(|(_, cell)| *cell).collect();
        let standing = cell_facts(book, Period::parse(period)?, today, &cells)?;
        for ((id, _), cell) in asked.into_iter().zip(standing) {
            let Some(cell) = cell else { continue };
            if let Some(fact) = book.read(|c| store::get::<Fact>(c, cell.fact))? {
                out.insert(id, fact.record);
            }
        }
    }
    Ok(out)
}

struct Words<'a> {
    directory: &'a Directory,
    dictionary: &'a Dictionary,
}

impl Words<'_> {
    fn view(&self, kept: &Kept<Query>, now: Option<&Fact>) -> Result<QueryView> {
        let own = &kept.record;
        let period = Period::parse(&own.period)?;
        let day = period.last_day();
        let definition = self.dictionary.definition(own.indicator, day);
        let decimals = definition.map_or(0, |known| known.decimals);
        let text = |value: Option<i64>, qualifier: Qualifier, no_data: bool| match value {
            Some(value) => spoken(qualifier, &decimal(value, decimals)),
            None if no_data => "chưa phát sinh".to_owned(),
            None => String::new(),
        };
        let then = text(own.value, own.qualifier, own.no_data);
        let now = now.map_or_else(String::new, |fact| {
            let value = fact.value.filter(|_| fact.state == FactState::Value);
            text(value, fact.qualifier, fact.state == FactState::NoData)
        });
        Ok(QueryView {
            id: kept.id,
            ours: own.asker == self.directory.root,
            asker: self.directory.name(own.asker, day),
            body: own.body,
            code: self.directory.code(own.body, day),
            name: self.directory.name(own.body, day),
            indicator: own.indicator,
            what: definition.map_or_else(String::new, |known| known.short_name.clone()),
            period: own.period.clone(),
            time: time(&own.window, period),
            corrected: now != then,
            then,
            now,
            question: own.question.clone(),
            asked: own.asked.clone(),
            asked_by: own.asked_by.clone(),
            answer: own.answer.clone(),
            answered: own.answered.clone(),
            answered_by: own.answered_by.clone(),
            state: own.state(),
        })
    }
}

fn spoken(qualifier: Qualifier, number: &str) -> String {
    let word = qualifier.word();
    if word.is_empty() {
        number.to_owned()
    } else {
        format!("{word} {number}")
    }
}

/// "tháng 3/2024", "14/03/2024".
fn time(window: &str, period: Period) -> String {
    let moment = window
        .strip_prefix('@')
        .and_then(|own| Instant::parse(own).ok());
    moment.map_or_else(
        || period.spoken(),
        |own| own.day.format("%d/%m/%Y").to_string(),
    )
}
