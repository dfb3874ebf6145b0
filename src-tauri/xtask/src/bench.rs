//! `cargo xtask bench`: runs the measurements and, when asked, keeps them with the machine's name.

use std::fs;
use std::process::{Command, Stdio};

use crate::machine;
use crate::place::{Problem, cargo, root};

/// What stands above the figures.
const HEAD: &str = "\
# Benchmarks

Written by `cargo xtask bench --write`. Times are wall times of one run on the machine named below, the middle of
several, and of papers made by whole processes the least CPU seconds of several runs; machines are noisy, so a claim is
a ratio within one run or a limit kept with room to spare.
";

/// Measures; `--quick` leaves the book of the whole country out, `--papers` measures papers only, `--tables` files only, `--tasks` stops after tasks, `--write` keeps the page.
pub fn bench(flags: &[&str]) -> Result<bool, Problem> {
    let mut command = cargo();
    command.args(["bench", "--quiet", "--bench", "book", "--"]);
    if flags.contains(&"--quick") {
        command.arg("--quick");
    }
    for part in ["--papers", "--tables", "--tasks"] {
        if flags.contains(&part) {
            command.arg(part);
        }
    }
    // Another library's time is measured where Python is there; its lines are left out else.
    if let Ok(python) = machine::python() {
        command.env("SO06_PYTHON", python);
    }
    // Other programs that make pages are measured beside ours.
    if let Ok(python) = machine::papers_python() {
        command.env("SO06_PAPERS_PYTHON", python);
    }
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|e| format!("cargo bench: {e}"))?;
    let page = String::from_utf8_lossy(&output.stdout);
    println!("{page}");
    if flags.contains(&"--write") && output.status.success() {
        let text = format!("{HEAD}\nMachine: {}.\n\n{page}", this_machine());
        let path = root().join("BENCHMARKS.md");
        fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok(output.status.success())
}

/// Processor, cores, memory, system and compiler.
fn this_machine() -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown processor", |rest| {
            rest.trim_start_matches([' ', '\t', ':'])
        });
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let gib = memory
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:"))
        .and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<u64>().ok())
        .map_or(0, |kb| kb.div_ceil(1024 * 1024));
    let rustc = Command::new("rustc").arg("--version").output();
    let compiler = rustc.map_or_else(
        |_| String::new(),
        |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
    );
    format!(
        "{model}, {cores} cores, {gib} GiB, {}, {compiler}",
        std::env::consts::OS
    )
}
