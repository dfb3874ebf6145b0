//! A plan, understood and held against the book.

use std::collections::HashSet;

use rusqlite::Connection;

use super::choices::PlanChoices;
use super::columns::ColumnRole;
use super::compare::{Book as Standing, compare};
use super::draft::{DraftGroup, DraftRow, PlanDraft};
use super::goals::Goals;
use super::heads::{PlanColumn, head_of};
use super::lines::Lines;
use super::rows::{Raw, RawGroup, RawKind, Rows, rows_of};
use super::source::PlanFile;
use super::titles::{FoundDocument, Titles, first_of, titles_of};
use super::understand::{RowReader, Years};
use super::units::Units;
use crate::domain::deadline::DeadlineRules;
use crate::domain::naming::loose_key;
use crate::domain::text::clean;
use crate::domain::{Day, Error, ErrorCode, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::intake::remark_words;
use crate::engine::profile;
use crate::engine::tasks::goal_decimals;
use crate::store::Book;

/// Understands what came. Refused is what holds no list of tasks at all.
pub fn read_plan(book: &Book, file: &PlanFile, choices: &PlanChoices) -> Result<PlanDraft> {
    let today = profile::today(book)?;
    book.read(|connection| read_for(connection, file, choices, today))
}

struct Found {
    sheet: usize,
    titles: Titles,
    columns: Vec<PlanColumn>,
    rows: Rows,
    remarks: Vec<String>,
}

fn read_for(
    connection: &Connection,
    file: &PlanFile,
    choices: &PlanChoices,
    today: Day,
) -> Result<PlanDraft> {
    let directory = Directory::load(connection)?;
    let rules = profile::deadline_rules(connection)?;
    let units = Units::new(&directory, today);
    let asked = choices.plan.as_ref();
    let mut found = find(
        file,
        choices,
        &units,
        &rules,
        choices.issued.or_else(|| asked.and_then(|own| own.issued)),
    )?;
    let standing = Standing::load(connection)?;
    let mut wanted = asked.cloned().unwrap_or_default();
    wanted.document = choices.document.clone().or(wanted.document);
    wanted.issued = choices.issued.or(wanted.issued);
    let document = match &wanted.document {
        Some(own) => Some(own.clone()),
        None if wanted.no_document => None,
        None => found.titles.document.clone(),
    };
    let issued = wanted
        .issued
        .or_else(|| document.as_ref().and_then(|own| own.day))
        .or(found.titles.issued);
    let title = wanted
        .title
        .clone()
        .map(|own| clean(&own))
        .filter(|own| !own.is_empty());
    let title = title.unwrap_or_else(|| title_of(&found.titles, file, document.as_ref()));
    let dictionary = Dictionary::load(connection)?;
    let goals = Goals::of(&dictionary, today);
    let reader = RowReader {
        goals: &goals,
        decimals: &|id| goal_decimals(&dictionary, id, today),
        units: &units,
        rules: &rules,
        years: Years {
            issued,
            titled: found.titles.year.and_then(first_of),
            today,
        },
        choices,
        mixed: found
            .columns
            .iter()
            .any(|own| own.role == ColumnRole::Lead && super::units::names_partners(&own.head)),
    };
    let rows = std::mem::take(&mut found.rows.rows);
    let rows = rows
        .into_iter()
        .map(|raw| reader.row(raw))
        .collect::<Result<Vec<DraftRow>>>()?;
    let mut draft = PlanDraft {
        name: file.name.clone(),
        kind: file.kind().to_owned(),
        sheets: sheets_of(file),
        sheet: found.sheet,
        title,
        document,
        issued,
        plan: wanted.existing,
        plan_key: String::new(),
        prefix: wanted.prefix.clone().unwrap_or_default(),
        columns: found.columns,
        groups: found
            .rows
            .groups
            .into_iter()
            .map(|RawGroup { letter, title, .. }| DraftGroup {
                key: String::new(),
                letter,
                title,
                known: false,
            })
            .collect(),
        rows,
        remarks: found.remarks,
    };
    compare(
        &mut draft,
        &standing,
        asked.is_some(),
        &directory,
        units.day(),
    )?;
    Ok(draft)
}

/// Sheets with how many rows each has and whether it is hidden; none where the tables of a document are one.
fn sheets_of(file: &PlanFile) -> Vec<(String, usize, bool)> {
    if file.flows() {
        return Vec::new();
    }
    let tables = file.workbook.iter().flat_map(|own| own.tables.iter());
    tables
        .map(|own| (own.name.clone(), own.rows.len(), own.hidden))
        .collect()
}

fn find(
    file: &PlanFile,
    choices: &PlanChoices,
    units: &Units<'_>,
    rules: &DeadlineRules,
    issued: Option<Day>,
) -> Result<Found> {
    let missing = || {
        let name = if file.name.is_empty() {
            "nội dung dán"
        } else {
            &file.name
        };
        Error::new(ErrorCode::NoPlanTable).with("file", name)
    };
    let lines = Lines {
        units,
        rules,
        issued,
    };
    if let Some((sheet, grid, mut texts)) = file.grid(choices.sheet)
        && let Some(mut head) = head_of(&grid, rules)
    {
        for choice in &choices.columns {
            if let Some(own) = head
                .columns
                .iter_mut()
                .find(|own| own.index == choice.index)
            {
                (own.role, own.sure) = (choice.role, true);
            }
        }
        let top = head.rows.map_or(0, |(first, _)| first);
        texts.extend(
            grid.rows[..top]
                .iter()
                .flat_map(|row| row.own().map(|cell| cell.text.clone())),
        );
        let mut rows = rows_of(&grid, &head);
        let has_tasks = rows
            .rows
            .iter()
            .any(|own| own.is_task() || own.kind == RawKind::Refused);
        if !has_tasks && file.text.is_none() && file.passages.is_empty() {
            return Err(missing());
        }
        if has_tasks {
            if !file.passages.is_empty() {
                let titles = titles_of(&file.beginning());
                let lines = Lines {
                    issued: issued.or(titles.issued),
                    ..lines
                };
                let last = grid.rows.last().map_or(0, |row| row.number);
                add_text(&mut rows, lines.plainly(file.lines()), last);
            }
            let mut remarks: Vec<String> = file
                .workbook
                .iter()
                .flat_map(|own| own.remarks.iter())
                .map(|own| remark_words(own.kind, own.row))
                .collect();
            let most = super::rows::MOST_ROWS;
            if grid.rows.len() > top + most {
                remarks.push(format!(
                    "Bảng dài hơn {most} dòng: phần sau chưa đọc. Hãy chia tệp rồi nhập tiếp."
                ));
            }
            if head.rows.is_none() {
                remarks.push(
                    "Bảng không có dòng đầu: các cột là đoán theo nội dung. Hãy xem lại từng cột."
                        .to_owned(),
                );
            }
            remarks.append(&mut rows.remarks);
            return Ok(Found {
                sheet,
                titles: if file.passages.is_empty() {
                    titles_of(&texts)
                } else {
                    titles_of(&file.beginning()).or(titles_of(&texts))
                },
                columns: head.columns,
                rows,
                remarks,
            });
        }
    }
    let above = file.beginning();
    let titles = titles_of(&above);
    let lines = Lines {
        issued: issued.or(titles.issued),
        ..lines
    };
    let rows = lines.read(file.lines());
    if !rows.rows.iter().any(Raw::is_task) {
        return Err(missing());
    }
    Ok(Found {
        sheet: 0,
        titles,
        columns: Vec::new(),
        rows,
        remarks: Vec::new(),
    })
}

/// What the text of a document plainly gives beside its table goes behind the rows of the table.
fn add_text(rows: &mut Rows, more: Rows, from: u32) {
    let known: HashSet<String> = rows.rows.iter().map(|own| loose_key(&own.title)).collect();
    let (by, groups) = (rows.rows.len(), rows.groups.len());
    rows.groups.extend(more.groups);
    for mut own in more.rows {
        own.row += from;
        own.group = own.group.map(|at| at + groups);
        own.parent = own.parent.map(|at| at + by);
        own.remarks
            .push("Lấy từ phần lời của văn bản, ngoài bảng.".to_owned());
        if known.contains(&loose_key(&own.title)) {
            own.doubt("Trùng tên với một nhiệm vụ trong bảng. Hãy xem lại.");
        }
        rows.rows.push(own);
    }
}

fn title_of(titles: &Titles, file: &PlanFile, document: Option<&FoundDocument>) -> String {
    if !titles.title.is_empty() {
        return titles.title.clone();
    }
    if let Some(own) = document {
        return format!("{} {}", own.kind, own.number).trim().to_owned();
    }
    let stem = file
        .name
        .rsplit_once('.')
        .map_or(file.name.as_str(), |(stem, _)| stem);
    if stem.is_empty() {
        "Kế hoạch".to_owned()
    } else {
        stem.replace('_', " ")
    }
}
