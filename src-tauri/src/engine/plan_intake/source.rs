//! What came: a file of tables, a pasted table, lines.

use super::grid::Grid;
use super::heads::likeness;
use super::lines::head_lines;
use crate::domain::text::clean;
use crate::domain::{Error, ErrorCode, Result};
use crate::tabular::{FileKind, Passage, Table, Workbook, read_passages, read_workbook};

/// Bytes of a text that are looked at.
const MOST_TEXT: usize = 4 << 20;

/// A file or a text that may hold a plan.
#[derive(Debug, Clone)]
pub struct PlanFile {
    /// Its name; empty for pasted text.
    pub name: String,
    /// Its tables; none where it is lines.
    pub workbook: Option<Workbook>,
    /// The text, where it was pasted.
    pub text: Option<String>,
    /// The passages of a Word document; none of anything else.
    pub passages: Vec<Passage>,
}

impl PlanFile {
    /// A file by its bytes. A text file without cells is taken as lines.
    pub fn of_file(name: &str, bytes: &[u8]) -> Result<Self> {
        if let Some(passages) = read_passages(bytes)? {
            return Self::of_document(name, bytes, passages);
        }
        let workbook = read_workbook(bytes)?;
        let text = (workbook.kind == FileKind::Delimited)
            .then(|| std::str::from_utf8(bytes).ok())
            .flatten()
            .filter(|text| !has_cells(text));
        Ok(match text {
            Some(text) => Self {
                name: clean(name),
                ..Self::of_text(text)?
            },
            None => Self {
                name: clean(name),
                workbook: Some(workbook),
                text: None,
                passages: Vec::new(),
            },
        })
    }

    /// A Word document: its tables where it has some, and its text.
    fn of_document(name: &str, bytes: &[u8], passages: Vec<Passage>) -> Result<Self> {
        let paragraphs = passages
            .iter()
            .any(|own| matches!(own, Passage::Paragraph(_)));
        let workbook = match read_workbook(bytes) {
            Ok(own) => Some(own),
            Err(error) if error.code == ErrorCode::NotATable && paragraphs => None,
            Err(error) => return Err(error),
        };
        Ok(Self {
            name: clean(name),
            workbook,
            text: None,
            passages,
        })
    }

    /// Pasted text.
    pub fn of_text(text: &str) -> Result<Self> {
        let text = text.trim_start_matches('\u{feff}');
        if !text.chars().any(char::is_alphanumeric) {
            return Err(Error::new(ErrorCode::NoPlanTable).with("file", "nội dung dán"));
        }
        if text.len() > MOST_TEXT {
            return Err(Error::new(ErrorCode::FileTooLarge).with("file", "nội dung dán"));
        }
        let workbook = has_cells(text)
            .then(|| read_workbook(mended(text).as_bytes()).ok())
            .flatten();
        Ok(Self {
            name: String::new(),
            workbook,
            text: Some(text.to_owned()),
            passages: Vec::new(),
        })
    }

    /// What it is, in words.
    pub(super) fn kind(&self) -> &'static str {
        match (&self.workbook, &self.text) {
            (Some(_), Some(_)) => "bảng dán",
            (None, None) => crate::engine::intake::kind_words(FileKind::Docx),
            (None, Some(_)) => "lời dán",
            (Some(own), None) => crate::engine::intake::kind_words(own.kind),
        }
    }

    /// The place of a sheet by its name, or by its number from 1.
    pub fn sheet(&self, wanted: &str) -> Result<usize> {
        let tables = self.workbook.as_ref().map_or(&[][..], |own| &own.tables);
        let key = crate::domain::naming::exact_key(wanted);
        let by_name = tables
            .iter()
            .position(|own| crate::domain::naming::exact_key(&own.name) == key);
        let by_number = || {
            let number: usize = wanted.trim().parse().ok()?;
            (1..=tables.len()).contains(&number).then(|| number - 1)
        };
        by_name.or_else(by_number).ok_or_else(|| {
            let names: Vec<&str> = tables.iter().map(|own| own.name.as_str()).collect();
            Error::new(ErrorCode::NoSuchSheet)
                .with("sheet", wanted)
                .with("sheets", names.join(", "))
        })
    }

    /// Whether its tables follow each other in one text.
    pub(super) fn flows(&self) -> bool {
        self.workbook
            .as_ref()
            .is_some_and(|own| matches!(own.kind, FileKind::Docx | FileKind::Html))
    }

    /// The lines of its text with their places: those of a pasted text, or the paragraphs of a document.
    pub(super) fn lines(&self) -> Box<dyn Iterator<Item = (u32, &str)> + '_> {
        if let Some(text) = &self.text {
            return Box::new((1..).zip(text.lines()));
        }
        Box::new(
            (1..)
                .zip(&self.passages)
                .filter_map(|(row, own)| match own {
                    Passage::Paragraph(text) => Some((row, text.as_str())),
                    Passage::Table(_) => None,
                }),
        )
    }

    /// What stands at the beginning of a text or a document, in its order: paragraphs, and what small tables say, as
    /// letterheads do.
    pub(super) fn beginning(&self) -> Vec<String> {
        if let Some(text) = &self.text {
            return head_lines(text.lines());
        }
        let tables = self.workbook.as_ref().map_or(&[][..], |own| &own.tables);
        let mut above = 0;
        let mut out: Vec<String> = Vec::new();
        for own in &self.passages {
            match own {
                Passage::Paragraph(text) => {
                    above += 1;
                    out.push(text.clone());
                }
                Passage::Table(at) => {
                    let Some(small) = tables
                        .get(*at)
                        .and_then(|own| letterhead_of(own, above.min(5)))
                    else {
                        // The plan itself: what follows is no beginning any more.
                        break;
                    };
                    out.extend(small);
                    above = 0;
                }
            }
        }
        let lines: Vec<&str> = out.iter().flat_map(|own| own.lines()).collect();
        head_lines(lines.into_iter())
    }

    /// The tables of tasks as one, with the place of its sheet and the texts of what stands above in other tables.
    pub(super) fn grid(&self, wanted: Option<usize>) -> Option<(usize, Grid, Vec<String>)> {
        let workbook = self.workbook.as_ref()?;
        let pasted = self.text.is_some();
        if self.flows() {
            return Some(joined(&workbook.tables, pasted));
        }
        let sheet = wanted.unwrap_or_else(|| best_sheet(&workbook.tables));
        let table = workbook.tables.get(sheet)?;
        Some((sheet, Grid::of(table, pasted), Vec::new()))
    }
}

/// The cells of a small table. What its reader put above it as rows stands among the paragraphs already.
fn letterhead_of(table: &Table, above: usize) -> Option<Vec<String>> {
    let grid = Grid::of(table, false);
    if table.rows.len() > 16 || grid.rows.iter().any(|row| likeness(row) > 0) {
        return None;
    }
    let rows = grid.rows.iter().skip(above);
    let cells = rows.flat_map(|row| row.own().map(|cell| cell.text.clone()));
    Some(cells.collect())
}

/// The sheet that looks most like a list of tasks: one that is seen, with the most rows below the best head.
fn best_sheet(tables: &[Table]) -> usize {
    let score = |table: &Table| {
        let grid = Grid::of(table, false);
        let head = grid.rows.iter().take(400).map(likeness).max().unwrap_or(0);
        (
            head > 0,
            !table.hidden,
            grid.rows.iter().filter(|row| row.cells.len() > 2).count(),
        )
    };
    let all = tables.iter().enumerate();
    all.max_by_key(|(at, table)| (score(table), std::cmp::Reverse(*at)))
        .map_or(0, |(at, _)| at)
}

/// Tables of a document one below the other: those from the first one that has a head of tasks on. What stands in
/// tables before it is a letterhead.
fn joined(tables: &[Table], pasted: bool) -> (usize, Grid, Vec<String>) {
    let grids: Vec<Grid> = tables.iter().map(|own| Grid::of(own, pasted)).collect();
    let has_head = |grid: &Grid| grid.rows.iter().take(60).any(|row| likeness(row) > 0);
    let first = grids.iter().position(has_head).unwrap_or(0);
    let texts = grids[..first.min(grids.len())].iter().flat_map(|grid| {
        grid.rows
            .iter()
            .flat_map(|row| row.own().map(|cell| cell.text.clone()))
    });
    let texts: Vec<String> = texts.collect();
    let mut out = Grid {
        pasted,
        ..Grid::default()
    };
    let width = |grid: &Grid| {
        grid.rows
            .iter()
            .filter_map(|row| row.cells.last().map(|cell| cell.column))
            .max()
            .unwrap_or(0)
    };
    let wanted = grids.get(first).map_or(0, width);
    for (at, grid) in grids.into_iter().enumerate().skip(first) {
        // A table of another shape without such a head is a signature.
        if at == first || has_head(&grid) || width(&grid) == wanted {
            out.add(grid);
        }
    }
    (first, out, texts)
}

/// Whether a text has cells: tabs, bars, mark-up.
fn has_cells(text: &str) -> bool {
    let lines = || text.lines().take(400);
    let with = |sign: char| {
        lines()
            .filter(|line| line.matches(sign).count() >= 2)
            .count()
    };
    let all = lines().filter(|line| !line.trim().is_empty()).count();
    let table = text.contains("<table") || text.contains("<tr");
    table || with('\t') * 4 >= all.max(1) || with('|') * 3 >= all.max(1)
}

/// Word breaks cells of several paragraphs into lines when it pastes: a line that lacks cells goes on in the next one.
fn mended(text: &str) -> String {
    if !text.contains('\t') || text.contains('"') {
        return text.to_owned();
    }
    let tabs = |line: &str| line.matches('\t').count();
    let lines: Vec<&str> = text.lines().collect();
    let wide = lines.iter().map(|line| tabs(line)).max().unwrap_or(0);
    let begins = |line: &str| {
        let first = line.split('\t').next().unwrap_or_default();
        line.contains('\t')
            && (super::marks::Mark::parse(first).is_some() || first.trim().is_empty())
    };
    let goes_on = |line: &str| {
        let first = line.trim_start().chars().next();
        first.is_some_and(|c| c.is_lowercase() || super::marks::is_bullet(c))
    };
    let mut out: Vec<String> = Vec::new();
    let mut rest = lines.into_iter().peekable();
    while let Some(line) = rest.next() {
        let mut own = line.to_owned();
        let counted =
            super::marks::Mark::parse(line.split('\t').next().unwrap_or_default()).is_some();
        while counted
            && tabs(&own) > 0
            && let Some(next) = rest.peek()
            && !next.trim().is_empty()
            && !begins(next)
            && tabs(&own) + tabs(next) <= wide
            && (tabs(&own) < wide || goes_on(next))
            && super::marks::Mark::split(next)
                .is_none_or(|(mark, _)| mark == super::marks::Mark::Bullet)
        {
            own.push('⏎');
            own.push_str(next);
            rest.next();
        }
        out.push(own);
    }
    out.join("\n")
}
