//! The dictionary as a list (danh mục chỉ tiêu): groups in the order of reports, sources, the score card.

use std::collections::HashMap;

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::figure::{Shown, shown};
use super::{Dictionary, ScoreCard, score_card};
use crate::domain::indicator::{Direction, IndicatorKind};
use crate::domain::task::TaskGroup;
use crate::domain::{Day, Id, Result};
use crate::engine::counts::Figure;
use crate::engine::found::{Section, sections};
use crate::store;

/// The dictionary as of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IndicatorList {
    /// Groups in the order of reports; those without an indicator are left out.
    pub groups: Vec<IndicatorGroup>,
    /// Where figures come from.
    pub sources: Vec<SourceView>,
    /// The score card of Quyết định 766/QĐ-TTg.
    pub score: Option<ScoreCard>,
}

/// A group of indicators.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IndicatorGroup {
    /// Key.
    pub key: String,
    /// The letter as printed: "đ".
    pub letter: String,
    /// Title.
    pub title: String,
    /// Its indicators in order.
    pub indicators: Vec<IndicatorRow>,
}

/// A source of figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SourceView {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// How many indicators it is the official source of.
    pub official_for: u32,
}

/// One indicator of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IndicatorRow {
    /// The indicator.
    pub indicator: Id,
    /// Code.
    pub code: String,
    /// Name on the day.
    pub name: String,
    /// Kind.
    pub kind: IndicatorKind,
    /// Kind in words.
    pub kind_text: String,
    /// Which way is better.
    pub direction: Direction,
    /// Unit of measure.
    pub unit: String,
    /// Decimals.
    pub decimals: u8,
    /// Official source in words.
    pub source: String,
    /// Who enters it, in words.
    pub entered_at: String,
    /// Names of what it is compared with.
    pub bases: Vec<String>,
    /// Whether the book's own.
    pub own: bool,
    /// Whether the entry grid shows it.
    pub in_grid: bool,
    /// How many versions its name and definition have.
    pub versions: u32,
    /// Figure of the whole book.
    pub figure: Option<Figure>,
    /// What the figure is compared with: "98.000 hồ sơ đã thu nhận".
    pub base_text: Option<String>,
    /// "94,29".
    pub percent: Option<String>,
}

/// The dictionary as of a day.
pub fn indicator_list(connection: &Connection, as_of: Day) -> Result<IndicatorList> {
    let dictionary = Dictionary::load(connection)?;
    let ids: Vec<Id> = dictionary.all().iter().map(|kept| kept.id).collect();
    let figures = shown(connection, &dictionary, &ids, as_of)?;
    let mut rows: HashMap<String, Vec<IndicatorRow>> = HashMap::new();
    let sections = sections()?;
    for (kept, figure) in dictionary.all().iter().zip(figures) {
        let code = &kept.record.code;
        let section = sections.iter().find(|own| code.starts_with(&own.prefix));
        let key = section.map_or(&kept.record.group_key, |section| &section.key);
        rows.entry(key.clone())
            .or_default()
            .extend(row(&dictionary, kept.id, as_of, figure));
    }
    let mut groups = Vec::new();
    for group in store::list::<TaskGroup>(connection, "1 = 1 ORDER BY position", &[])? {
        let within = sections
            .iter()
            .filter(|section| section.letter == group.record.letter);
        let heads = std::iter::once((group.record.key.clone(), group.record.title.clone()))
            .chain(within.map(|Section { key, title, .. }| (key.clone(), title.clone())));
        for (key, title) in heads {
            if let Some(indicators) = rows.remove(&key) {
                groups.push(IndicatorGroup {
                    key,
                    letter: group.record.letter.clone(),
                    title,
                    indicators,
                });
            }
        }
    }
    Ok(IndicatorList {
        groups,
        sources: sources(&dictionary),
        score: Some(score_card(connection, &dictionary, as_of)?),
    })
}

fn sources(dictionary: &Dictionary) -> Vec<SourceView> {
    let mut official: HashMap<&str, u32> = HashMap::new();
    for kept in dictionary.all() {
        *official.entry(&kept.record.source).or_default() += 1;
    }
    dictionary
        .sources()
        .iter()
        .map(|source| SourceView {
            code: source.code.clone(),
            name: source.name.clone(),
            official_for: official.get(source.code.as_str()).copied().unwrap_or(0),
        })
        .collect()
}

fn row(dictionary: &Dictionary, id: Id, as_of: Day, shown: Shown) -> Option<IndicatorRow> {
    let own = dictionary.get(id)?;
    let definition = dictionary.definition(id, as_of)?;
    Some(IndicatorRow {
        indicator: id,
        code: own.code.clone(),
        name: definition.name.clone(),
        kind: own.kind,
        kind_text: own.kind.words().to_owned(),
        direction: own.direction,
        unit: definition.unit.clone(),
        decimals: definition.decimals,
        source: dictionary.source_name(&own.source),
        entered_at: own.entered_at.words().to_owned(),
        bases: dictionary
            .bases(id)
            .map(|base| dictionary.name(base.base, as_of))
            .collect(),
        own: own.is_own(),
        in_grid: own.in_grid,
        versions: dictionary.versions(id).len() as u32,
        figure: shown.figure,
        base_text: shown.base_text,
        percent: shown.percent,
    })
}
