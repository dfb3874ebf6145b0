//! Tables that stand the other way (bảng xoay): an indicator a row. The columns are units, or the whole table is of one
//! unit that the letterhead, the title, the sheet or the file names.

use std::collections::{BTreeMap, HashMap};

use super::heads::{Heads, Meaning, words_of};
use super::names::Names;
use super::rows::{ReadCell, ReadRow, Role, reader_of};
use super::shape::{COMPARING, CUMULATIVE, Column, Shape, is_number};
use super::time::{Fit, time_of_name};
use crate::domain::Id;
use crate::domain::indicator::IndicatorKind;
use crate::domain::number::Entry;
use crate::engine::counts::Stated;
use crate::engine::dictionary::Dictionary;
use crate::tabular::{Table, TableRow};

/// A table that stands the other way, understood.
pub(super) struct Turned {
    /// Where things stand.
    pub shape: Shape,
    /// A row for every indicator and unit.
    pub rows: Vec<ReadRow>,
    /// That the unit was only named by the sheet or the file.
    pub named_by_file: bool,
}

/// What is needed to read one.
pub(super) struct Turner<'a> {
    pub names: &'a Names<'a>,
    pub heads: &'a Heads,
    pub dictionary: &'a Dictionary,
    /// The time that is taken, and the year of heads that name none.
    pub time: (Stated, i32),
}

/// Whose figures a column holds.
#[derive(Clone, Copy)]
struct Owner {
    body: Id,
    column: u32,
}

/// Rows above the indicators in which heads and titles are looked for.
const ABOVE: usize = 12;

impl Turner<'_> {
    /// Reads it; none where fewer than two rows name an indicator, or nobody says whose figures they are.
    pub fn read(&self, table: &Table, file: &str) -> Option<Turned> {
        let (label, found) = self.indicators(table)?;
        let first = found.keys().next().copied()?;
        let above: Vec<&TableRow> = table
            .rows
            .iter()
            .filter(|row| row.number < first)
            .rev()
            .take(ABOVE)
            .collect();
        let units = self.unit_columns(&above, label);
        let mut named_by_file = false;
        let mut columns = vec![Column::of(label, Meaning::Body)];
        let mut rows = Vec::new();
        if units.is_empty() {
            let (body, by_file) = self.unit_of(table, &above, file)?;
            named_by_file = by_file;
            let values = Self::value_columns(table, &above, label, first);
            for (number, id) in &found {
                let Some((column, head)) = self.value_of(*id, &values) else {
                    continue;
                };
                Self::keep(&mut columns, column, head);
                let owner = Owner { body, column };
                rows.extend(self.row(table.row(*number)?, label, *id, owner));
            }
        } else {
            for (column, body) in &units {
                let owner = Owner {
                    body: *body,
                    column: *column,
                };
                let head = self.names.directory().name(*body, self.names.day());
                Self::keep(&mut columns, *column, &head);
                for (number, id) in &found {
                    rows.extend(self.row(table.row(*number)?, label, *id, owner));
                }
            }
            rows.sort_by_key(|row| row.row);
        }
        columns.sort_by_key(|own| own.column);
        let any = rows
            .iter()
            .any(|row| row.cells.iter().any(|cell| cell.entry != Ok(Entry::Empty)));
        any.then_some(Turned {
            shape: Shape {
                head: None,
                body: label,
                code: None,
                above: None,
                columns,
                units: rows.len(),
            },
            rows,
            named_by_file,
        })
    }

    /// The column that names indicators, and its rows.
    fn indicators(&self, table: &Table) -> Option<(u32, BTreeMap<u32, Id>)> {
        let mut found: HashMap<u32, BTreeMap<u32, Id>> = HashMap::new();
        for row in table.rows.iter().take(400) {
            let mut cells = row.cells.iter().enumerate();
            let first_text = cells.find(|(_, (_, cell))| {
                !is_number(cell) && cell.text().chars().filter(|c| c.is_alphabetic()).count() > 2
            });
            let Some((at, (column, cell))) = first_text else {
                continue;
            };
            if !row.cells[at + 1..].iter().any(|(_, cell)| is_number(cell)) {
                continue;
            }
            let text = cell.text();
            let read = self.heads.read_label(super::names::without_number(&text));
            if let (Meaning::Figure, Some(id)) = (read.meaning, read.indicator) {
                found.entry(*column).or_default().insert(row.number, id);
            }
        }
        let mut all: Vec<(u32, BTreeMap<u32, Id>)> = found.into_iter().collect();
        all.sort_by_key(|(column, rows)| (std::cmp::Reverse(rows.len()), *column));
        let (column, mut rows) = all.into_iter().next().filter(|(_, rows)| rows.len() >= 2)?;
        // "x" beside an indicator is no number, but it says something.
        let first = rows.keys().next().copied().unwrap_or_default();
        for row in table.rows.iter().filter(|row| row.number > first) {
            let Some(cell) = row
                .cell(column)
                .filter(|_| row.cells.last().is_some_and(|(last, _)| *last > column))
            else {
                continue;
            };
            let text = cell.text();
            let read = self.heads.read_label(super::names::without_number(&text));
            if let (Meaning::Figure, Some(id)) = (read.meaning, read.indicator) {
                rows.insert(row.number, id);
            }
        }
        Some((column, rows))
    }

    /// Columns whose heads name units.
    fn unit_columns(&self, above: &[&TableRow], label: u32) -> BTreeMap<u32, Id> {
        for row in above {
            let units: BTreeMap<u32, Id> = row
                .cells
                .iter()
                .filter(|(column, _)| *column > label)
                .filter_map(|(column, cell)| {
                    let text = cell.text();
                    (Names::may_name(&text) && !is_number(cell))
                        .then(|| self.names.read(&text, None).ok())
                        .flatten()
                        .map(|body| (*column, body))
                })
                .collect();
            if units.len() >= 2 {
                return units;
            }
        }
        BTreeMap::new()
    }

    /// Columns of numbers with their heads.
    fn value_columns(
        table: &Table,
        above: &[&TableRow],
        label: u32,
        first: u32,
    ) -> Vec<(u32, String)> {
        let mut out: Vec<(u32, String)> = Vec::new();
        for row in table.rows.iter().filter(|row| row.number >= first) {
            for (column, _) in row
                .cells
                .iter()
                .filter(|(column, cell)| *column > label && is_number(cell))
            {
                if out.iter().all(|(known, _)| known != column) {
                    let heads: Vec<String> = above
                        .iter()
                        .take(3)
                        .rev()
                        .filter(|row| row.cells.len() > 1)
                        .filter_map(|row| row.cell(*column).map(|cell| cell.text().into_owned()))
                        .collect();
                    out.push((*column, heads.join(" / ")));
                }
            }
        }
        out.sort();
        out
    }

    /// The column of an indicator's figure: of a stock the cumulative one, of a flow the one of the period.
    fn value_of<'v>(&self, id: Id, values: &'v [(u32, String)]) -> Option<(u32, &'v str)> {
        let flow = self.dictionary.get(id)?.kind == IndicatorKind::Flow;
        let rank = |head: &str| -> Option<u8> {
            let cumulative = says(head, &CUMULATIVE);
            let role = if head.contains('%') {
                Some(Meaning::Percent)
            } else {
                self.heads.role(head)
            };
            let told = time_of_name(head, self.time.1, true).map(|time| time.fit(self.time.0));
            // A column of another time; of a flow no part of one holds the figure.
            let elsewhere = told == Some(Fit::Apart) || flow && told == Some(Fit::Partly);
            let beside = matches!(
                role,
                Some(
                    Meaning::Target
                        | Meaning::Percent
                        | Meaning::Previous
                        | Meaning::Note
                        | Meaning::Ignored
                )
            );
            let increase = role == Some(Meaning::Increase);
            if elsewhere || beside || says(head, &COMPARING) || increase && !flow {
                return None;
            }
            match (role, flow) {
                _ if told == Some(Fit::Just) => Some(4),
                (_, true) if cumulative => Some(0),
                (_, false) if cumulative => Some(3),
                _ if increase => Some(3),
                (Some(Meaning::Figure), _) => Some(2),
                _ => Some(1),
            }
        };
        let ranked = values
            .iter()
            .filter_map(|(column, head)| Some((rank(head)?, *column, head.as_str())));
        // The first of the best; of several days the last one.
        let mut best: Option<(u8, u32, &str)> = None;
        let timed = |head: &str| time_of_name(head, self.time.1, true).is_some();
        for own in ranked {
            let later = |known: (u8, u32, &str)| own.0 == known.0 && timed(own.2) && timed(known.2);
            if best.is_none_or(|known| own.0 > known.0 || later(known)) {
                best = Some(own);
            }
        }
        best.map(|(_, column, head)| (column, head))
    }

    /// The unit that a table is of, and whether only the sheet or the file names it.
    fn unit_of(&self, table: &Table, above: &[&TableRow], file: &str) -> Option<(Id, bool)> {
        let units = self.names.directory().units(self.names.day());
        let mut root = None;
        for row in above.iter().rev() {
            for (_, cell) in &row.cells {
                match self.unit_in(&cell.text(), true) {
                    Some(body) if units.contains(&body) => return Some((body, false)),
                    Some(body) => root = root.or(Some(body)),
                    None => {}
                }
            }
        }
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let by_name = [table.name.as_str(), stem]
            .into_iter()
            .find_map(|text| self.unit_in(text, false));
        match by_name.filter(|body| units.contains(body)) {
            Some(body) => Some((body, true)),
            None => root.map(|body| (body, false)),
        }
    }

    /// The unit that a text names somewhere: after a word of its kind, or anywhere.
    fn unit_in(&self, text: &str, after_kind: bool) -> Option<Id> {
        const KINDS: [&str; 8] = ["phuong", "p", "xa", "x", "thi", "quan", "huyen", "dac"];
        // A long text is no letterhead.
        if text.len() > 400 {
            return None;
        }
        let words: Vec<&str> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        for length in (1..=5_usize).rev() {
            for (from, window) in words.windows(length).enumerate() {
                let kind = words_of(words[from]).concat();
                if after_kind && !KINDS.contains(&kind.as_str())
                    || window
                        .iter()
                        .all(|word| word.bytes().all(|b| b.is_ascii_digit()))
                {
                    continue;
                }
                let name = window.join(" ");
                if name.chars().count() >= 4 && self.names.knows(&name) {
                    return self.names.read(&name, None).ok();
                }
            }
        }
        None
    }

    fn keep(columns: &mut Vec<Column>, column: u32, head: &str) {
        if columns.iter().all(|own| own.column != column) {
            let mut own = Column::of(column, Meaning::Figure);
            own.parts = vec![if head.is_empty() {
                "Số liệu".to_owned()
            } else {
                head.to_owned()
            }];
            columns.push(own);
        }
    }

    fn row(&self, row: &TableRow, label: u32, indicator: Id, owner: Owner) -> Option<ReadRow> {
        let cell = row.cell(owner.column);
        let column = Column::of(owner.column, Meaning::Figure);
        let reader = reader_of(&column, indicator, self.dictionary, self.names.day());
        Some(ReadRow {
            row: row.number,
            name: row.cell(label)?.text().into_owned(),
            role: Role::Unit,
            body: Some(owner.body),
            refusal: None,
            cells: vec![ReadCell {
                column: owner.column,
                indicator,
                written: cell.cloned(),
                entry: cell.map_or(Ok(Entry::Empty), |cell| reader.cell(cell).map_err(Box::new)),
            }],
            beside: Vec::new(),
            note: None,
            note_refusal: None,
        })
    }
}

/// Whether a head has one of these words.
fn says(head: &str, marks: &[&str]) -> bool {
    let words = words_of(head).join(" ");
    marks.iter().any(|mark| words.contains(mark))
}
