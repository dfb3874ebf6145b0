//! The passphrase of the book: `passphrase set|remove|sheet`. It comes from the environment and never from the command
//! line, which other programs can read.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Subcommand;
use serde_json::json;
use so06::api;
use so06::domain::{Error, ErrorCode, Result};
use so06::engine::encryption;
use so06::engine::exchange::Mounts;
use so06::engine::safety::{self, SafetyMemory};
use so06::store::cipher::{self, BookKey, Lock};

use crate::acts::open;
use crate::args::{Cli, Command, Copies};
use crate::output::Output;

/// The variable that holds the passphrase of the book, or the code of its recovery sheet.
const NOW: &str = "SO06_BOOK_PASSPHRASE";
/// Where it is taken from, for whoever gave none.
pub const HINT: &str = "Lệnh so06 lấy mật khẩu từ biến SO06_BOOK_PASSPHRASE.";
/// The variable that holds a new one.
const NEW: &str = "SO06_NEW_PASSPHRASE";

/// The passphrase.
#[derive(Debug, Subcommand)]
pub enum Passphrase {
    /// Mã hóa sổ, hoặc đổi mật khẩu; mật khẩu mới lấy từ biến SO06_NEW_PASSPHRASE
    Set,
    /// Bỏ mã hóa
    Remove,
    /// In phiếu khôi phục ra tệp PDF
    Sheet {
        /// Tệp PDF
        #[arg(long)]
        out: PathBuf,
    },
}

fn now() -> String {
    std::env::var(NOW).unwrap_or_default()
}

/// Opens the files that the command names, for as long as what is given is kept.
pub fn unlock(cli: &Cli) -> Result<Vec<Arc<BookKey>>> {
    let named = match &cli.command {
        Command::Restore { file, .. } | Command::Copies(Copies::Preview { file }) => Some(file),
        _ => None,
    };
    let mut out = Vec::new();
    for path in cli.book.iter().chain(named) {
        if matches!(cipher::lock_of(path), Lock::Unknown) && std::env::var_os(NOW).is_some() {
            out.extend(cipher::unlock(path, &now())?);
        }
    }
    Ok(out)
}

/// `passphrase …`.
pub fn run(cli: &Cli, wanted: &Passphrase, out: Output) -> Result<()> {
    match wanted {
        Passphrase::Set => {
            let new = std::env::var(NEW)
                .map_err(|_| Error::new(ErrorCode::PassphraseMissing).with("variable", NEW))?;
            change(cli, Some(&new), out)
        }
        Passphrase::Remove => change(cli, None, out),
        Passphrase::Sheet { out: path } => sheet(cli, path, out),
    }
}

fn change(cli: &Cli, new: Option<&str>, out: Output) -> Result<()> {
    let book = open(cli)?;
    let memory = SafetyMemory::load(&api::user_data_dir(), book.path());
    let folders = safety::folders(&book, &memory, &Mounts::of_machine());
    let (book, done) =
        encryption::change_passphrase(book, &now(), new, &folders).map_err(|(_, error)| error)?;
    let code = book.key().map(|own| own.recovery_code()).transpose()?;
    let code = code.map(|own| own.to_string());
    let left: Vec<String> = done
        .left
        .iter()
        .map(|own| own.display().to_string())
        .collect();
    let answer = json!({
        "encrypted": code.is_some(), "recovery_code": code, "copies": done.copies, "left": left,
    });
    out.answer(&answer, || {
        let mut lines = match &code {
            Some(code) => vec![
                "Sổ đã được mã hóa.".to_owned(),
                format!("Mã khôi phục: {code}"),
                "Ghi mã ra giấy và cất trong két; mất cả mật khẩu lẫn mã thì không ai mở được sổ."
                    .to_owned(),
            ],
            None => vec!["Đã bỏ mã hóa: ai có tệp sổ cũng đọc được.".to_owned()],
        };
        lines.push(format!("{} bản sao lưu theo cùng.", done.copies));
        lines.extend(left.iter().map(|own| format!("Chưa đổi được: {own}")));
        lines
    });
    Ok(())
}

fn sheet(cli: &Cli, path: &Path, out: Output) -> Result<()> {
    encryption::save_recovery_sheet(&open(cli)?, &now(), path)?;
    out.answer(&json!({ "file": path }), || {
        vec![format!(
            "Đã ghi phiếu khôi phục: {}. In xong thì xóa tệp này.",
            path.display()
        )]
    });
    Ok(())
}
