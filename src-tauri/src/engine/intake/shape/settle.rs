//! Columns of one table beside each other: which of them is whose, and one column an indicator.

use std::collections::{BTreeSet, HashMap};

use super::Column;
use crate::domain::Id;
use crate::domain::indicator::IndicatorKind;
use crate::engine::dictionary::Dictionary;
use crate::engine::intake::heads::{Meaning, words_of};

/// Words of a head that speak of the sum since the beginning, and of the period alone.
pub(in crate::engine) const CUMULATIVE: [&str; 3] = ["luy ke", "den nay", "tu dau nam"];

/// Words of a head that compare: what stands below is a difference, never a figure.
pub(in crate::engine) const COMPARING: [&str; 4] = ["tang", "giam", "so voi", "chenh lech"];

/// Whether the own text of a column's head has one of these words.
pub(in crate::engine::intake) fn says(column: &Column, marks: &[&str]) -> bool {
    let words = words_of(column.parts.last().map_or("", String::as_str)).join(" ");
    marks.iter().any(|mark| words.contains(mark))
}

/// Gives columns without an indicator that of the figures they stand beside, and keeps one column an indicator.
pub fn settle(columns: &mut [Column], dictionary: &Dictionary) {
    let flow = |id: Option<Id>| {
        id.and_then(|id| dictionary.get(id))
            .is_some_and(|own| own.kind == IndicatorKind::Flow)
    };
    // "Trong kỳ" of a flow is the figure itself, its "lũy kế" is not.
    let of_period: BTreeSet<Id> = columns
        .iter()
        .filter(|own| own.meaning == Meaning::Increase && flow(own.indicator))
        .filter(|own| !says(own, &COMPARING))
        .filter_map(|own| own.indicator)
        .collect();
    for own in columns.iter_mut().filter(|own| flow(own.indicator)) {
        let (cumulative, comparing) = (says(own, &CUMULATIVE), says(own, &COMPARING));
        let here = own.indicator.is_some_and(|id| of_period.contains(&id));
        match own.meaning {
            Meaning::Increase if !comparing => own.meaning = Meaning::Figure,
            Meaning::Figure if here && cumulative => own.meaning = Meaning::Ignored,
            _ => {}
        }
    }
    let figures: Vec<(u32, Id)> = columns
        .iter()
        .filter(|own| own.meaning == Meaning::Figure)
        .filter_map(|own| Some((own.column, own.indicator?)))
        .collect();
    for own in columns.iter_mut().filter(|own| own.indicator.is_none()) {
        let left = figures
            .iter()
            .rev()
            .find(|(column, _)| *column < own.column);
        let right = figures.iter().find(|(column, _)| *column > own.column);
        own.indicator = match own.meaning {
            // A target stands before its figures as often as after them: the nearer one, the right one first.
            Meaning::Target => match (left, right) {
                (Some(left), Some(right)) if own.column - left.0 < right.0 - own.column => {
                    Some(left.1)
                }
                (left, right) => right.or(left).map(|(_, id)| *id),
            },
            Meaning::Percent | Meaning::Previous | Meaning::Increase => {
                left.or(right).map(|(_, id)| *id)
            }
            _ => None,
        };
    }
    let mut taken: HashMap<Id, u32> = HashMap::new();
    // Sure columns go first, so that a guess never takes their place.
    let mut order: Vec<usize> = (0..columns.len()).collect();
    order.sort_by_key(|index| (!columns[*index].sure, *index));
    for index in order {
        let own = &mut columns[index];
        own.twin = None;
        if own.meaning != Meaning::Figure {
            continue;
        }
        let Some(id) = own.indicator else {
            own.meaning = Meaning::Unknown;
            continue;
        };
        if let Some(first) = taken.get(&id) {
            own.twin = Some(*first);
        } else {
            taken.insert(id, own.column);
        }
    }
}
