//! From what was typed to what the engine does: checklists.

use std::io::Read;

use so06::domain::{Error, ErrorCode, Result};
use so06::engine::checklists::{self, ChecklistDraft};

use crate::acts::open;
use crate::args::Cli;
use crate::output::Output;
use crate::task_args::Checklists;
use crate::tasks::{board, done, value};

pub fn checklists(cli: &Cli, wanted: &Checklists, out: Output) -> Result<()> {
    let mut book = open(cli)?;
    match wanted {
        Checklists::List => {
            let all = book.read(checklists::checklists)?;
            out.answer(&value(&all)?, || {
                let line = |own: &checklists::ChecklistView| {
                    let (items, used) = (own.items.len(), own.used);
                    format!(
                        "{} bản {}: {items} việc, {used} nhiệm vụ  {}",
                        own.key, own.version, own.title
                    )
                };
                all.iter().map(line).collect()
            });
            return Ok(());
        }
        Checklists::Add { file } => {
            let draft: ChecklistDraft = serde_json::from_str(&text_of(file)?).map_err(|e| {
                Error::new(ErrorCode::BadInput)
                    .with("text", file.display())
                    .detail(e)
            })?;
            checklists::save_checklist(&mut book, &draft)?;
        }
        Checklists::Renew { id } => {
            let board = board(&book, None)?;
            let task = board.find(id)?;
            let all = book.read(checklists::checklists)?;
            let own = all.iter().find(|own| Some(own.id) == task.record.checklist);
            let latest = own
                .and_then(|own| all.iter().find(|next| next.key == own.key && next.latest))
                .ok_or_else(|| Error::new(ErrorCode::NoSuchChecklist).with("checklist", ""))?;
            let (task, latest) = (task.id, latest.id);
            let taken = checklists::use_checklist_version(&mut book, task, latest)?.value;
            out.answer(&value(&taken)?, || {
                vec![format!(
                    "Giữ {} đánh dấu; bỏ: {}",
                    taken.kept,
                    taken.dropped.join("; ")
                )]
            });
            return Ok(());
        }
    }
    done(out);
    Ok(())
}

fn text_of(path: &std::path::Path) -> Result<String> {
    let mut text = String::new();
    let read = if path.as_os_str() == "-" {
        std::io::stdin().lock().read_to_string(&mut text).map(drop)
    } else {
        std::fs::read_to_string(path).map(|own| text = own)
    };
    read.map_err(|e| {
        let code = if e.kind() == std::io::ErrorKind::NotFound {
            ErrorCode::NoSuchFile
        } else {
            ErrorCode::IoFailed
        };
        Error::new(code).with("path", path.display()).detail(e)
    })?;
    Ok(text)
}
