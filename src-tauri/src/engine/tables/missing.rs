//! Who has not sent what in a period: the reminder for the chat. It goes by the same report set as the matrix.

use super::{WantedTable, column, names, root_name};
use crate::domain::instant::show_day;
use crate::domain::{Id, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::periods;
use crate::engine::profile;
use crate::engine::submissions::{Gatherer, expected, report_set};
use crate::store::Book;
use crate::tabular::out::{Brief, CellOut, ColumnKind, RowKind, RowOut, TableOut};

pub(super) fn table(book: &Book, wanted: &WantedTable) -> Result<TableOut> {
    let (period, day) = (wanted.period, wanted.period.last_day());
    let (rows, of, label, due) = book.read(|connection| {
        let directory = Directory::load(connection)?;
        let dictionary = Dictionary::load(connection)?;
        let set = report_set(&dictionary, "");
        let bodies = expected(&directory, day);
        let gatherer = Gatherer::new(connection, wanted.today)?;
        let mut lacking: Vec<(Id, Vec<String>)> =
            bodies.iter().map(|body| (*body, Vec::new())).collect();
        for item in &set {
            let given = gatherer.gather(item, &[period], &bodies)?;
            let given = given.first();
            for (body, names) in &mut lacking {
                if !given.is_some_and(|own| own.contains_key(body)) {
                    let short = dictionary.definition(item.id, day);
                    names.push(short.map_or_else(String::new, |own| own.short_name.clone()));
                }
            }
        }
        lacking.retain(|(_, names)| !names.is_empty());
        let rows = (1..)
            .zip(lacking)
            .map(|(ordinal, (body, names))| {
                row(ordinal, &directory.name(body, day), &names, set.len())
            })
            .collect::<Vec<_>>();
        let due = period.due_day(&profile::calendar(connection)?);
        Ok((rows, bodies.len(), periods::label(connection, period)?, due))
    })?;
    let left = rows.len();
    let root = root_name(book, day)?;
    let late = if wanted.today > due {
        " (đã quá hạn)"
    } else {
        ""
    };
    let notes = vec![if left == 0 {
        format!("Tất cả {of} đơn vị đã gửi đủ.")
    } else {
        format!("Còn {left}/{of} đơn vị chưa gửi đủ.")
    }];
    Ok(TableOut {
        sheet: "Chưa gửi".to_owned(),
        title: format!("NHẮC GỬI SỐ LIỆU {label}, {root}"),
        subtitle: vec![
            format!("Hạn gửi: hết ngày {}{late}.", show_day(due)),
            format!("Tính đến ngày {}.", show_day(wanted.today)),
        ],
        columns: vec![
            column("STT", ColumnKind::Ordinal, Brief::Main),
            column("Đơn vị", ColumnKind::Name, Brief::Main),
            column("Còn thiếu", ColumnKind::Text, Brief::Main),
        ],
        rows,
        notes,
        mark: None,
        made: wanted.today,
    })
}

fn row(ordinal: usize, name: &str, lacking: &[String], of: usize) -> RowOut {
    let said = if lacking.len() == of {
        "chưa gửi chỉ tiêu nào".to_owned()
    } else {
        format!("còn thiếu {}", lacking.join(", "))
    };
    RowOut {
        kind: RowKind::Body,
        cells: vec![
            CellOut::Text(ordinal.to_string()),
            names::unit(name),
            CellOut::Text(said),
        ],
        brief: true,
    }
}
