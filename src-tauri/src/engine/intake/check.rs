//! What a table says twice is compared: totals with their sums, percentages with their parts.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::heads::{Meaning, words_of};
use super::names::Names;
use super::rows::{ReadRow, Role, beside_number};
use super::shape::Shape;
use crate::domain::Id;
use crate::domain::number::{Entry, decimal};
use crate::domain::percent::percent_doubt;
use crate::engine::counts::Doubt;
use crate::engine::dictionary::Dictionary;

/// What is said of a place in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Row, from 1.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
    /// The doubt.
    pub doubt: Doubt,
}

/// Totals of one indicator in a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FileTotal {
    /// Sum of the units' figures that were understood.
    pub sum: i64,
    /// The total that the file prints for all of them.
    pub printed: Option<i64>,
}

/// Compares a table with itself.
pub struct Checks<'a> {
    /// Where things stand.
    pub shape: &'a Shape,
    /// Names of units.
    pub names: &'a Names<'a>,
    /// Indicators.
    pub dictionary: &'a Dictionary,
    /// The rows.
    pub rows: &'a [ReadRow],
}

/// The figure of a row in a column.
fn value(row: &ReadRow, column: u32) -> Option<i64> {
    let cell = row.cells.iter().find(|cell| cell.column == column)?;
    match cell.entry {
        Ok(Entry::Value(value, _)) => Some(value),
        _ => None,
    }
}

impl Checks<'_> {
    fn units(&self) -> impl Iterator<Item = &ReadRow> {
        self.rows.iter().filter(|row| row.role == Role::Unit)
    }

    fn decimals(&self, indicator: Id) -> u8 {
        self.dictionary
            .definition(indicator, self.names.day())
            .map_or(0, |own| own.decimals)
    }

    /// Totals of every indicator, and totals that are not the sum of their rows.
    pub fn totals(&self) -> (BTreeMap<Id, FileTotal>, Vec<Said>) {
        let (mut out, mut said) = (BTreeMap::new(), Vec::new());
        let sums = self.sums_of_columns();
        let edges: Vec<(usize, &ReadRow)> = self
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| matches!(row.role, Role::Total | Role::Group))
            .collect();
        let figures = self
            .shape
            .columns
            .iter()
            .filter(|own| own.meaning == Meaning::Figure && own.twin.is_none());
        for column in figures {
            let Some(indicator) = column.indicator else {
                continue;
            };
            let summable = self
                .dictionary
                .get(indicator)
                .is_some_and(|own| own.kind.is_summable());
            if !summable {
                continue;
            }
            let sum = |rows: &mut dyn Iterator<Item = &ReadRow>| -> i64 {
                rows.filter_map(|row| value(row, column.column))
                    .fold(0, i64::saturating_add)
            };
            let own: &mut FileTotal = out.entry(indicator).or_default();
            own.sum = sums.get(&column.column).copied().unwrap_or(0);
            for (index, row) in edges.iter().copied() {
                let Some(printed) = value(row, column.column) else {
                    continue;
                };
                let meant = self.sums_meant(index, &sum);
                let whole = row.role == Role::Total && meant.contains(&own.sum);
                if whole || row.role == Role::Total && own.printed.is_none() {
                    own.printed = Some(printed);
                }
                let Some(expected) = meant.first().filter(|_| !meant.contains(&printed)) else {
                    continue;
                };
                let decimals = self.decimals(indicator);
                let lost = self
                    .rows
                    .iter()
                    .filter(|row| row.role == Role::Unknown)
                    .count();
                let mut text = format!(
                    "“{}” ghi {}, cộng các dòng là {} (lệch {}).",
                    row.name,
                    decimal(printed, decimals),
                    decimal(*expected, decimals),
                    crate::domain::number::signed(printed - expected, decimals)
                );
                if lost > 0 {
                    text.push_str(&format!(" Có {lost} dòng chưa nhận ra đơn vị."));
                }
                said.push(Said {
                    row: row.row,
                    column: column.column,
                    doubt: Doubt::new("total_differs", text),
                });
            }
        }
        (out, said)
    }

    /// The units' sum of each column, in one go over the rows.
    fn sums_of_columns(&self) -> HashMap<u32, i64> {
        // Rows have their figures in the same order.
        let mut sums: Vec<(u32, i64)> = Vec::new();
        for row in self.units() {
            for (at, cell) in row.cells.iter().enumerate() {
                let Ok(Entry::Value(value, _)) = cell.entry else {
                    continue;
                };
                let known = match sums.get(at) {
                    Some((column, _)) if *column == cell.column => Some(at),
                    _ => sums.iter().position(|(column, _)| *column == cell.column),
                };
                let at = known.unwrap_or_else(|| {
                    sums.push((cell.column, 0));
                    sums.len() - 1
                });
                sums[at].1 = sums[at].1.saturating_add(value);
            }
        }
        sums.into_iter().collect()
    }

    /// Sums that a total may mean, the likeliest first: those of its units, its group, everything, everything above.
    fn sums_meant(
        &self,
        at: usize,
        sum: &dyn Fn(&mut dyn Iterator<Item = &ReadRow>) -> i64,
    ) -> Vec<i64> {
        let row = &self.rows[at];
        let unit = |row: &&ReadRow| row.role == Role::Unit;
        let edge = |row: &ReadRow| matches!(row.role, Role::Group | Role::Total);
        let after = sum(&mut self.rows[at + 1..]
            .iter()
            .take_while(|row| !edge(row))
            .filter(unit));
        let before = sum(&mut self.rows[..at]
            .iter()
            .rev()
            .take_while(|row| !edge(row))
            .filter(unit));
        let all = sum(&mut self.units());
        let so_far = sum(&mut self.rows[..at].iter().filter(unit));
        let mut out = Vec::new();
        if let Some(body) = row.body.filter(|body| *body != self.names.directory().root) {
            let below: HashSet<Id> = self
                .names
                .directory()
                .descendants(body, self.names.day())
                .into_iter()
                .collect();
            let own = self
                .units()
                .filter(|row| row.body.is_some_and(|unit| below.contains(&unit)));
            let mut own = own;
            out.push(sum(&mut own));
        }
        match row.role {
            Role::Group => out.extend([after, before]),
            _ => out.extend([all, before, so_far, after]),
        }
        out
    }

    /// Percentages that are not those of their parts. Which parts a column is of is told by the column itself: the
    /// pair that nearly all its rows agree with.
    pub fn percents(&self) -> Vec<Said> {
        let mut out = Vec::new();
        let parts: Vec<(u32, Meaning)> = self
            .shape
            .columns
            .iter()
            .filter(|own| matches!(own.meaning, Meaning::Figure | Meaning::Target))
            .map(|own| (own.column, own.meaning))
            .collect();
        for column in self
            .shape
            .columns
            .iter()
            .filter(|own| own.meaning == Meaning::Percent)
        {
            let rows: Vec<(&ReadRow, (i64, u8))> = self
                .rows
                .iter()
                .filter(|row| matches!(row.role, Role::Unit | Role::Total | Role::Group))
                .filter_map(|row| {
                    let (_, cell) = row.beside.iter().find(|(own, _)| *own == column.column)?;
                    Some((row, hundredths(beside_number(cell, column)?)))
                })
                .collect();
            let mut best: Option<(usize, usize, Vec<&ReadRow>)> = None;
            for (part, meaning) in &parts {
                for (whole, _) in &parts {
                    if part == whole || *meaning == Meaning::Target {
                        continue;
                    }
                    let (mut agree, mut differ) = (0, Vec::new());
                    for (row, (published, decimals)) in &rows {
                        let (Some(own), Some(base)) =
                            (self.part(row, *part), self.part(row, *whole))
                        else {
                            continue;
                        };
                        if base > 0 && !percent_doubt(own, base, *published, *decimals) {
                            agree += 1;
                        } else {
                            differ.push(*row);
                        }
                    }
                    let all = agree + differ.len();
                    if agree * 2 > all && best.as_ref().is_none_or(|(known, ..)| agree > *known) {
                        best = Some((agree, all, differ));
                    }
                }
            }
            let Some((agree, all, differ)) = best.filter(|(agree, ..)| *agree >= 2) else {
                continue;
            };
            for row in differ {
                let text = format!(
                    "Tỷ lệ này không khớp hai số cùng dòng ({agree}/{all} dòng khác khớp). Hãy so lại số và tỷ lệ."
                );
                out.push(Said {
                    row: row.row,
                    column: column.column,
                    doubt: Doubt::new("percent_differs", text),
                });
            }
        }
        out
    }

    /// A part of a percentage: a figure, or a target that stands beside it.
    fn part(&self, row: &ReadRow, column: u32) -> Option<i64> {
        value(row, column).or_else(|| {
            let (_, cell) = row.beside.iter().find(|(own, _)| *own == column)?;
            let own = self.shape.columns.iter().find(|own| own.column == column)?;
            beside_number(cell, own)
                .filter(|(_, decimals)| *decimals == 0)
                .map(|(value, _)| value)
        })
    }

    /// Columns of numbers that nobody knows the meaning of, and such as mean the same as another.
    pub fn heads(&self) -> Vec<(u32, HeadProblem)> {
        self.shape
            .columns
            .iter()
            .filter_map(|own| match (own.meaning, own.twin) {
                (Meaning::Unknown, _) => Some((own.column, HeadProblem::Unknown)),
                (Meaning::Figure, Some(twin)) => Some((own.column, HeadProblem::Twin(twin))),
                _ => None,
            })
            .collect()
    }
}

/// A percentage in hundredths of a percent with the decimals that were printed, two at most: what has more was
/// computed in the file and is rounded.
fn hundredths((value, decimals): (i64, u8)) -> (i64, u8) {
    let scale = 10_i64.pow(u32::from(decimals.abs_diff(2)));
    if decimals <= 2 {
        (value.saturating_mul(scale), decimals)
    } else {
        ((value + scale / 2).div_euclid(scale), 2)
    }
}

/// Why a column is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadProblem {
    /// Nobody knows what it means.
    Unknown,
    /// Another column means the same.
    Twin(u32),
}

/// Heads under one form: without days and numbers, which change from file to file.
pub fn form_of(shape: &Shape) -> String {
    let heads: Vec<String> = shape
        .columns
        .iter()
        .map(|own| head_key(&own.head()))
        .collect();
    heads.join("|")
}

/// A head without days and numbers.
pub fn head_key(head: &str) -> String {
    words_of(head)
        .into_iter()
        .filter(|word| !word.bytes().any(|b| b.is_ascii_digit()) || word.len() == 1)
        .collect::<Vec<_>>()
        .join(" ")
}
