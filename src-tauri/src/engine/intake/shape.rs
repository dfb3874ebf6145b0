//! Where in a table the figures stand (hình dạng bảng): which sheet, which rows are its head, which column names the
//! units, and what the others mean. Titles stand above, signatures below; both are left out.

use std::collections::{BTreeSet, HashMap};

use super::heads::{HeadMeaning, Heads, Meaning, words_of};
use super::names::{Names, is_roman};
use super::number::{Style, number_in, style_of};
use super::time::without_time;
use crate::domain::Id;
use crate::domain::indicator::IndicatorKind;
use crate::domain::text::citizen_number;
use crate::engine::dictionary::Dictionary;
use crate::tabular::{Cell, Table, TableRow};

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its place, from 0.
    pub column: u32,
    /// Texts of its head, the outermost group first.
    pub parts: Vec<String>,
    /// What it means.
    pub meaning: Meaning,
    /// Of which indicator.
    pub indicator: Option<Id>,
    /// Whether nothing speaks against that.
    pub sure: bool,
    /// Whether it is known from an earlier file of the same form.
    pub remembered: bool,
    /// Indicators that it may mean.
    pub candidates: Vec<Id>,
    /// How its texts write numbers.
    pub style: Style,
    /// Whether its numbers are percentages kept as fractions of one.
    pub fraction: bool,
    /// Another column that means the same, which goes before this one.
    pub twin: Option<u32>,
}

impl Column {
    /// A column that is made rather than found in a table.
    pub(super) const fn of(column: u32, meaning: Meaning) -> Self {
        Self {
            column,
            parts: Vec::new(),
            meaning,
            indicator: None,
            sure: true,
            remembered: false,
            candidates: Vec::new(),
            style: Style::Vietnamese,
            fraction: false,
            twin: None,
        }
    }

    /// Its head in one line.
    pub fn head(&self) -> String {
        self.parts.join(" / ")
    }
}

/// Where the figures of a table stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// First and last row of the head; none where the table has no head.
    pub head: Option<(u32, u32)>,
    /// The column that names units.
    pub body: u32,
    /// A column of their codes beside it.
    pub code: Option<u32>,
    /// A column of the units above them.
    pub above: Option<u32>,
    /// All columns that hold something.
    pub columns: Vec<Column>,
    /// Rows that name a unit, among those looked at.
    pub units: usize,
}

/// Rows that are looked at to find the shape.
const LOOKED_AT: usize = 400;

/// Rows whose texts tell how a column writes its numbers.
const STYLED: usize = 2_048;

/// Columns in which a unit may be named.
const NAMING: u32 = 12;

/// Rows that a head may have.
const HEAD_ROWS: usize = 4;

/// Whether a table lists people: most of its rows hold a citizen's number in the same column. Such a table is never
/// taken, not even its other columns.
pub fn lists_people(table: &Table) -> bool {
    let mut counts: HashMap<u32, (usize, usize)> = HashMap::new();
    let mut named: BTreeSet<u32> = BTreeSet::new();
    for row in looked_at(table) {
        for (column, cell) in &row.cells {
            let own = counts.entry(*column).or_default();
            match cell {
                Cell::Text(text) if citizen_number(text).is_some() => own.0 += 1,
                Cell::Number(number) if number.fract() == 0.0 && (1e7..1e12).contains(number) => {
                    own.1 += 1;
                }
                Cell::Text(text) if names_citizens(text) => {
                    named.insert(*column);
                }
                _ => {}
            }
        }
    }
    let rows = |column: u32| {
        let cells = looked_at(table).filter_map(|row| row.cell(column));
        cells.filter(|cell| says_something(cell)).count()
    };
    counts.into_iter().any(|(column, (runs, long))| {
        let found = if named.contains(&column) {
            runs + long
        } else {
            runs
        };
        found >= 2 && found * 2 >= rows(column)
    })
}

/// Whether a head says that numbers of citizens stand below it.
fn names_citizens(text: &str) -> bool {
    if text.len() > 120 {
        return false;
    }
    let words = words_of(text).join(" ");
    let says = |mark: &&str| {
        words == **mark
            || words.starts_with(&format!("{mark} "))
            || words.ends_with(&format!(" {mark}"))
    };
    words.len() <= 60
        && [
            "cccd",
            "cmnd",
            "can cuoc",
            "dinh danh ca nhan",
            "so dinh danh",
            "cmt",
            "giay to",
        ]
        .iter()
        .any(says)
}

/// How well a table looks like figures by unit; 0 for none.
pub fn likeness(table: &Table, names: &Names<'_>) -> usize {
    let Some((column, units)) = naming_column(table, names) else {
        return 0;
    };
    let figures: BTreeSet<u32> = looked_at(table)
        .flat_map(|row| row.cells.iter())
        .filter(|(own, cell)| *own != column && is_number(cell))
        .map(|(own, _)| *own)
        .collect();
    units * figures.len().max(1)
}

fn looked_at(table: &Table) -> impl Iterator<Item = &TableRow> {
    table.rows.iter().take(LOOKED_AT)
}

/// The column that names most units: by names before by codes.
fn naming_column(table: &Table, names: &Names<'_>) -> Option<(u32, usize)> {
    let (mut by_name, mut by_code): (HashMap<u32, usize>, HashMap<u32, usize>) = Default::default();
    for row in looked_at(table) {
        // A name with figures beside it tells more than one in a letterhead.
        let figures = row.cells.iter().filter(|(_, cell)| is_number(cell)).count();
        for (column, cell) in row.cells.iter().filter(|(column, _)| *column < NAMING) {
            let text = cell.text();
            let weight = if figures > usize::from(is_number(cell)) {
                16
            } else {
                1
            };
            let digits = text.bytes().all(|b| b.is_ascii_digit());
            if names.knows(&text) {
                let counts = if digits { &mut by_code } else { &mut by_name };
                *counts.entry(*column).or_default() += weight;
            }
        }
    }
    let best = |counts: &HashMap<u32, usize>| {
        let mut all: Vec<(u32, usize)> = counts
            .iter()
            .map(|(column, count)| (*column, *count))
            .collect();
        all.sort_by_key(|(column, count)| (std::cmp::Reverse(*count), *column));
        all.first().copied()
    };
    match (best(&by_name), best(&by_code)) {
        (Some(name), Some(code)) if code.1 > name.1 * 2 => Some(code),
        (Some(name), _) => Some(name),
        (None, code) => code,
    }
}

/// Whether a cell is a number, or a text that is one.
pub fn is_number(cell: &Cell) -> bool {
    match cell {
        Cell::Number(_) | Cell::NoValue => true,
        Cell::Text(text) => number_in(text).is_some_and(|(number, rest)| {
            rest.trim().len() <= number.len().max(4)
                && text.chars().next().is_some_and(|c| c.is_ascii_digit())
        }),
        _ => false,
    }
}

/// A row that numbers the columns: 1, 2, (3)=(2)/(1), A, B.
pub fn numbers_columns(row: &TableRow) -> bool {
    // Nearly all rows are told by their first text.
    let long = |cell: &Cell| match cell {
        Cell::Text(text) => text.len() > 4 && !text.contains('='),
        Cell::Number(number) => *number > 99.0,
        _ => true,
    };
    if row.cells.iter().any(|(_, cell)| long(cell)) {
        return false;
    }
    let mark = |cell: &Cell| {
        let text = cell.text();
        let text = text.trim().trim_matches(['(', ')', '[', ']']);
        let small = text.parse::<u32>().is_ok_and(|number| number <= 99);
        let letter = text.chars().count() == 1 && text.chars().all(char::is_alphabetic);
        small || letter || text.contains('=') && text.chars().any(|c| c.is_ascii_digit())
    };
    let rising = {
        let numbers: Vec<u32> = row
            .cells
            .iter()
            .filter_map(|(_, cell)| cell.text().trim_matches(['(', ')']).parse().ok())
            .collect();
        numbers.len() >= 2
            && numbers
                .windows(2)
                .all(|pair| pair[0] < pair[1] && pair[1] - pair[0] <= 2)
    };
    row.cells.len() >= 2 && rising && row.cells.iter().all(|(_, cell)| mark(cell))
}

/// A row of a head: texts, not numbers.
pub(super) fn is_head(row: &TableRow) -> bool {
    let texts = row.cells.iter().filter(|(_, cell)| {
        matches!(cell, Cell::Text(_)) && !is_number(cell) && says_something(cell)
    });
    let numbers = row.cells.iter().filter(|(_, cell)| is_number(cell)).count();
    let texts: Vec<&(u32, Cell)> = texts.collect();
    let group = texts
        .first()
        .is_some_and(|(_, cell)| is_roman(&cell.text()));
    texts.len() >= 2 && numbers * 3 <= texts.len() && !group && !is_letterhead(row)
}

/// Whether a text has more than dashes, as the line below the head of a table in a chat has.
fn says_something(cell: &Cell) -> bool {
    cell.text().chars().any(|c| c.is_alphanumeric() || c == '%')
}

/// Rows of a letterhead or of a signature.
fn is_letterhead(row: &TableRow) -> bool {
    row.cells.iter().any(|(_, cell)| {
        let text = cell.text();
        if text.len() > 1_000 {
            return false;
        }
        let words = words_of(&text).join(" ");
        [
            "cong hoa xa hoi",
            "doc lap tu do",
            "nguoi lap",
            "thu truong",
        ]
        .iter()
        .any(|mark| words.contains(mark))
    })
}

/// Finds the shape of a table; none where nothing in it names a unit.
pub fn shape_of(
    table: &Table,
    names: &Names<'_>,
    heads: &Heads,
    dictionary: &Dictionary,
) -> Option<Shape> {
    let (body, units) = naming_column(table, names)?;
    let first = table.rows.iter().position(|row| {
        row.cell(body)
            .is_some_and(|cell| names.knows(&cell.text()) && row.cells.len() > 1)
    });
    let first = first.or_else(|| {
        table
            .rows
            .iter()
            .position(|row| row.cell(body).is_some_and(|cell| names.knows(&cell.text())))
    })?;
    let head = head_rows(table, first, body);
    let mut columns = columns_of(table, head, heads);
    let code = code_column(table, names, body, &columns);
    let above = columns
        .iter()
        .find(|own| own.meaning == Meaning::Body && own.column != body && Some(own.column) != code)
        .map(|own| own.column);
    for own in &mut columns {
        if own.column == body {
            (own.meaning, own.indicator, own.sure) = (Meaning::Body, None, true);
        } else if Some(own.column) == code {
            (own.meaning, own.indicator, own.sure) = (Meaning::Code, None, true);
        }
    }
    settle(&mut columns, dictionary);
    Some(Shape {
        head,
        body,
        code,
        above,
        columns,
        units,
    })
}

/// A column of codes beside the names.
fn code_column(table: &Table, names: &Names<'_>, body: u32, columns: &[Column]) -> Option<u32> {
    let named = columns
        .iter()
        .find(|own| own.meaning == Meaning::Code && own.column != body);
    if let Some(own) = named {
        return Some(own.column);
    }
    let mut counts: HashMap<u32, (usize, usize)> = HashMap::new();
    for row in looked_at(table) {
        for (column, cell) in row
            .cells
            .iter()
            .filter(|(column, _)| *column < NAMING && *column != body)
        {
            let text = cell.text();
            if text.len() == 5 && text.bytes().all(|b| b.is_ascii_digit()) {
                let own = counts.entry(*column).or_default();
                own.0 += usize::from(names.knows(&text));
                own.1 += 1;
            }
        }
    }
    let mut all: Vec<(u32, (usize, usize))> = counts.into_iter().collect();
    all.sort_unstable();
    all.into_iter()
        .find(|(_, (known, all))| *known >= 3 && known * 10 >= all * 9)
        .map(|(column, _)| column)
}

/// First and last row of the head above the row at `first`.
fn head_rows(table: &Table, first: usize, body: u32) -> Option<(u32, u32)> {
    let mut at = first.checked_sub(1)?;
    loop {
        let row = table.rows.get(at)?;
        if is_head(row) && !numbers_columns(row) {
            break;
        }
        at = at.checked_sub(1)?;
    }
    let last = table.rows[at].number;
    let mut top = at;
    while top > 0 && at - top < HEAD_ROWS - 1 {
        let (row, below) = (&table.rows[top - 1], &table.rows[top]);
        let near = below.number - row.number <= 1;
        let of_group =
            row.cells.len() == 1 && row.cells.first().is_some_and(|(column, _)| *column > body);
        if near && (is_head(row) || of_group) && !numbers_columns(row) && !is_letterhead(row) {
            top -= 1;
        } else {
            break;
        }
    }
    Some((table.rows[top].number, last))
}

/// Texts of the head above each column, merged areas written out.
fn columns_of(table: &Table, head: Option<(u32, u32)>, heads: &Heads) -> Vec<Column> {
    let used: BTreeSet<u32> = table
        .rows
        .iter()
        .take(LOOKED_AT)
        .flat_map(|row| row.cells.iter().map(|(column, _)| *column))
        .collect();
    let texts = head.map_or_else(HashMap::new, |head| head_texts(table, head, &used));
    let below = head.map_or(0, |(_, last)| last);
    used.into_iter()
        .map(|column| {
            let parts = texts.get(&column).cloned().unwrap_or_default();
            let timeless: Vec<String> =
                parts.iter().filter_map(|part| without_time(part)).collect();
            let written: Vec<&str> = timeless.iter().map(String::as_str).collect();
            let read = if written.is_empty() {
                HeadMeaning {
                    meaning: Meaning::Ignored,
                    indicator: None,
                    sure: true,
                    candidates: Vec::new(),
                }
            } else {
                heads.read(&written)
            };
            let cells = || {
                let rows = table.rows.iter().filter(|row| row.number > below);
                rows.take(STYLED).filter_map(|row| row.cell(column))
            };
            let style = style_of(cells().filter_map(|cell| match cell {
                Cell::Text(text) => Some(&**text),
                _ => None,
            }));
            let (mut numbers, mut small) = (0_usize, 0_usize);
            for cell in cells() {
                if let Cell::Number(number) = cell {
                    numbers += 1;
                    small += usize::from(*number <= 1.5);
                }
            }
            Column {
                column,
                parts,
                meaning: read.meaning,
                indicator: read.indicator,
                sure: read.sure,
                remembered: false,
                candidates: read.candidates,
                style,
                fraction: numbers > 0 && small == numbers,
                twin: None,
            }
        })
        .collect()
}

fn head_texts(
    table: &Table,
    (top, last): (u32, u32),
    used: &BTreeSet<u32>,
) -> HashMap<u32, Vec<String>> {
    let text_at = |row: u32, column: u32| -> Option<String> {
        let own = table.row(row).and_then(|row| row.cell(column));
        let cell = own.or_else(|| {
            let merge = table.merges.iter().find(|merge| {
                (merge.rows.0..=merge.rows.1).contains(&row)
                    && (merge.columns.0..=merge.columns.1).contains(&column)
            })?;
            table
                .row(merge.rows.0)
                .and_then(|row| row.cell(merge.columns.0))
        })?;
        let text = cell.text().split_whitespace().collect::<Vec<_>>().join(" ");
        says_something(cell).then_some(text)
    };
    let mut out: HashMap<u32, Vec<String>> = HashMap::new();
    for row in top..=last {
        let mut group: Option<(u32, String)> = None;
        for column in used {
            let mut own = text_at(row, *column);
            if let Some(text) = &own {
                group = Some((*column, text.clone()));
            } else if row < last && table.merges.is_empty() {
                // Without merged areas a group's text stands above its first column only: those to the right of
                // it that have texts of their own below, and so has it, belong to it.
                let below = |at: u32| (row + 1..=last).any(|below| text_at(below, at).is_some());
                own = group
                    .as_ref()
                    .filter(|(from, _)| below(*from) && below(*column))
                    .filter(|_| !(top..row).any(|above| text_at(above, *column).is_some()))
                    .map(|(_, text)| text.clone());
            }
            if let Some(text) = own {
                let parts = out.entry(*column).or_default();
                if parts.last() != Some(&text) {
                    parts.push(text);
                }
            }
        }
    }
    out
}

/// Words of a head that speak of the sum since the beginning, and of the period alone.
pub(super) const CUMULATIVE: [&str; 3] = ["luy ke", "den nay", "tu dau nam"];

/// Words of a head that compare: what stands below is a difference, never a figure.
pub(super) const COMPARING: [&str; 4] = ["tang", "giam", "so voi", "chenh lech"];

/// Whether the own text of a column's head has one of these words.
pub(super) fn says(column: &Column, marks: &[&str]) -> bool {
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
