//! `so06-desktop --self-test [FILE [BOOK]]`: whether this machine can do what the program needs (tự kiểm tra), told line by
//! line for whoever looks after it. Everything but the window itself is tried, on an example in a folder of its own; a book
//! that is named is opened as by a double click.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::{Value, json};
use so06::api::{ApiError, Language, Session, dispatch, message, user_data_dir};
use so06::clock::Clock;
use so06::domain::{Error, ErrorCode, Instant};

use super::start::{self, Arguments};
use super::view::{self, View};

/// Everything works, but the window has nothing to show itself in that is new enough.
pub const NO_VIEW: u8 = 2;

/// What was tried so far.
#[derive(Default)]
struct Told {
    text: String,
    failed: bool,
}

impl Told {
    fn line(&mut self, good: bool, what: &str, found: &str) {
        let mark = if good { "được " } else { "HỎNG " };
        let _ = writeln!(self.text, "{mark} {what}: {found}");
        self.failed |= !good;
    }
}

/// Tries everything; `pages` are those of the window that the program holds. What was found goes to the terminal, and into
/// the file where one is named: a program with a window has no terminal on Windows.
pub fn run(pages: usize, arguments: &Arguments) -> ExitCode {
    let mut told = Told::default();
    let _ = writeln!(
        told.text,
        "Sổ 06 {} tự kiểm tra ({}, {})",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH
    );
    told.line(pages > 0, "trang của cửa sổ", &format!("{pages} tệp"));
    match engine(&mut told) {
        Ok(()) => {}
        Err(problem) => told.line(false, "phần lõi", &problem),
    }
    places(&mut told);
    if let Some(path) = &arguments.file {
        match opened(arguments, path) {
            Ok(found) => told.line(true, "mở tệp", &found),
            Err(problem) => told.line(false, "mở tệp", &problem),
        }
    }
    let view = View::found();
    match &view {
        View::Ready(version) => told.line(true, view::NAME, version),
        View::Old(version) => lacking(&mut told, "QUÁ CŨ", version),
        View::Missing(error) => lacking(&mut told, "THIẾU ", error),
    }
    let end = match (told.failed, view.is_ready()) {
        (true, _) => "Có phần không chạy được trên máy này; gửi các dòng trên cho người hỗ trợ.",
        (false, false) => "Phần lõi chạy tốt; cửa sổ chưa mở được.",
        (false, true) => "Mọi phần chạy tốt.",
    };
    let _ = writeln!(told.text, "{end}");
    print!("{}", told.text);
    if let Some(path) = &arguments.told
        && let Err(error) = std::fs::write(path, &told.text)
    {
        let refusal = Error::new(ErrorCode::IoFailed)
            .with("path", path.display())
            .detail(error);
        eprintln!("{}", message(&refusal, Language::Vietnamese));
        return ExitCode::from(refusal.code.exit_status());
    }
    match (told.failed, view.is_ready()) {
        (true, _) => ExitCode::FAILURE,
        (false, true) => ExitCode::SUCCESS,
        (false, false) => ExitCode::from(NO_VIEW),
    }
}

/// What the window cannot do without is no fault of the program.
fn lacking(told: &mut Told, mark: &str, found: &str) {
    let _ = writeln!(
        told.text,
        "{mark} {}: {NO_VIEW_WORDS} ({found})",
        view::NAME
    );
}

#[cfg(windows)]
const NO_VIEW_WORDS: &str = "cài \"Evergreen Standalone Installer x64\" của Microsoft rồi mở lại, các lệnh của so06.exe không cần nó";
#[cfg(not(windows))]
const NO_VIEW_WORDS: &str = "cài gói libwebkit2gtk-4.1 rồi mở lại";

fn engine(told: &mut Told) -> Result<(), String> {
    let folder = Folder::make().map_err(|e| e.to_string())?;
    let now = Instant::parse("2024-03-18T08:00").map_err(|e| e.to_string())?;
    let data = folder.0.join("chương trình");
    let mut session = Session::new(Clock::Fixed(now), "Tự kiểm tra", data, folder.0.clone());
    let book = folder.0.join("sổ thử.so06");
    let paper = folder.0.join("báo cáo thử.pdf");
    let report = json!({
        "kind": "progress", "period": "2024-Q1", "as_of": null, "subject": null, "body": null, "filled": null,
        "template": null,
    });
    let mut ask =
        |what: &str, name: &str, request: Value, found: &dyn Fn(&Value) -> Option<String>| {
            let told_of = |answer: Result<Value, ApiError>| match answer {
                Ok(reply) => found(&reply["value"]).ok_or_else(|| reply["value"].to_string()),
                Err(refusal) => Err(format!("{} ({})", refusal.message, refusal.detail)),
            };
            match told_of(dispatch(&mut session, name, request)) {
                Ok(found) => told.line(true, what, &found),
                Err(problem) => told.line(false, what, &problem),
            }
        };
    let done = |_: &Value| Some("xong".to_owned());
    let bytes = |path: &Path| std::fs::metadata(path).map(|own| own.len()).ok();
    ask(
        "lập sổ mẫu",
        "new_example",
        json!({ "name": "binh-thuy-2024", "path": book }),
        &|head| Some(head["name"].as_str()?.to_owned()),
    );
    ask(
        "ghi vào sổ",
        "write_report_text",
        json!({ "kind": "progress", "period": "2024-Q1", "subject": null, "section": "direction", "text": "Thử." }),
        &done,
    );
    ask(
        "viết báo cáo PDF",
        "save_report",
        json!({ "paper": report, "path": paper }),
        &|_| {
            Some(format!(
                "{} byte",
                bytes(&paper).filter(|own| *own > 10_000)?
            ))
        },
    );
    ask("sao lưu", "make_copy", json!({}), &|view| {
        Some(format!(
            "{} bản",
            view["copies"]
                .as_array()
                .filter(|own| !own.is_empty())?
                .len()
        ))
    });
    ask(
        "phục hồi thử",
        "rehearse_restore",
        json!({}),
        &|view| {
            view["rehearsed"]["whole"]
                .as_bool()?
                .then(|| "bản sao còn nguyên".to_owned())
        },
    );
    ask(
        "mã hóa sổ",
        "set_passphrase",
        json!({ "current": "", "passphrase": PASSPHRASE }),
        &done,
    );
    ask("nhật ký", "verify_journal", json!({}), &|proof| {
        proof["whole"]
            .as_bool()?
            .then(|| format!("{} thao tác", proof["operations"]))
    });
    ask("đóng sổ", "close_book", json!({}), &done);
    ask(
        "mở khóa",
        "unlock_file",
        json!({ "path": book, "secret": PASSPHRASE }),
        &done,
    );
    ask("mở lại", "open_book", json!({ "path": book }), &|head| {
        Some(head["name"].as_str()?.to_owned())
    });
    ask("đóng lại", "close_book", json!({}), &done);
    Ok(())
}

/// Of the example, which goes when the test ends.
const PASSPHRASE: &str = "bốn từ để tự thử";

/// Where this person's books and the program's own things lie, and what the office laid down.
fn places(told: &mut Told) {
    let mut session = Session::of_user(Clock::Machine, "Tự kiểm tra");
    let start = match dispatch(&mut session, "start", json!({})) {
        Ok(reply) => reply["value"].clone(),
        Err(refusal) => return told.line(false, "trang đầu", &refusal.message),
    };
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    told.line(true, "nơi lưu sổ", &text(&start["books_dir"]));
    let own = user_data_dir();
    let probe = own.join("thu-ghi.txt");
    let written = std::fs::create_dir_all(&own)
        .and_then(|()| std::fs::write(&probe, "thử"))
        .and_then(|()| std::fs::remove_file(&probe));
    match written {
        Ok(()) => told.line(true, "nơi chương trình ghi", &own.display().to_string()),
        Err(error) => told.line(
            false,
            "nơi chương trình ghi",
            &format!("{}: {error}", own.display()),
        ),
    }
    match (
        text(&start["office"]["problem"]),
        text(&start["office"]["support"]),
    ) {
        (problem, _) if !problem.is_empty() => told.line(false, OFFICE, &problem),
        (_, support) if support.is_empty() => told.line(true, OFFICE, "không nêu nơi hỗ trợ"),
        (_, support) => told.line(true, OFFICE, &format!("nơi hỗ trợ {support}")),
    }
}

const OFFICE: &str = "cấu hình đơn vị";

/// The file that a double click would have opened.
fn opened(arguments: &Arguments, path: &Path) -> Result<String, String> {
    let told = |refusal: Error| message(&refusal, Language::Vietnamese);
    let mut session = start::session(arguments).map_err(told)?;
    start::open(&mut session, arguments).map_err(told)?;
    match dispatch(&mut session, "start", json!({})) {
        // A package waits in the window for the book that takes it.
        Ok(reply) if reply["value"]["asked"]["kind"] == "package" => Ok("gói dữ liệu".to_owned()),
        Ok(_) => dispatch(&mut session, "open_book", json!({ "path": path }))
            .map(|head| head["value"]["name"].to_string())
            .map_err(|refusal| refusal.message),
        Err(refusal) => Err(refusal.message),
    }
}

/// A folder that goes with its owner.
struct Folder(PathBuf);

impl Folder {
    fn make() -> std::io::Result<Self> {
        let path = std::env::temp_dir().join(format!("Sổ 06 tự kiểm tra {}", std::process::id()));
        std::fs::create_dir_all(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}
