//! What the score card is made of: groups, items, the share that each item scores.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::DECIMALS;
use crate::domain::number::{Entry, parse_entry};
use crate::domain::score::Share;
use crate::domain::{Day, Error, ErrorCode, Result};
use crate::engine::dictionary::Dictionary;

const SCORE: &str = include_str!("../../../../../assets/catalogue/score766.json");

#[derive(Debug, Deserialize)]
pub(super) struct Card {
    pub(super) title: String,
    pub(super) groups: Vec<Group>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Group {
    pub(super) key: String,
    pub(super) title: String,
    pub(super) max: String,
    pub(super) published: String,
    pub(super) items: Vec<Item>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Item {
    pub(super) key: String,
    pub(super) title: String,
    pub(super) of: Option<Rule>,
    pub(super) threshold: Option<String>,
    pub(super) factor: Option<String>,
    pub(super) note: Option<String>,
}

/// What an item's share is made of; codes of indicators.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Rule {
    /// One of another.
    Ratio { part: String, whole: String },
    /// One of the larger of several, all of which must be known.
    Larger { part: String, wholes: Vec<String> },
    /// 100 % less these.
    Rest(Vec<Self>),
    /// A published percentage without parts.
    Index(String),
    /// A figure that is no percentage; shown, never scored.
    Measure(String),
}

impl Rule {
    pub(super) fn codes(&self) -> Vec<&str> {
        match self {
            Self::Ratio { part, whole } => vec![part, whole],
            Self::Larger { part, wholes } => std::iter::once(part.as_str())
                .chain(wholes.iter().map(String::as_str))
                .collect(),
            Self::Rest(rules) => rules.iter().flat_map(Self::codes).collect(),
            Self::Index(code) | Self::Measure(code) => vec![code],
        }
    }

    /// The share, when every part of it is known.
    pub(super) fn share(&self, values: &Values<'_>) -> Option<Share> {
        match self {
            Self::Ratio { part, whole } => Share::of(values.of(part)?, values.of(whole)?),
            Self::Larger { part, wholes } => {
                let all: Option<Vec<i64>> = wholes.iter().map(|code| values.of(code)).collect();
                Share::of(values.of(part)?, all?.into_iter().max()?)
            }
            Self::Rest(rules) => {
                let all: Option<Vec<Share>> = rules.iter().map(|rule| rule.share(values)).collect();
                Share::rest(&all?)
            }
            Self::Index(code) => Share::of_percent(values.of(code)?, values.decimals(code)),
            Self::Measure(_) => None,
        }
    }
}

static CARD: LazyLock<std::result::Result<Card, String>> =
    LazyLock::new(|| serde_json::from_str(SCORE).map_err(|e| format!("score766.json: {e}")));

pub(super) fn card() -> Result<&'static Card> {
    CARD.as_ref()
        .map_err(|detail| Error::new(ErrorCode::Internal).detail(detail))
}

/// Codes of all indicators that a group needs.
pub(super) fn codes(group: &Group) -> Vec<&str> {
    let mut out: Vec<&str> = vec![&group.published];
    for item in &group.items {
        out.extend(item.of.as_ref().map(Rule::codes).unwrap_or_default());
        out.extend(item.factor.as_deref());
    }
    out
}

/// Values of the whole book by code.
pub(super) struct Values<'a> {
    pub(super) dictionary: &'a Dictionary,
    pub(super) as_of: Day,
    pub(super) by_code: HashMap<&'a str, i64>,
}

impl Values<'_> {
    pub(super) fn of(&self, code: &str) -> Option<i64> {
        self.by_code.get(code).copied()
    }

    pub(super) fn decimals(&self, code: &str) -> u8 {
        self.dictionary
            .by_code(code)
            .and_then(|id| self.dictionary.definition(id, self.as_of))
            .map_or(0, |definition| definition.decimals)
    }
}

/// Reads "4", "4,5" or "4,25" as hundredths.
pub(super) fn hundredths(text: &str) -> Option<i64> {
    match parse_entry(text, DECIMALS) {
        Ok(Entry::Value(value, _)) => Some(value),
        _ => None,
    }
}

/// `score.1.1.max`, `score.2.1.threshold`.
pub(super) fn setting_key(item: &str, what: &str) -> String {
    format!("score.{item}.{what}")
}

/// Settings that the score card takes: what the sources leave open, with its words.
pub fn score_settings() -> Result<Vec<(String, String)>> {
    let mut out = Vec::new();
    for group in &card()?.groups {
        for item in &group.items {
            out.push((
                setting_key(&item.key, "max"),
                format!("điểm tối đa của mục {} {}", item.key, item.title),
            ));
            if item.threshold.is_none() {
                out.push((
                    setting_key(&item.key, "threshold"),
                    format!("ngưỡng (%) của mục {} {}", item.key, item.title),
                ));
            }
        }
    }
    Ok(out)
}

/// Where an indicator is scored: "nhóm Công khai, minh bạch, mục 1.1".
pub(in crate::engine) fn score_mention(code: &str) -> Result<Option<String>> {
    let card = card()?;
    let mut mentions = Vec::new();
    for group in &card.groups {
        let items: Vec<&str> = group
            .items
            .iter()
            .filter(|item| {
                item.of
                    .as_ref()
                    .is_some_and(|rule| rule.codes().contains(&code))
                    || item.factor.as_deref() == Some(code)
            })
            .map(|item| item.key.as_str())
            .collect();
        if !items.is_empty() {
            mentions.push(format!("nhóm {}, mục {}", group.title, items.join(", ")));
        } else if group.published == code {
            mentions.push(format!("điểm đã công bố của nhóm {}", group.title));
        }
    }
    Ok((!mentions.is_empty()).then(|| format!("{}: {}", card.title, mentions.join("; "))))
}
