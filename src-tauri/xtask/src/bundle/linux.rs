//! The package for Debian and Ubuntu, by the bundler of Tauri: both programs, the entry of the menu, the kinds of files.

use std::path::{Path, PathBuf};

use super::copy;
use crate::json::quoted;
use crate::machine::{self, Need};
use crate::place::{Problem, cargo, must, newest, root, target, tauri};

/// With what both programs are compiled, as for the other systems.
const FEATURES: &str = "desktop,custom-protocol";

/// Builds both programs as they are given to people: the command line and the window.
pub fn programs() -> Result<[PathBuf; 2], Problem> {
    machine::packages(Need::Window)?;
    machine::ui_dist()?;
    must(
        cargo()
            .args(["build", "--release", "--locked", "--features", FEATURES])
            .args(["--bin", "so06", "--bin", "so06-desktop"]),
    )?;
    Ok(["so06", "so06-desktop"].map(built))
}

fn built(name: &str) -> PathBuf {
    target().join("release").join(name)
}

/// Makes packages of these kinds and lays them into the folder.
pub fn packages(to: &Path, kinds: &[&str]) -> Result<(), Problem> {
    machine::packages(Need::Window)?;
    // The command line goes along, built by the same call; only here is it known where.
    let program = built("so06");
    let types = root().join("src-tauri/linux/so06.xml");
    let files = format!(
        r#"{{"bundle":{{"linux":{{"deb":{{"files":{{"/usr/bin/so06":{},"/usr/share/mime/packages/so06.xml":{}}}}}}}}}}}"#,
        quoted(&program.to_string_lossy()),
        quoted(&types.to_string_lossy())
    );
    must(
        tauri()
            .args(["build", "--bundles", &kinds.join(",")])
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
