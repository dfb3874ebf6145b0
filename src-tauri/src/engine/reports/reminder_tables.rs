//! What a letter that reminds tells beside what is late: what falls due soon, what was returned, which figures were
//! not handed in. Each is a sentence with a table.

use std::collections::HashMap;

use rusqlite::Connection;

use super::Also;
use super::late::{Late, LateBody, Missing, in_order, last_day, owing, returned, wording};
use super::office::Office;
use super::sentences::counted;
use crate::domain::instant::{show_day, spell_day};
use crate::domain::text::capitalise;
use crate::domain::timeliness::SOON_DAYS;
use crate::domain::{Id, Result, Timeliness};
use crate::engine::submissions::{Unsent, unsent};
use crate::engine::tasks::Part;
use crate::report::content::{Align, Column, Row, Table};

/// Everything that a letter may tell.
pub(super) struct Owed<'a> {
    pub(super) late: Vec<LateBody<'a>>,
    pub(super) coming: Vec<LateBody<'a>>,
    pub(super) returned: Vec<LateBody<'a>>,
    pub(super) figures: Vec<(Id, Vec<Unsent>)>,
}

impl<'a> Owed<'a> {
    pub(super) fn read(
        connection: &Connection,
        office: &'a Office,
        only: &[Id],
        also: &[Also],
    ) -> Result<Self> {
        let with = |own: Also| also.contains(&own);
        let parts = |wanted: bool, meant: &dyn Fn(&Part) -> bool| {
            if wanted {
                owing(office, only, meant)
            } else {
                Vec::new()
            }
        };
        // What is late is told as late; what was returned is not told as coming too.
        let back = with(Also::Returned);
        Ok(Self {
            late: parts(true, &|part| part.state == Timeliness::Overdue),
            coming: parts(with(Also::Coming), &|part| {
                part.state == Timeliness::DueSoon && !(back && returned(part).is_some())
            }),
            returned: parts(back, &|part| {
                part.is_open() && part.state != Timeliness::Overdue && returned(part).is_some()
            }),
            figures: if with(Also::Figures) {
                figures(connection, office, only)?
            } else {
                Vec::new()
            },
        })
    }

    /// The bodies that the letter goes to, in the order of the book.
    pub(super) fn bodies(&self, office: &Office) -> Vec<Id> {
        let mut out: Vec<Id> = Vec::new();
        let parts = [&self.late, &self.coming, &self.returned];
        let of_parts = parts.into_iter().flatten().map(|own| own.body);
        for body in of_parts.chain(self.figures.iter().map(|(body, _)| *body)) {
            if !out.contains(&body) {
                out.push(body);
            }
        }
        in_order(office, &mut out, |body| *body);
        out
    }

    /// Whether it tells nothing but what is late.
    pub(super) const fn is_late_only(&self) -> bool {
        self.coming.is_empty() && self.returned.is_empty() && self.figures.is_empty()
    }

    /// All parts that it speaks of.
    pub(super) fn items(&self) -> impl Iterator<Item = &Late<'a>> {
        [&self.late, &self.coming, &self.returned]
            .into_iter()
            .flatten()
            .flat_map(|own| &own.items)
    }

    /// How many parts the letter has.
    pub(super) fn parts(&self) -> usize {
        let lists = [&self.late, &self.coming, &self.returned];
        lists.into_iter().filter(|own| !own.is_empty()).count()
            + usize::from(!self.figures.is_empty())
    }

    /// Rows of all tables.
    pub(super) fn rows(&self) -> usize {
        self.items().count() + self.figures.iter().map(|(_, own)| own.len()).sum::<usize>()
    }
}

/// Figures that are late or due as soon as tasks are said to be.
fn figures(
    connection: &Connection,
    office: &Office,
    only: &[Id],
) -> Result<Vec<(Id, Vec<Unsent>)>> {
    let today = office.as_of.day;
    let until = today + chrono::Days::new(SOON_DAYS);
    let all: HashMap<Id, Vec<Unsent>> = unsent(connection, &office.board.directory, today, until)?;
    let mut out: Vec<(Id, Vec<Unsent>)> = all
        .into_iter()
        .filter(|(body, _)| only.is_empty() || only.contains(body))
        .collect();
    in_order(office, &mut out, |own| own.0);
    Ok(out)
}

/// A part of the letter: what its heading says in the annex, its sentence, its table.
pub(super) struct Section {
    pub(super) heading: &'static str,
    pub(super) said: String,
    pub(super) table: Table,
}

/// Parts beside what is late; those that have nothing are left out.
pub(super) fn sections(office: &Office, owed: &Owed<'_>, size: f64) -> Vec<Section> {
    let count = |own: &[LateBody<'_>]| counted(own.iter().map(|own| own.items.len() as u32).sum());
    let until = office.as_of.day + chrono::Days::new(SOON_DAYS);
    let several = owed.bodies(office).len() > 1;
    let mut out = Vec::new();
    if !owed.coming.is_empty() {
        let table = parts_table(office, &owed.coming, several, "Còn lại (ngày)", |own| {
            [(-own.days).to_string(), own.task.record.deliverable.clone()]
        });
        out.push(Section {
            heading: "Nhiệm vụ sắp đến hạn",
            said: format!(
                "Từ nay đến hết ngày {} có {} phần việc đến hạn",
                spell_day(until),
                count(&owed.coming)
            ),
            table: Table {
                size,
                ..with_last(table, "Sản phẩm")
            },
        });
    }
    if !owed.returned.is_empty() {
        let table = parts_table(
            office,
            &owed.returned,
            several,
            "Còn lại (ngày)",
            |own| {
                let left = own.part.last_day.map(|_| (-own.days).to_string());
                let asked = match returned(own.part) {
                    None | Some("") => "Bổ sung, báo cáo lại kết quả".to_owned(),
                    Some(note) => note.to_owned(),
                };
                [left.unwrap_or_default(), asked]
            },
        );
        out.push(Section {
            heading: "Kết quả đã trả lại, cần làm rõ",
            said: format!(
                "Có {} kết quả đã được trả lại, cần làm rõ",
                count(&owed.returned)
            ),
            table: Table {
                size,
                ..with_last(table, "Nội dung cần làm rõ")
            },
        });
    }
    if !owed.figures.is_empty() {
        let units = counted(owed.figures.len() as u32);
        out.push(Section {
            heading: "Số liệu chưa nộp đủ",
            said: if several {
                format!("Có {units} đơn vị chưa nộp đủ số liệu")
            } else {
                "Đơn vị chưa nộp đủ số liệu".to_owned()
            },
            table: figures_table(office, &owed.figures, size),
        });
    }
    out
}

/// The table of what is late.
pub(super) fn late_table(
    office: &Office,
    bodies: &[LateBody<'_>],
    several: bool,
    missing: &Missing,
    size: f64,
) -> Table {
    let table = parts_table(office, bodies, several, "Quá hạn (ngày)", |own| {
        [own.days.to_string(), missing.of(&own.task.record, own.part)]
    });
    Table {
        size,
        ..with_last(table, "Nội dung còn thiếu")
    }
}

/// Names the last column; one in which nothing stands is left out.
fn with_last(mut table: Table, name: &str) -> Table {
    if let Some(column) = table.columns.last_mut() {
        name.clone_into(&mut column.header);
    }
    super::annexes::without_empty_column(table, name)
}

/// Parts by body, with what two further columns say of each.
fn parts_table(
    office: &Office,
    bodies: &[LateBody<'_>],
    several: bool,
    days: &str,
    further: impl Fn(&Late<'_>) -> [String; 2],
) -> Table {
    let mut rows = Vec::new();
    let mut number = 0;
    for own in bodies {
        if several {
            let name = office.board.directory.name(own.body, office.as_of.day);
            rows.push(Row::group(name));
        }
        for item in &own.items {
            number += 1;
            let task = &item.task.record;
            let [left, last] = further(item);
            rows.push(Row::body([
                number.to_string(),
                task.title.clone(),
                wording(task, item.part),
                last_day(item.part),
                left,
                last,
            ]));
        }
    }
    Table {
        columns: vec![
            Column::new("STT", 4.0, Align::Center),
            Column::new("Nhiệm vụ", 24.0, Align::Left),
            Column::new("Thời hạn được giao", 15.0, Align::Left),
            Column::new("Ngày cuối", 9.0, Align::Center),
            Column::new(days, 8.0, Align::Center),
            Column::new("", 22.0, Align::Left),
        ],
        rows,
        size: 12.0,
    }
}

fn figures_table(office: &Office, bodies: &[(Id, Vec<Unsent>)], size: f64) -> Table {
    let day = office.as_of.day;
    let rows = bodies.iter().flat_map(|(body, own)| {
        own.iter().map(|one| {
            let left = match one.days_left {
                0 => "Đến hạn hôm nay".to_owned(),
                days if days < 0 => format!("Quá hạn {} ngày", -days),
                days => format!("Còn {days} ngày"),
            };
            [
                office.board.directory.name(*body, day),
                capitalise(&one.name),
                show_day(one.due_day),
                left,
                format!("{}/{}", one.done, one.of),
            ]
        })
    });
    Table {
        columns: vec![
            Column::new("STT", 4.0, Align::Center),
            Column::new("Đơn vị", 21.0, Align::Left),
            Column::new("Kỳ số liệu", 20.0, Align::Left),
            Column::new("Hạn nộp", 11.0, Align::Center),
            Column::new("Tình trạng", 19.0, Align::Left),
            Column::new("Chỉ tiêu đã nộp", 10.0, Align::Center),
        ],
        rows: (1..)
            .zip(rows)
            .map(|(number, cells): (u32, _)| {
                Row::body([vec![number.to_string()], cells.to_vec()].concat())
            })
            .collect(),
        size,
    }
}
