//! Numbers of a table's cells, and which of them follow from others.

use crate::domain::number::{Percent, decimal};
use crate::report::content::{Align, Cell, Row, RowKind, Table};

/// A cell's number with what is printed around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// Scaled by `decimals`.
    pub(super) amount: i64,
    pub(super) decimals: u8,
    /// "trên " before it, "%" or "/8" behind it.
    before: String,
    behind: String,
    /// "+225": its sign is printed.
    signed: bool,
    /// Whether the book says that it is a percentage.
    pub(super) percent: bool,
}

impl Number {
    /// The number of a cell: of a figure of the book its amount, of other cells what is written as nothing but a number.
    pub(super) fn of(cell: &Cell, align: Align) -> Option<Self> {
        let text = cell.text.trim();
        match &cell.figure {
            Some(figure) => {
                let percent = figure.key.starts_with("percent|");
                Self::within(text, figure.amount, figure.decimals, percent)
            }
            // The length of a bar is written without points.
            None if matches!(align, Align::Bar { .. }) => Some(Self {
                amount: text.parse().ok()?,
                decimals: 0,
                before: String::new(),
                behind: String::new(),
                signed: false,
                percent: false,
            }),
            None => {
                let (amount, decimals) = written(text, align)?;
                Self::within(text, amount, decimals, false)
            }
        }
    }

    /// Where the printed text holds the number; else the text is no number and stays a text.
    fn within(text: &str, amount: i64, decimals: u8, percent: bool) -> Option<Self> {
        let shown = decimal(amount.abs(), decimals);
        let at = text.find(&shown)?;
        let (before, behind) = (&text[..at], &text[at + shown.len()..]);
        let signed = before.ends_with('+') || before.ends_with('-') || before.ends_with('−');
        if (amount < 0) != (before.ends_with('-') || before.ends_with('−')) {
            return None;
        }
        let before = before.trim_end_matches(['+', '-', '−']);
        let digits = |text: &str| text.chars().any(|c| c.is_ascii_digit());
        // "3/8" is a place among eight; other numbers beside it would be lost as text.
        if digits(before) || digits(behind) && !behind.starts_with('/') {
            return None;
        }
        Some(Self {
            amount,
            decimals,
            before: before.to_owned(),
            behind: behind.to_owned(),
            signed,
            percent,
        })
    }

    /// As Excel reckons with it.
    pub(super) fn value(&self) -> f64 {
        self.amount as f64 / 10_f64.powi(i32::from(self.decimals))
    }

    /// Format of Excel that shows it as it is printed.
    pub(super) fn format(&self) -> String {
        let quoted = |text: &str| match text {
            "" => String::new(),
            text => format!("\"{}\"", text.replace('"', "\"\"")),
        };
        let places = match self.decimals {
            0 => String::new(),
            places => format!(".{}", "0".repeat(usize::from(places))),
        };
        let core = format!(
            "{}#,##0{places}{}",
            quoted(&self.before),
            quoted(&self.behind)
        );
        if self.signed {
            format!("+{core};-{core};{core}")
        } else {
            core
        }
    }

    /// Equal as a number to another that is scaled otherwise.
    fn is(&self, amount: i128, decimals: u8) -> bool {
        let scale = |amount: i128, own: u8| amount * 10_i128.pow(u32::from(4 - own.min(4)));
        scale(i128::from(self.amount), self.decimals) == scale(amount, decimals)
    }

    fn scaled(&self) -> i128 {
        i128::from(self.amount) * 10_i128.pow(u32::from(4 - self.decimals.min(4)))
    }
}

/// A text that is nothing but a number as these papers write it; ordinals and counts in the middle of a cell, numbers
/// at its right edge.
fn written(text: &str, align: Align) -> Option<(i64, u8)> {
    if !matches!(align, Align::Center | Align::Right) {
        return None;
    }
    let bare = text.strip_prefix(['+', '-', '−']).unwrap_or(text);
    let (whole, fraction) = bare.split_once(',').unwrap_or((bare, ""));
    let groups: Vec<&str> = whole.split('.').collect();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let first = groups.first()?;
    let grouped = groups.len() == 1 || groups[1..].iter().all(|own| own.len() == 3);
    let good = groups.iter().all(|own| digits(own))
        && grouped
        && (*first == "0" || !first.starts_with('0'))
        && (groups.len() > 1 && first.len() <= 3 || groups.len() == 1 && first.len() <= 9)
        && fraction.len() <= 4
        && (fraction.is_empty() != bare.contains(','))
        && (fraction.is_empty() || digits(fraction));
    let amount: i64 = format!("{}{fraction}", groups.concat()).parse().ok()?;
    let sign = if text.starts_with(['-', '−']) {
        -1
    } else {
        1
    };
    good.then_some((sign * amount, fraction.len() as u8))
}

/// What a cell's number follows from, in the same table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Follows {
    /// The sum of the rows of data above it, from the first to the last.
    Sum,
    /// Hundred times one column by another, in the same row, to two decimals.
    Percent(usize, usize),
}

/// The numbers of a table, row by row.
pub(super) fn numbers(table: &Table) -> Vec<Vec<Option<Number>>> {
    let of_row = |row: &Row| {
        let cells = row.cells.iter().zip(&table.columns);
        match row.kind {
            RowKind::Group => Vec::new(),
            _ => cells
                .map(|(cell, column)| Number::of(cell, column.align))
                .collect(),
        }
    };
    table.rows.iter().map(of_row).collect()
}

/// What each number follows from, where its printed figure is exactly that.
pub(super) fn follows(table: &Table, numbers: &[Vec<Option<Number>>]) -> Vec<Vec<Option<Follows>>> {
    let pairs: Vec<Option<(usize, usize)>> = (0..table.columns.len())
        .map(|column| pair(numbers, column))
        .collect();
    let rows = table.rows.iter().zip(numbers);
    rows.enumerate()
        .map(|(at, (row, own))| {
            own.iter()
                .enumerate()
                .map(|(column, number)| {
                    let number = number.as_ref()?;
                    if row.kind == RowKind::Total && sums(table, numbers, at, column, number) {
                        return Some(Follows::Sum);
                    }
                    let (part, base) = (*pairs.get(column)?)?;
                    let of = |place: usize| own.get(place).and_then(Option::as_ref);
                    quotient(number, of(part)?, of(base)?).then_some(Follows::Percent(part, base))
                })
                .collect()
        })
        .collect()
}

/// Whether a total is what the rows of data above it add up to: two at least.
fn sums(
    table: &Table,
    numbers: &[Vec<Option<Number>>],
    at: usize,
    column: usize,
    total: &Number,
) -> bool {
    if total.percent {
        return false;
    }
    let own = table.rows[..at]
        .iter()
        .zip(numbers)
        .filter(|(row, _)| row.kind == RowKind::Body)
        .filter_map(|(_, own)| own.get(column).and_then(Option::as_ref));
    let (count, sum) = own.fold((0, 0_i128), |(count, sum), own| {
        (count + 1, sum + own.scaled())
    });
    count > 1 && total.is(sum, 4)
}

/// The two columns whose quotient a column of percentages is, in half of its rows at least.
fn pair(numbers: &[Vec<Option<Number>>], column: usize) -> Option<(usize, usize)> {
    let rows: Vec<&Vec<Option<Number>>> = numbers
        .iter()
        .filter(|row| {
            row.get(column)
                .and_then(Option::as_ref)
                .is_some_and(|own| own.percent)
        })
        .collect();
    let width = rows.iter().map(|row| row.len()).max()?;
    let mut best: Option<((usize, usize), usize)> = None;
    for part in 0..width {
        for base in (0..width).filter(|base| *base != part) {
            let good = rows
                .iter()
                .filter(|row| {
                    let of = |place: usize| row.get(place).and_then(Option::as_ref);
                    match (of(column), of(part), of(base)) {
                        (Some(own), Some(part), Some(base)) => quotient(own, part, base),
                        _ => false,
                    }
                })
                .count();
            // One row alone could be a chance.
            let enough = good * 2 >= rows.len() && (good > 1 || rows.len() == 1);
            if enough && best.is_none_or(|(_, most)| good > most) {
                best = Some(((part, base), good));
            }
        }
    }
    best.map(|(pair, _)| pair)
}

/// Whether a percentage is printed as both the book and Excel would round it.
fn quotient(percent: &Number, part: &Number, base: &Number) -> bool {
    if !percent.percent || percent.decimals != 2 || part.percent || base.percent {
        return false;
    }
    let ours = Percent::of_scaled((part.amount, part.decimals), (base.amount, base.decimals));
    if ours.map(|own| own.0) != Some(percent.amount) || base.amount <= 0 || part.amount < 0 {
        return false;
    }
    // The book prints 100 only when it is reached; Excel would round up to it.
    let (part, base) = (part.scaled(), base.scaled());
    (part * 20_000 + base) / (base * 2) == i128::from(percent.amount)
}
