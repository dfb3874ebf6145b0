//! Officers of the book and their PINs: `officers list|add|change|pin|remove`. A PIN comes from the environment and never
//! from the command line, which other programs can read.

use clap::{Subcommand, ValueEnum};
use serde_json::{Value, json};
use so06::domain::access::Role;
use so06::domain::{Error, ErrorCode, Id, Result};
use so06::engine::officers::{self, OfficerRow, SaveOfficer};
use so06::store::Book;

use crate::acts::open;
use crate::args::Cli;
use crate::output::Output;

/// The variable that holds the PIN of whoever works.
const PIN: &str = "SO06_PIN";
/// The variable that holds a new PIN.
const NEW_PIN: &str = "SO06_NEW_PIN";

/// Officers.
#[derive(Debug, Subcommand)]
pub enum Officers {
    /// Cán bộ của sổ
    List,
    /// Thêm cán bộ; mã PIN lấy từ biến SO06_NEW_PIN
    Add {
        /// Họ tên
        name: String,
        /// Chức vụ
        #[arg(long, default_value = "")]
        post: String,
        /// Vai trò
        #[arg(long, value_enum)]
        role: RoleWord,
    },
    /// Đổi tên, chức vụ, vai trò
    Change {
        /// Họ tên đang có
        name: String,
        /// Họ tên mới
        #[arg(long)]
        to: Option<String>,
        /// Chức vụ
        #[arg(long)]
        post: Option<String>,
        /// Vai trò
        #[arg(long, value_enum)]
        role: Option<RoleWord>,
    },
    /// Đặt mã PIN mới, lấy từ biến SO06_NEW_PIN
    Pin {
        /// Họ tên
        name: String,
    },
    /// Bỏ cán bộ; việc đã làm vẫn ghi tên
    Remove {
        /// Họ tên
        name: String,
    },
}

/// Roles as they are typed.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum RoleWord {
    /// nhập số
    Enter,
    /// soát, chốt
    Check,
    /// lãnh đạo
    Lead,
    /// quản trị
    Administer,
}

impl From<RoleWord> for Role {
    fn from(word: RoleWord) -> Self {
        match word {
            RoleWord::Enter => Self::Enter,
            RoleWord::Check => Self::Check,
            RoleWord::Lead => Self::Lead,
            RoleWord::Administer => Self::Administer,
        }
    }
}

/// Shows the PIN of `--officer` where the book has officers.
pub fn sign_in(cli: &Cli, book: &mut Book) -> Result<()> {
    if !book.read(so06::store::guard::has_officers)? {
        return Ok(());
    }
    let pin = std::env::var(PIN).map_err(|_| Error::new(ErrorCode::NotSignedIn))?;
    if cli.officer.trim().is_empty() {
        return Err(Error::new(ErrorCode::NotSignedIn));
    }
    officers::sign_in(book, &cli.officer, &pin).map(drop)
}

fn new_pin() -> Option<String> {
    std::env::var(NEW_PIN).ok()
}

fn find(book: &Book, name: &str) -> Result<OfficerRow> {
    let known = book.read(officers::officers)?;
    known
        .into_iter()
        .find(|own| own.name == name.trim())
        .ok_or_else(|| Error::new(ErrorCode::NoSuchOfficer).with("id", name))
}

/// Runs one of them.
pub fn run(cli: &Cli, wanted: &Officers, out: Output) -> Result<()> {
    let mut book = open(cli)?;
    match wanted {
        Officers::List => list(&book, out),
        Officers::Add { name, post, role } => save(
            &mut book,
            SaveOfficer {
                id: None,
                name: name.clone(),
                post: post.clone(),
                role: (*role).into(),
                pin: new_pin(),
            },
            out,
        ),
        Officers::Change {
            name,
            to,
            post,
            role,
        } => {
            let own = find(&book, name)?;
            let request = SaveOfficer {
                id: Some(own.id),
                name: to.clone().unwrap_or(own.name),
                post: post.clone().unwrap_or(own.post),
                role: role.map_or(own.role, Role::from),
                pin: None,
            };
            save(&mut book, request, out)
        }
        Officers::Pin { name } => {
            let own = find(&book, name)?;
            let pin = new_pin().ok_or_else(|| {
                Error::new(ErrorCode::PinTooShort).with("least", officers::SHORTEST_PIN)
            })?;
            let request = SaveOfficer {
                id: Some(own.id),
                name: own.name,
                post: own.post,
                role: own.role,
                pin: Some(pin),
            };
            save(&mut book, request, out)
        }
        Officers::Remove { name } => {
            let own = find(&book, name)?;
            officers::remove_officer(&mut book, own.id)?;
            said(out, own.id, None, "Đã bỏ")
        }
    }
}

fn list(book: &Book, out: Output) -> Result<()> {
    let all = book.read(officers::officers)?;
    let value =
        serde_json::to_value(&all).map_err(|e| Error::new(ErrorCode::Internal).detail(e))?;
    out.answer(&value, || {
        all.iter()
            .map(|own| {
                let pin = if own.has_pin {
                    "có mã PIN"
                } else {
                    "chưa có mã PIN"
                };
                format!("{} · {} · {} · {pin}", own.name, own.post, own.role.word())
            })
            .collect()
    });
    Ok(())
}

fn save(book: &mut Book, request: SaveOfficer, out: Output) -> Result<()> {
    let done = officers::save_officer(book, &request)?.value;
    said(out, done.id, done.recovery, "Đã lưu")
}

fn said(out: Output, id: Id, recovery: Option<String>, what: &str) -> Result<()> {
    let value: Value = json!({ "officer": id, "recovery": recovery });
    out.answer(&value, || {
        let mut lines = vec![format!("{what} cán bộ.")];
        lines.extend(recovery.map(|code| {
            format!("Mã cứu (chỉ hiện một lần, hãy in và cất kỹ; thay cho mã PIN của quản trị khi quên): {code}")
        }));
        lines
    });
    Ok(())
}
