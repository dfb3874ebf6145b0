//! Asking, answering, being content with an answer, taking a question back.

use serde_json::json;

use super::MOST_LETTERS;
use crate::domain::indicator::{Fact, FactState, ILLUSTRATIVE};
use crate::domain::number::Qualifier;
use crate::domain::query::Query;
use crate::domain::text::note_within;
use crate::domain::{Day, Error, ErrorCode, Id, Period, Result};
use crate::engine::counts::cell_facts;
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::exchange::{Relation, relation};
use crate::engine::profile;
use crate::store::{self, Book, Done, Kept, Operation};

/// A question to be asked.
#[derive(Debug, Clone)]
pub struct AskQuery {
    /// The unit whose figure it is.
    pub body: Id,
    /// Of what.
    pub indicator: Id,
    /// The period in which the figure is looked at.
    pub period: Period,
    /// The question.
    pub question: String,
}

/// Sends the figure that stands in a cell back to its unit with a question; an empty cell may be asked about, too. The
/// same question about the same figure stands once: one that was settled is open again.
pub fn ask_query(book: &mut Book, asked: &AskQuery) -> Result<Done<Id>> {
    let question = note_within("question", &asked.question, MOST_LETTERS)?;
    if question.is_empty() {
        return Err(Error::new(ErrorCode::QuestionMissing));
    }
    let today = profile::today(book)?;
    let day = asked.period.last_day();
    let (root, name) = book.read(|c| {
        Dictionary::load(c)?.need(asked.indicator)?;
        let directory = Directory::load(c)?;
        let name = directory.name(asked.body, day);
        if relation(&directory, asked.body) != Some(Relation::Below) {
            return Err(Error::new(ErrorCode::QueryNotBelow).with("body", name));
        }
        Ok((directory.root, name))
    })?;
    let mut query = stands(book, asked, today)?;
    query.asker = root;
    query.question = question;
    let operation = Operation::new("ask_query", json!({ "body": name }));
    let officer = book.officer.clone();
    book.transact(operation, |tx| {
        tx.moment().clone_into(&mut query.asked);
        query.asked_by = officer;
        let known: Vec<Kept<Query>> = store::list(
            tx.connection(),
            "asker = ?1 AND body = ?2 AND indicator = ?3 AND period = ?4 AND value IS ?5 AND question = ?6",
            &[
                &query.asker,
                &query.body,
                &query.indicator,
                &query.period,
                &query.value,
                &query.question,
            ],
        )?;
        let Some(kept) = known.into_iter().next() else {
            return tx.add(&query);
        };
        if kept.record.settled.is_empty() {
            return Err(Error::new(ErrorCode::QueryStands).with("body", name));
        }
        let again = Query {
            settled: String::new(),
            ..kept.record
        };
        tx.set(kept.id, &again)?;
        Ok(kept.id)
    })
}

/// The question without its words: what stands in the cell now.
fn stands(book: &Book, asked: &AskQuery, today: Day) -> Result<Query> {
    let mut out = Query {
        asker: 0,
        body: asked.body,
        indicator: asked.indicator,
        period: asked.period.key(),
        value: None,
        question: String::new(),
        window: String::new(),
        qualifier: Qualifier::Exact,
        no_data: false,
        asked: String::new(),
        asked_by: String::new(),
        settled: String::new(),
        answer: String::new(),
        answered: String::new(),
        answered_by: String::new(),
    };
    let cell = cell_facts(book, asked.period, today, &[(asked.body, asked.indicator)])?;
    let Some(cell) = cell.into_iter().flatten().next() else {
        return Ok(out);
    };
    let fact = book.read(|c| store::get::<Fact>(c, cell.fact))?;
    let Some(Kept { record: fact, .. }) = fact else {
        return Ok(out);
    };
    if fact.source == ILLUSTRATIVE {
        return Err(Error::new(ErrorCode::QueryIllustrative));
    }
    out.window = fact.window;
    out.no_data = fact.state == FactState::NoData;
    if fact.state == FactState::Value {
        (out.value, out.qualifier) = (fact.value, fact.qualifier);
    }
    Ok(out)
}

/// A question with whether this book asked it, and the name of the unit that it is about.
fn known(book: &Book, id: Id) -> Result<(Kept<Query>, bool, String)> {
    book.read(|c| {
        let kept = store::get::<Query>(c, id)?
            .ok_or_else(|| Error::new(ErrorCode::NoSuchQuery).with("id", id))?;
        let directory = Directory::load(c)?;
        let day = Period::parse(&kept.record.period)?.last_day();
        let name = directory.name(kept.record.body, day);
        let ours = kept.record.asker == directory.root;
        Ok((kept, ours, name))
    })
}

fn asked_here(book: &Book, id: Id) -> Result<(Kept<Query>, String)> {
    let (kept, ours, name) = known(book, id)?;
    if ours {
        Ok((kept, name))
    } else {
        Err(Error::new(ErrorCode::QueryNotOurs).with("id", id))
    }
}

/// Answers a question that the office above asked; an empty answer takes back the one that stands.
pub fn answer_query(book: &mut Book, id: Id, answer: &str) -> Result<Done<()>> {
    let answer = note_within("answer", answer, MOST_LETTERS)?;
    let (kept, ours, name) = known(book, id)?;
    if ours {
        return Err(Error::new(ErrorCode::QueryOurs).with("body", name));
    }
    let operation = Operation::new("answer_query", json!({ "body": name }));
    let officer = book.officer.clone();
    book.transact(operation, |tx| {
        let (answered, answered_by) = if answer.is_empty() {
            Default::default()
        } else {
            (tx.moment().to_owned(), officer)
        };
        if answer == kept.record.answer {
            return Ok(());
        }
        let record = Query {
            answer,
            answered,
            answered_by,
            ..kept.record
        };
        tx.set(id, &record)
    })
}

/// The asker is content with the answer, or with the figure as it is now; or is not, after all.
pub fn settle_query(book: &mut Book, id: Id, settled: bool) -> Result<Done<()>> {
    let (kept, name) = asked_here(book, id)?;
    let operation = Operation::new("settle_query", json!({ "body": name }));
    book.transact(operation, |tx| {
        if settled != kept.record.settled.is_empty() {
            return Ok(());
        }
        let settled = if settled { tx.moment() } else { "" }.to_owned();
        tx.set(
            id,
            &Query {
                settled,
                ..kept.record
            },
        )
    })
}

/// The asker takes the question back.
pub fn withdraw_query(book: &mut Book, id: Id) -> Result<Done<()>> {
    let (_, name) = asked_here(book, id)?;
    let operation = Operation::new("withdraw_query", json!({ "body": name }));
    book.transact(operation, |tx| tx.end::<Query>(id))
}
