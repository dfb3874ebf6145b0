//! `cargo xtask test`: every check, run to the end, counted, with a plain last line.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::bundle;
use crate::count::{self, Count};
use crate::machine::{self, Need};
use crate::place::{FEATURES, Problem, REPORT, built, cache, cargo, must, npm, root, target};
use crate::prose;
use crate::windows;

/// Lines of a failed step that are shown.
const SHOWN: usize = 60;

/// Most bytes of the example's report.
const REPORT_BYTES: u64 = 150 * 1024;

pub struct Run {
    rows: Vec<(String, Count, f32)>,
    full: bool,
}

impl Run {
    pub fn new(full: bool) -> Self {
        Self {
            rows: Vec::new(),
            full,
        }
    }

    /// A step whose output is kept in a log. What it prints as passed and failed is counted; `counted` steps that
    /// print nothing of the kind have failed, others count as one check by their exit.
    pub fn step(&mut self, name: &str, counted: bool, command: Result<Command, Problem>) -> bool {
        let begun = Instant::now();
        print!("{name} … ");
        drop(std::io::stdout().flush());
        let (text, success) = match command {
            Ok(mut command) => output(&mut command),
            Err(problem) => (problem, false),
        };
        let mut count = if counted {
            count::read(&text)
        } else {
            Count::one(success)
        };
        if count == Count::default() || (!success && count.failed == 0) {
            count.failed += 1;
        }
        self.close(name, count, &text, begun)
    }

    /// A step that is done here.
    pub fn own(&mut self, name: &str, work: impl FnOnce(&mut String) -> Count) -> bool {
        let begun = Instant::now();
        print!("{name} … ");
        drop(std::io::stdout().flush());
        let mut text = String::new();
        let count = work(&mut text);
        self.close(name, count, &text, begun)
    }

    fn close(&mut self, name: &str, count: Count, text: &str, begun: Instant) -> bool {
        let seconds = begun.elapsed().as_secs_f32();
        println!(
            "{} passed, {} failed ({seconds:.0} s)",
            count.passed, count.failed
        );
        let log = cache()
            .join("logs")
            .join(format!("{}.log", name.replace(' ', "-")));
        let kept = log
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::write(&log, text));
        if count.failed > 0 {
            let lines: Vec<&str> = text.lines().collect();
            let (before, last) = lines.split_at(lines.len().saturating_sub(SHOWN));
            // A long step fails far from its end.
            for line in before.iter().filter(|line| line.starts_with("FAIL")) {
                println!("    {line}");
            }
            for line in last {
                println!("    {line}");
            }
            if kept.is_ok() {
                println!("    all of it: {}", log.display());
            }
        }
        self.rows.push((name.to_owned(), count, seconds));
        count.failed == 0
    }

    /// The table and the plain last line.
    pub fn end(&self) -> bool {
        println!();
        for (name, count, seconds) in &self.rows {
            println!(
                "{name:<28} {:>5} passed {:>4} failed {seconds:>6.0} s",
                count.passed, count.failed
            );
        }
        let all = self
            .rows
            .iter()
            .fold(Count::default(), |all, (_, count, _)| all.and(*count));
        println!("\n{} passed, {} failed", all.passed, all.failed);
        all.failed == 0 && all.passed > 0
    }
}

/// What a program printed, and whether it succeeded.
pub fn output(command: &mut Command) -> (String, bool) {
    match command.stdin(Stdio::null()).output() {
        Ok(output) => {
            let text = [output.stdout, output.stderr].concat();
            (
                String::from_utf8_lossy(&text).into_owned(),
                output.status.success(),
            )
        }
        Err(error) => (format!("{command:?}: {error}"), false),
    }
}

fn cargo_with(words: &[&str]) -> Command {
    let mut command = cargo();
    command.args(words);
    command
}

fn npm_run(script: &str) -> Command {
    let mut command = npm();
    command
        .args(["run", "--silent", script])
        .env("NO_COLOR", "1");
    command
}

/// Everything.
pub fn everything(full: bool) -> Result<bool, Problem> {
    let mut run = Run::new(full);
    run.own("machine", |log| {
        let fetched = machine::packages(Need::Tests)
            .and_then(|()| machine::node())
            .and_then(|()| machine::ui_packages());
        if let Err(problem) = &fetched {
            log.push_str(problem);
        }
        Count::one(fetched.is_ok())
    });
    // The shell compiles the built UI in, so it comes first.
    run.step("ui build", false, Ok(npm_run("build")));
    engine(&mut run);
    run.step("ui types", false, Ok(npm_run("check")));
    run.step("ui lint", false, Ok(npm_run("lint")));
    run.step("ui tests", true, Ok(npm_run("test")));
    run.step(
        "programs",
        false,
        Ok(cargo_with(&["build", "--bins", "--features", FEATURES])),
    );
    browser(&mut run);
    window(&mut run);
    report(&mut run)?;
    if windows::prepared() {
        windows::tests::steps(&mut run, false);
    } else {
        println!("windows: not looked at, `cargo xtask windows` was never called here");
    }
    if run.full {
        long(&mut run);
    }
    Ok(run.end())
}

/// Formats, lints and the engine's tests.
pub fn fast() -> Result<bool, Problem> {
    machine::packages(Need::Window)?;
    machine::node()?;
    machine::ui_dist()?;
    let mut run = Run::new(false);
    engine(&mut run);
    Ok(run.end())
}

fn engine(run: &mut Run) {
    run.own("tree", prose::tree);
    run.own("licences", prose::licences);
    run.step(
        "format",
        false,
        Ok(cargo_with(&["fmt", "--all", "--check"])),
    );
    let lints = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--features",
        FEATURES,
        "--",
        "-D",
        "warnings",
    ];
    run.step("lints", false, Ok(cargo_with(&lints)));
    run.own("engine without a window", |log| {
        let (text, success) = output(&mut cargo_with(&[
            "tree", "-p", "so06", "--edges", "normal", "--prefix", "none",
        ]));
        let found: Vec<&str> = text
            .lines()
            .filter(|l| {
                ["tauri", "gtk", "webkit", "tokio", "axum"]
                    .iter()
                    .any(|w| l.starts_with(w))
            })
            .collect();
        log.push_str(&found.join("\n"));
        Count::one(success && found.is_empty())
    });
    let mut tests = cargo_with(&["test", "--workspace", "--features", FEATURES]);
    tests.env("PROPTEST_CASES", if run.full { "4000" } else { "256" });
    if let Some(memory) = memory_folder() {
        // Thousands of small books are synced; what a disk takes for that says nothing of the program.
        tests.env("TMPDIR", memory);
    }
    if run.full {
        // Random histories between books, every write at which the program is killed, and every one at which the power
        // goes off; hours on a small machine.
        tests
            .env("SO06_HISTORIES", "10000")
            .env("SO06_KILLS", "all")
            .env("SO06_FAILURES", "all")
            .env("SO06_BYTES", "40000")
            .env("SO06_POWER", "all")
            .env("SO06_KEPT", "all");
    }
    run.step("engine tests", true, Ok(tests));
}

/// A folder in memory for files of tests, where the system has one with room enough.
fn memory_folder() -> Option<&'static str> {
    const FOLDER: &str = "/dev/shm";
    /// Kilobytes that must be free.
    const ROOM: u64 = 3_000_000;
    let told = Command::new("df").args(["-Pk", FOLDER]).output().ok()?;
    let text = String::from_utf8_lossy(&told.stdout).into_owned();
    let free: u64 = text
        .lines()
        .nth(1)?
        .split_whitespace()
        .nth(3)?
        .parse()
        .ok()?;
    (free >= ROOM).then_some(FOLDER)
}

fn browser(run: &mut Run) {
    let mut story = Command::new("node");
    story
        .current_dir(root())
        .arg("tests/e2e/run.mjs")
        .env("SO06_BRIDGE", built("so06-bridge"));
    run.step("browser story", true, Ok(story));
}

/// Only the browser's story, with what it needs.
pub fn browser_only() -> Result<bool, Problem> {
    machine::node()?;
    machine::ui_dist()?;
    must(cargo().args(["build", "--features", "bridge", "--bin", "so06-bridge"]))?;
    let mut run = Run::new(false);
    browser(&mut run);
    Ok(run.end())
}

/// Writes the TypeScript of the contract.
pub fn bindings() -> Result<bool, Problem> {
    must(
        cargo()
            .args(["test", "--test", "app", "contract::bindings"])
            .env("SO06_WRITE_BINDINGS", "1"),
    )?;
    Ok(true)
}

/// The real window, under a display that nobody sees.
fn window(run: &mut Run) {
    let mut story = Command::new("xvfb-run");
    story
        .current_dir(root())
        .args([
            "-a",
            "-s",
            "-screen 0 1366x768x24",
            "node",
            "tests/desktop/run.mjs",
        ])
        .env("SO06_DESKTOP", built("so06-desktop"))
        .env("SO06", built("so06"));
    run.step("window", true, Ok(story));
}

/// Makes the report of the example book in a folder.
fn report_into(folder: &Path, name: &str) -> Command {
    let mut command = Command::new(built("so06"));
    command
        .current_dir(folder)
        .args(["--book", "b.so06"])
        .args(REPORT)
        .arg(name);
    command
}

/// The report of the example as a lead would sign it.
fn report(run: &mut Run) -> Result<(), Problem> {
    let folder = target().join("xtask").join("report");
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut book = Command::new(built("so06"));
    book.current_dir(&folder)
        .args(["new", "--example", "binh-thuy-2024", "--book", "b.so06"]);
    let made = run.step("example book", false, Ok(book));
    if !made {
        return Ok(());
    }
    for name in ["r.pdf", "again.pdf"] {
        run.step(
            &format!("report {name}"),
            false,
            Ok(report_into(&folder, name)),
        );
    }
    run.own("report bytes", |log| {
        let (first, second) = (
            fs::read(folder.join("r.pdf")),
            fs::read(folder.join("again.pdf")),
        );
        let (Ok(first), Ok(second)) = (first, second) else {
            log.push_str("a report is missing");
            return Count::one(false);
        };
        log.push_str(&format!(
            "{} bytes, equal: {}\n",
            first.len(),
            first == second
        ));
        Count::one(first == second).and(Count::one(first.len() as u64 <= REPORT_BYTES))
    });
    let check = machine::python().map(|python| {
        let mut command = Command::new(python);
        command
            .current_dir(root())
            .arg("tests/pdf/check_report.py")
            .arg(folder.join("r.pdf"));
        command
    });
    run.step("report rules", true, check);
    papers(run, &folder);
    let time = machine::python().map(|python| {
        let mut command = Command::new(python);
        command
            .current_dir(&folder)
            .arg(root().join("tests/pdf/cpu_time.py"))
            .arg(built("so06"));
        command.args(["--book", "b.so06"]).args(REPORT).arg("t.pdf");
        command
    });
    run.step("report time", true, time);
    Ok(())
}

/// Kinds of papers as the check from outside names them, with the files that the test writes.
const PAPERS: [(&str, &[&str]); 13] = [
    ("progress", &["progress"]),
    ("ranking", &["ranking", "ranking-flow"]),
    ("tasks", &["tasks"]),
    ("reminder", &["reminder", "reminder-also"]),
    ("reminder-annex", &["reminder-annex", "reminder-also-annex"]),
    ("conclusion", &["conclusion"]),
    ("invitation", &["invitation"]),
    ("delivery-record", &["delivery-record"]),
    ("delivery-record-unit", &["delivery-record-unit"]),
    ("handover", &["handover"]),
    ("handout", &["handout"]),
    ("handout-late", &["handout-late"]),
    (
        "checklist",
        &[
            "checklist",
            "checklist-filled",
            "checklist-template",
            "checklist-25-filled",
        ],
    ),
];

/// One paper of each kind, from the example with a meeting held in it, measured from outside.
fn papers(run: &mut Run, folder: &Path) {
    // With the features of the other tests, so that nothing is compiled a second time.
    let mut write = cargo_with(&["test", "--workspace", "--features", FEATURES]);
    write
        .args(["--test", "app", "write_papers", "--", "--ignored"])
        .env("SO06_WRITE_PAPERS", folder);
    if !run.step("papers", false, Ok(write)) {
        return;
    }
    for (name, script, ending) in [
        ("rules of", "check_report.py", "pdf"),
        ("draft of", "check_word.py", "docx"),
    ] {
        for (kind, files) in PAPERS {
            let check = machine::python().map(|python| {
                let mut command = Command::new(python);
                command
                    .current_dir(root())
                    .arg(format!("tests/pdf/{script}"))
                    .args(["--kind", kind])
                    .args(
                        files
                            .iter()
                            .map(|file| folder.join(file).with_extension(ending)),
                    );
                command
            });
            run.step(&format!("{name} {kind}"), true, check);
        }
    }
    let workbooks = machine::python().map(|python| {
        let mut command = Command::new(python);
        let files = PAPERS.iter().flat_map(|(_, files)| files.iter());
        command
            .current_dir(root())
            .arg("tests/pdf/check_xlsx.py")
            .args(files.map(|file| folder.join(file).with_extension("xlsx")));
        command
    });
    run.step("workbooks of papers", true, workbooks);
    matrix(run, folder);
}

/// Papers of every kind with what offices may put into them: a dozen, or all of them with their drafts for Word.
fn matrix(run: &mut Run, folder: &Path) {
    let folder = folder.join("matrix");
    drop(fs::create_dir_all(&folder));
    let mut write = cargo_with(&["test", "--workspace", "--features", FEATURES]);
    write
        .args(["--test", "app", "write_matrix", "--", "--ignored"])
        .env("SO06_MATRIX", if run.full { "all" } else { "few" })
        .env("SO06_WRITE_PAPERS", &folder);
    if !run.step("matrix of papers", false, Ok(write)) {
        return;
    }
    let check = |script: &str, ending: &str| {
        let python = machine::python()?;
        let all = fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        let mut files: Vec<_> = all
            .filter_map(|own| Some(own.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|own| own == ending))
            .collect();
        files.sort();
        let mut command = Command::new(python);
        command
            .current_dir(root())
            .args([script, "--matrix"])
            .args(files);
        Ok(command)
    };
    run.step(
        "rules of the matrix",
        true,
        check("tests/pdf/check_report.py", "pdf"),
    );
    if run.full {
        run.step(
            "drafts of the matrix",
            true,
            check("tests/pdf/check_word.py", "docx"),
        );
    }
}

/// The version of cargo-deny that reads deny.toml as it is written.
const DENY: &str = "0.20.2";

/// What npm prints when it does not reach its registry.
const UNREACHED: [&str; 8] = [
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ECONNRESET",
    "ETIMEDOUT",
    "ENETUNREACH",
    "EHOSTUNREACH",
    "FETCH_ERROR",
];

/// Whether the registry signed every package of the page. Where it is not reached nothing was looked at: that is said, and is
/// neither passed nor failed.
fn signatures(log: &mut String) -> Count {
    let mut command = npm();
    command
        .args(["audit", "signatures", "--fetch-retries=1"])
        .env("NO_COLOR", "1");
    let (text, success) = output(&mut command);
    log.push_str(&text);
    if !success && UNREACHED.iter().any(|own| text.contains(own)) {
        print!("the registry of npm is not reached, nothing was looked at: ");
        return Count::default();
    }
    // A registry that has no keys checks nothing and succeeds.
    Count::one(success && text.contains("verified registry signature"))
}

/// What takes long: sources and licences by cargo-deny, signatures, and the report many times.
fn long(run: &mut Run) {
    run.step("linux package", true, package());
    let tools = cache().join("tools");
    let deny = tools.join("bin").join("cargo-deny");
    let fetched = if Path::new(&deny).is_file() {
        Ok(())
    } else {
        must(
            cargo()
                .args([
                    "install",
                    "cargo-deny",
                    "--version",
                    DENY,
                    "--locked",
                    "--root",
                ])
                .arg(&tools),
        )
    };
    let command = fetched.map(|()| {
        let mut command = Command::new(&deny);
        command
            .current_dir(root())
            .args(["check", "licenses", "bans", "sources"]);
        command
    });
    run.step("cargo-deny", false, command);
    run.own("npm signatures", signatures);
    run.own("report twenty times", |log| {
        let folder = target().join("xtask").join("report");
        let first = fs::read(folder.join("r.pdf")).unwrap_or_default();
        let equal = (0..20).all(|_| {
            let (text, success) = output(
                Command::new(built("so06"))
                    .current_dir(&folder)
                    .args(["--book", "b.so06"])
                    .args(REPORT)
                    .arg("n.pdf"),
            );
            log.push_str(&text);
            success && fs::read(folder.join("n.pdf")).is_ok_and(|bytes| bytes == first)
        });
        Count::one(equal && !first.is_empty())
    });
}

/// The package for Debian, installed below a folder that stands in for the disk.
fn package() -> Result<Command, Problem> {
    let folder = cache().join("package");
    drop(std::fs::remove_dir_all(&folder));
    let disk = folder.join("disk");
    std::fs::create_dir_all(&disk).map_err(|e| format!("{}: {e}", disk.display()))?;
    let mut command = Command::new("node");
    command
        .current_dir(root())
        .arg("tests/linux/package.mjs")
        .env("SO06_DEB", bundle::package_alone(&folder)?)
        .env("SO06_ROOT", &disk);
    Ok(command)
}
