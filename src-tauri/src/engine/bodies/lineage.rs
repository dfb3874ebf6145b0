//! The successions around a unit (dòng kế thừa), as columns of days with links between them.

use std::collections::BTreeSet;

use serde::Serialize;
use ts_rs::TS;

use super::detail::share_text;
use super::draft::eve;
use crate::domain::body::{BodyClass, Extent};
use crate::domain::{Day, Id};
use crate::engine::directory::Directory;

/// Columns of days with the units between two changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Lineage {
    /// Columns in order of time.
    pub columns: Vec<LineageColumn>,
    /// Links from a column to the next.
    pub links: Vec<LineageLink>,
}

/// The units from one change to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LineageColumn {
    /// First day; none before the first change.
    pub day: Option<Day>,
    /// "2023", "01/11/2024", "từ 01/07/2025".
    pub label: String,
    /// The units.
    pub nodes: Vec<LineageNode>,
}

/// A unit in a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LineageNode {
    /// The body.
    pub body: Id,
    /// Code in that column.
    pub code: String,
    /// Name without kind.
    pub name: String,
    /// Whether it ends before the next column.
    pub ends: bool,
    /// Whether it is the unit that was asked for.
    pub chosen: bool,
    /// Whether it lies below the book's root.
    pub inside: bool,
}

/// How a link goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LineageExtent {
    /// Whole into a successor.
    Whole,
    /// A part of it into a successor.
    Part,
    /// The same unit goes on.
    Same,
}

/// A link from a unit in a column to one in the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LineageLink {
    /// From this column to the next.
    pub column: u32,
    /// The unit before.
    pub from: Id,
    /// The unit after.
    pub to: Id,
    /// Whole, part, or the same unit.
    pub extent: LineageExtent,
    /// "330/12.345" where a document gives a share for all indicators.
    pub share: Option<String>,
}

/// The columns around a unit; around the root, those of all units directly below it.
pub fn lineage(directory: &Directory, body: Id, day: Day) -> Lineage {
    let members = neighbourhood(directory, body);
    let mut days: BTreeSet<Day> = BTreeSet::new();
    for member in &members {
        let links = directory.predecessors(*member).iter();
        days.extend(
            links
                .filter(|link| members.contains(&link.body))
                .map(|link| link.day),
        );
    }
    let starts: Vec<Option<Day>> = std::iter::once(None)
        .chain(days.into_iter().map(Some))
        .collect();
    let shown =
        |start: Option<Day>, next: Option<Day>| start.or_else(|| next.map(eve)).unwrap_or(day);
    let columns: Vec<LineageColumn> = starts
        .iter()
        .enumerate()
        .map(|(at, start)| {
            let next = starts.get(at + 1).copied().flatten();
            let on = shown(*start, next);
            let alive = directory
                .ever()
                .iter()
                .copied()
                .filter(|id| members.contains(id) && directory.alive(*id, on));
            LineageColumn {
                day: *start,
                label: label(*start, next),
                nodes: alive
                    .map(|id| LineageNode {
                        body: id,
                        code: directory.code(id, on),
                        name: directory
                            .version(id, on)
                            .map_or_else(String::new, |v| v.name.clone()),
                        ends: next.is_some_and(|next| !directory.alive(id, next)),
                        chosen: id == body,
                        inside: directory.inside(id),
                    })
                    .collect(),
            }
        })
        .collect();
    let links = links(directory, &columns);
    Lineage { columns, links }
}

/// "2023", "01/11/2024", "từ 01/07/2025".
fn label(start: Option<Day>, next: Option<Day>) -> String {
    match (start, next) {
        (None, Some(next)) => format!("trước {}", next.format("%d/%m/%Y")),
        (None, None) => "hiện nay".to_owned(),
        (Some(start), Some(_)) => start.format("%d/%m/%Y").to_string(),
        (Some(start), None) => format!("từ {}", start.format("%d/%m/%Y")),
    }
}

/// The unit, all before it, all after it, and all before those.
fn neighbourhood(directory: &Directory, body: Id) -> BTreeSet<Id> {
    let mut first: Vec<Id> = vec![body];
    if body == directory.root {
        let below = directory.ever_below(body).iter().copied();
        let units: Vec<Id> = below
            .filter(|id| directory.class(*id) == BodyClass::Territory)
            .collect();
        if !units.is_empty() {
            first = units;
        }
    }
    let after = closure(first, |id| {
        directory
            .successors(id)
            .iter()
            .map(|link| link.body)
            .collect()
    });
    closure(after.into_iter().collect(), |id| {
        directory
            .predecessors(id)
            .iter()
            .map(|link| link.body)
            .collect()
    })
}

fn closure(mut open: Vec<Id>, next: impl Fn(Id) -> Vec<Id>) -> BTreeSet<Id> {
    let mut out = BTreeSet::new();
    while let Some(id) = open.pop() {
        if out.insert(id) {
            open.extend(next(id));
        }
    }
    out
}

fn links(directory: &Directory, columns: &[LineageColumn]) -> Vec<LineageLink> {
    let mut out = Vec::new();
    for (at, pair) in columns.windows(2).enumerate() {
        for node in &pair[0].nodes {
            let mut link = |to: Id, extent: LineageExtent, share: Option<String>| {
                out.push(LineageLink {
                    column: at as u32,
                    from: node.body,
                    to,
                    extent,
                    share,
                });
            };
            if pair[1].nodes.iter().any(|next| next.body == node.body) {
                link(node.body, LineageExtent::Same, None);
            }
            for succession in directory.successors(node.body) {
                let begins = Some(succession.day) == pair[1].day;
                if begins
                    && pair[1]
                        .nodes
                        .iter()
                        .any(|next| next.body == succession.body)
                {
                    let extent = match succession.extent {
                        Extent::Whole => LineageExtent::Whole,
                        Extent::Part => LineageExtent::Part,
                    };
                    let share = succession
                        .shares
                        .iter()
                        .find(|share| share.indicator.is_none());
                    link(succession.body, extent, share.map(share_text));
                }
            }
        }
    }
    out
}
