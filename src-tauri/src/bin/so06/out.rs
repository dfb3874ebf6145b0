//! From what was typed to what goes out of the book.

use serde_json::json;
use so06::domain::access::Need;
use so06::domain::{Boundary, Instant, Period};
use so06::domain::{Error, ErrorCode, Result};
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::engine::facts_out::{self, FactsWanted};
use so06::engine::intake::{Choices, Intake};
use so06::engine::tables::{self as tables_out, TableKind, WantedTable};
use so06::engine::{forms, open_form, profile};

use crate::acts::{clock, not_yet, officer, open};
use crate::args::Cli;
use crate::out_args::{Export, ExportValues, Form, Import, Table};
use crate::output::Output;
use crate::tables;
use crate::time::period as period_of;

/// `export --out DIR`.
pub fn export(cli: &Cli, wanted: &Export, out: Output) -> Result<()> {
    let book = open(cli)?;
    // The whole book as text is more than any list of it.
    book.refuse_role(Need::Administer)?;
    let done = open_form::export_book(&book, &wanted.out)?;
    let answer = json!({ "files": done.files, "bytes": done.bytes, "rows": done.rows });
    out.answer(&answer, || {
        vec![format!(
            "Đã xuất toàn bộ sổ: {} tệp, {} dòng, {} byte, {}",
            done.files,
            done.rows,
            done.bytes,
            wanted.out.display()
        )]
    });
    Ok(())
}

/// `import DIR --book NEW`.
pub fn import(cli: &Cli, wanted: &Import, out: Output) -> Result<()> {
    let path = cli
        .book
        .as_deref()
        .ok_or_else(|| Error::new(ErrorCode::NoBook))?;
    let book = open_form::import_book(&wanted.folder, path, clock(cli)?, &officer(cli))?;
    let verdict = book.verify_journal()?;
    let answer = json!({ "book": path, "rows": verdict.rows, "head": verdict.head });
    out.answer(&answer, || {
        vec![format!(
            "Đã lập lại sổ {}; nhật ký nguyên vẹn: {} dòng.",
            path.display(),
            verdict.rows
        )]
    });
    Ok(())
}

/// `form export` and `form import`.
pub fn form(cli: &Cli, form: &Form, out: Output) -> Result<()> {
    match form {
        Form::Other(words) => Err(not_yet("form", words)),
        Form::Export {
            body,
            period,
            out: path,
        } => {
            let book = open(cli)?;
            let period = period_of(&book, period)?;
            let body = book
                .read(Directory::load)?
                .resolve_within(body, period.days())?;
            let saved = forms::save_form(&book, body, period, path)?;
            let answer = json!({ "file": saved.file.path, "bytes": saved.file.bytes, "body": saved.body, "cells": saved.cells });
            out.answer(&answer, || {
                vec![format!(
                    "Đã lập biểu của {}: {} chỉ tiêu, {}",
                    saved.body, saved.cells, saved.file.path
                )]
            });
            Ok(())
        }
        Form::Import { file, dry_run } => {
            let name = file.file_name().unwrap_or(file.as_os_str());
            let intake = Intake::of_file(&name.to_string_lossy(), &tables::bytes_of(file)?)?;
            let mut book = open(cli)?;
            let form = match &intake.workbook {
                Some(workbook) => book.read(|c| forms::read_form(c, workbook))?,
                None => None,
            };
            if form.is_none() {
                return Err(Error::new(ErrorCode::NotAForm));
            }
            tables::take_in(&mut book, &intake, &Choices::default(), *dry_run, out)
        }
    }
}

/// `table KIND`: into a file, or as lines for a chat.
pub fn table(cli: &Cli, asked: &Table, out: Output) -> Result<()> {
    let book = open(cli)?;
    let today = profile::today(&book)?;
    let period = match &asked.period {
        Some(text) => period_of(&book, text)?,
        None => Period::at_hand(today, &book.read(profile::calendar)?),
    };
    let boundary = Boundary::parse(&asked.boundary).ok_or_else(|| {
        Error::new(ErrorCode::Usage).with("text", format!("--boundary {}", asked.boundary))
    })?;
    let kind = match asked.kind.as_str() {
        "counts" => TableKind::Counts,
        "submissions" => TableKind::Submissions,
        "missing" => TableKind::Missing,
        "tasks" => TableKind::Tasks,
        "ranking" => {
            let dictionary = book.read(Dictionary::load)?;
            let indicator = asked.indicator.as_deref().ok_or_else(|| {
                Error::new(ErrorCode::Usage).with("text", "table ranking cần --indicator")
            })?;
            TableKind::Ranking {
                indicator: dictionary.resolve(indicator)?,
                base: match asked.of.as_str() {
                    "target" => None,
                    other => Some(dictionary.resolve(other)?),
                },
            }
        }
        other => return Err(Error::new(ErrorCode::NoSuchTable).with("table", other)),
    };
    let wanted = WantedTable {
        kind,
        period,
        today,
        boundary,
    };
    let Some(path) = &asked.out else {
        let text = tables_out::table(&book, &wanted)?.chat();
        out.answer(&json!({ "text": text }), || vec![text.clone()]);
        return Ok(());
    };
    let saved = tables_out::save_table(path, || tables_out::table(&book, &wanted))?;
    out.answer(&json!({ "file": saved.path, "bytes": saved.bytes }), || {
        vec![format!("Đã lưu bảng: {} byte, {}", saved.bytes, saved.path)]
    });
    Ok(())
}

/// `values export --out FILE`.
pub fn values(cli: &Cli, asked: &ExportValues, out: Output) -> Result<()> {
    let book = open(cli)?;
    let today = profile::today(&book)?;
    let (directory, dictionary) = book.read(|c| Ok((Directory::load(c)?, Dictionary::load(c)?)))?;
    let period = asked
        .period
        .as_deref()
        .map(|text| period_of(&book, text))
        .transpose()?;
    let as_of = asked.as_of.as_deref().map(Instant::parse).transpose()?;
    let day = as_of
        .map(|own| own.day)
        .or(period.map(Period::last_day))
        .unwrap_or(today);
    let wanted = FactsWanted {
        indicator: asked
            .indicator
            .as_deref()
            .map(|text| dictionary.resolve(text))
            .transpose()?,
        body: asked
            .body
            .as_deref()
            .map(|text| directory.resolve(text, day))
            .transpose()?,
        as_of,
        period,
        source: asked.source.clone(),
        wide: asked.wide,
    };
    let saved = facts_out::save_facts(&book, &wanted, &asked.out)?;
    let answer = json!({ "file": saved.file.path, "bytes": saved.file.bytes, "rows": saved.rows });
    out.answer(&answer, || {
        vec![format!(
            "Đã xuất {} dòng: {} byte, {}",
            saved.rows, saved.file.bytes, saved.file.path
        )]
    });
    Ok(())
}
