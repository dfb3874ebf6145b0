//! Lines for a chat: nothing is aligned by blanks, since letters there have any width.

use super::{Brief, CellOut, ColumnKind, ColumnOut, NO_DATA, RowKind, RowOut, TableOut};
use crate::domain::text::uncapitalise;

pub(super) fn write(table: &TableOut) -> String {
    let mut lines = vec![table.title.clone()];
    lines.extend(table.subtitle.iter().cloned());
    lines.push(String::new());
    let mains = parts(&table.columns);
    let mut left = 0;
    for row in &table.rows {
        if !row.brief {
            left += 1;
            continue;
        }
        if row.kind == RowKind::Group {
            part_off(&mut lines);
            lines.extend(row.cells.first().map(|own| own.brief(NO_DATA)));
            continue;
        }
        lines.extend(of_row(table, row, &mains));
    }
    if left > 0 {
        lines.push(format!("(và {left} dòng khác không nêu ở đây)"));
    }
    let below: Vec<&String> = table.below().collect();
    if !below.is_empty() {
        part_off(&mut lines);
        lines.extend(below.into_iter().cloned());
    }
    lines.join("\n")
}

/// A blank line, unless one stands there.
fn part_off(lines: &mut Vec<String>) {
    if lines.last().is_some_and(|line| !line.is_empty()) {
        lines.push(String::new());
    }
}

/// A column that is said, with those in brackets behind it.
type Part = (usize, Vec<usize>);

fn parts(columns: &[ColumnOut]) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    for (at, own) in columns.iter().enumerate() {
        if matches!(own.kind, ColumnKind::Name | ColumnKind::Ordinal) {
            continue;
        }
        match (own.brief, out.last_mut()) {
            (Brief::Main, _) => out.push((at, Vec::new())),
            (Brief::Aside, Some((_, asides))) => asides.push(at),
            _ => {}
        }
    }
    out
}

/// "1. P. An Thới".
fn label(table: &TableOut, row: &RowOut) -> String {
    let of = |kind: ColumnKind| {
        let at = table.columns.iter().position(|own| own.kind == kind);
        let cell = at.and_then(|at| row.cells.get(at));
        cell.map(|own| own.brief(NO_DATA)).unwrap_or_default()
    };
    let (ordinal, name) = (of(ColumnKind::Ordinal), of(ColumnKind::Name));
    if ordinal.is_empty() {
        name
    } else {
        format!("{ordinal}. {name}")
    }
}

/// The lines of a row: one where there is little to say, else one below its name for each thing.
fn of_row(table: &TableOut, row: &RowOut, mains: &[Part]) -> Vec<String> {
    let label = label(table, row);
    let said = |part: &Part| said(table, row, part);
    match mains {
        [] => vec![label],
        [one] => vec![match said(one) {
            Some(own) => format!("{label}: {own}"),
            None => format!("{label}: chưa có số"),
        }],
        [first, second] => {
            let own: Vec<String> = [first, second]
                .into_iter()
                .filter_map(|part| said(part).map(|own| named(&table.columns[part.0], &own)))
                .collect();
            vec![format!("{label}: {}", own.join("; "))]
        }
        many => {
            let own: Vec<String> = many
                .iter()
                .filter_map(|part| {
                    let column = &table.columns[part.0];
                    let name = if column.group.is_empty() {
                        &column.head
                    } else {
                        &column.group
                    };
                    said(part).map(|own| format!("- {name}: {own}"))
                })
                .collect();
            if own.is_empty() {
                return vec![format!("{label}: chưa có số")];
            }
            std::iter::once(format!("{label}:")).chain(own).collect()
        }
    }
}

/// "hạn 14/03/2024".
fn named(column: &ColumnOut, text: &str) -> String {
    if column.kind == ColumnKind::Text {
        return uncapitalise(text);
    }
    format!("{} {text}", uncapitalise(&column.head))
}

/// A cell with what stands in brackets behind it; none where nothing stands.
fn said(table: &TableOut, row: &RowOut, (main, asides): &Part) -> Option<String> {
    let text = |at: usize| -> Option<String> {
        let own = row.cells.get(at).filter(|own| **own != CellOut::Empty)?;
        let text = own.brief(NO_DATA);
        let percent = table.columns[at].kind == ColumnKind::Percent;
        Some(if percent && *own != CellOut::NoData {
            format!("{text} %")
        } else {
            text
        })
    };
    let own = text(*main)?;
    let asides: Vec<String> = asides.iter().filter_map(|at| text(*at)).collect();
    Some(if asides.is_empty() {
        own
    } else {
        format!("{own} ({})", asides.join("; "))
    })
}
