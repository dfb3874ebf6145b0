//! The score card of Quyết định 766/QĐ-TTg (điểm Bộ chỉ số): six groups, their items, the points.
//!
//! What the sources do not tell (most maxima and thresholds of items) is a setting of the book; until it is
//! entered the ratios are shown without points. An item without data has no points, which is not zero.

mod rules;

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use self::rules::{Group, Item, Rule, Values, card, codes, hundredths, setting_key};
use super::Dictionary;
use super::figure::{Shown, shown};
use crate::domain::book::Setting;
use crate::domain::number::decimal;
use crate::domain::score::{Share, score_points};
use crate::domain::{Day, Id, Result};
use crate::store;

pub(in crate::engine) use self::rules::score_mention;
pub use self::rules::score_settings;

/// "chưa rõ": a maximum that no source tells and nobody has entered.
const UNKNOWN: &str = "chưa rõ";

/// Points and thresholds have two decimals.
const DECIMALS: u8 = 2;

/// The score card as of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ScoreCard {
    /// Title with the decision.
    pub title: String,
    /// Sum of the groups that have points, or why there is none.
    pub points: String,
    /// "100".
    pub max: String,
    /// The six groups.
    pub groups: Vec<ScoreGroup>,
}

/// A group of the score card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ScoreGroup {
    /// `CKMB`.
    pub key: String,
    /// Title.
    pub title: String,
    /// Most points.
    pub max: String,
    /// Points of the items that have data; none when no item has points.
    pub points: Option<String>,
    /// How many items have data and points, and what is missing.
    pub why: Option<String>,
    /// Its items.
    pub items: Vec<ScoreItem>,
}

/// An item of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ScoreItem {
    /// "1.1 Thủ tục hành chính công bố đúng hạn".
    pub title: String,
    /// Indicator above the line, or the published percentage.
    pub numerator: Option<Id>,
    /// Indicator below the line.
    pub denominator: Option<Id>,
    /// The share in percent; none without data.
    pub percent: Option<String>,
    /// From which share on the points are full; none when nobody told.
    pub threshold: Option<String>,
    /// Most points, or "chưa rõ".
    pub max: String,
    /// Points; none without data, threshold or maximum.
    pub points: Option<String>,
}

/// The score card of the whole book as of a day.
pub fn score_card(
    connection: &Connection,
    dictionary: &Dictionary,
    as_of: Day,
) -> Result<ScoreCard> {
    let card = card()?;
    let entered = entered(connection)?;
    let wanted: HashSet<&str> = card.groups.iter().flat_map(codes).collect();
    let known: Vec<(&str, Id)> = wanted
        .into_iter()
        .filter_map(|code| dictionary.by_code(code).map(|id| (code, id)))
        .collect();
    let ids: Vec<Id> = known.iter().map(|(_, id)| *id).collect();
    let figures: Vec<Shown> = shown(connection, dictionary, &ids, as_of)?;
    let values = Values {
        dictionary,
        as_of,
        by_code: known
            .iter()
            .zip(&figures)
            .filter_map(|((code, _), shown)| Some((*code, shown.value?)))
            .collect(),
    };
    let scored: Vec<(ScoreGroup, Option<i64>)> = card
        .groups
        .iter()
        .map(|group| group_view(group, &values, &entered))
        .collect();
    let with_points: Vec<i64> = scored.iter().filter_map(|(_, points)| *points).collect();
    let points = if with_points.is_empty() {
        "chưa có điểm".to_owned()
    } else {
        format!(
            "{} ({}/{} nhóm có điểm)",
            decimal(with_points.iter().sum(), DECIMALS),
            with_points.len(),
            scored.len()
        )
    };
    Ok(ScoreCard {
        title: card.title.clone(),
        points,
        max: plain(
            card.groups
                .iter()
                .filter_map(|group| hundredths(&group.max))
                .sum(),
        ),
        groups: scored.into_iter().map(|(group, _)| group).collect(),
    })
}

fn group_view(
    group: &Group,
    values: &Values<'_>,
    entered: &HashMap<String, i64>,
) -> (ScoreGroup, Option<i64>) {
    let items: Vec<(ScoreItem, Option<i64>)> = group
        .items
        .iter()
        .map(|item| item_view(item, values, entered))
        .collect();
    let of = items.len();
    let with_data = items
        .iter()
        .filter(|(item, _)| item.percent.is_some())
        .count();
    let points: Vec<i64> = items.iter().filter_map(|(_, points)| *points).collect();
    let sum = (!points.is_empty()).then(|| points.iter().sum::<i64>());
    let mut why = Vec::new();
    if with_data < of {
        why.push(format!(
            "có số liệu {with_data}/{of} mục; thiếu dữ liệu không phải số 0"
        ));
    }
    if points.len() < with_data {
        why.push(format!(
            "có điểm {}/{of} mục; điểm tối đa hoặc ngưỡng của các mục còn lại chưa được nhập",
            points.len()
        ));
    }
    let maxima: Option<i64> = group
        .items
        .iter()
        .map(|item| entered.get(&setting_key(&item.key, "max")).copied())
        .sum();
    if let (Some(maxima), Some(max)) = (maxima, hundredths(&group.max))
        && maxima != max
    {
        why.push(format!(
            "điểm tối đa các mục cộng lại là {}, khác {} của nhóm",
            plain(maxima),
            group.max
        ));
    }
    if let Some(published) = values.of(&group.published) {
        let decimals = values.decimals(&group.published);
        why.push(format!("điểm đã công bố: {}", decimal(published, decimals)));
    }
    let view = ScoreGroup {
        key: group.key.clone(),
        title: group.title.clone(),
        max: group.max.clone(),
        points: sum.map(|points| decimal(points, DECIMALS)),
        why: (!why.is_empty()).then(|| why.join("; ")),
        items: items.into_iter().map(|(item, _)| item).collect(),
    };
    (view, sum)
}

fn item_view(
    item: &Item,
    values: &Values<'_>,
    entered: &HashMap<String, i64>,
) -> (ScoreItem, Option<i64>) {
    let threshold = item
        .threshold
        .as_deref()
        .and_then(hundredths)
        .or_else(|| entered.get(&setting_key(&item.key, "threshold")).copied());
    let max = entered.get(&setting_key(&item.key, "max")).copied();
    let share = item.of.as_ref().and_then(|rule| {
        let share = rule.share(values)?;
        match &item.factor {
            None => Some(share),
            Some(code) => share.times(Share::of_percent(values.of(code)?, values.decimals(code))?),
        }
    });
    let points = share
        .zip(threshold)
        .zip(max)
        .and_then(|((share, threshold), max)| score_points(share, threshold, max));
    let codes = item.of.as_ref().map(Rule::codes).unwrap_or_default();
    let id = |index: usize| {
        codes
            .get(index)
            .and_then(|code| values.dictionary.by_code(code))
    };
    let note = item
        .note
        .as_ref()
        .map(|note| format!(" ({})", note.trim_end_matches('.')))
        .unwrap_or_default();
    let view = ScoreItem {
        title: format!("{} {}{note}", item.key, item.title),
        numerator: id(0),
        denominator: id(1),
        percent: share
            .and_then(Share::hundredths)
            .map(|value| decimal(value, DECIMALS)),
        threshold: threshold.map(plain),
        max: max.map_or_else(|| UNKNOWN.to_owned(), plain),
        points: points.map(|points| decimal(points, DECIMALS)),
    };
    (view, points)
}

/// "4" and "4,5" rather than "4,00" and "4,50": points and thresholds as the decision writes them.
fn plain(value: i64) -> String {
    let text = decimal(value, DECIMALS);
    text.trim_end_matches('0').trim_end_matches(',').to_owned()
}

/// Maxima and thresholds that were entered, in hundredths.
fn entered(connection: &Connection) -> Result<HashMap<String, i64>> {
    let settings = store::list::<Setting>(connection, "key LIKE 'score.%'", &[])?;
    Ok(settings
        .into_iter()
        .filter_map(|kept| Some((kept.record.key, hundredths(&kept.record.value)?)))
        .collect())
}
