//! Annexes of the progress report: figures by unit, and the table of tasks.

use super::charts;
use super::figure_sentences::with_word;
use super::flows;
use super::material::Material;
use super::office::Office;
use super::ranked::total;
use super::sentences as say;
use super::shown::Shown;
use super::task_table::task_table;
use crate::domain::instant::show_day;
use crate::domain::number::decimal;
use crate::domain::text::uncapitalise;
use crate::engine::counts::Ranking;
use crate::report::content::{Align, Annex, Block, Cell, Column, Level, Orientation, Row, Table};

/// Head of the column that compares with the eve of the period: "So với quý IV năm 2023".
pub(super) fn delta_head(office: &Office) -> String {
    format!("So với {}", office.width.eve)
}

pub(super) fn annexes(m: &Material) -> Vec<Annex> {
    let reference = m.office.reference("Báo cáo");
    let made =
        |own: Shown, title: &str, orientation: Orientation, blocks: fn(&Material) -> Vec<Block>| {
            Some(Annex {
                number: m.annex_number(own)?.to_owned(),
                title: title.to_owned(),
                reference: reference.clone(),
                orientation,
                blocks: blocks(m),
            })
        };
    [
        made(
            Shown::Units,
            "SỐ LIỆU THEO ĐƠN VỊ",
            Orientation::Portrait,
            unit_tables,
        ),
        made(
            Shown::Tasks,
            "TIẾN ĐỘ THỰC HIỆN NHIỆM VỤ",
            Orientation::Landscape,
            |m| vec![Block::Table(task_table(&m.office))],
        ),
        made(Shown::Charts, "BIỂU ĐỒ", Orientation::Portrait, |m| {
            charts::blocks(m.drawings().to_vec())
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Tables of the units' figures, each under a heading that is numbered where there are several.
fn unit_tables(m: &Material) -> Vec<Block> {
    let ranked = m.shown_ranking().map(|ranking| {
        let title = format!(
            "Kết quả {}, tính đến {}",
            uncapitalise(&ranking.title),
            show_day(m.office.as_of.day)
        );
        (title, ranking_table(m, ranking))
    });
    let flows = flows::flow_table(m).map(|table| {
        let title = format!(
            "Tiếp nhận và số hóa hồ sơ thủ tục hành chính, {}",
            m.office.period.spoken()
        );
        (title, table)
    });
    let tables: Vec<(String, Table)> = [ranked, flows].into_iter().flatten().collect();
    let several = tables.len() > 1;
    let headed = |(place, (title, table)): (usize, (String, Table))| {
        let number = if several {
            format!("{}. ", place + 1)
        } else {
            String::new()
        };
        let heading = Block::Heading {
            level: Level::Subsection,
            text: format!("{number}{title}"),
            key: None,
        };
        [heading, Block::Table(table)]
    };
    tables.into_iter().enumerate().flat_map(headed).collect()
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
        let word = with_word(own.qualifier, &decimal(own.value, 0));
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
