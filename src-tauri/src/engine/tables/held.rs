//! Rows of packages that wait for a person, or that were not taken: what goes back to their sender.

use super::{column, names};
use crate::domain::exchange::{HeldState, HeldWhy};
use crate::domain::instant::show_day;
use crate::domain::{Day, Error, Result};
use crate::engine::exchange::{HeldView, held_views};
use crate::store::Book;
use crate::tabular::out::{Brief, CellOut, ColumnKind, RowKind, RowOut, TableOut};

/// The rows that wait, or all that ever did; `say` gives the sentence of a refusal.
pub fn held_table(
    book: &Book,
    all: bool,
    today: Day,
    say: impl Fn(&Error) -> String,
) -> Result<TableOut> {
    let views = book.read(|c| held_views(c, all, today))?;
    let rows: Vec<RowOut> = (1..)
        .zip(&views)
        .map(|(ordinal, view)| row(ordinal, view, &say))
        .collect();
    Ok(TableOut {
        sheet: "Chờ xử lý".to_owned(),
        title: "CÁC DÒNG CHƯA NHẬN CỦA GÓI DỮ LIỆU".to_owned(),
        subtitle: vec![format!("Tính đến ngày {}.", show_day(today))],
        columns: vec![
            column("STT", ColumnKind::Ordinal, Brief::Main),
            column("Bên gửi", ColumnKind::Name, Brief::Main),
            column("Gói số", ColumnKind::Text, Brief::Main),
            column("Đơn vị", ColumnKind::Text, Brief::Main),
            column("Nội dung", ColumnKind::Text, Brief::Main),
            column("Thời gian", ColumnKind::Text, Brief::Main),
            column("Đang có", ColumnKind::Text, Brief::Main),
            column("Gửi đến", ColumnKind::Text, Brief::Main),
            column("Lý do", ColumnKind::Text, Brief::Main),
            column("Kết quả", ColumnKind::Text, Brief::Main),
        ],
        notes: vec![match rows.len() {
            0 => "Không có dòng nào.".to_owned(),
            count => format!("Có {count} dòng."),
        }],
        rows,
        mark: None,
        made: today,
    })
}

fn row(ordinal: usize, view: &HeldView, say: &impl Fn(&Error) -> String) -> RowOut {
    let text = |own: &str| match own {
        "" => CellOut::Empty,
        own => CellOut::Text(own.to_owned()),
    };
    let why = match (&view.refusal, view.why) {
        (Some(refusal), _) => say(&refusal.error),
        (None, HeldWhy::Conflict) => "Hai bên cùng sửa".to_owned(),
        (None, HeldWhy::Closed) => "Kỳ đã chốt, cần bút toán điều chỉnh".to_owned(),
        (None, HeldWhy::Refused) => "Không nhận được".to_owned(),
    };
    let came = match view.state {
        HeldState::Open => "",
        HeldState::Ours => "Giữ số đang có",
        HeldState::Theirs => "Lấy số gửi đến",
        HeldState::Passed => "Đã có bản mới hơn",
    };
    let what = if view.what.is_empty() {
        &view.kind
    } else {
        &view.what
    };
    RowOut {
        kind: RowKind::Body,
        cells: vec![
            CellOut::Text(ordinal.to_string()),
            names::unit(&view.sender),
            CellOut::Text(view.package.to_string()),
            text(&view.body),
            text(what),
            text(&view.time),
            text(&view.ours),
            text(&view.theirs),
            CellOut::Text(why),
            text(came),
        ],
        brief: true,
    }
}
