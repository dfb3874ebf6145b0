//! From what was typed to what goes out of the book.

use serde_json::json;
use so06::domain::{Error, ErrorCode, Result};
use so06::engine::directory::Directory;
use so06::engine::intake::{Choices, Intake};
use so06::engine::{forms, open_form};

use crate::acts::{clock, not_yet, officer, open};
use crate::args::Cli;
use crate::out_args::{Export, Form, Import};
use crate::output::Output;
use crate::tables;
use crate::time::period as period_of;

/// `export --out DIR`.
pub fn export(cli: &Cli, wanted: &Export, out: Output) -> Result<()> {
    let done = open_form::export_book(&open(cli)?, &wanted.out)?;
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
