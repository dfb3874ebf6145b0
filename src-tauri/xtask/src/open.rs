//! `cargo xtask run`.

use std::process::Command;

use crate::machine::{self, Need};
use crate::place::{FEATURES, Problem, REPORT, built, cargo, must, target};

const EXAMPLE: &str = "binh-thuy-2024";

/// Opens the window on the example book; without a display it makes the report instead.
pub fn run() -> Result<bool, Problem> {
    if !has_display() {
        return headless();
    }
    machine::packages(Need::Window)?;
    machine::node()?;
    machine::ui_dist()?;
    must(cargo().args(["build", "--features", FEATURES, "--bin", "so06-desktop"]))?;
    println!("xtask: opening the window on the example book {EXAMPLE}");
    must(Command::new(built("so06-desktop")).args(["--example", EXAMPLE]))?;
    Ok(true)
}

fn has_display() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

fn headless() -> Result<bool, Problem> {
    println!(
        "xtask: this machine has no display, so no window can be opened; making the example book and its report instead"
    );
    machine::packages(Need::Program)?;
    must(cargo().args(["build", "--bin", "so06"]))?;
    let folder = target().join("example");
    std::fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let book = folder.join(format!("{EXAMPLE}.so06"));
    for suffix in ["", "-wal", "-shm"] {
        // What is not there need not be removed.
        drop(std::fs::remove_file(
            folder.join(format!("{EXAMPLE}.so06{suffix}")),
        ));
    }
    let report = folder.join("bao-cao-quy-I-2024.pdf");
    must(
        Command::new(built("so06"))
            .args(["new", "--example", EXAMPLE, "--book"])
            .arg(&book),
    )?;
    must(
        Command::new(built("so06"))
            .arg("--book")
            .arg(&book)
            .args(REPORT)
            .arg(&report),
    )?;
    println!(
        "xtask: the book is {}\nxtask: the report is {}",
        book.display(),
        report.display()
    );
    Ok(true)
}
