//! Tables: a head that is repeated on each page, rows that do not break, totals kept with the row before.

use std::rc::Rc;

use super::set::{Atom, Setter, across, base_line};
use super::{Item, Role};
use crate::report::breaking::{Fill, Line};
use crate::report::content::{Align, Figure, RowKind, Style, Table};
use crate::report::measure::{ABOVE_TABLE, CELL_X, LEFT, Sheet, cell_y, small_pitch, table_size};
use crate::report::shape::{Shaper, prepare};

/// Thickness of the rules.
const RULE: f64 = 0.5;
/// Thickness of a bar, as a part of the size of letters, and of the stroke that it is measured by.
const BAR: f64 = 0.5;
const MARK: f64 = 1.0;
/// Side of a square to be ticked, as a part of the size of letters.
const SQUARE: f64 = 1.05;

/// Columns on the sheet.
struct Grid {
    /// Left edges of the columns and the right edge of the last.
    edges: Vec<f64>,
    aligns: Vec<Align>,
    size: f64,
    /// Height of a line.
    pitch: f64,
    /// White above and below a cell's lines.
    pad: f64,
}

/// A row whose cells are broken into lines.
struct SetRow {
    cells: Vec<SetCell>,
    whole: bool,
}

struct SetCell {
    lines: Vec<Line>,
    align: Align,
    node: usize,
    /// Of a bar: its length and where the stroke stands, as parts of the room.
    bar: Option<(f64, f64)>,
}

/// Sets a table. A table without columns is nothing.
pub(super) fn atoms(
    setter: &mut Setter<'_>,
    sheet: Sheet,
    parent: usize,
    table: &Table,
) -> Vec<Atom> {
    if table.columns.is_empty() {
        return Vec::new();
    }
    let size = table_size(table.size);
    let grid = Grid {
        edges: edges(&mut setter.shaper, sheet, table),
        aligns: table.columns.iter().map(|column| column.align).collect(),
        size,
        pitch: small_pitch(size),
        pad: cell_y(size),
    };
    let node = setter.node(Role::Table, parent);
    let headers: Vec<Shown<'_>> = table
        .columns
        .iter()
        .map(|column| (column.header.as_str(), None))
        .collect();
    let head_row = set_row(setter, &grid, node, RowKind::Body, &headers, true);
    let (head_height, head_items) = draw(setter, &grid, &head_row, 0, usize::MAX, true);
    // Where it is repeated, it is no content a second time.
    let mut again = head_items.clone();
    for item in &mut again {
        if let Item::Text(text) = item {
            text.node = None;
        }
    }
    let again = Rc::new((head_height, again));
    let mut atoms = vec![Atom {
        before: ABOVE_TABLE,
        height: head_height,
        may_break: true,
        items: head_items,
        ..Atom::default()
    }];
    let most = ((sheet.room() - head_height - 2.0 * grid.pad) / grid.pitch).floor() as usize;
    let mut after_group = true;
    for row in &table.rows {
        let cells: Vec<Shown<'_>> = row
            .cells
            .iter()
            .map(|cell| (cell.text.as_str(), cell.figure.as_ref()))
            .collect();
        let set = set_row(setter, &grid, node, row.kind, &cells, false);
        let free = !(after_group || row.kind == RowKind::Total);
        for (from, to) in pieces(set.height(), most / 2) {
            let (height, items) = draw(setter, &grid, &set, from, to, false);
            let closing = if to < set.height() {
                vec![grid.across(height)]
            } else {
                Vec::new()
            };
            atoms.push(Atom {
                height,
                may_break: from > 0 || free,
                items,
                closing,
                head: Some(Rc::clone(&again)),
                ..Atom::default()
            });
        }
        after_group = row.kind == RowKind::Group;
    }
    atoms
}

/// Lines of a row that stay together. A row stays whole, unless it is higher than half a page: then it is cut wherever
/// two lines stay on either side, so that no page is left half empty and no row is too high for any.
fn pieces(height: usize, most: usize) -> Vec<(usize, usize)> {
    if height <= most.max(4) {
        return vec![(0, height)];
    }
    let inner = (2..height - 2).map(|line| (line, line + 1));
    std::iter::once((0, 2))
        .chain(inner)
        .chain([(height - 2, height)])
        .collect()
}

impl SetRow {
    /// Lines of its deepest cell; an empty row is one line high.
    fn height(&self) -> usize {
        let deepest = self.cells.iter().map(|cell| cell.lines.len()).max();
        deepest.unwrap_or(1).max(1)
    }
}

impl Grid {
    /// A rule through all columns.
    fn across(&self, y: f64) -> Item {
        across(self.edges[0], self.edges[self.edges.len() - 1], y, RULE)
    }
}

/// Left edges of the columns on the sheet and the right edge of the last. Shares the width by weight; no column is narrower than its longest word, as far as that is possible.
pub(in crate::report) fn edges(shaper: &mut Shaper<'_>, sheet: Sheet, table: &Table) -> Vec<f64> {
    let size = table_size(table.size);
    let total = sheet.measure();
    let count = table.columns.len();
    let mut least: Vec<f64> = (0..count)
        .map(|place| {
            let column = &table.columns[place];
            let cells = table
                .rows
                .iter()
                .filter(|row| {
                    row.kind != RowKind::Group && !matches!(column.align, Align::Bar { .. })
                })
                .filter_map(|row| {
                    row.cells
                        .get(place)
                        .map(|cell| (row.kind == RowKind::Total, cell.text.as_str()))
                });
            let mut widest = widest_word(shaper, Style::Bold, size, &column.header);
            if column.align == Align::Square {
                widest = widest.max(SQUARE * size);
            }
            for (bold, cell) in cells {
                let style = if bold { Style::Bold } else { Style::Regular };
                widest = widest.max(widest_word(shaper, style, size, cell));
            }
            (widest + 2.0 * CELL_X + 0.5).min(total * 0.4)
        })
        .collect();
    within(&mut least, total);
    let weight = |place: usize| {
        let weight = table.columns[place].weight;
        if weight.is_finite() && weight > 0.0 {
            weight
        } else {
            0.01
        }
    };
    let mut fixed = vec![false; count];
    let mut widths = vec![0.0; count];
    loop {
        let room = total
            - (0..count)
                .filter(|p| fixed[*p])
                .map(|p| least[p])
                .sum::<f64>();
        let weights: f64 = (0..count).filter(|p| !fixed[*p]).map(weight).sum();
        let mut again = false;
        for place in 0..count {
            widths[place] = if fixed[place] {
                least[place]
            } else {
                room * weight(place) / weights
            };
            if !fixed[place] && widths[place] < least[place] {
                fixed[place] = true;
                again = true;
            }
        }
        if !again || fixed.iter().all(|f| *f) {
            break;
        }
    }
    let sum: f64 = widths.iter().sum();
    let mut at = LEFT;
    let mut edges = vec![at];
    for width in widths {
        at += width * total / sum;
        edges.push(at);
    }
    edges
}

/// Takes from the widest until all fit: a sheet has room for no more, and words that do not fit are cut.
fn within(least: &mut [f64], total: f64) {
    let mut sorted = least.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let mut rest = total;
    for (place, own) in sorted.iter().enumerate() {
        let share = rest / (sorted.len() - place) as f64;
        if *own > share {
            for wide in least.iter_mut() {
                *wide = wide.min(share);
            }
            return;
        }
        rest -= own;
    }
}

fn widest_word(shaper: &mut Shaper<'_>, style: Style, size: f64, text: &str) -> f64 {
    shaper.widest_word(style, size, &prepare(text))
}

/// What a cell shows, and which figure of the book that is.
type Shown<'a> = (&'a str, Option<&'a Figure>);

fn set_row(
    setter: &mut Setter<'_>,
    grid: &Grid,
    table: usize,
    kind: RowKind,
    texts: &[Shown<'_>],
    head: bool,
) -> SetRow {
    let row = setter.node(Role::Tr, table);
    let count = grid.aligns.len();
    let bold = head || kind != RowKind::Body;
    let style = if bold { Style::Bold } else { Style::Regular };
    let whole = kind == RowKind::Group;
    let columns = if whole { 1 } else { count };
    let cells = (0..columns)
        .map(|place| {
            let to = if whole { count } else { place + 1 };
            let measure = (grid.edges[to] - grid.edges[place] - 2.0 * CELL_X).max(1.0);
            let align = if head {
                Align::Center
            } else if whole {
                Align::Left
            } else {
                grid.aligns[place]
            };
            let (mut text, figure) = texts.get(place).copied().unwrap_or_default();
            let mut bar = None;
            if let Align::Bar { most, mark } = align {
                let part = |length: u32| f64::from(length.min(most)) / f64::from(most.max(1));
                let length = text.trim().parse().map_or(0.0, part);
                bar = Some((length, part(mark)));
                text = "";
            }
            let lines = setter.lines(
                &[(style, text)],
                grid.size,
                measure,
                0.0,
                Fill::Ragged(align),
            );
            let node = setter.node(if head { Role::Th } else { Role::Td }, row);
            setter.note_figure(text, figure);
            SetCell {
                lines,
                align,
                node,
                bar,
            }
        })
        .collect();
    SetRow { cells, whole }
}

/// Draws lines `from..to` of each cell of a row, with the rules below and at the sides.
fn draw(
    setter: &mut Setter<'_>,
    grid: &Grid,
    row: &SetRow,
    from: usize,
    to: usize,
    head: bool,
) -> (f64, Vec<Item>) {
    let part = |lines: &Vec<Line>| lines.len().min(to).saturating_sub(from);
    let deepest = row.height();
    let to = to.min(deepest);
    // Of a row that is cut, only its ends have white, and its cells begin on one line.
    let above = if from == 0 { grid.pad } else { 0.0 };
    let below = if to == deepest { grid.pad } else { 0.0 };
    let whole = from == 0 && to == deepest;
    let height = (to - from) as f64 * grid.pitch + above + below;
    let mut items = Vec::new();
    for (place, cell) in row.cells.iter().enumerate() {
        let SetCell {
            lines, align, node, ..
        } = cell;
        let count = part(lines);
        let (left, right) = if row.whole {
            (grid.edges[0], grid.edges[grid.edges.len() - 1])
        } else {
            (grid.edges[place], grid.edges[place + 1])
        };
        if *align == Align::Square && from == 0 {
            items.extend(square(
                f64::midpoint(left, right),
                height / 2.0,
                (SQUARE * grid.size).min(right - left),
            ));
        }
        if let Some((length, mark)) = cell.bar.filter(|_| from == 0) {
            let room = (right - left - 2.0 * CELL_X).max(0.0);
            let (x, y) = (left + CELL_X, height / 2.0);
            if length > 0.0 {
                items.push(across(x, x + room * length, y, BAR * grid.size));
            }
            items.push(Item::Rule {
                from: (x + room * mark, 0.0),
                to: (x + room * mark, height),
                width: MARK,
            });
        }
        let mut y = if whole {
            (height - count as f64 * grid.pitch) / 2.0
        } else {
            above
        };
        for line in lines.iter().skip(from).take(count) {
            let x = match align {
                Align::Left => left + CELL_X,
                Align::Center | Align::Square | Align::Bar { .. } => {
                    (left + right - line.width) / 2.0
                }
                Align::Right => right - CELL_X - line.width,
            };
            items.append(&mut setter.place(
                line,
                x,
                y + base_line(grid.pitch, grid.size),
                Some(*node),
            ));
            y += grid.pitch;
        }
    }
    if head {
        items.push(grid.across(0.0));
    }
    if to == deepest {
        items.push(grid.across(height));
    }
    for (place, x) in grid.edges.iter().enumerate() {
        if !row.whole || place == 0 || place + 1 == grid.edges.len() {
            items.push(Item::Rule {
                from: (*x, 0.0),
                to: (*x, height),
                width: RULE,
            });
        }
    }
    (height, items)
}

/// A square about a point.
fn square(x: f64, y: f64, side: f64) -> [Item; 4] {
    let half = side / 2.0;
    let (left, right, top, bottom) = (x - half, x + half, y - half, y + half);
    let down = |x| Item::Rule {
        from: (x, top),
        to: (x, bottom),
        width: RULE,
    };
    [
        across(left, right, top, RULE),
        across(left, right, bottom, RULE),
        down(left),
        down(right),
    ]
}
