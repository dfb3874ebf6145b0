//! `tasks import FILE`: a plan from a table or from lines.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::Value;
use so06::api;
use so06::domain::instant::parse_day;
use so06::domain::task::Plan;
use so06::domain::{Error, ErrorCode, Result};
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::engine::plan_intake::{
    FoundDocument, PlanChoices, PlanFile, PlanReading, PlanRowRole, PlanState, PlanWanted,
    bring_in_plan, read_plan, rehearse_plan,
};
use so06::engine::profile;
use so06::store::{self, Book};

use crate::acts::open;
use crate::args::Cli;
use crate::output::Output;
use crate::tables::bytes_of;

/// A plan to be taken in.
#[derive(Debug, Args)]
pub struct ImportPlan {
    /// Tệp kế hoạch: xlsx, xls, ods, docx, csv, txt; "-" là nội dung dán từ stdin
    pub file: PathBuf,
    /// Khóa kế hoạch đã có trong sổ; không nêu thì tìm theo văn bản và tên, không có thì lập mới
    #[arg(long)]
    pub plan: Option<String>,
    /// Trang tính: tên hoặc số thứ tự
    #[arg(long)]
    pub sheet: Option<String>,
    /// Chỉ xem, không ghi
    #[arg(long)]
    pub dry_run: bool,
    /// Ngày của văn bản, cho thời hạn không ghi năm
    #[arg(long, value_name = "NGÀY")]
    pub issued: Option<String>,
    /// Văn bản của kế hoạch: "Kế hoạch số 12/KH-UBND ngày 15/01/2026 của UBND xã"
    #[arg(long)]
    pub document: Option<String>,
}

/// Takes a plan in, or shows what would come of it.
pub fn import(cli: &Cli, asked: &ImportPlan, out: Output) -> Result<()> {
    let file = source(&asked.file)?;
    let mut book = open(cli)?;
    let choices = choices(&book, asked, &file)?;
    let draft = read_plan(&book, &file, &choices)?;
    if asked.dry_run {
        rehearse_plan(&mut book, &draft)?;
    } else {
        bring_in_plan(&mut book, &draft)?;
    }
    let today = profile::today(&book)?;
    let (directory, dictionary) = book.read(|c| Ok((Directory::load(c)?, Dictionary::load(c)?)))?;
    let words = |error: &Error| api::message(error, out.language);
    let reading = PlanReading::of(
        &draft,
        (&directory, &dictionary),
        today,
        &words,
        !asked.dry_run,
    );
    let value: Value =
        serde_json::to_value(&reading).map_err(|e| Error::new(ErrorCode::Internal).detail(e))?;
    out.answer(&value, || lines(&reading));
    Ok(())
}

fn source(path: &Path) -> Result<PlanFile> {
    if path.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map_err(|e| {
            Error::new(ErrorCode::IoFailed)
                .with("path", "stdin")
                .detail(e)
        })?;
        return PlanFile::of_text(&text);
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    PlanFile::of_file(&name, &bytes_of(path)?)
}

fn choices(book: &Book, asked: &ImportPlan, file: &PlanFile) -> Result<PlanChoices> {
    let existing = match &asked.plan {
        Some(key) => {
            let kept = book.read(|c| store::list::<Plan>(c, "key = ?1", &[key]))?;
            let own = kept.first().map(|kept| kept.id);
            Some(own.ok_or_else(|| Error::new(ErrorCode::NoSuchPlan).with("plan", key))?)
        }
        None => None,
    };
    Ok(PlanChoices {
        sheet: asked
            .sheet
            .as_deref()
            .map(|sheet| file.sheet(sheet))
            .transpose()?,
        plan: existing.map(|id| PlanWanted {
            existing: Some(id),
            ..PlanWanted::default()
        }),
        document: asked
            .document
            .as_deref()
            .map(FoundDocument::parse)
            .transpose()?,
        issued: asked.issued.as_deref().map(parse_day).transpose()?,
        ..PlanChoices::default()
    })
}

fn lines(reading: &PlanReading) -> Vec<String> {
    let counts = reading.counts;
    let verb = if reading.written {
        "Đã nhập"
    } else {
        "Sẽ nhập"
    };
    let mut out = vec![format!(
        "{}: {verb} {} nhiệm vụ mới, {} thay đổi, {} không đổi; chỗ cần xem {}; từ chối {}.",
        reading.title, counts.new, counts.changed, counts.unchanged, counts.unsure, counts.refused
    )];
    out.extend(reading.remarks.iter().cloned());
    for row in &reading.rows {
        let bodies: Vec<&str> = row
            .lead
            .bodies
            .iter()
            .map(|own| own.name.as_str())
            .collect();
        match (row.role, row.state) {
            (PlanRowRole::Group, _) => out.push(format!("{} {}", row.mark, row.title)),
            (PlanRowRole::Task | PlanRowRole::Parent, state) => {
                let sign = match state {
                    PlanState::New => "+",
                    PlanState::Changed => "~",
                    _ => "=",
                };
                let lead = [bodies.join("; "), row.lead.text.clone()];
                let lead: Vec<&str> = lead
                    .iter()
                    .map(String::as_str)
                    .filter(|own| !own.is_empty())
                    .collect();
                out.push(format!(
                    "{sign} {} {} | {} | {}",
                    row.number,
                    row.title,
                    lead.join("; "),
                    row.deadline.words
                ));
            }
            _ => {}
        }
        if row.role != PlanRowRole::Skipped {
            out.extend(
                row.remarks
                    .iter()
                    .chain(&row.differs)
                    .map(|own| format!("    Dòng {}: {own}", row.row)),
            );
            let proposed = row.goals.iter().map(|own| {
                format!(
                    "    Dòng {}: có thể đóng theo số liệu “{}”, đích {} {}; chưa đặt, hãy đặt ở cửa sổ nhập kế hoạch hoặc sửa nhiệm vụ.",
                    row.row, own.name, own.goal, own.unit
                )
            });
            out.extend(proposed);
        }
    }
    out
}
