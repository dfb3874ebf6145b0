//! `cargo xtask fuzz`: the targets of `tests/fuzz`, on the stable compiler.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::place::{Problem, cache, cargo, has, must, root};

/// Every target, with the length of its longest input.
const TARGETS: [(&str, u32); 8] = [
    ("csv", 4_096),
    ("paste", 2_048),
    ("xlsx", 16_384),
    ("seal", 2_048),
    ("package", 16_384),
    ("manifest", 8_192),
    ("deadline", 512),
    ("dispatch", 4_096),
];

/// The version of cargo-fuzz that works with the stable compiler.
const TOOL: &str = "0.13.2";

/// Memory in megabytes that a target may have, which is the promise of the reading.
const MEMORY: u32 = 500;

/// Runs one target or all, each for so many seconds. What was found interesting is kept for the next run.
pub fn fuzz(words: &[&str]) -> Result<bool, Problem> {
    let (mut wanted, mut seconds) = (None, 600u32);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if *word == "--seconds" {
            let number = words.next().and_then(|own| own.parse().ok());
            seconds = number.ok_or("--seconds needs a number")?;
        } else if let Some(target) = TARGETS.iter().find(|(name, _)| name == word) {
            wanted = Some(target.0);
        } else {
            let names = TARGETS.map(|(name, _)| name).join(", ");
            return Err(format!("no target {word}; there are: {names}"));
        }
    }
    if !has("cargo-fuzz") {
        must(cargo().args(["install", "cargo-fuzz", "--version", TOOL, "--locked"]))?;
    }
    seeds()?;
    let mut passed = true;
    for (name, length) in TARGETS {
        if wanted.is_none_or(|own| own == name) {
            println!("xtask: {name} for {seconds} s");
            lay_kept(name)?;
            let told = run(name, length, seconds)?;
            passed &= told.passed;
            record(name, &told)?;
            keep(name)?;
        }
    }
    Ok(passed)
}

/// The inputs that runs begin with are made by the tests.
fn seeds() -> Result<(), Problem> {
    must(
        cargo()
            .args(["test", "--quiet", "-p", "so06", "--test", "app", "--"])
            .args(["write_seeds", "--ignored"])
            .env("SO06_WRITE_SEEDS", cache().join("fuzz/seeds")),
    )
}

/// What a run came to.
struct Told {
    passed: bool,
    seconds: u64,
    log: String,
}

fn run(name: &str, length: u32, seconds: u32) -> Result<Told, Problem> {
    let folder = cache().join("fuzz");
    let (corpus, found) = (corpus_of(name), folder.join("found"));
    for own in [&corpus, &found] {
        fs::create_dir_all(own).map_err(|e| format!("{}: {e}", own.display()))?;
    }
    let mut command = Command::new("cargo-fuzz");
    command
        .current_dir(root().join("tests/fuzz"))
        .env("RUSTC_BOOTSTRAP", "1")
        .args(["fuzz", "run", "--fuzz-dir", ".", "--target-dir"])
        .arg(folder.join("target"))
        // Without the sanitizer of addresses: no line of the program is unsafe, and it multiplies memory.
        .args(["--sanitizer", "none", name])
        .arg(&corpus)
        .arg(folder.join("seeds").join(name))
        .arg("--")
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-max_len={length}"))
        .arg(format!("-rss_limit_mb={MEMORY}"))
        .arg(format!("-artifact_prefix={}/{name}-", found.display()))
        .args(["-timeout=20", "-print_final_stats=1"])
        .stderr(Stdio::piped());
    let failed = |e: std::io::Error| format!("cargo-fuzz: {e}");
    let mut child = command.spawn().map_err(failed)?;
    let mut log = String::new();
    if let Some(told) = child.stderr.take() {
        for line in BufReader::new(told).lines() {
            let line = line.map_err(failed)?;
            eprintln!("{line}");
            log.push_str(&line);
            log.push('\n');
        }
    }
    let status = child.wait().map_err(failed)?;
    // The fuzzer says so when it came to its end.
    let seconds = figure(&log, " runs in ", " ").and_then(|own| own.parse().ok());
    Ok(Told {
        passed: status.success() && seconds.is_some(),
        seconds: seconds.unwrap_or_default(),
        log,
    })
}

fn corpus_of(name: &str) -> PathBuf {
    cache().join("fuzz/corpus").join(name)
}

/// The last figure between two pieces of the log.
fn figure<'a>(log: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let mut lines = log.lines().rev();
    lines.find_map(|own| {
        let rest = own.split(before).nth(1)?;
        if after.is_empty() {
            return Some(rest.trim());
        }
        rest.contains(after).then(|| rest.split(after).next())?
    })
}

/// Where runs are written down.
const RUNS: &str = "tests/fuzz/RUNS.md";
const HEAD: &str = "# Runs of the fuzz targets

Written by `cargo xtask fuzz`: the last run of each target. What was found interesting is kept in `corpus/`, as much of it
as is small; `cargo xtask test` tries a part of it again, `cargo xtask test --full` all, and every run begins with it.

| target | seconds | inputs tried | edges seen | inputs kept | most memory (MB) | findings |
|--|--:|--:|--:|--:|--:|--|
";

/// Writes the run of a target in the place of its last one.
fn record(name: &str, told: &Told) -> Result<(), Problem> {
    let path = root().join(RUNS);
    let old = fs::read_to_string(&path).unwrap_or_default();
    let begin = format!("| {name} |");
    let mut rows: Vec<String> = old
        .lines()
        .filter(|own| {
            TARGETS
                .iter()
                .any(|(name, _)| own.starts_with(&format!("| {name} |")))
        })
        .filter(|own| !own.starts_with(&begin))
        .map(str::to_owned)
        .collect();
    let of = |before, after| figure(&told.log, before, after).unwrap_or("?");
    let kept = fs::read_dir(corpus_of(name)).map_or(0, Iterator::count);
    let findings = if told.passed { "none" } else { "see the log" };
    rows.push(format!(
        "{begin} {} | {} | {} | {kept} | {} | {findings} |",
        told.seconds,
        of("stat::number_of_executed_units:", ""),
        of(" cov: ", " "),
        of("stat::peak_rss_mb:", ""),
    ));
    rows.sort();
    let text = format!("{HEAD}{}\n", rows.join("\n"));
    fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))
}

/// Bytes of inputs that are kept of a target.
const KEPT: usize = 96 * 1024;

/// Keeps the smallest inputs of a corpus: each as its length in four bytes, the lowest first, and itself.
fn keep(name: &str) -> Result<(), Problem> {
    let folder = corpus_of(name);
    let failed = |e: std::io::Error| format!("{}: {e}", folder.display());
    let mut all = Vec::new();
    for entry in fs::read_dir(&folder).map_err(failed)? {
        all.push(fs::read(entry.map_err(failed)?.path()).map_err(failed)?);
    }
    all.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    all.dedup();
    let to = kept_of(name);
    fs::write(&to, packed(&all)).map_err(|e| format!("{}: {e}", to.display()))
}

/// Lays what is kept of a target where its run begins, so that a short run on a fresh machine loses nothing of it.
fn lay_kept(name: &str) -> Result<(), Problem> {
    let folder = corpus_of(name);
    let failed = |e: std::io::Error| format!("{}: {e}", folder.display());
    fs::create_dir_all(&folder).map_err(failed)?;
    let kept = fs::read(kept_of(name)).unwrap_or_default();
    for (at, own) in unpacked(&kept).into_iter().enumerate() {
        fs::write(folder.join(format!("kept-{at}")), own).map_err(failed)?;
    }
    Ok(())
}

fn kept_of(name: &str) -> PathBuf {
    root().join("tests/fuzz/corpus").join(name)
}

/// As many of the inputs, from the first on, as are kept.
fn packed(all: &[Vec<u8>]) -> Vec<u8> {
    let mut out = Vec::new();
    for own in all {
        let Ok(length) = u32::try_from(own.len()) else {
            break;
        };
        if out.len() + own.len() + 4 > KEPT {
            break;
        }
        out.extend(length.to_le_bytes());
        out.extend(own);
    }
    out
}

fn unpacked(kept: &[u8]) -> Vec<&[u8]> {
    let (mut rest, mut out) = (kept, Vec::new());
    while let Some((length, more)) = rest.split_first_chunk() {
        let Some((own, next)) = more.split_at_checked(u32::from_le_bytes(*length) as usize) else {
            break;
        };
        out.push(own);
        rest = next;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again() {
        let all = [b"".to_vec(), b"a".to_vec(), vec![7; 300]];
        assert_eq!(unpacked(&packed(&all)), all);
        let many = vec![vec![1; 1000]; 200];
        let kept = packed(&many);
        assert!(kept.len() <= KEPT && unpacked(&kept).len() > 90);
        for (target, _) in TARGETS {
            let file = fs::read(kept_of(target)).expect("what is kept");
            let own: Vec<Vec<u8>> = unpacked(&file).iter().map(|one| one.to_vec()).collect();
            assert_eq!(packed(&own), file, "{target}");
        }
    }

    #[test]
    fn figures_are_read_from_the_log() {
        let log = "#9 NEW    cov: 7 ft: 9\n#12 NEW    cov: 12 ft: 30\nDone 345 runs in 611 second(s)\nstat::peak_rss_mb:              87\n";
        assert_eq!(figure(log, " cov: ", " "), Some("12"));
        assert_eq!(figure(log, " runs in ", " "), Some("611"));
        assert_eq!(figure(log, "stat::peak_rss_mb:", ""), Some("87"));
        assert_eq!(figure(log, "stat::slowest_unit_time_sec:", ""), None);
    }
}
