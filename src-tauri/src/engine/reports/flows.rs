//! The table of files that each unit received, with what was done online and digitised of them.

use super::annexes::without_empty_column;
use super::figure_sentences::with_word;
use super::keys::{FigureKey, Measure};
use super::material::Material;
use super::ranked::example_note;
use super::sentences as say;
use crate::domain::Id;
use crate::domain::number::{Percent, Qualifier, decimal, signed};
use crate::engine::counts::{Standing, Whole};
use crate::report::content::{Align, Cell, Column, Row, Table};

/// Flows that the second table of annex I shows, each with its base.
const FLOWS: [(&str, &str); 4] = [
    ("dvc.truc_tuyen", "Trực tuyến"),
    ("dvc.so_hoa_thanh_phan", "Số hóa thành phần"),
    ("dvc.so_hoa_ket_qua", "Số hóa kết quả"),
    ("dvc.thanh_toan", "Thanh toán trực tuyến"),
];

const RECEIVED: &str = "dvc.tiep_nhan";

/// Whether a unit received anything, so that there is a table of it.
pub(super) fn has_flows(m: &Material) -> bool {
    let units = m.office.board.directory.units(m.office.as_of.day);
    let whole = m.whole();
    let has = |received: Id| {
        let mut units = units.iter();
        units.any(|unit| whole.standing_of(received, *unit).is_some())
    };
    m.dictionary.by_code(RECEIVED).is_some_and(has)
}

pub(super) fn flow_table(m: &Material) -> Option<Table> {
    if !has_flows(m) {
        return None;
    }
    let received = m.dictionary.by_code(RECEIVED)?;
    let flows: Vec<(Id, &str)> = FLOWS
        .iter()
        .filter_map(|(code, name)| m.dictionary.by_code(code).map(|id| (id, *name)))
        .collect();
    let (whole, before) = (m.whole(), m.whole_of(m.before()));
    let units = m.office.board.directory.units(m.office.as_of.day);
    let mut columns = vec![
        Column::new("STT", 5.0, Align::Center),
        Column::new("Đơn vị", 30.0, Align::Left),
        Column::new("Tiếp nhận (hồ sơ)", 13.0, Align::Right),
        Column::new(
            format!("So với {}", m.office.width.before),
            12.0,
            Align::Right,
        ),
    ];
    columns.extend(
        flows
            .iter()
            .map(|(_, name)| Column::new(format!("{name} (%)"), 13.0, Align::Right)),
    );
    let mut rows: Vec<Row> = units
        .iter()
        .enumerate()
        .map(|(index, unit)| {
            let own = whole.standing_of(received, *unit);
            // A sum is compared with that of as many units.
            let earlier = before
                .standing_of(received, *unit)
                .filter(|then| own.as_ref().is_some_and(|own| own.summed == then.summed))
                .map(|standing| standing.value);
            let mut cells: Vec<Cell> = vec![
                (index + 1).to_string().into(),
                m.office
                    .board
                    .directory
                    .name(*unit, m.office.as_of.day)
                    .into(),
                own.as_ref().map_or_else(
                    || "Chưa phát sinh".into(),
                    |standing| as_received(m, *unit, standing),
                ),
                delta(m, *unit, own.map(|standing| standing.value).zip(earlier)),
            ];
            cells.extend(
                flows
                    .iter()
                    .map(|(flow, _)| unit_percent(m, &whole, *flow, *unit).unwrap_or_default()),
            );
            Row::body(cells)
        })
        .collect();
    let sum = whole.standing(received);
    let note = example_note(sum.as_ref().is_some_and(Standing::illustrative));
    let root = m.office.board.directory.root;
    let both = sum.as_ref().zip(before.standing(received));
    let mut cells: Vec<Cell> = vec![
        Cell::default(),
        format!("Cộng các {}{note}", m.office.unit_kind()).into(),
        sum.as_ref()
            .map(|standing| as_received(m, root, standing))
            .unwrap_or_default(),
        delta(
            m,
            root,
            both.as_ref().map(|(now, then)| (now.value, then.value)),
        ),
    ];
    cells.extend(flows.iter().map(|(flow, _)| {
        let ratio = whole.ratio(*flow);
        ratio
            .map(|own| {
                percent_cell(
                    m,
                    (*flow, own.base.indicator),
                    root,
                    own.qualifier,
                    own.percent,
                )
            })
            .unwrap_or_default()
    }));
    rows.push(Row::total(cells));
    Some(without_empty_column(
        Table {
            columns,
            rows,
            size: 12.0,
        },
        &format!("So với {}", m.office.width.before),
    ))
}

fn unit_percent(m: &Material, whole: &Whole<'_>, flow: Id, unit: Id) -> Option<Cell> {
    let own = whole.ratio_of(flow, unit)?;
    Some(percent_cell(
        m,
        (flow, own.base.indicator),
        unit,
        own.qualifier,
        own.percent,
    ))
}

fn percent_cell(
    m: &Material,
    (part, base): (Id, Id),
    body: Id,
    about: Qualifier,
    percent: Percent,
) -> Cell {
    let key = FigureKey {
        body: Some(body),
        ..say::key(m, part, Measure::Percent, &say::code(m, base))
    };
    let text = with_word(about, &percent.text());
    Cell::figure(text, key.figure(percent.0, 2))
}

/// What a body received, or its difference to the period before.
fn received_cell(m: &Material, measure: Measure, body: Id, amount: i64) -> Cell {
    let Some(received) = m.dictionary.by_code(RECEIVED) else {
        return Cell::default();
    };
    let key = FigureKey {
        body: Some(body),
        ..say::key(m, received, measure, "")
    };
    let text = match measure {
        Measure::Delta => signed(amount, 0),
        _ => decimal(amount, 0),
    };
    Cell::figure(text, key.figure(amount, 0))
}

/// "trên 7.600", as a body received it.
fn as_received(m: &Material, body: Id, standing: &Standing) -> Cell {
    let cell = received_cell(m, Measure::Value, body, standing.value);
    Cell {
        text: with_word(standing.qualifier, &cell.text),
        ..cell
    }
}

/// "+225" beside a figure, as tables show it.
fn delta(m: &Material, body: Id, both: Option<(i64, i64)>) -> Cell {
    both.map(|(now, then)| received_cell(m, Measure::Delta, body, now - then))
        .unwrap_or_default()
}
