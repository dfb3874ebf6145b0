//! `cargo xtask windows`: the programs for Windows, made on Debian or on Windows itself by the same command, and tried under
//! Wine as far as that goes.

pub mod tests;
mod toolchain;
mod wine;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::machine::{self, Need};
use crate::place::{Problem, cache, cargo, must, target};
use toolchain::Toolchain;

/// The two programs, and with what they are built. The bridge is never among them.
const PROGRAMS: [&str; 2] = ["so06", "so06-desktop"];
const FEATURES: &str = "desktop,custom-protocol";

/// What a program made with mingw needs beside it to find the web view of Windows; one made with Microsoft's tools holds it.
const LOADER: &str = "WebView2Loader.dll";

/// Makes the programs; with `test` tries them under Wine and counts.
pub fn windows(test: bool) -> Result<bool, Problem> {
    let made = programs()?;
    for own in &made {
        let bytes = fs::metadata(own).map_or(0, |about| about.len());
        println!("{} ({:.1} MB)", own.display(), bytes as f64 / 1e6);
    }
    if test { tests::alone(true) } else { Ok(true) }
}

/// The folder of everything about Windows in the cache.
pub fn folder() -> PathBuf {
    cache().join("windows")
}

/// Whether the compiler is in the cache already, so that a smaller run is no surprise of half an hour.
pub fn prepared() -> bool {
    Toolchain::cached().is_some()
}

/// Where the finished programs lie.
pub fn out() -> PathBuf {
    folder().join("out")
}

/// Builds both programs as they are given to people, and lays them with what they need into one folder.
pub fn programs() -> Result<Vec<PathBuf>, Problem> {
    machine::node()?;
    let built = if cfg!(windows) {
        machine::ui_dist()?;
        must(release(cargo().arg("build")))?;
        target().join("release")
    } else {
        machine::packages(Need::Windows)?;
        machine::ui_dist()?;
        let toolchain = Toolchain::fetched()?;
        must(release(&mut toolchain.cargo("build")))?;
        toolchain::built().join(toolchain::TARGET).join("release")
    };
    let to = out();
    fs::create_dir_all(&to).map_err(|e| format!("{}: {e}", to.display()))?;
    let mut names = PROGRAMS.map(|name| format!("{name}.exe")).to_vec();
    if !cfg!(windows) {
        names.push(LOADER.to_owned());
    }
    names.iter().map(|name| laid(&built, &to, name)).collect()
}

fn release(command: &mut Command) -> &mut Command {
    command
        .args(["--release", "--features", FEATURES])
        .args(PROGRAMS.iter().flat_map(|name| ["--bin", name]))
}

fn laid(from: &Path, to: &Path, name: &str) -> Result<PathBuf, Problem> {
    let (from, to) = (from.join(name), to.join(name));
    fs::copy(&from, &to).map_err(|e| format!("{}: {e}", from.display()))?;
    Ok(to)
}
