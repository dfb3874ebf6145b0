//! The package for Debian and Ubuntu, by the bundler of Tauri: both programs, the entry of the menu, the kinds of files.

use std::fs;
use std::path::{Path, PathBuf};

use super::copy;
use crate::json::quoted;
use crate::machine::{self, Need};
use crate::place::{Problem, cargo, must, npm, root, target};

/// With what both programs are compiled, as for the other systems.
const FEATURES: &str = "desktop,custom-protocol";

/// Makes it and lays it into the folder.
pub fn package(to: &Path) -> Result<(), Problem> {
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
    let kinds = root().join("src-tauri/linux/so06.xml");
    let files = format!(
        r#"{{"bundle":{{"linux":{{"deb":{{"files":{{"/usr/bin/so06":{},"/usr/share/mime/packages/so06.xml":{}}}}}}}}}}}"#,
        quoted(&program.to_string_lossy()),
        quoted(&kinds.to_string_lossy())
    );
    must(
        npm()
            .args([
                "run",
                "--silent",
                "tauri",
                "--",
                "build",
                "--bundles",
                "deb",
            ])
            .args(["--features", FEATURES, "--config", &files])
            .env("CARGO_TARGET_DIR", target()),
    )?;
    let made = newest(&target().join("release/bundle/deb"))?;
    let name = made.file_name().unwrap_or_default();
    copy(&made, &to.join(name))
}

fn newest(folder: &Path) -> Result<PathBuf, Problem> {
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let debs = entries
        .flatten()
        .map(|own| own.path())
        .filter(|own| own.extension().is_some_and(|ending| ending == "deb"));
    debs.max_by_key(|own| fs::metadata(own).and_then(|about| about.modified()).ok())
        .ok_or_else(|| format!("{}: no package", folder.display()))
}
