//! How the units stand by the main indicator, on the page for a meeting: those that lead on the left, those that
//! lag on the right, those without a figure apart.

use super::figure_sentences::with_word;
use super::office::Office;
use super::ranked::{example_note, ranked};
use crate::domain::instant::show_day;
use crate::domain::text::{capitalise, uncapitalise};
use crate::engine::counts::{RankRow, Ranking};
use crate::report::content::{Align, Column, Row, RowKind, Table};

/// Columns side by side.
const SIDES: usize = 2;

/// "Xếp hạng tài khoản … so với chỉ tiêu giao, đến ngày 18/03/2024 (số liệu minh họa)".
pub(super) fn heading(office: &Office, ranking: &Ranking) -> String {
    let note = example_note(ranking.illustrative);
    format!(
        "Xếp hạng {} so với {}, đến ngày {}{note}",
        uncapitalise(&ranking.title),
        ranking.base_name,
        show_day(office.as_of.day)
    )
}

/// Ranks in two columns, the second going on where the first ends; of more than `most` the middle is left out.
pub(super) fn table(office: &Office, ranking: &Ranking, most: usize, size: f64) -> Table {
    let all = ranked(ranking);
    let shown = all.len().min(most.max(SIDES));
    let deep = shown.div_ceil(SIDES);
    let behind = all.len() - (shown - deep);
    // Where all are of one kind, the head says it once.
    let kind = office.unit_kind();
    let alike = kind != "đơn vị";
    let name = |row: &RankRow| {
        let version = office.board.directory.version(row.body, office.as_of.day);
        version
            .filter(|_| alike)
            .map_or_else(|| office.brief(row.body), |own| own.name.clone())
    };
    let head = if alike {
        capitalise(&kind)
    } else {
        "Đơn vị".to_owned()
    };
    let cells = |row: Option<&&RankRow>| {
        row.map_or_else(
            || vec![String::new(); 4],
            |row| {
                let of = |word, text: &Option<String>| {
                    let text = text.as_deref().map(|own| with_word(word, own));
                    text.unwrap_or_default()
                };
                let (value, base) = (
                    of(row.qualifier, &row.value),
                    of(row.base_qualifier, &row.base),
                );
                vec![
                    row.rank.map(|rank| rank.to_string()).unwrap_or_default(),
                    name(row),
                    format!("{value}/{base}"),
                    of(row.percent_qualifier(), &row.percent),
                ]
            },
        )
    };
    let columns = (0..SIDES).flat_map(|_| {
        [
            Column::new("Hạng", 5.5, Align::Center),
            Column::new(head.clone(), 17.0, Align::Left),
            Column::new("Kết quả", 12.0, Align::Right),
            Column::new("Tỷ lệ (%)", 8.0, Align::Right),
        ]
    });
    let mut rows: Vec<Row> = (0..deep)
        .map(|place| Row {
            kind: RowKind::Body,
            cells: [all.get(place), all.get(behind + place)]
                .into_iter()
                .flat_map(cells)
                .map(Into::into)
                .collect(),
        })
        .collect();
    if shown < all.len() {
        rows.push(Row::group(format!(
            "… và {} đơn vị xếp hạng ở giữa",
            all.len() - shown
        )));
    }
    Table {
        columns: columns.collect(),
        rows,
        size,
    }
}
