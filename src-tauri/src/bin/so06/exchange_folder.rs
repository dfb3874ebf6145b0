//! From what was typed to passes over the exchange folder.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use so06::api;
use so06::domain::{Error, ErrorCode, Result};
use so06::engine::exchange::{
    self, Disk, FileState, FolderFile, FolderReport, FolderState, Memory, Mounts, Pass,
};
use so06::progress::Progress;

use crate::acts::{not_yet, open};
use crate::args::Cli;
use crate::exchange::watched;
use crate::exchange_args::Folder;
use crate::output::Output;

/// `folder …`.
pub fn folder(cli: &Cli, wanted: &Folder, out: Output) -> Result<()> {
    match wanted {
        Folder::Sync { dir, label, send } => {
            let dir = place(dir.as_deref(), label.as_deref())?;
            sync(cli, &dir, *send, out)
        }
        Folder::Other(words) => Err(not_yet("folder", words)),
    }
}

/// The folder as it was named; on a stick it lies below where that is plugged in now.
fn place(dir: Option<&Path>, label: Option<&str>) -> Result<PathBuf> {
    let dir = dir.unwrap_or_else(|| Path::new(""));
    let Some(label) = label else {
        return Ok(dir.to_owned());
    };
    let mount = Mounts::of_machine().find(label);
    let mount = mount.ok_or_else(|| Error::new(ErrorCode::LabelMissing).with("label", label))?;
    Ok(mount.join(dir))
}

fn sync(cli: &Cli, dir: &Path, send: bool, out: Output) -> Result<()> {
    let mut book = open(cli)?;
    let dir = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    let data = api::user_data_dir();
    let path = book.path().to_owned();
    let mut memory = Memory::load(&data, &path, &dir);
    let progress = Progress::default();
    let pass = Pass {
        shelf: &Disk::at(&dir),
        now: book.clock.seconds(),
        send_above: send,
        progress: &progress,
    };
    let report = watched(&progress, out, || {
        exchange::sync_folder(&mut book, &mut memory, &pass)
    })?
    .value;
    // Without it the next pass reads every file again; nothing else is lost.
    drop(memory.save(&data, &path, &dir));
    if report.state != FolderState::Read {
        let error = report.error.clone();
        return Err(error.unwrap_or_else(|| Error::new(ErrorCode::FolderUnreadable)));
    }
    out.answer(&answer(&report, out), || lines(&report, out));
    Ok(())
}

fn answer(report: &FolderReport, out: Output) -> Value {
    let files: Vec<Value> = report
        .files
        .iter()
        .map(|own| {
            let mut value = json!({
                "file": own.name, "state": own.state, "from": own.from, "number": own.number,
                "changed": own.changed, "held": own.held,
            });
            if let Some(error) = &own.error {
                value["code"] = json!(error.code.as_str());
                value["text"] = json!(api::message(error, out.language));
            }
            value
        })
        .collect();
    let mut value = json!({
        "at": report.at, "files": files, "foreign": report.foreign, "sent": report.sent, "removed": report.removed,
    });
    if let Some(error) = &report.error {
        value["code"] = json!(error.code.as_str());
        value["text"] = json!(api::message(error, out.language));
    }
    value
}

fn lines(report: &FolderReport, out: Output) -> Vec<String> {
    let mut lines: Vec<String> = report
        .files
        .iter()
        .filter(|own| {
            let quiet = [FileState::Already, FileState::Own, FileState::Other];
            !quiet.contains(&own.state)
        })
        .map(|own| line(own, out))
        .collect();
    lines.extend(report.sent.iter().map(|name| format!("{name} – đã gửi")));
    let known = report.count(FileState::Already);
    if known > 0 {
        lines.push(format!("{known} gói đã nhận từ trước"));
    }
    if let Some(error) = &report.error {
        lines.push(api::message(error, out.language));
    }
    if lines.is_empty() {
        lines.push("Không có gì mới.".to_owned());
    }
    lines
}

fn line(own: &FolderFile, out: Output) -> String {
    let from = if own.from.is_empty() {
        String::new()
    } else {
        format!(" (gói số {} của {})", own.number, own.from)
    };
    let what = match (&own.error, own.state) {
        (Some(error), _) => api::message(error, out.language),
        (None, FileState::Taken) => format!(
            "đã nhận: {} thay đổi{}",
            own.changed,
            if own.held == 0 {
                String::new()
            } else {
                format!(", {} dòng chờ xử lý", own.held)
            }
        ),
        (None, FileState::Copying) => "chưa chép xong, lượt sau xem lại".to_owned(),
        (None, _) => String::new(),
    };
    format!("{}{from} – {what}", own.name)
}
