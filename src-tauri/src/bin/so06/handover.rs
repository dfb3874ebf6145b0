//! From what was typed to handing a book over and taking it over.

use std::path::Path;

use serde_json::json;
use so06::api;
use so06::domain::{Error, ErrorCode, Period, Result};
use so06::engine::reports::{ReportKind, ReportRequest};
use so06::engine::{exchange, profile, reports};
use so06::store::Book;

use crate::acts::{clock, officer, open};
use crate::args::Cli;
use crate::exchange_args::Handover;
use crate::output::Output;
use crate::places::notes;
use crate::tables::bytes_of;

/// `handover …`.
pub fn run(cli: &Cli, wanted: &Handover, out: Output) -> Result<()> {
    match wanted {
        Handover::Export {
            out: path,
            passphrase_file,
            minute,
        } => export(
            cli,
            path,
            passphrase_file.as_deref(),
            minute.as_deref(),
            out,
        ),
        Handover::Open {
            file,
            to,
            passphrase_file,
        } => receive(cli, file, to, passphrase_file.as_deref(), out),
        Handover::Resume { reason } => {
            exchange::resume_book(&mut open(cli)?, reason)?;
            out.answer(&json!({ "resumed": true }), || {
                vec!["Sổ dùng tiếp được; từ nay sổ mang mã máy riêng.".to_owned()]
            });
            Ok(())
        }
    }
}

/// The passphrase: the first line of the file, or the variable; never a word of the command line, which others see.
fn passphrase(file: Option<&Path>) -> Result<String> {
    let Some(file) = file else {
        return std::env::var("SO06_PASSPHRASE")
            .map_err(|_| Error::new(ErrorCode::PassphraseMissing));
    };
    let bytes = bytes_of(file)?;
    let text = String::from_utf8(bytes).map_err(|e| {
        Error::new(ErrorCode::PassphraseMissing)
            .with("path", file.display())
            .detail(e)
    })?;
    let text = text.trim_start_matches('\u{feff}');
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

fn export(
    cli: &Cli,
    path: &Path,
    file: Option<&Path>,
    minute: Option<&Path>,
    out: Output,
) -> Result<()> {
    let passphrase = passphrase(file)?;
    let mut book = open(cli)?;
    let done = exchange::hand_over(&mut book, path, &passphrase)?.value;
    // The book is handed over whether its minute can be written or not.
    let failed = minute.and_then(|path| print(&book, path).err());
    let minute = minute.filter(|_| failed.is_none());
    let own = &done.handover;
    let mut answer = json!({
        "file": done.path, "bytes": done.bytes, "evidence": done.evidence, "digest": own.digest,
        "fingerprint": own.fingerprint, "minute": minute,
    });
    if let Some(error) = &failed {
        answer["minute_code"] = json!(error.code.as_str());
        answer["minute_text"] = json!(api::message(error, out.language));
    }
    out.answer(&answer, || {
        let mut lines = vec![
            format!("Đã xuất gói bàn giao: {}", done.path.display()),
            format!("{} byte, {} tệp minh chứng", done.bytes, done.evidence),
            format!("Mã băm (SHA-256) của tệp: {}", own.digest),
            "Từ nay sổ này không ghi thêm được; người nhận làm việc trên sổ lập từ gói.".to_owned(),
        ];
        lines.extend(minute.map(|path| format!("Biên bản bàn giao: {}", path.display())));
        lines.extend(failed.as_ref().map(|error| {
            let why = api::message(error, out.language);
            format!("Chưa in được biên bản, có thể in lại ở mục Báo cáo. {why}")
        }));
        lines
    });
    Ok(())
}

fn print(book: &Book, path: &Path) -> Result<()> {
    let today = profile::today(book)?;
    let period = Period::at_hand(today, &book.read(profile::calendar)?);
    let request = ReportRequest::new(ReportKind::Handover, period);
    reports::save(book, &request, path).map(drop)
}

fn receive(cli: &Cli, file: &Path, to: &Path, of: Option<&Path>, out: Output) -> Result<()> {
    let passphrase = passphrase(of)?;
    let name = file
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let who = officer(cli);
    let book = exchange::open_handover(
        &bytes_of(file)?,
        &name,
        to,
        &passphrase,
        (clock(cli)?, &who),
        &notes(),
    )?;
    let verdict = book.verify_journal()?;
    let from = book.read(exchange::received)?;
    let officer = from
        .as_ref()
        .map(|own| own.officer.clone())
        .unwrap_or_default();
    let moment = from
        .as_ref()
        .map(|own| own.moment.clone())
        .unwrap_or_default();
    let answer = json!({ "book": to, "officer": officer, "moment": moment, "rows": verdict.rows });
    out.answer(&answer, || {
        vec![format!(
            "Đã nhận bàn giao từ {officer} (gói lập lúc {moment}) vào {}; nhật ký nguyên vẹn: {} dòng.",
            to.display(),
            verdict.rows
        )]
    });
    Ok(())
}
