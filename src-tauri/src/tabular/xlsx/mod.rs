//! Excel since 2007. Sheets are read as streams: only cells that hold something take memory, wherever they stand.

pub(super) mod parts;
mod sheet;

use super::build::{Build, Stop};
use super::package::Package;
use super::refusal;
use super::shared::Shared;
use super::workbook::RemarkKind;
use crate::domain::Result;
use parts::{Formats, Relations, SharedTexts, Sheets};
pub(super) use sheet::place;

/// What cells of every sheet refer to.
#[derive(Debug, Default)]
pub(super) struct Common {
    /// Shared texts.
    pub shared: Shared,
    /// For each style of a cell, whether it shows a number as a day.
    pub days: Vec<bool>,
    /// Serial numbers begin with 1904.
    pub from_1904: bool,
}

/// Reads all sheets.
pub(super) fn read(package: &mut Package<'_>, book: &str) -> Result<Build> {
    package.unlocked(book)?;
    let mut sheets = Sheets::default();
    let mut relations = Relations::default();
    let listed = package.read(book, &mut sheets);
    if sheets.list.is_empty() {
        return Err(refusal::broken(&format!("{listed:?}: no sheets in {book}")));
    }
    let folder = book.rsplit_once('/').map_or("", |(folder, _)| folder);
    let file = book.rsplit('/').next().unwrap_or(book);
    let _ = package.read(&format!("{folder}/_rels/{file}.rels"), &mut relations);

    let mut build = Build::default();
    if listed == Err(Stop::Broken) {
        build.remark("", 0, RemarkKind::Broken);
    }
    let common = common(package, folder, &relations, sheets.from_1904, &mut build);
    for (index, listed) in sheets.list.iter().enumerate() {
        let Ok(draft) = build.begin(&listed.name, listed.hidden) else {
            break;
        };
        let part = relations.part(folder, &listed.relation).or_else(|| {
            let guess = format!("{folder}/worksheets/sheet{}.xml", index + 1);
            package.has(&guess).then_some(guess)
        });
        let Some(part) = part else {
            build.remark(&listed.name, 0, RemarkKind::Broken);
            build.end(draft);
            continue;
        };
        if relations.is_no_grid(&listed.relation) {
            continue;
        }
        let mut sink = sheet::Grid::new(&mut build, &common, draft);
        let read = package.read(&part, &mut sink);
        let draft = sink.end();
        if read == Err(Stop::Broken) {
            let name = draft.name().to_owned();
            build.remark(&name, draft.last_row(), RemarkKind::Broken);
        }
        build.end(draft);
        if read == Err(Stop::Full) {
            break;
        }
    }
    Ok(build)
}

fn common(
    package: &mut Package<'_>,
    folder: &str,
    relations: &Relations,
    from_1904: bool,
    build: &mut Build,
) -> Common {
    let find = |kind: &str, usual: &str| {
        relations
            .of_kind(folder, kind)
            .unwrap_or_else(|| format!("{folder}/{usual}"))
    };
    let mut texts = SharedTexts::default();
    let name = find("/sharedStrings", "sharedStrings.xml");
    if package.has(&name) && package.read(&name, &mut texts) == Err(Stop::Broken) {
        build.remark("", 0, RemarkKind::Broken);
    }
    if texts.shared.full {
        build.remark("", 0, RemarkKind::TooMany);
    }
    let mut formats = Formats::default();
    let _ = package.read(&find("/styles", "styles.xml"), &mut formats);
    Common {
        shared: texts.shared,
        days: formats.days,
        from_1904,
    }
}
