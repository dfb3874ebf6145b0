//! What an office lays down for its machines (cấu hình đơn vị): one file, written once by the IT staff, that saves eighty
//! officers the same choices. It gives beginnings; what an officer chooses stands above it, and a file that cannot be read
//! is told of and changes nothing.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::words::{Language, message};
use crate::domain::{Error, ErrorCode, Result};
use crate::engine::exchange::{FolderChoice, Mounts, refuse_folder};
use crate::engine::safety::{self, SafetyMemory};
use crate::file;
use crate::store::{Book, carried, whole_file};

/// What the file is called, beside the program or in the folder of the machine.
pub const FILE: &str = "so06-office.json";

/// The variable that names another one.
pub const VARIABLE: &str = "SO06_OFFICE";

/// The form of the file that this program reads.
const FORMAT: u32 = 1;

/// What stands in the file. Every field may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OfficeProfile {
    /// The form of the file, 1.
    pub so06_office: u32,
    /// Where new books are suggested (thư mục lưu sổ). In this and the next two `%NAME%` is a variable of the machine.
    pub books: String,
    /// The second place for safety copies (nơi sao lưu thứ hai).
    pub second_place: String,
    /// The folder through which books exchange (thư mục trao đổi).
    pub exchange_folder: String,
    /// Whether what is new goes to the office above by itself.
    pub send_above: bool,
    /// Whom to ask (nơi hỗ trợ), as it is shown: a name, a number.
    pub support: String,
    /// The language of the window until the officer chooses one: `vi` or `en`.
    pub language: Option<OfficeLanguage>,
}

/// A language of the window (ngôn ngữ).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OfficeLanguage {
    /// tiếng Việt
    Vi,
    /// tiếng Anh
    En,
}

/// What the office laid down, as the start page shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct OfficeView {
    /// Whom to ask; empty where nobody is named.
    pub support: String,
    /// The language until the officer chooses one.
    pub language: Option<OfficeLanguage>,
    /// Why the file was not used; empty where it was, or there is none.
    pub problem: String,
}

/// The file of this machine, read once when the program starts.
#[derive(Debug, Clone, Default)]
pub(super) struct Office {
    profile: OfficeProfile,
    problem: Option<Error>,
}

/// Which beginnings a book was given here already, so that what an officer leaves afterwards stays left.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Given {
    second_place: String,
    exchange_folder: String,
}

impl Office {
    /// What was laid down for this machine; nothing where there is no file.
    pub(super) fn of_machine() -> Self {
        places()
            .iter()
            .find(|path| path.is_file())
            .map_or_else(Self::default, |path| Self::read(path))
    }

    /// What a file lays down.
    pub(super) fn read(path: &Path) -> Self {
        let read = || {
            let text =
                file::read_text(path, file::SMALL).map_err(|error| file::refusal(path, error))?;
            parsed(&text).map_err(|error| error.with("path", path.display()))
        };
        match read() {
            Ok(profile) => Self {
                profile,
                problem: None,
            },
            Err(problem) => Self {
                profile: OfficeProfile::default(),
                problem: Some(problem),
            },
        }
    }

    /// Where new books are suggested, if that is laid down and can be had.
    pub(super) fn books(&self) -> Option<PathBuf> {
        let folder = place(&self.profile.books)?;
        // One on a server that does not answer is not waited for.
        let [there] = file::are_there(std::slice::from_ref(&folder))[..] else {
            return None;
        };
        if !there? {
            whole_file::make_folder(&folder).ok()?;
        }
        Some(folder)
    }

    pub(super) fn view(&self, language: Language) -> OfficeView {
        OfficeView {
            support: self.profile.support.trim().to_owned(),
            language: self.profile.language,
            problem: self
                .problem
                .as_ref()
                .map(|error| message(error, language))
                .unwrap_or_default(),
        }
    }

    /// Gives a book that is opened on this machine what it was not given yet. What cannot be reached now is given at the next
    /// opening; nothing of it keeps a book from opening.
    pub(super) fn give(&self, book: &Book, data_dir: &Path) {
        if book.is_copy() || !matches!(book.is_archive(), Ok(false)) {
            return;
        }
        let note = carried::note_of(data_dir, "cau-hinh-don-vi", book.path());
        let before: Given = file::read(&note, file::SMALL)
            .ok()
            .and_then(|text| serde_json::from_slice(&text).ok())
            .unwrap_or_default();
        let mut given = before.clone();
        self.give_second(book, data_dir, &mut given);
        self.give_exchange(book, data_dir, &mut given);
        if given != before
            && let Ok(text) = serde_json::to_vec(&given)
        {
            // Not noted it is only given once more.
            drop(
                whole_file::make_folder(note.parent().unwrap_or(&note))
                    .and_then(|()| whole_file::put(&note, &text)),
            );
        }
    }

    fn give_second(&self, book: &Book, data_dir: &Path, given: &mut Given) {
        let text = &self.profile.second_place;
        let Some(folder) = place(text).filter(|_| *text != given.second_place) else {
            return;
        };
        let mut own = SafetyMemory::load(data_dir, book.path());
        if own.second.is_none() {
            if !folder.parent().is_some_and(file::folder_answers) {
                return;
            }
            // The folder of one officer within that of all is made; the share itself is not.
            drop(std::fs::create_dir(&folder));
            let Ok(second) = safety::check_second(book, &folder, &Mounts::of_machine()) else {
                return;
            };
            own.second = Some(second);
            if own.save(data_dir, book.path()).is_err() {
                return;
            }
        }
        given.second_place.clone_from(text);
    }

    fn give_exchange(&self, book: &Book, data_dir: &Path, given: &mut Given) {
        let text = &self.profile.exchange_folder;
        let Some(folder) = place(text).filter(|_| *text != given.exchange_folder) else {
            return;
        };
        if FolderChoice::load(data_dir, book.path()).is_none() {
            if !file::folder_answers(&folder) || refuse_folder(&folder, book.path()).is_err() {
                return;
            }
            let choice = FolderChoice::of(&folder, self.profile.send_above, &Mounts::of_machine());
            if choice.save(data_dir, book.path()).is_err() {
                return;
            }
        }
        given.exchange_folder.clone_from(text);
    }
}

/// The folder that a text of the file means; none where there is none, or a variable is not known.
fn place(text: &str) -> Option<PathBuf> {
    let path = expanded(text.trim(), &|name| std::env::var(name).ok()).ok()?;
    (!path.is_empty()).then(|| PathBuf::from(path))
}

/// Where the file is looked for, the first that is there counts.
fn places() -> Vec<PathBuf> {
    if let Some(path) = std::env::var_os(VARIABLE) {
        return vec![PathBuf::from(path)];
    }
    let program = std::env::current_exe().ok();
    let beside = program.as_deref().and_then(Path::parent);
    beside
        .into_iter()
        .chain(of_all().as_deref())
        .map(|own| own.join(FILE))
        .collect()
}

/// The folder of the machine, into which only its administrator writes.
fn of_all() -> Option<PathBuf> {
    if cfg!(windows) {
        return Some(PathBuf::from(std::env::var_os("ProgramData")?).join("So06"));
    }
    Some(PathBuf::from(if cfg!(target_os = "macos") {
        "/Library/Application Support/So06"
    } else {
        "/etc/so06"
    }))
}

fn parsed(text: &str) -> Result<OfficeProfile> {
    // Editors of Windows put a mark of the encoding before it.
    let text = text.trim_start_matches('\u{feff}');
    let profile: OfficeProfile = serde_json::from_str(text)
        .map_err(|error| Error::new(ErrorCode::OfficeFile).detail(error))?;
    if profile.so06_office != FORMAT {
        let found = profile.so06_office;
        return Err(Error::new(ErrorCode::OfficeFile).detail(format!("so06_office = {found}")));
    }
    for text in [
        &profile.books,
        &profile.second_place,
        &profile.exchange_folder,
    ] {
        expanded(text, &|name| std::env::var(name).ok())
            .map_err(|name| Error::new(ErrorCode::OfficeFile).detail(format!("%{name}%")))?;
    }
    Ok(profile)
}

/// The text with every `%NAME%` replaced by what the machine knows under that name; refused with the name that it does not
/// know.
fn expanded(text: &str, known: &dyn Fn(&str) -> Option<String>) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        let Some((name, behind)) = after.split_once('%') else {
            return Err(after.to_owned());
        };
        out.push_str(&known(name).ok_or(name)?);
        rest = behind;
    }
    out.push_str(rest);
    Ok(out)
}
