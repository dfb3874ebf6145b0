//! The head of a table: one row, or two where columns have something in common.

use super::ColumnOut;

/// A cell of the head; rows and columns count from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadCell {
    /// First and last row.
    pub rows: (u32, u32),
    /// First and last column.
    pub columns: (u32, u32),
    /// What stands in it.
    pub text: String,
}

/// Cells of the head, and how many rows it has. A group of one column has no head of its own below it.
pub fn head(columns: &[&ColumnOut]) -> (Vec<HeadCell>, u32) {
    let spans = spans(columns);
    let double = spans.iter().any(|(from, to)| to > from);
    let last = u32::from(double);
    let mut out = Vec::new();
    for (from, to) in spans {
        let own = columns[from as usize];
        if from < to {
            out.push(HeadCell {
                rows: (0, 0),
                columns: (from, to),
                text: own.group.clone(),
            });
            out.extend((from..=to).map(|at| HeadCell {
                rows: (1, 1),
                columns: (at, at),
                text: columns[at as usize].head.clone(),
            }));
        } else {
            let text = if own.group.is_empty() {
                &own.head
            } else {
                &own.group
            };
            out.push(HeadCell {
                rows: (0, last),
                columns: (from, from),
                text: text.clone(),
            });
        }
    }
    (out, last + 1)
}

/// Columns beside each other that have something in common.
fn spans(columns: &[&ColumnOut]) -> Vec<(u32, u32)> {
    let mut out: Vec<(u32, u32)> = Vec::new();
    for (at, own) in (0..).zip(columns) {
        match out.last_mut() {
            Some((from, to))
                if !own.group.is_empty() && columns[*from as usize].group == own.group =>
            {
                *to = at;
            }
            _ => out.push((at, at)),
        }
    }
    out
}
