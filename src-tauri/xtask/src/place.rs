//! Where things lie, and running other programs.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The report by which the whole way is tried; a path follows.
pub const REPORT: [&str; 7] = [
    "--now",
    "2024-03-31T17:00",
    "report",
    "progress",
    "--period",
    "2024-Q1",
    "--out",
];

/// One set of features for everything with a window, so that what we depend on is compiled once.
pub const FEATURES: &str = "desktop,bridge,custom-protocol";

/// A problem in words, for the person at the terminal.
pub type Problem = String;

/// The root of the clone.
pub fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.ancestors().nth(2).unwrap_or(own).to_owned()
}

/// Cargo's target directory: `CARGO_TARGET_DIR`, else `target/` of the clone.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(
        || root().join("target"),
        |dir| root().join(PathBuf::from(dir)),
    )
}

/// Folder of this tool inside the target directory: stamps, logs, the Python environment, drivers.
pub fn cache() -> PathBuf {
    target().join("xtask")
}

/// A program that cargo built.
pub fn built(name: &str) -> PathBuf {
    target()
        .join("debug")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// The program of the environment variable, else the name.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// npm, which is a script on Windows.
pub fn npm() -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(root().join("ui"));
    command
}

/// The bundler of Tauri, of the packages of the window; it looks for the configuration below the folder where it is called.
pub fn tauri() -> Command {
    let name = if cfg!(windows) { "tauri.cmd" } else { "tauri" };
    let mut command = Command::new(root().join("ui/node_modules/.bin").join(name));
    command.current_dir(root());
    command
}

/// Runs a program that must succeed, with its output on the terminal.
pub fn must(command: &mut Command) -> Result<(), Problem> {
    let shown = format!("{command:?}");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{shown} ended with {status}")),
        Err(error) => Err(format!("{shown}: {error}")),
    }
}

/// Whether a program is on the path.
pub fn has(name: &str) -> bool {
    let Some(path) = std::env::var_os("PATH") else {
        return false;
    };
    std::env::split_paths(&path).any(|dir| {
        dir.join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
            .is_file()
    })
}

/// FNV-1a of what files hold: enough to see that they changed.
pub fn fingerprint(paths: &[PathBuf]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut feed = |bytes: &[u8]| {
        for byte in bytes {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    for path in paths {
        feed(path.to_string_lossy().as_bytes());
        feed(&std::fs::read(path).unwrap_or_default());
    }
    format!("{hash:016x}")
}

/// Does `work` unless the stamp says that it was done for the same fingerprint.
pub fn once(
    stamp: &str,
    fingerprint: &str,
    work: impl FnOnce() -> Result<(), Problem>,
) -> Result<(), Problem> {
    let path = cache().join(format!("{stamp}.stamp"));
    if std::fs::read_to_string(&path).is_ok_and(|old| old == fingerprint) {
        return Ok(());
    }
    work()?;
    std::fs::create_dir_all(cache())
        .and_then(|()| std::fs::write(&path, fingerprint))
        .map_err(|e| format!("{}: {e}", path.display()))
}

/// All files below a folder, in order, without what is built or fetched.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else {
        return out;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() {
            if !["node_modules", "dist", "target", ".git", "gen"]
                .iter()
                .any(|skipped| name == *skipped)
                || name == "gen" && path.ends_with("ipc/gen")
            {
                out.extend(files_below(&path));
            }
        } else {
            out.push(path);
        }
    }
    out.sort();
    out
}

/// The newest file of that ending in a folder.
pub fn newest(folder: &Path, kind: &str) -> Result<PathBuf, Problem> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let made = entries.flatten().map(|own| own.path()).filter(|own| {
        own.extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case(kind))
    });
    made.max_by_key(|own| {
        std::fs::metadata(own)
            .and_then(|about| about.modified())
            .ok()
    })
    .ok_or_else(|| format!("{}: no package", folder.display()))
}
