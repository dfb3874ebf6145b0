//! Tables of the record of figures handed over: summed up in the text, figure by figure in its annexes.

use super::delivery::{Record, full};
use super::keys::{FigureKey, Measure, Window};
use crate::domain::indicator::IndicatorKind;
use crate::domain::instant::show_day;
use crate::domain::number::decimal;
use crate::domain::{Day, Id, Instant};
use crate::engine::counts::Scope;
use crate::engine::submissions::{Handed, HandedFigure};
use crate::report::content::{Align, Block, Cell, Column, Level, Row, Table};

/// Said of what did not come.
const MISSING: &str = "Chưa giao";
/// Said of what a unit has none of.
const NONE: &str = "Chưa phát sinh";
/// Indicators beside each other on a sheet that lies.
const ABREAST: usize = 7;

/// What an indicator is called, counted in, and which places it has behind the comma.
struct Named {
    name: String,
    short: String,
    unit: String,
    decimals: u8,
    stock: bool,
    sums: bool,
    group: String,
    code: String,
    window: Window,
}

impl Named {
    fn key(&self, measure: Measure, body: Id) -> FigureKey {
        FigureKey {
            measure,
            what: self.code.clone(),
            against: String::new(),
            body: Some(body),
            window: self.window,
        }
    }
}

fn named(own: &Record<'_>, id: Id) -> Named {
    let last = own.office.period.last_day();
    let indicator = own.dictionary.get(id);
    let stock = indicator.is_some_and(|own| own.kind.is_stock());
    let scope = Scope {
        period: own.office.period,
        as_of: Instant::end_of(last.min(own.office.today)),
    };
    let definition = own.dictionary.definition(id, last);
    Named {
        name: definition.map(|own| own.name.clone()).unwrap_or_default(),
        short: definition
            .map(|own| own.short_name.clone())
            .filter(|short| !short.is_empty())
            .unwrap_or_else(|| own.dictionary.name(id, last)),
        unit: definition.map(|own| own.unit.clone()).unwrap_or_default(),
        decimals: definition.map_or(0, |own| own.decimals),
        stock,
        code: indicator.map(|own| own.code.clone()).unwrap_or_default(),
        window: Window::of(scope, stock),
        sums: indicator.is_some_and(|own| own.kind != IndicatorKind::Index),
        group: indicator
            .map(|own| own.group_key.clone())
            .unwrap_or_default(),
    }
}

fn shown(figure: Option<&HandedFigure>, named: &Named, body: Id) -> Cell {
    let Some(own) = figure else {
        return MISSING.into();
    };
    let Some(value) = own.value else {
        return NONE.into();
    };
    let text = decimal(value, named.decimals);
    let text = match own.qualifier.word() {
        "" => text,
        word => format!("{word} {text}"),
    };
    let key = named.key(Measure::Value, body);
    Cell::figure(text, key.figure(value, named.decimals))
}

/// What the units' figures of one indicator add up to; of an index there is no sum.
fn sum_of<'a>(
    own: &Record<'_>,
    named: &Named,
    given: impl Iterator<Item = &'a HandedFigure>,
) -> Cell {
    let values: Vec<i64> = given.filter_map(|figure| figure.value).collect();
    if !named.sums || values.is_empty() {
        return Cell::default();
    }
    let sum = values
        .iter()
        .fold(0_i64, |sum, own| sum.saturating_add(*own));
    let key = named.key(Measure::Sum, own.office.board.directory.root);
    Cell::figure(
        decimal(sum, named.decimals),
        key.figure(sum, named.decimals),
    )
}

/// The plain sum of figures of one unit, whatever they count, by which both sides compare what they hold.
fn control<'a>(figures: impl Iterator<Item = (&'a HandedFigure, u8)>) -> String {
    const PLACES: u8 = 4;
    let mut sum: Option<i64> = None;
    let mut most = 0;
    for (figure, decimals) in figures {
        if let Some(value) = figure.value {
            let scaled = value.saturating_mul(10_i64.pow(u32::from(PLACES - decimals.min(PLACES))));
            sum = Some(sum.unwrap_or_default().saturating_add(scaled));
            most = most.max(decimals);
        }
    }
    sum.map(|sum| decimal(sum / 10_i64.pow(u32::from(PLACES - most)), most))
        .unwrap_or_default()
}

/// Of one unit: how many indicators of each group came, with their control total.
pub(super) fn by_group(own: &Record<'_>) -> Table {
    let columns = vec![
        Column::new("STT", 5.0, Align::Center),
        Column::new("Nhóm số liệu", 37.0, Align::Left),
        Column::new("Phải giao", 9.0, Align::Center),
        Column::new("Đã giao", 9.0, Align::Center),
        Column::new(NONE, 11.0, Align::Center),
        Column::new(MISSING, 9.0, Align::Center),
        Column::new("Tổng kiểm tra", 16.0, Align::Right),
    ];
    let Some(unit) = own.delivery.units.first() else {
        return Table {
            columns,
            rows: Vec::new(),
            size: 12.0,
        };
    };
    let names: Vec<Named> = own
        .delivery
        .indicators
        .iter()
        .map(|id| named(own, *id))
        .collect();
    let all: Vec<(&Named, Option<&HandedFigure>)> = names
        .iter()
        .zip(unit.figures.iter().map(Option::as_ref))
        .collect();
    let cells = |own: &[(&Named, Option<&HandedFigure>)]| {
        let given = own.iter().filter_map(|(_, figure)| *figure);
        let count = given.clone().count();
        let none = given.filter(|figure| figure.value.is_none()).count();
        [
            own.len().to_string(),
            count.to_string(),
            none.to_string(),
            (own.len() - count).to_string(),
            control(
                own.iter()
                    .filter_map(|(named, figure)| figure.map(|own| (own, named.decimals))),
            ),
        ]
    };
    let mut rows: Vec<Row> = groups(own)
        .into_iter()
        .map(|(key, title)| (title, of_group(&all, &key)))
        .filter(|(_, of)| !of.is_empty())
        .enumerate()
        .map(|(place, (title, of))| {
            Row::body(
                [(place + 1).to_string(), title]
                    .into_iter()
                    .chain(cells(&of)),
            )
        })
        .collect();
    rows.push(Row::total(
        [String::new(), "Tổng cộng".to_owned()]
            .into_iter()
            .chain(cells(&all)),
    ));
    Table {
        columns,
        rows,
        size: 12.0,
    }
}

/// Groups of utilities in the order of the book, and what belongs to none of them.
fn groups(own: &Record<'_>) -> Vec<(String, String)> {
    let board = &own.office.board;
    let mut out: Vec<(String, String)> = board
        .groups
        .iter()
        .map(|group| (group.key.clone(), group.title.clone()))
        .collect();
    let mut rest: Vec<String> = own
        .delivery
        .indicators
        .iter()
        .map(|id| named(own, *id).group)
        .filter(|key| out.iter().all(|(own, _)| own != key))
        .collect();
    rest.sort_unstable();
    rest.dedup();
    out.extend(
        rest.into_iter()
            .map(|key| (key, "Chỉ tiêu khác".to_owned())),
    );
    out
}

fn of_group<'a>(
    all: &[(&'a Named, Option<&'a HandedFigure>)],
    key: &str,
) -> Vec<(&'a Named, Option<&'a HandedFigure>)> {
    all.iter()
        .filter(|(named, _)| named.group == key)
        .copied()
        .collect()
}

/// "Trong kỳ" for a flow, the day for a stock.
fn speaks_of(named: &Named, days: impl Iterator<Item = Day>) -> String {
    if !named.stock {
        return "Trong kỳ".to_owned();
    }
    days.max()
        .map(|day| format!("Đến {}", show_day(day)))
        .unwrap_or_default()
}

/// Of all units: each indicator with how many gave it and the sum.
pub(super) fn by_indicator(own: &Record<'_>) -> Table {
    let columns = vec![
        Column::new("STT", 5.0, Align::Center),
        Column::new("Chỉ tiêu", 34.0, Align::Left),
        Column::new("Đơn vị tính", 11.0, Align::Left),
        Column::new("Kỳ, tính đến", 14.0, Align::Left),
        Column::new("Số đơn vị giao", 10.0, Align::Center),
        Column::new("Tổng kiểm tra", 15.0, Align::Right),
    ];
    let units = &own.delivery.units;
    let rows = own
        .delivery
        .indicators
        .iter()
        .enumerate()
        .map(|(place, id)| {
            let named = named(own, *id);
            let given = || units.iter().filter_map(|unit| unit.figures[place].as_ref());
            Row::body([
                (place + 1).to_string().into(),
                named.name.clone().into(),
                named.unit.clone().into(),
                speaks_of(&named, given().map(|figure| figure.day)).into(),
                format!("{}/{}", given().count(), units.len()).into(),
                sum_of(own, &named, given()),
            ])
        })
        .collect();
    Table {
        columns,
        rows,
        size: 12.0,
    }
}

/// Every figure of one unit.
pub(super) fn figures(own: &Record<'_>, unit: &Handed) -> Table {
    let columns = vec![
        Column::new("STT", 5.0, Align::Center),
        Column::new("Chỉ tiêu", 33.0, Align::Left),
        Column::new("Đơn vị tính", 11.0, Align::Left),
        Column::new("Kỳ, tính đến", 14.0, Align::Left),
        Column::new("Số liệu", 13.0, Align::Right),
        Column::new("Ngày giao", 13.0, Align::Center),
        Column::new(NOTE, 14.0, Align::Left),
    ];
    let names: Vec<Named> = own
        .delivery
        .indicators
        .iter()
        .map(|id| named(own, *id))
        .collect();
    let all: Vec<(&Named, Option<&HandedFigure>)> = names
        .iter()
        .zip(unit.figures.iter().map(Option::as_ref))
        .collect();
    let mixed = unit.given().any(|own| !own.illustrative);
    let mut rows = Vec::new();
    let mut number = 0;
    for (key, title) in groups(own) {
        let of = of_group(&all, &key);
        if of.is_empty() {
            continue;
        }
        rows.push(Row::group(title));
        for (named, figure) in of {
            number += 1;
            rows.push(Row::body([
                number.to_string().into(),
                named.name.clone().into(),
                named.unit.clone().into(),
                figure
                    .map_or_else(String::new, |own| {
                        speaks_of(named, std::iter::once(own.day))
                    })
                    .into(),
                shown(figure, named, unit.body),
                figure
                    .map(|own| show_day(own.on))
                    .unwrap_or_default()
                    .into(),
                remark(figure, mixed).into(),
            ]));
        }
    }
    let count = unit.given().filter(|own| own.value.is_some()).count();
    rows.push(Row::total([
        String::new(),
        format!("Tổng kiểm tra ({count} số liệu)"),
        String::new(),
        String::new(),
        control(
            all.iter()
                .filter_map(|(named, figure)| figure.map(|own| (own, named.decimals))),
        ),
    ]));
    super::annexes::without_empty_column(
        Table {
            columns,
            rows,
            size: 12.0,
        },
        NOTE,
    )
}

/// Head of the column that says what is to be known of a figure.
const NOTE: &str = "Ghi chú";

/// An example figure is marked where it stands beside real ones.
fn remark(figure: Option<&HandedFigure>, mixed: bool) -> String {
    let Some(own) = figure else {
        return String::new();
    };
    let mut out = Vec::new();
    if own.adjusted != 0 {
        out.push("Đã điều chỉnh");
    }
    if own.illustrative && mixed {
        out.push("Số liệu minh họa");
    }
    out.join("; ")
}

/// Every figure of all units: a unit a row, seven indicators abreast, one table below the other.
pub(super) fn matrix(own: &Record<'_>) -> Vec<Block> {
    let units = &own.delivery.units;
    let places: Vec<usize> = (0..own.delivery.indicators.len()).collect();
    let tables: Vec<&[usize]> = places.chunks(ABREAST).collect();
    let several = tables.len() > 1;
    let mut out = Vec::new();
    for (number, places) in tables.iter().enumerate() {
        let names: Vec<Named> = places
            .iter()
            .map(|place| named(own, own.delivery.indicators[*place]))
            .collect();
        let mut columns = vec![
            Column::new("STT", 5.0, Align::Center),
            Column::new("Đơn vị", 26.0, Align::Left),
        ];
        columns.extend(names.iter().map(|named| {
            let unit = if named.unit.is_empty() {
                String::new()
            } else {
                format!(" ({})", named.unit)
            };
            Column::new(format!("{}{unit}", named.short), 15.0, Align::Right)
        }));
        let mut rows: Vec<Row> = units
            .iter()
            .enumerate()
            .map(|(index, unit)| {
                let figures = places
                    .iter()
                    .zip(&names)
                    .map(|(place, named)| shown(unit.figures[*place].as_ref(), named, unit.body));
                let head: [Cell; 2] = [(index + 1).to_string().into(), own.name(unit.body).into()];
                Row::body(head.into_iter().chain(figures))
            })
            .collect();
        let sums = places.iter().zip(&names).map(|(place, named)| {
            let given = units
                .iter()
                .filter_map(|unit| unit.figures[*place].as_ref());
            sum_of(own, named, given)
        });
        let head: [Cell; 2] = [Cell::default(), "Tổng kiểm tra".into()];
        rows.push(Row::total(head.into_iter().chain(sums)));
        if several {
            out.push(Block::Heading {
                level: Level::Subsection,
                text: format!(
                    "{}. Chỉ tiêu {} đến {}",
                    number + 1,
                    places[0] + 1,
                    places[places.len() - 1] + 1
                ),
                key: None,
            });
        }
        out.push(Block::Table(Table {
            columns,
            rows,
            size: 11.0,
        }));
    }
    out
}

/// Who handed over when, with room to sign.
pub(super) fn who_signs(own: &Record<'_>) -> Table {
    let of = own.delivery.indicators.len();
    let columns = vec![
        Column::new("STT", 5.0, Align::Center),
        Column::new("Đơn vị", 25.0, Align::Left),
        Column::new("Số chỉ tiêu đã giao", 11.0, Align::Center),
        Column::new("Ngày giao", 15.0, Align::Center),
        Column::new("Người nhập", 17.0, Align::Left),
        Column::new("Đại diện đơn vị (ký, ghi rõ họ tên)", 30.0, Align::Left),
    ];
    let rows = own
        .delivery
        .units
        .iter()
        .enumerate()
        .map(|(index, unit)| {
            let late = if full(own, unit)
                && unit.days().is_some_and(|(_, last)| last > own.delivery.due)
            {
                " (sau hạn)"
            } else {
                ""
            };
            Row::body([
                (index + 1).to_string(),
                own.name(unit.body),
                format!("{}/{of}", unit.given().count()),
                unit.days()
                    .map(|(_, last)| format!("{}{late}", show_day(last)))
                    .unwrap_or_default(),
                unit.officers().join(", "),
                String::new(),
            ])
        })
        .collect();
    super::annexes::without_empty_column(
        Table {
            columns,
            rows,
            size: 13.0,
        },
        "Người nhập",
    )
}
