//! Who has submitted what for which period (theo dõi gửi số).
//!
//! The **report set** of a period is the indicators of the entry grid that units enter: shown in the grid, entered
//! by units or at any level, and not computed. A unit has **submitted** when every one of them has a value or
//! "chưa phát sinh" in the period: a stock as of a day of the period, a flow under the period's own key or under
//! all of its report months. Only official sources count; in an example book the illustrative source counts too,
//! and the matrix says so.
//!
//! The **day of submission** is the day of the operation that first completed the set; a later correction does not
//! make a unit late. Figures that came with the founding of an example have no day of entry of their own: for them
//! it is the day they speak of. No submission is later than the day looked at.
//!
//! **Expected** are the administrative units below the root that have none below themselves on the last day of the
//! period; a root that never had any below reports for itself. Only they are counted as submitted, so that
//! completeness never exceeds 100 %, whatever units open or close.

mod everyone;
mod gather;
mod handed;
mod matrix;
mod unsent;

pub use matrix::{
    MatrixCell, MatrixPeriod, MatrixRow, MatrixState, SubmissionMatrix, Wanted, submissions,
};

pub use unsent::Unsent;
pub(in crate::engine) use unsent::unsent;

pub(in crate::engine) use gather::{Chosen, Gatherer, Item, Moment, moment_key};
pub(in crate::engine) use handed::{Delivery, Handed, HandedFigure, handed};

use crate::domain::body::BodyClass;
use crate::domain::indicator::{EnteredAt, IndicatorKind};
use crate::domain::{Day, Id};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;

/// The units that have to submit for a period that ends on that day, in the order of the tree.
pub(in crate::engine) fn expected(directory: &Directory, day: Day) -> Vec<Id> {
    let root = directory.root;
    let mut out = directory.leaves(root, day);
    let has_units = directory
        .ever_below(root)
        .iter()
        .any(|body| directory.class(*body) == BodyClass::Territory);
    out.retain(|body| *body != root || !has_units);
    out
}

/// The indicators of the report set, of one group when `group` is not empty.
pub(in crate::engine) fn report_set(dictionary: &Dictionary, group: &str) -> Vec<Item> {
    dictionary
        .all()
        .iter()
        .filter(|kept| {
            let own = &kept.record;
            own.in_grid
                && own.entered_at != EnteredAt::Root
                && own.kind != IndicatorKind::Ratio
                && (group.is_empty() || own.group_key == group)
        })
        .map(|kept| Item::of(kept.id, &kept.record))
        .collect()
}
