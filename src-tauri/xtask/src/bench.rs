//! `cargo xtask bench`: runs the measurements and, when asked, keeps them with the machine's name.

use std::fs;
use std::process::{Command, Stdio};

use crate::bundle;
use crate::machine;
use crate::place::{Problem, cache, cargo, root};

/// What stands above the figures.
const HEAD: &str = "\
# Benchmarks

Written by `cargo xtask bench --write`. Times are wall times of one run on the machine named below, the middle of
several; of papers made by whole processes, ours being the program of a release, the least CPU seconds of several runs
in turns with the others. Machines are noisy, so a claim is a ratio within one run or a limit kept with room to spare.
";

/// Flags that measure a part only.
const PARTS: [&str; 6] = [
    "--papers",
    "--tables",
    "--tasks",
    "--exchange",
    "--province",
    "--country",
];

/// The part that needs a window.
const START: &str = "--start";

/// Measures; `--quick` leaves the book of the whole country out, `--papers` measures papers only, `--tables` files only,
/// `--tasks` stops after tasks, `--exchange` measures packages only, `--province` and `--country` the screens of one book
/// only, `--start` the start of the window only, `--write` keeps the page, or of a part its own place in the page.
pub fn bench(flags: &[&str]) -> Result<bool, Problem> {
    let parts: Vec<&str> = PARTS
        .into_iter()
        .chain([START])
        .filter(|own| flags.contains(own))
        .collect();
    let (mut started, mut success) = (String::new(), true);
    // Before two gigabytes are written: a disk that still works on them is no officer's cold disk.
    if cfg!(target_os = "linux") && (parts.is_empty() || parts.contains(&START)) {
        (started, success) = start()?;
    }
    let mut page = String::new();
    if success && parts != [START] {
        (page, success) = engine(flags)?;
    }
    page.push_str(&started);
    println!("{page}");
    if flags.contains(&"--write") && success {
        let path = root().join("BENCHMARKS.md");
        let text = if parts.is_empty() {
            format!("{HEAD}\nMachine: {}.\n\n{page}", this_machine())
        } else {
            let before = fs::read_to_string(&path).unwrap_or_else(|_| HEAD.to_owned());
            with_part(&before, &page, &this_machine())
        };
        fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok(success)
}

/// The start of the window of a release, beside the bare engine of pages.
fn start() -> Result<(String, bool), Problem> {
    /// A browser that is nothing but the engine; Debian gives it along.
    const BARE: &str = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";
    let [program, window] = bundle::linux::programs()?;
    let mut command = Command::new("xvfb-run");
    command
        .args(["-a", "-s", "-screen 0 1366x768x24", "node"])
        .arg(root().join("tests/desktop/start.mjs"))
        .env("SO06", program)
        .env("SO06_DESKTOP", window);
    if fs::exists(BARE).unwrap_or(false) {
        command.env("SO06_BARE", BARE);
    }
    measured(&mut command)
}

/// What the engine takes, by its own program of measurements.
fn engine(flags: &[&str]) -> Result<(String, bool), Problem> {
    let mut command = cargo();
    command.args(["bench", "--quiet", "--bench", "book", "--"]);
    if flags.contains(&"--quick") {
        command.arg("--quick");
    }
    command.args(PARTS.iter().filter(|own| flags.contains(own)));
    // Another library's time is measured where Python is there; its lines are left out else.
    if let Ok(python) = machine::python() {
        command.env("SO06_PYTHON", python);
    }
    // Other programs that make pages are measured beside ours, which is the program of a release.
    if papers(flags)
        && let Ok(python) = machine::papers_python()
    {
        let [program, _] = bundle::linux::programs()?;
        // The program of the measurements takes its place under the same name.
        let kept = cache().join("papers-so06");
        fs::copy(&program, &kept).map_err(|e| format!("{}: {e}", kept.display()))?;
        command.env("SO06_PAPERS_PYTHON", python).env("SO06", kept);
    }
    measured(&mut command)
}

/// Whether papers are among what is measured. What counts a process's seconds is there on Linux only.
fn papers(flags: &[&str]) -> bool {
    let others = ["--exchange", "--province", "--country"];
    cfg!(target_os = "linux") && !flags.iter().any(|own| others.contains(own))
}

fn measured(command: &mut Command) -> Result<(String, bool), Problem> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|e| format!("{command:?}: {e}"))?;
    let page = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok((page, output.status.success()))
}

/// The page with these sections in the place of those of the same name, each with the machine that measured it.
fn with_part(before: &str, part: &str, machine: &str) -> String {
    let mut sections = sections(before);
    for (head, text) in self::sections(part) {
        let Some(head) = head else { continue };
        let text = format!("\nMeasured by itself on: {machine}.\n{text}");
        match sections
            .iter_mut()
            .find(|own| own.0.as_deref() == Some(&head))
        {
            Some(own) => own.1 = text,
            None => sections.push((Some(head), text)),
        }
    }
    let mut out = String::new();
    for (head, text) in sections {
        if let Some(head) = head {
            out.push_str(&format!("## {head}\n"));
        }
        out.push_str(&text);
        if !out.ends_with("\n\n") {
            out.push('\n');
        }
    }
    out.trim_end().to_owned() + "\n"
}

/// A page by its headings of the second rank; what stands before the first has none.
fn sections(page: &str) -> Vec<(Option<String>, String)> {
    let mut out: Vec<(Option<String>, String)> = vec![(None, String::new())];
    for line in page.lines() {
        if let Some(head) = line.strip_prefix("## ") {
            out.push((Some(head.to_owned()), String::new()));
        } else if let Some(own) = out.last_mut() {
            own.1.push_str(line);
            own.1.push('\n');
        }
    }
    out
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

#[cfg(test)]
mod tests {
    use super::with_part;

    #[test]
    fn a_part_takes_its_own_place_in_the_page() {
        let before = "# Benchmarks\n\nMachine: old.\n\n## Papers\n\n1\n\n## Tasks\n\n2\n";
        let again = with_part(before, "## Papers\n\n3\n", "new");
        assert_eq!(
            again,
            "# Benchmarks\n\nMachine: old.\n\n## Papers\n\nMeasured by itself on: new.\n\n3\n\n## Tasks\n\n2\n"
        );
        let more = with_part(before, "## Packages\n\n4\n", "new");
        assert!(
            more.ends_with("## Tasks\n\n2\n\n## Packages\n\nMeasured by itself on: new.\n\n4\n")
        );
    }
}
