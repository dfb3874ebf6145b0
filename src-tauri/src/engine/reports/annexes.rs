//! Annexes of the progress report: figures by unit, and the table of tasks.

use super::charts;
use super::keys::{FigureKey, Measure};
use super::material::Material;
use super::office::Office;
use super::ranked::{example_note, total};
use super::sentences as say;
use super::task_table::task_table;
use crate::domain::Id;
use crate::domain::instant::show_day;
use crate::domain::number::{Percent, Qualifier, decimal, signed};
use crate::engine::counts::{Ranking, Standing, Whole};
use crate::report::content::{Align, Annex, Block, Cell, Column, Level, Orientation, Row, Table};

/// Flows that the second table of annex I shows, each with its base.
const FLOWS: [(&str, &str); 4] = [
    ("dvc.truc_tuyen", "Trực tuyến"),
    ("dvc.so_hoa_thanh_phan", "Số hóa thành phần"),
    ("dvc.so_hoa_ket_qua", "Số hóa kết quả"),
    ("dvc.thanh_toan", "Thanh toán trực tuyến"),
];

/// Head of the column that compares with the eve of the period: "So với quý IV năm 2023".
pub(super) fn delta_head(office: &Office) -> String {
    format!("So với {}", office.width.eve)
}

const RECEIVED: &str = "dvc.tiep_nhan";

pub(super) fn annexes(m: &Material) -> Vec<Annex> {
    let reference = m.office.reference("Báo cáo");
    let mut out = Vec::new();
    let mut tables: Vec<Block> = Vec::new();
    if let Some(ranking) = &m.ranking {
        tables.push(Block::Heading {
            level: Level::Subsection,
            text: format!(
                "1. Kết quả {}, tính đến {}",
                crate::domain::text::uncapitalise(&ranking.title),
                show_day(m.office.as_of.day)
            ),
            key: None,
        });
        tables.push(Block::Table(ranking_table(m, ranking)));
    }
    if let Some(table) = flow_table(m) {
        tables.push(Block::Heading {
            level: Level::Subsection,
            text: format!(
                "2. Tiếp nhận và số hóa hồ sơ thủ tục hành chính, {}",
                m.office.period.spoken()
            ),
            key: None,
        });
        tables.push(Block::Table(table));
    }
    if !tables.is_empty() {
        out.push(Annex {
            number: "I".to_owned(),
            title: "SỐ LIỆU THEO ĐƠN VỊ".to_owned(),
            reference: reference.clone(),
            orientation: Orientation::Portrait,
            blocks: tables,
        });
    }
    out.push(Annex {
        number: m.task_annex().to_owned(),
        title: "TIẾN ĐỘ THỰC HIỆN NHIỆM VỤ".to_owned(),
        reference: reference.clone(),
        orientation: Orientation::Landscape,
        blocks: vec![Block::Table(task_table(&m.office))],
    });
    let drawings = m.drawings();
    if !drawings.is_empty() {
        out.push(Annex {
            number: m.chart_annex().to_owned(),
            title: "BIỂU ĐỒ".to_owned(),
            reference,
            orientation: Orientation::Portrait,
            blocks: charts::blocks(drawings),
        });
    }
    out
}

fn ranking_table(m: &Material, ranking: &Ranking) -> Table {
    let columns = vec![
        Column::new("STT", 5.0, Align::Center),
        Column::new("Đơn vị", 27.0, Align::Left),
        Column::new("Chỉ tiêu", 13.0, Align::Right),
        Column::new("Kết quả", 15.0, Align::Right),
        Column::new("Tỷ lệ (%)", 12.0, Align::Right),
        Column::new(delta_head(&m.office), 14.0, Align::Right),
        Column::new("Xếp hạng", 10.0, Align::Center),
    ];
    let figures = m.rank_figures(ranking);
    let mut rows: Vec<Row> = ranking
        .rows
        .iter()
        .enumerate()
        .map(|(index, row)| {
            Row::body([
                (index + 1).to_string().into(),
                row.name.clone().into(),
                figures.base(row),
                figures.value(row, "Chưa phát sinh"),
                figures.percent(row),
                figures.delta(row),
                figures.rank(row, ""),
            ])
        })
        .collect();
    if let Some(sum) = total(&m.office, ranking) {
        let [base, value, percent] = figures.total(&sum);
        let name = sum.name.into();
        rows.push(Row::total([Cell::default(), name, base, value, percent]));
    }
    if let Some(own) = m
        .whole()
        .of_body(ranking.indicator, m.office.board.directory.root)
    {
        let word = own.qualifier.with(&decimal(own.value, 0));
        rows.push(Row::total([
            Cell::default(),
            format!(
                "Toàn {} (số ghi tại {}, {})",
                m.office.root_kind(),
                m.office.root_kind(),
                show_day(own.day)
            )
            .into(),
            Cell::default(),
            Cell::figure(word, say::figure(m, &own)),
        ]));
    }
    without_empty_column(
        Table {
            columns,
            rows,
            size: 12.0,
        },
        &delta_head(&m.office),
    )
}

/// A column that would be empty from top to bottom says nothing and takes the room of others.
pub(super) fn without_empty_column(mut table: Table, header: &str) -> Table {
    let Some(index) = table
        .columns
        .iter()
        .position(|column| column.header == header)
    else {
        return table;
    };
    if table
        .rows
        .iter()
        .all(|row| row.cells.get(index).is_none_or(|cell| cell.text.is_empty()))
    {
        table.columns.remove(index);
        for row in &mut table.rows {
            if index < row.cells.len() {
                row.cells.remove(index);
            }
        }
    }
    table
}

fn flow_table(m: &Material) -> Option<Table> {
    let received = m.dictionary.by_code(RECEIVED)?;
    let flows: Vec<(Id, &str)> = FLOWS
        .iter()
        .filter_map(|(code, name)| m.dictionary.by_code(code).map(|id| (id, *name)))
        .collect();
    let (whole, before) = (m.whole(), m.whole_of(m.before()));
    let units = m.office.board.directory.units(m.office.as_of.day);
    if !units
        .iter()
        .any(|unit| whole.of_body(received, *unit).is_some())
    {
        return None;
    }
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
            let own = whole.of_body(received, *unit);
            let earlier = before
                .of_body(received, *unit)
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
                    |standing| what_came(m, *unit, standing),
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
            .map(|standing| what_came(m, root, standing))
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
                let percent = (own.percent, own.qualifier);
                percent_cell(m, *flow, own.base.indicator, root, percent)
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
    let part = whole.of_body(flow, unit)?;
    let base = m
        .dictionary
        .bases(flow)
        .find_map(|base| whole.of_body(base.base, unit))?;
    let percent = Percent::of(part.value, base.value)?;
    let word = part.qualifier.of_ratio(base.qualifier);
    Some(percent_cell(m, flow, base.indicator, unit, (percent, word)))
}

fn percent_cell(
    m: &Material,
    part: Id,
    base: Id,
    body: Id,
    (percent, word): (Percent, Qualifier),
) -> Cell {
    let key = FigureKey {
        body: Some(body),
        ..say::key(m, part, Measure::Percent, &say::code(m, base))
    };
    Cell::figure(word.with(&percent.text()), key.figure(percent.0, 2))
}

/// What a body received.
fn what_came(m: &Material, body: Id, standing: &Standing) -> Cell {
    let text = standing.qualifier.with(&decimal(standing.value, 0));
    received_cell(m, Measure::Value, body, standing.value, text)
}

fn received_cell(m: &Material, measure: Measure, body: Id, amount: i64, text: String) -> Cell {
    let Some(received) = m.dictionary.by_code(RECEIVED) else {
        return Cell::default();
    };
    let key = FigureKey {
        body: Some(body),
        ..say::key(m, received, measure, "")
    };
    Cell::figure(text, key.figure(amount, 0))
}

/// "+225" beside a figure, as tables show it.
fn delta(m: &Material, body: Id, both: Option<(i64, i64)>) -> Cell {
    both.map(|(now, then)| {
        let amount = now - then;
        received_cell(m, Measure::Delta, body, amount, signed(amount, 0))
    })
    .unwrap_or_default()
}
