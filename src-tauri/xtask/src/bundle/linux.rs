//! The package for Debian and Ubuntu, by the bundler of Tauri: both programs, the entry of the menu, the kinds of files.

use std::fs;
use std::path::{Path, PathBuf};

use super::copy;
use crate::json::quoted;
use crate::machine::{self, Need};
use crate::place::{Problem, cargo, must, npm, root, target};

/// With what both programs are compiled, as for the other systems.
const FEATURES: &str = "desktop,custom-protocol";

/// Makes packages of these kinds and lays them into the folder.
pub fn packages(to: &Path, kinds: &[&str]) -> Result<(), Problem> {
    machine::packages(Need::Window)?;
    must(cargo().args([
        "build",
        "--release",
        "--locked",
        "--features",
        FEATURES,
        "--bin",
        "so06",
    ]))?;
    // The command line goes along; only here is it known where it was built.
    let program = target().join("release").join("so06");
    let types = root().join("src-tauri/linux/so06.xml");
    let files = format!(
        r#"{{"bundle":{{"linux":{{"deb":{{"files":{{"/usr/bin/so06":{},"/usr/share/mime/packages/so06.xml":{}}}}}}}}}}}"#,
        quoted(&program.to_string_lossy()),
        quoted(&types.to_string_lossy())
    );
    must(
        npm()
            .args(["run", "--silent", "tauri", "--", "build"])
            .args(["--bundles", &kinds.join(",")])
            .args(["--features", FEATURES, "--config", &files])
            .env("CARGO_TARGET_DIR", target()),
    )?;
    for kind in kinds {
        let made = newest(&target().join("release/bundle").join(kind), kind)?;
        let name = made.file_name().unwrap_or_default();
        copy(&made, &to.join(name))?;
    }
    Ok(())
}

/// The newest file of that ending in a folder.
pub fn newest(folder: &Path, kind: &str) -> Result<PathBuf, Problem> {
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let made = entries.flatten().map(|own| own.path()).filter(|own| {
        own.extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case(kind))
    });
    made.max_by_key(|own| fs::metadata(own).and_then(|about| about.modified()).ok())
        .ok_or_else(|| format!("{}: no package", folder.display()))
}
