//! How the numbers of a column are read, and those that stand beside figures.

use crate::domain::indicator::IndicatorKind;
use crate::domain::text::fold;
use crate::domain::{Day, Id};
use crate::engine::dictionary::Dictionary;
use crate::engine::intake::heads::Meaning;
use crate::engine::intake::number::{Reader, Style, number_in};
use crate::engine::intake::shape::{Column, is_number};
use crate::tabular::Cell;

/// How figures of a column are read.
pub fn reader_of(column: &Column, indicator: Id, dictionary: &Dictionary, day: Day) -> Reader {
    let definition = dictionary.definition(indicator, day);
    let index = dictionary
        .get(indicator)
        .is_some_and(|own| own.kind == IndicatorKind::Index);
    let percent = definition.is_some_and(|own| own.unit.contains('%'));
    Reader {
        decimals: definition.map_or(0, |own| own.decimals),
        style: column.style,
        fraction: index && percent && column.fraction,
        money: definition.is_some_and(|own| fold(&own.unit).contains("dong")),
        index,
    }
}

/// A number beside figures, scaled: `(value, decimals)`. A percentage may be written as a fraction of one.
pub fn beside_number(cell: &Cell, column: &Column) -> Option<(i64, u8)> {
    let (text, fraction) = match cell {
        Cell::Number(number) => {
            let number = if column.fraction && column.meaning == Meaning::Percent {
                number * 100.0
            } else {
                *number
            };
            let rounded = (number * 10_000.0).round() / 10_000.0;
            (format!("{rounded}").replace('.', ","), true)
        }
        Cell::Text(text) if is_number(cell) => (number_in(text)?.0.to_owned(), false),
        _ => return None,
    };
    let plain = if fraction || column.style == Style::Vietnamese {
        text
    } else {
        text.chars()
            .map(|c| match c {
                ',' => '.',
                '.' => ',',
                c => c,
            })
            .collect()
    };
    let (whole, decimals) = plain.split_once(',').unwrap_or((&plain, ""));
    // A percentage "78.5" has a point before its decimals, whatever the style; a count has groups there.
    let (whole, decimals) = match whole.split_once('.') {
        Some((own, rest)) if decimals.is_empty() && rest.len() != 3 && !rest.contains('.') => {
            (own.to_owned(), rest)
        }
        _ => (whole.replace(['.', ' ', '\u{a0}'], ""), decimals),
    };
    let decimals = decimals.get(..decimals.len().min(4))?;
    let value: i64 = format!("{whole}{decimals}").parse().ok()?;
    Some((value, decimals.len() as u8))
}
