//! Shares of a divided unit (tỷ lệ phân chia), as a document gives them.

use serde::Deserialize;
use serde_json::json;
use ts_rs::TS;

use super::document::{self, DocumentEntry};
use crate::domain::body::{Extent, Share, Succession};
use crate::domain::indicator::Indicator;
use crate::domain::{Error, ErrorCode, Id, Result};
use crate::engine::directory::Directory;
use crate::store::{self, Book, Done, Kept, Operation};

/// A share as it is entered.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetShare {
    /// The succession.
    pub succession: Id,
    /// The indicator; none for all that have no share of their own.
    pub indicator: Option<Id>,
    /// What passes to the successor.
    pub numerator: i64,
    /// The whole of the predecessor.
    pub denominator: i64,
    /// The document that gives it.
    pub document: DocumentEntry,
}

/// Enters the share of a succession. The same share again changes nothing.
pub fn set_share(book: &mut Book, wanted: &SetShare) -> Result<Done<()>> {
    document::check(&wanted.document)?;
    let missing = || Error::new(ErrorCode::NoSuchSuccession).with("id", wanted.succession);
    let succession = book
        .read(|c| store::get::<Succession>(c, wanted.succession))?
        .ok_or_else(missing)?
        .record;
    let whole = succession.extent == Extent::Whole;
    if whole
        || wanted.numerator < 0
        || wanted.denominator <= 0
        || wanted.numerator > wanted.denominator
    {
        return Err(Error::new(ErrorCode::BadShare).with(
            "share",
            format!("{}/{}", wanted.numerator, wanted.denominator),
        ));
    }
    if let Some(indicator) = wanted.indicator
        && book
            .read(|c| store::get::<Indicator>(c, indicator))?
            .is_none()
    {
        return Err(Error::new(ErrorCode::NoSuchIndicator).with("indicator", indicator));
    }
    let directory = book.read(Directory::load)?;
    check_sum(&directory, succession.predecessor, wanted)?;
    let names = json!({
        "body": directory.name(succession.predecessor, succession.day),
        "heir": directory.name(succession.successor, succession.day),
    });
    book.transact(Operation::new("set_share", names), |tx| {
        let standing: Option<Kept<Share>> = store::list(
            tx.connection(),
            "succession = ?1 AND indicator IS ?2",
            &[&wanted.succession, &wanted.indicator],
        )?
        .pop();
        let record = Share {
            succession: wanted.succession,
            indicator: wanted.indicator,
            numerator: wanted.numerator,
            denominator: wanted.denominator,
            document: document::take(tx, &wanted.document)?,
        };
        match standing {
            Some(kept) => tx.set(kept.id, &record),
            None => tx.add(&record).map(drop),
        }
    })
}

/// The shares of one unit never come to more than the whole.
fn check_sum(directory: &Directory, predecessor: Id, wanted: &SetShare) -> Result<()> {
    let (mut sum, mut over) = (
        (i128::from(wanted.numerator), i128::from(wanted.denominator)),
        false,
    );
    for link in directory.successors(predecessor) {
        let own = link
            .shares
            .iter()
            .find(|share| share.indicator == wanted.indicator);
        if let Some(share) = own.filter(|_| link.id != wanted.succession) {
            let (n, d) = (i128::from(share.numerator), i128::from(share.denominator));
            let common = sum.1 / gcd(sum.1, d) * d;
            // A common denominator beyond any figure of the field is compared no further.
            let Some(total) = (sum.0.checked_mul(common / sum.1)).zip(n.checked_mul(common / d))
            else {
                break;
            };
            sum = (total.0 + total.1, common);
            over |= sum.0 > sum.1;
        }
    }
    if over || sum.0 > sum.1 {
        return Err(Error::new(ErrorCode::SharesOverWhole));
    }
    Ok(())
}

const fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}
