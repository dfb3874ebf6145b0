//! Documents and evidence on the command line.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use serde_json::json;
use so06::domain::instant::{parse_day, show_day};
use so06::domain::{Error, ErrorCode, Result};
use so06::engine::documents::{self, DocumentRow, NewDocument};
use so06::engine::evidence::{self, AttachEvidence, EvidenceFault, EvidenceRow};
use so06::engine::profile;
use so06::engine::tasks::{Board, PartKey};

use crate::acts::{not_yet, open};
use crate::args::Cli;
use crate::output::Output;
use crate::outreach::{changed, document_of, value_of};
use crate::outreach_args::{DocumentOf, Documents, Evidence};

pub fn documents(cli: &Cli, wanted: &Documents, out: Output) -> Result<()> {
    match wanted {
        Documents::List => list(&open(cli)?.read(documents::document_rows)?, out),
        Documents::Find { text } => {
            let found = open(cli)?.read(|c| documents::find_documents(c, text))?;
            list(&found, out)
        }
        Documents::Add(document) => {
            let done = documents::add_document(&mut open(cli)?, &entry(document)?)?;
            let value = json!({ "id": done.value, "changed": !done.changes.is_empty() });
            out.answer(&value, || vec![format!("Văn bản số {} của sổ", done.value)]);
            Ok(())
        }
        Documents::Change { id, document } => {
            let done = documents::save_document(&mut open(cli)?, Some(*id), &entry(document)?)?;
            changed(out, done.value, !done.changes.is_empty());
            Ok(())
        }
        Documents::Remove { id } => {
            documents::remove_document(&mut open(cli)?, *id)?;
            changed(out, *id, true);
            Ok(())
        }
        Documents::Other(words) => Err(not_yet("documents", words)),
    }
}

fn list(rows: &[DocumentRow], out: Output) -> Result<()> {
    let value = value_of(&rows)?;
    out.answer(&value, || {
        let line = |own: &DocumentRow| {
            let day = own.day.map(show_day).unwrap_or_default();
            format!(
                "{:>5} {day:<10} {} {} {} ({} nhiệm vụ)",
                own.id, own.kind, own.number, own.excerpt, own.tasks
            )
        };
        rows.iter().map(line).collect()
    });
    Ok(())
}

fn entry(document: &DocumentOf) -> Result<NewDocument> {
    Ok(NewDocument {
        kind: document.kind.clone(),
        number: document.number.clone(),
        day: document.day.as_deref().map(parse_day).transpose()?,
        issuer: document.issuer.clone(),
        excerpt: document.excerpt.clone(),
    })
}

pub fn run(cli: &Cli, wanted: &Evidence, out: Output) -> Result<()> {
    let mut book = open(cli)?;
    let day = profile::today(&book)?;
    match wanted {
        Evidence::Add {
            task,
            file,
            body,
            occurrence,
            document,
            note,
        } => {
            let part = book.read(|c| {
                let board = Board::load(c, day)?;
                let body = board.directory.resolve(body, day)?;
                let part = board.part_of(board.find(task)?, body, occurrence.as_deref())?;
                Ok(PartKey {
                    assignment: part.assignment,
                    occurrence: part.occurrence.clone(),
                })
            })?;
            let bytes = match file {
                Some(path) => bytes_of(path)?,
                None => Vec::new(),
            };
            let name = file.as_ref().and_then(|path| path.file_name());
            let entry = AttachEvidence {
                document: document_of(&book, document.as_deref())?,
                name: name.unwrap_or_default().to_string_lossy().into_owned(),
                bytes,
                note: note.clone(),
            };
            let done = evidence::attach_evidence(&mut book, &part, &entry)?;
            changed(out, done.value, !done.changes.is_empty());
            Ok(())
        }
        Evidence::List { task } => {
            let task = task
                .as_deref()
                .map(|name| book.read(|c| Ok(Board::load(c, day)?.find(name)?.id)))
                .transpose()?;
            let own = evidence::evidence_list(&book, task, day)?;
            out.answer(&value_of(&own)?, || own.iter().map(line).collect());
            Ok(())
        }
        Evidence::Check => {
            let found = evidence::check_evidence(&book, day)?;
            out.answer(&value_of(&found)?, || {
                let fault = |what: &str, own: &EvidenceFault| {
                    format!("{what}: {} ({}, {})", own.name, own.number, own.body_name)
                };
                let mut lines = vec![format!("{} tệp trong {}", found.files, found.folder)];
                lines.extend(found.missing.iter().map(|own| fault("Thiếu", own)));
                lines.extend(found.changed.iter().map(|own| fault("Bị thay đổi", own)));
                let strangers = found.strangers.iter();
                lines.extend(strangers.map(|own| format!("Không thuộc mục nào: {own}")));
                lines
            });
            Ok(())
        }
        Evidence::Get { id, out: path } => {
            let file = evidence::evidence_file(&book, *id)?;
            let failed = |e: std::io::Error| {
                let code = match e.kind() {
                    std::io::ErrorKind::AlreadyExists => ErrorCode::FileExists,
                    _ => ErrorCode::IoFailed,
                };
                Error::new(code).with("path", path.display()).detail(e)
            };
            let mut options = fs::OpenOptions::new();
            let mut target = options
                .write(true)
                .create_new(true)
                .open(path)
                .map_err(failed)?;
            target.write_all(&file.bytes).map_err(failed)?;
            let value = json!({ "file": path, "name": file.name, "bytes": file.bytes.len() });
            out.answer(&value, || {
                vec![format!("Đã ghi {} ra {}", file.name, path.display())]
            });
            Ok(())
        }
        Evidence::Remove { id } => {
            evidence::drop_evidence(&mut book, *id)?;
            changed(out, *id, true);
            Ok(())
        }
    }
}

fn line(own: &EvidenceRow) -> String {
    let there = if own.view.present {
        ""
    } else {
        " (thiếu tệp)"
    };
    format!(
        "{:>5} {} {:<28} {}{there} {}",
        own.view.id, own.number, own.body_name, own.view.name, own.view.document
    )
    .trim_end()
    .to_owned()
}

/// The bytes of a file.
pub fn bytes_of(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|e| {
        Error::new(ErrorCode::IoFailed)
            .with("path", path.display())
            .detail(e)
    })
}
