//! Two own indicators become one (gộp chỉ tiêu): figures and targets go over as they are, each keeps its history.

use serde_json::json;

use super::Dictionary;
use crate::domain::indicator::{Denominator, Fact, Indicator, IndicatorVersion, Target};
use crate::domain::{Error, ErrorCode, Id, Result};
use crate::engine::profile;
use crate::store::{self, Book, Done, Kept, Operation, Tx};

/// Merges `from` into `into`: both own, of one kind and one number of decimals. Where both have a figure of the
/// same body, window and source that differs, a person decides first, so the merger is refused and names it.
pub fn merge_indicators(book: &mut Book, from: Id, into: Id) -> Result<Done<()>> {
    let today = profile::today(book)?;
    let dictionary = book.read(Dictionary::load)?;
    let (old, kept) = (dictionary.need(from)?, dictionary.need(into)?);
    let name = |id: Id| dictionary.name(id, today);
    let decimals = |id: Id| -> Vec<u8> {
        let versions = dictionary.versions(id).iter();
        let mut all: Vec<u8> = versions.map(|own| own.record.decimals).collect();
        all.dedup();
        all
    };
    let fits = from != into
        && old.is_own()
        && kept.is_own()
        && old.kind == kept.kind
        && decimals(from) == decimals(into);
    if !fits {
        return Err(Error::new(ErrorCode::NotMergeable)
            .with("name", format!("{}, {}", name(from), name(into))));
    }
    let (mine, theirs) = book.read(|connection| {
        let of = |id: Id| store::query::facts(connection, Some(id));
        Ok((of(from)?, of(into)?))
    })?;
    let twin = |fact: &Fact| {
        theirs.iter().map(|kept| &kept.record).find(|other| {
            (other.body, &other.window, &other.source) == (fact.body, &fact.window, &fact.source)
        })
    };
    let said = |fact: &Fact| (fact.state, fact.value, fact.qualifier);
    if let Some(kept) = mine
        .iter()
        .find(|kept| twin(&kept.record).is_some_and(|other| said(other) != said(&kept.record)))
    {
        return Err(Error::new(ErrorCode::NotMergeable).with(
            "name",
            format!(
                "{} ({})",
                name(from),
                kept.record.window.trim_start_matches('@')
            ),
        ));
    }
    let operation = Operation::new(
        "merge_indicators",
        json!({ "from": name(from), "into": name(into) }),
    );
    book.transact(operation, |tx| {
        for fact in &mine {
            if twin(&fact.record).is_some() {
                tx.end::<Fact>(fact.id)?;
            } else {
                let record = Fact {
                    indicator: into,
                    ..fact.record.clone()
                };
                tx.set(fact.id, &record)?;
            }
        }
        move_targets(tx, from, into)?;
        move_parts(tx, from, into)?;
        for kept in dictionary.versions(from) {
            tx.end::<IndicatorVersion>(kept.id)?;
        }
        tx.end::<Indicator>(from)
    })
}

fn move_targets(tx: &mut Tx<'_>, from: Id, into: Id) -> Result<()> {
    for target in store::list::<Target>(tx.connection(), "indicator = ?1", &[&from])? {
        let record = Target {
            indicator: into,
            ..target.record
        };
        tx.set(target.id, &record)?;
    }
    Ok(())
}

/// Others that named the old indicator name the kept one; what it was compared with itself goes with it.
fn move_parts(tx: &mut Tx<'_>, from: Id, into: Id) -> Result<()> {
    let all = store::list::<Denominator>(tx.connection(), "indicator = ?1 OR base = ?1", &[&from])?;
    let standing: Vec<Kept<Denominator>> = store::list(
        tx.connection(),
        "indicator <> ?1 AND base = ?2",
        &[&from, &into],
    )?;
    for base in all {
        let own = base.record;
        let double = own.indicator == into
            || standing
                .iter()
                .any(|other| other.record.indicator == own.indicator);
        if own.indicator == from || double {
            tx.end::<Denominator>(base.id)?;
        } else {
            tx.set(base.id, &Denominator { base: into, ..own })?;
        }
    }
    for kept in
        store::list::<Indicator>(tx.connection(), "numerator = ?1 OR part_of = ?1", &[&from])?
    {
        let swap = |id: Option<Id>| id.map(|id| if id == from { into } else { id });
        let record = Indicator {
            numerator: swap(kept.record.numerator),
            part_of: swap(kept.record.part_of).filter(|whole| *whole != kept.id),
            ..kept.record
        };
        tx.set(kept.id, &record)?;
    }
    Ok(())
}
