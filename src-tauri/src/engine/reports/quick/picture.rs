//! The same figures as a table, which is drawn for a phone.

use super::Quick;
use super::chat::class_words;
use super::figures::needed;
use super::line::{Told, words};
use super::read::Row;
use super::units::Unit;
use crate::domain::text::uncapitalise;
use crate::engine::reports::ReportKind;
use crate::tabular::out::{Brief, CellOut, ColumnKind, ColumnOut, RowKind, RowOut, TableOut};

/// Units of a ranking, and units without a place, that a picture of a whole report names; the others are in the report.
const MOST_UNITS: usize = 12;

/// Columns beside the name.
const WIDE: usize = 5;

pub(super) fn table(quick: &Quick) -> TableOut {
    let mut rows = tasks(quick);
    rows.extend(figures(quick));
    rows.extend(units(quick));
    let mut notes: Vec<String> = quick
        .reading
        .late
        .iter()
        .map(|text| format!("Quá hạn, cần làm ngay: {text}."))
        .collect();
    notes.truncate(MOST_NOTES);
    if quick.kind == ReportKind::Progress {
        notes.extend(needed(quick).map(|line| words(&line)));
    }
    notes.extend(quick.source());
    let (columns, rows) = without_empty(columns(quick), rows);
    TableOut {
        sheet: "Báo cáo nhanh".to_owned(),
        title: quick.title(),
        subtitle: vec![quick.when()],
        columns,
        rows,
        notes,
        mark: None,
        made: quick.today,
    }
}

/// Late tasks that are named below the table.
const MOST_NOTES: usize = 5;

fn columns(quick: &Quick) -> Vec<ColumnOut> {
    let heads = [
        ("Kết quả", ColumnKind::Figure),
        ("Tỷ lệ", ColumnKind::Percent),
        ("Tăng, giảm", ColumnKind::Figure),
        ("Chỉ tiêu giao", ColumnKind::Figure),
        ("Còn thiếu", ColumnKind::Figure),
    ];
    let name = match quick.kind {
        ReportKind::Ranking => "Đơn vị",
        _ => "Nội dung",
    };
    std::iter::once((name, ColumnKind::Name))
        .chain(heads)
        .map(|(head, kind)| ColumnOut {
            group: String::new(),
            head: head.to_owned(),
            kind,
            brief: Brief::Main,
        })
        .collect()
}

/// Columns that say nothing are left out.
fn without_empty(columns: Vec<ColumnOut>, rows: Vec<RowOut>) -> (Vec<ColumnOut>, Vec<RowOut>) {
    let said = |at: usize| {
        let all = rows.iter().filter(|row| row.kind != RowKind::Group);
        at == 0
            || all.clone().any(|row| {
                row.cells
                    .get(at)
                    .is_some_and(|cell| *cell != CellOut::Empty)
            })
    };
    let kept: Vec<bool> = (0..columns.len()).map(said).collect();
    let keep = |at: usize| kept.get(at).copied().unwrap_or(false);
    let columns = columns.into_iter().enumerate();
    let columns = columns
        .filter(|(at, _)| keep(*at))
        .map(|own| own.1)
        .collect();
    let rows = rows.into_iter().map(|row| {
        let cells = row.cells.into_iter().enumerate();
        let cells = cells.filter(|(at, _)| keep(*at)).map(|own| own.1);
        RowOut {
            cells: cells.collect(),
            ..row
        }
    });
    (columns, rows.collect())
}

fn group(text: impl Into<String>) -> RowOut {
    RowOut {
        kind: RowKind::Group,
        cells: vec![CellOut::Text(text.into())],
        brief: true,
    }
}

fn row(kind: RowKind, name: String, cells: [CellOut; WIDE]) -> RowOut {
    RowOut {
        kind,
        cells: std::iter::once(CellOut::Text(name)).chain(cells).collect(),
        brief: true,
    }
}

/// A figure as it is told, or nothing.
fn cell(told: Option<&Told>) -> CellOut {
    told.map_or(CellOut::Empty, |own| CellOut::Text(own.text()))
}

/// "7.419/12.485".
fn both(part: Option<&Told>, whole: Option<&Told>) -> CellOut {
    match (part, whole) {
        (Some(part), Some(whole)) => CellOut::Text(format!("{}/{}", part.text(), whole.text())),
        (part, _) => cell(part),
    }
}

/// "+225", "+3,20 điểm %".
fn change(told: Option<&Told>, behind: &str) -> Option<String> {
    let told = told?;
    let sign = if told.figure.amount < 0 { "-" } else { "+" };
    Some(format!("{sign}{}{behind}", told.text()))
}

fn tasks(quick: &Quick) -> Vec<RowOut> {
    let all = &quick.reading.tasks;
    if all.is_empty() {
        return Vec::new();
    }
    let own = all.iter().map(|told| {
        let words = class_words(&told.key.what);
        let name = if told.key.what.starts_with("done_") {
            format!("   trong đó {}", uncapitalise(&words))
        } else {
            words
        };
        let nothing = CellOut::Empty;
        let cells = [
            cell(Some(told)),
            nothing.clone(),
            nothing.clone(),
            nothing.clone(),
            nothing,
        ];
        row(RowKind::Body, name, cells)
    });
    std::iter::once(group("Nhiệm vụ")).chain(own).collect()
}

fn figures(quick: &Quick) -> Vec<RowOut> {
    if quick.reading.rows.is_empty() {
        return Vec::new();
    }
    if quick.kind == ReportKind::Ranking {
        return quick
            .reading
            .rows
            .iter()
            .take(1)
            .map(|own| {
                let whole = own.of_units.as_ref().or(own.base.as_ref());
                let percent = own.reached.as_ref().or(own.percent.as_ref());
                let cells = [
                    cell(own.units.as_ref()),
                    cell(percent),
                    CellOut::Empty,
                    cell(whole),
                    CellOut::Empty,
                ];
                row(RowKind::Total, "Cộng các đơn vị".to_owned(), cells)
            })
            .collect();
    }
    let own = quick.reading.rows.iter().map(|own| figure(quick, own));
    std::iter::once(group("Số liệu")).chain(own).collect()
}

fn figure(quick: &Quick, own: &Row) -> RowOut {
    let names = quick.names(&own.what);
    let day = own.day.as_ref().filter(|day| quick.is_other_day(day));
    let day = day.map(|own| format!("đến {}", own.text()));
    let place = own.place.as_ref();
    let place = place.map(|own| format!("xếp thứ {}", own.text()));
    let unit = (!names.unit.is_empty()).then_some(names.unit);
    let aside: Vec<String> = [unit, day, place].into_iter().flatten().collect();
    let name = format!("{} ({})", names.name, aside.join(", "));
    let name = name.replace(" ()", "");
    let said: Vec<String> = [
        change(own.change.as_ref(), ""),
        change(own.points.as_ref(), " điểm %"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let changed = if said.is_empty() {
        CellOut::Empty
    } else {
        CellOut::Text(said.join("; "))
    };
    let given = both(own.units.as_ref(), own.of_units.as_ref());
    let given = match given {
        CellOut::Empty => cell(own.target.as_ref()),
        both => both,
    };
    let target = match (&own.reached, given.text("").as_str()) {
        (Some(reached), "") => CellOut::Text(reached.text()),
        (Some(reached), given) => CellOut::Text(format!("{given} ({})", reached.text())),
        (None, _) => given,
    };
    let left = match (&own.left, &own.due) {
        // What the units lack is more than the difference of their sums.
        _ if own.units.is_some() => CellOut::Empty,
        (Some(left), Some(due)) => CellOut::Text(format!("{}, hạn {}", left.text(), due.text())),
        (left, _) => cell(left.as_ref()),
    };
    let value = both(own.value.as_ref(), own.base.as_ref());
    row(
        RowKind::Body,
        name,
        [value, cell(own.percent.as_ref()), changed, target, left],
    )
}

fn units(quick: &Quick) -> Vec<RowOut> {
    let ranked = quick.ranked();
    let whole = quick.kind == ReportKind::Ranking;
    let most = if whole { usize::MAX } else { MOST_UNITS };
    let units = quick.reading.units.iter();
    let silent = units.filter(|own| own.rank.is_none()).take(most);
    let Some(first) = ranked.first().and_then(|own| own.percent.as_ref()) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    if !whole {
        let name = quick.names(&first.key.what).name;
        out.push(group(format!("Xếp hạng: {}", uncapitalise(&name))));
    }
    let shown = if ranked.len() <= most {
        ranked
    } else {
        let (first, last) = ranked.split_at(MOST_UNITS / 2);
        [first, &last[last.len() - MOST_UNITS / 2..]].concat()
    };
    out.extend(shown.into_iter().chain(silent).map(|own| unit(quick, own)));
    out
}

fn unit(quick: &Quick, own: &Unit) -> RowOut {
    let name = quick.unit_name(own);
    let name = match &own.rank {
        Some(rank) => format!("{}. {name}", rank.text()),
        None => format!("{name} (chưa xếp hạng)"),
    };
    let changed = change(own.change.as_ref(), "").map_or(CellOut::Empty, CellOut::Text);
    row(
        RowKind::Body,
        name,
        [
            cell(own.value.as_ref()),
            cell(own.percent.as_ref()),
            changed,
            cell(own.base.as_ref()),
            cell(own.left.as_ref()),
        ],
    )
}
