//! Tasks with their deadlines and classes.

use super::{WantedTable, column};
use crate::domain::instant::show_day;
use crate::domain::{Result, Timeliness};
use crate::engine::profile;
use crate::engine::tasks::{self, TaskRow};
use crate::store::Book;
use crate::tabular::out::{Brief, CellOut, ColumnKind, RowKind, RowOut, TableOut};

pub(super) fn table(book: &Book, wanted: &WantedTable) -> Result<TableOut> {
    let now = profile::now(book)?;
    let (list, plan, example) = book.read(|connection| {
        Ok((
            tasks::tasks(connection, now.looking_at(wanted.today), None)?,
            profile::plan_title(connection)?,
            profile::view_day(connection)?.is_some(),
        ))
    })?;
    let mut rows = Vec::new();
    for group in &list.groups {
        let own: Vec<RowOut> = group.tasks.iter().map(row).collect();
        rows.push(RowOut {
            kind: RowKind::Group,
            cells: vec![CellOut::Text(group.title.clone())],
            brief: own.iter().any(|row| row.brief),
        });
        rows.extend(own);
    }
    let classes: Vec<String> = list
        .classes
        .iter()
        .filter(|own| own.count > 0)
        .map(|own| format!("{} {}", own.state.words().to_lowercase(), own.count))
        .collect();
    let mut notes = vec![format!("{} nhiệm vụ: {}.", list.total, classes.join(", "))];
    if example {
        notes.push("Sổ mẫu: tình trạng thực hiện có thể là số liệu minh họa.".to_owned());
    }
    Ok(TableOut {
        sheet: "Nhiệm vụ".to_owned(),
        title: format!("NHIỆM VỤ {plan}"),
        subtitle: vec![format!("Tính đến hết ngày {}.", show_day(wanted.today))],
        columns: vec![
            column("Số", ColumnKind::Ordinal, Brief::Main),
            column("Nhiệm vụ", ColumnKind::Name, Brief::Main),
            column("Chủ trì", ColumnKind::Text, Brief::Picture),
            column("Phối hợp", ColumnKind::Text, Brief::Left),
            column("Hạn", ColumnKind::Day, Brief::Main),
            column("Thời hạn theo văn bản", ColumnKind::Text, Brief::Left),
            column("Tình trạng", ColumnKind::Text, Brief::Main),
        ],
        rows,
        notes,
        mark: None,
        made: wanted.today,
    })
}

fn row(task: &TaskRow) -> RowOut {
    let text = |own: &str| {
        if own.is_empty() {
            CellOut::Empty
        } else {
            CellOut::Text(own.to_owned())
        }
    };
    let left = match task.days_left {
        Some(days) if days < 0 => format!("{} ({} ngày)", task.state.words(), -days),
        Some(0) if task.state == Timeliness::Overdue => {
            format!("{} (đã quá giờ)", task.state.words())
        }
        _ => task.state.words().to_owned(),
    };
    RowOut {
        kind: RowKind::Body,
        cells: vec![
            text(&task.number),
            CellOut::Name(task.title.clone(), task.title.clone()),
            text(&task.lead),
            text(&task.partners),
            task.deadline.last_day.map_or(CellOut::Empty, CellOut::Day),
            text(&task.deadline.text),
            text(&left),
        ],
        // A chat is about what is still to be done.
        brief: !task.state.is_done(),
    }
}
