//! The passphrase of a book (mật khẩu sổ): setting, changing and removing it, with the copies, and the sheet that opens the
//! book when it is forgotten.

use std::path::{Path, PathBuf};

use chrono::Datelike as _;
use serde_json::json;
use zeroize::Zeroizing;

use super::directory::Directory;
use super::reports::write_file;
use super::{letterheads, profile};
use crate::domain::access::need_of;
use crate::domain::instant::show_day;
use crate::domain::{ChangeKind, Error, ErrorCode, Instant, Result};
use crate::report::content::{
    Align, Block, Column, Document, Form, Letterhead, Level, Row, Signature, Table,
};
use crate::report::{FontChoice, FontSet, render};
use crate::store::cipher::{self, BookKey};
use crate::store::copies::{Followed, follow_key};
use crate::store::{Book, Operation, Place, Tx};

/// What setting a passphrase is called in the journal.
const SET: &str = "set_passphrase";
/// What removing it is called.
const REMOVE: &str = "remove_passphrase";

/// What came of a change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PassphraseChanged {
    /// Safety copies that were written anew.
    pub copies: usize,
    /// Those that could not be: they open as before.
    pub left: Vec<PathBuf>,
}

/// A book that is given back: the one that came of it, or with the refusal the one of before, where it can be opened.
pub type GivenBack<T> = std::result::Result<(Book, T), (Option<Box<Book>>, Error)>;

/// Sets, changes or removes (`new` is none) the passphrase of a book. `current` is asked for where there is one. The file
/// is written anew and takes the name of the old one when it is whole; then the copies in `folders` follow.
pub fn change_passphrase(
    mut book: Book,
    current: &str,
    new: Option<&str>,
    folders: &[PathBuf],
) -> GivenBack<PassphraseChanged> {
    let key = match prepare(&mut book, current, new) {
        Ok(key) => key,
        Err(error) => return Err((Some(Box::new(book)), error)),
    };
    // While it is held, the old one opens the copies that follow.
    let old = book.key().cloned();
    let (path, clock, officer) = (book.path().to_owned(), book.clock, book.officer.clone());
    let (signed, noting) = (book.signed.clone(), book.noting.clone());
    drop(book);
    let rewritten = cipher::rewrite(&path, key.as_deref());
    let opened = Book::open(&path, clock, &officer).map(|mut own| {
        (own.signed, own.noting) = (signed, noting);
        own
    });
    let mut book = match (rewritten, opened) {
        (Ok(()), Ok(book)) => book,
        (Err(error), opened) => return Err((opened.ok().map(Box::new), error)),
        (Ok(()), Err(error)) => return Err((None, error)),
    };
    if let Err(error) = book.transact(operation(new), touched) {
        return Err((Some(Box::new(book)), error));
    }
    let out = follow(&book, folders);
    drop(old);
    Ok((book, out))
}

/// The line in the journal.
fn operation(new: Option<&str>) -> Operation {
    let kind = if new.is_some() { SET } else { REMOVE };
    Operation::new(kind, json!({}))
}

/// Nothing that stands in the book changes.
#[allow(clippy::unnecessary_wraps)] // as what an operation does
fn touched(tx: &mut Tx<'_>) -> Result<()> {
    tx.touch(ChangeKind::Book);
    Ok(())
}

/// The new key, once everything that can be refused was: a book that looks back, was handed over, or is of another role
/// would refuse the line in its journal when the file is written anew already.
fn prepare(
    book: &mut Book,
    current: &str,
    new: Option<&str>,
) -> Result<Option<std::sync::Arc<BookKey>>> {
    book.rehearse(operation(new), touched)?;
    let Place::File(path) = book.place() else {
        return Err(Error::new(ErrorCode::NoBook));
    };
    if book.key().is_some() {
        cipher::unlock(path, current)?;
    } else if new.is_none() {
        return Err(Error::new(ErrorCode::NotEncrypted));
    }
    new.map(|text| cipher::new_key(text, book.clock))
        .transpose()
}

/// Brings the copies in these folders under the key of the book.
pub fn follow(book: &Book, folders: &[PathBuf]) -> PassphraseChanged {
    let mut out = PassphraseChanged::default();
    for folder in folders {
        match follow_key(folder, book) {
            Ok(Followed { rewritten, left }) => {
                out.copies += rewritten;
                out.left.extend(left);
            }
            Err(_) => out.left.push(folder.clone()),
        }
    }
    out
}

/// The code that opens the book without its passphrase, for whoever shows that it is known.
pub fn recovery_code(book: &Book, passphrase: &str) -> Result<Zeroizing<String>> {
    book.refuse_role(need_of(SET))?;
    let Place::File(path) = book.place() else {
        return Err(Error::new(ErrorCode::NoBook));
    };
    cipher::unlock(path, passphrase)?
        .ok_or_else(|| Error::new(ErrorCode::NotEncrypted))?
        .recovery_code()
}

/// Four groups a line, so that the eye finds its way back.
fn table_of(code: &str) -> Table {
    const GROUPS: usize = 4;
    let column = |at: usize| Column::new(format!("Nhóm {at}"), 2.0, Align::Center);
    let mut columns = vec![Column::new("Dòng", 1.0, Align::Center)];
    columns.extend((1..=GROUPS).map(column));
    let groups: Vec<&str> = code.split(' ').collect();
    let lines = groups.chunks(GROUPS).enumerate();
    let row = |(at, line): (usize, &[&str])| {
        let number = std::iter::once((at + 1).to_string());
        Row::body(number.chain(line.iter().map(|own| (*own).to_owned())))
    };
    Table {
        columns,
        rows: lines.map(row).collect(),
        size: 14.0,
    }
}

/// Writes the recovery sheet (phiếu khôi phục) to print and to lock away.
pub fn save_recovery_sheet(book: &Book, passphrase: &str, path: &Path) -> Result<()> {
    let code = recovery_code(book, passphrase)?;
    let (head, directory) =
        book.read(|c| Ok((letterheads::letterhead(c)?, Directory::load(c)?)))?;
    let today = profile::today(book)?;
    let name = directory.name(directory.root, today);
    let file = book.path().file_name().unwrap_or_default();
    let mut body = vec![
        Block::plain(format!(
            "Mã dưới đây mở được sổ của {name} (tệp {}) khi quên mật khẩu. Ai có phiếu này và có tệp sổ thì đọc được sổ, vì vậy cho phiếu vào phong bì dán kín, cất trong két hoặc tủ có khóa của cơ quan; không chụp ảnh, không gửi qua Zalo, thư điện tử.",
            file.to_string_lossy()
        )),
        Block::Heading {
            level: Level::Part,
            text: "MÃ KHÔI PHỤC".to_owned(),
            key: None,
        },
    ];
    body.push(Block::Table(table_of(&code)));
    body.extend(
        [
            "Cách dùng: mở sổ, ở ô mật khẩu gõ mã này (chữ hoa, chữ thường, dấu cách đều được). Mở được rồi thì đặt mật khẩu mới và in phiếu mới.",
            "Đổi hoặc bỏ mật khẩu thì phiếu này hết tác dụng với sổ; giữ lại nếu còn bản sao lưu làm trước đó ở nơi khác. Mất cả mật khẩu lẫn phiếu thì không ai mở được sổ, kể cả người làm ra chương trình.",
            "In xong thì xóa tệp PDF của phiếu.",
        ]
        .map(Block::plain),
    );
    let document = Document {
        title: format!("Phiếu khôi phục sổ: {name}"),
        form: Form::Sheet,
        letterhead: Letterhead {
            superior: head.superior.clone().into_iter().collect(),
            issuer: head.issuer.clone(),
            number: None,
            symbol: String::new(),
            place: head.place.clone(),
            day: Some(today),
            year: today.year(),
        },
        kind_name: "PHIẾU KHÔI PHỤC SỔ".to_owned(),
        subject: vec![format!("Theo mật khẩu đang dùng ngày {}", show_day(today))],
        addressees: Vec::new(),
        body,
        signature: Signature::default(),
        recipients: Vec::new(),
        annexes: Vec::new(),
        code: None,
        watermark: None,
        author: head.issuer_name.clone(),
        keywords: vec!["phiếu khôi phục".to_owned()],
        created: Instant::end_of(today),
    };
    let rendered = render(&document, &FontSet::load(FontChoice::LiberationSerif)?)?;
    write_file(path, &rendered.pdf)
}
