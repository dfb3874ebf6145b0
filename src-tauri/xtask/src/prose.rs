//! Checks of the tree itself: sizes, JSON, licences of what is compiled in.

use std::process::Command;

use crate::count::Count;
use crate::place::{cargo, root};

/// No file of the tree may be larger.
const LARGEST: u64 = 2 * 1024 * 1024;

/// Files that git knows or would take.
fn tracked() -> Vec<String> {
    let listed = Command::new("git")
        .current_dir(root())
        .args(["ls-files", "-co", "--exclude-standard"])
        .output();
    listed
        .map(|output| {
            String::from_utf8_lossy(&output.stdout)
                .lines()
                .map(str::to_owned)
                .collect()
        })
        .unwrap_or_default()
}

/// Sizes of files; one check a kind.
pub fn tree(log: &mut String) -> Count {
    let files = tracked();
    let large: Vec<&String> = files
        .iter()
        .filter(|name| std::fs::metadata(root().join(name)).is_ok_and(|meta| meta.len() > LARGEST))
        .collect();
    if files.is_empty() {
        log.push_str("git lists no files\n");
    }
    for name in &large {
        log.push_str(&format!("larger than 2 MB: {name}\n"));
    }
    Count::one(!files.is_empty() && large.is_empty())
}

/// Licences of every crate that is compiled in, against the lists of deny.toml.
pub fn licences(log: &mut String) -> Count {
    let lists = std::fs::read_to_string(root().join("deny.toml")).unwrap_or_default();
    let allowed = allowed(&lists);
    let output = cargo()
        .args([
            "tree",
            "--workspace",
            "--all-features",
            "--edges",
            "normal,build",
            "--prefix",
            "none",
            "--format",
            "{p}|{l}",
        ])
        .output();
    let Ok(output) = output else {
        log.push_str("cargo tree does not run\n");
        return Count::one(false);
    };
    let mut seen = std::collections::BTreeSet::new();
    let mut count = Count::default();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Some((package, licence)) = line.trim_end_matches(" (*)").split_once('|') else {
            continue;
        };
        if !seen.insert(package.to_owned()) {
            continue;
        }
        let name = package.split(' ').next().unwrap_or_default();
        let fits = fits(licence, &allowed) || lists.contains(&format!("crate = \"{name}\""));
        if !fits {
            log.push_str(&format!("{package}: {licence}\n"));
        }
        count = count.and(Count::one(fits));
    }
    // Hundreds of crates are one check: that all of them fit.
    Count::one(output.status.success() && count.failed == 0 && count.passed > 50)
}

fn allowed(lists: &str) -> Vec<String> {
    let Some((_, rest)) = lists.split_once("\nallow = [") else {
        return Vec::new();
    };
    let inner = rest.split("\n]").next().unwrap_or_default();
    inner
        .split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// An SPDX expression of OR, AND and the old slash: one side of OR is enough, both of AND are needed.
fn fits(licence: &str, allowed: &[String]) -> bool {
    let licence = licence.replace(['(', ')'], " ");
    licence.replace('/', " OR ").split(" OR ").any(|side| {
        side.split(" AND ")
            .all(|one| allowed.iter().any(|own| own == one.trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_are_read_as_expressions() {
        let lists =
            "[licenses]\nallow = [\n  \"MIT\", # text\n  \"Apache-2.0\",\n  \"Unicode-3.0\",\n]\n";
        let allowed = allowed(lists);
        assert_eq!(allowed, ["MIT", "Apache-2.0", "Unicode-3.0"]);
        for good in [
            "MIT",
            "MIT OR GPL-3.0",
            "MIT/Apache-2.0",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
        ] {
            assert!(fits(good, &allowed), "{good}");
        }
        for bad in ["GPL-3.0", "MIT AND GPL-3.0", ""] {
            assert!(!fits(bad, &allowed), "{bad}");
        }
    }
}
