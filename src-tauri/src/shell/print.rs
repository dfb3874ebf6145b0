//! Pages to paper without the web view's page print: the finished PDF goes to the system, so that what is printed is
//! what was laid out.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use so06::store::scratch::{self, PAPER};

/// Folders that are tried.
const MOST: u32 = 10_000;

/// A paper to print (in).
#[derive(Debug, Deserialize)]
pub struct Job {
    /// Its name, as the queue of the printer and the viewer show it.
    name: String,
    /// Its PDF, base64.
    pdf: String,
    /// Straight to the printer that the system uses; else only the file is laid ready for a viewer.
    straight: bool,
}

/// What came of it.
#[derive(Debug, Serialize)]
pub struct Printed {
    /// Whether the system took it for its printer.
    sent: bool,
    /// The file, for a viewer; it is gone where the printer has it.
    pub(super) path: Option<PathBuf>,
}

/// Lays the PDF ready and hands it to the printer where that is wanted and the system has a way to it.
///
/// # Errors
/// A PDF that is none, a folder that cannot be written.
pub fn print(job: &Job) -> io::Result<Printed> {
    let bytes = STANDARD
        .decode(&job.pdf)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    let path = own_folder()?.join(file_name(&job.name));
    fs::write(&path, bytes)?;
    if job.straight && hand_over(&path, &job.name) {
        if !cfg!(windows) {
            // The queue has a copy of its own; on Windows a program still reads the file.
            drop(path.parent().map(fs::remove_dir_all));
        }
        return Ok(Printed {
            sent: true,
            path: None,
        });
    }
    Ok(Printed {
        sent: false,
        path: Some(path),
    })
}

/// A new folder of this user alone: what lies under a known name may be somebody else's.
fn own_folder() -> io::Result<PathBuf> {
    let builder = fs::DirBuilder::new();
    // On Windows the folder of passing things is the user's own already.
    #[cfg(unix)]
    let builder = {
        let mut own = builder;
        std::os::unix::fs::DirBuilderExt::mode(&mut own, 0o700);
        own
    };
    let mut turn = 0;
    loop {
        let folder = scratch::folder().join(format!("{PAPER}{}-{turn}", std::process::id()));
        match builder.create(&folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && turn < MOST => turn += 1,
            done => return done.map(|()| folder),
        }
    }
}

/// A name that every file system takes, ending in `.pdf` as the permission to open files asks.
fn file_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|own| if own.is_alphanumeric() { own } else { '-' })
        .take(80)
        .collect();
    let plain = plain.trim_matches('-');
    let plain = if plain.is_empty() { "van-ban" } else { plain };
    format!("{plain}.pdf")
}

/// Whether one of the system's ways to its printer took the file.
fn hand_over(path: &Path, name: &str) -> bool {
    ways(path, name).into_iter().any(|mut command| {
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    })
}

/// CUPS has `lp`, older systems `lpr`; both fail where no printer is set up.
#[cfg(not(windows))]
fn ways(path: &Path, name: &str) -> Vec<Command> {
    let mut lp = Command::new("lp");
    lp.arg("-t").arg(name).arg("--").arg(path);
    let mut lpr = Command::new("lpr");
    lpr.arg(path);
    vec![lp, lpr]
}

/// The verb "print" of whatever program opens PDF files; many of them have none, which is a failure told at once.
#[cfg(windows)]
fn ways(path: &Path, _name: &str) -> Vec<Command> {
    use std::os::windows::process::CommandExt;

    /// A console that flashes up would only frighten.
    const NO_WINDOW: u32 = 0x0800_0000;
    let mut verb = Command::new("powershell.exe");
    verb.args([
        "-NoProfile",
        "-NonInteractive",
        "-Command",
        "$ErrorActionPreference='Stop'; Start-Process -FilePath $env:SO06_PRINT -Verb Print",
    ])
    .env("SO06_PRINT", path)
    .creation_flags(NO_WINDOW);
    vec![verb]
}
