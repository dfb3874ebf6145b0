//! Tables that go in: figures and targets.

use std::io::Read;
use std::path::Path;

use serde_json::{Value, json};
use so06::api;
use so06::domain::{Error, ErrorCode, Result};
use so06::engine::counts::{self, ImportFigures, Imported};
use so06::engine::dictionary::Dictionary;
use so06::store::Book;
use so06::tabular::{Sheet, read_sheet};

use crate::acts::open;
use crate::args::{Cli, TableOf};
use crate::figures::{number, stated};
use crate::output::Output;
use crate::time::period as period_of;

fn read_file(path: &Path) -> Result<Sheet> {
    let bytes = std::fs::read(path).map_err(|e| {
        let code = if e.kind() == std::io::ErrorKind::NotFound {
            ErrorCode::NoSuchFile
        } else {
            ErrorCode::IoFailed
        };
        Error::new(code).with("path", path.display()).detail(e)
    })?;
    read_sheet(&bytes)
}

/// `values import FILE` and `values paste`.
pub fn figures(cli: &Cli, file: Option<&Path>, of: &TableOf, out: Output) -> Result<()> {
    let sheet = if let Some(path) = file {
        read_file(path)?
    } else {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map_err(|e| {
            Error::new(ErrorCode::IoFailed)
                .with("path", "stdin")
                .detail(e)
        })?;
        read_sheet(&bytes)?
    };
    let mut book = open(cli)?;
    let wanted = ImportFigures {
        stated: stated(&book, of.as_of.as_deref(), of.period.as_deref())?,
        source: of.source.clone(),
        rehearse: of.dry_run,
    };
    let done = counts::import_figures(&mut book, &sheet, &wanted)?;
    tell(&book, &done.value, out)
}

/// `targets import FILE`.
pub fn targets(cli: &Cli, file: &Path, period: &str, document: &str, out: Output) -> Result<()> {
    let sheet = read_file(file)?;
    let mut book = open(cli)?;
    let period = period_of(&book, period)?;
    let done = counts::import_targets(&mut book, &sheet, period, document)?;
    tell(&book, &done.value, out)
}

fn tell(book: &Book, imported: &Imported, out: Output) -> Result<()> {
    let dictionary = book.read(Dictionary::load)?;
    let today = so06::engine::profile::today(book)?;
    let refused: Vec<Value> = imported
        .refused
        .iter()
        .map(|place| {
            json!({ "row": place.row, "column": place.column, "code": place.said.code.as_str(),
                    "text": api::message(&place.said, out.language) })
        })
        .collect();
    let warnings: Vec<Value> = imported
        .warnings
        .iter()
        .map(|place| {
            json!({ "row": place.row, "column": place.column, "code": place.said.code, "text": place.said.text })
        })
        .collect();
    let mut totals = serde_json::Map::new();
    for (id, sum) in &imported.totals {
        let decimals = dictionary
            .definition(*id, today)
            .map_or(0, |own| own.decimals);
        let code = dictionary.get(*id).map_or("", |own| own.code.as_str());
        totals.insert(code.to_owned(), number(*sum, decimals));
    }
    let answer = json!({ "accepted": imported.accepted, "unchanged": imported.unchanged,
                         "refused": refused, "warnings": warnings, "totals": totals });
    out.answer(&answer, || {
        let mut lines = vec![format!(
            "Đã ghi {}; không đổi {}; từ chối {}.",
            imported.accepted,
            imported.unchanged,
            imported.refused.len()
        )];
        let said = |value: &Value| {
            format!(
                "Dòng {}, cột {}: {}",
                value["row"],
                value["column"],
                value["text"].as_str().unwrap_or_default()
            )
        };
        lines.extend(refused.iter().map(said));
        lines.extend(warnings.iter().map(|own| format!("Lưu ý. {}", said(own))));
        lines
    });
    Ok(())
}
