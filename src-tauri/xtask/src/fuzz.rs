//! `cargo xtask fuzz`: the targets of `tests/fuzz`, on the stable compiler.

use std::process::Command;

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
            passed &= run(name, length, seconds)?;
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

fn run(name: &str, length: u32, seconds: u32) -> Result<bool, Problem> {
    let folder = cache().join("fuzz");
    let (corpus, found) = (folder.join("corpus").join(name), folder.join("found"));
    for own in [&corpus, &found] {
        std::fs::create_dir_all(own).map_err(|e| format!("{}: {e}", own.display()))?;
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
        .args(["-timeout=20", "-print_final_stats=1"]);
    let status = command.status();
    let status = status.map_err(|e| format!("cargo-fuzz: {e}"))?;
    Ok(status.success())
}
